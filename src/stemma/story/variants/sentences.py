"""Sentences: one sentence, nearly word for word in two reports, in which a place, a day or a negation was changed.

Statements compare what is claimed; what stands around a claim ("At a rally in Ardona, the senator said …", "Lise Holm,
30, from Keshan, said …") is in none of them. Where two reports have a sentence in common but for a word or so, one text
was made from the other or both from a third, and a name in the place of a name, or a negation put in, is another
version of it (collation of witnesses, Dekker et al. 2015). Candidates are found by the word sequences they share.

What it gets wrong: a sentence that stands in many reports and is filled in anew each time (results, prices).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz.distance import Indel

from stemma.data import table
from stemma.model import Entity, Noun, Reading, Sentence, Span, Time, Variant
from stemma.story.variants.collation import Collation, make, touch
from stemma.story.variants.places import judge
from stemma.story.variants.predicates import closed
from stemma.story.variants.telling import counted, quoted, shown

_ALIKE = 0.85  # of the words of both sentences
_FEWEST = 8  # words
_SEQUENCE, _SHARED = 4, 2  # words in a row, and how many such sequences make two sentences candidates
_MOST = 6  # words of a stretch that is changed
_SHOWN = 30  # words of a sentence that is shown


class Changed(Noun, frozen=True, kw_only=True):
    """A sentence of one report and its counterpart in another, and the stretches of each that stand for one another
    (None where one side has nothing there)."""

    first: Span
    second: Span
    swaps: tuple[tuple[Span | None, Span | None], ...]


def sentence_variants(collation: Collation) -> list[Variant]:
    """Conflicts between two versions of one sentence."""
    out: list[Variant] = []
    told: set[tuple[str, str]] = set()
    for pair in _pairs(collation):
        for x, y in pair.swaps:
            for find in (_negated, _places, _days):
                found = find(pair, x, y, collation)
                key = (found.slot, " | ".join(r.text.lower() for r in found.readings)) if found else ("", "")
                if found and key not in told:
                    told.add(key)
                    out.append(found)
    return out


# -- sentences that answer to each other


def _pairs(collation: Collation) -> Iterator[Changed]:
    sentences = {
        Span(article, s.start, s.end): _lemmas(article, s, collation)
        for article, layers in collation.layers.items()
        for s in layers.parse.sentences
        if s.end > s.start and s.last - s.first >= _FEWEST
    }
    candidates: dict[tuple[Span, Span], int] = defaultdict(int)
    holders: dict[tuple[str, ...], list[Span]] = defaultdict(list)
    for span, lemmas in sentences.items():
        for n in range(len(lemmas) - _SEQUENCE + 1):
            holders[tuple(lemmas[n : n + _SEQUENCE])].append(span)
    for spans in holders.values():
        for a, b in combinations(dict.fromkeys(spans), 2):
            if a.article != b.article:
                candidates[a, b] += 1
    for (a, b), shared in sorted(candidates.items()):
        x, y = sentences[a], sentences[b]
        if shared < _SHARED or x == y or Indel.normalized_similarity(x, y) < _ALIKE:
            continue
        others = [s for s in sentences if s.article in (a.article, b.article) and s not in (a, b)]
        if any(sentences[s] == (y if s.article == a.article else x) for s in others):
            continue  # the report has the other version too
        yield Changed(first=a, second=b, swaps=tuple(_swaps(a, b, x, y, collation)))


def _lemmas(article: str, s: Sentence, collation: Collation) -> list[str]:
    tokens = collation.tree(article).tokens[s.first : s.last]
    return [t.lemma.lower() if any(map(str.isalnum, t.text)) else t.text for t in tokens]


def _swaps(
    a: Span, b: Span, x: list[str], y: list[str], collation: Collation
) -> Iterator[tuple[Span | None, Span | None]]:
    """The stretches in which two sentences differ."""
    trees = [collation.tree(s.article) for s in (a, b)]
    first = [t.within(s) for t, s in zip(trees, (a, b), strict=True)]
    steps = [s for s in Indel.opcodes(x, y) if s.tag != "equal"]
    merged: list[list[int]] = []
    for s in steps:
        if merged and s.src_start == merged[-1][1] and s.dest_start == merged[-1][3]:
            merged[-1][1], merged[-1][3] = s.src_end, s.dest_end
        else:
            merged.append([s.src_start, s.src_end, s.dest_start, s.dest_end])
    for i, j, k, m in merged:
        if max(j - i, m - k) > _MOST or j > len(first[0]) or m > len(first[1]):
            continue
        one = trees[0].span(first[0][i], first[0][j - 1]) if j > i else None
        other = trees[1].span(first[1][k], first[1][m - 1]) if m > k else None
        yield one, other


# -- what was changed


def _negated(pair: Changed, x: Span | None, y: Span | None, collation: Collation) -> Variant | None:
    """A negation put in: "responded to the letter", "did not respond to the letter"."""
    added = x or y
    if (x is None) == (y is None) or added is None or len(pair.swaps) > 1:
        return None  # with another change it may be of something else
    tree = collation.tree(added.article)
    lemmas = {tree.tokens[i].lemma.lower() for i in tree.within(added)}
    negative = set(table("en/modality.toml")["negation"]["words"]) - set(closed("approximating"))
    if not lemmas & negative or not lemmas <= negative | {"do", "be", "have", "any"}:
        return None
    if _later(pair, collation) or any(tree.tokens[i].text == "?" for i in tree.within(Span(
        added.article, added.start, (pair.first if x else pair.second).end))):  # fmt: skip
        return None
    readings = collation.in_order([Reading(text=collation.text(s), at=(s,)) for s in (pair.first, pair.second)])
    text = f"Yes against no in one sentence: {quoted(readings, collation)}"
    return make("conflict", "fact", "high", text, readings, confidence=0.75, rule="one sentence")


def _places(pair: Changed, x: Span | None, y: Span | None, collation: Collation) -> Variant | None:
    """One place for another that neither holds."""
    here, there = _place(x, collation), _place(y, collation)
    if here is None or there is None or here[1].id == there[1].id or _later(pair, collation):
        return None
    if judge(here[1], there[1]) == "granularity" or _knows(here[0], there[1], collation):
        return None
    if judge(here[1], there[1]) != "conflict" and not _apart(here[1].name, there[1].name):
        return None
    readings = collation.in_order([Reading(text=e.name, at=(s,)) for s, e in (here, there)])
    text = f"Two places in one sentence (“{shown(collation.text(pair.first), _SHOWN)}”): {counted(readings, collation)}"
    return make("conflict", "place", "high", text, readings, confidence=0.75, rule="one sentence")


def _place(span: Span | None, collation: Collation) -> tuple[Span, Entity] | None:
    """The one place that a stretch names, where it names nothing else."""
    found = collation.mentions(span) if span else []
    full = [(m.span, e) for m, e in found if e.kind == "place" and m.form == "full"]
    return full[0] if len(full) == 1 == len(found) else None


def _apart(x: str, y: str) -> bool:
    """Whether two names that the gazetteer does not tell apart share no word."""
    return not set(x.lower().split()) & set(y.lower().split())


def _knows(here: Span, other: Entity, collation: Collation) -> bool:
    """Whether the sentence of one report names the other's place too."""
    tree = collation.tree(here.article)
    s = tree.sentence_of(tree.within(here)[0])
    return any(e.id == other.id for _, e in collation.mentions(Span(here.article, s.start, s.end)))


