"""Numbers: reports that give different numbers for the same thing.

Two numbers answer to each other when they fill one slot (`stemma.story.variants.measures`): in claims of one statement,
or anywhere in the story where the slot is one a story has once (its dead, its turnout, the worth of its deal). They
are compared as intervals (hedges widen them; a converted number is exact only to its last digit), so that "some two
dozen" and 24, or 9 miles and 15 km, agree. Numbers that agree in other words are a difference of granularity; numbers
that exclude each other a conflict, or an update where the other report is of a later day.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations

from msgspec.structs import replace

from stemma.data import table, words
from stemma.model import Claim, Quantity, Reading, Statement, Variant
from stemma.story.variants.collation import Collation, cluster, make
from stemma.story.variants.fillers import (
    Filler,
    earlier,
    elsewhere,
    far_apart,
    fillers_of,
    given,
    lone,
    long_ago,
    of_many,
    of_witnesses,
)
from stemma.story.variants.number_contexts import (
    alone,
    apart,
    known_together,
    of_two_days,
    of_two_stages,
    without_numbers,
)
from stemma.story.variants.predicates import same_act
from stemma.story.variants.slots import likeness, of_two_things, substitutions
from stemma.story.variants.story_slots import story_slots
from stemma.story.variants.telling import about, counted, in_reports
from stemma.story.variants.theme_slots import theme_slots
from stemma.story.variants.tolerance import agree, same_number
from stemma.story.variants.worded_numbers import story_numbers

_SAME_SENTENCE = {"count": 0.35, "ordinal": 0.6}  # the likeness of wording that two lone numbers need
_SAME_MEASURE = 0.5
_LARGE = 1000  # hardly told without its unit by chance
_FAR = 10  # times: counts so far apart are of two things
_ALIKE = 0.5  # the meaning of two sentences without their numbers
_MOVING = ("count", "share", "money")  # a length or flow that differs with the day of the report is a difference
_HARM = {"dead": "dead", "hurt": "injured", "missing": "missing", "detained": "detained", "aboard": "people aboard"}
_OF_A_MOMENT = ("aboard",)  # how many they were then does not change with the day of the report
_RISING = ("dead", "hurt", "missing", "detained")
_RULE = "numbers of one slot"
_TELLING = ("Different lengths of", "Different figures for what", "Different numbers for")


def number_variants(collation: Collation) -> list[Variant]:
    """Conflicts, updates and differences of granularity between numbers."""
    out: list[Variant] = []
    told: set[tuple[str, float, str]] = set()
    for name, slot in (*(("", s) for s in story_slots(collation)), *theme_slots(collation)):
        if all(given(f) in told for f in slot):
            continue
        if found := _judge(slot, None, collation, name):
            out += found
            told |= {given(f) for f in slot}
    for statement, members in collation.shared():
        for slot in _slots(statement, members, collation):
            if not all(given(f) in told for f in slot):
                out += _judge(slot, statement, collation)
    return out


# -- slots of one statement


def _slots(statement: Statement, members: list[Claim], collation: Collation) -> list[list[Filler]]:
    """The numbers of a statement's claims, those of one slot together."""
    fillers = [f for f in fillers_of(members, collation) if not (f.measure.known and f.measure.event != "size")]
    groups = cluster(fillers, lambda a, b: _same_slot(a, b, collation) or _only_ones(a, b, statement, collation))
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
    if a.measure.rest or b.measure.rest or a.measure.unreal != b.measure.unreal or of_two_stages(a, b, collation):
        return False
    if earlier(x, collation) or earlier(y, collation) or of_witnesses(a, b, collation):
        return False
    if _of_a_part(a, collation) != _of_a_part(b, collation):
        return False
    if a.measure.thing == "missing money" == b.measure.thing and not far_apart(x, y):
        return not (elsewhere(a, collation) or elsewhere(b, collation))
    if long_ago(a, collation) != long_ago(b, collation):
        return False
    if collation.about_others(first, second) or far_apart(x, y):
        return False
    if x.dimension == "count" and a.measure.thing != b.measure.thing:
        named = a.measure.thing and b.measure.thing
        told_alike = not (a.measure.known or b.measure.known) and a.measure.event and a.measure.event == b.measure.event
        return bool(told_alike or not named) and _in_place_of(a, b, collation)
    alone = lone(a, collation) and lone(b, collation)
    least = _SAME_SENTENCE.get(x.dimension, _SAME_MEASURE)
    alone = alone and (x.dimension in ("count", "ordinal") or not (of_many(a, collation) or of_many(b, collation)))
    if a.measure.event in words("en/light_verbs.txt") and likeness(first, second, collation, both=True) < _SAME_MEASURE:
        return False  # the verb tells nothing of what is counted
    return (alone and likeness(first, second, collation) >= least) or _in_place_of(a, b, collation)


