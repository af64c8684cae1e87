"""Talks: the negotiation record of a story, each value resting on statements."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Entity, Layers, Statement, Talks, Time, Variant


def record_talks(
    layers: Sequence[Layers],
    entities: Sequence[Entity],
    times: Sequence[Time],
    statements: Sequence[Statement],
    variants: Sequence[Variant],
) -> Talks | None:
    """The negotiation record, or None when the story is about no negotiation."""
    return None
