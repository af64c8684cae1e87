"""Shared by all tests: one parser for the session, and the folder of real stories where it is present."""

from __future__ import annotations

from pathlib import Path

import pytest

from stemma.nlp.parser import Parser

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The dependency parser, loaded once."""
    return Parser()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared stories and data; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the project: real stories are not tested here")
    return SHARED
