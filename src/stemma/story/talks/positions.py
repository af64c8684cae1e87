"""Positions: what is on the table and what each party demands, offers, concedes, rejects or holds to be beyond debate.

Each kind has its frame (Request, Offering, Desiring, Statement of refusal; DEMAND, CONCEDE, REJECT of PLOVER): a word
that evokes it, whose position it is (the party of the verb's subject, else of the speaker), and the phrase that says
what (its object, clause or infinitive; each member of a list is a position of its own).

What it gets wrong: positions told without a word of wanting, and whose they are where only "it" stands for the party.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from stemma.model import Position, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, negated
from stemma.story.talks.parties import Party, Sides
from stemma.story.talks.phrasing import Kind, Phrasing, Said

_ORDER: tuple[Kind, ...] = ("red line", "condition", "demand", "offer", "concession", "rejection", "interest", "term")


def positions(frames: Frames, parties: Sequence[Party], sides: Sides) -> tuple[Position, ...]:
    """The positions by party and kind; wordings of one position together."""
    reader = _Reader(frames, sides)
    groups: dict[tuple[str | None, Kind], list[Found]] = defaultdict(list)
    taken: list[Span] = []
    for read in (
        reader.lines,
        reader.conditions,
        reader.interests,
        reader.demands,
        reader.offers,
        reader.moves,
        reader.rejections,
        reader.terms,
    ):
        said = [s for s in read() if not any(2 * s.span.overlap(t) > s.span.end - s.span.start for t in taken)]
        for s in said:
            groups[s.party, s.kind].append((frames.text(s.span), s.span))
        taken += [s.span for s in said]
    rank = {p.name: n for n, p in enumerate(parties)}
    out = []
    for (party, kind), found in groups.items():
        out += [Position(party=party, kind=kind, text=leaf) for leaf in frames.alike(found, days=True)]
    return tuple(sorted(out, key=lambda p: (rank.get(p.party or "", len(rank)), _ORDER.index(p.kind))))


class _Reader(Phrasing):
    """One method for each kind of position."""

    def lines(self) -> Iterator[Said]:
        """Red lines: what no agreement may touch, what is not on the table, what a party will not give up."""
        frames, frame = self.frames, self.frames.words["positions"]
        texts, forbidding = frames.set("negotiation", "texts"), frozenset(frame["forbidding"])
        for article, tree in frames.trees.items():
            for v, token in enumerate(tree.tokens):
                lemma = token.lemma.lower()
                if token.pos in ("VERB", "AUX"):
                    party = None
                    held = arguments(tree, v)
                    aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}
                    if self._no_deal(tree, v, held.subjects + held.objects, texts) and lemma in forbidding:
                        party = self.speaker(article, v) or self._one_party(article, v)
                    elif self._gives_nothing(tree, v, lemma, aux):
                        party = self.party(article, v, held.subjects)
                    elif self._off_table(tree, v, frame["table_phrases"]):
                        party = self.speaker(article, v) or self.sides.of_subject(article, held.subjects)
                        party = party or self._one_party(article, v)
                    if party and (span := self.clause(article, v)):
                        yield Said("red line", party, span)
                elif lemma in frame["lines"] or token.text.lower().strip('“”"') in frame["lines"]:
                    noun = token.head if token.dep == "amod" else None
                    party = self.speaker(article, i) if (i := noun) is not None else None
                    party = (self.sides.of_phrase(article, noun) or party) if noun is not None else None
                    if noun is not None and party and (span := self.phrase(article, noun, "relcl")):
                        yield Said("red line", party, span)

    def _no_deal(self, tree: Tree, v: int, around: Sequence[int], texts: frozenset[str]) -> bool:
        """ "no agreement may …", "nothing in a deal may …", "any deal must …"."""
        for i in around:
            dets = {tree.tokens[c].text.lower() for c in tree.children(i, "det")}
            below = {tree.tokens[k].lemma.lower() for k in tree.subtree(i)}
            lemma = tree.tokens[i].lemma.lower()
            if (lemma in texts and dets & {"no", "any", "every"}) or (lemma == "nothing" and below & texts):
                return True
        agents = [
            p
            for a in tree.children(v, "agent", "prep")
            if tree.tokens[a].lemma in ("by", "in")
            for p in tree.children(a, "pobj")
        ]
        return any(
            tree.tokens[p].lemma.lower() in texts
            and {tree.tokens[c].text.lower() for c in tree.children(p, "det")} & {"any", "no"}
            for p in agents
        )

    def _gives_nothing(self, tree: Tree, v: int, lemma: str, aux: set[str]) -> bool:
        if lemma not in self.frames.words["positions"]["holding"] or not tree.children(v, "neg"):
            return False
        objects = tree.children(v, "dobj")
        by_particle = lemma not in ("give", "trade", "leave") or tree.children(v, "prt") or lemma == "leave"
        return (
            bool(aux & {"would", "will", "can", "could", "'ll", "wo", "ca", "shall"})
            and bool(by_particle)
            and bool(objects or lemma in ("budge", "compromise", "negotiate"))
        )

    def _off_table(self, tree: Tree, v: int, phrases: Sequence[str]) -> bool:
        if tree.tokens[v].lemma != "be" and tree.tokens[v].lemma != "remain":
            return False
        following = " ".join(t.text.lower() for t in tree.tokens[v + 1 : v + 7])
        inner = following if tree.children(v, "neg") else ""
        return any(
            p in inner or (not p.startswith("not ") and following.startswith(p)) for p in phrases if p != "red line"
        ) or (any(p == "red line" for p in phrases) and following.startswith(("a red line", "our red line")))

    def _one_party(self, article: str, v: int) -> str | None:
        tree = self.frames.trees[article]
        sentence = tree.sentence_of(v)
        named = self.sides.named(Span(article, sentence.start, sentence.end))
        return named.pop() if len(named) == 1 else None

    def conditions(self) -> Iterator[Said]:
        """What a party makes its consent depend on: "only if", "unless", "not … before", "in return for"."""
        frames = self.frames
        limiting = frames.set("positions", "limiting")
        for article, tree in frames.trees.items():
            for c, token in enumerate(tree.tokens):
                if token.dep != "advcl" or token.pos not in ("VERB", "AUX"):
                    continue
                marks = {tree.tokens[m].text.lower() for m in tree.children(c, "mark", "advmod")}
                above = token.head
                blocked = bool(marks & limiting) and (negated(tree, above) or "unless" in marks)
                if not blocked and not {"only", "if"} <= marks:
                    continue
                ahead = {tree.tokens[k].text.lower() for k in tree.children(above, "aux")} & {
                    "will",
                    "would",
                    "wo",
                    "can",
                    "could",
                }
                party = self.party(article, above, arguments(tree, above).subjects)
                if party and ahead and (span := self.phrase(article, above)):
                    yield Said("condition", party, span)

    def interests(self) -> Iterator[Said]:
        """ "it is in A's interest to", "our farmers deserve", "his country wants"."""
        frames = self.frames
        own = frames.set("positions", "own")
        for article, n in frames.hits(frames.set("positions", "interests"), ("NOUN",)):
            tree = frames.trees[article]
            verb = next((k for k in tree.ancestors(n) if tree.tokens[k].pos in ("VERB", "AUX")), None)
            side = next((s for c in tree.children(n, "poss", "amod") if (s := self.sides.of_phrase(article, c))), None)
            if verb is None or tree.tokens[verb].lemma != "be" or negated(tree, verb):
                continue
            party = side or self.speaker(article, verb)
            goals = [
                c
                for k in (verb, n)
                for c in tree.children(k, "xcomp", "ccomp", "csubj", "advcl", "acl")
                if _infinitive(tree, c)
            ]
            if party:
                yield from self.said("interest", party, article, goals, verb)
        for article, v in frames.hits(frames.set("positions", "needing") | {"want"}, ("VERB",)):
            tree = frames.trees[article]
            held = arguments(tree, v)
            nation = any(
                tree.tokens[i].lemma.lower() in own or (tree.tokens[v].lemma != "want" and tree.children(i, "poss"))
                for i in held.subjects
            )
            party = self.party(article, v, held.subjects)
            if nation and party and not negated(tree, v):
                yield from self.said("interest", party, article, self.content(article, v), v)

    def demands(self) -> Iterator[Said]:
        frames = self.frames
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
            if lemma == "press" or negated(tree, v) or self.hearsay(tree, content) or tree.tokens[v].dep == "amod":
                continue
            party = self.sides.of_subject(article, held.subjects)
            speaks = any(tree.tokens[i].text.lower() in ("he", "she", "we", "government", "i") for i in held.subjects)
            party = party or (self.party(article, v, held.subjects) if speaks else None)
            if party and frames.layers[article] and not self._asked_question(tree, v):
                yield from self.said("demand", party, article, content, v)
        for article, n in frames.hits(frames.set("positions", "demand_nouns"), ("NOUN",)):
            yield from self._noun("demand", article, n)

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
            if (
                party
                and outer is not None
                and tree.tokens[outer].lemma in ("raise", "lift", "lower", "increase", "cut", "improve")
            ):
                if not negated(tree, outer):
                    yield from self.said(kind, party, article, [outer], outer)
            elif party and (preps or clauses) and not (outer is not None and negated(tree, outer)):
                yield from self.said(kind, party, article, preps or clauses, n)

    def offers(self) -> Iterator[Said]:
        frames = self.frames
        for article, v in frames.hits(frames.set("positions", "offer_verbs"), ("VERB",)):
            tree = frames.trees[article]
            held, content = arguments(tree, v), self.content(article, v)
            party = self.party(article, v, held.subjects)
            if negated(tree, v) or not party or tree.tokens[v].dep == "amod":
                continue
            named = [
                h for h in content if tree.tokens[h].lemma not in ("proposal", "offer", "demand", "condolence", "help")
            ]
            yield from self.said("offer", party, article, named, v)
        for article, a in frames.hits(frames.set("positions", "willing"), ("ADJ", "VERB")):
            tree = frames.trees[article]
            verb = tree.tokens[a].head if tree.tokens[a].pos == "ADJ" else a
            goals = tree.children(a, "xcomp")
            party = self.party(article, verb, arguments(tree, verb).subjects)
            if goals and party and not negated(tree, verb):
                yield from self.said("offer", party, article, goals, verb)
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
            if party and content and not negated(tree, v) and not self.hearsay(tree, content):
                yield from self.said("concession", party, article, content, v)
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
            if measured:
                yield Said("rejection" if negated(tree, v) else "concession", party, span)

    def rejections(self) -> Iterator[Said]:
        frames = self.frames
        for article, v in frames.hits(frames.set("positions", "rejection_verbs"), ("VERB",)):
            tree = frames.trees[article]
            lemma = tree.tokens[v].lemma.lower()
            if lemma == "rule" and not any(tree.tokens[c].text.lower() == "out" for c in tree.children(v)):
                continue
            content = tree.children(v, "dobj") or tree.children(v, "xcomp")
            party = self.sides.of_subject(article, arguments(tree, v).subjects)
            below = {tree.tokens[k].lemma.lower() for h in content for k in tree.subtree(h)}
            spoken = below & {"comment", "answer", "say", "speak", "reply", "respond", "request"}
            if party and content and not negated(tree, v) and not self.hearsay(tree, content) and not spoken:
                yield from self.said("rejection", party, article, content, v)

    def terms(self) -> Iterator[Said]:
        """What an agreement, plan or goal holds: one term for each member of the list."""
        frames, frame = self.frames, self.frames.words["positions"]
        verbs, texts = (
            frozenset(frame["content_verbs"]),
            frames.set("negotiation", "texts") | {"talk", "talks", "negotiation"},
        )
        particles = {tuple(p.split()) for p in frame["content_particles"]}
        for article, tree in frames.trees.items():
            for v, token in enumerate(tree.tokens):
                if token.pos != "VERB" or negated(tree, v):
                    continue
                lemma = token.lemma.lower()
                held = arguments(tree, v)
                packages = {p for i in held.subjects for p in self._package(article, i)}
                if not packages and not any(tree.tokens[i].lemma.lower() in texts for i in held.subjects):
                    continue
                tied = [a for a in tree.children(v, "prep") if (lemma, tree.tokens[a].lemma.lower()) in particles]
                goals = [p for a in tied for p in tree.children(a, "pobj", "pcomp")]
                if (lemma, "to") in particles:
                    goals += [c for c in tree.children(v, "xcomp") if _infinitive(tree, c)]
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


def _infinitive(tree: Tree, i: int) -> bool:
    return any(tree.tokens[c].tag == "TO" for c in tree.children(i, "aux")) or tree.tokens[i].dep in ("xcomp", "csubj")
