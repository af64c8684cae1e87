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
        yield from self._drafted()
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

    def _drafted(self) -> Iterator[Said]:
        """What an agreement that is not made yet would set: "under the compromise, the fee would rise to 40 crowns", "a
        compromise that would cut the quota to 300 tonnes", and the sentence behind that goes on so."""
        frames = self.frames
        texts = frames.set("negotiation", "texts") | frames.set("positions", "offer_nouns")
        for article, tree in frames.trees.items():
            told: int | None = None  # the last sentence that told a term
            for v, token in enumerate(tree.tokens):
                main = v
                while tree.tokens[main].dep == "conj":
                    main = tree.tokens[main].head
                would = any(tree.tokens[c].text.lower() == "would" for k in (v, main) for c in tree.children(k, "aux"))
                if token.pos != "VERB" or not would or negated(tree, v) or frames.quoted(article, v):
                    continue
                number = tree.parse.sentences.index(tree.sentence_of(v))
                unders = [a for a in tree.children(main, "prep") if tree.tokens[a].lemma.lower() == "under"]
                under = any(tree.tokens[p].lemma.lower() in texts for a in unders for p in tree.children(a, "pobj"))
                under = under or self._in_exchange(tree, main)
                relative = tree.tokens[main].dep == "relcl"
                text = relative and tree.tokens[tree.tokens[main].head].lemma.lower() in texts
                follows = told is not None and number - told == 1 and tree.head(main) is None
                if not (under or text or follows) or tree.children(v, "mark"):
                    continue
                below = tree.subtree(v, frozenset(tree.children(v, "relcl", "advcl", "conj")))
                sums = [q for q in frames.quantities(tree.span(below[0], below[-1])) if tree.within(q.span)]
                pronoun = any(tree.tokens[i].pos == "PRON" for i in tree.children(v, "nsubjpass"))
                if text and pronoun:
                    continue  # "a text under which it would be cut": what, is told elsewhere
                if not under and not any(q.dimension not in ("ordinal", "time") for q in sums):
                    continue
                span = self.phrase(article, v, "relcl", "conj", without=fronted(tree, v))
                if span:
                    told = number
                    own = Span(article, max(span.start, token.start), span.end)
                    yield Said("term", None, own if text else self.from_subject(v, span))

    def _in_exchange(self, tree: Tree, v: int) -> bool:
        """Whether a clause begins by what it is given for ("In exchange for the port, A would accept a tax")."""
        fronts = [p for a in fronted(tree, v) for p in tree.children(a, "pobj")]
        swaps = self.frames.set("positions", "exchanging")
        return any(tree.tokens[p].lemma.lower() in swaps for p in fronts)

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
