"""Captions: picture texts that end in a credit, alone on a line or glued to the paragraph below them
("Anna Lind (Jo Berg/Orlan)Two people died …"), and lines that are nothing but a credit.

A credit is a photographer and an agency with a slash between, a photographer "for" a newspaper, an agency of pictures,
or words that say so ("Photo:", ``data/photo_credits.toml``). A caption glued to a paragraph is taken only up to the
closing bracket.

What it gets wrong: captions without a credit look like headings and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from stemma import data
from stemma.article.days import find_days
from stemma.article.furniture.lines import Line, named
from stemma.article.furniture.names import known_outlet, outlet_like

LONGEST = 320
"""Characters a caption may have."""

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,120})[)\]]")
_FILE_PHOTO = re.compile(r"FILE(?: PHOTO)?\s*(?:[-–—:]+|PHOTO)\s")
_THIS_PHOTO = re.compile(
    r"(?:In )?[Tt]h(?:is|ese)\b.{0,60}?\b(?:photos?|images?|pictures?|frame|frames|grab|still|combination|handout)\b"
)
"""How the captions of news agencies begin (AP Stylebook, "Photo captions")."""

_GIVEN = re.compile(r"(?:Courtesy|Handout|Provided|Supplied|Submitted|Contributed)(?: photo)?(?: of| by| from|:|/)\s.+")
_RULE_FILE = "caption: of a picture on file"
_RULE_BESIDE = "caption: begins or ends with the picture's agency"
_RULE_CREDIT = "caption: ends in a picture credit"
_RULE_GLUED = "caption: picture credit glued to the text"
_RULE_ALONE = "caption: nothing but a picture credit"


def find_captions(line: Line, *, body: bool = False) -> Iterator[tuple[int, int, str]]:
    """The captions of a line as (start, end, rule). In the `body` of a report, below its first sentences, a line that
    no full stop closes is one as well when it begins with the picture's agency or ends with it in capitals."""
    if _FILE_PHOTO.match(line.text) and len(line.text) <= 600:
        yield line.start, line.end, _RULE_FILE
        return
    if _THIS_PHOTO.match(line.text) and len(line.text) <= 700 and _given_in_brackets().search(line.text):
        yield line.start, line.end, _RULE_CREDIT
        return
    if (
        body
        and not line.closed
        and len(line.text) <= LONGEST
        and len(line.words) >= 5
        and _beside_agency().search(line.text)
    ):
        yield line.start, line.end, _RULE_BESIDE
        return
    behind = re.split(r"[.!?]\s+", line.text)[-1]
    if len(line.text) <= LONGEST and (
        any(pattern.search(line.text) for pattern in _credits_behind())
        or (behind != line.text and "/" in behind and alone(behind))
    ):
        yield line.start, line.end, _RULE_CREDIT
        return
    if alone(line.text):
        yield line.start, line.end, _RULE_ALONE
        return
    for bracket in _BRACKETS.finditer(line.text[:LONGEST]):
        strength = _credit(bracket[1])
        if not strength:
            continue
        before, after = line.text[: bracket.start()].strip(), line.text[bracket.end() :]
        if not after.strip(" ."):
            if len(line.text) <= LONGEST and (strength > 1 or (_caption_words(before) and not find_days(before))):
                yield line.start, line.end, _RULE_CREDIT
        elif _caption_words(before) and _begins_text(after, strength):
            yield line.start, line.start + bracket.end(), _RULE_GLUED
            return


def alone(text: str) -> bool:
    """Whether a line is nothing but a picture credit ("Photo: Jo Berg", "Jo Berg/Orlan", "Orlan via Getty Images")."""
    words = text.split()
    if not 0 < len(words) <= 14 or (text[-1] in ".?!" and len(words) > 6):
        return False
    bare = text.strip("()[] ")
    if (
        (maker := _maker_behind().fullmatch(bare))
        and 1 < len(maker[1].replace("/", " ").split()) <= 6
        and named(maker[1].split())
    ):
        return True
    if bare.casefold() in _alone():
        return True
    if _photo_lead().match(bare):
        return True
    parts = [p.strip() for p in re.split(r"[/|]", bare)]
    barred = "|" in bare  # "Ada Holm | Selm Online" signs a report
    if (
        2 <= len(parts) <= 4
        and not find_days(bare)
        and all(1 <= len(p.split()) <= 5 and named(p.split()) for p in parts)
    ):
        last = re.sub(r" (?:for|via|file)\b.*$", "", parts[-1])
        if {last, parts[0].title()} & _agencies() or (
            len(parts) == 2 and not barred and 2 <= len(parts[0].split()) <= 3 and outlet_like(last)
        ):
            return True
    return bool(re.search(r"\bvia (?:Getty Images|AP|Reuters|AFP|Storyful|Twitter|Facebook)$", bare)) and named(
        words[:2]
    )


