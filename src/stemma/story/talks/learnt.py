"""Learnt: what each clause tells for the record, read by a network instead of rules (`stemma.nlp.clause_reader`).

Most positions, steps to come and results are told without any word of wanting, planning or agreeing ("no tax on bread
while I hold this office"). The network reads every clause in its sentence, for one party at a time (`passages`). It was
trained on fictional stories in which each clause is marked: ``training/talks``.

What it gets wrong: whose it is where the party itself was not found; matter told beside positions and in their words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Literal, NamedTuple

import numpy as np

from stemma.data import table
from stemma.model import Claim, Span
from stemma.nlp.clause_reader import KINDS, OUTPUTS, TELLS, ClauseReader, Floats
from stemma.nlp.embedder import Embedder
from stemma.story.talks.passages import Asked, passages
from stemma.story.talks.phrasing import Kind, Phrasing

_WORTH = 0.1  # how likely a claim must look to tell anything, for its sentence to be read
_OPEN = 0.4  # how likely a clause tells a position when read for one party, to be read for the others
_UNLIKELY = 0.2  # below which no claim is likely to tell it
_MINE = 0.5  # how likely a position is a party's, for it to be given to it
_SURE = 0.5  # how likely a kind is, for it to be named

What = Literal["position", "next step", "outcome", "earlier", "trigger", "pause", "delegate", "round"]


class _Answer(NamedTuple):
    """How likely a clause tells each of `TELLS`, how likely a position in it is of each of `KINDS`, and whose."""

    tells: Floats
    kinds: Floats
    whose: dict[str, float]


class Learnt:
    """How likely the claims of a story tell something, and whose it is."""

    def __init__(self, phrasing: Phrasing, embedder: Embedder, reader: ClauseReader) -> None:
        self._phrasing, self._embedder, self._reader = phrasing, embedder, reader
        self._claims = phrasing.frames.claims
        self._vectors: dict[str, Floats] = {}

    def likely(self, what: What) -> list[tuple[Claim, float]]:
        """Every claim with how likely it tells `what`, the likeliest first."""
        column = TELLS.index(what)
        chances = [(c, float(self._answers[c.id].tells[column])) for c in self._claims if c.id in self._answers]
        return sorted(chances, key=lambda c: (-round(c[1], 4), c[0].id))

    def unlikely(self, span: Span) -> bool:
        """Whether no claim around a stretch is likely to tell a position, or what was agreed."""
        columns = [TELLS.index("position"), TELLS.index("outcome")]
        near = [c.id for c in self._claims if c.span.overlap(span) and c.id in self._answers]
        return bool(near) and max(float(self._answers[c].tells[columns].max()) for c in near) < _UNLIKELY

    def whose(self, claim: Claim) -> str | None:
        """The party whose position a claim tells; None where none is likely enough."""
        whose = self._answers[claim.id].whose
        party = max(whose, key=lambda name: (round(whose[name], 4), name))
        return party if whose[party] >= _MINE else None

    def kind(self, claim: Claim) -> Kind:
        """Of which kind the position is that a claim tells: ``position`` where that is not clear."""
        kinds = self._answers[claim.id].kinds
        best = int(kinds.argmax())
        if kinds[best] < _SURE:
            return "position"
        # What is refused for all time to come is a red line; an offer that was turned down is none.
        return "red line" if KINDS[best] == "rejection" and claim.polarity == "negative" else KINDS[best]

    def alike(self, a: Claim, b: Claim) -> float:
        """How near two claims are in meaning: the cosine of their vectors."""
        return float(self._vector(a) @ self._vector(b))

    @cached_property
    def _answers(self) -> dict[str, _Answer]:
        """What the network answers, by claim. Each sentence is read for one party, for the others only where it may
        tell a position: what else it tells is nobody's. Of the clause itself the mean over the readings counts."""
        found: dict[str, dict[str, Floats]] = defaultdict(dict)
        asked = passages(self._phrasing, self._worth_reading)
        first, *others = (p.name for p in self._phrasing.sides.parties)
        self._read([(a, first) for a in asked], found)
        position = TELLS.index("position")
        open_ = [a for a in asked if any(_chance(found[c.id][first])[position] >= _OPEN for c in a.claims)]
        self._read([(a, name) for a in open_ for name in others], found)
        return {claim: _answer(by_party) for claim, by_party in found.items()}

    def _worth_reading(self, claims: Sequence[Claim]) -> bool:
        """Whether any claim of a sentence may, by its meaning alone, tell what is looked for: reading takes time. A
        logistic model over the vectors of claims, which are there (a cascade: Viola & Jones 2001)."""
        look = table("first_look.toml")
        weights = np.array(look["weights"], np.float32)
        return any(_chance(self._vector(c) @ weights + look["bias"]) >= _WORTH for c in claims)

    def _read(self, asked: Sequence[tuple[Asked, str]], found: dict[str, dict[str, Floats]]) -> None:
        """Read sentences for a party each, and add the answers to those `found`, by claim and party."""
        answers = self._reader.read([a.passages[name] for a, name in asked])
        for (one, name), logits in zip(asked, answers, strict=True):
            for claim, row in zip(one.claims, logits, strict=True):
                found[claim.id][name] = row

    def _vector(self, claim: Claim) -> Floats:
        """The meaning of a claim in its sentence; all claims of a sentence are embedded when one is asked for."""
        if claim.id not in self._vectors:
            sentence = self._phrasing.frames.sentence(claim.span)
            held, text = self._phrasing.frames.by_sentence[sentence], self._phrasing.frames.text(sentence)
            found = self._embedder.embed_parts([text], [[_within(sentence, c.span) for c in held]])
            self._vectors |= {c.id: vector for c, vector in zip(held, found, strict=True)}
        return self._vectors[claim.id]


def _answer(by_party: dict[str, Floats]) -> _Answer:
    logits: Floats = np.mean(list(by_party.values()), axis=0, dtype=np.float32)
    kinds = np.exp(logits[len(TELLS) : len(TELLS) + len(KINDS)])
    mine = OUTPUTS.index("its position")
    whose = {name: float(_chance(row[mine])) for name, row in by_party.items()}
    return _Answer(_chance(logits[: len(TELLS)]), kinds / kinds.sum(), whose)


def _chance(logits: Floats) -> Floats:
    chance: Floats = (1 / (1 + np.exp(-logits))).astype(np.float32)
    return chance


def _within(sentence: Span, part: Span) -> tuple[int, int]:
    """Where a part stands in its sentence."""
    return max(part.start, sentence.start) - sentence.start, min(part.end, sentence.end) - sentence.start
