"""The lines of a page with their places, as furniture and masthead look at them."""

from __future__ import annotations

import re
from typing import NamedTuple

from stemma import data

_STOP = re.compile(r"[.!?…。؟][\"'”’»)\]]*$|[\"”»]$")
_FULL_STOP = re.compile(r"[.…。][\"'”’»)\]]*$")


class Line(NamedTuple):
    """``text[start:end]`` of the article, white space at both ends left out; `gap` when an empty line stands before."""

    start: int
    end: int
    text: str
    gap: bool

    @property
    def words(self) -> list[str]:
        return self.text.split()

    @property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return _STOP.search(self.text[-6:]) is not None

    @property
    def prose(self) -> bool:
        """Whether it reads as a sentence or more of running text."""
        if len(self.text) > 240:
            return True
        full_stop = _FULL_STOP.search(self.text[-6:]) is not None
        return len(self.words) >= 7 and (full_stop or (self.closed and len(self.text) > 120))


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that hold anything."""
    out: list[Line] = []
    last_end = 0
    for match in re.finditer(r"[^\n]+", text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped)
            out.append(
                Line(start, start + len(stripped), stripped, "\n\n" in re.sub(r"[^\S\n]", "", text[last_end:start]))
            )
            last_end = start + len(stripped)
    return out


def named(words: list[str]) -> bool:
    """Whether words are written as a name: each with a capital or a digit first, connectors aside."""
    own = [w for w in words if w.casefold() not in data.words("small_words.txt")]
    return bool(own) and all(_initial(w) for w in own)


def _initial(word: str) -> bool:
    first = next((c for c in word if c.isalnum()), "")
    return first.isupper() or first.isdigit() or (first.isalpha() and first.lower() == first.upper())
