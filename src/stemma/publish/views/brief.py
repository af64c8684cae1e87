"""The brief: the talks on one page, as a desk officer keeps them.

The same values as in the page's section on the talks, grouped for reading once: the process, the rounds with their
delegations, positions, what happened in between, what comes next, and every dispute with its readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from stemma.publish.record import Record
from stemma.publish.views.pointing import Register, Report
from stemma.publish.views.positions import ON_THE_TABLE, LeafView, PositionsView
from stemma.publish.views.talks import Fields, Member, TalksView, Values, compatible, talks
from stemma.publish.wording import ROUND, TALKS, days, label

_PROCESS = ("parties", "mediators", "hosts", "subject", "stage", "trigger", "earlier")
_AHEAD = ("outcomes", "next_steps")
_AT_LENGTH = {"format", "status"}
"""Fields that take less room on a line of their own than in a column."""
_SIZES = ((4600, "densest"), (4200, "denser"), (3600, "dense"))
"""Characters from which a brief is set smaller, to stay on one page as long as it can be read."""
_FULL = 4200
"""Characters beyond which positions of no told kind that one report gives are left to the dossier."""
_ONE_VALUE = ("place", "start", "end", "days")
"""Fields of a round of which only one value can hold."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A point on which reports differ. `excluding` when both cannot hold; else the point is only given differently."""

    about: str
    readings: tuple[LeafView, ...]
    excluding: bool


@dataclass(frozen=True, slots=True)
class BriefRound:
    name: str
    cells: tuple[tuple[LeafView, ...], ...]
    delegations: tuple[tuple[str, tuple[Member, ...]], ...]
    notes: Fields


@dataclass(frozen=True, slots=True)
class BriefReport:
    report: Report
    day: str
    worked_out: bool


@dataclass(frozen=True, slots=True)
class BriefView:
    title: str
    published: str
    counts: Record
    process: Fields
    round_fields: tuple[str, ...]
    rounds: tuple[BriefRound, ...]
    course: Fields
    positions: PositionsView
    left_out: int
    ahead: Fields
    disputes: tuple[Dispute, ...]
    smaller: int
    reports: tuple[BriefReport, ...]
    size: str
    history: bool


def brief(register: Register) -> BriefView | None:
    """The brief of a story's talks; None when the story is no negotiation."""
    view = talks(register)
    if view is None:
        return None
    told = len(view.positions)
    if _weight(view, _disputes(register, view)) > _FULL:
        view = replace(view, positions=view.positions.firm)
    record = register.record
    in_table = tuple(name for name in view.round_fields if name not in _AT_LENGTH)
    disputes = tuple(_disputes(register, view))
    touched = {v for _, leaf in _leaves(view) for v, kind in leaf.variants if kind != "conflict"}
    published = [p for a in record["articles"] if (p := a["published"])]
    return BriefView(
        title=record["story"]["title"],
        published=_days(min(p["earliest"] for p in published), max(p["latest"] for p in published))
        if published
        else "",
        counts=record["story"]["counts"],
        process=_named(view.fields, _PROCESS),
        round_fields=in_table,
        rounds=tuple(
            BriefRound(
                r.name,
                tuple(dict(r.fields).get(name, ()) for name in in_table),
                r.delegations,
                tuple((name, leaves) for name, leaves in r.fields if name not in in_table),
            )
            for r in view.rounds
        ),
        course=tuple((n, leaves) for n, leaves in view.fields if n not in (*_PROCESS, *_AHEAD)),
        positions=view.positions,
        left_out=told - len(view.positions),
        ahead=_named(view.fields, _AHEAD),
        disputes=disputes,
        smaller=len(touched),
        reports=tuple(_report(r, record) for r in register.in_order),
        size=_size(view, disputes),
        history=view.history,
    )


def _size(view: TalksView, disputes: Iterable[Dispute]) -> str:
    """How small the brief is to be set, by the characters it will have."""
    weight = _weight(view, disputes)
    return next((size for least, size in _SIZES if weight > least), "")


def _weight(view: TalksView, disputes: Iterable[Dispute]) -> int:
    given = [leaf for _, leaf in _leaves(view)] + [r for d in disputes for r in d.readings]
    return sum(len(leaf.value) + 2 * len(leaf.reports) + 18 for leaf in given)


def _named(fields: Fields, names: Iterable[str]) -> Fields:
    held = dict(fields)
    return tuple((name, held[name]) for name in names if held.get(name))


def _report(report: Report, record: Record) -> BriefReport:
    published = next(a["published"] for a in record["articles"] if a["id"] == report.id)
    if not published:
        return BriefReport(report, "", False)
    return BriefReport(report, _days(published["earliest"], published["latest"]), published["inferred"])


def _days(earliest: str, latest: str) -> str:
    return days(date.fromisoformat(earliest), date.fromisoformat(latest))


def _leaves(view: TalksView) -> Iterator[tuple[str, LeafView]]:
    """Every value of the record with the words for where it stands in it."""
    for r in view.rounds:
        for party, members in r.delegations:
            for m in members:
                yield f"{r.name}, delegation of {party}", m.person
                if m.role:
                    yield f"{r.name}, delegation of {party}", m.role
        for name, leaves in r.fields:
            for leaf in leaves:
                yield f"{r.name}, {label(ROUND, name).lower()}", leaf
    for row in view.positions.rows:
        for party, cell in zip(view.positions.columns, row.cells, strict=True):
            for kind, leaf in cell:
                yield (kind if party == ON_THE_TABLE else f"{party}, {kind}"), leaf
    for name, leaves in view.fields:
        for leaf in leaves:
            yield label(TALKS, name), leaf


def _disputes(register: Register, view: TalksView) -> Iterator[Dispute]:
    """Each conflict that touches a value, once; then fields of which reports give several values."""
    values, told = Values(register), []
    seen: set[str] = set()
    for where, leaf in _leaves(view):
        for variant, kind in leaf.variants:
            if kind == "conflict" and variant not in seen:
                seen.add(variant)
                found = values.variants[variant]
                about = [found["statement"]] if found["statement"] else leaf.statements
                readings = tuple(values.reading(r, about) for r in found["readings"])
                told.append({r.value for r in readings})
                named = any(r.value == leaf.value for r in readings)
                yield Dispute(where if named else f"{where}: {leaf.value}", readings, True)
    for r in view.rounds:
        for name in _ONE_VALUE:
            leaves = dict(r.fields).get(name, ())
            given = {leaf.value for leaf in leaves}
            if len(given) > 1 and not compatible(leaves) and not any(len(given & t) > 1 for t in told):
                yield Dispute(f"{r.name}, {label(ROUND, name).lower()}", leaves, False)
