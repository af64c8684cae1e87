"""Manners: people who came to harm in one way by one report, and in another by the next.

Who was shot did not die in a stampede; who hanged himself was not murdered and did not die of a heart attack. The ways
are kept in ``data/en/manners.toml``, with those that can be told of one death. Two ways are compared where they are
told of one named person, in claims of one statement, or by two sources side by side in one report ("medics say they
died of gunshot wounds. Police say the pair were trampled"). A report that has both on one word is left out: it
tells of two cases.

What it gets wrong: people of whom some died in one way and some in the other, told without a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from stemma.data import members, table
from stemma.model import Claim, Noun, Reading, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.accounts import person_at
from stemma.story.variants.collation import Collation, cluster, make
from stemma.story.variants.telling import in_words, quoted

_FILE = "en/manners.toml"
_RULE = "manner of harm"
_HYPOTHETIC = ("possible", "conditional", "demanded", "planned", "expected")


class Harm(Noun, frozen=True, kw_only=True):
    """That somebody came to harm in some way: the words, who it was (the id of an entity, a noun with its number, or ""
    for a pronoun), on whose word, the statements that tell it, and the number of its sentence."""

    span: Span
    way: str
    victim: str
    word: str
    number: float | None
    source: str
    statements: frozenset[str]
    sentence: int


def manner_variants(collation: Collation) -> list[Variant]:
    """Conflicts between the ways in which somebody came to harm."""
    harms = [h for article in collation.layers for h in _harms(article, collation)]
    harms = [h for h in harms if not _of_two_cases(h, harms)]
    pairs = [(a, b) for a, b in combinations(harms, 2) if _against(a, b, collation)]
    out: list[Variant] = []
    for case in cluster(sorted({h.span for pair in pairs for h in pair}), lambda x, y: _joined(x, y, pairs, harms)):
        found = [h for h in harms if h.span in case]
        found += [
            h for h in harms if h.way != "killed" and h.span not in case and any(_told_alike(h, o) for o in found)
        ]
        sides: list[list[Harm]] = []
        for h in found:
            home = next((g for g in sides if not any(_exclude(h.way, o.way) for o in g)), None)
            if home is None:
                sides.append([h])
            else:
                home.append(h)
        if len(sides) < 2:
            continue
        readings = [Reading(text=collation.text(g[0].span), at=tuple(sorted({h.span for h in g}))) for g in sides]
        readings = collation.in_order(readings)
        text = (
            f"{in_words(len(sides)).capitalize()} accounts of how somebody came to harm: {quoted(readings, collation)}"
        )
        out.append(make("conflict", "cause", "high", text, readings, confidence=0.65, rule=_RULE))
    return out


def _against(a: Harm, b: Harm, collation: Collation) -> bool:
    if not _exclude(a.way, b.way) or a.span.overlap(b.span) or not _one_case(a, b):
        return False
    return a.span.article == b.span.article or not _on_other_days(a, b, collation)


def _joined(x: Span, y: Span, pairs: list[tuple[Harm, Harm]], harms: list[Harm]) -> bool:
    """Whether two places stand against each other, or tell of one case in one way."""
    if any({x, y} == {a.span, b.span} for a, b in pairs):
        return True
    return any(_told_alike(a, b) for a in harms for b in harms if (a.span, b.span) == (x, y))


def _told_alike(a: Harm, b: Harm) -> bool:
    """Whether two places tell of one case, in ways that go together."""
    one = bool(a.statements & b.statements) or bool(a.victim and a.victim == b.victim)
    return one and not _exclude(a.way, b.way)


def _exclude(a: str, b: str) -> bool:
    if "killed" in (a, b):  # the word alone says no more than that others did it
        return bool({a, b} & set(table(_FILE)["together"]["not_killed"]))
    return a != b and not any({a, b} == set(pair) for pair in table(_FILE)["together"]["pairs"])


def _one_case(a: Harm, b: Harm) -> bool:
    """Whether two ways are told of the same people."""
    if a.victim and a.victim == b.victim:
        return True
    if a.victim and b.victim:
        return False
    if a.number is not None and b.number is not None and a.number != b.number:
        return False
    if a.span.article == b.span.article:
        behind = 0 <= b.sentence - a.sentence <= 1
        known = not b.word or not a.word or a.word == b.word or b.word == "pair" or a.number == b.number is not None
        return behind and known and bool(a.source or b.source) and a.source != b.source
    return bool(a.statements & b.statements) and (a.word == b.word or not (a.word and b.word) or a.number == b.number)


def _of_two_cases(h: Harm, harms: list[Harm]) -> bool:
    """Whether the report has another way on the same word for people told of alike: it tells of two cases."""
    return any(
        o.span.article == h.span.article
        and o.source == h.source
        and _exclude(o.way, h.way)
        and (o.victim == h.victim or bool(o.statements & h.statements))
        and abs(o.sentence - h.sentence) <= 1
        for o in harms
    )


def _on_other_days(a: Harm, b: Harm, collation: Collation) -> bool:
    """Whether the clauses name days that do not touch."""
    days = [[t for t in collation.times(h.span) if t.earliest and t.latest] for h in (a, b)]
    return all(days) and not any(
        x.earliest <= y.latest and y.earliest <= x.latest
        for x in days[0]
        for y in days[1]
        if x.earliest and x.latest and y.earliest and y.latest
    )


# -- reading


def _harms(article: str, collation: Collation) -> Iterator[Harm]:
    tree = collation.tree(article)
    claims = collation.layers[article].claims
    order = {s.first: n for n, s in enumerate(tree.parse.sentences)}
    for i, token in enumerate(tree.tokens):
        for way, whom in _ways(i, tree):
            inside = [c for c in claims if c.span.start <= token.start and token.end <= c.span.end]
            if not inside or tree.children(i, "neg") or _unreal(inside, i) or _feared(i, tree):
                continue
            smallest = min(inside, key=lambda c: (c.span.end - c.span.start, c.id))
            person = person_at(article, whom, collation) if whom is not None else None
            victim = person.id if person else ""
            word = _word(whom, tree)
            if not victim and word is None:
                continue
            yield Harm(
                span=smallest.span,
                way=way,
                victim=victim,
                word=word or "",
                number=_number(whom, tree, collation),
                source=_source(article, i, collation),
                statements=frozenset(collation.statement_of[c.id] for c in inside if c.id in collation.statement_of),
                sentence=order.get(tree.sentence_of(i).first, 0),
            )


def _unreal(claims: list[Claim], head: int) -> bool:
    own = [c for c in claims if c.head == head] or claims
    return any(c.modality in _HYPOTHETIC or c.polarity == "negative" for c in own)


def _feared(i: int, tree: Tree) -> bool:
    """Whether it is what somebody fears, hopes or threatens ("he feared being killed")."""
    feared = members(_FILE, "feared")
    return any(tree.tokens[k].lemma.lower() in feared for k in tree.ancestors(i))


def _word(whom: int | None, tree: Tree) -> str | None:
    """The noun for who came to harm; "" for a pronoun, None for anything that is nobody."""
    if whom is None:
        return None
    token = tree.tokens[whom]
    if token.tag in ("PRP", "DT") or token.lemma.lower() in ("one", "two", "three", "four", "both", "other"):
        return "" if token.lemma.lower() not in ("it", "this", "that") else None
    lemma = token.lemma.lower()
    return lemma if lemma in table(_FILE)["victims"]["words"] else None


def _number(whom: int | None, tree: Tree, collation: Collation) -> float | None:
    if whom is None:
        return None
    token = tree.tokens[whom]
    if token.lemma.lower() == "pair":
        return 2
    around = [whom, *tree.children(whom, "nummod")]
    found = [q.value for k in around for q in collation.quantities(tree.subtree_span(k))]
    if found:
        return found[0]
    return 1 if token.tag == "NN" else None


def _source(article: str, i: int, collation: Collation) -> str:
    """Who says it, innermost; "" where the report does so itself."""
    tree = collation.tree(article)
    at = tree.span(i, i)
    over = [a for a in collation.layers[article].attributions if any(p.contains(at) for p in a.parts)]
    if not over:
        return ""
    own = min(over, key=lambda a: (a.content.end - a.content.start, a.id))
    return " ".join(s.text.casefold() for s in own.sources)


def _ways(i: int, tree: Tree) -> Iterator[tuple[str, int | None]]:
    """The ways that a token tells of, each with the token for who came to harm."""
    lists = table(_FILE)
    token = tree.tokens[i]
    lemma = token.lemma.lower()
    objects = tree.children(i, "dobj")
    if token.pos == "VERB":
        oneself = lists["oneself"]
        if lemma in oneself["verbs"] and any("Reflex=Yes" in tree.tokens[o].morph for o in objects):
            yield "self", _who(i, tree, "nsubj")
            return
        if lemma in oneself["taking"] and any(tree.tokens[o].lemma.lower() in oneself["objects"] for o in objects):
            own = lemma == "commit" or any(tree.tokens[k].lemma == "own" for o in objects for k in tree.children(o))
            if own:
                yield "self", _who(i, tree, "nsubj")
            return
        at = any(tree.tokens[k].lemma == "at" for k in tree.children(i, "prep", "prt"))
        for way, verbs in lists["verbs"].items():
            if lemma in verbs and not at:
                yield way, _who(i, tree, "nsubjpass", "dobj")
                return
        for way, verbs in lists["alone"].items():
            if lemma in verbs:
                yield way, _who(i, tree, "nsubjpass", "nsubj")
                return
        for way, phrases in lists["behind"].items():
            for p in tree.children(i, "prep"):
                behind = [tree.tokens[o].lemma.lower() for o in tree.children(p, "pobj")]
                if f"{lemma} {tree.tokens[p].lemma.lower()}" in phrases and behind:
                    if way == "mine" and behind[0] not in lists["nouns"]["mine"]:
                        continue
                    yield way, _who(i, tree, "nsubj")
                    return
    if lemma in lists["harmed"]:
        whom = _who(i, tree, "nsubjpass", "dobj") if token.pos == "VERB" else _of(i, tree)
        if lemma in ("die", "perish", "fall", "succumb"):
            whom = _who(i, tree, "nsubj")
        for noun in _means(i, tree):
            if way := _way_of(noun, tree):
                yield way, whom
                return
        if lemma in ("kill", "killing"):
            yield "killed", whom
    elif token.pos == "NOUN" and lemma in lists["nouns"]["others"]:
        yield "others", _of(i, tree)


def _who(i: int, tree: Tree, *deps: str) -> int | None:
    """The subject or object of a verb, behind a relative pronoun or over a participle the noun it belongs to."""
    found = [k for dep in deps for k in tree.children(i, dep)]
    token = tree.tokens[i]
    if found and tree.tokens[found[0]].tag not in ("WP", "WDT"):
        return found[0]
    if token.dep in ("relcl", "acl"):
        return tree.head(i)
    if token.dep in ("conj", "xcomp") and (over := tree.head(i)) is not None and tree.tokens[over].pos == "VERB":
        return _who(over, tree, "nsubjpass", "nsubj")
    return found[0] if found else None


def _of(i: int, tree: Tree) -> int | None:
    """Who "the killing of" is of, or whose it is."""
    behind = [o for p in tree.children(i, "prep") if tree.tokens[p].lemma == "of" for o in tree.children(p, "pobj")]
    return next(iter([*behind, *tree.children(i, "poss")]), None)


def _means(i: int, tree: Tree) -> Iterator[int]:
    """The nouns beside a word of harm that may tell the manner: the agent, what stands behind "of", "from", "in" …"""
    token = tree.tokens[i]
    if token.pos == "VERB" and tree.children(i, "dobj"):
        yield from tree.children(i, "nsubj")
    for p in tree.children(i, "prep", "agent", "advmod"):
        if tree.tokens[p].lemma.lower() in ("of", "from", "by", "in", "through", "after", "to", "with"):
            for o in tree.children(p, "pobj"):
                yield o
                inner = [k for q in tree.children(o, "prep") for k in tree.children(q, "pobj")]
                if tree.tokens[o].lemma.lower() in ("wound", "injury", "result", "hail", "effect"):
                    yield from inner
                    yield from tree.children(o, "compound")


def _way_of(noun: int, tree: Tree) -> str:
    lists = table(_FILE)
    lemma = tree.tokens[noun].lemma.lower()
    beside = {tree.tokens[k].lemma.lower() for k in tree.children(noun, "amod", "compound")}
    below = {tree.tokens[k].lemma.lower() for k in tree.subtree(noun)}
    if lemma in lists["beside"]["accidents"]:
        return "traffic" if beside & set(lists["nouns"]["traffic"]) else ""
    if lemma in lists["nouns"]["illness"]:
        return "illness" if lemma in lists["beside"]["clear"] or beside & set(lists["beside"]["illness"]) else ""
    if lemma in lists["nouns"]["mishap"]:
        return "mishap" if below & set(lists["beside"]["mishap"]) else ""
    for way, nouns in lists["nouns"].items():
        if way not in ("traffic", "mishap", "illness") and {lemma, *beside} & set(nouns):
            return str(way)
    return ""
