"""Timeline: the days a story speaks of, in order, with what is reported of each."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Layers, Statement, Time, TimelineEntry


def order(
    layers: Sequence[Layers], times: Sequence[Time], statements: Sequence[Statement]
) -> tuple[TimelineEntry, ...]:
    """The timeline of a story, earliest first."""
    return ()
