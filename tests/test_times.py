"""Times: what is found, in which normal form, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.article.sentences import parse
from stemma.article.times import find_times
from stemma.article.times.grammar import scan
from stemma.model import Article, TimeExpression
from stemma.nlp.parser import Parser


def times_in(text: str, parser: Parser) -> list[tuple[str, TimeExpression]]:
    article = Article(id="a", file="a.txt", text=text)
    found = find_times(article, parser.parse("a", [(0, text)] if text.strip() else []))
    return [(text[t.span.start : t.span.end], t) for t in found]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The bridge opened on Dec. 8, 2024, officials said.", "Dec. 8, 2024", "2024-12-08"),
        ("The bridge opened on 8 December 2024.", "8 December 2024", "2024-12-08"),
        ("Orvalle, 12/11/2025", "12/11/2025", "2025-11-12|2025-12-11"),
        ("Orvalle, 25/11/2025", "25/11/2025", "2025-11-25"),
        ("Updated 10.03.2026, 21:40", "10.03.2026", "2026-03-10"),
        ("2026-03-10 Orvalle", "2026-03-10", "2026-03-10"),
        ("Posted on Friday 14 November by Lene", "Friday 14 November", "XXXX-11-14"),
        ("The strike began on March 3rd.", "March 3rd", "XXXX-03-03"),
        ("The fair runs from Jan. 5-7.", "Jan. 5-7", "XXXX-01-05/XXXX-01-07"),
        ("The ministers met on Monday.", "Monday", "XXXX-WXX-1"),
        ("They met last Monday in Orvalle.", "last Monday", "DCT-WXX-1"),
        ("They will meet next Friday.", "next Friday", "DCT+WXX-5"),
        ("The council denied this Wednesday that it had paid.", "this Wednesday", "DCT=WXX-3"),
        ("I walked past on Thursday of last week.", "Thursday of last week", "DCT-1W-4"),
        ("The panel sat earlier this week.", "earlier this week", "DCT+0W"),
        ("The panel sat last week.", "last week", "DCT-1W"),
        ("It could be signed next month.", "next month", "DCT+1M"),
        ("Two boats sank at the weekend.", "the weekend", "XXXX-WXX-WE"),
        ("The mayor resigned yesterday.", "yesterday", "DCT-1D"),
        ("They meet today (Monday) in Orvalle.", "today (Monday)", "DCT+0D"),
        ("They meet tomorrow, Monday, in Orvalle.", "tomorrow, Monday", "DCT+1D"),
        ("As of 9 this morning two were missing.", "9 this morning", "DCT+0DT09:00"),
        ("The count was given at 9am on Wednesday.", "9am on Wednesday", "XXXX-WXX-3T09:00"),
        ("The wall fell at 10:40 on Tuesday morning.", "10:40 on Tuesday morning", "XXXX-WXX-2T10:40"),
        ("The last boat came in on Friday afternoon.", "Friday afternoon", "XXXX-WXX-5TAF"),
        ("The envoy had left the previous day.", "the previous day", "REF-1D"),
        ("He was freed the same day.", "the same day", "REF+0D"),
        ("The regime fell in December 2024.", "December 2024", "2024-12"),
        ("Planting starts in April.", "April", "XXXX-04"),
        ("The border has been shut since 2024.", "2024", "2024"),
        ("Three days ago the dam burst.", "Three days ago", "DCT-3D"),
        ("Prices doubled in the 1990s.", "the 1990s", "199X"),
        ("They have not spoken since before Christmas.", "Christmas", "XXXX-12-25"),
        ("They dined on Easter Monday.", "Easter Monday", "XXXX-EA+1"),
        ("He walked out on the second of April, furious.", "the second of April", "XXXX-04-02"),
        ("It was signed on October 9 last.", "October 9 last", "XXXX-10-09"),
        ("It was signed on November the 12th.", "November the 12th", "XXXX-11-12"),
        ("It fell on the second day of April.", "the second day of April", "XXXX-04-02"),
        ("The list is of 2026/03/10.", "2026/03/10", "2026-03-10"),
        ("The dam burst three days back.", "three days back", "DCT-3D"),
        ("Minute by minute\nTuesday 3 March 2026\n\n09:20 The gates open.", "Tuesday 3 March 2026", "2026-03-03"),
        ("It was written on the evening of the 17th.", "the 17th", "XXXX-XX-17"),
        ("The chamber is to vote on the 29th, a day before the deadline.", "the 29th", "XXXX-XX-29"),
    ],
)
def test_dates_have_a_normal_form(text: str, words: str, value: str, parser: Parser) -> None:
    assert (words, "date", value) in [(w, t.kind, t.value) for w, t in times_in(text, parser)]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("The court sits on Tuesday week.", "Tuesday week", "vague", "FUTURE_REF"),
        ("They leave a week on Sunday.", "a week on Sunday", "vague", "FUTURE_REF"),
        ("It was the first round in nearly two months.", "nearly two months", "duration", "P2M"),
        ("A quarter of a century is a long lease.", "A quarter of a century", "duration", "P25Y"),
        ("The 25-year concession is almost signed.", "25-year", "duration", "P25Y"),
        ("The talks will last about three hours.", "about three hours", "duration", "PT3H"),
        ("Prayers are held every Friday.", "every Friday", "recurring", "XXXX-WXX-5"),
        ("The market opens on Sundays.", "Sundays", "recurring", "XXXX-WXX-7"),
        ("The figures are published daily.", "daily", "recurring", "P1D"),
        ("The two sides spoke recently.", "recently", "vague", "PAST_REF"),
        ("An answer is expected soon.", "soon", "vague", "FUTURE_REF"),
        ("The lease ends on 1 March 2150.", "1 March 2150", "vague", "FUTURE_REF"),
        ("It opened on January 1, 0001.", "January 1, 0001", "vague", "PAST_REF"),
        ("On 5 December 4000 people came.", "5 December", "date", "XXXX-12-05"),
    ],
)
def test_what_is_no_day_is_kept_as_what_it_is(text: str, words: str, kind: str, value: str, parser: Parser) -> None:
    assert (words, kind, value) in [(w, t.kind, t.value) for w, t in times_in(text, parser)]


@pytest.mark.parametrize(
    "text",
    [
        "You may march if you like, but you will march alone.",
        "He finished second and scored in the second half.",
        "Theresa May said nothing about it.",
        "The villa at Villa-a-Mare was closed.",
        "Néstor Varga, 31, has two brothers and 12 cousins.",
        "The 31-year-old driver was unhurt.",
        "Their team won 3-2 and scored 10.5 points.",
        "Some 2,024 people live on the island.",
        "The toll rose to 1990 people.",
        "Black Friday is good for business.",
        "They live on the 17th floor, by the 4th Infantry’s barracks.",
        "It was the second of three boats.",
        "Orthodox Easter Monday was wet.",
        "",
    ],
)
def test_what_is_no_time_is_left_alone(text: str, parser: Parser) -> None:
    assert times_in(text, parser) == []


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The ministry said on Monday that it had paid.", "past"),
        ("The ministers will meet on Monday.", "future"),
        ("The ministers are meeting on Monday to discuss the lease.", "future"),
        ("The two sides agreed to meet on Monday.", "future"),
        ("The talks are due to open on Monday.", "future"),
        ("The talks were scheduled to open on Monday.", ""),
        ("It has rained since Monday.", "past"),
        ("She was seen at the hotel on Monday.", "past"),
        ("The truce was extended until Monday, the ministry said.", "future"),
        ("The inquest was opened and adjourned to Monday.", "future"),
        ("Talks fixed for Monday would go ahead, he said.", "future"),
        ("The union called a strike for Monday.", "future"),
        ("She was in town for Monday’s concert and left.", "past"),
        ("The trial, which had been scheduled for Monday, was delayed.", ""),
        ("The road was closed until Monday after the flood.", ""),
        ("The team lost again ahead of their next home game on Monday.", "future"),
        ("The previous round on Monday failed.", "past"),
        ("The upcoming session on Monday was discussed.", "future"),
        ("They called off the round that was to open in Orvalle on Monday.", ""),
        ("The lease is to be hammered out in the old hall from Monday.", "future"),
    ],
)
def test_the_clause_tells_past_or_future(text: str, direction: str, parser: Parser) -> None:
    assert [t.direction for w, t in times_in(text, parser) if w == "Monday"] == [direction]


def test_the_hour_of_a_date_line_is_not_that_of_the_sentence_below(parser: Parser) -> None:
    text = "Exchange at the bridge\n13 November 2025, 08:15\nToday the exchange takes place, the minister said."
    article = Article(id="a", file="a.txt", text=text)
    found = [text[t.span.start : t.span.end] for t in find_times(article, parse(article, parser))]
    assert found == ["13 November 2025, 08:15", "Today"]


def test_a_day_told_twice_keeps_its_weekday(parser: Parser) -> None:
    [(_, today)] = times_in("They meet today (Monday) in Orvalle.", parser)
    assert (today.value, today.weekday) == ("DCT+0D", 1)
    [(_, posted)] = times_in("Posted by Lene on Friday 14 November", parser)
    assert (posted.value, posted.weekday) == ("XXXX-11-14", 5)


@given(st.text(alphabet=st.sampled_from(list("Monday Dec. 1205/–-:'’amp\n0")), max_size=80))
def test_expressions_lie_in_the_text_in_order_and_apart(text: str) -> None:
    at = 0
    for match in scan(text):
        assert at <= match.start < match.end <= len(text)
        at = match.end


@pytest.mark.parametrize("unit", ["twenty ", "Monday ", "1 ", "\n", "9", "1,000 "])
def test_long_lines_of_one_word_are_read_to_the_end(unit: str) -> None:
    assert all(match.end <= len(unit) * 3000 for match in scan(unit * 3000))
