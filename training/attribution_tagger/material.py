"""PolNeAR articles as the tagger reads them, with their gold labels."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.article.attribution.tagger.reading import REACH, Labels, Reading
from stemma.article.sentences import parse
from stemma.model import Article, Parse
from stemma.nlp.parser import Parser
from stemma.nlp.word_pieces import tokenizer

Ints = NDArray[np.int64]


@dataclass
class Cue:
    """A gold cue: its tokens, its head, and the roles (0, 1 source, 2 content) of the tokens near it."""

    begin: int
    end: int
    head: int
    relation: Ints
    role: Ints


@dataclass
class Example:
    id: str
    reading: Reading
    tags: Ints  # of each token: 0 outside, 1 begins, 2 goes on with a cue
    cues: list[Cue]


def load(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def parsed(path: Path, cache: Path) -> dict[str, Parse]:
    """The parses of a PolNeAR file, kept in `cache`."""
    return parsed_once({d["id"]: as_article(d) for d in load(path)}, cache / f"parse_{path.stem}.pkl")


def parsed_once(articles: dict[str, Article], store: Path) -> dict[str, Parse]:
    """The parses of articles, made at the first call and kept in `store`."""
    if not store.exists():
        parser = Parser()
        store.write_bytes(pickle.dumps({k: parse(a, parser) for k, a in articles.items()}))
    return pickle.loads(store.read_bytes())


def as_article(d: dict[str, Any]) -> Article:
    return Article(id=d["id"], file=d["id"], text=d["text"], title=d.get("title"))


def label_sets(parses: dict[str, Parse], least: int = 20) -> dict[str, Any]:
    """The labels that occur at least `least` times."""
    kinds = ("pos", "tag", "dep", "ent")
    counts = {k: Counter(getattr(t, k) for p in parses.values() for t in p.tokens) for k in kinds}
    return {"labels": {k: sorted(x for x, n in c.items() if x and n >= least) for k, c in counts.items()}}


def example(d: dict[str, Any], parse: Parse, labels: Labels) -> Example:
    reading = Reading(as_article(d), parse, tokenizer(), labels)
    starts = np.array([t.start for t in parse.tokens])
    ends = np.array([t.end for t in parse.tokens])

    def covered(spans: list[list[int]]) -> list[int]:
        edges = ((int(np.searchsorted(ends, s, "right")), int(np.searchsorted(starts, e))) for s, e in spans)
        return [i for first, after in edges for i in range(first, after)]

    tags = np.zeros(len(parse.tokens), np.int64)
    cues = []
    for a in d["attributions"]:
        at = covered(a["cue"])
        if not at or not a["content"]:
            continue
        begin, end = at[0], at[-1] + 1
        tags[begin:end] = 2
        tags[begin] = 1
        head = reading.head(begin, end)
        role = np.zeros(2 * REACH + 1, np.int64)
        for value, spans in ((2, a["content"]), (1, a["source"])):
            for i in covered(spans):
                if abs(i - head) <= REACH:
                    role[i - head + REACH] = value
        cues.append(Cue(begin, end, head, reading.relations(head), role))
    return Example(d["id"], reading, tags, cues)
