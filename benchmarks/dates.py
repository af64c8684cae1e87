"""Days of publication worked out, on reports whose day is known and hidden.

    python benchmarks/dates.py [--shared ../shared] [--data basil newscluster]

Hides the day of one report at a time (the others keep theirs), then of all reports of a story, and says how often an
interval is given, how often it holds the day, and how often it is at most three days wide. Reads
``data/*/stories.jsonl``; skips what is absent.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from stemma.article.names import find_names
from stemma.article.sentences import parse
from stemma.article.times import find_times
from stemma.model import Article, Layers, Publication
from stemma.nlp.parser import Parser
from stemma.story.dating import date_story


def stories(file: Path, parser: Parser) -> Iterator[tuple[list[Layers], list[date]]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        layers, days = [], []
        for n, given in enumerate(json.loads(line)["articles"]):
            if not given["date"]:
                continue
            article = Article(id=f"a{n}", file=f"a{n}", text=f"{given['title']}\n\n{given['text']}")
            tree = parse(article, parser)
            layers.append(
                Layers(
                    article=article,
                    parse=tree,
                    mentions=find_names(article, tree),
                    times=find_times(article, tree),
                    quantities=(),
                    attributions=(),
                    credits=(),
                    claims=(),
                )
            )
            days.append(date.fromisoformat(given["date"][:10]))
        if len(layers) > 1:
            yield layers, days


def stated(layers: Layers, day: date | None) -> Layers:
    published = Publication(earliest=day, latest=day, inferred=False) if day else None
    return msgspec.structs.replace(layers, article=msgspec.structs.replace(layers.article, published=published))


def count(layers: Sequence[Layers], days: Sequence[date], hidden: Sequence[int]) -> list[tuple[bool, bool, bool]]:
    told = [stated(one, None if n in hidden else days[n]) for n, one in enumerate(layers)]
    published = date_story(told).published
    out = []
    for n in hidden:
        found = published.get(layers[n].article.id)
        holds = found is not None and found.earliest <= days[n] <= found.latest
        out.append((found is not None, holds, found is not None and (found.latest - found.earliest).days <= 3))
    return out


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    arguments.add_argument("--data", nargs="*", default=["basil", "newscluster"])
    given = arguments.parse_args()
    parser = Parser()
    for name in given.data:
        file = given.shared / "data" / name / "stories.jsonl"
        if not file.is_file():
            print(f"{file} is absent: skipped")
            continue
        one: list[tuple[bool, bool, bool]] = []
        every: list[tuple[bool, bool, bool]] = []
        for layers, days in stories(file, parser):
            for n in range(len(layers)):
                one += count(layers, days, [n])
            every += count(layers, days, range(len(layers)))
        for label, rows in (("one hidden", one), ("all hidden", every)):
            answered = sum(a for a, _, _ in rows)
            holds, narrow = sum(h for _, h, _ in rows), sum(n for _, _, n in rows)
            print(f"{name}, {label}: {answered}/{len(rows)} given, {holds} hold the day, {narrow} at most 3 days wide")


if __name__ == "__main__":
    main()
