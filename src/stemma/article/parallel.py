"""The article floor for many articles: from the cache where it holds them, else parsed, in several processes when
there is enough to parse to pay for starting them.

An error inside a stage costs the one article it came up in: that article becomes a problem, the others go on.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from stemma.article.attribution.tagger import Tagger
from stemma.article.floor import layer, versions
from stemma.errors import ProcessLost, StemmaError, place_of
from stemma.model import Article, Layers, Problem
from stemma.nlp.parser import Parser
from stemma.store.cache import LayerCache

_log = logging.getLogger(__name__)
_WORDS_THAT_PAY = 40_000
"""Words to parse from which a second process saves more than its start costs (measured: benchmarks/overhead.py)."""
_CHUNK = 4


class Layered(NamedTuple):
    """The layers of the articles, in their order, and a problem for each article that has none."""

    layers: tuple[Layers, ...]
    problems: tuple[Problem, ...]


def layer_all(
    articles: Sequence[Article],
    *,
    cache_file: Path | None,
    workers: int | None,
    done: Callable[[int], None],
) -> Layered:
    """The layers of all `articles`, but of those that an error inside a stage came up in.

    Args:
        cache_file: the SQLite file that keeps results between runs; None keeps nothing.
        workers: how many processes; None decides by the amount of text and the processors there are.
        done: called with the number of articles finished so far.

    Raises:
        ModelMissing: a language model is not installed.
        ProcessLost: the system ended one of the processes.
    """
    store = LayerCache(cache_file, versions())
    found: dict[str, Layers | Problem] = {a.id: kept for a in articles if (kept := store.get(a)) is not None}
    missing = [a for a in articles if a.id not in found]
    for n, (article, outcome) in enumerate(zip(missing, _outcomes(missing, workers), strict=True)):
        if isinstance(outcome, Layers):
            store.put(article, outcome)
        found[article.id] = outcome
        done(len(articles) - len(missing) + n + 1)
    outcomes = [found[a.id] for a in articles]
    layers = tuple(_linked(one, found) for one in outcomes if isinstance(one, Layers))
    return Layered(layers, tuple(one for one in outcomes if isinstance(one, Problem)))


def failed(article: Article, error: Exception) -> Problem:
    """The problem of an article in which `error` came up; the log has the traceback, at its level for debugging."""
    _log.debug("article %s", article.id, exc_info=error)
    record = "" if article.id == Path(article.file).stem else f" (report {article.id})"
    return Problem(
        file=article.file,
        reason=f"stemma failed on it{record}: {place_of(error)}",
        advice="the other reports were worked on; the fault is stemma's, please report it with this line",
    )


def _linked(layers: Layers, found: dict[str, Layers | Problem]) -> Layers:
    """`layers` without a link to a twin that failed."""
    twin = layers.article.duplicate_of
    if twin is None or isinstance(found.get(twin), Layers):
        return layers
    return msgspec.structs.replace(layers, article=msgspec.structs.replace(layers.article, duplicate_of=None))


def _outcomes(articles: Sequence[Article], workers: int | None) -> Iterator[Layers | Problem]:
    wanted = workers if workers is not None else _paying(articles)
    if wanted < 2 or len(articles) < 2:
        yield from map(_layer, articles)
        return
    # Spawned, not forked: libraries with threads of their own may be loaded already.
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(min(wanted, len(articles)), mp_context=context) as pool:
            yield from pool.map(_layer, articles, chunksize=_CHUNK)
    except BrokenProcessPool as error:
        raise ProcessLost from error


def _paying(articles: Sequence[Article]) -> int:
    words = sum(len(a.text) for a in articles) // 6
    return min(os.cpu_count() or 1, words // (_WORDS_THAT_PAY // 2)) if words >= _WORDS_THAT_PAY else 1


@cache
def _models() -> tuple[Parser, Tagger]:
    """The language models, once a process."""
    return Parser(), Tagger()


def _layer(article: Article) -> Layers | Problem:
    models = _models()
    try:
        return layer(article, *models)
    except StemmaError:
        raise
    except Exception as error:  # any: a stage's fault must not cost the other reports
        return failed(article, error)
