"""Lineage for the terminal and for graph tools: a tree, GraphML, DOT and JSON."""

from __future__ import annotations

import json
from collections import Counter, defaultdict

import networkx as nx
from rich.text import Text
from rich.tree import Tree

from stemma.model import Article, Derivation, Dossier, Origin
from stemma.publish import wording
from stemma.publish.record import to_record
from stemma.publish.terminal import printable
from stemma.story.lineage.reprints import reprints_of
from stemma.story.versions import root_versions

_UNDER = 0.2  # share of a report credited to an outlet outside from which it stands under it
_TITLE = 60  # letters of a title that are shown


def tree(dossier: Dossier, *, fold_wire: bool = False) -> Tree:
    """Who rests on whom: a report stands under the parent it matches most, other parents are named beside it. Under an
    outlet outside the collection stands only what it is credited with a good part of."""
    reports = {one.article.id: one.article for one in dossier.layers}
    named = _names(dossier)
    origins = {o.id: o for o in dossier.origins}
    folded = _reprints(dossier) if fold_wire else {}
    above: dict[str, list[Derivation]] = defaultdict(list)
    for d in dossier.derivations:
        if d.child not in folded:
            above[d.child].append(d)
    main = {
        child: max(under, key=lambda d: (d.parent in reports, d.share, d.parent))
        for child, ds in above.items()
        if (under := [d for d in ds if d.parent in reports or d.share >= _UNDER])
    }
    below: dict[str, list[Derivation]] = defaultdict(list)
    for child in sorted(main):
        below[folded.get(main[child].parent, main[child].parent)].append(main[child])
    root = Tree(_shown(dossier.title))
    outside = sorted({d.parent for d in main.values()} - set(reports))
    starts = [*outside, *(i for i in sorted(reports) if i not in main and i not in folded)]
    done: set[str] = set()

    def beside(child: str, shown: Derivation | None) -> list[str]:
        return [
            f"also on {named[d.parent]}: {_edge(d)}"
            if d.parent in reports
            else _outer_edge(d, _outside(d.parent, origins))
            for d in above[child]
            if d is not shown
        ]

    def grow(branch: Tree, i: str) -> None:
        if i in done:
            return
        done.add(i)
        for d in below[i]:
            edge = _edge(d) if d.parent in reports else _outer_edge(d, "it")
            words = [named[d.child], edge, *beside(d.child, d)]
            twins = sum(keeper == d.child for keeper in folded.values())
            if twins:
                words.append(_count(twins))
            grow(branch.add(_shown("; ".join(words))), d.child)

    for i in starts:
        words = [named[i], *beside(i, None)] if i in reports else [f"{_outside(i, origins)} (not in the collection)"]
        twins = sum(keeper == i for keeper in folded.values())
        if twins:
            words.append(_count(twins))
        grow(root.add(_shown("; ".join(words))), i)
    return root


def _shown(text: str) -> Text:
    return Text(printable(text))


def graph(dossier: Dossier, *, fold_wire: bool = False) -> nx.DiGraph[str]:
    """The derivations as a graph: an arrow from parent to child."""
    named = _names(dossier)
    origins = {o.id: o for o in dossier.origins}
    folded = _reprints(dossier) if fold_wire else {}
    out: nx.DiGraph[str] = nx.DiGraph()
    for i, name in sorted(named.items()):
        if i not in folded:
            out.add_node(i, kind="report", label=name, reprints=sum(k == i for k in folded.values()))
    for d in dossier.derivations:
        child, parent = folded.get(d.child, d.child), folded.get(d.parent, d.parent)
        if child == parent or d.child in folded:
            continue
        if parent not in out:
            out.add_node(parent, kind="outside", label=_outside(parent, origins), reprints=0)
        out.add_edge(
            parent,
            child,
            relation=d.relation,
            credited=d.credited,
            share=round(d.share, 3),
            directed=d.directed,
            confidence=round(d.confidence, 3),
        )
    return out


def graphml(dossier: Dossier, *, fold_wire: bool = False) -> str:
    """GraphML, for Gephi, Cytoscape and yEd."""
    return "\n".join(nx.generate_graphml(graph(dossier, fold_wire=fold_wire))) + "\n"


