"""Trigger: what brought the sides back to the table: what the resumption is the result of, follows or answers."""

from __future__ import annotations

from stemma.model import Leaf, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.course import doers, told
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, behind, clause, negated, phrase
from stemma.story.talks.persons import people_at
from stemma.story.talks.phrasing import named
from stemma.story.talks.sides import Sides

_BARE = 2  # words of a cause that only names its kind ("a visit")


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
    for article, v in frames.hits(frozenset(frame["causing"]), ("VERB",)):  # "the release made the rebels return"
        tree = frames.trees[article]
        goals = [c for c in tree.children(v, "ccomp", "xcomp") if tree.tokens[c].lemma.lower() in frame["returning"]]
        moved = [i for c in goals for i in [*tree.children(c, "nsubj"), *tree.children(v, "dobj")]]
        people = frames.set("negotiation", "teams", "participants") | frames.set("mediation", "offices", "ministers")
        events = [i for i in arguments(tree, v).subjects if tree.tokens[i].pos == "NOUN"]
        events = [i for i in events if tree.tokens[i].lemma.lower() not in people]
        if any(sides.of_phrase(article, i) for i in moved) and not negated(tree, v):
            found += [
                f
                for h in events
                if not people_at(frames, article, h)
                for f in named(frames, article, h, "relcl", without=[v])
            ]
    for article, v in frames.hits(frozenset(frame["idioms"]), ("VERB",)):  # "her visit broke the ice"
        tree = frames.trees[article]
        words = {tree.tokens[k].lemma.lower() for k in tree.children(v, "dobj")}
        if (
            words & set(frame["idioms"][tree.tokens[v].lemma.lower()])
            and told(tree, v)
            and any(frames.process(article, k) for k in range(len(tree.tokens)))
        ):
            found += _done(frames, article, v, doers(tree, v))
    found += _made_way(frames, sides)
    found += _called_back(frames, sides)
    found += _possible(frames)
    for article, n in frames.hits(frozenset(frame["breakthroughs"]), ("NOUN",)):  # "the breakthrough was a call from X"
        tree = frames.trees[article]
        v = tree.tokens[n].head
        if tree.tokens[v].lemma == "come" and tree.tokens[v].tag == "VBD" and frames.near_talks(article, v):
            when = {"when", "after"}  # "the breakthrough came when X was freed"
            marks = [
                c
                for c in tree.children(v, "advcl")
                if {tree.tokens[m].text for m in tree.children(c, "mark", "advmod")} & when
            ]
            found += [
                f for c in marks for f in named(frames, article, c, "relcl", without=tree.children(c, "mark", "advmod"))
            ]
        turned = tree.tokens[n].dep == "nsubj" and tree.tokens[v].lemma == "be" and tree.tokens[v].tag == "VBD"
        events = [i for i in tree.children(v, "attr") if tree.tokens[i].pos == "NOUN"]
        if turned and not negated(tree, v):
            found += [f for h in events if not people_at(frames, article, h) for f in named(frames, article, h)]
    for article, v in frames.hits(frozenset(frame["returning"]) | {"reopen", "begin", "start"}, ("VERB",)):
        found += [f for c in _because(frames, article, v) for f in named(frames, article, c)]
    for article, v in frames.hits(frozenset(frame["returning"]), ("VERB",)):
        found += [f for h in _returned_after(frames, sides, article, v) for f in _extended(frames, article, h)]
    for article, v in frames.hits(frozenset(frame["reviving"]) | {p.split()[0] for p in frame["particles"]}, ("VERB",)):
        found += _done(frames, article, v, _revivers(frames, article, v))
    return frames.alike(found, days=True)


def _happened(tree: Tree, v: int) -> bool:
    """Whether a verb tells of what has come about ("resumed", "could only begin")."""
    could = any(tree.tokens[c].text.lower() == "could" for c in tree.children(v, "aux"))
    return could or "Tense=Past" in tree.tokens[v].morph


