"""Places: two places given for one event. Which place holds which is the gazetteer's word; what it does not know is
not judged."""

from __future__ import annotations

from stemma.model import Entity, Mention, Reading, Span, Statement, Variant
from stemma.story.entities.places import apart, contains
from stemma.story.variants.collation import Collation, carriers, make
from stemma.story.variants.pairs import alike_pairs
from stemma.story.variants.slots import likeness, substitutions

_ALIKE, _ALIKE_ALONE, _ALIKE_BOTH = 0.4, 0.65, 0.5
_WHERE = ("in", "at", "near", "to", "from")


def place_variants(collation: Collation) -> list[Variant]:
    """Conflicts and differences of granularity between places."""
    found: dict[tuple[str, str, str], tuple[Statement, dict[str, set[Span]]]] = {}
    for statement, a, b in alike_pairs(collation, _ALIKE):
        swapped = [(s.first, s.second) for s in substitutions(a, b, collation)]
        for m, x in _located(a.span, collation):
            for n, y in _located(b.span, collation):
                if x.id == y.id or {e.id for _, e in _located(a.span, collation)} & {y.id}:
                    continue
                answers = any(p.overlap(m.span) and q.overlap(n.span) for p, q in swapped)
                alone = (
                    len(_located(a.span, collation)) == 1 == len(_located(b.span, collation))
                    and likeness(a, b, collation) >= _ALIKE_ALONE
                    and likeness(a, b, collation, both=True) >= _ALIKE_BOTH
                    and not collation.about_others(a, b)
                )
                if not (answers or alone) or {e.id for _, e in _located(b.span, collation)} & {x.id}:
                    continue
                kind = _judge(x, y)
                if kind:
                    first, second = sorted((x.id, y.id))
                    _, at = found.setdefault((kind, first, second), (statement, {first: set(), second: set()}))
                    at[x.id].add(m.span)
                    at[y.id].add(n.span)
    out = []
    for (kind, first, second), (statement, at) in sorted(found.items()):
        readings = [Reading(text=collation.entities[e].name, at=tuple(sorted(at[e]))) for e in (first, second)]
        readings.sort(key=lambda r: -len({s.article for s in r.at}))
        if kind == "conflict":
            text = f"Two places for one event: {carriers(readings)}"
            new = make(
                "conflict", "place", "high", text, readings, statement=statement, confidence=0.75, rule="gazetteer"
            )
        else:
            text = f"One place inside the other: {readings[0].text}, {readings[1].text}"
            new = make(
                "granularity", "place", "low", text, readings, statement=statement, confidence=0.8, rule="gazetteer"
            )
        out.append(new)
    return out


def _located(span: Span, collation: Collation) -> list[tuple[Mention, Entity]]:
    """The places of a claim that say where: behind a preposition of place."""
    tree = collation.tree(span.article)
    out = []
    for m, e in collation.mentions(span):
        inside = tree.within(m.span)
        if e.kind != "place" or not inside or m.form == "metonym":
            continue
        head = inside[-1]
        governor = tree.head(head)
        if tree.tokens[head].dep == "pobj" and governor is not None and tree.tokens[governor].lemma in _WHERE:
            out.append((m, e))
    return out


def _judge(x: Entity, y: Entity) -> str:
    if contains(x.name, y.name) or contains(y.name, x.name) or x.parent == y.id or y.parent == x.id:
        return "granularity"
    return "conflict" if apart(x.name, y.name) else ""
