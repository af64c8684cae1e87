"""The positions side by side: a row for each issue, a column for each party, in each cell what the party said of it in
the order of the days of the first reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from stemma.publish.record import Record
from stemma.publish.views.pointing import Place
from stemma.publish.wording import POSITION, POSITIONS, label

ON_THE_TABLE = "On the table"
"""Whose the positions are that reports give to no party."""
OTHER = "Other matters"
"""The issue of positions whose words tell none."""


@dataclass(frozen=True, slots=True)
class LeafView:
    """A value and what it rests on; `variants` (id, kind) are those about it, `disputed` when one is a conflict.

    `reports` are those that give this very value; where the record does not say where it was read, those of its
    statements. `origins` is how many origins these reports rest on in the matter, None where none is known; `days` the
    days that the value is; `reported` the days on which the first of the reports can have been published.
    """

    value: str
    reports: tuple[Place, ...]
    variants: tuple[tuple[str, str], ...]
    disputed: bool
    origins: int | None
    statements: tuple[str, ...] = ()
    days: tuple[date, date] | None = None
    reported: tuple[date, date] | None = None

    @property
    def single(self) -> bool:
        """Whether only one origin gives it."""
        return self.origins == 1


Cell = tuple[tuple[str, LeafView], ...]
"""What one party said of one issue: the kind in a word, and the value."""


@dataclass(frozen=True, slots=True)
class IssueView:
    """One issue: its name, and a cell for each column of the table."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def shared(self) -> bool:
        """Whether more than one column has something to say of it."""
        return sum(map(bool, self.cells)) > 1


@dataclass(frozen=True, slots=True)
class PositionsView:
    columns: tuple[str, ...]
    rows: tuple[IssueView, ...]

    @property
    def firm(self) -> PositionsView:
        """The positions of a told kind, and the others that more than one report gives."""

        def kept(cell: Cell) -> Cell:
            return tuple((kind, leaf) for kind, leaf in cell if kind != POSITION["position"] or len(leaf.reports) > 1)

        rows = (IssueView(r.name, tuple(map(kept, r.cells))) for r in self.rows)
        return PositionsView(self.columns, tuple(r for r in rows if any(r.cells)))

    @property
    def shared(self) -> tuple[IssueView, ...]:
        return tuple(r for r in self.rows if r.shared)

    def __len__(self) -> int:
        return sum(len(cell) for r in self.rows for cell in r.cells)

    @property
    def single(self) -> tuple[IssueView, ...]:
        return tuple(r for r in self.rows if not r.shared)


def by_issue(records: Iterable[Record], leaf: Callable[[Record], LeafView]) -> PositionsView:
    """The positions of a record; issues of which most parties speak first, those of no told issue last."""
    held = list(records)
    parties = sorted(dict.fromkeys(p["party"] for p in held), key=lambda party: party is None)
    issues: dict[str, list[Record]] = {}
    for p in held:
        issues.setdefault(_issue(p), []).append(p)
    order = {name: n for n, name in enumerate(issues)}
    names = sorted(
        issues, key=lambda n: (n == OTHER, -len({p["party"] for p in issues[n]} - {None}), -len(issues[n]), order[n])
    )
    rows = (
        IssueView(name, tuple(_cell([p for p in issues[name] if p["party"] == party], leaf) for party in parties))
        for name in names
    )
    return PositionsView(tuple(party or ON_THE_TABLE for party in parties), tuple(rows))


def _issue(position: Record) -> str:
    about = position.get("about") or ()
    return str(about[0]["value"]) if about else OTHER


def _cell(records: Iterable[Record], leaf: Callable[[Record], LeafView]) -> Cell:
    """A party's positions on one issue in the order of their days, so that it is seen where they move."""
    kinds = list(POSITIONS)
    made = [(p["kind"], leaf(p["text"])) for p in records]
    made.sort(
        key=lambda pair: (
            pair[1].reported or (date.max, date.max),
            kinds.index(pair[0]) if pair[0] in kinds else len(kinds),
        )
    )
    return tuple((label(POSITION, kind), view) for kind, view in made)
