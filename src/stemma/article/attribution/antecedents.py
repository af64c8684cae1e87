"""Antecedents: whom a pronoun or a plain noun that is a source stands for.

They are looked for backwards: a speaker of the attribution before, then the nearest name that agrees in kind, gender
and number; where two are as near as each other the subject wins (Hobbs 1978; Lappin & Leass 1994). Gets wrong: "they"
(left alone unless the last speaker is plural), and women and men whose names do not tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.article.attribution.press import Press
from stemma.article.attribution.wording import nouns
from stemma.data import members, table
from stemma.model import Mention, Source, Span

_GRAMMAR = "en/grammar.toml"


class Antecedents(Press):
    """Finds the antecedents of one article's sources."""

    def antecedent(self, span: Span, before: Sequence[Source]) -> Span | None:
        """What a pronoun or a plain noun ("the minister", "the site") stands for in this article, or None."""
        for mention in self.mentions_in(span):
            if mention.refers is not None and mention.form in ("pronoun", "role") and mention.span.contains(span):
                return mention.refers
        head = self.head(span)
        if head is None:
            return None
        token = self.tree.tokens[head]
        word = token.text.lower()
        if token.tag in ("PRP", "PRP$"):
            return self._pronoun(span, word, before)
        if token.pos == "NOUN" and self._definite(head, span):
            return self._description(span, head, before)
        return None

    def _definite(self, head: int, span: Span) -> bool:
        first = self.tree.tokens[self.tree.within(span)[0]].text.lower()
        return first in ("the", "this", "that")

    def _pronoun(self, span: Span, word: str, before: Sequence[Source]) -> Span | None:
        if word in members(_GRAMMAR, "speaker_and_hearer"):
            return None
        said = [s for s in before if s.span is not None and s.span.end <= span.start]
        if word in table(_GRAMMAR)["personal"]:
            gender = table(_GRAMMAR)["personal"][word]
            sentence = self.tree.sentence_of(self.tree.within(span)[0])
            people = [m for m in self.mentions if m.kind == "person" and m.form not in ("pronoun", "role")]
            near = [
                m
                for m in people
                if m.span.end <= span.start and m.gender in ("", gender) and self.quoted.at(m.span.start) is None
            ]
            same = [m for m in near if m.span.start >= sentence.start]
            if same:
                subjects = [m for m in same if self._subject(m.span)]
                return (subjects or same)[0].span
            last = self._last_person(said, near, span)
            if last is not None:
                return last
            return None
        if word in members(_GRAMMAR, "neuter"):
            for source in reversed(said):
                if span.start - (source.span.end if source.span else 0) > 1500:
                    break
                if source.type in ("outlet", "agency", "state media", "document"):
                    return source.refers or source.span
                spot = source.refers or source.span
                kinds = {m.kind for m in self.mentions_in(spot)} if spot else set()
                if kinds & {"organisation", "place"} and "person" not in kinds:
                    return spot
        if word == "they" and said and said[-1].span is not None:
            last_head = self.head(said[-1].span)
            if last_head is not None and self.tree.tokens[last_head].tag in ("NNS", "NNPS"):
                return said[-1].refers or said[-1].span
        return None

    def _subject(self, span: Span) -> bool:
        """Whether a name is a subject, or stands in apposition to one ("His deputy, Ana Ruiz, was silent")."""
        head = self.head(span)
        while head is not None and self.tree.tokens[head].dep == "appos":
            head = self.tree.head(head)
        return head is not None and self.tree.tokens[head].dep in ("nsubj", "nsubjpass")

    def _last_person(self, said: Sequence[Source], near: Sequence[Mention], span: Span) -> Span | None:
        """The person who spoke last, unless a nearer name is the subject of a sentence in between."""
        spoken: Span | None = None
        for source in reversed(said):
            spot = source.refers or source.span
            if spot is None or source.span is None:
                continue
            holds = [m for m in self.mentions_in(spot) if m.kind == "person"]
            unnamed_person = source.type == "unnamed" and source.count == 1
            allowed = {id(m) for m in near}
            if (holds and any(id(m) in allowed or m.form in ("pronoun", "role") for m in holds)) or unnamed_person:
                spoken = source.span if source.refers is None else source.refers
                spoken_at = source.span.start
                nearer = [m for m in near if m.span.start > spoken_at + 1 and self._subject(m.span)]
                nearer = [m for m in nearer if not m.span.overlap(spoken)]
                return nearer[-1].span if nearer else spoken
        subjects = [m for m in near if self._subject(m.span)]
        recent = subjects or near
        return recent[-1].span if recent and span.start - recent[-1].span.end < 1500 else None

    def _description(self, span: Span, head: int, before: Sequence[Source]) -> Span | None:
        word = self.tree.tokens[head].lemma
        wanted = table("en/source_nouns.toml")["anaphor"].get(word)
        said = [s for s in before if s.span is not None and s.span.end <= span.start]
        modifiers = {
            self.tree.tokens[t].lemma
            for t in self.tree.within(span)
            if self.tree.tokens[t].pos in ("ADJ", "NOUN", "PROPN")
        }
        outlet = self.last_outlet(span) if wanted and "outlet" in wanted else None
        # an earlier source with the same noun and all of the modifiers: "an Israeli official … the Israeli official"
        for source in reversed(said):
            spot = source.span
            assert spot is not None
            if outlet is not None and spot.end <= outlet.start:
                break
            inside = {self.tree.tokens[t].lemma for t in self.tree.within(spot)}
            if word in inside and modifiers <= inside and source.text.lower() != self.text(span).lower():
                return source.refers or spot
        if any(m.kind == "organisation" and m.form not in ("pronoun", "role") for m in self.mentions_in(span)):
            return None  # 'the newspaper "X"' names the outlet itself
        if outlet is not None:
            return outlet
        if any(m.form not in ("pronoun", "role") for m in self.mentions_in(span)):
            return None
        for mention in reversed([m for m in self.mentions if m.span.end <= span.start]):
            role = self.text(mention.role).lower() if mention.role else ""
            name = mention.name.lower()
            if mention.kind == "person" and role and re.search(rf"\b{re.escape(word)}\b", role):
                return mention.span
            if wanted and "organisation" in wanted and mention.kind == "organisation":
                named = word in name or word in nouns("any_organisation")
                if named:
                    return mention.span
        return None
