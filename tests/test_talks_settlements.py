"""Settlements and strikes: stories that hardly speak of talks have a record too; others have none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from stemma.model import Leaf, Talks
from stemma.pipeline import build

STORIES = {
    "strike": [
        "Nurses in Ostrany call off strike\n\nMARVEK, Ostrany, 4 May 2026 - Nurses in Ostrany suspended a week-long "
        "strike on Monday after the government raised its offer to 6 percent. The Nurses' Guild had demanded 10 "
        "percent. Guild leader Irena Vosk said the offer was fair. The strike closed 40 wards. Under the agreement, "
        "wages will rise by 4 percent in June and by 2 percent a year later.",
        "MARVEK, Ostrany, 5 May 2026 - The strike is over. The government offered 6 percent and promised to hire 300 "
        "nurses. Guild leader Irena Vosk signed the agreement at dawn. The Nurses' Guild will vote on the agreement "
        "on 20 May. The strike had lasted a week.",
    ],
    "swap": [
        "Velmark, Orsund sign land accord\n\nMARVEK, 12 May 2026 - Velmark and Orsund signed a pact on an exchange "
        "of nine villages on Tuesday. The accord was initialled in March. Under the agreement, Velmark will hand over "
        "five villages by July 1. Velmark's parliament must still ratify the treaty.",
        "After forty years Velmark and Orsund have settled an old dispute. The treaty gives Orsund five villages. "
        "Orsund's foreign minister called the accord fair. Velmark's government said the agreement would hold.",
    ],
    "storm": [
        "12 May 2026 - A storm hit Velmark and Orsund on Tuesday. Velmark closed its ports. Orsund sent 20 boats.",
        "13 May 2026 - Velmark and Orsund counted their dead. Velmark said the harvest was lost. Orsund agreed.",
    ],
}


@pytest.fixture(scope="module")
def talks_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Talks | None]:
    """The record of one of the stories, built at its first use."""

    def made(story: str) -> Talks | None:
        folder: Path = tmp_path_factory.mktemp(story)
        for n, text in enumerate(STORIES[story]):
            (folder / f"r{n}.txt").write_text(text, "utf-8")
        return build([folder]).talks

    return cache(made)


def values(leaves: Sequence[Leaf]) -> set[str]:
    return {leaf.value for leaf in leaves}


def told(talks: Talks | None) -> Talks:
    assert talks is not None
    return talks


def test_who_strikes_and_who_pays_are_parties(talks_of: Callable[[str], Talks | None]) -> None:
    assert values(told(talks_of("strike")).parties) == {"Nurses' Guild", "Ostrany"}


def test_the_leader_of_a_union_sits_for_it(talks_of: Callable[[str], Talks | None]) -> None:
    heads = {
        m.person.value for r in told(talks_of("strike")).rounds for d in r.delegations for m in d.members if m.lead
    }
    assert heads == {"Irena Vosk"}


def test_a_strike_called_off_is_an_outcome(talks_of: Callable[[str], Talks | None]) -> None:
    outcomes = {v for r in told(talks_of("strike")).rounds for v in values(r.outcome)}
    assert any("strike" in v for v in outcomes)


def test_the_vote_of_the_members_is_a_next_step(talks_of: Callable[[str], Talks | None]) -> None:
    assert any("20 May" in v for v in values(told(talks_of("strike")).next_steps))


def test_two_states_that_sign_an_accord_are_parties(talks_of: Callable[[str], Talks | None]) -> None:
    assert values(told(talks_of("swap")).parties) == {"Velmark", "Orsund"}


def test_what_an_agreement_holds_is_told(talks_of: Callable[[str], Talks | None]) -> None:
    talks = told(talks_of("swap"))
    outcomes = {v for r in talks.rounds for v in values(r.outcome)}
    assert any("five villages" in v for v in {p.text.value for p in talks.positions} | outcomes)


def test_two_states_under_one_storm_do_not_negotiate(talks_of: Callable[[str], Talks | None]) -> None:
    assert talks_of("storm") is None
