"""Retelling: what one report has from another in words of its own.

A rewrite that leaves no three words together still tells the same facts, and tells them one after the other. Facts are
the statements two reports share (`stemma.story.statements`), and the figures they give for one thing. Three marks
together show descent rather than a common subject: a good part of the report is found in the other; among it is what
the other has on the word of sources it keeps unnamed, or found itself, and no unrelated report has; and the facts stand
in one order (the evidence of order and of shared singular readings, Maas 1957, Textkritik; for stories told again,
Clough et al. 2002, "METER: MEasuring TExt Reuse"). In the place of such sources may stand a saying that the report has
inside quotation marks in other words (who was there gives it as it was said), beside facts no third report tells.
What everybody says is no evidence, nor what was said in public, nor what a report credits to somebody else.

A report that speaks of the press ("according to local media", "the reports are untrue") says that it knows others'
reports: it is answered or credited in general, and not taken for a rewrite.

What it gets wrong: two reporters with the same unnamed sources, where neither says that they spoke to it; a rewrite of
a report whose sources are all named, where no saying was worded anew.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import combinations

import networkx as nx

from stemma.data import lines, members
from stemma.model import Layers, Noun, Statement
from stemma.nlp.tree import Tree
from stemma.story.lineage.matching import Line, order

_SURE = 0.38  # confidence of a statement; a doubtful one is no evidence of descent
_SHARE = 0.25  # share of a report's lines that must be found in the other
_FACTS = 4  # how many that must be at least
_THROUGHOUT = 0.18  # that share times Kendall's tau of their order
_EXCLUSIVE = 2  # exclusive facts it takes
_ALONE = 3  # the same where no third report shows what is public
_OWN_SHARE = 0.2  # of the facts found, which those must be: of a public event the reports share far more
_MOSTLY = 0.45  # share of a report that must be found where no source shows it, but that it words a saying anew
_LOOSE_ORDER = 0.3  # the order that takes
_SINGULAR, _SINGULAR_SHARE = (
    2,
    0.25,
)  # facts that no third report tells which that takes, and their share of those found
_FIGURE = 13  # smaller figures meet by chance
_DIGITS = 3
_MANY = 30  # lines that give one figure: then it is everybody's
_REST_SAID = 2  # the same where a saying in other words is among them
_REST_FACTS = 3  # facts that a further parent must have to itself


Place = tuple[str, int]
"""A report and the number of one of its lines."""


class Fact(Noun, frozen=True, kw_only=True):
    """A line of a report that tells what a line of another tells; `statements` are the numbers of what they share."""

    child: int
    parent: int
    statements: tuple[int, ...]


class Pair(Noun, frozen=True, kw_only=True):
    """Two reports of which the one may tell the other again: `without` are the lines of the child that say themselves
    where they come from, `public` says of each of its lines whether the matter was to be had by all; `exclusive` are
    the lines of the parent that it has to itself by their sources."""

    child: str
    parent: str
    without: frozenset[int]
    public: tuple[bool, ...]
    exclusive: frozenset[int]


class Retelling(Noun, frozen=True, kw_only=True):
    """A report that tells another's facts: which, what share of its lines they are, how many of them are exclusive,
    how much they stand in one order, and how many no third report tells where that has been asked."""

    facts: tuple[Fact, ...]
    share: float
    exclusive: int
    order: float
    singular: int = 0


class Facts:
    """Which lines of a story's reports state the same facts."""

    def __init__(
        self, of: Mapping[str, Sequence[Line]], layers: Sequence[Layers], statements: Sequence[Statement]
    ) -> None:
        self._lines = of
        starts = {i: [x.span.start for x in ls] for i, ls in of.items()}
        where: dict[str, tuple[str, int]] = {}
        for one in layers:
            for c in one.claims:
                at = bisect_right(starts[one.article.id], c.span.start) - 1
                if at >= 0:
                    where[c.id] = one.article.id, at
        self._states: dict[str, dict[int, set[int]]] = {i: defaultdict(set) for i in of}
        self._tellers: list[dict[str, list[int]]] = []
        groups = [[where[c] for c in s.claims if c in where] for s in statements if s.confidence >= _SURE]
        for n, group in enumerate((*groups, *(_figures(of, layers, starts) if statements else ()))):
            tellers: dict[str, list[int]] = defaultdict(list)
            for i, at in group:
                self._states[i][at].add(n)
                tellers[i].append(at)
            self._tellers.append({i: sorted(set(ats)) for i, ats in tellers.items()})
        self._of_press = {one.article.id: _speaks_of_the_press(one) for one in layers}

    def speaks_of_the_press(self, i: str) -> bool:
        return self._of_press[i]

    def telling(self, i: str, without: Collection[int]) -> list[int]:
        """The lines of a report that state something; those of `without` left out."""
        return [n for n, x in enumerate(self._lines[i]) if x.full and self._states[i].get(n) and n not in without]

    def near(self, child: str, without: Collection[int]) -> list[str]:
        """The reports that share enough facts with `child` to tell them after it, or it after them."""
        told = self.telling(child, without)
        return [i for i, n in self._sharing(child, told).items() if n >= max(_FACTS, _SHARE * len(told))]

    def beside(self, child: str, without: Collection[int]) -> list[str]:
        """The reports that share enough facts with `child` to be a further parent."""
        return [i for i, n in self._sharing(child, self.telling(child, without)).items() if n >= _REST_SAID]

    def _sharing(self, child: str, told: Sequence[int]) -> dict[str, int]:
        """How many of the lines `told` each other report shares."""
        shared: Counter[str] = Counter()
        for n in told:
            shared.update({i for s in self._states[child][n] for i in self._tellers[s] if i != child})
        return dict(sorted(shared.items()))

    def shared(self, child: str, parent: str, of: Sequence[int]) -> list[Fact]:
        """The lines `of` the child that tell what a line of `parent` tells, each with the first of those that shares
        most with it."""
        out = []
        for n in of:
            held: Counter[int] = Counter()
            common = [s for s in sorted(self._states[child][n]) if parent in self._tellers[s]]
            for s in common:
                held.update(self._tellers[s][parent])
            if held:
                at = min(held, key=lambda m: (-held[m], m))
                out.append(Fact(child=n, parent=at, statements=tuple(common)))
        return out

    def places(self, fact: Fact, parent: str) -> set[int]:
        """All lines of `parent` that tell something of a fact."""
        return {m for s in fact.statements for m in self._tellers[s][parent]}

    def tellers(self, fact: Fact) -> set[str]:
        """The reports that tell something of a fact."""
        return {i for s in fact.statements for i in self._tellers[s]}


