"""Wire copy against peers: who finds the pairs of reports that are one text printed again.

    pip install datasketch rensa
    python benchmarks/wirecopy.py [--data ../shared/data] [--verbose] [--full] [--pairs spotify|newscluster]

Three collections:

- `census`: 32 articles of 21 outlets on one day's news, groups of copies labelled by hand (`wirecopy/gold.json`). An
  article that the labels call unique although four fifths of its 8-word runs stand in an agency's text is left out, as
  are texts off the topic and snippets.
- `tagged`: the articles of PolNeAR that carry an agency's tag (`wire`), each with a reprint made of it: without its
  dateline and tag, its last third cut (agencies write so that editors can cut from the end), every fifth sentence
  dropped, changes of house style; fixed seed. The pairs are known by construction; tagged articles of one agency on
  other matters must not be paired (three pairs counted as wrong are one running report of one day, printed twice).
- `newscluster`, `spotify`: unlabelled; `--pairs` lists what stemma pairs, for reading.

Methods: `stemma` is `stemma.story.lineage.reuse` on texts alone (what part of the shorter text stands word for word in
the other; no parse, no model) and `lineage`, with --full, the reprints of a built story (parse, credits, matching and
all); `datasketch` is MinHash LSH over the articles' 5-word shingles (128 permutations, threshold 0.5) and `rensa`
R-MinHash per sentence (0.5; an article pair needs half of the sentences of the shorter), both as their documentation
shows them.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import time
from collections import Counter
from pathlib import Path

from rivals import Pair, alike_sentences, minhash_pairs, sentences

from stemma.story.lineage.reuse import copied_share, find_reuse

HOUSE_STYLE = (("percent", "per cent"), ("%", " percent"), ("Mr. ", ""), ("U.S.", "US"), (" said.", " says."))
REPRINT = 0.6  # part of the shorter text from which two texts are one printed twice


def census(data: Path) -> tuple[dict[str, str], set[Pair]]:
    gold = json.loads((data / "wirecopy" / "gold.json").read_text("utf-8"))["census"]
    left_out = {*gold["off_topic"], *gold["snippet"], *gold["suspected_label_errors"]}
    texts = {i: t for i, t in read(data / "wirecopy" / "census.jsonl").items() if i not in left_out}
    groups = (sorted(set(group) & texts.keys()) for group in gold["groups"].values())
    return texts, {pair for group in groups for pair in itertools.combinations(group, 2)}


def tagged(data: Path) -> tuple[dict[str, str], set[Pair]]:
    chance = random.Random(20260108)
    texts: dict[str, str] = {}
    pairs: set[Pair] = set()
    for name in ("train", "dev"):
        for line in (data / "polnear" / f"{name}.jsonl").read_text("utf-8").splitlines():
            article = json.loads(line)
            if article["wire"] and len(sentences(article["text"])) >= 8:
                texts[article["id"]] = article["text"]
                texts[f"{article['id']}~"] = reprint(article["text"], chance)
                pairs.add((article["id"], f"{article['id']}~"))
    return texts, pairs


def reprint(text: str, chance: random.Random) -> str:
    """The text as another outlet prints it: no dateline or tag, cut from the end, sentences dropped, house style."""
    text = re.sub(r"^.{0,60}?\((?:AP|Reuters|AFP|UPI)\)\s*[-–—]*\s*", "", text)
    kept = sentences(text)
    kept = [s for n, s in enumerate(kept[: max(5, 2 * len(kept) // 3)]) if n < 2 or chance.random() >= 0.2]
    return "\n".join(s.replace(*chance.choice(HOUSE_STYLE)) for s in kept)


def read(file: Path) -> dict[str, str]:
    return {a["id"]: a["text"] for a in map(json.loads, file.read_text("utf-8").splitlines())}


def stemma(texts: dict[str, str]) -> set[Pair]:
    shared = {(m.first, m.second) for m in find_reuse(sorted(texts.items()))}
    return {(a, b) for a, b in shared if copied_share(texts[a], texts[b]) >= REPRINT}


def lineage(texts: dict[str, str]) -> set[Pair]:
    from stemma.article.parallel import layer_all
    from stemma.model import Article
    from stemma.nlp.embedder import Embedder
    from stemma.story.lineage import trace
    from stemma.story.lineage.reprints import reprints_of

    articles = [Article(id=i, file=i, text=text) for i, text in sorted(texts.items())]
    kept = reprints_of(
        articles, trace(layer_all(articles, cache_file=None, workers=1, done=lambda n: None).layers, Embedder())
    )
    families: dict[str, set[str]] = {}
    for i in texts:
        families.setdefault(kept.get(i, i), set()).add(i)
    return {pair for family in families.values() for pair in itertools.combinations(sorted(family), 2)}


def datasketch(texts: dict[str, str]) -> set[Pair]:
    return minhash_pairs(sorted(texts.items()))


def rensa(texts: dict[str, str]) -> set[Pair]:
    pairs, owner = alike_sentences(sorted(texts.items()), shortest=5)
    matches: dict[Pair, set[int]] = {}
    for n, m in pairs:
        matches.setdefault((min(owner[n], owner[m]), max(owner[n], owner[m])), set()).add(n)
    size = Counter(owner)
    return {(a, b) for (a, b), found in matches.items() if len(found) >= 0.5 * min(size[a], size[b])}


def show_pairs(name: str, data: Path) -> None:
    """Print the pairs stemma finds in an unlabelled collection, with where both begin."""
    if name == "spotify":
        collections = [read(data / "wirecopy" / "spotify.jsonl")]
    else:
        lines = (data / name / "stories.jsonl").read_text("utf-8").splitlines()
        collections = [
            {f"{n}/{i:02d}-{a['outlet']}": a["text"] for i, a in enumerate(json.loads(line)["articles"])}
            for n, line in enumerate(lines)
        ]
    for texts in collections:
        for a, b in sorted(stemma(texts)):
            print(f"{copied_share(texts[a], texts[b]):.2f} {a} {b}")
            print("    ", " ".join(texts[a].split())[:150])
            print("    ", " ".join(texts[b].split())[:150])


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    asked.add_argument("--verbose", action="store_true", help="print the pairs stemma has wrong or misses")
    asked.add_argument("--full", action="store_true", help="build the lineage of each collection as one story as well")
    asked.add_argument("--pairs", choices=("spotify", "newscluster"), help="list the pairs of an unlabelled collection")
    options = asked.parse_args()
    if not options.data.is_dir():
        raise SystemExit(f"{options.data} is not there: nothing to measure on (--data FOLDER)")
    if options.pairs:
        show_pairs(options.pairs, options.data)
        return
    print(f"{'collection':11} {'method':11} {'pairs':>6} {'precision':>10} {'recall':>7} {'seconds':>8}")
    for collection in (census, tagged):
        texts, gold = collection(options.data)
        for method in (stemma, *([lineage] if options.full else []), rensa, datasketch):
            begin = time.perf_counter()
            try:
                found = method(texts)
            except ImportError as missing:
                print(f"{collection.__name__:11} {method.__name__:11} not installed ({missing.name})")
                continue
            took = time.perf_counter() - begin
            hits = len(found & gold)
            precision, recall = hits / max(1, len(found)), hits / max(1, len(gold))
            name = f"{collection.__name__:11} {method.__name__:11}"
            print(f"{name} {len(gold):6} {precision:10.3f} {recall:7.3f} {took:8.2f}")
            if options.verbose and method in (stemma, lineage):
                for kind, pairs in (("wrong", found - gold), ("missed", gold - found)):
                    for a, b in sorted(pairs):
                        print(f"    {kind}: {a} {b} {copied_share(texts[a], texts[b]):.2f}")


if __name__ == "__main__":
    main()
