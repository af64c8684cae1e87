"""Rounds and delegations told in other words: by headings, minute by minute, in interviews, numbered differently."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from stemma.model import Leaf, Round, Talks
from stemma.pipeline import build

GRAZING = {
    "wire": """SELMOUTH, 4 May 2027 (Northline) - Delegations from Orrimark and Veyland opened a second round of talks
on the summer pastures on Tuesday. A first round in the same town on 6-7 April broke up without agreement.

Orrimark's team is headed by Agriculture Minister Tilde Aaberg, and Veyland's by Deputy Minister Corin Maddock.

"They know the price of grass," the mediator, former judge Ruth Obanya, told reporters.
""",
    "interview": """The Selmouth Lantern

Saturday 8 May 2027

“Nobody counts the goats”

Ruth Obanya, who mediates between Orrimark and Veyland, receives us in her garden. The second round ended on Wednesday.

Lantern: And now?

Obanya: “We meet on 1 June in Harnby, if nobody moves a fence.”
""",
    "live": """Radio Tarn

LIVE: Pasture talks, round three, Harnby

Thursday 3 June 2027

10:10 The talks between Orrimark and Veyland, third round. The round was to begin on Tuesday. It was put back after a
barn burned down near the border on Sunday.

11:30 General Aksel Thorne sits at the head of the Orrimark side. Tilde Aaberg was dismissed on Friday.

12:00 The negotiators are still inside.
""",
    "blog": """Grass and politics

Friday 4 June 2027

Aksel Thorne led for Orrimark because Tilde Aaberg had been dismissed, Radio Tarn reported. A fourth round of the talks
between Orrimark and Veyland is pencilled in for September. In the negotiations Veyland offers 40 marks a head. Earlier
we wrote that Veyland offers 90 marks a head.
""",
}
NUMBERED = {
    "herald": """Kestor Herald

9 March 2027

Kestor and Lumia to resume talks for sixth round

The sixth round of negotiations between Kestor and Lumia on the ferry rights opens in Port Ansel on Thursday, 11 March,
the foreign ministry said. Kestor's delegation will be led by Ambassador Iris Kolvar. Negotiators of Kestor and Lumia
last met in the autumn.
""",
    "wire": """PORT ANSEL, March 11 2027 (Northline) - Kestor and Lumia opened a sixth round of talks on ferry rights on
Thursday, 11 March, mediators said. The talks between Kestor and Lumia are to last two days.
""",
    "mail": """Lumia Mail

10 March 2027

The fifth round of talks between Kestor and Lumia opens on Thursday, 11 March, in Port Ansel, Lumia's chief negotiator,
Boris Tane, said. The two sides missed a deadline for an agreement in January. Kestor and Lumia had failed to meet it.
""",
}
THREE = {
    "wire": """DELLHAVEN, 14 October 2027 (Northline) - Talks between Marra, Osk and the Tidal League on next year's
herring catch collapsed on Thursday, and Marra said it would set a quota of its own.

"We waited for a sentence," Marra's chief negotiator, Elin Sard, said. She blamed Osk, which she said had raised its
demand from 20 to 30 percent on the last day. Osk's negotiator, Pavel Runge, denied it.
""",
    "paper": """Dellhaven Post

15 October 2027

Herring talks between Marra, Osk and the Tidal League ended in failure on Thursday. Together the three quotas will come
to over 300,000 tonnes. Half of Marra's herring goes to Osk. The League's negotiators offered to meet again on 5
November.
""",
}
HILLS = {
    "wire": """TARVO, 2 February 2027 (Northline) - Envoys of the Sandaran government and the rebel Cedar Front began
truce talks in Tarvo on Tuesday, with Lena Fisk, special envoy of the Coastal Assembly, mediating. The delegation of the
government under the leadership of Deputy Minister Omar Relk stayed on the upper floor.

The government wants the rebels to leave the ridge first.
""",
    "paper": """Tarvo Courier

3 February 2027

