"""``stemma diff`` as a user meets it: what it shows, in what order, and how it ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from stemma.cli import app

ONE = """The council of Port Selm closed the old lighthouse on Tuesday. Engineers counted 40 cracks in the north wall.

“We will open it again before the summer comes,” Mayor Lise Holm said. The repair may take a year.
"""
OTHER = """The council of Port Selm closed the old lighthouse on Tuesday. Engineers counted 65 cracks in the north wall.

“We will open it again before the winter comes,” Mayor Lise Holm said. The repair will take a year.
"""
SHORTER = """The council of Port Selm shut the old lighthouse on Tuesday. “We will open it again,” Mayor Lise Holm said.
"""


def diff(*arguments: str | Path) -> Any:
    return CliRunner().invoke(app, ["diff", "--no-cache", *map(str, arguments)], env={"COLUMNS": "200"})


@pytest.fixture
def reports(tmp_path: Path) -> tuple[Path, Path, Path]:
    files = tmp_path / "one.txt", tmp_path / "other.txt", tmp_path / "shorter.txt"
    for file, text in zip(files, (ONE, OTHER, SHORTER), strict=True):
        file.write_text(text, "utf-8")
    return files


def test_serious_differences_come_first_with_both_wordings_in_their_sentences(
    reports: tuple[Path, Path, Path],
) -> None:
    done = diff(*reports[:2])
    shown = done.stdout
    assert done.exit_code == 1
    places = [shown.index(words) for words in ("Both cannot hold", "Quotation differs", "Worded more ")]
    assert places == sorted(places)
    for mark, words in (("−", "Engineers counted 40 cracks in the north wall."), ("+", "counted 65 cracks")):
        assert any(line.strip().startswith(mark) and words in line for line in shown.splitlines())
    assert "− one.txt" in shown and "+ other.txt" in shown


def test_the_first_report_is_the_one_named_first(reports: tuple[Path, Path, Path]) -> None:
    one, other, _ = reports
    shown = diff(other, one).stdout
    assert "− other.txt" in shown
    assert any(line.strip().startswith("−") and "65 cracks" in line for line in shown.splitlines())


def test_without_a_serious_difference_it_ends_with_nought(reports: tuple[Path, Path, Path]) -> None:
    done = diff(reports[0], reports[2])
    assert done.exit_code == 0
    assert "serious" not in done.stdout


def test_a_report_does_not_differ_from_itself(reports: tuple[Path, Path, Path], tmp_path: Path) -> None:
    twin = tmp_path / "twin.txt"
    twin.write_text(ONE, "utf-8")
    for again in (reports[0], twin):
        done = diff(reports[0], again)
        assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "No differences found.")


def test_minor_differences_are_counted_and_shown_on_request(tmp_path: Path) -> None:
    files = tmp_path / "a.txt", tmp_path / "b.txt"
    for file, number in zip(files, ("Two dozen boats", "24 boats"), strict=True):
        file.write_text(f"The storm came at night. {number} sank in the harbour of Port Selm on Tuesday.\n", "utf-8")
    few, all_of_them = diff(*files), diff("--all", *files)
    assert few.exit_code == all_of_them.exit_code == 0
    assert "1 minor (show minor ones with --all)" in few.stdout
    assert "Less or more precise" not in few.stdout
    assert "Less or more precise" in all_of_them.stdout


def test_reports_cannot_steer_the_terminal(tmp_path: Path) -> None:
    files = tmp_path / "a.txt", tmp_path / "b.txt"
    for file, number in zip(files, (40, 65), strict=True):
        text = (
            f"The storm [bold]destroyed[/] {number} boats \x1b[2J\x07 in the \u202eharbour of Port Selm on Tuesday.\n"
        )
        file.write_text(text, "utf-8")
    shown = diff(*files).stdout
    assert "[bold]destroyed[/]" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_what_cannot_be_compared_is_an_error(reports: tuple[Path, Path, Path], tmp_path: Path) -> None:
    two = tmp_path / "two.jsonl"
    line = '{"text": "The ferry sank off Port Selm on Monday, the coastguard said."}\n'
    two.write_text(line + line.replace("Monday", "Friday"), "utf-8")
    empty = tmp_path / "empty.txt"
    empty.write_text("", "utf-8")
    for other, reason in ((tmp_path / "none.txt", "none.txt"), (empty, "empty.txt"), (two, "holds 2 reports")):
        done = diff(reports[0], other)
        assert done.exit_code == 2
        assert done.stderr.startswith("stemma: ") and reason in done.stderr
