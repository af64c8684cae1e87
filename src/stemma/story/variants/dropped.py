"""Dropped: what one report has from a source, and another tells as fact, or puts in the mouth of whom it is about.

"The Front says 27 civilians were killed" becomes "27 civilians were killed"; "an official said the president would
accept" becomes "the president has said he will accept". Compared are the claims of one statement. What nobody
disputes is told with or without its source as a reporter likes; so a source is missed only where the claim accuses or
counts victims, and where the report without it rests on one that gives it or on the same reports.

What it gets wrong: a report that had the fact confirmed and does not say by whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from stemma.data import members, table, words
from stemma.model import Attribution, Claim, Entity, Reading, Source, Span, Variant
from stemma.story.variants.collation import RELAYS, Collation, make
from stemma.story.variants.predicates import same_act
from stemma.story.variants.quoted_mouths import by_name
from stemma.story.variants.slots import likeness
from stemma.story.variants.telling import about, quoted

_FILE = "en/contested.toml"
_ALIKE = 0.4
_FEWEST = 2  # content words that two claims share


def dropped_variants(collation: Collation) -> list[Variant]:
    """Attributions that another report leaves out, or gives to whom the claim is about."""
    out: dict[object, Variant] = {}
    for statement, members_of in collation.shared():
        for a, b in permutations(members_of, 2):
            if a.span.article == b.span.article or (source := _source(a, collation)) is None:
                continue
            if len(collation.plain_lemmas(a.span) & collation.plain_lemmas(b.span)) < _FEWEST:
                continue
            if own := _in_own_mouth(a, b, source, collation):
                why, place = "What somebody said of a person is put in that person's mouth", own
            elif _left_out(a, b, source, collation):
                why, place = "What one report has from a source is told as fact", b.span
            else:
                continue
            attribution = collation.attributions[a.attribution or ""]
            shown = source.span or a.span
            readings = [
                Reading(text=collation.text(shown), at=tuple(dict.fromkeys((shown, _whole(shown, a))))),
                Reading(text=collation.text(place), at=tuple(dict.fromkeys((place, _whole(place, b))))),
            ]
            text = (
                f"{why}{about([Reading(text='', at=(attribution.content,))], collation)}: {quoted(readings, collation)}"
            )
            key = (why, a.span.article, b.span.article, statement.id)
            out.setdefault(
                key,
                make("attribution", "source", "medium", text, readings, statement=statement, confidence=0.55,
                     rule="source dropped" if place == b.span else "own mouth"),
            )  # fmt: skip
    return list(out.values())


def _whole(span: Span, claim: Claim) -> Span:
    """From a source to the claim that is told of it."""
    return Span(span.article, min(span.start, claim.span.start), max(span.end, claim.span.end))


def _source(claim: Claim, collation: Collation) -> Source | None:
    """Whose word a claim is, where that is a party or somebody unnamed."""
    attribution = collation.attributions.get(claim.attribution or "")
    if attribution is None or claim.quoted:
        return None
    chain = [s for s in (attribution.chain or attribution.sources) if s.type not in (*RELAYS, "none", "document")]
    return chain[-1] if chain and chain[-1].span is not None else None


def _in_own_mouth(a: Claim, b: Claim, source: Source, collation: Collation) -> Span | None:
    """Where the second report names as the speaker a person whom the first one's unnamed source speaks of."""
    told = _source(b, collation)
    if told is None or told.span is None or source.type != "unnamed" or told.type != "named":
        return None
    person = collation.entity_at(told.refers or told.span)
    if person is None or person.kind != "person" or not by_name(told, collation):
        return None
    if person.id not in {e.id for _, e in collation.mentions(a.span)} or not _of_oneself(b, person, collation):
        return None
    heads = [collation.tree(c.span.article).tokens[c.head].lemma.lower() for c in (a, b)]
    if set(heads) & (words("en/speech_verbs.txt") | words("en/light_verbs.txt")) or not same_act(*heads):
        return None
    attribution = collation.attributions[a.attribution or ""]
    named = {e.id for s in (*attribution.sources, *attribution.chain) if (e := collation.entity_at(s.refers or s.span))}
    return None if person.id in named else told.span


def _of_oneself(claim: Claim, person: Entity, collation: Collation) -> bool:
    """Whether a claim's subject is its speaker, by name or by a pronoun."""
    tree = collation.tree(claim.span.article)
    for k in tree.children(claim.head, "nsubj", "nsubjpass"):
        entity = collation.entity_of(claim.span.article, k)
        return (entity is not None and entity.id == person.id) or tree.tokens[k].pos == "PRON"
    return False


def _left_out(a: Claim, b: Claim, source: Source, collation: Collation) -> bool:
    """Whether a contested claim lost its source on the way."""
    if b.attribution is not None or b.quoted or b.modality != "asserted" or a.polarity != b.polarity:
        return False
    first, second = a.span.article, b.span.article
    if (
        not collation.related(first, second)
        or collation.rests_on(first, second)
        or collation.clearly_later(second, first)
    ):
        return False
    if likeness(a, b, collation) < _ALIKE or not _contested(b, collation) or _hedged(b, collation):
        return False
    if _numbers(a, collation) != _numbers(b, collation):
        return False
    return not any(_near(x, b, collation) for x in collation.layers[second].attributions)


def _near(attribution: Attribution, claim: Claim, collation: Collation) -> bool:
    """Whether a report says somebody's words in the sentence of a claim."""
    sentence = collation.sentence(claim)
    return attribution.content.overlap(sentence) > 0 or (
        attribution.cue is not None and attribution.cue.overlap(sentence) > 0
    )


def _contested(claim: Claim, collation: Collation) -> bool:
    """Whether a claim accuses, or counts victims."""
    lemmas = set(_words(claim.span, collation))
    counted = bool(lemmas & members(_FILE, "victims")) and bool(_numbers(claim, collation))
    return bool(lemmas & members(_FILE, "accusing")) or (counted and bool(lemmas & members(_FILE, "harm")))


def _numbers(claim: Claim, collation: Collation) -> set[float]:
    return {q.value for q in collation.quantities(claim.span) if q.dimension not in ("time", "ordinal")}


def _hedged(claim: Claim, collation: Collation) -> bool:
    """Whether the sentence of a claim says it is no more than believed, or names somebody whose word it is."""
    sentence = collation.sentence(claim)
    before = collation.text(sentence)[: claim.span.start - sentence.start]
    doubt = table("en/force.toml")["governing"]
    doubting = {*doubt["believed"], *doubt["doubting"], *members(_FILE, "doubting")}
    return ":" in before or bool(set(_words(sentence, collation)) & doubting)


def _words(span: Span, collation: Collation) -> Iterator[str]:
    tree = collation.tree(span.article)
    return (tree.tokens[i].lemma.lower() for i in tree.within(span))
