"""Ahead: what is to come, where a construction of English says so.

The sides meeting again or being back, what still needs approval, what follows if there is or is not an agreement, and a
meeting to which somebody invites.

What it gets wrong: conditions that a party sets, told as consequences.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemma.model import Claim, Span
from stemma.story.talks.course import told as told_so
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import arguments, auxiliaries, behind, clause, lemmas, negated
from stemma.story.talks.numbering import Numbers
from stemma.story.talks.sides import Sides


def ahead(frames: Frames, sides: Sides, numbers: Numbers) -> Iterator[Span]:
    """The stretches that tell what is to come."""
    for claim in frames.claims:
        article, tree = claim.span.article, frames.trees[claim.span.article]
        if claim.form in ("relative", "nominal", "headline", "apposition") or claim.polarity == "negative":
            continue
        told = (
            _needs_approval(frames, sides, claim)
            or _meeting_again(frames, sides, numbers, claim)
            or _consequent(frames, article, claim.head)
        )
        span = clause(tree, claim.head, frames.layers[article].attributions) if told else None
        if span and span.overlap(claim.span):
            yield span
    yield from _proposed(frames)


def _needs_approval(frames: Frames, sides: Sides, claim: Claim) -> bool:
    """Whether a text still needs approval, or somebody must give it ("both parliaments must ratify it")."""
    article, tree, head = claim.span.article, frames.trees[claim.span.article], claim.head
    subjects = arguments(tree, head).subjects
    if auxiliaries(tree, head) & {"must"} and tree.tokens[head].lemma.lower() in frames.set("next", "signing"):
        return bool(lemmas(tree, subjects) & frames.set("next", "bodies")) or any(
            sides.of_phrase(article, i) for i in subjects
        )
    needs = tree.tokens[head].lemma.lower() in frames.set("next", "needing")
    wanted = lemmas(tree, tree.children(head, "dobj")) & frames.set("next", "approval")
    return needs and bool(wanted and lemmas(tree, subjects) & frames.set("negotiation", "texts"))


def _meeting_again(frames: Frames, sides: Sides, numbers: Numbers, claim: Claim) -> bool:
    """Whether the sides are to meet again or to be back."""
    tree, head = frames.trees[claim.span.article], claim.head
    lemma = tree.tokens[head].lemma
    words = {tree.tokens[k].lemma.lower() for k in tree.within(claim.span)}
    open_ = claim.modality in ("possible", "conditional", "expected", "planned")
    dated = any(t.kind == "date" and t.earliest for t in frames.times(claim.span))
    goes = lemma in frames.set("trigger", "returning") and open_ and dated
    if goes and numbers.ended(claim.span.article, tree.sentence_of(head)):
        return _joint(frames, sides, claim.span.article, head)
    back = "back" in words and open_ and lemma in ("be", "come", "go", "meet")
    if numbers.again(claim.span.article, head):
        return True
    again = "again" in words and (open_ or lemma == "agree") and lemma in ("meet", "agree", "talk", "sit")
    return (back and _joint(frames, sides, claim.span.article, head)) or again


def _spoken_of(frames: Frames, article: str, i: int, texts: frozenset[str]) -> bool:
    """Whether the talks or an agreement are spoken of in the sentence of a token or the one before."""
    tree = frames.trees[article]
    number = tree.parse.sentences.index(tree.sentence_of(i))
    before = tree.parse.sentences[max(0, number - 1)]
    return frames.near_talks(article, i) or any(t.lemma.lower() in texts for t in tree.tokens[before.first : i])


def _consequent(frames: Frames, article: str, v: int) -> bool:
    """Whether a clause tells what follows if there is, or is not, an agreement ("if no cabinet is formed by May, there
    will be an election", "without a deal, drivers will strike")."""
    tree = frames.trees[article]
    main, aux = v, {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}
    if tree.tokens[main].pos not in ("VERB", "AUX") or frames.quoted(article, v):
        return False
    present = tree.tokens[v].tag in ("VBZ", "VBP") and tree.tokens[v].lemma.lower() in frames.set("next", "needing")
    if not aux & {"will", "would", "could", "may", "might", "must"} and not present:
        return False
    texts = frames.set("negotiation", "texts") | frames.set("positions", "formed")
    for c in tree.children(v, "advcl"):
        first = tree.tokens[tree.subtree(c)[0]].text.lower()
        marks = {tree.tokens[m].text.lower() for m in tree.children(c, "mark")} | {first}
        if not marks & {"if", "unless", "should", "without"}:
            continue
        if c > v and not _no_deal(frames, article, c):
            continue  # "A would sign if B withdrew": a condition of A's
        held = arguments(tree, c)
        lemma = tree.tokens[c].lemma.lower()
        failing = lemma in frames.set("pauses", "verbs") | frames.set("outcome", "failing", "verbs")
        failing = failing or lemma in frames.set("next", "deciding")
        yes = lemma in ("say", "vote") and {tree.tokens[k].text.lower() for k in tree.subtree(c)} & {"yes", "no"}
        if yes and any(tree.tokens[i].lemma.lower() in frames.set("next", "bodies") for i in held.subjects):
            return True
        told = any(
            tree.tokens[i].lemma.lower() in texts or frames.process(article, i)
            for i in [*held.subjects, *held.objects, *tree.children(c, "nsubj", "attr", "dobj")]
        )
        that = any(
            tree.tokens[i].text.lower() in ("they", "that", "this", "it") for i in tree.children(c, "nsubj", "dobj")
        )
        if told or (failing and that and _spoken_of(frames, article, c, texts)):
            return True
    for a in tree.children(v, "prep"):
        if tree.tokens[a].lemma.lower() == "without" and a < v:
            return any(tree.tokens[p].lemma.lower() in texts for p in tree.children(a, "pobj"))
    return False


def _no_deal(frames: Frames, article: str, c: int) -> bool:
    """Whether a conditional clause supposes that nothing comes of the talks ("if there is no agreement", "unless a deal
    is reached", "if the talks fail")."""
    tree = frames.trees[article]
    nouns = [*tree.children(c, "attr", "dobj", "nsubj", "nsubjpass")]
    fruit = [i for i in nouns if tree.tokens[i].lemma.lower() in frames.set("course", "fruits")]
    no = any(tree.tokens[d].text.lower() == "no" for i in fruit for d in tree.children(i, "det"))
    unless = any(tree.tokens[m].text.lower() == "unless" for m in tree.children(c, "mark"))
    fails = tree.tokens[c].lemma.lower() in frames.set("course", "failing") | frames.set("verdicts", "breaking")
    return (
        no or bool(fruit and (unless or negated(tree, c))) or (fails and any(frames.process(article, i) for i in nouns))
    )


def _joint(frames: Frames, sides: Sides, article: str, v: int) -> bool:
    """Whether the parties together, their heads, or a party's members sign or vote."""
    tree = frames.trees[article]
    both = frames.set("next", "bodies")
    return any(tree.tokens[i].lemma.lower() in both or sides.of_phrase(article, i) for i in arguments(tree, v).subjects)


def _proposed(frames: Frames) -> Iterator[Span]:
    """A further meeting that somebody offers, asks for or invites to ("offered to hold another round", "called on A to
    return to the talks", "invites both to P on 12 January")."""
    again = frames.set("trigger", "returning") | {"reconvene", "hold", "host", "convene", "continue", "mediate"}
    for article, v in frames.hits(frames.set("next", "inviting"), ("VERB",)):
        tree, published = frames.trees[article], frames.layers[article].article.published
        goals = [
            *tree.children(v, "dobj", "xcomp"),
            *(p for a in tree.children(v, "prep") for p in tree.children(a, "pobj")),
        ]
        beside = [b for c in tree.children(v, "xcomp") for b in [*tree.children(c, "dobj"), *behind(tree, c)]]
        new = frames.set("next", "further")
        meets = any(
            (frames.process(article, k) or tree.tokens[k].text.lower() == "another" or tree.tokens[k].lemma == "table")
            and (
                {tree.tokens[c].text.lower() for c in tree.children(k, "det", "amod")} & new
                or tree.tokens[k].text == "another"
                or k in beside
            )
            for k in [*goals, *beside]
        )
        back = any(tree.tokens[c].lemma.lower() in again for c in tree.children(v, "xcomp"))
        days = [t.earliest for t in frames.times(tree.subtree_span(v)) if t.kind == "date" and t.earliest]
        later = bool(published and any(day > published.latest for day in days))
        invited = later and tree.tokens[v].lemma == "invite" and frames.near_talks(article, v)
        past = published and days and max(days) < published.earliest
        if (
            told_so(tree, v)
            and not past
            and not frames.quoted(article, v)
            and ((meets and (back or later or not beside)) or invited)
        ):
            span = clause(tree, v, frames.layers[article].attributions)
            if span and span.start <= tree.tokens[v].start:
                yield span
