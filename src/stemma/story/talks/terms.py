"""Terms: what a party would do if the other does its part, and what an agreement, plan or draft holds."""

from __future__ import annotations

from collections.abc import Iterator

from stemma.model import Span
from stemma.nlp.tree import Tree
from stemma.story.talks.grammar import arguments, fronted, infinitive, negated
from stemma.story.talks.phrasing import Phrasing, Said


class Terms(Phrasing):
    """One method for each kind."""

    def bargains(self) -> Iterator[Said]:
        """What a party would do if the other does its part ("could agree to X if A hands over Y"), and what a draft
        says a party would do ("under a draft, A would free X")."""
        frames = self.frames
        texts = frames.set("negotiation", "texts") | frames.set("positions", "offer_nouns")
        for article, v in frames.hits(
            frames.set("positions", "granting", "drafted", "yielding") | {"agree"}, ("VERB",)
        ):
            tree = frames.trees[article]
            aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}
            if tree.tokens[v].dep == "conj":  # "would get A and hand over B"
                above = tree.tokens[v].head
                aux |= {tree.tokens[c].text.lower() for c in tree.children(above, "aux") if not tree.children(v, "aux")}
            ifs = [
                c
                for c in tree.children(v, "advcl")
                if any(tree.tokens[m].text.lower() == "if" for m in tree.children(c, "mark"))
            ]
            agrees = tree.tokens[v].lemma.lower() == "agree"
            possible = aux & {"will", "would", "could", "might", "may", "can"} or (agrees and ifs)
            if negated(tree, v) or not possible:
                continue
            listed = [v]
            while tree.tokens[listed[-1]].dep == "conj":
                listed.append(tree.tokens[listed[-1]].head)
            drafted = any(
                tree.tokens[a].lemma.lower() == "under" and tree.tokens[p].lemma.lower() in texts
                for k in listed
                for a in tree.children(k, "prep")
                for p in tree.children(a, "pobj")
            )
            party = self.sides.of_subject(article, arguments(tree, v).subjects)
            fronts = [tree.tokens[p] for a in tree.children(v, "prep") if a < v for p in tree.children(a, "pobj")]
            swap = any(t.lemma.lower() in frames.set("positions", "exchanging") for t in fronts)
            gives = tree.tokens[v].lemma.lower() in frames.set("positions", "yielding")
            own = gives and party is not None and self.speaker(article, v) == party
            threat = any(tree.tokens[k].lemma in ("warn", "threaten") for k in tree.ancestors(v))
            if (
                not party
                or threat
                or not (ifs or drafted or (swap and gives) or own)
                or not (tree.children(v, "dobj", "xcomp") or (agrees and tree.children(v, "prep")))
            ):
                continue
            if not (drafted or own or swap) and tree.tokens[v].lemma.lower() in frames.set("positions", "drafted"):
                continue
            if span := self.phrase(article, v, "relcl", without=fronted(tree, v)):
                yield Said("term" if drafted else "offer", None if drafted else party, span)

    def terms(self) -> Iterator[Said]:
        """What an agreement, plan or goal holds: one term for each member of the list."""
        frames, frame = self.frames, self.frames.words["positions"]
        verbs, texts = (
            frozenset(frame["content_verbs"]),
            frames.set("negotiation", "texts") | {"talk", "talks", "negotiation", "offer"},
        )
        particles = {tuple(p.split()) for p in frame["content_particles"]}
        for article, tree in frames.trees.items():
            for v, token in enumerate(tree.tokens):
                if token.pos != "VERB" or negated(tree, v) or self._in_title(article, v):
                    continue
                lemma = token.lemma.lower()
                if token.dep == "acl" and tree.tokens[token.head].lemma.lower() in ("talk", "talks", "negotiation"):
                    continue  # "talks to end the dispute": what they are about
                held = arguments(tree, v)
                packages = {p for i in held.subjects for p in self._package(article, i)}
                if not packages and not any(tree.tokens[i].lemma.lower() in texts for i in held.subjects):
                    continue
                fights = frames.set("negotiation", "disputes") | frames.set("positions", "fights")
                if lemma == "end" and any(tree.tokens[i].lemma.lower() in fights for i in held.objects):
                    continue  # "an agreement that ends the strike": what it is for
                tied = [a for a in tree.children(v, "prep") if (lemma, tree.tokens[a].lemma.lower()) in particles]
                goals = [p for a in tied for p in tree.children(a, "pobj", "pcomp")]
                # "provides for A, B and C", of which the parser makes B and C objects of the verb
                goals += [k for k in tree.children(v, "dobj") if goals and k > goals[-1]]
                if (lemma, "to") in particles:
                    goals += [c for c in tree.children(v, "xcomp") if infinitive(tree, c)]
                if lemma in verbs and not tied:
                    goals = held.objects if not tree.children(v, "auxpass") else []
                goals = [
                    g for g in goals if tree.tokens[g].lemma.lower() not in texts and tree.tokens[g].lemma != "reach"
                ]
                transitive = lemma in (
                    "demilitarize",
                    "secure",
                    "guarantee",
                    "establish",
                    "end",
                    "reopen",
                    "oblige",
                    "allow",
                    "set",
                )
                if transitive and not tied:
                    goals = [v] if goals else []
                party = self.speaker(article, v) or next((p for p in sorted(packages) if p), None)
                aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}
                if "Tense=Past" in token.morph and not aux and lemma not in ("provide", "include", "cover", "set"):
                    continue
                for g in goals:
                    yield from self.said("term", party, article, [g], v)

    def drafted(self) -> Iterator[Said]:
        """What a plan, draft or agreement that is not made yet would set: told under it ("under the compromise, the fee
        would rise to 40 crowns"), on its word ("the draft says"), by a clause that describes it ("a plan that would cut
        the quota to 300 tonnes"), on the table, and in the clauses behind that go on so."""
        for article, tree in self.frames.trees.items():
            last, modals = -2, frozenset[str]()
            for number, sentence in enumerate(tree.parse.sentences):
                near, spoken = modals if number - last == 1 else frozenset[str](), False
                if self._text_as_subject(tree, sentence.first, sentence.last):
                    near, spoken = near | {"would"}, True
                told = False
                for v in range(sentence.first, sentence.last):
                    modal = self._modal(tree, v)
                    if not self._arranges(article, v):
                        continue
                    under = modal is not None and self._under(article, v)
                    if not under and not (modal in near and self._goes_on(article, v, modal)):
                        continue
                    span = self._stretch(article, v)
                    if span is None or (not under and modal != "would" and not self._counts(span)):
                        continue
                    if not under and modal == "would" and self.short(span):
                        continue
                    told = True
                    modals = frozenset({"would"} if modal == "would" else {"will", "", "would"})
                    near = near | modals
                    yield Said("term", None, span)
                if told:
                    last = number
                elif spoken:
                    last, modals = number, frozenset({"would"})

    def _stretch(self, article: str, v: int) -> Span | None:
        """The words of a term: from its subject, with the days or the figure that stand before it; of a relative clause
        from its verb."""
        tree = self.frames.trees[article]
        fronts = fronted(tree, v)
        timed = [a for a in fronts if tree.tokens[a].dep == "prep" and self.frames.quantities(tree.subtree_span(a))]
        timed = [a for a in timed if not any(tree.tokens[k].lemma.lower() in self._texts() for k in tree.subtree(a))]
        span = self.phrase(article, v, "relcl", without=[a for a in fronts if a not in timed])
        if span is None:
            return None
        if tree.tokens[self._main(tree, v)].dep == "relcl" and not tree.children(v, "nsubj", "nsubjpass"):
            return Span(article, max(span.start, tree.tokens[v].start), span.end)
        return span if timed else self.from_subject(v, span)

    def _modal(self, tree: Tree, v: int) -> str | None:
        """ "would", "will" (also "shall", "is to") or "" for the present, of a verb or the one it is joined to; None
        for what has been done and for what is not finite."""
        main = self._main(tree, v)
        aux = {tree.tokens[c].text.lower() for k in (v, main) for c in tree.children(k, "aux")}
        if "would" in aux:
            return "would"
        if aux & {"will", "shall", "’ll", "'ll"}:
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
        if {tree.tokens[c].text.lower() for c in tree.children(v, "mark")} - {"that", "while", "whereas"}:
            return False
        onward = frames.set("positions", "unarranged") | frames.set("rounds", "meeting")
        if token.lemma.lower() in onward and not self._to_do(tree, v):
            return False
        held = arguments(tree, v)
        subjects = held.subjects + tree.children(v, "nsubjpass")
        persons = {"i", "we", "you", "he", "she", "who", "what", "that", "this", "there", "nobody", "nothing"}
        if frames.quoted(article, v) or self._in_title(article, v):
            return False
        told = [i for i in subjects if tree.tokens[i].text.lower() not in persons]
        return bool(told) and not any(frames.process(article, i) for i in subjects)

    def _to_do(self, tree: Tree, v: int) -> bool:
        """ "is to be withdrawn"."""
        below = tree.children(v, "xcomp") if tree.tokens[v].lemma == "be" else []
        return any(tree.tokens[b].tag == "TO" for c in below for b in tree.children(c, "aux"))

    def _under(self, article: str, v: int) -> bool:
        """Whether a text is what a clause is told by: "under the plan", "on the table:", a relative clause, "the draft
        says", "in exchange for X"."""
        tree, frames = self.frames.trees[article], self.frames
        texts, main = self._texts(), self._main(tree, v)
        lemma = {k: t.lemma.lower() for k, t in enumerate(tree.tokens) if t.pos in ("NOUN", "PROPN")}
        for k in dict.fromkeys((v, main)):
            for a in tree.children(k, "prep"):
                below = tree.children(a, "pobj")
                way = tree.tokens[a].lemma.lower()
                if way in ("under", "accord") and any(
                    lemma.get(p) in texts for b in (a, *tree.children(a, "prep")) for p in tree.children(b, "pobj")
                ):
                    return True
                table = any(lemma.get(p) == "table" for p in below) and way == "on"
                if table and tree.tokens[tree.subtree(a)[-1] + 1].text == ":":
                    return True
                swap = any(lemma.get(p) in frames.set("positions", "exchanging") for p in below)
                if swap and a in fronted(tree, k) and self._modal(tree, v) in ("would", "will"):
                    return True
        token = tree.tokens[main]
        above = tree.tokens[token.head]
        foreseen = frames.words["positions"]["foreseen"]
        if tree.tokens[v].lemma.lower() in foreseen and tree.children(v, "auxpass") and not tree.children(v, "agent"):
            return not tree.children(v, "advcl", "npadvmod", "ccomp", "xcomp")  # "observers are foreseen"
        if token.dep == "relcl" and lemma.get(token.head) in texts:
            pronoun = any(tree.tokens[i].pos == "PRON" for i in tree.children(v, "nsubjpass"))
            below = tree.subtree(v, frozenset(tree.children(v, "relcl", "advcl", "conj")))
            return not pronoun and self._counts(tree.span(below[0], below[-1]))
        if token.dep == "ccomp" and above.pos == "VERB" and above.lemma in frames.words["positions"]["stating"]:
            return any(lemma.get(i) in texts for i in arguments(tree, token.head).subjects)
        return False

    def _goes_on(self, article: str, v: int, modal: str | None) -> bool:
        """Whether a clause stands by itself, on the word of no party, and is not about the text as a whole."""
        tree = self.frames.trees[article]
        main = self._main(tree, v)
        told = tree.tokens[main].dep in ("ROOT", "parataxis") or (
            tree.tokens[main].dep == "ccomp" and tree.tokens[main].head > main
        )
        subjects = arguments(tree, v).subjects + tree.children(v, "nsubjpass")
        whole = any(tree.tokens[i].lemma.lower() in self._texts() | {"it", "step", "move"} for i in subjects)
        return told and not whole and not negated(tree, v) and self.speaker(article, v) is None

    def _counts(self, span: Span) -> bool:
        """Whether a clause gives a figure of its own, not only in a clause below it."""
        tree = self.frames.trees[span.article]
        limits = [k for k in tree.within(span) if tree.tokens[k].dep in ("relcl", "advcl")]
        below = [b for k in limits if (b := tree.subtree_span(k)).start > span.start]
        counts = [q for q in self.frames.quantities(span) if q.dimension not in ("ordinal", "time")]
        return any(not any(b.contains(q.span) for b in below) for q in counts)

    def _texts(self) -> frozenset[str]:
        return self.frames.set("negotiation", "texts") | self.frames.set("positions", "offer_nouns", "papers")

    def _text_as_subject(self, tree: Tree, first: int, last: int) -> bool:
        """Whether a sentence tells of a text that is known ("The draft runs to three pages")."""
        known = self._texts() - self.frames.set("stage", "truces")
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

    def _package(self, article: str, i: int) -> set[str]:
        """Whether "it" stands for the agreement of the sentence before, or "they" for the talks, and whose that is:
        one entry, the party that put it forward, or empty text."""
        tree = self.frames.trees[article]
        pronoun = tree.tokens[i].text.lower()
        number = tree.parse.sentences.index(tree.sentence_of(i))
        if pronoun not in ("it", "they") or number == 0:
            return set()
        before = tree.parse.sentences[number - 1]
        texts = self.frames.set("negotiation", "texts")
        for k in range(before.first, before.last):
            token = tree.tokens[k]
            if pronoun == "they" and self.frames.session(article, k) and token.tag == "NNS":
                return {""}
            if pronoun == "it" and token.lemma.lower() in texts and token.dep in ("dobj", "nsubj", "nsubjpass"):
                side = (
                    self.sides.of_subject(article, arguments(tree, token.head).subjects)
                    if token.dep == "dobj"
                    else None
                )
                return {side or ""}
        return set()
