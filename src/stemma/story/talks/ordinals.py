"""Ordinals: the numbers by which reports tell rounds, and whether a numbered round is over for a report, its own matter
or still to come."""

from __future__ import annotations

from calendar import month_name, monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from text_to_num import text2num

from stemma.data import table
from stemma.model import Claim, Quantity, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import arguments
from stemma.story.talks.places import of_others, verb_of

When = Literal["past", "now", "ahead"]
UNKNOWN = 0
NEAR = 40  # characters behind a number in which its day may stand
_BEHIND = 6  # tokens behind "first" in which the time may stand for which it is the first
LONG_AGO = 21  # days before the report
SOON = 6  # days from the report within which a session is its own matter
_ORDINAL_UNITS = ("", "kind", "attempt")
_MONTHS = list(month_name)
_MOST = 30  # rounds; a larger number behind the word counts something else


class Ordinals:
    """Reads the numbers of rounds."""

    def __init__(self, frames: Frames) -> None:
        self.frames = frames
        self.told: dict[str, list[tuple[int, Quantity]]] = defaultdict(list)
        self.first_ones: dict[str, list[tuple[int, Quantity]]] = defaultdict(list)  # "the first two rounds"
        for article, one in frames.layers.items():
            for q in one.quantities:
                if (n := self.number(article, q)) != UNKNOWN:
                    self.told[article].append((n, q))
            self.told[article] += self._headed(article)
            self.told[article].sort(key=lambda f: (f[1].span.start, f[0]))

    def _headed(self, article: str) -> list[tuple[int, Quantity]]:
        """Rounds told as headings tell them: "round six", "Round 2", and "third round" where the parser has taken the
        words for others ("LIVE: Water talks, third round")."""
        tree, out = self.frames.trees[article], list[tuple[int, Quantity]]()
        lists = table("en/quantities.toml")
        units = self.frames.words["rounds"]["units"]
        for i, token in enumerate(tree.tokens):
            if token.text.lower() not in (*units, "time"):
                continue
            before = tree.tokens[i - 1] if i else None
            if before is not None and before.text.lower() in lists["ordinals"]:
                taken = self.frames.quantities(tree.span(i - 1, i))
                n = lists["ordinals"].index(before.text.lower()) + 1
                read = _read(tree, i - 1, i, n)
                if not taken and n > 1 and (token.text.lower() != "time" or self._meets(article, read)):
                    out.append((n, read))
            elif token.text.lower() in ("round", "session") and (n := self._behind(tree, i)):
                out.append((n, _read(tree, i, i + 1, n)))
        return out

    def _behind(self, tree: Tree, i: int) -> int:
        """The number right behind a word for a session, unless it counts something else ("a session two days ago")."""
        if i + 1 >= len(tree.tokens):
            return UNKNOWN
        figure = tree.tokens[i + 1]
        further = tree.tokens[i + 2] if i + 2 < len(tree.tokens) else None
        counts = further is not None and (further.pos in ("NOUN", "SYM", "NUM") or further.text in ("%", "-", ":"))
        own = any(tree.tokens[c].tag in ("CD",) and c < i for c in tree.children(i, "nummod"))
        if counts or own:
            return UNKNOWN
        try:
            n = int(text2num(figure.text.lower(), "en"))
        except ValueError:
            return UNKNOWN
        return n if 1 <= n <= _MOST else UNKNOWN

    def number(self, article: str, q: Quantity) -> int:
        """The number of a round: an ordinal with a word for a session, or one said of the talks."""
        if q.dimension != "ordinal" or not 1 <= q.value <= 99:
            return UNKNOWN
        if q.unit == "time":
            return int(q.value) if q.value > 1 and self._meets(article, q) else UNKNOWN
        if q.unit in self.frames.words["rounds"]["units"] and self._of_assembly(article, q):
            return UNKNOWN
        if q.unit in self.frames.words["rounds"]["units"]:
            several = self._several(article, q)
            if several and q.value == 1:
                self.first_ones[article].append((several, q))
            since = q.value == 1 and self._first_since(article, q)
            return UNKNOWN if several or since else int(q.value)
        tree = self.frames.trees[article]
        inside = tree.within(q.span)
        if q.unit not in _ORDINAL_UNITS or q.value == 1 or not inside:
            return UNKNOWN
        sentence = tree.sentence_of(inside[0])
        head = tree.tokens[inside[-1]]
        verbless = head.dep in ("attr", "appos", "conj", "oprd") or (q.unit and True)
        talks = any(
            self.frames.session(article, k) or tree.tokens[k].lemma == "it"
            for k in range(sentence.first, sentence.last)
        )
        return int(q.value) if verbless and talks else UNKNOWN

    def _of_assembly(self, article: str, q: Quantity) -> bool:
        """Whether a session is a commission's, a court's or the like."""
        inside = self.frames.trees[article].within(q.span)
        return bool(inside) and of_others(self.frames, article, self.frames.trees[article].tokens[inside[-1]].head)

    def _meets(self, article: str, q: Quantity) -> bool:
        """Whether those who negotiate meet for the n-th time ("the two sides meet for a second time")."""
        tree, frames = self.frames.trees[article], self.frames
        inside = tree.within(q.span)
        v = verb_of(tree, inside[-1]) if inside else None
        if v is None or tree.tokens[v].lemma.lower() not in frames.set("rounds", "meeting"):
            return False
        return any(
            tree.tokens[i].lemma.lower() in frames.set("negotiation", "teams") for i in arguments(tree, v).subjects
        )

    def _several(self, article: str, q: Quantity) -> int:
        """How many sessions together an ordinal is of ("the first two rounds"); none where it is of one."""
        tree = self.frames.trees[article]
        inside = tree.within(q.span)
        noun = tree.tokens[inside[0]].head if inside else 0
        near = self.frames.quantities(Span(article, q.span.end, q.span.end + NEAR))
        several = bool(inside) and tree.tokens[noun].tag == "NNS" and bool(tree.children(noun, "nummod"))
        counts = [int(t.value) for t in near if noun - 1 in tree.within(t.span)]
        return (counts or [2])[0] if several else 0

    def _first_since(self, article: str, q: Quantity) -> bool:
        """Whether a "first" round is the first for a time ("the first round in two months", "the first since May")."""
        tree = self.frames.trees[article]
        inside = tree.within(q.span)
        behind = range(inside[-1] + 1, min(inside[-1] + _BEHIND, len(tree.tokens))) if inside else range(0)
        for k in behind:
            if tree.tokens[k].text.lower() == "since":
                return True
            near = Span(article, tree.tokens[k].start, tree.tokens[k].end + NEAR)
            lengths = [t for t in self.frames.quantities(near) if t.dimension == "time"]
            if tree.tokens[k].text.lower() in ("in", "for") and any(
                t.span.start - tree.tokens[k].end <= len(t.hedge) + 2 for t in lengths
            ):
                return True
        return False

    def when(self, article: str, q: Quantity) -> When:
        """Whether a numbered round is over and done with for the report ("the fourth round, in June"), its own matter,
        or still to come ("a seventh meeting may follow")."""
        tree = self.frames.trees[article]
        inside = tree.within(q.span)
        sentence = tree.sentence_of(inside[0]) if inside else None
        past = self.frames.set("rounds", "past")
        if inside and any(tree.tokens[c].lemma.lower() in past for c in tree.children(tree.tokens[inside[-1]].head)):
            return "past"
        if inside and (self._behind_it(article, inside[-1])):
            return "past"
        if inside and self._to_come(article, inside[-1]):
            return "ahead"
        published = self.frames.layers[article].article.published
        claims = self.frames.claims_at(q.span)
        if inside and published and (ended := self._closed(article, inside[-1])):
            return "past" if (published.earliest - ended).days > SOON else "now"
        if sentence is None or published is None:
            return "ahead" if self._future(claims) else "now"
        for t in self.frames.times(Span(article, sentence.start, sentence.end)):
            near = any(c.span.contains(t.span) for c in claims) or 0 <= t.span.start - q.span.end <= NEAR
            between = self.frames.layers[article].article.text[q.span.end : t.span.start]
            if not near or t.kind != "date" or not t.earliest or not t.latest or "since" in between.lower().split():
                continue
            if (published.earliest - t.latest).days > LONG_AGO:
                return "past"
            if t.earliest > published.latest and (t.earliest - published.latest).days > LONG_AGO // 3:
                return "ahead"
        return "ahead" if self._future(claims) else "now"

    def looked_back(self, article: str) -> bool:
        """Whether the numbered sessions of a report are told by "a" and a verb in the past, as what came before."""
        tree = self.frames.trees[article]
        for _, q in self.told[article]:
            noun = tree.tokens[tree.within(q.span)[-1]].head if tree.within(q.span) else 0
            v = tree.tokens[noun].head
            a = any(tree.tokens[c].text.lower() == "a" for c in tree.children(noun, "det"))
            own = tree.tokens[noun].dep in ("nsubj", "nsubjpass") and "Tense=Past" in tree.tokens[v].morph
            if not (a and own):
                return False
        return True

    def _behind_it(self, article: str, i: int) -> bool:
        """Whether a numbered session is named only as what something else came after ("the telephones, installed after
        the fourth round, had been dumb since")."""
        tree = self.frames.trees[article]
        noun = tree.tokens[i].head if tree.tokens[i].dep in ("amod", "nummod", "compound") else i
        v = verb_of(tree, noun)
        if tree.tokens[tree.tokens[noun].head].lemma.lower() not in ("after", "since", "following") or v is None:
            return False
        if any(tree.tokens[c].text.lower() in ("a", "an") for c in tree.children(noun, "det")):
            return False  # "an accord signed after a second round": news
        return tree.tokens[v].dep in ("acl", "relcl") or any(
            tree.tokens[c].text.lower() == "had" for c in tree.children(v, "aux")
        )

    def _to_come(self, article: str, i: int) -> bool:
        """Whether a numbered session is one that is set, or called for, and not yet held ("a fourth round is pencilled
        in for May", "called the sides to a third meeting")."""
        tree, frames = self.frames.trees[article], self.frames
        noun = tree.tokens[i].head if tree.tokens[i].dep in ("amod", "nummod", "compound") else i
        setting = frames.set("rounds", "scheduling") - {"be", "put"}
        planned = [c for c in tree.children(noun, "acl") if tree.tokens[c].tag == "VBN"]
        after = [t.lemma for t in tree.tokens[noun + 1 : noun + 5] if t.pos != "PUNCT"]
        if after[:3] == ["to", "be", "hold"] or any(tree.tokens[c].lemma.lower() in setting for c in planned):
            return True
        v = verb_of(tree, noun)
        if v is None:
            return False
        aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux", "auxpass")}
        if tree.tokens[noun].dep in ("nsubj", "nsubjpass"):
            return tree.tokens[v].lemma.lower() in setting and bool(aux & {"is", "are", "has", "have"})
        new = any(tree.tokens[c].text.lower() in ("a", "an", "another") for c in tree.children(noun, "det"))
        called = tree.tokens[v].lemma.lower() in frames.set("rounds", "calling")
        goal = tree.tokens[noun].dep == "pobj" and tree.tokens[tree.tokens[noun].head].lemma in ("to", "for", "on")
        return new and called and (goal or tree.tokens[noun].dep == "dobj")

    def _closed(self, article: str, i: int) -> date | None:
        """The day on which the numbered session at token `i` is told to have ended or broken down."""
        tree = self.frames.trees[article]
        wanted = self.frames.set("rounds", "closing") | self.frames.set("pauses", "verbs")
        noun = tree.tokens[i].head if tree.tokens[i].dep in ("amod", "nummod", "compound") else i
        v = tree.tokens[noun].head
        verb = tree.tokens[v]
        if tree.tokens[noun].dep not in ("nsubj", "nsubjpass") or verb.lemma.lower() not in wanted:
            return None
        days = [t.latest for t in self.frames.times(tree.subtree_span(v)) if t.kind == "date" and t.latest]
        return min(days, default=None) if "Tense=Past" in verb.morph else None

    def _future(self, claims: Sequence[Claim]) -> bool:
        return any(c.modality in ("possible", "conditional", "planned", "expected") for c in claims)


