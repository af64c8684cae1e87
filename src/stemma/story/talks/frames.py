"""Frames: a story's texts with the words that evoke negotiating, and the leaves of the record made from them.

A word evokes a frame (`data/en/talks.toml`); who and what stand in it is read off the dependency tree (`grammar`).
A leaf rests on the smallest claims that hold the words it was read from; words that no claim holds make no leaf.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from msgspec import structs

from stemma.data import gazetteer, table
from stemma.model import Claim, Entity, Layers, Leaf, Mention, Quantity, Span, Statement, Time, Variant
from stemma.nlp.spans import SpanIndex
from stemma.nlp.tree import Tree

Found = tuple[str, Span]
"""A value and the characters it was read from."""

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_FEWEST_WORDS = 2  # words of negotiating in a report that is about it
_ACRONYM = 4  # letters
_LEAST_DENSITY = 0.004  # of all words: about one in 250
_BARE = 10.0  # how much less a wording of one word is worth: more than the words of any other
_STEM = 6  # letters that noun and verb of one stem share ("resign", "resignation"), mostly
_ALIKE = 0.6  # of the fewer content words, for two wordings to be one value
_ALIKE_STATED = 0.4  # the same where their claims make one statement


class Frames:
    """A story's texts, looked up by the frame words of ``data/en/talks.toml``."""

    def __init__(
        self,
        layers: Sequence[Layers],
        entities: Sequence[Entity],
        times: Sequence[Time],
        statements: Sequence[Statement],
        variants: Sequence[Variant],
    ) -> None:
        self.words: dict[str, Any] = table("en/talks.toml")
        self._sets: dict[tuple[str, tuple[str, ...]], frozenset[str]] = {}
        self._negotiating: dict[str, bool] = {}
        self.layers = {one.article.id: one for one in sorted(layers, key=_age)}
        self.trees = {a: _whole_verbs(Tree(one.parse), self.words["light"]) for a, one in self.layers.items()}
        self.entities = entities
        self.bodies = frozenset[str]()  # parties that look like people's names; set once the parties are known
        self.standing: dict[str, str] = {}  # the party an entity stands for, by ids; set with them
        self.capitals = frozenset[str]()  # towns that stand for their party; set with them
        self.names = {e.id: _own_name(e) for e in entities}
        self.claims = [c for one in self.layers.values() for c in one.claims]
        self._order = {a: n for n, a in enumerate(self.layers)}
        self._statement = {c: s.id for s in statements for c in s.claims}
        self._told = {c: len(s.claims) for s in statements for c in s.claims}
        self._held = SpanIndex((c.span, c) for c in self.claims)
        self._mentions = SpanIndex((m.span, (m, e)) for e in entities for m in e.mentions)
        self._roles = SpanIndex((m.role, (m, e)) for e in entities for m in e.mentions if m.role)
        self._times = SpanIndex((t.span, t) for t in times)
        self._quantities = SpanIndex((q.span, q) for one in layers for q in one.quantities)
        self._variants = SpanIndex((at, v.id) for v in variants for r in v.readings for at in r.at)

    # -- words

    def set(self, frame: str, *names: str) -> frozenset[str]:
        """The words of some lists of a frame."""
        if (frame, names) not in self._sets:
            self._sets[frame, names] = frozenset(w for n in names for w in self.words[frame][n])
        return self._sets[frame, names]

    def hits(self, wanted: frozenset[str], pos: tuple[str, ...] = ()) -> Iterator[tuple[str, int]]:
        """Every token whose lemma is wanted, as (article, token), oldest article first."""
        for article, tree in self.trees.items():
            for i, token in enumerate(tree.tokens):
                if token.lemma.lower() in wanted and (not pos or token.pos in pos):
                    yield article, i

    def text(self, span: Span) -> str:
        return self.layers[span.article].article.text[span.start : span.end]

    def sentence(self, span: Span) -> Span:
        """The sentence a stretch begins in."""
        tree = self.trees[span.article]
        inside = tree.within(span)
        if not inside:
            return span
        one = tree.sentence_of(inside[0])
        return Span(span.article, one.start, one.end)

    def session(self, article: str, i: int) -> bool:
        """Whether token `i` is a noun for the talks or a round of them."""
        return i in self._sessions[article]

    @cached_property
    def _sessions(self) -> dict[str, frozenset[int]]:
        """The tokens that are nouns for the talks or a round of them, by article."""
        sessions, hearings = self.set("negotiation", "sessions"), self.set("negotiation", "hearings")
        out = {}
        for article, tree in self.trees.items():
            wanted = sessions | hearings if article in self._arbitrated else sessions
            out[article] = frozenset(
                i
                for i, token in enumerate(tree.tokens)
                if token.pos in ("NOUN", "PROPN", "VERB")
                and (token.lemma.lower() in wanted or token.text.lower() in ("talks", "bargaining"))
            )
        return out

    @cached_property
    def _arbitrated(self) -> frozenset[str]:
        """The reports that speak of somebody who arbitrates: hearings are sessions there, and not a court's."""
        return frozenset(article for article, _ in self.hits(self.set("negotiation", "arbitrating")))

    def sitting(self, article: str, i: int) -> bool:
        """Whether token `i` is a noun for a session, or for the time spent in one ("three days of talks")."""
        tree = self.trees[article]
        if tree.tokens[i].lemma.lower() not in self.set("rounds", "spent"):
            return self.session(article, i)
        of = [p for a in tree.children(i, "prep") if tree.tokens[a].lemma == "of" for p in tree.children(a, "pobj")]
        return any(self.session(article, p) for p in of)

    def process(self, article: str, i: int) -> bool:
        """Whether token `i` is a noun for the talks as a whole."""
        token = self.trees[article].tokens[i]
        return self.session(article, i) or token.lemma.lower() in self.set("negotiation", "nouns", "process")

    def negotiating(self, article: str, i: int) -> bool:
        """Whether token `i` is a word of negotiating, itself and not as part of another ("talks", "to negotiate"; not
        "talking points", "bargaining chips")."""
        token = self.trees[article].tokens[i]
        lemma, text = token.lemma.lower(), token.text.lower()
        if text in ("talks", "bargaining", "negotiating") or (lemma in self.set("negotiation", "nouns") - {"talk"}):
            part = token.dep in ("compound", "amod")
            head = self.trees[article].tokens[token.head].lemma.lower()
            whole = not part or head in self.set("negotiation", "participants", "tables", "sessions", "process")
            return token.pos in ("NOUN", "PROPN", "VERB", "ADJ") and whole
        return token.pos == "VERB" and lemma in self.set("negotiation", "verbs")

    def about_negotiating(self, article: str) -> bool:
        """Whether a report is about a negotiation: it uses its words more than once, and not only in passing."""
        if article not in self._negotiating:
            self._negotiating[article] = self._about_negotiating(article)
        return self._negotiating[article]

    def _about_negotiating(self, article: str) -> bool:
        tokens = self.trees[article].tokens
        people = self.set("negotiation", "negotiators")
        count = sum(self.negotiating(article, i) or t.lemma.lower() in people for i, t in enumerate(tokens))
        words = sum(t.pos not in ("PUNCT", "SPACE") for t in tokens)
        return count >= _FEWEST_WORDS and count >= _LEAST_DENSITY * words

    def negotiates(self, claim: Claim) -> bool:
        """Whether the claim speaks of negotiating."""
        article = claim.span.article
        return any(self.negotiating(article, i) for i in self.trees[article].within(claim.span))

    def about_talks(self, article: str, i: int) -> bool:
        """Whether the sentence of a token names a negotiator, a delegation or the talks."""
        tree = self.trees[article]
        sentence = tree.sentence_of(i)
        wanted = self.set("negotiation", "participants", "nouns", "sessions", "process")
        return any(t.lemma.lower() in wanted for t in tree.tokens[sentence.first : sentence.last])

    def near_talks(self, article: str, i: int) -> bool:
        """Whether a sentence or the one before it names the talks or a delegation."""
        tree = self.trees[article]
        number = tree.parse.sentences.index(tree.sentence_of(i))
        before = tree.parse.sentences[max(0, number - 1)]
        return self.about_talks(article, i) or self.about_talks(article, before.first)

    # -- what stands in a stretch

    def mentions(self, span: Span) -> list[tuple[Mention, Entity]]:
        return self._mentions.inside(span)

    def mentions_at(self, article: str, i: int) -> list[tuple[Mention, Entity]]:
        """The mentions that cover a token."""
        token = self.trees[article].tokens[i]
        return self._mentions.over(Span(article, token.start, token.end))

    def role_at(self, article: str, i: int) -> list[tuple[Mention, Entity]]:
        """The mentions whose role covers a token."""
        token = self.trees[article].tokens[i]
        return self._roles.over(Span(article, token.start, token.end))

    def described(self, article: str, i: int) -> list[tuple[Mention, Entity]]:
        """The one person of the story whose office a definite description gives ("the finance director")."""
        tree = self.trees[article]
        if not any(tree.tokens[c].text.lower() == "the" for c in tree.children(i, "det")):
            return []
        words = [tree.tokens[c].text.lower() for c in tree.children(i, "compound", "amod")]
        entity = self._offices.get(" ".join([*words, tree.tokens[i].text.lower()]))
        if entity is None:
            return []
        span = tree.span(min([i, *tree.children(i, "compound", "amod")]), i)
        return [(Mention(span=span, kind="person", name=self.text(span), form="role"), entity)]

    @cached_property
    def _offices(self) -> dict[str, Entity]:
        """Offices of two words and more that one person of the story alone has."""
        held: dict[str, dict[str, Entity]] = defaultdict(dict)
        for e in self.entities:
            for m in e.mentions if e.kind == "person" else ():
                role = self.text(m.role).casefold() if m.role else ""
                if " " in role:
                    held[role][e.id] = e
        return {role: next(iter(owners.values())) for role, owners in held.items() if len(owners) == 1}

    def times(self, span: Span) -> list[Time]:
        return self._times.inside(span)

    def times_at(self, article: str, i: int) -> list[Time]:
        """The time expressions that cover a token."""
        token = self.trees[article].tokens[i]
        return self._times.over(Span(article, token.start, token.end))

    def quantities(self, span: Span) -> list[Quantity]:
        return self._quantities.inside(span)

    @cached_property
    def by_sentence(self) -> dict[Span, list[Claim]]:
        """The claims by the sentence they begin in."""
        found: dict[Span, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(self.sentence(claim.span), []).append(claim)
        return found

    def claims_at(self, span: Span) -> list[Claim]:
        """The smallest claim that holds a stretch, or else those inside it or the one it overlaps most."""
        near = self._held.over(span)
        holding = [c for c in near if c.span.contains(span)]
        if holding:
            return [min(holding, key=lambda c: (c.span.end - c.span.start, c.id))]
        inside = [c for c in near if span.contains(c.span)]
        return inside or sorted(near, key=lambda c: (-c.span.overlap(span), c.id))[:1]

    def quoted(self, article: str, i: int) -> bool:
        """Whether a token stands in words that are quoted."""
        token = self.trees[article].tokens[i]
        claims = self.claims_at(Span(article, token.start, token.end))
        direct = (a for a in self.layers[article].attributions if a.kind == "direct")
        spoken = any(p.start <= token.start < p.end for a in direct for p in a.parts)
        return spoken or any(c.quoted for c in claims)

    def headline(self, span: Span) -> bool:
        """Whether a stretch stands in a headline, where articles and possessors are left out and the parser errs."""
        title = self.layers[span.article].article.title_span
        return self.text(span).isupper() or (title is not None and title.overlap(span) > 0)

    def reports(self, claim: Claim) -> int:
        """How many claims tell what a claim tells, itself among them."""
        return self._told.get(claim.id, 1)

    # -- leaves

    def leaf(self, value: str, spans: Iterable[Span], *, days: bool = False, party: str | None = None) -> Leaf | None:
        """A value with the claims, statements and variants of the words it was read from; None when no claim holds
        them. With `days`, the days that the words speak of."""
        at = sorted(set(spans), key=lambda s: (self._order[s.article], s.start, s.end))
        statements = {self._statement[c.id] for s in at for c in self.claims_at(s) if c.id in self._statement}
        if not statements:  # who says something is in no claim: what is said there is
            around = [c for s in at for c in self.claims_at(self.sentence(s))]
            statements = {self._statement[c.id] for c in around if c.id in self._statement}
        if not statements:
            return None
        touched = {v for s in at for v in self._variants.over(s)}
        held = [(t.earliest, t.latest) for s in at for t in self.times(s) if days and t.earliest and t.latest]
        day = min(held, key=lambda d: (d[1] - d[0], d)) if held else (None, None)
        reported = sorted({p.earliest for s in at if (p := self.layers[s.article].article.published)})
        return Leaf(
            value=" ".join(value.split()),
            statements=tuple(sorted(statements, key=_number)),
            variants=tuple(sorted(touched, key=_number)),
            at=tuple(at),
            earliest=day[0],
            latest=day[1],
            party=party,
            first_reported=reported[0] if reported else None,
            last_reported=reported[-1] if reported else None,
        )

    def leaves(self, groups: Iterable[tuple[str, Sequence[Span]]], *, days: bool = False) -> tuple[Leaf, ...]:
        """One leaf a group; those of most reports first."""
        made = [leaf for value, spans in groups if (leaf := self.leaf(value, spans, days=days))]
        return tuple(sorted(made, key=lambda f: (-len({s.article for s in f.at}), self._place(f.at[0]), f.value)))

    def _place(self, span: Span) -> tuple[int, int]:
        return self._order[span.article], span.start

    def by_value(self, found: Iterable[Found], *, days: bool = False) -> tuple[Leaf, ...]:
        """One leaf for each distinct value."""
        groups: dict[str, list[tuple[str, Span]]] = defaultdict(list)
        for value, span in found:
            groups[value.casefold()].append((value, span))
        return self.leaves(((g[0][0], [s for _, s in g]) for g in groups.values()), days=days)

    def by_entity(self, found: Iterable[Found], *, days: bool = False) -> tuple[Leaf, ...]:
        """One leaf for each name of an entity: two entities of one name, of which nothing tells that they are two, are
        one value."""
        groups: dict[str, list[Span]] = defaultdict(list)
        for entity, span in found:
            groups[self.names[entity]].append(span)
        return self.leaves(groups.items(), days=days)

    def fullest(self, found: Iterable[Found], longest: int) -> tuple[Leaf, ...]:
        """One leaf for each group of wordings that say the same, whatever their figures; the wording of most content
        words, of up to `longest` words."""

        def worth(one: Found) -> tuple[bool, int]:
            words, _ = self._content(one[1])
            return len(one[0].split()) <= longest, len(words)

        groups = self.grouped(found, figures=False)
        return self.leaves((max(group, key=worth)[0], [s for _, s in group]) for group in groups)

    def alike(self, found: Iterable[Found], *, days: bool = False) -> tuple[Leaf, ...]:
        """One leaf for each group of wordings that say the same; the wording that most others share."""
        return self.leaves(((self._best(group), [s for _, s in group]) for group in self.grouped(found)), days=days)

    def grouped(self, found: Iterable[Found], *, figures: bool = True) -> list[list[Found]]:
        """Wordings that say the same: most content words of the shorter shared, and no number but shared ones."""
        groups: list[list[tuple[Found, frozenset[str], frozenset[str]]]] = []
        for value, span in sorted(set(found), key=lambda f: (self._place(f[1]), f[1].end)):
            words, numbers = self._content(span)
            one = ((value, span), words, numbers if figures else frozenset())
            home = next((g for g in groups if any(self._says_same(one, other) for other in g)), None)
            if home is None:
                groups.append([one])
            else:
                home.append(one)
        return [[one for one, _, _ in g] for g in groups]

    def _says_same(self, a: tuple[Found, frozenset[str], frozenset[str]], b: Any) -> bool:
        if a[2] != b[2] or not a[1] or not b[1]:
            return False
        shared = len(a[1] & b[1]) / min(len(a[1]), len(b[1]))
        one = {self._statement.get(c.id, c.id) for c in self.claims_at(a[0][1])}
        stated = bool(one & {self._statement.get(c.id, c.id) for c in self.claims_at(b[0][1])})
        return shared >= (_ALIKE_STATED if stated else _ALIKE)

    def _content(self, span: Span) -> tuple[frozenset[str], frozenset[str]]:
        """The content words of a stretch (names as their entities) and its numbers."""
        tree = self.trees[span.article]
        words = set()
        for i in tree.within(span):
            token = tree.tokens[i]
            known = self.mentions_at(span.article, i)
            if known:
                words.add(self.standing.get(known[0][1].id, known[0][1].id))
            elif token.pos in _CONTENT and (word := self._meaning.get(token.lemma.lower(), token.lemma.lower())):
                words.add(stem(word))
        return frozenset(words), self.figures(span)

    def figures(self, span: Span) -> frozenset[str]:
        """The numbers of a stretch, but those that count the parties ("the two sides")."""
        both = self.set("outcome", "joint")
        return frozenset(f"{q.value:g}" for q in self.quantities(span) if q.unit not in both)

    @cached_property
    def _meaning(self) -> dict[str, str]:
        """One word for those that mean the same of talks, none for those that only tell a degree."""
        alike = {w: group[0] for group in self.words["alike"]["same"] for w in group}
        return alike | dict.fromkeys(self.words["alike"]["degrees"], "")

    def _best(self, group: Sequence[Found]) -> str:
        """The wording that shares most words with the others of its group and names whom it speaks of, in few further
        words; an amount alone does not say of what; the oldest on a tie."""
        held = [(value, self._content(span)[0]) for value, span in group]
        counts = Counter(w for _, words in held for w in words)

        def worth(words: frozenset[str]) -> float:
            named = sum(w in self.names for w in words)
            bare = sum(not w[0].isdigit() for w in words) < 2
            return sum(counts[w] - 1 for w in words) - 0.5 * (len(words) - named) + 0.5 * named - (_BARE if bare else 0)

        return max(held, key=lambda h: worth(h[1]))[0]


def _whole_verbs(tree: Tree, light: dict[str, dict[str, str]]) -> Tree:
    """The tree with light verbs as the verb that they and their noun stand for ("came to an end": to end)."""
    meant = dict[int, str]()
    for v, token in enumerate(tree.tokens):
        nouns = light.get(token.lemma.lower(), {}) if token.pos == "VERB" else {}
        below = [p for a in tree.children(v, "prep", "prt") for p in tree.children(a, "pobj")] if nouns else []
        below += tree.children(v, "dobj", "advmod", "acomp", "oprd") if nouns else []
        named = [nouns[noun] for k in below if (noun := tree.tokens[k].lemma.lower()) in nouns]
        meant.update((v, verb) for verb in named[:1])
    if not meant:
        return tree
    tokens = tuple(structs.replace(t, lemma=meant.get(i, t.lemma)) for i, t in enumerate(tree.tokens))
    return Tree(structs.replace(tree.parse, tokens=tokens))


def stem(word: str) -> str:
    """The letters that noun and verb of one stem share, mostly."""
    return word[:_STEM]


def _own_name(e: Entity) -> str:
    """The name of an entity; of one that is only told by an adjective ("the Swiss government"), its country's."""
    if e.kind == "place" and e.name.isupper() and len(e.name) > _ACRONYM:
        return e.name.title()  # only named in a date line
    code = gazetteer.demonym(e.name) if e.kind == "other" else None
    return gazetteer.country_name(code) if code else e.name


def _age(one: Layers) -> tuple[date, str]:
    return (one.article.published.earliest if one.article.published else date.max, one.article.id)


def _number(name: str) -> tuple[int, str]:
    digits = "".join(filter(str.isdigit, name))
    return (int(digits) if digits else 0, name)
