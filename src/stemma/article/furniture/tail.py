"""The foot of a page: what stands below the last sentence of the report."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from stemma.article.days import find_days
from stemma.article.furniture.lines import Line, named
from stemma.article.furniture.names import outlet_like
from stemma.model import FurnitureKind


def tail_start(lines: Sequence[Line]) -> int:
    """The number of the first line below the last that reads as running text."""
    return max((n + 1 for n, line in enumerate(lines) if line.prose), default=0)


def linked_list(
    lines: Sequence[Line], marks: Mapping[tuple[int, int], tuple[FurnitureKind, str]], tail: int
) -> list[Line]:
    """The titles of other reports that a foot lists below a heading ("Related stories", "Most read:"): lines in a row
    that no full stop closes."""
    out: list[Line] = []
    listing = False
    for line in lines[tail:]:
        mark = marks.get((line.start, line.end))
        if mark:
            listing = mark[0] == "related" and len(line.words) <= 4
        elif listing and not line.closed and 3 <= len(line.words) <= 20 and not find_days(line.text):
            out.append(line)
        else:
            listing = False
    return out


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
