"""The differences between two reports for a terminal: worst first, both wordings in their sentences."""

from __future__ import annotations

from collections import Counter

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from stemma.model import Dossier
from stemma.publish.terminal import printable
from stemma.publish.views.differences import Difference, differences
from stemma.publish.views.marking import Piece, marked
from stemma.publish.views.pointing import Context, Pointer
from stemma.publish.wording import SEVERITIES, VARIANT_KINDS, label, plural

_MARKS = (("−", "red"), ("+", "green"))
_SHADES = {"high": "bold red", "medium": "yellow", "low": "dim"}
_REACH = 160
"""Characters of the sentence shown on either side of the words that differ."""


def serious(dossier: Dossier) -> bool:
    """Whether the reports differ in something serious."""
    return any(v.severity == "high" for v in dossier.variants)


def table(dossier: Dossier, first: str, *, everything: bool = False) -> Group:
    """The differences between two reports.

    Args:
        dossier: the story of the two.
        first: the id of the report whose wordings are marked −; the other's are marked +.
        everything: minor differences too, which are else only counted.
    """
    pointer = Pointer(dossier)
    found = differences(pointer)
    shown = [d for d in found if everything or d.severity != "low"]
    blocks: list[RenderableType] = [_heading(pointer, first)]
    for d in shown:
        blocks += ["", *_block(d, pointer, first)]
    return Group(*blocks, "", _count(found, everything))


def _heading(pointer: Pointer, first: str) -> Text:
    out = Text()
    for report in sorted(pointer.reports.values(), key=lambda r: r.id != first):
        mark, shade = _MARKS[report.id != first]
        file = pointer.layers[report.id].article.file
        name = f"{report.name} ({file})" if report.named else file
        out.append(f"{mark} {printable(name)}\n", style=shade)
    out.rstrip()
    return out


def _block(d: Difference, pointer: Pointer, first: str) -> list[RenderableType]:
    head = Text()
    head.append(label(SEVERITIES, d.severity), style=_SHADES.get(d.severity, ""))
    head.append(f"  {label(VARIANT_KINDS, d.kind)}", style="bold")
    head.append(f"  {printable(d.explanation)}")
    out: list[RenderableType] = [head]
    if d.severity == "low":
        return out
    places = [(c, r) for r in d.readings for c in r.contexts]
    for context, reading in sorted(places, key=lambda p: (p[0].place.report.id != first, p[0].place.start)):
        others = [r.text for r in d.readings if r is not reading]
        beside = others[0] if d.compared and context.words == reading.text and others else None
        out.append(Padding(_wording(context, beside, first), (0, 0, 0, 2)))
    return out


def _wording(context: Context, beside: str | None, first: str) -> Text:
    """A report's sentence with the words of its reading marked; beside another version only those that differ."""
    mark, shade = _MARKS[context.place.report.id != first]
    out = Text(f"{mark} ", style=shade)
    out.append(_short(context.before, end=True), style="default")
    pieces = marked(beside, context.words) if beside else (Piece(context.words, "added"),)
    shown = [p for p in pieces if p.change != "missing"]
    while shown and not shown[-1].text.strip():  # left over from what is missing at the end
        shown.pop()
    for n, piece in enumerate(shown):
        words = piece.text.lstrip() if n == 0 or out.plain.endswith(" ") else piece.text
        words = words.rstrip() if n == len(shown) - 1 else words
        out.append(printable(words), style=f"bold {shade}" if piece.change == "added" else "default")
    out.append(_short(context.after, end=False), style="default")
    return out


def _short(text: str, *, end: bool) -> str:
    """At most `_REACH` characters: the last ones of what stands before (`end`), the first of what stands after."""
    text = printable(text)
    if len(text) <= _REACH:
        return text
    return f"… {text[-_REACH:].partition(' ')[2]}" if end else f"{text[:_REACH].rpartition(' ')[0]} …"


def _count(found: tuple[Difference, ...], everything: bool) -> Text:
    if not found:
        return Text("No differences found.")
    counts = Counter(d.severity for d in found)
    parts = [f"{counts[s]} {label(SEVERITIES, s)}" for s in SEVERITIES if counts[s]]
    hidden = " (show minor ones with --all)" if counts["low"] and not everything else ""
    return Text(f"{plural(len(found), 'difference')}: {', '.join(parts)}{hidden}.")
