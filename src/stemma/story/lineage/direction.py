"""Direction: which of two matching reports is the older text.

Time first: a report published before the other began to exist cannot rest on it. Where the days do not tell, the
comparison of textual criticism: the version with the fuller quotations, with the names and numbers the other drops,
with sources of its own for what the other merely states, is nearer the origin (Maas 1957, Textkritik, on the criteria
of direction). Nothing is guessed below a margin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.model import Article, Noun
from stemma.story.lineage.exclusive import EXCLUSIVE
from stemma.story.lineage.matching import Line, Match

_MARGIN = 1.0
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{12,})[”\"»]")


class Direction(Noun, frozen=True, kw_only=True):
    """`sign` is 1 when the first report is the parent, -1 when the second is, 0 when it cannot be told."""

    sign: int
    confidence: float
    because: str


def by_time(first: Article, second: Article) -> int:
    """1 when `first` is surely older, -1 when `second` is, 0 when the days do not tell."""
    a, b = first.published, second.published
    if a is None or b is None:
        return 0
    if a.latest < b.earliest:
        return 1
    return -1 if b.latest < a.earliest else 0


def direct(
    first: Article,
    second: Article,
    lines_first: Sequence[Line],
    lines_second: Sequence[Line],
    matches: Sequence[Match],
    weight_first: Sequence[float],
    weight_second: Sequence[float],
) -> Direction:
    """The direction between two reports; `matches` has lines of `first` as child and of `second` as parent."""
    sign = by_time(first, second)
    if sign:
        return Direction(sign=sign, confidence=0.95, because="published earlier")
    score = 0.0
    for m in matches:
        x, y = lines_first[m.child], lines_second[m.parent]
        score += 0.25 * max(-2, min(2, len(x.details) - len(y.details)))
        score += 0.5 * _fuller_quotation(x.text, y.text)
        if weight_first[m.child] != weight_second[m.parent]:
            score += 0.5 * ((weight_first[m.child] == EXCLUSIVE) - (weight_second[m.parent] == EXCLUSIVE))
    early = _soonest(first, second)
    score += 0.5 * early
    if abs(score) < _MARGIN:
        return Direction(sign=0, confidence=0.3, because="the texts do not tell which came first")
    confidence = min(0.85, 0.5 + 0.1 * abs(score))
    return Direction(sign=1 if score > 0 else -1, confidence=confidence, because="fuller names, numbers and quotations")


def _soonest(first: Article, second: Article) -> int:
    """Overlapping intervals: whose earliest and latest day both lie no later, and one of them earlier."""
    a, b = first.published, second.published
    if a is None or b is None:
        return 0
    if (a.earliest, a.latest) == (b.earliest, b.latest):
        return 0
    if a.earliest <= b.earliest and a.latest <= b.latest:
        return 1
    return -1 if b.earliest <= a.earliest and b.latest <= a.latest else 0


def _fuller_quotation(x: str, y: str) -> int:
    """1 when a quotation in `x` holds one of `y` and more, -1 for the reverse."""
    for a in _QUOTED.findall(x):
        for b in _QUOTED.findall(y):
            one, two = _plain(a), _plain(b)
            if one != two and two in one:
                return 1
            if one != two and one in two:
                return -1
    return 0


def _plain(quotation: str) -> str:
    return " ".join(re.findall(r"\w+", quotation.lower()))
