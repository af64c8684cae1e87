"""Trigger: what brought the sides back to the table: what the resumption is the result of, follows or answers."""

from __future__ import annotations

from stemma.model import Leaf, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, clause, negated, phrase
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
        events = [i for i in arguments(tree, v).subjects if tree.tokens[i].pos == "NOUN"]
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
        if words & set(frame["idioms"][tree.tokens[v].lemma.lower()]) and not negated(tree, v):
            events = [i for i in arguments(tree, v).subjects if tree.tokens[i].pos == "NOUN"]
            found += [f for h in events if not people_at(frames, article, h) for f in _extended(frames, article, h)]
    for article, n in frames.hits(frozenset(frame["breakthroughs"]), ("NOUN",)):  # "the breakthrough was a call from X"
        tree = frames.trees[article]
        v = tree.tokens[n].head
        turned = tree.tokens[n].dep == "nsubj" and tree.tokens[v].lemma == "be" and tree.tokens[v].tag == "VBD"
        events = [i for i in tree.children(v, "attr") if tree.tokens[i].pos == "NOUN"]
        if turned and not negated(tree, v):
            found += [f for h in events if not people_at(frames, article, h) for f in named(frames, article, h)]
    for article, v in frames.hits(frozenset(frame["returning"]) | {"reopen", "begin", "start"}, ("VERB",)):
        found += [f for c in _because(frames, article, v) for f in named(frames, article, c)]
    for article, v in frames.hits(frozenset(frame["returning"]), ("VERB",)):
        found += [f for h in _returned_after(frames, sides, article, v) for f in _extended(frames, article, h)]
    for article, v in frames.hits(frozenset(frame["reviving"]) | {p.split()[0] for p in frame["particles"]}, ("VERB",)):
        found += [f for h in _revivers(frames, article, v) for f in _extended(frames, article, h)]
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
    why = {"because", "after"} if only else {"because"}  # "could only begin after the ship had left"
    return [c for c in clauses if {tree.tokens[m].text.lower() for m in tree.children(c, "mark")} & why]


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
