"""Tolerance: whether two numbers can both be right, given how exactly each is told.

Hedges widen a number to an interval, and a measured one is exact only to half of its last digit, so that "some two
dozen" and 24, or 9 miles and 15 km, agree.
"""

from __future__ import annotations

import math
import re

from stemma.article.quantities import written_number
from stemma.model import Quantity

_NEAR = 0.1
_TOUCHING = 1e-6  # of the value: two intervals that only touch
_PRECISE, _STEPS = 3, 5  # a hedged number of so many digits is off by so many of its last digit
_SPELLED_OUT = 20
_ROUND = 100  # from which a number of one digit and noughts, written in words, is a round one ("six thousand")


def agree(x: Quantity, y: Quantity, first: str = "", second: str = "") -> bool:
    """Whether two quantities can both be right. `first` and `second`, their wordings, tell how exact each is."""
    if x.dimension == "money" and x.unit != y.unit:  # nothing can be said, but that one figure cannot be both
        return not math.isclose(x.value, y.value, rel_tol=1e-6)
    if math.isclose(x.value, y.value, rel_tol=1e-9) and x.unit == y.unit:
        return True  # "48 hours", "two days"
    converted = not math.isclose(_factor(x, first), _factor(y, second), rel_tol=1e-6)
    low_x, high_x = _interval(x, y, first, converted)
    low_y, high_y = _interval(y, x, second, converted)
    if x.high is None and y.high is None:  # "at least 14", "at least 19": each is the number known
        return math.isclose(x.value, y.value, rel_tol=_NEAR)
    if x.hedge and y.hedge:  # both are rounded: one of the numbers must be a rounding of the other
        return low_x <= y.value <= high_x or low_y <= x.value <= high_y
    if low_x < high_x and low_y < high_y and not (x.hedge or y.hedge or converted):
        touching = min(abs(low_x - high_y), abs(low_y - high_x)) <= _TOUCHING * x.value
        if touching and x.unit == y.unit:
            return False  # two years are not three
    return low_x <= high_y and low_y <= high_x


def _factor(q: Quantity, wording: str) -> float:
    """What one of the written unit is worth in the canonical unit."""
    written = written_number(wording) if wording else None
    return q.value / written if written else 1.0


def _interval(q: Quantity, other: Quantity, wording: str, converted: bool) -> tuple[float, float]:
    """The values `q` allows; half a unit of its last digit to either side where the two were measured apart."""
    slack = 0.0
    measured = q.dimension not in ("count", "ordinal", "money")
    if measured and not math.isclose(q.value, other.value):
        slack = _last_digit(wording, converted) * _factor(q, wording) / 2
    if _round(q, wording) and significant(other.value) > 1:
        slack = 10.0 ** math.floor(math.log10(q.value)) / 2
    high = math.inf if q.high is None else q.high
    low = q.low
    if q.hedge and q.low < q.value < high and significant(q.value) >= _PRECISE:  # "some 487": near that, not 15 % off
        step = 10.0 ** (math.floor(math.log10(q.value)) + 1 - significant(q.value))
        low, high = max(low, q.value - _STEPS * step), min(high, q.value + _STEPS * step)
    return low - slack, high + slack


def _round(q: Quantity, wording: str) -> bool:
    """Whether a count is a round number in words, which an exact one may stand behind ("six thousand" and 6,204)."""
    worded = bool(wording) and not any(map(str.isdigit, wording))
    return worded and q.dimension == "count" and q.value >= _ROUND and significant(q.value) == 1


def significant(value: float) -> int:
    """How many significant digits a number has."""
    return len(f"{value:.10g}".partition("e")[0].replace(".", "").strip("0"))


def _last_digit(wording: str, converted: bool) -> float:
    """What one step in the last digit of the written number is worth; noughts at its end count as rounded where the
    two numbers are of different units ("9 miles", "15 km", but not "20 tonnes", "25 tonnes")."""
    match = re.search(r"\d[\d,]*(?:\.\d+)?", wording)
    if not match:
        return 1.0 if wording and written_number(wording) else 0.0
    digits = match[0].replace(",", "")
    if "." in digits:
        return float(10.0 ** -len(digits.partition(".")[2]))
    step, written = 1.0, float(digits)
    while converted and written and written % (step * 10) == 0:
        step *= 10
    return step


def same_number(a: str, b: str) -> bool:
    """Whether two wordings give the number itself alike, whatever the spelling of the unit."""

    def number(wording: str) -> str:
        digits = re.findall(r"\d[\d.,]*", wording)
        small = written_number(wording)
        if small is not None and small <= _SPELLED_OUT:
            return f"{small:g}"  # "nine" and "9" are a matter of style
        return " ".join(digits) or re.split(r"[\s-]", wording.lower())[0]

    return number(a) == number(b)
