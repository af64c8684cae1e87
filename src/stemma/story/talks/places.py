"""Places: where a session is held, read off the words for a session and off officials who meet or arrive.

A leaders' meeting elsewhere is no session of the talks, and a river the talks are about is no place they are held in.
"""

from __future__ import annotations

from stemma.article.names import lexicon
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, behind, lemmas, negated
from stemma.story.talks.standing import unknown


def session_places(frames: Frames, article: str, i: int) -> list[Found]:
    """The places a word for a session is tied to: "the talks in P", "the P talks", "negotiators will meet in P"."""
    tree = frames.trees[article]
    token = tree.tokens[i]
    if of_others(frames, article, i) or proposed(frames, article, i):
        return []
    found: list[Found] = []
    for c in tree.children(i, "compound"):
        found += [
            (e.id, m.span)
            for m, e in frames.mentions_at(article, c)
            if e.kind == "place" and not any(lexicon.place_class(n.split()[-1]) for n in (m.name, e.name))
            if not lexicon.place_class(tree.tokens[c + 1].text)  # "the P river talks"
        ]
    if token.pos == "NOUN" or token.pos == "PROPN":
        if tree.tokens[token.head].lemma.lower() not in ("against", "about", "for"):  # "marched against the talks in P"
            found += places_behind(frames, article, i)
        found += _same_place(frames, article, i)
        for c in tree.children(i, "appos"):  # "the talks, the second in P since April"
            if tree.tokens[c].tag in ("JJ", "NN", "CD") and tree.tokens[c].ent in ("ORDINAL", "CARDINAL", ""):
                found += places_behind(frames, article, c)
        for c in tree.children(i, "acl", "relcl"):  # "the first round, held in P", "a round that was to open in P"
            for k in completed(tree, c):
                if tree.tokens[k].lemma.lower() in frames.set("rounds", "opening", "closing"):
                    found += places_behind(frames, article, k)
        verb = verb_of(tree, i)
        frame = frames.set("rounds", "opening", "closing", "coming") | {"be", "take", "due", "expect", "revive"}
        if verb is not None and tree.tokens[verb].lemma.lower() in frame:
            held = arguments(tree, verb)
            attached = i in held.subjects + held.objects or tree.tokens[i].dep in ("attr", "pobj")
            coming = tree.tokens[verb].lemma in ("move", "come", "go")
            if attached and (tree.tokens[i].dep != "pobj" or not coming):
                for k in completed(tree, verb):  # "the talks were to begin in P"
                    found += places_behind(frames, article, k, ("in", "at", "to") if coming else ("in", "at"))
    return found


def hosted(frames: Frames, article: str, v: int) -> list[Found]:
    """The place that is told to host a session or the delegations ("P hosts the talks")."""
    tree = frames.trees[article]
    held, lemma = arguments(tree, v), tree.tokens[v].lemma.lower()
    what = held.objects
    teams = frames.set("delegations", "bodies")
    talks = any(frames.sitting(article, i) and not of_others(frames, article, i) for i in what)
    received = lemma in frames.set("rounds", "receiving") and any(tree.tokens[i].lemma in teams for i in what)
    if not (talks or received) or negated(tree, v) or proposed(frames, article, v):
        return []
    out = list[Found]()
    for i in held.subjects:
        named = [
            (e.id, m.span)
            for k in _nested(tree, i)
            for m, e in frames.mentions_at(article, k)
            if e.kind == "place" and m.form in ("full", "short")
        ]
        out += named[-1:]
    return out


def governed_from(frames: Frames) -> set[str]:
    """The countries whose capital a report names ("T, the capital of Q"): of two places, T is the nearer."""
    out = set[str]()
    for article, n in frames.hits(frozenset({"capital"}), ("NOUN",)):
        tree = frames.trees[article]
        own = [*behind(tree, n, "of"), *tree.children(n, "poss", "amod", "compound")]
        out |= {e.id for p in own for _, e in frames.mentions_at(article, p) if e.kind == "place"}
    return out


def teams_in(frames: Frames, article: str, n: int) -> list[Found]:
    """The place of "A's delegation in P", "negotiators in P"."""
    tree = frames.trees[article]
    own = any(tree.tokens[a].lemma == "in" and a == n + 1 for a in tree.children(n, "prep"))
    return places_behind(frames, article, n, ("in",)) if own else []


