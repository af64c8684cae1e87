"""Predicates: which words tell of one act or kind of event, and which are opposites (``data/en/predicates.toml``)."""

from __future__ import annotations

from functools import cache

from stemma.data import lines, members, table

_STEM = 5  # letters


@cache
def _sides() -> dict[str, tuple[tuple[str, int], ...]]:
    """Every lemma that has an opposite: the pairs it belongs to, and its side in each."""
    out: dict[str, list[tuple[str, int]]] = {}
    for name, sides in table("en/predicates.toml")["opposites"].items():
        for side, lemmas in enumerate(sides):
            for lemma in lemmas:
                out.setdefault(lemma, []).append((name, side))
    return {lemma: tuple(found) for lemma, found in out.items()}


def opposite(a: str, b: str) -> bool:
    """Whether two verbs say the opposite of one another."""
    return any(name == other and x != y for name, x in _sides().get(a, ()) for other, y in _sides().get(b, ()))


@cache
def _synonyms() -> dict[str, frozenset[int]]:
    out: dict[str, set[int]] = {}
    for n, line in enumerate(lines("en/verb_synonyms.txt")):
        for lemma in line.split():
            out.setdefault(lemma, set()).add(n)
    return {lemma: frozenset(sets) for lemma, sets in out.items()}


def same_act(a: str, b: str) -> bool:
    """Whether two verbs may tell of one act."""
    return a == b or bool(_synonyms().get(a, frozenset()) & _synonyms().get(b, frozenset()))


@cache
def class_of(part: str, lemma: str) -> str:
    """The class of a lemma in one part of the table ("casualties", "events", "measured"); "" where it has none."""
    return next((name for name, lemmas in table("en/predicates.toml")[part].items() if lemma in lemmas), "")


def closed(name: str) -> frozenset[str]:
    """A closed class of words (``data/en/particles.toml``)."""
    return members("en/particles.toml", name)


def stem(lemma: str) -> str:
    """The beginning of a lemma, long enough to be one for "warn" and "warning", "resign" and "resignation"."""
    return lemma.lower()[:_STEM]
