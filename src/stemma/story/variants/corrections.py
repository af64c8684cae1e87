"""Corrections: a number that a report takes back, or sets another against, and that reports still have.

A report may rule a number out in so many words: in a correction ("an earlier version of this story said five were
killed. The number was four"), or by setting one against the other ("thirteen, and not eleven"; contrastive negation,
Silvennoinen 2019). What it gives and what it rules out exclude each other by its own word, so that nothing need be
known of what is counted; told where another report, or another place of the same one, has the number ruled out. Two
sources side by side: `stemma.story.variants.contested`.

What it gets wrong: a number ruled out for one thing that another report gives for another thing of the same noun.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemma.data import table
from stemma.model import Noun, Reading, Sentence, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.telling import counted, shown
from stemma.story.variants.worded_numbers import Number, carrying, numbers_in

_FILE = "en/corrections.toml"
_NEAR = 2  # sentences behind a number taken back in which the right one stands
_DENIED = 4  # tokens between "not" and the number it denies
_SHOWN = 30  # words of the sentence that is shown
_LEAST = 2  # "not one of them" denies no number
_SUM = 1000
_FAR = 20  # times: numbers so far apart measure different things


class Ruling(Noun, frozen=True, kw_only=True):
    """A number that a report gives, the one that it rules out, and where it does so."""

    right: Number
    wrong: Number
    at: Span


def correction_variants(collation: Collation) -> list[Variant]:
    """Conflicts between numbers of which a report itself rules one out."""
    out: list[Variant] = []
    told: set[tuple[float, float]] = set()
    for article in collation.layers:
        for ruling in _rulings(article, collation):
            key = (ruling.right.value, ruling.wrong.value)
            if key in told or key[::-1] in told or not (found := _told(ruling, collation)):
                continue
            told.add(key)
            out.append(found)
    return out


def _told(ruling: Ruling, collation: Collation) -> Variant | None:
    both = (ruling.right, ruling.wrong)
    right, wrong = ([q.span, *carrying(q, both, ruling.at, collation)] for q in both)
    if all(ruling.at.contains(s) for s in wrong):
        return None  # nobody has what is ruled out
    readings = [Reading(text=collation.text(side[0]), at=tuple(sorted(dict.fromkeys(side)))) for side in (right, wrong)]
    where = f"“{shown(collation.text(ruling.at), _SHOWN)}”, {collation.outlet(ruling.at.article)}"
    text = f"One number is ruled out for another ({where}): {counted(readings, collation)}"
    return make("conflict", "number", "high", text, readings, confidence=0.8, rule="number ruled out")


# -- how a number is ruled out


def _rulings(article: str, collation: Collation) -> Iterator[Ruling]:
    tree = collation.tree(article)
    sentences = [s for s in tree.parse.sentences if s.last > s.first]
    numbers = {s: numbers_in(s, article, collation) for s in sentences}
    for n, s in enumerate(sentences):
        around = sentences[max(0, n - 1) : n + 1 + _NEAR]
        for right, wrong in _set_against(numbers[s], tree):
            yield Ruling(right=right, wrong=wrong, at=Span(article, s.start, s.end))
        if taken := _taken_back(s, around, tree):
            wrong_ones = [q for q in numbers[s] if taken.contains(q.span)]
            behind = [q for o in sentences[n + 1 : n + 1 + _NEAR] for q in numbers[o]]
            before = [q for o in sentences[max(0, n - 1) : n] for q in numbers[o]]
            found = _answering(wrong_ones, [*behind, *before])
            yield from (_ruling(r, w, tree) for r, w in found)


def _ruling(right: Number, wrong: Number, tree: Tree) -> Ruling:
    inside = [tree.sentence_of(tree.within(q.span)[0]) for q in (right, wrong)]
    at = Span(right.span.article, min(s.start for s in inside), max(s.end for s in inside))
    return Ruling(right=right, wrong=wrong, at=at)


def _answering(wrong: list[Number], right: list[Number]) -> list[tuple[Number, Number]]:
    """The one number taken back and the first that can stand in its place."""
    if len(wrong) != 1:
        return []
    w = wrong[0]
    fits = [r for r in right if r.value != w.value and _comparable(r, w)]
    return [(fits[0], w)] if fits else []


def _comparable(x: Number, y: Number) -> bool:
    """Whether one number can stand in the place of the other: of one dimension and unit, or one of them bare."""
    small, large = sorted((abs(x.value), abs(y.value)))
    if large > _FAR * small or (small < _LEAST and "count" in (x.dimension, y.dimension)):
        return False
    if "money" in (x.dimension, y.dimension) and small >= _SUM:
        return {x.dimension, y.dimension} <= {"money", "count"}  # a currency the units do not know
    return "" in (x.unit, y.unit) or (x.dimension == y.dimension and (x.dimension != "count" or x.unit == y.unit))


def _set_against(numbers: list[Number], tree: Tree) -> Iterator[tuple[Number, Number]]:
    """ "Thirteen stones, and not the eleven everyone quotes", "not eleven but thirteen": the number given and the one
    denied."""
    lists = table(_FILE)["denying"]
    for wrong in numbers:
        first = tree.within(wrong.span).start if tree.within(wrong.span) else 0
        s = tree.sentence_of(first)
        reach = range(first - 1, max(s.first, first - _DENIED) - 1, -1)
        negation = next((i for i in reach if tree.tokens[i].text.lower() == "not"), None)
        if negation is None:
            continue
        between = [tree.tokens[i].text.lower() for i in range(negation + 1, first)]
        if any(w not in lists["before"] for w in between) or set(between) & set(lists["narrowing"]):
            continue
        if tree.tokens[negation].dep == "neg" and tree.tokens[tree.tokens[negation].head].pos in ("VERB", "AUX"):
            verb = tree.tokens[negation].head
            if verb < negation and tree.tokens[negation - 1].text.lower() not in ("and", ",", "but", "–", "—"):
                continue  # "is not 12": another sentence may tell what it is
        before = [q for q in numbers if q.span.end <= tree.tokens[negation].start]
        behind = [q for q in numbers if q.span.start >= wrong.span.end and _but(wrong, q, tree)]
        for right in (*before[-1:], *behind[:1]):
            if right.value != wrong.value and _comparable(right, wrong):
                yield right, wrong
                break


def _but(x: Number, y: Number, tree: Tree) -> bool:
    between = range(tree.within(x.span).stop, tree.within(y.span).start) if tree.within(y.span) else range(0)
    return any(tree.tokens[i].text.lower() == "but" for i in between)


def _taken_back(s: Sentence, around: list[Sentence], tree: Tree) -> Span | None:
    """What a sentence says the report said before, where it or one beside it owns to a mistake."""
    lists = table(_FILE)
    near = [t for o in around for t in tree.tokens[o.first : o.last]]
    owned = any(t.lemma.lower() in lists["announcing"] or t.text.lower() in lists["announcing"] for t in near)
    for i in range(s.first, s.last):
        token = tree.tokens[i]
        if token.lemma.lower() not in lists["saying"] or token.tag not in ("VBD", "VBN"):
            continue
        for k in tree.children(i, "nsubj"):
            who = tree.tokens[k]
            own = who.text.lower() in ("we", "i") and owned
            described = {tree.tokens[c].lemma.lower() for c in tree.children(k, "amod", "advmod")}
            version = who.lemma.lower() in lists["versions"] and bool(described & set(lists["earlier"]))
            if own or version:
                return tree.span(i, s.last - 1)
    return None
