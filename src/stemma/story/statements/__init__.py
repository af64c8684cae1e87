"""Statements: claims of different articles that say the same, aligned.

Claims are compared pair by pair (`similarity`), matched one to one between every two articles as an assignment
problem (Kuhn-Munkres, Jonker & Volgenant 1987), and the matches joined over all articles, best first, as long as no
statement comes to hold two different claims of one article (`grouping`).

What it gets wrong: a fact told in words that share neither names nor meaning as the embedder sees it stays apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Claim, Entity, Layers, Statement, Time
from stemma.nlp.embedder import Embedder
from stemma.story.statements.grouping import group
from stemma.story.statements.proposition import propositions
from stemma.story.statements.similarity import compare_claims

_RULE = "assignment over vectors, names and numbers"


def align(
    layers: Sequence[Layers], entities: Sequence[Entity], times: Sequence[Time], embedder: Embedder
) -> tuple[Statement, ...]:
    """Group the claims of all articles into statements, in order of their first place.

    A claim that no other report shares is a statement of its own.
    """
    claims = [c for one in layers for c in one.claims]
    texts = {p.claim: p for one in layers for p in propositions(one)}
    vectors = embedder.embed([texts[c.id].text for c in claims])
    matches = compare_claims(claims, vectors, layers, entities, times)
    groups = group(claims, matches)
    text_of = {one.article.id: one.article.text for one in layers}
    statements = []
    for n, (members, confidence) in enumerate(groups):
        best = _best_wording(members, [c.id for c in claims], vectors)
        words = text_of[best.span.article][best.span.start : best.span.end]
        statements.append(
            Statement(
                id=f"s{n + 1}",
                text=words,
                text_span=best.span,
                claims=tuple(c.id for c in members),
                confidence=confidence,
                rule=_RULE if len(members) > 1 else "one report only",
            )
        )
    return tuple(statements)


def _best_wording(members: Sequence[Claim], order: Sequence[str], vectors: object) -> Claim:
    """The claim nearest to all others of its statement; full clauses before phrases, the earliest on a tie."""
    full = [m for m in members if m.form in ("main", "coordinated", "complement")] or list(members)
    if len(full) == 1:
        return full[0]
    rows = {m.id: vectors[order.index(m.id)] for m in members}  # type: ignore[index]
    return max(full, key=lambda m: (round(float(sum(rows[m.id] @ r for r in rows.values())), 3), -members.index(m)))
