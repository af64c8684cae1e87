"""Clusters: nodes that are one entity, joined pair by pair in order of likeness, never against a veto.

Agglomerative clustering with cannot-links (Wagstaff and Cardie 2000): a pair whose members may not be one keeps their
whole clusters apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from operator import itemgetter
from typing import TypeVar

from stemma.model import Merge
from stemma.story.entities.nodes import Node

Veto = Callable[[Node, Node], bool]
_Key = TypeVar("_Key", bound=Hashable)
_Found = TypeVar("_Found")


def alike_pairs(
    nodes: Sequence[Node],
    key: Callable[[Node], _Key],
    like: Callable[[_Key, _Key], _Found | None],
    score: Callable[[_Found], float] = lambda found: 1.0,
) -> Iterator[tuple[Node, Node, _Found]]:
    """The pairs of nodes whose keys (mostly their names) are alike, with what `like` found: by falling `score`, among
    equals in the order of the nodes.

    Hundreds of reports have thousands of nodes but few names: each two keys are compared once."""
    bearers: dict[_Key, list[int]] = defaultdict(list)
    for i, node in enumerate(nodes):
        bearers[key(node)].append(i)
    levels: dict[float, list[tuple[_Key, _Key, _Found]]] = defaultdict(list)
    distinct = list(bearers)
    for n, one in enumerate(distinct):
        for other in distinct[n:]:
            if (found := like(one, other)) is not None:
                levels[score(found)].append((one, other, found))
    for level in sorted(levels, reverse=True):
        partners: dict[_Key, list[tuple[int, _Found]]] = defaultdict(list)
        for one, other, found in levels[level]:
            partners[one] += ((j, found) for j in bearers[other])
            if other != one:
                partners[other] += ((j, found) for j in bearers[one])
        for known in partners.values():
            known.sort(key=itemgetter(0))
        for i in sorted(i for one in partners for i in bearers[one]):
            for j, found in partners[key(nodes[i])]:
                if j > i:
                    yield nodes[i], nodes[j], found


class Fitting:
    """The nodes whose names a name fits, in the order of the nodes; each two names are compared once."""

    def __init__(self, nodes: Sequence[Node], fits: Callable[[str, str], bool]) -> None:
        self._fits = fits
        self._bearers: dict[str, list[Node]] = defaultdict(list)
        for node in nodes:
            self._bearers[node.name].append(node)
        self._found: dict[str, list[Node]] = {}

    def of(self, name: str) -> list[Node]:
        if name not in self._found:
            found = [n for other, bearers in self._bearers.items() if self._fits(name, other) for n in bearers]
            self._found[name] = sorted(found, key=lambda n: n.number)
        return self._found[name]


class Clusters:
    """A partition of nodes that remembers why nodes were joined."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._members: dict[int, list[Node]] = {n.number: [n] for n in nodes}
        self._home: dict[int, int] = {n.number: n.number for n in nodes}
        self.reasons: dict[int, list[Merge]] = {n.number: [] for n in nodes}
        self._refused: dict[Veto, set[tuple[int, int]]] = defaultdict(set)

    def of(self, node: Node) -> list[Node]:
        return self._members[self._home[node.number]]

    def home(self, node: Node) -> int:
        return self._home[node.number]

    def all(self) -> list[list[Node]]:
        return [self._members[k] for k in sorted(self._members)]

    def why(self, members: Sequence[Node]) -> list[Merge]:
        return self.reasons[self._home[members[0].number]]

    def join(self, a: Node, b: Node, score: float, rule: str, veto: Veto) -> bool:
        """Make the clusters of `a` and `b` one, unless any pair across is vetoed."""
        x, y = self.home(a), self.home(b)
        if x == y:
            return True
        if x > y:
            x, y = y, x
        refused = self._refused[veto]
        if (x, y) in refused:
            return False
        if any(veto(p, q) for p in self._members[x] for q in self._members[y]):
            refused.add((x, y))  # clusters only grow, and so does what keeps them apart
            return False
        moved = self._members.pop(y)
        self._members[x] += moved
        self._members[x].sort(key=lambda n: n.number)
        for node in moved:
            self._home[node.number] = x
        reasons = self.reasons.pop(y)
        if a.name != b.name:
            first, second = sorted((a.name, b.name))
            reasons.append(Merge(first=first, second=second, score=round(score, 3), rule=rule))
        for reason in reasons:
            if reason not in self.reasons[x]:
                self.reasons[x].append(reason)
        return True
