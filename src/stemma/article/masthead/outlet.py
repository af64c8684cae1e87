"""Outlets: who published a report, from the report alone.

Each place where a page names its publisher gives a candidate with a weight: nameplates and mottos, lines beside the
byline, copyright and follow-us lines, then the agency in a dateline, then self-references. The heaviest wins, because a
page that carries an agency's text still has its own nameplate; two names of the same weight that differ give none. An
agency named as author ("By ORLAN PRESS") is a credit, not the publisher.

What it gets wrong: agency copy saved without anything of the page around it is given to the agency of its dateline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from anyascii import anyascii

from stemma import data
from stemma.article.days import find_days
from stemma.article.furniture.head import DOMAIN, NAME_ABOVE, are_initials, dated
from stemma.article.furniture.lines import Line, named
from stemma.article.furniture.names import (
    agency_like,
    is_label,
    name_shaped,
    outlet_like,
    without_frequency,
    without_legal_form,
)
from stemma.article.masthead.byline import Byline, beside_day
from stemma.article.masthead.dateline import Dateline
from stemma.article.masthead.selfreference import find_self_reference, fold
from stemma.model import Article, Evidence, Furniture, Outlet, Span

_EDGE = re.compile(r"\s+[–—|·-]\s+|\s*[:|·]\s+|,\s")
_NAME = (
    r"((?:[Tt]he )?[A-ZÀ-Þ0-9][\w&’'.-]{0,40}"
    r"(?: (?:(?:of|the|&|and|de|do|da|di|la|le|du) )?[A-ZÀ-Þ0-9][\w&’'-]{0,40}){0,5})"
)
_CALL = re.compile(
    r"(?i:more from|follow|join|like|find|read|watch|get|on|to|for|in|with|download|get"
    r"|visit|by|support|contact|whatsapp|text|ring|call|phone|message|tell)\s+(?:the\s+)?" + _NAME
)
_DESK = (
    r"(?:news ?desk|newsroom|news room|hotline|tip ?line|editors?|editorial team|news team|reporters|office"
    r"|switchboard|desk)"
)
_NAMES_ITSELF = (
    re.compile(
        rf"(?i:call|ring|phone|text|contact|e-?mail|tell|message|reach|alert)\s+(?i:the\s+)?{_NAME}(?:[’']s?)?\s+(?i:{_DESK})\b"
    ),
    re.compile(rf"(?i:(?:download|get|install|open|try)\s+(?:the\s+)?){_NAME}(?:[’']s?)?\s+(?i:app)\b"),
    re.compile(rf"(?i:(?:you are|you.re|thank you for|thanks for)\s+reading\s+(?:the\s+)?){_NAME}"),
    re.compile(rf"{_NAME}\s+(?i:is (?:now )?on (?:whatsapp|telegram|facebook|x|instagram|youtube|bluesky|signal))\b"),
)
"""Lines in which only a page itself is named so: its newsroom, its app, its thanks to readers."""

_FOLLOWED = re.compile(
    rf"(?i:follow|join|find|like|watch|add)\s+(?i:the\s+)?{_NAME}\s+(?i:on|via)\s+(?i:whatsapp|telegram|facebook|x|twitter"
    r"|instagram|youtube|bluesky|mastodon|threads|signal|viber|tiktok|linkedin|google news)\b"
)
_SENT_TO = re.compile(
    r"(?i:send|share|submit)\s[^.?!]{0,40}?\s(?i:to|with)\s(?i:the\s+)?" + _NAME + r"\s+(?i:on|via|by|at)\b"
)
_NUMBERED = re.compile(
    r"(?:(?P<section>[^|/,]{2,30})\s[|/]\s)?(?P<name>[^|/,]{2,40}),\s(?i:issue|no\.|number|vol\.?|volume|nr\.?)\s?(?:no\.\s?)?\d{1,6}\b.{0,60}"
)
"""A magazine and its number beside a byline: "COMMENT / Tide Notes, issue 88"."""

_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|(?i:copyright))\s*(?:©|\([cC]\))?\s*(?:\d{4}(?:\s?[-–]\s?\d{4})?)?,?\s*(?:by )?" + _NAME
)
_ADDRESS = re.compile(r"(?:@|\bwww\.|https?://)(?:www\.)?([\w-]+)\.[a-z]{2,}", re.IGNORECASE)
_PLACED = 7
"""Words of a line that is nothing but place and outlet ("Selm - Al-Farda Net")."""

_OFFER = re.compile(r"\b(?:story|stories|tips?|photos?|videos?|news) for\b[^?]*\?", re.IGNORECASE)
_RESERVED = re.compile(_NAME + r"[.,:]? [Aa]ll [Rr]ights [Rr]eserved")
_COMPANY = re.compile(
    r",?\s(?:(?:19|20)\d\d$|Ltd|Inc|LLC|GmbH|AG|SA|S\.A|PLC|Plc|Limited|Corp|Pty|Co)\b.*$|\s+All [Rr]ights.*$"
)


class Candidate(NamedTuple):
    """A name a page gives as its publisher: its weight, why, and where it stands. `needs` when the name counts only if
    another candidate bears it out."""

    name: str
    weight: int
    because: str
    start: int
    end: int
    needs: bool = False


def find_outlet(
    article: Article,
    lines: Sequence[Line],
    byline: Byline | None,
    byline_line: Line | None,
    dateline: Dateline | None,
    suffix: Line | None,
) -> Outlet | None:
    """The publisher the text names. `lines` are the unmarked lines of the head, `suffix` the name behind the title."""
    candidates = [*_from_furniture(article), *_beside_byline(lines, byline, byline_line)]
    if suffix:
        candidates.append(Candidate(suffix.text, 5, "it stands behind the title of the page", suffix.start, suffix.end))
    if dateline and dateline.agency and dateline.agency_at and not (byline and _by_agency(byline)):
        candidates.append(Candidate(dateline.agency, 3, "the dateline names the agency", *dateline.agency_at))
    known = frozenset(fold(c.name) for c in candidates)
    if own := find_self_reference(article.text, known):
        candidates.append(Candidate(own[0], 2, "the report calls itself so", own[1], own[2]))
    signed = {fold(n) for n in re.split(r",| and ", byline.names)} if byline else set()
    candidates = [c for c in candidates if fold(c.name) not in signed and not _place(c.name)]
    candidates = list(dict.fromkeys(candidates))
    homes = domains(article.text)
    candidates = [
        c
        for c in candidates
        if not c.needs or letters(c.name) in homes or any(_same(c.name, o.name) for o in candidates if o is not c)
    ]
    if not candidates:
        return None
    top = max(c.weight for c in candidates)
    best = sorted((c for c in candidates if c.weight == top), key=lambda c: c.start)
    if any(not _same(best[0].name, c.name) for c in best[1:]):
        return None
    alike = sorted((c for c in candidates if _same(best[0].name, c.name)), key=lambda c: c.start)
    evidence = tuple(Evidence(because=c.because, span=Span(article.id, c.start, c.end)) for c in alike)
    return Outlet(name=mixed_case(best[0].name, article.text), inferred=True, evidence=evidence)


def copyright_holder(line: str) -> str | None:
    """The outlet that a copyright line names; an agency's line stands under its copy on every subscriber's page."""
    found = _COPYRIGHT.search(line)
    if found is None or len(line) > 200:
        return None
    name = re.split(r"\.\s", _COMPANY.sub("", found[1]))[0].rstrip(" .")
    return name if name_like(name) and fold(name) not in _agencies() else None


def _from_furniture(article: Article) -> Iterator[Candidate]:
    for mark in article.furniture:
        line = article.text[mark.span.start : mark.span.end]
        if mark.kind == "masthead" and (domain := DOMAIN.fullmatch(line)):
            yield _at(domain[1], 5, "the page gives its address", mark, line)
        elif mark.kind == "masthead" and mark.rule.startswith(("nameplate", "slogan", NAME_ABOVE)):
            parts = [p.strip() for p in re.split(_EDGE.pattern + r"|\s+/\s+", line)]
            whole = parts[1] if len(parts) > 1 and are_initials(parts[0], parts[1]) else parts[0]
            name = re.sub(r"\s+(?:edition|édition|edición|edição|edizione|ausgabe)$", "", whole)
            name = without_frequency(without_legal_form(re.sub(r"\s*\([^()]*\)$", "", name)))
            if name_like(name):
                sure = mark.rule != NAME_ABOVE
                yield _at(name, 6, "a nameplate or motto of the page", mark, line)._replace(needs=not sure)
        elif mark.rule.startswith("colophon"):
            name = line.partition(" is ")[0]
            if name_like(name):
                yield _at(name, 5, "the page says who publishes it", mark, line)
        elif mark.kind == "copyright" and (found := _COPYRIGHT.search(line)):
            name = re.split(r"\.\s", _COMPANY.sub("", found[1]))[0].rstrip(" .")
            if name_like(name):
                agency = fold(name) in _agencies()  # its line stands under its copy on every subscriber's page
                yield _at(name, 3 if agency else 5, "the copyright line names it", mark, line)._replace(needs=agency)
        elif mark.kind == "copyright" and (found := _RESERVED.match(line)) and name_like(name := found[1].rstrip(".")):
            agency = fold(name) in _agencies()
            yield _at(name, 3 if agency else 5, "the copyright line names it", mark, line)._replace(needs=agency)
        elif mark.rule.startswith("menu") and outlet_like(
            first := without_frequency(re.split(r"\s*[|·•›»]\s*", line)[0])
        ):
            yield _at(first, 5, "the menu begins with it", mark, line)
        elif mark.kind in ("follow", "navigation", "related") or mark.rule.startswith("left over"):
            yield from _from_call(article, mark, line)


def _from_call(article: Article, mark: Furniture, line: str) -> Iterator[Candidate]:
    """Names in a call to follow, subscribe or tune in. A name that could be a reporter's or a newsletter's counts only
    when something else bears it out. A question asks about the news ("Did you sail on the Alma? Ring us") unless it
    asks for it ("Do you have a story for Delta News?")."""
    asked = 0 if _OFFER.search(line) else line.rfind("?") + 1
    itself = {m[1] for pattern in _NAMES_ITSELF for m in pattern.finditer(line, asked)}
    sent = {m[1] for m in _SENT_TO.finditer(line, asked)}
    called = {m[1] for pattern in (_SENT_TO, _FOLLOWED) for m in pattern.finditer(line, asked)}
    if mark.rule.startswith("left over"):
        names = sorted(itself)
    else:
        names = [m[1] for m in _CALL.finditer(line, asked)]
        names += sorted((itself | sent) - set(names))
    listed = [n for n in names for _ in [0] if named(n.split())]
    for name in dict.fromkeys([*_shared_start(line), *listed]):
        possessive = re.match(r"(.+?)[’']s?(?:\s|$)", name)
        own = possessive[1] if possessive and " " in possessive[1] else name if not possessive else possessive[1]
        if fold(own).split()[0] in data.words("platforms.txt") or not name_like(own):
            continue
        sure = outlet_like(own) or fold(own) in _outlets() or (bool(re.search(r" \d+$", own)) and " " in own)
        sure = (
            sure or name in itself or (name in called and not _person_like(own) and not _in_report(own, article, mark))
        )
        yield _at(own, 5 if sure else 4, "a line of the page that asks readers to follow it", mark, line)._replace(
            needs=not sure
        )


def _person_like(name: str) -> bool:
    """Whether a name may be a reporter's: two to four words, of which the first is a given name."""
    first = name.split()[0]
    return 2 <= len(name.split()) <= 4 and anyascii(first).lower() in data.words("given_names.txt")


