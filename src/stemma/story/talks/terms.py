"""Terms: what a plan, a draft or an agreement holds, told of the text, under it, in the clauses behind or in a list.

A verb of containing with the text as its subject ("the pact provides for X and Y"); what would or will be done, told
under the text or on its word, and in the sentences right behind that go on so; the items of a list of what is agreed.
Frames: Containing, Make_agreement_on_action with its Obligation (FrameNet).

What it gets wrong: what one side plans by itself, told between the terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from stemma.data import members
from stemma.model import Span
from stemma.nlp.tree import Tree
from stemma.story.talks.grammar import (
    arguments,
    auxiliaries,
    behind,
    fronted,
    infinitive,
    lemmas,
    marks,
    negated,
    texts,
)
from stemma.story.talks.persons import people_at
from stemma.story.talks.phrasing import Phrasing, Said

_ITEM = re.compile(r"(?:^|\n)[ \t]*(?:[-•*–]|\(?[a-z0-9]{1,2}[.)])[ \t]+")
_MARK = re.compile(r"\(?[a-z0-9]{1,2}[.)][ \t]+")
_LONGEST = 40  # words of an item
_BEFORE = 160  # characters before a list that say what it is of
_FEWEST = 2  # items of a list, and reports that tell of an agreement
_OPENING = 5  # tokens of a sentence that begins with "under" and a text
_FUTURE = members("en/grammar.toml", "future")
_PERSONS = members("en/grammar.toml", "persons")


class Terms(Phrasing):
    """One method for each way of telling."""

    # -- of the text

    def held(self) -> Iterator[Said]:
        """What a text is said to hold, or lies on the table: one term for each member of the list."""
        frames, frame = self.frames, self.frames.words["positions"]
        about = self._texts | frames.set("negotiation", "tongues")
        for article, tree in frames.trees.items():
            for v, token in enumerate(tree.tokens):
                if token.pos != "VERB" or negated(tree, v) or self._in_title(article, v):
                    continue
                if token.dep == "acl" and tree.tokens[token.head].lemma.lower() in frames.set("negotiation", "tongues"):
                    continue  # "talks to end the dispute": what they are about
                lemma, held = token.lemma.lower(), arguments(tree, v)
                packages = {p for i in held.subjects for p in self._package(article, i)}
                if not packages and not lemmas(tree, held.subjects) & about:
                    continue
                fights = frames.set("negotiation", "disputes") | frames.set("positions", "fights")
                if lemma == "end" and lemmas(tree, held.objects) & fights:
                    continue  # "an agreement that ends the strike": what it is for
                goals = self._contents(tree, v, held.objects)
                aux = auxiliaries(tree, v) - {"been"}
                if "Tense=Past" in token.morph and not aux and lemma not in frame["containing"]:
                    continue
                offers = [
                    i for i in held.subjects if tree.tokens[i].lemma.lower() in frames.set("positions", "offer_nouns")
                ]
                whose = [p for i in offers if (p := self.sides.of_phrase(article, i) or self._offering(article, i))]
                party = self.speaker(article, v) or next((p for p in [*whose, *sorted(packages)] if p), None)
                for g in goals:
                    yield from self.said("offer" if whose else "term", party, article, [g], v)
        yield from self._on_the_table()

    def _contents(self, tree: Tree, v: int, objects: list[int]) -> list[int]:
        """The heads of what a verb says a text holds: its objects, what stands behind its particle ("provides for"), or
        the verb itself where that says what is to be ("would reopen the road")."""
        frame, lemma = self.frames.words["positions"], tree.tokens[v].lemma.lower()
        particles = {tuple(p.split()) for p in frame["content_particles"]}
        tied = [a for a in tree.children(v, "prep") if (lemma, tree.tokens[a].lemma.lower()) in particles]
        goals = [p for a in tied for p in tree.children(a, "pobj", "pcomp")]
        # "provides for A, B and C", of which the parser makes B and C objects of the verb
        goals += [k for k in tree.children(v, "dobj") if goals and k > goals[-1]]
        if (lemma, "to") in particles:
            goals += [c for c in tree.children(v, "xcomp") if infinitive(tree, c)]
        if lemma in frame["content_verbs"] and not tied:
            goals = objects if not tree.children(v, "auxpass") else []
        without = self.frames.set("negotiation", "texts") | {"reach"}
        goals = [g for g in goals if tree.tokens[g].lemma.lower() not in without]
        return [v] if goals and lemma in frame["doing"] and not tied else goals

    def _on_the_table(self) -> Iterator[Said]:
        """ "On the table is X", "X and Y are on the table"."""
        for article, n in self.frames.hits(self.frames.set("negotiation", "tables"), ("NOUN",)):
            tree = self.frames.trees[article]
            prep, v = tree.tokens[n].head, tree.tokens[tree.tokens[n].head].head
            if tree.tokens[prep].lemma.lower() != "on" or tree.tokens[v].lemma not in ("be", "remain"):
                continue
            if texts(tree, tree.children(n)) - {"the"} or negated(tree, v):
                continue
            heads = [i for i in tree.children(v, "attr", "nsubj") if tree.tokens[i].pos == "NOUN"]
            for head in heads[:1]:
                if tree.tokens[head].lemma.lower() in self.frames.set("positions", "offer_nouns"):
                    continue  # "an offer is on the table": which, is told elsewhere
                listed = self.members(article, head)
                for k in listed:
                    span = self.phrase(article, k, "relcl", without=[m for m in listed if m != k])
                    if span and not self.short(span):
                        yield Said("term", None, span)

    def _package(self, article: str, i: int) -> set[str]:
        """Whether "it" stands for the agreement of the sentence before, or "they" for the talks, and whose that is:
        one entry, the party that put it forward, or empty text."""
        tree = self.frames.trees[article]
        pronoun = tree.tokens[i].text.lower()
        number = tree.parse.sentences.index(tree.sentence_of(i))
        if pronoun not in ("it", "they") or number == 0:
            return set()
        before = tree.parse.sentences[number - 1]
        for k in range(before.first, before.last):
            token = tree.tokens[k]
            if pronoun == "they" and self.frames.session(article, k) and token.tag == "NNS":
                return {""}
            if pronoun == "it" and token.lemma.lower() in self.frames.set("negotiation", "texts"):
                if token.dep == "dobj":
                    return {self.sides.of_subject(article, arguments(tree, token.head).subjects) or ""}
                if token.dep in ("nsubj", "nsubjpass"):
                    return {""}
        return set()

    def _offering(self, article: str, i: int) -> str | None:
        """The party said in the sentence before to make the offer a definite noun goes back to."""
        tree, verbs = self.frames.trees[article], self.frames.set("positions", "offer_verbs")
        number = tree.parse.sentences.index(tree.sentence_of(i))
        if number == 0 or "the" not in texts(tree, tree.children(i, "det")):
            return None
        before = tree.parse.sentences[number - 1]
        made = [k for k in range(before.first, before.last) if tree.tokens[k].lemma.lower() in verbs]
        sides = (self.sides.of_subject(article, arguments(tree, k).subjects) for k in reversed(made))
        return next((s for s in sides if s), None)

    # -- under it, and in the clauses behind

    def arranged(self) -> Iterator[Said]:
        """What is told under a text ("under the compromise, the fee would rise to 40 crowns"), on its word ("the draft
        says"), by a clause that describes it ("a plan that would cut the quota to 300 tonnes"), on the table, and in
        the sentences right behind that go on so; of an agreement that has been made what shall be."""
        for article, tree in self.frames.trees.items():
            last, modals = -2, frozenset[str]()
            for number, sentence in enumerate(tree.parse.sentences):
                near, told = modals if number - last == 1 else frozenset[str](), False
                if self._text_as_subject(tree, sentence.first, sentence.last):
                    near, last, modals = near | {"would"}, number, frozenset({"would"})
                if self._agreed and self._made(tree, sentence.first, sentence.last):
                    near, last, modals = near | {"will"}, number, frozenset({"will"})
                for v in range(sentence.first, sentence.last):
                    modal = self._modal(tree, v) if self._arranges(article, v) else None
                    if modal is None:
                        continue
                    under = self._under(article, v) or (modal == "shall" and self._agreed)
                    if not under and not (modal in near and self._goes_on(article, v)):
                        continue
                    span = self._stretch(article, v)
                    if span is None or (
                        not under and (self.short(span) or not (modal == "would" or self._counts(span)))
                    ):
                        continue
                    told = True
                    near |= frozenset({"would"} if modal == "would" else {"will", "shall", "", "would"})
                    yield Said("term", None, span)
                if told:
                    last, modals = number, near

    @cached_property
    def _agreed(self) -> bool:
        """Whether an agreement has been made: two reports tell it, or one does and half of all speak of it."""
        trees, nouns = self.frames.trees, self.frames.set("settled", "agreements")
        told = sum(any(self._made(t, s.first, s.last) for s in t.parse.sentences) for t in trees.values())
        speaking = sum(bool(lemmas(t, range(len(t.tokens))) & nouns) for t in trees.values())
        return told >= _FEWEST or (told == 1 and 2 * speaking >= len(trees))

    def _made(self, tree: Tree, first: int, last: int) -> bool:
        """Whether a sentence tells that an agreement has been made."""
        made = self.frames.set("outcome", "verbs", "signing", "presenting") | self.frames.set("settled", "making")
        for v in range(first, last):
            token = tree.tokens[v]
            if token.pos != "VERB" or token.lemma.lower() not in made or negated(tree, v) or token.dep == "advcl":
                continue
            if auxiliaries(tree, v) - members("en/grammar.toml", "perfect"):
                continue
            held = [*arguments(tree, v).objects, *tree.children(v, "nsubjpass")]
            if lemmas(tree, held) & self.frames.set("settled", "agreements"):
                return True
            if token.lemma == "agree" and tree.children(v, "xcomp", "ccomp", "prep"):
                return True
        return False

    def _stretch(self, article: str, v: int) -> Span | None:
        """The words of a term: from its subject, with the days or the figure that stand before it; of a relative clause
        from its verb."""
        tree = self.frames.trees[article]
        fronts = fronted(tree, v)
        timed = [a for a in fronts if tree.tokens[a].dep == "prep" and self.frames.quantities(tree.subtree_span(a))]
        timed = [a for a in timed if not lemmas(tree, tree.subtree(a)) & self._texts]
        span = self.phrase(article, v, "relcl", without=[a for a in fronts if a not in timed])
        if span is None:
            return None
        if tree.tokens[self._main(tree, v)].dep == "relcl" and not tree.children(v, "nsubj", "nsubjpass"):
            return Span(article, max(span.start, tree.tokens[v].start), span.end)
        span = span if timed else self.from_subject(v, span)
        mark = _MARK.match(self.frames.text(span))
        return Span(article, span.start + mark.end(), span.end) if mark else span

    def _modal(self, tree: Tree, v: int) -> str | None:
        """ "would", "will" (also "is to"), "shall" or "" for the present, of a verb or the one it is joined to; None
        for what has been done and for what is not finite."""
        main = self._main(tree, v)
        aux = {tree.tokens[c].text.lower() for k in (v, main) for c in tree.children(k, "aux")}
        for modal in ("would", "shall"):
            if modal in aux:
                return modal
        if aux & _FUTURE or self._to_do(tree, v):
            return "will"
        first = [main, *tree.children(main, "auxpass")][-1]
        return "" if not aux and tree.tokens[first].tag in ("VBZ", "VBP") and tree.tokens[main].pos == "VERB" else None

    def _main(self, tree: Tree, v: int) -> int:
        """The first of coordinated verbs."""
        while tree.tokens[v].dep == "conj" and tree.tokens[tree.tokens[v].head].pos in ("VERB", "AUX"):
            v = tree.tokens[v].head
        return v

    def _arranges(self, article: str, v: int) -> bool:
        """Whether a clause can tell an arrangement: somebody or something does it; no meeting, vote or supposition."""
        tree, frames = self.frames.trees[article], self.frames
        token = tree.tokens[v]
        if token.pos not in ("VERB", "AUX") or token.dep in ("xcomp", "acl", "pcomp", "amod", "aux", "auxpass"):
            return False
        subordinate = {tree.tokens[c].text.lower() for c in tree.children(v, "mark")} - {"that", "while", "whereas"}
        if subordinate or marks(tree, *tree.children(v, "advcl")) & {"if", "unless"}:
            return False
        if frames.quoted(article, v) or self._in_title(article, v):
            return False
        onward = frames.set("positions", "unarranged") | frames.set("rounds", "meeting")
        verbs = [v, *tree.children(v, "xcomp")] if self._to_do(tree, v) else [v]
        if lemmas(tree, verbs[-1:]) & onward:
            return False
        subjects = arguments(tree, v).subjects + tree.children(v, "nsubjpass")
        told = [
            i for i in subjects if tree.tokens[i].text.lower() not in _PERSONS | {"that", "this", "there", "nobody"}
        ]
        somebody = [i for i in subjects if people_at(frames, article, i) and not self.sides.of_phrase(article, i)]
        return bool(told) and not somebody and not any(frames.process(article, i) for i in subjects)

    def _to_do(self, tree: Tree, v: int) -> bool:
        """ "is to be withdrawn"."""
        below = (
            tree.children(v, "xcomp") if tree.tokens[v].lemma == "be" and tree.tokens[v].tag in ("VBZ", "VBP") else []
        )
        return any(tree.tokens[b].tag == "TO" for c in below for b in tree.children(c, "aux"))

    def _under(self, article: str, v: int) -> bool:
        """Whether a text is what a clause is told by: "under the plan", "on the table:", a relative clause, "the draft
        says", "in exchange for X"."""
        tree, frames = self.frames.trees[article], self.frames
        main = self._main(tree, v)
        first = tree.sentence_of(v).first  # "Under the deal, signed by X on Friday, …", wherever the parser hangs it
        opening = range(first, min(first + _OPENING, v))
        if tree.head(main) is None and texts(tree, opening[:1]) == {"under"} and lemmas(tree, opening) & self._texts:
            return True
        for k in dict.fromkeys((v, main)):
            accord = [
                b
                for a in tree.children(k, "prep")
                if tree.tokens[a].lemma == "accord"
                for b in tree.children(a, "prep")
            ]
            told = [*behind(tree, k, "under"), *(p for b in accord for p in tree.children(b, "pobj"))]
            if lemmas(tree, told) & self._texts or any(self._package(article, p) for p in told):
                return True
            for a in tree.children(k, "prep"):
                below = lemmas(tree, tree.children(a, "pobj"))
                if (
                    "table" in below
                    and tree.tokens[a].lemma == "on"
                    and tree.tokens[tree.subtree(a)[-1] + 1].text == ":"
                ):
                    return True
                swap = below & frames.set("positions", "exchanging") and a in fronted(tree, k)
                if swap and self._modal(tree, v) in ("would", "will", "shall"):
                    return True
        token, above = tree.tokens[main], tree.tokens[tree.tokens[main].head]
        foreseen = tree.tokens[v].lemma.lower() in frames.words["positions"]["foreseen"]
        if foreseen and tree.children(v, "auxpass") and not tree.children(v, "agent"):
            return not tree.children(v, "advcl", "npadvmod", "ccomp", "xcomp")  # "observers are foreseen"
        if token.dep == "relcl" and above.pos in ("NOUN", "PROPN") and above.lemma.lower() in self._texts:
            pronoun = any(tree.tokens[i].pos == "PRON" for i in tree.children(v, "nsubjpass"))
            clause = tree.subtree(v, frozenset(tree.children(v, "relcl", "advcl", "conj")))
            return not pronoun and self._counts(tree.span(clause[0], clause[-1]))
        if token.dep == "ccomp" and above.pos == "VERB" and above.lemma in frames.words["positions"]["stating"]:
            return bool(lemmas(tree, arguments(tree, token.head).subjects) & self._texts)
        return False

    def _goes_on(self, article: str, v: int) -> bool:
        """Whether a clause stands by itself, on the word of no party, and is not about the text as a whole."""
        tree = self.frames.trees[article]
        main = self._main(tree, v)
        fronted_clause = tree.tokens[main].dep == "ccomp" and tree.tokens[main].head > main
        subjects = arguments(tree, v).subjects + tree.children(v, "nsubjpass")
        whole = [i for i in subjects if tree.tokens[i].text.lower() != "it" or not self.sides.of_subject(article, [i])]
        if lemmas(tree, whole) & (self._texts | {"it", "step", "move"}) or negated(tree, v):
            return False
        return (tree.tokens[main].dep in ("ROOT", "parataxis") or fronted_clause) and self.speaker(article, v) is None

    def _counts(self, span: Span) -> bool:
        """Whether a clause gives a figure of its own, not only in a clause below it."""
        tree = self.frames.trees[span.article]
        limits = [k for k in tree.within(span) if tree.tokens[k].dep in ("relcl", "advcl")]
        below = [b for k in limits if (b := tree.subtree_span(k)).start > span.start]
        counts = [
            q
            for q in self.frames.quantities(span)
            if q.dimension != "ordinal" and (self._agreed or q.dimension != "time")
        ]
        return any(not any(b.contains(q.span) for b in below) for q in counts)

    @cached_property
    def _texts(self) -> frozenset[str]:
        return self.frames.set("negotiation", "texts") | self.frames.set("positions", "offer_nouns", "papers")

    def _text_as_subject(self, tree: Tree, first: int, last: int) -> bool:
        """Whether a sentence tells of a text that is known ("The draft runs to three pages")."""
        known = self._texts - self.frames.set("stage", "truces")
        for k in range(first + 1, last):
            named = tree.tokens[k].lemma.lower() in known and tree.tokens[k - 1].text.lower() in ("the", "its", "this")
            misread = k == first + 1 and tree.tokens[k].dep == "compound"  # "The draft runs to three pages"
            if named and (misread or tree.tokens[k].dep in ("nsubj", "nsubjpass")):
                return True
        return False

    def _in_title(self, article: str, v: int) -> bool:
        title = self.frames.layers[article].article.title_span
        token = self.frames.trees[article].tokens[v]
        return title is not None and title.start <= token.start < title.end

    # -- in a list

    def listed(self) -> Iterator[Said]:
        """The items of a list, of which the line before speaks of what is agreed."""
        wanted = self.frames.set("settled", "heading", "agreements")
        for article, tree in self.frames.trees.items() if self._agreed else ():
            text = self.frames.layers[article].article.text
            starts = list(_ITEM.finditer(text))
            opening = text[max(0, starts[0].start() - _BEFORE) : starts[0].start()].lower() if starts else ""
            if len(starts) < _FEWEST or not any(re.search(rf"\b{w}", opening) for w in wanted):
                continue
            for m in starts:
                end = text.find("\n", m.end())
                inside = tree.within(Span(article, m.end(), end if end > m.end() else len(text)))
                if not inside or len(inside) > 2 * _LONGEST:
                    continue
                for one in dict.fromkeys(tree.sentence_of(k) for k in inside):
                    tokens = tree.tokens[one.first : one.last]
                    start, stop = max(one.start, m.end()), min(one.end, tree.tokens[inside[-1]].end)
                    item = text[start:stop].rstrip(" .;,\n")
                    told = any(t.tag == "VBD" or t.text.lower() in ("i", "we") for t in tokens)
                    if not told and len(item.split()) in range(3, _LONGEST + 1):
                        yield Said("term", None, Span(article, start, start + len(item)))
