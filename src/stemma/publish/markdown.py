"""A dossier as Markdown, for reading in an editor or a ticket."""

from __future__ import annotations

from stemma.model import Dossier


def dossier_markdown(dossier: Dossier) -> str:
    """``dossier.md``."""
    return f"# {dossier.title}\n"
