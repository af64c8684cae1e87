"""Issues: what a position is about, so that what the parties say of one matter stands side by side.

An issue is what demands and offers share: the nouns of their phrases, with the verb of a noun's stem ("withdraw",
"withdrawal"). Nouns that only say what is done with a matter ("an end to", "a rise of") and measures do not count; a
bare figure ("has come down to 7") is about what the same measure was told of before it. Positions whose nouns are
shared by half are one issue; its label is the noun phrase that most of them share, in a report's own words. Method:
grouping of arguments by shared aspect terms (aspect-based summarisation: Titov & McDonald 2008; lexical chains:
Morris & Hirst 1991).

What it gets wrong: one matter under two words that share no stem ("wages", "pay"); two matters under one word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from msgspec import structs

from stemma.article.names import lexicon
from stemma.model import Leaf, Position, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Frames, stem
from stemma.story.talks.sides import Sides

_SHARED = 0.5  # of the fewer nouns, for two positions to be about one thing
_LINKED = 0.5  # of the positions of an issue, to which a further one must be linked
_LINKED_BARE = 0.3  # the same for a position that only gives a figure
_CLAUSES = ("advcl", "relcl", "acl")
_BESIDE = ("compound", "amod", "nmod", "poss")


class Topic(NamedTuple):
    """One noun of a position: its key, and its phrase; `depth` is how far below the head of the position it is."""

    key: str
    span: Span
    depth: int


class _Matter(NamedTuple):
    """What one position is about: its own nouns, the words that only say what is done, and its measures; `bare` when
    its nouns themselves only say that."""

    nouns: tuple[Topic, ...]
    acts: frozenset[str]
    units: frozenset[str]
    bare: bool

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(t.key for t in self.nouns)


def by_issue(
    frames: Frames, sides: Sides, positions: Sequence[Position], venues: Collection[str]
) -> tuple[Position, ...]:
    """The positions, each with the issue it is about, where its words or those before it tell; `venues`: the places, by
    their entities, that are met in and not about."""
    reader = _Reader(frames, sides, venues)
    matters = [reader.matter(p) for p in positions]
    out = list(positions)
    for group in _grouped(matters):
        label = _label(frames, [matters[n] for n in group])
        for n in group if label else ():
            out[n] = structs.replace(positions[n], about=(label,))
    return tuple(out)


def _grouped(matters: Sequence[_Matter]) -> list[list[int]]:
    """The numbers of the positions that are about one thing; those with nouns of their own first."""
    groups: list[list[int]] = []
    order = sorted(range(len(matters)), key=lambda n: (not matters[n].nouns, matters[n].bare, n))
    for n in order:
        linked = [sum(_linked(matters[n], matters[k]) for k in g) / len(g) for g in groups]
        best = max(range(len(groups)), key=lambda g: (linked[g], -g), default=None)
        least = _LINKED if matters[n].nouns else _LINKED_BARE
        if best is not None and linked[best] >= least:
            groups[best].append(n)
        else:
            groups.append([n])
    return groups


def _linked(a: _Matter, b: _Matter) -> bool:
    """Whether two positions are about one thing."""
    if not (a.keys and b.keys):
        return bool(a.acts & b.acts or a.units & b.units)
    if (a.bare and a.keys & b.acts) or (b.bare and b.keys & a.acts):
        return True
    precise = {u for u in a.units & b.units if "**" in u}
    return len(a.keys & b.keys) >= _SHARED * min(len(a.keys), len(b.keys)) or bool(precise)


def _label(frames: Frames, group: Sequence[_Matter]) -> Leaf | None:
    """The noun phrase most of the positions share; of those that equally many share, the one nearest to the head of
    what is asked for or offered."""
    counts = Counter(key for m in group for key in m.keys)
    depths: dict[str, int] = {}
    for t in (t for m in group for t in m.nouns):
        depths[t.key] = min(t.depth, depths.get(t.key, t.depth))
    if not counts:
        return None
    best = min(counts, key=lambda key: (-counts[key], depths[key], key))
    spans = [t.span for m in group for t in m.nouns if t.key == best]
    said = Counter(frames.text(s).casefold() for s in spans)
    first = {v: n for n, v in reversed(list(enumerate(frames.text(s).casefold() for s in spans)))}
    value = min(said, key=lambda v: (-said[v], -min(len(v.split()), 3), first[v]))
    return frames.leaf(next(frames.text(s) for s in spans if frames.text(s).casefold() == value), spans)


class _Reader:
    def __init__(self, frames: Frames, sides: Sides, venues: Collection[str]) -> None:
        self.frames = frames
        self.sides = sides
        self.venues = venues
        self.meaning = {w: group[0] for group in frames.words["issues"]["same"] for w in group}
        self.generic = frames.set("issues", "acts")
        self.never = frames.set("issues", "never") | frames.set("negotiation", "texts", "sessions", "process")
        self.never |= frames.set("positions", "demand_nouns", "offer_nouns", "claims", "hearsay", "goals")

    def matter(self, position: Position) -> _Matter:
        nouns: dict[tuple[str, Span], Topic] = {}
        acts, units, bare = set[str](), set[str](), True
        for span in position.text.at:
            measures = [q for q in self.frames.quantities(span) if q.dimension not in ("count", "ordinal", "time")]
            units |= {q.unit.partition("/")[0].strip() for q in measures}
            own = list(self._topics(span)) or self._set_before(span) or list(self._topics(span, below=("acl",)))
            bare = bare and not own
            own = own or list(self._topics(span, acts=True)) or list(self._topics(span, below=_CLAUSES))
            nouns |= {(t.key, t.span): t for t in own}
            acts |= set(self._acts(span))
        told = sorted(nouns.values(), key=lambda t: (t.depth, t.span.article, t.span.start))
        return _Matter(tuple(told), frozenset(acts), frozenset(units), bare)

    def _topics(self, span: Span, *, below: tuple[str, ...] = (), acts: bool = False) -> Iterator[Topic]:
        """The nouns of a stretch that say what it is about, also those in clauses with a label of `below`; with `acts`,
        also those of what is done."""
        tree, frames = self.frames.trees[span.article], self.frames
        inside = tree.within(span)
        for i in inside:
            if not self._counts(span.article, i, acts=acts) or self._below_clause(tree, i, inside, below):
                continue
            named = frames.mentions_at(span.article, i)
            known = named and not self._common(tree.tokens[i].lemma)
            key = named[0][1].id if known else self._key(tree.tokens[i].lemma)
            yield Topic(key, named[0][0].span if named else self._noun_phrase(tree, i), self._depth(tree, i, inside))

    def _key(self, lemma: str) -> str:
        return stem(self.meaning.get(lemma.lower(), lemma.lower()))

    def _common(self, lemma: str) -> bool:
        """Whether a word of a name is a common noun, too ("the Sarn Valley", "the valley")."""
        return bool(lexicon.place_class(lemma))

    def _depth(self, tree: Tree, i: int, inside: range) -> int:
        """How far below the head of a stretch a noun stands; what only says what is done with it counts nothing."""
        steps = [k for k in tree.ancestors(i) if k in inside]
        free = self.generic | self.never | {"of", "to"}
        return sum(tree.tokens[k].lemma.lower() not in free for k in steps)

    def _counts(self, article: str, i: int, *, acts: bool) -> bool:
        """Whether a token is a noun, or a name, of what may be negotiated: no party, no measure, no day."""
        tree, frames = self.frames.trees[article], self.frames
        token = tree.tokens[i]
        without = self.never if acts else self.generic | self.never
        thing = any("-" in frames.text(tree.subtree_span(c)) for c in tree.children(i, "amod", "compound", "nummod"))
        if token.pos not in ("NOUN", "PROPN") or (token.lemma.lower() in without and not thing):
            return False
        here = Span(article, token.start, token.end)
        measures = [
            q for q in frames.quantities(frames.sentence(here)) if q.dimension != "count" and q.span.overlap(here)
        ]
        if not thing and (measures or frames.times_at(article, i) or token.ent in ("DATE", "TIME")):
            return False
        named = frames.mentions_at(article, i)
        if named and tree.within(named[0][0].span)[-1:] != range(i, i + 1):
            return False  # one topic a name
        beside = [i, *tree.children(i, "conj")] if token.pos == "PROPN" else [i]
        if any(e.id in frames.standing for k in beside for _, e in frames.mentions_at(article, k)):
            return False
        return not any(e.kind == "other" or e.id in self.venues for _, e in named) and not (
            token.dep == "nsubj" and self.sides.of_phrase(article, i)
        )

    def _below_clause(self, tree: Tree, i: int, inside: range, allowed: tuple[str, ...]) -> bool:
        """Whether a token stands in a clause that only limits what is asked for ("before the river has risen")."""
        chain = [k for k in (i, *tree.ancestors(i)) if k in inside]
        top = chain[-1] if tree.subtree(chain[-1])[0] <= inside[0] else None
        limiting = [
            k for k in chain if tree.tokens[k].dep in _CLAUSES and k != top and tree.tokens[k].dep not in allowed
        ]
        return any(not any(tree.tokens[c].tag == "TO" for c in tree.children(k, "aux")) for k in limiting)

    def _noun_phrase(self, tree: Tree, i: int) -> Span:
        """A noun with the nouns and adjectives right before it, figures and determiners left out."""
        first = i
        while first > 0:
            k = first - 1
            token = tree.tokens[k]
            article = tree.parse.article
            party = any(
                e.id in self.frames.standing or e.kind == "other" for _, e in self.frames.mentions_at(article, k)
            )
            if (
                token.head not in range(first, i + 1)
                or token.dep not in _BESIDE
                or token.tag in ("PRP$", "CD")
                or party
            ):
                break
            if token.dep == "poss" or token.tag in ("VBN", "JJR", "JJS") or token.lemma.lower() in self.generic:
                break
            near = self.frames.text(tree.span(max(0, k - 1), i))
            measured = any(
                q.span.start <= token.start < q.span.end
                for q in self.frames.quantities(self.frames.sentence(tree.span(k, k)))
            )
            if measured and "-" not in near:
                break
            first = k
        while 0 < first < i and tree.tokens[first - 1].end == tree.tokens[first].start and self._hyphened(tree, first):
            first -= 1  # "four-day"
        return tree.span(first, i)

    def _hyphened(self, tree: Tree, i: int) -> bool:
        """Whether a token and the one before it are parts of one word with a hyphen."""
        return any(tree.tokens[k].text in ("-", "‑", "–") for k in (i - 1, i))

    def _acts(self, span: Span) -> Iterator[str]:
        """What is done with the matter: verbs, and nouns of doing."""
        tree = self.frames.trees[span.article]
        for i in tree.within(span):
            token = tree.tokens[i]
            lemma = token.lemma.lower()
            doing = token.pos == "NOUN" and token.dep != "compound" and lemma in self.generic
            if doing or (token.pos == "VERB" and len(lemma) >= _LONG):
                yield self._key(lemma)

    def _set_before(self, span: Span) -> list[Topic]:
        """What a stretch without nouns is about: "on X" before it in its sentence, or the noun that the figure was told
        of from which it takes its unit."""
        tree = self.frames.trees[span.article]
        inside = tree.within(span)
        if not inside:
            return []
        sentence = tree.sentence_of(inside[0])
        for k in tree.ancestors(inside[-1]) if self._figure(span) else ():
            if tree.tokens[k].pos in ("VERB", "AUX"):
                break
            found = list(self._topics(tree.span(k, k))) or list(self._topics(tree.span(k, k), acts=True))
            if found:
                return found
        for k in range(sentence.first, inside[0]):
            if tree.tokens[k].lemma.lower() in ("on", "over", "for") and tree.tokens[k].dep == "prep":
                below = tree.subtree_span(k)
                found = [t for t in self._topics(below, below=_CLAUSES) if below.end <= span.start + 1]
                if found and k == sentence.first:
                    return [min(found, key=lambda t: t.depth)]
        return []

    def _figure(self, span: Span) -> bool:
        """Whether a stretch is a figure and no more."""
        return any(q.span == span for q in self.frames.quantities(span))


_LONG = 5  # letters, for a verb that says more than "get" or "give"
