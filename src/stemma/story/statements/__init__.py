"""Statements: claims of different articles that say the same, aligned.

Claims are compared pair by pair (`similarity`), matched one to one between every two articles as an assignment
problem (Kuhn-Munkres, Jonker & Volgenant 1987), and the matches joined over all articles, best first, as long as no
statement comes to hold two different claims of one article (`grouping`).

What it gets wrong: a fact told in words that share neither names nor meaning as the embedder sees it stays apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Claim, Layers, Statement, Time
from stemma.nlp.cross_encoder import CrossEncoder
from stemma.nlp.embedder import Embedder, Vectors
from stemma.story.statements.grouping import group
from stemma.story.statements.similarity import compare_claims

_RULE = "assignment over meaning and rare words"


def align(
    layers: Sequence[Layers], times: Sequence[Time], embedder: Embedder, reader: CrossEncoder
) -> tuple[Statement, ...]:
    """Group the claims of all articles into statements, in order of their first place; `times` are those of the story.

    A claim that no other report shares is a statement of its own.
    """
    compared = compare_claims(layers, times, embedder, reader)
    row = {c.id: n for n, c in enumerate(compared.claims)}
    groups = group(compared.claims, compared.matches)
    text_of = {one.article.id: one.article.text for one in layers}
    statements = []
    for n, (members, confidence) in enumerate(groups):
        best = _best_wording(members, compared.vectors[[row[m.id] for m in members]])
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


def _best_wording(members: Sequence[Claim], vectors: Vectors) -> Claim:
    """The claim nearest to all others of its statement; full clauses before phrases, the earliest on a tie.
    `vectors` has a row a member."""
    closeness = (vectors @ vectors.T).sum(1)
    full = [n for n, m in enumerate(members) if m.form in ("main", "coordinated", "complement")]
    return members[max(full or range(len(members)), key=lambda n: (round(float(closeness[n]), 3), -n))]
