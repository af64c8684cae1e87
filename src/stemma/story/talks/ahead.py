"""Ahead: what is to happen on a day to come to what was negotiated: ballots, sittings, deadlines, first steps.

A main clause in the future, or of planning, with a day after its report, of which a party, a body that has a say, the
agreement or what was fought with (a strike) is the subject. Frame: Scheduling (FrameNet).

What it gets wrong: the diary of a party that has nothing to do with the talks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from stemma.model import Time
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, from_subject, negated, phrase
from stemma.story.talks.sides import Sides

_FUTURE = frozenset({"will", "shall", "’ll", "'ll"})
_LONG = 32  # words
_FURTHEST = 120  # days


def ahead(frames: Frames, sides: Sides, neutral: Collection[str]) -> Iterator[Found]:
    """What is set for a day to come; `neutral` are those who mediate."""
    for article, tree in frames.trees.items():
        published = frames.layers[article].article.published
        last = published.latest if published else None
        for v, token in enumerate(tree.tokens):
            if token.pos not in ("VERB", "AUX") or negated(tree, v) or frames.quoted(article, v):
                continue
            if token.dep not in ("ROOT", "conj", "ccomp", "parataxis") or not (how := _future(frames, article, v)):
                continue
            none = any(
                tree.tokens[c].text.lower() == "no" for i in tree.children(v, "attr") for c in tree.children(i, "det")
            )
            owed = how == "shall" or _fixes(frames, article, v)
            if none or not (_goes_on(frames, article, v) or _in_question(frames, sides, neutral, article, v) or owed):
                continue
            span = phrase(tree, v, frames.layers[article].attributions, drop=("relcl", "parataxis"))
            whole, span = span, from_subject(tree, v, span) if span else None
            if whole and span and any(t.kind == "date" and t.span.end <= span.start for t in frames.times(whole)):
                span = whole  # "On Monday the members will vote"
            while span and (end := tree.within(span)[-1]) > v and tree.tokens[end].pos in ("ADP", "CCONJ", "PUNCT"):
                span = tree.span(tree.within(span)[0], end - 1)  # what it governs is cut away
            if span is None or len(frames.text(span).split()) > _LONG:
                continue
            days = [t for t in frames.times(span) if t.kind == "date"]
            own = {t.span for k in _adjuncts(tree, v) for t in frames.times(tree.subtree_span(k))}
            near = [t for t in days if t.span in own] if how == "present" else days
            if any(_later(t, last) for t in near) and (how != "present" or last is not None):
                yield frames.text(span), span


def _adjuncts(tree: Tree, v: int) -> list[int]:
    """What tells a verb's time: its prepositions and bare nouns, not its object."""
    return (
        tree.children(v, "prep", "npadvmod", "advmod", "dobj")
        if tree.tokens[v].lemma in ("take", "set")
        else (tree.children(v, "prep", "npadvmod", "advmod"))
    )


def _in_question(frames: Frames, sides: Sides, neutral: Collection[str], article: str, v: int) -> bool:
    """Whether somebody or something that the talks concern does it, and it is no session: those are rounds."""
    who = _subjects(frames.trees[article], v)
    mediates = any(e.id in neutral for i in who for _, e in frames.mentions_at(article, i))
    return not _sits(frames, article, v) and (mediates or any(_concerned(frames, sides, article, i) for i in who))


def _goes_on(frames: Frames, article: str, v: int) -> bool:
    """Whether the talks are to last until a day ("are due to run until Friday", "will continue to Sunday")."""
    tree = frames.trees[article]
    chain = [v, *tree.children(v, "xcomp"), *(c for a in tree.children(v, "acomp") for c in tree.children(a, "xcomp"))]
    lasting = frames.set("rounds", "enduring", "going_on") | {"extend"}
    goes = [k for k in chain if tree.tokens[k].lemma.lower() in lasting]
    until = any(
        tree.tokens[a].lemma in ("until", "till", "to", "through") for k in goes for a in tree.children(k, "prep")
    )
    going = frames.set("rounds", "going_on")
    until = until or any(tree.tokens[k].lemma.lower() in going and tree.children(k, "prep", "npadvmod") for k in goes)
    return until and any(frames.process(article, i) for i in _subjects(tree, v))


