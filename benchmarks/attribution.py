"""Attribution on PolNeAR dev: the rules, the tagger, and both blended, with their speed beside the parser's.

usage: python benchmarks/attribution.py [--shared ../shared] [--out FOLDER] [--only rules|tagger|both]

Speed is counted in processor time (all threads together), so that other work on the machine does not change it.
Scored by the shared ``score_attribution.py``; skips, saying so, where the shared data are absent.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from stemma.article.attribution import attribute
from stemma.article.attribution.tagger import Tagger
from stemma.article.names import find_names
from stemma.article.sentences import parse
from stemma.model import Article, Parse
from stemma.nlp.parser import Parser

Found = list[dict[str, Any]]
SYSTEMS = ("rules", "tagger", "both")
System = Callable[[Article, Parse], Found]


def place(span: Any) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def rules(article: Article, tree: Parse, tagger: Tagger | None = None) -> Found:
    return [
        {
            "content": place(a.content),
            "parts": [place(p) for p in a.parts],
            "sources": [place(s.span) for s in a.sources if s.span],
        }
        for a in attribute(article, tree, find_names(article, tree), tagger)
    ]


def alone(article: Article, tree: Parse, tagger: Tagger) -> Found:
    return [
        {"content": [[p.start, p.end] for p in a.content], "sources": [place(s) for s in a.sources]}
        for a in tagger.propose(article, tree)
    ]


def system(name: str) -> System:
    model = Tagger()
    if name == "rules":
        return rules
    return partial(alone if name == "tagger" else rules, tagger=model)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--only", choices=SYSTEMS)
    ask.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    ask.add_argument("--out", type=Path)
    a = ask.parse_args()
    gold, scorer = a.shared / "data/polnear/dev.jsonl", a.shared / "score/score_attribution.py"
    if not gold.is_file():
        print(f"no {gold}: attribution is not measured here")
        return
    with gold.open(encoding="utf-8") as file:
        data = [json.loads(line) for line in file]
    articles = [Article(id=d["id"], file=d["id"], text=d["text"], title=d.get("title")) for d in data]
    words = sum(len(x.text.split()) for x in articles)
    parser = Parser()
    parse(articles[0], parser)
    begun = time.process_time()
    trees = [parse(x, parser) for x in articles]
    pace = words / (time.process_time() - begun)
    print(f"parser   {pace:,.0f} words a second of processor time")

    with tempfile.TemporaryDirectory() as scratch:
        out = a.out or Path(scratch)
        out.mkdir(parents=True, exist_ok=True)
        for name in [a.only] if a.only else SYSTEMS:
            run = system(name)
            run(articles[0], trees[0])
            begun = time.process_time()
            found = [run(x, t) for x, t in zip(articles, trees, strict=True)]
            own = words / (time.process_time() - begun)
            print(f"\n{name:8s} {own:,.0f} words a second of processor time ({own / pace:.2f} of the parser's)")
            answers = out / f"{name}.jsonl"
            with answers.open("w", encoding="utf-8") as file:
                for x, attributions in zip(articles, found, strict=True):
                    file.write(json.dumps({"id": x.id, "attributions": attributions}) + "\n")
            subprocess.run([sys.executable, str(scorer), str(answers), str(gold)], check=True)


if __name__ == "__main__":
    main()
