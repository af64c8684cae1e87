"""What one report says was not, is not or will not be, and another tells as so, in whatever words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stemma.model import Dossier, Variant

Story = Callable[..., Dossier]

TOLD = {
    "a noun of the act": (
        "The islanders would withdraw from the lighthouse by the end of the year, minister Ana Ruiz said.",
        "“There will be no withdrawal,” said Tomas Varga, who speaks for the islanders.",
        ("would withdraw", "no withdrawal"),
    ),
    "nobody, and nothing": (
        "The dockers of Selm and the port company have signed a truce of thirty days.",
        "“Nobody has signed anything,” the dockers' leader Tomas Varga said.",
        ("have signed", "Nobody has signed"),
    ),
    "nothing of the kind": (
        "The council has agreed to a longer ferry season, the Courier reported.",
        "“There is no agreement,” a spokesman of the council said.",
        ("has agreed", "no agreement"),
    ),
    "an attack that was none": (
        "Gunmen attacked the customs house at Orsa on Tuesday night, three clerks said.",
        "There was no attack, the customs service said on Wednesday.",
        ("attacked the customs house", "no attack"),
    ),
    "talks by another verb": (
        "Delegates of the ferrymen sat at one table with the mayor of Selm for an hour, two of them said.",
        "There was no meeting between the ferrymen and the mayor of Selm, the town hall said.",
        ("sat at one table", "no meeting"),
    ),
    "no one, passive": (
        "They threw a rope to the swimmers from the tug Marula, its captain said.",
        "No one ever threw any rope from the tug Marula, a swimmer said.",
        ("threw a rope", "No one ever threw"),
    ),
    "a thing that does not exist": (
        "The memo of the harbour board says that the quay is rotten.",
        "No memo of the harbour board exists, its chairman said.",
        ("The memo of the harbour board", "No memo"),
    ),
    "a document never presented": (
        "Under the Norwegian draft each army would pull back by a mile, two officials said.",
        "No draft has been presented to the island’s side, its ministry said.",
        ("the Norwegian draft", "No draft has been presented"),
    ),
    "a siren, by its verbs": (
        "A siren sounded at the dam above Orsa when the wall of the dam gave way on Tuesday, the company said.",
        "The siren at the dam did not sound when the wall gave way, people in the valley said.",
        ("sounded", "did not sound"),
    ),
    "a committee": (
        "The harbour committee of Selm discussed the bids for the ferry line on Tuesday.",
        "The harbour committee of Selm did not meet on Tuesday, its clerk said.",
        ("discussed the bids", "did not meet"),
    ),
}


def denials(dossier: Dossier) -> list[Variant]:
    return [v for v in dossier.variants if v.rule == "told and denied"]


@pytest.mark.parametrize(("told", "denied", "words"), TOLD.values(), ids=TOLD)
def test_what_is_told_here_and_denied_there_is_one_conflict(
    story: Story, told: str, denied: str, words: tuple[str, str]
) -> None:
    found = [v for v in story(told, denied).variants if v.kind == "conflict"]
    assert len(found) == 1
    shown = " | ".join(r.text for r in found[0].readings)
    assert [w for w in words if w not in shown] == []


APART = {
    "of another time": (
        "The mayor of Selm will resign in June, she said.",
        "The mayor of Selm did not resign over the flood of 1998.",
    ),
    "another doer": (
        "Tomas Varga signed the petition of the dockers on Tuesday.",
        "Lise Holm did not sign the petition of the dockers.",
    ),
    "another object": (
        "The harbour board of Selm sold the crane to a dealer.",
        "The harbour board of Selm did not sell the lighthouse to a dealer.",
    ),
    "not only": (
        "The fire damaged the ferry Marula.",
        "The fire did not only damage the ferry Marula, it spread to the quay of Selm.",
    ),
    "not badly": (
        "Nine sailors were hurt on the ferry Marula.",
        "Nobody was badly hurt on the ferry Marula.",
    ),
    "no one of some": (
        "Prosecutors have charged two sailors of the ferry Marula.",
        "No one of the company's management has been charged over the ferry Marula.",
    ),
    "a wish": (
        "The dockers of Selm want the company to withdraw its offer.",
        "The company did not withdraw its offer to the dockers of Selm.",
    ),
    "a condition": (
        "If the toll falls, the ferrymen of Selm will strike in May.",
        "The ferrymen of Selm will not strike in May.",
    ),
    "both tell both": (
        "“We have a mandate for a deal. We do not have a mandate for any deal,” Tomas Varga of the dockers said.",
        "“We have a mandate for a deal,” said Tomas Varga of the dockers. “We do not have a mandate for any deal.”",
    ),
    "something else behind the preposition": (
        "The satellite of the Selm observatory will go into an orbit around the sun.",
        "The satellite of the Selm observatory will not go into an orbit around Mars.",
    ),
    "another quality": (
        "It was a sand road through the dunes of Orsa, the driver said.",
        "The sand road through the dunes of Orsa was not a straight road, the driver said.",
    ),
    "something not said": (
        "The port of Selm said that a crane had fallen.",
        "The port of Selm did not say why a crane had fallen.",
    ),
    "none since": (
        "A plague was found in two sheep of Orsa in 1994.",
        "The plague has not been found in Orsa since 1994.",
    ),
}


@pytest.mark.parametrize(("told", "denied"), APART.values(), ids=APART)
def test_what_is_denied_of_something_else_is_no_conflict(story: Story, told: str, denied: str) -> None:
    assert [v.explanation for v in story(told, denied).variants if v.kind == "conflict"] == []


def test_what_was_not_yet_done_may_have_been_done_since(story: Story) -> None:
    early = ("Divers have not found the anchor of the ferry Marula.", "2025-03-10")
    late = ("Divers have found the anchor of the ferry Marula.", "2025-03-12")
    assert denials(story(early, late)) == []
    assert len(denials(story((early[0], "2025-03-12"), late))) == 1
