"""What furniture promises: page furniture is marked to the character, reporting is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.article.furniture import mark_furniture
from stemma.article.furniture.rules import rules
from stemma.article.reading import read
from stemma.model import Article

LEAD = "The ferry Alma stayed in port on Monday because its crew had not been paid, the harbour master said."
BODY = f"{LEAD}\n\n“We want our wages,” said the boatswain, who has worked on the ferry for eleven years."


def marked(text: str) -> list[tuple[str, str]]:
    article = Article(id="a", file="a.txt", text=text)
    return [(f.kind, text[f.span.start : f.span.end]) for f in mark_furniture(article)]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("related", "READ MORE: Bus drivers ask for heaters"),
        ("related", "Read also – Bus drivers ask for heaters"),
        ("related", "Lire aussi : Les chauffeurs de bus demandent du chauffage"),
        ("related", "Lesen Sie auch: Busfahrer fordern Heizung"),
        ("related", "Читайте также: Водители автобусов просят печку"),
        ("related", "اقرأ أيضا: سائقو الحافلات يطلبون التدفئة"),
        ("related", "קראו גם: נהגי האוטובוסים מבקשים חימום"),
        ("follow", "Follow us on Facebook and Telegram"),
        ("follow", "Follow the Ness Courier on X, Threads and Bluesky"),
        ("follow", "Join our WhatsApp channel"),
        ("follow", "More world news: Sign up for our free Sunday digest"),
        ("follow", "Get Gangway in your inbox every Tuesday"),
        ("follow", "Press office: 0555 010 7788"),
        ("follow", "Got a story? Email the newsroom"),
        ("follow", "Share on Facebook Share on WhatsApp"),
        ("follow", "Sign up for the Ness Courier’s Morning Tide newsletter"),
        ("follow", "Tune in to Ness Radio, 101.2 FM"),
        ("follow", "Suscríbete a nuestro boletín"),
        ("follow", "Iscriviti alla nostra newsletter"),
        ("follow", "Zapisz się na nasz newsletter"),
        ("advertisement", "Advertisement"),
        ("advertisement", "Anzeige"),
        ("copyright", "© 2026 Ness Courier Ltd. All rights reserved."),
        ("copyright", "Tous droits réservés"),
        ("counter", "37 comments"),
        ("counter", "5 min read"),
        ("counter", "Listen to this story (3 min)"),
        ("counter", "12 комментариев"),
        ("navigation", "Home | News | Sport | Weather"),
        ("navigation", "Home / Archive / About / RSS"),
        ("navigation", "Filed under: ferries, wages | Comments (4) | Older posts"),
        ("caption", "The Alma at her berth on Monday (Jo Berg/Orlan)"),
        ("caption", "The Alma at her berth on Monday. (Photo: Jo Berg)"),
        ("caption", "The Alma at her berth on Monday. Photograph: Jo Berg/Orlan"),
        ("caption", "Engineers look at the Alma, Feb. 2. REUTERS/Jo Berg"),
        ("caption", "FILE - In this May 3, 2025 file photo the Alma leaves the port. (AP Photo/Jo Berg)"),
        ("caption", "Photo: Jo Berg"),
        ("caption", "Jo Berg / Getty Images"),
        ("caption", "Crew on the quay in Ness on Sunday. (Mara Lind for The Ness Courier)"),
        ("caption", "Crew on the quay in Ness on Sunday. (Courtesy of the Lind family)"),
        ("caption", "The Alma in 2019. Photo: courtesy of the owner"),
        ("caption", "The Alma at her berth - Photo by Mara Lind"),
        ("caption", "The Alma at her berth. Credit...Mara Lind for The Ness Courier"),
        ("caption", "The Alma. File picture"),
        ("follow", "Do you know more? Write to tips@nesscourier.example"),
        ("follow", "WERE YOU ON THE ALMA? Ring our newsdesk on 0555 010 777"),
        ("follow", "mara.lind@nesscourier.example"),
        ("follow", "@maralind"),
        ("follow", "Spotted an error? Tell the editor"),
        ("follow", "Never miss a story – sign up for alerts"),
        ("follow", "To continue reading, subscribe now"),
        ("follow", "Support independent journalism"),
        ("follow", "Buy today's paper"),
        ("related", "Next in this series: The men who sell the tickets"),
        ("related", "From around the web"),
        ("advertisement", "Story continues below advertisement"),
        ("navigation", "0:00 / 3:41"),
        ("navigation", "Your browser does not support the video tag."),
        ("navigation", "News Sport Obituaries Jobs"),
        ("navigation", "Save for later"),
        ("counter", "Viewed 1204 times"),
        ("other", "We value your privacy. Accept"),
        ("other", "-ENDS-"),
        ("other", "* * *"),
        ("follow", "If you have liked this article, share it with your friends!"),
        (
            "follow",
            "Interested in Ferries? Add Ferries as an interest to stay up to date on the latest news. Add Interest",
        ),
        ("follow", "Chat with us in the app. Find out what's happening in the port as it unfolds."),
        ("other", "This is a breaking news story, more follows..."),
        ("other", "This is a developing story. Check back for updates."),
        ("other", "More to follow"),
        ("other", "This article will be updated."),
        ("caption", "AFP The ferry Alma at her berth on Monday morning"),
        ("caption", "Getty - Contributor The crew on the quay in Ness"),
        ("caption", "3/34 2 February 2026 The harbour master leaves the court REUTERS"),
        (
            "caption",
            "This photo released by the port shows the Alma at her berth. (The port’s press office via AP) ( /Orlan)",
        ),
        (
            "copyright",
            "Copyright 1995 - 2026. All rights reserved. The content published on this site" + " belongs to it." * 30,
        ),
        ("follow", "GULL PLUS: read every page of the wage book. Subscribe from 90 crowns a month"),
        ("follow", "Only for subscribers: the owner’s letters"),
        ("follow", "Enjoyed this article? Support independent journalism from 20 crowns a month"),
        ("follow", "Was this letter forwarded to you? Subscribe here"),
        ("follow", "You are receiving this because you signed up at gull.example. Manage preferences"),
        ("follow", "To unsubscribe, click here"),
        ("related", "See also on this subject: Bus drivers ask for heaters"),
        ("related", "On the same subject: Bus drivers ask for heaters"),
        ("related", "More on this topic: Bus drivers ask for heaters"),
        ("follow", "Print | E-mail this | Seen something? Write to news@gull.example"),
        ("navigation", "Facebook   X   WhatsApp   Send by email   Copy link"),
        ("navigation", "No. 212 | View online | Unsubscribe"),
        ("navigation", "A- A+ Print Save Listen"),
        ("navigation", "Skip to main content | Text size A A A | High contrast"),
        ("navigation", "Text size  A-  A  A+   Norsk   Suomi   English"),
        ("navigation", "Imprint   Cookie policy   Web map"),
        ("navigation", "Who we are · Work with us · Code of ethics"),
        ("other", "Did you find this page helpful? Yes | No"),
        ("other", "Rate this article: 1 2 3 4 5"),
    ],
)
def test_a_line_of_furniture_is_marked_wherever_it_stands(kind: str, line: str) -> None:
    assert marked(f"{LEAD}\n\n{line}\n\n{BODY}") == [(kind, line)]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("related", "Tomorrow: The men who sell the tickets"),
        ("caption", "COURIER GRAPHIC: HOW A RAMP WORKS"),
        ("follow", "Reach Mara Lind at mara.lind@harbourmail.example"),
        ("follow", "Follow Courier"),
        ("navigation", "Latest"),
        ("masthead", "The Ness Courier – independent since 1871"),
        ("navigation", "Weather: B8. Classified: B6"),
        ("copyright", "The Ness Courier is published by Harbour Press Ltd."),
        ("navigation", "Français   English   العربية"),
        ("navigation", "What moved on the quays this week  |  Issue 88  |  Read online"),
        ("navigation", "WORLD / AFRICA"),
        ("masthead", "Independent since 1911"),
        ("other", "(END) Narova News Agency Terminal 14:02 GMT"),
        ("other", "idb/mh"),
        ("other", "NNA/idb/mh"),
        ("other", "This interview has been condensed and edited for clarity."),
    ],
)
def test_a_line_that_could_be_a_headline_elsewhere_is_marked_at_the_foot(kind: str, line: str) -> None:
    assert marked(f"Ferry stays in port\n\n{BODY}\n\n{line}") == [(kind, line)]
    assert marked(f"Ferry stays in port\n\n{LEAD}\n\n{line}\n\n{BODY}") == []


def test_a_line_that_could_be_the_headline_is_marked_as_a_link_only_below_it() -> None:
    link = "Analysis: What the crew can hope for"
    assert marked(f"Ferry stays in port\n\n{LEAD}\n\n{link}\n\n{BODY}") == [("related", link)]
    assert marked(f"{link}\nThe owner has no money and the port has no patience\n\n{BODY}") == []


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("caption", "CAPTION: The ferry in the port of Ness, in a file image"),
        ("other", "[Translated from Norlandic]"),
        ("follow", "Members only"),
    ],
)
def test_what_tells_how_a_text_was_made_is_marked_wherever_it_stands(kind: str, line: str) -> None:
    assert marked(f"Ferry stays in port\n\n{line}\n\n{BODY}") == [(kind, line)]
    assert marked(f"Ferry stays in port\n\n{BODY}\n\n{line}") == [(kind, line)]


def test_for_whom_a_report_is_stands_beside_its_day() -> None:
    page = f"Ferry stays in port\n3 May 2026 | Subscribers only | 3 min read\n\n{BODY}"
    assert "Subscribers only" in "".join(text for _, text in marked(page))
    assert "3 May 2026" not in "".join(text for _, text in marked(page))


def test_a_nameplate_stands_above_a_headline_that_tells_of_a_day() -> None:
    page = f"SELM TV NEWS\nFri 17 Oct, 06:00\n\nFerries: no crossings from 1 November\n\n{BODY}"
    assert marked(page) == [("masthead", "SELM TV NEWS")]


def test_the_foot_begins_below_the_last_sentence_that_is_reporting() -> None:
    plea = "Support independent journalism. Your gift keeps the paper free for all who read it."
    foot = f"{plea}\nTomorrow: The men who sell the tickets"
    assert [line for _, line in marked(f"{BODY}\n\n{foot}")] == foot.split("\n")


@pytest.mark.parametrize(
    "line",
    [
        "Anyone with information is asked to call the harbour police on 0555 010 777.",
        "Watch: that is what the mates do at night, the boatswain said.",
        "Did the owner know? The harbour master thinks so.",
        "The photograph (taken by Mara Lind for the court) shows the ramp.",
        "Contact with the ferry was lost at 4:15, a radio officer said.",
        "The big picture: crews everywhere are owed wages, the union says.",
        "Next week: no ferry, no mail, the mayor warned.",
        "World Cup Football on Video",
        "Share prices of the company fell 12 percent in a year.",
        "Text messages seen by us show what the owner promised.",
        "Follow-up talks on the wages are due on Friday.",
        "Copyright law is no help to them, a lawyer said.",
        "(c) the owner shall pay the crew by Friday;",
        "Privacy policy was never discussed with the crew.",
        "The home secretary, the news agency and the sports minister were told.",
        "The owner's party won 34 seats (down from 40/41)",
        "Support for our ferry is strong, the mayor said.",
        "Get the crew out, the captain shouted.",
        "Watch officers are to be paid first.",
        "“Join us on the quay,” the boatswain said.",
        "Advertisement revenue of the port fell by half.",
        "Read the letter again, he told the owner.",
        "10:40",
        "2026",
        "The ferry is to sail again on Tuesday (local time) if the crew is paid.",
        "Reuters reported on Monday that the owner has no money.",
        "AP Holm, who owns the ferry, has no money.",
        "The report will be updated every year, the ministry said.",
        "More details of the wages are to follow on Friday, the union said.",
        "If you like ferries, you should share the sorrow, the boatswain said.",
        "The union is a developing force, the mayor said.",
        "By Ada Holm",
        "Orlan | Updated: 2026-02-03 17:52",
        "Poll: Three in four want the ferry back",
        "Thursday 5 February 2026, 07:15",
        "Also of interest: who will own the ferry in May.",
        "How useful is this information? The harbour master would not say.",
        "Was this page of the log true and useful? The court thinks so.",
        "Subscribe, the union told its men, from 20 crowns a month.",
        "Members can subscribe to the strike fund from 20 crowns a month.",
        "For members: two crowns a day from the strike fund.",
        "Did they like what the owner paid? The boatswain laughed.",
        "To unsubscribe, members had to write a letter to the union.",
        "The owner forwarded the letter to the bank and said no more.",
        "Independent since 1911, the port pays no taxes to the crown.",
        "Crew | Owner | Bank",
        "No. 1   No. 2   No. 3",
        "Harbour master > Mayor > Minister",
        "English pages",
    ],
)
def test_reporting_bylines_and_dates_are_left_alone(line: str) -> None:
    assert marked(f"Ferry stays in port as crew asks for wages\n\n{LEAD}\n\n{line}\n\n{BODY}") == []


LONG = f"{BODY}\n\nThe port of Ness pays its pilots at the end of each month, and so does the harbour railway."


@pytest.mark.parametrize(
    "line",
    [  # what pages of the world print below a report
        "PAGE 9: Hen wins beauty prize",
        "SPORT: Rovers lose again, page 40",
        "Continued on page A4",
        "MORE STORMS: Five wrecks of the coast - see our gallery",
        "CLARION QUESTION: Is it fair? Dial 33-30 now",
        "Eight issues for 40 crowns: ask at your kiosk",
        "On sale every Friday at all newsagents",
        "Newest first | Oldest first",
        "Sort by: Newest",
        "Send your news to Clarion on Signal",
        "The Clarion by phone: dial *200# and listen",
        "Visitors today: 87",
        "This article has been read 3,201 times",
        "9 comments | Subscribe by post | Theme: Harbour by Inkwell",
        "Website by Tidal",
        "12 thoughts on “Ferry stays in port”",
        "Your email address will not be published. Required fields are marked",
        "★★★★☆ 4 votes",
        "Tagged ferry, wages",
        "Share this: Click to share on X (Opens in new window)",
        "What others are reading",
        "From the archive: the flood of 1953",
        "Previous: Pilots paid",
        "← Older",
        "Paid post: Ness Pearls for every season",
        "This article is free to read thanks to our members",
        "Buy me a coffee",
        "Cookies help us deliver our services. OK",
        "No reproduction without the written consent of the publisher",
        "Editor: Ada Holm. Printed by Ness Press, Kesh.",
        "The views expressed are the author's own",
        "The author teaches law at the University of Kesh. These are personal views.",
        "This text was translated by machine",
        "Photo Ada Holm / Clarion",
        "Archive photo",
        "Weather: rain in the west, 12°C",
        "Live stream: Channel 9 News at Ten",
        "-30-",
        "You have read 3 of 5 free articles",
    ],
)
def test_what_stands_below_the_last_sentence_is_furniture(line: str) -> None:
    assert [text for _, text in marked(f"Ferry stays in port\n\n{LONG}\n\n{line}")] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Source: Orlan",
        "With inputs from agencies",
        "Additional reporting by Bo Ek",
        "Translated from the Norlandic by Ida Berg",
        "First published in the Ness Review",
        "Ada Holm",
        "3 February 2026",
        "CORRECTION: the ferry has nine men, not ten.",
        "Captain: “We go home”",
        "- nine men unpaid",
    ],
)
def test_what_may_be_the_report_s_own_stays_below_the_last_sentence(line: str) -> None:
    assert marked(f"Ferry stays in port\n\n{LONG}\n\n{line}") == []


def test_a_list_that_the_last_line_announces_stays() -> None:
    assert (
        marked(f"Ferry stays in port\n\n{LONG}\n\nThey sang this song:\nNine men upon the sea\nAnd not a crown") == []
    )


def test_lines_broken_in_the_middle_of_a_sentence_stay() -> None:
    assert marked(f"Ferry stays in port\n\n{LONG}\n\nThe men of the Alma went home to\nNess on foot.") == []


def test_an_agency_s_note_on_its_new_version_is_no_reporting() -> None:
    note = "(Adds harbour master, background)"
    assert marked(f"UPDATE 2-Ferry stays in port\n\n{note}\n\n{BODY}") == [("other", note)]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("101", [("counter", "101")]),
        ("POLITICS", [("navigation", "POLITICS")]),
        ("Norway News", [("navigation", "Norway News")]),
        (
            "The Ness Courier\nHome · News · Weather 4°C · Jobs",
            [("masthead", "The Ness Courier"), ("navigation", "Home · News · Weather 4°C · Jobs")],
        ),
        ("NESS HOY – English edition", [("masthead", "NESS HOY – English edition")]),
        ("Diário de Ness\nEconomia", [("masthead", "Diário de Ness"), ("navigation", "Economia")]),
        ("GULLS & GANTRIES", [("masthead", "GULLS & GANTRIES")]),
        (
            "KESH PRESS AGENCY\nOfficial / Foreign policy",
            [("masthead", "KESH PRESS AGENCY"), ("navigation", "Official / Foreign policy")],
        ),
        ("HALM LINES, INC.\nMedia Relations", [("masthead", "HALM LINES, INC."), ("navigation", "Media Relations")]),
        (
            "SKERRY LAMP\nMonthly of the fells / No. 45 / Tuesday 12 November 2024",
            [("masthead", "SKERRY LAMP"), ("masthead", "Monthly of the fells")],
        ),
        ("Skerry Lamp | 12 November 2024 | Issue 45", [("masthead", "Skerry Lamp")]),
        ("Tuesday 12 November 2024 · 4 min read", [("counter", "4 min read")]),
        ("Travel | Translated by our staff", [("other", "Travel | Translated by our staff")]),
        ("NORDSTRAND\nRegional", [("masthead", "NORDSTRAND"), ("navigation", "Regional")]),
        ("CREW\nRegional", [("navigation", "Regional")]),  # the report speaks of a crew: a kicker
        ("FERRY & PORT", []),  # two subjects of the report: a kicker
        ("EMPTY POCKETS", []),
        ("Ada Holm\nFeb 3, 2026", []),
        (
            "RIGGING & ROPE\nThe monthly of the southern coast\n\nNews | Prices | Jobs | Subscribe",
            [
                ("masthead", "RIGGING & ROPE"),
                ("masthead", "The monthly of the southern coast"),
                ("navigation", "News | Prices | Jobs | Subscribe"),
            ],
        ),
        (
            "NESS PORTS ONLINE\nHome page > Harbour and fairways > News",
            [
                ("masthead", "NESS PORTS ONLINE"),
                ("navigation", "Home page > Harbour and fairways > News"),
            ],
        ),
        ("NESS KURIREN\nEnglish pages", [("masthead", "NESS KURIREN"), ("navigation", "English pages")]),
        ("ES EN FR CA", [("navigation", "ES EN FR CA")]),
    ],
)
def test_labels_and_nameplates_above_the_headline(head: str, expected: list[tuple[str, str]]) -> None:
    assert marked(f"{head}\n\nFerry stays in port as crew asks for wages\n\n{BODY}") == expected


def test_a_newsletter_without_a_headline_shows_its_name_above_its_header() -> None:
    header = "What moved on the quays this week  |  Issue 88  |  Read online"
    assert marked(f"GULL LETTER\n{header}\n\n{BODY}") == [("masthead", "GULL LETTER"), ("navigation", header)]
    assert marked(f"Harbour Brief | No. 12 | View online\n\n{BODY}") == [
        ("masthead", "Harbour Brief | No. 12 | View online")
    ]


def test_a_headline_between_a_nameplate_and_a_menu_stays() -> None:
    headline = "Crew of the Alma asks for wages"
    head = f"The Ness Courier\n\n{headline}\n\nNews | Sport | Weather\n\nFerry stays in port for a week"
    assert headline not in [line for _, line in marked(f"{head}\n\n{BODY}")]


def test_a_number_or_a_label_inside_the_report_stays() -> None:
    assert marked(f"Ferry stays in port\n\n{BODY}\n\n101\n\n{BODY}\n\nEconomy\n\n{BODY}") == []


def test_a_caption_glued_to_the_lead_is_marked_up_to_its_bracket() -> None:
    assert marked(f"Ferry stays in port again\nThe Alma in March (Jo Berg/Orlan){BODY}") == [
        ("caption", "The Alma in March (Jo Berg/Orlan)")
    ]


def test_a_bracket_in_a_sentence_is_no_caption() -> None:
    assert marked(f"The ferry Alma (built in Ness/Norway) Captain Holm said was sound.\n\n{BODY}") == []


def test_a_switch_to_another_language_is_marked_and_a_text_in_that_script_is_not() -> None:
    assert marked(f"{BODY}\nעברית") == [("navigation", "עברית")]
    assert marked("המעבורת נשארה בנמל ביום שני כי הצוות לא קיבל שכר, אמר מנהל הנמל.\nעברית") == [
        ("navigation", "עברית")
    ]
    assert marked("המעבורת נשארה בנמל ביום שני כי הצוות לא קיבל שכר, אמר מנהל הנמל.\nהמעבורת נשארה") == []


def test_links_listed_below_a_heading_at_the_foot_are_marked() -> None:
    foot = "Most read\nBus drivers ask for heaters\nMayor opens third bridge"
    assert [line for _, line in marked(f"{BODY}\n\n{foot}")] == foot.split("\n")
    assert marked(f"{foot.partition(chr(10))[2]}\n\n{BODY}") == []


def test_a_headline_that_reads_as_a_link_stays() -> None:
    assert marked(f"VIDEO: Ferry stays in port as crew asks for wages\n\n{BODY}") == []


def test_a_motto_under_the_report_is_marked() -> None:
    assert marked(f"{BODY}\n\nWeekly Gull - first with the tides") == [
        ("masthead", "Weekly Gull - first with the tides")
    ]


def test_a_motto_in_capitals_is_told_by_the_initials_of_the_page() -> None:
    motto = "KPA - Truth, Unity, Progress"
    assert ("masthead", motto) in marked(f"KESH PRESS AGENCY (KPA)\n\nFerry stays in port\n\n{BODY}\n\n{motto}")
    assert marked(f"Ferry stays in port\n\n{BODY}\n\n{motto}") == []


def test_the_words_on_the_author_are_marked_and_those_on_a_person_of_the_story_are_not() -> None:
    bio = "Ada Holm is a reporter who covers ports for the Ness Courier."
    assert marked(f"Ferry stays in port\nBy Ada Holm\n\n{BODY}\n\n{bio}") == [("other", bio)]
    spoken_of = f"Ferry stays in port\n\n{LEAD}\n\n{BODY}\n\nThe owner told Ada Holm to leave the quay.\n\n{bio}"
    assert marked(spoken_of) == marked(f"{BODY}\n\n{bio}") == []


def test_who_publishes_what_the_story_is_about_is_reporting() -> None:
    assert marked(f"{BODY}\n\nThe list of wages is published by the union each year.") == []
    assert marked(f"{BODY}\n\nThe Baltic Wage Index is published by the union each year.") == []


def test_every_language_file_compiles_and_names_known_kinds() -> None:
    assert {r.name.split(":")[0] for r in rules()} >= {"en", "de", "fr", "es", "pt", "it", "ru", "ar", "he"}


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=60),
            st.sampled_from(
                [LEAD, "Home | News | Sport", "(A B/Orlan)", "X (A B/Orlan)Y", "READ MORE: x", "عربي", "101", ""]
            ),
        ),
        max_size=8,
    )
)
def test_marks_lie_in_the_text_in_order_and_apart(lines: list[str]) -> None:
    text = "\n".join(lines)
    furniture = mark_furniture(Article(id="a", file="a.txt", text=text))
    at = 0
    for mark in furniture:
        assert at <= mark.span.start < mark.span.end <= len(text)
        at = mark.span.end
        assert text[mark.span.start : mark.span.end].strip() and mark.rule


def test_gold_stories_are_stripped_of_furniture_and_lose_no_reporting(shared: Path) -> None:
    found = total = lost = rest = 0
    for gold in sorted(shared.glob("stories/*/gold.json")):
        strings = json.loads(gold.read_text()).get("furniture", {})
        for article in read([gold.parent / "articles"]).articles:
            inside = {i for f in mark_furniture(article) for i in range(f.span.start, f.span.end)}
            wanted: set[int] = set()
            for string in strings.get(article.id, []):
                at = article.text.find(string.strip())
                wanted |= set(range(at, at + len(string.strip()))) if at >= 0 else set()
            for i, char in enumerate(article.text):
                if not char.isspace():
                    total, found = total + (i in wanted), found + (i in wanted & inside)
                    rest, lost = rest + (i not in wanted), lost + (i in inside - wanted)
    assert found >= 0.95 * total
    assert lost <= 0.003 * rest
