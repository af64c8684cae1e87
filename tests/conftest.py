"""Shared by all tests: one parser for the session, the project's own stories, each built once, and the folder of real
stories where it is present."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from stemma.model import Dossier
from stemma.nlp.parser import Parser

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
STORIES = {
    gold.parent.name: gold.parent
    for place in ("examples", "tests/fixtures/stories")
    for gold in sorted((ROOT / place).glob("*/gold.json"))
}
"""The project's own gold stories by name: the example and the fixtures. All of them are fictional."""


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The dependency parser, loaded once."""
    return Parser()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared stories and data; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside the project: real stories are not tested here")
    return SHARED


@pytest.fixture(scope="session")
def dossier_of() -> Callable[[str], Dossier]:
    """The dossier of one of `STORIES`, built at its first use."""
    from stemma.pipeline import build  # here: tests of one stage need no other

    return cache(lambda story: build([STORIES[story] / "articles"]))


@pytest.fixture(params=list(STORIES)[::3])
def dossier(request: pytest.FixtureRequest, dossier_of: Callable[[str], Dossier]) -> Dossier:
    """Every third of the project's own stories in turn, the example first; `quality/score.py` builds them all."""
    return dossier_of(request.param)


DAY = "2025-03-12"
OUTLETS = ("Selm Courier", "Tolm Gazette", "Island Herald")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Dossier]]:
    """Builds a story of up to three reports of three outlets, given as text (all of one day) or as (text, day)."""
    from stemma import pipeline
    from stemma.nlp.claim_embedder import ClaimEmbedder
    from stemma.nlp.embedder import Embedder

    embedder, claim_embedder = Embedder(), ClaimEmbedder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "Embedder", lambda: embedder)  # loaded once for all of them
        patch.setattr(pipeline, "ClaimEmbedder", lambda: claim_embedder)

        def make(*reports: str | tuple[str, str]) -> Dossier:
            folder = tmp_path_factory.mktemp("story")
            for n, report in enumerate(reports):
                text, day = (report, DAY) if isinstance(report, str) else report
                record = {"text": text, "date": day, "outlet": OUTLETS[n]}
                (folder / f"r{n}.json").write_text(json.dumps(record), "utf-8")
            return pipeline.build([folder])

        yield make
