"""Fit the weights by which `stemma.story.talks` reads claims (`learnt`) and people (`attending`), and measure them.

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
from material import PEOPLE, ROOT, SLOTS, Story, material, stories
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from stemma.nlp.claim_embedder import ClaimEmbedder
from stemma.nlp.cross_encoder import CrossEncoder

FILE = ROOT / "src" / "stemma" / "data" / "talks_weights.toml"
FEWEST = 4  # stories a sign must be met in
STRENGTH = 0.03  # the inverse of the regularisation
MEANING = 4.0  # how much a unit vector weighs beside a sign
TURNS = 6  # parts the stories are divided into, each measured by the others


class Model(NamedTuple):
    """Weights of signs, of the vector, and the bias."""

    signs: dict[str, float]
    meaning: list[float]
    bias: float


def fitted(signs: Sequence[Sequence[dict[str, float]]], vectors: np.ndarray, truth: np.ndarray) -> Model:
    """A logistic model over signs (a list a story) and vectors."""
    met = defaultdict(set)
    for n, story in enumerate(signs):
        for one in story:
            for name in one:
                met[name].add(n)
    table = DictVectorizer()
    table.fit([{name: 1.0 for name, held in met.items() if len(held) >= FEWEST}])
    known = table.transform([one for story in signs for one in story])
    known = hstack([known, csr_matrix(vectors * MEANING)]).tocsr()
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(known, truth)
    weights, names = model.coef_[0], table.get_feature_names_out()
    return Model(
        {name: float(w) for name, w in zip(names, weights[: len(names)], strict=True)},
        [float(w) * MEANING for w in weights[len(names) :]],
        float(model.intercept_[0]),
    )


def model_of(fitting: Sequence[Story], what: str) -> Model:
    """The model for a slot, over claims and their vectors, or for who takes part, over people."""
    told = [s.people if what == PEOPLE else s.claims for s in fitting]
    vectors = np.vstack([_vectors(s, what) for s in fitting])
    return fitted([[t.signs for t in one] for one in told], vectors, np.concatenate([_truth(s, what) for s in fitting]))


def _vectors(s: Story, what: str) -> np.ndarray:
    return np.zeros((len(s.people), 0)) if what == PEOPLE else s.vectors


def _truth(s: Story, what: str) -> np.ndarray:
    return np.array([what in t.slots for t in (s.people if what == PEOPLE else s.claims)])


def weigh(model: Model, s: Story, what: str) -> np.ndarray:
    told = s.people if what == PEOPLE else s.claims
    logits = np.array([model.bias + sum(model.signs.get(k, 0.0) * v for k, v in t.signs.items()) for t in told])
    return logits + _vectors(s, what) @ np.array(model.meaning)


def report(what: str, fitting: Sequence[Story], held: Sequence[Story]) -> None:
    """Average precision, and how many of the surest are right: over the stories in turn, and on those held out."""
    found = list[tuple[np.ndarray, np.ndarray]]()
    for turn in range(TURNS):
        model = model_of([s for n, s in enumerate(fitting) if n % TURNS != turn], what)
        found += [(weigh(model, s, what), _truth(s, what)) for s in fitting[turn::TURNS]]
    _tell(f"{what}, in turn", found)
    if held:
        model = model_of(fitting, what)
        _tell(f"{what}, held out", [(weigh(model, s, what), _truth(s, what)) for s in held])


def _tell(name: str, found: Sequence[tuple[np.ndarray, np.ndarray]]) -> None:
    scores, truth = (np.concatenate([f[n] for f in found]) for n in (0, 1))
    best = np.argsort(-scores)
    surest = ", ".join(f"{truth[best[:n]].mean():.2f} of {n}" for n in (20, 50, 100, 200))
    share = average_precision_score(truth, scores)
    print(f"{name}: {truth.sum()} of {len(truth)}, average precision {share:.3f}; right of the surest {surest}")


def written(models: dict[str, Model]) -> str:
    lines = ["# Weights by which claims and people of a negotiation are read: fitted by training/talks/fit.py."]
    for what, model in models.items():
        lines += ["", f"[{what}]", f"bias = {model.bias:.3f}"]
        lines += [f"meaning = [{', '.join(f'{w:.2f}' for w in model.meaning)}]"] if model.meaning else []
        lines += ["", f"[{what}.signs]"]
        lines += [f'"{name}" = {w:.2f}' for name, w in sorted(model.signs.items()) if abs(w) >= 0.005]
    return "\n".join(lines) + "\n"


def main() -> None:
    folders, kept = stories()
    embedder, reader = ClaimEmbedder(), CrossEncoder()
    made = [s for folder in folders.values() if (s := material(folder, embedder, reader))]
    conclude([s for s in made if s.name not in kept], [s for s in made if s.name in kept], write="--write" in sys.argv)


def conclude(fitting: Sequence[Story], held: Sequence[Story], *, write: bool) -> None:
    print(f"{len(fitting)} stories, {sum(len(s.claims) for s in fitting)} claims; {len(held)} stories held out")
    for what in (*SLOTS, PEOPLE):
        report(what, fitting, held)
    if write:
        models = {what: model_of(fitting, what) for what in (*SLOTS, PEOPLE)}
        FILE.write_text(written(models), encoding="utf-8")


if __name__ == "__main__":
    main()
