"""Outlets: who published a report, from the report alone.

A page names its publisher in many places: nameplate and motto, behind its title, beside byline and day, in the
copyright line, in what it asks of its readers, at its address, in the dateline of an agency, where the report speaks of
itself. Each name in such a place is a candidate with the weight of the place. A name that is an outlet's by its form,
or stands where only a page itself is named, counts by itself; any other only where a second place or an address of the
page has it too. The heaviest wins, then the one that more places name; two that weigh the same give none. An agency
weighs little wherever it stands, for its text is on its subscribers' pages, and a company that holds the copyright
needs another place, for it may publish a hundred papers.

What it gets wrong: agency copy saved without anything of the page around it is given to the agency of its dateline; a
name without an outlet's form that only heads the page is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from anyascii import anyascii

from stemma import data
from stemma.article.days import find_days
from stemma.article.furniture.head import DOMAIN, NAME_ABOVE, are_initials, dated
from stemma.article.furniture.lines import Line, named
from stemma.article.furniture.names import (
    agency_like,
    domains,
    is_label,
    letters,
    name_shaped,
    outlet_like,
    without_frequency,
    without_legal_form,
)
from stemma.article.masthead.byline import Byline, parts_of
from stemma.article.masthead.dateline import Dateline
from stemma.article.masthead.selfreference import find_self_reference, fold
from stemma.model import Article, Evidence, Furniture, Outlet, Span

_EDGE = re.compile(r"\s+[–—|·/-]\s+|\s*[:|·]\s+|,\s")
_NAME = (
    r"((?:[Tt]he )?[A-ZÀ-Þ0-9][\w&’'.-]{0,40}"
    r"(?: (?:(?:of|the|&|and|for|de|do|da|di|la|le|du|des) ){0,2}[A-ZÀ-Þ0-9][\w&’'-]{0,40}){0,7})"
)
_HANDLE = re.compile(r"(?<!\w)@(\w{3,30})\b(?!\.\w)")
_LONGEST = 24
"""Words a line of the head or foot has at most to name the publisher in one of its parts."""

_CLOSING = 2
"""Lines at the end where an outlet signs with its name alone."""

_HEAD = 5
"""Lines of the head in which a page says what it is."""

_OFFER = re.compile(r"\b(?:story|stories|tips?|photos?|videos?|news) for\b[^?]*\?", re.IGNORECASE)
_WEIGHTS = {"plate": 6, "copyright": 5, "address": 5, "title": 5, "call": 5, "line": 5, "byline": 4, "dateline": 3}
_WEIGHTS |= {"document": 2, "self": 2, "first": 1}
_AGENCY = 3
"""What an agency weighs at most."""


class Candidate(NamedTuple):
    """A name a page gives as its publisher: in what place, why, and where. One that is not `sure` counts only if
    another place bears it out."""

    name: str
    place: str
    because: str
    start: int
    sure: bool = True

    @property
    def weight(self) -> int:
        return min(_WEIGHTS[self.place], _AGENCY if fold(self.name) in _agencies() else 9)


def find_outlet(
    article: Article,
    lines: Sequence[Line],
    byline: Byline | None,
    byline_line: Line | None,
    dateline: Dateline | None,
    title: Line | None,
    suffix: Line | None,
) -> Outlet | None:
    """The publisher the text names. `lines` are the unmarked lines of head and foot, `suffix` the name behind the
    title."""
    candidates = [*_from_furniture(article), *_from_lines(lines, byline, byline_line, title)]
    if suffix:
        candidates.append(Candidate(suffix.text, "title", "it stands behind the title of the page", suffix.start))
    if dateline and dateline.agency and dateline.agency_at and not (byline and _by_agency(byline)):
        candidates.append(
            Candidate(dateline.agency, "dateline", "the dateline names the agency", dateline.agency_at[0])
        )
    if own := find_self_reference(article.text, frozenset(fold(c.name) for c in candidates)):
        candidates.append(Candidate(own[0], "self", "the report calls itself so", own[1]))
    signed = {fold(n) for n in re.split(r",| and ", byline.names)} if byline else set()
    candidates = [c for c in dict.fromkeys(candidates) if fold(c.name) not in signed and not _place(c.name)]
    homes = domains(article.text) | {
        letters(m[1]) for f in article.furniture for m in _HANDLE.finditer(_text(article, f))
    }
    alike = {
        c: [o for o in candidates if same_outlet(c.name, o.name) and (o is c or o.place != c.place)] for c in candidates
    }
    candidates = [c for c in candidates if c.sure or letters(c.name) in homes or len(alike[c]) > 1]
    if not candidates:
        return None

    def rank(c: Candidate) -> tuple[int, int]:
        return c.weight, len({o.place for o in alike[c]})

    top = max(map(rank, candidates))
    best = min((c for c in candidates if rank(c) == top), key=lambda c: c.start)
    if any(rank(c) == top and not same_outlet(best.name, c.name) for c in candidates):
        return None
    if best.place == "copyright":  # the company may call itself otherwise than its paper
        best = next((c for c in alike[best] if c.place != "copyright" and c in candidates), best)
    told = sorted({c.start: c for c in candidates if same_outlet(best.name, c.name)}.values(), key=lambda c: c.start)
    if DOMAIN.fullmatch(best.name):  # its name is that of the site, where the page has it
        best = next((c for c in told if letters(c.name) == letters(best.name.rpartition(".")[0])), best)
    evidence = tuple(Evidence(because=c.because, span=Span(article.id, c.start, c.start + len(c.name))) for c in told)
    return Outlet(name=mixed_case(best.name, article.text), inferred=True, evidence=evidence)


def copyright_holder(line: str) -> str | None:
    """The outlet that a copyright line names; an agency's line stands under its copy on every subscriber's page."""
    found = next((f for f in _copyright(line) if f[1]), None) if len(line) <= 200 else None
    return found[0] if found and fold(found[0]) not in _agencies() else None


def _copyright(line: str) -> Iterator[tuple[str, bool, int]]:
    """The holder a copyright line names, whether it is an outlet by itself and no company of any kind, and where."""
    for pattern in _patterns("copyright"):
        if found := pattern.search(line):
            plain = re.split(r"\.\s|,?\s(?:19|20)\d\d\b|\s+[Aa]ll [Rr]ights", found[1])[0].rstrip(" .,")
            name = without_company(plain)
            if name_like(name):
                yield name, name == plain or _told(name), found.start(1)
                return


def without_company(name: str) -> str:
    """A name without its legal form and the words for a publishing company behind it ("Selm Post Media Group Ltd")."""
    words = without_legal_form(name).split()
    while len(words) > 1 and words[-1].casefold() in data.members("outlet_words.toml", "company"):
        words.pop()
    return " ".join(words).rstrip(",")


def _from_furniture(article: Article) -> Iterator[Candidate]:
    for mark in article.furniture:
        line, start = _text(article, mark), mark.span.start
        if mark.kind == "masthead" and (domain := DOMAIN.fullmatch(line)):
            yield Candidate(domain[1], "address", "the page gives its address", start + domain.start(1))
        elif mark.kind == "masthead" and mark.rule.startswith(("nameplate", "slogan", NAME_ABOVE)):
            name = _plate(line)
            if name_like(name):
                sure = mark.rule != NAME_ABOVE or outlet_like(name) or _titled(name)
                yield Candidate(name, "plate", "a nameplate or motto of the page", start + line.index(name), sure)
        elif mark.kind == "copyright":
            if mark.rule.startswith("colophon"):
                if name_like(name := line.partition(" is ")[0]):
                    yield Candidate(name, "copyright", "the page says who publishes it", start)
                continue
            for name, sure, at in _copyright(line):
                sure = sure and fold(name) not in _agencies()
                yield Candidate(name, "copyright", "the copyright line names it", start + at, sure)
        if mark.rule.startswith("menu"):
            first = without_frequency(re.split(r"\s*[|·•›»]\s*|\s+[>/]\s+", line)[0])
            if name_shaped(first) and name_like(first):
                yield Candidate(
                    first, "plate", "the menu begins with it", start + line.index(first), outlet_like(first)
                )
        if mark.kind in ("follow", "navigation", "related", "other"):
            yield from _from_call(article, mark, line)


def _plate(line: str) -> str:
    """The name on a nameplate, without its initials, edition, motto and frequency."""
    parts = [p.strip() for p in _EDGE.split(line)]
    whole = parts[1] if len(parts) > 1 and are_initials(parts[0], parts[1]) else parts[0]
    name = re.sub(r"\s+(?:edition|édition|edición|edição|edizione|ausgabe)$", "", whole)
    return without_frequency(without_legal_form(re.sub(r"\s*\([^()]*\)$", "", name)))


def _from_call(article: Article, mark: Furniture, line: str) -> Iterator[Candidate]:
    """Names in what a page asks of its readers and says of itself. One that could be a reporter's or a newsletter's
    counts only when something else bears it out. A question asks about the news ("Did you sail on the Alma? Ring us")
    unless it asks for it ("Do you have a story for Delta News?")."""
    asked = 0 if _OFFER.search(line) else line.rfind("?") + 1
    found = {
        key: [m[1] for p in _patterns(key) for m in p.finditer(line, asked)] for key in ("itself", "called", "calls")
    }
    if mark.kind == "other":  # what is left over: a name in it is anybody's
        found["calls"] = found["called"] = []
    for name in dict.fromkeys([*_shared_start(line), *found["calls"], *sorted({*found["itself"], *found["called"]})]):
        if not named(name.split()):
            continue
        possessive = re.match(r"(.+?)[’']s?(?:\s|$)", name)
        own = possessive[1] if possessive else name
        if fold(own).split()[0] in data.words("platforms.txt") or not name_like(own):
            continue
        sure = _told(own) or (bool(re.search(r" \d+$", own)) and " " in own) or name in found["itself"]
        sure = sure or (name in found["called"] and not _person_like(own) and not _in_report(own, article, mark))
        at = mark.span.start + line.index(own)
        yield Candidate(own, "call", "a line of the page that speaks to its readers names it", at, sure)


def _titled(name: str) -> bool:
    """Whether a name of three words or more begins with an article, as newspapers' do ("La Voz de Selm")."""
    words = name.casefold().split()
    return len(words) > 2 and words[0] in _articles()


