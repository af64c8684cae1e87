"""Particulars: the quantities, ordinals and days that two claims give, as evidence for or against one fact.

A rare figure that both give speaks for one fact however differently it is worded; a round, a sum or a day that only
one of them can mean speaks against it, though not alone: reports of one fact differ in them too.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date

from stemma.model import Claim, Layers, Noun, Quantity, Time

KINDS = (
    "figures",  # how rare the rarest figure is that both give
    "amounts_apart",  # 1 where both give quantities of one unit and none agree
    "days_apart",  # the logarithm of the days between, where both name days and share none
    "ordinals_apart",  # 1 where both number one thing, differently: "the third round", "the fourth round"
)

_NARROW = 3  # days of the longest interval that counts as a day named

Figure = tuple[float, str]


class Particulars(Noun, frozen=True, kw_only=True):
    """What a claim gives: its figures as (value, ordinal or not), its quantities, and the days it names."""

    figures: frozenset[Figure]
    quantities: tuple[Quantity, ...]
    days: tuple[tuple[date, date], ...]


def particulars_of(claims: Sequence[Claim], layers: Sequence[Layers], times: Sequence[Time]) -> list[Particulars]:
    """The particulars of each claim, in order."""
    quantities = {one.article.id: one.quantities for one in layers}
    days: dict[str, list[Time]] = {one.article.id: [] for one in layers}
    for time in times:
        if time.kind == "date" and time.earliest and time.latest and (time.latest - time.earliest).days <= _NARROW:
            days.setdefault(time.span.article, []).append(time)
    out = []
    for claim in claims:
        held = tuple(q for q in quantities[claim.span.article] if claim.span.contains(q.span))
        named = [t for t in days[claim.span.article] if claim.span.contains(t.span)]
        out.append(
            Particulars(
                figures=frozenset(_figure(q) for q in held),
                quantities=held,
                days=tuple((t.earliest, t.latest) for t in named if t.earliest and t.latest),
            )
        )
    return out


def rarity_of_figures(found: Sequence[Particulars]) -> dict[Figure, float]:
    """Inverse document frequency of each figure over the claims."""
    counts = Counter(f for one in found for f in one.figures)
    return {f: math.log(1 + len(found) / n) for f, n in counts.items()}


def compare_particulars(a: Particulars, b: Particulars, rarity: dict[Figure, float]) -> tuple[float, ...]:
    """The evidence of two claims, a number for each of `KINDS`."""
    shared = a.figures & b.figures
    return (
        max((rarity.get(f, 0.0) for f in shared), default=0.0),
        float(_apart(a.quantities, b.quantities, shared)),
        _days_apart(a.days, b.days),
        float(_numbered_apart(a.quantities, b.quantities)),
    )


def _figure(q: Quantity) -> Figure:
    return round(q.value, 3), "ordinal" if q.dimension == "ordinal" else ""


def _apart(first: Sequence[Quantity], second: Sequence[Quantity], shared: frozenset[Figure]) -> bool:
    pairs = [(x, y) for x in first for y in second if x.unit == y.unit]
    return bool(pairs) and not shared and not any(_meet(x, y) for x, y in pairs)


def _meet(x: Quantity, y: Quantity) -> bool:
    return x.low <= (math.inf if y.high is None else y.high) and y.low <= (math.inf if x.high is None else x.high)


def _days_apart(first: Sequence[tuple[date, date]], second: Sequence[tuple[date, date]]) -> float:
    gaps = [max((x[0] - y[1]).days, (y[0] - x[1]).days, 0) for x in first for y in second]
    return math.log1p(min(gaps)) if gaps else 0.0


def _numbered_apart(first: Sequence[Quantity], second: Sequence[Quantity]) -> bool:
    one, other = ({(q.unit, q.value) for q in held if q.dimension == "ordinal"} for held in (first, second))
    return not one & other and any(u == v for u, _ in one for v, _ in other)
