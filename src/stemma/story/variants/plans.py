"""Plans: one thing ahead that a report says may or would be and another that it will, however the rest is worded.

Two clauses are taken to tell of one plan where they give the same figure ("would raise the toll to 265 crowns", "every
crossing will cost 265 crowns"), or the same time ahead for one person or in clauses of like meaning ("may be sent back
within two weeks", "will be flown home in two weeks"). A report that also tells the plan less surely has both, and is
not set against another.

What it gets wrong: one figure in two plans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from stemma.data import table
from stemma.model import Claim, Entity, Noun, Quantity, Span
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation
from stemma.story.variants.predicates import closed
from stemma.story.variants.tolerance import significant

_DIGITS = 3  # of a figure that hardly two plans share
_EXACT = re.compile(r"^P\d+[DWM]$|-\d\d$")  # a length in days to months, a month or a day
_ONE_MEANING = 0.6  # of two clauses that name one time ahead
_SHARED = 1  # content words beside a rounder figure


class Plan(Noun, frozen=True, kw_only=True):
    """A claim about what lies ahead, whether it is told as sure, the words that tell so, and what may anchor it."""

    claim: Claim
    sure: bool
    would: bool
    span: Span
    figures: tuple[Quantity, ...]
    times: frozenset[str]
    whose: str


def plans_told_apart(collation: Collation) -> Iterator[tuple[Span, Span, str]]:
    """The less sure and the surer wording of one plan in two reports."""
    plans = [p for c in collation.claims.values() if (p := _plan(c, collation)) is not None]
    pairs = [(a, b) for a, b in combinations(plans, 2) if a.claim.span.article != b.claim.span.article]
    found = [(a, b) if b.sure else (b, a) for a, b in pairs if a.sure != b.sure and _one_plan(a, b, collation)]
    found = [(w, s) for w, s in found if not w.would or _told_of(w, s, collation)]
    doubtful = [p for p in plans if not p.sure]
    for weak, strong in found:
        own = [p for p in doubtful if p.claim.span.article == strong.claim.span.article]
        if not any(_one_plan(p, strong, collation) for p in own):
            yield weak.span, strong.span, "plan"


def _told_of(would: Plan, will: Plan, collation: Collation) -> bool:
    """Whether a "will" is another's "would": that is how a plan is told, unless one report has it from the other or
    they share a figure of its own."""
    figures = {q.value for q in would.figures} & {q.value for q in will.figures}
    return any(significant(v) >= _DIGITS for v in figures) or collation.rests_on(
        will.claim.span.article, would.claim.span.article
    )


def _plan(claim: Claim, collation: Collation) -> Plan | None:
    tree = collation.tree(claim.span.article)
    lists = table("en/modality.toml")["auxiliaries"]
    verb = _with_auxiliaries(claim.head, tree)
    modal = next((k for k in tree.children(verb, "aux") if tree.tokens[k].tag == "MD"), None)
    if claim.polarity == "negative" or claim.quoted:
        return None
    if modal is None:
        return _leaning(claim, collation)
    word = tree.tokens[modal].text.lower()
    if word in table("en/force.toml")["perceived"]["able"]:
        return None  # what somebody is able or allowed to do
    perfect = any(tree.tokens[k].lemma == "have" for k in tree.children(verb, "aux"))
    sure = word in lists["planned"]
    if perfect or not (sure or word in (*lists["possible"], *lists["conditional"])):
        return None
    if any(tree.tokens[k].lemma.lower() in closed("supposed") for k in tree.children(verb, "mark")):
        return None
    if word in lists["conditional"] and _in_past_speech(claim, collation):
        return None  # the "will" of somebody whose words are reported
    parts = [i for i in (modal, *tree.children(claim.head, "auxpass"), claim.head) if modal <= i]
    who = _subject(claim.head, tree)
    entity: Entity | None = collation.entity_of(claim.span.article, who) if who is not None else None
    return Plan(
        claim=claim,
        sure=sure,
        would=word in lists["conditional"],
        span=tree.span(min(parts), max(parts)) if modal > claim.head - 5 else tree.span(claim.head, claim.head),
        figures=tuple(q for q in collation.quantities(claim.span) if q.dimension not in ("time", "ordinal")),
        times=frozenset(t.value for t in collation.times(claim.span) if _EXACT.search(t.value)),
        whose=entity.id if entity and entity.kind == "person" else "",
    )


def _leaning(claim: Claim, collation: Collation) -> Plan | None:
    """What somebody is ready, willing or about to decide to do ("is prepared to raise it to 6 per cent")."""
    tree = collation.tree(claim.span.article)
    over = tree.head(claim.head) if tree.tokens[claim.head].dep == "xcomp" else None
    inner = [k for k in tree.children(claim.head, "xcomp") if claim.span.contains(tree.span(k, k))]
    governor, verb = (over, claim.head) if over is not None else (claim.head, inner[0] if inner else claim.head)
    adjective = [k for k in tree.children(governor, "acomp") if tree.children(k, "xcomp")]
    governor, verb = (adjective[0], tree.children(adjective[0], "xcomp")[0]) if adjective else (governor, verb)
    if governor == verb or tree.tokens[governor].lemma.lower() not in table("en/force.toml")["governing"]["leaning"]:
        return None
    if not any(tree.tokens[k].tag == "TO" for k in tree.children(verb, "aux")) or tree.children(governor, "neg"):
        return None
    first, last = sorted((governor, verb))
    return Plan(
        claim=claim,
        sure=False,
        would=False,
        span=tree.span(first, last),
        figures=tuple(q for q in collation.quantities(claim.span) if q.dimension not in ("time", "ordinal")),
        times=frozenset(),
        whose="",
    )


def _with_auxiliaries(verb: int, tree: Tree) -> int:
    """The verb that bears the auxiliaries of a coordinated one ("would cut the quota and raise the fee")."""
    while tree.tokens[verb].dep == "conj" and tree.tokens[verb].tag == "VB":
        over = tree.head(verb)
        if over is None or tree.children(verb, "aux", "nsubj", "nsubjpass"):
            break
        verb = over
    return verb


def _subject(verb: int, tree: Tree) -> int | None:
    found = tree.children(_with_auxiliaries(verb, tree), "nsubj", "nsubjpass")
    if found and tree.tokens[found[0]].pos == "PRON":
        over = tree.head(verb)  # "the banker was caught and he will be flown home"
        above = tree.children(over, "nsubj", "nsubjpass") if over is not None else []
        return above[0] if tree.tokens[verb].dep == "conj" and above else found[0]
    return found[0] if found else None


def _in_past_speech(claim: Claim, collation: Collation) -> bool:
    """Whether a "would" is said in indirect speech after a verb in the past, and no condition stands with it. In a
    clause that describes a noun ("a bill that would raise it") it is the plan's own."""
    if claim.form == "relative":
        return False
    attribution = collation.attributions.get(claim.attribution or "")
    if attribution is None or attribution.kind != "indirect" or attribution.cue is None:
        return False
    tree = collation.tree(claim.span.article)
    return any(tree.tokens[i].tag in ("VBD", "VBN") for i in tree.within(attribution.cue))


