"""Persons: whom a word stands for: a name, the office before it, an apposition, a description, a pronoun."""

from __future__ import annotations

from stemma.model import Entity, Mention
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Frames

_CLAUSAL = ("WRB", "WP", "WDT")  # "P, where A's delegation chief …": no office of P


def people_at(frames: Frames, article: str, i: int, depth: int = 3) -> list[tuple[Mention, Entity]]:
    """The person token `i` stands for: named there, by the office before a name, by an apposition or a pronoun."""
    tree = frames.trees[article]
    here = [(m, e) for m, e in frames.mentions_at(article, i) if e.kind == "person" and e.id not in frames.bodies]
    if here:
        return here[:1]
    held = [(m, e) for m, e in frames.role_at(article, i) if e.kind == "person" and _same_phrase(tree, i, m)]
    held = [(m, e) for m, e in held if not any(tree.tokens[k].tag in _CLAUSAL for k in tree.within(m.role or m.span))]
    if held:
        return held[:1]
    described = frames.described(article, i)
    if described:
        return described
    token = tree.tokens[i]
    if depth and token.dep == "appos" and token.pos in ("NOUN", "PROPN"):  # "X, the official who …"
        above = [(m, e) for m, e in frames.mentions_at(article, token.head) if e.kind == "person"]
        if above and above[0][1].id not in frames.bodies:
            return above[:1]
    if depth:
        for c in tree.children(i, "appos", "nmod", "compound", "conj"):
            close = tree.tokens[c].dep != "conj" or all(t.text == "," for t in tree.tokens[i + 1 : tree.subtree(c)[0]])
            if close and (found := people_at(frames, article, c, depth - 1)):
                return found
    return []


def _same_phrase(tree: Tree, i: int, m: Mention) -> bool:
    """Whether a name and the office at token `i` are one noun phrase: no verb between them."""
    inside = tree.within(m.span)
    if not inside:
        return False
    a, b = sorted((i, inside[0]))
    return not any(t.pos in ("VERB", "AUX") or t.text == ";" for t in tree.tokens[a:b])
