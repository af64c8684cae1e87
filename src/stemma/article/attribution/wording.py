"""Wording: what stands in a stretch of an article that names a source: its words, its head and the names in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from stemma.article.attribution.quoting import Quoted
from stemma.data import members
from stemma.model import Article, Mention, Span
from stemma.nlp.tree import Tree


def nouns(kind: str) -> frozenset[str]:
    return members("en/source_nouns.toml", kind)


def relaying(kind: str) -> frozenset[str]:
    """Words by which one passes on what another said, by their kind."""
    return members("en/relays.toml", kind)


class Wording:
    """Reads the wordings of one article."""

    def __init__(self, article: Article, tree: Tree, mentions: Sequence[Mention], quoted: Quoted) -> None:
        self.article, self.tree, self.quoted = article, tree, quoted
        self.mentions = sorted(mentions, key=lambda m: m.span)
        self._starts = [m.span.start for m in self.mentions]

    def text(self, span: Span) -> str:
        return re.sub(r"\s+", " ", self.article.text[span.start : span.end])

    def head(self, span: Span) -> int | None:
        """The token that governs all others of a span."""
        inside = self.tree.within(span)
        if not inside:
            return None
        return min(inside, key=lambda t: (self.tree.tokens[t].head in inside and self.tree.tokens[t].head != t, t))

    def mentions_in(self, span: Span) -> list[Mention]:
        i = max(0, bisect_left(self._starts, span.start) - 1)
        out = []
        for m in self.mentions[i:]:
            if m.span.start >= span.end:
                break
            if m.span.overlap(span):
                out.append(m)
        return out

    def place(self, token: int) -> tuple[int, int]:
        return self.tree.tokens[token].start, self.tree.tokens[token].end
