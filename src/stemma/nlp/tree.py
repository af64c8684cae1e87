"""Walking a parse: children, subtrees and sentences of tokens, and which token stands at an offset."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from stemma.model import Parse, Sentence, Span, Token


class Tree:
    """A `Parse` with its dependency tree ready to walk. Token numbers are indices into `parse.tokens`."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.tokens: tuple[Token, ...] = parse.tokens
        self._children: list[list[int]] = [[] for _ in parse.tokens]
        for i, token in enumerate(parse.tokens):
            if token.head != i:
                self._children[token.head].append(i)

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [t.end for t in self.tokens]

    @cached_property
    def _sentence_firsts(self) -> list[int]:
        return [s.first for s in self.parse.sentences]

    def children(self, i: int, *deps: str) -> list[int]:
        """The dependents of token `i` in text order, only those with one of `deps` when any are given."""
        if not deps:
            return self._children[i]
        return [c for c in self._children[i] if self.tokens[c].dep in deps]

    def head(self, i: int) -> int | None:
        """The governor of token `i`; None for a root."""
        head = self.tokens[i].head
        return None if head == i else head

    def ancestors(self, i: int) -> list[int]:
        """From the governor of token `i` up to the root."""
        out: list[int] = []
        while (head := self.head(i)) is not None:
            out.append(head)
            i = head
        return out

    def subtree(self, i: int, without: frozenset[int] = frozenset()) -> list[int]:
        """Token `i` and all below it, in text order; branches that begin with a token of `without` left out."""
        out, todo = [], [i]
        while todo:
            at = todo.pop()
            out.append(at)
            todo.extend(c for c in self._children[at] if c not in without)
        return sorted(out)

    def span(self, first: int, last: int) -> Span:
        """The characters from token `first` to token `last`, both included."""
        return Span(self.parse.article, self.tokens[first].start, self.tokens[last].end)

    def subtree_span(self, i: int) -> Span:
        below = self.subtree(i)
        return self.span(below[0], below[-1])

    def sentence_of(self, i: int) -> Sentence:
        return self.parse.sentences[bisect_right(self._sentence_firsts, i) - 1]

    def at(self, offset: int) -> int | None:
        """The token that covers the character at `offset`, None between tokens."""
        i = bisect_right(self._starts, offset) - 1
        return i if i >= 0 and offset < self.tokens[i].end else None

    def within(self, span: Span) -> range:
        """The tokens that lie wholly inside `span` (as a range, empty when none does)."""
        first = bisect_left(self._starts, span.start)
        return range(first, max(first, bisect_right(self._ends, span.end)))
