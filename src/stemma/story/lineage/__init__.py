"""Lineage: which report rests on which, how much of it, and whether it says so.

Evidence comes from text reuse and matching sentences (`matching`), from credits (`credit`) and from what is exclusive
(`exclusive`); the direction from credit, time and the criteria of textual criticism (`direction`). Each report is
explained by as few parents as do: a further parent needs matches the others do not give, so that two children of one
parent, or a grandchild, are not taken for relatives (the principle of `eliminatio`, Maas 1957).

What it gets wrong: a rewrite of public matter without any exclusive detail passes for independent; two reporters who
heard the same unnamed source pass for derived, where neither names another outlet.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from stemma.model import Derivation, Layers, Statement
from stemma.nlp.embedder import Embedder
from stemma.story.lineage.borrowed import add_borrowed
from stemma.story.lineage.copying import SAME, add_copied
from stemma.story.lineage.crediting import add_credited, add_outside
from stemma.story.lineage.direction import by_time
from stemma.story.lineage.publishers import name_publishers, told_outlets
from stemma.story.lineage.retold import add_retold
from stemma.story.lineage.web import Web
from stemma.story.versions import older

__all__ = ["name_publishers", "trace"]

_CUT = 0.4  # share of the longer of two printings that the shorter one keeps


def trace(
    layers: Sequence[Layers], embedder: Embedder | None = None, statements: Sequence[Statement] = ()
) -> tuple[Derivation, ...]:
    """The derivations of a story, ordered by child and parent.

    Args:
        embedder: sees rewrites that share few words; without it only words and reuse count.
        statements: the facts the reports share; without them no rewrite is found that shares no wording.
    """
    if not layers:
        return ()
    web = Web(sorted(name_publishers(layers), key=lambda one: one.article.id), embedder, statements)
    web.name(told_outlets(web))
    _add_versions(web)
    add_credited(web)
    add_copied(web)
    add_borrowed(web)
    add_retold(web)
    add_outside(web)
    _add_duplicates(web)
    for edge, d in web.edges.items():
        if d.child in web.layers and d.parent in web.layers and d.relation not in ("version", "confirms"):
            web.edges[edge] = replace(d, reprint=_printed_again(web, d))
    return tuple(web.edges[k] for k in sorted(web.edges))


def _printed_again(web: Web, d: Derivation) -> bool:
    """Whether the child is the parent's text. Where the texts alone tell which is older, or nothing does, the one that
    was cut may be either."""
    forth, back = web.copied(d.child, d.parent), web.copied(d.parent, d.child)
    known = d.credited or by_time(web.layers[d.child].article, web.layers[d.parent].article) != 0
    return forth >= SAME or (not known and back >= SAME and forth >= _CUT)


def _add_versions(web: Web) -> None:
    """Edges between the versions of one report: known beforehand, so that nobody's lineage runs between them."""
    for child in web.ids:
        parent = web.layers[child].article.version_of
        if parent in web.layers:
            known = older(web.layers[parent].article, web.layers[child].article) is not None
            web.add(
                child,
                parent,
                spans=(),
                confidence=0.95,
                rule="version",
                directed=known,
                because="its outlet changed the text",
            )


def _add_duplicates(web: Web) -> None:
    for child, parent in sorted(web.twins.items()):
        if parent is not None:
            web.edges[child, parent] = Derivation(
                child=child, parent=parent, relation="duplicate", credited=False, credit=(), share=1.0,
                directed=False, confidence=1.0, evidence=(), rule="same-text", because="the same text", reprint=True,
            )  # fmt: skip
