"""Days: two times given for one event, compared as intervals of days."""

from __future__ import annotations

from stemma.model import Claim, Reading, Statement, Time, Variant
from stemma.story.variants.collation import Collation, carriers, cluster, make
from stemma.story.variants.pairs import alike_pairs
from stemma.story.variants.slots import substitutions

_ALIKE = 0.5
_EXACT = 1  # days: an interval no wider than this names a day


def day_variants(collation: Collation) -> list[Variant]:
    """Conflicts and differences of granularity between times."""
    slots: dict[str, tuple[Statement, dict[Time, Claim]]] = {}
    for statement, a, b in alike_pairs(collation, _ALIKE):
        for x, y in _answering(a, b, collation):
            _, times = slots.setdefault(statement.id, (statement, {}))
            times[x], times[y] = a, b
    out = []
    for statement, times in slots.values():
        ordered = sorted(times, key=lambda t: t.span)
        out += _judge(ordered, statement, collation)
    return out


def _answering(a: Claim, b: Claim, collation: Collation) -> list[tuple[Time, Time]]:
    """The times of two claims that answer to each other: the only ones, or one in the place of the other."""
    first = [t for t in collation.times(a.span) if t.kind == "date" and t.earliest]
    second = [t for t in collation.times(b.span) if t.kind == "date" and t.earliest]
    if len(first) == 1 == len(second):
        return [(first[0], second[0])]
    swapped = [(s.first, s.second) for s in substitutions(a, b, collation)]
    return [(x, y) for x in first for y in second if any(p.overlap(x.span) and q.overlap(y.span) for p, q in swapped)]


def _judge(times: list[Time], statement: Statement, collation: Collation) -> list[Variant]:
    groups = cluster(times, _touch)
    if len(groups) > 1:
        if not all(_names_a_day(t) for t in times) or _moving(groups, collation) or _worded_alike(groups, collation):
            return []
        readings = [Reading(text=collation.text(g[0].span), at=tuple(t.span for t in g)) for g in groups]
        text = f"Different days for one event: {carriers(readings)}"
        return [make("conflict", "date", "high", text, readings, statement=statement, confidence=0.7, rule="days")]
    worded = cluster(times, lambda x, y: collation.text(x.span).lower() == collation.text(y.span).lower())
    if len(worded) > 1:
        readings = [Reading(text=collation.text(g[0].span), at=tuple(t.span for t in g)) for g in worded]
        text = f"The same time, told more or less exactly: {', '.join(r.text for r in readings)}"
        return [make("granularity", "date", "low", text, readings, statement=statement, confidence=0.75, rule="days")]
    return []


def _moving(groups: list[list[Time]], collation: Collation) -> bool:
    """Whether reports of different days each speak of their own time ("today"): two moments, not two versions."""
    pairs = [
        (x.span.article, y.span.article) for n, g in enumerate(groups) for h in groups[n + 1 :] for x in g for y in h
    ]
    return any(collation.clearly_later(x, y) or collation.clearly_later(y, x) for x, y in pairs)


def _worded_alike(groups: list[list[Time]], collation: Collation) -> bool:
    """Whether two days are given in the same words ("Friday", "June 28 at 2 p.m." and "June 28"): then which day is
    meant was only worked out here."""
    worded = [{collation.text(t.span).lower() for t in g} for g in groups]
    pairs = ((x, y) for n, a in enumerate(worded) for b in worded[n + 1 :] for x in a for y in b)
    return any(x.startswith(y) or y.startswith(x) for x, y in pairs)


def _touch(x: Time, y: Time) -> bool:
    assert x.earliest and x.latest and y.earliest and y.latest
    return x.earliest <= y.latest and y.earliest <= x.latest


def _names_a_day(t: Time) -> bool:
    assert t.earliest and t.latest
    return (t.latest - t.earliest).days < _EXACT
