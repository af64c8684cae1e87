"""``stemma export``: what other tools get, read back with their own libraries and forms."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest
import strait_story
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import html
from typer.testing import CliRunner

from stemma import data
from stemma.cli import app
from stemma.errors import NoDays, NoTalks
from stemma.model import Dossier, Leaf, Position, Round, Talks
from stemma.publish.exports import WRITERS, ical, plover, timelinejs
from stemma.publish.record import dossier_json, to_record


def leaf(value: str, words: str = "", report: str = "", **more: Any) -> Leaf:
    at = (strait_story.at(report, words),) if report else ()
    return Leaf(value=value, statements=("s1",), at=at, **more)


def record(*rounds: Round, title: str = "Talks on the Lumen Strait", **talks: Any) -> dict[str, Any]:
    """The record of the story with talks of our own making."""
    held = Talks(parties=(leaf("Karvela"), leaf("Ostrany")), rounds=rounds, **talks)
    return to_record(msgspec.structs.replace(strait_story.dossier(), talks=held, title=title))


def round_of(**fields: str | tuple[str, ...]) -> Round:
    return Round(
        **{
            name: tuple(leaf(v) for v in ((given,) if isinstance(given, str) else given))
            for name, given in fields.items()
        }
    )


def events(text: str) -> list[Any]:
    return Calendar.from_ical(text).walk("VEVENT")


# ----------------------------------------------------------------------------------------------------------- iCalendar


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (("held",), "CONFIRMED"),
        (("announced", "under way"), "CONFIRMED"),
        (("announced",), "TENTATIVE"),
        (("postponed",), "TENTATIVE"),
        (("denied",), "TENTATIVE"),
        ((), "TENTATIVE"),
        (("cancelled",), "CANCELLED"),
        (("announced", "cancelled"), "CANCELLED"),
        (("held", "cancelled"), "TENTATIVE"),
    ],
)
def test_the_status_of_a_round_is_the_status_of_its_event(said: tuple[str, ...], status: str) -> None:
    (event,) = events(ical(record(round_of(number="4", start="2026-05-12", status=said))))
    assert event["STATUS"] == status


@pytest.mark.parametrize(
    ("fields", "first", "after_last"),
    [
        ({"start": "2026-05-12"}, date(2026, 5, 12), date(2026, 5, 13)),
        ({"start": "2026-05-12", "end": "2026-05-13"}, date(2026, 5, 12), date(2026, 5, 14)),
        ({"start": "2026-05-12", "days": "3"}, date(2026, 5, 12), date(2026, 5, 15)),
        ({"start": "2026-05-12", "days": ("2", "3")}, date(2026, 5, 12), date(2026, 5, 13)),
        ({"start": "2026-05-12/2026-05-14"}, date(2026, 5, 12), date(2026, 5, 15)),
        ({"end": "2026-05-13"}, date(2026, 5, 13), date(2026, 5, 14)),
        ({"start": "2026-05-12", "end": "2026-05-02"}, date(2026, 5, 12), date(2026, 5, 13)),
    ],
)
def test_an_event_lasts_from_the_first_day_to_the_last(fields: dict[str, Any], first: date, after_last: date) -> None:
    (event,) = events(ical(record(round_of(number="4", **fields))))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (first, after_last)


@pytest.mark.parametrize("far", ["9999-12-31", "0001-01-01"])
def test_days_at_the_end_of_the_calendar_break_nothing(far: str) -> None:
    odd = record(round_of(number="4", start=far, end=far, planned=far), round_of(number="5", start="2026-05-12"))
    for write in WRITERS.values():
        assert write(odd)


def test_disputed_days_are_one_tentative_event_each_and_say_who_gives_which() -> None:
    one = Round(
        number=(leaf("4"),),
        start=(leaf("2026-05-12", "Tuesday", "ledger"), leaf("2026-05-14", "Brenholm", "lantern")),
        status=(leaf("held"),),
    )
    first, second = events(ical(record(one)))
    assert {first["STATUS"], second["STATUS"]} == {"TENTATIVE"}
    assert first["UID"] != second["UID"]
    assert first["DESCRIPTION"].startswith("These days: 12 May 2026 (The Sound Ledger")
    assert "Reports differ; others give: 14 May 2026 (Lantern 24" in first["DESCRIPTION"]
    assert second["DESCRIPTION"].startswith("These days: 14 May 2026 (Lantern 24")


def test_a_day_on_which_a_round_did_not_begin_is_a_cancelled_event_beside_the_round() -> None:
    found = events(ical(record(round_of(number="4", start="2026-05-12", planned="2026-05-10", status="held"))))
    assert [(e.decoded("DTSTART").day, e["STATUS"]) for e in found] == [(12, "CONFIRMED"), (10, "CANCELLED")]
    assert "did not" in found[1]["DESCRIPTION"]


def test_an_entry_keeps_its_uid_when_its_day_is_reported_anew() -> None:
    before, after = (events(ical(record(round_of(number="4", start=day)))) for day in ("2026-05-12", "2026-05-19"))
    assert before[0]["UID"] == after[0]["UID"]
    other = events(ical(record(round_of(number="5", start="2026-05-12"))))
    assert other[0]["UID"] != before[0]["UID"]


def test_the_stamp_is_the_day_of_the_latest_report_and_not_of_today() -> None:
    text = ical(record(round_of(number="4", start="2026-05-12")))
    assert events(text)[0].decoded("DTSTAMP") == datetime(2026, 5, 16, tzinfo=UTC)
    assert text == ical(record(round_of(number="4", start="2026-05-12")))


def test_the_calendar_keeps_to_rfc_5545() -> None:
    text = ical(to_record(strait_story.dossier()))
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert not re.search(r"(?<!\r)\n", text)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    for event in events(text):
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS"} <= set(event)
    assert not Calendar.from_ical(text).errors


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_words_come_out_of_the_calendar_as_they_went_in(words: str) -> None:
    (event,) = events(ical(record(round_of(number="4", start="2026-05-12", place=words or "-"), title=words)))
    kept = re.sub("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]", "\ufffd", (words or "-").replace("\r", " "))
    assert str(event["LOCATION"]) == kept


# ---------------------------------------------------------------------------------------------------------- TimelineJS


class Day(msgspec.Struct, forbid_unknown_fields=True):
    year: int
    month: int
    day: int


class Words(msgspec.Struct, forbid_unknown_fields=True):
    headline: str
    text: str


class Title(msgspec.Struct, forbid_unknown_fields=True):
    text: Words
    autolink: bool


class Slide(msgspec.Struct, forbid_unknown_fields=True):
    """A slide as Knight Lab documents it; other fields would be passed over by TimelineJS without a word."""

    start_date: Day
    text: Words
    display_date: str
    group: str
    unique_id: str
    autolink: bool
    end_date: Day | None = None


class Timeline(msgspec.Struct, forbid_unknown_fields=True):
    title: Title
    events: list[Slide]
    scale: Literal["human", "cosmological"]


def test_the_timeline_has_the_form_timelinejs_reads() -> None:
    found = msgspec.json.decode(timelinejs(to_record(strait_story.dossier())), type=Timeline)
    assert found.title.text.headline == "Talks on the Lumen Strait"
    assert [(e.start_date.day, e.group) for e in found.events] == [
        (1, "Reported"),
        (12, "Reported"),
        (12, "Rounds"),
        (13, "Reported"),
    ]
    march = found.events[0]
    assert march.display_date == "March 2026"
    assert march.end_date == Day(2026, 3, 31)
    assert len({e.unique_id for e in found.events}) == len(found.events)
    assert all(re.fullmatch(r"[a-z][\w-]+", e.unique_id) for e in found.events)


def test_a_story_without_talks_has_a_timeline_too() -> None:
    found = msgspec.json.decode(
        timelinejs(to_record(msgspec.structs.replace(strait_story.dossier(), talks=None))), type=Timeline
    )
    assert {e.group for e in found.events} == {"Reported"}


def test_hostile_words_are_shown_as_text_in_the_timeline() -> None:
    bad = '<script>alert(1)</script><img src=x onerror=alert(2)> & "quoted"'
    dossier = strait_story.dossier()
    entry = msgspec.structs.replace(dossier.timeline[0], text=bad)
    changed = msgspec.structs.replace(dossier, title=bad, timeline=(entry,))
    found = msgspec.json.decode(timelinejs(to_record(changed)), type=Timeline)
    for shown in (found.title.text.headline, found.events[0].text.headline):
        tree = html.fromstring(f"<div>{shown}</div>")
        assert not list(tree)
        assert tree.text == bad


# -------------------------------------------------------------------------------------------------------------- PLOVER


class Actor(msgspec.Struct, forbid_unknown_fields=True):
    code: str | None
    actor_text: str


class TextInfo(msgspec.Struct, forbid_unknown_fields=True):
    start: int
    end: int


class CiteInfo(msgspec.Struct, forbid_unknown_fields=True):
    corpus: str
    citation: str
    url: str | None
    title: str | None
    language: str
    publication: str | None
    coder: str
    codebook: str


class Location(msgspec.Struct, forbid_unknown_fields=True):
    name: str


class Report(msgspec.Struct, forbid_unknown_fields=True):
    report: str
    publication: str
    start: int
    end: int


class PloverEvent(msgspec.Struct, forbid_unknown_fields=True):
    """The fields of the codebook's table "PLOVER JSON", and those that stemma adds."""

    id: str
    date: date
    actor: list[Actor]
    recipient: list[Actor]
    event: list[Literal["CONSULT", "DEMAND", "REJECT", "AGREE", "CONCEDE"]]
    mode: list[Literal["visit", "third-party", "multilateral", "phone"]]
    context: list[Literal["diplomatic", "future", "negation"]]
    quad_code: Literal[1, 3]
    comment: str
    reports: list[Report]
    origins: int | None
    disputed: bool
    enddate: date | None = None
    mediator: list[Actor] = []
    event_loc: Location | None = None
    event_text: list[str] = []
    link: str = ""
    issue: list[str] = []
    text: str = ""
    text_info: TextInfo | None = None
    cite_info: CiteInfo | None = None


