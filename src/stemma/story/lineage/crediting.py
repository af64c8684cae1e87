"""Crediting: the edges that reports give themselves, to a report of the collection or to an outlet outside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import networkx as nx

from stemma.data import members
from stemma.model import Derivation, Layers, Passage, SourceType, Span
from stemma.nlp.tree import Tree
from stemma.story.lineage.calling import as_press, of_the_press, speaks, told_in_passing
from stemma.story.lineage.copying import beyond
from stemma.story.lineage.credit import CreditTo
from stemma.story.lineage.described import described
from stemma.story.lineage.direction import by_time
from stemma.story.lineage.naming import outside_id
from stemma.story.lineage.retelling import Fact
from stemma.story.lineage.reuse import fold
from stemma.story.lineage.web import LOOSE, Web

_SOURCES: tuple[SourceType, ...] = ("document", "outlet", "agency", "state media")
_BORNE_OUT = 0.4  # share of a report found in the outlet it credits, where the credited line itself is not
_FAINT = 0.3  # score from which a line that gives its source in so many words is taken to be what that source tells
_SAME_NAMES = 2  # names and numbers in common that show the same
_SAME_WORDS = 2  # words it takes besides


def add_credited(web: Web) -> None:
    """Edges the reports themselves give."""
    found: list[tuple[str, str, tuple[Fact, ...], CreditTo]] = []
    for child in web.ids:
        for credit in web.credits[child]:
            rests_on = _article_of(web, child, credit)
            if rests_on is not None:
                found.append((child, *rests_on, credit))
    found = [f for f in found if (f[0], f[1]) not in web.edges]
    named = {(child, parent) for child, parent, _, _ in found}
    for child, parent, facts, credit in found:
        if _through_another(web, child, parent, named):
            continue
        if by_time(web.layers[child].article, web.layers[parent].article) == 1 or nx.has_path(web.graph, child, parent):
            continue
        relation = "confirms" if credit.confirms else "derives"
        web.add(
            child,
            parent,
            spans=credit.spans,
            confidence=0.95,
            rule=f"credit/{relation}",
            loose=True,
            facts=facts,
            because="names it",
        )
    _add_described(web)


def _add_described(web: Web) -> None:
    """Edges to reports that are given as sources without their name."""
    for child in web.ids:
        for told in described(web, child):
            known = (child, told.parent) in web.edges or (told.parent, child) in web.edges
            if known or nx.has_path(web.graph, child, told.parent) or nx.has_path(web.graph, told.parent, child):
                continue
            words = web.layers[child].article.text[told.span.start : told.span.end]
            web.add(
                child,
                told.parent,
                spans=(told.span,),
                confidence=0.7,
                rule="credit/described",
                loose=True,
                facts=told.facts,
                because=f"gives “{words}” as its source: the only report of that kind here, and it states the same",
            )


def _article_of(web: Web, child: str, credit: CreditTo) -> tuple[str, tuple[Fact, ...]] | None:
    """The report of the credited outlet that the child rests on: the one it matches best, and what is credited and
    stands there in other words."""
    if not credit.reports:
        return None
    near = _near(web, child, credit)
    told = {p: _told_there(web, child, p, credit) for p in credit.reports}
    held = [p for p in credit.reports if told[p] or _bears(web, child, p, near)]
    ranked = {p: (web.total(web.matching.matches(child, p, LOOSE), child, p), len(told[p])) for p in held}
    best = max(held, key=lambda p: (ranked[p], p), default="")
    if best and ranked[best] > (0.0, 0):
        return best, tuple(told[best])
    vouched = [p for p in credit.reports if _vouched(web, child, p, credit)]
    if len(credit.reports) == 1 and vouched:
        return vouched[0], ()
    # of several reports of the outlet the one whose facts no third report tells
    singular = {p: len(_singular(web, child, p)) for p in vouched}
    best = max(vouched, key=lambda p: (singular[p], p), default="")
    return (best, ()) if singular.get(best) else None


def _singular(web: Web, child: str, parent: str) -> list[Fact]:
    """What the child tells as one report alone besides it does."""
    told = web.facts.shared(child, parent, web.facts.telling(child, ()))
    return [f for f in told if web.facts.tellers(f) == {child, parent}]


def _vouched(web: Web, child: str, parent: str, credit: CreditTo) -> bool:
    """Whether the child says that the credited outlet had the news first ("X broke the story"), or gives it in so many
    words as who told something ("X reported", "told X") and the only report of that outlet speaks of the same, be it
    faintly; or has what no other report has but the two."""
    lines, there = web.matching.lines[child], web.matching.lines[parent]
    layers = web.layers[child]
    later = by_time(layers.article, web.layers[parent].article) == 1
    if not later and any(_had_it_first(layers, s) for s in credit.spans) and _is_press(web, child, parent, ()):
        return True
    given = [s for s in credit.spans if speaks(layers, s) and not told_in_passing(layers, s)]
    here = {n for n, x in enumerate(lines) if any(x.span.overlap(s) for s in given)}
    if not here or not _is_press(web, child, parent, given) or later:
        return False
    named = {fold(w) for s in credit.spans for w in layers.article.text[s.start : s.end].split()}
    known = Counter(w for i in web.ids for w in frozenset[str]().union(*(x.content for x in web.matching.lines[i])))
    common = {w for w, n in known.items() if 2 * n > len(web.ids)}  # what everybody speaks of
    scores = web.matching.scores(child, parent)
    words = frozenset[str]().union(*(x.content for x in there if x.full)) - named - common
    details = frozenset[str]().union(*(x.details for x in there if x.full)) - named
    for n in sorted(here | {n - 1 for n in here if n}):
        if len(lines[n].details & details) >= _SAME_NAMES:
            return True
        if float(scores[n].max(initial=0.0)) >= _FAINT and len(lines[n].content & words) >= _SAME_WORDS:
            return True
    return bool(_singular(web, child, parent))


def _had_it_first(layers: Layers, span: Span) -> bool:
    """Whether a report says of an outlet that it had the news first: "X broke the story", "X first reported", "X was
    first to report", "first reported by X"."""
    tree = Tree(layers.parse)
    inside = tree.within(span)
    above = next((n for i in inside[-1:] for n in tree.ancestors(i) if tree.tokens[n].pos in ("VERB", "AUX")), None)
    if above is None:
        return False
    objects = {tree.tokens[n].lemma for n in tree.children(above, "dobj")}
    if tree.tokens[above].lemma == "break" and objects & members("en/relays.toml", "broken"):
        return True
    first = members("en/relays.toml", "being_first")
    publishes = members("en/relays.toml", "publishing") | members("en/relays.toml", "carrying") | {"be"}
    beside = tree.children(above, "advmod", "acomp", "attr", "amod")
    return tree.tokens[above].lemma in publishes and any(tree.tokens[n].lemma.lower() in first for n in beside)


