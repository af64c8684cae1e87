"""A dossier as one self-contained web page.

No external request, readable without script, good in print and on a phone. Whatever the reports hold is shown as
text: Jinja2 escapes everything, nothing is marked safe but the page's own style and script, and a content security
policy allows only those two, by their hashes. Control characters become U+FFFD, one for one, so that offsets hold.
"""

from __future__ import annotations

import contextlib
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from stemma.model import Derivation, Dossier, Publication
from stemma.publish import wording
from stemma.publish.lineage_picture import draw
from stemma.publish.views.differences import Difference, differences
from stemma.publish.views.entities import entities
from stemma.publish.views.lineage import Lineage, lineage
from stemma.publish.views.pointing import Pointer
from stemma.publish.views.reports import Segment, reports
from stemma.publish.views.statements import alone, statements
from stemma.publish.views.talks import talks, timeline

if TYPE_CHECKING:
    from jinja2 import Environment

_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the table of contents."""

    anchor: str
    name: str
    count: int
    template: str


def dossier_page(dossier: Dossier) -> str:
    """``index.html``: no external request, readable without script."""
    from markupsafe import Markup

    pointer = Pointer(dossier)
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
    shared = tuple(s for s in reported if len(s.reports) > 1)
    style, script = _asset("page.css"), _asset("page.js")
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
    html = _environment().get_template("page.html.j2").render(
        title=dossier.title,
        span=_span(dossier),
        span_worked_out=any(one.article.published and one.article.published.inferred for one in dossier.layers),
        single=single,
        summary=_summary(found, rests),
        counts=pointer.record["story"]["counts"],
        problems=dossier.problems,
        contents=[s for s in contents if not absent.get(s.anchor)],
        differences=found,
        serious=[d for d in found if d.severity != "low"],
        folded=[d for d in found if d.severity == "low"],
        kinds={d.id: d.kind for d in found},
        shared=shared,
        alone=alone(reported),
        lineage=rests,
        picture=draw(rests, published),
        entities=people,
        talks=record_of_talks,
        timeline=days,
        reports=texts,
        versions=dossier.made_with,
        made_with=" ".join(dossier.made_with[0]) if dossier.made_with else "stemma",
        style=Markup(style),  # the project's own files
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
    )  # fmt: skip
    return _UNSHOWABLE.sub("\ufffd", html.replace("\r", " "))


def _span(dossier: Dossier) -> str:
    held = [p for one in dossier.layers if (p := one.article.published)]
    return wording.days(min(p.earliest for p in held), max(p.latest for p in held)) if held else ""


def _summary(found: tuple[Difference, ...], rests: Lineage) -> str:
    """One or two sentences: what an editor should look at first."""
    serious = sum(d.severity == "high" for d in found)
    uncredited = {e.child.number for e in rests.edges if e.relation == "derives" and not e.credited}
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


@cache
def _asset(name: str) -> str:
    return (files("stemma.publish") / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _segment_classes(s: Segment) -> str:
    names = []
    if s.furniture:
        names.append("furniture")
    if s.parent:
        names.append(f"match c{s.parent.colour}")
    elif s.outside:
        names.append("match")
    names += [name for name, on in (("said", s.said), ("source", s.source), ("cue", s.cue)) if on]
    return " ".join(names)


def _interval(p: Publication) -> str:
    return wording.days(p.earliest, p.latest)


def _relation(d: Derivation) -> str:
    return wording.RELATIONS[d.relation, d.credited]


def _noun(count: int, one: str) -> str:
    return one if count == 1 else one + "s"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemBytecodeCache, FunctionLoader, StrictUndefined
    from platformdirs import user_cache_path

    def labels(table: dict[str, str], unknown: str | None = None) -> Any:
        return lambda key: wording.label(table, key) if unknown is None else table.get(key, unknown)

    compiled = None  # compiling the templates takes longer than rendering a page
    with contextlib.suppress(OSError):
        folder = user_cache_path("stemma") / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        compiled = FileSystemBytecodeCache(str(folder))
    environment = Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        bytecode_cache=compiled,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "plural": wording.plural,
        "noun": _noun,
        "sure": wording.sure,
        "share": wording.share,
        "spaced": lambda key: wording.label({}, key),
        "variant_kind": labels(wording.VARIANT_KINDS),
        "severity": labels(wording.SEVERITIES),
        "status": labels(wording.STATUSES),
        "origin_kind": labels(wording.ORIGIN_KINDS),
        "entity_kind": labels(wording.ENTITY_KINDS),
        "talks_field": labels(wording.TALKS),
        "round_field": labels(wording.ROUND),
        "modality": labels(wording.MODALITIES, ""),
        "source_type": labels(wording.SOURCE_TYPES, ""),
        "interval": _interval,
        "relation": _relation,
        "segment_classes": _segment_classes,
    }
    environment.tests["many"] = lambda places: len(places) > 1
    return environment
