"""Nothing without evidence: what a record shows is what stands at its offsets, in every story and in odd texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import STORIES

from stemma.model import Dossier, Span
from stemma.pipeline import build
from stemma.publish.record import to_record

ODD = {
    "astral.txt": "🛳️ 𝔉erry news 👩‍👧\n\nThe captain, Ole Brandvik 🧭, said on Monday: “We saw 🔥 first.” He left 🏝️.\n",
    "combining.txt": "Jose\u0301 A\u030abo said Vå\u030art was shut. “It i\u0301s shut,” Jose\u0301 said.\n",
    "lines.txt": "One line\r\nTwo said the mayor.\r\n\r\n“Three,” said Lise\u2028on Tuesday.\u0085Four.\r\n",
    "right-to-left.txt": "The minister, דוד לוי, told them: “שלום לכולם” and left.\nقال الوزير إن المحادثات انتهت.\n",
    "unclosed.txt": '"We will never open the gate, the guard said. "Never.\n\n“Nor will we, said his brother, Ivo.\n',
    "one-word.txt": "Fire",
    "marks.txt": '"" “” «» „“ \' \' …!? — –\n\n" " said " "',
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    folder = tmp_path_factory.mktemp("odd")
    for name, text in ODD.items():
        (folder / name).write_bytes(text.encode())
    return build([folder])


def spans(noun: Any) -> Iterator[Span]:
    """Every span reachable from `noun`."""
    if isinstance(noun, Span):
        yield noun
    elif isinstance(noun, msgspec.Struct):
        for field in noun.__struct_fields__:
            yield from spans(getattr(noun, field))
    elif isinstance(noun, tuple):
        for one in noun:
            yield from spans(one)


def shown(record: Any, article: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a record that has a place, with its article; `article` is the one of the object around it."""
    if isinstance(record, dict):
        article = record.get("article") or article
        if "start" in record and "end" in record and isinstance(record["start"], int):
            yield article, record
        for name, value in record.items():
            yield from shown(value, record.get(name, article) if name in ("child", "parent") else article)
    elif isinstance(record, list):
        for one in record:
            yield from shown(one, article)


def check_spans(dossier: Dossier) -> None:
    size = {one.article.id: len(one.article.text) for one in dossier.layers}
    every = list(spans(dossier))
    assert every
    outside = [s for s in every if not 0 <= s.start < s.end <= size[s.article]]
    assert not outside


def check_shown(dossier: Dossier) -> None:
    record = to_record(dossier)
    text = {a["id"]: a["text"] for a in record["articles"]}
    places = [(at, o) for part in record if part != "articles" for at, o in shown(record[part])]
    wrong = [o for at, o in places if "text" in o and o["text"] != text[at][o["start"] : o["end"]]]
    assert not wrong


def test_every_span_of_every_noun_lies_inside_its_article(dossier: Dossier) -> None:
    check_spans(dossier)


def test_what_the_record_shows_is_what_stands_there(dossier: Dossier) -> None:
    check_shown(dossier)


def test_offsets_count_code_points_whatever_the_text_holds(odd: Dossier) -> None:
    assert {one.article.file for one in odd.layers} == set(ODD)
    check_spans(odd)
    check_shown(odd)


def test_a_statement_shows_the_words_of_a_report(dossier: Dossier) -> None:
    text = {one.article.id: one.article.text for one in dossier.layers}
    for s in to_record(dossier)["statements"]:
        at = s["at"]
        assert s["text"] == text[at["article"]][at["start"] : at["end"]]
        assert at["article"] in s["articles"]


def test_a_reading_of_a_variant_is_worded_as_somewhere_in_its_places(dossier: Dossier) -> None:
    text = {one.article.id: one.article.text for one in dossier.layers}
    for v in to_record(dossier)["variants"]:
        assert len(v["readings"]) > 1, v["explanation"]
        for r in v["readings"]:
            worded = {" ".join(text[s["article"]][s["start"] : s["end"]].split()) for s in r["at"]}
            assert " ".join(r["text"].split()) in worded, v["explanation"]


def test_a_claim_points_to_the_quotation_that_holds_it(tmp_path: Path) -> None:
    text = (
        "“The ferry will sail on Monday,” the harbour master, Ilse Tamm, said. “Nobody has paid for the new engine.”\n"
    )
    (tmp_path / "ferry.txt").write_text(text, "utf-8")
    record = to_record(build([tmp_path]))
    content = {a["id"]: a["content"] for a in record["attributions"]}
    told = [c for c in record["claims"] if c["attribution"]]
    assert len(content) == len({c["attribution"] for c in told}) == 2
    for c in told:
        held = content[c["attribution"]]
        assert held["start"] <= c["start"] < c["end"] <= held["end"], c["text"]


def test_references_lead_to_something(dossier: Dossier) -> None:
    record = to_record(dossier)
    ids = {part: {x["id"] for x in record[part]} for part in ("articles", "entities", "attributions", "claims")}
    ids |= {part: {x["id"] for x in record[part]} for part in ("statements", "variants", "origins")}
    for c in record["claims"]:
        assert c["statement"] is None or c["statement"] in ids["statements"]
        assert c["attribution"] is None or c["attribution"] in ids["attributions"]
    for s in record["statements"]:
        assert set(s["claims"]) <= ids["claims"]
        assert set(s["articles"]) <= ids["articles"]
        assert set(s["origins"]) <= ids["origins"]
    for v in record["variants"]:
        assert v["statement"] is None or v["statement"] in ids["statements"]
    for d in record["derivations"]:
        assert d["child"] in ids["articles"]
        assert d["parent"] in ids["articles"] | ids["origins"]
    for t in record["timeline"]:
        assert set(t["statements"]) <= ids["statements"]
    for leaf in leaves(record["talks"]):
        assert set(leaf["statements"]) <= ids["statements"]
        assert set(leaf["variants"]) <= ids["variants"]


def leaves(talks: Any) -> Iterator[dict[str, Any]]:
    if isinstance(talks, dict):
        if "value" in talks:
            yield talks
        for value in talks.values():
            yield from leaves(value)
    elif isinstance(talks, list):
        for one in talks:
            yield from leaves(one)


def test_the_article_is_the_file_and_nothing_else(dossier_of: Any) -> None:
    """Text files are kept to the character: offsets hold in the user's own file."""
    folder: Path = STORIES["strait-talks"] / "articles"
    for one in dossier_of("strait-talks").layers:
        if one.article.file.endswith(".txt"):
            assert one.article.text == (folder / one.article.file).read_text("utf-8")
