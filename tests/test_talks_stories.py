"""The negotiation record of short stories of many kinds: wages, a coalition, a river, a truce, captives, fish, gas.

Each was written, with what a careful reader puts into its record, before the record was built; the floors are what is
found today, so that a rule for one kind of talks does not cost another. The gold tells what an agreement holds as the
outcome of its round; the record has it among the terms.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from conftest import ROOT
from negotiation import beyond, missing

from stemma.pipeline import build
from stemma.publish.record import to_record

FOLDER = ROOT / "tests" / "fixtures" / "talks"
# Positions and steps read by the network are many more than the gold gives: it marks each once, in a phrase.
FLOORS = {  # leaves found, at least; leaves beyond the gold, at most
    "basin-treaty": (31, 8),  # a headline tells the outcome in other words
    "clinic-pay": (21, 9),  # who broke the talks off
    "desert-truce": (30, 12),  # when the truce begins; the second earlier round; a "he" that is taken for another man
    "fish-quota": (29, 14),  # on what there was no agreement
    "gas-border": (26, 14),  # "to share Calypso gas"
    "hostage-swap": (28, 14),  # when the captives are exchanged; who replaced a head, or signed alone, heads; messages
    "rail-strike": (25, 12),  # the general secretary, whom the gold does not name, signed for the union
    "three-parties": (17, 11),  # that the talks were suspended
}

Json = dict[str, Any]


@pytest.fixture(scope="module")
def record_of() -> Callable[[str], Json]:
    """The dossier of one of the stories, built at its first use."""
    return cache(lambda story: dict(to_record(build([FOLDER / story / "articles"]))))


def test_every_story_has_its_floor() -> None:
    assert set(FLOORS) == {gold.parent.name for gold in FOLDER.glob("*/gold.json")}


@pytest.mark.parametrize("story", FLOORS)
def test_what_a_reader_finds_is_found(story: str, record_of: Callable[[str], Json]) -> None:
    gold = json.loads((FOLDER / story / "gold.json").read_text("utf-8"))["talks"]
    record = record_of(story)
    missed, wanted = missing(record, gold)
    further, _ = beyond(record, gold)
    found, most = FLOORS[story]
    assert wanted - len(missed) >= found, missed
    assert len(further) <= most, further


def rounds(record: Json) -> list[Json]:
    return list(record["talks"]["rounds"])


def values(leaves: list[Json]) -> set[str]:
    return {leaf["value"] for leaf in leaves}


def test_reports_that_count_no_round_find_theirs_by_its_days(record_of: Callable[[str], Json]) -> None:
    first, second = rounds(record_of("hostage-swap"))
    assert (values(first["end"]), values(second["start"])) == ({"2026-08-23"}, {"2026-09-05"})
    assert not first["absent"]


def test_who_put_a_session_off_is_told_with_the_day_it_was_set_for(record_of: Callable[[str], Json]) -> None:
    (only,) = rounds(record_of("gas-border"))
    assert [(leaf["party"], leaf["value"]) for leaf in only["called_off"]] == [("Ostrany", "put off")]
    assert (values(only["planned"]), values(only["start"])) == ({"2025-08-25"}, {"2025-09-08"})


def test_a_session_before_the_rounds_is_an_earlier_one(record_of: Callable[[str], Json]) -> None:
    earlier = values(record_of("rail-strike")["talks"]["earlier"])
    assert any("broke up after barely an hour" in value for value in earlier)


def test_who_led_instead_of_whom_is_a_change(record_of: Callable[[str], Json]) -> None:
    (change,) = (c for c in rounds(record_of("fish-quota"))[-1]["changes"] if c["into"])
    assert (change["party"], change["out"]["value"], change["into"]["value"]) == (
        "Tallmark",
        "Oskar Vinter",
        "Runa Eklund",
    )


@pytest.mark.parametrize(
    ("story", "agreed"),
    [
        ("desert-truce", "open the road to the besieged town"),
        ("rail-strike", "drivers get 7 per cent in two steps"),
        ("three-parties", "a wealth tax of one per cent"),
        ("basin-treaty", "hand over daily figures on the outflow"),
    ],
)
def test_what_was_agreed_is_an_outcome_or_a_term(story: str, agreed: str, record_of: Callable[[str], Json]) -> None:
    outcomes = {value for r in rounds(record_of(story)) for value in values(r["outcome"])}
    terms = {p["text"]["value"] for p in record_of(story)["talks"]["positions"] if p["kind"] in ("term", "concession")}
    assert any(agreed in value for value in outcomes | terms)


@pytest.mark.parametrize(
    ("story", "step"),
    [
        ("three-parties", "Parliament is expected to elect Roon"),
        ("rail-strike", "Its members will be balloted"),
        ("fish-quota", "The text needs the approval of both parliaments"),
        ("clinic-pay", "If they reject it, the strike could be back on in April"),
    ],
)
def test_votes_and_what_follows_them_are_next_steps(story: str, step: str, record_of: Callable[[str], Json]) -> None:
    assert any(step in value for value in values(record_of(story)["talks"]["next_steps"]))


def test_the_body_a_mediator_heads_mediates_too(record_of: Callable[[str], Json]) -> None:
    assert values(record_of("basin-treaty")["talks"]["mediators"]) == {"Lake Basin Commission", "Desmond Akurat"}


def test_what_is_denied_or_told_of_once_is_no_position(record_of: Callable[[str], Json]) -> None:
    positions = record_of("desert-truce")["talks"]["positions"]
    assert not [p for p in positions if "would not leave the airport" in p["text"]["value"]]


def test_every_leaf_points_at_characters(record_of: Callable[[str], Json]) -> None:
    for story in FLOORS:
        record = record_of(story)
        texts = {a["id"]: a["text"] for a in record["articles"]}
        for leaf in _leaves(record["talks"]):
            assert leaf["statements"]
            assert all(texts[s["article"]][s["start"] : s["end"]].strip() for s in leaf["at"])


def _leaves(value: Any) -> list[Json]:
    if isinstance(value, list):
        return [leaf for item in value for leaf in _leaves(item)]
    if not isinstance(value, dict):
        return []
    return [value] if "statements" in value else [leaf for item in value.values() for leaf in _leaves(item)]
