"""Sites: the kind of place where reports say somebody was arrested.

"Detained at the airport" and "seized at his home" exclude each other though neither is a name. Compared is what is done
to one person once (an arrest), wherever reports tell it; a report that has both sites tells of two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from stemma.data import table
from stemma.model import Claim, Reading, Span, Variant
from stemma.story.variants.collation import Collation, make, touch
from stemma.story.variants.predicates import class_of, closed
from stemma.story.variants.telling import quoted


def site_variants(collation: Collation) -> list[Variant]:
    """Conflicts between the kinds of place of one arrest."""
    found: dict[str, dict[str, dict[Span, None]]] = defaultdict(lambda: defaultdict(dict))
    for claim in collation.claims.values():
        for person, site, span in _sites(claim, collation):
            found[person][site][span] = None
    out = []
    for _, by_site in sorted(found.items()):
        reports = [{s.article for s in spans} for spans in by_site.values()]
        if len(by_site) != 2 or reports[0] & reports[1] or _on_other_days(by_site.values(), collation):
            continue
        readings = [
            Reading(text=collation.text(next(iter(spans))), at=tuple(sorted(spans))) for spans in by_site.values()
        ]
        readings = collation.in_order(readings)
        text = f"Two kinds of place for one arrest: {quoted(readings, collation)}"
        out.append(make("conflict", "place", "high", text, readings, confidence=0.7, rule="one arrest, two sites"))
    return out


def _on_other_days(sides: Iterable[Iterable[Span]], collation: Collation) -> bool:
    """Whether the clauses name days that do not touch: then he was arrested twice."""
    days = []
    for spans in sides:
        trees = [(s, collation.tree(s.article).sentence_of(collation.tree(s.article).within(s)[0])) for s in spans]
        times = [t for s, o in trees for t in collation.times(Span(s.article, o.start, o.end))]
        days.append([t for t in times if t.earliest and t.latest])
    return all(days) and not any(touch(x, y) for x in days[0] for y in days[1])


def _sites(claim: Claim, collation: Collation) -> list[tuple[str, str, Span]]:
    """The person arrested in a claim, and each kind of site that the verb says it was at."""
    tree = collation.tree(claim.span.article)
    lemma = tree.tokens[claim.head].lemma.lower()
    if class_of("once", lemma) != "arrest" or claim.modality != "asserted" or claim.polarity == "negative":
        return []
    who = tree.children(claim.head, "nsubjpass", "dobj")
    if tree.tokens[claim.head].dep in ("acl", "relcl") and (not who or tree.tokens[who[0]].tag in ("WP", "WDT")):
        who = [tree.tokens[claim.head].head]
    people = {e.id for w in who[:1] for e in [collation.entity_of(claim.span.article, w)] if e and e.kind == "person"}
    if len(people) != 1:
        return []
    out = []
    for p in tree.children(claim.head, "prep"):
        if tree.tokens[p].lemma.lower() not in closed("where") or tree.tokens[p].lemma.lower() in ("from", "to"):
            continue
        for o in tree.children(p, "pobj"):
            behind = tree.tokens[o + 1] if o + 1 < len(tree.tokens) else tree.tokens[o]
            head = o + 1 if behind.pos == "NOUN" and behind.head in (o, p) else o  # "at his luxury home"
            kinds = table("en/sites.toml")["kinds"].items()
            if kind := next((k for k, nouns in kinds if tree.tokens[head].lemma.lower() in nouns), ""):
                out.append((next(iter(people)), kind, tree.span(p, head)))
    return out
