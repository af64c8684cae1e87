"""Sentence boundaries: sentences survive quotation marks, abbreviations and missing spaces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.nlp.boundaries import sentence_starts
from stemma.nlp.parser import Parser


@pytest.mark.parametrize(
    "sentences",
    [
        ["“Did he go?” she asked.", "“No!” he said.", "“Never.”"],
        ["“We will not stop,” the minister said.", "“Never.", "Not now.”", "He left."],
        ['"We will not stop.', 'We never will," she said.', '"Never," he added.', '"Why?" she asked.'],
        ['He said: "It is over."', "She left."],
        ['He said "It is over".', "She left."],
        ["She wrote “Stop!” and left.", "He asked “Why?” and went."],
        ["«On verra.", "Peut-être», he said.", "„Wir gehen.“", "She went."],
        ["“He said, ‘Go home.’", "And I did,” she told them."],
        ["“It's over…” he said.", "“Well...”", "She paused."],
        ["(He had left.)", "She stayed.", "[It was late.]", "They went."],
        ["Harbour director Col. Ana Belm spoke.", "She met Gen. Roman Ost."],
        ["The U.S. said so.", "The firm, Tarn Inc., said so."],
        ["No. 5 is alive.", "He said no.", "She left."],
        ["On Dec. 8 it fell.", "It rose 3.5 percent at 9 a.m. Monday."],
        ["Mr. and Mrs. Belm went.", "Dr. Ost, of Tarn, did not."],
        ["The loss is put at Rs. 41 billion.", "Under Art. 7 the fine is Sh. 3 million."],
        ["Sqn. Ldr. Abel Ost flew it.", "It was art.", "Seven saw it."],
        ["It was over.", "Is it?", "Yes!", "No... maybe."],
    ],
    ids=lambda s: s[0][:30],
)
def test_sentences_are_cut_where_a_reader_would(parser: Parser, sentences: list[str]):
    text = " ".join(sentences)
    found = parser.parse("r", [(0, text)])
    assert [text[s.start : s.end] for s in found.sentences] == sentences


def test_a_missing_space_behind_a_full_stop_ends_the_sentence(parser: Parser):
    text = "The talks were put off by Dermot Ost.The goal is a pact."
    found = parser.parse("r", [(0, text)])
    assert [text[s.start : s.end] for s in found.sentences][-1] == "The goal is a pact."


@given(
    st.lists(
        st.sampled_from(["a", "The", ".", "”", "“", '"', "?", "(", ")", "Col", "U.S.", "…", "’", " "]), max_size=30
    )
)
def test_any_tokens_give_starts_inside_the_text(tokens: list[str]):
    starts = sentence_starts(tokens, [True] * len(tokens))
    assert starts <= set(range(len(tokens)))
    assert not tokens or 0 in starts


@pytest.mark.parametrize("text", ["", " ", "\n", "The quay is shut. Mayor Holm said so. It opens on Monday. " * 20])
def test_the_parser_keeps_to_the_boundaries_found(parser: Parser, text: str) -> None:
    sentences = parser.parse("a", [(0, text)]).sentences
    assert len(sentences) == text.count(".")
    assert all(text[s.start : s.end].endswith(".") for s in sentences)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("'" * 30_000 + " The quay was closed.", id="marks"),
        pytest.param("(" * 30_000 + ")" * 30_000, id="brackets"),
        pytest.param("Holm/Belm/" * 6_000, id="slashes"),
        pytest.param("https://example.org/" + "a?b=c&" * 5_000, id="address"),
        pytest.param("The quay was closed on Monday. " * 3_000, id="one long line"),
    ],
)
def test_long_runs_and_long_lines_are_parsed_in_pieces_whose_tokens_point_into_the_text(
    parser: Parser, text: str
) -> None:
    found = parser.parse("r", [(7, text)])
    assert all(text[t.start - 7 : t.end - 7] == t.text for t in found.tokens)
    assert all(before.end <= after.start for before, after in pairwise(found.tokens))


def test_a_long_line_is_parted_between_sentences(parser: Parser) -> None:
    text = "The quay was closed on Monday, said Mayor Holm. " * 600
    found = parser.parse("r", [(0, text.rstrip())])
    assert {text[s.start : s.end] for s in found.sentences} == {"The quay was closed on Monday, said Mayor Holm."}
    assert len(found.sentences) == 600


@pytest.mark.parametrize("unit", ["a boat, ", "a boat ", "Holm said that ", "of the "])
def test_what_is_longer_than_any_sentence_is_cut(parser: Parser, unit: str) -> None:
    found = parser.parse("r", [(0, (unit * 1_500).strip())])
    assert max(s.last - s.first for s in found.sentences) <= 300
    assert [s.first for s in found.sentences[1:]] == [s.last for s in found.sentences[:-1]]
