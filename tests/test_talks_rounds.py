"""Which session a report speaks of, where and when it was held, and what reports look back on."""

from __future__ import annotations

from pathlib import Path

import pytest

from stemma.model import Leaf, Round, Talks
from stemma.pipeline import build

AIRPORT = {
    "broke": """Orvane Herald, Saturday 6 March 2027

Talks between Merane and Valtor over the border airport broke up on Friday night after four hours. Merane's delegation
was led by Ana Brisk, Valtor's negotiators by Jon Tal.

A first meeting, held on 22 February in Dorrim, lasted barely an hour.
""",
    "second": """Sunday 7 March 2027

The second meeting between the delegations of Merane and Valtor ended on Friday without result, the negotiators said.
It was held in the town of Halde. Merane and Valtor will negotiate on.
""",
    "third": """Tuesday 9 March 2027

The negotiators of Merane and Valtor have asked for another week. The two sides will meet for a third time tomorrow, at
Castle Rook in Halde. Merane and Valtor have negotiated over the airport since February.
""",
}
CANAL = {
    "before": """Sunday 9 May 2027

Negotiators of Osk and Pell are packing. On 10 and 11 May the next round of the talks between Osk and Pell on the canal
will take place in Tarn. The third round of talks had been put off on 5 May after a collision.
""",
    "during": """Monday 10 May 2027

The third round of talks between Osk and Pell, in the south, and the canal company of Pell opened in Tarn on Monday. The
round was to have begun on 6 May in Lind. The delegations will sit on into Wednesday, the mediator said.

The talks have been on hold since the January meeting in Brok, where the sides failed to agree on the tolls.

The second round ended in Lomm on 2 April without result.
""",
    "after": """Saturday 15 May 2027

The delegations of Osk and Pell agreed on the tolls for the canal on Tuesday. The dredging is left to a fourth round, to
be held in October in Voss. The talks were conducted from 10 May in good order, the mediator said.
""",
}


def record(story: dict[str, str], folder: Path) -> Talks:
    for name, text in story.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    talks = build([folder]).talks
    assert talks is not None
    return talks


def values(leaves: tuple[Leaf, ...]) -> set[str]:
    return {leaf.value for leaf in leaves}


def of_number(talks: Talks, number: str) -> Round:
    return next(r for r in talks.rounds if number in values(r.number))


@pytest.fixture(scope="module")
def airport(tmp_path_factory: pytest.TempPathFactory) -> Talks:
    return record(AIRPORT, tmp_path_factory.mktemp("airport"))


@pytest.fixture(scope="module")
def canal(tmp_path_factory: pytest.TempPathFactory) -> Talks:
    return record(CANAL, tmp_path_factory.mktemp("canal"))


def test_sides_that_meet_for_a_third_time_open_the_third_session(airport: Talks) -> None:
    assert values(of_number(airport, "3").start) == {"2027-03-10"}


def test_a_first_meeting_that_a_report_looks_back_on_is_not_its_own(airport: Talks) -> None:
    assert any(v.startswith("broke up on Friday night") for v in values(of_number(airport, "2").outcome))
    assert not of_number(airport, "1").outcome


def test_a_session_that_no_report_is_about_stands_among_the_earlier_ones(airport: Talks) -> None:
    assert {"Dorrim", "A first meeting, held on 22 February in Dorrim"} <= values(airport.earlier)


def test_the_next_round_of_a_report_from_before_its_day_is_that_round(canal: Talks) -> None:
    assert "2027-05-10" in values(of_number(canal, "3").start)
    assert not any("4" in values(r.number) for r in canal.rounds)


def test_a_place_told_with_a_day_that_was_not_kept_is_no_place(canal: Talks) -> None:
    third = of_number(canal, "3")
    assert (values(third.place), values(third.planned)) == ({"Tarn"}, {"2027-05-06"})


def test_a_session_of_a_month_long_past_is_an_earlier_one(canal: Talks) -> None:
    assert "Brok" in values(canal.earlier)
    assert "Brok" not in values(of_number(canal, "3").place)


def test_a_round_that_is_to_be_held_is_not_what_its_report_is_about(canal: Talks) -> None:
    assert any("agreed on the tolls" in v for v in values(of_number(canal, "3").outcome))


def test_a_session_is_held_where_it_ends(canal: Talks) -> None:
    assert "Lomm" in values(of_number(canal, "2").place)


def test_delegations_that_sit_on_into_a_day_end_on_it(canal: Talks) -> None:
    assert "2027-05-12" in values(of_number(canal, "3").end)
