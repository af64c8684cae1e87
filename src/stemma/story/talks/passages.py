"""Passages: the clauses of a story as the network reads them, once for each party (`stemma.nlp.clause_reader`).

A clause stands in its sentence, with what is said before it; the words are marked that name the party asked about, its
people and bodies, or another's. What rules know of whose a clause is goes with it: who acts in it, who speaks, the
two together, and whose own voice the report is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from stemma.model import Claim, Span
from stemma.nlp.clause_reader import Passage
from stemma.nlp.cross_encoder import BEGIN, BETWEEN
from stemma.nlp.word_pieces import tokenizer
from stemma.story.talks.grammar import arguments
from stemma.story.talks.phrasing import Phrasing

_BEFORE = 220  # characters before a sentence that are read with it
_OWN, _ALL = 110, 130  # word pieces of a sentence, and of it with what stands before


class Asked(NamedTuple):
    """A sentence with some claims, in the order of the passage's clauses, and the passage of each party by its name."""

    claims: tuple[Claim, ...]
    passages: dict[str, Passage]


class _Piece(NamedTuple):
    """A word piece and its place in the article; marks of BERT stand nowhere."""

    id: int
    start: int
    end: int


def passages(phrasing: Phrasing, worth: Callable[[Sequence[Claim]], bool] = bool) -> list[Asked]:
    """The claims of a story, sentence by sentence, to be read once for each party; of the sentences whose claims are
    `worth` it, by default of all."""
    held = phrasing.frames.by_sentence
    asked = (_asked(phrasing, sentence, claims) for sentence, claims in held.items() if worth(claims))
    return [a for a in asked if a.claims]


def _asked(phrasing: Phrasing, sentence: Span, claims: Sequence[Claim]) -> Asked:
    article, text = sentence.article, phrasing.frames.layers[sentence.article].article.text
    begin = max(0, sentence.start - _BEFORE)
    while 0 < begin < sentence.start and not text[begin].isspace():
        begin += 1
    start = min([sentence.start, *(c.span.start for c in claims)])  # a claim may reach out of its sentence
    end = max([sentence.end, *(c.span.end for c in claims)])
    before, own = _pieces(text, begin, start), _pieces(text, start, end)[:_OWN]
    before = before[-(_ALL - len(own)) :] if len(own) < _OWN else []
    row = [_Piece(BEGIN, 0, 0), *before, _Piece(BETWEEN, 0, 0), *own, _Piece(BETWEEN, 0, 0)]
    first = len(before) + 2
    clauses = {c: at for c in claims if (at := _within(row, first, c.span))}
    named = list(_named(phrasing, Span(article, begin, end)))
    known = [_known(phrasing, c) for c in clauses]
    return Asked(
        tuple(clauses),
        {
            party.name: Passage(
                ids=tuple(p.id for p in row),
                own=tuple(n >= first for n in range(len(row))),
                marks=tuple(_mark(p, named, party.name) for p in row),
                clauses=tuple(clauses.values()),
                known=tuple(tuple(x for side in sides for x in _as_numbers(side, party.name)) for sides in known),
            )
            for party in phrasing.sides.parties
        },
    )


def _pieces(text: str, start: int, end: int) -> list[_Piece]:
    found = tokenizer().encode(text[start:end], add_special_tokens=False)
    return [_Piece(i, start + a, start + b) for i, (a, b) in zip(found.ids, found.offsets, strict=True)]


def _within(row: Sequence[_Piece], first: int, span: Span) -> tuple[int, int] | None:
    """Where a clause begins and ends in a row of pieces, whose sentence begins at `first`."""
    at = [n for n, p in enumerate(row) if n >= first and p.end > p.start >= span.start and p.end <= span.end]
    return (at[0], at[-1] + 1) if at else None


def _named(phrasing: Phrasing, region: Span) -> Iterator[tuple[int, int, str]]:
    """The stretches that name a party, its people or bodies; the later ones count where two are one place."""
    frames, sides, article = phrasing.frames, phrasing.sides, region.article
    for mention, entity in frames.mentions(region):
        if side := sides.of_entity(entity.id):
            yield mention.span.start, mention.span.end, side
    tree = frames.trees[article]
    for i in tree.within(region):
        if not frames.mentions_at(article, i) and (side := sides.by_noun(article, i)):
            yield tree.tokens[i].start, tree.tokens[i].end, side


def _mark(piece: _Piece, named: Sequence[tuple[int, int, str]], party: str) -> int:
    """1 where a piece names the party, 2 where another, else 0."""
    sides = [side for start, end, side in named if piece.end > piece.start and piece.start < end and piece.end > start]
    return (1 if sides[-1] == party else 2) if sides else 0


def _known(phrasing: Phrasing, claim: Claim) -> tuple[str | None, ...]:
    """The party that acts in a claim, that speaks, that the rules give it to, and whose own voice the report is."""
    article = claim.span.article
    subjects = arguments(phrasing.frames.trees[article], claim.head).subjects
    return (
        phrasing.sides.of_subject(article, subjects),
        phrasing.speaker(article, claim.head),
        phrasing.party(article, claim.head, subjects),
        phrasing.own_voices.get(article),
    )


def _as_numbers(side: str | None, party: str) -> tuple[float, float, float]:
    return float(side == party), float(side is not None and side != party), float(side is None)
