"""The one Jinja2 environment of everything published as HTML.

Whatever the reports hold is shown as text: the environment escapes everything, only the project's own style and script
are marked safe, and pages allow those two by their hashes and nothing else. Control characters become U+FFFD, one for
one, so that offsets hold.
"""

from __future__ import annotations

import contextlib
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from stemma.model import Derivation, Publication
from stemma.publish import wording
from stemma.publish.views.reports import Segment

if TYPE_CHECKING:
    from jinja2 import Environment

_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def render(template: str, *, style: str, script: str = "", **values: Any) -> str:
    """A whole page from a template, the name of its style sheet and of its script, and its values."""
    from markupsafe import Markup

    css, js = asset(style), asset(script) if script else ""
    html = environment().get_template(template).render(
        style=Markup(css),  # the project's own files
        script=Markup(js),
        style_hash=_hash(css),
        script_hash=_hash(js),
        **values,
    )  # fmt: skip
    return _UNSHOWABLE.sub("\ufffd", html.replace("\r", " "))


@cache
def asset(name: str) -> str:
    """A file of the project's own templates, style sheets and scripts."""
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
    return wording.relation(d.relation, d.credited, d.directed)


def _noun(count: int, one: str) -> str:
    return one if count == 1 else one + "s"


@cache
def environment() -> Environment:
    from jinja2 import Environment, FileSystemBytecodeCache, FunctionLoader, StrictUndefined
    from jinja2.bccache import Bucket
    from platformdirs import user_cache_path

    class Compiled(FileSystemBytecodeCache):
        """A folder that cannot be written, or is full, costs time only."""

        def dump_bytecode(self, bucket: Bucket) -> None:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)

    def labels(table: dict[str, str], unknown: str | None = None) -> Any:
        return lambda key: wording.label(table, key) if unknown is None else table.get(key, unknown)

    compiled = None  # compiling the templates takes longer than rendering a page
    with contextlib.suppress(OSError):
        folder = user_cache_path("stemma") / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        compiled = Compiled(str(folder))
    made = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        bytecode_cache=compiled,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
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
        "counted": wording.counted,
        "reprinted": wording.reprinted,
        "origins": wording.on_origins,
        "short_days": lambda days: wording.short_days(*days),
        "interval": _interval,
        "relation": _relation,
        "segment_classes": _segment_classes,
    }
    made.tests["many"] = lambda places: len(places) > 1
    return made
