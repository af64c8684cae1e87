"""Weighing: how likely something is by the learnt weights of its signs (``data/talks_weights.toml``, a logistic model
for each question), and the lists of words of negotiating and wanting that serve as signs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from stemma.data import table
from stemma.nlp.tree import Tree

WEIGHTS = "talks_weights.toml"


def model(what: str) -> Mapping[str, Any]:
    """The weights for a question: ``bias``, and ``signs`` by name."""
    held: Mapping[str, Any] = table(WEIGHTS)[what]
    return held


def chance(what: str, signs: Mapping[str, float]) -> float:
    """How likely it is by the signs there are, with how much there is of each."""
    told = model(what)
    weights: dict[str, float] = told["signs"]
    logit = math.fsum((told["bias"], *(weights.get(n, 0.0) * much for n, much in signs.items())))
    return 1 / (1 + math.exp(-logit))  # fsum: the same in any order of the signs


def evoked(tree: Tree, tokens: Iterable[int]) -> set[str]:
    """The lists (``frame.list``) that hold the lemma of any of some tokens."""
    lists = _lists()
    return {name for i in tokens for name in lists.get(tree.tokens[i].lemma.lower(), ())}


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    """The lists of words of negotiating and of wanting that hold each lemma."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in ("en/talks.toml", "en/stances.toml"):
        for frame, lists in table(name).items():
            for kind, listed in lists.items():
                for word in dict.fromkeys(w.lower() for w in listed if isinstance(w, str)):
                    found[word].append(f"{frame}.{kind}")
    return {word: tuple(names) for word, names in found.items()}
