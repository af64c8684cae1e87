"""Who is said to have said it, through the whole pipeline: which differences are told, and which are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stemma.model import Dossier, Variant
from stemma.story.variants.utterances import normal_words

Story = Callable[..., Dossier]
FIRST, SECOND = "2025-03-11", "2025-03-12"
OPENING = "The harbour council of Port Selm met in the town hall."


@pytest.fixture(scope="module")
def story(story: Story) -> Story:
    """Builds a story of two reports of two outlets, a day apart."""
    return lambda *reports: story(*zip(reports, (FIRST, SECOND, SECOND), strict=False))


def mouths(dossier: Dossier) -> list[Variant]:
    return [v for v in dossier.variants if v.kind == "attribution"]


def told(text: str) -> str:
    return f"{OPENING}\n\n{text}\n"


DIPLOMAT = told("The draft on the ferry line is nearly done. “It is ninety per cent there,” said a diplomat.")
GOVERNOR = told(
    "The governor of the central bank, Lise Holm, said that Selm Savings Bank had “ample liquidity” to pay out."
)


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        pytest.param(
            DIPLOMAT,
            told("The text on the ferry line is almost ready. “It is 90% there,” said the mediator, Tomas Varga."),
            ("a diplomat", "Tomas Varga"),
            id="number-written-otherwise",
        ),
        pytest.param(
            DIPLOMAT,
            told(
                "The draft on the ferry line is nearly done. “It is 90 percent there, and the rest is money,” said the "
                "mediator, Tomas Varga."
            ),
            ("a diplomat", "Tomas Varga"),
            id="one-gives-more-of-it",
        ),
        pytest.param(
            GOVERNOR,
            told("Finance Minister Tomas Varga said Selm Savings Bank had “ample liquidity” to pay out."),
            ("Lise Holm", "Tomas Varga"),
            id="two-words-two-people",
        ),
    ],
)
def test_one_quotation_in_two_mouths_is_told(story: Story, one: str, other: str, names: tuple[str, str]) -> None:
    found = mouths(story(one, other))
    assert any(all(any(name in r.text for r in v.readings) for name in names) for v in found), found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            told(
                "Lise Holm, the governor, said the Savings Bank had “ample liquidity” to pay out. The finance "
                "minister, Tomas Varga, also said that the bank had “ample liquidity”."
            ),
            told("Selm Savings Bank has “ample liquidity” to pay out, Finance Minister Tomas Varga told reporters."),
            id="one-report-has-it-from-both",
        ),
        pytest.param(
            GOVERNOR,
            told("Selm Savings Bank has “ample liquidity” to pay out, the governor said."),
            id="role-for-name",
        ),
        pytest.param(
            told("“We are deeply concerned about the ferry,” the mayor of Tolm, Lise Holm, said."),
            told("“We are deeply concerned about the ferry,” the harbour master, Tomas Varga, said."),
            id="formula",
        ),
        pytest.param(
            told("Lise Holm called the strike of the ferrymen “a long winter” for the island."),
            told("Tomas Varga remembered the flood of his childhood as “a long winter” without bread."),
            id="two-things",
        ),
        pytest.param(
            told("Governor Lise Holm, whom Minister Tomas Varga had told so, said the bank had “ample liquidity”."),
            told("Finance Minister Tomas Varga said the bank had “ample liquidity” to pay its depositors."),
            id="link-of-the-chain",
        ),
    ],
)
def test_two_speakers_with_reason_are_no_difference(story: Story, one: str, other: str) -> None:
    assert not mouths(story(one, other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It is ninety per cent there", "It is 90% there"),
        ("ninety-eight boats", "98 boats"),
        ("1,500 men", "1500 men"),
    ],
)
def test_how_a_number_is_written_is_no_other_wording(one: str, other: str) -> None:
    assert normal_words(one) == normal_words(other)
