"""Guesses: what a report says somebody may have done, and another that he did.

Two clauses tell of it when they have one verb and what stands around them, the sentence and the one before, is on one
matter: names and words enough. "Others may have known", "his superiors knew all about it". A report that has it both
ways is not set against another.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from stemma.data import table, words
from stemma.model import Claim, Noun, Span
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation
from stemma.story.variants.pairs import predicate
from stemma.story.variants.predicates import closed, same_act, stem

_SHARED = 3  # stems and names around two clauses, the verb left out


class Guess(Noun, frozen=True, kw_only=True):
    """A claim of what lies behind, by its verb, whether it is told as a fact, and what stands around it."""

    claim: Claim
    act: str
    sure: bool
    span: Span
    around: frozenset[str]
    theme: frozenset[str]


def guesses_told_as_facts(collation: Collation) -> Iterator[tuple[Span, Span, str]]:
    """The guess and the plain wording of one thing in two reports."""
    found = [g for c in collation.claims.values() if (g := _guess(c, collation)) is not None]
    doubted = {g.act for g in found if not g.sure}
    for a, b in combinations([g for g in found if any(same_act(g.act, d) for d in doubted)], 2):
        weak, strong = (b, a) if a.sure else (a, b)
        if a.sure == b.sure or not _one(weak, strong):
            continue
        own = [g for g in found if g.claim.span.article == strong.claim.span.article and not g.sure]
        if not any(same_act(g.act, strong.act) for g in own):
            yield weak.span, strong.span, "guess"


def _one(weak: Guess, strong: Guess) -> bool:
    if weak.claim.span.article == strong.claim.span.article or not same_act(weak.act, strong.act):
        return False
    if weak.theme and strong.theme and not weak.theme & strong.theme:
        return False
    return len(weak.around & strong.around) >= _SHARED


def _theme(verb: int, tree: Tree, named: dict[int, str]) -> frozenset[str]:
    """What an act is done to, by its noun or name; nothing for a pronoun."""
    objects = tree.children(verb, "dobj", "nsubjpass")
    return frozenset(named.get(k, tree.tokens[k].lemma.lower()) for k in objects if tree.tokens[k].pos != "PRON")


def _guess(claim: Claim, collation: Collation) -> Guess | None:
    tree = collation.tree(claim.span.article)
    token = tree.tokens[claim.head]
    marks = {tree.tokens[k].lemma.lower() for k in tree.children(claim.head, "mark")}
    if (
        token.pos != "VERB"
        or claim.polarity == "negative"
        or token.lemma in words("en/light_verbs.txt")
        or claim.quoted
    ):
        return None
    aux = [tree.tokens[k] for k in tree.children(claim.head, "aux", "auxpass")]
    possible = set(table("en/modality.toml")["auxiliaries"]["possible"])
    perfect = any(t.lemma == "have" for t in aux)
    if any(t.text.lower() in possible for t in aux):
        sure = False
        if not perfect:
            return None
    elif claim.modality == "asserted" and (token.tag == "VBD" or (perfect and not any(t.tag == "MD" for t in aux))):
        sure = True
        if marks & closed("supposed"):
            return None  # "asked whether he knew"
    else:
        return None
    s = tree.sentence_of(claim.head)
    before = tree.sentence_of(s.first - 1) if s.first else s
    span = Span(claim.span.article, before.start, s.end)
    named = {i: e.id for m, e in collation.mentions(span) if m.form != "role" for i in tree.within(m.span)}
    stems = {
        stem(tree.tokens[i].lemma)
        for i in tree.within(span)
        if i not in named and tree.tokens[i].pos in ("NOUN", "VERB", "ADJ") and i != claim.head
        and tree.tokens[i].lemma.lower() in collation.content(span)
    }  # fmt: skip
    return Guess(
        claim=claim,
        act=token.lemma.lower(),
        sure=sure,
        span=predicate(claim, collation),
        around=frozenset(stems | set(named.values())),
        theme=_theme(claim.head, tree, named),
    )
