"""The article floor gives the same layers with two processes, with one, and from the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from stemma.article import parallel
from stemma.model import Article, Layers

ARTICLES = [
    Article(id=f"report-{n}", file=f"report-{n}.txt", text=text)
    for n, text in enumerate(
        (
            "Two trawlers collided off Cape Orsa on Friday, the coastguard said.",
            "“We saw no lights,” said skipper Ines Maro. Nine crew were taken ashore.",
            "",
        )
    )
]


def layered(workers: int, cache: Path | None = None) -> tuple[tuple[Layers, ...], list[int]]:
    told: list[int] = []
    return parallel.layer_all(ARTICLES, cache_file=cache, workers=workers, done=told.append), told


@pytest.fixture(scope="module")
def alone() -> tuple[Layers, ...]:
    return layered(1)[0]


def test_two_processes_give_the_layers_of_one(alone: tuple[Layers, ...]) -> None:
    together, told = layered(2)
    assert together == alone
    assert told == [1, 2, 3]


def test_layers_come_in_the_order_of_the_articles(alone: tuple[Layers, ...]) -> None:
    assert [one.article.id for one in alone] == [a.id for a in ARTICLES]


def test_what_the_cache_holds_is_not_parsed_again(
    tmp_path: Path, alone: tuple[Layers, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "layers.sqlite"
    first, _ = layered(1, cache)

    def never(article: Article) -> Layers:
        raise AssertionError(f"{article.id} was parsed again")

    monkeypatch.setattr(parallel, "_layer", never)
    again, told = layered(1, cache)
    assert first == again == alone
    assert told == []
