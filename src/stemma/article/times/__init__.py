"""Times: the time expressions of an article, in a normal form that needs no anchor yet.

Expressions are found by a grammar over characters (`grammar`), checked against the parse (a name, an age, a verb "to
march" is none), and given the direction their clause tells (`direction`).

**The normal form** (`TimeExpression.value`) is TIMEX3's (ISO-TimeML, ISO 24617-1) where that has one:

=================  ==========================================================================================
``2024-12-08``     a day; ``2024-12`` a month; ``2024`` a year; ``202X`` a decade; ``18XX`` a century
``XXXX-12-29``     what is not told is X: a day without its year; ``XXXX-04`` a month; ``XXXX-SU`` a season;
                   ``XXXX-XX-17`` a day without its month; ``XXXX-EA+1`` the day after Easter
``XXXX-WXX-1``     a weekday (1 Monday to 7 Sunday); ``XXXX-WXX-WE`` a weekend
``…T10:40``        a time of day follows T: hours, or ``MO AF EV NI MI`` for the parts of the day
``a/b``            from a to b; ``a|b`` one of the two (12/11/2025)
``P2M``, ``PT3H``  durations; X for a number not told (``PXD``)
``P1W``            with kind "recurring", TIMEX3's SET: every week; ``XXXX-WXX-5`` every Friday
``PAST_REF``       vague, as are ``PRESENT_REF`` and ``FUTURE_REF``
=================  ==========================================================================================

and, for what TIMEX3 leaves to attributes, an offset from the day of publication (``DCT``, TimeML's document creation
time) or from the day last spoken of (``REF``): ``DCT-1D`` yesterday, ``DCT-1W`` last week, ``DCT-1W-4`` Thursday of
last week, ``DCT-WXX-1`` last Monday, ``DCT+WXX-1`` next Monday, ``DCT=WXX-1`` this Monday, ``REF-1D`` the previous day.

**Why own code.** dateparser's ``search_dates`` resolves at once against one given day, in one fixed direction, and
takes "may", "second" or bare numbers for dates; it knows no "Thursday of last week", no durations and gives no normal
form to resolve later (see ``docs/dates.md``). The HeidelTime ports for Python start a Java program; timexy covers
absolute dates and durations only. Names of months and weekdays come from Babel, numerals from text2num.

**What it gets wrong.** Days told by events ("the day after the vote"), movable feasts other than Easter's, hours
without a day in the same or the preceding sentence, "today" in the sense of "nowadays", weekday abbreviations outside
of dates.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from stemma.article.times.direction import direction_of
from stemma.article.times.grammar import Match, scan
from stemma.model import Article, Parse, Span, TimeExpression
from stemma.nlp.tree import Tree

__all__ = ["find_times"]


def find_times(article: Article, parse: Parse) -> tuple[TimeExpression, ...]:
    """The time expressions of an article, in text order, not overlapping. In furniture only whole dates are read:
    the date of a page header is a date, "Sunday trips" of a related link is not the report's."""
    tree = Tree(parse)
    furniture = sorted((f.span.start, f.span.end) for f in article.furniture)
    starts = [start for start, _ in furniture]
    own = [s for p in (article.published, article.updated) if p for e in p.evidence if (s := e.span)]
    own += [article.dateline] if article.dateline else []
    out: list[TimeExpression] = []
    for match in scan(article.text):
        at = bisect_right(starts, match.start) - 1
        in_furniture = at >= 0 and match.start < furniture[at][1]
        if in_furniture and not match.whole_date:
            continue
        if not in_furniture and not _is_time(match, tree):
            continue
        heading = match.whole_date and (_states_day(match, own) or _is_heading(match, article.text))
        expression = TimeExpression(
            span=Span(article.id, match.start, match.end),
            kind=match.kind,
            value=match.value,
            bound=match.bound,
            weekday=match.weekday,
            direction=match.direction,
            rule=f"{match.rule}, dateline" if heading else match.rule,
        )
        if not in_furniture and not heading and match.kind == "date" and not match.direction:
            direction, why = direction_of(expression.span, tree)
            expression = msgspec.structs.replace(
                expression, direction=direction, rule=f"{match.rule}; {why}" if why else match.rule
            )
        out.append(expression)
    return tuple(out)


_DATELINE_BEFORE = re.compile(r"(?:[A-Z][\w.'’-]*[A-Z][\w.'’-]*\s?)+(?:,\s[A-Z][\w.'’ -]+)*,\s*$")
_DATELINE_AFTER = re.compile(r"\s*(?:\([^)\n]{2,40}\))?\s*[-–—]")
_STAMP = re.compile(r"\b(?:posted|published|updated|filed|issued|first published)\b[^.\n]{0,40}$", re.IGNORECASE)
_HEAD, _SHORT = 800, 70


def _states_day(match: Match, own: Sequence[Span]) -> bool:
    """Whether a date stands in what the masthead took for the report's day or dateline."""
    return any(span.start <= match.start < span.end for span in own)


def _is_heading(match: Match, text: str) -> bool:
    """Whether a date stands where a report tells its own day: in a dateline ("ORVALLE, May 12 (Agency) -"), after
    "posted" or "published", or in a short line of its own near the top."""
    if match.start > _HEAD:
        return False
    start = text.rfind("\n", 0, match.start) + 1
    end = text.find("\n", match.end)
    before, after = text[start : match.start], text[match.end : end if end >= 0 else len(text)]
    if _DATELINE_BEFORE.fullmatch(before) and _DATELINE_AFTER.match(after):
        return True
    if len(before) + len(after) > _SHORT:
        return False
    return bool(_STAMP.search(before)) or (len(after) <= 25 and not re.search(r"[.!?”\"]", before + after))


def _is_time(match: Match, tree: Tree) -> bool:
    """Whether the parse agrees that the characters are a time and no verb and no part of a name."""
    inside = tree.within(Span(tree.parse.article, match.start, match.end))
    if not inside:
        return True
    tokens = tree.tokens
    if match.needs_noun and any(tokens[i].pos in ("VERB", "AUX") for i in inside):
        return False
    if match.rule.startswith("weekday") and len(inside) == 1:
        # "Monday Night Football", "Sunday Times": a compound inside a longer capitalised name.
        i = inside[0]
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        named = tokens[i].ent not in ("", "DATE", "TIME")
        if named and after and after.pos == "PROPN" and after.text[0].isupper() and tokens[i].dep == "compound":
            return False
    return not (match.rule == "year" and tokens[inside[-1]].ent in ("MONEY", "QUANTITY", "PERCENT"))
