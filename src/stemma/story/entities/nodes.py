"""Nodes: what one article calls one thing, gathered from its mentions, with kinds settled by the whole story.

A node is all mentions of an article that share a name or refer to each other. Its kind is voted over the story, each
mention weighted by the rule that gave it its kind, so that a slip of the parser in one sentence is outvoted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial

from stemma.article.names import lexicon
from stemma.data import gazetteer
from stemma.model import EntityKind, Layers, Mention, Span
from stemma.story.entities.spelling import fold, name_words, same_name

_WEIGHT = {
    "title": 5.0,
    "gazetteer": 3.0,
    "town of the gazetteer": 0.7,
    "described behind": 1.5,
    "party and state": 5.0,
    "metonym": 5.0,
    "noun of organisation": 4.0,
    "known organisation": 4.0,
    "noun of place": 4.0,
    "described organisation": 4.0,
    "described": 3.0,
    "dateline": 4.0,
    "dateline place": 5.0,
    "outlet of the report": 5.0,
    "place noun": 2.5,
    "reports": 1.5,
    "outlet": 2.5,
    "place of": 5.0,
    "direction": 3.0,
    "age": 4.0,
    "who": 3.0,
    "apposition": 3.0,
    "ampersand": 3.0,
    "demonym": 5.0,
    "derived demonym": 4.0,
    "land of a demonym": 3.0,
    "preposition": 1.5,
    "byline": 1.5,
    "owner": 1.5,
    "acronym": 1.0,
    "given name": 1.0,
    "speaks": 0.8,
    "told": 0.8,
    "parser": 0.7,
    "shape": 0.4,
}
_SHORT = 1.0
"""What it counts that a report uses a name as a short form: of the kind of the full name."""

_LONE = 0.35
"""What it counts that the parser alone takes one word for a person."""

_FIRM = 3.0
"""Weight from which a mention keeps its own kind against the story."""


_ARGUABLE = {"described", "apposition"}
"""Rules that take the words before a name for its description, which may be of another's ("the secretary of the union
Ada Holm")."""


@dataclass
class Node:
    """What one article calls one thing. Its names are asked for when all mentions are gathered."""

    number: int
    article: str
    kind: EntityKind
    mentions: list[Mention] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)
    gender: str = ""
    told_gender: str = ""
    owner: str = ""
    kin: bool = False
    """Whether a report introduces the person as somebody's relative ("the captain's widow"): the surname is shared."""
    seat: str = ""
    """The country whose capital the report is written in, for a body of a government that the report gives no owner."""

    @cached_property
    def names(self) -> list[str]:
        return sorted({m.name for m in self.mentions if m.form in {"full", "short", "acronym", "metonym"}})

    @cached_property
    def name(self) -> str:
        """The fullest name: of the full forms the one with most words, then most frequent."""
        count = Counter(m.name for m in self.mentions if m.form == "full") or Counter(
            m.name for m in self.mentions if m.form not in {"pronoun", "role"}
        )
        return min(count, key=lambda n: (-len(name_words(n)), -count[n], n)) if count else ""


def gather(layers: Sequence[Layers]) -> list[Node]:
    """The nodes of all articles, in order of article and place."""
    settled = _kinds(layers)
    lands = sorted({fold(m.name) for one in layers for m in one.mentions if m.kind != "person" and " " not in m.name})
    out: list[Node] = []
    for one in layers:
        text = one.article.text
        at: dict[Span, Mention] = {m.span: m for m in one.mentions}
        group: dict[Span, Span] = {}
        by_name: dict[tuple[str, EntityKind, str | bool], Span] = {}
        owners: dict[str, set[str]] = defaultdict(set)
        seat = _seat(one.mentions)

        def root(span: Span, group: dict[Span, Span] = group) -> Span:
            seen = set()
            while span in group and group[span] != span and span not in seen:
                seen.add(span)
                span = group[span]
            return span

        kind_at: dict[Span, EntityKind] = {}
        for m in one.mentions:
            kind_at[m.span] = settled.get((one.article.id, m.span), m.kind)
        for m in one.mentions:
            if m.refers and m.refers in at:
                group[root(m.span)] = root(m.refers)
        for m in one.mentions:
            if m.form in {"pronoun", "role"} or (m.form == "short" and m.refers in at):
                continue
            owner = _owner(text, m, lands)
            if owner:
                owners[fold(m.name)].add(owner)
            elif len(owners[fold(m.name)]) == 1:
                owner = next(iter(owners[fold(m.name)]))  # "the ministry" that the report has told whose it is
            name = (fold(m.name), kind_at[m.span], owner or m.form == "metonym")
            if name in by_name:
                group[root(m.span)] = root(by_name[name])
            else:
                by_name[name] = m.span
        nodes: dict[Span, Node] = {}
        for m in one.mentions:
            if m.form in {"pronoun", "role"} and (m.refers is None or m.refers not in at):
                continue
            top = root(m.span)
            node = nodes.get(top)
            if node is None:
                node = nodes[top] = Node(number=len(out), article=one.article.id, kind=kind_at[top])
                out.append(node)
            node.mentions.append(m)
            node.gender = node.gender or m.gender
            node.owner = node.owner or _owner(text, m, lands)
            node.seat = node.seat or (seat if _is_governmental(m.name) else "")
            if m.role:
                role = text[m.role.start : m.role.end]
                node.offices |= office_words(role)
                node.kin = node.kin or any(lexicon.bare(w) in lexicon.context("kin") for w in role.split())
                node.told_gender = node.told_gender or next(
                    (g for w in role.split() if (g := lexicon.role_gender(w)) and g == m.gender), ""
                )
    _settle_genders(out)
    return out


