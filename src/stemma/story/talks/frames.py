"""Frames: the claims of a story with the words that evoke negotiating, and the leaves of the record made from them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from stemma.data import table
from stemma.model import Claim, Entity, Layers, Leaf, Mention, Quantity, Span, Statement, Time, Variant
from stemma.nlp.tree import Tree


class Frames:
    """A story's claims, looked up by the frame words of ``data/en/talks.toml``."""

    def __init__(
        self,
        layers: Sequence[Layers],
        entities: Sequence[Entity],
        times: Sequence[Time],
        statements: Sequence[Statement],
        variants: Sequence[Variant],
    ) -> None:
        self.words: dict[str, Any] = table("en/talks.toml")
        self.layers = {one.article.id: one for one in layers}
        self.trees = {one.article.id: Tree(one.parse) for one in layers}
        self.entities = entities
        self.claims = [c for one in layers for c in one.claims]
        self._statement = {c: s.id for s in statements for c in s.claims}
        self._mentions = _by_article((m.span, (m, e)) for e in entities for m in e.mentions)
        self._times = _by_article((t.span, t) for t in times)
        self._quantities = _by_article((q.span, q) for one in layers for q in one.quantities)
        self._variants = _by_article((at, v.id) for v in variants for r in v.readings for at in r.at)
        self._lemmas = {c.id: self._text_of(c) for c in self.claims}

    def _text_of(self, claim: Claim) -> str:
        tree = self.trees[claim.span.article]
        return " " + " ".join(tree.tokens[i].lemma for i in tree.within(claim.span)) + " "

    def text(self, span: Span) -> str:
        return self.layers[span.article].article.text[span.start : span.end]

    def lemmas(self, claim: Claim) -> set[str]:
        return set(self._lemmas[claim.id].split())

    def says(self, claim: Claim, phrases: Iterable[str]) -> bool:
        """Whether the claim holds any of the phrases (lemmas, in a row)."""
        return any(f" {p} " in self._lemmas[claim.id] for p in phrases)

    def negotiates(self, claim: Claim) -> bool:
        """Whether the claim speaks of negotiating."""
        frame = self.words["negotiation"]
        return bool(self.lemmas(claim) & {*frame["nouns"], *frame["verbs"]})

    def negotiation_words(self, article: str) -> int:
        """How often an article's sentences use a word of negotiating."""
        frame = self.words["negotiation"]
        wanted = {*frame["nouns"], *frame["verbs"]}
        return sum(t.lemma in wanted or t.text.lower() in wanted for t in self.trees[article].tokens)

    def mentions(self, span: Span) -> list[tuple[Mention, Entity]]:
        return _inside(self._mentions, span)

    def people(self, span: Span) -> list[tuple[Mention, Entity]]:
        """The people named (not merely pointed at) in a stretch."""
        return [(m, e) for m, e in self.mentions(span) if e.kind == "person" and m.form in ("full", "short")]

    def times(self, span: Span) -> list[Time]:
        return _inside(self._times, span)

    def quantities(self, span: Span) -> list[Quantity]:
        return _inside(self._quantities, span)

    def leaf(self, value: str, claims: Iterable[Claim], spans: Iterable[Span] = ()) -> Leaf:
        """A value with the statements of its claims and the variants that touch the words it was read from."""
        held = list(claims)
        statements = sorted({self._statement[c.id] for c in held if c.id in self._statement}, key=_number)
        touched = {v for s in spans for v in self._touching(s)}
        return Leaf(value=value, statements=tuple(statements), variants=tuple(sorted(touched, key=_number)))

    def _touching(self, span: Span) -> set[str]:
        return {v for at, v in self._variants.get(span.article, ()) if at.overlap(span)}

    def leaves(self, found: Iterable[tuple[str, Claim]]) -> tuple[Leaf, ...]:
        """One leaf a value: claims of one statement together under the wording that comes first."""
        groups: dict[str, list[tuple[str, Claim]]] = defaultdict(list)
        for value, claim in found:
            groups[self._statement.get(claim.id, claim.id)].append((value, claim))
        ordered = sorted(groups.values(), key=lambda g: (-len({c.span.article for _, c in g}), g[0][1].span))
        return tuple(self.leaf(g[0][0], [c for _, c in g], [c.span for _, c in g]) for g in ordered)


def _number(name: str) -> tuple[int, str]:
    digits = "".join(filter(str.isdigit, name))
    return (int(digits) if digits else 0, name)


def _by_article(items: Iterable[tuple[Span, Any]]) -> dict[str, list[tuple[Span, Any]]]:
    out: dict[str, list[tuple[Span, Any]]] = defaultdict(list)
    for span, item in items:
        out[span.article].append((span, item))
    for found in out.values():
        found.sort(key=lambda f: (f[0].start, f[0].end))
    return out


def _inside(index: dict[str, list[tuple[Span, Any]]], span: Span) -> list[Any]:
    found = index.get(span.article, [])
    first = bisect_left(found, span.start, key=lambda f: f[0].start)
    out = []
    for place, item in found[first:]:
        if place.start >= span.end:
            break
        if place.end <= span.end:
            out.append(item)
    return out
