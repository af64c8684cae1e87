"""Names: the people, organisations and places an article mentions, with their titles, and what short forms, roles
and pronouns refer to."""

from __future__ import annotations

from stemma.model import Article, Mention, Parse, Span

_KINDS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "other"}


def find_names(article: Article, parse: Parse) -> tuple[Mention, ...]:
    """The mentions of an article, in text order, not overlapping."""
    out: list[Mention] = []
    i = 0
    tokens = parse.tokens
    while i < len(tokens):
        if not tokens[i].ent_start or tokens[i].ent not in _KINDS:
            i += 1
            continue
        last = i
        while last + 1 < len(tokens) and tokens[last + 1].ent and not tokens[last + 1].ent_start:
            last += 1
        span = Span(article.id, tokens[i].start, tokens[last].end)
        out.append(
            Mention(span=span, kind=_KINDS[tokens[i].ent], name=article.text[span.start : span.end], rule="parser")  # type: ignore[arg-type]
        )
        i = last + 1
    return tuple(out)
