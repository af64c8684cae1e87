"""Attribution: who says what, through which words, in one article, with the chain to the ultimate speaker."""

from __future__ import annotations

from stemma.model import Article, Attribution, Mention, Parse


def attribute(article: Article, parse: Parse, mentions: tuple[Mention, ...]) -> tuple[Attribution, ...]:
    """The attributions of an article, in order of their content."""
    return ()
