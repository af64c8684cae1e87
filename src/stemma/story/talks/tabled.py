"""Tabled: what lies on the table, and what an offer holds ("On the table is a truce of 30 days", "The offer includes a
bonus of 900 marks").

An offer that is told without whose it is belongs to the party last said to make one.

What it gets wrong: two offers that lie on the table side by side.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemma.nlp.tree import Tree
from stemma.story.talks.grammar import arguments, conjuncts, negated
from stemma.story.talks.phrasing import Phrasing, Said


class Tabled(Phrasing):
    """One method for each way of telling."""

    def tabled(self) -> Iterator[Said]:
        yield from self._on_the_table()
        yield from self._held()

    def _on_the_table(self) -> Iterator[Said]:
        """ "On the table is X", "X and Y are on the table"."""
        for article, n in self.frames.hits(self.frames.set("negotiation", "tables"), ("NOUN",)):
            tree = self.frames.trees[article]
            prep, v = tree.tokens[n].head, tree.tokens[tree.tokens[n].head].head
            if tree.tokens[prep].lemma.lower() != "on" or tree.tokens[v].lemma not in ("be", "remain"):
                continue
            bare = all(tree.tokens[c].text.lower() == "the" for c in tree.children(n))
            if not bare or negated(tree, v) or tree.tokens[v].pos not in ("AUX", "VERB"):
                continue
            heads = [i for i in tree.children(v, "attr", "nsubj") if tree.tokens[i].pos == "NOUN"]
            for head in heads[:1]:
                if tree.tokens[head].lemma.lower() in self.frames.set("positions", "offer_nouns"):
                    continue  # "an offer is on the table": which, is told elsewhere
                members = self._members(tree, article, head)
                for k in members:
                    span = self.phrase(article, k, "relcl", without=[m for m in members if m != k])
                    if span and not self.short(span):
                        yield Said("term", None, span)

    def _members(self, tree: Tree, article: str, i: int) -> list[int]:
        """The members of a list, of which the parser may have hung one on the day that ends the one before it ("a truce
        from March 20 and [a corridor for food]")."""
        out = conjuncts(tree, i)
        for c in tree.subtree(i, frozenset(tree.children(i, "conj", "relcl", "acl"))):
            day = tree.tokens[tree.tokens[c].head].ent in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY")
            noun = tree.tokens[c].pos == "NOUN" and any(tree.tokens[k].pos == "DET" for k in tree.children(c, "det"))
            if tree.tokens[c].dep == "conj" and day and noun:
                out += conjuncts(tree, c)
        return list(dict.fromkeys(out))

    def _held(self) -> Iterator[Said]:
        """ "The offer includes X", "It consists of X and Y" behind the sentence that tells of an offer."""
        frames = self.frames
        holding = frames.set("delegations", "hold_verbs") | {"contain", "comprise"}
        for article, v in frames.hits(holding, ("VERB",)):
            tree = frames.trees[article]
            if negated(tree, v) or tree.tokens[v].dep in ("acl", "advcl", "relcl"):
                continue
            subjects = arguments(tree, v).subjects
            party = next((p for i in subjects if (p := self._whose(article, i))), None)
            if party is None:
                continue
            heads = tree.children(v, "dobj")
            heads += [
                p for a in tree.children(v, "prep") if tree.tokens[a].lemma == "of" for p in tree.children(a, "pobj")
            ]
            for h in heads[:1]:
                for k in self.members(article, h):
                    span = self.phrase(article, k, "relcl")
                    sums = [q for q in frames.quantities(span) if q.dimension != "ordinal"] if span else []
                    if span and (sums or not self.short(span)):
                        yield Said("offer", party, span)

    def _whose(self, article: str, i: int) -> str | None:
        """The party whose offer a subject is: by its words, or "the offer" and "it" behind a sentence that tells."""
        tree, frames = self.frames.trees[article], self.frames
        nouns = frames.set("positions", "offer_nouns")
        token = tree.tokens[i]
        if token.lemma.lower() in nouns:
            if side := self.sides.of_phrase(article, i):
                return side
            definite = any(tree.tokens[c].text.lower() == "the" for c in tree.children(i, "det"))
            return self._offering(article, range(i)) if definite else None
        if token.text.lower() != "it":
            return None
        number = tree.parse.sentences.index(tree.sentence_of(i))
        before = tree.parse.sentences[number - 1] if number else None
        return self._offering(article, range(before.first, before.last)) if before else None

    def _offering(self, article: str, within: range) -> str | None:
        """The party last said, among some tokens, to make an offer or to raise one."""
        tree, frames = self.frames.trees[article], self.frames
        nouns, verbs = frames.set("positions", "offer_nouns"), frames.set("positions", "offer_verbs")
        for k in reversed(within):
            lemma = tree.tokens[k].lemma.lower()
            if lemma in verbs and tree.tokens[k].pos == "VERB":
                if side := self.sides.of_subject(article, arguments(tree, k).subjects):
                    return side
            elif lemma in nouns and tree.tokens[k].pos == "NOUN":
                v = next((a for a in tree.ancestors(k) if tree.tokens[a].pos == "VERB"), None)
                made = v is not None and k in arguments(tree, v).objects
                own = self.sides.of_phrase(article, k)
                side = own or (self.sides.of_subject(article, arguments(tree, v).subjects) if made and v else None)
                if side:
                    return side
        return None
