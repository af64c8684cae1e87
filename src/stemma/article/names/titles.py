"""Titles: cutting a run of capitalised words into demonyms, title, what the title belongs to, and name."""

from __future__ import annotations

from stemma.article.names import lexicon
from stemma.article.names.chunk import Chunk
from stemma.article.names.orthography import KIND_LABELS, Orthography
from stemma.data import gazetteer


def _abbreviated(word: str) -> bool:
    """Whether a word is a title that a full stop can end ("Hon.", "Col."), not the last word of a sentence."""
    return word[:1].isupper() and len(word) <= 4 and lexicon.is_honorific(word)


class Titles(Orthography):
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
        if (credit := self._photo_credit(first, last)) is not None:
            return [Chunk(first, credit), *self._split(credit + 1, last)]
        if (cut := self._complement(first, last)) is not None:
            return cut
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
        if self._person_behind(first, last) and not tokens[first].ent and tokens[first + 1].ent_start:
            return self._split(first + 1, last)  # "Fired Jim Tarrow", "Forward Tyler Brisk": a word of the sentence
        # The parser's own border between two names ("Washington | Daniel Roth").
        for k in range(first + 1, last + 1):
            a, b = tokens[k - 1], tokens[k]
            border = b.ent_start and a.ent and b.ent in KIND_LABELS and a.ent in {"GPE", "NORP"} and a.ent != b.ent
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

    def _complement(self, first: int, last: int) -> list[Chunk] | None:
        """The run after "minister of", "envoy to": its portfolio or place belongs to the office, the rest is a name."""
        at = first - 1
        if at > 0 and self.tokens[at].text.lower() == "the":
            at -= 1
        if (
            at < 1
            or self.tokens[at].text not in {"of", "for", "to", "in"}
            or not lexicon.is_office(self.tokens[at - 1].text)
        ):
            return None
        office = at - 1
        k = first
        if self.tokens[at].text in {"of", "for"}:
            while k <= last and (lexicon.is_portfolio(self.tokens[k].text) or self.tokens[k].text == "and"):
                k += 1
            if k > last:
                return [Chunk(first, last)] if lexicon.is_organisation_noun(self.tokens[last].text) else []
            if k > first and not self._is_organisation(first, last):
                return [Chunk(k, last, role=(self._role_start(office), k - 1))]
        if self._is_organisation(first, last) or any(t.text == "of" for t in self.tokens[first : last + 1]):
            return None
        for k in range(last, first, -1):
            name = self.text[self.tokens[first].start : self.tokens[k - 1].end]
            known = bool(gazetteer.country(name) or gazetteer.seat(name))
            known = known or any(p.kind == "city" or p.country == "US" for p in gazetteer.places(name))
            place = all(t.ent == "GPE" for t in self.tokens[first:k])
            given = k < last and self.tokens[at].text == "of" and lexicon.is_given_name(self.tokens[k].text)
            given = given and not any(lexicon.is_given_name(t.text) for t in self.tokens[first:k])
            if known or given or (place and self.tokens[k].ent_start):
                return [Chunk(first, k - 1), Chunk(k, last, role=(self._role_start(office), k - 1))]
        return None

    def _geographic(self, k: int) -> bool:
        name = self.tokens[k].text
        known = gazetteer.demonym(name) or gazetteer.country(name) or lexicon.is_people(name)
        return bool(name[:1].isupper() and known)

    def _heads_portfolio(self, k: int) -> bool:
        """Whether the word before an office can only be its portfolio ("Unification Minister")."""
        return lexicon.bare(self.tokens[k].text) in lexicon.context("with_portfolio")

    def _title_word(self, k: int) -> bool:
        word = self.tokens[k].text
        return (
            lexicon.is_honorific(word)
            or lexicon.is_office(word)
            or lexicon.is_portfolio(word)
            or lexicon.is_modifier(word)
            or self._geographic(k)
            or word in {"-", "."}
        )

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

    def _is_organisation(self, first: int, last: int) -> bool:
        """Whether the last word, or the word before "of", heads a name of an organisation."""
        texts = [t.text for t in self.tokens[first : last + 1]]
        if len(texts) < 2:
            return False
        if "of" in texts[1:]:
            at = texts.index("of", 1)
            return lexicon.bare(texts[at - 1]) in lexicon.context("of_heads") and not lexicon.is_office(texts[at - 1])
        return lexicon.is_organisation_noun(texts[-1]) and not lexicon.is_office(texts[-1])

    def _title_end(self, first: int, last: int) -> int | None:
        """The last word of title or office in a run, unless it is a part of a person's name (Stephen King)."""
        tokens = self.tokens
        for k in range(last, first - 1, -1):
            word = tokens[k].text
            if not (lexicon.is_honorific(word) or lexicon.is_office(word)):
                continue
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

    def _role_start(self, first: int) -> int:
        """Walk left from a name over the lower-case words of its title ("the acting national security adviser X")."""
        tokens = self.tokens
        k = first - 1
        if k >= 0 and tokens[k].text == "." and k - 1 >= 0 and _abbreviated(tokens[k - 1].text):
            k -= 1
        start = first
        office = False
        while k >= 0:
            word = tokens[k].text
            if lexicon.is_honorific(word) or lexicon.is_office(word):
                # "experts suspect X", "the official X account", "a major X customer": a verb, an adjective, no title
                pos = tokens[k].pos
                if word.islower() and (pos in {"VERB", "AUX", "ADV"} or (pos == "ADJ" and not office)):
                    break
                office = True
                start = k
            elif office and (self._in_title(k) or self._country_word(k)):
                start = k
            elif office and word == "-" and self._glued(k):
                pass
            else:
                break
            k -= 1
        return start

    def _in_title(self, k: int) -> bool:
        t = self.tokens[k]
        return t.pos not in {"DET", "PRON"} and (lexicon.is_portfolio(t.text) or lexicon.is_modifier(t.text))

    def _country_word(self, k: int) -> bool:
        name = self.tokens[k].text
        return bool(name[:1].isupper() and (gazetteer.demonym(name) or gazetteer.country(name)))
