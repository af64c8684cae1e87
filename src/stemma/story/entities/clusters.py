"""Clusters: nodes that are one entity, joined pair by pair in order of likeness, never against a veto.

Agglomerative clustering with cannot-links (Wagstaff and Cardie 2000): a pair whose members may not be one keeps their
whole clusters apart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stemma.model import Merge
from stemma.story.entities.nodes import Node

Veto = Callable[[Node, Node], bool]


class Clusters:
    """A partition of nodes that remembers why nodes were joined."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._members: dict[int, list[Node]] = {n.number: [n] for n in nodes}
        self._home: dict[int, int] = {n.number: n.number for n in nodes}
        self.reasons: dict[int, list[Merge]] = {n.number: [] for n in nodes}

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
        if any(veto(p, q) for p in self._members[x] for q in self._members[y]):
            return False
        if x > y:
            x, y = y, x
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
