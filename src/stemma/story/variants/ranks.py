"""Ranks: an unnamed source that a report resting on another gives another rank, or tells less exactly.

"A diplomat" becomes "a government source", "two people" become "several insiders" or officials. Compared are sources
without a name of contents that say the same; the second report must rest on the first, and neither the first nor
another it rests on may have such a source for the matter. One source that became several is told by
`stemma.story.variants.grown`.

What it gets wrong: a report that has the matter from the first and confirmed it with sources of its own, unsaid.
"""

from __future__ import annotations

from itertools import combinations

from stemma.data import table, words
from stemma.model import Attribution, Noun, Reading, Severity, Span, Variant
from stemma.story.variants.clauses import stem
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.grown import unnamed_source
from stemma.story.variants.telling import about, quoted

_STEMS, _SHARE = 3, 0.6  # that two contents share, and how much of both
_FIGURE, _STEMS_BESIDE = 100, 2  # a figure that two contents share, and the stems beside it
_RANKS = "en/source_ranks.toml"


class Hidden(Noun, frozen=True, kw_only=True):
    """A source without a name: its rank (empty: it may be anybody), how many it is (None: several), and whether it is
    one of several told of before ("one of the people")."""

    attribution: Attribution
    span: Span
    noun: str
    ranks: frozenset[str]
    count: int | None
    part: bool


def rank_variants(collation: Collation) -> list[Variant]:
    """Unnamed sources told with another rank, or less exactly, by a report that rests on the first."""
    found = [h for a in sorted(collation.attributions) if (h := _hidden(collation.attributions[a], collation))]
    out: list[Variant] = []
    told: set[tuple[str, str, str, str]] = set()
    for pair in combinations(found, 2):
        for first, second in (pair, pair[::-1]):
            a, b = first.span.article, second.span.article
            if not collation.rests_on(b, a) or collation.rests_on(a, b) or not _one_matter(first, second, collation):
                continue
            verdict = _differ(first, second)
            key = (a, b, " ".join(sorted(first.ranks)), " ".join(sorted(second.ranks)))
            if verdict is None or key in told or _has_it_so(second, found, collation):
                continue
            told.add(key)
            severity, why = verdict
            readings = [Reading(text=collation.text(h.span), at=(h.span,)) for h in (first, second)]
            what = about([Reading(text="", at=(first.attribution.content,))], collation)
            text = f"{why}{what}: {quoted(readings, collation)}"
            out.append(make("attribution", "source", severity, text, readings, confidence=0.6, rule="source's rank"))
    return out


def _differ(first: Hidden, second: Hidden) -> tuple[Severity, str] | None:
    if (first.count == 1) != (second.count == 1) and not first.part:
        return None  # one that became several is told elsewhere
    if first.ranks and second.ranks:
        return None if first.ranks & second.ranks else ("medium", "An unnamed source is given another rank")
    if second.ranks:
        return "medium", "A source of whom nothing was told is given a rank"
    if first.ranks:
        return "low", "Of an unnamed source less is told"
    if first.count is not None and second.count is None and first.noun != second.noun:
        return "low", "How many the sources are is told less exactly"
    return None


def _has_it_so(second: Hidden, found: list[Hidden], collation: Collation) -> bool:
    """Whether a report that this one rests on has the matter from such a source too."""
    return any(
        h.ranks == second.ranks
        and (h.noun == second.noun or second.ranks)
        and collation.rests_on(second.span.article, h.span.article)
        and _one_matter(h, second, collation)
        for h in found
    )


def _hidden(a: Attribution, collation: Collation) -> Hidden | None:
    """The one source of an attribution that has no name and no outlet of its own report before it."""
    source = unnamed_source(a)
    if source is None or source.span is None:
        return None
    span = source.span
    named = collation.entity_at(source.refers)
    tree = collation.tree(span.article)
    inside = tree.within(span)
    roots = [i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i]
    if not roots or (named is not None and named.kind == "person"):
        return None
    head = noun = roots[0]
    if tree.tokens[head].pos != "NOUN":
        noun = next((o for k in tree.children(head, "prep") for o in tree.children(k, "pobj") if o in inside), head)
    words_of = {w for i in inside for w in (tree.tokens[i].lemma.lower(), tree.tokens[i].text.lower())}
    if source.refers is not None:
        words_of |= {tree.tokens[i].lemma.lower() for i in tree.within(source.refers)}
    lemma = tree.tokens[noun].lemma.lower()
    if lemma not in words("en/kept_back.txt") and lemma not in table(_RANKS)["anybody"]["nouns"]:
        return None
    ranks = frozenset(name for name, nouns in table(_RANKS)["ranks"].items() if words_of & set(nouns))
    one = tree.tokens[head].tag not in ("NNS", "NNPS") and source.count in (None, 1)
    return Hidden(
        attribution=a, span=span, noun=lemma, ranks=ranks, count=1 if one else source.count, part=head != noun
    )


def _one_matter(a: Hidden, b: Hidden, collation: Collation) -> bool:
    """Whether two contents say the same: numbers left out, which each report gives in its own way, or by a figure."""
    x, y = ({stem(w) for w in collation.plain_lemmas(h.attribution.content)} for h in (a, b))
    figures = [{(q.value, q.unit) for q in collation.quantities(h.attribution.content)} for h in (a, b)]
    if any(value >= _FIGURE for value, _ in figures[0] & figures[1]) and len(x & y) >= _STEMS_BESIDE:
        return True
    return len(x & y) >= _STEMS and len(x & y) >= _SHARE * len(x | y)
