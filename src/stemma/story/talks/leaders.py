"""Leaders: who speaks for a party of whose delegation no report tells: the head of a union, a movement or a political
party, and at a summit the heads of state or government, sit at the table themselves; firms send their managers.

What it gets wrong: a leader who sends somebody no report names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from stemma.data import words
from stemma.model import Entity, Mention, Span
from stemma.story.talks.acts import Act
from stemma.story.talks.frames import Frames
from stemma.story.talks.numbering import Numbers
from stemma.story.talks.sides import Sides

_REPORTS = 2  # that name a leader


def leaders(frames: Frames, sides: Sides, found: Sequence[Act]) -> Iterator[Act]:
    """The leader of each party nobody is told to sit for, as its head."""
    numbers = Numbers(frames)
    there = [(a, numbers.at(a.article, a.trigger)) for a in found if a.part in ("head", "member", "in")]
    seated = {(side, n) for a, n in there for side in (a.party, sides.of_entity(a.entity))}
    out = {a.entity for a in found if a.part in ("out", "absent")}
    summit, firms = _summit(frames), frames.set("sides", "employing", "employers")
    union = any(set(p.name.lower().split()) & frames.set("sides", "unions") for p in sides.parties)
    firms |= frames.set("sides", "bodies") - frames.set("sides", "unions") if union else frozenset()
    for party in sides.parties:
        governed = sides.governed(party)
        firm = bool(set(party.name.lower().replace("’", "'").replace("'", "").split()) & firms)
        firm = firm or "unnamed-employers" in party.aliases
        if firm or (governed and not summit):
            continue
        offices = words("en/single_offices.txt") if governed else frames.set("delegations", "leaders")
        held = [
            (e, told)
            for e in frames.entities
            if e.kind == "person" and e.id not in out and sides.of_entity(e.id) == party.name
            if (told := _holding(frames, e, frozenset(offices)))
            and len({m.span.article for m in e.mentions}) >= _REPORTS
        ]
        best = max(held, key=lambda h: (len({m.span.article for m in h[1]}), len(h[0].mentions), h[0].id), default=None)
        for m in best[1] if best else ():
            inside = frames.trees[m.span.article].within(m.span)
            if inside and best and (party.name, numbers.at(m.span.article, inside[-1])) not in seated:
                yield Act("head", best[0].id, m.span, party.name, m.span.article, inside[-1])


def _summit(frames: Frames) -> bool:
    """Whether every second report speaks of a summit."""
    wanted = frozenset({"summit"})
    return 2 * len({article for article, _ in frames.hits(wanted, ("NOUN", "PROPN"))}) >= len(frames.trees)


def _holding(frames: Frames, e: Entity, offices: frozenset[str]) -> list[Mention]:
    """The mentions that give the person an office of leading."""
    return [m for m in e.mentions if m.role and leading(frames, m.role, offices)]


def leading(frames: Frames, role: Span, offices: frozenset[str] = frozenset()) -> bool:
    """Whether an office is that of a leader, by default the head of a state or a government."""
    held = frames.text(role).lower().replace("-", " ").replace(",", " ").split()
    pairs = {" ".join(pair) for pair in pairwise(held)}
    other = frames.set("delegations", "under_leaders") & set(held)
    return not other and bool((offices or words("en/single_offices.txt")) & ({*held} | pairs))
