"""Clauses read in their sentence for what they tell of a negotiation, as seen from one of the parties.

A network grown from all-MiniLM-L6-v2 (two lower layers and the embeddings are the packaged model's,
`stemma.nlp.borrowed`), its upper layers tuned on fictional stories in which each clause is marked (``training/talks``).
It reads a sentence with what stands before it. Which words name the party asked about and which another is added to
their embeddings, so that it learns who stands where and no names (entity markers, Baldini Soares et al. 2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.data import table
from stemma.nlp.borrowed import BorrowedWeights, Feed, run_each

NAME = "reader of clauses, upper layers of all-MiniLM-L6-v2 tuned on negotiations"
_FOLDER = "models/clause_reader"
TELLS = ("position", "next step", "outcome", "earlier", "trigger", "pause", "delegate", "round")
KINDS: tuple[Literal["demand", "offer", "rejection", "condition", "interest", "position"], ...] = (
    *("demand", "offer", "rejection", "condition", "interest", "position"),
)
OUTPUTS = (*TELLS, *KINDS, "its position", "its delegate")
"""What each column of the answer is about: what the clause tells, of which kind a position in it is, and whether the
position or the delegate is that of the party asked about. All are logits."""

Floats = NDArray[np.float32]


class Passage(NamedTuple):
    """A sentence behind what stands before it, as word pieces with BERT's marks.

    Attributes:
        ids: word pieces.
        own: whether each is in the sentence.
        marks: 1 where a piece names the party asked about, 2 where it names another, else 0.
        clauses: first piece and the one behind the last, for each clause asked about.
        known: for each clause, what rules know of whose it is: the party asked about, another, nobody; four times.
    """

    ids: tuple[int, ...]
    own: tuple[bool, ...]
    marks: tuple[int, ...]
    clauses: tuple[tuple[int, int], ...]
    known: tuple[tuple[float, ...], ...]


class ClauseReader:
    """Reads clauses. Loads its model at the first call."""

    @cached_property
    def _weights(self) -> BorrowedWeights:
        return BorrowedWeights(_FOLDER, table(f"{_FOLDER}/clause_reader.toml"))

    @cached_property
    def _session(self) -> Any:
        return self._weights.session("encoder.onnx", "e.")

    def read(self, passages: Sequence[Passage]) -> list[Floats]:
        """For each passage the logits of its clauses, one row a clause, columns as in `OUTPUTS`."""
        return [logits for (logits,) in run_each(self._session, map(self._feed, passages))]

    def _feed(self, passage: Passage) -> Feed:
        pool = np.zeros((len(passage.clauses), len(passage.ids)), np.float32)
        for row, (first, end) in zip(pool, passage.clauses, strict=True):
            row[first:end] = 1.0
        return {
            "words": self._weights.look_up(np.array([passage.ids], np.int64)),
            "mask": np.ones((1, len(passage.ids)), np.bool_),
            "second": np.array([passage.own], np.float32),
            "marks": np.array([passage.marks], np.int64),
            "row": np.zeros(len(passage.clauses), np.int64),
            "pool": pool,
            "known": np.array(passage.known, np.float32),
        }
