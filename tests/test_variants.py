"""Differences between reports, through the whole pipeline: what is told, how seriously, and what is not told at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from report_pairs import AGREE, DIFFER, Report

from stemma.model import Dossier, Variant

DAY = "2025-03-12"
Story = Callable[..., Dossier]


OPENING = "The harbour council of Port Selm met in the town hall."


def report(line: str) -> str:
    return f"{OPENING}\n\n{line}\n"


def of_kind(dossier: Dossier, *kinds: str) -> list[Variant]:
    return [v for v in dossier.variants if v.kind in kinds]


def serious(dossier: Dossier) -> list[str]:
    return [f"{v.kind}: {[r.text for r in v.readings]}" for v in dossier.variants if v.severity == "high"]


def shown(variant: Variant) -> str:
    return " | ".join(sorted(r.text for r in variant.readings))


CONFLICTS = [
    (
        "person",
        "Lise Holm opened the new ferry terminal at Cape Orsa on Tuesday.",
        "Tomas Varga opened the new ferry terminal at Cape Orsa on Tuesday.",
        ("Lise Holm", "Tomas Varga"),
    ),
    (
        "number",
        "The storm destroyed 40 boats in the harbour on Tuesday.",
        "The storm destroyed 65 boats in the harbour on Tuesday.",
        ("40", "65"),
    ),
    (
        "number",
        "The pipe to the island is nine miles long, the council said.",
        "The pipe to the island is 25 kilometres long, the council said.",
        ("nine miles", "25 kilometres"),
    ),
    (
        "number",
        "About 100 workers walked out of the shipyard.",
        "About 70 workers walked out of the shipyard.",
        ("100", "70"),
    ),
    (
        "number",
        "The ship carried 20 tonnes of grain to the island.",
        "The ship carried 25 tonnes of grain to the island.",
        ("20 tonnes", "25 tonnes"),
    ),
    (
        "number",
        "A survey from the council counted more than 300 wells on the island.",
        "A survey from the council counted more than 900 wells on the island.",
        ("300", "900"),
    ),
    (
        "number",
        "The mayor was given at least 10,000 crowns by the shipyard.",
        "The mayor was given at least 20,000 crowns by the shipyard.",
        ("10,000", "20,000"),
    ),
    (
        "place",
        "The ministers flew to Utah for a summit on fishing rights.",
        "The ministers flew to Nairobi for a summit on fishing rights.",
        ("Utah", "Nairobi"),
    ),
    (
        "place",
        "The ministers signed the fishing treaty in Lisbon after a short ceremony.",
        "The ministers signed the fishing treaty in Warsaw after a short ceremony.",
        ("Lisbon", "Warsaw"),
    ),
    (
        "date",
        "The council closed the old lighthouse on Monday after a long debate.",
        "The council closed the old lighthouse on Saturday after a long debate.",
        ("Monday", "Saturday"),
    ),
    (
        "fact",
        "The council approved the plan for a second bridge.",
        "The council did not approve the plan for a second bridge.",
        ("approved the plan", "did not approve the plan"),
    ),
    (
        "fact",
        "The council approved the plan for a second bridge to the island on Tuesday after a long debate.",
        "The council rejected the plan for a second bridge to the island on Tuesday after a long debate.",
        ("approved the plan", "rejected the plan"),
    ),
    (
        "number",
        "Turnout on the island was 68 percent, the council said on Tuesday.",
        "The council praised a participation that reached 74 percent on the island.",
        ("68 percent", "74 percent"),
    ),
    (
        "number",
        "Seven bodies were recovered from the wreck of the ferry off Cape Orsa.",
        "Nine people are dead after the ferry ran aground off Cape Orsa.",
        ("Seven", "Nine"),
    ),
    (
        "number",
        "The shipyard was sold in a deal worth about €420m, the council said.",
        "The council said the shipyard went in a contract worth $420 million.",
        ("€420m", "$420 million"),
    ),
    (
        "place",
        "Premier Ivo Branik asked for more boats when he met Governor Ana Ruiz in Lisbon last week.",
        "The boats were promised to Ana Ruiz by Ivo Branik at their meeting in Warsaw last week.",
        ("Lisbon", "Warsaw"),
    ),
    (
        "place",
        "President Ivo Branik spoke of the boats when he met Governor Ana Ruiz at Camp David last week.",
        "The boats were promised to Ana Ruiz by Ivo Branik at their meeting in Chicago last week.",
        ("Camp David", "Chicago"),
    ),
    (
        "cause",
        "The talks on the ferry line stalled because the two sides were far apart on fares, the council said.",
        "The interruption of the talks was due entirely to the walkout of the ferrymen, Lise Holm said.",
        ("far apart on fares", "the walkout of the ferrymen"),
    ),
    (
        "cause",
        "The harbour master, Tomas Varga, was fired in July.",
        "The harbour master, Tomas Varga, resigned in July.",
        ("was fired", "resigned"),
    ),
    (
        "fact",
        "The third round of direct talks between the ferrymen and the council opened in the town hall.",
        "The ferrymen and the council held a round of indirect talks in the town hall through a mediator.",
        ("direct talks", "indirect talks"),
    ),
]


def test_of_two_causes_joined_the_first_ends_before_the_joint(story: Story) -> None:
    dossier = story(
        "The talks on the ferry line stalled because the two sides were far apart on fares, and because the ferry "
        "master was fired in July.",
        "The interruption of the talks was due entirely to the walkout of the ferrymen, Lise Holm said.",
    )
    (found,) = [v for v in dossier.variants if v.slot == "cause"]
    assert "because the two sides were far apart on fares" in [r.text for r in found.readings]


def test_a_denial_is_set_against_the_reports_that_have_what_is_denied(story: Story) -> None:
    dossier = story(
        report("Lise Holm sold the old lighthouse of Cape Orsa to a hotel in March, two members of the council said."),
        report("The council dismissed reports that Lise Holm had sold the lighthouse of Cape Orsa to a hotel."),
    )
    assert [(v.kind, v.slot) for v in dossier.variants if v.severity == "high"] == [("conflict", "fact")]


def test_a_claim_and_its_denial_in_one_report_are_told_once(story: Story) -> None:
    both = (
        "Two members of the council said Lise Holm sold the lighthouse of Cape Orsa to a hotel in March. "
        "Lise Holm denied that she had sold the lighthouse of Cape Orsa to a hotel."
    )
    dossier = story(report("Lise Holm sold the lighthouse of Cape Orsa to a hotel in March."), report(both))
    found = [v for v in dossier.variants if v.kind == "conflict"]
    assert [v.slot for v in found] == ["fact"]
    assert {t.article for t in found[0].readings[0].at} == {"r0", "r1"}


NOT_THE_SAME = [
    ("Fourteen people were hurt when the ferry ran aground.", "A storm in 2009 had hurt sixty people on the ferry."),
    (
        "“We stood five metres away when the mast came down,” Jan Kolar said.",
        "“I was three metres away when the mast came down,” Ana Ruiz said.",
    ),
    ("The crew pulled nine people out alive.", "The crew lost four people to the sea."),
    ("Ten tourists and two pilots died off Cape Orsa.", "Twelve people died off Cape Orsa."),
    (
        "The pipe runs for 2,700 km (1,677 miles) to the island.",
        "The pipe runs for 2,700 km (1,680 miles) to the island.",
    ),
    ("There are two more debates on the calendar.", "It was the second of three debates on the calendar."),
    ("Nobody knows where Lise Holm was born.", "Lise Holm was not born on the island, the council said."),
    (
        "“We are thinking tonight of the families of those who died,” Lise Holm said.",
        "“Our thoughts are with the families of those who died tonight,” Tomas Varga said.",
    ),
    ("The line stalled because of fares.", "The line stalled because of the weather."),
    ("Ivo Branik met Ana Ruiz in Lisbon last week.", "Ivo Branik met Pavel Dorn in Warsaw last week."),
]


@pytest.mark.parametrize(("one", "other"), NOT_THE_SAME, ids=[str(n) for n in range(len(NOT_THE_SAME))])
def test_two_things_alike_are_not_taken_for_one(story: Story, one: str, other: str) -> None:
    assert serious(story(report(one), report(other))) == []


def test_spellings_of_a_quotation_are_no_alteration(story: Story) -> None:
    one = "“Destabilising actions by FirstGroup cost the U.S. nine per cent of its harbour dues,” Lise Holm said."
    other = "“Destabilizing actions by First Group cost the US 9 percent of its harbor dues,” Lise Holm said."
    assert serious(story(report(one), report(other))) == []


def test_a_quotation_changed_in_function_words_only_is_told_but_not_as_serious(story: Story) -> None:
    found = of_kind(story(report(SAID), report(SAID.replace("keep the harbour", "keep this harbour"))), "quote-altered")
    assert [v.severity for v in found] == ["medium"]


def test_what_a_report_only_passes_on_as_possible_is_weaker_than_will(story: Story) -> None:
    dossier = story(
        report("A deal could clear the way for the ferry line to reopen."),
        report("If the talks succeed, the ferry line will reopen."),
    )
    assert [v.severity for v in of_kind(dossier, "strengthened", "weakened")] == ["medium"]


@pytest.mark.parametrize(("slot", "one", "other", "words"), CONFLICTS, ids=[c[3][0] for c in CONFLICTS])
def test_two_readings_that_exclude_each_other_are_a_serious_conflict(
    story: Story, slot: str, one: str, other: str, words: tuple[str, str]
) -> None:
    dossier = story(report(one), report(other))
    conflicts = of_kind(dossier, "conflict")
    assert [(v.slot, v.severity) for v in conflicts] == [(slot, "high")]
    assert all(word in shown(conflicts[0]) for word in words)
    articles = {one.article.id: one.article.text for one in dossier.layers}
    for reading in conflicts[0].readings:
        assert reading.at
        assert all(articles[s.article][s.start : s.end].strip() for s in reading.at)


def test_two_people_in_one_office_are_a_conflict(story: Story) -> None:
    dossier = story(
        report("Norwegian Foreign Minister Ivo Branik landed in Port Selm on Tuesday. He made no remarks."),
        report("Norway’s foreign minister, Pavel Dorn, was welcomed with music. He will stay for two days."),
    )
    assert [(v.slot, shown(v)) for v in of_kind(dossier, "conflict")] == [("person", "Ivo Branik | Pavel Dorn")]


def test_a_higher_count_of_a_later_day_is_an_update_and_no_conflict(story: Story) -> None:
    dossier = story(
        (report("The storm killed 14 people on the island."), "2025-03-12"),
        (report("The storm killed 19 people on the island."), "2025-03-14"),
    )
    assert [(v.kind, v.severity) for v in of_kind(dossier, "conflict", "update")] == [("update", "low")]


SAID = "“We will keep the harbour open through the winter, whatever it costs us,” Mayor Lise Holm said."


@pytest.mark.parametrize(
    "other",
    [
        "“We will keep the harbour open until the summer, whatever it costs us,” Mayor Lise Holm said.",
        "“We may keep the harbour open through the winter, whatever it costs us,” Mayor Lise Holm said.",
        "“We will never keep the harbour open through the winter, whatever it costs us,” he said.",
    ],
    ids=["another word", "a weaker verb", "a negation"],
)
def test_other_words_inside_quotation_marks_are_an_altered_quotation(story: Story, other: str) -> None:
    dossier = story(report(SAID), report(other))
    found = of_kind(dossier, "quote-altered")
    assert [v.severity for v in found] == ["high"]
    assert len(found[0].readings) == 2


@pytest.mark.parametrize(
    "other",
    [
        "“We will keep the harbour open through the winter,” Mayor Lise Holm said.",
        "“We will keep the harbour open … whatever it costs us,” Mayor Lise Holm said.",
        "“We will keep [it] open through the winter, whatever it costs us,” Mayor Lise Holm said.",
        "“We will keep the (old) harbour open through the winter, whatever it costs us,” Mayor Lise Holm said.",
        "“We'll keep the harbour open through the winter, whatever it costs us,” Mayor Lise Holm said.",
        "“we will keep the harbour open through the winter — whatever it costs us”, Mayor Lise Holm said.",
        '"We will keep the harbour open through the winter, whatever it costs us," Mayor Lise Holm said.',
        "“We will keep the harbour open through the winter,” Mayor Lise Holm said, “whatever it costs us.”",
        "“The bread here is the best on the coast, and I eat it daily,” Mayor Lise Holm said.",
    ],
    ids=[
        "excerpt",
        "ellipsis",
        "brackets",
        "round brackets",
        "contraction",
        "case and punctuation",
        "straight",
        "parted",
        "another",
    ],
)
def test_what_an_editor_may_do_to_a_quotation_is_no_alteration(story: Story, other: str) -> None:
    dossier = story(report(SAID), report(other))
    assert serious(dossier) == []


SCOOP = """The harbour council of Port Selm will sell the old lighthouse to a hotel, the Selm Courier has learned.

