"""Quotes: who says what in single articles, as a table for a terminal or as JSON lines.

Each article is read alone: no story, no comparison. The attributions are those of ``dossier.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from stemma.article.attribution.tagger import Tagger
from stemma.article.floor import layer
from stemma.article.reading import read
from stemma.errors import BadLine, NoReadableArticle
from stemma.model import Article, Attribution, Layers, Problem, Source
from stemma.nlp.parser import Parser
from stemma.publish.record import Record, attribution_record, entity_index
from stemma.story.entities import resolve


def read_files(paths: Sequence[Path]) -> tuple[tuple[Layers, ...], tuple[Problem, ...]]:
    """The article floor of each report in `paths`, and the inputs that could not be read.

    Raises:
        NoReadableArticle: none of the inputs could be read.
    """
    reading = read(paths)
    if not reading.articles:
        raise NoReadableArticle(reading.problems)
    parser, tagger = Parser(), Tagger()
    return tuple(layer(article, parser, tagger) for article in reading.articles), reading.problems


Line = tuple[str | int, Article]


def read_lines(path: Path) -> Iterator[Line | BadLine]:
    """The id as given and the article of each line ``{"id", "text", "title"?}``, a `BadLine` for one
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
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadLine(path, number, f"is not JSON ({error})") from error
    if not isinstance(record, dict):
        raise BadLine(path, number, "holds no object with the fields id and text")
    name, text, title = record.get("id"), record.get("text"), record.get("title")
    if not isinstance(name, str | int) or isinstance(name, bool) or name == "":
        raise BadLine(path, number, "has no id (a string or whole number)")
    if not isinstance(text, str):
        raise BadLine(path, number, "has no text (a string)")
    stated = title if isinstance(title, str) and title else None
    return name, Article(id=str(name), file=path.name, text=text, title=stated)


def line_record(name: str | int, layers: Layers) -> Record:
    """``{id, attributions}`` of one article."""
    entity_at = entity_index(resolve((layers,)))
    return {
        "id": name,
        "attributions": [attribution_record(a, layers.article.text, entity_at) for a in layers.attributions],
    }


def json_lines(lines: Iterable[Line | BadLine]) -> Iterator[str | BadLine]:
    """A line of JSON for each article; what could not be read is passed on."""
    parser, tagger = Parser(), Tagger()
    for line in lines:
        if isinstance(line, BadLine):
            yield line
        else:
            name, article = line
            yield json.dumps(line_record(name, layer(article, parser, tagger)), ensure_ascii=False)


def table(layers: Sequence[Layers]) -> Group:
    """Who says what, one table an article."""
    return Group(*(_table(one) for one in layers))


def _table(layers: Layers) -> Table:
    article = layers.article
    shown = Table(title=Text(article.title or article.file), title_justify="left", expand=True, show_lines=True)
    shown.add_column("who", ratio=3)
    shown.add_column("through", ratio=2)
    shown.add_column("how", no_wrap=True)
    shown.add_column("what", ratio=6)
    for attribution in layers.attributions:
        who = attribution.sources or attribution.chain[-1:]
        shown.add_row(
            Text("; ".join(_named(s, article) for s in who) or "nobody named"),
            Text(" → ".join(_named(s, article) for s in _relays(attribution))),
            attribution.kind,
            Text(" … ".join(_line(article.text[p.start : p.end]) for p in attribution.parts)),
        )
    return shown


def _relays(attribution: Attribution) -> tuple[Source, ...]:
    return tuple(s for s in attribution.chain if all(s.span != other.span for other in attribution.sources))


def _named(source: Source, article: Article) -> str:
    if source.refers is None:
        return source.text
    return f"{source.text} ({_line(article.text[source.refers.start : source.refers.end])})"


def _line(words: str) -> str:
    return " ".join(words.split())
