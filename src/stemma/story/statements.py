"""Statements: claims of different articles that say the same, aligned."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Entity, Layers, Statement, Time
from stemma.nlp.embedder import Embedder


def align(
    layers: Sequence[Layers], entities: Sequence[Entity], times: Sequence[Time], embedder: Embedder
) -> tuple[Statement, ...]:
    """Group the claims of all articles into statements, in order of their first place."""
    return ()
