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


POSITIONS = {
    "two sayings in the present tense": (
        "The sack was held at the airport. It contained radio gear, the security service says. The embassy of Orvada "
        "says it was full of schoolbooks.",
        ("radio gear", "schoolbooks"),
    ),
    "two sayings joined by a semicolon": (
        "The round began three days late. The government blamed a faulty aircraft for the delay; the Front said one of "
        "its delegates was kept from boarding.",
        ("a faulty aircraft", "kept from boarding"),
    ),
}


@pytest.mark.parametrize(("report", "said"), POSITIONS.values(), ids=POSITIONS)
def test_two_positions_set_side_by_side_are_a_conflict(story: Story, report: str, said: tuple[str, str]) -> None:
    found = conflicts(story(report, "The harbour of Tolm was closed on Monday because of ice."), "fact", "cause")
    assert len(found) == 1
    texts = [r.text for r in found[0].readings]
    assert all(any(part in text for text in texts) for part in said), texts


TOGETHER = {
    "the second tells of what will be": "The harbour is closed until Friday, the port says. The council says it will "
    "pay the fishermen of the harbour.",
    "one source under two names": "A militant says that 40 girls of the school were married off. The militant claims "
    "some of the girls were killed.",
    "the news itself, in the past": "Three sailors of the Orsa drowned, the coastguard said. The owner said the Orsa "
    "was built in 1988.",
}


@pytest.mark.parametrize("report", TOGETHER.values(), ids=TOGETHER)
def test_two_sayings_that_go_together_are_no_conflict(story: Story, report: str) -> None:
    assert not conflicts(story(report, "The harbour of Tolm was closed on Monday because of ice."), "fact", "cause")


MANNERS = {
    "two reports of one case": (
        "Two people were shot dead in the protest in Port Selm on Monday, a doctor said.",
        "Two people died in a stampede at the protest in Port Selm on Monday, police said.",
        ("shot dead", "stampede"),
    ),
    "a named person": (
        "The banker Pavel Dorn was murdered in the prison of Kesh, his wife said.",
        "The banker Pavel Dorn hanged himself in the prison of Kesh, the ministry said.",
        ("murdered", "hanged himself"),
    ),
}


@pytest.mark.parametrize(("first", "second", "said"), MANNERS.values(), ids=MANNERS)
def test_two_ways_of_coming_to_harm_are_a_conflict(
    story: Story, first: str, second: str, said: tuple[str, str]
) -> None:
    found = conflicts(story(first, second), "cause")
    assert len(found) == 1
    texts = [r.text for r in found[0].readings]
    assert all(any(part in text for text in texts) for part in said), texts


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Pavel Dorn was shot dead in Kesh on Monday.", "A sniper killed Pavel Dorn in Kesh on Monday."),
        ("Two soldiers were shot dead in Kesh on Monday.", "Five miners died in a stampede in Tolm on Friday."),
    ],
)
def test_ways_that_go_together_and_other_cases_are_no_conflict(story: Story, first: str, second: str) -> None:
    assert not conflicts(story(first, second), "cause")