def _days(pair: Changed, x: Span | None, y: Span | None, collation: Collation) -> Variant | None:
    """One day for another."""
    here, there = _day(x, collation), _day(y, collation)
    if here is None or there is None or touch(here, there) or _later(pair, collation):
        return None
    if len({collation.text(t.span).lower() for t in (here, there)}) == 1 or _of_two_in_order(pair, collation):
        return None
    readings = collation.in_order([Reading(text=collation.text(t.span), at=(t.span,)) for t in (here, there)])
    text = f"Two days in one sentence (“{shown(collation.text(pair.first), _SHOWN)}”): {counted(readings, collation)}"
    return make("conflict", "date", "high", text, readings, confidence=0.75, rule="one sentence")


def _day(span: Span | None, collation: Collation) -> Time | None:
    if span is None:
        return None
    wide = Span(span.article, max(0, span.start - 10), span.end + 10)
    held = [t for t in collation.times(wide) if t.kind == "date" and t.span.overlap(span)]
    return held[0] if len(held) == 1 and held[0].earliest and held[0].earliest == held[0].latest else None


def _of_two_in_order(pair: Changed, collation: Collation) -> bool:
    """Whether the sentences count what they tell of ("the second round", "the third round"), and it is not one."""
    first, second = (
        {q.value for q in collation.quantities(s) if q.dimension == "ordinal"} for s in (pair.first, pair.second)
    )
    return first != second


def _later(pair: Changed, collation: Collation) -> bool:
    return collation.on_other_days(pair.first.article, pair.second.article)
