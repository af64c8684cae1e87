"""What is known beforehand, as files with their source: word lists (``.txt``) and tables (``.toml``).

A word list has one entry a line; ``#`` begins a comment. Every file says in its first lines where it comes from.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def _read(name: str) -> str:
    return (files("stemma.data") / name).read_text(encoding="utf-8")


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of a word list in their order, comments and empty lines left out."""
    entries = (line.split("#", 1)[0].strip() for line in _read(name).splitlines())
    return tuple(e for e in entries if e)


@cache
def words(name: str) -> frozenset[str]:
    """The entries of a word list as a set."""
    return frozenset(lines(name))


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML table."""
    return tomllib.loads(_read(name))


@cache
def members(name: str, key: str) -> frozenset[str]:
    """A list of a TOML table as a set."""
    return frozenset(table(name)[key])