def _told(name: str) -> bool:
    """Whether a name is an outlet's by its form or is known."""
    return outlet_like(name) or fold(name) in _outlets()


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


def _from_lines(
    lines: Sequence[Line], byline: Byline | None, byline_line: Line | None, title: Line | None
) -> Iterator[Candidate]:
    """Names in the lines of head and foot that are no furniture: in a part of the line of the byline ("By Ann Lee,
    Orlan Press") or the day ("The Fell Review, 16 May 2026") or of one beside them, with the number of an issue, as
    who signs ("By Radio Selm staff"), or in words that only a page says of itself."""
    headed = False
    for n, line in enumerate(lines):
        if line is not byline_line:
            yield from _described(line, lines[n + 1] if n + 1 < len(lines) else None, n)
        if title and line.start == title.start:
            headed = True
            continue
        if (line.prose and not line.text.isupper()) or len(line.words) > _LONGEST:
            continue
        around = lines[max(0, n - 1) : n + 2]
        near = any(o is byline_line or dated(o.text) for o in around)
        close = n >= len(lines) - _CLOSING or any(
            o is byline_line or dated(o.text) for o in lines[max(0, n - 3) : n + 4]
        )
        under = title is not None and n > 0 and lines[n - 1].start == title.start
        numbered = _patterns("issue")[0].search(line.text) is not None
        days = bool(find_days(line.text))
        parts = parts_of(line)
        named_parts = [(m, name, staffed) for m, part in enumerate(parts) for name, staffed in _names(part)]
        for m, name, staffed in named_parts:
            if line is byline_line and byline and name == byline.names:
                continue
            if not name_like(name) or (_post(name) and (line is byline_line or not _told(name))) or _place(name):
                continue
            at = line.start + line.text.index(name)
            place = "byline" if line is byline_line or staffed else "line"
            first = name.split()[0].casefold()
            titled = (
                " " in name and near and ((headed and first == "the") or (n + m == 0 and days and first in _articles()))
            )
            if near or numbered or staffed:
                sure = _told(name) or (titled and not staffed) or (numbered and name_shaped(name))
            else:
                sure = close and len(parts) == 1 and name_shaped(line.text) and outlet_like(name, strong=True)
            if sure or staffed or line is byline_line or (near and days) or (under and len(parts) > 1):
                because = "the byline names it" if place == "byline" else "a line with the day or beside it names it"
                yield Candidate(name, place, because, at, sure)