The Sandaran government and the rebel Cedar Front have held a second day of truce talks, with a Finnish mediator walking
between them. General Ines Dabo landed in Tarvo as head of a delegation of nine from the Cedar Front. Thousands marched
against the truce talks in Sandara's capital, Quell.
""",
}
PASS = {
    "wire": """ELDMOOR, 29 October 2027 (Northline) - Rebels in Sorrowen agreed on Thursday to open the pass to lorries,
but a truce remained out of reach after three days of talks in Eldmoor, the host said. The rebel Upland Council
closed the pass in September.

The rebels' delegate, Tam Okwell, said there would be no truce with the garrison in place. The government's negotiator,
Justice Minister Pia Lund, said the fort was not up for discussion. General Ivo Stern would resign if the fort fell, she
said.
""",
    "paper": """Eldmoor Mail

30 October 2027

The negotiations over a truce in Sorrowen ended without one. The government says she rejects it. On the table is a
30-day truce from 20 November and a corridor for food to the upper valleys.

The government offered a pause at the talks. The offer includes a fund of 900 marks for each village.
""",
}
STORIES = {"grazing": GRAZING, "numbered": NUMBERED, "three": THREE, "hills": HILLS, "pass": PASS}


def unwrapped(text: str) -> str:
    """A text with one line a paragraph."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n")) + "\n"


@pytest.fixture(scope="module")
def talks_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Talks]:
    @cache
    def built(story: str) -> Talks:
        folder: Path = tmp_path_factory.mktemp(story)
        for name, text in STORIES[story].items():
            (folder / f"{name}.txt").write_text(unwrapped(text), "utf-8")
        talks = build([folder]).talks
        assert talks is not None
        return talks

    return built


def values(leaves: tuple[Leaf, ...]) -> set[str]:
    return {leaf.value for leaf in leaves}


def numbered(talks: Talks, number: str) -> Round:
    return next(r for r in talks.rounds if number in values(r.number))


def heads(one: Round) -> dict[str, set[str]]:
    return {d.party: {m.person.value for m in d.members if m.lead} for d in one.delegations}


def told(talks: Talks, party: str) -> str:
    return " | ".join(f"{p.kind}: {p.text.value}" for p in talks.positions if p.party == party)


def test_a_round_named_with_its_days_and_the_same_town_has_both(talks_of: Callable[[str], Talks]) -> None:
    first = numbered(talks_of("grazing"), "1")
    assert (values(first.start), values(first.end)) == ({"2027-04-06"}, {"2027-04-07"})
    assert values(first.place) == {"Selmouth"}


def test_who_heads_the_other_team_in_half_a_sentence_is_told(talks_of: Callable[[str], Talks]) -> None:
    second = heads(numbered(talks_of("grazing"), "2"))
    assert second == {"Orrimark": {"Tilde Aaberg"}, "Veyland": {"Corin Maddock"}}


def test_the_day_the_sides_are_to_meet_is_of_the_next_round(talks_of: Callable[[str], Talks]) -> None:
    talks = talks_of("grazing")
    assert values(numbered(talks, "2").start) == {"2027-05-04"}
    assert "Harnby" not in values(numbered(talks, "2").place)
    assert "Harnby" in values(numbered(talks, "3").place)


def test_a_heading_numbers_the_round_of_a_live_page(talks_of: Callable[[str], Talks]) -> None:
    third = numbered(talks_of("grazing"), "3")
    assert "2027-06-01" in values(third.planned)
    assert "2027-06-01" not in values(third.start)
    assert any("barn burned down" in leaf.value for leaf in third.delays)


def test_who_led_because_somebody_was_dismissed_has_come_for_him(talks_of: Callable[[str], Talks]) -> None:
    third = numbered(talks_of("grazing"), "3")
    assert heads(third)["Orrimark"] == {"Aksel Thorne"}
    pairs = {(c.out.value if c.out else None, c.into.value if c.into else None) for c in third.changes}
    assert ("Tilde Aaberg", "Aksel Thorne") in pairs


def test_a_round_only_pencilled_in_is_not_the_one_reported(talks_of: Callable[[str], Talks]) -> None:
    fourth = numbered(talks_of("grazing"), "4")
    assert values(fourth.status) <= {"announced", "reported"}
    assert not fourth.delegations


