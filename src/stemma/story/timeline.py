"""Timeline: the days a story speaks of, in order, with what is reported of each.

A claim stands on the day of the time expression inside it; where claims lie in each other, the smallest counts. Claims
of one statement, and claims whose expressions `story.dating` took for one event, make one entry, on the narrowest days
told ("last week" and "Dec. 29" of one event: 29 December); days that exclude each other stay two entries. The text of
an entry is its shortest full clause. Days of publication, and stretches longer than a month, are not events and are
left out.

What it gets wrong: it inherits the claim's cut and the expression's day; a clause that dates another event than its
own ("the talks agreed on Monday") stands under that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import networkx as nx

from stemma.model import Claim, Layers, Statement, Time, TimelineEntry
from stemma.nlp.spans import SpanIndex

_LONGEST = 31
_FULL = ("main", "coordinated", "complement")
_SHORT, _LONG = 25, 260


def order(
    layers: Sequence[Layers], times: Sequence[Time], statements: Sequence[Statement]
) -> tuple[TimelineEntry, ...]:
    """The timeline of a story, earliest first; of one day what most articles report first."""
    text = {one.article.id: one.article.text for one in layers}
    statement_of = {c: s.id for s in statements for c in s.claims}
    position = {s.id: n for n, s in enumerate(statements)}
    full = SpanIndex((c.span, c) for one in layers for c in one.claims if c.form in _FULL)
    entries: list[tuple[date, date, int, str, tuple[str, ...]]] = []
    for group in _events(_dated_claims(layers, times), statement_of):
        for days, claims in _by_days(group):
            ids = sorted({statement_of[c.id] for c in claims if c.id in statement_of}, key=lambda i: position[i])
            around = [w for c in claims if c.form not in _FULL for w in _around(c, full)]
            best = min([*claims, *around], key=lambda c: _rank(c, text))
            words = " ".join(text[best.span.article][best.span.start : best.span.end].split())
            reports = len({c.span.article for c in claims})
            entries.append((*days, -reports, words, tuple(ids)))
    return tuple(
        TimelineEntry(earliest=first, latest=last, text=words, statements=ids)
        for first, last, _, words, ids in sorted(set(entries))
    )


def _around(claim: Claim, full: SpanIndex[Claim]) -> list[Claim]:
    """The full clauses that hold a claim which is none itself ("their meeting last Monday in Orvalle")."""
    return [c for c in full.over(claim.span) if c.span != claim.span and c.span.contains(claim.span)]


def _dated_claims(layers: Sequence[Layers], times: Sequence[Time]) -> list[tuple[Claim, Time]]:
    """Each placed time inside a claim, with the smallest claim that holds it."""
    by_article: dict[str, list[Time]] = defaultdict(list)
    for t in times:
        placed = t.earliest is not None and t.latest is not None and (t.latest - t.earliest).days <= _LONGEST
        if placed and not t.rule.endswith(", dateline"):
            by_article[t.span.article].append(t)
    out: list[tuple[Claim, Time]] = []
    for one in layers:
        there = SpanIndex((c.span, c) for c in one.claims)
        for t in by_article[one.article.id]:
            holding = [c for c in there.over(t.span) if c.span.contains(t.span)]
            if holding:
                smallest = min(holding, key=lambda c: (c.span.end - c.span.start, c.span.start, c.id))
                out.append((smallest, t))
    return out


def _events(dated: Sequence[tuple[Claim, Time]], statement_of: dict[str, str]) -> list[list[tuple[Claim, Time]]]:
    """The dated claims, those of one statement or of one event that several reports date together."""
    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    for claim, t in dated:
        graph.add_node(("claim", claim.id))
        if t.event:
            graph.add_edge(("claim", claim.id), ("event", t.event))
        if claim.id in statement_of:
            graph.add_edge(("claim", claim.id), ("statement", statement_of[claim.id]))
    group_of = {node: n for n, part in enumerate(nx.connected_components(graph)) for node in part}
    groups: dict[int, list[tuple[Claim, Time]]] = defaultdict(list)
    for claim, t in dated:
        groups[group_of["claim", claim.id]].append((claim, t))
    return list(groups.values())


def _by_days(group: Sequence[tuple[Claim, Time]]) -> list[tuple[tuple[date, date], list[Claim]]]:
    """The claims of one event under the narrowest days told of it: an interval joins the narrowest inside it."""
    told: dict[tuple[date, date], list[Claim]] = defaultdict(list)
    for claim, t in group:
        assert t.earliest is not None and t.latest is not None
        told[t.earliest, t.latest].append(claim)
    kept: dict[tuple[date, date], list[Claim]] = {}
    for days in sorted(told, key=lambda d: (d[1] - d[0], d)):
        inside = next((k for k in kept if days[0] <= k[0] and k[1] <= days[1]), None)
        kept.setdefault(inside or days, []).extend(told[days])
    return list(kept.items())


def _rank(claim: Claim, text: dict[str, str]) -> tuple[bool, bool, bool, int, str]:
    """A full clause of readable length in the report's own words first, then the shortest."""
    length = claim.span.end - claim.span.start
    readable = _SHORT <= length <= _LONG
    starts_whole = text[claim.span.article][claim.span.start].isupper()
    return claim.form not in _FULL, not readable, not starts_whole, length, claim.id
