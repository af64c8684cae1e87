"""Linking: which time expressions of different reports speak of the same event.

Two expressions are linked when their clauses have the same head ("met last Monday" – "their meeting … on Dec. 29"; any
two verbs of reporting count as the same) and their sentences share enough of their content words and names, weighted
by how rare these are in the story (overlap coefficient of inverse sentence frequencies), and nothing in the
expressions themselves is against it (two weekdays, two dates). The strongest links are made first; a link that would
put two contradicting expressions into one event is not made. Spellings of names are compared with rapidfuzz.

It is a coreference of dated events in the small, made before entities and statements exist, and careful: heads that
are synonyms ("talks opened" – "the session began") are linked only when the sentences share most of their words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from anyascii import anyascii
from rapidfuzz import fuzz

from stemma.data import lines, table, words
from stemma.model import Layers, Noun, Span, TimeExpression, Token
from stemma.nlp.tree import Tree
from stemma.story.dating.placing import untimed

_SAME_HEAD, _OTHER_HEAD = 0.34, 0.62
_USABLE = re.compile(r"DCT[+-]\d+[DW](-\d|-WE)?$|DCT[-+=]WXX-\d|XXXX-WXX-|[\dX]{4}-\d\d-\d\d$")


class Told(Noun, frozen=True, kw_only=True):
    """A time expression of one article with what it is about: the heads of its clause, the content words and names
    of its sentence, the names of its clause alone, and who "reported" what is told to have been reported then."""

    article: str
    expression: TimeExpression
    heads: frozenset[str]
    content: frozenset[str]
    names: frozenset[str]
    clause: frozenset[str]
    reporter: str = ""


class Event(Noun, frozen=True, kw_only=True):
    """What several reports date: expressions taken for the same day or days."""

    told: tuple[Told, ...]


def usable(expression: TimeExpression) -> bool:
    """Whether an expression can help to date a report: a day or a week told by name, date or distance."""
    value = untimed(expression.value)
    if expression.kind != "date" or expression.rule.startswith("feast"):  # a feast comes round every year
        return False
    return bool(_USABLE.match(value)) and "/" not in value and "|" not in value


def is_dateline(expression: TimeExpression) -> bool:
    """Whether a date is the report's own: of its dateline or masthead."""
    return expression.rule.endswith(", dateline")


def tell(layers: Layers) -> list[Told]:
    """The usable expressions of an article's reporting with the content of their sentences."""
    tree = Tree(layers.parse)
    reporting = words("en/reporting_verbs.txt")
    people = [m.span for m in layers.mentions if m.kind == "person"]
    out: dict[tuple[str, str], list[Told]] = {}
    for expression in layers.times:
        inside = tree.within(expression.span)
        if not usable(expression):
            continue
        if is_dateline(expression) or not inside:
            nothing: frozenset[str] = frozenset()
            alone = Told(
                article=layers.article.id,
                expression=expression,
                heads=nothing,
                content=nothing,
                names=nothing,
                clause=nothing,
            )
            out.setdefault((untimed(expression.value), "dateline"), []).append(alone)
            continue
        sentence = tree.sentence_of(inside[0])
        if _captions(" ".join(t.text for t in tree.tokens[sentence.first : sentence.last]).lower()):
            continue
        heads = _heads(inside, tree, reporting)
        content, names = set(), set()
        own = _clause(inside[0], tree)
        for i in range(_quotation_start(sentence.first, sentence.last, tree), sentence.last):
            token = tree.tokens[i]
            if i in inside or token.ent in ("DATE", "TIME") or not token.text[0].isalnum():
                continue
            if _is_name(token):
                names.add(_fold(token.text))
            elif token.pos in ("NOUN", "VERB", "ADJ", "NUM", "ADV") and token.lemma not in reporting:
                content.add(_stem(_fold(token.lemma)))
        key = (untimed(expression.value), expression.direction)
        out.setdefault(key, []).append(
            Told(
                article=layers.article.id,
                expression=expression,
                heads=heads,
                content=frozenset(content),
                names=frozenset(names),
                clause=frozenset(_fold(tree.tokens[i].text) for i in own if _is_name(tree.tokens[i])),
                reporter=_reporter(inside[0], tree, people),
            )
        )
    return [one for group in out.values() for one in group]


