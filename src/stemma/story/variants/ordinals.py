"""Ordinals: which round of talks it is, by the leads of reports on one round.

Where two leads put the talks they tell of in one place, and no day parts them, "a fourth round" and "the fifth round"
exclude each other. Looked at are leads that count one round only; the first is left out, which may be a first in
another sense ("the first meeting since").
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from stemma.model import Noun, Quantity, Reading, Span, Time, Variant
from stemma.story.variants.collation import Collation, make, touch
from stemma.story.variants.fillers import earlier
from stemma.story.variants.predicates import class_of
from stemma.story.variants.telling import about, carriers

_NEAR = 3  # days between two reports on one round
_AGO = ("last", "previous", "earlier", "past")


class Round(Noun, frozen=True, kw_only=True):
    """The round that a lead counts, everywhere it does so, and the places and days it names."""

    quantity: Quantity
    spans: tuple[Span, ...]
    places: frozenset[str]
    days: tuple[Time, ...]


def ordinal_variants(collation: Collation) -> list[Variant]:
    """Conflicts between the ordinals of one round."""
    rounds = [r for a in collation.layers if (r := _of_lead(a, collation)) is not None]
    at: dict[float, dict[Span, None]] = defaultdict(dict)
    for a, b in combinations(rounds, 2):
        if a.quantity.value != b.quantity.value and _one(a, b, collation):
            for r in rounds:
                if any(r.quantity.value == x.quantity.value and (r is x or r.places & x.places) for x in (a, b)):
                    at[r.quantity.value].update(dict.fromkeys(r.spans))
    if len(at) != 2:
        return []
    readings = [Reading(text=collation.text(next(iter(spans))), at=tuple(sorted(spans))) for spans in at.values()]
    readings.sort(key=lambda r: (-len({s.article for s in r.at}), r.at[0]))
    text = f"Two ordinals for one round{about(readings, collation)}: {carriers(readings, collation)}"
    return [make("conflict", "ordinal", "high", text, readings, confidence=0.7, rule="one round, two ordinals")]


def _of_lead(article: str, collation: Collation) -> Round | None:
    """The one round that a lead counts; None where it counts none, or several."""
    if not collation.layers[article].parse.sentences:
        return None
    lead, tree = collation.lead(article), collation.tree(article)
    found: dict[float, list[Quantity]] = defaultdict(list)
    for q in collation.quantities(lead):
        inside = tree.within(q.span)
        if q.dimension != "ordinal" or not inside or class_of("events", q.unit) != "meeting":
            continue
        over = tree.head(inside[-1])
        beside = {tree.tokens[k].lemma.lower() for k in tree.children(over)} if over is not None else set()
        if q.value > 1 and not earlier(q, collation) and not beside & set(_AGO):
            found[q.value].append(q)
    if len(found) != 1:
        return None
    counted = next(iter(found.values()))
    quantity = counted[-1]  # the headline names fewer places than the sentence below it
    s = tree.sentence_of(tree.within(quantity.span)[0])
    sentence = Span(article, s.start, s.end)
    places = frozenset(e.id for m, e in collation.mentions(sentence) if e.kind == "place" and m.form == "full")
    days = tuple(t for t in collation.times(sentence) if t.kind == "date" and t.earliest and t.earliest == t.latest)
    return Round(quantity=quantity, spans=tuple(q.span for q in counted), places=places, days=days)


def _one(a: Round, b: Round, collation: Collation) -> bool:
    """Whether two leads are of one round: they share a place that is no party and lie near in time."""
    first, second = a.quantity.span.article, b.quantity.span.article
    shared = [
        p for p in a.places & b.places
        if not any(m.form == "metonym" for m in collation.entities[p].mentions) and _where(p, a, b, collation)
    ]  # fmt: skip
    days = [collation.layers[x].article.published for x in (first, second)]
    if first == second or not shared or days[0] is None or days[1] is None:
        return False
    if abs((days[0].earliest - days[1].earliest).days) > _NEAR:
        return False
    return not (a.days and b.days) or any(touch(x, y) for x in a.days for y in b.days) or _set_out(a, b)


def _where(place: str, a: Round, b: Round, collation: Collation) -> bool:
    """Whether both leads name the place as where something is."""
    for r in (a, b):
        tree = collation.tree(r.quantity.span.article)
        s = tree.sentence_of(tree.within(r.quantity.span)[0])
        span = Span(r.quantity.span.article, s.start, s.end)
        here = {e.id for _, e in collation.located(span)}
        bound = {e.id for m, e in collation.mentions(span) if tree.within(m.span)
                 and tree.tokens[tree.tokens[tree.within(m.span)[-1]].head].lemma == "for"}  # fmt: skip
        if place not in here | bound:
            return False
    return True


def _set_out(a: Round, b: Round) -> bool:
    """Whether one lead names a day on which somebody set out, the day before the round."""
    return any(
        abs((x.earliest - y.earliest).days) <= _NEAR for x in a.days for y in b.days if x.earliest and y.earliest
    )
