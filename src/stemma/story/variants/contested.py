"""Contested numbers: two sources that one report sets side by side, each with a number for the same thing.

"The oil firm says 14,000 barrels were lost. The harbour master speaks of 22,000." The second number has no noun of its
own: it stands for what the first one counts (nominal ellipsis; Quirk et al. 1985, 12.54), so that the report itself
says that both are of one thing. Looked for are numbers without a noun that a verb of saying or putting gives on
somebody's word, and numbers that somebody is said to have named ("the 60 million the town hall had named"), with the
number before them in the same sentence or the one before. Numbers that somebody wants or offers are left out (two bids
are no difference), and those of two times.

What it gets wrong: a second number that is of something else named only in the sentence before it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from stemma.article.quantities import written_number
from stemma.data import table
from stemma.model import Noun, Reading, Sentence, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.telling import counted, shown
from stemma.story.variants.worded_numbers import Number, carrying, numbers_in

_FILE = "en/giving_numbers.toml"
_RULE = "numbers side by side"
_FAR = 20  # times: numbers so far apart measure different things
_NEAR = 0.02  # within which two numbers are one, rounded
_BEHIND = 8  # tokens behind a number in which the clause that names it has its verb
_REACH = 4  # tokens of the parse between a number and the verb that gives it
_SHOWN = 30  # words of the sentences that are shown
_SUM = 1000
_CLOCK = re.compile(r"\d{1,2}[.:]\d\d")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")


class Given(Noun, frozen=True, kw_only=True):
    """A number on somebody's word: the number, who gives it, and the verb."""

    number: Number
    giver: int
    verb: int


class Pair(Noun, frozen=True, kw_only=True):
    """A number and the one another source gives in its place."""

    first: Number
    second: Number
    at: Span


def contested_variants(collation: Collation) -> list[Variant]:
    """Conflicts between numbers that a report has from two sources."""
    out: list[Variant] = []
    told: set[frozenset[float]] = set()
    for article in collation.layers:
        for pair in _pairs(article, collation):
            key = frozenset((pair.first.value, pair.second.value))
            if key not in told:
                told.add(key)
                out.append(_told(pair, collation))
    return out


def _told(pair: Pair, collation: Collation) -> Variant:
    both = (pair.first, pair.second)
    sides = [[n.span, *carrying(n, both, pair.at, collation)] for n in both]
    readings = [Reading(text=collation.text(s[0]), at=tuple(sorted(dict.fromkeys(s)))) for s in sides]
    where = f"“{shown(collation.text(pair.at), _SHOWN)}”, {collation.outlet(pair.at.article)}"
    text = f"Two sources side by side give two numbers ({where}): {counted(readings, collation)}"
    return make("conflict", "number", "high", text, readings, confidence=0.75, rule=_RULE)


def _pairs(article: str, collation: Collation) -> Iterator[Pair]:
    tree = collation.tree(article)
    sentences = [s for s in tree.parse.sentences if s.last > s.first]
    before: list[Number] = []
    last: Sentence | None = None
    for s in sentences:
        own = [n for n in numbers_in(s, article, collation) if tree.within(n.span)]
        numbers = [n for n in own if not is_label(n, s, collation)]
        for n, number in enumerate(numbers):
            given = _given(number, s, tree)
            if given is None:
                continue
            own_before = any(x.span.end <= number.span.start for x in own)
            for around, earlier in ((s, numbers[:n]), (None if own_before else last, before)):
                fits = [
                    (e, scaled)
                    for e in earlier
                    if not _whole(e, tree) and _comparable(e, scaled := _scaled(number, e, collation))
                ]
                if around is None or not fits:
                    continue
                first, second = min(reversed(fits), key=lambda p: abs(math.log(p[0].value / p[1].value)))
                if (
                    _apart(first, second, collation)
                    and not _of_other_things(first, given, around, s, tree)
                    and not _one(first, second)
                ):
                    yield Pair(first=first, second=second, at=Span(article, min(around.start, s.start), s.end))
                break
        before, last = numbers, s


def _apart(first: Number, second: Number, collation: Collation) -> bool:
    """Whether words stand between two numbers (else they may be one, "a thousand one hundred and fifty")."""
    between = collation.article(first.span).text[first.span.end : second.span.start]
    return any(map(str.isalpha, between.lower().replace("and", "")))


def _one(x: Number, y: Number) -> bool:
    return math.isclose(x.value, y.value, rel_tol=_NEAR)


