"""Matching: which sentence of one report says what a sentence of another says, from a copy to a rewrite.

Three measures, the best counts: how much of the sentence lies in a passage of text reuse (`reuse`); the meaning
(cosine of sentence vectors) together with the weighted share of its words that the other sentence has. Words weigh
more the fewer reports of the story have them (idf, Spärck Jones 1972): what all reports say tells nothing of who read
whom.

What it gets wrong: one sentence made of two far apart is matched with one of them only.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from stemma.data import words
from stemma.model import Layers, Noun, Span
from stemma.nlp.embedder import Embedder
from stemma.story.lineage.reuse import Reuse, find_reuse, fold

MATCH = 0.46
"""Score from which two sentences say the same thing."""
_STORY_REUSE = 9.0  # strength of a passage between reports of one story
_WORDY = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_COVERED = 0.5  # share of a sentence that must lie in reused passages to count as copied

_MARK = re.compile(r"[\"“”«»„]|(?<!\w)['‘](?=\w)[^'‘’\n]{8,}[,.?!…]['’](?!\w)|^['‘](?=[A-Z])")
_SINGLE_OPEN = re.compile(r"(?<!\w)['‘](?=\w)")
_SINGLE_CLOSE = re.compile(r"(?<=[,.?!…\w])['’](?!\w)")

Scores = NDArray[np.float64]


class Line(Noun, frozen=True, kw_only=True):
    """A sentence as lineage sees it: its span, the words that carry its content, the names and numbers among them,
    whether it is a full sentence (a heading, a stamp or a bare name is not) and whether it holds or lies in a
    quotation."""

    span: Span
    text: str
    content: frozenset[str]
    details: frozenset[str]
    full: bool
    quoted: bool


class Match(Noun, frozen=True, kw_only=True):
    """Line `child` of one report says what line `parent` of another says. `copied` is the share of its characters
    that lies in reused passages."""

    child: int
    parent: int
    score: float
    copied: float


class Matching:
    """The lines of all reports of a story and how they match."""

    def __init__(self, layers: Sequence[Layers], embedder: Embedder | None) -> None:
        self.lines: dict[str, tuple[Line, ...]] = {one.article.id: _lines(one) for one in layers}
        self._embedder = embedder
        self._reuse: dict[tuple[str, str], list[Reuse]] = defaultdict(list)
        texts = [(one.article.id, _reporting(one)) for one in layers]
        for passage in find_reuse(texts, least=_STORY_REUSE):
            self._reuse[passage.first, passage.second].append(passage)
        holders = Counter(w for ls in self.lines.values() for w in frozenset().union(*(x.content for x in ls)))
        number = {w: n for n, w in enumerate(sorted(holders))}
        self._weights = np.asarray([math.log((len(self.lines) + 1) / holders[w]) + 0.3 for w in number], np.float64)
        self._incidence: dict[str, Scores] = {}
        for i, lines in self.lines.items():
            table = np.zeros((len(lines), len(number)))
            for row, line in enumerate(lines):
                table[row, [number[w] for w in sorted(line.content)]] = 1.0
            self._incidence[i] = table
        self._scores: dict[tuple[str, str], Scores] = {}

    @cached_property
    def _vectors(self) -> dict[str, Scores]:
        assert self._embedder is not None
        flat = [x.text for i in sorted(self.lines) for x in self.lines[i]]
        rows = self._embedder.embed(flat).astype(np.float64)
        out, at = {}, 0
        for i in sorted(self.lines):
            out[i] = rows[at : at + len(self.lines[i])]
            at += len(self.lines[i])
        return out

    def passages(self, a: str, b: str) -> list[tuple[Span, Span, Reuse]]:
        """The reused passages of two reports: the side of `a`, the side of `b`, the passage."""
        if (a, b) in self._reuse:
            return [(Span(a, r.first_start, r.first_end), Span(b, r.second_start, r.second_end), r)
                    for r in self._reuse[a, b]]  # fmt: skip
        return [(Span(a, r.second_start, r.second_end), Span(b, r.first_start, r.first_end), r)
                for r in self._reuse.get((b, a), ())]  # fmt: skip

    def scores(self, child: str, parent: str) -> Scores:
        """How well each line of `child` (row) is found in each line of `parent` (column), 0 to 1."""
        known = self._scores.get((child, parent))
        if known is not None:
            return known
        rows, columns = self.lines[child], self.lines[parent]
        held = self._incidence[child] * self._weights
        totals = held.sum(axis=1)
        lexical = (held @ self._incidence[parent].T) / np.where(totals > 0, totals, 1.0)[:, None]
        if self._embedder is not None and rows and columns:
            meaning = np.clip(self._vectors[child] @ self._vectors[parent].T, 0.0, 1.0)
            out = np.round(0.5 * meaning + 0.5 * lexical, 6)
        else:
            out = np.round(lexical, 6)
        for a, b, share in self._copies(child, parent):
            out[a, b] = max(out[a, b], share)
        self._scores[child, parent] = out
        return out

    def best(self, child: str, parent: str) -> Scores:
        """For each line of `child` how well it is found anywhere in `parent`."""
        scores = self.scores(child, parent)
        return scores.max(axis=1) if scores.shape[1] else np.zeros(scores.shape[0])

    def copied(self, child: str, parent: str) -> dict[int, float]:
        """Lines of `child` that lie in reused passages, with the share of their characters that does."""
        out: dict[int, float] = {}
        for i, _, share in self._copies(child, parent):
            out[i] = max(out.get(i, 0.0), share)
        return out

    def matches(self, child: str, parent: str) -> tuple[Match, ...]:
        """The lines of `child` that say what a line of `parent` says."""
        scores = self.scores(child, parent)
        copied = self.copied(child, parent)
        out = []
        for i, line in enumerate(self.lines[child]):
            if not scores.shape[1] or len(line.content) < 2:
                continue
            j = int(scores[i].argmax())
            if scores[i, j] >= MATCH:
                out.append(Match(child=i, parent=j, score=float(scores[i, j]), copied=copied.get(i, 0.0)))
        return tuple(out)

    def _copies(self, child: str, parent: str) -> list[tuple[int, int, float]]:
        """Copied lines: the line, the line it was copied from, the share of it that was."""
        out = []
        passages = self.passages(child, parent)
        for i, line in enumerate(self.lines[child]):
            inside = [(here, there) for here, there, _ in passages if here.overlap(line.span)]
            share = min(1.0, sum(h.overlap(line.span) for h, _ in inside) / (line.span.end - line.span.start))
            if share < _COVERED:
                continue
            words_here = line.content
            _, best = max(
                (len(words_here & other.content), -j)
                for j, other in enumerate(self.lines[parent])
                if any(t.overlap(other.span) for _, t in inside)
            ) if any(t.overlap(o.span) for _, t in inside for o in self.lines[parent]) else (0, 1)  # fmt: skip
            if best <= 0:
                out.append((i, -best, round(share, 6)))
        return out


def _lines(layers: Layers) -> tuple[Line, ...]:
    tokens, text = layers.parse.tokens, layers.article.text
    stop = words("en/stopwords.txt")
    out = []
    for s in layers.parse.sentences:
        inside = tokens[s.first : s.last]
        wordy = [t for t in inside if t.pos in _WORDY and t.lemma not in stop and any(c.isalnum() for c in t.text)]
        content = frozenset(fold(t.text if t.pos == "PROPN" else t.lemma) for t in wordy)
        details = frozenset(fold(t.text) for t in wordy if t.pos in ("PROPN", "NUM"))
        verb = any(t.pos in ("VERB", "AUX") for t in inside)
        out.append(
            Line(
                span=Span(layers.article.id, s.start, s.end),
                text=text[s.start : s.end],
                content=content,
                details=details,
                full=verb and len(inside) >= 5,
                quoted=_in_quotation(text, s.start, s.end),
            )
        )
    return tuple(out)


def _in_quotation(text: str, start: int, end: int) -> bool:
    """Whether a stretch holds a quotation mark or lies between two of its paragraph."""
    if _MARK.search(text, start, end):
        return True
    before = text[text.rfind("\n", 0, start) + 1 : start]
    straight = before.count('"') % 2 == 1
    opened = sum(before.count(m) for m in "“«„") > sum(before.count(m) for m in "”»")
    single = len(_SINGLE_OPEN.findall(before)) > len(_SINGLE_CLOSE.findall(before))
    return straight or opened or single


def _reporting(layers: Layers) -> str:
    """The text with furniture blanked out, so that places stay the same."""
    text = layers.article.text
    for f in layers.article.furniture:
        text = text[: f.span.start] + "\n" * (f.span.end - f.span.start) + text[f.span.end :]
    return text
