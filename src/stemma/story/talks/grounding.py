"""Grounding: who negotiates in a story, before anything is read of what they want and do.

Everything else in the record is read by these: the frames, the parties, who is between them, whose people are whose.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from stemma.model import Entity, Layers, Statement, Time, Variant
from stemma.story.talks.acts import Act
from stemma.story.talks.frames import Frames
from stemma.story.talks.neutrals import Neutrals, neutrals
from stemma.story.talks.parties import Party, find_parties
from stemma.story.talks.people import acts
from stemma.story.talks.sides import Sides
from stemma.story.talks.standing import NOUNS, capitals
from stemma.story.talks.telling import tells_of_talks
from stemma.story.talks.unnamed import unnamed

_TWO = 2


class Ground(NamedTuple):
    """The texts of a negotiation, its parties, those between them, what people do at it, and whose people are."""

    frames: Frames
    parties: tuple[Party, ...]
    neutral: Neutrals
    acting: tuple[Act, ...]
    sides: Sides


def ground(
    layers: Sequence[Layers],
    entities: Sequence[Entity],
    times: Sequence[Time],
    statements: Sequence[Statement],
    variants: Sequence[Variant],
) -> Ground | None:
    """Who negotiates; None when the story is about no negotiation."""
    frames = Frames(layers, entities, times, statements, variants)
    named = Frames(layers, (*entities, *unnamed(frames)), times, statements, variants)
    parties, paired = find_parties(named)
    if len(parties) < _TWO or not tells_of_talks(named, parties, paired):
        return None
    if any(p.entity.startswith(NOUNS) for p in parties):
        frames = named
    frames.standing = {a: p.entity for p in parties for a in sorted(p.aliases)}
    frames.bodies = frozenset(frames.standing)
    frames.capitals = frozenset(capitals(frames, frames.standing))
    neutral = neutrals(frames, frames.bodies)
    sides = Sides(frames, parties, neutral.ids)
    acting = acts(frames, sides)
    sides.learn((act.entity, act.party) for act in acting)
    return Ground(frames, tuple(parties), neutral, tuple(acting), sides)