def _described(line: Line, below: Line | None, n: int) -> Iterator[Candidate]:
    """The name in a line that says where the report stands or stood ("Published in the Selm Post on 3 May"), or, at the
    head, what paper, programme or document of whom the page is: "Kvarna, weekly of the fells", "Ministry of Ports -
    Communiqué No. 7"."""
    head = n < _HEAD
    texts = [("named_line", "line", line.text), ("first_in", "first", line.text)]
    texts += [("described", "line", line.text), ("issued", "document", line.text)] if head else []
    if head and below and len(line.words) > 1:
        texts.append(("above_document", "document", f"{line.text}\n{below.text}"))
    for key, place, text in texts:
        for found in (m for p in _patterns(key) if (m := p.match(text))):
            name = without_legal_form(found[1])
            if (
                name_like(name)
                and not name[0].isdigit()
                and (_told(name) or not _person_like(name))
                and (place != "document" or _body(name))
            ):
                yield Candidate(name, place, "a line says what the page is, and whose", line.start + found.start(1))


def _body(name: str) -> bool:
    """Whether a name is that of a body and not of an office of one ("Chief Executive", "the Club")."""
    words = fold(name).split()
    return len(words) > 1 and words[-1] not in data.words("en/offices.txt") and " and of " not in name.casefold()


