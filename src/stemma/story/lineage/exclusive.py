"""Exclusive or public: could another outlet have a sentence without having read this report?

What unnamed sources say, what is told to the outlet itself and what a private witness says in so many words is
exclusive until shown otherwise; statements, speeches and press conferences are everybody's. The distinction is that of
the Reuters Handbook of Journalism ("Sourcing": on the record, on background). Matching what is exclusive is a mark of
descent, matching what is public is not.

What it gets wrong: a source who told the same to two reporters under four eyes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import islice, takewhile

from stemma.data import lines, members, words
from stemma.model import Attribution, Layers, Source, Span
from stemma.story.lineage.confided import confided
from stemma.story.lineage.matching import Line
from stemma.story.lineage.naming import bare

_AGE = re.compile(r",? (?:aged )?\(?[1-9]\d\)?(?=[,.;:]|$)")
_LETTERS = re.compile(r"[^\W\d_]+")
_SINGLE_MARK = re.compile(r"(?<!\w)['‘]")
EXCLUSIVE, PLAIN, PUBLIC = 1.0, 0.4, 0.1


def own_finds(layers: Layers, of: Sequence[Line]) -> tuple[bool, ...]:
    """For each line whether the report found the matter itself: it says so, or has it from somebody named who spoke to
    its own outlet."""
    said = tuple(tells_own_outlet(layers, line.text) or _interviewed(layers, line) for line in of)
    confiding = _confiding(layers, of, said)
    if not confiding:
        return said
    theirs = [a.content for a in layers.attributions if any(_last_name(layers, s) in confiding for s in a.sources)]
    return tuple(mine or any(x.span.overlap(c) for c in theirs) for mine, x in zip(said, of, strict=True))


def weights(layers: Layers, of: Sequence[Line], own: Sequence[bool]) -> tuple[float, ...]:
    """For each line what a match with it says of descent: `EXCLUSIVE`, `PLAIN` (nobody is named) or `PUBLIC`.

    Args:
        own: for each line whether the report found the matter itself (`own_finds`).
    """
    confiding = _confiding(layers, of, own)
    kept_back = confided(layers, of, own)
    out: list[float] = []
    for n, line in enumerate(of):
        weight = EXCLUSIVE if kept_back[n] or own[n] else _weight(layers, line, confiding)
        if weight is None:
            goes_on = n > 0 and "\n" not in layers.article.text[of[n - 1].span.end : line.span.start]
            weight = out[-1] if goes_on and line.text[:1] in '"“«„' else PLAIN
        out.append(weight)
    return tuple(out)


def heard_in_public(layers: Layers, of: Sequence[Line]) -> tuple[bool, ...]:
    """For each line whether the report itself says that the matter was to be had by others: said in a public setting,
    or read in a document it names as its source."""
    out = []
    for line in of:
        here = [a for a in layers.attributions if a.content.overlap(line.span) or (a.cue and a.cue.overlap(line.span))]
        spoken = {w.lower() for w in _LETTERS.findall(line.text)}
        document = any(s.type == "document" for a in here for s in (*a.sources, *a.chain))
        out.append(document or (bool(here) and bool(spoken & words("en/public_settings.txt"))))
    return tuple(out)


def _confiding(layers: Layers, of: Sequence[Line], own: Sequence[bool]) -> frozenset[str]:
    """Last words of the names of those who spoke to the outlet itself: where it says so, and where its reporter, who
    speaks of himself somewhere in the report, has them say it now ("she says"), as interviews are told."""
    telling = [line.span for line, mine in zip(of, own, strict=True) if mine]
    met = any(_interviewed(layers, line) for line in of)
    now = {t.start for t in layers.parse.tokens if met and t.tag in ("VBZ", "VBP")}
    out = set()
    for a in layers.attributions:
        said_now = a.kind != "indirect" and a.cue is not None and a.cue.start in now
        if said_now or any(a.content.overlap(t) or (a.cue is not None and a.cue.overlap(t)) for t in telling):
            out |= {_last_name(layers, s) for s in a.sources if s.type == "named"}
    return frozenset(out - {""})


def _weight(layers: Layers, line: Line, confiding: frozenset[str]) -> float | None:
    """The weight of a line by its own words; None when nobody is named as its source."""
    here = [a for a in layers.attributions if a.content.overlap(line.span) or (a.cue and a.cue.overlap(line.span))]
    if not here:
        return None
    spoken = {w.lower() for w in _LETTERS.findall(line.text)}
    if spoken & words("en/public_settings.txt"):
        return PUBLIC
    if any(s.type in ("outlet", "agency", "state media") for a in here for s in a.chain):
        return PUBLIC
    if _private_channels().search(line.text):
        return EXCLUSIVE
    return max((_source_weight(layers, a, s, confiding) for a in here for s in a.sources), default=PLAIN)


def _source_weight(layers: Layers, attribution: Attribution, source: Source, confiding: frozenset[str]) -> float:
    wording = {w.lower() for w in _LETTERS.findall(f"{source.text} {_referred(layers, source)}")}
    if source.type == "unnamed":
        if wording & words("en/knowing.txt"):
            return EXCLUSIVE
        single = source.count is not None or bool(wording & members("en/grammar.toml", "one_of_many"))
        if wording & words("en/kept_back.txt") and (single or source.refers is not None or "the" in wording):
            return EXCLUSIVE
        private = bool(wording & words("en/private_speakers.txt"))
        return EXCLUSIVE if single and private and attribution.kind != "indirect" else PUBLIC
    if source.type != "named":
        return PUBLIC
    name = _last_name(layers, source)
    if name and name in confiding:
        return EXCLUSIVE
    at = source.refers or source.span
    if at is None or not any(m.kind == "person" and m.span.overlap(at) for m in layers.mentions):
        return PUBLIC
    for m in layers.mentions:
        if m.role is not None and name and m.name.split()[-1:] == [name]:
            wording |= {w.lower() for w in _LETTERS.findall(layers.article.text[m.role.start : m.role.end])}
    if wording & words("en/public_offices.txt"):
        return PUBLIC
    owner, space, _ = source.text.lower().partition(" ")
    if attribution.kind != "indirect" and _met(layers, at, name):
        return EXCLUSIVE
    # "his wife": somebody else tells what she said
    relayed = bool(space) and owner in members("en/grammar.toml", "possessives")
    return EXCLUSIVE if wording & words("en/private_speakers.txt") and not relayed else PLAIN


def _met(layers: Layers, at: Span, name: str) -> bool:
    """Whether a named person is one a reporter met on the way: brought in with the age beside the name, where the
    words are, and not before. Those the news is about were named before."""
    text = layers.article.text
    found = next((m.span for m in layers.mentions if m.kind == "person" and m.span.overlap(at)), None)
    if found is None or not name or _AGE.match(text, found.end) is None:
        return False
    return re.search(rf"\b{re.escape(name)}\b", text[: found.start]) is None


def _last_name(layers: Layers, source: Source) -> str:
    """The last word of the name of the person a source is, empty for others."""
    at = source.refers or source.span
    person = next((m for m in layers.mentions if at is not None and m.kind == "person" and m.span.overlap(at)), None)
    return (person.name.split() or [""])[-1] if person is not None else ""


def _referred(layers: Layers, source: Source) -> str:
    at = source.refers
    return layers.article.text[at.start : at.end] if at is not None else ""


def tells_own_outlet(layers: Layers, text: str) -> bool:
    """Whether a sentence says that something was told to, or seen by, the report's own outlet."""
    if _own_phrases().search(text):
        return True
    outlet = layers.article.outlet
    if outlet is None:
        return False
    return any(
        re.search(rf"(?<!\()(?<!\w){re.escape(form)}(?!\w)(?!\))", text) is not None
        and re.search(r"[^\W\d_]{3,}", text.replace(form, "")) is not None
        for form in _own_forms(outlet.name, layers.article.text)
    )


