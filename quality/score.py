#!/usr/bin/env python3
"""The quality gate: build every gold story, measure the dossiers, compare with the floors.

    quality/score.py                   build, print the table, exit 1 when a measure fell below its floor
    quality/score.py --write           also write docs/evaluation.md and the figures of the README
    quality/score.py --set             raise the floors to what is measured now, less a small margin
    quality/score.py --set --lower WHY lower floors, too, and accept changed gold stories; WHY is kept in the file

Gold stories are the project's own (``examples``, ``tests/fixtures/stories``) and, where they lie beside the project,
those of ``../shared/stories``, which are measured by ``../shared/score/score_dossier.py`` as well. The floors file pins
each story by its hash, so that nobody moves a score by editing what it is measured against.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from check import FAULTS, Measures, measure

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "score" / "score_dossier.py"
FLOORS = Path(__file__).with_name("floors.toml")
TABLE = ROOT / "docs" / "evaluation.md"
README = ROOT / "README.md"
HEADLINES = {
    "attribution_f1": "attributions (F1)",
    "statements_f1": "statements (F1)",
    "variants_high": "grave differences found",
    "accusations_wrong": "wrong accusations",
    "derivations_f1": "lineage (F1)",
    "published": "publication days",
}
"""The measures the README shows, in words."""
MARGIN = 0.02
"""How far a share may fall before the gate does: less than one case in fifty."""

Floors = dict[str, Any]


def stories() -> dict[str, Path]:
    """Every folder with a gold.json, by name."""
    places = (ROOT / "examples", ROOT / "tests" / "fixtures" / "stories", SHARED / "stories")
    return {gold.parent.name: gold.parent for place in places for gold in sorted(place.glob("*/gold.json"))}


def fingerprint(story: Path) -> str:
    """SHA-256 over the gold and the articles it speaks of."""
    digest = hashlib.sha256()
    for file in [story / "gold.json", *sorted((story / "articles").iterdir())]:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def score(story: Path) -> tuple[Measures, float]:
    """The measures of `story` and the seconds its build took; those of the shared scorer begin with ``scorer.``."""
    gold = json.loads((story / "gold.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as out:
        begin = time.perf_counter()
        dossier = build(story, Path(out))
        seconds = time.perf_counter() - begin
        measures = measure(json.loads(dossier.read_text("utf-8")), gold)
        if SCORER.is_file():
            measures |= _shared_measures(dossier, story / "gold.json")
    return measures, seconds


def build(story: Path, out: Path) -> Path:
    """Build the dossier of `story` in the folder `out`, as a user does; its file."""
    command = [sys.executable, "-m", "stemma.cli", "build", str(story / "articles"), "-o", str(out), "--no-cache"]
    done = subprocess.run(command, capture_output=True, text=True)
    dossier = out / "dossier.json"
    if done.returncode or not dossier.is_file():
        raise SystemExit(f"{story.name} was not built:\n{done.stderr}")
    return dossier


def _shared_measures(dossier: Path, gold: Path) -> Measures:
    """What the scorer beside the project says, as flat numbers."""
    run = [sys.executable, str(SCORER), str(dossier), str(gold), "--json"]
    said = json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout)
    out: dict[str, Any] = {}
    for part, key, name in (
        ("attribution", "f1", "attribution_f1"),
        ("attribution", "source_accuracy", "attribution_sources"),
        ("attribution", "chain", "attribution_chains"),
        ("entities", "f1", "entities_f1"),
        ("statements", "f1", "statements_f1"),
        ("variants", "high", "variants_high"),
        ("variants", "precision_serious", "variants_precision"),
        ("derivations", "f1", "derivations_f1"),
        ("derivations", "credited_right", "derivations_credited"),
        ("origins", "found", "origins"),
        ("furniture", "marked", "furniture"),
    ):
        if part in said and said[part].get(key) is not None:
            out[f"scorer.{name}"] = said[part][key]
    if "variants" in said:
        out["scorer.variants"] = f"{said['variants']['found']}/{said['variants']['of']}"
    out |= {f"scorer.{name}": said[name] for name in ("published", "outlet", "dates") if name in said}
    return {name: round(v, 4) for name, value in out.items() if (v := _share(value)) is not None}


def _share(value: float | str) -> float | None:
    if isinstance(value, str):
        part, whole = map(int, value.split("/"))
        return part / whole if whole else None
    return value


# ---------------------------------------------------------------------------------------------- floors


def read_floors(path: Path = FLOORS) -> Floors:
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {"stories": {}, "lowered": []}


def fallen(measures: Measures, floors: Measures) -> dict[str, float]:
    """The floors that `measures` do not keep. A floor above zero whose measure is gone has fallen, but
    for the shared scorer's where that scorer is absent."""
    out: dict[str, float] = {}
    for name, floor in floors.items():
        if name not in measures:
            if floor and (SCORER.is_file() or not name.startswith("scorer.")):
                out[name] = floor
        elif (measures[name] > floor) if name in FAULTS else (measures[name] < floor):
            out[name] = floor
    return out


