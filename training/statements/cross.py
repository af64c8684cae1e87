"""Tune MiniLM to read two claims together and say whether they are one fact (`stemma.nlp.cross_encoder`).

    python training/statements/cross.py MINILM.safetensors CHECKPOINT.pt [--minutes 42] [--start CHECKPOINT.pt]

Material: the stories beside this file but those in `fit.FITTING`. Every round takes all pairs of claims that are one
fact, and of the others those that the evidence alone takes for likeliest, with some chance: near misses teach most.
Pairs with a claim that is not marked count as different, with a third of the weight. All six layers are tuned; the
embeddings of words and places stay the packaged model's. Layers run in bfloat16 where the processor knows it.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from fit import FITTING, HERE, STORIES, WEIGHTS, truth
from safetensors.torch import load_file
from torch import Tensor, nn

from stemma.article.parallel import layer_all
from stemma.article.reading import read
from stemma.nlp.borrowed import PACKAGED
from stemma.nlp.claim_embedder import ClaimEmbedder
from stemma.nlp.cross_encoder import BEGIN, BETWEEN, LONGEST
from stemma.nlp.models import package_folder
from stemma.nlp.word_pieces import tokenizer
from stemma.story.dating import date_story
from stemma.story.statements.evidence import KINDS, weigh_evidence

sys.path.insert(0, str(HERE.parent / "attribution_tagger"))
from encoder_weights import embeddings, float_layer
from network import EPSILON, HIDDEN, Layer

LEARNING_RATE, HEAD_RATE, WARM_UP, BATCH = 5e-5, 1e-3, 150, 64
MARKED, UNMARKED, UNMARKED_WEIGHT = 2.5, 1.0, 0.3
"""Near misses a true pair brings along: of marked claims, of others; and what the latter weigh."""

Pieces = list[int]


class CrossNetwork(nn.Module):
    """From the embeddings of two claims between BERT's marks to the logit of their being one fact."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(HIDDEN, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(6))
        self.second = nn.Parameter(torch.zeros(HIDDEN))
        self.hidden, self.out = nn.Linear(2 * HIDDEN, 128), nn.Linear(128, 1)
        self.dropout = nn.Dropout(0.1)

    @classmethod
    def pretrained(cls, floats: Path, packaged: Path) -> CrossNetwork:
        made = cls()
        _, _, weight, bias = embeddings(packaged)
        made.norm.load_state_dict({"weight": torch.tensor(weight), "bias": torch.tensor(bias)})
        for k, layer in enumerate(made.layers):
            layer.load_state_dict({name: torch.tensor(value) for name, value in float_layer(floats, k).items()})
        types = load_file(floats)["embeddings.token_type_embeddings.weight"]
        made.second.data = types[1] - types[0]
        made.out.bias.data.fill_(-1.0)
        return made

    def forward(self, words: Tensor, mask: Tensor, second: Tensor) -> Tensor:
        x = self.norm(words + second[..., None] * self.second)
        for layer in self.layers:
            x = layer(x, mask)
        x = x.float()
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        both = self.dropout(torch.cat([x[:, 0], mean], -1))
        return self.out(self.dropout(F.gelu(self.hidden(both)))).squeeze(-1)


class Story(NamedTuple):
    """A story's claims as word pieces, its pairs, how likely the evidence finds each, and the truth."""

    pieces: list[Pieces]
    pairs: list[tuple[int, int]]
    likely: np.ndarray
    same: np.ndarray
    marked: np.ndarray


def material(folder: Path, embedder: ClaimEmbedder) -> Story:
    layers = layer_all(read([folder / "articles"]).articles, cache_file=None, workers=1, done=lambda n: None).layers
    found = weigh_evidence(layers, date_story(layers).times, embedder)
    same, marked = truth(found, layers, folder)
    text = {one.article.id: one.article.text for one in layers}
    said = [text[c.span.article][c.span.start : c.span.end] for c in found.claims]
    known = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    likely = [
        found.values @ np.array([known[part]["weights"].get(kind, 0.0) for kind in KINDS]) + known[part]["bias"]
        for part in ("apart", "details")
    ]
    return Story(
        pieces=[e.ids[:LONGEST] for e in tokenizer().encode_batch(said, add_special_tokens=False)],
        pairs=list(found.pairs),
        likely=np.where(found.whole, *likely),
        same=same,
        marked=marked,
    )


