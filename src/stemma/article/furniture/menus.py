"""Menus and switches: rows of short items ("Home | News | Sport"), numbers alone at the top or the bottom of a page,
and a word in another script or the name of a language, by which a reader goes to the page in that language."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from stemma.article.days import find_days
from stemma.article.furniture.lines import named
from stemma.article.furniture.names import sections
from stemma.data import words

_BARS = re.compile(r"\s*[|·•›»]\s*|\s+[/>]\s+")


def is_menu(line: str) -> bool:
    """Whether a line is three short items or more in a row, one of them at least a word of menus or sections."""
    if len(line) > 300:
        return False
    items = [i.strip(" -+.:") for i in _BARS.split(line)]
    items = [i for i in items if i]
    if len(items) < 3 or find_days(line) or any(len(i) > 32 or len(i.split()) > 5 for i in items):
        return False
    known = sum(_menu_word(i) for i in items)
    return known >= 2 or (known == 1 and all(named(i.split()[:1]) for i in items))


def items_in_row(line: str) -> bool:
    """Whether a line is three items or more with bars between, each of a few words and with a capital, whatever they
    say: a menu where a menu stands."""
    items = [i.strip() for i in re.split(r"\s[|·•]\s", line)]
    return (
        len(line) <= 160
        and len(items) >= 3
        and not find_days(line)
        and all(0 < len(i.split()) <= 3 and i[0].isupper() and not re.search(r"\d|[.!?,]", i) for i in items)
    )


def run_together(line: str) -> bool:
    """Whether a line is a menu whose signs were lost ("News Sport Obituaries Jobs"): three items or more that are words
    of menus, each with a capital and nothing between; where menus begin with the first, a third may be other words."""
    row = line.split()
    if not 3 <= len(row) <= 16 or not all(w[0].isalnum() for w in row) or re.search(r"[^\w\s&’'-]", line):
        return False
    at = items = known = 0
    while at < len(row):
        fits = (n for n in (3, 2, 1) if at + n <= len(row))
        n = next((n for n in fits if " ".join(row[at : at + n]).casefold() in menu_words()), 0)
        if not any(c.isupper() for c in row[at]) and not (n == 0 and at):
            return False
        known += n
        at += n or 1
        items += n > 0
    return items >= 3 and (known == len(row) or (_leads(row) and known * 3 >= len(row) * 2))


def _leads(row: list[str]) -> bool:
    return any(" ".join(row[:n]).casefold() in words("menu_starts.txt") for n in (1, 2))


@cache
def menu_words() -> frozenset[str]:
    """The words of section labels and menus, and the names of languages."""
    return sections() | frozenset(w.casefold() for w in words("language_names.txt"))


def _menu_word(item: str) -> bool:
    folded = item.casefold()
    return folded in sections() or folded.split()[0] in sections() or folded in words("language_names.txt")


def edge_counter(line: str, *, first: bool, alone: bool) -> str:
    """The rule by which a number at the edge of a page is a counter, "" when it is none. A year stays."""
    if alone or not re.fullmatch(r"\d{1,3}(?:[.,]\d{1,3})?\s?[kKmM]?|\d{5,7}", line):
        return ""
    return "counter: a number alone " + ("above the text" if first else "at the edge of the page")


def other_language(line: str, text: str, *, at_edge: bool) -> str:
    """The rule by which a line is a switch to another language, "" when it is none."""
    if not 1 <= len(line.split()) <= 3:
        return ""
    if at_edge and line.casefold() in words("language_names.txt"):
        return "menu: the name of a language"
    scripts = {s for c in line if (s := _script(c))}
    if at_edge and scripts and "LATIN" not in scripts and not scripts & _scripts(text) and not find_days(line):
        return "menu: a line in another script than the text"
    return ""


def _script(char: str) -> str:
    return unicodedata.name(char, "").split(" ")[0].split("-")[0] if char.isalpha() else ""


@cache
def _scripts(text: str) -> frozenset[str]:
    """The scripts that make up a fifth of a text's letters or more."""
    letters = [s for c in text[:4000] if (s := _script(c))]
    return frozenset(s for s in sorted(set(letters)) if letters.count(s) >= len(letters) / 5)