def _fixes(frames: Frames, article: str, v: int) -> bool:
    """Whether a day is set for the end of the talks ("has set 30 June as a target date for an agreement")."""
    tree = frames.trees[article]
    dates = frames.set("course", "deadlines") | {"date", "target"}
    below = tree.subtree(v, frozenset(tree.children(v, "conj", "advcl", "relcl", "ccomp", "nsubj")))
    until = [a for a in tree.children(v, "prep") if tree.tokens[a].lemma in ("until", "till")]
    if tree.tokens[v].lemma == "give" and until:  # "has given the two sides until 30 June"
        return any(
            tree.tokens[i].lemma.lower() in frames.set("outcome", "joint") for i in tree.children(v, "dobj", "dative")
        )
    return tree.tokens[v].lemma in ("set", "fix", "give") and any(
        tree.tokens[k].lemma.lower() in dates and not {"no"} & {tree.tokens[c].text.lower() for c in tree.children(k)}
        for k in below
    )


def _later(t: Time, published: date | None) -> bool:
    """Whether a day lies behind that of the report, and not far; of a report of no known day any."""
    if t.kind != "date":
        return False
    return published is None or t.earliest is None or 0 < (t.earliest - published).days <= _FURTHEST


def _subjects(tree: Tree, v: int) -> list[int]:
    return [*arguments(tree, v).subjects, *tree.children(v, "nsubj", "nsubjpass")]


def _future(frames: Frames, article: str, v: int) -> str:
    """How a verb tells what is to come: "will vote", "is to vote", "is expected to vote"; "shall vote"; "said they
    would vote"; the present with a day to come ("members vote on Friday"); empty where it does not."""
    tree = frames.trees[article]
    token = tree.tokens[v]
    first = v
    while tree.tokens[first].dep == "conj" and not tree.children(first, "aux"):
        above = tree.tokens[first].head
        if tree.tokens[above].pos not in ("VERB", "AUX"):
            break
        first = above
    aux = {tree.tokens[c].text.lower() for c in tree.children(first, "aux")}
    if aux & _FUTURE:
        return "shall" if "shall" in aux else "will"
    told_by = tree.tokens[tree.tokens[first].head]
    if aux & {"must", "may", "might", "could"} or (
        "would" in aux and tree.tokens[first].dep == "ccomp" and told_by.tag == "VBD"
    ):
        return "will"
    if _fixes(frames, article, v) and (token.tag in ("VBD", "VBN")):
        return "will"
    present = token.tag in ("VBZ", "VBP") or any(
        tree.tokens[c].tag in ("VBZ", "VBP") for c in tree.children(v, "aux", "auxpass")
    )
    to = any(tree.tokens[b].tag == "TO" for c in tree.children(v, "xcomp") for b in tree.children(c, "aux"))
    due = any(tree.tokens[c].lemma.lower() in ("due", "set") for c in tree.children(v, "acomp"))
    plans = token.lemma.lower() in frames.set("rounds", "scheduling") | frames.set("next", "hoping")
    if present and ((to and (plans or token.lemma == "be")) or (due and token.lemma == "be")):
        return "will"
    plain = token.tag in ("VBZ", "VBP") and token.pos == "VERB" and not aux and not tree.children(v, "auxpass")
    return "present" if plain else ""


def _sits(frames: Frames, article: str, v: int) -> bool:
    """Whether a clause only says when the talks themselves are: that stands among the rounds."""
    tree = frames.trees[article]
    near = [k for c in [v, *tree.children(v, "xcomp")] for k in tree.children(c, "nsubj", "nsubjpass", "dobj")]
    return any(frames.session(article, k) for k in near)


def _concerned(frames: Frames, sides: Sides, article: str, i: int) -> bool:
    """Whether a subject is a party, its people, a body that has a say, the talks or what came of them."""
    token = frames.trees[article].tokens[i]
    wanted = frames.set("next", "bodies", "concerned") | frames.set("settled", "agreements")
    wanted |= frames.set("dealing", "strikes") | frames.set("negotiation", "teams", "participants")
    wanted |= frames.set("verdicts", "matters")
    return token.lemma.lower() in wanted or sides.of_phrase(article, i) is not None
