"""Strength: one act on one thing, told more or less surely, or with a stronger verb, wherever two reports tell of it.

Two clauses tell of one act where they stand in one statement and have one verb, one figure, or the noun of what one
is said to consider ("is considering arbitration", "will impose arbitration"); and, whatever else they say, where their
frames (`stemma.story.variants.frames`) are of one act on one thing, or their verb and a figure of several digits are
the same. How sure an act is made is read from its auxiliaries and from what governs it ("has agreed to", "is thought
to", "allegedly"), on the scale of Saurí & Pustejovsky 2009 (FactBank) with the steps of a plan in it: possible,
leaning, settled, done. What one is suspected of by somebody is as sure as what
somebody says he did.

What it gets wrong: an act that came about between the two reports, where no day tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from stemma.data import table, words
from stemma.model import Noun, Span
from stemma.nlp.tree import Tree
from stemma.story.variants.aligned import statements_at
from stemma.story.variants.collation import Collation
from stemma.story.variants.denials import under_denial
from stemma.story.variants.frames import Frame, frames, negated, one_act, one_thing
from stemma.story.variants.predicates import closed, same_act, stem
from stemma.story.variants.tolerance import significant

_POSSIBLE, _LEANING, _WOULD, _SETTLED, _DONE = 1, 2, 2.5, 3, 4
_FIGURE = 5  # the least number that tells one thing from others
_ONE_CLAUSE = 4  # stems that two clauses on one noun share
_ONE_MATTER = 1  # content words that two sentences share beside the name, where the name is all that describes a thing


class Told(Noun, frozen=True, kw_only=True):
    """An act with how surely it is told, and the words that tell it: its verb, its frame where it has a theme, the
    statements it stands in, the figures and what else its clause names."""

    article: str
    verb: int
    act: str
    frame: Frame | None
    sureness: float
    nominal: bool
    attributed: bool
    span: Span
    perfect: bool
    statements: frozenset[str]
    figures: frozenset[tuple[float, str]]
    about: frozenset[str]


def strengths(collation: Collation) -> Iterator[tuple[Span, Span, str]]:
    """The weaker and the stronger wording of two reports, and by which rule they differ."""
    told = [t for article in collation.layers for t in (*_acts(article, collation), *_nominal_acts(article, collation))]
    for a, b in combinations(told, 2):
        if a.article == b.article or a.sureness == b.sureness:
            continue
        weak, strong = (a, b) if a.sureness < b.sureness else (b, a)
        if not _step_of_sureness(weak, strong, collation):
            continue
        if weak.perfect and {u for _, u in a.figures} & {u for _, u in b.figures} and not a.figures & b.figures:
            continue
        if not (_of_one_statement(a, b) or _by_figure(a, b) or _of_one_thing(a, b, collation)):
            continue
        has_both = (t for t in told if t.article == strong.article and t.sureness <= weak.sureness)
        if not any(_of_one_statement(t, strong) for t in has_both):
            yield weak.span, strong.span, "sureness"
    yield from _stronger_verbs([t.frame for t in told if t.sureness >= _LEANING and t.frame], collation)


def _step_of_sureness(weak: Told, strong: Told, collation: Collation) -> bool:
    """Whether it is more than the course of time: what was to be has come about, and plans grow firmer by the day."""
    first, second = weak.article, strong.article
    if weak.sureness == _WOULD:  # "would" is how a plan is told
        return strong.sureness == _SETTLED and collation.rests_on(second, first)
    if strong.sureness == _DONE:
        if weak.perfect and weak.sureness == _POSSIBLE:
            return not (weak.attributed and strong.attributed)
        return weak.sureness < _WOULD and strong.perfect and not collation.on_other_days(first, second)
    if strong.sureness < _SETTLED:
        return False
    return not collation.clearly_later(first, second) or collation.rests_on(second, first)


def _of_one_statement(a: Told, b: Told) -> bool:
    """Whether two acts stand in one statement, and are one by their verb, by a figure of theirs, or because one is
    the noun that the other has for its object ("is considering arbitration", "will impose arbitration")."""
    if a.nominal != b.nominal:
        noun, verb = (a, b) if a.nominal else (b, a)
        near = a.statements & b.statements or len(a.about & b.about) >= _ONE_CLAUSE
        return bool(near) and stem(noun.act) in verb.about
    if not a.statements & b.statements:
        return False
    if same_act(a.act.replace(" ", "_"), b.act.replace(" ", "_")):
        return bool(a.about & b.about)
    return bool(a.figures & b.figures and a.about & b.about) and not (a.perfect and b.perfect)


def _by_figure(a: Told, b: Told) -> bool:
    """Whether two acts are of one kind and of one figure that hardly two matters share."""
    telling = {v for v, _ in a.figures & b.figures if significant(v) > 1}
    return bool(telling) and same_act(a.act.replace(" ", "_"), b.act.replace(" ", "_"))


def _of_one_thing(a: Told, b: Told, collation: Collation) -> bool:
    """Whether two acts are of one kind and done to one thing, wherever they are told."""
    x, y = a.frame, b.frame
    if x is None or y is None or not one_act(x, y):
        return False
    return (one_thing(x, y) or _one_sum(x, y, collation)) and _one_matter(x, y, collation)


def _stronger_verbs(frames_told: list[Frame], collation: Collation) -> Iterator[tuple[Span, Span, str]]:
    lists = table("en/force.toml")
    for name in lists["of_things"]["scales"]:
        steps = {form: n for n, forms in enumerate(lists["scales"][name]) for form in forms}
        for a, b in combinations([f for f in frames_told if f.act in steps], 2):
            x, y = steps[a.act], steps[b.act]
            if a.article == b.article or x == y or not one_thing(a, b):
                continue
            if _one_matter(a, b, collation):
                weak, strong = (a, b) if x < y else (b, a)
                yield weak.span, strong.span, "scale"


def _acts(article: str, collation: Collation) -> Iterator[Told]:
    """Every act of a report that is told as so, as planned or as possible."""
    tree = collation.tree(article)
    framed = {f.verb: f for f in frames(collation) if f.article == article}
    said = [c.span for c in collation.layers[article].claims if c.quoted]
    contents = [a.content for a in collation.layers[article].attributions]
    for i, token in enumerate(tree.tokens):
        if not (token.pos == "VERB" or i in framed) or _passed_over(i, tree):
            continue
        if any(q.contains(tree.span(i, i)) for q in said):
            continue
        if (found := _sureness(i, tree, collation)) is None or negated(i, tree) or under_denial(i, tree):
            continue
        sureness, span, perfect = found
        whole = tree.subtree_span(i)
        particle = " ".join(tree.tokens[k].lemma.lower() for k in tree.children(i, "prt"))
        yield Told(
            article=article,
            verb=i,
            act=framed[i].act if i in framed else f"{token.lemma.lower()} {particle}".strip(),
            frame=framed.get(i),
            sureness=sureness,
            nominal=False,
            attributed=any(c.overlap(span) for c in contents) if sureness == _DONE else _voiced(i, perfect, tree),
            span=span,
            perfect=perfect,
            statements=statements_at(tree.span(i, i), collation),
            figures=_figures(i, whole, tree, collation),
            about=frozenset({stem(w) for w in collation.content(whole) if w != token.lemma.lower()})
            | frozenset(e.id for _, e in collation.mentions(whole)),
        )


def _figures(verb: int, clause: Span, tree: Tree, collation: Collation) -> frozenset[tuple[float, str]]:
    """The figures of an act itself, not of what hangs on it by a verb of its own."""
    out = set()
    for q in collation.quantities(clause):
        inside = tree.within(q.span)
        above = [i for i in tree.ancestors(inside[-1]) if tree.tokens[i].pos == "VERB"] if inside else []
        if q.value >= _FIGURE and (not above or above[0] == verb):
            out.add((q.value, q.unit))
    return frozenset(out)


def _voiced(verb: int, perfect: bool, tree: Tree) -> bool:
    """Whether somebody is said to hold that an act was done ("the police suspect him of stealing", "reportedly")."""
    governor = _governor(verb, tree)
    return perfect if governor is None else bool(tree.children(governor, "nsubj"))


def _nominal_acts(article: str, collation: Collation) -> Iterator[Told]:
    """What is talked of or sought by its noun ("is considering arbitration")."""
    tree = collation.tree(article)
    lists = table("en/force.toml")["governing"]
    for i, token in enumerate(tree.tokens):
        lemma = token.lemma.lower()
        if token.pos != "VERB" or lemma not in lists["weighed"] or negated(i, tree):
            continue
        if _of_auxiliaries(i, tree, collation) is None:
            continue
        for noun in tree.children(i, "dobj"):
            if tree.tokens[noun].pos == "NOUN":
                first = min([i, *tree.children(i, "aux", "auxpass")])
                yield Told(
                    article=article,
                    verb=i,
                    act=tree.tokens[noun].lemma.lower(),
                    frame=None,
                    sureness=_POSSIBLE,
                    nominal=True,
                    attributed=False,
                    span=tree.span(first, max(i, noun)),
                    perfect=False,
                    statements=statements_at(tree.span(i, i), collation),
                    figures=frozenset(),
                    about=frozenset(stem(w) for w in collation.content(tree.subtree_span(i)) if w != lemma),
                )


def _passed_over(verb: int, tree: Tree) -> bool:
    """Whether a verb tells no act of its own: one of saying, a light one without an object, and one that tells how sure
    another is."""
    lemma = tree.tokens[verb].lemma.lower()
    governs = any(lemma in g for g in table("en/force.toml")["governing"].values())
    return (
        lemma in words("en/speech_verbs.txt")
        or (lemma in words("en/light_verbs.txt") and not tree.children(verb, "dobj"))
        or (governs and bool(tree.children(verb, "xcomp", "ccomp", "pcomp")))
        or lemma in table("en/force.toml")["governing"]["believed"]
        or (lemma in table("en/force.toml")["governing"]["talked_of"] and bool(tree.children(verb, "dobj")))
    )


def _sureness(verb: int, tree: Tree, collation: Collation) -> tuple[float, Span, bool] | None:
    """How surely an act is told, the words that tell it and whether it lies behind; None where it is not told as so at
    all (asked for, a condition)."""
    lists = table("en/force.toml")["governing"]
    governor = _governor(verb, tree)
    own = _of_auxiliaries(verb, tree, collation)
    have = any(tree.tokens[k].lemma == "have" and tree.tokens[k].tag != "VBD" for k in tree.children(verb, "aux"))
    parts = [*(k for k in tree.children(verb, "aux", "auxpass") if k < verb), verb, *tree.children(verb, "prt")]
    if governor is None:
        if own is None and any(tree.tokens[k].tag == "TO" for k in tree.children(verb, "aux")):
            higher = next((i for i in tree.ancestors(verb) if tree.tokens[i].pos in ("VERB", "AUX")), None)
            own = _of_auxiliaries(higher, tree, collation) if higher is not None else None
            own = own if own == _POSSIBLE else None  # "could clear the way for the line to reopen"
        if own is None:
            return None
        doubted = any(tree.tokens[k].lemma.lower() in lists["doubting"] for k in tree.children(verb, "advmod"))
        return (_POSSIBLE if doubted else own), tree.span(min(parts), max(parts)), have or doubted
    lemma = tree.tokens[governor].lemma.lower()
    step = next((n for n, name in ((_POSSIBLE, "talked_of"), (_POSSIBLE, "believed"), (_LEANING, "leaning"),
                                   (_SETTLED, "settled")) if lemma in lists[name]), None)  # fmt: skip
    over = governor if tree.tokens[governor].pos in ("VERB", "AUX") else tree.head(governor)
    if step is None or over is None or tree.children(over, "neg"):
        return None
    infinitive = any(tree.tokens[k].tag == "TO" for k in tree.children(verb, "aux"))
    if lemma == "be" and not infinitive:
        return None
    above = _of_auxiliaries(over, tree, collation)
    if above is None:
        return None
    first = min([over, *tree.children(over, "aux", "auxpass")])
    perfect = have or tree.tokens[verb].dep == "pcomp"  # what somebody is suspected of lies behind him
    last = max(parts)
    return min(step, above), tree.span(min(first, verb), max(over, last)), perfect


def _governor(verb: int, tree: Tree) -> int | None:
    """What a verb in the infinitive or a participle, or a noun of an act, hangs on."""
    token, over = tree.tokens[verb], tree.head(verb)
    if over is None:
        return None
    if token.pos == "NOUN":
        return over if token.dep in ("dobj", "nsubjpass") else None
    if token.dep == "pcomp" and tree.tokens[over].pos == "ADP":
        return tree.head(over)  # "is suspected of stealing"
    return over if token.dep in ("xcomp", "pcomp") else None


def _of_auxiliaries(verb: int, tree: Tree, collation: Collation) -> float | None:
    """How sure the auxiliaries of a finite verb make it."""
    token = tree.tokens[verb]
    aux = [tree.tokens[k] for k in tree.children(verb, "aux", "auxpass")]
    texts = {t.text.lower() for t in aux}
    lists = table("en/modality.toml")["auxiliaries"]
    if texts & set(table("en/force.toml")["perceived"]["able"]):
        return None  # what somebody is able or allowed to do is no guess
    if texts & set(lists["possible"]):
        return _POSSIBLE
    if texts & set(lists["planned"]):
        return _SETTLED
    if texts & set(lists["conditional"]):
        return _WOULD
    if texts & {*lists["demanded"], *lists["expected"]}:
        return None
    if any(tree.tokens[k].dep == "mark" and tree.tokens[k].lemma.lower() in closed("supposed")
           for k in tree.children(verb)):  # fmt: skip
        return None
    finite = token.tag in ("VBD", "VBP", "VBZ") or any(t.tag in ("VBD", "VBP", "VBZ") for t in aux)
    return _DONE if finite else None


def _one_sum(a: Frame, b: Frame, collation: Collation) -> bool:
    """Whether two themes are one sum of money."""
    sums = [{(q.value, q.unit) for q in collation.quantities(f.theme) if q.dimension == "money"} for f in (a, b)]
    return bool(sums[0] & sums[1])


def _one_matter(a: Frame, b: Frame, collation: Collation) -> bool:
    """Whether the sentences share a word beside the two frames, where a name is all that their themes share."""
    shared = a.about & b.about
    if len(shared) >= 2:
        return True
    words = []
    for f in (a, b):
        tree = collation.tree(f.article)
        s = tree.sentence_of(f.verb)
        own = {tree.tokens[i].lemma.lower() for i in tree.within(f.theme)} | {*f.act.split()}
        words.append(collation.content(Span(f.article, s.start, max(s.end, s.start + 1))) - own)
    return len(words[0] & words[1]) >= _ONE_MATTER
