"""Masthead: outlet, title, byline, dateline and day of publication as the text itself gives them, where the file's
metadata did not.

It looks at the head of the page (the lines before the report begins, furniture left out), at its foot, and at the
furniture that names the page (nameplates, copyright, follow-us lines). All it finds is marked as inferred but for a day
that stands there in full; each finding points at its characters. Without evidence a field stays empty: a wrong
outlet is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from stemma.article.furniture.head import dated, head_lines, headline_like
from stemma.article.furniture.lines import Line, named, split_lines
from stemma.article.furniture.names import domains, is_label, known_outlet, letters, name_shaped, outlet_like
from stemma.article.furniture.tail import tail_start
from stemma.article.masthead.byline import Byline, beside_day, find_byline, find_sign_off, person_alone, person_in_place
from stemma.article.masthead.dateline import Dateline, find_dateline
from stemma.article.masthead.outlet import find_outlet
from stemma.article.masthead.publication import find_publication
from stemma.model import Article, Span

_SEARCHED = 8
"""Lines at the start among which byline and dateline are looked for."""

_RUNNING = 60
"""Characters from which a line can be a dateline and the sentence behind it."""

_CLOSING = 2
"""Lines at the end that can say where the report stood, sentences though they are."""

_SIGNED = 5
"""Lines at the end among which an agency's sign-off is looked for."""


def read_masthead(article: Article) -> Article:
    """The article with outlet, title, byline, dateline and publication filled in where its text tells them."""
    lines = _unmarked(article, split_lines(article.text))
    head = head_lines(lines)
    title, suffix = (None, None) if article.title_span else _parted(_title(head, lines), article)
    byline, byline_line = _byline(article, lines, head, title)
    dateline = _dateline(article, lines, title)
    foot = lines[max(tail_start(lines), len(head)) :]
    dates = [line for line in (*head, *lines[len(head) : _SEARCHED], *foot) if not _same(line, title)]
    stated = find_publication(article, list(dict.fromkeys(dates)), dateline)
    named_in = list(dict.fromkeys([*head, *foot, *lines[-_CLOSING:]]))
    day_line = stated.yearless if dateline is None else Span(article.id, dateline.start, dateline.end)
    return msgspec.structs.replace(
        article,
        title=article.title or (title.text if title else None),
        title_span=article.title_span or (Span(article.id, title.start, title.end) if title else None),
        byline=article.byline or (byline.names if byline else None),
        byline_span=article.byline_span or (Span(article.id, byline.start, byline.end) if byline else None),
        dateline=day_line,
        outlet=article.outlet or find_outlet(article, named_in, byline, byline_line, dateline, title, suffix),
        published=article.published or stated.published,
        updated=article.updated or stated.updated,
    )


def _unmarked(article: Article, lines: Sequence[Line]) -> list[Line]:
    """`lines` without the furniture they begin with (a glued caption, a nameplate before the day); those that are
    nothing else go."""
    ends = {f.span.start: f.span.end for f in article.furniture}
    out = []
    for line in lines:
        end = ends.get(line.start, line.start)
        rest = article.text[end : line.end]
        if end > line.start:
            rest = re.sub(r"^\s*[|/,·•–—-]?\s*", "", rest)
            end = line.end - len(rest)
        if stripped := rest.strip():
            out.append(Line(end + rest.index(stripped), line.end, stripped, line.gap))
    return out


def _title(head: Sequence[Line], lines: Sequence[Line]) -> Line | None:
    """The headline: the first line of the head that can be one and has the report below it."""
    for n, line in enumerate(head):
        if line is lines[-1]:
            return None
        if headline_like(line) and find_byline(line) is None and not (beside_day(line) and dated(line.text)):
            if (
                name_shaped(line.text)
                and outlet_like(line.text, strong=True)
                and any(dated(o.text) for o in head[n + 1 : n + 2])
            ):
                continue  # a nameplate above its day
            near = [head[m] for m in (n - 1, n + 1) if 0 <= m < len(head)]
            if not (person_alone(line) and any(dated(other.text) for other in near)):
                return line
    return None


def _parted(title: Line | None, article: Article) -> tuple[Line | None, Line | None]:
    """A headline and the outlet's name behind it, as titles of pages carry it ("Bridge opens | The Fell Review")."""
    if title is None:
        return None, None
    for bar in (" | ", " - ", " – ", " — "):
        first, found, name = title.text.rpartition(bar)
        sure = outlet_like(name, strong=True) or known_outlet(name)
        if not found or len(first.split()) < 3 or len(name.split()) > 5 or not named(name.split()):
            continue
        if sure or (bar == " | " and outlet_like(name)) or _borne_out(name, article, title.end):
            start = title.end - len(name)
            return Line(title.start, title.start + len(first), first, title.gap), Line(start, title.end, name, False)
    return title, None


def _borne_out(name: str, article: Article, end: int) -> bool:
    """Whether the page's furniture or an address in it names what stands behind the title, and the report does not."""
    if is_label(name) or letters(name) in domains(article.text):
        return not is_label(name)
    own = [article.text[f.span.start : f.span.end] for f in article.furniture if f.kind != "caption"]
    beside = sum(line.count(name) for line in own)
    return beside > 0 and article.text.count(name, end) <= beside


def _byline(
    article: Article, lines: Sequence[Line], head: Sequence[Line], title: Line | None
) -> tuple[Byline | None, Line | None]:
    for line in lines[:_SEARCHED]:
        if not _same(line, title) and (found := find_byline(line)):
            return found, line
    for n, line in enumerate(head):
        if _same(line, title) or dated(line.text):
            continue
        near = [head[m].text for m in (n - 1, n + 1) if 0 <= m < len(head)]
        if n + 2 < len(head) and outlet_like(head[n + 1].text):
            near.append(head[n + 2].text)
        under = n > 0 and _same(head[n - 1], title)
        if (person_alone(line) and any(dated(t) for t in near)) or (under and person_in_place(line)):
            name = re.split(r",? in |, ", line.text)[0]
            return Byline(name, line.start, line.start + len(name), ()), line
    for line in lines[-_SIGNED:]:
        if len(line.text) <= 400 and (found := find_sign_off(line)):
            return found, line
    return None, None


def _dateline(article: Article, lines: Sequence[Line], title: Line | None) -> Dateline | None:
    for line in lines[:_SEARCHED]:
        long = len(line.text) > _RUNNING or line.text.endswith(")")
        if _same(line, title) or not long:
            continue
        if found := find_dateline(line, article.language) or _before_colon(line, article.text):
            return found
    return None


def _before_colon(line: Line, text: str) -> Dateline | None:
    """The dateline of a paragraph that begins with its place in capitals and a colon ("KESH: The minister …"), where
    the report has the place in small letters elsewhere."""
    found = re.match(r"([A-ZÀ-Þ][A-ZÀ-Þ'’-]{3,}(?: [A-ZÀ-Þ][A-ZÀ-Þ'’-]+){0,2}): (?=[A-Z“\"])", line.text)
    if found is None or is_label(found[1]) or not line.prose:
        return None
    again = re.search(rf"\b{re.escape(found[1].title())}\b", text)
    return Dateline(line.start, line.start + found.end(), None, None, None) if again else None


def _same(line: Line, title: Line | None) -> bool:
    return title is not None and line.start == title.start
