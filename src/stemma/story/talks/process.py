"""The course of the talks: what they are about, why they paused and for how long, what brought the sides back, what may
come next, and what earlier agreements they go back to."""

from __future__ import annotations

import re

from stemma.model import Leaf, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, clause, conjuncts, negated, phrase
from stemma.story.talks.parties import Sides
from stemma.story.talks.persons import people_at

_SHORTEST_PAUSE = 14  # days; what is shorter delays a session
_NEAR = 12  # tokens between a word of pausing and a length
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def _named(frames: Frames, article: str, i: int, *drop: str) -> list[Found]:
    """The phrase that token `i` heads, as a value."""
    span = phrase(frames.trees[article], i, frames.layers[article].attributions, drop=drop)
    return [(frames.text(span), span)] if span else []


def subject(frames: Frames) -> tuple[Leaf, ...]:
    """What the talks are about: the phrase behind "talks on", "negotiations over"."""
    found: list[Found] = []
    for article, tree in frames.trees.items():
        for i in range(len(tree.tokens)):
            if not frames.session(article, i) or tree.tokens[i].pos != "NOUN":
                continue
            for prep in tree.children(i, "prep"):
                if tree.tokens[prep].lemma.lower() in ("on", "over", "about", "concerning", "regarding"):
                    for p in tree.children(prep, "pobj", "pcomp"):
                        if tree.tokens[p].ent not in ("DATE", "TIME") and tree.tokens[p].text != "course":
                            found += _whole(frames, article, p)
    return frames.alike(found)


def _whole(frames: Frames, article: str, i: int) -> list[Found]:
    """The phrase of token `i` with its conjuncts, relative clauses left out."""
    tree = frames.trees[article]
    spans = [
        s for c in conjuncts(tree, i) for _, s in _named(frames, article, c, "relcl", "appos", "advcl", "parataxis")
    ]
    spans = [s for s in spans if s.end - min(x.start for x in spans) < 200]
    if not spans:
        return []
    whole = Span(article, min(s.start for s in spans), max(s.end for s in spans))
    return [(frames.text(whole), whole)]


