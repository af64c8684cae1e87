"""Earlier: the agreements and the sessions before these talks that reports go back to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.model import Leaf, Round, Span
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, clause, from_subject, fronted, negated
from stemma.story.talks.numbering import Numbers
from stemma.story.talks.ordinals import LONG_AGO
from stemma.story.talks.pauses import Pauses
from stemma.story.talks.phrasing import named
from stemma.story.talks.places import places_behind, session_places
from stemma.story.talks.sides import Sides

_SHORT = 6  # words of what stands beside an agreement and gives its year
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def earlier(frames: Frames, pauses: Pauses, rounds: Sequence[Round]) -> tuple[Leaf, ...]:
    """Earlier agreements that reports go back to (by their year), and earlier sessions by their town, where they are
    none of the rounds."""
    found: list[Found] = []
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
            found += named(frames, article, i, "relcl", "advcl", "appos")
    held = {leaf.value for r in rounds for leaf in r.place}
    numbers, towns = Numbers(frames), list[Found]()
    for article, i in numbers.sites:
        if numbers.earlier(numbers.at(article, i)):
            places = [f for f in session_places(frames, article, i) if frames.names[f[0]] not in held]
            towns += [(frames.text(span), span) for _, span in places]
    for article, tree in frames.trees.items():
        for v, token in enumerate(tree.tokens):
            if token.pos in ("VERB", "AUX") and "Tense=Past" in token.morph and not negated(tree, v):
                own = list(dict.fromkeys([*arguments(tree, v).subjects, *tree.children(v, "nsubjpass")]))
                sessions = [k for k in own if _past(frames, numbers, article, k, v)]
                found += [f for k in sessions for f in _course(frames, article, v, k)]
                towns += [
                    (frames.text(span), span)
                    for k in sessions
                    for e, span in places_behind(frames, article, k, ("in", "at", "on"))
                    if frames.names[e] not in held and not _of_party(pauses.sides, e)
                ]
    told, there = _history(frames, pauses.sides, held)
    found, towns = found + told, towns + there
    for article, v in pauses.at:
        tree = frames.trees[article]
        below = tree.subtree(v, frozenset(tree.children(v, "conj", "relcl", "advcl")))
        for k in below:
            why = [c for c in tree.ancestors(k) if c in below and c != v and tree.tokens[c].dep == "prep"]
            if any(tree.tokens[c].lemma.lower() in frames.set("pauses", "because") for c in why):
                continue  # "because of the arrest of a man in P": where the cause is, not the session
            if any(tree.tokens[c].tag == "WP$" for b in tree.ancestors(k) for c in tree.children(b, "poss")):
                continue  # "whose arrest in P"
            if tree.tokens[k].lemma == "in" and tree.tokens[k].dep == "prep":
                held_there = [e for p in tree.children(k, "pobj") for _, e in frames.mentions_at(article, p)]
                towns_of = [e for e in held_there if e.kind == "place" and not _of_party(pauses.sides, e.id)]
                if towns_of:
                    found += _broken_off(frames, article, v)
                for p in tree.children(k, "pobj"):
                    above = tree.tokens[v].head if tree.tokens[v].dep in ("advcl", "pcomp") else v
                    towns += [
                        (frames.text(m.span), Span(article, min(tree.tokens[above].start, m.span.start), m.span.end))
                        for m, e in frames.mentions_at(article, p)
                        if e.kind == "place" and e.name not in held and not _of_party(pauses.sides, e.id)
                    ]
    return frames.alike(found) + frames.by_value(towns, days=True)


def _history(frames: Frames, sides: Sides, held: set[str]) -> tuple[list[Found], list[Found]]:
    """What the two did in a town weeks before the report ("In P, last October, the two agreed on a hotline"), and the
    town."""
    found, towns = list[Found](), list[Found]()
    verbs = frames.set("outcome", "verbs", "signing") | frames.set("rounds", "meeting") | {"talk"}
    joint = frames.set("outcome", "joint")
    for article, v in frames.hits(verbs, ("VERB",)):
        tree, published = frames.trees[article], frames.layers[article].article.published
        subjects = tree.children(v, "nsubj")
        both = any(
            tree.tokens[i].text.lower() in ("they", "two")
            or (tree.tokens[i].lemma.lower() in joint and tree.tokens[i].tag == "NNS")
            for i in subjects
        )
        fronts = [a for a in fronted(tree, v) if tree.tokens[a].lemma.lower() in ("in", "at")]
        if not both or not fronts or published is None or "Tense=Past" not in tree.tokens[v].morph or negated(tree, v):
            continue
        start, end = tree.subtree_span(fronts[0]).start, tree.subtree_span(subjects[0]).end
        days = [t.latest for t in frames.times(Span(article, start, end)) if t.kind == "date" and t.latest]
        if not days or (published.earliest - max(days)).days <= LONG_AGO:
            continue
        places = [
            (m.span, e)
            for a in fronts
            for p in tree.children(a, "pobj")
            for m, e in frames.mentions_at(article, p)
            if e.kind == "place" and e.name not in held and not _of_party(sides, e.id)
        ]
        own = clause(tree, v, frames.layers[article].attributions) if frames.near_talks(article, v) or places else None
        if places and own:
            whole = Span(article, min(start, own.start), own.end)
            found.append((frames.text(whole), whole))
            towns += [(frames.text(span), Span(article, span.start, end)) for span, _ in places]
    return found, towns


def _past(frames: Frames, numbers: Numbers, article: str, k: int, v: int) -> bool:
    """Whether a token stands for an earlier session that is none of the rounds: "the previous meeting", "two earlier
    ones", "the second, in May", where the report is about the third."""
    tree = frames.trees[article]
    token = tree.tokens[k]
    main, lemma = numbers.main[article], token.lemma.lower()
    sentence = tree.sentence_of(k)
    ended = tree.tokens[v].lemma.lower() in frames.set("rounds", "closing") or lemma in frames.set("rounds", "units")
    if ended and frames.sitting(article, k) and numbers.earlier(numbers.at(article, v)):
        return True
    before = tree.parse.sentences[max(0, tree.parse.sentences.index(sentence) - 1)].first
    unit = lemma in ("one", "ones") or lemma in frames.set("rounds", "units")
    if not unit and not frames.session(article, k):
        here = Span(article, token.start, token.end)
        nth = [int(q.value) for q in frames.quantities(here) if q.dimension == "ordinal"]
        around = [n for n, q in numbers.told[article] if before <= tree.within(q.span)[0] < sentence.last]
        told = main in around or bool(nth and nth[0] - 1 in around)  # "The first round … The second, in May, …"
        return bool(told and nth and nth[0] < main and nth[0] not in numbers.rounds)
    if lemma in ("one", "ones") and not any(frames.session(article, i) for i in range(before, k)):
        return False
    that = any(tree.tokens[c].text.lower() == "that" for c in tree.children(k, "det"))
    firsts = [q.value for q in frames.quantities(Span(article, tree.tokens[before].start, tree.tokens[k].start))]
    if that and lemma == "one" and any(n == 1 for n in firsts) and main != 1:
        return True  # "X brokered a first meeting in May. That one ended …"
    beside = {w.lower() for c in tree.children(k, "amod") for w in (tree.tokens[c].lemma, tree.tokens[c].text)}
    return bool(beside & frames.set("rounds", "past")) and main - 1 not in numbers.rounds


