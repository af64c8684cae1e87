"""Quotations: the stretches of a text between quotation marks, whatever the marks.

Straight, curly, guillemet and low marks are paired paragraph by paragraph with a stack. A mark that is opened and
never closed ends with its paragraph; where the next paragraph opens with the same mark, that is the typographer's
sign of a quotation that goes on (Chicago Manual of Style 13.32), and `continued` says so. An opening mark inside an
open quotation of the same kind means that the closing mark of the first was lost: the first then ends with the
sentence before. Apostrophes are told from single closing marks by what stands on either side.

Gets wrong: single straight marks around words that end in a plural possessive; inch and minute marks in tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from stemma.model import Noun

_OPEN = {"“": "”", "«": "»", "„": "“”", "‹": "›", "‘": "’", "‚": "‘’", "»": "«"}
_DOUBLE = frozenset('"“«„»')
_MARK = re.compile(r"''|``|[\"“”«»„‹›‘’‚']")


class Quotation(Noun, frozen=True, kw_only=True):
    """A quotation from its opening mark to behind its closing mark (or to where it was cut, when `closed` is
    False). `depth` is 0 outside all others; `double` when its marks are double; `continued` when the paragraph
    after it takes it up again."""

    start: int
    end: int
    depth: int
    double: bool
    closed: bool
    continued: bool = False

    def holds(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` lies between the marks."""
        return self.start <= start and end <= self.end


def find_quotations(text: str, paragraphs: Iterable[tuple[int, int]]) -> tuple[Quotation, ...]:
    """The quotations of a text, in order of their start, outer before inner.

    Args:
        paragraphs: the stretches ``[start, end)`` of `text` to look at, in order.
    """
    out: list[Quotation] = []
    stretches = list(paragraphs)
    for n, (start, end) in enumerate(stretches):
        following = text[stretches[n + 1][0] : stretches[n + 1][1]][:1] if n + 1 < len(stretches) else ""
        out.extend(_paragraph(text, start, end, following))
    return tuple(sorted(out, key=lambda q: (q.start, -q.end)))


def _paragraph(text: str, start: int, end: int, following: str) -> list[Quotation]:
    out: list[Quotation] = []
    stack: list[tuple[str, int]] = []

    def close(level: int, at: int, *, closed: bool, continued: bool = False) -> None:
        """Close the open quotation of `level` at `at`; what was opened inside it and not closed is dropped."""
        mark, opened = stack[level]
        del stack[level:]
        if at - opened > 1:
            out.append(
                Quotation(
                    start=opened,
                    end=at,
                    depth=level,
                    double=mark in _DOUBLE,
                    closed=closed,
                    continued=continued,
                )
            )

    for found in _MARK.finditer(text, start, end):
        at, mark = found.start(), '"' if found.group() in ("''", "``") else found.group()
        before = text[at - 1] if at > start else " "
        after = text[found.end()] if found.end() < end else " "
        level = _level_closed_by(stack, mark, before, after)
        if level is not None:
            close(level, found.end(), closed=True)
        elif _opens(mark, before, after, text, at, end):
            same = next((i for i, (m, _) in enumerate(stack) if m == mark), None)
            if same is not None:
                close(same, _last_sentence_end(text, stack[same][1], at), closed=False)
            stack.append((mark, at))
    doubles = [i for i, (m, _) in enumerate(stack) if m in _DOUBLE]
    if doubles:
        close(doubles[0], end, closed=False, continued=stack[doubles[0]][0] == following)
    return out


def _level_closed_by(stack: list[tuple[str, int]], mark: str, before: str, after: str) -> int | None:
    """The innermost open quotation that `mark` can close, or None."""
    for level in range(len(stack) - 1, -1, -1):
        opener = stack[level][0]
        if opener in "\"'":
            closes = mark == opener or (opener == '"' and mark == "”" and not before.isspace())
            if closes and before.isspace() and not after.isspace() and after.isalnum():
                closes = False
        else:
            closes = mark in _OPEN.get(opener, "") or (
                # the wrong mark in the right place: “so it ends," or “so it ends“
                opener == "“" and mark in '"“' and not before.isspace() and not after.isalnum()
            )
        if closes and mark in "'’‘" and after.isalnum():
            closes = False
        if closes:
            return level
    return None


def _opens(mark: str, before: str, after: str, text: str, at: int, end: int) -> bool:
    if after.isspace() and mark not in "“«„":
        return False
    free = not before.isalnum() and before not in ".,!?…%)"
    if mark in "“„‹‚":
        return not (mark == "“" and not free and after.isspace())
    if mark == "«":
        return True
    if mark in '"»':
        return free
    if mark == "‘" or mark == "'":
        if not free or not after.isalpha():
            return False
        closing = "’" if mark == "‘" else "'"
        return re.search(rf"[^\s]{closing}(?!\w)", text[at + 1 : end]) is not None
    return False


def _last_sentence_end(text: str, start: int, before: int) -> int:
    """Where the last sentence that ends in ``[start, before)`` ends; `before` stripped of space when none does."""
    stretch = text[start:before].rstrip()
    return start + len(stretch)
