"""Tallies: how a body voted, and of how many of a known number something is said.

A number told with the whole it belongs to ("nine of the 16 lines", "all 16 lines", "11 articles out of 14") brings the
measure of what it can be compared with: the same whole of the same thing in another report (partitive constructions,
Quirk et al. 1985, 5.4). Two such numbers exclude each other unless they make up the whole together or something else
is said of them. Votes are read so too ("seven to two", "four votes against one", "5-4", "unanimous"): two votes of one
body with the same number of voters.

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
from stemma.story.variants.clauses import stem
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.predicates import opposite, same_act
from stemma.story.variants.telling import about, carriers
from stemma.story.variants.worded_numbers import story_numbers

_FILE = "en/tallies.toml"
_SPLIT = re.compile(r"(\d{1,3})\s?[-–]\s?(\d{1,3})")
_LEAST, _LEAST_VOTES = 6, 3  # of a whole so small nothing can be told
_BY_CHANCE = 20  # a number up to this stands in a report for anything
_BALLOT = 700  # no body that votes is larger
_ALONE = ("court", "parliament")  # of which a report that names one vote means one
_AFTER = 8  # tokens behind the first number of a vote in which the second stands


class Tally(Noun, frozen=True, kw_only=True):
    """A part of a whole: how many of how many, and where. `of` is the noun counted or the kind of body (a vote), `kind`
    what stands before that noun, `acts` the verbs above it, `stems` those of its sentence, `unanimous` where a vote is
    told without numbers, `all` where the part is the whole."""

    span: Span
    part: float
    whole: float
    of: str
    vote: bool
    acts: frozenset[str]
    stems: frozenset[str]
    statements: frozenset[str]
    body: frozenset[str]
    kind: frozenset[str] = frozenset()
    unanimous: bool = False
    all: bool = False


def tally_variants(collation: Collation) -> list[Variant]:
    """Conflicts between two parts that reports give of one whole, and between two votes of one body."""
    found = [t for article in collation.layers for t in _tallies(article, collation)]
    out = [*_judged([t for t in found if not t.vote], collation), *_judged([t for t in found if t.vote], collation)]
    return out


def _judged(found: list[Tally], collation: Collation) -> Iterator[Variant]:
    groups: dict[tuple[float, float], list[Tally]] = defaultdict(list)
    for t in found:
        groups[t.whole, t.part].append(t)
    for (one, first), (_, second) in combinations(sorted(groups.items()), 2):
        pairs = [(a, b) for a in first for b in second if _exclude(a, b, found, collation)]
        if not pairs:
            continue
        sides = [sorted({p[k].span for p in pairs}) for k in (0, 1)]
        sides = [[*s, *(t.span for t in g if t.span not in s)] for s, g in zip(sides, (first, second), strict=True)]
        readings = [Reading(text=collation.text(s[0]), at=tuple(sorted(s))) for s in sides]
        what = "Two results of one vote" if pairs[0][0].vote else f"Different parts of the same {one[0]:g}"
        text = f"{what}{about(readings, collation)}: {carriers(readings, collation)}"
        rule = "two votes" if pairs[0][0].vote else "parts of one whole"
        yield make("conflict", "number", "high", text, readings, confidence=0.75, rule=rule)


def _exclude(a: Tally, b: Tally, found: list[Tally], collation: Collation) -> bool:
    """Whether two parts are of one whole, or two votes of one body on one question, and cannot both be right."""
    x, y = a.span.article, b.span.article
    if x == y or collation.on_other_days(x, y):
        return False
    like = [t for t in found if t.of == a.of or (a.vote and not t.of)]
    own = [{(t.part, t.whole) for t in like if t.span.article == k} for k in (x, y)]
    if (b.part, b.whole) in own[0] or (a.part, a.whole) in own[1]:
        return False  # a report that has both tells of two things
    one_statement = bool(a.statements & b.statements)
    if a.vote:
        if a.of != b.of or not all(len(o) == 1 for o in own):
            return False
        if a.unanimous != b.unanimous:
            split = b if a.unanimous else a
            return split.part < split.whole and (one_statement or bool(a.body & b.body) or a.of in _ALONE)
        return a.whole == b.whole and a.part != b.part
    if a.whole != b.whole or a.part == b.part or a.part + b.part == a.whole or _opposed(a, b):
        return False
    if any(_has(k, o, collation) for k, o in ((x, b), (y, a))):
        return False
    if {a.of, b.of} & set(table("en/predicates.toml")["holding"]["things"]):
        return False  # seats and votes are told of one holder or of several together
    acts, words = any(same_act(v, w) for v in a.acts for w in b.acts), bool(a.stems & b.stems)
    if one_statement:
        every = a.all or b.all
        alike = acts or bool(a.kind & b.kind) or (not every and (words or not (a.acts and b.acts)))
        return alike and (a.of == b.of or not every)
    return a.of == b.of and (acts or (words and not (a.all or b.all)))


def _has(article: str, t: Tally, collation: Collation) -> bool:
    """Whether a report has the number of a part too, of the same thing, or so large that it hardly has it by chance."""
    numbers = [n for n in story_numbers(collation)[article] if n.value == t.part and not t.all]
    return any(n.unit == t.of or (not n.unit and t.part >= _BY_CHANCE) for n in numbers)


def _opposed(a: Tally, b: Tally) -> bool:
    return any(opposite(v, w) for v in a.acts for w in b.acts)


# -- reading


def _tallies(article: str, collation: Collation) -> Iterator[Tally]:
    tree = collation.tree(article)
    for s in tree.parse.sentences:
        if s.end <= s.start:
            continue
        votes = list(_votes(s, tree, collation))
        yield from votes
        for first, last, part, whole, noun in _parts(s, tree):
            span = tree.span(first, last)
            body = class_of_body(tree.tokens[noun].lemma.lower()) if noun is not None else ""
            near = [tree.tokens[i] for i in (*tree.ancestors(first)[:4], *range(s.first, s.last))]
            if any(span.overlap(v.span) for v in votes) or _wanted(first, tree):
                continue
            if body and any(t.lemma.lower() in table(_FILE)["voting"]["cues"] for t in near):
                continue
            of = tree.tokens[noun].lemma.lower() if noun is not None else ""
            yield _tally(span, part, whole, of, False, first, s, tree, collation)


def _tally(
    span: Span, part: float, whole: float, of: str, vote: bool, at: int, s: Sentence, tree: Tree, collation: Collation
) -> Tally:
    above = [tree.tokens[i].lemma.lower() for i in tree.ancestors(at)[:5] if tree.tokens[i].pos == "VERB"]
    light = set(table("en/predicates.toml")["unspecific"]["words"])
    inside = tree.within(span)
    lemmas = {
        tree.tokens[i].lemma.lower()
        for i in range(s.first, s.last)
        if i not in inside and tree.tokens[i].pos in ("NOUN", "VERB", "ADJ", "PROPN")
    }
    content = collation.content(Span(span.article, s.start, s.end))
    own = {of} | {w for names in table(_FILE)["bodies"].values() for w in names} | set(table(_FILE)["voting"]["cues"])
    giving = set(table("en/giving_numbers.toml")["giving"]) | {"say", "tell"}
    return Tally(
        span=span,
        part=part,
        whole=whole,
        of=of,
        vote=vote,
        acts=frozenset(w for w in above if w not in giving),
        stems=frozenset(stem(w) for w in (lemmas & content) - light - own - giving),
        statements=frozenset(
            collation.statement_of[c.id]
            for c in collation.layers[span.article].claims
            if c.id in collation.statement_of and c.span.overlap(span)
        ),
        body=frozenset(w for w in lemmas if class_of_body(w) == of),
        kind=frozenset(
            tree.tokens[i].lemma.lower()
            for i in inside
            if not vote and tree.tokens[i].dep in ("compound", "amod") and tree.tokens[i].pos != "NUM"
        ),
        unanimous=vote and part == whole == 0,
        all=not vote and part == whole,
    )


def _wanted(at: int, tree: Tree) -> bool:
    wanting = table(_FILE)["whole"]["wanting"]
    return any(tree.tokens[i].lemma.lower() in wanting for i in tree.ancestors(at)[:5])


def _number(tree: Tree, i: int, s: Sentence) -> tuple[float, int] | None:
    """The cardinal that begins at a token, and its last token."""
    token = tree.tokens[i]
    if token.pos not in ("NUM", "ADJ", "NOUN", "PROPN", "X", "ADV") or not (token.text[0].isalnum()):
        return None
    if token.text.lower() in table("en/quantities.toml")["numerals"] or token.text.lower() in _scales():
        return None  # "a couple of hundred"
    found = number_at(tree, i)
    if found is None or found[2] or found[1] >= s.last or not float(found[0]).is_integer():
        return None
    return found[0], found[1]


def _parts(s: Sentence, tree: Tree) -> Iterator[tuple[int, int, float, float, int | None]]:
    """Each part with its whole: the tokens it begins and ends with, both numbers, and the noun counted."""
    lists = table(_FILE)["whole"]
    numbers = {i: n for i in range(s.first, s.last) if (n := _number(tree, i, s)) is not None}
    starts = sorted(numbers)
    for k, i in enumerate(starts):
        part, last = numbers[i]
        before = tree.tokens[i - 1].text.lower() if i > s.first else ""
        if before in lists["all"] and part >= _LEAST and (noun := _noun(last, s, tree)) is not None:
            yield i - 1, noun, part, part, noun
            continue
        if k + 1 == len(starts):
            continue
        second = starts[k + 1]
        whole, end = numbers[second]
        between = [tree.tokens[j].text.lower() for j in range(last + 1, second)]
        noun = _noun(end, s, tree)
        nouns = [j for j in range(last + 1, second) if tree.tokens[j].pos == "NOUN"]
        words_between = " ".join(w for j, w in enumerate(between) if last + 1 + j not in nouns)
        of = _of_whole(words_between)
        if not of or len(nouns) > 1 or whole < _LEAST or part > whole:
            continue
        if of == "in" and (noun is None or tree.tokens[second].ent == "DATE"):
            continue
        yield i, max(end, noun or end), part, whole, nouns[0] if nouns else noun
    if starts and tree.tokens[s.first].text.lower() == "of":  # "Of 96 settlements, 58 have been cleared"
        first = starts[0]
        comma = next((j for j in range(first, s.last) if tree.tokens[j].text == ","), None)
        if first <= s.first + 2 and comma is not None and len(starts) > 1 and starts[1] in (comma + 1, comma + 2):
            (whole, end), (part, last) = numbers[first], numbers[starts[1]]
            if _LEAST <= whole >= part:
                yield starts[1], last, part, whole, _noun(end, s, tree)


def _of_whole(between: str) -> str:
    lists = table(_FILE)["whole"]
    for of in lists["of"]:
        if between == of or any(between == f"{of} {b}" for b in lists["before"]):
            return str(of)
    return ""


def _noun(last: int, s: Sentence, tree: Tree) -> int | None:
    """The noun behind a number, past its adjectives and compounds."""
    found = None
    for j in range(last + 1, min(last + 5, s.last)):
        t = tree.tokens[j]
        if t.pos == "NOUN":
            found = j
        elif t.pos not in ("ADJ", "PROPN") or found is not None:
            break
    return found


# -- votes


@cache
def _scales() -> frozenset[str]:
    return frozenset(w for w in table("en/quantities.toml")["scales"] if len(w) > 1)


@cache
def class_of_body(lemma: str) -> str:
    return next((name for name, lemmas in table(_FILE)["bodies"].items() if lemma in lemmas), "")


def _votes(s: Sentence, tree: Tree, collation: Collation) -> Iterator[Tally]:
    lists = table(_FILE)["voting"]
    lemmas = [tree.tokens[i].lemma.lower() for i in range(s.first, s.last)]
    bodies = [b for w in lemmas if (b := class_of_body(w))]
    if not bodies and not set(lemmas) & set(lists["cues"]):
        return
    body = next((b for b in ("court", "parliament", "committee") if b in bodies), "")
    for first, last, yes, no in _counted_votes(s, tree):
        whole = yes + no
        if _LEAST_VOTES <= whole <= _BALLOT and yes != no:
            span = tree.span(first, last)
            yield _tally(span, max(yes, no), whole, body, True, first, s, tree, collation)
    for i in range(s.first, s.last):
        if tree.tokens[i].lemma.lower() in lists["unanimous"] and body:
            around = {t.text.lower() for t in tree.tokens[max(s.first, i - 3) : i]}
            if not around & set(lists["denied"]):
                yield _tally(tree.span(i, i), 0, 0, body, True, i, s, tree, collation)


def _counted_votes(s: Sentence, tree: Tree) -> Iterator[tuple[int, int, float, float]]:
    """Both sides of each vote told: the tokens it begins and ends with, and the two numbers."""
    lists = table(_FILE)["voting"]
    text = {t.lemma.lower() for t in tree.tokens[s.first : s.last]}
    cue = bool(text & {*lists["cues"], *lists["members"]})
    i = s.first
    while i < s.last:
        token = tree.tokens[i]
        if cue and (split := _SPLIT.fullmatch(token.text)):
            yield i, i, float(split[1]), float(split[2])
            i += 1
            continue
        number = _number(tree, i, s)
        if number is None:
            i += 1
            continue
        yes, last = number
        found = None
        for j in range(last + 1, min(last + 1 + _AFTER, s.last)):
            if (other := _number(tree, j, s)) is None:
                continue
            between = [tree.tokens[k].text.lower() for k in range(last + 1, j)]
            lemmas = [tree.tokens[k].lemma.lower() for k in range(last + 1, j)]
            behind = [t.text.lower() for t in tree.tokens[other[1] + 1 : other[1] + 3]]
            if _sides(between, lemmas, behind, cue):
                found = (i, other[1], yes, other[0])
            elif between[-1:] and between[-1] in ("of", "the") and "of" in between:
                found = _of_members(i, last, yes, other, s, tree)
            break
        found = found or _dissenters(i, number, s, tree)
        if found:
            yield found
            i = found[1] + 1
        else:
            i = last + 1


def _sides(between: list[str], lemmas: list[str], behind: list[str], cue: bool) -> bool:
    """Whether the words between and behind two numbers make them the two sides of a vote."""
    lists = table(_FILE)["voting"]
    if between in (["to"], ["-"], ["–"], ["-", "to", "-"], ["-", "to"], ["against"]):
        return cue
    ballots = bool(set(lemmas) & {*lists["ballots"], *lists["members"]})
    if ballots and between[-1:] and between[-1] in lists["against"]:
        return True
    voted = bool(set(between) & set(lists["for_it"])) and bool(set(lemmas) & {*lists["ballots"], *lists["members"]})
    return voted and behind[:1] == ["against"]


def _dissenters(i: int, first: tuple[float, int], s: Sentence, tree: Tree) -> tuple[int, int, float, float] | None:
    """ "Six judges signed the order; three dissented": members counted, and behind them those who dissented."""
    lists = table(_FILE)["voting"]
    noun = _noun(first[1], s, tree)
    if noun is None or tree.tokens[noun].lemma.lower() not in lists["members"]:
        return None
    for j in range(noun + 1, s.last):
        other = _number(tree, j, s)
        verb = other and next((k for k in tree.ancestors(j)[:2] if tree.tokens[k].pos == "VERB"), None)
        if other and verb and tree.tokens[verb].lemma.lower() in lists["dissenting"] and not _of_before(j, tree):
            return i, other[1], first[0], other[0]
    return None


def _of_before(i: int, tree: Tree) -> bool:
    return tree.tokens[i - 1].lemma == "of" or tree.tokens[i + 1 : i + 2][0].lemma == "of" if i else False


def _of_members(
    i: int, last: int, part: float, whole: tuple[float, int], s: Sentence, tree: Tree
) -> tuple[int, int, float, float] | None:
    """ "Two of the seven members disagreed": those who dissented, and the rest."""
    lists = table(_FILE)["voting"]
    noun = _noun(whole[1], s, tree)
    if noun is None or tree.tokens[noun].lemma.lower() not in lists["members"] or part >= whole[0]:
        return None
    verbs = {tree.tokens[k].lemma.lower() for k in tree.ancestors(i)[:4]}
    return (i, noun, whole[0] - part, part) if verbs & set(lists["dissenting"]) else None