def _credit(inside: str) -> int:
    """How surely the inside of a bracket is a picture credit: 2 on its face, 1 by the place it stands in, 0 not."""
    inside = inside.strip()
    if _photo_lead().match(inside) or re.search(rf"\b(?:{_words()})$", inside, re.IGNORECASE):
        return 2
    if _GIVEN.match(inside):
        return 2
    for word in (" for ", " via "):
        maker, found, taker = inside.partition(word)
        if found and 2 <= len(maker.split()) <= 4 and named(maker.split()) and _publisher(taker):
            return 2
    left, slash, right = inside.partition("/")
    if (
        slash
        and left
        and right
        and named(left.split())
        and named(right.split())
        and not re.search(r"\d{3}|^\d+$", left)
    ):
        known = any(part.strip(" ,") in _agencies() for part in (left, right, right.rpartition("/")[2]))
        return 2 if known or 2 <= len(left.split()) <= 4 else 1
    return 1 if inside in _agencies() else 0


def _publisher(name: str) -> bool:
    """Whether a name behind "for" or "via" in a bracket is one that pictures are made for."""
    name = name.partition("/")[0].partition(" via ")[0].strip()
    return outlet_like(name) or known_outlet(name) or name in _agencies()


def _caption_words(before: str) -> bool:
    """Whether the words before a credit are a caption: a few, with no sentence closed among them, not a dateline."""
    words = before.split()
    if not 1 <= len(words) <= 30 or before.upper() == before or before[-1] in ".:;,!?—–-":
        return False
    return not re.search(r"[.!?][\"”’]?\s+[A-ZÀ-Þ\"“]", re.sub(r"\b[A-Z][a-z]{0,4}\.", "", before))


def _begins_text(after: str, strength: int) -> bool:
    """Whether a new text begins after the credit: a capital right behind the bracket, or behind a space when the
    credit is one on its face."""
    begun = after.lstrip()
    if not begun or not (begun[0].isupper() or begun[0] in "\"“‘«'"):
        return False
    return begun[0] == after[0] or strength > 1


@cache
def _words() -> str:
    return "|".join(sorted(map(re.escape, data.table("photo_credits.toml")["words"]), key=lambda w: (-len(w), w)))


@cache
def _credits_behind() -> tuple[re.Pattern[str], ...]:
    """Credits behind a caption or alone, by a word that says so: "The Alma at her berth. Photograph: Jo Berg/Orlan",
    "The Alma in 2019. Photo: courtesy of the owner", "The Alma - Photo by Jo Berg", "Credit...Jo Berg for The Fell
    Review", "The Alma. File photo"."""
    surely = "|".join(map(re.escape, data.table("photo_credits.toml")["surely"]))
    name = r"[A-ZÀ-Þ][^.!?]{2,60}"
    return (
        re.compile(rf"[.!?]\s+(?i:{_words()})(?: by| credit)?:\s*{name}$"),
        re.compile(rf"[.!?|]\s+(?i:{surely})(?: by| credit)?:\s*[^.!?:]{{3,60}}$"),
        re.compile(rf"(?:[.!?|]|\s[–—-])\s+(?i:{surely}) (?:by|from|via|courtesy of)\s{name}$"),
        re.compile(rf"(?:^|[.!?”\"]\s*)(?:Photo )?[Cc]redit(?:\.\.\.|…)\s?{name}$"),
        re.compile(rf"(?:^|[.!?|]\s+|\()(?i:file) (?i:{surely})\)?\.?$|^(?i:file) (?i:{surely})\b[^.:]{{2,120}}$"),
    )


@cache
def _photo_lead() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_words()})\b(?: (?:by|of|from|credit|source|caption))?\s*[:/©].{{1,100}}"
        rf"|(?:{_words()}) (?:by|credit|courtesy)\b.{{1,80}}"
        rf"|.{{1,60}}[/,|]\s?(?:{_words()})|©.{{1,60}}|AP Photo\b.{{0,60}}",
        re.IGNORECASE,
    )


@cache
def _maker_behind() -> re.Pattern[str]:
    """ "Photo Jo Berg", "Photograph Jo Berg / Orlan": a word for a picture and who made it."""
    surely = "|".join(map(re.escape, data.table("photo_credits.toml")["surely"]))
    return re.compile(rf"(?i:{surely})s? ([A-ZÀ-Þ][^.:!?]{{3,50}})")


@cache
def _agencies() -> frozenset[str]:
    return frozenset(data.table("photo_credits.toml")["agencies"])


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))


@cache
def _given_in_brackets() -> re.Pattern[str]:
    """A credit in brackets behind a caption, whoever made the picture ("(The ministry's press office via AP)")."""
    names = _either(_agencies())
    maker = r"[(\[](?:[^()\[\]]{0,120}(?:\bvia |/\s?))?"
    return re.compile(rf"{maker}(?:{names})[)\]](?:\s*[(\[][^()\[\]]{{0,60}}[)\]])?$")


@cache
def _beside_agency() -> re.Pattern[str]:
    """ "AFP The ferry at her berth", "Getty - Contributor The ferry …", "The ferry at her berth AFP"."""
    pictures = data.table("photo_credits.toml")["beside"]
    # Behind a caption a name of one word is written in capitals; else it is a word of the sentence.
    names, last = _either(pictures), _either({p if " " in p else p.upper() for p in pictures})
    first = rf"(?:{names})(?: ?[•/] ?[A-Z]{{2,}}| - Contributor)? (?=[A-ZÀ-Þ])"
    return re.compile(rf"^{first}|\w (?:{last})$")


@cache
def _alone() -> frozenset[str]:
    return frozenset(data.table("photo_credits.toml")["alone"])
