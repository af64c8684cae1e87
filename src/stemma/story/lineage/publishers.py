"""Publishers: whose the reports are that do not name their outlet, as far as the other reports of the story tell.

A name alone at the head of a page is nobody's ("Radio Morva newsroom", "Mirna | 4 May"), nor is "she told Ostrel": it
is said of others too. Where another report speaks of that name as one does of an outlet ("the newspaper X", "X
reported", "according to X"), the head of the page is the publisher's nameplate; and the one report that holds what is
credited to X, or that was told something as X and holds some of it, is X's own.

What it gets wrong: a rewrite that gives "told X" for its only credit, where X's own report is not in the collection.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from anyascii import anyascii
from msgspec.structs import replace

from stemma.article.days import find_days
from stemma.article.masthead.selfreference import find_self_reference, fold
from stemma.data import members, table, words
from stemma.model import Article, Evidence, Layers, Outlet, Span
from stemma.story.lineage.credit import CreditTo
from stemma.story.lineage.direction import by_time, direct
from stemma.story.lineage.naming import kind_of, name_keys, outside_id
from stemma.story.lineage.web import LOOSE, Web

__all__ = ["name_publishers", "told_outlets"]

_HEAD = 600  # characters at the head of a report where its outlet's name can stand
_NAMEPLATES = 4  # lines there
_LONGEST_NAME = 6
_LONGEST_LINE = 14  # words of a line that holds a name beside a day or a place
_TOLD = 1.2  # matched lines credited to an outlet that tell which report is that outlet's
_CLEARLY = 0.9  # share of what the best report holds from which another may be the outlet's as well
_PARTS = re.compile(r"\s*[|/•·]\s*|\s+[–—-]\s+|,\s")
_NAME = re.compile(r"[^\W\d_][\w .&'’-]{3,48}")


def name_publishers(layers: Sequence[Layers]) -> tuple[Layers, ...]:
    """The reports, with an outlet for each of those without one at whose head a name stands that another report calls
    an outlet."""
    texts = {one.article.id: anyascii(one.article.text) for one in layers}
    low = {i: text.lower() for i, text in texts.items()}
    people = {one.article.id: frozenset(_no_outlets(one)) for one in layers}
    out = []
    for one in layers:
        outlet = None
        if one.article.outlet is None and one.article.duplicate_of is None:
            for name, span in _names_at_head(one.article):
                if any(fold(name) in people[i] for i in sorted(people) if i != one.article.id):
                    continue
                plain = anyascii(name).lower()
                others = [texts[i] for i in sorted(texts) if i != one.article.id and plain in low[i]]
                wording = _called_an_outlet(anyascii(name))
                if others and any(wording.search(text) for text in others):
                    because = "its first lines have the name, and another report quotes an outlet of that name"
                    shown = name.title() if name.isupper() else name
                    outlet = Outlet(name=shown, inferred=True, evidence=(Evidence(because=because, span=span),))
                    break
        out.append(one if outlet is None else replace(one, article=replace(one.article, outlet=outlet)))
    return tuple(out)


def told_outlets(web: Web) -> dict[str, str]:
    """Reports that do not name their outlet but hold what others credit to one outlet: report id → name.

    Of those that hold it only one report may do so clearly best, or best and be the older text of those that do so
    nearly as well, or say that it was told something as that outlet, and it must not credit that outlet itself."""
    nameless = [i for i in web.ids if web.layers[i].article.outlet is None]
    out = _speaking_of_themselves(web, nameless) if nameless else {}
    known = {key for name in out.values() for key in name_keys(name)}
    asking: dict[str, list[tuple[str, CreditTo]]] = {}
    for child in web.ids if nameless else ():
        for credit in web.credits[child]:
            if not credit.reports and credit.content and not name_keys(credit.name) & known:
                asking.setdefault(outside_id(credit.name), []).append((child, credit))
    for _, credits in sorted(asking.items()):
        children = {child for child, _ in credits}
        ranked = sorted(
            (
                (-sum(_given(web, child, i, credit) for child, credit in credits), i)
                for i in nameless
                if i not in children and i not in out and not _younger(web, i, children)
            ),
        )
        if ranked and -ranked[0][0] >= _TOLD:
            best = ranked[0][1]
            near = [i for score, i in ranked[1:] if score < _CLEARLY * ranked[0][0]]
            if all(_older(web, best, i) for i in near):
                out[best] = credits[0][1].name
    return out


def _older(web: Web, first: str, second: str) -> bool:
    """Whether the first of two reports is the older text, by days or by what it has that the other drops."""
    a, b = web.layers[first].article, web.layers[second].article
    lines, worth, match = web.matching.lines, web.weights, web.matching.matches
    found = direct(
        a, b, lines[first], lines[second], match(first, second), match(second, first), worth[first], worth[second]
    )
    return found.sign == 1


def _younger(web: Web, i: str, others: Collection[str]) -> bool:
    return any(by_time(web.layers[o].article, web.layers[i].article) == 1 for o in others)


def _speaking_of_themselves(web: Web, nameless: Sequence[str]) -> dict[str, str]:
    """Reports that were told something as an outlet, and hold some of what others say that outlet reported. An agency
    or paper known by its name is told things in everybody's reports, and one whose report is here in its own."""
    quoted: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    houses = frozenset[str]().union(*web.houses.values())
    for i in web.ids:
        for n, line in enumerate(web.matching.lines[i]):
            for found in _quoted_names().finditer(line.text):
                name = found[1] or found[2]
                if not name_keys(name) & houses and not _known(name):
                    quoted[fold(name)][i].append(n)
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for i in nameless:
        found_here = find_self_reference(web.layers[i].article.text, frozenset(quoted)) if quoted else None
        if found_here is not None and fold(found_here[0]) in quoted:
            told[fold(found_here[0])].append((i, found_here[0]))
    return {
        i: name
        for key, reports in sorted(told.items())
        for i, name in reports[:1]
        if len(reports) == 1
        and not _younger(web, i, quoted[key])
        and any(_some(web, child, i, ns) for child, ns in sorted(quoted[key].items()) if child != i)
    }


