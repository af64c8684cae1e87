"""The article floor gives the same layers with two processes, with one, and from the cache; a stage that fails on one
report costs that report only."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from stemma.article import floor, parallel
from stemma.errors import ModelMissing, ProcessLost
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
    done = parallel.layer_all(ARTICLES, cache_file=cache, workers=workers, done=told.append)
    assert done.problems == ()
    return done.layers, told


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


def failing_on(word: str, stage: Callable[..., Any]) -> Callable[..., Any]:
    """`stage` as it is, but on articles that hold `word` an error comes up."""

    def changed(article: Article, *rest: Any) -> Any:
        if word in article.text:
            raise IndexError("a number too far")
        return stage(article, *rest)

    return changed


@pytest.mark.parametrize("stage", ["mark_furniture", "read_masthead", "find_names", "attribute", "cut_claims"])
def test_a_stage_that_fails_on_one_report_costs_that_report_only(
    stage: str, alone: tuple[Layers, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(floor, stage, failing_on("trawlers", getattr(floor, stage)))
    told: list[int] = []
    cache = tmp_path / "layers.sqlite"
    done = parallel.layer_all(ARTICLES, cache_file=cache, workers=1, done=told.append)
    assert done.layers == alone[1:]
    (problem,) = done.problems
    assert problem.file == "report-0.txt"
    assert problem.reason.startswith("stemma failed on it: IndexError in ") and "report" in problem.advice
    assert told == [1, 2, 3]
    monkeypatch.undo()
    assert (
        parallel.layer_all(ARTICLES, cache_file=cache, workers=1, done=told.append).layers == alone
    )  # no failure kept


def test_the_twin_of_a_report_that_failed_is_no_twin_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Article(id="first", file="two.jsonl", text="The quay was closed.", title="Trouble at the quay")
    twin = Article(id="twin", file="two.jsonl", text="The quay was closed.", duplicate_of="first")
    stage = floor.find_names

    def failing(article: Article, *rest: Any) -> Any:
        if article.id == "first":
            raise RecursionError
        return stage(article, *rest)

    monkeypatch.setattr(floor, "find_names", failing)
    done = parallel.layer_all([first, twin], cache_file=None, workers=1, done=lambda n: None)
    assert [one.article.duplicate_of for one in done.layers] == [None]
    assert [(p.file, "(report first)" in p.reason) for p in done.problems] == [("two.jsonl", True)]


def test_a_model_that_is_missing_ends_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: Any) -> Any:
        raise ModelMissing("The model is not installed.")

    monkeypatch.setattr(floor, "parse", missing)
    with pytest.raises(ModelMissing):
        parallel.layer_all(ARTICLES, cache_file=None, workers=1, done=lambda n: None)


def test_a_process_that_the_system_ends_is_an_error_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ended:
        def __init__(self, *_: Any, **__: Any) -> None: ...

        def __enter__(self) -> Ended:
            return self

        def __exit__(self, *_: Any) -> None: ...

        def map(self, *_: Any, **__: Any) -> Any:
            raise BrokenProcessPool("A process in the process pool was terminated abruptly")

    monkeypatch.setattr(parallel, "ProcessPoolExecutor", Ended)
    with pytest.raises(ProcessLost, match="run it again"):
        parallel.layer_all(ARTICLES, cache_file=None, workers=2, done=lambda n: None)
