"""Exclusive or public: could another outlet have a sentence without having read this report?

What unnamed sources say, what is told to the outlet itself and what a private witness says in so many words is
exclusive until shown otherwise; statements, speeches and press conferences are everybody's. The distinction is that of
the Reuters Handbook of Journalism ("Sourcing": on the record, on background). Matching what is exclusive is a mark of
descent, matching what is public is not.

What it gets wrong: a source who told the same to two reporters under four eyes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.data import lines, words
from stemma.model import Attribution, Layers, Source
from stemma.story.lineage.credit import bare
from stemma.story.lineage.matching import Line

EXCLUSIVE, PLAIN, PUBLIC = 1.0, 0.4, 0.1


def weights(layers: Layers, of: Sequence[Line]) -> tuple[float, ...]:
    """For each line what a match with it says of descent: `EXCLUSIVE`, `PLAIN` (nobody is named) or `PUBLIC`."""
    return tuple(_weight(layers, line) for line in of)


def _weight(layers: Layers, line: Line) -> float:
    if tells_own_outlet(layers, line.text):
        return EXCLUSIVE
    here = [a for a in layers.attributions if a.content.overlap(line.span) or (a.cue and a.cue.overlap(line.span))]
    if not here:
        return PLAIN
    spoken = {w.lower() for w in re.findall(r"[^\W\d_]+", line.text)}
    if spoken & words("en/public_settings.txt"):
        return PUBLIC
    return max(_source_weight(layers, a) for a in here)


def _source_weight(layers: Layers, attribution: Attribution) -> float:
    if not attribution.sources:
        return PLAIN
    return max(_one(layers, attribution, s) for s in attribution.sources)


def _one(layers: Layers, attribution: Attribution, source: Source) -> float:
    if source.type == "unnamed":
        return EXCLUSIVE
    if source.type != "named":
        return PUBLIC
    if attribution.kind == "indirect":
        return PUBLIC
    at = source.refers or source.span
    if at is None:
        return PUBLIC
    mention = next((m for m in layers.mentions if m.kind == "person" and m.span.overlap(at)), None)
    if mention is None:
        return PUBLIC
    name = mention.name.split()[-1] if mention.name.split() else mention.name
    known = [source.text]
    for m in layers.mentions:
        if m.role is not None and m.name.split()[-1:] == [name]:
            known.append(layers.article.text[m.role.start : m.role.end])
    about = {w.lower() for text in known for w in re.findall(r"[^\W\d_]+", text)}
    return PUBLIC if about & words("en/public_offices.txt") else EXCLUSIVE


def tells_own_outlet(layers: Layers, text: str) -> bool:
    """Whether a sentence says that something was told to, or seen by, the report's own outlet."""
    low = text.lower()
    if any(re.search(rf"\b{re.escape(phrase)}\b", low) for phrase in lines("en/own_outlet.txt")):
        return True
    outlet = layers.article.outlet
    if outlet is None:
        return False
    name = bare(re.sub(r"\s*\([^()]*\)\s*$", "", outlet.name))
    short = re.search(r"\(([^()]{2,12})\)\s*$", outlet.name)
    return any(
        len(form) > 1
        and re.search(rf"(?<!\()(?<!\w){re.escape(form)}(?!\w)(?!\))", text) is not None
        and re.search(r"[^\W\d_]{3,}", text.replace(form, "")) is not None
        for form in (name, short.group(1) if short else "")
    )
