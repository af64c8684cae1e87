"""The course of the talks: what they are about, what brought the sides back, what may come next, and what earlier
agreements and sessions they go back to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.article.names import lexicon
from stemma.model import Leaf, Round, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, clause, negated, phrase
from stemma.story.talks.numbering import EARLIER, Numbers
from stemma.story.talks.pauses import Pauses
from stemma.story.talks.persons import people_at
from stemma.story.talks.phrasing import named
from stemma.story.talks.places import of_others, places_behind, session_places
from stemma.story.talks.sides import Sides

_BARE = 2  # words of a cause that only names its kind ("a visit")
_SHORT = 6  # words of what stands beside an agreement and gives its year
_LONGEST_SUBJECT = 200  # characters
_NOUN = 12  # characters the noun behind an ordinal may have
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def subject(frames: Frames) -> tuple[Leaf, ...]:
    """What the talks are about: the phrase behind "talks on", "negotiations over"; not what talks that follow these
    are to be about."""
    found, units, numbers = list[Found](), frames.set("rounds", "units"), Numbers(frames)
    for article, tree in frames.trees.items():
        for i in range(len(tree.tokens)):
            if not frames.session(article, i) or tree.tokens[i].pos != "NOUN":
                continue
            if of_others(frames, article, i) or numbers.after_end(article, i):
                continue
            for c in tree.children(i, "acl"):
                # "talks to end the dispute"; not "talks to resume on Monday"
                ends = tree.children(c, "dobj") and any(tree.tokens[k].tag == "TO" for k in tree.children(c, "aux"))
                if ends and not any(frames.process(article, k) for k in tree.children(c, "dobj")):
                    found += named(frames, article, c, "relcl", "advcl")
            for prep in tree.children(i, "prep"):
                if tree.tokens[i].lemma in units and tree.tokens[prep].lemma == "on":
                    continue
                if tree.tokens[prep].lemma.lower() in ("on", "over", "about", "concerning", "regarding"):
                    for p in tree.children(prep, "pobj", "pcomp"):
                        if _breaking_off(frames, article, i) and tree.tokens[prep].lemma.lower() == "over":
                            continue  # "pulls out of talks over X": why, not what about
                        if tree.tokens[p].ent not in ("DATE", "TIME") and tree.tokens[p].text != "course":
                            found += _whole(frames, article, p)
    return frames.alike(found)


def _breaking_off(frames: Frames, article: str, i: int) -> bool:
    """Whether a session is what a verb of leaving or calling off is said of."""
    tree = frames.trees[article]
    v = next((k for k in tree.ancestors(i) if tree.tokens[k].pos == "VERB"), None)
    if v is None:
        return False
    wanted = frames.set("pauses", "verbs", "walkouts") | frames.set("rounds", "cancelling", "postponing")
    wanted |= frames.set("absence", "verbs")
    lemma = tree.tokens[v].lemma.lower()
    particles = frames.set("pauses", "particles") | frames.set("rounds", "cancelling_particles")
    beside = {f"{lemma} {tree.tokens[c].text.lower()}" for c in tree.children(v, "prt", "advmod", "prep")}
    return lemma in wanted or bool(beside & particles)


def _whole(frames: Frames, article: str, i: int) -> list[Found]:
    """The phrase of token `i` with its conjuncts, up to a relative clause or another place or day of the session."""
    tree = frames.trees[article]
    cut = {
        c
        for c in tree.subtree(i)
        if tree.tokens[c].dep in ("relcl", "appos", "advcl", "parataxis")
        or (tree.tokens[c].dep == "prep" and tree.tokens[c].head == i and _aside(frames, article, c))
        or (tree.tokens[c].dep == "prep" and tree.tokens[c].head == i and _parties(frames, article, c))
    }
    kept = tree.subtree(i, frozenset(cut))
    first = kept.index(i)
    last = first
    while first > 0 and kept[first - 1] == kept[first] - 1:
        first -= 1
    while last + 1 < len(kept) and kept[last + 1] == kept[last] + 1:
        last += 1
    while tree.tokens[kept[last]].pos in ("PUNCT", "CCONJ", "ADP"):
        last -= 1
    if last < first:
        return []
    span = tree.span(kept[first], kept[last])
    bare = kept[last] == i and frames.trees[article].tokens[i].lemma.lower() in frames.set("negotiation", "texts")
    bare = bare and not tree.children(i, "amod", "compound", "nmod", "poss")  # "talks on a deal"
    return [(frames.text(span), span)] if span.end - span.start < _LONGEST_SUBJECT and not bare else []


def _parties(frames: Frames, article: str, prep: int) -> bool:
    """Whether a preposition names the parties ("questions between A and B")."""
    tree = frames.trees[article]
    if tree.tokens[prep].lemma.lower() != "between":
        return False
    below = tree.subtree(prep)
    return any(e.id in frames.bodies for k in below for _, e in frames.mentions_at(article, k))


def _aside(frames: Frames, article: str, prep: int) -> bool:
    """Whether a preposition gives the place or the day of a session ("talks on a treaty in P")."""
    tree = frames.trees[article]
    goals = tree.children(prep, "pobj")
    named = [e for p in goals for _, e in frames.mentions_at(article, p) if e.kind == "place"]
    place = any(not lexicon.place_class(e.name.split()[-1]) for e in named)
    day = any(tree.tokens[p].ent in ("DATE", "TIME") for p in goals)
    return tree.tokens[prep].lemma.lower() in ("in", "at", "on") and (place or day)


def trigger(frames: Frames, sides: Sides) -> tuple[Leaf, ...]:
    """What brought the sides back: what the resumption is the result of, follows or answers."""
    frame = frames.words["trigger"]
    nouns, found = frozenset(frame["nouns"]), list[Found]()
    for article, tree in frames.trees.items():
        for v, token in enumerate(tree.tokens):
            if token.pos not in ("VERB", "AUX"):
                continue
            lemma = token.lemma.lower()
            subjects = arguments(tree, v).subjects
            resumed = any(tree.tokens[i].lemma.lower() in nouns for i in subjects)
            talks = any(frames.session(article, i) for i in subjects)
            if not resumed and not (talks and lemma == "follow"):
                continue
            heads: list[int] = []
            if lemma == "follow":
                heads = tree.children(v, "dobj")
            else:
                linked = [
                    c
                    for c in tree.subtree(v)
                    if tree.tokens[c].lemma.lower() in frame["outcomes"]
                    and tree.tokens[c].dep in ("attr", "pobj", "nsubj")
                ]
                heads = [
                    p
                    for c in linked
                    for a in tree.children(c, "prep")
                    if tree.tokens[a].lemma in ("of", "to")
                    for p in tree.children(a, "pobj", "pcomp")
                ]
                if lemma in ("come", "go", "owe") and not heads:
                    own = [v, *tree.children(v, "advmod", "prt", "prep", "xcomp")]
                    heads = [
                        p
                        for k in own
                        if tree.tokens[k].lemma != "accord"
                        for a in ([k] if k != v else []) + tree.children(k, "prep")
                        if tree.tokens[a].lemma in ("after", "to") and tree.tokens[a].dep == "prep"
                        for p in tree.children(a, "pobj")
                    ]
            for h in heads:
                if tree.tokens[h].ent not in ("DATE", "TIME"):
                    found += _extended(frames, article, h)
    for article, v in frames.hits(frozenset(frame["returning"]), ("VERB",)):
        found += [f for h in _returned_after(frames, sides, article, v) for f in _extended(frames, article, h)]
    for article, v in frames.hits(frozenset(frame["reviving"]) | {p.split()[0] for p in frame["particles"]}, ("VERB",)):
        found += [f for h in _revivers(frames, article, v) for f in _extended(frames, article, h)]
    return frames.alike(found, days=True)


def _returned_after(frames: Frames, sides: Sides, article: str, v: int) -> list[int]:
    """What a party came back after ("the army returned on Saturday after a call from X"); no length, no pause."""
    tree = frames.trees[article]
    held = arguments(tree, v)
    talks = all(frames.process(article, i) for i in held.objects) and frames.near_talks(article, v)
    if not talks or negated(tree, v) or not any(sides.of_phrase(article, i) for i in held.subjects):
        return []
    heads = [
        p
        for a in tree.children(v, "prep")
        if tree.tokens[a].lemma.lower() in ("after", "following")
        for p in tree.children(a, "pobj")
    ]
    pauses = frames.set("pauses", "nouns")
    return [
        p
        for p in heads
        if tree.tokens[p].lemma.lower() not in pauses
        and not frames.quantities(tree.subtree_span(p))
        and tree.tokens[p].ent not in ("DATE", "TIME")
    ]


def _revivers(frames: Frames, article: str, v: int) -> list[int]:
    """What revived the talks, or brought the sides back: an event, not somebody ("X got the process moving again"; "it
    was X that …")."""
    tree, frame = frames.trees[article], frames.words["trigger"]
    lemma = tree.tokens[v].lemma.lower()
    below = [k for k in tree.subtree(v, frozenset(tree.children(v, "conj", "advcl", "relcl"))) if k != v]
    words = {tree.tokens[k].text.lower() for k in below}
    held = arguments(tree, v)
    joined = any(p.split()[0] == lemma and p.split()[1] in words for p in frame["particles"])
    if negated(tree, v) or not (joined or lemma in frame["reviving"]):
        return []
    around = [*held.objects, *(k for k in below if joined and tree.tokens[k].dep in ("nsubj", "dobj", "pobj"))]
    both = frames.set("outcome", "joint")
    if not any(
        frames.process(article, k) or (joined and tree.tokens[k].lemma.lower() in both | {"table"}) for k in around
    ):
        return []
    heads = [i for i in held.subjects if tree.tokens[i].pos == "NOUN"]
    above = tree.head(v)
    if above is not None and tree.tokens[v].dep == "csubj" and tree.tokens[above].lemma == "be":
        heads = tree.children(above, "attr")  # "what brought the sides back was X"
    if above is not None and tree.tokens[above].lemma == "be" and any(tree.tokens[k].tag == "WDT" for k in below):
        heads = tree.children(above, "attr")
    teams = frames.set("negotiation", "teams", "participants")
    events = [i for i in heads if not people_at(frames, article, i) and not frames.process(article, i)]
    return [i for i in events if tree.tokens[i].lemma.lower() not in teams]


def _extended(frames: Frames, article: str, i: int) -> list[Found]:
    """The phrase of token `i` with the clause of time behind it ("a request … when they met in March")."""
    base = named(frames, article, i)
    if not base:
        return []
    tree = frames.trees[article]
    span = base[0][1]
    sentence = tree.sentence_of(i)
    if len(tree.within(span)) <= _BARE and tree.parse.sentences[-1] is not sentence and span.end >= sentence.end - 2:
        # "… was a visit.": the sentence behind it says which
        following = tree.parse.sentences[tree.parse.sentences.index(sentence) + 1]
        roots = [k for k in range(following.first, following.last) if tree.head(k) is None]
        content = [c for k in roots for c in tree.children(k, "ccomp") if c < k] or roots
        more = clause(tree, content[0], frames.layers[article].attributions) if content else None
        return [(frames.text(more), more)] if more else base
    for c in range(sentence.first, sentence.last):
        token = tree.tokens[c]
        timed = token.dep == "advcl" and any(
            tree.tokens[m].text.lower() in ("when", "during", "as") for m in tree.children(c, "advmod", "mark")
        )
        during = (
            token.dep == "prep" and token.lemma in ("during", "at") and tree.tokens[token.head].pos in ("VERB", "AUX")
        )
        if not (timed or during):
            continue
        more = phrase(tree, c, frames.layers[article].attributions)
        if more and 0 <= more.start - span.end <= 2:
            span = Span(article, span.start, more.end)
    return [(frames.text(span), span)]


def next_steps(frames: Frames, sides: Sides, rounds: Sequence[Round]) -> tuple[Leaf, ...]:
    """What may come next, with its conditions: a further meeting, a signature, a vote, or what an agreement could open
    the way to."""
    frame = frames.words["next"]
    prospects, signing, found = frozenset(frame["prospects"]), frozenset(frame["signing"]), list[Found]()
    for claim in frames.claims:
        if claim.form in ("nominal", "headline", "apposition", "relative"):
            continue
        article, tree = claim.span.article, frames.trees[claim.span.article]
        head = tree.tokens[claim.head]
        words = " " + " ".join(tree.tokens[k].lemma.lower() for k in tree.within(claim.span)) + " "
        open_ = claim.modality in ("possible", "conditional", "expected", "planned")
        step = any(f" {p} " in words for p in frame["phrases"])
        hoped = [c for c in tree.children(claim.head, "xcomp") if head.lemma.lower() in frame["hoping"]]
        signs = (
            (head.lemma.lower() in signing and open_) or any(tree.tokens[c].lemma.lower() in signing for c in hoped)
        ) and _joint(frames, sides, article, claim.head)
        opens = (
            claim.modality in ("possible", "conditional")
            and any(tree.tokens[i].lemma.lower() in prospects for i in arguments(tree, claim.head).subjects)
            and head.pos in ("VERB", "AUX")
        )
        back = " back " in words and open_ and head.lemma in ("be", "come", "go", "meet")
        meets = (back and _joint(frames, sides, article, claim.head)) or (
            " again " in words and (open_ or head.lemma == "agree") and head.lemma in ("meet", "agree", "talk", "sit")
        )
        if claim.polarity == "negative" or not ((step and (open_ or "first step" in words)) or signs or opens or meets):
            continue
        span = clause(tree, claim.head, frames.layers[article].attributions)
        span = _from_subject(tree, claim.head, span) if span else None
        said = " " + " ".join(tree.tokens[k].lemma.lower() for k in tree.within(span)) + " " if span else ""
        holds = not step or signs or opens or meets or any(f" {p} " in said for p in frame["phrases"])
        found += [(frames.text(span), span)] if span and holds and span.overlap(claim.span) else []
    numbers = Numbers(frames)
    for article, i in frames.hits(frames.set("negotiation", "sessions"), ("NOUN",)):
        found += _next_meeting(frames, numbers, article, i)
    return frames.alike(found, days=True)


def _from_subject(tree: Tree, v: int, span: Span) -> Span:
    """A clause without what stands before its subject, unless that is a condition ("if a text is ready, …")."""
    own = tree.children(v, "nsubj", "nsubjpass")
    if not own or own[0] > v:
        return span
    start = tree.subtree_span(own[0]).start
    before = {tree.tokens[k].text.lower() for k in tree.within(span) if tree.tokens[k].start < start}
    conditional = before & {"if", "should", "once", "when", "unless", "provided", "after"}
    return span if conditional or start < span.start else Span(span.article, start, span.end)


def _joint(frames: Frames, sides: Sides, article: str, v: int) -> bool:
    """Whether the parties together, their heads, or a party's members sign or vote."""
    tree = frames.trees[article]
    both = frames.set("next", "bodies")
    return any(tree.tokens[i].lemma.lower() in both or sides.of_phrase(article, i) for i in arguments(tree, v).subjects)


def _next_meeting(frames: Frames, numbers: Numbers, article: str, i: int) -> list[Found]:
    """A "next" session, or one with a higher number than its report speaks of, that a clause sets for a day to come."""
    tree = frames.trees[article]
    kind = {tree.tokens[c].lemma.lower() for c in tree.children(i, "amod", "compound")}
    verb = next((k for k in tree.ancestors(i) if tree.tokens[k].pos in ("VERB", "AUX")), None)
    later = any(n > numbers.main[article] for n, q in numbers.told[article] if i in tree.within(_wide(q.span)))
    follows = verb is not None and tree.tokens[i].dep == "nsubj" and numbers.after_end(article, verb)
    if verb is None or not (later or follows or kind & {"next", "further", "another"}):
        return []
    future = {tree.tokens[c].text.lower() for c in tree.children(verb, "aux")} & {
        "will",
        "could",
        "may",
        "would",
        "to",
        "should",
    }
    planned = tree.tokens[verb].lemma in frames.set("rounds", "scheduling") | {"agree"}
    return named(frames, article, verb, "relcl") if future or planned or follows else []


def _wide(span: Span) -> Span:
    """A number with the noun behind it."""
    return Span(span.article, span.start, span.end + _NOUN)


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
        if numbers.at(article, i) == EARLIER:
            places = [f for f in session_places(frames, article, i) if frames.names[f[0]] not in held]
            towns += [(frames.text(span), span) for _, span in places]
    for article, tree in frames.trees.items():
        for v, token in enumerate(tree.tokens):
            if token.pos in ("VERB", "AUX") and "Tense=Past" in token.morph and not negated(tree, v):
                sessions = [k for k in arguments(tree, v).subjects if _past(frames, numbers, article, k)]
                found += [f for k in sessions for f in _course(frames, article, v, k)]
                towns += [
                    (frames.text(span), span)
                    for k in sessions
                    for e, span in places_behind(frames, article, k, ("in", "at", "on"))
                    if frames.names[e] not in held and not _of_party(pauses.sides, e)
                ]
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
                for p in tree.children(k, "pobj"):
                    above = tree.tokens[v].head if tree.tokens[v].dep in ("advcl", "pcomp") else v
                    towns += [
                        (frames.text(m.span), Span(article, min(tree.tokens[above].start, m.span.start), m.span.end))
                        for m, e in frames.mentions_at(article, p)
                        if e.kind == "place" and e.name not in held and not _of_party(pauses.sides, e.id)
                    ]
    return frames.alike(found) + frames.by_value(towns, days=True)


def _past(frames: Frames, numbers: Numbers, article: str, k: int) -> bool:
    """Whether a token stands for an earlier session that is none of the rounds: "the previous meeting", "two earlier
    ones", "the second, in May", where the report is about the third."""
    tree = frames.trees[article]
    token = tree.tokens[k]
    main, lemma = numbers.main[article], token.lemma.lower()
    sentence = tree.sentence_of(k)
    before = tree.parse.sentences[max(0, tree.parse.sentences.index(sentence) - 1)].first
    if lemma not in ("one", "ones") and not frames.session(article, k):
        here = Span(article, token.start, token.end)
        nth = [int(q.value) for q in frames.quantities(here) if q.dimension == "ordinal"]
        told = any(n == main for n, q in numbers.told[article] if before <= tree.within(q.span)[0] < sentence.last)
        return bool(told and nth and nth[0] < main and nth[0] not in numbers.rounds)
    if lemma in ("one", "ones") and not any(frames.session(article, i) for i in range(before, k)):
        return False
    beside = {w.lower() for c in tree.children(k, "amod") for w in (tree.tokens[c].lemma, tree.tokens[c].text)}
    return bool(beside & frames.set("rounds", "past")) and main - 1 not in numbers.rounds


def _course(frames: Frames, article: str, v: int, k: int) -> list[Found]:
    """How an earlier session went: its clause, with the noun where the clause is relative; only if dated or ended."""
    tree = frames.trees[article]
    span = clause(tree, v, frames.layers[article].attributions)
    if span is None:
        return []
    relative = tree.tokens[v].dep == "relcl" and k < v
    span = Span(article, tree.span(tree.subtree(k)[0], k).start, span.end) if relative else _from_subject(tree, v, span)
    ended = tree.tokens[v].lemma.lower() in frames.set("rounds", "closing") | frames.set("pauses", "verbs")
    ended = ended or any(tree.tokens[c].text.lower() == "over" for c in tree.children(v))
    dated = any(t.kind == "date" and t.earliest for t in frames.times(span))
    return [(frames.text(span), span)] if ended or dated else []


def _of_party(sides: Sides, entity: str) -> bool:
    return any(entity in p.aliases for p in sides.parties)
