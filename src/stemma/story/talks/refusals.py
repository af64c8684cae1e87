"""Refusals: what a party says it will not do, and what it says will never be."""

from __future__ import annotations

from collections.abc import Iterator

from stemma.data import table
from stemma.model import Span
from stemma.nlp.tree import Tree
from stemma.story.talks.grammar import arguments, fronted, negated, told_once
from stemma.story.talks.phrasing import Kind, Phrasing, Said

_MODAL = frozenset({"will", "would", "wo", "'ll", "’ll", "can", "ca", "could", "shall", "may", "might"})
_NOBODY = frozenset({"no", "nobody", "none", "nothing", "neither"})
_LASTING = frozenset({"while", "until", "till", "unless", "as", "before", "without"})


class Refusals(Phrasing):
    """One method for each way of telling."""

    def refusals(self) -> Iterator[Said]:
        """What a party says it will not do: "would not free X", "cannot accept it", "will never cede an inch"."""
        frames = self.frames
        idle, granting = frames.set("refusing", "idle"), frames.set("positions", "granting")
        for article, tree in frames.trees.items():
            for v, token in enumerate(tree.tokens):
                lemma = token.lemma.lower()
                aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}
                nothing = any(self._no(tree, i) for i in tree.children(v, "dobj"))  # "would sign nothing that …"
                if token.pos != "VERB" or not aux & _MODAL or not (negated(tree, v) or nothing) or lemma in idle:
                    continue
                never = nothing or any(tree.tokens[c].lemma == "never" for c in tree.children(v, "neg", "advmod"))
                spoken = self._quoting(article, v)
                if lemma not in granting and not (never or spoken):
                    continue
                if told_once(tree, v) or not self.own(article, v) or not self._to_something(tree, v):
                    continue
                party = self.party(article, v, arguments(tree, v).subjects)
                span = self.phrase(article, v, "relcl") if party else None
                span = self.from_subject(v, span) if span else None
                kind: Kind = "red line" if never else "rejection"
                if token.dep == "conj" and span:  # "said yes, but would sign nothing"
                    first = min([v, *tree.children(v, "nsubj", "aux")])
                    span = Span(article, max(span.start, tree.tokens[first].start), span.end)
                named = {k for c in tree.children(v, "dobj", "xcomp", "prep") for k in tree.subtree(c)}
                if not any(tree.tokens[k].pos in ("NOUN", "PROPN", "NUM") for k in named):
                    continue  # "we shall not beg for it"
                if span and not self._bare(article, span) and not self.denied(article, v):
                    yield Said(kind, party, span)

    def _quoting(self, article: str, v: int) -> bool:
        """Whether a clause is told on somebody's word, not as what a report foresees."""
        return self.speaker(article, v) is not None

    def _to_something(self, tree: Tree, v: int) -> bool:
        """Whether a verb has an object, an infinitive or a preposition: what is refused."""
        return bool(tree.children(v, "dobj", "xcomp", "prep"))

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

    def exclusions(self) -> Iterator[Said]:
        """What a party says will never be: "no soldier goes home while …", "not one gun will move", "there will be no
        withdrawal", "nothing will be signed before …"."""
        frames = self.frames
        idle, unruled = frames.set("refusing", "idle"), frames.set("refusing", "unruled")
        for article, tree in frames.trees.items():
            for v, token in enumerate(tree.tokens):
                if token.pos not in ("VERB", "AUX") or token.dep in ("aux", "auxpass", "relcl"):
                    continue
                nobody = [i for i in tree.children(v, "nsubj", "nsubjpass", "attr") if self._no(tree, i)]
                if not nobody or (tree.children(v, "attr") and not tree.children(v, "expl")):
                    continue
                if any(tree.tokens[k].tag in ("WDT", "WP") for k in tree.subtree(v) if k < v):
                    continue  # "without which no text will be signed"
                aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}
                lasting = self._lasting(tree, v)
                if not aux & _MODAL and not (lasting and token.tag in ("VBZ", "VBP")):
                    continue
                lemmas = {tree.tokens[i].lemma.lower() for i in nobody}
                process = any(frames.process(article, i) for i in nobody) and not lasting
                passive_idle = token.lemma.lower() in idle - {"be", "go", "come", "happen", "move", "sign"}
                if lemmas & unruled or process or passive_idle or told_once(tree, v):
                    continue
                party = self.speaker(article, v) or self._insisting(article, v)
                span = self.clause(article, v) if party and not self.denied(article, v) else None
                if span and not self.short(span):
                    yield Said("red line", party, self.from_subject(v, span))

    def _no(self, tree: Tree, i: int) -> bool:
        """ "no soldier", "not one gun", "nobody", "not a single inch"."""
        if tree.tokens[i].text.lower() in _NOBODY:
            return True
        dets = {tree.tokens[c].text.lower() for c in tree.children(i, "det")}
        below = [tree.tokens[k].text.lower() for k in tree.subtree(i)]
        single = below[:1] == ["not"] and any(w in below[1:3] for w in ("one", "a", "an", "single"))
        before = tree.tokens[tree.subtree(i)[0] - 1].text.lower() if tree.subtree(i)[0] else ""
        return bool(dets & {"no"}) or single or (before == "not" and below[:1] in (["one"], ["a"], ["an"]))

    def _lasting(self, tree: Tree, v: int) -> bool:
        """Whether a clause limits itself: "while", "until", "as long as", "unless", "before", "without"."""
        marks = {
            tree.tokens[m].text.lower() for c in tree.children(v, "advcl") for m in tree.children(c, "mark", "advmod")
        }
        marks |= {tree.tokens[a].text.lower() for a in tree.children(v, "prep") if tree.tokens[a].lemma != "as"}
        return bool(marks & _LASTING)

    def _insisting(self, article: str, v: int) -> str | None:
        """The party that insists on it."""
        above = self.frames.trees[article].tokens[v].head
        insists = self.frames.trees[article].tokens[above].lemma.lower() in self.frames.set("positions", "insisting")
        return self.of_verb(article, above) if insists else None
