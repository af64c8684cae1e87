"""Lineage and origins of long collections: where the time goes as a story grows.

    python benchmarks/scale.py [--reports 50 200 1000] [--data ../shared/data]

The reports are those of the events of newscluster, BASIL and PolNeAR in order, taken for one story (which they are not:
what is measured is time and memory, on texts of real length with real wire copy among them). Their parses are made
beforehand and not timed. Columns: seconds of text reuse alone, of the sentence vectors, of lineage with reuse (the
vectors are kept from the column before), and of origins; milliseconds of what lineage and origins add to reuse for each
thousand pairs of reports; peak memory.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from pathlib import Path

from stemma.article.parallel import layer_all
from stemma.model import Article, Layers, Outlet
from stemma.nlp.embedder import Embedder
from stemma.story.entities import resolve
from stemma.story.lineage import trace
from stemma.story.lineage.reuse import find_reuse
from stemma.story.origins import find_origins


def articles(data: Path, most: int) -> list[Article]:
    found = []
    for name in ("newscluster", "basil"):
        for line in (data / name / "stories.jsonl").read_text("utf-8").splitlines():
            found += [(a["outlet"], a["text"]) for a in json.loads(line)["articles"]]
    for line in (data / "polnear" / "train.jsonl").read_text("utf-8").splitlines():
        article = json.loads(line)
        found.append((article["publisher"], article["text"]))
    return [
        Article(id=f"r{n:04}", file=f"r{n:04}.txt", text=text, outlet=Outlet(name=outlet, inferred=False))
        for n, (outlet, text) in enumerate(found[:most])
    ]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--reports", type=int, nargs="+", default=[50, 200, 1000])
    asked.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    asked.add_argument("--cache", type=Path, default=None, help="SQLite file that keeps the parses")
    options = asked.parse_args()
    if not options.data.is_dir():
        raise SystemExit(f"{options.data} is not there: nothing to measure on (--data FOLDER)")
    everything = layer_all(
        articles(options.data, max(options.reports)), cache_file=options.cache, workers=None, done=lambda n: None
    ).layers
    embedder = Embedder()
    print(
        f"{'reports':>8} {'reuse':>7} {'vectors':>8} {'lineage':>8} {'origins':>8} {'ms/1000 pairs':>14} {'peak MB':>8}"
    )
    for size in options.reports:
        measure(everything[:size], embedder)


def measure(layers: tuple[Layers, ...], embedder: Embedder) -> None:
    begin = time.perf_counter()
    find_reuse([(one.article.id, one.article.text) for one in layers], least=9.0)
    reuse = time.perf_counter() - begin
    begin = time.perf_counter()
    embedder.embed([one.article.text[s.start : s.end] for one in layers for s in one.parse.sentences])
    vectors = time.perf_counter() - begin
    begin = time.perf_counter()
    derivations = trace(layers, embedder)
    lineage = time.perf_counter() - begin
    entities = resolve(layers)
    begin = time.perf_counter()
    find_origins(layers, entities, (), derivations)
    origins = time.perf_counter() - begin
    pairs = len(layers) * (len(layers) - 1) / 2
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    own = 1e6 * (lineage - reuse + origins) / max(1.0, pairs)
    times = f"{reuse:7.1f} {vectors:8.1f} {lineage:8.1f} {origins:8.1f}"
    print(f"{len(layers):8} {times} {own:14.1f} {memory:6.0f}", flush=True)


if __name__ == "__main__":
    main()
