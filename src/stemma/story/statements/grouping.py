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
_DETAIL = 0.25  # the least likelihood at which a detail is matched
_DETAIL_LINK = 0.2  # … and the least mean likelihood between the members of two groups it joins


def group(claims: Sequence[Claim], matches: Sequence[Match]) -> list[tuple[list[Claim], float]]:
    """Statements as lists of claims with a confidence (0 to 1), in the order of their first claim.

    Every two articles are matched one to one; the matches are joined best first, while each article keeps one
    claim a statement (and the claims nested in it) and the two groups are alike on average. What a report says again,
    in its headline and its text, is joined last: a claim left over goes to the statement it is most like. Details come
    after all clauses, for a clause is told by a clause where there is one; a detail that no other report shares, or
    that its own clause already stands for, is left out.
    """
    score = {(m.first, m.second): m.score for m in matches}
    detail = [c.detail for c in claims]
    whole = [m for m in matches if not (detail[m.first] or detail[m.second])]
    partial = [m for m in matches if detail[m.first] or detail[m.second]]
    made = _Groups(claims, score)
    made.join(_assigned(claims, whole), _LINK)
    for likelihood, i, g in _said_again(claims, {(m.first, m.second): m.score for m in whole}, made):
        made.add(i, g, likelihood)
    made.join(_mutual(claims, partial), _DETAIL_LINK)
    ordered = []
    for g, members in made.members.items():
        kept = [i for i in members if not (detail[i] and _stood_for(i, members, claims))]
        if len({claims[i].span.article for i in kept}) > 1 or not all(detail[i] for i in kept):
            ordered.append((sorted(kept), g))
    return [([claims[i] for i in m], min(1.0, made.lowest.get(g, 1.0))) for m, g in sorted(ordered)]


class _Groups:
    """Claims (indices) in groups that grow: every claim begins as a group of its own."""

    def __init__(self, claims: Sequence[Claim], score: dict[tuple[int, int], float]) -> None:
        self._claims, self._score = claims, score
        self.of = list(range(len(claims)))
        self.members: dict[int, list[int]] = {i: [i] for i in range(len(claims))}
        self.lowest: dict[int, float] = {}

    def join(self, matches: Sequence[Match], link: float) -> None:
        """Join the groups of matched claims, best match first, where they can be one statement."""
        for match in sorted(matches, key=lambda m: (-m.score, m.first, m.second)):
            a, b = self.of[match.first], self.of[match.second]
            if a == b or not _joinable(self.members[a], self.members[b], self._claims, self._score, link):
                continue
            for i in self.members[b]:
                self.of[i] = a
            self.members[a] += self.members.pop(b)
            self.lowest[a] = min(self.lowest.get(a, 1.0), self.lowest.pop(b, 1.0), match.score)

    def add(self, i: int, group: int, likelihood: float) -> None:
        """Put a claim that is a group by itself into another group."""
        self.members[group] += self.members.pop(i)
        self.of[i] = group
        self.lowest[group] = min(self.lowest.get(group, 1.0), likelihood)


def _mutual(claims: Sequence[Claim], matches: Sequence[Match]) -> list[Match]:
    """The matches that are the best either claim has with the article of the other."""
    best: dict[tuple[int, str], float] = defaultdict(float)
    likely = [m for m in matches if m.score >= _DETAIL]
    for m in likely:
        for key in ((m.first, claims[m.second].span.article), (m.second, claims[m.first].span.article)):
            best[key] = max(best[key], m.score)
    return [
        m
        for m in likely
        if m.score >= best[m.first, claims[m.second].span.article]
        and m.score >= best[m.second, claims[m.first].span.article]
    ]


def _stood_for(i: int, members: Sequence[int], claims: Sequence[Claim]) -> bool:
    """Whether a statement holds a longer claim around claim `i`."""
    return any(k != i and claims[k].span.contains(claims[i].span) for k in members)


def _said_again(
    claims: Sequence[Claim],
    score: dict[tuple[int, int], float],
    made: _Groups,
) -> list[tuple[float, int, int]]:
    """Claims without a match that fit a statement of several, as (likelihood, claim, group).

    The likelihood is the mean, over the other articles of the statement, of the likeliest claim of each.
    """
    group_of, members = made.of, made.members
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
    first: Sequence[int],
    second: Sequence[int],
    claims: Sequence[Claim],
    score: dict[tuple[int, int], float],
    link: float,
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
    return not links or sum(links) / len(links) >= link
