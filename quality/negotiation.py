"""The gate's measure of the negotiation record: leaf by leaf, each in its own slot, both ways.

A slot is a dotted name (``round.place``), for slots of a round with ``@`` and its number. Gold records differ a little
in shape (one ``round`` or several ``rounds``; causes as strings or as objects); `gold_leaves` reads all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from wording import plain, words

Json = dict[str, Any]
NAMES = {"parties", "mediators", "place", "delegations", "heads", "absent", "departures", "changes"}
DAYS = {"start", "end"}


@dataclass(frozen=True)
class GoldLeaf:
    """One value a careful reader put into the record: where, what, and whose it is where that is told."""

    slot: str
    text: str
    party: str | None = None
    kind: str | None = None

    @property
    def name(self) -> str:
        return self.slot.partition("@")[0]

    @property
    def number(self) -> str:
        return self.slot.partition("@")[2]


@dataclass(frozen=True)
class Held:
    """One value of a dossier's record, with the same coordinates."""

    slot: str
    text: str
    party: str | None = None
    kind: str | None = None
    numbers: frozenset[str] = frozenset()
    days: str = ""


def missing(dossier: Json, gold: Json) -> tuple[list[GoldLeaf], int]:
    """The leaves of the record `gold` that the dossier does not hold in the right place, and how many there are."""
    wanted = list(gold_leaves(gold))
    names = _spellings(dossier)
    held = list(held_leaves(dossier["talks"])) if dossier["talks"] else []
    return [leaf for leaf in wanted if not any(_same(leaf, h, names) for h in held)], len(wanted)


def beyond(dossier: Json, gold: Json) -> tuple[list[Held], int]:
    """The leaves of the dossier, in slots of which the gold speaks, that match no leaf of the gold; and how many
    leaves there are in those slots. Gold records are not exhaustive: these are for reading, and their share is kept
    from growing."""
    wanted = list(gold_leaves(gold))
    slots = {leaf.name for leaf in wanted}
    names = _spellings(dossier)
    held = [h for h in held_leaves(dossier["talks"]) if h.slot in slots] if dossier["talks"] else []
    return [h for h in held if not any(_same(leaf, h, names) for leaf in wanted)], len(held)


def gold_leaves(talks: Json) -> Iterator[GoldLeaf]:
    """The leaves of a gold record, each once."""
    yield from dict.fromkeys(_gold(talks))


def _gold(talks: Json) -> Iterator[GoldLeaf]:
    yield from (GoldLeaf("parties", p) for p in talks["parties"])
    yield from (GoldLeaf("mediators", m) for m in talks["mediator"].values())
    yield GoldLeaf("subject", talks["subject"])
    for r in talks.get("rounds") or [talks["round"] | {"delegations": talks["delegations"]}]:
        yield from _gold_round(r)
    yield from (GoldLeaf("departures", person) for person in talks["left"])
    for earlier in talks.get("earlier", []):
        yield GoldLeaf("earlier", earlier["place"])
    if talks.get("pause"):
        yield GoldLeaf("pauses", talks["pause"]["length"])
        yield from (GoldLeaf("causes", _text(c)) for c in talks["pause"]["causes"])
    yield from (GoldLeaf("positions", p["text"], p.get("by")) for p in talks.get("terms", []))
    for name, kind in (("red_lines", "red line"), ("interests", "interest")):
        yield from (GoldLeaf("positions", p["text"], p["party"], kind) for p in talks.get(name, []))
    if talks.get("trigger"):
        yield GoldLeaf("trigger", talks["trigger"])
    if talks.get("next"):
        yield from (GoldLeaf("next_steps", part.strip()) for part in talks["next"].split(";"))


def _gold_round(r: Json) -> Iterator[GoldLeaf]:
    number = str(r["number"])
    for name in ("place", "start", "end", "days"):
        if r.get(name) is not None:
            yield GoldLeaf(f"{name}@{number}", str(r[name]))
    for slot, values in (("format", r.get("form", {}).values()), ("start", [r.get("planned_start")])):
        yield from (GoldLeaf(f"{slot}@{number}", v) for v in values if v)
    for party, people in r["delegations"].items():
        yield from (GoldLeaf(f"delegations@{number}", person, party) for person in people)
    disputed = r.get("disputed", {})
    yield from (GoldLeaf(f"place@{number}", p) for p in disputed.get("place", []))
    for heads in ({p: [h] for p, h in r.get("heads", {}).items()}, disputed.get("heads", {})):
        for party, people in heads.items():
            yield from (GoldLeaf(f"heads@{number}", person, party) for person in people)
    yield from (GoldLeaf(f"absent@{number}", person) for person in r.get("absent", []))
    yield from (GoldLeaf(f"sizes@{number}", str(n), party) for party, n in r.get("sizes", {}).items())
    for change in r.get("changes", []):
        for side in ("out", "in"):
            if change.get(side):
                yield GoldLeaf(f"changes@{number}", change[side], change["party"])
    yield from (GoldLeaf("positions", p["text"], p["party"]) for p in r.get("positions", []))
    if r.get("outcome"):
        yield from (GoldLeaf(f"outcome@{number}", part.strip()) for part in r["outcome"].split(";"))
    if r.get("delay"):
        yield GoldLeaf(f"delays@{number}", r["delay"]["length"])
        yield GoldLeaf(f"delays@{number}", r["delay"]["cause"])


