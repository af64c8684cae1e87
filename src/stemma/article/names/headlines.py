"""Headlines and datelines: blocks where capitals say nothing, and the place in capitals at the head of a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stemma.article.names import lexicon
from stemma.article.names.chunk import Chunk
from stemma.article.names.titles import Titles
from stemma.data import gazetteer
from stemma.model import Sentence

_LONGEST_COUNTRY = 12
"""Tokens of a country's longest official name, and some to spare."""


class Headlines(Titles):
    """Knows headlines, datelines, and names by the other names of the report."""

    def is_headline(self, sentence: Sentence) -> bool:
        """Whether orthography says nothing here: nearly all longer words are capitalised and it is not a dateline."""
        toks = [t for t in self.tokens[sentence.first : sentence.last] if t.text[:1].isalpha() and len(t.text) > 3]
        first_words = {t.text.lower() for t in self.tokens[sentence.first : sentence.first + 2]}
        if not toks or self.dateline(sentence) or (first_words & {"by"} and sentence.last - sentence.first < 15):
            return False
        if self._signed(sentence):
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
        if any(t.pos == "NOUN" for t in small):
            return False  # title case writes nouns large: "From our correspondent X in Y"
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
        short = range(1, min(max(longest, 3), _LONGEST_COUNTRY) + 1)
        tried = sorted({*map(len, known), *short} - {0}, reverse=True)
        out = []
        for sentence in heads:
            i = sentence.first
            while i < sentence.last:
                token = self.tokens[i]
                if not token.text[:1].isupper():
                    i += 1
                    continue
                for n in tried:
                    if i + n > sentence.last:
                        continue
                    words = tuple(t.text.lower() for t in self.tokens[i : i + n])
                    name = self.text[token.start : self.tokens[i + n - 1].end]
                    geographic = n <= _LONGEST_COUNTRY and (gazetteer.country(name) or gazetteer.demonym(name))
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
            if cut is not None and any(lexicon.is_given_name(w) for w in words[:cut]):
                cut = None  # "Carlos Andrés Ventaro Echevarne", called Ventaro Echevarne after
            if cut is None or c.role or self._is_organisation(c.first, c.last) or "of" in words:
                out.append(c)
                continue
            out += self._split(c.first, c.first + cut - 1)
            out.append(Chunk(c.first + cut, c.last))
        return out

    def dateline(self, sentence: Sentence) -> tuple[int, int] | None:
        """The tokens of a dateline's place in capitals ("TARNOW, Norland, May 12 (Northern Press) -"), if any."""
        first = last = sentence.first
        while last < sentence.last and (
            (self.tokens[last].text.isupper() and len(self.tokens[last].text) > 1) or self._hyphen_in_capitals(last)
        ):
            last += 1
        hyphens = sum(not t.text[:1].isalpha() for t in self.tokens[first:last])
        if last == first or last - first - 2 * hyphens > 4 or last >= sentence.last:
            return None
        after = [t.text for t in self.tokens[last : min(last + 14, sentence.last)]]
        if not after or not self.tokens[first].text.isalpha():
            return None
        dashed = any(a in {"—", "–", "-", "--"} for a in after)
        if after[0] == ":" and len(after) > 4:
            # "KOTA SELMA: Police detained …", as papers of South and South-East Asia begin; a label is no place.
            name = self.text[self.tokens[first].start : self.tokens[last - 1].end].title()
            known = (
                gazetteer.places(name) or gazetteer.country(name) or (last - first > 1 and lexicon.place_class(name))
            )
            common = any(t.text.lower() in self.lower for t in self.tokens[first:last])
            return (first, last - 1) if known and not common else None
        if after[0] == "," and (dashed or "(" in after or (sentence.last - last) <= 6):
            return first, last - 1
        if len(after) == 1 and dashed and last + 1 < len(self.tokens) and not self._glued(last):
            gap = self.text[self.tokens[last].end : self.tokens[last + 1].start]
            return (first, last - 1) if "\n" not in gap else None
        if after[0] in {"—", "–", "--", "(", "-", "|"} and len(after) > 3 and not self._glued(last):
            return first, last - 1
        return None

    def _hyphen_in_capitals(self, i: int) -> bool:
        """Whether token `i` is the hyphen of a name in capitals ("PORT-AU-PRINCE")."""
        if i == 0 or i + 1 >= len(self.tokens) or self.tokens[i].text not in {"-", "‐", "‑"}:
            return False
        return (
            self._glued(i)
            and self._glued(i + 1)
            and self.tokens[i - 1].text.isupper()
            and self.tokens[i + 1].text.isupper()
        )

    def _signed(self, sentence: Sentence) -> bool:
        """Whether a sentence is the sign-off of an agency: "(Reporting by Ada Holm in Kesh; Editing by Bo Ek)"."""
        first = [t.text.lower() for t in self.tokens[sentence.first : sentence.first + 5]]
        return "by" in first and any(w in lexicon.context("signing") for w in first[: first.index("by")])
