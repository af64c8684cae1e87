"""Roles: one person who is given two offices that exclude each other.

The minister of transport is not the minister of labour, a deputy governor not the governor, a prime minister not the
president of the same country. Read are the offices that reports give a person (`story.entities.offices`), laid beside
each other over all reports; a title cut short ("the minister") excludes nothing. A report that has both, words that
tell of a change ("the new", "outgoing"), and two later reports in which the office has changed, are no conflict.

What it gets wrong: a minister of two portfolios of whom each report names one; somebody who was both prime minister and
president, where one report recalls the one and the next the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from itertools import combinations

from stemma.data import table
from stemma.model import Entity, Mention, Noun, Reading, Span, Variant
from stemma.story.entities.offices import Office, offices
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.telling import counted, one_line

_FILE = "en/ministries.toml"
_BESIDE = 12  # characters before a title in which a change of office is told
_SEVERAL = 2


class Given(Noun, frozen=True, kw_only=True):
    """An office as one report gives it to a person."""

    office: Office
    mention: Mention

    @property
    def article(self) -> str:
        return self.mention.span.article


def role_variants(collation: Collation, told: Collection[str] = ()) -> list[Variant]:
    """Conflicts between two offices given to one person. Of the people in `told`, two of whom are given one office,
    only a rank that is left out is a difference of its own."""
    given: dict[str, list[Given]] = defaultdict(list)
    for office, holders in offices(list(collation.layers.values()), list(collation.entities.values())).items():
        for entity, mention in holders:
            if mention.role and any(e.kind == "person" and e.id != entity for _, e in collation.mentions(mention.role)):
                continue  # two people side by side
            given[entity].append(Given(office=office, mention=mention))
    out = []
    for person, every in sorted(given.items()):
        found = [g for g in every if not changing(g.mention, collation)]
        if conflict := _conflict(collation.entities[person], found, person in told, collation):
            out.append(conflict)
    return out


def changing(mention: Mention, collation: Collation) -> bool:
    """Whether the words of a role, or those right before it, tell of a change in the office."""
    role = mention.role or mention.span
    text = collation.article(role).text
    around = text[max(0, role.start - _BESIDE) : max(role.end, mention.span.end)]
    beside = {w.strip(",.;:()'’\"“”").casefold() for w in around.replace("-", " ").split()}
    return not beside.isdisjoint(table(_FILE)["change"]["words"])


def _conflict(entity: Entity, found: list[Given], ranks: bool, collation: Collation) -> Variant | None:
    """The first two offices of a person that exclude each other (with `ranks`, in rank) and are no change of office."""
    for a, b in combinations(sorted(found, key=lambda g: g.mention.span), 2):
        if a.article == b.article or not exclusive(a.office, b.office):
            continue
        if ranks and _deputy(a.office) == _deputy(b.office):
            continue
        like_a = [g for g in found if exclusive(g.office, b.office) and not exclusive(g.office, a.office)]
        like_b = [g for g in found if exclusive(g.office, a.office) and not exclusive(g.office, b.office)]
        x, y = ({g.article for g in side} for side in (like_a, like_b))
        if not x or not y or x & y or _changed(x, y, collation):
            continue
        places = [_places(side, collation) for side in (like_a, like_b)]
        readings = [Reading(text=one_line(collation.text(at[0])), at=at) for at in places]
        readings = collation.in_order(readings)
        text = f"{entity.name} is given two offices: {counted(readings, collation)}"
        return make("conflict", "role", "high", text, readings, confidence=0.75, rule="one person, two offices")
    return None


def _changed(first: set[str], second: set[str], collation: Collation) -> bool:
    """Whether all reports of one office are earlier than several of the other: the person may have changed office."""
    for x, y in ((first, second), (second, first)):
        if len(y) >= _SEVERAL and all(collation.clearly_later(a, b) for a in x for b in y):
            return True
    return False


def _places(side: list[Given], collation: Collation) -> tuple[Span, ...]:
    """The title and the name, where they stand side by side."""
    out = []
    for g in side:
        name, role = g.mention.span, g.mention.role or g.mention.span
        out.append(Span(name.article, min(name.start, role.start), max(name.end, role.end)))
    return tuple(sorted(set(out)))


# -- what excludes what


def exclusive(a: Office, b: Office) -> bool:
    """Whether one person does not have both offices at a time (or, of two past ones, seldom had)."""
    if (a.of and b.of and a.of != b.of) or (a.to and b.to and a.to != b.to):
        return False
    if _deputy(a) != _deputy(b):
        return _less(a) == _less(b) and a.head == b.head and not (a.former and b.former) and (_full(a) and _full(b))
    if a.former != b.former or _deputy(a):
        return False
    kinds = {_kind(a), _kind(b)}
    if kinds == {"state", "government"}:
        return bool(a.of or b.of)
    if kinds != {"minister"}:
        return False
    x, y = _portfolios(a), _portfolios(b)
    together = table(_FILE)["together"]["pairs"]
    return bool(x and y) and not x & y and not any({i, j} == set(pair) for i in x for j in y for pair in together)


def _kind(office: Office) -> str:
    """Of what kind the office is: of a minister, of the head of state or of the government."""
    heads = table(_FILE)["heads"]
    if office.head in heads["government"] or (office.head == "minister" and "prime" in office.field):
        return "government"
    if office.head in heads["minister"]:
        return "minister"
    return "state" if office.head in heads["state"] and not office.field else ""


def _portfolios(office: Office) -> set[str]:
    found = {word for field in office.field for word in field.split()}
    return {name for name, members in table(_FILE)["classes"].items() if not found.isdisjoint(members)}


def _deputy(office: Office) -> bool:
    return any(word in ("deputy", "vice") for field in office.field for word in field.split())


def _less(office: Office) -> tuple[str, ...]:
    """The portfolio of an office without the word for a deputy."""
    return tuple(w for field in office.field for w in field.split() if w not in ("deputy", "vice"))


def _full(office: Office) -> bool:
    """Whether a deputy, or the office itself with what it is of, is told."""
    return _deputy(office) or bool(office.of or office.field)
