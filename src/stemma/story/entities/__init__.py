"""Entities: all mentions of one person, organisation or place across the articles of a story.

Each article's mentions are gathered to nodes and their kinds settled by the whole story (`nodes`), then nodes are
joined to entities: people (`people`, by `spelling`), organisations (`organisations`) and places (`locations`, with the
gazetteer in `places`). Every join is recorded with its score and rule. In doubt two names stay two entities.

Public helpers for other stages: `same_name` compares two names of people, `contains` tells which place holds which,
`offices` lists who holds which office.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stemma.model import Entity, Layers, Mention
from stemma.story.entities.clusters import Clusters
from stemma.story.entities.locations import link_places
from stemma.story.entities.nodes import Node, gather
from stemma.story.entities.offices import Office, offices, read_offices, same_office
from stemma.story.entities.organisations import link_organisations
from stemma.story.entities.people import link_people
from stemma.story.entities.places import apart, contains
from stemma.story.entities.spelling import Likeness, name_words, same_name

__all__ = ["Likeness", "Office", "apart", "contains", "offices", "read_offices", "resolve", "same_name", "same_office"]


def resolve(layers: Sequence[Layers]) -> tuple[Entity, ...]:
    """The entities of a story, most mentioned first."""
    layers = sorted(layers, key=lambda one: one.article.id)
    nodes = gather(layers)
    clusters = Clusters(nodes)
    link_people(clusters, nodes)
    link_organisations(clusters, nodes)
    link_places(clusters, nodes, {one.article.id: one.article.text for one in layers})
    _link_equal(clusters, nodes)
    order = {one.article.id: n for n, one in enumerate(layers)}
    found: list[tuple[list[Node], tuple[Mention, ...]]] = []
    for members in clusters.all():
        mentions = sorted((m for n in members for m in n.mentions), key=lambda m: (order[m.span.article], m.span))
        if any(m.form not in {"pronoun", "role"} for m in mentions):
            found.append((members, tuple(mentions)))
    found.sort(key=lambda f: (-len(f[1]), order[f[1][0].span.article], f[1][0].span))
    entities = [
        Entity(
            id=f"e{n + 1}",
            kind=Counter(m.kind for m in members).most_common(1)[0][0],
            name=_name(mentions, person=any(m.kind == "person" for m in members)),
            mentions=mentions,
            merges=tuple(clusters.why(members)),
        )
        for n, (members, mentions) in enumerate(found)
    ]
    return _with_parents(entities)


def _link_equal(clusters: Clusters, nodes: Sequence[Node]) -> None:
    """The rest (peoples, adjectives, names of unknown kind): the same words are one entity."""
    others = [n for n in nodes if n.kind == "other" and n.name]
    first: dict[str, Node] = {}
    for n in others:
        name = " ".join(name_words(n.name))
        if name in first:
            clusters.join(n, first[name], 1.0, "the same words", lambda a, b: False)
        else:
            first[name] = n


def _name(mentions: Sequence[Mention], *, person: bool) -> str:
    """The name best supported: full forms before others, two words and more for people, most reports, most mentions."""
    forms = [m for m in mentions if m.form == "full"] or [m for m in mentions if m.form not in {"pronoun", "role"}]
    reports: dict[str, set[str]] = {}
    for m in forms:
        reports.setdefault(m.name, set()).add(m.span.article)
    count = Counter(m.name for m in forms)
    most = max(len(name_words(n)) for n in count) if person else 1
    full = [n for n in count if len(name_words(n)) >= min(2, most)]
    return min(full, key=lambda n: (n.isupper(), -len(reports[n]), -count[n], -len(n), n))


def _with_parents(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Each place with the smallest place of the story that the gazetteer says holds it."""
    import msgspec

    places = [e for e in entities if e.kind == "place"]
    out = []
    for e in entities:
        holders = [p for p in places if p.id != e.id and contains(p.name, e.name)] if e.kind == "place" else []
        inner = [h for h in holders if not any(contains(h.name, other.name) for other in holders if other.id != h.id)]
        out.append(msgspec.structs.replace(e, parent=inner[0].id) if len(inner) == 1 else e)
    return tuple(out)
