"""The head of a page: which short lines above the report are labels and nameplates, and which one is the headline.

A line above a headline is a label when it is made of section and place words only, and a nameplate when it stands
against a menu, names an edition, has the form of an outlet's name, or names what the report elsewhere calls itself.
All others stay: a kicker or a deck may be reporting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from stemma import data
from stemma.article.days import clock_pattern, find_days
from stemma.article.furniture.lines import Line, named
from stemma.article.furniture.names import (
    domains,
    is_label,
    is_translation,
    known_outlet,
    letters,
    name_shaped,
    outlet_like,
    without_frequency,
    without_legal_form,
)
from stemma.article.furniture.rows import mail_header
from stemma.data import words
from stemma.model import FurnitureKind, Span

DEEPEST = 12
"""Lines a head has at most."""

NAME_ABOVE = "name: first of the page, above a label or a day"
"""The rule by which a name is the page's own, or its kicker: what it names needs to be borne out."""

_EDITION = re.compile(r"\bedition\b|\bedición\b|\bedição\b|\bédition\b|\bausgabe\b|\bedizione\b", re.IGNORECASE)
DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.){1,3}[a-z]{2,12})(?:/\S*)?", re.IGNORECASE)
"""The address of a site and nothing else."""

_MOTTO = re.compile(r"(.{3,50}?)(?:\s[–—-]\s|[,:]\s).{0,60}\b(?:since|est\.?|founded)(?: in)? \d{4}$", re.IGNORECASE)
_PAPER_FOR = re.compile(
    r"(?:(?:the|a|an|your|our) )?(?:[\w’'-]+ ){0,3}(?:weekly|monthly|daily|newspaper|paper|journal|magazine|newsletter"
    r"|letter|voice|organ|gazette|bulletin|review|guide|home|station|agency"
    r"|broadcaster|portal)(?: [\w’'-]+)? (?:of|for|on|about|from) [^.!?:|]{3,60}",
    re.IGNORECASE,
)
"""How a motto says whom a paper is for: "The weekly of the southern coast"."""

_NUMBERED = re.compile(
    r"\b(?:no\.?|nr\.?|nº|n°|#|issue|vol\.?|volume|number|year|edition)\s?(?:no\.?\s?)?(?:\d[\d,.]{0,6}|[IVXLCM]{1,8})\b",
    re.IGNORECASE,
)
"""The number of an issue: "No. 45", "Vol. 12", "Year CXII"."""

_COUNTED = re.compile(
    rf"{_NUMBERED.pattern}|\b(?:pages?|pp?\.|column|col\.|price)\s?\d[\d.,]*|\b\d{{1,3}} pages", re.IGNORECASE
)
"""What counts the numbers and pages of a paper."""

_HEADER = re.compile(r"(?P<name>[^|/:,–—#]{2,40}?)(?:\s*[|/:,]\s+|\s+[–—-]\s+|\s+(?=#\d))(?P<rest>\S.*)")
"""The first line of a page: a name and what it says of itself."""

_AGED = re.compile(r"(?:est\.?|established|founded|(?:[\w’'-]+ ){0,3}since)(?: in)? \d{4}\W*", re.IGNORECASE)
_MOTTO_WORDS = 8
_YOURS = re.compile(
    r"(?:your|our) (?:[\w’'-]+ ){0,3}(?:daily|weekly|paper|newspaper|news|journal|magazine|newsletter|letter|radio"
    r"|station|site|voice)",
    re.IGNORECASE,
)
_STEPS = re.compile(r"\s*[|•·›»]\s*|\s+[/>]\s+")
_BARRED = re.compile(r"(?P<name>(?:\S+ ){0,3}\S+)\s+(?:\||(?P<dash>[–—-]))\s+(?P<behind>(?:\S+ ){0,4}\S+)")
_RELEASE = re.compile(
    r"(?:press|media|news) (?:release|notice|statement)\b|for immediate release\b"
    r"|(?:release|notice|communiqu[eé]|bulletin) (?:no|nr|number)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|from|par|von|por|di|door|av|autor|author|posted by|written by|story by)\b:? ", re.IGNORECASE
)
_SELF = r"(?:told|to|by|with|for|©|copyright|the|follow|our|seen by|at|of)\s+(?:the\s+)?"


