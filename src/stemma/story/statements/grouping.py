"""Grouping: pairs of like claims made into statements that hold for all articles together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from stemma.model import Claim
from stemma.story.statements.similarity import Match

_SAME = 0.35  # the least likelihood at which two claims are matched
_LINK = 0.25  # the least mean likelihood between the members of two groups joined
_AGAIN = 0.32  # the least mean likelihood at which a claim left over joins a statement its article already holds


def group(claims: Sequence[Claim], matches: Sequence[Match]) -> list[tuple[list[Claim], float]]:
    """Statements as lists of claims with a confidence (0 to 1), in the order of their first claim.

    Every two articles are matched one to one; the matches are joined best first, while each article keeps one
    claim a statement (and the claims nested in it) and the two groups are alike on average. What a report says again,
    in its headline and its text, is joined last: a claim left over goes to the statement it is most like.
    """
    score = {(m.first, m.second): m.score for m in matches}
    chosen = sorted(_assigned(claims, matches), key=lambda m: (-m.score, m.first, m.second))
    group_of = list(range(len(claims)))
    members: dict[int, list[int]] = {i: [i] for i in range(len(claims))}
    lowest: dict[int, float] = {}
    for match in chosen:
        a, b = group_of[match.first], group_of[match.second]
        if a == b or not _joinable(members[a], members[b], claims, score):
            continue
        for i in members[b]:
            group_of[i] = a
        members[a] += members.pop(b)
        lowest[a] = match.score
    for likelihood, i, g in _said_again(claims, score, group_of, members):
        members[g] += members.pop(i)
        lowest[g] = min(lowest[g], likelihood)
    ordered = sorted((sorted(m), g) for g, m in members.items())
    return [([claims[i] for i in m], min(1.0, lowest.get(g, 1.0))) for m, g in ordered]


def _said_again(
    claims: Sequence[Claim],
    score: dict[tuple[int, int], float],
    group_of: Sequence[int],
    members: dict[int, list[int]],
) -> list[tuple[float, int, int]]:
    """Claims without a match that fit a statement of several, as (likelihood, claim, group).

    The likelihood is the mean, over the other articles of the statement, of the likeliest claim of each.
    """
    near: dict[int, set[int]] = defaultdict(set)
    for (i, j), likelihood in score.items():
        if likelihood >= _AGAIN:
            near[i].add(group_of[j])
            near[j].add(group_of[i])
    out = []
    for i in sorted(near):
        if len(members.get(group_of[i], ())) != 1:
            continue
        fits = []
        for g in sorted(near[i]):
            likeliest: dict[str, float] = defaultdict(float)
            for j in members[g]:
                if claims[j].span.article != claims[i].span.article:
                    article = claims[j].span.article
                    likeliest[article] = max(likeliest[article], score.get((min(i, j), max(i, j)), 0.0))
            if len(members[g]) > 1:
                fits.append((sum(likeliest.values()) / len(likeliest), -g))
        if fits and max(fits)[0] >= _AGAIN:
            out.append((max(fits)[0], i, -max(fits)[1]))
    return out


def _assigned(claims: Sequence[Claim], matches: Sequence[Match]) -> list[Match]:
    """The best one-to-one matching of claims for every two articles."""
    pairs: dict[tuple[str, str], list[Match]] = defaultdict(list)
    for m in matches:
        if m.score >= _SAME:
            pairs[claims[m.first].span.article, claims[m.second].span.article].append(m)
    out: list[Match] = []
    for _, found in sorted(pairs.items()):
        rows = sorted({m.first for m in found})
        columns = sorted({m.second for m in found})
        row, column = {i: n for n, i in enumerate(rows)}, {j: n for n, j in enumerate(columns)}
        gain = np.zeros((len(rows), len(columns)))
        for m in found:
            gain[row[m.first], column[m.second]] = m.score - _SAME + 0.01
        picked = {(int(r), int(c)) for r, c in zip(*linear_sum_assignment(gain, maximize=True), strict=True)}
        out += [m for m in found if (row[m.first], column[m.second]) in picked]
    return out


def _joinable(
    first: Sequence[int], second: Sequence[int], claims: Sequence[Claim], score: dict[tuple[int, int], float]
) -> bool:
    """Whether two groups can be one statement: no two claims of one article in it but a claim and what it holds, and
    the claims of different articles alike on average."""
    links = []
    for i in first:
        for j in second:
            if claims[i].span.article != claims[j].span.article:
                links.append(score.get((min(i, j), max(i, j)), 0.0))
            elif not (claims[i].span.contains(claims[j].span) or claims[j].span.contains(claims[i].span)):
                return False
    return not links or sum(links) / len(links) >= _LINK
