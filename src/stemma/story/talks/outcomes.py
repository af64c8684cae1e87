"""Outcomes of a round: what it ended with, and what the sides agreed on (`unresolved`: what they did not).

Frames: Make_agreement_on_action (FrameNet) with the parties together as its subject, and its negation; the clause that
closes a session with its result ("ended without a document").

What it gets wrong: agreements told without a word of agreeing, and what only one side says was agreed.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Leaf, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.agreeing import Agreeing
from stemma.story.talks.course import Course, Turn
from stemma.story.talks.frames import Found
from stemma.story.talks.grammar import arguments, from_subject, fronted, lost_subject, negated, passive, phrase
from stemma.story.talks.persons import people_at
from stemma.story.talks.results import Results

_AROUND = 60  # tokens before the word of agreeing in which its matter may be told: a first sentence
_LONG = 6  # words of a phrase of time that is left out of an outcome
_LONGEST = 25  # words of an outcome that is told with its reason
_OLD = 60  # days before its report that an outcome of the round may lie


class Outcomes(Agreeing):
    """What one round brought."""

    def agreed(self, decided: Sequence[Found] = ()) -> tuple[Leaf, ...]:
        """What the round ended with, what the sides agreed on or settled, and what was `decided` about it."""
        frames, found = self.frames, list(decided)
        for turn in Course(frames, self.numbers).turns:
            if turn.number == self.number and turn.kind != "went" and not turn.whole:
                found += self._turned(turn)
        for article, v in frames.hits(frames.set("outcome", "verbs"), ("VERB",)):
            tree = frames.trees[article]
            if self.numbers.at(article, v) != self.number:
                continue
            if negated(tree, v) or "Tense=Past" not in tree.tokens[v].morph:
                continue
            if tree.tokens[v].tag == "VBN" and tree.tokens[v].dep in ("acl", "advcl") and not tree.children(v, "aux"):
                continue  # "under the deal, signed by A and B": of what, is told
            joint = (self._here(article, v) or self._sides_named(article, v)) and self._joint(article, v)
            if not (joint or self._commits(article, v) or self._signed(article, v)):
                continue
            if self._bare(article, v):
                continue
            if all(tree.tokens[c].lemma == "have" for c in tree.children(v, "aux")):
                found += self._clause(article, v)
                # "agreed to a truce and to open the road": the second is a matter of its own
                found += [f for c in self._further(tree, v) for f in self._phrase(article, c)]
        texts = frames.set("negotiation", "texts")
        for article, v in frames.hits(
            frames.set("outcome", "signing"), ("VERB",)
        ):  # "the agreement was signed on Saturday"
            tree = frames.trees[article]
            own = [i for i in tree.children(v, "nsubjpass") if tree.tokens[i].lemma.lower() in texts]
            done = all(tree.tokens[c].lemma in ("have", "be") for c in tree.children(v, "aux", "auxpass"))
            supposed = tree.tokens[v].dep in ("advcl", "relcl", "acl", "xcomp") or negated(tree, v)
            the = any(
                tree.tokens[c].text.lower() in ("the", "this", "an", "a") for i in own for c in tree.children(i, "det")
            )
            past = any(tree.tokens[c].text.lower() in ("was", "were", "been") for c in tree.children(v, "auxpass"))
            if the and done and past and not supposed and self.numbers.at(article, v) == self.number:
                found += self._clause(article, v, drop=("relcl",))
        found += Results(frames, self.sides, self.numbers, self.number, self.predicates).all()
        return frames.alike([*found, *self._reached(), *self._promised()], days=True)

    def _turned(self, turn: Turn) -> list[Found]:
        """How a session went on or ended, from the verb on; nothing where it only tells that one ended."""
        article, v, tree = turn.article, turn.verb, self.frames.trees[turn.article]
        held = arguments(tree, v)
        if not passive(tree, v) and turn.session in held.objects:  # "X broke off the talks"
            if tree.tokens[v].dep in ("relcl", "csubj"):
                return []  # "the quarrel that sank the talks": why, not how
            return self._clause(article, v, lasting=turn.named)
        clauses = tree.children(v, "advcl") + [
            c for d in tree.children(v, "prep") for p in tree.children(d, "pobj") for c in tree.children(p, "relcl")
        ]
        marks = {tree.tokens[m].text.lower() for c in clauses for m in tree.children(c, "mark", "advmod")}
        why = bool(marks & {"when", "after", "because"})
        result = any(self._tells_result(article, c) for c in tree.children(v, "prep"))
        bare = not any(c > v for c in tree.children(v, "prep", "agent", "advcl", "npadvmod", "dobj", "acomp"))
        if (turn.kind == "ended" and not (why or result)) or bare:
            return []
        whole = self._ending(article, v, ("relcl",), lasting=turn.named)
        reason = turn.kind == "failed" or (why and not result)
        short = whole and len(whole[0][0].split()) <= _LONGEST and reason
        return whole if short else self._ending(article, v, lasting=turn.named)

    def _tells_result(self, article: str, a: int) -> bool:
        """Whether a preposition behind a word of ending tells the result ("without a deal", "in deadlock"; not "in the
        hall after two days, with the help of X")."""
        tree, frames = self.frames.trees[article], self.frames
        word, held = tree.tokens[a].lemma.lower(), tree.children(a, "pobj", "pcomp")
        own = tree.tokens[tree.tokens[a].head].lemma.lower() in ("adjourn", "break")  # the verb itself tells one
        if word == "without" or (own and word in ("in", "after", "with")):
            return True
        plain = [p for p in held if not frames.mentions_at(article, p) and not frames.times_at(article, p)]
        plain = [p for p in plain if tree.tokens[p].ent not in ("DATE", "TIME", "GPE", "FAC")]
        if word == "in":
            return any(tree.tokens[p].lemma.lower() in frames.set("outcome", "results") for p in plain)
        if word == "after":
            spans = [frames.quantities(tree.subtree_span(p)) for p in held]
            brief = any(q.dimension == "time" and q.value < 1 for found in spans for q in found)  # in days
            return brief or any(not frames.quantities(tree.subtree_span(p)) for p in plain)
        helping = frames.set("mediation", "nouns") | {"help", "participation", "presence"}
        return word == "with" and any(tree.tokens[p].lemma.lower() not in helping for p in plain)

    def _reached(self) -> list[Found]:
        """That the parties together came to an agreement ("A and B reached a deal on Monday")."""
        out, signing = list[Found](), self.frames.set("outcome", "signing") | {"strike"}
        for article, tree in self.frames.trees.items():
            for v in self._agreed_at(article):
                told = tree.tokens[v].dep not in ("acl", "relcl", "advcl")  # not "the deal, signed by A and B"
                if (
                    told
                    and not self._bare(article, v)
                    and tree.tokens[v].lemma.lower() in signing
                    and self._joint(article, v)
                ):
                    out += self._clause(article, v)
        return out

    def _bare(self, article: str, v: int) -> bool:
        """Whether a clause does not say what was agreed or signed ("They initialled it", "They signed in January")."""
        tree = self.frames.trees[article]
        objects = tree.children(v, "dobj", "nsubjpass", "xcomp", "ccomp")
        pronouns = all(tree.tokens[i].pos == "PRON" for i in tree.children(v, "nsubj"))
        pronouns = pronouns or tree.tokens[v].lemma == "agree"  # "A and B agreed on Friday"
        about = [p for a in tree.children(v, "prep") for p in tree.children(a, "pobj", "pcomp")]
        about = [p for p in about if tree.tokens[p].ent not in ("DATE", "TIME")]
        return any(tree.tokens[i].pos == "PRON" for i in objects) or (pronouns and not objects and not about)

    def _further(self, tree: Tree, v: int) -> list[int]:
        """What is agreed on beside the first matter: infinitives coordinated with it."""
        goals = [v, *tree.children(v, "xcomp")]
        return [
            c
            for k in goals
            for c in tree.children(k, "conj")
            if tree.tokens[c].pos == "VERB" and any(tree.tokens[b].tag == "TO" for b in tree.children(c, "aux"))
        ]

    def _sides_named(self, article: str, v: int) -> bool:
        """Whether two parties by name do something together."""
        subjects = arguments(self.frames.trees[article], v).subjects
        return len({s for i in subjects if (s := self._side_of(article, i))} | self._acting(article, subjects)) > 1

    def _ending(
        self, article: str, v: int, drop: tuple[str, ...] = ("advcl", "relcl"), *, lasting: bool = False
    ) -> list[Found]:
        """How a session ended, from the verb on."""
        tree = self.frames.trees[article]
        return [
            (self.frames.text(cut), cut)
            for _, span in self._clause(article, v, drop, lasting=lasting)
            for cut in [Span(article, max(span.start, tree.tokens[v].start), span.end)]
        ]

    def _commits(self, article: str, v: int) -> bool:
        """Whether one party agreed to do something, in a report of a session, and not only if the other does ("A agreed
        to open its books"; not "to send a team")."""
        tree, frames = self.frames.trees[article], self.frames
        goals = tree.children(v, "xcomp") if tree.tokens[v].lemma == "agree" else []
        marks = {tree.tokens[m].text.lower() for c in tree.children(v, "advcl") for m in tree.children(c, "mark")}
        party = self.sides.of_subject(article, arguments(tree, v).subjects)
        coming = frames.set("outcome", "coming") | frames.set("rounds", "opening")
        comes = any(
            frames.process(article, k) or tree.tokens[k].lemma.lower() in coming for c in goals for k in tree.subtree(c)
        )
        told = self.numbers.told_session(article)
        return bool(goals and party and told) and not comes and not marks & {"if", "provided", "unless"}

    def _signed(self, article: str, v: int) -> bool:
        """Whether people of two parties signed a text ("X and Y signed the accord")."""
        tree, frames = self.frames.trees[article], self.frames
        texts = frames.set("negotiation", "texts") | frames.set("outcome", "papers")
        held = arguments(tree, v)
        sides = {s for i in held.subjects if (s := self._side_of(article, i))}
        signs = tree.tokens[v].lemma.lower() in frames.set("outcome", "initialling")
        signs = signs and tree.tokens[v].dep not in ("advcl", "acl", "relcl")
        return signs and len(sides) > 1 and any(tree.tokens[i].lemma.lower() in texts for i in held.objects)

    def _side_of(self, article: str, i: int) -> str | None:
        people = people_at(self.frames, article, i)
        return self.sides.of_entity(people[0][1].id) if people else self.sides.of_phrase(article, i)

    def _promised(self) -> list[Found]:
        """What a party will do, in a report that tells of an agreement ("A will cut its duty", "under the accord, 40
        soldiers will be freed", "the contract runs for two years")."""
        out = list[Found]()
        for article, tree in self.frames.trees.items():
            if not (agreed := self._agreed_at(article)):
                continue
            reached = {tree.parse.sentences.index(tree.sentence_of(v)) for v in agreed}
            told: int | None = None  # the last sentence that told what was agreed
            for v, token in enumerate(tree.tokens):
                if token.pos not in ("VERB", "AUX") or v < agreed[0] - _AROUND:
                    continue
                number = tree.parse.sentences.index(tree.sentence_of(v))
                behind = number - 1 in reached or (told is not None and number - told <= 1)
                if self._agreed_matter(article, v, after=behind):
                    told = number
                    out += self._clause(article, v, ("relcl",))
        return out

    def _agreed_matter(self, article: str, v: int, *, after: bool) -> bool:
        """Whether a main clause tells what was agreed: what a party will do, what the text holds, or, `after` such a
        sentence, what will be done."""
        frames, tree = self.frames, self.frames.trees[article]
        token, main = tree.tokens[v], v
        while tree.tokens[main].dep == "conj":
            main = tree.tokens[main].head
        if any(lost_subject(tree, c) == v for c in tree.children(token.head, "conj") if c != v):
            return False
        if tree.head(main) is not None or frames.quoted(article, v) or negated(tree, v) or self._onward(article, v):
            return False
        if self.numbers.at(article, v) != self.number or not tree.children(v, "dobj", "nsubjpass", "prep", "xcomp"):
            return False
        aux = {tree.tokens[c].text.lower() for k in (v, main) for c in tree.children(k, "aux")}
        future, present = bool(aux & {"will", "’ll", "'ll"}), token.tag in ("VBZ", "VBP") and not aux
        if token.lemma == "be" and (goals := tree.children(v, "xcomp")):  # "A is to receive half of it"
            future = token.tag in ("VBZ", "VBP")  # "was to" need not have come
            future = future and any(tree.tokens[b].tag == "TO" for c in goals for b in tree.children(c, "aux"))
            if any(self._onward(article, c) for c in goals):
                return False
        if not future and not present:
            return False
        subjects = arguments(tree, v).subjects
        texts = frames.set("negotiation", "texts") | frames.set("outcome", "papers")
        text = any(tree.tokens[i].lemma.lower() in texts for i in subjects)
        text = text or (any(tree.tokens[i].text.lower() == "it" for i in subjects) and self._text_before(article, v))
        own = [*subjects, *(c for i in subjects for c in tree.children(i, "poss"))]
        party = any(self.sides.of_phrase(article, i) or self.sides.of_subject(article, [i]) for i in own)
        measured = any(q.dimension != "ordinal" for q in frames.quantities(tree.subtree_span(v)))
        done = after and future and bool(tree.children(v, "auxpass"))
        follows = after and present and party and not future and self._under_before(article, v)
        follows = follows or (after and future and measured and self._under_before(article, v))
        if follows:
            return True
        return (
            self._under(article, v)
            or (text and (present or future) and measured)
            or (future and party and not text)
            or done
        )

    def _text_before(self, article: str, v: int) -> bool:
        """Whether an agreement is the subject of the sentence before."""
        tree = self.frames.trees[article]
        number = tree.parse.sentences.index(tree.sentence_of(v))
        before = tree.parse.sentences[max(0, number - 1)]
        texts = self.frames.set("negotiation", "texts")
        heads = [k for k in range(before.first, before.last) if tree.tokens[k].dep in ("nsubj", "nsubjpass")]
        return any(tree.tokens[k].lemma.lower() in texts for k in heads[:1])

    def _under_before(self, article: str, v: int) -> bool:
        """Whether the sentence before tells what is to be "under the deal"."""
        tree = self.frames.trees[article]
        number = tree.parse.sentences.index(tree.sentence_of(v))
        return number > 0 and tree.tokens[tree.parse.sentences[number - 1].first].text == "Under"

    def _onward(self, article: str, v: int) -> bool:
        """Whether a clause is about meeting again, voting or signing: what comes next, not what was agreed."""
        tree, frames = self.frames.trees[article], self.frames
        wanted = (
            frames.set("next", "signing") | frames.set("rounds", "opening") | frames.set("outcome", "verbs") | {"say"}
        )
        return tree.tokens[v].lemma.lower() in wanted or any(
            frames.process(article, k) for k in tree.children(v, "nsubj", "nsubjpass", "dobj")
        )

    def _under(self, article: str, v: int) -> bool:
        """Whether a clause is told "under the deal"."""
        tree, texts = self.frames.trees[article], self.frames.set("negotiation", "texts")
        first = tree.sentence_of(v).first  # "Under the deal, signed by X on Friday, …"
        opening = [tree.tokens[k] for k in range(first, min(first + 5, v))]
        if opening and opening[0].text == "Under" and any(t.lemma.lower() in texts for t in opening):
            return True
        return any(
            tree.tokens[p].lemma.lower() in texts
            for a in tree.children(v, "prep")
            if tree.tokens[a].lemma.lower() == "under"
            for p in tree.children(a, "pobj")
        )

    def _agreed_at(self, article: str) -> list[int]:
        """The words by which a report tells that an agreement has been reached, in the round of this record; none of an
        old one."""
        out = list[int]()
        frames, tree = self.frames, self.frames.trees[article]
        texts = frames.set("negotiation", "texts") | frames.set("outcome", "papers")
        for v, token in enumerate(tree.tokens):
            if token.pos != "VERB" or token.tag not in ("VBD", "VBN") or self.numbers.at(article, v) != self.number:
                continue
            aux = {tree.tokens[c].lemma.lower() for c in tree.children(v, "aux", "auxpass")}
            supposed = token.dep == "relcl" or (token.dep == "advcl" and tree.children(v, "mark"))
            if aux - {"have", "be", "get"} or supposed or negated(tree, v):
                continue
            held = arguments(tree, v)
            lemma = token.lemma.lower()
            text = any(tree.tokens[i].lemma.lower() in texts for i in held.objects)
            signed = lemma in frames.set("outcome", "signing", "presenting") and text
            produced = lemma in frames.set("outcome", "producing") and (
                any(frames.process(article, i) or tree.tokens[i].text.lower() == "it" for i in held.subjects) and text
            )
            joint = lemma in frames.set("outcome", "verbs") and self._joint(article, v) and not self._again(tree, v)
            withs = [
                p for a in tree.children(v, "prep") if tree.tokens[a].lemma == "with" for p in tree.children(a, "pobj")
            ]
            produced = produced or (  # "ended with an agreement"
                lemma in frames.set("rounds", "closing")
                and any(frames.process(article, i) for i in tree.children(v, "nsubj"))
                and any(
                    tree.tokens[p].lemma.lower() in frames.set("negotiation", "texts")
                    for p in withs
                    if not _no(tree, p)
                )
            )
            if (signed or joint or produced) and not self._long_past(tree.subtree_span(v)):
                out.append(v)
        return out

    def _again(self, tree: Tree, v: int) -> bool:
        return any(tree.tokens[k].text.lower() in ("again", "resume", "continue") for k in tree.subtree(v))

    def day(self) -> tuple[Leaf, ...]:
        """The day on which the sides agreed or signed: the last of the round where no report tells when it ended."""
        frames, out = self.frames, list[Found]()
        for article in frames.trees:
            days = [t for v in self._agreed_at(article) for t in self.numbers.days_of(article, v)]
            out += [(t.earliest.isoformat(), t.span) for t in days if t.earliest and t.earliest == t.latest]
        return frames.by_value(out)

    def _clause(
        self, article: str, v: int, drop: tuple[str, ...] = ("advcl", "relcl"), *, lasting: bool = False
    ) -> list[Found]:
        """The clause of a verb, without what stands before its subject; nothing where its days are long past, unless it
        says itself which session it is of."""
        tree, one = self.frames.trees[article], self.frames.layers[article]
        times = [  # when, told by what came before
            a
            for a in tree.children(v, "prep")
            if tree.tokens[a].lemma.lower() in ("after", "before", "following") and len(tree.subtree(a)) > _LONG
        ]
        span = phrase(tree, v, one.attributions, drop=drop, without=[*fronted(tree, v), *times])
        if times and span and len(tree.within(span)) < _LONG:
            span = phrase(tree, v, one.attributions, drop=drop, without=fronted(tree, v))
        first = min((tree.subtree(i)[0] for i in tree.children(v, "nsubj")), default=0)
        joined = first > 1 and tree.tokens[first - 1].text.lower() == "and"
        if span and joined and tree.tokens[first].start == span.start:
            before = [m for m, e in self.frames.mentions_at(article, first - 2) if self.sides.of_entity(e.id)]
            span = Span(article, before[0].span.start, span.end) if before else span  # "[A] and B agreed"
        sentence = tree.sentence_of(v)
        told = lasting or any(sentence.start <= q.span.start < sentence.end for _, q in self.numbers.told[article])
        if span is None or (not told and self._long_past(span)):
            return []
        span = from_subject(tree, v, span)
        inside = tree.within(span)
        while (
            len(inside) > 1
            and tree.tokens[inside[-1]].dep != "prt"
            and tree.tokens[inside[-1]].pos in ("ADP", "DET", "CCONJ", "SCONJ")
        ):
            inside = inside[:-1]  # what it governs is cut away
        span = tree.span(inside[0], inside[-1]) if inside[-1] + 1 != tree.within(span)[-1] + 1 else span
        return [(self.frames.text(span), span)]

    def _long_past(self, span: Span) -> bool:
        published = self.frames.layers[span.article].article.published
        days = [t.latest for t in self.frames.times(span) if t.latest and t.kind == "date"]
        return bool(published and days and (published.earliest - max(days)).days > _OLD)


def _no(tree: Tree, i: int) -> bool:
    """Whether a noun is said to be missing ("no deal")."""
    return any(tree.tokens[c].text.lower() == "no" for c in tree.children(i, "det"))
