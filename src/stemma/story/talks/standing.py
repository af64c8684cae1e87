"""Standing: which entities stand for which party: its adjective, its capital, its short name, its army.

Capitals are known from the gazetteer, or from a report that calls a town one ("A, the capital of B", "the B-ian
capital, A"). A name that is only the end of another body's name ("Ministry of Fisheries") stands for nothing.

What it gets wrong: a capital that no report calls so; a town that lends its name to the paper printed there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from stemma.article.names import lexicon
from stemma.data import gazetteer
from stemma.model import Entity, Span
from stemma.story.talks.frames import Frames

_JOINED = re.compile(r"\b([A-Z][\w-]*(?:[’']s?)?)\s+(?:and|&)\s+(?:[A-Z][\w-]*(?:[’']s?)?\s+)*[A-Z][\w-]*")
_OFTEN = 3  # mentions
NOUNS = "unnamed-"  # begins the id of a body told by a noun ("the union")
_LETTERS = 3  # in the initials of a name, at least
_ELSEWHERE = 2  # reports not its own that tell of a body


def aliases(frames: Frames) -> dict[str, str]:
    """For every entity that can stand for a party, the entity of that party's own name."""
    common = frames.set("sides", "common")
    bodies = [e for e in frames.entities if e.kind in ("place", "organisation") or unknown(e)]
    bodies = [e for e in bodies if e.name.lower().replace("’", "'") not in common and not _only_behind_of(frames, e)]
    never = outlets(frames) | _parts(frames)
    bodies = [e for e in bodies if e.id not in never and _can_act(frames, e)]
    out = {e.id: e.id for e in bodies}
    bodies_of: dict[str, str] = {}
    people = {e.name for e in frames.entities if e.kind == "person"}
    inside = {e.id for e in bodies if e.kind == "place" and _entered(frames, e)}
    movements = frames.set("parties", "movements")
    called = {e.id for e in bodies if _with_article(frames, e)}
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
            if e.kind == "organisation" and body.name.isupper() and _initials(body.name, e.name)
        } or {
            first[e.name]
            for e in bodies
            if e.kind != "person"
            and not _without_leader(e.name, people)
            and (
                (not (body.id in inside and _last_word(e) in movements) and _shortens(body.name, e.name))
                or (body.id in called and e.kind == "organisation" and _ends(body.name, e.name))
            )
            and not set(e.name.lower().split()) & agencies
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
    out |= capitals(frames, out)
    return {a: _last(out, a) for a in out}


def _last(out: dict[str, str], a: str) -> str:
    """What an entity stands for in the end: a town for the land whose capital it is, by whatever name."""
    seen = [a]
    while (b := out.get(seen[-1], seen[-1])) not in seen:
        seen.append(b)
    return min(seen[seen.index(b) :])


def outlets(frames: Frames) -> set[str]:
    """The entities that are papers, agencies or broadcasters: those that reports give as a medium more often than they
    name them otherwise, and those that publish a report and are no body of which other reports tell."""
    cited = set[Span]()
    for one in frames.layers.values():
        sources = [s for a in one.attributions for s in (*a.chain, *a.sources) if s.type == "outlet"]
        cited |= {at for s in sources for at in (s.span, s.refers) if at}
    out = set[str]()
    for e in frames.entities:
        if gazetteer.country(e.name):
            continue
        told = [m for m in e.mentions if not any(at.overlap(m.span) for at in cited)]
        own = {a for a, one in frames.layers.items() if one.article.outlet and _is(e, one.article.outlet.name)}
        elsewhere = {m.span.article for m in told} - own
        if (own and len(elsewhere) < _ELSEWHERE) or 2 * len(told) < len(e.mentions):
            out.add(e.id)
    return out


def _parts(frames: Frames) -> set[str]:
    """Names that are mostly the front part of a longer one, of which the reader of names has made two ("[Dock] and Quay
    Union")."""
    bodies = frames.set("sides", "unions", "fronts", "bodies") | {"company"}
    joined = defaultdict[str, list[Span]](list)
    for article, one in frames.layers.items():
        for m in _JOINED.finditer(one.article.text):
            first, last = m.group(1).split()[-1], m.group().split()[-1]
            if last.lower() in bodies and first.lower() not in bodies:
                joined[article].append(Span(article, m.start(), m.end()))
    out = set[str]()
    for e in frames.entities:
        inside = [any(r.contains(m.span) and m.span.end < r.end for r in joined[m.span.article]) for m in e.mentions]
        if e.kind != "place" and 2 * sum(inside) > len(inside):
            out.add(e.id)
    return out


def _can_act(frames: Frames, e: Entity) -> bool:
    """Whether a name can be that of a body which negotiates: no organ of a state, no building, no part of a
    person's name."""
    if e.id.startswith(NOUNS):
        return True
    words, organs = e.name.lower().split(), frames.set("parties", "organs")
    last = words[-1]
    generic = e.name.lower().removeprefix("the ") in frames.set("parties", "generic")
    if generic or {words[0], last, e.name.lower()} & organs or not any(c.isalpha() for c in e.name):
        return False
    if e.kind != "person" or " " in e.name:
        return True
    return not any(o.kind == "person" and o.id != e.id and e.name in o.name.split() for o in frames.entities)


def _last_word(e: Entity) -> str:
    return e.name.lower().split()[-1]


def personal(frames: Frames, e: Entity) -> bool:
    """Whether nothing but its company tells an entity from a person: a name of several words, none of them a noun for a
    body and without "the"."""
    bodies = frames.set("sides", "unions", "fronts", "bodies") | {"company"}
    return e.kind == "person" and " " in e.name and _last_word(e) not in bodies and not _with_article(frames, e)


def _is(e: Entity, name: str) -> bool:
    wanted = name.casefold().removeprefix("the ")
    return any(n.casefold().removeprefix("the ") == wanted for n in (e.name, *(m.name for m in e.mentions)))


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


def _ends(short: str, name: str) -> bool:
    """Whether `short` is an organisation's longer name without words at its beginning or in its middle ("the Front" of
    "Salt Front", "Salt Front" of "Salt Liberation Front")."""
    a, b = short.replace("’", "'").removeprefix("The ").split(), name.replace("’", "'").split()
    if not 0 < len(a) < len(b) or a[-1] != b[-1] or not a[-1][:1].isupper():
        return False
    return len(a) == 1 or a[0] == b[0] or a == b[-len(a) :]


def _with_article(frames: Frames, e: Entity) -> bool:
    """Whether reports mostly put "the" before a name: it is a common noun or ends with one ("the Front")."""
    before = [frames.layers[m.span.article].article.text[: m.span.start].split()[-1:] for m in e.mentions]
    return 2 * sum(w in (["the"], ["The"]) for w in before) > len(before)


def _initials(short: str, name: str) -> bool:
    """Whether `short` is made of the first letters of a longer name's words."""
    words = [w for w in name.split() if w[:1].isupper()]
    return len(words) >= _LETTERS and short == "".join(w[0] for w in words)


def _entered(frames: Frames, e: Entity) -> bool:
    """Whether something is told to be in a place: it is one, and no body's short name."""
    trees = [(frames.trees[m.span.article], m.span) for m in e.mentions]
    heads = [tree.tokens[tree.tokens[w[-1]].head] for tree, span in trees if (w := tree.within(span))]
    return any(h.text.lower() == "in" and h.pos == "ADP" for h in heads)
