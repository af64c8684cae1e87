"""Sourcing: one credited passage whose sources another report counts, or describes, less exactly.

"Two government officials told the Courier" and "the Courier cited government officials" are of one sourcing; a reader
of the second does not know how many. Compared are sources without a name behind one and the same outlet, worded with
one noun, of which one report gives the number and the other does not.
"""

from __future__ import annotations

from collections import defaultdict

from stemma.model import Reading, Source, Span, Variant
from stemma.story.variants.collation import RELAYS, Collation, make
from stemma.story.variants.telling import in_reports


def sourcing_variants(collation: Collation) -> list[Variant]:
    """Differences of granularity between the sources that reports give for one outlet's news."""
    counted: dict[tuple[str, str], dict[str, list[Source]]] = defaultdict(lambda: defaultdict(list))
    for article, layers in collation.layers.items():
        for a in layers.attributions:
            relay = _relay(article, a.chain or a.sources, collation)
            for s in a.chain or a.sources:
                if relay and s.type == "unnamed" and s.span is not None and s.refers is None:
                    counted[relay, _noun(s.span, collation)][article].append(s)
    out = []
    for (_, noun), by_article in sorted(counted.items()):
        exact = [s for found in by_article.values() for s in found if s.count and s.count > 1]
        vague = [
            s
            for article, found in sorted(by_article.items())
            for s in found
            if not any(o.count for o in by_article[article]) and _plural(s, collation)
        ]
        if not exact or not vague or not noun or len({s.count for s in exact}) > 1:
            continue
        readings = [Reading(text=g[0].text, at=tuple(sorted({s.span for s in g if s.span}))) for g in (exact, vague)]
        first, second = (f"“{r.text}” in {in_reports(r, collation)}" for r in readings)
        text = f"One sourcing, told more or less exactly: {first}, {second}"
        out.append(make("granularity", "source", "low", text, readings, confidence=0.7, rule="sources counted"))
    return out


def _relay(article: str, chain: tuple[Source, ...], collation: Collation) -> str:
    """The outlet whose news an attribution gives: the first relay, else the report's own outlet."""
    for s in chain:
        if s.type in RELAYS:
            entity = collation.entity_at(s.refers or s.span)
            return entity.id if entity else ""
    outlet = collation.layers[article].article.outlet
    names = [e.id for e in collation.entities.values() if outlet and e.name.lower() == outlet.name.lower()]
    return names[0] if names else ""


def _noun(span: Span, collation: Collation) -> str:
    """The noun of a source with what describes it."""
    tree = collation.tree(span.article)
    inside = tree.within(span)
    root = next((i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i), None)
    if root is None or tree.tokens[root].pos != "NOUN":
        return ""
    before = [k for k in tree.children(root, "amod", "compound") if k in inside]
    return " ".join(tree.tokens[k].lemma.lower() for k in (*before, root))


def _plural(s: Source, collation: Collation) -> bool:
    if s.span is None:
        return False
    tree = collation.tree(s.span.article)
    return any(tree.tokens[i].tag == "NNS" for i in tree.within(s.span))
