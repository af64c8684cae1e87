"""Phrases that state a fact of their own inside a clause: "was arrested *on suspicion of fraud*".

A clause often tells more than its predicate: at what price, with whom, what for and on what ground, and in passing who
somebody is ("the founder of the bank, Jan Ek, …"). Another report gives such a fact a clause of its own or leaves it
out, so it is compared by itself. Adjuncts, purposes, members of a list and descriptions of a name are what ClausIE
(Del Corro & Gemulla 2013) calls optional constituents and derives propositions of their own from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemma.model import Noun
from stemma.nlp.tree import Tree

_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV")
_CLAUSES = ("relcl", "advcl", "parataxis", "ccomp")
_LEAST = 2  # content words that make a phrase say something; one, where it is a name or a number
_MODIFIER = 3  # words of an adjective or participle with its complements ("worth two billion")


class Phrase(Noun, frozen=True, kw_only=True):
    """A phrase: the token that heads it, its tokens in text order, and the token it hangs on."""

    head: int
    tokens: tuple[int, ...]
    governor: int


def phrases_of(tree: Tree, sentence: Sequence[int], bare: frozenset[int]) -> Iterator[Phrase]:
    """The phrases of a sentence (its token numbers) that state a fact of their own, in text order of their heads.

    `bare` are the tokens of names and times: "in Lund on Monday" is no fact.
    """
    for i in sentence:
        for head, tokens in _at(tree, i):
            if len(tokens) >= _LEAST and _tells(tree, tokens, bare):
                yield Phrase(head=head, tokens=tuple(tokens), governor=tree.tokens[i].head)


def _at(tree: Tree, i: int) -> Iterator[tuple[int, list[int]]]:
    token = tree.tokens[i]
    governor = tree.tokens[token.head]
    own = _own(tree, i)
    if token.dep in ("prep", "agent"):
        of_noun = governor.pos in ("NOUN", "PROPN", "NUM") and token.lemma != "of" and _content(tree, own) >= _LEAST
        if governor.pos in ("VERB", "AUX") or of_noun:
            objects = tree.children(i, "pobj", "pcomp")
            yield (objects[0] if objects else i), own
    elif token.dep in ("nsubj", "nsubjpass") and _described(tree, i, own):
        yield i, own
    elif token.dep == "appos" and token.pos == "PROPN":
        yield token.head, _own(tree, token.head)
    elif token.dep == "conj" and token.pos in ("NOUN", "PROPN", "NUM"):
        yield i, own
        yield token.head, [k for k in _own(tree, token.head) if k < own[0]]
    elif len(own) >= _MODIFIER and (token.dep in ("amod", "npadvmod") or _purpose(tree, i)):
        yield i, own


def _purpose(tree: Tree, i: int) -> bool:
    """Whether token `i` heads an infinitive that hangs on a clause or noun ("… to sign the accord")."""
    return tree.tokens[i].dep in ("advcl", "acl") and any(tree.tokens[c].tag == "TO" for c in tree.children(i, "aux"))


def _own(tree: Tree, i: int) -> list[int]:
    """The tokens of `i` and below it without clauses and the further members of a list it belongs to."""
    removed = frozenset(
        k
        for k in tree.subtree(i)
        if k != i
        and (tree.tokens[k].dep in _CLAUSES or (tree.tokens[k].dep in ("conj", "cc") and tree.tokens[k].head == i))
        and tree.tokens[k].tag != "TO"
    )
    return tree.subtree(i, without=removed)


def _described(tree: Tree, i: int, own: Sequence[int]) -> bool:
    """Whether subject `i` is a name with a title or a description beside it ("Transport Minister Ada Lund")."""
    if tree.children(i, "appos"):
        return True
    inside = [tree.tokens[k] for k in own]
    named = any(t.pos == "PROPN" for t in inside)
    return named and len(own) > _MODIFIER and any(t.pos in ("NOUN", "ADJ") or t.dep == "compound" for t in inside)


def _tells(tree: Tree, tokens: Sequence[int], bare: frozenset[int]) -> bool:
    if not any(tree.tokens[k].pos in _CONTENT and k not in bare for k in tokens):
        return False
    given = any(tree.tokens[k].pos in ("PROPN", "NUM") for k in tokens)
    return _content(tree, tokens) >= (1 if given else _LEAST)


def _content(tree: Tree, tokens: Sequence[int]) -> int:
    return sum(tree.tokens[k].pos in _CONTENT for k in tokens)
