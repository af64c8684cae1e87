"""Days of the calendar as mastheads, datelines and metadata write them: "10.03.2026, 21:40", "Mar 8, 2026",
"Friday 14 November", "2026-03-08T21:40:00+02:00".

Month and weekday names are CLDR's (through babel). A day given by numbers alone is read by its separators: a dot means
day first, as everywhere in CLDR; with a slash the day stands first too unless only the other order exists, the weekday
beside it says so, or `month_first` (the text is American; CLDR: of the English locales, only those of the United
States and a few territories write the month first).

A year of two digits is read beside a month's name with a hyphen or apostrophe ("12-Nov-24"), between numbers
("12.11.24") and in the date-time group that agencies sign off with ("121840 GMT NOV 24"), as one from 1970 on.

What it gets wrong: calendars other than the Gregorian, and "11/12/2025" in an American text that
shows no American spelling.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from dateutil import parser as dateutil_parser

from stemma.data import table

EARLIEST_YEAR, LATEST_YEAR = 1800, 2199
_CENTURY = 70
"""Years of two digits below this are of the 2000s."""

_OTHERS = ("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr", "uk")
_WORDED = re.compile(r"^[^\d]{0,24}\d{1,2}[.º]?\s+(?:d[eio]l?\s+)?[^\W\d_]{3,12}\.?,?\s+(?:d[eio]l?\s+)?\d{4}\b")
_CLOCK = (  # "1.20" alone is a price as well as a time
    r"(?!\d\.\d\d(?!\s?[ap]\.?m))"
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d))(?!\.\d)(?::[0-5]\d)?(?:\s?(?P<half>[ap])\.?m\.?)?"
)
_ZONE = r"(?P<zone>GMT|UTC|BST|[CEW]ES?T|[ECMP][SD]?T|IST|MSK|[+-]\d\d:?\d\d|Z)\b"


class StatedDay(NamedTuple):
    """A day written at ``text[start:end]``. `day` is None where the year is missing; `ambiguous` when another order of
    its numbers is a day as well and nothing in the words decided between them."""

    start: int
    end: int
    day: date | None
    ambiguous: bool = False


def find_days(text: str, language: str = "en", *, month_first: bool = False) -> list[StatedDay]:
    """The days written in `text` (a line or two), in order, not overlapping. Months are named in `language`, in
    English, or (a translated page keeps its date line) in one of the larger languages of Europe."""
    out = _find(text, language, month_first)
    if not out and _WORDED.search(text):
        for other in _OTHERS:
            if found := [d for d in _find(text, other, month_first) if d.day]:
                return found
    return out


def _find(text: str, language: str, month_first: bool) -> list[StatedDay]:
    out: list[StatedDay] = []
    at = 0
    for match in _pattern(language).finditer(text):
        if match.start() < at:
            continue
        found = _day(match, language, month_first)
        if found is not None:
            out.append(StatedDay(match.start(), match.end(), found[0], found[1]))
            at = match.end()
    return out


def has_weekday(text: str, language: str = "en") -> bool:
    """Whether the words of a day name its weekday."""
    return any(_fold(word.rstrip(",")) in _names(language)[1] for word in text.split())


def with_year(text: str, year: int, language: str = "en") -> date | None:
    """The day that words without a year name in a year, if it has the weekday they name."""
    found = find_days(f"{text} {year}", language) or find_days(f"{text}, {year}", language)
    day = found[0].day if found else None
    named = [n for word in text.split() if (n := _names(language)[1].get(_fold(word.rstrip(",")))) is not None]
    return day if day and day.year == year and (not named or named[0] == day.weekday()) else None


def clock_pattern() -> re.Pattern[str]:
    """A time of day with its zone, as it stands beside a date."""
    return _clock()


class Stamp(NamedTuple):
    """A day, with the time of day ("21:40") and zone where they are stated."""

    day: date
    zone: str | None = None
    time: str | None = None


def timestamp(value: object) -> Stamp | None:
    """The day, zone and time of a date in metadata: ISO 8601, RFC 2822, seconds since 1970 (UTC), or a day in words."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        try:
            seconds = value / 1000 if abs(value) > 1e11 else value
            moment = datetime.fromtimestamp(seconds, UTC)
        except (OverflowError, OSError, ValueError):
            return None
        return Stamp(moment.date(), "UTC", f"{moment:%H:%M}") if 1970 < moment.year <= LATEST_YEAR else None
    words = " ".join(str(value).split())[:80]
    if re.fullmatch(r"\d{9,13}(\.\d+)?", words):
        return timestamp(float(words))
    if re.match(r"\d{4}-?\d\d-?\d\d", words):
        try:
            moment = dateutil_parser.isoparse(words.replace(" ", "T", 1).replace(" ", ""))
        except (ValueError, OverflowError):
            pass
        else:
            return _within(moment.date(), _offset(moment), f"{moment:%H:%M}" if ":" in words or "T" in words else None)
    days = find_days(words)
    if days and days[0].day:
        clock = _clock().search(words, days[0].end)
        return _within(days[0].day, clock.group("zone") if clock else None, time_of(clock) if clock else None)
    return None


def time_of(clock: re.Match[str]) -> str:
    """The time of day that `clock_pattern` matched, as hours and minutes."""
    hour, half = int(clock.group("hour") or clock.group("hour12")), clock.group("half") or ""
    if not half and clock.group("hour12"):
        half = "p" if re.match(r"\d+\s?p", clock[0], re.IGNORECASE) else "a"
    if half:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return f"{hour:02}:{clock.group('minute') or '00'}"


