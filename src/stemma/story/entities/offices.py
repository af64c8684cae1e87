"""Offices: who holds which office in a story, in one normal form per office, so that two holders can be seen.

"Israeli ambassador to the United States", "ambassador to Washington" and "Tel Aviv's ambassador to Washington" are one
office: demonyms, countries, capitals and seats become country codes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.article.names import lexicon
from stemma.data import gazetteer
from stemma.model import Entity, Layers, Mention, Noun
from stemma.story.entities.spelling import fold


class Office(Noun, frozen=True, kw_only=True):
    """An office in normal form: `head` the noun ("ambassador"), `field` its portfolio words in order, `of` the country
    or organisation it belongs to ("" when unsaid), `to` where it is held ("" when none), `former` when past."""

    head: str
    field: tuple[str, ...] = ()
    of: str = ""
    to: str = ""
    former: bool = False


def offices(layers: Sequence[Layers], entities: Sequence[Entity]) -> dict[Office, list[tuple[str, Mention]]]:
    """Every office with the entities that reports give it, in order of report and place."""
    texts = {one.article.id: one.article.text for one in layers}
    out: dict[Office, list[tuple[str, Mention]]] = {}
    held = [(m.span, e.id, m) for e in entities if e.kind == "person" for m in e.mentions if m.role]
    for _, entity, m in sorted(held, key=lambda h: h[0]):
        assert m.role is not None
        for office in read_offices(texts[m.role.article][m.role.start : m.role.end]):
            out.setdefault(office, []).append((entity, m))
    return out


def read_offices(role: str) -> list[Office]:
    """The offices a role names ("chief negotiator and Minister of Strategic Affairs": two)."""
    parts = re.split(
        r",? and (?=(?:[a-zA-Z]+ ){0,3}(?:minister|secretary|chief|head|negotiator|adviser|advisor)\b)", role
    )
    return [o for part in parts if (o := _read(part)) is not None]


def _read(role: str) -> Office | None:
    words = [w for w in re.findall(r"[\w.\-]+|['’]s\b|['’]", role) if w.lower() not in {"the", "a", "an"}]
    heads = [i for i, w in enumerate(words) if lexicon.is_office(w) and not lexicon.is_courtesy(w)]
    if not heads:
        return None
    # The first noun of office that no other office noun follows directly ("prime minister", "deputy minister").
    at = heads[0]
    while at + 1 in heads:
        at += 1
    head = lexicon.bare(words[at])
    of, to, field, former = "", "", [], False
    before = words[:at]
    for i, word in enumerate(before):
        owner = i + 1 < len(before) and before[i + 1] in {"'s", "’s", "'", "’"}
        country = gazetteer.demonym(word) or gazetteer.country(word) or (gazetteer.seat(word) if owner else None)
        if i and (pair := gazetteer.country(f"{before[i - 1]} {word}") or gazetteer.seat(f"{before[i - 1]} {word}")):
            of = pair
            field = [f for f in field if f != fold(before[i - 1])]
        elif country:
            of = country
        elif owner and word[:1].isupper():
            of = fold(word)
        elif word.lower() in {"former", "ex"}:
            former = True
        elif lexicon.is_portfolio(word) or word.lower() in {"prime", "deputy", "vice", "chief"}:
            field.append(_spelled(fold(word)))
    rest = words[at + 1 :]
    for preposition, names in _complements(rest):
        name = " ".join(names)
        code = gazetteer.country(name) or gazetteer.demonym(name) or gazetteer.seat(name)
        if preposition in {"to", "in"} and code:
            to = code
        elif preposition in {"of", "for"}:
            portfolio = [_spelled(fold(n)) for n in names if lexicon.is_portfolio(n)]
            if portfolio and len(portfolio) >= len([n for n in names if n.lower() != "and"]):
                field += portfolio
            elif names:
                of = code or of or fold(name)
    return Office(head=head, field=tuple(dict.fromkeys(field)), of=of, to=to, former=former)


def _complements(words: Sequence[str]) -> list[tuple[str, list[str]]]:
    out: list[tuple[str, list[str]]] = []
    for word in words:
        if word in {"of", "for", "to", "in", "at"}:
            out.append((word, []))
        elif word in {"'s", "’s", "'", "’"}:
            continue
        elif out:
            out[-1][1].append(word)
    return out


def _spelled(word: str) -> str:
    """One spelling and number of a portfolio word."""
    word = {"defence": "defense", "labour": "labor", "harbour": "harbor", "advisor": "adviser"}.get(word, word)
    return word[:-1] if len(word) > 5 and word.endswith("s") and not word.endswith("ss") else word
