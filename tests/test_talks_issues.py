"""What positions are about: issues across parties, figures without their unit, capitals; and what sounds like talks."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from stemma.model import Dossier, Leaf, Talks
from stemma.pipeline import build

STORIES = {
    "lake": {
        "mail": """The Zambor Mail

19 August 2026

Water talks between Zambor and Kolande resume next week

Zambor and Kolande will resume negotiations on the waters of Lake Ombe on Monday in Nairobi after a break of eight
months.

Zambor wants a guaranteed outflow of 400 cubic metres per second. Kolande offers 310 and wants Zambor to pay for part of
the dam. Kolande rejects any claim to the Tungu dam, its foreign ministry said.
""",
        "standard": """Kolande Standard

27 August 2026

Lake Ombe: a text, but no signature

Three days of talks between Zambor and Kolande in Nairobi ended on Wednesday with a draft treaty.

The draft provides for an outflow of 350 cubic metres per second, a joint commission and the exchange of daily data.

Kolande has moved from 310 to 350 cubic metres; Zambor dropped its objection to filling the reservoir in the dry season,
said a diplomat close to the talks.
""",
    },
    "steel": {
        "wire": """GENEVA, Jan 13 2027 (Unipress) - Brenholt and Osmark broke off trade talks in Geneva on Wednesday.

Brenholt offered Osmark a quota of 40,000 tonnes of cheese a year in talks that collapsed on Wednesday, two people said.

Merrow, the capital of Osmark, blamed Brenholt. Merrow rejected a proposal to ask a panel for a ruling.

Brenholt is not willing to accept beef treated with hormones.
""",
        "monitor": """Osmark Monitor

14 January 2027

Why the talks failed

Osmark and Brenholt ended their trade negotiations in Geneva on Wednesday with nothing to show.

Merrow says it will not open its market for cars until the steel question is settled.

Brenholt demands an end to the tariff on steel. Osmark has ruled that out.

"We want a deal," Brenholt's trade secretary, Ellen Voight, said.
""",
    },
    "buses": {
        "echo": """Thornley Echo

14 March 2026

Buses back on Monday after deal on pay and shifts

Redline Buses and the Carters' Union reached an agreement late on Friday that ends a strike of three weeks. It came in
the fourth round of talks between Redline Buses and the Carters' Union.

Under the deal, drivers will get 7 per cent this year and split shifts will be abolished from July. New recruits will
serve a probation of three months.
""",
        "wire": """THORNLEY, March 11 2026 (Pressline) - Redline Buses raised its pay offer to 6.5 percent on Wednesday
in a fourth round of talks with the Carters' Union.

The company has also dropped its insistence on split shifts, said Bernard Oseni, who leads the union's negotiators. In
return it wants drivers to accept a probation of six months. The Carters' Union had demanded a pay rise of 9 percent.
""",
    },
}
NO_TALKS = {
    "a hearing on a settlement": """Marlow Tribune

4 February 2026

A judge on Wednesday urged Kestrel Chemicals and residents of Marlow to settle their dispute over polluted wells before
a trial set for May. The residents demand 60 million dollars. Kestrel has offered 18 million, its lawyer said.
""",
    "a match": """Sport Weekly

10 May 2026

Rovers manager Dan Pryce talked up his side's chances before the final with Athletic. "We are not going there to
negotiate," he said. Rovers rejected an offer of 20 million for their striker, who is in talks over a new contract.
""",
    "a quarterly call": """NEW HAVEN, April 22 2026 (Bizwire) - Orbix raised its outlook for the year on Wednesday.
Chief executive Mara Quinn told analysts that talks with suppliers about prices were progressing. Orbix and its largest
customer, Telvia, agreed a contract in March. Finance chief Hugo Brandt said the company wanted to lower its debt.
""",
    "a handshake": """LISBON, June 8 2026 (Unipress) - Leaders of 22 countries posed for a photograph in Lisbon on
Monday. President Ana Reis of Solara and Prime Minister Tom Hale of Westmark shook hands. No bilateral meetings were
planned, a spokesman said. The summit ends on Tuesday with a declaration on oceans.
""",
}


@pytest.fixture(scope="module")
def talks_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Talks]:
    @cache
    def talks(story: str) -> Talks:
        folder: Path = tmp_path_factory.mktemp(story)
        for name, text in STORIES[story].items():
            (folder / f"{name}.txt").write_text(unwrapped(text), "utf-8")
        found = build([folder]).talks
        assert found is not None
        return found

    return talks


def unwrapped(text: str) -> str:
    """A text with one paragraph a line, as reports come."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def positions(talks: Talks) -> set[tuple[str | None, str, str]]:
    return {(p.party, p.kind, p.text.value) for p in talks.positions}