def retelling(
    facts: Facts, pair: Pair, unrelated: Callable[[], Collection[str]], reworded: Callable[[], bool]
) -> Retelling | None:
    """Whether the child of a pair tells again what the parent tells.

    Args:
        unrelated: gives the reports that are not known to rest on the two, nor they on them.
        reworded: whether the child has a saying of the parent in quotation marks and in other words.
    """
    told = facts.telling(pair.child, pair.without)
    found = facts.shared(pair.child, pair.parent, told)
    if len(found) < max(_FACTS, _SHARE * len(told)):
        return None
    in_order = order((f.child, f.parent) for f in found)
    if in_order < _LOOSE_ORDER:
        return None
    others = unrelated()
    own = exclusive_facts(facts, pair, found, others)
    throughout = len(found) * in_order >= _THROUGHOUT * len(facts.telling(pair.child, ()))
    sourced = throughout and len(own) >= max(_EXCLUSIVE if others else _ALONE, _OWN_SHARE * len(found))
    singular = sum(facts.tellers(f) == {pair.child, pair.parent} for f in found)
    alike = (
        len(others) > 1
        and singular >= max(_SINGULAR, _SINGULAR_SHARE * len(found))
        and len(found) >= _MOSTLY * len(told)
    )
    alike = alike and reworded()
    if not (sourced or alike):
        return None
    return Retelling(
        facts=tuple(found),
        share=len(found) / len(told),
        exclusive=len(own),
        order=in_order,
        singular=singular if alike else 0,
    )


