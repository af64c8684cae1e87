"""Differences found beyond what reports say alike: numbers ruled out or miscopied, sources grown, kin,
denials in other words; and what looks like one and is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stemma.model import Dossier

DAY = "2025-03-12"
Story = Callable[..., Dossier]


CONFLICTS = {
    "a number taken back": (
        "Five sailors were killed when the ferry Marula burned off Cape Orsa on Tuesday.",
        "Four sailors were killed on the ferry Marula.\n\nCORRECTION: An earlier version of this story said five "
        "sailors were killed. The number was four.",
        ("Five", "four"),
    ),
    "a number set against another": (
        "Eleven of the bells of the cathedral are cracked, the founder said.",
        "Thirteen bells of the cathedral are cracked, and not the eleven everyone has been quoting, the founder said.",
        ("Eleven", "Thirteen"),
    ),
    "a number put otherwise by another source": (
        "The dockers’ union of Port Selm said 2,140 dockers were on strike.",
        "The port company said 1,600 dockers were on strike. The union puts the number at 2,140.",
        ("2,140", "1,600"),
    ),
    "digits turned": (
        "The bank of Selm failed in March, and its 112,000 depositors have waited for their money since.",
        "The deposits of 121,000 customers of the bank of Selm are frozen, its receiver said.",
        ("112,000", "121,000"),
    ),
    "another currency": (
        "The strike at the Selm shipyard has cost its owner around 19 million euros so far, a banker reckons.",
        "Bankers put the losses of the strike at the Selm shipyard at 19 million dollars.",
        ("19 million euros", "19 million dollars"),
    ),
    "kin": (
        "Governor Ana Ruiz lost her cousin, Captain Pavel Dorn, in the crash of the ferry.",
        "Governor Ana Ruiz lost her brother, Captain Pavel Dorn, in the crash of the ferry.",
        ("cousin", "brother"),
    ),
    "a denial right behind": (
        "The trawler Orsa was seized in March, and the coastguard says it had 38 tonnes of cod on board.",
        "The coastguard says the trawler Orsa had 38 tonnes of cod on board. Its owners deny it.",
        ("38 tonnes of cod", "Its owners deny it"),
    ),
    "a meeting that did not fail": (
        "The third round of talks on the ferry line collapsed in January over fares.",
        "The third meeting did not fail in January, the council said, but was put off.",
        ("collapsed", "did not fail"),
    ),
    "complementary words": (
        "Tomas Varga was about to leave with a one-way ticket, police said.",
        "The ticket to Lisbon was a return ticket, his lawyer said.",
        ("one-way ticket", "return ticket"),
    ),
    "the age of a ship": (
        "The ferry Marula burned off Cape Orsa. The ship was 41 years old.",
        "The ferry, 45 years old, was allowed to carry 180 people to Cape Orsa.",
        ("41 years old", "45 years old"),
    ),
    "a proposal that was never made": (
        "Under the Norwegian draft each army would pull back by a mile, two officials said.",
        "No draft has been presented to the island’s side, its ministry said.",
        ("the Norwegian draft", "No draft has been presented"),
    ),
}


@pytest.mark.parametrize(("one", "other", "words"), CONFLICTS.values(), ids=CONFLICTS)
def test_readings_that_exclude_each_other_are_found_wherever_they_stand(
    story: Story, one: str, other: str, words: tuple[str, str]
) -> None:
    found = [v for v in story(one, other).variants if v.kind == "conflict" and v.severity == "high"]
    assert len(found) == 1
    shown = " | ".join(r.text for r in found[0].readings)
    assert all(w.lower() in shown.lower() for w in words), shown


GROWN = {
    "one became several": (
        "Investigators found a receipt from a glass workshop at Tomas Varga’s flat, a police official said.",
        "Detectives have found a receipt from a glass works at Tomas Varga’s flat, police officials said.",
    ),
    "one side became both": (
        "The company will offer 1,150 crowns a head, two people in its delegation said.",
        "The offer is 1,150 crowns for every docker, sources in both delegations said.",
    ),
}


@pytest.mark.parametrize(("one", "other"), GROWN.values(), ids=GROWN)
def test_sources_that_grew_are_told(story: Story, one: str, other: str) -> None:
    assert [v.slot for v in story(one, (other, "2025-03-13")).variants if v.kind == "attribution"] == ["source"]


STRONGER = {
    "a guess": (
        "Investigators found a receipt at Tomas Varga’s flat. Others in the museum of Selm may have known of it.",
        "Detectives found a receipt at Tomas Varga’s flat. His superiors in the museum of Selm knew of it.",
    ),
    "a scale": (
        "Tomas Varga was recalled on Friday, the council of Port Selm said.",
        "Lise Holm leads the team because Tomas Varga had been sacked, the council of Port Selm said.",
    ),
}


@pytest.mark.parametrize(("weak", "strong"), STRONGER.values(), ids=STRONGER)
def test_what_is_told_more_strongly_is_no_serious_difference(story: Story, weak: str, strong: str) -> None:
    found = [v for v in story(weak, strong).variants if v.kind in ("strengthened", "weakened")]
    assert [v.severity for v in found] == ["medium"]


HARMLESS = {
    "not only": (
        "Eleven of the bells of the cathedral are cracked, the founder said.",
        "The founder counted thirteen bells, and not only the eleven that are cracked.",
    ),
    "a sum converted": (
        "The bonus is 9,000 crowns for every docker of Selm.",
        "The bonus is 9,000 crowns ($2,400) for every docker of Selm.",
    ),
    "two numbers that a report has side by side": (
        "The bank of Selm has 112,000 depositors and 121,000 borrowers.",
        "The bank of Selm has 121,000 borrowers.",
    ),
    "dollars of two countries": (
        "The bridge cost 250 million Canadian dollars, the council of Selm said.",
        "The bridge cost $250 million, the council of Selm said.",
    ),
    "a wider word of kinship": (
        "Governor Ana Ruiz lost her brother, Captain Pavel Dorn, in the crash of the ferry.",
        "Governor Ana Ruiz lost a sibling, Captain Pavel Dorn, in the crash of the ferry.",
    ),
    "two relatives": (
        "Governor Ana Ruiz spoke at the pier beside her brother, Pavel Dorn.",
        "In the church sat Governor Ana Ruiz with a cousin, Ivo Branik.",
    ),
    "a relative beside another": (
        "Ivo Branik wrote a book with his father, Pavel Dorn, in May.",
        "His father, Pavel Dorn, his mother and two brothers came to the court with Ivo Branik.",
    ),
    "two who call a thing so": (
        "President Tomas Varga called the fire at the port of Selm an act of terror.",
        "Minister Lise Holm called the fire at the port of Selm an act of terror.",
    ),
    "what is only asked": (
        "Is the lease of the quay of Selm for five years?",
        "The lease of the quay of Selm is for eight years.",
    ),
    "one of several sources": (
        "Two officials of the port said the crane would be sold for 1,150 crowns.",
        "The crane would be sold for 1,150 crowns, said officials of the port.",
    ),
    "a ship of another kind": (
        "The ship was 41 years old. It burned off Cape Orsa.",
        "The bus, 45 years old, was allowed to carry 18 people to Cape Orsa.",
    ),
    "a proposal of another kind": (
        "The council has a plan for the harbour.",
        "No draft has been presented to the ferrymen, their union said.",
    ),
    "what is denied by both": (
        "The spokesman, Tomas Varga, denied at the time that a sale of the lighthouse was planned.",
        "The spokesman, Tomas Varga, said that no sale of the lighthouse was planned.",
    ),
    "an arrest and a search": (
        "Tomas Varga was detained at the airport of Selm on Tuesday.",
        "Tomas Varga was detained on Tuesday, and police searched his home.",
    ),
}


@pytest.mark.parametrize(("one", "other"), HARMLESS.values(), ids=HARMLESS)
def test_what_does_not_exclude_each_other_is_not_serious(story: Story, one: str, other: str) -> None:
    found = [v for v in story(one, other).variants if v.severity == "high" or v.kind == "attribution"]
    assert [v.explanation for v in found] == []