def _captions(sentence: str) -> bool:
    """Whether a sentence describes a picture, which may be years older than the report ("In this Friday, Dec. 29, 2017,
    file photo, …")."""
    pictures = table("en/times.toml")["pictures"]
    shown = sentence.startswith("in this ") and any(f" {kind}" in sentence for kind in pictures["kinds"])
    return shown or any(phrase in sentence for phrase in pictures["phrases"])


def _quotation_start(first: int, last: int, tree: Tree) -> int:
    """The token where a quotation that ends in tokens `first` to `last` began, at most 80 tokens before: what was
    said is part of the event of saying it."""
    inside = [t.text for t in tree.tokens[first:last]]
    closed = inside.count("”") > inside.count("“") or inside.count('"') % 2
    if closed:
        for i in range(first - 1, max(-1, first - 81), -1):
            if tree.tokens[i].text in ('"', "“"):
                return i
    return first


def _heads(inside: range, tree: Tree, reporting: frozenset[str]) -> frozenset[str]:
    """What happened at the time, in stems: the nouns and the verb above the expression, and the verbs the sentence
    ties to that one ("killed and missing after a wall collapsed on Tuesday" is one event told by three). Verbs of
    reporting are all one, and count only where they govern the expression themselves."""
    out: list[str] = []
    for i in tree.ancestors(inside[0]):
        token = tree.tokens[i]
        if i in inside or token.pos not in ("VERB", "NOUN", "AUX", "PROPN") or token.ent in ("DATE", "TIME"):
            continue
        if token.lemma in reporting:
            if not out:
                out.append("say")
            break
        out.append(_stem(token.lemma))
        out.extend(
            _stem(tree.tokens[c].lemma)
            for c in tree.children(i, "conj", "advcl")
            if tree.tokens[c].pos in ("VERB", "ADJ") and tree.tokens[c].lemma not in reporting
        )
    steps = table("en/day_steps.toml")["heads"]
    named_steps = {_stem(verb): step for step, verbs in steps.items() for verb in verbs}
    return frozenset(named_steps.get(head, head) for head in out)


def _is_name(token: Token) -> bool:
    return token.pos == "PROPN" and token.ent not in ("DATE", "TIME") and token.text[0].isalnum()


def _head(i: int, tree: Tree) -> int | None:
    """The first verb or noun above token `i` that is no time."""
    for above in tree.ancestors(i):
        token = tree.tokens[above]
        if token.pos in ("VERB", "NOUN", "AUX") and token.ent not in ("DATE", "TIME"):
            return above
    return None


def _clause(i: int, tree: Tree) -> list[int]:
    head = _head(i, tree)
    return tree.subtree(head) if head is not None else []


def _reporter(i: int, tree: Tree, people: Sequence[Span]) -> str:
    """Who published it then: the subject or agent of a verb of publishing that governs the expression ("the Courier
    reported on Sunday"), unless it is a person."""
    head = _head(i, tree)
    if head is None or tree.tokens[head].lemma not in table("en/relays.toml")["carrying"]:
        return ""
    who = tree.children(head, "nsubj")
    for agent in tree.children(head, "agent"):
        who = tree.children(agent, "pobj")
    for w in who:
        named = [j for j in tree.subtree(w) if _is_name(tree.tokens[j]) and j <= w]
        named = [
            j for j in named if not tree.tokens[j].text[0].islower()
        ]  # "the state news agency": no name of its own
        if named and not any(p.overlap(tree.span(named[0], named[-1])) for p in people):
            return " ".join(tree.tokens[j].text for j in named)
    return ""


