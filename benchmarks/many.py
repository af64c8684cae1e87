#!/usr/bin/env python3
"""The story floor stage by stage as a story grows: which stage costs what, in seconds of processor time.

    python benchmarks/many.py [--reports 40 80 120] [--characters 1500] [--data ../shared/data]

The reports are those of newscluster in order, cut to `--characters`, taken for one story (which they are not: what is
measured is time). The article floor is done beforehand and not timed. The first row of a run holds what is loaded once.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from stemma.pipeline import build, read_alone

STAGES = ("dating", "entities", "statements", "lineage", "variants", "origins", "timeline", "talks")


def reports(data: Path, characters: int) -> Iterator[str]:
    for line in (data / "newscluster" / "stories.jsonl").read_text("utf-8").splitlines():
        for article in json.loads(line)["articles"]:
            yield json.dumps({"outlet": article["outlet"], "text": article["text"][:characters]})


def measure(file: Path, cache: Path) -> dict[str, float]:
    """Processor seconds of each stage of the story floor."""
    taken: dict[str, float] = {}
    began = {"reading": time.process_time()}

    def progress(stage: str, done: int, total: int) -> None:
        if stage not in began:
            now = time.process_time()
            last = list(began)[-1]
            taken[last] = now - began[last]
            began[stage] = now

    build([file], cache=cache, progress=progress)
    progress("done", 1, 1)
    return taken


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--reports", type=int, nargs="+", default=[40, 80, 120])
    asked.add_argument("--characters", type=int, default=1500)
    asked.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    options = asked.parse_args()
    if not options.data.is_dir():
        raise SystemExit(f"{options.data} is not there: nothing to measure on (--data FOLDER)")
    lines = list(reports(options.data, options.characters))
    print(f"{'reports':>8}" + "".join(f"{s:>12}" for s in STAGES))
    with tempfile.TemporaryDirectory() as folder:
        file, cache = Path(folder) / "reports.jsonl", Path(folder) / "layers.sqlite"
        for size in options.reports:
            file.write_text("\n".join(lines[:size]) + "\n", "utf-8")
            read_alone([file], cache=cache)
            taken = measure(file, cache)
            print(f"{min(size, len(lines)):8}" + "".join(f"{taken.get(s, 0.0):12.2f}" for s in STAGES), flush=True)


if __name__ == "__main__":
    main()
