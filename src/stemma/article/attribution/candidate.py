"""The candidate: content, cue and source as some proposer sees them, before parts, kind, types and chains are known.

Proposers (clause rules, quotation rules, a trained tagger) all hand over candidates; everything after works on any.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stemma.model import Noun, Span
from stemma.nlp.spans import SpanIndex


class Candidate(Noun, frozen=True, kw_only=True):
    """A proposed attribution. `content` and `source` may be of several pieces, in text order; `source` is empty
    when nobody is named. `head` is the token that carries the cue (None for a mark such as a colon); `rivals` the
    rules that proposed other contents for the same cue; `plain` marks reported speech of the plainest form. `verbatim`
    when the form of the page says that the content is in the source's words, quotation marks or none; `speaker` whom a
    label that is the source stands for."""

    content: tuple[Span, ...]
    cue: Span | None
    source: tuple[Span, ...]
    rule: str
    head: int | None = None
    confidence: float = 0.0
    rivals: tuple[str, ...] = ()
    plain: bool = False
    verbatim: bool = False
    speaker: Span | None = None

    @property
    def whole(self) -> Span:
        """From the first character of the content to its last."""
        return Span(self.content[0].article, self.content[0].start, self.content[-1].end)


class ByContent:
    """Candidates by the places of their contents: which of them stand where another does."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._index = SpanIndex((span, n) for n, c in enumerate(candidates) for span in c.content)

    def over(self, spans: Iterable[Span]) -> list[int]:
        """The numbers, in order, of the candidates whose content shares a character with one of `spans`."""
        return sorted({n for span in spans for n in self._index.over(span)})


def shared(one: tuple[Span, ...], other: tuple[Span, ...]) -> int:
    """The number of characters two contents share."""
    return sum(a.overlap(b) for a in one for b in other)


def size(spans: tuple[Span, ...]) -> int:
    return sum(s.end - s.start for s in spans)


def likeness(one: tuple[Span, ...], other: tuple[Span, ...]) -> float:
    """Intersection over union of two contents by characters."""
    common = shared(one, other)
    return common / (size(one) + size(other) - common) if common else 0.0
