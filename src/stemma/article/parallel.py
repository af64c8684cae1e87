"""The article floor for many articles: from the cache where it holds them, else parsed, in several processes when
there is enough to parse to pay for starting them.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from stemma.article.attribution.tagger import Tagger
from stemma.article.floor import layer, versions
from stemma.model import Article, Layers
from stemma.nlp.parser import Parser
from stemma.store.cache import LayerCache

_WORDS_THAT_PAY = 40_000
"""Words to parse from which a second process saves more than its start costs (measured: benchmarks/overhead.py)."""
_CHUNK = 4


def layer_all(
    articles: Sequence[Article],
    *,
    cache_file: Path | None,
    workers: int | None,
    done: Callable[[int], None],
) -> tuple[Layers, ...]:
    """The layers of all `articles`, in their order.

    Args:
        cache_file: the SQLite file that keeps results between runs; None keeps nothing.
        workers: how many processes; None decides by the amount of text and the processors there are.
        done: called with the number of articles finished so far.
    """
    store = LayerCache(cache_file, versions())
    found = {a.id: layers for a in articles if (layers := store.get(a)) is not None}
    missing = [a for a in articles if a.id not in found]
    for n, (article, layers) in enumerate(zip(missing, _layers(missing, workers), strict=True)):
        store.put(article, layers)
        found[article.id] = layers
        done(len(articles) - len(missing) + n + 1)
    return tuple(found[a.id] for a in articles)


def _layers(articles: Sequence[Article], workers: int | None) -> Iterator[Layers]:
    wanted = workers if workers is not None else _paying(articles)
    if wanted < 2 or len(articles) < 2:
        yield from map(_layer, articles)
        return
    # Spawned, not forked: libraries with threads of their own may be loaded already.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(wanted, len(articles)), mp_context=context) as pool:
        yield from pool.map(_layer, articles, chunksize=_CHUNK)


def _paying(articles: Sequence[Article]) -> int:
    words = sum(len(a.text) for a in articles) // 6
    return min(os.cpu_count() or 1, words // (_WORDS_THAT_PAY // 2)) if words >= _WORDS_THAT_PAY else 1


@cache
def _models() -> tuple[Parser, Tagger]:
    """The language models, once a process."""
    return Parser(), Tagger()


def _layer(article: Article) -> Layers:
    return layer(article, *_models())
