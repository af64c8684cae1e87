"""Described: a medium that a report gives as its source without a name ("according to local radio").

The collection may hold one report of a medium of that kind, not younger, that states what is said there: then that is
meant. Where several are of the kind, or none states it, nothing is said. Questions put to somebody ("the state agency
says …?") and answers to the press rest on nothing.

What it gets wrong: a second station of the place, which is not in the collection.
"""

from __future__ import annotations

import re
from functools import cache

from stemma.data import table
from stemma.model import Noun, Span
from stemma.story.lineage.direction import by_time
from stemma.story.lineage.retelling import Fact
from stemma.story.lineage.web import LOOSE, Web

_HEAD = 120  # characters of the first line, where a page says what it is
_ASKED = 4  # questions from which a report is an interview
_WORDS = 3  # words of content that a matching line must have


class Described(Noun, frozen=True, kw_only=True):
    """`child` gives `parent` as its source at `span`, without its name."""

    child: str
    parent: str
    span: Span
    facts: tuple[Fact, ...]


def described(web: Web, child: str) -> list[Described]:
    """The reports of the collection that a report describes as its sources."""
    lines = web.matching.lines[child]
    if web.facts.speaks_of_the_press(child) or sum(x.text.rstrip().endswith("?") for x in lines) >= _ASKED:
        return []
    out = []
    for n, line in enumerate(lines):
        for kind, wording in _wordings().items():
            found = wording.search(line.text)
            if found is None or web.own[child][n]:
                continue
            span = Span(child, line.span.start + found.start(), line.span.start + found.end())
            near = {i: facts for i in _of_kind(web, child, kind) if (facts := _states(web, child, i, n)) is not None}
            if len(near) == 1:
                parent, facts = next(iter(near.items()))
                out.append(Described(child=child, parent=parent, span=span, facts=facts))
    return out


def _of_kind(web: Web, child: str, kind: str) -> list[str]:
    """The reports of media of a kind, not known to be younger, by the outlet's name and the head of the page."""
    shown = re.compile(rf"\b(?:{'|'.join(map(re.escape, table('en/described_media.toml')[kind]['shown_by']))})\b")
    out = []
    for i in web.ids:
        article = web.layers[i].article
        if i == child or article.outlet is None or by_time(web.layers[child].article, article) == 1:
            continue
        nameplate = article.text[:_HEAD].partition("\n")[0]
        if nameplate == (article.title or nameplate) or nameplate[-1:] in ".!?":
            nameplate = ""
        if shown.search(f"{article.outlet.name} {nameplate}".lower()) and not web.one_house(i, child):
            out.append(i)
    return out


def _states(web: Web, child: str, parent: str, n: int) -> tuple[Fact, ...] | None:
    """What line `n` of a report has in common with another; None where that does not state it."""
    if facts := web.facts.shared(child, parent, [n]):
        return tuple(facts)
    for m in web.matching.matches(child, parent, LOOSE):
        if m.child == n and len(web.matching.lines[parent][m.parent].content) >= _WORDS:
            return ()
    return None


@cache
def _wordings() -> dict[str, re.Pattern[str]]:
    return {
        kind: re.compile(
            rf"\b(?i:{'|'.join(map(re.escape, sorted(entry['wordings'], key=lambda w: (-len(w), w))))})\b"
            r"(?!\s[A-Z])(?!['’]s)",
        )
        for kind, entry in table("en/described_media.toml").items()
    }
