"""The web of a story while it is being found out: its reports, what speaks of descent in each, and the edges so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from msgspec.structs import replace

from stemma.model import Derivation, Layers, Outlet, Passage, Span, Statement
from stemma.nlp.embedder import Embedder
from stemma.story.lineage.credit import CreditTo, find_credits
from stemma.story.lineage.direction import by_time
from stemma.story.lineage.exclusive import EXCLUSIVE, PLAIN, heard_in_public, own_finds, weights
from stemma.story.lineage.matching import MATCH, Match, Matching
from stemma.story.lineage.naming import outlet_keys, outside_id
from stemma.story.lineage.retelling import Fact, Facts
from stemma.story.lineage.sayings import Sayings

LOOSE = 0.40  # a credited match needs less: the report itself says where it has it from
WORD_FOR_WORD = 0.7  # share of a line's words from which it is a copy
_COMMON = 2  # unrelated reports that have a line: then it is public
_DUPLICATE = 0.95  # share from which two texts are one text


class Web:
    """The reports of a story and what rests on what, as far as is known.

    `weights`, `own` and `public` say for each line of a report how far it is the report's alone
    (`stemma.story.lineage.exclusive`); `graph` has an arrow from parent to child.
    """

    def __init__(
        self, layers: Sequence[Layers], embedder: Embedder | None, statements: Sequence[Statement] = ()
    ) -> None:
        self.layers = {one.article.id: one for one in layers if one.article.duplicate_of is None}
        self.twins = {one.article.id: one.article.duplicate_of for one in layers if one.article.duplicate_of}
        self.ids = sorted(self.layers)
        kept = [self.layers[i] for i in self.ids]
        self.matching = Matching(kept, embedder)
        self._younger: dict[str, frozenset[str]] = {}
        self._told_by: dict[str, frozenset[int]] = {}
        self._read_outlets()
        self.facts = Facts(self.matching.lines, kept, statements)
        self.sayings = Sayings(kept, self.matching.lines, embedder)
        self.graph: nx.DiGraph[str] = nx.DiGraph()
        self.graph.add_nodes_from(self.ids)
        self.edges: dict[tuple[str, str], Derivation] = {}

    def name(self, outlets: Mapping[str, str]) -> None:
        """Give reports that do not name their outlet the one that others tell (report id → name)."""
        if not outlets:
            return
        for i, name in outlets.items():
            one = self.layers[i]
            self.layers[i] = replace(one, article=replace(one.article, outlet=Outlet(name=name, inferred=True)))
        self._read_outlets()

    def _read_outlets(self) -> None:
        """What depends on who published what."""
        lines = self.matching.lines
        self.credits: dict[str, tuple[CreditTo, ...]] = find_credits([self.layers[i] for i in self.ids])
        self.own = {i: own_finds(self.layers[i], lines[i]) for i in self.ids}
        self.weights = {i: weights(self.layers[i], lines[i], self.own[i]) for i in self.ids}
        self.public = {i: heard_in_public(self.layers[i], lines[i]) for i in self.ids}
        self.houses = {i: outlet_keys(self.layers[i].article) for i in self.ids}
        self._sourced: dict[str, frozenset[int]] = {}

    def add(
        self,
        child: str,
        parent: str,
        *,
        spans: tuple[Span, ...],
        confidence: float,
        rule: str,
        loose: bool = False,
        directed: bool = True,
        facts: Sequence[Fact] = (),
        because: str,
    ) -> None:
        found = self.matching.matches(child, parent, LOOSE) if loose else self.matching.matches(child, parent)
        known = {m.child for m in found}
        told = (Match(child=f.child, parent=f.parent, score=0.0, copied=0.0) for f in facts if f.child not in known)
        found = tuple(sorted((*found, *told), key=lambda m: m.child))
        here, there = self.matching.lines[child], self.matching.lines[parent]
        evidence = tuple(Passage(child=here[m.child].span, parent=there[m.parent].span) for m in found)
        share = self.share(child, [p.child for p in evidence])
        back = self.share(parent, [there[m.parent].span for m in found])
        relation = "confirms" if rule == "credit/confirms" else "derives"
        if rule == "version":
            relation = "version"
        elif min(share, back) >= _DUPLICATE and all(m.copied >= 0.8 for m in found):
            relation = "duplicate"
            directed = directed and not rule.startswith("match/has fuller")
        self.graph.add_edge(parent, child)
        self.edges[child, parent] = Derivation(
            child=child,
            parent=parent,
            relation=relation,  # type: ignore[arg-type]
            # A byline that only the metadata of a page hold credits as well, but stands nowhere in the text.
            credited=bool(spans) or rule.startswith("credit/"),
            credit=spans,
            share=share,
            directed=directed,
            confidence=round(confidence, 6),
            evidence=evidence,
            rule=rule,
            because=because,
        )

    def share(self, child: str, spans: Sequence[Span]) -> float:
        """Which part of the child's sentences, by characters, lies in `spans`."""
        full = [x.span for x in self.matching.lines[child] if x.full]
        total = sum(s.end - s.start for s in full)
        if not total:
            return 0.0
        held = sum(min(s.end - s.start, sum(s.overlap(x) for x in spans)) for s in full)
        return round(held / total, 6)

    def total(self, found: Sequence[Match], child: str, parent: str) -> float:
        return sum(m.score * self.worth(m, child, parent) for m in found)

    def worth(self, m: Match, child: str, parent: str) -> float:
        """What a match says of descent: the exclusivity of what is matched. Narrative copied word for word counts in
        full; what the child found itself or had from where all could have it, and matter that unrelated reports have
        too, does not."""
        line = self.matching.lines[child][m.child]
        quoted = line.quoted or self.matching.lines[parent][m.parent].quoted
        if m.copied >= WORD_FOR_WORD and line.full and len(line.content) >= 5 and not quoted:
            return EXCLUSIVE
        weight = self.weights[parent][m.parent]
        if self.own[child][m.child] or self.public[child][m.child]:
            return min(weight, PLAIN)
        if weight > PLAIN and self._elsewhere(m.child, child, parent):
            return PLAIN
        return weight

    def _elsewhere(self, line: int, child: str, parent: str) -> bool:
        """Whether several reports that are not known to rest on `parent` or `child` have the line as well."""
        holders = np.flatnonzero(self.matching.reach(child)[line] >= MATCH)
        count = 0
        for other in (self.ids[n] for n in holders):
            if other in (child, parent) or nx.has_path(self.graph, parent, other):
                continue
            if nx.has_path(self.graph, other, parent) or nx.has_path(self.graph, child, other):
                continue
            count += 1
            if count >= _COMMON:
                return True
        return False

    def copied(self, child: str, parent: str) -> float:
        """Share of the child's full lines that stand word for word in the other."""
        copied = self.matching.copied(child, parent)
        full = [i for i, x in enumerate(self.matching.lines[child]) if x.full]
        return sum(copied.get(i, 0.0) >= WORD_FOR_WORD for i in full) / len(full) if full else 0.0

    def family(self, child: str, known: Sequence[str]) -> list[str]:
        """The known parents, their ancestors and their other children."""
        out = set(known)
        for k in known:
            out |= nx.ancestors(self.graph, k) | nx.descendants(self.graph, k)
        return sorted(out - {child})

    def sourced(self, child: str) -> frozenset[int]:
        """The lines of a report that say themselves where they come from: found by its own people, or credited."""
        if child not in self._sourced:
            credited = [s for c in self.credits[child] for s in c.content]
            self._sourced[child] = frozenset(
                n
                for n, x in enumerate(self.matching.lines[child])
                if self.own[child][n] or any(x.span.overlap(s) for s in credited)
            )
        return self._sourced[child]

    def told_by(self, i: str) -> frozenset[int]:
        """The lines of a report that stand on somebody's word."""
        if i not in self._told_by:
            spans = [
                s
                for a in self.layers[i].attributions
                if any(x.type != "none" for x in a.sources)
                for s in (a.content, a.cue)
                if s is not None
            ]
            lines = self.matching.lines[i]
            self._told_by[i] = frozenset(n for n, x in enumerate(lines) if any(x.span.overlap(s) for s in spans))
        return self._told_by[i]

    def younger(self, than: str) -> frozenset[str]:
        """The reports that are surely younger than a report."""
        if than not in self._younger:
            article = self.layers[than].article
            self._younger[than] = frozenset(i for i in self.ids if by_time(article, self.layers[i].article) == 1)
        return self._younger[than]

    def between(self, child: str, parent: str) -> list[str]:
        """The reports by way of which a report rests on another, as far as is known."""
        above = nx.ancestors(self.graph, child) - {parent}
        return sorted(i for i in above if nx.has_path(self.graph, parent, i))

    def depth(self, i: str) -> int:
        return len(nx.ancestors(self.graph, i))

    def one_house(self, a: str, b: str) -> bool:
        return bool(self.houses[a] & self.houses[b])

    def same_agency(self, a: str, b: str) -> bool:
        """Whether both reports carry the tag of one agency."""
        tags = [{outside_id(c.name) for c in self.credits[i] if c.whole} for i in (a, b)]
        return bool(tags[0] & tags[1])

    def one_credit(self, a: str, b: str) -> bool:
        """Whether both reports credit one outlet outside: then both may have the matter from there."""
        named = [{outside_id(c.name) for c in self.credits[i] if not c.reports} for i in (a, b)]
        return bool(named[0] & named[1])
