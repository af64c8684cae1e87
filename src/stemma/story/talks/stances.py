"""Stances: what a party holds to be beyond debate, makes its consent depend on, or says is in its interest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemma.model import Span
from stemma.nlp.tree import Tree
from stemma.story.talks.grammar import arguments, infinitive, negated, told_once
from stemma.story.talks.phrasing import Phrasing, Said

_WILL = frozenset({"will", "wo", "'ll", "’ll", "would", "can", "ca", "could", "shall"})


class Stances(Phrasing):
    """One method for each kind."""

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
                    about_deal = self._no_deal(tree, v, held.subjects + held.objects, texts)
                    if about_deal and (lemma in forbidding or self._none_until(tree, v, lemma)):
                        party = self.speaker(article, v) or self._one_party(article, v)
                    elif self._gives_nothing(tree, v, lemma, aux) or self._accepts_none(tree, v, lemma, aux, texts):
                        party = self.party(article, v, held.subjects)
                    elif self._permits_none(tree, v, lemma, aux) or self._no_less(article, v, aux):
                        party = self.party(article, v, held.subjects) if self.own(article, v) else None
                    elif self._not_discussed(article, v, aux):
                        party = self.speaker(article, v)
                    elif self._off_table(tree, v, frame["table_phrases"]):
                        party = self.speaker(article, v) or self.sides.of_subject(article, held.subjects)
                        party = party or self._one_party(article, v)
                    span = self.clause(article, v) if party and not self.denied(article, v) else None
                    objects = tree.children(v, "dobj")
                    pronouns = all(tree.tokens[i].text.lower() in ("it", "them", "this", "that") for i in objects)
                    bare = bool(objects) and pronouns and not tree.children(v, "advcl")  # "will not give it up"
                    if span and not bare and not self._bare(article, span):
                        yield Said("red line", party, span)
                    if lemma in ("call", "consider") and (noun := self._called(article, v)) is not None:
                        side = self.sides.of_subject(article, arguments(tree, v).subjects)
                        if side and (span := self.phrase(article, noun, "relcl")):
                            yield Said("red line", side, span)
                elif lemma in frame["lines"] or token.text.lower().strip('“”"') in frame["lines"]:
                    noun = token.head if token.dep == "amod" else None
                    party = self.speaker(article, i) if (i := noun) is not None else None
                    party = (self.sides.of_phrase(article, noun) or party) if noun is not None else None
                    if noun is not None and party and (span := self.phrase(article, noun, "relcl")):
                        yield Said("red line", party, span)

    def _not_discussed(self, article: str, v: int, aux: set[str]) -> bool:
        """ "The border shall not be discussed at any table"."""
        tree = self.frames.trees[article]
        talked = tree.tokens[v].lemma.lower() in ("discuss", "negotiate", "debate", "reopen")
        matters = [i for i in tree.children(v, "nsubjpass") if tree.tokens[i].pos in ("NOUN", "PROPN")]
        return bool(talked and matters and negated(tree, v) and aux & {"will", "would", "shall", "can", "could", "may"})

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

    def _none_until(self, tree: Tree, v: int, lemma: str) -> bool:
        """ "no agreement will be signed while …", "there can be no deal until …"."""
        limiting = self.frames.set("positions", "limiting") | {"while", "as", "without"}
        marks = {tree.tokens[m].text.lower() for c in tree.children(v, "advcl") for m in tree.children(c, "mark")}
        marks |= {tree.tokens[a].text.lower() for a in tree.children(v, "prep")}
        made = lemma in self.frames.set("outcome", "signing") | {"be", "accept", "make", "come"}
        return made and bool(marks & limiting)

    def _accepts_none(self, tree: Tree, v: int, lemma: str, aux: set[str], texts: frozenset[str]) -> bool:
        """ "cannot accept any deal that …", "there will be no government that …"."""
        formed = texts | self.frames.set("positions", "formed")
        for i in tree.children(v, "dobj", "attr"):
            no = {tree.tokens[c].text.lower() for c in tree.children(i, "det")}
            if tree.tokens[i].lemma.lower() not in formed or not tree.children(i, "relcl", "prep", "acl"):
                continue
            if lemma in ("accept", "sign") and negated(tree, v) and aux & {"can", "ca", "will", "wo", "could", "would"}:
                return True
            if lemma == "be" and "no" in no and tree.children(v, "expl") and aux & {"will", "would", "can"}:
                return True
        for a in (
            tree.children(v, "prep") if negated(tree, v) and aux & _WILL else ()
        ):  # "will not sit in a cabinet that"
            goals = [p for p in tree.children(a, "pobj") if tree.tokens[p].lemma.lower() in formed]
            if tree.tokens[a].lemma in ("in", "into") and any(tree.children(p, "relcl") for p in goals):
                return True
        return False

    def _permits_none(self, tree: Tree, v: int, lemma: str, aux: set[str]) -> bool:
        """ "will not let any foreign boat fish inside the line", "cannot allow any troops"."""
        if lemma not in self.frames.words["positions"]["permitting"] or not aux & _WILL or not negated(tree, v):
            return False
        below = [k for c in tree.children(v, "ccomp", "xcomp") for k in tree.children(c, "nsubj", "dobj")]
        matters = [*below, *tree.children(v, "dobj", "nsubj")]
        return any(
            tree.tokens[c].text.lower() in ("any", "anyone", "anybody")
            for i in matters
            for c in (i, *tree.children(i, "det"))
        )

    def _no_less(self, article: str, v: int, aux: set[str]) -> bool:
        """A least measure: "will not accept a quota under 900 tonnes", "would not accept less than 4 per cent"."""
        tree, frame = self.frames.trees[article], self.frames.words["positions"]
        if negated(tree, v) and aux & _WILL and self._anything_under(article, v):
            return True
        accepts = tree.tokens[v].lemma.lower() in ("accept", "sign", "take") and negated(tree, v) and aux & _WILL
        below = [k for k in tree.subtree(v, frozenset(tree.children(v, "advcl", "conj"))) if k > v] if accepts else []
        for q in self.frames.quantities(tree.span(below[0], below[-1])) if below else ():
            first = tree.within(q.span)
            near = [t.lemma.lower() for t in tree.tokens[max(0, first[0] - 2) : first[0] + 1]] if first else []
            least = any(w in frame["under"] for w in near) or (
                "than" in near and bool({"less", "few", "little"} & set(near))
            )
            if least or q.hedge.lower().split()[:1] in (["less"], ["fewer"], ["under"], ["below"]):
                return True
        return False

    def _anything_under(self, article: str, v: int) -> bool:
        """ "Anything below 9 per cent will not get past the gate"."""
        tree = self.frames.trees[article]
        for i in tree.children(v, "nsubj", "nsubjpass"):
            under = [a for a in tree.children(i, "prep") if tree.tokens[a].lemma.lower() in ("below", "under")]
            anything = tree.tokens[i].text.lower() in ("anything", "offer", "figure", "nothing")
            if anything and any(self.frames.quantities(tree.subtree_span(a)) for a in under):
                return True
        return False

    def _called(self, article: str, v: int) -> int | None:
        """What a party calls a red line ("…, which A calls a red line")."""
        tree = self.frames.trees[article]
        reds = [
            i
            for i in tree.children(v, "dobj", "oprd", "attr")
            if tree.tokens[i].lemma == "line" and any(tree.tokens[c].lemma == "red" for c in tree.children(i, "amod"))
        ]
        clause = v if tree.tokens[v].dep == "relcl" else tree.tokens[v].head
        if not reds or tree.tokens[clause].dep != "relcl":
            return None
        noun = tree.tokens[clause].head
        while tree.tokens[noun].dep in ("pobj", "prep", "advmod") and tree.tokens[noun].pos != "VERB":
            above = tree.tokens[noun].head  # the parser hangs the clause on the last name of the phrase
            if tree.tokens[above].pos == "VERB" and tree.tokens[above].dep != "pobj":
                break
            noun = above
        return noun if tree.tokens[noun].pos in ("NOUN", "PROPN") else None

    def _gives_nothing(self, tree: Tree, v: int, lemma: str, aux: set[str]) -> bool:
        if lemma not in self.frames.words["positions"]["holding"] or not tree.children(v, "neg"):
            return False
        objects = tree.children(v, "dobj")
        if told_once(tree, v):
            return False
        if lemma in self.frames.words["positions"]["bargaining"] and aux & {"do", "does"}:
            about = {tree.tokens[a].lemma.lower() for a in tree.children(v, "prep")}
            return bool(
                about & ({"over", "about", "on"} | ({"in"} if lemma == "trade" else set()))
            )  # "we do not negotiate over our capital"
        by_particle = lemma not in ("give", "trade", "leave") or tree.children(v, "prt") or lemma == "leave"
        return (
            bool(aux & {"would", "will", "can", "could", "'ll", "wo", "ca", "shall"})
            and bool(by_particle)
            and bool(objects or lemma in ("budge", "compromise", "negotiate"))
        )

    def _off_table(self, tree: Tree, v: int, phrases: Sequence[str]) -> bool:
        if tree.tokens[v].lemma != "be" and tree.tokens[v].lemma != "remain":
            return False
        marks = {tree.tokens[m].text.lower() for m in tree.children(v, "mark", "advmod")}
        if tree.tokens[v].dep == "advcl" and marks & {"if", "when"}:
            return False
        matters = [tree.tokens[i].lemma.lower() for i in tree.children(v, "nsubj")]
        ended = [tree.tokens[c].text.lower() for c in tree.children(v, "acomp", "attr")]
        frame = self.frames.words["positions"]
        if not negated(tree, v) and set(matters) & set(frame["closable"]) and set(ended) & set(frame["closed"]):
            return True  # "The question is closed"
        following = " ".join(t.text.lower() for t in tree.tokens[v + 1 : v + 7]).replace("never", "not")
        inner = following if negated(tree, v) else ""
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
        yield from self._on_condition()
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
                if party and ahead and not told_once(tree, above) and (span := self.phrase(article, above)):
                    yield Said("condition", party, span)

    def _on_condition(self) -> Iterator[Said]:
        """ "A agreed to resume on the condition that B do X"."""
        for article, n in self.frames.hits(frozenset({"condition", "proviso"}), ("NOUN",)):
            tree = self.frames.trees[article]
            clauses = [
                c
                for c in tree.children(n, "acl", "ccomp", "relcl")
                if any(tree.tokens[m].text.lower() == "that" for m in tree.children(c, "mark"))
            ]
            prep = tree.tokens[n].head
            if tree.tokens[prep].lemma != "on" or not clauses:
                continue
            v = next((k for k in tree.ancestors(prep) if tree.tokens[k].pos == "VERB"), None)
            if v is None or tree.tokens[v].lemma in ("speak", "say", "tell", "talk"):
                continue  # "spoke on condition that his name be kept back"
            party = self.party(article, v, arguments(tree, v).subjects)
            span = self.phrase(article, clauses[0]) if party else None
            if party and span:
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
                if infinitive(tree, c)
            ]
            if party:
                yield from self.said("interest", party, article, goals, verb)
        yield from self._livelihoods()
        for article, v in frames.hits(frames.set("positions", "needing") | {"want"}, ("VERB",)):
            tree = frames.trees[article]
            held = arguments(tree, v)
            wants = tree.tokens[v].lemma == "want"
            nation = any(
                tree.tokens[i].lemma.lower() in own or (not wants and tree.children(i, "poss")) for i in held.subjects
            )
            sums = [q for i in self.content(article, v) for q in frames.quantities(tree.subtree_span(i))]
            others = [i for c in tree.children(v, "ccomp", "xcomp") for i in tree.children(c, "nsubj")]
            if wants and (sums or any(self.sides.of_phrase(article, i) for i in others)):
                continue  # what somebody else is to do, or how much there is to be, is a demand
            party = self.party(article, v, held.subjects)
            if nation and party and not negated(tree, v):
                yield from self.said("interest", party, article, self.content(article, v), v)

    def _livelihoods(self) -> Iterator[Said]:
        """How many a party says live by what is negotiated: "900 jobs in A depend on the mine", "the mine sustains 900
        jobs"."""
        frames = self.frames
        for article, v in frames.hits(frames.set("positions", "relying", "sustaining"), ("VERB",)):
            tree = frames.trees[article]
            relies = tree.tokens[v].lemma.lower() in frames.words["positions"]["relying"]
            matters = tree.children(v, *(("nsubj",) if relies else ("dobj",)))
            jobs = [i for i in matters if tree.tokens[i].lemma.lower() in frames.words["positions"]["livelihoods"]]
            counted = [i for i in jobs if frames.quantities(tree.subtree_span(i))]
            if not counted or negated(tree, v):
                continue
            named = {s for k in tree.subtree(counted[0]) if (s := self.sides.of_phrase(article, k))}
            party = min(named) if len(named) == 1 else None if named else self.speaker(article, v)
            span = self.clause(article, v)
            if party and span:
                yield Said("interest", party, self.from_subject(v, span))
