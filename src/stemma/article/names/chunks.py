"""Name chunks: the stretches of capitalised words that can be names, cut free of titles, articles and possessives.

A chunk is found by orthography first (Mikheev et al. 1999: capitalised words mid-sentence; at the start of a sentence
only where the tagger or another occurrence speaks for a name) and widened to what the parser marks. Titles in front
are cut off as the chunk's role. Headlines in title case and in capitals, where orthography says nothing, only yield
names that the body of the report has too (see `headline_chunks`).

Known faults: a common noun that opens a sentence and that the tagger takes for a name; names of organisations with
"and" that the parser does not mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stemma.article.names import lexicon
from stemma.data import gazetteer, words
from stemma.model import Sentence, Token
from stemma.nlp.tree import Tree

_NAME_LABELS = {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT"}
_KIND_LABELS = {"PERSON", "ORG", "GPE", "LOC", "FAC"}
_DATE_LABELS = {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE", "LAW"}
_OPENERS = {":", '"', "“", "‘", "(", "[", "—", "–", "-", "•", "·", "|", "»", "«", "*", "/", "...", "…", "'"}
_WORD = re.compile(r"[^\W\d_][\w\u0300-\u036f.'’&\-]*")
_ENGLISH_WORDS = {"as", "an", "do", "i", "a", "ad", "am"}
_APOSTROPHES = {"'", "’", "'s", "’s", "'S", "’S"}


@dataclass(frozen=True)
class Chunk:
    """Tokens ``[first, last]`` of a name; `role` the tokens ``[first, last]`` of the title in front, if any.

    `headline` when it was recognised by comparison with the body; `dateline` when it is the place of one.
    """

    first: int
    last: int
    role: tuple[int, int] | None = None
    headline: bool = False
    dateline: bool = False

    def words(self, tree: Tree) -> tuple[str, ...]:
        return tuple(t.text for t in tree.tokens[self.first : self.last + 1])


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
    body = [c for c in finder.recut(body) if not lexicon.is_holiday(" ".join(c.words(tree)))]
    chunks = body + finder.headline_chunks(heads, body)
    return sorted(chunks, key=lambda c: c.first)


class _Finder:
    def __init__(self, tree: Tree, text: str) -> None:
        self.tree = tree
        self.text = text
        self.tokens = tree.tokens
        self.lower = {t.text for t in tree.tokens if t.text.islower()}
        starts = {s.first for s in tree.parse.sentences}
        self.initial = {
            i
            for i, t in enumerate(self.tokens)
            if i in starts
            or (i and (self.tokens[i - 1].text in _OPENERS or not self.tokens[i - 1].text.strip("*•·|►▪")))
        }
        self.seen_inside = {t.text for i, t in enumerate(self.tokens) if i not in self.initial and t.text[:1].isupper()}

    # ------------------------------------------------------------------------------------------- headlines

    def is_headline(self, sentence: Sentence) -> bool:
        """Whether orthography says nothing here: nearly all longer words are capitalised and it is not a dateline."""
        toks = [t for t in self.tokens[sentence.first : sentence.last] if t.text[:1].isalpha() and len(t.text) > 3]
        first_words = {t.text.lower() for t in self.tokens[sentence.first : sentence.first + 2]}
        if not toks or self.dateline(sentence) or (first_words & {"by"} and sentence.last - sentence.first < 15):
            return False
        open_end = self.tokens[sentence.last - 1].text not in {".", "?", "!", ",", '"', "”"}
        shouted = sum(t.text.isupper() for t in toks)
        if shouted > 0.7 * len(toks) and (len(toks) > 1 or (open_end and toks[0].ent not in {"PERSON", "GPE"})):
            return True
        if len(toks) < (2 if open_end else 4):
            return False
        if any(t.text.islower() and t.pos in {"VERB", "AUX"} for t in self.tokens[sentence.first : sentence.last]):
            return False
        upper = sum(t.text[0].isupper() for t in toks)
        small = [t for t in toks if t.text[0].islower()]
        if not open_end and upper < len(toks):
            return False
        # Name lists are capitalised too; a headline has capitalised verbs or common words.
        common = [t for t in toks if t.text[0].isupper() and (t.pos != "PROPN" or t.text.lower() in self.lower)]
        if len(toks) < 4:
            return upper == len(toks) and len(common) > 1
        enough = len(common) >= 1 or (open_end and len(toks) > 5)
        return upper >= 0.75 * len(toks) and len(small) <= 1 and enough

    def headline_chunks(self, heads: Sequence[Sentence], body: Iterable[Chunk]) -> list[Chunk]:
        """Names of the body, and countries, that stand in headlines."""
        known: dict[tuple[str, ...], bool] = {}
        for c in body:
            words = tuple(w.lower() for w in c.words(self.tree))
            known[words] = True
            if len(words) > 1 and words[-1].isalpha() and len(words[-1]) > 2 and words[-1] not in self.lower:
                known.setdefault((words[-1],), True)
        longest = max((len(k) for k in known), default=0)
        out = []
        for sentence in heads:
            i = sentence.first
            while i < sentence.last:
                token = self.tokens[i]
                if not token.text[:1].isupper():
                    i += 1
                    continue
                for n in range(min(max(longest, 3), sentence.last - i), 0, -1):
                    words = tuple(t.text.lower() for t in self.tokens[i : i + n])
                    name = self.text[token.start : self.tokens[i + n - 1].end]
                    geographic = gazetteer.country(name) or gazetteer.demonym(name)
                    if words in known or (geographic and (len(name) > 3 or name.isupper())):
                        out.append(Chunk(i, i + n - 1, headline=True))
                        i += n
                        break
                else:
                    i += 1
        return out

    def recut(self, chunks: Sequence[Chunk]) -> list[Chunk]:
        """Cut a long run where its end is a name that the report has by itself ("Cardinals QB Carson Palmer")."""
        names = {c.words(self.tree) for c in chunks}
        alone = {
            words
            for words in names
            if len([w for w in words if len(w) > 1 and w[0].isupper()]) > 1
            and "-" not in words
            and not lexicon.is_particle(words[0])
        }
        out: list[Chunk] = []
        for c in chunks:
            words = c.words(self.tree)
            cut = next((n for n in range(1, len(words) - 1) if words[n:] in alone), None)
            if cut is None or c.role or self._is_organisation(c.first, c.last) or "of" in words:
                out.append(c)
                continue
            out += self._split(c.first, c.first + cut - 1)
            out.append(Chunk(c.first + cut, c.last))
        return out

    # ------------------------------------------------------------------------------------------- datelines

    def dateline(self, sentence: Sentence) -> tuple[int, int] | None:
        """The tokens of a dateline's place in capitals ("SALAZAR, Altamarca, May 12 (Cordillera Press) -"), if any."""
        first = last = sentence.first
        while last < sentence.last and self.tokens[last].text.isupper() and len(self.tokens[last].text) > 1:
            last += 1
        if last == first or last - first > 4 or last >= sentence.last:
            return None
        after = [t.text for t in self.tokens[last : min(last + 14, sentence.last)]]
        if not after or not self.tokens[first].text.isalpha():
            return None
        dashed = any(a in {"—", "–", "-", "--"} for a in after)
        if after[0] == "," and (dashed or "(" in after or (sentence.last - last) <= 6):
            return first, last - 1
        if after[0] in {"—", "–", "--", "(", "-"} and len(after) > 3 and not self._glued(last):
            return first, last - 1
        return None

    # ------------------------------------------------------------------------------------------- runs

    def _glued(self, i: int) -> bool:
        """Whether no space parts token `i` from the one before."""
        return i > 0 and self.tokens[i].start == self.tokens[i - 1].end

    def _dated(self, t: Token) -> bool:
        return lexicon.is_calendar(t.text) and t.ent != "PERSON"

    def _glued_particle(self, word: str) -> bool:
        """Whether a token is a particle with its name ("al-Marri", "d'Orsay")."""
        m = re.fullmatch(r"(\w+)[\-'’]([^\W\d_][\w\-]+)", word)
        return bool(m and m[1].islower() and (lexicon.is_particle(m[1]) or m[1] in {"d", "l"}) and m[2][:1].isupper())

    def _hyphen_follows(self, i: int) -> bool:
        return i + 2 < len(self.tokens) and self.tokens[i + 1].text == "-" and self._glued(i + 1) and self._glued(i + 2)

    def _quoted_title(self, i: int) -> bool:
        """Whether a quotation mark opens before token `i` and closes behind a few capitalised words: a title."""
        if i == 0 or self.tokens[i - 1].text not in {'"', "“", "‘", "«"}:
            return False
        for k in range(i, min(i + 6, len(self.tokens))):
            text = self.tokens[k].text
            if text in {'"', "”", "’", "»"}:
                return k > i
            if not (text[:1].isupper() or text in {"of", "and", "&", "the", "for"}):
                return False
        return False

    def _particles_to_name(self, i: int) -> bool:
        """Whether particles from token `i` on lead to a capitalised word ("van der Meer")."""
        while i < len(self.tokens) and lexicon.is_particle(self.tokens[i].text) and self.tokens[i].text.islower():
            if self.tokens[i].text in _ENGLISH_WORDS or self.tokens[i].pos in {"ADP", "SCONJ", "DET"}:
                return False
            i += 1
        return i < len(self.tokens) and self.tokens[i].text[:1].isupper() and self.tokens[i].pos == "PROPN"

    def _counted(self, i: int) -> bool:
        """Whether the parser's date or amount around token `i` holds a day, month or number: else it is a slip."""
        label, first, last = self.tokens[i].ent, i, i
        while first > 0 and not self.tokens[first].ent_start and self.tokens[first - 1].ent == label:
            first -= 1
        while (
            last + 1 < len(self.tokens) and self.tokens[last + 1].ent == label and not self.tokens[last + 1].ent_start
        ):
            last += 1
        inside = self.tokens[first : last + 1]
        return i in self.initial or any(
            lexicon.is_calendar(t.text) or t.pos == "NUM" or t.text.islower() for t in inside
        )

    def _label(self, i: int) -> bool:
        """Whether a word in capitals is part of a label that a colon ends ("READ MORE:")."""
        k = i
        while k + 1 < len(self.tokens) and k - i < 5 and self.tokens[k].text.isupper():
            k += 1
        return self.tokens[k].text == ":" and k > i

    def _name_word(self, i: int) -> bool:
        t = self.tokens[i]
        if self._glued_particle(t.text):
            return True
        if not t.text[:1].isupper() or not _WORD.fullmatch(t.text) or t.text in {"I", "I.", "A"}:
            return False
        hyphened = self._hyphen_follows(i)
        if self._dated(t) and not hyphened and not (i and lexicon.is_courtesy(self.tokens[i - 1].text)):
            return False
        if t.ent in {"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"} and not hyphened and self._counted(i):
            return False
        if t.ent in {"CARDINAL", "QUANTITY"} and (t.pos == "NUM" or i in self.initial):
            return False
        if t.text.isupper() and len(t.text) > 1 and (t.text.lower() in self.lower or self._label(i)):
            return False
        if t.tag in {"PRP", "PRP$", "WP", "WDT", "UH"}:
            return False
        tail = t.text.rsplit("-", 1)[-1]
        if tail != t.text and (tail.endswith("ed") or tail in words("en/compound_ends.txt")):  # "U.S.-mediated"
            return False
        if i not in self.initial:
            return t.pos not in {"DET", "PRON"} or t.ent in _NAME_LABELS
        if lexicon.is_starter(t.text) or t.pos in {
            "DET",
            "PRON",
            "ADP",
            "CCONJ",
            "SCONJ",
            "AUX",
            "PART",
            "NUM",
            "INTJ",
        }:
            return False
        if lexicon.is_honorific(t.text) or lexicon.is_office(t.text):
            return True
        follows = self.tokens[i + 1].text if i + 1 < len(self.tokens) else ""
        generic = lexicon.is_organisation_noun(t.text) or lexicon.place_class(t.text)
        if generic and not follows[:1].isupper() and follows not in {"of", "for"}:
            return False
        if t.text.isupper() and len(t.text) > 1 and t.text.lower() not in self.lower:
            return t.pos in {"PROPN", "NOUN"} or t.ent in _KIND_LABELS
        if t.text in self.seen_inside and t.text.lower() not in self.lower:
            return True
        nxt = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        proper_next = bool(nxt and nxt.text[:1].isupper() and nxt.pos == "PROPN" and not self._dated(nxt))
        if self._quoted_title(i) or (nxt and lexicon.is_particle(nxt.text) and self._particles_to_name(i + 1)):
            return True
        if t.pos == "PROPN":
            return t.text.lower() not in self.lower or proper_next
        return t.ent in {"PERSON", "GPE", "NORP"} and t.text.lower() not in self.lower and t.pos != "VERB"

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
            # Hyphened names: al-Shaibani, Mar-a-Lago, Jean-Pierre; but two countries are two names (Israel-Syria).
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
            small = all(p[:1].isupper() or lexicon.is_particle(p) or len(p) <= 2 for p in parts)
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
            if t.text in _ENGLISH_WORDS and t.pos not in {"PROPN", "X", "NOUN"}:
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
            return j if j < stop and self._name_word(j) else None
        if (
            t.text in {"and", "for", "the"}
            and t.ent in {"ORG", "WORK_OF_ART", "FAC"}
            and not t.ent_start
            and i + 1 < stop
        ):
            inside = tokens[last].ent == t.ent and (last > start or self._quoted_title(start))
            return i + 1 if inside and self._name_word(i + 1) else None
        if t.text == "and" and i + 1 < stop and self._name_word(i + 1):
            of_field = any(
                lexicon.bare(x.text) in {"ministry", "department", "minister"} for x in tokens[start : last + 1]
            )
            if (
                of_field
                and lexicon.is_portfolio(tokens[i + 1].text)
                and "of" in {x.text for x in tokens[start : last + 1]}
            ):
                return i + 1
            return None
        if t.text in _APOSTROPHES and self._glued(i):
            return self._plural_owner(last, i, stop)
        if t.pos == "NUM" and t.ent == tokens[last].ent and t.ent in _KIND_LABELS and not t.ent_start:
            return i
        return None

    def _plural_owner(self, last: int, i: int, stop: int) -> int | None:
        """A group that owns an organisation's name is a part of it: Dockers' and Allied Workers' Union."""
        owner = self.tokens[last].text
        grouped = (owner.endswith("s") and self.tokens[i].text in {"'", "’"}) or owner.lower() in {
            "people", "women", "men", "children",
        }  # fmt: skip
        if not grouped or self.tokens[last].ent in {"PERSON", "GPE", "NORP"}:
            return None
        j = i + 1
        while j < stop and (
            self.tokens[j].text in {"and", "&"}
            or self.tokens[j].text in _APOSTROPHES
            or (self.tokens[j].text[:1].isupper() and not self._dated(self.tokens[j]))
        ):
            j += 1
        j -= 1
        return j if j > i and lexicon.is_organisation_noun(self.tokens[j].text) else None

    # ------------------------------------------------------------------------------------------- chunks

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

    def _split(self, first: int, last: int) -> list[Chunk]:
        """Cut a run into demonyms, the organisation or place a title belongs to, title and name."""
        tokens = self.tokens
        while first <= last and (tokens[first].text.lower() == "the" or not tokens[first].text[:1].isalpha()):
            first += 1
        while last >= first and not tokens[last].text[:1].isalnum():
            last -= 1
        if first > last:
            return []
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
        free = gazetteer.demonym(tokens[first].text) or lexicon.is_people(tokens[first].text)
        if last > first and free and self._free_demonym(first, last):
            return [Chunk(first, first), *self._split(first + 1, last)]
        # The parser's own border between two names ("Washington | Yechiel Leiter").
        for k in range(first + 1, last + 1):
            a, b = tokens[k - 1], tokens[k]
            if b.ent_start and a.ent and b.ent in _KIND_LABELS and a.ent in {"GPE", "NORP"} and a.ent != b.ent:
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
            known = gazetteer.country(name) or gazetteer.seat(name) or gazetteer.places(name)
            if known or (all(t.ent == "GPE" for t in self.tokens[first:k]) and self.tokens[k].ent_start):
                return [Chunk(first, k - 1), Chunk(k, last, role=(self._role_start(office), k - 1))]
        return None

    def _geographic(self, k: int) -> bool:
        name = self.tokens[k].text
        known = gazetteer.demonym(name) or gazetteer.country(name) or lexicon.is_people(name)
        return bool(name[:1].isupper() and known)

    def _heads_portfolio(self, k: int) -> bool:
        """Whether the word before an office can only be its portfolio ("Unification Minister")."""
        return lexicon.bare(self.tokens[k].text) in {"minister", "secretary", "commissioner"}

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
        if k >= 0 and tokens[k].text == "." and k - 1 >= 0 and lexicon.is_honorific(tokens[k - 1].text):
            k -= 1
        start = first
        office = False
        while k >= 0:
            word = tokens[k].text
            if lexicon.is_honorific(word) or lexicon.is_office(word):
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

    def _widened(self, c: Chunk, stop: int) -> Chunk:
        """Take a lower-case noun of place behind a name into it ("Kobal crossing", "San Roque quarry")."""
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
