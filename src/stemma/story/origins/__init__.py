"""Origins: where each chain of attribution ends, and on how many of them a statement rests.

A chain ends with the outlet that has the matter from sources it does not name or from its own reporting, with an agency
or state media, with what an official or an organisation says in public, with somebody who spoke to the outlet itself,
with a document, or with what its reporters saw. A report rests on an origin when it states it, or when a passage it
took from another report does (`stemma.model.Derivation.evidence`), however long the way.

What it gets wrong: two offices of one ministry are two officials unless the entities say otherwise; an official who
gave the outlet an interview that it does not call one counts as speaking in public.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Derivation, Entity, Layers, Noun, Origin, Span, Statement, Support
from stemma.story.origins.describing import describe
from stemma.story.origins.finding import Found, find
from stemma.story.origins.support import Ground, support_of, support_of_story

__all__ = ["Origins", "find_origins"]


class Origins(Noun, frozen=True, kw_only=True):
    """The origins, the support of each statement and, as `whole`, that of the story."""

    origins: tuple[Origin, ...]
    support: tuple[Support, ...]
    whole: Support | None = None


def find_origins(
    layers: Sequence[Layers],
    entities: Sequence[Entity],
    statements: Sequence[Statement],
    derivations: Sequence[Derivation],
) -> Origins:
    """The origins of a story, those of most reports first, and the support of each statement."""
    ordered = sorted(layers, key=lambda one: one.article.id)
    found = find(ordered, entities, derivations)
    texts = {one.article.id: one.article.text for one in ordered}
    ground = Ground(ordered, entities, found, derivations)
    origins = [
        Origin(
            id=o.id,
            name=o.name,
            kind=o.kind,
            reports=ground.reports(o),
            evidence=_evidence(o, ordered),
            description=describe(o, texts),
        )
        for o in found
    ]
    origins.sort(key=lambda o: (-len(o.reports), o.name.casefold(), o.id))
    return Origins(
        origins=tuple(origins),
        support=tuple(support_of(s, ground) for s in statements),
        whole=support_of_story(found, ground) if ordered else None,
    )


def _evidence(origin: Found, layers: Sequence[Layers]) -> tuple[Span, ...]:
    """Where an origin is named, else what it says, else the headlines of its own reports."""
    spans = set(origin.named or origin.content)
    if not spans:
        for one in layers:
            if one.article.id in origin.homes and one.parse.sentences:
                first = one.parse.sentences[0]
                spans.add(one.article.title_span or Span(one.article.id, first.start, first.end))
    return tuple(sorted(spans))
