"""Slots of a thing: numbers that verbs give of one thing, wherever two reports tell of it.

Three kinds are read from frames (`stemma.story.variants.frames`): how long an act on a thing is to last ("freeze the
airport for two years"), what a charge or price is raised or cut to ("from 25 to 35 per cent"), and how many of a thing
one act is done to ("340 crates of tea are held").

What it gets wrong: an act of the same name on the same thing at another time, where no day tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from stemma.data import table, words
from stemma.model import Claim, Noun, Span
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, cluster
from stemma.story.variants.fillers import Filler, earlier, far_apart, fillers_of, lone, long_ago, of_witnesses
from stemma.story.variants.frames import Frame, frames, one_thing
from stemma.story.variants.predicates import closed, same_act

_NAME = 8  # words of a theme that is named
_SHARED = 2  # content words beside the name that two clauses share, where their parse tells no theme


class Given(Noun, frozen=True, kw_only=True):
    """A number with the frame it belongs to (None where the parse tells none) and what it says of it."""

    filler: Filler
    frame: Frame | None
    kind: str


def theme_slots(collation: Collation) -> Iterator[tuple[str, list[Filler]]]:
    """The numbers of each slot, where several reports fill it, with what they are of."""
    by_article: dict[str, list[Frame]] = defaultdict(list)
    for f in frames(collation):
        by_article[f.article].append(f)
    found: list[Given] = []
    for article, layers in collation.layers.items():
        ordered = sorted(layers.claims, key=lambda c: (c.span.end - c.span.start, c.span))
        for filler in sorted(fillers_of(ordered, collation), key=lambda f: f.span):
            if not filler.measure.rest and not earlier(filler.quantity, collation):
                found += _given(filler, by_article[article], collation)
    for kind in ("term", "end", "count"):
        for group in cluster([g for g in found if g.kind == kind], lambda a, b: _answer(a, b, collation)):
            fillers = list({g.filler.span: g.filler for g in group}.values())
            if len({f.span.article for f in fillers}) > 1:
                yield _named(kind, group, collation), fillers


def _named(kind: str, group: list[Given], collation: Collation) -> str:
    """What the numbers of a slot are of, as the first report words it."""
    article = group[0].filler.span.article
    own = [g.frame for g in group if g.frame is not None and g.frame.article == article]
    first = max(own, key=lambda f: f.verb, default=None)  # the verb right above the number
    theme = collation.text(first.theme) if first is not None else ""
    if not theme or len(theme.split()) > _NAME or "\n" in theme:
        theme = ""
    if kind == "term":
        return "Different lengths of time for " + (f"one step (“{theme}”)" if theme else "one step")
    if kind == "end":
        return "Different figures for what " + (f"“{theme}”" if theme else "one charge") + " is changed to"
    return f"Different numbers for “{theme}”" if theme and not any(map(str.isdigit, theme)) else ""


def _given(filler: Filler, told: list[Frame], collation: Collation) -> list[Given]:
    tree = collation.tree(filler.span.article)
    inside = tree.within(filler.span)
    if not inside:
        return []
    root = next((i for i in inside if tree.tokens[i].head not in inside), inside[-1])
    before = tree.tokens[inside[0] - 1].lemma.lower() if inside[0] else ""
    before = tree.tokens[inside[0] - 2].lemma.lower() if filler.quantity.hedge and inside[0] > 1 else before
    if filler.quantity.dimension == "time" and before in closed("lasting"):
        over = tree.ancestors(root)[:3]
        own = [f for f in told if f.verb in over or any(k in over for k in tree.ancestors(f.verb)[:1])]
        return [Given(filler=filler, frame=f, kind="term") for f in own] or [
            Given(filler=filler, frame=None, kind="term")
        ]
    if before == "to" and filler.quantity.dimension != "time":
        changing = table("en/predicates.toml")["changing"]["verbs"]
        above = tree.ancestors(root)[:4]
        own = [f for f in told if f.act in changing and f.verb in above]
        return [Given(filler=filler, frame=f, kind="end") for f in own[-1:]]
    if filler.quantity.dimension == "count" and not (filler.measure.known or filler.measure.unreal):
        counted = tree.head(root) if tree.tokens[root].dep in ("nummod", "quantmod") else root
        own = [f for f in told if counted is not None and _heads(f, counted, tree)]
        return [Given(filler=filler, frame=f, kind="count") for f in own]
    return []


def _heads(f: Frame, noun: int, tree: Tree) -> bool:
    """Whether a noun is the head of a frame's theme."""
    inside = tree.within(f.theme)
    return noun in inside and tree.tokens[noun].head not in inside


def _answer(a: Given, b: Given, collation: Collation) -> bool:
    """Whether two numbers are of one act on one thing."""
    x, y = a.filler, b.filler
    if x.span.article == y.span.article or x.quantity.dimension != y.quantity.dimension:
        return False
    if far_apart(x.quantity, y.quantity) or (not (lone(x, collation) and lone(y, collation)) and a.kind != "end"):
        return False
    if of_witnesses(x, y, collation) or long_ago(x, collation) != long_ago(y, collation):
        return False
    if a.kind == "term" and not _of_two_objects(a, b) and _one_matter(x.claim, y.claim, collation):
        return True
    if a.frame is None or b.frame is None or a.frame.negated != b.frame.negated or not one_thing(a.frame, b.frame):
        return False
    if a.kind == "count":
        return x.quantity.unit == y.quantity.unit and _one_act(a.frame.act, b.frame.act)
    return _one_act(a.frame.act, b.frame.act)


def _of_two_objects(a: Given, b: Given) -> bool:
    """Whether the parse tells what both acts are done to, and it is not one thing."""
    objects = [g.frame for g in (a, b) if g.frame is not None and g.frame.theme.start > g.frame.span.start]
    return len(objects) == 2 and not one_thing(*objects)


def _one_act(a: str, b: str) -> bool:
    return same_act(a.replace(" ", "_"), b.replace(" ", "_"))


def _one_matter(a: Claim, b: Claim, collation: Collation) -> bool:
    """Whether two clauses share a name, an act and two further words."""
    names = [{e.id for m, e in collation.mentions(c.span) if m.form in ("full", "short")} for c in (a, b)]
    if not names[0] & names[1]:
        return False
    named = {w for c in (a, b) for m, _ in collation.mentions(c.span) for w in collation.content(m.span)}
    shared = (collation.content(a.span) & collation.content(b.span)) - named
    return len(shared) >= _SHARED and any(
        _one_act(x, y) for x in _acts(a.span, collation) for y in _acts(b.span, collation)
    )


def _acts(span: Span, collation: Collation) -> set[str]:
    tree = collation.tree(span.article)
    light = words("en/light_verbs.txt")
    return {
        " ".join((tree.tokens[i].lemma.lower(), *(tree.tokens[k].lemma.lower() for k in tree.children(i, "prt"))))
        for i in tree.within(span)
        if tree.tokens[i].pos == "VERB" and tree.tokens[i].lemma.lower() not in light
    }
