"""Press: which wordings of an article name an outlet, an agency or state media, and which its own outlet.

An outlet is known by name (``data/outlets.toml``), by the form of its name ("… Times", "Radio …"), because the article
says what it is ("the newsletter X", "X, a news site"), or by what is left of a name that stands there in full ("Selm"
for Radio Selm). Gets wrong: outlets of a plain name that nothing in the article tells apart from a person or a firm.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, cached_property

from stemma.article.attribution.wording import Wording, nouns
from stemma.article.outlets import short_names
from stemma.data import members, table
from stemma.model import SourceType, Span


@cache
def known_outlets() -> dict[str, SourceType]:
    """Outlet names in lower case, each with its type."""
    types: dict[str, SourceType] = {}
    for kind in ("outlet", "agency", "state media"):
        for name in table("outlets.toml")[kind]["names"]:
            types[name.lower()] = kind
    return types


class Press(Wording):
    """Tells the outlets of one article."""

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
            if token.pos not in ("NOUN", "PROPN") or not self.outlet_noun(i):
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
                below = [t for t in self.tree.subtree(head) if t <= head and tokens[t].pos == "PROPN"]
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

    def outlet_noun(self, i: int) -> bool:
        token = self.tree.tokens[i]
        word = token.lemma
        if word in nouns("agency"):
            around = [self.tree.tokens[c].lemma for c in self.tree.children(i)]
            if any(w in nouns("agency_modifiers") for w in around):
                return True
            behind = self.tree.tokens[i + 1 : i + 5]
            names = [t.text.lower() for t in behind if t.pos == "PROPN"]
            if not names or behind[0].pos != "PROPN":
                return False
            return any(n in _last_words() for n in names) or behind[0].text in self._reporting_agencies
        return word in nouns("outlet") and word not in nouns("also_no_outlet")

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
        if re.sub(r"^(?:the|The) ", "", words) in self.short_outlets:
            return "outlet"
        if self._noun_and_name(inside):
            return "state media" if state else "agency" if lemmas & nouns("agency") else "outlet"
        if any(
            m.kind == "person" and m.span.contains(Span(m.span.article, *self.place(head)))
            for m in self.mentions_in(span)
        ):
            return None
        if self.outlet_noun(head):
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
        token = self.tree.tokens[head]
        if token.pos == "PROPN" and token.ent not in ("PERSON", "GPE") and _formed_like_one(name):
            return "outlet"
        for child in self.tree.children(head, "appos", "compound", "nmod"):
            if self.outlet_noun(child):
                return "state media" if state else "outlet"
        return None

    @cached_property
    def short_outlets(self) -> frozenset[str]:
        """Short forms of outlets whose name stands in the article in full ("Selm" for Radio Selm), where they name
        nothing else there: no word in small letters, no place."""
        text = self.article.text
        full = {m.group() for m in _full_names().finditer(text)} | {text[a:b] for a, b in self._described_places}
        out = set()
        for short in sorted({s for name in full if name.lower() not in self.own_outlet for s in short_names(name)}):
            called = re.escape(short)
            plain = short.lower() != short and re.search(rf"(?<!\w){re.escape(short.lower())}(?!\w)", text)
            place = re.search(rf"\b(?:[Ii]n|[Nn]ear|outside|across)\s+{called}(?!\s+[A-Z])\b", text)
            if not plain and not place and short.lower() not in self.own_outlet:
                out.add(short)
        return frozenset(out)

    @cached_property
    def _reporting_agencies(self) -> frozenset[str]:
        """First words of the names of agencies that do what agencies for news do ("reports the agency X", "citing the
        agency X"): a plain agency may be any body's."""
        return frozenset(m.group(1) or m.group(2) for m in _agency_at_work().finditer(self.article.text))

    @cached_property
    def _agency_named(self) -> bool:
        """Whether the article names an agency of the kind that sells news, so that "the agency" can be it."""
        types = known_outlets()
        if any(t.lemma in nouns("agency") and self.outlet_noun(i) for i, t in enumerate(self.tree.tokens)):
            return True
        return any(types.get(m.name.lower()) in ("agency", "state media") for m in self.mentions)

    def _noun_and_name(self, inside: range) -> bool:
        """Whether a phrase is a noun for an outlet with the outlet's name behind it ("the newsletter X Y")."""
        tokens = self.tree.tokens
        for t in inside[:-1]:
            if tokens[t].text.islower() and self.outlet_noun(t):
                rest = [tokens[r].text for r in range(t + 1, inside.stop)]
                return all(w[:1].isupper() or w in ("&", "and", "of", '"', "“", "”") for w in rest)
        return False

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

    def last_outlet(self, span: Span) -> Span | None:
        """The outlet named last before `span`."""
        for n in range(bisect_left(self._outlet_places, (span.start, 0)) - 1, -1, -1):
            start, end = self._outlet_places[n]
            if end <= span.start:
                return Span(self.article.id, start, end)
        return None

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
        own = short_names(self.article.outlet.name) if self.article.outlet is not None else ()
        described = {text[a:b] for a, b in self._described_places}
        for name in sorted(set(_telling_names()) | described | self.short_outlets):
            if name.lower() in self.own_outlet or name in own:
                continue
            if name in text:
                places.update(m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))
        return sorted(places)


@cache
def _telling_names() -> tuple[str, ...]:
    """Known outlets whose name is no everyday word or name of something else."""
    common = set(table("outlets.toml")["common"]["names"])
    names = [n for kind in ("outlet", "agency", "state media") for n in table("outlets.toml")[kind]["names"]]
    return tuple(n for n in names if n not in common)


@cache
def _full_names() -> re.Pattern[str]:
    """Names with a word that says what kind of outlet they are."""
    first = "|".join(sorted(w.capitalize() for w in members("outlet_words.toml", "plain_first")))
    last = "|".join(sorted(w.capitalize() for w in members("outlet_words.toml", "plain_last")))
    word = r"[A-Z][\w’'-]{1,30}"
    return re.compile(rf"\b(?:(?:{first}|TV|RTV) {word}(?: {word})?|{word}(?: (?:{word}|\d+))?(?: (?:{last}|TV))+)\b")


@cache
def _agency_at_work() -> re.Pattern[str]:
    """ "Reported by the agency X", "the agency X quotes"."""
    verbs = "|".join(sorted(members("en/relays.toml", "agency_verbs")))
    name = r"[\"“«]?([A-Z][\w’'-]*)"
    return re.compile(
        rf"\b(?:{verbs}|by way of|via) (?:by )?the agency {name}|\bthe agency {name}[\"”»]? (?:{verbs})\b"
    )


def _formed_like_one(name: str) -> bool:
    """Whether a name of several words is formed as those of outlets are ("… Gazette", "Radio …")."""
    parts = [p.lower() for p in name.split()]
    if len(parts) < 2:
        return False
    return parts[-1] in _last_words() or parts[0] in members("outlet_words.toml", "first_in_sentences")


@cache
def _last_words() -> frozenset[str]:
    return members("outlet_words.toml", "last_in_sentences")
