"""Dating: the day each report was published, given or worked out, and every time expression placed on the calendar."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Layers, Noun, Publication, Time


class Dating(Noun, frozen=True, kw_only=True):
    """`published` holds a publication interval for each article id that has one; `times` all expressions, placed."""

    published: dict[str, Publication]
    times: tuple[Time, ...]


def date_story(layers: Sequence[Layers]) -> Dating:
    """Place all time expressions of a story and work out the days of publication its articles do not state."""
    return Dating(published={}, times=())
