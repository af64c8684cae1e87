"""The attribution tagger: what it promises about the attributions it proposes."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.article.attribution.tagger import Proposal, Tagger
from stemma.article.attribution.tagger.network import OnnxNetwork
from stemma.article.sentences import parse
from stemma.errors import ModelMissing
from stemma.model import Article, Parse
from stemma.nlp.parser import Parser


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger()


def read(text: str, parser: Parser) -> tuple[Article, Parse]:
    article = Article(id="a", file="a.txt", text=text)
    return article, parse(article, parser)


def propose(text: str, tagger: Tagger, parser: Parser) -> tuple[Proposal, ...]:
    return tagger.propose(*read(text, parser))


def words(text: str, proposal: Proposal) -> tuple[str, str, str]:
    """Source, cue and content of a proposal as they stand in the text."""
    content = " … ".join(text[p.start : p.end] for p in proposal.content)
    source = " … ".join(text[p.start : p.end] for p in proposal.sources)
    cue = text[proposal.cue.start : proposal.cue.end] if proposal.cue else ""
    return source, cue, content


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The ferry will sail again in May, Mayor Ilse Brandvold said.",
            "Brandvold",
            "said",
            "The ferry will sail again",
        ),
        (
            "Mayor Ilse Brandvold said that the ferry will sail again in May.",
            "Brandvold",
            "said",
            "the ferry will sail",
        ),
        ("“We will rebuild the pier,” said Brandvold.", "Brandvold", "said", "We will rebuild the pier"),
        ('"We will rebuild the pier," Brandvold told reporters.', "Brandvold", "told", "We will rebuild the pier"),
        ("According to a port official, two ships were held.", "port official", "According to", "two ships were held"),
        (
            "The council will vote on Friday, according to two officials.",
            "two officials",
            "according to",
            "The council will",
        ),
        ("The minister denied that he had met the owners.", "The minister", "denied", "he had met the owners"),
        ("The union warned that wages would fall.", "The union", "warned", "wages would fall"),
    ],
)
def test_finds_who_said_what(text: str, source: str, cue: str, content: str, tagger: Tagger, parser: Parser) -> None:
    found = [words(text, p) for p in propose(text, tagger, parser)]
    assert any(source in s and cue in c and content in w for s, c, w in found), found


def test_joins_what_the_cue_interrupts(tagger: Tagger, parser: Parser) -> None:
    text = "“The pier is safe,” said Ilse Brandvold, the mayor. “We will open it in May.”"
    contents = [words(text, p)[2] for p in propose(text, tagger, parser)]
    assert any("The pier is safe" in c for c in contents)
    assert all("said Ilse Brandvold" not in c for c in contents)


def test_each_cue_has_its_own_source_and_content(tagger: Tagger, parser: Parser) -> None:
    text = "The owner, who has long argued that the fee is unfair, said he would close the pier."
    found = [words(text, p) for p in propose(text, tagger, parser)]
    assert any("who" in s and "argued" in c and "the fee is unfair" in w for s, c, w in found), found
    assert any("owner" in s and c == "said" and "he would close" in w for s, c, w in found), found


def test_says_nothing_where_nobody_says_anything(tagger: Tagger, parser: Parser) -> None:
    assert propose("The river is 40 kilometres long. It rained on Tuesday.", tagger, parser) == ()


def test_proposals_come_in_the_order_of_the_text_and_are_sure_to_some_degree(tagger: Tagger, parser: Parser) -> None:
    text = "Brandvold said the pier is safe. The union said it is not. According to the owners, it will close."
    found = propose(text, tagger, parser)
    cues = [p.cue.start for p in found if p.cue]
    assert len(cues) >= 3
    assert cues == sorted(cues)
    assert all(0 < p.confidence <= 1 for p in found)


def test_the_same_article_gives_the_same_proposals_whatever_was_read_before(tagger: Tagger, parser: Parser) -> None:
    texts = [
        "Brandvold said the pier is safe.",
        "The union warned that wages would fall. “We will strike,” it said.",
        "It rained on Tuesday.",
    ]
    inputs = [read(t, parser) for t in texts]
    first = [tagger.propose(*i) for i in inputs]
    backwards = [Tagger().propose(*i) for i in reversed(inputs)]
    assert first == backwards[::-1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n \n",
        "…",
        "“",
        "“He said the pier",
        "قال الوزير إن السفينة وصلت. “We saw it,” he said. ‏שלום",
        "said " * 700,
        "word" * 3000,
        "\u200b\u200b\ufffd \u0301",
    ],
    ids=[
        "empty",
        "blank",
        "mark",
        "opening mark",
        "never closed",
        "right to left",
        "one word",
        "long word",
        "invisible",
    ],
)
def test_odd_text_never_crashes(text: str, tagger: Tagger, parser: Parser) -> None:
    for proposal in propose(text, tagger, parser):
        assert proposal.content


_PIECES = [
    "Brandvold",
    " said",
    " that",
    " the pier",
    " is safe",
    "“",
    "”",
    '"',
    ". ",
    ", ",
    "\n\n",
    " he ",
    "according to ",
    "é",
]


@settings(max_examples=40, deadline=None)
@given(text=st.lists(st.sampled_from(_PIECES), max_size=60).map("".join))
def test_every_span_is_cut_at_tokens_of_the_text(text: str, tagger: Tagger, parser: Parser) -> None:
    article, tree = read(text, parser)
    starts, ends = {t.start for t in tree.tokens}, {t.end for t in tree.tokens}
    for p in tagger.propose(article, tree):
        spans = [*p.content, *p.sources, *([p.cue] if p.cue else [])]
        assert all(s.start in starts and s.end in ends for s in spans)
        assert all(a.end <= b.start for a, b in zip(p.content, p.content[1:], strict=False))


def test_long_articles_are_read_to_their_end(tagger: Tagger, parser: Parser) -> None:
    rng = random.Random(3)
    filler = ["The road was closed.", "Snow fell in the hills.", "Shops opened at nine.", "The river rose."]
    text = " ".join(rng.choice(filler) for _ in range(300)) + " Brandvold said the pier is safe."
    assert [words(text, p)[0] for p in propose(text, tagger, parser)] == ["Brandvold"]


def test_weights_that_are_not_the_pinned_ones_are_refused() -> None:
    config = Tagger().config
    spoilt = config | {"sha256": config["sha256"] | {"weights.npz": "0" * 64}}
    with pytest.raises(ModelMissing, match=r"weights\.npz"):
        OnnxNetwork(spoilt)
