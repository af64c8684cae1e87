"""The shipped model, run by onnxruntime."""

from __future__ import annotations

from typing import Any

import numpy as np

from stemma.article.attribution.tagger.reading import Asked, Floats, Reading, Window, window_pieces
from stemma.nlp.borrowed import BorrowedWeights, Feed, run_each

FOLDER = "models/attribution_tagger"


class OnnxNetwork:
    """The shipped model: upper layers and heads of its own; embeddings and lower layers are those of the embedder."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._weights = BorrowedWeights(FOLDER, config)
        self._encoder = self._weights.session("encoder.onnx", "e.")
        self._roles = self._weights.session("roles.onnx", "r.")

    def encode(self, reading: Reading) -> tuple[Floats, Floats]:
        found = run_each(self._encoder, (self._feed(reading, w) for w in window_pieces(reading)))
        tokens, scores = zip(*found, strict=True)
        return np.concatenate(tokens), np.concatenate(scores)

    def _feed(self, reading: Reading, w: Window) -> Feed:
        return {
            "words": self._weights.look_up(w.ids),
            "first": w.first,
            "last": w.last,
            "features": reading.features[w.begin : w.end],
            "children": reading.children[w.begin : w.end],
        }

    def roles(self, tokens: Floats, asked: Asked) -> Floats:
        out: Floats = self._roles.run(None, {"tokens": tokens} | asked._asdict())[0]
        return out
