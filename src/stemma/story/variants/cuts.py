"""Cuts: a quotation that ends before its condition, or begins behind its negation.

A shorter verbatim excerpt is no alteration, unless what was left out turns its sense: "We will sell it if they agree"
is not "We will sell it", nor "I never said that we would pay" "we would pay". A report that gives the rest in its own
words keeps the sense.

What it gets wrong: a sense that turns on another sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from stemma.data import table
from stemma.model import Reading, Variant
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.telling import in_reports
from stemma.story.variants.utterances import Utterance, normal_words, same_speaker

_BEFORE = 4  # words before an excerpt in which a negation turns it


def cut_quotations(quoted: Sequence[Utterance], collation: Collation) -> list[Variant]:
    """Quotations cut so that their sense changes."""
    out: list[Variant] = []
    for a, b in combinations(quoted, 2):
        if a.span.article == b.span.article or same_speaker(a, b, collation) is not True:
            continue
        short, long = sorted((a, b), key=lambda u: len(u.words))
        lost = _lost(short, long, collation)
        if any(r.at[0] == short.span for v in out for r in v.readings):
            continue
        if not lost or _given_otherwise(short, lost, collation) or _elsewhere(short, long, quoted):
            continue
        readings = [Reading(text=collation.text(u.span), at=(u.span,)) for u in (long, short)]
        who = collation.entities[long.speaker].name
        where = in_reports(readings[1], collation)
        text = f"A quotation of {who} is cut so that its sense may change: {where} leaves out what “{lost}” begins"
        if lost in table("en/cuts.toml")["negations"]["words"]:
            text = f"A quotation of {who} is cut so that its sense may change: {where} leaves out “{lost}” before it"
        out.append(make("quote-altered", "quote", "high", text, readings, confidence=0.65, rule="cut quotation"))
    return out


def _lost(short: Utterance, long: Utterance, collation: Collation) -> str:
    """The word of condition or negation that the excerpt leaves out; "" where it leaves out none."""
    lists = table("en/cuts.toml")
    at = _position(short.words, long.words)
    if at is None or len(short.words) == len(long.words):
        return ""
    sentences = [normal_words(s) for s in _sentences(long, collation)]
    for words in sentences:
        inside = _position(short.words, words)
        if inside is None:
            continue
        behind = words[inside + len(short.words) :]
        for wanted in (w.split() for w in lists["conditions"]["words"]):
            if list(behind[: len(wanted)]) == wanted:
                return " ".join(wanted)
        before = list(words[max(0, inside - _BEFORE) : inside])
        turned = [n for n, w in enumerate(before) if w in lists["negations"]["words"]]
        if (
            turned
            and len(before) > turned[-1] + 1
            and set(before[turned[-1] + 1 :]) <= set(lists["negations"]["of_what"])
        ):
            return before[turned[-1]]
    return ""


def _position(short: Sequence[str], long: Sequence[str]) -> int | None:
    n = len(short)
    return next((i for i in range(len(long) - n + 1) if list(long[i : i + n]) == list(short)), None)


def _sentences(u: Utterance, collation: Collation) -> list[str]:
    """The sentences of an utterance, without what stands around it."""
    edges = [
        (max(s.start, u.span.start), min(s.end, u.span.end))
        for s in collation.layers[u.span.article].parse.sentences
        if s.start < u.span.end and s.end > u.span.start
    ]
    text = collation.layers[u.span.article].article.text
    return [text[start:end] for start, end in edges]


def _given_otherwise(short: Utterance, lost: str, collation: Collation) -> bool:
    """Whether the report says what it left out in the sentences around the excerpt."""
    lists = table("en/cuts.toml")
    article = collation.layers[short.span.article]
    near = [s for s in article.parse.sentences if s.start < short.span.end and s.end > short.span.start]
    if not near:
        return True
    last = article.parse.sentences.index(near[-1])
    behind = article.parse.sentences[last + 1 : last + 2]
    end = behind[0].end if behind else near[-1].end
    text = article.article.text
    around = normal_words(text[near[0].start : short.span.start]) + normal_words(text[short.span.end : end])
    if lost in lists["negations"]["words"]:
        return bool(set(around) & set(lists["negations"]["words"]))
    phrases = [tuple(w.split()) for w in (*lists["conditions"]["words"], *lists["conditions"]["nouns"])]
    return any(_position(p, around) is not None for p in phrases)


def _elsewhere(short: Utterance, long: Utterance, quoted: Sequence[Utterance]) -> bool:
    """Whether the shorter quotation's report has the rest of the longer one inside marks too."""
    if _position(long.words, short.passage) is not None:
        return True
    rest = [u for u in quoted if u.span.article == short.span.article and u is not short]
    at = _position(short.words, long.words) or 0
    behind = long.words[at + len(short.words) :]
    return any(_position(u.words, behind) is not None for u in rest)
