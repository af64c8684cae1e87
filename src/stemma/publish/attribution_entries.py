"""Attribution entries: attributions as the record has them, one for each quotation.

Research counts an utterance that its cue divides ("“…,” she said. “…”") as one (Pareti 2015, 4.2.3), and so do the
layers and `stemma quotes`. A reader quotes and checks each of the quotations by itself, so in the record each has an
entry of its own.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec.structs import replace

from stemma.model import Attribution, Claim, Layers, Span

_OPENING, _CLOSING = '"“«„‘', '"”»’“'


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
    """The attribution, in several where its quotations are parted by more than blanks."""
    quotations = [[attribution.parts[0]]]
    for before, part in pairwise(attribution.parts):
        marks = text[part.start] in _OPENING and text[before.end - 1] in _CLOSING
        if marks and text[before.end : part.start].strip():
            quotations.append([part])
        else:
            quotations[-1].append(part)
    return [
        replace(
            attribution,
            id=attribution.id if n == 1 else f"{attribution.id}.{n}",
            content=Span(parts[0].article, parts[0].start, parts[-1].end),
            parts=tuple(parts),
        )
        for n, parts in enumerate(quotations, start=1)
    ]
