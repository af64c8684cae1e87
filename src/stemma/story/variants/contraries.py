"""Contraries: one act on one thing that a report tells of and another says there was not, wherever they tell it.

Where the two clauses are claims of one statement, `stemma.story.variants.facts` compares them; here they are found by
their frames: "a fungus that has not been found on the island since 2011", "the fungus was detected in greenhouses on
the island". A report that has both sides gives an account of the dispute and is set against nobody.

What it gets wrong: two things of one name.
"""

from __future__ import annotations

from itertools import combinations

from stemma.data import table, words
from stemma.model import Claim, Reading, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, in_reports, make
from stemma.story.variants.frames import Frame, frames, one_act, one_thing


def contrary_frames(collation: Collation) -> list[Variant]:
    """Conflicts between an act told and the same act denied."""
    told = [f for f in frames(collation) if _told(f, collation)]
    out = []
    for a, b in combinations(told, 2):
        if a.article == b.article or a.negated == b.negated or not one_act(a, b) or not _of_one_thing(a, b, collation):
            continue
        later = collation.clearly_later(a.article, b.article) or collation.clearly_later(b.article, a.article)
        if later and not _settled(a, b, collation):
            continue
        if _has_both(a, told) or _has_both(b, told):
            continue
        yes, no = (b, a) if a.negated else (a, b)
        if no.agent and no.agent != yes.agent:
            continue  # another may have done it
        claims = [_claim(f, collation) for f in (yes, no)]
        if None in claims:
            continue
        spans = [c.span for c in claims if c]
        order = collation.original_first(spans)
        readings = [Reading(text=collation.text(s), at=(s,)) for s in order]
        first, second = (f"{in_reports(r, collation)} has “{r.text}”" for r in readings)
        text = f"Yes against no: {first}; {second}"
        out.append(make("conflict", "fact", "high", text, readings, confidence=0.6, rule="one act, told and denied"))
    return out


def _told(f: Frame, collation: Collation) -> bool:
    """Whether a frame is told as so or not so: of the past, no condition, question or wish, and nobody's own story."""
    tree = collation.tree(f.article)
    token = tree.tokens[f.verb]
    aux = [tree.tokens[k] for k in tree.children(f.verb, "aux", "auxpass")]
    if (
        token.pos != "VERB"
        or token.dep in ("xcomp", "pcomp", "amod", "csubj")
        or any(t.tag in ("MD", "TO") for t in aux)
    ):
        return False
    if token.dep == "acl" or (token.tag not in ("VBD", "VBN") and not any(t.tag in ("VBD", "VBZ", "VBP") for t in aux)):
        return False
    if f.act in words("en/light_verbs.txt") or f.act in table("en/predicates.toml")["elusive"]["verbs"]:
        return False
    near = {tree.tokens[k].lemma.lower() for k in tree.children(f.verb, "mark", "advmod", "cc")}
    s = tree.sentence_of(f.verb)
    asked = any(t.text == "?" for t in tree.tokens[s.first : s.last])
    asked = asked or any(tree.tokens[k].tag == "WRB" for k in tree.children(f.verb))
    partly = near & set(table("en/predicates.toml")["elusive"]["beside"])
    return not asked and not partly and not collation.speaks_of_oneself(_clause(f, tree))


def _clause(f: Frame, tree: Tree) -> Span:
    return tree.subtree_span(f.verb)


def _of_one_thing(a: Frame, b: Frame, collation: Collation) -> bool:
    """Whether two themes are one thing: described alike, or of one noun in clauses that name one place or body."""
    if one_thing(a, b) and len(a.about & b.about) > 1:
        return True
    nouns = {t for t in a.things & b.things if not (t[:1] == "e" and t[1:].isdigit())}
    if not nouns:
        return False
    names = [
        {e.id for m, e in collation.mentions(_clause(f, collation.tree(f.article))) if m.form in ("full", "short")}
        for f in (a, b)
    ]
    return bool(names[0] & names[1])


def _settled(a: Frame, b: Frame, collation: Collation) -> bool:
    """Whether both clauses name a day or year: what was so then does not change with the day of the report."""
    return all(any(t.earliest for t in collation.times(_clause(f, collation.tree(f.article)))) for f in (a, b))


def _has_both(f: Frame, told: list[Frame]) -> bool:
    return any(
        o.article == f.article and o.negated != f.negated and one_act(o, f) and bool(o.things & f.things) for o in told
    )


def _claim(f: Frame, collation: Collation) -> Claim | None:
    """The tightest claim that holds the verb."""
    holding = [c for c in collation.layers[f.article].claims if c.span.contains(f.span)]
    return min(holding, key=lambda c: (c.span.end - c.span.start, c.id), default=None)
