"""The command line: arguments in, messages out; no logic.

Heavy modules are imported inside the commands, so that ``stemma --help`` answers at once.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stemma import __version__

if TYPE_CHECKING:
    from stemma.model import Problem

app = typer.Typer(
    name="stemma",
    help="Source criticism for the news: reports in, one checkable record out. Works offline.\n\n"
    "Inputs that cannot be read are named and the rest is worked on. A command ends with 0 when it did its work, with "
    "2 when it could not (no readable report, no place to write), with 3 on a fault of its own.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(shown: bool) -> None:
    if shown:
        typer.echo(f"stemma {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    log = logging.getLogger("stemma")
    if not log.handlers:
        log.addHandler(_Told())


@app.command()
def build(
    reports: Annotated[
        list[Path], typer.Argument(help="Reports: .txt, .html, .json, .jsonl files, or folders of them.")
    ],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Folder for the result.")] = None,
    title: Annotated[str | None, typer.Option(help="Title of the story.")] = None,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in the browser when done.")] = False,
    fold_wire: Annotated[
        bool, typer.Option("--fold-wire", help="Leave reprints of one text (wire copy) out of the counts shown.")
    ] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep results between runs.")] = False,
) -> None:
    """Build one checkable record (page, JSON, Markdown) from the reports about a story, with a brief when it is about a
    negotiation."""
    from stemma.errors import StemmaError
    from stemma.pipeline import build as build_dossier
    from stemma.publish.progress import bar
    from stemma.publish.summary import summary
    from stemma.publish.writing import beside, look_before_writing, write
    from stemma.store.cache import default_path

    try:
        if out:
            look_before_writing(out)
        with bar() as progress:
            dossier = build_dossier(
                reports, title=title, cache=None if no_cache else default_path(), workers=None, progress=progress
            )
        page = write(dossier, out or beside(reports, dossier.title), fold_wire=fold_wire)
    except (StemmaError, OSError) as error:
        _complain(error)
        raise typer.Exit(2) from None
    _name_problems(dossier.problems)
    typer.echo(summary(dossier, fold_wire=fold_wire))
    typer.echo(str(page))
    if dossier.talks is not None:
        typer.echo(f"{page.with_name('brief.html')} (the talks on one page)")
    if open_page:
        typer.launch(page.resolve().as_uri())


@app.command()
def quotes(
    reports: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="Reports, read one by one: files or folders of them.")
    ] = None,
    jsonl: Annotated[
        Path | None,
        typer.Option(help="Articles, one a line: {id, text, title?}; prints a line {id, attributions} for each."),
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep results between runs.")] = False,
) -> None:
    """Show who says what in single articles, as a table, or line by line as JSON."""
    from rich.console import Console

    from stemma.errors import BadLine, StemmaError
    from stemma.pipeline import read_alone, read_lines_alone
    from stemma.publish.quotes import json_line, table
    from stemma.store.cache import default_path

    if (jsonl is None) == (not reports):
        typer.echo("stemma: Give either reports or --jsonl IN.jsonl; see stemma quotes --help.", err=True)
        raise typer.Exit(2)
    bad = good = 0
    try:
        if jsonl is not None:
            for found in read_lines_alone(jsonl):
                if isinstance(found, BadLine):
                    bad += 1
                    _complain(found)
                else:
                    good += 1
                    typer.echo(json_line(*found))
        else:
            layers, problems = read_alone(reports or [], cache=None if no_cache else default_path(), workers=None)
            _name_problems(problems)
            Console().print(table(layers))
    except (StemmaError, OSError) as error:
        _complain(error)
        raise typer.Exit(2) from None
    if bad and not good:
        raise typer.Exit(2)


@app.command()
def lineage(
    reports: Annotated[
        list[Path], typer.Argument(help="Reports: .txt, .html, .json, .jsonl files, or folders of them.")
    ],
    format: Annotated[str, typer.Option(help="tree, graphml, dot or json.")] = "tree",
    fold_wire: Annotated[
        bool, typer.Option("--fold-wire", help="Show reprints of one text (wire copy) as one report.")
    ] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep results between runs.")] = False,
) -> None:
    """Show which report rests on which: as a tree, or for graph tools."""
    from rich.console import Console

    from stemma.errors import StemmaError
    from stemma.pipeline import build as build_dossier
    from stemma.publish import lineage_formats
    from stemma.store.cache import default_path

    writers = {"graphml": lineage_formats.graphml, "dot": lineage_formats.dot, "json": lineage_formats.as_json}
    if format != "tree" and format not in writers:
        typer.echo(f"stemma: --format {format} is not known; use tree, graphml, dot or json.", err=True)
        raise typer.Exit(2)
    try:
        dossier = build_dossier(reports, cache=None if no_cache else default_path(), workers=None)
    except (StemmaError, OSError) as error:
        _complain(error)
        raise typer.Exit(2) from None
    _name_problems(dossier.problems)
    if format == "tree":
        Console().print(lineage_formats.tree(dossier, fold_wire=fold_wire))
    else:
        typer.echo(writers[format](dossier, fold_wire=fold_wire), nl=False)


@app.command()
def diff(
    first: Annotated[Path, typer.Argument(metavar="A", help="A report.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="The report to compare it with.")],
    everything: Annotated[bool, typer.Option("--all", help="Show minor differences too.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep results between runs.")] = False,
) -> None:
    """Show where two reports differ, serious differences first. Ends with 1 when there is a serious one, else 0; with 2
    when the reports cannot be compared."""
    from rich.console import Console

    from stemma.errors import StemmaError
    from stemma.pipeline import build_pair
    from stemma.publish.difference_table import serious, table
    from stemma.store.cache import default_path

    try:
        dossier, a = build_pair(first, second, cache=None if no_cache else default_path())
    except (StemmaError, OSError) as error:
        _complain(error)
        raise typer.Exit(2) from None
    Console(highlight=False).print(table(dossier, a, everything=everything))
    if serious(dossier):
        raise typer.Exit(1)


_INPUTS = "Reports, or the dossier.json that stemma build made of them (or its folder), which is not built again."


@app.command()
def brief(
    inputs: Annotated[list[Path], typer.Argument(metavar="REPORTS", help=_INPUTS)],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder for brief.html and brief.md; by default the dossier's.")
    ] = None,
    open_page: Annotated[bool, typer.Option("--open", help="Open the brief in the browser when done.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep results between runs.")] = False,
) -> None:
    """Write the talks on one page, for print (A4) and as Markdown. Ends with 1 when the reports are about no
    negotiation; with 2 when they cannot be read."""
    from stemma.errors import NoTalks, StemmaError
    from stemma.publish import dossier_file
    from stemma.publish.writing import beside, write_brief

    try:
        record = _record(inputs, no_cache)
        found = dossier_file.find(inputs)
        folder = out or (found.parent if found else beside(inputs, record["story"]["title"]))
        page = write_brief(record, folder)
    except (StemmaError, OSError) as error:
        _complain(error)
        raise typer.Exit(1 if isinstance(error, NoTalks) else 2) from None
    typer.echo(str(page))
    if open_page:
        typer.launch(page.resolve().as_uri())


@app.command()
def export(
    inputs: Annotated[list[Path], typer.Argument(metavar="REPORTS", help=_INPUTS)],
    format: Annotated[
        str, typer.Option(help="plover (event data), ical (calendar of the rounds), timeline (TimelineJS).")
    ],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="File for the result; else it is printed.")] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep results between runs.")] = False,
) -> None:
    """Write the record in the format of another tool. Ends with 1 when there is nothing to write in it (no talks, no
    days); with 2 when the reports cannot be read."""
    from stemma.errors import NoDays, NoTalks, StemmaError
    from stemma.publish.exports import WRITERS

    if format not in WRITERS:
        typer.echo(f"stemma: --format {format} is not known; use plover, ical or timeline.", err=True)
        raise typer.Exit(2)
    try:
        written = WRITERS[format](_record(inputs, no_cache))
        if out:
            out.write_text(written, encoding="utf-8", newline="")
    except (StemmaError, OSError) as error:
        _complain(error)
        raise typer.Exit(1 if isinstance(error, NoTalks | NoDays) else 2) from None
    typer.echo(str(out) if out else written, nl=bool(out))


class _Told(logging.Handler):
    """What the log warns of, a line each, on standard error."""

    def emit(self, record: logging.LogRecord) -> None:
        from stemma.publish.terminal import printable

        typer.echo(f"stemma: {printable(record.getMessage())}", err=True)


def _complain(error: Exception) -> None:
    """One sentence on standard error."""
    from stemma.publish.terminal import printable, sentence

    typer.echo(f"stemma: {printable(sentence(error))}", err=True)


def _name_problems(problems: Sequence[Problem]) -> None:
    """The inputs that could not be read, a line each, on standard error."""
    from stemma.publish.terminal import printable

    for problem in problems:
        typer.echo(f"stemma: {printable(f'{problem.file}: {problem.reason}; {problem.advice}')}", err=True)


def _record(inputs: list[Path], no_cache: bool) -> dict[str, Any]:
    """The record of a dossier made before, or of one built now; what could not be read is told."""
    from stemma.publish import dossier_file

    if made := dossier_file.find(inputs):
        return dossier_file.read(made)
    from stemma.pipeline import build as build_dossier
    from stemma.publish.progress import bar
    from stemma.publish.record import to_record
    from stemma.store.cache import default_path

    with bar() as progress:
        dossier = build_dossier(inputs, cache=None if no_cache else default_path(), workers=None, progress=progress)
    _name_problems(dossier.problems)
    return to_record(dossier)


def main() -> None:
    """Entry point of the ``stemma`` command. What goes into a file or another program is UTF-8 on every system; what a
    terminal cannot show is replaced."""
    # A build's records last to its end and form next to no cycles; looking for some as often as Python does by default
    # takes a twentieth of the time of five reports.
    gc.set_threshold(100_000, 50, 100)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding=None if sys.stdout.isatty() else "utf-8", errors="replace")
    try:
        app()
    except SystemExit as end:
        _leave(end)
    except Exception as error:  # any: a user is told in a sentence
        from stemma.publish.terminal import fault

        if os.environ.get("STEMMA_DEBUG"):
            raise
        typer.echo(f"stemma: {fault(error)}", err=True)
        sys.exit(3)


def _leave(end: SystemExit) -> None:
    """End the process at once where all is said and written: freeing a build's records one by one takes a third of a
    second (mypy leaves in the same way).

    Raises:
        SystemExit: something is still to be told, or cannot be.
    """
    if not (end.code is None or isinstance(end.code, int)):
        raise end
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # a pipe the reader closed: Python says so in its own way
        raise end from None
    os._exit(end.code or 0)


if __name__ == "__main__":
    sys.exit(app())
