"""Numbers: reports that give different numbers for the same thing.

Two numbers answer to each other when they fill one slot (`stemma.story.variants.measures`): in claims of one statement,
or anywhere in the story where the slot is one a story has once (its dead, its turnout, the worth of its deal). They
are compared as intervals (hedges widen them; a converted number is exact only to its last digit), so that "some two
dozen" and 24, or 9 miles and 15 km, agree. Numbers that agree in other words are a difference of granularity; numbers
that exclude each other a conflict, or an update where the other report is of a later day.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from msgspec.structs import replace

from stemma.article.quantities import written_number
from stemma.data import words
from stemma.model import Claim, Noun, Quantity, Reading, Span, Statement, Variant
from stemma.story.entities.places import contains
from stemma.story.variants.collation import Collation, carriers, cluster, make
from stemma.story.variants.measures import Measure, measure
from stemma.story.variants.slots import likeness, substitutions

_SAME_SENTENCE = {"count": 0.35, "ordinal": 0.6}  # the likeness of wording that two lone numbers need
_SAME_MEASURE = 0.5
_ONE_MATTER = 0.25  # the likeness of two sentences that name nothing in common, for a slot of the whole story
_MOVING = ("count", "share", "money")  # a length or flow that differs with the day of the report is a difference
_FAR = 20  # times: numbers so far apart measure different things
_NEAR_CONVERSION = 0.06  # within which one number is the other converted and rounded
_BEFORE = 4  # tokens before a number in which a word like "previous" speaks of another time
_NEAR = 0.1
_PRECISE, _STEPS = 3, 5  # a hedged number of so many digits is off by so many of its last digit
_SPELLED_OUT = 20
_LONG_AGO = timedelta(days=10)  # before the report: what is dated so is no part of the news
_HARM = {"dead": "dead", "hurt": "injured", "missing": "missing", "detained": "detained", "aboard": "people aboard"}
_OF_A_MOMENT = ("aboard",)  # how many they were then does not change with the day of the report
_RULE = "numbers of one slot"


class Filler(Noun, frozen=True, kw_only=True):
    """A number in a claim, what it measures, and the number in brackets behind it that is itself converted."""

    claim: Claim
    quantity: Quantity
    measure: Measure
    converted: Quantity | None = None

    @property
    def span(self) -> Span:
        return self.quantity.span


def number_variants(collation: Collation) -> list[Variant]:
    """Conflicts, updates and differences of granularity between numbers."""
    out: list[Variant] = []
    told: set[tuple[str, float, str]] = set()
    for slot in _story_slots(collation):
        if found := _judge(slot, None, collation):
            out += found
            told |= {_given(f) for f in slot}
    for statement, members in collation.shared():
        for slot in _slots(members, collation):
            if not all(_given(f) in told for f in slot):
                out += _judge(slot, statement, collation)
    return out


def _given(f: Filler) -> tuple[str, float, str]:
    """Which report gives which number."""
    return f.span.article, f.quantity.value, f.quantity.unit


def _fillers(claims: list[Claim], collation: Collation) -> list[Filler]:
    """The numbers of claims, each once, a conversion in brackets with the number it belongs to."""
    out: dict[Span, Filler] = {}
    for claim in claims:
        for q in collation.quantities(claim.span):
            if q.span not in out and collation.converted(q) is None and not _a_year(q, collation):
                what = measure(q, collation.tree(q.span.article))
                behind = next(
                    (c for c in collation.quantities(collation.sentence(claim)) if collation.converted(c) == q), None
                )
                out[q.span] = Filler(claim=claim, quantity=q, measure=what, converted=behind)
    return list(out.values())


def _a_year(q: Quantity, collation: Collation) -> bool:
    """Whether a bare number of four digits may be a year ("the 1908 World Series")."""
    return q.dimension == "count" and re.fullmatch(r"1[5-9]\d\d|20\d\d", collation.text(q.span)) is not None


# -- slots of the whole story


def _story_slots(collation: Collation) -> Iterator[list[Filler]]:
    """The numbers of what a story has once, wherever reports tell of it."""
    slots: dict[tuple[str, str, str], list[Filler]] = {}
    terms: dict[str, list[Filler]] = {}
    for layers in collation.layers.values():
        ordered = sorted(layers.claims, key=lambda c: (c.span.end - c.span.start, c.span))  # the tightest claim speaks
        for f in sorted(_fillers(ordered, collation), key=lambda f: f.span):
            if f.measure.known and f.measure.event == "sentence":
                person = "" if _elsewhere(f, collation) or not _lone(f, collation) else _sentenced(f, collation)
                if person:
                    terms.setdefault(person, []).append(f)
            elif _once(f.measure) and not _elsewhere(f, collation):
                key = (f.quantity.dimension, f.measure.thing, f.measure.event)
                slots.setdefault(key, []).append(f)
    for (_, thing, event), fillers in sorted(slots.items()):
        whole = _totals(fillers) if event != "size" or thing == "deal" else fillers
        for group in cluster(whole, lambda a, b: _one_matter(a, b, collation)):
            if len({f.span.article for f in group}) > 1:
                yield group
    for _, fillers in sorted(terms.items()):
        given: dict[str, set[float]] = {}
        for f in fillers:
            given.setdefault(f.span.article, set()).add(f.quantity.value)
        # a report with two terms of one person tells of two courts or two crimes
        group = [f for f in fillers if len(given[f.span.article]) == 1]
        if len({f.span.article for f in group}) > 1:
            yield group


def _sentenced(f: Filler, collation: Collation) -> str:
    """The one person whom the sentence names, or, where it names none, the one whom the sentence before names."""
    tree = collation.tree(f.span.article)
    s = tree.sentence_of(f.claim.head)
    before = tree.sentence_of(s.first - 1) if s.first else s
    for one in (s, before):
        inside = collation.mentions(Span(f.span.article, one.start, one.end))
        people = {e.id for _, e in inside if e.kind == "person"}
        if people:
            return people.pop() if len(people) == 1 else ""
    return ""


def _once(m: Measure) -> bool:
    """Whether a story has the measure once: people harmed, counted without saying which, and sizes of known things."""
    return m.known and (m.event == "size" or m.thing == "people")


def _totals(fillers: list[Filler]) -> list[Filler]:
    """Of the numbers each report has for one kind of harm, the largest: the others are parts of it or older."""
    most: dict[str, float] = {}
    for f in fillers:
        most[f.span.article] = max(most.get(f.span.article, 0.0), f.quantity.value)
    return [f for f in fillers if f.quantity.value == most[f.span.article]]


def _elsewhere(f: Filler, collation: Collation) -> bool:
    """Whether the number is one of another time or case: set apart by a word, or by a date long before the report."""
    if _earlier(f.quantity, collation) or f.claim.modality in ("possible", "conditional", "demanded"):
        return True
    return _long_ago(f, collation) or _in_another_place(f, collation)


def _in_another_place(f: Filler, collation: Collation) -> bool:
    """Whether the sentence says where, and the lead of its report names neither that place nor one that holds it."""
    where = [e for m, e in collation.located(collation.sentence(f.claim))]
    lead = {e.id: e for _, e in collation.mentions(collation.lead(f.span.article)) if e.kind == "place"}
    return bool(where and lead) and not any(
        e.id in lead or any(contains(e.name, o.name) or contains(o.name, e.name) for o in lead.values()) for e in where
    )


def _long_ago(f: Filler, collation: Collation) -> bool:
    published = collation.article(f.span).published
    dates = [t for t in collation.times(collation.sentence(f.claim)) if t.latest]
    return published is not None and any(
        t.latest is not None and t.latest < published.earliest - _LONG_AGO for t in dates
    )


def _one_matter(a: Filler, b: Filler, collation: Collation) -> bool:
    """Whether two sentences speak of one event: they share a name or enough of their words, and name no others."""
    if a.span.article == b.span.article or a.quantity.dimension != b.quantity.dimension:
        return False
    if collation.about_others(a.claim, b.claim) or _far_apart(a.quantity, b.quantity):
        return False
    if all(collation.in_lead(f.claim) for f in (a, b)):
        return True  # the lead tells the news itself, and the story is of one
    if a.measure.thing == "deal":
        return False  # a story of one deal tells of others too
    x, y = ({e.id for _, e in collation.mentions(collation.sentence(f.claim))} for f in (a, b))
    return bool(x & y) or collation.sentence_likeness(a.claim, b.claim) >= _ONE_MATTER


# -- slots of one statement


def _slots(members: list[Claim], collation: Collation) -> list[list[Filler]]:
    """The numbers of a statement's claims, those of one slot together."""
    fillers = [f for f in _fillers(members, collation) if not (f.measure.known and f.measure.event != "size")]
    groups = cluster(fillers, lambda a, b: _same_slot(a, b, collation))
    return [g for g in groups if len({f.span.article for f in g}) > 1]


