"""What reading promises: reports in, articles out; a problem for what cannot be read; the same in any order."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.article.furniture import mark_furniture
from stemma.article.masthead import read_masthead
from stemma.article.reading import read
from stemma.article.reading.text import Undecodable, decode
from stemma.model import Article, Problem

BROKEN = Path(__file__).parent / "fixtures" / "broken"


def one(path: Path) -> Article:
    result = read([path])
    assert len(result.articles) == 1, result.problems
    return result.articles[0]


def problem(path: Path) -> Problem:
    result = read([path])
    assert not result.articles
    assert len(result.problems) == 1
    return result.problems[0]


@pytest.mark.parametrize(
    ("name", "reason", "advice"),
    [
        ("empty.txt", "is empty", "save it again"),
        ("only-white-space.txt", "is empty", "save it again"),
        ("picture-named-as-text.txt", "is a picture", "OCR"),
        ("program-named-as-text.txt", "is no text", "leave it out"),
        ("report.pdf", "is a PDF", "pdftotext"),
        ("pdf-named-as-text.txt", "is a PDF", "pdftotext"),
        ("page-without-text.html", "no article text", ".txt"),
        ("no-json-at-all.json", "line 3", "mend"),
        ("record-without-text.json", "has no text in a field for it", "'text'"),
    ],
)
def test_a_file_that_is_no_report_is_named_with_reason_and_advice(name: str, reason: str, advice: str) -> None:
    found = problem(BROKEN / name)
    assert found.file == name
    assert reason in found.reason
    assert advice in found.advice


@pytest.mark.parametrize(
    "name",
    ["windows-1252.txt", "utf-16-without-mark.txt", "utf-16-with-mark.txt", "utf-8-with-mark.txt"],
)
def test_the_encoding_is_found(name: str) -> None:
    assert one(BROKEN / name).text.startswith("Ferry crew “refused to sail”\n\nThe crew of the ferry Álvaro")


def test_cyrillic_of_the_last_century_is_read() -> None:
    assert one(BROKEN / "windows-1251.txt").text.startswith("Экипаж парома")


def test_damaged_utf8_is_read_and_said() -> None:
    result = read([BROKEN / "utf-8-with-a-damaged-byte.txt"])
    assert "“refused to sail”" in result.articles[0].text and "caf\ufffd" in result.articles[0].text
    assert "1 character is damaged" in result.problems[0].reason


def test_only_newlines_and_nuls_are_changed() -> None:
    assert one(BROKEN / "windows-newlines-and-nul.txt").text == "One line\nand another\nand a third\n"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(
            b"\xef\xbb\xbf" + "“No,” she said – twice.".encode("cp1252"), id="a mark of UTF-8 before Windows-1252"
        ),
        pytest.param("“No,” she said – twice.".encode() + b"\n" + "“No.”".encode("cp1252"), id="both in one file"),
    ],
)
def test_encodings_that_were_mixed_up_cost_no_quotation_mark(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    result = read([tmp_path / "a.txt"])
    assert result.problems == ()
    assert result.articles[0].text.replace("\n“No.”", "") == "“No,” she said – twice."


def test_separators_of_unicode_part_lines_and_white_space_has_an_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One line.\u2028Another.\u2029A third." + "\n" * 5_000 + "The last.", "utf-8")
    text = one(tmp_path / "a.txt").text
    assert text == "One line.\nAnother.\nA third." + "\n" * 100 + "The last."


def test_a_separator_of_unicode_in_json_is_part_of_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "The quay\u2028was closed."}\n{"text": "It opened."}', "utf-8")
    assert [a.text for a in read([tmp_path / "a.jsonl"]).articles] == ["The quay\nwas closed.", "It opened."]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>The quay was closed on Monday.</p><p>It opened again.</p>",
        "The quay was closed on Monday.\n\nIt opened again.",
    ],
)
def test_a_part_of_a_page_and_a_text_named_as_one_are_read(tmp_path: Path, markup: str) -> None:
    (tmp_path / "a.html").write_text(markup, "utf-8")
    assert one(tmp_path / "a.html").text.split("\n")[0] == "The quay was closed on Monday."


@pytest.mark.parametrize(
    ("given", "named", "reason"),
    [
        ("https://ness.example/a.html", "https://ness.example/a.html", "never goes online"),
        ("-", "-", "piped in"),
        ("nowhere.txt", "nowhere.txt", "no such file"),
    ],
)
def test_what_is_no_file_is_named_as_it_was_given(given: str, named: str, reason: str) -> None:
    found = problem(Path(given))
    assert found.file == named and reason in found.reason


def test_unpaired_surrogates_do_not_reach_the_record() -> None:
    one(BROKEN / "lone-surrogate.json").text.encode("utf-8")


def test_broken_html_is_read() -> None:
    text = one(BROKEN / "unclosed-tags.html").text
    assert "had not been paid since the spring" in text and "nobody was waiting" in text


def test_a_page_gives_its_metadata_and_never_runs() -> None:
    article = one(BROKEN / "page-with-script.html")
    assert article.title == "Ferry stays in port"
    assert article.title_span and article.text[article.title_span.start : article.title_span.end] == article.title
    assert article.outlet and article.outlet.name == "The Ness Courier" and not article.outlet.inferred
    assert article.byline == "Ada Holm"
    assert article.published and article.published.earliest == date(2026, 2, 2) == article.published.latest
    assert article.published.zone == "-03:00"
    assert article.updated and article.updated.earliest == date(2026, 2, 3)
    assert article.language == "en"
    assert "alert" not in article.text and "<script>" in article.text


def test_a_page_without_metadata_is_named_by_its_title_or_its_address(tmp_path: Path) -> None:
    body = (
        "<p>The ferry Alma stayed in port on Monday because its crew had not been paid, the harbour master said.</p>"
        * 3
    )
    page = (
        '<html><head><title>{}</title><link rel="canonical" href="https://ness.example/2026/02/03/ferry"></head><body>'
    )
    for name, title in (("titled", "Ferry stays in port | The Ness Courier"), ("plain", "Ferry stays in port")):
        (tmp_path / f"{name}.html").write_text(
            page.format(title) + f"<article><h1>Ferry stays in port</h1>{body}</article>"
        )
    plain, titled = read([tmp_path]).articles
    assert titled.outlet and titled.outlet.name == "The Ness Courier"
    assert plain.outlet and plain.outlet.name == "ness.example" and plain.outlet.inferred
    assert plain.published and plain.published.earliest == date(2026, 2, 3)


def test_a_broken_line_does_not_lose_the_others() -> None:
    result = read([BROKEN / "broken-second-line.jsonl"])
    assert [a.id for a in result.articles] == ["a", "c"]
    assert "line or record 2" in result.problems[0].reason


def test_json_records_are_read_under_the_names_crawlers_use(tmp_path: Path) -> None:
    record = {
        "articleBody": "<p>The ferry <b>sailed</b>.</p><p>Nobody waved.</p><script>x()</script>",
        "headline": "Ferry sails",
        "publisher": {"@type": "Organization", "name": "The Ness Courier"},
        "authors": ["Ada Holm", {"name": "Bo Ek"}],
        "datePublished": "2026-02-02T09:00:00Z",
        "canonical_url": "https://ness.example/ferry",
        "inLanguage": "en-GB",
    }
    (tmp_path / "ferry.json").write_text(json.dumps(record))
    article = one(tmp_path)
    assert article.text == "Ferry sails\n\nThe ferry sailed.\n\nNobody waved."
    assert (article.title, article.byline, article.url) == (
        "Ferry sails",
        "Ada Holm, Bo Ek",
        "https://ness.example/ferry",
    )
    assert article.outlet and article.outlet.name == "The Ness Courier"
    assert article.published and article.published.earliest == date(2026, 2, 2)


@pytest.mark.parametrize(
    "value", ["2 February 2026", "2026-02-02", "Mon, 02 Feb 2026 10:00:00 +0000", 1770026400, "1770026400000"]
)
def test_dates_of_records_are_read_in_the_usual_forms(tmp_path: Path, value: object) -> None:
    (tmp_path / "r.json").write_text(json.dumps({"text": "The ferry sailed.", "date": value}))
    published = one(tmp_path).published
    assert published and published.earliest == date(2026, 2, 2)


def test_a_file_larger_than_any_report_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    assert "50,000,000 bytes" in problem(tmp_path / "huge.txt").reason


def test_one_huge_line_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    line = json.dumps({"id": "long", "text": "far " * 700_000})
    (tmp_path / "crawl.jsonl").write_text(line + "\n" + json.dumps({"id": "short", "text": "The ferry sailed."}))
    result = read([tmp_path])
    assert [a.id for a in result.articles] == ["short"]
    assert "2,800,000 characters" in result.problems[0].reason and "split" in result.problems[0].advice


def test_a_file_that_vanished_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "here.txt").write_text("The ferry sailed.")
    result = read([tmp_path / "here.txt", tmp_path / "gone.txt"])
    assert [a.id for a in result.articles] == ["here"]
    assert "no such file" in result.problems[0].reason


def test_a_file_that_vanishes_between_listing_and_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("The ferry sailed.")
    (tmp_path / "b.txt").write_text("The ferry stayed.")
    whole = Path.read_bytes

    def vanish(self: Path) -> bytes:
        if self.name == "a.txt":
            raise FileNotFoundError(2, "No such file or directory", str(self))
        return whole(self)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    result = read([tmp_path])
    assert [a.id for a in result.articles] == ["b"]
    assert result.problems[0].file == "a.txt"


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("The ferry sailed.")

    def forbid(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", forbid)
    assert "permission denied" in problem(tmp_path / "a.txt").reason


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry sailed.")
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    result = read([tmp_path])
    assert [a.file for a in result.articles] == ["a.txt"]
    assert "circle" in result.problems[0].reason


def test_a_folder_without_reports_is_a_problem(tmp_path: Path) -> None:
    assert "holds no reports" in problem(tmp_path).reason


def test_files_that_are_no_reports_are_one_line_and_hidden_ones_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry sailed.")
    for name in (".DS_Store", "Thumbs.db", "b.css", "c.jpg", "d.pdf"):
        (tmp_path / name).write_text("x")
    reasons = [p.reason for p in read([tmp_path]).problems]
    assert len(reasons) == 2
    assert any("PDF" in r and "d.pdf" in r for r in reasons)
    assert any("b.css, c.jpg" in r for r in reasons)


def test_a_dossier_made_earlier_is_not_read_as_a_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry sailed.")
    (tmp_path / "dossier").mkdir()
    (tmp_path / "dossier" / "dossier.json").write_text('{"schema": "stemma/dossier/1"}')
    (tmp_path / "dossier" / "index.html").write_text("<html><body><p>The dossier of the ferry.</p></body></html>")
    result = read([tmp_path])
    assert [a.id for a in result.articles] == ["a"] and not result.problems


def test_identical_files_are_kept_and_linked(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text("The ferry sailed.")
    assert [(a.id, a.duplicate_of) for a in read([tmp_path]).articles] == [("a", None), ("b", "a")]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The ferry sailed.")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    result = read([tmp_path / "link.txt", tmp_path, tmp_path / "a.txt", tmp_path / "." / "a.txt"])
    assert [a.file for a in result.articles] == ["a.txt"]


def test_ids_are_stems_and_do_not_depend_on_the_order_of_inputs(tmp_path: Path) -> None:
    for name in ("east/one.txt", "west/one.txt", "west/two.txt", "west/two.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(
            f"<html><body><p>The ferry sailed {name} and came back at night.</p></body></html>"
        )
    (tmp_path / "crawl.jsonl").write_text(
        '{"text": "First."}\n{"text": "Second.", "id": "two words"}\n{"text": "Third."}'
    )
    inputs = [tmp_path / "west", tmp_path / "crawl.jsonl", tmp_path / "east"]
    there, back = read(inputs), read(inputs[::-1])
    assert there == back
    ids = [a.id for a in there.articles]
    assert len(ids) == len(set(ids)) == 7
    assert {"east-one", "west-one", "crawl-1", "two-words", "crawl-3"} <= set(ids)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_a_refusal(raw: bytes) -> None:
    try:
        text = decode(raw).text
    except Undecodable as refusal:
        assert refusal.reason and refusal.advice
    else:
        assert "\r" not in text and "\0" not in text
        text.encode("utf-8")


_REPORT = "".join(
    f"<p>{line}</p>"
    for line in (
        "The ferry Alma stayed in port on Monday because its crew had not been paid, the harbour master said.",
        "“We want our wages,” said the boatswain, who has worked on the ferry for eleven years and has three children.",
        "The owner, Halm Lines, did not answer letters from the union that were sent in March and in April.",
    )
)
_HEADLINE = "Ferry stays in port as crew asks for wages"


@pytest.mark.parametrize(
    ("title", "above", "below", "outlet", "byline"),
    [
        (f"{_HEADLINE} | Ness Courier", "", "", "Ness Courier", None),
        (f"Ness Courier: {_HEADLINE}", "", "", "Ness Courier", None),
        (f"Economy: {_HEADLINE}", "", "", None, None),
        (_HEADLINE, "<div>THE NESS COURIER</div><div>Sport</div>", "", "The Ness Courier", None),
        (_HEADLINE, "<div>Ness Courier</div><div>Fell Gazette</div>", "", None, None),
        (_HEADLINE, "<div><a>The Ness Tides</a> <a>Sport</a></div>", "", "The Ness Tides", None),
        (_HEADLINE, "<div>Subscribe</div><div>The Long Read</div>", "", None, None),
        (_HEADLINE, "", "<footer>Copyright 2026 Ness Courier. All rights reserved.</footer>", "Ness Courier", None),
        (_HEADLINE, "", "<footer>© 2026 The Associated Press</footer>", None, None),
        (_HEADLINE, "", "<div>© Jo Berg</div>", None, None),
        (_HEADLINE, "<h1></h1><div>By Ada Holm, Ness Courier</div>", "", None, "Ada Holm"),
        ("Crew stays home - Ness Courier", "", "", "Ness Courier", None),
        ("Crew stays home - Fjord Five", "<p>Fjord Five</p>", "<p>Fjord Five is free.</p>", "Fjord Five", None),
        ("Crew stays home - Fjord Five", "", "", None, None),
        ("Radio Fjord 97.3 - News", "", "", "Radio Fjord", None),
        ("Fjord Echo - in English", "", "", "Fjord Echo", None),
        ("Crew stays home - Sport", "<p>Sport</p>", "<p>Sport</p>", None, None),
    ],
)
def test_what_a_page_shows_around_its_report_is_read_where_metadata_are_silent(
    tmp_path: Path, title: str, above: str, below: str, outlet: str | None, byline: str | None
) -> None:
    (tmp_path / "page.html").write_text(
        f"<html><head><title>{title}</title></head><body>{above}<h1>{_HEADLINE}</h1>{_REPORT}{below}</body></html>"
    )
    article = one(tmp_path / "page.html")
    assert (article.outlet.name if article.outlet else None, article.byline) == (outlet, byline)


@pytest.mark.parametrize(
    ("below", "day"),
    [
        ("<div>By Ada Holm · Wednesday, 21 October 2026</div>", date(2026, 10, 21)),
        ("<div>21 October 2026 | 4 min read</div>", date(2026, 10, 21)),
        ("<div>The truce of 21 October 2026 explained</div>", None),
    ],
)
def test_a_day_under_the_headline_of_a_page_is_its_day_and_can_be_pointed_at(
    tmp_path: Path, below: str, day: date | None
) -> None:
    (tmp_path / "page.html").write_text(f"<html><body><h1>{_HEADLINE}</h1>{below}{_REPORT}</body></html>")
    article = one(tmp_path / "page.html")
    article = read_masthead(msgspec.structs.replace(article, furniture=mark_furniture(article)))
    assert (article.published.earliest if article.published else None) == day
    if article.published and (at := article.published.evidence[0].span):
        assert "21 October 2026" in article.text[at.start : at.end]


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=300), st.sampled_from([".txt", ".html", ".json", ".jsonl", "", ".dat"]))
def test_any_file_gives_articles_or_problems(tmp_path_factory: pytest.TempPathFactory, raw: bytes, suffix: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    file = folder / f"file{suffix}"
    file.write_bytes(raw)
    result = read([file])
    assert result.articles or result.problems
    for article in result.articles:
        assert article.text.strip()
    shutil.rmtree(folder)


@settings(deadline=None, max_examples=60)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["text", "title", "date", "publisher", "author", "url", "id", "articles", "x"]),
                inner,
                max_size=5,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_gives_articles_or_problems(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "file.json").write_text(json.dumps(value))
    result = read([folder])
    assert result.articles or result.problems
    for article in result.articles:
        span = article.title_span
        assert span is None or article.text[span.start : span.end].split()
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    "fields",
    [
        '"published": ' + "9" * 5000,
        '"published": ' + "9" * 4000,
        '"source": "https://[::1"',
        '"url": "https://[::1/talks"',
        '"url": "https://coast.example:99999999/talks"',
        '"id": "\\udc00", "title": "\\ud83d", "source": "\\udfff", "published\\ud800": "2025-03-01 \\ud800"',
    ],
)
def test_a_field_that_cannot_be_true_costs_at_most_its_record(tmp_path: Path, fields: str) -> None:
    (tmp_path / "feed.jsonl").write_text(
        f'{{"text": "The quay is shut, the harbour master said.", {fields}}}\n{{"text": "The quay is open."}}\n'
    )
    (tmp_path / "single.json").write_text(f'{{"text": "The quay is shut.", {fields}}}')
    result = read([tmp_path])
    assert "The quay is open." in [a.text for a in result.articles]
    assert len(result.articles) + len(result.problems) == 3
    str(result).encode("utf-8")
    for article in result.articles:
        assert article.url is None


def test_a_name_that_is_no_utf8_is_shown_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"caf\xe8.txt"):
        try:
            Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("The quay is shut.")
        except OSError:
            pytest.skip("this file system takes no such name")
    result = read([tmp_path])
    assert [a.file for a in result.articles] == ["caf\ufffd.txt"] * 2
    assert len({a.id for a in result.articles}) == 2
    missing = read([Path(os.fsdecode(os.fsencode(tmp_path) + b"/gone\xe9.txt"))])
    assert missing.problems[0].file.endswith("gone\ufffd.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The quay is shut.")
    os.mkfifo(tmp_path / "pipe.txt")
    result = read([tmp_path, Path("/dev/zero")])
    assert [Path(a.file).name for a in result.articles] == ["a.txt"]
    assert {p.reason.split(",")[0] for p in result.problems} == {
        "1 file in it is no report and skipped: pipe.txt",
        "is a device",
    }
