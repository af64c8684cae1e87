"""Datelines: place, day and agency before the first sentence of a report, in the forms of the agencies' style books:
"MONTE ALTO, Arvenia, March 9 (Orlan) - ", "PORT ELM (Orlan) — ", "KESH, Arpress. ", "MOSTOV, March 9. /ARTA/. ".

What it gets wrong: a place in mixed case without an agency is no dateline here, because "Analysis - …" looks alike.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from stemma import data
from stemma.article.days import StatedDay, find_days
from stemma.article.furniture.lines import Line, named
from stemma.article.furniture.names import agency_like, is_label, is_translation

_CLOSE = re.compile(
    r"\s+(?:--|[-–—])\s+|\s*—\s*|(?<=[)/\]])\.?\s*(?:--|[-–—:])\s*|(?<=[A-Z])-\s+|(?<=\))\.?\s+(?=[A-Z“\"])"
)
_STOPPED = re.compile(
    r"(?P<place>[^.,]{3,40}(?:, [^,/]{3,30}?)?)(?:, |\. ?|\s(?=/)|\s[-–—]\s)(?P<slash>/?)"
    r"(?:(?:[Cc]orrespondent|[Cc]orr\.|[Ss]pecial to)(?: of| for)? )?(?P<agency>[A-Z][\w-]{2,30})/?\."
    r"\s+(?=[A-Z“\"])"
)
_TOWN = re.compile(r"[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*){0,2}, ")
_STOP = re.compile(r"[.:)\]]*(?:\s+[-–—])?\s+(?=[A-ZÀ-Þ“\"])")
"""A town and a whole day before a sentence: "Kesh, 3 March 2026. The …"."""

_LEADING = re.compile(r"\(([^()]{2,30})\)\s*(?:--|[-–—])\s*")
_ALONE = 8
"""Words of a dateline that stands on a line of its own: "PORT ELM, 16 JAN (ORLAN)"."""

_AGENCY = re.compile(r"[\s,.]*[(/]\s*([^()/]{2,40}?)\s*[)/]\.?$")


class Dateline(NamedTuple):
    """``text[start:end]`` is the whole of it; `agency` and `day` where it names them."""

    start: int
    end: int
    agency: str | None
    agency_at: tuple[int, int] | None
    day: StatedDay | None


def find_dateline(line: Line, language: str = "en") -> Dateline | None:
    """The dateline that a line begins with."""
    start = line.text[:140]
    if stopped := _STOPPED.match(start):
        place, agency = stopped["place"], stopped["agency"]
        known = stopped["slash"] or agency_like(agency) or agency in _known()
        if known and _capitals(place.split(",")[0]):
            begin = line.start + stopped.start("agency")
            days = _days(place, line.start, language)
            return Dateline(line.start, line.start + stopped.end(), agency, (begin, begin + len(agency)), days)
    if leading := _LEADING.match(start):
        rest = Line(line.start + leading.end(), line.end, line.text[leading.end() :], False)
        inner = next(
            (
                d
                for c in _CLOSE.finditer(start[leading.end() :])
                if (d := _read(rest, rest.text[: c.start()], c.end(), language))
            ),
            None,
        )
        if inner and named(leading[1].split()):
            at = (line.start + leading.start(1), line.start + leading.end(1))
            return Dateline(line.start, inner.end, leading[1], at, inner.day)
    whole = next((d for d in find_days(start[:70], language) if d.day), None)
    if whole and _TOWN.fullmatch(start[: whole.start].lstrip("([")) and (stop := _STOP.match(line.text, whole.end)):
        day = whole._replace(start=line.start + whole.start, end=line.start + whole.end)
        return Dateline(line.start, line.start + stop.end(), None, None, day)
    alone = _AGENCY.search(line.text) if len(line.words) <= _ALONE else None
    if alone and (found := _read(line, line.text, len(line.text), language)) and found.agency and found.day:
        return found
    for close in _CLOSE.finditer(start):
        if found := _read(line, start[: close.start()], close.end(), language):
            return found
    return None


def _read(line: Line, head: str, end: int, language: str) -> Dateline | None:
    bracket = _AGENCY.search(head)
    agency = bracket[1].partition(",")[0] if bracket and _agency(bracket[1], line.text) else None
    rest = head[: bracket.start()] if bracket and agency else head
    day = _days(rest, line.start, language)
    if day:
        rest = rest[: day.start - line.start] + rest[day.end - line.start :]
    segments = [s for part in re.split(r"[,.()\[\]]\s*", rest) if (s := part.strip())]
    if not segments and not (agency and day):
        return None
    if sum(len(s.split()) for s in segments) > 10 or is_label(rest) or not all(named(s.split()) for s in segments):
        return None
    if not (segments and _capitals(segments[0])) and not (agency and (day or len(segments) <= 2)):
        return None
    at = (line.start + bracket.start(1), line.start + bracket.start(1) + len(agency)) if bracket and agency else None
    if agency is None and segments and len(segments) > 1 and segments[-1] in _known():
        agency = segments[-1]
        begin = line.start + head.rindex(agency)
        at = (begin, begin + len(agency))
    return Dateline(line.start, line.start + end, agency, at, day)


def _agency(inside: str, text: str) -> bool:
    """Whether the inside of a bracket before a report can be who sends it: a name, or one in small letters, as some
    agencies write theirs ("Kiel (dpa) - ")."""
    if is_translation(inside) or re.search(r"\d{2}|^\d+$", inside):
        return False
    known = {name.casefold() for name in _known()}
    return (
        named(inside.partition(",")[0].split())
        or inside in known
        or re.fullmatch(r"[b-df-hj-np-tv-z]{3,4}", inside) is not None
    )


def _days(text: str, offset: int, language: str) -> StatedDay | None:
    days = find_days(text, language)
    return days[0]._replace(start=offset + days[0].start, end=offset + days[0].end) if days else None


def _capitals(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) >= 3 and all(c.isupper() for c in letters) and len(words.split()) <= 5


def _known() -> frozenset[str]:
    table = data.table("outlets.toml")
    return frozenset(table["agency"]["names"]) | frozenset(table["state media"]["names"])
