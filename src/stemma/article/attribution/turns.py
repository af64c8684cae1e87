"""Turns: speech printed as such, without quotation marks, by the form of the page.

Three forms that style guides name: labelled turns (“Q: … A: …”, “HOST: … KOR: …”; AP Stylebook, "Q&A format"; Chicago
Manual of Style 13.48), an announced interview whose questions and answers stand in paragraphs by turns, and a text
printed in full behind its announcement ("The statement follows:"). What one side says until the other speaks is one
content, its words as good as between quotation marks; those of the side that asks are nobody's statement.

Only the form tells: two labels that change about, or a question in every other paragraph of an announced interview with
somebody who says "I". Gets wrong: a few words of the reporter's own between two answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from stemma.article.attribution.candidate import Candidate
from stemma.article.attribution.interviewed import (
    INTRODUCTION,
    Block,
    announces,
    called_by_name,
    interviewed,
    last_to_speak,
    people_named,
)
from stemma.article.attribution.phrases import noun_span, owner
from stemma.article.attribution.sources import Sourcing
from stemma.article.sentences import blocks
from stemma.data import members
from stemma.model import Noun, Span

_TURNS = "en/turns.toml"
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:\n]{0,70}?)\s?:(?:\s+(?=\S)|$)|(?P<letter>[QA])\.\s+(?=\S)")
_CAPITALS = re.compile(r"(?P<label>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){1,3}) (?=[A-Z]\w*[a-z]|I\b)")
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_DASH = re.compile(r"[-–—]\s+")
_LONGEST_LABEL = 5
_FEWEST_TURNS = 4
_CHANGING = 0.7  # of the neighbouring turns that are of two speakers
_LABELLED = 0.5  # of the paragraphs between the first turn and the last
_OFTEN = 0.3  # of the turns of whoever asks, where most of them are no plain questions
_CONFIDENCE = 0.95
_MARKS = '“"«„'


class Turn(Noun, frozen=True, kw_only=True):
    """What one side says until the other speaks: its `label` as printed and the `speaker` it stands for, where the
    report tells; `asks` when it is the side that asks. `form` is how it is printed."""

    content: Span
    label: Span | None
    speaker: Span | None
    asks: bool
    form: str


def find_turns(sourcing: Sourcing) -> list[Turn]:
    """The turns of an article in their order, by the first form that it has."""
    page = [_labelled(start, text) for start, text in blocks(sourcing.article)]
    for form in (_by_labels, _by_paragraphs, _in_full):
        if found := form(page, sourcing):
            return found
    return []


def with_turns(candidates: Iterable[Candidate], turns: Sequence[Turn]) -> list[Candidate]:
    """The attributions of an article with those of its turns: what is said inside a turn stays."""
    out = [c for c in candidates if not any(_same_speech(c, t) for t in turns)]
    for turn in turns:
        source = turn.label or turn.speaker
        if turn.asks or source is None:
            continue
        out.append(
            Candidate(
                content=(turn.content,),
                cue=None,
                source=(source,),
                speaker=turn.speaker if turn.speaker != source else None,
                rule=f"turn-{turn.form}",
                confidence=_CONFIDENCE,
                verbatim=True,
            )
        )
    return out


def _same_speech(candidate: Candidate, turn: Turn) -> bool:
    """Whether an attribution is that of the turn itself, as far as others saw it, and not one of what is said there."""
    if not any(s.overlap(turn.content) for s in candidate.content):
        return False
    around = [*candidate.source, *([candidate.cue] if candidate.cue else [])]
    return not around or any(not turn.content.contains(s) for s in [*around, *candidate.content])


# -- labels


def _labelled(start: int, text: str) -> Block:
    found = _LABEL.match(text) or _CAPITALS.match(text)
    if found is None:
        return Block(start=start, text=text)
    group = next(g for g, words in found.groupdict().items() if words)
    end, key = found.end(group), _key(found[group])
    if not key:
        return Block(start=start, text=text)
    return Block(start=start, text=text, key=key, label=(start + end, start + found.end()))


def _key(label: str) -> str:
    """What tells one label from another: its last word, what stands beside the name left out; empty for words that are
    no label."""
    bare = _ASIDE.sub("", label).split(",")[0].strip()
    parts = [w.strip(".,'’\"“”") for w in bare.split()]
    small = members(_TURNS, "inside")
    if not parts or len(parts) > _LONGEST_LABEL or not all(p[:1].isupper() or p in small for p in parts):
        return ""
    last = re.sub(r"['’]s$", "", parts[-1]).casefold()
    return "" if parts[0].casefold() in members(_TURNS, "parting") else last


def _by_labels(page: Sequence[Block], sourcing: Sourcing) -> list[Turn]:
    """“Q: … A: …”: labels that come again and change about, of which one asks."""
    again = {k for k, n in Counter(b.key for b in page if b.key).items() if n > 1}
    places = [n for n, b in enumerate(page) if b.key in again]
    if len(again) < 2 or len(places) < _FEWEST_TURNS:
        return []
    keys = [page[n].key for n in places]
    changing = sum(a != b for a, b in pairwise(keys)) / (len(keys) - 1)
    stretch = places[-1] - places[0] + 1
    if changing < _CHANGING or len(places) < _LABELLED * stretch:
        return []
    of = {k: [page[n] for n in places if page[n].key == k] for k in again}
    asking = {k for k in again if _asks(k, of[k], sourcing)} or _asking_most(of)
    if not asking or asking == again:
        return []
    asked = interviewed(page[: places[0]], sourcing, announced=True)
    first = {key: next(b for b in page if b.key == key) for key in again}
    whole = {key: _labels_name(b, sourcing) for key, b in first.items()}
    turns = []
    for n, following in zip(places, [*places[1:], places[-1] + 1], strict=True):
        block = page[n]
        assert block.label is not None
        said = block.said if block.said < block.end or n + 1 == following else page[n + 1].start
        if said >= page[following - 1].end:
            continue
        label = _trimmed(block, sourcing)
        speaker = asked if block.key in members(_TURNS, "answering") else whole[block.key] or None
        turns.append(
            Turn(
                content=Span(sourcing.article.id, said, page[following - 1].end),
                label=label,
                speaker=speaker if speaker is None or not speaker.overlap(label) else None,
                asks=block.key in asking,
                form="label",
            )
        )
    return turns


def _trimmed(block: Block, sourcing: Sourcing) -> Span:
    """The label without what stands beside the name in brackets, and without its mark."""
    assert block.label is not None
    bare = _ASIDE.sub("", sourcing.article.text[block.start : block.label[0]]).split(",")[0]
    return Span(sourcing.article.id, block.start, block.start + max(1, len(bare.rstrip(" .:"))))


def _asks(key: str, turns: Sequence[Block], sourcing: Sourcing) -> bool:
    """Whether a label is that of the side that asks: by its word, as the outlet's, or by most turns being questions."""
    if key in members(_TURNS, "asking"):
        return True
    if key in members(_TURNS, "answering"):
        return False
    if any(sourcing.is_own(_trimmed(b, sourcing)) or _beside(b, sourcing) & members(_TURNS, "asking") for b in turns):
        return True
    return 2 * sum(b.text.rstrip(' ”"').endswith("?") for b in turns) > len(turns)


