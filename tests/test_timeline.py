"""Timeline: claims under the days they speak of, earliest first."""

from __future__ import annotations

from datetime import date

from stemma.model import Article, Claim, Layers, Parse, Span, Statement, Time
from stemma.story.timeline import order


def layers(name: str, text: str, *clauses: str) -> Layers:
    claims = tuple(
        Claim(
            id=f"{name}{n}", span=at(name, text, clause), head=0, form="main", polarity="positive", modality="asserted"
        )
        for n, clause in enumerate(clauses, 1)
    )
    return Layers(
        article=Article(id=name, file=f"{name}.txt", text=text),
        parse=Parse(article=name, tokens=(), sentences=()),
        mentions=(),
        times=(),
        quantities=(),
        attributions=(),
        credits=(),
        claims=claims,
    )


def at(name: str, text: str, part: str) -> Span:
    start = text.index(part)
    return Span(name, start, start + len(part))


def on(name: str, text: str, part: str, first: date, last: date | None = None, event: str = "") -> Time:
    return Time(span=at(name, text, part), kind="date", earliest=first, latest=last or first, event=event)


def statement(number: str, *claims: str) -> Statement:
    return Statement(id=number, text="", text_span=Span("a", 0, 1), claims=claims, confidence=1.0, rule="test")


A = "The wall fell on Tuesday morning. The owners were warned in a letter on Monday."
B = "The quarry wall had come down on Tuesday, the mayor said. Nobody spoke."


def test_claims_stand_under_their_days_in_order() -> None:
    one = layers("a", A, "The wall fell on Tuesday morning", "The owners were warned in a letter on Monday")
    times = [on("a", A, "Tuesday morning", date(2026, 5, 12)), on("a", A, "Monday", date(2026, 5, 11))]
    entries = order([one], times, [])
    assert [(e.earliest, e.text) for e in entries] == [
        (date(2026, 5, 11), "The owners were warned in a letter on Monday"),
        (date(2026, 5, 12), "The wall fell on Tuesday morning"),
    ]


def test_claims_of_one_statement_make_one_entry() -> None:
    both = [
        layers("a", A, "The wall fell on Tuesday morning"),
        layers("b", B, "The quarry wall had come down on Tuesday"),
    ]
    times = [on("a", A, "Tuesday morning", date(2026, 5, 12)), on("b", B, "Tuesday", date(2026, 5, 12))]
    [entry] = order(both, times, [statement("s1", "a1", "b1")])
    assert entry.statements == ("s1",)
    assert entry.text == "The wall fell on Tuesday morning"


def test_expressions_of_one_event_take_the_narrowest_days() -> None:
    both = [
        layers("a", A, "The wall fell on Tuesday morning"),
        layers("b", B, "The quarry wall had come down on Tuesday"),
    ]
    times = [
        on("a", A, "Tuesday morning", date(2026, 5, 12), event="e1"),
        on("b", B, "Tuesday", date(2026, 5, 11), date(2026, 5, 17), event="e1"),
    ]
    [entry] = order(both, times, [])
    assert (entry.earliest, entry.latest) == (date(2026, 5, 12), date(2026, 5, 12))


def test_days_that_exclude_each_other_stay_two_entries() -> None:
    both = [
        layers("a", A, "The wall fell on Tuesday morning"),
        layers("b", B, "The quarry wall had come down on Tuesday"),
    ]
    times = [on("a", A, "Tuesday morning", date(2026, 5, 12)), on("b", B, "Tuesday", date(2026, 5, 5))]
    assert [e.earliest for e in order(both, times, [statement("s1", "a1", "b1")])] == [
        date(2026, 5, 5),
        date(2026, 5, 12),
    ]


def test_what_is_in_no_claim_or_too_long_is_left_out() -> None:
    one = layers("a", A, "The wall fell on Tuesday morning")
    times = [
        on("a", A, "Monday", date(2026, 5, 11)),
        on("a", A, "Tuesday morning", date(2026, 1, 1), date(2026, 12, 31)),
        Time(span=at("a", A, "Tuesday"), kind="vague"),
    ]
    assert order([one], times, []) == ()
    assert order([], [], []) == ()
