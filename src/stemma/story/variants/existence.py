"""Existence: a report says there was no such thing, another tells what it did.

"There was no second blast" is a negation whose predicate is empty, so that it has no verb to set against that of "a
second blast threw people off the bridge". What is denied is the noun with all that describes it; another claim of the
same statement, or of any report where something describes the noun, affirms it when it holds the noun so described.

What it gets wrong: a thing told by another noun ("an exceptionally high wave", "a freak wave") is not seen.
"""

from __future__ import annotations

from stemma.data import table, words
from stemma.model import Claim, Noun, Reading, Span, Statement, Variant
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.predicates import closed
from stemma.story.variants.telling import quoted

_DESCRIBING = ("amod", "compound", "nummod")
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj")
_MEANING = 0.3


class Absence(Noun, frozen=True, kw_only=True):
    """What a claim says there was none of: the noun's lemma, the lemmas that describe it, and the words."""

    claim: Claim
    noun: str
    described: frozenset[str]
    span: Span


def existence_variants(collation: Collation) -> list[Variant]:
    """Conflicts between "there was no …" and what is told of it."""
    out = []
    statement_of = {c: s for s in collation.statements for c in s.claims}
    for claim in collation.claims.values():
        absent = _absence(claim, collation)
        if absent is None:
            continue
        found = [
            s
            for c in collation.claims.values()
            if (s := _told(c, absent, statement_of.get(c.id), statement_of.get(claim.id), collation)) is not None
        ]
        if not found or any(s.article == claim.span.article for s in found):
            continue  # the report has both sides
        order = collation.original_first(dict.fromkeys(found))
        readings = [
            Reading(text=collation.text(order[0]), at=tuple(order)),
            Reading(text=collation.text(claim.span), at=(claim.span,)),
        ]
        text = f"One report says there was none, another tells of it: {quoted(readings, collation)}"
        out.append(make("conflict", "fact", "high", text, readings, confidence=0.65, rule="existence denied"))
    return out


def _absence(claim: Claim, collation: Collation) -> Absence | None:
    """What the claim says there was none of; None where it says no such thing, or of nothing a report could tell."""
    tree = collation.tree(claim.span.article)
    if claim.polarity != "negative" or tree.tokens[claim.head].lemma != "be" or not tree.children(claim.head, "expl"):
        return None
    if claim.modality in ("possible", "conditional", "demanded", "planned", "expected"):
        return None
    for i in tree.children(claim.head, "attr", "nsubj", "dobj"):
        none = [k for k in tree.children(i, "det", "neg") if tree.tokens[k].lemma.lower() in ("no", "not", "any")]
        if tree.tokens[i].pos != "NOUN" or not none:
            continue
        described = _described(i, claim.span, collation)
        light = words("en/light_words.txt") | set(table("en/predicates.toml")["unspecific"]["words"])
        noun = tree.tokens[i].lemma.lower()
        if described & light or noun in light:
            return None
        below = [k for k in tree.subtree(i) if claim.span.contains(tree.span(k, k))]
        return Absence(claim=claim, noun=noun, described=described, span=tree.span(min(below), max(below)))
    return None


def _described(i: int, within: Span, collation: Collation) -> frozenset[str]:
    """The lemmas that describe a noun: what stands before it, and the nouns behind its prepositions, those of place and
    time left out."""
    tree = collation.tree(within.article)
    before = tree.children(i, *_DESCRIBING)
    about = [p for p in tree.children(i, "prep") if tree.tokens[p].lemma.lower() not in closed("where_or_when")]
    behind = [o for p in about for o in tree.children(p, "pobj") if not collation.times(tree.subtree_span(o))]
    clauses = tree.children(i, "acl", "relcl")
    return frozenset(tree.tokens[k].lemma.lower() for k in (*before, *behind, *clauses))


def _told(
    claim: Claim, absent: Absence, mine: Statement | None, other: Statement | None, collation: Collation
) -> Span | None:
    """The claim, when it tells of what is said to be absent as something there was."""
    if claim.polarity != "positive" or claim.modality != "asserted" or claim.form == "nominal":
        return None
    one = mine is not None and mine is other
    if not one and not absent.described:
        return None
    first, second = absent.span.article, claim.span.article
    if first != second and collation.on_other_days(first, second):
        return None  # what was not yet may be by now
    tree = collation.tree(claim.span.article)
    for i in tree.within(claim.span):
        token = tree.tokens[i]
        if token.lemma.lower() != absent.noun or token.pos != "NOUN" or token.dep not in _ARGUMENTS:
            continue
        negated = any(tree.tokens[k].lemma.lower() in ("no", "any", "such") for k in tree.children(i, "det", "amod"))
        if negated or not absent.described <= _described(i, claim.span, collation):
            continue
        if i != claim.head and claim.head not in (*tree.ancestors(i)[:3],):
            continue
        if not one and not collation.share_name(claim, absent.claim):
            vectors = collation.meaning([claim.span, absent.claim.span])
            if float(vectors[0] @ vectors[1]) < _MEANING:
                continue
        return claim.span
    return None
