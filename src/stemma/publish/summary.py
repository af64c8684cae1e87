"""A dossier in one line for the terminal."""

from __future__ import annotations

from stemma.model import Dossier


def summary(dossier: Dossier) -> str:
    """How many reports, origins, statements and differences the dossier holds."""
    reports = len(dossier.layers)
    if reports == 1:
        return "1 report: a record of what it says and on whose word; with one report there is nothing to compare."
    shared = sum(len(s.claims) > 1 for s in dossier.statements)
    serious = sum(v.severity == "high" for v in dossier.variants)
    counts = (
        _count(reports, "report"),
        _count(len(dossier.origins), "origin"),
        f"{_count(shared, 'statement')} in more than one report",
        f"{_count(len(dossier.variants), 'difference')} ({serious} serious)",
    )
    return ", ".join(counts)


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"
