"""Who rests on whom, as a picture: origins at the top, the reports that rest on them below.

The layered layout is Sugiyama's (Sugiyama, Tagawa, Toda 1981) as implemented by grandalf. Reports that follow each
other closely in time may stand on one level: levels follow who rests on whom, the day stands in each box. In a story of
many reports those on which nothing rests, and which rest on the same report in the same way, share one box; where that
is not enough, boxes are small and show the report's number only.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from stemma.publish.views.lineage import Edge, Lineage
from stemma.publish.views.pointing import Report
from stemma.publish.wording import plural

_MANY = 30
_GATHERED = 4  # so many alike share a box
_ROW = 950  # a row of separate groups is broken beyond this width
_GAP = 28
_EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Box:
    """A report or an origin: its centre, size and words."""

    x: float
    y: float
    w: float
    h: float
    href: str
    colour: int
    number: int
    name: str
    below: str
    full: str
    wrapped: bool = False  # `below` goes on with the name


@dataclass(frozen=True, slots=True)
class Line:
    """An edge: an SVG path, dashed where no credit was found, its words and where they stand."""

    path: str
    credited: bool
    directed: bool
    thin: bool
    label: str
    x: float
    y: float
    href: str
    full: str


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    small: bool


@dataclass(frozen=True, slots=True)
class _Link:
    parent: str
    child: str
    edge: Edge | None  # None: from an origin to a report that names it
    stands_for: int = 1


class _View:
    """What grandalf asks of a box."""

    def __init__(self, w: float, h: float) -> None:
        self.w, self.h = w, h
        self.xy = (0.0, 0.0)


class _Path:
    """What grandalf asks of an edge: the points it runs through."""

    def __init__(self) -> None:
        self.points: list[tuple[float, float]] = []

    def setpath(self, points: list[tuple[float, float]]) -> None:
        self.points = points


def draw(lineage: Lineage, days: dict[str, str]) -> Picture | None:
    """The picture, None when there is nothing to connect. `days` gives the day of publication by report id."""
    links = _links(lineage)
    if not links:
        return None
    reports: dict[str, Report] = {}
    for e in lineage.edges:
        for r in (e.child, e.report):
            if r:
                reports[f"r:{r.id}"] = r
    for root in lineage.roots:
        for r in root.reports:
            reports[f"r:{r.id}"] = r
    gathered: dict[str, list[Report]] = {}
    if len(reports) > _MANY:
        links, gathered = _gather(links, reports)
        shared = {f"r:{r.id}" for held in gathered.values() for r in held}
        reports = {key: r for key, r in reports.items() if key not in shared}
    small = len(reports) > _MANY
    named = {f"o:{root.origin.id}": root.origin for root in lineage.roots}
    keys = sorted({k for link in links for k in (link.parent, link.child)}, key=lambda k: _rank(k, reports))
    sizes = {k: (46.0, 30.0) if small and k in reports else (164.0, 50.0) for k in keys}

    at, paths, width, height = _lay_out(keys, links, sizes, small)
    boxes = []
    for key in keys:
        (x, y), (w, h) = at[key], sizes[key]
        if key in reports:
            r = reports[key]
            short = "" if small else _short(r.name, 17)
            day = "" if small else days.get(r.id, "")
            boxes.append(Box(x, y, w, h, f"#{r.anchor}", r.colour, r.number, short, day, f"{r.number}: {r.name}"))
        elif key in gathered:
            names = ", ".join(r.name for r in gathered[key])
            many = plural(len(gathered[key]), "report")
            boxes.append(Box(x, y, w, h, "#passages", 0, 0, many, "alike in this", f"{many}: {names}"))
        else:
            o = named.get(key)
            name = o.name if o else key[2:]
            href = f"#{o.anchor}" if o else ""
            line, *more = textwrap.wrap(name, 23) or [""]
            below = _short(" ".join(more), 23) or "origin"
            boxes.append(Box(x, y, w, h, href, 0, 0, _short(line, 23), below, name, wrapped=bool(more)))
    lines = [
        _line(link, path, small)
        for link, path in zip(links, _ports(links, paths, at, sizes), strict=True)
    ]  # fmt: skip
    return Picture(round(width), round(height), tuple(boxes), tuple(lines), small)


def _links(lineage: Lineage) -> list[_Link]:
    links = []
    for e in lineage.edges:
        parent = f"r:{e.report.id}" if e.report else f"o:{e.origin.id if e.origin else e.name}"
        links.append(_Link(parent, f"r:{e.child.id}", e))
    links += [_Link(f"o:{root.origin.id}", f"r:{r.id}", None) for root in lineage.roots for r in root.reports]
    return links


def _gather(links: list[_Link], reports: dict[str, Report]) -> tuple[list[_Link], dict[str, list[Report]]]:
    """One link for reports on which nothing rests and that rest on the same in the same way, where there are many."""
    parents = {link.parent for link in links}
    alike: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for key in sorted((k for k in reports if k not in parents), key=lambda k: reports[k].number):
        on = sorted((link.parent, link.edge.label if link.edge else "") for link in links if link.child == key)
        alike.setdefault(tuple(on), []).append(key)
    shared: dict[str, str] = {}
    for n, held in enumerate(held for held in alike.values() if len(held) >= _GATHERED):
        shared |= dict.fromkeys(held, f"g:{n:04}")
    kept: dict[tuple[str, str], _Link] = {}
    for n, link in enumerate(links):
        group = shared.get(link.child)
        if group is None:
            kept[link.parent + str(n), link.child] = link
        elif (known := kept.get((link.parent, group))) is not None:
            kept[link.parent, group] = _Link(link.parent, group, known.edge, known.stands_for + 1)
        else:
            kept[link.parent, group] = _Link(link.parent, group, link.edge)
    gathered: dict[str, list[Report]] = {}
    for key, group in shared.items():
        gathered.setdefault(group, []).append(reports[key])
    return list(kept.values()), gathered


def _rank(key: str, reports: dict[str, Report]) -> tuple[int, int, str]:
    return (1, reports[key].number, key) if key in reports else (0, 0, key)


def _lay_out(
    keys: list[str], links: list[_Link], sizes: dict[str, tuple[float, float]], small: bool
) -> tuple[dict[str, tuple[float, float]], list[list[tuple[float, float]]], float, float]:
    """The centre of each box and the points of each edge; separate groups stand side by side, in rows."""
    import networkx as nx
    from grandalf.graphs import Edge as GraphEdge
    from grandalf.graphs import Graph, Vertex
    from grandalf.layouts import SugiyamaLayout

    vertices = {k: Vertex(k) for k in keys}
    for k, v in vertices.items():
        v.view = _View(*sizes[k])
    order: Any = nx.DiGraph()
    order.add_nodes_from(keys)
    graph_edges: dict[tuple[str, str], Any] = {}
    for link in links:
        pair = (link.parent, link.child)
        if pair in graph_edges or link.parent == link.child or nx.has_path(order, link.child, link.parent):
            continue  # a circle cannot be layered: the edge that would close it is drawn straight
        order.add_edge(*pair)
        edge = GraphEdge(vertices[link.parent], vertices[link.child])
        edge.view = _Path()
        graph_edges[pair] = edge
    graph = Graph([vertices[k] for k in keys], list(graph_edges.values()))

    at: dict[str, tuple[float, float]] = {}
    groups = sorted(graph.C, key=lambda c: min(keys.index(v.data) for v in c.V()))
    offsets: dict[str, tuple[float, float]] = {}
    x = y = _EDGE
    row = width = 0.0
    for group in groups:
        layout = SugiyamaLayout(group)
        layout.xspace, layout.yspace = (14, 44) if small else (26, 66)
        layout.init_all(roots=[v for v in group.V() if not v.e_in()], inverted_edges=[])
        layout.draw(6)
        held = [v.data for v in group.V()]
        place = {k: vertices[k].view.xy for k in held}
        points = [p for v in group.V() for e in v.e_out() for p in e.view.points]
        left = min([place[k][0] - sizes[k][0] / 2 for k in held] + [p[0] for p in points])
        right = max([place[k][0] + sizes[k][0] / 2 for k in held] + [p[0] for p in points])
        top = min(place[k][1] - sizes[k][1] / 2 for k in held)
        bottom = max(place[k][1] + sizes[k][1] / 2 for k in held)
        if x > _EDGE and x + right - left > _ROW:
            x, y, row = _EDGE, y + row + _GAP, 0.0
        for k in held:
            offsets[k] = (x - left, y - top)
            at[k] = (place[k][0] + x - left, place[k][1] + y - top)
        x += right - left + _GAP
        row = max(row, bottom - top)
        width = max(width, x - _GAP + _EDGE)
    paths = []
    for link in links:
        graph_edge = graph_edges.get((link.parent, link.child))
        dx, dy = offsets[link.parent]
        inner = [(px + dx, py + dy) for px, py in graph_edge.view.points[1:-1]] if graph_edge else []
        paths.append([at[link.parent], *inner, at[link.child]])
    return at, paths, width, y + row + _EDGE


def _ports(
    links: list[_Link],
    paths: list[list[tuple[float, float]]],
    at: dict[str, tuple[float, float]],
    sizes: dict[str, tuple[float, float]],
) -> list[list[tuple[float, float]]]:
    """Let edges leave the lower side of the parent and enter the upper side of the child, spread along it."""
    out = [list(p) for p in paths]

    def spread(key: str, numbers: Iterable[int], end: int, near: int) -> None:
        held = sorted(numbers, key=lambda n: (paths[n][near][0], n))
        (x, y), (w, h) = at[key], sizes[key]
        for k, n in enumerate(held, 1):
            out[n][end] = (x - w / 2 + w * k / (len(held) + 1), y + (h / 2 if end == 0 else -h / 2))

    for key in at:
        leaving = [n for n, link in enumerate(links) if link.parent == key]
        entering = [n for n, link in enumerate(links) if link.child == key]
        spread(key, leaving, 0, 1)
        spread(key, entering, -1, -2)
    return out


def _line(link: _Link, points: list[tuple[float, float]], small: bool) -> Line:
    (x0, y0), *rest = points
    path = f"M{x0:.1f} {y0:.1f}"
    x, y = x0, y0
    for px, py in rest:
        middle = (y + py) / 2
        path += f"C{x:.1f} {middle:.1f} {px:.1f} {middle:.1f} {px:.1f} {py:.1f}"
        x, y = px, py
    (ax, ay), (bx, by) = points[-2], points[-1]
    e = link.edge
    if e is None:
        return Line(path, True, True, True, "", 0, 0, "", "names this origin")
    if link.stands_for > 1:
        words = f"{plural(link.stands_for, 'report')} – {e.name}: {e.label}"
        at = (ax + (bx - ax) * 0.62, ay + (by - ay) * 0.58)
        credited = e.credited or e.relation != "derives"
        return Line(path, credited, e.directed, False, "" if small else e.label, *at, "#passages", words)
    percent = f" · {round(e.share * 100)}\u202f%" if e.share and e.relation == "derives" else ""
    words = f"{e.child.name} – {e.name}: {e.label}{percent}"
    label = "" if small else e.label + percent
    return Line(
        path,
        e.credited or e.relation != "derives",
        e.directed,
        False,
        label,
        ax + (bx - ax) * 0.62,
        ay + (by - ay) * 0.58,
        f"#{e.anchor}",
        words,
    )


def _short(name: str, length: int) -> str:
    return name if len(name) <= length else name[: length - 1].rstrip() + "…"
