"""The talks and the timeline: every value with the reports it stands in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from stemma.model import Span
from stemma.publish.record import Record
from stemma.publish.views.pointing import Place, Register
from stemma.publish.views.positions import LeafView, PositionsView, by_issue
from stemma.publish.wording import ROUND, TALKS, days

TABLE = ("number", "place", "host", "start", "end", "days", "format", "status")
"""What stands of a round in the table of rounds; the rest, worded at length, stands below it."""
_COMPATIBLE = {"granularity", "spelling"}
_EXCLUDING = {"conflict", "granularity", "update"}
_AT_ONCE = timedelta(days=2)
"""Between the first and the last report of one round of news."""
_LONGER = 3  # words a reading may have beyond the value it gives


Fields = tuple[tuple[str, tuple[LeafView, ...]], ...]
"""Values under the names of their fields, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class Member:
    person: LeafView
    role: LeafView | None
    lead: bool


@dataclass(frozen=True, slots=True)
class RoundView:
    """`dated` when its number alone would not tell it from another round."""

    fields: Fields
    delegations: tuple[tuple[str, tuple[Member, ...]], ...]
    dated: bool = False

    @property
    def notes(self) -> Fields:
        """What does not stand in the table of rounds."""
        return tuple((name, leaves) for name, leaves in self.fields if name not in TABLE)

    @property
    def number(self) -> str:
        return next((leaves[0].value for n, leaves in self.fields if n == "number" and leaves), "")

    @property
    def name(self) -> str:
        held = {n: leaves[0].value for n, leaves in self.fields if leaves}
        beside = held.get("start") or held.get("place") if self.dated else None
        name = f"Round {self.number}" if self.number else "A round"
        return f"{name}, {beside}" if beside else name


@dataclass(frozen=True, slots=True)
class TalksView:
    """`history` when the reports span some days, so that it matters when a position was first reported."""

    fields: Fields
    rounds: tuple[RoundView, ...]
    round_fields: tuple[str, ...]
    positions: PositionsView
    history: bool = False


@dataclass(frozen=True, slots=True)
class DayView:
    first: date
    last: date
    text: str
    reports: tuple[Place, ...]
    statements: tuple[str, ...]

    @property
    def days(self) -> str:
        return days(self.first, self.last)


def talks(register: Register) -> TalksView | None:
    """The negotiation record; None when the story is no negotiation."""
    record = register.record["talks"]
    if record is None:
        return None
    at = Values(register)
    rounds = _told_apart([_round(r, at) for r in record["rounds"]])
    fields = [(name, at.leaves(record[name])) for name in TALKS if record.get(name)]
    fields += [(name, at.leaves(value)) for name, value in record.items() if name not in TALKS and _are_leaves(value)]
    return TalksView(
        fields=tuple(fields),
        rounds=rounds,
        round_fields=tuple(name for name in TABLE if any(n == name for r in rounds for n, _ in r.fields)),
        positions=by_issue(_not_agreed(record), at.leaf),
        history=_history(at.published),
    )


def _told_apart(rounds: list[RoundView]) -> tuple[RoundView, ...]:
    """The rounds, those of one number (or of none) with their day or place in their name."""
    numbers = Counter(r.number for r in rounds)
    return tuple(replace(r, dated=numbers[r.number] > 1 or not r.number) for r in rounds)


def _not_agreed(record: Record) -> list[Record]:
    """The positions without the terms that stand among the outcomes already, word for word."""
    agreed = [place for r in record["rounds"] for leaf in r["outcome"] for place in leaf.get("at", ())]

    def told(term: Record) -> bool:
        places = term["text"].get("at", ())
        return bool(places) and all(any(_within(place, whole) for whole in agreed) for place in places)

    return [p for p in record["positions"] if p["kind"] != "term" or not told(p)]


def _within(place: Record, whole: Record) -> bool:
    inside = whole["start"] <= place["start"] and place["end"] <= whole["end"]
    return bool(place["article"] == whole["article"] and inside)


def _history(published: dict[str, tuple[date, date]]) -> bool:
    if not published:
        return False
    return max(d for d, _ in published.values()) - min(d for _, d in published.values()) > _AT_ONCE


def timeline(register: Register) -> tuple[DayView, ...]:
    """The days of the story in order."""
    at = Values(register)
    return tuple(
        DayView(
            date.fromisoformat(t["earliest"]),
            date.fromisoformat(t["latest"]),
            t["text"],
            at.reports(t["statements"]),
            tuple(t["statements"]),
        )
        for t in sorted(register.record["timeline"], key=lambda t: (t["earliest"], t["latest"], t["text"]))
    )


def compatible(leaves: Iterable[LeafView]) -> bool:
    """Whether some of the values are one, spelt otherwise or told less exactly."""
    joining = [{v for v, kind in leaf.variants if kind in _COMPATIBLE} for leaf in leaves]
    return any(a & b for a, b in combinations(joining, 2))


