"""The foot of a page: what stands below the last sentence of the report."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from stemma.article.days import find_days
from stemma.article.furniture.lines import Line, named
from stemma.article.furniture.names import outlet_like, without_legal_form
from stemma.model import FurnitureKind

_SINCE = re.compile(r"\b(?:since|est\.?|established|founded)(?: in)? \d{4}$", re.IGNORECASE)


def tail_start(lines: Sequence[Line], besides: Container[int] = frozenset()) -> int:
    """The number of the first line below the last that reads as running text, those that start at `besides` aside."""
    return max((n + 1 for n, line in enumerate(lines) if line.prose and line.start not in besides), default=0)


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


def find_slogan(lines: Sequence[Line], plates: Sequence[str] = ()) -> Line | None:
    """The line of a foot that is an outlet's name and its motto ("Harbour Gazette - first with the tides") or how old
    it is ("Harbour Gazette – independent since 1871"). `lines` are those of the foot that are not marked yet,
    `plates` the nameplates of the page: a name that is none by its form can be one of theirs."""
    own = [words(plate) for plate in plates]
    for line in lines:
        name, dash, motto = next(
            (p for d in (" - ", " – ", " — ", ": ", " | ") if (p := line.text.partition(d))[1]), ("", "", "")
        )
        if not dash or line.closed or len(line.words) > 14:
            continue
        aged = _SINCE.search(motto) is not None
        if not aged and (re.search(r"\d{4}", line.text) or not motto[:1].islower()):
            continue
        known = any(words(name) and plate[: len(words(name))] == words(name) for plate in own)
        if 1 <= len(name.split()) <= 4 and named(name.split()) and (known or outlet_like(name)):
            return line
    return None


def words(name: str) -> list[str]:
    """The words of a name for comparing, an article and a legal form left out."""
    return re.findall(r"\w+", re.sub(r"^the\s+", "", without_legal_form(name).casefold()))