def _because(frames: Frames, article: str, v: int) -> list[int]:
    """The clause that tells why talks were taken up again ("were reopened because the king wrote to both")."""
    tree = frames.trees[article]
    held = arguments(tree, v)
    sentence = tree.sentence_of(v)
    number = tree.parse.sentences.index(sentence)
    before = tree.parse.sentences[max(0, number - 1)]
    around = [*held.subjects, *held.objects]
    if any(tree.tokens[i].text.lower() in ("they", "it") for i in around):
        around += [k for k in range(before.first, before.last) if tree.tokens[k].dep in ("nsubj", "nsubjpass")]
    if not any(frames.session(article, i) for i in around) or not _happened(tree, v) or negated(tree, v):
        return []
    clauses = tree.children(v, "advcl")
    only = any(tree.tokens[c].text.lower() == "only" for c in tree.children(v, "advmod"))
    again = tree.tokens[v].lemma.lower() in frames.set("trigger", "returning", "reviving") | {"reopen"}
    why = {"because", "after"} if only or again else {"because"}  # "could only begin after the ship had left"
    clauses = [c for c in clauses if not tree.children(c, "npadvmod")]  # "a day after X": when
    return [c for c in clauses if {tree.tokens[m].text.lower() for m in tree.children(c, "mark")} & why]


def _returned_after(frames: Frames, sides: Sides, article: str, v: int) -> list[int]:
    """What a party came back after ("the army returned on Saturday after a call from X"); no length, no pause."""
    tree = frames.trees[article]
    held = arguments(tree, v)
    talks = all(frames.process(article, i) for i in held.objects) and frames.near_talks(article, v)
    if not talks or negated(tree, v) or not any(sides.of_phrase(article, i) for i in held.subjects):
        return []
    heads = behind(tree, v, "after", "following")
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
    joined = joined and (lemma != "return" or bool(tree.children(v, "dobj")))  # not "the two returned to the table"
    if negated(tree, v) or not (joined or lemma in frame["reviving"]):
        return []
    around = [*held.objects, *(k for k in below if joined and tree.tokens[k].dep in ("nsubj", "dobj", "pobj"))]
    both = frames.set("outcome", "joint")
    if not any(
        frames.process(article, k) or (joined and tree.tokens[k].lemma.lower() in both | {"table"}) for k in around
    ):
        return []
    return doers(tree, v)


def _done(frames: Frames, article: str, v: int, heads: list[int]) -> list[Found]:
    """The event that a verb of reviving is said of; of somebody, what he did: "by telephoning X", "as he spent a night
    with X", or what stands behind the colon or in the next sentence ("she got it going: on Friday she wrote to X")."""
    tree = frames.trees[article]
    teams = frames.set("negotiation", "teams", "participants")
    out = list[Found]()
    for h in heads:
        somebody = people_at(frames, article, h) or tree.tokens[h].text.lower() in ("he", "she")
        if tree.tokens[h].pos == "NOUN" and not somebody and not frames.process(article, h):
            out += _extended(frames, article, h) if tree.tokens[h].lemma.lower() not in teams else []
        elif somebody or frames.process(article, h):
            out += [f for k in _deeds(frames, article, v, h)[:1] for f in named(frames, article, k, "relcl")]
    return out


def _deeds(frames: Frames, article: str, v: int, h: int) -> list[int]:
    """What somebody did to bring the sides back: the verbs of it, the best told first."""
    tree = frames.trees[article]
    top = [v, *(k for k in tree.ancestors(v) if tree.tokens[k].lemma == "be")]
    by = [
        p
        for k in top
        for a in tree.children(k, "prep")
        if tree.tokens[a].lemma == "by"
        for p in tree.children(a, "pcomp")
    ]
    when = [
        c
        for k in top
        for c in tree.children(k, "advcl")
        if {tree.tokens[m].text.lower() for m in tree.children(c, "mark", "advmod")} & {"as", "when", "after"}
    ]
    if by or when:
        return by + when
    sentence = tree.sentence_of(v)
    number = tree.parse.sentences.index(sentence)
    last = tree.parse.sentences[min(number + 1, len(tree.parse.sentences) - 1)].last
    return [
        k
        for k in range(v + 1, last)
        if tree.tokens[k].tag == "VBD"
        and tree.tokens[k].dep in ("ROOT", "ccomp", "parataxis", "conj")
        and any(tree.tokens[i].text.lower() in ("he", "she") and i > v for i in tree.children(k, "nsubj"))
        and told(tree, k)
    ]


