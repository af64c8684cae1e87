"""Words of time expressions: what ``data/en/times.toml`` and Babel (Unicode CLDR) know, as pieces of patterns."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from babel import Locale

from stemma.data import table


def vocabulary() -> dict[str, Any]:
    return table("en/times.toml")


@cache
def month_numbers() -> dict[str, int]:
    locale = Locale("en")
    out = {name.lower(): n for form in ("wide", "abbreviated") for n, name in locale.months["format"][form].items()}
    return out | {name.lower(): n for name, n in vocabulary()["months"].items()}


@cache
def weekday_numbers() -> dict[str, int]:
    """Full and abbreviated names; CLDR numbers Monday 0."""
    locale = Locale("en")
    return {name.lower(): n + 1 for form in ("wide", "abbreviated") for n, name in locale.days["format"][form].items()}


def any_of(words: list[str] | tuple[str, ...]) -> str:
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)


def _capitalised(words: list[str]) -> str:
    """Capitalised or in capitals, as names of months and weekdays are written."""
    return any_of([form for w in words for form in (w.capitalize(), w.upper())])


@cache
def pieces() -> dict[str, str]:
    words = vocabulary()
    wide = [n for n in weekday_numbers() if len(n) > 3]
    short = [n for n in weekday_numbers() if len(n) == 3]
    full_months = [str(n).lower() for n in Locale("en").months["format"]["wide"].values()]
    short_months = [n for n in month_numbers() if n not in full_months]
    numerals = "|".join(words["numerals"]["words"])
    spelled = rf"(?:{numerals})(?:[\s-]+(?:and\s+)?(?:{numerals})){{0,5}}"
    return {
        "weekday": rf"(?:{_capitalised(wide)})",
        "anyday": rf"(?:{_capitalised(wide)}|(?:{_capitalised([*short, *words['weekdays']])})\b\.?)",
        "month": rf"(?:{_capitalised(full_months)}|(?:{_capitalised(short_months)})\b\.?)",
        "fullmonth": rf"(?:{_capitalised(full_months)})",
        "part": rf"(?:{any_of(list(words['parts']))})",
        "number": rf"(?:\d+(?:,\d\d\d)*(?:\.\d+)?|{spelled}|{any_of(list(words['numbers']))})",
        "unit": rf"(?:{any_of([u for u in words['units'] if u != 'weekend'])})",
        "hedge": rf"(?:(?:{any_of(words['hedges'])})\s+)?",
        "clock": r"(?:(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?\s?(?:[ap]\.m\.|[ap]m\b|[AP]\.M\.|[AP]M\b)"
        r"|(?:[01]?\d|2[0-3]):[0-5]\d(?:\s?(?:[ap]\.m\.|[ap]m\b|[AP]\.?M\b\.?))?)"
        rf"(?:\s+(?:{any_of(words['zones'])}))?",
        "season": rf"(?:{any_of(list(words['seasons']))})",
        "day": r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?",
        "ordinal": rf"(?:{any_of([o.replace('-', sign) for o in words['ordinals'] for sign in '- '])})",
        "year": r"(?:1[5-9]|20)\d\d",
    }
