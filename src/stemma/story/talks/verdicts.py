"""Verdicts: what those who had a say about a result decided, and how what it was about ended: members approve or reject
an offer, a strike is called off. Frames: Ratification, Respond_to_proposal, Activity_stop (FrameNet).

What it gets wrong: votes told by figures alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemma.nlp.tree import Tree
from stemma.story.talks.agreeing import Agreeing
from stemma.story.talks.frames import Found
from stemma.story.talks.grammar import arguments, from_subject, fronted, negated, phrase

_OLD = 30  # days
_LEAD = 2  # sentences that tell what a report is about
_REPORTS = 2
_LONG = 30  # words


class Verdicts(Agreeing):
    """One method: what was decided."""

    def decided(self) -> list[Found]:
        """What was decided, told in two reports or at the head of one."""
        frames = self.frames
        found = [f for article in frames.trees for f in self._told(article)]
        groups = frames.grouped(found)
        return [f for g in groups if len({s.article for _, s in g}) >= _REPORTS or any(map(self._sure, g)) for f in g]

    def _sure(self, one: Found) -> bool:
        """Whether it is told at the head of a report, or of an agreement in so many words."""
        tree = self.frames.trees[one[1].article]
        inside = tree.within(one[1])
        objects = {tree.tokens[k].lemma.lower() for k in inside if tree.tokens[k].dep in ("dobj", "nsubjpass")}
        if objects & self.frames.set("settled", "agreements") and self.frames.about_negotiating(one[1].article):
            return True
        return bool(inside) and inside[0] < tree.parse.sentences[: _LEAD + 1][-1].last

    def _told(self, article: str) -> Iterator[Found]:
        tree, frames = self.frames.trees[article], self.frames
        for v, token in enumerate(tree.tokens):
            past = token.pos == "VERB" and token.tag in ("VBD", "VBN", "VBP", "VBZ")
            if not past or negated(tree, v) or self.numbers.at(article, v) != self.number or frames.quoted(article, v):
                continue
            aux = {tree.tokens[c].lemma.lower() for c in tree.children(v, "aux")} - {"have", "be"}
            if aux or token.dep in ("acl", "amod", "advcl", "relcl") or tree.children(v, "mark"):
                continue
            if self._answered(tree, v) or self._stopped(tree, v):
                drop = ("relcl", "advcl", "parataxis", "ccomp")
                span = phrase(tree, v, frames.layers[article].attributions, drop=drop, without=fronted(tree, v))
                span = from_subject(tree, v, span) if span else None
                if span and len(frames.text(span).split()) <= _LONG:
                    yield frames.text(span), span

    def _answered(self, tree: Tree, v: int) -> bool:
        """ "Members approved the deal", "voted to reject the offer"."""
        lemma = tree.tokens[v].lemma.lower()
        answers = self.frames.set("verdicts", "answering")
        matters = self.frames.set("settled", "agreements") | self.frames.set("verdicts", "matters")
        held = arguments(tree, v)
        if lemma == "vote":
            goals = tree.children(v, "xcomp")
            objects = [i for c in goals for i in tree.children(c, "dobj") if tree.tokens[c].lemma.lower() in answers]
            return any(tree.tokens[i].lemma.lower() in matters for i in objects)
        objects = [*held.objects, *tree.children(v, "nsubjpass", "dobj")]
        return (
            lemma in answers and bool(held.subjects) and any(tree.tokens[i].lemma.lower() in matters for i in objects)
        )

    def _stopped(self, tree: Tree, v: int) -> bool:
        """ "Nurses called off their strike"."""
        lemma, frames = tree.tokens[v].lemma.lower(), self.frames
        particles = {tree.tokens[c].text.lower() for c in tree.children(v, "prt")}
        stops = lemma in frames.set("verdicts", "stopping") or (lemma == "call" and "off" in particles)
        objects = [*tree.children(v, "dobj", "nsubjpass")]
        return stops and any(tree.tokens[i].lemma.lower() in frames.set("verdicts", "fights") for i in objects)
