"""Places: two places given for one event.

Two places answer to each other in claims of one statement worded alike, or where reports tell of one meeting or one
session of talks of the same people. Which place holds which is the gazetteer's word (``data/en/residences.toml`` for
seats and palaces); what it does not know is not judged. A report that names both places knows them to be two, and is
not set against another.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from stemma.data import table
from stemma.model import Claim, Entity, Mention, Noun, Reading, Span, Statement, Variant
from stemma.story.entities.places import apart, contains
from stemma.story.entities.spelling import fold
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.pairs import alike_pairs
from stemma.story.variants.predicates import class_of
from stemma.story.variants.slots import likeness, names_swapped, substitutions
from stemma.story.variants.telling import about, counted

_ALIKE, _ALIKE_ALONE, _ALIKE_BOTH = 0.4, 0.65, 0.5
_VERBATIM = 0.6  # of the words of both, at which a place swapped is no other event though the report names both
_REACH, _REACH_SIGNING = 4, 5  # tokens from the place up to the event
_PEOPLE = 2  # whom a meeting must have in common

Pair = tuple[Statement | None, Span, Entity, Span, Entity, bool]
"""Two places that answer to each other, the statement, and whether all else is word for word the same."""


class Venue(Noun, frozen=True, kw_only=True):
    """A place where a meeting, signing or ceremony is said to be, whom and what else its sentence names (for a ceremony
    told in the lead, what all of the lead names), and the days."""

    span: Span
    entity: str
    lead: bool
    kind: str
    people: frozenset[str]
    sides: frozenset[str]
    days: tuple[tuple[date, date], ...]


def place_variants(collation: Collation) -> list[Variant]:
    """Conflicts and differences of granularity between places."""
    found: dict[tuple[str, str, str], tuple[Statement | None, dict[str, set[Span]]]] = {}
    for statement, m, x, n, y, verbatim in (
        *_of_statements(collation),
        *_of_events(collation),
    ):
        kind = judge(x, y)
        if kind == "conflict" and not verbatim and _both_known(x, y, m, n, collation):
            continue
        if kind:
            first, second = sorted((x.id, y.id))
            _, at = found.setdefault((kind, first, second), (statement, {first: set(), second: set()}))
            at[x.id].add(m)
            at[y.id].add(n)
    out = []
    for (kind, first, second), (statement, at) in sorted(found.items(), key=lambda f: f[0]):
        readings = [Reading(text=collation.entities[e].name, at=tuple(sorted(at[e]))) for e in (first, second)]
        readings.sort(key=lambda r: -len({s.article for s in r.at}))
        if kind == "conflict":
            text = f"Two places for one event{about(readings, collation)}: {counted(readings, collation)}"
            new = make(
                "conflict", "place", "high", text, readings, statement=statement, confidence=0.75, rule="gazetteer"
            )
        else:
            text = f"One place inside the other: {readings[0].text}, {readings[1].text}"
            new = make(
                "granularity", "place", "low", text, readings, statement=statement, confidence=0.8, rule="gazetteer"
            )
        out.append(new)
    return out


def _of_statements(collation: Collation) -> Iterator[Pair]:
    """Places that answer to each other in claims of one statement."""
    for statement, a, b in alike_pairs(collation, _ALIKE):
        here, there = collation.located(a.span), collation.located(b.span)
        if not here or not there or _told_of_different_times(a, b):
            continue
        if "nominal" in (a.form, b.form) and not collation.share_name(a, b):
            continue
        if names_swapped(a, b, collation) > 1:
            continue
        swapped = [(s.first, s.second) for s in substitutions(a, b, collation)]
        for m, x in here:
            for n, y in there:
                if y.id in {e.id for _, e in here} or x.id in {e.id for _, e in there}:
                    continue
                answers = any(p.overlap(m.span) and q.overlap(n.span) for p, q in swapped)
                alone = (
                    len(here) == 1 == len(there)
                    and likeness(a, b, collation) >= _ALIKE_ALONE
                    and likeness(a, b, collation, both=True) >= _ALIKE_BOTH
                    and not collation.about_others(a, b)
                )
                if answers or alone:
                    verbatim = answers and likeness(a, b, collation, both=True) >= _VERBATIM
                    yield statement, m.span, x, n.span, y, verbatim


def _told_of_different_times(a: Claim, b: Claim) -> bool:
    """Whether one claim is of what was and the other of what is to come."""
    future = ("planned", "expected", "possible", "conditional", "demanded")
    return (a.modality in future) != (b.modality in future)


def _of_events(collation: Collation) -> Iterator[Pair]:
    """Places of one meeting, or of the session of talks that the story is about."""
    venues = [v for article in collation.layers for v in _venues(article, collation)]
    for v, w in combinations(venues, 2):
        if v.span.article != w.span.article and v.entity != w.entity and v.kind == w.kind and _one_meeting(v, w):
            x, y = collation.entities[v.entity], collation.entities[w.entity]
            for m in (o.span for o in venues if (o.entity, o.lead, o.kind) == (x.id, v.lead, v.kind)):
                yield None, m, x, w.span, y, False
            for n in (o.span for o in venues if (o.entity, o.lead, o.kind) == (y.id, w.lead, w.kind)):
                yield None, v.span, x, n, y, False


def _one_meeting(v: Venue, w: Venue) -> bool:
    """Whether the same two people meet, or one of them on the same day; or both leads tell of a meeting of the same two
    countries, towns or bodies at no different time."""
    same_day = any(x == y and x[0] == x[1] for x in v.days for y in w.days)
    others = bool(v.days and w.days) and not any(x[0] <= y[1] and y[0] <= x[1] for x in v.days for y in w.days)
    if others:
        return False
    people = len(v.people & w.people)
    if people >= _PEOPLE or (people and same_day):
        return True
    return v.lead and w.lead and len(v.sides & w.sides) >= _PEOPLE


def _venues(article: str, collation: Collation) -> Iterator[Venue]:
    lead = collation.lead(article).end if collation.layers[article].parse.sentences else 0
    for sentence in collation.layers[article].parse.sentences:
        span = Span(article, sentence.start, max(sentence.end, sentence.start + 1))
        for m, e in collation.located(span):
            if kind := _event(m, collation):
                around = collation.lead(article) if kind != "meeting" and m.span.start < lead else span
                others = [(o, x) for o, x in collation.mentions(around) if o.span != m.span]
                dates = (t for t in collation.times(span) if t.kind == "date")
                yield Venue(
                    span=m.span,
                    entity=e.id,
                    lead=m.span.start < lead,
                    kind=kind,
                    people=frozenset(x.id for _, x in others if x.kind == "person"),
                    sides=frozenset(fold(o.name) for o, _ in others if o.form in ("full", "short", "metonym")),
                    days=tuple((t.earliest, t.latest) for t in dates if t.earliest and t.latest),
                )


def _event(m: Mention, collation: Collation) -> str:
    """The kind of event that the place is said of ("meeting", "signing"): by the verb or noun its preposition hangs on,
    or what that verb is said of ("*talks* resume in", "hold in … a *session*"); "" where it is of none."""
    tree = collation.tree(m.span.article)
    for n, i in enumerate(tree.ancestors(tree.within(m.span)[-1])[:_REACH_SIGNING]):
        token = tree.tokens[i]
        kind = class_of("events", token.lemma.lower())
        if kind and (n < _REACH or kind == "signing"):
            return kind
        if token.pos in ("VERB", "AUX"):
            said = frozenset(tree.children(i, "ccomp"))  # "officials in Ardona said the talks would …"
            kinds = (class_of("events", tree.tokens[k].lemma.lower()) for k in tree.subtree(i, said))
            return next((k for k in kinds if k), "") if n < _REACH else ""
    return ""


def _both_known(x: Entity, y: Entity, m: Span, n: Span, collation: Collation) -> bool:
    """Whether one of the two reports names both places."""
    return any(o.span.article == m.article for o in y.mentions) or any(o.span.article == n.article for o in x.mentions)


def judge(x: Entity, y: Entity) -> str:
    """How two places differ: "conflict" where they exclude each other, "granularity" where one holds the other."""
    if x.parent == y.id or y.parent == x.id:
        return "granularity"
    for name, other in ((x.name, y.name), (y.name, x.name)):
        if (within := _stands_in(name)) and _stands_in(other) != within:
            if any(fold(w) == fold(other) or contains(other, w) for w in within):
                return "granularity"
            return "conflict" if apart(within[0], other) or contains(within[1], other) else ""
    if contains(x.name, y.name) or contains(y.name, x.name):
        return "granularity"
    return "conflict" if apart(x.name, y.name) else ""


def _stands_in(name: str) -> tuple[str, ...]:
    """The settlement, region and country of a seat or palace; () for any other place."""
    plain = fold(name).removeprefix("the ")
    found = {fold(k): tuple(v) for k, v in table("en/residences.toml").items()}
    return found.get(plain, ())
