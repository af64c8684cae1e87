"""Rounds: the sessions of the talks, by number, with place, days, format, status and who sat in them.

A report speaks of the round whose number it names most; claims without a number belong to that round.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from stemma.model import Claim, Leaf, Round, Span
from stemma.story.talks.delegations import delegations
from stemma.story.talks.frames import Frames
from stemma.story.talks.parties import Party

_UNKNOWN = 0


def find_rounds(frames: Frames, parties: Sequence[Party]) -> tuple[Round, ...]:
    """The rounds the reports speak of, by number."""
    main = {article: _main_round(article, frames) for article in frames.layers}
    claims: dict[int, list[Claim]] = defaultdict(list)
    for claim in frames.claims:
        claims[_number(claim, frames) or main[claim.span.article]].append(claim)
    numbers = sorted(n for n in claims if n != _UNKNOWN)
    if not numbers:
        numbers = [_UNKNOWN]
    elif claims.get(_UNKNOWN):
        claims[numbers[-1] if len(numbers) == 1 else _UNKNOWN].extend(claims.pop(_UNKNOWN))
    return tuple(_round(n, claims[n], frames, parties) for n in numbers if claims.get(n))


def _number(claim: Claim, frames: Frames) -> int:
    """The number of the round a claim names ("the fifth round"), 0 for none."""
    units = frames.words["rounds"]["units"]
    found = [q for q in frames.quantities(claim.span) if q.dimension == "ordinal"]
    named = [int(q.value) for q in found if q.unit in units]
    if not named and frames.negotiates(claim):
        named = [int(q.value) for q in found if not q.unit and q.value > 1]
    return named[0] if named else _UNKNOWN


def _main_round(article: str, frames: Frames) -> int:
    counts = Counter(n for c in frames.claims if c.span.article == article and (n := _number(c, frames)))
    return min(counts, key=lambda n: (-counts[n], -n)) if counts else _UNKNOWN


def _round(number: int, claims: list[Claim], frames: Frames, parties: Sequence[Party]) -> Round:
    sessions = [c for c in claims if _session(c, frames)]
    formats = frames.words["rounds"]["formats"]
    told = [c for c in claims if _number(c, frames) == number]
    return Round(
        number=(frames.leaf(str(number), told),) if number else (),
        place=_places(sessions, frames),
        start=_days(sessions, frames, "opening"),
        end=_days(sessions, frames, "closing"),
        days=_lengths(sessions, frames),
        format=_values(((f, c) for c in sessions for f in formats if f in frames.lemmas(c)), frames),
        status=_values(((s, c) for c in sessions if (s := _status(c, frames))), frames),
        delegations=delegations(frames, claims, parties),
    )


def _session(claim: Claim, frames: Frames) -> bool:
    """Whether a claim speaks of the session itself: a meeting of negotiators or a round of talks."""
    frame = frames.words["negotiation"]
    lemmas = frames.lemmas(claim)
    meets = bool(
        lemmas & {"meet", "gather", "convene"} and lemmas & {*frame["nouns"], "official", *frame["participants"]}
    )
    return frames.negotiates(claim) or meets or bool(lemmas & set(frames.words["rounds"]["units"]))


def _values(found: object, frames: Frames) -> tuple[Leaf, ...]:
    groups: dict[str, list[Claim]] = defaultdict(list)
    for value, claim in found:  # type: ignore[attr-defined]
        groups[value].append(claim)
    ordered = sorted(groups.items(), key=lambda g: (-len({c.span.article for c in g[1]}), g[0]))
    return tuple(frames.leaf(value, held, [c.span for c in held]) for value, held in ordered)


def _places(sessions: Sequence[Claim], frames: Frames) -> tuple[Leaf, ...]:
    """The towns sessions are said to be held in: places behind "in" or "at" that no other place of the claim holds."""
    found: dict[str, list[tuple[Claim, Span]]] = defaultdict(list)
    for claim in sessions:
        tree = frames.trees[claim.span.article]
        frame = frames.words["rounds"]
        meets = frames.lemmas(claim) & {*frame["opening"], *frame["closing"], *frame["units"], "talk", "talks"}
        for m, e in frames.mentions(claim.span):
            inside = tree.within(m.span)
            governor = tree.head(inside[-1]) if inside else None
            if e.kind == "place" and governor is not None and tree.tokens[governor].lemma in ("in", "at") and meets:
                above = tree.head(governor)
                if above is not None and _of_session(above, tree.tokens[above].lemma, frames):
                    found[e.id].append((claim, m.span))
    names = {e.id: e.name for e in frames.entities}
    ordered = sorted(found.items(), key=lambda f: (-len({c.span.article for c, _ in f[1]}), f[0]))
    return tuple(frames.leaf(names[e], [c for c, _ in at], [s for _, s in at]) for e, at in ordered)


def _of_session(_: int, lemma: str, frames: Frames) -> bool:
    frame = frames.words["rounds"]
    words = {*frame["opening"], *frame["closing"], *frame["units"], *frames.words["negotiation"]["nouns"]}
    return lemma in words | {"due", "be", "city", "plan", "schedule", "arrive"}


def _days(sessions: Sequence[Claim], frames: Frames, which: str) -> tuple[Leaf, ...]:
    """The day a round opens or closes: single days in claims with a word of opening (or closing) and of talks."""
    wanted = set(frames.words["rounds"][which])
    found: dict[str, list[tuple[Claim, Span]]] = defaultdict(list)
    for claim in sessions:
        head = frames.trees[claim.span.article].tokens[claim.head].lemma
        due = head == "be" and "due" in frames.lemmas(claim)
        if head not in wanted and not (which == "opening" and due):
            continue
        for t in frames.times(claim.span):
            if t.kind == "date" and t.earliest and t.earliest == t.latest:
                found[t.earliest.isoformat()].append((claim, t.span))
    ordered = sorted(found.items(), key=lambda f: (-len({c.span.article for c, _ in f[1]}), f[0]))
    return tuple(frames.leaf(day, [c for c, _ in at], [s for _, s in at]) for day, at in ordered)


def _lengths(sessions: Sequence[Claim], frames: Frames) -> tuple[Leaf, ...]:
    """How many days a round lasts: durations of days in claims of lasting."""
    lasting = {"last", "take", "extend", "continue", "run", "bargaining", "due", "spend"}
    found: dict[str, list[tuple[Claim, Span]]] = defaultdict(list)
    for claim in sessions:
        lemmas = frames.lemmas(claim)
        for q in frames.quantities(claim.span):
            if q.dimension == "time" and 1 <= q.value <= 14 and (lemmas & lasting or claim.form == "nominal"):
                found[f"{q.value:g}"].append((claim, q.span))
    ordered = sorted(found.items(), key=lambda f: (-len({c.span.article for c, _ in f[1]}), f[0]))
    return tuple(frames.leaf(n, [c for c, _ in at], [s for _, s in at]) for n, at in ordered)


def _status(claim: Claim, frames: Frames) -> str:
    """announced, under way, held, postponed or cancelled, by the predicate and its tense."""
    tree = frames.trees[claim.span.article]
    token = tree.tokens[claim.head]
    frame = frames.words["rounds"]
    if token.lemma in frame["off"]:
        return "cancelled" if token.lemma == "cancel" else "postponed"
    if token.lemma in frame["closing"] and "Tense=Past" in token.morph:
        return "held"
    if token.lemma not in frame["opening"]:
        return ""
    if claim.modality in ("planned", "expected"):
        return "announced"
    if claim.modality == "asserted" and ("Tense=Past" in token.morph or "Aspect=Prog" in token.morph):
        return "under way"
    return ""
