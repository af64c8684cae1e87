"""Parties: who negotiates with whom, chosen among all bodies of the story by what all reports tell of them.

Every body that can stand for a party is scored together with every other: by the constructions that pair them
(`contending.pairs`), each report for itself so that one long report does not outweigh the others, and by what reports
tell of each alone. Bodies told by a noun only ("the union", "the rebels") are scored too and give their evidence to
the body that the noun stands for. Method: additive evidence over constructions, as in filling slots from many
documents (Ji & Grishman 2011).

What it gets wrong: a third side that reports hardly ever name beside another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from stemma.data import gazetteer
from stemma.model import Entity, Leaf, Noun, Span
from stemma.story.talks.contending import STRONG, alone, pairs, path, standing_names
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import conjuncts
from stemma.story.talks.neutrals import brokers
from stemma.story.talks.standing import NOUNS, aliases, personal, whole_names

_MOST = 6.0  # that one report can say of a pair
_MOST_ALONE = 3.0  # that one report can say of one body
_REPEATED = 0.3  # what is told again in a report counts so much
_NAMED = 0.3  # for each report that names a body
_SAID = 4.0  # for each place that has the noun beside the name
_LAND = 2.0  # for each sign that a place is a land
_FITS, _LAND_FITS = 0.6, 0.5  # at least, for a noun to stand for a body
_BY_ITSELF = 1.0  # what is told of the weaker of two, each by itself
_LEAST_ALONE = 2.0  # told of one union beside another, of a town and of the land whose seat it is
_THIRD = 0.25  # of what is told of the two, at least, for a third side
_FACED = 1.0  # that a report says of two, for them to face each other
_SEVERAL = 0.4  # of what is told of a land, at most of any other that its town could be the seat of
_LISTED = 2  # sides of a list that is more than a pair

Pair = tuple[str, str]


class Party(Noun, frozen=True, kw_only=True):
    """A party: its entity, its name, its leaf, and the entities that stand for it (its adjective, its capital)."""

    entity: str
    name: str
    leaf: Leaf
    aliases: frozenset[str]


class Evidence:
    """What reports tell of the bodies of a story, alone and in pairs; what looks like a person's name counts for little
    unless `known` to be a body's."""

    def __init__(self, frames: Frames, alias: Mapping[str, str], known: Collection[str] = ()) -> None:
        self.frames, self.alias = frames, alias
        self.where: dict[str, list[tuple[float, Span]]] = defaultdict(list)
        self.beside: Counter[Pair] = Counter()  # a body and the noun beside it that acts for it
        likely = {e.id for e in frames.entities if e.id not in known and personal(frames, e)}
        held: dict[Pair, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        single: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for article, tree in frames.trees.items():
            named = standing_names(frames, article, alias)
            for s in named:
                for k in path(tree, s.name, s.acts):
                    self.beside[s.party, tree.tokens[k].lemma.lower()] += 1
                if s.first:  # "the rebel B Front"
                    self.beside[s.party, tree.tokens[s.first - 1].lemma.lower()] += 1
            for a, b, weight in pairs(frames, article, named):
                doubtful = (a.party in likely) + (b.party in likely)
                if doubtful > 1 or (doubtful and weight < STRONG):
                    continue
                held[_pair(a.party, b.party)][article].append(weight)
                self.where[a.party].append((weight, a.span))
                self.where[b.party].append((weight, b.span))
            for a, weight in alone(frames, article, named):
                if a.party in likely:
                    continue
                single[a.party][article].append(weight)
                self.where[a.party].append((weight, a.span))
        self.alone = {x: sum(min(_MOST_ALONE, _told(v)) for v in d.values()) for x, d in single.items()}
        self.strong = Counter({p: sum(max(v) >= STRONG for v in d.values()) for p, d in held.items()})
        self.together = {p: sum(min(_MOST, _told(v)) for v in d.values()) for p, d in held.items()}
        self.kinds: dict[str, set[str]] = defaultdict(set)
        self.reports: dict[str, set[str]] = defaultdict(set)
        for e in frames.entities:
            self.reports[alias.get(e.id, e.id)] |= {m.span.article for m in e.mentions}
            if frames.names[alias.get(e.id, e.id)] == frames.names[e.id]:
                self.kinds[alias.get(e.id, e.id)].add(e.kind)
        self._brokers: dict[str, set[str]] = defaultdict(set)
        for entity, span in brokers(frames)[0]:
            self._brokers[alias.get(entity, entity)].add(span.article)

    def score(self, x: str, y: str) -> float:
        """How much speaks for two as sides of the talks."""
        if not (self.can_be(x) and self.can_be(y)):
            return 0.0
        least = min(self.alone.get(x, 0.0), self.alone.get(y, 0.0))
        return self.together.get(_pair(x, y), 0.0) + _BY_ITSELF * least

    def can_be(self, x: str) -> bool:
        """Whether a body is told to mediate in fewer reports than it is told to act for itself."""
        strong = sum(n for pair, n in self.strong.items() if x in pair)
        return len(self._brokers[x]) <= strong

    def best(self) -> Pair | None:
        bodies = sorted({*self.alone, *(x for pair in self.together for x in pair)})
        ranked = [p for p in combinations(bodies, 2) if self.score(*p)]
        return max(ranked, key=lambda p: (self.score(*p), p), default=None)

    def named_for(self, kind: str) -> str | None:
        """The body that a noun without a name stands for ("the government", "the union"): the one of its sort of which
        reports tell most."""
        told = {e.id: e for e in self.frames.entities if e.id in {*self.alone, *self.alias.values()}}
        ranked = {x: self._fits(e, kind) for x, e in told.items() if self.of_sort(e, kind)}
        best = max(ranked, key=lambda x: (ranked[x], x), default=None)
        least = _LAND_FITS if kind == "government" else _FITS
        return best if best and ranked[best] >= least else None

    def _fits(self, e: Entity, kind: str) -> float:
        """How well a body fits a noun: by what is told of it, how often the noun stands beside it, how many reports
        name it, and for a government whether it has an adjective and stands in datelines behind the town."""
        told = self.alone.get(e.id, 0.0) + _NAMED * len(self.reports[e.id])
        if kind == "government":
            others = [o for o in self.frames.entities if o.kind == "other" and self.alias.get(o.id) == e.id]
            told += _LAND * (bool(others) + (e.id in self.dateline(second=True)))
        return told + _SAID * self._beside(e.id, kind)

    def _beside(self, x: str, kind: str) -> int:
        """How often a noun of a kind stands beside a body ("the A-ian government", "the rebel B Front")."""
        nouns = self.frames.set("unnamed", kind)
        return sum(n for (y, noun), n in self.beside.items() if y == x and noun in nouns)

    def of_sort(self, e: Entity, kind: str) -> bool:
        """Whether a body can be meant by a noun of a kind: a land with a government, a union, a firm, a movement."""
        frames = self.frames
        if e.id.startswith(NOUNS) or self._brokers[e.id]:
            return False
        words = {w.strip("'") for w in e.name.lower().replace("’", "'").split()}
        if kind == "government":
            return "place" in self.kinds[e.id] and (
                e.id not in self.dateline(second=False) or self._beside(e.id, kind) > 1
            )
        if not self.kinds[e.id] & {"organisation", "person"}:
            return False
        union = _union(frames, e, "fronts")
        if kind == "labour":
            return union
        if kind in ("rebels", "opposition"):
            return bool(self._beside(e.id, kind)) or bool(words & frames.set("parties", "movements"))
        return kind == "employers" and not union

    def dateline(self, *, second: bool) -> set[str]:
        """The towns of the datelines, or (`second`) what is named behind them."""
        lines = [line for one in self.frames.layers.values() if (line := one.article.dateline)]
        found = [self.frames.mentions(line) for line in lines]
        held = {e.id for one in found for _, e in (one[1:] if second else one[:1])}
        return held if second else {x for x in held if not gazetteer.country(self.frames.names[x])}


def find_parties(frames: Frames) -> tuple[list[Party], float]:
    """The parties, the two of whom most is told first, and how much is told of these a report; none when there are no
    two."""
    alias = aliases(frames)
    evidence = Evidence(frames, alias)
    called = {e.id: e.id.removeprefix(NOUNS) for e in frames.entities if e.id.startswith(NOUNS)}
    filled = {e: body for e, kind in called.items() if (body := evidence.named_for(kind))}
    if filled:
        alias = {a: filled.get(p, p) for a, p in alias.items()}
        evidence = Evidence(frames, alias, filled.values())
    if seats := _seats(evidence):
        alias = {a: seats.get(p, p) for a, p in alias.items()}
        evidence = Evidence(frames, alias, filled.values())
    pair = evidence.best()
    if pair is None:
        return [], 0.0
    chosen = sorted(pair, key=lambda x: (-evidence.alone.get(x, 0.0), x))
    chosen += _further(frames, evidence, chosen)
    made = [p for x in chosen if (p := _made(frames, evidence, x))]
    return made, evidence.score(*pair) / len(frames.trees)


def _seats(evidence: Evidence) -> dict[str, str]:
    """Towns from which reports are dated that act as a side, with the land whose seat they are: the one that faces whom
    they face, and never them, and of which far more is told than of any other such."""
    towns = {evidence.alias.get(x, x) for x in evidence.dateline(second=False)}
    facing: dict[str, set[str]] = defaultdict(set)
    for pair, told in evidence.together.items():
        for x, y in (pair, pair[::-1]):
            facing[x] |= {y} if told >= _FACED else set()
    out = {}
    for town in sorted(t for t in towns & facing.keys() if evidence.alone.get(t, 0.0) >= _LEAST_ALONE):
        lands = [x for x in facing if evidence.kinds[x] == {"place"} and x not in towns and town not in facing[x]]
        lands = [x for x in lands if facing[x] & facing[town] and evidence.can_be(x)]
        ranked = sorted(((evidence.alone.get(x, 0.0), x) for x in lands), reverse=True)
        if ranked and ranked[0][0] >= _LEAST_ALONE and all(n <= _SEVERAL * ranked[0][0] for n, _ in ranked[1:]):
            out[town] = ranked[0][1]
    return out


def _further(frames: Frames, evidence: Evidence, chosen: Sequence[str]) -> list[str]:
    """Sides beyond the two: those that a list names together with them, and those told to negotiate with both."""
    out: list[str] = []
    for listed in _lists(frames, evidence.alias):
        if len(listed & set(chosen)) > 1:
            out += sorted(x for x in listed - {*chosen, *out} if evidence.can_be(x))
    least = _THIRD * evidence.score(chosen[0], chosen[1])
    for x in sorted(evidence.alone.keys() - {*chosen, *out}):
        if all(evidence.strong[_pair(x, y)] and evidence.score(x, y) >= least for y in chosen) and evidence.can_be(x):
            out.append(x)
    entities = {e.id: e for e in frames.entities}
    unions = [x for x in chosen if x in entities and _union(frames, entities[x])]
    for x in sorted(evidence.alone.keys() - {*chosen, *out}) if len(unions) == 1 else ():
        told = evidence.alone[x] >= max(_LEAST_ALONE, _THIRD * evidence.alone.get(unions[0], 0.0))
        if told and _union(frames, entities[x]) and evidence.can_be(x):
            out.append(x)  # two unions that face one employer are hardly ever told to face each other
    return out


def _union(frames: Frames, e: Entity, *further: str) -> bool:
    """Whether a body is called a union, and none of employers."""
    words = {w.strip("'") for w in e.name.lower().replace("’", "'").split()}
    return bool(words & frames.set("sides", "unions", *further)) and not words & frames.set("sides", "employing")


def _lists(frames: Frames, alias: Mapping[str, str]) -> Iterator[set[str]]:
    """The members of lists of three sides and more: "talks between A, B and C", "the coalition of A, B and C"."""
    joint = frames.set("dealing", "coalitions")
    for article, tree in frames.trees.items():
        for i, token in enumerate(tree.tokens):
            of = ("of",) if token.lemma.lower() in joint else ()
            for a in tree.children(i, "prep") if of or frames.session(article, i) else ():
                heads = [c for p in tree.children(a, "pobj") for c in conjuncts(tree, p)]
                named = {alias[e.id] for k in heads for _, e in frames.mentions_at(article, k) if e.id in alias}
                if tree.tokens[a].lemma.lower() in ("between", "among", *of) and len(named) == len(heads) > _LISTED:
                    yield named


def _made(frames: Frames, evidence: Evidence, party: str) -> Party | None:
    told = sorted(evidence.where[party], key=lambda t: (-t[0], t[1]))
    named = [m.span for e in frames.entities if evidence.alias.get(e.id) == party for m in e.mentions]
    name = whole_names(frames).get(party, frames.names[party])
    leaf = None
    for spans in ([span for weight, span in told if weight >= STRONG], [span for _, span in told], named):
        leaf = leaf or (frames.leaf(name, spans) if spans else None)
    held = {a for a, p in evidence.alias.items() if p == party and (not a.startswith(NOUNS) or party.startswith(NOUNS))}
    standing = frozenset(held | {party})
    return Party(entity=party, name=name, leaf=leaf, aliases=standing) if leaf else None


def _pair(x: str, y: str) -> Pair:
    return min(x, y), max(x, y)


def _told(weights: list[float]) -> float:
    return max(weights) + _REPEATED * (sum(weights) - max(weights))
