"""Dating: the day each report was published, given or worked out, and every time expression placed on the calendar."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Layers, Noun, Publication, Time
from stemma.story.dating.times import place_all

__all__ = ["Dating", "date_story"]


class Dating(Noun, frozen=True, kw_only=True):
    """`published` holds a publication interval for each article id that has one; `times` all expressions, placed."""

    published: dict[str, Publication]
    times: tuple[Time, ...]


def date_story(layers: Sequence[Layers]) -> Dating:
    """Place all time expressions of a story and work out the days of publication its articles do not state."""
    published = {one.article.id: one.article.published for one in layers if one.article.published}
    times = [t for one in layers for t in place_all(one, published.get(one.article.id))]
    return Dating(published=published, times=tuple(times))
