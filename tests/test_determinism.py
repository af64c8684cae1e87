"""The same reports give the same bytes: in any order of files, in any process, wherever the folder lies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import STORIES

OUTPUTS = ("dossier.json", "dossier.md", "index.html", "brief.html", "brief.md")


def built(reports: list[Path], out: Path, seed: str) -> dict[str, bytes]:
    """All files, made in a process of its own."""
    command = [sys.executable, "-m", "stemma.cli", "build", *map(str, reports), "-o", str(out), "--no-cache"]
    done = subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {name: (out / name).read_bytes() for name in OUTPUTS}


def test_same_bytes_from_any_order_process_and_place(tmp_path: Path) -> None:
    here = sorted((STORIES["strait-talks"] / "articles").iterdir())
    moved = tmp_path / "somewhere else" / "größer"
    shutil.copytree(here[0].parent, moved)
    there = [moved / p.name for p in here]
    first = built(here, tmp_path / "a", "1")
    second = built([*there[5:], *reversed(there[:5])], tmp_path / "b" / "deep", "4242")
    for name in OUTPUTS:
        assert first[name] == second[name], f"{name} differs"


def test_no_path_of_the_machine_is_in_the_result(tmp_path: Path) -> None:
    reports = tmp_path / "confidential-folder"
    shutil.copytree(STORIES["shipyard-dispute"] / "articles", reports)
    for name, content in built([reports], tmp_path / "out", "0").items():
        assert b"confidential-folder" not in content, name
