"""Slots of a story: numbers of what a story has once, wherever its reports tell of it (its dead, its turnout, the worth
of its deal, the term that a court set one person)."""

from __future__ import annotations

from collections.abc import Iterator

from stemma.model import Span
from stemma.story.variants.collation import Collation, cluster
from stemma.story.variants.fillers import Filler, elsewhere, far_apart, fillers_of, lone
from stemma.story.variants.measures import Measure

_TOTALLED = ("deal", "missing money")  # sizes of which a report tells the whole and parts
_ONE_MATTER = 0.25  # the likeness of two sentences that name nothing in common


def story_slots(collation: Collation) -> Iterator[list[Filler]]:
    """The numbers of what a story has once, wherever reports tell of it."""
    slots: dict[tuple[str, str, str], list[Filler]] = {}
    terms: dict[str, list[Filler]] = {}
    for layers in collation.layers.values():
        ordered = sorted(layers.claims, key=lambda c: (c.span.end - c.span.start, c.span))  # the tightest claim speaks
        for f in sorted(fillers_of(ordered, collation), key=lambda f: f.span):
            if f.measure.known and f.measure.event == "sentence":
                person = "" if elsewhere(f, collation) or not lone(f, collation) else _sentenced(f, collation)
                if person:
                    terms.setdefault(person, []).append(f)
            elif _once(f.measure) and not elsewhere(f, collation):
                key = (f.quantity.dimension, f.measure.thing, f.measure.event)
                slots.setdefault(key, []).append(f)
    for (_, thing, event), fillers in sorted(slots.items()):
        whole = _totals(fillers) if event != "size" or thing in _TOTALLED else fillers
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


def _two_events(a: Filler, b: Filler, collation: Collation) -> bool:
    """Whether two sentences name other days and other places: two attacks, not two counts of one."""
    days = [
        [t for t in collation.times(collation.sentence(f.claim)) if t.earliest and t.earliest == t.latest]
        for f in (a, b)
    ]
    places = [{e.id for _, e in collation.located(collation.sentence(f.claim))} for f in (a, b)]
    apart = all(days) and not {t.earliest for t in days[0]} & {t.earliest for t in days[1]}
    return apart and all(places) and not places[0] & places[1]


def _one_matter(a: Filler, b: Filler, collation: Collation) -> bool:
    """Whether two sentences speak of one event: they share a name or enough of their words, and name no others."""
    if a.span.article == b.span.article or a.quantity.dimension != b.quantity.dimension:
        return False
    if collation.about_others(a.claim, b.claim) or far_apart(a.quantity, b.quantity):
        return False
    if a.measure.event != "size" and _two_events(a, b, collation):
        return False
    if all(collation.in_lead(f.claim) for f in (a, b)):
        return True  # the lead tells the news itself, and the story is of one
    if a.measure.thing == "deal":
        return False  # a story of one deal tells of others too
    x, y = ({e.id for _, e in collation.mentions(collation.sentence(f.claim))} for f in (a, b))
    return bool(x & y) or collation.sentence_likeness(a.claim, b.claim) >= _ONE_MATTER
