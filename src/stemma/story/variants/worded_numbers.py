"""Numbers as worded: the quantities of a sentence, and words of number that stand for themselves ("the draft says
twelve", "not the eleven everyone quotes", "eight point seven"), where two of them are set against each other."""

from __future__ import annotations

import math
import re

from stemma.article.quantities import number_at, written_number
from stemma.data import table
from stemma.model import Noun, Sentence, Span
from stemma.story.variants.collation import Collation
from stemma.story.variants.denying import untrue

_POINT = re.compile(r"\b(\w+) point (\w+)\b")
_DIGIT = 10
_SHARED = 2  # content words of two sentences on one matter, where their units do not tell


class Number(Noun, frozen=True, kw_only=True):
    """A number as worded, with what it counts or measures ("" where that is not told beside it)."""

    span: Span
    value: float
    unit: str
    dimension: str


def story_numbers(collation: Collation) -> dict[str, tuple[Number, ...]]:
    """The numbers of every report, in text order."""

    def found() -> dict[str, tuple[Number, ...]]:
        return {
            article: tuple(n for s in layers.parse.sentences for n in numbers_in(s, article, collation))
            for article, layers in collation.layers.items()
        }

    return collation.once("numbers", found)


def numbers_in(s: Sentence, article: str, collation: Collation) -> list[Number]:
    """The numbers of a sentence in text order; ordinals, dates and numbers converted in brackets left out."""
    if s.end <= s.start:
        return []
    span = Span(article, s.start, s.end)
    text = collation.article(span).text
    out = []
    for match in _POINT.finditer(text, s.start, s.end):
        whole, tenth = (_value(match[n]) for n in (1, 2))
        if whole is not None and tenth is not None and tenth < _DIGIT:
            value = round(whole + tenth / _DIGIT, 1)
            out.append(Number(span=Span(article, *match.span()), value=value, unit="", dimension="count"))
    known = [q for q in collation.quantities(span) if not any(q.span.overlap(n.span) for n in out)]
    taken = [n.span for n in out] + [q.span for q in known]
    taken += [t.span for t in collation.times(span) if t.kind == "date"]
    out += [
        Number(span=q.span, value=q.value, unit=q.unit, dimension=q.dimension)
        for q in known
        if q.dimension != "ordinal" and collation.converted(q) is None
    ]
    tree = collation.tree(article)
    i = s.first
    while i < s.last:
        token, here = tree.tokens[i], tree.span(i, i)
        found = number_at(tree, i) if token.pos in ("NUM", "ADJ") and not any(here.overlap(o) for o in taken) else None
        if found is None or found[2] or found[1] >= s.last:
            i += 1
            continue
        value, last, _ = found
        head = tree.head(last) if tree.tokens[last].dep == "nummod" else None
        unit = tree.tokens[head].lemma.lower() if head is not None and tree.tokens[head].pos == "NOUN" else ""
        sign = table("en/quantities.toml")["currencies"].get(text[here.start - 1] if here.start else "")
        dimension = "money" if sign else "count"
        out.append(Number(span=tree.span(i, last), value=value, unit=sign or unit, dimension=dimension))
        i = last + 1
    return sorted(out, key=lambda n: n.span)


def _value(word: str) -> float | None:
    return written_number(word) if re.fullmatch(r"[A-Za-z]+|[\d.,]*\d", word) else None


def carrying(number: Number, both: tuple[Number, Number], at: Span, collation: Collation) -> list[Span]:
    """Where else a number is given of what two numbers are given of at a place: with a unit of the two or none, in a
    sentence on the same matter; not where a report has somebody call it untrue."""
    units = {n.unit for n in both if n.unit}
    matter = collation.content(at)
    out = []
    for article, layers in collation.layers.items():
        denied = untrue(article, collation)
        for s in layers.parse.sentences:
            here = Span(article, s.start, max(s.end, s.start + 1))
            for other in numbers_in(s, article, collation) if not here.overlap(at) else ():
                if not math.isclose(other.value, number.value) or (other.unit and other.unit not in units | matter):
                    continue
                if any(d.contains(other.span) for d in denied):
                    continue
                if len(collation.content(here) & (matter | units)) >= (1 if other.unit in units else _SHARED):
                    out.append(other.span)
    return out