def _is_press(web: Web, child: str, parent: str, given: Sequence[Span]) -> bool:
    """Whether an outlet is of the press by its name, or because the child says so of it; else it may be a body that
    speaks for itself, and is told about."""
    article, layers = web.layers[parent].article, web.layers[child]
    name = article.outlet.name if article.outlet is not None else ""
    return of_the_press(article, {parent: name}) or any(as_press(layers, s) for s in given)


def _told_there(web: Web, child: str, parent: str, credit: CreditTo) -> list[Fact]:
    """What the child gives on the word of the credited outlet and the parent states in words of its own. It takes an
    outlet that says something or is told it: one that is only named may be named for anything; and something that not
    most of the other reports tell as well, nor any of them where the two lines are not alike: what everybody knows is
    not what it is credited for."""
    lines = web.matching.lines[child]
    layers = web.layers[child]
    passing = [s for s in credit.spans if told_in_passing(layers, s)]
    spans = [*credit.content, *(s for s in credit.spans if speaks(layers, s))]
    here = [
        n
        for n, x in enumerate(lines)
        if x.full and any(x.span.overlap(s) for s in spans) and not any(x.span.overlap(s) for s in passing)
    ]
    others = set(web.ids) - {child, parent}
    there, scores = web.matching.lines[parent], web.matching.scores(child, parent)
    told = []
    for f in web.facts.shared(child, parent, here):
        n = len(web.facts.tellers(f) & others)
        alike = float(scores[f.child, f.parent]) >= _FAINT or lines[f.child].details & there[f.parent].details
        if not n or (alike and 2 * n < len(others)):
            told.append(f)
    return told


def _near(web: Web, child: str, credit: CreditTo) -> set[int]:
    """The lines where a credit stands, with what it is for, and those beside them, unless these have a source of their
    own that is no person: what the next document or outlet says is not the credited one's."""
    lines, layers = web.matching.lines[child], web.layers[child]
    here = {n for n, x in enumerate(lines) if any(x.span.overlap(s) for s in (*credit.spans, *credit.content))}
    others = [
        a.content
        for a in layers.attributions
        if any(s.type in _SOURCES for s in (*a.sources, *a.chain))
        and not any(a.content.overlap(s) for s in (*credit.spans, *credit.content))
    ]
    beside = {n + step for n in here for step in (-1, 1) if 0 <= n + step < len(lines)} - here
    return here | {n for n in beside if not any(lines[n].span.overlap(s) for s in others)}


def _bears(web: Web, child: str, parent: str, near: set[int]) -> bool:
    """Whether what is said where a credit stands (the lines `near` it) is found in `parent`; a tag in the byline or
    the dateline stands for the whole report. That the parent has its own name at its head bears nothing."""
    lines, there = web.matching.lines[child], web.matching.lines[parent]
    found = {
        m.child
        for m in web.matching.matches(child, parent, LOOSE)
        if len(lines[m.child].content) >= 4 and len(there[m.parent].content) >= 3
    }
    if found & near:
        return True
    full = sum(x.full for x in lines)
    return bool(full) and len(found) >= max(2.0, _BORNE_OUT * full)


def _through_another(web: Web, child: str, parent: str, named: set[tuple[str, str]]) -> bool:
    """Whether the child knows `parent` only from another report it credits."""
    for relay in web.ids:
        if relay in (child, parent) or (child, relay) not in named or (relay, parent) not in named:
            continue
        lines = web.matching.lines[child]
        if not any(lines[m.child].full for m in beyond(web, child, parent, [relay])):
            return True
    return False


def add_outside(web: Web) -> None:
    """Parents that are not in the collection."""
    for child in web.ids:
        for credit in web.credits[child]:
            if any((child, p) in web.edges for p in credit.reports):
                continue
            if credit.reports and any(nx.has_path(web.graph, p, child) for p in credit.reports if p in web.graph):
                continue
            content = credit.content
            if credit.whole:
                content = tuple(x.span for x in web.matching.lines[child] if x.full)
            if not content:
                continue
            passages = tuple(Passage(child=s, parent=None) for s in content)
            parent = outside_id(credit.name)
            web.edges[child, parent] = Derivation(
                child=child,
                parent=parent,
                relation="confirms" if credit.confirms else "derives",
                credited=True,
                credit=credit.spans,
                share=web.share(child, content),
                directed=True,
                confidence=0.9,
                evidence=passages,
                rule="credit/tag" if credit.whole else "credit/outside",
                because="byline, dateline or tag of an agency" if credit.whole else "names it",
            )
