"""Similarity: how likely two claims of different articles say the same, from 0 to 1.

Two logistic models, one after the other. The first judges every pair by the evidence; the pairs it leaves in question
are then read together by a cross-encoder (`stemma.nlp.cross_encoder`), and the second judges them by the evidence and
by that (retrieve and re-rank, Nogueira & Cho 2019). Names and numbers weigh no more than other rare words, for two
claims that differ in one can still be one statement (that is what variants are about). The weights come from fictional
stories written for the purpose, with the facts their reports share marked by hand: ``training/statements``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.data import table
from stemma.model import Claim, Layers, Noun, Time
from stemma.nlp.cross_encoder import CrossEncoder
from stemma.nlp.embedder import Embedder, Vectors
from stemma.story.statements.evidence import KINDS, Evidence, weigh_evidence

TOGETHER = ("apart", "read", "words", "rivals", "place")
"""What the second model goes by: the logit of the first, that of the cross-encoder, and the evidence that tells where
the first is wrong among pairs in question."""
_LEAST, _CLEAR = 0.2, 0.9  # the likelihoods between which a pair is in question
_RIVAL = 0.6  # the least share of the likelihood of the likeliest pair of either claim with the other's article
_EVEN = 0.35  # the likelihood at which the answer is most open
_MOST = 40  # pairs read for each report of a story, those most open first: 0.15 seconds of a core

Floats = NDArray[np.float64]


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


def compare_claims(
    layers: Sequence[Layers], times: Sequence[Time], embedder: Embedder, reader: CrossEncoder
) -> Comparison:
    """Compare all claims of different articles."""
    found = weigh_evidence(layers, times, embedder)
    model = table("statement_weights.toml")
    likely = np.where(
        found.whole,
        _likelihood(found.values, KINDS, model["apart"]),
        _likelihood(found.values, KINDS, model["details"]),
    )
    rows = in_question(found, likely)
    if rows.size:
        known = known_together(found, likely, rows, read_together(found, rows, layers, reader))
        likely[rows] = _likelihood(known, TOGETHER, model["together"])
    matches = [
        Match(first=i, second=j, score=round(float(s), 3)) for (i, j), s in zip(found.pairs, likely, strict=True)
    ]
    matches.sort(key=lambda m: (-m.score, m.first, m.second))
    return Comparison(claims=found.claims, vectors=found.vectors, matches=tuple(matches))


def in_question(found: Evidence, likely: Floats) -> NDArray[np.int64]:
    """The rows of the pairs of clauses worth reading: neither clear by themselves nor far behind their rivals."""
    article = [c.span.article for c in found.claims]
    pairs = [(n, *found.pairs[n], float(likely[n])) for n in np.flatnonzero(found.whole).tolist()]
    best: dict[tuple[int, str], float] = {}
    for _, i, j, chance in pairs:
        for key in ((i, article[j]), (j, article[i])):
            best[key] = max(best.get(key, 0.0), chance)
    rows = [
        n
        for n, i, j, chance in pairs
        if _LEAST <= chance < _CLEAR and chance >= _RIVAL * max(best[i, article[j]], best[j, article[i]])
    ]
    rows.sort(key=lambda n: (round(abs(float(likely[n]) - _EVEN), 6), n))
    return np.array(sorted(rows[: _MOST * len(set(article))]), np.int64)


def known_together(found: Evidence, likely: Floats, rows: NDArray[np.int64], read: Floats) -> Floats:
    """What the second model goes by, for the pairs of these rows (columns: `TOGETHER`)."""
    columns = {kind: found.values[rows, n] for n, kind in enumerate(KINDS)}
    columns |= {"apart": np.log(likely[rows] / (1 - likely[rows])), "read": read}
    return np.column_stack([columns[kind] for kind in TOGETHER])


def read_together(found: Evidence, rows: NDArray[np.int64], layers: Sequence[Layers], reader: CrossEncoder) -> Floats:
    """The cross-encoder's logits for the pairs of these rows."""
    text = {one.article.id: one.article.text for one in layers}
    said = [text[c.span.article][c.span.start : c.span.end] for c in found.claims]
    return reader.score([(said[i], said[j]) for i, j in (found.pairs[n] for n in rows)])


def _likelihood(values: Floats, kinds: Sequence[str], model: Mapping[str, Any]) -> Floats:
    weights = np.array([float(model["weights"].get(kind, 0.0)) for kind in kinds])
    chance: Floats = 1 / (1 + np.exp(-(values @ weights + float(model["bias"]))))
    return chance
