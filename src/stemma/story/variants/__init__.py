"""Variants: where the reports of one statement differ, one module a kind.

Precision before recall: what is not sure enough is not said. A conflict is two readings that exclude each other, never
a judgement which of them is right.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from stemma.model import Derivation, Entity, Layers, Statement, Time, Variant
from stemma.nlp.embedder import Embedder
from stemma.story.variants.accounts import account_variants
from stemma.story.variants.ages import age_variants
from stemma.story.variants.causes import cause_variants
from stemma.story.variants.collation import Collation
from stemma.story.variants.complementaries import complementary_variants
from stemma.story.variants.contested import contested_variants
from stemma.story.variants.corrections import correction_variants
from stemma.story.variants.days import day_variants
from stemma.story.variants.denials import denial_variants
from stemma.story.variants.force import force_variants
from stemma.story.variants.grown import grown_variants
from stemma.story.variants.kin import kin_variants
from stemma.story.variants.manners import manner_variants
from stemma.story.variants.mouths import mouth_variants
from stemma.story.variants.names import person_variants, spelling_variants
from stemma.story.variants.negations import negation_variants
from stemma.story.variants.numbers import number_variants
from stemma.story.variants.places import place_variants
from stemma.story.variants.quotations import quotation_variants
from stemma.story.variants.rejoinders import rejoinder_variants
from stemma.story.variants.sentences import sentence_variants
from stemma.story.variants.side_by_side import side_by_side_variants
from stemma.story.variants.slips import slip_variants
from stemma.story.variants.terms import term_variants
from stemma.story.variants.versions import changed_between_versions
from stemma.story.variants.votes import vote_variants

_KINDS = (
    person_variants,
    number_variants,
    correction_variants,
    contested_variants,
    slip_variants,
    age_variants,
    kin_variants,
    place_variants,
    day_variants,
    negation_variants,
    denial_variants,
    complementary_variants,
    rejoinder_variants,
    cause_variants,
    account_variants,
    manner_variants,
    quotation_variants,
    mouth_variants,
    grown_variants,
    force_variants,
    term_variants,
    spelling_variants,
)
_ORDER = (
    "conflict",
    "quote-altered",
    "quote-promoted",
    "attribution",
    "strengthened",
    "weakened",
    "update",
    "wording",
    "granularity",
    "spelling",
)
_SEVERITY = ("high", "medium", "low")


def compare(
    layers: Sequence[Layers],
    entities: Sequence[Entity],
    times: Sequence[Time],
    statements: Sequence[Statement],
    derivations: Sequence[Derivation],
    embedder: Embedder,
) -> tuple[Variant, ...]:
    """All variants of a story, worst first, numbered in that order."""
    if len(layers) < 2:
        return ()
    collation = Collation(layers, entities, times, statements, derivations, embedder)
    found = [v for kind in _KINDS for v in kind(collation)]
    found = _told_once([*found, *_not_yet_told(sentence_variants(collation), found)])
    found += _not_yet_told(vote_variants(collation), found)
    found += _not_yet_told(side_by_side_variants(collation), found)
    found = _without_parts(_without_denials_told_otherwise(found))
    found = changed_between_versions(found, [one.article for one in layers])
    found.sort(
        key=lambda v: (_SEVERITY.index(v.severity), _ORDER.index(v.kind), -round(v.confidence, 3), v.readings[0].at)
    )
    return tuple(replace(v, id=f"v{n + 1}") for n, v in enumerate(found))


def _not_yet_told(variants: Sequence[Variant], found: Sequence[Variant]) -> list[Variant]:
    """The variants of which no other of the kind has two readings at the same places."""

    def told(v: Variant, other: Variant) -> bool:
        if v.kind != other.kind:
            return False
        hit = [
            {n for n, r in enumerate(other.readings) for s in r.at for t in mine.at if s.overlap(t)}
            for mine in v.readings
        ]
        return all(hit) and len(set.union(*hit)) > 1

    return [v for v in variants if not any(told(v, o) for o in found)]


def _without_denials_told_otherwise(variants: Sequence[Variant]) -> list[Variant]:
    """The variants without denials that another tells more exactly: of a number, against the one given in its place,
    or with the words of the denial right behind what it denies."""
    numbers = [s for v in variants if v.rule == "number ruled out" for r in v.readings for s in r.at]
    behind = [[s for r in v.readings for s in r.at] for v in variants if v.rule == "denied right behind"]

    def otherwise(v: Variant) -> bool:
        by_number = any(r.at[0].contains(s) for r in v.readings[1:] for s in numbers)
        return by_number or any(all(any(s.overlap(t) for s in r.at for t in b) for r in v.readings) for b in behind)

    return [v for v in variants if v.rule != "denial" or not otherwise(v)]


def _without_parts(variants: Sequence[Variant]) -> list[Variant]:
    """The conflicts without those of which another of the slot has every place, under readings that differ too."""

    def part(v: Variant, other: Variant) -> bool:
        hit = [[n for n, r in enumerate(other.readings) if set(mine.at) <= set(r.at)] for mine in v.readings]
        return all(hit) and len({n for h in hit for n in h}) >= len(v.readings)

    def told(n: int) -> bool:
        v = variants[n]
        return v.kind == "conflict" and any(
            o.kind == v.kind and o.slot == v.slot and part(v, o) and (m < n or not part(o, v))
            for m, o in enumerate(variants)
            if m != n
        )

    return [v for n, v in enumerate(variants) if not told(n)]


def _told_once(variants: Sequence[Variant]) -> list[Variant]:
    """One variant where several statements of the same reports show the same readings."""
    out: dict[object, Variant] = {}
    for v in variants:
        reports = frozenset(s.article for r in v.readings for s in r.at)
        key = (v.kind, v.slot, frozenset(r.text.casefold() for r in v.readings), reports)
        first = out.get(key)
        if first is None:
            out[key] = v
            continue
        at = {r.text.casefold(): r.at for r in v.readings}
        readings = tuple(
            replace(r, at=tuple(dict.fromkeys((*r.at, *at.get(r.text.casefold(), ()))))) for r in first.readings
        )
        out[key] = replace(first, readings=readings)
    return list(out.values())
