"""Assembly: candidates made into attributions, with kind, typed and resolved sources, and chains.

Works on candidates of any proposer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from stemma.article.attribution.candidate import ByContent, Candidate
from stemma.article.attribution.chains import antecedents, inherited, joined, nested_chain, spelled_out
from stemma.article.attribution.citing import deeper
from stemma.article.attribution.occasions import Occasions
from stemma.article.attribution.quoting import Quoted
from stemma.article.attribution.relays import outer, told_apart
from stemma.article.attribution.sources import Sourcing
from stemma.model import Article, Attribution, AttributionKind, Source
from stemma.nlp.tree import Tree

_REST = re.compile(r"[\s,.;:!?…—–\-]*(?:and|but|that|or)?[\s,.;:!?…—–\-]*", re.IGNORECASE)


def assemble(
    article: Article, tree: Tree, quoted: Quoted, sourcing: Sourcing, candidates: Sequence[Candidate]
) -> tuple[Attribution, ...]:
    """The attributions of an article, in order of their content."""
    ordered = sorted(candidates, key=lambda c: (c.whole.start, -c.whole.end, c.rule))
    by_source = sorted(range(len(ordered)), key=lambda n: _place(ordered[n]))
    before: list[Source] = []
    occasions = Occasions(tree, sourcing)
    relays: list[tuple[Source, tuple[Source, ...]]] = []
    sources: dict[int, tuple[Source, ...]] = {}
    chains: dict[int, tuple[Source, ...]] = {}
    for n in by_source:
        candidate, heard = told_apart(ordered[n], tree, sourcing)
        spoken = _spoken(candidate, sourcing, before)
        sources[n] = spoken
        links = [sourcing.make(s, before) for s in (*heard, *outer(candidate, tree, sourcing))]
        links = [*occasions.read(candidate, spoken, links), *links] or list(inherited(spoken, relays, tree))
        cited = [sourcing.make(s, [*before, *spoken]) for s in deeper(candidate, tree, sourcing)]
        chain = [*links, *antecedents(spoken, tree), *cited]
        if len(chain) > 1 and (first := chain[0].refers or chain[0].span) is not None and sourcing.is_own(first):
            chain = chain[1:]
        chains[n] = joined((), chain)
        relays.extend((s, joined((), links)) for s in spoken)
        relays.extend((s, joined((), [*links, *spoken])) for s in cited)
        before.extend(s for s in chains[n] if s not in spoken)
        before.extend(spoken)
    there = ByContent(ordered)
    labels = frozenset(c.source[0] for c in ordered if c.speaker is not None)
    full = {n: nested_chain(n, ordered, there, chains) for n in range(len(ordered))}
    return tuple(
        Attribution(
            id=f"{article.id}.a{n + 1}",
            content=candidate.whole,
            parts=candidate.content,
            cue=candidate.cue,
            sources=sources[n],
            kind=_kind(article.text, candidate, quoted),
            chain=tuple(spelled_out(link, article.text, tree, labels) for link in full[n]),
            confidence=round(candidate.confidence, 3),
            rule=candidate.rule,
        )
        for n, candidate in enumerate(ordered)
    )


def _spoken(candidate: Candidate, sourcing: Sourcing, before: Sequence[Source]) -> tuple[Source, ...]:
    """The sources of a candidate; the label of a turn stands for its speaker."""
    if candidate.speaker is not None:
        label, speaker = candidate.source[0], sourcing.make(candidate.speaker, before)
        return (replace(speaker, text=sourcing.text(label), span=label, refers=speaker.refers or speaker.span),)
    return tuple(sourcing.make(part, before) for span in candidate.source for part in sourcing.split(span))


def _place(candidate: Candidate) -> tuple[int, int]:
    """Where the source is named: the order in which a reader meets the sources."""
    if candidate.source:
        return candidate.source[0].start, candidate.whole.start
    return (candidate.cue or candidate.whole).start, candidate.whole.start


def _kind(text: str, candidate: Candidate, quoted: Quoted) -> AttributionKind:
    """Direct when all of the content stands in quotation marks, partial when some of it does, else indirect."""
    if candidate.verbatim:
        return "direct"
    covered = some = False
    rest = ""
    for span in candidate.content:
        at = span.start
        for q in quoted.touching(span):
            if q.start <= span.start and q.end >= span.end and not (q.start == span.start or q.end == span.end):
                # the content lies inside the quotation that its cue stands in as well
                continue
            some = True
            rest += text[at : max(at, q.start)]
            at = max(at, q.end)
        rest += text[at : span.end]
    covered = some and _REST.fullmatch(rest) is not None
    return "direct" if covered else "partial" if some else "indirect"
