"""Collation: the reports of a story laid side by side, so that each kind of variant can be looked for.

Holds nothing but what the stages before found, indexed for look-up: which entity stands at a place, what numbers and
times a claim holds, which report is the earlier one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar, cast

from stemma.data import words
from stemma.model import (
    Article,
    Attribution,
    Claim,
    Derivation,
    Entity,
    Layers,
    Mention,
    Quantity,
    Reading,
    Severity,
    Span,
    Statement,
    Time,
    Variant,
    VariantKind,
)
from stemma.nlp.embedder import Embedder, Vectors
from stemma.nlp.spans import SpanIndex
from stemma.nlp.tree import Tree
from stemma.story.variants.predicates import closed

T = TypeVar("T")
RELAYS = ("outlet", "agency", "state media")
"""Types of source that pass on what others say."""

_LEAD, _SENTENCE = 3, 7  # sentences of so many tokens


class Collation:
    """The reports of a story with everything found in them, ready to be compared."""

    def __init__(
        self,
        layers: Sequence[Layers],
        entities: Sequence[Entity],
        times: Sequence[Time],
        statements: Sequence[Statement],
        derivations: Sequence[Derivation],
        embedder: Embedder,
    ) -> None:
        self.layers = {one.article.id: one for one in layers}
        self.entities = {e.id: e for e in entities}
        self.statements = statements
        self._embedder = embedder
        self.claims: dict[str, Claim] = {c.id: c for one in layers for c in one.claims}
        self.attributions: dict[str, Attribution] = {a.id: a for one in layers for a in one.attributions}
        self.statement_of = {c: s.id for s in statements for c in s.claims}
        self._trees = {one.article.id: Tree(one.parse) for one in layers}
        self._mentions = SpanIndex((m.span, (m, e)) for e in entities for m in e.mentions)
        self._quantities = SpanIndex((q.span, q) for one in layers for q in one.quantities)
        self._times = SpanIndex((t.span, t) for t in times)
        self._conversions = dict(_conversions(layers))
        self._made: dict[str, object] = {}
        self._contents: dict[Span, frozenset[str]] = {}
        self._lemmas: dict[Span, list[tuple[str, bool]]] = {}
        self._plain_lemmas: dict[Span, frozenset[str]] = {}
        self.parents: dict[str, set[str]] = defaultdict(set)
        for d in derivations:
            if d.parent in self.layers:
                self.parents[d.child].add(d.parent)
        self._ancestors: dict[str, frozenset[str]] = {}

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` returns, made the first time it is asked for: what several kinds of variant look at."""
        if name not in self._made:
            self._made[name] = make()
        return cast(T, self._made[name])

    def article(self, span: Span) -> Article:
        return self.layers[span.article].article

    def tree(self, article: str) -> Tree:
        return self._trees[article]

    def text(self, span: Span) -> str:
        return self.article(span).text[span.start : span.end]

    def mentions(self, span: Span) -> list[tuple[Mention, Entity]]:
        """The mentions inside `span`, each with its entity, in text order."""
        return self._mentions.inside(span)

    def quantities(self, span: Span) -> list[Quantity]:
        return self._quantities.inside(span)

    def converted(self, quantity: Quantity) -> Quantity | None:
        """The quantity that this one, in brackets behind it, gives in another unit ("9 miles (15 km)")."""
        return self._conversions.get(quantity.span)

    def times(self, span: Span) -> list[Time]:
        return self._times.inside(span)

    def whole(self, span: Span) -> Span:
        """The sentences a stretch lies in, whole."""
        inside = [s for s in self.layers[span.article].parse.sentences if s.start < span.end and s.end > span.start]
        return Span(span.article, inside[0].start, inside[-1].end) if inside else span

    def meaning(self, spans: Sequence[Span]) -> Vectors:
        """The vectors of stretches of text, each understood in the sentences it lies in; a row a span. Names are read
        as their entity's, so that two spellings of a name are no difference of meaning."""
        texts, parts = [], []
        for span in spans:
            whole = self.whole(span)
            start, end = min(whole.start, span.start), max(whole.end, span.end)
            before, words, after = (
                self.worded(span.article, *edges)
                for edges in ((start, span.start), (span.start, span.end), (span.end, end))
            )
            texts.append(before + words + after)
            parts.append([(len(before), len(before) + len(words))])
        return self._embedder.embed_parts(texts, parts)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, a row each."""
        return self._embedder.embed(texts)

    def worded(self, article: str, start: int, end: int) -> str:
        """The text of a stretch with every name inside it as the story's entity is called."""
        text = self.layers[article].article.text
        if start >= end:
            return ""
        out, at = [], start
        for m, e in self.mentions(Span(article, start, end)):
            if m.form in ("full", "short") and m.span.start >= at:
                name = e.name if m.form == "full" else e.name.split()[-1]
                out += [text[at : m.span.start], name]
                at = m.span.end
        return "".join((*out, text[at:end]))

    def sentence(self, claim: Claim) -> Span:
        """The sentence a claim stands in."""
        s = self.tree(claim.span.article).sentence_of(claim.head)
        return Span(claim.span.article, s.start, s.end)

    def about_others(self, a: Claim, b: Claim) -> bool:
        """Whether both sentences name people or bodies and share none: they speak of others."""
        named = [
            {e.id for m, e in self.mentions(self.sentence(c)) if e.kind in ("person", "organisation")} for c in (a, b)
        ]
        return all(named) and not (named[0] & named[1])

    def in_lead(self, claim: Claim) -> bool:
        """Whether a claim stands in the headline or first sentences of its report, where the news itself is told."""
        return claim.span.start < self.lead(claim.span.article).end

    def lead(self, article: str) -> Span:
        """The headline and the first sentences of a report that has any; kickers and bylines do not count."""
        sentences = self.layers[article].parse.sentences
        long = [s for s in sentences if s.last - s.first >= _SENTENCE]
        last = long[min(_LEAD, len(long)) - 1] if long else sentences[0]
        return Span(article, 0, last.end)

    def located(self, span: Span) -> list[tuple[Mention, Entity]]:
        """The places in a stretch that say where: behind a preposition of place."""
        tree = self.tree(span.article)
        out = []
        for m, e in self.mentions(span):
            inside = tree.within(m.span)
            if e.kind != "place" or not inside or m.form == "metonym":
                continue
            head = inside[-1]
            over = tree.head(head)
            if over is not None and (tree.tokens[head].dep == "appos" or tree.tokens[over].lemma == "of"):
                head = (
                    over if tree.tokens[head].dep == "appos" else tree.tokens[over].head
                )  # "the city of", "the capital"
            governor = tree.head(head)
            if (
                tree.tokens[head].dep == "pobj"
                and governor is not None
                and tree.tokens[governor].lemma in closed("where")
            ):
                out.append((m, e))
        return out

    def share_name(self, a: Claim, b: Claim) -> bool:
        """Whether both sentences name one person or body."""
        x, y = (
            {e.id for _, e in self.mentions(self.sentence(c)) if e.kind in ("person", "organisation")} for c in (a, b)
        )
        return bool(x & y)

    def first_person(self, claim: Claim) -> bool:
        """Whether somebody speaks of himself in the claim."""
        return self.speaks_of_oneself(claim.span)

    def speaks_of_oneself(self, span: Span) -> bool:
        tree = self.tree(span.article)
        return any(tree.tokens[i].pos == "PRON" and "Person=1" in tree.tokens[i].morph for i in tree.within(span))

    def sentence_likeness(self, a: Claim, b: Claim) -> float:
        """Share of the content words of the shorter of two sentences that the other has too."""
        x, y = (self.content(self.sentence(c)) for c in (a, b))
        return len(x & y) / min(len(x), len(y)) if x and y else 0.0

    def content(self, span: Span) -> frozenset[str]:
        """The content lemmas of a stretch."""
        if span not in self._contents:
            tree, stop = self.tree(span.article), words("en/stopwords.txt")
            lemmas = (tree.tokens[i].lemma.lower() for i in tree.within(span))
            self._contents[span] = frozenset(w for w in lemmas if w.isalpha() and w not in stop)
        return self._contents[span]

    def lemmas(self, span: Span) -> list[tuple[str, bool]]:
        """The lemmas of a stretch in order, each with whether it is a content word."""
        if span not in self._lemmas:
            tree, stop = self.tree(span.article), words("en/stopwords.txt")
            tokens = (tree.tokens[i] for i in tree.within(span))
            self._lemmas[span] = [(t.lemma, any(map(str.isalnum, t.text)) and t.lemma not in stop) for t in tokens]
        return self._lemmas[span]

    def plain_lemmas(self, span: Span) -> frozenset[str]:
        """The content lemmas of a stretch, numbers and their units left out: they fill slots."""
        if span not in self._plain_lemmas:
            tree = self.tree(span.article)
            filling = {i for q in self.quantities(span) for i in tree.within(q.span)}
            found = zip(tree.within(span), self.lemmas(span), strict=True)
            self._plain_lemmas[span] = frozenset(w for i, (w, content) in found if content and i not in filling)
        return self._plain_lemmas[span]

    def entity_at(self, span: Span | None) -> Entity | None:
        """The entity a phrase is about: that of its head, or of what stands in apposition to it; else of its last name
        ("Ana Ruiz, who speaks for Bo Lind" is Ana Ruiz)."""
        if span is None:
            return None
        found = self.mentions(span)
        if len(found) < 2:
            return found[0][1] if found else None
        tree = self.tree(span.article)
        inside = tree.within(span)
        roots = [i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i]
        heads = [*roots[:1], *(c for i in roots[:1] for c in tree.children(i, "appos"))]
        for i in heads:
            for m, e in found:
                if m.span.start <= tree.tokens[i].start < m.span.end:
                    return e
        return found[-1][1]

    def entity_of(self, article: str, token: int) -> Entity | None:
        """The entity that a token names, or that stands in apposition to it."""
        tree = self.tree(article)
        for i in (token, *tree.children(token, "appos")):
            whole = tree.subtree_span(i)
            for m, e in self.mentions(whole):
                if m.span.start <= tree.tokens[i].start < m.span.end:
                    return e
        return None

    def names(self, span: Span | None, entity: Entity) -> bool:
        """Whether a stretch of text gives the entity's name, not merely a pronoun or a description."""
        return span is not None and any(
            e.id == entity.id and m.form in ("full", "short") for m, e in self.mentions(span)
        )

    def members(self, statement: Statement) -> list[Claim]:
        return [self.claims[c] for c in statement.claims if c in self.claims]  # phrases are left out

    def shared(self) -> list[tuple[Statement, list[Claim]]]:
        """The statements that several reports carry, with their claims."""
        out = [(s, self.members(s)) for s in self.statements if len(s.claims) > 1]
        return [(s, m) for s, m in out if len({c.span.article for c in m}) > 1]

    def clearly_later(self, first: str, second: str) -> bool:
        """Whether article `second` was certainly published on a later day than article `first`."""
        a, b = self.layers[first].article.published, self.layers[second].article.published
        return bool(a and b and b.earliest > a.latest)

    def on_other_days(self, first: str, second: str) -> bool:
        """Whether one of two articles was certainly published on a later day than the other."""
        return self.clearly_later(first, second) or self.clearly_later(second, first)

    def same_day(self, first: str, second: str) -> bool:
        """Whether both articles are known to be of one and the same day."""
        days = [self.layers[a].article.published for a in (first, second)]
        known = {(d.earliest, d.latest) for d in days if d}
        return len(known) == 1 and None not in days and all(a == b for a, b in known)

    def rests_on(self, child: str, parent: str) -> bool:
        """Whether `child` rests on `parent`, directly or through other reports."""
        return parent in self._above(child)

    def related(self, first: str, second: str) -> bool:
        """Whether one of two reports rests on the other, or both on a third."""
        above = [self._above(a) | {a} for a in (first, second)]
        return not above[0].isdisjoint(above[1])

    def _above(self, child: str) -> frozenset[str]:
        """The reports that `child` rests on, directly or through other reports."""
        if child not in self._ancestors:
            known: set[str] = set()
            todo = [child]
            while todo:
                todo += (new := self.parents.get(todo.pop(), set()) - known)
                known |= new
            self._ancestors[child] = frozenset(known)
        return self._ancestors[child]

    def original_first(self, spans: Iterable[Span]) -> list[Span]:
        """Spans ordered by how original their report is: parents before children, then by day, then by id."""

        def key(span: Span) -> tuple[int, str, str, int]:
            published = self.article(span).published
            return (
                len(self._above(span.article)),
                published.earliest.isoformat() if published else "9999",
                span.article,
                span.start,
            )

        return sorted(spans, key=key)

    def in_order(self, readings: Sequence[Reading]) -> list[Reading]:
        """Readings, the most original first, by the first place of each."""
        order = self.original_first(r.at[0] for r in readings)
        return sorted(readings, key=lambda r: order.index(r.at[0]))

    def outlet(self, article: str) -> str:
        """How a report is called in an explanation: its outlet, else its file."""
        one = self.layers[article].article
        return one.outlet.name if one.outlet else f"Report {one.id}"


