"""Fit the weights by which `stemma.story.talks.learnt` reads claims, and measure them (README.md).

    python training/talks/fit.py            what they are worth: over the stories in turn, and on those held out
    python training/talks/fit.py --write    … and put them into src/stemma/data/talks_weights.toml

Material: the stories of ``training/statements/stories`` and of ``tests/fixtures`` with a negotiation record (`talks` in
their gold) that `quality/held_out.toml` does not hold out. Needs scikit-learn.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from material import ROOT, SLOTS, Story, material, stories
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


def of_slot(fitting: Sequence[Story], slot: str) -> Model:
    truth = np.array([slot in c.slots for s in fitting for c in s.claims])
    return fitted([[c.signs for c in s.claims] for s in fitting], np.vstack([s.vectors for s in fitting]), truth)


def weigh(model: Model, signs: Iterable[dict[str, float]], vectors: np.ndarray) -> np.ndarray:
    logits = np.array([model.bias + sum(model.signs.get(k, 0.0) * v for k, v in s.items()) for s in signs])
    return logits + vectors @ np.array(model.meaning)


def report(what: str, fitting: Sequence[Story], held: Sequence[Story]) -> None:
    """Average precision, and how many of the surest are right: over the stories in turn, and on those held out."""
    scores, truth = list[np.ndarray](), list[np.ndarray]()

    def apply(model: Model, s: Story) -> tuple[np.ndarray, np.ndarray]:
        return weigh(model, [c.signs for c in s.claims], s.vectors), np.array([what in c.slots for c in s.claims])

    for turn in range(TURNS):
        model = of_slot([s for n, s in enumerate(fitting) if n % TURNS != turn], what)
        found = [apply(model, s) for n, s in enumerate(fitting) if n % TURNS == turn]
        scores += [f[0] for f in found]
        truth += [f[1] for f in found]
    _tell(f"{what}, in turn", np.concatenate(scores), np.concatenate(truth))
    found = [apply(of_slot(fitting, what), s) for s in held] if held else []
    if found:
        _tell(f"{what}, held out", np.concatenate([f[0] for f in found]), np.concatenate([f[1] for f in found]))


def _tell(name: str, scores: np.ndarray, truth: np.ndarray) -> None:
    best = np.argsort(-scores)
    surest = ", ".join(f"{truth[best[:n]].mean():.2f} of {n}" for n in (20, 50, 100, 200))
    share = average_precision_score(truth, scores)
    print(f"{name}: {truth.sum()} of {len(truth)}, average precision {share:.3f}; right of the surest {surest}")


def written(models: dict[str, Model]) -> str:
    lines = ["# Weights by which claims of a negotiation are read: fitted by training/talks/fit.py."]
    for what, model in models.items():
        meaning = ", ".join(f"{w:.2f}" for w in model.meaning)
        lines += ["", f"[{what}]", f"bias = {model.bias:.3f}", f"meaning = [{meaning}]"]
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
    for what in SLOTS:
        report(what, fitting, held)
    if write:
        models = {slot: of_slot(fitting, slot) for slot in SLOTS}
        FILE.write_text(written(models), encoding="utf-8")


if __name__ == "__main__":
    main()
