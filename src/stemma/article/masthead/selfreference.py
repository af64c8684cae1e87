"""Self-references: where a report names its own outlet while telling how it came by something ("declined to comment to
the Fell Review", "a note seen by the Fell Review").

Only what no other outlet could have written counts by itself; "told the Fell Review" counts when the report names the
outlet three times in that way, or was there ("told the Fell Review at the gate"). An outlet that the report credits or
describes anywhere ("the Fell Review reported", "the news site Fell Review") is not its own. More than one candidate
gives none.

What it gets wrong: a lone "told X" stays unused, and a rewrite that copies "declined to comment to X" without ever
crediting X is taken for X's own.
"""

from __future__ import annotations

import re
from functools import cache

from stemma import data
from stemma.article.furniture.names import is_label, outlet_like

_LINK = r" (?:(?:of|the|&|and|de|do|da|di|la|le|du) )?"
_N = rf"(?P<name>(?:[Tt]he )?[A-ZÀ-Þ][\w&’'.-]{{0,40}}(?:{_LINK}[A-ZÀ-Þ0-9][\w&’'-]{{0,40}}){{0,4}})"
WINDOW = 100_000
"""Characters of a text that are searched."""


def find_self_reference(text: str, corroborated: frozenset[str] = frozenset()) -> tuple[str, int, int] | None:
    """The outlet by which the report calls itself, as (name, start, end) of its first mention; None where the text does
    not tell. `corroborated` are folded names that other evidence gives."""
    text = text[:WINDOW]
    mentions: dict[str, list[tuple[str, int, int, int]]] = {}
    for weight, pattern in _cues():
        for match in pattern.finditer(text):
            name, start = _clean(match["name"]), match.start("name")
            if not name or _not_outlet(name) or _part().match(text, start + len(name)):
                continue
            strength = weight
            if (weight == 1 and _present().match(text, start + len(name))) or (
                weight == 1
                and match[0].startswith(_looked_into())
                and outlet_like(name)
                and fold(name) not in _outlets()
            ):
                strength = 3
            mentions.setdefault(fold(name), []).append((name, start, start + len(name), strength))
    found = []
    for key, seen in mentions.items():
        own = sum(s for _, s in {(start, s) for _, start, _, s in seen})
        if _credited(text, seen[0][0]):
            continue
        need = 1 if key in corroborated else 6 if key in _agencies() else 3
        if own >= need:
            found.append(min(seen, key=lambda m: m[1]))
    if len({fold(f[0]) for f in found}) != 1:
        return None
    name, start, end, _ = found[0]
    return name, start, end


def fold(name: str) -> str:
    """A name without its article and case, for comparing."""
    return re.sub(r"^(?:the\s+)+", "", " ".join(name.split()).casefold()).rstrip(".’'")


def _clean(name: str) -> str:
    """`name` without what the pattern took along: a possessive, a sentence's end, the words behind a known name."""
    words = re.split(r"\.\s|[’']s?\s", name.strip())[0].split()
    for n in range(len(words), 0, -1):
        if fold(" ".join(words[:n])) in _agencies() | _outlets():
            return " ".join(words[:n])
    while len(words) > 1 and words[-1].casefold() in ("of", "the", "&", "and"):
        words.pop()
    return re.sub(r"[’']s?$|\.$", "", " ".join(words))


def _not_outlet(name: str) -> bool:
    """Whether a name is no outlet's: a place, a body that is told things, a pronoun, a person by the look of it."""
    words = {w.rstrip(".") for w in fold(name).split()}
    last = fold(name).split()[-1:]
    return (
        bool(words & set(data.table("en/masthead.toml")["not_outlets"]["words"]))
        or is_label(name)
        or " and " in name
        or (bool(last) and last[0] in data.words("en/offices.txt") and not outlet_like(name))
    )


def _credited(text: str, name: str) -> bool:
    bare = re.escape(re.sub(r"^[Tt]he\s+", "", name))
    return any(re.search(p.replace("N", bare + _own_people()), text, re.IGNORECASE) for p in _credit_patterns())


@cache
def _cues() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """The cues with what one mention weighs: 3 for those said of oneself only, 1 for the others."""
    table = data.table("en/masthead.toml")
    return tuple(
        (weight, re.compile(r"\b" + pattern.replace("N", _N, 1) + (r"" if pattern.endswith("N") else r"\b")))
        for weight, key in ((3, "own"), (1, "either"))
        for pattern in table[key]
    )


@cache
def _present() -> re.Pattern[str]:
    return re.compile(r"[’']?s?\s*" + data.table("en/masthead.toml")["present"])


@cache
def _looked_into() -> tuple[str, ...]:
    return tuple(data.table("en/masthead.toml")["looked_into"])


@cache
def _own_people() -> str:
    return str(data.table("en/masthead.toml")["own_people"])


@cache
def _part() -> re.Pattern[str]:
    return re.compile(data.table("en/masthead.toml")["part"])


@cache
def _credit_patterns() -> tuple[str, ...]:
    return tuple(data.table("en/masthead.toml")["credited"])


@cache
def _agencies() -> frozenset[str]:
    table = data.table("outlets.toml")
    return frozenset(fold(n) for kind in ("agency", "state media") for n in table[kind]["names"])


@cache
def _outlets() -> frozenset[str]:
    return frozenset(fold(n) for n in data.table("outlets.toml")["outlet"]["names"])
