"""Support: on which origins a place in a report rests, and the three counts of a statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import networkx as nx

from stemma.model import Claim, Derivation, Entity, Layers, Source, Span, Statement, Support
from stemma.story.lineage.credit import outlet_keys
from stemma.story.origins.finding import Found
from stemma.story.versions import root_versions


class Ground:
    """Which origins lie below which characters, through all derivations."""

    def __init__(self, layers: Sequence[Layers], found: Sequence[Found], derivations: Sequence[Derivation]) -> None:
        self.ids = [one.article.id for one in layers]
        self.first = root_versions([one.article for one in layers])
        self.found = {o.id: o for o in found}
        self.upwards: dict[str, list[Derivation]] = defaultdict(list)
        self.downwards: dict[str, list[Derivation]] = defaultdict(list)
        self.graph: nx.DiGraph[str] = nx.DiGraph()
        self.graph.add_nodes_from(self.ids)
        for d in derivations:
            if d.relation == "confirms":
                continue
            self.upwards[d.child].append(d)
            if d.parent in self.graph:
                self.downwards[d.parent].append(d)
                self.graph.add_edge(d.parent, d.child)
        self._told: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        self._home: dict[str, str] = {}
        for o in found:
            for article in sorted(o.homes):
                self._home[article] = o.id
            for span in o.content:
                self._told[span.article].append((span, o.id))

    def reports(self, origin: Found) -> tuple[str, ...]:
        """The reports that rest on an origin: those that say so, those of its own outlet, and all that took the
        passages from them."""
        out = {s.article for s in origin.content}
        for home in origin.homes:
            out |= nx.descendants(self.graph, home) | {home}
        todo = [s for s in origin.content if s.article not in origin.homes]
        seen = set(todo)
        while todo:
            span = todo.pop()
            for d in self.downwards[span.article]:
                for passage in d.evidence:
                    if passage.parent is not None and passage.parent.overlap(span) and passage.child not in seen:
                        seen.add(passage.child)
                        out.add(d.child)
                        todo.append(passage.child)
        return tuple(sorted(out & set(self.ids)))

    def below(self, span: Span) -> frozenset[str]:
        """The ids of the origins that `span` rests on."""
        out: set[str] = set()
        todo, seen = [span], {span}
        while todo:
            at = todo.pop()
            told = {id for s, id in self._told[at.article] if s.overlap(at)}
            out |= told
            higher = [(d, p) for d in self.upwards[at.article] if d.directed for p in d.evidence if p.child.overlap(at)]
            for d, passage in higher:
                if passage.parent is None:
                    if d.parent in self.found:
                        out.add(d.parent)
                elif passage.parent not in seen:
                    seen.add(passage.parent)
                    todo.append(passage.parent)
            if not told and not higher and at.article in self._home:
                out.add(self._home[at.article])
        return frozenset(out)


def support_of(
    statement: Statement,
    layers: Sequence[Layers],
    entities: Sequence[Entity],
    derivations: Sequence[Derivation],
    ground: Ground,
) -> Support:
    """What `statement` rests on."""
    asked = set(statement.claims)
    claims = [(one, c) for one in layers for c in one.claims if c.id in asked]
    articles = sorted({c.span.article for _, c in claims})
    origins = sorted(frozenset[str]().union(*(ground.below(c.span) for _, c in claims)))
    kin = _kin(articles, claims, derivations, ground)
    return Support(
        statement=statement.id,
        origins=tuple(origins),
        outlets=_outlets([one for one in layers if one.article.id in set(articles)], ground),
        texts=len(set(kin.values())),
        sources=_sources(claims, kin, entities),
    )


def _kin(
    articles: Sequence[str],
    claims: Sequence[tuple[Layers, Claim]],
    derivations: Sequence[Derivation],
    ground: Ground,
) -> dict[str, int]:
    """For each report of a statement the number of its family: reports one of which rests on the other, or that took
    the statement from the same outlet outside."""
    families: nx.Graph[str] = nx.Graph()
    families.add_nodes_from(articles)
    for n, a in enumerate(articles):
        for b in articles[n + 1 :]:
            if nx.has_path(ground.graph, a, b) or nx.has_path(ground.graph, b, a):
                families.add_edge(a, b)
    for d in derivations:
        if d.child in articles and d.parent not in ground.graph and d.relation != "confirms":
            spans = [c.span for _, c in claims if c.span.article == d.child]
            if any(p.child.overlap(s) for p in d.evidence for s in spans):
                families.add_edge(d.child, d.parent)
    number = {
        member: n for n, family in enumerate(sorted(nx.connected_components(families), key=sorted)) for member in family
    }
    return {a: number[a] for a in articles}


def _outlets(layers: Sequence[Layers], ground: Ground) -> int:
    """How many outlets published the reports; a report that names none counts as one of its own, all its versions
    once."""
    families: nx.Graph[str] = nx.Graph()
    for one in layers:
        families.add_node(ground.first[one.article.id])
        for key in sorted(outlet_keys(one.article)):
            families.add_edge(ground.first[one.article.id], f"={key}")
    return nx.number_connected_components(families) if len(families) else 0


def _sources(claims: Sequence[tuple[Layers, Claim]], kin: dict[str, int], entities: Sequence[Entity]) -> int:
    """How many distinct sources are stated. Named ones count once each, in however many reports; unnamed ones within
    a family as often as one report of it has them."""
    named: set[str] = set()
    unnamed: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    at = [(m.span, e.id) for e in entities for m in e.mentions]
    for one, claim in claims:
        attribution = next((a for a in one.attributions if a.id == claim.attribution), None)
        for source in attribution.sources if attribution is not None else ():
            if source.type == "unnamed":
                unnamed[kin[claim.span.article]][claim.span.article].add(_plain(source))
            elif source.type != "none":
                place = source.refers or source.span
                entity = next((e for s, e in at if place is not None and s.overlap(place)), None)
                named.add(entity or _plain(source))
    return len(named) + sum(max(len(texts) for texts in family.values()) for family in unnamed.values())


def _plain(source: Source) -> str:
    return " ".join(w for w in source.text.lower().split() if w not in ("the", "a", "an"))
