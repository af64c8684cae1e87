"""Fit the weights by which `stemma.story.talks.attending` reads who takes part, and measure them.

    python training/talks/fit.py            what they are worth: over the stories in turn, and on those held out
    python training/talks/fit.py --write    … and put them into src/stemma/data/talks_weights.toml

Material: the stories of ``training/statements/stories`` and of ``tests/fixtures`` with a negotiation record (`talks` in
their gold) that `quality/held_out.toml` does not hold out. Needs scikit-learn.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from material import ROOT, Story, material, stories
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from stemma.nlp.claim_embedder import ClaimEmbedder
from stemma.nlp.cross_encoder import CrossEncoder

FILE = ROOT / "src" / "stemma" / "data" / "talks_weights.toml"
FEWEST = 4  # stories a sign must be met in
STRENGTH = 0.03  # the inverse of the regularisation
TURNS = 6  # parts the stories are divided into, each measured by the others


class Model(NamedTuple):
    """Weights of signs, and the bias."""

    signs: dict[str, float]
    bias: float


def fitted(stories: Sequence[Story]) -> Model:
    """A logistic model over the signs of people."""
    met = defaultdict(set)
    for n, story in enumerate(stories):
        for person in story.people:
            for name in person.signs:
                met[name].add(n)
    table = DictVectorizer()
    table.fit([{name: 1.0 for name, held in met.items() if len(held) >= FEWEST}])
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit(table.transform([p.signs for s in stories for p in s.people]), _truth(stories))
    named = zip(table.get_feature_names_out(), model.coef_[0], strict=True)
    return Model({name: float(w) for name, w in named}, float(model.intercept_[0]))


def _truth(stories: Sequence[Story]) -> np.ndarray:
    return np.array([p.seated for s in stories for p in s.people])


def weigh(model: Model, stories: Sequence[Story]) -> np.ndarray:
    people = [p for s in stories for p in s.people]
    return np.array([model.bias + sum(model.signs.get(k, 0.0) * v for k, v in p.signs.items()) for p in people])


def report(fitting: Sequence[Story], held: Sequence[Story]) -> None:
    """Average precision, and how many of the surest are right: over the stories in turn, and on those held out."""
    parts = [fitting[turn::TURNS] for turn in range(TURNS)]
    found = [weigh(fitted([s for s in fitting if s not in part]), part) for part in parts]
    _tell("in turn", np.concatenate(found), _truth([s for part in parts for s in part]))
    _tell("held out", weigh(fitted(fitting), held), _truth(held))


def _tell(name: str, scores: np.ndarray, truth: np.ndarray) -> None:
    best = np.argsort(-scores)
    surest = ", ".join(f"{truth[best[:n]].mean():.2f} of {n}" for n in (20, 50, 100))
    share = average_precision_score(truth, scores)
    print(f"{name}: {truth.sum()} of {len(truth)}, average precision {share:.3f}; right of the surest {surest}")


def written(model: Model) -> str:
    lines = ["# Weights by which the people of a negotiation are read: fitted by training/talks/fit.py.", ""]
    lines += ["[delegates]", f"bias = {model.bias:.3f}", "", "[delegates.signs]"]
    lines += [f'"{name}" = {w:.2f}' for name, w in sorted(model.signs.items()) if abs(w) >= 0.005]
    return "\n".join(lines) + "\n"


def main() -> None:
    folders, kept = stories()
    embedder, reader = ClaimEmbedder(), CrossEncoder()
    made = [s for folder in folders.values() if (s := material(folder, embedder, reader))]
    fitting, held = [s for s in made if s.name not in kept], [s for s in made if s.name in kept]
    print(f"{len(fitting)} stories, {len(held)} held out")
    report(fitting, held)
    if "--write" in sys.argv:
        FILE.write_text(written(fitted(fitting)), encoding="utf-8")


if __name__ == "__main__":
    main()
