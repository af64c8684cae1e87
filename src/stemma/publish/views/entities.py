"""Who is who: people, organisations and places with every spelling, role and why names were taken for one."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from stemma import data
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
    courtesy = data.table("en/honorifics.toml")["courtesy"]  # "Mr" says no more than the gender it stands there with
    spelt: dict[str, list[Span]] = defaultdict(list)
    roles: dict[str, list[Span]] = defaultdict(list)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    worded: dict[str, str] = {}
    for m in e.mentions:
        if m.form not in ("pronoun", "role"):
            spelt[m.name.casefold()].append(m.span)
            written[m.name.casefold()][m.name] += 1
        if m.role:
            text = " ".join(pointer.text[m.role.article][m.role.start : m.role.end].split())
            if not courtesy.get(text.casefold().strip(".")):
                worded.setdefault(text.casefold(), text)
                roles[text.casefold()].append(m.role)
    return EntityView(
        id=e.id,
        anchor=f"e-{e.id}",
        name=e.name,
        kind=e.kind,
        names=tuple(
            Name(min(written[key], key=lambda name: (-written[key][name], name)), len(at), pointer.one_each(at))
            for key, at in sorted(spelt.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        ),
        roles=tuple(
            Role(worded[key], pointer.one_each(at))
            for key, at in sorted(roles.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        ),
        reports=pointer.one_each(s for at in spelt.values() for s in at),
        within=names.get(e.parent or "", ""),
        because=tuple((m.first, m.second, m.score, m.rule) for m in e.merges),
    )
