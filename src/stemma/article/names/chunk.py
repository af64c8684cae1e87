"""A chunk: a stretch of tokens that can be a name."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.nlp.tree import Tree


@dataclass(frozen=True)
class Chunk:
    """Tokens ``[first, last]`` of a name; `role` the tokens ``[first, last]`` of the title in front, if any.

    `headline` when it was recognised by comparison with the body; `dateline` when it is the place of one.
    """

    first: int
    last: int
    role: tuple[int, int] | None = None
    headline: bool = False
    dateline: bool = False

    def words(self, tree: Tree) -> tuple[str, ...]:
        return tuple(t.text for t in tree.tokens[self.first : self.last + 1])
