"""A dossier in two lines for the terminal."""

from __future__ import annotations

from stemma.model import Dossier
from stemma.publish.record import counts
from stemma.publish.wording import counted, plural, reprinted


def summary(dossier: Dossier, *, fold_wire: bool = False) -> str:
    """How many reports, outlets, texts and origins the dossier holds, how many statements and differences."""
    if len(dossier.layers) == 1:
        return "1 report: a record of what it says and on whose word; with one report there is nothing to compare."
    shared = sum(len(s.claims) > 1 for s in dossier.statements)
    serious = sum(v.severity == "high" for v in dossier.variants)
    said = f"{plural(shared, 'statement')} in more than one report, {plural(len(dossier.variants), 'difference')}"
    found = counts(dossier)
    if fold_wire:
        found |= found["folded"] or {}
    again = reprinted(found, fold_wire).rstrip(" .")
    return f"{counted(found)}{f'; {again}' if again else ''}\n{said}" + (
        f", {serious} of them serious" if serious else ""
    )
