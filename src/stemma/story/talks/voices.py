"""Voices: reports that are one party's own: its statement, its agency's report, told in the party's words.

Told by the publisher, by a state agency of the party, or by the way a text speaks: at least two different honours or
names for the other that only a side uses ("the so-called", "His Excellency", "the bandits"; van Dijk's ideological
square). Whose it then is: the side most of its speakers are on, or the other of two where a bad name is beside one.

What it gets wrong: reports that quote such words in their own sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from stemma.data import table
from stemma.model import Span
from stemma.story.talks.frames import Frames
from stemma.story.talks.parties import Party
from stemma.story.talks.sides import Sides

_FEWEST = 2  # words of the kind
_HEADING = 3  # lines
_SHARE = 0.7  # of the speakers
_SELF = re.compile(r"\b[Tt]he ([A-Z][a-z]+)\b(?! (?:of|[A-Z]))")  # "the Republic", with no name
_SIDE = re.compile(r"\b[Tt]he [A-Z][a-z]+ (?:side|part)\b")  # "the A-ian side"
_BESIDE = 40  # characters in which a name for the other stands before whom it is for
_OTHER = re.compile(r"\b(?:side|part|other)\b")
_QUOTED = re.compile(r"[“\"«][^”\"»\n]{0,600}[”\"»]")


def voices(frames: Frames, sides: Sides, parties: Sequence[Party]) -> dict[str, str]:
    """The party whose own voice a report is, by article."""
    out = {}
    for article, one in frames.layers.items():
        if side := sides.publisher(article):
            out[article] = side
            continue
        text = _QUOTED.sub(lambda m: " " * len(m.group()), one.article.text).lower()
        words = table("en/communiques.toml")
        found = {w for kind in ("honours", "names") for w in words[kind] if re.search(rf"\b{re.escape(w)}\b", text)}
        held = {n.name.split()[-1].lower() for n in parties}
        bare = {m.group(1).lower() for m in _SELF.finditer(one.article.text)} & set(words["own"]) - held
        sides_told = bool(_SIDE.search(one.article.text))
        votes = _headed(frames, sides, article, words["statements"])
        if len(found) + len(bare) + sides_told + bool(votes) < _FEWEST or not (found or bare):
            continue
        if one.article.dateline and len(seat := sides.named(one.article.dateline)) == 1:
            votes.update(seat)
        for a in one.attributions:
            told = " ".join(s.text.lower() for s in (*a.chain, *a.sources))
            if (speaker := sides.of_source(a)) and not _OTHER.search(told):
                votes[speaker] += 1
        names = "|".join(re.escape(w) for w in (*words["names"], "so-called"))
        for m in re.finditer(rf"\b(?:{names})\b", text):
            near = Span(article, m.start(), min(m.end() + _BESIDE, len(text)))
            named = sides.named(near) or sides.named(frames.sentence(Span(article, m.start(), m.end())))
            others = [p.name for p in parties if p.name not in named]
            if len(named) == 1 and len(others) == 1:
                votes[others[0]] += _FEWEST
        best = votes.most_common(1)
        if best and best[0][1] + max(0, len(found) - _FEWEST) >= _FEWEST and best[0][1] >= _SHARE * votes.total():
            out[article] = best[0][0]
    return out


def _headed(frames: Frames, sides: Sides, article: str, wanted: Sequence[str]) -> Counter[str]:
    """The party that the first lines name as whose statement the text is ("Communiqué of the Presidency of A")."""
    text = frames.layers[article].article.text
    end = 0
    for _ in range(_HEADING):
        end = text.find("\n", end + 1) if text.find("\n", end + 1) > 0 else end
    head = text[:end]
    if not end or not any(w in head.lower() for w in wanted):
        return Counter()
    told = {p.name for p in sides.parties if p.name.casefold() in head.casefold()}
    named = sides.named(Span(article, 0, end)) | told
    return Counter(dict.fromkeys(named, _FEWEST)) if len(named) == 1 else Counter()
