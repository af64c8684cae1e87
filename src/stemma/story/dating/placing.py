"""Placing: the days a normal form stands for, seen from one day of publication.

A weekday is the latest one up to the day of publication when the clause speaks of the past, the first one from it on
when it speaks of the future, else the nearest (the rule of HeidelTime for news, Strötgen & Gertz 2010, with AP style's
"bare weekdays within seven days"). "Last Monday" lies strictly before the day of publication; "next Monday" in the week
that follows. Weeks run from Monday to Sunday (ISO 8601). Seasons are not placed: they differ by hemisphere.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from dateutil.easter import easter

from stemma.model import TimeExpression

Days = tuple[date, date]

_RELATIVE = re.compile(r"(DCT|REF)([+-])(\d+)([DWMY])(?:-(\d|WE))?(~?)$")
_SHIFTED = re.compile(r"DCT([-+=])(?:WXX-(\d)|XXXX-(\d\d)|([A-Z]{2}))$")
_QUARTER = re.compile(r"(\d{4})-Q(\d)$")
_FEAST = re.compile(r"(\d{4}|XXXX)-EA([+-]\d+)$")
_NEAR, _FAR = 75, 280
_SLACK = {"D": 1, "W": 3, "M": 15, "Y": 183}


def absolute(value: str) -> Days | None:
    """The days of a value that needs no anchor."""
    value = untimed(value)
    if "|" in value:
        return None
    if "/" in value:
        first, last = (absolute(v) for v in value.split("/", 1))
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return (date.fromisoformat(value),) * 2
        if re.fullmatch(r"\d{4}-\d\d", value):
            return _month(int(value[:4]), int(value[5:]))
        if (feast := _FEAST.match(value)) and feast[1] != "XXXX":
            return (easter(int(feast[1])) + timedelta(days=int(feast[2])),) * 2
        if quarter := _QUARTER.match(value):
            year, month = int(quarter[1]), 3 * int(quarter[2])
            return date(year, month - 2, 1), _month(year, month)[1]
        if re.fullmatch(r"\d{2,4}X{0,2}", value) and len(value) == 4:
            return date(int(value.replace("X", "0")), 1, 1), date(int(value.replace("X", "9")), 12, 31)
    except ValueError:
        return None
    return None


def place(expression: TimeExpression, day: date, reference: Days | None = None) -> Days | None:
    """The days `expression` stands for in a report of `day`; `reference` is the day last spoken of."""
    if expression.kind != "date":
        return None
    try:
        return _place(expression, day, reference)
    except (ValueError, OverflowError):  # beyond the calendar
        return None


def _place(expression: TimeExpression, day: date, reference: Days | None) -> Days | None:
    value = untimed(expression.value)
    if fixed := absolute(value):
        return fixed
    direction = expression.direction
    if "|" in value:
        return _nearest_of([date.fromisoformat(v) for v in value.split("|")], day)
    if "/" in value:
        first, last = value.split("/", 1)
        start = _yearly(first, direction, day, None)
        end = _yearly(last, "future", start[0], None) if start else None
        return (start[0], end[1]) if start and end else None
    if value.startswith("XXXX-WXX-"):
        which = value[9:]
        return _weekend(direction, day) if which == "WE" else (_weekday(int(which), direction, day),) * 2
    if feast := _FEAST.match(value):
        years = range(day.year - 1, day.year + 2)
        return _by_direction([easter(y) + timedelta(days=int(feast[2])) for y in years], direction, day)
    if monthly := re.match(r"XXXX-XX-(\d\d)$", value):
        return _by_direction(_days_of_months(int(monthly[1]), day), direction, day)
    if re.match(r"XXXX-\d\d", value):
        return _yearly(value, direction, day, expression.weekday)
    if relative := _RELATIVE.match(value):
        base = day if relative[1] == "DCT" else reference and reference[relative[2] == "+"]
        if base is None:
            return None
        count = int(relative[3]) * (1 if relative[2] == "+" else -1)
        return _shift(base, count, relative[4], relative[5], bool(relative[6]), expression, day)
    if shifted := _SHIFTED.match(value):
        if shifted[2]:
            return (_shifted_weekday(shifted[1], int(shifted[2]), direction, day),) * 2
        if shifted[3]:
            return _shifted_month(shifted[1], int(shifted[3]), day)
    return None


def untimed(value: str) -> str:
    """A value without its time of day."""
    return value[:3] + value[3:].split("T")[0]


def _month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _nearest_of(days: list[date], day: date) -> Days:
    best = min(days, key=lambda d: (abs((d - day).days), d))
    return best, best


def _days_of_months(number: int, day: date) -> list[date]:
    """The days of that number in the months around `day`."""
    months = [divmod(day.year * 12 + day.month - 1 + n, 12) for n in range(-2, 3)]
    return [date(year, m + 1, number) for year, m in months if number <= monthrange(year, m + 1)[1]]


def _by_direction(days: list[date], direction: str, day: date) -> Days:
    """The latest of `days` up to `day`, the first from it on, or the nearest, as the clause tells."""
    if direction == "past":
        days = [d for d in days if d <= day] or days
    elif direction == "future":
        days = [d for d in days if d >= day] or days
    return _nearest_of(days, day)


def _weekday(which: int, direction: str, day: date) -> date:
    ahead = (which - day.isoweekday()) % 7
    if direction == "past" or (not direction and ahead > 3):
        ahead = ahead - 7 if ahead else 0
    return day + timedelta(days=ahead)


def _shifted_weekday(sign: str, which: int, direction: str, day: date) -> date:
    ahead = (which - day.isoweekday()) % 7
    if sign == "-":
        return day + timedelta(days=ahead - 7)
    monday = day - timedelta(days=day.weekday())
    if sign == "+":
        return monday + timedelta(days=6 + which)
    if direction:
        return _weekday(which, direction, day)
    return monday + timedelta(days=which - 1)


def _weekend(direction: str, day: date) -> Days:
    saturday = day + timedelta(days=(6 - day.isoweekday()) % 7)
    if day.isoweekday() == 7:
        saturday = day - timedelta(days=1)
    elif direction != "future" and day.isoweekday() < 6:
        saturday -= timedelta(days=7)
    return saturday, saturday + timedelta(days=1)


def _yearly(value: str, direction: str, day: date, weekday: int | None) -> Days | None:
    """A day or month whose year is not told: the latest, the next or the nearest."""
    month = int(value[5:7])
    candidates: list[Days] = []
    for year in range(day.year - 6 if weekday else day.year - 1, day.year + (7 if weekday else 2)):
        if len(value) == 7:
            candidates.append(_month(year, month))
        else:
            try:
                one = date(year, month, int(value[8:10]))
            except ValueError:
                continue
            if weekday is None or one.isoweekday() == weekday:
                candidates.append((one, one))

    def away(c: Days) -> tuple[int, date]:
        return max(0, (c[0] - day).days, (day - c[1]).days), c[0]

    if not candidates:
        return None
    nearest = min(candidates, key=away)
    if direction == "past":
        candidates = [c for c in candidates if c[0] <= day] or candidates
    elif direction == "future":
        candidates = [c for c in candidates if c[1] >= day] or candidates
    told = min(candidates, key=away)
    # A day without its year is of the months around (AP Stylebook, "months"): where the other side would be nearly a
    # year off, the tense was read from the wrong verb.
    return nearest if len(value) == 10 and away(nearest)[0] <= _NEAR and away(told)[0] >= _FAR else told


def _shifted_month(sign: str, month: int, day: date) -> Days:
    year = day.year
    if sign == "-" and month >= day.month:
        year -= 1
    elif sign == "+" and month <= day.month:
        year += 1
    return _month(year, month)


def _shift(
    base: date, count: int, unit: str, inner: str | None, rough: bool, expression: TimeExpression, day: date
) -> Days:
    ago = expression.rule.startswith(("ago", "from now", "days later"))
    if unit == "D":
        middle = base + timedelta(days=count)
        slack = timedelta(days=1 if rough else 0)
        return middle - slack, middle + slack
    if ago:
        middle = base + timedelta(days=round(count * {"W": 7, "M": 30.44, "Y": 365.25}[unit]))
        slack = timedelta(days=_SLACK[unit])
        return middle - slack, middle + slack
    if unit == "W":
        monday = base - timedelta(days=base.weekday()) + timedelta(weeks=count)
        if inner == "WE":
            return monday + timedelta(days=5), monday + timedelta(days=6)
        if inner:
            return (monday + timedelta(days=int(inner) - 1),) * 2
        sunday = monday + timedelta(days=6)
        if count == 0 and expression.rule.startswith("unit, earlier"):
            return monday, max(monday, day)
        return monday, sunday
    if unit == "M":
        index = base.year * 12 + base.month - 1 + count
        return _month(index // 12, index % 12 + 1)
    return date(base.year + count, 1, 1), date(base.year + count, 12, 31)
