"""Slips: one number miscopied from one report to the next.

Texts that are copied go wrong in few ways, and a number shows which (Damerau 1964 on transposed letters; Maas 1927 on
errors that tie witnesses together): its digits are turned (112,000 and 121,000), a nought or a word of scale is lost
(6.2 million, 62 million), or its currency is changed (19 million euros, 19 million dollars). Two numbers that differ
just so, in sentences on one matter, are one number read in two ways even where the sentences say different things as a
whole.

What it gets wrong: two numbers of one matter that differ so by chance; so much must be shared as makes that rare.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise

from babel.numbers import get_currency_name

from stemma.data import table
from stemma.model import Reading, Span, Variant
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.predicates import stem
from stemma.story.variants.telling import about, counted
from stemma.story.variants.worded_numbers import Number, numbers_in

_DIGITS = 2  # significant digits that a miscopied number has at least
_MANY = 3  # at which a number hardly answers another by chance
_SCALES = (10.0, 100.0, 1000.0, 1_000_000.0)
_SHARED, _SHARED_MANY = 2, 1  # stems and names that two sentences share
_SUM = 100  # a sum that hardly stands in two currencies by chance
_IN_BRACKETS = re.compile(r"\s+\w+\s*[(\[](?:about |or )?([^\s\d]+?)\s?\d")
_RULE = "one number miscopied"


def slip_variants(collation: Collation) -> list[Variant]:
    """Conflicts between a number and the same number miscopied."""
    numbers = [n for article in collation.layers for n in _numbers(article, collation)]
    coins = {n.unit for n in numbers if _converted_to_money(n, collation)}
    out: list[Variant] = []
    for why, differ in (
        ("with the digits turned", lambda x, y: _turned(x, y) and all(_in_digits(n, collation) for n in (x, y))),
        ("ten, a hundred or a thousand times as large", _scaled),
        ("in another currency", lambda x, y: _recoined(x, y, coins)),
    ):
        for pair in _pairs(numbers, differ, collation):
            out.append(_told(pair, numbers, why, collation))
    return [v for n, v in enumerate(out) if not any(_same(v, o) for o in out[:n])]


def _same(v: Variant, other: Variant) -> bool:
    return {s for r in v.readings for s in r.at} <= {s for r in other.readings for s in r.at}


def _told(pair: tuple[Number, Number], numbers: list[Number], why: str, collation: Collation) -> Variant:
    sides = [
        [n.span for n in numbers if n.value == one.value and n.unit == one.unit and _one_matter(n, one, collation)]
        for one in pair
    ]
    readings = [Reading(text=collation.text(s[0]), at=tuple(sorted(dict.fromkeys(s)))) for s in sides]
    text = f"One number {why}{about(readings, collation)}: {counted(readings, collation)}"
    return make("conflict", "number", "high", text, readings, confidence=0.7, rule=_RULE)


def _pairs(
    numbers: list[Number], differ: Callable[[Number, Number], bool], collation: Collation
) -> Iterator[tuple[Number, Number]]:
    told: set[tuple[float, str, float, str]] = set()
    for x, y in combinations(numbers, 2):
        a, b = x.span.article, y.span.article
        key = (x.value, x.unit, y.value, y.unit)
        if a == b or key in told or not differ(x, y) or not _one_matter(x, y, collation):
            continue
        if _known_together(x, y, numbers) or _moved_on(x, y, collation):
            continue
        told |= {key, (y.value, y.unit, x.value, x.unit)}
        yield x, y


def _known_together(x: Number, y: Number, numbers: list[Number]) -> bool:
    """Whether a report has both: then they are two numbers."""
    held = [{n.span.article for n in numbers if n.value == o.value and n.unit == o.unit} for o in (x, y)]
    return bool(held[0] & held[1])


def _moved_on(x: Number, y: Number, collation: Collation) -> bool:
    """Whether the number may have changed by the day of the later report, which does not have it from the earlier."""
    a, b = x.span.article, y.span.article
    return collation.on_other_days(a, b) and not (collation.rests_on(a, b) or collation.rests_on(b, a))


def _numbers(article: str, collation: Collation) -> Iterator[Number]:
    for s in collation.layers[article].parse.sentences:
        yield from numbers_in(s, article, collation)
        if s.end > s.start:
            for q in collation.quantities(Span(article, s.start, s.end)):
                if collation.converted(q) is not None:
                    yield Number(span=q.span, value=q.value, unit=q.unit, dimension=q.dimension)


def _one_matter(x: Number, y: Number, collation: Collation) -> bool:
    """Whether the sentences of two numbers share enough stems and names."""
    if x.span == y.span:
        return True
    if _statements(x, collation) & _statements(y, collation):
        return True
    around = [_around(n, collation) for n in (x, y)]
    return len(around[0] & around[1]) >= (_SHARED_MANY if len(_digits(x)) >= _MANY else _SHARED)


def _statements(n: Number, collation: Collation) -> set[str]:
    """The statements of the claims that hold a number."""
    return {
        collation.statement_of[c.id]
        for c in collation.layers[n.span.article].claims
        if c.id in collation.statement_of and c.span.contains(n.span)
    }


def _around(n: Number, collation: Collation) -> set[str]:
    tree = collation.tree(n.span.article)
    inside = tree.within(n.span)
    if not inside:
        return set()
    s = tree.sentence_of(inside[0])
    span = Span(n.span.article, s.start, s.end)
    named = {i: e.id for m, e in collation.mentions(span) for i in tree.within(m.span) if m.form != "role"}
    light = set(table("en/predicates.toml")["unspecific"]["words"])
    kept = [
        i
        for i in range(s.first, s.last)
        if i not in named and i not in inside and tree.tokens[i].pos in ("NOUN", "VERB", "ADJ")
    ]
    lemmas = {tree.tokens[i].lemma.lower() for i in kept} & collation.content(span)
    return {stem(w) for w in lemmas - light} | set(named.values())


# -- how a number is miscopied


def _digits(n: Number) -> str:
    return f"{n.value:.12g}".replace(".", "").strip("0")


def _in_digits(n: Number, collation: Collation) -> bool:
    """Whether a number is written in digits: words have none that could be turned."""
    return any(map(str.isdigit, collation.text(n.span)))


def _turned(x: Number, y: Number) -> bool:
    """Whether two neighbouring digits of one number stand the other way round in the other."""
    if x.dimension != y.dimension or min(len(_digits(x)), len(_digits(y))) < _DIGITS or not _one_unit(x, y):
        return False
    a, b = f"{x.value:.12g}", f"{y.value:.12g}"
    if len(a) != len(b) or a == b or a.replace(".", "")[:1] == "0":
        return False
    places = [k for k, (p, q) in enumerate(zip(a, b, strict=True)) if p != q]
    digits = [k for k, c in enumerate(a) if c.isdigit()]
    neighbours = any(list(pair) == places for pair in pairwise(digits))
    return neighbours and a[places[0]] == b[places[1]] and a[places[1]] == b[places[0]]


def _scaled(x: Number, y: Number) -> bool:
    """Whether one number has the digits of the other at another scale."""
    if x.dimension not in ("money", "count") or x.dimension != y.dimension or not x.unit or x.unit != y.unit:
        return False
    small, large = sorted((x.value, y.value))
    if small < 1000 <= large and not float(small).is_integer():
        return False  # "2.300" may be written so for 2,300
    return len(_digits(x)) >= _DIGITS and any(abs(small * k - large) <= 1e-6 * large for k in _SCALES)


def _recoined(x: Number, y: Number, coins: set[str]) -> bool:
    """Whether one sum stands in two currencies; a dollar may be that of either country."""
    money = [n.dimension == "money" or n.unit in coins for n in (x, y)]
    return all(money) and x.value == y.value >= _SUM and _coin(x.unit) != _coin(y.unit)


def _coin(unit: str) -> str:
    """The noun of a currency: a dollar may be that of any country that has dollars."""
    return str(get_currency_name(unit, locale="en")).split()[-1].lower()


def _one_unit(x: Number, y: Number) -> bool:
    """Whether two numbers are of one unit; long numbers of people and things may be named in other words."""
    if x.dimension == "count":
        many = min(len(_digits(x)), len(_digits(y))) >= _MANY
        return bool(x.unit and y.unit) and (many or x.unit == y.unit)
    return x.unit == y.unit


def _converted_to_money(n: Number, collation: Collation) -> bool:
    """Whether what a number counts is a currency, since a sum in another one stands in brackets behind it."""
    behind = _IN_BRACKETS.match(collation.article(n.span).text, n.span.end)
    signs = table("en/quantities.toml")["currencies"]
    return n.dimension == "count" and behind is not None and behind[1].casefold() in signs
