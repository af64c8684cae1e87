"""Reprints: which reports are one text printed again, with or without the agency's tag, and which of them is kept.

A derivation says of itself whether its child is a reprint (`Derivation.reprint`); reprints of reprints are one family.
Kept is the oldest report of a family as far as is known. Versions of one report are no reprints:
`stemma.story.versions` knows those.
"""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx

from stemma.model import Article, Derivation

__all__ = ["reprints_of"]


def reprints_of(articles: Sequence[Article], derivations: Sequence[Derivation]) -> dict[str, str]:
    """Reports that are another's text printed again: report id → id of the report that is kept."""
    families: nx.Graph[str] = nx.Graph()
    known = {a.id for a in articles}
    for d in derivations:
        if d.reprint and d.parent in known:
            families.add_edge(d.child, d.parent)
    printed = {a.id: (a.published.earliest.isoformat() if a.published else "9999", a.id) for a in articles}
    children = {d.child for d in derivations if d.reprint and d.directed and d.parent in known}
    out: dict[str, str] = {}
    for family in nx.connected_components(families):
        keeper = min(family, key=lambda i: (i in children, printed[i]))
        out |= {i: keeper for i in sorted(family) if i != keeper}
    return out