def is_label(n: Number, s: Sentence, collation: Collation) -> bool:
    """Whether a number counts nothing: a time of day, a year, a label behind its noun ("Number 14")."""
    tree = collation.tree(n.span.article)
    inside = tree.within(n.span)
    token = tree.tokens[inside[0]]
    clock = token.ent == "TIME" and n.dimension == "count" and not n.unit
    first = inside[0] == s.first and _CLOCK.fullmatch(token.text) is not None
    year = n.dimension == "count" and _YEAR.fullmatch(token.text) is not None
    text = collation.article(n.span).text
    listed = text[n.span.start - 1 : n.span.start] == "(" and text[n.span.end : n.span.end + 1] == ")"
    return clock or first or year or listed or (token.dep == "nummod" and token.head < inside[0])


def _whole(n: Number, tree: Tree) -> bool:
    """Whether a number is that of which another counts some ("1,600 of its 2,900 employees"), or tells of what kind
    something is ("the 60 percent stuff")."""
    inside = tree.within(n.span)
    root = root_of(inside, tree)
    at = root
    if tree.tokens[root].dep in ("nummod", "quantmod"):
        at = tree.tokens[root].head
    over = tree.head(at)
    if over is None or tree.tokens[over].lemma != "of" or tree.tokens[at].dep != "pobj":
        return tree.tokens[root].dep == "compound" and n.dimension != "count"
    above = tree.head(over)
    return above is not None and tree.tokens[above].pos == "NUM"


def root_of(inside: range, tree: Tree) -> int:
    return next((i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i), inside[-1])


def _given(number: Number, s: Sentence, tree: Tree) -> Given | None:
    """The number as one on somebody's word; None where it is not, counts something named, or is a part."""
    inside = tree.within(number.span)
    if number.value <= 1 or is_score(inside, s, tree):
        return None
    root = root_of(inside, tree)
    found = _named_behind(inside, s, tree)
    if found is None and not _counted(number, inside, root, s, tree):
        found = _said(inside, root, s, tree)
    return None if found is None else Given(number=number, giver=found[0], verb=found[1])


def is_score(inside: range, s: Sentence, tree: Tree) -> bool:
    """Whether a number is the second of a score or a vote ("17 to 4")."""
    before = tree.tokens[max(s.first, inside[0] - 2) : inside[0]]
    return len(before) == 2 and before[1].text.lower() in ("to", "-", "–", "against", "of") and before[0].pos == "NUM"


def _counted(number: Number, inside: range, root: int, s: Sentence, tree: Tree) -> bool:
    """Whether a number has a noun of its own, is a part, or one of several."""
    behind = tree.tokens[inside[-1] + 1 : min(inside[-1] + 3, s.last)]
    if behind and (behind[0].text.lower() in table(_FILE)["part"] or behind[0].pos in ("NOUN", "PROPN", "ADJ", "NUM")):
        return True
    return tree.tokens[root].dep in ("appos", "conj", "nummod") and number.dimension == "count"


def _said(inside: range, root: int, s: Sentence, tree: Tree) -> tuple[int, int] | None:
    """Who gives a number as the object or complement of a verb of saying or putting, and the verb."""
    lists = table(_FILE)
    above = tree.ancestors(root)[:_REACH]
    verb = next((i for i in above if tree.tokens[i].pos == "VERB"), None)
    if verb is None or tree.tokens[verb].lemma.lower() not in lists["giving"] or not s.first <= verb < s.last:
        return None
    way = above[: above.index(verb)]
    if any(tree.tokens[i].lemma.lower() not in lists["between"] for i in way):
        return None
    if (
        any(tree.tokens[i].lemma.lower() == "at" for i in way)
        and tree.tokens[verb].lemma.lower() not in lists["putting"]
    ):
        return None  # "spoke at eight"
    after = tree.tokens[inside[-1] + 1 : inside[-1] + 2]
    if tree.tokens[root].dep in ("nsubj", "nsubjpass") and not (after and after[0].text == ","):
        return None
    who = [k for k in tree.children(verb, "nsubj") if k not in inside]
    if not who and tree.tokens[verb].dep == "xcomp":  # "has started to say 22,000"
        who = tree.children(tree.tokens[verb].head, "nsubj")
    if not who and root < verb:  # "22,000, says the harbour master"
        who = [k for k in tree.children(verb) if tree.tokens[k].pos in ("NOUN", "PROPN") and k > verb]
    if not who or (tree.tokens[verb].dep in ("relcl", "acl") and root < verb):
        return None
    for i in way:  # "it is 22,000", "there were 22,000": of nothing else
        for k in tree.children(i, "nsubj", "expl"):
            if tree.tokens[k].lemma.lower() not in (*lists["anaphors"], "there") or tree.children(k, "prep"):
                return None
    for i in range(verb + 1, root):
        t = tree.tokens[i]
        if t.pos in ("NOUN", "PROPN", "VERB") and t.lemma.lower() not in lists["anaphors"] and t.head != verb:
            return None
    near = {tree.tokens[k].text.lower() for i in (verb, *way, root) for k in (i, *tree.children(i))}
    if near & {*lists["later"], *lists["able"]}:
        return None
    return who[0], verb


