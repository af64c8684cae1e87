"""Bids: what is on the table: demands, offers and concessions."""

from __future__ import annotations

from collections.abc import Iterator

from stemma.data import members
from stemma.story.talks.grammar import arguments, auxiliaries, behind, fronted, negated
from stemma.story.talks.persons import people_at
from stemma.story.talks.phrasing import Phrasing, Said


class Bids(Phrasing):
    """One method for each kind."""

    def obligations(self) -> Iterator[Said]:
        yield from self._obliging()
        yield from self._made_conditions()

    def _made_conditions(self) -> Iterator[Said]:
        """ "A has made X its condition (for signing)": what A asks for."""
        frames = self.frames
        for article, n in frames.hits(frames.set("positions", "demand_nouns") | {"condition"}, ("NOUN",)):
            tree = frames.trees[article]
            own = any(tree.tokens[c].text.lower() in ("its", "their", "his", "her") for c in tree.children(n, "poss"))
            v = next((k for k in tree.ancestors(n) if tree.tokens[k].pos == "VERB"), None)
            if v is None or not own or tree.tokens[v].lemma != "make" or negated(tree, v):
                continue
            matters = [i for i in tree.children(v, "dobj") if i < n] + [
                i for c in tree.children(v, "ccomp", "xcomp") for i in tree.children(c, "nsubj", "dobj") if i < n
            ]
            party = self.sides.of_subject(article, arguments(tree, v).subjects)
            for i in matters[:1] if party else ():
                span = self.phrase(article, i, "relcl", without=[c for c in tree.children(i) if n in tree.subtree(c)])
                if span:
                    yield Said("demand", party, span)

    def _obliging(self) -> Iterator[Said]:
        """What a party says must be done, or another party must do ("the ban must be lifted", "A must leave the
        port")."""
        frames, words = self.frames, self.frames.set("positions", "deontic")
        for article, v in frames.hits(frozenset({"have"}), ("VERB", "AUX")):  # "A would have to pay"
            tree = frames.trees[article]
            aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}
            party, goals = self.speaker(article, v), tree.children(v, "xcomp")
            others = {self.sides.of_phrase(article, i) for i in tree.children(v, "nsubj")} - {party, None}
            told = party and others and goals and aux & {"would", "will"} and not negated(tree, v)
            span = self.phrase(article, v, "relcl", without=fronted(tree, v)) if told else None
            if span:
                yield Said("demand", party, self.from_subject(v, span))
        for article, tree in frames.trees.items():
            for m, token in enumerate(tree.tokens):
                v = token.head
                if token.dep != "aux" or token.text.lower() not in words or tree.tokens[v].pos != "VERB":
                    continue
                party, subjects = self.speaker(article, v), tree.children(v, "nsubj", "nsubjpass")
                shared = subjects or arguments(tree, v).objects or arguments(tree, v).subjects
                done = bool(tree.children(v, "auxpass")) and not tree.children(v, "agent")
                others = {self.sides.of_phrase(article, i) for i in shared} - {party, None}
                named = all(tree.tokens[i].pos in ("NOUN", "PROPN") for i in shared)
                inverted = any(c > m for c in subjects)  # "should A raise the duty, …"
                if (
                    not party
                    or m > v
                    or inverted
                    or not shared
                    or not named
                    or negated(tree, v)
                    or not (done or others)
                ):
                    continue
                if any(frames.process(article, i) or people_at(frames, article, i) for i in shared):
                    continue  # "the talks must be given time"
                if tree.tokens[v].dep in ("advcl", "relcl"):
                    continue
                own = self.phrase(article, v, "relcl")
                span = self.from_subject(v, own) if own and subjects else own
                before = {
                    tree.tokens[k].text.lower() for c in tree.children(v, "advcl") for k in tree.children(c, "mark")
                }
                if span:
                    yield Said("condition" if before & {"before"} else "demand", party, span)

    def pledges(self) -> Iterator[Said]:
        """What a party says it would or will grant ("said it would free 40 captives")."""
        for article, v in self.frames.hits(self.frames.set("positions", "granting"), ("VERB",)):
            tree = self.frames.trees[article]
            willing = bool(auxiliaries(tree, v) & members("en/grammar.toml", "willing")) and not negated(tree, v)
            beside = tree.tokens[v].dep in ("advcl", "relcl", "acl")
            if beside or not (willing and tree.children(v, "nsubj") and tree.children(v, "dobj")):
                continue
            party = self.sides.of_subject(article, arguments(tree, v).subjects)
            span = self.phrase(article, v, "relcl", without=fronted(tree, v))
            if party and party == self.speaker(article, v) and span and not self.denied(article, v):
                yield Said("offer", party, self.from_subject(v, span))

    def moves(self) -> Iterator[Said]:
        """Concessions: from where to where a party has gone; and where it has not moved."""
        frames = self.frames
        for article, v in frames.hits(frames.set("positions", "moving"), ("VERB",)):
            tree = frames.trees[article]
            party = self.sides.of_subject(article, arguments(tree, v).subjects)
            preps = {tree.tokens[a].lemma.lower() for a in tree.children(v, "prep", "prt", "advmod")}
            stretch = preps & {"from", "to", "beyond", "down", "up"}
            span = self.phrase(article, v, "relcl")
            if not (party and stretch and span) or tree.tokens[v].dep in ("relcl",):
                continue
            goes = tree.tokens[v].lemma in ("go", "come") and not stretch - {"to"}  # "it comes to 310,000 in all"
            if goes or (not tree.children(v, "dobj") and not self._itself(article, v)):
                continue
            ends = [behind(tree, v, word) for word in ("from", "to")]  # "from seven and a half to nine"
            figures = all(any(tree.tokens[p].pos == "NUM" for p in end) for end in ends)
            figures = figures or any(q.dimension != "ordinal" for q in frames.quantities(span))
            measured = figures and not any(t.span.overlap(span) and t.kind == "date" for t in frames.times(span))
            if measured and not (self._it(article, v) and not tree.children(v, "dobj")):
                yield Said("rejection" if negated(tree, v) else "concession", party, self.from_subject(v, span))

    def _itself(self, article: str, v: int) -> bool:
        """Whether the subject is the party, its people or a pronoun, and not something of its ("half of A's crop")."""
        tree, frames = self.frames.trees[article], self.frames
        bodies = frames.set("negotiation", "teams", "negotiators") | frames.set("sides", "common")
        own = tree.children(v, "nsubj") or arguments(tree, v).subjects
        return all(
            tree.tokens[i].pos in ("PROPN", "PRON")
            or tree.tokens[i].lemma.lower() in bodies
            or bool(self.sides.of_phrase(article, i) and not tree.children(i, "poss", "prep"))
            for i in own
        )

    def _it(self, article: str, v: int) -> bool:
        """Whether what goes up or down is told as "it": a rate, not a party."""
        tree = self.frames.trees[article]
        return any(tree.tokens[i].text.lower() == "it" for i in tree.children(v, "nsubj"))
