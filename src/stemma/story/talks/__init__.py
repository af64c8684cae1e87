"""Talks: the negotiation record of a story, each value resting on statements and never a bare value.

Which words speak of rounds, delegations, positions and pauses is told by frames (`data/en/talks.toml`): the words of
negotiating, leading, leaving, wanting, with who stands beside them in the dependency tree. A story of which the reports
tell too little of two sides and of their negotiating (`telling`) has no record. What is wanted, what came
of it and what is to come is also read by a network that knows no such words (`learnt`), who takes part by learnt
weights (`attending`). Method: frame
semantics (Fillmore 1982; FrameNet); fields after PA-X and PLOVER.

What it gets wrong: a party that is never named beside the word for talks; positions of which nobody can be told to hold
them; whatever the parser attaches wrongly.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Entity, Layers, Statement, Talks, Time, Variant
from stemma.nlp.clause_reader import ClauseReader
from stemma.nlp.embedder import Embedder
from stemma.story.talks.causes import Causes
from stemma.story.talks.delegations import departures
from stemma.story.talks.earlier import earlier
from stemma.story.talks.grounding import ground
from stemma.story.talks.learnt import Learnt
from stemma.story.talks.next_steps import next_steps
from stemma.story.talks.pauses import Pauses
from stemma.story.talks.phrasing import Phrasing
from stemma.story.talks.positions import positions
from stemma.story.talks.rounds import find_rounds
from stemma.story.talks.stage import stage
from stemma.story.talks.subject import subject
from stemma.story.talks.trigger import trigger
from stemma.story.talks.voices import voices


def record_talks(
    layers: Sequence[Layers],
    entities: Sequence[Entity],
    times: Sequence[Time],
    statements: Sequence[Statement],
    variants: Sequence[Variant],
    embedder: Embedder,
    reader: ClauseReader,
) -> Talks | None:
    """The negotiation record, or None when the story is about no negotiation; `embedder` compares claims,
    `reader` reads them."""
    found = ground(layers, entities, times, statements, variants)
    if found is None:
        return None
    frames, parties, neutral, acting, sides = found
    pauses = Pauses(frames, sides)
    own = voices(frames, sides, parties)
    learnt = Learnt(Phrasing(frames, sides, own), embedder, reader)
    rounds = find_rounds(frames, parties, sides, acting, neutral.ids, learnt)
    read = {
        claim.span for claim, _ in learnt.likely("outcome")
    }  # what only the network takes for one may be a term too
    outcomes = [s for r in rounds for leaf in r.outcome for s in leaf.at if s not in read]
    venues = {e.id for r in rounds for leaf in r.place for s in leaf.at for _, e in frames.mentions(s)}
    wanted = positions(frames, parties, sides, own, learnt, outcomes, venues)
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
        next_steps=next_steps(frames, sides, rounds, learnt),
        earlier=earlier(frames, pauses, rounds),
    )
