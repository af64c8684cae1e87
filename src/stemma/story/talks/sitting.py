"""Sitting: who takes part by doing what delegations do: the leaders of two parties who meet, and who signs."""

from __future__ import annotations

from collections.abc import Iterator

from stemma.story.talks.acts import Act, Reader
from stemma.story.talks.grammar import arguments, negated, passive
from stemma.story.talks.leaders import leading
from stemma.story.talks.persons import people_at

_AHEAD = {"will", "would", "to", "could", "may", "might", "can", "should"}


class Sitting(Reader):
    """Who meets and who signs."""

    def meeting(self) -> Iterator[Act]:
        """ "X and Y met for two hours", "held talks": the people of two parties; the heads of two states who meet do
        not sit on their delegations for it."""
        frames, governed = self.frames, {p.name for p in self.sides.parties if self.sides.governed(p)}
        heads = {e.id for e in frames.entities if any(m.role and leading(frames, m.role) for m in e.mentions)}
        for article, v in frames.hits(frames.set("rounds", "meeting") | {"hold"}, ("VERB",)):
            tree, found = frames.trees[article], arguments(frames.trees[article], v)
            aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}
            people = {e.id for i in found.subjects for _, e in people_at(frames, article, i)}
            sides = {side for e in people if (side := self.sides.of_entity(e))}
            met = tree.tokens[v].lemma != "hold" or any(frames.process(article, i) for i in found.objects)
            told = met and not negated(tree, v) and not aux & _AHEAD and frames.about_negotiating(article)
            if told and len(people) > 1 and len(sides) > 1 and not (sides & governed and people & heads):
                yield from self.acts("member", article, found.subjects, None, v)

    def signing(self) -> Iterator[Act]:
        """ "signed by A's president and, for B, by X"; "X signed for A": who signs what the talks have brought."""
        frames = self.frames
        texts = frames.set("negotiation", "texts") | {"page", "paper", "document"}
        for article, v in frames.hits(frames.set("outcome", "initialling"), ("VERB",)):
            tree, found = frames.trees[article], arguments(frames.trees[article], v)
            aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}
            done = not negated(tree, v) and not aux & _AHEAD
            fors = [
                p for a in tree.children(v, "prep") for p in tree.children(a, "pobj") if tree.tokens[a].lemma == "for"
            ]
            party = next((s for p in fors if (s := self.sides.of_phrase(article, p))), None)
            before = tree.subtree(v)[0] - 2  # "under the deal, signed by …"
            matters = [*found.objects, *([before] if before >= 0 and passive(tree, v) else [])]
            text = any(tree.tokens[i].lemma.lower() in texts for i in matters)
            if done and (text or (party and not found.objects and frames.near_talks(article, v))):
                alone = party if len(found.subjects) == 1 else None
                yield from self.acts("member", article, found.subjects, alone, v)
