"""Who is who across reports, on the participants and places of ECB+ (Cybulska and Vossen 2014).

    python benchmarks/entities.py [--shared ../shared] [--topics 5] [--errors]

ECB+ marks in 35 topics, of two events each, which mentions in which reports are one participant or place. Scored are
the mentions by name of people, organisations and places (a proper noun for the parser, and no lower-case words but
small ones) in the sentences its annotators validated: B-cubed precision, recall and F1 over the entities stemma makes
of all reports of a topic, a mention it does not find counting as alone. Two simple peers see the same mentions, their
spans for free: grouping by the same words, and grouping whatever rapidfuzz's ``token_set_ratio`` puts at 90 or more.
The last lines say how often stemma's entity is of the annotators' kind: they call a team a city names ("Indianapolis")
an organisation and a clinic a place. Reads ``data/ecbplus``; skips when absent. Nothing was tuned to single topics.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx
from anyascii import anyascii
from rapidfuzz import fuzz

from stemma.article.names import find_names
from stemma.article.sentences import parse
from stemma.model import Article, Layers, Span
from stemma.nlp.parser import Parser
from stemma.publish.record import entity_index
from stemma.story.entities import resolve

KINDS = {
    "HUMAN_PART_PER": "person",
    "HUMAN_PART_ORG": "organisation",
    "HUMAN_PART_GPE": "place",
    "LOC_GEO": "place",
    "LOC_FAC": "place",
    "LOC_OTHER": "place",
}
SMALL = {
    "the",
    "a",
    "in",
    "at",
    "of",
    "to",
    "from",
    "on",
    "and",
    "for",
    "s",
    "near",
    "de",
    "la",
    "al",
    "el",
    "van",
    "von",
    "bin",
}


class Gold(NamedTuple):
    """A mention by name: where, its words, its chain, its kind."""

    span: Span
    text: str
    chain: str
    kind: str


def topics(folder: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    by_topic: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        by_topic[str(document["topic"])].append(document)
    yield from sorted(by_topic.items(), key=lambda t: int(t[0]))


def mentions(document: dict[str, Any], layers: Layers) -> list[Gold]:
    out = []
    proper = [t for t in layers.parse.tokens if t.pos == "PROPN"]
    for m in document["mentions"]:
        kind = KINDS.get(m["type"])
        (start, _), (_, end) = m["spans"][0], m["spans"][-1]
        plain = {w for w in re.findall(r"[^\W\d_]+", m["text"]) if w.islower()} - SMALL
        named = not plain and any(start <= t.start and t.end <= end for t in proper)
        if kind and named and m["validated"]:
            out.append(Gold(Span(document["id"], start, end), m["text"], m["chain"], kind))
    return out


def layers_of(document: dict[str, Any], parser: Parser) -> Layers:
    article = Article(id=document["id"], file=document["id"], text=document["text"])
    tree = parse(article, parser)
    return Layers(
        article=article,
        parse=tree,
        mentions=find_names(article, tree),
        times=(),
        quantities=(),
        attributions=(),
        credits=(),
        claims=(),
    )


def b_cubed(gold: Sequence[str], found: Sequence[str]) -> tuple[float, float]:
    """Precision and recall summed over the mentions (Bagga and Baldwin 1998)."""
    together = Counter(zip(gold, found, strict=True))
    chains, entities = Counter(gold), Counter(found)
    precision = sum(n * n / entities[e] for (_, e), n in together.items())
    recall = sum(n * n / chains[c] for (c, _), n in together.items())
    return precision, recall


def words(text: str) -> str:
    return " ".join(re.findall(r"[\w&]+", re.sub(r"['’]s\b", "", anyascii(text)).lower())).removeprefix("the ")


def by_words(gold: Sequence[Gold]) -> list[str]:
    return [words(g.text) for g in gold]


def by_rapidfuzz(gold: Sequence[Gold]) -> list[str]:
    names = sorted({words(g.text) for g in gold})
    alike: nx.Graph[str] = nx.Graph()
    alike.add_nodes_from(names)
    alike.add_edges_from((a, b) for a in names for b in names if a < b and fuzz.token_set_ratio(a, b) >= 90)
    group = {n: min(part) for part in nx.connected_components(alike) for n in part}
    return [group[words(g.text)] for g in gold]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    arguments.add_argument("--topics", type=int, default=0, help="only the first so many topics")
    arguments.add_argument("--errors", action="store_true", help="list chains that are split or mixed, and wrong kinds")
    given = arguments.parse_args()
    folder = given.shared / "data" / "ecbplus"
    if not folder.is_dir():
        sys.exit(f"{folder} is absent: nothing to measure (skipped)")
    parser = Parser()
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    kinds: Counter[tuple[str, str]] = Counter()
    total = missed = 0
    for n, (topic, documents) in enumerate(topics(folder)):
        if given.topics and n >= given.topics:
            break
        layers = [layers_of(d, parser) for d in documents]
        gold = [m for d, one in zip(documents, layers, strict=True) for m in mentions(d, one)]
        entities = resolve(layers)
        at, kind_of = entity_index(entities), {e.id: e.kind for e in entities}
        ours = [at(g.span) or f"missed-{i}" for i, g in enumerate(gold)]
        total += len(gold)
        missed += sum(e.startswith("missed") for e in ours)
        peers: dict[str, Callable[[Sequence[Gold]], list[str]]] = {"same words": by_words, "rapidfuzz": by_rapidfuzz}
        groups = {"stemma": ours} | {name: peer(gold) for name, peer in peers.items()}
        for name, found in groups.items():
            precision, recall = b_cubed([g.chain for g in gold], found)
            sums[name][0] += precision
            sums[name][1] += recall
        kinds.update((g.kind, kind_of.get(e, "missed")) for g, e in zip(gold, ours, strict=True))
        if given.errors:
            show(topic, gold, ours, kind_of, {e.id: e.name for e in entities})
    print(f"{total} mentions, {missed} not found")
    print(f"{'':12}{'P':>8}{'R':>8}{'F1':>8}")
    for name, (precision, recall) in sums.items():
        p, r = precision / total, recall / total
        print(f"{name:12}{p:8.3f}{r:8.3f}{2 * p * r / (p + r):8.3f}")
    for kind in ("person", "organisation", "place"):
        of = sum(n for (k, _), n in kinds.items() if k == kind)
        rest = ", ".join(f"{f} {n}" for (k, f), n in sorted(kinds.items(), key=lambda x: -x[1]) if k == kind and f != k)
        print(f"{kind}: {kinds[kind, kind]} of {of} of that kind; else {rest}")


def show(topic: str, gold: Sequence[Gold], ours: Sequence[str], kinds: dict[str, str], names: dict[str, str]) -> None:
    chains: dict[str, list[int]] = defaultdict(list)
    entities: dict[str, list[int]] = defaultdict(list)
    for i, (g, e) in enumerate(zip(gold, ours, strict=True)):
        chains[g.chain].append(i)
        entities[e].append(i)

    def texts(at: Sequence[int]) -> str:
        return ", ".join(f"{t} ({n})" for t, n in Counter(gold[i].text for i in at).most_common(6))

    for e, at in entities.items():
        if len({gold[i].chain for i in at}) > 1:
            print(f"{topic} mixed {names.get(e)!r}:", " || ".join(
                texts([i for i in at if gold[i].chain == c]) for c in sorted({gold[i].chain for i in at})))  # fmt: skip
    for at in chains.values():
        parts = sorted({ours[i] for i in at})
        if len(parts) > 1:
            print(f"{topic} split:", " || ".join(
                f"{names.get(e, 'missed')!r} {texts([i for i in at if ours[i] == e])}" for e in parts))  # fmt: skip
    for g, e in zip(gold, ours, strict=True):
        if e in kinds and kinds[e] != g.kind:
            print(f"{topic} kind {kinds[e]} for {g.kind}: {g.text!r} in {names[e]!r}")


if __name__ == "__main__":
    main()
