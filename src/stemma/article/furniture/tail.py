"""The foot of a page: what stands below the last sentence of the report."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from functools import cache

from stemma import data
from stemma.article.days import find_days
from stemma.article.furniture.lines import Line, named
from stemma.article.furniture.names import letters, outlet_like, without_legal_form
from stemma.model import FurnitureKind

_REPORT, _LEFT = 3, 14
"""Sentences a report has at least before a line below them counts as left over, and the words such a line has at
most."""

_ABOVE, _BYLINE = 8, 14
"""Lines at the start among which the author is named, and the words such a line has at most."""

_COLOPHON = re.compile(
    r"((?:The )?[A-ZÀ-Þ][\w&’'-]+(?: (?:of |the |and |& )?[A-ZÀ-Þ][\w&’'-]+){0,5}) is "
    r"(?:(?:owned|edited|printed|produced)(?:,? and)? )?(?:published|produced|edited|printed|(?:an? |the )[\w -]{0,40}"
    r"(?:publication|newspaper|newsletter|magazine|site|website) of)(?: \w+)? (?:by )?.{2,200}"
)
_BIO = re.compile(
    r"([A-ZÀ-Þ][\w’'.-]+(?: [A-ZÀ-Þ][\w’'.-]+){1,3}) (?:is|was|works as|covers|reports|writes)\b[^.]{0,80}"
    rf"\b(?:{'|'.join(map(re.escape, data.table('en/masthead.toml')['posts']))}|covers|covering|reports|writes)\b",
)
_SINCE = re.compile(r"\b(?:since|est\.?|established|founded)(?: in)? \d{4}$", re.IGNORECASE)


def tail_start(lines: Sequence[Line], besides: Container[int] = frozenset()) -> int:
    """The number of the first line below the last that reads as running text, those that start at `besides` aside."""
    return max((n + 1 for n, line in enumerate(lines) if line.prose and line.start not in besides), default=0)


def closing_lines(lines: Sequence[Line], matches: Callable[[str], object]) -> set[int]:
    """Where the lines start that close a page although they read as sentences ("Call our desk on 0555 010 7788."):
    those that match, from the last upward, up to the first that is reporting."""
    out: set[int] = set()
    for line in reversed(lines):
        if matches(line.text):
            out.add(line.start)
        elif line.prose:
            break
    return out if len(out) < len(lines) else set()


def find_colophon(lines: Sequence[Line], last: int, plates: Sequence[str] = ()) -> Line | None:
    """The line below the last sentence that says who publishes the page ("The Harbour Gazette is published by Ness
    Press Ltd."), or that sentence itself; its name must be an outlet's by its form, or stand above the page. `last` is
    the number of the last line that reads as running text."""
    own = [words(plate) for plate in plates]
    for line in lines[last:]:
        if (found := _COLOPHON.fullmatch(line.text)) and (outlet_like(found[1]) or words(found[1]) in own):
            return line
    return None


def find_bio(lines: Sequence[Line], last: int) -> Line | None:
    """The line below the last sentence, or that sentence itself, that says who its author is ("Ada Holm is a reporter
    for the Gazette."): of a person who signs above the report and is not spoken of in it."""
    for line in lines[last:]:
        found = _BIO.match(line.text)
        if found is None or len(line.text) > 400:
            continue
        surname = rf"\b{re.escape(found[1].split()[-1])}\b"
        named_in = [other for other in lines if other is not line and re.search(surname, other.text)]
        above = [other for other in lines[:_ABOVE] if not other.closed and len(other.words) <= _BYLINE]
        if len(named_in) == 1 and found[1] in named_in[0].text and named_in[0] in above:
            return line
    return None


def linked_list(
    lines: Sequence[Line], marks: Mapping[tuple[int, int], tuple[FurnitureKind, str]], tail: int
) -> list[Line]:
    """The titles of other reports that a foot lists below a heading ("Related stories", "Most read:"): lines in a row
    that no full stop closes; and the points of a list below a call to subscribe."""
    out: list[Line] = []
    listing = offered = False
    for line in lines[tail:]:
        mark = marks.get((line.start, line.end))
        if mark:
            listing, offered = mark[0] == "related" and len(line.words) <= 4, mark[0] == "follow"
            continue
        point = offered and line.text.startswith(("- ", "• ", "* "))
        linked = listing and not line.closed and 3 <= len(line.words) <= 20 and not find_days(line.text)
        if point or linked:
            out.append(line)
        else:
            listing = False
    return out


def leftovers(
    lines: Sequence[Line], marks: Mapping[tuple[int, int], tuple[FurnitureKind, str]], tail: int
) -> list[Line]:
    """Lines of the foot that nothing but their place tells: a few words that no full stop closes, below the last
    sentence of a report, where headings of reporting do not stand because nothing follows. What may be the report's
    own stays: a day, a name, a credit, something said, points of a list, a line that goes on in the next."""
    if sum(line.prose for line in lines[:tail]) < _REPORT:
        return []
    out: list[Line] = []
    for n, line in enumerate(lines[tail:], tail):
        if (line.start, line.end) in marks:
            continue
        if line.text.endswith(":"):  # what is listed below it is the report's
            break
        after = lines[n + 1] if n + 1 < len(lines) else None
        if _own_words(line) or (after and (after.text[0].islower() or (after.closed and not after.gap))):
            continue
        before = lines[n - 1]
        if before.closed or before in out or any(start == before.start for start, _ in marks):
            out.append(line)
    return out


def _own_words(line: Line) -> bool:
    """Whether a line of a foot may be the report's own."""
    text = line.text
    if line.closed or len(line.words) > _LEFT or not (text[0].isupper() or text[0] in "«←"):
        return True
    if find_days(text) or named(line.words) or re.search(r"[“”\"]", text):
        return True
    known = data.table("outlets.toml")
    agencies = {name for kind in ("agency", "state media") for name in known[kind]["names"]}
    return bool(_credit_words().search(text)) or any(word.strip("()[],.;") in agencies for word in line.words)


@cache
def _credit_words() -> re.Pattern[str]:
    """Words of a line that says where a report comes from, or that somebody speaks."""
    words = data.table("en/furniture.toml")["own_words"]["words"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)


def find_slogan(lines: Sequence[Line], plates: Sequence[str] = (), homes: Container[str] = ()) -> Line | None:
    """The line of a foot that is an outlet's name and its motto ("Harbour Gazette - first with the tides") or how old
    it is ("Harbour Gazette – independent since 1871"). `lines` are those of the foot that are not marked yet,
    `plates` the nameplates of the page, `homes` the letters of its addresses: a name that is none by its form can be
    one of theirs."""
    own = [words(plate) for plate in plates]
    initials = {found[1] for plate in plates if (found := re.search(r"\(([A-ZÀ-Þ]{2,8})\)$", plate))}
    for line in lines:
        name, dash, motto = next(
            (p for d in (" - ", " – ", " — ", ": ", " | ") if (p := line.text.partition(d))[1]), ("", "", "")
        )
        if not dash or line.closed or len(line.words) > 14:
            continue
        aged = _SINCE.search(motto) is not None
        known = (
            any(words(name) and plate[: len(words(name))] == words(name) for plate in own)
            or name in initials
            or letters(name) in homes
        )
        # A motto in capitals ("KPA - Truth and Speed") is told from a headline only by the page's own name.
        if not aged and (re.search(r"\d{4}", line.text) or not (motto[:1].islower() or (known and len(motto) < 60))):
            continue
        if 1 <= len(name.split()) <= 4 and named(name.split()) and (known or outlet_like(name)):
            return line
    return None


def words(name: str) -> list[str]:
    """The words of a name for comparing, an article and a legal form left out."""
    return re.findall(r"\w+", re.sub(r"^the\s+", "", without_legal_form(name).casefold()))