def coded(record: dict[str, Any]) -> list[PloverEvent]:
    return [msgspec.json.decode(line, type=PloverEvent) for line in plover(record).splitlines()]


def test_a_round_is_a_consultation_of_the_parties_without_a_recipient() -> None:
    one = round_of(number="4", place="Port Selm", start="2026-05-12", end="2026-05-13", status="held")
    (event,) = coded(record(one, mediators=(leaf("Mireille Aubrac"),)))
    assert event.event == ["CONSULT"]
    assert [a.actor_text for a in event.actor] == ["Karvela", "Ostrany"]
    assert event.recipient == []
    assert event.mode == ["third-party"]
    assert event.context == ["diplomatic"]
    assert (event.date, event.enddate) == (date(2026, 5, 12), date(2026, 5, 13))
    assert event.event_loc == Location("Port Selm")
    assert [a.actor_text for a in event.mediator] == ["Mireille Aubrac"]


@pytest.mark.parametrize(
    ("fields", "mode", "context"),
    [
        ({}, [], ["diplomatic"]),
        ({"format": "virtual"}, ["phone"], ["diplomatic"]),
        ({"status": "announced"}, [], ["diplomatic", "future"]),
        ({"status": ("announced", "held")}, [], ["diplomatic"]),
        ({"status": "cancelled"}, [], ["diplomatic", "negation"]),
    ],
)
def test_format_and_status_become_modes_and_contexts(
    fields: dict[str, Any], mode: list[str], context: list[str]
) -> None:
    (event,) = coded(record(round_of(number="4", start="2026-05-12", **fields)))
    assert (event.mode, event.context) == (mode, context)


