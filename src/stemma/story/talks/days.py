"""Days of a round: when it opens and closes, how long it lasts, and by how much it was late."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from stemma.model import Leaf, Span, Time
from stemma.nlp.tree import Tree
from stemma.story.talks.beside import days_beside, from_to
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import phrase
from stemma.story.talks.numbering import Numbers
from stemma.story.talks.status import (
    Predicate,
    calls_off,
    fell_through,
    not_as_meant,
    of_one_session,
    over_before,
    puts_off,
    takes_place,
)

_SHORT_BREAK = 4  # days within which a session that is adjourned goes on
_NO_LENGTH = ("late", "later", "ago", "behind", "before", "after", "week")  # behind a number of days
_UNITS = ("hour", "day", "week", "fortnight", "month")
_LONGEST = 14  # days a round lasts, at most


class Days:
    """The days of one round; `planned` are those it was set for and not held on."""

    def __init__(self, number: int, frames: Frames, numbers: Numbers, predicates: Sequence[Predicate]) -> None:
        self.number, self.frames, self.numbers, self.predicates = number, frames, numbers, predicates
        self.planned: tuple[Leaf, ...] = ()

    def days(self, which: str) -> tuple[Leaf, ...]:
        """The day a round opens or closes: single days that hang on a verb of opening (or closing) of the session."""
        frames = self.frames
        wanted = frames.set("rounds", which)
        found, missed = list[Found](), list[Found]()
        for article, v, nouns in self.predicates:
            tree = frames.trees[article]
            lemma = tree.tokens[v].lemma.lower()
            if which == "opening" and (clock := self._by_the_clock(article, v, nouns)):
                found.append(clock)
            until = which == "closing" and lemma in frames.set("rounds", "lasting", "meeting")
            schedules = takes_place(tree, v) or lemma in frames.set("rounds", "scheduling")
            planned = which == "opening" and schedules
            turned = which == "closing" and lemma in frames.set("rounds", "opening") | {"be"}
            turned = turned and not takes_place(tree, v)
            lasts = lemma in frames.set("rounds", "enduring")  # "lasted from Monday until noon on Friday"
            ranged = lemma in frames.set("rounds", "opening") or takes_place(tree, v)
            off = which == "opening" and puts_off(frames, tree, v)
            if not (lemma in wanted or until or planned or turned or lasts or ranged or off):
                continue
            if which == "closing" and over_before(frames, article, v):
                continue
            if which == "opening" and lemma in ("be",) and not self._due(tree, v):
                continue
            below = tree.subtree(v, frozenset(c for c in tree.subtree(v) if c != v and self._clause(tree, c, v)))
            for t in frames.times(tree.span(below[0], below[-1])):
                inside = tree.within(t.span)
                if (
                    not inside
                    or t.kind != "date"
                    or not t.earliest
                    or not t.latest
                    or (t.earliest != t.latest and not from_to(frames, t))
                    or not set(inside) & set(below)
                    or {tree.tokens[k].lemma.lower() for k in inside} & frames.set("rounds", "longer")
                ):
                    continue
                governor = self._preposition(tree, inside)
                if which == "opening" and puts_off(frames, tree, v):  # "has been postponed to 4 May"
                    if governor in ("to", "until", "till", "for"):
                        found.append((t.earliest.isoformat(), t.span))
                    continue
                if t.earliest != t.latest:  # "was held on 3 and 4 June"
                    if lemma in frames.set("rounds", "opening") or takes_place(tree, v) or lasts:
                        found.append(((t.earliest if which == "opening" else t.latest).isoformat(), t.span))
                    continue
                if governor == "since" and which == "opening" and self._perfect(tree, v):  # "have met since Monday"
                    found.append((t.earliest.isoformat(), t.span))
                    continue
                if (lasts or until or lemma == "adjourn") and which == "closing" and self._goes_on(tree, v, t):
                    continue
                if lasts:
                    above = {tree.tokens[k].lemma.lower() for k in tree.ancestors(inside[-1]) if k in below}
                    before = {tree.tokens[k].lemma.lower() for k in below if v < k < inside[0]}
                    ending = bool((above | before) & {"until", "till", "through"})
                    later = [
                        o for o in frames.times(tree.span(inside[-1], below[-1])) if o.earliest and o.kind == "date"
                    ]
                    if ending and any(o.earliest != t.earliest for o in later):
                        continue  # "until noon on Saturday"
                    if (which == "closing" and ending) or (which == "opening" and "from" in above and not ending):
                        found.append((t.earliest.isoformat(), t.span))
                        continue
                    if lemma not in wanted and not until:
                        continue
                chain = {tree.tokens[k].lemma.lower() for k in tree.ancestors(inside[-1]) if k in below and k != v}
                ends = bool(chain & frames.set("rounds", "closing"))
                last = governor in frames.set("rounds", "up_to")  # "will sit on into Friday"
                if (which == "opening" and ends) or (turned and not (ends or (until and last))):
                    continue
                if until != last and (until or which == "opening"):
                    continue
                if governor in ("before", "after", "since", "by") or (governor == "from" and which == "closing"):
                    continue
                kept = which != "opening" or not fell_through(frames, tree, v)
                day = self._coming(article, v, t)
                (found if kept else missed).append((day.isoformat(), t.span))
        if which == "opening":
            unkept = {day for day, _ in missed}  # told elsewhere as kept, before it was put off
            missed, found = missed + [f for f in found if f[0] in unkept], [f for f in found if f[0] not in unkept]
            found, gone = self._not_kept(found)
            self.planned = frames.by_value([*missed, *gone])
            unkept = {leaf.value for leaf in self.planned}
            found += [f for f in days_beside(frames, self.numbers, self.number, "opening") if f[0] not in unkept]
            found = found or self._now()
        else:
            found += [*self._at_the_end(), *days_beside(frames, self.numbers, self.number, "closing")]
        return frames.by_value(found)

    def _now(self) -> list[Found]:
        """The day of a report that tells in the present tense, and without a day, that the session begins."""
        out = list[Found]()
        for article, v, nouns in self.predicates:
            tree, one = self.frames.trees[article], self.frames.layers[article].article
            token, day = tree.tokens[v], one.published
            begins = token.lemma.lower() in self.frames.set("rounds", "beginning") and token.tag in ("VBZ", "VBP")
            if not begins or day is None or day.earliest != day.latest or tree.head(v) is not None:
                continue
            bare = not tree.children(v, "aux", "neg")
            heading = one.title_span is not None and one.title_span.start <= token.start < one.title_span.end
            times = [t for t in self.frames.times(tree.subtree_span(v)) if t.kind == "date"]
            own = set(nouns) & set(tree.children(v, "nsubj"))
            if own and bare and not heading and not times:
                out.append((day.earliest.isoformat(), tree.span(min(own), v)))
        return out

    def _by_the_clock(self, article: str, v: int, nouns: Sequence[int]) -> Found | None:
        """The day of a report that tells of the opening by the hour alone ("at ten o'clock A and B began a round")."""
        tree, published = self.frames.trees[article], self.frames.layers[article].article.published
        token, one = tree.tokens[v], tree.sentence_of(v)
        exact = published is not None and published.earliest == published.latest
        past = "Tense=Past" in token.morph and not tree.children(v, "aux", "neg")
        if not (nouns and exact and past and token.lemma.lower() in self.frames.set("rounds", "beginning")):
            return None
        if any(t.kind == "date" for t in self.frames.times(tree.span(one.first, one.last - 1))):
            return None
        below = tree.subtree(v, frozenset(c for c in tree.subtree(v) if c != v and self._clause(tree, c, v)))
        clock = any(
            tree.tokens[k].ent == "TIME" and "at" in (t.text.lower() for t in tree.tokens[k - 2 : k]) for k in below
        )
        assert published is not None
        return (published.earliest.isoformat(), tree.span(min(v, *nouns), max(v, *nouns))) if clock else None

    def _goes_on(self, tree: Tree, v: int, t: Time) -> bool:
        """Whether a session is only broken for a night or two ("were adjourned and will continue on Friday")."""
        following = self.frames.set("rounds", "going_on")
        for c in tree.children(v, "conj"):
            days = [o.earliest for o in self.frames.times(tree.subtree_span(c)) if o.earliest and o.kind == "date"]
            soon = not days or not t.latest or (min(days) - t.latest).days < _SHORT_BREAK
            if tree.tokens[c].lemma.lower() in following and soon:
                return True
        return False

    def _not_kept(self, found: list[Found]) -> tuple[list[Found], list[Found]]:
        """First days that were not kept, apart: those told before the round was put off or called off, of which a later
        one is told as well."""
        frames = self.frames
        reported = {a: p.latest for a, one in frames.layers.items() if (p := one.article.published)}
        told = {a: p.earliest for a, one in frames.layers.items() if (p := one.article.published)}
        off = [
            reported[a]
            for a, v, _ in self.predicates
            if a in reported and (puts_off(frames, frames.trees[a], v) or calls_off(frames, frames.trees[a], v))
        ]
        days = sorted({day for day, _ in found})
        gone = {
            day
            for day in days[:-1]
            if off and max(told.get(span.article, date.max) for d, span in found if d == day) <= max(off)
        }
        return [f for f in found if f[0] not in gone], [f for f in found if f[0] in gone]

    def _perfect(self, tree: Tree, v: int) -> bool:
        """Whether a verb tells of what has gone on up to then ("have been meeting", "had met")."""
        return any(tree.tokens[c].lemma == "have" for c in tree.children(v, "aux"))

    def _at_the_end(self) -> list[Found]:
        """The day of what was done "at the end of the round"."""
        frames, out = self.frames, list[Found]()
        for article, i in self.numbers.sites:
            tree = self.frames.trees[article]
            of = tree.tokens[i].head
            end = tree.tokens[of].head
            at = tree.tokens[end].head
            v = tree.tokens[at].head
            held = (tree.tokens[of].lemma, tree.tokens[end].lemma, tree.tokens[at].lemma)
            if held not in (("of", "end", "at"), ("of", "close", "at")) or tree.tokens[v].pos != "VERB":
                continue
            if "Tense=Past" not in tree.tokens[v].morph or self.numbers.at(article, i) != self.number:
                continue
            below = [p for a in tree.children(v, "prep") for p in tree.children(a, "pobj")]
            for k in [*below, *tree.children(v, "npadvmod")]:
                for t in frames.times(tree.subtree_span(k)):
                    if t.kind == "date" and t.earliest and t.earliest == t.latest and k in tree.within(t.span):
                        out.append((t.earliest.isoformat(), t.span))
        return out

    def _coming(self, article: str, v: int, t: Time) -> date:
        """The day that a plan speaks of. A weekday a session is set for, or goes on until, is the next one, whatever
        the tense of the setting ("has been fixed for Tuesday", "is extended until Thursday", "resume on Monday")."""
        published = self.frames.layers[article].article.published
        assert t.earliest is not None
        weekday = self.frames.text(t.span).strip().capitalize() in calendar.day_name
        before = published is not None and timedelta() < published.earliest - t.earliest < timedelta(7)
        tree = self.frames.trees[article]
        perfect = any(
            tree.tokens[c].text.lower() in ("has", "have", "is", "are") for c in tree.children(v, "aux", "auxpass")
        )
        if not_as_meant(tree, v):
            return t.earliest
        if (
            weekday and before and published is not None and self._was_to(tree, v)
        ):  # told from before the day or after it
            since = published.earliest - t.earliest
            return t.earliest + timedelta(7) if since > timedelta(7) - since else t.earliest
        present = tree.tokens[v].tag in ("VBP", "VBZ") and tree.tokens[v].pos == "VERB"
        return t.earliest + timedelta(7) if weekday and before and (perfect or present) else t.earliest

    def _was_to(self, tree: Tree, v: int) -> bool:
        """Whether a verb tells what had been planned ("was to open on Friday")."""
        pair = [k for k in (v, tree.tokens[v].head) if tree.tokens[k].text.lower() in ("was", "were")]
        held = [*tree.children(v, "xcomp"), v]
        return bool(pair) and any(tree.tokens[c].tag == "TO" for k in held for c in tree.children(k, "aux"))

    def _due(self, tree: Tree, v: int) -> bool:
        tokens, children = tree.tokens, tree.children
        return any(tokens[c].lemma in ("due", "place") for c in children(v, "acomp", "prep", "attr"))

    def _clause(self, tree: Tree, c: int, v: int) -> bool:
        token = tree.tokens[c]
        if (
            token.dep == "xcomp"
            and token.head == v
            and tree.tokens[v].lemma not in self.frames.set("rounds", "opening")
        ):
            return False
        return token.dep in ("relcl", "advcl", "ccomp", "acl", "parataxis", "conj") and token.pos in ("VERB", "AUX")

    def _preposition(self, tree: Tree, inside: range) -> str:
        for k in inside:
            above = tree.tokens[tree.tokens[k].head]
            if above.pos in ("ADP", "SCONJ") and tree.tokens[k].head not in inside:
                return str(above.lemma.lower())
        return ""

    def lengths(self) -> tuple[Leaf, ...]:
        """How many days a round lasts: durations of days in clauses of lasting."""
        frames, lasting = self.frames, self.frames.set("rounds", "lasting")
        found: list[Found] = []
        for article, one in frames.layers.items():
            tree = frames.trees[article]
            for q in one.quantities:
                inside = tree.within(q.span)
                if (
                    q.dimension != "time"
                    or q.unit != "day"
                    or not 1 <= q.value <= _LONGEST
                    or q.value % 1
                    or not inside
                ):
                    continue
                if "day" not in frames.text(q.span).lower() or self.numbers.at(article, inside[0]) != self.number:
                    continue
                around = [inside[-1], *tree.ancestors(inside[-1])[:4]]
                around += [p for a in tree.children(inside[-1], "prep") for p in tree.children(a, "pobj")]
                near = {tree.tokens[k].lemma.lower() for k in around}
                session = any(frames.session(article, k) for k in around)
                if tree.tokens[inside[0]].text == "last" or self._to_last(tree, inside[0]):
                    near.add("last")
                following = tree.tokens[inside[-1] + 1].lemma.lower() if inside[-1] + 1 < len(tree.tokens) else ""
                if near & frames.set("rounds", "late") or following in _NO_LENGTH:
                    continue
                if (session or near & lasting) and self._of_talks(article, inside[-1]):
                    found.append((f"{q.value:g}", q.span))
        return frames.by_value(found)

    def _one_unit(self, tree: Tree, k: int) -> list[Found]:
        """A length without a figure before "late" ("a day late")."""
        near = [i for i in range(max(0, k - 2), k) if tree.tokens[i].lemma.lower() in _UNITS and i]
        spans = [(i, tree.span(i - 1, i)) for i in near if tree.tokens[i - 1].text.lower() in ("a", "an", "one")]
        return [(f"one {tree.tokens[i].text}", span) for i, span in spans]

    def _to_last(self, tree: Tree, first: int) -> bool:
        """Whether "last" before a length is the verb ("begin on Monday and last two days"; not "the last two days")."""
        if first < 2 or tree.tokens[first - 1].text.lower() != "last":
            return False
        return tree.tokens[first - 2].text.lower() in ("and", "or", "to", "will", "would")

    def counted(self, start: Sequence[Leaf], end: Sequence[Leaf]) -> tuple[Leaf, ...]:
        """How many days from the one first to the one last day, where no report says; it rests on the words of both."""
        if len(start) != 1 or len(end) != 1:
            return ()
        days = (date.fromisoformat(end[0].value) - date.fromisoformat(start[0].value)).days + 1
        leaf = self.frames.leaf(str(days), [*start[0].at, *end[0].at]) if 1 <= days <= _LONGEST else None
        return (leaf,) if leaf else ()

    def _of_talks(self, article: str, i: int) -> bool:
        """Whether a stretch of days is of the session: it names it, its verb does, or the sentence before did."""
        return self.frames.about_talks(article, i) or any(
            claim
            for claim in self.frames.claims_at(Span(article, *self._sentence_before(article, i)))
            if self.frames.negotiates(claim)
        )

    def _sentence_before(self, article: str, i: int) -> tuple[int, int]:
        tree = self.frames.trees[article]
        number = tree.parse.sentences.index(tree.sentence_of(i))
        before = tree.parse.sentences[max(0, number - 1)]
        return before.start, before.end

    def delays(self) -> tuple[Leaf, ...]:
        """How late a round began, and why: "two days late", "was put off after …"."""
        frames, found = self.frames, list[Found]()
        late = frames.set("rounds", "late")
        for article, v, _ in self.predicates:
            tree = frames.trees[article]
            attributions = frames.layers[article].attributions
            lemma = tree.tokens[v].lemma.lower()
            off = puts_off(frames, tree, v) or of_one_session(frames, article, v)
            below = {
                k: tree.tokens[k].lemma.lower() for k in tree.subtree(v, frozenset(tree.children(v, "conj", "relcl")))
            }
            begins = lemma in frames.set("rounds", "opening") or takes_place(tree, v)
            if begins and late & set(below.values()):
                for k, w in below.items():
                    if w not in late:
                        continue
                    near = tree.span(max(k - 3, tree.sentence_of(k).first), k)
                    told = [(frames.text(q.span), q.span) for q in frames.quantities(near) if q.dimension == "time"]
                    found += told or self._one_unit(tree, k)
            elif not off:
                continue
            else:  # "was put back by two days"
                own = [p for a in tree.children(v, "prep", "agent") for p in tree.children(a, "pobj")]
                own = [k for k in (*own, *tree.children(v, "npadvmod")) if tree.tokens[k].lemma.lower() in _UNITS]
                found += [
                    (frames.text(q.span), q.span)
                    for k in own
                    for q in frames.quantities(tree.subtree_span(k))
                    if q.dimension == "time"
                ] or [(frames.text(tree.subtree_span(k)), tree.subtree_span(k)) for k in own]
            for c in tree.children(v, "advcl", "prep"):
                marks = {tree.tokens[m].lemma for m in tree.children(c, "mark")} | {tree.tokens[c].lemma}
                if marks & {"after", "because", "amid", "over", "following"}:
                    heads = tree.children(c, "pobj") if tree.tokens[c].dep == "prep" else [c]
                    spans = [s for h in heads if (s := phrase(tree, h, attributions))]
                    found += [(frames.text(s), s) for s in spans if tree.tokens[heads[0]].ent != "DATE"]
        return frames.alike(found, days=True)
