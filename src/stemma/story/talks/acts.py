"""Acts: one occurrence of somebody's part in the talks, and finding whom and whose delegation a word is about."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from stemma.model import Entity, Mention, Sentence, Span, Token
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import arguments, conjuncts, passive
from stemma.story.talks.persons import people_at
from stemma.story.talks.sides import Sides

_ENDS = (",", ";", "and", "while", ")", ".")

SEPARATORS = (",", ";", ":", "and", "while", "whereas", "but", "with", "–", "—", "-")
_ELLIPTIC = ("that", "those", "one", "ones")

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

    def apposed(self, article: str, n: int) -> int | None:
        """The person to whom a noun, or what it is coordinated with, stands in apposition ("X, owner of A, a mill, and
        member of the team"); where none is named the noun before."""
        tree = self.frames.trees[article]
        joined = tree.tokens[n].dep in ("appos", "conj")
        above = [k for k in tree.ancestors(n) if tree.tokens[k].pos in ("NOUN", "PROPN")] if joined else []
        return next((k for k in above[::-1] if people_at(self.frames, article, k, 0)), above[0] if above else None)

    def meant(self, article: str, i: int, depth: int = 1) -> list[tuple[Mention, Entity]]:
        """Whom "he" or "she" stands for where nothing else tells: the subject of the sentence before, or else the only
        person in it (what is spoken of tends to be spoken of again: centering, Grosz, Joshi & Weinstein 1995)."""
        tree = self.frames.trees[article]
        number = tree.parse.sentences.index(tree.sentence_of(i))
        if tree.tokens[i].text.lower() not in ("he", "she", "him", "her"):
            return []
        own = self._main_subject(article, tree.sentence_of(i))
        subject = tree.tokens[i].dep in ("nsubj", "nsubjpass")
        found = people_at(self.frames, article, own) if subject and own is not None and own < i else []
        if not subject and (v := governing_verb(tree, i)) is not None:
            # Nobody does to "her" what she does: "X led, and Y sat next to her".
            doing = arguments(tree, v).subjects
            earlier = [k for k in range(tree.sentence_of(i).first, i) if tree.tokens[k].dep in ("nsubj", "nsubjpass")]
            found = [p for k in earlier if k not in doing for p in people_at(self.frames, article, k)][-1:]
        if found:
            return found[:1]
        if number == 0:
            return []
        before = tree.parse.sentences[number - 1]
        named = self.frames.mentions(Span(article, before.start, before.end))
        people = [(m, e) for m, e in named if e.kind == "person" and m.form in ("full", "short")]
        if len({e.id for _, e in people}) == 1:
            return people[:1]
        spoken = self._main_subject(article, before)
        if spoken is None:
            return []
        return people_at(self.frames, article, spoken)[:1] or (self.meant(article, spoken, depth - 1) if depth else [])

    def _main_subject(self, article: str, sentence: Sentence) -> int | None:
        tree = self.frames.trees[article]
        roots = [k for k in range(sentence.first, sentence.last) if tree.head(k) is None]
        return next((c for k in roots for c in tree.children(k, "nsubj", "nsubjpass")), None)

    def people(self, article: str, first: int, last: int) -> list[tuple[Mention, Entity]]:
        """The people named between two tokens, in the order of the text."""
        if first >= last:
            return []
        tree = self.frames.trees[article]
        named = self.frames.mentions(tree.span(first, last - 1))
        people = [(m, e) for m, e in named if e.kind == "person" and e.id not in self.frames.bodies]
        return sorted(((m, e) for m, e in people if m.form in ("full", "short") and tree.within(m.span)), key=_start)

    def anybody(self, article: str, i: int) -> bool:
        return bool(people_at(self.frames, article, i) or self.meant(article, i))

    def named(self, article: str, first: int, last: int) -> str | None:
        """The one party named between two tokens."""
        sides = self.sides.named(self.frames.trees[article].span(first, last - 1)) if first < last else set()
        return sides.pop() if len(sides) == 1 else None

    def own_side(self, article: str, i: int, last: int) -> str | None:
        """The side told right behind a name ("X of A", "X for A", "X (A)")."""
        tree = self.frames.trees[article]
        k = i + 1
        if k >= last or tree.tokens[k].text.lower() not in ("of", "for", "from", "("):
            return None
        end = next((j for j in range(k + 1, last) if tree.tokens[j].text.lower() in _ENDS), last)
        return self.named(article, k + 1, end)

    def first(self, article: str, first: int, last: int) -> list[int]:
        """The last token of the first name of a person in a stretch that no verb stands before."""
        tree = self.frames.trees[article]
        for m, _ in self.people(article, first, last)[:1]:
            inside = tree.within(m.span)
            if not any(verbal(t) for t in tree.tokens[first : inside[0]]):
                return [inside[-1]]
        return []

    def actors(self, article: str, v: int) -> list[int]:
        """Who does something, by the tree; else the one person the sentence names before an active verb, or behind
        the "by" of a passive one."""
        tree, sentence = self.frames.trees[article], self.frames.trees[article].sentence_of(v)
        found = arguments(tree, v).subjects
        if any(self.anybody(article, i) for i in found):
            return found
        if passive(tree, v):
            by = next((k for k in range(v, sentence.last) if tree.tokens[k].text.lower() == "by"), sentence.last)
            return self.first(article, by, sentence.last)
        named = self.people(article, sentence.first, v)
        return [tree.within(m.span)[-1] for m, _ in named] if len({e.id for _, e in named}) == 1 else []

    def gapped(self, article: str, v: int, last: int, party: str, part: Part = "head") -> Iterator[Act]:
        """What is told of the other side without its verb: "…, and B's by Y", "… and Y that of B", "Y for B"; `last` is
        the last token of what is told of `party`."""
        tree, sentence = self.frames.trees[article], self.frames.trees[article].sentence_of(v)
        who, side = list[int](), None
        for first, end in _chunks(tree, last + 1, sentence.last):
            tokens = tree.tokens[first:end]
            by = next((k for k in range(first, end) if tree.tokens[k].text.lower() == "by"), None)
            if any(verbal(t) for t in tokens):
                who, side = [], None
                continue
            if passive(tree, v):
                other = self.named(article, first, by) if by is not None else None
                if by is not None and other and other != party:
                    yield from self.acts(part, article, self.first(article, by, sentence.last), other, v)
                continue
            here = self.first(article, first, end)
            rest = min(here[0] + 1, end - 1) if here else first
            other = self.named(article, rest, end) if rest < end else None
            if here and side:  # "for B, Y"
                yield from self.acts(part, article, here, side, v)
                who, side = [], None
            elif not other and here and tree.tokens[rest].text.lower() == "for":
                _, e = self.people(article, first, end)[0]
                if (own := self.sides.of_entity(e.id)) and own != party:  # "for the dockers", of a union's president
                    yield from self.acts(part, article, here, own, v)
            elif other and other != party and (here or who) and self._elliptic(tree, rest, end):
                yield from self.acts(part, article, here or who, other, v)
                who = []
            elif other and other != party and not here and tokens[0].text.lower() == "for":
                side = other
            else:
                who = here or who

    def _elliptic(self, tree: Tree, first: int, end: int) -> bool:
        """Whether some words stand for a delegation, or for whom somebody leads ("that of B", "the B-ish one", "B's",
        "for B")."""
        words = [t.text.lower() for t in tree.tokens[first:end]]
        body = any(t.lemma.lower() in self.bodies or t.text.lower() in _ELLIPTIC for t in tree.tokens[first:end])
        return words[0] == "for" or body or tree.tokens[end - 1].tag == "POS"

    def body(self, article: str, i: int) -> bool:
        return self.frames.trees[article].tokens[i].lemma.lower() in self.bodies

    def team(self, article: str, i: int) -> bool:
        """Whether a token is a delegation, or stands for one named shortly before ("that of B", "the B-ish one")."""
        tree = self.frames.trees[article]
        if self.body(article, i):
            return True
        number = tree.parse.sentences.index(tree.sentence_of(i))
        first = tree.parse.sentences[max(0, number - 1)].first
        told = tree.tokens[i].text.lower() in ("that", "one") and bool(tree.children(i, "prep", "amod", "compound"))
        owns = any(tree.tokens[c].tag == "POS" for c in tree.children(i, "case"))
        named = (told or owns) and self.sides.of_phrase(article, i) is not None
        return named and any(self.body(article, k) for k in range(first, i))

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

    def of_writer(self, article: str, body: int) -> str | None:
        """The party of "our delegation" in a report that the party itself puts out."""
        tree = self.frames.trees[article]
        if not any(tree.tokens[c].text.lower() == "our" for c in tree.children(body, "poss")):
            return None
        outlet = self.frames.layers[article].article.outlet
        return next((p.name for p in self.sides.parties if outlet and p.name in outlet.name), None)

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


def _chunks(tree: Tree, first: int, last: int) -> list[tuple[int, int]]:
    """The stretches between the separators of a sentence."""
    cuts = [first - 1, *(k for k in range(first, last) if tree.tokens[k].text.lower() in (*SEPARATORS, ".")), last]
    return [(a + 1, b) for a, b in pairwise(cuts) if b > a + 1]


def verbal(token: Token) -> bool:
    """Whether a token is a verb, and no office that the parser has taken for one ("ex-judge")."""
    return token.pos in ("VERB", "AUX") and not token.text.lower().startswith("ex-")


def _start(one: tuple[Mention, Entity]) -> int:
    return one[0].span.start


def governing_verb(tree: Tree, i: int) -> int | None:
    """The nearest verb above a token."""
    return next((k for k in tree.ancestors(i) if tree.tokens[k].pos in ("VERB", "AUX")), None)