def values(leaves: tuple[Leaf, ...]) -> set[str]:
    return {leaf.value for leaf in leaves}


def test_what_parties_say_of_one_matter_has_one_issue(talks_of: Callable[[str], Talks]) -> None:
    talks = talks_of("lake")
    outflow = {(p.party, p.kind) for p in talks.positions if values(p.about) == {"outflow"}}
    assert {("Zambor", "demand"), ("Kolande", "offer"), ("Kolande", "concession"), (None, "term")} <= outflow


def test_other_matters_have_other_issues(talks_of: Callable[[str], Talks]) -> None:
    about = {p.text.value: values(p.about) for p in talks_of("lake").positions}
    assert about["a joint commission"] == {"joint commission"}
    assert about["the exchange of daily data"] == {"daily data"}


def test_where_they_meet_is_no_issue(dossier_of: Callable[[str], Dossier]) -> None:
    talks = dossier_of("strait-talks").talks
    assert talks is not None
    met = {leaf.value for r in talks.rounds for leaf in r.place}
    assert "Mombasa" in met
    assert not met & {leaf.value for p in talks.positions for leaf in p.about}


def test_an_issue_rests_on_the_words_it_was_read_from(talks_of: Callable[[str], Talks]) -> None:
    for leaf in (leaf for p in talks_of("lake").positions for leaf in p.about):
        assert leaf.at
        assert leaf.statements


def test_a_figure_gets_the_unit_it_leaves_out_in_brackets(talks_of: Callable[[str], Talks]) -> None:
    assert ("Kolande", "offer", "Kolande offers 310 [cubic metres per second]") in positions(talks_of("lake"))


def test_every_member_of_a_list_is_a_term(talks_of: Callable[[str], Talks]) -> None:
    terms = {value for _, kind, value in positions(talks_of("lake")) if kind == "term"}
    assert terms == {"an outflow of 350 cubic metres per second", "a joint commission", "the exchange of daily data"}


def test_what_is_given_up_is_told_with_its_verb(talks_of: Callable[[str], Talks]) -> None:
    given_up = ("Zambor", "concession", "dropped its objection to filling the reservoir in the dry season")
    assert given_up in positions(talks_of("lake"))


def test_a_town_that_a_report_calls_a_capital_stands_for_its_party(talks_of: Callable[[str], Talks]) -> None:
    talks = talks_of("steel")
    assert values(talks.parties) == {"Brenholt", "Osmark"}
    held = {(party, kind) for party, kind, value in positions(talks) if "market for cars" in value or "ruling" in value}
    assert held == {("Osmark", "condition"), ("Osmark", "rejection")}


def test_who_is_not_willing_to_accept_something_refuses_it(talks_of: Callable[[str], Talks]) -> None:
    held = {(party, kind) for party, kind, value in positions(talks_of("steel")) if "hormones" in value}
    assert held == {("Brenholt", "rejection")}


def test_where_something_was_said_is_no_part_of_it(talks_of: Callable[[str], Talks]) -> None:
    assert ("Brenholt", "offer", "a quota of 40,000 tonnes of cheese a year") in positions(talks_of("steel"))


def test_to_want_a_deal_is_no_position(talks_of: Callable[[str], Talks]) -> None:
    assert not [p for p in positions(talks_of("steel")) if "deal" in p[2]]


def test_it_is_a_body_and_not_the_person_who_spoke_last(talks_of: Callable[[str], Talks]) -> None:
    held = {(party, kind) for party, kind, value in positions(talks_of("buses")) if "probation" in value}
    assert held == {("Redline Buses", "demand"), (None, "term")}


def test_what_was_agreed_is_told_clause_by_clause(talks_of: Callable[[str], Talks]) -> None:
    agreed = {p[2] for p in positions(talks_of("buses")) if p[1] == "term"}
    assert "New recruits will serve a probation of three months" in agreed
    assert not [p for p in positions(talks_of("buses")) if "ends a strike" in p[2]]


@pytest.mark.parametrize("kind", NO_TALKS)
def test_what_only_sounds_like_talks_has_no_record(kind: str, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(unwrapped(NO_TALKS[kind]), "utf-8")
    assert build([tmp_path]).talks is None
