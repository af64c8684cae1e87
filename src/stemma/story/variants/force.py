"""Force: a claim that one report makes more surely, or in stronger words, than another.

Two ways to tell: how sure an act is made (may → did, is prepared to → will; `stemma.story.variants.strength`), and
scales of words of one meaning and rising force (paused → collapsed), kept in ``data/en/force.toml``; in the claims of
one statement, and wherever two reports tell of one act on one thing. What both reports have inside quotation marks is
compared as a quotation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from msgspec.structs import replace

from stemma.data import table
from stemma.model import Claim, Reading, Span, Variant, VariantKind
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.guesses import guesses_told_as_facts
from stemma.story.variants.pairs import alike_pairs
from stemma.story.variants.plans import plans_told_apart
from stemma.story.variants.predicates import stem
from stemma.story.variants.strength import strengths
from stemma.story.variants.telling import clause, quoted

_ALIKE_SCALE = 0.2
_GAP = 2  # words that may stand inside those of a step
_ONE_MATTER = 2  # content words that two sentences must share beside the words on the scale


def force_variants(collation: Collation) -> list[Variant]:
    """Claims strengthened or weakened from one report to another."""
    found: dict[tuple[str, str, str], tuple[dict[Span, None], dict[Span, None], str, float]] = {}
    wherever = (*strengths(collation), *plans_told_apart(collation), *guesses_told_as_facts(collation))
    anywhere = (("", *told) for told in wherever)
    told: dict[tuple[Span, Span], None] = {}
    for where, weak, strong, rule in (*_scaled(collation), *anywhere):
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


def _scaled(collation: Collation) -> Iterator[tuple[str, Span, Span, str]]:
    lists = table("en/force.toml")
    scales = lists["scales"]
    for statement, a, b in alike_pairs(collation, _ALIKE_SCALE):
        if "possible" in (a.modality, b.modality) or (a.quoted and b.quoted) or _of_others(a, b, collation):
            continue
        if a.polarity != b.polarity:
            continue
        other_days = collation.on_other_days(a.span.article, b.span.article)
        for name, scale in scales.items():
            if other_days and name in lists["by_time"]["scales"]:
                continue
            x, y = (_step(c, scale, collation, by_noun=name in lists["by_noun"]["scales"]) for c in (a, b))
            if x and y and abs(x[0] - y[0]) > (name in lists["fine"]["scales"]):
                weak, strong = (x[1], y[1]) if x[0] < y[0] else (y[1], x[1])
                if _about(a, weak, strong, collation) & _about(b, weak, strong, collation):
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
    if not inside:
        return None
    near: dict[str, list[int]] = defaultdict(list)
    for k in inside:
        if _predicative(k, claim, tree):
            near[tree.tokens[k].lemma.lower()].append(k)
    for step, forms in enumerate(scale):
        for wanted in (form.split() for form in forms):
            for k in near.get(wanted[0], ()):
                if len(wanted) == 1 and _another_word(k, tree, by_noun=by_noun):
                    continue
                last = _last(wanted, k, inside[-1], tree)
                if last is None:
                    continue
                away = last < inside[-1] and tree.tokens[last + 1].lemma in table("en/predicates.toml")["away"]["words"]
                return step, tree.span(k, last + 1 if away else last)
    return None


def _last(wanted: list[str], first: int, end: int, tree: Tree) -> int | None:
    """The last token of words that stand in order from `first` on, one or two others perhaps between them."""
    at = first
    for word in wanted[1:]:
        found = [k for k in range(at + 1, min(end, at + 1 + _GAP) + 1) if tree.tokens[k].lemma.lower() == word]
        if not found:
            return None
        at = found[0]
    return at


def _about(claim: Claim, weak: Span, strong: Span, collation: Collation) -> set[str]:
    """What a claim is about, the words on the scale left out: stems and entities."""
    scale = collation.content(weak) | collation.content(strong)
    names = {e.id for _, e in collation.mentions(claim.span)}
    return {stem(w) for w in collation.content(claim.span) - scale} | names


def _another_word(i: int, tree: Tree, *, by_noun: bool) -> bool:
    return (
        bool(tree.children(i, "prt")) or tree.tokens[i].dep == "prep" or (tree.tokens[i].pos == "NOUN" and not by_noun)
    )


def _predicative(i: int, claim: Claim, tree: Tree) -> bool:
    """Whether token `i` is the claim's predicate or stands right below it ("were on hold")."""
    return i == claim.head or tree.tokens[i].head == claim.head