def _named_behind(inside: range, s: Sentence, tree: Tree) -> tuple[int, int] | None:
    """Who names a number in the clause right behind it ("the 60 million that the town hall had named")."""
    before = [x.text.lower() for x in tree.tokens[max(s.first, inside[0] - 2) : inside[0]]]
    if before[-1:] != ["the"] or before[0] == "of":
        return None
    lists = table(_FILE)
    who = None
    for i in range(inside[-1] + 1, min(inside[-1] + _BEHIND, s.last)):
        t = tree.tokens[i]
        if t.pos in ("NOUN", "PROPN", "PRON") and t.tag not in ("WDT", "WP"):
            who = i
        elif t.pos == "VERB":
            leading = i + 1 < s.last and tree.tokens[i + 1].pos in ("AUX", "VERB", "PART")  # "say can be taken"
            return (who, i) if who is not None and t.lemma.lower() in lists["naming"] and not leading else None
        elif t.pos not in ("DET", "ADJ", "AUX", "PART", "PRON", "SCONJ") and t.tag not in ("WDT", "WP"):
            return None
    return None


def _of_other_things(first: Number, given: Given, around: Sentence, s: Sentence, tree: Tree) -> bool:
    """Whether the verb gives the number for something else, or the number before is wanted or given by the same one."""
    lists = table(_FILE)
    inside = tree.within(first.span)
    matter = {t.lemma.lower() for t in tree.tokens[around.first : around.last]}
    for k in tree.children(given.verb, "dobj", "nsubjpass"):
        if given.number.span.overlap(tree.span(k, k)):
            continue
        if tree.tokens[k].tag in ("WDT", "WP") and tree.tokens[given.verb].dep == "relcl":
            k = tree.tokens[given.verb].head
        if tree.tokens[k].lemma.lower() in lists["anaphors"] and not tree.children(k, "prep", "amod", "compound"):
            continue
        named = {tree.tokens[i].lemma.lower() for i in tree.subtree(k) if tree.tokens[i].pos in ("NOUN", "PROPN")}
        if around is s or not named & matter:
            return True
    above = [tree.tokens[i] for i in tree.ancestors(inside[-1]) if tree.tokens[i].pos in ("VERB", "AUX")]
    if any(t.lemma.lower() in lists["wanting"] for t in above[:2]):
        return True
    if any(t.lemma.lower() in lists["bids"] for o in (around, s) for t in tree.tokens[o.first : o.last]):
        return True
    if any(tree.tokens[k].text.lower() in lists["in_reply"] for k in tree.children(given.verb, "advmod", "prt")):
        return True
    over = tree.ancestors(inside[-1])
    giving = [i for i in over if tree.tokens[i].lemma.lower() in lists["giving"]]
    givers = {k for i in giving or over for k in tree.children(i, "nsubj")} - {given.giver}
    return tree.tokens[given.giver].lemma.lower() in {tree.tokens[k].lemma.lower() for k in givers}


def _scaled(second: Number, first: Number, collation: Collation) -> Number:
    """A bare second number in the unit or with the scale word of the first, whichever brings it nearest ("2.6 billion
    dollars …, put it at 2.9")."""
    if second.unit or second.dimension != "count":
        return second
    worded = collation.text(first.span)
    scales = table("en/quantities.toml")["scales"]
    written = written_number(worded)
    factors = [first.value / written] if written and first.unit else []
    factors += [f * scales[w] for w in worded.lower().split() if w in scales for f in (1.0, *factors)]
    best = min((1.0, *factors), key=lambda f: abs(math.log(second.value * f / first.value)))
    if best == 1.0:
        return second
    return Number(span=second.span, value=second.value * best, unit=first.unit, dimension=first.dimension)


def _comparable(x: Number, y: Number) -> bool:
    """Whether one number can stand in the place of the other: of one dimension, or the second bare."""
    small, large = sorted((abs(x.value), abs(y.value)))
    if small <= 1 or large > _FAR * small:
        return False
    if "money" in (x.dimension, y.dimension) and small >= _SUM:
        return {x.dimension, y.dimension} <= {"money", "count"}
    return y.unit in ("", x.unit) or (x.dimension == y.dimension != "count" and x.unit == y.unit)
