"""Web pages in the shapes that content systems give them: what is read of each, and what is told apart from it. The
pages (``fixtures/pages``) carry one fictional report, so that its sentences can be looked for in all of them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from stemma.article.furniture import mark_furniture
from stemma.article.masthead import read_masthead
from stemma.article.reading import read
from stemma.model import Article

PAGES = Path(__file__).with_name("fixtures") / "pages"
SENTENCES = (
    "The ferry Alma stayed in port on Tuesday because her crew had not been paid since March",
    "“We want our wages before we untie a single rope,” said Ada Holm, the boatswain",
    "A spokesman, Nils Orre, declined to say how much it owed.",
)
ELSEWHERE = (
    *("Bus drivers ask", "Port fees to rise", "seadog71", "waited four hours", "email address", "Accept all"),
    *("Morning Tide", "Privacy policy", "Share on", "Weather", "News", "Sport"),
)
"""What the pages hold beside the report."""


class Told(NamedTuple):
    title: str
    outlet: str
    byline: str
    published: str
    updated: str | None = None


EXPECTED = {
    "newsarticle-json-ld": Told(
        "Ferry stays in port as crew asks for wages", "Ness Courier", "Jo Berg, Mara Lind", "2026-05-12", "2026-05-12"
    ),
    "amp": Told("Ferry crew refuses to sail without pay", "Harbour Post", "Tess Arden", "2026-05-12"),
    "live-blog": Told(
        "Ferry dispute in Ness: crew meets owner – as it happened",
        "The Ness Review",
        "Oda Krantz",
        "2026-05-13",
        "2026-05-13",
    ),
    "paywall": Told("Why the Alma cannot sail", "Gantry Business Daily", "Per Dovik", "2026-05-14"),
    "syndicated": Told("Ferry crew in Ness asks for wages", "Kesh Evening Star", "Lena Tolk", "2026-05-12"),
    "old-tables": Told("Ferry tied up, crew unpaid", "The Ness Gazette Online", "Signe Varga", "2026-05-12"),
    "comments": Told("Crew of Alma ‘will not untie a rope’", "Port Letter", "Vera Sorel", "2026-05-12", "2026-05-13"),
    "print-version": Told("Ferry owner seeks loan as crew waits", "The Fell Sentinel", "Quin Ramm", "2026-05-13"),
}


def page(name: str) -> Article:
    (article,) = read([PAGES / f"{name}.html"]).articles
    return read_masthead(msgspec.structs.replace(article, furniture=mark_furniture(article)))


def test_every_page_is_listed_here() -> None:
    assert {p.stem for p in PAGES.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_page_tells_who_published_what_and_when(name: str) -> None:
    article = page(name)
    assert article.outlet and article.published
    assert Told(
        article.title or "",
        article.outlet.name,
        article.byline or "",
        article.published.earliest.isoformat(),
        article.updated.earliest.isoformat() if article.updated else None,
    ) == EXPECTED[name]  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_the_report_is_read_whole_and_what_stands_beside_it_is_left_out_or_marked(name: str) -> None:
    article = page(name)
    marked = {i for f in article.furniture for i in range(f.span.start, f.span.end)}
    reporting = "".join(" " if i in marked else c for i, c in enumerate(article.text))
    for sentence in SENTENCES:
        if name != "live-blog" and not (name == "paywall" and "rope" in sentence):
            assert reporting.count(sentence) == 1
    for words in (*ELSEWHERE, "Unlimited access", "Printed from", "rights reserved", "Advertisement"):
        assert words not in reporting, words


def test_the_posts_of_a_live_page_are_kept_with_their_headings() -> None:
    text = page("live-blog").text
    places = [text.index(words) for words in ("Talks end without a deal", "Owner offers half", "Crew arrives")]
    assert places == sorted(places)


def test_a_credit_to_the_agency_stays_in_the_text_of_the_page_that_carries_it() -> None:
    assert "This article was first published by Cobalt Wire" in page("syndicated").text


def test_a_table_of_figures_is_no_layout() -> None:
    rows = "".join(f"<tr><td>Port {n}</td><td>{n * 37}</td></tr>" for n in range(40))
    markup = f"<html><body><h1>Landings</h1><p>{SENTENCES[0]}. {SENTENCES[2]}</p><table>{rows}</table></body></html>"
    from stemma.article.reading.web import read_page

    assert "| Port 3 | 111 |" in " ".join(read_page(markup).text.split())
