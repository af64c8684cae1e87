"""Name chunks: the stretches of capitalised words that can be names, cut free of titles, articles and possessives.

A chunk is found by orthography first (Mikheev et al. 1999: capitalised words mid-sentence; at the start of a sentence
only where the tagger or another occurrence speaks for a name) and widened to what the parser marks. Titles in front
are cut off as the chunk's role. Headlines in title case and in capitals, where orthography says nothing, only yield
names that the body of the report has too (see `headline_chunks`).

Known faults: a common noun that opens a sentence and that the tagger takes for a name; names of organisations with
"and" that the parser does not mark.
"""

from __future__ import annotations

from stemma.article.names import lexicon
from stemma.article.names.chunk import Chunk
from stemma.article.names.headlines import Headlines
from stemma.article.names.orthography import APOSTROPHES, KIND_LABELS
from stemma.data import gazetteer, members, words
from stemma.model import Sentence
from stemma.nlp.tree import Tree

__all__ = ["Chunk", "find_chunks"]


def find_chunks(tree: Tree, text: str) -> list[Chunk]:
    """The name chunks of an article in text order, not overlapping."""
    finder = _Finder(tree, text)
    body: list[Chunk] = []
    heads: list[Sentence] = []
    for sentence in tree.parse.sentences:
        if finder.is_headline(sentence):
            heads.append(sentence)
        else:
            body += finder.chunks(sentence)
    body = [
        c
        for c in finder.recut(body)
        if not lexicon.is_holiday(" ".join(c.words(tree))) and not lexicon.is_slug(c.words(tree))
    ]
    chunks = body + finder.headline_chunks(heads, body)
    return sorted(chunks, key=lambda c: c.first)


