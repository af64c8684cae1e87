"""Stances: what a party makes its consent depend on, and what it says is in its interest."""

from __future__ import annotations

from collections.abc import Iterator

from stemma.data import members
from stemma.story.talks.grammar import arguments, auxiliaries, infinitive, lemmas, marks, negated, told_once
from stemma.story.talks.phrasing import Phrasing, Said

_WILLING = members("en/grammar.toml", "willing")


class Stances(Phrasing):
    """One method for each kind."""

    def conditions(self) -> Iterator[Said]:
        """What a party makes its consent depend on: "only if", "unless", "not … before"; "on the condition that"."""
        frames = self.frames
        for article, tree in frames.trees.items():
            for c, token in enumerate(tree.tokens):
                if token.dep != "advcl" or token.pos not in ("VERB", "AUX"):
                    continue
                above, told = token.head, marks(tree, c)
                blocked = told & frames.set("positions", "limiting") and (negated(tree, above) or "unless" in told)
                if not (blocked or {"only", "if"} <= told):
                    continue
                party = self.party(article, above, arguments(tree, above).subjects)
                if party and auxiliaries(tree, above) & _WILLING and not told_once(tree, above):
                    span = self.phrase(article, above)
                    yield from [Said("condition", party, span)] if span else []
        for article, n in frames.hits(frames.set("positions", "provisos"), ("NOUN",)):
            tree = frames.trees[article]
            clauses = [c for c in tree.children(n, "acl", "ccomp", "relcl") if "that" in marks(tree, c)]
            v = next((k for k in tree.ancestors(n) if tree.tokens[k].pos == "VERB"), None)
            if v is None or not clauses or tree.tokens[tree.tokens[n].head].lemma != "on":
                continue
            if tree.tokens[v].lemma in frames.set("positions", "speaking"):
                continue  # "spoke on condition that his name be kept back"
            party, span = self.party(article, v, arguments(tree, v).subjects), self.phrase(article, clauses[0])
            if party and span:
                yield Said("condition", party, span)

    def interests(self) -> Iterator[Said]:
        """ "it is in A's interest to", "our farmers deserve", "his country wants"."""
        frames = self.frames
        own = frames.set("positions", "own")
        for article, n in frames.hits(frames.set("positions", "interests"), ("NOUN",)):
            tree = frames.trees[article]
            verb = next((k for k in tree.ancestors(n) if tree.tokens[k].pos in ("VERB", "AUX")), None)
            if verb is None or tree.tokens[verb].lemma != "be" or negated(tree, verb):
                continue
            side = next((s for c in tree.children(n, "poss", "amod") if (s := self.sides.of_phrase(article, c))), None)
            party = side or self.speaker(article, verb)
            goals = [c for k in (verb, n) for c in tree.children(k, "xcomp", "ccomp", "csubj", "advcl", "acl")]
            if party:
                yield from self.said("interest", party, article, [c for c in goals if infinitive(tree, c)], verb)
        for article, v in frames.hits(frames.set("positions", "needing"), ("VERB",)):
            tree = frames.trees[article]
            subjects, wants = arguments(tree, v).subjects, tree.tokens[v].lemma == "want"
            nation = lemmas(tree, subjects) & own or (not wants and any(tree.children(i, "poss") for i in subjects))
            content = self.content(article, v)
            others = [i for c in tree.children(v, "ccomp", "xcomp") for i in tree.children(c, "nsubj")]
            if wants and (
                any(frames.quantities(tree.subtree_span(i)) for i in content)
                or any(self.sides.of_phrase(article, i) for i in others)
            ):
                continue  # what somebody else is to do, or how much there is to be, is a demand
            party = self.party(article, v, subjects)
            if nation and party and not negated(tree, v):
                yield from self.said("interest", party, article, content, v)
