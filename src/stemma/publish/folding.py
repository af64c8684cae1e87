"""Reprints left out of the counts a reader sees: wire copy that many outlets print is one voice.

The record keeps both counts (`folded` beside the others); this puts the folded ones in the place of the others.
"""

from __future__ import annotations

from stemma.publish.record import Record


def without_reprints(record: Record) -> Record:
    """The record with every count as if each text that was printed again had been printed once."""
    story = record["story"]
    return record | {
        "story": story | {"counts": _folded(story["counts"])},
        "statements": [_folded(s) for s in record["statements"]],
    }


def _folded(counted: Record) -> Record:
    return counted | (counted.get("folded") or {})
