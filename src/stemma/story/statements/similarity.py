"""Similarity: how likely two claims of different articles say the same, from 0 to 1.

A logistic model over evidence any reader would weigh: the meaning of the two claims and of the sentences around them,
and the rare words they share. Names and numbers weigh no more than other rare words, for two claims that differ in one
can still be one statement (that is what variants are about). The weights are rounded from a
logistic fit over the claim pairs of gold stories; what they give on each story, ``make score`` says.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from stemma.data import words
from stemma.model import Claim, Layers, Noun
from stemma.nlp.embedder import Embedder, Vectors
from stemma.nlp.tree import Tree

_CANDIDATE = 0.3  # cosine below which two claims are not compared further
_WEIGHTS = {"claim": 4.5, "sentence": 2.0, "words": 4.4, "words_of_shorter": 4.9, "length": -1.0, "bias": -6.9}


class Match(Noun, frozen=True, kw_only=True):
    """Two claims (indices into the list compared) and how likely they say the same."""

    first: int
    second: int
    score: float


class Comparison(Noun, frozen=True, kw_only=True):
    """The claims compared, the vectors of their propositions (one row each) and the matches, best first."""

    claims: tuple[Claim, ...]
    vectors: Vectors
    matches: tuple[Match, ...]


def compare_claims(layers: Sequence[Layers], embedder: Embedder) -> Comparison:
    """Compare all claims of different articles."""
    claims = tuple(c for one in layers for c in one.claims)
    text = {one.article.id: one.article.text for one in layers}
    trees = {one.article.id: Tree(one.parse) for one in layers}
    vectors, around = _vectors(claims, trees, text, embedder)
    lemmas = [_content_lemmas(c, trees[c.span.article]) for c in claims]
    rarity = _rarity(lemmas)
    weight = [sum(rarity[w] for w in found) for found in lemmas]
    length = [c.span.end - c.span.start for c in claims]

    cosine = vectors @ vectors.T
    article = np.array([c.span.article for c in claims])
    cosine[article[:, None] == article[None, :]] = 0
    matches = []
    for i, j in zip(*np.nonzero(np.triu(cosine) >= _CANDIDATE), strict=True):
        a, b = int(i), int(j)
        shared = sum(sorted(rarity[w] for w in lemmas[a] & lemmas[b]))
        evidence = {
            "claim": float(cosine[a, b]),
            "sentence": float(around[a] @ around[b]),
            "words": shared / max(weight[a] + weight[b] - shared, 1e-6),
            "words_of_shorter": shared / max(min(weight[a], weight[b]), 1e-6),
            "length": abs(math.log(length[a] / length[b])),
            "bias": 1.0,
        }
        score = 1 / (1 + math.exp(-sum(_WEIGHTS[k] * v for k, v in evidence.items())))
        matches.append(Match(first=a, second=b, score=round(score, 3)))
    matches.sort(key=lambda m: (-m.score, m.first, m.second))
    return Comparison(claims=claims, vectors=vectors, matches=tuple(matches))


def _vectors(
    claims: Sequence[Claim], trees: dict[str, Tree], text: dict[str, str], embedder: Embedder
) -> tuple[Vectors, Vectors]:
    """The vectors of the claims, each understood in its sentence, and those of the sentences; a row a claim."""
    sentences, parts = [], []
    for claim in claims:
        s = trees[claim.span.article].sentence_of(claim.head)
        sentences.append(text[claim.span.article][s.start : s.end])
        parts.append([(max(claim.span.start - s.start, 0), claim.span.end - s.start)])
    return embedder.embed_parts(sentences, parts), embedder.embed(sentences)


def _content_lemmas(claim: Claim, tree: Tree) -> frozenset[str]:
    stop = words("en/stopwords.txt")
    inside = (tree.tokens[i] for i in tree.within(claim.span))
    return frozenset(t.lemma for t in inside if any(map(str.isalnum, t.text)) and t.lemma not in stop)


def _rarity(lemmas: Sequence[frozenset[str]]) -> dict[str, float]:
    """Inverse document frequency of each lemma over the claims (Spärck Jones 1972), smoothed so that in a story of few
    claims the words that all share still count."""
    counts = Counter(w for found in lemmas for w in found)
    return {w: math.log(1 + len(lemmas) / n) for w, n in counts.items()}
