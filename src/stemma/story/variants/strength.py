"""Strength: one act on one thing, told more or less surely, or with a stronger verb, wherever two reports tell of it.

Beside the claims of one statement (`stemma.story.variants.force`) two reports may tell of one act in clauses that say
different things as a whole. They are found by their frames (`stemma.story.variants.frames`): "the committee discussed
raising the toll on the bridge" and "the town will increase the charge on the bridge" are of one act on one thing. How
sure a frame is made is told by its auxiliaries and by what governs it ("has agreed to", "is prepared to").

What it gets wrong: an act that came about between the two reports, where no day tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from stemma.data import table
from stemma.model import Noun, Span
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation
from stemma.story.variants.frames import Frame, frames, one_act, one_thing
from stemma.story.variants.predicates import closed

_POSSIBLE, _LEANING, _SETTLED, _DONE = 1, 2, 3, 4
_ONE_MATTER = 1  # content words that two sentences share beside the name, where the name is all that describes a thing


class Told(Noun, frozen=True, kw_only=True):
    """A frame with how surely it is told, and the words that tell it."""

    frame: Frame
    sureness: int
    span: Span
    perfect: bool


def strengths(collation: Collation) -> Iterator[tuple[Span, Span, str]]:
    """The weaker and the stronger wording of two reports, and by which rule they differ."""
    found = frames(collation)
    told = [t for f in found if (t := _told(f, collation)) is not None]
    for a, b in combinations(told, 2):
        if a.frame.article == b.frame.article or not one_act(a.frame, b.frame):
            continue
        if not one_thing(a.frame, b.frame) and not _one_sum(a.frame, b.frame, collation):
            continue
        weak, strong = (a, b) if a.sureness < b.sureness else (b, a)
        if weak.sureness == strong.sureness or not _one_matter(a.frame, b.frame, collation):
            continue
        if strong.sureness == _DONE and (not weak.perfect or weak.sureness > _POSSIBLE):
            continue  # what was to be has come about
        yield weak.span, strong.span, "sureness"
    yield from _stronger_verbs([t for t in told if t.sureness >= _LEANING], collation)


def _stronger_verbs(told: list[Told], collation: Collation) -> Iterator[tuple[Span, Span, str]]:
    lists = table("en/force.toml")
    for name in lists["of_things"]["scales"]:
        steps = {form: n for n, forms in enumerate(lists["scales"][name]) for form in forms}
        of_scale = [t for t in told if t.frame.act in steps]
        for a, b in combinations(of_scale, 2):
            x, y = steps[a.frame.act], steps[b.frame.act]
            if a.frame.article == b.frame.article or x == y or not one_thing(a.frame, b.frame):
                continue
            if _one_matter(a.frame, b.frame, collation):
                weak, strong = (a, b) if x < y else (b, a)
                yield weak.span, strong.span, "scale"


def _told(frame: Frame, collation: Collation) -> Told | None:
    """How surely a frame is told; None where it is not told as so at all (denied, asked for, a condition)."""
    if frame.negated:
        return None
    tree = collation.tree(frame.article)
    lists = table("en/force.toml")["governing"]
    governor = _governor(frame.verb, tree)
    own = _of_auxiliaries(frame.verb, tree, collation)
    if governor is None:
        if own is None:
            return None
        aux = [tree.tokens[k] for k in tree.children(frame.verb, "aux")]
        perfect = any(t.lemma == "have" for t in aux)
        return Told(frame=frame, sureness=own, span=frame.span, perfect=perfect)
    lemma = tree.tokens[governor].lemma.lower()
    step = next((n for n, name in ((_POSSIBLE, "talked_of"), (_POSSIBLE, "believed"), (_LEANING, "leaning"),
                                   (_SETTLED, "settled")) if lemma in lists[name]), None)  # fmt: skip
    over = governor if tree.tokens[governor].pos in ("VERB", "AUX") else tree.head(governor)
    if step is None or over is None or tree.children(over, "neg"):
        return None
    if lemma == "be" and not any(tree.tokens[k].tag == "TO" for k in tree.children(frame.verb, "aux")):
        return None
    above = _of_auxiliaries(over, tree, collation)
    if above is None:
        return None
    first = min([over, *tree.children(over, "aux", "auxpass")])
    perfect = any(tree.tokens[k].lemma == "have" for k in tree.children(frame.verb, "aux"))
    perfect = perfect or tree.tokens[frame.verb].dep == "pcomp"  # what somebody is suspected of lies behind him
    verb = max(frame.verb, *tree.children(frame.verb, "prt")) if tree.children(frame.verb, "prt") else frame.verb
    return Told(
        frame=frame, sureness=min(step, above), span=tree.span(min(first, verb), max(over, verb)), perfect=perfect
    )


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


def _of_auxiliaries(verb: int, tree: Tree, collation: Collation) -> int | None:
    """How sure the auxiliaries of a finite verb make it."""
    token = tree.tokens[verb]
    aux = [tree.tokens[k] for k in tree.children(verb, "aux", "auxpass")]
    texts = {t.text.lower() for t in aux}
    lists = table("en/modality.toml")["auxiliaries"]
    if texts & set(lists["possible"]):
        return _POSSIBLE
    if texts & set(lists["planned"]):
        return _SETTLED
    if texts & {*lists["conditional"], *lists["demanded"], *lists["expected"]}:
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
