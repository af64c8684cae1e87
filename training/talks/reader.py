"""Tune MiniLM to read what the clauses of a negotiation tell (`stemma.nlp.clause_reader`), and measure it.

    python training/talks/reader.py MINILM.safetensors CHECKPOINT.pt [--minutes 28]
    python training/talks/export.py CHECKPOINT.pt

Tuned on the stories of ``marks``, measured on those of ``held_out``; with no minutes only measured. The second command
writes what is shipped.

The two lower layers and the embeddings stay the packaged model's. In every round each passage is read for one of its
parties, drawn by chance. Layers run in bfloat16 where the processor knows it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from clauses import HELD_OUT, MARKS, Asked, material
from sklearn.metrics import average_precision_score
from torch import Tensor, nn

from stemma.nlp.borrowed import PACKAGED
from stemma.nlp.claim_embedder import ClaimEmbedder
from stemma.nlp.clause_reader import KINDS, OUTPUTS, TELLS, Passage
from stemma.nlp.cross_encoder import CrossEncoder
from stemma.nlp.models import package_folder

sys.path.append(str(Path(__file__).parents[1] / "attribution_tagger"))
from encoder_weights import embeddings, float_layer, lower_layer
from network import EPSILON, HIDDEN, Layer

FROZEN, LAYERS, INNER, KNOWN = 2, 6, 192, 12
LEARNING_RATE, HEAD_RATE, WARM_UP, BATCH = 5e-5, 1e-3, 60, 24
KIND_WEIGHT, WHOSE_WEIGHT = 0.3, 0.7
Feed = tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]


class ReaderNetwork(nn.Module):
    """From the embeddings of passages to logits for each of their clauses."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(HIDDEN, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.second = nn.Parameter(torch.zeros(HIDDEN))
        self.marks = nn.Parameter(torch.randn(2, HIDDEN) * 0.02)
        self.hidden, self.out = nn.Linear(2 * HIDDEN + KNOWN, INNER), nn.Linear(INNER, len(OUTPUTS))
        self.dropout = nn.Dropout(0.1)

    @classmethod
    def pretrained(cls, floats: Path, packaged: Path) -> ReaderNetwork:
        made = cls()
        _, _, weight, bias = embeddings(packaged)
        made.norm.load_state_dict({"weight": torch.tensor(weight), "bias": torch.tensor(bias)})
        for k, layer in enumerate(made.layers):
            held = lower_layer(packaged, k) if k < FROZEN else float_layer(floats, k)
            layer.load_state_dict({name: torch.tensor(value) for name, value in held.items()})
        for p in [*made.norm.parameters(), *made.layers[:FROZEN].parameters()]:
            p.requires_grad = False
        return made

    def forward(
        self, words: Tensor, mask: Tensor, second: Tensor, marks: Tensor, row: Tensor, pool: Tensor, known: Tensor
    ) -> Tensor:
        x = self.norm(words + second[..., None] * self.second)
        x = x + (marks == 1)[..., None] * self.marks[0] + (marks == 2)[..., None] * self.marks[1]
        for layer in self.layers:
            x = layer(x, mask)
        x = x.float()
        clause = (pool[:, :, None] * x[row]).sum(1) / pool.sum(1, keepdim=True)
        told = torch.cat([self.dropout(torch.cat([x[row, 0], clause], -1)), known], -1)
        return self.out(self.dropout(F.gelu(self.hidden(told))))


def feed(batch: Sequence[Passage], table: Tensor, places: Tensor) -> Feed:
    width = max(len(p.ids) for p in batch)
    ids, marks = torch.zeros(len(batch), width, dtype=torch.long), torch.zeros(len(batch), width, dtype=torch.long)
    mask, second = torch.zeros(len(batch), width, dtype=torch.bool), torch.zeros(len(batch), width)
    clauses = [(n, first, end) for n, p in enumerate(batch) for first, end in p.clauses]
    pool = torch.zeros(len(clauses), width)
    for n, p in enumerate(batch):
        ids[n, : len(p.ids)], mask[n, : len(p.ids)] = torch.tensor(p.ids), True
        second[n, : len(p.ids)], marks[n, : len(p.ids)] = torch.tensor(p.own).float(), torch.tensor(p.marks)
    for k, (_, first, end) in enumerate(clauses):
        pool[k, first:end] = 1.0
    row = torch.tensor([n for n, *_ in clauses])
    known = torch.tensor([k for p in batch for k in p.known])
    return table[ids] + places[:width], mask, second, marks, row, pool, known


