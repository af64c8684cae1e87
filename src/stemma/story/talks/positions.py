"""Positions: what is on the table and what each party demands, offers, concedes, rejects or holds to be beyond debate.

Each kind has its frame (Request, Offering, Desiring, Statement of refusal; DEMAND, CONCEDE, REJECT of PLOVER): a word
that evokes it, whose position it is (the party of the verb's subject, else of the speaker), and the phrase that says
what (its object, clause or infinitive; each member of a list is a position of its own). What is told without such a
word is read by a network (`learnt`), which also has a say in what such a word is taken for.

What it gets wrong: whose a position is where only "it" stands for the party.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from stemma.model import Claim, Position, Span
from stemma.story.talks.bids import Bids
from stemma.story.talks.ellipsis import filled
from stemma.story.talks.evoked import Evoked
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.held_back import HeldBack
from stemma.story.talks.issues import by_issue
from stemma.story.talks.learnt import Learnt
from stemma.story.talks.parties import Party
from stemma.story.talks.phrasing import Kind
from stemma.story.talks.refusals import Refusals
from stemma.story.talks.sides import Sides
from stemma.story.talks.stances import Stances
from stemma.story.talks.terms import Terms

_QUOTES = frozenset('"“”«»')
_ORDER: tuple[Kind, ...] = (
    *("red line", "condition", "demand", "offer", "concession", "rejection", "interest", "position", "term"),
)
_LEAST = 0.6  # how likely a claim tells a position, for it to be shown
_FEWEST = 5  # words it has then
_RESTATED = 0.6  # the cosine of two claims that are one position


def positions(
    frames: Frames,
    parties: Sequence[Party],
    sides: Sides,
    own: Mapping[str, str],
    learnt: Learnt,
    outcomes: Sequence[Span] = (),
    venues: Collection[str] = (),
) -> tuple[Position, ...]:
    """The positions by party and kind, in the order of the days on which they were first reported; wordings of one
    position together; `own`: the party whose own voice a report is. What an agreement holds is left out where it stands
    among the `outcomes` of a round; `venues` are the entities of the places of rounds."""
    terms, stances, bids = Terms(frames, sides), Stances(frames, sides, own), Bids(frames, sides, own)
    evoked, refusals = Evoked(frames, sides, own), Refusals(frames, sides, own)
    agreed = ("term", "concession")
    groups: dict[tuple[str | None, Kind], list[Found]] = defaultdict(list)
    taken, figures = list[tuple[str | None, Span]](), dict[Span, Span]()
    for read in (
        refusals.lines,
        stances.conditions,
        stances.interests,
        evoked.listed,
        evoked.evoked,
        bids.obligations,
        bids.moves,
        bids.pledges,
        refusals.refusals,
        refusals.denials,
        terms.held,
        terms.listed,
        terms.arranged,
    ):
        said = [
            s
            for s in read()
            if not any(_mostly(s.span, t) for party, t in taken if None in (party, s.party) or party == s.party)
        ]
        if read in (evoked.evoked, terms.arranged, terms.listed):  # told as what the round ended with
            said = [s for s in said if s.kind not in agreed or not any(_mostly(s.span, o) for o in outcomes)]
        said = [s for s in said if not frames.headline(s.span) and not learnt.unlikely(s.span)]
        for s in said:
            span = _closed(frames, s.span)
            value, figure = filled(frames, span)
            groups[s.party, s.kind].append((value, span))
            figures |= {span: figure} if figure else {}
        taken += [(s.party, s.span) for s in said]
    rank = {p.name: n for n, p in enumerate(parties)}
    out = list(_further(evoked, learnt, [f for held in groups.values() for f in held], outcomes))
    for (party, kind), found in groups.items():
        for leaf in frames.alike(found, days=True):
            borrowed = [figures[s] for s in leaf.at if s in figures]
            text = leaf if not borrowed else frames.leaf(leaf.value, [*leaf.at, *borrowed], days=True) or leaf
            out.append(Position(party=party, kind=kind, text=text))
    return by_issue(
        frames,
        sides,
        sorted(
            out,
            key=lambda p: (
                rank.get(p.party or "", len(rank)),
                _ORDER.index(p.kind),
                p.text.first_reported or date.max,
            ),
        ),
        venues,
    )


def _further(held: HeldBack, learnt: Learnt, known: Sequence[Found], outcomes: Sequence[Span]) -> Iterator[Position]:
    """The claims that are likely to tell a party's position and say none again that is `known`: the surest wording of
    each, with all that say the same."""
    frames, taken = held.frames, [*outcomes, *(at for _, at in known)]
    told = [frames.claims_at(at)[:1] for _, at in known]
    groups = list[list[Claim]]()
    for claim, chance in learnt.likely("position"):
        at = claim.span
        if chance < _LEAST:
            break
        new = not any(at.overlap(o) for o in taken)
        if not new or len(frames.text(at).split()) < _FEWEST or frames.headline(at):
            continue
        if held.points_back(at.article, at) or held.judges(at.article, claim.head) or held.tells_none(claim):
            continue
        taken.append(at)
        if not any(_restates(frames, learnt, claim, other) for near in told for other in near):
            home = next((g for g in groups if _restates(frames, learnt, claim, g[0])), None)
            home.append(claim) if home is not None else groups.append([claim])
    for group in groups:
        party = learnt.whose(group[0])
        leaf = frames.leaf(frames.text(group[0].span), [c.span for c in group], days=True) if party else None
        if leaf:
            yield Position(party=party, kind=learnt.kind(group[0]), text=leaf)


def _restates(frames: Frames, learnt: Learnt, a: Claim, b: Claim) -> bool:
    """Whether two claims mean nearly the same and all figures of the one are the other's."""
    one, two = frames.figures(a.span), frames.figures(b.span)
    return (one <= two or two <= one) and bool(one) == bool(two) and learnt.alike(a, b) >= _RESTATED


def _mostly(span: Span, other: Span) -> bool:
    return 2 * span.overlap(other) > span.end - span.start


def _closed(frames: Frames, span: Span) -> Span:
    """A stretch with the quotation mark that closes what is quoted at its end."""
    text = frames.layers[span.article].article.text
    marks = sum(c in _QUOTES for c in frames.text(span))
    for end in range(span.end + 1, min(span.end + 3, len(text)) + 1):
        if marks % 2 and text[end - 1] in _QUOTES:
            return Span(span.article, span.start, end)
        if text[end - 1] not in ".,":
            break
    return span
