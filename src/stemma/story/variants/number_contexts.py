"""Contexts of numbers: what is around two numbers that tells that they are no two versions of one.

What two parties want or offer are two numbers; prices and shares move by the hour; "ten days earlier" is as long as it
is since the day that is meant; and where one report gives both numbers in one sentence, or one of them and the rest of
it, they are of two things.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from stemma.data import table
from stemma.story.variants.collation import Collation, touch
from stemma.story.variants.fillers import Filler
from stemma.story.variants.slots import likeness
from stemma.story.variants.worded_numbers import Number, numbers_in, story_numbers

_OPEN = 1.5  # times: within which a number left open may be the other
_VERBATIM = 0.85  # of the words of both clauses, at which they are one but for the number
_BEHIND = 12  # characters


def apart(a: Filler, b: Filler, collation: Collation) -> bool:
    """Whether two numbers that differ cannot be two versions of one, whatever they are of."""
    x, y = (set(_flags(f, collation)) for f in (a, b))
    traded = x | y if a.quantity.dimension == "share" else x & y
    if (x | y) & {"distance", "bid"} or "market" in traded:
        return True
    if _of_two_in_order(a, b, collation):
        return True
    if any(_open(f, collation) for f in (a, b)) and max(a.quantity.value, b.quantity.value) < _OPEN * min(
        a.quantity.value, b.quantity.value
    ):
        return True
    if likeness(a.claim, b.claim, collation, both=True) >= _VERBATIM:
        return False  # the numbers beside stand in both
    return any(
        _with_the_other(one.quantity.value, other.quantity.value, n)
        for one, other in ((a, b), (b, a))
        for n in _beside(one, collation)
    )


def alone(f: Filler, collation: Collation) -> bool:
    """Whether the sentence of a number has no other that counts or measures alike, or that stands bare."""
    q = f.quantity
    s = collation.tree(f.span.article).sentence_of(f.claim.head)
    bare = (q.unit, "") if q.dimension != "count" else None
    return not any(
        n.dimension in (q.dimension, "count") and (bare is None or n.unit in bare)
        for n in numbers_in(s, f.span.article, collation)
        if not n.span.overlap(f.span)
    )


def of_two_stages(a: Filler, b: Filler, collation: Collation) -> bool:
    """Whether the sentence of one number tells of what somebody wants or offers; or one of a plan and the other of what
    was agreed, or one of what is so by now, or was so afterwards, and the other of no such time."""
    lists = table("en/number_contexts.toml")
    near = [_lemmas(f, collation) for f in (a, b)]
    if any(n & set(lists["bidding"]) for n in near):
        return True
    planned, agreed, now, then = (
        [bool(n & set(lists[name])) for n in near] for name in ("planning", "agreeing", "by_now", "afterwards")
    )
    return (planned[0] and agreed[1]) or (planned[1] and agreed[0]) or now[0] != now[1] or then[0] != then[1]


def _lemmas(f: Filler, collation: Collation) -> set[str]:
    tree = collation.tree(f.span.article)
    s = tree.sentence_of(f.claim.head)
    return {t.lemma.lower() for t in tree.tokens[s.first : s.last]}


def known_together(a: Filler, b: Filler, collation: Collation) -> bool:
    """Whether the report of one number has the other too, of the same thing or bare: then they are two numbers."""
    return any(
        math.isclose(n.value, theirs.quantity.value) and (n.unit in ("", theirs.quantity.unit))
        for mine, theirs in ((a, b), (b, a))
        for n in story_numbers(collation)[mine.span.article]
    )


def without_numbers(a: Filler, b: Filler, collation: Collation) -> float:
    """How near two sentences are in meaning, each number in them read as "some"."""
    x, y = collation.embed([_masked(f, collation) for f in (a, b)])
    return float(x @ y)


def _masked(f: Filler, collation: Collation) -> str:
    s = collation.tree(f.span.article).sentence_of(f.claim.head)
    text, out, at = collation.article(f.span).text, [], s.start
    for n in numbers_in(s, f.span.article, collation):
        if n.span.start >= at:
            out += [text[at : n.span.start], "some"]
            at = n.span.end
    return "".join((*out, text[at : s.end]))


def of_two_days(a: Filler, b: Filler, collation: Collation) -> bool:
    """Whether the sentences of both name days, and other ones: what is counted or measured has a figure for each."""
    sentences = [collation.sentence(f.claim) for f in (a, b)]
    days = [[t for t in collation.times(s) if t.kind == "date" and t.earliest] for s in sentences]
    return all(days) and not any(touch(x, y) for x in days[0] for y in days[1])


def _of_two_in_order(a: Filler, b: Filler, collation: Collation) -> bool:
    """Whether the sentences count the same things in order, and not the same one ("the first convoy", "a second")."""
    first, second = (
        {(q.unit, q.value) for q in collation.quantities(collation.sentence(f.claim)) if q.dimension == "ordinal"}
        for f in (a, b)
    )
    return bool({u for u, _ in first} & {u for u, _ in second} - {""}) and not first & second


def _open(f: Filler, collation: Collation) -> bool:
    """Whether words behind a number leave it open ("a million and more")."""
    behind = collation.article(f.span).text[f.span.end : f.span.end + _BEHIND].lower().lstrip(" -")
    round_one = collation.text(f.span).lower().startswith("a ")  # "a million"
    return round_one or behind.startswith(tuple(table("en/number_contexts.toml")["open_behind"]))


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
    words = f" {' '.join(t.text.lower() for t in tree.tokens[s.first : s.last])} "
    if f.quantity.dimension == "share" and any(f" {w} " in words for w in lists["session"]):
        yield "market"
