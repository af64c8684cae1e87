"""Lineage: who rests on whom, whether it is credited, and what is left alone. All reports are fictional."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from stemma.article.attribution.tagger import Tagger
from stemma.article.floor import layer
from stemma.cli import app
from stemma.model import Article, Derivation, Layers, Outlet, Publication
from stemma.nlp.claim_embedder import ClaimEmbedder
from stemma.nlp.cross_encoder import CrossEncoder
from stemma.nlp.embedder import Embedder
from stemma.nlp.parser import Parser
from stemma.pipeline import build
from stemma.story.lineage import trace
from stemma.story.statements import align

REPORTS = Path(__file__).parent / "fixtures" / "lineage"
SCOOP = (REPORTS / "scoop.txt").read_text("utf-8").rstrip("\n")
CREDITING = (REPORTS / "crediting.txt").read_text("utf-8").rstrip("\n")
SILENT = (REPORTS / "silent.txt").read_text("utf-8").rstrip("\n")
UNRELATED = (REPORTS / "unrelated.txt").read_text("utf-8").rstrip("\n")
STATEMENT = (REPORTS / "statement.txt").read_text("utf-8").rstrip("\n")
SAME_EVENT = (REPORTS / "same-event.txt").read_text("utf-8").rstrip("\n")
WIRE_STORY = (REPORTS / "digger-wire.txt").read_text("utf-8").rstrip("\n")
TABLOID = (REPORTS / "digger-tabloid.txt").read_text("utf-8").rstrip("\n")
COURT_NOTE = (REPORTS / "digger-court.txt").read_text("utf-8").rstrip("\n")
BANK_NOTE = (REPORTS / "digger-bank.txt").read_text("utf-8").rstrip("\n")
WIRE = (REPORTS / "wire.txt").read_text("utf-8").rstrip("\n")


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return Embedder()


class Desk:
    """Reads reports and traces them."""

    def __init__(self, parser: Parser, embedder: Embedder, tagger: Tagger | None = None) -> None:
        self.parser, self.embedder, self.tagger = parser, embedder, tagger
        self.claim_embedder, self.reader = ClaimEmbedder(), CrossEncoder()

    def read(self, id: str, text: str, outlet: str | None = None, day: str | None = None) -> Layers:
        on = date.fromisoformat(day) if day else None
        article = Article(
            id=id,
            file=f"{id}.txt",
            text=text,
            outlet=Outlet(name=outlet, inferred=False) if outlet else None,
            published=Publication(earliest=on, latest=on, inferred=False) if on else None,
        )
        return layer(article, self.parser, self.tagger)

    def trace(self, *reports: Layers) -> dict[tuple[str, str], Derivation]:
        statements = align(reports, (), self.claim_embedder, self.reader)
        return {(d.child, d.parent): d for d in trace(reports, self.embedder, statements)}


@pytest.fixture(scope="session")
def desk(parser: Parser, embedder: Embedder) -> Desk:
    return Desk(parser, embedder)


def inside(found: dict[tuple[str, str], Derivation]) -> set[tuple[str, str]]:
    return {edge for edge in found if not edge[1].startswith("origin-")}


def test_a_report_that_names_an_outlet_rests_on_its_report(desk: Desk):
    scoop = desk.read("scoop", SCOOP, "Harbour Ledger", "2026-06-01")
    child = desk.read("child", CREDITING, "Morning Tram", "2026-06-02")
    found = desk.trace(scoop, child)
    assert inside(found) == {("child", "scoop")}
    edge = found["child", "scoop"]
    assert edge.credited
    assert {CREDITING[s.start : s.end] for s in edge.credit} >= {"Harbour Ledger"}
    assert edge.share > 0.5


def test_the_same_without_a_credit_is_found_and_said_to_have_none(desk: Desk):
    scoop = desk.read("scoop", SCOOP, "Harbour Ledger", "2026-06-01")
    child = desk.read("silent", SILENT, "Tidings", "2026-06-02")
    found = desk.trace(scoop, child)
    assert inside(found) == {("silent", "scoop")}
    assert not found["silent", "scoop"].credited


NOTEBOOK = (
    "Lighthouse trust sold its archive\n\n"
    "The Skerry Lighthouse Trust sold its archive to a collector in Antwerp in March for 310,000 euros, a "
    "person familiar with the sale told Island Record.\n\n"
    "The logbooks left the island in eleven crates on the night ferry, the person said.\n\n"
    "Two trustees resigned over the sale, according to the person."
)
REWRITE = (
    "Skerry trust parts with logbooks\n\n"
    "A collector in Antwerp paid 310,000 euros in March for the archive that belonged to the Skerry "
    "Lighthouse Trust.\n\n"
    "Eleven crates of logbooks were taken off the island by night ferry.\n\n"
    "Over the sale two of the trustees have stepped down."
)
HEARD_TOO = (
    "Skerry trust under fire over archive\n\n"
    "The chairman of the Skerry Lighthouse Trust told reporters on Friday that its archive had gone to a "
    "collector in Antwerp for 310,000 euros.\n\n"
    "Eleven crates of logbooks left on the night ferry, he told reporters.\n\n"
    "He confirmed in a statement that two trustees had resigned."
)


def test_a_rewrite_without_a_common_phrase_is_found_by_its_exclusive_facts_in_their_order(desk: Desk):
    source = desk.read("source", NOTEBOOK, "Island Record", "2026-04-02")
    found = desk.trace(source, desk.read("rewrite", REWRITE, "Mainland Mail", "2026-04-03"))
    assert inside(found) == {("rewrite", "source")}
    assert not found["rewrite", "source"].credited


def test_what_was_said_to_all_reporters_is_no_rewrite(desk: Desk):
    source = desk.read("source", NOTEBOOK, "Island Record", "2026-04-02")
    heard = desk.read("heard", HEARD_TOO, "Mainland Mail", "2026-04-03")
    assert inside(desk.trace(source, heard)) == set()


def test_a_story_told_again_with_its_quotations_in_other_words_was_read_though_all_was_said_in_public(desk: Desk):
    wire = desk.read("wire", WIRE_STORY, "Marsh Wire", "2026-06-04")
    tabloid, court = desk.read("tabloid", TABLOID), desk.read("court", COURT_NOTE, None, "2026-06-04")
    bank = desk.read("bank", BANK_NOTE, None, "2026-06-04")
    found = desk.trace(wire, tabloid, court, bank)
    assert inside(found) == {("tabloid", "wire")}
    assert not found["tabloid", "wire"].credited
    assert "in words of its own" in found["tabloid", "wire"].because


def test_of_two_reports_of_the_outlet_it_names_a_report_rests_on_the_one_whose_facts_it_tells(desk: Desk):
    before = desk.read(
        "before", BANK_NOTE.replace("The Ellery", "(Marsh Wire) - The Ellery"), "Marsh Wire", "2026-06-03"
    )
    wire = desk.read("wire", WIRE_STORY, "Marsh Wire", "2026-06-04")
    naming = TABLOID.replace("for its doors.", "for its doors, Marsh reports.")
    found = desk.trace(before, wire, desk.read("tabloid", naming, None, "2026-06-05"))
    assert inside(found) == {("tabloid", "wire")}
    assert found["tabloid", "wire"].credited


def fixture(name: str) -> str:
    return (REPORTS / f"{name}.txt").read_text("utf-8")


@pytest.fixture(scope="session")
def retold(parser: Parser, embedder: Embedder) -> dict[str, Layers]:
    """A find of one paper's, told again by another in other words; an agency and the company on the same matter."""
    desk = Desk(parser, embedder, Tagger())
    return {
        "scoop": desk.read("scoop", fixture("retold-scoop"), "Fjord Gazette", "2026-02-04"),
        "rewrite": desk.read("rewrite", fixture("retold-rewrite"), "National Observer", "2026-02-06"),
        "agency": desk.read("agency", fixture("retold-agency"), "Skerry News", "2026-02-05"),
        "release": desk.read("release", fixture("retold-release"), "Nordmetall", "2026-02-05"),
    }


