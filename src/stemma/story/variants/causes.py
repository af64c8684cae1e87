"""Causes: two causes of one effect that cannot both be its cause.

A cause is read from the parse: the clause or phrase behind "because", "due to", or the verb "cause", and the predicate
it hangs on (the effect). Two causes side by side do not exclude each other, so that a conflict is told only where a
report rules others out ("only because", "due entirely to"; a cleft, "what saved the talks was", does so too: Quirk et
al. 1985, 18.25-18.29).

What it gets wrong: causes told without such a word ("the wall came down; it had rained for days") are not seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from stemma.data import members, table
from stemma.model import Noun, Reading, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.predicates import class_of, closed
from stemma.story.variants.telling import quoted

_STEM = 5  # letters: "resign" and "resignation" are of one stem
_SAME_MEANING = 0.5
_SHARED = 2  # stems that make two causes one
_RULE = "causes that exclude each other"
_NAMED = {"dead": "deaths"}  # other effects are called by their class


class Cause(Noun, frozen=True, kw_only=True):
    """A cause as worded, the class of its effect, and whether others are ruled out."""

    span: Span
    effect: str
    sentence: Span
    sole: bool


def cause_variants(collation: Collation) -> list[Variant]:
    """Conflicts between causes given for one effect."""
    causes = [c for article in collation.layers for c in _causes(article, collation)]
    found: dict[str, dict[Span, Cause]] = {}
    for a, b in combinations(causes, 2):
        if a.span.article == b.span.article or a.effect != b.effect:
            continue
        if not (a.sole or b.sole):
            continue
        if not _one_matter(a, b, collation) or _one_cause(a, b, collation):
            continue
        found.setdefault(a.effect, {}).update({a.span: a, b.span: b})
    out = []
    for effect, by_span in sorted(found.items()):
        groups: list[list[Cause]] = []
        for c in (by_span[s] for s in collation.original_first(by_span)):
            home = next(
                (g for g in groups if any(_one_cause(c, o, collation) or _alike(c, o, collation) for o in g)), None
            )
            if home is None:
                groups.append([c])
            else:
                home.append(c)
        if len(groups) < 2:
            continue
        readings = [Reading(text=collation.text(g[0].span), at=tuple(c.span for c in g)) for g in groups]
        text = f"Different causes given for the {_NAMED.get(effect, effect)}: {quoted(readings, collation)}"
        out.append(make("conflict", "cause", "high", text, readings, confidence=0.65, rule=_RULE))
    return out


def _causes(article: str, collation: Collation) -> Iterator[Cause]:
    tree = collation.tree(article)
    lists = table("en/causes.toml")
    for i, token in enumerate(tree.tokens):
        lemma = token.lemma.lower()
        if {lemma, token.text.lower()} & set(lists["markers"]):
            cause, effect = _behind(i, tree)
        elif lemma in lists["verbs"] and token.pos == "VERB":
            cause, effect = _of_verb(i, tree)
        elif lemma in lists["effects"]["interruption"] and token.pos == "VERB" and _of_event(i, tree):
            cause, effect = tree.children(i, "nsubj")[0], i
        elif lemma == "be" and (cleft := _cleft(i, tree)) is not None:
            cause, effect = cleft
        else:
            continue
        if cause is None or effect is None or tree.children(cause, "neg"):
            continue
        happened = _effect(effect, tree)
        if not happened:
            continue
        s = tree.sentence_of(i)
        below = tree.subtree(cause)
        last = max(below)
        while last > cause and (tree.tokens[last].dep == "cc" or tree.tokens[last].text in (",", ";")):
            last -= 1  # "because the dam broke, and because nobody warned them": the joint is part of neither
        span = tree.span(min(below), last)
        yield Cause(
            span=span,
            effect=happened,
            sentence=Span(article, s.start, s.end),
            sole=lemma == "be" or _sole(i, cause, tree) or _against_another(i, effect, tree),
        )


def _of_event(verb: int, tree: Tree) -> bool:
    """Whether a verb tells that something ended a meeting or talks: its subject is no person or body, its object one of
    them ("a walkout ended the round")."""
    subject, objects = tree.children(verb, "nsubj"), tree.children(verb, "dobj")
    common = bool(subject) and tree.tokens[subject[0]].pos == "NOUN" and bool(tree.children(subject[0], "det"))
    acts = common and tree.tokens[subject[0]].lemma.lower() in table("en/causes.toml")["acts"]["nouns"]
    return acts and any(class_of("events", tree.tokens[o].lemma.lower()) == "meeting" for o in objects)


def _cleft(i: int, tree: Tree) -> tuple[int | None, int | None] | None:
    """Cause and effect of "what brought the parties back was a letter"; None where it is no such sentence."""
    clause = next(iter(tree.children(i, "csubj")), None)
    cause = next(iter(tree.children(i, "attr")), None)
    if clause is None or cause is None or tree.children(i, "neg"):
        return None
    asking = [k for k in tree.children(clause, "nsubj") if tree.tokens[k].text.lower() == "what"]
    return (cause, clause) if asking else None


def _against_another(marker: int, effect: int, tree: Tree) -> bool:
    """Whether the sentence before denies that the same came about otherwise: "they were not reopened by a dinner. They
    were reopened because"."""
    s = tree.sentence_of(marker)
    if not s.first or tree.tokens[effect].pos != "VERB":
        return False
    before = tree.sentence_of(s.first - 1)
    same = [k for k in range(before.first, before.last) if tree.tokens[k].lemma == tree.tokens[effect].lemma]
    denying = members("en/denials.toml", "denying") | members("en/denials.toml", "dismissing")
    denied = [k for k in same if any(tree.tokens[a].lemma in denying for a in tree.ancestors(k))]
    return bool(denied) or any(tree.children(k, "neg") for k in same)


