"""Who it was and in what office: one person in two offices, one office with two people; and what looks like it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stemma.model import Dossier, Variant

Story = Callable[..., Dossier]


def conflicts(dossier: Dossier, *slots: str) -> list[Variant]:
    return [v for v in dossier.variants if v.kind == "conflict" and v.slot in slots]


STRIKE = "The dockers of Port Selm went on strike on Monday over wages. "
OFFICES = {
    "another portfolio": (
        STRIKE + "Transport Minister Ana Ruiz said there would be no talks.",
        STRIKE + "The minister of labour, Ana Ruiz, asked both sides to return to the table.",
        ("Transport Minister", "minister of labour"),
    ),
    "a deputy who has become the governor": (
        "The central bank of Selm closed Tolm Savings on Monday. Former deputy governor Bo Lind will run it.",
        "Tolm Savings was closed on Monday, said Bo Lind, the governor of the central bank.",
        ("deputy governor", "governor of the central bank"),
    ),
}


@pytest.mark.parametrize(("first", "second", "said"), OFFICES.values(), ids=OFFICES)
def test_two_offices_of_one_person_are_a_conflict(story: Story, first: str, second: str, said: tuple[str, str]) -> None:
    found = conflicts(story(first, second), "role")
    assert len(found) == 1
    texts = [r.text for r in found[0].readings]
    assert all(any(part in text for text in texts) for part in said), texts


NO_CONFLICT = {
    "a title cut short": (
        STRIKE + "Transport Minister Ana Ruiz said there would be no talks.",
        STRIKE + "The minister, Ana Ruiz, asked both sides to return to the table.",
    ),
    "one portfolio in other words": (
        STRIKE + "Interior Minister Ana Ruiz sent the police to the port.",
        STRIKE + "The home minister, Ana Ruiz, sent the police to the port.",
    ),
    "two portfolios that one report has both": (
        STRIKE + "Transport Minister Ana Ruiz said there would be no talks.",
        STRIKE + "The minister of transport and labour, Ana Ruiz, asked both sides to return to the table.",
    ),
    "an office she has been given": (
        STRIKE + "Transport Minister Ana Ruiz said there would be no talks.",
        STRIKE + "The new minister of labour, Ana Ruiz, asked both sides to return to the table.",
    ),
}


@pytest.mark.parametrize(("first", "second"), NO_CONFLICT.values(), ids=NO_CONFLICT)
def test_offices_that_go_together_are_no_conflict(story: Story, first: str, second: str) -> None:
    assert not conflicts(story(first, second), "role")


COUP = "The junta of Orvada and its opponents met in Tolm on Monday. "
KNOWN = (
    COUP + "The military intelligence chief, Bo Lind, stayed at home. Carla Dorn, the foreign minister, led the team."
)


def test_two_people_in_an_office_whose_country_is_unsaid_when_others_know_one_as_something_else(story: Story) -> None:
    second = COUP + "Carla Dorn, the foreign minister, shook hands with everybody."
    third = COUP + "The team of the junta was led by Foreign Minister Bo Lind."
    found = conflicts(story(KNOWN, second, third), "person")
    assert [sorted(r.text for r in v.readings) for v in found] == [["Bo Lind", "Carla Dorn"]]


def test_two_foreign_ministers_of_whom_nothing_else_is_told_may_be_of_two_countries(story: Story) -> None:
    first = COUP + "Carla Dorn, the foreign minister, opened the round."
    third = "Schoolchildren with flags welcomed Foreign Minister Bo Lind, who flew on to Kesh in the evening."
    assert not conflicts(story(first, first.replace("opened", "closed"), third), "person")
