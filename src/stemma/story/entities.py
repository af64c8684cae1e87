"""Entities: all mentions of one person, organisation or place across the articles of a story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from stemma.model import Entity, Layers, Mention


def resolve(layers: Sequence[Layers]) -> tuple[Entity, ...]:
    """The entities of a story, most mentioned first."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for one in layers:
        for mention in one.mentions:
            groups[mention.name].append(mention)
    ordered = sorted(groups.items(), key=lambda g: (-len(g[1]), g[0]))
    return tuple(
        Entity(id=f"e{n + 1}", kind=m[0].kind, name=name, mentions=tuple(m)) for n, (name, m) in enumerate(ordered)
    )
