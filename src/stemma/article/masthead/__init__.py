"""Masthead (in the making)."""

from __future__ import annotations

from stemma.model import Article


def read_masthead(article: Article) -> Article:
    """The article with outlet, title, byline and publication filled in where its text tells them."""
    return article