def error(logits: Tensor, tells: Tensor, kind: Tensor, whose: Tensor) -> Tensor:
    """The loss: what a clause tells, and where it tells a position or a delegate, of which kind and whose."""
    first, last = len(TELLS), len(TELLS) + len(KINDS)
    total = F.binary_cross_entropy_with_logits(logits[:, :first], tells, reduction="none").sum(1).mean()
    if (kind >= 0).any():
        total = total + KIND_WEIGHT * F.cross_entropy(logits[kind >= 0, first:last], kind[kind >= 0])
    told = ~whose.isnan()
    mine = F.binary_cross_entropy_with_logits(logits[:, last:], whose.nan_to_num(), reduction="none")
    return total + WHOSE_WEIGHT * (mine * told).sum() / told.sum().clamp(min=1)


def tune(network: ReaderNetwork, stories: Sequence[Asked], minutes: float, table: Tensor, places: Tensor) -> None:
    head = [*network.hidden.parameters(), *network.out.parameters()]
    tuned = [*network.layers[FROZEN:].parameters(), network.second, network.marks]
    groups = [{"params": tuned, "base": LEARNING_RATE}, {"params": head, "base": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, lr=LEARNING_RATE, weight_decay=0.01)
    draw, begin, step, losses, waiting = np.random.default_rng(0), time.monotonic(), 0, [], []
    while (spent := (time.monotonic() - begin) / (60 * minutes)) < 1:
        if not waiting:
            order = sorted(range(len(stories)), key=lambda i: len(stories[i].passages[0].ids) + draw.normal() * 3)
            waiting = [order[b : b + BATCH] for b in range(0, len(order), BATCH)]
            draw.shuffle(waiting)
        batch = [(stories[i], int(draw.integers(len(stories[i].passages)))) for i in waiting.pop()]
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * (1 - spent) * min(1, (step + 1) / WARM_UP)
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(*feed([a.passages[party] for a, party in batch], table, places)).float()
        truth = (
            torch.tensor(np.concatenate([a.tells for a, _ in batch])),
            torch.tensor(np.concatenate([a.kind for a, _ in batch])),
            torch.tensor(np.concatenate([a.whose[:, party] for a, party in batch])),
        )
        loss = error(logits, *truth)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        step += 1
        losses.append(loss.item())
        if step % 150 == 0:
            print(f"step {step}  loss {np.mean(losses[-150:]):.3f}", flush=True)
    network.eval()


def measure(network: ReaderNetwork, stories: Sequence[Asked], table: Tensor, places: Tensor) -> None:
    """Average precision of what is told; how often the likeliest kind and party of a position are the marked ones."""
    tells, found, kinds, whose = [], [], [], []
    for a in stories:
        with torch.no_grad():
            logits = np.stack([network(*feed([p], table, places)).numpy() for p in a.passages])
        mean = logits.mean(0)
        tells.append(a.tells)
        found.append(mean[:, : len(TELLS)])
        kinds += [m[len(TELLS) : -2].argmax() == k for m, k in zip(mean, a.kind, strict=True) if k >= 0]
        sides = logits[:, :, -2].T
        whose += [w[s.argmax()] == 1 for s, w in zip(sides, a.whose[..., 0], strict=True) if (w == 1).any()]
    truth, scores = np.concatenate(tells), np.concatenate(found)
    for n, what in enumerate(TELLS):
        share = average_precision_score(truth[:, n], scores[:, n])
        print(f"{what:10} {int(truth[:, n].sum()):4} of {len(truth)}, average precision {share:.3f}")
    print(f"kind right {np.mean(kinds):.2f} of {len(kinds)}; party right {np.mean(whose):.2f} of {len(whose)}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("floats", type=Path, help="all-MiniLM-L6-v2 as safetensors")
    ask.add_argument("checkpoint", type=Path)
    ask.add_argument("--minutes", type=float, default=28)
    a = ask.parse_args()
    torch.manual_seed(0)
    packaged = package_folder(PACKAGED[0], PACKAGED[3]) / PACKAGED[1]
    table, places, *_ = (torch.tensor(x) for x in embeddings(packaged))
    network = ReaderNetwork.pretrained(a.floats, packaged)
    embedder, reader = ClaimEmbedder(), CrossEncoder()
    if a.minutes:
        tune(
            network,
            [x for f in sorted(MARKS.iterdir()) for x in material(f, embedder, reader)],
            a.minutes,
            table,
            places,
        )
        torch.save(network.state_dict(), a.checkpoint)
    network.load_state_dict(torch.load(a.checkpoint))
    network.eval()
    measure(network, [x for f in sorted(HELD_OUT.iterdir()) for x in material(f, embedder, reader)], table, places)


if __name__ == "__main__":
    main()
