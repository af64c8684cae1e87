"""Following: which words of meeting are of a session to come, after the one a report tells of.

What it gets wrong: a meeting of the same sides on another matter.
"""

from __future__ import annotations

from stemma.model import Sentence, Time
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import behind


class Following:
    """Reads the words for the session after this one."""

    def __init__(self, frames: Frames) -> None:
        self.frames = frames

    def days_of(self, article: str, v: int, *, known: bool = True) -> list[Time]:
        """The days that a verb names itself, not in a clause below it; with `known` those that could be worked out."""
        tree = self.frames.trees[article]
        beside = [*tree.children(v, "npadvmod"), *behind(tree, v)]
        beside += [  # "at four o'clock on Thursday"
            d
            for p in beside
            if tree.tokens[p].ent in ("TIME", "CARDINAL") or tree.tokens[p].lemma.lower() in ("hour", "o'clock", "time")
            for d in behind(tree, p)
        ]
        words = [k for p in beside for k in (p, *tree.children(p, "compound"))]  # "on Wednesday evening"
        times = list({t.span: t for k in words for t in self.frames.times_at(article, k)}.values())
        return [t for t in times if t.kind == "date" and (t.earliest or not known)]

    def again(self, article: str, i: int) -> bool:
        """Whether a verb is of meeting another time, to come ("agreed to meet again in June")."""
        tree = self.frames.trees[article]
        if tree.tokens[i].lemma.lower() not in self.frames.set("rounds", "opening"):
            return False
        again = any(tree.tokens[c].text.lower() == "again" for c in tree.children(i, "advmod"))
        if not again and self._meet_later(article, i):
            return True
        ahead = any(tree.tokens[c].text.lower() in ("will", "to") for c in tree.children(i, "aux"))
        published = self.frames.layers[article].article.published
        if again and published and tree.tokens[i].tag in ("VBP", "VBZ"):  # "The parties meet again on 14 May"
            ahead = any(t.earliest and t.earliest > published.latest for t in self.days_of(article, i))
        return again and ahead and tree.tokens[i].pos == "VERB"

    def _meet_later(self, article: str, v: int) -> bool:
        """Whether the sides meet on a day to come, in a report that tells of a session's end ("We meet on 8 June")."""
        tree, frames = self.frames.trees[article], self.frames
        published = frames.layers[article].article.published
        own = {tree.tokens[i].text.lower() for i in tree.children(v, "nsubj")}
        wanted = {"we", "they"} | frames.set("outcome", "joint")
        plural = bool({tree.tokens[i].lemma.lower() for i in tree.children(v, "nsubj")} & wanted or own & wanted)
        ahead = tree.tokens[v].tag in ("VBP", "VBZ") or any(
            tree.tokens[c].text.lower() in ("will", "’ll", "'ll") for c in tree.children(v, "aux")
        )
        if (
            published is None
            or not plural
            or not ahead
            or tree.tokens[v].lemma.lower() not in frames.set("rounds", "meeting")
        ):
            return False
        later = any(t.earliest and t.earliest > published.latest for t in self.days_of(article, v))
        return later and self.ended(article, tree.sentence_of(v))

    def after_end(self, article: str, i: int) -> bool:
        """Whether talks are to begin on a day to come, in a report that has told how the round ended."""
        tree = self.frames.trees[article]
        v = i if tree.tokens[i].pos == "VERB" else tree.tokens[i].head
        nouns = tree.children(v, "nsubj", "nsubjpass")
        if tree.tokens[v].lemma == "be" and (goals := tree.children(v, "xcomp")):  # "talks on fish are to begin in May"
            v = goals[0]
        published = self.frames.layers[article].article.published
        opening = tree.tokens[v].lemma.lower() in self.frames.set("rounds", "opening")
        ahead = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")} & {"will", "to", "would", "could", "may"}
        again = tree.tokens[v].lemma.lower() in self.frames.set("trigger", "returning")  # the same talks go on
        if published is None or again or not opening or not ahead or tree.tokens[v].pos != "VERB":
            return False
        nouns = nouns or tree.children(v, "nsubj", "nsubjpass")
        if not any(self.frames.session(article, k) for k in nouns):
            return False
        days = [t.earliest for t in self.frames.times(tree.subtree_span(v)) if t.earliest and t.kind == "date"]
        return any(day > published.latest for day in days) and self.ended(article, tree.sentence_of(v))

    def ended(self, article: str, before: Sentence) -> bool:
        """Whether a report tells, before a sentence, that a text was signed or a session ended."""
        tree, frames = self.frames.trees[article], self.frames
        texts, signing = frames.set("negotiation", "texts"), frames.set("outcome", "signing")
        closing = frames.set("rounds", "closing")
        for k in range(before.first):
            token = tree.tokens[k]
            if token.pos != "VERB" or "Tense=Past" not in token.morph:
                continue
            around = tree.children(k, "nsubj", "nsubjpass", "dobj")
            signed = token.lemma.lower() in signing and any(tree.tokens[c].lemma.lower() in texts for c in around)
            ended = token.lemma.lower() in closing and any(
                frames.session(article, c)
                and not {tree.tokens[b].lemma.lower() for b in tree.children(c, "amod")} & frames.set("rounds", "past")
                for c in around
            )
            agreed = token.lemma.lower() in frames.set("outcome", "verbs") and any(
                tree.tokens[c].tag == "NNS" or tree.tokens[c].text.lower() == "they" or tree.children(c, "conj")
                for c in tree.children(k, "nsubj")
            )
            if signed or ended or agreed:
                return True
        return False
