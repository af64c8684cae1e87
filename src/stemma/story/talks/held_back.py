"""Held back: where a word of demanding, offering, conceding or rejecting tells no position all the same.

A question asked, somebody asked for something, a fact told behind the word, a meeting, a sitting attended, one's own
doing, nothing more than a text: what `evoked` finds is held against these before it counts.
"""

from __future__ import annotations

from typing import NamedTuple

from stemma.data import members, table
from stemma.model import Claim
from stemma.nlp.tree import Tree
from stemma.story.talks.grammar import marks
from stemma.story.talks.phrasing import Kind, Phrasing

_OUGHT = frozenset({"must", "should", "ought", "shall", "will", "would", "can", "could"})
_CONDITIONAL = frozenset({"if", "unless", "until", "once"})


class Unit(NamedTuple):
    """A word with what must stand beside it, the kind it evokes and where the content stands."""

    kind: Kind
    beside: tuple[str, ...]
    place: str


class HeldBack(Phrasing):
    """What speaks against a word's telling a position."""

    def _factual(self, tree: Tree, c: int) -> bool:
        """ "insists that none of them fired", "that it is so"."""
        if tree.tokens[c].dep != "ccomp" or self._aux(tree, c) & _OUGHT:
            return False
        first = min([c, *tree.children(c, "auxpass")])
        if self._aux(tree, c) & {"has", "have", "had", "was", "were", "is", "are", "'d", "’d"}:
            return True
        state = tree.tokens[c].lemma == "be" and tree.tokens[c].tag != "VB"
        return state or tree.tokens[first].tag == "VBD"

    def _subjunctive(self, tree: Tree, c: int) -> bool:
        """ "expects that the guns be moved"."""
        that = any(tree.tokens[m].text.lower() == "that" for m in tree.children(c, "mark"))
        first = min([c, *tree.children(c, "auxpass")])
        return that and not tree.children(c, "aux") and tree.tokens[first].tag == "VB"

    def _aux(self, tree: Tree, v: int) -> set[str]:
        return {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}

    def _tells(self, article: str, v: int, i: int, unit: Unit) -> bool:
        """Whether a phrase says something of the matter: no meeting or its day, no bare agreement, no word on it."""
        tree, frames = self.frames.trees[article], self.frames
        token, positions = tree.tokens[i], frames.words["positions"]
        lemma = token.lemma.lower()
        if token.text.lower() in positions["nothing"] or lemma in positions["empty"]:
            return False
        pause = lemma in positions["arrangements"] and not tree.children(i, "compound")  # not "a tax break"
        if pause or self._only_a_text(tree, i):
            return False
        measured = any(q.dimension != "ordinal" for q in frames.quantities(tree.subtree_span(i)))
        if any(t.kind != "duration" for t in frames.times_at(article, i)) and not measured:
            return False  # when, not what
        if token.text.lower() in members("en/grammar.toml", "demonstrative"):
            return False
        if self.hearsay(tree, [i]) or self._only_meets(article, i):
            return False
        below = {tree.tokens[k].lemma.lower() for k in tree.subtree(i)}
        attends = self._only_attends(tree, i) and not tree.children(i, "nsubj")
        if attends or (unit.kind in ("demand", "rejection") and below & frames.set("positions", "silence")):
            return False
        if lemma in positions["relieving"] and tree.children(i, "auxpass"):
            return False  # "X has asked to be relieved"
        if unit.kind == "concession" and lemma in positions["unconceded"]:
            return False
        if unit.kind == "offer" and lemma in positions["courtesies"]:
            return False
        if tree.tokens[v].lemma == "require" and tree.tokens[v].dep == "acl":
            return False  # "the care required by his health"
        if (
            lemma in frames.set("positions", "demand_nouns", "offer_nouns")
            and unit.place == "objects"
            and unit.kind in ("demand", "offer")
        ):
            return False  # "put one demand on the table": which, is told elsewhere
        if tree.tokens[v].dep == "relcl" and token.tag == "CD" and unit.kind == "offer":
            return False  # not "up from the 12 that A offered"
        if tree.tokens[v].lemma == "table" and lemma in frames.set("negotiation", "texts"):
            return False  # a paper, not what it offers
        if tree.tokens[v].lemma.lower() in positions["measured"] and not measured:
            return False  # "prefers to govern alone", "promised a good year"
        cut = tree.tokens[v].dep in ("relcl", "conj") and token.dep == "xcomp"
        return not cut or bool(tree.children(i, "dobj", "prep", "ccomp"))  # "the matter, which A had wanted to raise"

    def _open(self, tree: Tree, v: int, kind: Kind) -> bool:
        """Whether a verb is only asked for or supposed ("would return only if A dropped its plan")."""
        marks = {tree.tokens[m].text.lower() for m in tree.children(v, "mark", "advmod")}
        above = tree.tokens[tree.tokens[v].head].lemma.lower()
        dep = tree.tokens[v].dep
        asked = {
            e.split()[0] for e in (*table("en/stances.toml")["demand"]["objects"], "insist", "ask", "hope", "expect")
        }
        after = tree.tokens[v].head < v and "having" not in self._aux(tree, v)
        if marks & _CONDITIONAL or (dep == "ccomp" and above in asked and after):
            return True
        return dep == "xcomp" and above not in table("en/stances.toml")["aspect"]["verbs"]

    def _asks_somebody(self, article: str, v: int, unit: Unit) -> bool:
        """Whether somebody outside the talks is asked ("asked the mediator for an explanation"), or him or her."""
        tree = self.frames.trees[article]
        if tree.tokens[v].lemma not in ("ask", "request", "urge", "exhort", "call"):
            return False
        asked = tree.children(v, "dobj", "dative")
        strangers = [i for i in asked if tree.tokens[i].pos == "NOUN" and not self.sides.of_phrase(article, i)]
        if unit.beside and strangers:
            return True
        asked += [k for c in tree.children(v, "xcomp", "ccomp") for k in tree.children(c, "nsubj")]
        return any(
            tree.tokens[i].text.lower() in ("him", "her")
            or (self.frames.mentions_at(article, i) and not self.sides.of_phrase(article, i))
            for i in asked
            if tree.tokens[i].pos in ("PROPN", "PRON", "NOUN")
        )

    def _asked_of(self, tree: Tree, v: int) -> list[int]:
        """Who, by name, is to do what is demanded ("demands that A pay")."""
        own = [i for c in tree.children(v, "ccomp", "xcomp") for i in tree.children(c, "nsubj")]
        return [i for i in own if tree.tokens[i].pos == "PROPN"]

    # -- what tells no position

    def _only_a_text(self, tree: Tree, i: int) -> bool:
        """Whether a phrase asks for no more than that there be an agreement ("wants a deal")."""
        vague = self.frames.set("positions", "vague")
        bare = all(
            tree.tokens[c].dep in ("det", "punct", "cc", "conj")
            or (tree.tokens[c].dep == "amod" and tree.tokens[c].lemma.lower() in vague)
            for c in tree.children(i)
        )
        return bare and tree.tokens[i].lemma.lower() in self.frames.set("negotiation", "texts")

    def _only_meets(self, article: str, h: int) -> bool:
        """Whether it is no more than to meet or to go on talking ("offered to meet again in May")."""
        tree, frames = self.frames.trees[article], self.frames
        meets = frames.set("rounds", "opening", "going_on", "meeting") | frames.set("mediation", "hosting", "verbs")
        if tree.tokens[h].pos != "VERB" or tree.tokens[h].lemma.lower() not in meets:
            return False
        objects = tree.children(h, "dobj", "nsubjpass")
        pronoun = any(tree.tokens[i].pos == "PRON" for i in objects)
        return not objects or pronoun or any(frames.process(article, i) for i in objects)

    def _only_attends(self, tree: Tree, v: int) -> bool:
        """Whether what is refused is no more than to come or to talk ("refuses to come to the table")."""
        coming = self.frames.set("outcome", "coming") | self.frames.set("rounds", "meeting")
        about = any(tree.tokens[a].lemma.lower() in ("on", "over", "about") for a in tree.children(v, "prep"))
        return tree.tokens[v].pos == "VERB" and tree.tokens[v].lemma.lower() in coming and not about

    def judges(self, article: str, v: int) -> bool:
        """Whether a clause says what somebody thinks of an offer or a demand ("the offer was an insult")."""
        tree, frames = self.frames.trees[article], self.frames
        bids = frames.set("positions", "demand_nouns", "offer_nouns", "claims")
        worth = tree.children(v, "attr", "acomp")
        told = any(tree.tokens[i].lemma.lower() in bids for i in tree.children(v, "nsubj"))
        return told and bool(worth) and not any(frames.quantities(tree.subtree_span(i)) for i in worth)

    def tells_none(self, claim: Claim) -> bool:
        """Whether a clause only supposes ("if A accepted a levy"), is taken back, tells what somebody has in mind
        ("we shall not forget the dead"), or what there is and not who wants it."""
        article, v = claim.span.article, claim.head
        tree = self.frames.trees[article]
        minded = tree.tokens[v].lemma.lower() in self.frames.set("positions", "minding")
        supposed = marks(tree, v) & members("en/grammar.toml", "conditions")
        return bool(minded or supposed or tree.children(v, "expl") or self.denied(article, v))
