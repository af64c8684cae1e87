"""Course: what becomes of sessions: that one ended, broke down or was prolonged, which of them, and in what clause.

One reading for all who need it: what a round ended with (`outcomes`), what came before these talks (`earlier`) and why
they stood still (`causes`). Who ends may be the session itself ("the talks collapsed", "round two came to nothing"),
what it is done to ("was suspended", "X broke off the talks"), or a word that stands for it ("the fifth", "the last
attempt", "it", where a session was spoken of). Frames: Activity_finish, Activity_stop, Process_end (FrameNet).

What it gets wrong: a session told by its town alone ("Windhoek ended without result").
"""

from __future__ import annotations

from typing import NamedTuple

from stemma.data import table
from stemma.model import Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import arguments, behind, described, lemmas, negated, passive
from stemma.story.talks.numbering import EARLIER, ELSEWHERE, Numbers
from stemma.story.talks.ordinals import long_before
from stemma.story.talks.places import of_others

_SUPPOSED = frozenset({"if", "unless", "whether", "until", "lest", "should"})


class Turn(NamedTuple):
    """A verb that tells what became of a session."""

    article: str
    verb: int
    session: int
    number: int
    kind: str  # ended | failed | made | prolonged | went (anything else, of one that is named)
    named: bool  # the words themselves say which session
    whole: bool  # said of the talks as a whole, not of one session


