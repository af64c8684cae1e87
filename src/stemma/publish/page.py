"""A dossier as one self-contained web page."""

from __future__ import annotations

from html import escape

from stemma.model import Dossier


def dossier_page(dossier: Dossier) -> str:
    """``index.html``: no external request, readable without script."""
    return f"<!doctype html><title>{escape(dossier.title)}</title>"
