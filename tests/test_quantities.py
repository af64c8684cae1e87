"""Numbers of a report: their value, bounds and unit; and what only looks like one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.article.quantities import find_quantities, measured
from stemma.article.sentences import parse
from stemma.data import table
from stemma.model import Article, Quantity
from stemma.nlp.parser import Parser


def found(text: str, parser: Parser) -> tuple[Quantity, ...]:
    article = Article(id="a", file="a.txt", text=text)
    return find_quantities(article, parse(article, parser))


def only(text: str, parser: Parser) -> Quantity:
    quantities = found(text, parser)
    assert len(quantities) == 1, [text[q.span.start : q.span.end] for q in quantities]
    return quantities[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The flood damaged 1,100 houses.", 1100),
        ("Police counted twelve boats.", 12),
        ("Police counted twenty-five boats.", 25),
        ("The harbour lost three hundred lamps.", 300),
        ("The fund holds 2.5 million shares.", 2_500_000),
        ("A dozen divers searched the wreck.", 12),
        ("Two dozen divers searched the wreck.", 24),
        ("Half a dozen divers searched the wreck.", 6),
        ("A hundred and fifty divers searched the wreck.", 150),
        ("A thousand two hundred divers searched the wreck.", 1200),
        ("The storm cut off 4 thousand 700 houses.", 4700),
        ("Two and a half million shares were sold.", 2_500_000),
        ("Four point two million shares were sold.", 4_200_000),
        ("The case is about a 640-million-crown contract.", 640_000_000),
    ],
)
def test_numbers_are_read_as_digits_and_as_words(parser: Parser, text: str, value: float) -> None:
    quantity = only(text, parser)
    assert (quantity.value, quantity.low, quantity.high) == (value, value, value)
    assert quantity.dimension == "count"


def test_a_count_has_the_noun_it_counts_as_its_unit(parser: Parser) -> None:
    assert only("Police counted twelve boats.", parser).unit == "boat"


@pytest.mark.parametrize("words", ["half of", "a third of", "two-thirds of", "three quarters of"])
def test_fractions_lie_between_nought_and_one(parser: Parser, words: str) -> None:
    assert 0 < only(f"The council sold {words} the quay.", parser).value < 1


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("The pipe runs nine miles to the plant.", "The pipe runs 14.484096 kilometres to the plant."),
        ("The ship carried 20 tonnes of grain.", "The ship carried 20,000 kilograms of grain."),
        ("The strike lasted two weeks.", "The strike lasted 14 days."),
        ("Turnout was 33 percent.", "Turnout was 33%."),
        ("Turnout was 33 percent.", "Turnout was 33 per cent."),
        ("The dam releases 40 cubic metres per second.", "The dam releases 40,000 litres per second."),
        ("The train ran at 90 kilometres per hour on Monday.", "The train ran at 90 km/h on Monday."),
        ("The field covers 3 hectares.", "The field covers 30,000 square metres."),
    ],
)
def test_measures_are_brought_to_one_unit(parser: Parser, text: str, same: str) -> None:
    a, b = only(text, parser), only(same, parser)
    assert (a.unit, a.dimension) == (b.unit, b.dimension)
    assert a.value == pytest.approx(b.value, rel=1e-4)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("The port paid $5 million for cranes.", 5e6, "USD"),
        ("The port paid €420m for cranes.", 420e6, "EUR"),
        ("The port paid EUR 420 million for cranes.", 420e6, "EUR"),
        ("Depositors lost about Rs38bn.", 38e9, "INR"),
        ("She put the loss at Rs. 41 crore.", 410e6, "INR"),
        ("He carried RM400,000 in a bag.", 400e3, "MYR"),
        ("The fine is Sh. 40 million.", 40e6, "shilling"),
        ("The port paid 300 million kroner.", 300e6, "krone"),
        ("The port paid kr 300 million.", 300e6, "krone"),
        ("The port paid £1.2bn for cranes.", 1.2e9, "GBP"),
        ("The port paid 300 euros for lamps.", 300, "EUR"),
    ],
)
def test_money_keeps_its_currency(parser: Parser, text: str, value: float, currency: str) -> None:
    quantity = only(text, parser)
    assert (quantity.value, quantity.unit, quantity.dimension) == (value, currency, "money")


@pytest.mark.parametrize(
    ("text", "value", "counted"),
    [
        ("TOP 10 firms bid for it.", 10, "firm"),
        ("At CUP2026 the port sold nine cranes.", 9, "crane"),
        ("The port ordered half a dozen cranes.", 6, "crane"),
        ("The port ordered a dozen cranes.", 12, "crane"),
    ],
)
def test_a_number_counts_the_noun_behind_it(parser: Parser, text: str, value: float, counted: str) -> None:
    quantity = only(text, parser)
    assert (quantity.value, quantity.unit, quantity.dimension) == (value, counted, "count")


@pytest.mark.parametrize(
    ("hedge", "may", "may_not"),
    [
        ("about", (47, 53), (30, 70)),
        ("nearly", (48, 50), (30, 60)),
        ("more than", (51, 60), (45, 200)),
        ("fewer than", (35, 50), (10, 60)),
        ("at least", (50, 5000), (40,)),
        ("up to", (1, 50), (60,)),
        ("no more than", (1, 50), (60,)),
    ],
)
def test_a_hedge_widens_the_value(parser: Parser, hedge: str, may: tuple[int, ...], may_not: tuple[int, ...]) -> None:
    quantity = only(f"Rescuers found {hedge} 50 sheep.", parser)

    def allows(value: float) -> bool:
        return quantity.low <= value and (quantity.high is None or value <= quantity.high)

    assert quantity.hedge == hedge
    assert all(allows(v) for v in may)
    assert not any(allows(v) for v in may_not)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("The crossing took two hours and 30 minutes.", "The crossing took 150 minutes."),
        ("The crossing took two hours and a half.", "The crossing took 150 minutes."),
        ("The court gave him one year 6 months.", "The court gave him 18 months."),
    ],
)
def test_a_measure_in_two_units_is_one(parser: Parser, text: str, same: str) -> None:
    assert only(text, parser).value == pytest.approx(only(same, parser).value, rel=0.01)


def test_the_bare_number_of_a_range_has_the_unit_of_the_other(parser: Parser) -> None:
    first, second = found("The cargo is put at 150 to 180 tonnes.", parser)
    assert (first.unit, first.dimension) == (second.unit, second.dimension)
    assert (first.value, second.value) == pytest.approx((150_000, 180_000))


def test_ordinals_are_quantities_of_their_own_dimension(parser: Parser) -> None:
    quantity = only("It was the fifth round of the contest.", parser)
    assert (quantity.value, quantity.dimension, quantity.unit) == (5, "ordinal", "round")


@pytest.mark.parametrize(
    "text",
    [
        "Marbury beat Sellin 20-0 on Sunday.",
        "They waited at Gate 2.",
        "Rosa Condal, 31, was at the wheel.",
        "The bridge was opened on 4 March 2019.",
        "The bell rang at 10:30.",
        "She first heard of it on the radio.",
        "One must be patient.",
    ],
    ids=["score", "label", "age", "date", "clock", "adverb", "pronoun"],
)
def test_what_only_looks_like_a_quantity_is_left_out(parser: Parser, text: str) -> None:
    assert found(text, parser) == ()


PIECES = ("12", "-", "$", "€5m", "about", "two", "dozen", "a", "third", "of", "million", "%", "1,0", ".", "\n", "٣",
          "½", "9" * 30, "boats", "3rd", "per", "cent", "“", "0", "km/h", "2–3", "second")  # fmt: skip


def test_the_table_of_units_says_what_pint_says_and_holds_all_that_are_no_share_and_no_duration() -> None:
    kept = {name: (u["base"], u["dimension"], u["factor"]) for name, u in table("units.toml")["units"].items()}
    assert kept == {name: measured(name) for name in kept}
    lists = table("en/quantities.toml")
    named = set(lists["units"].values()) - set(lists["durations"]) - {"percent", "percentage_point"}
    assert named <= set(kept)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=12).map(" ".join))
def test_any_text_gives_valid_spans_that_do_not_overlap(text: str) -> None:
    quantities = found(text, PARSER)
    assert all(q.span.end <= len(text) and text[q.span.start : q.span.end].strip() for q in quantities)
    assert all(a.span.end <= b.span.start for a, b in pairwise(quantities))
    assert all(q.low <= q.value and (q.high is None or q.value <= q.high) for q in quantities)


PARSER = Parser()
