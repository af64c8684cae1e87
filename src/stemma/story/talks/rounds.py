"""Rounds: the sessions of the talks, by number, with place, days, format, status, outcome and who sat in them.

A claim belongs to the round whose number it names, else to the one whose town it names, else to the round its report
speaks of most; reports that name no number belong to the round whose reports are nearest in time.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import structs

from stemma.data import gazetteer
from stemma.model import Leaf, Round, Span, Time
from stemma.nlp.tree import Tree
from stemma.story.talks.acts import Act
from stemma.story.talks.delegations import absences, changes, delegations
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, described, phrase
from stemma.story.talks.numbering import LATER, Numbers
from stemma.story.talks.outcomes import Outcomes
from stemma.story.talks.parties import Party
from stemma.story.talks.places import meeting_places, of_others, people_only, places_behind, session_places
from stemma.story.talks.sides import Sides
from stemma.story.talks.status import (
    denials,
    fell_through,
    of_one_session,
    over_before,
    puts_off,
    statuses,
    takes_place,
)

_LONGEST = 14  # days a round lasts, at most


def find_rounds(
    frames: Frames, parties: Sequence[Party], sides: Sides, acts: Sequence[Act], neutral: Sequence[str]
) -> tuple[Round, ...]:
    """The rounds the reports speak of, by number."""
    numbered = Numbers(frames)
    made, gone, seated = list[Round](), set[str](), dict[str, str]()
    for number in numbered.rounds:
        sites = [s for s in numbered.sites if numbered.at(*s) == number]
        own = [a for a in acts if numbered.at(a.article, a.trigger, towns=a.part not in ("out", "in")) == number]
        left = {a.entity for a in own if a.part == "out"}
        back = {a.entity for a in own if a.part in ("head", "member")} - left
        maker = _Round(number, frames, numbered, sides, sites)
        brought = Outcomes(frames, sides, numbered, number, maker.predicates)
        start, end = maker.days("opening"), maker.days("closing")
        end = tuple(e for e in end if not start or e.value >= min(s.value for s in start))
        made.append(
            Round(
                number=maker.number_leaves(),
                place=maker.places(),
                start=start,
                planned=maker.planned,
                end=end,
                days=maker.lengths() or maker.counted(start, end),
                format=maker.formats(),
                status=statuses(frames, maker.predicates, denials(frames, sites)),
                delegations=delegations(frames, own, (gone | left) - back, parties, sides, neutral),
                sizes=maker.sizes(),
                absent=absences(frames, own),
                changes=changes(frames, own, sides, seated),
                delays=maker.delays(),
                outcome=brought.agreed(),
                unresolved=brought.unresolved(),
            )
        )
        gone = (gone | left) - back
        seated = {a.entity: a.party for a in own if a.party and a.part in ("head", "member")} or seated
    if LATER in numbered.rounds and made[-1].place:  # where the next session is held, this one is not, if elsewhere
        following = {leaf.value for leaf in made[-1].place}
        here = tuple(leaf for leaf in made[0].place if leaf.value not in following)
        made[0] = structs.replace(made[0], place=here or made[0].place)
    # The next session of talks that count no rounds stands in the record once its place or its day is told.
    further = zip(numbered.rounds, made, strict=True)
    return tuple(r for n, r in further if r.place or r.start or (n != LATER and (r.delegations or r.status or r.days)))


class _Round:
    def __init__(
        self, number: int, frames: Frames, numbers: Numbers, sides: Sides, sites: list[tuple[str, int]]
    ) -> None:
        self.number, self.frames, self.numbers, self.sides, self.sites = number, frames, numbers, sides, sites
        self.predicates = list(self._predicates())
        self.planned: tuple[Leaf, ...] = ()

    def number_leaves(self) -> tuple[Leaf, ...]:
        spans = [q.span for held in self.numbers.told.values() for n, q in held if n == self.number]
        leaf = self.frames.leaf(str(self.number), spans) if self.number > 0 else None
        return (leaf,) if leaf else ()

    def places(self) -> tuple[Leaf, ...]:
        found = [f for s in self.sites for f in session_places(self.frames, *s)]
        meeting = self.frames.set("rounds", "opening") | {"arrive", "come"}
        for article, v in self.frames.hits(meeting, ("VERB",)):
            if self.numbers.at(article, v) == self.number:
                found += meeting_places(self.frames, article, v)
        moving = self.frames.set("rounds", "moving")
        for article, v, nouns in self.predicates:
            tree = self.frames.trees[article]
            if nouns and tree.tokens[v].lemma.lower() in moving:
                found += places_behind(self.frames, article, v, ("to",))
        names = self.frames.names
        parties = {a for p in self.sides.parties for a in p.aliases if a == p.entity or not gazetteer.seat(names[a])}
        holding = {e.parent for e in self.frames.entities if e.id in {f[0] for f in found}}
        return self.frames.by_entity(f for f in found if f[0] not in parties | holding)

    def _predicates(self) -> Iterable[tuple[str, int, list[int]]]:
        """The verbs said of the sessions of this round, with their session nouns, and of officials who meet."""
        frames = self.frames
        teams = frames.set("negotiation", "teams")
        for article, tree in frames.trees.items():
            for v, token in enumerate(tree.tokens):
                if token.pos not in ("VERB", "AUX") or self.numbers.at(article, v) != self.number:
                    continue
                held = arguments(tree, v)
                nouns = [
                    i
                    for i in [*held.subjects, *held.objects, *described(tree, v)]
                    if self._talks(article, i) and not of_others(frames, article, i)
                ]
                meets = (
                    token.lemma.lower() in ("meet", "sit", "gather", "convene")
                    and any(
                        (tree.tokens[i].lemma.lower() in teams and not people_only(frames, article, i))
                        or self.sides.of_phrase(article, i)
                        for i in held.subjects
                    )
                    and not any(people_only(frames, article, i) for i in held.subjects)
                )
                if nouns or meets:
                    yield article, v, nouns

    def _talks(self, article: str, i: int) -> bool:
        """Whether a noun is a session of the talks, or "it" in their place."""
        frames, tree = self.frames, self.frames.trees[article]
        if tree.tokens[i].text.lower() != "it":
            return frames.session(article, i)
        number = tree.parse.sentences.index(tree.sentence_of(i))
        before = tree.parse.sentences[max(0, number - 1)]
        subjects = (k for k in range(before.first, before.last) if tree.tokens[k].dep in ("nsubj", "nsubjpass"))
        return frames.about_talks(article, i) or any(frames.session(article, k) for k in subjects)

    def days(self, which: str) -> tuple[Leaf, ...]:
        """The day a round opens or closes: single days that hang on a verb of opening (or closing) of the session."""
        frames = self.frames
        wanted = frames.set("rounds", which)
        found, missed = list[Found](), list[Found]()
        for article, v, _ in self.predicates:
            tree = frames.trees[article]
            lemma = tree.tokens[v].lemma.lower()
            until = which == "closing" and lemma in frames.set("rounds", "lasting")
            schedules = takes_place(tree, v) or lemma in frames.set("rounds", "scheduling")
            planned = which == "opening" and schedules
            turned = which == "closing" and lemma in frames.set("rounds", "opening") | {"be"}
            lasts = lemma in frames.set("rounds", "enduring")  # "lasted from Monday until noon on Friday"
            if lemma not in wanted and not until and not planned and not turned and not lasts:
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
                    or t.earliest != t.latest
                    or not set(inside) & set(below)
                    or {tree.tokens[k].lemma.lower() for k in inside} & frames.set("rounds", "longer")
                ):
                    continue
                governor = self._preposition(tree, inside)
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
                if (which == "opening" and ends) or (turned and not ends):
                    continue
                if until != (governor in ("until", "till", "through")) and (until or which == "opening"):
                    continue
                if governor in ("before", "after", "since", "by", "from"):
                    continue
                kept = which != "opening" or not fell_through(frames, tree, v)
                day = self._coming(article, v, t)
                (found if kept else missed).append((day.isoformat(), t.span))
        if which == "opening":
            self.planned = frames.by_value(missed)
        else:
            found += self._at_the_end()
        return frames.by_value(found)

    def _at_the_end(self) -> list[Found]:
        """The day of what was done "at the end of the round"."""
        frames, out = self.frames, list[Found]()
        for article, i in self.sites:
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
                near = {tree.tokens[k].lemma.lower() for k in [inside[-1], *tree.ancestors(inside[-1])[:4]]}
                following = tree.tokens[inside[-1] + 1].lemma.lower() if inside[-1] + 1 < len(tree.tokens) else ""
                if near & frames.set("rounds", "late") or following in (
                    "late",
                    "later",
                    "ago",
                    "behind",
                    "before",
                    "after",
                    "week",
                ):
                    continue
                if near & lasting and self._of_talks(article, inside[-1]):
                    found.append((f"{q.value:g}", q.span))
        return frames.by_value(found)

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

    def formats(self) -> tuple[Leaf, ...]:
        wanted = self.frames.set("rounds", "formats")
        found: list[Found] = []
        for article, i in self.sites:
            tree = self.frames.trees[article]
            for c in tree.children(i, "amod", "compound"):
                if tree.tokens[c].lemma.lower() in wanted:
                    found.append((tree.tokens[c].text.lower(), tree.span(c, i)))
        return self.frames.by_value(found)

    def sizes(self) -> tuple[Leaf, ...]:
        """How many people a delegation has ("the 11-member delegation")."""
        frames, out = self.frames, list[Leaf]()
        bodies, units = frames.set("delegations", "bodies"), frames.set("delegations", "size_units")
        found: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for article, n in frames.hits(bodies, ("NOUN",)):
            tree = frames.trees[article]
            if self.numbers.at(article, n) != self.number or tree.tokens[n].tag != "NN":
                continue
            held = tree.subtree(n, frozenset(tree.children(n, "relcl", "conj")))
            span = tree.span(held[0], held[-1])
            for q in frames.quantities(span):
                beside = {
                    tree.tokens[k].lemma.lower()
                    for k in held
                    if abs(tree.tokens[k].start - q.span.end) <= 1 or k in tree.within(q.span)
                }
                counted = any(u in w for w in beside | {q.unit} for u in units)
                side = self.sides.of_phrase(article, n) or self._speaking_side(article, n)
                if q.dimension == "count" and counted and side and q.value >= 1:
                    found[side, f"{q.value:g}"].append(q.span)
        for (side, value), spans in sorted(found.items()):
            leaf = frames.leaf(value, spans, party=side)
            out += [leaf] if leaf else []
        return tuple(out)

    def _speaking_side(self, article: str, n: int) -> str | None:
        """The side of the only delegation a report speaks of."""
        tree = self.frames.trees[article]
        bodies = self.frames.set("delegations", "bodies")
        sides = {
            side
            for i, t in enumerate(tree.tokens[:n])
            if t.lemma.lower() in bodies and (side := self.sides.of_phrase(article, i))
        }
        return sides.pop() if len(sides) == 1 else None

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
                    found += [(frames.text(q.span), q.span) for q in frames.quantities(near) if q.dimension == "time"]
            elif not off:
                continue
            for c in tree.children(v, "advcl", "prep"):
                marks = {tree.tokens[m].lemma for m in tree.children(c, "mark")} | {tree.tokens[c].lemma}
                if marks & {"after", "because", "amid", "over", "following"}:
                    heads = tree.children(c, "pobj") if tree.tokens[c].dep == "prep" else [c]
                    spans = [s for h in heads if (s := phrase(tree, h, attributions))]
                    found += [(frames.text(s), s) for s in spans if tree.tokens[heads[0]].ent != "DATE"]
        return frames.alike(found, days=True)
