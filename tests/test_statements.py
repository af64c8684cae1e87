"""Claims of different reports that say the same make one statement; others stay apart."""

from __future__ import annotations

from itertools import permutations

import pytest

from stemma.article.floor import layer
from stemma.model import Article, Layers, Statement
from stemma.nlp.claim_embedder import ClaimEmbedder
from stemma.nlp.cross_encoder import CrossEncoder
from stemma.nlp.parser import Parser
from stemma.story.dating import date_story
from stemma.story.statements import align

READER = CrossEncoder()  # loads its model at the first call

REPORTS = {
    "herald": """The harbour council of Port Selm closed the old lighthouse on Tuesday.

Engineers found deep cracks in the north wall. Mayor Lise Holm said the repair would cost 2 million crowns.

A colony of storm petrels nests on the roof.
""",
    "post": """Port Selm's harbour council shut its old lighthouse on Tuesday.

The north wall has deep cracks, engineers found. Repairs will cost 2 million crowns, according to Mayor Lise Holm.

Ferry tickets to the island went up in April.
""",
    "wire": """The old lighthouse at Port Selm has been closed by the harbour council.

Mayor Lise Holm put the cost of the repair at 2 million crowns. The lighthouse was built in 1871.
""",
}


@pytest.fixture(scope="module")
def layers() -> list[Layers]:
    parser = Parser()
    return [layer(Article(id=name, file=f"{name}.txt", text=text), parser) for name, text in REPORTS.items()]


@pytest.fixture(scope="module")
def embedder() -> ClaimEmbedder:
    return ClaimEmbedder()


@pytest.fixture(scope="module")
def statements(layers: list[Layers], embedder: ClaimEmbedder) -> tuple[Statement, ...]:
    return align(layers, (), embedder, READER)


def together(statements: tuple[Statement, ...], layers: list[Layers], *words: str) -> bool:
    """Whether some statement holds claims with each of these words, given as ``report: words``."""
    claims = {c.id: (one, c) for one in layers for c in (*one.claims, *one.details)}

    def holds(statement: Statement, wanted: str) -> bool:
        report, _, text = wanted.partition(": ")
        members = [claims[c] for c in statement.claims]
        return any(
            one.article.id == report and text in one.article.text[c.span.start : c.span.end] for one, c in members
        )

    return any(all(holds(s, w) for w in words) for s in statements)


@pytest.mark.parametrize(
    "words",
    [
        ("herald: closed the old lighthouse", "post: shut its old lighthouse", "wire: old lighthouse at Port Selm has"),
        ("herald: deep cracks in the north wall", "post: north wall has deep cracks"),
        ("herald: cost 2 million crowns", "post: cost 2 million crowns", "wire: at 2 million crowns"),
    ],
    ids=["closure", "cracks", "cost"],
)
def test_the_same_fact_in_other_words_is_one_statement(
    statements: tuple[Statement, ...], layers: list[Layers], words: tuple[str, ...]
) -> None:
    assert together(statements, layers, *words)


@pytest.mark.parametrize(
    "words",
    [
        ("herald: storm petrels", "post: Ferry tickets"),
        ("herald: deep cracks", "post: cost 2 million"),
        ("wire: built in 1871", "herald: closed the old lighthouse"),
    ],
)
def test_different_facts_are_no_statement(
    statements: tuple[Statement, ...], layers: list[Layers], words: tuple[str, ...]
) -> None:
    assert not together(statements, layers, *words)


def test_what_one_report_alone_says_is_a_statement_of_its_own(
    statements: tuple[Statement, ...], layers: list[Layers]
) -> None:
    petrels = [s for s in statements if "storm petrels" in s.text and "nests" in s.text]
    assert [len(s.claims) for s in petrels] == [1]
    assert petrels[0].rule == "one report only"


def test_every_claim_belongs_to_one_statement(statements: tuple[Statement, ...], layers: list[Layers]) -> None:
    held = [c for s in statements for c in s.claims]
    assert len(held) == len(set(held))
    assert {c.id for one in layers for c in one.claims} <= set(held)


def test_a_detail_counts_only_where_another_report_shares_it(
    statements: tuple[Statement, ...], layers: list[Layers]
) -> None:
    details = {p.id: p for one in layers for p in one.details}
    for s in statements:
        if any(c in details for c in s.claims):
            assert len({c.split(".")[0] for c in s.claims}) > 1


