"""State news agencies: whose agency a name is, so that an official it cites speaks for that state."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stemma.article.names import lexicon
from stemma.model import Span
from stemma.story.talks.frames import Frames
from stemma.story.talks.parties import Party


def state_agencies(frames: Frames, parties: Sequence[Party], named: Callable[[Span], set[str]]) -> dict[str, str]:
    """The party of each state agency, by its names: said to be the party's ("A's state-run N"), or named with the
    adjective made from it ("the A-ian News Agency"), with the short forms that reports use of them. `named` tells which
    parties a stretch names."""
    out: dict[str, str] = {}
    agency, standing = frames.set("sides", "agencies"), {a for p in parties for a in p.aliases}
    for e in frames.entities:
        names = sorted({m.name for m in e.mentions} | {e.name})
        if e.kind == "organisation" and any(set(n.lower().split()) & agency for n in names):
            sides = {s for n in names for w in n.split() for s in _adjective(frames, parties, w)}
            out |= dict.fromkeys(names, next(iter(sides))) if len(sides) == 1 else {}
    for one in frames.layers.values():
        if one.article.outlet and set(one.article.outlet.name.lower().split()) & agency:
            sides = {s for w in one.article.outlet.name.split() for s in _adjective(frames, parties, w)}
            out |= dict.fromkeys([one.article.outlet.name], next(iter(sides))) if len(sides) == 1 else {}
        for source in (s for a in one.attributions for s in (*a.chain, *a.sources)):
            if source.type == "state media" and source.span:
                sides = named(source.span)
                held = [m.name for m, e in frames.mentions(source.span) if e.id not in standing]
                out |= dict.fromkeys(held, next(iter(sides))) if len(sides) == 1 else {}
    return out


def _adjective(frames: Frames, parties: Sequence[Party], word: str) -> list[str]:
    """The party whose name, or the adjective made from it, a word is."""
    return [
        p.name
        for p in parties
        if any(word == e.name for e in frames.entities if e.id in p.aliases) or lexicon.is_derived(word, p.name)
    ]
