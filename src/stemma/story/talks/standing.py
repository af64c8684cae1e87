"""Standing: which entities stand for which party: its adjective, its capital, its short name, its army.

Capitals are known from the gazetteer, or from a report that calls a town one ("A, the capital of B", "the B-ian
capital, A"). A name that is only the end of another body's name ("Ministry of Fisheries") stands for nothing.

What it gets wrong: a capital that no report calls so; a town that lends its name to the paper printed there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from stemma.article.names import lexicon
from stemma.data import gazetteer
from stemma.model import Entity, Span
from stemma.story.talks.frames import Frames

_JOINED = re.compile(r"\b([A-Z][\w-]*(?:[’']s?)?)\s+(?:and|&)\s+(?:[A-Z][\w-]*(?:[’']s?)?\s+)*[A-Z][\w-]*")
_OFTEN = 3  # mentions
NOUNS = "unnamed-"  # begins the id of a body told by a noun ("the union")
_LETTERS = 3  # in the initials of a name, at least
_ELSEWHERE = 2  # reports not its own that tell of a body
_FEWEST = 2  # places in the reports that have a longer name
_BEFORE_NAME = r"(?:(?!The\b)[A-Z][\w'-]+\s+(?:(?:and|&)\s+)?)+"  # capitalised words, joined or not


def whole_names(frames: Frames) -> dict[str, str]:
    """The fullest names of bodies whose last word is a common noun, with what the reader of names has cut off before it
    ("[Dock and] Quay Union", "[Dockers'] Guild"), where two places of the reports have it so."""
    bodies = frames.set("sides", "unions", "fronts", "bodies", "companies")
    texts = [_straight(one.article.text) for one in frames.layers.values()]
    out = dict[str, str]()
    for e in frames.entities:
        name = _straight(e.name)
        fuller = {n for m in e.mentions if m.form == "full" and (n := _straight(m.name)).endswith(f" {name}")}
        if e.kind == "organisation" and fuller:
            name = min(fuller, key=lambda n: (-len(n), n))
        if e.kind not in ("place", "other") and name.split()[-1].lower() in bodies:
            cut = re.compile(_BEFORE_NAME + re.escape(name) + r"\b")
            longer = Counter(" ".join(m.group().split()) for text in texts for m in cut.finditer(text))
            best = min(longer, key=lambda n: (-longer[n], n), default="")
            name = best if longer[best] >= _FEWEST else name
        if name != _straight(e.name):
            out[e.id] = name
    return out


def aliases(frames: Frames) -> dict[str, str]:
    """For every entity that can stand for a party, the entity of that party's own name."""
    names = {e.id: _straight(e.name) for e in frames.entities} | whole_names(frames)
    common, never = frames.set("sides", "common"), outlets(frames) | _parts(frames)
    bodies = [e for e in frames.entities if e.kind in ("place", "organisation") or unknown(e)]
    bodies = [e for e in bodies if names[e.id].lower() not in common and not _only_behind_of(frames, e)]
    bodies = [e for e in bodies if e.id not in never and _can_act(frames, e)]
    people = {e.name for e in frames.entities if e.kind == "person"}
    first: dict[str, str] = {}  # of one name taken for an organisation here and for a place there
    for e in sorted(bodies, key=lambda e: e.kind != "organisation"):
        name = names[e.id]  # "Britain" and "the United Kingdom" are one
        first[name] = first.setdefault(gazetteer.country(name) or name, e.id)
    out = {e.id: first[names[e.id]] for e in bodies}
    for e in (e for e in frames.entities if e.kind == "other"):
        code = gazetteer.demonym(e.name)
        lands = (b.id for b in bodies if _of_land(e.name, code, b))
        if owner := next(lands, e.id if code else None):  # a country may be named by its adjective alone
            out[e.id] = owner
    owners = {
        code: e.id for e in frames.entities if e.id in out and (code := gazetteer.demonym(e.name)) and out[e.id] == e.id
    }
    owners |= {code: first[names[e.id]] for e in bodies if (code := gazetteer.country(names[e.id]))}
    states = frames.set("sides", "states")
    for e in bodies:
        seat = gazetteer.seat(names[e.id]) or gazetteer.metonym(names[e.id])
        of = first.get(_governs(names[e.id], states) or _without_leader(names[e.id], people)) or owners.get(seat or "")
        out[e.id] = of or out[e.id]
    longer = [e for e in bodies if e.kind != "person" and not _without_leader(names[e.id], people)]
    longer = [e for e in longer if not set(names[e.id].lower().split()) & frames.set("sides", "agencies")]
    for e in frames.entities:
        short = e in bodies or (e.kind == "person" and all(" " not in m.name for m in e.mentions))
        plural = e.kind in ("organisation", "other") and e.name.endswith("s")
        if (short or plural) and out.get(e.id, e.id) in (e.id, first.get(names[e.id])):
            whole = {names[b.id] for b in longer if _stands_for(frames, e, b, names)}
            whole = {n for n in whole if not any(n != o and _shortens(n, o) for o in whole)}
            if len(whole) == 1:
                out[e.id] = first[whole.pop()]
        if plural and e.kind == "other" and e.id not in out and len(e.mentions) >= _OFTEN:
            out[e.id] = e.id  # a political party, by its members ("the Greens")
    out |= capitals(frames, out)
    return {a: _last(out, a) for a in out}


def _of_land(adjective: str, code: str | None, body: Entity) -> bool:
    """Whether an adjective is that of a land ("Kharimi" of "Kharim")."""
    if code is not None:
        return gazetteer.country(body.name) == code
    return body.kind == "place" and lexicon.is_derived(adjective, body.name)


def _stands_for(frames: Frames, e: Entity, body: Entity, names: Mapping[str, str]) -> bool:
    """Whether one name is another's initials, its beginning, or its end where it is a common noun ("the Front"); a
    place that something is in is no short name of a factory or a movement."""
    short, name = names[e.id], names[body.id]
    if body.kind == "organisation" and short.isupper() and _initials(short, name):
        return True
    if _shortens(short, name):
        land = body.kind == "place" or _last_word(body) in frames.set("parties", "movements")
        inside = e.kind == "place" and land and _entered(frames, e)
        return (body.kind == "organisation" or e.kind != "person") and not inside
    return body.kind == "organisation" and e.kind != "other" and _with_article(frames, e) and _ends(short, name)


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


def _straight(name: str) -> str:
    return name.replace("’", "'")


def _shortens(short: str, name: str) -> bool:
    """Whether `short` is the beginning of an organisation's longer name ("Halden" of "Halden Steel")."""
    a, b = short.split(), name.split()
    named = all(w[:1].isupper() or w in ("of", "and", "the", "for") for w in b[len(a) :])  # not "Halden plant"
    return len(a) < len(b) and named and [w.rstrip("'s") for w in a] == [w.rstrip("'s") for w in b[: len(a)]]


def _ends(short: str, name: str) -> bool:
    """Whether `short` is an organisation's longer name without words at its beginning or in its middle ("the Front" of
    "Salt Front", "Salt Front" of "Salt Liberation Front")."""
    a, b = short.removeprefix("The ").split(), name.split()
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
