"""Sentences are cut into claims: one assertion each, with its place, polarity and modality."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.article.floor import layer
from stemma.model import Article, Claim, Layers
from stemma.nlp.parser import Parser

PARSER = Parser()


def cut(text: str) -> Layers:
    return layer(Article(id="a", file="a.txt", text=text), PARSER)


def wordings(layers: Layers) -> list[str]:
    return [layers.article.text[c.span.start : c.span.end] for c in layers.claims]


def claim_of(text: str, words: str) -> Claim:
    """The shortest claim of `text` that holds `words`."""
    layers = cut(text)
    holding = [c for c in layers.claims if words in layers.article.text[c.span.start : c.span.end]]
    assert holding, wordings(layers)
    return min(holding, key=lambda c: c.span.end - c.span.start)


@pytest.mark.parametrize(
    ("text", "claim", "form"),
    [
        ("The council closed the bridge on Monday.", "The council closed the bridge on Monday", "main"),
        ("A statement says nothing has been signed.", "nothing has been signed", "complement"),
        ("“He was calm. He did not resist,” the officer said.", "He did not resist", "complement"),
        (
            "The alliance has ruled out working with the mayor.",
            "The alliance has ruled out working with the mayor",
            "main",
        ),
        ("We propose instead a levy on lorries.", "We propose instead a levy on lorries", "main"),
        (
            "The council closed the bridge and hired two engineers.",
            "hired two engineers",
            "coordinated",
        ),
        (
            "The engineers, who arrived from Tolm on Friday, will inspect the bridge.",
            "who arrived from Tolm on Friday",
            "relative",
        ),
        ("The ferry sank after it struck a rock near the harbour.", "it struck a rock near the harbour", "adverbial"),
        ("Maro said the ferry had struck a rock near the harbour.", "the ferry had struck a rock", "complement"),
        ("The crew met Ines Maro, the skipper of the ferry.", "the skipper of the ferry", "apposition"),
        (
            "The vote followed the resignation of the harbour master in May.",
            "the resignation of the harbour master",
            "nominal",
        ),
    ],
)
def test_each_kind_of_clause_is_a_claim(text: str, claim: str, form: str) -> None:
    assert claim_of(text, claim).form == form


def test_a_headline_is_a_claim_without_a_verb() -> None:
    layers = cut("Bridge closure over cracks in main pillar\n\nThe council closed the bridge on Monday.\n")
    assert layers.claims[0].form in ("headline", "nominal", "main")
    assert wordings(layers)[0].startswith("Bridge closure")


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge is closed to all traffic,” Mayor Lise Holm said on Monday.",
        "The bridge is closed to all traffic, Mayor Lise Holm said on Monday.",
        "Mayor Lise Holm told reporters that the bridge is closed to all traffic.",
    ],
)
def test_who_says_it_is_no_claim(text: str) -> None:
    layers = cut(text)
    assert any("bridge is closed" in w for w in wordings(layers))
    assert not any("said" in w or "told" in w for w in wordings(layers))


def test_what_is_said_knows_its_attribution_and_what_the_report_says_has_none() -> None:
    layers = cut("The bridge was shut at noon. “We found cracks in two pillars,” said Mayor Lise Holm.")
    by_words = dict(zip(wordings(layers), layers.claims, strict=True))
    said = next(c for w, c in by_words.items() if "found cracks" in w)
    own = next(c for w, c in by_words.items() if "was shut" in w)
    assert own.attribution is None and not own.quoted
    assert said.quoted
    assert said.attribution in {a.id for a in layers.attributions}


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The council approved the plan.", "positive"),
        ("The council did not approve the plan.", "negative"),
        ("The council didn’t approve the plan.", "negative"),
        ("The council never approved the plan.", "negative"),
        ("No councillor approved the plan.", "negative"),
        ("The council has no plan for the bridge.", "negative"),
        ("The council approved the plan, not the budget.", "positive"),
        ("The plan is neither cheap nor safe.", "negative"),
        ("The council did not at once approve the plan.", "negative"),
        ("The council has not only approved the plan but paid for it.", "positive"),
        ("The council declared a no-swim zone in the plan.", "positive"),
    ],
)
def test_polarity_is_that_of_the_predicate(text: str, polarity: str) -> None:
    assert claim_of(text, "plan").polarity == polarity


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The council closed the bridge.", "asserted"),
        ("The council will close the bridge.", "planned"),
        ("The council plans to close the bridge.", "planned"),
        ("The council is expected to close the bridge.", "expected"),
        ("The council may close the bridge.", "possible"),
        ("The council must close the bridge.", "demanded"),
        ("The council would close the bridge.", "conditional"),
        ("The council denied closing the bridge.", "denied"),
    ],
)
def test_modality_says_how_far_the_predicate_is_real(text: str, modality: str) -> None:
    layers = cut(text)
    assert layers.claims[0].modality == modality


def test_claims_are_numbered_in_text_order() -> None:
    layers = cut("The tide rose. The quay flooded, and two boats sank. The mayor, who lives nearby, saw it.")
    starts = [c.span.start for c in layers.claims]
    assert starts == sorted(starts)
    assert [c.id for c in layers.claims] == [f"a.c{n + 1}" for n in range(len(starts))]
    assert len(starts) >= 4


def test_a_byline_claims_nothing() -> None:
    layers = cut("By Ines Maro\n\nThe quay flooded on Monday night.\n")
    assert wordings(layers) == ["The quay flooded on Monday night"]


PIECES = ("The mayor said", "“", "”", '"', ",", ".", "\n", "who", "and", "closed the bridge", "not", "that", "Holm",
          "; ", "(", "—", "5", "العبارة", "\u202e", "to", "of", "resignation of the", ":", "•")  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=14).map(" ".join))
def test_any_text_gives_claims_inside_it(text: str) -> None:
    layers = cut(text)
    shown = layers.article.text
    for claim in layers.claims:
        words = shown[claim.span.start : claim.span.end]
        assert claim.span.end <= len(shown)
        assert words == words.strip() and words
        assert 0 <= claim.head < len(layers.parse.tokens)
    assert len({c.id for c in layers.claims}) == len(layers.claims)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The founder was arrested at the airport of Selm on suspicion of fraud.", "at the airport of Selm"),
        ("The founder was arrested at Selm airport on suspicion of fraud.", "on suspicion of fraud"),
        ("The city sold the port to a Danish group, in a deal worth 40 million crowns.", "worth 40 million crowns"),
        ("Transport Minister Ada Lund opened the bridge.", "Transport Minister Ada Lund"),
        ("The founder of the bank, Jan Ek, has left the country.", "The founder of the bank, Jan Ek"),
        ("The plan foresees a pullback of twelve miles and a force of 240 observers.", "a force of 240 observers"),
        ("The union called a strike to stop the sale of the port.", "to stop the sale of the port"),
    ],
)
def test_a_phrase_that_tells_something_of_its_own_is_kept_beside_the_claims(text: str, phrase: str) -> None:
    layers = cut(text)
    assert phrase in [layers.article.text[p.span.start : p.span.end] for p in layers.details]


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("Maro said on Tuesday in Selm that the ferry was safe.", "on Tuesday"),
        ("Maro said on Tuesday in Selm that the ferry was safe.", "in Selm"),
        ("The ferry sank in it.", "in it"),
    ],
)
def test_when_and_where_something_was_said_is_no_phrase(text: str, no: str) -> None:
    layers = cut(text)
    assert no not in [layers.article.text[p.span.start : p.span.end] for p in layers.details]


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("Maro denied it.", "Maro denied it"),
        (
            "Its chairwoman, Ines Maro of the harbour board, says that he lied.",
            "Its chairwoman, Ines Maro of the harbour board, says that he lied",
        ),
    ],
)
def test_an_act_of_saying_is_kept_where_it_outweighs_what_is_said(text: str, saying: str) -> None:
    layers = cut(text)
    told = [layers.article.text[p.span.start : p.span.end] for p in (*layers.claims, *layers.details)]
    assert saying in told


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("According to the same source, the ferry was safe.", "According to the same source"),
        ("Speaking to the newspaper, Maro said the ferry was safe.", "Speaking to the newspaper"),
    ],
)
def test_words_that_only_point_to_a_source_are_no_detail(text: str, no: str) -> None:
    layers = cut(text)
    assert no not in [layers.article.text[p.span.start : p.span.end] for p in layers.details]


def test_what_is_said_in_several_clauses_counts_as_one_beside_them() -> None:
    layers = cut("“I did not sign it, and I do not think they know it,” said Ines Maro on Friday.")
    told = [layers.article.text[p.span.start : p.span.end] for p in (*layers.claims, *layers.details)]
    assert "I did not sign it, and I do not think they know it" in told


def test_a_condition_stays_with_what_depends_on_it() -> None:
    assert "eight boats stay in port if the quota falls" in wordings(
        cut("She said eight boats stay in port if the quota falls.")
    )


def test_a_phrase_has_the_force_of_the_predicate_it_stands_under() -> None:
    layers = cut("The board will not sell the port to the Danish group in June.")
    phrase = next(p for p in layers.details if "Danish group" in layers.article.text[p.span.start : p.span.end])
    assert (phrase.polarity, phrase.modality) == ("negative", "planned")


@settings(deadline=None, max_examples=30)
@given(st.text(alphabet=st.sampled_from('ab ,."“”-\nÀ9'), max_size=200))
def test_details_lie_inside_their_article(text: str) -> None:
    layers = cut(f"The founder of the bank, Jan Ek, left for Selm. {text}")
    for p in layers.details:
        assert 0 <= p.span.start < p.span.end <= len(layers.article.text)
