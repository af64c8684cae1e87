"""Standing: which entities stand for which party: its adjective, its capital, its short name, its army.

Capitals are known from the gazetteer, or from a report that calls a town one ("A, the capital of B", "the B-ian
capital, A"). A name that is only the end of another body's name ("Ministry of Fisheries") stands for nothing.

What it gets wrong: a capital that no report calls so; a town that lends its name to the paper printed there.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemma.article.names import lexicon
from stemma.data import gazetteer
from stemma.model import Entity
from stemma.story.talks.frames import Frames

_OFTEN = 3  # mentions


def aliases(frames: Frames) -> dict[str, str]:
    """For every entity that can stand for a party, the entity of that party's own name."""
    common = frames.set("sides", "common")
    bodies = [e for e in frames.entities if e.kind in ("place", "organisation") or unknown(e)]
    bodies = [e for e in bodies if e.name.lower().replace("’", "'") not in common and not _only_behind_of(frames, e)]
    outlets = {one.article.outlet.name for one in frames.layers.values() if one.article.outlet}
    out = {e.id: e.id for e in bodies}
    bodies_of: dict[str, str] = {}
    people = {e.name for e in frames.entities if e.kind == "person"}
    states, agencies = frames.set("sides", "states"), frames.set("sides", "agencies")
    for adjective in (e for e in frames.entities if e.kind == "other"):
        code = gazetteer.demonym(adjective.name)
        for body in bodies:
            known = code is not None and gazetteer.country(body.name) == code
            if known or (code is None and body.kind == "place" and lexicon.is_derived(adjective.name, body.name)):
                out[adjective.id] = body.id
                break
        else:
            if code is not None:  # a country named by its adjective alone
                out[adjective.id] = adjective.id
                bodies_of[code] = adjective.id
    first: dict[str, str] = {}  # of one name taken for an organisation here and for a place there
    for body in sorted(bodies, key=lambda e: e.kind != "organisation"):
        code = gazetteer.country(body.name)  # "Britain" and "the United Kingdom" are one
        first[body.name] = first.setdefault(code or body.name, body.id)
    for body in bodies:
        owner_name = _governs(body.name, states)
        if owner := next((e for e in bodies if owner_name and e.id != body.id and e.name == owner_name), None):
            out[body.id] = owner.id
        elif country := gazetteer.seat(body.name) or gazetteer.metonym(body.name):
            owner = next((e for e in bodies if e.id != body.id and gazetteer.country(e.name) == country), None)
            if owner or country in bodies_of:
                out[body.id] = owner.id if owner else bodies_of[country]
        if (short := _without_leader(body.name, people)) in first:
            out[body.id] = first[short]
            continue
        longer = {
            first[e.name]
            for e in bodies
            if e.kind != "person"
            and not _without_leader(e.name, people)
            and _shortens(body.name, e.name)
            and not set(e.name.lower().split()) & agencies
            and e.name not in outlets  # a state is not short for a paper named after it
        }
        if len(longer) == 1:
            out[body.id] = longer.pop()
        elif out[body.id] == body.id:
            out[body.id] = first[body.name]
    for one in (e for e in frames.entities if e.kind == "person" and all(" " not in m.name for m in e.mentions)):
        # a company's short name, taken for somebody's family name
        owners = {first[e.name] for e in bodies if e.kind == "organisation" and _shortens(one.name, e.name)}
        if len(owners) == 1:
            out[one.id] = owners.pop()
    for plural in (e for e in frames.entities if e.kind in ("organisation", "other") and e.name.endswith("s")):
        if out.get(plural.id, plural.id) != plural.id:
            continue
        whole = {
            out[first[e.name]]
            for e in bodies
            if e.kind != "person" and _shortens(plural.name, e.name) and not _without_leader(e.name, people)
        }
        if len(whole) == 1:
            out[plural.id] = whole.pop()
        elif not whole and plural.kind == "other" and plural.id not in out and len(plural.mentions) >= _OFTEN:
            out[plural.id] = plural.id  # a political party, by its members ("the Greens")
    return out | capitals(frames, out)


def capitals(frames: Frames, known: dict[str, str]) -> dict[str, str]:
    """Towns that reports call the capital of a body of `known`, by its entity."""
    out: dict[str, str] = {}
    for article, i in frames.hits(frozenset({"capital"}), ("NOUN",)):
        tree = frames.trees[article]
        beside = [*tree.children(i, "poss", "amod", "compound", "nmod")]
        ofs = [a for a in tree.children(i, "prep") if tree.tokens[a].lemma == "of"]
        beside += [p for a in ofs for p in tree.children(a, "pobj")]
        owners = {known[e.id] for k in beside for _, e in frames.mentions_at(article, k) if e.id in known}
        seats = {e.id for k in _named_with(frames, article, i) for _, e in frames.mentions_at(article, k) if _town(e)}
        if len(owners) == 1 and len(seats) == 1 and not seats & owners:
            out[seats.pop()] = owners.pop()
    return out


def _named_with(frames: Frames, article: str, i: int) -> Iterator[int]:
    """The name beside a description: "the capital, A", "A, the capital", "the capital A", "A is the capital"."""
    tree = frames.trees[article]
    token = tree.tokens[i]
    yield from tree.children(i, "appos")
    if token.dep in ("appos", "compound", "nmod"):
        yield token.head
    if token.dep == "attr":
        yield from tree.children(token.head, "nsubj")


def _town(e: Entity) -> bool:
    return (e.kind in ("place", "organisation") or unknown(e)) and not gazetteer.country(e.name)


def _only_behind_of(frames: Frames, e: Entity) -> bool:
    """Whether a name only ends another body's name ("Ministry of Fisheries", "the Agreement of Fisheries")."""
    states = frames.set("sides", "states", "governments", "bodies") | frames.set("negotiation", "participants", "teams")
    for m in e.mentions:
        tree = frames.trees[m.span.article]
        inside = tree.within(m.span)
        of = tree.tokens[tree.tokens[inside[-1]].head] if inside else None
        if of is None or of.lemma != "of" or tree.tokens[inside[-1]].dep != "pobj":
            return False
        above = tree.tokens[of.head]
        opening = of.head == tree.sentence_of(of.head).first  # a capital letter that says nothing
        if not above.text[:1].isupper() or opening or above.lemma.lower() in states:
            return False
    return e.kind == "organisation" and bool(e.mentions)


def _governs(name: str, states: frozenset[str]) -> str | None:
    """The place a state or its government is named after ("the Government of X", "the Republic of X")."""
    first, of, place = name.removeprefix("the ").removeprefix("The ").partition(" of ")
    return place.removeprefix("the ") if of and first.split()[-1].lower() in states else None


def _without_leader(name: str, people: set[str]) -> str:
    """The organisation in "the A Party of X", where X is somebody's name; else empty."""
    body, of, person = name.partition(" of ")
    return body if of and person in people else ""


def unknown(e: Entity) -> bool:
    """Whether an entity was taken for a person on no more than its name: no office and no title anywhere. The name of
    a little-known state, movement or company looks the same."""
    return e.kind == "person" and all(m.role is None for m in e.mentions)


def _shortens(short: str, name: str) -> bool:
    """Whether `short` is the beginning of an organisation's longer name ("Halden" of "Halden Steel")."""
    a, b = short.split(), name.replace("’", "'").split()
    named = all(w[:1].isupper() or w in ("of", "and", "the", "for") for w in b[len(a) :])  # not "Halden plant"
    return len(a) < len(b) and named and [w.rstrip("'s") for w in a] == [w.rstrip("'s") for w in b[: len(a)]]
