"""Text reuse: passages that two texts have in common, from verbatim to lightly edited.

A pure function over texts; it needs no parse and no model, and serves a story of five reports as well as a corpus.

Method: seed and extend, as in passim (Smith, Cordell & Mullen 2015, "Computational methods for uncovering reprinted
texts") and the plagiarism detectors of PAN (Sanchez-Perez, Sidorov & Gelbukh 2014). Seeds are shingles of three words
that few texts have. Seeds of a pair of texts that lie near one diagonal (the same words after the same words) are
joined to passages; a passage counts when the longest common subsequence of its words fills enough of both sides and
holds enough words that carry meaning.

What it gets wrong: a rewrite that leaves no three words together is not found (`stemma.story.lineage.meaning` looks
for those); set phrases of a trade longer than eight words count as reuse. It says nothing about who took from whom,
nor whether both took from a third.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from stemma.data import words
from stemma.model import Noun

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHINGLE = 3
_DRIFT = 6  # words inserted or dropped between two neighbouring seeds of one passage
_GAP = 25  # words between two neighbouring seeds of one passage
_SEEDS = 3  # seeds a passage needs
_DENSITY = 0.5  # share of the words of each side that the two sides have in common, in order
_CONTENT = 6  # words in common that carry meaning
SOUND = 14.0

Integers = NDArray[np.int64]


class Reuse(Noun, frozen=True, kw_only=True):
    """A passage two texts share: characters ``[start, end)`` of each, the number of words they have in common in
    the same order (`common`), which part of the longer side that is (`density`), and how much it is worth as a mark of
    reuse (`strength`): a word that carries meaning and is no part of a name counts twice, and what many texts share
    counts less."""

    first: str
    first_start: int
    first_end: int
    second: str
    second_start: int
    second_end: int
    common: int
    density: float
    strength: float


def find_reuse(texts: Sequence[tuple[str, str]], *, least: float = SOUND, most: int = 50) -> tuple[Reuse, ...]:
    """All passages that two of `texts` share.

    Args:
        texts: pairs of id and text; ids are distinct.
        least: the strength a passage needs. `SOUND` keeps set phrases and names with titles out of a large and mixed
            collection (measured in ``benchmarks/reuse.py``); reports of one story can do with less.
        most: a shingle that more than this many texts have is a set phrase and no seed.

    Returns:
        Passages ordered by the two ids and place; `first` is the smaller id.
    """
    ordered = sorted(texts)
    words_of = _Words([text for _, text in ordered])
    found: list[Reuse] = []
    for chain in _chains(words_of, most):
        match = _confirm(words_of, chain)
        if match is None or match.strength < least:
            continue
        (a0, a1), (b0, b1) = match.first, match.second
        found.append(
            Reuse(
                first=ordered[chain.a][0],
                first_start=words_of.start[a0],
                first_end=words_of.end[a1 - 1],
                second=ordered[chain.b][0],
                second_start=words_of.start[b0],
                second_end=words_of.end[b1 - 1],
                common=match.common,
                density=match.density,
                strength=match.strength,
            )
        )
    found.sort(key=lambda m: (m.first, m.second, m.first_start, m.first_end, m.second_start))
    return tuple(found)


class _Chain(NamedTuple):
    """Seeds along one diagonal: the numbers of the two texts, the places of the seeds in each, and the mean of the
    binary logarithms of how often their shingles occur (1 when only these two texts have them)."""

    a: int
    b: int
    at_a: Integers
    at_b: Integers
    spread: float


class _Match(NamedTuple):
    first: tuple[int, int]
    second: tuple[int, int]
    common: int
    density: float
    strength: float


class _Words:
    """The words of all texts as one array of numbers (equal words have equal numbers), with their places."""

    def __init__(self, texts: Sequence[str]) -> None:
        known: dict[str, int] = {}
        folded: dict[str, int] = {}
        numbers: list[int] = []
        self.start: list[int] = []
        self.end: list[int] = []
        lower: list[bool] = []
        bounds = [0]
        for text in texts:
            for found in _WORD.finditer(text):
                self.start.append(found.start())
                self.end.append(found.end())
                word = found.group()
                lower.append(not word[0].isupper())
                number = known.get(word)
                if number is None:
                    number = folded.setdefault(fold(word), len(folded))
                    known[word] = number
                numbers.append(number)
            bounds.append(len(numbers))
        self.numbers: Integers = np.asarray(numbers, np.int64)
        self.bounds: Integers = np.asarray(bounds, np.int64)
        function = words("en/function_words.txt")
        light = np.asarray([w in function for w in folded] or [False], bool)
        self.content: NDArray[np.bool_] = ~light[self.numbers] if numbers else np.zeros(0, bool)
        self.plain: NDArray[np.bool_] = self.content & np.asarray(lower, bool)


def fold(word: str) -> str:
    """The form under which spellings of one word meet: no case, no accents, one apostrophe."""
    return word.lower() if word.isascii() else anyascii(word).lower()


def _chains(words_of: _Words, most: int) -> Iterator[_Chain]:
    """Runs of seeds along one diagonal, without long gaps."""
    at, key = _shingles(words_of)
    if not len(at):
        return
    text = np.searchsorted(words_of.bounds, at, side="right") - 1
    order = np.lexsort((at, key))
    at, key, text = at[order], key[order], text[order]
    first = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    size = np.diff(np.r_[first, len(key)])
    size = np.repeat(size, size)
    keep = (size > 1) & (size <= most)
    at, key, text, size = at[keep], key[keep], text[keep], size[keep]
    left, right, sizes = [], [], []
    for step in range(1, min(most, len(at))):
        same = key[step:] == key[:-step]
        if not same.any():
            break
        pair = np.flatnonzero(same & (text[step:] != text[:-step]))
        left.append(at[pair])
        right.append(at[pair + step])
        sizes.append(size[pair])
    if not left:
        return
    x, y, held = np.concatenate(left), np.concatenate(right), np.concatenate(sizes)
    if not len(x):
        return
    a = np.searchsorted(words_of.bounds, x, side="right") - 1
    b = np.searchsorted(words_of.bounds, y, side="right") - 1
    pair_of = a * len(words_of.bounds) + b
    diagonal = y - x
    order = np.lexsort((x, diagonal, pair_of))
    pair_of, diagonal, x, y, a, b, held = (v[order] for v in (pair_of, diagonal, x, y, a, b, held))
    band = np.cumsum(np.r_[True, (pair_of[1:] != pair_of[:-1]) | (np.diff(diagonal) > _DRIFT)])
    order = np.lexsort((y, x, band))
    band, x, y, a, b, held = (v[order] for v in (band, x, y, a, b, held))
    cut = np.r_[True, (band[1:] != band[:-1]) | (np.diff(x) > _GAP) | (np.abs(np.diff(y)) > _GAP)]
    edges = np.r_[np.flatnonzero(cut), len(x)]
    for begin, stop in pairwise(edges.tolist()):
        if stop - begin >= _SEEDS:
            spread = float(np.log2(held[begin:stop]).mean())
            yield _Chain(int(a[begin]), int(b[begin]), x[begin:stop], y[begin:stop], spread)


def _shingles(words_of: _Words) -> tuple[Integers, Integers]:
    """Where shingles begin, and a number that tells them apart; only shingles with a word that carries meaning."""
    n = len(words_of.numbers) - _SHINGLE + 1
    if n <= 0:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    key = np.zeros(n, np.uint64)
    meaning = np.zeros(n, bool)
    for i in range(_SHINGLE):
        key = (key ^ words_of.numbers[i : i + n].astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        key ^= key >> np.uint64(29)
        meaning |= words_of.content[i : i + n]
    at = np.arange(n, dtype=np.int64)
    inside = words_of.bounds[np.searchsorted(words_of.bounds, at, side="right")] - at >= _SHINGLE
    at = at[inside & meaning]
    return at, key[at].view(np.int64)


def _confirm(words_of: _Words, chain: _Chain) -> _Match | None:
    """The passage around the seeds when its two sides are similar enough."""
    a0, a1 = int(chain.at_a[0]), int(chain.at_a[-1]) + _SHINGLE
    b0, b1 = int(chain.at_b.min()), int(chain.at_b.max()) + _SHINGLE
    left, right = words_of.numbers[a0:a1].tolist(), words_of.numbers[b0:b1].tolist()
    shared = [(a0 + op.src_start, a0 + op.src_end) for op in LCSseq.opcodes(left, right) if op.tag == "equal"]
    common = sum(end - start for start, end in shared)
    density = common / max(len(left), len(right))
    if density < _DENSITY or sum(int(words_of.content[start:end].sum()) for start, end in shared) < _CONTENT:
        return None
    plain = sum(int(words_of.plain[start:end].sum()) for start, end in shared)
    strength = round((common + plain) / chain.spread**0.7, 6)
    return _Match((a0, a1), (b0, b1), common, density, strength)