def _same_slot(a: Filler, b: Filler, collation: Collation) -> bool:
    first, x, second, y = a.claim, a.quantity, b.claim, b.quantity
    if a.span.article == b.span.article or x.dimension != y.dimension:
        return False
    if x.dimension == "ordinal":
        if x.unit != y.unit or not x.unit or 1 in (x.value, y.value):
            return False  # "the first in months" and "the fifth round" count different things
    elif a.measure.event != b.measure.event and a.measure.event and b.measure.event:
        return False  # other things are done to what is counted
    if a.measure.rest or b.measure.rest or a.measure.unreal != b.measure.unreal:
        return False
    if _earlier(x, collation) or _earlier(y, collation) or _first_person(a, b, collation):
        return False
    if _long_ago(a, collation) != _long_ago(b, collation):
        return False
    if collation.about_others(first, second) or _far_apart(x, y):
        return False
    if x.dimension == "count" and a.measure.thing != b.measure.thing:
        named = a.measure.thing and b.measure.thing
        told_alike = not (a.measure.known or b.measure.known) and a.measure.event and a.measure.event == b.measure.event
        return bool(told_alike or not named) and _in_place_of(a, b, collation)
    alone = _lone(a, collation) and _lone(b, collation)
    least = _SAME_SENTENCE.get(x.dimension, _SAME_MEASURE)
    alone = alone and (x.dimension in ("count", "ordinal") or not (_many(a, collation) or _many(b, collation)))
    if a.measure.event in words("en/light_verbs.txt") and likeness(first, second, collation, both=True) < _SAME_MEASURE:
        return False  # the verb tells nothing of what is counted
    return (alone and likeness(first, second, collation) >= least) or _in_place_of(a, b, collation)


