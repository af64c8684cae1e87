"""Windows: the days on which each numbered round was held, as all reports together date it, and the round of a day.

A day is tied to a round where it stands in one clause with its number: with a verb of closing it is the last day, with
any other verb of a session, or beside the noun ("the first round, in July"), the first. Of the days given the one of
most reports counts. News tells of what is near (Galtung & Ruge 1965), so a report that names no number speaks of the
round that is on, or that is nearest, on the day it was written.

What it gets wrong: rounds of which no report gives a day together with the number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from stemma.model import Quantity, Time
from stemma.story.talks.following import Following
from stemma.story.talks.frames import Frames
from stemma.story.talks.places import verb_of

_WIDEST = 31  # days of a time that dates a round ("in July")
_LONGEST = 6  # days for which a round is taken to go on, where no report tells its end
_AFTER = 2  # days after the end in which reports still tell of a round


class Windows(Following):
    """First and last days of the rounds by their numbers."""

    def __init__(self, frames: Frames, told: dict[str, list[tuple[int, Quantity]]], now: dict[str, set[int]]) -> None:
        super().__init__(frames)
        votes: dict[tuple[int, bool], Counter[date]] = defaultdict(Counter)
        for article, numbers in told.items():
            found = {(n, last, day) for n, q in numbers for last, day in self._dated(article, q)}
            for n, last, day in sorted(found):
                votes[n, last][day] += 1
        self.first = {n: _best(c) for (n, last), c in votes.items() if not last}
        self.last = {n: _best(c) for (n, last), c in votes.items() if last}
        self.seen: dict[int, list[date]] = defaultdict(list)  # days of reports that speak of the round as theirs
        for article, own in now.items():
            published = frames.layers[article].article.published
            if published and own:
                self.seen[max(own)] += [published.earliest, published.latest]
        for n in [n for n in self.first if n in self.last and self.last[n] < self.first[n]]:
            del self.first[n]

    def _dated(self, article: str, q: Quantity) -> Iterator[tuple[bool, date]]:
        """The days told in one clause with a number, and whether each is a last one."""
        frames, tree = self.frames, self.frames.trees[article]
        inside = tree.within(q.span)
        if not inside:
            return
        noun = inside[-1]
        if tree.tokens[noun].dep in ("amod", "nummod", "compound", "nmod"):
            noun = tree.tokens[noun].head
        v = verb_of(tree, noun)
        beside = [
            t for c in tree.children(noun, "prep", "appos", "npadvmod") for t in frames.times(tree.subtree_span(c))
        ]
        below = list(self.days_of(article, v)) if v is not None else []
        ends = v is not None and tree.tokens[v].lemma.lower() in frames.set("rounds", "closing") | frames.set(
            "pauses", "verbs"
        )
        above = tree.tokens[tree.tokens[noun].head].lemma
        other = tree.tokens[noun].dep == "pobj" and above in ("after", "before", "since")
        if v is not None and not below and tree.tokens[v].lemma == "be" and self._it(article, v):
            sentence = tree.parse.sentences.index(tree.sentence_of(v))
            if sentence:  # "They meet on Tuesday. It will be the second round."
                one = tree.parse.sentences[sentence - 1]
                below = list(frames.times(tree.span(one.first, one.last - 1)))[:1]
        for t in _single(beside):
            yield False, t
        for t in _single(below if not other else ()):
            yield ends, t

    def _it(self, article: str, v: int) -> bool:
        tree = self.frames.trees[article]
        return any(tree.tokens[i].text.lower() in ("it", "this", "that") for i in tree.children(v, "nsubj"))

    def on(self, n: int, first: date, last: date) -> bool:
        """Whether a round is on, or was just over, on a day."""
        began, ended = self.first.get(n), self.last.get(n)
        if began is None and ended is None:
            seen = self.seen.get(n, [])
            return bool(seen) and min(seen) <= last and first <= max(seen) + timedelta(_AFTER)
        began = began or (ended - timedelta(_LONGEST) if ended else date.max)
        ended = ended or began + timedelta(_LONGEST)
        return began <= last and first <= ended + timedelta(_AFTER)

    def ahead(self, n: int, last: date) -> bool:
        """Whether a round begins after a day."""
        return n in self.first and self.first[n] > last

    def over(self, n: int, first: date) -> bool:
        """Whether a round had been over for some days."""
        ended = self.last.get(n) or (self.first[n] + timedelta(_LONGEST) if n in self.first else None)
        return ended is not None and first > ended + timedelta(_AFTER)

    def at(self, first: date, last: date, numbers: Iterable[int]) -> int | None:
        """Which of some rounds a day falls to: the one that is on, else the one that is nearest; None where no report
        dates any of them."""
        known = [n for n in numbers if n in self.first or n in self.last or n in self.seen]
        here = [n for n in known if self.on(n, first, last)]
        if here:
            return max(here)

        def apart(n: int) -> int:
            days = [d for d in (self.first.get(n), self.last.get(n)) if d] or self.seen[n]
            return min(abs((d - k).days) for d in days for k in (first, last))

        near = min(known, key=lambda n: (apart(n), n), default=None)
        further = near is not None and self.over(near, first) and any(n > near and n not in known for n in numbers)
        if near is None or further:
            return None
        opened = self.first.get(near) or min(self.seen.get(near, [date.min]))
        return near if opened - last <= timedelta(_LONGEST) else None  # long before it: of a session no report counts


def _single(times: Iterable[Time]) -> Iterator[date]:
    for t in times:
        if t.kind == "date" and t.earliest and t.latest and (t.latest - t.earliest).days <= _WIDEST:
            yield t.earliest


def _best(days: Counter[date]) -> date:
    """The day most reports give; the later on a tie, as a session put off is held on the later."""
    return max(days, key=lambda d: (days[d], d))
