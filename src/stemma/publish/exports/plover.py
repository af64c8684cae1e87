"""The talks as event data: PLOVER records, one JSON object a line.

Fields and categories are those of the PLOVER codebook (Open Event Data Alliance, draft 0.8; ``data/plover.toml``); who
acts stands in `actor`, which that draft still calls `source`. A round is a CONSULT event with the parties as actors,
and no recipient, since none of them is host or visitor; one at the table of a mediator or host has the mode
*third-party*. Days that reports give differently make one record each, with the same `link`. Demands, rejections,
offers and concessions are events on the day they were first reported.

Added to PLOVER's fields: `mediator` (actor objects), `issue` (what a position is about, as reports word it: positions
of two parties on one issue have the same), `reports` (all that give it, with offsets), `origins` (how many they rest
on, null where not known) and `disputed`. Without a counterpart in PLOVER, and left out: red lines, interests,
terms on the table, conditions, rounds and positions without a day. Sectors are not coded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from stemma import data
from stemma.data import gazetteer
from stemma.errors import NoTalks
from stemma.publish import wording
from stemma.publish.exports.sessions import Session, Stretch, sessions
from stemma.publish.record import Record
from stemma.publish.views.pointing import Place, Register
from stemma.publish.views.positions import LeafView
from stemma.publish.views.talks import Values, compatible

_REACH = 400
"""Characters of a report around the evidence, at most, that are given as its text."""


def plover(record: Record) -> str:
    """The events of a negotiation, one JSON object a line, by day.

    Raises:
        NoTalks: the story is no negotiation.
    """
    if record["talks"] is None:
        raise NoTalks
    coder = _Coder(record)
    events = sorted([*coder.rounds(), *coder.positions()], key=lambda e: (e["date"], e["id"]))
    once = {event["id"]: event for event in events}
    return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in once.values())


class _Coder:
    def __init__(self, record: Record) -> None:
        self.record = record
        self.register = Register(record)
        self.values = Values(self.register)
        self.codes = data.table("plover.toml")
        self.articles = {a["id"]: a for a in record["articles"]}

    def rounds(self) -> Iterator[Record]:
        for session in sessions(self.record):
            for stretch in session.stretches:
                place = session.field("place")
                yield self._event(
                    session.stretch_id(stretch),
                    "CONSULT",
                    (stretch.first, stretch.last),
                    [self._actor(p.value, p.value) for p in session.parties],
                    stretch.given[0],
                    mode=self._modes(session),
                    context=self._contexts(session),
                    place=place,
                    link=session.id,
                    disputed=session.disputed or (len(place) > 1 and not compatible(place)),
                    comment=_comment(session, stretch),
                )

    def positions(self) -> Iterator[Record]:
        for position in self.record["talks"]["positions"]:
            category = self.codes["events"].get(position["kind"])
            leaf = self.values.leaf(position["text"])
            days = self._first_reported(leaf)
            if category and position["party"] and days:
                at = leaf.reports[0].offsets if leaf.reports else ""
                key = f"stemma|{position['party']}|{position['kind']}|{leaf.value}|{at}"
                yield self._event(
                    str(uuid5(NAMESPACE_URL, key)),
                    category,
                    (days[0], days[0]),
                    [self._actor(position["party"], position["party"])],
                    leaf,
                    context=["diplomatic"],
                    issue=[about["value"] for about in position["about"]],
                    event_text=[leaf.value],
                    disputed=leaf.disputed,
                    comment=f"the date is that of the first report, published {wording.days(*days)}",
                )

    def _event(
        self,
        id: str,
        category: str,
        days: tuple[date, date],
        actors: list[Record],
        leaf: LeafView,
        *,
        mode: list[str] | None = None,
        context: list[str],
        issue: list[str] | None = None,
        event_text: list[str] | None = None,
        place: tuple[LeafView, ...] = (),
        link: str = "",
        disputed: bool,
        comment: str,
    ) -> Record:
        first, last = days
        event: Record = {"id": id, "date": str(first)}
        if last > first:
            event["enddate"] = str(last)
        event |= {"actor": actors, "recipient": [], "event": [category], "mode": mode or [], "context": context}
        event["quad_code"] = self.codes["quad"][category]
        if category == "CONSULT":
            talks = self.record["talks"]
            event["mediator"] = [self._actor(m["value"], m["value"]) for m in talks.get("mediators", ())]
        if place:  # the one most reports give; the comment names the others
            event["event_loc"] = {"name": max(place, key=lambda p: (len(p.reports), p.value)).value}
        if issue:
            event["issue"] = issue
        if event_text:
            event["event_text"] = event_text
        if link:
            event["link"] = link
        if leaf.reports:
            event |= self._text(leaf.reports[0])
        event["reports"] = [
            {"report": p.report.id, "publication": p.report.name, "start": p.start, "end": p.end} for p in leaf.reports
        ]
        return event | {"origins": leaf.origins, "disputed": disputed, "comment": comment}

    def _actor(self, name: str, text: str) -> Record:
        """An actor object; `code` is the ISO 3166-1 alpha-3 code of a country, null for anyone else."""
        return {"code": _alpha3(name), "actor_text": text}

    def _modes(self, session: Session) -> list[str]:
        talks = self.record["talks"]
        modes = {m for leaf in session.field("format") if (m := self.codes["modes"].get(leaf.value))}
        parties = {p.value for p in session.parties}
        third = {leaf["value"] for name in ("mediators", "hosts") for leaf in talks.get(name, ())} - parties
        return sorted(modes | ({"third-party"} if third else set()))

    def _contexts(self, session: Session) -> list[str]:
        """*diplomatic*, and a special context where all that is said of the round calls for the same one."""
        special = {self.codes["contexts"].get(s, "") for s in session.statuses}
        return ["diplomatic", *special] if len(special) == 1 and special != {""} else ["diplomatic"]

    def _first_reported(self, leaf: LeafView) -> tuple[date, date] | None:
        """The days on which the first report of a value can have been published."""
        published = [p for place in leaf.reports if (p := self.articles[place.report.id]["published"])]
        days = [(date.fromisoformat(p["earliest"]), date.fromisoformat(p["latest"])) for p in published]
        return min(days, default=None)

    def _text(self, place: Place) -> Record:
        """The words an event rests on, where they stand, and where they were published."""
        article = self.articles[place.report.id]
        start, end = _around(article["text"], place.start, place.end)
        return {
            "text": article["text"][start:end],
            "text_info": {"start": start, "end": end},
            "cite_info": {
                "corpus": self.record["story"]["title"],
                "citation": article["file"],
                "url": article["url"],
                "title": article["title"],
                "language": article["language"],
                "publication": article["outlet"]["name"] if article["outlet"] else None,
                "coder": f"stemma {self.record['made_with'].get('stemma', '')}",
                "codebook": self.codes["codebook"],
            },
        }


def _comment(session: Session, stretch: Stretch) -> str:
    """What PLOVER has no field for: what the reports say of the round, and where they differ."""
    said = []
    for name in ("number", "status", "format", "place"):
        if leaves := session.field(name):
            said.append(f"{wording.label(wording.ROUND, name).lower()}: {_alternatives(leaves)}")
    if stretch.worked_out:
        said.append("the last day is worked out from the number of days")
    if session.disputed:
        said.append("reports give different days; records with this link are the same round")
    return "; ".join(said)


def _alternatives(leaves: Iterable[LeafView]) -> str:
    return ", ".join(f"{leaf.value} ({wording.plural(len(leaf.reports), 'report')})" for leaf in leaves)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The line around the evidence, cut to `_REACH` characters on either side of it."""
    first = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    last = text.find("\n", end)
    return first, min(len(text) if last < 0 else last, end + _REACH)


def _alpha3(name: str) -> str | None:
    import pycountry

    code = gazetteer.country(name)
    found = pycountry.countries.get(alpha_2=code) if code else None
    return str(found.alpha_3) if found else None