def _one_plan(a: Plan, b: Plan, collation: Collation) -> bool:
    x, y = a.claim, b.claim
    first, second = x.span.article, y.span.article
    sure, doubtful = (first, second) if a.sure else (second, first)
    if collation.clearly_later(doubtful, sure) and not collation.rests_on(sure, doubtful):
        return False  # a plan may grow firmer by the day
    if a.times & b.times:
        if a.whose and a.whose == b.whose:
            return True
        vectors = collation.meaning([x.span, y.span])
        if not (a.whose and b.whose) and float(vectors[0] @ vectors[1]) >= _ONE_MEANING:
            return True
    for p in a.figures:
        for q in b.figures:
            if p.value != q.value or p.unit != q.unit:
                continue
            if p.dimension == "count" and significant(p.value) < _DIGITS:
                continue
            if significant(p.value) >= _DIGITS or (significant(p.value) > 1 and _one_statement(x, y, collation)):
                return True
            if p.dimension == "money" and len(_rest(a, p, collation) & _rest(b, q, collation)) >= _SHARED:
                return True
    return False


def _one_statement(x: Claim, y: Claim, collation: Collation) -> bool:
    return x.id in collation.statement_of and collation.statement_of[x.id] == collation.statement_of.get(y.id)


def _rest(plan: Plan, figure: Quantity, collation: Collation) -> frozenset[str]:
    """The content words of a plan's sentence, those of its figure left out."""
    return collation.content(collation.sentence(plan.claim)) - collation.content(figure.span)
