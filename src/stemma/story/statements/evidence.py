"""Evidence: what speaks for and against two claims of different articles saying the same, as numbers.

Meaning is compared clause by clause and word by word: each content word of one claim, as the embedder understands it in
its sentence, is held against the nearest word of the other, rare words weighing most (greedy soft alignment after
BERTScore, Zhang et al. 2020). What two claims would share with any claim is taken off: the best the other claims of
their articles reach (the local scaling of CSLS, Conneau et al. 2018).
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.data import words
from stemma.model import Claim, Layers, Noun, Time
from stemma.nlp.embedder import Embedder, Vectors
from stemma.nlp.tree import Tree
from stemma.story.statements.particulars import KINDS as OF_PARTICULARS
from stemma.story.statements.particulars import compare_particulars, particulars_of, rarity_of_figures

KINDS = (
    "words",  # how near the words of the two are, rare ones first: mean of both directions
    "words_least",  # the same, the lesser direction: all of one claim may stand in a longer one
    "lemmas",  # rare lemmas shared, of all in the two
    "claim",  # cosine of the two claims, each understood in its sentence
    "above_usual",  # that cosine twice, less what either reaches with the nearest claim of other articles on average
    "rivals",  # how much nearer other claims of the same two articles come
    "sentence",  # cosine of the sentences around them
    "predicate",  # cosine of their head words
    "place",  # how far apart they stand in their articles, as shares of all claims
    "numbers",  # 1 where both give numbers and share none
    *OF_PARTICULARS,
    "details",  # 1 where both are details; a clause and a detail are further apart by themselves
)
"""The kinds of evidence, in the order of the columns of `Evidence.values`."""

_CANDIDATE = 0.2  # cosine below which two claims are not compared further
_NEAREST = 12  # a claim is compared with so many of the nearest claims of another article
_MOST = 200  # … and with so many of all; a story of up to sixteen reports stays below
_WORDS = 40  # words of a claim that are aligned; only a list is longer

Floats = NDArray[np.float64]


class Evidence(Noun, frozen=True, kw_only=True):
    """Pairs of claims and what speaks for each.

    `claims` are those of all articles, `vectors` theirs (one row a claim), `pairs` the rows of two claims of different
    articles (the lesser first, in order), `values` one row a pair and one column for each of `KINDS`. `whole` tells
    the pairs of two clauses from those with a detail.
    """

    claims: tuple[Claim, ...]
    vectors: Vectors
    pairs: tuple[tuple[int, int], ...]
    values: Floats
    whole: NDArray[np.bool_]


def weigh_evidence(layers: Sequence[Layers], times: Sequence[Time], embedder: Embedder) -> Evidence:
    """The evidence for all pairs of claims of different articles that are near enough to be worth it."""
    read = [_Read(claim, place) for one in layers for claim, place in _placed(one)]
    claims = tuple(r.claim for r in read)
    _understand(read, layers, embedder)
    clause = np.array([not c.detail for c in claims], np.bool_)
    rarity = _rarity([r.lemma_set for r in read if not r.claim.detail])
    once = math.log(1 + int(clause.sum()))
    rarity |= {w: once for r in read for w in r.lemmas if w not in rarity}  # words of no clause
    for r in read:
        r.weights = np.array([rarity[w] for w in r.lemmas[:_WORDS]])
    vectors: Vectors = np.array([r.vector for r in read], np.float32).reshape(-1, embedder.dimensions)

    articles = [one.article.id for one in layers if one.claims or one.details]
    rows = [np.array([n for n, c in enumerate(claims) if c.span.article == a]) for a in articles]
    column = {a: n for n, a in enumerate(articles)}
    given = particulars_of(claims, layers, times)
    rare_figures = rarity_of_figures([g for g, c in zip(given, clause, strict=True) if c])
    found: list[tuple[int, int]] = []
    weighed = array("d")  # row by row: lists of numbers take four times the memory, and a large story has millions
    # Clauses are held against clauses only: the details inside them would be rivals of their own clause.
    for among in (clause, np.ones(len(claims), np.bool_)):
        best, cosine = _nearest(vectors, [own[among[own]] for own in rows])
        usual = _usual(best, [column[c.span.article] for c in claims])
        for i, j in sorted(cosine):
            if among is not clause and clause[i] and clause[j]:
                continue
            a, b, near = read[i], read[j], cosine[i, j]
            here, there = column[a.claim.span.article], column[b.claim.span.article]
            forth, reverse = _aligned(a, b)
            shared = sum(sorted(rarity[w] for w in a.lemma_set & b.lemma_set))
            every = sum(sorted(rarity[w] for w in a.lemma_set | b.lemma_set))
            found.append((i, j))
            weighed.extend(
                (
                    (forth + reverse) / 2,
                    min(forth, reverse),
                    shared / every if every else 0.0,
                    near,
                    2 * near - usual[i] - usual[j],
                    best[i, there] + best[j, here] - 2 * near,
                    float(a.around @ b.around),
                    float(a.predicate @ b.predicate) if a.predicate is not None and b.predicate is not None else 0.0,
                    abs(a.place - b.place),
                    float(bool(a.numbers and b.numbers and not a.numbers & b.numbers)),
                    *compare_particulars(given[i], given[j], rare_figures),
                    float(not clause[i] and not clause[j]),
                )
            )
    order = sorted(range(len(found)), key=found.__getitem__)
    pairs = tuple(found[n] for n in order)
    values = np.frombuffer(weighed, np.float64).reshape(-1, len(KINDS))[order]
    whole = np.array([clause[i] and clause[j] for i, j in pairs], np.bool_)
    return Evidence(claims=claims, vectors=vectors, pairs=pairs, values=values, whole=whole)


def _placed(one: Layers) -> list[tuple[Claim, float]]:
    """The claims and details of a report in text order, with their place among its claims, from 0 to 1."""
    out: list[tuple[Claim, float]] = []
    before = -1
    for claim in sorted((*one.claims, *one.details), key=lambda c: (c.span.start, -c.span.end, c.detail)):
        before += not claim.detail
        out.append((claim, max(0, before) / max(1, len(one.claims) - 1)))
    return out


def _usual(best: Floats, own: Sequence[int]) -> list[float]:
    """The mean cosine of each claim with the nearest of each other article; `own` are the columns of their own."""
    if best.shape[1] < 2:
        return [0.0] * len(best)
    others = best.sum(1) - best[np.arange(len(best)), list(own)]
    return [float(x) for x in others / (best.shape[1] - 1)]


class _Read:
    """A claim as it is compared: its content words and the vectors of it, of them and of its sentence."""

    def __init__(self, claim: Claim, place: float) -> None:
        self.claim = claim
        self.place = place
        self.lemmas: list[str] = []
        self.lemma_set: frozenset[str] = frozenset()
        self.numbers: frozenset[str] = frozenset()
        self.weights: Floats = np.zeros(0)
        self.vector: Vectors = np.zeros(0, np.float32)
        self.around: Vectors = np.zeros(0, np.float32)
        self.words: Vectors = np.zeros((0, 0), np.float32)
        self.predicate: Vectors | None = None


def _understand(read: Sequence[_Read], layers: Sequence[Layers], embedder: Embedder) -> None:
    """Fill in the words and vectors of the claims; every sentence is read once."""
    stop = words("en/stopwords.txt")
    trees = {one.article.id: Tree(one.parse) for one in layers}
    text = {one.article.id: one.article.text for one in layers}
    sentences: list[str] = []
    parts: list[list[tuple[int, int]]] = []
    content: list[list[int]] = []
    for r in read:
        tree = trees[r.claim.span.article]
        s = tree.sentence_of(r.claim.head)
        inside = [tree.tokens[i] for i in tree.within(r.claim.span)]
        own = [t for t in inside if any(map(str.isalnum, t.text)) and t.lemma not in stop]
        r.lemmas = [t.lemma for t in own]
        r.lemma_set = frozenset(r.lemmas)
        r.numbers = frozenset(t.text.lower() for t in own if t.pos == "NUM" or t.text[0].isdigit())
        head = tree.tokens[r.claim.head]
        content.append([n for n, t in enumerate(own[:_WORDS]) if t.start == head.start])
        sentences.append(text[r.claim.span.article][s.start : s.end])
        parts.append([(max(r.claim.span.start - s.start, 0), r.claim.span.end - s.start)])
        parts[-1] += [(t.start - s.start, t.end - s.start) for t in own[:_WORDS]]
    found = embedder.embed_parts(sentences, parts)
    around = embedder.embed(sentences)
    begin = 0
    for r, own_parts, head_at, sentence in zip(read, parts, content, around, strict=True):
        r.vector, r.words = found[begin], found[begin + 1 : begin + len(own_parts)]
        r.around = sentence
        r.predicate = r.words[head_at[0]] if head_at else None
        begin += len(own_parts)


def _nearest(vectors: Vectors, rows: Sequence[NDArray[np.int64]]) -> tuple[Floats, dict[tuple[int, int], float]]:
    """The cosine of each claim with the nearest of each article (a row a claim, a column an article), and the cosines
    of the pairs worth comparing: claims of two articles where one is among the nearest of the other.

    `rows` are the claims of each article. Two articles at a time, for all claims at once would not fit into memory.
    """
    best = np.full((len(vectors), len(rows)), -1.0)
    pairs: dict[tuple[int, int], float] = {}
    least = np.full(len(vectors), _CANDIDATE)
    if len(rows) > 1 + _MOST // _NEAREST:
        for a in rows:
            others = vectors[a] @ np.delete(vectors, a, 0).T
            if others.shape[1] > _MOST:
                least[a] = np.maximum(least[a], np.partition(others, -_MOST, 1)[:, -_MOST])
    for n, a in enumerate(rows):
        for m, b in enumerate(rows[n + 1 :], n + 1):
            if not len(a) or not len(b):
                continue
            block = (vectors[a] @ vectors[b].T).astype(np.float64)
            best[a, m], best[b, n] = block.max(1), block.max(0)
            k = min(_NEAREST, block.shape[1]), min(_NEAREST, block.shape[0])
            near = block >= np.maximum(np.sort(block, 1)[:, -k[0]], least[a])[:, None]
            near |= block >= np.maximum(np.sort(block, 0)[-k[1], :], least[b])[None, :]
            for i, j in zip(*np.nonzero(near), strict=True):
                first, second = int(a[i]), int(b[j])
                pairs[min(first, second), max(first, second)] = float(block[i, j])
    return best, pairs


def _aligned(a: _Read, b: _Read) -> tuple[float, float]:
    """How well the words of either claim are met by the nearest words of the other, rare words weighing most."""
    if not len(a.words) or not len(b.words):
        return 0.0, 0.0
    near = a.words @ b.words.T
    return (
        float(near.max(1) @ a.weights / a.weights.sum()),
        float(near.max(0) @ b.weights / b.weights.sum()),
    )


def _rarity(lemmas: Sequence[frozenset[str]]) -> dict[str, float]:
    """Inverse document frequency of each lemma over the claims (Spärck Jones 1972), smoothed so that in a story of few
    claims the words that all share still count."""
    counts = Counter(w for found in lemmas for w in found)
    return {w: math.log(1 + len(lemmas) / n) for w, n in counts.items()}