def undated(report: Layers) -> Layers:
    return msgspec.structs.replace(report, article=msgspec.structs.replace(report.article, published=None))


def test_a_find_told_again_in_other_words_is_found_among_independent_reports(desk: Desk, retold: dict[str, Layers]):
    found = desk.trace(*retold.values())
    assert {e for e in inside(found) if not found[e].credited} == {("rewrite", "scoop")}
    edge = found["rewrite", "scoop"]
    assert edge.rule.startswith("retold/")
    assert edge.confidence < 0.75
    assert edge.share > 0.5
    assert len(edge.evidence) >= 6
    assert all(p.parent is not None for p in edge.evidence)


def test_what_is_told_again_says_what_it_rests_on_and_what_it_may_be_instead(desk: Desk, retold: dict[str, Layers]):
    because = desk.trace(*retold.values())["rewrite", "scoop"].because
    assert "in other words" in because
    assert "may have had the same sources" in because


def test_without_dates_the_report_nearer_to_the_sources_is_the_older(desk: Desk, retold: dict[str, Layers]):
    found = desk.trace(*map(undated, retold.values()))
    assert {e for e in inside(found) if not found[e].credited} == {("rewrite", "scoop")}


def test_a_rewrite_with_much_beside_is_found_where_it_keeps_the_order(desk: Desk, retold: dict[str, Layers]):
    rest = "\n\n".join((fixture("retold-rewrite"), fixture("retold-agency"), fixture("retold-release")))
    longer = desk.read("rewrite", rest, "National Observer", "2026-02-06")
    assert ("rewrite", "scoop") in desk.trace(*(retold | {"rewrite": longer}).values())


