"""Claims: sentences cut into assertions, each with its predicate, polarity and modality.

A claim is a clause (main, coordinated, relative, participle, adverbial, complement), an apposition that states a
fact, or a noun phrase that names an event with its arguments ("the resignation of the minister"). The cut follows the
clause types of ClausIE (Del Corro & Gemulla 2013) on spaCy's dependency labels; noun phrases follow NOMLEX's
deverbal classes. A claim's span is the hull of its own words: what another claim says at its edges is left to that
one, so claims nest rather than repeat each other. Clauses that only report ("the minister said") are no claims.

What it gets wrong: it inherits the parser's attachment errors, above all in coordinated noun phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from stemma.article.claims.force import modality_of, negated
from stemma.article.claims.phrases import Phrase, phrases_of
from stemma.data import members, words
from stemma.model import Article, Attribution, Claim, ClaimForm, Mention, Parse, Sentence, Span, TimeExpression
from stemma.nlp.spans import SpanIndex
from stemma.nlp.tree import Tree

_CLAUSES: dict[str, ClaimForm] = {
    "ROOT": "main",
    "ccomp": "complement",
    "csubj": "complement",
    "parataxis": "main",
    "advcl": "adverbial",
    "relcl": "relative",
    "acl": "participle",
    "pcomp": "participle",
}
_GRAMMAR = "en/grammar.toml"
_EVENT_ENDING = re.compile(r"\w{4,}(?:tion|sion)s?$")
_SHORTEST_NOMINAL = 3
_NAMES = ("full", "short", "acronym", "metonym")
_PHRASE = 6  # a noun phrase longer than this many words before its noun is cut there
_OBJECTS = ("xcomp", "dobj", "pobj", "prep", "nsubj", "nsubjpass", "attr", "oprd", "acomp", "det", "amod", "poss")
_BESIDE_OBJECTS = ("advmod", "npadvmod", "prt", "intj")
_LABEL = re.compile(r"[\w’']+(?: [\w’']+){0,3}:\s+(?=\S)")


class Cut(NamedTuple):
    """The claims of an article and the details beside them (`Layers.details`), both in text order; they may nest."""

    claims: tuple[Claim, ...]
    details: tuple[Claim, ...]


def cut_claims(
    article: Article,
    parse: Parse,
    attributions: tuple[Attribution, ...],
    mentions: tuple[Mention, ...],
    times: tuple[TimeExpression, ...],
) -> Cut:
    """The claims of an article, and the phrases and acts of saying that tell a fact beside them."""
    return _Cutter(article, Tree(parse), attributions, mentions, times).cut()


def _light() -> frozenset[str]:
    """Verbs that say nothing alone ("they have", "it works", "he thinks")."""
    return words("en/light_verbs.txt") | words("en/reporting_verbs.txt")


class _Cutter:
    def __init__(
        self,
        article: Article,
        tree: Tree,
        attributions: tuple[Attribution, ...],
        mentions: tuple[Mention, ...],
        times: tuple[TimeExpression, ...],
    ) -> None:
        self.article = article
        self.tree = tree
        self.tokens = tree.tokens
        names = [m.span for m in mentions if m.form in _NAMES]
        self.bare = frozenset(i for span in (*names, *(t.span for t in times)) for i in tree.within(span))
        """The tokens of names and times: a phrase of nothing else says when, where or of whom, but no fact."""
        self._parts = SpanIndex((part, a) for a in attributions for part in a.parts)
        reported = [a for a in attributions if self._clausal(a)]
        self.content_of = {i: a.content for a in reported for i in self._cue_of(a)}
        # Cue and source of what is said outside the clause they stand in ("…, the minister said").
        self.reporting = frozenset(
            i
            for a in reported
            for s in (a.cue, *(source.span for source in a.sources))
            if s and not a.content.contains(s)
            for i in tree.within(s)
        )

    def _clausal(self, attribution: Attribution) -> bool:
        """Whether the content says something without its cue: a clause or quotation, and not the object or infinitive
        of a verb that belongs to it ("agreed to resume talks", "wants monitors")."""
        inside = self.tree.within(attribution.content)
        tops = [i for i in inside if self.tokens[i].head not in inside or self.tokens[i].head == i]
        beside = [i for i in tops if self.tokens[i].dep not in _BESIDE_OBJECTS and self.tokens[i].pos != "PUNCT"]
        return not all(self.tokens[i].dep in _OBJECTS for i in beside)

    def _cue_of(self, attribution: Attribution) -> list[int]:
        """The tokens of the cue that govern the content; all of them where none does ("…, the minister said"). A cue
        may hold more ("closed the congress by demanding that …"), which is a claim like any other."""
        if attribution.cue is None:
            return []
        if not attribution.sources and self._passive_of(attribution.cue):
            return []  # "the skipper was seen boarding the ferry" says something of the skipper
        cue, inside = self.tree.within(attribution.cue), self.tree.within(attribution.content)
        governing = {self.tokens[i].head for i in inside if self.tokens[i].head not in inside}
        return [i for i in cue if i in governing] or [i for i in cue if i not in inside]

    def _passive_of(self, cue: Span) -> bool:
        """Whether a cue is a passive with a subject that means something ("it was said" has none)."""
        subjects = [c for i in self.tree.within(cue) for c in self.tree.children(i, "nsubjpass")]
        return any(self.tokens[c].pos in ("NOUN", "PROPN") for c in subjects)

    def cut(self) -> Cut:
        found: dict[tuple[int, int], tuple[int, ClaimForm]] = {}
        details: dict[tuple[int, int], tuple[int, ClaimForm]] = {}
        for sentence in self.tree.parse.sentences:
            if self._masthead(sentence):
                continue
            heads = self._heads(range(sentence.first, sentence.last))
            for head, form in sorted(heads.items()):
                own = self._own_tokens(head, frozenset(heads) - {head})
                if (extent := self._extent(own, sentence.first)) and self._states_something(head, form, own):
                    found.setdefault(self._with_noun(head, form, extent), (head, form))
            for phrase in phrases_of(self.tree, range(sentence.first, sentence.last), self.bare):
                if self._of_reporting(phrase):
                    continue  # when and where something was said is no part of it
                if extent := self._extent(list(phrase.tokens), sentence.first):
                    details.setdefault(extent, (phrase.head, "phrase"))
            for cue in (i for i in range(sentence.first, sentence.last) if i in self.content_of):
                if whole := self._saying(cue, sentence.first, found):
                    details.setdefault(whole, (cue, "saying"))
        details = {extent: detail for extent, detail in details.items() if extent not in found}
        return Cut(self._claims(found, "c"), self._claims(details, "d"))

    def _of_reporting(self, phrase: Phrase) -> bool:
        """Whether a phrase belongs to the words that report, and does not tell who somebody is."""
        head = self.tokens[phrase.head]
        if head.pos == "PROPN" and head.dep in ("nsubj", "nsubjpass", "appos"):
            return False
        return phrase.governor in self.content_of or any(i in self.reporting for i in phrase.tokens)

    def _saying(self, cue: int, first: int, found: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
        """The characters of a clause of saying where no claim inside it is half as long. Then the saying is the fact
        ("his lawyer denied it", "she refused to say who paid"), or what is said is cut into several claims and counts
        as one besides ("I did not sign, and I will not")."""
        extent = self._extent(self.tree.subtree(cue), first)
        if extent is None or self.tokens[cue].pos != "VERB" or not self.tree.children(cue, "nsubj", "nsubjpass"):
            return None
        half = (extent[1] - extent[0]) / 2
        if any(b - a >= half for a, b in found if extent[0] <= a and b <= extent[1]):
            return None
        last = self.tree.sentence_of(cue).last
        said = self._extent([i for i in self.tree.within(self.content_of[cue]) if first <= i < last], first)
        return said if said and said[1] - said[0] >= half else extent

    def _claims(self, found: dict[tuple[int, int], tuple[int, ClaimForm]], kind: str) -> tuple[Claim, ...]:
        claims = []
        for n, ((start, end), (head, form)) in enumerate(sorted(found.items(), key=lambda f: (f[0][0], -f[0][1]))):
            span = Span(self.article.id, start, end)
            attribution = self._attribution(span)
            ruling = self._predicate_over(head) if form == "phrase" else head
            claims.append(
                Claim(
                    id=f"{self.article.id}.{kind}{n + 1}",
                    span=span,
                    head=head,
                    form=form,
                    polarity="negative" if negated(self.article, self.tree, ruling) else "positive",
                    modality=modality_of(self.tree, ruling),
                    attribution=attribution.id if attribution else None,
                    quoted=attribution is not None and attribution.kind == "direct",
                    rule=f"clause:{form}",
                )
            )
        return tuple(claims)

    def _masthead(self, sentence: Sentence) -> bool:
        """Whether a sentence is a byline or date line, which reports nothing: no word in it but names and numbers."""
        line = self.article.byline_span
        if line is not None and line.overlap(Span(self.article.id, sentence.start, sentence.end)):
            return True
        tokens = self.tokens[sentence.first : sentence.last]
        return not any(t.pos in ("VERB", "AUX", "NOUN", "ADJ", "PRON") for t in tokens)

    def _predicate_over(self, i: int) -> int:
        """The predicate whose force holds for a phrase: the nearest verb above it."""
        return next((k for k in self.tree.ancestors(i) if self.tokens[k].pos in ("VERB", "AUX")), i)

    # -- which tokens head a claim

    def _heads(self, sentence: range) -> dict[int, ClaimForm]:
        heads: dict[int, ClaimForm] = {}
        for i in sentence:
            form = self._form(i)
            if form:
                heads[i] = form
        return heads

    def _form(self, i: int) -> ClaimForm | None:
        token = self.tokens[i]
        verbal = token.pos in ("VERB", "AUX")
        if token.dep == "ROOT":
            return "main" if verbal else "headline"
        if token.dep in _CLAUSES and (verbal or token.dep == "ccomp"):
            if token.dep == "ccomp" and not verbal and not self.tree.children(i, "nsubj", "cop", "nsubjpass"):
                return None
            if token.dep == "pcomp" and not self.tree.children(i, "nsubj", "nsubjpass", "dobj"):
                return None
            if token.dep in ("acl", "advcl") and (len(self.tree.subtree(i)) < 3 or self._infinitive(i)):
                return None
            return _CLAUSES[token.dep]
        if token.dep == "conj":
            return "apposition" if self._supplements(i) else self._coordinated(i)
        if token.dep == "prep" and self._adjunct(i):
            return "adverbial"
        if token.dep == "appos" and self._describes(i):
            return "apposition"
        if self._event(i):
            return "nominal"
        return None

    def _coordinated(self, i: int) -> ClaimForm | None:
        """A conjunct is a claim when it has a predicate of its own ("…, and quit") or is a second predicate
        noun ("the fifth round, but the first in two months") or names an event of its own."""
        first = i
        while self.tokens[first].dep == "conj":
            first = self.tokens[first].head
        verbal = self.tokens[i].pos in ("VERB", "AUX")
        if verbal and self.tokens[first].pos in ("VERB", "AUX") and self.tokens[first].dep != "xcomp":
            return "coordinated" if len(self.tree.subtree(i)) > 1 else None
        if self.tokens[first].dep in ("attr", "ROOT", "ccomp") and not verbal and len(self.tree.subtree(i)) >= 3:
            return "coordinated"
        if self.tokens[i].pos == "PROPN" and self.tree.children(i, "poss", "amod", "appos", "relcl", "compound"):
            # Each member of a list takes part ("the envoy X, who …, and his deputy Y").
            return "coordinated" if len(self.tree.subtree(i)) >= 4 else None
        return "nominal" if self._event(i) else None

    def _supplements(self, i: int) -> bool:
        """Whether conjunct `i` is really set beside a noun: the parser takes "the talks, the fifth round but the first
        in months, …" for a list."""
        noun = self.tokens[i].head
        if self.tokens[noun].pos not in ("NOUN", "PROPN") or self.tokens[i].pos not in ("NOUN", "ADJ"):
            return False
        joined = [self.tokens[c].text.lower() for n in (noun, i) for c in self.tree.children(n, "cc")]
        between = [self.tokens[k].text for k in range(noun + 1, self.tree.subtree(i)[0])]
        return between == [","] and (not joined or joined == ["but"])

    def _adjunct(self, i: int) -> bool:
        """Whether preposition `i` opens a phrase set off by a comma after its clause that names somebody or an event
        ("…, with the participation of the minister", "…, along with his deputy")."""
        governor = self.tokens[i].head
        below = self.tree.subtree(i)
        before = below[0] - 1
        if self.tokens[governor].pos not in ("VERB", "AUX") or i < governor or before < 0 or len(below) < 4:
            return False
        if self.tokens[before].text != "," or self.tokens[i].lemma == "accord":
            return False
        return any(self.tokens[k].pos == "PROPN" or self._event(k) for k in below)

    def _infinitive(self, i: int) -> bool:
        """Whether verb `i` is an infinitive: a purpose or content belongs to the clause that governs it."""
        return any(self.tokens[c].tag == "TO" for c in self.tree.children(i, "aux"))

    def _describes(self, i: int) -> bool:
        """Whether an apposition states something about the noun beside it and is not merely its name."""
        below = self.tree.subtree(i)
        if self.tokens[i].pos == "PROPN":
            return any(self.tokens[c].dep in ("relcl", "acl") for c in self.tree.children(i))
        return len(below) >= 2

    def _event(self, i: int) -> bool:
        """Whether token `i` is a noun that names an event and carries at least one argument."""
        token = self.tokens[i]
        if token.pos not in ("NOUN", "PROPN") or token.dep in ("compound", "nmod", "amod", "poss"):
            return False
        if not (token.lemma in words("en/event_nouns.txt") or _EVENT_ENDING.match(token.lemma)):
            number = self.tree.children(i, "nummod")
            if not (number and self._argument_of(i)):
                return False
        below = self.tree.subtree(i)
        if len(below) < _SHORTEST_NOMINAL:
            return False
        if self._argument_of(i) or self.tree.children(i, "poss", "acl", "relcl"):
            return True
        return len(self.tree.children(i, "amod", "compound", "nummod")) >= 2

    def _argument_of(self, i: int) -> bool:
        return any(
            self.tokens[c].lemma in members(_GRAMMAR, "argument_prepositions")
            for c in self.tree.children(i, "prep", "agent")
        )

    # -- the words that carry it

    def _own_tokens(self, head: int, others: frozenset[int]) -> list[int]:
        """The tokens of the claim: its subtree without the branches other clauses head. Events and appositions
        stay inside the clause that holds them, which would say nothing without them."""
        removed = frozenset(i for i in others if self._separable(i, head))
        own = self.tree.subtree(head, without=removed)
        return [i for i in own if i not in self.reporting] if head not in self.reporting else own

    def _separable(self, i: int, head: int) -> bool:
        if self.tokens[i].dep in ("relcl", "advcl", "ccomp", "ROOT", "parataxis") and self.tokens[i].pos in (
            "VERB",
            "AUX",
        ):
            if self.tokens[i].dep == "advcl" and self._condition(i):
                return False  # without its condition a clause would say too much
            return not (self.tokens[i].dep == "ccomp" and not self._reports(i))
        if self.tokens[i].dep in ("conj", "prep"):
            return True
        return self.tokens[i].dep in ("acl", "appos") and self.tokens[i].head != head

    def _condition(self, i: int) -> bool:
        """Whether adverbial clause `i` is a condition."""
        marks = {self.tokens[c].text.lower() for c in self.tree.children(i, "mark")}
        return bool(marks & members(_GRAMMAR, "conditions"))

    def _reports(self, i: int) -> bool:
        """Whether complement `i` stands alone: its governor is a cue of attribution, or a semicolon parts them."""
        governor = self.tokens[i].head
        parted = any(self.tokens[c].text == ";" for c in self.tree.children(governor, "punct"))
        return governor in self.content_of or parted

    def _extent(self, own: list[int], first: int) -> tuple[int, int] | None:
        """The characters from the first to the last own token, edges without punctuation and connectives."""
        kept = list(own)
        while kept and self._edge(kept[0]):
            kept.pop(0)
        while (
            kept
            and self.tokens[kept[-1]].pos in ("PUNCT", "CCONJ", "SPACE")
            and self.tokens[kept[-1]].text not in ")]%"
        ):
            kept.pop()
        if not kept:
            return None
        start, end = self.tokens[kept[0]].start, self.tokens[kept[-1]].end
        label = _LABEL.match(self.article.text[start:end])
        if label and kept[0] == first and end - start > 2 * label.end():
            start += label.end()
        return start, end

    def _with_noun(self, head: int, form: ClaimForm, extent: tuple[int, int]) -> tuple[int, int]:
        """The extent of an apposition or relative clause with the noun it describes, where only a comma parts them:
        without it the clause would not say of whom."""
        if form not in ("apposition", "relative"):
            return extent
        noun = self.tokens[head].head
        first = min((c for c in self.tree.subtree(noun) if c <= noun and noun - c <= _PHRASE), default=noun)
        gap = self.article.text[self.tokens[noun].end : extent[0]]
        return (self.tokens[first].start, extent[1]) if not gap.strip(" ,") else extent

    def _edge(self, i: int) -> bool:
        """Whether token `i`, at the front of a claim, is a connective or a mark that says nothing of its own."""
        token = self.tokens[i]
        if token.pos == "PUNCT":
            return token.text not in "[("
        return token.dep in ("cc", "mark", "preconj") and token.text.lower() in members(_GRAMMAR, "connectives")

    def _states_something(self, head: int, form: ClaimForm, own: list[int]) -> bool:
        if head in self.content_of and form not in ("nominal", "apposition", "headline"):
            return False
        content = [i for i in own if self.tokens[i].pos in ("NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV")]
        if form in ("headline", "nominal"):
            return len(content) >= (3 if form == "headline" else 2)
        if any(i != head for i in content) or (form == "apposition" and content):
            return True
        # "He did not resist", "nothing has been signed": of somebody, and more than being or having.
        whole = self.tokens[head].pos == "VERB" and bool(self.tree.children(head, "nsubj", "nsubjpass"))
        return whole and form in ("main", "coordinated", "complement") and self.tokens[head].lemma not in _light()

    # -- whose word, and how sure

    def _attribution(self, span: Span) -> Attribution | None:
        length = span.end - span.start
        near = {a.id: a for a in self._parts.over(span)}.values()
        holding = [a for a in near if sum(p.overlap(span) for p in a.parts) >= 0.8 * length]
        return min(holding, key=lambda a: (a.content.end - a.content.start, a.id), default=None)
