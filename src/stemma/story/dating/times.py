"""Times of one article, placed: each expression against the article's day of publication, the calendar or the day
last spoken of, with the anchor told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from msgspec.structs import replace

from stemma.model import Layers, Publication, Span, Time, TimeExpression
from stemma.story.dating.placing import Days, absolute, place

_LONGEST_STORY = 200
"""Days over which a story's reports may be spread for a year to be told from them."""


_SPELL = 7
"""Days over which what was spoken of last may have lasted: "from 3 to 5 February … Four days later"."""

_AROUND = 60
"""Days ahead beyond which a day without year that no future tense governs may as well be one of the year before."""


def agree_on_years(
    layers: Sequence[Layers], times: Sequence[Time], published: Mapping[str, Publication]
) -> tuple[Time, ...]:
    """The times, with days that are told without their year moved by one year where another report places the same day
    there by its year. Only what no tense of its own holds where it is can move."""
    told = {e.span: e for one in layers for e in one.times}
    text = {one.article.id: one.article.text for one in layers}

    years: dict[str, set[tuple[str, int]]] = {}
    for t in times:
        if (
            t.earliest
            and t.earliest == t.latest
            and (t.value[:4].isdigit() or _with_year(text[t.span.article], t.span))
        ):
            years.setdefault(t.earliest.isoformat()[5:], set()).add((t.span.article, t.earliest.year))
    out = []
    for t in times:
        own = published.get(t.span.article)
        if own and t.earliest and t.earliest == t.latest and re.match(r"XXXX-\d\d-\d\d", t.value):
            ahead = (t.earliest - own.latest).days
            others = {y for a, y in years.get(t.earliest.isoformat()[5:], set()) if a != t.span.article}
            moved = t.earliest.year - 1
            if others == {moved} and (ahead > _AROUND or (ahead > 0 and told[t.span].direction == "past")):
                day = t.earliest.replace(year=moved)
                t = replace(
                    t, earliest=day, latest=day, anchor=f"{t.anchor}; another report has the same day in {moved}"
                )
        out.append(t)
    return tuple(out)


def _with_year(text: str, span: Span) -> bool:
    """Whether a day has its year told behind it: "14 June of last year"."""
    return re.match(r",? (?:of )?(?:last|this) year\b", text[span.end : span.end + 20]) is not None


def place_all(
    layers: Layers,
    published: Publication | None,
    known: Mapping[Span, Days],
    events: Mapping[Span, str],
    near: Days | None = None,
) -> list[Time]:
    """All time expressions of an article as times. `known` holds days worked out from other reports, `events` the
    event an expression shares with other reports; `near` are the days around the other reports of the story, from
    which a day without its year is placed where the report's own day is not known."""
    out: list[Time] = []
    reference: tuple[int, Days, Span] | None = None
    sentences = layers.parse.sentences
    at = 0
    for expression in layers.times:
        while at + 1 < len(sentences) and sentences[at + 1].start <= expression.span.start:
            at += 1
        days, anchor = _placed(expression, published, known.get(expression.span))
        if days is None and published is None and near and (days := _same_from_all(expression, near)):
            anchor = f"publication between {near[0]} and {near[1]}, near the other reports"
        if (
            days is None
            and expression.value.startswith("REF")
            and reference
            and at - reference[0] <= _reach(expression)
        ):
            days = place(expression, reference[1][0], reference[1])
            anchor = f"“{_words(layers, reference[2])}” at {reference[2].start}" if days else ""
        if days and (days[1] - days[0]).days <= _SPELL and expression.value[:3] != "REF":
            reference = (at, days, expression.span)
        out.append(
            Time(
                span=expression.span,
                kind=expression.kind,
                value=expression.value,
                event=events.get(expression.span, ""),
                earliest=days[0] if days else None,
                latest=days[1] if days else None,
                anchor=anchor if days else "",
                rule=expression.rule,
            )
        )
    return out


def _same_from_all(expression: TimeExpression, near: Days) -> Days | None:
    """The days of a date without its year, where it is the same one seen from all the days of `near`."""
    if expression.kind != "date" or not re.match(r"XXXX-\d\d-\d\d", expression.value):
        return None
    width = (near[1] - near[0]).days
    if width > _LONGEST_STORY:
        return None
    seen = {place(expression, near[0] + timedelta(days=n)) for n in range(width + 1)}
    return seen.pop() if len(seen) == 1 else None


def _reach(expression: TimeExpression) -> int:
    """How many sentences back the day last spoken of may stand: "that day" points back, "at 9 a.m." does not."""
    return 0 if re.search(r"T\d", expression.value) else 1


def _words(layers: Layers, span: Span) -> str:
    return layers.article.text[span.start : span.end]


def _placed(expression: TimeExpression, published: Publication | None, known: Days | None) -> tuple[Days | None, str]:
    if expression.kind != "date":
        return None, ""
    if fixed := absolute(expression.value):
        return fixed, "the calendar"
    if published is None or expression.value.startswith("REF"):
        return (known, "other reports of the same event") if known else (None, "")
    width = (published.latest - published.earliest).days
    seen = [place(expression, published.earliest + timedelta(days=n)) for n in range(width + 1)]
    placed = [s for s in seen if s]
    if not placed:
        return None, ""
    days = min(s[0] for s in placed), max(s[1] for s in placed)
    anchor = f"publication on {published.earliest}"
    if width:
        anchor = f"publication between {published.earliest} and {published.latest}"
    if published.inferred:
        anchor += ", worked out"
    if known and days[0] <= known[0] and known[1] <= days[1] and known != days:
        return known, f"{anchor}; other reports of the same event"
    return days, anchor