def batches(stories: list[Story], draw: np.random.Generator) -> list[list[tuple[Story, int]]]:
    """One round: true pairs and near misses, in batches of like length, shuffled."""
    picked = []
    for story in stories:
        hope = story.likely + draw.gumbel(size=len(story.likely))
        true = np.nonzero(story.same)[0]
        chosen = [true]
        for marked, share in ((True, MARKED), (False, UNMARKED)):
            misses = np.nonzero(~story.same & (story.marked == marked))[0]
            chosen.append(misses[np.argsort(-hope[misses])][: int(share * len(true))])
        for k in np.concatenate(chosen):
            i, j = story.pairs[k]
            length = len(story.pieces[i]) + len(story.pieces[j]) + draw.normal() * 2
            picked.append((length, len(picked), story, int(k)))
    picked.sort(key=lambda p: p[:2])
    out = [[(s, k) for *_, s, k in picked[b : b + BATCH]] for b in range(0, len(picked), BATCH)]
    draw.shuffle(out)
    return out


def together(batch: list[tuple[Pieces, Pieces]], table: Tensor, places: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """What the network reads: embeddings, which places are filled, which belong to the second claim."""
    width = max(len(a) + len(b) for a, b in batch) + 3
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    mask, second = torch.zeros(len(batch), width, dtype=torch.bool), torch.zeros(len(batch), width)
    for n, (a, b) in enumerate(batch):
        row = [BEGIN, *a, BETWEEN, *b, BETWEEN]
        ids[n, : len(row)], mask[n, : len(row)], second[n, len(a) + 2 : len(row)] = torch.tensor(row), True, 1.0
    return table[ids] + places[:width], mask, second


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("floats", type=Path, help="all-MiniLM-L6-v2 as safetensors")
    ask.add_argument("checkpoint", type=Path)
    ask.add_argument("--minutes", type=float, default=42)
    ask.add_argument("--start", type=Path, help="go on from this checkpoint")
    a = ask.parse_args()
    torch.manual_seed(0)
    packaged = package_folder(PACKAGED[0], PACKAGED[3]) / PACKAGED[1]
    network = CrossNetwork.pretrained(a.floats, packaged)
    if a.start:
        network.load_state_dict(torch.load(a.start)["network"])
    table, places, *_ = (torch.tensor(x) for x in embeddings(packaged))
    embedder = ClaimEmbedder()
    stories = [material(s, embedder) for s in STORIES if s.name not in FITTING]
    head = [*network.hidden.parameters(), *network.out.parameters()]
    tuned = [*network.layers.parameters(), *network.norm.parameters(), network.second]
    groups = [{"params": tuned, "base": LEARNING_RATE}, {"params": head, "base": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, lr=LEARNING_RATE, weight_decay=0.01)
    draw, begin, step, losses, waiting = np.random.default_rng(0), time.monotonic(), 0, [], []
    while (spent := (time.monotonic() - begin) / (60 * a.minutes)) < 1:
        waiting = waiting or batches(stories, draw)
        batch = waiting.pop()
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * (1 - spent) * min(1, (step + 1) / WARM_UP)
        pairs = [(s.pieces[s.pairs[k][0]], s.pieces[s.pairs[k][1]]) for s, k in batch]
        turned = [(y, x) if draw.random() < 0.5 else (x, y) for x, y in pairs]
        with torch.autocast("cpu", torch.bfloat16):
            found = network(*together(turned, table, places))
        truth = torch.tensor([float(s.same[k]) for s, k in batch])
        weight = torch.tensor([1.0 if s.marked[k] else UNMARKED_WEIGHT for s, k in batch])
        error = F.binary_cross_entropy_with_logits(found.float(), truth, weight, reduction="sum") / weight.sum()
        optimizer.zero_grad()
        error.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        step += 1
        losses.append(error.item())
        if step % 100 == 0:
            print(f"step {step}  loss {np.mean(losses[-100:]):.3f}", flush=True)
    network.eval()
    torch.save({"network": network.state_dict()}, a.checkpoint)


if __name__ == "__main__":
    main()
