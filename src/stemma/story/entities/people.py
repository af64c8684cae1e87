"""People: which nodes are one person.

Full names first, most alike first; then surnames and given names alone, where the story has one bearer only. Two people
stay two when their given names differ, when one report names both in full, when the genders told differ, and, for
spellings that differ much, when no office is shared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from stemma.article.names import lexicon
from stemma.data import members
from stemma.story.entities.clusters import Clusters, Fitting, alike_pairs
from stemma.story.entities.nodes import Node
from stemma.story.entities.spelling import (
    SAME_WORD,
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
_ENDING = 4
"""Letters of a given name of which the last may be the spelling's."""
_UNSTRESSED = {"a", "e", "i"}
"""Endings that languages exchange in one name ("Tilda", "Thilde"); -o and -a, or -a and none, are two people's."""
_GENERATION = "generation left out"
_APART = 200
"""Characters within which nobody is named twice in full: who is, is two people ("George Bush and George W. Bush")."""


def link_people(clusters: Clusters, nodes: Sequence[Node]) -> None:
    people = [n for n in nodes if n.kind == "person" and n.name]
    full = [n for n in people if len(name_words(n.name)) > 1]
    bearers: dict[str, list[Node]] = defaultdict(list)
    for n in full:
        bearers[n.name].append(n)
    _link_full(clusters, full, bearers)
    if _link_by_office(clusters, full):
        _link_full(clusters, full, bearers)  # what could be either of two people may now be the one
    _link_single(clusters, people, full)


def _link_full(clusters: Clusters, full: Sequence[Node], bearers: Mapping[str, Sequence[Node]]) -> None:
    """Full names, most alike first."""
    for a, b, likeness in alike_pairs(full, lambda n: n.name, _usable, lambda found: found.score):
        if clusters.home(a) == clusters.home(b) or _told_apart(a, b, likeness):
            continue
        if likeness.verdict in _BY_BEARER and not _only_bearer(clusters, bearers, a, b):
            continue
        unsure = (
            likeness.verdict == "order"
            or likeness.because == _GENERATION
            or (likeness.score < _SURE and likeness.verdict == "variant")
        )
        if unsure and not _office_shared(clusters, a, b):
            continue
        clusters.join(a, b, likeness.score, f"{likeness.verdict} spelling of a full name: {likeness.because}", veto)


def _link_by_office(clusters: Clusters, full: Sequence[Node]) -> bool:
    """Whether people were joined who hold one office under one surname in different reports, and whose given names part
    by an ending that elsewhere makes two people ("Tilda", "Thilde")."""
    joined = False
    for a, b, score in alike_pairs(full, lambda n: n.name, _endings_apart, lambda score: score):
        if clusters.home(a) == clusters.home(b) or not a.offices & b.offices:
            continue
        together = [(m, n) for m in clusters.of(a) for n in clusters.of(b)]
        if any(m.article == n.article or (veto(m, n) and _endings_apart(m.name, n.name) is None) for m, n in together):
            continue
        if any(m.told_gender and n.told_gender and m.told_gender != n.told_gender for m, n in together):
            continue
        because = "surname and office of one person, the given name in another spelling"
        joined |= clusters.join(a, b, score, because, lambda m, n: False)
    return joined


def _endings_apart(a: str, b: str) -> float | None:
    """How like two full names are that differ in the ending of the given name alone; None for any others."""
    x, y = name_words(a), name_words(b)
    if len(x) != len(y) or len(x) < 2 or x[1:] != y[1:] or x[0] == y[0] or min(len(x[0]), len(y[0])) < _ENDING:
        return None
    endings = {x[0][-1], y[0][-1]}
    score = same_word(x[0], y[0])
    return 0.8 * score if endings <= _UNSTRESSED and score >= SAME_WORD and gendered_pair(x[0], y[0]) else None


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


def _usable(a: str, b: str) -> Likeness | None:
    found = like(a, b)
    return found if found.verdict in _USABLE else None


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


def _only_bearer(clusters: Clusters, bearers: Mapping[str, Sequence[Node]], a: Node, b: Node) -> bool:
    """Whether the shorter of two names fits no third person of the story."""
    short, long = (a, b) if len(name_words(a.name)) < len(name_words(b.name)) or _has_initial(a) else (b, a)
    own = {clusters.home(short), clusters.home(long)}
    thirds = (n for n in bearers if _usable(short.name, n) and not _usable(long.name, n))
    return all(clusters.home(c) in own for name in thirds for c in bearers[name])


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
    of_surname = Fitting(full, lambda word, name: same_word(word, name_words(name)[-1]) >= 0.95)
    of_first_name = Fitting(full, lambda word, name: fold(word) == name_words(name)[0])
    for single in people:
        words = name_words(single.name)
        if len(words) != 1 or single.name.split()[-1].lower() in members("en/name_contexts.toml", "generations"):
            continue  # "Elizabeth II" is a full name
        word = words[0]
        bearers = {clusters.home(n): n for n in of_surname.of(word)}
        rule = "surname that one person of the story bears"
        if not bearers:
            # Family names stand first in Chinese, Korean, Vietnamese and Hungarian; elsewhere this is the given name.
            bearers = {clusters.home(n): n for n in of_first_name.of(word)}
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
    # Surnames alone, in several reports.
    loose = [n for n in people if len(name_words(n.name)) == 1 and len(clusters.of(n)) == 1]
    for a, b, score in alike_pairs(loose, lambda n: n.name, _one_word):
        if clusters.home(a) != clusters.home(b):
            clusters.join(a, b, score, "one name alone in several reports", veto)


def _one_word(a: str, b: str) -> float | None:
    """How like two names of one word are, None when they are two."""
    score = same_name(a, b).score
    same = fold(a) == fold(b) or (score >= 0.95 and not gendered_pair(fold(a), fold(b)))
    return score if same else None
