"""Trimming: what a proposed content holds that the source did not say: somebody told, the report's own summing up."""

from __future__ import annotations

import msgspec

from stemma.article.attribution.candidate import Candidate
from stemma.article.attribution.phrases import pieces
from stemma.data import members, table
from stemma.model import Span
from stemma.nlp.tree import Tree

_DESCRIBED = 4
"""Tokens from the comma to the noun that sums a clause up ("a rather bold claim")."""


def without_audience(candidate: Candidate, tree: Tree) -> Candidate | None:
    """The candidate without somebody told at the start of its content ("told | the Fell Review about the ship")."""
    i, first = candidate.head, candidate.content[0]
    if i is None or tree.tokens[i].lemma not in table("en/relays.toml")["telling"]:
        return candidate
    for o in tree.children(i, "dobj", "dative"):
        below = tree.subtree(o)
        start, end = tree.tokens[below[0]].start, tree.tokens[below[-1]].end
        if tree.tokens[o].pos != "PROPN" or start != first.start or end > first.end:
            continue
        behind = [t for t in tree.within(first) if tree.tokens[t].start >= end]
        rest = pieces(tree, behind) + candidate.content[1:]
        return msgspec.structs.replace(candidate, content=rest) if rest else None
    return candidate


def without_summing_up(candidate: Candidate, tree: Tree) -> Candidate:
    """The candidate without the noun phrase behind its content by which the report sums it up ("said the port would
    close, a move that angered the crews"; an apposition to a clause, Quirk et al. 1985, 17.65)."""
    last = candidate.content[-1]
    inside = tree.within(last)
    if candidate.cue is None or candidate.cue.start > last.start or not inside:
        return candidate
    nouns = members("en/relays.toml", "summing_up")
    for comma in inside[1:]:
        if tree.tokens[comma].text != "," or tree.tokens[min(comma + 1, inside[-1])].pos != "DET":
            continue
        noun = next((t for t in inside if comma + 1 < t <= comma + _DESCRIBED and tree.tokens[t].lemma in nouns), None)
        told = tree.children(noun, "relcl", "acl") if noun is not None else []
        if told and tree.subtree(told[-1])[-1] >= inside[-1]:
            kept = Span(last.article, last.start, tree.tokens[comma - 1].end)
            return msgspec.structs.replace(candidate, content=(*candidate.content[:-1], kept))
    return candidate
