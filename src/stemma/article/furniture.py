"""Furniture: the stretches of a page that are not reporting."""

from __future__ import annotations

from stemma.model import Article, Furniture


def mark_furniture(article: Article) -> tuple[Furniture, ...]:
    """The furniture of an article, in text order, not overlapping."""
    return ()
