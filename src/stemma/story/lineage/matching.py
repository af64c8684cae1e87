"""Matching: which sentence of one report says what a sentence of another says, from a copy to a rewrite.

Three measures, the best counts: how many words of the sentence a passage of text reuse has (`reuse`); the meaning
(cosine of sentence vectors) together with the weighted share of its words that the other sentence has. Words weigh
more the fewer reports of the story have them (idf, Spärck Jones 1972): what all reports say tells nothing of who read
whom.

What it gets wrong: one sentence made of two far apart is matched with one of them only.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from stemma.data import words
from stemma.model import Layers, Noun, Span
from stemma.nlp.embedder import Embedder
from stemma.story.lineage.reuse import Reuse, common_words, find_reuse, fold, word_count

MATCH = 0.46
"""Score from which two sentences say the same thing."""
_STORY_REUSE = 9.0  # strength of a passage between reports of one story
_WORDY = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_COVERED = 0.5  # share of a sentence's words that must stand in reused passages for it to count as copied

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
    """Line `child` of one report says what line `parent` of another says. `copied` is the share of its words that
    stand in one and the same line of the other, in the same order."""

    child: int
    parent: int
    score: float
    copied: float


class Matching:
    """The lines of all reports of a story and how they match.

    The words of all lines stand in one sparse table and the vectors in one array, so that a report is held against all
    others at once (`reach`); what two reports have in common line by line is worked out only for those asked for."""

    def __init__(self, layers: Sequence[Layers], embedder: Embedder | None) -> None:
        self.lines: dict[str, tuple[Line, ...]] = {one.article.id: _lines(one) for one in layers}
        self.ids = sorted(self.lines)
        self._number = {i: n for n, i in enumerate(self.ids)}
        self._embedder = embedder
        self._texts = {one.article.id: one.article.text for one in layers}
        self._reuse: dict[tuple[str, str], list[Reuse]] = defaultdict(list)
        for passage in find_reuse([(one.article.id, _reporting(one)) for one in layers], least=_STORY_REUSE):
            self._reuse[passage.first, passage.second].append(passage)
        flat = [x for i in self.ids for x in self.lines[i]]
        self._flat = flat
        self._bounds = np.cumsum([0, *(len(self.lines[i]) for i in self.ids)])
        holders = Counter(w for ls in self.lines.values() for w in frozenset[str]().union(*(x.content for x in ls)))
        number = {w: n for n, w in enumerate(sorted(holders))}
        weights = np.asarray([math.log((len(self.lines) + 1) / holders[w]) + 0.3 for w in number], np.float64)
        columns = [number[w] for x in flat for w in sorted(x.content)]
        ends = np.cumsum([0, *(len(x.content) for x in flat)])
        shape = (len(flat), len(number))
        self._held = csr_array((np.ones(len(columns)), columns, ends), shape=shape)
        totals = self._held @ weights if len(number) else np.zeros(len(flat))
        shares = weights[columns] / np.repeat(np.where(totals > 0, totals, 1.0), np.diff(ends))
        self._share = csr_array((shares, columns, ends), shape=shape)
        self._scores: dict[tuple[str, str], Scores] = {}
        self._copied: dict[tuple[str, str], dict[tuple[int, int], float]] = {}
        self._reach: dict[str, Scores] = {}

    @cached_property
    def _vectors(self) -> Scores:
        assert self._embedder is not None
        return self._embedder.embed([x.text for x in self._flat]).astype(np.float64)

    @cached_property
    def _kin(self) -> dict[str, list[str]]:
        """For each report those it shares passages with."""
        out: dict[str, list[str]] = defaultdict(list)
        for a, b in self._reuse:
            out[a].append(b)
            out[b].append(a)
        return out

    def _at(self, i: str) -> slice:
        n = self._number[i]
        return slice(int(self._bounds[n]), int(self._bounds[n + 1]))

    def _likeness(self, rows: slice, columns: slice) -> Scores:
        """How well lines (rows) are found in lines (columns), by meaning and by words."""
        if columns.stop - columns.start == len(self._flat):  # held against all: the result is dense anyway
            out: Scores = (self._held @ self._share[rows].T.toarray()).T
        else:
            out = (self._share[rows] @ self._held[columns].T).toarray()
        if self._embedder is not None:
            out = 0.5 * np.clip(self._vectors[rows] @ self._vectors[columns].T, 0.0, 1.0) + 0.5 * out
        return out.round(6)

    def scores(self, child: str, parent: str) -> Scores:
        """How well each line of `child` (row) is found in each line of `parent` (column), 0 to 1."""
        known = self._scores.get((child, parent))
        if known is not None:
            return known
        out = self._likeness(self._at(child), self._at(parent))
        for (a, b), share in self._copies(child, parent).items():
            out[a, b] = max(out[a, b], share)
        self._scores[child, parent] = out
        return out

    def reach(self, child: str) -> Scores:
        """For each line of `child` (row) how well it is found anywhere in each report (column, in the order of
        `ids`)."""
        known = self._reach.get(child)
        if known is not None:
            return known
        out = np.zeros((len(self.lines[child]), len(self.ids)))
        sizes = np.diff(self._bounds)
        filled = np.flatnonzero(sizes)
        if len(filled) and len(out):
            everything = self._likeness(self._at(child), slice(0, len(self._flat)))
            out[:, filled] = np.maximum.reduceat(everything, self._bounds[filled], axis=1)
        for parent in self._kin.get(child, ()):
            for (a, _), share in self._copies(child, parent).items():
                out[a, self._number[parent]] = max(out[a, self._number[parent]], share)
        self._reach[child] = out
        return out

    def near(self, child: str, least: float) -> list[str]:
        """The reports that hold at least the share `least` of the full lines of `child`."""
        full = np.asarray([x.full for x in self.lines[child]], bool)
        if not full.any():
            return []
        telling = full & np.asarray([len(x.content) >= 2 for x in self.lines[child]], bool)
        held = (self.reach(child)[telling] >= MATCH).sum(axis=0) >= least * full.sum()
        held[self._number[child]] = False
        return [self.ids[n] for n in np.flatnonzero(held)]

    def copied(self, child: str, parent: str) -> dict[int, float]:
        """Lines of `child` that stand in `parent` word for word or nearly so, with the share of their words that
        does."""
        out: dict[int, float] = {}
        for (i, _), share in self._copies(child, parent).items():
            out[i] = max(out.get(i, 0.0), share)
        return out

    def matches(self, child: str, parent: str, least: float = MATCH) -> tuple[Match, ...]:
        """The lines of `child` that say what a line of `parent` says."""
        scores = self.scores(child, parent)
        if not scores.size:
            return ()
        copied = self.copied(child, parent)
        at = scores.argmax(axis=1)
        return tuple(
            Match(child=i, parent=int(at[i]), score=float(scores[i, at[i]]), copied=copied.get(i, 0.0))
            for i, line in enumerate(self.lines[child])
            if len(line.content) >= 2 and scores[i, at[i]] >= least
        )

    def _copies(self, child: str, parent: str) -> dict[tuple[int, int], float]:
        """Copied lines and the lines they were copied from, with the share of their words that was: only the words
        that both sides of a passage have count, not all it spans."""
        known = self._copied.get((child, parent))
        if known is not None:
            return known
        shared: dict[tuple[int, int], int] = defaultdict(int)
        here, there = self.lines[child], self.lines[parent]
        starts = [x.span.start for x in here], [x.span.start for x in there]
        for a0, a1, b0, b1 in self._passages(child, parent):
            x, y = self._texts[child][a0:a1], self._texts[parent][b0:b1]
            for at, at_other in common_words(x, y):
                i, j = bisect_right(starts[0], a0 + at) - 1, bisect_right(starts[1], b0 + at_other) - 1
                if i >= 0 and j >= 0:
                    shared[i, j] += 1
        sizes = {i: word_count(here[i].text) for i, _ in shared}
        out = {
            (i, j): round(min(1.0, n / sizes[i]), 6)
            for (i, j), n in sorted(shared.items())
            if sizes[i] and n >= _COVERED * sizes[i]
        }
        self._copied[child, parent] = out
        return out

    def _passages(self, a: str, b: str) -> list[tuple[int, int, int, int]]:
        """The reused passages of two reports: where each begins and ends in `a` and in `b`."""
        if a < b:
            return [(r.first_start, r.first_end, r.second_start, r.second_end) for r in self._reuse.get((a, b), ())]
        return [(r.second_start, r.second_end, r.first_start, r.first_end) for r in self._reuse.get((b, a), ())]


def order(places: Iterable[tuple[int, int]]) -> float:
    """Whether what two reports share stands in one order in both: Kendall's tau over its places, 1 for the same order
    and -1 for the reverse; 0 where two places or fewer tell nothing."""
    listed = list(places)
    pairs = [(x[1] < y[1]) - (x[1] > y[1]) for x, y in combinations(listed, 2)]
    return sum(pairs) / len(pairs) if len(listed) > 2 else 0.0


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
