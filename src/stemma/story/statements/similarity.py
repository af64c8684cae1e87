"""Similarity: how likely two claims of different articles say the same, from 0 to 1.

A logistic model over the evidence. Names and numbers weigh no more than other rare words, for two claims that differ in
one can still be one statement (that is what variants are about). The weights come from fictional stories written for
the purpose, with the facts their reports share marked by hand: ``training/statements``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stemma.data import table
from stemma.model import Claim, Layers, Noun, Time
from stemma.nlp.embedder import Embedder, Vectors
from stemma.story.statements.evidence import KINDS, weigh_evidence


class Match(Noun, frozen=True, kw_only=True):
    """Two claims (indices into the list compared) and how likely they say the same."""

    first: int
    second: int
    score: float


class Comparison(Noun, frozen=True, kw_only=True):
    """The claims compared, their vectors (one row each) and the matches, best first."""

    claims: tuple[Claim, ...]
    vectors: Vectors
    matches: tuple[Match, ...]


def compare_claims(layers: Sequence[Layers], times: Sequence[Time], embedder: Embedder) -> Comparison:
    """Compare all claims of different articles."""
    found = weigh_evidence(layers, times, embedder)
    model = table("statement_weights.toml")
    weights = np.array([float(model["weights"][kind]) for kind in KINDS])
    scores = 1 / (1 + np.exp(-(found.values @ weights + float(model["bias"]))))
    matches = [
        Match(first=i, second=j, score=round(float(s), 3)) for (i, j), s in zip(found.pairs, scores, strict=True)
    ]
    matches.sort(key=lambda m: (-m.score, m.first, m.second))
    return Comparison(claims=found.claims, vectors=found.vectors, matches=tuple(matches))