class Course:
    """Reads what became of the sessions of a story."""

    def __init__(self, frames: Frames, numbers: Numbers) -> None:
        self.frames, self.numbers = frames, numbers
        self.turns = [
            turn
            for article in frames.trees
            for v in range(len(frames.trees[article].tokens))
            if (turn := self._turn(article, v))
        ]

    def _turn(self, article: str, v: int) -> Turn | None:
        tree = self.frames.trees[article]
        if tree.tokens[v].pos not in ("VERB", "AUX") or not told(tree, v):
            return None
        kind = self._kind(tree, v) or ("went" if "Tense=Past" in tree.tokens[v].morph else "")
        held = arguments(tree, v)
        around = held.objects if passive(tree, v) else held.subjects
        if kind in ("made", "went", ""):
            around = tree.children(v, "nsubj", "nsubjpass") if kind else []
        elif not passive(tree, v):
            around = [*around, *described(tree, v), *held.objects]
        for i in around:
            if self.stands_for(article, i):
                number, named = self._number(article, v, i)
                if kind == "went" and not named:
                    return None
                return Turn(article, v, i, number, kind, named, self._whole(article, i))
        return None

    def _kind(self, tree: Tree, v: int) -> str:
        frames, lemma = self.frames, tree.tokens[v].lemma.lower()
        beside = {tree.tokens[c].text.lower() for c in tree.children(v, "prt", "advmod", "prep", "acomp", "oprd")}
        goals = lemmas(tree, behind(tree, v, "to", "into", "in"))
        if {f"{lemma} {w}" for w in beside} & frames.set("course", "particles"):
            return "failed"
        if lemma in frames.set("course", "coming") and goals & frames.set("course", "standstills"):
            return "failed"
        if lemma in frames.set("course", "failing") | frames.set("verdicts", "breaking"):
            return "failed"
        if lemma in frames.set("pauses", "wrecking") and tree.children(v, "dobj", "nsubjpass"):
            return "failed"
        if lemma in frames.set("course", "prolonging") and passive(tree, v):
            return "prolonged"
        if lemma == "be" and beside & frames.set("course", "stuck"):
            return "failed"
        if lemma == "wind" and "up" in beside:
            return "ended"
        if lemma in frames.set("rounds", "closing") and (lemma != "break" or "up" in beside):
            return "ended"
        if (lemma == "be" and "over" in beside) or (
            lemma in ("come", "bring") and goals & {"end", "close", "conclusion"}
        ):
            return "ended"
        return "made" if lemma in frames.set("outcome", "producing") and tree.children(v, "dobj") else ""

    def stands_for(self, article: str, i: int) -> bool:
        """Whether a token stands for a session or the talks: by its word, by a number or "the last one" where a
        session was spoken of, or by a pronoun behind one."""
        frames, tree = self.frames, self.frames.trees[article]
        token = tree.tokens[i]
        lemma, text = token.lemma.lower(), token.text.lower()
        if frames.sitting(article, i) or (token.pos == "NOUN" and lemma in frames.set("course", "sittings")):
            kinds = {tree.tokens[c].lemma.lower() for c in tree.children(i, "compound", "amod", "nmod")}
            dated = any(tree.tokens[c].ent == "DATE" for c in tree.children(i, "poss"))  # "last Wednesday's meeting"
            return (dated or not of_others(frames, article, i)) and not kinds & frames.set("course", "others")
        sentence = tree.sentence_of(i)
        before = tree.parse.sentences[max(0, tree.parse.sentences.index(sentence) - 1)]
        if text in ("it", "they"):
            plural = text == "they"
            heads = [k for k in range(before.first, before.last) if tree.tokens[k].dep in ("nsubj", "nsubjpass")]
            return before is not sentence and any(
                frames.process(article, k) and (tree.tokens[k].tag == "NNS") == plural for k in heads
            )
        former = frames.set("rounds", "past")
        beside = {w.lower() for c in tree.children(i, "amod") for w in (tree.tokens[c].lemma, tree.tokens[c].text)}
        one = lemma in ("one", "ones") and bool(beside & former)
        that = lemma == "one" and any(tree.tokens[c].text.lower() == "that" for c in tree.children(i, "det"))
        newer = lemma in ("one", "ones") and "new" in beside
        alone = one or that or newer or (bool(self._ordinal(article, i)) and not tree.children(i, "nummod"))
        near = any(frames.sitting(article, k) for k in range(before.first, i))
        return alone and (near or any(frames.sitting(article, k) for k in range(i, sentence.last)))

    def _whole(self, article: str, i: int) -> bool:
        tree = self.frames.trees[article]
        lemma = tree.tokens[i].lemma.lower()
        return lemma in self.frames.set("negotiation", "process") - {"attempt"} and not self.frames.sitting(article, i)

    def _ordinal(self, article: str, i: int) -> int:
        """The number a token gives that stands for a session ("the fifth")."""
        token = self.frames.trees[article].tokens[i]
        if token.pos not in ("ADJ", "NOUN", "PROPN", "ADV") and token.tag != "JJ":
            return 0
        held = self.frames.quantities(Span(article, token.start, token.end))
        return next((int(q.value) for q in held if q.dimension == "ordinal"), 0)

    def _number(self, article: str, v: int, i: int) -> tuple[int, bool]:
        """The round a session is, and whether the words themselves tell which it is."""
        tree, numbers = self.frames.trees[article], self.numbers
        if article in numbers.elsewhere:
            return ELSEWHERE, False
        own = [n for k in [i, *tree.children(i, "amod")] if (n := self._ordinal(article, k))]
        if own and not tree.children(i, "nummod"):  # not "the first two rounds"
            return own[0], True
        main, sentence = numbers.main[article], tree.sentence_of(v)
        that = any(tree.tokens[c].text.lower() == "that" for c in tree.children(i, "det"))
        if that and tree.tokens[i].lemma == "one":  # "that one", behind a sentence that tells which
            before = tree.parse.sentences[max(0, tree.parse.sentences.index(sentence) - 1)]
            told_before = [n for n, q in numbers.told[article] if before.start <= q.span.start < before.end]
            firsts = self.frames.quantities(Span(article, before.start, before.end))
            told_before += [int(q.value) for q in firsts if q.dimension == "ordinal"]
            if told_before:
                return told_before[-1], True
        beside = {w.lower() for c in tree.children(i, "amod") for w in (tree.tokens[c].lemma, tree.tokens[c].text)}
        if beside & self.frames.set("rounds", "past") and not any(
            sentence.start <= q.span.start < sentence.end for _, q in numbers.told[article]
        ):
            return (main - 1 if main > 1 else EARLIER), True
        at = numbers.at(article, v)
        stops = [t.start for t in tree.tokens[v : sentence.last] if t.text == ";"]
        last = stops[0] if stops else sentence.end  # "talks end in deadlock; third round in May"
        named = any(sentence.start <= q.span.start < last for _, q in numbers.told[article])
        at = at if named or last == sentence.end else main
        done = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")} == {"had"} and tree.head(v) is None
        done = done or (self._kind(tree, v) == "failed" and self._resumed(article, v))
        if at == main and not named and (done or self._long_ago(article, v, i)):
            return (main - 1 if main > 1 else EARLIER), False
        return at, named

    def _resumed(self, article: str, v: int) -> bool:
        """Whether a report has the talks taken up again: what broke off was before them."""
        frames, tree = self.frames, self.frames.trees[article]
        verbs = frames.set("trigger", "returning", "reviving") | {"reopen", "revive"}
        for k, token in enumerate(tree.tokens):
            lemma = token.lemma.lower()
            if token.pos == "VERB" and lemma in verbs and k != v and not negated(tree, k):
                held = arguments(tree, k)
                if any(frames.process(article, i) for i in [*held.subjects, *held.objects, *behind(tree, k)]):
                    return True
            if lemma in frames.set("trigger", "nouns") and any(frames.process(article, p) for p in behind(tree, k)):
                return True
        return False

    def _long_ago(self, article: str, v: int, i: int) -> bool:
        """Whether all the days that a clause names lie weeks before its report."""
        tree = self.frames.trees[article]
        below = tree.subtree(v, frozenset(tree.children(v, "conj", "ccomp", "parataxis")))
        if tree.tokens[v].dep == "relcl" and tree.tokens[tree.tokens[v].head].ent == "DATE":
            below = tree.subtree(tree.tokens[v].head)  # "until 30 September, when talks collapsed"
        return long_before(self.frames, article, {*below, *tree.subtree(i)})


