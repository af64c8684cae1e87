"""Figures of one slot told in other words: votes, lone numbers of one statement, days of one meeting;
and figures that only look so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stemma.model import Dossier

Story = Callable[..., Dossier]
DAY = "2025-03-12"  # a Wednesday
OTHER = "The ferry Marula burned off Cape Orsa on Tuesday night, the coastguard of Selm said."

VOTES = {
    "four to one, unanimous": (
        "The appeals court of Selm voted four to one to let the shipowner go.",
        "The appeals court of Selm let the shipowner go by a unanimous decision.",
    ),
    "with a hyphen": (
        "Judges in Selm split 5-4 over the bridge.",
        "The court of Selm upheld the bridge by seven votes to two.",
    ),
    "votes against": (
        "By four votes against one the court of Selm upheld the bridge.",
        "The bridge may be built, the court of Selm ruled by three votes to two.",
    ),
    "those who dissented": (
        "Two of the seven judges in Selm dissented.",
        "The court of Selm upheld the bridge by four votes to three.",
    ),
    "for and against": (
        "Seven judges voted for the bridge and two against.",
        "The court of Selm upheld the bridge by five votes to four.",
    ),
    "one committee": (
        "The bargaining committee of the dockers backed the pay deal unanimously.",
        "The bargaining committee said yes to the pay deal by seven votes to four.",
    ),
}


@pytest.mark.parametrize(("one", "other"), VOTES.values(), ids=VOTES)
def test_two_results_of_one_vote_exclude_each_other(story: Story, one: str, other: str) -> None:
    found = [v for v in story(one, other).variants if v.kind == "conflict" and v.slot == "number"]
    assert len(found) == 1, [v.explanation for v in found]
    assert len({s.article for r in found[0].readings for s in r.at}) == len(found[0].readings) == 2


OTHER_VOTES = {
    "a match": ("Selm beat Tolm 5-4 in the cup final.", "Selm beat Orsa 7-2 in the cup final."),
    "votes of two bodies": (
        "The court of Selm upheld the bridge by seven votes to two.",
        "The harbour board approved the bridge by six votes to three.",
    ),
    "the same vote the other way round": (
        "Two of the seven judges in Selm dissented.",
        "The court of Selm upheld the bridge by five votes to two.",
    ),
    "not unanimous": (
        "The court of Selm upheld the bridge by five votes to two.",
        "The decision of the court of Selm was not unanimous.",
    ),
    "seats of two parties": (
        "The Greens of Selm won 24 of the 57 seats and the Liberals nine.",
        "The Farmers of Selm won 16 of the 57 seats and the Liberals nine.",
    ),
}


@pytest.mark.parametrize(("one", "other"), OTHER_VOTES.values(), ids=OTHER_VOTES)
def test_two_votes_and_other_numbers_are_no_conflict(story: Story, one: str, other: str) -> None:
    found = story(one, other).variants
    assert [v.explanation for v in found if v.rule == "two votes"] == []


LONE = {
    "losses": (
        "The strike has cost the port of Selm about 1.2 billion crowns, the bank estimated.",
        "According to an estimate by the bank, the port of Selm lost 1.5 billion crowns because of the strike.",
    ),
    "a speed": (
        "The train entered the bend at Tolm at 128 kilometres an hour.",
        "The train went into the bend at Tolm at 138 kilometres an hour.",
    ),
    "a number beside that is the same": (
        "The crew of Mike Orsa led the way with three catches and three assists on the first day.",
        "The crew of Mike Orsa led the way with seven catches and three assists on the first day.",
    ),
    "soldiers at a base": (
        "Tessaly keeps 350 soldiers at the air base of Orsa.",
        "Tessaly has 400 soldiers at the air base of Orsa.",
    ),
}


@pytest.mark.parametrize(("one", "other"), LONE.values(), ids=LONE)
def test_lone_numbers_of_one_statement_are_a_conflict(story: Story, one: str, other: str) -> None:
    assert [v.slot for v in story(one, other).variants if v.kind == "conflict"] == ["number"]


NO_SLOT = {
    "a plan and what was agreed": (
        "Mediators plan a truce of 45 days between Selm and Tolm.",
        "Selm and Tolm agreed on a truce of 60 days.",
    ),
    "then and now": (
        "The air base of Orsa had 350 soldiers in May.",
        "The air base of Orsa now has 400 soldiers.",
    ),
    "afterwards": (
        "Methane in the gallery of the mine reached 3.1 percent.",
        "Methane in the gallery of the mine was measured at 1.2 percent thereafter.",
    ),
    "limits of two acts": (
        "The shipyard must answer the harbour board within ten days.",
        "The harbour board has 30 days to decide.",
    ),
    "a session of the exchange": (
        "The crown of Selm jumped 1.2 percent before trading was halted.",
        "The crown of Selm ended the day 0.8 percent up.",
    ),
    "rescued there and in all": (
        "The coastguard of Selm rescued 54 people from the boat.",
        "The coastguard of Selm has this year rescued 8,400 people at sea.",
    ),
}


@pytest.mark.parametrize(("one", "other"), NO_SLOT.values(), ids=NO_SLOT)
def test_lone_numbers_of_two_times_or_stages_are_no_conflict(story: Story, one: str, other: str) -> None:
    found = story((one, DAY), (other, DAY)).variants
    assert [v.explanation for v in found if v.kind == "conflict"] == []


MEETINGS = {
    "meet, resume": (
        "The government of Selm and the Salt Front will meet on Friday in Orsa.",
        "Talks between the government of Selm and the Salt Front resume on Friday in Orsa.",
        "Teams of Selm and the Salt Front meet on Thursday in Orsa for three days of talks.",
    ),
    "open the round": (
        "The second round of talks between Selm and Tolm opens on Friday in Orsa.",
        "Selm and Tolm return to the negotiations in Orsa on Friday.",
        "The envoy will on Saturday open the second round of negotiations between Selm and Tolm in Orsa.",
    ),
}


@pytest.mark.parametrize("reports", MEETINGS.values(), ids=MEETINGS)
def test_two_days_for_the_beginning_of_one_meeting_are_a_conflict(story: Story, reports: tuple[str, ...]) -> None:
    found = [v for v in story(*reports).variants if v.kind == "conflict"]
    assert [v.slot for v in found] == ["date"]
    assert len({s.article for r in found[0].readings for s in r.at}) == 3


TWO_MEETINGS = {
    "moved": (
        "The government of Selm and the Salt Front will meet on Friday in Orsa.",
        "Selm and the Salt Front will resume talks on Friday in Orsa.",
        "The meeting of Selm and the Salt Front in Orsa was put off and will begin on Saturday.",
    ),
    "other people": (
        "The government of Selm and the Salt Front will meet on Friday in Orsa.",
        "Selm and the Salt Front will resume talks on Friday in Orsa.",
        "The dockers and the harbour board will meet on Thursday.",
    ),
    "two rounds": (
        "The second round of talks between Selm and Tolm opens on Friday in Orsa.",
        "Selm and Tolm begin the second round of talks in Orsa on Friday.",
        "The third round of talks between Selm and Tolm opens on Monday in Orsa.",
    ),
}


@pytest.mark.parametrize("reports", TWO_MEETINGS.values(), ids=TWO_MEETINGS)
def test_days_of_two_meetings_are_no_conflict(story: Story, reports: tuple[str, ...]) -> None:
    assert [v.explanation for v in story(*reports).variants if v.rule == "days" and v.kind == "conflict"] == []


def test_a_report_that_has_both_votes_tells_of_two(story: Story) -> None:
    one = "The court of Selm upheld the bridge by seven votes to two. It rejected the tunnel by five votes to four."
    found = story(one, "The court of Selm decided by five votes to four, the council said.", OTHER).variants
    assert [v.explanation for v in found if v.rule == "two votes"] == []
