"""Rows of page tools: print, text size, accessibility, legal pages and the header of a newsletter, their items parted
by bars or wide gaps ("Legal notice   Cookies   Site map", "No. 12 | View in browser"), and the way to a page,
section by section ("Ministry > Press room > Notes").

A row whose items are all known is marked wherever it stands; one with an item of other words only at the edge of a
page, and then at least two items must be tools. The tools are those of ``data/page_tools.txt``.

What it gets wrong: a row of tools in words of the site's own stays.
"""

from __future__ import annotations

import re
from functools import cache

from stemma.article.days import find_days
from stemma.article.furniture import rules
from stemma.article.furniture.lines import named
from stemma.article.furniture.menus import menu_words
from stemma.article.furniture.names import is_label, name_shaped
from stemma.data import words

_GAPS = re.compile(r"\s*[|·•›»]\s*|\s{2,}|\s+/\s+")
_ARROWS = re.compile(r"\s*[›»]\s*|\s+(?:>{1,2}|->|→)\s+")
_SIZE = r"[aA][-+−–]{0,2}"
_SIZES = re.compile(rf"(?:(?:text|font) size\s?:?\s+)?{_SIZE}(?:\s+{_SIZE})*(?!\w)", re.IGNORECASE)
_COUNTED = re.compile(r"\s*\(?\d{1,4}\)?$")
_NUMBER = re.compile(
    r"(?:no\.?|nr\.?|nº|n°|#|issue|vol\.?|volume|edition|number)\s?(?:no\.?\s?)?[\d,.]{1,7}", re.IGNORECASE
)
_BYLINE = re.compile(r"(?:by|from|reporting by|written by|edited by)\b", re.IGNORECASE)
_MAIL = re.compile(
    r"\b(?:unsubscribe|browser|(?:view|read) (?:it )?(?:online|on the web)|web version)\b", re.IGNORECASE
)
_LANGUAGE_PAGES = re.compile(
    r"(\S+(?: \S+)?) (?:pages?|edition|version|service|section|site|website|desk)", re.IGNORECASE
)


def is_row(line: str, *, at_edge: bool) -> bool:
    """Whether a line is two items or more that the page offers for its own use. With `at_edge` other words may stand
    beside two such items, but no name: it could be who signs, or whose page it is."""
    if len(line) > 300 or any(any(c.isdigit() for c in line[d.start : d.end]) for d in find_days(line)):
        return False
    if (sizes := _SIZES.match(line)) and re.search(r"[aA][-+]", sizes[0]):
        rest = re.sub(rf"(?<!\w){_SIZE}(?!\w)", " ", line).split()
        if all(_tool(w) or _word(w) for w in rest):
            return len(line.split()) > 1
    items = [i for i in (part.strip(" -.:,") for part in _GAPS.split(line)) if i]
    if not 2 <= len(items) <= 16:
        return False
    tools = sum(_tool(i) for i in items)
    others = [i for i in items if not _tool(i) and not _word(i)]
    if not others:
        return any(_tool(i) and not _NUMBER.fullmatch(i) for i in items)
    spoken = any(named(i.split()) or _BYLINE.match(i) or len(i.split()) > 9 for i in others)
    return at_edge and tools >= 2 and len(others) <= tools / 2 and not spoken


def mail_header(line: str) -> bool:
    """Whether a line is the header of a newsletter: a row with the way to its browser version or out of its list."""
    return _MAIL.search(line) is not None and (is_row(line, at_edge=True) or line.casefold() in words("page_tools.txt"))


def named_header(line: str) -> str:
    """The name that the header of a newsletter begins with ("Harbour Brief | No. 12 | View online"), or ""."""
    name, *rest = [i.strip() for i in _GAPS.split(line)]
    return name if _MAIL.search(line) and name_shaped(name) and rest and all(_tool(i) for i in rest) else ""


def is_trail(line: str) -> bool:
    """Whether a line is the way to a page by arrows, three steps or more: "Ministry of Ports > Press room > Notes"."""
    steps = [s.strip() for s in _ARROWS.split(line)]
    return (
        3 <= len(steps) <= 7
        and all(0 < len(s.split()) <= 8 and (s[0].isupper() or s[0].isdigit()) for s in steps)
        and any(is_label(s) or s.casefold() in words("press_desks.txt") for s in steps)
        and not re.search(r"[.!?][\"”’]?$", line)
    )


def language_switch(line: str) -> bool:
    """Whether a line names the pages in a language ("English pages") or lists the codes of languages ("ES EN FR")."""
    if found := _LANGUAGE_PAGES.fullmatch(line):
        return found[1].casefold() in words("language_names.txt")
    names = [n for part in _GAPS.split(line) if (n := part.strip().casefold())]
    if len(names) > 1 and all(name in words("language_names.txt") for name in names):
        return True
    codes = [c for c in re.split(r"[\s|/·•,]+", line) if c]
    return (
        2 <= len(codes) <= 12
        and line.upper() == line
        and "EN" in codes
        and len(set(codes)) == len(codes)
        and all(c.lower() in _codes() for c in codes)
    )


def _tool(item: str) -> bool:
    folded = _COUNTED.sub("", item).casefold()
    if folded in words("page_tools.txt") or _SIZES.fullmatch(item) or _NUMBER.fullmatch(item):
        return True
    found = rules.match(item, "body")
    return found is not None and found.kind != "caption" and (found.kind == "follow" or len(item.split()) <= 4)


def _word(item: str) -> bool:
    folded = _COUNTED.sub("", item).casefold()
    return folded in menu_words() or folded in ("yes", "no")


@cache
def _codes() -> frozenset[str]:
    from babel.localedata import locale_identifiers

    return frozenset(name for name in locale_identifiers() if len(name) == 2)
