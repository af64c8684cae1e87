"""People of the talks: every word that tells who takes part, who heads, who stays away, who leaves, who follows whom.

Each occurrence is an `Act`; `delegations` puts the acts of a round together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from stemma.story.talks.absence import Absence
from stemma.story.talks.acts import Act
from stemma.story.talks.attending import Attending
from stemma.story.talks.frames import Frames
from stemma.story.talks.heading import Heading
from stemma.story.talks.leaders import leaders
from stemma.story.talks.seating import Seating
from stemma.story.talks.sides import Sides


def acts(frames: Frames, sides: Sides) -> list[Act]:
    """All acts of the story, each once."""
    seating, leaving = Seating(frames, sides), Absence(frames, sides)
    found = list[Act]()
    for read in (Heading(frames, sides).heading, seating.joining, seating.instead):
        found += read()
        sides.learn((a.entity, a.party) for a in found)  # "with her will travel Y": whose side she is on is known
    leaving.seated = {a.entity for a in found}
    found += seating.facing({a.entity for a in found if a.part == "head"})
    # Who is known to have left by one report had sat on the delegation of which another tells no more.
    leaving.seated = leaving.seated | {a.entity for a in leaving.leaving() if a.part == "out"}
    found += [a for read in (leaving.leaving, leaving.staying) for a in read()]
    found += _in_the_stead(frames, found)
    found = [*_one_side(found, sides), *_headed_on(found)]
    # A person whose office tells no side stands on the side that most sentences give.
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for act in found:
        if act.party:
            told[act.entity][act.party] += 1
    # Nobody sits on two sides: where sentences differ, on the one that most give.
    most = {e: side for e, votes in told.items() if len(votes) > 1 and (side := _most(votes))}
    found = [a._replace(party=most[a.entity]) if a.party and a.entity in most else a for a in found]
    sided = [a if a.party else a._replace(party=sides.of_entity(a.entity) or _most(told[a.entity])) for a in found]
    # Who replaces whom "at the head of the A team" is of that team.
    for n, act in enumerate(sided):
        tree = frames.trees[act.article]
        bodies = [k for k in tree.subtree(act.trigger) if seating.body(act.article, k)]
        own = {s for k in bodies if (s := seating.side(act.article, k))} if act.part in ("in", "out") else set()
        if not act.party and len(own) == 1:
            sided[n] = act._replace(party=own.pop())
    # Who heads, or sits in, a delegation together with somebody stands on the same side ("led by X and Y").
    beside: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    for act in sided:
        if act.party:
            beside[act.article, act.trigger, act.part].add(act.party)
    for n, act in enumerate(sided):
        together = beside[act.article, act.trigger, act.part]
        if not act.party and act.part in ("head", "member") and len(together) == 1 and seating.of_body(act):
            sided[n] = act._replace(party=min(together))
    sided += leaders(frames, sides, sided)
    return list(dict.fromkeys([*sided, *Attending(frames, sides).seated(sided)]))


def _one_side(found: Sequence[Act], sides: Sides) -> list[Act]:
    """Who comes for whom stands on one side: the one's, where nothing tells the other's."""
    known = {
        (a.article, a.trigger): s for a in found if a.part == "out" and (s := a.party or sides.of_entity(a.entity))
    }
    return [
        a._replace(party=known.get((a.article, a.trigger)))
        if a.part in ("in", "head") and not a.party and not sides.of_entity(a.entity)
        else a
        for a in found
    ]


def _headed_on(found: Sequence[Act]) -> list[Act]:
    """Who came for somebody who headed a delegation heads it."""
    heads = {a.entity for a in found if a.part == "head"}
    gone = {(a.article, a.trigger) for a in found if a.part == "out" and a.entity in heads}
    return [a._replace(part="head") for a in found if a.part == "in" and (a.article, a.trigger) in gone]


def _in_the_stead(frames: Frames, found: Sequence[Act]) -> list[Act]:
    """Who came, where a sentence tells it in other words: who heads because another is gone ("X led for A because Y had
    been dismissed")."""
    out = list[Act]()
    gone = [a for a in found if a.part == "out"]
    for act in found:
        tree = frames.trees[act.article]
        for c in tree.children(act.trigger, "advcl") if act.part == "head" else ():
            marks = {tree.tokens[k].text.lower() for k in tree.children(c, "mark")}
            below = set(tree.subtree(c))
            why = [o for o in gone if o.article == act.article and o.trigger in below and o.entity != act.entity]
            if why and marks & {"because", "after", "since"}:
                out.append(act._replace(part="in"))
    return out


def _most(votes: Counter[str]) -> str | None:
    best = votes.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None
