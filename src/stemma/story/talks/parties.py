"""Parties: who negotiates with whom.

A party is a place standing for its government, or an organisation, that reports pair in a sentence about negotiating
("talks between A and B", "A and B resume talks", "A-B talks", "officials of A and B"), by name or by the adjective
made from it.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

from stemma.article.names import lexicon
from stemma.data import gazetteer
from stemma.model import Claim, Entity, Leaf, Noun
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Frames

_LEAST_SHARE = 0.5


class Party(Noun, frozen=True, kw_only=True):
    """A party: its entity, its name, its leaf, and the entities that stand for it (its adjective, its capital)."""

    entity: str
    name: str
    leaf: Leaf
    aliases: frozenset[str]


def find_parties(frames: Frames) -> list[Party]:
    """The parties, most often paired first; empty when no pair is found."""
    alias = _aliases(frames)
    pairs: Counter[tuple[str, str]] = Counter()
    where: dict[str, list[Claim]] = {}
    for claim in frames.claims:
        if not frames.negotiates(claim):
            continue
        for a, b in _paired(claim, frames):
            x, y = alias.get(a.id), alias.get(b.id)
            if x and y and x != y:
                pairs[min(x, y), max(x, y)] += 1
                for party in (x, y):
                    where.setdefault(party, []).append(claim)
    if not pairs:
        return []
    (first, second), most = min(pairs.items(), key=lambda p: (-p[1], p[0]))
    chosen = [first, second]
    for pair, count in sorted(pairs.items(), key=lambda p: (-p[1], p[0])):
        if count >= max(2, _LEAST_SHARE * most) and set(pair) & set(chosen):
            chosen += [p for p in pair if p not in chosen]
    names = {e.id: e.name for e in frames.entities}
    return [
        Party(
            entity=party,
            name=names[party],
            leaf=frames.leaf(names[party], where[party]),
            aliases=frozenset(a for a, p in alias.items() if p == party),
        )
        for party in chosen
    ]


def _aliases(frames: Frames) -> dict[str, str]:
    """For every entity that can stand for a party, the entity of that party's own name."""
    bodies = [e for e in frames.entities if e.kind in ("place", "organisation")]
    adjectives = [e for e in frames.entities if e.kind == "other"]
    out = {e.id: e.id for e in bodies}
    for adjective in adjectives:
        code = gazetteer.demonym(adjective.name)
        for body in bodies:
            known = code is not None and gazetteer.country(body.name) == code
            if known or (code is None and body.kind == "place" and lexicon.is_derived(adjective.name, body.name)):
                out[adjective.id] = body.id
                break
    for body in bodies:
        if country := gazetteer.seat(body.name) or gazetteer.metonym(body.name):
            owner = next((e for e in bodies if e.id != body.id and gazetteer.country(e.name) == country), None)
            if owner:
                out[body.id] = owner.id
    return out


def _paired(claim: Claim, frames: Frames) -> list[tuple[Entity, Entity]]:
    """The entities that a claim coordinates: joined by "and", a dash or "with", or both modifying one noun."""
    tree = frames.trees[claim.span.article]
    found = [(m, e) for m, e in frames.mentions(claim.span) if e.kind != "person" and m.form != "pronoun"]
    out = []
    for (m, a), (n, b) in combinations(found, 2):
        i, j = tree.within(m.span), tree.within(n.span)
        if i and j and _joined(tree, i[-1], j[-1]):
            out.append((a, b))
    return out


def _joined(tree: Tree, i: int, j: int) -> bool:
    tokens = tree.tokens
    if tokens[j].dep == "conj" and tokens[j].head == i:
        return True
    between = [tokens[k].text.lower() for k in range(i + 1, j)]
    if between in (["and"], ["-"], ["–"], ["with"], ["'s", "and"], ["/"], [","]):
        return True
    return tokens[i].head == tokens[j].head and tokens[i].dep in ("amod", "compound", "nmod") and "and" in between
