"""Who rests on whom: the edges between reports, and from reports to the origins they name."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.publish.views.marking import Piece, marked
from stemma.publish.views.pointing import Context, Pointer, Report
from stemma.publish.views.statements import OriginView, origins
from stemma.publish.wording import relation


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage of the child beside the passage of the parent it matches."""

    child: Context
    parent: Context | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """`child` rests on `report` (or on an origin outside the collection, `origin`)."""

    anchor: str
    child: Report
    report: Report | None
    origin: OriginView | None
    name: str
    label: str
    relation: str
    credited: bool
    directed: bool
    share: float
    confidence: float
    credit: tuple[Context, ...]
    passages: tuple[PassageView, ...]
    rule: str
    because: str

    @property
    def uncredited(self) -> bool:
        """Whether a credit could be looked for and was not found."""
        return self.relation == "derives" and not self.credited and self.directed


@dataclass(frozen=True, slots=True)
class Root:
    """An origin and the reports that rest on it directly, not through another report of the collection."""

    origin: OriginView
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    edges: tuple[Edge, ...]
    roots: tuple[Root, ...]
    alone: tuple[Report, ...]


def lineage(pointer: Pointer) -> Lineage:
    """All edges by child and share; origins; and the reports for which neither was found."""
    known = origins(pointer)
    edges = []
    for d in pointer.dossier.derivations:
        parent = pointer.reports.get(d.parent)
        origin = known.get(d.parent)
        edges.append(
            Edge(
                anchor=pointer.edge(d.child, d.parent),
                child=pointer.reports[d.child],
                report=parent,
                origin=origin,
                name=parent.name if parent else origin.name if origin else d.parent,
                label=relation(d.relation, d.credited, d.directed),
                relation=d.relation,
                credited=d.credited,
                directed=d.directed,
                share=d.share,
                confidence=d.confidence,
                credit=tuple(pointer.context(s) for s in d.credit),
                passages=tuple(
                    PassageView(
                        pointer.context(p.child),
                        pointer.context(p.parent) if p.parent else None,
                        marked(
                            pointer.text[p.parent.article][p.parent.start : p.parent.end],
                            pointer.text[p.child.article][p.child.start : p.child.end],
                        )
                        if p.parent and d.relation != "duplicate"
                        else (),
                    )
                    for p in sorted(d.evidence, key=lambda p: p.child)
                ),
                rule=d.rule,
                because=d.because,
            )
        )
    edges.sort(key=lambda e: (e.child.number, -e.share, e.anchor))

    parents: dict[str, set[str]] = {}
    for d in pointer.dossier.derivations:
        if d.relation != "confirms":
            parents.setdefault(d.child, set()).add(d.parent)
    roots = []
    for o in known.values():
        on_it = {r.id for r in o.reports}
        direct = tuple(r for r in o.reports if not parents.get(r.id, set()) & (on_it | {o.id}))
        roots.append(Root(o, direct))
    touched = {e.child.id for e in edges} | {e.report.id for e in edges if e.report}
    touched |= {r.id for root in roots for r in root.origin.reports}
    return Lineage(tuple(edges), tuple(roots), tuple(r for r in pointer.in_order if r.id not in touched))
