"""Next steps: what may come after the talks, and what follows if they fail.

Read by a network (`learnt`); what has come to pass by the last report is history and left out.

What it gets wrong: the diary of a party that has nothing to do with the talks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from stemma.data import members
from stemma.model import Claim, Leaf, Round, Span
from stemma.story.talks.ahead import ahead
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import clause, lemmas
from stemma.story.talks.learnt import Learnt
from stemma.story.talks.numbering import Numbers
from stemma.story.talks.sides import Sides

_MET = {"held", "under way"}
_LEAST = 0.35  # how likely a claim tells a next step, for it to be shown
_FEWEST = 5  # words it has then


def next_steps(frames: Frames, sides: Sides, rounds: Sequence[Round], learnt: Learnt) -> tuple[Leaf, ...]:
    """What may come next, with its conditions: a further meeting, a signature, a vote, what an agreement could open the
    way to, and what follows if there is none."""
    numbers = Numbers(frames)
    held = {int(n.value) for r in rounds if r.outcome or _MET & {s.value for s in r.status} for n in r.number}
    built = list(ahead(frames, sides, numbers))
    likely = [c for c, chance in learnt.likely("next step") if chance >= _LEAST and _concerns(frames, sides, c)]
    likely = [c for c in likely if len(frames.text(c.span).split()) >= _FEWEST and not _condition(frames, c)]
    steps = [c.span for c in likely if not any(o is not c and o.span.contains(c.span) for o in likely)]
    steps += [_whole(frames, c) for c in frames.claims if c not in likely and _open_step(frames, c)]
    steps = _joined(steps)
    steps = [s for s in steps if not any(2 * s.overlap(b) > s.end - s.start for b in built)]
    coming = [s for s in (*built, *steps) if not _over(frames, numbers, held, s) and not frames.headline(s)]
    return frames.alike([(frames.text(s), s) for s in coming], days=True)


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Stretches of text, those that share some characters made one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and out[-1].overlap(span):
            out[-1] = Span(span.article, out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _condition(frames: Frames, claim: Claim) -> bool:
    """Whether a claim only says when a step is taken, or on what condition ("when the river falls")."""
    tree = frames.trees[claim.span.article]
    opening = members("en/grammar.toml", "conditions") | frames.set("next", "opening")
    first = {tree.tokens[i].text.lower() for i in tree.within(claim.span)[:1]}
    return tree.tokens[claim.head].dep == "advcl" and bool(first & opening)


def _whole(frames: Frames, claim: Claim) -> Span:
    """A claim with all of its clause ("a deal could clear the way [for flights]")."""
    article = claim.span.article
    return clause(frames.trees[article], claim.head, frames.layers[article].attributions) or claim.span


def _concerns(frames: Frames, sides: Sides, claim: Claim) -> bool:
    """Whether a claim names anything of the talks: a party, a session, an agreement, a vote, what is fought with or
    over; a pronoun may stand for it."""
    article, tree = claim.span.article, frames.trees[claim.span.article]
    if any(frames.session(article, i) for i in tree.children(claim.head, "attr")):
        return False  # "this will be the third round"
    matters = frames.set("negotiation", "texts", "process", "participants", "nouns")
    matters |= frames.set("next", "signing", "bodies", "approval", "concerned") | frames.set("positions", "fights")
    inside = tree.within(claim.span)
    return any(
        tree.tokens[i].lemma.lower() in matters
        or tree.tokens[i].pos == "PRON"
        or frames.session(article, i)
        or sides.of_phrase(article, i)
        for i in inside
    )


def _open_step(frames: Frames, claim: Claim) -> bool:
    """Whether a claim speaks of a possible step by a set phrase ("pave the way", "a first step toward")."""
    tree = frames.trees[claim.span.article]
    words = " ".join(tree.tokens[k].lemma.lower() for k in tree.within(claim.span))
    step = next((p for p in frames.words["next"]["phrases"] if f" {p} " in f" {words} "), None)
    open_ = claim.modality in ("possible", "conditional", "expected", "planned")
    return step is not None and claim.polarity == "positive" and (open_ or step == "first step")


def _over(frames: Frames, numbers: Numbers, held: set[int], span: Span) -> bool:
    """Whether a step has come to pass: its day is not behind the last report, or it is a session of a round that was
    `held`, in a report from before the end of it. What was to be is history then."""
    last = max((p.earliest for one in frames.layers.values() if (p := one.article.published)), default=date.min)
    article, tree = span.article, frames.trees[span.article]
    inside = set(tree.within(span))
    tops = [k for k in inside if tree.tokens[k].head not in inside or tree.head(k) is None]
    top = tops[0] if len(tops) == 1 else min(inside)
    times = [t for t in frames.times(tree.subtree_span(top)) if t.kind == "date"]
    days = [(t.earliest, t.latest) for t in times if t.earliest and t.latest]
    chain = [top, *(k for c in (top, *tree.children(top, "acomp")) for k in tree.children(c, "xcomp"))]
    meets = bool(lemmas(tree, chain) & frames.set("rounds", "meeting")) or any(
        frames.session(article, k) for v in chain for k in tree.children(v, "nsubj", "nsubjpass", "dobj")
    )
    number = numbers.at(article, top)
    before = number in held and not numbers.ended(article, tree.sentence_of(top))
    own = meets and (before or number < max(held, default=0)) and not any(first > last for first, _ in days)
    return own or (bool(days) and all(final <= last for _, final in days))