def _in_report(name: str, article: Article, mark: Furniture) -> bool:
    """Whether the report speaks of somebody of that name above the line: a party or a club can be followed too."""
    marks = [(f.span.start, f.span.end) for f in article.furniture]
    found = (m.start() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", article.text[: mark.span.start]))
    return any(not any(start <= at < end for start, end in marks) for at in found)


def _shared_start(line: str) -> list[str]:
    """The words that several names in a list begin with: "Delta 9 Arabic, Delta 9 English" shares "Delta 9"."""
    items = [
        re.sub(r"^.*?(?:follow|on|and)\s+(?=[A-ZÀ-Þ])", "", i, flags=re.IGNORECASE).split() for i in line.split(",")
    ]
    out = []
    for one, other in pairwise(items):
        shared = [a for n, a in enumerate(one) if one[: n + 1] == other[: n + 1]]
        if shared and named(shared) and len(shared) < len(one):
            out.append(" ".join(shared))
    return out[:1]


def _beside_byline(lines: Sequence[Line], byline: Byline | None, byline_line: Line | None) -> Iterator[Candidate]:
    """Outlets on the line of the byline ("By Ann Lee, Orlan Press") or on a line with the day ("The Fell Review, 16 May
    2026")."""
    if byline and byline_line:
        for part in byline.beside:
            if name_like(part) and not _post(part) and not find_days(part):
                at = byline_line.start + byline_line.text.index(part)
                sure = fold(part) in _outlets() or outlet_like(part)
                weight = 3 if fold(part) in _agencies() else 4
                yield Candidate(part, weight, "the byline names it", at, at + len(part), not sure)
    for line in lines:
        if (found := _NUMBERED.fullmatch(line.text)) and line is not byline_line:
            name, section = found["name"].strip(), found["section"]
            if name_shaped(name) and name_like(name) and (section is None or is_label(section)):
                at = line.start + found.start("name")
                yield Candidate(name, 5, "it is named with the number of its issue", at, at + len(name))
    staff, published = ("|".join(data.table("en/masthead.toml")[k]) for k in ("staff", "publications"))
    for n, line in enumerate(lines):
        if line is byline_line:
            continue
        if says := re.match(
            rf"{_NAME}\s*[–—|,:-]\s*(?i:the|a) (?:\w+ ){{0,2}}(?i:{published}) (?i:of|for|by)\b", line.text
        ):
            at = line.start + says.start(1)
            yield Candidate(says[1], 5, "it says what paper it is", at, at + len(says[1]))
        if signed := re.fullmatch(rf"(?:[Bb]y (?:the )?)?{_NAME} (?i:{staff})", _before_day(line)):
            at = line.start + signed.start(1)
            sure = outlet_like(signed[1]) or fold(signed[1]) in _outlets()
            if sure or (name_like(signed[1]) and not _post(signed[1])):
                yield Candidate(signed[1], 4, "the byline names its staff", at, at + len(signed[1]), not sure)
        where, bar, whose = re.sub(r"\s+[–—-]\s+", "\n", line.text).partition("\n")
        if bar and n and len(line.words) <= _PLACED and name_shaped(where) and name_shaped(whose) and name_like(whose):
            at = line.start + line.text.rindex(whose)
            because = "a line of its own gives place and outlet"
            yield Candidate(whose, 4, because, at, at + len(whose), needs=fold(whose) not in _outlets())
        under = n > 0 and lines[n - 1] is byline_line
        beside = [other for other in lines[max(0, n - 1) : n + 2] if other is not line]
        headed = any(not name_shaped(other.text) and len(other.words) > 3 for other in lines[:n])
        titled = (
            headed and line.text.startswith("The ") and "," not in line.text
        )  # below the headline no person's name, nor a section's
        if (
            name_shaped(line.text)
            and name_like(line.text)
            and (outlet_like(line.text) or fold(line.text) in _outlets() or titled)
        ):
            agency = fold(line.text) in _agencies()
            if any(other is byline_line or dated(other.text) for other in beside) and not dated(line.text):
                yield Candidate(
                    line.text, 3 if agency else 5, "a line beside the byline or the day", line.start, line.end
                )
        parts = [p for p in re.split(r"\s*[|/•·]\s*|,\s", line.text) if p]
        if len(parts) > 1 and not line.closed and len(line.words) <= 8 and all(name_shaped(p) for p in parts):
            agency = fold(parts[0]) in _agencies()
            if any(other is byline_line or dated(other.text) for other in beside) and not dated(line.text):
                for part in parts:
                    if outlet_like(part) and not agency:
                        at = line.start + line.text.index(part)
                        yield Candidate(part, 5, "a line beside the byline or the day names it", at, at + len(part))
        for part in beside_day(line)[:1]:
            first = part.split()[0]
            titled = " " in part and (
                (n == 0 and first in data.table("en/masthead.toml")["articles"])
                or (first == "THE" and part.isupper() and len(beside_day(line)) == 1)
            )
            if name_like(part) and (
                fold(part) in _outlets() or outlet_like(part) or titled or (under and part.startswith("The "))
            ):
                at = line.start + line.text.index(part)
                agency = fold(part) in _agencies()  # "Orlan | Updated: 12 May": where a page took its text from
                yield Candidate(part, 3 if agency else 5, "a line with the day names it", at, at + len(part), agency)
            elif name_like(part) and " " in part and not _post(part):
                at = line.start + line.text.index(part)
                yield Candidate(part, 5, "a line with the day names it", at, at + len(part), needs=True)


def _before_day(line: Line) -> str:
    """A line up to its day ("Radio Selm newsroom, Monday 3 May 2027")."""
    days = find_days(line.text)
    return line.text[: days[0].start].rstrip(" ,|·•–—-") if days else line.text


def domains(text: str) -> frozenset[str]:
    """The letters of the sites whose addresses a text gives, for comparing them with names."""
    return frozenset(letters(m[1]) for m in _ADDRESS.finditer(text[:200_000]))


def letters(name: str) -> str:
    return re.sub(r"[\W_]", "", fold(name))


def name_like(name: str) -> bool:
    words = name.split()
    return (
        1 <= len(words) <= 6
        and named(words)
        and len(name) > 1
        and not is_label(name)
        and any(c.isalpha() for c in name)
    )


def _post(words: str) -> bool:
    """Whether words are a post at a paper ("Chief Reporter") and no name."""
    return fold(words).split()[-1] in data.table("en/masthead.toml")["posts"]


def _by_agency(byline: Byline) -> bool:
    """Whether an agency signs as author: then the page is a subscriber's."""
    return fold(byline.names) in _agencies() or outlet_like(byline.names) or agency_like(byline.names)


def _place(name: str) -> bool:
    from stemma.data.gazetteer import country

    return country(name) is not None


def _same(one: str, other: str) -> bool:
    """Whether two names are one outlet's: equal, or the words of one begin the other, words for branches aside ("Delta
    News", "Delta Radio"), or one is the initials of the other ("KPA" and "Kesh Press Agency")."""
    if any(x.isupper() and len(y.split()) > 1 and x == _initials(y) for x, y in ((one, other), (other, one))):
        return True
    a, b = _trunk(one), _trunk(other)
    short = min(len(a), len(b))
    return a[:short] == b[:short]


def _initials(name: str) -> str:
    return "".join(w[0] for w in fold(name).split() if w not in data.words("small_words.txt")).upper()


def _trunk(name: str) -> list[str]:
    words = fold(name).split()
    while len(words) > 1 and words[-1] in data.table("outlet_words.toml")["branches"]:
        words.pop()
    return words


def mixed_case(name: str, text: str) -> str:
    """`name` as the text spells it in mixed case, when the nameplate shouts it."""
    table = data.table("outlets.toml")
    for known in (n for kind in ("agency", "state media", "outlet") for n in table[kind]["names"]):
        if known.casefold() == name.casefold():
            return str(known)
    if name.upper() != name or len(name) <= 4:
        return name
    for found in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
        if found[0].upper() != found[0] and named(found[0].split()):
            return found[0]
    return (
        name
        if " " not in name
        else " ".join(_capitalize(w) if n == 0 else _capital(w) for n, w in enumerate(name.split()))
    )


def _capitalize(word: str) -> str:
    return word[:1] + word[1:].lower().replace("i\u0307", "i")  # the small letter of the Turkish "İ"


def _capital(word: str) -> str:
    small = ("OF", "THE", "AND", "DE", "DO", "DA", "DI", "LA", "LE", "DU", "DER", "DIE")
    return (
        word.lower()
        if word in small
        else word
        if len(word) <= 3 and not re.search("[AEIOU]", word)
        else _capitalize(word)
    )


def _at(name: str, weight: int, because: str, mark: Furniture, line: str) -> Candidate:
    start = mark.span.start + line.index(name)
    return Candidate(name, weight, because, start, start + len(name))


def _agencies() -> frozenset[str]:
    table = data.table("outlets.toml")
    return frozenset(fold(n) for kind in ("agency", "state media") for n in table[kind]["names"])


def _outlets() -> frozenset[str]:
    table = data.table("outlets.toml")
    common = {fold(n) for n in table["common"]["names"]}
    return _agencies() | frozenset(fold(n) for n in table["outlet"]["names"] if fold(n) not in common)