def doers(tree: Tree, v: int) -> list[int]:
    """Who or what does a verb, also in a cleft ("it was X that …", "what brought them back was X", "X was what …")."""
    above = tree.head(v)
    be = above is not None and tree.tokens[above].lemma == "be"
    if above is not None and be and tree.tokens[v].dep in ("csubj", "nsubj"):
        return tree.children(above, "attr") or tree.children(above, "nsubj", "acomp")
    own = {tree.tokens[c].text.lower() for c in tree.children(v, "nsubj")}
    if above is not None and be and own & {"that", "which", "who", "what"}:
        return tree.children(above, "nsubj") if "what" in own else tree.children(above, "attr")
    for k in tree.ancestors(v) if own & {"that", "which"} else ():
        it = any(tree.tokens[c].text.lower() == "it" for c in tree.children(tree.tokens[k].head, "nsubj"))
        if tree.tokens[k].dep == "attr" and it:  # "it was the release of X that …"
            return [k]
    return [i for i in arguments(tree, v).subjects if tree.tokens[i].pos in ("NOUN", "PROPN", "PRON")]


def told(tree: Tree, v: int) -> bool:
    """Whether a verb tells of what came about: past or perfect, or the present of a headline; not denied, not supposed,
    not to come."""
    token = tree.tokens[v]
    aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux", "auxpass")}
    aux |= {tree.tokens[c].lemma.lower() for c in tree.children(v, "aux", "auxpass")}
    shared = token.dep == "conj" and not tree.children(v, "nsubj", "nsubjpass") and not aux
    if shared and tree.tokens[token.head].pos in ("VERB", "AUX") and token.tag == "VB":
        return False
    if aux & {"will", "’ll", "'ll", "would", "could", "may", "might", "shall", "should", "can", "must", "to", "do"}:
        return False
    marks = {tree.tokens[m].text.lower() for k in [v, *tree.ancestors(v)[:1]] for m in tree.children(k, "mark")}
    below_denial = any(tree.tokens[k].lemma in table("en/denials.toml")["denying"] for k in tree.ancestors(v))
    finite = token.tag in ("VBD", "VBN", "VBZ", "VBP")
    bare = token.tag == "VBN" and not aux and token.dep in ("acl", "amod", "advcl")
    return finite and not (bare or below_denial or marks & _SUPPOSED or negated(tree, v))
