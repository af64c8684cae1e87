"""Naming: how outlets are called, and when two names are one outlet's.

Names of one outlet meet without article, "&" or "and", domain ending, and as their initials.

What it gets wrong: two outlets of one name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

from anyascii import anyascii

from stemma.article.outlets import short_names
from stemma.data import members, table, words
from stemma.model import Article, Layers, SourceType, Span

_SECOND_LEVEL = ("co", "com", "org", "net", "ac", "gov", "edu")
_NO_OUTLETS = ("GPE", "LOC", "NORP", "DATE")  # the parser's labels of places, peoples and days


def kind_of(name: str) -> SourceType:
    """The kind of an outlet known by its name."""
    forms = name_keys(name)
    for kind in ("agency", "state media"):
        if any(forms & name_keys(n) for n in table("outlets.toml")[kind]["names"]):
            return kind
    return "outlet"


def _key(name: str) -> str:
    return squeeze(name.split())


def squeeze(parts: Iterable[str]) -> str:
    joined = "".join("and" if p == "&" else anyascii(p) for p in parts)
    return re.sub(r"[^a-z0-9]", "", joined.lower())


def name_in(wording: str) -> str | None:
    """The name that stands in the wording of a source ("the American site X", "Country's state-run agency X"): the
    last of `names_in`; None for a mere description."""
    found = names_in(wording)
    return found[-1] if found else None


def names_in(wording: str) -> list[str]:
    """The runs of capitalised words in a wording, brackets, days and common nouns left out."""
    plain = re.sub(r"\s*\([^()]*\)?", "", wording)
    found = re.findall(
        r"[A-Z0-9À-ÖØ-Þ][\w.-]*(?:\s+(?:(?:&|and|of|de|do|del|la|le|el|du)\s+)?[A-Z0-9À-ÖØ-Þ][\w.-]*)*", plain
    )
    return [f for f in found if bare(f) and not _no_name(bare(f))]


def _no_name(words_of: str) -> bool:
    """Whether capitalised words are a day, a number or a common noun of the press ("Media", "TV")."""
    parts = [w.lower().rstrip(".") for w in words_of.split()]
    if all(w.isdigit() or w in words("en/calendar.txt") or w in words("en/function_words.txt") for w in parts):
        return True
    common = members("en/source_nouns.toml", "outlet") | members("en/source_nouns.toml", "media") | {"news", "tv"}
    return len(parts) == 1 and parts[0] in common


def place_or_people(one: Layers, at: Span | None, name: str) -> bool:
    """Whether a name in the wording of a source is that of a place or a people ("a Seoul broadcaster"), or none."""
    if at is None or kind_of(name) != "outlet" or called_like_an_outlet(name):
        return False
    start = one.article.text.find(name, at.start, at.end)
    if start < 0:
        return False
    after = one.article.text[start + len(name) : start + len(name) + 10]
    tokens = [t for t in one.parse.tokens if start <= t.start < start + len(name) and t.pos != "DET"]
    if all(t.pos == "NOUN" for t in tokens):
        return True
    return all(t.ent in _NO_OUTLETS for t in tokens) and not after.startswith(" magazine")


def bare(name: str) -> str:
    """A name without article, quotation marks and possessive."""
    name = re.sub(r"(?:['’]s?)$", "", name.strip(" \t\n\"“”‘’'«».,;:()"))
    return re.sub(r"^(?:the|The|THE)(?:\s+|$)", "", name).strip()


def name_keys(name: str) -> frozenset[str]:
    """The forms under which spellings of an outlet's name meet."""
    folded = anyascii(bare(name)).replace("&", " and ")
    parts = re.findall(r"[A-Za-z0-9]+", folded)
    if not parts:
        return frozenset()
    keys = {"".join(parts).lower()}
    heads = [p for p in parts if p.lower() not in ("and", "of", "the", "for")]
    if len(heads) >= 3:
        keys.add("".join(p[0] for p in heads).lower())
        keys.add("".join(p[0] for p in heads[:-1]).lower() + heads[-1].lower())
    if len(heads) == 2 and heads[0].isupper() and heads[1].lower() in table("outlet_words.toml")["branches"]:
        keys.add(heads[0].lower())
    return frozenset(keys | {_aliases()[k] for k in keys if k in _aliases()})


@cache
def _aliases() -> dict[str, str]:
    """The form of each further name of an outlet, with that of its first."""
    return {squeeze(other.split()): squeeze(first.split())
            for first, *others in table("outlet_aliases.toml")["names"] for other in others}  # fmt: skip


def brief_keys(name: str) -> frozenset[str]:
    """The forms of a name without the word at its head or end that only says what it is ("Radio Selm", "Selm Wire")."""
    return frozenset(squeeze(short.split()) for short in short_names(bare(name)))


def outlet_keys(article: Article) -> frozenset[str]:
    """The forms of the name of an article's outlet, from its name, a short form given with it, and its address."""
    keys: set[str] = set()
    if article.outlet is not None:
        name = article.outlet.name
        short = re.search(r"\(([^()]{2,12})\)\s*$", name)
        if short:
            keys |= name_keys(short.group(1))
            name = name[: short.start()]
        if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", name):
            keys |= _site_keys(name.split("/")[0])
        else:
            keys |= name_keys(name)
    if article.url:
        keys |= _site_keys(urlsplit(article.url).hostname or "")
    return frozenset(keys)


def _site_keys(host: str) -> set[str]:
    """The telling part of a host name: ``edition.cnn.com`` → cnn, ``www.dailymail.co.uk`` → dailymail."""
    labels = host.lower().removeprefix("www.").split(".")
    if len(labels) > 1:
        labels.pop()
    while len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return {key} if (key := re.sub(r"[^a-z0-9]", "", labels[-1])) else set()


def called_like_an_outlet(name: str) -> bool:
    """Whether a name of two words and more ends as those of outlets do ("Harbour Ledger")."""
    parts = bare(name).lower().split()
    known = table("outlet_words.toml")
    return len(parts) > 1 and parts[-1] in known["last"] and parts[-1] not in known["weak_last"]


@cache
def _full_names() -> dict[str, str]:
    """The full name of an outlet by the form of each of its names."""
    out: dict[str, str] = {}
    for names in table("outlet_aliases.toml")["names"]:
        for name in names:
            out.setdefault(_key(name), names[0])
    return out


@cache
def outside_id(name: str) -> str:
    """The id of an origin outside the collection, made from its name."""
    slug = re.sub(r"[^a-z0-9]+", "-", anyascii(bare(name)).lower()).strip("-")
    full = _full_names().get(_key(bare(name)))
    if full is not None:
        slug = re.sub(r"[^a-z0-9]+", "-", full.lower()).strip("-")
    return f"origin-{slug or 'unnamed'}"
