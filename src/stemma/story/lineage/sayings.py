"""Sayings: what each report gives as somebody's words, in quotation marks or not, with the meaning of the words.

Who is said to have said it is left out of account: those who tell a saying again put it in other mouths too.

What it gets wrong: a saying that goes on in the next paragraph is two.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from stemma.model import Layers
from stemma.nlp.embedder import Embedder
from stemma.story.lineage.matching import Line

_LEAST = 4  # words of a saying that can be told from another
_FULL_STOP = re.compile(r"[.!?…]\s+")
_VERBATIM = 0.95  # share of the words of the shorter that makes two sayings word for word the same
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„\n]{12,400})[”\"»]")


class Saying:
    """What somebody says in a line of a report, whether it stands in quotation marks there, and what it means."""

    def __init__(self, line: int, words: str, quoted: bool, vector: NDArray[np.float64]) -> None:
        self.line, self.words, self.quoted, self.vector = line, words, quoted, vector

    def like(self, other: Saying) -> float:
        """How much two sayings mean the same, 0 to 1."""
        return float(self.vector @ other.vector)

    def reworded(self, other: Saying) -> bool:
        """Whether two sayings do not have the same words, one perhaps cut shorter than the other."""
        mine, theirs = (set(re.findall(r"\w+", s.words.lower())) for s in (self, other))
        return len(mine & theirs) < _VERBATIM * min(len(mine), len(theirs))


class Sayings:
    """The sayings of all reports of a story in text order, and how near those of one come to those of each other
    report; none without an embedder."""

    def __init__(self, layers: Sequence[Layers], of: Mapping[str, Sequence[Line]], embedder: Embedder | None) -> None:
        self._of = _sayings_of(layers, of, embedder)
        self.ids = [i for i in sorted(self._of) if self._of[i]]
        self._bounds = np.cumsum([0, *(len(self._of[i]) for i in self.ids)])
        self._nearest: dict[str, NDArray[np.float64]] = {}

    def __getitem__(self, i: str) -> list[Saying]:
        return self._of[i]

    @cached_property
    def _vectors(self) -> NDArray[np.float64]:
        return np.asarray([x.vector for i in self.ids for x in self._of[i]])

    def nearest(self, i: str) -> NDArray[np.float64]:
        """For each saying of a report (row) how near the nearest of each report comes (column, in the order of
        `ids`)."""
        if i not in self._nearest:
            mine = self._of[i]
            near = np.asarray([x.vector for x in mine]) @ self._vectors.T if mine else np.zeros((0, 0))
            self._nearest[i] = np.maximum.reduceat(near, self._bounds[:-1], axis=1) if near.size else near
        return self._nearest[i]


def _sayings_of(
    layers: Sequence[Layers], of: Mapping[str, Sequence[Line]], embedder: Embedder | None
) -> dict[str, list[Saying]]:
    out: dict[str, list[Saying]] = {one.article.id: [] for one in layers}
    if embedder is None:
        return out
    found: dict[tuple[str, int, str], bool] = {}
    for one in layers:
        i, text = one.article.id, one.article.text
        starts = [x.span.start for x in of[i]]
        said = [(m.start(), m[1], True) for m in _QUOTED.finditer(text)]
        for start, words, _ in list(said):  # told again, a saying often loses a sentence
            ends = [0, *(m.end() for m in _FULL_STOP.finditer(words)), len(words)]
            said += [(start + a, words[a:b], True) for a, b in pairwise(ends) if len(ends) > 2]
        said += [
            (a.content.start, " ".join(text[p.start : p.end] for p in a.parts), a.kind != "indirect")
            for a in one.attributions
        ]
        for start, words, quoted in said:
            at = bisect_right(starts, start) - 1
            words = " ".join(words.split()).strip('"“”«» ,')
            if at >= 0 and len(words.split()) >= _LEAST:
                found[i, at, words] = quoted or found.get((i, at, words), False)
    listed = sorted(found)
    vectors = embedder.embed([words for *_, words in listed]) if listed else ()
    for (i, at, words), vector in zip(listed, vectors, strict=True):
        out[i].append(Saying(at, words, found[i, at, words], np.asarray(vector, np.float64)))
    return out
