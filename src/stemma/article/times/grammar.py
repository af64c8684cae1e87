"""The grammar of time expressions: patterns over the characters of a text, each with the value it stands for.

All patterns are tried everywhere; of matches that overlap the one that begins first wins, then the longest, then the
earliest in `RULES`. Words come from ``data/en/times.toml``, names of months and weekdays from Babel.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Literal, NamedTuple

from stemma.article.times import values
from stemma.article.times.values import Found, Kind, Made
from stemma.article.times.words import any_of, pieces, vocabulary, weekday_numbers

Direction = Literal["past", "future", ""]


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


Rule = tuple[str, re.Pattern[str], Callable[[Found], Made], dict[str, Any]]


# ------------------------------------------------------------------------------------------------- rules


@cache
def _rules() -> tuple[Rule, ...]:
    p = pieces()
    words = vocabulary()
    mod = r"(?:(?:early|late|mid|earlier|later|the\s+(?:start|beginning|end|middle)\s+of)[\s-]+)?"
    before = rf"(?<!{')(?<!'.join(w + ' ' for w in words['weekday_names']['before'])})"
    at = rf"(?:(?P<c>{p['clock']})[^\S\n]+(?:on\s+|,\s*)?)?"
    # What follows a day belongs to it only on its own lines: below a date line a live page's first entry begins.
    on = r"(?!\s*\n\s*\n|[^\S\n]*\n\s*\d{1,2}[:.h]\d\d)\s+"
    then = rf"(?:,?{on}(?:at\s+)?(?:about\s+|around\s+)?(?P<c2>{p['clock']})|\s+(?P<p>{p['part']})\b)?"
    tail = rf"(?:,?{on}(?:at\s+)?(?P<c>{p['clock']}))?"

    def rule(name: str, pattern: str, made: Callable[[Found], Made], **extra: Any) -> Rule:
        flags = re.IGNORECASE if extra.pop("any_case", False) else 0
        return name, re.compile(rf"(?<![\w$€£]){pattern}(?!\w)", flags), made, extra

    # A year beyond those that news places on the calendar ("May 5, 1066."): what is counted is not followed by a stop.
    year = rf"(?:,?\s+(?:(?P<y>{p['year']})\b|(?P<far>\d{{4}})(?=\s*(?:[.,;:!?)\]”\"]|$)(?![.,]\d))))?"
    absolute = {"whole_date": True}
    return (
        rule("ISO date", r"(?P<y>\d{4})(?P<s>[-/])(?P<mm>\d\d)(?P=s)(?P<d>\d\d)", values.iso_date, **absolute),
        rule(
            "numeric date",
            r"(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)\d\d|\d\d(?!\d))"
            r"(?![./-]\d)",
            values.numeric,
            **absolute,
        ),
        rule(
            "date",
            rf"(?:(?P<w>{p['anyday']}),?\s+)?(?P<m>{p['month']})\s*(?:the\s+)?(?P<d>{p['day']})(?!\d|[.,:]\d)"
            rf"(?:\s*(?:-|–|—|to|and|through)\s*(?:(?P<m2>{p['month']})\s+)?(?P<d2>{p['day']})(?!\d|[,.]?\d|\s*%|\s+[a-z]+s\b))?"
            rf"{year}{tail}",
            values.day_month,
            **absolute,
        ),
        rule(
            "date",
            rf"(?:(?P<w>{p['anyday']}),?\s+(?:the\s+)?)?(?P<d>{p['day']})"
            rf"(?:\s*(?:-|–|—|to|and)\s*(?P<d2>{p['day']}))?\s+(?:of\s+)?(?P<m>{p['month']})"
            rf"{year}{tail}",
            values.day_month,
            **absolute,
        ),
        rule(
            "date",
            rf"(?:(?P<w>{p['anyday']}),?\s+)?the\s+(?P<d>{p['ordinal']})\s+(?:day\s+)?of\s+(?P<m>{p['month']})"
            rf"{year}",
            values.day_month,
            **absolute,
        ),
        rule("day of the month", _day_alone(words["day_alone"]), values.day_alone),
        rule(
            "day of the month", rf"{p['weekday']},?\s+the\s+(?P<d>{p['ordinal']})(?!\s+[a-z]+s?\b\s)", values.day_alone
        ),
        rule("month and year", rf"{mod}(?P<m>{p['month']}),?\s+(?:of\s+)?(?P<y>{p['year']})\b", values.month_only),
        rule(
            "month",
            rf"(?:(?P<s>[Ll]ast|[Nn]ext|[Tt]his(?:\s+(?:past|coming))?)\s+)(?P<m>{p['fullmonth']})(?!-)",
            values.month_only,
        ),
        rule("month", rf"(?<=\b[Ii]n\s)(?P<m>{p['fullmonth']})(?!\s+\d|-)", values.month_only),
        rule(
            "month",
            rf"(?:(?<=\bsince\s)|(?<=\bSince\s)|(?<=\bby\s)|(?<=\bBy\s)|(?<=\buntil\s)|(?<=\bfrom\s)|"
            rf"(?<=\bbefore\s)|(?<=\bafter\s)|(?<=\bduring\s)|(?<=\bfor\s)|(?<=\bthrough\s))"
            rf"(?P<m>{p['fullmonth']})(?!\s+(?:\d|[A-Z]))",
            values.month_only,
            needs_noun=True,
        ),
        rule("month", rf"(?:[Ee]arly|[Ll]ate|[Mm]id)[\s-]+(?P<m>{p['fullmonth']})(?!\s+\d|-)", values.month_only),
        rule("month", rf"(?P<m>{p['fullmonth']})(?=['’]s\s)", values.month_only, needs_noun=True),
        rule(
            "weekday of a week",
            rf"{mod}(?P<w>{p['weekday']})\s+(?:of\s+|in\s+)?(?P<s>last|next|this)\s+week",
            values.week_day,
        ),
        rule(
            "weekday of a week",
            rf"(?P<s>[Ll]ast|[Nn]ext|[Tt]his)\s+week\s+(?:on\s+)?(?P<w>{p['weekday']})",
            values.week_day,
        ),
        # A week after the weekday named: no normal form has it, and the weekday itself is not meant.
        rule(
            "weekday and a week",
            rf"(?:[Aa]\s+week\s+(?:from|on)\s+{p['weekday']}|{p['weekday']}\s+week(?!-))",
            lambda m: ("vague", "FUTURE_REF"),
        ),
        rule("weekday of a week", rf"[Aa]\s+week\s+ago\s+(?:on\s+)?(?P<w>{p['weekday']})(?P<s>)", values.week_day),
        rule(
            "weekday, shifted",
            rf"(?P<s>[Ll]ast|[Nn]ext|[Tt]his(?:\s+(?:past|coming))?|(?:(?<=the\s)(?:past|coming)))"
            rf"\s+(?P<w>{p['weekday']})(?:\s+(?P<p>{p['part']})\b)?",
            values.shifted_weekday,
        ),
        rule(
            "weekdays, recurring",
            rf"(?:[Ee]very|[Ee]ach)\s+(?:(?P<w>{p['weekday']}s?)|(?P<o>other\s+)?"
            rf"(?:(?P<n>{p['number']})\s+)?(?:(?P<u>{p['unit']})s?|{p['part']}))",
            values.every,
        ),
        rule("weekdays, recurring", rf"(?P<w>{p['weekday']}s)(?P<u>)(?P<n>)(?P<o>)", values.every),
        rule(
            "weekday",
            rf"{before}{at}(?:(?:early|late|later|earlier)\s+(?:on\s+)?)?(?P<w>{p['weekday']}){then}",
            values.plain_weekday,
        ),
        rule(
            "today",
            rf"(?:(?P<c>{p['clock']})[^\S\n]+|(?P<h>1?\d)\s+(?=this\s))?"
            rf"(?:(?:earlier|later|late|early)\s+)?(?P<x>{any_of(list(words['deictic']))})"
            rf"(?:\s+(?P<p>{p['part']})\b|\s+at\s+(?P<c2>{p['clock']}))?",
            values.deictic,
            any_case=True,
        ),
        rule(
            "anaphoric",
            rf"(?P<x>{any_of(list(words['anaphoric']))})(?!\s+(?:the|a|an|his|her|their|its|of|that|he|she|they)\b)",
            values.anaphoric,
            any_case=True,
        ),
        rule(
            "days later",
            rf"(?P<n>{p['number']})\s+(?P<u>{p['unit']})s?\s+(?P<x>earlier|later|before|after(?!\s+\w))",
            values.later,
            any_case=True,
        ),
        rule(
            "unit, shifted",
            r"(?:(?P<e>earlier|later|late|early|the\s+(?:start|beginning|end|middle)\s+of)\s+)?"
            r"(?P<s>last|next|this\s+past|this\s+coming|this|(?:(?<=the\s)coming)|(?:(?<=the\s)past))\s+"
            r"(?P<u>week|weekend|month|year)(?!\s*-)",
            values.shifted_unit,
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
            rf"(?P<h>{p['hedge']})(?P<n>{p['number']})\s+(?P<u>{p['unit']})s?\s+(?:ago|back(?=[\s,]*(?:[.;:)]|$|and\b|when\b|by\b|in\b|at\b)))",
            lambda m: values.ago(m, "-"),
            any_case=True,
        ),
        rule(
            "from now",
            rf"(?P<h>{p['hedge']})(?P<n>{p['number']})\s+(?P<u>{p['unit']})s?(?:['’]s?)?\s+(?:from\s+now|time)",
            lambda m: values.ago(m, "+"),
            any_case=True,
        ),
        rule(
            "feast",
            rf"(?<!Orthodox\s)(?P<x>{any_of(list(words['feasts']))})(?:,?\s+(?P<y>{p['year']}))?(?!\s+[A-Z])",
            values.feast,
        ),
        rule(
            "season",
            rf"(?:(?P<s>[Ll]ast|[Nn]ext|[Tt]his(?:\s+(?:past|coming))?)\s+)(?P<x>{p['season']})(?!\s+of\s+[a-z])",
            values.season,
            needs_noun=True,
        ),
        rule("season", rf"(?<=\bthe\s)(?P<x>{p['season']})\s+of\s+(?P<y>{p['year']})", values.season),
        rule("season", rf"(?P<x>{p['season']})\s+(?P<y>{p['year']})", values.season),
        rule(
            "quarter",
            rf"(?:the\s+)?(?P<q>{any_of(words['quarters'])})\s+quarter\s+of\s+(?P<y>{p['year']})",
            lambda m: ("date", f"{m['y']}-Q{words['quarters'].index(m['q'].lower()) + 1}"),
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
            values.duration,
            any_case=True,
        ),
        rule(
            "past stretch",
            r"the\s+(?:past|last)\s+(?P<n>)(?P<u>day|week|month|year|decade|century)",
            values.one,
            any_case=True,
        ),
        rule("duration", r"(?:a\s+)?quarter\s+of\s+a\s+century", lambda m: ("duration", "P25Y"), any_case=True),
        rule("duration", r"half\s+a\s+century", lambda m: ("duration", "P50Y"), any_case=True),
        rule(
            "duration",
            rf"(?P<h>{p['hedge']})(?P<n>{_counted(p['number'])})[\s-]+(?P<u>{p['unit']})s?(?!\s+of\s+age)(?![\s-]old)",
            values.duration,
            any_case=True,
            needs_noun=True,
        ),
        rule(
            "duration",
            r"(?:(?<=\bfor\s)|(?<=\bin\s)|(?<=\bwithin\s)|(?<=\bthan\s)|(?<=\bnearly\s)|(?<=\babout\s)|"
            r"(?<=\balmost\s)|(?<=\bafter\s)|(?<=\bfor\sabout\s))(?P<n>an?|half\s+an?)\s+(?P<u>hour|day|week|fortnight|month|year|"
            r"decade|century)(?!\s+(?:ago|when|old|of))",
            values.duration,
            any_case=True,
        ),
        rule(
            "duration",
            r"(?:(?<=\bfor\s)|(?<=\btook\s)|(?<=\bover\s))(?P<n>decades|centuries)(?P<u>)",
            values.decades,
            any_case=True,
        ),
        rule(
            "vague",
            rf"(?P<x>{any_of([w for group in words['vague'].values() for w in group])})",
            values.vague,
            any_case=True,
        ),
        rule(
            "recurring",
            rf"(?P<x>{any_of(list(words['recurring']))})(?!\s+[A-Z])",
            lambda m: ("recurring", str(vocabulary()["recurring"][m["x"]])),
        ),
        rule(
            "clock",
            rf"{p['clock']}(?!\s*[-–]\s*\d)",
            lambda m: ("date", "REF+0D" + values.clock_of(m[0])) if values.is_clock(m[0]) else None,
        ),
        rule(
            "part of the day",
            r"(?:(?<=\bby\s)|(?<=\bBy\s)|(?<=\bin\s)|(?<=\bIn\s)|(?<=\bthrough\s)|(?<=\bduring\s))the\s+"
            r"(?P<p>morning|afternoon|evening|night)(?!\s+(?:of|after|before)\b)",
            lambda m: ("date", f"REF+0D{values.part_of(m['p'])}"),
        ),
        rule(
            "part of the day",
            r"(?:(?<=\bat\s)|(?<=\bAt\s)|(?<=\bby\s)|(?<=\bBy\s)|(?<=\bbefore\s)|(?<=\buntil\s))"
            r"(?P<p>noon|midday|midnight|dawn|daybreak|dusk|nightfall|lunchtime)",
            lambda m: ("date", f"REF+0D{values.part_of(m['p'])}"),
        ),
    )


def _day_alone(words: dict[str, list[str]]) -> str:
    """A day without its month: "on the 17th", "the evening of the 17th", where no noun follows that it counts."""
    before = [
        rf"(?<=\b{w}\s)" for w in ("on", "On", "by", "By", "until", "Until", "till", "from", "since", "before", "after")
    ]
    before += [rf"(?<=\b{w}\sof\s)" for w in words["of"]]
    behind = rf"(?=\s*(?:[.,;:)”\"–—]|$)|\s+(?:{any_of(words['behind'])})\b)"
    return rf"(?:{'|'.join(before)})the\s+(?P<d>(?:[12]?1st|2?2nd|2?3rd|31st|30th|1\dth|2?[4-9]th|20th)){behind}"


def _counted(number: str) -> str:
    """A number that can head a duration alone: "a year" is left to the rule that asks for a preposition ("1.2
    million a year" is a rate)."""
    return rf"(?!(?:an?|one\s+of|some|half)\s){number}"


# -------------------------------------------------------------------------------------------------- scan

_ALSO = re.compile(r"\s*(?:\(\s*(?P<a>\w+)\s*\)|,\s*(?P<b>\w+)(?=\s*[,.]))")
_SIDE = re.compile(r"\s+(last|next)\b(?!\s+(?:week|month|year|night|summer|winter|spring|autumn|fall|time)\b)")
""" "On October 9 last": the side on which a day of no year lies, behind it (usage of India and of the law)."""

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
            weekday = values.weekday_of(groups.get("w")) if name == "date" else None
            whole = bool(extra.get("whole_date")) and not (name == "numeric date" and "20XX" in value)
            direction: Direction = ""
            if value.startswith("DCT-"):
                direction = "past"
            elif re.match(r"DCT\+(?!0)", value):
                direction = "future"
            if name == "unit, shifted" and (groups.get("e") or "").lower() == "earlier":
                name = "unit, earlier"
            if name == "weekday, shifted" and "coming" in (groups.get("s") or "").lower():
                direction = "future"
            end = m.end()
            side = _SIDE.match(text, end) if re.match(r"XXXX-(?:\d\d-\d\d|WXX-\d$)", value) else None
            if side and ("WXX" not in value or re.match(r"\s*(?:[,.;:)]|$|at\b)", text[side.end() :])):
                direction, end = ("past" if side[1] == "last" else "future"), side.end()
                if "WXX" in value:
                    value = f"DCT{'-' if side[1] == 'last' else '+'}{value[5:]}"
            bound = _BOUND.search(text, max(0, m.start() - 20), m.start())
            hit = Match(
                m.start(), end, kind, value, name, direction,
                "since" if bound and bound["since"] else "until" if bound else "",
                weekday, whole, bool(extra.get("needs_noun")),
            )  # fmt: skip
            found.append((m.start(), -end, order, hit))
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
    deictic = vocabulary()["deictic"].get(word.lower())
    if hit.rule == "today" and word[0].isupper() and word.lower() in weekday_numbers():
        return hit._replace(end=m.end() if m["a"] else m.end("b"), weekday=values.weekday_of(word))
    if hit.rule == "weekday" and deictic:
        sign = deictic[0] if deictic[0][0] in "+-" else "+" + deictic[0]
        return hit._replace(
            end=m.end() if m["a"] else m.end("b"), value=f"DCT{sign}", weekday=int(hit.value[9]), rule="today"
        )
    return hit
