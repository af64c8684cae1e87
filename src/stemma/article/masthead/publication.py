"""The day of publication as the text itself states it: a date line under the headline or below the report, a day beside
the byline, a dateline with its year.

A day without a year ("March 9", "Friday 14 November") is not a publication; its place is handed on as the article's
dateline, for `story.dating` to find the year. A day in numbers with slashes is read with the day first unless the text
is spelled the American way, and marked as inferred: of the English locales of CLDR only those of the United States and
a few territories write the month first, and American news style spells the month out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import msgspec

from stemma import data
from stemma.article.days import StatedDay, clock_pattern, find_days, has_weekday, time_of, with_year
from stemma.article.furniture.head import dated
from stemma.article.furniture.lines import Line
from stemma.article.masthead.dateline import Dateline
from stemma.model import Article, Evidence, Publication, Span

_SHORT = 5
"""Words of a part of a date line: a longer one is the title of another report."""

_VERSIONS = 14
"""Days between the first and the last version of a report, at most."""

_PARTS = re.compile(r"\s+[·•|/–—-]\s+|\s*[|•]\s*")


class Stated(NamedTuple):
    """What the text states: published, updated, and the place of a day without its year."""

    published: Publication | None = None
    updated: Publication | None = None
    yearless: Span | None = None


def find_publication(article: Article, lines: Sequence[Line], dateline: Dateline | None) -> Stated:
    """The days stated in the date lines among `lines` (head and foot of the page) and in the dateline."""
    american = _american(article.text)
    published = updated = None
    yearless: Span | None = None
    for line in lines:
        if not is_date_line(line):
            continue
        before = line.start
        for day in find_days(line.text, article.language, month_first=american):
            lead = article.text[before : line.start + day.start]
            before = line.start + day.end
            span = Span(article.id, line.start + day.start, before)
            if day.day is None:
                yearless = yearless or span
                continue
            made = _publication(day, span, article.text, line.end)
            if _updated().search(lead):
                updated = updated or made
            else:
                published = published or made
    if published is None and dateline and dateline.day:
        span = Span(article.id, dateline.day.start, dateline.day.end)
        if dateline.day.day is None:
            yearless = yearless or span
        else:
            because = "the dateline states the day of writing"
            published = Publication(
                earliest=dateline.day.day,
                latest=dateline.day.day + timedelta(days=1),
                inferred=False,
                evidence=(Evidence(because=because, span=span),),
            )
    if published is None and yearless:
        published = _completed(article, yearless, updated)
    if published is None and updated and yearless is None:
        # The text at hand is that of its last version; its "today" is that day.
        because = "the page states only the day of its last version"
        published = msgspec.structs.replace(
            updated, inferred=True, evidence=(msgspec.structs.replace(updated.evidence[0], because=because),)
        )
        updated = None
    return Stated(published, updated, yearless)


def _completed(article: Article, yearless: Span, updated: Publication | None) -> Publication | None:
    """The day at `yearless` with its year, where the page has it elsewhere: in the day of its last version some days
    later, or in its copyright line, if the day then has the weekday that stands beside it."""
    words = article.text[yearless.start : yearless.end]
    days: list[tuple[date, Span, str]] = []
    day = with_year(words, updated.latest.year, article.language) if updated else None
    if updated and day and 0 <= (updated.latest - day).days <= _VERSIONS and (span := updated.evidence[0].span):
        days.append((day, span, "the page's last version has the year"))
    for mark in article.furniture:
        line = article.text[mark.span.start : mark.span.end]
        for year in re.finditer(r"\b(?:19|20)\d\d\b", line) if mark.kind == "copyright" else ():
            if (day := with_year(words, int(year[0]), article.language)) and has_weekday(words, article.language):
                days.append((day, mark.span, "the copyright line has the year in which the weekday is right"))
    if not days:
        return None
    day, span, because = days[0]
    evidence = (Evidence(because="the text states its day", span=yearless), Evidence(because=because, span=span))
    return Publication(earliest=day, latest=day, inferred=True, evidence=evidence)


def _publication(day: StatedDay, span: Span, text: str, end: int) -> Publication:
    assert day.day is not None
    clock = clock_pattern().search(text, span.end, end) or clock_pattern().match(text, _line_start(text, span))
    because = "the text states its date"
    if day.ambiguous:
        because = (
            f"{text[span.start : span.end]} is read as {day.day.day} {day.day:%B}; the other order is possible too"
        )
    return Publication(
        earliest=day.day,
        latest=day.day,
        inferred=day.ambiguous,
        zone=clock.group("zone") if clock else None,
        time=time_of(clock) if clock else None,
        evidence=(Evidence(because=because, span=span),),
    )


def _line_start(text: str, span: Span) -> int:
    """Where the line of a date starts: "18:40, 12 November 2024"."""
    return text.rfind("\n", 0, span.start) + 1


def is_date_line(line: Line) -> bool:
    """Whether a line states a day as the head of a page does: alone, among short parts, or behind a byline."""
    if "@" in line.text:  # a post of a social network with its date
        return False
    return (
        dated(line.text)
        or _dated_in_part(line.text)
        or (_lead().match(line.text) is not None and len(line.text) <= 120 and not line.prose)
    )


def _dated_in_part(text: str) -> bool:
    """Whether one part of a line of short parts is a date ("3 Mar 2027 · 2 min read · Ports, Tariffs", "Monthly of the
    fells / No. 45 / Tuesday 12 November 2024")."""
    parts = _PARTS.split(text)
    short = all(len(part.split()) <= _SHORT for part in parts)
    return len(parts) > 1 and short and len(text) <= 120 and any(_only_day(part) for part in parts)


def _only_day(part: str) -> bool:
    days = find_days(part)
    return bool(days) and len((part[: days[0].start] + part[days[0].end :]).split()) <= 2


@cache
def _updated() -> re.Pattern[str]:
    either = "|".join(map(re.escape, data.table("en/masthead.toml")["updated"]))
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)


@cache
def _lead() -> re.Pattern[str]:
    table = data.table("en/masthead.toml")
    either = "|".join(map(re.escape, [*table["published"], *table["updated"], *table["byline"]]))
    return re.compile(rf"(?:{either})\b.*\d", re.IGNORECASE)


def _american(text: str) -> bool:
    """Whether the text is spelled the American way: some such spellings and no others."""
    table = data.table("en/spelling.toml")
    words = set(re.findall(r"[a-z]+", text[:50_000].lower()))
    return bool(words & set(table["american"])) and not words & set(table["other"])
