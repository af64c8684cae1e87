"""Meaning vectors in which two reports of one fact lie near each other, and near misses apart.

all-MiniLM-L6-v2 with its upper layers fine-tuned on fictional stories told by several reports, the facts they share
marked by hand (``training/statements``). The rest of the network is the packaged one's (`stemma.nlp.borrowed`).
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from stemma.data import table
from stemma.nlp.borrowed import BorrowedWeights
from stemma.nlp.embedder import Embedder, Vectors

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

    def _run(self, batch: list[list[int]]) -> Vectors:
        width = max(len(ids) for ids in batch)
        ids, mask = np.zeros((len(batch), width), np.int64), np.zeros((len(batch), width), np.bool_)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = True
        hidden: Vectors = self._session.run(None, {"words": self._weights.look_up(ids), "mask": mask})[0]
        return hidden
