"""Names of outlets by their form, and labels by their words: what a short line above a headline can be."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from stemma import data
from stemma.article.furniture.lines import named

_SHORT = re.compile(r"\s*\([A-ZÀ-Þ]{2,8}\)$")
"""The initials behind a name: "Kesh Press Agency (KPA)"."""

_FREQUENCY = re.compile(r" \d{2,3}[.,]\d{1,2}(?: ?FM)?$|(?<=\w) FM$")
"""Where a radio station is found, behind its name: "Harbour Radio 98.3"."""

_ADDRESS = re.compile(r"(?:@|\bwww\.|https?://)(?:www\.)?([\w-]+)\.[a-z]{2,}", re.IGNORECASE)

_WORD = re.compile(r"[^\W_][\w’'-]*")


def outlet_like(name: str, *, strong: bool = False) -> bool:
    """Whether a name has a word that outlets' names begin or end with ("Daily …", "… Gazette") and another beside it.
    With `strong`, words that end other names and headlines as often ("… News", "… Post") do not count."""
    if (
        " " not in name
        and name[:1].isupper()
        and any(name.casefold().endswith(e) and len(name) > len(e) + 2 for e in _words()["compounds"])
    ):
        return True
    words = [w.casefold() for w in _WORD.findall(_SHORT.sub("", name)) if w.casefold() != "the"]
    table = _words()
    pair = len(words) > 2 and " ".join(words[-2:]) in table["last_pairs"]
    if len(words) < 2 or (is_label(name) and not pair):
        return False
    final = words[-1].rpartition("-")[2]
    last = final in table["last"] and not (strong and final in table["weak_last"])
    last = last or pair
    first = words[0] in table["first"] and words[0] not in table["weak_first"]
    ends = table["endings"] | table["compounds"]
    ending = any(w.endswith(e) and len(w) > len(e) + 2 for w in words for e in ends)
    middle = any(w in table["middle"] for w in words[1:-1]) and named(name.split()) and " " in name
    return last or first or middle or (ending and not strong)


def known_outlet(name: str) -> bool:
    """Whether a name is that of an outlet of wide reach which means nothing else; agencies, whose names head other
    pages' texts as credits, are none here."""
    table = data.table("outlets.toml")
    return name in table["outlet"]["names"] and name not in table["common"]["names"]


def agency_like(word: str) -> bool:
    """Whether one word is formed as agencies form theirs ("Arpress", "Kavinform")."""
    folded = word.casefold()
    return any(folded.endswith(e) and len(folded) > len(e) + 2 for e in _words()["endings"])


def is_label(line: str) -> bool:
    """Whether a line is made of nothing but words of sections, labels and places ("POLITICS", "Israel News")."""
    folded = line.casefold().strip(" :|-–—•")
    known = sections()
    if folded in known:
        return True
    parts = [p for p in re.split(r"\s*(?:[/|&,+·•›»>:]|\band\b|\by\b|\bet\b|\bund\b)\s*", folded) if p]
    return bool(parts) and all(_label_part(p) for p in parts)


def is_section(line: str) -> bool:
    """Whether a line is the name of a section or label and nothing else ("Latest", "Top stories")."""
    return line.casefold().strip(" :|-–—•") in sections()


def without_legal_form(name: str) -> str:
    """A name without the legal form of a company behind it ("Halm Lines, Inc." is Halm Lines)."""
    words = name.split()
    for n in (3, 2, 1):
        form = " ".join(words[-n:]).casefold().replace(".", "").replace(",", "")
        if len(words) > n and form in _legal_forms():
            return " ".join(words[:-n]).rstrip(",")
    return name


@cache
def _legal_forms() -> frozenset[str]:
    table: dict[str, Any] = data.table("legal_forms.toml")
    return frozenset(form for kind in ("public", "limited", "partnership", "any") for form in table[kind])


def _label_part(part: str) -> bool:
    known = sections()
    if part in known or _place(part):
        return True
    first, _, rest = part.partition(" ")
    if rest and (first in known or _place(first)) and rest in known:
        return True
    start, _, last = part.rpartition(" ")
    return bool(start) and last in known and (start in known or _place(start))


def _place(words: str) -> bool:
    """Whether words are a country or continent, or its adjective."""
    from stemma.data.gazetteer import country, demonym

    title = words.title()
    return country(title) is not None or demonym(title) is not None


def without_frequency(name: str) -> str:
    """The name of a station without where it is found ("Harbour Radio 98.3")."""
    return _FREQUENCY.sub("", name)


def is_translation(words: str) -> bool:
    """Whether words say which tongue a page is turned into or from ("in English", "translated from Dutch")."""
    return any(re.fullmatch(pattern, words, re.IGNORECASE) for pattern in sorted(_words()["translations"]))


def domains(text: str) -> frozenset[str]:
    """The letters of the sites whose addresses a text gives, for comparing them with names."""
    return frozenset(letters(m[1]) for m in _ADDRESS.finditer(text[:200_000]))


def letters(name: str) -> str:
    """The letters and digits of a name, an article before it left out."""
    return re.sub(r"^(?:the\s+)+|[\W_]", "", name.casefold().strip())


def name_shaped(line: str) -> bool:
    """Whether a line is written as a name of one to six words."""
    words = line.split()
    return 1 <= len(words) <= 6 and named(words) and not re.search(r"[.?!:;]$", line)


@cache
def sections() -> frozenset[str]:
    """The words of section labels and menus, casefolded."""
    return frozenset(word.casefold() for word in data.lines("sections.txt"))


@cache
def _words() -> dict[str, frozenset[str]]:
    table: dict[str, Any] = data.table("outlet_words.toml")
    return {k: frozenset(v) for k, v in table.items()}
