"""Which round a word speaks of: by the number it names, by the town, else by what its report speaks of most.

Reports that name no number belong to the round whose reports are nearest in time. What is said of the round before or
of the next one is kept from this one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from copy import copy
from datetime import date, timedelta
from typing import Literal

from stemma.model import Claim, Quantity, Sentence, Span, Time
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import arguments
from stemma.story.talks.places import session_places, verb_of

UNKNOWN = 0
EARLIER, LATER = -1, -2  # a round before, or after, one that has no number
ELSEWHERE = -3  # of reports that are left aside
_FEWEST = 2  # times a number alone ("the third") must be named for a round of its own
_NEAR = 40  # characters behind a number in which its day may stand
_BEHIND = 6  # tokens behind "first" in which the time may stand for which it is the first
_LONG_AGO = 21  # days before the report
_SOON = 6  # days from the report within which a session is its own matter
_TO_COME = {"will", "would", "to", "could", "may", "might", "should"}
_ORDINAL_UNITS = ("", "kind", "attempt")


class Numbers:
    """Which round a token speaks of."""

    elsewhere: frozenset[str] = frozenset()

    def __init__(self, frames: Frames) -> None:
        self.frames = frames
        self.told: dict[str, list[tuple[int, Quantity]]] = defaultdict(list)
        self._first_ones: dict[str, list[tuple[int, Quantity]]] = defaultdict(list)  # "the first two rounds"
        for article, one in frames.layers.items():
            for q in one.quantities:
                if (n := self._number(article, q)) != UNKNOWN:
                    self.told[article].append((n, q))
        self.main = self._main()
        counts = Counter(n for held in self.told.values() for n, _ in held)
        mains = set(self.main.values())
        named = {n for held in self.told.values() for n, q in held if q.unit in frames.words["rounds"]["units"]}
        kept = {n for n in counts if n in mains | named or counts[n] >= _FEWEST}
        self.rounds = sorted(kept | mains)
        if self.rounds[:1] == [UNKNOWN]:
            self.rounds.append(LATER)
        self.sites = [
            (article, i)
            for article, tree in frames.trees.items()
            for i in range(len(tree.tokens))
            if frames.session(article, i)
        ]
        self._opening = self._opening_days()
        if self.rounds == [UNKNOWN, LATER]:
            self._follow_later()
        self._towns: dict[str, int] = {}
        self._held: dict[str, set[int]] = defaultdict(set)
        self._towns = self._places()

    def _number(self, article: str, q: Quantity) -> int:
        """The number of a round: an ordinal with a word for a session, or one said of the talks."""
        if q.dimension == "count" and q.unit == "round" and q.value > 1 and self._after(article, q):
            return int(q.value)  # "agreed after three rounds of talks"
        if q.dimension != "ordinal" or not 1 <= q.value <= 99:
            return UNKNOWN
        if q.unit in self.frames.words["rounds"]["units"]:
            several = self._several(article, q)
            if several and q.value == 1:
                self._first_ones[article].append((several, q))
            counted = self._first_since(article, q) if q.value == 1 else self._in_days(article, q)
            return UNKNOWN if several or counted else int(q.value)
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

    def _in_days(self, article: str, q: Quantity) -> bool:
        """Whether sessions are only counted within some days ("their second session in a week")."""
        tree = self.frames.trees[article]
        inside = tree.within(q.span)
        noun = tree.tokens[inside[-1]].head if inside else 0
        words = [t.lemma.lower() for t in tree.tokens[noun + 1 : noun + 4]]
        return words[:1] in (["in"], ["within"]) and bool({"day", "week", "fortnight"} & set(words))

    def _after(self, article: str, q: Quantity) -> bool:
        """Whether a number of rounds is told as what came before an agreement."""
        tree, frames = self.frames.trees[article], self.frames
        inside = tree.within(q.span)
        noun = tree.tokens[inside[-1]].head if inside and tree.tokens[inside[-1]].pos == "NUM" else (inside or [0])[-1]
        after = tree.tokens[noun].head
        v = next((k for k in tree.ancestors(after) if tree.tokens[k].pos == "VERB"), None)
        if tree.tokens[after].lemma != "after" or v is None or "Tense=Past" not in tree.tokens[v].morph:
            return False
        texts = frames.set("negotiation", "texts")
        text = any(tree.tokens[k].lemma.lower() in texts for k in tree.children(v, "dobj", "nsubjpass"))
        signs = tree.tokens[v].lemma.lower() in frames.set("outcome", "signing") and text
        return signs or tree.tokens[v].lemma.lower() in frames.set("outcome", "verbs")

    def _several(self, article: str, q: Quantity) -> int:
        """How many sessions together an ordinal is of ("the first two rounds"); none where it is of one."""
        tree = self.frames.trees[article]
        inside = tree.within(q.span)
        noun = tree.tokens[inside[0]].head if inside else 0
        near = self.frames.quantities(Span(article, q.span.end, q.span.end + _NEAR))
        several = bool(inside) and tree.tokens[noun].tag == "NNS" and bool(tree.children(noun, "nummod"))
        counts = [int(t.value) for t in near if noun - 1 in tree.within(t.span)]
        return (counts or [2])[0] if several else 0

    def _first_since(self, article: str, q: Quantity) -> bool:
        """Whether a "first" round is the first for a time ("the first round in two months", "the first since May")."""
        tree = self.frames.trees[article]
        inside = tree.within(q.span)
        behind = range(inside[-1] + 2, min(inside[-1] + _BEHIND, len(tree.tokens))) if inside else range(0)
        for k in behind:
            if tree.tokens[k].text.lower() == "since":
                return True
            near = Span(article, tree.tokens[k].start, tree.tokens[k].end + _NEAR)
            lengths = [t for t in self.frames.quantities(near) if t.dimension == "time"]
            if tree.tokens[k].text.lower() in ("in", "for") and any(
                t.span.start - tree.tokens[k].end <= len(t.hedge) + 2 for t in lengths
            ):
                return True
        return False

    def _main(self) -> dict[str, int]:
        """The round each report speaks of: the one it names as its own matter; the one before a round to come, where it
        tells of a session; the one after a round that is over, where that is named somewhere."""
        out, every = {}, {n for held in self.told.values() for n, _ in held}
        self._when_told = {a: [(n, self._when(a, q)) for n, q in self.told[a]] for a in self.frames.layers}
        current = {n for held in self._when_told.values() for n, when in held if when == "now"}
        self._gone = {a: {n for n, w in held if w == "past"} for a, held in self._when_told.items()}
        for article, told in self._when_told.items():
            over = {n for n, when in told if when == "past"}
            told = [(n, "past" if n in over and when == "now" else when) for n, when in told]
            self._when_told[article] = told
            now = Counter(n for n, when in told if when == "now")
            ahead = Counter(n for n, when in told if when == "ahead")
            if now:
                out[article] = min(now, key=lambda n: (-now[n], -n))
            elif ahead:
                n = min(ahead, key=lambda n: (-ahead[n], n))
                # A report that says a seventh meeting may follow, or that one ended, speaks of the sixth.
                before = self.told_session(article) or (n not in current and self._open(article, n))
                out[article] = n - 1 if n > 1 and before else n
            else:
                following = max(over, default=UNKNOWN) + 1
                out[article] = following if over and following in every else UNKNOWN
        days = {a: p.earliest for a, one in self.frames.layers.items() if (p := one.article.published)}
        known = {a: n for a, n in out.items() if n != UNKNOWN}
        for article, n in out.items():
            if n == UNKNOWN and known:
                day = days.get(article)
                near = sorted(known, key=lambda a: (_apart(day, days.get(a)), a))
                out[article] = known[near[0]] if day else min(known.values())
                if day and out[article] > 1 and self._meets_next(article, day, days.get(near[0])):
                    out[article] -= 1
                    continue
                opened = self._opened(near[0]) if day else None
                if opened and day and day < opened - timedelta(_SOON) and self.told_session(article):
                    out[article] = max(out[article] - 1, 1)  # of a session before that round
        return out

    def _meets_next(self, article: str, day: date, other: date | None) -> bool:
        """Whether a report sets the next meeting for the day on which another report tells of its own."""
        if other is None or not day < other:
            return False
        tree = self.frames.trees[article]
        again = [v for v in range(len(tree.tokens)) if self.again(article, v)]
        days = [t.earliest for v in again for t in self.days_of(article, v) if t.earliest and t.earliest == t.latest]
        return any(timedelta() <= other - d <= timedelta(1) for d in days)

    def told_session(self, article: str) -> bool:
        """Whether a report tells, naming no number, of a session that was held or is under way as it is written."""
        return any(when == "near" for _, when in self._sessions_told(article))

    def _opened(self, article: str) -> date | None:
        """The day on which the session a report speaks of was opened."""
        days = [d for d, _ in self._sessions_told(article, opening=True) if d]
        if not days:  # "will open on Sunday"
            tree, wanted = self.frames.trees[article], self.frames.set("rounds", "opening")
            coming = [v for v, t in enumerate(tree.tokens) if t.pos == "VERB" and t.lemma.lower() in wanted]
            own = [v for v in coming if any(self.frames.sitting(article, k) for k in arguments(tree, v).subjects)]
            days = [t.earliest for v in own for t in self.days_of(article, v) if t.earliest]
        return min(days, default=None)

    def _sessions_told(self, article: str, *, opening: bool = False) -> list[tuple[date | None, str]]:
        """The days of verbs that tell of sessions opened (or closed), and whether those are near the report's own."""
        frames, tree = self.frames, self.frames.trees[article]
        published = frames.layers[article].article.published
        wanted = frames.set("rounds", "opening") | (frozenset() if opening else frames.set("rounds", "closing"))
        out = list[tuple[date | None, str]]()
        for v, token in enumerate(tree.tokens):
            aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}
            if token.pos != "VERB" or token.lemma.lower() not in wanted or aux & _TO_COME or token.tag == "VB":
                continue
            own = tree.children(v, "nsubj", "nsubjpass", "dobj")
            own += [token.head] if token.dep == "acl" and tree.head(token.head) is None else []
            nouns = [k for k in own if frames.sitting(article, k)]
            sentence = tree.sentence_of(v)
            if not nouns or any(self._of(article, k, sentence, "past") for k in nouns):
                continue
            if not opening and any(sentence.start <= q.span.start < sentence.end for _, q in self.told[article]):
                continue
            days = [t.earliest for t in frames.times(tree.subtree_span(v)) if t.kind == "date" and t.earliest]
            day = min(days, default=None)
            near = published is None or day is None or abs((published.earliest - day).days) <= _SOON
            out.append((day, "near" if near else "far"))
        return out

    def _when(self, article: str, q: Quantity) -> Literal["past", "now", "ahead"]:
        """Whether a numbered round is over and done with for the report ("the fourth round, in June"), its own matter,
        or still to come ("a seventh meeting may follow")."""
        tree = self.frames.trees[article]
        inside = tree.within(q.span)
        sentence = tree.sentence_of(inside[0]) if inside else None
        past = self.frames.set("rounds", "past")
        if inside and any(tree.tokens[c].lemma.lower() in past for c in tree.children(tree.tokens[inside[-1]].head)):
            return "past"
        if inside and self._of_somebody(article, inside[-1]):
            return "past"
        published = self.frames.layers[article].article.published
        claims = self.frames.claims_at(q.span)
        if inside and published and (ended := self._closed(article, inside[-1])):
            return "past" if (published.earliest - ended).days > _SOON else "now"
        if sentence is None or published is None:
            return "ahead" if self._future(claims) else "now"
        for t in self.frames.times(Span(article, sentence.start, sentence.end)):
            near = any(c.span.contains(t.span) for c in claims) or 0 <= t.span.start - q.span.end <= _NEAR
            between = self.frames.layers[article].article.text[q.span.end : t.span.start]
            if not near or t.kind != "date" or not t.earliest or not t.latest or "since" in between.lower().split():
                continue
            if (published.earliest - t.latest).days > _LONG_AGO:
                return "past"
            if t.earliest > published.latest and (t.earliest - published.latest).days > _LONG_AGO // 3:
                return "ahead"
        return "ahead" if self._future(claims) else "now"

    def _of_somebody(self, article: str, i: int) -> bool:
        """Whether a numbered session is named only to say who somebody is ("X, who attended the first round")."""
        tree = self.frames.trees[article]
        noun = tree.tokens[i].head if tree.tokens[i].dep in ("amod", "nummod", "compound") else i
        v = verb_of(tree, noun)
        if v is None or tree.tokens[v].dep != "relcl" or tree.tokens[v].tag != "VBD":
            return False
        return any(tree.tokens[k].text.lower() == "who" for k in tree.children(v, "nsubj"))

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

    def _open(self, article: str, number: int) -> bool:
        """Whether a report leaves open whether a round takes place."""
        claims = [c for n, q in self.told[article] if n == number for c in self.frames.claims_at(q.span)]
        return any(c.modality in ("possible", "conditional") for c in claims)

    def _places(self) -> dict[str, int]:
        """Towns that belong to one round only: its sessions are held there and those of no other."""
        counts: dict[str, Counter[int]] = defaultdict(Counter)
        for article, i in self.sites:
            for entity, _ in session_places(self.frames, article, i):
                counts[entity][self.at(article, i)] += 1
                self._held[entity].add(self.at(article, i))
        return {
            e: c.most_common(1)[0][0]
            for e, c in counts.items()
            if len(c) == 1 or c.most_common(1)[0][1] > sum(c.values()) / 2
        }

    def at(self, article: str, i: int, *, towns: bool = True) -> int:
        """The round a token speaks of; with `towns`, told by the town it names where it names no number."""
        if article in self.elsewhere:
            return ELSEWHERE
        tree = self.frames.trees[article]
        sentence = tree.sentence_of(i)
        near = [(n, q) for n, q in self.told[article] if sentence.start <= q.span.start < sentence.end]
        near = [(n, q) for n, q in near if n not in self._gone[article] or self._one_clause(article, q, i)]
        named = {n for n, _ in near}
        if len(named) == 1:
            return next(iter(named))
        here = tree.tokens[i].start
        if named:
            return min(near, key=lambda f: (abs(f[1].span.start - here), f[0]))[0]
        if any(n < self.main[article] and self._one_clause(article, q, i) for n, q in self._first_ones[article]):
            return EARLIER
        if self._of(article, i, sentence, "past"):
            return self.main[article] - 1 if self.main[article] > 1 else EARLIER
        if self._before_opening(article, i):
            return self.main[article] - 1 if self.main[article] > 1 else EARLIER
        if self.again(article, i) or self.after_end(article, i) or self._of(article, i, sentence, "coming_on"):
            return self.main[article] + 1 if self.main[article] > UNKNOWN else LATER
        claims = self.frames.claims_at(Span(article, here, tree.tokens[i].end))
        for claim in claims[: int(towns)]:
            named = {
                self._towns[e.id]
                for m, e in self.frames.mentions(claim.span)
                if e.id in self._towns
                and self.main[article] not in self._held[e.id]
                and verb_of(tree, tree.within(m.span)[0]) in (i, verb_of(tree, i))
            }
            if len(named) == 1:
                return named.pop()
        return self.main[article]

    def _follow_later(self) -> None:
        """Of talks that count no rounds: reports from after the day that was set for the next session speak of that."""
        days = [
            t.earliest
            for article, v in self.frames.hits(self.frames.set("rounds", "opening"), ("VERB",))
            if self.again(article, v) or self.after_end(article, v)
            for t in self.days_of(article, v)
            if t.earliest and t.earliest == t.latest
        ]
        for article, v in self.frames.hits(self.frames.set("rounds", "scheduling"), ("VERB",)):
            tree = self.frames.trees[article]  # "the next session is scheduled for Thursday"
            own = [k for k in tree.children(v, "nsubj", "nsubjpass") if self.frames.session(article, k)]
            if any(tree.tokens[c].lemma.lower() == "next" for k in own for c in tree.children(k, "amod")):
                days += [t.earliest for t in self.days_of(article, v) if t.earliest]
        for article, one in self.frames.layers.items():
            published = one.article.published
            if days and published and published.earliest > min(days):
                self.main[article] = LATER

    def _one_clause(self, article: str, q: Quantity, i: int) -> bool:
        """Whether a token stands in the clause of a number ("the two, whose first try failed in May, meet today")."""
        tree = self.frames.trees[article]
        inside = tree.within(q.span)
        v = i if tree.tokens[i].pos in ("VERB", "AUX") else verb_of(tree, i)
        return not inside or verb_of(tree, inside[-1]) in (v, i)

    def among(self, articles: frozenset[str]) -> Numbers:
        """The same, of some of the reports only: what others say is of no round."""
        out = copy(self)
        out.elsewhere = frozenset(self.frames.layers) - articles
        return out

    def earlier(self, number: int) -> bool:
        """Whether a number is of a session before the rounds that the reports are about."""
        return number == EARLIER or (UNKNOWN < number < max(self.rounds) and number not in self.rounds)

    def _opening_days(self) -> dict[int, date]:
        """The first day on which reports of a round have it open."""
        out: dict[int, date] = {}
        tables = self.frames.set("negotiation", "tables")
        for article, v in self.frames.hits(self.frames.set("rounds", "opening"), ("VERB",)):
            tree, number = self.frames.trees[article], self.main[article]
            nouns = tree.children(v, "nsubj", "nsubjpass", "dobj")
            goals = [
                p for a in tree.children(v, "prep") for p in tree.children(a, "pobj") if tree.tokens[a].lemma == "to"
            ]
            told = any(self.frames.sitting(article, k) for k in nouns)
            told = told or any(tree.tokens[p].lemma.lower() in tables for p in goals)
            sentence = tree.sentence_of(v)
            others = any(sentence.start <= q.span.start < sentence.end and n != number for n, q in self.told[article])
            past = any(self._of(article, k, sentence, "past") for k in nouns)
            if not told or others or past or self.after_end(article, v) or self.again(article, v):
                continue
            for t in self.days_of(article, v):
                if t.earliest:
                    out[number] = min(out.get(number, t.earliest), t.earliest)
        return out

    def days_of(self, article: str, v: int) -> list[Time]:
        """The days that a verb names itself, not in a clause below it."""
        tree = self.frames.trees[article]
        beside = [
            *tree.children(v, "npadvmod"),
            *(p for a in tree.children(v, "prep") for p in tree.children(a, "pobj")),
        ]
        beside += [  # "at four o'clock on Thursday"
            d
            for p in beside
            if self.frames.trees[article].tokens[p].ent == "TIME"
            for a in tree.children(p, "prep")
            for d in tree.children(a, "pobj")
        ]
        words = [k for p in beside for k in (p, *tree.children(p, "compound"))]  # "on Wednesday evening"
        times = list({t.span: t for k in words for t in self.frames.times_at(article, k)}.values())
        return [t for t in times if t.kind == "date" and t.earliest]

    def _before_opening(self, article: str, i: int) -> bool:
        """Whether a verb tells how talks ended or were led before the round of the report was opened ("talks broke down
        on 3 May", "X, who led the team in May")."""
        tree, opened = self.frames.trees[article], self._opening.get(self.main[article])
        v = i if tree.tokens[i].pos in ("VERB", "AUX") else verb_of(tree, i)
        if opened is None or v is None or "Tense=Past" not in tree.tokens[v].morph:
            return False
        wanted = self.frames.set("rounds", "closing") | self.frames.set("pauses", "verbs")
        wanted |= self.frames.set("delegations", "lead_verbs")
        days = [t.latest for t in self.days_of(article, v) if t.latest]
        return tree.tokens[v].lemma.lower() in wanted and bool(days) and max(days) < opened

    def again(self, article: str, i: int) -> bool:
        """Whether a verb is of meeting another time, to come ("agreed to meet again in June")."""
        tree = self.frames.trees[article]
        if tree.tokens[i].lemma.lower() not in self.frames.set("rounds", "opening"):
            return False
        again = any(tree.tokens[c].text.lower() == "again" for c in tree.children(i, "advmod"))
        ahead = any(tree.tokens[c].text.lower() in ("will", "to") for c in tree.children(i, "aux"))
        published = self.frames.layers[article].article.published
        if again and published and tree.tokens[i].tag in ("VBP", "VBZ"):  # "The parties meet again on 14 May"
            ahead = any(t.earliest and t.earliest > published.latest for t in self.days_of(article, i))
        return again and ahead and tree.tokens[i].pos == "VERB"

    def after_end(self, article: str, i: int) -> bool:
        """Whether talks are to begin on a day to come, in a report that has told how the round ended."""
        tree = self.frames.trees[article]
        v = i if tree.tokens[i].pos == "VERB" else tree.tokens[i].head
        nouns = tree.children(v, "nsubj", "nsubjpass")
        if tree.tokens[v].lemma == "be" and (goals := tree.children(v, "xcomp")):  # "talks on fish are to begin in May"
            v = goals[0]
        published = self.frames.layers[article].article.published
        opening = tree.tokens[v].lemma.lower() in self.frames.set("rounds", "opening")
        ahead = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")} & {"will", "to", "would"}
        again = tree.tokens[v].lemma.lower() in self.frames.set("trigger", "returning")  # the same talks go on
        if published is None or again or not opening or not ahead or tree.tokens[v].pos != "VERB":
            return False
        nouns = nouns or tree.children(v, "nsubj", "nsubjpass")
        if not any(self.frames.session(article, k) for k in nouns):
            return False
        days = [t.earliest for t in self.frames.times(tree.subtree_span(v)) if t.earliest and t.kind == "date"]
        return any(day > published.latest for day in days) and self.ended(article, tree.sentence_of(v))

    def ended(self, article: str, before: Sentence) -> bool:
        """Whether a report tells, before a sentence, that a text was signed or a session ended."""
        tree, frames = self.frames.trees[article], self.frames
        texts, signing = frames.set("negotiation", "texts"), frames.set("outcome", "signing")
        closing = frames.set("rounds", "closing")
        for k in range(before.first):
            token = tree.tokens[k]
            if token.pos != "VERB" or "Tense=Past" not in token.morph:
                continue
            around = tree.children(k, "nsubj", "nsubjpass", "dobj")
            signed = token.lemma.lower() in signing and any(tree.tokens[c].lemma.lower() in texts for c in around)
            ended = token.lemma.lower() in closing and any(
                frames.session(article, c)
                and not {tree.tokens[b].lemma.lower() for b in tree.children(c, "amod")} & frames.set("rounds", "past")
                for c in around
            )
            agreed = token.lemma.lower() in frames.set("outcome", "verbs") and any(
                tree.tokens[c].tag == "NNS" or tree.tokens[c].text.lower() == "they" or tree.children(c, "conj")
                for c in tree.children(k, "nsubj")
            )
            if signed or ended or agreed:
                return True
        return False

    def _of(self, article: str, i: int, sentence: Sentence, which: str) -> bool:
        """Whether a token speaks of the round before ("the last round, in June") or of the next: it is such a noun, a
        verb said of one, or stands in a sentence that names no other."""
        tree, wanted = self.frames.trees[article], self.frames.set("rounds", which)

        def described(k: int) -> bool:
            beside = {w.lower() for c in tree.children(k, "amod") for w in (tree.tokens[c].lemma, tree.tokens[c].text)}
            for c in tree.children(k, "poss"):  # "next month's talks"
                beside |= {tree.tokens[b].lemma.lower() for b in tree.children(c, "amod", "compound")}
            return bool(beside & wanted)

        sessions = [k for k in range(sentence.first, sentence.last) if self.frames.session(article, k)]
        sessions = [k for k in sessions if tree.tokens[k].pos == "NOUN"]
        if i in sessions:
            return described(i)
        own = [k for k in tree.children(i, "nsubj", "nsubjpass", "dobj") if k in sessions]
        return all(described(k) for k in own or sessions) if own or sessions else False


def _apart(a: date | None, b: date | None) -> int:
    return abs((a - b).days) if a and b else 10**6
