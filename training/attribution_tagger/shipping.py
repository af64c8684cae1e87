"""What is shipped of a network grown from the packaged MiniLM: a graph without weights, the weights that training
changed (int8, one scale a column), and where in the packaged model the others stand (`stemma.nlp.borrowed`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from encoder_weights import _NAMES, matrix_names
from onnx import TensorProto, helper, numpy_helper

from stemma.nlp.borrowed import BLOCK, in_blocks


def offsets(path: Path) -> dict[str, dict[str, Any]]:
    """Where each initializer's bytes stand in an ONNX file."""
    raw, out = path.read_bytes(), {}
    for i in onnx.load(path).graph.initializer:
        at = raw.find(i.raw_data)
        if len(i.raw_data) > 64 and at >= 0:
            out[i.name] = {"at": at, "shape": list(i.dims), "type": np.dtype(numpy_helper.to_array(i).dtype).name}
    return out


def strip(path: Path, prefix: str) -> dict[str, np.ndarray]:
    """Take the large weights out of a graph; it then asks for them by name when it is loaded."""
    model, out = onnx.load(path), {}
    for i in model.graph.initializer:
        value = numpy_helper.to_array(i)
        if value.dtype != np.float32 or value.size < 256:
            continue
        out[prefix + i.name] = value
        i.name = prefix + i.name
        i.ClearField("raw_data")
        i.ClearField("float_data")
        i.data_location = TensorProto.EXTERNAL
        for key, text in (("location", "weights"), ("offset", "0"), ("length", str(value.nbytes))):
            entry = i.external_data.add()
            entry.key, entry.value = key, text
    for node in model.graph.node:
        for k, name in enumerate(node.input):
            if prefix + name in out:
                node.input[k] = prefix + name
    del model.graph.value_info[:]
    model.producer_name = model.producer_version = model.doc_string = ""
    for node in model.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    del model.metadata_props[:]
    path.write_bytes(model.SerializeToString(deterministic=True))
    return out


def keep_narrow(path: Path, narrow: set[str]) -> None:
    """Let a stripped graph reckon with those of its matrices in `narrow` as int8, one scale a column
    (`stemma.nlp.borrowed`): each product with one becomes a MatMulNBits, its activations int8 too, with one scale for
    each `BLOCK` numbers of a row."""
    model = onnx.load(path, load_external_data=False)
    graph = model.graph
    shapes = {i.name: tuple(i.dims) for i in graph.initializer if i.name in narrow and in_blocks(tuple(i.dims))}
    kept = [i for i in graph.initializer if i.name not in shapes]
    for name, (height, width) in shapes.items():
        many = height // BLOCK
        kept += [_asked_for(name + ":q", TensorProto.UINT8, (width, many, BLOCK), 1)]
        kept += [_asked_for(name + ":scale", TensorProto.FLOAT, (width * many,), 4)]
    for n, node in enumerate(graph.node):
        for name in shapes.keys() & set(node.input):
            if node.op_type != "MatMul" or node.input[1] != name:
                raise ValueError(f"{name} is used in a {node.op_type}: only products can be reckoned in int8")
            height, width = shapes[name]
            narrowed = helper.make_node(
                "MatMulNBits",
                [node.input[0], name + ":q", name + ":scale"],
                list(node.output),
                domain="com.microsoft",
                K=height,
                N=width,
                bits=8,
                block_size=BLOCK,
                accuracy_level=4,  # int8
            )
            graph.node[n].CopyFrom(narrowed)
    del graph.initializer[:]
    graph.initializer.extend(kept)
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    path.write_bytes(model.SerializeToString(deterministic=True))


def _asked_for(name: str, kind: int, shape: tuple[int, ...], size: int) -> TensorProto:
    made = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
    for key, text in (("location", "weights"), ("offset", "0"), ("length", str(int(np.prod(shape)) * size))):
        entry = made.external_data.add()
        entry.key, entry.value = key, text
    return made


def same(value: np.ndarray, state: dict[str, torch.Tensor]) -> tuple[str, bool] | None:
    """The parameter a graph's weight was made from, and whether it is turned round."""
    for name, p in state.items():
        q = p.numpy()
        if q.shape == value.shape and np.array_equal(q, value):
            return name, False
        if q.ndim == 2 and q.T.shape == value.shape and np.array_equal(q.T, value):
            return name, True
    return None


def ship(
    weights: dict[str, np.ndarray], parameters: dict[str, torch.Tensor], package: Path, frozen: int
) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Of the weights of stripped graphs: where the shared ones stand in the packaged model, and the others, int8.

    `parameters` are those of the encoder (its graph's weights begin with ``e.``), `frozen` its layers never trained.
    """
    lower, places = {}, offsets(package)
    shared: dict[str, Any] = {}
    names = matrix_names(package)
    for k in range(frozen):
        for ours, theirs in _NAMES.items():
            lower[f"layers.{k}.{ours}.bias"] = f"inner.encoder.layer.{k}.{theirs}.bias"
            lower[f"layers.{k}.{ours}.weight"] = names[k].get(ours) or f"inner.encoder.layer.{k}.{theirs}.weight"
    if frozen:  # else the norm below the layers was trained with them
        lower |= {f"norm.{p}": f"inner.embeddings.LayerNorm.{p}" for p in ("weight", "bias")}
    shipped: dict[str, np.ndarray] = {}
    for name, value in sorted(weights.items()):
        found = same(value, parameters) if name.startswith("e.") else None
        if found and found[0] in lower:
            theirs = lower[found[0]]
            parts = {"q": theirs + "_q", "scale": theirs + "_scale"} if theirs + "_q" in places else {"value": theirs}
            shared[name] = {k: places[v] for k, v in parts.items()}
        elif value.ndim >= 2 and value.size > 2000:
            axes = tuple(range(value.ndim - 1)) if value.ndim == 2 else (1, 2)
            scale = np.maximum(abs(value).max(axes, keepdims=True), 1e-9).astype(np.float32) / 127
            shipped[name + ":q"] = np.round(value / scale).astype(np.int8)
            shipped[name + ":scale"] = scale
        else:
            shipped[name] = value
    return shared, shipped


def narrow_names(shared: dict[str, Any], shipped: dict[str, np.ndarray]) -> set[str]:
    """The names of the weights that are int8."""
    return {name for name, parts in shared.items() if "q" in parts} | {
        name.removesuffix(":q") for name in shipped if name.endswith(":q")
    }


def borrowed_tables(shared: dict[str, Any], package: Path) -> list[str]:
    """The lines of a configuration that say where borrowed weights stand: tables `embeddings` and `shared`."""
    places = offsets(package)
    words = {
        k: places["inner.embeddings." + v]
        for k, v in {
            "words_q": "word_embeddings.weight_q",
            "words_scale": "word_embeddings.weight_scale",
            "places_q": "position_embeddings.weight_q",
            "places_scale": "position_embeddings.weight_scale",
            "types": "token_type_embeddings.weight",
        }.items()
    }
    return [
        "[embeddings]",
        *(f"{k} = {_inline(v)}" for k, v in words.items()),
        "",
        "[shared]",
        *(f'"{k}" = {{ {", ".join(f"{p} = {_inline(x)}" for p, x in v.items())} }}' for k, v in shared.items()),
    ]


def _inline(place: dict[str, Any]) -> str:
    return f'{{ at = {place["at"]}, shape = {place["shape"]}, type = "{place["type"]}" }}'