def test_an_older_report_does_not_tell_a_younger_one_again(desk: Desk, retold: dict[str, Layers]):
    early = desk.read("rewrite", fixture("retold-rewrite"), "National Observer", "2026-02-02")
    assert ("rewrite", "scoop") not in desk.trace(*(retold | {"rewrite": early}).values())


def test_without_statements_nothing_is_said_of_other_words(desk: Desk, retold: dict[str, Layers]):
    assert not any(d.rule.startswith("retold/") for d in trace(tuple(retold.values()), desk.embedder))


def test_a_report_that_speaks_of_the_press_is_an_answer_and_no_rewrite(desk: Desk, retold: dict[str, Layers]):
    answer = fixture("retold-rewrite") + "\nThe company called the media reports exaggerated.\n"
    answering = desk.read("rewrite", answer, "National Observer", "2026-02-06")
    assert ("rewrite", "scoop") not in desk.trace(*(retold | {"rewrite": answering}).values())


@pytest.mark.parametrize(
    ("one", "two"), [("public-wire", "public-paper"), ("heard-too-1", "heard-too-2")], ids=["public", "own sources"]
)
def test_the_same_facts_from_a_public_event_or_from_sources_of_ones_own_are_no_rewrite(desk: Desk, one: str, two: str):
    first = desk.read("one", fixture(one), "Coastal Press", "2026-06-03")
    second = desk.read("two", fixture(two), "Republic Today", "2026-06-04")
    assert inside(desk.trace(first, second)) == set()


def test_what_people_told_one_paper_alone_and_another_prints_in_other_words_was_read_there(desk: Desk):
    source = desk.read("source", fixture("doorstep"), "Orm Ledger", "2026-03-01")
    found = desk.trace(source, desk.read("tabloid", fixture("doorstep-reworded"), "The Clarion", "2026-03-03"))
    assert inside(found) == {("tabloid", "source")}
    edge = found["tabloid", "source"]
    assert not edge.credited
    assert edge.confidence < 0.75


def test_what_was_said_in_public_and_what_other_witnesses_say_is_not_borrowed(desk: Desk):
    source = desk.read("source", fixture("doorstep"), "Orm Ledger", "2026-03-01")
    heard = desk.read("heard", fixture("doorstep-in-public"), "The Clarion", "2026-03-03")
    assert inside(desk.trace(source, heard)) == set()


def test_words_of_a_younger_report_are_not_borrowed(desk: Desk):
    source = desk.read("source", fixture("doorstep"), "Orm Ledger", "2026-03-05")
    found = desk.trace(source, desk.read("tabloid", fixture("doorstep-reworded"), "The Clarion", "2026-03-03"))
    assert ("tabloid", "source") not in inside(found)


@pytest.mark.parametrize(
    ("sentence", "credited"),
    [
        ("The Harbour Ledger broke the news on Monday.", True),
        ("The Harbour Ledger, which broke the story, lies on every table.", True),
        ("The Harbour Ledger was first to report it.", True),
        ("The Harbour Ledger broke its lease on Monday.", False),
        ("The Harbour Ledger moved house first.", False),
    ],
)
def test_an_outlet_that_had_the_news_first_is_credited_for_it(desk: Desk, sentence: str, credited: bool):
    scoop = desk.read("scoop", SCOOP, "Harbour Ledger", "2026-06-01")
    child = desk.read("child", f"Our town is on the map.\n\nOld men talk by the pier. {sentence}", "Tram", "2026-06-02")
    assert (("child", "scoop") in desk.trace(scoop, child)) == credited


