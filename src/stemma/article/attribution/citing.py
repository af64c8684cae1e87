"""Citing: whom a source itself cites for what it says, the next link of a chain.

"The agency, citing an official, said", "the paper, which refers to two diplomats", "reported with reference to the
ministry" (Bednarek 2006, ch. 4).
"""

from __future__ import annotations

from functools import cache

from stemma.article.attribution.candidate import Candidate
from stemma.article.attribution.phrases import noun_span
from stemma.article.attribution.sources import Sourcing
from stemma.article.attribution.wording import nouns, relaying
from stemma.data import words
from stemma.model import Span
from stemma.nlp.tree import Tree

_ADVERBIAL = frozenset({"ADP", "DET", "PROPN", "NOUN", "ADV", "NUM", "ADJ", "PRON"})


def deeper(candidate: Candidate, tree: Tree, sourcing: Sourcing) -> list[Span]:
    """Whom the source itself cites for this content: the next link. "The agency, citing an official, said", "the paper,
    which refers to two diplomats", "the agency reported with reference to the ministry"."""
    i = candidate.head
    if i is None:
        return []
    out: list[Span] = []
    sentence = tree.sentence_of(i)
    for t in range(sentence.first, sentence.last):
        if t == i or sourcing.quoted.at(tree.tokens[t].start) is not None:
            continue
        for o in _cited(tree, t, candidate, sourcing) if _belongs(tree, t, candidate) else ():
            out.extend(sourcing.split(noun_span(tree, o)))
    return out


def _cited(tree: Tree, t: int, candidate: Candidate, sourcing: Sourcing) -> list[int]:
    """The heads of those whom a verb or noun of citing cites. To refer to somebody is to cite them only for an outlet
    and where those referred to are people who tell outlets things: else it is to speak of them."""
    token = tree.tokens[t]
    relative = token.dep == "relcl"
    if token.lemma in relaying("citing") and (token.tag == "VBG" or relative):
        if any(tree.tokens[m].text.lower() == "as" for m in tree.children(t, "prep")):
            return []
        return [o for o in tree.children(t, "dobj") if _can_tell(tree, o, sourcing)]
    if not any(sourcing.outlet_type(s) for s in candidate.source):
        return []
    telling = nouns("unnamed") | nouns("spokesperson") | nouns("reporter") | nouns("outlet") | nouns("agency")
    if token.lemma in relaying("referring") and relative:
        return [o for o in _to(tree, t, ("to", "on")) if tree.tokens[o].lemma in telling]
    if token.lemma == "reference" and (head := tree.head(t)) is not None and tree.tokens[head].text.lower() == "with":
        return _to(tree, t, ("to",))
    return []


def _can_tell(tree: Tree, head: int, sourcing: Sourcing) -> bool:
    """Whether somebody or something cited can be a source: a name, a person, a body, an outlet, a text; "citing high
    costs" gives a reason."""
    token = tree.tokens[head]
    at = tree.span(head, head)
    if token.pos != "NOUN" or token.ent or any(m.span.contains(at) for m in sourcing.mentions_in(at)):
        return True
    kinds = ("unnamed", "spokesperson", "reporter", "outlet", "agency", "document", "any_organisation")
    known = frozenset[str]().union(*(nouns(kind) for kind in kinds))
    return token.lemma in known or token.lemma in _bodies()


@cache
def _bodies() -> frozenset[str]:
    return words("en/organisation_nouns.txt") | words("en/offices.txt") | words("en/private_speakers.txt")


def _to(tree: Tree, t: int, prepositions: tuple[str, ...]) -> list[int]:
    """The objects of prepositions of a token, those joined by "and" included ("to two aides and to a diplomat")."""
    found = [p for p in tree.children(t, "prep") if tree.tokens[p].text.lower() in prepositions]
    found += [c for p in found for c in tree.children(p, "conj") if tree.tokens[c].pos == "ADP"]
    return [o for p in found for o in tree.children(p, "pobj")]


def _belongs(tree: Tree, participle: int, candidate: Candidate) -> bool:
    """Whether "citing …" hangs on the cue, on its source, or stands right behind either."""
    at: int | None = participle
    for _ in range(4):
        at = tree.head(at) if at is not None else None
        if at is None:
            break
        if at == candidate.head:
            return True
        if any(s.start <= tree.tokens[at].start < s.end for s in candidate.source):
            return True
    ends = [s.end for s in candidate.source] + ([candidate.cue.end] if candidate.cue else [])
    return any(_right_behind(tree, end, participle) for end in ends)


def _right_behind(tree: Tree, end: int, t: int) -> bool:
    """Whether nothing but a time or place stands between an end and a token: "reported on Sunday, citing …"."""
    between = tree.tokens[t].start - end
    if between < 0 or between > 60:
        return False
    first = next((n for n in range(t - 1, -1, -1) if tree.tokens[n].start < end), -1) + 1
    return all(tree.tokens[n].pos in _ADVERBIAL or tree.tokens[n].text == "," for n in range(first, t))
