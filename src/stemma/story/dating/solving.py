"""Solving: the days of publication that the expressions of a story leave possible.

Unknowns are the day of publication of each report and the day of each event several reports date (`linking`). Every
expression ties the two by the days that may lie between them ("said on Monday": 0 to 6 days before publication, mostly
0 or 1; ``data/publication_lags.toml``); a weekday or a date told ties the event to the calendar; a report that credits
another is not older; reports of one story lie near each other. The constraints are propagated over all days of the
calendar window until nothing changes (sum-product belief propagation on a factor graph, Kschischang, Frey & Loeliger
2001; on sets instead of weights this is arc consistency). Weights, not sets, since one wrong expression must not
empty a set: every tie leaves a small share to "does not mean what it seems".

A report's interval is the narrowest that holds the `share` of its weight set in ``data/publication_lags.toml``. Loops
in the graph (two reports that share two events) make the weights somewhat too sure; ``docs/dates.md`` has what that
costs on reports whose day is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from stemma.data import table
from stemma.model import Noun, TimeExpression
from stemma.story.dating.linking import Event, Told, is_dateline
from stemma.story.dating.placing import untimed

Vector = npt.NDArray[np.float64]
_ROUNDS = 12
_MARGIN = 400
_YEARLY = 366


class Window(Noun, frozen=True, kw_only=True):
    """The days that are looked at: `first` and how many; reports lie on `open` days only (from, to)."""

    first: date
    days: int
    open: tuple[int, int]

    def index(self, day: date) -> int:
        return (day - self.first).days

    def day(self, index: int) -> date:
        return self.first + timedelta(days=index)


class Solution(Noun, frozen=True, kw_only=True):
    """For each report and each event the weight of every day of the window, and for each report what each tie said:
    (what tied it, its weights)."""

    window: Window
    reports: dict[str, Vector]
    events: tuple[Vector, ...]
    said: dict[str, list[tuple[object, Vector]]]


@cache
def lags() -> dict[str, Any]:
    return table("publication_lags.toml")


def window(first: date, last: date) -> Window:
    """The window for reports written from `first` to `last`."""
    begin = first - timedelta(days=_MARGIN)
    days = (last - first).days + 1
    return Window(first=begin, days=days + 2 * _MARGIN, open=(_MARGIN, _MARGIN + days))


def solve(
    frame: Window,
    stated: Mapping[str, tuple[date, date]],
    articles: Sequence[str],
    events: Sequence[Event],
    credits: Sequence[tuple[str, str]],
    reported: Sequence[tuple[Told, str]],
) -> Solution:
    """Weights of the days of publication and of events.

    Args:
        stated: publication days the reports state.
        credits: (child, parent) pairs of reports.
        reported: expressions that tell when another report was published, and which: an article of the story, or the
            name of a report outside it.
    """
    graph = _Graph(frame)
    for article in articles:
        graph.variable(("report", article), _publication(frame, stated.get(article)))
    for n, event in enumerate(events):
        graph.variable(("event", n), _calendar(frame, event))
        seen: set[tuple[str, str, str]] = set()
        for one in event.told:
            key = (one.article, untimed(one.expression.value), one.expression.direction)
            if key in seen:  # a day named three times in one report is one witness
                continue
            seen.add(key)
            own = "dateline" if is_dateline(one.expression) else "expression"
            slip = lags()["slip"][own] + (lags()["slip"]["link"] if len(_articles(event)) > 1 else 0.0)
            graph.tie(("report", one.article), ("event", n), _tie(frame, one.expression), slip, (n, one))
    outside = sorted({parent for _, parent in reported} - set(articles))
    for parent in outside:
        graph.variable(("report", parent), _publication(frame, None))
    for child, parent in credits:
        ahead = {int(k): float(v) for k, v in lags()["credit"].items()}
        graph.tie(("report", parent), ("report", child), ahead, lags()["slip"]["credit"], ("credit", child, parent))
    for one, parent in reported:
        n = next(i for i, e in enumerate(events) if one in e.told)
        exact = {0: 0.9, 1: 0.05, -1: 0.05}
        graph.tie(("report", parent), ("event", n), exact, lags()["slip"]["link"], ("reported", one, parent))
    graph.run([("report", article) for article in articles])
    return Solution(
        window=frame,
        reports={a: graph.belief(("report", a)) for a in (*articles, *outside)},
        events=tuple(graph.belief(("event", n)) for n in range(len(events))),
        said={a: graph.said(("report", a)) for a in articles},
    )


def interval(frame: Window, weights: Vector, share: float) -> tuple[date, date] | None:
    """The narrowest run of days that holds `share` of the weight (the heaviest of equal ones); None without weight."""
    total = float(weights.sum())
    if total <= 0:
        return None
    edges = np.concatenate([[0.0], np.cumsum(weights / total)])
    for width in range(1, lags()["answer"]["widest"] + 2):
        held = edges[width:] - edges[:-width]
        best = int(np.argmax(np.round(held, 9)))
        if held[best] >= share:
            return frame.day(best), frame.day(best + width - 1)
    return None


def _articles(event: Event) -> set[str]:
    return {t.article for t in event.told}


def _publication(frame: Window, stated: tuple[date, date] | None) -> Vector:
    out = np.zeros(frame.days)
    if stated:
        out[max(0, frame.index(stated[0])) : frame.index(stated[1]) + 1] = 1.0
    else:
        out[frame.open[0] : frame.open[1]] = 1.0
    return out


def _calendar(frame: Window, event: Event) -> Vector:
    """The days of the window on which the event can lie by the weekdays and dates told."""
    out = np.ones(frame.days)
    for one in event.told:
        value = untimed(one.expression.value)
        weekday = one.expression.weekday
        if "WXX-" in value and value.split("WXX-")[1][:1].isdigit():
            weekday = int(value.split("WXX-")[1][0])
        if weekday:
            out *= [1.0 if frame.day(i).isoweekday() == weekday else 1e-4 for i in range(frame.days)]
        if len(value) == 10 and value[5:7].isdigit():
            year, monthday = value[:4], value[5:]
            days = [frame.day(i).isoformat() for i in range(frame.days)]
            out *= [1.0 if d[5:] == monthday and year in ("XXXX", d[:4]) else 1e-6 for d in days]
    return out


def _near() -> Vector:
    story = lags()["story"]
    away = np.abs(np.arange(-story["reach"], story["reach"] + 1))
    near: Vector = 1.0 / (1.0 + (away / story["scale"]) ** story["power"])
    near /= near.sum()
    return near


def _tie(frame: Window, expression: TimeExpression) -> dict[int, Any]:
    """The weight of each distance from publication to what an expression stands for: a number, or one for each day of
    publication where it depends on the weekday of publication."""
    value, direction = untimed(expression.value), expression.direction
    weekday = lags()["weekday"]
    if is_dateline(expression):
        return {0: 0.87, -1: 0.12, -2: 0.01}
    if value.startswith("XXXX-WXX-") and value[9:].isdigit():
        if expression.bound:  # "since Saturday" is not said on a Saturday, and no likelier the day after
            reach = range(-7, 0) if direction == "past" else range(1, 8) if direction else range(-7, 8)
            return dict.fromkeys(reach, 1 / len(reach))
        return {int(k): float(v) for k, v in weekday[direction or "none"].items()}
    if value.startswith("XXXX-WXX-WE"):
        return dict.fromkeys(range(-7, 1) if direction == "past" else range(-3, 8), 1 / 8)
    if value.startswith("DCT-WXX"):
        return {lag: (0.15 if lag > -8 else 0.015) for lag in range(-12, 0)}
    if value.startswith("DCT+WXX"):
        return dict.fromkeys(range(1, 14), 1 / 13)
    if value.startswith("DCT=WXX"):
        return dict.fromkeys(range(-6, 1) if direction == "past" else range(0, 7) if direction else range(-3, 4), 1 / 7)
    if value.startswith("DCT"):
        return _relative(frame, value)
    if value[:4].isdigit():  # the year is told because it is not the current one, mostly
        far = range(-2000, 2) if direction != "future" else range(-1, 2000)
        return dict.fromkeys(far, 1 / len(far))
    # A day and month: any of the twelve months around. Near ones are commoner, but that must not date a report.
    reach = range(-_YEARLY + 1, 2) if direction == "past" else range(-1, _YEARLY) if direction else range(-183, 184)
    return dict.fromkeys(reach, 1 / _YEARLY)


def _relative(frame: Window, value: str) -> dict[int, Any]:
    sign = -1 if value[3] == "-" else 1
    number = sign * int("".join(c for c in value[4:].split("-")[0] if c.isdigit()))
    if "D" in value[3:]:
        return {number: 0.9, number - 1: 0.05, number + 1: 0.05}
    monday = np.array([-(frame.day(i).weekday()) for i in range(frame.days)])
    out: dict[int, Any] = {}
    inner = value.split("-")[-1] if value.count("-") - (sign < 0) else ""
    for lag in range(7 * number - 7, 7 * number + 7):
        place = lag - (monday + 7 * number)  # 0 Monday to 6 Sunday of the week meant, by the day of publication
        in_week = (place >= 0) & (place <= 6)
        if inner == "WE":
            in_week = (place == 5) | (place == 6)
        elif inner.isdigit():
            in_week = place == int(inner) - 1
        out[lag] = np.where(in_week, 1 / 7, 0.003)
    return out


class _Graph:
    """Variables over the days of the window and ties between two of them; messages in a fixed order."""

    def __init__(self, frame: Window) -> None:
        self.frame = frame
        self.own: dict[Any, Vector] = {}
        self.ties: list[tuple[Any, Any, dict[int, Any], float, object]] = []
        self.forward: list[Vector] = []
        self.back: list[Vector] = []
        self.at: dict[Any, list[tuple[int, bool]]] = {}
        self.nearness: dict[Any, Vector] = {}

    def variable(self, name: Any, own: Vector) -> None:
        self.own[name] = own
        self.at[name] = []

    def tie(self, left: Any, right: Any, weights: dict[int, Any], slip: float, why: object) -> None:
        """`right` lies each of the distances in `weights` after `left`."""
        self.at[left].append((len(self.ties), True))
        self.at[right].append((len(self.ties), False))
        self.ties.append((left, right, weights, slip, why))
        self.forward.append(np.ones(self.frame.days))
        self.back.append(np.ones(self.frame.days))

    def belief(self, name: Any, without: int = -1, near: bool = True) -> Vector:
        """The weights of a variable, one tie or the nearness of the other reports left out."""
        out = self.own[name].copy()
        if near and name in self.nearness:
            out *= self.nearness[name]
        for n, left in self.at[name]:
            if n != without:
                out *= self.back[n] if left else self.forward[n]
                top = out.max()
                if top > 0:
                    out /= top
        total = out.sum()
        return out / total if total > 0 else out

    def said(self, name: Any) -> list[tuple[object, Vector]]:
        ties = [(self.ties[n][4], self.back[n] if left else self.forward[n]) for n, left in self.at[name]]
        return [*ties, ("story", self.nearness[name])] if name in self.nearness else ties

    def run(self, reports: Sequence[Any]) -> None:
        """Pass messages until they rest. A report lies near one of the others, it does not matter which: the weights
        of the others, spread by the usual distance, are added up."""
        kernel, floor = _near(), lags()["story"]["floor"]
        for _ in range(_ROUNDS):
            moved = 0.0
            for n, (left, right, weights, slip, _) in enumerate(self.ties):
                there = _blend(_carry(self.belief(left, n), weights, 1), slip)
                moved = max(moved, float(np.abs(there - self.forward[n]).max()))
                self.forward[n] = there
                here = _blend(_carry(self.belief(right, n), weights, -1), slip)
                moved = max(moved, float(np.abs(here - self.back[n]).max()))
                self.back[n] = here
            if len(reports) > 1:
                spread = [np.convolve(self.belief(r, near=False), kernel, mode="same") for r in reports]
                total = np.sum(spread, axis=0)
                for r, own in zip(reports, spread, strict=True):
                    near = _blend(np.maximum(total - own, 0.0), floor)
                    moved = max(moved, float(np.abs(near - self.nearness.get(r, near * 0)).max()))
                    self.nearness[r] = near
            if moved < 1e-9:
                break


def _blend(message: Vector, slip: float) -> Vector:
    """A message with the share `slip` spread over all days, scaled so that its mean is 1."""
    mean = message.mean()
    return (1 - slip) * message / mean + slip if mean > 0 else np.ones_like(message)


def _carry(weights: Vector, distances: dict[int, Any], way: int) -> Vector:
    """Weights moved by the distances: from publication to event (`way` 1) or back (-1)."""
    if len(distances) > 40:
        low, high = min(distances), max(distances)
        kernel = np.array([float(distances.get(lag, 0.0)) for lag in range(low, high + 1)])
        size = len(weights)
        full = np.convolve(weights, kernel if way == 1 else kernel[::-1])
        start = -low if way == 1 else high
        padded = np.concatenate([np.zeros(max(0, -start)), full, np.zeros(size)])
        begin = max(0, start)
        return padded[begin : begin + size]
    out = np.zeros_like(weights)
    size = len(weights)
    for lag, weight in distances.items():
        source = weights * weight if way == 1 else weights
        low, high = max(0, way * lag), min(size, size + way * lag)
        moved = np.zeros_like(weights)
        moved[low:high] = source[low - way * lag : high - way * lag]
        out += moved if way == 1 else moved * weight
    return out
