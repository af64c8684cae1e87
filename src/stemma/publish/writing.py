"""Writing a dossier to its folder."""

from __future__ import annotations

from pathlib import Path

from stemma.model import Dossier
from stemma.publish.markdown import dossier_markdown
from stemma.publish.page import dossier_page
from stemma.publish.record import dossier_json


def write(dossier: Dossier, out: Path) -> Path:
    """Write ``index.html``, ``dossier.json`` and ``dossier.md`` into `out` (made when missing); returns the page."""
    out.mkdir(parents=True, exist_ok=True)
    for name, content in (
        ("dossier.json", dossier_json(dossier)),
        ("dossier.md", dossier_markdown(dossier)),
        ("index.html", dossier_page(dossier)),
    ):
        (out / name).write_text(content, encoding="utf-8", newline="\n")
    return out / "index.html"
