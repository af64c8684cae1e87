"""Credit: whom a report names for what it says, resolved to a report of the collection or to an outlet outside it.

From attribution chains and sources that are outlets, agencies or state media, from credit phrases and agency tags
(`Layers.credits`), and from the name of another report's author. "The site", "the agency" stand for the outlet named
before (`Source.refers`). Names of one outlet meet without article, "&" or "and", domain ending, and as their initials.

What it gets wrong: two outlets of one name; an outlet named as the subject of the news and not as its source, when its
name is not told apart by the attribution stage.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from anyascii import anyascii

from stemma.data import members
from stemma.model import Article, Attribution, Layers, Noun, Source, SourceType, Span
from stemma.story.lineage.calling import Callings, begins, ends
from stemma.story.lineage.naming import (
    bare,
    called_like_an_outlet,
    kind_of,
    name_in,
    name_keys,
    names_in,
    outlet_keys,
    place_or_people,
    squeeze,
)

_PRESS: tuple[SourceType, ...] = ("outlet", "agency", "state media")
_TAGS = ("dateline", "tag", "sign-off", "byline", "originally published")  # rules of en/credits.toml


class CreditTo(Noun, frozen=True, kw_only=True):
    """A report names an outlet: `reports` are the reports of the collection that outlet published (none: it is
    outside), `spans` where it is named, `content` what is attributed to it, `whole` whether a byline, dateline or tag
    gives it as the author of the whole report."""

    name: str
    kind: SourceType
    reports: tuple[str, ...]
    spans: tuple[Span, ...]
    content: tuple[Span, ...]
    confirms: bool = False
    whole: bool = False


def find_credits(layers: Sequence[Layers]) -> dict[str, tuple[CreditTo, ...]]:
    """For each report the outlets it names as sources, in order of their first place."""
    house = _House(layers)
    return {one.article.id: house.credits_of(one) for one in layers}


class _House:
    """The outlets of a collection and how they may be called."""

    def __init__(self, layers: Sequence[Layers]) -> None:
        self.layers = layers
        self.names = {i.article.id: i.article.outlet.name for i in layers if i.article.outlet is not None}
        self.keys = {one.article.id: outlet_keys(one.article) for one in layers}
        self.calls = Callings(layers, self.names, self.keys)
        self.authors = [
            (one.article.id, [a for a in _authors(one) if not name_keys(a[0]) & self.calls.forms]) for one in layers
        ]

    def credits_of(self, one: Layers) -> tuple[CreditTo, ...]:
        own = self.keys[one.article.id]
        book = _Book(one, own)
        short = self.calls.short(one.article)
        ours = members("en/relays.toml", "own")  # "this newspaper"
        for attribution in one.attributions:
            if _says_nothing(one, attribution):
                continue
            for source in dict.fromkeys((*attribution.chain, *attribution.sources)):
                if source.type in _PRESS and source.text.partition(" ")[0].lower() not in ours:
                    self._note_source(book, one, source, attribution.content, short)
        for credit in one.credits:
            person = any(m.kind == "person" and m.span.overlap(credit.outlet_span) for m in one.mentions)
            if person and not called_like_an_outlet(credit.outlet):
                continue
            known = self.calls.named_in(credit.outlet, own)
            at = book.note(credit.outlet, kind_of(credit.outlet), credit.outlet_span, None, known)
            if at is not None and credit.confirms:
                book.confirms.add(at)
            if at is not None and credit.rule in _TAGS:
                book.whole.add(at)
            elif at is not None:
                book.content[at].extend(
                    Span(one.article.id, x.start, x.end)
                    for x in one.parse.sentences
                    if x.start < credit.outlet_span.end and credit.outlet_span.start < x.end
                )
        for part in _names_in_byline(one.article):
            if forms := next((k for k in self.calls.distinct if k & name_keys(part) and not k & own), None):
                at = book.note(part, kind_of(part), one.article.byline_span, None, forms)
                if at is not None:
                    book.whole.add(at)
        called: dict[str, list[Span]] = defaultdict(list)
        for key, span in self.calls.called(one, short):
            called[key].append(span)
        spelt = set(re.findall(r"\w+", one.article.text))
        for other, authors in self.authors:
            theirs = self.keys[other]
            if other == one.article.id or theirs & own or other not in self.names:
                continue
            spans = [span for key in sorted(theirs & called.keys()) for span in called[key]]
            named = [a for a in authors if a[1] in spelt]
            for span in sorted([*spans, *_reporter_named(one.article, [name for name, _ in named])]):
                book.note(self.names[other], "outlet", span, None, theirs)
        return book.close({i: k for i, k in self.keys.items() if i != one.article.id})

    def _note_source(
        self, book: _Book, one: Layers, source: Source, content: Span, short: Mapping[str, tuple[str, frozenset[str]]]
    ) -> None:
        at = source.refers or source.span
        wording = one.article.text[at.start : at.end] if at is not None else source.text
        known = self.calls.named_in(wording, frozenset())
        if not known:
            if at is not None and any(m.kind == "person" and m.span.overlap(at) for m in one.mentions):
                return
            name = next((n for n in reversed(names_in(wording)) if not place_or_people(one, at, n)), None)
            if name is None:
                return
            if bare(name).lower() in short:
                name, known = short[bare(name).lower()]
            else:
                known = self.calls.brief.get(squeeze(bare(name).split()), known)
        else:
            name = name_in(wording) or wording
        book.note(name, source.type, source.span or source.refers, content, known)


def _says_nothing(one: Layers, attribution: Attribution) -> bool:
    """Whether an attribution tells that somebody did not speak ("the Ledger declined to comment")."""
    cue = attribution.cue
    silent = members("en/relays.toml", "saying_nothing")
    return cue is not None and any(
        t.lemma in silent for t in one.parse.tokens if cue.start <= t.start and t.end <= cue.end
    )


class _Book:
    """What one report credits, while it is being read."""

    def __init__(self, one: Layers, own: frozenset[str]) -> None:
        self.one, self.own = one, own
        self.spans: dict[str, list[Span]] = defaultdict(list)
        self.content: dict[str, list[Span]] = defaultdict(list)
        self.kinds: dict[str, SourceType] = {}
        self.names: dict[str, str] = {}
        self.keys: dict[str, frozenset[str]] = {}
        self.confirms: set[str] = set()
        self.whole: set[str] = set()

    def note(
        self, name: str, kind: SourceType, span: Span | None, about: Span | None, known: frozenset[str]
    ) -> str | None:
        """Enter an outlet under its name, or under the keys of the outlet of the collection it is."""
        forms = known or name_keys(name)
        if not forms or forms & self.own:
            return None
        if not known and any(ends(mine, form) or begins(mine, form) for mine in self.own for form in forms):
            return None  # "the Ledger" in the Harbour Ledger is the paper itself
        at = next((k for k, have in self.keys.items() if have & forms), None)
        if at is None and span is not None and not known:
            at = next((k for k, spans in self.spans.items() if any(span.overlap(s) for s in spans)), None)
        if at is None:
            at = min(forms)
            self.keys[at], self.names[at], self.kinds[at] = forms, bare(name), kind
        if self.kinds[at] == "outlet":
            self.kinds[at] = kind
        if span is not None and not any(span.overlap(s) for s in self.spans[at]):
            self.spans[at].append(span)
        if about is not None:
            self.content[at].append(about)
        return at

    def close(self, outlets: dict[str, frozenset[str]]) -> tuple[CreditTo, ...]:
        out = [
            CreditTo(
                name=self.names[at],
                kind=self.kinds[at],
                reports=tuple(sorted(i for i, theirs in outlets.items() if theirs & self.keys[at])),
                spans=tuple(sorted(self.spans[at])),
                content=tuple(sorted(set(self.content[at]))),
                confirms=at in self.confirms,
                whole=at in self.whole,
            )
            for at in self.names
        ]
        return tuple(sorted(out, key=lambda c: (c.spans[:1], c.name)))


def _authors(of: Layers) -> list[tuple[str, str]]:
    """The authors in a report's byline, each with the last word of the name. An agency in the byline is no author: the
    report is a reprint."""
    other = of.article
    if not other.byline or any(c.rule in _TAGS for c in of.credits) or kind_of(other.byline) != "outlet":
        return []
    names = [n for n in _names_in_byline(other) if len(n.split()) >= 2 and not called_like_an_outlet(n)]
    return [(n, re.findall(r"\w+", n)[-1]) for n in names if re.search(r"\w", n)]


def _names_in_byline(article: Article) -> list[str]:
    """The names a byline gives one after the other ("Ann Lee and Bo Dahl, Northern Wire")."""
    line = re.sub(r"^\s*by\s+", "", article.byline or "", flags=re.IGNORECASE)
    return [n.strip() for n in re.split(r",|;|\band\b|\|", line) if n.strip()]


def _reporter_named(article: Article, authors: Sequence[str]) -> list[Span]:
    """Where `article` names an author of another report who is not also its own."""
    own = anyascii(article.byline or "").lower()
    out = []
    for name in authors:
        if anyascii(name).lower() in own:
            continue
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", article.text):
            span = Span(article.id, found.start(), found.end())
            if not any(f.span.overlap(span) for f in article.furniture):
                out.append(span)
    return out
