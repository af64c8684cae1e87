"""Train the weights of ``stemma.article.attribution.scoring`` on PolNeAR train.

    python training/attribution_scoring.py POLNEAR_TRAIN.jsonl OUT.tsv [--parses CACHE.pkl]

Every candidate of the clause and quotation rules is an example: positive where an annotated attribution has a content
that overlaps it (intersection over union of at least 0.5) and the same source. Logistic regression, L2, by L-BFGS;
features seen fewer than FLOOR times are left out, and weights near zero are dropped.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from stemma.article.attribution.candidate import Candidate
from stemma.article.attribution.proposing import candidates
from stemma.article.attribution.quotation import find_quotations
from stemma.article.attribution.quoting import Quoted
from stemma.article.attribution.resuming import resume
from stemma.article.attribution.scoring import features
from stemma.article.sentences import blocks, parse
from stemma.model import Article
from stemma.nlp.parser import Parser
from stemma.nlp.tree import Tree

FLOOR = 5
PENALTY = 3.0
HEADER = """# Weights of the logistic regression that scores attribution candidates: feature, weight.
# Source: trained on PolNeAR 1.0 train (840 articles; Newell et al. 2018, "An attribution relations corpus for
# political news", LREC) by training/attribution_scoring.py; features are named in stemma.article.attribution.scoring.
"""


def characters(spans: list[list[int]]) -> set[int]:
    return {i for s, e in spans for i in range(s, e)}


def label(found: list[Candidate], gold: list[tuple[set[int], set[int]]]) -> list[bool]:
    out = []
    starts = [(min(c), max(c)) if c else (0, 0) for c, _ in gold]
    for candidate in found:
        content: set[int] | None = None
        hit = False
        lo, hi = candidate.whole.start, candidate.whole.end
        for (want, source), (first, last) in zip(gold, starts, strict=True):
            if last < lo or first > hi or not want:
                continue
            if content is None:
                content = characters([[s.start, s.end] for s in candidate.content])
                said = characters([[s.start, s.end] for s in candidate.source])
            common = len(content & want)
            if common and common / len(content | want) >= 0.5 and (bool(said & source) or (not said and not source)):
                hit = True
                break
        out.append(hit)
    return out


def whole_speech(candidate: Candidate, tree: Tree, quoted: Quoted) -> Candidate:
    """The candidate with the quotations that go on with it, as it would stand in the end."""
    quotes = [q for s in candidate.content for q in quoted.touching(s) if q.double]
    return resume(tree, quoted, [candidate])[0] if quotes else candidate


def examples(file: Path, parses: Path | None) -> tuple[list[list[str]], list[bool]]:
    rows: list[list[str]] = []
    labels: list[bool] = []
    if parses:
        stored = pickle.loads(parses.read_bytes())
    else:
        parser = Parser()
        stored = []
        for line in file.open(encoding="utf-8"):
            record = json.loads(line)
            article = Article(id=record["id"], file=record["id"], text=record["text"])
            stored.append((record, article, parse(article, parser)))
    for record, article, parsed in stored:
        tree = Tree(parsed)
        marks = find_quotations(article.text, [(o, o + len(t)) for o, t in blocks(article)])
        quoted = Quoted(article.id, article.text, marks)
        found = candidates(tree, quoted)
        gold = [(characters(a["content"]), characters(a["source"])) for a in record["attributions"] if a["content"]]
        rows.extend(features(c, tree, quoted) for c in found)
        labels.extend(label([whole_speech(c, tree, quoted) for c in found], gold))
    return rows, labels


def train(rows: list[list[str]], labels: list[bool]) -> dict[str, float]:
    count = Counter(f for r in rows for f in set(r))
    names = sorted(f for f, n in count.items() if n >= FLOOR)
    place = {f: n for n, f in enumerate(names)}
    index, pointer = [], [0]
    for row in rows:
        index.extend(sorted({place[f] for f in row if f in place}))
        pointer.append(len(index))
    x = csr_matrix((np.ones(len(index)), index, pointer), shape=(len(rows), len(names)))
    y = np.asarray(labels, float)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        value = np.logaddexp(0, z).sum() - (y * z).sum() + 0.5 * PENALTY * (w @ w)
        return float(value), x.T @ (1 / (1 + np.exp(-z)) - y) + PENALTY * w

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    print(f"{len(rows)} candidates, {int(y.sum())} right, {len(names)} features, loss {found.fun:.0f}")
    return {f: float(w) for f, w in zip(names, found.x, strict=True) if abs(w) >= 0.05}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("train", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--parses", type=Path)
    chosen = options.parse_args()
    rows, labels = examples(chosen.train, chosen.parses)
    weights = train(rows, labels)
    lines = [f"{f}\t{w:.2f}" for f, w in sorted(weights.items()) if "#" not in f and " " not in f]
    chosen.out.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
