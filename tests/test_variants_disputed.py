"""Disputed facts: what one says is so and another says is not, found by the words of the denial."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stemma.model import Dossier

Story = Callable[..., Dossier]

ELSEWHERE = "The harbour of Selm was closed on Tuesday after the ferry Marula ran aground, the port company said."

BEHIND = {
    "a charge rejected, a sentence in between": (
        "Mayor Ana Ruiz accused the port company of hiding the damage to the quay. She spoke to reporters in Selm. "
        "The company rejected the accusation.",
        ("hiding the damage", "rejected the accusation"),
    ),
    "a name that says it is untrue": (
        "Tomas Varga left the talks, according to two people in the room. His spokesman called that a fairy tale.",
        ("left the talks", "fairy tale"),
    ),
    "did no such thing": (
        "The agency reports that the ambassador praised the coastguard. The embassy says she did no such thing.",
        ("praised the coastguard", "did no such thing"),
    ),
    "such, and nobody": (
        "A dispatcher says that the captain was told by telephone to sail. The ministry says that no one of its staff "
        "made such a call.",
        ("by telephone", "no one of its staff"),
    ),
    "a predication left out": (
        "The east gate was locked, say three of those who lived. It was not, says the company.",
        ("was locked", "It was not"),
    ),
    "whose claim it is": (
        "Defence minister Lise Holm denied the rebels’ claim that her soldiers had shelled the harbour on Tuesday.",
        ("had shelled the harbour", "denied the rebels’ claim"),
    ),
    "an answer in words of its own": (
        "Bishop Pavel Dorn said he had been promised on Sunday that there would be no raid for two days. "
        "The minister denied having given such an assurance.",
        ("had been promised", "denied having given"),
    ),
    "in a relative clause": (
        "Prosecutors suspect that Tomas Varga wanted to leave the country, which his lawyer denies.",
        ("wanted to leave", "his lawyer denies"),
    ),
}


@pytest.mark.parametrize(("text", "words"), BEHIND.values(), ids=BEHIND)
def test_what_is_denied_right_behind_is_a_conflict(story: Story, text: str, words: tuple[str, str]) -> None:
    found = [v for v in story(text, ELSEWHERE).variants if v.rule == "denied right behind"]
    assert len(found) == 1
    assert [w for w, r in zip(words, found[0].readings, strict=True) if w not in r.text] == []


NOT_DENIED = {
    "a contrast": "Savings banks are subject to the law of Selm. A building society faces no such rules.",
    "a claim of its own": (
        "The bank told its customers of the breach on Monday, it said. A spokesman disputes a report by the Courier, "
        "where a source spoke of thieves."
    ),
    "an idea rejected": (
        "Both shores must pay for the ferry, Lise Holm said. The idea has been rejected by the port company."
    ),
    "another's claim": (
        "“Nobody in Selm voted for a bridge,” Lise Holm said. “They want boats.” Tomas Varga, who kept the lighthouse "
        "until May, has dismissed Ruiz’s idea, too."
    ),
    "claims that stand elsewhere": (
        "The editor, Ana Ruiz, said on Monday that her paper would print no correction of the story on the crane. "
        "The port company had denied the claims in the article before."
    ),
    "a fault found": (
        "“The harbour has one danger, and he is our mayor,” Ana Ruiz said on the radio of Selm. Officials of the port "
        "rejected criticism that the mayor would endanger the harbour."
    ),
    "sayings told in the present throughout": (
        "The navy says that two of its divers were hurt at the quay. Officers say both were taken to the clinic, where "
        "one is in a critical condition. The mayor says the quay is closed. Police say a diver has been found. The "
        "clinic says that visits are not allowed."
    ),
    "what was feared": (
        "Prosecutors said the driver feared being killed by agents of Selm. The man committed suicide in his cell in "
        "May."
    ),
    "in one breath": (
        "“The whole tale of the crane fits on a stamp, and that is plainly false,” the mayor of Selm, Lise Holm, told "
        "reporters on Friday."
    ),
    "nobody denies it": "The minister had found a compromise of nine billion crowns. Nobody denies it.",
    "a proposal rejected": "The party of Lise Holm wants a referendum on the ferry line; the president rejected that.",
    "others did not": "Of the dockers of Selm 912 signed the petition on Tuesday, but 75 did not.",
    "a court rules": "Judge Ana Ruiz rejected the company’s claim that the ferry Marula was entitled to the berth.",
    "may not deny": "The port company hid the damage to the quay. A spokesman would neither confirm nor deny it.",
    "his own words": "Tomas Varga said that the quay was safe. Later Tomas Varga denied it.",
    "not quite": "The port company says the quay was safe on Tuesday. Its claims are not quite true.",
    "a question": "Did the port company hide the damage to the quay of Selm? The company denies it.",
}


@pytest.mark.parametrize("text", NOT_DENIED.values(), ids=NOT_DENIED)
def test_what_nobody_else_says_or_denies_is_no_conflict(story: Story, text: str) -> None:
    assert not [v for v in story(text, ELSEWHERE).variants if v.kind == "conflict"]


ELSEWHERE_TOLD = {
    "a verb of denial": (
        "The frigate Resolute had approached the Gannet islands on Monday, fishermen said.",
        "The navy denied that the frigate Resolute approached the Gannet islands.",
    ),
    "a claim called false": (
        "Four captains have been freed in exchange for the release of the schoolgirls of Selm, an officer said.",
        "Minister Tomas Varga denied reports that captains had been released in exchange for the girls of Selm.",
    ),
}


@pytest.mark.parametrize(("told", "denied"), ELSEWHERE_TOLD.values(), ids=ELSEWHERE_TOLD)
def test_what_one_report_tells_and_another_has_denied_is_a_conflict(story: Story, told: str, denied: str) -> None:
    found = [v for v in story(told, denied).variants if v.kind == "conflict" and v.slot == "fact"]
    assert [len(r.at) for v in found for r in v.readings] == [1, 1]


def test_what_was_so_before_is_not_what_is_denied_to_come(story: Story) -> None:
    variants = story(
        "Director Lise Holm offered her resignation in December, the ferry company said.",
        "Speculation that Director Lise Holm will again offer her resignation is unfounded, the ferry company said.",
    ).variants
    assert not [v for v in variants if v.kind == "conflict"]


COUNTED = {
    "behind according to which": (
        "The council of Selm would release 120 seals, a draft says.",
        "The council denied the allegations of a foreign newspaper according to which 120 seals would be set free.",
    ),
    "before it, and a name for it": (
        "The ferrymen did offer 30 months, the mediator said.",
        "The allegations of certain papers, according to which thirty months would have been proposed, are a pure "
        "fabrication, the ferrymen said.",
    ),
    "no basis": (
        "The new cranes put 600 jobs in the port of Selm at risk, the union says.",
        "Claims that 600 jobs are at risk have no basis in the plan, the port company said.",
    ),
    "not in accord with facts": (
        "The company dumped 40 tonnes of ash in the harbour of Selm, divers said.",
        "The report that 40 tonnes of ash were tipped into the harbour of Selm does not correspond to reality, the "
        "company said.",
    ),
}


@pytest.mark.parametrize(("told", "denied"), COUNTED.values(), ids=COUNTED)
def test_a_denial_of_a_number_is_set_against_those_who_have_it(story: Story, told: str, denied: str) -> None:
    found = [v for v in story(told, denied).variants if v.kind == "conflict"]
    assert [(v.slot, v.rule) for v in found] == [("fact", "denial")]
