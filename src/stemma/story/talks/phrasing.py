"""Phrasing: whose position a verb tells, and the stretch of text that says what it is.

Each member of a list is a position of its own; a phrase that is too short, or points back by a pronoun, is given with
its clause; a measure behind a phrase belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from stemma.model import Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, clause, conjuncts, phrase
from stemma.story.talks.parties import Sides

Kind = Literal["term", "demand", "red line", "interest", "offer", "concession", "rejection", "condition"]
_MEASURE = 40  # characters behind a phrase in which its measure may stand
_SHORT = 3  # words: a value of fewer is given with its whole clause


def named(frames: Frames, article: str, i: int, *drop: str, without: Iterable[int] = ()) -> list[Found]:
    """The phrase that token `i` heads, as a value; without branches with a label of `drop`."""
    span = phrase(frames.trees[article], i, frames.layers[article].attributions, drop=drop, without=without)
    return [(frames.text(span), span)] if span else []


class Said(NamedTuple):
    kind: Kind
    party: str | None
    span: Span


class Phrasing:
    """Whose a position is, and the words that say what it is."""

    def __init__(self, frames: Frames, sides: Sides) -> None:
        self.frames = frames
        self.sides = sides

    # -- whose, and in what words

    def party(self, article: str, v: int, subjects: Sequence[int]) -> str | None:
        """Whose position a verb tells: its subjects' party, else the speaker's where the subject is no other party."""
        if side := self.sides.of_subject(article, subjects):
            return side
        return self.speaker(article, v)

    def speaker(self, article: str, v: int) -> str | None:
        token = self.frames.trees[article].tokens[v]
        for claim in self.frames.claims_at(Span(article, token.start, token.end)):
            return self.sides.speaker(claim) if claim.attribution else None
        return None

    def phrase(self, article: str, i: int, *drop: str) -> Span | None:
        attributions = self.frames.layers[article].attributions
        return phrase(self.frames.trees[article], i, attributions, drop=drop, without=self.members(article, i)[1:])

    def said(self, kind: Kind, party: str | None, article: str, heads: Sequence[int], clause: int) -> Iterator[Said]:
        """Each head's phrase as a position; a phrase of few words with the clause it stands in."""
        tree = self.frames.trees[article]
        for h in heads:
            for k in self.members(article, h):
                span = (
                    self.phrase(article, k, "relcl")
                    if tree.tokens[k].pos not in ("VERB", "AUX")
                    else self.phrase(article, k)
                )
                span = self.measured(span) if span else None
                if span and (self.short(span) or self.points_back(article, span)):
                    span = self.clause(article, clause)
                if span:
                    yield Said(kind, party, span)

    def members(self, article: str, i: int) -> list[int]:
        """A list's members. Where the parser has hung a common noun on the name that ends the member before it ("the
        clearing of A and a withdrawal from B"), it is a member of the list."""
        tree, out = self.frames.trees[article], list[int]()
        for k in conjuncts(tree, i):
            out.append(k)
            for c in tree.subtree(k, frozenset(tree.children(k, "conj", "relcl", "acl"))):
                token = tree.tokens[c]
                named = self.frames.mentions_at(article, token.head)
                if token.dep == "conj" and token.pos == "NOUN" and c != k and named:
                    out += conjuncts(tree, c)
        return list(dict.fromkeys(out))

    def measured(self, span: Span) -> Span:
        """A phrase with the measure right behind it ("a zone 12 miles wide"), which the parser may hang elsewhere."""
        tree = self.frames.trees[span.article]
        near = self.frames.quantities(Span(span.article, span.start, span.end + _MEASURE))
        for q in near:
            if 0 <= q.span.start - span.end <= 1 and (inside := tree.within(q.span)):
                last = inside[-1]
                wide = last + 1 < len(tree.tokens) and tree.tokens[last + 1].pos in ("ADJ", "ADV")
                return Span(span.article, span.start, tree.tokens[last + wide].end)
        return span

    def short(self, span: Span) -> bool:
        """Whether a phrase is too short to say its matter: few words, and no measure among them."""
        measured = any(q.dimension not in ("count", "ordinal", "") for q in self.frames.quantities(span))
        return not measured and len(self.frames.text(span).split()) < _SHORT

    def points_back(self, article: str, span: Span) -> bool:
        """Whether a phrase says its matter by a pronoun ("reaching it over three years")."""
        tree = self.frames.trees[article]
        return any(
            tree.tokens[k].text.lower() in ("it", "them") and tree.tokens[k].dep == "dobj" for k in tree.within(span)
        )

    def clause(self, article: str, v: int) -> Span | None:
        return clause(self.frames.trees[article], v, self.frames.layers[article].attributions)

    def content(self, article: str, v: int) -> list[int]:
        """What a verb of wanting or offering is about: its object, clause or infinitive, or what it asks "for"."""
        tree = self.frames.trees[article]
        clauses = tree.children(v, "xcomp", "ccomp")
        objects = [
            i for i in arguments(tree, v).objects if i in tree.children(v, "dobj") or tree.tokens[v].dep == "relcl"
        ]
        objects = [i for i in objects if tree.tokens[i].dep != "conj" or tree.tokens[v].dep == "relcl"]
        if clauses and objects and tree.tokens[v].lemma not in ("want", "ask", "need", "expect"):
            return objects
        if clauses:
            return clauses
        particles = [
            a for a in tree.children(v, "prep", "prt") if tree.tokens[a].lemma.lower() in ("for", "on", "with", "out")
        ]
        return objects or [p for a in particles for p in tree.children(a, "pobj", "pcomp")]

    def hearsay(self, tree: Tree, heads: Sequence[int]) -> bool:
        return any(tree.tokens[h].lemma.lower() in self.frames.words["positions"]["hearsay"] for h in heads)
