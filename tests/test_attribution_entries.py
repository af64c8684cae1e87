"""Attributions as the record has them: one entry for each quotation. Every report is of fictional people."""

from __future__ import annotations

import pytest

from stemma.article.floor import layer
from stemma.model import Article
from stemma.nlp.parser import Parser
from stemma.publish.attribution_entries import AttributionEntries


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        (
            "“We have no crew left,” Ana Belm said on Monday. “The ferry stays where it is.”",
            [("“We have no crew left,”", "direct"), ("“The ferry stays where it is.”", "direct")],
        ),
        (
            "Ana Belm said that she would stay: “I asked for one chair. I got none.”",
            [("she would stay", "indirect"), ("“I asked for one chair. I got none.”", "direct")],
        ),
        (
            "Good news for the crew, says Ana Belm of the union: “We have waited for this since May.”",
            [("Good news for the crew", "indirect"), ("“We have waited for this since May.”", "direct")],
        ),
        (
            "Ana Belm said the ferry was “a wreck” and would close.",
            [("the ferry was “a wreck” and would close", "partial")],
        ),
    ],
)
def test_each_quotation_has_an_entry(parser: Parser, text: str, entries: list[tuple[str, str]]) -> None:
    found = AttributionEntries(layer(Article(id="r", file="r.txt", text=text), parser)).all
    assert [(text[a.content.start : a.content.end], a.kind) for a in found] == entries
    assert len({a.id for a in found}) == len(found)
