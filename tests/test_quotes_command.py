"""``stemma quotes``: who says what in single articles, as a table or as JSON lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stemma.cli import app

RUN = CliRunner()
TEXT = (
    "The ferry line will close in May, harbour master Ana Belm said on Monday. "
    "“We have no crew left,” she told reporters. “It is over.”"
)


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    file = tmp_path / "in.jsonl"
    file.write_text(
        json.dumps({"id": "one", "text": TEXT, "title": "Ferry to close"})
        + "\nnot json\n\n"
        + json.dumps({"id": "two"})
        + "\n"
        + json.dumps({"id": 3, "text": ""})
        + "\n",
        encoding="utf-8",
    )
    return file


def test_a_line_of_json_comes_back_for_each_article(lines: Path):
    done = RUN.invoke(app, ["quotes", "--jsonl", str(lines)])
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert [r["id"] for r in records] == ["one", 3]
    spoken = {TEXT[p["start"] : p["end"]] for a in records[0]["attributions"] for p in a["parts"]}
    assert {"“We have no crew left,”", "“It is over.”"} <= spoken
    assert records[1]["attributions"] == []


def test_attributions_have_the_fields_of_the_record(lines: Path):
    done = RUN.invoke(app, ["quotes", "--jsonl", str(lines)])
    first = json.loads(done.stdout.splitlines()[0])["attributions"][0]
    assert {"id", "article", "content", "parts", "cue", "sources", "kind", "chain", "confidence", "rule"} <= set(first)
    source = first["sources"][0]
    assert TEXT[source["start"] : source["end"]] == source["text"] == "harbour master Ana Belm"


@pytest.mark.parametrize(("number", "reason"), [(2, "is not JSON"), (4, "has no text")])
def test_a_bad_line_is_named_and_the_others_are_read(lines: Path, number: int, reason: str):
    done = RUN.invoke(app, ["quotes", "--jsonl", str(lines)])
    assert f"line {number}: {reason}" in done.stderr


@pytest.mark.parametrize(
    "content", ["[1, 2]\n", '{"id": "a"}\n', '{"text": "x"}\n', "\xff\n", '{"id": true, "text": ""}\n', "[" * 100_000]
)
def test_a_file_without_one_good_line_fails(tmp_path: Path, content: str):
    file = tmp_path / "bad.jsonl"
    file.write_bytes(content.encode("latin-1"))
    done = RUN.invoke(app, ["quotes", "--jsonl", str(file)])
    assert done.exit_code == 2
    assert "line 1" in done.stderr


def test_a_table_shows_who_says_what(tmp_path: Path):
    file = tmp_path / "ferry.txt"
    file.write_text(TEXT, encoding="utf-8")
    done = RUN.invoke(app, ["quotes", str(file)], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    assert "harbour master Ana Belm" in done.stdout
    assert "direct" in done.stdout


def test_a_report_that_cites_nobody_says_so(tmp_path: Path):
    (tmp_path / "plain.txt").write_text("The ferry line will close in May. It has run since 1931.\n", encoding="utf-8")
    done = RUN.invoke(app, ["quotes", str(tmp_path / "plain.txt"), "--no-cache"])
    assert done.exit_code == 0
    assert "plain.txt" in done.stdout
    assert "Nobody is found to be cited" in done.stdout


def test_reports_cannot_steer_the_terminal(tmp_path: Path):
    text = "\u201cWe have no crew \x1b[2J\x07 left,\u201d harbour master [bold]Ana[/] Belm \u202esaid on Monday."
    (tmp_path / "ferry.txt").write_text(text, encoding="utf-8")
    shown = RUN.invoke(app, ["quotes", str(tmp_path / "ferry.txt"), "--no-cache"]).stdout
    assert "We have no crew" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


@pytest.mark.parametrize(
    "arguments", [[], ["a.txt", "--jsonl", "b.jsonl"], ["--jsonl", "nowhere.jsonl"], ["nowhere.txt"]]
)
def test_wrong_arguments_are_told(arguments: list[str]):
    done = RUN.invoke(app, ["quotes", *arguments])
    assert done.exit_code == 2
    assert done.stderr.startswith("stemma: ")


def test_half_a_character_moves_no_offset(tmp_path: Path):
    file = tmp_path / "half.jsonl"
    file.write_text(
        '{"id": "a", "text": "\\ud800 The line will close, harbour master Ana Belm said."}\n'
        '{"id": "b\\udc00", "text": "The line will close."}\n'
    )
    done = RUN.invoke(app, ["quotes", "--jsonl", str(file)])
    assert done.exit_code == 0
    assert "line 2" in done.stderr and "id" in done.stderr
    (attribution,) = json.loads(done.stdout)["attributions"]
    assert attribution["sources"][0]["start"] == len("? The line will close, ")
