"""What ``index.html`` promises: whole without script, nothing from outside, every line leads to its characters.

Tests with a real browser use Debian's Chromium through Playwright and skip, saying so, where it is missing.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
import strait_story
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from stemma.model import Article, Counts, Dossier, Layers, Outlet, Parse, Sentence, Support
from stemma.publish.markdown import dossier_markdown
from stemma.publish.page import dossier_page
from stemma.publish.record import to_record
from stemma.publish.views.marking import marked
from stemma.publish.wording import days

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOSTILE = """\
</title></style></script><script>document.title = 'run'; alert(1)</script>
"><img src=x onerror="alert(2)"><svg onload=alert(3)><a href="javascript:alert(4)">go</a>
<link rel=stylesheet href=https://outside.example/a.css><iframe src="https://outside.example/"></iframe>
{{ 7 * 7 }} {% raw %} &lt;b&gt; \u202eright to left\u202c <!-- <base href="https://outside.example/">
"""
EMPTY = {
    "problems": (),
    "entities": (),
    "times": (),
    "statements": (),
    "variants": (),
    "derivations": (),
    "origins": (),
    "support": (),
    "timeline": (),
    "talks": None,
}


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return strait_story.dossier()


@pytest.fixture(scope="module")
def page(dossier: Dossier) -> str:
    return dossier_page(dossier)


def bare(*articles: Article, title: str = "A story") -> Dossier:
    """A dossier of articles of which nothing is known but their text."""
    layers = (
        Layers(
            article=a,
            parse=Parse(article=a.id, tokens=(), sentences=(Sentence(0, len(a.text), 0, 0),) if a.text else ()),
            mentions=(), times=(), quantities=(), attributions=(), credits=(), claims=(),
        )
        for a in articles
    )  # fmt: skip
    return Dossier(title=title, layers=tuple(layers), **EMPTY)  # type: ignore[arg-type]


def only(dossier: Dossier, article: str) -> Dossier:
    """The dossier of one of its articles alone."""
    layers = tuple(one for one in dossier.layers if one.article.id == article)
    return msgspec.structs.replace(dossier, layers=layers, **EMPTY)


def shown(element: Any) -> str:
    """The text of a unit without the numbers that lead to matching passages."""
    return "".join(element.xpath(".//text()[not(ancestor::sup)]"))


# ------------------------------------------------------------------------------------------------- the way to evidence


def test_every_link_inside_the_page_has_its_target_and_every_anchor_is_there_once(page: str) -> None:
    tree = html.fromstring(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = [h[1:] for h in tree.xpath("//@href") if h.startswith("#")]
    assert len(targets) > 100
    assert set(targets) <= set(ids)


def test_every_line_leads_to_a_sentence_that_holds_its_characters(dossier: Dossier, page: str) -> None:
    tree = html.fromstring(page)
    text = {one.article.id: one.article.text for one in dossier.layers}
    report = {u.get("id"): u.xpath("ancestor::article")[0].get("id")[2:] for u in tree.xpath("//*[@data-from]")}
    links = tree.xpath("//a[@data-at]")
    assert len(links) > 100
    for link in links:
        unit = tree.get_element_by_id(link.get("href")[1:])
        start, end = map(int, link.get("data-at").split("-"))
        first = int(unit.get("data-from"))
        words = text[report[unit.get("id")]][start:end]
        assert shown(unit)[start - first :][: len(words)] == words[: len(shown(unit)) - (start - first)]


def test_each_report_stands_there_whole(dossier: Dossier, page: str) -> None:
    tree = html.fromstring(page)
    for one in dossier.layers:
        body = tree.xpath(f"//article[@id='r-{one.article.id}']//div[@class='body']")[0]
        assert "".join(shown(body).split()) == "".join(one.article.text.split())


def test_what_a_report_shares_with_another_is_marked_in_that_reports_colour(page: str) -> None:
    tree = html.fromstring(page)
    colour = tree.xpath("//article[@id='r-ledger']")[0].get("class").split()[1]
    held = tree.xpath("//article[@id='r-vesper']//span[contains(@class, 'match')]")
    assert {e.get("class").split()[2] for e in held} == {colour}
    assert "mediated by the Baltan envoy" in " ".join(e.text for e in held)


def test_furniture_is_set_apart_from_the_reporting(page: str) -> None:
    tree = html.fromstring(page)
    held = [e.text for e in tree.xpath("//article[@id='r-lantern']//span[contains(@class, 'furniture')]")]
    assert held == ["Lantern 24 | World", "Follow Lantern 24 everywhere"]


# ------------------------------------------------------------------------------------------------------- what is shown


def test_differences_come_worst_first_and_small_ones_are_folded(page: str) -> None:
    tree = html.fromstring(page)
    cards = [c.get("class").split()[1] for c in tree.xpath("//article[contains(@class, 'difference')]")]
    assert cards == ["high"] * 3 + ["medium"] * 4
    folded = tree.xpath("//section[@id='differences']//details//li/@id")
    assert sorted(folded) == ["v-v10", "v-v7", "v-v8"]


@pytest.mark.parametrize(
    ("first", "other", "added", "missing"),
    [
        ("we will not hand over the lights", "we will not give away the lights.", ["give away"], ["hand over"]),
        ("He agreed", "“he agreed”", [], []),
        ("it is the city's day-long task", "it is the city’s day‑long task", [], []),
        ("one two three", "one three", [], ["two"]),
        ("one three", "one two three", ["two"], []),
        ("", "all new", ["all new"], []),
    ],
)
def test_only_words_that_differ_are_marked(first: str, other: str, added: list[str], missing: list[str]) -> None:
    pieces = marked(first, other)
    assert [p.text for p in pieces if p.change == "added"] == added
    assert [p.text for p in pieces if p.change == "missing"] == missing


def test_quotations_stand_side_by_side_with_what_changed_marked(page: str) -> None:
    words = html.fromstring(page).xpath("//article[@id='v-v2']//p[@class='words']")
    assert [w.xpath(".//ins/text()") for w in words][1] == ["give away"]
    assert [w.xpath(".//del/text()") for w in words][1] == ["hand over"]
    assert not words[0].xpath(".//ins | .//del")


def test_a_statement_says_on_whose_word_and_on_how_many_origins(page: str) -> None:
    said = " ".join(html.fromstring(page).get_element_by_id("s-s4").text_content().split())
    assert "On the word of one of the people unnamed" in said
    assert "more than one origin" in said
    assert "4 outlets · 2 texts not derived from each other · 2 stated sources" in said


def test_what_one_report_alone_says_is_folded_under_that_report(page: str) -> None:
    fold = html.fromstring(page).get_element_by_id("s-s8").xpath("ancestor::details/summary")[0]
    assert "Estuary Review" in fold.text_content()


def test_the_picture_has_a_dashed_edge_only_where_no_credit_was_found(page: str) -> None:
    svg = html.fromstring(page).xpath("//svg")[0]
    dashed = [p.xpath("./title/text()")[0] for p in svg.xpath(".//path[contains(@class, 'dashed')]")]
    assert dashed == ["vesper.txt – The Sound Ledger: no credit found · 94\u202f%"]
    assert "Quay Mirror – The Sound Ledger: credits" in "".join(svg.xpath(".//title/text()"))
    assert "no credit found" in svg.xpath("./desc")[0].text


def test_reports_alike_share_a_box_when_there_are_many() -> None:
    svg = html.fromstring(dossier_page(many(193))).xpath("//svg")[0]
    assert "194 reports – The Sound Ledger: no credit found" in svg.xpath(".//path/title/text()")
    assert len(svg.xpath(".//a[contains(@class, 'box')]")) == 6


def test_an_origin_outside_the_collection_stands_in_the_picture_by_its_name(dossier: Dossier) -> None:
    outside = msgspec.structs.replace(dossier.derivations[1], parent="o3", child="quay", evidence=(), credit=())
    tree = html.fromstring(dossier_page(msgspec.structs.replace(dossier, derivations=(outside,))))
    assert "Lotte Marrin, interview" in tree.xpath("//svg//a[@class='origin']/title/text()")
    assert "credits Lotte Marrin, interview" in " ".join(tree.get_element_by_id("d-quay-o3").text_content().split())


def test_reports_that_rest_on_each_other_in_a_circle_are_drawn_too(dossier: Dossier) -> None:
    there = next(d for d in dossier.derivations if d.child == "vesper")
    back = msgspec.structs.replace(there, child="ledger", parent="vesper", evidence=())
    tree = html.fromstring(dossier_page(msgspec.structs.replace(dossier, derivations=(there, back))))
    assert len(tree.xpath("//svg/path[contains(@class, 'dashed')]")) == 2


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ((2026, 1, 5), (2026, 1, 5), "5 January 2026"),
        ((2026, 1, 5), (2026, 1, 6), "5–6 January 2026"),
        ((2026, 1, 30), (2026, 2, 2), "30 January – 2 February 2026"),
        ((2025, 12, 29), (2026, 1, 2), "29 December 2025 – 2 January 2026"),
        ((2026, 3, 1), (2026, 3, 31), "March 2026"),
        ((2026, 3, 1), (2026, 5, 31), "March – May 2026"),
        ((2025, 12, 1), (2026, 2, 28), "December 2025 – February 2026"),
        ((2025, 1, 1), (2025, 12, 31), "2025"),
    ],
)
def test_intervals_of_days_are_written_as_readers_write_them(
    earliest: tuple[int, int, int], latest: tuple[int, int, int], words: str
) -> None:
    assert days(date(*earliest), date(*latest)) == words


def test_values_of_the_talks_on_which_reports_differ_stand_each_with_its_own_reports(page: str) -> None:
    rows = html.fromstring(page).xpath("//section[@id='talks']//table//span[contains(@class, 'leaf')]")
    places = {r.xpath("./span[@class='value']")[0].text: r for r in rows}
    assert [b.text for b in places["Brenholm"].xpath(".//a[contains(@class, 'chip')]/b")] == ["4"]
    assert "reports differ" in places["Brenholm"].text_content()
    assert [b.text for b in places["Port Selm"].xpath(".//a[contains(@class, 'chip')]/b")] == ["1", "2", "3"]


def test_where_it_is_open_which_came_first_no_credit_is_missed(dossier: Dossier) -> None:
    vesper = next(d for d in dossier.derivations if d.child == "vesper")
    either = msgspec.structs.replace(vesper, directed=False)
    tree = html.fromstring(dossier_page(msgspec.structs.replace(dossier, derivations=(either,))))
    said = " ".join(
        tree.xpath("//section[@id='lineage']//details[contains(@class, 'edge')]/summary")[0].text_content().split()
    )
    assert "which came first is open" in said
    assert "no credit found" not in said + tree.xpath("//p[@class='lead']")[0].text_content()
    assert not tree.xpath("//path[contains(@class, 'dashed')]")


def test_a_day_is_written_once_above_all_that_is_reported_of_it(dossier: Dossier) -> None:
    one = dossier.timeline[1]
    more = (one, msgspec.structs.replace(one, text="the harbour closes"), dossier.timeline[2])
    rows = html.fromstring(dossier_page(msgspec.structs.replace(dossier, timeline=more))).xpath(
        "//section[@id='timeline']//li"
    )
    assert [("same" in r.get("class"), r.xpath("./p[@class='day']")[0].text) for r in rows] == [
        (False, "12 May 2026"),
        (True, "12 May 2026"),
        (False, "13 May 2026"),
    ]


def test_a_name_in_capitals_is_no_spelling_of_its_own(dossier: Dossier) -> None:
    person = next(e for e in dossier.entities if e.kind == "person")
    first = person.mentions[0]
    shouted = msgspec.structs.replace(first, name=first.name.upper())
    changed = msgspec.structs.replace(person, mentions=(*person.mentions, shouted))
    page = dossier_page(msgspec.structs.replace(dossier, entities=(changed,)))
    names = html.fromstring(page).xpath(f"//li[@id='e-{person.id}']//ul[@class='spellings']/li/span[1]/text()")
    assert len(names) == len({n.casefold() for n in names})


def test_a_story_without_negotiations_has_no_section_for_them(dossier: Dossier) -> None:
    tree = html.fromstring(dossier_page(msgspec.structs.replace(dossier, talks=None)))
    assert not tree.xpath("//section[@id='talks'] | //a[@href='#talks']")


def test_an_input_that_could_not_be_read_is_named(page: str) -> None:
    assert "reports/scan.pdf" in html.fromstring(page).get_element_by_id("problems").text_content()


def test_one_report_alone_is_a_dossier_without_comparison_that_says_so(dossier: Dossier) -> None:
    tree = html.fromstring(dossier_page(only(dossier, "review")))
    assert "This is one report alone: there is nothing to compare it with." in tree.xpath("//header")[0].text_content()
    assert tree.xpath("//section/@id") == ["reported", "reports", "made"]


def test_what_was_worked_out_says_so_and_why(page: str) -> None:
    said = html.fromstring(page).get_element_by_id("r-quay").text_content()
    assert "worked out" in said
    assert "the weekday named fits only this day" in said


def test_the_page_never_passes_judgement(page: str) -> None:
    said = html.fromstring(page).xpath("string(//body)")
    assert not re.search(r"(?i)\b(copied|copy|copies|stole\w*|plagiar\w*|false|fake|lies?|lied|liar|wrong(?!,))\b(?!;)",
                         said.replace("can be wrong", ""))  # fmt: skip


def test_every_report_has_a_number_and_one_never_stands_before_a_report_it_rests_on(page: str) -> None:
    chips = html.fromstring(page).xpath("//nav//a[contains(@class, 'chip')]")
    assert [c.find("b").text for c in chips] == list("1234567")
    assert [c.get("href") for c in chips][:2] == ["#r-ledger", "#r-quay"]


def test_counts_of_the_story_keep_outlets_texts_and_origins_apart(dossier: Dossier) -> None:
    counts = to_record(dossier)["story"]["counts"]
    expected = {"reports": 7, "versions": 0, "outlets": 7, "texts": 2, "origins": 3}
    assert {k: v for k, v in counts.items() if k in expected} == expected


def test_reprints_are_told_and_can_be_left_out_of_every_count_that_is_shown(dossier: Dossier) -> None:
    folded = Counts(outlets=5, texts=2, sources=3)
    dossier = msgspec.structs.replace(
        dossier,
        whole=Support(statement="", origins=(), outlets=7, texts=2, sources=3, folded=folded),
        support=tuple(
            msgspec.structs.replace(s, folded=Counts(outlets=3, texts=2, sources=2)) if s.statement == "s4" else s
            for s in dossier.support
        ),
    )
    plain, without = (html.fromstring(dossier_page(dossier, fold_wire=fold)) for fold in (False, True))

    def figures(tree: Any) -> dict[str, str]:
        shown = tree.xpath("//dl[@class='figures']/div")
        return {d.xpath("./dt")[0].text: d.xpath("./dd")[0].text for d in shown}

    assert (figures(plain)["outlets"], figures(without)["outlets"]) == ("7", "5")
    assert "4 outlets" in plain.get_element_by_id("s-s4").text_content()
    assert "3 outlets" in without.get_element_by_id("s-s4").text_content()
    told = [tree.xpath("//p[@class='reprints']")[0].text for tree in (plain, without)]
    assert all(t.startswith("1 report prints the text of another again") for t in told)
    assert ["not counted again" in t for t in told] == [False, True]
    assert "5 outlets" in dossier_markdown(dossier, fold_wire=True)
    assert "7 outlets" in dossier_markdown(dossier)


# --------------------------------------------------------------------------------------------------- safe and the same


def test_nothing_is_loaded_from_outside(page: str) -> None:
    tree = html.fromstring(page)
    assert not tree.xpath("//@src | //link | //img | //iframe | //object | //embed | //base | //form")
    assert {h for h in tree.xpath("//@href") if not h.startswith("#")} == {"dossier.json", "dossier.md", "brief.html"}
    assert "url(" not in tree.xpath("//style")[0].text.replace("url(#tip)", "")
    assert "@import" not in page


def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else(page: str) -> None:
    tree = html.fromstring(page)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]

    def digest(tag: str) -> str:
        (element,) = tree.xpath(f"//{tag}")
        return "sha256-" + b64encode(hashlib.sha256(element.text.encode()).digest()).decode()

    assert policy.startswith("default-src 'none'")
    assert f"style-src '{digest('style')}'" in policy
    assert f"script-src '{digest('script')}'" in policy
    assert "unsafe" not in policy
    assert not tree.xpath("//@style | //@onclick | //@onload | //@onerror")


def hostile() -> Dossier:
    articles = (
        Article(id='x"><b>', file=HOSTILE, text=HOSTILE, title=HOSTILE, outlet=Outlet(name=HOSTILE, inferred=False)),
        Article(id="x b", file="b.txt", text=HOSTILE, url="javascript:alert(5)", byline=HOSTILE, language='en"><i>'),
    )
    return bare(*articles, title=HOSTILE)


def test_hostile_text_is_shown_as_text() -> None:
    tree = html.fromstring(dossier_page(hostile()))
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //iframe | //link | //base | //i | //@onerror | //@onload | //@src")
    assert not [h for h in tree.xpath("//@href") if not h.startswith(("#", "dossier."))]
    for body in tree.xpath("//div[@class='body']"):
        assert "".join(shown(body).split()) == "".join(HOSTILE.split())
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in tree.xpath("//@href") if h.startswith("#")} <= set(ids)


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(categories=("L", "N", "P", "S", "Z", "C"))), title=st.text(max_size=30))
def test_any_text_makes_a_page_that_can_be_written_and_read(text: str, title: str) -> None:
    page = dossier_page(bare(Article(id="a", file="a.txt", text=text), Article(id="b", file="", text=""), title=title))
    page.encode("utf-8")
    assert html.document_fromstring(page).xpath("//article[@id='r-a']")


def test_the_same_dossier_makes_the_same_page_whatever_the_hash_seed() -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "import strait_story\n"
        "from stemma.publish.page import dossier_page\n"
        "from stemma.publish.markdown import dossier_markdown\n"
        "d = strait_story.dossier()\n"
        "print(hashlib.sha256((dossier_page(d) + dossier_markdown(d)).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(digests) == 1


def many(count: int) -> Dossier:
    """The story with its uncredited rewrite `count` times over."""
    dossier = strait_story.dossier()
    by_id = {one.article.id: one for one in dossier.layers}
    layers = list(dossier.layers)
    derivations = list(dossier.derivations)
    extra: dict[str, list[str]] = {}
    for n in range(count):
        key = f"vesper{n:03}"
        swapped = msgspec.json.encode(by_id["vesper"]).replace(b'"vesper', f'"{key}'.encode())
        layers.append(msgspec.json.decode(swapped, type=Layers))
        derivation = next(d for d in dossier.derivations if d.child == "vesper")
        swapped = msgspec.json.encode(derivation).replace(b'"vesper', f'"{key}'.encode())
        derivations.append(msgspec.json.decode(swapped, type=type(derivation)))
        for c in by_id["vesper"].claims:
            extra.setdefault(c.id.removeprefix("vesper-"), []).append(key + c.id.removeprefix("vesper"))
    return msgspec.structs.replace(
        dossier,
        layers=tuple(layers),
        derivations=tuple(derivations),
        statements=tuple(
            msgspec.structs.replace(s, claims=(*s.claims, *extra.get(s.id, ()))) for s in dossier.statements
        ),
    )


def test_two_hundred_reports_fold_what_would_not_fit() -> None:
    tree = html.fromstring(dossier_page(many(193)))
    carried = tree.get_element_by_id("s-s1").xpath("./div[@class='carried']")[0]
    assert len(carried.xpath("./span/a")) == 10
    assert "and 187 more" in carried.text_content()
    assert len(tree.xpath("//article[contains(@class, 'report ')]")) == 200


# --------------------------------------------------------------------------------------------------- in a real browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium here: the page is not tested in a browser")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as p:
        opened = p.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()


class Seen:
    """A page opened in the browser, and all it asked for, said or threw."""

    def __init__(self, browser: Any, file: Path, width: int = 1280, **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.trouble: list[str] = []
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("pageerror", lambda e: self.trouble.append(str(e)))
        self.page.on("console", lambda m: self.trouble.append(m.text))
        self.page.on("dialog", lambda d: (self.trouble.append(d.message), d.dismiss()))
        self.page.goto(file.as_uri())

    def __enter__(self) -> Seen:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.fixture
def file(tmp_path: Path, page: str) -> Path:
    path = tmp_path / "index.html"
    path.write_text(page, encoding="utf-8")
    return path


def test_the_browser_asks_for_the_file_and_nothing_else(browser: Any, file: Path) -> None:
    with Seen(browser, file) as seen:
        assert seen.requests == [file.as_uri()]
        assert seen.trouble == []
        assert seen.page.evaluate("getComputedStyle(document.querySelector('.difference')).borderLeftStyle") == "solid"


def test_hostile_text_does_nothing_in_the_browser(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(dossier_page(hostile()), encoding="utf-8")
    with Seen(browser, path) as seen:
        seen.page.wait_for_load_state("networkidle")
        assert seen.requests == [path.as_uri()]
        assert seen.trouble == []
        assert seen.page.title() != "run"


def test_without_script_a_click_still_shows_the_sentence(browser: Any, file: Path) -> None:
    with Seen(browser, file, java_script_enabled=False) as seen:
        seen.page.locator("#v-v1 .reading").nth(1).locator("a.chip").first.click()
        assert seen.page.url.endswith("#a-lantern-290")
        unit = seen.page.locator(".unit:target")
        assert unit.inner_text().startswith("The Karvelan side is led by the ambassador Henrik Solm")
        box = unit.bounding_box()
        top = seen.page.locator("html").bounding_box()["y"]
        assert box is not None
        assert top < 0 <= box["y"] < 800


def test_with_script_the_exact_characters_are_marked_and_there_is_a_way_back(browser: Any, file: Path) -> None:
    with Seen(browser, file) as seen:
        link = seen.page.locator("#v-v1 .reading").nth(1).locator("a.chip").first
        link.scroll_into_view_if_needed()
        before = seen.page.evaluate("scrollY")
        link.click()
        assert seen.page.evaluate("[...CSS.highlights.get('evidence')].join('')") == "Henrik Solm"
        seen.page.locator(".back").click()
        seen.page.wait_for_function("y => Math.abs(scrollY - y) < 5", arg=before)
        assert seen.page.locator(".back").is_hidden()
        assert seen.trouble == []


def test_an_offset_inside_a_sentence_leads_to_that_sentence(browser: Any, file: Path) -> None:
    with Seen(browser, Path(f"{file}")) as seen:
        seen.page.goto(file.as_uri() + "#a-lantern-333")
        assert seen.page.locator(".unit.here").inner_text().startswith("The Karvelan side is led")


def test_words_typed_leave_only_the_lines_that_hold_them(browser: Any, file: Path) -> None:
    with Seen(browser, file) as seen:
        seen.page.locator("#find").fill("Henrik")
        assert seen.page.locator("#v-v1").is_visible()
        assert seen.page.locator("#v-v2").is_hidden()
        seen.page.locator("#find").fill("")
        assert seen.page.locator("#v-v2").is_visible()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("story", ["small", "many"])
def test_nothing_runs_out_of_the_window(browser: Any, tmp_path: Path, page: str, width: int, story: str) -> None:
    path = tmp_path / "index.html"
    path.write_text(page if story == "small" else dossier_page(many(193)), encoding="utf-8")
    with Seen(browser, path, width) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_print_shows_what_is_folded_and_leaves_out_what_is_for_the_screen(browser: Any, file: Path) -> None:
    with Seen(browser, file, java_script_enabled=False) as seen:
        seen.page.emulate_media(media="print")
        assert seen.page.locator("nav").is_hidden()
        assert seen.page.locator("#v-v8 .why").is_visible()
        assert seen.page.locator("#s-s1 .context").first.is_hidden()  # on paper the wordings would be most of it