def link(stories: Sequence[Sequence[Told]]) -> list[Event]:
    """The events of a story: expressions of different articles that speak of the same day are put together."""
    told = [one for article in stories for one in article]
    names = _name_classes({n for one in told for n in one.names | one.clause})
    bags = [frozenset(one.content | {names[n] for n in one.names}) for one in told]
    frequency = Counter(word for bag in {(b, t.article) for b, t in zip(bags, told, strict=True)} for word in bag[0])
    total = max(2, len(bags))
    weight = {word: math.log(1 + total / n) for word, n in sorted(frequency.items())}
    group = list(range(len(told)))
    members: dict[int, list[int]] = {i: [i] for i in group}

    def merge(i: int, j: int) -> None:
        keep, drop = sorted((group[i], group[j]))
        for k in members.pop(drop):
            group[k] = keep
            members[keep].append(k)

    for i, j in combinations(range(len(told)), 2):  # the same words of one article: the same day
        a, b = told[i], told[j]
        same = a.article == b.article and _key(a) == _key(b) and is_dateline(a.expression) == is_dateline(b.expression)
        if same and group[i] != group[j] and _form(a) != "week":
            merge(i, j)
    links = []
    for i, j in combinations(range(len(told)), 2):
        if told[i].article != told[j].article:
            score = _similarity(told[i], told[j], bags[i], bags[j], weight, names)
            if score:
                links.append((-score, i, j))
    for _, i, j in sorted(links):
        if group[i] != group[j] and all(
            compatible(told[a], told[b]) for a in members[group[i]] for b in members[group[j]]
        ):
            merge(i, j)
    return [Event(told=tuple(told[k] for k in sorted(m))) for _, m in sorted(members.items())]


def compatible(a: Told, b: Told) -> bool:
    """Whether nothing in two expressions keeps them from standing for the same day."""
    left, right = named(a.expression), named(b.expression)
    if left[0] and right[0] and left[0] != right[0]:
        return False
    if left[1] and right[1] and left[1] != right[1]:
        return False
    if a.article == b.article:
        forms = {_form(a), _form(b)}
        return _key(a) == _key(b) or "week" in forms or forms == {"weekday", "date"}
    return True


def _key(one: Told) -> tuple[str, str]:
    return untimed(one.expression.value), one.expression.direction


def _form(one: Told) -> str:
    """How the day is told: "week", "offset" (today), "weekday" or "date"."""
    value = untimed(one.expression.value)
    if value.startswith("DCT") and "WXX" not in value:
        return "week" if re.search(r"W(-WE)?$", value) else "weekday" if "W-" in value else "offset"
    return "week" if value.endswith("WE") else "weekday" if "WXX" in value else "date"


def named(expression: TimeExpression) -> tuple[str, str]:
    """Weekday and month-day an expression names."""
    value = untimed(expression.value)
    weekday = str(expression.weekday or "")
    if "WXX-" in value:
        weekday = value.split("WXX-")[1][:1].replace("W", "67")
    elif value.startswith("DCT") and (parts := value.split("-")) and parts[-1][:1].isdigit() and len(parts[-1]) == 1:
        weekday = parts[-1]
    day = value[5:10] if len(value) == 10 and value[5:7].isdigit() else ""
    return weekday, day


def _similarity(
    a: Told, b: Told, left: frozenset[str], right: frozenset[str], weight: dict[str, float], names: dict[str, str]
) -> float:
    shared = left & right
    if len(shared) < 3 or not compatible(a, b):
        return 0.0
    common = {names[n] for n in a.names} & {names[n] for n in b.names}
    if not common:
        return 0.0
    total = sum(weight[w] for w in sorted(shared))
    smaller = min(sum(weight[w] for w in sorted(left)), sum(weight[w] for w in sorted(right)))
    score = total / smaller if smaller else 0.0
    if a.heads & b.heads - {"say"}:
        for one, other in ((a, b), (b, a)):
            own = {names[n] for n in one.clause}
            if len(own) >= 2 and own <= {names[n] for n in other.names}:
                return max(score, 0.5)
    return score if score >= (_SAME_HEAD if a.heads & b.heads else _OTHER_HEAD) else 0.0


def _name_classes(names: Iterable[str]) -> dict[str, str]:
    """Names that are spellings of each other under one of them (ratio 80 of 100 and the same first letter)."""
    out: dict[str, str] = {}
    for name in sorted(names, key=lambda n: (len(n), n)):
        known = [
            k for k in sorted(set(out.values())) if k[0] == name[0] and len(name) > 4 and fuzz.ratio(k, name) >= 80
        ]
        out[name] = known[0] if known else name
    return out


def _fold(word: str) -> str:
    return anyascii(word).lower().removesuffix("'s") or word


def _stem(word: str) -> str:
    for ending in lines("en/suffixes.txt"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)[:7]
    return word.removesuffix("e")[:7] if len(word) > 4 else word
