"""Text reuse: passages two texts share, with their places on both sides."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.story.lineage.reuse import Reuse, find_reuse

PASSAGE = (
    "The harbour bridge will close to lorries for three weeks after divers found cracks in two of its pillars, "
    "the roads authority said, and the night ferry will carry timber from the sawmill until repairs are done."
)
OTHER = (
    "Growers in the upper valley expect the smallest cherry harvest in a decade because frost killed the blossom in "
    "April, and several orchards have begun to graft later varieties that flower when the danger has passed."
)
THIRD = (
    "A choir of retired miners sang at the opening of the renovated theatre, where the first season offers two operas, "
    "a festival of puppets and a month of free concerts for schools from the surrounding villages."
)


def sides(match: Reuse, texts: dict[str, str]) -> tuple[str, str]:
    return (
        texts[match.first][match.first_start : match.first_end],
        texts[match.second][match.second_start : match.second_end],
    )


def edited(text: str, every: int) -> str:
    """`text` with each `every`-th word replaced."""
    return " ".join("zzz" if n % every == every - 1 else w for n, w in enumerate(text.split()))


def test_a_passage_copied_into_another_text_is_found_with_both_places():
    texts = {"a": f"{OTHER}\n\n{PASSAGE}", "b": f"{PASSAGE}\n\n{THIRD}"}
    (match,) = find_reuse(list(texts.items()))
    first, second = sides(match, texts)
    assert first == second == PASSAGE.rstrip(".")
    assert match.density == 1.0


@pytest.mark.parametrize("every", [8, 5, 4])
def test_an_edited_copy_is_found(every: int):
    texts = {"a": f"{OTHER} {PASSAGE}", "b": f"{edited(PASSAGE, every)} {THIRD}"}
    (match,) = find_reuse(list(texts.items()))
    first, _ = sides(match, texts)
    assert len(first) > 0.7 * len(PASSAGE)
    assert match.density < 1.0


def test_a_copy_with_slips_of_the_pen_is_found_to_its_ends():
    slips = PASSAGE.replace("lorries", "lorires").replace("divers", "diver").replace("pillars", "pilars")
    slips = slips.replace("timber", "timbre").replace("repairs", "rapairs")
    texts = {"a": f"{OTHER} {PASSAGE}", "b": f"{slips} {THIRD}"}
    (match,) = find_reuse(list(texts.items()))
    first, second = sides(match, texts)
    assert first == PASSAGE.rstrip(".")
    assert second == slips.rstrip(".")
    assert match.density == 1.0


def test_another_number_is_no_slip_of_the_pen():
    (match,) = find_reuse([("a", f"{PASSAGE} By 2031 all."), ("b", f"{PASSAGE} By 2032 all.")])
    assert match.density < 1.0


def test_what_follows_a_copy_is_not_taken_along():
    texts = {"a": f"{PASSAGE} {OTHER}", "b": f"{PASSAGE} {THIRD}"}
    (match,) = find_reuse(list(texts.items()))
    assert sides(match, texts)[0] == PASSAGE.rstrip(".")


def test_texts_on_other_matters_share_nothing():
    assert find_reuse([("a", PASSAGE), ("b", OTHER), ("c", THIRD)]) == ()


def test_a_name_with_its_title_is_no_reuse():
    one = f"{OTHER} Foreign Trade Secretary Sir Aldous Penhaligon-Wyke of Northmarch spoke."
    two = f"{THIRD} Foreign Trade Secretary Sir Aldous Penhaligon-Wyke of Northmarch wept."
    assert find_reuse([("a", one), ("b", two)]) == ()


def test_spelling_of_case_accents_and_apostrophes_does_not_hide_a_copy():
    copy = PASSAGE.replace("pillars", "PILLARS").replace("ferry", "férry")
    (match,) = find_reuse([("a", PASSAGE), ("b", copy)])
    assert match.density == 1.0


def test_paragraphs_in_another_order_are_several_passages():
    texts = {"a": f"{PASSAGE}\n\n{OTHER}\n\n{THIRD}", "b": f"{THIRD}\n\n{PASSAGE}\n\n{OTHER}"}
    found = find_reuse(list(texts.items()))
    assert {sides(m, texts)[0].split()[0] for m in found} >= {"The", "A"}


def test_a_phrase_that_many_texts_have_is_worth_less():
    few = find_reuse([(str(n), f"{PASSAGE} text{n}") for n in range(2)])
    many = find_reuse([(str(n), f"{PASSAGE} text{n}") for n in range(12)])
    assert max(m.strength for m in many) < min(m.strength for m in few)


def test_order_of_texts_makes_no_difference():
    texts = [("a", f"{OTHER} {PASSAGE}"), ("b", f"{PASSAGE} {THIRD}"), ("c", f"{THIRD} {OTHER}")]
    shuffled = list(texts)
    random.Random(3).shuffle(shuffled)
    assert find_reuse(texts) == find_reuse(shuffled) == find_reuse(texts[::-1])


@pytest.mark.parametrize("texts", [[], [("a", "")], [("a", ""), ("b", "")], [("a", "one"), ("b", "one")]])
def test_little_or_no_text_is_no_error(texts: list[tuple[str, str]]):
    assert find_reuse(texts) == ()


@given(st.lists(st.text(alphabet="ab ć'’\n.“”א", max_size=200), max_size=5))
def test_spans_lie_inside_their_texts(texts: list[str]):
    named = [(str(n), t) for n, t in enumerate(texts)]
    known = dict(named)
    for match in find_reuse(named, least=0.0):
        assert 0 <= match.first_start < match.first_end <= len(known[match.first])
        assert 0 <= match.second_start < match.second_end <= len(known[match.second])
        assert match.first < match.second
        assert 0.5 <= match.density <= 1.0
