"""Writing a dossier to its folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from anyascii import anyascii

from stemma.model import Dossier
from stemma.publish.markdown import dossier_markdown
from stemma.publish.page import dossier_page
from stemma.publish.record import dossier_json

_LONGEST_NAME = 60


def write(dossier: Dossier, out: Path) -> Path:
    """Write ``index.html``, ``dossier.json`` and ``dossier.md`` into `out` (made when missing); returns the page.

    Raises:
        OSError: the folder cannot be made or written.
    """
    out.mkdir(parents=True, exist_ok=True)
    for name, content in (
        ("dossier.json", dossier_json(dossier)),
        ("dossier.md", dossier_markdown(dossier)),
        ("index.html", dossier_page(dossier)),
    ):
        (out / name).write_text(content, encoding="utf-8", newline="\n")
    return out / "index.html"


def beside(reports: Sequence[Path], dossier: Dossier) -> Path:
    """The folder for a dossier when none is named: beside the first input, called after the story."""
    words = re.sub(r"[^a-z0-9]+", "-", anyascii(dossier.title).lower()).strip("-")
    name = words[:_LONGEST_NAME].rstrip("-") or "story"
    return reports[0].resolve().parent / f"{name}.stemma"
