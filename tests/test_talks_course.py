"""What becomes of talks, in the many ways reports tell it: how a round ended, why the talks stood still, what brought
the sides back, what was before and what is to come; and sentences that look alike and tell nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from stemma.model import Talks
from stemma.pipeline import build

DURING = """KASSERA, June 3 2025 (Meridia) - Tavira and Belmark began a second round of talks on the Sarn valley in
Kassera on Tuesday under the mediation of Oman.

The talks between Tavira and Belmark are expected to last three days. Tavira's delegation is headed by Deputy Defence
Minister Ilse Varga, and Belmark's team is led by Colonel Idris Barkah.

{}
"""
AFTER = """6 June 2025

The talks between Tavira and Belmark on the Sarn valley were held in Kassera this week, Omani mediators said.

{}

Ilse Varga, the deputy defence minister who leads Tavira's delegation, left for home on Friday.
"""


@pytest.fixture(scope="module")
def talks_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Talks]:
    """The record of two reports that hold the sentences of one group, one a paragraph."""

    @cache
    def record(during: tuple[str, ...] = (), after: tuple[str, ...] = ()) -> Talks:
        folder: Path = tmp_path_factory.mktemp("story")
        (folder / "one.txt").write_text(DURING.format("\n\n".join(during)), "utf-8")
        (folder / "two.txt").write_text(AFTER.format("\n\n".join(after)), "utf-8")
        talks = build([folder]).talks
        assert talks is not None
        return talks

    return record


def _outcomes(talks: Talks) -> set[str]:
    return {leaf.value for r in talks.rounds for leaf in (*r.outcome, *r.unresolved)}


ENDED = {
    "The second round broke up without agreement on Thursday.": "broke up without agreement on Thursday",
    "The talks yielded no breakthrough, diplomats said.": "yielded no breakthrough",
    "Five of the eight chapters have been agreed, a mediator said.": "Five of the eight chapters have been agreed",
    "A final communiqué was not adopted.": "A final communiqué was not adopted",
    "There was no agreement on the border posts.": "There was no agreement on the border posts",
    "The parties issued a joint statement on the displaced.": "The parties issued a joint statement on the displaced",
    "The two sides missed a deadline for a ceasefire.": "The two sides missed a deadline for a ceasefire",
}
OPEN = (
    "If the talks end without agreement, the bridge will be closed.",
    "Diplomats fear the talks could collapse.",
    "No agreement is expected this week.",
    "Neither side expects a breakthrough.",
    "The football match ended without a goal.",
    "The union's strike ended on Thursday.",
    "Parliament failed to agree on a budget.",
)


@pytest.mark.parametrize("outcome", ENDED.values())
def test_how_a_round_ended_is_told_in_many_ways(talks_of: Callable[..., Talks], outcome: str) -> None:
    assert any(value.startswith(outcome) for value in _outcomes(talks_of(after=tuple(ENDED))))


def test_what_is_feared_supposed_or_of_something_else_is_no_outcome(talks_of: Callable[..., Talks]) -> None:
    assert _outcomes(talks_of(during=OPEN)) == _outcomes(talks_of())


CAUSES = {
    "The first round collapsed in March because Belmark would not yield.": "Belmark would not yield",
    "The first round died in March, over the tolls, diplomats said.": "the tolls",
    "The talks were suspended in March following the murder of an envoy.": "the murder of an envoy",
    "The first round was cut short by a landslide at the pass.": "a landslide at the pass",
    "The first round ended when the Belmark delegation got up and left.": "the Belmark delegation got up and left",
    "A quarrel over the mill led to the failure of the first round.": "A quarrel over the mill",
    "The first round ended with the withdrawal of the Tavirian team.": "the withdrawal of the Tavirian team",
}
NO_CAUSE = (
    "The first round ended after three days.",
    "The talks were suspended on Sunday by mutual agreement.",
    "The bridge collapsed in March after heavy rain.",
    "The strike was suspended because of the elections.",
)


@pytest.mark.parametrize("told", CAUSES)
def test_why_talks_broke_off_is_told_by_all_that_ends_them(talks_of: Callable[..., Talks], told: str) -> None:
    assert CAUSES[told] in {leaf.value for leaf in talks_of(during=(told,)).causes}


def test_when_they_ended_and_why_a_bridge_fell_is_no_cause(talks_of: Callable[..., Talks]) -> None:
    assert not talks_of(during=NO_CAUSE).causes


TRIGGERS = {
    "It was the release of two captives that broke the deadlock.": "the release of two captives",
    "The breakthrough came when Belmark released two captives in May.": "Belmark released two captives in May",
    "The new round was made possible by the release of two captives.": "the release of two captives",
    "Belmark freed two captives in May to clear the way for the talks.": "Belmark freed two captives in May",
    "It was Salim Harthy of Oman who got the talks moving again, by telephoning both capitals.": "telephoning both",
}


@pytest.mark.parametrize("told", TRIGGERS)
def test_what_brought_the_sides_back_is_an_event_or_what_somebody_did(
    talks_of: Callable[..., Talks], told: str
) -> None:
    assert any(leaf.value.startswith(TRIGGERS[told]) for leaf in talks_of(during=(told,)).trigger)


EARLIER = {
    "Their last talks, in Lunda in 2023, fell apart within hours.": "Their last talks, in Lunda in 2023, fell apart",
    "An earlier ceasefire, agreed in 2022, lasted only a week.": "An earlier ceasefire, agreed in 2022, lasted only",
    "The two sides last met in Ostrand in 2021.": "The two sides last met in Ostrand in 2021",
}


def test_earlier_talks_and_truces_are_told_with_how_they_went(talks_of: Callable[..., Talks]) -> None:
    values = {leaf.value for leaf in talks_of(during=tuple(EARLIER)).earlier}
    assert all(any(value.startswith(told) for value in values) for told in EARLIER.values()), values
    assert "Lunda" in values


AHEAD = {
    "Both parliaments must ratify the accord by 30 June.": "Both parliaments must ratify the accord by 30 June",
    "The ceasefire takes effect on 1 July.": "The ceasefire takes effect on 1 July",
    "Oman has set 30 June as a deadline for an agreement.": "Oman has set 30 June as a deadline",
    "Tavira will close the border unless a deal is reached by 30 June.": "Tavira will close the border unless",
    "The Omani minister called on Belmark to return to the talks.": "The Omani minister called on Belmark to return",
    "On 30 June the delegation will report to the cabinet.": "On 30 June the delegation will report",
}
NOT_AHEAD = (
    "The weather will be fine on Monday.",
    "A jazz concert will be held in Kassera on 14 July.",
    "The road will be closed for repairs until Monday.",
    "The bridge opens on 1 July.",
    "The treaty would run for 15 years.",
    "A treaty would have needed courage.",
)


@pytest.mark.parametrize("told", AHEAD)
def test_what_is_to_come_is_told_in_every_tense(talks_of: Callable[..., Talks], told: str) -> None:
    assert any(leaf.value.startswith(AHEAD[told]) for leaf in talks_of(after=(told,)).next_steps)


def test_what_does_not_concern_the_talks_is_no_next_step(talks_of: Callable[..., Talks]) -> None:
    steps = {leaf.value for leaf in talks_of(after=NOT_AHEAD).next_steps}
    assert steps == {leaf.value for leaf in talks_of().next_steps}


def test_what_was_to_be_by_the_last_report_is_no_next_step(talks_of: Callable[..., Talks]) -> None:
    told = ("Both parliaments will vote on 5 June.", "The two sides will meet again in Kassera on 4 June.")
    assert talks_of(during=told).next_steps == talks_of().next_steps


def test_talks_are_about_what_the_agreement_is_for_where_nothing_else_tells(tmp_path: Path) -> None:
    for n in range(2):
        (tmp_path / f"{n}.txt").write_text(
            f"{3 + n} June 2025\n\nThey gave Tavira and Belmark a draft agreement on an exchange of prisoners. The "
            "negotiations between Tavira and Belmark in Kassera go on. Tavira and Belmark have not replied.\n",
            "utf-8",
        )
    talks = build([tmp_path]).talks
    assert talks is not None
    assert [leaf.value for leaf in talks.subject] == ["an exchange of prisoners"]
