"""The words that tell what a name is: titles, offices, particles, nouns of organisations and places (from `data`)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from anyascii import anyascii

from stemma.data import lines, table, words

Gender = Literal["f", "m", ""]


@cache
def _honorifics() -> dict[str, Gender]:
    out: dict[str, Gender] = {}
    for part in table("en/honorifics.toml").values():
        out |= part
    return out


def bare(word: str) -> str:
    """A word as the lists hold it: lower case, without full stop."""
    return word.lower().rstrip(".")


def is_honorific(word: str) -> bool:
    return bare(word) in _honorifics()


def is_courtesy(word: str) -> bool:
    """Whether `word` is a courtesy title (Mr, Dr, His Excellency), which says nothing of an office."""
    return bare(word) in table("en/honorifics.toml")["courtesy"]


def is_office(word: str) -> bool:
    """Whether `word` is a noun of office or occupation, singular or plural."""
    b = bare(word)
    held = words("en/offices.txt")
    return b in held or (len(b) > 5 and b.endswith("s") and b[:-1] in held)


def is_plural_office(word: str) -> bool:
    b = bare(word)
    return b not in words("en/offices.txt") and is_office(word) and b.endswith("s")


def is_modifier(word: str) -> bool:
    return bare(word) in words("en/office_modifiers.txt")


def is_portfolio(word: str) -> bool:
    return bare(word) in words("en/portfolios.txt")


def is_given_name(word: str) -> bool:
    """Whether `word` is known as a given name somewhere, and as nothing else."""
    plain = word if word.isascii() else anyascii(word)
    return word[:1].isupper() and plain.lower() in words("given_names.txt")


def is_particle(word: str) -> bool:
    return word.lower() in words("particles.txt")


def role_gender(word: str) -> Gender:
    """The gender a title or noun for people tells."""
    found: Gender = _honorifics().get(bare(word), "") or table("en/gendered_roles.toml").get(bare(word), "")
    return found


def is_organisation_noun(word: str) -> bool:
    return bare(word) in words("en/organisation_nouns.txt")


def describes_organisation(word: str) -> bool:
    """Whether `word` beside a name says that it is an organisation ("the newspaper X", "operator X")."""
    return bare(word) in words("en/organisation_descriptions.txt")


def is_described_organisation(word: str) -> bool:
    return bare(word) in words("en/organisations_described.txt")


def is_institution(phrase: str) -> bool:
    """Whether two words in lower case name a body a country has one of ("electoral commission")."""
    return phrase in words("en/institutions.txt")


def place_class(word: str) -> str:
    """The class of place a noun names ("river": water); empty for other words."""
    return str(table("en/place_nouns.toml")["classes"].get(bare(word), ""))


def opens_place(word: str) -> bool:
    """Whether a noun of place stands before the name ("Lake Selin")."""
    return bare(word) in table("en/place_nouns.toml")["first"]["nouns"]


def goes_with_place(word: str) -> bool:
    """Whether a lower-case noun behind a name belongs to the name of a place ("Ardan crossing")."""
    return word in table("en/place_nouns.toml")["beside"]["nouns"]


def is_people(word: str) -> bool:
    """Whether `word` is of a people, region or religion ("Western", "Druze")."""
    return word in words("en/peoples.txt")


def is_derived(adjective: str, name: str) -> bool:
    """Whether `adjective` can be the demonym of `name` by English word formation: an ending behind the name or behind
    what is left of it without the ending of lands (Tolvari of Tolvar, Samri of Samrah, Orlish of Orland), or that rest
    alone (Vask of Vaskia)."""
    if len(name) < 4 or adjective == name:
        return False
    endings = words("en/demonym_endings.txt")
    if any(len(stem) >= 4 and adjective.removeprefix(stem) in endings for stem in (name, name.rstrip("aeiouy"))):
        return adjective.startswith(name.rstrip("aeiouy"))
    for ending in sorted(context("endings_of_lands")):
        stem = name.removesuffix(ending)
        if stem != name and len(stem) >= 3 and adjective.startswith(stem):
            rest = adjective[len(stem) :]
            if rest in endings and len(rest) > 1 - (len(stem) > 3):
                return True
            if len(stem) >= 4 and rest in {"", "s"} and len(ending) > 1:
                return True
    return False


def is_holiday(name: str) -> bool:
    return name.lower().replace("’", "'") in words("en/holidays.txt")


@cache
def _outlets() -> frozenset[str]:
    """Names of outlets of two words and more, and of one word that is no common word."""
    names = {n for part in table("outlets.toml").values() for n in part["names"]}
    return frozenset(n.removeprefix("The ") for n in names)


def is_outlet(name: str) -> bool:
    return name in _outlets()


def is_known_organisation(name: str) -> bool:
    return name in words("en/known_organisations.txt")


def outlet_like(name: tuple[str, ...]) -> bool:
    """Whether the first or last word is one of the names of outlets ("Daily …", "… Gazette")."""
    return name[0].lower() in context("media_first") or name[-1].lower() in context("media_names")


def context(name: str) -> frozenset[str]:
    """A list of ``en/name_contexts.toml``."""
    return _contexts()[name]


@cache
def _contexts() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in table("en/name_contexts.toml").items() if isinstance(v, list)}


def acts(lemma: str) -> bool:
    """Whether a verb is one of speech, thought or decision."""
    return lemma in words("en/acting_verbs.txt")


def is_diplomatic(word: str) -> bool:
    return bare(word) in words("en/diplomatic_nouns.txt")


def is_starter(word: str) -> bool:
    return word in _starters()


@cache
def _starters() -> frozenset[str]:
    return frozenset(lines("en/starters.txt")) | {w.capitalize() for w in lines("en/calendar.txt")}


def is_slug(name: Sequence[str]) -> bool:
    """Whether a name is an agency's mark of a version, in capitals: "UPDATE 2", "URGENT"."""
    spelled = [w for w in name if w[:1].isalpha()]
    return bool(spelled) and all(w.isupper() and bare(w) in words("en/slugs.txt") for w in spelled)


def is_calendar(word: str) -> bool:
    return bare(word) in words("en/calendar.txt")
