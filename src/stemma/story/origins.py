"""Origins: where each chain of attribution ends, and on how many of them a statement rests."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Derivation, Entity, Layers, Noun, Origin, Statement, Support


class Origins(Noun, frozen=True, kw_only=True):
    origins: tuple[Origin, ...]
    support: tuple[Support, ...]


def find_origins(
    layers: Sequence[Layers],
    entities: Sequence[Entity],
    statements: Sequence[Statement],
    derivations: Sequence[Derivation],
) -> Origins:
    """The origins of a story and the support of each statement."""
    return Origins(origins=(), support=())
