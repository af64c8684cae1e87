"""Sentences: the blocks of an article's reporting, parsed.

A block is a paragraph, a heading or a list item; furniture is left out. Line breaks end a block unless the text is
hard-wrapped (short lines of much the same width inside paragraphs parted by empty lines).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stemma.model import Article, Parse
from stemma.nlp.parser import Parser

_SIGNED_ON = re.compile(r"[^\S\n]*(?:[;)\]]|(?:in|and)\b)")
"""How a byline goes on: "Reporting by Ada Holm in Kesh; Editing by Bo Ek"."""


def parse(article: Article, parser: Parser) -> Parse:
    """The tokens and sentences of an article's reporting."""
    return parser.parse(article.id, list(blocks(article)))


def blocks(article: Article) -> Iterator[tuple[int, str]]:
    """The blocks of an article's reporting: offset in its text, and characters without white space at their ends."""
    text = article.text
    cuts = [(f.span.start, f.span.end) for f in article.furniture]
    # Title, byline and dateline end a block even where the report goes on in the same line.
    for line in (article.title_span, article.byline_span, article.dateline):
        goes_on = line is article.byline_span and line and _SIGNED_ON.match(text, line.end)
        if line and line.end < len(text) and not goes_on:
            cuts.append((line.end, line.end))
    separator = r"\n\s*\n" if _hard_wrapped(text) else r"\n"
    edges = sorted({(m.start(), m.end()) for m in re.finditer(separator, text)} | set(cuts))
    at = 0
    for start, end in [*edges, (len(text), len(text))]:
        if start > at:
            piece = text[at:start]
            stripped = piece.strip()
            if stripped:
                yield at + piece.index(stripped[0]), stripped
        at = max(at, end)


def _hard_wrapped(text: str) -> bool:
    """Whether single line breaks fall inside sentences: most lines that another follows are 40 to 100 characters
    long and end without closing punctuation."""
    pairs = [line for block in re.split(r"\n\s*\n", text) for line in block.split("\n")[:-1]]
    if len(pairs) < 4:
        return False
    open_ended = [p for p in pairs if 40 <= len(p) <= 100 and p.rstrip()[-1:] not in set('.!?:”"’')]
    return len(open_ended) > 0.7 * len(pairs)
