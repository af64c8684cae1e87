"""Pointing at evidence: which report, which sentence, which characters.

Every report has a number (by day of publication, never before a report it rests on), a colour (one an outlet) and an
anchor; every sentence of a report, and every line of it outside sentences, is a *unit* with an anchor
``a-<report>-<start>``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stemma.model import Dossier, Layers, Span
from stemma.publish.folding import without_reprints
from stemma.publish.record import Record, to_record

COLOURS = 9
"""How many outlets have a colour of their own; beyond, colours repeat and the numbers tell."""

_REACH = 260
"""Code points of a sentence shown on either side of the words it is shown for."""


@dataclass(frozen=True, slots=True)
class Report:
    """How a report is called on the page."""

    id: str
    number: int
    colour: int
    name: str
    named: bool
    slug: str
    title: str

    @property
    def anchor(self) -> str:
        return f"r-{self.slug}"


@dataclass(frozen=True, slots=True)
class Place:
    """Characters of a report, and the anchor of the unit that holds them."""

    report: Report
    start: int
    end: int
    anchor: str

    @property
    def offsets(self) -> str:
        return f"{self.report.id}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Context:
    """Characters of a report with the rest of the sentence around them."""

    place: Place
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a report, or a line of it that is in no sentence."""

    start: int
    end: int
    anchor: str
    sentence: bool


class Register:
    """The reports of a record, numbered, and places in them. It needs nothing but the record, so that a
    ``dossier.json`` made before serves as well as a dossier just built."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.text: dict[str, str] = {a["id"]: a["text"] for a in record["articles"]}
        self.reports: dict[str, Report] = {r.id: r for r in _reports(record)}

    @cached_property
    def in_order(self) -> tuple[Report, ...]:
        return tuple(sorted(self.reports.values(), key=lambda r: r.number))

    def place(self, span: Span) -> Place:
        report = self.reports[span.article]
        return Place(report, span.start, span.end, f"a-{report.slug}-{span.start}")

    def one_each(self, spans: Iterable[Span]) -> tuple[Place, ...]:
        """One place a report, the first, in the order of the reports' numbers."""
        first: dict[str, Span] = {}
        for span in sorted(spans):
            if span.article in self.reports:
                first.setdefault(span.article, span)
        return tuple(self.place(s) for s in sorted(first.values(), key=lambda s: self.reports[s.article].number))

    def order(self, span: Span) -> tuple[int, int]:
        """By the reports' numbers, then as in the text."""
        return (self.reports[span.article].number, span.start)


class Pointer(Register):
    """The way from the record to the evidence, for one dossier: places lead to the sentence around them. With
    `fold_wire` reprints are left out of all counts."""

    def __init__(self, dossier: Dossier, *, fold_wire: bool = False) -> None:
        record = to_record(dossier)
        super().__init__(without_reprints(record) if fold_wire else record)
        self.dossier = dossier
        self.layers: dict[str, Layers] = {one.article.id: one for one in dossier.layers}
        self.claims = {c.id: c for one in dossier.layers for c in (*one.claims, *one.details)}
        self._units: dict[str, tuple[Unit, ...]] = {}

    def units(self, article: str) -> tuple[Unit, ...]:
        """The units of a report in text order; together they hold every character that is not white space."""
        if article not in self._units:
            self._units[article] = tuple(_units(self.layers[article], self.reports[article].slug))
        return self._units[article]

    def unit(self, span: Span) -> Unit | None:
        """The unit in which `span` begins."""
        units = self.units(span.article)
        i = bisect_right(units, span.start, key=lambda u: u.start) - 1
        return units[max(i, 0)] if units else None

    def place(self, span: Span) -> Place:
        unit = self.unit(span)
        report = self.reports[span.article]
        return Place(report, span.start, span.end, unit.anchor if unit else report.anchor)

    def context(self, span: Span, reach: int = _REACH) -> Context:
        """The sentence `span` stands in, cut to at most `reach` code points on either side."""
        text = self.text[span.article]
        unit = self.unit(span)
        start = min(unit.start if unit else span.start, span.start)
        last = self.unit(Span(span.article, span.end - 1, span.end))
        end = max(last.end if last else span.end, span.end)
        before = text[start : span.start]
        if len(before) > reach:
            before = "… " + before[-reach:].partition(" ")[2]
        after = text[span.end : end]
        if len(after) > reach:
            after = after[:reach].rpartition(" ")[0] + " …"
        return Context(self.place(span), before, text[span.start : span.end], after)

    def edge(self, child: str, parent: str) -> str:
        """The anchor of what links `child` to `parent`, a report or an origin."""
        return "d-" + self.reports[child].slug + "-" + (self.reports[parent].slug if parent in self.reports else parent)


def _reports(record: Record) -> Iterable[Report]:
    colours: dict[str, int] = {}
    slugs: set[str] = set()
    for number, a in enumerate(_by_day(record), 1):
        slug = base = re.sub(r"[^0-9A-Za-z_]+", "-", a["id"]).strip("-") or str(number)
        again = 1
        while slug in slugs:
            again += 1
            slug = f"{base}.{again}"
        slugs.add(slug)
        outlet = a["outlet"]
        name = outlet["name"] if outlet else _file_name(a["file"]) or a["id"]
        colour = colours.setdefault(name.casefold(), len(colours) % COLOURS + 1)
        title = a["title"] or " ".join(a["text"][:200].split()[:10])
        yield Report(a["id"], number, colour, name, outlet is not None, slug, title)


def _by_day(record: Record) -> list[Record]:
    """Reports by the day they were out for certain; those they are known to rest on first."""
    import networkx as nx

    articles: dict[str, Record] = {a["id"]: a for a in record["articles"]}

    def day(id: str) -> tuple[str, str, str]:
        published = articles[id]["published"]
        return (published["latest"], published["earliest"], id) if published else ("9999", "", id)

    rests_on: Any = nx.DiGraph()
    rests_on.add_nodes_from(articles)
    rests_on.add_edges_from(
        (d["parent"], d["child"])
        for d in record["derivations"]
        if d["directed"] and d["parent"] in articles and d["child"] in articles
    )
    if not nx.is_directed_acyclic_graph(rests_on):
        return [articles[id] for id in sorted(articles, key=day)]
    return [articles[id] for id in nx.lexicographical_topological_sort(rests_on, key=day)]


def _file_name(file: str) -> str:
    """With its ending: "000.txt" is seen to be a file where "000" is not."""
    return re.split(r"[/\\]", file)[-1]


def _units(one: Layers, slug: str) -> Iterable[Unit]:
    text = one.article.text
    at = 0
    for sentence in (*sorted(one.parse.sentences, key=lambda s: s.start), None):
        until = sentence.start if sentence else len(text)
        for line in re.finditer(r"[^\n\r]+", text[at:until]):
            if line.group().strip():
                start = at + line.start()
                yield Unit(start, at + line.end(), f"a-{slug}-{start}", False)
        if sentence and sentence.end > at:
            start = max(sentence.start, at)
            yield Unit(start, sentence.end, f"a-{slug}-{start}", True)
            at = sentence.end
