"""Rejoinders: what one source says, and another, told right behind it, says is not so.

"The ministry says the drone was launched from there; the embassy denies that": the report itself has two accounts that
exclude each other, and names whose they are. What is denied is the clause before, in the same sentence or the one
before. All reports that have the clause, or a denial of it so worded, are shown.

What it gets wrong: a "that" which goes back further than the clause before.
"""

from __future__ import annotations

from stemma.data import table, words
from stemma.model import Claim, Noun, Reading, Span, Variant
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.telling import quoted

_PRONOUNS = ("it", "this", "that")  # "the claim" may go back further
_RULE = "denied right behind"
_WHOLE = ("main", "coordinated", "complement")
_FEWEST = 4  # words of a clause that can be denied


class Rejoinder(Noun, frozen=True, kw_only=True):
    """A denial, the claim right before it, the clause or sentence that holds that, and whether it holds no other."""

    denied: Claim
    before: Span
    alone: bool
    span: Span


def rejoinder_variants(collation: Collation) -> list[Variant]:
    """Conflicts between a claim and the denial that a report has right behind it."""
    found: dict[str, list[Rejoinder]] = {}
    for article in collation.layers:
        for r in _rejoinders(article, collation):
            found.setdefault(collation.statement_of.get(r.denied.id, r.denied.id), []).append(r)
    out = []
    for key, rejoinders in sorted(found.items()):
        owner = next((s for s in collation.statements if s.id == key), None)
        alone = all(r.alone for r in rejoinders)  # of several claims in a sentence it is not told which is denied
        told = {r.before: None for r in rejoinders}
        for c in collation.members(owner) if owner and alone else ():
            if c.polarity == "positive" and c.modality != "denied" and not any(s.overlap(c.span) for s in told):
                told[c.span] = None
        readings = [
            Reading(text=collation.text(rejoinders[0].before), at=tuple(sorted(told))),
            Reading(text=collation.text(rejoinders[0].span), at=tuple(sorted({r.span for r in rejoinders}))),
        ]
        text = f"One source says so, another denies it: {quoted(readings, collation)}"
        out.append(make("conflict", "fact", "high", text, readings, statement=owner, confidence=0.65, rule=_RULE))
    return out


def _rejoinders(article: str, collation: Collation) -> list[Rejoinder]:
    tree = collation.tree(article)
    lists = table("en/denials.toml")
    out = []
    for i, token in enumerate(tree.tokens):
        if token.pos != "VERB" or token.lemma not in lists["verbs"] or tree.children(i, "neg"):
            continue
        aux = {tree.tokens[k].tag for k in tree.children(i, "aux")}
        if token.tag == "VBG" or aux & {"MD", "TO"} or not tree.children(i, "nsubj"):
            continue
        objects = tree.children(i, "dobj")
        behind = [k for k in tree.children(i, "ccomp", "xcomp") if k > i]
        objects = [o for o in objects if o > i]
        if behind or not any(tree.tokens[o].text.lower() in _PRONOUNS for o in objects):
            continue
        who = tree.children(i, "nsubj")[0]
        below = [k for k in (*tree.subtree(who), i, *objects) if k <= objects[-1]]
        span = tree.span(min(below), objects[-1])
        before = _before(span, article, collation)
        if before is not None and not _own(before, who, article, collation):
            s = tree.sentence_of(before.head)
            whole = Span(article, s.start, min(s.end, span.start)) if s.start < span.start else before.span
            held = [c for c in collation.layers[article].claims if whole.contains(c.span) and c.form in _WHOLE]
            out.append(Rejoinder(denied=before, before=_trimmed(whole, collation), alone=len(held) == 1, span=span))
    return out


def _trimmed(span: Span, collation: Collation) -> Span:
    """A clause without what joins it to the next."""
    text = collation.text(span)
    kept = text.rstrip(" ;,.\n")
    return Span(span.article, span.start, span.start + len(kept)) if kept else span


def _before(span: Span, article: str, collation: Collation) -> Claim | None:
    """The claim right before a stretch: the last whole clause before it in its sentence, else in the one before."""
    tree = collation.tree(article)
    s = tree.sentence_of(tree.within(span)[0])
    first = tree.sentence_of(s.first - 1) if s.first else s
    for start, end in ((s.start, span.start), (first.start, first.end)):
        held = [
            c
            for c in collation.layers[article].claims
            if start <= c.span.start and c.span.end <= end and c.form in _WHOLE
            and c.polarity == "positive" and c.modality in ("asserted", "possible") and not c.quoted
            and len(collation.text(c.span).split()) >= _FEWEST
            and tree.tokens[c.head].lemma.lower() not in words("en/speech_verbs.txt")
        ]  # fmt: skip
        said = [c for c in held if c.attribution]
        if held:
            return max(said or held, key=lambda c: (c.span.end, c.span.end - c.span.start, c.id))
        if start == s.start and end - start > 3 * _FEWEST:
            return None  # a clause that is no claim stands between
    return None


def _own(claim: Claim, who: int, article: str, collation: Collation) -> bool:
    """Whether who denies is who is said to have said it."""
    a = collation.attributions.get(claim.attribution or "")
    denier = collation.entity_of(article, who)
    speakers = [collation.entity_at(s.refers or s.span) for s in a.sources] if a else []
    return denier is not None and any(s is not None and s.id == denier.id for s in speakers)
