"""Bylines: who signs the report, and lines that name outlet, place and day under a headline."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from stemma import data
from stemma.article.days import clock_pattern, find_days
from stemma.article.furniture.head import stamp_words
from stemma.article.furniture.lines import Line, named
from stemma.article.furniture.names import name_shaped, outlet_like, without_legal_form

_BARRED = re.compile(r"\s*[|•·,/]\s*|\s+[–—-]\s+|\s+(?:on|at)\s+|^[A-Z]?[a-z]+: ")
_PARTED = re.compile(_BARRED.pattern + r"|\s+for\s+(?:the\s+)?(?=[A-ZÀ-Þ])")
_BRACKETS = re.compile(r"[()]|(?<=[a-z]{3})\.\s+")


class Byline(NamedTuple):
    """The names signed at ``text[start:end]`` and what stands beside them on the line ("CNN", "Staff Writer")."""

    names: str
    start: int
    end: int
    beside: tuple[str, ...]


def find_byline(line: Line) -> Byline | None:
    """The byline that a line is, if it is one: "By Ann Lee and Bo Ek, Orlan", "Posted by Zoe on Friday"."""
    if line.text in _agencies():
        return Byline(line.text, line.start, line.end, ())
    lead = _lead().match(line.text)
    if not lead or len(line.words) > 24 or (line.closed and not re.search(r"\b(?:Jr|Sr|p\.m|a\.m)\.$", line.text)):
        return None
    days = find_days(line.text)
    signed = line.text[lead.end() : days[0].start if days else None]
    signed = clock_pattern().sub("", re.sub(r"[()]", "|", signed))
    parts = [p.strip(" ,.") for p in _PARTED.split(signed)]
    parts = [p for p in parts if p]
    if not parts or not named(_joined(parts[0]).split()) or len(parts[0].split()) > 12 or parts[0][0].isdigit():
        return None
    names = parts[0].partition(" in ")[0]
    while len(parts) > 1 and _person_list(signed, names, parts[1]):
        names = signed[signed.index(names) : signed.index(parts[1], signed.index(names)) + len(parts[1])]
        parts.pop(0)
    start = line.start + lead.end() + signed.index(names)
    return Byline(names, start, start + len(names), tuple(parts[1:]))


def _person_list(signed: str, names: str, following: str) -> bool:
    """Whether `following` is one more name of a list ("A B, C D and E F") rather than an outlet or a post."""
    return " and " in following and named(_joined(following).split()) and signed.find(f"{names}, {following}") >= 0


def _joined(names: str) -> str:
    return re.sub(r"\s(?:and|with|for|in|y|et|und|e)\s", " ", names)


def person_alone(line: Line) -> bool:
    """Whether a line is two to four capitalised words and nothing that outlets are called; a place may follow ("Ada
    Holm in Kesh")."""
    words = line.text.partition(" in ")[0].split()
    if without_legal_form(line.text) != line.text:
        return False
    written = 2 <= len(words) <= 4 and named(words) and all(w[0].isalpha() for w in words)
    return written and words[0] != "The" and not outlet_like(line.text)


def find_sign_off(line: Line) -> Byline | None:
    """The names in an agency's sign-off: "(Reporting by Ann Lee in Kesh; editing by Bo Ek)"."""
    signed = _sign_off().match(line.text)
    if not signed:
        return None
    names = signed[1].rstrip(".")
    start = line.start + signed.start(1)
    return Byline(names, start, start + len(names), ())


def person_in_place(line: Line) -> bool:
    """Whether a line is a name and where its bearer reports from ("Ada Holm in Kesh") and nothing else."""
    name, found, place = line.text.partition(" in ")
    words = name.rstrip(",").split()
    return (
        bool(found)
        and 2 <= len(words) <= 3
        and person_alone(line)
        and 1 <= len(place.split()) <= 4
        and name_shaped(place)
    )


def parts_of(line: Line) -> list[str]:
    """The parts of a line that begin with a capital, its days, hours and the words before them left out: "By Ann Lee
    (The Fell Review), 16 May 2026" gives Ann Lee and The Fell Review."""
    rest = line.text
    for day in reversed(find_days(rest)):
        rest = rest[: day.start] + " | " + rest[day.end :]
    rest = stamp_words().sub(" | ", clock_pattern().sub(" | ", rest))
    parted = _PARTED
    if lead := _lead().match(rest):
        rest = rest[lead.end() :]
    else:
        parted = _BARRED
    parts = (part.strip(" ,.:;[]{}–—-") for piece in _BRACKETS.split(rest) for part in parted.split(piece))
    return [p for p in parts if p and not p[0].islower() and p in line.text]


def beside_day(line: Line) -> list[str]:
    """What stands on a line of names and a day beside the day: "The Fell Review, 16 May 2026" gives its name."""
    named_parts = (p for p in parts_of(line) if named(p.split()))
    return list(named_parts) if len(line.text) <= 120 and find_days(line.text) else []


@cache
def _agencies() -> frozenset[str]:
    """Agencies by names of more than a few letters: on a line of its own such a name is a credit."""
    table = data.table("outlets.toml")
    names = (n for kind in ("agency", "state media") for n in table[kind]["names"])
    return frozenset(n for n in names if len(n) > 3 and n not in table["common"]["names"])


@cache
def _lead() -> re.Pattern[str]:
    either = "|".join(sorted(map(re.escape, data.table("en/masthead.toml")["byline"]), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?:{either}):?\s+(?=\w)", re.IGNORECASE)


@cache
def _sign_off() -> re.Pattern[str]:
    particle = "|".join(sorted(map(re.escape, data.lines("particles.txt")), key=lambda w: (-len(w), w)))
    name = rf"[A-ZÀ-Þ][\w.’'-]*(?: (?:(?:{particle}) )*[A-ZÀ-Þ][\w.’'-]*){{1,3}}"
    return re.compile(rf"[(\[]?[Rr]eport(?:ing|ed) by ({name}(?:(?:, (?:and )?| and ){name})*)(?=[;,.)\]]| in | at |$)")
