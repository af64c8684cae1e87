"""Interviewed: whom a page says that its interview is with, from its introduction and its first question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from stemma.article.attribution.sources import Sourcing
from stemma.article.names.lexicon import is_courtesy
from stemma.data import members, words
from stemma.model import Mention, Noun, Span

_TURNS = "en/turns.toml"
_CALLED = 20  # characters at the start of a question in which it can call somebody by name
INTRODUCTION = 8  # paragraphs in which an interview is announced


class Block(Noun, frozen=True, kw_only=True):
    """A paragraph of a page, with the label it begins with."""

    start: int
    text: str
    key: str = ""
    label: tuple[int, int] | None = None

    @property
    def said(self) -> int:
        """Where the words begin behind a label."""
        return self.label[1] if self.label else self.start

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def interviewed(page: Sequence[Block], sourcing: Sourcing, *, announced: bool = False) -> Span | None:
    """Whom the introduction announces an interview with: the only person it names, the only one in its headline or
    beside the announcement, the only one with an office, or the one it names far more often than anybody else.

    Args:
        announced: whether the form of the page has announced it already.
    """
    telling = [b for b in page[:INTRODUCTION] if announces(b.text)]
    if not page or not (telling or announced):
        return None
    reporter = sourcing.article.byline_span
    people = [m for m in people_named(sourcing, page[-1].end) if reporter is None or not m.span.overlap(reporter)]
    people = [m for m in people if not _by_line(m, sourcing)]
    in_full = {_surname(m) for m in people if " " in m.name}
    people = [m for m in people if _surname(m) in in_full] or people  # a lone name may be none of a person's
    beside = [m for b in telling for m in people if b.start <= m.span.start < b.end]
    title = sourcing.article.title_span
    headline = [m for m in people if title and m.span.overlap(title)]
    in_office = [m for m in people if _holds_office(m, sourcing)]
    for few in (people, headline, beside, in_office, _named_most(people)):
        if len({_surname(m) for m in few}) == 1:
            return next(m.span for m in people if _surname(m) == _surname(few[0]))
    return None


def _named_most(people: Sequence[Mention]) -> list[Mention]:
    """The mentions of the person who is named twice as often as the next."""
    ranked = Counter(_surname(m) for m in people).most_common(2)
    first = len(ranked) == 2 and ranked[0][1] >= 2 * ranked[1][1]
    return [m for m in people if first and _surname(m) == ranked[0][0]]


def _holds_office(mention: Mention, sourcing: Sourcing) -> bool:
    """Whether a person is named with more than a form of address, and not as a reporter."""
    told = {w.casefold() for w in sourcing.text(mention.role).split() if not is_courtesy(w)} if mention.role else set()
    return bool(told) and not told & members("en/source_nouns.toml", "reporter")


def announces(text: str) -> bool:
    """Whether a paragraph says that an interview follows."""
    low = text.casefold()
    return bool(set(re.findall(r"[\w&]+", low)) & members(_TURNS, "announcing")) or any(
        p in low for p in members(_TURNS, "spoke_to_us")
    )


def last_to_speak(before: int, sourcing: Sourcing) -> Span | None:
    """The last person named before a place who says something there."""
    tree = sourcing.tree
    for mention in reversed(people_named(sourcing, before)):
        subject = next((t for t in tree.within(mention.span) if tree.tokens[t].dep == "nsubj"), None)
        if subject is not None and tree.tokens[tree.tokens[subject].head].lemma in words("en/reporting_verbs.txt"):
            return mention.span
    return None


def called_by_name(block: Block, sourcing: Sourcing) -> Span | None:
    """Whom a question calls by name, as the report has named the person in full ("Dr Holm, you left in May. Why?")."""
    called = [
        m for m in sourcing.mentions if block.start <= m.span.start < block.start + _CALLED and m.kind == "person"
    ]
    if not called or sourcing.article.text[called[0].span.end : called[0].span.end + 1] != ",":
        return None
    known = [m for m in people_named(sourcing, block.start) if _surname(m) == _surname(called[0])]
    return (known or called)[0].span


def _by_line(mention: Mention, sourcing: Sourcing) -> bool:
    """Whether a person is named as who writes or asks ("By Ada Holm", "Interview: Ada Holm")."""
    line = sourcing.article.text[max(0, mention.span.start - 20) : mention.span.start]
    return re.search(r"(?:\b[Bb]y|\b(?:[Ii]nterview|[Tt]ext|[Ww]ords|[Qq]uestions)(?: by)?:?)\s+$", line) is not None


def people_named(sourcing: Sourcing, before: int) -> list[Mention]:
    return [m for m in sourcing.mentions if m.kind == "person" and m.form in ("full", "short") and m.span.end <= before]


def _surname(mention: Mention) -> str:
    return mention.name.split()[-1].casefold()
