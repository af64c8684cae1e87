"""The grammar of time expressions: patterns over the characters of a text, each with the value it stands for.

All patterns are tried everywhere; of matches that overlap the one that begins first wins, then the longest, then the
earliest in `RULES`. Words come from ``data/en/times.toml``, names of months and weekdays from Babel.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple

from babel import Locale
from text_to_num import text2num

from stemma.data import table

Kind = Literal["date", "duration", "recurring", "vague"]
Direction = Literal["past", "future", ""]
Found = re.Match[str]


class Match(NamedTuple):
    """One expression: its characters, kind and value, and what the wording alone tells of it."""

    start: int
    end: int
    kind: Kind
    value: str
    rule: str
    direction: Direction = ""
    bound: Literal["since", "until", ""] = ""
    weekday: int | None = None
    whole_date: bool = False
    needs_noun: bool = False


# ------------------------------------------------------------------------------------------------- words


def _words() -> dict[str, Any]:
    return table("en/times.toml")


@cache
def _months() -> dict[str, int]:
    locale = Locale("en")
    out = {name.lower(): n for form in ("wide", "abbreviated") for n, name in locale.months["format"][form].items()}
    return out | {name.lower(): n for name, n in _words()["months"].items()}


@cache
def _weekdays() -> dict[str, int]:
    """Full and abbreviated names; CLDR numbers Monday 0."""
    locale = Locale("en")
    return {name.lower(): n + 1 for form in ("wide", "abbreviated") for n, name in locale.days["format"][form].items()}


def _any(words: list[str] | tuple[str, ...]) -> str:
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)


def _capitalised(words: list[str]) -> str:
    """Capitalised or in capitals, as names of months and weekdays are written."""
    return _any([form for w in words for form in (w.capitalize(), w.upper())])


@cache
def _pieces() -> dict[str, str]:
    words = _words()
    wide = [n for n in _weekdays() if len(n) > 3]
    short = [n for n in _weekdays() if len(n) == 3]
    full_months = [str(n).lower() for n in Locale("en").months["format"]["wide"].values()]
    short_months = [n for n in _months() if n not in full_months]
    numerals = "|".join(words["numerals"]["words"])
    spelled = rf"(?:{numerals})(?:[\s-]+(?:and\s+)?(?:{numerals}))*"
    return {
        "weekday": rf"(?:{_capitalised(wide)})",
        "anyday": rf"(?:{_capitalised(wide)}|(?:{_capitalised([*short, 'tues', 'thur', 'thurs'])})\b\.?)",
        "month": rf"(?:{_capitalised(full_months)}|(?:{_capitalised(short_months)})\b\.?)",
        "fullmonth": rf"(?:{_capitalised(full_months)})",
        "part": rf"(?:{_any(list(words['parts']))})",
        "number": rf"(?:\d+(?:,\d\d\d)*(?:\.\d+)?|{spelled}|{_any(list(words['numbers']))})",
        "unit": rf"(?:{_any([u for u in words['units'] if u != 'weekend'])})",
        "hedge": r"(?:(?:about|around|nearly|almost|some|roughly|approximately|more\s+than|less\s+than|fewer\s+than|"
        r"over|under|at\s+least|just\s+over|just\s+under|up\s+to|the\s+best\s+part\s+of)\s+)?",
        "clock": r"(?:(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?\s?(?:[ap]\.m\.|[ap]m\b|[AP]\.M\.|[AP]M\b)"
        r"|(?:[01]?\d|2[0-3]):[0-5]\d(?:\s?(?:[ap]\.m\.|[ap]m\b|[AP]\.?M\b\.?))?)"
        r"(?:\s+(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET|CST|CDT|PST|PDT|PT|IST|local\s+time))?",
        "season": rf"(?:{_any(list(words['seasons']))})",
        "day": r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?",
        "year": r"(?:1[5-9]|20)\d\d",
    }


# ------------------------------------------------------------------------------------------------ values


def _weekday(name: str | None) -> int | None:
    return _weekdays()[name.strip(". ").lower()[:3]] if name else None


def _month(name: str) -> int:
    return _months()[name.strip(". ").lower()]


def _part(word: str | None) -> str:
    return "T" + str(_words()["parts"][" ".join(word.lower().split())]) if word else ""


def _clock(text: str | None) -> str:
    if not text:
        return ""
    found = re.match(r"(\d{1,2})(?:[:.](\d\d))?\s?([apAP])?", text)
    if not found:
        return ""
    hour, minute, half = int(found[1]), found[2] or "00", (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"T{hour:02d}:{minute}"


def _number(text: str) -> str:
    """A number as in a duration: digits, or X when the wording does not tell it."""
    plain = " ".join(text.lower().split())
    known = _words()["numbers"].get(plain)
    if known is not None:
        return str(known)
    if plain[0].isdigit():
        return plain.replace(",", "")
    try:
        return str(text2num(plain.replace(" and ", " "), "en"))
    except ValueError:
        return "X"


def _period(number: str, unit: str) -> str:
    """An ISO 8601 duration."""
    code = str(_words()["units"][unit.lower().removesuffix("s") if unit.lower() != "centuries" else "century"])
    if (times := re.match(r"(\d+)(.)", code)) and number != "X":
        number, code = f"{float(number) * int(times[1]):g}", times[2]
    elif times:
        code = times[2]
    return f"PT{number}{code[1]}" if code[0] == "T" else f"P{number}{code}"


def _iso(year: str | None, month: int, day: str | None) -> str | None:
    """A date in ISO form with X for a missing year; None when there is no such day."""
    if day is None:
        return f"{year or 'XXXX'}-{month:02d}"
    number = int(re.sub(r"\D", "", day))
    try:
        date(int(year) if year else 2000, month, number)  # 2000: 29 February may be meant where no year is told
    except ValueError:
        return None
    return f"{year or 'XXXX'}-{month:02d}-{number:02d}"


Made = tuple[Kind, str] | None
Rule = tuple[str, re.Pattern[str], Callable[[Found], Made], dict[str, Any]]


def _day_month(m: Found) -> Made:
    g = m.groupdict()
    first = _iso(g.get("y"), _month(g["m"]), g["d"])
    if first is None:
        return None
    if g.get("d2"):
        last = _iso(g.get("y"), _month(g["m2"] if g.get("m2") else g["m"]), g["d2"])
        return ("date", f"{first}/{last}") if last else None
    clock = _clock(g.get("c"))
    return "date", first + clock + (_part(g.get("p")) if not clock else "")


def _numeric(m: Found) -> Made:
    a, b, year, sign = m["a"], m["b"], m["y"], m["s"]
    if len(year) == 2:
        year = "20" + year
    day_first = _iso(year, int(b), a) if 1 <= int(b) <= 12 else None
    month_first = _iso(year, int(a), b) if sign != "." and 1 <= int(a) <= 12 else None
    both = [v for v in (day_first, month_first) if v]
    return ("date", "|".join(sorted(set(both)))) if both else None


def _plain_weekday(m: Found) -> Made:
    g = m.groupdict()
    clock = _clock(g.get("c") or g.get("c2"))
    return "date", f"XXXX-WXX-{_weekday(m['w'])}" + (clock or _part(g.get("p")))


def _shifted_weekday(m: Found) -> Made:
    sign = {"last": "-", "next": "+", "this": "="}[_shift(m["s"])]
    return "date", f"DCT{sign}WXX-{_weekday(m['w'])}" + _part(m["p"])


def _shift(word: str) -> str:
    plain = " ".join(word.lower().split())
    if plain in ("last", "past", "this past", "the past", "the last", "previous"):
        return "last"
    return "next" if plain in ("next", "coming", "this coming", "the coming", "the next") else "this"


def _offset(word: str) -> str:
    return {"last": "-1", "next": "+1", "this": "+0"}[_shift(word)]


def _unit_code(unit: str) -> str:
    return {"week": "W", "weekend": "W", "month": "M", "year": "Y", "decade": "Y", "fortnight": "W"}[unit.lower()]


def _shifted_unit(m: Found) -> Made:
    unit = m["u"].lower()
    value = f"DCT{_offset(m['s'])}{_unit_code(unit)}"
    return "date", value + ("-WE" if unit == "weekend" else "")


def _ago(m: Found, sign: str) -> Made:
    number = _number(m["n"])
    period = _period(number, m["u"])
    if number == "X" or "T" in period or "." in period:
        return "vague", "PAST_REF" if sign == "-" else "FUTURE_REF"
    return "date", f"DCT{sign}{period[1:]}" + ("~" if m["h"].strip() else "")


def _deictic(m: Found) -> Made:
    offset, part = _words()["deictic"][" ".join(m["x"].lower().split())]
    sign = offset if offset[0] in "+-" else "+" + offset
    g = m.groupdict()
    clock = _clock(g.get("c") or g.get("c2"))
    if not clock and g.get("h"):
        hour = int(_number(g["h"])) if _number(g["h"]).isdigit() else 0
        clock = f"T{hour + (12 if part in ('AF', 'EV', 'NI') and hour < 12 else 0):02d}:00" if 0 < hour < 13 else ""
    return "date", f"DCT{sign}" + (clock or (f"T{part}" if part else "") or _part(g.get("p")))


def _anaphoric(m: Found) -> Made:
    offset = _words()["anaphoric"][" ".join(m["x"].lower().split())]
    return "date", "REF" + (offset if offset[0] in "+-" else "+" + offset)


def _vague(m: Found) -> Made:
    plain = " ".join(m["x"].lower().split())
    return "vague", next(value for value, words in _words()["vague"].items() if plain in words)


def _feast(m: Found) -> Made:
    plain = " ".join(m["x"].split())
    day = next(v for k, v in _words()["feasts"].items() if k.lower() == plain.lower())
    return "date", f"{m['y'] or 'XXXX'}-{day}"


def _month_only(m: Found) -> Made:
    g = m.groupdict()
    if g.get("s"):
        return (
            "date",
            f"DCT{ {'last': '-', 'next': '+', 'this': '='}[_shift(g['s'])] }{_iso(None, _month(g['m']), None)}",
        )
    return "date", str(_iso(g.get("y"), _month(g["m"]), None))


def _season(m: Found) -> Made:
    code = _words()["seasons"][m["x"].lower()]
    g = m.groupdict()
    if g.get("y"):
        return "date", f"{g['y']}-{code}"
    return "date", f"DCT{ {'last': '-', 'next': '+', 'this': '='}[_shift(g['s'])] }{code}" if g.get(
        "s"
    ) else f"XXXX-{code}"


def _duration(m: Found) -> Made:
    return "duration", _period(_number(m["n"]), m["u"])


def _every(m: Found) -> Made:
    if m["w"]:
        return "recurring", f"XXXX-WXX-{_weekday(m['w'].removesuffix('s'))}"
    if not m["u"]:
        return "recurring", "P1D"
    number = _number(m["n"]) if m["n"] else "2" if m["o"] else "1"
    return "recurring", _period(number, m["u"])


# ------------------------------------------------------------------------------------------------- rules


@cache
def _rules() -> tuple[Rule, ...]:
    p = _pieces()
    words = _words()
    mod = r"(?:(?:early|late|mid|earlier|later|the\s+(?:start|beginning|end|middle)\s+of)[\s-]+)?"
    before = rf"(?<!{')(?<!'.join(w + ' ' for w in words['weekday_names']['before'])})"
    at = rf"(?:(?P<c>{p['clock']})\s+(?:on\s+|,\s*)?)?"
    then = rf"(?:,?\s+(?:at\s+)?(?:about\s+|around\s+)?(?P<c2>{p['clock']})|\s+(?P<p>{p['part']})\b)?"
    tail = rf"(?:,?\s+(?:at\s+)?(?P<c>{p['clock']}))?"

    def rule(name: str, pattern: str, made: Callable[[Found], Made], **extra: Any) -> Rule:
        flags = re.IGNORECASE if extra.pop("any_case", False) else 0
        return name, re.compile(rf"(?<![\w$€£]){pattern}(?!\w)", flags), made, extra

    absolute = {"whole_date": True}
    return (
        rule("ISO date", r"(?P<y>\d{4})-(?P<mm>\d\d)-(?P<d>\d\d)", _iso_date, **absolute),
        rule(
            "numeric date",
            r"(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d|\d\d(?!\d))"
            r"(?![./-]\d)",
            _numeric,
            **absolute,
        ),
        rule(
            "date",
            rf"(?:(?P<w>{p['anyday']}),?\s+)?(?P<m>{p['month']})\s*(?P<d>{p['day']})(?!\d|[.,:]\d)"
            rf"(?:\s*(?:-|–|—|to|and|through)\s*(?:(?P<m2>{p['month']})\s+)?(?P<d2>{p['day']})(?!\d|[,.]?\d|\s*%|\s+[a-z]+s\b))?"
            rf"(?:,?\s+(?P<y>{p['year']})\b)?{tail}",
            _day_month,
            **absolute,
        ),
        rule(
            "date",
            rf"(?:(?P<w>{p['anyday']}),?\s+(?:the\s+)?)?(?P<d>{p['day']})"
            rf"(?:\s*(?:-|–|—|to|and)\s*(?P<d2>{p['day']}))?\s+(?:of\s+)?(?P<m>{p['month']})"
            rf"(?:,?\s+(?P<y>{p['year']})\b)?{tail}",
            _day_month,
            **absolute,
        ),
        rule("month and year", rf"{mod}(?P<m>{p['month']}),?\s+(?:of\s+)?(?P<y>{p['year']})\b", _month_only),
        rule(
            "month",
            rf"(?:(?P<s>[Ll]ast|[Nn]ext|[Tt]his(?:\s+(?:past|coming))?)\s+)(?P<m>{p['fullmonth']})(?!-)",
            _month_only,
        ),
        rule("month", rf"(?<=\b[Ii]n\s)(?P<m>{p['fullmonth']})(?!\s+\d|-)", _month_only),
        rule(
            "month",
            rf"(?:(?<=\bsince\s)|(?<=\bSince\s)|(?<=\bby\s)|(?<=\bBy\s)|(?<=\buntil\s)|(?<=\bfrom\s)|"
            rf"(?<=\bbefore\s)|(?<=\bafter\s)|(?<=\bduring\s)|(?<=\bfor\s)|(?<=\bthrough\s))"
            rf"(?P<m>{p['fullmonth']})(?!\s+(?:\d|[A-Z]))",
            _month_only,
            needs_noun=True,
        ),
        rule("month", rf"(?:[Ee]arly|[Ll]ate|[Mm]id)[\s-]+(?P<m>{p['fullmonth']})(?!\s+\d|-)", _month_only),
        rule("month", rf"(?P<m>{p['fullmonth']})(?=['’]s\s)", _month_only, needs_noun=True),
        rule(
            "weekday of a week",
            rf"{mod}(?P<w>{p['weekday']})\s+(?:of\s+|in\s+)?(?P<s>last|next|this)\s+week",
            _week_day,
        ),
        rule(
            "weekday of a week", rf"(?P<s>[Ll]ast|[Nn]ext|[Tt]his)\s+week\s+(?:on\s+)?(?P<w>{p['weekday']})", _week_day
        ),
        rule("weekday of a week", rf"[Aa]\s+week\s+ago\s+(?:on\s+)?(?P<w>{p['weekday']})(?P<s>)", _week_day),
        rule(
            "weekday, shifted",
            rf"(?P<s>[Ll]ast|[Nn]ext|[Tt]his(?:\s+(?:past|coming))?|(?:(?<=the\s)(?:past|coming)))"
            rf"\s+(?P<w>{p['weekday']})(?:\s+(?P<p>{p['part']})\b)?",
            _shifted_weekday,
        ),
        rule(
            "weekdays, recurring",
            rf"(?:[Ee]very|[Ee]ach)\s+(?:(?P<w>{p['weekday']}s?)|(?P<o>other\s+)?"
            rf"(?:(?P<n>{p['number']})\s+)?(?:(?P<u>{p['unit']})s?|{p['part']}))",
            _every,
        ),
        rule("weekdays, recurring", rf"(?P<w>{p['weekday']}s)(?P<u>)(?P<n>)(?P<o>)", _every),
        rule(
            "weekday",
            rf"{before}{at}(?:(?:early|late|later|earlier)\s+(?:on\s+)?)?(?P<w>{p['weekday']}){then}",
            _plain_weekday,
        ),
        rule(
            "today",
            rf"(?:(?P<c>{p['clock']})\s+|(?P<h>1?\d)\s+(?=this\s))?"
            rf"(?:(?:earlier|later|late|early)\s+)?(?P<x>{_any(list(words['deictic']))})"
            rf"(?:\s+(?P<p>{p['part']})\b|\s+at\s+(?P<c2>{p['clock']}))?",
            _deictic,
            any_case=True,
        ),
        rule(
            "anaphoric",
            rf"(?P<x>{_any(list(words['anaphoric']))})(?!\s+(?:the|a|an|his|her|their|its|of|that|he|she|they)\b)",
            _anaphoric,
            any_case=True,
        ),
        rule(
            "days later",
            rf"(?P<n>{p['number']})\s+(?P<u>{p['unit']})s?\s+(?P<x>earlier|later|before|after(?!\s+\w))",
            _later,
            any_case=True,
        ),
        rule(
            "unit, shifted",
            r"(?:(?P<e>earlier|later|late|early|the\s+(?:start|beginning|end|middle)\s+of)\s+)?"
            r"(?P<s>last|next|this\s+past|this\s+coming|this|(?:(?<=the\s)coming)|(?:(?<=the\s)past))\s+"
            r"(?P<u>week|weekend|month|year)(?!\s*-)",
            _shifted_unit,
            any_case=True,
        ),
        rule(
            "weekend",
            r"(?:(?<=at\s)|(?<=over\s)|(?<=during\s))the\s+weekend",
            lambda m: ("date", "XXXX-WXX-WE"),
            any_case=True,
        ),
        rule(
            "ago",
            rf"(?P<h>{p['hedge']})(?P<n>{p['number']})\s+(?P<u>{p['unit']})s?\s+ago",
            lambda m: _ago(m, "-"),
            any_case=True,
        ),
        rule(
            "from now",
            rf"(?P<h>{p['hedge']})(?P<n>{p['number']})\s+(?P<u>{p['unit']})s?(?:['’]s?)?\s+(?:from\s+now|time)",
            lambda m: _ago(m, "+"),
            any_case=True,
        ),
        rule("feast", rf"(?P<x>{_any(list(words['feasts']))})(?:,?\s+(?P<y>{p['year']}))?(?!\s+[A-Z])", _feast),
        rule(
            "season",
            rf"(?:(?P<s>[Ll]ast|[Nn]ext|[Tt]his(?:\s+(?:past|coming))?)\s+)(?P<x>{p['season']})(?!\s+of\s+[a-z])",
            _season,
            needs_noun=True,
        ),
        rule("season", rf"(?<=\bthe\s)(?P<x>{p['season']})\s+of\s+(?P<y>{p['year']})", _season),
        rule("season", rf"(?P<x>{p['season']})\s+(?P<y>{p['year']})", _season),
        rule(
            "quarter",
            rf"(?:the\s+)?(?P<q>first|second|third|fourth)\s+quarter\s+of\s+(?P<y>{p['year']})",
            lambda m: ("date", f"{m['y']}-Q{('first', 'second', 'third', 'fourth').index(m['q'].lower()) + 1}"),
            any_case=True,
        ),
        rule("years", rf"(?P<a>{p['year']})\s*[-–—]\s*(?P<b>(?:19|20)\d\d)", lambda m: ("date", f"{m['a']}/{m['b']}")),
        rule(
            "year",
            rf"(?:(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\bof\s)|(?<=\bby\s)|(?<=\bBy\s)|(?<=\buntil\s)|(?<=\bfrom\s)|"
            rf"(?<=\bafter\s)|(?<=\bAfter\s)|(?<=\bbefore\s)|(?<=\bduring\s)|(?<=\bthrough\s)|(?<=\blate\s)|"
            rf"(?<=\bearly\s)|(?<=\bmid-)|(?<=\bthe\s))(?P<y>{p['year']})(?!\s*(?:[-–/]\d|people|%|percent|\w+s\b))(?![.,]\d)",
            lambda m: ("date", m["y"]),
        ),
        rule("decade", r"(?:the\s+)?(?P<y>(?:1[5-9]|20)\d)0s", lambda m: ("date", f"{m['y']}X")),
        rule(
            "century",
            r"(?:the\s+)?(?P<y>1[0-9]|2[01])(?:st|th)[\s-]century",
            lambda m: ("date", f"{int(m['y']) - 1}XX"),
            any_case=True,
        ),
        rule(
            "past stretch",
            rf"(?:the|this)\s+(?:past|last|previous|next|coming)\s+(?P<h>{p['hedge']})(?P<n>{p['number']})\s+"
            rf"(?P<u>{p['unit']})s?",
            _duration,
            any_case=True,
        ),
        rule(
            "past stretch",
            r"the\s+(?:past|last)\s+(?P<n>)(?P<u>day|week|month|year|decade|century)",
            _one,
            any_case=True,
        ),
        rule("duration", r"(?:a\s+)?quarter\s+of\s+a\s+century", lambda m: ("duration", "P25Y"), any_case=True),
        rule("duration", r"half\s+a\s+century", lambda m: ("duration", "P50Y"), any_case=True),
        rule(
            "duration",
            rf"(?P<h>{p['hedge']})(?P<n>{_counted(p['number'])})[\s-]+(?P<u>{p['unit']})s?(?!\s+of\s+age)(?![\s-]old)",
            _duration,
            any_case=True,
            needs_noun=True,
        ),
        rule(
            "duration",
            r"(?:(?<=\bfor\s)|(?<=\bin\s)|(?<=\bwithin\s)|(?<=\bthan\s)|(?<=\bnearly\s)|(?<=\babout\s)|"
            r"(?<=\balmost\s)|(?<=\bafter\s)|(?<=\bfor\sabout\s))(?P<n>an?|half\s+an?)\s+(?P<u>hour|day|week|fortnight|month|year|"
            r"decade|century)(?!\s+(?:ago|when|old|of))",
            _duration,
            any_case=True,
        ),
        rule(
            "duration",
            r"(?:(?<=\bfor\s)|(?<=\btook\s)|(?<=\bover\s))(?P<n>decades|centuries)(?P<u>)",
            _decades,
            any_case=True,
        ),
        rule(
            "vague", rf"(?P<x>{_any([w for group in words['vague'].values() for w in group])})", _vague, any_case=True
        ),
        rule(
            "recurring",
            rf"(?P<x>{_any(list(words['recurring']))})(?!\s+[A-Z])",
            lambda m: ("recurring", str(_words()["recurring"][m["x"]])),
        ),
        rule(
            "clock",
            rf"{p['clock']}(?!\s*[-–]\s*\d)",
            lambda m: ("date", "REF+0D" + _clock(m[0])) if _is_clock(m[0]) else None,
        ),
        rule(
            "part of the day",
            r"(?:(?<=\bby\s)|(?<=\bBy\s)|(?<=\bin\s)|(?<=\bIn\s)|(?<=\bthrough\s)|(?<=\bduring\s))the\s+"
            r"(?P<p>morning|afternoon|evening|night)(?!\s+(?:of|after|before)\b)",
            lambda m: ("date", f"REF+0D{_part(m['p'])}"),
        ),
        rule(
            "part of the day",
            r"(?:(?<=\bat\s)|(?<=\bAt\s)|(?<=\bby\s)|(?<=\bBy\s)|(?<=\bbefore\s)|(?<=\buntil\s))"
            r"(?P<p>noon|midday|midnight|dawn|daybreak|dusk|nightfall|lunchtime)",
            lambda m: ("date", f"REF+0D{_part(m['p'])}"),
        ),
    )


def _counted(number: str) -> str:
    """A number that can head a duration alone: "a year" is left to the rule that asks for a preposition ("1.2
    million a year" is a rate)."""
    return rf"(?!(?:an?|one\s+of|some|half)\s){number}"


def _iso_date(m: Found) -> Made:
    value = _iso(m["y"], int(m["mm"]), m["d"]) if 1 <= int(m["mm"]) <= 12 else None
    return ("date", value) if value else None


def _week_day(m: Found) -> Made:
    return "date", f"DCT{_offset(m['s'] or 'last')}W-{_weekday(m['w'])}"


def _later(m: Found) -> Made:
    number = _number(m["n"])
    period = _period(number, m["u"])
    sign = "-" if m["x"].lower() in ("earlier", "before") else "+"
    if number == "X" or "T" in period or "." in period:
        return "vague", "PAST_REF"
    return "date", f"REF{sign}{period[1:]}"


def _one(m: Found) -> Made:
    return "duration", _period("1", m["u"])


def _decades(m: Found) -> Made:
    return "duration", "PX10Y" if m["n"].lower() == "decades" else "PX100Y"


def _is_clock(text: str) -> bool:
    return bool(re.search(r"[ap]\.?m|:", text, re.IGNORECASE))


# -------------------------------------------------------------------------------------------------- scan

_ALSO = re.compile(r"\s*(?:\(\s*(?P<a>\w+)\s*\)|,\s*(?P<b>\w+)(?=\s*[,.]))")
_BOUND = re.compile(
    r"\b(?:(?P<since>since|from)|(?P<until>until|till|by))(?:\s+(?:about|around|early|late|before|the))?\s*$", re.I
)


def scan(text: str) -> Iterator[Match]:
    """The time expressions of a text by its characters alone, in order, not overlapping."""
    found: list[tuple[int, int, int, Match]] = []
    for order, (name, pattern, made, extra) in enumerate(_rules()):
        for m in pattern.finditer(text):
            result = made(m)
            if result is None:
                continue
            kind, value = result
            groups = m.groupdict()
            weekday = _weekday(groups.get("w")) if name == "date" else None
            whole = bool(extra.get("whole_date")) and not (name == "numeric date" and "20XX" in value)
            direction: Direction = ""
            if value.startswith("DCT-"):
                direction = "past"
            elif re.match(r"DCT\+(?!0)", value):
                direction = "future"
            if name == "unit, shifted" and (groups.get("e") or "").lower() == "earlier":
                name = "unit, earlier"
            bound = _BOUND.search(text, max(0, m.start() - 20), m.start())
            hit = Match(
                m.start(), m.end(), kind, value, name, direction,
                "since" if bound and bound["since"] else "until" if bound else "",
                weekday, whole, bool(extra.get("needs_noun")),
            )  # fmt: skip
            found.append((m.start(), -m.end(), order, hit))
    at = 0
    for _, _, _, hit in sorted(found, key=lambda f: f[:3]):
        if hit.start < at:
            continue
        if hit.rule in ("today", "weekday", "weekday, shifted"):
            hit = _with_apposition(hit, text)
        at = hit.end
        yield hit


def _with_apposition(hit: Match, text: str) -> Match:
    """ "today (Monday)", "tomorrow, Monday,", "Monday, today": one day told twice."""
    m = _ALSO.match(text, hit.end)
    word = (m["a"] or m["b"]) if m else None
    if not m or not word:
        return hit
    deictic = _words()["deictic"].get(word.lower())
    if hit.rule == "today" and word[0].isupper() and word.lower() in _weekdays():
        return hit._replace(end=m.end() if m["a"] else m.end("b"), weekday=_weekday(word))
    if hit.rule == "weekday" and deictic:
        sign = deictic[0] if deictic[0][0] in "+-" else "+" + deictic[0]
        return hit._replace(
            end=m.end() if m["a"] else m.end("b"), value=f"DCT{sign}", weekday=int(hit.value[9]), rule="today"
        )
    return hit
