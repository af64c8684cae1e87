"""Results: what a session brought, told without a verb said of the session itself.

That nothing was agreed or signed ("there was no deal", "no paper was signed", "failed to bridge the gaps", "missed a
deadline"), how many of the points are settled ("seven of nine articles are closed"), and that a party did not come.
Frames: Make_agreement_on_action under negation, Success_or_failure, Attending (FrameNet).

What it gets wrong: that nothing is signed yet, told before the end of a session.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemma.nlp.tree import Tree
from stemma.story.talks.agreeing import Agreeing
from stemma.story.talks.course import told
from stemma.story.talks.frames import Found
from stemma.story.talks.grammar import arguments, from_subject, negated, phrase

_NO = frozenset({"no", "neither", "not"})
_LONG = 32  # words


class Results(Agreeing):
    """What one round brought, or did not."""

    def all(self) -> Iterator[Found]:
        """Each clause that tells it."""
        frames = self.frames
        for article, tree in frames.trees.items():
            for v, token in enumerate(tree.tokens):
                if token.pos not in ("VERB", "AUX") or self.numbers.at(article, v) != self.number:
                    continue
                if tree.tokens[tree.sentence_of(v).last - 1].text == "?":
                    continue
                part = self._part(article, v)
                if not part and (frames.quoted(article, v) or not frames.about_negotiating(article)):
                    continue
                if part or self._nothing(article, v) or self._failed(article, v):
                    drop = ("relcl", "advcl", "parataxis")
                    span = phrase(tree, v, frames.layers[article].attributions, drop=drop)
                    span = from_subject(tree, v, span) if span else None
                    if span and 1 < len(frames.text(span).split()) <= _LONG:
                        yield frames.text(span), span

    def _past(self, tree: Tree, v: int) -> bool:
        """Whether a clause tells of what came about, itself denied or not."""
        aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux", "auxpass")}
        if aux & {"did", "could"} and negated(tree, v):
            return tree.tokens[v].dep in ("ROOT", "conj", "ccomp", "parataxis")
        return told(tree, v) and tree.tokens[v].dep in ("ROOT", "conj", "ccomp", "parataxis")

    def _none(self, tree: Tree, i: int) -> bool:
        """Whether a noun is a fruit of talks that is said to be missing ("no deal", "nothing")."""
        token = tree.tokens[i]
        if token.text.lower() in ("nothing", "none"):
            return True
        no = {tree.tokens[c].text.lower() for c in tree.children(i, "det", "neg", "amod")} & _NO
        kind = [c for c in tree.children(i, "compound") if not self.frames.session(tree.parse.article, c)]
        if token.lemma == "date" and kind:
            return False  # "no end date": of a strike
        return bool(no) and token.lemma.lower() in self.frames.set("course", "fruits")

    def _nothing(self, article: str, v: int) -> bool:
        """ "There was no agreement", "nothing was signed", "no date has been set", "the two sides made no headway"."""
        tree, frames = self.frames.trees[article], self.frames
        lemma, reaching = tree.tokens[v].lemma.lower(), frames.set("course", "reaching")
        past = self._past(tree, v) or (
            negated(tree, v) and bool(tree.children(v, "auxpass")) and not self._ahead(tree, v)
        )
        if not past or not (frames.near_talks(article, v) or self._told_end(article, v)):
            return False
        if lemma == "be" and any(tree.tokens[c].lemma == "unable" for c in tree.children(v, "acomp")):
            goals = [c for a in tree.children(v, "acomp") for c in tree.children(a, "xcomp")]
            trying = frames.set("course", "trying")
            return self._both(article, v) and any(tree.tokens[c].lemma.lower() in trying for c in goals)
        if lemma == "be" and tree.children(v, "expl"):
            signs = [i for i in tree.children(v, "attr") if tree.tokens[i].lemma in frames.set("course", "signs")]
            no = [i for i in signs if {tree.tokens[c].text.lower() for c in tree.children(i, "det", "amod")} & _NO]
            of = [p for i in no for a in tree.children(i, "prep") for p in tree.children(a, "pobj")]
            if any(tree.tokens[p].lemma.lower() in frames.set("course", "fruits") for p in of):
                return True
            return any(
                self._none(tree, i) and tree.tokens[i].text.lower() != "nothing" for i in tree.children(v, "attr")
            )
        if lemma not in reaching:
            return False
        own = tree.children(v, "nsubjpass") or tree.children(v, "nsubj")
        fruits = frames.set("course", "fruits")
        if tree.children(v, "auxpass") and negated(tree, v):  # "a communiqué was not adopted"
            return any(tree.tokens[i].lemma.lower() in fruits - {"date"} for i in own)
        if lemma == "make" and self._both(article, v):  # "made little progress"
            amounts = frames.set("course", "amounts")
            made = [i for i in tree.children(v, "dobj") if tree.tokens[i].lemma in ("progress", "headway", "advance")]
            return any({tree.tokens[c].text.lower() for c in tree.children(i, "amod", "det")} & amounts for i in made)
        if tree.children(v, "auxpass") or lemma in ("emerge", "come"):
            return any(self._none(tree, i) for i in own)
        return any(self._none(tree, i) for i in tree.children(v, "dobj")) and self._both(article, v)

    def _ahead(self, tree: Tree, v: int) -> bool:
        aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux", "auxpass")}
        return not aux & {"was", "were", "been"} or bool(aux - {"was", "were", "been", "have", "has", "had"})

    def _told_end(self, article: str, v: int) -> bool:
        return self.numbers.ended(article, self.frames.trees[article].sentence_of(v))

    def _both(self, article: str, v: int) -> bool:
        """Whether those who act are the parties together, or the session."""
        subjects = arguments(self.frames.trees[article], v).subjects
        return self._joint(article, v) or any(self.frames.process(article, i) for i in subjects)

    def _failed(self, article: str, v: int) -> bool:
        """ "The sides failed to bridge their differences", "could not agree", "missed the deadline"."""
        tree, frames = self.frames.trees[article], self.frames
        lemma = tree.tokens[v].lemma.lower()
        if lemma == "miss" and told(tree, v):
            objects = {tree.tokens[i].lemma.lower() for i in tree.children(v, "dobj")}
            return bool(objects & frames.set("course", "deadlines")) and self._both(article, v)
        trying = frames.set("course", "trying")
        if lemma == "fail" and told(tree, v):
            return self._both(article, v) and any(
                tree.tokens[c].lemma.lower() in trying for c in tree.children(v, "xcomp")
            )
        if lemma == "lead" or lemma in frames.set("outcome", "producing"):
            return (
                self._past(tree, v)
                and negated(tree, v)
                and any(frames.process(article, i) for i in tree.children(v, "nsubj"))
            )
        return lemma in trying - {"meet"} and negated(tree, v) and self._past(tree, v) and self._both(article, v)

    def _part(self, article: str, v: int) -> bool:
        """How many points are settled ("seven of nine articles are closed", "settled two of the annexes")."""
        tree, frames = self.frames.trees[article], self.frames
        state = {tree.tokens[c].lemma.lower() for c in tree.children(v, "acomp", "oprd")}
        settling = frames.set("course", "settling")
        reached = tree.tokens[v].lemma == "reach" and any(
            tree.tokens[i].lemma.lower() in frames.set("course", "fruits")
            for i in tree.children(v, "nsubjpass", "dobj")
        )
        if not told(tree, v) or not (tree.tokens[v].lemma.lower() in settling or state & settling or reached):
            return False
        below = tree.subtree(v, frozenset(tree.children(v, "conj", "advcl", "ccomp", "parataxis")))
        items = [k for k in below if tree.tokens[k].lemma.lower() in frames.set("course", "items")]
        return any(self._out_of(tree, k) for k in items)

    def _out_of(self, tree: Tree, i: int) -> bool:
        """Whether a plural noun stands in "N of (the) M …" or "N … out of M"."""
        sentence = tree.sentence_of(i)
        near = range(max(sentence.first, i - 6), min(sentence.last, i + 4))
        numbers = [k for k in near if tree.tokens[k].tag == "CD"]
        of = [k for k in near if tree.tokens[k].lemma == "of"]
        return len(numbers) > 1 and any(numbers[0] < k < numbers[-1] for k in of)
