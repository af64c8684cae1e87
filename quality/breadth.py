#!/usr/bin/env python3
"""Differences and talks over the many short stories of ``training/statements/stories``.

    quality/breadth.py               differences of 126 stories and talks of 21, by kind and by what finds them
    quality/breadth.py --held-out    totals of the 44 and 12 stories that nobody who writes rules has read
    quality/breadth.py STORY ...     these stories, with what was missed and what the marks do not know

The gold stories of the gate are few, and every rule was written with them in view; these are many, marked by readers
who knew nothing of the rules. The marks are quicker work than those of the gate: what they do not know may be right.
Which stories are held out is said in ``held_out.toml``. Too slow for the gate: about four seconds a story and core.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from check import ACCUSATIONS, Json, differences
from negotiation import beyond, missing
from score import ROOT, build

STORIES = ROOT / "training" / "statements" / "stories"
HELD_OUT = Path(__file__).with_name("held_out.toml")
Counts = Counter[tuple[str, ...]]


def chosen(names: Sequence[str], held_out: bool) -> list[tuple[Path, Json]]:
    """The stories asked for with the parts of their gold that are to be measured."""
    kept = tomllib.loads(HELD_OUT.read_text("utf-8"))
    out = []
    for gold in sorted(STORIES.glob("*/gold.json")):
        name, record = gold.parent.name, json.loads(gold.read_text("utf-8"))
        if names and name not in names:
            continue
        parts = {
            part: record[part]
            for part, stories in (("variants", kept["differences"]), ("talks", kept["talks"]))
            if part in record and (names or (name in stories) == held_out)
        }
        if parts:
            out.append((gold.parent, parts))
    return out


def measure(story: Path, gold: Json) -> tuple[Counts, list[str]]:
    """What of the gold parts of one story its dossier has, and what to read: missed, and not in the gold."""
    with tempfile.TemporaryDirectory() as out:
        dossier = json.loads(build(story, Path(out)).read_text("utf-8"))
    counts: Counts = Counter()
    read: list[str] = []
    if "variants" in gold:
        found, known = differences(dossier, gold)
        for g, hit in zip(gold["variants"], found, strict=True):
            counts["differences", g["severity"], g["kind"], "found"] += hit
            counts["differences", g["severity"], g["kind"], "of"] += 1
            read += [] if hit else [f"missed: {g['kind']}, {g['severity']}: {g['why']}"]
        for v, right in zip(dossier["variants"], known, strict=True):
            counts["said", v["kind"], v["rule"], "right"] += right
            counts["said", v["kind"], v["rule"], "of"] += 1
            read += [] if right else [f"not marked: {v['kind']}, {v['severity']} ({v['rule']}): {v['explanation']}"]
    if "talks" in gold:
        if gold["talks"] is None:
            counts["talks", "records of what are none", "of"] += 1
            counts["talks", "records of what are none", "found"] += dossier["talks"] is not None
        else:
            lost, whole = missing(dossier, gold["talks"])
            further, held = beyond(dossier, gold["talks"])
            counts["talks", "leaves", "found"] += whole - len(lost)
            counts["talks", "leaves", "of"] += whole
            counts["talks", "leaves beyond the marks", "found"] += len(further)
            counts["talks", "leaves beyond the marks", "of"] += held
            read += [f"missed: {leaf}" for leaf in lost] + [f"beyond: {leaf}" for leaf in further]
    return counts, read


def table(counts: Counts, totals_only: bool) -> Iterable[str]:
    """The counts as lines: totals first, then by kind and by rule."""
    for severity in ("high", "medium", "low"):
        yield _share(counts, f"differences of severity {severity}", ("differences", severity), "found")
    serious = [("said", kind) for kind in ACCUSATIONS]
    right, of = (sum(n for k, n in counts.items() if k[:2] in serious and k[-1] == end) for end in ("right", "of"))
    yield f"{'serious ones said that are marked':45} {right:4} of {of}"
    for key in sorted({k[:-1] for k in counts if k[0] == "talks"}):
        yield _share(counts, f"talks: {key[1]}", key, "found")
    if not totals_only:
        yield from ("", "by kind and severity")
        for key in sorted({k[:-1] for k in counts if k[0] == "differences"}):
            yield _share(counts, f"  {key[2]}, {key[1]}", key, "found")
        yield from ("", "by what finds them")
        for key in sorted({k[:-1] for k in counts if k[0] == "said"}):
            yield _share(counts, f"  {key[1]}: {key[2]}", key, "right")


def _share(counts: Counts, name: str, prefix: tuple[str, ...], end: str) -> str:
    part, whole = (sum(n for k, n in counts.items() if k[: len(prefix)] == prefix and k[-1] == e) for e in (end, "of"))
    return f"{name:45} {part:4} of {whole}"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("stories", nargs="*", metavar="STORY")
    ask.add_argument("--held-out", action="store_true", help="totals of the stories held out")
    ask.add_argument("--workers", type=int, default=2)
    a = ask.parse_args()
    picked = chosen(a.stories, a.held_out)
    counts: Counts = Counter()
    with ThreadPoolExecutor(a.workers) as pool:
        for (story, _), (one, read) in zip(picked, pool.map(lambda p: measure(*p), picked), strict=True):
            counts += one
            if a.stories:
                print(story.name, *read, sep="\n  ")
    print(f"{len(picked)} stories", *table(counts, a.held_out), sep="\n")


if __name__ == "__main__":
    main()
