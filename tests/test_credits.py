"""Credits: the outlet a report names is found in every phrase of the rule pack, and nowhere else."""

from __future__ import annotations

import pytest

from stemma.article.credits import find_credits, rules
from stemma.article.sentences import parse
from stemma.model import Article, Credit, Outlet, Parse
from stemma.nlp.parser import Parser

EMPTY = Parse(article="r", tokens=(), sentences=())


def credits_of(text: str, outlet: str | None = None) -> tuple[Credit, ...]:
    own = Outlet(name=outlet, inferred=False) if outlet else None
    return find_credits(Article(id="r", file="r.txt", text=text, outlet=own), EMPTY)


@pytest.mark.parametrize("rule", rules(), ids=lambda r: r.name)
def test_each_rule_finds_the_outlet_of_its_example(rule):
    text, outlet = rule.example
    found = credits_of(text)
    assert [c.outlet for c in found] == [outlet], f"the example of {rule.name!r} in en/credits.toml"
    assert text[found[0].outlet_span.start : found[0].outlet_span.end] == outlet
    assert found[0].span.contains(found[0].outlet_span)


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("The sale was first reported by the Tarn Ledger news site on Sunday.", "Tarn Ledger"),
        ("The news was first reported by the American site “Tarn Ledger”.", "Tarn Ledger"),
        ("As first reported by Tarn Ledger's Ana Belm, the port is sold.", "Tarn Ledger"),
        ("It was published by the specialised newsletter Rope and Rudder.", "Rope and Rudder"),
        ("A reader sent this in. H/T: Tarn Ledger", "Tarn Ledger"),
        ("MKOMA (AP) — The ministry denied the sale.", "AP"),
        ("The ministry denied it.\n– Reuters", "Reuters"),
        ("The ministry denied it, Reuters reported on Tuesday.", "Reuters"),
        ("“We know nothing,” he told Agence France-Presse.", "Agence France-Presse"),
    ],
)
def test_outlets_are_found_as_reports_name_them(text, outlet):
    assert outlet in [c.outlet for c in credits_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The plan was reported by Mr Osei to the council.",
        "According to Minister Dana Osei, the port is not for sale.",
        "The mayor told Parliament that the port is not for sale.",
        "It was first reported in January.",
        "She first appeared on Twitter.",
        "He was quoted by his lawyer.",
        "The captain reported a fire.",
        "",
    ],
)
def test_people_bodies_and_days_are_no_outlets(text):
    assert credits_of(text) == ()


def test_the_reports_own_outlet_is_not_credited():
    text = "MKOMA (Reuters) - The ministry denied the sale, an official told Reuters."
    assert credits_of(text, outlet="Reuters") == ()
    assert credits_of(text, outlet="Tarn Ledger") != ()


def test_an_outlet_named_once_is_credited_once():
    found = credits_of("As reported by Reuters, the port is sold.")
    assert len(found) == 1


def test_an_outlet_that_checked_the_matter_confirms(parser: Parser):
    text = (
        "The memo was first reported by the Tarn Ledger. "
        "Our newspaper has confirmed the report first published by the Cove Courier."
    )
    article = Article(id="r", file="r.txt", text=text)
    found = find_credits(article, parse(article, parser))
    assert [(c.outlet, c.confirms) for c in found] == [("Tarn Ledger", False), ("Cove Courier", True)]


def test_a_long_line_of_capitals_takes_no_time_worth_mentioning():
    assert credits_of("As Told By " * 5000) == ()
