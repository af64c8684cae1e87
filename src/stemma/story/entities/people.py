"""People: which nodes are one person.

Full names first, most alike first; then surnames and given names alone, where the story has one bearer only. Two people
stay two when their given names differ, when one report names both in full, when the genders told differ, and, for
spellings that differ much, when no office is shared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from stemma.article.names import lexicon
from stemma.data import members
from stemma.story.entities.clusters import Clusters
from stemma.story.entities.nodes import Node
from stemma.story.entities.spelling import (
    Likeness,
    fold,
    gendered_pair,
    name_words,
    same_name,
    same_word,
    without_generation,
)

_SURE = 0.9
_TYPO = 0.93
_USABLE = {"same", "variant", "initials", "shorter", "order", "nickname"}
_BY_BEARER = {"initials", "shorter", "nickname"}
"""Likenesses that count where the story has no third person the shorter name fits."""
_GENERATION = "generation left out"
_APART = 200
"""Characters within which nobody is named twice in full: who is, is two people ("George Bush and George W. Bush")."""


def link_people(clusters: Clusters, nodes: Sequence[Node]) -> None:
    people = [n for n in nodes if n.kind == "person" and n.name]
    full = [n for n in people if len(name_words(n.name)) > 1]
    pairs: list[tuple[float, int, int, Likeness]] = []
    index = {n.number: n for n in full}
    for i, a in enumerate(full):
        for b in full[i + 1 :]:
            likeness = like(a.name, b.name)
            if likeness.verdict in _USABLE and not _told_apart(a, b, likeness):
                pairs.append((likeness.score, a.number, b.number, likeness))
    for score, i, j, likeness in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        a, b = index[i], index[j]
        if likeness.verdict in _BY_BEARER and not _only_bearer(clusters, full, a, b):
            continue
        unsure = (
            likeness.verdict == "order"
            or likeness.because == _GENERATION
            or (score < _SURE and likeness.verdict == "variant")
        )
        if unsure and not _office_shared(clusters, a, b):
            continue
        clusters.join(a, b, score, f"{likeness.verdict} spelling of a full name: {likeness.because}", veto)
    _link_single(clusters, people, full)


def veto(a: Node, b: Node) -> bool:
    """Whether two nodes cannot be one person."""
    x, y = name_words(a.name), name_words(b.name)
    if a.gender and b.gender and a.gender != b.gender:
        # A pronoun can be tied to the wrong person; it does not part two full names with one given name.
        weak = not (a.told_gender and b.told_gender and a.told_gender != b.told_gender)
        if not (weak and len(x) > 1 and len(y) > 1 and x[0] == y[0]):
            return True
    if len(x) > 1 and len(y) > 1:
        likeness = like(a.name, b.name)
        return likeness.verdict not in _USABLE or _told_apart(a, b, likeness)
    return False


@lru_cache(maxsize=200_000)
def like(a: str, b: str) -> Likeness:
    """How like two full names are within one story, where more can be said than of names at large: a generation suffix
    that other reports leave out, and a surname of two words alone ("Herrera Montoya")."""
    found = same_name(a, b)
    if found.verdict != "different":
        return found
    plain, other = without_generation(a), without_generation(b)
    if (plain == a) != (other == b):
        bare = same_name(plain, other)
        if bare.verdict in {"same", "shorter", "variant"} and bare.score >= _SURE:
            return Likeness(score=0.9 * bare.score, verdict="shorter", because=_GENERATION)
    x, y = sorted((name_words(a), name_words(b)), key=len)
    if 1 < len(x) < len(y) and y[-len(x) :] == x and not lexicon.is_given_name(x[0].capitalize()):
        return Likeness(score=0.85, verdict="shorter", because="the surnames alone")
    return found


def _told_apart(a: Node, b: Node, likeness: Likeness) -> bool:
    """Whether one report names both so that they are two. A name without its middle initial is the same person, unless
    both stand close together."""
    if a.article != b.article:
        return False
    if likeness.score >= _TYPO:
        return likeness.score < 1.0 and likeness.verdict == "shorter" and _close(a, b)
    return True


def _close(a: Node, b: Node) -> bool:
    full = [[m.span for m in n.mentions if m.form == "full"] for n in (a, b)]
    return any(abs(s.start - t.start) < _APART for s in full[0] for t in full[1])


def _office_shared(clusters: Clusters, a: Node, b: Node) -> bool:
    x = {o for n in clusters.of(a) for o in n.offices}
    y = {o for n in clusters.of(b) for o in n.offices}
    return bool(x & y)


def _only_bearer(clusters: Clusters, full: Sequence[Node], a: Node, b: Node) -> bool:
    """Whether the shorter of two names fits no third person of the story."""
    short, long = (a, b) if len(name_words(a.name)) < len(name_words(b.name)) or _has_initial(a) else (b, a)
    for c in full:
        if clusters.home(c) in {clusters.home(short), clusters.home(long)}:
            continue
        if like(short.name, c.name).verdict in _USABLE and like(long.name, c.name).verdict not in _USABLE:
            return False
    return True


def _of_relative(clusters: Clusters, single: Node, full: Node) -> bool:
    """Whether a surname with an office is more likely that of the person whose relative a full name is: "Captain Holm"
    beside "the captain's widow, Ada Holm"."""
    if not single.offices or not any(m.kin for m in clusters.of(full)):
        return False
    return not any(single.offices & m.offices for m in clusters.of(full))


def _clearly_person(n: Node) -> bool:
    """Whether a report says by a title, role, gender or age that a name of one word is a person's."""
    return bool(n.gender or n.offices or any(m.role or m.rule in {"age", "who", "title"} for m in n.mentions))