def test_an_outlet_that_is_given_as_who_reported_something_is_credited_for_a_matter_told_faintly(desk: Desk):
    source = desk.read("source", fixture("doorstep"), "Orm Ledger", "2026-03-01")
    column = desk.read(
        "column",
        "Notes of a passenger\n\nI have been late for work since January. The engineer Dora Lindqvist has kept copies, "
        "as the Orm Ledger reported, and I hope she keeps them dry. My bicycle has two good axles.",
        "Tessel Review",
        "2026-03-09",
    )
    found = desk.trace(source, column)
    assert found["column", "source"].credited


AIRED = """Orm council closes two tram lines

The council of Orm closed tram lines 3 and 9 on Monday until the axles are replaced."""


@pytest.mark.parametrize(
    ("sentence", "outlets", "found"),
    [
        ("Lines 3 and 9 are closed until new axles come, according to local radio.", ["Radio Orm"], True),
        ("Lines 3 and 9 are closed until new axles come, according to local radio.", ["Orm Ledger"], False),
        (
            "Lines 3 and 9 are closed until new axles come, according to local radio.",
            ["Radio Orm", "Radio Kvist"],
            False,
        ),
        ("The mayor sang a song about herring, according to local radio.", ["Radio Orm"], False),
    ],
)
def test_a_medium_without_a_name_is_the_only_one_of_its_kind_that_says_so(
    desk: Desk, sentence: str, outlets: list[str], found: bool
):
    reports = [desk.read(f"r{n}", AIRED, outlet, "2026-03-09") for n, outlet in enumerate(outlets)]
    child = desk.read("child", f"Commuters walk\n\nOrm woke up late. {sentence}", "Tessel Review", "2026-03-10")
    edges = [d for d in desk.trace(*reports, child).values() if d.child == "child" and d.rule == "credit/described"]
    assert bool(edges) == found


def test_the_last_word_of_a_paper_s_own_name_is_the_paper_itself(desk: Desk):
    text = "Tug stopped twice\n\nThe tug had a new engine, a person close to the matter told the Sextant on Monday.\n"
    assert desk.trace(desk.read("own", text, "Daily Sextant", "2026-06-04")) == {}


def test_a_firm_s_name_beside_what_a_document_says_is_no_credit(desk: Desk):
    """A later report names the firm whose statement is in the collection, and goes on with an inquiry's findings."""
    statement = (
        "OSTROV RAIL\nStatement\n\nThe brakes of the train were tested on 4 May at our own depot. "
        "The driver, Jan Holub, had 20 years of service."
    )
    inquiry = (
        "Commission wants new rules for mountain lines\n\nOstrov Rail is to pay for the bridge. "
        "The brakes were tested on 4 May, the report says, but the test was too short. Nobody had read the form.\n\n"
        "The commission heard 31 witnesses in eleven weeks. It wants speed to be limited above 900 metres.\n"
    )
    found = desk.trace(
        desk.read("firm", statement, "Ostrov Rail", "2026-05-10"),
        desk.read("later", inquiry, "Plains Courier", "2026-06-10"),
    )
    assert ("later", "firm") not in found


@pytest.mark.parametrize(
    ("named", "credits"),
    [
        ("The members of the Ostrov Union vote on the pay offer until Monday.", False),
        ("The Ostrov Union says that its members vote on the pay offer of 4 percent until Monday.", True),
    ],
)
def test_a_body_whose_statement_is_at_hand_is_credited_where_it_speaks_and_not_where_it_acts(
    desk: Desk, named: str, credits: bool
):
    statement = (
        "OSTROV UNION\nStatement, 10 May 2026\n\nOur members vote on the pay offer of 4 percent until Monday. "
        "Whoever drives a train at night must be able to pay for a bed."
    )
    later = (
        f"Trains stand still\n\nNo train left the capital on Friday. {named} Buses took the children to school.\n\n"
        "At the depot of Brezno drivers played chess on the roof of an engine. The minister was in Turku.\n"
    )
    found = desk.trace(
        desk.read("union", statement, "Ostrov Union", "2026-05-10"),
        desk.read("later", later, "Plains Courier", "2026-05-12"),
    )
    assert (("later", "union") in found) == credits


def test_the_last_word_of_a_newspaper_is_told_whose_it_is(desk: Desk):
    child = CREDITING.replace("Harbour Ledger reported", "the Ledger reported").replace("Harbour Ledger", "the Ledger")
    reports = (
        desk.read("scoop", SCOOP, "Harbour Ledger", "2026-06-01"),
        desk.read("child", child, "Morning Tram", "2026-06-02"),
    )
    found = desk.trace(*reports)
    assert inside(found) == {("child", "scoop")}
    assert found["child", "scoop"].credited