def head_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines before the report begins: before the first that reads as running text."""
    out: list[Line] = []
    for line in lines[:DEEPEST]:
        if line.prose and not (line.text.isupper() and dated(line.text)):
            break
        out.append(line)
    return out


def headline_like(line: Line) -> bool:
    """Whether a line could be a headline: three to 25 words, at most 200 characters, no full stop, no date or
    byline."""
    if not 3 <= len(line.words) <= 25 or len(line.text) > 200 or line.text[-1] in ".,;:" or _BYLINE.match(line.text):
        return False
    return not dated(line.text)


_LEADS_TO_DAY = re.compile(
    r"[a-z] (?:from|until|till|by|before|after|since|for|(?<!edition )(?<!issue )(?<!version )of)(?: the)? $"
)
_SENTENCE_END = re.compile(r"[^\W\d_]{3,}\.$")


def dated(text: str) -> bool:
    """Whether a line is there for its date: little is left of it without day and hour."""
    days = find_days(text)
    if not days or len(text) > 120:
        return False
    if _SENTENCE_END.search(text) and len(text.split()) > 6:
        return False
    if not stamp_words().search(text) and all(_LEADS_TO_DAY.search(text[: day.start]) for day in days):
        return False  # "Truce from 1 November" is news of a day
    rest = text
    if stamp_words().search(text) is None:  # "Vol. 12 No. 45 … Page 3" is counted with the day
        rest = _COUNTED.sub(lambda m: " " * len(m[0]), text)
    for day in reversed(days):
        rest = rest[: day.start] + " " + rest[day.end :]
    besides = re.findall(r"\w[\w’'.]*", clock_pattern().sub(" ", stamp_words().sub(" ", rest)))
    apart = re.search(r"[.,|·–—-]\s*$", text[: days[0].start]) is not None and days[-1].end == len(text.rstrip())
    issue = _NUMBERED.search(text) is not None  # "No. 45 · 14 June 2026 · The paper that is passed from hand to hand"
    return len(besides) <= (9 if apart or issue else 6)


@cache
def stamp_words() -> re.Pattern[str]:
    """The words before a date that say whether it is of the first or a later version."""
    table = data.table("en/masthead.toml")
    either = sorted({*table["published"], *table["updated"]}, key=lambda w: (-len(w), w))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, either))})\b:?", re.IGNORECASE)


def labels(
    bare: Sequence[Line], lines: Sequence[Line], menus: set[int], text: str, title: Span | None
) -> Iterator[tuple[Line, FurnitureKind, str]]:
    """The labels and nameplates in the head. `bare` are the lines not marked yet, `menus` the places where menus
    start."""
    head = head_lines(bare)
    at = {line.start: n for n, line in enumerate(lines)}
    for n, line in enumerate(head):
        if title and line.start >= title.start:
            return
        if is_label(line.text) and len(line.words) <= 5 and len(lines) > at[line.start] + 1:
            yield line, "navigation", "label: words of sections and places only"
            continue
        if line.text.casefold() in words("press_desks.txt"):
            yield line, "navigation", "label: the desk that issues press releases"
            continue
        if n == 0 and name_shaped(line.text) and any(mail_header(o.text) for o in lines[at[line.start] + 1 :][:1]):
            yield line, "masthead", "nameplate: a name above a newsletter's header"
            continue
        later = [other for other in head[n + 1 :] if headline_like(other)]
        if n + 1 == len(head) or not (title or later):
            return
        if n == 0 and (plate := _numbered_header(line, lines[at[line.start] + 1 :])):
            yield plate, "masthead", "nameplate: a name with its number, age or motto"
            continue
        if _trail(line.text):
            if n == 0 and not is_label(_STEPS.split(line.text)[0]):
                yield line, "masthead", NAME_ABOVE
                continue
            yield line, "navigation", "label: the way to the page, section by section"
            continue
        if dated(line.text) or _BYLINE.match(line.text):
            continue
        beside = [lines[m].start for m in (at[line.start] - 1, at[line.start] + 1) if 0 <= m < len(lines)]
        if DOMAIN.fullmatch(line.text):
            yield line, "masthead", "nameplate: the address of a site"
        elif (name := _MOTTO.match(line.text)) and outlet_like(name[1]):
            yield line, "masthead", "nameplate: a name and how old it is"
        elif _issues_release(line, lines[: at[line.start]], lines[at[line.start] + 1 :]):
            yield line, "masthead", "nameplate: who issues a press release"
        elif n == 0 and (barred := _BARRED.fullmatch(line.text)) and _name_and_part(barred):
            yield line, "masthead", "nameplate: a name and its section or initials behind a bar"
        elif name_shaped(line.text) and any(start in menus for start in beside):
            yield line, "masthead", "nameplate: a name beside a menu"
        elif _EDITION.search(line.text) and len(line.words) <= 8 and not line.closed:
            yield line, ("masthead" if len(line.words) > 2 else "navigation"), "nameplate: names an edition"
        elif name_shaped(line.text) and len(line.words) <= 5 and _nameplate(line.text, text, line.end):
            yield line, "masthead", "nameplate: the form of an outlet's name"
        elif name_shaped(line.text) and _initials_signed(line, text):
            yield line, "masthead", "nameplate: the dateline has its initials"
        elif (
            n == 0
            and len(line.words) <= 5
            and name_shaped(line.text)
            and _heads_page(line, lines[at[line.start] + 1])
            and any(len(other.words) >= 5 for other in later)
            and not _spoken_of(line, text)
        ):
            yield line, "masthead", NAME_ABOVE
        elif headline_like(line):
            return


def find_motto(lines: Sequence[Line], marks: Mapping[tuple[int, int], tuple[FurnitureKind, str]]) -> Line | None:
    """The motto below the nameplate: a line that says whom the paper is for, or any few words between the nameplate
    and a menu of sections, where another line below can be the headline."""
    head = head_lines(lines)
    for n, line in enumerate(head[1:4], 1):
        above, own = (marks.get((other.start, other.end)) for other in (head[n - 1], line))
        after = lines[n + 1] if n + 1 < len(lines) else line
        below = marks.get((after.start, after.end), ("other", ""))
        if own or not above or above[0] != "masthead" or line.closed or len(line.words) > 12:
            continue
        if dated(line.text) or _BYLINE.match(line.text):
            continue
        later = [o for o in head[n + 1 :] if headline_like(o) and (o.start, o.end) not in marks]
        # Against its name and above a menu any few words: a headline stands apart from the name.
        against = not line.gap and after.gap and len(line.words) <= 8 and below[1].startswith("menu: short items")
        if later and (_PAPER_FOR.fullmatch(line.text) or _AGED.fullmatch(line.text) or against):
            return line
    return None


def _trail(text: str) -> bool:
    """Whether a line is the way to the page: two short items or more with signs between, one of them a section."""
    items = [i.strip() for i in _STEPS.split(text) if i.strip()]
    if (
        not 2 <= len(items) <= 6
        or len(text.split()) > 10
        or find_days(text)
        or not all(len(i.split()) <= 3 for i in items)
    ):
        return False
    return named([i.split()[0] for i in items]) and any(is_label(i) for i in items)


def _numbered_header(line: Line, below: Sequence[Line]) -> Line | None:
    """The name that heads a page, where its number, age, edition or motto stands behind or under it: "KVARNA" above
    "Monthly of the fells / No. 45 / 12 November 2024", "Kvarna | 12 November 2024 | Issue 45"."""
    if name_shaped(line.text) and len(line.words) <= 5 and not is_label(line.text) and not dated(line.text):
        under = below[0] if below else None
        if under and len(under.text) <= 120 and not under.closed and _own_line(under.text):
            return line
        return None
    found = _HEADER.fullmatch(line.text)
    if not found or line.closed or len(line.text) > 120:
        return None
    if DOMAIN.fullmatch(found["name"]) and dated(found["rest"]):
        return Line(line.start, line.start + len(found["name"]), found["name"], line.gap)
    if not name_shaped(found["name"]) or is_label(found["name"]):
        return None
    plain = without_frequency(found["name"])
    aired = outlet_like(plain, strong=True) or plain != found["name"]
    if aired and found["rest"][0].islower() and len(found["rest"].split()) <= _MOTTO_WORDS:
        return line  # "Radio Selm 101.3 - the voice of the fells"
    if _YOURS.fullmatch(found["rest"]) or _PAPER_FOR.fullmatch(found["rest"]):
        return line
    own = _NUMBERED.search(found["rest"])
    return Line(line.start, line.start + len(found["name"]), found["name"], line.gap) if own else None


def _name_and_part(barred: re.Match[str]) -> bool:
    """Whether a line parted by a bar is a name and a section of it, its initials, or the tongue it is turned into:
    "Selm Post | Sport", "Selm Post - in English", "SPA - Selm Press Agency". A dash stands in headlines too, so that
    behind one only these count."""
    name, behind = barred["name"], barred["behind"]
    if not name_shaped(name) or is_label(name):
        return False
    return (
        barred["dash"] is None
        or is_label(behind)
        or is_translation(behind)
        or are_initials(name, behind)
        or are_initials(behind, name)
    )


def are_initials(short: str, name: str) -> bool:
    """Whether a word in capitals is made of the initials of a name ("SPA" of "Selm Press Agency")."""
    return len(short) > 2 and short.isupper() and short == "".join(w[0] for w in name.split() if w[0].isupper())


def _own_line(text: str) -> bool:
    """Whether a line says which number of a paper it heads, how old it is, which edition, or whom it is for."""
    parts = [part for part in re.split(r"\s*[|/·•]\s*|\s+[–—-]\s+", text) if part]
    if len(parts) == 1 and (_AGED.fullmatch(text) or (_EDITION.search(text) and len(text.split()) <= 8)):
        return True
    if any(_PAPER_FOR.fullmatch(part) or _YOURS.fullmatch(part) for part in parts):
        return True
    return len(parts) > 1 and any(_NUMBERED.fullmatch(part) for part in parts)


def motto_before_day(line: Line) -> Line | None:
    """The motto a date line begins with: "Monthly of the fells" of "Monthly of the fells / No. 45 / 12 May 2024"."""
    parts = re.split(r"\s*[|/·•]\s*|\s+[–—-]\s+", line.text)
    if len(parts) < 2 or not find_days(line.text) or find_days(parts[0]):
        return None
    if not (_PAPER_FOR.fullmatch(parts[0]) or _YOURS.fullmatch(parts[0])):
        return None
    return Line(line.start, line.start + len(parts[0]), parts[0], line.gap)


def _issues_release(line: Line, above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether a line names who issues a press release: the words for one, or for a press office, stand under it, or,
    where it has the legal form of a company, over it."""
    first = re.split(r"\s+/\s+", line.text)[0]  # the other parts are the name in other languages
    name = without_legal_form(first)
    if not name_shaped(name):
        return False
    near = [*below[:3], *(above[-1:] if name != first else [])]
    return any(
        _RELEASE.match(other.text) or other.text.partition(",")[0].casefold() in words("press_desks.txt")
        for other in near
    )


