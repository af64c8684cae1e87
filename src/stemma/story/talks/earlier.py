"""Earlier: the agreements and the sessions before these talks that reports go back to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stemma.model import Leaf, Round, Span
from stemma.story.talks.course import Course, Turn, told
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, behind, clause, from_subject, fronted, passive
from stemma.story.talks.numbering import EARLIER, Numbers
from stemma.story.talks.ordinals import long_before
from stemma.story.talks.pauses import Pauses
from stemma.story.talks.phrasing import named
from stemma.story.talks.places import session_places
from stemma.story.talks.sides import Sides

_SHORT = 6  # words of what stands beside an agreement and gives its year
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def earlier(frames: Frames, pauses: Pauses, rounds: Sequence[Round]) -> tuple[Leaf, ...]:
    """Earlier agreements that reports go back to, and the sessions before those that reports are about, with how they
    went and their town."""
    numbers = Numbers(frames)
    here = [r for r in rounds if not r.number or any(int(n.value) >= numbers.first_own for n in r.number)]
    held = {leaf.value for r in here for leaf in r.place}
    found, towns = [*_texts(frames), *_truces(frames)], list[Found]()
    for article, i in numbers.sites:
        number = numbers.at(article, i)
        if numbers.earlier(number):
            own = numbers.told[article] and number != EARLIER
            places = [f for f in session_places(frames, article, i) if own or frames.names[f[0]] not in held]
            towns += [(frames.text(span), span) for _, span in places]
    for turn in Course(frames, numbers).turns:
        alone = turn.named or (turn.number not in numbers.rounds and not turn.whole)
        if numbers.earlier(turn.number) and alone:
            found += _course(frames, turn)
            known = set[str]() if turn.named and turn.number != EARLIER else held
            towns += _towns(frames, pauses.sides, turn.article, turn.verb, turn.session, known)
    for article, v in _met(frames, pauses.sides, numbers):
        subject = frames.trees[article].children(v, "nsubj", "nsubjpass")[0]
        there = _towns(frames, pauses.sides, article, v, subject, held)
        span = clause(frames.trees[article], v, frames.layers[article].attributions)
        if span and (there or frames.near_talks(article, v)):
            fronts = fronted(frames.trees[article], v)
            start = min([span.start, *(frames.trees[article].subtree_span(a).start for a in fronts)])
            whole = Span(article, start, span.end)
            found.append((frames.text(whole), whole))
            towns += there
    return frames.alike(found, days=True) + frames.by_value(towns, days=True)


def _texts(frames: Frames) -> Iterator[Found]:
    """Agreements that are told by their year."""
    years = [one.article.published.latest.year for one in frames.layers.values() if one.article.published]
    latest = max(years, default=9999)
    for article, i in frames.hits(frames.set("negotiation", "texts"), ("NOUN", "PROPN")):
        tree = frames.trees[article]
        beside = [
            c
            for c in tree.children(i)
            if c < i or tree.tokens[c].lemma in ("of", "from", "in") or tree.tokens[c].dep == "acl"
        ]
        text = " ".join(frames.text(tree.subtree_span(c)) for c in beside if len(tree.subtree(c)) <= _SHORT)
        if any(int(y) < latest for y in _YEAR.findall(text)):
            yield from named(frames, article, i, "relcl", "advcl", "appos")


def _truces(frames: Frames) -> Iterator[Found]:
    """How an earlier agreement fared ("the last truce, in 2024, held for 11 days", "a pact of May fell apart")."""
    verbs = frames.set("course", "failing", "lasting") | frames.set("verdicts", "breaking")
    verbs |= {p.split()[0] for p in frames.words["course"]["particles"]}
    agreements = frames.set("settled", "agreements") | frames.set("stage", "truces")
    for article, v in frames.hits(verbs, ("VERB",)):
        tree = frames.trees[article]
        lemma = tree.tokens[v].lemma.lower()
        beside = {f"{lemma} {tree.tokens[c].text.lower()}" for c in tree.children(v, "prt", "advmod", "prep")}
        if lemma not in frames.set("course", "failing", "lasting") and not beside & frames.set("course", "particles"):
            continue
        lasted = lemma == "hold" and tree.tokens[v].dep == "acl" and not tree.children(v, "aux", "agent")
        held = arguments(tree, v)
        about = [tree.tokens[v].head] if lasted else held.objects if passive(tree, v) else held.subjects
        about = [i for i in about if tree.tokens[i].lemma.lower() in agreements]
        if not about or not (lasted or told(tree, v)):
            continue
        kind = {w.lower() for c in tree.children(about[0], "amod") for w in (tree.tokens[c].lemma, tree.tokens[c].text)}
        if not (kind & frames.set("rounds", "past") or _long_ago(frames, article, v)):
            continue
        if lasted:  # "the last truce, in 2024, held for 11 days"
            yield from named(frames, article, about[0], "relcl")
        elif span := clause(tree, v, frames.layers[article].attributions):
            relative = tree.tokens[v].dep == "relcl" and about[0] < v
            first = tree.span(tree.subtree(about[0])[0], about[0]).start
            span = Span(article, first, span.end) if relative else from_subject(tree, v, span)
            yield frames.text(span), span


def _long_ago(frames: Frames, article: str, v: int) -> bool:
    """Whether a clause, or what it hangs on, names a day weeks before its report, and none nearer."""
    tree = frames.trees[article]
    top = tree.tokens[v].head if tree.tokens[v].dep in ("relcl", "advcl") else v
    return long_before(frames, article, tree.subtree(top))


def _met(frames: Frames, sides: Sides, numbers: Numbers) -> Iterator[tuple[str, int]]:
    """What the two did together weeks before the report, or the last time: that they met, agreed or signed ("In P, last
    October, the two agreed on a hotline", "they last met in P in 2021")."""
    verbs = frames.set("outcome", "verbs", "signing") | frames.set("rounds", "meeting") | {"talk", "speak", "see"}
    for article, v in frames.hits(verbs, ("VERB",)):
        tree = frames.trees[article]
        subjects, joint = tree.children(v, "nsubj"), frames.set("outcome", "joint") | frames.set("negotiation", "teams")
        both = any(
            tree.tokens[i].text.lower() in ("they", "two", "three", "both")
            or (tree.tokens[i].lemma.lower() in joint and tree.tokens[i].tag == "NNS")
            or len({s for k in [i, *tree.children(i, "conj")] if (s := sides.of_phrase(article, k))}) > 1
            for i in subjects
        )
        if both and told(tree, v) and "Tense=Past" in tree.tokens[v].morph and _long_ago(frames, article, v):
            yield article, v


def _course(frames: Frames, turn: Turn) -> Iterator[Found]:
    """How an earlier session went: its clause, with the noun where the clause is relative."""
    article, v, k, tree = turn.article, turn.verb, turn.session, frames.trees[turn.article]
    held = [c for c in tree.children(k, "acl", "relcl") if tree.tokens[c].lemma == "hold"]
    if held and turn.kind == "went":  # "The first, held in P on 3 May, was overshadowed by …"
        whole = Span(article, tree.span(tree.subtree(k)[0], k).start, tree.subtree_span(held[0]).end)
        yield frames.text(whole), whole
        return
    span = clause(tree, v, frames.layers[article].attributions)
    why = [
        c for c in tree.children(v, "advcl") if {"because"} & {tree.tokens[m].lemma for m in tree.children(c, "mark")}
    ]
    if span and why and v < (first := tree.subtree(why[0])[0]):  # why stands among the causes
        last = next(c for c in range(first - 1, v - 1, -1) if tree.tokens[c].pos not in ("ADV", "PUNCT"))
        span = Span(article, span.start, tree.tokens[last].end)
    dated = span and any(t.kind == "date" and t.earliest for t in frames.times(span))
    if span and (turn.kind != "went" or dated):
        relative = tree.tokens[v].dep == "relcl" and k < v
        span = (
            Span(article, tree.span(tree.subtree(k)[0], k).start, span.end) if relative else from_subject(tree, v, span)
        )
        yield frames.text(span), span


def _towns(frames: Frames, sides: Sides, article: str, v: int, subject: int, held: set[str]) -> list[Found]:
    """The towns that a clause, or its subject, names behind "in" or "at", with the clause: its days are theirs."""
    tree = frames.trees[article]
    tables = frames.set("negotiation", "tables")
    apart = [
        c  # but "when A left the table in P"
        for c in tree.children(v, "advcl")
        if not any(
            tree.tokens[i].lemma.lower() in tables or frames.session(article, i) for i in tree.children(c, "dobj")
        )
    ]
    below = tree.subtree(v, frozenset([*apart, *tree.children(v, "conj", "ccomp", "parataxis")]))
    places = [
        (m.span, e)
        for k in sorted({*below, *tree.subtree(subject)})
        for p in behind(tree, k, "in", "at", "on", "of")
        for m, e in frames.mentions_at(article, p)
    ]
    whole = tree.span(below[0], below[-1])
    return [
        (frames.text(span), Span(article, min(span.start, whole.start), max(span.end, whole.end)))
        for span, e in places
        if e.kind == "place" and e.name not in held and not any(e.id in p.aliases for p in sides.parties)
    ]
