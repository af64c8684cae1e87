"""Similarity: how far two claims of different articles say the same, from 0 to 1.

The cosine of their meaning vectors, moved by the evidence that vectors see badly: the entities both name, the numbers
and the kind of clause. Two claims that differ in a name or number can still be one statement (that is what variants are
about), so differing evidence weighs less than shared evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from stemma.model import Claim, Entity, Layers, Noun, Span, Time
from stemma.nlp.embedder import Vectors

_CANDIDATE = 0.45
_SHARED_NAME, _OTHER_NAMES = 0.05, 0.06
_SHARED_NUMBER, _OTHER_NUMBER = 0.06, 0.04
_OPPOSITE_FORM = 0.05
_NAMES_COUNTED = 3


class Match(Noun, frozen=True, kw_only=True):
    """Two claims (indices into the list compared) and how far they say the same."""

    first: int
    second: int
    score: float


def compare_claims(
    claims: Sequence[Claim],
    vectors: Vectors,
    layers: Sequence[Layers],
    entities: Sequence[Entity],
    times: Sequence[Time],
) -> tuple[Match, ...]:
    """The pairs of claims of different articles that may say the same, most similar first."""
    if len(claims) < 2:
        return ()
    cosine = np.round(vectors @ vectors.T, 3)
    article = np.array([c.span.article for c in claims])
    cosine[article[:, None] == article[None, :]] = 0
    names = _contents(claims, [(m.span, e.id) for e in entities for m in e.mentions])
    numbers = _contents(claims, [(q.span, f"{q.value:g}") for one in layers for q in one.quantities])
    lengths = [c.span.end - c.span.start for c in claims]
    matches = []
    for i, j in zip(*np.nonzero(np.triu(cosine) >= _CANDIDATE), strict=True):
        a, b = int(i), int(j)
        score = float(cosine[a, b])
        score += _evidence(names[a], names[b], _SHARED_NAME, _OTHER_NAMES)
        score += _evidence(numbers[a], numbers[b], _SHARED_NUMBER, _OTHER_NUMBER)
        if max(lengths[a], lengths[b]) > 3 * min(lengths[a], lengths[b]):
            score -= _OPPOSITE_FORM
        matches.append(Match(first=a, second=b, score=round(score, 3)))
    return tuple(sorted(matches, key=lambda m: (-m.score, m.first, m.second)))


def _evidence(first: frozenset[str], second: frozenset[str], shared: float, other: float) -> float:
    if not first or not second:
        return 0.0
    both = len(first & second)
    if both:
        return shared * min(both, _NAMES_COUNTED) * (2 * both / (len(first) + len(second)))
    return -other


def _contents(claims: Sequence[Claim], marks: Sequence[tuple[Span, str]]) -> list[frozenset[str]]:
    """For each claim the keys of the marks that lie inside it."""
    by_article: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for span, key in marks:
        by_article[span.article].append((span, key))
    return [frozenset(k for s, k in by_article[c.span.article] if c.span.contains(s)) for c in claims]
