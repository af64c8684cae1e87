"""The gate's measure of the negotiation record: leaf by leaf, each in its own slot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from wording import plain, words

Json = dict[str, Any]


def missing(talks: Json | None, gold: Json) -> tuple[list[tuple[str, str]], int]:
    """The leaves of the record `gold` that `talks` does not hold in the right place, and how many there are."""
    wanted = list(_leaves(gold))
    return [leaf for leaf in wanted if talks is None or not _held(*leaf, talks)], len(wanted)


def _leaves(talks: Json) -> Iterator[tuple[str, str]]:
    """The leaves of a gold record as (slot, text). Slots of a round end in ``@`` and its number."""
    yield from (("parties", p) for p in talks["parties"])
    yield from (("mediators", m) for m in talks["mediator"].values())
    yield "subject", talks["subject"]
    rounds = talks.get("rounds") or [talks["round"] | {"delegations": talks["delegations"]}]
    for r in rounds:
        for name in ("place", "start", "end", "days"):
            if r.get(name) is not None:
                yield f"{name}@{r['number']}", str(r[name])
        for people in r["delegations"].values():
            yield from ((f"delegations@{r['number']}", person) for person in people)
    yield from (("departures", person) for person in talks["left"])
    if talks.get("pause"):
        yield "pauses", talks["pause"]["length"]
        yield from (("causes", c["text"] if isinstance(c, dict) else c) for c in talks["pause"]["causes"])
    for name in ("terms", "red_lines", "interests"):
        yield from (("positions", p["text"]) for p in talks.get(name, []))
    if talks.get("trigger"):
        yield "trigger", talks["trigger"]
    if talks.get("next"):
        yield "next_steps", talks["next"]


def _held(slot: str, text: str, talks: Json) -> bool:
    """Whether some value the dossier gives for `slot` says `text`: names by their last word, days and numbers in
    full, sentences by half of their content words."""
    name, _, number = slot.partition("@")
    if number:
        rounds = [r for r in talks["rounds"] if any(number in _numbers(leaf["value"]) for leaf in r["number"])]
        if not rounds and len(talks["rounds"]) == 1:
            rounds = talks["rounds"]
        if name == "delegations":
            values = [m["person"]["value"] for r in rounds for d in r["delegations"].values() for m in d]
        else:
            values = [leaf["value"] for r in rounds for leaf in r[name]]
    elif name == "positions":
        values = [p["text"]["value"] for p in talks["positions"]]
    else:
        values = [leaf["value"] for leaf in talks[name]]
    if name in ("start", "end"):
        return text in values
    if name == "days":
        return any(text in _numbers(v) for v in values)
    if name in ("parties", "mediators", "place", "delegations", "departures"):
        last = plain(text).split()[-1]
        return any(last in plain(v) for v in values)
    wanted = words(text)
    return any(2 * len(wanted & words(v)) >= len(wanted) for v in values)


_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_CARDINALS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_DIGITS = {word: str(n) for words in (_ORDINALS, _CARDINALS) for n, word in enumerate(words, 1)}


def _numbers(value: object) -> set[str]:
    return {_DIGITS.get(w) or re.sub(r"(?<=\d)(st|nd|rd|th)$", "", w) for w in plain(str(value)).split()}
