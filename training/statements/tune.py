"""Fine-tune the upper layers of the embedder, so that two reports of one fact lie near each other.

    python training/statements/tune.py MINILM.safetensors CHECKPOINT.pt [--minutes 30] [--layers 4]

Material: the stories beside this file but those in `fit.FITTING`, on which the weights of the evidence are fitted. A
step is a story: all its sentences go through the network, all pairs of claims that `weigh_evidence` compares are scored
by the evidence that comes from vectors and by the rest of it as it is, and the error of the marked ones goes back into
the upper layers. Pairs with a claim that is not marked count as different, with a quarter of the weight.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from fit import FITTING, HERE, STORIES, WEIGHTS, truth
from msgspec.structs import replace
from torch import Tensor, nn

from stemma.article.parallel import layer_all
from stemma.article.reading import read
from stemma.data import words
from stemma.model import Layers
from stemma.nlp.borrowed import PACKAGED
from stemma.nlp.embedder import Embedder
from stemma.nlp.models import package_folder
from stemma.nlp.tree import Tree
from stemma.nlp.word_pieces import tokenizer
from stemma.story.dating import date_story
from stemma.story.statements.evidence import KINDS, weigh_evidence

sys.path.insert(0, str(HERE.parent / "attribution_tagger"))
from encoder_weights import embeddings, float_layer, lower_layer
from network import EPSILON, HIDDEN, Layer

LONGEST, WORDS, BATCH = 96, 24, 16
LEARNING_RATE, UNMARKED, NEGATIVES = 5e-5, 0.25, 10


class Network(nn.Module):
    """MiniLM from summed embeddings to a vector for each word piece."""

    def __init__(self, tuned: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(HIDDEN, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(6))
        self.tuned = tuned

    @classmethod
    def pretrained(cls, tuned: int, floats: Path, packaged: Path) -> Network:
        """The packaged weights below, the float ones where they are to be tuned."""
        made = cls(tuned)
        _, _, weight, bias = embeddings(packaged)
        made.norm.load_state_dict({"weight": torch.tensor(weight), "bias": torch.tensor(bias)})
        for k, layer in enumerate(made.layers):
            state = float_layer(floats, k) if k >= 6 - tuned else lower_layer(packaged, k)
            layer.load_state_dict({name: torch.tensor(value) for name, value in state.items()})
        return made

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        return self.upper(self.lower(words, mask), mask)

    def lower(self, words: Tensor, mask: Tensor) -> Tensor:
        x = self.norm(words)
        for layer in self.layers[: 6 - self.tuned]:
            x = layer(x, mask)
        return x

    def upper(self, x: Tensor, mask: Tensor) -> Tensor:
        for layer in self.layers[6 - self.tuned :]:
            x = layer(x, mask)
        return x


class Story:
    """A story as tensors: the lower states of its sentences, where its claims and their words stand, its pairs."""

    def __init__(self, folder: Path, embedder: Embedder, network: Network, packaged: Path) -> None:
        layers = layer_all(read([folder / "articles"]).articles, cache_file=None, workers=1, done=lambda n: None).layers
        layers = tuple(replace(one, details=()) for one in layers)  # tuned on clauses
        found = weigh_evidence(layers, date_story(layers).times, embedder)
        same, marked = truth(found, layers, folder)
        self.pairs = torch.tensor(found.pairs)
        self.evidence = torch.tensor(found.values, dtype=torch.float32)
        self.same = torch.tensor(same, dtype=torch.float32)
        self.marked = torch.tensor(marked)
        self.claims = len(found.claims)
        articles = sorted({c.span.article for c in found.claims})
        self.articles = len(articles)
        self.article = torch.tensor([articles.index(c.span.article) for c in found.claims])
        self._locate(layers, found.claims, embedder)
        table, places, *_ = (torch.tensor(x) for x in embeddings(packaged))
        width = max(map(len, self.ids))
        self.mask = torch.zeros(len(self.ids), width, dtype=torch.bool)
        for row, ids in enumerate(self.ids):
            self.mask[row, : len(ids)] = True
        with torch.no_grad():
            whole = [torch.ones(1, len(i), dtype=torch.bool) for i in self.ids]
            summed = [table[i][None] + places[: len(i)] for i in self.ids]
            states = [network.lower(x, mask) for x, mask in zip(summed, whole, strict=True)]
        self.states = torch.zeros(len(states), width, HIDDEN, dtype=torch.half)
        for row, x in enumerate(states):
            self.states[row, : x.shape[1]] = x[0].half()

    def _locate(self, layers: tuple[Layers, ...], claims: tuple, embedder: Embedder) -> None:
        stop = words("en/stopwords.txt")
        trees = {one.article.id: Tree(one.parse) for one in layers}
        text = {one.article.id: one.article.text for one in layers}
        rows: dict[tuple[str, int], int] = {}
        sentences: list[str] = []
        own = []
        sentence_of = []
        for claim in claims:
            tree = trees[claim.span.article]
            s = tree.sentence_of(claim.head)
            if (claim.span.article, s.start) not in rows:
                rows[claim.span.article, s.start] = len(sentences)
                sentences.append(text[claim.span.article][s.start : s.end])
            sentence_of.append(rows[claim.span.article, s.start])
            inside = [tree.tokens[i] for i in tree.within(claim.span)]
            inside = [t for t in inside if any(map(str.isalnum, t.text)) and t.lemma not in stop][:WORDS]
            head = tree.tokens[claim.head].start
            words_of = [(t.start - s.start, t.end - s.start, t.lemma) for t in inside]
            head_at = next((k for k, t in enumerate(inside) if t.start == head), -1)
            own.append((max(claim.span.start - s.start, 0), claim.span.end - s.start, words_of, head_at))
        encoded = tokenizer(128).encode_batch(sentences)
        self.ids = [torch.tensor(e.ids[:LONGEST]) for e in encoded]
        width = max(map(len, self.ids))
        held = Counter(lemma for *_, found, _ in own for lemma in {lemma for *_, lemma in found})
        self.sentence = torch.tensor(sentence_of)
        self.head = torch.tensor([head for *_, head in own])
        self.weight = torch.zeros(len(own), WORDS)
        words_at, claims_at = [], []
        for c, (start, end, found, _) in enumerate(own):
            offsets = encoded[sentence_of[c]].offsets[:LONGEST]

            def pieces(first: int, last: int, offsets: list = offsets) -> list[int]:
                return [n for n, (x, y) in enumerate(offsets) if x < last and y > first and y > x]

            for k, (first, last, lemma) in enumerate(found):
                at = pieces(first, last)
                words_at += [(sentence_of[c] * width + n, c * WORDS + k, 1 / len(at)) for n in at]
                if at:
                    self.weight[c, k] = math.log(1 + len(own) / held[lemma])
            at = pieces(start, end) or [0]
            claims_at += [(sentence_of[c] * width + n, c, 1 / len(at)) for n in at]
        self.words_at, self.claims_at = (_columns(x) for x in (words_at, claims_at))


def _columns(rows: list[tuple[int, int, float]]) -> tuple[Tensor, Tensor, Tensor]:
    source, target, share = zip(*rows, strict=True)
    return torch.tensor(source), torch.tensor(target), torch.tensor(share)


def evidence(network: Network, story: Story, chosen: Tensor) -> Tensor:
    """The evidence of the chosen pairs (columns: `KINDS`), that which comes from vectors made anew."""
    longest_last = torch.argsort(story.mask.sum(1))
    found = torch.zeros((*story.mask.shape, HIDDEN))
    for begin in range(0, len(longest_last), BATCH):
        rows = longest_last[begin : begin + BATCH]
        width = int(story.mask[rows].sum(1).max())
        mask = story.mask[rows, :width]
        up = network.upper(story.states[rows, :width].float(), mask) * mask[..., None]
        found = found.index_put((rows,), F.pad(up, (0, 0, 0, story.mask.shape[1] - width)))
    flat = found.reshape(-1, HIDDEN)

    def pool(at: tuple[Tensor, Tensor, Tensor], n: int) -> Tensor:
        return F.normalize(torch.zeros(n, HIDDEN).index_add(0, at[1], flat[at[0]] * at[2][:, None]), dim=-1)

    word = pool(story.words_at, story.claims * WORDS).view(story.claims, WORDS, HIDDEN)
    claim = pool(story.claims_at, story.claims)
    around = F.normalize(found.sum(1) / story.mask.sum(1, keepdim=True), dim=-1)[story.sentence]
    i, j = story.pairs[chosen].T
    a, b = story.weight[i], story.weight[j]
    near = torch.bmm(word[i], word[j].transpose(1, 2))
    forth = (near.masked_fill((b == 0)[:, None, :], -1).max(2).values * a).sum(1) / a.sum(1).clamp(min=1e-6)
    back = (near.masked_fill((a == 0)[:, :, None], -1).max(1).values * b).sum(1) / b.sum(1).clamp(min=1e-6)
    cosine = claim @ claim.T
    best = torch.stack(
        [cosine.masked_fill((story.article != n)[None], -1).max(1).values for n in range(story.articles)], 1
    )
    own = F.one_hot(story.article, story.articles).bool()
    usual = best.masked_fill(own, 0).sum(1) / (story.articles - 1)
    rivals = best[i, story.article[j]] + best[j, story.article[i]]
    both = (story.head[i] >= 0) & (story.head[j] >= 0)
    heads = (word[i, story.head[i].clamp(min=0)] * word[j, story.head[j].clamp(min=0)]).sum(1)
    anew = {
        "words": (forth + back) / 2,
        "words_least": torch.minimum(forth, back),
        "claim": cosine[i, j],
        "above_usual": 2 * cosine[i, j] - usual[i] - usual[j],
        "rivals": rivals - 2 * cosine[i, j],
        "sentence": (around[i] * around[j]).sum(1),
        "predicate": torch.where(both, heads, torch.zeros(())),
    }
    given = story.evidence[chosen]
    return torch.stack([anew.get(kind, given[:, k]) for k, kind in enumerate(KINDS)], 1)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("floats", type=Path, help="all-MiniLM-L6-v2 as safetensors")
    ask.add_argument("checkpoint", type=Path)
    ask.add_argument("--minutes", type=float, default=30)
    ask.add_argument("--layers", type=int, default=4, help="how many upper layers are tuned")
    a = ask.parse_args()
    torch.manual_seed(0)
    packaged = package_folder(PACKAGED[0], PACKAGED[3]) / PACKAGED[1]
    network, embedder = Network.pretrained(a.layers, a.floats, packaged), Embedder()
    network.eval()
    stories = [Story(s, embedder, network, packaged) for s in STORIES if s.name not in FITTING]
    network.train()
    every = torch.cat([s.evidence for s in stories])
    middle, spread = every.mean(0), every.std(0)
    known = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))["apart"]
    score = nn.Linear(len(KINDS), 1)
    with torch.no_grad():
        start = torch.tensor([float(known["weights"][kind]) for kind in KINDS])
        score.weight[0] = start * spread
        score.bias[0] = known["bias"] + (start * middle).sum()
    tuned = list(network.layers[6 - a.layers :].parameters())
    groups = [{"params": tuned, "base": LEARNING_RATE}, {"params": score.parameters(), "base": 5e-3}]
    optimizer = torch.optim.AdamW(groups, lr=LEARNING_RATE, weight_decay=0.01)
    draw, begin, step, losses = np.random.default_rng(0), time.monotonic(), 0, []
    while (spent := (time.monotonic() - begin) / (60 * a.minutes)) < 1:
        if step % len(stories) == 0:
            order = draw.permutation(len(stories))
        story = stories[order[step % len(stories)]]
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * (1 - spent) * min(1, (step + 1) / 20)
        same, other = (np.nonzero(story.same.numpy() == v)[0] for v in (1, 0))
        other = draw.choice(other, min(len(other), NEGATIVES * len(same)), replace=False)
        chosen = torch.tensor(np.concatenate([same, other]))
        found = score((evidence(network, story, chosen) - middle) / spread).squeeze(-1)
        weight = torch.where(story.marked[chosen], 1.0, UNMARKED)
        error = F.binary_cross_entropy_with_logits(found, story.same[chosen], weight, reduction="sum") / weight.sum()
        optimizer.zero_grad()
        error.backward()
        nn.utils.clip_grad_norm_(tuned, 1.0)
        optimizer.step()
        step += 1
        losses.append(error.item())
        if step % 20 == 0:
            print(f"step {step}  loss {np.mean(losses[-20:]):.3f}", flush=True)
    network.eval()
    torch.save({"tuned": a.layers, "network": network.state_dict()}, a.checkpoint)


if __name__ == "__main__":
    main()
