"""Pauses: which words say that the talks stood still, and for how long (`causes` tells why).

A session that is put off by a few days is a delay of that session (`rounds`), no pause of the talks.
"""

from __future__ import annotations

from stemma.model import Leaf, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, described, negated
from stemma.story.talks.persons import people_at
from stemma.story.talks.sides import Sides
from stemma.story.talks.status import calls_off, of_one_session

_SHORTEST_PAUSE = 14  # days; "the first in N days" of less is no pause
_SHORTEST_TOLD = 2  # days; what is shorter delays a session, though it be called a pause
_NEAR = 12  # tokens between a word of pausing and a length


class Pauses:
    """The words of pausing that are said of the talks."""

    def __init__(self, frames: Frames, sides: Sides) -> None:
        self.frames = frames
        self.sides = sides
        self.by_somebody: set[tuple[str, int]] = set()  # verbs of breaking or calling off, which events do not do
        self.walkouts = self._walkouts()
        self.at = [*self._verbs(), *self._nouns(), *self.walkouts, *self._absences()]

    def _verbs(self) -> list[tuple[str, int]]:
        frames, out = self.frames, []
        wanted = frames.set("pauses", "verbs", "wrecking")
        phrases = [p.split() for p in frames.words["pauses"]["particles"]]
        for article, tree in frames.trees.items():
            for v, token in enumerate(tree.tokens):
                lemma = token.lemma.lower()
                following = [t.text.lower() for t in tree.tokens[v + 1 : v + 4]]
                single = token.pos == "VERB" and lemma in wanted
                joined = any(p[0] == lemma and p[1] in following[:2] for p in phrases)
                held = lemma == "be" and any(following[:n] == p for p in phrases for n in (len(p),))
                off = token.pos == "VERB" and calls_off(frames, tree, v)
                if joined or off:
                    self.by_somebody.add((article, v))
                if (
                    (single or joined or held or off)
                    and not negated(tree, v)
                    and not of_one_session(frames, article, v)
                ):
                    talk = arguments(tree, v)
                    around = [*talk.subjects, *talk.objects, *described(tree, v)]
                    if lemma in frames.set("pauses", "wrecking"):
                        around = talk.objects
                    if any(self.talks(article, i) for i in around):
                        out.append((article, v))
        return out

    def talks(self, article: str, i: int) -> bool:
        """Whether a noun is the talks: by its word, or "effort", "process" and the like without another matter."""
        tree = self.frames.trees[article]
        lemma = tree.tokens[i].lemma.lower()
        if self.frames.process(article, i) or lemma in self.frames.set("delegations", "join_nouns"):
            return True
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
            lasting = any(q.dimension == "time" for q in self.frames.quantities(tree.subtree_span(n)))
            named_so = lasting and verb is not None and tree.tokens[verb].lemma.lower() in ("end", "follow")
            if any(self.talks(article, i) for i in [*below, *beside, *around]) or (
                named_so and self.frames.near_talks(article, n)  # "returned, ending a break of three days"
            ):
                out.append((article, n))
        return out

    def _walkouts(self) -> list[tuple[str, int]]:
        """ "the delegation left the table", "the union walked out of the talks"."""
        out = []
        tables = self.frames.set("negotiation", "tables")
        for article, v in self.frames.hits(self.frames.set("pauses", "walkouts"), ("VERB",)):
            tree = self.frames.trees[article]
            held = arguments(tree, v)
            goals = held.objects + [k for k in tree.subtree(v) if tree.tokens[k].dep == "pobj" and k > v]
            table = any(tree.tokens[i].lemma.lower() in tables or self.frames.session(article, i) for i in goals)
            table = table or (
                any(tree.tokens[i].text.lower() == "it" for i in goals) and self.frames.about_talks(article, v)
            )
            team = {"delegation", "team", "side", "negotiator", "union"}
            who = any(tree.tokens[i].lemma in team or self.sides.of_phrase(article, i) for i in held.subjects)
            leaves = any(tree.tokens[c].text.lower() == "out" for c in tree.children(v, "prt", "advmod", "prep"))
            storms = leaves and tree.tokens[v].lemma.lower() in self.frames.set("pauses", "storming")
            left = [  # "pull out of the towns" is of no talks
                p for b in tree.subtree(v) if tree.tokens[b].lemma in ("of", "from") for p in tree.children(b, "pobj")
            ]
            table = table or (leaves and (storms or not left) and self.frames.about_talks(article, v))
            people = bool(held.subjects) and bool(people_at(self.frames, article, held.subjects[0]))
            if table and who and (not people or storms):  # a leader walks out for the party
                out.append((article, v))
        return out

    def _absences(self) -> list[tuple[str, int]]:
        """ "A stayed away over X": of a party, where the talks are spoken of."""
        out, home = [], self.frames.set("absence", "home")
        for article, v in self.frames.hits(self.frames.set("absence", "staying"), ("VERB",)):
            tree = self.frames.trees[article]
            beside = {tree.tokens[c].text.lower() for c in tree.children(v, "advmod", "prt")}
            side = self.sides.of_subject(article, arguments(tree, v).subjects)
            if beside & home and side and self.frames.near_talks(article, v) and not negated(tree, v):
                out.append((article, v))
        return out

    def lengths(self) -> tuple[Leaf, ...]:
        """How long the talks had paused: beside the words of pausing, or "the first in two months"."""
        frames, found = self.frames, list[Found]()
        for article, one in frames.layers.items():
            tree = frames.trees[article]
            for q in one.quantities:
                if q.dimension != "time" or q.value < _SHORTEST_TOLD or not (inside := tree.within(q.span)):
                    continue
                sentence = tree.sentence_of(inside[0])
                before = [t.text.lower() for t in tree.tokens[max(sentence.first, inside[0] - 6) : inside[0]]]
                first = (
                    q.value >= _SHORTEST_PAUSE
                    and "first" in before
                    and bool({"in", "after", "since", "for"} & set(before))
                    and self._session_in(article, sentence.first, sentence.last)
                )
                here = [i for a, i in self.at if a == article and sentence.first <= i < sentence.last]
                after = tree.tokens[inside[-1] + 1].text.lower() if inside[-1] + 1 < len(tree.tokens) else ""
                paused = after not in ("before", "ago") and any(
                    abs(i - inside[0]) <= _NEAR and self._of(tree, i, inside[-1]) for i in here
                )
                since = q.value >= _SHORTEST_PAUSE and self._since_last(article, inside[-1])
                if first or paused or since:
                    found.append((_spelt_out(self._hedged(article, q.span, q.hedge)), q.span))
        for article, tree in frames.trees.items():  # "more than a year after the last round ended"
            for t in frames.times(Span(article, 0, len(frames.layers[article].article.text))):
                inside = tree.within(t.span)
                year = inside and tree.tokens[inside[-1]].lemma.lower() in frames.set("pauses", "units")
                counted = any(q.span.overlap(t.span) for q in frames.quantities(t.span))
                if year and not counted and t.kind == "duration" and self._since_last(article, inside[-1]):
                    found.append((self._about(article, t.span), t.span))
        for article, i in self.at:  # "stopped the talks for a month"
            tree = frames.trees[article]
            sentence = tree.sentence_of(i)
            for t in frames.times(Span(article, sentence.start, sentence.end)):
                inside = tree.within(t.span)
                single = bool(inside) and tree.tokens[inside[0]].text.lower() in ("a", "an", "one")
                unit = bool(inside) and tree.tokens[inside[-1]].lemma.lower() in frames.set("pauses", "units")
                counted = any(q.span.overlap(t.span) for q in frames.quantities(t.span))
                if t.kind == "duration" and single and unit and not counted and self._of(tree, i, inside[-1]):
                    found.append((frames.text(t.span), t.span))
        return frames.by_value(found)

    def _since_last(self, article: str, i: int) -> bool:
        """Whether a length is told from the round before ("eight months after the previous round ended")."""
        tree = self.frames.trees[article]
        after = next((k for k in range(i + 1, min(i + 3, len(tree.tokens))) if tree.tokens[k].lemma == "after"), None)
        past = self.frames.set("rounds", "past")
        near = range(after + 1, min(after + 5, len(tree.tokens))) if after is not None else range(0)
        ended = [k for k in near if tree.tokens[k].lemma.lower() in self.frames.set("pauses", "nouns")]
        of = [p for k in ended for a in tree.children(k, "prep") for p in tree.children(a, "pobj")]
        if any(self.frames.process(article, p) or tree.tokens[p].lemma in ("one", "they") for p in of):
            return True  # "two weeks after the rupture of the first ones"
        return any(
            self.frames.process(article, k) and {tree.tokens[c].lemma.lower() for c in tree.children(k, "amod")} & past
            for k in near
        )

    def _session_in(self, article: str, first: int, last: int) -> bool:
        return any(self.frames.process(article, k) for k in range(first, last)) or self.frames.about_talks(
            article, first
        )

    def _of(self, tree: Tree, pause: int, length: int) -> bool:
        """Whether a length hangs on the word of pausing, or the pause on the length ("a pause of three months",
        "a two-month pause", "a fortnight after the union walked out")."""
        chain = [length, *tree.ancestors(length)]
        behind = tree.tokens[tree.tokens[length].head]
        if behind.lemma == "after" and behind.dep == "prep" and behind.head == pause and pause < length:
            return False  # "broke off after two days": how long they had gone on
        verb = next((k for k in chain if tree.tokens[k].pos == "VERB"), None)
        if pause in chain and (tree.tokens[pause].pos != "VERB" or verb in (pause, None)):
            return True
        above = tree.ancestors(pause)
        return any(
            tree.children(k, "npadvmod") and length in tree.subtree(k) and tree.tokens[pause].dep in ("advcl", "pcomp")
            for k in above[:2]
        )

    def _about(self, article: str, span: Span) -> str:
        """A length with the words that say it is no exact one ("more than a year")."""
        tree = self.frames.trees[article]
        first = tree.within(span)[0]
        before = [t.text.lower() for t in tree.tokens[max(0, first - 2) : first]]
        for wanted in (["more", "than"], ["less", "than"], ["over"], ["nearly"], ["almost"]):
            if before[-len(wanted) :] == wanted:
                return self.frames.text(Span(article, tree.tokens[first - len(wanted)].start, span.end))
        return self.frames.text(span)

    def _hedged(self, article: str, span: Span, hedge: str) -> str:
        text = self.frames.text(span)
        before = self.frames.layers[article].article.text[max(0, span.start - len(hedge) - 1) : span.start]
        return f"{before.strip()} {text}" if hedge and before.strip().lower() == hedge.lower() else text


def _spelt_out(length: str) -> str:
    """A length as a phrase of its own ("a two-week delay": "two weeks")."""
    figure, dash, unit = length.partition("-")
    several = dash and not unit.endswith("s") and figure.lower() not in ("a", "an", "one")
    return f"{figure} {unit}{'s' if several else ''}" if dash else length
