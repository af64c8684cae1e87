"""Delegations: who mediates, who sits for which party and in what role, who heads, who is absent, left or came."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import structs

from stemma.data import gazetteer
from stemma.model import Change, Delegate, Delegation, Entity, Leaf, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.acts import Act
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, conjuncts
from stemma.story.talks.leaving import reason
from stemma.story.talks.parties import Party
from stemma.story.talks.persons import people_at
from stemma.story.talks.roles import leads, role_of
from stemma.story.talks.sides import Sides
from stemma.story.talks.standing import aliases


class Neutrals(NamedTuple):
    """Who mediates and at whose place the talks are held; `ids` of all of them."""

    ids: list[str]
    mediators: tuple[Leaf, ...]
    hosts: tuple[Leaf, ...]


def neutrals(frames: Frames, parties: Sequence[Party]) -> Neutrals:
    """Who mediates (people, organisations and states that do, or whose envoy does), and who hosts the talks."""
    found: list[tuple[str, Span]] = []
    hosting: list[tuple[str, Span]] = []
    sides = {a for p in parties for a in p.aliases}
    frame = frames.words["mediation"]
    texts = frames.set("negotiation", "texts")
    for article, v in frames.hits(frames.set("mediation", "verbs", "chairing", "hosting"), ("VERB", "NOUN", "ADJ")):
        tree = frames.trees[article]
        lemma, held = tree.tokens[v].lemma.lower(), arguments(tree, v)
        of_talks = any(frames.process(article, i) for i in held.objects) or frames.about_talks(article, v)
        of_talks = of_talks or any(tree.tokens[i].lemma.lower() in texts for i in held.objects)
        of_talks = of_talks or (not held.objects and lemma in frame["verbs"])
        if lemma not in frame["verbs"]:
            of_talks = any(frames.process(article, i) or tree.tokens[i].text.lower() == "it" for i in held.objects)
        if not of_talks:
            continue
        heads = [*held.subjects, *tree.children(v, "npadvmod", "compound", "amod", "nsubj")]
        if tree.tokens[v].dep == "appos":  # "with X, the envoy, mediating"
            heads.append(tree.tokens[v].head)
        if lemma in frame["hosting"]:
            hosting += _actors(frames, article, heads)
        else:
            found += _actors(frames, article, heads)
    for article, n in frames.hits(frozenset(frame["nouns"]), ("NOUN", "PROPN")):
        tree = frames.trees[article]
        if not frames.about_talks(article, n) or _only_proposed(frames, article, n):
            continue
        heads = [n, *(k for c in tree.children(n, "amod", "compound", "poss", "appos") for k in conjuncts(tree, c))]
        heads += [
            p
            for a in tree.children(n, "prep")
            if tree.tokens[a].lemma in ("of", "by")
            for p in tree.children(a, "pobj")
        ]
        above = tree.head(n)
        if above is not None and tree.tokens[above].lemma == "as" and (verb := tree.head(above)) is not None:
            heads += arguments(tree, verb).subjects  # "N will act as mediator"
        elif above is not None and tree.tokens[n].dep == "attr":
            heads += arguments(tree, above).subjects
        found += _actors(frames, article, heads)
    for article, n in frames.hits(
        frames.set("mediation", "chairs"), ("NOUN",)
    ):  # "X, secretary of C and chair of the talks"
        tree = frames.trees[article]
        of = tree.children(n + 1, "pobj") if n + 1 < len(tree.tokens) and tree.tokens[n + 1].lemma == "of" else []
        top = n
        while tree.tokens[top].dep == "conj":
            top = tree.tokens[top].head
        if any(frames.process(article, p) for p in of) and tree.tokens[top].dep == "appos":
            found += _actors(frames, article, [tree.tokens[top].head])
    known = {e for e, _ in found}
    if any(_kind(frames, e) == "person" for e in known):  # "the C-ian mediator" is where that one is from
        found = [f for f in found if not _of_one(frames, *f)]
    alias = aliases(frames)
    named = [(alias.get(e, e), s) for e, s in found if e not in sides and alias.get(e, e) not in sides]
    people = {e for e, _ in named if _kind(frames, e) == "person"}
    named += [(alias.get(e, e), s) for e, s in _governing(frames, people) if alias.get(e, e) not in sides]
    named += [(alias.get(e, e), s) for e, s in _heading(frames, people) if alias.get(e, e) not in sides]
    named += [(alias.get(e, e), s) for e, s in _sending(frames, people) if alias.get(e, e) not in sides]
    kept = [(e, s) for e, s in named if _kind(frames, e) in ("person", "organisation", "place", "state")]
    placed = [(alias.get(e, e), s) for e, s in hosting if e not in sides and alias.get(e, e) not in sides]
    ids = sorted({e for e, _ in kept + placed})
    return Neutrals(ids, frames.by_entity(kept), frames.by_entity(placed))


def _of_one(frames: Frames, entity: str, span: Span) -> bool:
    """Whether an adjective tells where one mediator is from, and not which state mediates."""
    tree = frames.trees[span.article]
    inside = tree.within(span)
    head = tree.tokens[tree.tokens[inside[-1]].head] if inside else None
    offices = frames.set("mediation", "offices")
    return _kind(frames, entity) in ("other", "state") and bool(head and head.tag == "NN" and head.lemma in offices)


def _only_proposed(frames: Frames, article: str, i: int) -> bool:
    """Whether a word stands in what somebody proposes or asks for ("proposed that the U join as mediators")."""
    wanted = frames.set("positions", "demand_verbs", "offer_verbs", "rejection_verbs")
    tree = frames.trees[article]
    return any(tree.tokens[k].lemma.lower() in wanted for k in tree.ancestors(i) if tree.tokens[k].pos == "VERB")


def _kind(frames: Frames, entity: str) -> str:
    """The kind of an entity; a state where only an adjective names one ("the Swiss government")."""
    e = next((e for e in frames.entities if e.id == entity), None)
    state = e is not None and e.kind == "other" and gazetteer.demonym(e.name)
    return "state" if state else e.kind if e else ""


def _actors(frames: Frames, article: str, heads: Iterable[int]) -> list[Found]:
    out: list[Found] = []
    tree = frames.trees[article]
    states = frames.set("sides", "states")
    within = [  # "the mediation of the Kingdom of P"
        p
        for i in heads
        if tree.tokens[i].lemma.lower() in states and not frames.mentions_at(article, i)
        for a in tree.children(i, "prep")
        if tree.tokens[a].lemma == "of"
        for p in tree.children(a, "pobj")
    ]
    for i in [*heads, *within]:
        people = people_at(frames, article, i)
        if tree.tokens[i].lemma.lower() in frames.set("sides", "governments"):  # "brokered by the Swiss government"
            beside = tree.children(i, "amod", "compound", "poss", "nmod")
            out += [(e.id, m.span) for c in beside for m, e in frames.mentions_at(article, c)]
        elif people:
            out += [(e.id, m.span) for m, e in people if m.form != "role"]
        else:
            out += [
                (e.id, m.span)
                for m, e in frames.mentions_at(article, i)
                if m.form in ("full", "short", "acronym", "metonym")
            ]
    return out


def _governing(frames: Frames, people: set[str]) -> list[Found]:
    """The state whose minister a mediator is, by its own name ("X, P's foreign minister")."""
    out = []
    for _, tree, body, span in _in_offices(frames, people, frames.set("mediation", "ministers")):
        inside = tree.within(span)
        if body.kind == "place" and inside and tree.tokens[inside[-1]].dep in ("poss", "pobj"):
            out.append((body.id, span))
    return out


def _sending(frames: Frames, people: set[str]) -> list[Found]:
    """The organisation or state whose envoy a mediator is: "envoy of the U", "U envoy"."""
    offices = frames.set("mediation", "offices")
    out = []
    for role, tree, body, span in _in_offices(frames, people, offices):
        inside = tree.within(span)
        above = tree.tokens[tree.tokens[inside[-1]].head].lemma if inside else ""
        if body.kind in ("organisation", "place", "other") and above not in ("to", "for"):
            following = tree.tokens[inside[-1] + 1].lemma.lower() if inside else ""
            if not (body.kind == "place" and following in offices and span.start != role.start):
                out.append((body.id, span))
    return out


def _heading(frames: Frames, people: set[str]) -> list[Found]:
    """The organisation a mediator heads ("the chairman of the C", "X, who heads the C", "the C, whose chairman X …") or
    is of ("X of the C")."""
    offices, leading = frames.set("mediation", "heads"), frames.set("delegations", "lead_verbs")
    out = [
        (body.id, span)
        for role, _, body, span in _in_offices(frames, people, offices)
        if _organisation(frames, span, body) and "former" not in frames.text(role).lower()
    ]
    for m in (m for e in frames.entities if e.id in people for m in e.mentions):
        article, tree = m.span.article, frames.trees[m.span.article]
        inside = tree.within(m.span)
        if not inside:
            continue
        last = inside[-1]
        ofs = [a for a in tree.children(last, "prep") if tree.tokens[a].lemma == "of"]
        heads = [p for a in ofs for p in tree.children(a, "pobj")]
        noun = tree.tokens[last].head if tree.tokens[last].dep == "appos" else last
        for v in tree.children(last, "relcl"):
            heads += tree.children(v, "dobj") if tree.tokens[v].lemma.lower() in leading else []
        for k in tree.children(last, "appos"):  # "X, the head of the C"
            prep = [a for a in tree.children(k, "prep") if tree.tokens[a].lemma == "of"]
            heads += [p for a in prep for p in tree.children(a, "pobj") if tree.tokens[k].lemma.lower() in offices]
        whose = any(tree.tokens[c].tag == "WP$" for k in (noun, last) for c in tree.children(k, "poss"))
        if whose and {tree.tokens[k].lemma.lower() for k in (noun, *tree.children(last, "compound"))} & offices:
            heads += [tree.tokens[k].head for k in tree.ancestors(last) if tree.tokens[k].dep == "relcl"][:1]
        for h in heads:
            out += [(e.id, o.span) for o, e in frames.mentions_at(article, h) if _organisation(frames, o.span, e)]
    return out


def _organisation(frames: Frames, span: Span, e: Entity) -> bool:
    """Whether a whole name is an organisation's: known as one, or with "the" before its words."""
    tree = frames.trees[span.article]
    inside = tree.within(span)
    behind = tree.tokens[inside[-1] + 1] if inside and inside[-1] + 1 < len(tree.tokens) else None
    cut = behind is not None and behind.pos == "PROPN" and tree.tokens[inside[-1]].dep == "compound"
    the = len(inside) > 1 and inside[0] > 0 and tree.tokens[inside[0] - 1].text.lower() == "the"
    return not cut and (e.kind == "organisation" or (e.kind != "place" and the))


def _in_offices(frames: Frames, people: set[str], offices: frozenset[str]) -> Iterator[tuple[Span, Tree, Entity, Span]]:
    """For each role of `people` that names one of `offices`: the role, its tree, and each entity named in it."""
    for m in (m for e in frames.entities if e.id in people for m in e.mentions):
        if m.role is not None and {w.lower() for w in frames.text(m.role).split()} & offices:
            for other, body in frames.mentions(m.role):
                yield m.role, frames.trees[m.role.article], body, other.span


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
            leaders = [n for n, d in enumerate(people) if d.role and leads(frames, d.role)]
            for n in leaders if len(leaders) == 1 else ():
                people[n] = structs.replace(people[n], lead=True)
        people.sort(key=lambda d: (not d.lead, -len({s.article for s in d.person.at}), d.person.value))
        if people:
            out.append(Delegation(party=party.name, members=tuple(people)))
    return tuple(out)


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
