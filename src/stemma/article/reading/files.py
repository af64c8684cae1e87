"""Which files the inputs name: each once, under a name that does not depend on the order of the inputs.

Folders are searched to any depth. Hidden files, and the files of a dossier made earlier, are passed over; files that
are no reports are named in one problem for each folder given. A file reached twice (a folder and a file in it, a
symbolic link) is read once; links that lead in a circle end where they began.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from stemma import data
from stemma.model import Problem

SUFFIXES = (".txt", ".text", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson")
_NO_REPORTS = frozenset({"thumbs.db", "desktop.ini", "__macosx", "node_modules"})
_DOSSIER = frozenset({"dossier.json", "dossier.md", "index.html", "brief.html", "brief.md"})
_SHOWN = 3
_ADDRESS = re.compile(r"(https?|ftp|file):/{1,3}", re.IGNORECASE)


class Found(NamedTuple):
    """A file to read: its path, and its name relative to the folder the inputs have in common."""

    path: Path
    name: str


def find_files(paths: Sequence[Path]) -> tuple[list[Found], list[Problem]]:
    """The files to read in `paths`, sorted by name, and a problem for each input that leads to none."""
    problems: list[Problem] = []
    files: dict[str, Path] = {}  # the real file → the path it was reached by
    roots: list[Path] = []
    for path in sorted({_absolute(p) for p in paths}):
        shown = _shown(path, paths)
        try:
            path.stat()
        except OSError as error:
            problems.append(problem(shown, error))
            continue
        if not path.is_dir():
            roots.append(path.parent)
            _keep(files, path)
            continue
        roots.append(path)
        found, others, errors = _walk(path)
        problems += [problem(_shown(Path(str(e.filename or path)), paths), e) for e in errors]
        problems += _others(shown, others)
        if not found and not others and not errors:
            reason = "the folder holds no reports"
            problems.append(Problem(file=shown, reason=reason, advice=f"reports are files in {', '.join(SUFFIXES)}"))
        for file in found:
            _keep(files, file)
    common = Path(os.path.commonpath(roots)) if roots else Path()
    out = [Found(p, readable(Path(os.path.relpath(p, common)).as_posix())) for p in files.values()]
    return sorted(out, key=lambda f: (f.name, f.path)), problems


def readable(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8 (archives of older systems) as U+FFFD."""
    return os.fsencode(name).decode("utf-8", errors="replace")


def problem(file: str, error: OSError) -> Problem:
    """What the operating system said, as a sentence with advice."""
    if isinstance(error, FileNotFoundError) and (address := _ADDRESS.match(file)):
        reason, advice = "is an address, and stemma never goes online", "save the page first, then give its file"
        return Problem(file=f"{address[1]}://{file[address.end() :]}", reason=reason, advice=advice)
    if isinstance(error, FileNotFoundError) and file == "-":
        return Problem(file=file, reason="what is piped in is not read", advice="save it as a file, then give that")
    if isinstance(error, FileNotFoundError):
        return Problem(file=file, reason="there is no such file (any more)", advice="check the path and run again")
    if isinstance(error, PermissionError):
        return Problem(file=file, reason="may not be read (permission denied)", advice="allow reading it, or copy it")
    if "symbolic" in (error.strerror or "").lower():
        return Problem(file=file, reason="is a symbolic link that leads in a circle", advice="remove the link")
    return Problem(file=file, reason=error.strerror or "cannot be read", advice="check the disk and the path")


def _keep(files: dict[str, Path], path: Path) -> None:
    """Note `path` unless its file is known under a name that sorts before it; a link yields to the file itself."""
    real = os.path.realpath(path)
    known = files.get(real)
    if known is None or (str(path) != real, str(path)) < (str(known) != real, str(known)):
        files[real] = path


def _walk(root: Path) -> tuple[list[Path], list[Path], list[OSError]]:
    """Reports and other files under `root`, and what could not be listed."""
    found, others, errors = [], [], []
    seen: set[str] = set()
    todo = [root]
    while todo:
        folder = todo.pop()
        if (real := os.path.realpath(folder)) in seen:
            continue
        seen.add(real)
        try:
            entries = sorted(folder.iterdir())
        except OSError as error:
            errors.append(error)
            continue
        if {"dossier.json", "index.html"} <= {e.name for e in entries}:
            entries = [e for e in entries if e.name not in _DOSSIER]
        for entry in _visible(entries):
            if entry.is_dir():
                todo.append(entry)
            elif entry.suffix.lower() in SUFFIXES and not _special(entry):
                found.append(entry)
            else:
                others.append(entry)
    return found, others, errors


def _visible(entries: Sequence[Path]) -> Iterator[Path]:
    return (e for e in entries if not e.name.startswith((".", "~$")) and e.name.lower() not in _NO_REPORTS)


def _special(path: Path) -> bool:
    """Whether `path` is a pipe, a socket or a device: reading one found in a folder might never end."""
    return path.is_fifo() or path.is_socket() or path.is_char_device() or path.is_block_device()


def _others(folder: str, files: Sequence[Path]) -> list[Problem]:
    """One problem for each format that may hold reports, one for all the rest."""
    by_format: defaultdict[str, list[Path]] = defaultdict(list)
    advice = {"": "nothing to do unless one of them is a report: then give it the suffix .txt"}
    for file in files:
        entry = format_of(file.suffix)
        name = entry["name"] if entry and entry["holds_text"] else ""
        by_format[name].append(file)
        if entry and name:
            advice[name] = entry["advice"]
    out = []
    for name, group in sorted(by_format.items()):
        listed = ", ".join(sorted(readable(f.name) for f in group)[:_SHOWN]) + (", …" if len(group) > _SHOWN else "")
        count = "1 file" if len(group) == 1 else f"{len(group)} files"
        is_are = "is" if len(group) == 1 else "are"
        what = f"{is_are} in a format not read yet ({name})" if name else f"{is_are} no report and skipped"
        out.append(Problem(file=folder, reason=f"{count} in it {what}: {listed}", advice=advice[name]))
    return out


def format_of(suffix: str) -> dict[str, str] | None:
    """The entry of ``data/formats.toml`` for a suffix."""
    for entry in data.table("formats.toml")["format"]:
        if suffix.lower() in entry["suffixes"]:
            found: dict[str, str] = entry
            return found
    return None


def _absolute(path: Path) -> Path:
    """`path` from the root, ".." taken out, links left in."""
    return Path(os.path.normpath(path.absolute()))


def _shown(path: Path, given: Sequence[Path]) -> str:
    """`path` as the user wrote it, where it is one of the inputs or lies in one."""
    for one in sorted(given):
        whole = _absolute(one)
        if path == whole:
            return readable(str(one))
        if whole in path.parents:
            return readable(str(one / path.relative_to(whole)))
    return readable(str(path))
