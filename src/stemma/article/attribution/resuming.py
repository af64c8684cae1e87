"""Resuming: quotations with no cue of their own that go on with what was quoted before.

“…,” she said. “…” is one utterance (Pareti 2015, 4.2.3: discontinuous content); so is a quotation of several
paragraphs, each with its own opening mark. A quotation that stands alone in its sentence right behind an attributed
one, in the same paragraph or after a paragraph left open, is taken as another piece of the same content.

Gets wrong: dialogue in which speakers take turns without being named.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from stemma.article.attribution.candidate import ByContent, Candidate
from stemma.article.attribution.phrases import source_spans
from stemma.article.attribution.quotation import Quotation
from stemma.article.attribution.quoting import Quoted
from stemma.article.attribution.saying import bodies
from stemma.data import words
from stemma.model import Span
from stemma.nlp.tree import Tree

_NEAR = 90
_FEWEST = 5  # tokens, marks included: a quotation of fewer may be a term
_RESUMED = 0.6
_SOMEBODY = frozenset({"he", "she"})


def resume(tree: Tree, quoted: Quoted, kept: Sequence[Candidate]) -> list[Candidate]:
    """The attributions with the quotations that go on with theirs as further pieces."""
    out = list(kept)
    speech = [q for q in quoted.outer if q.double]
    owner: dict[int, int] = {}
    there = ByContent(out)
    for n, q in enumerate(speech):
        held = _holder(out, there.over([Span(quoted.article, q.start, q.end)]), q)
        if held is not None:
            owner[n] = held
    for n, q in enumerate(speech):
        if n in owner or not n or n - 1 not in owner or not _alone(tree, quoted, q):
            continue
        before, candidate = speech[n - 1], out[owner[n - 1]]
        if before.continued or _follows(tree, quoted, before, q, candidate):
            owner[n] = owner[n - 1]
            out[owner[n]] = _extended(candidate, quoted, q)
    for n in range(len(speech) - 2, -1, -1):
        q = speech[n]
        if n not in owner and n + 1 in owner and q.continued and _alone(tree, quoted, q):
            owner[n] = owner[n + 1]
            out[owner[n]] = _extended(out[owner[n]], quoted, q)
    for n, q in enumerate(speech):
        if n in owner or not q.closed or not _alone(tree, quoted, q):
            continue
        if said := _said_before(tree, quoted, q, out) or _of_whom_it_is_told(tree, quoted, q):
            out.append(said)
    return out


def _said_before(tree: Tree, quoted: Quoted, q: Quotation, kept: Sequence[Candidate]) -> Candidate | None:
    """A quotation that stands alone behind a sentence of reported speech in its paragraph, as said by the same source:
    'The crane has to go, Ada Holm said. "It frightens the gulls."' Only where that sentence has one speaker."""
    inside = tree.within(Span(quoted.article, q.start, q.end))
    here = tree.sentence_of(inside[0])
    if here.first == 0 or len(inside) < _FEWEST:
        return None
    previous = tree.sentence_of(here.first - 1)
    if "\n" in quoted.text[previous.end : q.start]:
        return None
    verbs = words("en/speech_verbs.txt")
    near = [
        c
        for c in kept
        if c.cue is not None
        and c.head is not None
        and previous.start <= c.cue.start < previous.end
        and quoted.at(c.cue.start) is None
    ]
    if len({c.source for c in near}) != 1 or not near[0].source:
        return None
    before = near[0]
    if tree.tokens[before.head or 0].lemma not in verbs:
        return None
    content = Span(quoted.article, q.start, q.end)
    return Candidate(content=(content,), cue=None, source=before.source, rule="resumed", confidence=_RESUMED)


def _of_whom_it_is_told(tree: Tree, quoted: Quoted, q: Quotation) -> Candidate | None:
    """A quotation that stands alone behind a sentence about somebody, as said by the same ('The skipper shakes his
    head. "Not for all the cod in the sea."'; the "implicit speaker" of He et al. 2013): the subject of that sentence,
    where the paragraph so far speaks of one person only."""
    inside = tree.within(Span(quoted.article, q.start, q.end))
    here = tree.sentence_of(inside[0])
    start = quoted.text.rfind("\n", 0, q.start) + 1
    if here.first == 0 or len(inside) < _FEWEST or start == q.start:
        return None
    previous = tree.sentence_of(here.first - 1)
    before = [t for t in tree.within(Span(quoted.article, start, q.start)) if quoted.at(tree.tokens[t].start) is None]
    verb = next((t for t in before if t >= previous.first and tree.tokens[t].dep == "ROOT"), None)
    if previous.start < start or verb is None or tree.tokens[verb].tag not in ("VBD", "VBZ", "VBP", "VB", "VBN", "VBG"):
        return None
    subject = next(iter(tree.children(verb, "nsubj")), None)
    people = {tree.tokens[t].text for t in before if tree.tokens[t].ent == "PERSON" and _last_of_name(tree, t)}
    pronouns = {tree.tokens[t].text.lower() for t in before if tree.tokens[t].tag == "PRP"} & _SOMEBODY
    if subject is None or subject not in before or len(people) > 1 or len(pronouns) > 1:
        return None
    if tree.tokens[subject].ent != "PERSON" and not _taken_up(tree, before, subject):
        return None
    content = Span(quoted.article, q.start, q.end)
    source = source_spans(tree, [subject])
    return Candidate(content=(content,), cue=None, source=source, rule="resumed", confidence=_RESUMED)


def _taken_up(tree: Tree, before: Sequence[int], pronoun: int) -> bool:
    """Whether "he" or "she" takes up a subject of the same paragraph that is a person; what it stands for is open where
    somebody is named there in passing only ("Holm's lies there too. He is silent.")."""
    word = tree.tokens[pronoun].text.lower()
    people = bodies() | words("en/offices.txt")
    return word in _SOMEBODY and any(
        tree.tokens[t].dep in ("nsubj", "nsubjpass")
        and (tree.tokens[t].ent == "PERSON" or tree.tokens[t].text.lower() == word or tree.tokens[t].lemma in people)
        for t in before
        if t < pronoun
    )


def _last_of_name(tree: Tree, t: int) -> bool:
    return t + 1 >= len(tree.tokens) or tree.tokens[t + 1].ent != "PERSON" or bool(tree.tokens[t + 1].ent_start)


def _holder(candidates: Sequence[Candidate], near: Sequence[int], q: Quotation) -> int | None:
    """The attribution among those `near`, by a cue outside the marks, whose content holds most of a quotation."""
    best: tuple[int, int] | None = None
    for n in near:
        candidate = candidates[n]
        if candidate.cue is None or q.holds(candidate.cue.start, candidate.cue.end):
            continue
        here = Span(candidate.whole.article, q.start, q.end)
        covered = sum(s.overlap(here) for s in candidate.content)
        if covered * 2 > q.end - q.start:
            size = candidate.whole.end - candidate.whole.start
            if best is None or size < best[0]:
                best = (size, n)
    return best[1] if best else None


def _alone(tree: Tree, quoted: Quoted, q: Quotation) -> bool:
    """Whether the sentences of a quotation hold no verb outside of quotation marks, and begin with it."""
    inside = tree.within(Span(quoted.article, q.start, q.end))
    if not inside:
        return False
    first, last = tree.sentence_of(inside[0]).first, tree.sentence_of(inside[-1]).last
    outside = [i for i in range(first, last) if quoted.at(tree.tokens[i].start) is None]
    if any(i < inside[0] and tree.tokens[i].text[0].isalnum() for i in outside):
        return False
    return not any(tree.tokens[i].pos in ("VERB", "AUX") for i in outside)


def _follows(tree: Tree, quoted: Quoted, before: Quotation, q: Quotation, candidate: Candidate) -> bool:
    """Whether `q` comes right behind the sentence that attributes `before`, or behind `before` itself."""
    between = quoted.text[before.end : q.start]
    if "\n" in between and (len(between) > _NEAR or between.count("\n") > 2):
        return False
    inside = tree.within(Span(quoted.article, q.start, q.end))
    here = tree.sentence_of(inside[0])
    if here.first == 0:
        return False
    previous = tree.sentence_of(here.first - 1)
    cue = candidate.cue
    said_there = cue is not None and previous.start <= cue.start < previous.end
    return said_there or before.end > previous.start


def _extended(candidate: Candidate, quoted: Quoted, q: Quotation) -> Candidate:
    pieces = tuple(sorted([*candidate.content, Span(quoted.article, q.start, q.end)]))
    return msgspec.structs.replace(candidate, content=pieces)
