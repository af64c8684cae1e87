"""A dossier as one self-contained web page.

No external request, readable without script, good in print and on a phone; a content security policy allows only the
page's own style and script.
"""

from __future__ import annotations

from dataclasses import dataclass

from stemma.model import Dossier
from stemma.publish import wording
from stemma.publish.lineage_picture import draw
from stemma.publish.templating import render
from stemma.publish.views.differences import Difference, differences
from stemma.publish.views.entities import entities
from stemma.publish.views.lineage import Lineage, lineage
from stemma.publish.views.pointing import Pointer
from stemma.publish.views.reports import reports
from stemma.publish.views.statements import alone, statements
from stemma.publish.views.talks import talks, timeline


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the table of contents."""

    anchor: str
    name: str
    count: int
    template: str


def dossier_page(dossier: Dossier, *, fold_wire: bool = False) -> str:
    """``index.html``: no external request, readable without script; with `fold_wire` no reprint is counted."""

    pointer = Pointer(dossier, fold_wire=fold_wire)
    single = len(pointer.in_order) == 1
    found = differences(pointer)
    reported = statements(pointer)
    rests = lineage(pointer)
    people = entities(pointer)
    record_of_talks = talks(pointer)
    days = timeline(pointer)
    texts = reports(pointer)
    published = {
        one.article.id: wording.days(p.earliest, p.latest) for one in dossier.layers if (p := one.article.published)
    }
    shared = tuple(s for s in reported if len(s.reports) > 1 and not s.detail)
    details = tuple(s for s in reported if len(s.reports) > 1 and s.detail)
    contents = [
        Section("differences", "Where the reports differ", len(found), "differences.html.j2"),
        Section("reported", "What is reported", len(reported), "reported.html.j2"),
        Section("lineage", "Who rests on whom", len(rests.edges), "lineage.html.j2"),
        Section("who", "Who is who", sum(map(len, people.values())), "people.html.j2"),
        Section("talks", "The talks", 0, "talks.html.j2"),
        Section("timeline", "Timeline", len(days), "timeline.html.j2"),
        Section("reports", "The reports", len(texts), "reports.html.j2"),
        Section("made", "How this was made", 0, "made.html.j2"),
    ]
    absent = {"differences": single, "lineage": single, "who": not people}
    absent |= {"talks": record_of_talks is None, "timeline": not days}
    return render(
        "page.html.j2",
        style="page.css",
        script="page.js",
        title=dossier.title,
        span=_span(dossier),
        span_worked_out=any(one.article.published and one.article.published.inferred for one in dossier.layers),
        single=single,
        summary=_summary(found, rests),
        counts=pointer.record["story"]["counts"],
        fold_wire=fold_wire,
        problems=dossier.problems,
        contents=[s for s in contents if not absent.get(s.anchor)],
        differences=found,
        serious=[d for d in found if d.severity != "low"],
        folded=[d for d in found if d.severity == "low"],
        kinds={d.id: d.kind for d in found},
        shared=shared,
        details=details,
        alone=alone(reported),
        lineage=rests,
        picture=draw(rests, published),
        entities=people,
        talks=record_of_talks,
        timeline=days,
        reports=texts,
        versions=dossier.made_with,
        made_with=" ".join(dossier.made_with[0]) if dossier.made_with else "stemma",
    )


def _span(dossier: Dossier) -> str:
    held = [p for one in dossier.layers if (p := one.article.published)]
    return wording.days(min(p.earliest for p in held), max(p.latest for p in held)) if held else ""


def _summary(found: tuple[Difference, ...], rests: Lineage) -> str:
    """One or two sentences: what an editor should look at first."""
    serious = sum(d.severity == "high" for d in found)
    uncredited = {e.child.number for e in rests.edges if e.uncredited}
    said = []
    if serious:
        said.append(f"The reports differ in {wording.plural(serious, 'serious point')}.")
    elif found:
        said.append("No serious differences were found between the reports.")
    else:
        said.append("No differences were found between the reports.")
    if uncredited:
        matches = "matches" if len(uncredited) == 1 else "match"
        said.append(f"{wording.plural(len(uncredited), 'report')} {matches} another with no credit found.".capitalize())
    return " ".join(said)
