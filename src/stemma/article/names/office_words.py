"""Which words of a sentence are of a title or office, and where a title in front of a name begins."""

from __future__ import annotations

from stemma.article.names import lexicon
from stemma.article.names.orthography import Orthography
from stemma.data import gazetteer


def _abbreviated(word: str) -> bool:
    """Whether a word is a title that a full stop can end ("Hon.", "Col."), not the last word of a sentence."""
    return word[:1].isupper() and len(word) <= 4 and lexicon.is_honorific(word)


class OfficeWords(Orthography):
    """Knows titles, offices and what belongs to them."""

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

    def _is_organisation(self, first: int, last: int) -> bool:
        """Whether the last word, or the word before "of", heads a name of an organisation."""
        texts = [t.text for t in self.tokens[first : last + 1]]
        if len(texts) < 2:
            return False
        if "of" in texts[1:]:
            at = texts.index("of", 1)
            return lexicon.bare(texts[at - 1]) in lexicon.context("of_heads") and not lexicon.is_office(texts[at - 1])
        return lexicon.is_organisation_noun(texts[-1]) and not lexicon.is_office(texts[-1])

    def _role_start(self, first: int) -> int:
        """Walk left from a name over the lower-case words of its title ("the acting national security adviser X")."""
        tokens = self.tokens
        k = first - 1
        if k >= 0 and tokens[k].text == "." and k - 1 >= 0 and _abbreviated(tokens[k - 1].text):
            k -= 1
        if k >= 0 and tokens[k].text == ")":
            k = self._before_retired(k)
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

    def _before_retired(self, closing: int) -> int:
        """The token before "(ret.)" with its closing bracket at `closing`; `closing` where nothing like it stands."""
        k = closing - 1
        while k > 0 and self.tokens[k].text == ".":
            k -= 1
        retired = lexicon.bare(self.tokens[k].text) in lexicon.context("retired") and self.tokens[k - 1].text == "("
        return k - 2 if retired and k > 1 else closing

    def _in_title(self, k: int) -> bool:
        t = self.tokens[k]
        return t.pos not in {"DET", "PRON"} and (lexicon.is_portfolio(t.text) or lexicon.is_modifier(t.text))

    def _country_word(self, k: int) -> bool:
        name = self.tokens[k].text
        return bool(name[:1].isupper() and (gazetteer.demonym(name) or gazetteer.country(name)))
