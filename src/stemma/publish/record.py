"""The record: a dossier as the plain data of ``dossier.json``, with the back references readers need.

Records of the model become objects; spans become ``{article, start, end}`` or, where the article is known from the
object around them, ``{start, end}``.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from stemma.model import (
    SCHEMA,
    Article,
    Attribution,
    Claim,
    Counts,
    Dossier,
    Entity,
    Evidence,
    Layers,
    Leaf,
    Publication,
    Round,
    Source,
    Span,
)
from stemma.publish.attribution_entries import AttributionEntries
from stemma.story.lineage.reprints import reprints_of
from stemma.story.versions import reports_meant, root_versions

Record = dict[str, Any]
EntityAt = Callable[[Span], str | None]


def dossier_json(dossier: Dossier) -> str:
    """``dossier.json``: UTF-8 text, stable order, the same characters for the same dossier."""
    return json.dumps(to_record(dossier), ensure_ascii=False, indent=1) + "\n"


def to_record(dossier: Dossier) -> Record:
    """The dossier as plain data (see ``docs/dossier.md``)."""
    text = {one.article.id: one.article.text for one in dossier.layers}
    entity_at = entity_index(dossier.entities)
    statement_of = {c: s.id for s in dossier.statements for c in s.claims}
    entries = {one.article.id: AttributionEntries(one) for one in dossier.layers}
    claims = [c for one in dossier.layers for c in _claims(one, statement_of)]
    article_of = {c.id: c.span.article for c in claims}
    support = {s.statement: s for s in dossier.support}
    disputed = {v.statement for v in dossier.variants if v.kind == "conflict" and v.statement}

    reprints = reprints_of([one.article for one in dossier.layers], dossier.derivations)

    def words(span: Span) -> str:
        return text[span.article][span.start : span.end]

    days = [a.published for one in dossier.layers if (a := one.article).published]
    return {
        "schema": SCHEMA,
        "story": {
            "title": dossier.title,
            "articles": [one.article.id for one in dossier.layers],
            "earliest": min((d.earliest for d in days if d), default=None) and str(min(d.earliest for d in days if d)),
            "latest": max((d.latest for d in days if d), default=None) and str(max(d.latest for d in days if d)),
            "counts": counts(dossier),
        },
        "made_with": dict(dossier.made_with),
        "articles": [_article(one.article) | {"reprint_of": reprints.get(one.article.id)} for one in dossier.layers],
        "problems": [{"file": p.file, "reason": p.reason, "advice": p.advice} for p in dossier.problems],
        "entities": [_entity(e, words) for e in dossier.entities],
        "times": [
            _place(t.span)
            | {"text": words(t.span), "kind": t.kind, "value": t.value}
            | ({"earliest": str(t.earliest), "latest": str(t.latest)} if t.earliest and t.latest else {})
            | {"anchor": t.anchor, "rule": t.rule}
            for t in dossier.times
        ],
        "quantities": [
            _place(q.span)
            | {"text": words(q.span), "value": q.value, "low": q.low, "high": q.high, "unit": q.unit}
            | {"dimension": q.dimension, "hedge": q.hedge, "rule": q.rule}
            for one in dossier.layers
            for q in one.quantities
        ],
        "attributions": [
            attribution_record(a, text[a.content.article], entity_at)
            for one in dossier.layers
            for a in entries[one.article.id].all
        ],
        "credits": [
            _place(c.span) | {"text": words(c.span), "outlet": c.outlet, "confirms": c.confirms, "rule": c.rule}
            for one in dossier.layers
            for c in one.credits
        ],
        "claims": [
            {"id": c.id}
            | _place(c.span)
            | {
                "text": words(c.span),
                "statement": statement_of.get(c.id),
                "attribution": entries[c.span.article].id_of(c),
            }
            | {"polarity": c.polarity, "modality": c.modality, "form": c.form, "quoted": c.quoted, "rule": c.rule}
            for c in claims
        ],
        "statements": [
            {
                "id": s.id,
                "text": s.text,
                "at": _place(s.text_span),
                "claims": list(s.claims),
                "articles": sorted({article_of[c] for c in s.claims}),
                "origins": list(support[s.id].origins) if s.id in support else [],
                "outlets": support[s.id].outlets if s.id in support else len({article_of[c] for c in s.claims}),
                "texts": support[s.id].texts if s.id in support else None,
                "sources": support[s.id].sources if s.id in support else None,
                "folded": _folded(support[s.id].folded if s.id in support else None),
                "status": _status(s.id, disputed, support),
                "confidence": round(s.confidence, 3),
                "rule": s.rule,
            }
            for s in dossier.statements
        ],
        "variants": [
            {
                "id": v.id,
                "statement": v.statement,
                "slot": v.slot,
                "kind": v.kind,
                "severity": v.severity,
                "explanation": v.explanation,
                "readings": [{"text": r.text, "at": [_place(s) for s in r.at]} for r in v.readings],
                "confidence": round(v.confidence, 3),
                "rule": v.rule,
            }
            for v in dossier.variants
        ],
        "derivations": [
            {
                "child": d.child,
                "parent": d.parent,
                "relation": d.relation,
                "credited": d.credited,
                "credit": [_range(s) for s in d.credit],
                "share": round(d.share, 3),
                "directed": d.directed,
                "confidence": round(d.confidence, 3),
                "evidence": [
                    {"child": _range(p.child), "parent": _range(p.parent) if p.parent else None} for p in d.evidence
                ],
                "rule": d.rule,
                "because": d.because,
                "reprint": d.reprint,
            }
            for d in dossier.derivations
        ],
        "origins": [
            {"id": o.id, "name": o.name, "kind": o.kind, "description": o.description, "reports": list(o.reports)}
            | {"evidence": [_place(s) for s in o.evidence]}
            for o in dossier.origins
        ],
        "timeline": [
            {"earliest": str(t.earliest), "latest": str(t.latest), "text": t.text, "statements": list(t.statements)}
            for t in dossier.timeline
        ],
        "talks": _talks(dossier),
    }


def counts(dossier: Dossier) -> Record:
    """How many reports, outlets, texts not derived from each other, origins and stated sources: what looks like many is
    often few. Versions of a report are counted beside the reports, not among them; `folded` leaves reprints out."""
    articles = [one.article for one in dossier.layers]
    ids = {a.id for a in articles}
    derived = {d.child for d in dossier.derivations if d.relation != "confirms" and d.parent in ids}
    derived |= {a.id for a in articles if a.duplicate_of in ids}
    first, meant = root_versions(articles), reports_meant(articles)
    outlets = {a.id: a.outlet.name.casefold() for a in articles if a.outlet}
    texts = max(len(ids - derived), 1) if ids else 0  # a reprint is derived: leaving it out changes nothing here
    left = dossier.whole.folded if dossier.whole else None
    folded, again = _three(left), left.origins if left else None
    return {
        "reports": len(set(first.values())),
        "versions": len(articles) - len(set(first.values())),
        "outlets": len({outlets.get(a.id) or outlets.get(meant[a.id]) or meant[a.id] for a in articles}),
        "texts": texts,
        "origins": len(dossier.origins),
        "sources": dossier.whole.sources if dossier.whole else 0,
        "reprints": len(reprints_of(articles, dossier.derivations)),
        "folded": folded and folded | {"texts": texts} | ({"origins": len(again)} if again is not None else {}),
    }


def _three(counted: Counts | None) -> Record | None:
    """The three counts with reprints left out."""
    if counted is None:
        return None
    return {"outlets": counted.outlets, "texts": counted.texts, "sources": counted.sources}


def _folded(counted: Counts | None) -> Record | None:
    """The counts of a statement with reprints left out, and the origins that are left."""
    three = _three(counted)
    return three and three | ({} if counted is None or counted.origins is None else {"origins": list(counted.origins)})


def attribution_record(attribution: Attribution, text: str, entity_at: EntityAt) -> Record:
    """One attribution as ``dossier.json`` has it. `entity_at` gives the id of the entity at a span, or None."""

    def source(s: Source) -> Record:
        at = s.refers or s.span
        out: Record = {"text": s.text, "entity": entity_at(at) if at else None, "type": s.type}
        if s.span:
            out = {"start": s.span.start, "end": s.span.end} | out
        if s.refers:
            out["refers"] = _range(s.refers) | {"text": text[s.refers.start : s.refers.end]}
        if s.count is not None:
            out["count"] = s.count
        return out

    return {
        "id": attribution.id,
        "article": attribution.content.article,
        "content": _range(attribution.content),
        "parts": [_range(p) for p in attribution.parts],
        "cue": _range(attribution.cue) if attribution.cue else None,
        "sources": [source(s) for s in attribution.sources],
        "kind": attribution.kind,
        "chain": [source(s) for s in attribution.chain],
        "confidence": round(attribution.confidence, 3),
        "rule": attribution.rule,
    }


def _range(span: Span) -> Record:
    return {"start": span.start, "end": span.end}


def _place(span: Span) -> Record:
    return {"article": span.article, "start": span.start, "end": span.end}


def _evidence(items: Iterable[Evidence]) -> list[Record]:
    return [{"because": e.because} | (_place(e.span) if e.span else {}) for e in items]


def _publication(p: Publication | None) -> Record | None:
    if p is None:
        return None
    days = {"earliest": str(p.earliest), "latest": str(p.latest), "inferred": p.inferred}
    return days | {"time": p.time, "zone": p.zone, "evidence": _evidence(p.evidence)}


def _claims(layers: Layers, statement_of: Mapping[str, str]) -> list[Claim]:
    """The claims of a report, and the details that another report shares, in text order."""
    shared = [p for p in layers.details if p.id in statement_of]
    return sorted((*layers.claims, *shared), key=lambda c: (c.span.start, -c.span.end, c.detail))


def _article(a: Article) -> Record:
    outlet = a.outlet and {
        "name": a.outlet.name,
        "inferred": a.outlet.inferred,
        "evidence": _evidence(a.outlet.evidence),
    }
    return {
        "id": a.id,
        "file": a.file,
        "url": a.url,
        "outlet": outlet,
        "title": a.title,
        "byline": a.byline,
        "dateline": _range(a.dateline) if a.dateline else None,
        "published": _publication(a.published),
        "updated": _publication(a.updated),
        "language": a.language,
        "duplicate_of": a.duplicate_of,
        "version_of": a.version_of,
        "text": a.text,
        "furniture": [_range(f.span) | {"kind": f.kind, "rule": f.rule} for f in a.furniture],
    }


def _entity(e: Entity, words: Any) -> Record:
    count: Counter[str] = Counter()
    articles: dict[str, set[str]] = defaultdict(set)
    roles = []
    for m in e.mentions:
        if m.form not in ("pronoun", "role"):
            count[m.name] += 1
            articles[m.name].add(m.span.article)
        if m.role:
            roles.append({"text": words(m.role)} | _place(m.role))
    return {
        "id": e.id,
        "kind": e.kind,
        "name": e.name,
        "names": [
            {"text": t, "count": n, "articles": sorted(articles[t])}
            for t, n in sorted(count.items(), key=lambda x: (-x[1], x[0]))
        ],
        "roles": roles,
        "parent": e.parent,
        "because": [
            {"first": m.first, "second": m.second, "score": round(m.score, 3), "rule": m.rule} for m in e.merges
        ],
        "mentions": [_place(m.span) | {"text": words(m.span), "form": m.form} for m in e.mentions],
    }


def entity_index(entities: Iterable[Entity]) -> EntityAt:
    """Which entity stands at a span."""
    by_article: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for e in entities:
        for m in e.mentions:
            by_article[m.span.article].append((m.span, e.id))

    def find(span: Span) -> str | None:
        """The entity whose mention overlaps `span` most, the last such mention on a tie (the head of a phrase)."""
        best = max(
            ((m.overlap(span), m.start, i) for m, i in by_article[span.article] if m.overlap(span)),
            default=None,
        )
        return best[2] if best else None

    return find


def _status(statement: str, disputed: set[str], support: Any) -> str:
    if statement in disputed:
        return "disputed"
    held = support.get(statement)
    # Two origins in one text, or in texts derived from each other, do not bear each other out.
    return "corroborated" if held and len(held.origins) > 1 and held.texts > 1 else "single-origin"


def _talks(dossier: Dossier) -> Record | None:
    talks = dossier.talks
    if talks is None:
        return None

    def leaves(items: Iterable[Leaf]) -> list[Record]:
        return [leaf(i) for i in items]

    def leaf(i: Leaf) -> Record:
        out: Record = {"value": i.value, "statements": list(i.statements), "variants": list(i.variants)}
        if i.earliest and i.latest:
            out |= {"earliest": str(i.earliest), "latest": str(i.latest)}
        if i.party:
            out["party"] = i.party
        if i.first_reported and i.last_reported:
            out |= {"first_reported": str(i.first_reported), "last_reported": str(i.last_reported)}
        return out | {"at": [_place(s) for s in i.at]}

    def optional(i: Leaf | None) -> Record | None:
        return leaf(i) if i else None

    def one_round(r: Round) -> Record:
        plain = ("number", "place", "start", "planned", "end", "days", "format", "status", "sizes", "absent", "delays")
        out: Record = {name: leaves(getattr(r, name)) for name in (*plain, "called_off", "outcome", "unresolved")}
        out["changes"] = [
            {
                "party": c.party,
                "out": optional(c.out),
                "into": optional(c.into),
                "why": optional(c.why),
                "how": optional(c.how),
            }
            for c in r.changes
        ]
        out["delegations"] = {
            d.party: [{"person": leaf(m.person), "role": optional(m.role), "lead": m.lead} for m in d.members]
            for d in r.delegations
        }
        return out

    return {
        "parties": leaves(talks.parties),
        "mediators": leaves(talks.mediators),
        "hosts": leaves(talks.hosts),
        "subject": leaves(talks.subject),
        "stage": leaves(talks.stage),
        "rounds": [one_round(r) for r in talks.rounds],
        "pauses": leaves(talks.pauses),
        "causes": leaves(talks.causes),
        "positions": [
            {"party": p.party, "kind": p.kind, "text": leaf(p.text), "about": leaves(p.about)} for p in talks.positions
        ],
        "departures": leaves(talks.departures),
        "trigger": leaves(talks.trigger),
        "next_steps": leaves(talks.next_steps),
        "earlier": leaves(talks.earlier),
    }
