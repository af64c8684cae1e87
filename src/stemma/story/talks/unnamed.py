"""Parties that no report names: "the union" of a strike, "the rebels" of a ceasefire, "the government" at home.

Local reports take for granted which union or which government is meant. Only where the names alone give no two parties
do such nouns count as bodies of their own.

What it gets wrong: two unions at one table, where no report names either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stemma.model import Entity, Mention, Span
from stemma.story.talks.frames import Frames

_BESIDE = ("poss", "amod", "compound", "nmod")


def unnamed_bodies(frames: Frames) -> tuple[Entity, ...]:
    """An entity for each kind of body that reports speak of by a noun alone, called as they call it most often."""
    out = []
    for kind, nouns in frames.words["unnamed"].items():
        found = []
        called: Counter[str] = Counter()
        for article, i in frames.hits(frozenset(nouns), ("NOUN", "PROPN")):
            token = frames.trees[article].tokens[i]
            span = Span(article, token.start, token.end)
            if frames.mentions(span) or token.dep == "compound":
                continue
            found.append((span, token.text.lower()))
            called[token.text.lower()] += 1
        if found:
            name = _named(frames, nouns) or "the " + min(called, key=lambda w: (-called[w], w))
            mentions = tuple(Mention(span=s, kind="organisation", name=name, rule="party by a noun") for s, _ in found)
            out.append(Entity(id=f"unnamed-{kind}", kind="organisation", name=name, mentions=mentions))
    return tuple(out)


def _named(frames: Frames, nouns: Sequence[str]) -> str | None:
    """The one name that reports give such a body somewhere ("the rebel A Front", "the rebels of the A Front", "A's
    government")."""
    counts: Counter[str] = Counter()
    for article, i in frames.hits(frozenset(nouns), ("NOUN", "PROPN", "ADJ")):
        tree = frames.trees[article]
        token = tree.tokens[i]
        near = [token.head] if token.dep in _BESIDE and i < token.head else []
        near += tree.children(i, *_BESIDE)
        near += [p for a in tree.children(i, "prep") if tree.tokens[a].lemma == "of" for p in tree.children(a, "pobj")]
        for k in near:
            for _, e in frames.mentions_at(article, k):
                if e.kind in ("organisation", "place") and e.name.lower() not in nouns:
                    counts[frames.names[e.id]] += 1
    best = counts.most_common(1)
    return best[0][0] if best and 2 * best[0][1] > sum(counts.values()) else None
