"""Orthography: which words can be part of a name by their capitals, their place in the sentence and their neighbours
(Mikheev, Moens and Grover 1999)."""

from __future__ import annotations

import re

from stemma.article.names import lexicon
from stemma.data import words
from stemma.model import Token
from stemma.nlp.tree import Tree

NAME_LABELS = {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT"}
KIND_LABELS = {"PERSON", "ORG", "GPE", "LOC", "FAC"}
_OPENERS = {":", '"', "“", "‘", "(", "[", "—", "–", "-", "•", "·", "|", "»", "«", "*", "/", "...", "…", "'"}
_WORD = re.compile(r"[^\W\d_][\w\u0300-\u036f.'’&\-]*")
APOSTROPHES = {"'", "’", "'s", "’s", "'S", "’S"}


class Orthography:
    """The words of one article, and which of them can be in a name."""

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
        self.person_words = {
            t.text
            for i, t in enumerate(self.tokens)
            if t.ent == "PERSON"
            and t.text[:1].isupper()
            and (
                (i + 1 < len(self.tokens) and self.tokens[i + 1].ent == "PERSON" and not self.tokens[i + 1].ent_start)
                or not t.ent_start
            )
        }
        self.occupations_as_surnames = self._surnames_of_office()
        self.seen_inside = {t.text for i, t in enumerate(self.tokens) if i not in self.initial and t.text[:1].isupper()}

    def _surnames_of_office(self) -> frozenset[str]:
        """Words for offices and trades that are a surname in this article: behind a given name, both with a capital, no
        name behind them, in a sentence that writes other words small ("the lawyer, Noor Captain, said")."""
        found = set()
        for i in range(1, len(self.tokens)):
            word, before = self.tokens[i].text, self.tokens[i - 1].text
            if not (word[:1].isupper() and word[1:].islower() and before[1:].islower()):
                continue
            if not lexicon.is_office(word) or not lexicon.is_given_name(before) or lexicon.is_office(before):
                continue
            after = self.tokens[i + 1].text if i + 1 < len(self.tokens) else ""
            further = self.tokens[i - 2].text if i > 1 else ""
            plain = after[:1].islower() or after in {",", ".", ":", "'s", "’s", ";", ")"}
            if (
                plain
                and not (further[:1].isupper() and not lexicon.is_office(further))
                and lexicon.bare(word) not in self.lower
            ):
                found.add(word)
        return frozenset(found)

    def _glued(self, i: int) -> bool:
        """Whether no space parts token `i` from the one before."""
        return i > 0 and self.tokens[i].start == self.tokens[i - 1].end

    def _dated(self, t: Token) -> bool:
        return lexicon.is_calendar(t.text) and t.ent != "PERSON"

    def _named_like_a_month(self, i: int) -> bool:
        """Whether a word of the calendar is a name here: behind a courtesy title, or a given name that a surname
        follows ("General Jan Kral")."""
        if i and lexicon.is_courtesy(self.tokens[i - 1].text):
            return True
        follow = self.tokens[i + 1].text if i + 1 < len(self.tokens) else ""
        given = lexicon.bare(self.tokens[i].text) in lexicon.context("months_and_given_names")
        return given and follow[:1].isupper() and follow[1:].islower() and not lexicon.is_calendar(follow)

    def _glued_particle(self, word: str) -> bool:
        """Whether a token is a particle with its name ("al-Marri", "d'Orsay")."""
        m = re.fullmatch(r"(\w+)[\-'’]([^\W\d_][\w\-]+)", word)
        return bool(
            m
            and m[1].islower()
            and (lexicon.is_particle(m[1]) or m[1] in lexicon.context("apostrophe_particles"))
            and m[2][:1].isupper()
        )

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
            if self.tokens[i].text in lexicon.context("english_particles") or self.tokens[i].pos in {
                "ADP",
                "SCONJ",
                "DET",
            }:
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
        if lexicon.bare(t.text) in lexicon.context("retired") and i and self.tokens[i - 1].text == "(":
            return False  # "General (Ret.) X"
        follow = self.tokens[i + 1].text if i + 1 < len(self.tokens) else ""
        if follow == "by" and lexicon.bare(t.text) in lexicon.context("signing"):
            return False  # "Editing by X"
        hyphened = self._hyphen_follows(i)
        if self._dated(t) and not hyphened and not self._named_like_a_month(i):
            return False
        counted = t.ent in {"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"} and not self._named_like_a_month(i)
        if counted and not hyphened and self._counted(i):
            return False
        if t.ent in {"CARDINAL", "QUANTITY"} and (t.pos == "NUM" or i in self.initial):
            return False
        if t.text.isupper() and len(t.text) > 1 and (t.text.lower() in self.lower or self._label(i)):
            return False
        if t.text.isupper() and len(t.text) > 3 and t.text.lower() in words("en/function_words.txt"):
            return False  # "The port WILL open": the stress of a tabloid
        pronoun = t.tag in {"PRP", "PRP$", "WP", "WDT", "UH"} and not (t.text.isupper() and len(t.text) > 1)
        if pronoun and t.text not in self.person_words:
            return False
        tail = t.text.rsplit("-", 1)[-1]
        if tail != t.text and (tail.endswith("ed") or tail in words("en/compound_ends.txt")):  # "U.S.-mediated"
            return False
        if i not in self.initial:
            return t.pos not in {"DET", "PRON"} or (t.text.isupper() and len(t.text) > 1) or t.ent in NAME_LABELS
        if t.text in self.person_words and t.text.lower() not in self.lower:
            return True
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
        if lexicon.place_class(t.text) and follows.isdigit():
            return True  # "Pier 9"
        if generic and not follows[:1].isupper() and follows not in {"of", "for"}:
            return False
        if t.text.isupper() and len(t.text) > 1 and t.text.lower() not in self.lower:
            return t.pos in {"PROPN", "NOUN"} or t.ent in KIND_LABELS
        if t.text in self.seen_inside and t.text.lower() not in self.lower:
            return True
        nxt = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        proper_next = bool(nxt and nxt.text[:1].isupper() and nxt.pos == "PROPN" and not self._dated(nxt))
        if self._quoted_title(i) or (nxt and lexicon.is_particle(nxt.text) and self._particles_to_name(i + 1)):
            return True
        if nxt and nxt.text[:1].isupper() and not t.text.isascii():
            return True  # English words have no such letters ("Nguyễn Thị Mai")
        if t.pos == "PROPN":
            return t.text.lower() not in self.lower or proper_next
        return t.ent in {"PERSON", "GPE", "NORP"} and t.text.lower() not in self.lower and t.pos != "VERB"
