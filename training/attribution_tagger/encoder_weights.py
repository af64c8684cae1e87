"""Weights of MiniLM: the packaged int8 ones, which the tagger shares at run time, and the float ones it starts from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper
from safetensors.numpy import load_file

Floats = NDArray[np.float32]
_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm_a": "attention.output.LayerNorm",
    "norm_b": "output.LayerNorm",
}
_MATRICES = ("query", "key", "value", "out", "up", "down")
"""The order of a layer's matrices in the packaged graph, where they have numbers for names."""


def packaged(path: Path) -> dict[str, NDArray[Any]]:
    """All initializers of the packaged ONNX file, by their names in it."""
    return {i.name: numpy_helper.to_array(i) for i in onnx.load(path).graph.initializer}


def matrix_names(path: Path) -> list[dict[str, str]]:
    """For each layer, the names of its six matrices in the packaged file (without ``_q`` and ``_scale``)."""
    every = (i.name for i in onnx.load(path).graph.initializer)
    names = [name[:-2] for name in every if name.startswith("val_") and name.endswith("_q")]
    return [dict(zip(_MATRICES, names[k : k + 6], strict=True)) for k in range(0, len(names), 6)]


def lower_layer(path: Path, k: int) -> dict[str, Floats]:
    """Layer `k` of the packaged model, dequantised, named as in `network.Layer`."""
    store, names = packaged(path), matrix_names(path)[k]
    out: dict[str, Floats] = {}
    for ours, theirs in _NAMES.items():
        prefix = f"inner.encoder.layer.{k}.{theirs}"
        out[f"{ours}.bias"] = store[f"{prefix}.bias"]
        if ours in names:
            out[f"{ours}.weight"] = (store[names[ours] + "_q"].astype(np.float32) * store[names[ours] + "_scale"]).T
        else:
            out[f"{ours}.weight"] = store[f"{prefix}.weight"]
    return out


def float_layer(path: Path, k: int) -> dict[str, Floats]:
    """Layer `k` of the checkpoint `path` (safetensors), named as in `network.Layer`."""
    store = load_file(path)
    return {
        f"{ours}.{part}": store[f"encoder.layer.{k}.{theirs}.{part}"]
        for ours, theirs in _NAMES.items()
        for part in ("weight", "bias")
    }


def embeddings(path: Path) -> tuple[Floats, Floats, Floats, Floats]:
    """Of the packaged model: word embeddings, position plus type embeddings, and weight and bias of their norm."""
    store, e = packaged(path), "inner.embeddings."
    words = store[e + "word_embeddings.weight_q"].astype(np.float32) * store[e + "word_embeddings.weight_scale"]
    places = store[e + "position_embeddings.weight_q"].astype(np.float32)
    places = places * store[e + "position_embeddings.weight_scale"] + store[e + "token_type_embeddings.weight"][0]
    return words, places, store[e + "LayerNorm.weight"], store[e + "LayerNorm.bias"]
