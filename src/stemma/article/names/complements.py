"""Complements: what a title or office belongs to, cut from the name behind it where nothing but words parts the two.

English puts a long office with its complement before a name without comma, and translations do so still more: "the
deputy chairman of the Border Committee Colonel Ivo Renn", "Minister of State of Tarvia Omar Sadik", "President of the
Republic of Tarvia Milan Orsic". All of it is one run of capitalised words: it is cut where the body that the office
belongs to is complete (its noun of organisation, its portfolio, its place) and what is left reads like a person.

What it gets wrong: bodies without such a noun, and places of two words the gazetteer does not know, before a name whose
given name is unknown too.
"""

from __future__ import annotations

from stemma.article.names import lexicon
from stemma.article.names.chunk import Chunk
from stemma.article.names.office_words import OfficeWords
from stemma.data import gazetteer

_LONGEST_NAME = 5


class Complements(OfficeWords):
    """Cuts the run behind an office and its preposition."""

    def _complement(self, first: int, last: int) -> list[Chunk] | None:
        """The run after "minister of", "envoy to": what belongs to the office, and the name behind it. None where the
        run is not cut here."""
        found = self._office_before(first)
        if found is None:
            return None
        office, preposition = found
        fields = first
        if preposition in {"of", "for"}:
            while fields <= last and (lexicon.is_portfolio(self.tokens[fields].text) or self._text_at(fields) == "and"):
                fields += 1
            if fields > last:
                return [Chunk(first, last)] if lexicon.is_organisation_noun(self.tokens[last].text) else []
        role = self._role_start(office + 1)
        body = self._body_end(first, last)
        if body is not None:
            return [Chunk(first, body), self._titled(body + 1, last, role)]
        if fields > first and self._text_at(fields) == "of":
            end = self._place_end(fields + 1, last, alone=True)
            if end is not None:
                return [Chunk(fields + 1, end), self._titled(end + 1, last, role)]
        if self._is_organisation(first, last):
            return None
        if fields > first and self._text_at(fields) != "of":
            return [self._titled(fields, last, role)]
        if any(t.text == "of" for t in self.tokens[first : last + 1]):
            return None
        end = self._place_end(first, last)
        return None if end is None else [Chunk(first, end), self._titled(end + 1, last, role)]

    def _text_at(self, k: int) -> str:
        return self.tokens[k].text.lower() if 0 <= k < len(self.tokens) else ""

    def _office_before(self, first: int) -> tuple[int, str] | None:
        """The office that a complement belongs to whose capitalised words begin at `first`, and its preposition
        ("minister of", "minister of state for", "head of the")."""
        at = first - 1
        if self._text_at(at) == "the":
            at -= 1
        preposition = self._text_at(at)
        if at < 1 or preposition not in {"of", "for", "to", "in", "at"}:
            return None
        office = at - 1
        while office > 0 and not lexicon.is_office(self.tokens[office].text):
            word = self.tokens[office].text
            inside = self._text_at(office) in {"of", "for", "the"} or lexicon.is_portfolio(word) or word[:1].isupper()
            if not inside or at - office > _LONGEST_NAME:
                return None
            office -= 1
        return (office, preposition) if lexicon.is_office(self.tokens[office].text) else None

    def _titled(self, start: int, last: int, role: int) -> Chunk:
        """The name that begins at `start`, titles in front of it taken into the role that begins at `role`."""
        while start < last and self._is_title(start):
            start += 1
        return Chunk(start, last, role=(role, start - 1))

    def _is_title(self, k: int) -> bool:
        word = self.tokens[k].text
        return lexicon.is_honorific(word) or lexicon.is_office(word) or word in {".", "-"}

    def _body_end(self, first: int, last: int, *, known: bool = False) -> int | None:
        """The last word of the organisation or state with which a run begins and behind which a person's name stands;
        with `known` only where the name begins with a given name."""
        for k in range(first, last):
            word = lexicon.bare(self.tokens[k].text)
            field = self._text_at(k + 1) == "of"
            state = (field and lexicon.place_class(word) == "country") or (field and word == "state")
            heads = lexicon.is_organisation_noun(word) and not lexicon.is_office(word)
            if not (state or (heads and (field or k > first))):
                continue
            end: int | None = k
            if field:
                end = self._place_end(k + 2, last, alone=not known) if state else self._field_end(k + 2, last)
            if end is not None and self._reads_like_person(end + 1, last, known=known):
                return end
        return None

    def _field_end(self, first: int, last: int) -> int | None:
        """The last word of the field in the name of a body ("Ministry of Justice", "Society of the United States")."""
        k = first
        while k < last and (lexicon.is_portfolio(self.tokens[k].text) or self._text_at(k) == "and"):
            k += 1
        if k > first:
            return k - 1
        start = first + (self._text_at(first) == "the")
        for k in range(last, start, -1):
            if gazetteer.places(self.text[self.tokens[start].start : self.tokens[k - 1].end]):
                return k - 1
        given = [j for j in range(first + 1, last) if lexicon.is_given_name(self.tokens[j].text)]
        return given[0] - 1 if given else None

    def _place_end(self, first: int, last: int, *, alone: bool = False) -> int | None:
        """The last word of the place with which a run begins and behind which a name stands; with `alone` one unknown
        word is enough of a place ("the State of Zubar")."""
        if first > last:
            return None
        article = self._text_at(first - 1) == "the"
        for k in range(last, first, -1):
            name = self.text[self.tokens[first].start : self.tokens[k - 1].end]
            country = bool(gazetteer.country(name))
            held = country or (not article and (gazetteer.seat(name) or self._well_known(name)))
            if held and self._reads_like_name(k, last):
                return k - 1
        for k in range(first + 1, last + 1):
            labelled = all(t.ent == "GPE" for t in self.tokens[first:k]) and self.tokens[k].ent_start and not article
            given = k < last and lexicon.is_given_name(self.tokens[k].text)
            given = given and not any(lexicon.is_given_name(t.text) for t in self.tokens[first:k])
            if (labelled or given) and self._reads_like_name(k, last):
                return k - 1
        return (
            first if alone and not article and self._reads_like_person(first + 1, last) and last - first > 1 else None
        )

    @staticmethod
    def _well_known(name: str) -> bool:
        return any(p.kind == "city" or p.country == "US" for p in gazetteer.places(name))

    def _reads_like_name(self, k: int, last: int) -> bool:
        """Whether the words from `k` on can be a person's name, a surname alone included: they begin behind a space,
        with a capital, and end neither in a plural nor in a noun of an office, field or body."""
        if k > last or self._glued(k) or not self.tokens[k].text[:1].isupper():
            return False
        before = lexicon.bare(self.tokens[k - 1].text)
        if lexicon.is_particle(before) or before in lexicon.context("saints"):
            return False  # "Santa Rosa del Monte"
        t = self.tokens[last]
        word = lexicon.bare(t.text)
        if gazetteer.country(self.text[self.tokens[k].start : t.end]):
            return False
        common = lexicon.is_organisation_noun(word) or lexicon.is_office(word) or lexicon.is_portfolio(word)
        return not common and not lexicon.place_class(word) and t.tag != "NNPS"

    def _reads_like_person(self, k: int, last: int, *, known: bool = False) -> bool:
        """Whether the words from `k` on are a title and a name, or a full name without a word of offices and bodies."""
        if not self._reads_like_name(k, last):
            return False
        start = k
        while start < last and self._is_title(start):
            start += 1
        words = [t.text for t in self.tokens[start : last + 1]]
        if any(
            lexicon.is_organisation_noun(w) or lexicon.is_office(w) or lexicon.is_portfolio(w) or lexicon.is_modifier(w)
            for w in words
            if w[:1].isupper()
        ):
            return False
        if "of" in words or any(c.isdigit() for w in words for c in w) or len(words) > 2 * _LONGEST_NAME:
            return False
        if known and not (lexicon.is_given_name(words[0]) and not gazetteer.places(words[0])):
            return False
        titled = start > k
        return titled or sum(not w.islower() for w in words if w[:1].isalpha()) >= 2