def further(
    facts: Facts, pair: Pair, kin: Collection[str], known: Collection[str], sayings: Sequence[Fact] = ()
) -> Retelling | None:
    """Whether a report that is known to tell others' facts again (those of `known`) has from the parent of a pair what
    they leave: a report without sources of its own has the rest from somewhere too. What counts is told by nobody but
    the two and the `kin` of the parent; one of its `sayings` in other words weighs as much as a source."""
    told = facts.telling(pair.child, pair.without)
    rest = [n for n in told if not any(facts.shared(pair.child, k, [n]) for k in known)]
    shared = facts.shared(pair.child, pair.parent, rest)
    found = [f for f in shared if facts.tellers(f) <= {pair.child, pair.parent, *kin}]
    own = exclusive_facts(facts, pair, found, ())
    listed = {f.child: f for f in (*found, *sayings)}
    found = [listed[n] for n in sorted(listed)]
    if len(found) < (_REST_SAID if sayings else _REST_FACTS) or not (own or sayings):
        return None
    places = ((f.child, f.parent) for f in found)
    return Retelling(facts=tuple(found), share=len(found) / len(told), exclusive=len(own), order=order(places))


def exclusive_facts(facts: Facts, pair: Pair, found: Sequence[Fact], unrelated: Collection[str]) -> set[int]:
    """The lines of the parent among the facts that it has to itself, and no unrelated report tells."""
    return {
        m
        for f in found
        if not pair.public[f.child] and not facts.tellers(f) & set(unrelated)
        for m in (min(facts.places(f, pair.parent) & set(pair.exclusive), default=-1),)
        if m >= 0
    }


def _figures(
    of: Mapping[str, Sequence[Line]], layers: Sequence[Layers], starts: Mapping[str, Sequence[int]]
) -> list[list[Place]]:
    """Lines of several reports that give one figure for what seems one thing: two figures in common, a word beside
    the figure, or a figure that is hardly met with by chance."""
    given: dict[float, list[Place]] = defaultdict(list)
    for one in layers:
        i = one.article.id
        for q in one.quantities:
            at = bisect_right(starts[i], q.span.start) - 1
            if at >= 0 and q.value >= _FIGURE and not any(t.span.overlap(q.span) for t in one.times):
                given[q.value].append((i, at))
    figures: dict[Place, set[float]] = defaultdict(set)
    for value, places in given.items():
        for place in places:
            figures[place].add(value)
    out = []
    for value, places in sorted(given.items()):
        distinct = sorted(set(places))
        if len({i for i, _ in distinct}) < 2 or len(distinct) > _MANY:
            continue
        same: nx.Graph[Place] = nx.Graph()
        for a, b in combinations(distinct, 2):
            words = of[a[0]][a[1]].content & of[b[0]][b[1]].content
            word = any(not w[0].isdigit() for w in words)
            if a[0] != b[0] and (word or _telling(value) or len(figures[a] & figures[b]) > 1):
                same.add_edge(a, b)
        out += [sorted(group) for group in nx.connected_components(same)]
    return sorted(out)


def _telling(value: float) -> bool:
    """Whether a figure has three digits and more that are not noughts at its end."""
    return len(f"{value:.10g}".replace(".", "").strip("0")) >= _DIGITS


def _speaks_of_the_press(layers: Layers) -> bool:
    """Whether a report speaks of what the press reports, or says that what is told is not so."""
    low = " ".join(layers.article.text.lower().split())
    if any(re.search(rf"\b{re.escape(p)}\b", low) for p in lines("en/press_in_general.txt")):
        return True
    told = members("en/denials.toml", "of_media") | members("en/source_nouns.toml", "media") | {"newspaper", "figure"}
    denied = members("en/denials.toml", "dismissing") | members("en/denials.toml", "untruths")
    tree = Tree(layers.parse)
    for s in layers.parse.sentences:
        media, denials = (
            [i for i in range(s.first, s.last) if {tree.tokens[i].lemma.lower(), tree.tokens[i].text.lower()} & of]
            for of in (told, denied)
        )
        denying = {k for i in denials for n in tree.children(i, "nsubj") for k in (n, *tree.children(n, "compound"))}
        if denials and any(i not in denying for i in media):  # what a medium itself denies is its news
            return True
    return False
