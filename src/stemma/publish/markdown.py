"""A dossier as Markdown, for an editor or a ticket: the page's sections, every line with its reports and offsets.

Offsets are written ``[report:start-end]``, in code points of the report's text as ``dossier.json`` holds it. Whatever
the reports hold is shown as text (CommonMark 0.31, and the tables and bare links of GitHub's dialect): characters that
mean something in Markdown or HTML are escaped; control characters, those for the writing direction too, become U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from stemma.model import Dossier
from stemma.publish import wording
from stemma.publish.views.differences import differences
from stemma.publish.views.entities import entities
from stemma.publish.views.lineage import Edge, lineage
from stemma.publish.views.pointing import Place, Pointer, Report
from stemma.publish.views.positions import LeafView
from stemma.publish.views.statements import StatementView, alone, statements
from stemma.publish.views.talks import TalksView, talks, timeline

_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MEANING = re.compile(r"([\\`*_{}\[\]()#+!|~$^@-])")
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp)(:)|\b(www)(\.)")


def dossier_markdown(dossier: Dossier, *, fold_wire: bool = False) -> str:
    """``dossier.md``; with `fold_wire` reprints are left out of counts."""
    pointer = Pointer(dossier, fold_wire=fold_wire)
    return "\n".join(_lines(pointer, fold_wire)).rstrip() + "\n"


def escaped(text: str) -> str:
    """`text` on one line, so that Markdown shows it as it stands."""
    text = _UNSHOWABLE.sub("\ufffd", " ".join(text.split()))
    text = _MEANING.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _LINK.sub(lambda m: (m[1] or m[3]) + "\\" + (m[2] or m[4]), text)
    return re.sub(r"^(\d+)([.)])|^(=)", lambda m: f"{m[1]}\\{m[2]}" if m[1] else "\\=", text)


def _lines(pointer: Pointer, fold_wire: bool) -> Iterator[str]:
    dossier = pointer.dossier
    single = len(pointer.in_order) == 1
    yield f"# {escaped(dossier.title)}"
    yield ""
    if single:
        yield "This is one report alone: there is nothing to compare it with."
    else:
        yield (
            f"{wording.counted(pointer.record['story']['counts'])}. "
            f"{wording.reprinted(pointer.record['story']['counts'], fold_wire)}"
            "What the reports say, not what is true; `[report:start-end]` are the characters a line rests on."
        )
    yield ""
    if dossier.problems:
        yield "Not read or worked out, or only in part:"
        yield ""
        for p in dossier.problems:
            yield f"- {escaped(p.file)}: {escaped(p.reason)}; {escaped(p.advice)}."
        yield ""
    if not single:
        yield from _differences(pointer)
    yield from _reported(pointer, single)
    if not single:
        yield from _lineage(pointer)
    yield from _people(pointer)
    record = talks(pointer)
    if record:
        yield from _talks(record)
    yield from _timeline(pointer)
    yield from _reports(pointer)
    yield from ("## How this was made", "")
    yield escaped(", ".join(f"{name} {version}" for name, version in dossier.made_with)) or "stemma"


def _differences(pointer: Pointer) -> Iterator[str]:
    yield from ("## Where the reports differ", "")
    found = differences(pointer)
    if not found:
        yield from ("No differences were found between these reports. That does not mean that there are none.", "")
    for d in found:
        kind, severity = wording.label(wording.VARIANT_KINDS, d.kind), wording.label(wording.SEVERITIES, d.severity)
        slot = f": {escaped(wording.label({}, d.slot))}" if d.slot else ""
        yield f"### {kind}{slot} ({severity})"
        yield ""
        unsure = wording.sure(d.confidence)
        yield escaped(d.explanation) + (f" ({unsure})" if unsure else "")
        yield ""
        for r in d.readings:
            yield f"- “{escaped(r.text)}”: {_places(r.reports)}"
        yield ""


def _reported(pointer: Pointer, single: bool) -> Iterator[str]:
    yield from ("## What is reported", "")
    views = statements(pointer)
    shared = [s for s in views if len(s.reports) > 1]
    yield from _shared(s for s in shared if not s.detail)
    if details := [s for s in shared if s.detail]:
        yield from ("", "### Details in two or more reports", "")
        yield from _shared(details)
    yield ""
    for report, held in alone(views):
        if not single:
            yield f"### Found in {_name(report)} only"
            yield ""
        for s in held:
            said = _on_word(s)
            yield f"- {escaped(s.text)} {_at(s.reports[0])}" + (f" ({said})" if said else "")
        yield ""


def _shared(views: Iterable[StatementView]) -> Iterator[str]:
    for s in views:
        yield f"- **{escaped(s.text)}**"
        yield f"  - {_places(s.reports)}"
        if said := _on_word(s):
            yield f"  - {said}"
        yield f"  - {_support(s)}"


def _on_word(s: StatementView) -> str:
    named = []
    for w in s.words:
        if w.name:
            via = f" via {escaped(', '.join(w.via))}" if w.via else ""
            kind = wording.SOURCE_TYPES.get(w.type, "")
            named.append(f"{escaped(w.name)}{f' ({kind})' if kind else ''}{via}")
    return "on the word of " + "; ".join(dict.fromkeys(named)) if named else ""


def _support(s: StatementView) -> str:
    parts = [wording.label(wording.STATUSES, s.status), wording.plural(s.outlets, "outlet")]
    if s.texts is not None:
        parts.append(
            f"{wording.plural(s.texts, 'text')} not derived from {'another' if s.texts == 1 else 'each other'}"
        )
    if s.sources is not None:
        parts.append(wording.plural(s.sources, "stated source"))
    if s.origins:
        parts.append("rests on " + ", ".join(escaped(o.name) for o in s.origins))
    if len(s.reports) > 1 and wording.sure(s.confidence) == "less sure":
        parts.append("less sure that all say the same")
    return " · ".join(parts)


def _lineage(pointer: Pointer) -> Iterator[str]:
    yield from ("## Who rests on whom", "")
    found = lineage(pointer)
    if not found.edges:
        yield from ("None of these reports was found to rest on another.", "")
    for e in found.edges:
        yield f"- {_edge(e)}{f': {e.because}' if e.because and not e.credited else ''}"
        for c in e.credit:
            yield f"  - credit: “{escaped(c.words)}” {_at(c.place)}"
        for p in e.passages:
            matching = f" matches {_at(p.parent.place)}" if p.parent else ""
            yield f"  - {_at(p.child.place)}{matching}"
    yield ""
    if found.roots:
        yield from ("### Origins", "")
        for root in found.roots:
            o = root.origin
            numbers = ", ".join(_name(r) for r in o.reports)
            where = "".join(" " + _at(c.place) for c in o.contexts)
            how = f", {escaped(o.how)}" if o.how else ""
            yield f"- {escaped(o.name)} ({wording.label(wording.ORIGIN_KINDS, o.kind)}{how}): {numbers}{where}"
        yield ""


def _edge(e: Edge) -> str:
    parent = _name(e.report) if e.report else escaped(e.name)
    if e.relation == "duplicate":
        return f"{_name(e.child)} has the same text as {parent}"
    if e.relation == "version":
        return f"{_name(e.child)} is a {'later' if e.directed else 'further'} version of {parent}"
    if e.relation == "confirms":
        return f"{_name(e.child)} confirms {parent}"
    verb, credit = ("credits", "") if e.credited else ("matches", ", no credit found" if e.uncredited else "")
    if not e.directed:
        credit += ", which came first is open"
    return f"{_name(e.child)} {verb} {parent}{credit} ({wording.share(e.share)})"


def _people(pointer: Pointer) -> Iterator[str]:
    found = entities(pointer)
    if not found:
        return
    yield from ("## Who is who", "")
    for kind, held in found.items():
        yield f"### {wording.label(wording.ENTITY_KINDS, kind)}"
        yield ""
        for e in held:
            yield f"- **{escaped(e.name)}**"
            for role in e.roles:
                yield f"  - {escaped(role.text)}: {_places(role.reports)}"
            for n in e.names:
                yield f"  - “{escaped(n.text)}” {n.count}×: {_places(n.reports)}"
        yield ""


def _talks(record: TalksView) -> Iterator[str]:
    yield from ("## The talks", "")
    if record.fields:
        rows = [[wording.label(wording.TALKS, name), _leaves(leaves)] for name, leaves in record.fields]
        yield from table(["", "As reported"], rows)
    if record.rounds:
        yield from ("### Rounds", "")
        heads = [wording.label(wording.ROUND, name) for name in record.round_fields]
        rows = [[_leaves(dict(r.fields).get(name, ())) for name in record.round_fields] for r in record.rounds]
        yield from table(heads, rows)
    for r in record.rounds:
        if r.delegations or r.notes:
            yield f"### {escaped(r.name)}{': the delegations' if r.delegations else ''}"
            yield ""
            for party, members in r.delegations:
                yield f"- **{escaped(party)}**" + ("" if members else ": no one is named")
                for m in members:
                    role = f", {_leaf(m.role)}" if m.role else ""
                    yield f"  - {_leaf(m.person)}{role}{' – heads it' if m.lead else ''}"
            for name, leaves in r.notes:
                yield f"- {wording.label(wording.ROUND, name)}: {_leaves(leaves)}"
            yield ""
    if record.positions.rows:
        yield from ("### Positions", "")
        heads = ["", *(escaped(party) for party in record.positions.columns)]
        rows = [
            [escaped(r.name), *("<br>".join(f"{kind}: {_leaf(one)}" for kind, one in cell) or "–" for cell in r.cells)]
            for r in record.positions.rows
        ]
        yield from table(heads, rows)


def _timeline(pointer: Pointer) -> Iterator[str]:
    days = timeline(pointer)
    if days:
        yield from ("## Timeline", "")
        for t in days:
            yield f"- {t.days}: {escaped(t.text)} {_places(t.reports)}".rstrip()
        yield ""


def _reports(pointer: Pointer) -> Iterator[str]:
    yield from ("## The reports", "")
    rows = []
    for r in pointer.in_order:
        a = pointer.layers[r.id].article
        day = ""
        if a.published:
            day = wording.days(a.published.earliest, a.published.latest)
            day += " (worked out)" if a.published.inferred else ""
        outlet = escaped(r.name) if r.named else "not known"
        rows.append([str(r.number), outlet, escaped(r.title), day, escaped(a.file), _id(r)])
    yield from table(["", "Outlet", "Title", "Published", "File", "In offsets"], rows)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a Markdown table; its cells are Markdown already."""
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def _leaf(leaf: LeafView) -> str:
    marks = ["reports differ"] if leaf.disputed else []
    if leaf.single and not leaf.disputed:
        marks.append("one origin only")
    said = f" ({', '.join(marks)})" if marks else ""
    return f"{escaped(leaf.value)}{said}" + (f": {_places(leaf.reports)}" if leaf.reports else "")


def _leaves(leaves: Iterable[LeafView]) -> str:
    return "; ".join(_leaf(one) for one in leaves)


def _name(r: Report) -> str:
    return f"{r.number} {escaped(r.name)}"


def _id(r: Report) -> str:
    return "`" + _UNSHOWABLE.sub("\ufffd", r.id).replace("`", "'").replace("|", "\\|") + "`"


def _at(p: Place) -> str:
    return f"`[{_id(p.report)[1:-1]}:{p.start}-{p.end}]`"


def _places(places: Iterable[Place]) -> str:
    return ", ".join(f"{_name(p.report)} {_at(p)}" for p in places)
