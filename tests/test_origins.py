"""Origins: where chains of attribution end, which reports rest on them, and the three counts. All are fictional."""

from __future__ import annotations

from datetime import date

import pytest

from stemma.article.floor import layer
from stemma.model import Article, Layers, Origin, Outlet, Publication, Statement
from stemma.nlp.embedder import Embedder
from stemma.nlp.parser import Parser
from stemma.story.entities import resolve
from stemma.story.lineage import trace
from stemma.story.origins import Origins, find_origins

LEDGER = (
    "Exclusive: Ostrava Rail to sell its night trains\n\nOstrava Rail has agreed to sell its night trains to Kestrel "
    "for 84 million euros, two people with direct knowledge of the matter told Harbour Ledger.\n\nThe contract is to "
    "be signed on 14 June in Turku, one of the people said."
)
TRAM = (
    "Night trains to be sold\n\nOstrava Rail will sell its night trains to Kestrel for 84 million euros, Harbour "
    "Ledger reported, citing two people with direct knowledge of the matter.\n\n“Nobody has asked the mechanics,” "
    "Milena Dvorska, a union leader, told Morning Tram."
)
POST = (
    "Ministry silent on trains\n\nTransport Minister Petr Zeman told reporters on Tuesday that he knew of no sale.\n\n"
    "A Valley Post reporter saw new engines arrive at the Brezno depot on Monday night."
)


class Desk:
    def __init__(self, parser: Parser) -> None:
        self.parser, self.embedder = parser, Embedder()

    def read(self, id: str, text: str, outlet: str, day: int) -> Layers:
        on = date(2026, 6, day)
        article = Article(
            id=id,
            file=f"{id}.txt",
            text=text,
            outlet=Outlet(name=outlet, inferred=False),
            published=Publication(earliest=on, latest=on, inferred=False),
        )
        return layer(article, self.parser)

    def origins(self, *reports: Layers, same: tuple[str, ...] = ()) -> Origins:
        """The origins; claims that hold one of the words of `same` make one statement."""
        entities = resolve(reports)
        claims = [
            c
            for one in reports
            for c in one.claims
            if any(w in one.article.text[c.span.start : c.span.end] for w in same)
        ]
        statements = ()
        if claims:
            statements = (
                Statement(
                    id="s1",
                    text="t",
                    text_span=claims[0].span,
                    claims=tuple(c.id for c in claims),
                    confidence=1,
                    rule="",
                ),
            )
        derivations = trace(reports, self.embedder)
        return find_origins(reports, entities, statements, derivations)


@pytest.fixture(scope="module")
def desk(parser: Parser) -> Desk:
    return Desk(parser)


@pytest.fixture(scope="module")
def reports(desk: Desk) -> tuple[Layers, ...]:
    return (
        desk.read("ledger", LEDGER, "Harbour Ledger", 1),
        desk.read("tram", TRAM, "Morning Tram", 2),
        desk.read("post", POST, "Valley Post", 3),
    )


@pytest.fixture(scope="module")
def found(desk: Desk, reports: tuple[Layers, ...]) -> dict[str, Origin]:
    return {o.name: o for o in desk.origins(*reports).origins}


@pytest.mark.parametrize(
    ("name", "kind", "resting"),
    [
        ("Harbour Ledger", "outlet", ("ledger", "tram")),
        ("Milena Dvorska", "interview", ("tram",)),
        ("Petr Zeman", "official", ("post",)),
        ("Valley Post", "outlet", ("post",)),
    ],
)
def test_each_chain_ends_in_its_origin(found: dict[str, Origin], name: str, kind: str, resting: tuple[str, ...]):
    assert found[name].kind == kind
    assert found[name].reports == resting


def test_what_an_origin_is_can_be_read_in_one_line(found: dict[str, Origin]):
    assert found["Harbour Ledger"].description == (
        "Harbour Ledger, from unnamed sources: two people with direct knowledge of the matter"
    )
    assert found["Milena Dvorska"].description == "Milena Dvorska, to Morning Tram"
    assert found["Petr Zeman"].description == "Petr Zeman, in public"


def test_the_office_speaks_and_not_the_body_it_belongs_to(desk: Desk):
    text = "Audit of the port\n\nParliament’s Office of Audit said on Monday that the port had kept no books."
    names = [o.name for o in desk.origins(desk.read("one", text, "Valley Post", 1)).origins]
    assert "Parliament" not in names


