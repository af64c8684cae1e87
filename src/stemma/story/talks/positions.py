"""Positions, pauses and what comes next: what the parties want, why talks stopped and resumed, where they may lead.

Each is a claim that holds a frame word of its kind and speaks of the talks or of what they are about; the party is the
one whose person or name is the speaker, or else the subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from stemma.model import Claim, Leaf, Position, Span
from stemma.story.talks.frames import Frames
from stemma.story.talks.parties import Party

_Kind = Literal["term", "demand", "red line", "interest", "offer", "concession", "rejection", "condition"]
_ORDER: tuple[_Kind, ...] = ("red line", "rejection", "concession", "offer", "condition", "demand", "interest", "term")
_SHORTEST = 4
assert set(_ORDER) == set(get_args(_Kind))


def positions(frames: Frames, parties: Sequence[Party]) -> tuple[Position, ...]:
    """The positions by party, each with the statement it rests on."""
    chosen: dict[str, tuple[_Kind, str | None, Claim, list[Claim]]] = {}
    for claim in frames.claims:
        if claim.form in ("nominal", "apposition", "headline") or len(frames.text(claim.span).split()) < _SHORTEST:
            continue
        kind = _kind(claim, frames)
        if kind is None:
            continue
        party = _holder(claim, frames, parties)
        if party is None and kind != "term":
            continue
        key = (frames.leaf("", [claim]).statements or (claim.id,))[0]
        if key in chosen:
            chosen[key][3].append(claim)
        else:
            chosen[key] = (kind, party, claim, [claim])
    out = [
        Position(party=party, kind=kind, text=frames.leaf(frames.text(first.span), held, [c.span for c in held]))
        for kind, party, first, held in chosen.values()
    ]
    return tuple(sorted(out, key=lambda p: (p.party is None, p.party or "", _ORDER.index(p.kind), p.text.value)))


def _kind(claim: Claim, frames: Frames) -> _Kind | None:
    frame = frames.words["positions"]
    for kind in _ORDER:
        if kind == "term":
            if frames.says(claim, frame["term"]) and frames.says(claim, frame["term_links"]):
                return kind
        elif frames.says(claim, frame[kind]):
            return kind
    return None


def _holder(claim: Claim, frames: Frames, parties: Sequence[Party]) -> str | None:
    """The party whose position a claim is: the one the speaker belongs to, else the only party it names as subject."""
    layers = frames.layers[claim.span.article]
    attribution = next((a for a in layers.attributions if a.id == claim.attribution), None)
    if attribution:
        speaker = (attribution.chain or attribution.sources)[-1:]
        for source in speaker:
            at = source.refers or source.span
            if at and (party := _party_of(at, frames, parties)):
                return party
    tree = frames.trees[claim.span.article]
    for subject in tree.children(claim.head, "nsubj", "nsubjpass"):
        if party := _party_of(tree.subtree_span(subject), frames, parties):
            return party
    return None


def _party_of(span: Span, frames: Frames, parties: Sequence[Party]) -> str | None:
    """The party named in a stretch, or that of the person named there (by the person's roles)."""
    entities = [e for _, e in frames.mentions(span)]
    for party in parties:
        if any(e.id in party.aliases | {party.entity} for e in entities):
            return party.name
    for e in entities:
        roles = [m.role for m in e.mentions if m.role]
        for party in parties:
            for role in roles:
                if any(x.id in party.aliases | {party.entity} for _, x in frames.mentions(role)):
                    return party.name
    return None


def pauses(frames: Frames) -> tuple[Leaf, ...]:
    """How long the talks had paused: durations beside the words of pausing, or "the first in two months"."""
    frame = frames.words["pauses"]
    found = []
    for claim in frames.claims:
        lengths = [q for q in frames.quantities(claim.span) if q.dimension == "time" and q.value > 14]
        first = any(q.dimension == "ordinal" and q.value == 1 for q in frames.quantities(claim.span))
        if lengths and (first or frames.says(claim, frame["phrases"])):
            q = lengths[0]
            found.append((f"{q.hedge} {frames.text(q.span)}".strip(), claim))
    return _distinct(found, frames)


def causes(frames: Frames) -> tuple[Leaf, ...]:
    """Why the talks had paused: claims with a word of pausing and a word of cause."""
    frame = frames.words["pauses"]
    held = [
        c
        for c in frames.claims
        if c.form not in ("nominal", "headline")
        and frames.says(c, frame["phrases"])
        and frames.says(c, frame["causes"])
        and _talks_near(c, frames)
    ]
    return frames.leaves((frames.text(c.span), c) for c in held)


def trigger(frames: Frames) -> tuple[Leaf, ...]:
    """What brought the sides back: claims that tie the resumption to something."""
    frame = frames.words["trigger"]
    held = [
        c
        for c in frames.claims
        if c.form != "nominal" and frames.lemmas(c) & set(frame["nouns"]) and frames.says(c, frame["links"])
    ]
    return frames.leaves((frames.text(c.span), c) for c in held)


def subject(frames: Frames) -> tuple[Leaf, ...]:
    """What the talks are about: the phrase behind "talks on", "negotiations over"."""
    nouns = set(frames.words["negotiation"]["nouns"])
    found = []
    for claim in frames.claims:
        tree = frames.trees[claim.span.article]
        for i in tree.within(claim.span):
            if tree.tokens[i].lemma not in nouns and tree.tokens[i].text.lower() not in nouns:
                continue
            for prep in tree.children(i, "prep"):
                if tree.tokens[prep].lemma in ("on", "over", "about") and (below := tree.subtree(prep)[1:]):
                    found.append((frames.text(tree.span(below[0], below[-1])), claim))
    return _distinct(found, frames)


def next_steps(frames: Frames) -> tuple[Leaf, ...]:
    """What may come next: claims of a further step that are planned, possible or conditional."""
    phrases = frames.words["next"]["phrases"]
    held = [
        c
        for c in frames.claims
        if c.form not in ("nominal", "headline")
        and frames.says(c, phrases)
        and (c.modality in ("possible", "conditional", "expected", "planned") or frames.says(c, ["first step"]))
    ]
    return frames.leaves((frames.text(c.span), c) for c in held)


def _talks_near(claim: Claim, frames: Frames) -> bool:
    frame = frames.words["negotiation"]
    words = {*frame["nouns"], "process", "effort", "discussion", "discussions", "round"}
    return bool(frames.lemmas(claim) & words)


def _distinct(found: list[tuple[str, Claim]], frames: Frames) -> tuple[Leaf, ...]:
    groups: dict[str, list[tuple[str, Claim]]] = {}
    for value, claim in found:
        groups.setdefault(value.casefold(), []).append((value, claim))
    ordered = sorted(groups.values(), key=lambda g: (-len({c.span.article for _, c in g}), g[0][1].span))
    return tuple(frames.leaf(g[0][0], [c for _, c in g], [c.span for _, c in g]) for g in ordered)
