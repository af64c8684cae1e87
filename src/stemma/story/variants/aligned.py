"""Aligned: which statements a stretch of a report tells, be it a claim or a detail inside one."""

from __future__ import annotations

from stemma.model import Span
from stemma.story.variants.collation import Collation


def statements_at(span: Span, collation: Collation) -> frozenset[str]:
    """The statements whose claims hold a stretch of text."""
    held = collation.once("statements of stretches", lambda: _held(collation))
    return frozenset(s for whole, s in held.get(span.article, ()) if whole.contains(span))


def _held(collation: Collation) -> dict[str, list[tuple[Span, str]]]:
    out: dict[str, list[tuple[Span, str]]] = {}
    for article, layers in collation.layers.items():
        told = (*layers.claims, *layers.details)
        out[article] = [(c.span, collation.statement_of[c.id]) for c in told if c.id in collation.statement_of]
    return out