def _settle_genders(nodes: Sequence[Node]) -> None:
    """One gender for one full name: reports outvote a pronoun that one of them ties to the wrong person. A tie tells
    nothing."""
    named: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for n in nodes:
        words = tuple(name_words(n.name)) if n.kind == "person" and n.name else ()
        if len(words) > 1:
            named[words].append(n)
    for alike in named.values():
        votes = Counter(n.gender for n in alike if n.gender)
        if len(votes) > 1:
            most = max(votes.values())
            leading = sorted(g for g, count in votes.items() if count == most)
            for n in alike:
                n.gender = leading[0] if len(leading) == 1 else ""


def office_words(role: str) -> set[str]:
    """The office nouns of a role; courtesy titles, relatives and the offices of whose they are are left out ("President
    X's son")."""
    found = {lexicon.bare(w) for w in re.split(r"['’]s?\s", role)[-1].replace("-", " ").split()}
    found -= lexicon.context("kin")
    return {w for w in found if (lexicon.is_office(w) or lexicon.is_honorific(w)) and not lexicon.is_courtesy(w)}


def _is_governmental(name: str) -> bool:
    """Whether every state has a body of that name ("foreign ministry", "coast guard", "central bank")."""
    words = name.split()
    return lexicon.is_institution(" ".join(words[-2:]).lower()) or any(
        lexicon.is_described_organisation(w) for w in words
    )


def _seat(mentions: Sequence[Mention]) -> str:
    """The country whose capital stands in the dateline of a report."""
    datelines = [m.name for m in mentions if m.rule == "dateline place" and gazetteer.is_capital(m.name)]
    return (gazetteer.seat(datelines[0]) or "") if datelines else ""


def _owner(text: str, m: Mention, lands: Sequence[str]) -> str:
    """Whose "foreign ministry" it is, as the words around it say: a country's code or folded name, or nothing."""
    words = m.name.split()
    if not _is_governmental(m.name):
        return ""
    if "of" in words and (code := gazetteer.country(words[-1])):
        return code
    before = text[max(0, m.span.start - 40) : m.span.start].rstrip()
    inside = words[0]
    if code := gazetteer.demonym(inside):
        return code
    for ending in ("'s", "’s"):
        if before.endswith(ending):
            name = before.removesuffix(ending).split(" ")[-1].strip("“\"'(")
            return _state(name) or (fold(name) if name[:1].isupper() else "")
    last = before.split(" ")[-1] if before else ""
    if code := gazetteer.demonym(last) or next((n for n in lands if last[:1].isupper() and _of_land(last, n)), ""):
        return code
    # "the foreign ministry of Tarvia", "the foreign ministry in Paris", "in Paris the foreign ministry"
    behind = re.match(r" (of|in) (?:the )?([^\W\d_][\w-]+(?: [^\W\d_][\w-]+)?)", text[m.span.end : m.span.end + 50])
    for name in (behind[2], behind[2].split(" ")[0]) if behind else ():
        land = fold(name) if behind and behind[1] == "of" and fold(name) in lands else ""
        if name[:1].isupper() and not lexicon.is_portfolio(name) and (code := _state(name) or land):
            return code
    front = re.search(r"\b[Ii]n ([^\W\d_][\w-]+(?: [^\W\d_][\w-]+)?),? the$", before)
    return _state(front[1]) if front else ""


def _of_land(word: str, land: str) -> bool:
    return lexicon.is_derived(fold(word), land)


def _state(name: str) -> str:
    """The code of the country of that name, or whose government sits there."""
    return gazetteer.country(name) or gazetteer.seat(name) or ""