class Pauses:
    """The words of pausing that are said of the talks."""

    def __init__(self, frames: Frames, sides: Sides) -> None:
        self.frames = frames
        self.sides = sides
        self.at = [*self._verbs(), *self._nouns(), *self._walkouts()]

    def _verbs(self) -> list[tuple[str, int]]:
        frames, out = self.frames, []
        wanted = frames.set("pauses", "verbs")
        phrases = [p.split() for p in frames.words["pauses"]["particles"]]
        for article, tree in frames.trees.items():
            for v, token in enumerate(tree.tokens):
                lemma = token.lemma.lower()
                following = [t.text.lower() for t in tree.tokens[v + 1 : v + 4]]
                single = token.pos == "VERB" and lemma in wanted
                joined = any(p[0] == lemma and p[1] in following[:2] for p in phrases)
                held = lemma == "be" and any(following[:n] == p for p in phrases for n in (len(p),))
                if (single or joined or held) and not negated(tree, v):
                    talk = arguments(tree, v)
                    if any(self._talks(article, i) for i in talk.subjects + talk.objects):
                        out.append((article, v))
        return out

    def _talks(self, article: str, i: int) -> bool:
        """Whether a noun is the talks: by its word, or "effort", "process" and the like without another matter."""
        if self.frames.process(article, i):
            return True
        tree = self.frames.trees[article]
        number = tree.parse.sentences.index(tree.sentence_of(i))
        if tree.tokens[i].text.lower() not in ("they", "it") or number == 0:
            return False
        before = tree.parse.sentences[number - 1]
        plural = tree.tokens[i].text.lower() == "they"
        subjects = [k for k in range(before.first, before.last) if tree.tokens[k].dep in ("nsubj", "nsubjpass")]
        return any(self.frames.process(article, k) and (tree.tokens[k].tag == "NNS") == plural for k in subjects)

    def _nouns(self) -> list[tuple[str, int]]:
        out = []
        for article, n in self.frames.hits(self.frames.set("pauses", "nouns"), ("NOUN",)):
            tree = self.frames.trees[article]
            below = [p for a in tree.children(n, "prep") for p in tree.children(a, "pobj")]
            beside = tree.children(n, "compound", "poss")
            verb = next((k for k in tree.ancestors(n) if tree.tokens[k].pos in ("VERB", "AUX")), None)
            held = arguments(tree, verb) if verb is not None else None
            around = [i for i in held.subjects + held.objects if i != n] if held else []
            if any(self._talks(article, i) for i in [*below, *beside, *around]):
                out.append((article, n))
        return out

    def _walkouts(self) -> list[tuple[str, int]]:
        """ "the delegation left the table", "the union walked out of the talks"."""
        out = []
        tables = self.frames.set("negotiation", "tables")
        for article, v in self.frames.hits(self.frames.set("pauses", "walkouts"), ("VERB",)):
            tree = self.frames.trees[article]
            held = arguments(tree, v)
            goals = held.objects + [k for k in tree.subtree(v) if tree.tokens[k].dep == "pobj"]
            table = any(tree.tokens[i].lemma.lower() in tables or self.frames.session(article, i) for i in goals)
            table = table or (
                any(tree.tokens[i].text.lower() == "it" for i in goals) and self.frames.about_talks(article, v)
            )
            team = {"delegation", "team", "side", "negotiator", "union"}
            who = any(tree.tokens[i].lemma in team or self.sides.of_phrase(article, i) for i in held.subjects)
            if table and who and not people_at(self.frames, article, held.subjects[0]):
                out.append((article, v))
        return out

    def lengths(self) -> tuple[Leaf, ...]:
        """How long the talks had paused: beside the words of pausing, or "the first in two months"."""
        frames, found = self.frames, list[Found]()
        for article, one in frames.layers.items():
            tree = frames.trees[article]
            for q in one.quantities:
                if q.dimension != "time" or q.value < _SHORTEST_PAUSE or not (inside := tree.within(q.span)):
                    continue
                sentence = tree.sentence_of(inside[0])
                before = [t.text.lower() for t in tree.tokens[max(sentence.first, inside[0] - 6) : inside[0]]]
                first = (
                    "first" in before
                    and bool({"in", "after", "since", "for"} & set(before))
                    and self._session_in(article, sentence.first, sentence.last)
                )
                here = [i for a, i in self.at if a == article and sentence.first <= i < sentence.last]
                paused = any(abs(i - inside[0]) <= _NEAR and self._of(tree, i, inside[-1]) for i in here)
                if first or paused:
                    found.append((self._hedged(article, q.span, q.hedge), q.span))
        return frames.by_value(found)

    def _session_in(self, article: str, first: int, last: int) -> bool:
        return any(self.frames.process(article, k) for k in range(first, last)) or self.frames.about_talks(
            article, first
        )

    def _of(self, tree: Tree, pause: int, length: int) -> bool:
        """Whether a length hangs on the word of pausing, or the pause on the length ("a pause of three months",
        "a two-month pause", "a fortnight after the union walked out")."""
        chain = [length, *tree.ancestors(length)]
        if pause in chain:
            return True
        above = tree.ancestors(pause)
        return any(
            tree.children(k, "npadvmod") and length in tree.subtree(k) and tree.tokens[pause].dep in ("advcl", "pcomp")
            for k in above[:2]
        )

    def _hedged(self, article: str, span: Span, hedge: str) -> str:
        text = self.frames.text(span)
        before = self.frames.layers[article].article.text[max(0, span.start - len(hedge) - 1) : span.start]
        return f"{before.strip()} {text}" if hedge and before.strip().lower() == hedge.lower() else text

    def causes(self) -> tuple[Leaf, ...]:
        """Why the talks had paused: each phrase or clause of cause that hangs on a word of pausing."""
        frames, found = self.frames, list[Found]()
        words = frames.set("pauses", "because")
        for article, i in self.at:
            tree = frames.trees[article]
            sites = [i]
            above = tree.head(i)
            if tree.tokens[i].pos == "NOUN" and above is not None:
                sites += [above] if tree.tokens[above].pos in ("VERB", "AUX") else [above, *tree.ancestors(above)[:1]]
            for site in sites:
                for c in self._causal(tree, site, words):
                    heads = (
                        [c]
                        if tree.tokens[c].dep in ("advcl", "conj")
                        and tree.tokens[c].pos in ("VERB", "AUX")
                        and tree.children(c, "mark")
                        else _objects(tree, c)
                    )
                    for h in heads:
                        for k in conjuncts(tree, h):
                            if not self._when(article, k):
                                found += _named(frames, article, k, "advcl", "relcl")
            found += self._agents(article, i)
        return frames.alike(found, days=True)

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
        while todo:
            c = todo.pop(0)
            token = tree.tokens[c]
            marks = {tree.tokens[m].lemma.lower() for m in tree.children(c, "mark", "advmod")}
            lemma = token.lemma.lower()
            if (token.dep in ("advcl", "conj") and marks & {"because", "after", "since"}) or (
                token.pos in ("ADP", "SCONJ", "ADJ", "VERB") and lemma in words
            ):
                out.append(c)
            elif lemma == "addition":
                out += tree.children(c, "prep")
            if (lemma in words or lemma == "in" or marks & {"because", "after"}) and token.dep != "pobj":
                todo += tree.children(c, "prep", "conj", "pobj", "pcomp")
        return out

    def _agents(self, article: str, i: int) -> list[Found]:
        """ "the interruption was caused by X"; "X delayed the talks"."""
        frames, tree = self.frames, self.frames.trees[article]
        wanted = frames.set("pauses", "cause_verbs")
        out: list[Found] = []
        for v in tree.ancestors(i)[:2]:
            if tree.tokens[v].lemma.lower() in wanted and i in arguments(tree, v).objects and not negated(tree, v):
                for k in arguments(tree, v).subjects:
                    if tree.tokens[k].pos in ("NOUN", "PROPN"):
                        out += _named(frames, article, k, "relcl", "appos")
        return out


