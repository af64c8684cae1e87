"""The exceptions stemma raises.

StemmaError
├── NoReadableArticle   none of the inputs could be read
├── NotOneReport        a file to be compared with another holds no report, or several
├── BadLine             a line of a JSON lines file holds no article
├── OccupiedFolder      the folder for the result holds a file of that name which stemma did not make
├── NotADossier         a file looks like a dossier.json, but cannot be read as one
├── NoTalks             the reports are about no negotiation
├── NoDays              the reports name no day that could be placed
├── ProcessLost         the system ended a process that worked on reports
└── ModelMissing        a language model is not installed, or its files are not the ones expected

Each message is one sentence that names what is wrong and what to do; the command line prints it as it is.
"""

from __future__ import annotations

import traceback
from pathlib import Path

from stemma.model import Problem

_PACKAGE = Path(__file__).parent


def place_of(error: Exception) -> str:
    """The kind of an error that nothing in stemma expects, and the place in stemma where it came up."""
    places = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(_PACKAGE)]
    if not places:
        return type(error).__name__
    file = Path(places[-1].filename).relative_to(_PACKAGE).as_posix()
    return f"{type(error).__name__} in {file}, line {places[-1].lineno}"


class StemmaError(Exception):
    """Base of everything stemma raises on purpose."""


class NoReadableArticle(StemmaError, ValueError):
    """None of the inputs could be read as a report. `problems` says why, input by input."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        why = "; ".join(f"{p.file}: {p.reason} ({p.advice})" for p in problems[:3]) or "no input was given"
        more = f" (and {len(problems) - 3} more)" if len(problems) > 3 else ""
        super().__init__(f"No readable report among the inputs: {why}{more}.")


class NotOneReport(StemmaError, ValueError):
    """A file that should be compared with another holds no report, or more than one."""

    def __init__(self, path: Path, count: int) -> None:
        super().__init__(f"{path} holds {count} reports; give two files with one report each.")


class BadLine(StemmaError, ValueError):
    """A line of a JSON lines file that holds no article. The other lines are still read."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        self.line = line
        super().__init__(f"{path}, line {line}: {reason}; correct or remove that line, the others were read.")


class OccupiedFolder(StemmaError, ValueError):
    """The folder for the result holds a file of the name of a result that stemma did not make (a saved report)."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} was not made by stemma and is left as it is; name another folder with --out.")


class NotADossier(StemmaError, ValueError):
    """A file that says it is a ``dossier.json`` but cannot be read as one."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} {reason}; build the dossier again from the reports.")


class NoTalks(StemmaError):
    """The reports are about no negotiation, so there is nothing to write about talks."""

    def __init__(self) -> None:
        super().__init__(
            "No talks were found in these reports, so nothing was written; stemma build shows what they say."
        )


class NoDays(StemmaError):
    """The reports name no day that could be placed, so there is no timeline."""

    def __init__(self) -> None:
        super().__init__("No day that these reports name could be placed, so nothing was written.")


class ProcessLost(StemmaError, RuntimeError):
    """The system ended one of the processes that work on the reports, most often for want of memory."""

    def __init__(self) -> None:
        super().__init__(
            "The system ended one of stemma's processes, most often for want of memory; run it again (reports finished "
            "before are kept), or build fewer reports at a time."
        )


class ModelMissing(StemmaError, ImportError):
    """A language model is not installed, or its files differ from the pinned ones."""
