"""The exceptions stemma raises.

StemmaError
├── NoReadableArticle   none of the inputs could be read
└── ModelMissing        a language model is not installed, or its files are not the ones expected

Each message is one sentence that names what is wrong and what to do; the command line prints it as it is.
"""

from __future__ import annotations

from stemma.model import Problem


class StemmaError(Exception):
    """Base of everything stemma raises on purpose."""


class NoReadableArticle(StemmaError, ValueError):
    """None of the inputs could be read as a report. `problems` says why, input by input."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        why = "; ".join(f"{p.file}: {p.reason}" for p in problems[:3]) or "no input was given"
        more = f" (and {len(problems) - 3} more)" if len(problems) > 3 else ""
        super().__init__(f"No readable report among the inputs: {why}{more}.")


class ModelMissing(StemmaError, ImportError):
    """A language model is not installed, or its files differ from the pinned ones."""
