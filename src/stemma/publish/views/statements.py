"""What is reported: statements with their reports, on whose word, on how many origins."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.model import Claim
from stemma.publish.record import Record
from stemma.publish.views.pointing import Context, Place, Pointer, Report


@dataclass(frozen=True, slots=True)
class Word:
    """On whose word: the ultimate speaker, by which relays, and the reports that give it so.

    `name` is empty where the reports say it in their own voice.
    """

    name: str
    type: str
    via: tuple[str, ...]
    reports: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One report's wording of a statement."""

    context: Context
    modality: str
    negative: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class OriginView:
    id: str
    anchor: str
    name: str
    kind: str
    reports: tuple[Report, ...]
    contexts: tuple[Context, ...]
    how: str


@dataclass(frozen=True, slots=True)
class StatementView:
    id: str
    anchor: str
    text: str
    lead: str
    place: Place
    reports: tuple[Place, ...]
    words: tuple[Word, ...]
    origins: tuple[OriginView, ...]
    status: str
    outlets: int
    texts: int | None
    sources: int | None
    wordings: tuple[Wording, ...]
    differences: tuple[str, ...]
    confidence: float
    detail: bool
    """Whether all its claims are details of others (`stemma.model.Claim.detail`): read after what it belongs to."""


def origins(pointer: Pointer) -> dict[str, OriginView]:
    """The origins by id, those with most reports first."""
    return {
        o.id: OriginView(
            o.id,
            f"o-{o.id}",
            o.name,
            o.kind,
            tuple(r for r in pointer.in_order if r.id in o.reports),
            tuple(pointer.context(s) for s in sorted(o.evidence, key=pointer.order)),
            o.description.removeprefix(o.name).lstrip(", "),
        )
        for o in sorted(pointer.dossier.origins, key=lambda o: (-len(o.reports), o.id))
    }


def statements(pointer: Pointer) -> tuple[StatementView, ...]:
    """All statements: those that most reports share most surely first, details after them, then by first place."""
    attributions = {a["id"]: a for a in pointer.record["attributions"]}
    names = {e.id: e.name for e in pointer.dossier.entities}
    known_origins = origins(pointer)
    differences: dict[str, list[str]] = {}
    for v in pointer.dossier.variants:
        if v.statement:
            differences.setdefault(v.statement, []).append(v.id)

    views = []
    for noun, record in zip(pointer.dossier.statements, pointer.record["statements"], strict=True):
        claims = sorted((pointer.claims[c] for c in noun.claims), key=lambda c: pointer.order(c.span))
        view = StatementView(
            id=noun.id,
            anchor=f"s-{noun.id}",
            text=noun.text,
            lead=_lead(pointer.context(noun.text_span, 90)),
            place=pointer.place(noun.text_span),
            reports=pointer.one_each(c.span for c in claims),
            words=_words(claims, attributions, names, pointer),
            origins=tuple(known_origins[o] for o in record["origins"] if o in known_origins),
            status=record["status"],
            outlets=record["outlets"],
            texts=record["texts"],
            sources=record["sources"],
            wordings=tuple(
                Wording(pointer.context(c.span), c.modality, c.polarity == "negative", c.quoted) for c in claims
            ),
            differences=tuple(differences.get(noun.id, ())),
            confidence=noun.confidence,
            detail=all(c.detail for c in claims),
        )
        first = min((pointer.order(c.span) for c in claims), default=(0, 0))
        shared = len(view.reports) > 1
        support = round(len(view.reports) * noun.confidence, 3) if shared else 0.0
        views.append(((not shared, view.detail, -support, *first, noun.id), view))
    return tuple(view for _, view in sorted(views, key=lambda pair: pair[0]))


def _lead(context: Context) -> str:
    """What precedes a claim in its sentence, where the claim does not begin like a sentence."""
    first = context.words.lstrip("\"'“”‘’«»([")[:1]
    return context.before if first.islower() else ""


def alone(views: tuple[StatementView, ...]) -> tuple[tuple[Report, tuple[StatementView, ...]], ...]:
    """The statements found in one report only, report by report, in the order of its text."""
    by_report: dict[Report, list[StatementView]] = {}
    for view in views:
        if len(view.reports) == 1:
            by_report.setdefault(view.reports[0].report, []).append(view)
    return tuple(
        (report, tuple(sorted(held, key=lambda v: v.reports[0].start)))
        for report, held in sorted(by_report.items(), key=lambda pair: pair[0].number)
    )


def _words(
    claims: list[Claim], attributions: dict[str, Record], names: dict[str, str], pointer: Pointer
) -> tuple[Word, ...]:
    """The distinct speakers of `claims` in order of first appearance, the reports' own voice last."""
    at: dict[tuple[str, str, tuple[str, ...]], list[Claim]] = {}
    for claim in claims:
        record = attributions.get(claim.attribution) if claim.attribution else None
        speakers = _speakers(record, names) if record else [("", "", ())]
        for speaker in speakers:
            at.setdefault(speaker, []).append(claim)
    ordered = sorted(at.items(), key=lambda pair: not pair[0][0])
    return tuple(Word(name, type, via, pointer.one_each(c.span for c in held)) for (name, type, via), held in ordered)


def _speakers(record: Record, names: dict[str, str]) -> list[tuple[str, str, tuple[str, ...]]]:
    def name(source: Record) -> str:
        known = names.get(source["entity"]) if source["entity"] else None
        if source["type"] == "unnamed" or not known:
            return str(source.get("refers", source)["text"])
        return known

    ends = record["sources"] or record["chain"][-1:]
    if not ends:
        return [("", "", ())]
    end_names = {name(s) for s in ends}
    via = tuple(dict.fromkeys(n for s in record["chain"] if (n := name(s)) not in end_names))
    if record["chain"]:  # the chain ends in the ultimate speaker; the sources may be the relays before it
        last = record["chain"][-1]
        if name(last) not in end_names:
            via = tuple(dict.fromkeys(name(s) for s in record["chain"][:-1]))
            ends = [last]
    return [(name(s), s["type"], via) for s in ends]
