"""Who is who: people, organisations and places with every spelling, role and why names were taken for one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from stemma.model import Entity, Span
from stemma.publish.views.pointing import Place, Pointer

_KINDS = ("person", "organisation", "place", "other")


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    count: int
    reports: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Role:
    text: str
    reports: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class EntityView:
    id: str
    anchor: str
    name: str
    kind: str
    names: tuple[Name, ...]
    roles: tuple[Role, ...]
    reports: tuple[Place, ...]
    within: str
    because: tuple[tuple[str, str, float, str], ...]


def entities(pointer: Pointer) -> dict[str, tuple[EntityView, ...]]:
    """Entities by kind, those in most reports first; what is never named outright is left out."""
    names = {e.id: e.name for e in pointer.dossier.entities}
    by_kind: dict[str, list[EntityView]] = {kind: [] for kind in _KINDS}
    for e in pointer.dossier.entities:
        view = _entity(e, names, pointer)
        if view.names:
            by_kind[e.kind].append(view)
    return {
        kind: tuple(sorted(held, key=lambda v: (-len(v.reports), -sum(n.count for n in v.names), v.name, v.id)))
        for kind, held in by_kind.items()
        if held
    }


def _entity(e: Entity, names: dict[str, str], pointer: Pointer) -> EntityView:
    spelt: dict[str, list[Span]] = defaultdict(list)
    roles: dict[str, list[Span]] = defaultdict(list)
    worded: dict[str, str] = {}
    for m in e.mentions:
        if m.form not in ("pronoun", "role"):
            spelt[m.name].append(m.span)
        if m.role:
            text = " ".join(pointer.text[m.role.article][m.role.start : m.role.end].split())
            worded.setdefault(text.casefold(), text)
            roles[text.casefold()].append(m.role)
    return EntityView(
        id=e.id,
        anchor=f"e-{e.id}",
        name=e.name,
        kind=e.kind,
        names=tuple(
            Name(text, len(at), pointer.one_each(at))
            for text, at in sorted(spelt.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        ),
        roles=tuple(
            Role(worded[key], pointer.one_each(at))
            for key, at in sorted(roles.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        ),
        reports=pointer.one_each(s for at in spelt.values() for s in at),
        within=names.get(e.parent or "", ""),
        because=tuple((m.first, m.second, m.score, m.rule) for m in e.merges),
    )