Mayor Lise Holm told the Selm Courier that the lighthouse was too costly to keep and had to be sold before the winter.

Two members of the council said the hotel offered 3 million crowns. A vote is set for Friday.
"""
REWRITE = """The harbour council of Port Selm will sell the old lighthouse to a hotel, the Selm Courier reported.

“The lighthouse was too costly to keep and had to be sold before the winter,” Mayor Lise Holm said.

Two members of the council said the hotel offered 3 million crowns. A vote is set for Friday, the Selm Courier said.
"""


def test_a_paraphrase_put_between_quotation_marks_by_a_report_that_rests_on_it_is_told(story: Story) -> None:
    found = of_kind(story(SCOOP, (REWRITE, "2025-03-13")), "quote-promoted")
    assert [v.severity for v in found] == ["high"]
    assert [r.at[0].article for r in found[0].readings] == ["r0", "r1"]


def test_one_claim_in_the_mouths_of_two_people_is_told(story: Story) -> None:
    dossier = story(
        report("Lise Holm said that the harbour would need a new breakwater before the next winter storms."),
        report("Tomas Varga said that the harbour would need a new breakwater before the next winter storms."),
    )
    assert [(v.slot, v.severity) for v in of_kind(dossier, "attribution")] == [("source", "high")]


def test_one_source_grown_to_several_is_told(story: Story) -> None:
    line = "told the paper that the harbour would need a new breakwater before the next winter storms."
    dossier = story(report(f"One official {line}"), report(f"Two officials {line}"))
    assert [v.severity for v in of_kind(dossier, "attribution")] == ["medium"]


@pytest.mark.parametrize(
    ("weak", "strong"),
    [
        ("The council may close the ferry line to the island.", "The council will close the ferry line to the island."),
        (
            "The council and the union paused the talks on Monday.",
            "The council and the union broke off the talks on Monday.",
        ),
    ],
)
def test_a_claim_made_more_surely_is_told_but_not_as_serious(story: Story, weak: str, strong: str) -> None:
    found = of_kind(story(report(weak), report(strong)), "strengthened", "weakened")
    assert [v.severity for v in found] == ["medium"]


@pytest.mark.parametrize(
    ("one", "other", "slot"),
    [
        ("The pipe to the island is nine miles long.", "The pipe to the island is 15 kilometres long.", "number"),
        ("Two dozen boats sank in the harbour.", "24 boats sank in the harbour.", "number"),
        ("Six thousand boats sank in the harbour.", "6,204 boats sank in the harbour.", "number"),
        ("The treaty was signed in Lisbon on Monday.", "The treaty was signed in Portugal on Monday.", "place"),
        (
            "The council closed the lighthouse on Monday after a debate.",
            "The council closed the lighthouse this week after a debate.",
            "date",
        ),
    ],
)
def test_the_same_told_more_or_less_exactly_is_granularity(story: Story, one: str, other: str, slot: str) -> None:
    dossier = story(report(one), report(other))
    assert serious(dossier) == []
    assert [(v.slot, v.severity) for v in of_kind(dossier, "granularity")] == [(slot, "low")]


def test_one_name_in_two_spellings_is_told_quietly(story: Story) -> None:
    line = "will lead the inquiry into the fire at the ferry terminal, the council decided on Tuesday."
    dossier = story(report(f"Mikhail Sorenko {line}"), report(f"Mikhail Sorenco {line}"))
    assert serious(dossier) == []
    assert [(v.severity, shown(v)) for v in of_kind(dossier, "spelling")] == [
        ("low", "Mikhail Sorenco | Mikhail Sorenko")
    ]


def test_another_term_for_the_thing_is_told_quietly(story: Story) -> None:
    line = "along the northern shore of the lake will be forty metres wide."
    dossier = story(report(f"A buffer zone {line}"), report(f"A security belt {line}"))
    assert serious(dossier) == []
    assert [v.severity for v in of_kind(dossier, "wording")] == ["low"]


HARMLESS = """The ferry Marula ran aground off Cape Orsa on Tuesday with 48 passengers on board, the coastguard said.

