"""Telling: the sentence by which a variant is told to a reader who has not read the reports.

It says what differs, in which words, and which reports have it so: by name where they are one or two.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from stemma.model import Reading, Span
from stemma.story.variants.collation import Collation

_SENTENCES = 60  # words of a reading that is shown whole
_CLAUSE = 25  # words of a clause that is shown whole
_LEAST = 4  # words of a clause that tells a reader anything
_AROUND, _SHOWN = 3, 20  # words around a difference between two quotations, and at most


def in_words(count: int) -> str:
    """A number in words where a style guide wants words."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[count] if count < len(words) else str(count)


def reports(count: int) -> str:
    """ "one report", "three reports"."""
    return f"{in_words(count)} report{'' if count == 1 else 's'}"


def in_reports(reading: Reading, collation: Collation) -> str:
    """ "the Courier", "the Courier and the Post", "the Courier and two other reports": where a reading stands."""
    return named(dict.fromkeys(s.article for s in reading.at), collation)


def named(articles: Sequence[str] | dict[str, None], collation: Collation) -> str:
    """Reports by name where they are one or two, else the first and how many more."""
    names = list(dict.fromkeys(collation.outlet(a) for a in articles))
    if len(articles) == 2 == len(names):
        return f"{names[0]} and {names[1]}"
    others = len(articles) - 1
    return names[0] + (f" and {reports(others).replace('report', 'other report')}" if others else "")


def naming(readings: Sequence[Reading], collation: Collation) -> str:
    """ "The Courier and two other reports name X; the Post names Y": who names whom, most first."""
    order = sorted(readings, key=lambda r: -len({s.article for s in r.at}))
    verbs = ("names" if len({s.article for s in r.at}) == 1 else "name" for r in order)
    return "; ".join(f"{in_reports(r, collation)} {v} {one_line(r.text)}" for r, v in zip(order, verbs, strict=True))


def quoted(readings: Sequence[Reading], collation: Collation) -> str:
    """ "“X” in the Courier; “Y” in the Post": each reading as worded, in the order given; "“X”; “Y”, both in the Post"
    where one report has them all."""
    told = [f"“{shown(r.text)}”" for r in readings]
    if len({s.article for r in readings for s in r.at}) == 1:
        return "; ".join(told) + f", {'both' if len(told) == 2 else 'all'} in {in_reports(readings[0], collation)}"
    return "; ".join(f"{t} in {in_reports(r, collation)}" for t, r in zip(told, readings, strict=True))


def counted(readings: Sequence[Reading], collation: Collation) -> str:
    """The same, the reading of most reports first."""
    return quoted(sorted(readings, key=lambda r: -len({s.article for s in r.at})), collation)


def shown(text: str, most: int = _SENTENCES) -> str:
    """A stretch as it is shown: in one line, without the "that" it hangs on, its end left out where it is long."""
    words = one_line(text).removeprefix("that ").split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def one_line(text: str) -> str:
    return " ".join(text.split()).strip(" ,;")


def clause(span: Span, collation: Collation) -> str:
    """The clause a stretch stands in, so that a reader sees what is told, its end left out where it is long; "" where
    it tells no more than the stretch."""
    holding = [c for c in collation.layers[span.article].claims if c.span.contains(span)]
    for c in sorted(holding, key=lambda c: (c.span.end - c.span.start, c.id)):
        if len((text := collation.text(c.span)).split()) >= _LEAST:
            return shown(text, _CLAUSE)
    return ""


def about(readings: Sequence[Reading], collation: Collation) -> str:
    """ " (“the clause of the first place”)": what the readings are of."""
    for r in readings:
        for s in r.at:
            if (shown := clause(s, collation)) and shown != one_line(collation.text(s)):
                return f" (“{shown}”)"
    return ""


def difference(first: str, second: str) -> tuple[str, str]:
    """Where two versions of a quotation part most, with a few words around: "… are not ready to accept …"."""
    x, y = one_line(first).split(), one_line(second).split()
    plain = [["".join(c for c in w if c.isalnum()).casefold() for w in side] for side in (x, y)]
    steps = list(Indel.opcodes(*plain))
    same = [n for n, s in enumerate(steps) if s.tag == "equal" and s.src_end - s.src_start >= _AROUND]
    inner = [s for s in steps[same[0] : same[-1] + 1] if s.tag != "equal"] if same else []
    stretches: list[list[int]] = []
    for s in inner or [
        s for s in steps if s.tag != "equal"
    ]:  # beyond what both have, one may only be the longer excerpt
        if stretches and s.src_start - stretches[-1][1] <= _AROUND and s.dest_start - stretches[-1][3] <= _AROUND:
            stretches[-1][1], stretches[-1][3] = s.src_end, s.dest_end
        else:
            stretches.append([s.src_start, s.src_end, s.dest_start, s.dest_end])
    if not stretches:
        return _cut(x, 0, len(x)), _cut(y, 0, len(y))
    most = max(stretches, key=lambda d: d[1] - d[0] + d[3] - d[2])
    return _cut(x, most[0] - _AROUND, most[1] + _AROUND), _cut(y, most[2] - _AROUND, most[3] + _AROUND)


def _cut(words: Sequence[str], start: int, end: int) -> str:
    start, end = max(0, start), min(len(words), end)
    if end - start > _SHOWN:
        end = start + _SHOWN
    return ("… " if start else "") + " ".join(words[start:end]).rstrip(",.;") + (" …" if end < len(words) else "")
