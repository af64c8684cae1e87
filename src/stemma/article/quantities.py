"""Quantities: numbers with their units, hedges and what is counted."""

from __future__ import annotations

from stemma.model import Article, Parse, Quantity


def find_quantities(article: Article, parse: Parse) -> tuple[Quantity, ...]:
    """The quantities of an article, in text order."""
    return ()
