"""Status of a round: reported, announced, under way, held, postponed, cancelled or denied, by the predicate, its tense
and who says it; in the order of the days on which reports say so, so that a round's course can be followed.

What is to come is *reported* where only unnamed sources or another outlet say so, and *announced* otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from stemma.model import Leaf, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, negated, passive

Predicate = tuple[str, int, list[int]]
"""Article, verb, and the nouns for the session it is said of."""

_ORDER = ("reported", "denied", "announced", "postponed", "cancelled", "under way", "held")
_LONGEST = 14  # days a session may be late and the talks not be interrupted
_AHEAD = ("will", "could", "may", "might", "would", "to", "shall", "can")


def statuses(frames: Frames, predicates: Iterable[Predicate], denials: Iterable[Found]) -> tuple[Leaf, ...]:
    """What reports say of whether the round takes place, in the order of their days."""
    found = list(denials)
    for article, v, nouns in predicates:
        tree = frames.trees[article]
        if _denied(frames, article, v) or over_before(frames, article, v) or _counted(frames, tree, nouns):
            continue
        if value := _of(frames, article, v):
            subject = tree.children(v, "nsubj", "nsubjpass", "dobj") or [v]
            found.append((value, tree.span(*sorted((min(v, *subject), v)))))
    leaves = frames.by_value(found)
    return tuple(sorted(leaves, key=lambda f: (f.first_reported or date.max, _ORDER.index(f.value))))


def _counted(frames: Frames, tree: Tree, nouns: Sequence[int]) -> bool:
    """Whether several sessions are spoken of ("two rounds have been held"), not this one."""
    units = frames.set("rounds", "units")
    return any(
        tree.tokens[i].lemma.lower() in units and tree.tokens[i].tag == "NNS" and tree.children(i, "nummod")
        for i in nouns
    )


def _denied(frames: Frames, article: str, v: int) -> bool:
    """Whether a verb stands in what somebody denies or doubts."""
    tree, denying = frames.trees[article], frames.set("rounds", "denying")
    return any(tree.tokens[k].lemma.lower() in denying and tree.tokens[k].pos == "VERB" for k in tree.ancestors(v))


def over_before(frames: Frames, article: str, v: int) -> bool:
    """Whether a relative clause tells how the talks ended that are to begin again ("the talks, which broke down in May,
    will restart")."""
    tree = frames.trees[article]
    token = tree.tokens[v]
    if token.dep != "relcl" or token.lemma.lower() not in frames.set("rounds", "closing"):
        return False
    main = next((k for k in tree.ancestors(v) if tree.tokens[k].pos == "VERB"), None)
    return main is not None and tree.tokens[main].lemma.lower() in frames.set("rounds", "opening")


def _of(frames: Frames, article: str, v: int) -> str:
    tree, frame = frames.trees[article], frames.words["rounds"]
    token = tree.tokens[v]
    lemma = token.lemma.lower()
    aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}
    be = {tree.tokens[c].text.lower() for c in tree.children(v, "auxpass")}
    ahead = bool(aux & set(_AHEAD)) or (bool(be & {"is", "are"}) and not aux and _dated_ahead(frames, article, v))
    if {"should", "have"} <= aux or {"would", "have"} <= aux:
        return ""  # "should have met": did not
    if calls_off(frames, tree, v) and not ahead and not negated(tree, v):
        return "cancelled"
    if puts_off(frames, tree, v) and not ahead:
        return "postponed" if passive(tree, v) or plainly_off(frames, tree, v) else ""
    if (lemma in frame["opening"] or takes_place(tree, v)) and not negated(tree, v):
        if ahead or planned(tree, v):
            return _announced(frames, article, v)
        if lemma == "hold" and token.tag == "VBN" and not aux & {"is", "are", "being"}:
            return "held"
        if takes_place(tree, v) and "Tense=Past" in token.morph and not aux & {"is", "are"}:
            return "held"
        if token.tag in ("VBZ", "VBP") and _dated_ahead(frames, article, v):
            return _announced(frames, article, v)  # "when talks resume on Tuesday"
        going = "Tense=Pres" in token.morph and (token.tag in ("VBZ", "VBP") or aux & {"are", "is"})
        begun = "Tense=Past" in token.morph and not tree.children(v, "auxpass")
        return "under way" if going or begun else ""
    off = any(tree.tokens[c].text.lower() == "off" for c in tree.children(v, "prt"))
    if off and tree.children(v, "dobj"):
        return ""  # "A broke off negotiations": whether a session had been held is open
    if lemma in frame["closing"] and "Tense=Past" in token.morph and not ahead:
        return "held" if not negated(tree, v) else ""
    it = any(tree.tokens[i].text.lower() == "it" for i in tree.children(v, "nsubj"))
    if it and tree.children(v, "dobj"):
        return ""  # "A said it would set a quota"
    if lemma in frame["scheduling"] and planned(tree, v, own=True):
        return _announced(frames, article, v)
    return ""


