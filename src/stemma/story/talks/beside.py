"""Days that stand beside the name of a round and not beside a verb ("a first round on 27 and 28 April broke up")."""

from __future__ import annotations

import re
from typing import Literal

from stemma.model import Time
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.numbering import Numbers
from stemma.story.talks.places import verb_of

_LONGEST = 14  # days a round lasts, at most


def from_to(frames: Frames, t: Time) -> bool:
    """Whether a time is the first and the last of some days in a row ("3 and 4 June", "3-5 June")."""
    assert t.earliest and t.latest
    figures = re.findall(r"\d+", frames.text(t.span))
    told = {str(t.earliest.day), str(t.latest.day)} <= set(figures)
    return told and (t.latest - t.earliest).days < _LONGEST


def days_beside(frames: Frames, numbers: Numbers, number: int, which: Literal["opening", "closing"]) -> list[Found]:
    """The first, or last, days in the noun phrases that name the round by its number. A single day is the first; it is
    the last, too, of a session that lasted minutes or hours."""
    out = list[Found]()
    for article, told in numbers.told.items():
        tree = frames.trees[article]
        for n, q in told:
            inside = tree.within(q.span)
            if n != number or not inside or article in numbers.elsewhere:
                continue
            token = tree.tokens[inside[-1]]
            noun = token.head if token.dep in ("amod", "nummod", "compound") else inside[-1]
            if tree.tokens[noun].dep not in ("nsubj", "nsubjpass"):
                continue
            v = verb_of(tree, noun)
            brief = v is not None and any(
                t.unit in ("hour", "minute", "day") and t.dimension == "time" and t.value < 1
                for t in frames.quantities(tree.subtree_span(v))
            )
            lasts = v is not None and tree.tokens[v].lemma.lower() in frames.set("rounds", "enduring")
            for c in tree.children(noun, "prep", "appos", "npadvmod"):
                for t in frames.times(tree.subtree_span(c)):
                    if t.kind != "date" or not t.earliest or not t.latest:
                        continue
                    if t.earliest != t.latest and not from_to(frames, t):
                        continue
                    if which == "opening":
                        out.append((t.earliest.isoformat(), t.span))
                    elif t.earliest != t.latest or (brief and lasts):
                        out.append((t.latest.isoformat(), t.span))
    return out
