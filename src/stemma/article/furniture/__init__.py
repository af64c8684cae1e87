"""Furniture: the stretches of a page that are not reporting, found from the text alone: navigation, share and follow
lines, counters, advertisements, captions with their credits, labels and nameplates above the headline, "read also"
lines, language switches.

Each line is looked at with its place on the page. What is certain by its form (`rules`, `captions`, `menus`) is marked
wherever it stands; what is told by its place alone (a number, a section label) only above the headline or below the
last paragraph. Titles, bylines and dates are no furniture. The idea of judging short blocks by form and by the
blocks around them is that of Kohlschütter et al. (2010, WSDM) and jusText (Pomikálek 2011); here every mark must also
say its rule.

What it gets wrong: headings of a linked story between paragraphs without a "read also"; captions without a credit.
Where in doubt a line stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from stemma.article.days import find_days
from stemma.article.furniture import captions, rules
from stemma.article.furniture.head import NAME_ABOVE, find_motto, head_lines, headline_like, labels, motto_before_day
from stemma.article.furniture.lines import Line, split_lines
from stemma.article.furniture.menus import edge_counter, is_menu, items_in_row, other_language, run_together
from stemma.article.furniture.names import domains, is_label, is_section
from stemma.article.furniture.rows import is_row, is_trail, language_switch, named_header
from stemma.article.furniture.tail import (
    closing_lines,
    find_bio,
    find_colophon,
    find_slogan,
    leftovers,
    linked_list,
    tail_start,
)
from stemma.model import Article, Furniture, FurnitureKind, Span


def mark_furniture(article: Article) -> tuple[Furniture, ...]:
    """The furniture of an article, in text order, not overlapping."""
    lines = split_lines(article.text)
    marks: dict[tuple[int, int], tuple[FurnitureKind, str]] = {}
    title = article.title_span
    closing = closing_lines(lines, lambda text: rules.match(text, "foot"))
    tail = tail_start(lines, {line.start for line in lines if rules.match(line.text)} | closing)
    head = len(head_lines(lines))
    for n, line in enumerate(lines):
        if title and line.start < title.end and title.start < line.end:
            continue
        part: rules.Part = "foot" if n >= tail > 0 else "head" if n < head else "body"
        for start, end, kind, rule in _marks(line, n, lines, part, article.text):
            marks[start, end] = (kind, rule)
    _keep_headline(lines, marks)
    for line in linked_list(lines, marks, tail):
        marks[line.start, line.end] = ("related", "list below a heading of links")
    bare = [line for line in lines if (line.start, line.end) not in marks]
    menus = {start for (start, _), (kind, _) in marks.items() if kind == "navigation"}
    for line, kind, rule in labels(bare, lines, menus, article.text, title):
        marks[line.start, line.end] = (kind, rule)
    for above, line in pairwise(lines[:3]):
        named_above = marks.get((above.start, above.end), ("other", ""))[0] == "masthead"
        if named_above and (line.start, line.end) not in marks and items_in_row(line.text):
            marks[line.start, line.end] = ("navigation", "menu: items in a row below the nameplate")
    if not title and (motto := find_motto(lines, marks)):
        marks[motto.start, motto.end] = ("masthead", "motto: below the nameplate")
    plates = [article.text[a:b] for (a, b), (_, rule) in marks.items() if rule.startswith(("nameplate", NAME_ABOVE))]
    last = max(tail - 1, 0)
    if colophon := find_colophon(lines, last, plates):
        marks[colophon.start, colophon.end] = ("copyright", "colophon: who publishes the page")
    if bio := find_bio(lines, last):
        marks[bio.start, bio.end] = ("other", "author: who signs the report, below it")
    if slogan := find_slogan(
        [line for line in lines[tail:] if (line.start, line.end) not in marks], plates, domains(article.text)
    ):
        marks[slogan.start, slogan.end] = ("masthead", "slogan: a name and a motto below the text")
    for line in lines[:head]:
        for start, end, kind, rule in _beside_day(line, marks):
            marks[start, end] = (kind, rule)
    for line in leftovers(lines, marks, tail):
        marks[line.start, line.end] = ("other", "left over: a few words below the last sentence")
    return tuple(
        Furniture(span=Span(article.id, start, end), kind=kind, rule=rule)
        for (start, end), (kind, rule) in sorted(marks.items())
    )


def _beside_day(
    line: Line, marks: dict[tuple[int, int], tuple[FurnitureKind, str]]
) -> Iterator[tuple[int, int, FurnitureKind, str]]:
    """What stands on a date line and is furniture: the paper's motto, how long the report takes to read, for whom."""
    if (line.start, line.end) in marks or len(line.text) > 120 or not find_days(line.text):
        return
    if (motto := motto_before_day(line)) and (motto.start, motto.end) not in marks:
        yield motto.start, motto.end, "masthead", "motto: before the day"
    at = 0
    for part in re.split(r"(\s*[·•|]\s*)", line.text):
        begin, at = at, at + len(part)
        words = part.strip(" ·•|")
        if (
            words
            and not find_days(words)
            and (found := rules.match(words, "head"))
            and found.kind in ("counter", "follow")
        ):
            yield line.start + begin, line.start + at, found.kind, found.name


def _keep_headline(lines: list[Line], marks: dict[tuple[int, int], tuple[FurnitureKind, str]]) -> None:
    """Take back the mark of a line of the head that reads as a link ("Video: …") where no other can be the headline."""
    head = head_lines(lines)
    if any(headline_like(line) and (line.start, line.end) not in marks for line in head) or len(head) == len(lines):
        return
    for line in head:
        if marks.get((line.start, line.end), ("other", ""))[0] == "related" and headline_like(line):
            del marks[line.start, line.end]
            return


def _marks(
    line: Line, n: int, lines: list[Line], part: rules.Part, text: str
) -> list[tuple[int, int, FurnitureKind, str]]:
    """What a line shows by its own form."""
    foot = part == "foot"
    edge = part != "body"
    if n == 0 and named_header(line.text):
        return [(line.start, line.end, "masthead", "nameplate: a newsletter's header")]
    if found := rules.match(line.text, part):
        return [(line.start, line.end, found.kind, found.name)]
    if is_menu(line.text) or run_together(line.text):
        return [(line.start, line.end, "navigation", "menu: short items in a row")]
    if is_row(line.text, at_edge=edge):
        return [(line.start, line.end, "navigation", "menu: tools of the page in a row")]
    if part != "body" and is_trail(line.text):
        return [(line.start, line.end, "navigation", "label: the way to the page, section by section")]
    if edge and language_switch(line.text):
        return [(line.start, line.end, "navigation", "menu: the page's languages")]
    if foot and (is_section(line.text) or (re.search(r"\s[/|>]\s", line.text) and is_label(line.text))):
        return [(line.start, line.end, "navigation", "label: words of sections only, below the text")]
    if edge and (rule := edge_counter(line.text, first=n == 0, alone=len(lines) == 1)):
        return [(line.start, line.end, "counter", rule)]
    if rule := other_language(line.text, text, at_edge=n < 4 or foot):
        return [(line.start, line.end, "navigation", rule)]
    return [(start, end, "caption", rule) for start, end, rule in captions.find_captions(line, body=part == "body")]
