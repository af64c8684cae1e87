"""Causes: why the talks stood still, in each party's or report's words.

What it gets wrong: a cause told in a sentence of its own, with no word that ties it to the pause.
"""

from __future__ import annotations

from stemma.model import Leaf, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.course import Course, Turn, doers, told
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, behind, conjuncts, negated, passive, phrase
from stemma.story.talks.numbering import Numbers
from stemma.story.talks.pauses import Pauses
from stemma.story.talks.persons import people_at
from stemma.story.talks.phrasing import named

_AGAINST = ("at", "over", "against")  # behind "in protest"


class Causes:
    """Reads the causes of pauses."""

    def __init__(self, frames: Frames, pauses: Pauses) -> None:
        self.frames, self.pauses, self.sides = frames, pauses, pauses.sides
        self.course = Course(frames, Numbers(frames))

    def all(self) -> tuple[Leaf, ...]:
        """Why the talks had paused: each phrase or clause of cause that hangs on a word of pausing."""
        frames, found = self.frames, list[Found]()
        words = frames.set("pauses", "because") | frames.set("course", "because")
        turns = [t for t in self.course.turns if t.kind in ("ended", "failed")]
        broken = {(t.article, t.verb): t for t in turns}
        for article, i in dict.fromkeys([*self.pauses.at, *broken, *self._held_up()]):
            tree = frames.trees[article]
            turn = broken.get((article, i))
            if turn:
                found += self._withdrawn(article, i)
            if turn and turn.kind == "ended":  # why it ended, not when ("after an hour")
                found += [f for c in self._reasons(tree, i) for f in self._causes(article, c)]
                continue
            sites = [i, *self._cleft(tree, i)]
            above = tree.head(i)
            if tree.tokens[i].pos == "NOUN" and above is not None:
                sites += [above] if tree.tokens[above].pos in ("VERB", "AUX") else [above, *tree.ancestors(above)[:1]]
            for site in sites:
                for c in self._causal(tree, site, words):
                    heads = (
                        tree.children(c, "dobj")
                        if tree.tokens[c].lemma.lower() in self.frames.set("pauses", "citing")
                        else [c]
                        if tree.tokens[c].dep in ("advcl", "conj", "relcl")
                        and tree.tokens[c].pos in ("VERB", "AUX")
                        and tree.children(c, "mark", "advmod")
                        else _objects(tree, c)
                    )
                    for h in heads:
                        for k in _apart(tree, h):
                            if not self._when(article, k):
                                found += self._causes(article, k)
            found += self._agents(article, i)
        found += self._led_to()
        found += [f for t in self.course.turns for f in self._wrecked(t)]
        for article, v in self.pauses.walkouts:  # that somebody walked out is why the talks stood still
            tree = frames.trees[article]
            subject = arguments(tree, v).subjects
            if subject and people_at(frames, article, subject[0]):  # a leader: what about
                span = self._protest(article, v)
            else:
                span = self._protest(article, v) or self._walked(article, v)
            found += [(frames.text(span), span)] if span else []
        # Of a cause inside a cause ("after A walked out over taxes") the whole tells more.
        whole = [f for f in found if not any(g[1] != f[1] and g[1].contains(f[1]) for g in found)]
        return frames.alike(whole, days=True)

    def _held_up(self) -> list[tuple[str, int]]:
        """The verbs that say that a session was kept from beginning ("was held up by a fault")."""
        frames, out = self.frames, list[tuple[str, int]]()
        delaying = frames.set("course", "delaying")
        for article, v in frames.hits(frozenset(p.split()[0] for p in delaying), ("VERB",)):
            tree = frames.trees[article]
            beside = {
                f"{tree.tokens[v].lemma} {tree.tokens[c].text.lower()}" for c in tree.children(v, "prt", "advmod")
            }
            if beside & delaying and told(tree, v) and passive(tree, v):
                held = arguments(tree, v).objects
                out += [(article, v)] if any(self.course.stands_for(article, i) for i in held) else []
        return out

    def _reasons(self, tree: Tree, v: int) -> list[int]:
        """The clauses that tell why a session ended: "because X", "when Y got up"."""
        out = []
        for c in tree.children(v, "advcl"):
            marks = {tree.tokens[m].text.lower() for m in tree.children(c, "mark", "advmod")}
            if "because" in marks or ("when" in marks and self._happened(tree, c)):
                out.append(c)
        return out

    def _cleft(self, tree: Tree, v: int) -> list[int]:
        """ "It was over the gate that the talks went wrong": the verb on which the reason hangs."""
        above = tree.head(v)
        cleft = above is not None and tree.tokens[above].lemma == "be" and tree.tokens[v].dep in ("advcl", "ccomp")
        it = cleft and any(tree.tokens[i].text.lower() == "it" for i in tree.children(tree.tokens[v].head, "nsubj"))
        return [tree.tokens[v].head] if it else []

    def _withdrawn(self, article: str, v: int) -> list[Found]:
        """ "ended with the withdrawal of the delegation", "failed for the sole reason that A left", "at A's fault"."""
        tree, frames, out = self.frames.trees[article], self.frames, list[Found]()
        for a in tree.children(v, "prep"):
            for p in tree.children(a, "pobj"):
                lemma = tree.tokens[p].lemma.lower()
                if lemma in frames.set("course", "withdrawals") and tree.tokens[a].lemma in ("with", "by", "through"):
                    out += named(frames, article, p, "relcl", "advcl")
                elif lemma in frames.set("course", "reasons"):
                    below = [c for c in tree.children(p, "acl", "relcl", "ccomp") if tree.children(c, "nsubj")]
                    below += [o for b in tree.children(p, "prep") for o in tree.children(b, "pobj", "pcomp")]
                    out += [f for c in below if not self._when(article, c) for f in self._causes(article, c)]
        return out

    def _wrecked(self, turn: Turn) -> list[Found]:
        """ "A quarrel sank the talks", "it was the raid that ended the first round": what is no body and nobody."""
        article, v, tree = turn.article, turn.verb, self.frames.trees[turn.article]
        acting = (article, v) in self.pauses.by_somebody or tree.tokens[v].lemma in self.frames.set("course", "acting")
        if acting or passive(tree, v) or turn.session not in arguments(tree, v).objects:
            return []  # "A broke off the talks": that is who
        events = [k for k in doers(tree, v) if tree.tokens[k].pos == "NOUN" and not self.frames.process(article, k)]
        events = [k for k in events if not (self.sides.of_phrase(article, k) or self.frames.mentions_at(article, k))]
        events = [k for k in events if tree.tokens[k].lemma.lower() not in self.frames.set("negotiation", "teams")]
        return [f for k in events for f in named(self.frames, article, k, "relcl", "appos")]

    def _of_failure(self, article: str, n: int) -> bool:
        """Whether a token is a noun for the failure of the talks, or of a session."""
        tree, wanted = (
            self.frames.trees[article],
            self.frames.set("course", "failures") | self.frames.set("pauses", "nouns"),
        )
        of = behind(tree, n, "of", "in")
        beside = [*of, *tree.children(n, "poss", "compound")]
        return tree.tokens[n].lemma.lower() in wanted and any(self.frames.process(article, p) for p in beside)

    def _led_to(self) -> list[Found]:
        """ "A dispute over X led to the failure of the talks", "the collapse of the talks was due to Y"."""
        frames, out = self.frames, list[Found]()
        for article, n in frames.hits(frames.set("course", "failures") | frames.set("pauses", "nouns"), ("NOUN",)):
            tree = frames.trees[article]
            if not self._of_failure(article, n):
                continue
            v = next((k for k in tree.ancestors(n) if tree.tokens[k].pos == "VERB"), None)
            if v is None or negated(tree, v) or n in tree.children(v, "nsubj"):
                continue
            if tree.tokens[v].lemma.lower() in frames.set("course", "bringing") and not passive(tree, v):
                events = [k for k in arguments(tree, v).subjects if tree.tokens[k].pos == "NOUN"]
                out += [f for k in events for f in named(frames, article, k, "relcl", "appos")]
        return out

    def _protest(self, article: str, v: int) -> Span | None:
        """What somebody walks out over: "in protest at X", "over X", "after B tabled Y"."""
        tree = self.frames.trees[article]
        attributions = self.frames.layers[article].attributions
        preps = tree.children(v, "prep")
        preps += [
            b
            for a in preps
            for p in tree.children(a, "pobj")
            for b in tree.children(p, "prep")
            if tree.tokens[p].lemma == "protest"
        ]
        # "pulls out of talks [over the seizure of a boat]"
        outs = [b for a in preps for b in (a, *tree.children(a, "prep"))]
        left = [p for a in outs for p in tree.children(a, "pobj") if self.frames.process(article, p)]
        talks = [a for p in left for a in tree.children(p, "prep") if tree.tokens[a].lemma.lower() == "over"]
        for a in [*preps, *talks]:
            of = tree.tokens[tree.tokens[a].head].lemma
            over = tree.tokens[a].lemma.lower() in ("over", "at", "against", "after")
            if over and (a in talks or of in ("protest", tree.tokens[v].lemma)):
                for p in tree.children(a, "pobj"):
                    matter = tree.tokens[p].ent not in ("DATE", "TIME") and not self.frames.process(article, p)
                    if (
                        matter
                        and tree.tokens[p].pos == "NOUN"
                        and (tree.tokens[a].lemma != "at" or tree.tokens[a].head != v)
                    ):
                        return phrase(tree, p, attributions, drop=("relcl",))
        for c in tree.children(v, "advcl"):
            if {tree.tokens[m].text.lower() for m in tree.children(c, "mark")} & {"after", "because", "when"}:
                return phrase(tree, c, attributions)
        return None

    def _walked(self, article: str, v: int) -> Span | None:
        """The clause that tells of a walkout, from its subject on."""
        tree = self.frames.trees[article]
        own = tree.children(v, "nsubj")
        span = phrase(tree, v, self.frames.layers[article].attributions, drop=("advcl", "relcl"))
        if not own or span is None or negated(tree, v):
            return None
        return Span(article, max(span.start, tree.subtree_span(own[0]).start), span.end)

    def _causes(self, article: str, k: int) -> list[Found]:
        """The phrase of a cause. What the parser has coordinated with the end of it, but has an article like the whole
        ("a dispute over palm oil and the departure of X"), is a cause of its own."""
        tree = self.frames.trees[article]
        token = tree.tokens[k]
        for a in self.frames.layers[article].attributions:  # "…, three people told the paper": who says all that
            if a.cue and a.cue.start <= token.start < a.cue.end and a.content.end <= a.cue.start:
                return []
        apart = [
            c
            for c in tree.subtree(k, frozenset(tree.children(k, "relcl", "acl")))
            if tree.tokens[c].dep == "conj"
            and tree.tokens[c].head != k
            and tree.tokens[c].pos == "NOUN"
            and tree.children(c, "det", "poss")
            and tree.children(k, "det", "poss")
            and not tree.children(tree.tokens[c].head, "det", "poss")
        ]
        # "only because A left": the cause begins behind the word of cause
        marks = [m for m in tree.children(k, "mark") if m < k]
        before = [c for c in tree.children(k, "advmod", "mark") if marks and c <= marks[-1]]
        before += [c for c in tree.children(k, "advmod") if tree.tokens[c].text.lower() == "when"]
        out = named(self.frames, article, k, "advcl", "relcl", without=[*apart, *before])
        joined = [c for c in conjuncts(tree, k)[1:] if c not in _apart(tree, k)]
        for c in joined:  # "got up and left"
            out = [
                (self.frames.text(whole), whole)
                for _, span in out
                for _, more in named(self.frames, article, c, "advcl", "relcl")
                for whole in [Span(article, span.start, max(span.end, more.end))]
            ]
        return out + [f for c in apart for f in named(self.frames, article, c, "advcl", "relcl")]

    def _when(self, article: str, k: int) -> bool:
        """Whether a phrase says when, not why: a day, or the pause itself ("after a pause of two months")."""
        token = self.frames.trees[article].tokens[k]
        here = Span(article, token.start, token.end)
        around = self.frames.times(Span(article, max(0, token.start - 30), token.end + 1))
        pause = token.pos == "NOUN" and token.lemma.lower() in self.frames.set("pauses", "nouns")
        return pause or token.ent in ("DATE", "TIME") or any(t.span.contains(here) for t in around)

    def _causal(self, tree: Tree, site: int, words: frozenset[str]) -> list[int]:
        """The prepositions and clauses of cause below a token, with those coordinated with them ("but also because of",
        "as well as", "in addition to")."""
        out: list[int] = []
        todo = list(tree.children(site, "prep", "advcl", "acomp", "amod", "advmod", "conj", "pcomp", "cc"))
        # "was suspended last month when X died": a clause of time behind its day
        todo += [c for day in tree.children(site, "npadvmod") for c in tree.children(day, "relcl", "advcl")]
        times = behind(tree, site)  # "after an hour when …"
        todo += [c for p in times if tree.tokens[p].ent in ("TIME", "DATE") for c in tree.children(p, "relcl")]
        while todo:
            c = todo.pop(0)
            token = tree.tokens[c]
            marks = {tree.tokens[m].lemma.lower() for m in tree.children(c, "mark", "advmod")}
            lemma = token.lemma.lower()
            when = "when" in marks and token.dep in ("advcl", "relcl") and self._happened(tree, c)
            if (
                (token.dep in ("advcl", "conj") and marks & {"because", "after", "since"})
                or when
                or (token.pos in ("ADP", "SCONJ", "ADJ", "VERB") and lemma in words)
                or (token.pos == "ADP" and c > 0 and tree.tokens[c - 1].lemma == "protest" and lemma in _AGAINST)
                or (token.tag == "VBG" and lemma in self.frames.set("pauses", "citing"))  # "citing the murder of X"
            ):
                out.append(c)
            elif lemma == "addition":
                out += tree.children(c, "prep")
            if (lemma in words or lemma == "in" or marks & {"because", "after"}) and token.dep != "pobj":
                todo += tree.children(c, "prep", "conj", "pobj", "pcomp")
        return out

    def _happened(self, tree: Tree, v: int) -> bool:
        """Whether a clause tells of an event ("when X died", "when X was found"), not of what went on meanwhile."""
        token = tree.tokens[v]
        past = "Tense=Past" in token.morph and token.pos == "VERB"
        going = token.tag == "VBG" or not tree.children(v, "nsubj", "nsubjpass")
        return past and not going and not negated(tree, v)

    def _agents(self, article: str, i: int) -> list[Found]:
        """ "the interruption was caused by X"; "X delayed the talks"."""
        frames, tree = self.frames, self.frames.trees[article]
        wanted = frames.set("pauses", "cause_verbs")
        out: list[Found] = []
        held = arguments(tree, i)
        done = (article, i) in self.pauses.by_somebody
        if (
            tree.tokens[i].pos == "VERB"
            and not done
            and not passive(tree, i)
            and any(self.pauses.talks(article, k) for k in held.objects)
        ):
            # "the arrest stopped the talks": what is no body and nobody brought the pause about
            for k in held.subjects if tree.tokens[i].dep == "relcl" else tree.children(i, "nsubj"):
                owner = tree.children(k, "poss")
                antecedent = tree.tokens[i].head if tree.tokens[i].dep == "relcl" else None
                if tree.tokens[k].pos != "NOUN" or self.sides.of_phrase(article, k) or people_at(frames, article, k):
                    continue
                if frames.mentions_at(article, k):
                    continue
                whose = any(tree.tokens[c].tag == "WP$" for c in owner)
                for text, span in named(frames, article, k, "relcl", "appos", without=[i] if antecedent == k else []):
                    if whose and antecedent is not None:  # "X, whose arrest …"
                        name = next(
                            (m.span for m, _ in frames.mentions_at(article, antecedent)), tree.span(*[antecedent] * 2)
                        )
                        text = f"[{frames.text(name)}’s] {text.removeprefix('whose ')}"
                        span = Span(article, name.start, span.end)
                    out.append((text, span))
        if tree.tokens[i].pos == "VERB" and passive(tree, i) and not done:  # "was delayed by a fault on the plane"
            for k in (p for a in tree.children(i, "agent") for p in tree.children(a, "pobj")):
                somebody = self.sides.of_phrase(article, k) or people_at(frames, article, k)
                agreed = tree.tokens[k].lemma.lower() in frames.set("course", "agreeing")
                if tree.tokens[k].pos == "NOUN" and not (somebody or agreed or self._when(article, k)):
                    out += named(frames, article, k, "relcl")
        for v in tree.children(i, "acl"):  # "a delay caused by X"
            if tree.tokens[v].lemma.lower() in wanted and tree.tokens[i].pos == "NOUN":
                for k in (p for a in tree.children(v, "agent") for p in tree.children(a, "pobj")):
                    out += named(frames, article, k, "relcl")
        for v in tree.ancestors(i)[:2]:
            if tree.tokens[v].lemma.lower() in wanted and i in arguments(tree, v).objects and not negated(tree, v):
                for k in arguments(tree, v).subjects:
                    if tree.tokens[k].pos in ("NOUN", "PROPN"):
                        out += named(frames, article, k, "relcl", "appos")
        return out


def _apart(tree: Tree, h: int) -> list[int]:
    """A cause and those coordinated with it, but for verbs that share its subject: they tell one."""
    verbal = tree.tokens[h].pos in ("VERB", "AUX")
    own = [c for c in conjuncts(tree, h)[1:] if not verbal or tree.children(c, "nsubj", "nsubjpass", "mark")]
    return [h, *own]


def _objects(tree: Tree, prep: int) -> list[int]:
    """What a preposition governs, through a second one ("because of", "due to", "as well as")."""
    out = []
    for c in tree.children(prep, "pobj", "pcomp", "prep"):
        out += _objects(tree, c) if tree.tokens[c].pos == "ADP" else [c] if tree.tokens[c].dep != "prep" else []
    return out
