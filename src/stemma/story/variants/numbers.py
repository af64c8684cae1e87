"""Numbers: two reports of one statement that give different numbers for the same thing.

Numbers are compared as intervals (hedges widen them; a converted number is exact only to its last digit), so that
"some two dozen" and 24, or 9 miles and 15 km, agree. Numbers that agree in other words are a difference of
granularity; numbers that exclude each other a conflict, or an update where the other report is of a later day and the
number is one that grows (dead, missing, arrested …).
"""

from __future__ import annotations

import math
import re

from stemma.article.quantities import written_number
from stemma.data import words
from stemma.model import Claim, Quantity, Reading, Statement, Variant
from stemma.story.variants.collation import Collation, carriers, cluster, make
from stemma.story.variants.slots import likeness, substitutions

_SAME_SENTENCE = {"count": 0.35, "ordinal": 0.6}  # the likeness of wording that two lone numbers need
_SAME_MEASURE = 0.5
_MOVING = ("count", "share", "money")  # a length or flow that differs with the day of the report is a difference
_FAR = 20  # times: numbers so far apart measure different things
_NEAR_CONVERSION = 0.06  # within which one number is the other converted and rounded
_BEFORE = 4  # tokens before a number in which a word like "previous" speaks of another time
_NEAR = 0.1
_RULE = "numbers of one slot"


def number_variants(collation: Collation) -> list[Variant]:
    """Conflicts, updates and differences of granularity between numbers."""
    out: list[Variant] = []
    for statement, members in collation.shared():
        for slot in _slots(members, collation):
            out += _judge(slot, statement, collation)
    return out


def _slots(members: list[Claim], collation: Collation) -> list[list[tuple[Claim, Quantity]]]:
    """The numbers of a statement's claims, those of one slot together."""
    fillers = [(c, q) for c in members for q in collation.quantities(c.span)]
    groups = cluster(fillers, lambda a, b: _same_slot(a, b, collation))
    return [g for g in groups if len({c.span.article for c, _ in g}) > 1]


def _same_slot(a: tuple[Claim, Quantity], b: tuple[Claim, Quantity], collation: Collation) -> bool:
    (first, x), (second, y) = a, b
    if first.span.article == second.span.article or x.dimension != y.dimension:
        return False
    if x.dimension == "ordinal" and (x.unit != y.unit or not x.unit or 1 in (x.value, y.value)):
        return False  # "the first in months" and "the fifth round" count different things
    if x.dimension in ("count", "ordinal") and x.unit != y.unit and x.unit and y.unit:
        return _in_place_of(a, b, collation)
    alone = all(
        sum(q.dimension == o.dimension and (q.unit == o.unit or not q.unit) for q in collation.quantities(c.span)) == 1
        for c, o in (a, b)
    )
    if alone and x.dimension == "count" and x.unit != y.unit:
        return _in_place_of(a, b, collation)
    if _earlier(x, collation) or _earlier(y, collation):
        return False
    if collation.about_others(first, second) or _far_apart(x, y):
        return False
    least = _SAME_SENTENCE.get(x.dimension, _SAME_MEASURE)
    alone = alone and (x.dimension in ("count", "ordinal") or not (_many(a, collation) or _many(b, collation)))
    return (alone and likeness(first, second, collation) >= least) or _in_place_of(a, b, collation)


def _far_apart(x: Quantity, y: Quantity) -> bool:
    """Whether two numbers are of such different size that they hardly measure one thing."""
    small, large = sorted((abs(x.value), abs(y.value)))
    return x.dimension not in ("count", "ordinal") and large > _FAR * max(small, 1e-9)


def _many(filler: tuple[Claim, Quantity], collation: Collation) -> bool:
    """Whether the sentence holds more numbers of the dimension than one and its conversion: a list of them."""
    claim, q = filler
    same = [o for o in collation.quantities(collation.sentence(claim)) if o.dimension == q.dimension]
    return len([o for o in same if not math.isclose(o.value, q.value, rel_tol=_NEAR_CONVERSION)]) > 0


def _earlier(q: Quantity, collation: Collation) -> bool:
    """Whether the words before a number set it apart as an older one ("the previous offer of 70"). A preposition
    does so only right before it ("up from 70", but not "a report from Ostrany gave 70")."""
    tree = collation.tree(q.span.article)
    end = tree.within(q.span).start - len(q.hedge.split())
    before = tree.tokens[max(0, end - _BEFORE) : max(0, end)]
    earlier = words("en/earlier.txt")
    return any(t.lemma in earlier and (t.pos not in ("ADP", "SCONJ") or t is before[-1]) for t in before)


def _in_place_of(a: tuple[Claim, Quantity], b: tuple[Claim, Quantity], collation: Collation) -> bool:
    return any(s.first.overlap(a[1].span) and s.second.overlap(b[1].span) for s in substitutions(a[0], b[0], collation))


