"""Causes: one report gives a cause and says there was no other, another report gives another.

A cause is read from the parse: the clause or phrase behind "because", "due to", or the verb "cause", and the predicate
it hangs on (the effect). Two causes side by side do not exclude each other, so that a conflict is told only where a
report rules others out ("only because", "due entirely to"). Two accounts of how somebody left a post (dismissed,
resigned) exclude each other too.

What it gets wrong: causes told without such a word ("the wall came down; it had rained for days") are not seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from stemma.data import table
from stemma.model import Claim, Noun, Reading, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, in_reports, make
from stemma.story.variants.predicates import closed

_STEM = 5  # letters: "resign" and "resignation" are of one stem
_SHARED = 2  # stems that make two causes one
_RULE = "another cause ruled out"


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
        if a.span.article == b.span.article or a.effect != b.effect or not (a.sole or b.sole):
            continue
        if not _one_matter(a, b, collation) or _one_cause(a, b, collation):
            continue
        found.setdefault(a.effect, {}).update({a.span: a, b.span: b})
    out = []
    for _, by_span in sorted(found.items()):
        groups: list[list[Cause]] = []
        for c in (by_span[s] for s in collation.original_first(by_span)):
            home = next((g for g in groups if any(_one_cause(c, o, collation) for o in g)), None)
            if home is None:
                groups.append([c])
            else:
                home.append(c)
        if len(groups) < 2:
            continue
        readings = [Reading(text=collation.text(g[0].span), at=tuple(c.span for c in g)) for g in groups]
        sole = next(c for g in groups for c in g if c.sole)
        text = (
            f"Different causes: {collation.outlet(sole.span.article)} rules out others "
            f"(“{collation.text(sole.span)}”), another report has “"
            + next(r.text for r in readings if sole.span not in r.at)
            + "”"
        )
        out.append(make("conflict", "cause", "high", text, readings, confidence=0.65, rule=_RULE))
    return out + _departures(collation)


def _departures(collation: Collation) -> list[Variant]:
    """Somebody dismissed in one report who left of his own accord in another, where no report says both."""
    ways: dict[str, dict[str, list[Span]]] = {}
    for claim in collation.claims.values():
        if claim.polarity == "positive" and claim.modality == "asserted" and (told := _left(claim, collation)):
            person, way = told
            ways.setdefault(person, {}).setdefault(way, []).append(claim.span)
    out = []
    for person, found in sorted(ways.items()):
        reports = [{s.article for s in spans} for spans in found.values()]
        if len(found) < 2 or reports[0] & reports[1]:
            continue
        order = collation.original_first(spans[0] for spans in found.values())
        ordered = sorted(found.values(), key=lambda spans: order.index(spans[0]))
        readings = [Reading(text=collation.text(spans[0]), at=tuple(sorted(spans))) for spans in ordered]
        text = (
            f"Two accounts of how {collation.entities[person].name} left: “{readings[0].text}” in "
            f"{in_reports(readings[0], collation)}, “{readings[1].text}” in {in_reports(readings[1], collation)}"
        )
        out.append(make("conflict", "cause", "high", text, readings, confidence=0.65, rule="dismissed or resigned"))
    return out


def _left(claim: Claim, collation: Collation) -> tuple[str, str] | None:
    """Who leaves in the claim, and how: "made" to leave or of "free" will; None where it tells of no such thing."""
    tree = collation.tree(claim.span.article)
    lists = table("en/causes.toml")["departures"]
    lemma = tree.tokens[claim.head].lemma.lower()
    passive = tree.children(claim.head, "nsubjpass")
    acts = [f"{lemma} {tree.tokens[k].lemma.lower()}" for k in tree.children(claim.head, "prt", "advmod")]
    if lemma in lists["made"] or (lemma in lists["removing"] and _from_a_post(claim.head, tree)):
        of = [o for p in tree.children(claim.head, "prep") for o in tree.children(p, "pobj")]
        who = passive or tree.children(claim.head, "dobj") or (of if tree.tokens[claim.head].pos == "NOUN" else [])
        way = "made"
    elif (
        lemma in lists["free"]
        or any(a in lists["free"] for a in acts)
        or (lemma == "leave" and _for_reasons(claim, tree))
        or (lemma == "ask" and any(tree.tokens[k].lemma in lists["let_go"] for k in tree.children(claim.head, "xcomp")))
    ):
        who, way = tree.children(claim.head, "nsubj"), "free"
        if claim.form == "relative":
            who = [h for h in (tree.head(claim.head),) if h is not None]
    else:
        return None
    person = collation.entity_of(claim.span.article, who[0]) if who else None
    return (person.id, way) if person and person.kind == "person" else None


def _from_a_post(verb: int, tree: Tree) -> bool:
    """Whether somebody is removed from a post: nothing else is named, nor who laid hands on him."""
    away = [o for p in tree.children(verb, "prep") if tree.tokens[p].lemma == "from" for o in tree.children(p, "pobj")]
    posts = table("en/causes.toml")["departures"]["posts"]
    return not tree.children(verb, "agent") and all(tree.tokens[o].lemma.lower() in posts for o in away)


def _for_reasons(claim: Claim, tree: Tree) -> bool:
    return any(tree.tokens[i].lemma == "reason" for i in tree.within(claim.span))


def _causes(article: str, collation: Collation) -> Iterator[Cause]:
    tree = collation.tree(article)
    lists = table("en/causes.toml")
    for i, token in enumerate(tree.tokens):
        lemma = token.lemma.lower()
        if lemma in lists["markers"]:
            cause, effect = _behind(i, tree)
        elif lemma in lists["verbs"] and token.pos == "VERB":
            cause, effect = _of_verb(i, tree)
        else:
            continue
        if cause is None or effect is None:
            continue
        kind = _effect(effect, tree)
        if not kind:
            continue
        s = tree.sentence_of(i)
        below = tree.subtree(cause)
        yield Cause(
            span=tree.span(min(below), max(below)),
            effect=kind,
            sentence=Span(article, s.start, s.end),
            sole=_sole(i, cause, tree),
        )


def _behind(i: int, tree: Tree) -> tuple[int | None, int | None]:
    """The head of the cause that token `i` begins, and the predicate it hangs on."""
    token = tree.tokens[i]
    if token.dep == "mark":  # because + clause
        clause = tree.head(i)
        return clause, tree.head(clause) if clause is not None else None
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
    for name, lemmas in table("en/causes.toml")["effects"].items():
        if any(tree.tokens[k].lemma.lower() in lemmas for k in words):
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
    names = ({e.id for _, e in collation.mentions(c.sentence)} for c in (a, b))
    x, y = names
    nouns = [
        {
            collation.tree(c.span.article).tokens[i].lemma.lower()
            for i in collation.tree(c.span.article).within(c.sentence)
            if collation.tree(c.span.article).tokens[i].pos == "NOUN"
        }
        for c in (a, b)
    ]
    about = table("en/predicates.toml")["events"]["meeting"]
    talks = all(any(n in about or n == "process" for n in found) for found in nouns)
    return bool(x & y) or talks


def _one_cause(a: Cause, b: Cause, collation: Collation) -> bool:
    x, y = ({w[:_STEM] for w in collation.content(c.span)} for c in (a, b))
    return len(x & y) >= min(_SHARED, len(x), len(y))