def _interviewed(layers: Layers, line: Line) -> bool:
    """Whether the reporter tells of an interview in the first person ("before I can ask", "she tells me"): on nobody
    else's word, and outside quotation marks."""
    span, tokens = line.span, layers.parse.tokens
    if line.quoted or any(a.content.overlap(span) for a in layers.attributions) or _SINGLE_MARK.search(line.text):
        return False
    at = bisect_left(tokens, span.start, key=lambda t: t.start)
    acts = members("en/relays.toml", "interviewing")
    mine = members("en/grammar.toml", "first_person_singular")
    inside = takewhile(lambda t: t.start < span.end, islice(tokens, at, None))
    return any(t.text.lower() in mine and tokens[t.head].lemma.lower() in acts for t in inside)


@cache
def _own_phrases() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, lines('en/own_outlet.txt')))})\b", re.IGNORECASE)


@cache
def _private_channels() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, lines('en/private_channels.txt')))})\b", re.IGNORECASE)


@lru_cache(maxsize=256)
def _own_forms(outlet: str, text: str) -> tuple[str, ...]:
    """How a report calls its own outlet: by its name, the short form given with it, or its last word ("the Sentinel")
    where no other name in the text ends with it."""
    name = bare(re.sub(r"\s*\([^()]*\)\s*$", "", outlet))
    short = re.search(r"\(([^()]{2,12})\)\s*$", outlet)
    forms = [name, short.group(1) if short else ""]
    before, _, last = name.rpartition(" ")
    known = {last.lower()} & members("outlet_words.toml", "last") | {before.lower()} & members(
        "outlet_words.toml", "first"
    )
    if before and known:
        others = re.findall(rf"\b((?!The\b)[A-Z][\w.’'-]*) {re.escape(last)}\b", text)
        if all(other == before.split()[-1] for other in others):
            forms.append(f"the {last}")
    return tuple(form for form in forms if len(form) > 1)
