"""Terms: one report's term in the place of another's ("buffer zone", "security belt").

Two claims of one statement are aligned word by word; where a noun phrase stands for another and is neither a name nor
a number nor the same word in another form, the terms differ. Shown quietly: most such differences are mere style, and
only a reader can tell when one is not.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from stemma.data import words
from stemma.model import Reading, Span, Statement, Variant
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.pairs import alike_pairs
from stemma.story.variants.predicates import closed
from stemma.story.variants.slots import substitutions
from stemma.story.variants.telling import in_reports

_ALIKE = 0.5
_NEAREST, _FARTHEST = 0.85, 0.3
_SAME_STEM = 85
_NOT_IN_TERMS = ("VERB", "AUX", "PUNCT", "CCONJ", "ADP", "SYM")


def term_variants(collation: Collation) -> list[Variant]:
    """Differences of wording between terms of like meaning."""
    found: dict[tuple[str, str], tuple[Statement, dict[Span, None], dict[Span, None]]] = {}
    for statement, a, b in alike_pairs(collation, _ALIKE):
        for s in substitutions(a, b, collation):
            x, y = _term(s.first, collation), _term(s.second, collation)
            if x is None or y is None or fuzz.ratio(x, y) >= _SAME_STEM or set(x.split()) & set(y.split()):
                continue
            first, second = (s.first, s.second) if x < y else (s.second, s.first)
            _, left, right = found.setdefault((min(x, y), max(x, y)), (statement, {}, {}))
            left[first], right[second] = None, None
    if not found:
        return []
    keys = sorted(found)
    vectors = collation.meaning([next(iter(spans)) for key in keys for spans in found[key][1:]])
    out = []
    for n, key in enumerate(keys):
        meaning = float(vectors[2 * n] @ vectors[2 * n + 1])
        if not _FARTHEST <= meaning <= _NEAREST:
            continue
        statement, left, right = found[key]
        order = collation.original_first([*left, *right])
        readings = [Reading(text=collation.text(next(iter(spans))), at=tuple(spans)) for spans in (left, right)]
        readings.sort(key=lambda r: order.index(r.at[0]))
        worded = ", ".join(f"“{r.text}” in {in_reports(r, collation)}" for r in readings)
        text = f"One thing in other words: {worded}"
        out.append(make("wording", "wording", "low", text, readings, statement=statement, confidence=0.5, rule="terms"))
    return out


def _term(span: Span, collation: Collation) -> str | None:
    """The lemmas of a stretch that is a common noun phrase, None for anything else."""
    tree = collation.tree(span.article)
    inside = tree.within(span)
    if not inside or collation.mentions(span) or collation.quantities(span) or collation.times(span):
        return None
    if tree.tokens[inside[-1]].pos != "NOUN" or any(tree.tokens[i].pos in _NOT_IN_TERMS for i in inside):
        return None
    sentence = tree.sentence_of(inside[0])
    around = collation.quantities(Span(span.article, sentence.start, max(sentence.end, sentence.start + 1)))
    if any(q.span.overlap(span) for q in around):
        return None
    if any("%" in tree.tokens[i].text or tree.tokens[i].lemma.lower() in closed("units") for i in inside):
        return None
    stop = words("en/stopwords.txt")
    lemmas = [tree.tokens[i].lemma for i in inside if tree.tokens[i].lemma not in stop]
    return " ".join(lemmas) or None
