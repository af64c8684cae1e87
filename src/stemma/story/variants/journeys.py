"""Journeys: where a flight, train or boat was to go, by claims of one statement.

A destination is read from the parse: the place behind "to" or "for" that hangs on the noun of a means of transport
("a flight to Ardona", "a jet bound for Keshan"). Two of them answer to each other where one statement holds both and
the means are of one kind.

What it gets wrong: a journey of two legs, each told by another report.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from stemma.model import Claim, Entity, Span, Statement
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation
from stemma.story.variants.predicates import class_of, closed

Pair = tuple[Statement | None, Span, Entity, Span, Entity, bool]


def journeys(collation: Collation) -> Iterator[Pair]:
    """Destinations that answer to each other, each with the statement that holds both."""
    for statement, members in collation.shared():
        told = [(c, d) for c in members for d in _destinations(c, collation)]
        for (a, (m, x, way)), (b, (n, y, other)) in combinations(told, 2):
            if a.span.article != b.span.article and way == other and x.id != y.id:
                yield statement, m, x, n, y, False


def _destinations(claim: Claim, collation: Collation) -> Iterator[tuple[Span, Entity, str]]:
    """The places that a means of transport is bound for, told in a claim in whole or in part, with its kind."""
    tree = collation.tree(claim.span.article)
    for m, e in collation.mentions(collation.sentence(claim)):
        inside = tree.within(m.span)
        if e.kind != "place" or not inside or m.form == "metonym":
            continue
        means = _means(inside[-1], tree)
        if means is None or not (claim.span.contains(m.span) or claim.span.contains(tree.span(means, means))):
            continue
        if kind := class_of("transport", tree.tokens[means].lemma.lower()):
            yield m.span, e, kind


def _means(place: int, tree: Tree) -> int | None:
    """The noun that is bound for a place ("a flight to", "a jet bound for"); None for a place of another kind."""
    over = tree.head(place)
    if tree.tokens[place].dep != "pobj" or over is None or tree.tokens[over].lemma.lower() not in closed("bound"):
        return None
    noun = tree.head(over)
    bound = noun is not None and tree.tokens[noun].text.lower() == "bound"
    return tree.head(noun) if bound and noun is not None else noun