def _text(value: Any) -> str:
    return str(value["text"] if isinstance(value, dict) else value)


def held_leaves(talks: Json) -> Iterator[Held]:
    """The leaves of a dossier's record."""
    for name, values in talks.items():
        if name == "positions":
            yield from (Held("positions", p["text"]["value"], p["party"], p["kind"]) for p in values)
        elif name != "rounds":
            yield from (Held(name, leaf["value"], leaf.get("party"), days=_days(leaf)) for leaf in values)
    for r in talks["rounds"]:
        numbers = frozenset(n for leaf in r["number"] for n in _numbers(leaf["value"]))
        for name, values in r.items():
            if name == "changes":
                for c in values:
                    sides = [c[s]["value"] for s in ("out", "into") if c.get(s)]
                    yield from (Held(name, person, c["party"], numbers=numbers) for person in sides)
            elif name == "delegations":
                for party, members in values.items():
                    for m in members:
                        yield Held(name, m["person"]["value"], party, numbers=numbers)
                        if m["lead"]:
                            yield Held("heads", m["person"]["value"], party, numbers=numbers)
            elif isinstance(values, list):
                yield from (
                    Held(name, leaf["value"], leaf.get("party"), numbers=numbers, days=_days(leaf)) for leaf in values
                )


def _days(leaf: Json) -> str:
    """The day a value speaks of as words ("29 December 2025"), where it is one day."""
    if leaf.get("earliest") is None or leaf["earliest"] != leaf["latest"]:
        return ""
    day = date.fromisoformat(leaf["earliest"])
    return f"{day.day} {day:%B} {day.year}"


def _same(leaf: GoldLeaf, held: Held, names: dict[str, set[str]]) -> bool:
    """Whether the dossier's value says what the gold leaf says: names by the last word of any spelling, days and
    numbers in full, sentences by half of their content words and one number where they have any."""
    if held.slot != leaf.name or (leaf.number and held.numbers and leaf.number not in held.numbers):
        return False
    if (leaf.party and held.party and plain(leaf.party) != plain(held.party)) or (leaf.party and not held.party):
        return False
    if leaf.kind and held.kind != leaf.kind:
        return False
    if leaf.name in DAYS:
        return leaf.text == held.text
    if leaf.name in ("days", "sizes"):
        return leaf.text in _numbers(held.text)
    if leaf.name == "place":
        return _last(leaf.text) in plain(held.text).split() or bool(_lasts(leaf.text, names) & _lasts(held.text, names))
    if leaf.name in NAMES:
        return bool(_lasts(leaf.text, names) & _lasts(held.text, names))
    wanted = words(leaf.text)
    figures = {n for n in _numbers(leaf.text) if n.isdigit()}
    told = f"{held.text} {held.days}"
    return 2 * len(wanted & words(told)) >= len(wanted) and (not figures or bool(figures & _numbers(told)))


def _spellings(dossier: Json) -> dict[str, set[str]]:
    """The last words of all spellings of an entity, by the last word of each."""
    out: dict[str, set[str]] = {}
    for entity in dossier["entities"]:
        lasts = {last for n in [entity["name"], *(n["text"] for n in entity["names"])] if (last := _last(n))}
        for last in lasts:
            out.setdefault(last, set()).update(lasts)
    return out


def _lasts(name: str, names: dict[str, set[str]]) -> set[str]:
    last = _last(name)
    return {last} | names.get(last, set())


def _last(name: str) -> str:
    held = plain(name).split()
    return held[-1] if held else ""


_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_CARDINALS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_DIGITS = {word: str(n) for group in (_ORDINALS, _CARDINALS) for n, word in enumerate(group, 1)}


def _numbers(value: object) -> set[str]:
    return {_DIGITS.get(w) or re.sub(r"(?<=\d)(st|nd|rd|th)$", "", w) for w in plain(str(value)).split()}
