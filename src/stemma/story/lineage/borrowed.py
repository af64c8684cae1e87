"""Borrowed: sayings of one report that stand in another, reworded, which did not hear them.

What somebody says in a message to one outlet, at the door, in confidence, or as a passer-by whom a reporter met, no
other outlet has but from there. Who heard a saying gives it in the words it had; one that stands in quotation marks in
other words was told again by somebody who read it. Where a report has such sayings of an earlier one and nobody
unrelated has them, it has read it: the shared singular readings of textual criticism (Maas 1957, Textkritik).

What it gets wrong: a witness who said the same to two reporters in two languages.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import networkx as nx

from stemma.model import Noun
from stemma.story.lineage.direction import direct_by_sources
from stemma.story.lineage.exclusive import EXCLUSIVE
from stemma.story.lineage.retelling import Fact
from stemma.story.lineage.sayings import Saying
from stemma.story.lineage.web import Web

_SAME = 0.72  # cosine from which two sayings are one
_SAME_NAMED = 0.55  # the same where one name stands beside both
_AS_WELL = 0.05  # by how little another report's version may be less alike to count as one that has it
_SHARED = 0.5  # what a saying counts that others could have heard
_ENOUGH = 1.5  # sayings that show descent, an exclusive one among them
_LEAST = 2  # sayings that takes
_ROUNDING = 1e-6
_NEARER = 2  # of how many the sources must be nearer where the days do not tell


class Loan(Noun, frozen=True, kw_only=True):
    """A saying in line `child` of a report that stands in line `parent` of another; whether that one has it to itself
    by its sources, and whether the words are others."""

    child: int
    parent: int
    exclusive: bool
    reworded: bool

    @property
    def fact(self) -> Fact:
        return Fact(child=self.child, parent=self.parent, statements=())


def add_borrowed(web: Web) -> None:
    """Edges to reports whose exclusive sayings others have reworded, those with most first."""
    found = []
    for child in web.ids:
        if web.facts.speaks_of_the_press(child):
            continue
        for parent in _near(web, child):
            if (child, parent) in web.edges or (parent, child) in web.edges:
                continue
            if web.one_house(child, parent) or web.one_credit(child, parent):
                continue
            worth = _worth(loans(web, child, parent))
            if worth >= _ENOUGH:
                found.append((worth, child, parent))
    for _, child, parent in sorted(found, key=lambda f: (-f[0], f[1], f[2])):
        told = loans(web, child, parent, web.between(child, parent))
        if _worth(told) >= _ENOUGH and not nx.has_path(web.graph, child, parent):
            _add(web, child, parent, told)


def _near(web: Web, child: str) -> list[str]:
    """The reports, not surely younger, that have enough sayings near those of a report for some of them to be the
    same."""
    asked = [n for n, x in enumerate(web.sayings[child]) if _may_be_borrowed(web, child, x)]
    if not asked:
        return []
    counts = (web.sayings.nearest(child)[asked] >= _SAME_NAMED - _ROUNDING).sum(axis=0)
    younger = web.younger(child)
    return [i for i, n in zip(web.sayings.ids, counts, strict=True) if n >= _LEAST and i != child and i not in younger]


def _may_be_borrowed(web: Web, child: str, x: Saying) -> bool:
    """Whether a saying stands in quotation marks and the report does not tell where it has it from."""
    return x.quoted and not (web.own[child][x.line] or web.public[child][x.line] or x.line in web.sourced(child))


def _worth(told: Sequence[Loan]) -> float:
    """What sayings show: nothing where none is both exclusive and reworded."""
    if not any(x.exclusive and x.reworded for x in told):
        return 0.0
    exclusive = {x.parent for x in told if x.exclusive}
    return len(exclusive) + _SHARED * len({x.parent for x in told} - exclusive)


def loans(web: Web, child: str, parent: str, known: Collection[str] = ()) -> list[Loan]:
    """The sayings that a report has in quotation marks and another had before it, as far as nobody unrelated has
    them; `known` are reports from which it has things already."""
    kin = {child, parent} | nx.descendants(web.graph, parent) | nx.descendants(web.graph, child) | web.younger(child)
    apart = [n for n, i in enumerate(web.sayings.ids) if i not in kin - set(known) and i not in (child, parent)]
    nearest = web.sayings.nearest(child)
    there = {i: n for n, i in enumerate(web.sayings.ids)}.get(parent)
    out: dict[int, Loan] = {}
    for n, x in enumerate(web.sayings[child]):
        if there is None or nearest[n, there] < _SAME_NAMED - _ROUNDING or not _may_be_borrowed(web, child, x):
            continue
        same = [y for y in web.sayings[parent] if _one(web, (child, x), (parent, y))]
        if not same:
            continue
        best = max(same, key=lambda y: (round(x.like(y), 3), -y.line))
        if apart and nearest[n, apart].max() >= x.like(best) - _AS_WELL:
            continue
        loan = Loan(
            child=x.line, parent=best.line, exclusive=_alone(web, parent, best), reworded=x.reworded(best)
        )  # fmt: skip
        out.setdefault(x.line, loan)
    return [out[n] for n in sorted(out)]


def words_anew(web: Web, child: str, parent: str) -> bool:
    """Whether a report has inside quotation marks, in other words, what another has somebody say, whoever else has
    it too."""
    return any(
        _may_be_borrowed(web, child, x) and x.like(best) >= _SAME and x.reworded(best)
        for x in web.sayings[child]
        if (best := max(web.sayings[parent], key=x.like, default=None)) is not None
    )


def _one(web: Web, first: tuple[str, Saying], second: tuple[str, Saying]) -> bool:
    """Whether two sayings are one: witnesses of one thing say much alike, so it takes a name beside both or more."""
    (i, x), (j, y) = first, second
    alike = x.like(y)
    if alike >= _SAME or alike < _SAME_NAMED:
        return alike >= _SAME
    shared = web.matching.lines[i][x.line].details & web.matching.lines[j][y.line].details
    return any(not name[0].isdigit() for name in shared)


def _alone(web: Web, i: str, x: Saying) -> bool:
    return web.weights[i][x.line] == EXCLUSIVE


def _add(web: Web, child: str, parent: str, told: Sequence[Loan]) -> None:
    weights = [(web.weights[child][x.child], web.weights[parent][x.parent]) for x in told]
    direction = direct_by_sources(web.layers[child].article, web.layers[parent].article, weights, _NEARER)
    if direction.sign >= 0:
        return
    count = len(told)
    web.add(
        child,
        parent,
        spans=(),
        confidence=direction.confidence * 0.7,
        rule=f"borrowed/{direction.because}",
        facts=[x.fact for x in told],
        because=f"gives {count} sayings of that report in other words; {direction.words}",
    )