def _has_initial(n: Node) -> bool:
    return any(len(w) == 1 for w in name_words(n.name))


def _link_single(clusters: Clusters, people: Sequence[Node], full: Sequence[Node]) -> None:
    """Names of one word: the surname, else the given name, of the one person of the story who bears it."""
    surnames: dict[str, set[int]] = defaultdict(set)
    for single in people:
        words = name_words(single.name)
        if len(words) != 1 or single.name.split()[-1].lower() in members("en/name_contexts.toml", "generations"):
            continue  # "Elizabeth II" is a full name
        word = words[0]
        bearers = {clusters.home(n): n for n in full if same_word(word, name_words(n.name)[-1]) >= 0.95}
        rule = "surname that one person of the story bears"
        if not bearers:
            # Family names stand first in Chinese, Korean, Vietnamese and Hungarian; elsewhere this is the given name.
            bearers = {clusters.home(n): n for n in full if fold(word) == name_words(n.name)[0]}
            rule = "first name that one person of the story bears"
            if not _clearly_person(single):
                bearers = {}
        candidates = [n for n in bearers.values() if not any(veto(single, m) for m in clusters.of(n))]
        candidates = [n for n in candidates if not _of_relative(clusters, single, n)]
        if len(bearers) > 1 and single.offices:
            # "President Tolliver": of the people of that surname the one with the office.
            held = [n for n in candidates if single.offices & {o for m in clusters.of(n) for o in m.offices}]
            if len(held) == 1:
                clusters.join(single, held[0], 0.8, "surname and office of one person of the story", veto)
                continue
        if len(candidates) == 1 and len(bearers) == 1:
            clusters.join(single, candidates[0], 0.75, rule, veto)
            continue
        if not bearers:
            surnames[word].add(single.number)
    # Surnames alone, in several reports.
    loose = [n for n in people if len(name_words(n.name)) == 1 and len(clusters.of(n)) == 1]
    for i, a in enumerate(loose):
        for b in loose[i + 1 :]:
            likeness = same_name(a.name, b.name)
            if fold(a.name) == fold(b.name) or (
                likeness.score >= 0.95 and not gendered_pair(fold(a.name), fold(b.name))
            ):
                clusters.join(a, b, likeness.score, "one name alone in several reports", veto)
