"""The rounds of a negotiation as stretches of days, each stretch with the reports that give it.

Reports that give different days for one round make several stretches of it, so that no export has to choose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from stemma.publish.record import Record
from stemma.publish.views.pointing import Place, Register
from stemma.publish.views.positions import LeafView
from stemma.publish.views.talks import RoundView, talks

_LONGEST = timedelta(days=60)
"""An end later than this after a start belongs to another session."""


_LAST = date.max - _LONGEST


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from `first` to `last`, both included, as `given` by some reports. `worked_out` when the last follows
    from the number of days told; `missed` when the round was to be held then and was not."""

    first: date
    last: date
    given: tuple[LeafView, ...]
    worked_out: bool = False
    missed: bool = False

    @property
    def reports(self) -> tuple[Place, ...]:
        """The reports that give the first of the days."""
        return self.given[0].reports


@dataclass(frozen=True, slots=True)
class Session:
    """A round of talks; `id` stays the same as long as parties and number do. `stretches` are the days reports give:
    none, one, or several that exclude each other."""

    id: str
    view: RoundView
    parties: tuple[LeafView, ...]
    stretches: tuple[Stretch, ...]
    missed: tuple[Stretch, ...]

    @property
    def title(self) -> str:
        parties = " and ".join(p.value for p in self.parties)
        return f"{self.view.name} of the talks{f' between {parties}' if parties else ''}"

    @property
    def disputed(self) -> bool:
        """Whether reports give different days."""
        return len(self.stretches) > 1

    def field(self, name: str) -> tuple[LeafView, ...]:
        return dict(self.view.fields).get(name, ())

    @property
    def statuses(self) -> frozenset[str]:
        return frozenset(leaf.value for leaf in self.field("status"))

    def stretch_id(self, stretch: Stretch) -> str:
        """The same as `id` for the only stretch there is, so that a day that changes moves an entry."""
        if not stretch.missed and not self.disputed:
            return self.id
        return str(uuid5(NAMESPACE_URL, f"{self.id}|{stretch.first}/{stretch.last}|{stretch.missed}"))


def sessions(record: Record) -> tuple[Session, ...]:
    """The rounds of a negotiation in the order of the record; an empty tuple where there is none."""
    view = talks(Register(record))
    if view is None:
        return ()
    parties = dict(view.fields).get("parties", ())
    return tuple(_session(r, n, parties) for n, r in enumerate(view.rounds, 1))


def _session(view: RoundView, ordinal: int, parties: tuple[LeafView, ...]) -> Session:
    fields = dict(view.fields)
    named = next((leaf.value for name in ("number", "place") for leaf in fields.get(name, ())), str(ordinal))
    key = "|".join(["stemma", *sorted(p.value for p in parties), named])
    missed = tuple(
        Stretch(*leaf.days, (leaf,), missed=True)
        for leaf in fields.get("planned", ())
        if leaf.days and leaf.days[1] < _LAST
    )
    return Session(str(uuid5(NAMESPACE_URL, key)), view, parties, tuple(_stretches(fields)), missed)


def _stretches(fields: dict[str, tuple[LeafView, ...]]) -> Iterator[Stretch]:
    """Each start with the ends that fit it; an end told alone where no start is."""
    starts = [leaf for leaf in fields.get("start", ()) if leaf.days and leaf.days[1] < _LAST]
    ends = [leaf for leaf in fields.get("end", ()) if leaf.days and leaf.days[1] < _LAST]
    if not starts:
        yield from (Stretch(*leaf.days, (leaf,)) for leaf in ends if leaf.days)
    for start in starts:
        first, latest = start.days or (date.min, date.min)
        fitting = [e for e in ends if e.days and latest <= e.days[1] <= first + _LONGEST]
        if len(starts) > 1:  # whoever gives the start knows the end best
            own = {p.report for p in start.reports}
            fitting = [e for e in fitting if own & {p.report for p in e.reports}] or fitting[:0]
        lengths = [int(leaf.value) for leaf in fields.get("days", ()) if leaf.value.isdecimal()]
        if fitting:
            yield from (Stretch(first, e.days[1], (start, e)) for e in fitting if e.days)
        elif not ends and len(lengths) == 1 and first == latest and 1 < lengths[0] <= _LONGEST.days:
            yield Stretch(first, first + timedelta(days=lengths[0] - 1), (start,), worked_out=True)
        else:
            yield Stretch(first, latest, (start,))
