"""Refusals: what a party rejects, and what it says it will not do of what the other may ask."""

from __future__ import annotations

from collections.abc import Iterator

from stemma.nlp.tree import Tree
from stemma.story.talks.grammar import arguments, negated, told_once
from stemma.story.talks.phrasing import Phrasing, Said


class Refusals(Phrasing):
    """One method for each way of telling."""

    def refusals(self) -> Iterator[Said]:
        """What a party says it will not do of what the other may ask: "would not free X", "cannot accept it"."""
        frames = self.frames
        for article, v in frames.hits(frames.set("positions", "granting"), ("VERB",)):
            tree = frames.trees[article]
            aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}
            if not tree.children(v, "neg") or not aux & {"will", "would", "wo", "'ll", "’ll", "can", "ca", "could"}:
                continue
            party = self.party(article, v, arguments(tree, v).subjects) if self.own(article, v) else None
            if told_once(tree, v):
                continue
            span = self.phrase(article, v, "relcl") if party and tree.children(v, "dobj", "xcomp") else None
            span = self.from_subject(v, span) if span else None
            if span and not self._bare(article, span):
                yield Said("rejection", party, span)

    def rejections(self) -> Iterator[Said]:
        frames = self.frames
        for article, v in frames.hits(frames.set("positions", "rejection_verbs"), ("VERB",)):
            tree = frames.trees[article]
            lemma = tree.tokens[v].lemma.lower()
            if lemma == "rule" and not any(tree.tokens[c].text.lower() == "out" for c in tree.children(v)):
                continue
            content = tree.children(v, "dobj") or tree.children(v, "xcomp")
            that = v + 1 < len(tree.tokens) and tree.tokens[v + 1].text.lower() in ("that", "this", "it")
            if lemma == "rule" and not content and that:
                content = [v + 1]
            if any(self._only_attends(tree, c) for c in content):
                continue
            subjects = arguments(tree, v).subjects
            party = self.party(article, v, subjects) if self.own(article, v) else None
            below = {tree.tokens[k].lemma.lower() for h in content for k in tree.subtree(h)}
            spoken = below & frames.set("positions", "silence")
            told = any(tree.tokens[c].lemma == "discuss" for c in content)
            silent = bool(spoken) or (lemma == "decline" and told)  # to reporters
            if party and content and not negated(tree, v) and not self.hearsay(tree, content) and not silent:
                if len(content) == 1 and tree.tokens[content[0]].text.lower() in ("it", "that", "this", "them"):
                    yield from self._meant(article, content[0], party)
                else:
                    yield from self.said("rejection", party, article, content, v)

    def _only_attends(self, tree: Tree, v: int) -> bool:
        """Whether what is refused is no more than to come or to talk ("refuses to come to the table")."""
        coming = self.frames.set("outcome", "coming") | self.frames.set("rounds", "meeting")
        about = any(tree.tokens[a].lemma.lower() in ("on", "over", "about") for a in tree.children(v, "prep"))
        return tree.tokens[v].pos == "VERB" and tree.tokens[v].lemma.lower() in coming and not about

    def _meant(self, article: str, pronoun: int, party: str) -> Iterator[Said]:
        """What a party refuses by a pronoun ("A wants the complaint withdrawn. B has ruled that out"): what another
        party was last said to ask for or to offer, in the sentence or the one before."""
        tree, frames = self.frames.trees[article], self.frames
        wanted = frames.set("positions", "demand_verbs", "offer_verbs")
        sentence = tree.sentence_of(pronoun)
        before = tree.parse.sentences[max(0, tree.parse.sentences.index(sentence) - 1)]
        for k in range(pronoun - 1, before.first - 1, -1):
            must = {tree.tokens[c].text.lower() for c in tree.children(k, "aux")} & frames.set("positions", "deontic")
            if must and tree.tokens[k].pos == "VERB" and tree.tokens[k].dep == "ccomp":
                asks = self.speaker(article, k)
                span = self.phrase(article, k, "relcl")
                if asks and asks != party and span:
                    yield Said("rejection", party, self.from_subject(k, span), meant=True)
                    return
            if tree.tokens[k].lemma.lower() not in wanted or tree.tokens[k].pos != "VERB":
                continue
            side = self.sides.of_subject(article, arguments(tree, k).subjects)
            if side and side != party and not negated(tree, k):
                for s in self.said("rejection", party, article, self.content(article, k), k):
                    yield s._replace(meant=True)
                return
