"""The frame of a web page: what it shows around its report and metadata do not say: the name above the headline, who
signs and when, who holds the copyright, the name beside the title in ``<title>``.

Extraction keeps the report and drops the frame with the menus, so it is read from the markup, by the same forms by
which a page saved as text is read (`stemma.article.masthead`).

What it gets wrong: names that are pictures, and pages that draw their frame by script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from stemma import data
from stemma.article.furniture.lines import Line
from stemma.article.furniture.names import (
    is_label,
    is_translation,
    known_outlet,
    name_shaped,
    outlet_like,
    without_frequency,
)
from stemma.article.masthead.byline import find_byline
from stemma.article.masthead.outlet import copyright_holder, mixed_case
from stemma.article.masthead.publication import is_date_line

_BLOCKS = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "table", "tr", "td", "section", "article", "header", "footer", "nav", "main"),
        *("aside", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_BARS = r"\s+(?:[|–—·•»-]|::)\s+"
_LONGEST = 160
"""Characters a line of the frame may have."""

_LONGEST_PREFIX = 5
"""Words that stand before a title and are none of it."""

_SHOWN = 2
"""How often a page has its own name besides."""

_SIGNED = 3
"""Lines between headline and report that are kept, at most."""

_LONGEST_SIGNED = 120
"""Characters of one of them."""

_SEARCHED = 400
"""Blocks at the start of a page that are searched for the lines above its report."""


def beside_title(whole: str | None, title: str | None) -> str | None:
    """The name that a page's ``<title>`` puts behind or before the report's own title ("Bridge opens | The Fell
    Review", "The Fell Review: Bridge opens")."""
    if not whole or not title:
        return None
    name = None
    if whole.startswith(title):
        found = re.fullmatch(rf"{_BARS}([^|–—·]{{2,50}})", whole[len(title) :])
        name = without_frequency(found[1].strip()) if found else None
    elif whole.endswith(title):
        found = re.fullmatch(rf"([^|–—·:]{{2,50}}?)(?:{_BARS}|:\s+)", whole[: -len(title)])
        name = found[1].strip() if found and (outlet_like(found[1]) or known_outlet(found[1])) else None
    return name if name and len(name.split()) <= 5 else None


def behind_title(tree: HtmlElement, whole: str | None) -> str | None:
    """The name at the end of a page's ``<title>`` whose other words are not those of the headline ("Bridge opens at
    last - The Fell Review"): that of an outlet by its form, or one the page has more than once besides."""
    before, bar, name = re.sub(_BARS, "\n", whole or "").rpartition("\n")
    if not bar and name_shaped(name) and name in _lines(tree) and _below_name(tree):
        return without_frequency(name)  # the whole title of the page
    if (is_label(name) or is_translation(name)) and name_shaped(before) and before not in _lines(tree):
        return without_frequency(before)  # "Radio Selm 97.3 - News"
    if not bar or not before or len(name.split()) > 5 or not name_shaped(name) or is_label(name):
        return None
    if outlet_like(name, strong=True) or known_outlet(name):
        return name
    body = tree.find(".//body")
    shown = " ".join(" ".join((body if body is not None else tree).itertext()).split())[:200_000]
    return name if len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", shown)) >= _SHOWN else None


def headline(tree: HtmlElement, title: str | None) -> str | None:
    """The title of a report without what the page's ``<title>`` puts before it ("Print: …", "The Fell Review: …"), when
    the page shows the rest as a line of its own."""
    if below := _below_name(tree):
        return below
    before, found, rest = (title or "").partition(": ")
    if not found or len(before.split()) > _LONGEST_PREFIX or len(rest.split()) < 3:
        return title
    lines = [line for n, line in enumerate(_lines(tree)) if n < _SEARCHED]
    return rest if rest in lines and title not in lines else title


def _below_name(tree: HtmlElement) -> str | None:
    """The headline of a page whose ``<h1>`` is missing or is the site's name (what its ``<title>`` begins with): the
    only ``<h2>`` of a headline's length."""
    whole, first = " ".join((tree.findtext(".//title") or "").split()), next(tree.iter("h1"), None)
    shown = " ".join(first.text_content().split()) if first is not None else ""
    if first is not None and not (name_shaped(shown) and whole.startswith(shown)):
        return None
    second = {
        t for h in tree.iter("h2") if len((t := " ".join(h.text_content().split())).split()) > _LONGEST_PREFIX - 1
    }
    found = second.pop() if len(second) == 1 else None
    return found if found and name_shaped(re.split(_BARS, whole)[0]) else None


def shown_outlet(tree: HtmlElement) -> tuple[str, str] | None:
    """The name a page shows as its own and where: above its headline, or in its copyright line."""
    lines = list(_above(tree))
    first = [x for n, x in enumerate(lines) if _with_article(x) and all(x in o for o in lines[:n])][-1:]
    above = [x for x in lines if name_shaped(x) and (outlet_like(x) or known_outlet(x) or x in first)]
    above = [line for line in above if find_byline(Line(0, len(line), line, False)) is None]
    if len(set(above)) == 1:
        return mixed_case(above[0], tree.text_content()[:200_000]), "the page shows it above the headline"
    dated = (line for line in _lines(tree) if re.search(r"\b\d{4}\b|[Rr]ights [Rr]eserved", line))
    holders = {name for line in dated if (name := copyright_holder(line))} - _picture_agencies()
    if len(holders) == 1:
        return holders.pop(), "the page's copyright line names it"
    return None


def with_signature(tree: HtmlElement, text: str, title: str | None) -> str:
    """`text` with the lines that sign and date the report below its headline, where extraction left them out."""
    kept, above = list[str](), None
    flat = " ".join(text.split())
    for n, (element, line) in enumerate(_blocks(tree)):
        if n > _SEARCHED or len(kept) == _SIGNED or (len(line) > 80 and line[:80] in flat):
            break
        whole = Line(0, len(line), line, False)
        if above and line not in flat and len(line) <= _LONGEST_SIGNED and (find_byline(whole) or is_date_line(whole)):
            kept.append(line)
        elif line == title or (element.tag == "h1" and above is None):
            above = line
    lines = text.split("\n")
    place = next((n + 1 for n, line in enumerate(lines) if " ".join(line.split()) in (above, title)), 0)
    return "\n".join([*lines[:place], *kept, *lines[place:]])


def shown_byline(tree: HtmlElement, text: str) -> str | None:
    """Who signs the report in a line that extraction left out."""
    for n, line in enumerate(_lines(tree)):
        if n > _SEARCHED or (len(line) > 80 and line[:80] in text):
            return None
        if (found := find_byline(Line(0, len(line), line, False))) and line not in text:
            return found.names
    return None


def title_parts(tree: HtmlElement) -> list[str | None]:
    """What bars part in the ``<title>`` of a page."""
    return [*re.split(_BARS, " ".join((tree.findtext(".//title") or "").split()))]


def spelled(name: str, others: list[str | None]) -> str:
    """A name as another place of the page spells it with spaces and capitals ("nesscourier" is "Ness Courier")."""
    letters = re.sub(r"[\W_]", "", name).casefold()
    alike = [o for o in others if o and re.sub(r"[\W_]", "", o).casefold() == letters and " " in o]
    return alike[0] if alike and " " not in name else name


def _with_article(line: str) -> bool:
    """Whether a line is a name that begins with an article ("The Selm Tidings"): no section's, no person's."""
    return line.split()[0] in data.table("en/masthead.toml")["articles"] and 2 < len(line.split()) < _LONGEST_PREFIX


def _picture_agencies() -> frozenset[str]:
    return frozenset(data.table("photo_credits.toml")["agencies"])


def _above(tree: HtmlElement) -> Iterator[str]:
    """The lines above the first headline of the page."""
    headline = next(tree.iter("h1"), None)
    if headline is None:
        return
    for n, (element, line) in enumerate(_blocks(tree)):
        if element is headline or n > _SEARCHED:
            return
        yield line


def _lines(tree: HtmlElement) -> Iterator[str]:
    return (line for _, line in _blocks(tree))


def _blocks(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """The blocks of a page that hold no other block, and the links between them, with their text in one line."""
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag not in _BLOCKS | {"a"}:
            continue
        if element.tag == "a" and element.getparent() is not None and element.getparent().tag == "p":
            continue
        if any(isinstance(c.tag, str) and c.tag in _BLOCKS for c in element.iterdescendants()):
            continue
        line = " ".join(element.text_content().split())
        if len(line) > 1:
            yield element, line
