"""Fillers: the numbers of claims with what each measures, and what sets one apart from the news (an older number, a
part, a case elsewhere)."""

from __future__ import annotations

import math
import re
from datetime import timedelta

from stemma.data import members, words
from stemma.model import Claim, Noun, Quantity, Span
from stemma.story.entities.places import contains
from stemma.story.variants.collation import Collation
from stemma.story.variants.measures import Measure, measure

_FAR, _FAR_COUNTS = 20, 100  # times: numbers so far apart measure different things
_NEAR_CONVERSION = 0.06  # within which one number is the other converted and rounded
_BEFORE = 4  # tokens before a number in which a word like "previous" speaks of another time
_AGE = re.compile(r"[\w-]+?[- ]years?[- ]old\b")
_LONG_AGO = timedelta(days=10)  # before the report: what is dated so is no part of the news


class Filler(Noun, frozen=True, kw_only=True):
    """A number in a claim, what it measures, and the number in brackets behind it that is itself converted."""

    claim: Claim
    quantity: Quantity
    measure: Measure
    converted: Quantity | None = None

    @property
    def span(self) -> Span:
        return self.quantity.span


def given(f: Filler) -> tuple[str, float, str]:
    """Which report gives which number."""
    return f.span.article, f.quantity.value, f.quantity.unit


def fillers_of(claims: list[Claim], collation: Collation) -> list[Filler]:
    """The numbers of claims, each once, a conversion in brackets with the number it belongs to; what is only asked is
    none ("Five years or eight?")."""
    out: dict[Span, Filler] = {}
    for claim in claims:
        if collation.text(collation.sentence(claim)).rstrip("\"”’') ").endswith("?"):
            continue
        for q in collation.quantities(claim.span):
            if q.span not in out and collation.converted(q) is None and not describes(q, collation):
                what = measure(q, collation.tree(q.span.article))
                behind = next(
                    (c for c in collation.quantities(collation.sentence(claim)) if collation.converted(c) == q), None
                )
                out[q.span] = Filler(claim=claim, quantity=q, measure=what, converted=behind)
    return list(out.values())


def describes(q: Quantity, collation: Collation) -> bool:
    """Whether a number tells what kind of thing something is, and counts nothing that is news: a year, somebody's age
    ("an 11-year-old"), how many a group has ("a family of five")."""
    text = collation.article(q.span).text
    if _a_year(q, collation) or _AGE.match(text, q.span.start):
        return True
    tree = collation.tree(q.span.article)
    first = tree.within(q.span).start
    if first < 2 or tree.tokens[first - 1].lemma != "of":
        return False
    return tree.tokens[first - 2].lemma in members("en/quantities.toml", "groups")


def _a_year(q: Quantity, collation: Collation) -> bool:
    """Whether a bare number of four digits may be a year ("the 1908 World Series")."""
    return q.dimension == "count" and re.fullmatch(r"1[5-9]\d\d|20\d\d", collation.text(q.span)) is not None


def elsewhere(f: Filler, collation: Collation) -> bool:
    """Whether the number is one of another time or case: set apart by a word, or by a date long before the report."""
    if earlier(f.quantity, collation) or f.claim.modality in ("possible", "conditional", "demanded"):
        return True
    if (
        f.measure.thing == "missing money"
    ):  # the sentence says where somebody is wanted for it, or since when it goes on
        return _dated_long_ago(f, f.claim.span, collation)
    return long_ago(f, collation) or _in_another_place(f, collation)


def _in_another_place(f: Filler, collation: Collation) -> bool:
    """Whether the sentence says where, and the lead of its report names neither that place nor one that holds it."""
    where = [e for m, e in collation.located(collation.sentence(f.claim))]
    lead = {e.id: e for _, e in collation.mentions(collation.lead(f.span.article)) if e.kind == "place"}
    return bool(where and lead) and not any(
        e.id in lead or any(contains(e.name, o.name) or contains(o.name, e.name) for o in lead.values()) for e in where
    )


def long_ago(f: Filler, collation: Collation) -> bool:
    return _dated_long_ago(f, collation.sentence(f.claim), collation)


def _dated_long_ago(f: Filler, stretch: Span, collation: Collation) -> bool:
    published = collation.article(f.span).published
    dates = [t for t in collation.times(stretch) if t.latest]
    return published is not None and any(
        t.latest is not None and t.latest < published.earliest - _LONG_AGO for t in dates
    )


def lone(f: Filler, collation: Collation) -> bool:
    """Whether the claim has no other number of the kind."""
    same = [
        q
        for q in collation.quantities(f.claim.span)
        if q.dimension == f.quantity.dimension and (q.unit == f.quantity.unit or not q.unit)
    ]
    return len(same) - (1 if f.converted else 0) == 1


def of_witnesses(a: Filler, b: Filler, collation: Collation) -> bool:
    """Whether witnesses speak of themselves: "we were five metres away" is another distance than somebody else's."""
    return any(collation.first_person(f.claim) for f in (a, b))


def far_apart(x: Quantity, y: Quantity) -> bool:
    """Whether two numbers are of such different size that they hardly measure one thing."""
    small, large = sorted((abs(x.value), abs(y.value)))
    return x.dimension != "ordinal" and large > (_FAR_COUNTS if x.dimension == "count" else _FAR) * max(small, 1e-9)


def of_many(f: Filler, collation: Collation) -> bool:
    """Whether the sentence holds more numbers of the dimension than one and its conversion: a list of them."""
    q = f.quantity
    same = [o for o in collation.quantities(collation.sentence(f.claim)) if o.dimension == q.dimension]
    return len([o for o in same if not math.isclose(o.value, q.value, rel_tol=_NEAR_CONVERSION)]) > 0


def earlier(q: Quantity, collation: Collation) -> bool:
    """Whether the words before a number set it apart as an older one ("the previous offer of 70"). A preposition
    does so only right before it ("up from 70", but not "a report from Ostrany gave 70")."""
    tree = collation.tree(q.span.article)
    end = tree.within(q.span).start - len(q.hedge.split())
    before = tree.tokens[max(0, end - _BEFORE) : max(0, end)]
    older = words("en/earlier.txt")
    return any(t.lemma in older and (t.pos not in ("ADP", "SCONJ") or t is before[-1]) for t in before)
