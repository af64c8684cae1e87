"""Dating: the day each report was published, given or worked out, and every time expression placed on the calendar.

Days that reports state are taken as they are. For the others: expressions of different reports that speak of one
event are linked (`linking`), the days of publication and of the events that remain possible are solved for
(`solving`), and the interval is given with its evidence when it is no wider than two weeks. Then every expression is
placed (`placing`, `times`). File modification times are never looked at.

Nothing is worked out for a story that names no year and states no day: the weekdays repeat every few years. Where no
report states its day, the story is taken to be written within five years of the newest past date it names, and the
evidence says so. What goes wrong: two meetings of the same people told in the same words, and reports that go on
using "on Monday" of a week before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec.structs import replace
from rapidfuzz import fuzz

from stemma.data import table, words
from stemma.model import Evidence, Layers, Noun, Publication, Span, Time
from stemma.nlp.tree import Tree
from stemma.story.dating.linking import Event, Told, is_dateline, link, named, tell
from stemma.story.dating.placing import Days, absolute
from stemma.story.dating.solving import Solution, interval, lags, solve, window
from stemma.story.dating.times import agree_on_years, place_all

__all__ = ["Dating", "date_story"]

_AROUND = 60
_SLACK = 1  # days on either side of an interval of one or two: stamps lie in other time zones than texts
_CLOCKS = Evidence(because="a day on either side is allowed for, since stamps and texts can be of two time zones")
_TELLING = 1.25  # a tie is evidence when it makes the interval this much likelier than the weeks around it


class Dating(Noun, frozen=True, kw_only=True):
    """`published` holds a publication interval for each article id that has one; `times` all expressions, placed."""

    published: dict[str, Publication]
    times: tuple[Time, ...]


def date_story(layers: Sequence[Layers]) -> Dating:
    """Place all time expressions of a story and work out the days of publication its articles do not state."""
    ordered = sorted(layers, key=lambda one: one.article.id)
    published = {one.article.id: one.article.published for one in ordered if one.article.published}
    known: dict[Span, Days] = {}
    cores: dict[str, Days] = {}
    events = link([tell(one) for one in ordered])
    if len(published) < len(ordered):
        worked_out, known, cores = _work_out(ordered, published, events)
        published |= worked_out
    shared = [e for e in events if len({t.article for t in e.told}) > 1]
    event_of = {t.expression.span: f"e{n}" for n, e in enumerate(shared, 1) for t in e.told}
    seen_from = published | {i: replace(published[i], earliest=a, latest=b) for i, (a, b) in cores.items()}
    near = _story_days(published)
    times = [t for one in layers for t in place_all(one, seen_from.get(one.article.id), known, event_of, near)]
    return Dating(published=published, times=agree_on_years(ordered, times, published))


def _story_days(published: Mapping[str, Publication]) -> Days | None:
    """The days between which a report without a day of its own is taken to lie: a month around the others."""
    if not published:
        return None
    month = timedelta(days=30)
    days = published.values()
    return min(p.earliest for p in days) - month, max(p.latest for p in days) + month


def _work_out(
    layers: Sequence[Layers], stated: dict[str, Publication], events: Sequence[Event]
) -> tuple[dict[str, Publication], dict[Span, Days], dict[str, Days]]:
    """The publications worked out, the days of events, and for each report the likeliest days of its interval, from
    which its expressions are placed."""
    frame_days, year = _frame(layers, stated)
    if frame_days is None:
        return {}, {}, {}
    frame = window(*frame_days)
    named_by, reported = _between(layers, events)
    solution = solve(
        frame,
        {a: (p.earliest, p.latest) for a, p in stated.items()},
        [one.article.id for one in layers],
        events,
        list(named_by),
        reported,
    )
    share, widest = lags()["answer"]["share"], lags()["answer"]["widest"]
    text = {one.article.id: one.article.text for one in layers}
    out: dict[str, Publication] = {}
    cores: dict[str, Days] = {}
    for article, weights in solution.reports.items():
        found = interval(frame, weights, share) if article in text and article not in stated else None
        if found and (found[1] - found[0]).days <= widest:
            evidence = _evidence(article, found, solution, events, text, named_by)
            if evidence and (stated or _anchored(article, events, solution)):
                slack = timedelta(days=_SLACK if (found[1] - found[0]).days <= _SLACK else 0)
                out[article] = Publication(
                    earliest=found[0] - slack,
                    latest=found[1] + slack,
                    inferred=True,
                    evidence=(*evidence, *([year] if year else []), *([_CLOCKS] if slack else [])),
                )
                cores[article] = found
    known: dict[Span, Days] = {}
    for event, weights in zip(events, solution.events, strict=True):
        days = interval(frame, weights, share)
        if days and days[0] == days[1] and len({t.article for t in event.told}) > 1:
            known |= {t.expression.span: days for t in event.told}
    return out, known, cores


def _anchored(article: str, events: Sequence[Event], solution: Solution) -> bool:
    """Whether a report is tied to the calendar by an event that one report dates by day and month, and another by
    weekday or week: without a stated day anywhere nothing less fixes the year."""
    for event, weights in zip(events, solution.events, strict=True):
        dated = {t.article for t in event.told if _names_day(t)}
        otherwise = {t.article for t in event.told if not _names_day(t)}
        days = interval(solution.window, weights, 0.9)
        if days is None or days[0] != days[1] or not all(_agrees(t, days[0]) for t in event.told):
            continue
        if dated and len(otherwise - dated) >= 2 and article in dated | otherwise:
            return True
    return False


def _frame(
    layers: Sequence[Layers], stated: dict[str, Publication]
) -> tuple[tuple[date, date] | None, Evidence | None]:
    """The days on which the reports can have been written: around those stated, else in the years after the newest
    past date the story names; None when it names no year."""
    if stated:
        first = min(p.earliest for p in stated.values()) - timedelta(days=_AROUND)
        return (first, max(p.latest for p in stated.values()) + timedelta(days=_AROUND)), None
    newest: tuple[date, Span, str] | None = None
    for one in layers:
        for t in one.times:
            days = absolute(t.value) if t.kind == "date" and t.bound != "until" else None
            past = t.direction == "past" or t.bound == "since" or (not t.direction and len(t.value) > 4)
            if days and past and days[0].year >= 1950 and (newest is None or days[0] > newest[0]):
                newest = days[0], t.span, one.article.text[t.span.start : t.span.end]
    if newest is None:
        return None, None
    years = lags()["answer"]["years"]
    last = newest[0] + timedelta(days=round(365.25 * years))
    because = (
        f"the newest past date the story names is “{newest[2]}”; the year is the one within {years} years of it in "
        "which weekdays and dates agree"
    )
    return (newest[0] - timedelta(days=_AROUND), last), Evidence(because=because, span=newest[1])


def _between(
    layers: Sequence[Layers], events: Sequence[Event]
) -> tuple[dict[tuple[str, str], Span], list[tuple[Told, str]]]:
    """Which reports name which others of the story (child and parent, with the place), and which tell when another
    was published. A report that names an outlet is taken to be no older than that outlet's report."""
    outlets = {one.article.id: one.article.outlet.name for one in layers if one.article.outlet}
    names = Counter(outlets.values())
    parents = {name: article for article, name in outlets.items() if names[name] == 1 and len(name) > 3}
    named: dict[tuple[str, str], Span] = {}
    for one in layers:
        child = one.article
        spans = [(s.start, s.end) for s in one.parse.sentences]
        for name, parent in sorted(parents.items()):
            at = next((m for start, end in spans for m in [_mentions(child.text, name, start, end)] if m), None)
            if at and outlets.get(child.id) != name:
                named[child.id, parent] = Span(child.id, *at)
    reported = []
    for event in events:
        for told in event.told:
            near = [n for n in parents if fuzz.token_set_ratio(n.lower(), told.reporter.lower()) >= 90]
            if told.reporter and len(near) == 1 and parents[near[0]] != told.article:
                reported.append((told, parents[near[0]]))
                named.setdefault((told.article, parents[near[0]]), told.expression.span)
            elif told.reporter and not near and len(told.reporter) > 3 and not _is_agency(told.reporter):
                # A report that is not in the collection, or whose outlet is not known: whoever credits it is no older.
                # An agency has many reports a day.
                outside = f"the report of {told.reporter}"
                reported.append((told, outside))
                for one in layers:
                    if credit := _credits(one, told.reporter):
                        named.setdefault((one.article.id, outside), credit)
    return {k: v for k, v in sorted(named.items()) if (k[1], k[0]) not in named}, reported


