"""Confided: what a report has on the word of sources whose names it keeps back.

Unnamed sources are brought in once, with the promise made to them ("two officials told this newspaper", "who asked not
to be named"), and then resumed by a noun or a pronoun ("one of the officials", "the diplomat", "they"). All that is
said on their word is the report's own find, not only the sentence that brings them in; so is all that stands in a
document the outlet has seen (Reuters Handbook of Journalism, "Sourcing"; AP News Values, "Anonymous sources").

What it gets wrong: an official who speaks in public after an unnamed one has been quoted, and is not named either.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set

from stemma.data import lines, members, words
from stemma.model import Attribution, Layers, Source, Token
from stemma.story.lineage.matching import Line


def confided(layers: Layers, of: Sequence[Line], own: Sequence[bool]) -> tuple[bool, ...]:
    """For each line whether it is told on the word of sources whose names the report keeps back, or from a document
    that its outlet has seen.

    Args:
        own: for each line whether it says that something was told to, or seen by, the report's own outlet.
    """
    read = _Reader(layers)
    said = [read.sources(line) for line in of]
    people: set[str] = set()
    papers: set[str] = set()
    promised = False
    opens = []
    for n, line in enumerate(of):
        nameless = [s for a, s in said[n] if read.nameless(a, s)]
        seen = [s for _, s in said[n] if s.type == "document" and own[n]]
        nameless += [s for s in seen if read.wording(s) & _person_nouns()]  # "a memo seen by X and two officials"
        promise = _promises(line.text)
        here = (
            promise
            or any(read.wording(s) & words("en/knowing.txt") for s in nameless)
            or (own[n] and (bool(nameless) or any(s.type == "outlet" for _, s in said[n])))
        )
        opens.append(here)
        found = read.people(line) if here else set[str]()
        people |= found
        promised |= promise and not found
        papers |= {w for s in seen for w in read.wording(s)} & members("en/source_nouns.toml", "document")
    out = []
    trusted = False  # whether the unnamed source brought in last is one that the report keeps
    for n, line in enumerate(of):
        held = False
        if papers and not own[n]:
            held |= read.about(line, papers)
        for a, s in said[n]:
            if s.type == "document":
                held |= read.definite(s) and bool(read.wording(s) & papers)
            elif read.nameless(a, s) and not read.in_public(line, a):
                resumed = bool(read.wording(s) & people) and (read.definite(s) or read.counted(s))
                if opens[n] or resumed or (promised and bool(read.wording(s) & words("en/kept_back.txt"))):
                    trusted = True
                elif not read.definite(s):
                    trusted = False
                held |= trusted
        if opens[n] and own[n]:
            trusted = True
        out.append(held)
    return tuple(out)


def _promises(text: str) -> bool:
    low = " ".join(text.lower().split())
    return any(phrase in low for phrase in lines("en/anonymity.txt"))


class _Reader:
    """Reads the sources of one report."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.starts = [t.start for t in layers.parse.tokens]
        self.named = [
            m.span
            for m in layers.mentions
            if m.kind == "person" and m.form in ("full", "short") and not _office(m.name)
        ]

    def sources(self, line: Line) -> list[tuple[Attribution, Source]]:
        """The sources on whose word a line stands."""
        return [(a, s) for a in self.layers.attributions if a.content.overlap(line.span) for s in a.sources]

    def nameless(self, a: Attribution, source: Source) -> bool:
        """Whether a source is a person without a name."""
        if source.type == "unnamed":
            return bool(self.wording(source) & _person_nouns()) or self._pronoun(source)
        if source.type != "named" or source.refers is not None or source.span is None:
            return False
        person = bool(self.wording(source) & (_person_nouns() | words("en/offices.txt")))
        return person and not any(at.overlap(source.span) for at in self.named)

    def people(self, line: Line) -> set[str]:
        """The nouns of people in a line, singular."""
        return {t.lemma.lower() for t in self._tokens(line.span.start, line.span.end)} & _person_nouns()

    def wording(self, source: Source) -> frozenset[str]:
        """The words of a source and of what it stands for, singular."""
        out = set()
        for at in (source.span, source.refers):
            if at is not None:
                out |= {t.lemma.lower() for t in self._tokens(at.start, at.end)}
        return frozenset(out)

    def definite(self, source: Source) -> bool:
        """Whether a source is one that was spoken of before ("the officials", "one of them", "both")."""
        at = source.span
        if at is None:
            return False
        first = bisect_left(self.starts, at.start)
        tokens = self.layers.parse.tokens[max(0, first - 1) : first + 1]  # the article may stand before the source
        return any(t.lemma.lower() in _definite() for t in (*tokens, *self._tokens(at.start, at.end)))

    def about(self, line: Line, papers: Set[str]) -> bool:
        """Whether a line tells something of a document that was spoken of before ("the memo, 23 pages long, was …")."""
        tokens = self._tokens(line.span.start, line.span.end)
        return any(
            t.lemma.lower() in papers and t.dep in ("nsubj", "nsubjpass") and t.pos == "NOUN"
            and any(d.lemma.lower() in _definite() for d in tokens[max(0, n - 2) : n])
            for n, t in enumerate(tokens)
        )  # fmt: skip

    def counted(self, source: Source) -> bool:
        return source.count is not None

    def in_public(self, line: Line, a: Attribution) -> bool:
        """Whether the words around what was said tell of a public setting."""
        tokens = self._tokens(line.span.start, line.span.end)
        around = {t.lemma.lower() for t in tokens if not any(p.start <= t.start < p.end for p in a.parts)}
        return bool(around & words("en/public_settings.txt"))

    def _pronoun(self, source: Source) -> bool:
        """Whether a source is no more than a pronoun or a number ("one of them", "both", "the second")."""
        at = source.span
        return at is not None and all(
            t.pos in ("DET", "PRON", "NUM", "ADP") or t.lemma.lower() in _definite()
            for t in self._tokens(at.start, at.end)
        )

    def _tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that begin in a stretch of the text."""
        return list(self.layers.parse.tokens[bisect_left(self.starts, start) : bisect_left(self.starts, end)])


def _office(name: str) -> bool:
    """Whether what was taken for a name is an office ("the Labour MP")."""
    return name.split()[-1:] != [] and name.split()[-1].lower() in words("en/offices.txt")


def _definite() -> frozenset[str]:
    return members("en/grammar.toml", "spoken_of_before")


def _person_nouns() -> frozenset[str]:
    nouns = words("en/kept_back.txt") | words("en/private_speakers.txt") | members("en/source_nouns.toml", "unnamed")
    return nouns - words("en/function_words.txt")
