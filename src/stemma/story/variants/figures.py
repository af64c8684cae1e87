"""Figures: one figure that reports have on the word of two sources.

"$30 million, according to a grower" and "$30 million, the ministry reckons" are one figure in two mouths. Looked at
are sums of money and numbers of three figures or more, of which sentences share what they are of; the source is the one
the report hangs the figure on, or whoever puts it so ("the grower, who put the losses at …").

What it gets wrong: two sources may well give one figure; the explanation says no more than that the reports name two.
"""

from __future__ import annotations

from itertools import combinations

from stemma.data import table, words
from stemma.model import Noun, Reading, Span, Variant
from stemma.story.variants.collation import RELAYS, Collation, make
from stemma.story.variants.fillers import Filler, fillers_of
from stemma.story.variants.telling import one_line, quoted
from stemma.story.variants.tolerance import significant

_LEAST = 100
_SHARED = 2  # content words of the sentences, numbers and sources left out
_EXACT = 2  # significant digits of a number that is no sum of money
_NOBODY = (*RELAYS, "document", "none")


class Sourced(Noun, frozen=True, kw_only=True):
    """A figure with the one who gives it."""

    filler: Filler
    source: Span


def figure_variants(collation: Collation) -> list[Variant]:
    """Figures put in two mouths."""
    found = [s for article in collation.layers for s in _sourced(article, collation)]
    out: list[Variant] = []
    told: set[tuple[str, ...]] = set()
    for a, b in combinations(found, 2):
        x, y = a.filler.quantity, b.filler.quantity
        if a.source.article == b.source.article or x.value != y.value or x.unit != y.unit:
            continue
        if not _one_thing(a, b, collation) or not _two(a.source, b.source, collation):
            continue
        order = collation.original_first((a.source, b.source))
        readings = [Reading(text=collation.text(s), at=(s,)) for s in order]
        key = tuple(r.text.lower() for r in readings)
        if key in told:
            continue
        told.add(key)
        text = f"One figure ({one_line(collation.text(a.filler.span))}) on the word of two sources: " + quoted(
            readings, collation
        )
        out.append(make("attribution", "source", "medium", text, readings, confidence=0.6, rule="one figure"))
    return out


def _sourced(article: str, collation: Collation) -> list[Sourced]:
    layers = collation.layers[article]
    ordered = sorted(layers.claims, key=lambda c: (c.span.end - c.span.start, c.span))
    out = []
    for f in sorted(fillers_of(ordered, collation), key=lambda f: f.span):
        q = f.quantity
        money = q.dimension == "money"
        if not money and (q.value < _LEAST or significant(q.value) < _EXACT or q.dimension == "time"):
            continue
        if (source := _giver(f, collation)) is not None:
            out.append(Sourced(filler=f, source=source))
    return out


def _giver(f: Filler, collation: Collation) -> Span | None:
    """Who puts the figure so; else the source of the attribution whose content holds it, where it has one."""
    tree = collation.tree(f.span.article)
    inside = tree.within(f.span)
    verbs = table("en/predicates.toml")["measuring"]["object"]
    for i in tree.ancestors(inside[-1])[:4] if inside else ():
        if tree.tokens[i].pos != "VERB":
            continue
        subject = tree.children(i, "nsubj")
        if tree.tokens[i].lemma not in verbs or not subject:
            break
        over = tree.head(i)
        who = over if tree.tokens[subject[0]].tag in ("WP", "WDT") and over is not None else subject[0]
        left = tree.subtree(who, frozenset(tree.children(who, "relcl", "punct", "appos")))
        return tree.span(left[0], left[-1]) if tree.tokens[who].pos in ("NOUN", "PROPN") else None
    holding = [a for a in collation.layers[f.span.article].attributions if a.content.contains(f.span)]
    if not holding:
        return None
    attribution = min(holding, key=lambda a: (a.content.end - a.content.start, a.id))
    sources = [s for s in attribution.sources if s.type not in _NOBODY]
    return sources[0].span if len(attribution.sources) == 1 == len(sources) and sources[0].refers is None else None


def _one_thing(a: Sourced, b: Sourced, collation: Collation) -> bool:
    """Whether the claims share a word that tells what the figure is of."""
    stop = words("en/light_words.txt")
    rest = []
    for s in (a, b):
        own = collation.content(s.source) | collation.content(s.filler.span)
        rest.append(collation.content(s.filler.claim.span) - own - stop)
    return len(rest[0] & rest[1]) >= _SHARED


def _two(a: Span, b: Span, collation: Collation) -> bool:
    """Whether two sources are worded with nothing in common and name no one person or body."""
    x, y = collation.entity_at(a), collation.entity_at(b)
    if x is not None and y is not None and (x.id == y.id or y.id == x.parent or x.id == y.parent):
        return False
    pronouns = any(
        collation.tree(s.article).tokens[i].pos == "PRON" for s in (a, b) for i in collation.tree(s.article).within(s)
    )
    outlets = {one.article.outlet.name.lower() for one in collation.layers.values() if one.article.outlet}
    if any(collation.text(s).lower() in outlets for s in (a, b)):
        return False  # a report credited for the figure is a link of its chain
    worded = [collation.content(s) for s in (a, b)]
    return not pronouns and all(worded) and not worded[0] & worded[1]
