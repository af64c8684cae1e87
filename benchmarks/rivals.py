"""The peers the benchmarks of reused text compare with, each used as its documentation shows it.

pip install datasketch rensa
"""

from __future__ import annotations

import re
from collections.abc import Iterable

Pair = tuple[str, str]
Texts = Iterable[tuple[str, str]]
SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])|\n+")
WORD = re.compile(r"\w+(?:['’]\w+)*")


def sentences(text: str) -> list[str]:
    return [s for s in SENTENCE.split(text) if s.strip()]


def minhash_pairs(texts: Texts) -> set[Pair]:
    """Pairs of whole texts alike: MinHash LSH over shingles of five words, 128 permutations, threshold 0.5."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128)
    sketches = {}
    for i, text in texts:
        words = WORD.findall(text.lower())
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[k : k + 5]).encode() for k in range(len(words) - 4)])
        sketches[i] = sketch
        index.insert(i, sketch)
    return {(min(i, j), max(i, j)) for i, s in sketches.items() for j in index.query(s) if i != j}


def alike_sentences(texts: Texts, shortest: int) -> tuple[list[tuple[int, int]], list[str]]:
    """Pairs of sentences alike in two texts (R-MinHash LSH, 128 permutations, 32 bands, single words, similarity 0.5 or
    more), and the text each sentence is of; sentences of fewer than `shortest` different words are left out."""
    from rensa import RMinHash, RMinHashLSH

    owner: list[str] = []
    sets: list[list[str]] = []
    for i, text in texts:
        for sentence in sentences(text):
            words = sorted(set(WORD.findall(sentence.lower())))
            if len(words) >= shortest:
                owner.append(i)
                sets.append(words)
    sketches = RMinHash.from_token_sets(sets, 128, 42)
    index = RMinHashLSH(0.5, 128, 32)
    index.insert_many(sketches)
    pairs = [
        (n, m)
        for n, near in enumerate(index.query_all(sketches))
        for m in near
        if m > n and owner[m] != owner[n] and sketches[n].jaccard(sketches[m]) >= 0.5
    ]
    return pairs, owner
