"""Chains: the links that lead from the outermost relay to the ultimate speaker, put together.

`relays` and `citing` find the links; here they are joined, with those of the attributions that hold this one, and
worded so that a chain can be read alone. The report's own outlet is never repeated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from stemma.article.attribution.candidate import ByContent, Candidate, shared
from stemma.article.attribution.wording import nouns
from stemma.data import table
from stemma.model import Source, Span
from stemma.nlp.tree import Tree


def joined(outer_chain: Sequence[Source], inner_chain: Sequence[Source]) -> tuple[Source, ...]:
    """Two chains as one, links that repeat left out."""
    out: list[Source] = []
    for source in [*outer_chain, *inner_chain]:
        if any(same_source(source, known) for known in out):
            continue
        if out and _plain_outlet(source) and out[-1].type == source.type:
            continue  # "the newspaper" of a report that a newspaper carries is that newspaper
        out.append(source)
    return tuple(out)


def same_source(one: Source, other: Source) -> bool:
    """Whether two sources are one: the same place, or the same antecedent. A document is not who has it in hand ("a
    letter seen by X")."""
    if "document" in (one.type, other.type) and one.type != other.type:
        return False
    a, b = one.refers or one.span, other.refers or other.span
    if a is not None and b is not None and a.overlap(b):
        return True
    return one.text.lower() == other.text.lower()


def _plain_outlet(source: Source) -> bool:
    """Whether a source is an outlet by a plain noun that stands for none named before."""
    plain = source.text.lower().startswith("the ") and source.text[1:].islower()
    return plain and source.refers is None and source.type in ("outlet", "agency", "state media")


def nested_chain(
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


def inherited(
    spoken: Sequence[Source], heard: Sequence[tuple[Source, tuple[Source, ...]]], tree: Tree
) -> tuple[Source, ...]:
    """The relays through which an unnamed source was first heard: the report knows it from nowhere else. It is taken up
    by its antecedent, or as one of those brought in last who may be called the same ("one of the two diplomats", "the
    same source"; Reuters Handbook, "Sourcing": an anonymous source is described alike throughout).

    Args:
        heard: the sources so far, each with the relays it came through.
    """
    if len(spoken) != 1 or spoken[0].type != "unnamed" or spoken[0].span is None:
        return ()
    one = spoken[0]
    if one.refers is not None:
        return next((through for source, through in heard if source.span == one.refers), ())
    if not re.match(_taking_up(), one.text.lower()):
        return ()
    called = _called(one, tree)
    for source, through in reversed(heard):
        if source.type == "unnamed" and source.span is not None and source.span.end <= spoken[0].span.start:
            others = _called(source, tree)
            any_of_them = nouns("any_person") & (called | others)
            if called & others or (called and others and any_of_them):
                return through
    return ()


def _taking_up() -> str:
    pattern: str = table("en/relays.toml")["taking_up"]
    return pattern


def _called(source: Source, tree: Tree) -> frozenset[str]:
    """The nouns by which a wording calls people whose names it keeps back."""
    assert source.span is not None
    return nouns("unnamed") & {tree.tokens[t].lemma.lower() for t in tree.within(source.span)}


def antecedents(spoken: Sequence[Source], tree: Tree) -> list[Source]:
    """The sources without the relative pronouns that take up one of them ("Halm Lines, which said …")."""
    named = [s for s in spoken if s.span is None or not _relative(s.span, tree)]
    return named or list(spoken)


def _relative(span: Span, tree: Tree) -> bool:
    inside = tree.within(span)
    return len(inside) == 1 and tree.tokens[inside[0]].tag in ("WP", "WDT")


def spelled_out(link: Source, text: str, tree: Tree, labels: frozenset[Span]) -> Source:
    """A link of a chain worded by a pronoun, or by the label of a turn, as the words it stands for: a chain is read
    without its report."""
    if link.span is None or link.refers is None:
        return link
    inside = tree.within(link.span)
    if link.span not in labels and (len(inside) != 1 or tree.tokens[inside[0]].pos != "PRON"):
        return link
    return replace(link, text=text[link.refers.start : link.refers.end], span=link.refers, refers=None)
