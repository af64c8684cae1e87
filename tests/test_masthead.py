"""What the masthead promises: outlet, title, byline and day as the text gives them, with evidence, nothing invented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.article.days import find_days
from stemma.article.furniture import mark_furniture
from stemma.article.masthead import read_masthead
from stemma.article.reading import read
from stemma.model import Article

TITLE = "Ferry stays in port as crew asks for wages"
LEAD = "The ferry Alma stayed in port on Monday because its crew had not been paid, the harbour master said."
BODY = f"{LEAD}\n\n“We want our wages,” said the boatswain, who has worked on the ferry for eleven years."


def masthead(text: str, **known: object) -> Article:
    article = Article(id="a", file="a.txt", text=text, **known)  # type: ignore[arg-type]
    return read_masthead(msgspec.structs.replace(article, furniture=mark_furniture(article)))


def outlet(text: str) -> str | None:
    found = masthead(text).outlet
    return found.name if found else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"The Ness Courier\nHome | News | Weather\n\n{TITLE}\n\n{BODY}", "The Ness Courier"),
        (f"NESS HOY – English edition\nHome · News · Jobs\n\n{TITLE}\n\n{BODY}", "Ness Hoy"),
        (f"{TITLE}\n\nBy Ada Holm\nThe Ness Review, 3 February 2026\n\n{BODY}", "The Ness Review"),
        (f"{TITLE} | Ness Courier\n\n{BODY}", "Ness Courier"),
        (f"{TITLE}\n\n{BODY}\n\n© 2026 Weekly Gull. All rights reserved", "Weekly Gull"),
        (f"{TITLE}\n\n{BODY}\n\nFollow Ness 24 on Telegram and Facebook", "Ness 24"),
        (f"{TITLE}\n\n{BODY}\n\nFollow Ness 9 Arabic, Ness 9 English, Ness 9 Live on Facebook", "Ness 9"),
        (f"{TITLE}\n\n{BODY}\n\nSign up for the Ness Sentinel’s Tide Letter newsletter", "Ness Sentinel"),
        (f"{TITLE}\n\n{BODY}\n\nWeekly Gull - first with the tides", "Weekly Gull"),
        (f"NESS, Norland, Feb 2 (Orlan) - {BODY}", "Orlan"),
        (f"NESS (Orlan) — {BODY}", "Orlan"),
        (
            f"GOVERNMENT INFORMATION BUREAU\nRelease No. 141/2026\nNess, 6th May, 2026\n\n{TITLE}\n\n{BODY}",
            "Government Information Bureau",
        ),
        (f"De Nesskoerier — automatically translated from Dutch\n{TITLE}\n\n{BODY}", "De Nesskoerier"),
        (f"{TITLE}\nTHE NESSDIAL, Saturday 16 May\nBy our man in Ness\n\n{BODY}", "The Nessdial"),
        (f"NESS, 16 JAN (NESSPRESS)\n\n{TITLE}\n\n{BODY}", "NESSPRESS"),
        (
            f"{TITLE}\n\nBy Ada Holm\n\n{BODY}\n\nMORE FROM THE DAILY NESS: Man marries lighthouse\nDownload our app",
            "The Daily Ness",
        ),
        (
            f"THE CALL OF NESS\nOrgan of the Ness People's Front — broadcast of 27 March 2026\n\n{BODY}",
            "The Call of Ness",
        ),
        (f"NPA – Ness Press Association\n\n{TITLE}\n\n{BODY}", "Ness Press Association"),
        (f"Nesser Wochenpost – Sport\n\n{TITLE}\n\nBy Ada Holm\n\n{BODY}", "Nesser Wochenpost"),
        (f"NESS VALLEY VOICE\n\n{TITLE}\n\nBy Ada Holm\n\n{BODY}", "Ness Valley Voice"),
        (f"Ness ferry - what we know\n\n{TITLE}\n\n{BODY}", None),
        (f"{TITLE}\nNess - Al-Farda Net\n{BODY}\n\nFollow Al-Farda on Telegram", "Al-Farda Net"),
        (f"LIVE: {TITLE}\nRadio Ness newsroom, Monday 2 February 2026\n\n{BODY}", "Radio Ness"),
        (
            f"{TITLE}\nNess Call | 2 February 2026, 13:55\n{BODY}\n\n“No ferry sails,” the mate told Ness Call.",
            "Ness Call",
        ),
        (f"NESS, Feb. 2. /Orlan/. {BODY}", "Orlan"),
        (f"NESS, 2 February (Orlan). {BODY}", "Orlan"),
        (f"(Orlan) - NESS, FEB 2 - {BODY}", "Orlan"),
        (f"Ness Gazette | Sport | Politics | Opinion\n\n{TITLE}\n\n{BODY}", "Ness Gazette"),
        (f"THE NESS TIMES\nEst. 1881\n\n{TITLE}\n\n{BODY}", "The Ness Times"),
        (f"GANGWAY | Ferry news\n\n{TITLE}\n\n{BODY}\n\nHe told Gangway as much.", "Gangway"),
        (f"Télé Ness\n03/02/2026 - 21:15\n\n{TITLE}\n\n{BODY}", "Télé Ness"),
        (f"DENİZ HABER\n\n{TITLE}\n\n{BODY}", "Deniz Haber"),
        (f"NORLAND SEAMEN'S UNION\nPress notice 4/26\n\n{TITLE}\n\n{BODY}", "Norland Seamen's Union"),
        (f"{TITLE}\n\n{BODY}\n\nListen again on the Ness FM app", "Ness FM"),
        (f"{TITLE}\n\n{BODY}\n\nThe Ness Observer is published by Harbour Press Ltd.", "The Ness Observer"),
        (f"NESS RADIO 98.3 | News | Traffic | Requests\n\n{TITLE}\n\n{BODY}", "Ness Radio"),
        (
            f"CLEAN QUAY LEAGUE / LIGA CAIS LIMPO\nPress office, Harbour Road 12\n\n{TITLE}\n\n{BODY}",
            "Clean Quay League",
        ),
        (f"KESH PRESS AGENCY (KPA)\n\n{TITLE}\n\n{BODY}\n\nKPA - Truth, Unity", "Kesh Press Agency"),
        (f"www.ness-news.example\n\n{TITLE}\n\n{BODY}", "ness-news.example"),
        (f"{TITLE}\n\nBy Ness Gazette staff\n\n{BODY}", "Ness Gazette"),
        (f"{TITLE}\n\nNess Gazette Staff\n\n{BODY}", "Ness Gazette"),
        (f"{TITLE}\n\nBy Ada Holm for the Ness Gazette\n\n{BODY}", "Ness Gazette"),
        (f"{TITLE}\n\nAda Holm, Port Ness\nThe Ness Clarion\n3 February 2026\n\n{BODY}", "The Ness Clarion"),
        (f"{TITLE}\n\nAda Holm\nThe Skerry Lamp\n3 February 2026\n\n{BODY}", "The Skerry Lamp"),
        (f"{TITLE}\nThe Skerry Lamp\nTuesday, 3 February 2026\n\n{BODY}", "The Skerry Lamp"),
        (f"{TITLE}\n\nKvarna – the paper of the ferrymen of Ness. Tuesday 3 February 2026\n\n{BODY}", "Kvarna"),
        (f"{TITLE}\n\nKuryer Nesski, February 3\n\n{BODY}", "Kuryer Nesski"),
        (f"NESS, NESPRES. {BODY}", "NESPRES"),
        (f"{TITLE}\n\n{BODY}\n\nThe Northern Buoy Courier – independent since 1871", "The Northern Buoy Courier"),
        (f"{TITLE}\n\n{BODY}\n\nNordstrand. All rights reserved.", "Nordstrand"),
        (f"NORLAND STATE NEWS AGENCY (NSNA)\n03.02.2026 11:05\n\n{TITLE}\n\n{BODY}", "Norland State News Agency"),
        (f"KESH NORTHERN BUREAU\n\n{TITLE}\n\nKESH, Feb 3 (KNB) - {BODY}", "Kesh Northern Bureau"),
        (f"GOVERNMENT PRESS SERVICE\n3 February 2026\n\n{TITLE}\n\n{BODY}", "Government Press Service"),
        (f"HALM LINES, INC.\nMedia Relations\n3 February 2026\n\n{TITLE}\n\n{BODY}", "Halm Lines"),
        (f"Press release\nHalm Lines plc\n3 February 2026\n\n{TITLE}\n\n{BODY}", "Halm Lines"),
        (f"NORDSTRAND\nRegional\n\n{TITLE}\n\n{BODY}\n\nTips: desk@nordstrand.example", "NORDSTRAND"),
        (f"{TITLE}\n\n{BODY}\n\nNess Gazette, 3 February 2026, page 3", "Ness Gazette"),
        (f"{TITLE}\n\n{BODY}\n\nHarbour Brief could not independently verify the sum.", "Harbour Brief"),
        (
            f"{TITLE}\n\n{BODY}\n\nThe quay was empty, according to a Harbour Brief reporter at the scene.",
            "Harbour Brief",
        ),
        (f"NESS, Orlanpress. {BODY}", "Orlanpress"),
        (f"Ness, February 2 (Orlan) -- {BODY}", "Orlan"),
        (f"{TITLE}\n\n{BODY}\n\nThe owner declined to comment to Harbour Brief.", "Harbour Brief"),
        (f"{TITLE}\n\n{BODY}\n\nThe owner did not respond to Harbour Brief's request for comment.", "Harbour Brief"),
        (f"{TITLE}\n\n{BODY}\n\nHe told Harbour Brief at the quay that he would pay.", "Harbour Brief"),
        (f"{TITLE}\n\n{BODY}\n\nA letter seen by The Ness Post shows that he was warned.", "The Ness Post"),
        (f"{TITLE}\n\nClarinet Reporter\n\n{BODY}\n\nGot a tip? Ring the Clarinet on 0555 010 777", "Clarinet"),
        (f"{TITLE}\n\nClarinet Reporter\n\n{BODY}", None),
        (f"{TITLE}\n\nPolitical Correspondent\n\n{BODY}\n\nGot a story? Text us", None),
        (f"GULL LETTER\nWhat moved on the quays this week  |  Issue 88  |  Read online\n\n{BODY}", "Gull Letter"),
        (f"Harbour Brief | No. 12 | View online\n\n{BODY}", "Harbour Brief"),
        (
            f"NORLAND STATE PORTAL\nCouncil of Ministers » Media centre » Statements\n\n{TITLE}\n\n{BODY}",
            "Norland State Portal",
        ),
        # names that have nothing of an outlet's form, by what stands beside them
        (f"SKERRY LAMP\nFounded 1888\n\n{TITLE}\n\n{BODY}", "Skerry Lamp"),
        (
            f"SKERRY LAMP\nMonthly of the fells / No. 45 / Tuesday 12 November 2024\n\n{TITLE}\n\n{BODY}",
            "Skerry Lamp",
        ),
        (f"Skerry Lamp — No. 45 — 12 November 2024\n\n{TITLE}\n\n{BODY}", "Skerry Lamp"),
        (f"Skerry Lamp | Tuesday 12 November 2024 | Issue 45\n\n{TITLE}\n\n{BODY}", "Skerry Lamp"),
        (f"KVARNA\nOnline edition (machine translation)\n\n{TITLE}\n\n{BODY}", "KVARNA"),
        (f"Kvarna — your harbour daily\n\n{TITLE}\n\n{BODY}", "Kvarna"),
        (f"{TITLE}\n\nby Ada Holm\n\nCOMMENT / Skerry Lamp, issue 88\n\n{BODY}", "Skerry Lamp"),
        (f"{TITLE}\n\nNess Portal / Translations\n24/05/2026 - 11:17\n\n{BODY}", "Ness Portal"),
        (f"{TITLE}\n\nBy Ada Holm | Kvarna\n\n{BODY}\n\nFollow Kvarna on X", "Kvarna"),
        (f"{TITLE}\n\n{BODY}\n\nRing the Kvarna newsroom on 0555 010 777", "Kvarna"),
        (f"{TITLE}\n\n{BODY}\n\nDownload the Skerry Lamp app", "Skerry Lamp"),
        (f"{TITLE}\n\n{BODY}\n\nSend news to Skerry Lamp on WhatsApp", "Skerry Lamp"),
        (f"{TITLE} | Skerry Lamp\n\n{BODY}\n\nMore from Skerry Lamp", "Skerry Lamp"),
        (f"{TITLE} - Kvarna\n\n{BODY}\n\nWrite to us: desk@kvarna.example", "Kvarna"),
        (f"https://www.kvarna.example/2026/02/03/ferry\n\n{TITLE}\n\n{BODY}", "kvarna.example"),
        (f"NESS KURIREN\nEnglish pages\n3 February 2026\n\n{TITLE}\n\n{BODY}", "Ness Kuriren"),
    ],
)
def test_the_outlet_is_read_where_the_text_names_it(text: str, name: str | None) -> None:
    assert outlet(text) == name


@pytest.mark.parametrize(
    "sentence",
    [
        "The owner told Harbour Brief that he would pay.",
        "The owner told Harbour Brief at the quay that he would pay, the news site Harbour Brief reported.",
        "A letter seen by The Ness Post shows that he was warned, The Ness Post reported on Sunday.",
        "According to Harbour Brief, which first reported the matter, he declined to comment to Harbour Brief.",
        "The owner told Parliament at a hearing that he would pay.",
        "The owner told Reuters that he would pay. He told AFP at the quay that he would not.",
        "The owner told Mr. Holm at the quay that he would pay.",
        "The owner told the Norland News Agency correspondent and Harbour Brief that he would pay.",
        "The document, obtained by the Ness Post, was signed by the owner.",
    ],
)
def test_an_outlet_that_is_credited_or_only_told_is_not_taken_for_the_report_s_own(sentence: str) -> None:
    assert outlet(f"{TITLE}\n\n{BODY}\n\n{sentence}") is None


@pytest.mark.parametrize(
    "text",
    [
        f"POLITICS\n\n{TITLE}\n\n{BODY}",
        f"Norway News\n{TITLE}\n\n{BODY}",
        f"WAGE ROW\n\n{TITLE}\n\n{BODY}",
        f"{TITLE}\n\n{BODY}\n\nFollow Ada Holm on Twitter",
        f"{TITLE}\n\nBy Ada Holm\n\n{BODY}\n\nFollow us on Facebook",
        f"{TITLE}\n\nNess, 3 February 2026\n\n{BODY}",
        f"{TITLE}\n\nAda Holm, 3 February 2026\n\n{BODY}",
        f"{TITLE}\n\nBy Ada Holm, Chief Reporter\n\n{BODY}",
        f"{TITLE}\nBy Ada Holm\nPublished On 3 Feb 20263 Feb 2026\n\n{BODY}",
        f"{TITLE}\n\nBy ORLAN PRESS\n\nNESS (Orlan) — {BODY}",
        f"{TITLE}\n\n{BODY}\n\nThe Alma in March (Jo Berg/Orlan)",
        f"{TITLE}\n\nNESS — {BODY}",
        f"INSIDE STORY\nRegional\n\n{TITLE}\n\n{BODY}",
        f"{TITLE}\n\n{BODY}\n\nDID YOU SAIL ON THE BRAVE ALMA? Ring our newsdesk on 0555 010 777",
        f"Ada Holm\n3 February 2026\n\n{TITLE}\n\n{BODY}",
        f"STORM OVER NESS\n12 November 2024\n\n{TITLE}\n\n{BODY}",
        f"{TITLE}\n\nAda Holm / Ness\n12 November 2024\n\n{BODY}",
        f"{TITLE}\n\n{BODY}\n\nSend news to Ole Strand on WhatsApp",
        f"{TITLE}\n\n{BODY}\n\nFollow Alma on Facebook",
        f"{TITLE}\n\n{BODY}\n\nJoin Telegram",
        f"OPINION / Ole Strand, mayor\n\n{TITLE}\n\n{BODY}",
        f"{TITLE} - Ole Strand\n\n{BODY}",
        f"{TITLE} | Live updates\n\n{BODY}",
        BODY,
        "",
        f"OPINION\nThe Long Wait\n3 February 2026\n\n{BODY}",
    ],
)
def test_no_outlet_is_invented(text: str) -> None:
    assert outlet(text) is None


def test_a_page_that_carries_an_agency_s_text_keeps_its_own_name() -> None:
    page = f"The Ness Courier\nHome | News | Weather\n\n{TITLE}\n\nNESS (Orlan) — {BODY}"
    assert outlet(page) == "The Ness Courier"


def test_metadata_is_not_overruled() -> None:
    article = masthead(f"{TITLE}\n\nBy Ada Holm\n3 February 2026\n\n{BODY}", title="Another title", byline="Bo Ek")
    assert (article.title, article.byline) == ("Another title", "Bo Ek")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"{TITLE}\n\n", TITLE),
        (f"86\nAda Holm\nFeb 3, 2026\n\nScoop: {TITLE}\n", f"Scoop: {TITLE}"),
        (f"POLITICS\n03.02.2026, 21:40\n\n{TITLE}\n\n", TITLE),
        (
            "So is the ferry sailing or isn't it?\n\nPosted by Zoe on Friday 6 February\n\n",
            "So is the ferry sailing or isn't it?",
        ),
        ("New talks on the “wage agreement”\n\n", "New talks on the “wage agreement”"),
        ("The mayor will mediate between the owner and the crew, her office said on Monday.\n", None),
        ("", None),
    ],
)
def test_the_title_is_the_first_line_that_can_be_one(head: str, title: str | None) -> None:
    article = masthead(f"{head}{BODY}")
    assert article.title == title
    if title:
        assert article.title_span and article.text[article.title_span.start : article.title_span.end] == title


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ada Holm", "Ada Holm"),
        ("By Ada Holm and Bo Ek", "Ada Holm and Bo Ek"),
        ("By Ada Holm, Bo Ek and Cy Lund", "Ada Holm, Bo Ek and Cy Lund"),
        ("By ADA HOLM, Ness Courier", "ADA HOLM"),
        ("From Ada Holm in Ness", "Ada Holm"),
        ("By Ada Holm | 3 February 2026", "Ada Holm"),
        ("By Ada Holm for the Ness Courier", "Ada Holm"),
        ("EXCLUSIVE by Ada Holm", "Ada Holm"),
        ("Ada Holm in Port Ness", "Ada Holm"),
        ("Ada Holm, Port Ness\nThe Ness Courier\n3 February 2026", "Ada Holm"),
        ("HALM LINES, INC.\n3 February 2026", None),
        ("Posted by Zoe on Friday 6 February", "Zoe"),
        ("By Monday the crew had gone home.", None),
        ("From the quay nothing could be seen.", None),
    ],
)
def test_the_byline_is_who_signs(line: str, byline: str | None) -> None:
    article = masthead(f"{TITLE}\n\n{line}\n\n{BODY}")
    assert article.byline == byline
    if byline:
        assert article.byline_span and article.text[article.byline_span.start : article.byline_span.end] == byline


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("(Reporting by Ada Holm in Ness; additional reporting by Bo Ek; editing by Cy Lund)", "Ada Holm"),
        ("(Reporting by Ada Holm and Bo Ek; Editing by Cy Lund)", "Ada Holm and Bo Ek"),
        ("Reporting by Ada Holm, Bo Ek and Cy van Lund.", "Ada Holm, Bo Ek and Cy van Lund"),
        ("(Editing by Cy Lund)", None),
        ("Reporting by the harbour office was late, the mayor said.", None),
    ],
)
def test_an_agency_s_sign_off_is_the_byline_of_a_report_without_one(line: str, byline: str | None) -> None:
    assert masthead(f"{TITLE}\n\n{BODY}\n\n{line}").byline == byline
    assert masthead(f"{TITLE}\n\nBy Di Moe\n\n{BODY}\n\n{line}").byline == "Di Moe"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("3 February 2026", date(2026, 2, 3)),
        ("Feb 3, 2026", date(2026, 2, 3)),
        ("Tuesday 3 February 2026 – 09:55", date(2026, 2, 3)),
        ("03.02.2026, 21:40", date(2026, 2, 3)),
        ("2026-02-03 21:40 UTC", date(2026, 2, 3)),
        ("Published 10:31 am, Tuesday, February 3, 2026", date(2026, 2, 3)),
        ("Ness News, Ness, 3/2/2026", date(2026, 2, 3)),
        ("Tuesday 02/03/2026", date(2026, 2, 3)),  # the weekday decides
        ("Quarta-feira, 3 de fevereiro de 2026", date(2026, 2, 3)),
        ("3. Februar 2026, 10:00 Uhr", date(2026, 2, 3)),
        ("3 Feb 2026 · 2 min read · Ports, Tariffs, Fish", date(2026, 2, 3)),
        ("More: how the harbour was lost to the sea in a year · 3 Feb 2026", None),
        ("— Jo Berg (@joberg) 3 February 2026", None),
        ("Tuesday 3 February", None),
        ("In 2026 the crew was 30 strong", None),
    ],
)
def test_the_day_of_publication_is_read_where_it_is_stated(line: str, day: date | None) -> None:
    published = masthead(f"{TITLE}\n\n{line}\n\n{BODY}").published
    assert (published.earliest if published else None) == day
    assert published is None or published.evidence[0].span is not None


def test_an_ambiguous_day_is_marked_as_inferred_and_read_by_the_spelling_of_the_text() -> None:
    other = masthead(f"{TITLE}\n\n3/2/2026\n\n{BODY}").published
    assert other and other.earliest == date(2026, 2, 3) and other.inferred
    american = masthead(f"{TITLE}\n\n3/2/2026\n\n{LEAD.replace('harbour', 'harbor')}").published
    assert american and american.earliest == date(2026, 3, 2) and american.inferred


@pytest.mark.parametrize(
    "line",
    [  # how the press of the world writes its day, all 12 November 2024
        "Published: Tue 12 Nov 2024, 9.14pm",
        "Publié le 12 novembre 2024 à 18h40 - Mis à jour le 13 novembre 2024 à 09h10",
        "Stand: 12.11.2024 18:40 Uhr",
        "Nov 12, 2024 / 06:14 PM EST",
        "UPDATED ON: NOVEMBER 12, 2024 / 6:14 PM EST / HBS News",
        "Updated - November 12, 2024 06:40 pm IST - New Kesh",
        "Vol. 12 No. 45 | Tuesday, November 12, 2024 | Free",
        "Monthly of the fells / No. 45 / Tuesday 12 November 2024",
        "No. 45 · 12 November 2024 · Read it and then leave it on the bench",
        "Year CXII, No. 45 - Tuesday, 12 November 2024 - Price 2 crowns",
        "Tuesday the 12th of November, 2024",
        "12-Nov-2024",
        "12-NOV-24",
        "12 Nov '24",
        "Ada Holm 12.11.24",
        "Ada Holm — 12 Nov 2024 — 4 min read",
        "Last modified on Tue 12 Nov 2024 14.10 EST",
        "from the November 12th 2024 edition",
        "18:40, 12 November 2024",
        "Time of publication: 12 Nov 2024, 18:40",
        "Tuesday | 12 November | 2024",
        "2024. 11. 12. 18:40",
        "2024年11月12日 18:40",
        "Tuesday 12 November 2024, 18:40 Last update: Wednesday 13 November 2024, 9:10",
        "Created: 12.11.2024 Changed: 13.11.2024",
        "Read 3,214 times | 12 November 2024",
        "HBS/ah 121840 GMT NOV 24",
    ],
)
def test_the_press_of_the_world_writes_its_day_in_many_ways(line: str) -> None:
    published = masthead(f"{TITLE}\n\n{line}\n\n{BODY}").published
    assert published is not None
    assert (published.earliest, published.latest) == (date(2024, 11, 12), date(2024, 11, 12))


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("Tuesday 12 November 2024, 18.40", "18:40"),
        ("Tuesday 12 November 2024, 6.40pm", "18:40"),
        ("TUESDAY 12 NOVEMBER 2024          1.20 cr", None),
    ],
)
def test_the_price_of_an_issue_is_not_its_hour(line: str, time: str | None) -> None:
    published = masthead(f"{TITLE}\n\n{line}\n\n{BODY}").published
    assert published is not None
    assert published.time == time


@pytest.mark.parametrize(
    "line",
    [
        "Released on 12 March 2024, the ferry sailed again.",
        "By 12 March 2024, the crew had been unpaid for a year.",
        "Updated 2 hours ago",
        "Version 3.2.10",
    ],
)
def test_a_day_that_is_told_is_not_the_day_of_publication(line: str) -> None:
    assert masthead(f"{TITLE}\n\n{line}\n\n{BODY}").published is None


def test_a_page_that_gives_only_its_last_update_is_of_that_day_and_says_so() -> None:
    published = masthead(f"{TITLE}\n\nUpdated Tuesday 3 February 2026, 19:40\n\n{BODY}").published
    assert published is not None and published.inferred
    assert published.earliest == date(2026, 2, 3)
    assert "last version" in published.evidence[0].because


def test_updated_is_not_published() -> None:
    article = masthead(f"{TITLE}\n\nPublished 3 February 2026, updated 4 February 2026 08:00 GMT\n\n{BODY}")
    assert article.published and article.published.earliest == date(2026, 2, 3)
    assert article.updated and (article.updated.earliest, article.updated.zone) == (date(2026, 2, 4), "GMT")


@pytest.mark.parametrize(
    ("start", "dateline"),
    [
        ("NESS, Norland, Feb 2 (Orlan) - ", "NESS, Norland, Feb 2 (Orlan) - "),
        ("PORT ELM/NESS (Orlan) - ", "PORT ELM/NESS (Orlan) - "),
        ("NESS — ", "NESS — "),
        ("Analysis – ", ""),
        ("The ferry – ", ""),
    ],
)
def test_the_dateline_is_kept_for_the_dating(start: str, dateline: str) -> None:
    span = masthead(f"{TITLE}\n\n{start}{BODY}").dateline
    assert (masthead(f"{TITLE}\n\n{start}{BODY}").text[span.start : span.end] if span else "") == dateline


def test_a_dateline_with_its_year_is_a_publication_of_that_day_or_the_next() -> None:
    published = masthead(f"NESS, 2nd February, 2026 (ORL) -- {BODY}").published
    assert published and (published.earliest, published.latest) == (date(2026, 2, 2), date(2026, 2, 3))


def test_a_day_without_its_year_is_left_to_the_dating() -> None:
    article = masthead(f"{TITLE}\n\nPosted by Zoe on Friday 6 February\n\n{BODY}")
    assert article.published is None
    assert article.dateline and article.text[article.dateline.start : article.dateline.end] == "Friday 6 February"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("le 3 février 2026", date(2026, 2, 3)),
        ("3. Februar 2026", date(2026, 2, 3)),
        ("3 de febrero de 2026", date(2026, 2, 3)),
        ("3 февраля 2026", date(2026, 2, 3)),
    ],
)
def test_months_are_known_in_the_language_of_the_text(text: str, day: date) -> None:
    language = {"f": "fr", "F": "de", "d": "es", "ф": "ru"}[text.lstrip("le 3.")[0]]
    assert [d.day for d in find_days(text, language)] == [day]


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=50),
            st.sampled_from(
                [
                    TITLE,
                    LEAD,
                    "By Ada Holm, Orlan",
                    "3 Feb 2026",
                    "3/2/2026",
                    "NESS (Orlan) - It",
                    "© 2026 X",
                    "Follow X on X",
                    "POLITICS",
                    "",
                ]
            ),
        ),
        max_size=8,
    )
)
def test_all_spans_lie_in_the_text(lines: list[str]) -> None:
    article = masthead("\n".join(lines))
    days = [p for p in (article.published, article.updated) if p]
    evidence = [e.span for p in days for e in p.evidence] + [
        e.span for e in (article.outlet.evidence if article.outlet else ())
    ]
    for span in (article.title_span, article.byline_span, article.dateline, *evidence):
        assert span is None or 0 <= span.start < span.end <= len(article.text)
    if article.title and article.title_span:
        assert article.text[article.title_span.start : article.title_span.end] == article.title
    if article.outlet:
        assert article.outlet.inferred and article.outlet.evidence


def test_no_outlet_is_invented_in_the_gold_stories(shared: Path) -> None:
    for gold in sorted(shared.glob("stories/*/gold.json")):
        told = json.loads(gold.read_text())["articles"]
        for article in read([gold.parent / "articles"]).articles:
            found = outlet(article.text)
            wanted = told[article.id]["outlet"]
            assert found is None or (wanted and wanted.split()[0].casefold() in found.casefold()), article.id


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        (
            f"{TITLE}\n\nNESSDORP: The harbour of Nessdorp stayed shut on Monday, the minister informed the press.",
            "NESSDORP: ",
        ),
        (f"{TITLE}\n\nANALYSIS: The harbour of Nessdorp stayed shut on Monday, the minister informed the press.", None),
    ],
)
def test_a_place_in_capitals_before_a_colon_is_a_dateline_where_the_report_has_it_elsewhere(
    text: str, dateline: str | None
) -> None:
    at = masthead(text).dateline
    assert (text[at.start : at.end] if at else None) == dateline
