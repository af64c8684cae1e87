"""Credits: the phrases by which a report names the outlet it took something from."""

from __future__ import annotations

from stemma.model import Article, Credit, Parse


def find_credits(article: Article, parse: Parse) -> tuple[Credit, ...]:
    """The credit phrases of an article, in text order."""
    return ()
