"""Places: their classes, and which holds which, by the gazetteer.

What the gazetteer does not know has no parent here; nothing is guessed.
"""

from __future__ import annotations

import re

from stemma.article.names import lexicon
from stemma.data import gazetteer
from stemma.data.gazetteer import Place
from stemma.story.entities.spelling import fold


def contains(a: str, b: str) -> bool | None:
    """Whether place `a` holds place `b` (Florida holds Miami); None where the gazetteer does not tell.

    A name that several places bear is read as each of them; the answer is True when one reading fits that is the
    largest of its name or lies where `a` is, False when no reading fits.
    """
    outer, inner = gazetteer.places(a), gazetteer.places(b)
    if not outer or not inner or fold(a) == fold(b):
        return None
    known = False
    for o in outer:
        for i in inner:
            held = _holds(o, i)
            if held:
                return True
            known = known or held is False
    return False if known else None


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
        if outer.region.startswith("iso:"):
            return None  # GeoNames and ISO number these divisions differently
        return inner.region == outer.region
    return False if inner.kind == "city" else None


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
    """A place's name without its noun of place, and the class of that noun ("Gorun Dam": "gorun", dam)."""
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
