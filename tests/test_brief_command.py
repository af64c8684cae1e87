"""``stemma brief``: the talks on one page, every value with its reports and the number of its origins."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import strait_story
from lxml import html
from markdown_it import MarkdownIt
from typer.testing import CliRunner

from stemma.cli import app
from stemma.errors import NoTalks
from stemma.model import Dossier, Leaf, Position
from stemma.publish.brief import brief_markdown, brief_page
from stemma.publish.record import dossier_json, to_record
from stemma.publish.writing import write

CHROMIUM = "/usr/bin/chromium"
READ = MarkdownIt("commonmark", {"html": True}).enable("table")


def stemma(*arguments: str | Path) -> Any:
    return CliRunner().invoke(app, [*map(str, arguments)], prog_name="stemma")


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    return to_record(strait_story.dossier())


@pytest.fixture(scope="module")
def page(record: dict[str, Any]) -> Any:
    return html.fromstring(brief_page(record, "index.html"))


@pytest.fixture(scope="module")
def text(record: dict[str, Any]) -> str:
    return brief_markdown(record)


def plain(element: Any) -> str:
    return " ".join(element.text_content().split())


# ---------------------------------------------------------------------------------------------------- what stands in it


def test_it_has_the_process_rounds_positions_course_and_what_comes_next(text: str) -> None:
    assert re.findall(r"^##+ (.+)$", text, re.MULTILINE) == [
        "Rounds",
        "Round 4: the delegations",
        "Positions",
        "Pauses and changes",
        "Outcomes and next steps",
        "Where the reports differ",
        "The reports",
    ]
    assert text.index("- Parties: Karvela") < text.index("## Rounds")


def test_each_value_names_its_reports_and_how_many_origins_give_it(text: str) -> None:
    assert "- Mediated by: Mireille Aubrac (1 3, one origin only)" in text
    assert re.search(r"^- Parties: Karvela \([\d ]+, one origin only\); Ostrany", text, re.MULTILINE)
    assert re.search(r"^- Pauses: in March \(1 [\d ]+, one origin only\)$", text, re.MULTILINE)


def test_disputed_values_stand_side_by_side_with_their_reports(page: Any, text: str) -> None:
    (line,) = [ln for ln in text.splitlines() if "both cannot hold" in ln and "delegation of Karvela" in ln]
    assert "“Annika Solm” (1 2" in line
    assert "“Henrik Solm” (4" in line
    shown = plain(page.xpath("//section[@class='disputes']")[0])
    assert "“Port Selm” 1" in shown
    assert "“Brenholm” 4" in shown


def test_the_delegations_stand_side_by_side(page: Any) -> None:
    sides = page.xpath("//h3[starts-with(., 'Round 4')]/following-sibling::div[@class='sides'][1]/div")
    assert [plain(s.xpath("./p[@class='party']")[0]) for s in sides] == ["Karvela", "Ostrany"]
    assert "Annika Solm" in plain(sides[0])
    assert "heads it" in plain(sides[0])
    assert "No one is named." in plain(sides[1])


def test_positions_on_one_issue_stand_side_by_side(page: Any) -> None:
    (table,) = page.xpath("//h2[.='Positions']/following-sibling::table")
    assert [plain(h) for h in table.xpath("./thead//th")] == ["Issue", "Karvela", "Ostrany", "On the table"]
    (row,) = table.xpath("./tbody/tr")
    issue, karvela, ostrany, between = map(plain, row.xpath("./*"))
    assert (issue, karvela) == ("pilotage", "–")
    assert ostrany.startswith("concession joint pilotage")
    assert between.startswith("term training of pilots")


def test_an_issue_of_which_one_party_alone_speaks_takes_one_line(page: Any) -> None:
    (line,) = page.xpath("//h2[.='Positions']/following-sibling::div/dl/div")
    assert plain(line).startswith("Other mattersKarvela red line not to hand over the lights")


def test_positions_of_a_story_over_days_say_when_they_were_first_reported(text: str, record: dict[str, Any]) -> None:
    assert re.search(r"concession: joint pilotage, \d+(–\d+)? May \(", text)
    one_day = json.loads(json.dumps(record))
    for article in one_day["articles"]:
        article["published"] |= {"earliest": "2026-05-11", "latest": "2026-05-11"}
    assert "concession: joint pilotage (" in brief_markdown(one_day)


def test_numbers_lead_to_the_dossiers_page_where_it_lies_beside(page: Any, record: dict[str, Any]) -> None:
    targets = page.xpath("//span[@class='by']/a/@href")
    assert len(targets) > 20
    assert all(re.fullmatch(r"index\.html#a-\w+-\d+", t) for t in targets)
    assert not html.fromstring(brief_page(record)).xpath("//a")
    assert "](index.html#a-" in brief_markdown(record, "index.html")
    assert "](" not in brief_markdown(record)


def test_a_value_read_from_one_report_is_not_ascribed_to_the_others_of_its_statement() -> None:
    dossier = strait_story.dossier()
    assert dossier.talks
    read = strait_story.at("lantern", "Brenholm")
    (only,) = dossier.talks.rounds
    place = (only.place[0], Leaf(value="Brenholm", statements=("s1",), at=(read,)))
    talks = msgspec.structs.replace(dossier.talks, rounds=(msgspec.structs.replace(only, place=place),))
    found = brief_markdown(to_record(msgspec.structs.replace(dossier, talks=talks)))
    assert "Brenholm (4, one origin only)" in found


def test_the_markdown_reads_as_markdown_and_the_page_as_the_same_record(page: Any, text: str) -> None:
    rendered = " ".join(html.fromstring(READ.render(text)).text_content().split())
    for value in page.xpath("//span[@class='value']"):
        assert plain(value) in rendered


# ------------------------------------------------------------------------------------------------------- hostile text


def test_hostile_values_are_shown_as_text() -> None:
    bad = "<script>alert(1)</script> | [x](javascript:alert(2)) ![y](https://outside.example/y.png)"
    dossier = strait_story.dossier()
    assert dossier.talks
    position = Position(party="<img src=x onerror=alert(3)>", kind="demand", text=Leaf(value=bad, statements=("s1",)))
    talks = msgspec.structs.replace(dossier.talks, positions=(position,))
    record = to_record(msgspec.structs.replace(dossier, talks=talks, title=bad))
    for shown in (brief_page(record, "index.html"), READ.render(brief_markdown(record))):
        tree = html.document_fromstring(shown)
        assert not tree.xpath("//script | //img | //*[@onerror] | //a[starts-with(@href, 'javascript')]")
        assert bad in " ".join(tree.text_content().split())


def test_it_asks_for_nothing_from_outside(record: dict[str, Any]) -> None:
    made = brief_page(record, "index.html")
    assert "default-src 'none'" in made
    assert not re.findall(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//|@import|url\(", made)


# ---------------------------------------------------------------------------------------------------------- the command


def test_build_writes_it_beside_the_page_of_a_negotiation(tmp_path: Path) -> None:
    write(strait_story.dossier(), tmp_path)
    assert {"brief.html", "brief.md"} <= {p.name for p in tmp_path.iterdir()}
    assert "index.html#a-" in (tmp_path / "brief.html").read_text("utf-8")


def test_a_brief_of_an_earlier_build_does_not_stay_beside_another_story(tmp_path: Path) -> None:
    write(strait_story.dossier(), tmp_path)
    write(msgspec.structs.replace(strait_story.dossier(), talks=None), tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dossier.json", "dossier.md", "index.html"]


@pytest.mark.parametrize("given", ["dossier.json", "."])
def test_a_dossier_made_before_is_enough(
    tmp_path: Path, given: str, record: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stemma.pipeline.build", None)  # nothing is built again
    (tmp_path / "dossier.json").write_text(dossier_json(strait_story.dossier()), "utf-8")
    done = stemma("brief", tmp_path / given)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.strip() == str(tmp_path / "brief.html")
    assert (tmp_path / "brief.md").read_text("utf-8") == brief_markdown(record)


def test_reports_that_tell_of_no_negotiation_are_a_clear_message_and_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(
        "NORTHPORT, May 3 - A bridge over the Elm was closed on Sunday after cracks were found, the mayor said.\n",
        "utf-8",
    )
    out = tmp_path / "out"
    done = stemma("brief", tmp_path / "report.txt", "-o", out, "--no-cache")
    assert done.exit_code == 1
    assert done.stderr.startswith("stemma: No talks were found")
    assert not out.exists()
    with pytest.raises(NoTalks):
        brief_page(to_record(msgspec.structs.replace(strait_story.dossier(), talks=None)))


@pytest.mark.parametrize(
    "content",
    [
        '{"schema": "stemma/dossier/1"',
        '{"schema": "stemma/dossier/1", "story": 3}',
        '{"schema": "stemma/dossier/9"}',
        '{"schema": "stemma/dossier/1", "a": ' + "[" * 100_000,
    ],
)
def test_a_damaged_dossier_is_one_sentence_and_exit_code_2(tmp_path: Path, content: str) -> None:
    (tmp_path / "dossier.json").write_text(content, "utf-8")
    done = stemma("brief", tmp_path)
    assert done.exit_code == 2
    assert "dossier.json" in done.stderr
    assert "build the dossier again" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_no_part_of_a_dossier_can_be_missing_without_being_told(tmp_path: Path, record: dict[str, Any]) -> None:
    """Whatever key a hand has removed, the command ends with a brief or with one sentence, never with a traceback."""
    for key in record:
        broken = {k: v for k, v in json.loads(json.dumps(record)).items() if k != key}
        (tmp_path / "dossier.json").write_text(json.dumps(broken), "utf-8")
        done = stemma("brief", tmp_path / "dossier.json", "-o", tmp_path / "out")
        assert done.exit_code in (0, 2), (key, done.exception)


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("timeline", "earliest", "some day"),
        ("articles", "published", {"earliest": "2026-13-01", "latest": "2026-13-01", "inferred": False}),
        ("articles", "text", 4),
        ("variants", "readings", [{"text": "a"}]),
        ("derivations", "directed", "yes"),
    ],
)
def test_a_part_of_another_form_is_named(
    tmp_path: Path, record: dict[str, Any], part: str, field: str, value: Any
) -> None:
    broken = json.loads(json.dumps(record))
    broken[part][0][field] = value
    (tmp_path / "dossier.json").write_text(json.dumps(broken), "utf-8")
    for command in (("brief",), ("export", "--format", "timeline")):
        done = stemma(*command, tmp_path, "-o", tmp_path / "out")
        assert done.exit_code == 2, done.exception
        assert f"$.{part}[0].{field}" in done.stderr


# ------------------------------------------------------------------------------------------------------------ on paper


@pytest.fixture(scope="module")
def example(dossier_of: Callable[[str], Dossier], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    write(dossier_of("strait-talks"), folder)
    return folder / "brief.html"


def test_the_example_fills_one_page_of_a4(example: Path, tmp_path: Path) -> None:
    if not shutil.which(CHROMIUM):
        pytest.skip("no Chromium here: the brief is not printed")
    pdf = tmp_path / "brief.pdf"
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
    subprocess.run([CHROMIUM, *flags, f"--print-to-pdf={pdf}", example.as_uri()], check=True, capture_output=True)
    raw = pdf.read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", raw)) == 1
    (width, height), *_ = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", raw)
    assert (round(float(width)), round(float(height))) == (595, 842)  # A4 in points
