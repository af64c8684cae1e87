"""The reports: each one's full text cut into pieces that say where they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from stemma.model import Article, Derivation, Evidence, Layers, Span
from stemma.publish.views.pointing import Context, Place, Pointer, Report, Unit


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters of a report that share all their marks.

    `parent` is the report they match, `outside` the name of a parent outside the collection; `matches` the places in
    the parent whose match ends here.
    """

    text: str
    furniture: str
    parent: Report | None
    outside: str
    said: bool
    source: bool
    cue: bool
    matches: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A unit of the text with its anchor and segments."""

    anchor: str
    start: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    lines: tuple[Line, ...]
    title: bool


@dataclass(frozen=True, slots=True)
class Because:
    """Why something was worked out, and where to look."""

    because: str
    context: Context | None


@dataclass(frozen=True, slots=True)
class Parent:
    """What a report rests on."""

    report: Report | None
    name: str
    anchor: str
    derivation: Derivation


@dataclass(frozen=True, slots=True)
class ReportView:
    report: Report
    article: Article
    outlet_because: tuple[Because, ...]
    day_because: tuple[Because, ...]
    duplicate_of: Report | None
    version_of: Report | None
    later: bool
    parents: tuple[Parent, ...]
    children: tuple[Report, ...]
    paragraphs: tuple[Paragraph, ...]


def reports(pointer: Pointer) -> tuple[ReportView, ...]:
    """All reports in the order of their numbers."""
    parents: dict[str, list[Derivation]] = {}
    children: dict[str, list[Report]] = {}
    for d in pointer.dossier.derivations:
        parents.setdefault(d.child, []).append(d)
        children.setdefault(d.parent, []).append(pointer.reports[d.child])
    names = {o.id: o.name for o in pointer.dossier.origins}
    out = []
    for report in pointer.in_order:
        one = pointer.layers[report.id]
        a = one.article
        held = sorted(parents.get(report.id, []), key=lambda d: (-d.share, d.parent))
        out.append(
            ReportView(
                report=report,
                article=a,
                outlet_because=_because(a.outlet.evidence, pointer) if a.outlet and a.outlet.inferred else (),
                day_because=_because(a.published.evidence, pointer) if a.published and a.published.inferred else (),
                duplicate_of=pointer.reports.get(a.duplicate_of or ""),
                version_of=pointer.reports.get(a.version_of or ""),
                later=any(d.relation == "version" and d.directed for d in held),
                parents=tuple(
                    Parent(
                        pointer.reports.get(d.parent),
                        names.get(d.parent, d.parent),
                        pointer.edge(d.child, d.parent),
                        d,
                    )
                    for d in held
                ),
                children=tuple(sorted(children.get(report.id, []), key=lambda r: r.number)),
                paragraphs=tuple(_paragraphs(one, held, names, pointer)),
            )
        )
    return tuple(out)


def _because(evidence: tuple[Evidence, ...], pointer: Pointer) -> tuple[Because, ...]:
    return tuple(Because(e.because, pointer.context(e.span) if e.span else None) for e in evidence)


def _paragraphs(
    one: Layers, derivations: list[Derivation], names: dict[str, str], pointer: Pointer
) -> Iterator[Paragraph]:
    text = one.article.text
    units = pointer.units(one.article.id)
    segments = _segments(one, units, derivations, names, pointer)
    title = one.article.title_span
    held: list[Line] = []
    held_title = False
    end = 0
    for unit in units:
        if held and "\n" in text[end : unit.start]:
            yield Paragraph(tuple(held), held_title)
            held = []
        if not held:
            held_title = title is not None and title.start <= unit.start < title.end
        held.append(Line(unit.anchor, unit.start, tuple(segments[unit.start])))
        end = unit.end
    if held:
        yield Paragraph(tuple(held), held_title)


def _segments(
    one: Layers,
    units: tuple[Unit, ...],
    derivations: list[Derivation],
    names: dict[str, str],
    pointer: Pointer,
) -> dict[int, list[Segment]]:
    """The segments of each unit by its start: one sweep over all places where a mark begins or ends."""
    marks: list[tuple[Span, str, object]] = []
    matches: dict[int, list[Place]] = {}
    for f in one.article.furniture:
        marks.append((f.span, "furniture", f.kind))
    for rank, d in enumerate(derivations):
        if d.relation == "duplicate":
            continue  # marking all of a text tells nothing
        for p in d.evidence:
            marks.append((p.child, "match", (rank, d.parent)))
            if p.parent:
                matches.setdefault(p.child.end, []).append(pointer.place(p.parent))
    for a in one.attributions:
        marks += [(part, "said", None) for part in a.parts]
        marks += [(s.span, "source", None) for s in (*a.sources, *a.chain) if s.span]
        if a.cue:
            marks.append((a.cue, "cue", None))

    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for n, (span, _, _) in enumerate(marks):
        begins.setdefault(span.start, []).append(n)
        ends.setdefault(span.end, []).append(n)
    cuts = sorted({*begins, *ends, *(u.start for u in units), *(u.end for u in units)})
    text = one.article.text
    out: dict[int, list[Segment]] = {u.start: [] for u in units}
    todo = iter(units)
    unit = next(todo, None)
    active: set[int] = set()
    for here, until in pairwise([*cuts, len(text)]):
        active.difference_update(ends.get(here, ()))
        active.update(begins.get(here, ()))
        while unit and unit.end <= here:
            unit = next(todo, None)
        if not unit or here < unit.start:
            continue
        kinds = {marks[n][1] for n in active}
        match = min((m for n in active if marks[n][1] == "match" and isinstance(m := marks[n][2], tuple)), default=None)
        furniture = sorted(str(marks[n][2]) for n in active if marks[n][1] == "furniture")
        parent = pointer.reports.get(match[1]) if match else None
        ending = {(p.report.number, p.start): p for p in matches.get(until, ())}
        out[unit.start].append(
            Segment(
                text=text[here:until],
                furniture=furniture[0] if furniture else "",
                parent=parent,
                outside=str(names.get(match[1], match[1])) if match and not parent else "",
                said="said" in kinds,
                source="source" in kinds,
                cue="cue" in kinds,
                matches=tuple(ending[k] for k in sorted(ending)),
            )
        )
    return out
