"""Times: the time expressions of an article, in a normal form that needs no anchor yet."""

from __future__ import annotations

from stemma.model import Article, Parse, TimeExpression


def find_times(article: Article, parse: Parse) -> tuple[TimeExpression, ...]:
    """The time expressions of an article, in text order, not overlapping."""
    return ()
