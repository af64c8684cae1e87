"""Attribution entries: attributions as the record has them, one for each quotation.

Research counts an utterance that its cue divides ("“…,” she said. “…”") as one (Pareti 2015, 4.2.3), and so do the
layers and `stemma quotes`. A reader quotes and checks each of the quotations by itself, so in the record each has an
entry of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from stemma.model import Attribution, AttributionKind, Claim, Layers, Span

_OPENING, _CLOSING = '"“«„‘', '"”»’“'
_DOUBLE = '"“”«»„'
_BEHIND_COLON = re.compile(rf"\s*:\s+(?P<quoted>[{_DOUBLE}][^{_DOUBLE}]+[{_DOUBLE}])$")


class AttributionEntries:
    """The entries of one article's attributions: the first has the id of its attribution, the next `a7.2`, `a7.3`."""

    def __init__(self, layers: Layers) -> None:
        self._of = {a.id: _divided(a, layers.article.text) for a in layers.attributions}

    @property
    def all(self) -> list[Attribution]:
        return [one for entries in self._of.values() for one in entries]

    def id_of(self, claim: Claim) -> str | None:
        """The id of the entry that holds a claim which stands on somebody's word."""
        entries = self._of.get(claim.attribution) if claim.attribution else None
        return max(entries, key=lambda one: one.content.overlap(claim.span)).id if entries else claim.attribution


def _divided(attribution: Attribution, text: str) -> list[Attribution]:
    """The attribution, in several where its quotations are parted by more than blanks, or where a colon parts words of
    the report's from a quotation behind them ("The mill must go, she said: “…”")."""
    pieces = [piece for part in attribution.parts for piece in _at_colon(part, text)]
    quotations = [[pieces[0]]]
    for before, part in pairwise(pieces):
        between = text[before.end : part.start].strip()
        opens = text[part.start] in _OPENING
        if opens and between and (text[before.end - 1] in _CLOSING or between.endswith(":")):
            quotations.append([part])
        else:
            quotations[-1].append(part)
    return [
        replace(
            attribution,
            id=attribution.id if n == 1 else f"{attribution.id}.{n}",
            content=Span(parts[0].article, parts[0].start, parts[-1].end),
            parts=tuple(parts),
            kind=_kind(attribution, parts, text) if len(quotations) > 1 else attribution.kind,
        )
        for n, parts in enumerate(quotations, start=1)
    ]


def _at_colon(part: Span, text: str) -> list[Span]:
    """A part, in two where a colon parts it from a quotation that goes on to its end."""
    found = _BEHIND_COLON.search(text, part.start, part.end)
    if found is None:
        return [part]
    return [Span(part.article, part.start, found.start()), Span(part.article, found.start("quoted"), part.end)]


def _kind(attribution: Attribution, parts: Sequence[Span], text: str) -> AttributionKind:
    """The kind of one of several entries: what a colon parts is quoted on one side of it only."""
    if attribution.kind != "partial":
        return attribution.kind
    if all(text[p.start] in _OPENING and text[p.end - 1] in _CLOSING for p in parts):
        return "direct"
    return "partial" if any(m in text[p.start : p.end] for p in parts for m in _DOUBLE) else "indirect"
