"""Direction: which of two matching reports is the older text.

Time first: a report published before the other began to exist cannot rest on it. Where the days do not tell, the
comparison of textual criticism: the version with the fuller quotations, with the names and numbers the other drops,
with sources of its own for what the other merely states, is nearer the origin (Maas 1957, Textkritik, on the criteria
of direction). Nothing is guessed below a margin.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.data import words
from stemma.model import Article, Noun
from stemma.story.lineage.exclusive import EXCLUSIVE
from stemma.story.lineage.matching import Line, Match

_MARGIN = 1.0
_SUPPLIES = 0.75
_DROPPED = 2  # facts that one report has on somebody's word and the other merely states
_UNTOLD = "the texts do not tell which came first"
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„\n]{12,})[”\"»]")


class Direction(Noun, frozen=True, kw_only=True):
    """`sign` is 1 when the first report is the parent, -1 when the second is, 0 when it cannot be told; `because` says
    what shows it, of the parent."""

    sign: int
    confidence: float
    because: str

    @property
    def words(self) -> str:
        """The reason as a clause of its own."""
        return f"the other {self.because}" if self.sign else self.because


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
    forth: Sequence[Match],
    back: Sequence[Match],
    weight_first: Sequence[float],
    weight_second: Sequence[float],
) -> Direction:
    """The direction between two reports; `forth` has lines of `first` as child and of `second` as parent, `back` the
    other way round: what is matched only one way counts for half."""
    sign = by_time(first, second)
    if sign:
        return Direction(sign=sign, confidence=0.95, because="was published earlier")
    views = [0.0, 0.0]
    pairs = [(0, m.child, m.parent) for m in forth] + [(1, m.parent, m.child) for m in back]
    for view, a, b in pairs:
        x, y = lines_first[a], lines_second[b]
        views[view] += 0.25 * max(-2, min(2, len(x.details) - len(y.details)))
        if weight_first[a] != weight_second[b]:
            views[view] += 0.5 * ((weight_first[a] == EXCLUSIVE) - (weight_second[b] == EXCLUSIVE))
    if min(views) <= -_MARGIN and max(views) >= _MARGIN:
        return Direction(sign=0, confidence=0.3, because=_UNTOLD)
    score = sum(views) / 2
    score += 1.5 * _fuller_quotations(first.text, second.text)
    score += 1.5 * (_claims_scoop(first, lines_first) - _claims_scoop(second, lines_second))
    score += 0.5 * _soonest(first, second)
    score += _SUPPLIES * (_supplied(first) - _supplied(second))
    if abs(score) < _MARGIN:
        return Direction(sign=0, confidence=0.3, because=_UNTOLD)
    confidence = min(0.85, 0.5 + 0.1 * abs(score))
    return Direction(
        sign=1 if score > 0 else -1, confidence=confidence, because="has fuller names, numbers and quotations"
    )


def direct_by_sources(
    first: Article,
    second: Article,
    weights: Sequence[tuple[float, float]],
    least: int,
    on_word: Sequence[tuple[bool, bool]] = (),
) -> Direction:
    """The direction between two reports that tell the same facts in other words: time, then whose sources are nearer,
    then which of them merely states what the other has on somebody's word.

    Args:
        weights: for each fact what it weighs in `first` and in `second` (`stemma.story.lineage.exclusive`).
        least: by how many facts the sources of one must be nearer.
        on_word: for each fact whether `first`, and whether `second`, gives it on somebody's word.
    """
    sign = by_time(first, second)
    if sign:
        return Direction(sign=sign, confidence=0.95, because="was published earlier")
    nearer = sum((x == EXCLUSIVE) - (y == EXCLUSIVE) for x, y in weights)
    if abs(nearer) < least:
        dropped = sum(x - y for x, y in on_word)
        if abs(dropped) < _DROPPED or dropped * nearer < 0:
            return Direction(sign=0, confidence=0.3, because=_UNTOLD)
        return Direction(
            sign=1 if dropped > 0 else -1, confidence=0.6, because="gives sources for what this one merely states"
        )
    confidence = min(0.85, 0.6 + 0.05 * abs(nearer))
    return Direction(sign=1 if nearer > 0 else -1, confidence=confidence, because="is nearer to the sources")


def _claims_scoop(article: Article, of: Sequence[Line]) -> bool:
    """Whether the headline or the first lines call the report exclusive."""
    head = " ".join([article.title or "", *(line.text for line in of[:4])])[:400]
    return any(w.lower() in words("en/scoop_marks.txt") for w in re.findall(r"[^\W\d_]+", head))


def _supplied(article: Article) -> bool:
    """Whether a report is an agency's own, with the agency in its dateline: agencies supply the papers."""
    if article.dateline is None or article.outlet is None:
        return False
    line = article.text[article.dateline.start : article.dateline.end]
    return re.search(rf"\(\s*{re.escape(article.outlet.name)}\s*\)", line) is not None


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


def _fuller_quotations(x: str, y: str) -> int:
    """1 when quotations in `x` hold those of `y` and more, -1 for the reverse, 0 when neither or both do."""
    ours, theirs = _quotations(x), _quotations(y)
    longer = sum(b != a and b in a for a in ours for b in theirs)
    shorter = sum(a != b and a in b for a in ours for b in theirs)
    return (longer > shorter) - (longer < shorter)


def _quotations(text: str) -> list[str]:
    """The quotations of four words and more, as plain words between blanks."""
    found = (" ".join(["", *re.findall(r"\w+", q.lower()), ""]) for q in _QUOTED.findall(text))
    return sorted({q for q in found if len(q.split()) >= 4})