def dot(dossier: Dossier, *, fold_wire: bool = False) -> str:
    """DOT, for Graphviz: credited edges drawn solid, others dashed, undirected ones without arrow heads."""
    lines = ["digraph lineage {", "  rankdir=TB;", '  node [shape=box, fontname="sans-serif"];']
    out = graph(dossier, fold_wire=fold_wire)
    for i, data in out.nodes(data=True):
        shape = ", style=rounded" if data["kind"] == "outside" else ""
        lines.append(f"  {_quoted(i)} [label={_quoted(data['label'])}{shape}];")
    for a, b, data in out.edges(data=True):
        style = "solid" if data["credited"] else "dashed"
        arrow = "" if data["directed"] else ", dir=none"
        lines.append(f'  {_quoted(a)} -> {_quoted(b)} [label="{data["share"]:.0%}", style={style}{arrow}];')
    return "\n".join([*lines, "}"]) + "\n"


def as_json(dossier: Dossier, *, fold_wire: bool = False) -> str:
    """Reports, derivations and origins as they stand in ``dossier.json``; reprints left out when folded."""
    record = to_record(dossier)
    folded = _reprints(dossier) if fold_wire else {}
    articles = [
        {k: v for k, v in a.items() if k not in ("text", "furniture")} | {"reprints": sorted(
            r for r, keeper in folded.items() if keeper == a["id"])}
        for a in record["articles"]
        if a["id"] not in folded
    ]  # fmt: skip
    derivations = [
        d | {"parent": folded.get(d["parent"], d["parent"])}
        for d in record["derivations"]
        if d["child"] not in folded and folded.get(d["parent"], d["parent"]) != d["child"]
    ]
    left = dossier.whole.folded.origins if fold_wire and dossier.whole and dossier.whole.folded else None
    origins = [o for o in record["origins"] if left is None or o["id"] in left]
    part = {"schema": record["schema"], "articles": articles, "derivations": derivations, "origins": origins}
    return json.dumps(part, ensure_ascii=False, indent=1) + "\n"


def _reprints(dossier: Dossier) -> dict[str, str]:
    """Reports that are folded into another, which is kept: reprints and versions of one report."""
    articles = [one.article for one in dossier.layers]
    versions = {i: first for i, first in root_versions(articles).items() if i != first}
    reprints = reprints_of(articles, dossier.derivations)
    return {i: reprints.get(kept, kept) for i, kept in (versions | reprints).items()}


def _count(n: int) -> str:
    return f"{n} reprint{'' if n == 1 else 's'} folded"


def _names(dossier: Dossier) -> dict[str, str]:
    """What each report is called: outlet, file and days; where a file holds several reports, its title in the file's
    place, and its id where it has none."""
    articles = [one.article for one in dossier.layers]
    held = Counter(a.file for a in articles)
    return {a.id: _name(a, a.file if held[a.file] == 1 else _shortened(a.title or a.id)) for a in articles}


def _shortened(title: str) -> str:
    plain = " ".join(title.split())
    return plain if len(plain) <= _TITLE else plain[: _TITLE - 1].rstrip() + "…"


def _name(article: Article, called: str) -> str:
    outlet = f"{article.outlet.name} ({called})" if article.outlet else called
    published = article.published
    return f"{outlet}, {wording.days(published.earliest, published.latest)}" if published else outlet


def _outside(i: str, origins: dict[str, Origin]) -> str:
    return origins[i].name if i in origins else i


def _outer_edge(d: Derivation, name: str) -> str:
    """An edge to an outlet whose own text is not here to be matched."""
    confirms = ", says it confirmed it" if d.relation == "confirms" else ""
    return f"credits {name} with {wording.share(d.share)}{confirms}"


def _edge(d: Derivation) -> str:
    if d.relation == "version":
        return f"{'later' if d.directed else 'further'} version of"
    if d.relation == "duplicate":
        return "same text"
    credit = "credits it" if d.credited else wording.relation("derives", d.credited, d.directed)
    told = "" if d.directed else ", which came first is open"
    confirms = ", says it confirmed it" if d.relation == "confirms" else ""
    how = f" ({d.because})" if d.rule.startswith(("retold/", "borrowed/")) else ""
    return f"{credit}, matches with {wording.share(d.share)}{how}{confirms}{told}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
