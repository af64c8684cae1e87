"""Lines: articles of a collection that keeps them as JSON lines ``{"id", "text", "title"?}``, each taken as it stands.

Other than in `stemma.article.reading.structured`, text and id are not touched, so that offsets and ids are those of the
collection (half of a surrogate pair, which no file can hold, becomes U+FFFD in its place); what such a line cannot tell
(outlet, day) is not looked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stemma.article.reading.files import readable
from stemma.errors import BadLine
from stemma.model import Article

_SURROGATE = re.compile(r"[\ud800-\udfff]")
Line = tuple[int, str | int, Article]
"""The number of a line in its file, and the id and the article it holds."""


def articles_in(path: Path) -> Iterator[Line | BadLine]:
    """The number, the id as given and the article of each line ``{"id", "text", "title"?}``, a `BadLine` for one
    that holds none; empty lines are passed over.

    Raises:
        OSError: the file could not be opened.
    """
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            if raw.strip():
                try:
                    yield _article(path, number, raw)
                except BadLine as bad:
                    yield bad


def _article(path: Path, number: int, raw: bytes) -> Line:
    try:
        record: Any = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        raise BadLine(path, number, "is not UTF-8 text") from error
    except (ValueError, RecursionError) as error:  # also a number of more digits than Python reads
        raise BadLine(path, number, f"is not JSON ({error})") from error
    if not isinstance(record, dict):
        raise BadLine(path, number, "holds no object with the fields id and text")
    name, text, title = record.get("id"), record.get("text"), record.get("title")
    if not isinstance(name, str | int) or isinstance(name, bool) or name == "":
        raise BadLine(path, number, "has no id (a string or whole number)")
    if not isinstance(text, str):
        raise BadLine(path, number, "has no text (a string)")
    if _SURROGATE.search(str(name)):
        raise BadLine(path, number, "has half a character in its id")
    stated = _SURROGATE.sub("\ufffd", title) if isinstance(title, str) and title else None
    text = _SURROGATE.sub("\ufffd", text)
    return number, name, Article(id=str(name), file=readable(path.name), text=text, title=stated)
