"""Utterances: what reports say that somebody said, as words that can be compared.

Words inside quotation marks and words in indirect speech are both utterances. Before two are compared, what an editor
may change without altering a quotation is taken out: case, punctuation, contractions, the spellings of one word,
numbers in letters or digits; an ellipsis or an insertion in brackets may stand for any words.

What it gets wrong: whom a pronoun was taken for is as wrong here as it is in the attribution.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from stemma.article.attribution.quotation import find_quotations
from stemma.article.quantities import written_number
from stemma.data import table, words
from stemma.model import Attribution, Layers, Noun, Source, Span
from stemma.story.variants.collation import Collation
from stemma.story.variants.names import alike

_FEWEST_WORDS = 4
_ANCHOR = 3  # words in a row that two versions must share for a stretch to be called the same
_OVERLAPPING = 0.5
_SAME_SPELLING = 90
_LONG_WORD = 7
_BEHIND = 2  # characters behind a stretch, where its quotation mark would close
_GAP = "*"
_TURN = "turn-"  # rules that find speech printed without quotation marks
MARKS = re.compile(r"[“”\"«»„‘]|(?<!\w)'(?=\w)")


class Utterance(Noun, frozen=True, kw_only=True):
    """Words somebody says.

    `span` leaves the quotation marks out; `words` are in normal form, `worded` the same with every name as the story's
    entity is called; `passage` are the words of all that the report quotes in that paragraph: what a "she said" parts
    is one utterance. `speaker` is an entity id where one is known (`named`), else the `wording` of the source; `told`
    when the wording itself names the speaker and is no pronoun or description; `outlet` when it is a report that is
    quoted.
    """

    span: Span
    words: tuple[str, ...]
    worded: tuple[str, ...]
    passage: tuple[str, ...]
    speaker: str
    wording: str
    named: bool
    told: bool
    outlet: bool
    source: Source | None = None


def quoted_utterances(collation: Collation) -> list[Utterance]:
    """What stands inside quotation marks, long enough to be compared."""
    return [u for u in quoted_words(collation) if len(u.words) >= _FEWEST_WORDS]


def quoted_words(collation: Collation) -> list[Utterance]:
    """All that stands inside quotation marks, if only a word or two."""
    return collation.once(
        "quoted", lambda: [u for layers in collation.layers.values() for u in _quoted(layers, collation)]
    )


def _quoted(layers: Layers, collation: Collation) -> list[Utterance]:
    article = layers.article
    edges = [(s.start, s.end) for s in layers.parse.sentences]
    if not edges:
        return []
    lines = [(m.start() + edges[0][0], m.end() + edges[0][0]) for m in re.finditer(r"[^\n]+", _body(layers))]
    marked = [q for q in find_quotations(article.text, lines) if not q.depth and q.double and q.closed]
    turns = [part for a in layers.attributions if a.rule.startswith(_TURN) for part in a.parts]
    spans = [Span(article.id, q.start + 1, q.end - 1) for q in marked if q.end - q.start > 3]
    spans = [s for s in spans if not any(_goes_on_around(s, t) for t in turns)]
    spoken = [t for t in turns if not any(t.overlap(s) for s in spans)]
    spans = sorted([*spans, *spoken])
    bare = {s: normal_words(collation.text(s)) for s in spans}
    out = []
    for span in spans:
        if not bare[span]:
            continue
        line = next((x for x in lines if x[0] <= span.start < x[1]), (span.start, span.end))
        beside = [bare[s] for s in spans if line[0] <= s.start < line[1]]
        holder = _holding(span, layers.attributions)
        out.append(_utterance(span, bare[span], tuple(w for b in beside for w in b), holder, collation))
    return out


def _goes_on_around(span: Span, turn: Span) -> bool:
    """Whether words in quotation marks stand inside somebody's turn that is not marked as a whole: he quotes them."""
    return turn.contains(span) and (span.start - turn.start > 1 or turn.end - span.end > 1)


def _body(layers: Layers) -> str:
    return layers.article.text[layers.parse.sentences[0].start : layers.parse.sentences[-1].end]


