"""Where boxes and edges of a layered drawing stand.

Sugiyama's layout (Sugiyama, Tagawa, Toda 1981) as implemented by grandalf. Groups that no edge connects stand side by
side, in rows.
"""

from __future__ import annotations

from typing import Any

Point = tuple[float, float]

_ROW = 950  # a row of groups is broken beyond this width
_GAP = 28
_EDGE = 4.0


class _View:
    """What grandalf asks of a box."""

    def __init__(self, size: Point) -> None:
        self.w, self.h = size
        self.xy = (0.0, 0.0)


class _Path:
    """What grandalf asks of an edge: the points it runs through."""

    def __init__(self) -> None:
        self.points: list[Point] = []

    def setpath(self, points: list[Point]) -> None:
        self.points = points


def lay_out(
    keys: list[str], pairs: list[tuple[str, str]], sizes: dict[str, Point], between: float
) -> tuple[dict[str, Point], list[list[Point]], float, float]:
    """The centre of each box, the points of each edge (upper box, lower box), width and height of the whole.

    Args:
        between: the least space between boxes of a level.
    """
    import networkx as nx
    from grandalf.graphs import Edge as GraphEdge
    from grandalf.graphs import Graph, Vertex
    from grandalf.layouts import SugiyamaLayout

    class Box(Vertex):  # type: ignore[misc]
        """grandalf walks sets of these; hashed by address they would come in another order in each run."""

        def __hash__(self) -> int:
            return keys.index(self.data)

    class Line(GraphEdge):  # type: ignore[misc]
        def __hash__(self) -> int:
            return hash((keys.index(self.v[0].data), keys.index(self.v[1].data)))

    vertices = {k: Box(k) for k in keys}
    for k, v in vertices.items():
        v.view = _View(sizes[k])
    order: Any = nx.DiGraph()
    order.add_nodes_from(keys)
    edges: dict[tuple[str, str], Any] = {}
    for upper, lower in pairs:
        if (upper, lower) in edges or upper == lower or nx.has_path(order, lower, upper):
            continue  # a circle cannot be layered: the edge that would close it is drawn straight
        order.add_edge(upper, lower)
        edge = Line(vertices[upper], vertices[lower])
        edge.view = _Path()
        edges[upper, lower] = edge
    graph = Graph([vertices[k] for k in keys], list(edges.values()))

    at: dict[str, Point] = {}
    offsets: dict[str, Point] = {}
    x = y = _EDGE
    row = width = 0.0
    for group in sorted(graph.C, key=lambda c: min(keys.index(v.data) for v in c.V())):
        layout = SugiyamaLayout(group)
        layout.xspace, layout.yspace = between, 66 if between > 20 else 44
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
    for upper, lower in pairs:
        known = edges.get((upper, lower))
        dx, dy = offsets[upper]
        inner = [(px + dx, py + dy) for px, py in known.view.points[1:-1]] if known else []
        paths.append([at[upper], *inner, at[lower]])
    return at, paths, width, y + row + _EDGE
