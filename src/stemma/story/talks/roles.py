"""Roles: the office a delegate is told to hold, and whether it makes him the leader of a party, a union or a firm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stemma.data import table
from stemma.model import Leaf, Mention, Span
from stemma.story.talks.acts import Act
from stemma.story.talks.frames import Frames


def role_of(frames: Frames, entity: str, held: Sequence[Act]) -> Leaf | None:
    """The part the person is told to keep ("stays as his deputy"), else the office most reports give, in the wording of
    the oldest that does."""
    kept = [a.role for a in held if a.role]
    if kept:
        return frames.leaf(frames.text(kept[0]), kept)
    mentions = [m for e in frames.entities if e.id == entity for m in e.mentions if m.role and _office(frames, m.role)]
    mentions = [m for m in mentions if "\n" not in _between(frames, m)]  # a line above the name is no office
    near = [m.role for m in mentions if any(m.span == a.span for a in held)] or [m.role for m in mentions]
    offices = [o for r in near if r and (o := _office(frames, r))]
    bodies = frames.set("delegations", "bodies")  # "head of the other delegation" is no office
    offices = [o for o in offices if not set(frames.text(o).lower().split()) & (bodies - {"negotiator"})] or offices
    counts = Counter(frames.text(r).casefold() for r in offices)
    if not counts:
        return None
    best = max(counts, key=lambda r: (counts[r], len(r), r))
    spans = [r for r in offices if frames.text(r).casefold() == best]
    return frames.leaf(frames.text(spans[0]), spans)


def _between(frames: Frames, m: Mention) -> str:
    """What stands between a name and its office."""
    assert m.role
    first, second = sorted((m.span, m.role))
    return frames.layers[m.span.article].article.text[first.end : second.start]


def _office(frames: Frames, role: Span) -> Span | None:
    """A role without the "its" or "his" before it; None where it is no more than a form of address ("Ms")."""
    tree = frames.trees[role.article]
    lines = frames.text(role).rfind("\n") + 1  # a byline above the office
    inside = [
        i for i in tree.within(role) if tree.tokens[i].tag != "PRP$" and tree.tokens[i].start >= role.start + lines
    ]
    while inside and tree.tokens[inside[0]].tag in ("POS", "''", "``", ","):
        inside = inside[1:]  # "the rebels' military chief"
    address = table("en/honorifics.toml")["courtesy"]
    while inside and (
        tree.tokens[inside[-1]].text.lower().strip(".") in address or tree.tokens[inside[-1]].pos == "PUNCT"
    ):
        inside.pop()
    if not inside:
        return None
    if tree.tokens[inside[0]].pos in ("ADP", "CCONJ"):
        return None  # no office
    return tree.span(inside[0], inside[-1])