def _objects(tree: Tree, prep: int) -> list[int]:
    """What a preposition governs, through a second one ("because of", "due to", "as well as")."""
    out = []
    for c in tree.children(prep, "pobj", "pcomp", "prep"):
        out += _objects(tree, c) if tree.tokens[c].pos == "ADP" else [c] if tree.tokens[c].dep != "prep" else []
    return out


def trigger(frames: Frames) -> tuple[Leaf, ...]:
    """What brought the sides back: what the resumption is the result of, follows or answers."""
    frame = frames.words["trigger"]
    nouns, found = frozenset(frame["nouns"]), list[Found]()
    for article, tree in frames.trees.items():
        for v, token in enumerate(tree.tokens):
            if token.pos not in ("VERB", "AUX"):
                continue
            lemma = token.lemma.lower()
            subjects = arguments(tree, v).subjects
            resumed = any(tree.tokens[i].lemma.lower() in nouns for i in subjects)
            talks = any(frames.session(article, i) for i in subjects)
            if not resumed and not (talks and lemma == "follow"):
                continue
            heads: list[int] = []
            if lemma == "follow":
                heads = tree.children(v, "dobj")
            else:
                linked = [
                    c
                    for c in tree.subtree(v)
                    if tree.tokens[c].lemma.lower() in frame["outcomes"]
                    and tree.tokens[c].dep in ("attr", "pobj", "nsubj")
                ]
                heads = [
                    p
                    for c in linked
                    for a in tree.children(c, "prep")
                    if tree.tokens[a].lemma in ("of", "to")
                    for p in tree.children(a, "pobj", "pcomp")
                ]
                if lemma in ("come", "go", "owe") and not heads:
                    heads = [
                        p
                        for a in tree.subtree(v)
                        if tree.tokens[a].lemma in ("after", "to") and tree.tokens[a].dep == "prep"
                        for p in tree.children(a, "pobj")
                    ]
            for h in heads:
                if tree.tokens[h].ent not in ("DATE", "TIME"):
                    found += _extended(frames, article, h)
    return frames.alike(found, days=True)


def _extended(frames: Frames, article: str, i: int) -> list[Found]:
    """The phrase of token `i` with the clause of time behind it ("a request … when they met in March")."""
    base = _named(frames, article, i)
    if not base:
        return []
    tree = frames.trees[article]
    span = base[0][1]
    sentence = tree.sentence_of(i)
    for c in range(sentence.first, sentence.last):
        token = tree.tokens[c]
        timed = token.dep == "advcl" and any(
            tree.tokens[m].text.lower() in ("when", "during", "as") for m in tree.children(c, "advmod", "mark")
        )
        during = (
            token.dep == "prep" and token.lemma in ("during", "at") and tree.tokens[token.head].pos in ("VERB", "AUX")
        )
        if not (timed or during):
            continue
        more = phrase(tree, c, frames.layers[article].attributions)
        if more and 0 <= more.start - span.end <= 2:
            span = Span(article, span.start, more.end)
    return [(frames.text(span), span)]


