"""Outcomes of a round: what it ended with, and what the sides agreed on (`unresolved`: what they did not).

Frames: Make_agreement_on_action (FrameNet) with the parties together as its subject, and its negation; the clause that
closes a session with its result ("ended without a document").
Agreements told without such words are read by a network (`learnt`).

What it gets wrong: what only one side says was agreed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemma.data import members
from stemma.model import Claim, Leaf, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.agreeing import Agreeing
from stemma.story.talks.course import Course, Turn
from stemma.story.talks.frames import Found
from stemma.story.talks.grammar import (
    arguments,
    auxiliaries,
    behind,
    from_subject,
    fronted,
    lemmas,
    marks,
    negated,
    passive,
    phrase,
)
from stemma.story.talks.persons import people_at
from stemma.story.talks.results import Results

_LONG = 6  # words of a phrase of time that is left out of an outcome
_LONGEST = 25  # words of an outcome that is told with its reason
_LEAST = 0.65  # how likely a claim tells the outcome, for it to be shown
_FEWEST = 5  # words it has then
_OLD = 60  # days before its report that an outcome of the round may lie


class Outcomes(Agreeing):
    """What one round brought."""

    def agreed(self, decided: Sequence[Found], likely: Sequence[tuple[Claim, float]]) -> tuple[Leaf, ...]:
        """What the round ended with, what the sides agreed on or settled, what was `decided` about it, and what claims
        tell it is by their likelihood, the likeliest first."""
        frames, found = self.frames, list(decided)
        for turn in Course(frames, self.numbers).turns:
            if turn.number == self.number and turn.kind != "went" and not turn.whole:
                found += self._turned(turn)
        for article, v in frames.hits(frames.set("outcome", "verbs", "signing", "presenting"), ("VERB",)):
            tree = frames.trees[article]
            if self.numbers.at(article, v) == self.number and self._reached(article, v):
                found += self._clause(article, v)
                # "agreed to a truce and to open the road": the second is a matter of its own
                goals = [v, *tree.children(v, "xcomp")]
                found += [
                    f for k in goals for c in tree.children(k, "conj") if _to(tree, c) for f in self._phrase(article, c)
                ]
        found += Results(frames, self.sides, self.numbers, self.number, self.predicates).all()
        found += self._learnt(likely, [at for _, at in found])
        return frames.alike(found, days=True)

    def _learnt(self, likely: Sequence[tuple[Claim, float]], known: Sequence[Span]) -> Iterator[Found]:
        """The claims of this round that are likely enough to tell its outcome and are not `known`."""
        taken = list(known)
        for claim, chance in likely:
            if chance < _LEAST:
                break
            at = claim.span
            here = self.numbers.at(at.article, claim.head) == self.number and not self.frames.headline(at)
            if (
                here
                and self._ours(at)
                and len(self.frames.text(at).split()) >= _FEWEST
                and not any(at.overlap(t) for t in taken)
            ):
                taken.append(at)
                yield self.frames.text(at), at

    def _ours(self, span: Span) -> bool:
        """Whether a stretch names a party, a session, the talks or their text."""
        frames, article = self.frames, span.article
        matters = frames.set("negotiation", "texts", "process", "participants", "nouns")
        inside = frames.trees[article].within(span)
        tokens = frames.trees[article].tokens
        told = any(tokens[i].lemma.lower() in matters or frames.session(article, i) for i in inside)
        return told or bool(self.sides.named(span))

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

    def _reached(self, article: str, v: int) -> bool:
        """Whether the parties together agreed, signed or came to an agreement, or one was signed ("the pact was signed
        on Saturday"); not by the way ("under the deal, signed by A and B")."""
        tree, frames = self.frames.trees[article], self.frames
        token, held = tree.tokens[v], arguments(tree, v)
        past = "Tense=Past" in token.morph and token.dep not in ("acl", "advcl", "relcl", "xcomp")
        if negated(tree, v) or not past or auxiliaries(tree, v) - members("en/grammar.toml", "perfect"):
            return False
        text = bool(lemmas(tree, held.objects) & (frames.set("negotiation", "texts") | frames.set("outcome", "papers")))
        if tree.children(v, "auxpass"):
            return text and token.lemma.lower() in frames.set("outcome", "signing")
        agrees = token.lemma.lower() in frames.set("outcome", "verbs") or text
        here = self._here(article, v) or self._sides_named(article, v)
        joint = agrees and here and self._joint(article, v)
        return (joint or self._commits(article, v)) and not self._bare(article, v)

    def _commits(self, article: str, v: int) -> bool:
        """Whether one party agreed to do something, in a report of a session, and not only if the other does ("A agreed
        to open its books"; not "to send a team")."""
        tree, frames = self.frames.trees[article], self.frames
        goals = tree.children(v, "xcomp") if tree.tokens[v].lemma == "agree" else []
        coming = frames.set("outcome", "coming") | frames.set("rounds", "opening")
        below = [k for c in goals for k in tree.subtree(c)]
        if lemmas(tree, below) & coming or any(frames.process(article, k) for k in below):
            return False
        if not goals or marks(tree, *tree.children(v, "advcl")) & members("en/grammar.toml", "conditions"):
            return False
        party = self.sides.of_subject(article, arguments(tree, v).subjects)
        return party is not None and self.numbers.told_session(article)

    def _bare(self, article: str, v: int) -> bool:
        """Whether a clause does not say what was agreed or signed ("They initialled it", "They signed in January")."""
        tree = self.frames.trees[article]
        objects = tree.children(v, "dobj", "nsubjpass", "xcomp", "ccomp")
        pronouns = all(tree.tokens[i].pos == "PRON" for i in tree.children(v, "nsubj"))
        pronouns = pronouns or tree.tokens[v].lemma == "agree"  # "A and B agreed on Friday"
        about = [p for a in tree.children(v, "prep") for p in tree.children(a, "pobj", "pcomp")]
        about = [p for p in about if tree.tokens[p].ent not in ("DATE", "TIME")]
        return any(tree.tokens[i].pos == "PRON" for i in objects) or (pronouns and not objects and not about)

    def _sides_named(self, article: str, v: int) -> bool:
        """Whether two parties by name do something together."""
        subjects = arguments(self.frames.trees[article], v).subjects
        return len({s for i in subjects if (s := self._side_of(article, i))} | self._acting(article, subjects)) > 1

    def _side_of(self, article: str, i: int) -> str | None:
        people = people_at(self.frames, article, i)
        return self.sides.of_entity(people[0][1].id) if people else self.sides.of_phrase(article, i)

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
            withs = lemmas(tree, (p for p in behind(tree, v, "with")))
            produced = produced or bool(  # "ended with an agreement"
                lemma in frames.set("rounds", "closing")
                and any(frames.process(article, i) for i in tree.children(v, "nsubj"))
                and withs & frames.set("negotiation", "texts")
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


def _to(tree: Tree, v: int) -> bool:
    return tree.tokens[v].pos == "VERB" and any(tree.tokens[b].tag == "TO" for b in tree.children(v, "aux"))