def told_utterances(quoted: Sequence[Utterance], collation: Collation) -> list[Utterance]:
    """Contents of indirect attributions, and the claims in them, that stand outside quotation marks."""
    out = []
    for layers in collation.layers.values():
        inside = [u.span for u in quoted if u.span.article == layers.article.id]
        spans: dict[Span, Attribution | None] = {}
        for a in layers.attributions:
            if a.kind == "indirect":
                for part in a.parts:
                    spans[part] = a
        attribution = {a.id: a for a in layers.attributions}
        for c in layers.claims:
            spans.setdefault(c.span, attribution.get(c.attribution or ""))
        for span, holder in spans.items():
            text = layers.article.text[max(0, span.start - 1) : span.end + _BEHIND]
            if any(q.overlap(span) for q in inside) or MARKS.search(text):
                continue  # quoted itself, or partly
            bare = normal_words(collation.text(span))
            if len(bare) >= _FEWEST_WORDS:
                out.append(_utterance(span, bare, bare, holder, collation))
    return out


def _holding(span: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose content the words are; the tightest one."""
    found = [a for a in attributions if a.content.overlap(span) >= 0.6 * (span.end - span.start)]
    return min(found, key=lambda a: (a.content.end - a.content.start, a.id), default=None)


def _utterance(
    span: Span, bare: tuple[str, ...], passage: tuple[str, ...], holder: Attribution | None, collation: Collation
) -> Utterance:
    last: Source | None = ((holder.chain or holder.sources)[-1:] or (None,))[0] if holder else None
    entity = collation.entity_at(last.refers or last.span) if last else None
    person = entity if entity and entity.kind == "person" else None
    return Utterance(
        span=span,
        words=bare,
        worded=normal_words(collation.worded(span.article, span.start, span.end)),
        passage=passage,
        speaker=person.id if person else last.text.lower() if last else "",
        wording=last.text if last else "",
        named=person is not None,
        told=bool(person and last and holder and collation.names(last.span, person) and not _resolved(last, holder)),
        outlet=bool(last and last.type in ("outlet", "agency", "state media", "document")),
        source=last if last and holder and not _resolved(last, holder) else None,
    )


def same_speaker(a: Utterance, b: Utterance, collation: Collation) -> bool | None:
    """True or False where both speakers are known by name, None where one is not (a driver may be Ana Ruiz)."""
    if not (a.named and b.named):
        named, other = (a, b) if a.named else (b, a)
        given = [w for w in other.wording.split() if w[:1].isupper()] if named.named else []
        return False if given and not alike(collation.entities[named.speaker].name, " ".join(given)) else None
    if a.speaker == b.speaker:
        return True
    return None if alike(collation.entities[a.speaker].name, collation.entities[b.speaker].name) else False


def may_be_one_source(a: Utterance, b: Utterance, collation: Collation) -> bool:
    """Whether two speakers are one person, or are worded by the same noun ("the diplomat", "a Western diplomat")."""
    if a.named or b.named:
        return same_speaker(a, b, collation) is True
    return bool(a.speaker and b.speaker) and a.speaker.split()[-1].rstrip("s") == b.speaker.split()[-1].rstrip("s")


def _resolved(source: Source, holder: Attribution) -> bool:
    """Whether a chain shows a name that a pronoun was taken for; whom the label of a turn stands for is sure."""
    return not holder.rule.startswith(_TURN) and any(
        s.refers is not None and s.refers == source.span for s in holder.sources
    )


# -- words


@cache
def normal_words(text: str) -> tuple[str, ...]:
    """The words of an utterance without what may be changed in it. An ellipsis or an insertion in brackets (some papers
    use round ones) becomes a gap, which may stand for any words."""
    text = re.sub(r"\[[^\]]*\]|\([^)]*\)|\.\.\.|…|\. \. \.", f" {_GAP} ", text).replace("’", "'").lower()
    text = re.sub(r"\b((?:\w\.){2,})", lambda m: m[1].replace(".", ""), text)  # "u.s." and "us"
    text = text.replace("&", " and ").replace("per cent", "percent").replace("%", " percent")
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)  # "1,500" and "1500"
    for short, full in table("en/contractions.toml")["contractions"].items():
        text = re.sub(rf"\b{short}\b", full, text)
    return tuple(_folded(w) for w in re.findall(rf"[\w]+(?:-\w+)*|\{_GAP}", text))


@cache
def _folded(word: str) -> str:
    for pattern, new in table("en/spelling_folds.toml")["folds"]:
        word = re.sub(pattern, new, word)
    number = written_number(word) if word.replace("-", "").isalpha() else None
    return f"{number:g}" if number is not None else word.replace("-", "")  # "non-stop" and "nonstop"


def same_words(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two versions have the same words where they overlap: one is an excerpt of the other, or one ends where
    the other goes on."""
    short, long = sorted((list(a), list(b)), key=len)
    if f" {' '.join(short)} " in f" {' '.join(long)} ":
        return True
    steps = Indel.opcodes(short, long)
    anchors = [n for n, step in enumerate(steps) if step.tag == "equal" and step.src_end - step.src_start >= _ANCHOR]
    if not anchors:
        return False
    common = list(steps)[anchors[0] : anchors[-1] + 1]
    first, last = common[0], common[-1]
    before = (short[: first.src_start], long[: first.dest_start])
    after = (short[last.src_end :], long[last.dest_end :])
    if not _one_ends(*before, at_end=True) or not _one_ends(*after, at_end=False):
        return False  # both go on, in other words
    for n, step in enumerate(common):
        if step.tag == "equal":
            continue
        sides = [common[k] for k in (n - 1, n, n + 1) if 0 <= k < len(common) and common[k].tag != "equal"]
        mine = [w for s in sides for w in short[s.src_start : s.src_end]]
        other = [w for s in sides for w in long[s.dest_start : s.dest_end]]
        if _GAP not in mine + other and not _one_spelling(mine, other):
            return False
    return last.src_end - first.src_start >= _OVERLAPPING * len(short)


def _one_ends(mine: list[str], other: list[str], *, at_end: bool) -> bool:
    """Whether of two stretches beyond what is shared one is empty, holds a gap, or is the edge of the other."""
    if not mine or not other or _GAP in mine + other:
        return True
    few, many = sorted((mine, other), key=len)
    return (many[-len(few) :] if at_end else many[: len(few)]) == few


def _one_spelling(mine: list[str], other: list[str]) -> bool:
    """Whether two stretches are one written otherwise ("First Group", "FirstGroup")."""
    x, y = "".join(mine).replace("-", ""), "".join(other).replace("-", "")
    if not x or not y:
        return False
    if x == y:
        return True
    if min(len(x), len(y)) < _LONG_WORD:
        return False
    stop = words("en/stopwords.txt")
    names = [" ".join(w for w in side if w not in stop) for side in (mine, other)]  # "they" is no spelling of "them"
    return fuzz.ratio(x, y) >= _SAME_SPELLING or alike(names[0], names[1])


def same_version(a: Utterance, b: Utterance) -> bool:
    """Whether two utterances have the same words where they overlap, names read as one and pieces joined."""
    return (
        same_words(a.words, b.words)
        or same_words(a.worded, b.worded)
        or same_words(a.words, b.passage)
        or same_words(b.words, a.passage)
    )


def in_a_row(a: Utterance, b: Utterance) -> int:
    """The longest stretch of words that two utterances share."""
    steps = Indel.opcodes(list(a.worded), list(b.worded))
    return max((s.src_end - s.src_start for s in steps if s.tag == "equal"), default=0)


def differing(a: Utterance, b: Utterance) -> set[str]:
    """The words in which two versions differ, between the first and the last that they share."""
    out: set[str] = set()
    steps = list(Indel.opcodes(list(a.words), list(b.words)))
    while steps and steps[0].tag in ("insert", "delete"):
        steps.pop(0)
    tail = []
    while steps and steps[-1].tag in ("insert", "delete"):
        tail.append(steps.pop())
    mine = [w for t in tail for w in a.words[t.src_start : t.src_end]]
    other = [w for t in tail for w in b.words[t.dest_start : t.dest_end]]
    if len(mine) == 1 == len(other) and not _one_spelling(mine, other):
        out |= {*mine, *other}  # both end there, with another word
    for step in steps:
        if step.tag != "equal":
            out |= {*a.words[step.src_start : step.src_end], *b.words[step.dest_start : step.dest_end]}
    return out - {_GAP}


def shared_words(a: Utterance, b: Utterance) -> float:
    """Share of the content words of the shorter that the other has too."""
    x, y = _content_words(a.worded), _content_words(b.worded)
    return len(x & y) / min(len(x), len(y)) if x and y else 0.0


@lru_cache(maxsize=100_000)
def _content_words(worded: tuple[str, ...]) -> frozenset[str]:
    return frozenset(worded) - words("en/stopwords.txt") - {_GAP}


def in_order(a: Utterance, b: Utterance) -> float:
    """Share of the shorter's words that stand in the longer in the same order."""
    steps = Indel.opcodes(list(a.worded), list(b.worded))
    common = sum(s.src_end - s.src_start for s in steps if s.tag == "equal")
    return common / min(len(a.worded), len(b.worded))
