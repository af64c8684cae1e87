"""Quotes: who says what in single articles, as a table for a terminal or as JSON lines.

Each article stands alone: no story, no comparison. The attributions are those of ``dossier.json``, but that an
utterance divided by its cue is one (`stemma.publish.attribution_entries`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text

from stemma import data
from stemma.model import Article, Attribution, Entity, Layers, Source
from stemma.publish.record import attribution_record, entity_index
from stemma.publish.terminal import printable


def json_line(name: str | int, layers: Layers, entities: Iterable[Entity]) -> str:
    """``{id, attributions}`` of one article as a line of JSON."""
    entity_at = entity_index(entities)
    attributions = [attribution_record(a, layers.article.text, entity_at) for a in layers.attributions]
    return json.dumps({"id": name, "attributions": attributions}, ensure_ascii=False)


def table(layers: Sequence[Layers]) -> Group:
    """Who says what, one table an article."""
    return Group(*(_table(one) for one in layers))


def _table(layers: Layers) -> Table | Text:
    article = layers.article
    title = _line(f"{article.file}: {article.title}" if article.title else article.file)
    if not layers.attributions:
        return Text(f"{title}\nNobody is found to be cited or quoted.\n")
    relayed = any(_relays(a) for a in layers.attributions)
    shown = Table(title=Text(title), title_justify="left", expand=True, show_lines=True)
    shown.add_column("who", ratio=3)
    if relayed:
        shown.add_column("through", ratio=2)
    shown.add_column("how", no_wrap=True)
    shown.add_column("what", ratio=6)
    for attribution in layers.attributions:
        who = attribution.sources or attribution.chain[-1:]
        cells = [Text("; ".join(_named(s, article) for s in who) or "nobody named")]
        if relayed:
            cells.append(Text(" → ".join(_named(s, article) for s in _relays(attribution))))
        cells.append(Text(attribution.kind))
        cells.append(Text(" … ".join(_line(article.text[p.start : p.end]) for p in attribution.parts)))
        shown.add_row(*cells)
    return shown


def _relays(attribution: Attribution) -> tuple[Source, ...]:
    return tuple(s for s in attribution.chain if all(s.span != other.span for other in attribution.sources))


def _named(source: Source, article: Article) -> str:
    """The wording, and whom it stands for where that says more: "he (Mayor Holm)", but no "the aide (an aide)"."""
    words = _line(source.text)
    if source.refers is None:
        return words
    refers = _line(article.text[source.refers.start : source.refers.end])
    return f"{words} ({refers})" if _telling(refers) - _telling(words) else words


def _telling(words: str) -> set[str]:
    return set(re.findall(r"\w+", words.casefold())) - data.words("en/function_words.txt")


def _line(words: str) -> str:
    return " ".join(printable(words).split())
