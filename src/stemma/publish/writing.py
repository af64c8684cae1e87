"""Writing a dossier, or the brief of its talks, to its folder."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from anyascii import anyascii

from stemma.errors import NoTalks, OccupiedFolder
from stemma.model import Dossier
from stemma.publish.brief import brief_markdown, brief_page
from stemma.publish.folding import without_reprints
from stemma.publish.markdown import dossier_markdown
from stemma.publish.page import dossier_page
from stemma.publish.record import Record, dossier_json, to_record

DOSSIER = ("dossier.json", "dossier.md", "index.html")
BRIEF = ("brief.html", "brief.md")
_LONGEST_NAME = 60
_MARKS = (b'<meta name="generator" content="stemma ', b'"schema": "stemma/dossier/')


def write(dossier: Dossier, out: Path, *, fold_wire: bool = False) -> Path:
    """Write ``index.html``, ``dossier.json``, ``dossier.md`` and, for a negotiation, the brief of its talks into `out`
    (made when missing); returns the page. With `fold_wire` reprints are left out of the counts readers see; the record
    holds both.

    Raises:
        OccupiedFolder: a file of one of these names lies there that is not from stemma.
        OSError: the folder cannot be made or written.
    """
    look_before_writing(out, DOSSIER + BRIEF)
    out.mkdir(parents=True, exist_ok=True)
    for name, content in (
        ("dossier.json", dossier_json(dossier)),
        ("dossier.md", dossier_markdown(dossier, fold_wire=fold_wire)),
        ("index.html", dossier_page(dossier, fold_wire=fold_wire)),
    ):
        _put(out / name, content)
    try:
        record = to_record(dossier)
        write_brief(without_reprints(record) if fold_wire else record, out)
    except NoTalks:
        for name in BRIEF:  # one of an earlier build would speak of other reports
            (out / name).unlink(missing_ok=True)
    return out / "index.html"


def write_brief(record: Record, out: Path) -> Path:
    """Write ``brief.html`` and ``brief.md`` into `out` (made when missing); returns the first. Their numbers lead to
    the dossier's page where that lies there too.

    Raises:
        NoTalks: the story is no negotiation; nothing is written.
        OccupiedFolder: a file of one of these names lies there that is not from stemma.
        OSError: the folder cannot be made or written.
    """
    page = "index.html" if (out / "index.html").is_file() else ""
    look_before_writing(out, BRIEF)
    html, text = brief_page(record, page), brief_markdown(record, page)
    out.mkdir(parents=True, exist_ok=True)
    for name, content in zip(BRIEF, (html, text), strict=True):
        _put(out / name, content)
    return out / BRIEF[0]


def look_before_writing(out: Path, names: Sequence[str] = DOSSIER + BRIEF) -> None:
    """Make sure that nothing but earlier results would be written over: ``index.html`` may be a report someone saved.

    Raises:
        OccupiedFolder: a file of one of `names` lies in `out` that is not from stemma.
    """
    for name in names:
        if (out / name).is_file() and not _made_here(out / name):
            raise OccupiedFolder(out / name)


def _made_here(file: Path) -> bool:
    with file.open("rb") as opened:
        start = opened.read(8192)
    if file.suffix == ".md":  # Markdown has no place for a mark; the page beside it has
        page = file.with_name("brief.html" if file.name == "brief.md" else "index.html")
        return not start or (page.is_file() and _made_here(page))
    return not start or any(mark in start for mark in _MARKS)


def _put(file: Path, content: str) -> None:
    """Write `file` as a whole or not at all: a full disk leaves the earlier one."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_text(content, encoding="utf-8", newline="\n")
        part.replace(file)
    except OSError as error:  # of a full disk the system does not say which file it is about
        raise OSError(error.errno, error.strerror, str(file)) from error
    finally:
        part.unlink(missing_ok=True)


def beside(inputs: Sequence[Path], title: str) -> Path:
    """The folder for a dossier when none is named: beside the first input, called after the story."""
    words = re.sub(r"[^a-z0-9]+", "-", anyascii(title).lower()).strip("-")
    name = words[:_LONGEST_NAME].rstrip("-") or "story"
    return inputs[0].resolve().parent / f"{name}.stemma"
