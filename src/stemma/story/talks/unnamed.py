"""Parties that no report names: "the union" of a strike, "the rebels" of a ceasefire, "the government" at home.

Local reports take for granted which union or which government is meant. Only where the names alone give no two parties
do such nouns count as bodies of their own.

What it gets wrong: two unions at one table, where no report names either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stemma.model import Entity, EntityKind, Mention, Span
from stemma.story.talks.frames import Frames

_THIRD = 3  # one report in so many names the land
_BESIDE = ("poss", "amod", "compound", "nmod")


def unnamed_bodies(frames: Frames) -> tuple[Entity, ...]:
    """An entity for each kind of body that reports speak of by a noun alone, called as they call it most often."""
    out = []
    for kind, nouns in frames.words["unnamed"].items():
        found = []
        called: Counter[str] = Counter()
        for article, i in frames.hits(frozenset(nouns), ("NOUN", "PROPN")):
            token = frames.trees[article].tokens[i]
            span = Span(article, token.start, token.end)
            if frames.mentions(span) or token.dep == "compound":
                continue
            found.append((span, token.text.lower()))
            called[token.text.lower()] += 1
        if kind == "labour" and not found and (union := _union(frames, kind)):
            own = [e for e in frames.entities if frames.names[e.id] == union]
            found = [(m.span, union) for e in own for m in e.mentions]
            called[union] += 1
        if found:
            name = _named(frames, nouns, kind) or (_home(frames) if kind == "government" else _union(frames, kind))
            name = name or "the " + min(called, key=lambda w: (-called[w], w))
            land = any(e.kind == "place" and frames.names[e.id] == name for e in frames.entities)
            sort: EntityKind = "place" if land else "organisation"
            mentions = tuple(Mention(span=s, kind=sort, name=name, rule="party by a noun") for s, _ in found)
            out.append(Entity(id=f"unnamed-{kind}", kind=sort, name=name, mentions=mentions))
    return tuple(out)


def _named(frames: Frames, nouns: Sequence[str], kind: str) -> str | None:
    """The one name that reports give such a body somewhere ("the rebel A Front", "the rebels of the A Front", "A's
    government")."""
    counts: Counter[str] = Counter()
    for article, i in frames.hits(frozenset(nouns), ("NOUN", "PROPN", "ADJ")):
        tree = frames.trees[article]
        token = tree.tokens[i]
        near = [token.head] if token.dep in _BESIDE and i < token.head else []
        near += tree.children(i, *_BESIDE)
        near += [p for a in tree.children(i, "prep") if tree.tokens[a].lemma == "of" for p in tree.children(a, "pobj")]
        for k in near:
            for _, e in frames.mentions_at(article, k):
                if e.kind in ("organisation", "place") and e.name.lower() not in nouns:
                    counts[frames.names[e.id]] += 1
    best = counts.most_common(1)
    lands = {frames.names[e.id] for e in frames.entities if e.kind == "place"}
    if not best or 2 * best[0][1] <= sum(counts.values()) or (kind == "labour" and best[0][0] in lands):
        return None  # "the A-ian unions" are none of A
    return best[0][0]


def _union(frames: Frames, kind: str) -> str | None:
    """The one body of the story that is a union by its name, or the one reports name most often."""
    unions, employing = frames.set("sides", "unions", "fronts"), frames.set("sides", "employing")
    counts: Counter[str] = Counter()
    for e in frames.entities if kind == "labour" else ():
        held = [w.lower() for w in e.name.replace("’", "'").split()]
        if held[-1:] and held[-1] in unions and not employing & {w.strip("'") for w in held}:
            counts[frames.names[e.id]] += len(e.mentions)
    return min(counts, key=lambda n: (-counts[n], n)) if counts else None


def _home(frames: Frames) -> str | None:
    """The land whose government "the government" is: that of the datelines ("KESH, Orlan, 3 May"), or else the place
    that most reports name, if no dateline gives it as the town."""
    seconds: Counter[str] = Counter()
    named: Counter[str] = Counter()
    towns = set[str]()
    for one in frames.layers.values():
        line = one.article.dateline
        in_line = [e for _, e in frames.mentions(line) if e.kind == "place"] if line else []
        seconds.update(e.id for e in in_line[1:])
        towns |= {e.id for e in in_line[:1]}
    for e in frames.entities:
        if e.kind == "place" and e.id not in towns:
            named[e.id] = len({m.span.article for m in e.mentions})
    counts = seconds or named
    if not counts:
        return None
    best = min(counts, key=lambda x: (-counts[x], x))
    often = bool(seconds) or (named[best] > 1 and _THIRD * named[best] >= len(frames.layers))
    return frames.names[best] if often else None
