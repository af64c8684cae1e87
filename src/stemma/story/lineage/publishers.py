"""Publishers: whose the reports are that do not name their outlet, as far as the other reports of the story tell.

A name alone at the head of a page is nobody's ("Radio Morva newsroom", "Mirna | 4 May"), nor is "she told Ostrel": it
is said of others too. Where another report speaks of that name as one does of an outlet ("the newspaper X", "X
reported", "according to X"), the head of the page is the publisher's nameplate; and the one report that holds what is
credited to X, or that was told something as X and holds some of it, is X's own.

What it gets wrong: a rewrite that gives "told X" for its only credit, where X's own report is not in the collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from anyascii import anyascii
from msgspec.structs import replace

from stemma.article.days import find_days
from stemma.article.masthead.selfreference import find_self_reference, fold
from stemma.data import members, table
from stemma.model import Article, Evidence, Layers, Outlet, Span
from stemma.story.lineage.credit import CreditTo
from stemma.story.lineage.direction import by_time
from stemma.story.lineage.naming import kind_of, name_keys, outside_id
from stemma.story.lineage.web import LOOSE, Web

__all__ = ["name_publishers", "told_outlets"]

_HEAD = 600  # characters at the head of a report where its outlet's name can stand
_NAMEPLATES = 4  # lines there
_LONGEST_NAME = 6
_LONGEST_LINE = 14  # words of a line that holds a name beside a day or a place
_TOLD = 1.2  # matched lines credited to an outlet that tell which report is that outlet's
_PARTS = re.compile(r"\s*[|/•·]\s*|\s+[–—-]\s+|,\s")
_NAME = re.compile(r"[^\W\d_][\w .&'’-]{3,48}")


def name_publishers(layers: Sequence[Layers]) -> tuple[Layers, ...]:
    """The reports, with an outlet for each of those without one at whose head a name stands that another report calls
    an outlet."""
    texts = {one.article.id: anyascii(one.article.text) for one in layers}
    low = {i: text.lower() for i, text in texts.items()}
    people = {n for one in layers for n in _no_outlets(one)} if any(one.article.outlet is None for one in layers) else ()
    out = []
    for one in layers:
        outlet = None
        if one.article.outlet is None and one.article.duplicate_of is None:
            for name, span in _names_at_head(one.article):
                if fold(name) in people:
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

    Of those that hold it only one report may do so clearly best, or say that it was told something as that outlet, and
    it must not credit that outlet itself."""
    out: dict[str, str] = {}
    nameless = [i for i in web.ids if web.layers[i].article.outlet is None]
    asking: dict[str, list[tuple[str, CreditTo]]] = {}
    for child in web.ids if nameless else ():
        for credit in web.credits[child]:
            if not credit.reports and credit.content:
                asking.setdefault(outside_id(credit.name), []).append((child, credit))
    for _, credits in sorted(asking.items()):
        name = credits[0][1].name
        own = [i for i in nameless if _names_itself(web.layers[i].article, name)]
        asked = [(child, credit) for child, credit in credits if child not in own]
        children = {child for child, _ in asked}
        free = [
            i for i in nameless if i not in children and i not in out
            and all(by_time(web.layers[c].article, web.layers[i].article) != 1 for c in children)
        ]  # fmt: skip
        if len(own) == 1 and own[0] in free and any(_some(web, child, own[0], credit) for child, credit in asked):
            out[own[0]] = name
            continue
        ranked = sorted((-sum(_given(web, child, i, credit) for child, credit in credits), i)
                        for i in free if i not in own)  # fmt: skip
        if ranked and -ranked[0][0] >= _TOLD and (len(ranked) == 1 or ranked[1][0] >= 0.9 * ranked[0][0]):
            out[ranked[0][1]] = name
    return out


def _given(web: Web, child: str, parent: str, credit: CreditTo) -> float:
    """How much of what `child` credits stands in `parent`; nothing when half of it does not."""
    lines = web.matching.lines[child]
    about = [i for i, x in enumerate(lines) if any(x.span.overlap(s) for s in credit.content)]
    found = {m.child: m.score for m in web.matching.matches(child, parent)}
    held = [found[i] for i in about if i in found]
    if 2 * len(held) < len(about):
        return 0.0
    return sum(held)


def _some(web: Web, child: str, parent: str, credit: CreditTo) -> bool:
    """Whether some of what `child` credits stands in `parent`, be it in other words."""
    lines = web.matching.lines[child]
    about = [n for n, x in enumerate(lines) if x.full and any(x.span.overlap(s) for s in credit.content)]
    if any(m.child in about for m in web.matching.matches(child, parent, LOOSE)):
        return True
    return bool(web.facts.shared(child, parent, about))


def _names_itself(article: Article, name: str) -> bool:
    """Whether a report was told something as an outlet of that name, and credits nothing to it; an agency known by its
    name is told things in everybody's reports."""
    known = {fold(n) for kind in ("outlet", "agency", "state media") for n in table("outlets.toml")[kind]["names"]}
    if kind_of(name) != "outlet" or fold(name) in known:
        return False
    found = find_self_reference(article.text, frozenset({fold(name)}))
    return found is not None and bool(name_keys(found[0]) & name_keys(name))


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
            words = part.strip('"“”«»() ').split()
            while len(words) > 1 and words[-1].lower() in _staff():
                words.pop()
            name = " ".join(words)
            if name == whole or len(words) > _LONGEST_NAME or not _NAME.fullmatch(name) or find_days(name):
                continue
            if name[0].isupper() and words[-1][0].isupper():
                yield name, _within(article, start, line, name)


def _within(article: Article, start: int, line: str, name: str) -> Span:
    begin = start + max(0, line.find(name))
    return Span(article.id, begin, begin + len(name))


def _no_outlets(one: Layers) -> Iterator[str]:
    """The names of people and places of a report, and of its authors."""
    for m in one.mentions:
        if m.kind in ("person", "place"):
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