def test_countries_are_coded_by_iso_3166_and_others_left_without_a_code() -> None:
    talks = Talks(parties=(leaf("Portugal"), leaf("Karvela")), rounds=(round_of(number="1", start="2026-05-12"),))
    (event,) = coded(to_record(msgspec.structs.replace(strait_story.dossier(), talks=talks)))
    assert [(a.actor_text, a.code) for a in event.actor] == [("Portugal", "PRT"), ("Karvela", None)]


def test_positions_are_events_where_plover_knows_their_kind() -> None:
    def position(party: str | None, kind: Any, value: str) -> Position:
        return Position(party=party, kind=kind, text=leaf(value, "joint pilotage", "ledger"))

    found = coded(
        record(
            positions=(
                position("Karvela", "demand", "the lights"),
                position("Ostrany", "concession", "joint pilotage"),
                position("Ostrany", "offer", "joint pilotage for a year"),
                position("Karvela", "rejection", "no pilots"),
                position("Karvela", "red line", "the reef"),
                position(None, "term", "training"),
            )
        )
    )
    assert {(e.actor[0].actor_text, e.event[0]) for e in found} == {
        ("Karvela", "DEMAND"),
        ("Ostrany", "CONCEDE"),
        ("Ostrany", "AGREE"),
        ("Karvela", "REJECT"),
    }


