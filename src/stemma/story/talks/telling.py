"""Telling: whether the reports of a story tell of a negotiation at all.

No single sign decides. How many reports have words of negotiating, how densely these and words of agreements stand,
what is told of the two sides, and in a labour dispute how many reports tell of the strike add up. The weights were
rounded from a logistic regression over 126 stories, of which 58 are negotiations, and random halves of their reports.

What it gets wrong: quarrels of two states in which talks are called for; an agreement that hardly any report calls one.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemma.story.talks.frames import Frames
from stemma.story.talks.parties import Party
from stemma.story.talks.standing import NOUNS

_LEAST, _FEW = 0.85, 1.0  # the second divided by the reports
_SURE = 2  # words of negotiating, with which a report surely tells of it
_PAIRED, _MOST_OF_PAIR = 0.25, 2.0  # what is told of the two sides counts so much, up to so much
_FEWEST = 0.3  # told of a pair, or of a strike, and of talks and agreements: of less nothing is known
_STRIKE = 0.5
_PER = 100  # words of negotiating or of agreements in so many words
_SHORT = 100  # words of a report, of fewer one word says little
_DENSEST = 1.5


def tells_of_talks(frames: Frames, parties: Sequence[Party], paired: float) -> bool:
    """Whether the story is about a negotiation of `parties`, the first two of whom reports pair so strongly."""
    people = frames.set("negotiation", "negotiators") | frames.set("mediation", "nouns")
    texts = frames.set("dealing", "agreements", "meetings")
    talking = agreed = words = 0
    telling = 0.0
    for article, tree in frames.trees.items():
        nouns = {i: t.lemma.lower() for i, t in enumerate(tree.tokens) if t.pos in ("NOUN", "PROPN")}
        own = {i for i in range(len(tree.tokens)) if frames.negotiating(article, i) or nouns.get(i) in people}
        telling += min(_SURE, len(own)) / _SURE
        talking += len(own)
        agreed += sum(noun in texts for i, noun in nouns.items() if i not in own)
        words += sum(t.pos not in ("PUNCT", "SPACE") for t in tree.tokens)
    if not words:
        return False
    if not any(_public(frames, p) for p in parties):
        agreed = 0  # firms that merge make agreements
    reports = len(frames.trees)
    talked, settled = (min(_DENSEST, _PER * n / max(words, _SHORT * reports)) for n in (talking, agreed))
    striking = _striking(frames, parties)
    told = _PAIRED * min(_MOST_OF_PAIR, paired) + _STRIKE * striking + telling / reports
    paired = max(paired, striking)
    return min(paired, talked + settled) >= _FEWEST and told + talked + settled >= _LEAST + _FEW / reports


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
