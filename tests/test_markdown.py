"""What ``dossier.md`` promises: every line with its reports and offsets, and hostile text shown as text."""

from __future__ import annotations

import re

import msgspec
import pytest
import strait_story
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from stemma.model import Dossier
from stemma.publish.markdown import dossier_markdown, escaped

READ = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return strait_story.dossier()


@pytest.fixture(scope="module")
def text(dossier: Dossier) -> str:
    return dossier_markdown(dossier)


def test_the_sections_stand_in_their_order(text: str) -> None:
    assert re.findall(r"^## (.+)$", text, re.M) == [
        "Where the reports differ",
        "What is reported",
        "Who rests on whom",
        "Who is who",
        "The talks",
        "Timeline",
        "The reports",
        "How this was made",
    ]


def test_differences_come_worst_first(text: str) -> None:
    found = re.findall(r"^### .+ \((serious|worth a look|minor)\)$", text, re.M)
    assert found == ["serious"] * 3 + ["worth a look"] * 4 + ["minor"] * 3


def test_every_reading_is_the_characters_at_its_offsets(dossier: Dossier, text: str) -> None:
    texts = {one.article.id: one.article.text for one in dossier.layers}
    section = text.partition("## What is reported")[0]
    lines = re.findall(r"^- “(.+)”: (.+)$", section, re.M)
    assert len(lines) == 22
    for words, places in lines:
        first = re.search(r"`\[(\w+):(\d+)-(\d+)\]`", places)
        assert first
        assert escaped(texts[first[1]][int(first[2]) : int(first[3])]) == words


def test_all_offsets_lie_in_their_reports(dossier: Dossier, text: str) -> None:
    texts = {one.article.id: one.article.text for one in dossier.layers}
    found = re.findall(r"`\[(\w+):(\d+)-(\d+)\]`", text)
    assert len(found) > 100
    assert all(0 <= int(start) < int(end) <= len(texts[article]) for article, start, end in found)


def test_who_rests_on_whom_is_said_in_neutral_words(text: str) -> None:
    assert "- 2 Quay Mirror credits 1 The Sound Ledger (82\u202f% of its text)" in text
    assert "- 3 vesper.txt matches 1 The Sound Ledger, no credit found (94\u202f% of its text)" in text
    assert "- 6 Harbour Gazette has the same text as 5 NLA" in text


def test_the_rounds_are_a_table(text: str) -> None:
    tables = html.fromstring(READ.render(text)).xpath("//table[.//th='Round']")
    assert [h.text for h in tables[0].xpath(".//th")][:2] == ["Round", "Place"]
    assert "Brenholm (reports differ): 4 Lantern 24" in tables[0].text_content()


def test_a_story_without_negotiations_has_no_section_for_them(dossier: Dossier) -> None:
    assert "## The talks" not in dossier_markdown(msgspec.structs.replace(dossier, talks=None))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[press](javascript:alert(1)) ![x](https://outside.example/x.png)",
        "# not a heading",
        "1. not a list",
        "- not a list",
        "> not a quotation",
        "```not code```",
        "a | b | c",
        "**not bold** _not italic_ ~~not struck~~",
        "&lt;b&gt; &amp;",
        "<https://outside.example>",
        "=====",
        "line\n\n# heading\n\n    code",
        "ends in a backslash \\",
    ],
)
def test_hostile_text_is_shown_as_text(hostile: str) -> None:
    tree = html.fromstring(READ.render(escaped(hostile)))
    assert tree.tag == "p"
    assert not list(tree)
    assert tree.text == " ".join(hostile.split())


@given(st.text())
def test_any_text_comes_out_of_markdown_as_it_went_in(text: str) -> None:
    tree = html.fromstring(READ.render("- “" + escaped(text) + "”"))
    kept = re.sub("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "\ufffd", " ".join(text.split()))
    assert tree.xpath("string(//li)") == f"“{kept}”"
    assert not tree.xpath("//li/*")


def test_hostile_titles_and_names_stay_in_their_cells(dossier: Dossier) -> None:
    first, *rest = dossier.layers
    bad = msgspec.structs.replace(first.article, title="a | b <img src=x> `c` | d")
    changed = msgspec.structs.replace(dossier, layers=(msgspec.structs.replace(first, article=bad), *rest))
    tree = html.fromstring(READ.render(dossier_markdown(changed)))
    assert not tree.xpath("//img")
    (row,) = [r for r in tree.xpath("//tr") if "<img" in r.text_content()]
    assert len(row.xpath("./td")) == 6