def next_steps(frames: Frames, sides: Sides) -> tuple[Leaf, ...]:
    """What may come next: a further meeting, a signature, or what an agreement could open the way to."""
    frame = frames.words["next"]
    prospects, signing, found = frozenset(frame["prospects"]), frozenset(frame["signing"]), list[Found]()
    for claim in frames.claims:
        if claim.form in ("nominal", "headline", "apposition", "relative"):
            continue
        article, tree = claim.span.article, frames.trees[claim.span.article]
        head = tree.tokens[claim.head]
        words = " " + " ".join(tree.tokens[k].lemma.lower() for k in tree.within(claim.span)) + " "
        open_ = claim.modality in ("possible", "conditional", "expected", "planned")
        step = any(f" {p} " in words for p in frame["phrases"])
        signs = head.lemma.lower() in signing and open_ and _joint(frames, sides, article, claim.head)
        opens = (
            claim.modality in ("possible", "conditional")
            and any(tree.tokens[i].lemma.lower() in prospects for i in arguments(tree, claim.head).subjects)
            and head.pos in ("VERB", "AUX")
        )
        meets = (
            " again " in words and (open_ or head.lemma == "agree") and head.lemma in ("meet", "agree", "talk", "sit")
        )
        if claim.polarity == "negative" or not ((step and (open_ or "first step" in words)) or signs or opens or meets):
            continue
        span = clause(tree, claim.head, frames.layers[article].attributions)
        found += [(frames.text(span), span)] if span and span.overlap(claim.span) else []
    for article, i in frames.hits(frames.set("negotiation", "sessions"), ("NOUN",)):
        found += _next_meeting(frames, article, i)
    return frames.alike(found, days=True)


def _joint(frames: Frames, sides: Sides, article: str, v: int) -> bool:
    """Whether the parties together, their heads, or a party's members sign or vote."""
    tree = frames.trees[article]
    both = {
        "party",
        "side",
        "government",
        "president",
        "leader",
        "minister",
        "country",
        "delegation",
        "union",
        "member",
    }
    return any(tree.tokens[i].lemma.lower() in both or sides.of_phrase(article, i) for i in arguments(tree, v).subjects)


def _next_meeting(frames: Frames, article: str, i: int) -> list[Found]:
    """A "next" or numbered session that a clause sets for a day to come."""
    tree = frames.trees[article]
    kind = {tree.tokens[c].lemma.lower() for c in tree.children(i, "amod", "compound")}
    verb = next((k for k in tree.ancestors(i) if tree.tokens[k].pos in ("VERB", "AUX")), None)
    if verb is None or not kind & {"next", "further", "another"}:
        return []
    future = {tree.tokens[c].text.lower() for c in tree.children(verb, "aux")} & {
        "will",
        "could",
        "may",
        "would",
        "to",
        "should",
    }
    planned = tree.tokens[verb].lemma in ("plan", "schedule", "set", "fix", "expect", "agree")
    return _named(frames, article, verb, "relcl") if future or planned else []


def earlier(frames: Frames, pauses: Pauses) -> tuple[Leaf, ...]:
    """Earlier agreements that reports go back to (by their year), and earlier sessions by their town."""
    found: list[Found] = []
    years = [one.article.published.latest.year for one in frames.layers.values() if one.article.published]
    latest = max(years, default=9999)
    for article, i in frames.hits(frames.set("negotiation", "texts"), ("NOUN", "PROPN")):
        tree = frames.trees[article]
        beside = [c for c in tree.children(i) if c < i or tree.tokens[c].lemma in ("of", "from", "in")]
        text = " ".join(frames.text(tree.subtree_span(c)) for c in beside if len(tree.subtree(c)) <= 5)
        if any(int(y) < latest for y in _YEAR.findall(text)):
            found += _named(frames, article, i, "relcl", "advcl", "appos")
    for article, v in pauses.at:
        tree = frames.trees[article]
        for k in tree.subtree(v, frozenset(tree.children(v, "conj", "relcl", "advcl"))):
            if tree.tokens[k].lemma == "in" and tree.tokens[k].dep == "prep":
                for p in tree.children(k, "pobj"):
                    found += [
                        (frames.text(m.span), m.span)
                        for m, e in frames.mentions_at(article, p)
                        if e.kind == "place" and not sum(e.id in q.aliases for q in pauses.sides.parties)
                    ]
    return frames.alike(found)
