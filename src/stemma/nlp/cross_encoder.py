"""Two claims read together: a number for how likely they say the same.

A cross-encoder (Reimers & Gurevych 2019, section 2; Humeau et al. 2020): unlike the embedder of claims, which reads
each by itself, the network sees the words of both and can hold one against the other. It is all-MiniLM-L6-v2 with all
its layers tuned on fictional stories told by several reports (``training/statements``); only the embeddings of words
and places are the packaged model's (`stemma.nlp.borrowed`). Reading two claims costs some hundred times what comparing
two vectors does, so it is asked only about pairs that could go either way.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.data import table
from stemma.nlp.borrowed import BorrowedWeights, Feed, run_each
from stemma.nlp.word_pieces import tokenizer

NAME = "cross-encoder of claims, from all-MiniLM-L6-v2"
_FOLDER = "models/claim_cross_encoder"
LONGEST = 28  # word pieces of a claim that are read
BEGIN, BETWEEN = 101, 102  # the marks [CLS] and [SEP] of BERT's vocabulary

Scores = NDArray[np.float64]


class CrossEncoder:
    """Reads pairs of claims. Loads its model at the first call."""

    @cached_property
    def _weights(self) -> BorrowedWeights:
        return BorrowedWeights(_FOLDER, table(f"{_FOLDER}/claim_cross_encoder.toml"))

    @cached_property
    def _session(self) -> Any:
        return self._weights.session("encoder.onnx", "e.")

    def score(self, pairs: Sequence[tuple[str, str]]) -> Scores:
        """The logit of each two texts saying the same, in order; which of the two comes first makes no difference."""
        turned = [(a, b) if (len(a), a) <= (len(b), b) else (b, a) for a, b in pairs]
        texts = sorted({text for pair in turned for text in pair})
        encoded = tokenizer().encode_batch(texts, add_special_tokens=False)
        pieces = {text: e.ids[:LONGEST] for text, e in zip(texts, encoded, strict=True)}
        read = sorted(set(turned))
        answers = run_each(self._session, (self._feed(pieces[a], pieces[b]) for a, b in read))
        found = {pair: float(logit[0]) for pair, (logit,) in zip(read, answers, strict=True)}
        return np.array([found[pair] for pair in turned], np.float64)

    def _feed(self, a: list[int], b: list[int]) -> Feed:
        ids = np.array([[BEGIN, *a, BETWEEN, *b, BETWEEN]], np.int64)
        second = np.zeros(ids.shape, np.float32)
        second[0, len(a) + 2 :] = 1.0
        return {"words": self._weights.look_up(ids), "mask": np.ones(ids.shape, np.bool_), "second": second}
