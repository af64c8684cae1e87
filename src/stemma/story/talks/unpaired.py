"""Unpaired: the two who negotiate, where no report names them side by side: those whose delegates, negotiators or
delegations reports name ("the Front's delegate", "the delegation of A").

What it gets wrong: a third side whose delegates are not named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from stemma.model import Span
from stemma.story.talks.frames import Frames

_BESIDE = ("poss", "amod", "compound", "nmod")
_TWO = 2


def senders(frames: Frames, alias: Mapping[str, str]) -> dict[str, list[Span]]:
    """The two bodies whose delegates reports name, with where; empty when there are not two, or more."""
    wanted = frames.set("delegations", "negotiators") | {"delegation"}
    found: dict[str, list[Span]] = defaultdict(list)
    for article, n in frames.hits(wanted, ("NOUN", "PROPN")):
        tree = frames.trees[article]
        ofs = [a for a in tree.children(n, "prep") if tree.tokens[a].lemma in ("of", "for", "from")]
        beside = [*tree.children(n, *_BESIDE), *(p for a in ofs for p in tree.children(a, "pobj"))]
        beside += [c for k in beside for c in tree.children(k, *_BESIDE) if tree.tokens[k].pos == "NOUN"]
        for k in beside:
            for m, e in frames.mentions_at(article, k):
                if e.id in alias and e.kind != "person":
                    found[alias[e.id]].append(m.span)
    return dict(found) if len(found) == _TWO else {}
