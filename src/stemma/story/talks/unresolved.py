"""Unresolved: what the sides of a round did not agree on ("failed to agree on X", "X still divides them")."""

from __future__ import annotations

from collections.abc import Iterator

from stemma.model import Leaf
from stemma.story.talks.agreeing import Agreeing
from stemma.story.talks.frames import Found
from stemma.story.talks.grammar import arguments, negated

_STEPS = 4  # up the tree from "no agreement" to the verb of ending


class Unresolved(Agreeing):
    """What one round left open."""

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
                others = tree.children(verb, "nsubj") if tree.tokens[n].dep != "nsubj" else tree.children(verb, "attr")
                found += [f for i in others if i != n for f in self._phrase(article, i)]
        for article, v in frames.hits(frozenset({"remain", "be", "stay"}), ("VERB", "AUX")):
            tree = frames.trees[article]
            state = {tree.tokens[c].lemma.lower() for c in tree.children(v, "acomp", "oprd")}
            asked = [i for i in tree.children(v, "nsubj") if tree.tokens[i].lemma.lower() in ("question", "issue")]
            here = self.numbers.at(article, v) == self.number
            if here and asked and state & frames.set("outcome", "sticking") and not negated(tree, v):
                # "the question of the ridge remains open"
                of = [p for a in tree.children(asked[0], "prep") for p in tree.children(a, "pobj")]
                found += [f for p in of[:1] for f in self._phrase(article, p)]
        return frames.alike(found)

    def _verbs(self) -> Iterator[tuple[str, int]]:
        for article, v in self.frames.hits(self.frames.set("outcome", "verbs"), ("VERB",)):
            if self._here(article, v):
                yield article, v