def _dated_ahead(frames: Frames, article: str, v: int) -> bool:
    """Whether a verb names a day after that of its report ("the next session is held on 8 June")."""
    published = frames.layers[article].article.published
    days = [t.earliest for t in frames.times(frames.trees[article].subtree_span(v)) if t.kind == "date" and t.earliest]
    return published is not None and bool(days) and min(days) > published.latest


def _announced(frames: Frames, article: str, v: int) -> str:
    """Whether what is to come is announced, or only reported by unnamed sources or through another outlet."""
    token = frames.trees[article].tokens[v]
    one = frames.layers[article]
    held = {c.attribution for c in frames.claims_at(Span(article, token.start, token.end)) if c.attribution}
    types = [s.type for a in one.attributions if a.id in held for s in (a.chain or a.sources)[-1:]]
    return "reported" if types and set(types) <= {"unnamed", "outlet"} else "announced"


def takes_place(tree: Tree, v: int) -> bool:
    return tree.tokens[v].lemma == "take" and any(tree.tokens[c].lemma == "place" for c in tree.children(v, "dobj"))


def calls_off(frames: Frames, tree: Tree, v: int) -> bool:
    """Whether a verb says that a session will not be held at all ("cancelled", "called off")."""
    lemma = tree.tokens[v].lemma.lower()
    beside = {f"{lemma} {tree.tokens[c].text.lower()}" for c in tree.children(v, "prt", "advmod", "prep")}
    return lemma in frames.set("rounds", "cancelling") or bool(beside & frames.set("rounds", "cancelling_particles"))


def puts_off(frames: Frames, tree: Tree, v: int) -> bool:
    """Whether a verb says that a session is put off ("postponed", "put off")."""
    lemma = tree.tokens[v].lemma.lower()
    beside = {f"{lemma} {tree.tokens[c].text.lower()}" for c in tree.children(v)}
    plain = lemma in frames.words["rounds"]["postponing"]
    return plain or bool(beside & frames.set("rounds", "postponing_particles"))


def planned(tree: Tree, v: int, *, own: bool = False) -> bool:
    """Whether a verb is under one of planning ("expected to begin", "due to open"); with `own`, is one itself."""
    tokens = tree.tokens
    above = v if own else tokens[v].head
    if tokens[above].lemma == "be":
        return any(tokens[c].lemma == "due" for c in tree.children(above, "acomp"))
    wanted = tokens[above].lemma in ("expect", "schedule", "plan", "set", "due", "agree", "intend", "pencil", "fix")
    return bool(wanted and (own or tokens[v].dep == "xcomp"))


def plainly_off(frames: Frames, tree: Tree, v: int) -> bool:
    """Whether a verb, and no plan of it, puts a session off."""
    return tree.tokens[v].lemma.lower() in frames.set("rounds", "postponing") | {"put", "push"}


def fell_through(frames: Frames, tree: Tree, v: int) -> bool:
    """Whether a plan told in the past was not kept ("had been planned for Monday but was put off")."""
    chain = [v, *tree.ancestors(v)]
    sentence = tree.sentence_of(v)
    off = [k for k in range(sentence.first, sentence.last) if puts_off(frames, tree, k) or _delays(tree, k)]
    number = tree.parse.sentences.index(sentence)
    for after in tree.parse.sentences[number + 1 : number + 2]:  # "was to begin on Monday. It was put back"
        off += [
            k
            for k in range(after.first, after.last)
            if puts_off(frames, tree, k) and any(tree.tokens[i].text == "It" for i in tree.children(k, "nsubjpass"))
        ]
    if not_as_meant(tree, v):
        return True
    around = chain + [c for k in chain for c in tree.children(k, "aux", "auxpass")]
    past = any(tree.tokens[k].text.lower() in ("had", "was", "were") for k in around)
    pluperfect = any(tree.tokens[c].text.lower() == "had" for c in tree.children(v, "aux"))
    return bool(off and past and v not in off) or (pluperfect and planned(tree, v, own=True))


