"""Ids: every article gets one that comes from its file's name, is the same in any order of inputs, and is its own.

Each article has a list of possible ids from the shortest (the file's stem, or the record's own id) to the most
particular (all its path, then a digest). Those whose shortest is theirs alone keep it; where two want the same, both
move on to the next in their lists, so that neither depends on which came first.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePosixPath

from stemma.article.reading.draft import Draft


def give_ids(read: Sequence[tuple[str, Draft]]) -> list[str]:
    """An id for each (file name, draft), all different."""
    ladders = [_ladder(name, draft) for name, draft in read]
    out: dict[int, str] = {}
    waiting = list(range(len(ladders)))
    taken: set[str] = set()
    for step in range(max(map(len, ladders), default=0)):
        groups: defaultdict[str, list[int]] = defaultdict(list)
        for i in waiting:
            groups[ladders[i][min(step, len(ladders[i]) - 1)].casefold()].append(i)
        for key, group in groups.items():
            if len(group) == 1 and key not in taken:
                out[group[0]] = ladders[group[0]][min(step, len(ladders[group[0]]) - 1)]
        taken |= {i.casefold() for i in out.values()}
        waiting = [i for i in waiting if i not in out]
    for n, i in enumerate(sorted(waiting, key=lambda i: read[i][0])):  # the same file and record twice
        out[i] = f"{ladders[i][-1]}-{n + 1}"
    return [out[i] for i in range(len(read))]


def _ladder(name: str, draft: Draft) -> list[str]:
    path = PurePosixPath(name)
    parts = [*path.parts[:-1], path.stem]
    stems = ["-".join(parts[-n:]) for n in range(1, len(parts) + 1)] + ["-".join([*parts, path.suffix.lstrip(".")])]
    if draft.number is None and draft.record is None:
        own = stems
    else:
        record = draft.record if draft.record is not None and len(draft.record) <= 60 else None
        number = "" if draft.number is None else str(draft.number)
        own = [record] if record else []
        own += [
            f"{s}-{r}" for s in stems for r in ((record, number) if record and number else (record or number,)) if r
        ]
        own = own or stems
    digest = hashlib.sha256(f"{name}\n{draft.number}\n{draft.record}".encode()).hexdigest()
    return [*(_slug(s) for s in own), f"{_slug(path.stem)}-{digest[:8]}", f"{_slug(path.stem)}-{digest[:32]}"]


def _slug(words: str) -> str:
    """`words` as an id: letters, digits, "-", "_" and "." only."""
    return re.sub(r"[^\w.-]+", "-", words)[:100].strip("-.") or "report"
