"""Contexts of numbers: what is around two numbers that tells that they are no two versions of one.

What two parties want or offer are two numbers; prices and shares move by the hour; "ten days earlier" is as long as it
is since the day that is meant; and where one report gives both numbers in one sentence, or one of them and the rest of
it, they are of two things.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from stemma.data import table
from stemma.story.variants.collation import Collation
from stemma.story.variants.fillers import Filler
from stemma.story.variants.worded_numbers import Number, numbers_in


def apart(a: Filler, b: Filler, collation: Collation) -> bool:
    """Whether two numbers that differ cannot be two versions of one, whatever they are of."""
    x, y = (set(_flags(f, collation)) for f in (a, b))
    if x & {"distance", "bid"} or y & {"distance", "bid"} or "market" in x & y:
        return True
    return any(
        _with_the_other(one.quantity.value, other.quantity.value, n)
        for one, other in ((a, b), (b, a))
        for n in _beside(one, collation)
    )


def _with_the_other(mine: float, theirs: float, beside: Number) -> bool:
    return math.isclose(beside.value, theirs) or math.isclose(beside.value + mine, theirs)


def _beside(f: Filler, collation: Collation) -> Iterator[Number]:
    """The other numbers of the sentence, of the dimension."""
    s = collation.tree(f.span.article).sentence_of(f.claim.head)
    for n in numbers_in(s, f.span.article, collation):
        if not n.span.overlap(f.span) and n.dimension == f.quantity.dimension:
            yield n


def _flags(f: Filler, collation: Collation) -> Iterator[str]:
    lists = table("en/number_contexts.toml")
    tree = collation.tree(f.span.article)
    inside = tree.within(f.span)
    if not inside:
        return
    s = tree.sentence_of(inside[0])
    lemmas = {t.lemma.lower() for t in tree.tokens[s.first : s.last]}
    behind = tree.tokens[inside[-1] + 1 : min(inside[-1] + 2, s.last)]
    if f.quantity.dimension == "time" and behind and behind[0].text.lower() in lists["distance"]:
        yield "distance"
    above = {tree.tokens[i].lemma.lower() for i in tree.ancestors(inside[-1])}
    if above & set(lists["bidding"]):
        yield "bid"
    if lemmas & set(lists["traded"]) and lemmas & set(lists["trading"]):
        yield "market"
