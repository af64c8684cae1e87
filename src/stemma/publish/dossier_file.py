"""Reading a ``dossier.json`` back, so that what was built once need not be built again.

What the writers of briefs and exports rely on is checked before they see it (`docs/dossier.md` is the contract); fields
that are not known here are passed on as they are.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypedDict

import msgspec

from stemma.errors import NotADossier
from stemma.model import SCHEMA
from stemma.publish.record import Record

NAME = "dossier.json"


def find(paths: Sequence[Path]) -> Path | None:
    """The dossier among the inputs: the one input is a ``dossier.json``, or a folder that `stemma build` wrote."""
    if len(paths) != 1:
        return None
    path = paths[0] / NAME if paths[0].is_dir() else paths[0]
    try:
        with path.open("rb") as file:
            return path if b'"stemma/dossier/' in file.read(200) else None
    except OSError:
        return None


def read(path: Path) -> Record:
    """The record a ``dossier.json`` holds.

    Raises:
        NotADossier: it is damaged, or of another version.
        OSError: it could not be read.
    """
    try:
        record: Any = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise NotADossier(path, f"is not whole ({error})") from error
    if not isinstance(record, dict) or record.get("schema") != SCHEMA:
        raise NotADossier(path, f"is not of the form {SCHEMA}")
    try:
        msgspec.convert(record, type=_Dossier)
        for leaf in _leaves(record["talks"]):
            msgspec.convert(leaf, type=_Leaf)
    except (msgspec.ValidationError, RecursionError) as error:
        raise NotADossier(path, f"is not whole ({error})") from error
    return record


def _leaves(value: Any) -> list[Any]:
    """Every value of the negotiation record, at any depth."""
    if isinstance(value, dict):
        inner = [leaf for v in value.values() for leaf in _leaves(v)]
        return [value, *inner] if "value" in value else inner
    return [leaf for v in value for leaf in _leaves(v)] if isinstance(value, list) else []


class _Place(TypedDict):
    article: str
    start: int
    end: int


class _Leaf(TypedDict):
    value: str
    statements: list[str]
    variants: list[str]


class _Day(TypedDict):
    earliest: date
    latest: date
    inferred: bool


class _Outlet(TypedDict):
    name: str


class _Article(TypedDict):
    id: str
    file: str
    url: str | None
    outlet: _Outlet | None
    title: str | None
    published: _Day | None
    language: str
    text: str


class _Claim(_Place):
    statement: str | None


class _Statement(TypedDict):
    id: str
    origins: list[str]


class _Reading(TypedDict):
    text: str
    at: list[_Place]


class _Variant(TypedDict):
    id: str
    kind: str
    statement: str | None
    readings: list[_Reading]


class _Derivation(TypedDict):
    child: str
    parent: str
    directed: bool


class _Origin(TypedDict):
    id: str
    name: str
    reports: list[str]


class _Entry(TypedDict):
    earliest: date
    latest: date
    text: str
    statements: list[str]


class _Story(TypedDict):
    title: str
    counts: dict[str, Any]


class _Round(TypedDict):
    delegations: dict[str, list[Any]]


class _Position(TypedDict):
    party: str | None
    kind: str
    text: _Leaf


class _Talks(TypedDict):
    rounds: list[_Round]
    positions: list[_Position]


class _Dossier(TypedDict):
    story: _Story
    made_with: dict[str, str]
    articles: list[_Article]
    claims: list[_Claim]
    statements: list[_Statement]
    variants: list[_Variant]
    derivations: list[_Derivation]
    origins: list[_Origin]
    timeline: list[_Entry]
    talks: _Talks | None