def _is_agency(name: str) -> bool:
    known = table("outlets.toml")
    plain = name.removeprefix("the ").removeprefix("The ").casefold()
    return any(plain == n.casefold() for kind in ("agency", "state media") for n in known[kind]["names"])


def _credits(one: Layers, name: str) -> Span | None:
    """Where a report gives an outlet as its source: under a verb of telling ("told X", "according to X")."""
    tree = Tree(one.parse)
    verbs = {*table("en/relays.toml")["carrying"], *table("en/relays.toml")["giving"], *words("en/reporting_verbs.txt")}
    for s in one.parse.sentences:
        at = _mentions(one.article.text, name, s.start, s.end)
        inside = tree.within(Span(one.article.id, *at)) if at else range(0)
        if not inside or at is None:
            continue
        governing = next((tree.tokens[i] for i in tree.ancestors(inside[-1]) if tree.tokens[i].pos == "VERB"), None)
        if governing is not None and governing.lemma in verbs:
            return Span(one.article.id, *at)
    return None


def _mentions(text: str, name: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a sentence names an outlet."""
    found = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)").search(text, start, end)
    return found.span() if found else None


def _evidence(
    article: str,
    found: Days,
    solution: Solution,
    events: Sequence[Event],
    text: dict[str, str],
    named_by: Mapping[tuple[str, str], Span],
) -> list[Evidence]:
    """What speaks most for the interval, strongest first, at most five lines; nothing when only
    the nearness of other reports does."""
    frame = solution.window
    low, high = frame.index(found[0]), frame.index(found[1]) + 1
    lines: list[tuple[float, int, Evidence]] = []
    own = False  # a credit alone says only what a report is not older than
    for n, (why, message) in enumerate(solution.said[article]):
        around = float(message[max(0, low - 15) : high + 15].mean())
        telling = float(message[low:high].mean()) / around if around else 0.0
        if telling >= _TELLING and (line := _line(why, article, solution, events, text, named_by)):
            lines.append((-round(telling, 6), n, line))
            own = own or not (why == "story" or (isinstance(why, tuple) and why[0] == "credit"))
    told = [line for _, _, line in sorted(lines, key=lambda x: x[:2])]
    return told[:5] if own and any(line.span for line in told) else []


def _line(
    why: object,
    article: str,
    solution: Solution,
    events: Sequence[Event],
    text: dict[str, str],
    named_by: Mapping[tuple[str, str], Span],
) -> Evidence | None:
    def words(t: Told) -> str:
        return text[t.article][t.expression.span.start : t.expression.span.end]

    def day(weights: object) -> str:
        days = interval(solution.window, weights, 0.9)  # type: ignore[arg-type]
        if days is None:
            return ""
        return f" ({days[0]})" if days[0] == days[1] else f" ({days[0]} to {days[1]})"

    match why:
        case (int(n), Told() as told):
            others = [t for t in events[n].told if t.article != article]
            placed = day(solution.events[n])
            if others:
                best = next((t for t in others if _names_day(t)), others[0])
                line = f"“{words(told)}” speaks of the same event as “{words(best)}” in {best.article}{placed}"
            else:
                line = f"“{words(told)}”{' in the dateline' if is_dateline(told.expression) else ''}{placed}"
            return Evidence(because=line, span=told.expression.span)
        case ("credit", str(child), str(parent)):
            other = f"names {parent}" if child == article else f"is named by {child}"
            placed = day(solution.reports[parent if child == article else child])
            return Evidence(because=f"{other}{placed}", span=named_by[child, parent])
        case ("reported", Told() as told, str(_)):
            return Evidence(because=f"{told.article} says it was reported “{words(told)}”", span=told.expression.span)
        case "story":
            return Evidence(because="the other reports of the story lie near these days")
    return None


def _agrees(told: Told, day: date) -> bool:
    """Whether a day has the weekday, the day and the month an expression names."""
    weekday, monthday = named(told.expression)
    return weekday in ("", str(day.isoweekday()), "67" if day.isoweekday() > 5 else "") and monthday in (
        "",
        day.isoformat()[5:],
    )


def _names_day(told: Told) -> bool:
    """Whether the expression names a day of a month."""
    value = told.expression.value
    return len(value) >= 10 and value[5:7].isdigit()
