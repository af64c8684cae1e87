"""Harm: nobody was hurt, one report says, and another counts those who were.

What it gets wrong: a report that says nobody *else* was hurt in other words.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemma.data import table
from stemma.model import Reading, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.fillers import Filler, earlier, fillers_of, long_ago
from stemma.story.variants.predicates import class_of
from stemma.story.variants.telling import quoted

_RULE = "nobody against a number"
_SHARED = 2  # content words


def harm_variants(collation: Collation) -> list[Variant]:
    """Conflicts between "nobody was hurt" and a number of people hurt."""
    counted: dict[str, list[Filler]] = {}
    for layers in collation.layers.values():
        for f in fillers_of(list(layers.claims), collation):
            m = f.measure
            if m.known and m.event in ("dead", "hurt") and not _of_another_time(f, collation):
                counted.setdefault(m.event, []).append(f)
    out: list[Variant] = []
    for article in collation.layers:
        for kind, span in _unharmed(article, collation):
            harmed = counted.get(kind, []) if kind else [f for found in counted.values() for f in found]
            told = [f for f in harmed if f.measure.thing == "people" or not kind]
            knowing = {f.span.article for f in told}
            others = [f for f in told if _answers(span, f, knowing, collation)]
            if not others or any(v.readings[1].at[0] == others[0].claim.span for v in out):
                continue
            readings = [
                Reading(text=collation.text(span), at=(span,)),
                Reading(text=collation.text(others[0].claim.span), at=tuple(sorted({f.claim.span for f in others}))),
            ]
            text = f"Nobody hurt, or some: {quoted(readings, collation)}"
            out.append(make("conflict", "fact", "high", text, readings, confidence=0.65, rule=_RULE))
    return out


def _of_another_time(f: Filler, collation: Collation) -> bool:
    unreal = f.claim.modality in ("possible", "conditional", "demanded")
    return unreal or earlier(f.quantity, collation) or long_ago(f, collation)


def _no_incident(verb: int, tree: Tree) -> list[int]:
    """The first token of a subject that says there was no incident ("not one incident has been recorded")."""
    lists = table("en/predicates.toml")["nobody"]
    out = []
    for k in tree.children(verb, "nsubj", "nsubjpass"):
        below = tree.subtree(k)
        none = any(tree.tokens[n].lemma.lower() in lists["no"] for n in below)
        if tree.tokens[k].lemma.lower() in lists["incidents"] and none and not tree.children(k, "amod"):
            out.append(below[0])
    return out


def _answers(nobody: Span, f: Filler, knowing: set[str], collation: Collation) -> bool:
    """Whether a count stands against the words that there was nobody: of another report, of no other day, told of one
    matter; a report that has both tells of two things."""
    mine, other = nobody.article, f.span.article
    if mine in knowing or mine == other or collation.on_other_days(mine, other):
        return False
    tree = collation.tree(mine)
    s = tree.sentence_of(tree.within(nobody)[0])
    around, there = Span(mine, s.start, s.end), collation.sentence(f.claim)
    return len(collation.content(around) & collation.content(there)) >= _SHARED


def _unharmed(article: str, collation: Collation) -> Iterator[tuple[str, Span]]:
    """The kinds of harm that a report says came to nobody, with the words."""
    tree = collation.tree(article)
    lists = table("en/predicates.toml")["nobody"]
    for i, token in enumerate(tree.tokens):
        kind = class_of("casualties", token.lemma.lower())
        if token.lemma.lower() in lists["happening"]:
            yield from (("", tree.span(min(k, i), max(k, i))) for k in _no_incident(i, tree))
        if kind not in ("dead", "hurt"):
            continue
        if any(tree.tokens[k].tag == "MD" or tree.tokens[k].lemma in ("if", "whether") for k in tree.children(i)):
            continue
        for k in tree.children(i, "nsubj", "nsubjpass"):
            whole = [tree.tokens[n] for n in tree.subtree(k)]
            beside = {t.lemma.lower() for t in whole} | {tree.tokens[n].lemma.lower() for n in tree.children(i)}
            if " ".join(t.text.lower() for t in whole) in lists["subjects"] and not beside & set(lists["not_all"]):
                yield kind, tree.span(min(k, i), max(k, i))