def test_an_outlet_outside_is_an_origin_of_those_that_credit_it(desk: Desk, reports: tuple[Layers, ...]):
    origins = {o.name: o for o in desk.origins(*reports[1:]).origins}
    assert origins["Harbour Ledger"].reports == ("tram",)
    assert origins["Harbour Ledger"].id == "origin-harbour-ledger"


def test_evidence_of_an_origin_can_be_read(found: dict[str, Origin], reports: tuple[Layers, ...]):
    texts = {one.article.id: one.article.text for one in reports}
    for origin in found.values():
        assert origin.evidence
        assert all(texts[s.article][s.start : s.end].strip() for s in origin.evidence)
    assert any("people" in texts[s.article][s.start : s.end] for s in found["Harbour Ledger"].evidence)


def test_reports_of_one_scoop_count_as_one_text_and_two_outlets(desk: Desk, reports: tuple[Layers, ...]):
    (support,) = desk.origins(*reports, same=("84 million",)).support
    assert support.outlets == 2
    assert support.texts == 1
    assert "origin-harbour-ledger" in support.origins


WIRE = (
    "KOLVIK, June 3 (Reuters) - A landslide closed the coastal road north of Kolvik on Sunday and cut off "
    "four villages from the county hospital, the road service said.\n\n"
    "Boats carried bread and medicine to the villages while crews cleared rocks the size of vans from the "
    "lower lane.\n\n"
    "The slope had been wired with sensors after a smaller slide in 2017, but the sensors were stolen "
    "last summer and never replaced, according to the county.\n\n"
    "The road service expects to open one lane by Thursday if the rain stops."
)
WITNESS = (
    "Fishermen ferry bread to cut-off villages\n\nA landslide cut off four villages north of Kolvik from the hospital, "
    "and fishermen brought bread in their boats. “We heard it before we saw it,” Ingrid Moen, a teacher, told "
    "Coast Post."
)


def test_three_counts_can_be_had_without_reprints(desk: Desk):
    untagged = WIRE.split(" - ", 1)[1]
    reports = (
        desk.read("north", WIRE, "North Gazette", 3),
        desk.read("south", untagged, "South Gazette", 3),
        desk.read("west", untagged, "West Gazette", 4),
        desk.read("coast", WITNESS, "Coast Post", 4),
    )
    found = desk.origins(*reports, same=("cut off four villages", "four villages north"))
    (support,) = found.support
    assert (support.outlets, support.texts) == (4, 2)
    assert support.folded is not None
    assert (support.folded.outlets, support.folded.texts) == (2, 2)
    assert found.whole is not None and found.whole.folded is not None
    assert (found.whole.outlets, found.whole.folded.outlets) == (4, 2)
    assert found.whole.folded.sources == found.whole.sources


def test_an_outlet_that_only_prints_again_is_no_origin_without_reprints(desk: Desk):
    untagged = WIRE.split(" - ", 1)[1]
    reports = (
        desk.read("south", untagged, "South Gazette", 3),
        desk.read("west", untagged, "West Gazette", 3),
        desk.read("coast", WITNESS, "Coast Post", 4),
    )
    found = desk.origins(*reports, same=("cut off four villages", "four villages north"))
    assert {"origin-south-gazette", "origin-west-gazette"} <= {o.id for o in found.origins}
    for support in (*found.support, found.whole):
        assert support is not None and support.folded is not None and support.folded.origins is not None
        kept = set(support.folded.origins)
        assert len(kept & {"origin-south-gazette", "origin-west-gazette"}) == 1
        assert set(support.origins) - kept <= {"origin-south-gazette", "origin-west-gazette"}


def test_order_of_reports_makes_no_difference(desk: Desk, reports: tuple[Layers, ...]):
    assert desk.origins(*reports) == desk.origins(*reversed(reports))


@pytest.mark.parametrize("text", ["", "“", "Harbour Ledger", "said said said"])
def test_odd_reports_are_no_error(desk: Desk, text: str):
    result = desk.origins(desk.read("odd", text, "Odd Gazette", 1))
    assert result.support == ()


def test_no_reports_have_no_origins():
    assert find_origins((), (), (), ()) == Origins(origins=(), support=())