def test_positions_on_one_issue_name_it() -> None:
    def position(party: str, kind: Any, value: str) -> Position:
        return Position(party=party, kind=kind, text=leaf(value, "joint pilotage", "ledger"), about=(leaf("pilots"),))

    positions = (position("Karvela", "demand", "the lights"), position("Ostrany", "offer", "joint pilotage"))
    assert [e.issue for e in coded(record(positions=positions))] == [["pilots"], ["pilots"]]


def test_every_event_points_at_the_words_it_was_read_from() -> None:
    one = Round(number=(leaf("4"),), start=(leaf("2026-05-12", "Tuesday", "ledger"),))
    (event,) = coded(record(one))
    text = strait_story.TEXTS["ledger"]
    assert event.text_info and event.text == text[event.text_info.start : event.text_info.end]
    assert "Tuesday" in event.text
    (report,) = event.reports
    assert text[report.start : report.end] == "Tuesday"
    assert event.cite_info and event.cite_info.publication == "The Sound Ledger"


def test_alternatives_of_one_round_are_linked() -> None:
    first, second = coded(record(round_of(number="4", start=("2026-05-12", "2026-05-14"))))
    assert first.link == second.link
    assert first.id != second.id
    assert first.disputed and second.disputed


def test_places_that_exclude_each_other_are_a_dispute_and_the_comment_counts_them() -> None:
    (event,) = coded(record(round_of(number="4", start="2026-05-12", place=("Port Selm", "Brenholm"))))
    assert event.disputed
    assert re.search(r"place: Port Selm \(\d+ reports\), Brenholm \(\d+ reports\)", event.comment)
    (event,) = coded(record(round_of(number="4", start="2026-05-12", place="Port Selm")))
    assert not event.disputed


def test_the_codebook_table_names_only_what_the_records_have() -> None:
    codes = data.table("plover.toml")
    assert set(codes["quad"]) == {"CONSULT", *codes["events"].values()}


# ---------------------------------------------------------------------------------------------------------- the command


def stemma(*arguments: str | Path) -> Any:
    return CliRunner().invoke(app, [*map(str, arguments)], prog_name="stemma")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("made") / "dossier.json"
    file.write_text(dossier_json(strait_story.dossier()), "utf-8")
    return file


@pytest.mark.parametrize("format", sorted(WRITERS))
def test_a_dossier_made_before_is_written_in_each_format(made: Path, tmp_path: Path, format: str) -> None:
    printed = stemma("export", "--format", format, made)
    assert printed.exit_code == 0, printed.stderr
    out = tmp_path / "out.txt"
    assert stemma("export", "--format", format, made, "-o", out).exit_code == 0
    assert out.read_bytes() == printed.stdout_bytes == WRITERS[format](to_record(strait_story.dossier())).encode()


def test_every_format_is_explained_and_named_by_the_help() -> None:
    explained = (ROOT / "docs/exports.md").read_text("utf-8")
    help_text = stemma("export", "--help").stdout
    for format in WRITERS:
        assert f"\n## {format}\n" in explained, f"docs/exports.md has no section on {format}"
        assert format in help_text


def test_a_format_that_is_not_known_is_named(made: Path) -> None:
    done = stemma("export", "--format", "xml", made)
    assert done.exit_code == 2
    assert "--format xml" in done.stderr


@pytest.mark.parametrize("format", ["plover", "ical"])
def test_a_story_without_talks_ends_with_1(tmp_path: Path, format: str) -> None:
    file = tmp_path / "dossier.json"
    file.write_text(dossier_json(msgspec.structs.replace(strait_story.dossier(), talks=None)), "utf-8")
    done = stemma("export", "--format", format, file)
    assert done.exit_code == 1
    assert "No talks" in done.stderr
    assert done.stdout == ""


def test_nothing_to_write_is_told() -> None:
    empty = to_record(msgspec.structs.replace(strait_story.dossier(), talks=Talks(), timeline=()))
    with pytest.raises(NoDays):
        ical(empty)
    with pytest.raises(NoDays):
        timelinejs(empty)
    assert plover(empty) == ""
    with pytest.raises(NoTalks):
        plover(to_record(msgspec.structs.replace(strait_story.dossier(), talks=None)))


def test_every_story_of_our_own_comes_out_in_every_form(dossier: Dossier) -> None:
    found = to_record(dossier)
    read: dict[str, Any] = {
        "ical": events,
        "plover": lambda text: [json.loads(line) for line in text.splitlines()],
        "timeline": lambda text: msgspec.json.decode(text, type=Timeline).events,
    }
    for format, write in WRITERS.items():
        try:
            assert read[format](write(found))
        except NoTalks:
            assert dossier.talks is None
