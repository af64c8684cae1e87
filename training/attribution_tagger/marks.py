"""Attributions marked in the training stories, as records like those of PolNeAR.

The texts are those of ``training/statements/stories``, the marks (``marks/STORY.json``) lists of

    {article, source: [words], cue: words, content: [pieces], near: words, kind, type, chain: [words]}

in which all words are verbatim: `near` occurs once in the article and holds the start of the content; source and cue
are those of that stretch, or else the nearest to the content.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stemma.article.reading import read
from stemma.model import Article

Piece = tuple[int, int]
_FAR = 500  # characters from the content beyond which words are not its source or cue


def marked(stories: Path, marks: Path) -> Iterator[tuple[Article, dict[str, Any]]]:
    """Every report of the marked stories, and its attributions as a record of PolNeAR's form.

    Raises:
        ValueError: the content of a mark does not stand in its report.
    """
    for file in sorted(marks.glob("*.json")):
        rows = json.loads(file.read_text(encoding="utf-8"))
        for article in read([stories / file.stem / "articles"]).articles:
            key = Path(article.file).stem
            found = [_attribution(article.text, m) for m in rows if m["article"] == key]
            record = {"id": f"{file.stem}/{key}", "text": article.text, "title": article.title, "attributions": found}
            yield article, record


def _attribution(text: str, mark: dict[str, Any]) -> dict[str, Any]:
    near = next(iter(_all(text, mark["near"])), (0, 0))
    content: list[Piece] = []
    at = near[0]
    for words in mark["content"]:
        places = _all(text, words)
        if not places:
            raise ValueError(f"{mark['article']}: {words!r} is not in the report")
        content.append(next((p for p in places if p[0] >= at), places[0]))
        at = content[-1][1]
    linked = [_nearest(text, words, near, content) for words in (*mark["source"], mark["cue"])]
    *sources, cue = [[p] if p else [] for p in linked]
    return {"content": content, "source": [p for s in sources for p in s], "cue": cue}


def _nearest(text: str, words: str, near: Piece, content: list[Piece]) -> Piece | None:
    """The place of words that is nearest to a content, inside `near` if they stand there; None where all are far."""
    places = _all(text, words)
    places = [p for p in places if not any(a <= p[0] and p[1] <= b for a, b in content)] or places
    places = [p for p in places if near[0] <= p[0] and p[1] <= near[1]] or places
    away = {p: min(max(p[0] - b, a - p[1], 0) for a, b in content) for p in places}
    best = min(places, key=lambda p: (away[p], p), default=None)
    return best if best is not None and away[best] < _FAR else None


def _all(text: str, words: str) -> list[Piece]:
    """Where words stand as whole words, spaces as any white space."""
    if not words:
        return []
    pattern = r"\s+".join(re.escape(w) for w in words.split())
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    return [m.span() for m in re.finditer(before + pattern + after, text)]
