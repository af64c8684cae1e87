"""The rounds of a negotiation as a calendar: iCalendar (RFC 5545), all-day events.

A round that was held or is under way is CONFIRMED, one that was called off CANCELLED, any other TENTATIVE. Days that
reports give differently make one TENTATIVE event each; a day on which a round was to begin and did not is CANCELLED.
DTSTAMP is the day of the latest report, so that the same reports make the same file, and later ones replace it.
What it gets wrong: an event is as long as the reports say, and where they tell the number of days alone, the last day
is counted from the first, as the description says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from stemma.errors import NoDays, NoTalks
from stemma.publish import wording
from stemma.publish.exports.sessions import Session, Stretch, sessions
from stemma.publish.record import Record
from stemma.publish.views.positions import LeafView

_UNSHOWABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")
_ALIVE = frozenset({"held", "under way"})
_CALLED_OFF = frozenset({"cancelled"})


def ical(record: Record) -> str:
    """The calendar of a negotiation.

    Raises:
        NoTalks: the story is no negotiation.
        NoDays: no day of a round is known.
    """
    from icalendar import Calendar, Event, vText

    if record["talks"] is None:
        raise NoTalks
    calendar = Calendar()
    calendar.add("prodid", f"-//stemma//stemma {record['made_with'].get('stemma', '')}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(_clean(record["story"]["title"])))
    held = sessions(record)
    for session in held:
        for stretch in (*session.stretches, *session.missed):
            event = Event()
            event.add("uid", session.stretch_id(stretch))
            event.add("dtstamp", _stamp(record, held))
            event.add("dtstart", stretch.first)
            event.add("dtend", stretch.last + timedelta(days=1))  # not included, RFC 5545 3.6.1
            event.add("summary", _clean(session.title))
            event.add("status", _status(session, stretch))
            event.add("transp", "TRANSPARENT")  # reported, not the reader's own appointment
            if places := session.field("place"):
                event.add("location", _clean(" or ".join(p.value for p in places)))
            event.add("description", _clean("\n".join(_description(session, stretch))))
            calendar.add_component(event)
    if not calendar.subcomponents:
        raise NoDays
    return str(calendar.to_ical().decode("utf-8"))


def _status(session: Session, stretch: Stretch) -> str:
    alive, off = session.statuses & _ALIVE, session.statuses & _CALLED_OFF
    if stretch.missed or (off and not alive):
        return "CANCELLED"
    return "CONFIRMED" if alive and not off and not session.disputed else "TENTATIVE"


def _stamp(record: Record, held: tuple[Session, ...]) -> datetime:
    """Midnight of the day of the latest report; of the latest day known where no report is dated."""
    days = [a["published"]["latest"] for a in record["articles"] if a["published"]]
    days = days or [s.last.isoformat() for session in held for s in (*session.stretches, *session.missed)]
    return datetime.combine(date.fromisoformat(max(days)), time(), UTC)


def _description(session: Session, stretch: Stretch) -> Iterator[str]:
    if stretch.missed:
        yield "The round was to begin on this day and did not."
    yield "These days: " + "; ".join(_said(leaf) for leaf in stretch.given)
    if stretch.worked_out:
        yield f"The last day is worked out from the number of days: {'; '.join(map(_said, session.field('days')))}"
    others = [s for s in session.stretches if s is not stretch]
    if others and not stretch.missed:
        yield "Reports differ; others give: " + "; ".join(_said(leaf) for s in others for leaf in s.given)
    used = {id(leaf) for s in session.stretches for leaf in s.given}
    for name, leaves in session.view.fields:
        if name in ("number", "start", "days", "planned"):
            continue
        if shown := [_said(leaf) for leaf in leaves if id(leaf) not in used]:
            yield f"{wording.label(wording.ROUND, name)}: {'; '.join(shown)}"
    for party, members in session.view.delegations:
        people = (
            _said(m.person) + (f", {m.role.value}" if m.role else "") + (", heads it" if m.lead else "")
            for m in members
        )
        yield f"Delegation of {party}: {'; '.join(people) or 'no one is named'}"
    yield "What the reports say, not what is true."


def _said(leaf: LeafView) -> str:
    """A value, who gives it, and on how many origins."""
    said = [p.report.name for p in leaf.reports]
    if leaf.origins:
        said.append(wording.on_origins(leaf.origins))
    return f"{leaf.value} ({', '.join(said)})" if said else leaf.value


def _clean(text: str) -> str:
    """`text` without the characters a calendar cannot hold (RFC 5545 3.3.11)."""
    return _UNSHOWABLE.sub("\ufffd", text.replace("\r", " "))
