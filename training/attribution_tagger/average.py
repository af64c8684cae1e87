"""The mean of several states of the tagger, each with its weight (Wortsman et al. 2022, "Model soups").

usage: python average.py OUT.pt STATE.pt=WEIGHT ...
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch


def main() -> None:
    out, *given = sys.argv[1:]
    named = [g.rsplit("=", 1) for g in given]
    states = [(torch.load(Path(name)), float(weight)) for name, weight in named]
    whole = sum(weight for _, weight in states)
    mean = {k: sum(s[k].float() * w for s, w in states) / whole for k in states[0][0]}
    torch.save({k: v.to(states[0][0][k].dtype) for k, v in mean.items()}, out)


if __name__ == "__main__":
    main()
