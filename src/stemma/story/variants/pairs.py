"""Pairs: the claims of one statement, two by two from different reports, as far as their wording is alike."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from stemma.model import Claim, Span, Statement
from stemma.story.variants.collation import Collation
from stemma.story.variants.slots import likeness


def alike_pairs(collation: Collation, least: float) -> Iterator[tuple[Statement, Claim, Claim]]:
    """Every two claims of different reports in one statement that share at least `least` of their content words."""
    for statement, members in collation.shared():
        for a, b in combinations(members, 2):
            if a.span.article != b.span.article and likeness(a, b, collation) >= least:
                yield statement, a, b


def predicate(claim: Claim, collation: Collation) -> Span:
    """The words of a claim's predicate: its auxiliaries, adverbs between them, its verb and the particle behind it."""
    tree = collation.tree(claim.span.article)
    parts = [i for i in tree.children(claim.head, "aux", "auxpass", "neg") if claim.span.contains(tree.span(i, i))]
    behind = [i for i in tree.children(claim.head, "prt") if i == claim.head + 1]
    parts += [i for i in behind if claim.span.contains(tree.span(i, i))]
    around = sorted([*parts, claim.head])
    return tree.span(around[0], around[-1])
