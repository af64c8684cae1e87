"""Rounds: the sessions of the talks, by number, with place, days, format, status, outcome and who sat in them.

A claim belongs to the round whose number it names, else to the one whose town it names, else to the round its report
speaks of most; reports that name no number belong to the round whose reports are nearest in time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import structs

from stemma.data import gazetteer
from stemma.model import Leaf, Round, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.acts import Act, Reader
from stemma.story.talks.course import Course
from stemma.story.talks.days import Days
from stemma.story.talks.delegations import absences, changes, delegations
from stemma.story.talks.formats import formats
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import arguments, behind, described, lemmas, negated
from stemma.story.talks.learnt import Learnt
from stemma.story.talks.numbering import LATER, Numbers
from stemma.story.talks.outcomes import Outcomes
from stemma.story.talks.parties import Party
from stemma.story.talks.persons import people_at
from stemma.story.talks.places import (
    governed_from,
    hosted,
    meeting_places,
    of_others,
    people_only,
    places_behind,
    proposed,
    sent_from,
    session_places,
    teams_in,
    they_meet,
    verb_of,
    with_others,
)
from stemma.story.talks.sides import Sides
from stemma.story.talks.status import calls_off, denials, puts_off, statuses
from stemma.story.talks.unresolved import Unresolved
from stemma.story.talks.verdicts import Verdicts

_NEAR = 2  # sentences before "the start", in which the session may be named
_APART = 14  # days between the day a round was set for and the one it was held on, for two sittings


def find_rounds(
    frames: Frames,
    parties: Sequence[Party],
    sides: Sides,
    acts: Sequence[Act],
    neutral: Sequence[str],
    learnt: Learnt,
) -> tuple[Round, ...]:
    """The rounds the reports speak of, by number."""
    numbered = Numbers(frames)
    made, gone, seated = list[Round](), set[str](), dict[str, str]()
    sittings = [(number, n) for number in numbered.rounds for n in _sittings(frames, sides, numbered, number)]
    for number, numbers in sittings:
        sites = [s for s in numbers.sites if numbers.at(*s) == number]
        own = [a for a in acts if numbers.at(a.article, a.trigger, **_between(a)) == number]
        left = {a.entity for a in own if a.part == "out"}
        back = {a.entity for a in own if a.part in ("head", "member")} - left
        maker = _Round(number, frames, numbers, sides, sites)
        brought = Outcomes(frames, sides, numbers, number, maker.predicates)
        start, end = maker.time.days("opening"), maker.time.days("closing")
        end = end or brought.day()
        end = tuple(e for e in end if not start or e.value >= min(s.value for s in start))
        made.append(
            Round(
                number=maker.number_leaves(),
                place=maker.places(),
                start=start,
                planned=maker.time.planned,
                end=end,
                days=maker.time.lengths() or maker.time.counted(start, end),
                format=formats(frames, numbers, number, sites, sides),
                status=statuses(frames, maker.predicates, denials(frames, sites)),
                delegations=delegations(frames, own, (gone | left) - back, parties, sides, neutral),
                sizes=maker.sizes(),
                absent=absences(frames, own),
                changes=changes(frames, own, sides, seated),
                delays=maker.time.delays(),
                called_off=maker.called_off(),
                outcome=brought.agreed(
                    Verdicts(frames, sides, numbers, number, maker.predicates).decided(), learnt.likely("outcome")
                ),
                unresolved=Unresolved(frames, sides, numbers, number, maker.predicates).unresolved(),
            )
        )
        gone = (gone | left) - back
        seated = {a.entity: a.party for a in own if a.party and a.part in ("head", "member")} or seated
    if LATER in numbered.rounds and made[-1].place:  # where the next session is held, this one is not, if elsewhere
        following = {leaf.value for leaf in made[-1].place}
        here = tuple(leaf for leaf in made[0].place if leaf.value not in following)
        made[0] = structs.replace(made[0], place=here or made[0].place)
    # The next session of talks that count no rounds stands in the record once its place or its day is told.
    further = zip((number for number, _ in sittings), made, strict=True)
    return tuple(r for n, r in further if _told(r, counted=n != LATER))


def _asked(tree: Tree, v: int) -> bool:
    """Whether a verb stands in a question ("Did the two sides meet?")."""
    one = tree.sentence_of(v)
    return any(t.text == "?" for t in tree.tokens[max(one.first, one.last - 2) : one.last])


def _between(act: Act) -> dict[str, bool]:
    """How the round of an act is found: who leaves or comes does so between two rounds, wherever he goes."""
    moves = act.part in ("out", "in")
    return {"towns": not moves, "between": moves}


def _told(r: Round, *, counted: bool) -> bool:
    """Whether enough is told of a round: of one without a number more than that some session was held."""
    if r.place or r.start or r.end:
        return True
    bare = not r.number and {leaf.value for leaf in r.status} <= {"held"}
    return counted and bool(r.delegations or r.days or (r.status and not bare))


def _sittings(frames: Frames, sides: Sides, numbers: Numbers, number: int) -> list[Numbers]:
    """A round that was called off and held weeks later under the same number is two sittings: the one that was to be,
    in the reports from before the later day, and the one that was held, in the others."""
    sites = [s for s in numbers.sites if numbers.at(*s) == number]
    maker = _Round(number, frames, numbers, sides, sites)
    start = [date.fromisoformat(leaf.value) for leaf in maker.time.days("opening")]
    planned = [date.fromisoformat(leaf.value) for leaf in maker.time.planned]
    if not start or not planned or (min(start) - max(planned)).days <= _APART:
        return [numbers]
    published = {a: p.latest for a, one in frames.layers.items() if (p := one.article.published)}
    before = frozenset(a for a, day in published.items() if day < min(start))
    if before & {span.article for leaf in maker.time.days("opening") for span in leaf.at}:
        return [numbers]  # put off, and at once for when
    return [numbers.among(before), numbers.among(frozenset(frames.layers) - before)]


class _Round:
    def __init__(
        self, number: int, frames: Frames, numbers: Numbers, sides: Sides, sites: list[tuple[str, int]]
    ) -> None:
        self.number, self.frames, self.numbers, self.sides, self.sites = number, frames, numbers, sides, sites
        self.predicates = list(self._predicates())
        self.time = Days(number, frames, numbers, self.predicates)

    def number_leaves(self) -> tuple[Leaf, ...]:
        if self.number <= 0:
            return ()
        changed = {q.span for n, q in self.numbers.called[self.number] if n != self.number}
        found = [
            (str(n), q.span) for n, q in self.numbers.called[self.number] if n != self.number or q.span not in changed
        ]
        return self.frames.by_value(found)

    def places(self) -> tuple[Leaf, ...]:
        found = [f for s in self.sites for f in session_places(self.frames, *s)]
        meeting = self.frames.set("rounds", "opening") | {"arrive", "come"}
        for article, v in self.frames.hits(meeting, ("VERB",)):
            if self.numbers.at(article, v) == self.number and not proposed(self.frames, article, v):
                found += meeting_places(self.frames, article, v)
                if self.numbers.again(article, v) and self._we(article, v):
                    found += places_behind(self.frames, article, v)
        for article, v in self.frames.hits(self.frames.set("rounds", "hosting", "receiving"), ("VERB",)):
            if self.numbers.at(article, v) == self.number:
                found += hosted(self.frames, article, v)
        for article, n in self.frames.hits(self.frames.set("delegations", "bodies") - {"side"}, ("NOUN",)):
            if self.numbers.at(article, n) == self.number:
                found += teams_in(self.frames, article, n)
        for turn in Course(self.frames, self.numbers).turns:  # "The second ended in P without result"
            if turn.named and turn.number == self.number:
                found += places_behind(self.frames, turn.article, turn.verb)
        moving = self.frames.set("rounds", "moving")
        sitting = self.frames.set("rounds", "opening", "closing")
        for article, v, nouns in self.predicates:
            tree = self.frames.trees[article]
            if nouns and tree.tokens[v].lemma.lower() in moving:
                found += places_behind(self.frames, article, v, ("to",))
            if nouns and tree.tokens[v].lemma.lower() in sitting:
                found += sent_from(self.frames, article, v)
        names = self.frames.names
        towns = {
            a for p in self.sides.parties for a in p.aliases if a in self.frames.capitals or gazetteer.seat(names[a])
        }
        parties = {a for p in self.sides.parties for a in p.aliases if a == p.entity or a not in towns}
        holding = {e.parent for e in self.frames.entities if e.id in {f[0] for f in found}} | governed_from(self.frames)
        found = [f for f in found if f[0] not in parties | holding]
        return self.frames.by_entity([f for f in found if not self._unkept(f[1])] or found)

    def _unkept(self, span: Span) -> bool:
        """Whether a place is told with a day that was not kept ("were to start on Monday in P"), and with no other."""
        days = {t.earliest.isoformat() for t in self.frames.times(self.frames.sentence(span)) if t.earliest}
        return bool(days) and days <= {leaf.value for leaf in self.time.planned}

    def _we(self, article: str, v: int) -> bool:
        """Whether "we" meet, as a mediator or a negotiator says."""
        tree = self.frames.trees[article]
        return any(tree.tokens[i].text.lower() == "we" for i in tree.children(v, "nsubj"))

    def called_off(self) -> tuple[Leaf, ...]:
        """Who put the session off or called it off ("A cancelled the talks", "was postponed at the request of A")."""
        frames = self.frames
        found: dict[tuple[str, str], list[Span]] = defaultdict(list)
        for article, v, nouns in self.predicates:
            tree = frames.trees[article]
            off = calls_off(frames, tree, v)
            if not nouns or not (off or puts_off(frames, tree, v)) or negated(tree, v):
                continue
            side = self.sides.of_subject(article, arguments(tree, v).subjects) or self._requesting(article, v)
            if side:
                found[side, "called off" if off else "put off"].append(tree.span(min(v, *nouns), max(v, *nouns)))
        leaves = (frames.leaf(value, spans, days=True, party=side) for (side, value), spans in sorted(found.items()))
        return tuple(leaf for leaf in leaves if leaf)

    def _requesting(self, article: str, v: int) -> str | None:
        """The side at whose request a session is put off."""
        tree = self.frames.trees[article]
        for k in tree.subtree(v):
            if tree.tokens[k].lemma == "request" and tree.tokens[k].dep == "pobj":
                return self.sides.of_phrase(article, k)
        return None

    def _predicates(self) -> Iterable[tuple[str, int, list[int]]]:
        """The verbs said of the sessions of this round, with their session nouns, and of officials who meet."""
        frames = self.frames
        teams, meeting = frames.set("negotiation", "teams"), frames.set("rounds", "meeting")
        for article, tree in frames.trees.items():
            for v, token in enumerate(tree.tokens):
                lasts = (
                    token.text == "last" and token.dep == "xcomp" and tree.children(v, "aux")
                )  # taken for "the last"
                if not (token.pos in ("VERB", "AUX") or lasts) or self.numbers.at(article, v) != self.number:
                    continue
                if _asked(tree, v):
                    continue
                if token.dep in ("xcomp", "ccomp", "pcomp", "acl") and proposed(frames, article, v):
                    continue  # "offered to meet again in May"
                held = arguments(tree, v)
                completes = token.dep == "xcomp"  # "the talks on A, which were to open"
                nouns = [
                    i
                    for i in [*held.subjects, *held.objects, *described(tree, token.head if completes else v)]
                    if self._talks(article, i) and not of_others(frames, article, i)
                ]
                meets = (
                    (token.lemma.lower() in meeting or self._to_table(article, v))
                    and any(
                        (tree.tokens[i].lemma.lower() in teams and not people_only(frames, article, i))
                        or self.sides.of_phrase(article, i)
                        for i in held.subjects
                    )
                    and not any(self._one_person(article, i) for i in held.subjects)
                )
                meets = meets and not with_others(frames, article, v) and not self._meets_a_thing(article, v)
                meets = meets or (they_meet(frames, article, v) and frames.near_talks(article, v))
                if nouns or meets:
                    yield article, v, nouns

    def _one_person(self, article: str, i: int) -> bool:
        """Whether a subject is somebody by name ("its envoy, X"), who sits with another and opens no session."""
        single = self.frames.trees[article].tokens[i].tag in ("NN", "NNP")
        return people_only(self.frames, article, i) or (single and bool(people_at(self.frames, article, i)))

    def _meets_a_thing(self, article: str, v: int) -> bool:
        """Whether what is met is a deadline, a demand or the like, and nobody."""
        tree = self.frames.trees[article]
        objects = [i for i in tree.children(v, "dobj") if tree.tokens[i].pos == "NOUN"]
        people = self.frames.set("negotiation", "participants", "teams") | self.frames.set("mediation", "offices")
        people |= self.frames.set("sides", "opposites")
        return bool(objects) and not any(
            tree.tokens[i].lemma.lower() in people or self.frames.mentions_at(article, i) for i in objects
        )

    def _to_table(self, article: str, v: int) -> bool:
        """Whether somebody goes (back) to the table."""
        tree = self.frames.trees[article]
        opening = tree.tokens[v].lemma.lower() in self.frames.set("rounds", "opening")
        return opening and bool(lemmas(tree, behind(tree, v, "to")) & self.frames.set("negotiation", "tables"))

    def _talks(self, article: str, i: int) -> bool:
        """Whether a noun is a session of the talks, or "it" in their place."""
        frames, tree = self.frames, self.frames.trees[article]
        word = tree.tokens[i].text.lower()
        if word not in ("it", "they"):
            return frames.sitting(article, i) or self._start(article, i)
        number = tree.parse.sentences.index(tree.sentence_of(i))
        before = tree.parse.sentences[max(0, number - 1)]
        subjects = (k for k in range(before.first, before.last) if tree.tokens[k].dep in ("nsubj", "nsubjpass"))
        if word == "they":  # "They should have begun on Monday", of "a round of talks"
            v = tree.tokens[i].head
            begins = tree.tokens[v].lemma.lower() in frames.set("rounds", "beginning", "closing")
            every = range(before.first, before.last)
            return begins and any(tree.tokens[k].text.lower() in ("talks", "negotiations") for k in every)
        if tree.tokens[i].dep not in ("nsubj", "nsubjpass"):  # "has moved it to P", of "the next meeting"
            nouns = [k for k in range(before.first, before.last) if tree.tokens[k].tag == "NN"]
            return number > 0 and any(frames.session(article, k) for k in nouns)
        sessions = frames.set("rounds", "units")
        named = (tree.tokens[k].lemma.lower() in sessions for k in range(tree.sentence_of(i).first, i))
        return any(frames.session(article, k) for k in subjects) or any(named)

    def _start(self, article: str, i: int) -> bool:
        """Whether a noun is the beginning of a session ("the start was put back by two days")."""
        tree = self.frames.trees[article]
        token = tree.tokens[i]
        if token.lemma.lower() not in self.frames.set("rounds", "starts") or token.pos != "NOUN":
            return False
        of = [p for a in tree.children(i, "prep") if tree.tokens[a].lemma == "of" for p in tree.children(a, "pobj")]
        the = any(tree.tokens[c].text.lower() == "the" for c in tree.children(i, "det"))
        number = tree.parse.sentences.index(tree.sentence_of(i))
        near = tree.parse.sentences[max(0, number - _NEAR) : number + 1]
        alone = the and not of and any(self.frames.about_talks(article, one.first) for one in near)
        return alone or any(self.frames.session(article, p) for p in of)

    def sizes(self) -> tuple[Leaf, ...]:
        """How many people a delegation has ("the 11-member delegation")."""
        frames = self.frames
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
                inside = tree.within(q.span)  # "a delegation of twelve"
                alone = bool(inside) and tree.tokens[inside[-1]].dep == "pobj" and tree.tokens[inside[-1]].pos == "NUM"
                counted = counted or (alone and tree.tokens[tree.tokens[inside[-1]].head].lemma == "of")
                side = Reader(frames, self.sides).side(article, n) or self._headed_side(article, n)
                if q.dimension == "count" and counted and side and q.value >= 1:
                    found[side, f"{q.value:g}"].append(q.span)
        leaves = (frames.leaf(value, spans, party=side) for (side, value), spans in sorted(found.items()))
        return tuple(leaf for leaf in leaves if leaf)

    def _headed_side(self, article: str, n: int) -> str | None:
        """The side of whoever comes "as head of" a delegation."""
        tree = self.frames.trees[article]
        of, head = tree.tokens[n].head, tree.tokens[tree.tokens[n].head].head
        if tree.tokens[of].lemma != "of" or tree.tokens[head].lemma.lower() not in self.frames.set(
            "delegations", "lead_nouns"
        ):
            return None
        v = verb_of(tree, head)
        return self.sides.of_subject(article, arguments(tree, v).subjects) if v is not None else None
