"""Locations: which nodes are one place, and the place that holds each.

Countries by their code, capitals that act as their government's country, features by name and class ("Selin Dam",
"the dam at Selin"); a settlement and a lake, crossing or dam of one name stay two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from stemma.article.names import lexicon
from stemma.article.names.short_forms import islands_of
from stemma.data import gazetteer
from stemma.model import Mention
from stemma.story.entities.clusters import Clusters, Fitting, alike_pairs
from stemma.story.entities.nodes import Node
from stemma.story.entities.places import base_and_class
from stemma.story.entities.spelling import key, same_word

_SAME = 0.95
_LARGE_CITY = 1_000_000
_NATURAL = {"water", "lake", "sea", "mountain", "cape"}
"""Features that nobody is "in" by their bare name, unless with an article ("the Rhine")."""


def country_of(node: Node) -> str | None:
    """The country a node names, or for whose government its name stands; "US-FL" for a state of the United States."""
    if node.kind == "place" and not gazetteer.country(node.name):
        states = [p for p in gazetteer.places(node.name) if p.kind == "region" and p.country == "US"]
        cities = [p for p in gazetteer.places(node.name) if p.kind == "city"]
        if states and not cities:
            return f"US-{states[0].region}"
    metonyms = [m for m in node.mentions if m.form == "metonym"]
    if metonyms and node.kind == "place":
        return gazetteer.seat(metonyms[0].name)
    if node.kind != "place":
        return None
    return gazetteer.country(node.name)


def place_class(node: Node, texts: dict[str, str]) -> str:
    """The class of a place: of its own noun, else of the words in front ("the village of"), else of the gazetteer."""
    for name in node.names:
        if found := base_and_class(name)[1]:
            return found
    if any(m.rule == "dateline place" for m in node.mentions):
        return "settlement"
    for m in node.mentions:
        if found := _introduced(m, texts[node.article]):
            return found
    return _known_class(node.name)


def _inhabited(node: Node, texts: dict[str, str]) -> bool:
    """Whether a report says that somebody is in the place, as one is in a town."""
    text = texts[node.article]
    return any(re.search(r"\b[Ii]n $", text[max(0, m.span.start - 4) : m.span.start]) for m in node.mentions)


def _known_class(name: str) -> str:
    """The class of countries, regions and large cities: the Florida Straits are not Florida. A small town of a name is
    no reason to take a site of that name for another place."""
    found = gazetteer.places(name)
    if any(p.kind in {"country", "region"} for p in found):
        return "region"
    return "settlement" if found and (found[0].population >= _LARGE_CITY or gazetteer.is_capital(name)) else ""


def _introduced(m: Mention, text: str) -> str:
    """The class that the words in front give a place ("the village of"); "the prison of" and "the port of" stand before
    a town as well as before a site, and "the capital of" before a land: they tell nothing."""
    before = re.search(r"(\w+) of (?:the )?[“\"]?$", text[max(0, m.span.start - 40) : m.span.start])
    found = lexicon.place_class(before[1]) if before else ""
    return "" if found == "facility" or (before and before[1].lower() == "capital") else found


def link_places(clusters: Clusters, nodes: Sequence[Node], texts: dict[str, str]) -> None:
    places = [n for n in nodes if n.kind == "place" and n.name]
    by_country: dict[str, Node] = {}
    for n in sorted(places, key=lambda n: any(m.form == "metonym" for m in n.mentions)):
        code = country_of(n)
        if code is None:
            continue
        if code in by_country:
            metonym = any(m.form == "metonym" for m in n.mentions)
            rule = "seat that stands for its government" if metonym else "names of one country or state"
            clusters.join(n, by_country[code], 0.95, rule, _never)
        else:
            by_country[code] = n
    rest = [n for n in places if country_of(n) is None]
    classes = {n.number: place_class(n, texts) for n in rest}
    counties = {n.number for n in rest if any(base_and_class(name)[1] == "region" for name in n.names)}
    cities = {n.number for n in rest if any(p.kind == "city" for p in gazetteer.places(n.name))}
    towns = {n.number for n in rest if _inhabited(n, texts)}
    bases = {n.number: frozenset(base_and_class(name)[0] for name in n.names) for n in rest}

    def veto(a: Node, b: Node) -> bool:
        x, y = classes.get(a.number, ""), classes.get(b.number, "")
        if (not x and y in _NATURAL and a.number in towns) or (not y and x in _NATURAL and b.number in towns):
            return True
        if (a.number in cities and b.number in counties) or (b.number in cities and a.number in counties):
            return True  # a city, and the county of its name
        if not x or not y or x == y:
            return False
        # Facilities of one site are one place to a reader; a town and its quarry, a lake and a city are not.
        return not ({x, y} <= {"settlement", "region", "country"})

    bearers: dict[frozenset[str], list[Node]] = defaultdict(list)
    for n in rest:
        bearers[bases[n.number]].append(n)
    for same_class in (True, False):
        for a, b, score in alike_pairs(rest, lambda n: bases[n.number], _same_place):
            if clusters.home(a) == clusters.home(b) or (same_class and classes[a.number] != classes[b.number]):
                continue
            rule = "the same name" if score == 1.0 else "spellings of one place name"
            if same_class or not _ambiguous(clusters, bearers, classes, bases, a, b):
                clusters.join(a, b, score, rule, veto)
    _link_plurals(clusters, nodes, places)


def _link_plurals(clusters: Clusters, nodes: Sequence[Node], places: Sequence[Node]) -> None:
    """A plural for the islands or mountains it is short for ("the Farals"), whatever a report takes it for."""
    islands = Fitting(places, islands_of)
    for n in nodes:
        homes = {clusters.home(p): p for p in (islands.of(n.name) if n.name else ()) if p is not n}
        if len(homes) == 1 and not any(m.role for m in n.mentions):
            n.kind = "place"
            clusters.join(n, next(iter(homes.values())), 0.8, "short form of one name of the story", _never)


def _ambiguous(
    clusters: Clusters,
    bearers: Mapping[frozenset[str], Sequence[Node]],
    classes: Mapping[int, str],
    bases: Mapping[int, frozenset[str]],
    a: Node,
    b: Node,
) -> bool:
    """Whether a bare name could belong to features of two classes."""
    bare = a if not classes[a.number] else b
    kinds: dict[str, set[int]] = defaultdict(set)
    for names, named in bearers.items():
        for n in named if _same_place(bases[bare.number], names) else ():
            if classes[n.number]:
                kinds[classes[n.number]].add(clusters.home(n))
    if "settlement" in kinds and len(kinds) > 1:
        # A bare name is the town's, where there is a town of that name.
        return "settlement" not in {classes[a.number], classes[b.number]}
    return len(kinds) > 1


@lru_cache(maxsize=200_000)
def _same_place(a: frozenset[str], b: frozenset[str]) -> float | None:
    """How like the names of two places are, None when they are two names."""
    score = max((_alike(p, q) for p in a for q in b), default=0.0)
    return score if score >= _SAME else None


def _never(a: Node, b: Node) -> bool:
    return False


def _alike(p: str, q: str) -> float:
    """Place names are compared strictly: one key, or a difference of doubled letters and vowel signs in long names."""
    if p == q:
        return 1.0
    if key(p) == key(q):
        return 0.99
    return same_word(p, q) if min(len(p), len(q)) >= 6 and key(p)[0] == key(q)[0] else 0.0