def _given(web: Web, child: str, parent: str, credit: CreditTo) -> float:
    """How much of what `child` credits stands in `parent`; nothing when half of it does not."""
    lines = web.matching.lines[child]
    about = [i for i, x in enumerate(lines) if any(x.span.overlap(s) for s in credit.content)]
    found = {m.child: m.score for m in web.matching.matches(child, parent)}
    held = [found[i] for i in about if i in found]
    if 2 * len(held) < len(about):
        return 0.0
    return sum(held)


def _some(web: Web, child: str, parent: str, about: Sequence[int]) -> bool:
    """Whether one of the lines `about` of a report stands in another, be it in other words."""
    if any(m.child in about for m in web.matching.matches(child, parent, LOOSE)):
        return True
    return bool(web.facts.shared(child, parent, about))


def _known(name: str) -> bool:
    """Whether a name is that of an agency or a paper of the lists."""
    known = {fold(n) for n in table("outlets.toml")["outlet"]["names"]}
    return kind_of(name) != "outlet" or fold(name) in known


def _names_at_head(article: Article) -> Iterator[tuple[str, Span]]:
    """What can be the name of the publisher in the first lines: a line of few words that is no sentence, or a part of
    one that names a place or a day besides. The headline and the byline are none of them."""
    at = 0
    seen = 0
    for line in article.text[:_HEAD].split("\n"):
        start, at = at, at + len(line) + 1
        stripped = line.strip()
        if not stripped:
            continue
        seen += 1
        if seen > _NAMEPLATES:
            return
        whole = stripped.strip('"“”«» ')
        if len(whole.split()) <= _LONGEST_NAME and stripped[-1] not in ".!?:" and _NAME.fullmatch(whole):
            yield whole, _within(article, start, line, whole)
        here = Span(article.id, start, start + max(1, len(line)))
        if len(stripped.split()) > _LONGEST_LINE or stripped[-1] in ".!?:":
            continue
        if any(s is not None and s.overlap(here) for s in (article.title_span, article.byline_span)):
            continue
        for part in _PARTS.split(stripped):
            parts = part.strip('"“”«»() ').split()
            while len(parts) > 1 and parts[-1].lower() in _staff():
                parts.pop()
            name = " ".join(parts)
            if name == whole or len(parts) > _LONGEST_NAME or not _NAME.fullmatch(name) or find_days(name):
                continue
            if name[0].isupper() and parts[-1][0].isupper():
                yield name, _within(article, start, line, name)


def _within(article: Article, start: int, line: str, name: str) -> Span:
    begin = start + max(0, line.find(name))
    return Span(article.id, begin, begin + len(name))


def _no_outlets(one: Layers) -> Iterator[str]:
    """The names of people and places of a report, and of its authors; an unknown name alone may be taken for a
    person's by mistake."""
    for m in one.mentions:
        given = anyascii(m.name.partition(" ")[0]).lower() in words("given_names.txt")
        if m.kind == "place" or (m.kind == "person" and (given or m.role is not None)):
            yield fold(m.name)
    for name in re.split(r",|;|\band\b", one.article.byline or ""):
        if name.strip():
            yield fold(name)


def _called_an_outlet(name: str) -> re.Pattern[str]:
    wording = re.escape(name).replace(r"\ ", r"\s+")
    return re.compile(
        rf"(?:{_led_by()})\s+[\"']?(?:the\s+)?{wording}\b|\b{wording}[\"']?,?\s+(?:{_speaking()})\b", re.IGNORECASE
    )


@cache
def _quoted_names() -> re.Pattern[str]:
    """Names in a line that are given as who reported something."""
    name = r"((?:[A-ZÀ-Þ][\w&’'-]*)(?: (?:(?:of|de|du|la|le) )?[A-ZÀ-Þ0-9][\w&’'-]*){0,4})"
    return re.compile(rf"(?i:{_led_by()})\s+[\"“']?(?:[Tt]he\s+)?{name}|{name}[\"”']?,?\s+(?:{_speaking()})\b")


@cache
def _staff() -> frozenset[str]:
    return members("en/masthead.toml", "staff")


@cache
def _led_by() -> str:
    """What stands before the name of an outlet: a noun for outlets, a verb of telling, an opening of credit."""
    nouns = members("en/source_nouns.toml", "outlet") | members("en/source_nouns.toml", "agency")
    nouns -= members("en/source_nouns.toml", "also_no_outlet")
    telling = ("told", "tells", "interview with", "interview to", "according to", "citing", "quoting", "quoted by")
    return "|".join(rf"\b{re.escape(n)}" for n in (*sorted(nouns), *telling))


@cache
def _speaking() -> str:
    """What only stands behind the name of one who reports."""
    return "|".join(("reported", "reports", "wrote", "writes", "published", "revealed"))
