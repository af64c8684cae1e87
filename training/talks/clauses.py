"""The marked clauses of negotiations, as the reader of clauses sees them.

A file of ``marks`` (or ``held_out``) names the parties of a story, a letter and all names of each ("A = Ombara | the
government"), and then, a line for each, what a clause tells: report, first and last character, a code, and a party for
positions and delegates ("r1 120 180 Pd A"). Codes: N next step, O outcome, E earlier round or agreement, G what brought
the talks about, Z pause, R that a round takes place, D who sits for a party, P a position, with d demand, o offer,
r rejection, k condition, i interest, t another stand. M is a mediator's.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from stemma.article.parallel import layer_all
from stemma.article.reading import read
from stemma.nlp.claim_embedder import ClaimEmbedder
from stemma.nlp.clause_reader import KINDS, TELLS, Passage
from stemma.nlp.cross_encoder import CrossEncoder
from stemma.story.dating import date_story
from stemma.story.entities import resolve
from stemma.story.lineage import name_publishers
from stemma.story.statements import align
from stemma.story.talks.grounding import Ground, ground
from stemma.story.talks.passages import passages
from stemma.story.talks.phrasing import Phrasing
from stemma.story.talks.voices import voices

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MARKS, HELD_OUT = HERE / "marks", HERE / "held_out"
CODES = dict(zip("PNOEGZDR", TELLS, strict=True))
SORTS = dict(zip("dorkit", KINDS, strict=True))
_PLACES = (ROOT / "training" / "statements" / "stories", ROOT / "tests" / "fixtures" / "stories", ROOT / "examples")
_ARTICLE = re.compile(r"^(?:the|an?) ")

Key = tuple[str, int, int]
"""A clause: the key of its report, its first character and the one behind its last."""


class Marks(NamedTuple):
    """The names of the parties by letter, and for each clause its codes with a letter or nothing."""

    names: dict[str, list[str]]
    told: dict[Key, list[tuple[str, str]]]


class Asked(NamedTuple):
    """A passage of each party, and what its clauses tell.

    Attributes:
        passages: one a party, in the order of the story's parties.
        tells: clauses × `TELLS`, of 0 and 1.
        kind: for each clause the kind of the position in it, −1 where there is none.
        whose: clauses × parties × 2, whether a position and a delegate in it is the party's; NaN where there is none.
    """

    passages: list[Passage]
    tells: np.ndarray
    kind: np.ndarray
    whose: np.ndarray


def marks_of(file: Path) -> Marks:
    marks = Marks({}, {})
    for line in file.read_text(encoding="utf-8").splitlines():
        if " = " in line:
            letter, names = line.split(" = ", 1)
            marks.names[letter] = [n.strip() for n in names.split("|")]
        else:
            report, start, end, code, *party = line.split()
            marks.told.setdefault((report, int(start), int(end)), []).append((code, party[0] if party else ""))
    return marks


def material(file: Path, embedder: ClaimEmbedder, reader: CrossEncoder) -> list[Asked]:
    """The passages of a story; none where stemma sees no negotiation in it."""
    found = grounded(file, embedder, reader)
    return asked(found, marks_of(file)) if found else []


def grounded(file: Path, embedder: ClaimEmbedder, reader: CrossEncoder) -> Ground | None:
    """Who negotiates in the story that a file of marks is about."""
    folder = next(p / file.stem for p in _PLACES if (p / file.stem).exists())
    layers = layer_all(read([folder / "articles"]).articles, cache_file=None, workers=1, done=lambda n: None).layers
    layers = name_publishers(layers)
    times = date_story(layers).times
    return ground(layers, resolve(layers), times, align(layers, times, embedder, reader), ())


def asked(found: Ground, marks: Marks) -> list[Asked]:
    frames, sides = found.frames, found.sides
    key = {a: Path(one.article.file).stem for a, one in frames.layers.items()}
    letters = letters_of(found, marks)
    parties = [p.name for p in sides.parties]
    out = []
    for one in passages(Phrasing(frames, sides, voices(frames, sides, found.parties))):
        tells = np.zeros((len(one.claims), len(TELLS)), np.float32)
        kind = np.full(len(one.claims), -1)
        whose = np.full((len(one.claims), len(parties), 2), np.nan, np.float32)
        for n, claim in enumerate(one.claims):
            span = claim.span
            for code, letter in marks.told.get((key[span.article], span.start, span.end), []):
                tells[n, TELLS.index(CODES[code[0]])] = 1
                if code[1:] in SORTS:
                    kind[n] = KINDS.index(SORTS[code[1:]])
                if code[0] in "PD" and letter:
                    row = whose[n, :, "PD".index(code[0])]
                    row[np.isnan(row)] = 0
                    if letter in letters:
                        row[parties.index(letters[letter])] = 1
        out.append(Asked([one.passages[p] for p in parties], tells, kind, whose))
    return out


def letters_of(found: Ground, marks: Marks) -> dict[str, str]:
    """The party that each letter stands for: the one that shares most names, or words of names, with it."""
    spelled = {p.name: {_plain(p.name)} for p in found.parties}
    for e in found.frames.entities:
        if (party := found.frames.standing.get(e.id)) and (side := found.sides.of_entity(e.id)) in spelled and party:
            spelled[side] |= {_plain(e.name), *(_plain(m.name) for m in e.mentions if m.form in ("full", "short"))}
    out = {}
    for letter, names in marks.names.items():
        plain = [_plain(n) for n in names]
        worth = {
            party: sum(3 * (n in held) + bool(set(n.split()) & set(_plain(party).split())) for n in plain)
            for party, held in spelled.items()
        }
        best = max(worth, key=lambda party: worth[party])
        if worth[best]:
            out[letter] = best
    return out


def _plain(name: str) -> str:
    return _ARTICLE.sub("", name.strip().lower())
