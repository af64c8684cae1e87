"""From the model's probabilities to attributions: cues, then for each the stretches of its content and source."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from stemma.article.attribution.tagger.reading import REACH, Asked, Floats, Ints, Reading, ask
from stemma.model import Noun, Span

_SOURCE, _CONTENT = 1, 2
_AT_ONCE = 32
"""Cues put to the role tagger in one call."""
_GAP = 3
"""Tokens of one kind are joined over a gap of punctuation of at most this many tokens."""


class Proposal(Noun, frozen=True, kw_only=True):
    """An attribution as the tagger sees it, before the rules: `content` in its parts, in order of the text."""

    content: tuple[Span, ...]
    cue: Span | None
    sources: tuple[Span, ...]
    confidence: float


class Cut(NamedTuple):
    """Where decoding draws its lines, chosen on held-out articles.

    Attributes:
        cue: the least probability of a token's standing in a cue.
        whole: the least confidence of an attribution.
        source: the least probability of a source where none is likelier than not.
        switch: what a change of role from one token to the next costs, in nats.
    """

    cue: float
    whole: float
    source: float
    switch: float


class Network(Protocol):
    """What decoding asks of the model, whoever runs it."""

    def encode(self, reading: Reading) -> tuple[Floats, Floats]:
        """For each token a vector, and its probabilities of standing outside, beginning and continuing a cue."""
        ...

    def roles(self, tokens: Floats, asked: Asked) -> Floats:
        """For each cue and each token near it, its probabilities of being neither, source and content."""
        ...


def decode(reading: Reading, network: Network, cut: Cut) -> tuple[Proposal, ...]:
    """The attributions the model sees in an article, in order of their cues."""
    if not reading.parse.tokens:
        return ()
    tokens, scores = network.encode(reading)
    cues = _cues(scores, cut.cue, reading)
    out: list[Proposal] = []
    for begin in range(0, len(cues), _AT_ONCE):
        some = cues[begin : begin + _AT_ONCE]
        asked = ask(reading, [(b, e) for b, e, _ in some])
        answers = network.roles(tokens, asked) * asked.valid[:, :, None]
        labels = _smooth(answers, asked.valid, cut.switch)
        for row, (b, e, sure) in enumerate(some):
            found = _proposal(reading, (b, e), sure, int(asked.head[row]), answers[row], labels[row], cut)
            if found is not None:
                out.append(found)
    return tuple(out)


def _smooth(roles: Floats, valid: NDArray[np.bool_], switch: float) -> Ints:
    """The most probable sequence of roles for each cue, where each change of role costs `switch` (Viterbi 1967)."""
    score = np.log(np.maximum(roles, 1e-6))
    score[~valid] = (0.0, -20.0, -20.0)
    cost = switch * (1 - np.eye(3, dtype=np.float32))
    best = score[:, 0]
    back = np.zeros(roles.shape, np.int64)
    for k in range(1, roles.shape[1]):
        reached = best[:, :, None] - cost
        back[:, k] = reached.argmax(1)
        best = reached.max(1) + score[:, k]
    rows = np.arange(len(roles))
    out = np.zeros(roles.shape[:2], np.int64)
    out[:, -1] = best.argmax(1)
    for k in range(roles.shape[1] - 1, 0, -1):
        out[:, k - 1] = back[rows, k, out[:, k]]
    return out


def _cues(scores: Floats, threshold: float, reading: Reading) -> list[tuple[int, int, float]]:
    """Runs of tokens that stand in a cue, with the model's confidence."""
    inside = 1 - scores[:, 0]
    out: list[tuple[int, int, float]] = []
    begin: int | None = None
    n = len(inside)
    for i in range(n + 1):
        on = i < n and inside[i] >= threshold
        if begin is not None and (
            not on or scores[i, 1] > scores[i, 2] or reading.sentence[i] != reading.sentence[begin]
        ):
            out.append((begin, i, float(inside[begin:i].max())))
            begin = None
        if on and begin is None:
            begin = i
    return out


def _proposal(
    reading: Reading, cue: tuple[int, int], sure: float, head: int, roles: Floats, labels: Ints, cut: Cut
) -> Proposal | None:
    """The attribution of one cue; None where no token answers as its content, or the whole is too unsure."""
    content = _stretches(reading, labels == _CONTENT, head, cue)
    if not content:
        return None

    def mean(runs: list[tuple[int, int]], role: int) -> float:
        return float(np.concatenate([roles[b - head + REACH : e - head + REACH, role] for b, e in runs]).mean())

    confidence = sure * mean(content, _CONTENT)
    if confidence < cut.whole:
        return None
    source = _stretches(reading, labels == _SOURCE, head, cue)
    if not source:
        likely = _likely_source(reading, roles[:, _SOURCE], head, cut.source)
        source = [likely] if likely else []
    chosen = max(source, key=lambda run: (mean([run], _SOURCE) * (run[1] - run[0]), -run[0]), default=None)
    tokens, article = reading.parse.tokens, reading.parse.article

    def span(begin: int, end: int) -> Span:
        return Span(article, tokens[begin].start, tokens[end - 1].end)

    return Proposal(
        content=tuple(span(b, e) for b, e in content),
        cue=span(*cue),
        sources=(span(*chosen),) if chosen else (),
        confidence=round(confidence, 4),
    )


def _likely_source(reading: Reading, score: Floats, head: int, least: float) -> tuple[int, int] | None:
    """Where none is a source more likely than not: the likeliest token, if at least `least`, and its like around."""
    best = int(score.argmax())
    if score[best] < least:
        return None
    begin, end = best, best + 1
    while begin > 0 and score[begin - 1] >= 0.6 * score[best]:
        begin -= 1
    while end < len(score) and score[end] >= 0.6 * score[best]:
        end += 1
    return begin + head - REACH, end + head - REACH


def _stretches(reading: Reading, on: NDArray[np.bool_], head: int, cue: tuple[int, int]) -> list[tuple[int, int]]:
    """Runs of tokens, joined over short gaps of punctuation, without punctuation that only trails or leads."""
    tokens = reading.parse.tokens
    at = [int(k) + head - REACH for k in np.flatnonzero(on)]
    runs: list[tuple[int, int]] = []
    for i in at:
        if (
            runs
            and 0 <= i - runs[-1][1] <= _GAP
            and all(tokens[k].pos == "PUNCT" and not cue[0] <= k < cue[1] for k in range(runs[-1][1], i))
        ):
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return [r for r in runs if any(tokens[k].pos != "PUNCT" for k in range(*r))]