def test_of_two_copies_the_fuller_is_not_taken_for_the_older(desk: Desk):
    text = WIRE.split(" - ", 1)[1]
    shorter = desk.read("shorter", text.rsplit("\n\n", 1)[0], "North Gazette", "2026-05-03")
    found = desk.trace(shorter, desk.read("fuller", text, "South Gazette", "2026-05-03"))
    (edge,) = inside(found)
    assert not found[edge].directed


def test_two_children_of_one_parent_are_not_taken_for_relatives(desk: Desk):
    reports = (
        desk.read("scoop", SCOOP, "Harbour Ledger", "2026-06-01"),
        desk.read("child", CREDITING, "Morning Tram", "2026-06-02"),
        desk.read("silent", SILENT, "Tidings", "2026-06-03"),
    )
    assert inside(desk.trace(*reports)) == {("child", "scoop"), ("silent", "scoop")}


def test_an_outlet_known_only_through_another_report_is_no_parent(desk: Desk):
    third = (
        "Sale of sleepers nears\n\nKestrel will buy the night trains of Ostrava Rail for 84 million euros, Morning "
        "Tram reported, quoting Harbour Ledger. The contract would be signed on 14 June in Turku and would cover 61 "
        "sleeping cars and the depot at Brezno, Morning Tram said."
    )
    reports = (
        desk.read("scoop", SCOOP, "Harbour Ledger", "2026-06-01"),
        desk.read("child", CREDITING, "Morning Tram", "2026-06-02"),
        desk.read("third", third, "Evening Post of Brezno", "2026-06-03"),
    )
    found = inside(desk.trace(*reports))
    assert ("third", "child") in found
    assert ("third", "scoop") not in found


def test_a_report_whose_outlet_only_others_name_is_found(desk: Desk):
    scoop = desk.read("scoop", SCOOP.replace("Harbour Ledger", "us"), None, "2026-06-01")
    child = desk.read("child", CREDITING, "Morning Tram", "2026-06-02")
    found = desk.trace(scoop, child)
    assert ("child", "scoop") in found
    assert found["child", "scoop"].credited


PUMPS = (
    "Saltmarsh pumps failed before flood\n\n"
    "The pumps at Saltmarsh had not been serviced for six years when the river came over the wall, a former foreman "
    "told {O}.\n\n"
    "“We wrote to the board every spring,” the foreman, Ivo Hartwell, said. “Every spring they thanked us.”\n\n"
    "The service contract lapsed in 2019, according to a letter seen by {O}.\n\n"
    "The board did not answer questions."
)
INQUIRY = (
    "Minister orders inquiry into Saltmarsh flood\n\n"
    "The minister for water, Alda Renwick, ordered an inquiry on Thursday into the flood at Saltmarsh, in which 40 "
    "houses were lost.\n\n{C}\n\n"
    "The mayor, Piet Amsel, said the town would rebuild. “We are not going anywhere,” he told a meeting in the school "
    "hall."
)
CREDITS = [
    line for line in (REPORTS / "credits.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")
]


def credited(desk: Desk, outlet: str, sentence: str) -> bool:
    """Whether a report with a sentence about the pumps is said to rest on the outlet's report, with credit."""
    parent = desk.read("pumps", PUMPS.replace("{O}", outlet), outlet, "2026-03-04")
    child = desk.read("inquiry", INQUIRY.replace("{C}", sentence), "Tollgate Courier", "2026-03-05")
    found = desk.trace(parent, child)
    return ("inquiry", "pumps") in found and found["inquiry", "pumps"].credited


@pytest.mark.parametrize("sentence", CREDITS)
def test_the_many_ways_of_crediting_an_outlet(desk: Desk, sentence: str):
    the = sentence.replace("{O}", "the Fenland Herald")
    assert credited(desk, "Fenland Herald", the[:1].upper() + the[1:])


