"""A draft: a mention in the making, as tokens, with the number of the draft it refers to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemma.article.names.lexicon import Gender
from stemma.model import EntityKind, MentionForm, Span
from stemma.nlp.tree import Tree


@dataclass(frozen=True)
class Draft:
    """A mention in the making: tokens ``[first, last]`` of a name, description or pronoun."""

    first: int
    last: int
    kind: EntityKind
    name: str
    form: MentionForm = "full"
    role: Span | None = None
    gender: Gender = ""
    refers: int | None = None  # index of the draft it refers to
    rule: str = ""


def root_name(drafts: Sequence[Draft], j: int) -> str:
    """The name at the end of a chain of references, folded."""
    seen = {j}
    while (k := drafts[j].refers) is not None and k not in seen:
        seen.add(k)
        j = k
    return drafts[j].name.lower()


def sentence_start(tree: Tree, token: int) -> int:
    return tree.sentence_of(token).first


def head_token(tree: Tree, d: Draft) -> int:
    for k in range(d.first, d.last + 1):
        if not d.first <= tree.tokens[k].head <= d.last:
            return k
    return d.last
