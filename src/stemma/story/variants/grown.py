"""Grown sources: what one unnamed source said that another report has from several, or from more sides.

"A police official said" becomes "police officials say", "people at the company" become "insiders on both sides".
Compared are attributions to sources without a name whose contents are on one matter: they share a long figure, or
name and words enough. A report that itself has the matter from several sources is not set against another.
"""

from __future__ import annotations

from itertools import combinations

from stemma.data import table, words
from stemma.model import Attribution, Noun, Reading, Source, Span, Variant
from stemma.story.variants.collation import RELAYS, Collation, make
from stemma.story.variants.predicates import stem
from stemma.story.variants.telling import about, quoted
from stemma.story.variants.tolerance import significant

_DIGITS = 3  # of a figure that hardly two matters share
_STEMS, _NAMES = 3, 1  # that two contents share
_STEMS_ALONE = 5


class Unnamed(Noun, frozen=True, kw_only=True):
    """An attribution to a source without a name: how many it is (None: several, the report does not say), and whether
    it is of more sides than one."""

    attribution: Attribution
    source: Source
    span: Span
    one: bool
    sides: bool


def grown_variants(collation: Collation) -> list[Variant]:
    """One source that became several, or sources of one side that became those of both."""
    found = [u for a in sorted(collation.attributions) if (u := _unnamed(collation.attributions[a], collation))]
    out: list[Variant] = []
    told: set[tuple[str, str, str]] = set()
    for a, b in combinations(found, 2):
        first, second = a.span.article, b.span.article
        if first == second or not _one_matter(a, b, collation):
            continue
        if a.one != b.one:
            few, many = (a, b) if a.one else (b, a)
            why = "One source became several"
        elif a.sides != b.sides:
            few, many = (b, a) if a.sides else (a, b)
            why = "Sources of one side became those of both"
        else:
            continue
        if not collation.rests_on(many.span.article, few.span.article):
            continue  # of two reports that have nothing of each other, each may have its own
        own = [u for u in found if u.span.article == few.span.article and (not u.one if few.one else u.sides)]
        if any(_one_matter(u, many, collation) for u in own) or collation.rests_on(few.span.article, many.span.article):
            continue  # the report has it from several too; or tells of one of those that the other has
        key = (why, few.source.text.lower(), many.source.text.lower())
        if key in told:
            continue
        told.add(key)
        readings = [Reading(text=collation.text(u.span), at=(u.span,)) for u in (few, many)]
        text = f"{why}{about([Reading(text='', at=(few.attribution.content,))], collation)}: " + quoted(
            readings, collation
        )
        out.append(make("attribution", "source", "medium", text, readings, confidence=0.6, rule="sources grown"))
    return out


def unnamed_source(a: Attribution) -> Source | None:
    """The source of an attribution that has no other but relays, where it has words of its own and no name."""
    sources = [s for s in a.sources if s.type not in RELAYS]
    return sources[0] if len(sources) == 1 and sources[0].type == "unnamed" and sources[0].span else None


def _unnamed(a: Attribution, collation: Collation) -> Unnamed | None:
    """The one source of an attribution that has no name and is no report; None where there is none such."""
    source = unnamed_source(a)
    if source is None or source.span is None:
        return None
    span = source.span
    tree = collation.tree(span.article)
    inside = tree.within(span)
    heads = [i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i]
    if not heads or tree.tokens[heads[0]].pos not in ("NOUN", "PROPN"):
        return None
    noun = tree.tokens[heads[0]].lemma.lower()
    if not {noun, noun + "s"} & words("en/anonymous_nouns.txt"):
        return None
    plural = tree.tokens[heads[0]].tag in ("NNS", "NNPS")
    words_of = {tree.tokens[i].lemma.lower() for i in inside}
    if not plural and words_of & set(table("en/source_nouns.toml")["spokesperson"]):
        return None
    one = not plural and (source.count in (None, 1))
    return Unnamed(attribution=a, source=source, span=span, one=one, sides="both" in words_of)


def _one_matter(a: Unnamed, b: Unnamed, collation: Collation) -> bool:
    x, y = a.attribution.content, b.attribution.content
    figures = [
        {(q.value, q.dimension) for q in collation.quantities(s) if significant(q.value) >= _DIGITS} for s in (x, y)
    ]
    if figures[0] & figures[1]:
        return True
    names = [{e.id for _, e in collation.mentions(s)} for s in (x, y)]
    stems = [{stem(w) for w in collation.content(s)} for s in (x, y)]
    named = {stem(w) for s in (x, y) for m, _ in collation.mentions(s) for w in collation.content(m.span)}
    shared = (stems[0] & stems[1]) - named
    return len(shared) >= _STEMS_ALONE or (len(shared) >= _STEMS and len(names[0] & names[1]) >= _NAMES)
