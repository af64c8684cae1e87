"""Settled: what an agreement that has been reached holds.

Reports give the terms as what will or shall be done: "under the deal, X will …", in the sentences of the report behind
one that tells of the agreement, as members of a list behind a colon or with dashes, or as what one side gets. Frame:
Make_agreement_on_action (FrameNet), its Obligation.

What it gets wrong: what one side plans by itself, told between the terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stemma.model import Span
from stemma.nlp.tree import Tree
from stemma.story.talks.grammar import arguments, fronted
from stemma.story.talks.phrasing import Phrasing, Said

_ITEM = re.compile(r"(?:^|\n)[ \t]*(?:[-•*–]|\(?[a-z0-9]{1,2}[.)])[ \t]+")
_MARK = re.compile(r"\(?[a-z0-9]{1,2}[.)][ \t]+")
_LONGEST = 40  # words of an item
_BEFORE = 160  # characters before a list that say what it is of
_FEWEST = 2  # items of a list, and reports that tell of an agreement
_FUTURE = frozenset({"will", "shall", "’ll", "'ll"})


class Settled(Phrasing):
    """One method."""

    def settled(self) -> Iterator[Said]:
        """The terms of the agreement the reports tell of; none where none tells that it was made, or only one does and
        fewer than half of the others speak of it."""
        trees = self.frames.trees
        told = [a for a in trees if self._reached(a)]
        speaking = [a for a, tree in trees.items() if any(self._agreement(tree, i) for i in range(len(tree.tokens)))]
        if not told or (len(told) < _FEWEST and 2 * len(speaking) < len(trees)):
            return
        for article in trees:
            yield from self._listed(article)
            yield from self._in_a_row(article)
            yield from self._clauses(article)

    def _reached(self, article: str) -> bool:
        """Whether a report tells that an agreement has been made."""
        tree, frames = self.frames.trees[article], self.frames
        made = frames.set("outcome", "verbs", "signing", "presenting") | frames.set("settled", "making")
        for v, token in enumerate(tree.tokens):
            if token.lemma.lower() not in made or token.pos != "VERB" or tree.children(v, "neg"):
                continue
            aux = {tree.tokens[c].lemma.lower() for c in tree.children(v, "aux")} - {"have", "be"}
            if aux or token.dep == "advcl":
                continue
            held = arguments(tree, v)
            text = any(self._agreement(tree, i) for i in [*held.objects, *tree.children(v, "nsubjpass")])
            goals = tree.children(v, "xcomp", "ccomp", "prep") if token.lemma == "agree" else []
            if text or goals:
                return True
        return False

    def _agreement(self, tree: Tree, i: int) -> bool:
        token = tree.tokens[i]
        return token.pos in ("NOUN", "PROPN") and token.lemma.lower() in self.frames.set("settled", "agreements")

    def _clauses(self, article: str) -> Iterator[Said]:
        """What is told "under the agreement", and in the sentences behind."""
        tree = self.frames.trees[article]
        last: int | None = None
        for number, sentence in enumerate(tree.parse.sentences):
            heads = [k for k in range(sentence.first, sentence.last) if self._agreement(tree, k)]
            under = any(self._under(tree, k) for k in heads)
            told = under or (bool(heads) and self._made_here(tree, sentence.first, sentence.last))
            near = last is not None
            for v in range(sentence.first, sentence.last):
                if not self._obliges(article, v) or not (under or near or self._shall(tree, v)):
                    continue
                span = self.phrase(article, v, "relcl", without=fronted(tree, v))
                if span and (under or self._shall(tree, v) or self._measured(span)):
                    told = True
                    span = self.from_subject(v, span)
                    if mark := _MARK.match(self.frames.text(span)):
                        span = Span(article, span.start + mark.end(), span.end)
                    yield Said("term", None, span)
            if told:
                last = number
            for v in range(sentence.first, sentence.last):
                yield from self._agreed_that(article, v)
                if told or near:
                    yield from self._gets(article, v)

    def _made_here(self, tree: Tree, first: int, last: int) -> bool:
        made = self.frames.set("outcome", "verbs", "signing", "presenting") | self.frames.set("settled", "making")
        return any(tree.tokens[k].pos == "VERB" and tree.tokens[k].lemma.lower() in made for k in range(first, last))

    def _under(self, tree: Tree, i: int) -> bool:
        """Whether an agreement is what something is told by ("under the deal", "in the accord", "the pact says")."""
        token = tree.tokens[i]
        above = tree.tokens[token.head]
        if token.dep == "pobj" and above.lemma.lower() in ("under", "by", "in"):
            return above.lemma.lower() == "under"
        return token.dep == "pobj" and above.lemma.lower() == "to" and tree.tokens[above.head].lemma.lower() == "accord"

    def _shall(self, tree: Tree, v: int) -> bool:
        return any(tree.tokens[c].text.lower() == "shall" for c in tree.children(self._first(tree, v), "aux"))

    def _first(self, tree: Tree, v: int) -> int:
        """The first of coordinated verbs, which has the auxiliary."""
        while (
            tree.tokens[v].dep == "conj"
            and not tree.children(v, "aux")
            and tree.tokens[tree.tokens[v].head].pos
            in (
                "VERB",
                "AUX",
            )
        ):
            v = tree.tokens[v].head
        return v

    def _obliges(self, article: str, v: int) -> bool:
        """Whether a clause tells what will be done: no meeting, no vote, nothing somebody says of himself."""
        tree, frames = self.frames.trees[article], self.frames
        token = tree.tokens[v]
        if token.pos not in ("VERB", "AUX") or token.dep not in (
            "ROOT",
            "conj",
            "ccomp",
            "parataxis",
            "relcl",
            "advcl",
        ):
            return False
        first = self._first(tree, v)
        aux = {tree.tokens[c].text.lower() for c in tree.children(first, "aux")}
        to = (
            token.lemma == "be"
            and token.tag in ("VBZ", "VBP")
            and any(tree.tokens[b].tag == "TO" for c in tree.children(v, "xcomp") for b in tree.children(c, "aux"))
        )
        refused = bool(tree.children(v, "neg")) and not tree.children(v, "auxpass")  # what a side says it will not do
        if not (aux & _FUTURE or to) or refused or frames.quoted(article, v):
            return False
        onward = frames.set("next", "signing") | frames.set("rounds", "opening") | frames.set("settled", "onward")
        onward = onward - {"be"} if to else onward
        verbs = [v, *(tree.children(v, "xcomp") if to else [])]
        if any(tree.tokens[k].lemma.lower() in onward for k in verbs):
            return False
        subjects = arguments(tree, v).subjects + tree.children(v, "nsubjpass")
        persons = {"i", "we", "you", "he", "she", "who", "what"}
        if any(tree.tokens[i].text.lower() in persons for i in subjects) or self._conditional(tree, v):
            return False
        named = any(e.kind == "person" for i in subjects for _, e in frames.mentions_at(article, i))
        process = any(frames.process(article, i) for i in subjects) or any(self._agreement(tree, i) for i in subjects)
        return bool(subjects) and not named and not process

    def _conditional(self, tree: Tree, v: int) -> bool:
        """Whether a clause depends on another, or another is its condition."""
        marks = {tree.tokens[m].text.lower() for c in tree.children(v, "advcl") for m in tree.children(c, "mark")}
        own = {tree.tokens[m].text.lower() for m in tree.children(v, "mark")} - {"that", "while"}
        return bool(own or marks & {"if", "unless", "before", "until", "once"})

    def _measured(self, span: Span) -> bool:
        """Whether a clause gives a figure or a day."""
        figures = any(q.dimension != "ordinal" for q in self.frames.quantities(span))
        return figures or any(t.kind == "date" for t in self.frames.times(span))

    def _agreed_that(self, article: str, v: int) -> Iterator[Said]:
        """ "The sides agreed that X shall …", "agreed to do X": each coordinated clause."""
        tree, frames = self.frames.trees[article], self.frames
        token = tree.tokens[v]
        if token.lemma != "agree" or token.tag not in ("VBD", "VBN", "VBP") or frames.quoted(article, v):
            return
        joint = frames.set("outcome", "joint") | {"they", "we"}
        subjects = arguments(tree, v).subjects
        party = self.sides.of_subject(article, subjects)
        both = party is not None or any(tree.tokens[i].lemma.lower() in joint for i in subjects) or len(subjects) > 1
        goals = [c for c in tree.children(v, "ccomp", "xcomp") if c > v]
        aux = {tree.tokens[c].lemma.lower() for c in tree.children(v, "aux")} - {"have"}
        if not both or aux or tree.children(v, "neg"):
            return
        onward = frames.set("next", "signing") | frames.set("rounds", "opening") | frames.set("settled", "onward")
        onward |= frames.set("outcome", "coming")
        for c in (k for g in goals for k in [g, *tree.children(g, "conj")]):
            if tree.tokens[c].lemma.lower() not in onward and (span := self.phrase(article, c, "relcl", "advcl")):
                yield Said("term", party, span)

    def _gets(self, article: str, v: int) -> Iterator[Said]:
        """What a side gets by it ("nurses get 5 per cent", "employers granted a rise of 5 per cent")."""
        tree, frames = self.frames.trees[article], self.frames
        token = tree.tokens[v]
        if token.lemma.lower() not in frames.set("settled", "getting") or tree.children(v, "neg"):
            return
        for i in tree.children(v, "dobj") if not frames.quoted(article, v) else ():
            for k in self.members(article, i):
                span = self.phrase(article, k, "relcl")
                if span and any(q.dimension not in ("ordinal", "time") for q in frames.quantities(span)):
                    yield Said("term", None, self.measured(span))

    def _listed(self, article: str) -> Iterator[Said]:
        """The items of a list in a report, of which the line before, or one of the items, speaks of what is agreed."""
        text, tree, frames = self.frames.layers[article].article.text, self.frames.trees[article], self.frames
        starts = list(_ITEM.finditer(text))
        if len(starts) < _FEWEST:
            return
        opening = text[max(0, starts[0].start() - _BEFORE) : starts[0].start()].lower()
        wanted = frames.set("settled", "heading") | frames.set("settled", "agreements")
        if not any(re.search(rf"\b{w}", opening) for w in wanted):
            return
        for m in starts:
            end = text.find("\n", m.end())
            end = len(text) if end < 0 else end
            inside = tree.within(Span(article, m.end(), end)) if end > m.end() else range(0)
            if not inside or len(inside) > 2 * _LONGEST:
                continue
            for sentence in {tree.parse.sentences.index(tree.sentence_of(k)): None for k in inside}:
                one = tree.parse.sentences[sentence]
                a, b = max(one.start, m.end()), min(one.end, end)
                words = text[a:b].rstrip(" .;,\n")
                if (
                    len(words.split()) > 2
                    and len(words.split()) <= _LONGEST
                    and self._verbal(tree, one.first, one.last)
                ):
                    yield Said("term", None, Span(article, a, a + len(words)))

    def _in_a_row(self, article: str) -> Iterator[Said]:
        """The members of a list in one sentence: "The main points: 5 per cent, no lay-offs until May, a panel"."""
        text, tree = self.frames.layers[article].article.text, self.frames.trees[article]
        words = "|".join(sorted(self.frames.set("settled", "listing")))
        for m in re.finditer(rf"\b(?:{words}):[ \t]+(?=\S)", text):
            inside = tree.within(Span(article, m.end(), len(text)))
            if not inside:
                continue
            end, start = tree.sentence_of(inside[0]).end, m.end()
            for piece in re.split(r"(?:;|,)\s+(?=\D)|,\s+(?=\d)", text[m.end() : end]):
                words_of = piece.strip(" .;,\n")
                at = text.find(words_of, start) if words_of else -1
                if 1 < len(words_of.split()) <= _LONGEST and at >= 0:
                    start = at + len(words_of)
                    yield Said("term", None, Span(article, at, start))

    def _verbal(self, tree: Tree, first: int, last: int) -> bool:
        """Whether a sentence tells an obligation: future, deontic, or no finite verb at all."""
        tokens = tree.tokens[first:last]
        past = any(t.tag == "VBD" for t in tokens)
        return not past and not any(t.text.lower() in ("i", "we") for t in tokens)
