"""What the tagger reads: word pieces, features of the parse, and the way from a cue to each token near it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.model import Article, Parse

REACH = 64
"""How many tokens to each side of a cue's head its source and content are looked for."""
CORE, MARGIN = 192, 16
"""Word pieces a window of the encoder answers for, and those it sees beside them to each side."""
LEVELS = 5
"""How many governors above a cue are told apart in the path between the cue and a token."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_CLS, _SEP, _UNKNOWN, _LONGEST = 101, 102, 100, 510


class Labels:
    """The label sets of the parse as the model knows them; number 0 stands for any other label."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._index = {kind: {label: n for n, label in enumerate(config["labels"][kind], 1)} for kind in _KINDS}
        self.size = {kind: len(index) + 1 for kind, index in self._index.items()}
        deps = self.size["dep"]
        self.beyond = LEVELS * (deps + 1)
        self.relation_count = self.beyond + 8

    def number(self, kind: str, label: str) -> int:
        return self._index[kind].get(label, 0)


_KINDS = ("pos", "tag", "dep", "ent")


class Reading:
    """An article as the model reads it: its word pieces, and for each token of the parse the pieces it is made of,
    its features, and its place in the dependency tree.

    Attributes:
        ids: the word pieces (vocabulary numbers).
        first, last: for each token, the place of its first and last word piece in `ids`.
        features: for each token, numbers of its POS, tag, dependency and entity label, and its quotation state.
        children: for each token, which dependency labels its dependents have (0 or 1 a label).
    """

    def __init__(self, article: Article, parse: Parse, tokenizer: Any, labels: Labels) -> None:
        self.parse, self.labels = parse, labels
        tokens = parse.tokens
        self.ids, self.first, self.last = _pieces(article.text, parse, tokenizer)
        n = len(tokens)
        self.deps = [labels.number("dep", t.dep) for t in tokens]
        self.features = np.zeros((n, 5), np.int64)
        self.features[:, 0] = [labels.number("pos", t.pos) for t in tokens]
        self.features[:, 1] = [labels.number("tag", t.tag) for t in tokens]
        self.features[:, 2] = self.deps
        self.features[:, 3] = [labels.number("ent", t.ent) for t in tokens]
        self.features[:, 4] = _quotation(article.text, parse)
        self.children = np.zeros((n, labels.size["dep"]), np.float32)
        for i, t in enumerate(tokens):
            if t.head != i:
                self.children[t.head, self.deps[i]] = 1
        self.sentence = np.zeros(n, np.int64)
        for k, s in enumerate(parse.sentences):
            self.sentence[s.first : s.last] = k

    def windows(self) -> Iterator[tuple[int, int]]:
        """Stretches of tokens ``[begin, end)`` of at most `CORE` word pieces, cut between sentences where possible."""
        begin, n = 0, len(self.parse.tokens)
        ends = [s.last for s in self.parse.sentences]
        k = 0
        while begin < n:
            limit = self.first[begin] + CORE
            end = begin
            while k < len(ends) and self.last[ends[k] - 1] < limit:
                end = ends[k]
                k += 1
            if end == begin:
                end = max(begin + 1, int(np.searchsorted(self.last, limit)))
            yield begin, end
            begin = end

    def head(self, begin: int, end: int) -> int:
        """The token that governs the tokens ``[begin, end)``."""
        tokens = self.parse.tokens
        for i in range(begin, end):
            if not begin <= tokens[i].head < end or tokens[i].head == i:
                return i
        return begin

    def near(self, head: int) -> tuple[Ints, NDArray[np.bool_]]:
        """The tokens within `REACH` of `head`, and which of them exist."""
        at = np.arange(head - REACH, head + REACH + 1)
        n = len(self.parse.tokens)
        return np.clip(at, 0, n - 1), (at >= 0) & (at < n)

    def relations(self, head: int) -> Ints:
        """For each token within `REACH` of `head`, the number of its path to `head`: how many governors up from
        `head` the two paths meet, and the dependency label of the branch the token hangs on; between sentences,
        how many sentences away it stands."""
        labels, tokens = self.labels, self.parse.tokens
        deps = labels.size["dep"]
        at, _ = self.near(head)
        away = np.clip(self.sentence[at] - self.sentence[head], -3, 3)
        out: Ints = labels.beyond + 3 + away
        number: dict[int, int] = {}
        up, level = head, 0
        while True:
            number[up] = min(level, LEVELS - 1) * (deps + 1) + deps
            if tokens[up].head == up or level > 50:
                break
            up, level = tokens[up].head, level + 1
        meet = {i: v // (deps + 1) for i, v in number.items()}
        sentence = self.parse.sentences[self.sentence[head]]
        low = max(sentence.first, head - REACH)
        for j in range(low, min(sentence.last, head + REACH + 1)):
            path: list[int] = []
            k = j
            while k not in number and tokens[k].head != k and len(path) < 60:
                path.append(k)
                k = tokens[k].head
            if path:
                if k not in number:
                    value = labels.beyond + 7
                elif k in meet:
                    value = meet[k] * (deps + 1) + self.deps[path[-1]]
                else:
                    value = number[k]
                for p in path:
                    number[p] = value
            out[j - head + REACH] = number.get(j, labels.beyond + 7)
        return out


def _pieces(text: str, parse: Parse, tokenizer: Any) -> tuple[Ints, Ints, Ints]:
    """Word pieces of the tokens of a parse, and each token's first and last one."""
    encoded = tokenizer.encode(text, add_special_tokens=False)
    offsets, numbers = encoded.offsets, encoded.ids
    ids: list[int] = []
    place: dict[int, int] = {}
    first = np.zeros(len(parse.tokens), np.int64)
    last = np.zeros(len(parse.tokens), np.int64)
    p = 0
    for i, t in enumerate(parse.tokens):
        while p < len(offsets) and offsets[p][1] <= t.start:
            p += 1
        q = p
        found = []
        while q < len(offsets) and offsets[q][0] < t.end:
            if q not in place:
                place[q] = len(ids)
                ids.append(numbers[q])
            found.append(place[q])
            q += 1
        if not found:  # characters the vocabulary drops
            found = [len(ids)]
            ids.append(_UNKNOWN)
        first[i], last[i] = found[0], found[-1]
    return np.array(ids, np.int64), first, last


def _quotation(text: str, parse: Parse) -> list[int]:
    """For each token: 0 outside quotation marks, 1 inside, 2 a mark; 3, 4, 5 the same at the start of a paragraph.
    A paragraph begins outside."""
    out = []
    inside = False
    before = 0
    for t in parse.tokens:
        fresh = before == 0 or "\n" in text[before : t.start]
        if fresh:
            inside = False
        if t.text in ('"', "“", "”", "''", "``", "«", "»", "„"):
            inside = t.text in ("“", "``", "«", "„") or (t.text == '"' and not inside)
            state = 2
        else:
            state = int(inside)
        out.append(state + 3 * fresh)
        before = t.end
    return out


class Window(NamedTuple):
    """What the encoder sees at once to answer for the tokens ``[begin, end)``: word pieces, and where in them each
    token begins and ends."""

    begin: int
    end: int
    ids: Ints
    first: Ints
    last: Ints


def window_pieces(reading: Reading) -> Iterator[Window]:
    """An article in windows, each with a margin of word pieces to both sides."""
    for begin, end in reading.windows():
        low = max(0, int(reading.first[begin]) - MARGIN)
        high = min(len(reading.ids), int(reading.last[end - 1]) + 1 + MARGIN, low + _LONGEST)
        ids = np.concatenate([[_CLS], reading.ids[low:high], [_SEP]])
        first, last = (np.minimum(x[begin:end] - low + 1, high - low) for x in (reading.first, reading.last))
        yield Window(begin, end, ids, first, last)


class Asked(NamedTuple):
    """Cues put to the role tagger, a row each; but for `head` a column stands for each token near the cue's head."""

    head: Ints
    near: Ints
    valid: NDArray[np.bool_]
    relation: Ints
    mark: Ints


def ask(reading: Reading, cues: Sequence[tuple[int, int]]) -> Asked:
    """The input of the role tagger for `cues`, each the tokens ``[begin, end)``."""
    heads = [reading.head(*cue) for cue in cues]
    near, valid = zip(*(reading.near(h) for h in heads), strict=True)
    cued = np.zeros(len(reading.parse.tokens), np.int64)
    for begin, end in cues:
        cued[begin:end] = 1
    mark = cued[np.stack(near)]
    for row, ((begin, end), head) in enumerate(zip(cues, heads, strict=True)):
        mark[row, max(0, begin - head + REACH) : max(0, end - head + REACH)] = 2
    relation = np.stack([reading.relations(h) for h in heads])
    return Asked(np.array(heads, np.int64), np.stack(near), np.stack(valid), relation, mark)
