"""Absence: the words that tell who stays away from the talks (FrameNet: Attending, negated; Presence)."""

from __future__ import annotations

from collections.abc import Iterator

from stemma.nlp.tree import Tree
from stemma.story.talks.acts import Act
from stemma.story.talks.grammar import arguments, behind, negated
from stemma.story.talks.leaving import Leaving


class Absence(Leaving):
    """Who stays away."""

    def staying(self) -> Iterator[Act]:
        """Who stays away: "skips the talks", "remained at home", "did not make the trip", "X is not"."""
        frames = self.frames
        staying, home = frames.set("absence", "staying"), frames.set("absence", "home")
        for article, tree in frames.trees.items():
            for v, token in enumerate(tree.tokens):
                lemma = token.lemma.lower()
                if token.pos not in ("VERB", "AUX"):
                    continue
                near = {tree.tokens[k].lemma.lower() for k in tree.subtree(v)} if lemma != "be" else set()
                subjects = arguments(tree, v).subjects
                sided = any(self._of_side(article, i) for i in subjects)
                away = lemma in staying and bool(near & home)
                trip = (
                    negated(tree, v)
                    and lemma in ("make", "travel", "come", "fly", "go")
                    and (lemma not in ("make", "go") or bool(near & frames.set("absence", "trips")))
                )
                misses = negated(tree, v) and lemma in frames.set("absence", "attending") and token.pos == "VERB"
                skips = lemma in frames.set("absence", "verbs") and frames.about_talks(article, v)
                gone = lemma == "be" and self._not_there(article, v)
                elided = lemma == "be" and (self._elided(tree, v) or gone)
                off = lemma == "be" and self._on_leave(article, v) and not negated(tree, v)
                if away or trip or (misses and sided) or skips or elided or off:
                    yield from self.acts("absent", article, subjects, None, v)
        yield from self._missing()

    def _missing(self) -> Iterator[Act]:
        """ "Absent from the talks is X", "Missing from the team will be X"."""
        frames = self.frames
        for article, k in frames.hits(frames.set("absence", "lacking")):
            tree, one = frames.trees[article], frames.trees[article].sentence_of(k)
            v = next((i for i in range(k, one.last) if tree.tokens[i].lemma == "be"), None)
            if k > one.first + 1 or v is None or not frames.near_talks(article, k):
                continue
            named = self.people(article, v, one.last)[:1]
            yield from (Act("absent", e.id, m.span, None, article, v) for m, e in named)

    def _on_leave(self, article: str, v: int) -> bool:
        """Whether somebody seated is said to be on leave or in hospital."""
        tree = self.frames.trees[article]
        where = behind(tree, v, "on", "in")
        leave = any(tree.tokens[p].lemma.lower() in self.frames.set("absence", "leaves") for p in where)
        return leave and any(self._negotiator(article, i) for i in arguments(tree, v).subjects)

    def _not_there(self, article: str, v: int) -> bool:
        """ "X was not there", "X was absent": of somebody seated."""
        tree = self.frames.trees[article]
        there = negated(tree, v) and any(
            tree.tokens[c].text.lower() in ("there", "here") for c in tree.children(v, "advmod")
        )
        there = there or any(
            tree.tokens[c].lemma.lower() in self.frames.set("absence", "lacking") for c in tree.children(v, "acomp")
        )
        seated = any(self._negotiator(article, i) or self._of_side(article, i) for i in arguments(tree, v).subjects)
        return there and seated and self.frames.near_talks(article, v)

    def _elided(self, tree: Tree, v: int) -> bool:
        """ "Y is not." after a sentence in which somebody takes part."""
        below = [c for c in tree.children(v) if tree.tokens[c].dep not in ("nsubj", "neg", "punct", "cc", "dep")]
        if below or not tree.children(v, "neg"):
            return False
        number = tree.parse.sentences.index(tree.sentence_of(v))
        if number == 0:
            return False
        before = tree.parse.sentences[number - 1]
        joining = self.frames.set("delegations", "join_verbs")
        return any(t.lemma.lower() in joining for t in tree.tokens[before.first : before.last])