def meeting_places(frames: Frames, article: str, v: int) -> list[Found]:
    """The places where officials or delegations are said to meet, or to arrive for the talks."""
    tree = frames.trees[article]
    held = arguments(tree, v)
    teams = frames.set("negotiation", "teams")
    if not frames.near_talks(article, v):
        return []
    if with_others(frames, article, v):
        return []
    met = any(tree.tokens[i].lemma.lower() in teams and not people_only(frames, article, i) for i in held.subjects)
    if not (met or they_meet(frames, article, v)):
        return []
    returning = tree.tokens[v].lemma.lower() in frames.set("trigger", "returning")
    found = places_behind(frames, article, v, ("in", "at", "to") if returning else ("in", "at"))
    for c in tree.children(v, "npadvmod"):  # "today in P delegates sit down"
        found += places_behind(frames, article, c)
    return found


def with_others(frames: Frames, article: str, v: int) -> bool:
    """Whether those who meet are named with states or bodies that are no parties ("the armies of A, C and D met")."""
    tree = frames.trees[article]
    named = {
        e.id
        for i in tree.children(v, "nsubj", "nsubjpass")
        for k in tree.subtree(i, frozenset(tree.children(i, "relcl", "appos")))
        for _, e in frames.mentions_at(article, k)
        if e.kind in ("place", "organisation") and tree.tokens[k].pos == "PROPN"
    }
    return bool(named & frames.bodies) and len(named - frames.bodies) > 1


def they_meet(frames: Frames, article: str, v: int) -> bool:
    """Whether "they" that meet are the teams or the sessions of the sentence before."""
    tree = frames.trees[article]
    number = tree.parse.sentences.index(tree.sentence_of(v))
    they = any(tree.tokens[i].text.lower() == "they" for i in arguments(tree, v).subjects)
    if not they or number == 0 or tree.tokens[v].lemma.lower() not in frames.set("rounds", "meeting"):
        return False
    before = tree.parse.sentences[number - 1]
    teams = frames.set("negotiation", "teams")
    return any(
        tree.tokens[k].dep in ("nsubj", "nsubjpass")
        and tree.tokens[k].tag in ("NNS", "NNPS")
        and tree.tokens[k].lemma.lower() in teams
        for k in range(before.first, before.last)
    )


def completed(tree: Tree, v: int) -> list[int]:
    """A verb with the infinitives that complete it ("was to open", "is expected to be held")."""
    # "is to last a week and will take place in P"
    joined = [c for c in tree.children(v, "conj") if tree.tokens[c].lemma == "take" and not tree.children(c, "nsubj")]
    out = [v, *joined]
    for k in out:
        due = tree.children(k, "acomp")
        out += [c for b in [k, *due] for c in tree.children(b, "xcomp") if tree.children(c, "aux")]
    return out


def people_only(frames: Frames, article: str, i: int) -> bool:
    return any(e.kind == "person" for _, e in frames.mentions_at(article, i))


def of_others(frames: Frames, article: str, i: int) -> bool:
    """Whether a meeting is of other people than the delegations ("their meeting", "X's meeting with Y"), or one that
    only sounds out whether to negotiate ("exploratory talks")."""
    tree = frames.trees[article]
    if {tree.tokens[c].lemma.lower() for c in tree.children(i, "amod")} & frames.set("rounds", "exploring"):
        return True
    if tree.tokens[i].lemma not in frames.set("rounds", "called"):
        return False
    if lemmas(tree, behind(tree, i, "of")) & frames.set("rounds", "assemblies"):
        return True  # "a commission, the first session of which will be held in P"
    if tree.children(i, "poss"):
        return True
    if any(people_only(frames, article, p) for p in behind(tree, i, "with", "between")):
        return True
    kind = {tree.tokens[c].lemma.lower() for c in tree.children(i, "compound", "amod")}
    return bool(kind & frames.set("rounds", "others"))


def verb_of(tree: Tree, i: int) -> int | None:
    for k in tree.ancestors(i):
        if tree.tokens[k].pos in ("VERB", "AUX"):
            return k
    return None


def _nested(tree: Tree, p: int) -> list[int]:
    """A place with what it is in: "the offices of the service in P", "the capital, P"; no river or hill."""
    out = [p]
    for k in out:
        out += [
            q
            for b in tree.children(k, "prep")
            if tree.tokens[b].lemma.lower() in ("of", "in", "at", "on")
            for q in tree.children(b, "pobj")
            if not (tree.tokens[q].pos == "PROPN" and lexicon.place_class(tree.tokens[q].text))
        ]
    # "the capital, P"; of "P, Q" the first is the town and the second what it lies in.
    return [*out, *(c for k in out if tree.tokens[k].pos != "PROPN" for c in tree.children(k, "appos"))]


