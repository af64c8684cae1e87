"""Opposed states: one person, body or thing that reports tell to be in states that exclude each other.

"Is in custody", "remains at large"; "went bust", "was placed under administration"; "stayed away from the talks", "was
present at the talks". The states are kept in ``data/en/opposed_states.toml``. Both must be told as so, of one entity (a
thing without a name: of one noun, described alike), on one day, and where the state is of something (to be present at
what) of the same. A report that has both tells how one came after the other and is set against nobody.

What it gets wrong: a state that changed within the day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from stemma.data import members, table
from stemma.model import Claim, Entity, Noun, Reading, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.clauses import stem
from stemma.story.variants.collation import Collation, make, touch
from stemma.story.variants.predicates import closed
from stemma.story.variants.telling import quoted

_FILE = "en/opposed_states.toml"
_OLD = timedelta(days=14)
_SHARED = 1  # stems that two states of something have in common


class State(Noun, frozen=True, kw_only=True):
    """A side of a pair told of somebody or something (`key`): where, whether as so, and what else the clause is of."""

    key: str
    side: int
    sure: bool
    span: Span
    claim: Claim
    around: frozenset[str]


def state_variants(collation: Collation) -> list[Variant]:
    """Conflicts between two states of one person, body or thing."""
    read = [
        (c, told, who) for c in collation.claims.values() if (told := _told(c, collation)) for who in _who(c, collation)
    ]
    out: list[Variant] = []
    for pair in table(_FILE)["pairs"]:
        found: dict[str, list[State]] = defaultdict(list)
        for claim, told, (key, kind) in read:
            side = next((n for n, s in enumerate(pair["sides"]) if told & _words(s)), None)
            if side is not None and kind in pair["of"]:
                sure = claim.polarity == "positive" and claim.modality == "asserted" and _plain(claim, collation)
                around = _around(claim, collation)
                joined = any(" + " in w for w in told & _words(pair["sides"][side]))
                span = _whole(claim, collation) if joined else claim.span
                found[key].append(State(key=key, side=side, sure=sure, span=span, claim=claim, around=around))
        for _, states in sorted(found.items()):
            out += _compared(states, pair.get("about", False), collation)
    return out


def _compared(states: list[State], about: bool, collation: Collation) -> Iterator[Variant]:
    reports = [{s.claim.span.article for s in states if s.side == n} for n in (0, 1)]
    sides = [
        [s for s in states if s.side == n and s.sure and s.claim.span.article not in reports[1 - n]] for n in (0, 1)
    ]
    linked = [p for p in product(*sides) if _at_one_time(p, collation) and (not about or _of_one(p))]
    if not linked:
        return
    spans = [sorted({p[n].span for p in linked}) for n in (0, 1)]
    readings = [Reading(text=collation.text(s[0]), at=tuple(s)) for s in spans]
    readings = collation.in_order(readings)
    text = f"Two states of which one excludes the other: {quoted(readings, collation)}"
    yield make("conflict", "fact", "high", text, readings, confidence=0.6, rule="opposed states")


def _at_one_time(pair: tuple[State, ...], collation: Collation) -> bool:
    """Whether two states are told on one day, and of no two times."""
    a, b = (s.span for s in pair)
    times = [[t for t in collation.times(s) if t.earliest and t.latest] for s in (a, b)]
    if all(times):
        return any(touch(x, y) for x in times[0] for y in times[1])
    return collation.same_day(a.article, b.article) and not any(_long_ago(s, collation) for s in (a, b))


def _long_ago(span: Span, collation: Collation) -> bool:
    published = collation.article(span).published
    ends = [t.latest for t in collation.times(span) if t.latest]
    return bool(published and ends and max(ends) < published.earliest - _OLD)


def _of_one(pair: tuple[State, ...]) -> bool:
    return len(pair[0].around & pair[1].around) >= _SHARED


# -- what a claim tells


def _words(side: dict[str, list[str]]) -> set[str]:
    return {f"{how}: {w}" for how, listed in side.items() for w in listed}


def _told(claim: Claim, collation: Collation) -> frozenset[str]:
    """The states that a claim tells, as the table words them."""
    if claim.form in ("nominal", "apposition"):
        return frozenset()
    tree = collation.tree(claim.span.article)
    head = claim.head
    lemma = tree.tokens[head].lemma.lower()
    passive = bool(tree.children(head, "nsubjpass", "auxpass"))
    out = set()
    behind = [(" ".join((tree.tokens[p].lemma.lower(), tree.tokens[o].lemma.lower())))
              for p in tree.children(head, "prep") for o in tree.children(p, "pobj", "amod", "pcomp")]  # fmt: skip
    behind += [
        f"{tree.tokens[p].lemma.lower()} {tree.tokens[o].lemma.lower()}"
        for p in tree.children(head, "prt", "prep")
        for o in tree.children(head, "dobj")
    ]  # "gone on leave" is parsed so
    lists = table(_FILE)["telling"]
    beside = [
        tree.tokens[k].lemma.lower()
        for k in tree.children(head, "acomp", "advmod", "prt", "oprd", "dobj")
        if not _goes_on(k, tree)
    ]
    if lemma in lists["verbs"]:
        out |= {f"is: {w}" for w in (*behind, *beside)}
    if passive:
        out |= {f"done: {w}" for w in (lemma, *(f"{lemma} {b}" for b in beside))}
        out |= {f"done: {lemma} + {tree.tokens[k].lemma.lower()}" for k in tree.children(head, "conj")}
        if tree.tokens[head].pos == "ADJ":
            out.add(f"is: {tree.tokens[head].text.lower()}")
    else:
        alone = lemma in lists["transitive"] or not tree.children(head, "dobj")
        out |= {f"does: {w}" for w in (*((lemma,) if alone else ()), *(f"{lemma} {b}" for b in (*beside, *behind)))}
    return frozenset(out)


def _goes_on(k: int, tree: Tree) -> bool:
    """Whether an adjective is completed by what follows ("open to talks", "free to leave")."""
    behind = {tree.tokens[p].lemma.lower() for p in tree.children(k, "prep")}
    goes_on = tree.tokens[k].pos == "ADJ" and behind & set(table(_FILE)["telling"]["goes_on"])
    return bool(goes_on) or bool(tree.children(k, "xcomp", "ccomp"))


def _whole(claim: Claim, collation: Collation) -> Span:
    """A claim with the predicates joined to its own ("was questioned and let go")."""
    tree = collation.tree(claim.span.article)
    joined = [tree.subtree(k)[-1] for k in tree.children(claim.head, "conj")]
    end = max([claim.span.end, *(tree.tokens[k].end for k in joined)])
    return Span(claim.span.article, claim.span.start, end)


def _plain(claim: Claim, collation: Collation) -> bool:
    """Whether a claim is told as so: in no question or condition, with no modal verb."""
    tree = collation.tree(claim.span.article)
    s = tree.sentence_of(claim.head)
    if tree.tokens[s.last - 1].text == "?" or collation.speaks_of_oneself(claim.span):
        return False
    aux = tree.children(claim.head, "aux")
    supposed = closed("supposed") | {"until", "before", "when", "once", "after", "while"}
    marks = {tree.tokens[k].lemma.lower() for k in tree.children(claim.head, "mark", "advmod")}
    short = marks & set(table(_FILE)["telling"]["short"])
    return not any(tree.tokens[k].tag in ("MD", "TO") for k in aux) and not marks & supposed and not short


def _who(claim: Claim, collation: Collation) -> Iterator[tuple[str, str]]:
    """Whom or what a claim is of: an entity and its kind, or a noun with what describes it, a "thing"."""
    article = claim.span.article
    tree = collation.tree(article)
    found = tree.children(claim.head, "nsubjpass") or tree.children(claim.head, "nsubj")
    if not found or tree.children(found[0], "conj"):
        return
    who = found[0]
    entity = collation.entity_of(article, who) or _meant(article, who, tree, collation)
    token = tree.tokens[who]
    if entity is not None:
        yield entity.id, entity.kind
        if entity.kind == "other":
            yield entity.id, "thing"
    elif token.pos == "NOUN" and token.tag == "NN":
        described = tree.children(who, "compound", "amod")
        the = any(tree.tokens[k].lemma.lower() == "the" for k in tree.children(who, "det"))
        if described and the:
            yield " ".join(tree.tokens[k].lemma.lower() for k in (*described, who)), "thing"


def _meant(article: str, token: int, tree: Tree, collation: Collation) -> Entity | None:
    """The one person that a pronoun can mean: named in its sentence, or in the one before."""
    if tree.tokens[token].tag != "PRP" or tree.tokens[token].lemma.lower() not in ("he", "she"):
        return None
    s = tree.sentence_of(token)
    before = tree.sentence_of(s.first - 1) if s.first else s
    people = {e.id: e for _, e in collation.mentions(Span(article, before.start, s.end)) if e.kind == "person"}
    return next(iter(people.values())) if len(people) == 1 else None


def _around(claim: Claim, collation: Collation) -> frozenset[str]:
    """The stems of the nouns that a state is of: its object, or what stands behind its preposition ("present at the
    talks"), but not what that belongs to: the opening of the talks is not the talks."""
    tree = collation.tree(claim.span.article)
    behind = members("en/grammar.toml", "argument_prepositions")
    within = [claim.head, *tree.children(claim.head, "acomp", "advmod", "prt")]
    objects = [o for i in within for o in tree.children(i, "dobj")]
    reached = [p for i in within for p in tree.children(i, "prep") if tree.tokens[p].lemma.lower() in behind]
    objects += [o for p in reached for o in tree.children(p, "pobj")]
    stated = {w.split()[-1] for w in _told(claim, collation)}  # "in attendance at the talks"
    for o in [o for o in objects if tree.tokens[o].lemma.lower() in stated]:
        objects += [k for p in tree.children(o, "prep") for k in tree.children(p, "pobj")]
    named = {k for m, _ in collation.mentions(claim.span) for k in tree.within(m.span)}
    timed = {k for t in collation.times(claim.span) for k in tree.within(t.span)}
    return frozenset(
        stem(tree.tokens[k].lemma)
        for k in objects
        if k not in timed and k not in named and tree.tokens[k].pos == "NOUN"
    )
