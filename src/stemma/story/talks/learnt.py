"""Learnt: which claims tell what a party wants or what is to come, by weights instead of rules.

Logistic models over the signs of a claim (`signs`) and its meaning vector, for the many ways of saying so in which no
word of wanting stands ("no tax on bread while I hold this office"). The weights
(``data/talks_weights.toml``) are fitted on marked fictional stories: ``training/talks``.

What it gets wrong: facts of the matter that are told beside positions and in their words.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

import numpy as np

from stemma.model import Claim, Span
from stemma.nlp.embedder import Embedder, Vectors
from stemma.story.talks.grammar import arguments
from stemma.story.talks.signs import Signs
from stemma.story.talks.weighing import chance, model


class Learnt:
    """How likely the claims of a story tell something."""

    def __init__(self, signs: Signs, embedder: Embedder) -> None:
        self._signs, self._embedder = signs, embedder

    def likely(self, what: str) -> list[tuple[Claim, float]]:
        """Every claim with how likely it tells `what` (``positions``, ``next_steps``), the likeliest first."""
        meant = self.vectors @ np.array(model(what)["meaning"], np.float32)
        told = zip(self._signs.frames.claims, self.signs, meant.tolist(), strict=True)
        chances = [(claim, chance(what, signs, meaning)) for claim, signs, meaning in told]
        return sorted(chances, key=lambda c: (-c[1], c[0].id))

    def whose(self, claim: Claim) -> str | None:
        """The party whose position a claim tells: who acts in it, else who speaks; None where neither is a party."""
        article = claim.span.article
        tree = self._signs.frames.trees[article]
        return self._signs.party(article, claim.head, arguments(tree, claim.head).subjects)

    def alike(self, a: Claim, b: Claim) -> float:
        """How near two claims are in meaning: the cosine of their vectors."""
        return float(self.vectors[self._rows[a.id]] @ self.vectors[self._rows[b.id]])

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {claim.id: n for n, claim in enumerate(self._signs.frames.claims)}

    @cached_property
    def signs(self) -> list[dict[str, float]]:
        """The signs of each claim of the story."""
        frames = self._signs.frames
        return [self._signs.of_claim(c, frames.reports(c)) for c in frames.claims]

    @cached_property
    def vectors(self) -> Vectors:
        """The meaning of each claim in its sentence, one row a claim."""
        frames = self._signs.frames
        rows: dict[Span, list[int]] = defaultdict(list)
        for n, claim in enumerate(frames.claims):
            rows[frames.sentence(claim.span)].append(n)
        parts = [[_within(s, frames.claims[n].span) for n in held] for s, held in rows.items()]
        found = self._embedder.embed_parts([frames.text(s) for s in rows], parts)
        out = np.zeros_like(found)
        out[[n for held in rows.values() for n in held]] = found
        return out


def _within(sentence: Span, part: Span) -> tuple[int, int]:
    """Where a part stands in its sentence."""
    return max(part.start, sentence.start) - sentence.start, min(part.end, sentence.end) - sentence.start
