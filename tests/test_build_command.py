"""``stemma build`` as a user meets it: what it writes, what it says, and how it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from stemma import pipeline
from stemma.article import floor
from stemma.cli import app
from stemma.model import Article, Dossier
from stemma.publish.templating import environment
from stemma.publish.writing import write

REPORT = """NORTHPORT, May 3 (Cobalt Wire) - A bridge over the Elm river was closed on Sunday after cracks were found.

"We closed it at noon," said Mayor Lise Holm. Engineers will inspect it this week, she said.
"""

SECOND = """The bridge over the Elm was shut on Sunday, Cobalt Wire reports. "We closed it at noon," the mayor said.
"""

HOSTILE = """<script>alert("report")</script> says the mayor

"<img src=x onerror=alert(1)>" said Mayor <b>Lise</b> Holm. </script><script src="//evil.example/x.js"></script>
“</style><style>@import url(//evil.example/a.css)</style>” she said on Monday. &lt;b&gt; ]]> --> </textarea></title>
"""


def stemma(*arguments: str | Path) -> Any:
    return CliRunner().invoke(app, [*map(str, arguments)], prog_name="stemma")


def record_in(out: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((out / "dossier.json").read_text("utf-8"))
    return record


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "wire.txt").write_text(REPORT, "utf-8")
    (folder / "local.txt").write_text(SECOND, "utf-8")
    return folder


def test_it_writes_the_page_the_record_and_the_markdown(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "made" / "here"
    done = stemma("build", reports, "-o", out, "--no-cache", "--title", "The bridge over the Elm")
    assert done.exit_code == 0, done.stderr
    assert sorted(p.name for p in out.iterdir()) == ["dossier.json", "dossier.md", "index.html"]
    record = record_in(out)
    assert record["schema"] == "stemma/dossier/1"
    assert record["story"]["title"] == "The bridge over the Elm"
    assert [a["id"] for a in record["articles"]] == ["local", "wire"]
    assert str(out / "index.html") in done.stdout
    for name in ("dossier.md", "index.html"):
        assert "The bridge over the Elm" in (out / name).read_text("utf-8")


def test_without_an_output_folder_it_makes_one_beside_the_input(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(tmp_path.iterdir())
    monkeypatch.chdir(reports)
    done = stemma("build", reports, "--no-cache")
    assert done.exit_code == 0, done.stderr
    (made,) = set(tmp_path.iterdir()) - before
    assert (made / "index.html").is_file()
    assert sorted(p.name for p in reports.iterdir()) == ["local.txt", "wire.txt"]


def test_without_a_title_the_story_is_called_after_a_report_that_has_one(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert stemma("build", reports, "-o", out, "--no-cache").exit_code == 0
    assert record_in(out)["story"]["title"] == "A bridge over the Elm river was closed on Sunday …"
    record = {"title": "Cracks close a bridge", "text": SECOND.replace("Elm", "Ulm"), "outlet": "The Ulm Post"}
    (reports / "post.json").write_text(json.dumps(record), "utf-8")
    assert stemma("build", reports, "-o", out, "--no-cache").exit_code == 0
    assert record_in(out)["story"]["title"] == "Cracks close a bridge"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("empty.txt", b"", id="empty"),
        pytest.param("blank.txt", b" \n\t\n", id="blank"),
        pytest.param("picture.txt", bytes(range(256)) * 40, id="binary"),
        pytest.param("record.json", b'{"title": "no text"', id="broken JSON"),
    ],
)
def test_nothing_readable_is_one_sentence_and_exit_code_2(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    done = stemma("build", tmp_path / name, "-o", tmp_path / "out", "--no-cache")
    assert done.exit_code == 2
    assert name in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_missing_path_is_exit_code_2(tmp_path: Path) -> None:
    done = stemma("build", tmp_path / "nowhere.txt", "-o", tmp_path / "out", "--no-cache")
    assert done.exit_code == 2
    assert "nowhere.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_cannot_be_read_is_named_and_the_rest_is_built(reports: Path, tmp_path: Path) -> None:
    (reports / "empty.txt").write_bytes(b"")
    (reports / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    out = tmp_path / "out"
    done = stemma("build", reports, "-o", out, "--no-cache")
    assert done.exit_code == 0
    for name in ("empty.txt", "picture.html"):
        assert name in done.stderr
    record = record_in(out)
    assert {a["file"] for a in record["articles"]} == {"wire.txt", "local.txt"}
    assert {p["file"] for p in record["problems"]} == {"empty.txt", "picture.html"}
    assert all(p["reason"] and p["advice"] for p in record["problems"])


def failing(article: Article, *rest: Any) -> Any:
    if article.id == "wire":
        raise KeyError("no such word")
    return ()


def test_a_report_that_stemma_fails_on_is_named_and_the_rest_is_built(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floor, "find_times", failing)
    out = tmp_path / "out"
    done = stemma("build", reports, "-o", out, "--no-cache")
    assert done.exit_code == 0
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("stemma: wire.txt: stemma failed on it: KeyError") and "please report" in line
    assert [a["id"] for a in record_in(out)["articles"]] == ["local"]
    assert [p["file"] for p in record_in(out)["problems"]] == ["wire.txt"]
    for name in ("index.html", "dossier.md"):
        assert "stemma failed on it" in (out / name).read_text("utf-8")


def test_when_stemma_fails_on_every_report_nothing_is_written(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floor, "find_times", failing)
    for command in (("build", "-o", tmp_path / "out"), ("quotes",), ("lineage",), ("diff", reports / "local.txt")):
        done = stemma(command[0], reports / "wire.txt", *command[1:], "--no-cache")
        assert done.exit_code == 2, command
        (line,) = done.stderr.strip().splitlines()
        assert "wire.txt: stemma failed on it" in line
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("stage", "part"), [("compare", "differences"), ("order", "timeline"), ("record_talks", "talks")]
)
def test_a_part_of_the_dossier_that_fails_is_named_and_the_rest_is_built(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str, part: str
) -> None:
    def fails(*given: Any) -> Any:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(pipeline, stage, fails)
    out = tmp_path / "out"
    done = stemma("build", reports, "-o", out, "--no-cache")
    assert done.exit_code == 0
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("stemma: all reports: stemma failed on the ") and part in line and "ZeroDivision" in line
    assert {a["id"] for a in record_in(out)["articles"]} == {"wire", "local"} and record_in(out)["statements"]
    for name in ("index.html", "dossier.md"):
        assert "stemma failed on the" in (out / name).read_text("utf-8")


def test_a_fault_of_stemmas_own_is_one_sentence_and_exit_code_3(reports: Path, tmp_path: Path) -> None:
    command = (
        "import stemma.pipeline as p, sys\n"
        "def fails(*_): raise ZeroDivisionError('by nought')\n"
        "p.align = fails\n"
        f"sys.argv = ['stemma', 'build', {str(reports)!r}, '-o', {str(tmp_path / 'out')!r}, '--no-cache']\n"
        "from stemma.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True)
    assert done.returncode == 3
    assert len(done.stderr.strip().splitlines()) == 1
    assert "ZeroDivisionError" in done.stderr and "Traceback" not in done.stderr
    shown = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, env={**os.environ, "STEMMA_DEBUG": "1"}
    )
    assert "Traceback" in shown.stderr
    assert not (tmp_path / "out").exists()


def test_a_damaged_cache_is_told_once_and_changes_nothing(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache" / "layers.sqlite"
    cache.parent.mkdir()
    monkeypatch.setattr("stemma.store.cache.default_path", lambda: cache)
    assert stemma("build", reports, "-o", tmp_path / "first").exit_code == 0
    cache.write_bytes(b"written over by something else" * 1000)
    second, third = (stemma("build", reports, "-o", tmp_path / name) for name in ("second", "third"))
    assert (second.exit_code, third.exit_code, third.stderr) == (0, 0, "")
    (line,) = second.stderr.strip().splitlines()
    assert line.startswith("stemma: The cache ") and "kept as layers.sqlite.damaged" in line
    assert len({(tmp_path / n / "dossier.json").read_bytes() for n in ("first", "second", "third")}) == 1


def test_identical_files_are_kept_and_linked(reports: Path, tmp_path: Path) -> None:
    shutil.copy(reports / "wire.txt", reports / "again.txt")
    out = tmp_path / "out"
    assert stemma("build", reports, "-o", out, "--no-cache").exit_code == 0
    record = record_in(out)
    assert len(record["articles"]) == 3
    (linked,) = (a for a in record["articles"] if a["duplicate_of"])
    assert {linked["id"], linked["duplicate_of"]} == {"again", "wire"}


def test_a_file_saved_five_times_is_one_outlet_and_one_origin(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    for n in range(5):
        (folder / f"r{n}.txt").write_text(
            "The lock at Tolvar closed on Monday.\n\nThe council said 40 barges are waiting below it.\n", "utf-8"
        )
    out = tmp_path / "out"
    done = stemma("build", folder, "-o", out, "--no-cache")
    assert done.stdout.startswith("5 reports, 1 outlet, 1 text not derived from another, 1 origin named;")
    assert [o["reports"] for o in record_in(out)["origins"]] == [[f"r{n}" for n in range(5)]]
    assert all(s["outlets"] == 1 for s in record_in(out)["statements"])


def test_the_package_runs_as_the_command_does() -> None:
    done = subprocess.run([sys.executable, "-m", "stemma", "--version"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()[0]) == (0, "stemma")


def test_one_report_alone_is_a_dossier_that_says_it_compares_nothing(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert stemma("build", reports / "wire.txt", "-o", out, "--no-cache").exit_code == 0
    record = record_in(out)
    assert [a["id"] for a in record["articles"]] == ["wire"]
    assert record["attributions"]
    assert record["variants"] == [] or all(len(s["articles"]) == 1 for s in record["statements"])
    for name in ("index.html", "dossier.md"):
        assert re.search(r"\b(one|single|only) report\b", (out / name).read_text("utf-8"), re.IGNORECASE), name


def test_hostile_reports_are_shown_as_text(tmp_path: Path) -> None:
    reports, out = tmp_path / "reports", tmp_path / "out"
    reports.mkdir()
    (reports / "hostile.txt").write_text(HOSTILE, "utf-8")
    (reports / "plain.txt").write_text(REPORT, "utf-8")
    assert stemma("build", reports, "-o", out, "--no-cache", "--title", "<script>title()</script>").exit_code == 0
    page = (out / "index.html").read_text("utf-8")
    for raw in ("<script>alert", "<img src=x", "<b>Lise", "<script src=", "<script>title", "<style>@import"):
        assert raw not in page, raw
    assert "&lt;script&gt;alert" in page


def test_the_page_asks_for_nothing_from_outside(dossier: Dossier, tmp_path: Path) -> None:
    write(dossier, tmp_path)
    page = (tmp_path / "index.html").read_text("utf-8")
    sources = re.findall(r"""<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc\s*=\s*["']?(\w+:)?""", page)
    sources += re.findall(r"""<link\b[^>]*\bhref\s*=\s*["']?(\w+:)?""", page)
    assert set(sources) <= {"data:"}
    assert not re.findall(r"@import|url\(\s*[\"']?(?:https?:)?//", page)


def test_results_kept_between_runs_change_nothing(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stemma.store.cache.default_path", lambda: tmp_path / "cache" / "layers.sqlite")
    made = []
    for name in ("first", "second"):
        assert stemma("build", reports, "-o", tmp_path / name).exit_code == 0
        made.append((tmp_path / name / "dossier.json").read_bytes())
    assert made[0] == made[1]
    assert list((tmp_path / "cache").iterdir())


def test_nothing_is_left_outside_stemmas_own_folder_and_the_result(reports: Path, tmp_path: Path) -> None:
    """The runtime of the models would leave a device id and a queue of events to send, were it not told not to."""
    home = tmp_path / "home"
    told = {"CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS", "TF_BUILD", "GITHUB_ACTIONS"}
    places = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "LOCALAPPDATA": str(home / "cache")}
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from stemma.cli import main; main()",
            "build",
            str(reports),
            "-o",
            str(tmp_path / "out"),
        ],
        capture_output=True,
        text=True,
        env={name: value for name, value in os.environ.items() if name not in told} | places,
    )
    assert done.returncode == 0, done.stderr
    left = {p.relative_to(home).as_posix() for p in home.rglob("*") if p.is_file()}
    assert left and all(name.startswith("cache/stemma/") for name in left), sorted(left)


