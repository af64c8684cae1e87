"""The cache of the article floor gives back what was put in, forgets when anything it depends on changed, and never
stops a build. A damaged one is set aside and begun anew."""

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


NO_DATABASE = b"this is no database, but a long enough text to be taken for one" * 400


def damaged_inside(file: Path) -> bytes:
    """A cache whose pages were written over, its first page left whole."""
    cache = LayerCache(file, ["1"])
    for number in range(60):
        article = Article(id=f"quay-{number}", file="quay.txt", text=ARTICLE.text * 20)
        cache.put(article, layers_of(article))
    whole = file.read_bytes()
    return whole[:4096] + b"\xff" * (len(whole) - 4096)


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.name.startswith("stemma")]


@pytest.mark.parametrize("where", ["from the first byte", "inside"])
def test_a_damaged_cache_is_set_aside_and_begun_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, where: str
) -> None:
    file = tmp_path / "layers.sqlite"
    content = NO_DATABASE if where == "from the first byte" else damaged_inside(file)
    file.write_bytes(content)
    cache = LayerCache(file, ["1"])
    assert cache.get(ARTICLE) is None
    cache.put(ARTICLE, layers_of(ARTICLE))
    assert cache.get(ARTICLE) == LayerCache(file, ["1"]).get(ARTICLE) == layers_of(ARTICLE)
    assert (tmp_path / "layers.sqlite.damaged").read_bytes() == content
    (said,) = warnings(caplog)
    assert "layers.sqlite is damaged" in said and "kept as layers.sqlite.damaged" in said


def test_what_was_set_aside_before_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "layers.sqlite"
    for content in (NO_DATABASE, NO_DATABASE[1:]):
        file.write_bytes(content)
        LayerCache(file, ["1"]).put(ARTICLE, layers_of(ARTICLE))
    assert (tmp_path / "layers.sqlite.damaged").read_bytes() == NO_DATABASE
    assert (tmp_path / "layers.sqlite.damaged-2").read_bytes() == NO_DATABASE[1:]


def test_the_database_of_another_program_is_left_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "notes.sqlite"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE notes (text)")
    before = file.read_bytes()
    cache = LayerCache(file, ["1"])
    cache.put(ARTICLE, layers_of(ARTICLE))
    assert cache.get(ARTICLE) is None
    assert file.read_bytes() == before and list(tmp_path.iterdir()) == [file]
    assert "another program" in "".join(warnings(caplog))


def test_a_cache_that_cannot_be_written_still_gives_what_it_holds(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "layers.sqlite"
    LayerCache(file, ["1"]).put(ARTICLE, layers_of(ARTICLE))
    cache = LayerCache(file, ["1"])
    assert cache._db is not None
    cache._db.execute(f"PRAGMA max_page_count = {file.stat().st_size // 4096}")  # as a full disk would have it
    for number in range(3):
        other = Article(id=f"pier-{number}", file="pier.txt", text=ARTICLE.text * 2000)
        cache.put(other, layers_of(other))
    assert cache.get(ARTICLE) == layers_of(ARTICLE)
    (said,) = warnings(caplog)
    assert "Nothing more is kept" in said and "full" in said
    assert list(tmp_path.iterdir()) == [file]


def test_two_builds_share_one_cache(tmp_path: Path) -> None:
    file = tmp_path / "layers.sqlite"
    one, other = LayerCache(file, ["1"]), LayerCache(file, ["1"])
    for number in range(20):
        for cache, name in ((one, "quay"), (other, "pier")):
            article = Article(id=f"{name}-{number}", file="quay.txt", text=ARTICLE.text)
            cache.put(article, layers_of(article))
    for name in ("quay-19", "pier-19"):
        article = Article(id=name, file="quay.txt", text=ARTICLE.text)
        assert one.get(article) == other.get(article) == layers_of(article)


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