def _lone(f: Filler, collation: Collation) -> bool:
    """Whether the claim has no other number of the kind."""
    same = [
        q
        for q in collation.quantities(f.claim.span)
        if q.dimension == f.quantity.dimension and (q.unit == f.quantity.unit or not q.unit)
    ]
    return len(same) - (1 if f.converted else 0) == 1


def _first_person(a: Filler, b: Filler, collation: Collation) -> bool:
    """Whether witnesses speak of themselves: "we were five metres away" is another distance than somebody else's."""
    return any(collation.first_person(f.claim) for f in (a, b))


def _far_apart(x: Quantity, y: Quantity) -> bool:
    """Whether two numbers are of such different size that they hardly measure one thing."""
    small, large = sorted((abs(x.value), abs(y.value)))
    return x.dimension not in ("count", "ordinal") and large > _FAR * max(small, 1e-9)


def _many(f: Filler, collation: Collation) -> bool:
    """Whether the sentence holds more numbers of the dimension than one and its conversion: a list of them."""
    q = f.quantity
    same = [o for o in collation.quantities(collation.sentence(f.claim)) if o.dimension == q.dimension]
    return len([o for o in same if not math.isclose(o.value, q.value, rel_tol=_NEAR_CONVERSION)]) > 0


def _earlier(q: Quantity, collation: Collation) -> bool:
    """Whether the words before a number set it apart as an older one ("the previous offer of 70"). A preposition
    does so only right before it ("up from 70", but not "a report from Ostrany gave 70")."""
    tree = collation.tree(q.span.article)
    end = tree.within(q.span).start - len(q.hedge.split())
    before = tree.tokens[max(0, end - _BEFORE) : max(0, end)]
    earlier = words("en/earlier.txt")
    return any(t.lemma in earlier and (t.pos not in ("ADP", "SCONJ") or t is before[-1]) for t in before)


