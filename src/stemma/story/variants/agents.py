"""Agents: who called a meeting off, broke talks off or put them back, where reports name two.

Such a step is one side's: "Ardona called off the round" and "the round was put back at the request of Keshan" exclude
each other. Looked at are the leads alone, where the news itself is told, so that the step is one and the same; who
asked for it ("it was Keshan that had asked for the postponement") is compared in claims of one statement, wherever
they stand.

What it gets wrong: two steps on one day, one by each side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from stemma.data import table
from stemma.model import Claim, Entity, Reading, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.frames import Frame, frames
from stemma.story.variants.predicates import class_of, closed
from stemma.story.variants.telling import carriers


def agent_variants(collation: Collation) -> list[Variant]:
    """Conflicts over whose step it was that a meeting or talks did not take place."""
    by_agent: dict[str, dict[Span, None]] = defaultdict(dict)
    for f in frames(collation):
        if told := _step(f, collation):
            entity, span = told
            by_agent[entity][span] = None
    reports = {e: {s.article for s in spans} for e, spans in by_agent.items()}
    if len(by_agent) != 2 or set.intersection(*reports.values()):
        return _askers(collation)  # a report that has both gives an account of it
    first, second = sorted(by_agent, key=lambda e: (-len(reports[e]), e))
    x, y = collation.entities[first], collation.entities[second]
    if first in (second, y.parent) or second == x.parent:
        return _askers(collation)
    readings = [_reading(collation.entities[e], by_agent[e], collation) for e in (first, second)]
    text = (
        f"Two answers to who called the meeting off or put it back: {carriers(readings, collation, ('names', 'name'))}"
    )
    return [make("conflict", "agent", "high", text, readings, confidence=0.6, rule="one step, two agents")]


def _askers(collation: Collation) -> list[Variant]:
    """Conflicts over who asked for a postponement, in claims of one statement."""
    out = []
    for statement, members in collation.shared():
        by_agent: dict[str, dict[Span, None]] = defaultdict(dict)
        for c in members:
            if asked := _asker(c, collation):
                by_agent[asked[0]][asked[1]] = None
        reports = {e: {s.article for s in spans} for e, spans in by_agent.items()}
        if len(by_agent) != 2 or set.intersection(*reports.values()):
            continue
        first, second = sorted(by_agent, key=lambda e: (-len(reports[e]), e))
        x, y = collation.entities[first], collation.entities[second]
        if first == y.parent or second == x.parent:
            continue
        readings = [_reading(e, by_agent[e.id], collation) for e in (x, y)]
        told = carriers(readings, collation, ("names", "name"))
        text = f"Two answers to who asked for it to be put back or called off: {told}"
        out.append(
            make("conflict", "agent", "high", text, readings, statement=statement, confidence=0.6, rule="two askers")
        )
    return out


def _asker(claim: Claim, collation: Collation) -> tuple[str, Span] | None:
    """Who asks for a postponement in a claim, and where the claim names it; None where it tells of no such thing."""
    tree = collation.tree(claim.span.article)
    lists = table("en/predicates.toml")["calling_off"]
    verb = claim.head
    if tree.tokens[verb].lemma not in lists["asking"] or claim.modality != "asserted" or claim.polarity == "negative":
        return None
    wanted = tree.children(verb, "dobj", "nsubjpass")
    wanted += [
        o for p in tree.children(verb, "prep") if tree.tokens[p].lemma == "for" for o in tree.children(p, "pobj")
    ]
    if not any(tree.tokens[o].lemma.lower() in lists["steps"] for o in wanted):
        return None
    by = [o for a in tree.children(verb, "agent") for o in tree.children(a, "pobj")]
    who = by or ([] if tree.children(verb, "auxpass") else tree.children(verb, "nsubj"))
    if len(who) != 1 or tree.children(who[0], "conj"):
        return None
    over = tree.head(verb)
    token = over if tree.tokens[who[0]].tag in ("WDT", "WP") and over is not None else who[0]
    named = collation.entity_of(claim.span.article, token)
    if named is None or named.kind == "other":
        return None
    return named.id, _name(tree, token)


def _step(f: Frame, collation: Collation) -> tuple[str, Span] | None:
    """The entity whose step it was, and where it is named; None where the frame tells of no such step in the lead."""
    tree = collation.tree(f.article)
    lists = table("en/predicates.toml")["calling_off"]
    if f.act not in lists["acts"] or f.negated or f.span.start >= collation.lead(f.article).end:
        return None
    if any(tree.tokens[k].tag == "MD" for k in tree.children(f.verb, "aux")):
        return None
    if not any(class_of("events", tree.tokens[i].lemma.lower()) == "meeting" for i in tree.within(f.theme)):
        return None
    asked = _asked_for(f.verb, tree)
    token = asked if asked is not None else _agent(f, tree)
    who = collation.entity_of(f.article, token) if token is not None else None
    if who is None or token is None or who.kind == "other":
        return None
    return who.id, _name(tree, token)


def _name(tree: Tree, token: int) -> Span:
    """The name that ends in a token."""
    return tree.span(min([token, *(c for c in tree.children(token, "compound") if c < token)]), token)


def _reading(entity: Entity, places: Iterable[Span], collation: Collation) -> Reading:
    """An agent as a report words it: by its name, where one does."""
    at = sorted(places, key=lambda s: (collation.text(s) != entity.name, s))
    return Reading(text=collation.text(at[0]), at=tuple(sorted(at)))


def _agent(f: Frame, tree: Tree) -> int | None:
    """The subject of an active verb, or what stands behind "by"; for a noun of the act, whose or by whom it was
    announced."""
    over: int | None = f.verb
    if tree.tokens[f.verb].pos == "NOUN":
        over = tree.head(f.verb)
        if over is None or tree.tokens[over].lemma not in table("en/predicates.toml")["calling_off"]["announcing"]:
            return None
    if over is None:
        return None
    by = [o for a in tree.children(over, "agent") for o in tree.children(a, "pobj")]
    passive = tree.children(over, "nsubjpass", "auxpass")
    return next(iter(by or ([] if passive else tree.children(over, "nsubj"))), None)


def _asked_for(verb: int, tree: Tree) -> int | None:
    """Who asked for the step ("at the request of")."""
    for p in tree.children(verb, "prep"):
        for o in tree.children(p, "pobj"):
            if tree.tokens[o].lemma in closed("wishes"):
                of = [x for q in tree.children(o, "prep") for x in tree.children(q, "pobj")]
                return next(iter(tree.children(o, "poss") or of), None)
    return None
