"""What in the negotiation record was learnt to read: positions without any word of wanting, what came of the talks,
what is to come, and who takes part."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from stemma.model import Dossier, Talks
from stemma.pipeline import build

_ONE = """4 March 2027

Talks between Dalmere and the Korrin Front on a truce in the Sarn valley opened in Ostby on Tuesday.

Foreign Minister Ilse Varga leads the delegation of Dalmere. The Korrin Front is represented by its secretary,
Idris Barkah. The negotiations between Dalmere and the Korrin Front are to last three days.

{}
"""
_TWO = """5 March 2027

Dalmere and the Korrin Front went on talking in Ostby on Thursday. Mediators from Lunda carried the papers.
"""

FREE = '"We will free 40 prisoners on the first day and the other 60 within a month," Varga said.'
PAPER = "The Korrin Front's paper speaks of a truce of 90 days and of 40 lorries a day."
ROAD = "Dalmere would keep 40 soldiers on the bridge and pay 30 million crowns for the road, Varga said."
RIVER = "No soldier of Dalmere will stand west of the river, the Korrin Front says."
TOLD = [  # sentence, whose position it tells, and words of it
    (FREE, "Dalmere", "We will free 40 prisoners"),
    (PAPER, "Korrin Front", "a truce of 90 days"),
    (ROAD, "Dalmere", "30 million crowns"),
    (RIVER, "Korrin Front", "No soldier of Dalmere"),
]


@pytest.fixture(scope="module")
def talks_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Talks]:
    """The record of two reports, the first of which holds some sentences."""

    @cache
    def record(told: str) -> Talks:
        folder: Path = tmp_path_factory.mktemp("story")
        (folder / "one.txt").write_text(_ONE.format(told), "utf-8")
        (folder / "two.txt").write_text(_TWO, "utf-8")
        talks = build([folder]).talks
        assert talks is not None
        return talks

    return record


@pytest.mark.parametrize(("sentence", "party", "words"), TOLD)
def test_a_position_is_told_without_a_word_of_wanting(
    talks_of: Callable[[str], Talks], sentence: str, party: str, words: str
) -> None:
    held = [(p.party, p.text.value) for p in talks_of(sentence).positions]
    assert any(whose == party and words in value for whose, value in held), held


FACTS = (
    "The hotel in Ostby has 120 rooms and stands on a hill.",
    "Barkah was born in Sarn in 1961 and studied law.",
    "It rained in the valley on Monday.",
)


def test_what_nobody_wants_is_no_position(talks_of: Callable[[str], Talks]) -> None:
    assert not [p.text.value for p in talks_of(" ".join(FACTS)).positions]


def test_a_position_of_no_told_kind_says_whose_it_is_and_rests_on_its_own_characters(
    talks_of: Callable[[str], Talks],
) -> None:
    text = _ONE.format(FREE)
    held = [p for p in talks_of(FREE).positions if p.kind == "position"]
    assert held
    for p in held:
        assert p.party in {"Dalmere", "Korrin Front"}
        assert p.text.value in {" ".join(text[s.start : s.end].split()) for s in p.text.at}


def test_what_is_restated_is_shown_once(talks_of: Callable[[str], Talks]) -> None:
    again = "It is a paper of the Korrin Front that speaks of a truce of 90 days and 40 lorries a day."
    talks = talks_of(f"{PAPER} {again}")
    assert len([p for p in talks.positions if "90 days" in p.text.value]) == 1


def _seated(talks: Talks | None, party: str) -> set[str]:
    assert talks is not None
    return {m.person.value for r in talks.rounds for d in r.delegations if d.party == party for m in d.members}


def test_a_bare_when_or_a_few_words_are_no_step_of_their_own(talks_of: Callable[[str], Talks]) -> None:
    told = "When the two delegations meet again, on 20 March, the mediators will present a map of the valley."
    steps = [leaf.value for leaf in talks_of(told + " They will travel.").next_steps]
    assert any("the mediators will present a map of the valley" in step for step in steps)
    assert not {"When the two delegations meet again", "They will travel"} & set(steps)


def test_clauses_of_one_step_that_share_words_are_shown_as_one(talks_of: Callable[[str], Talks]) -> None:
    told = "A deal could clear the way for the ferry line between the two countries to reopen."
    steps = [leaf.value for leaf in talks_of(told).next_steps]
    assert told.rstrip(".") in steps
    assert sum("ferry line" in step or "clear the way" in step for step in steps) == 1


def test_who_takes_part_is_told_by_the_company_he_is_met_in(dossier_of: Callable[[str], Dossier]) -> None:
    assert "Farid Benslama" in _seated(dossier_of("quay-wages").talks, "Dockers' and Crane Workers' Union")


def test_a_head_of_state_who_speaks_of_the_talks_does_not_sit_in_them(dossier_of: Callable[[str], Dossier]) -> None:
    assert "Marisol Echevarne" not in _seated(dossier_of("strait-talks").talks, "Ventaro")


def test_who_only_watches_is_seated_for_nobody(talks_of: Callable[[str], Talks]) -> None:
    told = "Maud Ellery, a historian at the university of Ostby, said that the valley had changed hands six times."
    talks = talks_of(told)
    assert "Maud Ellery" not in _seated(talks, "Dalmere") | _seated(talks, "Korrin Front")


def test_the_weights_know_signs_and_no_words_of_stories() -> None:
    weights = tomllib.loads((files("stemma.data") / "talks_weights.toml").read_text("utf-8"))
    lists = {
        f"{frame}.{name}"
        for file in ("talks", "stances")
        for frame, held in tomllib.loads((files("stemma.data") / f"en/{file}.toml").read_text("utf-8")).items()
        for name in held
    }
    evoked = {name.split()[-1] for w in weights.values() for name in w["signs"] if "." in name}
    assert evoked, "the weights go by the frames"
    assert evoked <= lists
