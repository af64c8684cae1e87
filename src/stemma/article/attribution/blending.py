"""Blending: the candidates of the rules and of the trained tagger as one list.

Where both see the same content for the same cue, the rule's candidate stands (its edges follow clauses and quotation
marks) with the mean of the two confidences; what only one of them sees counts for less, but for plain reported
speech ("…, police said"), which the tagger, trained mostly on politics, underrates. The weights were chosen on PolNeAR
dev.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from stemma.article.attribution.candidate import ByContent, Candidate, likeness
from stemma.article.attribution.framing import measure
from stemma.article.attribution.quoting import Quoted, quoted_as_saying, respect_marks
from stemma.data import members
from stemma.model import Article, Parse, Span
from stemma.nlp.tree import Tree

RULE_ALONE = 0.5
TAGGER_ALONE = 0.9
THRESHOLD = 0.43
PLAIN = 0.85
_TIE = 0.0001


class Proposal(Protocol):
    """What a tagger hands over for one attribution."""

    @property
    def content(self) -> tuple[Span, ...]: ...
    @property
    def cue(self) -> Span | None: ...
    @property
    def sources(self) -> tuple[Span, ...]: ...
    @property
    def confidence(self) -> float: ...


class Proposer(Protocol):
    """A tagger: anything that proposes contents, cues and sources for an article."""

    def propose(self, article: Article, parse: Parse) -> Sequence[Proposal]: ...


def tagged(proposals: Iterable[Proposal], tree: Tree, quoted: Quoted) -> list[Candidate]:
    """A tagger's proposals as candidates that respect quotation marks."""
    out = []
    for proposal in proposals:
        if not proposal.content or _names_only(proposal) or _by_measure(proposal, tree):
            continue
        candidate = Candidate(
            content=tuple(sorted(proposal.content)),
            cue=proposal.cue,
            source=tuple(sorted(proposal.sources)),
            rule="tagger",
            head=_head(tree, proposal.cue),
            confidence=proposal.confidence,
        )
        if (kept := respect_marks(_completed(candidate, tree), quoted)) is not None:
            out.append(_of_nobody(quoted_as_saying(kept, tree), tree))
    return out


def _by_measure(proposal: Proposal, tree: Tree) -> bool:
    """Whether things go "according to plan" and nobody speaks."""
    cue = tree.within(proposal.cue) if proposal.cue is not None else range(0)
    return (
        bool(cue)
        and tree.tokens[cue[0]].text.lower() == "according"
        and any(measure(tree, t) for s in proposal.sources for t in tree.within(s)[:1])
    )


def _completed(candidate: Candidate, tree: Tree) -> Candidate:
    """The candidate with the whole of its cue's complement clause as content where it has only words before the verb of
    that ("that it", of "maintains that it did not know")."""
    said = tree.children(candidate.head, "ccomp") if candidate.head is not None else []
    for c in said:
        clause = tree.subtree_span(c)
        if all(clause.contains(p) and p.end <= tree.tokens[c].start for p in candidate.content):
            return msgspec.structs.replace(candidate, content=(clause,))
    return candidate


def _of_nobody(candidate: Candidate, tree: Tree) -> Candidate:
    """The candidate without a source where that is whom something "is said to" have done: who says it is not told."""
    i = candidate.head
    if i is None or tree.tokens[i].lemma not in members("en/relays.toml", "said_to") or not tree.children(i, "auxpass"):
        return candidate
    if not any(tree.tokens[t].text == "to" for c in tree.children(i, "xcomp") for t in tree.children(c, "aux")):
        return candidate
    subjects = [tree.subtree_span(s) for s in tree.children(i, "nsubjpass")]
    source = tuple(s for s in candidate.source if not any(n.overlap(s) for n in subjects))
    return msgspec.structs.replace(candidate, source=source)


def _names_only(proposal: Proposal) -> bool:
    """Whether a proposed content is hardly more than its own source."""
    same = sum(c.overlap(s) for c in proposal.content for s in proposal.sources)
    return same * 2 > sum(c.end - c.start for c in proposal.content)


def blend(rules: Sequence[Candidate], tagger: Sequence[Candidate]) -> list[Candidate]:
    """Both lists as one, confidences adjusted."""
    out: list[Candidate] = []
    there = ByContent(tagger)
    for candidate in rules:
        near = (tagger[n] for n in there.over(candidate.content))
        same = [t for t in near if _one_cue(candidate, t) and likeness(candidate.content, t.content) >= 0.5]
        best = max(same, key=lambda t: (likeness(candidate.content, t.content), t.confidence), default=None)
        if best is None:
            out.append(
                msgspec.structs.replace(candidate, confidence=_least(candidate, RULE_ALONE * candidate.confidence))
            )
            continue
        alike = likeness(candidate.content, best.content)
        mean = _least(candidate, (candidate.confidence + alike * best.confidence) / 2)
        source = candidate.source or (best.source if candidate.rule != "hearsay" else ())
        out.append(msgspec.structs.replace(candidate, confidence=mean, source=source))
    out.extend(msgspec.structs.replace(t, confidence=TAGGER_ALONE * t.confidence) for t in tagger)
    return out


def _least(candidate: Candidate, confidence: float) -> float:
    """Plain reported speech stands where nothing likelier is in its place; of two contents of one cue the likelier."""
    return max(confidence, PLAIN + _TIE * candidate.confidence) if candidate.plain else confidence


def _one_cue(one: Candidate, other: Candidate) -> bool:
    if one.head is not None and one.head == other.head:
        return True
    return one.cue is not None and other.cue is not None and one.cue.overlap(other.cue) > 0


def _head(tree: Tree, cue: Span | None) -> int | None:
    """The token of a cue that governs its others."""
    inside = tree.within(cue) if cue is not None else range(0)
    if not inside:
        return None
    return min(inside, key=lambda t: (tree.tokens[t].head in inside and tree.tokens[t].head != t, t))
