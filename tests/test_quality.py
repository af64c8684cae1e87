"""The quality gate itself: it fails when a score falls, and cannot be moved by editing what it measures against."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import check
import pytest
import score
from conftest import STORIES

from stemma.article.reading import read
from stemma.model import Dossier
from stemma.publish.record import to_record

Json = dict[str, Any]


def gold(story: str) -> Json:
    record: Json = json.loads((STORIES[story] / "gold.json").read_text("utf-8"))
    return record


@pytest.fixture
def record(dossier_of: Callable[[str], Dossier]) -> Json:
    return copy.deepcopy(to_record(dossier_of("runoff-count")))


@pytest.mark.parametrize("story", STORIES)
def test_every_gold_string_stands_in_its_article(story: str) -> None:
    articles = read([STORIES[story] / "articles"]).articles
    held = check._Story({"articles": [{"id": a.id, "file": a.file, "text": a.text} for a in articles]})
    assert [at for at in check.strings(gold(story)) if held.find(*at) is None] == []


def test_a_span_outside_its_article_is_counted(record: Json) -> None:
    assert check.measure(record, gold("runoff-count"))["spans_outside"] == 0
    record["claims"][0]["end"] = 10**6
    record["attributions"][0]["content"]["start"] = -1
    assert check.measure(record, gold("runoff-count"))["spans_outside"] == 2


def test_finding_what_the_gold_holds_scores_one(record: Json) -> None:
    """A dossier made from the gold itself is perfect in variants, statements and derivations."""
    wanted = gold("runoff-count")
    story = check._Story(record)
    ids = {key: article for article, key in story.key.items()}

    def place(key: str, string: str) -> Json:
        start, end = story.find(key, string) or (0, 0)
        return {"article": ids[key], "start": start, "end": end}

    record["variants"] = [
        {"kind": v["kind"], "readings": [{"at": [place(*x) for x in r["at"].items()]} for r in v["readings"]]}
        for v in wanted["variants"]
    ]
    record["derivations"] = [
        {"child": ids[d["child"]], "parent": ids[d["parent"]], "credited": d["credited"], "credit": [], "evidence": []}
        for d in wanted["derivations"]
    ]
    made = check.measure(record, wanted)
    assert made["variants"] == made["variants_high"] == made["derivations_f1"] == made["derivations_credited"] == 1
    assert made["accusations_wrong"] == 0
    record["derivations"][0]["credited"] = not record["derivations"][0]["credited"]
    record["variants"][0]["readings"][0]["at"] = [place("e1", "Delphine Agossou")]
    worse = check.measure(record, wanted)
    assert worse["variants"] < 1
    assert worse["accusations_wrong"] == 1
    assert worse["derivations_credited"] < 1


def test_talks_in_a_story_without_any_are_a_fault(record: Json) -> None:
    record["talks"] = {"parties": []}
    assert check.measure(record, gold("runoff-count"))["talks_invented"] == 1


@pytest.mark.parametrize(
    ("measures", "floors", "expected"),
    [
        ({"dates": 0.8}, {"dates": 0.8}, {}),
        ({"dates": 0.79}, {"dates": 0.8}, {"dates": 0.8}),
        ({"pairs_merged": 1.0}, {"pairs_merged": 0}, {"pairs_merged": 0}),
        ({"pairs_merged": 0.0}, {"pairs_merged": 1}, {}),
        ({}, {"dates": 0.8}, {"dates": 0.8}),
    ],
)
def test_a_floor_holds_or_falls(
    measures: dict[str, float], floors: dict[str, float], expected: dict[str, float]
) -> None:
    assert score.fallen(measures, floors) == expected


def test_floors_rise_by_themselves_and_are_lowered_only_on_purpose() -> None:
    old = {"dates": 0.8, "pairs_merged": 1.0}
    assert score.raised(old, {"dates": 0.5, "pairs_merged": 2.0}, lower=False) == old
    assert score.raised(old, {"dates": 0.9, "pairs_merged": 0.0}, lower=False) == {"dates": 0.88, "pairs_merged": 0.0}
    assert score.raised(old, {"dates": 0.5, "pairs_merged": 2.0}, lower=True) == {"dates": 0.48, "pairs_merged": 2.0}


def test_editing_a_story_changes_its_fingerprint(tmp_path: Path) -> None:
    story = tmp_path / "story"
    shutil.copytree(STORIES["runoff-count"], story)
    before = score.fingerprint(story)
    assert before == score.fingerprint(STORIES["runoff-count"])
    report = story / "articles" / "e1.txt"
    report.write_text(report.read_text("utf-8").replace("51.3", "51.4"), "utf-8")
    assert score.fingerprint(story) != before


def test_the_floors_file_survives_being_written(tmp_path: Path) -> None:
    floors = {
        "stories": {"a-story": {"sha256": "0" * 64, "floors": {"dates": 0.88, "scorer.dates": 0.9}}},
        "lowered": [{"why": 'a "reason"', "what": ["a-story: dates 0.9 -> 0.88"]}],
    }
    score.write_floors(floors, tmp_path / "floors.toml")
    assert score.read_floors(tmp_path / "floors.toml") == floors


def test_every_own_story_has_floors_and_is_as_it_was_when_they_were_set() -> None:
    pinned = score.read_floors()["stories"]
    for name, story in STORIES.items():
        assert name in pinned, f"no floors for {name}; run: python quality/score.py --set"
        assert pinned[name]["sha256"] == score.fingerprint(story), f"{name} was changed; see quality/score.py --help"
