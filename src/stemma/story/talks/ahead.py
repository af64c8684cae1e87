"""Ahead: what is to happen on a day to come to what was negotiated: ballots, sittings, deadlines, first steps.

A main clause in the future, or of planning, with a day after its report, of which a party, a body that has a say, the
agreement or what was fought with (a strike) is the subject. Frame: Scheduling (FrameNet).

What it gets wrong: the diary of a party that has nothing to do with the talks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stemma.model import Time
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, from_subject, negated, phrase
from stemma.story.talks.sides import Sides

_FUTURE = frozenset({"will", "shall", "’ll", "'ll"})
_LONG = 32  # words
_FURTHEST = 120  # days


def ahead(frames: Frames, sides: Sides) -> Iterator[Found]:
    """What is set for a day to come."""
    for article, tree in frames.trees.items():
        published = frames.layers[article].article.published
        for v, token in enumerate(tree.tokens):
            if token.pos not in ("VERB", "AUX") or not _future(tree, v, frames) or negated(tree, v):
                continue
            if token.dep not in ("ROOT", "conj", "ccomp", "parataxis") or frames.quoted(article, v):
                continue
            none = any(
                tree.tokens[c].text.lower() == "no" for i in tree.children(v, "attr") for c in tree.children(i, "det")
            )
            if (
                none
                or _sits(frames, article, v)
                or not any(_concerned(frames, sides, article, i) for i in _subjects(tree, v))
            ):
                continue
            span = phrase(tree, v, frames.layers[article].attributions, drop=("relcl", "parataxis"))
            span = from_subject(tree, v, span) if span else None
            while span and (last := tree.within(span)[-1]) > v and tree.tokens[last].pos in ("ADP", "CCONJ", "PUNCT"):
                span = tree.span(tree.within(span)[0], last - 1)  # what it governs is cut away
            if span is None or len(frames.text(span).split()) > _LONG:
                continue
            if any(_later(t, published.latest if published else None) for t in frames.times(span)):
                yield frames.text(span), span


def _later(t: Time, published: date | None) -> bool:
    """Whether a day lies behind that of the report, and not far; of a report of no known day any."""
    if t.kind != "date":
        return False
    return published is None or t.earliest is None or 0 < (t.earliest - published).days <= _FURTHEST


def _subjects(tree: Tree, v: int) -> list[int]:
    return [*arguments(tree, v).subjects, *tree.children(v, "nsubj", "nsubjpass")]


def _future(tree: Tree, v: int, frames: Frames) -> bool:
    """ "will vote", "is to vote", "are due to vote", "is expected to vote", "plans to vote"."""
    token = tree.tokens[v]
    first = v
    while tree.tokens[first].dep == "conj" and not tree.children(first, "aux"):
        above = tree.tokens[first].head
        if tree.tokens[above].pos not in ("VERB", "AUX"):
            break
        first = above
    if {tree.tokens[c].text.lower() for c in tree.children(first, "aux")} & _FUTURE:
        return True
    present = token.tag in ("VBZ", "VBP") or any(
        tree.tokens[c].tag in ("VBZ", "VBP") for c in tree.children(v, "aux", "auxpass")
    )
    to = any(tree.tokens[b].tag == "TO" for c in tree.children(v, "xcomp") for b in tree.children(c, "aux"))
    due = any(tree.tokens[c].lemma.lower() in ("due", "set") for c in tree.children(v, "acomp"))
    plans = token.lemma.lower() in frames.set("rounds", "scheduling") | frames.set("next", "hoping")
    return present and ((to and (plans or token.lemma == "be")) or (due and token.lemma == "be"))


def _sits(frames: Frames, article: str, v: int) -> bool:
    """Whether a clause only says when the talks themselves are: that stands among the rounds."""
    tree = frames.trees[article]
    near = [k for c in [v, *tree.children(v, "xcomp")] for k in tree.children(c, "nsubj", "nsubjpass", "dobj")]
    return any(frames.session(article, k) for k in near)


def _concerned(frames: Frames, sides: Sides, article: str, i: int) -> bool:
    """Whether a subject is a party, its people, a body that has a say, the talks or what came of them."""
    token = frames.trees[article].tokens[i]
    wanted = frames.set("next", "bodies", "concerned") | frames.set("settled", "agreements")
    wanted |= frames.set("dealing", "strikes") | frames.set("negotiation", "teams", "participants")
    return token.lemma.lower() in wanted or sides.of_phrase(article, i) is not None