@pytest.mark.parametrize(
    "sentence",
    [
        "{O} revealed on Monday that the pumps had gone without service for six years.",
        "It was {O} that revealed the six years without service at the pumps.",
        "The pumps had gone without service for six years, per {O}.",
        "The news that the pumps had not been serviced for six years was carried by {O} on Wednesday.",
        "The foreman confided to {O} that the board had been written to every spring.",
        "{O} cited a former foreman as saying the pumps had not been serviced for six years.",
        "The pumps stood six years without service, transmits the agency {O}.",
        "So it was shown on the channel {O}: six years the pumps stood without service.",
        "The pumps stood six years without service (source: {O}).",
        "Revelations in {O} about six years without service at the pumps have shaken the council.",
        "Following the revelation by {O} that the pumps stood six years without service, the board met.",
        "It emerged in {O} on Wednesday that the pumps had not been serviced for six years.",
        "Word of the six years without service came from {O}.",
        "The foreman's claim that nobody serviced the pumps for six years appeared in {O}.",
        "Interviewed by {O}, the foreman Ivo Hartwell said the board was written to every spring.",
        "{O} interviewed the foreman, Ivo Hartwell, who said the board was written to every spring.",
        "Relying on {O}, the council says that the pumps stood six years without service.",
        "This from {O}: the pumps stood six years without service.",
        "Word reached the town by way of {O}: six years without service.",
    ],
)
def test_an_outlet_whose_name_says_nothing_is_credited_where_it_speaks(desk: Desk, sentence: str):
    assert credited(desk, "Ostrel", sentence.replace("{O}", "Ostrel"))


@pytest.mark.parametrize(
    "sentence",
    [
        "The editor of {O}, Lena Pols, was among the guests.",
        "{O} has its offices in the same street.",
        "A delivery van of {O} stood in the water up to its windows.",
        "The minister sued {O} last year over a cartoon.",
        "{O} declined to comment.",
        "{O} turned eighty this year.",
        "Among those who lost their homes was Lena Pols, who draws for {O}.",
    ],
)
@pytest.mark.parametrize("outlet", ["The Fenland Herald", "Radio Morva", "Ostrel"])
def test_an_outlet_that_is_only_spoken_of_is_not_credited(desk: Desk, outlet: str, sentence: str):
    parent = desk.read("pumps", PUMPS.replace("{O}", outlet), outlet, "2026-03-04")
    text = INQUIRY.replace("{C}", sentence.replace("{O}", outlet))
    assert desk.trace(parent, desk.read("inquiry", text, "Tollgate Courier", "2026-03-05")) == {}


@pytest.mark.parametrize(
    ("outlet", "called"),
    [
        ("Radio Morva", "Radio Morva had it first. The pumps stood six years without service, says Morva."),
        ("Kolm Wire", "It moved on Kolm Wire. Nobody serviced the pumps for six years, the foreman told Kolm."),
        ("Vesna 24 Live", "The pumps stood six years without service, it was said on the channel Vesna 24."),
    ],
)
def test_people_leave_out_the_word_that_says_what_an_outlet_is(desk: Desk, outlet: str, called: str):
    assert credited(desk, outlet, called)


@pytest.mark.parametrize(
    ("outlet", "called"),
    [
        ("Saltmarsh Radio", "Nobody in Saltmarsh had serviced the pumps for six years, the council said."),
        ("Harbour News", "The pumps stood six years without service, the Harbour Board said."),
    ],
)
def test_what_is_left_of_a_name_may_be_a_place_or_part_of_another_name(desk: Desk, outlet: str, called: str):
    assert not credited(desk, outlet, called)


def test_a_report_is_of_the_outlet_whose_name_stands_at_its_head_and_others_quote(desk: Desk):
    interview = (
        "FEUILLE DU MARAIS\n\nNumber 212\n\nIvo Hartwell, once foreman at Saltmarsh, receives us in his kitchen.\n\n"
        "“The pumps stood six years without service. We wrote to the board every spring.”"
    )
    child = INQUIRY.replace(
        "{C}",
        "The foreman told the newspaper “Feuille du Marais” that the pumps stood six years without service.",
    )
    found = desk.trace(
        desk.read("interview", interview, None, "2026-03-04"),
        desk.read("inquiry", child, "Tollgate Courier", "2026-03-05"),
    )
    assert inside(found) == {("inquiry", "interview")}
    assert found["inquiry", "interview"].credited


@pytest.mark.parametrize(
    ("head", "quoting"),
    [
        (
            "Radio Morva newsroom, Wednesday 4 March 2026",
            "The pumps stood six years without service, Radio Morva reported.",
        ),
        ("Kelda Voice | 4 March 2026", "According to Kelda Voice, the pumps stood six years without service."),
        ("Saltmarsh - Al-Bahr Net", "The site Al-Bahr Net writes that the pumps stood six years without service."),
    ],
)
def test_a_name_beside_the_day_at_the_head_is_the_outlet_others_quote(desk: Desk, head: str, quoting: str):
    text = f"No service for six years, says the foreman\n{head}\n\n" + PUMPS.replace("{O}", "us").split("\n\n", 1)[1]
    child = desk.read("inquiry", INQUIRY.replace("{C}", quoting), "Tollgate Courier", "2026-03-05")
    found = desk.trace(desk.read("pumps", text, None, "2026-03-04"), child)
    assert ("inquiry", "pumps") in found
    assert found["inquiry", "pumps"].credited


