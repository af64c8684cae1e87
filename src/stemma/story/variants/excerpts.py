"""Excerpts: the sentences of long quotations, so that what one report quotes whole is compared with what another quotes
of it.

An answer of ten sentences and the one of them that another report quotes are as vectors far apart. Here every run
of sentences of a quotation stands for itself, and of two quotations the two runs that are most alike are compared.

*Retold*: a report that quotes a speaker through another's outlet ("told the Courier") has the words from there, in a
translation or from memory. Then it is enough that the two runs are each other's nearest among all that the speaker says
in the two reports, and near in meaning; else runs must be nearer than whole quotations, since there are more of them.

What it gets wrong: a speaker who says much the same twice in one report, of which the other quotes the second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from msgspec.structs import replace
from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from stemma.model import Noun, Span
from stemma.nlp.embedder import Vectors
from stemma.story.entities.spelling import fold
from stemma.story.variants.collation import Collation
from stemma.story.variants.utterances import (
    Utterance,
    may_be_one_source,
    normal_words,
    same_speaker,
    same_version,
)

_LONGEST_RUN = 3  # sentences
_FEWEST_WORDS = 4
_LIKELY = 0.45  # in meaning, below which two runs are not looked at
_OF_ONE_LENGTH = 0.5
_NEAR = 0.72  # in meaning, of runs that nothing but their words makes one
_RETOLD = 0.5
_ONE_NAME = 85


class Excerpt(Noun, frozen=True, kw_only=True):
    """A run of sentences of a quotation: the quotation's number in the list, and the run as an utterance of its own."""

    of: int
    utterance: Utterance
    whole: bool


Likeness = Callable[[Utterance, Utterance, float, Collation], bool]


def excerpt_pairs(
    quoted: Sequence[Utterance], collation: Collation, one_utterance: Likeness
) -> list[tuple[Excerpt, Excerpt, float]]:
    """The runs of two quotations that are one utterance in other words: of each two quotations the most alike, first
    where one is quoted whole."""
    runs = [e for n, u in enumerate(quoted) for e in _runs(n, u, collation)]
    if len(runs) < 2:
        return []
    vectors = collation.meaning([e.utterance.span for e in runs])
    likeness = np.asarray(vectors @ vectors.T)
    found: dict[tuple[int, int], tuple[bool, float, Excerpt, Excerpt]] = {}
    for i, j in np.argwhere(np.triu(likeness >= _LIKELY, 1)).tolist():
        a, b, meaning = runs[i], runs[j], float(likeness[i, j])
        if a.utterance.span.article == b.utterance.span.article or not _of_one_length(a.utterance, b.utterance):
            continue
        if same_version(quoted[a.of], quoted[b.of]) or same_version(a.utterance, b.utterance):
            continue
        near = meaning >= _NEAR and not (a.whole and b.whole)
        one = near and one_utterance(a.utterance, b.utterance, meaning, collation)
        if not one and not _retold(i, j, runs, likeness, collation):
            continue
        best = found.get((a.of, b.of))
        if best is None or (a.whole or b.whole, meaning) > best[:2]:
            found[a.of, b.of] = (a.whole or b.whole, meaning, a, b)
    return [(a, b, meaning) for _, meaning, a, b in found.values()]


def _runs(n: int, utterance: Utterance, collation: Collation) -> Iterator[Excerpt]:
    yield Excerpt(of=n, utterance=utterance, whole=True)
    span = utterance.span
    sentences = [
        (max(s.start, span.start), min(s.end, span.end))
        for s in collation.layers[span.article].parse.sentences
        if s.start < span.end and s.end > span.start
    ]
    for first in range(len(sentences)):
        for last in range(first, min(first + _LONGEST_RUN, len(sentences))):
            run = Span(span.article, sentences[first][0], sentences[last][1])
            words = normal_words(collation.text(run))
            if last - first + 1 == len(sentences) or len(words) < _FEWEST_WORDS:
                continue
            worded = normal_words(collation.worded(run.article, run.start, run.end))
            yield Excerpt(of=n, utterance=replace(utterance, span=run, words=words, worded=worded), whole=False)


def _of_one_length(a: Utterance, b: Utterance) -> bool:
    short, long = sorted((len(a.words), len(b.words)))
    return short >= _OF_ONE_LENGTH * long


def _retold(i: int, j: int, runs: Sequence[Excerpt], likeness: Vectors, collation: Collation) -> bool:
    """Whether a report that has words through the other's outlet retells them: one speaker, no other words of either
    nearer, and no other figures."""
    a, b, meaning = runs[i].utterance, runs[j].utterance, float(likeness[i, j])
    first, second = a.span.article, b.span.article
    if meaning < _RETOLD or not (_through(a, second, collation) or _through(b, first, collation)):
        return False
    if not (may_be_one_source(a, b, collation) or _named_alike(a, b, collation)) or _figures(a, collation) != _figures(
        b, collation
    ):
        return False
    for mine, others in ((i, second), (j, first)):
        rivals = [
            k
            for k, e in enumerate(runs)
            if e.utterance.span.article == others and _of_one_length(runs[mine].utterance, e.utterance)
        ]
        near = {i, j} - {mine}
        if any(likeness[mine, k] > meaning + 1e-6 and k not in near for k in rivals):
            return False
    return not any(
        same_version(one, e.utterance)
        for one, others in ((a, second), (b, first))
        for e in runs
        if e.utterance.span.article == others and e.whole
    )


def _through(u: Utterance, other: str, collation: Collation) -> bool:
    """Whether a report has words through the outlet of another report that it rests on."""
    outlet = collation.layers[other].article.outlet
    if outlet is None or not collation.rests_on(u.span.article, other):
        return False
    holders = [a for a in collation.layers[u.span.article].attributions if a.content.overlap(u.span)]
    links = [link.text for a in holders for link in a.chain[:-1]]
    return any(
        fuzz.token_set_ratio(fold(link), fold(outlet.name), processor=default_process) >= _ONE_NAME for link in links
    )


def _named_alike(a: Utterance, b: Utterance, collation: Collation) -> bool:
    """Whether two speakers are two people by name whose names may be spellings of one."""
    return a.named and b.named and same_speaker(a, b, collation) is None


def _figures(u: Utterance, collation: Collation) -> frozenset[float]:
    return frozenset(q.value for q in collation.quantities(u.span) if q.value != 1)
