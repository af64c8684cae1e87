"""Meaning vectors in which two reports of one fact lie near each other, and near misses apart.

all-MiniLM-L6-v2 with its upper layers fine-tuned on fictional stories told by several reports, the facts they share
marked by hand (``training/statements``). The rest of the network is the packaged one's (`stemma.nlp.borrowed`).
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from stemma.data import table
from stemma.nlp.borrowed import BorrowedWeights, Feed
from stemma.nlp.embedder import Embedder

NAME = "all-MiniLM-L6-v2, upper layers tuned on stories of several reports"
_FOLDER = "models/claim_embedder"


class ClaimEmbedder(Embedder):
    """Turns claims, and words and sentences around them, into unit vectors. Loads its model at the first call."""

    @cached_property
    def _weights(self) -> BorrowedWeights:
        return BorrowedWeights(_FOLDER, table(f"{_FOLDER}/claim_embedder.toml"))

    @cached_property
    def _session(self) -> Any:
        return self._weights.session("encoder.onnx", "e.")

    def _feed(self, ids: list[int]) -> Feed:
        words = np.array([ids], np.int64)
        return {"words": self._weights.look_up(words), "mask": np.ones(words.shape, np.bool_)}
