"""Occasions: what a speaker goes on to say on an occasion that an outlet gave it to the world.

A report that brings in a speaker through an outlet ("told the Courier", "in an interview the Courier published") goes
on with "she added", "Holm said": all of that comes through the outlet too, though the report does not say it again.
After an interview the occasion lasts until another is named; after "told the Courier" only while nobody else speaks.
Another occasion is a public setting, another relay, a day or a place of its own, or the report's own reporters (Reuters
Handbook of Journalism, "Sourcing": every source with its setting).

Gets wrong: a second statement of the same speaker of which the report does not say where it was made.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.article.attribution.candidate import Candidate
from stemma.article.attribution.sources import Sourcing
from stemma.data import lines, members, words
from stemma.model import Noun, Source
from stemma.nlp.tree import Tree

_NEAR = 1200  # characters within which "told the Courier" lasts


class Occasion(Noun, frozen=True, kw_only=True):
    """A speaker, the relays through which it was heard, whether it was an interview, and where the cue that brought it
    in ends."""

    speaker: Source
    through: tuple[Source, ...]
    interview: bool
    end: int


class Occasions:
    """The occasion that is open while the sources of a report are read in their order."""

    def __init__(self, tree: Tree, sourcing: Sourcing) -> None:
        self.tree, self.sourcing = tree, sourcing
        self.open: Occasion | None = None

    def read(self, candidate: Candidate, spoken: Sequence[Source], links: Sequence[Source]) -> tuple[Source, ...]:
        """The relays an attribution has from the occasion that is open; opens and closes occasions as it reads.

        Args:
            links: the relays the attribution names itself.
        """
        if len(spoken) != 1:
            self.open = None if self.open and not self.open.interview else self.open
            return ()
        speaker, at = spoken[0], candidate.cue or candidate.whole
        if links:
            press = tuple(s for s in links if s.type in ("outlet", "agency", "state media"))
            if press and speaker.type in ("named", "unnamed"):
                self.open = Occasion(
                    speaker=speaker, through=tuple(links), interview=self._in_interview(candidate), end=at.end
                )
            elif self.open and self._same(speaker):
                self.open = None
            return ()
        if self.open is None:
            return ()
        if not self._same(speaker):
            if not self.open.interview:
                self.open = None
            return ()
        if self._elsewhere(candidate) or (not self.open.interview and abs(at.start - self.open.end) > _NEAR):
            self.open = None
            return ()
        return self.open.through

    def _same(self, speaker: Source) -> bool:
        """Whether a source is the speaker of the open occasion: one place, one last name, or a noun of its wording."""
        assert self.open is not None
        known = self.open.speaker
        here, there = speaker.refers or speaker.span, known.refers or known.span
        if here is None or there is None:
            return False
        if here.overlap(there):
            return True
        ours, theirs = self._surname(speaker), self._surname(known)
        if ours or theirs:
            if ours and theirs:
                return ours == theirs
            if ours:
                return False
        plain = self.sourcing.text(here).lower().split()
        head = self.sourcing.head(here)
        if head is None or self.tree.tokens[head].pos != "NOUN" or (plain[0] not in ("the", "this") and len(plain) > 1):
            return False
        wording = {
            self.tree.tokens[t].lemma.lower() for s in (known.span, known.refers) if s for t in self.tree.within(s)
        }
        return self.tree.tokens[head].lemma.lower() in wording

    def _surname(self, source: Source) -> str:
        for at in (source.refers, source.span):
            if at is None:
                continue
            people = [m for m in self.sourcing.mentions_in(at) if m.kind == "person" and m.form in ("full", "short")]
            if people:
                return people[-1].name.split()[-1].lower()
        return ""

    def _sentence(self, candidate: Candidate) -> tuple[int, int]:
        at = candidate.cue or candidate.whole
        inside = self.tree.within(at)
        if not inside:
            return at.start, at.end
        sentence = self.tree.sentence_of(inside[0])
        return sentence.start, sentence.end

    def _frame(self, candidate: Candidate) -> str:
        """The sentence of the cue without what was said."""
        start, end = self._sentence(candidate)
        out, at = [], start
        for piece in sorted(candidate.content):
            if start <= piece.start < end:
                out.append(self.sourcing.article.text[at : piece.start])
                at = max(at, piece.end)
        out.append(self.sourcing.article.text[at:end])
        return " ".join(out).lower()

    def _in_interview(self, candidate: Candidate) -> bool:
        start, end = self._sentence(candidate)
        said = set(re.findall(r"[\w-]+", self.sourcing.article.text[start:end].lower()))
        return bool(said & members("en/relays.toml", "occasions"))

    def _elsewhere(self, candidate: Candidate) -> bool:
        """Whether the words around what is said name another occasion."""
        frame = self._frame(candidate)
        if set(re.findall(r"[^\W_]+", frame)) & words("en/public_settings.txt") or self._dated(candidate):
            return True
        return any(phrase in frame for phrase in lines("en/own_outlet.txt"))

    def _dated(self, candidate: Candidate) -> bool:
        """Whether the verb of saying has a day of its own ("said on Monday", "said later")."""
        i = candidate.head
        if i is None:
            return False
        tokens = self.tree.tokens
        near = [*self.tree.children(i, "npadvmod", "advmod")]
        near += [o for p in self.tree.children(i, "prep") for o in self.tree.children(p, "pobj")]
        return any(
            tokens[t].text.lower() in members("en/relays.toml", "other_times")
            or (tokens[t].text[:1].isupper() and tokens[t].text.lower() in words("en/calendar.txt"))
            for t in near
        )
