"""Delegations: who sits for which party and in what role, who heads, who is absent, left or came."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import structs

from stemma.model import Change, Delegate, Delegation, Leaf, Span
from stemma.story.talks.acts import Act
from stemma.story.talks.frames import Frames
from stemma.story.talks.leaders import leading
from stemma.story.talks.leaving import reason
from stemma.story.talks.parties import Party
from stemma.story.talks.roles import role_of
from stemma.story.talks.sides import Sides


def departures(frames: Frames, acts: Sequence[Act]) -> tuple[Leaf, ...]:
    """Who left a delegation, with the day where one is told."""
    found = [(a.entity, _stretch(frames, a)) for a in acts if a.part == "out"]
    return frames.by_entity(found, days=True)


def _stretch(frames: Frames, act: Act) -> Span:
    """From the person to the word that says what happened, so that the day and the reason beside it are inside."""
    claims = frames.claims_at(Span(act.article, *_ends(frames, act)))
    span = claims[0].span if len(claims) == 1 and claims[0].span.contains(act.span) else act.span
    return span


def _ends(frames: Frames, act: Act) -> tuple[int, int]:
    token = frames.trees[act.article].tokens[act.trigger]
    return min(act.span.start, token.start), max(act.span.end, token.end)


def delegations(
    frames: Frames, acts: Sequence[Act], gone: set[str], parties: Sequence[Party], sides: Sides, others: Iterable[str]
) -> tuple[Delegation, ...]:
    """Each party's people among the acts of one round; `gone` left before it and `others` mediate."""
    outside = set(others)
    members: dict[str, dict[str, list[Act]]] = defaultdict(lambda: defaultdict(list))
    absent = Counter(a.entity for a in acts if a.part == "absent")
    for act in acts:
        if act.part not in ("head", "member", "in") or act.entity in outside:
            continue
        if act.entity in gone and frames.trees[act.article].tokens[act.trigger].pos != "VERB":
            continue  # "their former negotiator"
        if side := act.party or sides.of_entity(act.entity):
            members[side][act.entity].append(act)
    out = []
    for party in parties:
        people = []
        for entity, held in members[party.name].items():
            if absent[entity] >= len(held):
                continue
            person = frames.leaf(frames.names[entity], [a.span for a in held])
            if person:
                lead = any(a.part == "head" for a in held)
                people.append(Delegate(person=person, role=role_of(frames, entity, held), lead=lead))
        if not any(d.lead for d in people) and not sides.governed(party):
            # The leader of a party, a union or a firm who sits on its delegation heads it.
            offices = frames.set("delegations", "leaders")
            leaders = [n for n, d in enumerate(people) if d.role and leading(frames, d.role.at[0], offices)]
            for n in leaders if len(leaders) == 1 else ():
                people[n] = structs.replace(people[n], lead=True)
        if len(people) == 1 and _acts_alone(frames, [a for held in members[party.name].values() for a in held]):
            people = [structs.replace(people[0], lead=True)]
        people.sort(key=lambda d: (not d.lead, -len({s.article for s in d.person.at}), d.person.value))
        if people:
            out.append(Delegation(party=party.name, members=tuple(people)))
    return tuple(out)


def _acts_alone(frames: Frames, held: Sequence[Act]) -> bool:
    """Whether one who sits for a party, and none beside him is told of, speaks for it ("stays on for A"): he does more
    than join a delegation, or be counted among it."""
    tokens = [frames.trees[a.article].tokens[a.trigger] for a in held if a.part != "absent"]
    joining = frames.set("delegations", "join_verbs", "hold_verbs", "companions") - {"represent"}
    return any(t.pos == "VERB" and t.lemma.lower() not in joining for t in tokens)


def absences(frames: Frames, acts: Sequence[Act]) -> tuple[Leaf, ...]:
    """Who is told to be absent, of people who stand on a side."""
    return frames.by_entity((a.entity, a.span) for a in acts if a.part == "absent" and a.party)


