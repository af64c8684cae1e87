"""Fit the first look at a claim: whether the reader of clauses may find anything in its sentence.

python training/talks/first_look.py            how much need not be read, and what that loses, on stories held out
python training/talks/first_look.py --write    … and put the weights into src/stemma/data/first_look.toml

A logistic model over the vectors of the claims (`stemma.nlp.claim_embedder`) learns on the stories of ``marks`` whether
the reader's answer for a claim passes one of the thresholds from which it counts. Needs scikit-learn.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from clauses import HELD_OUT, MARKS, ROOT, grounded
from sklearn.linear_model import LogisticRegression

from stemma.nlp.claim_embedder import ClaimEmbedder
from stemma.nlp.clause_reader import TELLS, ClauseReader
from stemma.nlp.cross_encoder import CrossEncoder
from stemma.story.talks.passages import passages
from stemma.story.talks.phrasing import Phrasing
from stemma.story.talks.voices import voices

FILE = ROOT / "src" / "stemma" / "data" / "first_look.toml"
COUNTS = {"position": 0.55, "next step": 0.33, "outcome": 0.6}  # a little below what the record asks for
SHARES = (0.05, 0.08, 0.1, 0.12, 0.15, 0.2)


class Sentence(NamedTuple):
    """The vectors of a sentence's claims, and whether the reader's answer counts, a column for each of `COUNTS`."""

    vectors: np.ndarray
    counts: np.ndarray


def sentences(files: Sequence[Path]) -> list[Sentence]:
    embedder, encoder, reader = ClaimEmbedder(), CrossEncoder(), ClauseReader()
    least = np.array(list(COUNTS.values()))
    columns = [TELLS.index(what) for what in COUNTS]
    out = []
    for file in sorted(files):
        if (found := grounded(file, embedder, encoder)) is None:
            continue
        frames, party = found.frames, found.parties[0].name
        asked = passages(Phrasing(frames, found.sides, voices(frames, found.sides, found.parties)))
        answers = reader.read([a.passages[party] for a in asked])
        for one, logits in zip(asked, answers, strict=True):
            sentence = frames.sentence(one.claims[0].span)
            stretches = [(max(c.span.start - sentence.start, 0), c.span.end - sentence.start) for c in one.claims]
            vectors = embedder.embed_parts([frames.text(sentence)], [stretches])
            out.append(Sentence(vectors, 1 / (1 + np.exp(-logits[:, columns])) >= least))
    return out


def main() -> None:
    fitting, held = sentences(list(MARKS.iterdir())), sentences(list(HELD_OUT.iterdir()))
    model = LogisticRegression(C=1.0, max_iter=1000)
    model.fit(np.vstack([s.vectors for s in fitting]), np.concatenate([s.counts.any(1) for s in fitting]))
    looks = [model.predict_proba(s.vectors)[:, 1].max() for s in held]
    every = np.vstack([s.counts for s in held]).sum(0)
    for share in SHARES:
        read = [s for s, look in zip(held, looks, strict=True) if look >= share]
        kept = np.vstack([s.counts for s in read]).sum(0) / every
        told = ", ".join(f"{what} {k:.3f}" for what, k in zip(COUNTS, kept, strict=True))
        print(f"from {share}: {len(read) / len(held):.2f} of the sentences read; of what is found, kept: {told}")
    if "--write" in sys.argv:
        weights = ", ".join(f"{w:.3f}" for w in model.coef_[0])
        lines = [
            "# By which claims a sentence is worth reading for what it tells of a negotiation: a logistic model over",
            "# the vectors of claims, fitted by training/talks/first_look.py.",
            "",
            f"bias = {model.intercept_[0]:.3f}",
            f"weights = [{weights}]",
        ]
        FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