def _course(frames: Frames, article: str, v: int, k: int) -> list[Found]:
    """How an earlier session went: its clause, with the noun where the clause is relative; only if dated or ended."""
    tree = frames.trees[article]
    held = [c for c in tree.children(k, "acl", "relcl") if tree.tokens[c].lemma == "hold"]
    if held and tree.tokens[v].lemma != "hold":  # "The first, held in P on 3 May, was …"
        whole = Span(article, tree.span(tree.subtree(k)[0], k).start, tree.subtree_span(held[0]).end)
        return [(frames.text(whole), whole)]
    span = clause(tree, v, frames.layers[article].attributions)
    if span is None:
        return []
    relative = tree.tokens[v].dep == "relcl" and k < v
    span = Span(article, tree.span(tree.subtree(k)[0], k).start, span.end) if relative else from_subject(tree, v, span)
    ended = tree.tokens[v].lemma.lower() in frames.set("rounds", "closing") | frames.set("pauses", "verbs")
    ended = ended or any(tree.tokens[c].text.lower() == "over" for c in tree.children(v))
    dated = any(t.kind == "date" and t.earliest for t in frames.times(span))
    return [(frames.text(span), span)] if ended or dated else []


def _broken_off(frames: Frames, article: str, v: int) -> list[Found]:
    """How an earlier session was broken off, without the reason; `v` is the word of it, or that of the reason."""
    tree = frames.trees[article]
    top = tree.tokens[v].head if tree.tokens[v].dep in ("advcl", "pcomp") else v
    own = tree.children(top, "nsubj", "nsubjpass")
    told = tree.tokens[top].pos == "VERB" and any(frames.process(article, i) for i in own)
    span = clause(tree, top, frames.layers[article].attributions) if told else None
    span = from_subject(tree, top, span) if span else None
    reasons = [tree.subtree_span(c).start for c in tree.children(top, "advcl") if c > top]
    if span and reasons and reasons[0] > span.start:  # why stands among the causes
        held = [
            k
            for k in tree.within(span)
            if tree.tokens[k].end <= reasons[0] and tree.tokens[k].pos not in ("ADV", "PUNCT")
        ]
        span = tree.span(held[0], held[-1]) if held else None
    return [(frames.text(span), span)] if span else []


def _of_party(sides: Sides, entity: str) -> bool:
    return any(entity in p.aliases for p in sides.parties)
