"""Talks: the negotiation record of a story, each value resting on statements and never a bare value.

Which words speak of rounds, delegations, positions and pauses is told by frames (`data/en/talks.toml`): the words of
negotiating, leading, leaving, wanting, with who stands beside them in the dependency tree. A story in which fewer than
half of the reports negotiate, and in which nobody mediates, has no record. Method: frame semantics (Fillmore 1982;
FrameNet); fields after PA-X and PLOVER.

What it gets wrong: a party that is never named beside the word for talks; positions told without any word of wanting;
whatever the parser attaches wrongly.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Entity, Layers, Statement, Talks, Time, Variant
from stemma.story.talks.causes import Causes
from stemma.story.talks.dealing import comes_to_terms, strikes
from stemma.story.talks.delegations import departures
from stemma.story.talks.earlier import earlier
from stemma.story.talks.frames import Frames
from stemma.story.talks.neutrals import neutrals
from stemma.story.talks.next_steps import next_steps
from stemma.story.talks.parties import dealing_parties, find_parties, striking_parties
from stemma.story.talks.pauses import Pauses
from stemma.story.talks.people import acts
from stemma.story.talks.positions import positions
from stemma.story.talks.rounds import find_rounds
from stemma.story.talks.sides import Sides
from stemma.story.talks.stage import stage
from stemma.story.talks.standing import capitals
from stemma.story.talks.subject import subject
from stemma.story.talks.trigger import trigger
from stemma.story.talks.unnamed import unnamed_bodies

_SHARE = 0.5  # of the reports
_TWO = 2
_OFTEN = 2  # times that two are named together


def record_talks(
    layers: Sequence[Layers],
    entities: Sequence[Entity],
    times: Sequence[Time],
    statements: Sequence[Statement],
    variants: Sequence[Variant],
) -> Talks | None:
    """The negotiation record, or None when the story is about no negotiation."""
    frames = Frames(layers, entities, times, statements, variants)
    negotiating = [one for one in layers if frames.about_negotiating(one.article.id)]
    told = len(negotiating) >= _SHARE * len(layers) or frames.mediated()
    parties = find_parties(frames) if told else []
    named = Frames(layers, (*entities, *unnamed_bodies(frames)), times, statements, variants)
    if len(parties) < _TWO and told:
        frames, parties = named, find_parties(named)
    if len(parties) < _TWO and strikes(named, told=told):
        frames, parties = named, striking_parties(named)
    if len(parties) < _TWO and (told or comes_to_terms(frames)):
        parties = dealing_parties(frames, told=told) or find_parties(frames, _OFTEN)
    if len(parties) < _TWO:
        return None
    frames.standing = {a: p.entity for p in parties for a in sorted(p.aliases)}
    frames.bodies = frozenset(frames.standing)
    frames.capitals = frozenset(capitals(frames, frames.standing))
    neutral = neutrals(frames, parties)
    sides = Sides(frames, parties, neutral.ids)
    acting = acts(frames, sides)
    sides.learn((act.entity, act.party) for act in acting)
    pauses = Pauses(frames, sides)
    rounds = find_rounds(frames, parties, sides, acting, neutral.ids)
    wanted = positions(frames, parties, sides, [s for r in rounds for leaf in r.outcome for s in leaf.at])
    about = subject(frames, wanted)
    return Talks(
        parties=tuple(p.leaf for p in parties),
        mediators=neutral.mediators,
        hosts=neutral.hosts,
        subject=about,
        stage=stage(frames, about),
        rounds=rounds,
        pauses=pauses.lengths(),
        causes=Causes(frames, pauses).all(),
        trigger=trigger(frames, sides),
        positions=wanted,
        departures=departures(frames, acting),
        next_steps=next_steps(frames, sides, rounds),
        earlier=earlier(frames, pauses, rounds),
    )
