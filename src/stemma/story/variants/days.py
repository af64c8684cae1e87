"""Days: two times given for one event, compared as intervals of days.

Two times answer to each other in claims of one statement worded alike, or that tell what happens to one person once;
and where two reports tell of the beginning or end of one meeting. Days or months that exclude each other are a
conflict, unless the sentences differ in what they are about too; one inside the other is told more exactly.

What it gets wrong: what happens more than once (a weekly meeting), where nothing else in the sentences tells it apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from msgspec.structs import replace

from stemma.data import table
from stemma.model import Claim, Noun, Reading, Span, Statement, Time, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, cluster, make, touch
from stemma.story.variants.pairs import alike_pairs
from stemma.story.variants.predicates import class_of, same_act
from stemma.story.variants.slots import likeness, of_two_things, substitutions
from stemma.story.variants.telling import about, counted

_ALIKE = 0.5
_EXACT = 1  # days: an interval no wider than this names a day
_REACH = 3  # tokens of the parse between a time and the verb it belongs to
_DAY = 5  # characters of "03-22" at the end of a normal form
_VERBATIM = 0.6  # of the words of both claims, at which another month is another version
_NEAR = 7  # days: two arrests of one person hardly lie so near
_FUTURE = ("planned", "expected", "possible", "conditional", "demanded")

_RELATIVE = re.compile(r"\b(?:earlier|later|before|after|ago)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"WXX-(\d)$")
_MONTH = re.compile(r"(?:\d{4}|XXXX)-\d\d")

Answering = tuple[Statement | None, Time, Time, bool]
"""Two times that answer to each other, the statement, and whether they exclude each other where they differ."""


def day_variants(collation: Collation) -> list[Variant]:
    """Conflicts and differences of granularity between times."""
    once = [*_of_once(collation), *_of_one_event(collation)]
    found: list[Answering] = [*_of_statements(collation), *once]
    linked = {frozenset((x.span, y.span)) for _, x, y, _ in found}
    strict = {frozenset((x.span, y.span)) for _, x, y, sure in found if sure}
    single = {t.span for _, x, y, _ in once for t in (x, y)}
    owner: dict[Span, Statement | None] = {}
    times: dict[Span, Time] = {}
    for statement, x, y, _ in found:
        for t in (x, y):
            times[t.span] = t
            owner[t.span] = owner.get(t.span) or statement
    ordered = [times[s] for s in sorted(times)]
    slots = cluster(ordered, lambda x, y: frozenset((x.span, y.span)) in linked)
    return [v for slot in slots for v in _judge(slot, owner[slot[0].span], strict, single, collation)]


def _of_statements(collation: Collation) -> Iterator[Answering]:
    for statement, a, b in alike_pairs(collation, _ALIKE):
        for x, y in _answering(a, b, collation):
            if not (_ahead_and_past(a, b, collation) or _ahead_and_past(b, a, collation)):
                if _two_rounds(_rounds(a.span, collation), _rounds(b.span, collation)):
                    continue
                one = _one_event(a, b, collation) and _one_month(a, x, b, y, collation)
                yield statement, x, y, touch(x, y) or (one and not of_two_things(a, b, collation))


def _answering(a: Claim, b: Claim, collation: Collation) -> list[tuple[Time, Time]]:
    """The times of two claims that answer to each other: the only ones, or one in the place of the other."""
    first = [t for t in collation.times(a.span) if t.kind == "date" and t.earliest]
    second = [t for t in collation.times(b.span) if t.kind == "date" and t.earliest]
    if len(first) == 1 == len(second):
        return [(first[0], second[0])]
    swapped = [(s.first, s.second) for s in substitutions(a, b, collation)]
    return [(x, y) for x in first for y in second if any(p.overlap(x.span) and q.overlap(y.span) for p, q in swapped)]


def _one_event(a: Claim, b: Claim, collation: Collation) -> bool:
    """Whether two claims tell of one act, or share most of their words."""
    x, y = (collation.tree(c.span.article).tokens[c.head].lemma.lower() for c in (a, b))
    return same_act(x, y) or likeness(a, b, collation, both=True) >= _ALIKE


def _one_month(a: Claim, x: Time, b: Claim, y: Time, collation: Collation) -> bool:
    """Whether two claims that tell of months are worded so alike that one of them names another month for one event:
    what is counted or measured has a figure for every month."""
    if _names_a_day(x) and _names_a_day(y):
        return True
    measured = any(collation.quantities(c.span) for c in (a, b))
    return not measured and likeness(a, b, collation, both=True) >= _VERBATIM


def _rounds(span: Span, collation: Collation) -> frozenset[float]:
    """The ordinals in a stretch."""
    return frozenset(q.value for q in collation.quantities(span) if q.dimension == "ordinal")


def _two_rounds(a: frozenset[float], b: frozenset[float]) -> bool:
    """Whether two clauses count what they tell of, and it is not one round."""
    return bool(a and b) and not a & b


def _ahead_and_past(a: Claim, b: Claim, collation: Collation) -> bool:
    """Whether one claim is of what is to come and the other in the past tense."""
    tree = collation.tree(b.span.article)
    return a.modality in _FUTURE and b.modality == "asserted" and tree.tokens[b.head].tag == "VBD"


# -- what happens to one person once


def _of_once(collation: Collation) -> Iterator[Answering]:
    """The days that reports give for what happens to one person once ("was arrested on Tuesday", "died on Friday"),
    wherever they tell it and however the rest is worded. A report that has two days tells of two acts."""
    statement_of = {c: s for s in collation.statements for c in s.claims}
    told = [
        (k, e, c, t) for c in collation.claims.values() if (done := _done_once(c, collation)) for k, e, t in (done,)
    ]
    days: dict[tuple[str, str, str], list[Time]] = defaultdict(list)
    for k, e, c, t in told:
        days[k, e, c.span.article].append(t)
    twice = {(k, e) for (k, e, _), own in days.items() if not all(touch(x, y) for x, y in combinations(own, 2))}
    for (k, e, a, x), (m, f, b, y) in combinations(told, 2):
        if (k, e) == (m, f) and (k, e) not in twice and a.span.article != b.span.article and _within(x, y, _NEAR):
            yield statement_of.get(a.id), x, y, True


def _done_once(claim: Claim, collation: Collation) -> tuple[str, str, Time] | None:
    """The kind of act, the person it happens to, and the day; None where the claim tells of no such act."""
    tree = collation.tree(claim.span.article)
    lemma = tree.tokens[claim.head].lemma.lower()
    particle = " ".join(tree.tokens[k].lemma.lower() for k in tree.children(claim.head, "prt", "acomp", "advmod"))
    kind, doing = (
        class_of("once", lemma),
        class_of("once_doing", f"{lemma} {particle}") or class_of("once_doing", lemma),
    )
    if not (kind or doing) or claim.modality != "asserted" or claim.polarity == "negative":
        return None
    passive = tree.children(claim.head, "nsubjpass", "dobj")
    if kind and passive:
        who = passive
    elif doing and not tree.children(claim.head, "dobj", "auxpass"):
        who, kind = tree.children(claim.head, "nsubj"), doing
    else:
        return None
    if tree.tokens[who[0]].tag in ("WDT", "WP") if who else False:
        who = [h for h in (tree.head(claim.head),) if h is not None]
    if not who:
        return None
    whole = tree.subtree_span(who[0])
    people = {e.id for m, e in collation.mentions(whole) if e.kind == "person"}
    dated = [t for t in _hanging_on(claim.head, tree, collation) if claim.span.contains(t.span) and _names_a_day(t)]
    return (kind, people.pop(), dated[0]) if len(people) == 1 == len(dated) else None


def _within(x: Time, y: Time, days: int) -> bool:
    assert x.earliest and y.earliest
    return abs((x.earliest - y.earliest).days) <= days


# -- the beginning or end of a meeting, and what several reports put on one day


class Placed(Noun, frozen=True, kw_only=True):
    """The day on which a report puts something: `step` is what happens then ("begin" or "end" of a meeting, else the
    verb), `statement` the one that tells it, `names` and `places` what the sentence names, `who` does it; `ahead` where
    it is to come, `moved` where words tell that it was put on another day."""

    time: Time
    step: str
    meeting: bool
    statement: str
    names: frozenset[str]
    places: frozenset[str]
    rounds: frozenset[float]
    who: frozenset[str]
    ahead: bool
    moved: bool

    @property
    def article(self) -> str:
        return self.time.span.article


def _of_one_event(collation: Collation) -> Iterator[Answering]:
    """Days of one event that reports tell in other words: the beginning or end of a meeting of the same people, or an
    act of one statement; one of the days is given by two reports, or both are of one statement and place."""
    placed = [p for article in collation.layers for p in _placed(article, collation)]
    own: dict[tuple[str, str, str], list[Time]] = defaultdict(list)
    for p in placed:
        own[p.article, p.step, p.statement if not p.meeting else ""].append(p.time)
    by_id = {s.id: s for s in collation.statements}
    for a, b in combinations(placed, 2):
        if a.article == b.article or not _one_step(a, b) or not _within(a.time, b.time, _NEAR):
            continue
        if touch(a.time, b.time):
            continue
        if not all(
            all(touch(x, y) for x, y in combinations(own[p.article, p.step, p.statement if not p.meeting else ""], 2))
            for p in (a, b)
        ):
            continue  # a report that has two days tells of two events
        told = [{q.article for q in placed if _one_step(p, q) and touch(p.time, q.time)} for p in (a, b)]
        one_statement = bool(a.statement) and a.statement == b.statement
        if max(map(len, told)) > 1 or (one_statement and a.places & b.places):
            yield by_id.get(a.statement), a.time, b.time, True
            for q in placed:  # the other reports that have one of the two days
                for p, side in ((a, told[0]), (b, told[1])):
                    if q.article in side and _one_step(p, q) and touch(p.time, q.time) and q.article != p.article:
                        yield by_id.get(q.statement), p.time, q.time, False


def _one_step(a: Placed, b: Placed) -> bool:
    """Whether two reports tell of one step of one event."""
    sure = a.meeting and b.meeting and _known(a.time) and _known(b.time)
    if a.moved or b.moved or (a.ahead != b.ahead and not sure):
        return False
    if _two_rounds(a.rounds, b.rounds) or (a.who and b.who and not a.who & b.who):
        return False
    if a.meeting and b.meeting:
        return a.step == b.step and bool(a.names & b.names)
    return (
        bool(a.statement) and a.statement == b.statement and not (a.meeting or b.meeting) and same_act(a.step, b.step)
    )


def _known(t: Time) -> bool:
    """Whether more is known of a day than its weekday."""
    return t.earliest is not None and t.earliest.year > 1


def _who(verb: int, tree: Tree, collation: Collation) -> frozenset[str]:
    """Who does it: entities and nouns; none where they are called no more than sides, teams or talks."""
    article = tree.parse.article
    first = tree.children(verb, "nsubj", "nsubjpass")
    heads = [k for i in first for k in (i, *tree.children(i, "conj"))]
    general = table("en/day_steps.toml")["anybody"]
    found = set()
    for i in heads:
        lemma = tree.tokens[i].lemma.lower()
        behind = [o for p in tree.children(i, "prep") for o in tree.children(p, "pobj")]
        if class_of("events", lemma) == "meeting" or lemma in general or tree.tokens[i].pos in ("PRON", "NUM"):
            return frozenset()
        entities = [
            collation.entity_of(article, k) for k in (i, *tree.children(i, "compound", "nmod", "poss"), *behind)
        ]
        found |= {e.id for e in entities if e is not None} or {lemma}
    return frozenset(found)


def _placed(article: str, collation: Collation) -> Iterator[Placed]:
    tree = collation.tree(article)
    lists = table("en/day_steps.toml")
    claims = [c for c in collation.layers[article].claims if c.polarity == "positive" and c.modality != "denied"]
    for c in sorted(claims, key=lambda c: (c.span.end - c.span.start, c.id)):
        lemma = tree.tokens[c.head].lemma.lower()
        if tree.tokens[c.head].pos not in ("VERB", "AUX"):
            continue
        times = [
            t
            for t in _hanging_on(c.head, tree, collation, weekdays=True)
            if _names_a_day(t) and not t.value.startswith("T")
        ]
        if len(times) != 1 or _RELATIVE.search(collation.text(times[0].span)):
            continue
        s = tree.sentence_of(c.head)
        sentence = Span(article, s.start, s.end)
        words_of = {t.lemma.lower() for t in tree.tokens[s.first : s.last]}
        near = list(tree.children(c.head, "nsubj", "nsubjpass", "dobj"))
        near += [o for k in (c.head, *near) for p in tree.children(k, "prep") for o in tree.children(p, "pobj")]
        near += [o for k in near for p in tree.children(k, "prep") for o in tree.children(p, "pobj")]  # "the table of"
        met = any(class_of("events", tree.tokens[k].lemma.lower()) == "meeting" for k in near)
        step = next((n for n in ("begin", "end") if lemma in lists["meeting"][n] and met), "")
        step = "begin" if not step and lemma in lists["meeting"]["meet"] else step
        aux = [tree.tokens[k] for k in tree.children(c.head, "aux")]
        yield Placed(
            time=times[0],
            step=step or lemma,
            meeting=bool(step),
            statement=collation.statement_of.get(c.id, ""),
            names=frozenset(e.id for _, e in collation.mentions(sentence) if e.kind != "other"),
            places=frozenset(e.id for _, e in collation.located(sentence)),
            rounds=_rounds(sentence, collation),
            who=_who(c.head, tree, collation),
            ahead=c.modality in _FUTURE or any(x.tag == "MD" for x in aux),
            moved=bool(words_of & set(lists["moved"])),
        )


def _hanging_on(verb: int, tree: Tree, collation: Collation, *, weekdays: bool = False) -> list[Time]:
    """The dated times of a sentence that belong to a verb, and to no other verb or noun before it; with `weekdays`
    those too of which no more is known, as days of the first week there is."""
    s = tree.sentence_of(verb)
    if s.end <= s.start:
        return []
    out = []
    for t in collation.times(Span(tree.parse.article, s.start, s.end)):
        if weekdays and not t.earliest and (named := _WEEKDAY.search(t.value)) and t.kind == "date":
            day = date(1, 1, int(named[1]))  # a Monday is its first day
            t = replace(t, earliest=day, latest=day)
        inside = tree.within(t.span)
        if t.kind != "date" or not t.earliest or not inside:
            continue
        root = next((i for i in inside if tree.tokens[i].head not in inside), inside[-1])
        above = tree.ancestors(root)
        if weekdays:  # "return to the talks on Monday", whatever it is hung on
            above = [i for i in above if class_of("events", tree.tokens[i].lemma.lower()) != "meeting" or i == verb]
        first = next((i for i in above[:_REACH] if tree.tokens[i].pos in ("VERB", "AUX", "NOUN", "PROPN")), None)
        if first == verb:
            out.append(t)
    return out


# -- judging


def _judge(
    times: list[Time],
    statement: Statement | None,
    strict: set[frozenset[Span]],
    single: set[Span],
    collation: Collation,
) -> list[Variant]:
    groups = cluster(times, touch)
    if len(groups) > 1:
        if not all(_names_a_day(t) or _names_a_month(t) for t in times) or _worded_alike(groups, collation):
            return []
        if _moving(groups, collation) and not all(t.span in single for t in times):
            return []
        if not any(frozenset((x.span, y.span)) in strict for g, h in combinations(groups, 2) for x in g for y in h):
            return []  # the sentences differ in what they are about too
        readings = [Reading(text=collation.text(g[0].span), at=tuple(t.span for t in g)) for g in groups]
        text = f"Different days for one event{about(readings, collation)}: {counted(readings, collation)}"
        return [make("conflict", "date", "high", text, readings, statement=statement, confidence=0.7, rule="days")]
    worded = cluster(times, lambda x, y: _one_wording(x, y, collation))
    if len(worded) > 1:
        readings = [Reading(text=collation.text(g[0].span), at=tuple(t.span for t in g)) for g in worded]
        text = f"One time, told more or less exactly: {', '.join(f'“{r.text}”' for r in readings)}"
        return [make("granularity", "date", "low", text, readings, statement=statement, confidence=0.75, rule="days")]
    return []


def _one_wording(x: Time, y: Time, collation: Collation) -> bool:
    """Whether two times are worded alike, or give one calendar day in another order ("22 March", "March 22")."""
    dates = [t.value[-_DAY:] for t in (x, y) if t.value[-_DAY:].replace("-", "").isdigit()]
    same_day = len(dates) == 2 and dates[0] == dates[1] and len(x.value) >= 2 * _DAY <= len(y.value)
    return same_day or collation.text(x.span).lower() == collation.text(y.span).lower()


def _moving(groups: list[list[Time]], collation: Collation) -> bool:
    """Whether reports of different days each speak of their own time ("today"): two moments, not two versions."""
    pairs = [
        (x.span.article, y.span.article) for n, g in enumerate(groups) for h in groups[n + 1 :] for x in g for y in h
    ]
    return any(collation.on_other_days(x, y) for x, y in pairs)


def _worded_alike(groups: list[list[Time]], collation: Collation) -> bool:
    """Whether two days are given in the same words ("Friday", "June 28 at 2 p.m." and "June 28"): then which day is
    meant was only worked out here."""
    worded = [{collation.text(t.span).lower() for t in g} for g in groups]
    pairs = ((x, y) for n, a in enumerate(worded) for b in worded[n + 1 :] for x in a for y in b)
    return any(x.startswith(y) or y.startswith(x) for x, y in pairs)


def _names_a_month(t: Time) -> bool:
    return _MONTH.fullmatch(t.value) is not None


def _names_a_day(t: Time) -> bool:
    assert t.earliest and t.latest
    return (t.latest - t.earliest).days < _EXACT