def raised(old: Measures, measures: Measures, lower: bool) -> Measures:
    """New floors: what is measured less the margin; no floor is lowered unless `lower`. Counts of faults that must
    not happen at all, and perfect scores of a few cases, keep their margin, too: one case may be a matter of taste."""
    out = dict(old)
    for name, value in sorted(measures.items()):
        fault = name in FAULTS
        counted = fault and name != "furniture_lost"
        new = value if counted else round(value + MARGIN if fault else max(0.0, value - MARGIN), 4)
        better = name not in old or (new < old[name] if fault else new > old[name])
        if better or lower:
            out[name] = new
    return {name: out[name] for name in sorted(out)}


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    lines = [
        "# Floors of the quality gate, one table a story; `quality/score.py` says what the measures are.",
        "# A floor rises with `quality/score.py --set` and is lowered only with `--set --lower WHY`, kept below.",
    ]
    for entry in floors.get("lowered", []):
        lines += ["", "[[lowered]]", f"why = {json.dumps(entry['why'], ensure_ascii=False)}"]
        lines += [f"what = {json.dumps(entry['what'], ensure_ascii=False)}"]
    for name, story in sorted(floors["stories"].items()):
        lines += ["", f"[stories.{name}]", f'sha256 = "{story["sha256"]}"', f"[stories.{name}.floors]"]
        lines += [f"{json.dumps(m)} = {v}" for m, v in story["floors"].items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


# ----------------------------------------------------------------------------------------------- output


def table(results: dict[str, Measures], prefix: str = "") -> list[str]:
    """A Markdown table: measures down, stories across; only measures that begin with `prefix` (or have none)."""
    chosen = {
        story: {n.removeprefix(prefix): v for n, v in m.items() if n.startswith(prefix) and ("." in n) == bool(prefix)}
        for story, m in results.items()
    }
    names = list(dict.fromkeys(n for m in chosen.values() for n in m))
    head = ["measure", *chosen]
    rows = [[n + (" (fault)" if n in FAULTS else ""), *(_cell(n, m.get(n)) for m in chosen.values())] for n in names]
    width = [max(len(r[i]) for r in [head, *rows]) for i in range(len(head))]
    rule = "|" + "|".join("-" * (w + 2) for w in width) + "|"
    first, *rest = ("| " + " | ".join(c.ljust(w) for c, w in zip(r, width, strict=True)) + " |" for r in [head, *rows])
    return [first, rule, *rest]


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if name in FAULTS and name != "furniture_lost" else f"{value:.2f}"


def write_table(results: dict[str, Measures], path: Path = TABLE) -> None:
    """docs/evaluation.md: its text up to the marker stays, the tables below are written anew."""
    mark = "<!-- written by: quality/score.py --write -->"
    text = path.read_text("utf-8").partition(mark)[0] if path.is_file() else "# Evaluation\n\n"
    own = {s: m for s, m in results.items() if not stories()[s].is_relative_to(SHARED)}
    other = {s: m for s, m in results.items() if s not in own}
    lines = [mark, "", "## The project's own gold stories", "", "Measured by `quality/check.py`.", "", *table(own)]
    if other:
        lines += [
            "",
            "## Gold stories the project does not hold",
            "",
            "Measured by `quality/check.py`.",
            "",
            *table(other),
        ]
    if any("scorer." in n for m in results.values() for n in m):
        lines += [
            "",
            "## All of them by an outside scorer",
            "",
            "Measured by a scorer that is no part of the project.",
            "",
        ]
        lines += table(results, "scorer.")
    path.write_text(text + "\n".join(lines) + "\n", encoding="utf-8")


def write_figures(results: dict[str, Measures], path: Path = README) -> None:
    """The few figures the README shows, between its two markers."""
    text = path.read_text("utf-8")
    begin, end = "<!-- figures: begin (written by: quality/score.py --write) -->", "<!-- figures: end -->"
    head, _, rest = text.partition(begin)
    rows = [["story", "written by", *HEADLINES.values()], ["---"] * (len(HEADLINES) + 2)]
    for story, measures in results.items():
        folder = stories()[story]
        blind = json.loads((folder / "gold.json").read_text("utf-8")).get("written") == "blind"
        by = "others" if folder.is_relative_to(SHARED) else "us, blind" if blind else "us"
        rows.append([story, by, *(_cell(n, measures.get(n)) for n in HEADLINES)])
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    path.write_text("\n".join([head + begin, "", *lines, "", end]) + rest.partition(end)[2], encoding="utf-8")


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write docs/evaluation.md and the README's figures")
    parser.add_argument("--set", action="store_true", help="raise the floors to what is measured, less a margin")
    parser.add_argument("--lower", metavar="WHY", help="with --set: lower floors and accept changed stories, too")
    parser.add_argument("--only", metavar="STORY", action="append", help="only this story (may be repeated)")
    options = parser.parse_args(None if arguments is None else list(arguments))
    if options.lower is not None and not (options.set and options.lower.strip()):
        parser.error("--lower needs --set and a reason")

    found = {n: p for n, p in stories().items() if not options.only or n in options.only}
    floors = read_floors()
    with ThreadPoolExecutor(2) as pool:
        built = dict(zip(found, pool.map(score, found.values()), strict=True))
    results = {name: measures for name, (measures, _) in built.items()}
    print("\n".join(table(results)))
    if SCORER.is_file():
        print("\nby ../shared/score/score_dossier.py:", *table(results, "scorer."), sep="\n")
    print("\nseconds to build:", ", ".join(f"{n} {s:.1f}" for n, (_, s) in built.items()))

    if options.write:
        write_table(results)
        write_figures(results)
    failures: list[str] = []
    changes: list[str] = []
    for name, measures in results.items():
        pinned = floors["stories"].get(name)
        mark = fingerprint(found[name])
        if pinned and pinned["sha256"] != mark:
            failures.append(f"{name}: the story or its gold was changed; accept with --set --lower WHY")
            changes.append(f"{name}: changed")
        if pinned is None and not options.set:
            failures.append(f"{name}: has no floors yet; set them with --set")
        for measured, floor in fallen(measures, pinned["floors"] if pinned else {}).items():
            now = measures.get(measured)
            failures.append(f"{name}: {measured} is {now}, its floor {floor}")
            changes.append(f"{name}: {measured} {floor} -> {now}")
        if options.set and (options.lower or not (pinned and pinned["sha256"] != mark)):
            old = pinned["floors"] if pinned else {}
            floors["stories"][name] = {"sha256": mark, "floors": raised(old, measures, bool(options.lower))}
    missing = [] if options.only else [n for n in floors["stories"] if n not in found and not _elsewhere(n, floors)]
    failures += [f"{n}: has floors but is gone" for n in missing]

    if options.set:
        if options.lower:
            floors.setdefault("lowered", []).append({"why": options.lower, "what": changes})
            failures = []
        write_floors(floors)
    for failure in failures:
        print(f"score: {failure}", file=sys.stderr)
    print("quality gate:", f"{len(failures)} below" if failures else "all floors hold")
    return 1 if failures else 0


def _elsewhere(name: str, floors: Floors) -> bool:
    """Whether a story is missing only because the folder beside the project is."""
    return not SHARED.is_dir() and any(m.startswith("scorer.") for m in floors["stories"][name]["floors"])


if __name__ == "__main__":
    sys.exit(main())
