"""Dating: expressions placed against the day of publication, and days no report states worked out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.article.times import find_times
from stemma.model import Article, Layers, Outlet, Publication, Span, TimeExpression
from stemma.nlp.parser import Parser
from stemma.story.dating import date_story
from stemma.story.dating.placing import place


def report(name: str, text: str, parser: Parser, published: str | None = None, outlet: str | None = None) -> Layers:
    day = date.fromisoformat(published) if published else None
    article = Article(
        id=name,
        file=f"{name}.txt",
        text=text,
        published=Publication(earliest=day, latest=day, inferred=False) if day else None,
        outlet=Outlet(name=outlet, inferred=False) if outlet else None,
    )
    parse = parser.parse(name, [(0, text)] if text.strip() else [])
    return Layers(
        article=article,
        parse=parse,
        mentions=(),
        times=find_times(article, parse),
        quantities=(),
        attributions=(),
        credits=(),
        claims=(),
    )


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [  # the report is of Wednesday, 11 March 2026
        ("The minister said on Monday that the port was open.", "Monday", "2026-03-09", "2026-03-09"),
        ("The minister said on Wednesday that the port was open.", "Wednesday", "2026-03-11", "2026-03-11"),
        ("The minister said on Thursday that the port was open.", "Thursday", "2026-03-05", "2026-03-05"),
        ("The ministers will meet on Monday.", "Monday", "2026-03-16", "2026-03-16"),
        ("The talks had been planned for Monday but were put off.", "Monday", "2026-03-09", "2026-03-09"),
        ("The envoy left last Wednesday.", "last Wednesday", "2026-03-04", "2026-03-04"),
        ("The council will vote next Friday.", "next Friday", "2026-03-20", "2026-03-20"),
        ("The council sat on Thursday of last week.", "Thursday of last week", "2026-03-05", "2026-03-05"),
        ("The council sat last week.", "last week", "2026-03-02", "2026-03-08"),
        ("The council sat earlier this week.", "earlier this week", "2026-03-09", "2026-03-11"),
        ("Two boats sank at the weekend.", "the weekend", "2026-03-07", "2026-03-08"),
        ("The mayor resigned yesterday.", "yesterday", "2026-03-10", "2026-03-10"),
        ("The mayor resigned three days ago.", "three days ago", "2026-03-08", "2026-03-08"),
        ("The lease was signed on Dec. 29.", "Dec. 29", "2025-12-29", "2025-12-29"),
        ("Planting will start in April.", "April", "2026-04-01", "2026-04-30"),
        ("The crossing closed in October.", "October", "2025-10-01", "2025-10-31"),
        ("The crossing closed in December 2024.", "December 2024", "2024-12-01", "2024-12-31"),
        ("The lease was dated 12/03/2026.", "12/03/2026", "2026-03-12", "2026-03-12"),
        ("Schools stay closed until Monday.", "Monday", "2026-03-16", "2026-03-16"),
        ("They will meet on Easter Monday.", "Easter Monday", "2026-04-06", "2026-04-06"),
        ("They met on Good Friday.", "Good Friday", "2025-04-18", "2025-04-18"),
        ("The chamber will vote on the 3rd, the speaker said.", "the 3rd", "2026-04-03", "2026-04-03"),
        ("The two signed on the 27th, the speaker said.", "the 27th", "2026-02-27", "2026-02-27"),
        ("The attack of November 2 would be avenged, she said.", "November 2", "2025-11-02", "2025-11-02"),
        ("They will sign on November 12 next.", "November 12 next", "2026-11-12", "2026-11-12"),
        ("They will sail this coming Sunday.", "this coming Sunday", "2026-03-15", "2026-03-15"),
        ("He read the notice: from 20 March, no dogs on the quay.", "20 March", "2026-03-20", "2026-03-20"),
        ("The round that was to open on Thursday was called off.", "Thursday", "2026-03-12", "2026-03-12"),
    ],
)
def test_an_expression_stands_for_days(text: str, words: str, earliest: str, latest: str, parser: Parser) -> None:
    dating = date_story([report("a", text, parser, "2026-03-11")])
    found = {text[t.span.start : t.span.end]: t for t in dating.times}
    assert (str(found[words].earliest), str(found[words].latest)) == (earliest, latest)
    assert found[words].anchor


def test_that_day_is_the_day_last_spoken_of(parser: Parser) -> None:
    text = "The wall fell on Monday. Nine were dug out that afternoon."
    [monday, that] = date_story([report("a", text, parser, "2026-03-11")]).times
    assert (that.earliest, that.latest) == (monday.earliest, monday.latest) == (date(2026, 3, 9), date(2026, 3, 9))
    assert "Monday" in that.anchor


@pytest.mark.parametrize(
    "text", ["The talks lasted two months.", "Prayers are held every Friday.", "They spoke recently."]
)
def test_durations_recurring_and_vague_expressions_are_given_no_days(text: str, parser: Parser) -> None:
    [time] = date_story([report("a", text, parser, "2026-03-11")]).times
    assert time.kind != "date"
    assert time.earliest is None and time.latest is None


def test_without_a_day_of_publication_only_the_calendar_places(parser: Parser) -> None:
    text = "The lease of 8 December 2024 was read out on Monday."
    [lease, monday] = date_story([report("a", text, parser)]).times
    assert lease.earliest == date(2024, 12, 8)
    assert lease.anchor == "the calendar"
    assert monday.earliest is None and monday.anchor == ""


# ------------------------------------------------------------------------------------------- worked out

COURIER = (
    "Officials from Orvalle and Tamarin will meet on Monday in Lisse to resume talks on the fishing grounds. "
    "The restart follows a letter that envoy Berta Quill sent to President Odo Marn of Tamarin last Tuesday."
)
LEDGER = (
    "Officials from Orvalle and Tamarin were due to meet on Monday in Lisse to resume talks on the fishing grounds, "
    "the Harbour Courier reported on Sunday. The envoy Berta Quill sent the letter to President Odo Marn of Tamarin "
    "on March 3. The fishing grounds were closed in 2025. A minister told the Ledger on Monday that he hopes for peace."
)
GAZETTE = (
    "Officials from Orvalle and Tamarin are meeting in Lisse today (Monday) to resume talks on the fishing grounds. "
    "The restart follows a letter that envoy Berta Quill sent to President Odo Marn of Tamarin last week."
)


def story(parser: Parser, **changes: str) -> list[Layers]:
    texts = {"courier": COURIER, "ledger": LEDGER, "gazette": GAZETTE} | changes
    outlets = {"courier": "Harbour Courier", "ledger": "Ledger", "gazette": "Gazette"}
    return [report(name, text, parser, outlet=outlets[name]) for name, text in texts.items()]


def test_days_no_report_states_are_worked_out(parser: Parser) -> None:
    """3 March is a Tuesday in 2026, so the Monday after it is the 9th, and the report of that Sunday is of the 8th."""
    published = date_story(story(parser)).published
    for name, day in {"courier": date(2026, 3, 8), "ledger": date(2026, 3, 9), "gazette": date(2026, 3, 9)}.items():
        assert published[name].earliest <= day <= published[name].latest
        assert published[name].latest - published[name].earliest <= timedelta(days=3)
        assert published[name].inferred
        assert any(e.span for e in published[name].evidence)


def test_expressions_of_a_worked_out_report_say_so(parser: Parser) -> None:
    dating = date_story(story(parser))
    [letter] = [t for t in dating.times if t.span.article == "courier" and t.value == "DCT-WXX-2"]
    assert (letter.earliest, letter.latest) == (date(2026, 3, 3), date(2026, 3, 3))
    assert "worked out" in letter.anchor


def test_expressions_of_one_event_share_it(parser: Parser) -> None:
    times = date_story(story(parser)).times
    events = {(t.span.article, t.value): t.event for t in times}
    assert events["courier", "DCT-WXX-2"] == events["ledger", "XXXX-03-03"] == events["gazette", "DCT-1W"] != ""
    assert events["courier", "XXXX-WXX-1"] == events["gazette", "DCT+0D"] != events["courier", "DCT-WXX-2"]


def test_a_stated_day_dates_the_reports_beside_it(parser: Parser) -> None:
    layers = [
        report("courier", COURIER, parser, "2026-03-08", "Harbour Courier"),
        report("gazette", GAZETTE, parser, None, "Gazette"),
    ]
    published = date_story(layers).published
    assert published["courier"].earliest == date(2026, 3, 8) and not published["courier"].inferred
    # the day itself and one on either side, since stamps and texts can be of two time zones
    assert (published["gazette"].earliest, published["gazette"].latest) == (date(2026, 3, 8), date(2026, 3, 10))


def test_a_dateline_without_its_year_is_worth_more_than_the_nearness_of_other_reports(parser: Parser) -> None:
    lead = "The ministers of Norland and Kesh met in Orvalle on Monday, the envoy said."
    layers = [
        report("first", f"Ministers meet\n\nORVALLE, March 2 (Orlan) - {lead}", parser),
        *(report(f"later{n}", "Orvalle sweeps its streets.", parser, f"2026-03-{n}") for n in (26, 27, 28)),
    ]
    published = date_story(layers).published["first"]
    assert published.earliest <= date(2026, 3, 2) <= published.latest
    assert (published.latest - published.earliest).days <= 3


def test_a_date_without_its_year_is_placed_where_the_story_leaves_one_year(parser: Parser) -> None:
    layers = [
        report("dated", "Orvalle sweeps its streets.", parser, "2026-05-20"),
        report("bare", "The pass was shut on November 3. The mayor came yesterday.", parser),
    ]
    dating = date_story(layers)
    assert "bare" not in dating.published
    november, yesterday = (t for t in dating.times if t.span.article == "bare")
    assert november.earliest == november.latest == date(2025, 11, 3)
    assert "near the other reports" in november.anchor
    assert yesterday.earliest is None


def test_the_day_of_a_picture_dates_no_report(parser: Parser) -> None:
    shown = f"{GAZETTE} In this Friday, Feb. 20, 2026, file photo, the harbour lies empty."
    layers = [
        report("courier", COURIER, parser, "2026-03-08", "Harbour Courier"),
        report("gazette", shown, parser, None, "Gazette"),
    ]
    evidence = date_story(layers).published["gazette"].evidence
    assert not any("Feb. 20" in one.because for one in evidence)


def test_a_story_without_a_year_is_not_dated(parser: Parser) -> None:
    assert (
        date_story(story(parser, ledger=LEDGER.replace(" The fishing grounds were closed in 2025.", ""))).published
        == {}
    )


def test_weekdays_alone_date_nothing(parser: Parser) -> None:
    """A year is named, but no day of a month is tied to a weekday."""
    assert date_story(story(parser, ledger=LEDGER.replace(" on March 3", " on Tuesday"))).published == {}


def test_the_order_of_reports_does_not_matter(parser: Parser) -> None:
    layers = story(parser)
    forward, backward = date_story(layers), date_story(layers[::-1])
    assert forward.published == backward.published
    assert sorted(forward.times, key=lambda t: t.span) == sorted(backward.times, key=lambda t: t.span)


@pytest.mark.parametrize("text", ["", "   \n", "Monday", "”“", "on on on Monday Monday", "\u202eMonday 12.03.2026"])
def test_odd_texts_are_survived(text: str, parser: Parser) -> None:
    date_story([report("a", text, parser), report("b", text, parser, "2026-03-11")])


@settings(max_examples=200)
@given(
    day=st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    value=st.sampled_from(
        [
            "XXXX-WXX-3",
            "DCT-WXX-3",
            "DCT+WXX-3",
            "DCT-1D",
            "DCT-1W",
            "XXXX-02-29",
            "DCT-1M",
            "XXXX-07",
            "XXXX-XX-31",
            "XXXX-EA-2",
        ]
    ),
    direction=st.sampled_from(["past", "future", ""]),
)
def test_placing_keeps_weekday_and_direction(day: date, value: str, direction: str) -> None:
    expression = TimeExpression(span=Span("a", 0, 1), kind="date", value=value, direction=direction)  # type: ignore[arg-type]
    placed = place(expression, day)
    if value == "XXXX-02-29" and placed is None:
        return
    assert placed is not None and placed[0] <= placed[1]
    if "WXX-3" in value:
        assert placed[0].isoweekday() == 3
    if value == "XXXX-WXX-3":
        away = (placed[0] - day).days
        assert {"past": -6 <= away <= 0, "future": 0 <= away <= 6, "": abs(away) <= 3}[direction]
    if value == "DCT-WXX-3":
        assert 1 <= (day - placed[0]).days <= 7
    if value == "DCT+WXX-3":
        assert 1 <= (placed[0] - day).days <= 13
