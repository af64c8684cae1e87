"""What reports hold, on a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """`text` without characters that would steer the terminal or turn the writing direction, a space for each."""
    return "".join(c if c.isprintable() else " " for c in text)
