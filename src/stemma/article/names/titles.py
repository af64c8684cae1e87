"""Titles: cutting a run of capitalised words into demonyms, title, what the title belongs to, and name."""

from __future__ import annotations

from stemma.article.names import lexicon
from stemma.article.names.chunk import Chunk
from stemma.article.names.complements import Complements
from stemma.article.names.orthography import KIND_LABELS
from stemma.data import gazetteer


class Titles(Complements):
    """Cuts runs."""

    def _split(self, first: int, last: int) -> list[Chunk]:
        """Cut a run into demonyms, the organisation or place a title belongs to, title and name."""
        tokens = self.tokens
        while first <= last and (tokens[first].text.lower() == "the" or not tokens[first].text[:1].isalpha()):
            first += 1
        while last >= first and not tokens[last].text[:1].isalnum():
            last -= 1
        if first > last:
            return []
        if (
            first < last
            and first in self.initial
            and lexicon.bare(tokens[first].text) in lexicon.context("not_in_names")
        ):
            first += 1
        if self._drop_word(first, last):
            first += 1
        if (credit := self._photo_credit(first, last)) is not None:
            return [Chunk(first, credit), *self._split(credit + 1, last)]
        if (shouted := self._shouted(first, last)) is not None:
            return [*self._split(first, shouted - 1), *self._split(shouted + 1, last)]
        if (cut := self._complement(first, last)) is not None:
            return cut
        body = self._body_end(first, last, known=True)
        if body is not None and body > first:
            return [Chunk(first, body), *self._split(body + 1, last)]
        if self._is_organisation(first, last):
            return [Chunk(first, last)]
        office = self._title_end(first, last)
        if office is not None:
            start = office
            while start > first and (
                self._title_word(start - 1) or (start == office and self._heads_portfolio(office))
            ):
                start -= 1
            if office < last and all(lexicon.is_portfolio(t.text) for t in tokens[office + 1 : last + 1]):
                return [Chunk(first, last)]  # "General Intelligence", "General Staff"
            if office < last and first == office and self._plural_owners(first, last):
                return [Chunk(office + 1, last)]
            before = self._split(first, start - 1) if start > first else []
            inside = [Chunk(k, k) for k in range(start, office) if self._geographic(k)]
            if office == last:
                return before + inside
            reach = self._role_start(start) if start == first else start
            if before and not inside and before[-1].last == start - 1 and before[-1].role is None:
                reach = before[-1].first
            return [*before, *inside, Chunk(office + 1, last, role=(reach, office))]
        free = gazetteer.demonym(tokens[first].text)
        if last > first and free and (self._free_demonym(first, last) or self._person_behind(first, last)):
            return [Chunk(first, first), *self._split(first + 1, last)]
        if (
            self._person_behind(first, last)
            and not self._glued(first + 1)
            and not tokens[first].ent
            and tokens[first + 1].ent_start
        ):
            return self._split(first + 1, last)  # "Fired Jim Tarrow", "Forward Tyler Brisk": a word of the sentence
        # The parser's own border between two names ("Washington | Daniel Roth").
        for k in range(first + 1, last + 1):
            a, b = tokens[k - 1], tokens[k]
            border = b.ent_start and a.ent and b.ent in KIND_LABELS and a.ent in {"GPE", "NORP"} and a.ent != b.ent
            border = border and not self._glued(k) and (b.text[:1].isupper() or a.ent == "NORP")
            border = border and lexicon.bare(tokens[first].text) not in lexicon.context("place_first")
            # "João da | Silva Pereira", "Carlos Andrés | Ventaro": a given name in front goes on.
            given = lexicon.is_given_name(tokens[first].text) and not gazetteer.places(tokens[first].text)
            if border and not given:
                return [*self._split(first, k - 1), *self._split(k, last)]
        start = self._role_start(first) if not (first == last and self._geographic(first)) else first
        return [Chunk(first, last, role=(start, first - 1) if start < first else None)]

    def _plural_owners(self, first: int, last: int) -> bool:
        """Whether a plural noun stands before one name, which it describes and does not title ("Owners X Ltd")."""
        word = lexicon.bare(self.tokens[first].text)
        single = last + 1 >= len(self.tokens) or self.tokens[last + 1].text not in {"and", ",", "&"}
        return word.endswith("s") and lexicon.is_office(word[:-1]) and single

    def _free_demonym(self, first: int, last: int) -> bool:
        """Whether a leading demonym is only an adjective: not part of the parser's name."""
        a, b = self.tokens[first], self.tokens[first + 1]
        return b.ent_start or a.ent != b.ent or a.ent in {"NORP", ""} or a.ent == "PERSON"

    def _photo_credit(self, first: int, last: int) -> int | None:
        """The last token of an outlet's name that a caption begins with ("Reuters Angela Dorn speaks in Selm")."""
        if first not in self.initial:
            return None
        for end in range(min(last - 1, first + 2), first - 1, -1):
            name = self.text[self.tokens[first].start : self.tokens[end].end]
            follow = lexicon.bare(self.tokens[end + 1].text)
            body = lexicon.is_organisation_noun(follow) or lexicon.is_office(follow)
            if lexicon.is_outlet(name) and not body and follow not in lexicon.context("media_names"):
                return end
        return None

    def _drop_word(self, first: int, last: int) -> bool:
        """Whether a run begins with the word in capitals by which tabloids open a report ("CHEEKY Norland asks …"): it
        stands nowhere else, and the rest of the run is a name without it."""
        word = self.tokens[first].text
        if first == last or first not in self.initial or not word.isupper() or len(word) < 4 or not word.isalpha():
            return False
        rest = self.tokens[first + 1 : last + 1]
        if any(t.text.isupper() for t in rest) or lexicon.is_outlet(word) or lexicon.is_known_organisation(word):
            return False
        alone = {i for i, t in enumerate(self.tokens) if t.text == rest[0].text and not first <= i <= last}
        with_it = {i for i in alone if i and self.tokens[i - 1].text == word}
        again = sum(t.text.upper() == word for t in self.tokens) > 1
        return bool(alone - with_it) and not again

    def _shouted(self, first: int, last: int) -> int | None:
        """A word in capitals between two others that are not, in a line without full stop: a headline's verb ("Morten
        QUITS Selm board")."""
        sentence = self.tree.sentence_of(first)
        if self.tokens[sentence.last - 1].text in {".", "?", ","}:
            return None
        inside = [k for k in range(first, last + 1) if self.tokens[k].text.isupper() and len(self.tokens[k].text) > 3]
        if len(inside) != 1 or not first < inside[0] < last:
            return None
        return inside[0]

    def _person_behind(self, first: int, last: int) -> bool:
        """Whether what follows the first word of a run is a full name by its given name, and that word is none."""
        words = [t.text for t in self.tokens[first : last + 1]]
        return (
            len(words) > 2
            and words[1].isalpha()
            and lexicon.is_given_name(words[1])
            and not lexicon.is_given_name(words[0])
            and not lexicon.is_particle(words[0])
            and "of" not in words
        )

    def _title_end(self, first: int, last: int) -> int | None:
        """The last word of title or office in a run, unless it is a part of a person's name (Stephen King)."""
        tokens = self.tokens
        for k in range(last, first - 1, -1):
            word = tokens[k].text
            if not (lexicon.is_honorific(word) or lexicon.is_office(word)):
                continue
            if k == last and word in self.occupations_as_surnames:
                continue  # "Noor Captain", then "Mr Captain" and "Captain told reporters"
            if k < last and tokens[k + 1].text == "-" and tokens[k + 1].start == tokens[k].end:
                continue  # "Saint-Malo": a hyphen makes it part of the name
            if k == last and k not in self.initial and tokens[k].pos == "PROPN" and lexicon.is_plural_office(word):
                continue  # "in Queens", "the Selm Chiefs": titles in the plural stand before names
            if k > first and not self._title_word(k - 1):
                a, b = tokens[k - 1], tokens[k]
                if a.ent == "PERSON" and b.ent == "PERSON" and not b.ent_start:
                    continue
                if k == last and a.ent in {"ORG", "WORK_OF_ART"} and a.ent == b.ent and not b.ent_start:
                    continue  # "The Hollywood Reporter"
                if k == last and not b.ent and a.ent not in {"ORG", "GPE", "NORP"}:
                    continue
            return k
        return None