def _names(part: str) -> Iterator[tuple[str, bool]]:
    """The name that a part of a line is, and, where it ends in a word for people of the press, the name before that
    ("Radio Selm newsroom"); a word with a capital may be the paper's own ("The Selm Reporter")."""
    found = _patterns("signed")[0].fullmatch(part)
    if found is None or not part.split()[-1].islower():
        yield part, False
    if found:
        yield found[1], True


def name_like(name: str) -> bool:
    words = name.split()
    return (
        1 <= len(words) <= 8
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


def same_outlet(one: str, other: str) -> bool:
    """Whether two names are one outlet's: equal, or the words of one begin the other, words for branches aside ("Delta
    News", "Delta Radio"), or one is the initials of the other ("KPA" and "Kesh Press Agency")."""
    if any(x.isupper() and len(y.split()) > 1 and x == _initials(y) for x, y in ((one, other), (other, one))):
        return True
    if DOMAIN.fullmatch(one) or DOMAIN.fullmatch(other):
        return letters(re.sub(r"\.\w+$", "", one)) == letters(re.sub(r"\.\w+$", "", other))
    a, b = _trunk(one), _trunk(other)
    short = min(len(a), len(b))
    return a[:short] == b[:short]


def _initials(name: str) -> str:
    return "".join(w[0] for w in fold(name).split() if w not in data.words("small_words.txt")).upper()


def _trunk(name: str) -> list[str]:
    words = fold(name).split()
    while len(words) > 1 and words[-1] in data.members("outlet_words.toml", "branches"):
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


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    """The wordings of a place where a page names itself, N and a desk's names filled in."""
    table = data.table("en/masthead.toml")
    fill = {"STAFF": "|".join(table["staff"]), "DESK": "|".join(table["desks"]), "NET": "|".join(table["networks"])}
    fill |= {"PAPER": "|".join(table["publications"]), "DOCUMENT": "|".join(table["documents"])}
    return tuple(
        re.compile(re.sub(r"\b(?:STAFF|DESK|NET|PAPER|DOCUMENT)\b", lambda m: fill[m[0]], p).replace("<N>", _NAME))
        for p in table["places"][key]
    )


@cache
def _articles() -> frozenset[str]:
    return frozenset(a.casefold() for a in data.table("en/masthead.toml")["articles"])


def _text(article: Article, mark: Furniture) -> str:
    return article.text[mark.span.start : mark.span.end]


@cache
def _agencies() -> frozenset[str]:
    table = data.table("outlets.toml")
    return frozenset(fold(n) for kind in ("agency", "state media") for n in table[kind]["names"])


@cache
def _outlets() -> frozenset[str]:
    table = data.table("outlets.toml")
    common = {fold(n) for n in table["common"]["names"]}
    return _agencies() | frozenset(fold(n) for n in table["outlet"]["names"] if fold(n) not in common)