def dateline(frames: Frames, article: str) -> str | None:
    """The place, by its entity, that a report is sent from."""
    line = frames.layers[article].article.dateline
    named = [e.id for _, e in frames.mentions(line) if e.kind == "place"] if line else []
    return named[0] if named else None


def sent_from(frames: Frames, article: str, v: int) -> list[Found]:
    """The place of a session where the parser has hung "in P" on its matter ("opened talks on fish in P on Tuesday"):
    the place that the report is sent from."""
    tree, here = frames.trees[article], dateline(frames, article)
    out = list[Found]()
    for k in tree.subtree(v, frozenset(tree.children(v, "relcl", "advcl", "ccomp"))):
        if here and tree.tokens[k].dep == "pobj" and tree.tokens[tree.tokens[k].head].lemma.lower() in ("in", "at"):
            out += [(e.id, m.span) for m, e in frames.mentions_at(article, k) if e.id == here]
    return out


def proposed(frames: Frames, article: str, i: int) -> bool:
    """Whether a session is only proposed ("the proposal to hold a new meeting in P")."""
    tree = frames.trees[article]
    offers = frames.set("positions", "offer_nouns", "offer_verbs")
    return any(tree.tokens[k].lemma.lower() in offers for k in tree.ancestors(i))


def _same_place(frames: Frames, article: str, i: int) -> list[Found]:
    """The place the report is sent from, of a session "in the same city"."""
    tree, here = frames.trees[article], dateline(frames, article)
    for p in behind(tree, i):
        same = any(tree.tokens[c].text.lower() == "same" for c in tree.children(p, "amod"))
        if here and same and tree.tokens[p].lemma.lower() in ("city", "town", "place"):
            return [(here, tree.subtree_span(p))]
    return []


def _set_off(tree: Tree, i: int) -> list[int]:
    """Prepositions between commas behind a subject, which the parser hangs on its verb ("The round, in P in May,
    produced …")."""
    v, comma = tree.tokens[i].head, i + 1
    if tree.tokens[i].dep not in ("nsubj", "nsubjpass") or comma >= v or tree.tokens[comma].text != ",":
        return []
    between = [a for a in tree.children(v, "prep") if comma < a < v]
    return between if between and between[0] == comma + 1 and tree.tokens[v - 1].text == "," else []


def _of_name(tree: Tree, a: int) -> bool:
    """Whether a preposition between commas says where somebody named is from ("talks between A, in P, and B")."""
    last = tree.subtree(a)[-1] + 1
    before, after = tree.tokens[max(a - 2, 0) : a], tree.tokens[last : last + 2]
    return [t.pos for t in before] == ["PROPN", "PUNCT"] and [t.text for t in after] == [",", "and"]


def places_behind(frames: Frames, article: str, i: int, preps: tuple[str, ...] = ("in", "at")) -> list[Found]:
    """The places behind "in" or "at" below token `i`: of the innermost names ("in the city of P")."""
    tree = frames.trees[article]
    out: list[Found] = []
    dated = [p for p in behind(tree, i) if tree.tokens[p].ent == "DATE"]
    beside = [a for p in dated for a in tree.children(p, "prep")]  # "on 1 June in P"
    first = [*tree.children(i, "prep"), *_set_off(tree, i), *beside]
    for a in [*first, *(c for k in first for c in tree.children(k, "conj") if tree.tokens[c].pos == "ADP")]:
        if tree.tokens[a].lemma.lower() not in preps or _of_name(tree, a):
            continue
        for p in tree.children(a, "pobj"):
            below = _nested(tree, p)
            moved = frames.set("rounds", "moving") if tree.tokens[a].lemma.lower() == "to" else frozenset[str]()
            at = tree.tokens[a].lemma.lower() == "at" or tree.tokens[i].lemma.lower() in moved
            at = at and tree.tokens[p].pos == "PROPN"
            kinds = ("place", "organisation") if at else ("place",)  # "talks at the Department of Health"
            met = tree.tokens[i].lemma.lower() in frames.set("rounds", "meeting")  # nobody meets "at" somebody
            named = [
                (e.id, m.span)
                for k in below
                for m, e in frames.mentions_at(article, k)
                if e.kind in kinds or (met and unknown(e))
            ]
            out += named[-1:]
    return out
