"""Mouths: one claim that reports put in different mouths, or on more sources than it had.

Compared are the ultimate speakers of attributions around claims of one statement that are worded alike. A report that
only names the outlet another report was told something by is a longer chain, not another mouth.
"""

from __future__ import annotations

from stemma.data import words
from stemma.model import Attribution, Claim, Reading, Severity, Source, Span, Variant
from stemma.story.variants.collation import RELAYS, Collation, cluster, make
from stemma.story.variants.pairs import alike_pairs
from stemma.story.variants.quoted_mouths import by_name, two_people
from stemma.story.variants.slots import likeness
from stemma.story.variants.telling import about, quoted

_ALIKE, _ALIKE_BOTH = 0.75, 0.55
_ALIKE_OF_ONESELF = 0.9
_FEWEST_WORDS = 5
_FEWEST_CONTENT = 3
_VERBATIM, _VERBATIM_CONTENT = 0.6, 4
_SAYS_TOO, _SAYS_TOO_WORDS = 0.5, 2  # of what one says, that the report has from the other too
_TWO_PEOPLE: tuple[Severity, str] = ("high", "The same words in the mouths of two people")
_NAMED: tuple[Severity, str] = ("high", "What an unnamed source said is put in the mouth of a named person")
_SEVERAL: tuple[Severity, str] = ("medium", "One source became several")
_NAMED_NOW = 0.55  # of the words, that a named person says where an unnamed source had said them


def mouth_variants(collation: Collation) -> list[Variant]:
    """Differences in who is said to have said it."""
    out: list[Variant] = []
    seen: set[tuple[str, str, str]] = set()
    for statement, a, b in alike_pairs(collation, _ALIKE):
        if likeness(a, b, collation, both=True) < _ALIKE_BOTH:
            continue
        if min(len(collation.text(c.span).split()) for c in (a, b)) < _FEWEST_WORDS:
            continue
        if len(collation.content(_said(a, collation)) & collation.content(_said(b, collation))) < _FEWEST_CONTENT:
            continue
        of_oneself = any(collation.speaks_of_oneself(_said(c, collation)) for c in (a, b))
        if of_oneself and _likeness_said(a, b, collation) < _ALIKE_OF_ONESELF:
            continue  # many say nearly that of themselves
        first, second = _speaker(a, collation), _speaker(b, collation)
        if first is None or second is None or _named_beside(first, b, collation) or _named_beside(second, a, collation):
            continue
        if _says_it_too(second, a, collation) or _says_it_too(first, b, collation):
            continue
        verdict = _differ(first, second, collation)
        if verdict == _SEVERAL and not _grew(first, second, collation):
            continue  # one of those that the other has
        if verdict == _TWO_PEOPLE and not _verbatim(a, b, collation):
            continue  # two people may well say much the same of one thing
        if verdict == _NAMED and _wording(a, b, collation) < _NAMED_NOW:
            continue
        key = (a.span.article + b.span.article, first.text.lower(), second.text.lower())
        if verdict is None or key in seen:
            continue
        seen.add(key)
        readings = [Reading(text=s.text, at=(_place(s, c),)) for s, c in ((first, a), (second, b))]
        readings = collation.in_order(readings)
        severity, why = verdict
        text = f"{why}{about([Reading(text='', at=(a.span,))], collation)}: {quoted(readings, collation)}"
        out.append(
            make("attribution", "source", severity, text, readings, statement=statement, confidence=0.65, rule="mouths")
        )
    return _merged(out)


def _speaker(claim: Claim, collation: Collation) -> Source | None:
    """The ultimate speaker of the claim's attribution, when it has one that is no relay and no pronoun: whom a "he"
    stands for is not sure enough."""
    attribution: Attribution | None = collation.attributions.get(claim.attribution or "")
    if attribution is None:
        return None
    chain = attribution.chain or attribution.sources
    if not chain or chain[-1].type in (*RELAYS, "none", "document") or chain[-1].span is None:
        return None
    if any(s.refers is not None and s.refers == chain[-1].span for s in attribution.sources):
        return None  # a chain shows a pronoun as the name it was taken for
    if len([s for s in attribution.sources if s.type not in RELAYS]) > 1:
        return None  # two sources side by side: another report may give either
    return chain[-1]


