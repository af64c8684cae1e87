"""Phrasing: whose position a verb tells, and the stretch of text that says what it is.

Each member of a list is a position of its own; a phrase that is too short, or points back by a pronoun, is given with
its clause; a measure behind a phrase belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from stemma.data import members, table
from stemma.model import Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, clause, conjuncts, marks, negated, phrase
from stemma.story.talks.sides import Sides

Kind = Literal["term", "demand", "red line", "interest", "offer", "concession", "rejection", "condition", "position"]
EMPTY: Mapping[str, str] = MappingProxyType({})
_MEASURE = 40  # characters behind a phrase in which its measure may stand
_BARE = 7  # words of a clause that may be no more than a pronoun and its verb
_SHORT = 3  # words: a value of fewer is given with its whole clause


def named(frames: Frames, article: str, i: int, *drop: str, without: Iterable[int] = ()) -> list[Found]:
    """The phrase that token `i` heads, as a value; without branches with a label of `drop`."""
    span = phrase(frames.trees[article], i, frames.layers[article].attributions, drop=drop, without=without)
    return [(frames.text(span), span)] if span else []


_MEASURES = 3  # limits one behind the other that are followed
_LIMITS = ("to", "by", "over", "within", "from", "until", "per")


class Said(NamedTuple):
    kind: Kind
    party: str | None
    span: Span


class Phrasing:
    """Whose a position is, and the words that say what it is."""

    def __init__(self, frames: Frames, sides: Sides, own_voices: Mapping[str, str] = EMPTY) -> None:
        self.frames = frames
        self.sides = sides
        self.own_voices = own_voices  # the party whose own voice a report is, by article

    # -- whose, and in what words

    def party(self, article: str, v: int, subjects: Sequence[int]) -> str | None:
        """Whose position a verb tells: its subjects' party, else the speaker's where the subject is no other party."""
        tree = self.frames.trees[article]
        others = ("he", "she", "they")
        if self.frames.quoted(article, v) and any(tree.tokens[i].text.lower() in others for i in subjects):
            return None  # "he", in somebody's words, is somebody else
        if side := self.sides.of_subject(article, subjects) or self.own_state(article, subjects):
            return side
        return self.speaker(article, v)

    def own_state(self, article: str, subjects: Sequence[int]) -> str | None:
        """The party that is "the Republic" or "the State", with no name, in a report that is its own voice."""
        tree, words = self.frames.trees[article], table("en/communiques.toml")["own"]
        for i in subjects if article in self.own_voices else ():
            if tree.tokens[i].lemma.lower() in words and not any(
                tree.tokens[k].pos == "PROPN" and k != i for k in tree.subtree(i)
            ):
                return self.own_voices[article]
        return None

    def of_verb(self, article: str, v: int) -> str | None:
        """The party of a verb's subject; of one coordinated with what somebody says, perhaps who says it ("A says the
        dam is full and demands that it be opened")."""
        tree = self.frames.trees[article]
        side = self.sides.of_subject(article, arguments(tree, v).subjects)
        above = tree.tokens[v].head
        joined = tree.tokens[v].dep == "conj" and tree.tokens[above].dep == "ccomp" and not tree.children(v, "nsubj")
        if side or not joined:
            return side
        return self.sides.of_subject(article, arguments(tree, tree.tokens[above].head).subjects)

    def own(self, article: str, v: int) -> bool:
        """Whether a verb is said of the party that says it, or by one of its own: its subject is the party or "we"."""
        tree = self.frames.trees[article]
        subjects = arguments(tree, v).subjects
        own = self.frames.set("positions", "own") | {"we", "i", "he", "she", "it", "they"}
        return bool(self.sides.of_subject(article, subjects) or self.own_state(article, subjects)) or any(
            tree.tokens[i].lemma.lower() in own or tree.tokens[i].text.lower() in own for i in subjects
        )

    def denied(self, article: str, v: int) -> bool:
        """Whether a clause is said not to be so ("it is untrue that A is ready to pay"), or taken back by the report
        that gave it ("earlier we said that A offers 5 per cent")."""
        tree, frame = self.frames.trees[article], table("en/denials.toml")
        for k in tree.ancestors(v):
            back = {tree.tokens[c].text.lower() for c in tree.children(k, "nsubj")} & {"we", "version", "report"}
            before = {tree.tokens[c].text.lower() for c in tree.children(k, "advmod")}
            if back and before & {"earlier", "wrongly", "mistakenly", "erroneously"}:
                return True
            beside = {tree.tokens[c].lemma.lower() for c in tree.children(k, "acomp", "attr")}
            if tree.tokens[k].lemma.lower() in frame["denying"] or (
                tree.tokens[k].lemma == "be" and beside & set(frame["untruths"])
            ):
                return not negated(tree, k)
        return False

    def speaker(self, article: str, v: int) -> str | None:
        token = self.frames.trees[article].tokens[v]
        here = Span(article, token.start, token.end)
        for claim in self.frames.claims_at(here):
            if claim.attribution:
                return self.sides.speaker(claim) or self._of_house(article, claim.attribution)
        # In no claim that somebody makes: whoever the smallest attribution around it names.
        around = [a for a in self.frames.layers[article].attributions if any(p.contains(here) for p in a.parts)]
        for a in sorted(around, key=lambda a: (a.content.end - a.content.start, a.id))[:1]:
            return self.sides.of_source(a)
        return self.own_voices.get(article)

    def _of_house(self, article: str, attribution: str) -> str | None:
        """The party whose own voice a report is, for a speaker of whom nothing tells that he is another's."""
        told = [a for a in self.frames.layers[article].attributions if a.id == attribution]
        spans = [s.span for a in told for s in a.chain or a.sources if s.span and s.span.article == article]
        other = any(s.type in ("outlet", "agency") for a in told for s in a.chain or a.sources)
        return None if other or any(self.sides.named(s) for s in spans) else self.own_voices.get(article)

    def phrase(self, article: str, i: int, *drop: str, without: Iterable[int] = ()) -> Span | None:
        attributions = self.frames.layers[article].attributions
        cut = [*self.members(article, i)[1:], *without, *self._aside(article, i)]
        return phrase(self.frames.trees[article], i, attributions, drop=drop, without=cut)

    def _aside(self, article: str, i: int) -> list[int]:
        """Clauses behind a comma that are no part of a phrase: what others do ("…, while B has accepted 15") and what
        comes of it ("…, ending the strike")."""
        tree, beside = self.frames.trees[article], members("en/grammar.toml", "contrasting")
        below = [k for k in tree.subtree(i) if tree.tokens[k].dep == "advcl" and tree.tokens[k].head < k and k > i]
        apart = [k for k in below if tree.tokens[tree.subtree(k)[0] - 1].text == ","]
        return [k for k in apart if tree.tokens[k].tag == "VBG" or marks(tree, k) & beside]

    def said(self, kind: Kind, party: str | None, article: str, heads: Sequence[int], clause: int) -> Iterator[Said]:
        """Each head's phrase as a position; a phrase of few words with the clause it stands in."""
        tree = self.frames.trees[article]
        for h in heads:
            if self.denied(article, clause):
                continue
            if tree.tokens[h].pos == "VERB" and any(tree.tokens[c].tag == "WP" for c in tree.children(h)):
                continue  # "insists on what he called a right": whose words they are is open
            members = self.members(article, h)
            for k in members:
                span = self.phrase(article, k, "relcl")
                span = self.measured(span) if span else None
                if span and (self.short(span) or self.points_back(article, span)):
                    span = self.clause(article, clause)
                    span = self.from_subject(clause, span) if span else None
                    here = tree.tokens[h]
                    span = span if span and span.start <= here.start < span.end else None
                if span and self._of_them(article, span):
                    continue  # "wants them handed over": what, is told elsewhere
                asks = span is not None and self.frames.text(span).rstrip("”\"'’").endswith("?")
                if span and not asks and not self._bare(article, span):
                    yield Said(kind, party, span)

    def _of_them(self, article: str, span: Span) -> bool:
        """Whether a phrase begins with a pronoun for its matter and names nothing else."""
        tree = self.frames.trees[article]
        inside = tree.within(span)
        first = tree.tokens[inside[0]] if inside else None
        nouns = [k for k in inside if tree.tokens[k].pos in ("NOUN", "PROPN", "NUM")]
        return first is not None and first.text.lower() in ("them", "it", "they", "this", "that", "these") and not nouns

    def _bare(self, article: str, span: Span) -> bool:
        """Whether a clause says its matter by no more than a pronoun ("has ruled that out")."""
        tree = self.frames.trees[article]
        inside = tree.within(span)
        objects = [k for k in inside if tree.tokens[k].dep == "dobj"]
        bare = (tree.tokens[k].pos == "PRON" or tree.tokens[k].text.lower() == "that" for k in objects)
        return bool(objects) and len(inside) < _BARE and all(bare)

    def from_subject(self, v: int, span: Span) -> Span:
        """A clause without what stands before its subject ("Red line: A will not open its market")."""
        tree = self.frames.trees[span.article]
        own = tree.children(v, "nsubj")
        start = tree.subtree_span(own[0]).start if own and own[0] < v else span.start
        return Span(span.article, max(start, span.start), span.end)

    def members(self, article: str, i: int) -> list[int]:
        """A list's members. Where the parser has hung a common noun on the name that ends the member before it ("the
        clearing of A and a withdrawal from B"), it is a member of the list."""
        tree, out = self.frames.trees[article], list[int]()
        verb = tree.tokens[i].head  # "asks for X, against Y now, and Z", of which the parser hangs Z on the verb
        late = tree.children(verb, "conj") if tree.tokens[i].dep == "dobj" else []
        late = [c for c in late if c > i and tree.tokens[c].pos == "NOUN" and not tree.children(c, "nsubj", "aux")]
        for k in [*conjuncts(tree, i), *(k for c in late for k in conjuncts(tree, c))]:
            out.append(k)
            for c in tree.subtree(k, frozenset(tree.children(k, "conj", "relcl", "acl"))):
                token = tree.tokens[c]
                at_name = self.frames.mentions_at(article, token.head)
                listed = token.dep == "conj" or (token.dep == "appos" and tree.children(c, "conj"))
                measure = self.frames.quantities(tree.subtree_span(token.head)) and token.dep == "appos"
                head = tree.tokens[token.head]
                unit = token.dep == "conj" and self._unit(article, token.head) and not self._unit(article, c)
                measure = measure or (unit and head.pos == "NOUN")
                if listed and token.pos == "NOUN" and c != k and (at_name or measure):
                    out += conjuncts(tree, c)
        return list(dict.fromkeys(out))

    def _unit(self, article: str, i: int) -> bool:
        """Whether a token is the unit of a figure ("9,000 crowns")."""
        token, tree = self.frames.trees[article].tokens[i], self.frames.trees[article]
        figures = tree.children(i, "nummod", "quantmod")
        return bool(figures) and token.tag == "NNS"

    def measured(self, span: Span) -> Span:
        """A phrase with the measure right behind it ("a zone 12 miles wide", "a rise to 170 crowns by May"), which the
        parser may hang elsewhere."""
        tree = self.frames.trees[span.article]
        for _ in range(_MEASURES):
            longer = self._limited(span)
            if longer == span:
                break
            span = longer
        near = self.frames.quantities(Span(span.article, span.start, span.end + _MEASURE))
        for q in near:
            if 0 <= q.span.start - span.end <= 1 + len(q.hedge) + bool(q.hedge) and (inside := tree.within(q.span)):
                last = inside[-1]
                wide = last + 1 < len(tree.tokens) and tree.tokens[last + 1].pos in ("ADJ", "ADV")
                return Span(span.article, span.start, tree.tokens[last + wide].end)
        return span

    def _limited(self, span: Span) -> Span:
        """A phrase with the limit right behind it: "to 170 crowns", "by 2035", "over two years"."""
        tree, frames = self.frames.trees[span.article], self.frames
        inside = tree.within(span)
        if not inside or inside[-1] + 2 >= len(tree.tokens) or tree.tokens[inside[-1] + 1].lemma not in _LIMITS:
            return span
        first = tree.tokens[inside[-1] + 2].start
        end = min(span.end + _MEASURE, tree.sentence_of(inside[-1]).end)
        if end <= span.end:
            return span
        near = Span(span.article, span.end, end)
        places = [q.span for q in frames.quantities(near)] + [t.span for t in frames.times(near)]
        found = [r for s in places if s.start == first and (r := tree.within(s))]
        if not found:
            return span
        last = max(r[-1] for r in found)
        unit = tree.tokens[last].head == last + 1 and tree.tokens[last + 1].pos == "NOUN"
        return Span(span.article, span.start, tree.tokens[last + unit].end)

    def short(self, span: Span) -> bool:
        """Whether a phrase is too short to say its matter: few words, and no measure among them."""
        measured = any(q.dimension not in ("count", "ordinal", "") for q in self.frames.quantities(span))
        return not measured and len(self.frames.text(span).split()) < _SHORT

    def points_back(self, article: str, span: Span) -> bool:
        """Whether a phrase says its matter by a pronoun ("reaching it over three years", "has ruled that out")."""
        tree = self.frames.trees[article]
        return any(
            tree.tokens[k].text.lower() in ("it", "them", "that", "this") and tree.tokens[k].dep == "dobj"
            for k in tree.within(span)
        )

    def clause(self, article: str, v: int) -> Span | None:
        return clause(self.frames.trees[article], v, self.frames.layers[article].attributions)

    def content(self, article: str, v: int) -> list[int]:
        """What a verb of wanting or offering is about: its object, clause or infinitive, or what it asks "for"."""
        tree = self.frames.trees[article]
        labels = ("xcomp", "ccomp") if tree.tokens[v].pos != "NOUN" else ("xcomp", "ccomp", "acl")
        clauses = [c for c in tree.children(v, *labels) if not self._says(article, c) and c > v]
        if not clauses and tree.tokens[v].lemma == "ask" and tree.children(v, "ccomp"):
            return []  # "“Is it cold?” he asked the ambassador"
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
        particles += [c for a in particles for c in tree.children(a, "conj") if tree.tokens[c].pos == "ADP"]
        return objects or [p for a in particles for p in tree.children(a, "pobj", "pcomp")]

    def _says(self, article: str, i: int) -> bool:
        """Whether a token is the word by which a report says who speaks."""
        token = self.frames.trees[article].tokens[i]
        cues = (a.cue for a in self.frames.layers[article].attributions if a.cue)
        return token.pos == "VERB" and any(c.start <= token.start < c.end for c in cues)

    def hearsay(self, tree: Tree, heads: Sequence[int]) -> bool:
        """Whether what is refused or asked for is only something said; not "a claim to the dam"."""
        told = [h for h in heads if tree.tokens[h].lemma.lower() in self.frames.words["positions"]["hearsay"]]
        return any(h + 1 >= len(tree.tokens) or tree.tokens[h + 1].lemma != "to" for h in told)
