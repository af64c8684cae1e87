"""Places: their classes, and which holds which, by the gazetteer.

What the gazetteer does not know has no parent here; nothing is guessed.
"""

from __future__ import annotations

import re

from stemma.article.names import lexicon
from stemma.data import gazetteer
from stemma.data.gazetteer import Place
from stemma.story.entities.spelling import fold

_METROPOLIS = 1_000_000


def contains(a: str, b: str) -> bool | None:
    """Whether place `a` holds place `b` (Florida holds Miami); None where the gazetteer does not tell.

    A name that several places bear is read as the largest of them, and as others of half its size or more.
    """
    outer, inner = _readings(a), _readings(b)
    if not outer or not inner or fold(a) == fold(b):
        return None
    verdicts = [_holds(o, i) for o in outer for i in inner]
    if True in verdicts:
        return True
    return False if False in verdicts else None


def _readings(name: str) -> tuple[Place, ...]:
    """What a name can mean: countries and regions, and of the cities those not dwarfed by another."""
    found = gazetteer.places(name)
    largest = max((p.population for p in found if p.kind == "city"), default=0)
    if any(p.kind == "country" for p in found):
        return tuple(p for p in found if p.kind != "city" or p.population > _METROPOLIS)
    # A county that bears the name of a city ("Barcelona") is meant less often than the city.
    counties = not any(p.kind == "city" for p in found)
    return tuple(
        p for p in found if p.population >= largest / 2 or p.kind == "region" or (counties and p.kind == "county")
    )


def _holds(outer: Place, inner: Place) -> bool | None:
    if outer.kind == "country":
        return inner.kind != "country" and inner.country == outer.country
    if outer.kind == "region":
        if inner.kind == "country":
            return False
        if inner.kind == "region":
            return False
        if inner.country != outer.country:
            return False
        if inner.kind == "county":
            return inner.region == outer.region
        if outer.region.startswith("iso:"):
            return None  # GeoNames and ISO number these divisions differently
        return inner.region == outer.region
    if outer.kind == "county":
        return False if inner.kind in {"country", "region"} or inner.country != outer.country else None
    return False  # a city holds neither a city nor what is larger


def apart(a: str, b: str) -> bool | None:
    """Whether the two are different places of which neither holds the other; None where the gazetteer does not tell."""
    if not gazetteer.places(a) or not gazetteer.places(b):
        return None
    if fold(a) == fold(b):
        return False
    either = (contains(a, b), contains(b, a))
    if True in either:
        return False
    return True if None not in either else None


def base_and_class(name: str) -> tuple[str, str]:
    """A place's name without its noun of place, and the class of that noun ("Selin Dam": "selin", dam)."""
    plain = fold(name)
    words = plain.split(" ")
    formal = re.match(
        r"(republic|kingdom|state|islamic republic|people's republic|emirate|sultanate) of (the )?(.+)", plain
    )
    if formal:
        return formal[3], "country"
    if len(words) > 1:
        if cls := lexicon.place_class(words[-1]):
            return " ".join(words[:-1]), cls
        if cls := lexicon.place_class(words[0]):
            return " ".join(words[1:]).removeprefix("of "), cls
    return plain, ""
