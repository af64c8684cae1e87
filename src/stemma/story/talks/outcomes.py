"""Outcomes of a round: what it ended with, what the sides agreed on, and what they did not agree on.

Frames: Make_agreement_on_action (FrameNet) with the parties together as its subject, and its negation; the clause that
closes a session with its result ("ended without a document").

What it gets wrong: agreements told without a word of agreeing, and what only one side says was agreed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemma.model import Leaf, Span
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, conjuncts, fronted, negated, phrase
from stemma.story.talks.numbering import Numbers
from stemma.story.talks.sides import Sides
from stemma.story.talks.status import Predicate

_STEPS = 4  # up the tree from "no agreement" to the verb of ending
_OLD = 60  # days before its report that an outcome of the round may lie


class Outcomes:
    """What one round brought."""

    def __init__(
        self, frames: Frames, sides: Sides, numbers: Numbers, number: int, predicates: Sequence[Predicate]
    ) -> None:
        self.frames, self.sides, self.numbers, self.number = frames, sides, numbers, number
        self.predicates = predicates

    def agreed(self) -> tuple[Leaf, ...]:
        """What the round ended with, and what the sides agreed on or settled."""
        frames, found = self.frames, list[Found]()
        closing = frames.set("rounds", "closing")
        for article, v, nouns in self.predicates:
            tree = frames.trees[article]
            token = tree.tokens[v]
            partial = any(tree.tokens[c].lemma in ("without", "with", "in", "after") for c in tree.children(v, "prep"))
            if nouns and token.lemma.lower() in closing and "Tense=Past" in token.morph and partial:
                found += self._clause(article, v)
        for article, v in self._verbs():
            tree = frames.trees[article]
            if negated(tree, v) or "Tense=Past" not in tree.tokens[v].morph or not self._joint(article, v):
                continue
            if all(tree.tokens[c].lemma == "have" for c in tree.children(v, "aux")):
                found += self._clause(article, v)
        texts = frames.set("negotiation", "texts")
        for article, v in frames.hits(
            frames.set("outcome", "signing"), ("VERB",)
        ):  # "the agreement was signed on Saturday"
            tree = frames.trees[article]
            own = [i for i in tree.children(v, "nsubjpass") if tree.tokens[i].lemma.lower() in texts]
            done = all(tree.tokens[c].lemma in ("have", "be") for c in tree.children(v, "aux", "auxpass"))
            supposed = tree.tokens[v].dep in ("advcl", "relcl", "acl", "xcomp") or negated(tree, v)
            the = any(
                tree.tokens[c].text.lower() in ("the", "this", "an", "a") for i in own for c in tree.children(i, "det")
            )
            past = any(tree.tokens[c].text.lower() in ("was", "were", "been") for c in tree.children(v, "auxpass"))
            if the and done and past and not supposed and self.numbers.at(article, v) == self.number:
                found += self._clause(article, v, drop=("relcl",))
        return frames.alike(found, days=True)

    def unresolved(self) -> tuple[Leaf, ...]:
        """What the sides did not agree on ("failed to agree on X", "no agreement was reached on X", "X still divides
        them")."""
        frames, found = self.frames, list[Found]()
        for article, v in self._verbs():
            tree = frames.trees[article]
            above = tree.tokens[v].head
            failed = tree.tokens[above].lemma.lower() in frames.set("outcome", "failing")
            without = tree.tokens[above].lemma.lower() == "without"
            if not (negated(tree, v) or failed or without):
                continue
            if without or self._joint(article, v) or self._joint(article, above):
                found += self._matters(article, v)
        for article, n in frames.hits(frames.set("negotiation", "texts"), ("NOUN",)):
            tree = frames.trees[article]
            dets = {tree.tokens[c].text.lower() for c in tree.children(n, "det")}
            reached = tree.tokens[tree.tokens[n].head].lemma.lower() in ("reach", "be")
            closing = frames.set("rounds", "closing")
            reached = reached or any(tree.tokens[k].lemma.lower() in closing for k in tree.ancestors(n)[:_STEPS])
            without = tree.tokens[tree.tokens[n].head].lemma.lower() == "without"
            if self._here(article, n) and (without or ("no" in dets and reached)):
                found += self._matters(article, n)
        for article, v in frames.hits(frames.set("outcome", "dividing"), ("VERB",)):
            tree = frames.trees[article]
            held = arguments(tree, v)
            sides = any(tree.tokens[i].text.lower() in ("them", "both") or self._side(article, i) for i in held.objects)
            if sides and self._here(article, v) and not negated(tree, v):
                found += [f for i in held.subjects for f in self._phrase(article, i)]
        for article, n in frames.hits(frames.set("outcome", "points"), ("NOUN",)):
            tree = frames.trees[article]
            kind = {tree.tokens[c].text.lower() for c in tree.children(n, "amod", "compound")}
            verb = tree.tokens[n].head
            if kind & frames.set("outcome", "sticking") and self._here(article, n) and not negated(tree, verb):
                found += [f for i in tree.children(verb, "nsubj") if i != n for f in self._phrase(article, i)]
        return frames.alike(found)

    def _verbs(self) -> Iterator[tuple[str, int]]:
        for article, v in self.frames.hits(self.frames.set("outcome", "verbs"), ("VERB",)):
            if self._here(article, v):
                yield article, v

    def _here(self, article: str, i: int) -> bool:
        return self.numbers.at(article, i) == self.number and self.frames.near_talks(article, i)

    def _joint(self, article: str, v: int) -> bool:
        """Whether the parties do it together: a plural that means them, or two parties by name."""
        tree = self.frames.trees[article]
        both = self.frames.set("outcome", "joint")
        subjects = arguments(tree, v).subjects
        together = any(tree.tokens[i].lemma.lower() in both and tree.tokens[i].tag == "NNS" for i in subjects)
        together = together or any(tree.tokens[i].text.lower() == "they" for i in subjects)
        return together or len({side for i in subjects if (side := self.sides.of_phrase(article, i))}) > 1

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

    def _clause(self, article: str, v: int, drop: tuple[str, ...] = ("advcl", "relcl")) -> list[Found]:
        """The clause of a verb, without what stands before its subject; nothing where its days are long past."""
        tree, one = self.frames.trees[article], self.frames.layers[article]
        span = phrase(tree, v, one.attributions, drop=drop, without=fronted(tree, v))
        sentence = tree.sentence_of(v)
        told = any(sentence.start <= q.span.start < sentence.end for _, q in self.numbers.told[article])
        if span is None or (not told and self._long_past(span)):
            return []
        return [(self.frames.text(span), span)]

    def _long_past(self, span: Span) -> bool:
        published = self.frames.layers[span.article].article.published
        days = [t.latest for t in self.frames.times(span) if t.latest and t.kind == "date"]
        return bool(published and days and (published.earliest - max(days)).days > _OLD)
