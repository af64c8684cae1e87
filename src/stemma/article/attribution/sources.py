"""Sources: what kind of source a wording names, how many, and whom it stands for.

Types follow newsroom sourcing rules (Reuters Handbook of Journalism, AP News Values): a source is named when a reader
could look it up (a person, an organisation, a spokesperson of a named organisation), unnamed when the report keeps the
name back. `wording` reads a stretch, `press` tells outlets, `antecedents` resolves pronouns and plain nouns.
"""

from __future__ import annotations

from collections.abc import Sequence

from text_to_num import text2num

from stemma.article.attribution.antecedents import Antecedents
from stemma.article.attribution.wording import nouns
from stemma.data import table
from stemma.model import Mention, Source, SourceType, Span


class Sourcing(Antecedents):
    """Answers questions about the sources of one article."""

    def type_of(self, span: Span) -> SourceType:
        if (outlet := self.outlet_type(span)) is not None:
            return outlet
        head = self.head(span)
        if head is None:
            return "unnamed"
        token = self.tree.tokens[head]
        if token.pos == "PROPN" or token.ent in ("PERSON", "ORG"):
            return "named"
        inside = set(self.tree.within(span))
        for child in self.tree.children(head, "appos", "nmod", "compound"):
            if child in inside and child > head and self.tree.tokens[child].pos == "PROPN":
                return "named"
        named = [m for m in self.mentions_in(span) if m.form not in ("pronoun", "role")]
        if any(m.kind == "person" and m.span.end == span.end and not self._inside_phrase(m, head) for m in named):
            return "named"
        if token.lemma in nouns("spokesperson"):
            return "named" if named else "unnamed"
        if token.lemma in nouns("document") and token.pos == "NOUN":
            return "document"
        if token.lemma in nouns("unnamed") or token.pos in ("NUM", "PRON", "DET", "ADJ"):
            return "unnamed"
        if any(m.kind == "organisation" and m.span.contains(Span(m.span.article, *self.place(head))) for m in named):
            return "named"
        return "unnamed"

    def _inside_phrase(self, mention: Mention, head: int) -> bool:
        """Whether a mention hangs on the head by a preposition ("a friend of X") or a possessive ("X's lawyer")."""
        inside = self.tree.within(mention.span)
        if not inside:
            return True
        at: int | None = self.head(mention.span)
        for _ in range(6):
            if at is None or at == head:
                return False
            if self.tree.tokens[at].dep in ("prep", "poss", "pobj"):
                return True
            at = self.tree.head(at)
        return False

    # ------------------------------------------------------------------------------------------ counting

    def count(self, span: Span) -> int | None:
        """The number of sources a wording states: its numeral, or one for a singular noun."""
        head = self.head(span)
        if head is None:
            return None
        token = self.tree.tokens[head]
        if token.pos == "NUM":
            return _number(token.text)
        for child in self.tree.children(head, "nummod"):
            return _number(self.tree.tokens[child].text)
        if token.tag in ("NN", "NNP") and token.lemma not in nouns("collective"):
            return 1
        if token.text.lower() in ("one", "another"):
            return 1
        return None

    # ------------------------------------------------------------------------------------------ making

    def split(self, span: Span) -> list[Span]:
        """The single sources a phrase lists ("an Israeli official and another source with knowledge")."""
        head = self.head(span)
        inside = set(self.tree.within(span))
        if head is None or not inside:
            return [span]
        heads = [head]
        at = head
        while True:
            after = [c for c in self.tree.children(at, "conj") if c in inside]
            if not after or self.tree.tokens[after[0]].pos not in ("NOUN", "PROPN", "PRON", "NUM"):
                break
            at = after[0]
            if self.tree.tokens[at].ent and not any(
                self.tree.tokens[t].ent_start for t in range(heads[-1] + 1, at + 1)
            ):
                return [span]
            heads.append(at)
        if len(heads) == 1:
            return [span]
        out = []
        for n, h in enumerate(heads):
            following = set(self.tree.subtree(heads[n + 1])) if n + 1 < len(heads) else set()
            below = [t for t in self.tree.subtree(h) if t in inside and t not in following]
            if n == 0:
                below = [t for t in sorted(inside) if t < min(following)]
            while below and self.tree.tokens[below[-1]].text.lower() in (",", "and", "or", "both", "&", ";"):
                below.pop()
            while below and self.tree.tokens[below[0]].text.lower() in (",", "and", "or", "both", "either"):
                below.pop(0)
            if below:
                out.append(self.tree.span(below[0], below[-1]))
        return out or [span]

    def make(self, span: Span, before: Sequence[Source]) -> Source:
        """The source a span names, with its antecedent where it is a pronoun or a plain noun.

        Args:
            before: the sources of the attributions so far, oldest first.
        """
        kind = self.type_of(span)
        refers = self.antecedent(span, before)
        if refers is not None:
            target = self.type_of(refers)
            kind = target if target != "unnamed" or kind not in ("outlet", "agency", "state media") else kind
        counted = self.count(span) if kind == "unnamed" else None
        return Source(text=self.text(span), type=kind, span=span, refers=refers, count=counted)


def _number(word: str) -> int | None:
    try:
        return int(word)
    except ValueError:
        pass
    try:
        return int(text2num(word.lower(), "en"))
    except ValueError:
        value: int | None = table("en/quantities.toml")["numerals"].get(word.lower())
        return value
