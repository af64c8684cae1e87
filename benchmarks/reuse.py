"""Text reuse against its peers on planted reuse: who finds the planted pairs, how many others, in what time.

    pip install datasketch rensa
    python benchmarks/reuse.py [--plants 200] [--edited 0.3] [--seeds 20260108] [--data ../shared/data]

The plants: 3 to 8 neighbouring sentences of one article, 30 % of their words edited (a third of the edits dropped, a
third replaced by another word, a third misspelt), are put into an article on another event, at a seam between two
sentences; fixed seeds, and the means over them. What must be found is
the pair (article the sentences come from, article that holds them).

News collections also hold natural reuse (wire copy, quoted statements). A pair counts as natural, and neither as hit
nor as error, when the two texts as they were before planting have a run of ten words in common, or when they are of one
event (reports of one event quote the same people); the same holds for the pair of a planted article and one that has
natural reuse with the article the sentences were taken from. All other pairs a method gives are errors. `natural` tells
how many of the pairs with a ten-word run a method found.

Methods: `stemma` is `stemma.story.lineage.reuse`; `datasketch` compares whole articles (MinHash LSH, 128 permutations,
shingles of five words, threshold 0.5) and `rensa` sentences (R-MinHash LSH, 128 permutations, 32 bands, single words,
similarity 0.5 or more; an article pair needs two sentences), each as its documentation shows it.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import resource
import time
from collections import Counter, defaultdict
from pathlib import Path

from rivals import WORD, Pair, alike_sentences, minhash_pairs, sentences

from stemma.story.lineage.reuse import find_reuse

Texts = list[tuple[str, str]]


def load(data: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Article id → text, article id → event."""
    texts: dict[str, str] = {}
    event: dict[str, str] = {}
    for name in ("newscluster", "basil"):
        for line in (data / name / "stories.jsonl").read_text().splitlines():
            story = json.loads(line)
            for article in story["articles"]:
                texts[f"{name}/{article['id']}"] = article["text"]
                event[f"{name}/{article['id']}"] = f"{name}/{story['story_id']}"
    for name in ("train", "dev"):
        for line in (data / "polnear" / f"{name}.jsonl").read_text().splitlines():
            article = json.loads(line)
            texts[f"polnear/{article['id']}"] = article["text"]
            event[f"polnear/{article['id']}"] = f"polnear/{article['id']}"
    return texts, event


def edit(text: str, share: float, vocabulary: list[str], chance: random.Random) -> str:
    """`text` with `share` of its words dropped, replaced or misspelt."""

    def change(found: re.Match[str]) -> str:
        word = found.group()
        if chance.random() >= share:
            return word
        kind = chance.randrange(3)
        if kind == 0:
            return ""
        if kind == 1 or len(word) < 4:
            return chance.choice(vocabulary)
        i = chance.randrange(1, len(word) - 2)
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]

    return re.sub(r" {2,}", " ", WORD.sub(change, text))


def plant(
    texts: dict[str, str], event: dict[str, str], plants: int, share: float, seed: int
) -> tuple[Texts, set[Pair]]:
    """The collection with `plants` articles that took sentences from another, and the pairs."""
    chance = random.Random(seed)
    vocabulary = sorted({w for t in texts.values() for w in WORD.findall(t)})
    ids = sorted(i for i, t in texts.items() if len(sentences(t)) >= 10)
    hosts = chance.sample(ids, plants)
    out = dict(texts)
    pairs = set()
    for host in hosts:
        source = chance.choice(ids)
        while event[source] == event[host] or source in hosts:
            source = chance.choice(ids)
        of = sentences(texts[source])
        n = chance.randint(3, 8)
        begin = chance.randrange(len(of) - n + 1)
        taken = edit(" ".join(of[begin : begin + n]), share, vocabulary, chance)
        into = sentences(texts[host])
        seam = chance.randrange(1, len(into))
        out[host] = "\n".join([*into[:seam], taken, *into[seam:]])
        pairs.add((min(source, host), max(source, host)))
    return sorted(out.items()), pairs


