"""Which round a word speaks of: by the number it names, by the town, else by what its report speaks of most.

Reports that name no number belong to the round whose reports are nearest in time. What is said of the round before or
of the next one is kept from this one.
"""

from __future__ import annotations

from calendar import day_name
from collections import Counter, defaultdict
from collections.abc import Iterable
from copy import copy
from datetime import date, timedelta

from stemma.model import Quantity, Sentence, Span
from stemma.story.talks.following import Following
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import arguments, behind, lemmas
from stemma.story.talks.ordinals import SOON, UNKNOWN, Ordinals, When, long_before
from stemma.story.talks.places import proposed, session_places, verb_of
from stemma.story.talks.windows import Windows

EARLIER, LATER = -1, -2  # a round before, or after, one that has no number
ELSEWHERE = -3  # of reports that are left aside
_FEWEST = 2  # times a number alone ("the third") must be named for a round of its own
_TO_COME = {"will", "would", "to", "could", "may", "might", "should"}


class Numbers(Following):
    """Which round a token speaks of."""

    elsewhere: frozenset[str] = frozenset()

    def __init__(self, frames: Frames) -> None:
        super().__init__(frames)
        self._ordinals = Ordinals(frames)
        self.told = self._ordinals.told
        now = {a: {n for n, q in t if self._ordinals.when(a, q) == "now"} for a, t in self.told.items()}
        self.windows = Windows(frames, self.told, now)
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
        self.called: dict[int, list[tuple[int, Quantity]]] = defaultdict(list)
        if self._one_under_two_numbers():
            self._opening = self._opening_days()
        for held in self.told.values():
            for n, q in held:
                self.called[n].append((n, q))
        for number, others in self._two_numbers.items():
            self.called[number] += others
        if self.rounds == [UNKNOWN, LATER]:
            self._follow_later()
        further = {  # "a new round is planned for May", behind the last that reports count
            self.main[a] + 1
            for a, v in frames.hits(frames.set("rounds", "opening", "scheduling"), ("VERB",))
            if self.main[a] > UNKNOWN and self._new_one(a, v)
        }
        self.rounds += sorted(further - {*self.rounds})
        self._towns: dict[str, int] = {}
        self._held: dict[str, set[int]] = defaultdict(set)
        self._towns = self._places()

    def _one_under_two_numbers(self) -> bool:
        """Take for one round what reports number differently by one but open on the same day: under the number that
        most reports give. Whether any was found; `called` keeps both numbers."""
        self._two_numbers: dict[int, list[tuple[int, Quantity]]] = defaultdict(list)
        counts = Counter(self.main.values())
        for n in [n for n in self.rounds if n > UNKNOWN]:
            other = n + 1
            same = self._opening.get(n) is not None and self._opening.get(n) == self._opening.get(other)
            dated = self._opening.keys() & {n, other}
            same = same or (not dated and bool(self._weekdays[n] & self._weekdays[other]))
            if not same or other not in self.rounds:
                continue
            kept, given_up = (n, other) if counts[n] >= counts[other] else (other, n)
            told = {a for a, m in self.main.items() if m == given_up}
            if any(k == kept for a in told for k, _ in self.told[a]):
                continue  # a report that knows both
            for a in sorted(told):
                self._two_numbers[kept] += [(m, q) for m, q in self.told[a] if m == given_up]
                self.told[a] = [(kept if m == given_up else m, q) for m, q in self.told[a]]
                self.main[a] = kept
            if not any(m == given_up for held in self.told.values() for m, _ in held):
                self.rounds.remove(given_up)
        return bool(self._two_numbers)

    def _main(self) -> dict[str, int]:
        """The round each report speaks of: the one it names as its own matter; the one before a round to come, where it
        tells of a session; the one after a round that is over, where that is named somewhere."""
        out, every = {}, {n for held in self.told.values() for n, _ in held}
        self._when_told = {a: [(n, self._ordinals.when(a, q)) for n, q in self.told[a]] for a in self.frames.layers}
        current = {n for held in self._when_told.values() for n, when in held if when == "now"}
        self._gone = {a: {n for n, w in held if w == "past"} for a, held in self._when_told.items()}
        for article, told in self._when_told.items():
            if {n for n, _ in told} == {1} and self._ordinals.looked_back(article) and self.told_session(article):
                told = [(1, "past")]  # "the talks ended on Friday. The first session, in March, had been short"
            self._gone[article] |= {n for n, when in told if when == "past"}
            over = {n for n, when in told if when == "past"}
            told = [(n, "past" if n in over and when == "now" else when) for n, when in told]
            told = [(n, self._by_day(article, n, when, {m for m, _ in told})) for n, when in told]
            self._when_told[article] = told
            now = Counter(n for n, when in told if when == "now")
            ahead = Counter(n for n, when in told if when == "ahead")
            if now:
                out[article] = min(now, key=lambda n: (-now[n], -n))
            elif ahead:
                n = min(ahead, key=lambda n: (-ahead[n], n))
                if (held := self._dated(article, n)) is not None:
                    out[article] = held
                    continue
                # A report that says a seventh meeting may follow, or that one ended, speaks of the sixth.
                before = self.told_session(article) or (n not in current and n - 1 in current)
                out[article] = n - 1 if n > 1 and before else n
            else:
                out[article] = UNKNOWN
        days = {a: p.earliest for a, one in self.frames.layers.items() if (p := one.article.published)}
        known = {a: n for a, n in out.items() if n != UNKNOWN}
        for article, n in out.items():
            published = self.frames.layers[article].article.published
            later = {m for m in every if m > max(self._gone[article], default=UNKNOWN)}
            if n == UNKNOWN and published and (m := self.windows.at(published.earliest, published.latest, later)):
                out[article] = m
                continue
            if n == UNKNOWN and self._gone[article]:  # after a round that is over: the next that reports speak of
                over = self._gone[article]
                after = {a: n for a, n in known.items() if n > max(over)}
                day = days.get(article)
                if after:
                    near = sorted(after, key=lambda a: (_apart(day, days.get(a)), a))
                    out[article] = after[near[0]] if day else _most(after.values())
                elif max(over) + 1 in every:
                    out[article] = max(over) + 1
                if out[article] != UNKNOWN:
                    continue
            if n == UNKNOWN and known:
                day = days.get(article)
                near = sorted(known, key=lambda a: (_apart(day, days.get(a)), a))
                out[article] = known[near[0]] if day else _most(known.values())
                opened = self._opened(near[0]) if day else None
                if opened and day and day < opened - timedelta(SOON) and self.told_session(article):
                    out[article] = max(out[article] - 1, 1)  # of a session before that round
        return out

    def _by_day(self, article: str, n: int, when: When, others: set[int]) -> When:
        """Whether a numbered round is a report's own matter, put right by the days on which it and the others a report
        names were held: what begins after the report is still to come where an earlier round is on."""
        published, windows = self.frames.layers[article].article.published, self.windows
        if published is None or when != "now":
            return when
        if windows.ahead(n, published.latest) and any(
            m < n and not windows.over(m, published.earliest) for m in others
        ):
            return "ahead"
        return "past" if windows.over(n, published.earliest) and any(m > n for m in others) else when

    def _dated(self, article: str, n: int) -> int | None:
        """The round of a report that names only one to come: the one before, where that is on as the report is written;
        the one to come, where the one before is over; None where no days tell it."""
        published, windows = self.frames.layers[article].article.published, self.windows
        if published is None:
            return None
        if windows.on(n - 1, published.earliest, published.latest):
            return n - 1
        return n if windows.over(n - 1, published.earliest) and n in windows.first else None

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
            near = published is None or day is None or abs((published.earliest - day).days) <= SOON
            out.append((day, "near" if near else "far"))
        return out

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

    def at(self, article: str, i: int, *, towns: bool = True, between: bool = False) -> int:
        """The round a token speaks of; with `towns`, told by the town it names where it names no number; what happens
        `between` two rounds is told of the one after."""
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
        if any(
            n < self.main[article] and self._one_clause(article, q, i) for n, q in self._ordinals.first_ones[article]
        ):
            return EARLIER
        if self._of(article, i, sentence, "past"):
            return self.main[article] - 1 if self.main[article] > 1 else EARLIER
        if not between and self._before_opening(article, i):
            return self.main[article] - 1 if self.main[article] > 1 else EARLIER
        following = self.again(article, i) or self.after_end(article, i)
        coming = self._of(article, i, sentence, "coming_on") and not self._on_its_day(article, i)
        if following or coming or self._new_one(article, i):
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

    def _on_its_day(self, article: str, i: int) -> bool:
        """Whether a verb, or a noun's, names a day on which reports have the round of its report begin: "the next
        round" of a report from before that day is this one."""
        tree = self.frames.trees[article]
        v = i if tree.tokens[i].pos in ("VERB", "AUX") else verb_of(tree, i)
        days = {t.earliest for t in self.days_of(article, v)} if v is not None else set()
        return bool(days & self._begins[self.main[article]])

    def _new_one(self, article: str, i: int) -> bool:
        """Whether a verb, or its subject, is of "a new round" set for a day to come, in a report on one that is on."""
        tree, published = self.frames.trees[article], self.frames.layers[article].article.published
        v = i if tree.tokens[i].pos in ("VERB", "AUX") else verb_of(tree, i)
        main = self.main[article]
        if v is None or published is None or not self.windows.on(main, published.earliest, published.latest):
            return False
        nouns = [k for k in tree.children(v, "nsubj", "nsubjpass", "dobj") if self.frames.session(article, k)]
        new = self.frames.set("rounds", "new_ones")
        told = any(tree.tokens[c].lemma.lower() in new for k in nouns for c in tree.children(k, "amod", "det"))
        return told and any(t.earliest and t.earliest > published.latest for t in self.days_of(article, v))

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
        if v is not None and inside and tree.tokens[v].dep in ("acl", "relcl"):  # "a first round, held in P in May"
            noun = inside[-1] if tree.tokens[inside[-1]].pos == "NOUN" else tree.tokens[inside[-1]].head
            return tree.tokens[v].head == noun or verb_of(tree, inside[-1]) in (v, i)
        return not inside or verb_of(tree, inside[-1]) in (v, i)

    def among(self, articles: frozenset[str]) -> Numbers:
        """The same, of some of the reports only: what others say is of no round."""
        out = copy(self)
        out.elsewhere = frozenset(self.frames.layers) - articles
        return out

    def earlier(self, number: int) -> bool:
        """Whether a number is of a session before the rounds that the reports are about."""
        gone = number not in self.rounds or number < self.first_own
        return number == EARLIER or (UNKNOWN < number < max(self.rounds) and gone)

    @property
    def first_own(self) -> int:
        """The lowest number of a round that a report is about."""
        return min((n for n in self.main.values() if n > UNKNOWN), default=UNKNOWN)

    def _opening_days(self) -> dict[int, date]:
        """The first day on which reports of a round have it open."""
        out: dict[int, date] = {}
        self._weekdays: dict[int, set[str]] = defaultdict(set)  # in reports of which the day is not known
        self._begins: dict[int, set[date | None]] = defaultdict(set)
        tables, teams = self.frames.set("negotiation", "tables"), self.frames.set("negotiation", "teams")
        for article, v in self.frames.hits(self.frames.set("rounds", "opening"), ("VERB",)):
            tree, number = self.frames.trees[article], self.main[article]
            nouns = tree.children(v, "nsubj", "nsubjpass", "dobj")
            told = any(self.frames.sitting(article, k) for k in nouns)
            told = told or bool(lemmas(tree, behind(tree, v, "to")) & tables)
            meets = tree.tokens[v].lemma.lower() in self.frames.set("rounds", "meeting")
            told = told or bool(meets and lemmas(tree, nouns) & teams)
            sentence = tree.sentence_of(v)
            others = any(sentence.start <= q.span.start < sentence.end and n != number for n, q in self.told[article])
            past = any(self._of(article, k, sentence, which) for k in nouns for which in ("past", "coming_on"))
            past = past or proposed(self.frames, article, v)
            if not told or others or past or self.after_end(article, v) or self.again(article, v):
                continue
            for t in self.days_of(article, v, known=False):
                if t.earliest:
                    self._begins[number].add(t.earliest)
                    out[number] = min(out.get(number, t.earliest), t.earliest)
                elif (day := self.frames.text(t.span).capitalize()) in day_name:
                    self._weekdays[number].add(day)
        return out

    def _before_opening(self, article: str, i: int) -> bool:
        """Whether a verb tells how talks ended or were led before the round of the report was opened ("talks broke down
        on 3 May", "X, who led the team in May")."""
        tree, number = self.frames.trees[article], self.main[article]
        opened = self.windows.first.get(number) or self._opening.get(number)
        v = i if tree.tokens[i].pos in ("VERB", "AUX") else verb_of(tree, i)
        if opened is None or v is None or "Tense=Past" not in tree.tokens[v].morph:
            return False
        wanted = self.frames.set("rounds", "closing") | self.frames.set("pauses", "verbs")
        wanted -= self.frames.set("rounds", "postponing")  # which comes before the opening of the same round
        wanted |= self.frames.set("delegations", "lead_verbs", "speaking")
        days = [t.latest for t in self.days_of(article, v) if t.latest]
        return tree.tokens[v].lemma.lower() in wanted and bool(days) and max(days) < opened

    def _of(self, article: str, i: int, sentence: Sentence, which: str) -> bool:
        """Whether a token speaks of the round before ("the last round, in June") or of the next: it is such a noun, a
        verb said of one, or stands in a sentence that names no other."""
        tree, wanted = self.frames.trees[article], self.frames.set("rounds", which)

        def described(k: int) -> bool:
            beside = {w.lower() for c in tree.children(k, "amod") for w in (tree.tokens[c].lemma, tree.tokens[c].text)}
            for c in tree.children(k, "poss"):  # "next month's talks"
                beside |= {tree.tokens[b].lemma.lower() for b in tree.children(c, "amod", "compound")}
            return bool(beside & wanted) or (which == "past" and self._dated_long_before(article, k))

        sessions = [k for k in range(sentence.first, sentence.last) if self.frames.session(article, k)]
        sessions = [k for k in sessions if tree.tokens[k].pos == "NOUN"]
        if i in sessions:
            return described(i)
        own = [k for k in tree.children(i, "nsubj", "nsubjpass", "dobj") if k in sessions]
        return all(described(k) for k in own or sessions) if own or sessions else False

    def _dated_long_before(self, article: str, k: int) -> bool:
        """Whether the day that stands beside a session lies weeks before the report ("the June meeting in P")."""
        tree = self.frames.trees[article]
        beside = tree.children(k, "compound", "nmod", "amod", "prep", "npadvmod")
        return long_before(self.frames, article, [b for c in beside for b in tree.subtree(c)])


def _most(numbers: Iterable[int]) -> int:
    """The number that most reports speak of; the lower on a tie."""
    counts = Counter(numbers)
    return min(counts, key=lambda n: (-counts[n], n))


def _apart(a: date | None, b: date | None) -> int:
    return abs((a - b).days) if a and b else 10**6
