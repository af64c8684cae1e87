"""Chairing: further ways of telling who heads a delegation or sits on it, beyond "led by X" (`seating`).

Gapping ("A's team is headed by X, and B's by Y": Quirk et al. 1985, 13.92), the head as a place ("sits at the head of
the team"), inversion ("Included in the delegation is X") and giving ("the team was entrusted to X").

What it gets wrong: whose delegation it is where neither the words nor the person's office tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemma.nlp.tree import Tree
from stemma.story.talks.acts import Act, Reader
from stemma.story.talks.grammar import arguments, negated, passive


class Chairing(Reader):
    """Who heads and who takes part, told in other words."""

    def chairing(self) -> Iterator[Act]:
        yield from self._gapped()
        yield from self._at_the_head()
        yield from self._under_leadership()
        yield from self._entrusted()
        yield from self._included()

    def _gapped(self) -> Iterator[Act]:
        """ "A's team is headed by X, and B's by Y"."""
        for article, v in self.frames.hits(self.frames.set("delegations", "lead_verbs"), ("VERB",)):
            tree = self.frames.trees[article]
            if not passive(tree, v) or not any(self.body(article, i) for i in arguments(tree, v).objects):
                continue
            for c in tree.children(v, "conj"):
                owner = any(tree.tokens[k].tag == "POS" for k in tree.children(c, "case"))
                bys = [a for a in tree.children(c, "prep", "agent") if tree.tokens[a].lemma == "by"]
                side = self.sides.of_phrase(article, c)
                if owner and side:
                    yield from self.acts("head", article, self._behind(tree, bys), side, v)

    def _at_the_head(self) -> Iterator[Act]:
        """ "X sits at the head of the A-ian side", "X landed as head of a delegation of nine"."""
        for article, n in self.frames.hits(self.frames.set("delegations", "lead_nouns"), ("NOUN",)):
            tree = self.frames.trees[article]
            prep = tree.tokens[n].head
            v = tree.tokens[prep].head
            named = tree.children(n, "appos")
            bodies = [p for a in tree.children(n, "prep") for p in tree.children(a, "pobj") if self.body(article, p)]
            told = tree.tokens[prep].lemma in ("at", "as") and tree.tokens[v].pos == "VERB" and not negated(tree, v)
            if bodies and named and tree.tokens[n].lemma in ("head", "leader", "chief"):
                # "said the head of the A-ian delegation, X"
                side = self.sides.of_phrase(article, bodies[0])
                yield from self.acts("head", article, named[:1], side, n)
            moves = self.frames.set("delegations", "going_verbs", "join_verbs") | self.frames.set("rounds", "coming")
            if bodies and told and tree.tokens[v].lemma.lower() in moves | {"land", "stand", "sit", "speak"}:
                side = self.sides.of_phrase(article, bodies[0])
                yield from self.acts("head", article, arguments(tree, v).subjects, side, n)

    def _under_leadership(self) -> Iterator[Act]:
        """ "the delegation of A under the leadership of X"."""
        for article, n in self.frames.hits(frozenset({"leadership", "headship", "chairmanship"}), ("NOUN",)):
            tree = self.frames.trees[article]
            prep = tree.tokens[n].head
            body = tree.tokens[prep].head
            if tree.tokens[prep].lemma != "under":
                continue
            while tree.tokens[body].dep == "pobj" and not self.body(article, body):
                body = tree.tokens[tree.tokens[body].head].head  # hung on the name inside the phrase
            if self.body(article, body):
                of = [a for a in tree.children(n, "prep") if tree.tokens[a].lemma == "of"]
                yield from self.acts("head", article, self._behind(tree, of), self.side(article, body), n)

    def _entrusted(self) -> Iterator[Act]:
        """ "the delegation is entrusted to X", "A has handed its team to X"."""
        for article, v in self.frames.hits(self.frames.set("delegations", "giving"), ("VERB",)):
            tree = self.frames.trees[article]
            held = arguments(tree, v)
            body = next((i for i in held.objects if self.body(article, i)), None)
            if body is None or negated(tree, v):
                continue
            to = [a for a in tree.children(v, "prep", "dative") if tree.tokens[a].lemma == "to"]
            side = self.side(article, body) or self.sides.of_subject(article, held.subjects)
            yield from self.acts("head", article, self._behind(tree, to), side, v)

    def _included(self) -> Iterator[Act]:
        """ "Included in the delegation is X", "in the team is included X"."""
        for article, v in self.frames.hits(self.frames.set("delegations", "hold_verbs"), ("VERB",)):
            tree = self.frames.trees[article]
            bodies = [
                p
                for a in tree.children(v, "prep")
                if tree.tokens[a].lemma.lower() in ("in", "among")
                for p in tree.children(a, "pobj")
                if self.body(article, p)
            ]
            above = tree.tokens[v].head
            if not bodies or tree.tokens[v].tag != "VBN" or negated(tree, v):
                continue
            people = tree.children(v, "nsubjpass", "dobj", "oprd")
            if tree.tokens[v].dep in ("csubj", "advcl", "amod", "ccomp") and tree.tokens[above].lemma == "be":
                people += tree.children(above, "attr", "nsubj")
            yield from self.acts("member", article, people, self.side(article, bodies[0]), v)

    def _behind(self, tree: Tree, preps: Sequence[int]) -> list[int]:
        return [p for a in preps for p in tree.children(a, "pobj")]
