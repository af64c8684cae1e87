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
from stemma.story.variants.undone import undone_variants

_DESCRIBING = ("amod", "compound", "nummod")
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj")
_MEANING = 0.3
_LIKE = 0.5  # the meaning, in its sentence, of a noun that was put for another


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
    told = {s for v in out for r in v.readings for s in r.at}
    return out + [v for v in undone_variants(collation) if not any(s in told for r in v.readings[1:] for s in r.at)]


def _absence(claim: Claim, collation: Collation) -> Absence | None:
    """What the claim says there was none of; None where it says no such thing, or of nothing a report could tell."""
    tree = collation.tree(claim.span.article)
    there_is = tree.tokens[claim.head].lemma == "be" and bool(tree.children(claim.head, "expl"))
    if claim.polarity != "negative" or not (there_is or tree.tokens[claim.head].lemma == "exist"):
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


def _of_the_like(i: int, within: Span, absent: Absence, collation: Collation) -> bool:
    """Whether a definite noun is of what the absent one is of, told by a noun of like meaning ("no list of prisoners",
    "the list of the 120 detainees")."""
    tree = collation.tree(within.article)
    of = [o for p in tree.children(i, "prep") if tree.tokens[p].lemma == "of" for o in tree.children(p, "pobj")]
    the = any(tree.tokens[k].lemma.lower() == "the" for k in tree.children(i, "det"))
    theirs = collation.tree(absent.span.article)
    spans = [
        theirs.span(k, k) for k in theirs.within(absent.span) if theirs.tokens[k].lemma.lower() in absent.described
    ]
    if not the or len(of) != 1 or len(spans) != 1 or tree.tokens[of[0]].pos != "NOUN":
        return False
    vectors = collation.meaning([spans[0], tree.span(of[0], of[0])])
    return float(vectors[0] @ vectors[1]) >= _LIKE


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
        if negated or not (
            absent.described <= _described(i, claim.span, collation) or _of_the_like(i, claim.span, absent, collation)
        ):
            continue
        if i != claim.head and claim.head not in (*tree.ancestors(i)[:3],):
            continue
        if not one and not collation.share_name(claim, absent.claim):
            vectors = collation.meaning([claim.span, absent.claim.span])
            if float(vectors[0] @ vectors[1]) < _MEANING:
                continue
        return claim.span
    return None
