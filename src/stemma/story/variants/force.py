"""Force: a claim that one report makes more surely, or in stronger words, than another.

Two ways to tell: the modality of the predicate (may → did), and scales of words of one meaning and rising force
(paused → collapsed), kept in ``data/en/force.toml``; in the claims of one statement, and wherever two reports tell of
one act on one thing (`stemma.story.variants.strength`). What both reports have inside quotation marks is compared as a
quotation; "would" in indirect speech stands for the speaker's "will".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from msgspec.structs import replace

from stemma.data import table
from stemma.model import Claim, Reading, Span, Variant, VariantKind
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.guesses import guesses_told_as_facts
from stemma.story.variants.pairs import alike_pairs, predicate
from stemma.story.variants.plans import plans_told_apart
from stemma.story.variants.predicates import closed, same_act
from stemma.story.variants.slots import likeness
from stemma.story.variants.strength import strengths
from stemma.story.variants.telling import clause, quoted

_ALIKE = 0.5
_ALIKE_PLAN, _SAME_PLAN = 0.15, 0.65
_ALIKE_SCALE = 0.3
_SURE = {"possible": 1.0, "conditional": 1.0, "expected": 2.0, "planned": 3.0, "asserted": 4.0}
_INTENDED = 2.5  # "is preparing to"
# A plan that has become a fact is the course of time; only a doubt that went is a change of force.
_STEPS = {(1, 3), (1, 4), (1, 2), (2, 3), (_INTENDED, 3), (1, _INTENDED)}
_ONE_MATTER = 2  # content words that two sentences must share beside the words on the scale


def force_variants(collation: Collation) -> list[Variant]:
    """Claims strengthened or weakened from one report to another."""
    found: dict[tuple[str, str, str], tuple[dict[Span, None], dict[Span, None], str, float]] = {}
    wherever = (*strengths(collation), *plans_told_apart(collation), *guesses_told_as_facts(collation))
    anywhere = (("", *told) for told in wherever)
    told: dict[tuple[Span, Span], None] = {}
    for where, weak, strong, rule in (*_modal(collation), *_scaled(collation), *anywhere):
        if any(weak.overlap(w) and strong.overlap(s) for w, s in told):
            continue
        told[weak, strong] = None
        key = (rule, collation.text(weak).lower(), collation.text(strong).lower())
        first, second, _, _ = found.setdefault(key, ({}, {}, where, 0.7 if rule == "scale" else 0.6))
        first[weak], second[strong] = None, None
    out = []
    for (rule, _, _), (weak_spans, strong_spans, statement, confidence) in sorted(found.items(), key=lambda f: f[0]):
        weak_first = collation.original_first(weak_spans)
        strong_first = collation.original_first(strong_spans)
        kind = _direction(weak_first[0], strong_first[0], collation)
        readings = [
            Reading(text=collation.text(weak_first[0]), at=tuple(weak_first)),
            Reading(text=collation.text(strong_first[0]), at=tuple(strong_first)),
        ]
        if kind == "weakened":
            readings.reverse()
        shown = [replace(r, text=clause(r.at[0], collation) or r.text) for r in readings]
        text = f"The same is told {_HOW[kind, rule == 'scale']}: {quoted(shown, collation)}"
        owner = next((s for s in collation.statements if s.id == statement), None)
        out.append(
            make(kind, "wording", "medium", text, readings, statement=owner, confidence=confidence, rule="force")
        )
    return out


_HOW = {
    ("strengthened", False): "more surely",
    ("weakened", False): "less surely",
    ("strengthened", True): "in stronger words",
    ("weakened", True): "in weaker words",
}


def _direction(weak: Span, strong: Span, collation: Collation) -> VariantKind:
    """Weakened only where the stronger report is the original of the weaker one."""
    return (
        "weakened"
        if collation.original_first((weak, strong))[0] == strong and (collation.rests_on(weak.article, strong.article))
        else "strengthened"
    )


def _modal(collation: Collation) -> Iterator[tuple[str, Span, Span, str]]:
    for statement, a, b in alike_pairs(collation, _ALIKE_PLAN):
        x, y = _sureness(a, collation), _sureness(b, collation)
        if x is None or y is None or a.polarity != b.polarity or (a.quoted and b.quoted):
            continue
        if not (_finite(a, collation) and _finite(b, collation)):
            continue
        if _of_others(a, b, collation) or _supposed(a, collation) or _supposed(b, collation):
            continue
        if a.attribution and b.attribution and (_backshifted(a, collation) or _backshifted(b, collation)):
            continue
        if not _one_predicate(a, b, collation) and not _one_plan(a, b, collation):
            continue
        weak, strong = (a, b) if x < y else (b, a)
        if _asked(a, collation) or _asked(b, collation) or _allowed(weak, collation):
            continue
        if weak.modality == "conditional" and not collation.rests_on(strong.span.article, weak.span.article):
            continue  # "would" is how a plan is told
        if (min(x, y), max(x, y)) in _STEPS:
            yield statement.id, predicate(weak, collation), predicate(strong, collation), "modality"


def _sureness(claim: Claim, collation: Collation) -> float | None:
    """How surely a claim is made: by its own modality, or that of the predicate it hangs on ("could clear the way for
    the line to reopen")."""
    tree = collation.tree(claim.span.article)
    own = _SURE.get(claim.modality)
    lists = table("en/force.toml")["intentions"]["verbs"]
    over = tree.head(claim.head)
    above = [i for i in tree.ancestors(claim.head) if tree.tokens[i].pos in ("VERB", "AUX")]
    infinitive = any(tree.tokens[i].tag == "TO" for i in tree.children(claim.head, "aux"))
    if infinitive and above:
        governing = next((c for c in collation.layers[claim.span.article].claims if c.head == above[0]), None)
        if governing is not None and governing.modality in ("possible", "conditional"):
            return _SURE[governing.modality]
    if claim.modality == "planned" and infinitive and over is not None and tree.tokens[over].lemma in lists:
        return _INTENDED
    return own


def _asked(claim: Claim, collation: Collation) -> bool:
    """Whether a claim is made in a question."""
    return collation.text(collation.sentence(claim)).rstrip(" ”\"'").endswith("?")


def _allowed(claim: Claim, collation: Collation) -> bool:
    """Whether "can" or "could" says what somebody is able to do, or what he perceives ("could see no trace")."""
    tree = collation.tree(claim.span.article)
    aux = {tree.tokens[i].text.lower() for i in tree.children(claim.head, "aux")}
    perceives = tree.tokens[claim.head].lemma in table("en/force.toml")["perceived"]["verbs"]
    return not aux.isdisjoint(table("en/force.toml")["perceived"]["able"]) or (
        claim.modality == "possible" and perceives
    )


def _backshifted(claim: Claim, collation: Collation) -> bool:
    """Whether a "would" in indirect speech stands for "will" ("he said the council would not sell")."""
    attribution = collation.attributions.get(claim.attribution or "")
    if claim.modality != "conditional" or attribution is None or attribution.kind != "indirect":
        return False
    tree = collation.tree(claim.span.article)
    cue = tree.within(attribution.cue) if attribution.cue else ()
    condition = any(tree.tokens[i].lemma.lower() in closed("conditions") for i in tree.within(attribution.content))
    return not condition and any(tree.tokens[i].tag in ("VBD", "VBN") for i in cue)


def _supposed(claim: Claim, collation: Collation) -> bool:
    """Whether a claim is asked about, supposed, or an end that is meant ("asked if he would", "so that they could")."""
    tree = collation.tree(claim.span.article)
    marks = [tree.tokens[i].lemma.lower() for i in tree.children(claim.head, "mark")]
    purpose = claim.form == "adverbial" and any(m in closed("purpose") for m in marks)
    return purpose or any(m in closed("supposed") for m in marks)


def _finite(claim: Claim, collation: Collation) -> bool:
    """Whether the predicate has tense or an auxiliary: a participle or noun claims nothing by itself."""
    tree = collation.tree(claim.span.article)
    return tree.tokens[claim.head].tag in ("VBD", "VBP", "VBZ", "MD") or bool(
        tree.children(claim.head, "aux", "auxpass")
    )


def _one_predicate(a: Claim, b: Claim, collation: Collation) -> bool:
    """Whether both claims say it with the same verb (or the copula) or one of its meaning, so that only its mood
    differs."""
    if likeness(a, b, collation) < _ALIKE:
        return False
    x = collation.tree(a.span.article).tokens[a.head].lemma
    y = collation.tree(b.span.article).tokens[b.head].lemma
    return same_act(x, y)


def _one_plan(a: Claim, b: Claim, collation: Collation) -> bool:
    """Whether both claims tell in other words what is to happen at one time ahead: "could set out in May", "will leave
    in May"."""
    if "possible" not in (a.modality, b.modality) or not {a.modality, b.modality} & {"planned", "expected"}:
        return False
    times = [[t for t in collation.times(c.span) if t.earliest and t.latest] for c in (a, b)]
    one_time = any(
        x.earliest and x.latest and y.earliest and y.latest and x.earliest <= y.latest and y.earliest <= x.latest
        for x in times[0]
        for y in times[1]
    )
    if not one_time or collation.about_others(a, b):
        return False
    vectors = collation.meaning([a.span, b.span])
    return float(vectors[0] @ vectors[1]) >= _SAME_PLAN


def _scaled(collation: Collation) -> Iterator[tuple[str, Span, Span, str]]:
    lists = table("en/force.toml")
    scales = lists["scales"]
    for statement, a, b in alike_pairs(collation, _ALIKE_SCALE):
        if "possible" in (a.modality, b.modality) or (a.quoted and b.quoted) or _of_others(a, b, collation):
            continue
        if a.polarity != b.polarity:
            continue
        for name, scale in scales.items():
            x, y = (_step(c, scale, collation, by_noun=name in lists["by_noun"]["scales"]) for c in (a, b))
            if x and y and abs(x[0] - y[0]) > (name in lists["fine"]["scales"]):
                weak, strong = (x[1], y[1]) if x[0] < y[0] else (y[1], x[1])
                yield statement.id, weak, strong, "scale"
    yield from _scaled_wherever(collation)


def _scaled_wherever(collation: Collation) -> Iterator[tuple[str, Span, Span, str]]:
    """Steps on a scale of its own nouns, wherever two reports speak of one matter."""
    lists = table("en/force.toml")
    for name, nouns in lists["wherever"].items():
        steps = []
        for claim in collation.claims.values():
            step = _step(claim, lists["scales"][name], collation, by_noun=name in lists["by_noun"]["scales"])
            subject = _subject(claim, collation)
            if step and subject is not None and claim.polarity == "positive" and claim.modality == "asserted":
                lemma, entity = subject
                if lemma in nouns or (not nouns and entity):
                    steps.append((claim, step, entity if not nouns else ""))
        for (a, x, of), (b, y, other) in combinations(steps, 2):
            if a.span.article == b.span.article or x[0] == y[0] or of != other:
                continue
            shared = collation.content(collation.sentence(a)) & collation.content(collation.sentence(b))
            if (nouns or name in lists["on_one_matter"]["scales"]) and len(shared - set(nouns)) < _ONE_MATTER:
                continue
            weak, strong = (x[1], y[1]) if x[0] < y[0] else (y[1], x[1])
            yield "", weak, strong, "scale"


def _of_others(a: Claim, b: Claim, collation: Collation) -> bool:
    """Whether the claims are of two who are named."""
    subjects = []
    for claim in (a, b):
        tree = collation.tree(claim.span.article)
        found = tree.children(claim.head, "nsubj", "nsubjpass")
        named = found[0] if found and tree.tokens[found[0]].pos == "PROPN" else None
        entity = collation.entity_of(claim.span.article, named) if named is not None else None
        subjects.append(entity.id if entity else "")
    return collation.about_others(a, b) or ("" not in subjects and subjects[0] != subjects[1])


def _subject(claim: Claim, collation: Collation) -> tuple[str, str] | None:
    """The lemma of a claim's subject, or of what it is a part of ("rounds of talks"), and its entity."""
    tree = collation.tree(claim.span.article)
    found = tree.children(claim.head, "nsubj", "nsubjpass")
    if not found:
        return None
    entity = collation.entity_at(tree.subtree_span(found[0]))
    return tree.tokens[found[0]].lemma.lower(), entity.id if entity else ""


def _step(claim: Claim, scale: list[list[str]], collation: Collation, *, by_noun: bool) -> tuple[int, Span] | None:
    """Where a claim's predicate stands on a scale: the step and the words, None when it uses none of them. "Hand over"
    is not "hand", nor "the charge" "to charge" where the scale is not one of nouns too."""
    tree = collation.tree(claim.span.article)
    inside = tree.within(claim.span)
    lemmas = [tree.tokens[i].lemma for i in inside]
    present = set(lemmas)
    for step, forms in enumerate(scale):
        for wanted in (form.split() for form in forms):
            if not present.issuperset(wanted):
                continue
            for k in range(len(lemmas) - len(wanted) + 1):
                if len(wanted) == 1 and _another_word(inside[k], collation.tree(claim.span.article), by_noun=by_noun):
                    continue
                if lemmas[k : k + len(wanted)] == wanted and _predicative(inside[k], claim, collation):
                    away = lemmas[k + len(wanted)] in _away() if k + len(wanted) < len(lemmas) else False
                    return step, tree.span(inside[k], inside[k + len(wanted) - (0 if away else 1)])
    return None


def _another_word(i: int, tree: Tree, *, by_noun: bool) -> bool:
    return (
        bool(tree.children(i, "prt")) or tree.tokens[i].dep == "prep" or (tree.tokens[i].pos == "NOUN" and not by_noun)
    )


def _away() -> list[str]:
    return list(table("en/predicates.toml")["away"]["words"])


def _predicative(i: int, claim: Claim, collation: Collation) -> bool:
    """Whether token `i` is the claim's predicate or stands right below it ("were on hold")."""
    tree = collation.tree(claim.span.article)
    return i == claim.head or tree.tokens[i].head == claim.head
