"""Ellipsis: figures that leave out what they count ("A offers 310", "B has not moved from eight").

The unit is that of the nearest figure before it in its sentence or the one before, measures before times. It is added
in square brackets, as editors add what a quotation leaves out, and the characters it was taken from are given with it.

What it gets wrong: a bare figure whose unit was named further back, or never.
"""

from __future__ import annotations

from typing import NamedTuple

from stemma.model import Quantity, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Frames

_PER = ("per", "a", "an", "each")


class Filled(NamedTuple):
    """A stretch with the unit its figure leaves out, and the figure before it from which that was taken."""

    value: str
    figure: Span | None = None


def filled(frames: Frames, span: Span) -> Filled:
    """The words of a stretch, with the unit of its figure where that is left out."""
    text = frames.text(span)
    tree = frames.trees[span.article]
    told = [q for q in frames.quantities(span) if q.unit]
    told_at = {k for q in told for k in tree.within(q.span)} | {
        k for t in frames.times(span) for k in tree.within(t.span)
    }
    for i in tree.within(span):
        if i in told_at or not _alone(tree, i):
            continue
        if found := _unit_before(frames, span.article, i):
            unit, figure = found
            at = tree.tokens[i].end - span.start
            return Filled(f"{text[:at]} [{frames.text(unit)}]{text[at:]}", figure)
    return Filled(text)


def _alone(tree: Tree, i: int) -> bool:
    """Whether a token is a figure that stands for what it counts: no noun of its own beside it."""
    token = tree.tokens[i]
    following = tree.tokens[i + 1] if i + 1 < len(tree.tokens) else None
    noun = following is not None and following.pos in ("NOUN", "PROPN", "ADJ", "SYM", "NUM")
    of = any(tree.tokens[c].lemma == "of" for c in tree.children(i, "prep"))
    return token.tag == "CD" and token.dep in ("pobj", "dobj", "npadvmod", "attr") and not noun and not of


def _unit_before(frames: Frames, article: str, i: int) -> tuple[Span, Span] | None:
    """The words of the unit that the nearest figure before token `i` has, and that figure: in its sentence of anything,
    times last; in the sentence before a measure."""
    tree = frames.trees[article]
    sentence = tree.sentence_of(i)
    before = tree.parse.sentences[max(0, tree.parse.sentences.index(sentence) - 1)]
    first, end = sentence.start, tree.tokens[i].start
    near = [q for q in frames.quantities(Span(article, first, end)) if q.span.end <= end] if first < end else []
    further = list(frames.quantities(Span(article, before.start, before.end))) if before != sentence else []
    for held in (
        [q for q in near if q.dimension not in ("ordinal", "time")],
        [q for q in near if q.dimension == "time"],
        [q for q in further if q.dimension not in ("ordinal", "time", "count")],
    ):
        units = [(u, q.span) for q in held if (u := _unit(frames, q))]
        if units:
            return units[-1]
    return None


def _unit(frames: Frames, q: Quantity) -> Span | None:
    """The words behind the figure ("cubic metres per second")."""
    tree = frames.trees[q.span.article]
    inside = tree.within(q.span)
    words = [k for k in inside if tree.tokens[k].pos != "NUM" and tree.tokens[k].tag != "CD"]
    if not words or words[-1] != inside[-1] or any(tree.tokens[k].pos == "NUM" for k in range(words[0], words[-1])):
        return None
    last = inside[-1]
    if (
        last + 2 < len(tree.tokens)
        and tree.tokens[last + 1].lemma.lower() in _PER
        and tree.tokens[last + 2].pos == "NOUN"
    ):
        last += 2
    return tree.span(words[-1] if tree.tokens[words[0]].pos == "ADV" else words[0], last)
