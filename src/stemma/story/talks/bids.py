"""Bids: what is on the table: demands, offers, concessions, and the terms of an agreement."""

from __future__ import annotations

from collections.abc import Iterator

from stemma.model import Span
from stemma.nlp.tree import Tree
from stemma.story.talks.grammar import arguments, fronted, infinitive, negated
from stemma.story.talks.persons import people_at
from stemma.story.talks.phrasing import Kind, Phrasing, Said


class Bids(Phrasing):
    """One method for each kind."""

    def demands(self) -> Iterator[Said]:
        frames = self.frames
        arrangements = frames.set("positions", "arrangements")
        for article, v in frames.hits(frames.set("positions", "demand_verbs"), ("VERB",)):
            tree = frames.trees[article]
            held, content = arguments(tree, v), self.content(article, v)
            lemma = tree.tokens[v].lemma.lower()
            if lemma == "call" and not any(tree.tokens[a].lemma == "for" for a in tree.children(v, "prep")):
                continue
            if (
                lemma == "ask"
                and not any(tree.tokens[a].lemma == "for" for a in tree.children(v, "prep"))
                and not tree.children(v, "xcomp", "ccomp")
            ):
                continue
            if lemma == "press" and (tree.children(v, "dobj") or not tree.children(v, "prep")):
                continue  # "is pressing A for a deal" is what a mediator does
            asked = tree.children(v, "dobj") if lemma == "ask" else []
            him = any(tree.tokens[i].text.lower() in ("him", "her") for i in asked)
            if him or any(self.frames.mentions_at(article, i) and not self.sides.of_phrase(article, i) for i in asked):
                continue  # "asked the mediator for an explanation"
            if negated(tree, v) or self.hearsay(tree, content) or tree.tokens[v].dep == "amod":
                continue
            relieved = [c for c in content if tree.tokens[c].lemma.lower() in frames.set("positions", "relieving")]
            if any(tree.children(c, "auxpass") for c in relieved):
                continue  # "X has asked to be relieved"
            party = self.of_verb(article, v)
            speaks = any(tree.tokens[i].text.lower() in ("he", "she", "we", "government", "i") for i in held.subjects)
            content = [i for i in content if tree.tokens[i].lemma.lower() not in arrangements]
            content = [i for i in content if not self._only_a_text(tree, i)]
            if frames.quoted(article, v) and any(tree.tokens[i].text.lower() in ("he", "she") for i in held.subjects):
                continue  # "he", in somebody's words, is somebody else
            party = party or (self.party(article, v, held.subjects) if speaks else None)
            if any(self.sides.of_phrase(article, i) == party for i in self._asked_of(tree, v)):
                continue  # nobody demands that it do something itself: whose demand it is is open
            if party and frames.layers[article] and not self._asked_question(tree, v):
                yield from self.said("demand", party, article, content, v)
        for article, n in frames.hits(frames.set("positions", "demand_nouns"), ("NOUN",)):
            yield from self._noun("demand", article, n)
        yield from self._obliging()
        yield from self._made_conditions()

    def _made_conditions(self) -> Iterator[Said]:
        """ "A has made X its condition (for signing)": what A asks for."""
        frames = self.frames
        for article, n in frames.hits(frames.set("positions", "demand_nouns") | {"condition"}, ("NOUN",)):
            tree = frames.trees[article]
            own = any(tree.tokens[c].text.lower() in ("its", "their", "his", "her") for c in tree.children(n, "poss"))
            v = next((k for k in tree.ancestors(n) if tree.tokens[k].pos == "VERB"), None)
            if v is None or not own or tree.tokens[v].lemma != "make" or negated(tree, v):
                continue
            matters = [i for i in tree.children(v, "dobj") if i < n] + [
                i for c in tree.children(v, "ccomp", "xcomp") for i in tree.children(c, "nsubj", "dobj") if i < n
            ]
            party = self.sides.of_subject(article, arguments(tree, v).subjects)
            for i in matters[:1] if party else ():
                span = self.phrase(article, i, "relcl", without=[c for c in tree.children(i) if n in tree.subtree(c)])
                if span:
                    yield Said("demand", party, span)

    def _obliging(self) -> Iterator[Said]:
        """What a party says must be done, or another party must do ("the ban must be lifted", "A must leave the
        port")."""
        frames, words = self.frames, self.frames.set("positions", "deontic")
        for article, v in frames.hits(frozenset({"have"}), ("VERB", "AUX")):  # "A would have to pay"
            tree = frames.trees[article]
            aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}
            party, goals = self.speaker(article, v), tree.children(v, "xcomp")
            others = {self.sides.of_phrase(article, i) for i in tree.children(v, "nsubj")} - {party, None}
            told = party and others and goals and aux & {"would", "will"} and not negated(tree, v)
            span = self.phrase(article, v, "relcl", without=fronted(tree, v)) if told else None
            if span:
                yield Said("demand", party, self.from_subject(v, span))
        for article, tree in frames.trees.items():
            for m, token in enumerate(tree.tokens):
                v = token.head
                if token.dep != "aux" or token.text.lower() not in words or tree.tokens[v].pos != "VERB":
                    continue
                party, subjects = self.speaker(article, v), tree.children(v, "nsubj", "nsubjpass")
                shared = subjects or arguments(tree, v).objects or arguments(tree, v).subjects
                done = bool(tree.children(v, "auxpass")) and not tree.children(v, "agent")
                others = {self.sides.of_phrase(article, i) for i in shared} - {party, None}
                named = all(tree.tokens[i].pos in ("NOUN", "PROPN") for i in shared)
                inverted = any(c > m for c in subjects)  # "should A raise the duty, …"
                if (
                    not party
                    or m > v
                    or inverted
                    or not shared
                    or not named
                    or negated(tree, v)
                    or not (done or others)
                ):
                    continue
                if any(frames.process(article, i) or people_at(frames, article, i) for i in shared):
                    continue  # "the talks must be given time"
                if tree.tokens[v].dep in ("advcl", "relcl"):
                    continue
                own = self.phrase(article, v, "relcl")
                span = self.from_subject(v, own) if own and subjects else own
                before = {
                    tree.tokens[k].text.lower() for c in tree.children(v, "advcl") for k in tree.children(c, "mark")
                }
                if span:
                    yield Said("condition" if before & {"before"} else "demand", party, span)

    def _asked_of(self, tree: Tree, v: int) -> list[int]:
        """Who, by name, is to do what is demanded ("demands that A pay")."""
        own = [i for c in tree.children(v, "ccomp", "xcomp") for i in tree.children(c, "nsubj")]
        return [i for i in own if tree.tokens[i].pos == "PROPN"]

    def _only_a_text(self, tree: Tree, i: int) -> bool:
        """Whether a phrase asks for no more than that there be an agreement ("wants a deal")."""
        bare = all(tree.tokens[c].dep in ("det", "punct", "cc", "conj") for c in tree.children(i))
        return bare and tree.tokens[i].lemma.lower() in self.frames.set("negotiation", "texts")

    def _asked_question(self, tree: Tree, v: int) -> bool:
        return any(
            tree.tokens[c].tag in ("WP", "WRB", "WDT") for k in tree.children(v, "ccomp") for c in tree.children(k)
        ) or any(
            tree.tokens[c].text.lower() == "whether"
            for k in tree.children(v, "ccomp")
            for c in tree.children(k, "mark")
        )

    def _noun(self, kind: Kind, article: str, n: int) -> Iterator[Said]:
        """ "A's demand is X", "X is a precondition", "A's offer of X", "a demand that X"."""
        tree = self.frames.trees[article]
        party = self.sides.of_phrase(article, n)
        for c in tree.children(n, "poss"):
            party = party or next(
                (s for _, e in self.frames.mentions_at(article, c) if (s := self.sides.of_entity(e.id))), None
            )
        above = tree.head(n)
        if tree.tokens[n].dep == "appos" and above is not None and party and tree.tokens[above].pos == "NOUN":
            # "an amnesty for prisoners, a key demand of A": of the noun that agrees in number
            agreeing = [k for k in [above, *tree.ancestors(above)[:2]] if tree.tokens[k].tag == tree.tokens[n].tag]
            for k in agreeing[:1]:
                if span := self.phrase(article, k, "relcl", "appos"):
                    yield Said(kind, party, span)
            return
        verb = above if above is not None and tree.tokens[above].lemma == "be" else None
        if verb is not None and tree.tokens[n].dep == "attr" and not negated(tree, verb):
            party = party or self.speaker(article, verb)
            heads = tree.children(verb, "nsubj")
            if party and heads and tree.tokens[heads[0]].pos in ("NOUN", "PROPN"):
                yield from self.said(kind, party, article, heads, verb)
        elif verb is not None and tree.tokens[n].dep == "nsubj" and not negated(tree, verb):
            party = party or self.speaker(article, verb)
            if party:
                # "The offer was an insult" says what somebody thinks of it, not what it is.
                says = tree.children(verb, "ccomp", "xcomp")
                says += [a for a in tree.children(verb, "attr") if self.frames.quantities(tree.subtree_span(a))]
                yield from self.said(kind, party, article, says, verb)
        else:
            preps = [
                p
                for a in tree.children(n, "prep")
                if tree.tokens[a].lemma in ("of", "for")
                for p in tree.children(a, "pobj", "pcomp")
                if tree.tokens[a].lemma == "for" or not self.sides.of_phrase(article, p)  # "a demand of A's"
            ]
            clauses = tree.children(n, "acl", "relcl", "ccomp")
            clauses = [
                c
                for c in clauses
                if any(tree.tokens[m].text.lower() in ("that", "to") for m in tree.children(c, "mark", "aux"))
            ]
            outer = next((k for k in tree.ancestors(n) if tree.tokens[k].pos == "VERB"), None)
            if party is None and outer is not None and n in arguments(tree, outer).objects:
                party = self.sides.of_subject(article, arguments(tree, outer).subjects)
            spurned = (
                outer is not None and tree.tokens[outer].lemma.lower() not in self.frames.words["positions"]["making"]
            )
            if spurned and outer is not None and n in arguments(tree, outer).objects:
                return  # "A rejects the demand": not a demand of A's
            if (
                party
                and outer is not None
                and tree.tokens[outer].lemma in ("raise", "lift", "lower", "increase", "cut", "improve")
            ):
                span = None if negated(tree, outer) else self.phrase(article, outer, "relcl")
                if span:
                    yield Said(kind, party, self._raised(outer, span))
            elif party and (preps or clauses) and not (outer is not None and negated(tree, outer)):
                yield from self.said(kind, party, article, preps or clauses, n)

    def _raised(self, v: int, span: Span) -> Span:
        """ "raised its offer to 6 per cent", without who did and when."""
        tree, frames = self.frames.trees[span.article], self.frames
        sums = [q.span for q in frames.quantities(span) if q.dimension not in ("ordinal", "time")]
        start = max(span.start, tree.tokens[v].start)
        ends = [s.end for s in sums if s.start > start]
        return self.measured(Span(span.article, start, max(ends))) if ends else span

    def offers(self) -> Iterator[Said]:
        frames = self.frames
        for article, v in frames.hits(frames.set("positions", "offer_verbs"), ("VERB",)):
            tree = frames.trees[article]
            held, content = arguments(tree, v), self.content(article, v)
            party = self.party(article, v, held.subjects)
            if negated(tree, v) or not party or tree.tokens[v].dep == "amod":
                continue
            named = [
                h for h in content if tree.tokens[h].tag != "CD" or tree.tokens[v].dep != "relcl"
            ]  # not "up from the 12 that A offered"
            named = [
                h for h in named if tree.tokens[h].lemma not in ("proposal", "offer", "demand", "condolence", "help")
            ]
            named = [h for h in named if tree.tokens[h].lemma.lower() not in frames.set("positions", "arrangements")]
            if tree.tokens[v].lemma == "table":  # "tabled a contract": a paper, not what it offers
                named = [h for h in named if tree.tokens[h].lemma.lower() not in frames.set("negotiation", "texts")]
            yield from self.said("offer", party, article, named, v)
        for article, v in frames.hits(frozenset({"put"}), ("VERB",)):  # "put 3 per cent on the table"
            tree = frames.trees[article]
            ons = [
                p for a in tree.children(v, "prep") if tree.tokens[a].lemma == "on" for p in tree.children(a, "pobj")
            ]
            party = self.party(article, v, arguments(tree, v).subjects)
            sums = [i for i in tree.children(v, "dobj") if frames.quantities(tree.subtree_span(i))]
            if party and any(tree.tokens[p].lemma == "table" for p in ons) and not negated(tree, v):
                yield from self.said("offer", party, article, sums, v)
        for article, a in frames.hits(frames.set("positions", "willing"), ("ADJ", "VERB")):
            tree = frames.trees[article]
            verb = tree.tokens[a].head if tree.tokens[a].pos == "ADJ" else a
            goals = tree.children(a, "xcomp")
            party = self.party(article, verb, arguments(tree, verb).subjects)
            ifs = [c for c in tree.children(verb, "advcl") if c > a and self._open(tree, c)]
            if goals and party and ifs and not negated(tree, verb):  # "ready to leave P if monitors come"
                span = self.phrase(article, goals[0], "relcl")
                more = tree.subtree_span(ifs[0])
                if span and 0 <= more.start - span.end <= 1:
                    yield Said("offer", party, Span(article, span.start, more.end))
                    continue
            if goals and party:
                yield from self.said("rejection" if negated(tree, verb) else "offer", party, article, goals, verb)
        for article, n in frames.hits(frames.set("positions", "offer_nouns"), ("NOUN",)):
            yield from self._noun("offer", article, n)

    def moves(self) -> Iterator[Said]:
        """Concessions: what a party accepts, and from where to where it has gone; and where it has not moved."""
        frames = self.frames
        for article, v in frames.hits(frames.set("positions", "concession_verbs"), ("VERB",)):
            tree = frames.trees[article]
            content = self.content(article, v)
            party = self.sides.of_subject(article, arguments(tree, v).subjects)
            if tree.tokens[v].lemma == "settle" and not any(
                tree.tokens[a].lemma == "for" for a in tree.children(v, "prep")
            ):
                continue
            told = not negated(tree, v) and not self._open(tree, v)
            if party and content and told and not self.hearsay(tree, content):
                yield from self.said("concession", party, article, content, v)
        for article, v in frames.hits(frozenset({"live"}), ("VERB",)):  # "could live with 6 per cent"
            tree = frames.trees[article]
            withs = [a for a in tree.children(v, "prep") if tree.tokens[a].lemma == "with"]
            matters = [p for a in withs for p in tree.children(a, "pobj")]
            sums = [p for p in matters if frames.quantities(tree.subtree_span(p))]
            party = self.party(article, v, arguments(tree, v).subjects)
            if party and not negated(tree, v):
                yield from self.said("concession", party, article, sums, v)
        given = frames.set("positions", "demand_nouns", "offer_nouns", "claims")
        for article, v in frames.hits(frozenset({"give", "drop"}), ("VERB",)):
            tree = frames.trees[article]
            objects = tree.children(v, "dobj")
            up = any(tree.tokens[c].text.lower() == "up" for c in tree.children(v, "prt"))
            matter = up or any(tree.tokens[i].lemma.lower() in given for i in objects)
            party = self.sides.of_subject(article, arguments(tree, v).subjects)
            gives = tree.tokens[v].lemma == "drop" or up
            given_up = party and gives and matter and not negated(tree, v) and not self._open(tree, v)
            span = self.phrase(article, v, "relcl", without=fronted(tree, v)) if given_up else None
            if span:  # with its verb: "its objection" alone would say the opposite
                yield Said("concession", party, Span(article, max(span.start, tree.tokens[v].start), span.end))
        for article, v in frames.hits(frames.set("positions", "moving"), ("VERB",)):
            tree = frames.trees[article]
            party = self.sides.of_subject(article, arguments(tree, v).subjects)
            preps = {tree.tokens[a].lemma.lower() for a in tree.children(v, "prep", "prt", "advmod")}
            stretch = preps & {"from", "to", "beyond", "down", "up"}
            span = self.phrase(article, v, "relcl")
            if not (party and stretch and span) or tree.tokens[v].dep in ("relcl",):
                continue
            measured = any(q.dimension != "ordinal" for q in frames.quantities(span)) and not any(
                t.span.overlap(span) and t.kind == "date" for t in frames.times(span)
            )
            if measured and not (self._it(article, v) and not tree.children(v, "dobj")):
                yield Said("rejection" if negated(tree, v) else "concession", party, self.from_subject(v, span))

    def _it(self, article: str, v: int) -> bool:
        """Whether what goes up or down is told as "it": a rate, not a party."""
        tree = self.frames.trees[article]
        return any(tree.tokens[i].text.lower() == "it" for i in tree.children(v, "nsubj"))

    def _open(self, tree: Tree, v: int) -> bool:
        """Whether a verb is only asked for or supposed ("would return only if A dropped its plan")."""
        conditional = {"if", "unless", "until", "once"}
        marks = {tree.tokens[m].text.lower() for m in tree.children(v, "mark", "advmod")}
        above = tree.tokens[tree.tokens[v].head].lemma.lower()
        asked = above in self.frames.set("positions", "demand_verbs") and tree.tokens[v].dep == "ccomp"
        return bool(marks & conditional) or asked or tree.tokens[v].dep == "xcomp"

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
            frames.set("negotiation", "texts") | {"talk", "talks", "negotiation"},
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
                relative = tree.tokens[main].dep == "relcl"
                text = relative and tree.tokens[tree.tokens[main].head].lemma.lower() in texts
                follows = told is not None and number - told == 1 and tree.head(main) is None
                if not (under or text or follows) or tree.children(v, "mark"):
                    continue
                below = tree.subtree(v, frozenset(tree.children(v, "relcl", "advcl", "conj")))
                sums = [q for q in frames.quantities(tree.span(below[0], below[-1])) if tree.within(q.span)]
                if not under and not any(q.dimension not in ("ordinal", "time") for q in sums):
                    continue
                span = self.phrase(article, v, "relcl", "conj", without=fronted(tree, v))
                if span:
                    told = number
                    own = Span(article, max(span.start, token.start), span.end)
                    yield Said("term", None, own if text else self.from_subject(v, span))

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
