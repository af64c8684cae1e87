"""Quotes: who says what in single articles, as a table for a terminal or as JSON lines.

Each article stands alone: no story, no comparison. The attributions are those of ``dossier.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text

from stemma.model import Article, Attribution, Entity, Layers, Source
from stemma.publish.record import attribution_record, entity_index


def json_line(name: str | int, layers: Layers, entities: Iterable[Entity]) -> str:
    """``{id, attributions}`` of one article as a line of JSON."""
    entity_at = entity_index(entities)
    attributions = [attribution_record(a, layers.article.text, entity_at) for a in layers.attributions]
    return json.dumps({"id": name, "attributions": attributions}, ensure_ascii=False)


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
