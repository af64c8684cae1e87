"""The lines that tell themselves: share bars, calls to follow and subscribe, counters, advertisements, copyright, "read
also" — the patterns of ``data/<language>/furniture.toml``. Those of every language are tried on every page, because a
translated report keeps the furniture of the page it came from. A pattern that could be a headline or a sentence of the
report elsewhere names the part of the page it holds for.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple, get_args

from stemma import data
from stemma.model import FurnitureKind

LONGEST_LINE = 300
_CALL_WORDS = 22
_BULLET = re.compile(r"^[\W_]*?(?=[\w©#@+(\[\"“«„'‘])")
_LED = re.compile(r"[^:.!?“\"]{3,30}:\s+\S+\s\S+\s\S+")
_TRAIL = re.compile(r"[\s|*_•·–—-]+$")
_KINDS = get_args(FurnitureKind)


Part = Literal["head", "body", "foot"]
"""Where on a page a line stands: before the report begins, in it, below its last sentence."""

_PARTS: dict[str, tuple[Part, ...]] = {
    "anywhere": ("head", "body", "foot"),
    "below the head": ("body", "foot"),
    "foot": ("foot",),
}


class Rule(NamedTuple):
    kind: FurnitureKind
    name: str
    pattern: re.Pattern[str]
    parts: tuple[Part, ...] = _PARTS["anywhere"]


@cache
def rules() -> tuple[Rule, ...]:
    """The line rules of all languages, English first."""
    folders = sorted(f.name for f in files("stemma.data").iterdir() if (f / "furniture.toml").is_file())
    out: list[Rule] = []
    for language in sorted(folders, key=lambda name: (name != "en", name)):
        for name, entry in data.table(f"{language}/furniture.toml").items():
            if "words" in entry:  # no lines, but words that another rule asks for
                continue
            kind = entry.get("kind", name)
            if kind not in _KINDS:
                raise ValueError(f"{language}/furniture.toml: [{name}] has no kind of furniture")
            parts = _PARTS[entry.get("place", "anywhere")]
            out += [rule._replace(parts=parts) for rule in _compiled(kind, f"{language}: {name}", entry)]
    return tuple(out)


_LONG_COPYRIGHT = Rule(
    "copyright",
    "copyright: a notice of several sentences",
    re.compile(r"(?:copyright\b|©|\(c\)).{0,120}\ball rights reserved\b.{0,1200}", re.IGNORECASE),
)
_SEPARATOR = Rule("other", "separator: nothing but signs", re.compile(r"[\W_]+"))


def _compiled(kind: FurnitureKind, name: str, entry: dict[str, list[str]]) -> list[Rule]:
    out = []
    if heads := entry.get("heads"):
        either = "|".join(re.escape(h).replace("'", "['’]") for h in sorted(heads, key=lambda h: (-len(h), h)))
        out.append(_rule(kind, name, rf"(?:{either})(?:\s?[:–—›»>|…]\s*.{{0,180}}|\s-\s.{{0,180}}|[.!]?)"))
    if lines := entry.get("lines"):
        out.append(_rule(kind, name, "|".join(lines)))
    if "verbs" in entry:
        verbs, objects = "|".join(entry["verbs"]), "|".join(entry["objects"])
        out.append(_rule(kind, name, rf"(?:[^?]{{2,60}}\?\s+)?(?:{verbs})\b(?!['’]).*\b(?:{objects})\b.*"))
    return out


def _rule(kind: FurnitureKind, name: str, pattern: str) -> Rule:
    return Rule(kind, name, re.compile(pattern, re.IGNORECASE))


@lru_cache(maxsize=4096)
def match(line: str, part: Part | None = None) -> Rule | None:
    """The first rule that a whole line answers to in a part of the page; None for a part not known yet: only rules that
    hold anywhere are tried."""
    if len(line) > LONGEST_LINE:
        return _LONG_COPYRIGHT if _LONG_COPYRIGHT.pattern.fullmatch(line) else None
    words = len(line.split())
    if not any(c.isalnum() for c in line):
        return _SEPARATOR
    bare = _TRAIL.sub("", _BULLET.sub("", line, count=1))
    pieces = [bare]
    if _LED.match(bare):  # "More world news: Sign up for our digest"
        pieces.append(bare.partition(":")[2].strip())
    for n, piece in enumerate(pieces):
        for rule in rules():
            if (n and rule.kind != "follow") or (part not in rule.parts if part else rule.parts != _PARTS["anywhere"]):
                continue
            if rule.pattern.fullmatch(piece) and not (
                rule.name.endswith(": calls") and (words > _CALL_WORDS or _quoted(line) or "t.co/" in line)
            ):
                return rule
    return None


def _quoted(line: str) -> bool:
    return line[:1] in "\"“«„'‘"
