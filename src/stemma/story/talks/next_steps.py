"""Next steps: what may come after the talks, and what follows if they fail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from stemma.model import Claim, Leaf, Round, Span
from stemma.story.talks.ahead import ahead
from stemma.story.talks.course import told as told_so
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, auxiliaries, behind, clause, from_subject, lemmas, negated, phrase
from stemma.story.talks.numbering import Numbers
from stemma.story.talks.phrasing import named
from stemma.story.talks.sides import Sides

_MET = {"held", "under way"}
_NOUN = 12  # characters the noun behind an ordinal may have


def next_steps(frames: Frames, sides: Sides, rounds: Sequence[Round], neutral: Sequence[str]) -> tuple[Leaf, ...]:
    """What may come next, with its conditions: a further meeting, a signature, a vote, what an agreement could open the
    way to, and what follows if there is none."""
    numbers, found = Numbers(frames), list[Found]()
    for claim in frames.claims:
        if claim.form == "relative" and not _voting(frames, sides, claim):
            continue
        if claim.form in ("nominal", "headline", "apposition") or claim.polarity == "negative":
            continue
        article, tree = claim.span.article, frames.trees[claim.span.article]
        if negated(tree, claim.head):  # "will not take part in the next round"
            continue
        bare = tree.tokens[claim.head].tag == "VB" and not tree.children(claim.head, "aux")
        if bare and claim.form == "complement":
            continue  # "expects that the guns be moved as a first step": a demand
        owners = [i for i in tree.children(claim.head, "nsubj", "nsubjpass") if tree.tokens[i].pos == "PROPN"]
        if any(i + 1 < len(tree.tokens) and tree.tokens[i + 1].tag == "POS" for i in owners):
            continue  # "A's is to vote": whose what, is told before
        step = _step_in(frames, claim.span)
        open_ = claim.modality in ("possible", "conditional", "expected", "planned")
        consequent = _consequent(frames, article, claim.head)
        others = (
            _voting(frames, sides, claim)
            or _opening_up(frames, claim)
            or _meeting_again(frames, sides, numbers, claim)
            or _afterwards(frames, sides, numbers, claim)
        )
        if not ((step and (open_ or step == "first step")) or consequent or others):
            continue
        span = clause(tree, claim.head, frames.layers[article].attributions)
        span = from_subject(tree, claim.head, span) if span else None
        holds = step is None or consequent or (span is not None and _step_in(frames, span) is not None)
        if span and (holds or others) and span.overlap(claim.span):
            found.append((frames.text(span), span))
    for article, i in frames.hits(frames.set("negotiation", "sessions"), ("NOUN",)):
        found += _next_meeting(frames, numbers, article, i, {leaf.value for r in rounds for leaf in r.start})
    found += _proposed(frames, numbers)
    for value, span in ahead(frames, sides, neutral):
        if not any(2 * span.overlap(other) > span.end - span.start for _, other in found):
            found.append((value, span))
    held = {int(n.value) for r in rounds if r.outcome or _MET & {s.value for s in r.status} for n in r.number}
    return frames.alike([f for f in found if not _over(frames, numbers, held, f[1])], days=True)


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


def _step_in(frames: Frames, span: Span) -> str | None:
    """The set phrase for a step to come that a stretch holds ("next round", "pave the way")."""
    tree = frames.trees[span.article]
    words = " " + " ".join(tree.tokens[k].lemma.lower() for k in tree.within(span)) + " "
    return next((p for p in frames.words["next"]["phrases"] if f" {p} " in words), None)


def _voting(frames: Frames, sides: Sides, claim: Claim) -> bool:
    """Whether the parties, their heads or their members are to sign or vote ("parliament is to vote on it", "members
    will be balloted"), or a text still needs approval."""
    article, tree = claim.span.article, frames.trees[claim.span.article]
    head, signing = claim.head, frames.set("next", "signing")
    token = tree.tokens[head]
    open_ = claim.modality in ("possible", "conditional", "expected", "planned")
    open_ = open_ or any(tree.tokens[c].text.lower() == "must" for c in tree.children(head, "aux"))
    owing = frames.set("next", "hoping") | {"be", "have"}  # "is to vote", "has to ratify it"
    below = tree.children(head, "xcomp") if token.lemma.lower() in owing else []
    due = [c for a in tree.children(head, "acomp") for c in tree.children(a, "xcomp")]
    verbs = [head] if open_ else []
    verbs += [c for c in [*below, *due] if tree.tokens[c].pos == "VERB"]
    both = frames.set("next", "bodies")
    for v in verbs:
        if tree.tokens[v].lemma.lower() not in signing:
            continue
        who = [*arguments(tree, v).subjects, *tree.children(v, "nsubjpass"), *tree.children(head, "nsubj", "nsubjpass")]
        if any(tree.tokens[i].lemma.lower() in both or sides.of_phrase(article, i) for i in who):
            return True
    needs = token.lemma.lower() in frames.set("next", "needing") and any(
        tree.tokens[i].lemma.lower() in frames.set("next", "approval") for i in tree.children(head, "dobj")
    )
    texts = frames.set("negotiation", "texts")
    return needs and any(tree.tokens[i].lemma.lower() in texts for i in arguments(tree, head).subjects)


def _opening_up(frames: Frames, claim: Claim) -> bool:
    """Whether an agreement could bring something about; what is measured it holds itself ("would run for 15 years"),
    and what it "would have" brought is past."""
    tree, v = frames.trees[claim.span.article], claim.head
    return (
        claim.modality in ("possible", "conditional")
        and bool(lemmas(tree, arguments(tree, v).subjects) & frames.set("next", "prospects"))
        and tree.tokens[v].pos in ("VERB", "AUX")
        and tree.tokens[v].lemma.lower() not in frames.set("next", "describing")
        and "have" not in auxiliaries(tree, v)
        and not frames.quantities(claim.span)
    )


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


def _afterwards(frames: Frames, sides: Sides, numbers: Numbers, claim: Claim) -> bool:
    """Whether a report that has told of an agreement tells of a later day on which somebody else than the parties is to
    do something ("a committee on prices is to meet in May")."""
    article, tree, head = claim.span.article, frames.trees[claim.span.article], claim.head
    published = frames.layers[article].article.published
    goals = [
        c for c in tree.children(head, "xcomp") if any(tree.tokens[k].tag == "TO" for k in tree.children(c, "aux"))
    ]
    if tree.tokens[head].lemma != "be" or not goals or tree.head(head) is not None or published is None:
        return False
    days = [t.latest for t in frames.times(tree.subtree_span(head)) if t.kind == "date" and t.latest]
    own = any(sides.of_phrase(article, i) for i in tree.children(head, "nsubj"))
    ahead = any(day > published.latest for day in days)
    return ahead and not own and numbers.ended(article, tree.sentence_of(head))


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


def _proposed(frames: Frames, numbers: Numbers) -> Iterator[Found]:
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
            joined = tree.tokens[v].dep == "conj" and not tree.children(v, "nsubj")
            cut = (phrase if joined else clause)(tree, v, frames.layers[article].attributions)
            span = from_subject(tree, v, cut) if cut else None
            own = arguments(tree, v).subjects
            if span and own and tree.tokens[own[0]].end < span.start:  # something stands between
                name = tree.span(min([own[0], *tree.children(own[0], "compound", "det")]), own[0])
                yield f"[{frames.text(name)}] {frames.text(span)}", Span(article, name.start, span.end)
            elif span:
                yield frames.text(span), span


def _next_meeting(frames: Frames, numbers: Numbers, article: str, i: int, opening: set[str]) -> list[Found]:
    """A "next" session, or one with a higher number than its report speaks of, that a clause sets for a day to come."""
    tree = frames.trees[article]
    kind = {tree.tokens[c].lemma.lower() for c in tree.children(i, "amod", "compound")}
    verb = next((k for k in tree.ancestors(i) if tree.tokens[k].pos in ("VERB", "AUX")), None)
    later = any(n > numbers.main[article] for n, q in numbers.told[article] if i in tree.within(_wide(q.span)))
    follows = verb is not None and tree.tokens[i].dep == "nsubj" and numbers.after_end(article, verb)
    if verb is not None and kind & {"new", "fresh"} and not later:
        days = [t.earliest for t in numbers.days_of(article, verb) if t.earliest]
        published = frames.layers[article].article.published
        over = numbers.ended(article, tree.sentence_of(verb))
        later = any(published and d > published.latest and (over or d.isoformat() not in opening) for d in days)
    if verb is None or negated(tree, verb) or not (later or follows or kind & {"next", "further", "another"}):
        return []
    future = {tree.tokens[c].text.lower() for c in tree.children(verb, "aux")} & {
        "will",
        "could",
        "may",
        "would",
        "to",
        "should",
    }
    planned = tree.tokens[verb].lemma in frames.set("rounds", "scheduling") | {"agree"}
    return named(frames, article, verb, "relcl") if future or planned or follows else []


def _wide(span: Span) -> Span:
    """A number with the noun behind it."""
    return Span(span.article, span.start, span.end + _NOUN)
