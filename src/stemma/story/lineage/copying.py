"""Copying: the edges that only the wording shows, from verbatim copies to lines that match in words and meaning."""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx

from stemma.story.lineage.direction import Direction, by_time, direct
from stemma.story.lineage.exclusive import EXCLUSIVE
from stemma.story.lineage.matching import Match, order
from stemma.story.lineage.web import LOOSE, WORD_FOR_WORD, Web

SAME = 0.8  # share of lines copied both ways from which two reports are one text
_CLEARLY = 0.08  # by so much a line must match a further parent better than those found
_PART = 0.12  # share of a report that must be found in an uncredited parent with two exclusive matches
_MOST = 0.4  # the same with one
_FIRM = 0.05  # what a name or number both lines have adds to a match of exclusive matter
_CLEAR = 0.4  # by how much, in all, those must be better than a loose match
_KIN_LINES = 6  # copied lines, or a fifth of the report, from which two texts are kin though neither is known as older


def add_copied(web: Web) -> None:
    """Edges that only the texts show, the strongest first."""
    candidates = []
    pairs = {(min(a, b), max(a, b)) for a in web.ids for b in web.matching.near(a, _PART)}
    for a, b in sorted(pairs):
        if (a, b) not in web.edges and (b, a) not in web.edges:
            found = _judge(web, a, b)
            if found is not None:
                candidates.append(found)
    by_child: dict[str, list[tuple[float, str, Direction]]] = {}
    for strength, child, parent, direction in candidates:
        by_child.setdefault(child, []).append((strength, parent, direction))
    clearest = sorted(by_child, key=lambda c: (-max(s for s, _, _ in by_child[c]), c))
    for child in clearest:
        rest = by_child[child]
        while rest:
            top = max(s for s, _, _ in rest)
            near = [x for x in rest if x[0] >= 0.8 * top]
            strength, parent, direction = min(near, key=lambda x: (web.depth(x[1]), -x[0], x[1]))
            rest = [x for x in rest if x[1] != parent]
            if nx.has_path(web.graph, child, parent) or nx.has_path(web.graph, parent, child):
                continue
            known = list(web.graph.predecessors(child))
            if known and not _strong(web, beyond(web, child, parent, web.family(child, known)), child, parent):
                continue
            web.add(
                child,
                parent,
                spans=(),
                confidence=direction.confidence * min(1.0, 0.6 + 0.1 * strength),
                rule=f"match/{direction.because}",
                directed=direction.sign != 0,
                because=f"passages match; {direction.words}",
            )


def _judge(web: Web, a: str, b: str) -> tuple[float, str, str, Direction] | None:
    """Whether one of two reports rests on the other, and which."""
    lines, w = web.matching.lines, web.weights
    forth, back = web.matching.matches(a, b), web.matching.matches(b, a)
    direction = direct(web.layers[a].article, web.layers[b].article, lines[a], lines[b], forth, back, w[a], w[b])
    child, parent = (b, a) if direction.sign > 0 else (a, b)
    if direction.sign == 0 and web.copied(b, a) > web.copied(a, b):
        child, parent = b, a  # the one that holds less beside what they share
    found = list(web.matching.matches(child, parent))
    if not _strong(web, found, child, parent):
        return None
    if web.one_house(a, b) and web.copied(child, parent) < _MOST:
        return None  # an outlet's own background, captions and notes stand in all its reports
    one_text = min(web.copied(child, parent), web.copied(parent, child)) >= SAME
    if direction.sign and by_time(web.layers[a].article, web.layers[b].article) == 0:
        direction = _doubt(web, direction, found, child, parent)
    if by_time(web.layers[a].article, web.layers[b].article) == 0 and (one_text or web.same_agency(a, b)):
        direction = Direction(sign=0, confidence=0.3, because="one text, nothing tells which is older")
    if direction.sign == 0 and not _copies(web, found, child):
        return None
    return web.total(found, child, parent), child, parent, direction


def _doubt(web: Web, direction: Direction, found: Sequence[Match], child: str, parent: str) -> Direction:
    """Between two texts that for the most part are word for word the same the fuller one need not be the older:
    both may have cut one agency's text. Only what the one has to itself tells then."""
    copies = sum(m.copied >= WORD_FOR_WORD for m in found)
    told = any(web.weights[parent][m.parent] == EXCLUSIVE and web.weights[child][m.child] < EXCLUSIVE
               for m in found)  # fmt: skip
    if 2 * copies < len(found) or told:
        return direction
    return Direction(sign=0, confidence=0.3, because="the texts do not tell which came first")


def _copies(web: Web, found: Sequence[Match], child: str) -> bool:
    """Whether a good part of the child stands word for word in the other: then they are kin, whichever is older."""
    full = sum(x.full for x in web.matching.lines[child])
    copied = sum(m.copied >= 0.5 and web.matching.lines[child][m.child].full for m in found)
    return copied >= min(_KIN_LINES, 0.2 * full)


def _strong(web: Web, found: Sequence[Match], child: str, parent: str) -> bool:
    """Whether matches without a credit show descent rather than a common subject. A sentence copied word for word
    is half a mark: captions, posts and boilerplate are copied by many. What is exclusive in the one and found by
    the other itself, or heard where all could hear it, shows that the source spoke to both."""
    full = [x for x in web.matching.lines[child] if x.full]
    if not full or not found:
        return False
    share = sum(web.matching.lines[child][m.child].full for m in found) / len(full)
    best: dict[int, tuple[float, bool]] = {}
    shared = {m.parent for m in found if _had_too(web, m, child, parent)}
    for m in found:
        if m.parent not in shared and web.worth(m, child, parent) == EXCLUSIVE:
            told = web.weights[parent][m.parent] == EXCLUSIVE
            firm = m.score + _FIRM * min(3, len(_details(web, m, child, parent))) * told
            best[m.parent] = max(best.get(m.parent, (0.0, False)), (firm, told))
    marks = sum(1.0 if told else 0.5 for _, told in best.values())
    marks -= len(shared)
    clear = sum(score - LOOSE for score, _ in best.values()) >= _CLEAR
    if share >= _MOST:
        return marks > 0
    return marks >= 2 and clear and share >= _PART and order((m.child, m.parent) for m in found) >= 0


def _details(web: Web, m: Match, child: str, parent: str) -> frozenset[str]:
    """The names and numbers both lines have."""
    return web.matching.lines[child][m.child].details & web.matching.lines[parent][m.parent].details


def _had_too(web: Web, m: Match, child: str, parent: str) -> bool:
    """Whether the child says that it had itself, or all could have, what the parent has to itself."""
    mine = web.own[child][m.child] or web.public[child][m.child]
    return mine and web.weights[parent][m.parent] == EXCLUSIVE


def beyond(web: Web, child: str, parent: str, known: Sequence[str]) -> list[Match]:
    """The matches with `parent` that `known` reports do not give as well."""
    out = []
    for m in web.matching.matches(child, parent):
        others = [float(web.matching.scores(child, k)[m.child].max(initial=0.0)) for k in known]
        if m.score >= max(others, default=0.0) + _CLEARLY:
            out.append(m)
    return out
