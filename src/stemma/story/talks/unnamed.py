"""Parties that no name tells: "the union" of a strike, "the rebels" of a ceasefire, "the government" at home.

Local reports take for granted which union or which government is meant.

What it gets wrong: two unions at one table, where no report names either.
"""

from __future__ import annotations

from collections import Counter

from stemma.model import Entity, Mention, Span
from stemma.story.talks.frames import Frames
from stemma.story.talks.standing import NOUNS, unknown


def unnamed(frames: Frames) -> tuple[Entity, ...]:
    """An entity for each kind of body that reports speak of by a noun alone, called as they call it most often."""
    out = []
    for kind, nouns in frames.words["unnamed"].items():
        found = []
        called: Counter[str] = Counter()
        for article, i in frames.hits(frozenset(nouns), ("NOUN", "PROPN")):
            token = frames.trees[article].tokens[i]
            span = Span(article, token.start, token.end)
            if not _named(frames, article, i) and token.dep != "compound":
                found.append(span)
                called[token.text.lower()] += 1
        if found:
            name = "the " + min(called, key=lambda w: (-called[w], w))
            mentions = tuple(Mention(span=s, kind="organisation", name=name, rule="party by a noun") for s in found)
            out.append(Entity(id=NOUNS + kind, kind="organisation", name=name, mentions=mentions))
    return tuple(out)


def _named(frames: Frames, article: str, i: int) -> bool:
    """Whether a name tells whose a body is ("the A-ian government", "rebels of the B Front")."""
    tree = frames.trees[article]
    beside = [i, *tree.children(i, "poss", "amod", "compound", "nmod")]
    beside += [p for a in tree.children(i, "prep") if tree.tokens[a].lemma == "of" for p in tree.children(a, "pobj")]
    return any(e.kind != "person" or unknown(e) for k in beside for _, e in frames.mentions_at(article, k))