def _in_place_of(a: Filler, b: Filler, collation: Collation) -> bool:
    swapped = substitutions(a.claim, b.claim, collation)
    return any(s.first.overlap(a.span) and s.second.overlap(b.span) for s in swapped)


def agree(x: Quantity, y: Quantity, first: str = "", second: str = "") -> bool:
    """Whether two quantities can both be right. `first` and `second`, their wordings, tell how exact each is."""
    if x.dimension == "money" and x.unit != y.unit:  # nothing can be said, but that one figure cannot be both
        return not math.isclose(x.value, y.value, rel_tol=1e-6)
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
    low = q.low
    if q.hedge and q.low < q.value < high and _significant(q.value) >= _PRECISE:  # "some 487": near that, not 15 % off
        step = 10.0 ** (math.floor(math.log10(q.value)) + 1 - _significant(q.value))
        low, high = max(low, q.value - _STEPS * step), min(high, q.value + _STEPS * step)
    return low - slack, high + slack


def _significant(value: float) -> int:
    """How many significant digits a number has."""
    return len(f"{value:.10g}".partition("e")[0].replace(".", "").strip("0"))


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


# -- judging


def _agree(a: Filler, b: Filler, collation: Collation) -> bool:
    """Whether two fillers can both be right, by themselves or by the conversion one of them brings."""
    return any(
        agree(_limit(x, a), _limit(y, b), collation.text(x.span), collation.text(y.span))
        for x in (a.quantity, a.converted)
        for y in (b.quantity, b.converted)
        if x and y
    )


def _limit(q: Quantity, f: Filler) -> Quantity:
    """The quantity, as a limit where a denial makes it one ("never fell below 120": 120 or more)."""
    if f.measure.bound == "low":
        return replace(q, low=q.value, high=None)
    return replace(q, low=0.0, high=q.value) if f.measure.bound == "high" else q


def _judge(slot: list[Filler], statement: Statement | None, collation: Collation) -> list[Variant]:
    what = "ordinal" if slot[0].quantity.dimension == "ordinal" else "number"
    groups = cluster(slot, lambda a, b: _one_number(a, b, collation))
    opposed = [
        (n, m)
        for (n, g), (m, h) in combinations(enumerate(groups), 2)
        if not any(_agree(a, b, collation) for a in g for b in h)
    ]
    if not opposed:
        return _worded(slot, statement, collation)
    alike = [g for g in groups if len({f.span.article for f in g}) > 1]
    alike += [
        [*g, *h]
        for (n, g), (m, h) in combinations(enumerate(groups), 2)
        if (n, m) not in opposed and g[0].quantity.unit != h[0].quantity.unit
    ]
    return _told(groups, opposed, what, statement, collation) + [
        v for g in alike for v in _worded(g, statement, collation)
    ]


def _one_number(a: Filler, b: Filler, collation: Collation) -> bool:
    """Whether two fillers give one number; "at least 14" gives 14."""
    if a.quantity.dimension == "money" and a.quantity.unit != b.quantity.unit:
        return False
    known = [
        replace(f, quantity=replace(f.quantity, high=f.quantity.value)) if f.quantity.high is None else f
        for f in (a, b)
    ]
    return _agree(known[0], known[1], collation)


def _worded(slot: list[Filler], statement: Statement | None, collation: Collation) -> list[Variant]:
    """What numbers that agree are worded as: with a hedge or without, more or less exactly."""

    def wording(f: Filler) -> str:
        return collation.text(f.span)

    hedged, bare = [f for f in slot if f.quantity.hedge], [f for f in slot if not f.quantity.hedge]
    if hedged and bare and all(f.quantity.value == slot[0].quantity.value for f in slot):
        readings = [Reading(text=wording(g[0]), at=tuple(f.span for f in g)) for g in (hedged, bare)]
        text = (
            f"“{hedged[0].quantity.hedge} {readings[0].text}” in one report, “{readings[1].text}” without it in another"
        )
        return [make("strengthened", "number", "low", text, readings, statement=statement, confidence=0.7, rule=_RULE)]
    worded = cluster(slot, lambda a, b: _same_number(wording(a), wording(b)))
    if len(worded) > 1:
        readings = [Reading(text=wording(g[0]), at=tuple(f.span for f in g)) for g in worded]
        text = f"The same number in other words: {', '.join(r.text for r in readings)}"
        return [make("granularity", "number", "low", text, readings, statement=statement, confidence=0.8, rule=_RULE)]
    return []