def changes(frames: Frames, acts: Sequence[Act], sides: Sides, before: Mapping[str, str]) -> tuple[Change, ...]:
    """Who left and who came between rounds: one change for each replacing, leaving or entering that is told, and for
    each member of the round `before` (with the party of each) who is told to stay away from this one."""
    pairs: dict[tuple[str | None, str | None], list[Act]] = defaultdict(list)
    by_trigger: dict[tuple[str, int], list[Act]] = defaultdict(list)
    for act in acts:
        if act.part in ("out", "in"):
            by_trigger[act.article, act.trigger].append(act)
    for held in by_trigger.values():
        outs: list[str | None] = [a.entity for a in held if a.part == "out"]
        ins: list[str | None] = [a.entity for a in held if a.part == "in"]
        for gone in outs or [None]:
            for come in ins or [None]:
                pairs[gone, come] += held
    for gone, come in _followed(frames, pairs):  # "X took over after Y resigned"
        pairs[gone, come] += pairs.get((gone, None), []) + pairs.get((None, come), [])
    for gone, come in _in_turn(
        pairs, acts, sides, before
    ):  # "X was called home. A has sent Y, a new head of delegation"
        pairs[gone, come] += pairs[gone, None] + pairs[None, come]
    replaced = {e for pair in pairs if all(pair) for e in pair}
    made = []
    for (out, into), held in sorted(pairs.items(), key=lambda p: (p[0][0] or "", p[0][1] or "")):
        alone = (into is None and out in replaced) or (out is None and into in replaced)
        if alone:
            continue
        told = held + [a for p, other in pairs.items() if p in ((out, None), (None, into)) for a in other]
        causes = [s for a in told if (s := reason(frames, a))]
        party = next((p for a in told if (p := a.party or sides.of_entity(a.entity))), None)
        why = frames.leaf(frames.text(causes[0]), causes[:1]) if causes else None
        if party:
            left, came = _person(frames, out, told), _person(frames, into, told)
            made.append(Change(party=party, out=left, into=came, why=why, how=_stepped_back(frames, acts, held)))
    told_out = {out for out, _ in pairs}
    for entity in sorted({a.entity for a in acts if a.part == "absent"} & before.keys() - told_out):
        told = [a for a in acts if a.entity == entity and a.part == "absent"]
        causes = [c for a in told if (c := reason(frames, a))]
        why = frames.leaf(frames.text(causes[0]), causes[:1]) if causes else None
        if len(told) >= sum(a.entity == entity and a.part in ("head", "member") for a in acts):
            made.append(Change(party=before[entity], out=_person(frames, entity, told), why=why))
    return tuple(made)


def _in_turn(
    pairs: Mapping[tuple[str | None, str | None], Sequence[Act]],
    acts: Sequence[Act],
    sides: Sides,
    before: Mapping[str, str],
) -> list[tuple[str, str]]:
    """Of each side the one who had sat before and left, with the one who came and heads."""
    heads = {a.entity for a in acts if a.part == "head"}
    out = list[tuple[str, str]]()
    for party in sides.parties:
        own = [
            pair for pair, held in pairs.items() if party.name in {a.party or sides.of_entity(a.entity) for a in held}
        ]
        left = [gone for gone, come in own if gone in before and come is None]
        came = [come for gone, come in own if gone is None and come in heads]
        out += [(g, c) for g in left for c in came if g and c and g != c and len(left) == len(came) == 1]
    return out


def _stepped_back(frames: Frames, acts: Sequence[Act], came: Sequence[Act]) -> Leaf | None:
    """How a report tells that somebody takes a part over from one who stays in another ("X has taken over as head; Y
    stays as his deputy")."""
    for act in came:
        tree = frames.trees[act.article]
        sentence = tree.sentence_of(act.trigger)
        stays = [a for a in acts if a.role and a.article == act.article and a.entity != act.entity]
        stays = [a for a in stays if sentence.first <= a.trigger < sentence.last and a.trigger > act.trigger]
        if act.part == "in" and stays:
            first = min([act.trigger, *tree.children(act.trigger, "aux")])
            span = tree.span(first, max(tree.subtree(stays[0].trigger)))
            span = Span(act.article, span.start, span.start + len(frames.text(span).rstrip(" .;,")))
            return frames.leaf(frames.text(span), [span])
    return None


def _followed(
    frames: Frames, pairs: Mapping[tuple[str | None, str | None], Sequence[Act]]
) -> list[tuple[str | None, str | None]]:
    """Who came because somebody left: the one is named in the reason given for the other."""
    out = []
    for (gone, come), held in pairs.items():
        for act in held if gone is None and come else ():
            if (why := reason(frames, act)) is not None:
                named = {e.id for _, e in frames.mentions(why)}
                out += [(other, come) for other, into in pairs if into is None and other in named]
    return sorted(set(out), key=str)


def _person(frames: Frames, entity: str | None, told: Sequence[Act]) -> Leaf | None:
    if entity is None:
        return None
    return frames.leaf(frames.names[entity], [_stretch(frames, a) for a in told if a.entity == entity], days=True)
