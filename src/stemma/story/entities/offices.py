"""Offices: who holds which office in a story, in one normal form per office, so that two holders can be seen.

"Israeli ambassador to the United States", "ambassador to Washington" and "Tel Aviv's ambassador to Washington" are one
office: names inside a role are replaced by what they name (a country's code for demonyms, countries, capitals and
seats that act; the entity's name for the rest), abbreviations and spellings by one form.

What it gets wrong: offices told only by a relative clause ("who runs the water portfolio"), coordinated portfolios.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from stemma.article.names import lexicon
from stemma.data import gazetteer, members, table
from stemma.model import Entity, Layers, Mention, Noun, Span
from stemma.story.entities.spelling import fold

_GRAMMAR = "en/grammar.toml"


class Office(Noun, frozen=True, kw_only=True):
    """An office in normal form: `head` the noun ("ambassador"), `field` its portfolio words in order, `of` the country,
    organisation or person it belongs to ("" when unsaid), `to` the country it is held at ("" when none), `former`
    when past."""

    head: str
    field: tuple[str, ...] = ()
    of: str = ""
    to: str = ""
    former: bool = False


def same_office(a: Office, b: Office) -> bool:
    """Whether two offices can be one: nothing that both say differs. What only one says does not part them, but two
    offices that share no more than a bare noun ("spokesperson") are not called one."""
    if a.head != b.head or a.field != b.field or a.former != b.former:
        return False
    if (a.of and b.of and a.of != b.of) or (a.to and b.to and a.to != b.to):
        return False
    return bool(a.field or (a.of and b.of) or (a.to and b.to))


def offices(layers: Sequence[Layers], entities: Sequence[Entity]) -> dict[Office, list[tuple[str, Mention]]]:
    """Every office with the entities that reports give it, in order of report and place."""
    texts = {one.article.id: one.article.text for one in layers}
    labels = _labels(entities)
    out: dict[Office, list[tuple[str, Mention]]] = {}
    held = [(m.span, e.id, m) for e in entities if e.kind == "person" for m in e.mentions if m.role]
    for _, entity, m in sorted(held, key=lambda h: h[0]):
        role = m.role
        if role is None:
            continue
        inside = {s: label for s, label in labels.get(role.article, []) if role.contains(s) and not s.overlap(m.span)}
        for office in _offices_of(texts[role.article], role, inside):
            out.setdefault(office, []).append((entity, m))
    return out


def read_offices(role: str) -> list[Office]:
    """The offices a role names by its words alone ("chief negotiator and Minister of Strategic Affairs": two)."""
    return _offices_of(role, Span("", 0, len(role)), {}) if role else []


def _labels(entities: Sequence[Entity]) -> dict[str, list[tuple[Span, str]]]:
    """What each name stands for, by article."""
    lands = {fold(m.name): fold(e.name) for e in entities if e.kind == "place" for m in e.mentions if m.form == "full"}
    out: dict[str, list[tuple[Span, str]]] = {}
    for e in entities:
        for m in e.mentions:
            if m.form in {"pronoun", "role"}:
                continue
            code = gazetteer.country(m.name) or gazetteer.demonym(m.name)
            code = code or (gazetteer.seat(m.name) if e.kind == "place" else None)
            if code is None and e.kind == "other":
                land = next((n for n in sorted(lands) if lexicon.is_derived(fold(m.name), n)), None)
                code = lands[land] if land else None
            out.setdefault(m.span.article, []).append((m.span, code or fold(e.name)))
    return out


def _offices_of(text: str, role: Span, inside: Mapping[Span, str]) -> list[Office]:
    """Read a role whose names are replaced by marks that stand for their labels."""
    marks: dict[str, str] = {}
    pieces: list[str] = []
    at = role.start
    for span in sorted(inside):
        if span.start < at:
            continue
        words = text[span.start : span.end].split()
        if all(lexicon.is_portfolio(w) or lexicon.is_office(w) for w in words):
            continue
        mark = f"NAME{len(marks)}"
        marks[mark] = inside[span]
        pieces += [text[at : span.start], mark]
        at = span.end
    pieces.append(text[at : role.end])
    plain = "".join(pieces)
    out = []
    for part in re.split(
        r",\s*| and (?=(?:[a-zA-Z]+ ){0,3}(?:minister|secretary|chief|head|negotiator|advis[eo]r)\b)", plain
    ):
        office = _read(part, marks)
        if office is not None and office not in out:
            out.append(office)
    return out


def _form(word: str) -> str:
    """One spelling and number of a word of an office."""
    word = fold(word)
    word = str(table("en/office_forms.toml").get(word, word))
    return word[:-1] if len(word) > 5 and word.endswith("s") and not word.endswith("ss") else word


def _read(role: str, marks: Mapping[str, str]) -> Office | None:
    words = [w for w in re.findall(r"[\w.\-]+|['’]s\b|['’]", role) if w.lower() not in members(_GRAMMAR, "articles")]
    of, to = "", ""
    owner = next((i for i, w in enumerate(words) if w in {"'s", "’s", "'", "’"}), None)
    if owner is not None:
        name = words[owner - 1] if owner else ""
        of = _label(" ".join(words[:owner]), marks) or _label(name, marks) or fold(" ".join(words[:owner]))
        words = words[owner + 1 :]
    end = next((i for i, w in enumerate(words) if w in members(_GRAMMAR, "office_prepositions")), len(words))
    heads = [i for i, w in enumerate(words[:end]) if lexicon.is_office(w) and not lexicon.is_courtesy(w)]
    heads = [i for i in heads if not lexicon.is_honorific(words[i])] or heads
    if not heads:
        return None
    at = heads[-1]
    field: list[str] = []
    former = False
    for i, word in enumerate(words[:at]):
        pair = _label(f"{word} {words[i + 1]}", marks) if i + 1 < at else ""
        if label := pair or _label(word, marks):
            of = label
        elif word.lower() in lexicon.context("past_offices"):
            former = True
        elif lexicon.is_portfolio(word) or lexicon.is_office(word) or word.lower() in lexicon.context("ranks"):
            field.append(_form(word))
    for preposition, names in _complements(words[at + 1 :]):
        name = " ".join(names)
        label = _label(name, marks)
        if preposition in {"to", "in"} and label:
            to = label
        elif preposition in {"of", "for"} and names:
            rest = [n for n in names if n.lower() not in {"and", "his", "her", "its", "their"}]
            if rest and all(lexicon.is_portfolio(n) for n in rest):
                field += [_form(n) for n in rest]
            elif not of:
                of = label or fold(" ".join(marks.get(n, n) for n in names))
    return Office(head=_form(words[at]), field=tuple(dict.fromkeys(field)), of=of, to=to, former=former)


def _label(name: str, marks: Mapping[str, str]) -> str:
    inside = [marks[w] for w in name.split() if w in marks]
    if len(inside) == 1 and (name in marks or not any(w[:1].isupper() for w in name.split() if w not in marks)):
        return inside[0]
    return (
        (gazetteer.country(name) or gazetteer.demonym(name) or gazetteer.seat(name) or "") if name[:1].isupper() else ""
    )


def _complements(words: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The phrases behind an office noun, each with its preposition; a nested "of" stays inside its phrase."""
    out: list[tuple[str, list[str]]] = []
    for word in words:
        if word in members(_GRAMMAR, "office_prepositions") and (word != "of" or not out):
            out.append((word, []))
        elif out and word not in {"'s", "’s", "'", "’"}:
            out[-1][1].append(word)
    return out
