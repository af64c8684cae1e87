"""Neutrals: who mediates between the parties and at whose place they meet.

A mediator is a person, an organisation or a state that mediates, brokers or chairs, whose mediation, auspices or envoy
reports name; with a person the body whose envoy, minister or head that person is.

What it gets wrong: a mediator told only by a pronoun; one who is told to have carried messages and nothing more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from stemma.data import gazetteer
from stemma.model import Entity, Leaf, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import arguments, behind, conjuncts
from stemma.story.talks.persons import people_at
from stemma.story.talks.standing import aliases


class Neutrals(NamedTuple):
    """Who mediates and at whose place the talks are held; `ids` of all of them."""

    ids: list[str]
    mediators: tuple[Leaf, ...]
    hosts: tuple[Leaf, ...]


def neutrals(frames: Frames, sides: Collection[str]) -> Neutrals:
    """Who mediates (people, organisations and states that do, or whose envoy does), and who hosts the talks; none of
    `sides`, the entities that stand for a party."""
    found, hosting = brokers(frames)
    alias = aliases(frames)
    named = [(alias.get(e, e), s) for e, s in found if e not in sides and alias.get(e, e) not in sides]
    people = {e for e, _ in named if _kind(frames, e) == "person"}
    named += [(alias.get(e, e), s) for e, s in _governing(frames, people) if alias.get(e, e) not in sides]
    named += [(alias.get(e, e), s) for e, s in _heading(frames, people) if alias.get(e, e) not in sides]
    named += [(alias.get(e, e), s) for e, s in _sending(frames, people) if alias.get(e, e) not in sides]
    kept = [(e, s) for e, s in named if _kind(frames, e) in ("person", "organisation", "place", "state")]
    places = {e.name for e in frames.entities if e.kind == "place"}
    kept = [(e, s) for e, s in kept if _kind(frames, e) != "person" or frames.names[e] not in places]
    kept = [(e, s) for e, s in kept if not set(frames.names[e].lower().split()) & frames.set("mediation", "organs")]
    placed = [(alias.get(e, e), s) for e, s in hosting if e not in sides and alias.get(e, e) not in sides]
    ids = sorted({e for e, _ in kept + placed})
    return Neutrals(ids, frames.by_entity(kept), frames.by_entity(placed))


def brokers(frames: Frames) -> tuple[list[Found], list[Found]]:
    """All whom reports tell to mediate, and all whom they tell to host the talks."""
    found: list[Found] = []
    hosting: list[Found] = []
    frame = frames.words["mediation"]
    texts = frames.set("negotiation", "texts")
    for article, v in frames.hits(frames.set("mediation", "verbs", "chairing", "hosting"), ("VERB", "NOUN", "ADJ")):
        tree = frames.trees[article]
        lemma, held = tree.tokens[v].lemma.lower(), arguments(tree, v)
        of_talks = any(frames.process(article, i) for i in held.objects) or frames.about_talks(article, v)
        of_talks = of_talks or any(tree.tokens[i].lemma.lower() in texts for i in held.objects)
        of_talks = of_talks or (not held.objects and lemma in frame["verbs"])
        if lemma in frame["hosting"] and any(_of_a_body(frames, article, i) for i in held.objects):
            continue  # "hosts the session of the Council"
        if lemma not in frame["verbs"]:
            of_talks = any(frames.process(article, i) or tree.tokens[i].text.lower() == "it" for i in held.objects)
        if not of_talks:
            continue
        heads = [*held.subjects, *tree.children(v, "npadvmod", "compound", "amod", "nsubj")]
        heads += _by_too(tree, v)
        if tree.tokens[v].dep == "attr":  # "X, who is mediating", by the parser a noun
            heads += arguments(tree, tree.tokens[v].head).subjects
        fors = behind(tree, v, "for")
        fors += [q for p in tree.subtree(v) if tree.tokens[p].lemma == "behalf" for q in _of(tree, p)]
        heads += fors if lemma in frame["verbs"] else []  # "mediates for N", "on behalf of N"
        if tree.tokens[v].dep == "appos":  # "with X, the envoy, mediating"
            heads.append(tree.tokens[v].head)
        if lemma in frame["hosting"]:
            hosting += _actors(frames, article, heads)
        else:
            found += _actors(frames, article, heads)
    for article, n in frames.hits(frozenset(frame["nouns"]), ("NOUN", "PROPN")):
        tree = frames.trees[article]
        whose = tree.tokens[n].dep == "poss"  # "the mediator's spokesman"
        if whose or not frames.about_talks(article, n) or _only_proposed(frames, article, n):
            continue
        heads = [n, *(k for c in tree.children(n, "amod", "compound", "poss", "appos") for k in conjuncts(tree, c))]
        heads += behind(tree, n, "of", "by")
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
    found += _carriers(frames)
    known = {e for e, _ in found}
    if any(_kind(frames, e) == "person" for e in known):  # "the C-ian mediator" is where that one is from
        found = [f for f in found if not _of_one(frames, *f)]
    return found, hosting


def _carriers(frames: Frames) -> list[Found]:
    """Who goes between the sides ("X shuttled between the two floors", "carried messages between A and B"), and through
    whom they deal with each other ("exchanged letters through the N Foundation")."""
    apart, out = frames.set("mediation", "apart"), list[Found]()
    shuttling, carrying = frames.set("mediation", "shuttling"), frames.set("mediation", "carrying")
    speaking, messages = frames.set("mediation", "speaking_through"), frames.set("mediation", "messages")
    for article, v in frames.hits(shuttling | carrying | speaking, ("VERB",)):
        tree, lemma = frames.trees[article], frames.trees[article].tokens[v].lemma.lower()
        held = arguments(tree, v)
        told = any(tree.tokens[i].lemma.lower() in messages for i in held.objects)
        preps = [a for k in (v, *held.objects) for a in tree.children(k, "prep")]
        between = [p for a in preps if tree.tokens[a].lemma.lower() == "between" for p in tree.children(a, "pobj")]
        goes = any({tree.tokens[p].lemma.lower(), tree.tokens[p].text.lower()} & apart for p in between)
        goes = (
            goes
            or len({e.id for p in between for k in conjuncts(tree, p) for _, e in frames.mentions_at(article, k)}) > 1
        )
        if not frames.near_talks(article, v):
            continue
        if between and goes and (lemma in shuttling or (told and lemma in carrying)):
            before = not held.subjects and min(tree.subtree(v)) in preps  # "Between them commute X and Y"
            named = frames.mentions(Span(article, tree.tokens[v].end, tree.sentence_of(v).end)) if before else []
            out += [(e.id, m.span) for m, e in named if e.kind == "person" and m.form == "full"]
            out += _actors(frames, article, held.subjects)
        if lemma in speaking or (told and lemma in carrying):
            through = [a for a in preps if tree.tokens[a].lemma.lower() in ("through", "via")]
            out += _actors(
                frames, article, [k for a in through for p in tree.children(a, "pobj") for k in conjuncts(tree, p)]
            )
    return out


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
    nouns = [i for i in heads if tree.tokens[i].lemma.lower() in states and not frames.mentions_at(article, i)]
    within = [p for i in nouns for p in _of(tree, i)]  # "the mediation of the Kingdom of P"
    described = [tree.tokens[i].head for i in heads if tree.tokens[i].dep == "appos"]  # "N, the state that brokered it"
    for i in dict.fromkeys([*heads, *within, *described]):
        people = people_at(frames, article, i)
        out += _taken_up(frames, article, i)
        if tree.tokens[i].lemma.lower() in frames.set("sides", "governments"):  # "brokered by the Swiss government"
            beside = tree.children(i, "amod", "compound", "poss", "nmod")
            if any(tree.tokens[c].tag == "WP$" for c in beside):  # "A, whose government brokered the deal"
                beside += [tree.tokens[k].head for k in tree.ancestors(i) if tree.tokens[k].dep == "relcl"][:1]
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


def _of(tree: Tree, i: int) -> list[int]:
    """What stands behind "of" below a token."""
    return behind(tree, i, "of")


def _by_too(tree: Tree, v: int) -> list[int]:
    """Whom a second "by" names, wherever the parser has put it ("mediated by X and by Y")."""
    below = [k for k in tree.subtree(v) if k > v and tree.tokens[k].text.lower() == "by"]
    return [p for k in below if tree.tokens[k - 1].text.lower() in ("and", ",") for p in tree.children(k, "pobj")]


def _of_a_body(frames: Frames, article: str, i: int) -> bool:
    """Whether a session is that of a council or the like, not of the parties."""
    tree = frames.trees[article]
    return any(tree.tokens[p].lemma.lower() in frames.set("rounds", "assemblies") for p in _of(tree, i))


def _taken_up(frames: Frames, article: str, i: int) -> list[Found]:
    """The land or body of the sentence before that "it" or "the country" takes up: its subject for the one, the place
    named last for the other."""
    tree = frames.trees[article]
    token = tree.tokens[i]
    number = tree.parse.sentences.index(tree.sentence_of(i))
    land = token.lemma.lower() in frames.set("mediation", "lands") and bool(tree.children(i, "det"))
    told = token.dep == "appos" or bool(frames.mentions_at(article, i))
    if not number or told or not (land or token.text.lower() == "it"):
        return []
    before = tree.parse.sentences[number - 1]
    if land:
        named = frames.mentions(Span(article, before.start, before.end))
        return [(e.id, m.span) for m, e in named if e.kind == "place"][-1:]
    roots = [k for k in range(before.first, before.last) if tree.tokens[k].dep == "ROOT"]
    subjects = [k for r in roots for k in tree.children(r, "nsubj")]
    near = [*(c for k in subjects for c in tree.children(k, "poss", "compound", "amod")), *subjects]
    found = [(e.id, m.span) for k in near for m, e in frames.mentions_at(article, k) if e.kind != "person"]
    return found[:1]


def _formerly(frames: Frames, span: Span) -> bool:
    """Whether an office is one that somebody held ("a former premier of A")."""
    tree = frames.trees[span.article]
    inside = tree.within(span)
    words = {t.text.lower() for t in tree.tokens[max(0, inside[0] - 2) : inside[-1] + 1]} if inside else set()
    return bool(words & frames.set("mediation", "formerly"))


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
        for _, _, body, span in _in_offices(frames, people, offices)
        if _organisation(frames, span, body)
    ]
    for m in (m for e in frames.entities if e.id in people for m in e.mentions):
        article, tree = m.span.article, frames.trees[m.span.article]
        inside = tree.within(m.span)
        if not inside:
            continue
        last = inside[-1]
        heads = _of(tree, last)
        noun = tree.tokens[last].head if tree.tokens[last].dep == "appos" else last
        for v in tree.children(last, "relcl"):
            heads += tree.children(v, "dobj") if tree.tokens[v].lemma.lower() in leading else []
        for k in tree.children(last, "appos"):  # "X, the head of the C"
            heads += _of(tree, k) if tree.tokens[k].lemma.lower() in offices else []
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
            for other, body in frames.mentions(m.role) if not _formerly(frames, m.role) else ():
                yield m.role, frames.trees[m.role.article], body, other.span
