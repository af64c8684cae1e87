"""Choose where decoding draws its lines (`stemma.article.attribution.tagger.decoding.Cut`) on the held-out articles.

usage: python choose.py STATE.pt WORK_FOLDER CHECKPOINT.safetensors --package model.onnx --scorer SCORER.py

One value after the other, the best sum of both F1 over all attributions.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

import torch
from material import example, load, parsed
from train import CUT, Model, TorchNetwork, evaluate

from stemma.article.attribution.tagger.reading import Asked, Floats, Labels, Reading

VALUES = {
    "switch": (1, 2, 3, 4, 5),
    "whole": (0.2, 0.3, 0.35, 0.4, 0.45, 0.5),
    "source": (0.05, 0.1, 0.15, 0.2, 0.3),
    "cue": (0.25, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6),
}


class Remembered(TorchNetwork):
    """Runs each part of the model once for the same input."""

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self._encoded: dict[str, tuple[Floats, Floats]] = {}
        self._roles: dict[Any, Floats] = {}

    def encode(self, reading: Reading) -> tuple[Floats, Floats]:
        name = reading.parse.article
        if name not in self._encoded:
            self._encoded[name] = super().encode(reading)
        return self._encoded[name]

    def roles(self, tokens: Floats, asked: Asked) -> Floats:
        key = (tokens[:8].tobytes(), asked.head.tobytes(), asked.mark.tobytes())
        if key not in self._roles:
            self._roles[key] = super().roles(tokens, asked)
        return self._roles[key]


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("state", type=Path)
    ask.add_argument("work", type=Path)
    ask.add_argument("checkpoint", type=Path)
    ask.add_argument("--package", type=Path, required=True)
    ask.add_argument("--scorer", type=Path, required=True)
    ask.add_argument("--frozen", type=int, default=2)
    a = ask.parse_args()
    torch.set_num_threads(1)
    labels = Labels(json.loads((a.work / "labels.json").read_text()))
    gold = a.work / "held.jsonl"
    data = load(gold)
    parses = parsed(a.work / "train.jsonl", a.work)
    examples = [example(d, parses[d["id"]], labels) for d in data]
    model = Model(labels, a.frozen, a.package, a.checkpoint)
    model.load_state_dict(torch.load(a.state))
    model.eval()
    network = Remembered(model)
    best, cut = -1.0, CUT
    for name, values in VALUES.items():
        for value in values:
            tried = cut._replace(**{name: value})
            out = evaluate(network, examples, gold, a.scorer, tried, a.work)
            total = sum(float(x) for x in re.findall(r"F1 ([0-9.]+)", out.splitlines()[0]))
            print(tried, f"{total:.4f}", flush=True)
            if total > best:
                best, chosen = total, tried
        cut = chosen
    print(f"--cut {cut.cue} {cut.whole} {cut.source} {cut.switch}")


if __name__ == "__main__":
    main()