def _within(day: date, zone: str | None, time: str | None) -> Stamp | None:
    return Stamp(day, zone, time) if EARLIEST_YEAR <= day.year <= LATEST_YEAR else None


def _offset(moment: datetime) -> str | None:
    shift = moment.utcoffset()
    if shift is None:
        return None
    minutes = int(shift.total_seconds() // 60)
    return "UTC" if not minutes else f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


@cache
def _names(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Month and weekday names of a language and of English, folded, with their numbers (Monday is 0)."""
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for tag in dict.fromkeys((language, "en", "en-GB")):
        try:
            locale = Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                months |= {_fold(n): int(k) for k, n in locale.months[context][width].items()}
                weekdays |= {_fold(n): int(k) for k, n in locale.days[context][width].items()}
    known = table("en/times.toml")
    months |= {_fold(n): k for n, k in known["months"].items()}
    return (
        {n: k for n, k in months.items() if not n.isdigit()},
        weekdays | known["weekdays"] | known["weekdays_in_dates"],
    )


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name.rstrip(".").casefold())


@cache
def _pattern(language: str) -> re.Pattern[str]:
    months, weekdays = _names(language)

    def either(names: dict[str, int]) -> str:
        return "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))

    weekday = rf"(?:\b(?P<weekday>{either(weekdays)})\b\.?,?\s+(?:the\s+|den\s+|le\s+)?)?"
    month = rf"(?P<MONTH>{either(months)})\b\.?"
    nth = r"(?:st|nd|rd|th|er|º|ª|\.)?"
    year = (
        r"(?:(?:,?\s+(?:de\s+|del\s+|do\s+)?|\s[|/]\s|,|-)(?P<YEAR>\d{4})(?:\b|(?=\d{1,2}\s))"
        r"|(?:-|\s?['’])(?P<SHORT>\d\d)(?![\d:]))?"
    )

    def form(n: int, pattern: str) -> str:
        return pattern.replace("MONTH", f"n{n}").replace("YEAR", f"y{n}").replace("SHORT", f"x{n}")

    forms = (
        r"(?P<y1>\d{4})-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})(?!\d)",
        r"(?P<y2>\d{4})(?P<s2>[/.] ?)(?P<m2>\d{1,2})(?P=s2)(?P<d2>\d{1,2})(?!\d)",
        r"(?P<y3>\d{4})年(?P<m3>\d{1,2})月(?P<d3>\d{1,2})日",
        r"(?P<a4>\d{1,2})(?P<s4>[/.-] ?)(?P<b4>\d{1,2})(?P=s4)(?P<y4>\d{4}|(?<=\d\d.\d\d.)\d\d)(?![\d:]|[./-]\d)",
        form(5, rf"(?P<d5>\d{{1,2}}){nth}(?:,?\s+(?:de\s+|of\s+|di\s+)?|-){month}{year}"),
        form(6, rf"\b{month}\s+(?P<d6>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]){year}"),
        rf"\b(?P<d7>[0-3]\d)(?:[01]\d|2[0-3])[0-5]\d\s?(?:GMT|UTC|Z)?\s(?P<n7>{either(months)})\s(?P<y7>\d{{4}}|\d\d)\b",
    )
    return re.compile(rf"{weekday}(?<![\d/.])(?<!\d:)(?:(?<!-)|(?<=:\d\d-))(?:{'|'.join(forms)})", re.IGNORECASE)


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\b{_CLOCK}|\b(?P<hour12>1[0-2]|[1-9])\s?[ap]\.?m\.?)(?:\s*\(?{_ZONE}\)?)?(?!\w)", re.IGNORECASE
    )


def _day(match: re.Match[str], language: str, month_first: bool) -> tuple[date | None, bool] | None:
    months, weekdays = _names(language)
    got = {k: v for k, v in match.groupdict().items() if v is not None}
    for n in "4567":
        if short := got.get(f"x{n}") or (got[f"y{n}"] if len(got.get(f"y{n}", "")) == 2 else None):
            got[f"y{n}"] = f"{20 if int(short) < _CENTURY else 19}{short}"
    weekday = weekdays.get(_fold(got["weekday"])) if "weekday" in got else None
    for n in "123":
        if f"y{n}" in got:
            day = _make(got[f"y{n}"], got[f"m{n}"], got[f"d{n}"])
            return (day, False) if day else None
    if "y4" in got:
        return _numbers(got, weekday, month_first)
    n = next(n for n in "567" if f"n{n}" in got)
    month = months[_fold(got[f"n{n}"])]
    if f"y{n}" in got:
        day = _make(got[f"y{n}"], month, got[f"d{n}"])
        return (day, False) if day else None
    return (None, False) if _make(2000, month, got[f"d{n}"]) else None


def _numbers(got: dict[str, str], weekday: int | None, month_first: bool) -> tuple[date, bool] | None:
    """The day of "12/11/2025" in the order that exists, fits the weekday, or is usual."""
    orders = [(got["a4"], got["b4"]), (got["b4"], got["a4"])]
    if month_first and got["s4"].strip() == "/":
        orders.reverse()
    days = [d for day, month in orders if (d := _make(got["y4"], month, day))]
    if weekday is not None:
        days = [d for d in days if d.weekday() == weekday] or days
    if not days:
        return None
    return days[0], len(set(days)) > 1 and got["s4"].strip() != "."


def _make(year: int | str, month: int | str, day: int | str) -> date | None:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if EARLIEST_YEAR <= made.year <= LATEST_YEAR else None
