"""The corridor: the order of the stages. No other module knows it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from stemma import __version__
from stemma.article.attribution.tagger import Tagger
from stemma.article.floor import layer
from stemma.article.parallel import failed, layer_all
from stemma.article.reading import ReadingResult, read
from stemma.article.reading.lines import articles_in
from stemma.errors import BadLine, NoReadableArticle, NotOneReport, StemmaError, place_of
from stemma.model import (
    Derivation,
    Dossier,
    Entity,
    Layers,
    Problem,
    Publication,
    Talks,
    TimelineEntry,
    Variant,
)
from stemma.nlp import claim_embedder as claim_embedder_module
from stemma.nlp import cross_encoder as cross_encoder_module
from stemma.nlp import embedder as embedder_module
from stemma.nlp import parser as parser_module
from stemma.nlp.claim_embedder import ClaimEmbedder
from stemma.nlp.clause_reader import ClauseReader
from stemma.nlp.cross_encoder import CrossEncoder
from stemma.nlp.embedder import Embedder
from stemma.nlp.parser import Parser
from stemma.story.dating import date_story
from stemma.story.entities import resolve
from stemma.story.lineage import name_publishers, trace
from stemma.story.origins import find_origins
from stemma.story.statements import align
from stemma.story.talks import record_talks
from stemma.story.timeline import order
from stemma.story.variants import compare
from stemma.story.versions import mark_versions

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

_TITLE = 10
"""Words of a report that stand for its title where it has none."""

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, how much of it is done and how much there is."""


def _quiet(stage: str, done: int, total: int) -> None:
    pass


def build(
    paths: Sequence[Path],
    *,
    title: str | None = None,
    cache: Path | None = None,
    workers: int | None = 1,
    progress: Progress = _quiet,
) -> Dossier:
    """Build the dossier of one story from the reports in `paths` (files or folders).

    Args:
        title: the story's title; by default that of the report most others rest on.
        cache: the SQLite file that keeps results of the article floor; None keeps nothing.
        workers: processes for the article floor; None lets the amount of text decide.
        progress: told about each step.

    Raises:
        NoReadableArticle: none of the inputs could be read.
        ModelMissing: a language model is not installed.
    """
    progress("reading", 0, 1)
    reading = read(paths)
    if not reading.articles:
        raise NoReadableArticle(reading.problems)
    count = len(reading.articles)
    progress("articles", 0, count)
    layers, problems = _floor(reading, cache, workers, lambda n: progress("articles", n, count))
    progress("articles", count, count)
    stages = ("dating", "entities", "statements", "lineage", "variants", "origins", "timeline", "talks")
    step = {name: n for n, name in enumerate(stages)}

    def begin(name: str) -> None:
        progress(name, step[name], len(stages))

    begin("dating")
    layers = name_publishers(layers)
    dating = date_story(layers)
    layers = tuple(_dated(one, dating.published.get(one.article.id)) for one in layers)
    layers = mark_versions(layers)
    begin("entities")
    entities = resolve(layers)
    begin("statements")
    embedder = Embedder()
    claims = ClaimEmbedder()
    statements = align(layers, dating.times, claims, CrossEncoder())
    begin("lineage")
    derivations = trace(layers, embedder, statements)
    begin("variants")
    faults: list[Problem] = []
    variants: tuple[Variant, ...] = _spared(
        "the differences between them",
        lambda: compare(layers, entities, dating.times, statements, derivations, embedder),
        (),
        faults,
    )
    begin("origins")
    origins = find_origins(layers, entities, statements, derivations)
    begin("timeline")
    timeline: tuple[TimelineEntry, ...] = _spared(
        "the timeline", lambda: order(layers, dating.times, statements), (), faults
    )
    begin("talks")
    talks: Talks | None = _spared(
        "the talks",
        lambda: record_talks(layers, entities, dating.times, statements, variants, claims, ClauseReader()),
        None,
        faults,
    )
    return Dossier(
        title=title or _title(layers, derivations),
        layers=layers,
        problems=(*problems, *faults),
        entities=entities,
        times=dating.times,
        statements=statements,
        variants=variants,
        derivations=derivations,
        origins=origins.origins,
        support=origins.support,
        whole=origins.whole,
        timeline=timeline,
        talks=talks,
        made_with=(
            ("stemma", __version__),
            ("parser", parser_module.NAME),
            ("embedder", embedder_module.NAME),
            ("embedder of claims", claim_embedder_module.NAME),
            ("reader of claims", cross_encoder_module.NAME),
        ),
    )