class Values:
    """From values of the record to their reports, differences and origins."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.claims: dict[str, list[Span]] = {}
        for c in register.record["claims"]:
            if c["statement"]:
                self.claims.setdefault(c["statement"], []).append(_span(c))
        self.origins = {s["id"]: s["origins"] for s in register.record["statements"]}
        self.resting = {o["id"]: set(o["reports"]) for o in register.record["origins"]}
        self.variants = {v["id"]: v for v in register.record["variants"]}
        self.published = {
            a["id"]: (date.fromisoformat(p["earliest"]), date.fromisoformat(p["latest"]))
            for a in register.record["articles"]
            if (p := a["published"])
        }

    def reports(self, statements: Any) -> tuple[Place, ...]:
        return self.register.one_each(span for s in statements for span in self.claims.get(s, ()))

    def leaf(self, record: Record) -> LeafView:
        value_days = _days(record["value"])
        shown = days(*value_days) if value_days else record["value"]
        readings = self._readings(record)
        kinds = tuple((v, self.variants[v]["kind"]) for v in readings)
        own = [span for v, spans in readings.items() if self.variants[v]["kind"] in _EXCLUDING for span in spans]
        read = [_span(place) for place in record.get("at", ())]
        reports = self.register.one_each(read or own) or self.reports(record["statements"])
        return LeafView(
            value=f"{party}: {shown}" if (party := record.get("party")) else shown,
            reports=reports,
            variants=tuple(sorted(kinds, key=lambda pair: pair[1] != "conflict")),
            disputed=any(kind == "conflict" for _, kind in kinds),
            origins=self._origins(record["statements"], reports),
            statements=tuple(record["statements"]),
            days=value_days,
            reported=self._first_reported(reports),
        )

    def _first_reported(self, reports: Iterable[Place]) -> tuple[date, date] | None:
        known = [self.published[p.report.id] for p in reports if p.report.id in self.published]
        return (min(first for first, _ in known), min(last for _, last in known)) if known else None

    def reading(self, record: Record, statements: Iterable[str]) -> LeafView:
        """One of the readings of a variant, which is about `statements`."""
        reports = self.register.one_each(_span(place) for place in record["at"])
        return LeafView(record["text"], reports, (), False, self._origins(statements, reports))

    def _origins(self, statements: Iterable[str], reports: Iterable[Place]) -> int | None:
        """How many of the statements' origins the reports rest on that give a value; None where none is known."""
        giving = {p.report.id for p in reports}
        found = {o for s in statements for o in self.origins.get(s, ())}
        return len({o for o in found if self.resting.get(o, set()) & giving}) or None

    def _readings(self, record: Record) -> dict[str, list[Span]]:
        """The variants that are about this value, each with the places of the readings that give it."""
        value = f" {_plain(record['value'])} "
        out: dict[str, list[Span]] = {}
        for v in record["variants"]:
            for reading in self.variants[v]["readings"] if v in self.variants else ():
                text = f" {_plain(reading['text'])} "
                longer = text.count(" ") - value.count(" ")
                if text.strip() and (text in value or (value in text and longer <= _LONGER)):
                    out.setdefault(v, []).extend(_span(place) for place in reading["at"])
        return out

    def leaves(self, records: list[Record]) -> tuple[LeafView, ...]:
        return tuple(self.leaf(r) for r in records)


def _span(place: Record) -> Span:
    return Span(place["article"], place["start"], place["end"])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _are_leaves(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) and "value" in v for v in value)


def _days(value: str) -> tuple[date, date] | None:
    """The days a value is, where it is an ISO day or two with a stroke between them."""
    first, _, last = value.partition("/")
    try:
        return date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        return None


def _round(record: Record, at: Values) -> RoundView:
    record = record | {"changes": [change for c in record.get("changes", ()) for change in _changes(c)]}
    fields = [(name, at.leaves(record[name])) for name in ROUND if record.get(name)]
    fields += [(name, at.leaves(value)) for name, value in record.items() if name not in ROUND and _are_leaves(value)]
    return RoundView(
        fields=tuple(fields),
        delegations=tuple(
            (
                party,
                tuple(Member(at.leaf(m["person"]), at.leaf(m["role"]) if m["role"] else None, m["lead"]) for m in held),
            )
            for party, held in record["delegations"].items()
        ),
    )


def _changes(change: Record) -> list[Record]:
    """Who left, who came, how and why, as values: "X left", "Y came", "why: the failure of the round"."""
    sides = (
        (change["out"], "{} left"),
        (change["into"], "{} came"),
        (change.get("how"), "how: {}"),
        (change.get("why"), "why: {}"),
    )
    return [leaf | {"value": said.format(leaf["value"]), "party": change["party"]} for leaf, said in sides if leaf]