def natural_pairs(texts: dict[str, str], run: int = 10, most: int = 50) -> set[Pair]:
    """Pairs of articles with `run` words in a row in common; a run that more than `most` articles have is a
    publisher's furniture."""
    holders: dict[int, set[str]] = defaultdict(set)
    for i, text in texts.items():
        words = [w.lower() for w in WORD.findall(text)]
        for at in range(len(words) - run + 1):
            holders[hash(tuple(words[at : at + run]))].add(i)
    pairs: set[Pair] = set()
    for group in holders.values():
        if 1 < len(group) <= most:
            pairs.update(itertools.combinations(sorted(group), 2))
    return pairs


def stemma(texts: Texts) -> set[Pair]:
    return {(m.first, m.second) for m in find_reuse(texts)}


def datasketch(texts: Texts) -> set[Pair]:
    return minhash_pairs(texts)


def rensa(texts: Texts) -> set[Pair]:
    pairs, owner = alike_sentences(texts, shortest=8)
    matches = Counter((min(owner[n], owner[m]), max(owner[n], owner[m])) for n, m in pairs)
    return {pair for pair, count in matches.items() if count >= 2}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--plants", type=int, default=200)
    asked.add_argument("--edited", type=float, default=0.3)
    asked.add_argument("--seeds", type=int, nargs="+", default=[20260108], help="one collection is planted for each")
    asked.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    asked.add_argument("--verbose", action="store_true", help="print the pairs counted as errors")
    options = asked.parse_args()
    if not options.data.is_dir():
        raise SystemExit(f"{options.data} is not there: nothing to measure on (--data FOLDER)")
    texts, event = load(options.data)
    natural = natural_pairs(texts)
    same_event = {(a, b) for a, b in itertools.combinations(sorted(texts), 2) if event[a] == event[b]}
    print(f"{len(texts)} articles, {len(natural)} natural pairs with a ten-word run, {options.plants} plants a seed")
    print(f"{'seed':>9} {'method':11} {'recall':>7} {'precision':>10} {'natural':>8} {'seconds':>8} {'peak MB':>8}")
    rows: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for seed in options.seeds:
        planted, truth = plant(texts, event, options.plants, options.edited, seed)
        excused = natural | same_event | second_hand(truth, natural | same_event)
        for method in (stemma, rensa, datasketch):
            begin = time.perf_counter()
            try:
                found = method(planted)
            except ImportError as missing:
                print(f"{seed:9} {method.__name__:11} not installed ({missing.name})")
                continue
            took = time.perf_counter() - begin
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            hits, wrong = len(found & truth), found - truth - excused
            row = (
                hits / len(truth),
                hits / max(1, hits + len(wrong)),
                len(found & natural) / max(1, len(natural)),
                took,
                memory,
            )
            rows[method.__name__].append(row)
            show(str(seed), method.__name__, row)
            if options.verbose and method is stemma:
                explain(planted, wrong)
    if len(options.seeds) > 1:
        for name, known in rows.items():
            show("mean", name, tuple(sum(column) / len(known) for column in zip(*known, strict=True)))


def second_hand(truth: set[Pair], known: set[Pair]) -> set[Pair]:
    """Pairs of a planted article and one that has natural reuse with the other half of its pair."""
    kin: dict[str, set[str]] = defaultdict(set)
    for a, b in known | truth:
        kin[a].add(b)
        kin[b].add(a)
    return {(min(x, y), max(x, y)) for a, b in truth for y, z in ((a, b), (b, a)) for x in kin[z] if x != y}


def show(seed: str, method: str, row: tuple[float, ...]) -> None:
    recall, precision, natural, took, memory = row
    print(f"{seed:>9} {method:11} {recall:7.3f} {precision:10.3f} {natural:8.3f} {took:8.1f} {memory:8.0f}")


def explain(planted: Texts, wrong: set[Pair]) -> None:
    """Print the passages for which pairs were taken that are counted as errors."""
    text = dict(planted)
    for m in find_reuse(planted):
        if (m.first, m.second) in wrong:
            print("   ", m.first, m.second, m.common, round(m.density, 2), round(m.strength, 1))
            print("      ", repr(text[m.first][m.first_start : m.first_end]))
            print("      ", repr(text[m.second][m.second_start : m.second_end]))


if __name__ == "__main__":
    main()