def _only_ones(a: Filler, b: Filler, statement: Statement, collation: Collation) -> bool:
    """Whether two numbers of a unit stand alone in their sentences, in clauses that tell one thing, and something else
    tells that they are of it: a number that several reports give there, words shared beside the unit, or sentences that
    mean much the same without their numbers."""
    x, y = a.quantity, b.quantity
    if a.span.article == b.span.article or x.dimension != y.dimension or x.dimension == "ordinal" or far_apart(x, y):
        return False
    if not _one_unit(x, y) or not (alone(a, collation) and alone(b, collation)):
        return False
    if any(_tightest(f, collation) != statement.id or f.measure.event in _RISING for f in (a, b)):
        return False
    small, large = sorted((x.value, y.value))
    if large > _FAR * small or of_two_stages(a, b, collation):
        return False
    first, second = a.measure, b.measure
    if first.rest or second.rest or first.unreal != second.unreal:
        return False
    if a.claim.polarity != b.claim.polarity or _of_a_part(a, collation) != _of_a_part(b, collation):
        return False
    if earlier(x, collation) or earlier(y, collation) or of_witnesses(a, b, collation):
        return False
    if long_ago(a, collation) != long_ago(b, collation) or of_two_days(a, b, collation):
        return False
    if known_together(a, b, collation):
        return False
    if any(len(_carriers(f, statement, collation)) > 1 for f in (a, b)):
        return True
    if x.dimension == "time":
        return same_act(a.measure.event, b.measure.event)  # every act has a length of its own
    shared = len(_words_beside(a, collation) & _words_beside(b, collation))
    light = {"", "size", *words("en/light_verbs.txt")}
    acts = {first.event, second.event}
    if len(acts - light) > 1 and not same_act(first.event, second.event):
        return shared > 1  # told of two acts
    return shared > 0 or without_numbers(a, b, collation) >= _ALIKE


def _one_unit(x: Quantity, y: Quantity) -> bool:
    """Whether two numbers are of one unit; of large sums and counts one may stand bare ("a whopping two million")."""
    if not (x.unit and y.unit):
        return x.dimension == "count" and bool(x.unit or y.unit) and min(x.value, y.value) >= _LARGE
    anyone = table("en/predicates.toml")["counted"]["anyone"]
    return x.unit == y.unit or (x.unit in anyone and y.unit in anyone)


def _tightest(f: Filler, collation: Collation) -> str | None:
    """The statement of the tightest claim that holds a number."""
    holding = [c for c in collation.layers[f.span.article].claims if c.span.contains(f.span)]
    if not holding:
        return None
    return collation.statement_of.get(min(holding, key=lambda c: (c.span.end - c.span.start, c.id)).id)


def _carriers(f: Filler, statement: Statement, collation: Collation) -> set[str]:
    """The reports that have the number in the statement."""
    return {
        c.span.article
        for c in collation.members(statement)
        for n in story_numbers(collation)[c.span.article]
        if c.span.contains(n.span) and n.value == f.quantity.value and n.unit in ("", f.quantity.unit)
    }


def _words_beside(f: Filler, collation: Collation) -> frozenset[str]:
    """The content words of the clause of a number, without it, what it counts and words of giving numbers."""
    lists = table("en/predicates.toml")
    light = {*lists["unspecific"]["words"], *lists["counted"]["anyone"], *table("en/giving_numbers.toml")["giving"]}
    return collation.plain_lemmas(f.claim.span) - light - {f.quantity.unit}


def _of_a_part(f: Filler, collation: Collation) -> str:
    """Whether a number counts some "beside" others told ("another 40") or some "of" them ("four of whom")."""
    lists = table("en/predicates.toml")["part_counted"]
    text = collation.layers[f.span.article].article.text
    before = text[max(0, f.span.start - 20) : f.span.start].lower().split()
    behind = " ".join(text[f.span.end : f.span.end + 20].lower().split())
    if any(w in lists["before"] for w in before[-1:]):
        return "beside"
    return "of" if behind.startswith(tuple(lists["after"])) else ""


def _in_place_of(a: Filler, b: Filler, collation: Collation) -> bool:
    swapped = substitutions(a.claim, b.claim, collation)
    return any(s.first.overlap(a.span) and s.second.overlap(b.span) for s in swapped)


# -- judging


def _agree(a: Filler, b: Filler, collation: Collation) -> bool:
    """Whether two fillers can both be right, by themselves or by the conversion one of them brings."""
    pairs = [(x, y) for x in (a.quantity, a.converted) for y in (b.quantity, b.converted) if x and y]
    comparable = [(x, y) for x, y in pairs if x.unit == y.unit]
    if a.quantity.dimension == "money" and comparable:
        pairs = comparable  # of two currencies nothing can be said
    return any(agree(x, y, collation.text(x.span), collation.text(y.span)) for x, y in pairs)