def _kinds(layers: Sequence[Layers]) -> dict[tuple[str, Span], EntityKind]:
    """The kind of each mention after the whole story has voted on its name."""
    votes: dict[str, dict[EntityKind, float]] = defaultdict(lambda: defaultdict(float))
    for one in layers:
        for m in one.mentions:
            if m.form in {"pronoun", "role", "metonym"} or (m.form == "short" and m.refers and m.kind == "person"):
                continue
            weight = _SHORT if m.form == "short" else _WEIGHT.get(m.rule, 0.3)
            if m.kind == "person" and m.rule == "parser" and m.role is None and " " not in m.name:
                weight = _LONE  # the parser takes many an unknown town for a person
            votes[fold(m.name)][m.kind] += weight
    for one in layers:
        named = {m.span: m.name for m in one.mentions}
        for m in one.mentions:
            if m.form == "short" and m.kind == "person" and m.role and m.refers in named:
                votes[fold(named[m.refers])]["person"] += 4.0  # "Mr von Hohenfels"
    surnames = {
        name_words(name)[-1] for name, count in votes.items() if len(name.split()) > 1 and _leading(count) == "person"
    }
    placed = {
        (one.article.id, fold(m.name))
        for one in layers
        for m in one.mentions
        if m.kind != "person" and " " not in m.name and m.form == "full" and _WEIGHT.get(m.rule, 0.3) >= 1.5
    }
    bodies = {
        fold(m.name)
        for one in layers
        for m in one.mentions
        if m.kind == "organisation" and _WEIGHT.get(m.rule, 0.3) >= _FIRM
    }
    people = sorted({m.name for one in layers for m in one.mentions if m.kind == "person" and m.form == "full"})
    misspelt = cache(partial(_misspelt, people=[p for p in people if " " in p]))
    firms = _called_like_places(layers, votes, bodies)
    out: dict[tuple[str, Span], EntityKind] = {}
    for one in layers:
        for m in one.mentions:
            name = fold(m.name)
            if name in firms and m.kind != "person" and m.form == "full":
                out[one.article.id, m.span] = "organisation"
                continue
            weak = m.form not in {"pronoun", "role", "metonym"} and m.kind != "person" and not m.refers
            if weak and " " in name and (_WEIGHT.get(m.rule, 0.3) < 1.0 or m.rule in _ARGUABLE) and misspelt(m.name):
                out[one.article.id, m.span] = "person"
                continue
            lone = m.kind == "person" and m.role is None and not m.refers and _WEIGHT.get(m.rule, 0.3) < 1.0
            untitled = m.kind == "person" and m.role is None and not m.refers and not m.gender and name not in surnames
            firm = " " not in name and untitled and m.rule not in {"age", "who", "title", "byline"}
            if ((lone and " " in name) or firm) and any(b.startswith(name + " ") for b in bodies):
                out[one.article.id, m.span] = "organisation"
                continue
            kept = (one.article.id, name) in placed  # from being taken for the surname of somebody
            if (
                not kept
                and weak
                and name_words(m.name)[-1] in surnames
                and _WEIGHT.get(m.rule, 0.3) < 1.0
                and " " not in name
            ):
                out[one.article.id, m.span] = "person"
                continue
            if m.form in {"pronoun", "role", "metonym"} or name not in votes or (m.form == "short" and m.refers):
                continue
            count = votes[name]
            best = _leading(count)
            if kept and best == "person":
                continue
            own_says = _WEIGHT.get(m.rule, 0.3) >= _FIRM and len(name.split()) == 1
            if best != m.kind and not own_says and count[best] > 1.2 * count[m.kind]:
                out[one.article.id, m.span] = best
    return out


def _called_like_places(
    layers: Sequence[Layers], votes: Mapping[str, Mapping[EntityKind, float]], bodies: Collection[str]
) -> set[str]:
    """Short names of firms that read like places ("Ashvale Harbour" of Ashvale Harbour Bank), where reports seldom say
    that something is in, at or near it: firms are called without the noun of their trade."""
    firms = {b.rsplit(" ", 1)[0] for b in bodies if b.rsplit(" ", 1)[-1] in lexicon.context("trades_left_out")}
    firms = {f for f in firms if " " in f and f in votes and not gazetteer.places(f)}
    said: Counter[str] = Counter()
    stood: Counter[str] = Counter()
    for one in layers:
        for m in one.mentions:
            if (name := fold(m.name)) in firms:
                said[name] += 1
                before = one.article.text[: m.span.start][-30:].lower().removesuffix("the ").split()
                stood[name] += bool(before) and before[-1] in lexicon.context("where_prepositions")
    return {name for name in firms if 4 * stood[name] <= said[name]}


def _misspelt(name: str, people: Sequence[str]) -> bool:
    """Whether a name the parser took for no person is a spelling of a person's."""
    found = (same_name(name, p) for p in people)
    return any(f.verdict == "variant" and f.score >= 0.93 for f in found)


def _leading(count: dict[EntityKind, float]) -> EntityKind:
    return max(sorted(count), key=lambda k: count[k])