def _conversions(layers: Sequence[Layers]) -> Iterator[tuple[Span, Quantity]]:
    for one in layers:
        for q, behind in pairwise(one.quantities):
            between = one.article.text[q.span.end : behind.span.start]
            if re.fullmatch(r"\s*[(\[]\s*(about |or )?", between):
                yield behind.span, q


def make(
    kind: VariantKind,
    slot: str,
    severity: Severity,
    explanation: str,
    readings: Sequence[Reading],
    *,
    statement: Statement | None = None,
    confidence: float,
    rule: str,
) -> Variant:
    """A variant without its number (given when all are known)."""
    return Variant(
        id="",
        kind=kind,
        slot=slot,
        severity=severity,
        explanation=explanation,
        readings=tuple(readings),
        statement=statement.id if statement else None,
        confidence=confidence,
        rule=rule,
    )


def cluster(items: Sequence[T], agree: Callable[[T, T], bool]) -> list[list[T]]:
    """Partition `items` so that every item agrees with one before it in its group (single link), in given order."""
    groups: list[list[T]] = []
    for item in items:
        home = [g for g in groups if any(agree(item, other) for other in g)]
        if not home:
            groups.append([item])
            continue
        home[0].append(item)
        for other in home[1:]:
            home[0].extend(other)
            groups.remove(other)
    return groups


def touch(x: Time, y: Time) -> bool:
    """Whether two dated times have a day in common."""
    assert x.earliest and x.latest and y.earliest and y.latest
    return x.earliest <= y.latest and y.earliest <= x.latest
