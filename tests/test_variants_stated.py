"""What two reports have in one statement, one or both inside quotation marks, through the whole pipeline."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stemma.model import Dossier, Variant

Story = Callable[..., Dossier]
FIRST, SECOND = "2025-03-11", "2025-03-12"
OPENING = "The harbour council of Port Selm met in the town hall on Tuesday about the gas line."


def told(text: str) -> str:
    return f"{OPENING}\n\n{text}\n"


def of_kind(dossier: Dossier, *kinds: str) -> list[Variant]:
    return [v for v in dossier.variants if v.kind in kinds]


VALVE = told(
    "“We will not be the ones to close the valve,” the chief negotiator of Selm Gas, Ilka Varga, told reporters."
)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("“It is not we who will shut the valve,” stated Ilka Varga of Selm Gas.", id="named-alike"),
        pytest.param("Ilka Varga of Selm Gas: “It is not we who will shut the valve.”", id="behind-a-colon"),
    ],
)
def test_one_utterance_in_the_words_of_two_translators_is_altered(story: Story, other: str) -> None:
    found = of_kind(story((VALVE, FIRST), (told(other), SECOND)), "quote-altered")
    assert len(found) == 1
    assert "Varga" in found[0].explanation
    assert len(found[0].readings) == 2


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            "“It is not we who will shut the valve,” stated Tomas Lund of the harbour union.", id="another-man"
        ),
        pytest.param(
            "“The price of gas is what the contract says,” stated Ilka Varga of Selm Gas.", id="another-thing"
        ),
        pytest.param("“We will not be the ones to close the valve,” said Ilka Varga.", id="the-same-words"),
    ],
)
def test_what_is_no_alteration(story: Story, other: str) -> None:
    assert of_kind(story((VALVE, FIRST), (told(other), SECOND)), "quote-altered") == []


QUOTED = told("“I will not sleep until every one of the nine sailors is home,” the harbour minister, Ilka Varga, said.")


def test_a_paraphrase_of_what_another_report_quotes_is_told(story: Story) -> None:
    other = "The harbour minister, Ilka Varga, said she would not sleep until all nine sailors were home.\n"
    found = of_kind(story((QUOTED, FIRST), (other, FIRST)), "quote-promoted")
    assert len(found) == 1
    assert "every one of the nine" in found[0].readings[1].text


def test_who_tells_later_and_freely_what_was_quoted_before_promotes_nothing(story: Story) -> None:
    other = "The harbour minister, Ilka Varga, said she would not sleep until all nine sailors were home.\n"
    assert of_kind(story((QUOTED, FIRST), (other, SECOND)), "quote-promoted") == []


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(
            "Tomas Lund of the union said he would not sleep until all nine sailors were home.", id="another-man"
        ),
        pytest.param(
            "The harbour minister, Ilka Varga, denied that she would not sleep until all nine sailors were home.",
            id="the-opposite",
        ),
    ],
)
def test_what_is_no_paraphrase_of_it(story: Story, other: str) -> None:
    assert of_kind(story((QUOTED, FIRST), (f"{other}\n", FIRST)), "quote-promoted") == []
