"""Pages laid out with tables, as the web of the nineties was: cells that hold a text are turned into divisions and the
line breaks in them into paragraphs, so that extraction sees a text and no table.

A cell holds a text when a line break is doubled in it, or when it has as many characters as a paragraph. Tables of
figures stay.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

_LONG = 400
"""Characters of a cell that is no cell of figures."""

_BREAK = "\u2028"
_PARTS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th"})
_INLINE = frozenset({"b", "strong", "i", "em", "font", "a", "span", "u", "small", "big", "br"})


def without_layout_tables(tree: HtmlElement) -> HtmlElement:
    """`tree`, changed in place."""
    cells = [cell for cell in tree.iter("td") if next(cell.iter("table"), None) is None and _holds_text(cell)]
    for cell in cells:
        _paragraphs(cell)
    for table in {id(t): t for cell in cells for t in cell.iterancestors("table")}.values():
        for part in list(table.iter(*_PARTS)):
            if part.tag != "table" or part is table:
                part.tag = "div"
    return tree


def _holds_text(cell: HtmlElement) -> bool:
    for br in cell.iter("br"):
        following = br.getnext()
        if following is not None and following.tag == "br" and not (br.tail or "").strip():
            return len(cell.text_content()) > _LONG // 4
    return len(re.sub(r"\s+", " ", cell.text_content())) > _LONG


def _paragraphs(cell: HtmlElement) -> None:
    """The text between line breaks as paragraphs, where nothing but words and line breaks stands in the cell."""
    if any(child.tag not in _INLINE for child in cell if isinstance(child.tag, str)):
        return
    for br in cell.iter("br"):
        br.tail = _BREAK + (br.tail or "")
    lines = cell.text_content().split(_BREAK)
    cell.text = None
    for child in list(cell):
        cell.remove(child)
    for line in lines:
        if words := " ".join(line.split()):
            etree.SubElement(cell, "p").text = words
