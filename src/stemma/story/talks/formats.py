"""Formats: how the sides of a round dealt with each other, as reports word it: directly or through others, in one room
or several, by telephone or in writing, and what a report calls the round where it does not call it talks.

What it gets wrong: sides that sit apart for a photograph; two delegations of which a report names only the hotels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemma.model import Leaf
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, clause
from stemma.story.talks.numbering import Numbers
from stemma.story.talks.places import verb_of
from stemma.story.talks.sides import Sides

_LONGEST = 25  # words of a clause that is given whole


def formats(
    frames: Frames, numbers: Numbers, number: int, sites: Sequence[tuple[str, int]], sides: Sides
) -> tuple[Leaf, ...]:
    """The formats that reports tell of a round."""
    named = frames.by_value([*_kinds(frames, sites), *_called(frames, numbers, number, sides)])
    return (*named, *frames.alike(_manners(frames, numbers, number, sides)))


def _kinds(frames: Frames, sites: Sequence[tuple[str, int]]) -> Iterator[Found]:
    """ "indirect talks", "a face-to-face meeting"."""
    wanted = frames.set("rounds", "formats")
    for article, i in sites:
        tree = frames.trees[article]
        for c in tree.children(i, "amod", "compound"):
            none = any(tree.tokens[k].text.lower() == "no" for k in tree.children(i, "det"))  # "no direct talks"
            if tree.tokens[c].lemma.lower() in wanted and not none:
                yield tree.tokens[c].text.lower(), tree.span(c, i)


def _called(frames: Frames, numbers: Numbers, number: int, sides: Sides) -> Iterator[Found]:
    """ "technical consultations", "contacts between A and B": what one report calls the talks of the others."""
    for article, i in frames.hits(frames.set("rounds", "contacts"), ("NOUN",)):
        tree = frames.trees[article]
        one = tree.sentence_of(i)
        beside = tree.children(i, "amod")
        of = [p for a in tree.children(i, "prep") for p in tree.children(a, "pobj")]
        sided = sides.named(tree.span(one.first, one.last - 1)) or any(
            tree.tokens[p].lemma.lower() in frames.set("delegations", "bodies") for p in of
        )
        if tree.tokens[i].tag != "NNS" or not sided or numbers.at(article, i) != number:
            continue
        between = any(tree.tokens[a].lemma == "between" for a in tree.children(i, "prep"))
        if not frames.quoted(article, i) and (beside or between or frames.session(article, i)):
            first = min([i, *beside])
            yield frames.text(tree.span(first, i)).lower(), tree.span(first, i)


def _manners(frames: Frames, numbers: Numbers, number: int, sides: Sides) -> Iterator[Found]:
    """ "the delegations stayed on different floors", "sat face to face", "everything went through the mediator"."""
    for article, tree in frames.trees.items():
        attributions = frames.layers[article].attributions
        for i in range(len(tree.tokens)):
            if not _manner(frames, tree, i):
                continue
            v = verb_of(tree, i)
            if v is None or numbers.at(article, v) != number or not frames.near_talks(article, i):
                continue
            if tree.tokens[i].lemma.lower() not in frames.set("rounds", "rooms") | {"face"}:
                subjects = arguments(tree, v).subjects  # "told A by telephone": nothing of the two sides
                deals = tree.tokens[v].lemma.lower() in frames.set("rounds", "dealing", "meeting")
                if not deals or not any(_of_sides(frames, sides, article, k) for k in subjects):
                    continue
            one = tree.sentence_of(i)
            about = {t.lemma.lower() for t in tree.tokens[one.first : one.last]}
            people = about & (frames.set("delegations", "bodies") | frames.set("mediation", "nouns", "offices"))
            if not people and len(sides.named(tree.span(one.first, one.last - 1))) <= 1 and "they" not in about:
                continue
            span = clause(tree, v, attributions)
            if span is not None and len(frames.text(span).split()) <= _LONGEST and span.start <= tree.tokens[i].start:
                yield frames.text(span), span


def _of_sides(frames: Frames, sides: Sides, article: str, i: int) -> bool:
    """Whether a token stands for the sides or for what passes between them."""
    token = frames.trees[article].tokens[i]
    plain = token.text.lower() in ("they", "it", "all", "everything", "we", "both")
    return (
        plain
        or frames.process(article, i)
        or token.lemma in ("side", "delegation", "team")
        or bool(sides.of_phrase(article, i))
    )


def _manner(frames: Frames, tree: Tree, i: int) -> bool:
    """Whether a token is one of the ways in which two sides deal with each other."""
    token = tree.tokens[i]
    lemma, before = token.lemma.lower(), tree.tokens[i - 1].text.lower() if i else ""
    beside = {tree.tokens[c].lemma.lower() for c in tree.children(i, "amod", "nummod", "compound")}
    if lemma in frames.set("rounds", "rooms"):
        return bool(beside & frames.set("rounds", "apart"))
    above = tree.tokens[token.head].lemma.lower() if token.dep == "pobj" else ""
    if above in ("through", "via"):
        return lemma in frames.set("rounds", "between")
    if lemma == "face":
        return before == "to"
    return above in ("by", "over", "via", "in") and lemma in frames.set("rounds", "remote")
