"""What changed between two wordings, word by word.

The alignment is rapidfuzz's Levenshtein over words (Levenshtein 1966), compared without case, and without punctuation
and quotation marks around them, so that only words that differ are marked. A word moved is shown as left out in one
place and put in at another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_PLAIN = str.maketrans("’‘ʼ‐‑", "'''--")

Change = Literal["same", "added", "missing"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a wording: the same as in the first, added to it, or missing from it."""

    text: str
    change: Change


def marked(first: str, other: str) -> tuple[Piece, ...]:
    """`other` with its differences from `first`: what it adds stays in place, what it lacks is put in as missing."""
    from rapidfuzz.distance import Levenshtein

    a, b = _words(first), _words(other)
    pieces: list[Piece] = []
    for step in Levenshtein.opcodes([_bare(w) for w in a], [_bare(w) for w in b], processor=None):
        if step.tag == "equal":
            _add(pieces, "".join(b[step.dest_start : step.dest_end]), "same")
            continue
        if step.src_end > step.src_start:
            _add(pieces, "".join(a[step.src_start : step.src_end]), "missing")
        if step.dest_end > step.dest_start:
            _add(pieces, "".join(b[step.dest_start : step.dest_end]), "added")
    return tuple(pieces)


def _add(pieces: list[Piece], text: str, change: Change) -> None:
    """Append `text`, its outer white space left outside the mark."""
    core = text.strip()
    if change == "same" or not core:
        pieces.append(Piece(text, "same"))
        return
    before, _, after = text.partition(core)
    if before:
        pieces.append(Piece(before, "same"))
    elif pieces and not pieces[-1].text[-1:].isspace():
        pieces.append(Piece(" ", "same"))
    pieces.append(Piece(core, change))
    pieces.append(Piece(after or " ", "same"))


def _words(text: str) -> list[str]:
    return re.findall(r"\s*\S+\s*", text)


def _bare(word: str) -> str:
    word = word.translate(_PLAIN)
    return re.sub(r"^\W+|\W+$", "", word).casefold() or word.strip()