def _possible(frames: Frames) -> list[Found]:
    """What made the talks possible ("was made possible by X", "became possible after Y had been freed")."""
    out = list[Found]()
    for article, n in frames.hits(frozenset({"possible"}), ("ADJ",)):
        tree = frames.trees[article]
        v = tree.tokens[n].head
        held = [*arguments(tree, v).subjects, *arguments(tree, v).objects]
        if tree.tokens[v].pos != "VERB" or not told(tree, v) or not any(frames.process(article, i) for i in held):
            continue
        preps = [
            a
            for k in (v, n)
            for a in tree.children(k, "prep", "agent")
            if tree.tokens[a].lemma in ("by", "after", "with")
        ]
        for h in [p for a in preps for p in tree.children(a, "pobj")]:
            if tree.tokens[h].pos == "NOUN" and tree.tokens[h].ent not in ("DATE", "TIME"):
                out += named(frames, article, h, "relcl")
        for c in [*tree.children(v, "advcl"), *tree.children(n, "advcl")]:
            marks = [m for m in tree.children(c, "mark") if tree.tokens[m].text.lower() in ("after", "because", "when")]
            out += named(frames, article, c, "relcl", without=marks) if marks else []
    return out


def _made_way(frames: Frames, sides: Sides) -> list[Found]:
    """What somebody did so that talks could be held ("A has halted the work to allow the talks to go ahead")."""
    out = list[Found]()
    for article, c in frames.hits(frozenset(frames.words["trigger"]["allowing"]), ("VERB",)):
        tree = frames.trees[article]
        v = tree.tokens[c].head
        goals = [
            *tree.children(c, "dobj"),
            *(k for b in tree.children(c, "ccomp", "xcomp") for k in tree.children(b, "nsubj")),
        ]
        goals += [p for a in tree.subtree(c) if tree.tokens[a].lemma == "for" for p in tree.children(a, "pobj")]
        to = any(tree.tokens[b].tag == "TO" for b in tree.children(c, "aux")) and tree.tokens[c].dep in (
            "advcl",
            "xcomp",
        )
        way = to and tree.tokens[v].pos == "VERB" and told(tree, v) and any(frames.process(article, k) for k in goals)
        if way and sides.of_subject(article, arguments(tree, v).subjects):
            span = phrase(tree, v, frames.layers[article].attributions, drop=("relcl",))
            out += [(frames.text(span), span)] if span else []
    return out


def _called_back(frames: Frames, sides: Sides) -> list[Found]:
    """That somebody asked a side to come back ("X phoned the president and asked him to return"), or called both to the
    table."""
    out, frame = list[Found](), frames.words["trigger"]
    back = frozenset(frame["returning"]) | {"rejoin", "come", "send"}
    for article, v in frames.hits(frozenset(frame["asking"]), ("VERB",)):
        tree = frames.trees[article]
        goals = [c for c in tree.children(v, "xcomp", "ccomp") if tree.tokens[c].lemma.lower() in back]
        goals = [
            c
            for c in goals
            if tree.tokens[c].lemma not in ("come", "send")
            or {tree.tokens[k].text.lower() for k in tree.subtree(c)} & {"back", "again"}
        ]
        happened = told(tree, v) or tree.tokens[v].dep == "advcl"
        past = [k for k in [v, *tree.ancestors(v)] if tree.tokens[k].tag == "VBD"]
        if not goals or not happened or not past or not frames.near_talks(article, v):
            continue
        top = v
        while tree.tokens[top].dep in ("conj", "advcl") and tree.tokens[tree.tokens[top].head].pos == "VERB":
            top = tree.tokens[top].head
        asked = [*tree.children(v, "dobj"), *(i for c in goals for i in tree.children(c, "nsubj"))]
        whom = any(
            sides.of_phrase(article, i) or people_at(frames, article, i) or tree.tokens[i].pos == "PRON" for i in asked
        )
        if whom and sides.of_subject(article, arguments(tree, top).subjects) is None:
            span = clause(tree, v if tree.tokens[v].dep == "conj" else top, frames.layers[article].attributions)
            out += [(frames.text(span), span)] if span else []
    return out


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
        on = token.dep == "prep" and token.lemma == "on" and tree.tokens[token.head].lemma == "be"
        if not (timed or during or on):
            continue
        days = [t.span for p in tree.children(c, "pobj") for t in frames.times_at(article, p)] if on else []
        if days:  # "what saved the talks was the release of X, on 11 May"
            if 0 <= token.start - span.end <= 2:
                span = Span(article, span.start, days[0].end)
            continue
        if on:
            continue
        more = phrase(tree, c, frames.layers[article].attributions)
        if more and 0 <= more.start - span.end <= 2:
            span = Span(article, span.start, more.end)
    return [(frames.text(span), span)]
