"""Retold: the edges between reports that share facts but hardly a word."""

from __future__ import annotations

from collections.abc import Collection

import networkx as nx

from stemma.story.lineage.borrowed import loans, words_anew
from stemma.story.lineage.direction import Direction, by_time, direct_by_sources
from stemma.story.lineage.exclusive import EXCLUSIVE
from stemma.story.lineage.retelling import Fact, Pair, Retelling, further, retelling
from stemma.story.lineage.web import Web

_MOST = 0.75  # the most that is made of facts told again in other words
_NEARER = 2  # facts that one report has from a source and the other merely states
_UNDATED = 3  # exclusive facts it takes where the days do not tell which report is the older
_THROUGHOUT = 0.5  # share by order from which a report is another's told again from end to end
_OWN = 0.33  # share of a report told to its own people from which it is no rewrite
_FULL = 4  # exclusive facts beyond which more say no more


def add_retold(web: Web) -> None:
    """Edges between reports that share facts but hardly a word, the clearest first."""
    found: list[tuple[float, str, str, Retelling]] = []
    for child in web.ids:
        if web.facts.speaks_of_the_press(child) or any(c.whole for c in web.credits[child]) or _of_its_own(web, child):
            continue
        for parent in web.facts.near(child, web.sourced(child)):
            if (child, parent) in web.edges or (parent, child) in web.edges or web.one_house(child, parent):
                continue
            if web.one_credit(child, parent):
                continue
            told = _retells(web, child, parent)
            if told is not None:
                found.append((told.share * told.order * min(_shown(told), _FULL), child, parent, told))
    done: set[str] = set()
    for _, child, parent, told in sorted(found, key=lambda f: (-f[0], f[1], f[2])):
        if child not in done and _add(web, child, parent, told):
            done.add(child)
    taking = {d.child for d in web.edges.values() if d.directed and not d.credited and d.relation == "derives"}
    for child in sorted(taking):
        _rest_of(web, child)


def _of_its_own(web: Web, child: str) -> bool:
    """Whether so much of a report comes from people who spoke to it that it is no other's told again."""
    mine = [own for own, x in zip(web.own[child], web.matching.lines[child], strict=True) if x.full]
    return sum(mine) >= _OWN * len(mine) > 0


def _rest_of(web: Web, child: str) -> None:
    """Further reports from which one that tells another's facts has what that one does not tell."""
    known = web.family(child, list(web.graph.predecessors(child)))
    found = []
    for parent in web.facts.beside(child, web.sourced(child)):
        if parent in known or web.one_house(child, parent) or web.one_credit(child, parent):
            continue
        kin = nx.ancestors(web.graph, parent) | nx.descendants(web.graph, parent)
        kin |= {i for i in web.ids if _younger(web, i, child, child)}
        told = further(web.facts, _pair(web, child, parent), kin, known, _reworded(web, child, parent, known))
        if told is not None:
            found.append((parent, told))
    for parent, told in sorted(found, key=lambda f: (-len(f[1].facts), web.depth(f[0]), f[0]))[:1]:
        _add(web, child, parent, told, rest=True)


def _reworded(web: Web, child: str, parent: str, known: Collection[str]) -> list[Fact]:
    """The sayings a report has from another in other words."""
    if by_time(web.layers[child].article, web.layers[parent].article) == 1:
        return []
    return [x.fact for x in loans(web, child, parent, known) if x.reworded]


def _retells(web: Web, child: str, parent: str) -> Retelling | None:
    return retelling(
        web.facts,
        _pair(web, child, parent),
        lambda: _unrelated(web, child, parent),
        lambda: words_anew(web, child, parent),
    )


def _pair(web: Web, child: str, parent: str) -> Pair:
    return Pair(
        child=child,
        parent=parent,
        without=web.sourced(child),
        public=tuple(web.public[child]),
        exclusive=_exclusive(web, parent),
    )


def _exclusive(web: Web, i: str) -> frozenset[int]:
    return frozenset(n for n, w in enumerate(web.weights[i]) if w == EXCLUSIVE)


def _unrelated(web: Web, child: str, parent: str) -> frozenset[str]:
    """Reports that may show what is public: neither kin of the parent nor resting on the child, not known to be
    younger than both (what was told later was perhaps not to be had before) and no answer to the press."""
    kin = {child, parent} | nx.ancestors(web.graph, parent)
    kin |= nx.descendants(web.graph, parent) | nx.descendants(web.graph, child)
    return frozenset(
        i
        for i in web.ids
        if i not in kin
        and not web.one_house(i, child)
        and not _younger(web, i, child, parent)
        and not web.facts.speaks_of_the_press(i)
    )


def _younger(web: Web, i: str, child: str, parent: str) -> bool:
    article = web.layers[i].article
    dated = [x for x in (web.layers[child].article, web.layers[parent].article) if x.published is not None]
    return bool(dated) and all(by_time(x, article) == 1 for x in dated)


def _add(web: Web, child: str, parent: str, told: Retelling, *, rest: bool = False) -> bool:
    """Enter the edge, if it can be told which of the two is the older; `rest` for a further parent."""
    a, b = web.layers[child].article, web.layers[parent].article
    if nx.has_path(web.graph, child, parent) or nx.has_path(web.graph, parent, child):
        return False
    weights = [
        (
            web.weights[child][f.child],
            max(web.weights[parent][m] for m in (web.facts.places(f, parent) or {f.parent})),
        )
        for f in told.facts
    ]
    if not rest and by_time(a, b) == 0 and _shown(told) < _UNDATED and not _throughout(told):
        return False
    direction = direct_by_sources(a, b, weights, 1 if rest else _NEARER, _on_whose_word(web, child, parent, told))
    known = [web.layers[k].article for k in sorted(web.graph.predecessors(child))]
    if direction.sign == 0 and any(by_time(b, k) == 1 for k in known):
        direction = Direction(sign=-1, confidence=0.85, because="is older than a further report it rests on")
    if direction.sign >= 0:
        return False
    web.add(
        child,
        parent,
        spans=(),
        confidence=direction.confidence * min(_MOST, 0.4 + 0.05 * told.exclusive + 0.2 * told.share),
        rule=f"retold/{direction.because}",
        facts=told.facts,
        because=_because(told, direction),
    )
    return True


def _shown(told: Retelling) -> int:
    """How many facts show that one report tells the other again."""
    return max(told.exclusive, told.singular)


def _on_whose_word(web: Web, child: str, parent: str, told: Retelling) -> list[tuple[bool, bool]]:
    """For each fact whether the child, and whether the parent, gives it on somebody's word."""
    return [(f.child in web.told_by(child), f.parent in web.told_by(parent)) for f in told.facts]


def _throughout(told: Retelling) -> bool:
    return told.share * told.order >= _THROUGHOUT


def _because(told: Retelling, direction: Direction) -> str:
    count = len(told.facts)
    only = f"{told.exclusive} of them on the word of sources only that report is known to have"
    if told.singular > told.exclusive:
        only = f"{told.singular} of them told by no third report, and a quotation among them in words of its own"
    return f"tells {count} of its facts in other words, {only}; {direction.words}; both may have had the same sources"