@pytest.mark.parametrize(
    ("head", "quoting"),
    [
        (
            "Ivo Hartwell, Wednesday 4 March 2026",
            "According to Ivo Hartwell, the pumps stood six years without service.",
        ),
        ("By Lena Pols, Saltmarsh", "Saltmarsh reported 40 houses lost."),
    ],
)
def test_a_person_or_place_at_the_head_is_no_outlet(desk: Desk, head: str, quoting: str):
    text = f"No service for six years, says the foreman\n{head}\n\n" + PUMPS.replace("{O}", "us").split("\n\n", 1)[1]
    child = desk.read("inquiry", INQUIRY.replace("{C}", quoting), "Tollgate Courier", "2026-03-05")
    found = desk.trace(desk.read("pumps", text, None, "2026-03-04"), child)
    assert not any(d.credited for d in found.values())


def test_who_was_told_something_as_the_outlet_others_credit_is_that_outlet(desk: Desk):
    told = "The pumps had not been serviced for six years when the river came, a former foreman told Ostrel Now.\n\n"
    child = INQUIRY.replace("{C}", "Nobody serviced the pumps for six years, Ostrel Now reports.")
    found = desk.trace(
        desk.read("pumps", told + PUMPS.replace("{O}", "us").split("\n\n", 2)[2], None, "2026-03-04"),
        desk.read("inquiry", child, "Tollgate Courier", "2026-03-05"),
    )
    assert inside(found) == {("inquiry", "pumps")}


def test_an_outlet_that_is_not_in_the_collection_is_a_parent_outside(desk: Desk):
    found = desk.trace(desk.read("child", CREDITING, "Morning Tram", "2026-06-02"))
    assert set(found) == {("child", "origin-harbour-ledger")}
    assert all(p.parent is None for p in found["child", "origin-harbour-ledger"].evidence)


@pytest.mark.parametrize(
    ("one", "two"),
    [(SCOOP, UNRELATED), (STATEMENT, SAME_EVENT), (STATEMENT, UNRELATED), (SAME_EVENT, SCOOP)],
    ids=["other matter", "same public statement", "other statement", "nothing"],
)
def test_reports_independent_of_each_other_have_no_edge(desk: Desk, one: str, two: str):
    first = desk.read("one", one, "North Gazette", "2026-06-02")
    second = desk.read("two", two, "South Gazette", "2026-06-03")
    assert inside(desk.trace(first, second)) == set()


def test_wire_copy_is_one_text_whose_direction_is_not_told(desk: Desk):
    first = desk.read("one", WIRE, "North Gazette", "2026-05-03")
    second = desk.read("two", WIRE.split(" - ", 1)[1], "South Gazette", "2026-05-03")
    found = desk.trace(first, second)
    (edge,) = inside(found)
    assert not found[edge].directed
    assert found[edge].confidence < 0.5
    assert found["one", "origin-reuters"].share == 1.0


def test_a_later_report_is_never_the_parent(desk: Desk):
    scoop = desk.read("scoop", SCOOP, "Harbour Ledger", "2026-06-09")
    child = desk.read("silent", SILENT, "Tidings", "2026-06-02")
    assert ("silent", "scoop") not in desk.trace(scoop, child)


def test_identical_files_are_duplicates(desk: Desk):
    first = desk.read("one", WIRE, "North Gazette")
    twin = desk.read("two", WIRE, "North Gazette")
    twin = msgspec.structs.replace(twin, article=msgspec.structs.replace(twin.article, duplicate_of="one"))
    assert desk.trace(first, twin)["two", "one"].relation == "duplicate"


def test_evidence_stands_in_both_reports(desk: Desk):
    reports = (
        desk.read("scoop", SCOOP, "Harbour Ledger", "2026-06-01"),
        desk.read("silent", SILENT, "Tidings", "2026-06-03"),
    )
    passages = desk.trace(*reports)["silent", "scoop"].evidence
    assert passages
    for p in passages:
        assert p.parent is not None
        assert SILENT[p.child.start : p.child.end].strip()
        assert SCOOP[p.parent.start : p.parent.end].strip()
    assert any("14 June" in SILENT[p.child.start : p.child.end] for p in passages)


