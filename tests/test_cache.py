"""The cache of the article floor gives back what was put in, forgets when anything it depends on changed, and never
stops a build."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from stemma.model import Article, Layers, Parse
from stemma.store.cache import LayerCache

ARTICLE = Article(id="quay", file="quay.txt", text="The quay was closed on Monday.")


def layers_of(article: Article) -> Layers:
    nothing: tuple[()] = ()
    parse = Parse(article=article.id, tokens=nothing, sentences=nothing)
    return Layers(
        article=article,
        parse=parse,
        mentions=nothing,
        times=nothing,
        quantities=nothing,
        attributions=nothing,
        credits=nothing,
        claims=nothing,
    )


def test_what_was_kept_is_found_by_the_next_run(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "layers.sqlite"
    LayerCache(file, ["1", "parser"]).put(ARTICLE, layers_of(ARTICLE))
    assert LayerCache(file, ["1", "parser"]).get(ARTICLE) == layers_of(ARTICLE)


@pytest.mark.parametrize(
    ("article", "versions"),
    [
        (Article(id="quay", file="quay.txt", text="The quay was closed on Tuesday."), ["1", "parser"]),
        (Article(id="pier", file="quay.txt", text=ARTICLE.text), ["1", "parser"]),
        (ARTICLE, ["2", "parser"]),
        (ARTICLE, ["1", "another parser"]),
    ],
    ids=["text", "id", "version", "parser"],
)
def test_nothing_is_found_once_what_it_depends_on_changed(
    tmp_path: Path, article: Article, versions: list[str]
) -> None:
    file = tmp_path / "layers.sqlite"
    LayerCache(file, ["1", "parser"]).put(ARTICLE, layers_of(ARTICLE))
    assert LayerCache(file, versions).get(article) is None


def test_without_a_file_nothing_is_kept() -> None:
    cache = LayerCache(None, ["1"])
    cache.put(ARTICLE, layers_of(ARTICLE))
    assert cache.get(ARTICLE) is None


def test_a_file_that_is_no_cache_is_no_error(tmp_path: Path) -> None:
    file = tmp_path / "layers.sqlite"
    file.write_bytes(b"this is no database, but a long enough text to be taken for one" * 40)
    cache = LayerCache(file, ["1"])
    cache.put(ARTICLE, layers_of(ARTICLE))
    assert cache.get(ARTICLE) is None


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = LayerCache(tmp_path / "file" / "layers.sqlite", ["1"])
    cache.put(ARTICLE, layers_of(ARTICLE))
    assert cache.get(ARTICLE) is None


def test_a_damaged_entry_counts_as_none(tmp_path: Path) -> None:
    file = tmp_path / "layers.sqlite"
    cache = LayerCache(file, ["1"])
    cache.put(ARTICLE, layers_of(ARTICLE))
    with sqlite3.connect(file) as db:
        db.execute("UPDATE layers SET value = ?", (b"\xc1",))
    assert cache.get(ARTICLE) is None
