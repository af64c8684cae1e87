"""Two claims read together: the same number whichever comes first and whatever else is read, and one for any text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.nlp.cross_encoder import CrossEncoder

PAIRS = [
    ("The board will decide in June.", "A verdict by the board is due in June."),
    ("The ferry sank off Port Selm on Monday.", "A boat went down near Selm at the start of the week."),
    ("Bread prices fell.", "The mayor resigned."),
    ("", "The mayor resigned."),
    ("word " * 200, "العبارة غرقت"),
]


@pytest.fixture(scope="module")
def reader() -> CrossEncoder:
    return CrossEncoder()


def test_either_order_of_two_claims_gives_one_number(reader: CrossEncoder) -> None:
    assert np.array_equal(reader.score(PAIRS), reader.score([(b, a) for a, b in PAIRS]))


def test_a_number_does_not_hang_on_what_else_is_read(reader: CrossEncoder) -> None:
    together = reader.score(PAIRS)
    alone = [reader.score([pair])[0] for pair in PAIRS]
    assert together == pytest.approx(alone, abs=1e-4)


def test_numbers_come_in_the_order_of_the_pairs_however_often_one_is_asked(reader: CrossEncoder) -> None:
    once, turned = reader.score(PAIRS), reader.score([*reversed(PAIRS), PAIRS[0]])
    assert np.array_equal(turned, [*reversed(once), once[0]])


def test_no_pairs_give_no_numbers(reader: CrossEncoder) -> None:
    assert reader.score([]).shape == (0,)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_give_a_number(reader: CrossEncoder, a: str, b: str) -> None:
    assert np.isfinite(reader.score([(a, b)])).all()
