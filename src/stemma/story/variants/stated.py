"""Stated quotations: what two reports have in one statement, one of them or both inside quotation marks.

That two claims are one statement says that they tell the same; so their words may be farther apart than those of two
quotations that nothing else brings together (`stemma.story.variants.quotations`): "We will not be the ones to close the
valve", "It is not we who will shut it".

What it gets wrong: one speaker who says nearly the same twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from stemma.data import members, table, words
from stemma.model import Noun, Span
from stemma.story.variants.collation import Collation
from stemma.story.variants.utterances import (
    MARKS,
    Utterance,
    in_a_row,
    in_order,
    quoted_words,
    same_version,
    shared_words,
)
from stemma.story.variants.voices import one_voice

_HALF = 0.5  # of a claim or of the words, that the other must cover
_FEWEST = 2  # content words of a quotation that names do not make up
_NEAR = 0.6  # in meaning, of what one speaker says
_FEW_SHARED, _NEARER = 0.3, 0.7  # where hardly a word is shared
_NEAR_UNKNOWN, _SHARED_UNKNOWN, _IN_ORDER_UNKNOWN = 0.66, 0.5, 0.6
_LONG, _IN_A_ROW = 5, 3  # words of two quotations whose speakers are not known to be one, and of a stretch they share
_OF_ONE_LENGTH, _WHOLE = 0.37, 0.5
_TOLD_NEAR = 0.62  # of a quotation and a paraphrase


class Stated(Noun, frozen=True, kw_only=True):
    """Two utterances of one statement, and how near they are in meaning."""

    first: Utterance
    second: Utterance
    meaning: float


def stated_quotations(collation: Collation) -> list[Stated]:
    """Two quotations of one statement in different words."""
    quoted = [u for u in quoted_words(collation) if _own_words(u, collation)]
    out = []
    for a, b in _of_one_statement(quoted, quoted, collation):
        short, long = sorted((len(a.words), len(b.words)))
        if short < _OF_ONE_LENGTH * long or same_version(a, b):
            continue
        voice = one_voice(a, b, collation)
        if voice is False or (voice is None and not _nearly(a, b)):
            continue
        least = _NEARER if shared_words(a, b) < _FEW_SHARED else _NEAR
        meaning = _meaning(a, b, collation)
        if meaning >= (least if voice else _NEAR_UNKNOWN):
            out.append(Stated(first=a, second=b, meaning=meaning))
    return out


def stated_paraphrases(told: Sequence[Utterance], collation: Collation) -> list[Stated]:
    """A quotation and the paraphrase of it, in one statement, of two reports and one speaker."""
    quoted = [u for u in quoted_words(collation) if not u.outlet and _own_words(u, collation) and _said(u, collation)]
    whole = [t for t in told if t.speaker and not t.outlet and _in_own_words(t, collation)]
    out = []
    for a, b in _of_one_statement(quoted, whole, collation):
        if len(b.words) < _WHOLE * len(a.words) or _denied(a, collation) != _denied(b, collation):
            continue
        if one_voice(a, b, collation) is not True:
            continue
        meaning = _meaning(a, b, collation)
        if meaning >= _TOLD_NEAR:
            out.append(Stated(first=a, second=b, meaning=meaning))
    return out


def _of_one_statement(
    mine: Sequence[Utterance], other: Sequence[Utterance], collation: Collation
) -> list[tuple[Utterance, Utterance]]:
    """The pairs of two reports that share a statement, in order; each once."""
    at = {u.span: _statements(u.span, collation) for u in (*mine, *other)}
    same = mine is other
    pairs = combinations(mine, 2) if same else ((a, b) for a in mine for b in other)
    return [(a, b) for a, b in pairs if a.span.article != b.span.article and at[a.span] & at[b.span]]


def _statements(span: Span, collation: Collation) -> frozenset[str]:
    """The statements of the claims that are made with these words."""
    return frozenset(
        collation.statement_of[c.id]
        for c in collation.layers[span.article].claims
        if c.id in collation.statement_of
        and c.span.overlap(span) >= _HALF * min(c.span.end - c.span.start, span.end - span.start)
    )


def _own_words(u: Utterance, collation: Collation) -> bool:
    """Whether the words are somebody's own wording, no name or title."""
    named = {w for m, _ in collation.mentions(u.span) for w in collation.text(m.span).lower().split()}
    own = [w for w in u.words if w not in words("en/stopwords.txt") and w not in named and w != "*"]
    return len(own) >= _FEWEST or len(u.words) >= _LONG


def _said(u: Utterance, collation: Collation) -> bool:
    """Whether the words say something: a clause or its predicate, no noun phrase."""
    tree = collation.tree(u.span.article)
    inside = tree.within(u.span)
    return any(
        tree.tokens[i].pos in ("VERB", "AUX", "ADJ")
        for i in inside
        if tree.tokens[i].head not in inside or tree.tokens[i].head == i
    )


def _in_own_words(t: Utterance, collation: Collation) -> bool:
    """Whether the words are all that an indirect attribution holds, and nothing in their sentence is quoted."""
    layers = collation.layers[t.span.article]
    if not any(a.kind == "indirect" and t.span in a.parts for a in layers.attributions) or not _said(t, collation):
        return False
    around = [s for s in layers.parse.sentences if s.start < t.span.end and s.end > t.span.start]
    return not any(MARKS.search(layers.article.text[s.start : s.end + 1]) for s in around)


def _denied(u: Utterance, collation: Collation) -> bool:
    """Whether it is said that something is not so: in the words themselves, or by the verb of saying."""
    negated = not set(u.words).isdisjoint(table("en/modality.toml")["negation"]["words"])
    holding = [a for a in collation.layers[u.span.article].attributions if u.span in a.parts and a.cue]
    tree = collation.tree(u.span.article)
    cues = {tree.tokens[i].lemma.lower() for a in holding if a.cue for i in tree.within(a.cue)}
    return negated != (not cues.isdisjoint(members("en/denials.toml", "denying")))


def _nearly(a: Utterance, b: Utterance) -> bool:
    """Whether the words are so alike that one speaker will have said them, whoever he is; "they will be missed" is said
    by many, so a stretch of them must be the same."""
    return (
        min(len(a.words), len(b.words)) >= _LONG
        and in_a_row(a, b) >= _IN_A_ROW
        and shared_words(a, b) >= _SHARED_UNKNOWN
        and in_order(a, b) >= _IN_ORDER_UNKNOWN
    )


def _meaning(a: Utterance, b: Utterance, collation: Collation) -> float:
    vectors = collation.meaning([a.span, b.span])
    return float(vectors[0] @ vectors[1])
