"""Contraries: one act on one thing that a report tells of and another says there was not, wherever they tell it.

Where the two clauses are claims of one statement, `stemma.story.variants.facts` compares them; here they are found by
their frames: "a fungus that has not been found on the island since 2011", "the fungus was detected in greenhouses on
the island"; by what their verbs govern: "the owner had not been warned of cracks in the wall", "engineers warned the
operator of cracks in its wall"; and by the body that is said to have met or not. A report that has both sides gives an
account of the dispute and is set against nobody.

What it gets wrong: two things of one name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from stemma.data import table, words
from stemma.model import Claim, Reading, Span, Time, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.clauses import Clause, clauses, one_act_of, stem
from stemma.story.variants.collation import Collation, make, touch
from stemma.story.variants.denials import of_the_rest, under_denial
from stemma.story.variants.frames import Frame, frames, one_act, one_thing
from stemma.story.variants.telling import quoted

_LEAST = 2  # stems and names that a denied clause has beside its verb
_KEPT = 0.75  # of the stems that a denied clause is about
_SHARED = 2  # stems and names of both clauses


def contrary_frames(collation: Collation) -> list[Variant]:
    """Conflicts between an act told and the same act denied."""
    told = [f for f in frames(collation) if _told(f, collation)]
    out: list[Variant] = []
    for a, b in combinations(told, 2):
        if a.article == b.article or a.negated == b.negated or not one_act(a, b) or not _of_one_thing(a, b, collation):
            continue
        yes, no = (b, a) if a.negated else (a, b)
        if _may_have_come_since(yes.article, no.article, collation) and not _settled(a, b, collation):
            continue
        if _has_both(a, told) or _has_both(b, told):
            continue
        if no.agent and no.agent != yes.agent:
            continue  # another may have done it
        claims = [_claim(f, collation) for f in (yes, no)]
        if None in claims:
            continue
        out.append(_conflict([c.span for c in claims if c], "one act, told and denied", collation))
    seen = {s for v in out for r in v.readings for s in r.at}
    for yes_span, no_span in (*_contrary_clauses(collation), *_met_or_not(collation)):
        if yes_span not in seen and no_span not in seen:
            seen |= {yes_span, no_span}
            out.append(_conflict([yes_span, no_span], "one clause, told and denied", collation))
    return out


def _conflict(spans: Sequence[Span], rule: str, collation: Collation) -> Variant:
    order = collation.original_first(spans)
    readings = [Reading(text=collation.text(s), at=(s,)) for s in order]
    text = f"Yes against no: {quoted(readings, collation)}"
    return make("conflict", "fact", "high", text, readings, confidence=0.6, rule=rule)


# -- clauses of one verb


def _contrary_clauses(collation: Collation) -> Iterator[tuple[Span, Span]]:
    """A clause and one of another report that denies it, by the same verb and nearly all that the denial is about."""
    told = [c for c in clauses(collation) if _plainly(c, collation)]
    yes, denials = [c for c in told if not c.negated], [c for c in told if c.negated]
    for no in denials:
        if len(no.stems | no.names) < _LEAST or no.act in table("en/predicates.toml")["elusive"]["verbs"]:
            continue
        if any(_same(no, c) for c in yes if c.article == no.article):
            continue  # the report has both sides
        for c in yes:
            if c.article == no.article or not _same(no, c):
                continue
            if _at_other_times(no.span, c.span, collation) or _with_other_numbers(no.span, c.span, collation):
                continue
            if not any(_same(o, no) for o in denials if o.article == c.article):
                yield c.span, no.span
                break


def _same(no: Clause, yes: Clause) -> bool:
    """Whether a clause has the verb of a denied one and nearly all that it is about."""
    if not one_act_of(no, yes) or (no.names and yes.names and not no.names & yes.names):
        return False
    if no.active and no.subject and not (yes.active and (no.subject == yes.subject or not (no.who and yes.who))):
        return False  # another may have done it
    about = no.stems - {stem(no.subject)}
    kept = about & yes.stems
    return len(kept) >= max(1, _KEPT * len(about)) and len(no.stems & yes.stems) + len(no.names & yes.names) >= _SHARED


def _plainly(c: Clause, collation: Collation) -> bool:
    """Whether a clause tells something by itself: by a verb of some weight, in no question, partly or not yet, and as
    nobody's own story."""
    tree = collation.tree(c.article)
    if (
        c.act in words("en/light_verbs.txt")
        or collation.speaks_of_oneself(c.span)
        or under_denial(c.verb, tree)
        or of_the_rest(c.verb, tree)
    ):
        return False
    s = tree.sentence_of(c.verb)
    asked = any(t.text == "?" for t in tree.tokens[s.first : s.last])
    near = {tree.tokens[k].lemma.lower() for k in tree.children(c.verb, "mark", "advmod", "cc", "preconj")}
    return not asked and not near & set(table("en/predicates.toml")["elusive"]["beside"])


def _may_have_come_since(yes: str, no: str, collation: Collation) -> bool:
    """Whether the report that tells the act is clearly later than the one that denies it: it may have come about since.
    A denial that is the later one denies what was told before."""
    return collation.clearly_later(no, yes)


def _at_other_times(a: Span, b: Span, collation: Collation) -> bool:
    """Whether one report is clearly later, or the clauses name times that do not touch."""
    times = [[t for t in collation.times(s) if t.earliest and t.latest] for s in (a, b)]
    if all(times):
        return not any(touch(x, y) for x in times[0] for y in times[1])
    return _may_have_come_since(b.article, a.article, collation)


def _with_other_numbers(a: Span, b: Span, collation: Collation) -> bool:
    found = [{q.value for q in collation.quantities(s)} for s in (a, b)]
    return all(found) and not found[0] & found[1]


# -- whether a body met


def _met_or_not(collation: Collation) -> Iterator[tuple[Span, Span]]:
    """ "The harbour committee discussed the offers on Thursday", "the harbour committee did not sit last week"."""
    met = [(c, *m) for c in collation.claims.values() if (m := _meeting(c, collation)) is not None]
    for no, body, when in met:
        if no.polarity != "negative":
            continue
        yes = [(c, b, t) for c, b, t in met if c.polarity == "positive" and b == body and touch(t, when)]
        if any(c.span.article == no.span.article for c, _, _ in yes):
            continue
        yield from ((c.span, no.span) for c, _, _ in yes[:1])


def _meeting(claim: Claim, collation: Collation) -> tuple[frozenset[str], Time] | None:
    """The body that a claim says met or did not meet, as it is described, and when."""
    tree = collation.tree(claim.span.article)
    lists = table("en/predicates.toml")["assembling"]
    if claim.modality != "asserted" or tree.tokens[claim.head].lemma.lower() not in lists["verbs"]:
        return None
    who = next(iter(tree.children(claim.head, "nsubj")), None)
    if who is None or tree.tokens[who].lemma.lower() not in lists["bodies"]:
        return None
    around = [who, *tree.children(who, "compound", "amod")]
    described = {tree.tokens[i].lemma.lower() for i in around}
    dated = [t for t in collation.times(claim.span) if t.earliest and t.latest]
    return (frozenset(described), dated[0]) if len(described) > 1 and len(dated) == 1 else None


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
    if (
        under_denial(f.verb, tree)
        or of_the_rest(f.verb, tree)
        or f.act in words("en/light_verbs.txt")
        or f.act in table("en/predicates.toml")["elusive"]["verbs"]
    ):
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
