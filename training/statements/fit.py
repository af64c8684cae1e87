"""Fit the weights by which two claims are judged to say the same (`stemma.story.statements.similarity`).

    python training/statements/fit.py                  cross-validate over the stories and print what it gives
    python training/statements/fit.py --write          … and write src/stemma/data/statement_weights.toml

Material: the stories beside this file, the example and two fixtures; all fictional, with the facts their reports share
marked by hand (the `statements` of a gold story). The fixtures written blind and the stories of ``../shared`` are not
read. Fitted on those of the stories that neither network was tuned on (`FITTING`). Two claims are one fact when each
covers at least half of a marked string of that fact and no tighter claim does. Pairs with a claim that is not marked
count as different, with a fifth of the weight, a tenth where one is a detail: the marking is not complete. Each story
counts alike. Needs scikit-learn (requirements.txt), which stemma itself does not.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.preprocessing import StandardScaler

from stemma.article.parallel import layer_all
from stemma.article.reading import read
from stemma.model import Claim, Layers
from stemma.nlp.claim_embedder import ClaimEmbedder
from stemma.nlp.cross_encoder import CrossEncoder
from stemma.story.dating import date_story
from stemma.story.statements.evidence import KINDS, Evidence, weigh_evidence
from stemma.story.statements.similarity import TOGETHER, in_question, known_together, read_together

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STORIES = [
    *sorted((HERE / "stories").iterdir()),
    ROOT / "examples" / "strait-talks",
    *(ROOT / "tests" / "fixtures" / "stories" / name for name in ("runoff-count", "shipyard-dispute")),
]
FITTING = frozenset(
    [
        "banker-extradition",
        "barrage-water",
        "bond-haircut",
        "carmaker-brakes",
        "consulate-siege",
        "dockers-pay",
        "expresident-verdict",
        "ferry-capsize",
        "gas-arrears",
        "grand-coalition",
        "inspectors-access",
        "minister-shot",
        "monitor-mandate",
        "naval-base-lease",
        "nurses-walkout",
        "opera-fire",
        "prisoner-bridge",
        "refugee-return",
        "runoff-recount",
        "shipyard-spy",
        "summit-boundary",
        "tailings-dam",
        "tariff-truce",
        "strait-talks",
        "runoff-count",
        "shipyard-dispute",
    ]
)
"""Stories the embedder is not tuned on (`tune.py`): on others its vectors look better than they are."""
WEIGHTS = ROOT / "src" / "stemma" / "data" / "statement_weights.toml"
UNMARKED, UNMARKED_DETAIL, UNMARKED_READ = 0.2, 0.1, 0.2
FOLDS = 4


class Story(NamedTuple):
    """The evidence of the pairs, whether they say the same, and whether both claims are marked."""

    values: np.ndarray
    same: np.ndarray
    both: np.ndarray
    found: Evidence
    layers: tuple[Layers, ...]

    def of(self, rows: np.ndarray, values: np.ndarray | None = None) -> Story:
        """Some of the pairs, with other evidence where it is given."""
        chosen = self.values[rows] if values is None else values
        return self._replace(values=chosen, same=self.same[rows], both=self.both[rows])


def material(story: Path, embedder: ClaimEmbedder) -> Story:
    """The pairs of a story that are compared, with their truth."""
    layers = layer_all(read([story / "articles"]).articles, cache_file=None, workers=1, done=lambda n: None).layers
    found = weigh_evidence(layers, date_story(layers).times, embedder)
    same, both = truth(found, layers, story)
    return Story(found.values, same, both, found, layers)


def truth(found: Evidence, layers: tuple[Layers, ...], story: Path) -> tuple[np.ndarray, np.ndarray]:
    """Whether each pair is one fact, and whether both its claims are marked. Clauses are matched before details are
    looked at, so two clauses are one fact though a detail in one of them is what tells it."""
    same, both = np.zeros(len(found.pairs), bool), np.zeros(len(found.pairs), bool)
    for details, rows in ((False, np.flatnonzero(found.whole)), (True, np.flatnonzero(~found.whole))):
        facts = marked_facts(layers, story, details=details)
        of = [facts.get(c.id, set()) for c in found.claims]
        for n in rows:
            i, j = found.pairs[n]
            same[n], both[n] = bool(of[i] & of[j]), bool(of[i] and of[j])
    return same, both


def marked_facts(layers: tuple[Layers, ...], story: Path, *, details: bool) -> dict[str, set[str]]:
    """For the claims (by id) that stand for a marked string, the facts marked there; with or without details."""
    gold = json.loads((story / "gold.json").read_text(encoding="utf-8"))
    facts: dict[str, set[str]] = {}
    for one in layers:
        told = (*one.claims, *one.details) if details else one.claims
        for fact in gold["statements"]:
            for marked in fact["claims"].get(Path(one.article.file).stem, []):
                start = one.article.text.find(marked)
                if start >= 0:
                    for claim in _tightest(told, start, start + len(marked)):
                        facts.setdefault(claim.id, set()).add(fact["id"])
    return facts


def _tightest(claims: tuple[Claim, ...], start: int, end: int) -> list[Claim]:
    """The claims that hold at least half of a stretch of text, without those half as long again as the shortest."""
    holding = [c for c in claims if 2 * (min(c.span.end, end) - max(c.span.start, start)) >= end - start]
    shortest = min((c.span.end - c.span.start for c in holding), default=0)
    return [c for c in holding if c.span.end - c.span.start <= 1.5 * shortest]


def fit(stories: list[Story], unmarked: float) -> tuple[np.ndarray, float]:
    """Weights and bias for the evidence as it is, not scaled."""
    values = np.vstack([s.values for s in stories])
    same = np.concatenate([s.same for s in stories])
    weight = np.concatenate([np.where(s.both, 1.0, unmarked) / max(1, s.same.sum()) for s in stories])
    scale = StandardScaler().fit(values)
    model = LogisticRegression(C=0.1, max_iter=2000)
    model.fit(scale.transform(values), same, sample_weight=weight * len(weight) / weight.sum())
    weights = model.coef_[0] / scale.scale_
    return weights, float(model.intercept_[0] - weights @ scale.mean_)


def cross_validated(stories: dict[str, Story], unmarked: float, title: str) -> None:
    print(title)
    names = list(stories)
    for n in range(FOLDS):
        held = names[n::FOLDS]
        weights, bias = fit([stories[s] for s in names if s not in held], unmarked)
        for s in held:
            one = stories[s]
            precision = average_precision_score(one.same[one.both], (one.values @ weights + bias)[one.both])
            print(
                f"{s:20} pairs {len(one.same):6} same {one.same.sum():4}  average precision {precision:.3f} (held out)"
            )


def table_of(name: str, kinds: tuple[str, ...], weights: np.ndarray, bias: float) -> list[str]:
    lines = [f"{kind} = {weight:.2f}" for kind, weight in zip(kinds, weights, strict=True)]
    return [f"[{name}]", f"bias = {bias:.2f}", "", f"[{name}.weights]", *lines, ""]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--write", action="store_true", help="write the weights where stemma reads them")
    write = arguments.parse_args().write
    embedder, reader = ClaimEmbedder(), CrossEncoder()
    stories = {s.name: material(s, embedder) for s in STORIES if s.name in FITTING}
    clauses = {name: one.of(np.flatnonzero(one.found.whole)) for name, one in stories.items()}
    cross_validated(clauses, UNMARKED, "apart: all pairs of clauses, by the evidence")
    weights, bias = fit(list(clauses.values()), UNMARKED)
    lines = table_of("apart", KINDS, weights, bias)
    details = {name: one.of(np.flatnonzero(~one.found.whole)) for name, one in stories.items()}
    cross_validated(details, UNMARKED_DETAIL, "details: all pairs with a detail, by the evidence")
    lines += table_of("details", KINDS, *fit(list(details.values()), UNMARKED_DETAIL))
    read = {}
    for name, one in stories.items():
        likely = 1 / (1 + np.exp(-(one.values @ weights + bias)))
        rows = in_question(one.found, likely)
        values = known_together(one.found, likely, rows, read_together(one.found, rows, one.layers, reader))
        read[name] = one.of(rows, values)
    cross_validated(read, UNMARKED_READ, "together: the pairs in question, read by the cross-encoder")
    lines += table_of("together", TOGETHER, *fit(list(read.values()), UNMARKED_READ))
    print(*lines, sep="\n")
    if write:
        head = "# Weights of the evidence that two claims say the same: fitted by training/statements/fit.py."
        WEIGHTS.write_text("\n".join([head, "", *lines]), encoding="utf-8")


if __name__ == "__main__":
    main()
