"""Proposing: all candidates of an article by rules, scored, and the ones that stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from stemma.article.attribution.blending import THRESHOLD as BLENDED_THRESHOLD
from stemma.article.attribution.blending import blend
from stemma.article.attribution.candidate import ByContent, Candidate, likeness
from stemma.article.attribution.clauses import propose_clauses
from stemma.article.attribution.closing import cut_at_closings, propose_closings
from stemma.article.attribution.hearsay import propose_hearsay
from stemma.article.attribution.pointing import propose_pointing
from stemma.article.attribution.quoting import (
    Quoted,
    propose_colons,
    propose_headlines,
    propose_inquits,
    propose_quotations,
    quoted_as_saying,
    respect_marks,
)
from stemma.article.attribution.resuming import resume
from stemma.article.attribution.scoring import score
from stemma.article.attribution.trimming import without_audience, without_summing_up
from stemma.model import Span
from stemma.nlp.tree import Tree

# chosen on PolNeAR dev
THRESHOLD = 0.35
QUOTED_THRESHOLD = 0.48


def candidates(tree: Tree, quoted: Quoted) -> list[Candidate]:
    """Every candidate the rules see, unscored."""
    marked = (propose_quotations, propose_inquits, propose_colons, propose_headlines)
    out = [c for form in marked for c in form(tree, quoted)]
    closings = (*propose_closings(tree, quoted), *propose_hearsay(tree, quoted), *propose_pointing(tree, quoted))
    for candidate in (*closings, *propose_clauses(tree)):
        if (whole := cut_at_closings(candidate, tree, quoted)) is None:
            continue
        if (kept := respect_marks(whole, quoted)) is not None:
            out.append(kept)
    out = [without_summing_up(c, tree) for one in out if not _of_its_cue(c := quoted_as_saying(one, tree))]
    rules: dict[int, set[str]] = {}
    for candidate in out:
        if candidate.head is not None:
            rules.setdefault(candidate.head, set()).add(candidate.rule)
    return [
        msgspec.structs.replace(c, rivals=tuple(sorted(rules[c.head] - {c.rule}))) if c.head is not None else c
        for c in out
    ]


def propose(tree: Tree, quoted: Quoted, tagged: Sequence[Candidate] | None = None) -> list[Candidate]:
    """The candidates that stand, by rules alone or blended with those of a tagger."""
    scored = [score(c, tree, quoted) for c in candidates(tree, quoted)]
    if tagged is not None:
        whole = [cut for t in tagged if (cut := cut_at_closings(t, tree, quoted)) is not None]
        told = [kept for t in whole if (kept := without_audience(t, tree)) is not None]
        tagged = [without_summing_up(t, tree) for t in told if not _of_its_cue(t)]
        return sound(resume(tree, quoted, select(blend(scored, tagged), BLENDED_THRESHOLD)))
    return sound(resume(tree, quoted, select(c for c in scored if c.confidence >= _least(c, quoted))))


def _of_its_cue(candidate: Candidate) -> bool:
    """Whether every piece of a content shares characters with its own cue: nothing would be left of it."""
    return candidate.cue is not None and all(s.overlap(candidate.cue) for s in candidate.content)


def sound(found: Iterable[Candidate]) -> list[Candidate]:
    """The attributions with pieces in order that do not overlap each other or the cue; those with none left go."""
    out = []
    for candidate in found:
        apart: list[Span] = []
        for piece in sorted(candidate.content):
            if candidate.cue is not None and piece.overlap(candidate.cue):
                continue
            if apart and piece.start < apart[-1].end:
                apart[-1] = Span(piece.article, apart[-1].start, max(piece.end, apart[-1].end))
            else:
                apart.append(piece)
        if apart:
            out.append(msgspec.structs.replace(candidate, content=tuple(apart)))
    return out


def _least(candidate: Candidate, quoted: Quoted) -> float:
    """The confidence a candidate needs: more where quotation marks give the true content away."""
    home = quoted.at(candidate.cue.start) if candidate.cue else None
    marks = any(q.double for s in candidate.content for q in quoted.touching(s) if q is not home)
    return QUOTED_THRESHOLD if marks else THRESHOLD


def select(scored: Iterable[Candidate], threshold: float = THRESHOLD) -> list[Candidate]:
    """The likeliest candidates, one for a cue and one for a content."""
    ranked = sorted(
        (c for c in scored if c.confidence >= threshold),
        key=lambda c: (-c.confidence, c.content, c.rule, c.head or 0),
    )
    there = ByContent(ranked)
    kept: set[int] = set()
    heads: set[int] = set()
    for n, candidate in enumerate(ranked):
        if candidate.head is not None and candidate.head in heads:
            continue
        near = [ranked[m] for m in there.over(candidate.content) if m in kept]
        if any(likeness(candidate.content, other.content) >= 0.5 and not _nested(candidate, other) for other in near):
            continue
        if not candidate.source and any(likeness(candidate.content, other.content) >= 0.9 for other in near):
            continue
        kept.add(n)
        if candidate.head is not None:
            heads.add(candidate.head)
    return sorted((ranked[n] for n in sorted(kept)), key=lambda c: (c.content, c.rule))


def _nested(one: Candidate, other: Candidate) -> bool:
    """Whether the cue of either stands inside the content of the other ("she said that he had said so")."""
    return _cue_inside(one, other) or _cue_inside(other, one)


def _cue_inside(inner: Candidate, outer: Candidate) -> bool:
    return inner.cue is not None and any(s.contains(inner.cue) for s in outer.content)
