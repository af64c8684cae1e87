"""Similarity: how likely two claims of different articles say the same, from 0 to 1.

A logistic model over evidence any reader would weigh: the meaning of the two claims, of their propositions and of the
sentences around them, the rare words they share, the entities and numbers both name. Two claims that differ in a
name or number can still be one statement (that is what variants are about), so differing evidence weighs little. The
weights were rounded from a fit whose leave-one-story-out scores are in ``docs/evaluation.md``.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from stemma.data import words
from stemma.model import Claim, Entity, Layers, Noun, Span
from stemma.nlp.embedder import Embedder, Vectors
from stemma.nlp.tree import Tree
from stemma.story.statements.proposition import propositions

_CANDIDATE = 0.3  # cosine below which two claims are not compared further
_WEIGHTS = {
    "proposition": 1.5,
    "claim": 2.5,
    "sentence": 4.8,
    "words": 4.3,
    "words_of_shorter": 4.5,
    "entities": 0.8,
    "other_entities": -0.3,
    "length": -0.9,
    "bias": -8.6,
}


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


def compare_claims(layers: Sequence[Layers], entities: Sequence[Entity], embedder: Embedder) -> Comparison:
    """Compare all claims of different articles."""
    claims = tuple(c for one in layers for c in one.claims)
    text = {one.article.id: one.article.text for one in layers}
    trees = {one.article.id: Tree(one.parse) for one in layers}
    proposition = {p.claim: p.text for one in layers for p in propositions(one)}

    def sentence(claim: Claim) -> str:
        s = trees[claim.span.article].sentence_of(claim.head)
        return text[claim.span.article][s.start : s.end]

    meant = embedder.embed([proposition[c.id] for c in claims])
    said = embedder.embed([text[c.span.article][c.span.start : c.span.end] for c in claims])
    around = embedder.embed([sentence(c) for c in claims])
    lemmas = [_content_lemmas(c, trees[c.span.article]) for c in claims]
    rarity = _rarity(lemmas)
    weight = [sum(rarity[w] for w in found) for found in lemmas]
    named = _contents(claims, [(m.span, e.id) for e in entities for m in e.mentions])
    length = [c.span.end - c.span.start for c in claims]

    cosine = meant @ meant.T
    article = np.array([c.span.article for c in claims])
    cosine[article[:, None] == article[None, :]] = 0
    matches = []
    for i, j in zip(*np.nonzero(np.triu(cosine) >= _CANDIDATE), strict=True):
        a, b = int(i), int(j)
        shared = sum(sorted(rarity[w] for w in lemmas[a] & lemmas[b]))
        both, either = len(named[a] & named[b]), len(named[a] | named[b])
        evidence = {
            "proposition": float(cosine[a, b]),
            "claim": float(said[a] @ said[b]),
            "sentence": float(around[a] @ around[b]),
            "words": shared / max(weight[a] + weight[b] - shared, 1e-6),
            "words_of_shorter": shared / max(min(weight[a], weight[b]), 1e-6),
            "entities": both / max(either, 1),
            "other_entities": float(bool(named[a]) and bool(named[b]) and not both),
            "length": abs(math.log(length[a] / length[b])),
            "bias": 1.0,
        }
        score = 1 / (1 + math.exp(-sum(_WEIGHTS[k] * v for k, v in evidence.items())))
        matches.append(Match(first=a, second=b, score=round(score, 3)))
    matches.sort(key=lambda m: (-m.score, m.first, m.second))
    return Comparison(claims=claims, vectors=meant, matches=tuple(matches))


def _content_lemmas(claim: Claim, tree: Tree) -> frozenset[str]:
    stop = words("en/stopwords.txt")
    inside = (tree.tokens[i] for i in tree.within(claim.span))
    return frozenset(t.lemma for t in inside if any(map(str.isalnum, t.text)) and t.lemma not in stop)


def _rarity(lemmas: Sequence[frozenset[str]]) -> dict[str, float]:
    """Inverse document frequency of each lemma over the claims (Spärck Jones 1972)."""
    counts = Counter(w for found in lemmas for w in found)
    return {w: math.log(len(lemmas) / n) + 1e-6 for w, n in counts.items()}


def _contents(claims: Sequence[Claim], marks: Sequence[tuple[Span, str]]) -> list[frozenset[str]]:
    """For each claim the keys of the marks that lie inside it."""
    by_article: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for span, key in marks:
        by_article[span.article].append((span, key))
    return [frozenset(k for s, k in by_article[c.span.article] if c.span.contains(s)) for c in claims]
