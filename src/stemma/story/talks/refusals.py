"""Refusals: what a party says it will not do, and what it says shall never be: rejections and red lines.

A clause in a modal that is negated, itself or by its subject or object, tells a refusal where the party is its subject
("we would not free X"), and a line where something else is ("no gun will move", "the border shall not be discussed"),
where something is to be given up, and where "never", "nothing", "any" or a least measure says that it is the last word.
Frames: Agree_or_refuse_to_act, Taboo (FrameNet).

What it gets wrong: what somebody says he will not do for reasons of his own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from stemma.data import members, table
from stemma.model import Span
from stemma.nlp.tree import Tree
from stemma.story.talks.grammar import arguments, auxiliaries, behind, fronted, lemmas, marks, negated, texts, told_once
from stemma.story.talks.phrasing import Phrasing, Said

_WILLING, _MODAL = members("en/grammar.toml", "willing"), members("en/grammar.toml", "modal")
_NEGATING = members("en/grammar.toml", "negating")
_BESIDE = ("conj", "cc", "advcl", "ccomp", "parataxis", "punct")
_AHEAD = 7  # tokens behind "is" that say whether it is open to debate


class Refusals(Phrasing):
    """One method for each kind."""

    def lines(self) -> Iterator[Said]:
        """What is beyond debate."""
        yield from (s for s in self._told if s.kind == "red line")

    def refusals(self) -> Iterator[Said]:
        """What a party says it will not do."""
        yield from (s for s in self._told if s.kind == "rejection")

    @cached_property
    def _told(self) -> list[Said]:
        out = list[Said]()
        for article, tree in self.frames.trees.items():
            for v, token in enumerate(tree.tokens):
                if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass"):
                    said = self._read(article, v)
                    out += [said] if said and not told_once(tree, v) and not self.denied(article, v) else []
                elif noun := self._called_line(article, v):
                    party = self.sides.of_phrase(article, noun) or self.speaker(article, noun)
                    span = self.phrase(article, noun, "relcl") if party else None
                    out += [Said("red line", party, span)] if span else []
        return out

    def _read(self, article: str, v: int) -> Said | None:
        tree = self.frames.trees[article]
        subjects = arguments(tree, v).subjects
        if self._closed(tree, v):
            party = self.speaker(article, v) or self.sides.of_subject(article, subjects) or self._one_party(article, v)
            span = self.clause(article, v) if party else None
            return Said("red line", party, span) if span and not self._bare(article, span) else None
        if self._excluded(article, v):
            party, firm = self.speaker(article, v), True
        elif self._unwilling(tree, v) and self.own(article, v):
            firm = self._firm(article, v)
            party = self.party(article, v, subjects) if firm or self._refusing(article, v) else None
        else:
            return None
        span = self.phrase(article, v, "relcl", "appos") if party else None
        if span is None or self.short(span) or self._bare(article, span):
            return None
        span = self.from_subject(v, span)
        if tree.tokens[v].dep == "conj":  # "said yes, but would sign nothing"
            first = min([v, *tree.children(v, "nsubj", "nsubjpass", "aux")])
            span = Span(article, max(span.start, tree.tokens[first].start), span.end)
        return Said("red line" if firm else "rejection", party, span)

    # -- what shall not be

    def _closed(self, tree: Tree, v: int) -> bool:
        """ "is not on the table", "remains out of the question", "the matter is closed"."""
        if tree.tokens[v].lemma not in ("be", "remain", "stay"):
            return False
        if tree.tokens[v].dep == "advcl" and marks(tree, v) & {"if", "when"}:
            return False
        if any(tree.tokens[i].tag in ("WP", "WDT") for i in tree.children(v, "nsubj")):
            return False  # "What will not be on the agenda is …"
        frame, no = self.frames.words["refusing"], negated(tree, v)
        last = min(v + _AHEAD, tree.sentence_of(v).last)
        held = [c for c in tree.children(v) if v < c < last and tree.tokens[c].dep not in _BESIDE]
        below = lemmas(tree, (k for c in held for k in tree.subtree(c) if k < last))
        if no and below & set(frame["debate"]) and not {"longer", "only", "just"} & below:
            return bool(texts(tree, tree.children(v, "neg")) & {"not", "n't", "n’t", "never"})
        if no:
            return False
        matters = lemmas(tree, tree.children(v, "nsubj"))
        if matters & set(frame["closable"]) and texts(tree, held) & set(frame["closed"]):
            return True
        following = " ".join(t.text.lower() for t in tree.tokens[v + 1 : last]) + " "
        return following.startswith(tuple(f"{p} " for p in frame["lines"]))

    def _excluded(self, article: str, v: int) -> bool:
        """ "no soldier goes home while …", "nothing will be signed before …", "no agreement may touch …", "the border
        shall not be discussed", "anything below 9 per cent will not do"."""
        tree, frames = self.frames.trees[article], self.frames
        token, aux = tree.tokens[v], auxiliaries(tree, v)
        own = tree.children(v, "nsubj", "nsubjpass", *(("attr",) if tree.children(v, "expl") else ()))
        if any(tree.tokens[k].tag in ("WDT", "WP") for i in own for k in tree.subtree(i) if k < v):
            return False  # "without which no text will be signed"
        bound = [*own, *behind(tree, v, "in", "by"), *(p for a in tree.children(v, "agent") for p in tree.children(a))]
        agreed = [i for i in bound if tree.tokens[i].lemma.lower() in frames.set("negotiation", "texts")]
        any_deal = any(texts(tree, tree.children(i, "det")) & {"any", "every"} for i in agreed)
        if any_deal and token.lemma.lower() in frames.set("refusing", "forbidding"):
            return bool(aux & _MODAL) or token.tag == "VB"
        lasting = bool(self._limits(tree, v) & members("en/grammar.toml", "limiting"))
        nobody = [i for i in own if self._no(tree, i)]
        if nobody:
            spent = any(frames.process(article, i) and not self._described(tree, i) for i in nobody) and not lasting
            idle = token.lemma.lower() in frames.set("refusing", "idle") - frames.set("refusing", "moving")
            empty = lemmas(tree, nobody) & frames.set("refusing", "unruled")
            said = bool(aux & _MODAL or (lasting and token.tag in ("VBZ", "VBP")))
            return said and token.dep != "relcl" and not (empty or idle or spent)
        if not negated(tree, v) or not aux & _WILLING:
            return False
        under = [a for i in own for a in tree.children(i, "prep") if tree.tokens[a].lemma in ("below", "under")]
        if under and any(frames.quantities(tree.subtree_span(a)) for a in under):
            return True
        matters = [i for i in tree.children(v, "nsubjpass") if tree.tokens[i].pos in ("NOUN", "PROPN")]
        given = frames.set("refusing", "reopening") | frames.set("positions", "granting")
        return bool(matters) and token.lemma.lower() in given and token.dep != "relcl"

    def _described(self, tree: Tree, i: int) -> bool:
        """ "no truce with the garrison in place", "any deal that …"."""
        formed = self.frames.set("negotiation", "texts") | self.frames.set("positions", "formed")
        return tree.tokens[i].lemma.lower() in formed and bool(tree.children(i, "relcl", "prep", "acl"))

    def _limits(self, tree: Tree, v: int) -> set[str]:
        """What limits a clause: "while", "until", "as long as", "without"."""
        return marks(tree, *tree.children(v, "advcl")) | (texts(tree, tree.children(v, "prep")) - {"as"})

    def _no(self, tree: Tree, i: int) -> bool:
        """ "no soldier", "not one gun", "nobody", "not a single inch"."""
        if tree.tokens[i].text.lower() in _NEGATING or texts(tree, tree.children(i, "det")) & {"no"}:
            return True
        first = tree.subtree(i)[0]
        near = [t.text.lower() for t in tree.tokens[max(0, first - 1) : first + 3]]
        return any(a == "not" and b in ("one", "a", "an", "single") for a, b in pairwise(near))

    # -- what a party will not do

    def _unwilling(self, tree: Tree, v: int) -> bool:
        """Whether somebody will not do something: "would not free X", "would sign nothing", "do not bargain over"."""
        aux = auxiliaries(tree, v)
        nothing = any(self._no(tree, i) for i in tree.children(v, "dobj"))
        if aux & _WILLING:
            return nothing or negated(tree, v)
        reopens = tree.tokens[v].lemma in self.frames.words["refusing"]["reopening"]
        about = behind(tree, v, "over", "about", "on", "in")
        return reopens and negated(tree, v) and bool(about and aux & {"do", "does"})

    def _firm(self, article: str, v: int) -> bool:
        """Whether it is the last word: "never", "nothing", "any", a least measure, or something given up."""
        tree, frames = self.frames.trees[article], self.frames
        lemma, particles = tree.tokens[v].lemma.lower(), texts(tree, tree.children(v, "prt"))
        if "never" in lemmas(tree, tree.children(v, "neg", "advmod")) and lemma not in frames.set("refusing", "idle"):
            return True
        below = [k for k in tree.subtree(v, frozenset(tree.children(v, "advcl", "conj"))) if k > v]
        if lemma in frames.set("refusing", "accepting") and any(self._described(tree, k) for k in below):
            return True  # "cannot accept any deal that …"
        nothing = any(self._no(tree, i) for i in tree.children(v, "dobj"))
        whom = [i for k in (v, *tree.children(v, "ccomp", "xcomp")) for i in tree.children(k, "nsubj", "dobj")]
        scope = texts(tree, (c for i in whom for c in (i, *tree.children(i, "det"))))
        if nothing or scope & members("en/grammar.toml", "any"):
            return True
        for q in frames.quantities(tree.span(below[0], below[-1])) if below else ():
            first = tree.within(q.span)
            near = lemmas(tree, range(max(0, first[0] - 2), first[0] + 1)) if first else set()
            if (near | set(q.hedge.lower().split())) & frames.set("refusing", "under"):
                return True
        held = {lemma, *(f"{lemma} {p}" for p in particles)} & frames.set("refusing", "holding")
        if held & frames.set("refusing", "reopening") and tree.children(v, "prep"):
            return True
        lasting = self._limits(tree, v) & members("en/grammar.toml", "limiting")
        return bool(held and (tree.children(v, "dobj") or lasting or held & frames.set("refusing", "intransitive")))

    def _refusing(self, article: str, v: int) -> bool:
        """Whether it is a stance: on somebody's word, or of granting something; of a matter that is named."""
        tree, lemma = self.frames.trees[article], self.frames.trees[article].tokens[v].lemma.lower()
        below = {k for c in tree.children(v, "dobj", "xcomp", "prep") for k in tree.subtree(c)}
        if lemma in self.frames.set("refusing", "idle") or not any(
            tree.tokens[k].pos in ("NOUN", "PROPN", "NUM") for k in below
        ):
            return False  # "we shall not beg for it"
        return lemma in self.frames.set("positions", "granting") or self.speaker(article, v) is not None

    # -- whose, and other ways

    def _one_party(self, article: str, v: int) -> str | None:
        sentence = self.frames.trees[article].sentence_of(v)
        named = self.sides.named(Span(article, sentence.start, sentence.end))
        return named.pop() if len(named) == 1 else None

    def _called_line(self, article: str, i: int) -> int | None:
        """ "a non-negotiable demand"."""
        token = self.frames.trees[article].tokens[i]
        held = token.text.lower().strip('“”"') in self.frames.words["refusing"]["lines"]
        return token.head if held and token.dep == "amod" else None

    def denials(self) -> Iterator[Said]:
        """What a party denies to have granted or offered ("denied having ceded any ground", "that it had agreed")."""
        frames = self.frames
        given = frames.set("positions", "granted")
        for article, v in frames.hits(frozenset(table("en/denials.toml")["denying"]), ("VERB",)):
            tree = frames.trees[article]
            party = self.party(article, v, arguments(tree, v).subjects) if not negated(tree, v) else None
            below = [c for c in tree.children(v, "ccomp", "xcomp", "acl") if c > v]
            below += [c for i in tree.children(v, "dobj") for c in tree.children(i, "acl", "ccomp", "relcl") if c > v]
            for c in below if party else ():
                who = {self.sides.of_phrase(article, i) for i in tree.children(c, "nsubj")} - {party, None}
                if tree.tokens[c].lemma.lower() not in given or who or self.own_voices.get(article, party) != party:
                    continue
                span = self.phrase(article, v, "relcl", without=fronted(tree, v))
                if span:
                    yield Said("rejection", party, Span(article, max(span.start, tree.tokens[v].start), span.end))