def test_what_a_report_takes_back_is_no_position(talks_of: Callable[[str], Talks]) -> None:
    assert "40 marks" in told(talks_of("grazing"), "Veyland")
    assert "90 marks" not in told(talks_of("grazing"), "Veyland")


def test_one_round_under_two_numbers_keeps_both(talks_of: Callable[[str], Talks]) -> None:
    talks = talks_of("numbered")
    one = numbered(talks, "6")
    assert values(one.number) == {"5", "6"}
    assert values(one.start) == {"2027-03-11"}
    assert [r for r in talks.rounds if "5" in values(r.number)] == [one]


def test_each_of_three_sides_is_a_party(talks_of: Callable[[str], Talks]) -> None:
    assert {"Marra", "Osk", "Tidal League"} == values(talks_of("three").parties)


def test_sums_that_come_to_something_and_offers_to_meet_are_no_positions(talks_of: Callable[[str], Talks]) -> None:
    talks = talks_of("three")
    everything = " ".join(p.text.value for p in talks.positions)
    assert not any(word in everything for word in ("300,000", "goes to", "meet again"))


def test_a_demand_is_whose_the_clause_says(talks_of: Callable[[str], Talks]) -> None:
    talks = talks_of("three")
    assert "from 20 to 30 percent" in told(talks, "Osk")
    assert "from 20 to 30 percent" not in told(talks, "Marra")


def test_a_government_and_its_rebels_are_parties(talks_of: Callable[[str], Talks]) -> None:
    talks = talks_of("hills")
    assert {leaf.value for leaf in talks.parties} == {"Sandara", "Cedar Front"}
    assert "Lena Fisk" in values(talks.mediators)
    assert not values(talks.mediators) & {"Finland", "Finnish"}


def test_heads_are_told_by_leadership_and_by_arriving_as_head(talks_of: Callable[[str], Talks]) -> None:
    led = {party: people for r in talks_of("hills").rounds for party, people in heads(r).items()}
    assert led == {"Sandara": {"Omar Relk"}, "Cedar Front": {"Ines Dabo"}}
    sizes = {(leaf.party, leaf.value) for r in talks_of("hills").rounds for leaf in r.sizes}
    assert sizes == {("Cedar Front", "9")}


def test_protests_against_the_talks_are_not_where_they_are_held(talks_of: Callable[[str], Talks]) -> None:
    assert {v for r in talks_of("hills").rounds for v in values(r.place)} == {"Tarvo"}


def test_what_the_other_side_is_to_do_is_a_demand(talks_of: Callable[[str], Talks]) -> None:
    assert "demand: the rebels to leave the ridge first" in told(talks_of("hills"), "Sandara")


def test_parties_are_those_whose_delegates_reports_name(talks_of: Callable[[str], Talks]) -> None:
    talks = talks_of("pass")
    assert len(talks.parties) == 2
    seated = {m.person.value for r in talks.rounds for d in r.delegations for m in d.members}
    assert {"Tam Okwell", "Pia Lund"} <= seated


def test_who_would_only_leave_has_not_left(talks_of: Callable[[str], Talks]) -> None:
    assert not talks_of("pass").departures


def test_what_lies_on_the_table_is_a_term_a_member_each(talks_of: Callable[[str], Talks]) -> None:
    terms = {p.text.value for p in talks_of("pass").positions if p.kind == "term"}
    assert any("30-day truce" in t and "corridor" not in t for t in terms)
    assert any(t.startswith("a corridor") for t in terms)


def test_what_an_offer_holds_is_offered(talks_of: Callable[[str], Talks]) -> None:
    offers = [p for p in talks_of("pass").positions if p.kind == "offer"]
    assert any("900 marks" in p.text.value for p in offers)


def test_what_is_not_up_for_discussion_is_a_red_line(talks_of: Callable[[str], Talks]) -> None:
    lines = {p.text.value for p in talks_of("pass").positions if p.kind == "red line"}
    assert any("not up for discussion" in v for v in lines)
    assert any("garrison" in v for v in lines)
