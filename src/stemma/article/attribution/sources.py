"""Sources: what kind of source a wording names, how many, and whom a pronoun or a plain noun stands for.

Types follow newsroom sourcing rules (Reuters Handbook of Journalism, AP News Values): a source is named when a reader
could look it up (a person, an organisation, a spokesperson of a named organisation), unnamed when the report keeps the
name back. Antecedents are looked for backwards: a speaker of the attribution before, then the nearest name that
agrees in kind, gender and number; where two are as near as each other the subject wins (Hobbs 1978; Lappin & Leass
1994). Gets wrong: "they" (left alone unless the last speaker is plural), and women and men whose names do not tell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, cached_property

from text_to_num import text2num

from stemma.article.attribution.quoting import Quoted
from stemma.data import members, table
from stemma.model import Article, Mention, Source, SourceType, Span
from stemma.nlp.tree import Tree

_NAMED_ENTITIES = frozenset({"PERSON", "ORG", "GPE", "FAC", "LOC", "NORP", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})
_GRAMMAR = "en/grammar.toml"


def nouns(kind: str) -> frozenset[str]:
    return members("en/source_nouns.toml", kind)


@cache
def known_outlets() -> dict[str, SourceType]:
    """Outlet names in lower case, each with its type."""
    types: dict[str, SourceType] = {}
    for kind in ("outlet", "agency", "state media"):
        for name in table("outlets.toml")[kind]["names"]:
            types[name.lower()] = kind
    return types


class Sourcing:
    """Answers questions about the sources of one article."""

    def __init__(self, article: Article, tree: Tree, mentions: Sequence[Mention], quoted: Quoted) -> None:
        self.article, self.tree, self.quoted = article, tree, quoted
        self.mentions = sorted(mentions, key=lambda m: m.span)
        self._starts = [m.span.start for m in self.mentions]

    # ------------------------------------------------------------------------------------------ looking

    def text(self, span: Span) -> str:
        return re.sub(r"\s+", " ", self.article.text[span.start : span.end])

    def head(self, span: Span) -> int | None:
        """The token that governs all others of a span."""
        inside = self.tree.within(span)
        if not inside:
            return None
        return min(inside, key=lambda t: (self.tree.tokens[t].head in inside and self.tree.tokens[t].head != t, t))

    def mentions_in(self, span: Span) -> list[Mention]:
        i = max(0, bisect_left(self._starts, span.start) - 1)
        out = []
        for m in self.mentions[i:]:
            if m.span.start >= span.end:
                break
            if m.span.overlap(span):
                out.append(m)
        return out

    @cached_property
    def own_outlet(self) -> frozenset[str]:
        """The names by which the report's own outlet may be called, in lower case."""
        outlet = self.article.outlet
        if outlet is None:
            return frozenset()
        name = outlet.name.lower()
        bare = re.sub(r"^the ", "", name)
        initials = "".join(w[0] for w in bare.split())
        return frozenset({name, bare, "the " + bare} | ({initials} if len(initials) > 2 else set()))

    def is_own(self, span: Span) -> bool:
        words = self.text(span).lower().strip("\"“”' ")
        return bool(self.own_outlet) and any(
            words == name or re.search(rf"\b{re.escape(name)}\b", words) for name in self.own_outlet
        )

    @cached_property
    def described_outlets(self) -> frozenset[str]:
        """Names the article itself calls a newspaper, a site, a news agency …, in lower case."""
        return frozenset(re.sub(r"\s+", " ", self.article.text[a:b]).lower() for a, b in self._described_places)

    @cached_property
    def _described_places(self) -> list[tuple[int, int]]:
        out: set[tuple[int, int]] = set()
        tokens = self.tree.tokens
        for i, token in enumerate(tokens):
            if token.pos not in ("NOUN", "PROPN") or not self._outlet_noun(i):
                continue
            first = last = None
            for child in self.tree.children(i, "appos", "compound", "nmod"):
                if tokens[child].pos == "PROPN" and self._is_name(child):
                    below = [
                        t
                        for t in self.tree.subtree(child)
                        if tokens[t].pos in ("PROPN", "CCONJ") or tokens[t].text == "&"
                    ]
                    first, last = below[0], below[-1]
                    out.add((tokens[first].start, tokens[last].end))
            head = self.tree.head(i)
            if token.dep == "appos" and head is not None and tokens[head].pos == "PROPN":
                below = [t for t in range(head + 1) if t in self.tree.subtree(head) and tokens[t].pos == "PROPN"]
                out.add((tokens[below[0]].start, tokens[head].end))
            after = i + 1
            if after + 1 < len(tokens) and tokens[after].text == "The" and tokens[after + 1].pos == "PROPN":
                after += 1
            if after < len(tokens) and tokens[after].text in '"“«„' and (q := self.quoted.at(tokens[after].start)):
                out.add((q.start + 1, q.end - q.closed))
            elif after < len(tokens) and tokens[after].pos == "PROPN" and tokens[after].ent != "PERSON":
                stop = after
                while stop + 1 < len(tokens) and (tokens[stop + 1].pos == "PROPN" or tokens[stop + 1].text == "&"):
                    stop += 1
                out.add((tokens[after].start, tokens[stop].end))
        return sorted(o for o in out if o[1] - o[0] > 2)

    def _is_name(self, i: int) -> bool:
        return self.tree.tokens[i].text[:1].isupper()

    def _outlet_noun(self, i: int) -> bool:
        token = self.tree.tokens[i]
        word = token.lemma
        if word in nouns("agency"):
            around = [self.tree.tokens[c].lemma for c in self.tree.children(i)]
            if any(w in nouns("agency_modifiers") for w in around):
                return True
            behind = self.tree.tokens[i + 1 : i + 5]
            names = [t.text.lower() for t in behind if t.pos == "PROPN"]
            return bool(names) and behind[0].pos == "PROPN" and any(n in _last_words() for n in names)
        return word in nouns("outlet") and word not in nouns("also_no_outlet")

    # ------------------------------------------------------------------------------------------ typing

    def outlet_type(self, span: Span) -> SourceType | None:
        """Outlet, agency or state media when a span names or describes one, else None."""
        words = re.sub(r"[\"“”’']s?$", "", self.text(span)).strip("\"“”‘’' ")
        lower = words.lower()
        bare = re.sub(r"^the ", "", lower)
        types = known_outlets()
        head = self.head(span)
        inside = self.tree.within(span)
        lemmas = {self.tree.tokens[t].lemma for t in inside}
        state = bool(lemmas & (nouns("state") - nouns("also_no_state_media"))) or "state-run" in lower
        if lower in types or bare in types:
            return types.get(lower) or types.get(bare)
        if head is None:
            return None
        headword = self.tree.tokens[head].lemma
        people = nouns("unnamed") | nouns("reporter") | nouns("spokesperson")
        if headword in people and self.tree.tokens[head].pos == "NOUN":
            return None
        if self._noun_and_name(inside):
            return "state media" if state else "agency" if lemmas & nouns("agency") else "outlet"
        if any(
            m.kind == "person" and m.span.contains(Span(m.span.article, *self._place(head)))
            for m in self.mentions_in(span)
        ):
            return None
        if self._outlet_noun(head):
            return "state media" if state else "agency" if headword in nouns("agency") else "outlet"
        if headword in nouns("media"):
            return "state media" if state else "outlet"
        if headword in nouns("agency") and words.lower() == f"the {headword}" and self._agency_named:
            return "agency"
        if headword == "report" and self._press_report(head):
            return "outlet"
        name = self._name(head)
        if name.lower() in types:
            return types[name.lower()]
        if name.lower() in self.described_outlets or bare in self.described_outlets:
            return "outlet"
        last = name.split()[-1].lower() if name else ""
        token = self.tree.tokens[head]
        if (
            token.pos == "PROPN"
            and token.ent not in ("PERSON", "GPE")
            and last in _last_words()
            and len(name.split()) > 1
        ):
            return "outlet"
        for child in self.tree.children(head, "appos", "compound", "nmod"):
            if self._outlet_noun(child):
                return "state media" if state else "outlet"
        return None

    @cached_property
    def _agency_named(self) -> bool:
        """Whether the article names an agency of the kind that sells news, so that "the agency" can be it."""
        types = known_outlets()
        if any(t.lemma in nouns("agency") and self._outlet_noun(i) for i, t in enumerate(self.tree.tokens)):
            return True
        return any(types.get(m.name.lower()) in ("agency", "state media") for m in self.mentions)

    def _noun_and_name(self, inside: range) -> bool:
        """Whether a phrase is a noun for an outlet with the outlet's name behind it ("the newsletter X Y")."""
        tokens = self.tree.tokens
        for t in inside[:-1]:
            if tokens[t].text.islower() and self._outlet_noun(t):
                rest = [tokens[r].text for r in range(t + 1, inside.stop)]
                return all(w[:1].isupper() or w in ("&", "and", "of", '"', "“", "”") for w in rest)
        return False

    def _place(self, token: int) -> tuple[int, int]:
        return self.tree.tokens[token].start, self.tree.tokens[token].end

    def _name(self, head: int) -> str:
        """The run of capitalised words that ends with `head` (and "&" or "of" between them)."""
        tokens = self.tree.tokens
        first = head
        while first > 0 and (
            (tokens[first - 1].pos == "PROPN" and tokens[first - 1].ent != "PERSON")
            or (tokens[first - 1].text == "&" and first > 1 and tokens[first - 2].pos == "PROPN")
        ):
            first -= 1
        last = head
        while last + 2 < len(tokens) and tokens[last + 1].text == "&" and tokens[last + 2].pos == "PROPN":
            last += 2
        return self.text(self.tree.span(first, last))

    def _press_report(self, head: int) -> bool:
        below = self.tree.subtree(head)
        lemmas = {self.tree.tokens[t].lemma for t in below}
        return bool(lemmas & nouns("report_modifiers"))

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
        if any(m.kind == "organisation" and m.span.contains(Span(m.span.article, *self._place(head))) for m in named):
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

    # ------------------------------------------------------------------------------------------ resolving

    def antecedent(self, span: Span, before: Sequence[Source]) -> Span | None:
        """What a pronoun or a plain noun ("the minister", "the site") stands for in this article, or None."""
        for mention in self.mentions_in(span):
            if mention.refers is not None and mention.form in ("pronoun", "role") and mention.span.contains(span):
                return mention.refers
        head = self.head(span)
        if head is None:
            return None
        token = self.tree.tokens[head]
        word = token.text.lower()
        if token.tag in ("PRP", "PRP$"):
            return self._pronoun(span, word, before)
        if token.pos == "NOUN" and self._definite(head, span):
            return self._description(span, head, before)
        return None

    def _definite(self, head: int, span: Span) -> bool:
        first = self.tree.tokens[self.tree.within(span)[0]].text.lower()
        return first in ("the", "this", "that")

    def _pronoun(self, span: Span, word: str, before: Sequence[Source]) -> Span | None:
        if word in members(_GRAMMAR, "speaker_and_hearer"):
            return None
        said = [s for s in before if s.span is not None and s.span.end <= span.start]
        if word in table(_GRAMMAR)["personal"]:
            gender = table(_GRAMMAR)["personal"][word]
            sentence = self.tree.sentence_of(self.tree.within(span)[0])
            people = [m for m in self.mentions if m.kind == "person" and m.form not in ("pronoun", "role")]
            near = [
                m
                for m in people
                if m.span.end <= span.start and m.gender in ("", gender) and self.quoted.at(m.span.start) is None
            ]
            same = [m for m in near if m.span.start >= sentence.start]
            if same:
                subjects = [m for m in same if self._subject(m.span)]
                return (subjects or same)[0].span
            last = self._last_person(said, near, span)
            if last is not None:
                return last
            return None
        if word in members(_GRAMMAR, "neuter"):
            for source in reversed(said):
                if span.start - (source.span.end if source.span else 0) > 1500:
                    break
                if source.type in ("outlet", "agency", "state media", "document"):
                    return source.refers or source.span
                spot = source.refers or source.span
                kinds = {m.kind for m in self.mentions_in(spot)} if spot else set()
                if kinds & {"organisation", "place"} and "person" not in kinds:
                    return spot
        if word == "they" and said and said[-1].span is not None:
            last_head = self.head(said[-1].span)
            if last_head is not None and self.tree.tokens[last_head].tag in ("NNS", "NNPS"):
                return said[-1].refers or said[-1].span
        return None

    def _subject(self, span: Span) -> bool:
        head = self.head(span)
        return head is not None and self.tree.tokens[head].dep in ("nsubj", "nsubjpass")

    def _last_person(self, said: Sequence[Source], near: Sequence[Mention], span: Span) -> Span | None:
        """The person who spoke last, unless a nearer name is the subject of a sentence in between."""
        spoken: Span | None = None
        for source in reversed(said):
            spot = source.refers or source.span
            if spot is None or source.span is None:
                continue
            holds = [m for m in self.mentions_in(spot) if m.kind == "person"]
            unnamed_person = source.type == "unnamed" and source.count == 1
            allowed = {id(m) for m in near}
            if (holds and any(id(m) in allowed or m.form in ("pronoun", "role") for m in holds)) or unnamed_person:
                spoken = source.span if source.refers is None else source.refers
                spoken_at = source.span.start
                nearer = [m for m in near if m.span.start > spoken_at + 1 and self._subject(m.span)]
                nearer = [m for m in nearer if not m.span.overlap(spoken)]
                return nearer[-1].span if nearer else spoken
        subjects = [m for m in near if self._subject(m.span)]
        recent = subjects or near
        return recent[-1].span if recent and span.start - recent[-1].span.end < 1500 else None

    def _description(self, span: Span, head: int, before: Sequence[Source]) -> Span | None:
        word = self.tree.tokens[head].lemma
        wanted = table("en/source_nouns.toml")["anaphor"].get(word)
        said = [s for s in before if s.span is not None and s.span.end <= span.start]
        modifiers = {
            self.tree.tokens[t].lemma
            for t in self.tree.within(span)
            if self.tree.tokens[t].pos in ("ADJ", "NOUN", "PROPN")
        }
        # an earlier source with the same noun and all of the modifiers: "an Israeli official … the Israeli official"
        for source in reversed(said):
            spot = source.span
            assert spot is not None
            inside = {self.tree.tokens[t].lemma for t in self.tree.within(spot)}
            if word in inside and modifiers <= inside and source.text.lower() != self.text(span).lower():
                return source.refers or spot
        if wanted and "outlet" in wanted and (found := self._last_outlet(span)) is not None:
            return found
        if any(m.form not in ("pronoun", "role") for m in self.mentions_in(span)):
            return None
        for mention in reversed([m for m in self.mentions if m.span.end <= span.start]):
            role = self.text(mention.role).lower() if mention.role else ""
            name = mention.name.lower()
            if mention.kind == "person" and role and re.search(rf"\b{re.escape(word)}\b", role):
                return mention.span
            if wanted and "organisation" in wanted and mention.kind == "organisation":
                named = word in name or word in nouns("any_organisation")
                if named:
                    return mention.span
        return None

    def _last_outlet(self, span: Span) -> Span | None:
        """The outlet named last before `span`."""
        best: Span | None = None
        for start, end in self._outlet_places:
            if end <= span.start:
                best = Span(self.article.id, start, end)
        return best

    def outlet_at(self, span: Span) -> Span | None:
        """The outlet whose name a span begins with, an article before it included."""
        head = self.article.text[span.start : span.end]
        begin = span.start + (len("the ") if head.lower().startswith("the ") else 0)
        ends = [e for s, e in self._outlet_places if s in (span.start, begin) and e <= span.end]
        return Span(span.article, span.start, max(ends)) if ends else None

    @cached_property
    def _outlet_places(self) -> list[tuple[int, int]]:
        """Where outlets other than the report's own are named."""
        places: set[tuple[int, int]] = set()
        text = self.article.text
        for mention in self.mentions:
            if mention.form in ("pronoun", "role") or mention.kind == "person" or self.is_own(mention.span):
                continue
            if self.outlet_type(mention.span) in ("outlet", "agency", "state media"):
                places.add((mention.span.start, mention.span.end))
        for name in sorted(set(_telling_names()) | {text[a:b] for a, b in self._described_places}):
            if name.lower() in self.own_outlet:
                continue
            for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                places.add((found.start(), found.end()))
        return sorted(places)


@cache
def _telling_names() -> tuple[str, ...]:
    """Known outlets whose name is no everyday word or name of something else."""
    common = set(table("outlets.toml")["common"]["names"])
    names = [n for kind in ("outlet", "agency", "state media") for n in table("outlets.toml")[kind]["names"]]
    return tuple(n for n in names if n not in common)


@cache
def _last_words() -> frozenset[str]:
    return members("outlet_words.toml", "last_in_sentences")


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
