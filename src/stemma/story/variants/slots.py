"""Slots: which word of one claim answers to which word of another.

Two claims of one statement are aligned word by word; where a stretch of one stands for a stretch of the other between
words they share, the two fill the same slot. This is the collation of textual criticism (Dekker et al. 2015,
CollateX) on lemmas. Where the wording is too different to align, a slot is known by its kind alone: when each claim
has exactly one filler of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import Indel

from stemma.model import Claim, Noun, Span
from stemma.story.variants.collation import Collation

_ANCHORED = 0.35
_LONGEST = 6
_SAME_THING = 0.5  # the meaning, in its sentence, of a word that was put for another of one meaning


class Substitution(Noun, frozen=True, kw_only=True):
    """A stretch of one claim and the stretch of another that stands in its place."""

    first: Span
    second: Span


def likeness(a: Claim, b: Claim, collation: Collation, *, both: bool = False) -> float:
    """How much of the shorter claim's wording the other shares, 0 to 1 (content lemmas, numbers and their units left
    out: they fill slots); with `both`, how much of the wording of both is shared."""
    x, y = (collation.plain_lemmas(c.span) for c in (a, b))
    if not x or not y:
        return 0.0
    return len(x & y) / (len(x | y) if both else min(len(x), len(y)))


def substitutions(a: Claim, b: Claim, collation: Collation) -> Iterator[Substitution]:
    """The stretches in which two claims differ between words they share."""
    first, second = collation.lemmas(a.span), collation.lemmas(b.span)
    x, y = [w for w, _ in first], [w for w, _ in second]
    if not x or not y or Indel.normalized_similarity(x, y) < _ANCHORED:
        return
    at, bt = collation.tree(a.span.article), collation.tree(b.span.article)
    inside_a, inside_b = at.within(a.span), bt.within(b.span)
    blocks = list(Indel.opcodes(x, y))
    i = 0
    while i < len(blocks):
        if blocks[i].tag == "equal":
            i += 1
            continue
        start = blocks[i]
        while i + 1 < len(blocks) and blocks[i + 1].tag != "equal":
            i += 1
        end = blocks[i]
        i += 1
        if end.src_end > start.src_start and end.dest_end > start.dest_start:
            if max(end.src_end - start.src_start, end.dest_end - start.dest_start) > _LONGEST:
                continue
            yield Substitution(
                first=at.span(inside_a[start.src_start], inside_a[end.src_end - 1]),
                second=bt.span(inside_b[start.dest_start], inside_b[end.dest_end - 1]),
            )


def names_swapped(a: Claim, b: Claim, collation: Collation) -> int:
    """How many names of one claim stand in the place of another name in the other: with two of them, the claims tell of
    two things built alike."""
    swapped = set()
    for s in substitutions(a, b, collation):
        x, y = ({e.id for m, e in collation.mentions(span) if e.kind != "other"} for span in (s.first, s.second))
        swapped |= {(frozenset(x - y), frozenset(y - x))} if x - y and y - x else set()
    return len(swapped)


def of_two_things(a: Claim, b: Claim, collation: Collation) -> bool:
    """Whether two claims that differ in one slot differ in what they are about too: a name stands for another name, or
    a noun for one of another meaning ("a dinner for the bakers on 9 March", "… for the ferrymen on 6 March")."""
    if names_swapped(a, b, collation):
        return True
    swapped = [
        (s.first, s.second)
        for s in substitutions(a, b, collation)
        if all(_noun(x, collation) for x in (s.first, s.second))
    ]
    if not swapped:
        return False
    vectors = collation.meaning([x for pair in swapped for x in pair])
    return any(float(vectors[2 * n] @ vectors[2 * n + 1]) < _SAME_THING for n in range(len(swapped)))


def _noun(span: Span, collation: Collation) -> bool:
    """Whether a stretch is a common noun with what describes it, and fills no slot of its own."""
    tree = collation.tree(span.article)
    inside = tree.within(span)
    if not inside or collation.mentions(span) or collation.quantities(span) or collation.times(span):
        return False
    return tree.tokens[inside[-1]].pos == "NOUN" and all(
        tree.tokens[i].pos in ("NOUN", "ADJ", "DET", "PART") for i in inside
    )