def long_before(frames: Frames, article: str, tokens: Iterable[int]) -> bool:
    """Whether all the days that some words name lie weeks before their report, be they dates or the names of months
    ("the June meeting"); a report without a day is of the time of the others."""
    tree, held = frames.trees[article], sorted(tokens)
    published = frames.layers[article].article.published
    every = [p.earliest for one in frames.layers.values() if (p := one.article.published)]
    now = published.earliest if published else min(every, default=None)
    if now is None or not held:
        return False
    times = frames.times(tree.span(held[0], held[-1]))
    days = [t.latest for t in times if t.kind == "date" and t.latest and set(tree.within(t.span)) & set(held)]
    names = [tree.tokens[k].text for k in held if tree.tokens[k].pos == "PROPN" and tree.tokens[k].text in _MONTHS]
    days = days or [_last_of(name, now) for name in names]
    return bool(days) and (now - max(days)).days > LONG_AGO


def _last_of(month: str, before: date) -> date:
    """The last day of the month of a name that is over before a day."""
    number = _MONTHS.index(month)
    year = before.year - (number >= before.month)
    return date(year, number, monthrange(year, number)[1])


def _read(tree: Tree, first: int, last: int, n: int) -> Quantity:
    """The number of a round that the article floor has not read."""
    span = tree.span(first, last)
    return Quantity(span=span, value=n, low=n, high=n, unit="round", dimension="ordinal", rule="number of a round")
