"""Looking up what stands in a stretch of text: items by the spans they were found at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate, islice
from typing import Generic, TypeVar

from stemma.model import Span

T = TypeVar("T")


class SpanIndex(Generic[T]):
    """Items of one kind by article and place; what has no span is left out. Items at one span keep their order."""

    def __init__(self, items: Iterable[tuple[Span | None, T]]) -> None:
        self._by_article: dict[str, list[tuple[Span, T]]] = defaultdict(list)
        for span, item in items:
            if span is not None:
                self._by_article[span.article].append((span, item))
        self._reach: dict[str, list[int]] = {}
        for article, found in self._by_article.items():
            found.sort(key=lambda f: f[0])
            self._reach[article] = list(accumulate((span.end for span, _ in found), max))

    def article(self, article: str) -> list[tuple[Span, T]]:
        """All items of an article with their spans, in text order."""
        return self._by_article.get(article, [])

    def inside(self, span: Span) -> list[T]:
        """The items that lie wholly inside `span`, in text order."""
        found = self.article(span.article)
        first = bisect_left(found, span.start, key=lambda f: f[0].start)
        out = []
        for place, item in islice(found, first, None):
            if place.start >= span.end:
                break
            if place.end <= span.end:
                out.append(item)
        return out

    def over(self, span: Span) -> list[T]:
        """The items that share at least one character with `span`, in text order."""
        found = self.article(span.article)
        first = bisect_right(self._reach.get(span.article, []), span.start)  # no item before it reaches so far
        out = []
        for place, item in islice(found, first, None):
            if place.start >= span.end:
                break
            if place.end > span.start:
                out.append(item)
        return out