def agree(x: Quantity, y: Quantity, first: str = "", second: str = "") -> bool:
    """Whether two quantities can both be right. `first` and `second`, their wordings, tell how exact each is."""
    if x.dimension == "money" and x.unit != y.unit:
        return True  # another currency: nothing can be said
    converted = not math.isclose(_factor(x, first), _factor(y, second), rel_tol=1e-6)
    low_x, high_x = _interval(x, y, first, converted)
    low_y, high_y = _interval(y, x, second, converted)
    if x.high is None and y.high is None:  # "at least 14", "at least 19": each is the number known
        return math.isclose(x.value, y.value, rel_tol=_NEAR)
    if x.hedge and y.hedge:  # both are rounded: one of the numbers must be a rounding of the other
        return low_x <= y.value <= high_x or low_y <= x.value <= high_y
    return low_x <= high_y and low_y <= high_x


def _factor(q: Quantity, wording: str) -> float:
    """What one of the written unit is worth in the canonical unit."""
    written = written_number(wording) if wording else None
    return q.value / written if written else 1.0


def _interval(q: Quantity, other: Quantity, wording: str, converted: bool) -> tuple[float, float]:
    """The values `q` allows; half a unit of its last digit to either side where the two were measured apart."""
    slack = 0.0
    measured = q.dimension not in ("count", "ordinal", "money")
    if measured and not math.isclose(q.value, other.value):
        slack = _last_digit(wording, converted) * _factor(q, wording) / 2
    high = math.inf if q.high is None else q.high
    return q.low - slack, high + slack


def _last_digit(wording: str, converted: bool) -> float:
    """What one step in the last digit of the written number is worth; noughts at its end count as rounded where the
    two numbers are of different units ("9 miles", "15 km", but not "20 tonnes", "25 tonnes")."""
    match = re.search(r"\d[\d,]*(?:\.\d+)?", wording)
    if not match:
        return 1.0 if wording and written_number(wording) else 0.0
    digits = match[0].replace(",", "")
    if "." in digits:
        return float(10.0 ** -len(digits.partition(".")[2]))
    step, written = 1.0, float(digits)
    while converted and written and written % (step * 10) == 0:
        step *= 10
    return step


def _judge(slot: list[tuple[Claim, Quantity]], statement: Statement, collation: Collation) -> list[Variant]:
    def wording(q: Quantity) -> str:
        return collation.text(q.span)

    agreeing = cluster(slot, lambda a, b: agree(a[1], b[1], wording(a[1]), wording(b[1])))
    if len(agreeing) > 1:
        groups = agreeing
        kind_of_thing = "ordinal" if slot[0][1].dimension == "ordinal" else "number"
        readings = [Reading(text=wording(g[0][1]), at=tuple(q.span for _, q in g)) for g in groups]
        if kind_of_thing == "ordinal" and _apart(groups, collation):
            return []  # reports of different days speak of different rounds, sessions, anniversaries
        if slot[0][1].dimension in _MOVING and _update(groups, collation):
            text = f"The number changes with the day of the report: {carriers(readings)}"
            return [
                make("update", kind_of_thing, "low", text, readings, statement=statement, confidence=0.7, rule=_RULE)
            ]
        text = f"{carriers(readings)}"
        return [
            make("conflict", kind_of_thing, "high", text, readings, statement=statement, confidence=0.8, rule=_RULE)
        ]
    hedged, bare = [q for _, q in slot if q.hedge], [q for _, q in slot if not q.hedge]
    if hedged and bare and all(q.value == hedged[0].value for q in [*hedged, *bare]):
        readings = [Reading(text=wording(g[0]), at=tuple(q.span for q in g)) for g in (hedged, bare)]
        text = f"“{hedged[0].hedge} {readings[0].text}” in one report, “{readings[1].text}” without it in another"
        return [make("strengthened", "number", "low", text, readings, statement=statement, confidence=0.7, rule=_RULE)]
    worded = cluster(slot, lambda a, b: _same_number(wording(a[1]), wording(b[1])))
    if len(worded) > 1:
        readings = [Reading(text=wording(g[0][1]), at=tuple(q.span for _, q in g)) for g in worded]
        text = f"The same number in other words: {', '.join(r.text for r in readings)}"
        return [make("granularity", "number", "low", text, readings, statement=statement, confidence=0.8, rule=_RULE)]
    return []


def _same_number(a: str, b: str) -> bool:
    """Whether two wordings give the number itself alike, whatever the spelling of the unit."""

    def number(wording: str) -> str:
        digits = re.findall(r"\d[\d.,]*", wording)
        return " ".join(digits) or re.split(r"[\s-]", wording.lower())[0]

    return number(a) == number(b)


def _apart(groups: list[list[tuple[Claim, Quantity]]], collation: Collation) -> bool:
    """Whether any two reports of different groups are of clearly different days."""
    first, *rest = groups
    pairs = [(a.span.article, b.span.article) for g in rest for a, _ in first for b, _ in g]
    return any(collation.clearly_later(x, y) or collation.clearly_later(y, x) for x, y in pairs)


def _update(groups: list[list[tuple[Claim, Quantity]]], collation: Collation) -> bool:
    """Whether the number moves with time: some report of one group is clearly later than one of another, and none of
    two groups are known to be of one day."""
    later = False
    for n, first in enumerate(groups):
        for second in groups[n + 1 :]:
            for x in {c.span.article for c, _ in first}:
                for y in {c.span.article for c, _ in second}:
                    later = later or collation.clearly_later(x, y) or collation.clearly_later(y, x)
                    if collation.same_day(x, y):
                        return False
    return later
