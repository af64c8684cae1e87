#!/usr/bin/env python3
"""Write docs/cli.md from the commands' own help. Run it with ``make cli-docs``."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from stemma.cli import app

FILE = Path(__file__).with_name("cli.md")


def reference() -> str:
    """The command line reference as Markdown."""
    root = typer.main.get_command(app)
    lines = ["# Commands", "", "<!-- written by: make cli-docs -->", "", _paragraph(root), ""]
    for name, command in sorted(getattr(root, "commands", {}).items()):
        lines += [f"## stemma {name}", "", _paragraph(command), ""]
        lines += ["    " + " ".join(["stemma", name, *_usage(command)]), ""]
        rows = list(_rows(command))
        if rows:
            lines += ["| argument or option | meaning |", "|---|---|", *rows, ""]
    return "\n".join(lines).rstrip() + "\n"


def _paragraph(command: Any) -> str:
    return inspect.cleandoc(command.help or "").replace("\b", "").strip()


def _usage(command: Any) -> Iterator[str]:
    if any(p.param_type_name == "option" for p in command.params):
        yield "[OPTIONS]"
    for p in command.params:
        if p.param_type_name == "argument":
            name = (p.metavar or p.name).upper().rstrip(".") + ("..." if p.nargs != 1 else "")
            yield name if p.required else f"[{name}]"


def _rows(command: Any) -> Iterator[str]:
    for p in command.params:
        if p.name == "help" or getattr(p, "hidden", False):
            continue
        argument = p.param_type_name == "argument"
        name = (p.metavar or p.name).upper().rstrip(".") if argument else ", ".join(sorted(p.opts, key=len))
        text = " ".join((p.help or "").split())
        default = p.default
        if not argument and default not in (None, False, (), []) and not callable(default):
            text += f" Default: {default}."
        yield f"| `{name}` | {text} |"


if __name__ == "__main__":
    FILE.write_text(reference(), encoding="utf-8")
    print(f"wrote {FILE}")
