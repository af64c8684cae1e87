"""The tagger's network in torch: MiniLM's encoder, a cue tagger, and a role tagger that is asked once for each cue."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

HIDDEN, HEADS, EPSILON = 384, 12, 1e-12
TOKEN, ROLE = 256, 128
FEATURES = {"pos": 16, "tag": 24, "dep": 24, "ent": 8, "quote": 8}


class Layer(nn.Module):
    """One BERT layer, its parameters named as in the checkpoint of MiniLM (dots turned to underscores)."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.up, self.down = nn.Linear(HIDDEN, 4 * HIDDEN), nn.Linear(4 * HIDDEN, HIDDEN)
        self.norm_a, self.norm_b = nn.LayerNorm(HIDDEN, EPSILON), nn.LayerNorm(HIDDEN, EPSILON)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, n, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(b, n, HEADS, HIDDEN // HEADS).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        seen = None if mask is None else mask[:, None, None, :]
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=seen).transpose(1, 2).reshape(b, n, HIDDEN)
        x = self.norm_a(x + self.out(mixed))
        return self.norm_b(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """From sums of embeddings to a vector for each token, and the scores of its being (B, I) in a cue or not (O)."""

    def __init__(self, sizes: dict[str, int], layers: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(HIDDEN, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.tables = nn.ModuleList(nn.Embedding(sizes.get(k, 6), width) for k, width in FEATURES.items())
        self.dependents = nn.Linear(sizes["dep"], 32)
        self.token = nn.Linear(HIDDEN + sum(FEATURES.values()) + 32, TOKEN)
        self.cue = nn.Linear(TOKEN, 3)
        self.dropout = nn.Dropout(0.15)

    def forward(
        self, words: Tensor, first: Tensor, last: Tensor, features: Tensor, children: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        x = self.norm(words)
        for layer in self.layers:
            x = layer(x, mask)
        b = torch.arange(x.shape[0])[:, None]
        pooled = (x[b, first] + x[b, last]) / 2
        known = [t(features[..., k]) for k, t in enumerate(self.tables)]
        token = torch.cat([pooled, *known, self.dependents(children)], -1)
        token = F.gelu(self.token(self.dropout(token)))
        return token, self.cue(self.dropout(token))


class Block(nn.Module):
    """A dilated convolution with a residual connection."""

    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(ROLE)
        self.conv = nn.Conv1d(ROLE, ROLE, 3, dilation=dilation, padding=dilation)

    def forward(self, x: Tensor, valid: Tensor) -> Tensor:
        y = self.norm(x) * valid
        return x + F.gelu(self.conv(y.transpose(1, 2)).transpose(1, 2))


class Roles(nn.Module):
    """For each cue, the scores of the tokens near it: 0 neither, 1 source, 2 content."""

    def __init__(self, relations: int, width: int) -> None:
        super().__init__()
        self.of_token, self.of_cue, self.gate = (nn.Linear(TOKEN, ROLE) for _ in range(3))
        self.relation, self.distance = nn.Embedding(relations, ROLE), nn.Parameter(torch.zeros(width, ROLE))
        self.mark = nn.Embedding(3, ROLE)
        self.blocks = nn.ModuleList(Block(d) for d in (1, 2, 4, 1))
        self.score = nn.Linear(ROLE, 3)
        self.dropout = nn.Dropout(0.15)
        nn.init.normal_(self.relation.weight, std=0.3)
        nn.init.normal_(self.mark.weight, std=0.3)

    def forward(
        self, tokens: Tensor, head: Tensor, near: Tensor, valid: Tensor, relation: Tensor, mark: Tensor
    ) -> Tensor:
        own, cue = self.of_token(tokens)[near], tokens[head]
        x = own * (1 + torch.tanh(self.gate(cue)))[:, None] + self.of_cue(cue)[:, None]
        x = x + self.relation(relation) + self.distance + self.mark(mark)
        x = self.dropout(F.gelu(x))
        keep = valid[..., None].to(x.dtype)
        for block in self.blocks:
            x = block(x, keep)
        return self.score(self.dropout(x))