Nobody was hurt. Captain Ines Maro said the ship had lost its rudder near the harbour mouth. “We had ten minutes \
to get everyone off,” she said.

The ferry was built in Gdansk in 1987. It carries cars and people between Port Selm and the island of Tolm.
"""


@pytest.mark.parametrize(
    "other",
    [
        HARMLESS,
        """On Tuesday the ferry Marula, with about 50 passengers aboard, went aground off Cape Orsa, according to the \
coastguard.

There were no injuries. The rudder had failed close to the harbour mouth, Captain Ines Maro told reporters. "We had \
ten minutes to get everyone off," she added.

The Marula, which was built in Poland in 1987, carries passengers and cars between the island of Tolm and Port Selm.
""",
        """The ferry was built in Gdansk in 1987, and carries cars and people between Port Selm and the island of Tolm.

The coastguard stated that the ferry Marula ran aground off Cape Orsa on Tuesday. It had four dozen passengers on board.

“We had ten minutes to get everyone off,” said the captain, Ines Maro. Maro said no one was hurt.
""",
        """Two trains collided near Odrava on Monday, and 17 people were hurt, the fire service said.

“It was a matter of seconds,” said Jan Kolar, a driver.
""",
    ],
    ids=["the same text", "other words", "another order", "another story"],
)
def test_nothing_serious_is_said_of_harmless_differences(story: Story, other: str) -> None:
    assert serious(story(HARMLESS, other)) == []


DIFFERENT = [
    (
        "The ferry Maren, carrying 41 people, sank off Tolm on Monday.",
        "There were 57 people aboard the ferry Maren, which sank off Tolm on Monday.",
        "41 | 57",
    ),
    (
        "Ivo Branik, a customs officer, is serving a 9-year sentence for smuggling.",
        "Customs officer Ivo Branik was sentenced to 12 years in prison for smuggling.",
        "12 years | 9-year",
    ),
    (
        "The gas leak set off a second explosion, which shook the harbour on Monday.",
        "There was no second explosion in the harbour on Monday, the fire service found.",
        "The gas leak set off a second explosion | There was no second explosion in the harbour on Monday",
    ),
]


@pytest.mark.parametrize(("one", "other", "words"), DIFFERENT, ids=["aboard", "term", "existence"])
def test_one_slot_told_in_other_forms_is_one_slot(story: Story, one: str, other: str, words: str) -> None:
    found = of_kind(story(report(one), report(other)), "conflict")
    assert [" | ".join(sorted(r.text for r in v.readings)) for v in found] == [" | ".join(sorted(words.split(" | ")))]
    assert [v.severity for v in found] == ["high"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The trawler Maren, carrying 41 people, sank off Tolm on Monday.",
            "Boats saved 33 people on board the trawler Maren, which sank off Tolm on Monday.",
        ),
        (
            "The ferry Maren, carrying 41 people, sank off Tolm on Monday.",
            "The ferry Maren, which sank off Tolm on Monday, was built to carry 60 people.",
        ),
        ("Ivo Branik is serving a nine-year sentence.", "Prosecutors asked for a 12-year sentence for Ivo Branik."),
        ("Ivo Branik is serving a nine-year sentence.", "Ivo Branik could be sentenced to 12 years in prison."),
        ("Ivo Branik was sentenced to nine years in prison.", "Ivo Branik has spent four years in prison."),
        ("New evidence was found in the harbour on Monday.", "There was no new evidence, the police said on Monday."),
        (
            "The agreement was reached on Monday on the harbour.",
            "There was no agreement on the fees on Monday.",
        ),
        ("The hatch was tied with a rope.", "The hatch was tied with a rope and a chain."),
        ("The wall was tied with a wire.", "The windows were locked with a bolt."),
    ],
)
def test_other_slots_are_not_taken_for_one(story: Story, one: str, other: str) -> None:
    assert serious(story(report(one), report(other))) == []


def test_how_many_were_aboard_does_not_change_with_the_day_of_the_report(story: Story) -> None:
    dossier = story(
        (report("A ferry carrying 41 people sank off Tolm on Monday."), "2025-03-12"),
        (report("There were 57 people on board the ferry that sank off Tolm on Monday."), "2025-03-16"),
    )
    assert [v.kind for v in of_kind(dossier, "conflict", "update")] == ["conflict"]


def test_a_quotation_translated_twice_is_told_with_the_likely_cause(story: Story) -> None:
    dossier = story(
        report("“The water rose to our knees and then the lights went out. Nobody came to fetch us,” said Ivo Branik."),
        report(
            "Ship’s cook Ivo Branik was on deck three. “The water came up to our knees and the lights died. "
            "No one came to get us,” said the cook."
        ),
    )
    found = of_kind(dossier, "quote-altered")
    assert [v.severity for v in found] == ["high"]
    assert len(found[0].readings) == 2


def test_quotations_of_like_build_with_other_numbers_are_two_utterances(story: Story) -> None:
    dossier = story(
        report("“Every family that waits on the quay was given a room for 12 nights,” Mayor Lise Holm said."),
        report("“Each of the families waiting at the quay has got 30 meals from us,” Mayor Lise Holm said."),
    )
    assert of_kind(dossier, "quote-altered") == []


def test_a_plan_for_one_time_told_more_surely_is_strengthened(story: Story) -> None:
    dossier = story(
        report("The council may begin in May to hand back the houses of those who fled."),
        report("In May the council will start returning the homes of people who fled."),
    )
    assert [v.severity for v in of_kind(dossier, "strengthened", "weakened")] == ["medium"]


def test_one_report_alone_differs_from_nothing(story: Story) -> None:
    assert story(HARMLESS).variants == ()


def test_three_reports_are_counted_and_the_reading_of_most_comes_first(story: Story) -> None:
    line = "The storm destroyed {} boats in the harbour on Tuesday."
    dossier = story(report(line.format(40)), report(line.format(65)), report(line.format(40)))
    (conflict,) = of_kind(dossier, "conflict")
    assert conflict.explanation == (
        "Different numbers of boats (“The storm destroyed 40 boats in the harbour on Tuesday”): "
        "“40” in Selm Courier and Island Herald; “65” in Tolm Gazette"
    )


def test_the_order_of_the_files_changes_nothing(story: Story) -> None:
    one, other = report(CONFLICTS[1][1]), report(CONFLICTS[1][2])
    assert [shown(v) for v in story(one, other).variants] == [shown(v) for v in story(other, one).variants]


def dated(one: Report) -> str | tuple[str, str]:
    return report(one) if isinstance(one, str) else (report(one[0]), one[1])


@pytest.mark.parametrize(("one", "other", "kinds", "words"), [p[1:] for p in DIFFER], ids=[p[0] for p in DIFFER])
def test_a_difference_of_each_kind_is_told(
    story: Story, one: Report, other: Report, kinds: tuple[str, ...], words: tuple[str, str]
) -> None:
    found = [shown(v).lower() for v in of_kind(story(dated(one), dated(other)), *kinds)]
    assert any(all(word.lower() in readings for word in words) for readings in found)


@pytest.mark.parametrize(("one", "other"), [p[1:] for p in AGREE], ids=[p[0] for p in AGREE])
def test_what_does_not_exclude_each_other_is_no_serious_difference(story: Story, one: Report, other: Report) -> None:
    assert serious(story(dated(one), dated(other))) == []


INTERVIEW = (
    "The harbour master explains\n\nThe Selm Courier met harbour master Ada Holm on the quay.\n\n"
    "Courier: Is the port open?\n\nHolm: It is open for boats under ten metres. The crane hangs over the basin.\n\n"
    "Courier: And the ferry?\n\nHolm: The ferry stays where it is until somebody shows me a crane that does not move.\n"
)


def test_the_answers_of_an_interview_without_quotation_marks_count_as_quoted(story: Story) -> None:
    other = (
        "The port of Selm is open for small boats, harbour master Ada Holm told the Selm Courier.\n\n"
        "“The ferry stays where it is until somebody shows me a crane that will not fall,” Holm said.\n"
    )
    found = of_kind(story(INTERVIEW, (other, "2025-03-13")), "quote-altered")
    assert len(found) == 1
    assert "fall" in shown(found[0])


def test_an_answer_quoted_by_another_report_is_no_alteration_nor_promoted(story: Story) -> None:
    other = (
        "The port of Selm is open for small boats, harbour master Ada Holm told the Selm Courier.\n\n"
        "“The ferry stays where it is until somebody shows me a crane that does not move,” Holm said.\n"
    )
    assert of_kind(story(INTERVIEW, (other, "2025-03-13")), "quote-altered", "quote-promoted") == []


LONG_ANSWER = (
    "The harbour master explains\n\nThe Selm Courier met harbour master Ada Holm on the quay.\n\n"
    "Courier: Is the port open?\n\nHolm: It is open for boats under ten metres. The crane hangs over the basin, and "
    "nobody knows who will pay.\n\n"
    "Courier: And the ferry?\n\nHolm: The minister rang me. A harbour is not a drawer. You cannot lock it, you "
    "can only guard it. We start again on Monday.\n"
)


@pytest.mark.parametrize(
    ("quotation", "told"),
    [
        pytest.param("A port is no drawer. You do not lock it, you only guard it", True, id="in other words"),
        pytest.param("A harbour is not a drawer. You cannot lock it, you can only guard it", False, id="word for word"),
        pytest.param("I have asked the board for forty new lamps", False, id="another utterance"),
    ],
)
def test_a_sentence_quoted_of_a_long_answer_is_compared_with_that_sentence(
    story: Story, quotation: str, told: bool
) -> None:
    other = (
        "The port of Selm is open for boats under ten metres, harbour master Ada Holm told the Selm Courier. She said "
        f"nobody knew who would pay for the crane hanging over the basin.\n\n“{quotation},” Holm said.\n"
    )
    found = of_kind(story(LONG_ANSWER, (other, "2025-03-13")), "quote-altered")
    assert [v.severity for v in found] == (["high"] if told else [])
    assert all("You cannot lock it" in shown(v) and "crane hangs" not in shown(v) for v in found)


def test_a_hyphen_more_or_less_alters_no_quotation(story: Story) -> None:
    said = "“The sale of the lighthouse was a {} deal that nobody on the council had been shown,” said Lise Holm."
    dossier = story(report(said.format("non-binding")), report(said.format("nonbinding")))
    assert of_kind(dossier, "quote-altered") == []
