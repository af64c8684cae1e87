"""The people of stories with a marked negotiation record: their signs, and who of them sits on a delegation."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from stemma.article.parallel import layer_all
from stemma.article.reading import read
from stemma.nlp.claim_embedder import ClaimEmbedder
from stemma.nlp.cross_encoder import CrossEncoder
from stemma.story.dating import date_story
from stemma.story.entities import resolve
from stemma.story.lineage import name_publishers
from stemma.story.statements import align
from stemma.story.talks.attending import Attending
from stemma.story.talks.grounding import Ground, ground

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "quality"))
from negotiation import gold_leaves  # noqa: E402
from wording import plain  # noqa: E402

_PLACES = (ROOT / "training" / "statements" / "stories", ROOT / "tests" / "fixtures" / "stories")


class Person(NamedTuple):
    """A person: the signs, and whether he or she sits on a delegation."""

    signs: dict[str, float]
    seated: bool


class Story(NamedTuple):
    name: str
    people: list[Person]


def stories() -> tuple[dict[str, Path], frozenset[str]]:
    """The folders of the stories with a marked negotiation record, and the names of those held out."""
    kept = tomllib.loads((ROOT / "quality" / "held_out.toml").read_text(encoding="utf-8"))["talks"]
    golds = sorted(gold for place in _PLACES for gold in place.glob("*/gold.json"))
    return {g.parent.name: g.parent for g in golds if _record(g.parent)}, frozenset(kept)


def _record(folder: Path) -> dict[str, Any] | None:
    record: dict[str, Any] | None = json.loads((folder / "gold.json").read_text(encoding="utf-8")).get("talks")
    return record


def material(folder: Path, embedder: ClaimEmbedder, reader: CrossEncoder) -> Story | None:
    """The people of a story; None where stemma sees no negotiation in it."""
    layers = layer_all(read([folder / "articles"]).articles, cache_file=None, workers=1, done=lambda n: None).layers
    layers = name_publishers(layers)
    times = date_story(layers).times
    found = ground(layers, resolve(layers), times, align(layers, times, embedder, reader), ())
    record = _record(folder)
    return Story(folder.name, people(found, record)) if found and record else None


def people(found: Ground, record: dict[str, Any]) -> list[Person]:
    """The people of a story; those are seated whom the marks put on a delegation, of whatever round."""
    seated = {_last(x.text) for x in gold_leaves(record) if x.name in ("delegations", "heads")}
    attending = Attending(found.frames, found.sides)
    out = []
    for e in attending.people:
        names = {_last(e.name), *(_last(m.name) for m in e.mentions if m.form in ("full", "short"))}
        out.append(Person(attending.signs(e), bool(names & seated)))
    return out


def _last(name: str) -> str:
    return plain(name).split()[-1] if plain(name).split() else ""