def _asking_most(turns: dict[str, list[Block]]) -> set[str]:
    """The label whose turns hold a question far more often than those of all others."""
    share = {key: sum("?" in b.text for b in said) / len(said) for key, said in turns.items()}
    most = max(sorted(share), key=lambda key: share[key])
    rest = max(n for key, n in share.items() if key != most)
    return {most} if share[most] >= _OFTEN and share[most] > 2 * rest else set()


def _beside(block: Block, sourcing: Sourcing) -> set[str]:
    """The words of a label beside its name ("ADA HOLM, HOST:")."""
    assert block.label is not None
    at = _trimmed(block, sourcing).end
    return set(re.findall(r"\w+", sourcing.article.text[at : block.label[0]].casefold()))


def _labels_name(block: Block, sourcing: Sourcing) -> Span | None:
    """Whom a label stands for: the name beside it in brackets, or whose last name it is, as named before it."""
    at = _trimmed(block, sourcing)
    beside = [m for m in sourcing.mentions if at.end <= m.span.start < block.said and m.kind == "person"]
    if beside:
        return beside[0].span
    people = people_named(sourcing, at.start)
    return next(
        (m.span for m in people if m.name.split()[-1].casefold() == block.key and len(m.name.split()) > 1), None
    )


# -- paragraphs by turns


def _by_paragraphs(page: Sequence[Block], sourcing: Sourcing) -> list[Turn]:
    """An announced interview whose questions stand in paragraphs of their own, the answers in those between."""
    if len({b.key for b in page if b.key}) < sum(bool(b.key) for b in page):
        return []  # its turns are labelled
    questions = [n for n, b in enumerate(page) if _question(b)]
    if len(questions) > 1 and (quoted := _quoted_answers(page, questions, sourcing)):
        return quoted
    questions = _prompts(page) or (questions if len(questions) > 1 else [])
    if not questions:
        return []
    asked = called_by_name(page[questions[0]], sourcing) or interviewed(page[: questions[0] + 1], sourcing)
    if asked is None or not any(announces(b.text) for b in page[: questions[0]][:INTRODUCTION]):
        return []
    answers = [n + 1 for n in questions if n + 1 < len(page) and n + 1 not in questions]
    spoken = [words for n in answers if (words := _words(page[n]))]
    of_oneself = [words for words in spoken if words & members(_TURNS, "first_person")]
    spoken_to = any(_words(page[n]) & members(_TURNS, "second_person") for n in questions)
    enough = 4 * len(of_oneself) >= 3 * len(spoken) if not spoken_to else 2 * len(of_oneself) >= len(spoken)
    if len(answers) < 2 or not enough:
        return []
    return [
        Turn(
            content=Span(sourcing.article.id, page[n].start + _dash(page[n]), page[n].end),
            label=None,
            speaker=asked,
            asks=False,
            form="paragraph",
        )
        for n in answers
    ]


