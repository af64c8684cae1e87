"""The differences between reports, worst first, each reading with its reports and its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.model import Span, Variant
from stemma.publish.views.marking import Piece, marked
from stemma.publish.views.pointing import Context, Place, Pointer

_SEVERITY = {"high": 0, "medium": 1, "low": 2}
_KIND = (
    "conflict",
    "quote-altered",
    "quote-promoted",
    "attribution",
    "strengthened",
    "weakened",
    "wording",
    "update",
    "granularity",
    "spelling",
)
_COMPARED = {"quote-altered", "quote-promoted"}


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One version: its wording, who carries it, and where. `pieces` marks what differs from the first version."""

    text: str
    pieces: tuple[Piece, ...]
    reports: tuple[Place, ...]
    contexts: tuple[Context, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    id: str
    anchor: str
    kind: str
    severity: str
    slot: str
    explanation: str
    statement: str | None
    compared: bool
    readings: tuple[ReadingView, ...]
    confidence: float
    rule: str


def differences(pointer: Pointer) -> tuple[Difference, ...]:
    """All differences: by severity, kind, and how many reports they concern."""
    return tuple(_difference(v, pointer) for v in sorted(pointer.dossier.variants, key=_worst_first))


def _worst_first(v: Variant) -> tuple[int, int, int, str]:
    reports = {s.article for r in v.readings for s in r.at}
    kind = _KIND.index(v.kind) if v.kind in _KIND else len(_KIND)
    return (_SEVERITY.get(v.severity, 3), kind, -len(reports), v.id)


def _difference(v: Variant, pointer: Pointer) -> Difference:
    compared = v.kind in _COMPARED
    first = v.readings[0].text if v.readings else ""
    readings = []
    for n, r in enumerate(v.readings):
        pieces = marked(first, r.text) if compared and n else (Piece(r.text, "same"),)
        readings.append(ReadingView(r.text, pieces, pointer.one_each(r.at), _contexts(r.at, pointer)))
    return Difference(
        id=v.id,
        anchor=f"v-{v.id}",
        kind=v.kind,
        severity=v.severity,
        slot=v.slot,
        explanation=v.explanation,
        statement=v.statement,
        compared=compared,
        readings=tuple(readings),
        confidence=v.confidence,
        rule=v.rule,
    )


def _contexts(at: tuple[Span, ...], pointer: Pointer) -> tuple[Context, ...]:
    """The sentence of each place, one a report, in the order of the reports."""
    first: dict[str, Span] = {}
    for span in sorted(at):
        first.setdefault(span.article, span)
    return tuple(pointer.context(s) for s in sorted(first.values(), key=pointer.order))
