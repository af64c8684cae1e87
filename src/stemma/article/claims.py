"""Claims: sentences cut into assertions, each with its predicate, polarity and modality."""

from __future__ import annotations

from stemma.model import Article, Attribution, Claim, Parse, Span


def cut_claims(article: Article, parse: Parse, attributions: tuple[Attribution, ...]) -> tuple[Claim, ...]:
    """The claims of an article, in text order; claims may nest."""
    out: list[Claim] = []
    for n, s in enumerate(parse.sentences):
        head = next((i for i in range(s.first, s.last) if parse.tokens[i].dep == "ROOT"), s.first)
        out.append(
            Claim(
                id=f"{article.id}.c{n + 1}",
                span=Span(article.id, s.start, s.end),
                head=head,
                form="main",
                polarity="positive",
                modality="asserted",
                rule="sentence",
            )
        )
    return tuple(out)
