"""Votes: two results that reports give of one vote of one body.

"Seven to two", "four votes against one", "5-4", "two of the seven judges dissented", "unanimous". Two of them exclude
each other where bodies of one kind voted, with the same number of voters, and each report tells of one vote only.

What it gets wrong: two votes of one body on two questions, where every report tells of one of them only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from stemma.article.quantities import number_at
from stemma.data import table
from stemma.model import Noun, Reading, Sentence, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.telling import about, counted

_FILE = "en/votes.toml"
_SPLIT = re.compile(r"(\d{1,3})\s?[-–]\s?(\d{1,3})")
_LEAST, _BALLOT = 3, 700  # voters: no body that votes is larger
_ALONE = ("court", "parliament")  # of which a report that names one vote means one
_AFTER = 8  # tokens behind the first number of a vote in which the second stands


class Vote(Noun, frozen=True, kw_only=True):
    """A vote: the larger side and all voters (0 of 0 where it is told as unanimous), and the kind of body."""

    span: Span
    side: float
    voters: float
    body: str
    words: frozenset[str]

    @property
    def unanimous(self) -> bool:
        return not self.voters


def vote_variants(collation: Collation) -> list[Variant]:
    """Conflicts between two votes of one body."""
    groups: dict[tuple[float, float], list[Vote]] = defaultdict(list)
    told: dict[tuple[str, str], set[tuple[float, float]]] = defaultdict(set)
    for article in collation.layers:
        for v in _votes(article, collation):
            groups[v.voters, v.side].append(v)
            told[article, v.body].add((v.side, v.voters))
    out = []
    for first, second in combinations([g for _, g in sorted(groups.items())], 2):
        pairs = [(a, b) for a in first for b in second if _exclude(a, b, told, collation)]
        if pairs:
            sides = [sorted({v.span for v in g}) for g in (first, second)]
            readings = [Reading(text=collation.text(s[0]), at=tuple(s)) for s in sides]
            text = f"Two results of one vote{about(readings, collation)}: {counted(readings, collation)}"
            out.append(make("conflict", "number", "high", text, readings, confidence=0.75, rule="two votes"))
    return out


def _exclude(a: Vote, b: Vote, told: dict[tuple[str, str], set[tuple[float, float]]], collation: Collation) -> bool:
    """Whether two votes are of one body on one question and cannot both be right."""
    x, y = a.span.article, b.span.article
    if x == y or a.body != b.body or collation.on_other_days(x, y):
        return False
    if any(len(told[k, a.body] | told[k, ""]) > 1 for k in (x, y)):
        return False  # a report that has two votes tells of two questions
    if a.unanimous != b.unanimous:
        split = b if a.unanimous else a
        return split.side < split.voters and (bool(a.words & b.words) or a.body in _ALONE)
    return a.voters == b.voters and a.side != b.side


# -- reading


def _votes(article: str, collation: Collation) -> Iterator[Vote]:
    tree, lists = collation.tree(article), table(_FILE)["voting"]
    for s in tree.parse.sentences:
        lemmas = [tree.tokens[i].lemma.lower() for i in range(s.first, s.last)]
        bodies = {w: b for w in lemmas if (b := _class_of_body(w))}
        if not bodies and not set(lemmas) & set(lists["cues"]):
            continue
        body = next((b for b in table(_FILE)["bodies"] if b in bodies.values()), "")
        words = frozenset(w for w, b in bodies.items() if b == body)
        for first, last, yes, no in _counted(s, tree):
            if _LEAST <= yes + no <= _BALLOT and yes != no:
                yield Vote(span=tree.span(first, last), side=max(yes, no), voters=yes + no, body=body, words=words)
        for i in range(s.first, s.last):
            around = {t.text.lower() for t in tree.tokens[max(s.first, i - 3) : i]}
            if lemmas[i - s.first] in lists["unanimous"] and body and not around & set(lists["denied"]):
                yield Vote(span=tree.span(i, i), side=0, voters=0, body=body, words=words)


@cache
def _class_of_body(lemma: str) -> str:
    return next((name for name, lemmas in table(_FILE)["bodies"].items() if lemma in lemmas), "")


def _counted(s: Sentence, tree: Tree) -> Iterator[tuple[int, int, float, float]]:
    """Both sides of each vote told: the tokens it begins and ends with, and the two numbers."""
    lists = table(_FILE)["voting"]
    lemmas = {t.lemma.lower() for t in tree.tokens[s.first : s.last]}
    cue = bool(lemmas & {*lists["cues"], *lists["members"]})
    numbers = {i: n for i in range(s.first, s.last) if (n := _number(tree, i, s)) is not None}
    end = s.first
    for i in range(s.first, s.last):
        if cue and (split := _SPLIT.fullmatch(tree.tokens[i].text)):
            yield i, i, float(split[1]), float(split[2])
        if i < end or i not in numbers:
            continue
        yes, last = numbers[i]
        j = next((j for j in range(last + 1, min(last + 1 + _AFTER, s.last)) if j in numbers), None)
        found = None
        if j is not None and _sides(last, j, numbers[j][1], cue, tree):
            found = i, numbers[j][1], yes, numbers[j][0]
        elif j is not None and tree.tokens[last + 1].lemma == "of":
            found = _of_members(i, yes, numbers[j], s, tree)
        found = found or _dissenters(i, numbers, s, tree)
        if found:
            yield found
        end = (found[1] if found else last) + 1


def _number(tree: Tree, i: int, s: Sentence) -> tuple[float, int] | None:
    """The cardinal that begins at a token, and its last token."""
    token, lists = tree.tokens[i], table("en/quantities.toml")
    word = token.text.lower()
    vague = word in lists["numerals"] or (len(word) > 1 and word in lists["scales"])  # "a couple of hundred"
    if token.pos not in ("NUM", "ADJ", "NOUN", "PROPN", "X", "ADV") or not word[0].isalnum() or vague:
        return None
    found = number_at(tree, i)
    if found is None or found[2] or found[1] >= s.last or not float(found[0]).is_integer():
        return None
    return found[0], found[1]


def _sides(last: int, second: int, end: int, cue: bool, tree: Tree) -> bool:
    """Whether the words between and behind two numbers make them the two sides of a vote."""
    lists = table(_FILE)["voting"]
    between = [t.text.lower() for t in tree.tokens[last + 1 : second]]
    if " ".join(between) in ("to", "-", "–", "- to -", "- to", "against"):
        return cue
    if not {t.lemma.lower() for t in tree.tokens[last + 1 : second]} & {*lists["ballots"], *lists["members"]}:
        return False
    behind = [t.text.lower() for t in tree.tokens[end + 1 : end + 2]]
    return between[-1] in lists["against"] or (bool(set(between) & set(lists["for_it"])) and behind == ["against"])


def _members(last: int, s: Sentence, tree: Tree) -> int | None:
    """The noun behind a number, past its adjectives, where it is of those who vote."""
    behind = range(last + 1, min(last + 5, s.last))
    noun = next((j for j in behind if tree.tokens[j].pos not in ("ADJ", "PROPN")), None)
    voting = noun is not None and tree.tokens[noun].lemma.lower() in table(_FILE)["voting"]["members"]
    return noun if voting else None


def _dissenters(
    i: int, numbers: dict[int, tuple[float, int]], s: Sentence, tree: Tree
) -> tuple[int, int, float, float] | None:
    """ "Six judges signed the order; three dissented": members counted, and behind them those who dissented."""
    noun, dissenting = _members(numbers[i][1], s, tree), table(_FILE)["voting"]["dissenting"]
    for j in (k for k in numbers if noun is not None and k > noun):
        verb = next((k for k in tree.ancestors(j)[:2] if tree.tokens[k].pos == "VERB"), None)
        whole = tree.tokens[j - 1].lemma == "of" or tree.tokens[min(j + 1, s.last - 1)].lemma == "of"
        if verb is not None and tree.tokens[verb].lemma.lower() in dissenting and not whole:
            return i, numbers[j][1], numbers[i][0], numbers[j][0]
    return None


def _of_members(
    i: int, part: float, whole: tuple[float, int], s: Sentence, tree: Tree
) -> tuple[int, int, float, float] | None:
    """ "Two of the seven members disagreed": those who dissented, and the rest."""
    noun = _members(whole[1], s, tree)
    verbs = {tree.tokens[k].lemma.lower() for k in tree.ancestors(i)[:4]}
    if noun is None or part >= whole[0] or not verbs & set(table(_FILE)["voting"]["dissenting"]):
        return None
    return i, noun, whole[0] - part, part