def test_a_statement_shows_words_of_one_of_its_claims(statements: tuple[Statement, ...], layers: list[Layers]) -> None:
    text = {one.article.id: one.article.text for one in layers}
    spans = {c.id: c.span for one in layers for c in (*one.claims, *one.details)}
    for s in statements:
        assert s.text == text[s.text_span.article][s.text_span.start : s.text_span.end]
        assert s.text_span in [spans[c] for c in s.claims]


def test_the_order_of_the_articles_changes_no_statement(layers: list[Layers], embedder: ClaimEmbedder) -> None:
    groups = [{frozenset(s.claims) for s in align(order, (), embedder, READER)} for order in permutations(layers)]
    assert all(g == groups[0] for g in groups)


def test_one_article_gives_statements_of_one_claim_each(layers: list[Layers], embedder: ClaimEmbedder) -> None:
    alone = align(layers[:1], (), embedder, READER)
    assert [len(s.claims) for s in alone] == [1] * len(layers[0].claims)


def test_no_articles_give_no_statements(embedder: ClaimEmbedder) -> None:
    assert align([], (), embedder, READER) == ()


REWRITES = {
    "wire": """Three shipping lines have bid for the ferry licence, the transport board of Ostmark said on Monday.

The board will decide in June. Dockers walked out on Friday over the plan to sell the terminal.

A crane driver was hurt in a separate accident at the coal quay.
""",
    "tabloid": """The contest for Ostmark's ferry licence is down to three shipping companies.

A verdict by the transport board is due in June. Port workers downed tools on Friday in anger at the terminal's sale.

Our reader Ole Brandt, 71, still remembers the old paddle steamers.
""",
}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("wire: will decide in June", "tabloid: A verdict by the transport board is due in June", True),
        ("wire: Three shipping lines have bid", "tabloid: is down to three shipping companies", True),
        ("wire: A crane driver was hurt", "tabloid: Port workers downed tools on Friday", False),
        ("wire: will decide in June", "tabloid: Port workers downed tools on Friday", False),
    ],
)
def test_a_fact_told_in_other_words_is_one_statement(embedder: ClaimEmbedder, one: str, other: str, same: bool) -> None:
    parser = Parser()
    layers = [layer(Article(id=name, file=f"{name}.txt", text=text), parser) for name, text in REWRITES.items()]
    assert together(align(layers, (), embedder, READER), layers, one, other) is same


SAID_AGAIN = {
    "wire": """Harbour board of Ostmark to sell ferry terminal

OSTMARK, June 3 - The harbour board of Ostmark will sell the ferry terminal to a Danish group, it said on Tuesday.

Its chairwoman, Signe Dahl, will retire in August.
""",
    "post": """The harbour board of Ostmark is to sell its ferry terminal to a group from Denmark.

Fog closed the airport for two hours.
""",
    "herald": """Ostmark's harbour board will sell the ferry terminal to a Danish group.

Signe Dahl has led the board since 2011.
""",
}


def test_what_a_headline_and_the_text_say_is_one_statement(embedder: ClaimEmbedder) -> None:
    parser = Parser()
    layers = [layer(Article(id=name, file=f"{name}.txt", text=text), parser) for name, text in SAID_AGAIN.items()]
    found = align(layers, (), embedder, READER)
    sale = ("wire: Harbour board of Ostmark to sell", "wire: will sell the ferry terminal", "post: is to sell")
    assert together(found, layers, *sale)
    assert not together(found, layers, "wire: will sell the ferry terminal", "wire: will retire in August")


SITTINGS = {
    "wire": """OSTMARK, June 3 - The third round of talks on the Lena fishery will open in Selmouth on Monday.

The council will hear the case of the trawler in autumn.
""",
    "post": """OSTMARK, June 30 - The fourth round of talks on the Lena fishery is to begin in Oxby on Thursday.

A storm sank two boats.
""",
    "herald": """OSTMARK, June 3 - A third round of negotiations about the Lena fishery begins on Monday in Selmouth.

The herring is gone.
""",
}


def test_two_rounds_are_two_statements(embedder: ClaimEmbedder) -> None:
    parser = Parser()
    layers = [layer(Article(id=name, file=f"{name}.txt", text=text), parser) for name, text in SITTINGS.items()]
    found = align(layers, date_story(layers).times, embedder, READER)
    assert together(found, layers, "wire: The third round", "herald: A third round")
    assert not together(found, layers, "wire: The third round", "post: The fourth round")