def not_as_meant(tree: Tree, v: int) -> bool:
    """Whether a verb tells what was meant and did not come ("should have begun", "was meant to open", "was to have
    met")."""
    aux = [tree.tokens[c].text.lower() for c in tree.children(v, "aux")]
    above = tree.tokens[tree.tokens[v].head]
    past = {tree.tokens[c].text.lower() for c in tree.children(tree.tokens[v].head, "aux", "auxpass")}
    meant = above.lemma in ("mean", "suppose") and tree.tokens[v].dep == "xcomp" and bool(past & {"was", "were", "had"})
    due = above.lemma == "due" and "had" in {
        tree.tokens[c].text.lower() for k in tree.ancestors(v)[:2] for c in tree.children(k, "aux")
    }
    was = above.text.lower() in ("was", "were") and "to" in aux
    return meant or due or ("have" in aux and bool({"should", "would", "ought"} & set(aux) or was))


def _delays(tree: Tree, k: int) -> bool:
    return tree.tokens[k].lemma == "delay" and tree.tokens[k].pos == "VERB"


def of_one_session(frames: Frames, article: str, v: int) -> bool:
    """Whether a word of delay is said of one session and not of the talks: it names one, or a length of few days."""
    tree = frames.trees[article]
    if not (_delays(tree, v) or puts_off(frames, tree, v)):
        return False
    held = arguments(tree, v)
    units = frames.set("rounds", "units")
    around = [*held.subjects, *held.objects]
    if any(tree.tokens[i].text.lower() == "it" for i in around):
        number = tree.parse.sentences.index(tree.sentence_of(v))
        first = tree.parse.sentences[max(0, number - 1)].first
        around += [k for k in range(first, v) if tree.tokens[k].dep in ("nsubj", "nsubjpass")]
    one = any(tree.tokens[i].lemma.lower() in units and tree.tokens[i].tag == "NN" for i in around)
    lengths = [q for q in frames.quantities(tree.subtree_span(v)) if q.dimension == "time"]
    by = [p for a in tree.children(v, "agent", "prep") for p in tree.children(a, "pobj")]
    short = any(tree.tokens[p].lemma in ("hour", "day", "week") and tree.tokens[p].tag == "NN" for p in by)
    if lengths:  # a round put off by weeks is a pause of the talks
        return any(q.value < _LONGEST for q in lengths)
    return one or short


def denials(frames: Frames, sessions: Sequence[tuple[str, int]]) -> Iterable[Found]:
    """Who denies that talks take place or are planned ("denied that a meeting was planned", "denied any talks")."""
    held = set(sessions)
    for article, v in frames.hits(frames.set("rounds", "denying"), ("VERB",)):
        tree = frames.trees[article]
        if negated(tree, v):
            continue
        below = {tree.tokens[k].lemma.lower() for k in tree.subtree(v)}
        if below & (frames.set("rounds", "cancelling", "postponing") | {"off"}):
            continue  # who denies that they are off says that they are on
        objects = [k for k in tree.children(v, "dobj") if tree.children(k, "det", "amod")]
        for clause in tree.children(v, "ccomp"):
            lemma = tree.tokens[clause].lemma.lower()
            held_ = arguments(tree, clause)
            if lemma in frames.set("rounds", "opening", "planning") | {"be"} and not negated(tree, clause):
                objects += [i for i in held_.subjects + held_.objects if (article, i) in held]
        named = [
            k
            for k in objects
            if (article, k) in held and not any(tree.tokens[c].text.lower() == "the" for c in tree.children(k, "det"))
        ]
        if named:
            yield "denied", tree.span(*sorted((v, named[0])))