def _heads_page(line: Line, below: Line) -> bool:
    """Whether the line below is a label, or a day that no author's name stands above."""
    if is_label(below.text) or _trail(below.text):
        return True
    return dated(below.text) and (len(line.words) == 1 or line.words[0].casefold() == "the")


def _initials_signed(line: Line, text: str) -> bool:
    """Whether the dateline of the report names the initials of a name: "KESH PRESS BUREAU" and "KESH, May 3 (KPB)"."""
    letters = "".join(w[0] for w in line.words if w[0].isupper())
    if len(letters) < 3:
        return False
    start = text[line.end : line.end + 1500]
    return re.search(rf"(?:[(/]|[.,]\s){letters}(?:[)/]|\s?[-–—]|\.)", start) is not None


def _spoken_of(line: Line, text: str) -> bool:
    """Whether the report has a longer word of a line as a word of its own, in small letters: then it is its subject."""
    rest = text[line.end : line.end + 200_000]
    return any(
        re.search(rf"(?<![\w@./]){re.escape(word.casefold())}", rest) for word in re.findall(r"[^\W\d_]{4,}", line.text)
    )


def _nameplate(name: str, text: str, end: int) -> bool:
    """Whether a name above the headline is an outlet's: by its words, because the report calls itself so, or as two
    matters that are no section and no subject of the report ("FLEET & HARBOUR")."""
    if outlet_like(name) or known_outlet(name) or letters(name) in domains(text):
        return True
    rest = text[end : end + 200_000]
    if (
        len(name) > 3
        and re.search(rf"(?:{_SELF}|\(){re.escape(name)}\b", rest, re.IGNORECASE)
        and name.casefold() != name
    ):
        return (
            re.search(
                rf"(?:(?:told|seen by|©|copyright|follow)\s+(?:the\s+)?|\(){re.escape(name)}\b", rest, re.IGNORECASE
            )
            is not None
        )
    parts = re.split(r"\s+&\s+", name)
    if len(parts) != 2 or len(name.split()) > 4:
        return False
    own = [p for p in parts if not is_label(p)]
    return bool(own) and not any(re.search(rf"\b{re.escape(p)}", rest, re.IGNORECASE) for p in own)