def _spared(part: str, work: Callable[[], _T], otherwise: _T, faults: list[Problem]) -> _T:
    """What a stage gives that no sound dossier hangs on; where it fails `otherwise`, and the fault is told.

    Raises:
        StemmaError: the stage says itself what is wrong.
    """
    try:
        return work()
    except StemmaError:
        raise
    except Exception as error:  # any: a fault in one part must not cost the others
        _log.debug("%s", part, exc_info=error)
        advice = "the rest of the dossier is whole; the fault is stemma's, please report it with this line"
        faults.append(Problem(file="all reports", reason=f"stemma failed on {part}: {place_of(error)}", advice=advice))
        return otherwise


def build_pair(first: Path, second: Path, *, cache: Path | None = None) -> tuple[Dossier, str]:
    """Build the dossier of two reports; with it the id of the article that `first` holds.

    Raises:
        NoReadableArticle: one of the files could not be read.
        NotOneReport: one of the files holds several reports.
        ModelMissing: a language model is not installed.
    """
    texts = []
    for path in (first, second):
        found = read([path])
        if not found.articles:
            raise NoReadableArticle(found.problems)
        if len(found.articles) > 1:
            raise NotOneReport(path, len(found.articles))
        texts.append(found.articles[0].text)
    dossier = build([first, second], cache=cache)
    ids = {one.article.text: one.article.id for one in reversed(dossier.layers)}
    if not set(texts) <= set(ids):
        raise NoReadableArticle(dossier.problems)
    return dossier, ids[texts[0]]


def read_alone(
    paths: Sequence[Path], *, cache: Path | None = None, workers: int | None = 1
) -> tuple[tuple[Layers, ...], tuple[Problem, ...]]:
    """The article floor of each report in `paths`, and the inputs that could not be read: no story, no comparison.

    Raises:
        NoReadableArticle: none of the inputs could be read.
        ModelMissing: a language model is not installed.
    """
    reading = read(paths)
    if not reading.articles:
        raise NoReadableArticle(reading.problems)
    return _floor(reading, cache, workers, lambda n: None)


def read_lines_alone(path: Path) -> Iterator[tuple[str | int, Layers, tuple[Entity, ...]] | BadLine]:
    """The id, the article floor and the entities of each article in a file of JSON lines, one by one; a `BadLine` for
    each line that holds none.

    Raises:
        OSError: the file could not be opened.
        ModelMissing: a language model is not installed.
    """
    parser, tagger = Parser(), Tagger()
    for line in articles_in(path):
        if isinstance(line, BadLine):
            yield line
            continue
        number, name, article = line
        try:
            layers = layer(article, parser, tagger)
            yield name, layers, resolve((layers,))
        except StemmaError:
            raise
        except Exception as error:  # any: a stage's fault must not cost the other lines
            yield BadLine(path, number, failed(article, error).reason)


def _floor(
    reading: ReadingResult, cache: Path | None, workers: int | None, done: Callable[[int], None]
) -> tuple[tuple[Layers, ...], tuple[Problem, ...]]:
    """The article floor of what was read, and all problems: the inputs not read, and the reports that failed on it.

    Raises:
        NoReadableArticle: no report is left.
    """
    found = layer_all(reading.articles, cache_file=cache, workers=workers, done=done)
    problems = tuple(sorted((*reading.problems, *found.problems), key=lambda p: (p.file, p.reason, p.advice)))
    if not found.layers:
        raise NoReadableArticle(problems)
    return found.layers, problems


def _dated(layers: Layers, published: Publication | None) -> Layers:
    if published is None or layers.article.published is not None:
        return layers
    return msgspec.structs.replace(layers, article=msgspec.structs.replace(layers.article, published=published))


def _title(layers: Sequence[Layers], derivations: Sequence[Derivation]) -> str:
    """The title of the report most others rest on, of the earliest where none does; reports without a title are passed
    over as long as one has any. Where none has, the first words of the one most others rest on, dateline left out."""
    children = Counter(d.parent for d in derivations)

    def key(one: Layers) -> tuple[bool, int, str, str]:
        published = one.article.published
        latest = published.latest.isoformat() if published else "9999"
        return (not one.article.title, -children[one.article.id], latest, one.article.id)

    first = min(layers, key=key).article
    if first.title:
        return first.title
    words = first.text[first.dateline.end if first.dateline else 0 :].lstrip(" \t\n-–—").split()
    return " ".join(words[:_TITLE]) + (" …" if len(words) > _TITLE else "")
