"""Variants: where the reports of one statement differ, one module a kind."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Entity, Layers, Statement, Time, Variant


def compare(
    layers: Sequence[Layers], entities: Sequence[Entity], times: Sequence[Time], statements: Sequence[Statement]
) -> tuple[Variant, ...]:
    """All variants of a story, worst first."""
    return ()