def _told(
    groups: list[list[Filler]],
    opposed: list[tuple[int, int]],
    what: str,
    statement: Statement | None,
    collation: Collation,
) -> list[Variant]:
    """A conflict of the numbers that reports of one time give; else an update, where the number is one that moves."""
    at_once = [
        (n, m)
        for n, m in opposed
        if _two_currencies(groups[n], groups[m]) or not _at_other_times(groups[n], groups[m], collation)
    ]
    chosen = [groups[n] for n in sorted({n for pair in at_once or opposed for n in pair})]
    readings = [Reading(text=collation.text(g[0].span), at=tuple(f.span for f in g)) for g in chosen]
    if at_once:
        text = f"{_slot_name(chosen, collation)}: {carriers(readings)}"
        return [make("conflict", what, "high", text, readings, statement=statement, confidence=0.8, rule=_RULE)]
    if what == "ordinal" or chosen[0][0].quantity.dimension not in _MOVING:
        return []  # reports of different days speak of different rounds, launches, distances
    text = f"The number changes with the day of the report: {carriers(readings)}"
    return [make("update", what, "low", text, readings, statement=statement, confidence=0.7, rule=_RULE)]


def _slot_name(groups: list[list[Filler]], collation: Collation) -> str:
    """What the numbers are of, as the first report words it."""
    first = groups[0][0]
    m = first.measure
    if m.event in _HARM and m.thing == "people":
        return f"Different numbers of {_HARM[m.event]}"
    if m.event == "sentence":
        return "Different lengths of one person's sentence"
    if m.event == "size" and m.known:
        return f"Different figures for the {m.thing}"
    tree = collation.tree(first.span.article)
    nouns = (tree.tokens[i] for i in tree.within(collation.sentence(first.claim)))
    name = next((t.text for t in nouns if t.lemma == m.thing and t.start >= first.span.end), "")
    return f"Different numbers of {name}" if name and first.quantity.dimension == "count" else "Different numbers"


def _two_currencies(first: list[Filler], second: list[Filler]) -> bool:
    """Whether one figure stands in two currencies: that is no news of a later day."""
    pairs = ((a.quantity, b.quantity) for a in first for b in second)
    return any(x.dimension == "money" and x.unit != y.unit and x.value == y.value for x, y in pairs)


def _at_other_times(first: list[Filler], second: list[Filler], collation: Collation) -> bool:
    """Whether every report of one group is of another day than every report of the other."""
    if first[0].measure.event in _OF_A_MOMENT:
        return False
    days = [(_day(a, collation), _day(b, collation)) for a in first for b in second]
    if first[0].measure.event == "missing":  # people are found within hours: one day must be known to be meant
        return not any(x is not None and x == y and x[0] == x[1] for x, y in days)
    known = [(x, y) for x, y in days if x is not None and y is not None]
    return bool(known) and all(_apart(x, y) for x, y in known)  # a report without a day is no witness of its time


def _day(f: Filler, collation: Collation) -> tuple[date, date] | None:
    """The day a number is of: that of the report; of a state, such as being missing, the day its claim names."""
    named = [t for t in collation.times(f.claim.span) if t.earliest and t.earliest == t.latest]
    if f.measure.event == "missing" and len(named) == 1 and named[0].earliest and named[0].latest:
        return named[0].earliest, named[0].latest
    published = collation.article(f.span).published
    return (published.earliest, published.latest) if published else None


def _apart(x: tuple[date, date] | None, y: tuple[date, date] | None) -> bool:
    return x is not None and y is not None and (x[1] < y[0] or y[1] < x[0])


def _same_number(a: str, b: str) -> bool:
    """Whether two wordings give the number itself alike, whatever the spelling of the unit."""

    def number(wording: str) -> str:
        digits = re.findall(r"\d[\d.,]*", wording)
        small = written_number(wording)
        if small is not None and small <= _SPELLED_OUT:
            return f"{small:g}"  # "nine" and "9" are a matter of style
        return " ".join(digits) or re.split(r"[\s-]", wording.lower())[0]

    return number(a) == number(b)
