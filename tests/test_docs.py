"""Docs that cannot drift: what the code does stands in them, and each failure says which command mends it."""

from __future__ import annotations

import ast
import re
import sys
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import ROOT

from stemma import model
from stemma.model import Dossier
from stemma.publish.record import to_record

DOCS = ROOT / "docs"
FIELDS = (DOCS / "dossier.md").read_text("utf-8")
GLOSSARY = (DOCS / "glossary.md").read_text("utf-8")


def keys(record: Any) -> Iterator[str]:
    if isinstance(record, dict):
        for name, value in record.items():
            yield name
            if name not in ("delegations", "made_with"):  # their keys are names of parties and of tools
                yield from keys(value)
            elif name == "delegations":
                yield from keys(list(value.values()))
    elif isinstance(record, list):
        for one in record:
            yield from keys(one)


def section(name: str) -> str:
    """The text of `FIELDS` under one heading."""
    found = re.search(rf"^## {re.escape(name)}(?:\[\])?$(.*?)(?=^## |\Z)", FIELDS, re.MULTILINE | re.DOTALL)
    assert found, f"docs/dossier.md has no section on {name}"
    return found[1]


def test_every_field_of_a_dossier_is_explained(dossier: Dossier) -> None:
    for part, value in to_record(dossier).items():
        assert f"`{part}`" in section("Top level")
        if isinstance(value, dict | list) and part != "made_with":
            explained = section(part)
            missing = sorted(
                {k for k in keys(value) if f"`{k}`" not in explained} - {"article", "start", "end", "text"}
            )
            assert not missing, f"docs/dossier.md does not explain {missing} under {part}"


def test_every_key_the_record_can_hold_is_explained() -> None:
    tree = ast.parse((ROOT / "src/stemma/publish/record.py").read_text("utf-8"))
    emitted = {
        key.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
    assert emitted
    missing = sorted(k for k in emitted if f"`{k}`" not in FIELDS)
    assert not missing, f"docs/dossier.md does not explain {missing}"


def test_every_value_a_field_can_take_is_listed() -> None:
    shown = ("EntityKind", "MentionForm", "FurnitureKind", "SourceType", "AttributionKind", "Modality", "ClaimForm")
    for alias in (*shown, "VariantKind", "Severity", "OriginKind"):
        missing = [v for v in typing.get_args(getattr(model, alias)) if f"`{v}`" not in FIELDS]
        assert not missing, f"docs/dossier.md does not list {missing} ({alias} in model.py)"


@pytest.mark.parametrize("kind", typing.get_args(model.VariantKind))
def test_every_kind_of_variant_is_in_the_glossary(kind: str) -> None:
    assert re.search(rf"^\*\*(?:[\w-]+, )*{kind}(?:, [\w-]+)*\*\*", GLOSSARY, re.MULTILINE)


def test_the_glossary_is_in_order() -> None:
    terms = re.findall(r"^\*\*(.+?)\*\*", GLOSSARY, re.MULTILINE)
    assert terms == sorted(terms)


def test_the_command_reference_is_what_the_commands_say() -> None:
    sys.path.insert(0, str(DOCS))
    try:
        from make_cli import reference
    finally:
        sys.path.remove(str(DOCS))
    assert (DOCS / "cli.md").read_text("utf-8") == reference(), "docs/cli.md is out of date; run: make cli-docs"


@pytest.mark.parametrize(
    "file", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", *(f"docs/{p.name}" for p in DOCS.glob("*.md"))]
)
def test_links_between_the_docs_lead_somewhere(file: str) -> None:
    page = ROOT / file
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{file} links to {target}, which is not there"


def test_commands_in_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for file in ("README.md", "CONTRIBUTING.md"):
        named = set(
            re.findall(r"\bmake ([a-z-]+)\b(?=[^\n]*`|\s*$|\s+#)", (ROOT / file).read_text("utf-8"), re.MULTILINE)
        )
        assert named <= targets, f"{file} names {sorted(named - targets)}"


@pytest.mark.parametrize("file", ["CONTRIBUTING.md", "docs/architecture.md", "docs/evaluation.md", "README.md"])
def test_files_the_docs_name_exist(file: str) -> None:
    named = re.findall(r"`((?:src|tests|quality|docs|examples|benchmarks)/[\w./-]+)`", (ROOT / file).read_text("utf-8"))
    missing = sorted({n for n in named if not (ROOT / n).exists()})
    assert not missing, f"{file} names {missing}"
