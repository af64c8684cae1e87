"""Acts: one occurrence of somebody's part in the talks, and finding whom and whose delegation a word is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from stemma.model import Entity, Mention, Sentence, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import arguments, conjuncts
from stemma.story.talks.persons import people_at
from stemma.story.talks.sides import Sides

Part = Literal["head", "member", "absent", "out", "in"]


class Act(NamedTuple):
    """One occurrence: which person (entity id, span) in which part, for which party as the sentence tells it; `trigger`
    is the word that says so."""

    part: Part
    entity: str
    span: Span
    party: str | None
    article: str
    trigger: int
    role: Span | None = None


class Reader:
    """Finding people, and the delegations they belong to, around a word."""

    def __init__(self, frames: Frames, sides: Sides) -> None:
        self.frames = frames
        self.sides = sides
        self.bodies = frames.set("delegations", "bodies")

    def acts(self, part: Part, article: str, heads: list[int], party: str | None, trigger: int) -> Iterator[Act]:
        tree = self.frames.trees[article]
        # "its chairman X and deputy Y": Y is coordinated with the name beside the office.
        named = [c for i in heads for a in tree.children(i, "appos") for c in conjuncts(tree, a)[1:]]
        for i in [*heads, *named]:
            for m, e in people_at(self.frames, article, i) or self.meant(article, i):
                yield Act(part, e.id, m.span, party, article, trigger)

    def of_body(self, act: Act) -> bool:
        """Whether an act is told of a delegation of its own ("a delegation led by X and Y", "the team includes X")."""
        tree = self.frames.trees[act.article]
        lemma = tree.tokens[act.trigger].lemma.lower()
        words = self.frames.set("delegations", "lead_verbs", "hold_verbs", "send_verbs")
        return lemma in words

    def meant(self, article: str, i: int) -> list[tuple[Mention, Entity]]:
        """Whom "he" or "she" stands for where nothing else tells: the subject of the sentence before, or else the only
        person in it (what is spoken of tends to be spoken of again: centering, Grosz, Joshi & Weinstein 1995)."""
        tree = self.frames.trees[article]
        number = tree.parse.sentences.index(tree.sentence_of(i))
        if tree.tokens[i].text.lower() not in ("he", "she", "him", "her"):
            return []
        own = self._main_subject(article, tree.sentence_of(i))
        found = people_at(self.frames, article, own) if own is not None and own < i else []
        if found and tree.tokens[i].dep in ("nsubj", "nsubjpass"):
            return found[:1]
        if number == 0:
            return []
        before = tree.parse.sentences[number - 1]
        named = self.frames.mentions(Span(article, before.start, before.end))
        people = [(m, e) for m, e in named if e.kind == "person" and m.form in ("full", "short")]
        if len({e.id for _, e in people}) == 1:
            return people[:1]
        subject = self._main_subject(article, before)
        if tree.tokens[i].dep not in ("nsubj", "nsubjpass") or subject is None:
            return []
        return people_at(self.frames, article, subject)[:1]

    def _main_subject(self, article: str, sentence: Sentence) -> int | None:
        tree = self.frames.trees[article]
        roots = [k for k in range(sentence.first, sentence.last) if tree.head(k) is None]
        return next((c for k in roots for c in tree.children(k, "nsubj", "nsubjpass")), None)

    def body(self, article: str, i: int) -> bool:
        return self.frames.trees[article].tokens[i].lemma.lower() in self.bodies

    def side(self, article: str, body: int) -> str | None:
        """The party of a delegation: named with it, else that of whoever names or sends it."""
        tree = self.frames.trees[article]
        if side := self.sides.of_phrase(article, body):
            return side
        for c in tree.children(body, "poss"):
            for _, e in self.frames.mentions_at(article, c):
                if side := self.sides.of_entity(e.id):
                    return side
        above = tree.head(body)
        if above is not None and tree.tokens[above].pos == "VERB" and body in arguments(tree, above).objects:
            side = self.sides.of_subject(article, arguments(tree, above).subjects)
        return side or self.sides.only_body(article, body) or self._spoken_of(article, body)

    def _spoken_of(self, article: str, body: int) -> str | None:
        """The side of the people of whom the two sentences before "the delegation" speak, where that is one."""
        tree = self.frames.trees[article]
        if [tree.tokens[c].text.lower() for c in tree.children(body, "det")] != ["the"]:
            return None
        number = tree.parse.sentences.index(tree.sentence_of(body))
        near = tree.parse.sentences[max(0, number - 2) : number]
        named = [e for b in near for _, e in self.frames.mentions(Span(article, b.start, b.end)) if e.kind == "person"]
        sides = {self.sides.of_entity(e.id) for e in named} - {None}
        other = any(
            e.kind in ("organisation",) and self.sides.of_entity(e.id)
            for b in near
            for _, e in self.frames.mentions(Span(article, b.start, b.end))
        )
        return sides.pop() if len(sides) == 1 and not other else None


def governing_verb(tree: Tree, i: int) -> int | None:
    """The nearest verb above a token."""
    return next((k for k in tree.ancestors(i) if tree.tokens[k].pos in ("VERB", "AUX")), None)
