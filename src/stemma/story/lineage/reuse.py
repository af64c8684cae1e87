"""Text reuse: passages that two texts have in common, from verbatim to lightly edited.

A pure function over texts; it needs no parse and no model, and serves a story of five reports as well as a corpus.

Method: seed and extend, as in passim (Smith, Cordell & Mullen 2015, "Computational methods for uncovering reprinted
texts") and the plagiarism detectors of PAN (Sanchez-Perez, Sidorov & Gelbukh 2014). Seeds are shingles of three words
that few texts have. Seeds of a pair of texts that lie near one diagonal (the same words after the same words) are
joined to passages; a passage grows to both sides as long as more words are common than not (a local alignment, Smith &
Waterman 1981); it counts when the longest common subsequence of its words fills enough of both sides and holds enough
words that carry meaning. A misspelt word is the same word when one letter was added, dropped, changed or swapped with
its neighbour, the four slips that make most of all misspellings (Damerau 1964); numbers must be the same.

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
from rapidfuzz.distance import OSA, LCSseq

from stemma.data import words
from stemma.model import Noun

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHINGLE = 3
_DRIFT = 6  # words inserted or dropped between two neighbouring seeds of one passage
_GAP = 25  # words between two neighbouring seeds of one passage
_SEEDS = 3  # seeds a passage needs
_DENSITY = 0.5  # share of the words of each side that the two sides have in common, in order
_CONTENT = 6  # words in common that carry meaning
_REACH = 16  # words a passage may grow beyond its outermost seeds, on each side
_UNLIKE = 0.7  # how many common words one word that is not common takes to outweigh it
_SPELT = 4  # letters a word needs to be known in spite of a slip
SOUND = 16.0

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
        self.listed = numbers
        self.spelt = list(folded)
        self.numbers: Integers = np.asarray(numbers, np.int64)
        self.bounds: Integers = np.asarray(bounds, np.int64)
        function = words("en/function_words.txt")
        light = np.asarray([w in function for w in folded] or [False], bool)
        self.content: NDArray[np.bool_] = ~light[self.numbers] if numbers else np.zeros(0, bool)
        self.plain: NDArray[np.bool_] = self.content & np.asarray(lower, bool)

    def ends(self, text: int) -> tuple[int, int]:
        """Where the words of a text begin and end."""
        return int(self.bounds[text]), int(self.bounds[text + 1])

    def one_slip(self, a: int, b: int) -> bool:
        """Whether two words that carry meaning differ by one slip of the pen."""
        x, y = self.spelt[self.listed[a]], self.spelt[self.listed[b]]
        if min(len(x), len(y)) < _SPELT or not (x.isalpha() and y.isalpha() and self.content[a] and self.content[b]):
            return False
        return OSA.distance(x, y, score_cutoff=1) <= 1


def fold(word: str) -> str:
    """The form under which spellings of one word meet: no case, no accents, one apostrophe."""
    return word.lower() if word.isascii() else anyascii(word).lower()


def common_words(first: str, second: str) -> list[tuple[int, int]]:
    """Where the words begin, in each text, that both have in the same order."""
    x, y = list(_WORD.finditer(first)), list(_WORD.finditer(second))
    blocks = LCSseq.opcodes([fold(w.group()) for w in x], [fold(w.group()) for w in y])
    return [
        (x[op.src_start + n].start(), y[op.dest_start + n].start())
        for op in blocks
        if op.tag == "equal"
        for n in range(op.src_end - op.src_start)
    ]


def copied_share(first: str, second: str) -> float:
    """Which part of the words of the shorter of two texts stands in passages of the other, in the same order."""
    passages = find_reuse([("a", first), ("b", second)], least=0.0)
    inside: list[set[int]] = [set(), set()]
    for p in passages:
        for x, y in common_words(first[p.first_start : p.first_end], second[p.second_start : p.second_end]):
            inside[0].add(p.first_start + x)
            inside[1].add(p.second_start + y)
    return max((len(held) / max(1, word_count(text)) for held, text in zip(inside, (first, second), strict=True)))


def word_count(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


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


class _Block(NamedTuple):
    """Words ``[a, a_end)`` of one text against ``[b, b_end)`` of the other: the same words, or words that differ."""

    equal: bool
    a: int
    a_end: int
    b: int
    b_end: int


def _confirm(words_of: _Words, chain: _Chain) -> _Match | None:
    """The passage around the seeds when its two sides are similar enough."""
    a0, a1 = int(chain.at_a[0]), int(chain.at_a[-1]) + _SHINGLE
    b0, b1 = int(chain.at_b.min()), int(chain.at_b.max()) + _SHINGLE
    (first, last), (first_b, last_b) = words_of.ends(chain.a), words_of.ends(chain.b)
    before = _align(words_of, max(first, a0 - _REACH), a0, max(first_b, b0 - _REACH), b0)
    after = _align(words_of, a1, min(last, a1 + _REACH), b1, min(last_b, b1 + _REACH))
    blocks = [*_growth(before[::-1])[::-1], *_align(words_of, a0, a1, b0, b1), *_growth(after)]
    a0, a1, b0, b1 = blocks[0].a, blocks[-1].a_end, blocks[0].b, blocks[-1].b_end
    shared = [at for x in blocks for at in (range(x.a, x.a_end) if x.equal else _misspelt(words_of, x))]
    density = len(shared) / max(a1 - a0, b1 - b0)
    if density < _DENSITY or int(words_of.content[shared].sum()) < _CONTENT:
        return None
    strength = round((len(shared) + int(words_of.plain[shared].sum())) / chain.spread**0.7, 6)
    return _Match((a0, a1), (b0, b1), len(shared), density, strength)


def _align(words_of: _Words, a: int, a_end: int, b: int, b_end: int) -> list[_Block]:
    """Two stretches along their longest common subsequence, equal and differing blocks in turn."""
    out: list[_Block] = []
    for op in LCSseq.opcodes(words_of.listed[a:a_end], words_of.listed[b:b_end]):
        block = _Block(op.tag == "equal", a + op.src_start, a + op.src_end, b + op.dest_start, b + op.dest_end)
        if out and not block.equal and not out[-1].equal:
            block = _Block(False, out[-1].a, block.a_end, out[-1].b, block.b_end)
            out.pop()
        out.append(block)
    return out


def _growth(blocks: Sequence[_Block]) -> Sequence[_Block]:
    """The blocks from the first to the one where common words outweigh the others most."""
    best, score, take = 0.0, 0.0, 0
    for n, x in enumerate(blocks, start=1):
        score += x.a_end - x.a if x.equal else -_UNLIKE * max(x.a_end - x.a, x.b_end - x.b)
        if score > best:
            best, take = score, n
    return blocks[:take]


def _misspelt(words_of: _Words, block: _Block) -> Iterator[int]:
    """The words of one side that the other has, in the same order, with a slip of the pen."""
    b = block.b
    for a in range(block.a, block.a_end):
        at = next((x for x in range(b, block.b_end) if words_of.one_slip(a, x)), None)
        if at is not None:
            yield a
            b = at + 1
