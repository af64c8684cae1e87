"""Bids: what is on the table: demands, offers and concessions."""

from __future__ import annotations

from collections.abc import Iterator

from stemma.model import Span
from stemma.nlp.tree import Tree
from stemma.story.talks.grammar import arguments, fronted, negated
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
            if lemma == "prefer" and not any(frames.quantities(tree.subtree_span(i)) for i in tree.children(v, "dobj")):
                continue  # "prefers to govern alone"
            if negated(tree, v) or self.hearsay(tree, content) or tree.tokens[v].dep == "amod":
                continue
            relieved = [c for c in content if tree.tokens[c].lemma.lower() in frames.set("positions", "relieving")]
            if any(tree.children(c, "auxpass") for c in relieved):
                continue  # "X has asked to be relieved"
            if any(self._own_doing(tree, c) for c in content):
                continue  # "insisted on telephoning his president"
            cut = tree.tokens[v].dep == "relcl" and tree.children(v, "xcomp")
            if cut and not any(tree.children(c, "dobj", "prep", "ccomp") for c in tree.children(v, "xcomp")):
                continue  # "the matter, which A had wanted to raise": what it wants stands before
            party = self.of_verb(article, v)
            speaks = any(tree.tokens[i].text.lower() in ("he", "she", "we", "government", "i") for i in held.subjects)
            content = [i for i in content if tree.tokens[i].lemma.lower() not in arrangements]
            content = [i for i in content if not self._only_a_text(tree, i)]
            content = [i for i in content if tree.tokens[i].text.lower() not in frames.set("positions", "nothing")]
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

    def _own_doing(self, tree: Tree, c: int) -> bool:
        """Whether what is insisted on is something a person does himself."""
        return tree.tokens[c].dep == "pcomp" and any(
            tree.tokens[k].text.lower() in ("his", "her")
            for i in tree.children(c, "dobj")
            for k in tree.children(i, "poss")
        )

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
                sums = (
                    [q for q in self.frames.quantities(span) if q.dimension not in ("ordinal", "time")] if span else []
                )
                if span and sums:
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
        for article, v in frames.hits(frames.set("positions", "offer_verbs", "pledging"), ("VERB",)):
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
            named = [h for h in named if not self._only_meets(article, h) and not frames.times_at(article, h)]
            if (
                tree.tokens[v].lemma in frames.words["positions"]["pledging"]
            ):  # one promises much: only what is measured
                named = [
                    h
                    for h in named
                    if tree.tokens[h].pos == "VERB" and any(q.value for q in frames.quantities(tree.subtree_span(h)))
                ]
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

    def _only_meets(self, article: str, h: int) -> bool:
        """Whether what is offered is no more than to meet or to go on talking ("offered to meet again in May")."""
        tree, frames = self.frames.trees[article], self.frames
        meets = frames.set("rounds", "opening", "going_on", "meeting") | frames.set("mediation", "hosting", "verbs")
        if tree.tokens[h].pos != "VERB" or tree.tokens[h].lemma.lower() not in meets:
            return False
        objects = tree.children(h, "dobj")
        pronoun = any(tree.tokens[i].pos == "PRON" for i in objects)
        return not objects or pronoun or any(frames.process(article, i) for i in objects)

    def moves(self) -> Iterator[Said]:
        """Concessions: what a party accepts, and from where to where it has gone; and where it has not moved."""
        frames = self.frames
        for article, v in frames.hits(frames.set("positions", "concession_verbs"), ("VERB",)):
            tree = frames.trees[article]
            content = self.content(article, v)
            party = self.sides.of_subject(article, arguments(tree, v).subjects)
            fors = [a for a in tree.children(v, "prep") if tree.tokens[a].lemma == "for"]
            if tree.tokens[v].lemma == "settle" and (not fors or tree.children(v, "dobj")):
                continue
            told = not negated(tree, v) and not self._open(tree, v)
            ruled = any(tree.tokens[c].lemma.lower() in frames.set("positions", "unconceded") for c in content)
            if party and content and told and not ruled and not self.hearsay(tree, content):
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
            goes = tree.tokens[v].lemma in ("go", "come") and not stretch - {"to"}  # "it comes to 310,000 in all"
            if goes or (not tree.children(v, "dobj") and not self._itself(article, v)):
                continue
            measured = any(q.dimension != "ordinal" for q in frames.quantities(span)) and not any(
                t.span.overlap(span) and t.kind == "date" for t in frames.times(span)
            )
            if measured and not (self._it(article, v) and not tree.children(v, "dobj")):
                yield Said("rejection" if negated(tree, v) else "concession", party, self.from_subject(v, span))

    def _itself(self, article: str, v: int) -> bool:
        """Whether the subject is the party, its people or a pronoun, and not something of its ("half of A's crop")."""
        tree, frames = self.frames.trees[article], self.frames
        bodies = frames.set("negotiation", "teams", "negotiators") | frames.set("sides", "common")
        own = tree.children(v, "nsubj") or arguments(tree, v).subjects
        return all(
            tree.tokens[i].pos in ("PROPN", "PRON")
            or tree.tokens[i].lemma.lower() in bodies
            or bool(self.sides.of_phrase(article, i) and not tree.children(i, "poss", "prep"))
            for i in own
        )

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
