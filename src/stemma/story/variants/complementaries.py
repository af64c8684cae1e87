"""Complementaries: one thing that reports describe by words of which one is the denial of the other.

"A one-way ticket", "a return ticket"; "undeclared fish", "the declared catch": such adjectives leave no middle (the
complementaries of Lyons 1977, 9.1). Two answer to each other beside one noun, in sentences that share a name or words
enough; where the two leave it open for one kind of thing only (`alone` in the list), the noun is enough. A report that
uses both of the noun tells of two things.
"""

from __future__ import annotations

import re
from collections import defaultdict

from stemma.data import table
from stemma.model import Noun, Reading, Span, Variant
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.predicates import class_of, stem
from stemma.story.variants.telling import quoted

_HYPHENS = re.compile(r"\b[A-Za-z]+-[A-Za-z]+$")
_LONG = 16  # letters of a word with a hyphen
_SHARED = 3  # stems and names of two sentences, the noun left out
_FILE = "en/complementaries.toml"


class Described(Noun, frozen=True, kw_only=True):
    """A noun with a word of a pair beside it: which side of the pair, whether it is a bare plural ("armed men", which
    may be anybody), and what its sentence is about."""

    noun: str
    side: int
    bare: bool
    span: Span
    around: frozenset[str]


def complementary_variants(collation: Collation) -> list[Variant]:
    """Conflicts between complementary words beside one noun."""
    out = []
    for pair in table(_FILE)["pairs"]:
        found: dict[str, list[Described]] = defaultdict(list)
        for article in collation.layers:
            for d in _described(article, pair["words"], collation):
                found[d.noun].append(d)
        for noun, uses in sorted(found.items()):
            sides = [[d for d in uses if d.side == n] for n in (0, 1)]
            reports = [{d.span.article for d in side} for side in sides]
            if not all(reports) or reports[0] & reports[1]:
                continue
            alone = noun in pair.get("alone", ())
            linked = [
                (x, y)
                for x in sides[0]
                for y in sides[1]
                if alone or (len(x.around & y.around) >= _SHARED and not (x.bare and y.bare))
            ]
            days = any(collation.on_other_days(x.span.article, y.span.article) for x, y in linked)
            if not linked or (days and not alone):
                continue
            spans = [sorted({p[n].span for p in linked}) for n in (0, 1)]
            readings = [Reading(text=collation.text(s[0]), at=tuple(s)) for s in spans]
            readings = collation.in_order(readings)
            text = f"Words that exclude each other of one thing: {quoted(readings, collation)}"
            out.append(make("conflict", "fact", "high", text, readings, confidence=0.6, rule="complementary words"))
    return out


def _described(article: str, pair: list[list[str]], collation: Collation) -> list[Described]:
    tree, text = collation.tree(article), collation.layers[article].article.text
    out = []
    for i, token in enumerate(tree.tokens):
        joined = _HYPHENS.search(text, max(0, token.start - _LONG), token.end)  # "one-way" is three tokens
        word = joined[0] if joined else token.text
        side = next((n for n, forms in enumerate(pair) if word.lower() in forms), None)
        head = tree.head(i)
        if side is None or head is None or token.dep not in ("amod", "compound", "nmod"):
            continue
        if tree.tokens[head].pos != "NOUN" or not i < head <= i + 3 or tree.children(head, "neg"):
            continue
        s = tree.sentence_of(i)
        if any(tree.tokens[k].tag == "MD" for k in range(s.first, s.last)) or tree.tokens[s.last - 1].text == "?":
            continue
        span = Span(article, s.start, s.end)
        named = {k: e.id for m, e in collation.mentions(span) if m.form != "role" for k in tree.within(m.span)}
        kept = {
            stem(tree.tokens[k].lemma)
            for k in range(s.first, s.last)
            if k not in (i, head, *named) and tree.tokens[k].pos in ("NOUN", "VERB", "ADJ")
            and tree.tokens[k].lemma.lower() in collation.content(span)
        }  # fmt: skip
        lemma = tree.tokens[head].lemma.lower()
        noun = class_of("synonyms", lemma) or lemma
        here = Span(article, token.end - len(word), tree.tokens[head].end)
        bare = tree.tokens[head].tag == "NNS" and not tree.children(head, "det", "poss", "nummod")
        around = frozenset(kept | set(named.values()))
        out.append(Described(noun=noun, side=side, bare=bare, span=here, around=around))
    return out
