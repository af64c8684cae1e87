"""Accounts: how somebody left a post, where reports tell it in ways that exclude each other.

Who was dismissed did not resign. The ways are kept in ``data/en/accounts.toml``;
compared is what reports tell of one person, wherever they tell it. A report that has two ways gives an account of the
dispute and is left out.

What it gets wrong: somebody who offered to resign and was dismissed for it.
"""

from __future__ import annotations

from collections import defaultdict

from stemma.data import table
from stemma.model import Claim, Entity, Reading, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.telling import quoted

Told = tuple[str, str]
"""An entity and the way it happened."""

_GAP = 3  # characters between a clause and the reason told behind it


def account_variants(collation: Collation) -> list[Variant]:
    """Conflicts between two ways in which one person left a post."""
    ways: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for claim in collation.claims.values():
        if claim.polarity == "positive" and claim.modality == "asserted" and (told := _left(claim, collation)):
            person, way = told
            ways[person][way].append(_with_reason(claim, collation))
    out = []
    for person, found in sorted(ways.items()):
        given: dict[str, set[str]] = defaultdict(set)
        for way, spans in found.items():
            for s in spans:
                given[s.article].add(way)
        alone = {way: [s for s in spans if len(given[s.article]) == 1] for way, spans in found.items()}
        kept = [spans for spans in alone.values() if spans]
        if len(kept) < 2:
            continue
        order = collation.original_first(spans[0] for spans in kept)
        kept.sort(key=lambda spans: order.index(spans[0]))
        readings = [Reading(text=collation.text(spans[0]), at=tuple(sorted(set(spans)))) for spans in kept]
        text = f"Two accounts of how {collation.entities[person].name} left: {quoted(readings, collation)}"
        out.append(make("conflict", "cause", "high", text, readings, confidence=0.65, rule="dismissed or resigned"))
    return out


def _with_reason(claim: Claim, collation: Collation) -> Span:
    """A claim with the clause of reason or time right behind it, which is a claim of its own."""
    tree = collation.tree(claim.span.article)
    clauses = set(tree.children(claim.head, "advcl"))
    behind = [
        c.span
        for c in collation.layers[claim.span.article].claims
        if c.head in clauses and 0 <= c.span.start - claim.span.end <= _GAP
    ]
    return Span(claim.span.article, claim.span.start, behind[0].end) if behind else claim.span


def person_at(article: str, token: int, collation: Collation) -> Entity | None:
    """The person that a token names; for a pronoun, the one person named in its sentence or the one before."""
    found = collation.entity_of(article, token)
    if found is not None:
        return found if found.kind == "person" else None
    tree = collation.tree(article)
    if tree.tokens[token].tag != "PRP":
        return None
    s = tree.sentence_of(token)
    before = tree.sentence_of(s.first - 1) if s.first else s
    for start, end in ((s.start, s.end), (before.start, before.end)):
        people = {e.id: e for _, e in collation.mentions(Span(article, start, end)) if e.kind == "person"}
        if people:
            return next(iter(people.values())) if len(people) == 1 else None
    return None


# -- leaving a post


def _left(claim: Claim, collation: Collation) -> Told | None:
    """Who leaves in the claim, and how: "made" to leave or of "free" will; None where it tells of no such thing."""
    tree = collation.tree(claim.span.article)
    lists = table("en/accounts.toml")["departures"]
    lemma = tree.tokens[claim.head].lemma.lower()
    passive = tree.children(claim.head, "nsubjpass")
    acts = [f"{lemma} {tree.tokens[k].lemma.lower()}" for k in tree.children(claim.head, "prt", "advmod")]
    if lemma in lists["made"] or (lemma in lists["removing"] and _from_a_post(claim.head, tree)):
        of = [o for p in tree.children(claim.head, "prep") for o in tree.children(p, "pobj")]
        who = passive or tree.children(claim.head, "dobj") or (of if tree.tokens[claim.head].pos == "NOUN" else [])
        way = "made"
    elif (
        lemma in lists["free"]
        or any(a in lists["free"] for a in acts)
        or (lemma == "leave" and _for_reasons(claim, tree))
        or (lemma == "ask" and any(tree.tokens[k].lemma in lists["let_go"] for k in tree.children(claim.head, "xcomp")))
    ):
        who, way = tree.children(claim.head, "nsubj"), "free"
        if claim.form == "relative":
            who = [h for h in (tree.head(claim.head),) if h is not None]
    else:
        return None
    person = collation.entity_of(claim.span.article, who[0]) if who else None
    return (person.id, way) if person and person.kind == "person" else None


def _from_a_post(verb: int, tree: Tree) -> bool:
    """Whether somebody is removed from a post: nothing else is named, nor who laid hands on him."""
    away = [o for p in tree.children(verb, "prep") if tree.tokens[p].lemma == "from" for o in tree.children(p, "pobj")]
    posts = table("en/accounts.toml")["departures"]["posts"]
    return not tree.children(verb, "agent") and all(tree.tokens[o].lemma.lower() in posts for o in away)


def _for_reasons(claim: Claim, tree: Tree) -> bool:
    return any(tree.tokens[i].lemma == "reason" for i in tree.within(claim.span))