def _said(claim: Claim, collation: Collation) -> Span:
    """All that the claim's source says in one go."""
    attribution = collation.attributions.get(claim.attribution or "")
    return attribution.content if attribution else claim.span


def _verbatim(a: Claim, b: Claim, collation: Collation) -> bool:
    """Whether all that the two sources say in one go is nearly the same."""
    shared = collation.content(_said(a, collation)) & collation.content(_said(b, collation))
    return len(shared) >= _VERBATIM_CONTENT and _likeness_said(a, b, collation) >= _VERBATIM


def _likeness_said(a: Claim, b: Claim, collation: Collation) -> float:
    x, y = (collation.content(_said(c, collation)) for c in (a, b))
    return len(x & y) / len(x | y) if x | y else 0.0


def _wording(a: Claim, b: Claim, collation: Collation) -> float:
    """The same with numbers left out, which each report gives in its own way."""
    x, y = (collation.plain_lemmas(_said(c, collation)) for c in (a, b))
    return len(x & y) / len(x | y) if x | y else 0.0


def _named_beside(source: Source, claim: Claim, collation: Collation) -> bool:
    """Whether the sentences in which the other report gives what was said name this speaker too: then it is a link of
    its chain."""
    speaker = collation.entity_at(source.refers or source.span)
    if speaker is None:
        return False
    attribution = collation.attributions.get(claim.attribution or "")
    content = attribution.content if attribution else claim.span
    inside = [
        s
        for s in collation.layers[claim.span.article].parse.sentences
        if s.start < max(content.end, claim.span.end) and s.end > min(content.start, claim.span.start)
    ]
    if not inside:
        return False
    around = Span(claim.span.article, inside[0].start, inside[-1].end)
    return any(e.id == speaker.id for _, e in collation.mentions(around))


def _says_it_too(speaker: Source, claim: Claim, collation: Collation) -> bool:
    """Whether the report of a claim has much the same from this speaker as well."""
    person = collation.entity_at(speaker.refers or speaker.span)
    mine = collation.plain_lemmas(_said(claim, collation))
    return person is not None and any(
        len(mine & (too := collation.plain_lemmas(a.content)))
        >= max(_SAYS_TOO_WORDS, _SAYS_TOO * min(len(mine), len(too)))
        for a in collation.layers[claim.span.article].attributions
        for s in a.chain or a.sources
        if not a.content.overlap(claim.span)
        and (one := collation.entity_at(s.refers or s.span))
        and one.id == person.id
    )


def _differ(a: Source, b: Source, collation: Collation) -> tuple[Severity, str] | None:
    x, y = collation.entity_at(a.refers or a.span), collation.entity_at(b.refers or b.span)
    if a.type == "named" and b.type == "named":
        return _TWO_PEOPLE if two_people(a, b, collation) else None
    if {a.type, b.type} == {"named", "unnamed"}:
        known, unknown = (a, b) if a.type == "named" else (b, a)
        person = x if a.type == "named" else y
        if person and person.kind == "person" and by_name(known, collation) and _anonymous(unknown, collation):
            return _NAMED
        return None
    if a.type == b.type == "unnamed" and a.count and b.count and a.count != b.count and min(a.count, b.count) == 1:
        return _SEVERAL
    return None


def _anonymous(source: Source, collation: Collation) -> bool:
    """Whether the wording hides who speaks ("an official"), and does not merely describe somebody named elsewhere."""
    named = collation.entity_at(source.refers)
    if named is not None and named.kind == "person":
        return False
    return bool(set(source.text.lower().split()) & words("en/anonymous_nouns.txt"))


def _grew(a: Source, b: Source, collation: Collation) -> bool:
    """Whether the report that has several sources may have made them of the other's one."""
    one, several = (a, b) if a.count == 1 else (b, a)
    if one.span is None or several.span is None:
        return False
    return not collation.clearly_later(several.span.article, one.span.article)


def _place(source: Source, claim: Claim) -> Span:
    return source.span or claim.span


def _merged(variants: list[Variant]) -> list[Variant]:
    """Variants over the same two mouths in one statement told once."""
    groups = cluster(variants, lambda v, w: v.statement == w.statement and v.explanation == w.explanation)
    return [g[0] for g in groups]
