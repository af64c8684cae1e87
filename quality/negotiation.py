"""The gate's measure of the negotiation record: leaf by leaf, each in its own slot, both ways.

A slot is a dotted name (``place``), for slots of a round with ``@`` and its number. Gold records differ a little
in shape (one ``round`` or several ``rounds``; causes as strings or as objects); `gold_leaves` reads all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from wording import plain, words

Json = dict[str, Any]
NAMES = {"parties", "mediators", "place", "delegations", "heads", "absent", "departures", "changes"}
DAYS = {"start", "planned", "end", "changed"}
_MOST_BESIDE = 4  # times as many content words as it shares with the gold may a value have, at most


@dataclass(frozen=True)
class GoldLeaf:
    """One value a careful reader put into the record: where, what, and whose it is where that is told."""

    slot: str
    text: str
    party: str | None = None
    kind: str | None = None
    person: str | None = None

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
    person: str | None = None


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


def issues(dossier: Json, gold: Json) -> tuple[float, float] | None:
    """Precision and recall over the pairs of positions that stand under one issue; None where the gold says of no
    position what it is on. Only positions that the gold has are paired."""
    names, found = _spellings(dossier), set[tuple[str, str | None, int]]()
    held = dossier["talks"]["positions"] if dossier["talks"] else []
    wanted = [p for r in gold.get("rounds") or [] for p in r.get("positions", []) if p.get("on")]
    for told in wanted:
        leaf = GoldLeaf("positions", told["text"], told["party"])
        for n, p in enumerate(held):
            if _same(leaf, Held("positions", p["text"]["value"], p["party"], p["kind"]), names):
                found.add((told["on"], p["about"][0]["value"] if p["about"] else None, n))
    pairs = [(a[0] == b[0], a[1] == b[1] and a[1] is not None) for a, b in combinations(sorted(found, key=str), 2)]
    right = sum(same and told for same, told in pairs)
    given, true = sum(told for _, told in pairs), sum(same for same, _ in pairs)
    return (right / given if given else 0.0, right / true if true else 0.0) if wanted else None


def gold_leaves(talks: Json) -> Iterator[GoldLeaf]:
    """The leaves of a gold record, each once."""
    yield from dict.fromkeys(_gold(talks))


def _gold(talks: Json) -> Iterator[GoldLeaf]:
    yield from (GoldLeaf("parties", p) for p in talks["parties"])
    several = (m if isinstance(m, list) else [m] for m in talks.get("mediator", {}).values())
    yield from (GoldLeaf("mediators", one) for m in several for one in m if one)
    yield GoldLeaf("subject", talks["subject"])
    for r in talks.get("rounds") or [talks["round"] | {"delegations": talks["delegations"]}]:
        yield from _gold_round(r)
    yield from (GoldLeaf("departures", person) for person in talks["left"])
    for earlier in talks.get("earlier", []):
        slot = f"earlier@{earlier['number']}" if earlier.get("number") else "earlier"
        yield from (GoldLeaf(slot, earlier[name]) for name in ("place", "when", "outcome") if earlier.get(name))
    if talks.get("pause"):
        if talks["pause"].get("length"):
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
    for slot, values in (("format", r.get("form", {}).values()), ("planned", [r.get("planned_start")])):
        yield from (GoldLeaf(f"{slot}@{number}", v) for v in values if v)
    for party, people in r.get("delegations", {}).items():
        yield from (GoldLeaf(f"delegations@{number}", person, party) for person in people)
    disputed = r.get("disputed", {})
    yield from (GoldLeaf(f"place@{number}", p) for p in disputed.get("place", []))
    for heads in ({p: [h] for p, h in r.get("heads", {}).items()}, disputed.get("heads", {})):
        for party, people in heads.items():
            yield from (GoldLeaf(f"heads@{number}", person, party) for person in people)
    yield from (GoldLeaf(f"absent@{number}", person) for person in r.get("absent", []))
    yield from (GoldLeaf(f"sizes@{number}", str(n), party) for party, n in r.get("sizes", {}).items())
    for person, role in r.get("roles", {}).items():
        yield GoldLeaf(f"roles@{number}", role, person=person)
    for change in r.get("changes", []):
        who = change.get("in") or change["out"]
        for side in ("out", "in"):
            if change.get(side):
                yield GoldLeaf(f"changes@{number}", change[side], change["party"], side)
        for slot, name in (("changed", "when"), ("why", "why")):
            if change.get(name):
                yield GoldLeaf(f"{slot}@{number}", change[name], change["party"], person=who)
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
                    yield from _held_change(c, numbers)
            elif name == "delegations":
                for party, members in values.items():
                    for m in members:
                        person = m["person"]["value"]
                        yield Held(name, person, party, numbers=numbers)
                        if m["lead"]:
                            yield Held("heads", person, party, numbers=numbers)
                        if m["role"]:
                            yield Held("roles", m["role"]["value"], party, numbers=numbers, person=person)
            elif isinstance(values, list):
                yield from (
                    Held(name, leaf["value"], leaf.get("party"), numbers=numbers, days=_days(leaf)) for leaf in values
                )


def _held_change(change: Json, numbers: frozenset[str]) -> Iterator[Held]:
    """Who left and who came, when and why; day and reason are of both of them."""
    sides = {side: change[name] for name, side in (("out", "out"), ("into", "in")) if change.get(name)}
    party, both = change["party"], " / ".join(leaf["value"] for leaf in sides.values())
    yield from (Held("changes", leaf["value"], party, side, numbers=numbers) for side, leaf in sides.items())
    days = {leaf["earliest"] for leaf in sides.values() if leaf.get("earliest") and leaf["earliest"] == leaf["latest"]}
    yield from (Held("changed", day, party, numbers=numbers, person=both) for day in sorted(days))
    for name in ("why", "how"):  # gold records tell both under one name
        if change.get(name):
            yield Held("why", change[name]["value"], party, numbers=numbers, person=both)


def _days(leaf: Json) -> str:
    """The day or the month a value speaks of as words ("29 December 2025", "December 2025"), where it is one."""
    if leaf.get("earliest") is None:
        return ""
    first, last = date.fromisoformat(leaf["earliest"]), date.fromisoformat(leaf["latest"])
    if first == last:
        return f"{first.day} {first:%B} {first.year}"
    month = first.day == 1 and (last - first).days < 31 and (last + timedelta(1)).day == 1
    return f"{first:%B} {first.year}" if month else ""


def _same(leaf: GoldLeaf, held: Held, names: dict[str, set[str]]) -> bool:
    """Whether the dossier's value says what the gold leaf says: names by the last word of any spelling, days and
    numbers in full, sentences by half of their content words and one number where they have any, if the value is not
    many times longer."""
    looking_back = leaf.name == "earlier" and bool(leaf.number) and leaf.number in held.numbers
    if looking_back and held.slot in ("start", "end", "planned"):
        return held.text in leaf.text
    # An earlier round that has a number may stand among the rounds.
    slot = held.slot if not (looking_back and held.slot in ("place", "outcome")) else "earlier"
    if slot != leaf.name or (leaf.number and held.numbers and leaf.number not in held.numbers):
        return False
    if (leaf.party and held.party and plain(leaf.party) != plain(held.party)) or (leaf.party and not held.party):
        return False
    if leaf.kind and held.kind != leaf.kind:
        return False
    if leaf.person and not any(_lasts(leaf.person, names) & _lasts(p, names) for p in (held.person or "").split(" / ")):
        return False
    if leaf.name in DAYS:
        return leaf.text == held.text
    if leaf.name in ("days", "sizes"):
        return leaf.text in _numbers(held.text)
    if leaf.name == "place":
        return _last(leaf.text) in plain(held.text).split() or bool(_lasts(leaf.text, names) & _lasts(held.text, names))
    if leaf.name in NAMES:
        return bool(_lasts(leaf.text, names) & _lasts(held.text, names))
    return told_alike(leaf, held)


def told_alike(leaf: GoldLeaf, held: Held) -> bool:
    """Whether a value has half of the content words of a gold leaf, and one number where it has any, and is not many
    times longer; whose it is and where it stands are not looked at."""
    wanted = words(leaf.text)
    figures = {n for n in _numbers(leaf.text) if n.isdigit()}
    told = f"{held.text} {held.days}"
    shared = len(wanted & words(told))
    short = _MOST_BESIDE * shared >= len(words(held.text))
    return short and 2 * shared >= len(wanted) and (not figures or bool(figures & _numbers(told)))


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
