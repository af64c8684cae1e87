"""Who rests on whom, as a picture: origins at the top, the reports that rest on them below.

Levels follow who rests on whom, so that reports of different days may stand on one; the day stands in each box. Origins
stand above the reports that rest on no other report, those of the same reports in one box; what else a report rests on
is counted in its box. In a story of
many reports those on which nothing rests, and which rest on the same report in the same way, share one box; where that
is not enough, boxes are small and show the report's number only.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from stemma.publish.layered_layout import lay_out
from stemma.publish.views.lineage import Edge, Lineage
from stemma.publish.views.pointing import Report
from stemma.publish.views.statements import OriginView
from stemma.publish.wording import plural

_MANY = 30
_GATHERED = 4  # so many alike share a box
_WIDE = (164.0, 50.0)
_SMALL = (46.0, 30.0)


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
    full: str
    name: str = ""
    below: str = ""
    note: str = ""
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


def draw(lineage: Lineage, days: dict[str, str]) -> Picture | None:
    """The picture, None when there is nothing to connect. `days` gives the day of publication by report id."""
    tops = _tops(lineage)
    links = _links(lineage, tops)
    if not links:
        return None
    reports: dict[str, Report] = {f"r:{r.id}": r for e in lineage.edges for r in (e.child, e.report) if r}
    reports |= {f"r:{r.id}": r for top in tops.values() for r in top.reports}
    gathered: dict[str, list[Report]] = {}
    if len(reports) > _MANY:
        links, gathered = _gather(links, reports)
        shared = {f"r:{r.id}" for held in gathered.values() for r in held}
        reports = {key: r for key, r in reports.items() if key not in shared}
    small = len(reports) > _MANY
    known = [root.origin for root in lineage.roots]
    drawn = {(o.id, r.id) for top in tops.values() for o in top.origins for r in top.reports}
    more = Counter(r.id for t in lineage.roots for r in t.reports if (t.origin.id, r.id) not in drawn)
    keys = sorted({k for link in links for k in (link.parent, link.child)}, key=lambda k: _rank(k, reports))
    sizes = {k: _SMALL if small and k in reports else _WIDE for k in keys}
    if not small:
        sizes |= {k: (_WIDE[0], _WIDE[1] + 16) for k, r in reports.items() if more[r.id] and k in sizes}

    at, paths, width, height = lay_out(keys, [(link.parent, link.child) for link in links], sizes, 14 if small else 26)
    boxes = []
    for key in keys:
        (x, y), (w, h) = at[key], sizes[key]
        if key in reports:
            r = reports[key]
            box = Box(x, y, w, h, f"#{r.anchor}", r.colour, r.number, f"{r.number}: {r.name}")
            if not small:
                note = f"+ {plural(more[r.id], 'more origin')}" if more[r.id] else ""
                box = replace(box, name=_short(r.name, 17), below=days.get(r.id, ""), note=note)
        elif key in gathered:
            many = plural(len(gathered[key]), "report")
            names = ", ".join(r.name for r in gathered[key])
            box = Box(x, y, w, h, "#passages", 0, 0, f"{many}: {names}", many, "alike in this")
        else:
            held = tops[key].origins if key in tops else tuple(o for o in known if f"o:{o.id}" == key)
            name = ", ".join(o.name for o in held) or key[2:]
            line, *rest = textwrap.wrap(name, 23) or [""]
            below = _short(" ".join(rest), 23)
            if len(held) > 1:
                line, below = held[0].name, f"and {len(held) - 1} more"
            href = f"#{held[0].anchor}" if held else ""
            wrapped = bool(rest) and len(held) < 2
            box = Box(x, y, w, h, href, 0, 0, name, _short(line, 23), below or "origin", wrapped=wrapped)
        boxes.append(box)
    lines = [
        _line(link, path, small) for link, path in zip(links, _ports(links, paths, at, sizes), strict=True)
    ]  # fmt: skip
    return Picture(round(width), round(height), tuple(boxes), tuple(lines), small)


@dataclass(frozen=True, slots=True)
class _Top:
    """Origins that share a box, and the reports drawn below it."""

    origins: tuple[OriginView, ...]
    reports: tuple[Report, ...]


def _tops(lineage: Lineage) -> dict[str, _Top]:
    """Origins to draw, by the key of their box: those of more than one report, above the reports that rest on no other
    report. Those with the same reports below them share a box; all others are counted in the boxes of their reports.
    """
    derived = {e.child.id for e in lineage.edges if e.relation != "confirms"}
    alike: dict[tuple[Report, ...], list[OriginView]] = {}
    for root in lineage.roots:
        below = tuple(r for r in root.reports if r.id not in derived)
        if len(root.origin.reports) > 1 and below:
            alike.setdefault(below, []).append(root.origin)
    return {f"o:{held[0].id}": _Top(tuple(held), below) for below, held in alike.items()}


def _links(lineage: Lineage, tops: dict[str, _Top]) -> list[_Link]:
    links = []
    for e in lineage.edges:
        parent = f"r:{e.report.id}" if e.report else f"o:{e.origin.id if e.origin else e.name}"
        links.append(_Link(parent, f"r:{e.child.id}", e))
    links += [_Link(key, f"r:{r.id}", None) for key, top in tops.items() for r in top.reports]
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
        credited = not e.uncredited
        return Line(path, credited, e.directed, False, "" if small else e.label, *at, "#passages", words)
    percent = f" · {round(e.share * 100)}\u202f%" if e.share and e.relation == "derives" else ""
    words = f"{e.child.name} – {e.name}: {e.label}{percent}"
    label = "" if small else e.label + percent
    return Line(
        path,
        not e.uncredited,
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
