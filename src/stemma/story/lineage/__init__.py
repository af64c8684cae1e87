"""Lineage: which report rests on which, how much of it, and whether it says so.

Evidence comes from text reuse and matching sentences (`matching`), from credits (`credit`) and from what is exclusive
(`exclusive`); the direction from credit, time and the criteria of textual criticism (`direction`). Each report is
explained by as few parents as do: a further parent needs matches the others do not give, so that two children of one
parent, or a grandchild, are not taken for relatives (the principle of `eliminatio`, Maas 1957).

What it gets wrong: a rewrite of public matter without any exclusive detail passes for independent; two reporters who
heard the same unnamed source pass for derived, where neither names another outlet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import networkx as nx
import numpy as np
from msgspec.structs import replace

from stemma.model import Derivation, Layers, Passage, Span
from stemma.nlp.embedder import Embedder
from stemma.story.lineage.credit import CreditTo, find_credits, outlet_keys, outside_id
from stemma.story.lineage.direction import Direction, by_time, direct
from stemma.story.lineage.exclusive import EXCLUSIVE, PLAIN, heard_in_public, own_finds, weights
from stemma.story.lineage.matching import MATCH, Match, Matching
from stemma.story.versions import older

__all__ = ["trace"]

_LOOSE = 0.40  # a credited match needs less: the report itself says where it has it from
_CLEARLY = 0.08  # by so much a line must match a further parent better than those found
_PART = 0.12  # share of a report that must be found in an uncredited parent with two exclusive matches
_MOST = 0.4  # the same with one
_FIRM = 0.05  # what a name or number both lines have adds to a match of exclusive matter
_CLEAR = 0.4  # by how much, in all, those must be better than a loose match
_WORD_FOR_WORD = 0.7  # share of a line's words from which it is a copy
_KIN_LINES = 6  # copied lines, or a fifth of the report, from which two texts are kin though neither is known as older
_SAME = 0.8  # share of lines copied both ways from which two reports are one text
_COMMON = 2  # unrelated reports that have a line: then it is public
_BORNE_OUT = 0.4  # share of a report found in the outlet it credits, where the credited line itself is not
_TOLD = 1.2  # matched lines credited to an outlet that tell which report is that outlet's
_DUPLICATE = 0.95  # share from which two texts are one text


def trace(layers: Sequence[Layers], embedder: Embedder | None = None) -> tuple[Derivation, ...]:
    """The derivations of a story, ordered by child and parent.

    Args:
        embedder: sees rewrites that share few words; without it only words and reuse count.
    """
    if not layers:
        return ()
    return _Tracer(sorted(layers, key=lambda one: one.article.id), embedder).trace()


class _Tracer:
    def __init__(self, layers: Sequence[Layers], embedder: Embedder | None) -> None:
        self.layers = {one.article.id: one for one in layers if one.article.duplicate_of is None}
        self.twins = {one.article.id: one.article.duplicate_of for one in layers if one.article.duplicate_of}
        self.ids = sorted(self.layers)
        kept = [self.layers[i] for i in self.ids]
        self.matching = Matching(kept, embedder)
        self.credits: dict[str, tuple[CreditTo, ...]] = find_credits(kept)
        self.weights = {i: weights(self.layers[i], self.matching.lines[i]) for i in self.ids}
        self.public = {i: heard_in_public(self.layers[i], self.matching.lines[i]) for i in self.ids}
        self.own = {i: own_finds(self.layers[i], self.matching.lines[i]) for i in self.ids}
        self.graph: nx.DiGraph[str] = nx.DiGraph()
        self.graph.add_nodes_from(self.ids)
        self.edges: dict[tuple[str, str], Derivation] = {}

    # ----------------------------------------------------------------------------------------------- steps

    def trace(self) -> tuple[Derivation, ...]:
        self.told = self._told_outlets()
        if self.told:
            self.credits = find_credits([self.layers[i] for i in self.ids], self.told)
        self._versions()
        self._credited()
        self._uncredited()
        self._outside()
        self._duplicates()
        for edge, d in self.edges.items():
            if d.child in self.layers and d.parent in self.layers and d.relation not in ("version", "confirms"):
                self.edges[edge] = replace(d, reprint=self._copied(d.child, d.parent) >= _SAME)
        return tuple(self.edges[k] for k in sorted(self.edges))

    def _versions(self) -> None:
        """Edges between the versions of one report: known beforehand, so that nobody's lineage runs between them."""
        for child in self.ids:
            parent = self.layers[child].article.version_of
            if parent in self.layers:
                known = older(self.layers[parent].article, self.layers[child].article) is not None
                self._add(child, parent, spans=(), confidence=0.95, rule="version", directed=known)

    def _told_outlets(self) -> dict[str, str]:
        """Reports that do not name their outlet but hold what others credit to one outlet: report id → name.

        Only one report may do so clearly best, and it must not credit that outlet itself."""
        out: dict[str, str] = {}
        asking: dict[str, list[tuple[str, CreditTo]]] = {}
        for child in self.ids:
            for credit in self.credits[child]:
                if not credit.reports and credit.content:
                    asking.setdefault(outside_id(credit.name), []).append((child, credit))
        for _, credits in sorted(asking.items()):
            children = {child for child, _ in credits}
            ranked = sorted(
                (
                    (-sum(self._given(child, i, credit) for child, credit in credits), i)
                    for i in self.ids
                    if i not in children and i not in out and self.layers[i].article.outlet is None
                    and all(by_time(self.layers[c].article, self.layers[i].article) != 1 for c in children)
                ),
            )  # fmt: skip
            if ranked and -ranked[0][0] >= _TOLD and (len(ranked) == 1 or ranked[1][0] >= 0.9 * ranked[0][0]):
                out[ranked[0][1]] = credits[0][1].name
        return out

    def _given(self, child: str, parent: str, credit: CreditTo) -> float:
        """How much of what `child` credits stands in `parent`; nothing when half of it does not."""
        lines = self.matching.lines[child]
        about = [i for i, x in enumerate(lines) if any(x.span.overlap(s) for s in credit.content)]
        found = {m.child: m.score for m in self.matching.matches(child, parent)}
        held = [found[i] for i in about if i in found]
        if 2 * len(held) < len(about):
            return 0.0
        return sum(held)

    def _credited(self) -> None:
        """Edges the reports themselves give."""
        found: list[tuple[str, str, CreditTo]] = []
        for child in self.ids:
            for credit in self.credits[child]:
                parent = self._article_of(child, credit)
                if parent is not None:
                    found.append((child, parent, credit))
        found = [f for f in found if (f[0], f[1]) not in self.edges]
        named = {(child, parent) for child, parent, _ in found}
        for child, parent, credit in found:
            if self._through_another(child, parent, named):
                continue
            if by_time(self.layers[child].article, self.layers[parent].article) == 1:
                continue
            if nx.has_path(self.graph, child, parent):
                continue
            relation = "confirms" if credit.confirms else "derives"
            self._add(child, parent, spans=credit.spans, confidence=0.95, rule=f"credit/{relation}", loose=True)

    def _article_of(self, child: str, credit: CreditTo) -> str | None:
        """The report of the credited outlet that the child rests on: the one it matches best."""
        near = self._near(child, credit) if credit.reports else set()
        best = max(
            (
                (self._total(self.matching.matches(child, p, _LOOSE), child, p), p)
                for p in credit.reports
                if self._bears(child, p, near)
            ),
            key=lambda x: (x[0], x[1]),
            default=(0.0, ""),
        )
        return best[1] if best[0] > 0 else None

    def _near(self, child: str, credit: CreditTo) -> set[int]:
        """The lines where a credit stands, with what it is for, and those beside them."""
        return {
            i + step
            for i, line in enumerate(self.matching.lines[child])
            for step in (-1, 0, 1)
            if any(line.span.overlap(s) for s in (*credit.spans, *credit.content))
        }

    def _bears(self, child: str, parent: str, near: set[int]) -> bool:
        """Whether what is said where a credit stands (the lines `near` it) is found in `parent`; a tag in the byline or
        the dateline stands for the whole report."""
        lines = self.matching.lines[child]
        found = {m.child for m in self.matching.matches(child, parent, _LOOSE) if len(lines[m.child].content) >= 4}
        if found & near:
            return True
        full = sum(x.full for x in lines)
        return bool(full) and len(found) >= max(2.0, _BORNE_OUT * full)

    def _through_another(self, child: str, parent: str, named: set[tuple[str, str]]) -> bool:
        """Whether the child knows `parent` only from another report it credits."""
        for relay in self.ids:
            if relay in (child, parent) or (child, relay) not in named or (relay, parent) not in named:
                continue
            if not self._beyond(child, parent, [relay]):
                return True
        return False

    def _uncredited(self) -> None:
        """Edges that only the texts show, the strongest first."""
        candidates = []
        pairs = {(min(a, b), max(a, b)) for a in self.ids for b in self.matching.near(a, _PART)}
        for a, b in sorted(pairs):
            if (a, b) not in self.edges and (b, a) not in self.edges:
                found = self._judge(a, b)
                if found is not None:
                    candidates.append(found)
        by_child: dict[str, list[tuple[float, str, Direction]]] = {}
        for strength, child, parent, direction in candidates:
            by_child.setdefault(child, []).append((strength, parent, direction))
        order = sorted(by_child, key=lambda c: (-max(s for s, _, _ in by_child[c]), c))
        for child in order:
            rest = by_child[child]
            while rest:
                top = max(s for s, _, _ in rest)
                near = [x for x in rest if x[0] >= 0.8 * top]
                strength, parent, direction = min(near, key=lambda x: (self._depth(x[1]), -x[0], x[1]))
                rest = [x for x in rest if x[1] != parent]
                if nx.has_path(self.graph, child, parent) or nx.has_path(self.graph, parent, child):
                    continue
                known = list(self.graph.predecessors(child))
                if known and not self._strong(self._beyond(child, parent, self._family(child, known)), child, parent):
                    continue
                self._add(
                    child,
                    parent,
                    spans=(),
                    confidence=direction.confidence * min(1.0, 0.6 + 0.1 * strength),
                    rule=f"match/{direction.because}",
                    directed=direction.sign != 0,
                )

    def _judge(self, a: str, b: str) -> tuple[float, str, str, Direction] | None:
        """Whether one of two reports rests on the other, and which."""
        lines, w = self.matching.lines, self.weights
        direction = direct(
            self.layers[a].article, self.layers[b].article, lines[a], lines[b], self.matching.matches(a, b), w[a], w[b]
        )
        child, parent = (b, a) if direction.sign > 0 else (a, b)
        if direction.sign == 0 and self._copied(b, a) > self._copied(a, b):
            child, parent = b, a  # the one that holds less beside what they share
        found = list(self.matching.matches(child, parent))
        if not self._strong(found, child, parent):
            return None
        if self._one_house(a, b) and self._copied(child, parent) < _MOST:
            return None  # an outlet's own background, captions and notes stand in all its reports
        one_text = min(self._copied(child, parent), self._copied(parent, child)) >= _SAME
        if direction.sign and by_time(self.layers[a].article, self.layers[b].article) == 0:
            direction = self._doubt(direction, found, child, parent)
        if by_time(self.layers[a].article, self.layers[b].article) == 0 and (one_text or self._same_agency(a, b)):
            direction = Direction(sign=0, confidence=0.3, because="one text, nothing tells which is older")
        if direction.sign == 0 and not self._copies(found, child):
            return None
        return self._total(found, child, parent), child, parent, direction

    def _doubt(self, direction: Direction, found: Sequence[Match], child: str, parent: str) -> Direction:
        """Between two texts that for the most part are word for word the same the fuller one need not be the older:
        both may have cut one agency's text. Only what the one has to itself tells then."""
        copies = sum(m.copied >= _WORD_FOR_WORD for m in found)
        told = any(self.weights[parent][m.parent] == EXCLUSIVE and self.weights[child][m.child] < EXCLUSIVE
                   for m in found)  # fmt: skip
        if 2 * copies < len(found) or told:
            return direction
        return Direction(sign=0, confidence=0.3, because="the texts do not tell which came first")

    def _copied(self, child: str, parent: str) -> float:
        """Share of the child's full lines that stand word for word in the other."""
        copied = self.matching.copied(child, parent)
        full = [i for i, x in enumerate(self.matching.lines[child]) if x.full]
        return sum(copied.get(i, 0.0) >= _WORD_FOR_WORD for i in full) / len(full) if full else 0.0

    def _one_house(self, a: str, b: str) -> bool:
        return bool(outlet_keys(self.layers[a].article) & outlet_keys(self.layers[b].article))

    def _same_agency(self, a: str, b: str) -> bool:
        """Whether both reports carry the tag of one agency."""
        tags = [{outside_id(c.name) for c in self.credits[i] if c.whole} for i in (a, b)]
        return bool(tags[0] & tags[1])

    def _copies(self, found: Sequence[Match], child: str) -> bool:
        """Whether a good part of the child stands word for word in the other: then they are kin, whichever is older."""
        full = sum(x.full for x in self.matching.lines[child])
        copied = sum(m.copied >= 0.5 and self.matching.lines[child][m.child].full for m in found)
        return copied >= min(_KIN_LINES, 0.2 * full)

    def _outside(self) -> None:
        """Parents that are not in the collection."""
        for child in self.ids:
            for credit in self.credits[child]:
                if any((child, p) in self.edges for p in credit.reports):
                    continue
                if credit.reports and any(nx.has_path(self.graph, p, child) for p in credit.reports if p in self.graph):
                    continue
                content = credit.content
                if credit.whole:
                    content = tuple(x.span for x in self.matching.lines[child] if x.full)
                if not content:
                    continue
                passages = tuple(Passage(child=s, parent=None) for s in content)
                parent = outside_id(credit.name)
                self.edges[child, parent] = Derivation(
                    child=child,
                    parent=parent,
                    relation="confirms" if credit.confirms else "derives",
                    credited=True,
                    credit=credit.spans,
                    share=self._share(child, content),
                    directed=True,
                    confidence=0.9,
                    evidence=passages,
                    rule="credit/tag" if credit.whole else "credit/outside",
                )

    def _duplicates(self) -> None:
        for child, parent in sorted(self.twins.items()):
            if parent is not None:
                self.edges[child, parent] = Derivation(
                    child=child, parent=parent, relation="duplicate", credited=False, credit=(), share=1.0,
                    directed=False, confidence=1.0, evidence=(), rule="same-text", reprint=True,
                )  # fmt: skip

    # ------------------------------------------------------------------------------------------- measuring

    def _total(self, found: Sequence[Match], child: str, parent: str) -> float:
        return sum(m.score * self._worth(m, child, parent) for m in found)

    def _worth(self, m: Match, child: str, parent: str) -> float:
        """What a match says of descent: the exclusivity of what is matched. Narrative copied word for word counts in
        full; what the child found itself or had from where all could have it, and matter that unrelated reports have
        too, does not."""
        line = self.matching.lines[child][m.child]
        quoted = line.quoted or self.matching.lines[parent][m.parent].quoted
        if m.copied >= _WORD_FOR_WORD and line.full and len(line.content) >= 5 and not quoted:
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

    def _strong(self, found: Sequence[Match], child: str, parent: str) -> bool:
        """Whether matches without a credit show descent rather than a common subject. A sentence copied word for word
        is half a mark: captions, posts and boilerplate are copied by many. What is exclusive in the one and found by
        the other itself, or heard where all could hear it, shows that the source spoke to both."""
        full = [x for x in self.matching.lines[child] if x.full]
        if not full or not found:
            return False
        share = sum(self.matching.lines[child][m.child].full for m in found) / len(full)
        best: dict[int, tuple[float, bool]] = {}
        shared = {m.parent for m in found if self._had_too(m, child, parent)}
        for m in found:
            if m.parent not in shared and self._worth(m, child, parent) == EXCLUSIVE:
                told = self.weights[parent][m.parent] == EXCLUSIVE
                firm = m.score + _FIRM * min(3, len(self._details(m, child, parent))) * told
                best[m.parent] = max(best.get(m.parent, (0.0, False)), (firm, told))
        marks = sum(1.0 if told else 0.5 for _, told in best.values())
        marks -= len(shared)
        clear = sum(score - _LOOSE for score, _ in best.values()) >= _CLEAR
        if share >= _MOST:
            return marks > 0
        return marks >= 2 and clear and share >= _PART and _order(found) >= 0

    def _details(self, m: Match, child: str, parent: str) -> frozenset[str]:
        """The names and numbers both lines have."""
        return self.matching.lines[child][m.child].details & self.matching.lines[parent][m.parent].details

    def _had_too(self, m: Match, child: str, parent: str) -> bool:
        """Whether the child says that it had itself, or all could have, what the parent has to itself."""
        mine = self.own[child][m.child] or self.public[child][m.child]
        return mine and self.weights[parent][m.parent] == EXCLUSIVE

    def _beyond(self, child: str, parent: str, known: Sequence[str]) -> list[Match]:
        """The matches with `parent` that `known` reports do not give as well."""
        out = []
        for m in self.matching.matches(child, parent):
            others = [float(self.matching.scores(child, k)[m.child].max(initial=0.0)) for k in known]
            if m.score >= max(others, default=0.0) + _CLEARLY:
                out.append(m)
        return out

    def _family(self, child: str, known: Sequence[str]) -> list[str]:
        """The known parents, their ancestors and their other children."""
        out = set(known)
        for k in known:
            out |= nx.ancestors(self.graph, k) | nx.descendants(self.graph, k)
        return sorted(out - {child})

    def _depth(self, i: str) -> int:
        return len(nx.ancestors(self.graph, i))

    def _share(self, child: str, spans: Sequence[Span]) -> float:
        """Which part of the child's sentences, by characters, lies in `spans`."""
        full = [x.span for x in self.matching.lines[child] if x.full]
        total = sum(s.end - s.start for s in full)
        if not total:
            return 0.0
        held = sum(min(s.end - s.start, sum(s.overlap(x) for x in spans)) for s in full)
        return round(held / total, 6)

    def _add(
        self,
        child: str,
        parent: str,
        *,
        spans: tuple[Span, ...],
        confidence: float,
        rule: str,
        loose: bool = False,
        directed: bool = True,
    ) -> None:
        found = self.matching.matches(child, parent, _LOOSE) if loose else list(self.matching.matches(child, parent))
        here, there = self.matching.lines[child], self.matching.lines[parent]
        evidence = tuple(Passage(child=here[m.child].span, parent=there[m.parent].span) for m in found)
        share = self._share(child, [p.child for p in evidence])
        back = self._share(parent, [there[m.parent].span for m in found])
        relation = "confirms" if rule == "credit/confirms" else "derives"
        if rule == "version":
            relation = "version"
        elif min(share, back) >= _DUPLICATE and all(m.copied >= 0.8 for m in found):
            relation = "duplicate"
            directed = directed and not rule.startswith("match/fuller")
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
        )


def _order(found: Sequence[Match]) -> float:
    """Whether the facts stand in one order in both reports: Kendall's tau over the matches, 1 for the same order and
    -1 for the reverse; 0 where two matches or fewer tell nothing."""
    pairs = [(x.parent < y.parent) - (x.parent > y.parent) for x, y in combinations(found, 2)]
    return sum(pairs) / len(pairs) if len(found) > 2 else 0.0
