"""Lineage: which report rests on which, how much of it, and whether it says so."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Derivation, Entity, Layers, Publication, Statement


def trace(
    layers: Sequence[Layers],
    entities: Sequence[Entity],
    published: dict[str, Publication],
    statements: Sequence[Statement],
) -> tuple[Derivation, ...]:
    """The derivations of a story, ordered by child and parent."""
    return ()
