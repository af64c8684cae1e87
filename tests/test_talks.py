"""The negotiation record."""

from __future__ import annotations

from pathlib import Path

from stemma.pipeline import build

REPORT = """A barn burned down outside Ellsmoor on Sunday night. Nobody was hurt, the fire service said.

Farmer Tom Aldis lost 40 bales of hay.
"""


def test_a_story_without_talks_has_no_record_of_talks(tmp_path: Path) -> None:
    (tmp_path / "fire.txt").write_text(REPORT, "utf-8")
    assert build([tmp_path]).talks is None
