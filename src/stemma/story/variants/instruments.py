"""Instruments: an act done with one thing in one report and with another in the next.

"The gate was tied with a rope" and "the gate was held with a chain" fill one slot of one frame (Attaching, FrameNet),
and exclude each other when neither report knows of the other thing. Only frames whose act is done with one thing are
looked at (``data/en/predicates.toml``): a person is charged with several crimes.

What it gets wrong: a general and a special word for one thing ("a cord", "a bootlace").
"""

from __future__ import annotations

from itertools import combinations

from stemma.data import table
from stemma.model import Claim, Noun, Reading, Span, Statement, Variant
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.predicates import class_of


class Instrument(Noun, frozen=True, kw_only=True):
    """A thing that something is done with: the word, its phrase, and the frame of the act."""

    claim: Claim
    lemma: str
    span: Span
    frame: str


def instrument_variants(collation: Collation) -> list[Variant]:
    """Conflicts between the things that an act was done with."""
    slots: dict[tuple[str, str], list[Instrument]] = {}
    told: dict[tuple[str, str], dict[str, Statement]] = {}
    for statement, members in collation.shared():
        found = {c.id: _instruments(c, collation) for c in members}
        for a, b in combinations([i for some in found.values() for i in some], 2):
            if _exclude(a, b, collation):
                key = (min(a.lemma, b.lemma), max(a.lemma, b.lemma))
                slots.setdefault(key, []).extend((a, b))
        for i in {i.lemma: i for some in found.values() for i in some}.values():
            told.setdefault((i.lemma, i.frame), {})[statement.id] = statement
    out = []
    for key, instruments in sorted(slots.items()):
        frame = instruments[0].frame
        statements = {**told.get((key[0], frame), {}), **told.get((key[1], frame), {})}
        at = [
            dict.fromkeys(
                [
                    *(i.span for i in instruments if i.lemma == lemma),
                    *(
                        s
                        for one in statements.values()
                        for c in collation.members(one)
                        for s in _with(c, lemma, collation)
                    ),
                ]
            )
            for lemma in key
        ]
        first = [next(iter(spans)) for spans in at]
        order = collation.original_first(first)
        readings = [Reading(text=collation.text(s), at=tuple(sorted(at[first.index(s)]))) for s in order]
        text = "Done with different things: " + ", ".join(
            f"“{r.text}” in {collation.outlet(r.at[0].article)}" for r in readings
        )
        owner = next(s for s in statements.values())
        out.append(make("conflict", "fact", "high", text, readings, statement=owner, confidence=0.6, rule="instrument"))
    return out


def _with(claim: Claim, lemma: str, collation: Collation) -> list[Span]:
    """Where a claim has the thing behind "with", be it as a piece or length of it."""
    tree = collation.tree(claim.span.article)
    out = []
    for i in tree.within(claim.span):
        over = tree.head(i)
        if tree.tokens[i].lemma.lower() != lemma or tree.tokens[i].dep != "pobj" or over is None:
            continue
        whole, under = tree.head(over), over
        if tree.tokens[over].lemma == "of" and whole is not None:
            under = tree.tokens[whole].head
        if tree.tokens[under].lemma == "with":
            out.append(tree.span(i, i))
    return out


def _instruments(claim: Claim, collation: Collation) -> list[Instrument]:
    tree = collation.tree(claim.span.article)
    frame = class_of("instruments", tree.tokens[claim.head].lemma.lower())
    if not frame or claim.polarity == "negative" or claim.modality not in ("asserted",):
        return []
    out = []
    shut = tree.children(claim.head, "oprd", "acomp", "advmod", "prt")  # "was held shut with a chain"
    for i in (p for k in (claim.head, *shut) for p in tree.children(k, "prep")):
        for o in tree.children(i, "pobj") if tree.tokens[i].lemma == "with" else []:
            pieces = table("en/predicates.toml")["wide"]["pieces"]
            of = [k for p in tree.children(o, "prep") for k in tree.children(p, "pobj") if tree.tokens[p].lemma == "of"]
            if tree.tokens[o].lemma in pieces and of:
                o = of[0]  # "a length of chain"
            alone = not tree.children(o, "conj")
            if tree.tokens[o].pos == "NOUN" and alone and not collation.mentions(tree.span(o, o)):
                first = min([o, *tree.children(o, "det", "amod", "compound")])
                lemma = tree.tokens[o].lemma.lower()
                out.append(Instrument(claim=claim, lemma=lemma, span=tree.span(first, o), frame=frame))
    return out


def _exclude(a: Instrument, b: Instrument, collation: Collation) -> bool:
    """Whether two things stand in one slot, and neither report has the other's word at all."""
    if a.span.article == b.span.article or a.frame != b.frame or a.lemma == b.lemma:
        return False
    wide = set(table("en/predicates.toml")["wide"]["nouns"])
    if {a.lemma, b.lemma} & wide or collation.about_others(a.claim, b.claim):
        return False
    if not _patient(a.claim, collation) & _patient(b.claim, collation):
        return False
    for mine, other in ((a, b), (b, a)):
        if any(t.lemma.lower() == other.lemma for t in collation.tree(mine.span.article).tokens):
            return False
    return True


def _patient(claim: Claim, collation: Collation) -> frozenset[str]:
    """The content words of what the act is done to: the subject of a passive, the object else."""
    tree = collation.tree(claim.span.article)
    found = tree.children(claim.head, "nsubjpass") or tree.children(claim.head, "dobj")
    return collation.content(tree.subtree_span(found[0])) if found else frozenset()