def test_a_full_disk_under_the_cache_costs_nothing_but_time(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> Any:
        raise OSError(28, "No space left on device")

    environment.cache_clear()
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _: tmp_path / "cache")
    monkeypatch.setattr("jinja2.bccache.tempfile.NamedTemporaryFile", full)
    done = stemma("build", reports, "-o", tmp_path / "out", "--no-cache")
    environment.cache_clear()
    assert (done.exit_code, done.stderr) == (0, "")
    assert (tmp_path / "out" / "index.html").is_file()


@pytest.mark.parametrize("arguments", [("--help",), ("build", "--help"), ("--version",)])
def test_help_needs_no_language_model(arguments: tuple[str, ...]) -> None:
    """It answers at once because nothing heavy is imported."""
    code = (
        "import sys; from stemma.cli import app\n"
        f"try: app({list(arguments)!r})\n"
        "except SystemExit as end: assert not end.code\n"
        "heavy = {'spacy', 'onnxruntime', 'numpy', 'trafilatura', 'scipy', 'lxml', 'jinja2'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "stemma" in done.stdout or "Usage" in done.stdout


def test_a_wrong_option_is_named() -> None:
    done = stemma("build", "--nonsense", "x.txt")
    assert done.exit_code == 2
    assert "--nonsense" in done.stderr


def test_a_saved_page_is_never_written_over(reports: Path) -> None:
    saved = "<html><title>Bridge closed</title><body><p>The bridge is shut, the mayor said.</p></body></html>"
    (reports / "index.html").write_text(saved, "utf-8")
    done = stemma("build", reports, "--no-cache", "--out", reports)
    assert done.exit_code == 2
    assert "index.html was not made by stemma" in done.stderr and "--out" in done.stderr
    assert (reports / "index.html").read_text("utf-8") == saved
    assert not (reports / "dossier.json").exists()


def test_a_dossier_among_the_reports_hides_none_of_them(reports: Path) -> None:
    for _ in range(2):  # the second build finds the files of the first
        done = stemma("build", reports, "--no-cache", "--out", reports)
        assert done.exit_code == 0, done.stderr
        assert {a["file"] for a in record_in(reports)["articles"]} == {"local.txt", "wire.txt"}
    assert not [f.name for f in reports.iterdir() if f.name.startswith(".")]


def test_names_of_files_cannot_steer_the_terminal(reports: Path, tmp_path: Path) -> None:
    (reports / "empty\x1b[2J\n\u202e.txt").write_text("", "utf-8")
    done = stemma("build", reports, "--no-cache", "--out", tmp_path / "out")
    assert done.exit_code == 0
    assert "is empty" in done.stderr
    assert not {"\x1b", "\u202e"} & set(done.stderr)
    assert "J  .txt: is empty" in done.stderr


def test_a_place_that_cannot_be_written_is_one_sentence_with_advice(reports: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", "utf-8")
    done = stemma("build", reports, "--no-cache", "--out", tmp_path / "taken")
    assert done.exit_code == 2
    said = next(line for line in done.stderr.splitlines() if line.startswith("stemma: "))
    assert "taken" in said and "--out" in said and "Errno" not in said


def test_what_goes_into_a_file_is_utf8_on_every_system(reports: Path, tmp_path: Path) -> None:
    command = "from stemma.cli import main; main()"
    (reports / "caf\u00e9.txt").write_text(REPORT, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", command, "lineage", str(reports), "--no-cache", "--format", "dot"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0, done.stderr
    assert "caf\u00e9.txt" in done.stdout.decode("utf-8")
