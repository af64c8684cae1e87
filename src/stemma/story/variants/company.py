"""Company: whether somebody was alone, or with whom.

"The banker was alone", "no one was travelling with the banker" and "the banker was accompanied by his son" exclude each
other. Compared is what is said of one person, by name or by the noun all reports call him; a report that has both sides
is set against nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from stemma.data import table
from stemma.model import Claim, Reading, Span, Variant
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.telling import quoted

_FILE = "en/company.toml"


def company_variants(collation: Collation) -> list[Variant]:
    """Conflicts between somebody alone and somebody accompanied."""
    found: dict[str, dict[bool, dict[Span, None]]] = defaultdict(lambda: defaultdict(dict))
    for claim in collation.claims.values():
        for who, alone in _company(claim, collation):
            found[who][alone][claim.span] = None
    out = []
    for _, sides in sorted(found.items()):
        reports = [{s.article for s in spans} for spans in sides.values()]
        if len(sides) != 2 or reports[0] & reports[1]:
            continue
        if all(collation.on_other_days(a, b) for a in reports[0] for b in reports[1]):
            continue
        readings = [Reading(text=collation.text(next(iter(s))), at=tuple(sorted(s))) for s in sides.values()]
        readings = collation.in_order(readings)
        text = f"Alone, or with somebody: {quoted(readings, collation)}"
        out.append(make("conflict", "fact", "high", text, readings, confidence=0.6, rule="company"))
    return out


def _company(claim: Claim, collation: Collation) -> Iterator[tuple[str, bool]]:
    """Whom a claim says to be alone (True) or in company (False), by each name he has there."""
    article = claim.span.article
    tree = collation.tree(article)
    lists = table(_FILE)["company"]
    verb = claim.head
    lemma = tree.tokens[verb].lemma.lower()
    if claim.modality != "asserted":
        return
    subjects = tree.children(verb, "nsubj", "nsubjpass")
    over = tree.head(verb)
    if not subjects and tree.tokens[verb].dep == "conj" and over is not None:
        subjects = tree.children(over, "nsubj", "nsubjpass")
    who: list[int] = []
    alone = True
    if lemma == "be" and any(
        tree.tokens[k].lemma.lower() in lists["alone"] for k in tree.children(verb, "acomp", "advmod")
    ):
        who = subjects
    elif subjects and tree.tokens[subjects[0]].lemma.lower() in lists["nobody"] and lemma in lists["moving"]:
        who = [
            o for p in tree.children(verb, "prep") if tree.tokens[p].lemma == "with" for o in tree.children(p, "pobj")
        ]
    elif subjects and claim.polarity == "positive" and lemma in lists["with"] and tree.children(verb, "auxpass"):
        by = [o for a in tree.children(verb, "agent") for o in tree.children(a, "pobj")]
        who, alone = (subjects if by else []), False
    if (
        alone
        and claim.polarity == "negative"
        and not (subjects and tree.tokens[subjects[0]].lemma.lower() in lists["nobody"])
    ):
        return
    for k in who[:1]:
        entity = collation.entity_of(article, k)
        if entity is not None and entity.kind == "person":
            yield entity.id, alone
        if tree.tokens[k].pos == "NOUN" and any(tree.tokens[d].text.lower() == "the" for d in tree.children(k, "det")):
            yield tree.tokens[k].lemma.lower(), alone
