"""How sure, how far and by what name: what reports tell more surely, as farther gone or by a name that takes a side."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stemma.model import Dossier, Variant

Story = Callable[..., Dossier]
OPENING = "The harbour council of Port Selm met in the town hall."


def told(text: str) -> str:
    return f"{OPENING}\n\n{text}\n"


def of_kind(dossier: Dossier, *kinds: str) -> list[Variant]:
    return [v for v in dossier.variants if v.kind in kinds]


def places(v: Variant, dossier: Dossier) -> str:
    texts = {one.article.id: one.article.text for one in dossier.layers}
    return " / ".join(texts[s.article][s.start : s.end] for r in v.readings for s in r.at).lower()


SURER = [
    (
        "considered-noun",
        "The government is considering compulsory arbitration in the ferry strike if there is no agreement by Friday.",
        "The government will impose arbitration in the ferry strike if there is no agreement by Friday.",
        ("is considering", "will impose"),
    ),
    (
        "prepared-agreed",
        "Selm Ferries is prepared to raise the wages of its crews by 6.5 percent.",
        "Selm Ferries has agreed to raise the wages of its crews by 6.5 percent.",
        ("is prepared to raise", "agreed to raise"),
    ),
    (
        "could-will",
        "The former governor could be flown abroad for treatment within ten days.",
        "The former governor will be flown abroad for treatment within ten days.",
        ("could be flown", "will be flown"),
    ),
    (
        "thought-done",
        "A cheap syrup is thought to have poisoned 34 children on the island of Tolm.",
        "A cheap syrup poisoned 34 children on the island of Tolm.",
        ("is thought to have", "poisoned"),
    ),
    (
        "wants-promises",
        "Mayor Lise Holm wants to stop the incinerator in the Tolm district.",
        "Mayor Lise Holm has promised to stop the incinerator in the Tolm district.",
        ("wants to stop", "promised to stop"),
    ),
    (
        "suspended-collapsed",
        "The talks on the ferry line were suspended in July after a quarrel over the toll.",
        "The talks on the ferry line collapsed in July after a quarrel over the toll.",
        ("suspended", "collapsed"),
    ),
    (
        "leave-suspended",
        "The director of the Selm medicines agency has been placed on leave.",
        "The director of the Selm medicines agency has been suspended.",
        ("placed on leave", "suspended"),
    ),
    (
        "pledged-provided",
        "The Northern Relief Fund pledged 12 million dollars in aid to the island.",
        "The Northern Relief Fund provided 12 million dollars in aid to the island.",
        ("pledged", "provided"),
    ),
    (
        "helping-arrested",
        "The captain of the ferry, Odd Brekke, is assisting the police in Port Selm.",
        "The captain of the ferry, Odd Brekke, was arrested in Port Selm.",
        ("assisting the police", "arrested"),
    ),
]

NOT_SURER = [
    (
        "style",
        "Prime Minister Lise Holm dismissed the fisheries minister on Tuesday.",
        "Prime Minister Lise Holm fired the fisheries minister on Tuesday.",
    ),
    (
        "detained-arrested",
        "The captain of the ferry was detained at the airport on Tuesday.",
        "The captain of the ferry was arrested at the airport on Tuesday.",
    ),
    (
        "able",
        "Warders can retire at 57 on a full pension, the arbitrator ruled.",
        "Warders will retire at 57 on a full pension, the arbitrator ruled.",
    ),
    (
        "other-act",
        "The council may lower the toll on the bridge to 25 crowns.",
        "The council will build a harbour wall of 25 metres.",
    ),
    (
        "accused-by-name",
        "Elder Odd Brekke accused the troops of shooting at villagers from a helicopter.",
        "According to elder Odd Brekke, the troops shot at villagers from a helicopter.",
    ),
]

NAMES = [
    (
        "people",
        "The army said it had killed 11 rebels at the quarry of Tolm on Monday.",
        "The army said that 11 terrorists had been killed at the quarry of Tolm on Monday.",
        ("rebels", "terrorists"),
    ),
    (
        "talks",
        "The second round of talks between the council and the ferrymen opened in Port Selm on Monday.",
        "The second round of consultations between the council and the ferrymen opened in Port Selm on Monday.",
        ("talks", "consultations"),
    ),
    (
        "truce",
        "The draft provides for a ceasefire of 45 days between the council and the Island Front.",
        "The draft provides for an armistice of 45 days between the council and the Island Front.",
        ("ceasefire", "armistice"),
    ),
    (
        "lease",
        "Under the plan the council would lease the night ferries to Corvane, a foreign operator, from June.",
        "The plan foresees a sale of the night ferries to Corvane, a foreign operator, from June.",
        ("lease", "sale"),
    ),
    (
        "volunteers",
        "Four foreign volunteers were left off the list of prisoners, the mediators said.",
        "Four foreign mercenaries were left off the list of prisoners, the mediators said.",
        ("volunteers", "mercenaries"),
    ),
    (
        "so-called",
        "The accusations of ill-treatment were made by a panel of four jurists in Port Selm.",
        "The accusations of ill-treatment were made by a panel of four so-called jurists in Port Selm.",
        ("jurists", "so-called jurists"),
    ),
]

ONE_NAME = [
    (
        "one-side",
        "The army said it had killed 11 rebels at the quarry of Tolm on Monday.",
        "The army said it had killed 11 insurgents at the quarry of Tolm on Monday.",
    ),
    (
        "two-counts",
        "The Island Front will free 38 soldiers in the first phase of the exchange.",
        "The council will free 410 terrorists in the first phase of the exchange.",
    ),
    (
        "part-of-a-name",
        "The Tolm Liberation Front took the quarry on Monday.",
        "The quarry was taken over by the Tolm Front on Monday.",
    ),
    (
        "both-words",
        "The talks, which both sides call consultations, opened in Port Selm on Monday.",
        "The talks opened in Port Selm on Monday.",
    ),
]


def ids(table: list[tuple[str, ...]]) -> list[str]:
    return [row[0] for row in table]


@pytest.mark.parametrize(("one", "other", "words"), [p[1:] for p in SURER], ids=ids(SURER))  # type: ignore[arg-type]
def test_what_is_told_more_surely_or_as_farther_gone_is_shown(
    story: Story, one: str, other: str, words: tuple[str, str]
) -> None:
    dossier = story(told(one), told(other))
    found = [places(v, dossier) for v in of_kind(dossier, "strengthened", "weakened")]
    assert any(all(w in text for w in words) for text in found)


@pytest.mark.parametrize(("one", "other"), [p[1:] for p in NOT_SURER], ids=ids(NOT_SURER))  # type: ignore[arg-type]
def test_style_ability_and_other_acts_are_no_change_of_force(story: Story, one: str, other: str) -> None:
    assert of_kind(story(told(one), told(other)), "strengthened", "weakened") == []


@pytest.mark.parametrize(("one", "other", "words"), [p[1:] for p in NAMES], ids=ids(NAMES))  # type: ignore[arg-type]
def test_a_name_that_takes_a_side_is_shown_quietly(story: Story, one: str, other: str, words: tuple[str, str]) -> None:
    dossier = story(told(one), told(other))
    found = [v for v in of_kind(dossier, "wording") if v.rule == "terms"]
    assert any(all(w in places(v, dossier) for w in words) for v in found)
    assert {v.severity for v in found} == {"low"}


@pytest.mark.parametrize(("one", "other"), [p[1:] for p in ONE_NAME], ids=ids(ONE_NAME))  # type: ignore[arg-type]
def test_style_and_other_things_are_no_other_name(story: Story, one: str, other: str) -> None:
    assert [v for v in of_kind(story(told(one), told(other)), "wording") if v.rule == "terms"] == []


def test_what_has_come_about_by_the_next_day_is_no_change_of_force(story: Story) -> None:
    first = told("Police in Port Selm questioned the captain of the ferry, Odd Brekke, about the missing toll.")
    second = told("Police in Port Selm arrested the captain of the ferry, Odd Brekke, over the missing toll.")
    dossier = story((first, "2025-03-11"), (second, "2025-03-13"))
    assert of_kind(dossier, "strengthened", "weakened") == []
