"""The foot of a page: what stands below the last sentence of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.article.furniture.lines import Line, named
from stemma.article.furniture.names import outlet_like


def tail_start(lines: Sequence[Line]) -> int:
    """The number of the first line below the last that reads as running text."""
    return max((n + 1 for n, line in enumerate(lines) if line.prose), default=0)


def find_slogan(lines: Sequence[Line]) -> Line | None:
    """The line of a foot that is an outlet's name and its motto ("Harbour Gazette - first with the tides"). `lines` are
    those of the foot that are not marked yet."""
    for line in lines:
        name, dash, motto = next(
            (p for d in (" - ", " – ", " — ", ": ") if (p := line.text.partition(d))[1]), ("", "", "")
        )
        if not dash or line.closed or len(line.words) > 14 or re.search(r"\d{4}", line.text):
            continue
        words = name.split()
        if 1 <= len(words) <= 4 and named(words) and outlet_like(name) and motto[:1].islower():
            return line
    return None