class _Finder(Headlines):
    """Builds runs of name words and cuts them."""

    def _run(self, start: int, stop: int) -> int:
        """The last token of the run of name words that begins at `start`."""
        last = start
        while True:
            nxt = self._joined(start, last, stop)
            if nxt is None:
                return last
            last = nxt

    def _joined(self, start: int, last: int, stop: int) -> int | None:
        """The token up to which the run ``[start, last]`` goes on, None when it ends at `last`."""
        tokens, i = self.tokens, last + 1
        if i >= stop:
            return None
        t = tokens[i]
        if t.text in {"-", "‐", "‑", "–"} and self._glued(i):
            # Hyphened names: al-Rashidi, Villa-a-Mare, Jean-Pierre; but two countries are two names (Chile-Peru).
            j = i
            while (
                j + 1 < stop
                and self._glued(j + 1)
                and (tokens[j + 1].text in {"-", "‐", "‑", "–"} or tokens[j + 1].text[:1].isalpha())
            ):
                j += 1
            if j == i or t.text == "–":
                return None
            parts = [x.text for x in tokens[last : j + 1] if x.text[:1].isalpha()]
            if any(gazetteer.country(p) or gazetteer.demonym(p) for p in parts):
                return None
            # The last piece is capitalised, except in names such as Jong-un, whose first piece is a name word.
            links = lexicon.context("links_in_places")
            small = all(p[:1].isupper() or lexicon.is_particle(p) or len(p) <= 2 or p in links for p in parts)
            # "Seok-jin": the second syllable of a given name is written small.
            syllable = len(parts) == 2 and last > start and parts[1].islower() and 2 <= len(parts[1]) <= 6
            if syllable and (parts[1].endswith("ed") or parts[1] in words("en/compound_ends.txt")):
                syllable = False
            if not syllable and (not parts[-1][:1].isupper() or not small):
                return None
            return j
        if self._name_word(i):
            return i
        if t.text in {"&", "+"} and i + 1 < stop and self._name_word(i + 1):
            return i + 1
        if lexicon.is_particle(t.text) and t.text.islower():
            j = i
            while j + 1 < stop and lexicon.is_particle(tokens[j + 1].text) and tokens[j + 1].text.islower():
                j += 1
            english = t.text in lexicon.context("english_particles") and t.pos not in {"PROPN", "X", "NOUN"}
            if english and not self._portuguese_do(i, stop):
                return None
            if j + 1 < stop and tokens[j + 1].text in {"-", "'", "’"} and self._glued(j + 1) and j + 2 < stop:
                j += 1
            if (
                j + 1 < stop
                and tokens[j + 1].text[:1].isupper()
                and (self._name_word(j + 1) or tokens[j].text in {"-", "'", "’"})
            ):
                return j + 1
            return None
        if t.text == "of" or (t.text == "for" and t.ent == "ORG"):
            head = next(
                (x.text for x in tokens[start : last + 1] if lexicon.bare(x.text) in lexicon.context("of_heads")), None
            )
            if head is None or any(lexicon.is_office(x.text) and x.ent != "ORG" for x in tokens[last : last + 1]):
                return None
            j = i + 1
            if j < stop and tokens[j].text.lower() == "the":
                j += 1
            led = j < stop and lexicon.is_honorific(tokens[j].text)  # "the Reform Party of Mr A"
            return j if j < stop and self._name_word(j) and not led else None
        if (
            t.text in {"and", "for", "the"}
            and t.ent in {"ORG", "WORK_OF_ART", "FAC"}
            and not t.ent_start
            and i + 1 < stop
        ):
            inside = tokens[last].ent == t.ent and (last > start or self._quoted_title(start))
            return i + 1 if inside and self._name_word(i + 1) else None
        if t.text == "and" and i + 1 < stop and self._name_word(i + 1):
            if self._union_of(start, last, i, stop):
                return i + 1
            of_field = any(lexicon.bare(x.text) in lexicon.context("of_fields") for x in tokens[start : last + 1])
            if (
                of_field
                and lexicon.is_portfolio(tokens[i + 1].text)
                and "of" in {x.text for x in tokens[start : last + 1]}
            ):
                return i + 1
            return None
        if t.text in APOSTROPHES and self._glued(i):
            return self._plural_owner(last, i, stop)
        if t.text.isdigit() and last == start and lexicon.place_class(tokens[last].text):
            return i  # "Pier 9"
        if t.text.isdigit() and len(t.text) < 4 and self._on_air(start, last, i, stop):
            return i  # "the television channel Delta 9"
        if t.pos == "NUM" and t.ent == tokens[last].ent and t.ent in KIND_LABELS and not t.ent_start:
            return i
        return None

    def _union_of(self, start: int, last: int, i: int, stop: int) -> bool:
        """Whether "and" stands inside the name of a body of people ("Union of Tram and Depot Staff"): behind it stands
        no title, office or given name, and the run ends in a word for people."""
        before = [t.text for t in self.tokens[start : last + 1]]
        if "of" not in before or lexicon.bare(before[0]) not in lexicon.context("of_members"):
            return False
        end = i + 1
        while end + 1 < stop and self._name_word(end + 1):
            end += 1
        words = [t.text for t in self.tokens[i + 1 : end + 1]]
        people = lexicon.bare(words[-1]) in lexicon.context("members")
        return people and not any(lexicon.is_honorific(w) or lexicon.is_given_name(w) for w in words)

    def _on_air(self, start: int, last: int, i: int, stop: int) -> bool:
        """Whether a number closes the name of a channel or station: a word for one stands before the name or in it, and
        nothing follows that the number could count."""
        kinds = members("outlet_words.toml", "plain_first") | members("outlet_words.toml", "plain_last")
        before = [t.text.lower() for t in self.tokens[max(0, start - 1) : last + 1]]
        follow = self.tokens[i + 1] if i + 1 < stop else None
        counts = follow is not None and (follow.pos in {"NOUN", "ADJ", "SYM"} or follow.text in {"%", ":"})
        return any(word in kinds for word in before) and not counts

    def _portuguese_do(self, i: int, stop: int) -> bool:
        """Whether "do" between two capitalised words is the Portuguese particle ("Vila do Selmo"): the English verb
        stands there only in questions and before plurals ("Only in Peru do Catholics …")."""
        if self.tokens[i].text != "do" or i + 1 >= stop or not self.tokens[i + 1].text[:1].isupper():
            return False
        follow = self.tokens[i + 1]
        asked = self.tokens[stop - 1].text == "?" or follow.pos in {"PRON", "DET"}
        return not asked and follow.tag not in {"NNPS", "NNS"} and not gazetteer.demonym(follow.text)

    def _plural_owner(self, last: int, i: int, stop: int) -> int | None:
        """A group that owns an organisation's name is a part of it: Bakers' and Millers' Union."""
        owner = self.tokens[last].text
        grouped = (owner.endswith("s") and self.tokens[i].text in {"'", "’"}) or owner.lower() in lexicon.context(
            "groups"
        )
        if not grouped or self.tokens[last].ent in {"PERSON", "GPE", "NORP"}:
            return None
        j = i + 1
        while j < stop and (
            self.tokens[j].text in {"and", "&"}
            or self.tokens[j].text in APOSTROPHES
            or (self.tokens[j].text[:1].isupper() and not self._dated(self.tokens[j]))
        ):
            j += 1
        j -= 1
        return j if j > i and lexicon.is_organisation_noun(self.tokens[j].text) else None

    def chunks(self, sentence: Sentence) -> list[Chunk]:
        out: list[Chunk] = []
        i, stop = sentence.first, sentence.last
        where = self.dateline(sentence)
        if where:
            out.append(Chunk(*where, dateline=True))
            i = where[1] + 1
        while i < stop:
            start = self._start(i, stop)
            if start is None:
                i += 1
                continue
            last = self._run(start, stop)
            out += self._split(start, last)
            i = last + 1
        return [self._widened(c, stop) for c in out]

    def _start(self, i: int, stop: int) -> int | None:
        """`i` when a name begins there: a name word, or a particle glued to one (al-Sharaa)."""
        if self._name_word(i):
            return i
        t = self.tokens[i]
        if (
            lexicon.is_particle(t.text)
            and i + 2 < stop
            and self.tokens[i + 1].text in {"-", "‐", "‑", "’", "'"}
            and self._glued(i + 1)
            and self._glued(i + 2)
            and self.tokens[i + 2].text[:1].isupper()
        ):
            return i
        return None

    def _widened(self, c: Chunk, stop: int) -> Chunk:
        """Take a lower-case noun of place behind a name into it ("Ardan crossing", "Kestrel quarry")."""
        k = c.last + 1
        if k >= stop or c.role or self._glued(k):
            return c
        t = self.tokens[k]
        nxt = self.tokens[k + 1] if k + 1 < stop else None
        if (
            t.text.islower()
            and lexicon.goes_with_place(t.text)
            and t.pos in {"NOUN", "PROPN"}
            and not gazetteer.demonym(self.tokens[c.last].text)
            and not lexicon.is_people(self.tokens[c.last].text)
            and not lexicon.is_organisation_noun(self.tokens[c.last].text)
            and not (nxt and nxt.pos in {"NOUN", "PROPN"} and not nxt.text[:1].isupper() and t.dep == "compound")
        ):
            return Chunk(c.first, k, role=None, headline=c.headline)
        return c
