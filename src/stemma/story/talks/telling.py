"""Telling: whether the reports of a story tell of a negotiation at all.

No single sign decides. What reports tell of the two sides, how densely they have words of negotiating or of agreements,
how many of them have words of negotiating, whether somebody mediates, and in a labour dispute how many tell of the
strike add up; the fewer the reports, the more is asked. The weights were rounded from a regression over 130 stories
with and without talks and random halves of their reports.

What it gets wrong: two states that quarrel over an old agreement, told in two or three reports only.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemma.story.talks.frames import Frames
from stemma.story.talks.parties import Party
from stemma.story.talks.standing import NOUNS

_LEAST, _FEW = 2.2, 1.0  # the second divided by the reports
_MOST_OF_PAIR = 2.0
_SIGN = 0.5  # a sign that all reports may bear
_STRIKE = 2.0  # the same of a strike
_PER = 100  # words of negotiating or of agreements in so many words
_SHORT = 100  # words of a report, of fewer one word says little
_DENSEST, _THINNEST = 1.5, 0.3


def tells_of_talks(frames: Frames, parties: Sequence[Party], paired: float) -> bool:
    """Whether the story is about a negotiation of `parties`, the first two of whom reports pair so strongly."""
    wanted = frames.set("dealing", "agreements", "meetings") | frames.set("negotiation", "negotiators")
    firms = not any(_public(frames, p) for p in parties)  # who merge make agreements, and may have talks
    counts = negotiating = words = 0
    for article, tree in frames.trees.items():
        own = [i for i in range(len(tree.tokens)) if frames.negotiating(article, i)]
        nouns = [i for i, t in enumerate(tree.tokens) if t.pos in ("NOUN", "PROPN") and t.lemma.lower() in wanted]
        negotiating += bool(own)
        counts += len(own if firms else {*own, *nouns})
        words += sum(t.pos not in ("PUNCT", "SPACE") for t in tree.tokens)
    if not words:
        return False
    reports = len(frames.trees)
    density = min(_DENSEST, _PER * counts / max(words, _SHORT * reports))
    if density < _THINNEST:
        return False
    signs = _SIGN * (negotiating / reports + frames.mediated()) + _STRIKE * _striking(frames, parties)
    return min(_MOST_OF_PAIR, paired) + density + signs >= _LEAST + _FEW / reports


def _public(frames: Frames, party: Party) -> bool:
    """Whether a party is a land, a movement, a political party or a union, and no firm."""
    kinds = {e.kind for e in frames.entities if e.id == party.entity}
    movements = frames.set("parties", "movements") | frames.set("sides", "unions", "fronts", "employing")
    return bool(kinds - {"organisation"} or _words(party) & movements or party.entity.startswith(NOUNS))


def _words(party: Party) -> set[str]:
    return {w.strip("'") for w in party.name.lower().replace("’", "'").split()}


def _striking(frames: Frames, parties: Sequence[Party]) -> float:
    """The share of reports that tell of a strike, or of what is bid for its end where fewer do, if a party is a
    union."""
    unions = frames.set("sides", "unions", "fronts")
    labour = any(p.entity == NOUNS + "labour" or _words(p) & unions for p in parties)
    bids = frames.set("dealing", "bids", "agreements") | frames.set("negotiation", "negotiators")
    lemmas = [{t.lemma.lower() for t in tree.tokens} for tree in frames.trees.values()]
    striking = sum(bool(held & frames.set("dealing", "strikes")) for held in lemmas)
    bidding = sum(bool(held & bids) for held in lemmas)
    return min(striking, bidding) / len(lemmas) if labour else 0.0
