"""The claims and the people of marked stories: their signs, vectors of claims, and what they tell by the marks.

A claim tells a position or a next step when it has half of the content words of one that is marked (the measure of
`quality/negotiation.py`, whoever holds it).
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

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
from stemma.story.talks.learnt import Learnt
from stemma.story.talks.signs import Signs
from stemma.story.talks.voices import voices

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "quality"))
from negotiation import Held, gold_leaves, told_alike  # noqa: E402
from wording import plain  # noqa: E402

SLOTS = ("positions", "next_steps")
PEOPLE = "delegates"
_PLACES = (ROOT / "training" / "statements" / "stories", ROOT / "tests" / "fixtures" / "stories")


class Told(NamedTuple):
    """A claim, or a person: the signs, and the slots of which it tells a marked leaf."""

    signs: dict[str, float]
    slots: frozenset[str]


class Story(NamedTuple):
    name: str
    claims: list[Told]
    vectors: np.ndarray  # a row a claim
    people: list[Told]


def stories() -> tuple[dict[str, Path], frozenset[str]]:
    """The folders of the stories with a marked negotiation record, and the names of those held out."""
    kept = tomllib.loads((ROOT / "quality" / "held_out.toml").read_text(encoding="utf-8"))["talks"]
    golds = sorted(gold for place in _PLACES for gold in place.glob("*/gold.json"))
    return {g.parent.name: g.parent for g in golds if _record(g.parent)}, frozenset(kept)


def _record(folder: Path) -> dict[str, Any] | None:
    record: dict[str, Any] | None = json.loads((folder / "gold.json").read_text(encoding="utf-8")).get("talks")
    return record


def material(folder: Path, embedder: ClaimEmbedder, reader: CrossEncoder) -> Story | None:
    """The claims of a story; None where stemma sees no negotiation in it."""
    layers = layer_all(read([folder / "articles"]).articles, cache_file=None, workers=1, done=lambda n: None).layers
    layers = name_publishers(layers)
    times = date_story(layers).times
    found = ground(layers, resolve(layers), times, align(layers, times, embedder, reader), ())
    record = _record(folder)
    return told(folder.name, found, record, embedder) if found and record else None


def told(name: str, found: Ground, record: dict[str, Any], embedder: ClaimEmbedder) -> Story:
    """The claims of a story whose parties are found."""
    frames, leaves = found.frames, {slot: [x for x in gold_leaves(record) if x.slot == slot] for slot in SLOTS}
    signs = Signs(frames, found.sides, voices(frames, found.sides, found.parties))
    learnt = Learnt(signs, embedder)
    claims = []
    for claim, own in zip(frames.claims, learnt.signs, strict=True):
        text = frames.text(claim.span)
        alike = {slot for slot in SLOTS if any(told_alike(x, Held(slot, text)) for x in leaves[slot])}
        claims.append(Told(own, frozenset(alike)))
    return Story(name, claims, learnt.vectors, people(found, record))


def people(found: Ground, record: dict[str, Any]) -> list[Told]:
    """The people of a story; those whom the marks seat on a delegation, of whatever round, tell of `PEOPLE`."""
    seated = {_last(x.text) for x in gold_leaves(record) if x.name in ("delegations", "heads")}
    attending = Attending(found.frames, found.sides)
    out = []
    for e in attending.people:
        names = {_last(e.name), *(_last(m.name) for m in e.mentions if m.form in ("full", "short"))}
        out.append(Told(attending.signs(e), frozenset({PEOPLE} if names & seated else ())))
    return out


def _last(name: str) -> str:
    return plain(name).split()[-1] if plain(name).split() else ""
