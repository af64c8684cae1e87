"""The days of a story, and the rounds where it is a negotiation, as TimelineJS 3 reads them.

The form is Knight Lab's (timeline.knightlab.com, "TimelineJS JSON data format"): `events` with `start_date`,
`end_date` and a `text` of `headline` and `text`, which TimelineJS shows as HTML; so everything in it is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256

from markupsafe import escape

from stemma.errors import NoDays
from stemma.publish import wording
from stemma.publish.exports.sessions import Session, sessions
from stemma.publish.record import Record
from stemma.publish.views.pointing import Place, Register
from stemma.publish.views.talks import timeline

_HEADLINE = 100
"""Characters of a headline; the whole text stands below it."""


def timelinejs(record: Record) -> str:
    """The timeline of a story as JSON.

    Raises:
        NoDays: no day of the story is known.
    """
    events = [*_days(record), *_rounds(record)]
    if not events:
        raise NoDays
    title = {"headline": str(escape(record["story"]["title"])), "text": _paragraph(_counts(record))}
    whole = {"title": {"text": title, "autolink": False}, "events": sorted(events, key=_place), "scale": "human"}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _counts(record: Record) -> str:
    return f"{wording.counted(record['story']['counts'])}. What the reports say, not what is true."


def _days(record: Record) -> Iterator[Record]:
    for day in timeline(Register(record)):
        yield _event(day.first, day.last, "Reported", day.text, [_by(day.reports)], day.text)


def _rounds(record: Record) -> Iterator[Record]:
    for session in sessions(record):
        for stretch in session.stretches:
            lines = [*_facts(session), _by(stretch.reports)]
            if session.disputed:
                lines.insert(0, "Reports give different days for this round.")
            yield _event(stretch.first, stretch.last, "Rounds", session.title, lines, session.stretch_id(stretch))


def _facts(session: Session) -> Iterator[str]:
    for name in ("place", "status", "outcome"):
        if leaves := session.field(name):
            yield f"{wording.label(wording.ROUND, name)}: {'; '.join(leaf.value for leaf in leaves)}"


def _event(first: date, last: date, group: str, headline: str, lines: Iterable[str], key: str) -> Record:
    short = headline if len(headline) <= _HEADLINE else headline[:_HEADLINE].rpartition(" ")[0] + " …"
    whole = [headline] if short != headline else []
    event: Record = {"start_date": _date(first)}
    if last > first:
        event["end_date"] = _date(last)
    return event | {
        "text": {"headline": str(escape(short)), "text": "".join(map(_paragraph, [*whole, *lines]))},
        "display_date": wording.days(first, last),
        "group": group,
        "unique_id": f"stemma-{sha256(f'{first}/{last}/{group}/{key}'.encode()).hexdigest()[:16]}",
        "autolink": False,
    }


def _date(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _place(event: Record) -> tuple[list[int], str, str]:
    return (list(event["start_date"].values()), event["group"], event["unique_id"])


def _by(reports: Iterable[Place]) -> str:
    return "In: " + ", ".join(p.report.name for p in reports)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
