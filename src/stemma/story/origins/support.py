"""Support: on which origins a place in a report rests, and the three counts of a statement and of the story, with
reprints and without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import networkx as nx
from msgspec.structs import replace

from stemma.data import members
from stemma.model import Attribution, Counts, Derivation, Entity, Layers, Source, Span, Statement, Support
from stemma.story.lineage.naming import outlet_keys
from stemma.story.lineage.reprints import reprints_of
from stemma.story.origins.finding import Found
from stemma.story.versions import reports_meant


class Ground:
    """Which origins lie below which characters, through all derivations, and what is looked up for each statement."""

    def __init__(
        self,
        layers: Sequence[Layers],
        entities: Sequence[Entity],
        found: Sequence[Found],
        derivations: Sequence[Derivation],
    ) -> None:
        self.layers = {one.article.id: one for one in layers}
        self.ids = list(self.layers)
        self.claims = {c.id: c for one in layers for c in (*one.claims, *one.details)}
        self.attributions = {a.id: a for one in layers for a in one.attributions}
        self.reprints = reprints_of([one.article for one in layers], derivations)
        self.keys = {one.article.id: sorted(outlet_keys(one.article)) for one in layers}
        self._mentions: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        for e in entities:
            for m in e.mentions:
                self._mentions[m.span.article].append((m.span, e.id))
        self.first = reports_meant([one.article for one in layers])
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
        self._above: dict[str, frozenset[str]] = {}
        self._told: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        self._home: dict[str, str] = {}
        for o in found:
            for article in sorted(o.homes):
                self._home[article] = o.id
            for span in o.content:
                self._told[span.article].append((span, o.id))

    def above(self, i: str) -> frozenset[str]:
        """The reports of the collection that a report rests on, however long the way."""
        if i not in self._above:
            self._above[i] = frozenset(nx.ancestors(self.graph, i))
        return self._above[i]

    def printed_again(self, id: str) -> bool:
        """Whether an origin is no more than an outlet that printed another's text again."""
        origin = self.found[id]
        reports = origin.homes | {s.article for s in origin.content}
        return bool(origin.homes) and reports <= self.reprints.keys()

    def entity(self, span: Span) -> str | None:
        """The id of the entity named at a place."""
        return next((e for s, e in self._mentions[span.article] if s.overlap(span)), None)

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


Told = tuple[str, Attribution | None, Span]
"""Something a report says: the report, the attribution that holds it, the place."""


def support_of(statement: Statement, ground: Ground) -> Support:
    """What `statement` rests on."""
    told: list[Told] = []
    for c in (ground.claims[i] for i in statement.claims if i in ground.claims):
        told.append((c.span.article, ground.attributions.get(c.attribution or ""), c.span))
    told.sort(key=lambda t: t[2])
    return _support(statement.id, _origins(told, ground), told, ground)


def support_of_story(found: Sequence[Found], ground: Ground) -> Support:
    """What the story as a whole rests on."""
    told: list[Told] = [(a.content.article, a, a.content) for a in ground.attributions.values()]
    told += [(i, None, Span(i, 0, 1)) for i in ground.ids]
    return _support("", sorted(o.id for o in found), told, ground)


def _support(id: str, origins: Sequence[str], told: Sequence[Told], ground: Ground) -> Support:
    having = {i for i, _, _ in told}
    kept = [t for t in told if ground.reprints.get(t[0], t[0]) == t[0] or ground.reprints[t[0]] not in having]
    everything = _counts(told, ground)
    folded = everything if len(kept) == len(told) else _counts(kept, ground)
    rest = _origins(kept, ground) if id and len(kept) < len(told) else origins
    return Support(
        statement=id,
        origins=tuple(origins),
        outlets=everything.outlets,
        texts=everything.texts,
        sources=everything.sources,
        folded=replace(folded, origins=tuple(o for o in rest if not ground.printed_again(o))),
    )


def _origins(told: Sequence[Told], ground: Ground) -> list[str]:
    """The ids of the origins below what is told."""
    return sorted(frozenset[str]().union(*(ground.below(span) for _, _, span in told)))


def _counts(told: Sequence[Told], ground: Ground) -> Counts:
    kin = _kin(told, ground)
    return Counts(
        outlets=_outlets(sorted(kin), ground), texts=len(set(kin.values())), sources=_sources(told, kin, ground)
    )


def _kin(told: Sequence[Told], ground: Ground) -> dict[str, int]:
    """For each report of a statement the number of its family: reports one of which rests on the other, or that took
    the statement from the same outlet outside."""
    families: nx.Graph[str] = nx.Graph()
    articles = sorted({i for i, _, _ in told})
    spans = defaultdict(list)
    for i, _, span in told:
        spans[i].append(span)
    families.add_nodes_from(articles)
    for child in articles:
        families.add_edges_from((child, parent) for parent in sorted(ground.above(child) & spans.keys()))
        for d in ground.upwards[child]:
            if d.parent not in ground.graph and any(p.child.overlap(s) for p in d.evidence for s in spans[child]):
                families.add_edge(child, d.parent)
    number = {
        member: n for n, family in enumerate(sorted(nx.connected_components(families), key=sorted)) for member in family
    }
    return {a: number[a] for a in articles}


def _outlets(articles: Sequence[str], ground: Ground) -> int:
    """How many outlets published the reports; a report that names none counts as one of its own, all its versions
    and copies once."""
    families: nx.Graph[str] = nx.Graph()
    for i in articles:
        families.add_node(ground.first[i])
        families.add_edges_from((ground.first[i], f"={key}") for key in ground.keys[i])
    return nx.number_connected_components(families) if len(families) else 0


def _sources(told: Sequence[Told], kin: dict[str, int], ground: Ground) -> int:
    """How many distinct sources are stated. Named ones count once each, in however many reports; unnamed ones within
    a family as often as one report of it has them."""
    named: set[str] = set()
    unnamed: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for article, attribution, _ in told:
        for source in attribution.sources if attribution is not None else ():
            if source.type == "unnamed":
                unnamed[kin[article]][article].add(_plain(source))
            elif source.type != "none":
                place = source.refers or source.span
                named.add((place and ground.entity(place)) or _plain(source))
    return len(named) + sum(max(len(texts) for texts in family.values()) for family in unnamed.values())


def _plain(source: Source) -> str:
    return " ".join(w for w in source.text.lower().split() if w not in members("en/grammar.toml", "articles"))
