"""A dossier in the formats of other tools: PLOVER for event data, iCalendar for calendars, TimelineJS for pages.

Each writer takes the record (``dossier.json`` as plain data) and gives back the text of one file.
"""

from __future__ import annotations

from collections.abc import Callable

from stemma.publish.exports.calendar import ical
from stemma.publish.exports.plover import plover
from stemma.publish.exports.timelinejs import timelinejs
from stemma.publish.record import Record

WRITERS: dict[str, Callable[[Record], str]] = {"plover": plover, "ical": ical, "timeline": timelinejs}
"""The writer of each format by the name the command knows it under."""

__all__ = ["WRITERS", "ical", "plover", "timelinejs"]
