"""Values: what a match of the grammar stands for, in the normal form `stemma.article.times` documents.

Each function that takes a match gives the kind and the value, or None when the match is no time after all.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from text_to_num import text2num

from stemma.article.times.words import month_numbers, vocabulary, weekday_numbers

_FIRST_YEAR = "1500"
"""The first year that is placed on the calendar."""

Kind = Literal["date", "duration", "recurring", "vague"]
Found = re.Match[str]
Made = tuple[Kind, str] | None


def weekday_of(name: str | None) -> int | None:
    return weekday_numbers()[name.strip(". ").lower()[:3]] if name else None


def month_of(name: str) -> int:
    return month_numbers()[name.strip(". ").lower()]


def part_of(word: str | None) -> str:
    return "T" + str(vocabulary()["parts"][" ".join(word.lower().split())]) if word else ""


def clock_of(text: str | None) -> str:
    if not text:
        return ""
    found = re.match(r"(\d{1,2})(?:[:.](\d\d))?\s?([apAP])?", text)
    if not found:
        return ""
    hour, minute, half = int(found[1]), found[2] or "00", (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"T{hour:02d}:{minute}"


def number_of(text: str) -> str:
    """A number as in a duration: digits, or X when the wording does not tell it."""
    plain = " ".join(text.lower().split())
    known = vocabulary()["numbers"].get(plain)
    if known is not None:
        return str(known)
    if plain[0].isdigit():
        return plain.replace(",", "")
    try:
        return str(text2num(plain.replace(" and ", " "), "en"))
    except ValueError:
        return "X"


def period_of(number: str, unit: str) -> str:
    """An ISO 8601 duration."""
    code = str(vocabulary()["units"][unit.lower().removesuffix("s") if unit.lower() != "centuries" else "century"])
    if (times := re.match(r"(\d+)(.)", code)) and number != "X":
        number, code = f"{float(number) * int(times[1]):g}", times[2]
    elif times:
        code = times[2]
    return f"PT{number}{code[1]}" if code[0] == "T" else f"P{number}{code}"


def iso_day(year: str | None, month: int, day: str | None) -> str | None:
    """A date in ISO form with X for a missing year; None when there is no such day."""
    if day is None:
        return f"{year or 'XXXX'}-{month:02d}"
    number = int(vocabulary()["ordinals"].get(day.lower().replace(" ", "-"), 0)) or int(re.sub(r"\D", "", day))
    try:
        date(int(year) if year else 2000, month, number)  # 2000: 29 February may be meant where no year is told
    except ValueError:
        return None
    return f"{year or 'XXXX'}-{month:02d}-{number:02d}"


def day_month(m: Found) -> Made:
    g = m.groupdict()
    if far := g.get("far"):
        return "vague", "PAST_REF" if far < _FIRST_YEAR else "FUTURE_REF"
    first = iso_day(g.get("y"), month_of(g["m"]), g["d"])
    if first is None:
        return None
    if g.get("d2"):
        last = iso_day(g.get("y"), month_of(g["m2"] if g.get("m2") else g["m"]), g["d2"])
        return ("date", f"{first}/{last}") if last else None
    clock = clock_of(g.get("c"))
    return "date", first + clock + (part_of(g.get("p")) if not clock else "")


def day_alone(m: Found) -> Made:
    return "date", f"XXXX-XX-{int(re.sub(r'[^0-9]', '', m['d'])):02d}"


def numeric(m: Found) -> Made:
    a, b, year, sign = m["a"], m["b"], m["y"], m["s"]
    if len(year) == 2:
        year = "20" + year
    day_first = iso_day(year, int(b), a) if 1 <= int(b) <= 12 else None
    month_first = iso_day(year, int(a), b) if sign != "." and 1 <= int(a) <= 12 else None
    both = [v for v in (day_first, month_first) if v]
    return ("date", "|".join(sorted(set(both)))) if both else None


def plain_weekday(m: Found) -> Made:
    g = m.groupdict()
    clock = clock_of(g.get("c") or g.get("c2"))
    return "date", f"XXXX-WXX-{weekday_of(m['w'])}" + (clock or part_of(g.get("p")))


def shifted_weekday(m: Found) -> Made:
    sign = {"last": "-", "next": "+", "this": "="}[shift(m["s"])]
    if "coming" in m["s"].lower():  # "this coming Sunday" is the first one ahead, "next Sunday" that of the week after
        sign = "="
    return "date", f"DCT{sign}WXX-{weekday_of(m['w'])}" + part_of(m["p"])


def shift(word: str) -> str:
    plain = " ".join(word.lower().split())
    if plain in vocabulary()["last"]:
        return "last"
    return "next" if plain in vocabulary()["next"] else "this"


def offset(word: str) -> str:
    return {"last": "-1", "next": "+1", "this": "+0"}[shift(word)]


def unit_code(unit: str) -> str:
    return {"week": "W", "weekend": "W", "month": "M", "year": "Y", "decade": "Y", "fortnight": "W"}[unit.lower()]


def shifted_unit(m: Found) -> Made:
    unit = m["u"].lower()
    value = f"DCT{offset(m['s'])}{unit_code(unit)}"
    return "date", value + ("-WE" if unit == "weekend" else "")


def ago(m: Found, sign: str) -> Made:
    number = number_of(m["n"])
    period = period_of(number, m["u"])
    if number == "X" or "T" in period or "." in period:
        return "vague", "PAST_REF" if sign == "-" else "FUTURE_REF"
    return "date", f"DCT{sign}{period[1:]}" + ("~" if m["h"].strip() else "")


def deictic(m: Found) -> Made:
    offset, part = vocabulary()["deictic"][" ".join(m["x"].lower().split())]
    sign = offset if offset[0] in "+-" else "+" + offset
    g = m.groupdict()
    clock = clock_of(g.get("c") or g.get("c2"))
    if not clock and g.get("h"):
        hour = int(number_of(g["h"])) if number_of(g["h"]).isdigit() else 0
        clock = f"T{hour + (12 if part in ('AF', 'EV', 'NI') and hour < 12 else 0):02d}:00" if 0 < hour < 13 else ""
    return "date", f"DCT{sign}" + (clock or (f"T{part}" if part else "") or part_of(g.get("p")))


def anaphoric(m: Found) -> Made:
    offset = vocabulary()["anaphoric"][" ".join(m["x"].lower().split())]
    return "date", "REF" + (offset if offset[0] in "+-" else "+" + offset)


def vague(m: Found) -> Made:
    plain = " ".join(m["x"].lower().split())
    return "vague", next(value for value, words in vocabulary()["vague"].items() if plain in words)


def feast(m: Found) -> Made:
    plain = " ".join(m["x"].split())
    day = next(v for k, v in vocabulary()["feasts"].items() if k.lower() == plain.lower())
    return "date", f"{m['y'] or 'XXXX'}-{day}"


def month_only(m: Found) -> Made:
    g = m.groupdict()
    if g.get("s"):
        return (
            "date",
            f"DCT{ {'last': '-', 'next': '+', 'this': '='}[shift(g['s'])] }{iso_day(None, month_of(g['m']), None)}",
        )
    return "date", str(iso_day(g.get("y"), month_of(g["m"]), None))


def season(m: Found) -> Made:
    code = vocabulary()["seasons"][m["x"].lower()]
    g = m.groupdict()
    if g.get("y"):
        return "date", f"{g['y']}-{code}"
    return "date", f"DCT{ {'last': '-', 'next': '+', 'this': '='}[shift(g['s'])] }{code}" if g.get(
        "s"
    ) else f"XXXX-{code}"


def duration(m: Found) -> Made:
    return "duration", period_of(number_of(m["n"]), m["u"])


def every(m: Found) -> Made:
    if m["w"]:
        return "recurring", f"XXXX-WXX-{weekday_of(m['w'].removesuffix('s'))}"
    if not m["u"]:
        return "recurring", "P1D"
    number = number_of(m["n"]) if m["n"] else "2" if m["o"] else "1"
    return "recurring", period_of(number, m["u"])


def iso_date(m: Found) -> Made:
    value = iso_day(m["y"], int(m["mm"]), m["d"]) if 1 <= int(m["mm"]) <= 12 else None
    return ("date", value) if value else None


def week_day(m: Found) -> Made:
    return "date", f"DCT{offset(m['s'] or 'last')}W-{weekday_of(m['w'])}"


def later(m: Found) -> Made:
    number = number_of(m["n"])
    period = period_of(number, m["u"])
    sign = "-" if m["x"].lower() in ("earlier", "before") else "+"
    if number == "X" or "T" in period or "." in period:
        return "vague", "PAST_REF"
    return "date", f"REF{sign}{period[1:]}"


def one(m: Found) -> Made:
    return "duration", period_of("1", m["u"])


def decades(m: Found) -> Made:
    return "duration", "PX10Y" if m["n"].lower() == "decades" else "PX100Y"


def is_clock(text: str) -> bool:
    return bool(re.search(r"[ap]\.?m|:", text, re.IGNORECASE))