def test_order_of_reports_makes_no_difference(desk: Desk):
    reports = [
        desk.read("scoop", SCOOP, "Harbour Ledger", "2026-06-01"),
        desk.read("child", CREDITING, "Morning Tram", "2026-06-02"),
        desk.read("silent", SILENT, "Tidings"),
        desk.read("hut", UNRELATED),
    ]
    assert desk.trace(*reports) == desk.trace(*reversed(reports))


@pytest.mark.parametrize("text", ["", " \n", "“", "שלום עולם", "word " * 3000, "Harbour Ledger"])
def test_odd_reports_are_no_error(desk: Desk, text: str):
    found = desk.trace(desk.read("odd", text), desk.read("scoop", SCOOP, "Harbour Ledger"), desk.read("none", ""))
    assert inside(found) == set()


def test_without_an_embedder_credits_and_copies_are_still_found(desk: Desk):
    reports = (
        desk.read("scoop", SCOOP, "Harbour Ledger", "2026-06-01"),
        desk.read("child", CREDITING, "Morning Tram", "2026-06-02"),
    )
    assert [(d.child, d.parent) for d in trace(reports)] == [("child", "scoop")]


# ------------------------------------------------------------------------------------------------ the command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "scoop.txt").write_text(f"HARBOUR LEDGER\n\n{SCOOP}", encoding="utf-8")
    (tmp_path / "child.txt").write_text(CREDITING, encoding="utf-8")
    (tmp_path / "copy.txt").write_text(WIRE, encoding="utf-8")
    (tmp_path / "copy2.txt").write_text(f"{WIRE}\n\nRead also: ferry times", encoding="utf-8")
    return tmp_path


def test_the_command_draws_a_tree(folder: Path):
    done = CliRunner().invoke(app, ["lineage", str(folder), "--no-cache"])
    assert done.exit_code == 0
    assert "scoop" in done.stdout
    assert "credits it" in done.stdout


@pytest.mark.parametrize(("format", "start"), [("dot", "digraph"), ("graphml", "<graphml"), ("json", "{")])
def test_the_command_writes_for_graph_tools(folder: Path, format: str, start: str):
    done = CliRunner().invoke(app, ["lineage", str(folder), "--no-cache", "--format", format])
    assert done.exit_code == 0
    assert done.stdout.startswith(start)
    assert "scoop" in done.stdout


def test_reprints_can_be_folded(folder: Path):
    done = CliRunner().invoke(app, ["lineage", str(folder), "--no-cache", "--format", "json", "--fold-wire"])
    articles = {a["id"]: a["reprints"] for a in json.loads(done.stdout)["articles"]}
    assert ("copy" in articles) != ("copy2" in articles)
    assert sum(len(r) for r in articles.values()) == 1


def test_an_unknown_format_is_named_with_the_known_ones(folder: Path):
    done = CliRunner().invoke(app, ["lineage", str(folder), "--format", "png"])
    assert done.exit_code == 2
    assert "tree, graphml, dot or json" in done.stderr


def test_an_agency_in_the_byline_is_credited_and_never_the_copy(tmp_path: Path) -> None:
    """A paper prints a wire report and names the wire in its byline; the wire names itself in its dateline."""
    told = (
        "A cargo train with 42 wagons left the rails near Odrava before dawn on Tuesday, killing the driver and "
        "blocking the line to the coast.\n\nRescue workers pulled two guards from the second engine, the railway "
        "said.\n\n"
        '"We heard a bang and then the lights went out," said Milo Tarn, who lives beside the line.\n'
    )
    (tmp_path / "wire.txt").write_text(
        f"Cargo train derails near Odrava\n\nBy Ana Belm\n\nODRAVA, July 7 2026 (Karst Wire) - {told}", "utf-8"
    )
    (tmp_path / "paper.html").write_text(
        '<html><head><title>Train derails - Lowland Register</title><meta property="og:site_name" '
        'content="Lowland Register"><meta name="author" content="Karst Wire"></head><body><article>'
        "<h1>Train derails</h1>" + "".join(f"<p>{p}</p>" for p in told.split("\n\n")) + "</article></body></html>",
        "utf-8",
    )
    edges = [(d.child, d.parent, d.credited) for d in build([tmp_path]).derivations]
    assert edges == [("paper", "wire", True)]
