"""Agreeing: who agrees or does not, and on what: what outcomes and open points of a round share."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, conjuncts, phrase
from stemma.story.talks.numbering import Numbers
from stemma.story.talks.sides import Sides
from stemma.story.talks.status import Predicate


class Agreeing:
    """The words of one round in which the parties agree, or do not."""

    def __init__(
        self, frames: Frames, sides: Sides, numbers: Numbers, number: int, predicates: Sequence[Predicate]
    ) -> None:
        self.frames, self.sides, self.numbers, self.number = frames, sides, numbers, number
        self.predicates = predicates

    def _here(self, article: str, i: int) -> bool:
        return self.numbers.at(article, i) == self.number and self.frames.near_talks(article, i)

    def _joint(self, article: str, v: int) -> bool:
        """Whether the parties do it together: a plural that means them, or two parties by name."""
        tree = self.frames.trees[article]
        both = self.frames.set("outcome", "joint")
        subjects = arguments(tree, v).subjects
        together = any(tree.tokens[i].lemma.lower() in both and tree.tokens[i].tag == "NNS" for i in subjects)
        together = together or any(tree.tokens[i].text.lower() == "they" for i in subjects)
        return together or len(self._acting(article, subjects)) > 1

    def _acting(self, article: str, subjects: Sequence[int]) -> set[str]:
        """The parties among the subjects, and the one right before "and" the first of them, which the parser has not
        joined to it."""
        tree = self.frames.trees[article]
        out = {side for i in subjects if (side := self.sides.of_phrase(article, i))}
        for i in subjects:  # "A's government and B-ish rebels", of which the parser has made one noun phrase
            below = tree.subtree(i, frozenset(tree.children(i, "relcl", "appos", "acl", "prep")))
            if any(tree.tokens[k].text.lower() == "and" for k in below):
                named = self.sides.named(tree.span(below[0], below[-1]))
                out |= named if out or len(named) > 1 else set()
        first = min((tree.subtree(i)[0] for i in subjects), default=0)
        if out and first > 1 and tree.tokens[first - 1].text.lower() == "and":
            out |= {s for _, e in self.frames.mentions_at(article, first - 2) if (s := self.sides.of_entity(e.id))}
        return out

    def _side(self, article: str, i: int) -> bool:
        token = self.frames.trees[article].tokens[i]
        return token.lemma.lower() in self.frames.set("outcome", "joint") and token.tag == "NNS"

    def _matters(self, article: str, i: int) -> list[Found]:
        """What is agreed, or not, "on" or "over": each coordinated matter on its own; or to do what."""
        tree = self.frames.trees[article]
        heads = [
            k
            for a in tree.children(i, "prep")
            if tree.tokens[a].lemma.lower() in ("on", "over", "about")
            for b in [a, *(c for c in tree.children(a, "conj") if tree.tokens[c].pos == "ADP")]
            for p in tree.children(b, "pobj", "pcomp")
            for k in conjuncts(tree, p)
        ]
        heads += [c for c in tree.children(i, "xcomp") if tree.tokens[i].pos == "VERB"]
        return [f for k in heads if tree.tokens[k].ent not in ("DATE", "TIME") for f in self._phrase(article, k)]

    def _phrase(self, article: str, i: int) -> list[Found]:
        tree = self.frames.trees[article]
        span = phrase(tree, i, self.frames.layers[article].attributions, drop=("relcl", "advcl"))
        return [(self.frames.text(span), span)] if span and tree.tokens[i].pos != "PRON" else []
