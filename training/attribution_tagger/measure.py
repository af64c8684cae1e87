"""Attributions of the marked stories that nothing was learnt from, found by rules and tagger together.

usage: python training/attribution_tagger/measure.py [--rules]

A mark is found when an attribution shares half of the characters of both; its source is right when the spans touch.
*Beside* are attributions that share no character with any mark.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from marks import marked

from stemma.article.attribution import attribute
from stemma.article.attribution.tagger import Tagger
from stemma.article.names import find_names
from stemma.article.sentences import parse
from stemma.model import Attribution, Span
from stemma.nlp.parser import Parser

HERE = Path(__file__).parent
LEAST = 0.5


def whole(mark: dict[str, Any], article: str) -> Span:
    return Span(article, min(s for s, _ in mark["content"]), max(e for _, e in mark["content"]))


def likeness(a: Span, b: Span) -> float:
    both = a.overlap(b)
    return both / (a.end - a.start + b.end - b.start - both)


def of_source(found: Attribution, mark: dict[str, Any]) -> bool:
    spans = [s.span for s in found.sources if s.span]
    return any(s.start < end and start < s.end for s in spans for start, end in mark["source"]) or not (
        spans or mark["source"]
    )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--rules", action="store_true", help="the rules alone")
    tagger = None if ask.parse_args().rules else Tagger()
    parser, count = Parser(), Counter[str]()
    for article, record in marked(HERE.parent / "statements/stories", HERE / "held_out"):
        tree = parse(article, parser)
        found = attribute(article, tree, find_names(article, tree), tagger)
        spans = [whole(m, article.id) for m in record["attributions"]]
        matched = set()
        for mark, span in zip(record["attributions"], spans, strict=True):
            best = max(found, key=lambda a: likeness(span, a.content), default=None)
            if best is None or likeness(span, best.content) < LEAST:
                continue
            matched.add(best.id)
            count["found"] += 1
            count["source"] += of_source(best, mark)
        count["marked"] += len(spans)
        others = [a for a in found if a.id not in matched]
        count["beside"] += sum(not any(a.content.overlap(s) for s in spans) for a in others)
        count["other"] += len(others)
    shown = count["found"] + count["other"]
    print(
        f"{count['marked']} marked; found {count['found'] / count['marked']:.3f}, with their source "
        f"{count['source'] / count['marked']:.3f}; of {shown} shown {count['found'] / shown:.3f} are marked, "
        f"{count['beside']} beside any mark"
    )


if __name__ == "__main__":
    main()