def _judge(slot: list[Filler], statement: Statement | None, collation: Collation, name: str = "") -> list[Variant]:
    what = "ordinal" if slot[0].quantity.dimension == "ordinal" else "number"
    groups = cluster(slot, lambda a, b: _one_number(a, b, collation))
    differing = [
        (n, m)
        for (n, g), (m, h) in combinations(enumerate(groups), 2)
        if not any(_agree(a, b, collation) for a in g for b in h)
    ]
    opposed = [(n, m) for n, m in differing if not _set_apart(groups[n], groups[m], collation)]
    if not opposed:
        return [v for g in (groups if differing else [slot]) for v in _worded(g, statement, collation)]
    alike = [g for g in groups if len({f.span.article for f in g}) > 1]
    alike += [
        [*g, *h]
        for (n, g), (m, h) in combinations(enumerate(groups), 2)
        if (n, m) not in opposed and g[0].quantity.unit != h[0].quantity.unit
    ]
    return _told(groups, opposed, what, statement, collation, name) + [
        v for g in alike for v in _worded(g, statement, collation)
    ]


def _set_apart(first: list[Filler], second: list[Filler], collation: Collation) -> bool:
    """Whether two groups are apart by the words around any of their numbers, or one of them is "one": a determiner."""
    if any(f.quantity.dimension == "count" and f.quantity.value == 1 for g in (first, second) for f in g):
        return True
    return all(apart(a, b, collation) for a in first for b in second if a.span.article != b.span.article)


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
        with_it, without = (in_reports(r, collation) for r in readings)
        text = (
            f"One number, “{hedged[0].quantity.hedge} {readings[0].text}” in {with_it}, without the hedge in {without}"
        )
        return [make("strengthened", "number", "low", text, readings, statement=statement, confidence=0.7, rule=_RULE)]
    worded = cluster(slot, lambda a, b: same_number(wording(a), wording(b)))
    if len(worded) > 1:
        readings = [Reading(text=wording(g[0]), at=tuple(f.span for f in g)) for g in worded]
        told = ", ".join(f"“{f'{g[0].quantity.hedge} {wording(g[0])}'.strip()}”" for g in worded)
        text = f"One number, told more or less exactly: {told}"
        return [make("granularity", "number", "low", text, readings, statement=statement, confidence=0.8, rule=_RULE)]
    return []


def _told(
    groups: list[list[Filler]],
    opposed: list[tuple[int, int]],
    what: str,
    statement: Statement | None,
    collation: Collation,
    name: str = "",
) -> list[Variant]:
    """A conflict of the numbers that reports of one time give; else an update, where the number is one that moves."""
    at_once = [
        (n, m)
        for n, m in opposed
        if _two_currencies(groups[n], groups[m]) or not _at_other_times(groups[n], groups[m], collation)
    ]
    chosen = [groups[n] for n in sorted({n for pair in at_once or opposed for n in pair})]
    readings = [Reading(text=collation.text(g[0].span), at=tuple(f.span for f in g)) for g in chosen]
    if at_once and not _known_at_once(chosen, collation):
        return []
    if at_once and statement is not None and _of_other_things(chosen, collation):
        return []
    if at_once:
        text = f"{_named(name, chosen, readings, collation)}: {counted(readings, collation)}"
        return [make("conflict", what, "high", text, readings, statement=statement, confidence=0.8, rule=_RULE)]
    if what == "ordinal" or chosen[0][0].quantity.dimension not in _MOVING:
        return []  # reports of different days speak of different rounds, launches, distances
    text = f"The number changes with the day of the report: {counted(readings, collation)}"
    return [make("update", what, "low", text, readings, statement=statement, confidence=0.7, rule=_RULE)]


def _known_at_once(groups: list[list[Filler]], collation: Collation) -> bool:
    """Whether numbers that rise by the hour (the dead, the hurt) are known to be of one time: the reports of any two
    are of one day or one has it from the other."""
    if groups[0][0].measure.event not in _RISING:
        return True
    return any(
        collation.same_day(a.span.article, b.span.article) or collation.related(a.span.article, b.span.article)
        for g, h in combinations(groups, 2)
        for a in g
        for b in h
    )


def _of_other_things(groups: list[list[Filler]], collation: Collation) -> bool:
    """Whether the claims of any two groups all differ in what they are about too."""
    return all(
        of_two_things(a.claim, b.claim, collation)
        for g, h in combinations(groups, 2)
        for a in g
        for b in h
        if a.span.article != b.span.article
    )


def _named(name: str, groups: list[list[Filler]], readings: list[Reading], collation: Collation) -> str:
    """What the numbers are of; with the clause of one of them, where that alone would not tell."""
    told = name or _slot_name(groups, collation)
    return told if told.startswith(_TELLING) else told + about(readings, collation)


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
    if first[0].quantity.dimension not in _MOVING and any(
        collation.rests_on(a.span.article, b.span.article) or collation.rests_on(b.span.article, a.span.article)
        for a in first
        for b in second
    ):
        return False  # a length or term that a report has from another one does not change by the next day
    known = [(x, y) for x, y in days if x is not None and y is not None]
    if first[0].quantity.dimension not in _MOVING and len(known) < len(days):
        return False  # what does not move is one thing to a report without a day
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