def _behind(i: int, tree: Tree) -> tuple[int | None, int | None]:
    """The head of the cause that token `i` begins, and the predicate it hangs on."""
    token = tree.tokens[i]
    if token.dep == "mark":  # because + clause
        clause = tree.head(i)
        return clause, tree.head(clause) if clause is not None else None
    if token.dep == "npadvmod":  # "possible thanks to"
        objects = [o for p in tree.children(i, "prep") for o in tree.children(p, "pobj")]
        return (objects[0] if objects else None), tree.head(i)
    inner = [k for k in tree.children(i) if tree.tokens[k].dep in ("pcomp", "prep", "pobj")]
    objects = [o for k in inner for o in (k, *tree.children(k, "pobj")) if tree.tokens[o].dep == "pobj"]
    head = tree.head(i)
    return (objects[0] if objects else None), head


def _of_verb(i: int, tree: Tree) -> tuple[int | None, int | None]:
    agents = [o for by in tree.children(i, "agent") for o in tree.children(by, "pobj")]
    passive = tree.children(i, "nsubjpass")
    if passive and agents:
        return agents[0], passive[0]
    subject, effect = tree.children(i, "nsubj"), tree.children(i, "dobj")
    return (subject[0], effect[0]) if subject and effect else (None, None)


def _effect(i: int, tree: Tree) -> str:
    """The class of what happened, told by the predicate or, with a copula, by its subject or complement."""
    words = [i]
    if tree.tokens[i].pos == "AUX" or tree.tokens[i].lemma in closed("copulas"):
        words += tree.children(i, "nsubj", "attr", "acomp", "prep")
        words += [o for k in tree.children(i, "prep") for o in tree.children(k, "pobj")]
    lists = table("en/causes.toml")
    for name, lemmas in lists["effects"].items():
        if any(tree.tokens[k].lemma.lower() in lemmas for k in words):
            return str(name)
    below = [tree.tokens[k].lemma.lower() for k in tree.children(i, "prt", "advmod", "ccomp", "xcomp")]
    for name, acts in lists["particles"].items():
        if any(f"{tree.tokens[i].lemma.lower()} {w}" in acts for w in below):
            return str(name)
    return ""


def _sole(marker: int, cause: int, tree: Tree) -> bool:
    """Whether others are ruled out, by a word beside the marker or right before it."""
    sole = table("en/causes.toml")["sole"]
    over = tree.head(marker)
    beside = [*tree.children(marker), *tree.children(cause, "advmod"), marker - 1, marker + 1]
    if over is not None:
        beside += [k for k in tree.children(over, "advmod") if abs(k - marker) <= 2]
    return any(0 <= k < len(tree.tokens) and tree.tokens[k].lemma.lower() in sole for k in beside)


def _one_matter(a: Cause, b: Cause, collation: Collation) -> bool:
    """Whether the effects are of one thing: the sentences share a word beside the effect, or a name."""
    x, y = ({e.id for _, e in collation.mentions(c.sentence)} for c in (a, b))
    nouns = [_nouns(c, collation) for c in (a, b)]
    about = table("en/predicates.toml")["events"]["meeting"]
    talks = all(any(n in about or n in ("process", "party", "side", "contact") for n in found) for found in nouns)
    return bool(x & y) or talks


def _alike(a: Cause, b: Cause, collation: Collation) -> bool:
    """Whether two causes, neither of which rules the other out, are one in other words."""
    vectors = collation.meaning([a.span, b.span])
    return not (a.sole and b.sole) and float(vectors[0] @ vectors[1]) >= _SAME_MEANING


def _nouns(c: Cause, collation: Collation) -> set[str]:
    """The nouns of a cause's sentence, and of the one before where it begins with a pronoun ("They were reopened")."""
    tree = collation.tree(c.span.article)
    s = tree.sentence_of(tree.within(c.sentence)[0])
    pronoun = tree.tokens[s.first].tag == "PRP" and s.first > 0
    first = tree.sentence_of(s.first - 1).first if pronoun else s.first
    return {t.lemma.lower() for t in tree.tokens[first : s.last] if t.pos == "NOUN"}


def _one_cause(a: Cause, b: Cause, collation: Collation) -> bool:
    x, y = ({w[:_STEM] for w in collation.content(c.span)} for c in (a, b))
    return len(x & y) >= min(_SHARED, len(x), len(y))