def _prompts(page: Sequence[Block]) -> list[int]:
    """Every other paragraph, from where it asks or speaks to somebody to its last answer: most of those that ask are
    questions or say "you", and are shorter than the answer below; few answers ask back."""
    asking = [_asking(b) for b in page]
    best: list[int] = []
    for parity in (0, 1):
        of_one_side = range(parity, len(page) - 1, 2)
        ask = [n for n in of_one_side if asking[n]]
        if len(ask) < 2:
            continue
        prompts = list(range(ask[0], ask[-1] + 1, 2))
        plain = sum(_question(page[n]) for n in prompts)
        back = sum(_question(page[n + 1]) for n in prompts)
        shorter = sum(len(page[n].text) < len(page[n + 1].text) for n in prompts)
        told_apart = 4 * shorter >= 3 * len(prompts) or (2 * plain >= len(prompts) and not back)
        if told_apart and 2 * len(ask) >= len(prompts) and 4 * back <= len(prompts) and len(ask) > len(best):
            best = prompts
    return best


def _asking(block: Block) -> bool:
    """Whether a paragraph asks, or speaks to whoever answers."""
    spoken_to = bool(_words(block) & members(_TURNS, "second_person"))
    return _question(block) or (spoken_to and not block.text.startswith(tuple(_MARKS)))


def _words(block: Block) -> set[str]:
    return set(re.findall(r"\w+", block.text.casefold()))


def _quoted_answers(page: Sequence[Block], questions: Sequence[int], sourcing: Sourcing) -> list[Turn]:
    """Answers that stand whole between quotation marks, each below its question or, from the first question to the
    last, below whatever the report puts to the speaker: they are of whoever it said speaks last before, or is
    announced."""
    answers = [n for n in range(questions[0] + 1, min(questions[-1] + 2, len(page))) if _in_marks(page[n].text)]
    below = sum(n + 1 in answers for n in questions)
    if len(answers) < 2 or below < 2 or 3 * below < 2 * len(questions) or any(n + 1 in answers for n in answers):
        return []
    asked = last_to_speak(page[questions[0]].start, sourcing) or interviewed(page[: questions[0] + 1], sourcing)
    return [
        Turn(
            content=Span(sourcing.article.id, page[n].start, page[n].end),
            label=None,
            speaker=asked,
            asks=False,
            form="paragraph",
        )
        for n in answers
        if asked is not None
    ]


def _in_marks(text: str) -> bool:
    return (
        len(text) > 2 and text[0] in _MARKS and text[-1] in '”"»“' and not any(m in text[1:-1] for m in _MARKS + "”»")
    )


def _question(block: Block) -> bool:
    """Whether a paragraph asks and does nothing else: it stands outside quotation marks and ends with its question."""
    return block.text.endswith("?") and not block.text[0].isdigit() and not any(m in block.text for m in _MARKS)


def _dash(block: Block) -> int:
    found = _DASH.match(block.text)
    return found.end() if found else 0


# -- texts in full


def _in_full(page: Sequence[Block], sourcing: Sourcing) -> list[Turn]:
    """The text behind "The full text of the statement follows:"."""
    for n, block in enumerate(page[:-1]):
        if (source := _announced_text(block, sourcing)) is None:
            continue
        behind = list(_until_it_ends(page[n + 1 :]))
        if not behind or behind[0].text[:1] in _MARKS or len({b.key for b in behind if b.key}) > 1:
            return []
        return [
            Turn(
                content=Span(sourcing.article.id, behind[0].start, behind[-1].end),
                label=None,
                speaker=source,
                asks=False,
                form="full-text",
            )
        ]
    return []


def _announced_text(block: Block, sourcing: Sourcing) -> Span | None:
    """Whose text a paragraph that ends in a colon says will follow: the name beside the noun of the document, else the
    document itself."""
    sentence = re.split(r"(?<=[.!?])\s+", block.text)[-1]
    low = sentence.casefold()
    if not sentence.endswith(":") or not any(re.search(rf"\b{p}\b", low) for p in members(_TURNS, "in_full")):
        return None
    start = block.end - len(sentence)
    inside = sourcing.tree.within(Span(sourcing.article.id, start, block.end))
    nouns = [t for t in inside if sourcing.tree.tokens[t].text.casefold() in members(_TURNS, "documents")]
    if not nouns:
        return None
    if owned := [h for t in nouns for h in owner(sourcing.tree, t) if h in inside]:
        return noun_span(sourcing.tree, owned[0])
    at = Span(sourcing.article.id, start, block.end)
    named = {m.name: m for m in sourcing.mentions_in(at) if m.kind in ("person", "organisation")}
    if len(named) == 1:
        return next(iter(named.values())).span
    return sourcing.tree.span(nouns[-1], nouns[-1])


def _until_it_ends(page: Sequence[Block]) -> Iterator[Block]:
    """The paragraphs of a text in full: up to the mark of its end, or to where a report speaks again."""
    for block in page:
        bare = re.sub(r"[^\w ]", "", block.text).strip().casefold()
        if bare in members(_TURNS, "ending") or not bare:
            return
        yield block
