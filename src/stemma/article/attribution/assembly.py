"""Assembly: candidates made into attributions, with kind, typed and resolved sources, and chains.

Works on candidates of any proposer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from stemma.article.attribution.candidate import ByContent, Candidate, shared
from stemma.article.attribution.chains import deeper, joined, outer, told_apart
from stemma.article.attribution.occasions import Occasions
from stemma.article.attribution.quoting import Quoted
from stemma.article.attribution.sources import Sourcing
from stemma.model import Article, Attribution, AttributionKind, Source, Span
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
        links = [*_inherited(spoken, relays), *occasions.read(candidate, spoken, links), *links]
        cited = [sourcing.make(s, [*before, *spoken]) for s in deeper(candidate, tree, sourcing)]
        chain = [*links, *_antecedents(spoken, tree), *cited]
        if len(chain) > 1 and (first := chain[0].refers or chain[0].span) is not None and sourcing.is_own(first):
            chain = chain[1:]
        chains[n] = joined((), chain)
        relays.extend((s, joined((), links)) for s in spoken if links)
        relays.extend((s, joined((), [*links, *spoken])) for s in cited)
        before.extend(s for s in chains[n] if s not in spoken)
        before.extend(spoken)
    there = ByContent(ordered)
    labels = frozenset(c.source[0] for c in ordered if c.speaker is not None)
    full = {n: _nested_chain(n, ordered, there, chains) for n in range(len(ordered))}
    return tuple(
        Attribution(
            id=f"{article.id}.a{n + 1}",
            content=candidate.whole,
            parts=candidate.content,
            cue=candidate.cue,
            sources=sources[n],
            kind=_kind(article.text, candidate, quoted),
            chain=tuple(_spelled_out(link, article.text, tree, labels) for link in full[n]),
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


def _spelled_out(link: Source, text: str, tree: Tree, labels: frozenset[Span]) -> Source:
    """A link of a chain worded by a pronoun, or by the label of a turn, as the words it stands for: a chain is read
    without its report."""
    if link.span is None or link.refers is None:
        return link
    inside = tree.within(link.span)
    if link.span not in labels and (len(inside) != 1 or tree.tokens[inside[0]].pos != "PRON"):
        return link
    return replace(link, text=text[link.refers.start : link.refers.end], span=link.refers, refers=None)


def _antecedents(spoken: Sequence[Source], tree: Tree) -> list[Source]:
    """The sources without the relative pronouns that take up one of them ("Halm Lines, which said …")."""
    named = [s for s in spoken if s.span is None or not _relative(s.span, tree)]
    return named or list(spoken)


def _relative(span: Span, tree: Tree) -> bool:
    inside = tree.within(span)
    return len(inside) == 1 and tree.tokens[inside[0]].tag in ("WP", "WDT")


def _inherited(spoken: Sequence[Source], relays: Sequence[tuple[Source, tuple[Source, ...]]]) -> tuple[Source, ...]:
    """The relays through which an unnamed source was first heard: the report knows it from nowhere else."""
    if len(spoken) != 1 or spoken[0].type != "unnamed" or spoken[0].refers is None:
        return ()
    for source, through in relays:
        if source.span == spoken[0].refers:
            return through
    return ()


def _place(candidate: Candidate) -> tuple[int, int]:
    """Where the source is named: the order in which a reader meets the sources."""
    if candidate.source:
        return candidate.source[0].start, candidate.whole.start
    return (candidate.cue or candidate.whole).start, candidate.whole.start


def _nested_chain(
    n: int, ordered: Sequence[Candidate], there: ByContent, chains: dict[int, tuple[Source, ...]]
) -> tuple[Source, ...]:
    """The chain of an attribution with those of the attributions it stands in, the outermost first."""
    inner = ordered[n]
    chain = chains[n]
    if inner.cue is None:
        return chain
    holders = [
        m
        for m in there.over([inner.cue])
        if m != n
        and any(s.contains(inner.cue) for s in ordered[m].content)
        and shared(ordered[m].content, inner.content)
    ]
    for m in sorted(holders, key=lambda m: ordered[m].whole.end - ordered[m].whole.start):
        chain = joined(chains[m], chain)
    return chain


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
