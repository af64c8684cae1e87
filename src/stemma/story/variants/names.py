"""Names: one name in several spellings, and two people in one office or one place of a statement.

A conflict of persons is told in two ways: by an office only one can hold at a time (`story.entities.offices`), and by
two claims worded alike in which one person's name stands for another's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace
from rapidfuzz import fuzz

from stemma.article.names.lexicon import is_portfolio
from stemma.data import table, words
from stemma.model import Claim, Entity, Layers, Mention, Reading, Span, Statement, Variant
from stemma.story.entities.offices import Office, offices
from stemma.story.entities.spelling import fold, name_words, same_word
from stemma.story.variants.collation import Collation, cluster, make
from stemma.story.variants.pairs import alike_pairs
from stemma.story.variants.roles import changing, role_variants
from stemma.story.variants.slots import likeness, names_swapped, substitutions
from stemma.story.variants.telling import about, in_words, naming

_ALIKE = 0.5
_ONE_ROLE = 0.8  # of the words of two appositions
_LIKE_LETTERS = 65
_LIKE_WORDS = 75
_SAME_WORD = 0.9  # spellings of one name in another script
_FULL = 2  # words of a full name
_ARTICLE = 2  # letters of "al", "el"


def spelling_variants(collation: Collation) -> list[Variant]:
    """Names of one entity that differ in their letters, not in which parts of the name are given."""
    out = []
    for entity in collation.entities.values():
        spelled: dict[str, list[Span]] = defaultdict(list)
        for m in entity.mentions:
            if m.form == "full" and not collation.text(m.span).isupper():  # capitals hide how a name is written
                spelled[m.name].append(m.span)
        for group in _spellings(spelled):
            readings = [Reading(text=name, at=tuple(spelled[name])) for name in group]
            if len({s.article for r in readings for s in r.at}) > 1:
                text = f"One {_KIND[entity.kind]}, {in_words(len(group))} spellings: {', '.join(group)}"
                slot = entity.kind if entity.kind != "other" else "name"
                out.append(make("spelling", slot, "low", text, readings, confidence=0.9, rule="one entity"))
    return out


_KIND = {"person": "person", "organisation": "organisation", "place": "place", "other": "name"}


def _spellings(spelled: dict[str, list[Span]]) -> list[list[str]]:
    """The names that have the same parts, each spelled another way, most frequent first."""
    by_length: dict[int, list[str]] = defaultdict(list)
    for name in spelled:
        by_length[len(name_words(name))].append(name)
    groups = []
    for _, names in sorted(by_length.items()):
        distinct: dict[str, str] = {}
        for name in sorted(names, key=lambda n: (-len(spelled[n]), n)):
            distinct.setdefault(" ".join(name.casefold().replace("-", " ").split()).replace("’", "'"), name)
        groups += [g for g in cluster(list(distinct.values()), _like_letters) if len(g) > 1]
    return groups


def _like_letters(a: str, b: str) -> bool:
    """Whether two names differ in some letters only: an acronym, an initial or another name is no spelling of it."""
    words = list(zip(name_words(a), name_words(b), strict=True))
    short = any(x != y and min(len(x.rstrip(".")), len(y.rstrip("."))) == 1 for x, y in words)
    return not short and fuzz.ratio(fold(a), fold(b)) >= _LIKE_LETTERS


def alike(a: str, b: str) -> bool:
    """Whether two names share a word or nearly so: they may be one person's, and nothing is said of them."""
    return any(fuzz.ratio(x, y) >= _LIKE_WORDS or same_word(x, y) >= _SAME_WORD for x in _parts(a) for y in _parts(b))


def _parts(name: str) -> list[str]:
    """The words of a name, an article joined to one of them by a hyphen taken off."""
    return [part for word in name_words(name) for part in word.split("-") if len(part) > _ARTICLE]


def person_variants(collation: Collation) -> list[Variant]:
    """Two people in one office, or in one place of statements worded alike, and one person in two offices."""
    out = _two_in_office(collation)
    out += role_variants(collation, {e for v in out for e in _ids(v, collation)})
    told = {frozenset(_ids(v, collation)) for v in out}
    for variant in _substituted(collation):
        pair = frozenset(_ids(variant, collation))
        if pair not in told:
            told.add(pair)
            out.append(variant)
    return out


def _ids(variant: Variant, collation: Collation) -> list[str]:
    found = [collation.entity_at(r.at[0]) for r in variant.readings]
    return [e.id for e in found if e]


def _two_in_office(collation: Collation) -> list[Variant]:
    layers: Sequence[Layers] = list(collation.layers.values())
    held: dict[Office, list[tuple[str, Mention]]] = defaultdict(list)
    given: dict[str, list[tuple[Office, Mention]]] = defaultdict(list)
    for office, holders in offices(layers, list(collation.entities.values())).items():
        held[_with_field(office)] += holders
        for entity, mention in holders:
            given[entity].append((_with_field(office), mention))
    out = []
    joined = _with_land_unsaid(held)
    for office, holders in joined.items():
        by_entity: dict[str, list[Mention]] = defaultdict(list)
        for entity, mention in holders:
            by_entity[entity].append(mention)
        people = cluster(list(by_entity), lambda x, y: _maybe_one(*(collation.entities[e] for e in (x, y))))
        if len(people) != 2:
            continue
        by_person = [[m for e in group for m in by_entity[e]] for group in people]
        places = [{m.span.article for m in mentions} for mentions in by_person]
        if _of_a_side(office):
            continue
        if places[0] & places[1]:
            continue  # a report that gives the office to both tells of a change, or the office is not one
        sure = _single(office) and holders == held[office]  # a land unsaid may be another
        whole = _told(office) and (
            bool(office.field or office.to) or holders == held[office]
        )  # a bare "governor" may be another's
        sure = sure or (whole and _one_statement(people, by_person, collation))
        apart = any(_told_apart(x, y, collation) for x in people[0] for y in people[1])
        if not (sure and not apart) and not _otherwise_held(office, people, by_person, given, collation):
            continue
        sides = sorted(zip(people, by_person, strict=True), key=lambda s: (-len(s[1]), s[0]))
        readings = [
            Reading(
                text=collation.entities[group[0]].name,
                at=tuple(sorted({s for e in group for s in _everywhere(collation.entities[e], by_entity[e])})),
            )
            for group, _ in sides
        ]
        first = sides[0][1][0]
        role = collation.text(first.role) if first.role else office.head
        text = f"Two people are given one office ({role}): {naming(readings, collation)}"
        out.append(make("conflict", "person", "high", text, readings, confidence=0.8, rule="one office"))
    return out


def _with_field(office: Office) -> Office:
    """ "Minister of Transport of Ardona" with its portfolio and its country told apart."""
    field, of, land = office.of.partition(" of ")
    if office.field or not of or not all(is_portfolio(w) for w in field.split()):
        return office
    return replace(office, field=tuple(field.split()), of=land)


def _of_a_side(office: Office) -> bool:
    """Whether every side has somebody in the office ("head of the delegation"), and it is not said of which this is."""
    own = {w.lower() for w in (*office.of.split(), *office.field)}
    return bool(own) and own <= {*table("en/talks.toml")["delegations"]["bodies"]}


def _with_land_unsaid(
    held: dict[Office, list[tuple[str, Mention]]],
) -> dict[Office, list[tuple[str, Mention]]]:
    """The holders of each office; those of one whose country is not said beside the only country of which it is."""
    out = dict(held)
    for office, holders in held.items():
        lands = [o for o in held if o.of and replace(o, of="") == office]
        if not office.of and len(lands) == 1:
            out[lands[0]] = [*out[lands[0]], *holders]
            out.pop(office)
    return out


def _everywhere(entity: Entity, with_office: Sequence[Mention]) -> tuple[Span, ...]:
    """Where a person is given the office, and the first place in every other report that names the person."""
    spans = {m.span.article: m.span for m in reversed(entity.mentions) if m.form == "full"}
    spans |= {m.span.article: m.span for m in reversed(with_office)}
    return tuple(sorted(spans.values()))


def _single(office: Office) -> bool:
    """Whether only one person can hold the office at a time: one of its kind, and told of which country or body."""
    return not office.former and office.head in words("en/single_offices.txt") and bool(office.of or office.to)


def _told(office: Office) -> bool:
    """Whether the office is told by more than its noun. Two countries have a foreign minister each, so that this is
    only enough where one statement gives it to both."""
    return not office.former and bool(office.of or office.to or office.field)


def _one_statement(people: list[list[str]], by_person: list[list[Mention]], collation: Collation) -> bool:
    """Whether some statement names each of the two, one of them with the office: then both are told of in one and the
    same thing."""
    named, held = ([], [])  # type: tuple[list[set[str]], list[set[str]]]
    for group, with_office in zip(people, by_person, strict=True):
        spans = [m.span for e in group for m in collation.entities[e].mentions if m.form in ("full", "short")]
        named.append(_statements(spans, collation))
        held.append(_statements([m.span for m in with_office], collation))
    return bool((named[0] & held[1]) | (held[0] & named[1]))


def _statements(spans: list[Span], collation: Collation) -> set[str]:
    return {s.id for s, members in collation.shared() for c in members for span in spans if c.span.contains(span)}


def _otherwise_held(
    office: Office,
    people: list[list[str]],
    by_person: list[list[Mention]],
    given: dict[str, list[tuple[Office, Mention]]],
    collation: Collation,
) -> bool:
    """Whether one report alone has the office with somebody whom others tell of as something else, and two or more have
    it with one and the same other person, nothing being said of a change."""
    if office.former or office.head not in words("en/single_offices.txt"):
        return False
    if not office.field and not any(_body_beside(m, office.of, collation) for ms in by_person for m in ms):
        return False
    reports = [{m.span.article for m in mentions} for mentions in by_person]
    stray = next((n for n in (0, 1) if len(reports[n]) == 1 < len(reports[1 - n])), None)
    if stray is None:
        return False
    else_ = [(o, m) for e in people[stray] for o, m in given[e] if m.span.article not in reports[stray]]
    other = [o for o, _ in else_ if (o.head, o.field) != (office.head, office.field) and (_told(o) or o.former)]
    if not other or any(o.head == office.head and o.field == office.field for o, _ in else_):
        return False
    mentions = [m for group in people for e in group for m in collation.entities[e].mentions if m.role]
    return not any(changing(m, collation) for m in mentions)


def _body_beside(m: Mention, body: str, collation: Collation) -> bool:
    """Whether a body stands right before a bare title ("central bank governor")."""
    role = m.role or m.span
    return bool(body) and fold(collation.article(role).text[: role.start].strip()).endswith(fold(body))


def _maybe_one(a: Entity, b: Entity) -> bool:
    """Whether two names may be one person's: they are alike, and no report has both of two that share one word alone
    ("Tan Mei Lin", "Tan Boon Teck")."""
    if not alike(a.name, b.name):
        return False
    x, y = name_words(a.name), name_words(b.name)
    both = {m.span.article for m in a.mentions if m.form == "full"} & {
        m.span.article for m in b.mentions if m.form == "full"
    }
    if not both or len(x) != len(y) or len(x) < _FULL:
        return True
    unlike = [(p, q) for p, q in zip(x, y, strict=True) if fuzz.ratio(p, q) < _LIKE_WORDS]
    return len(unlike) < len(x) - 1


def _told_apart(first: str, second: str, collation: Collation) -> bool:
    """Whether a report names both people with a role: it knows them to be two, and the office may have changed."""
    a, b = collation.entities[first], collation.entities[second]
    return bool(_with_role(a) & _with_role(b))


def _with_role(entity: Entity) -> set[str]:
    return {m.span.article for m in entity.mentions if m.role}


def _substituted(collation: Collation) -> list[Variant]:
    found: dict[tuple[str, str], tuple[Statement, dict[str, set[Span]]]] = {}
    for statement, a, b in alike_pairs(collation, _ALIKE):
        if names_swapped(a, b, collation) > 1:
            continue
        if "apposition" in (a.form, b.form) and likeness(a, b, collation, both=True) < _ONE_ROLE:
            continue  # two people, each with a role of his own in one body
        for s in substitutions(a, b, collation):
            first, second = _person(s.first, collation), _person(s.second, collation)
            if first is None or second is None or alike(first[1].name, second[1].name):
                continue
            if not _exclusive(first[1], second[1], a, b, collation):
                continue
            if _other_number(a, b, collation):
                continue  # the two differ in more than the name: they are two people
            if all(_speaks(place, collation) for place, _ in (first, second)):
                continue  # two people may say one thing: that is a matter of attribution
            key = (min(first[1].id, second[1].id), max(first[1].id, second[1].id))
            _, at = found.setdefault(key, (statement, {key[0]: set(), key[1]: set()}))
            at[first[1].id].add(first[0])
            at[second[1].id].add(second[0])
    out = []
    for (x, y), (statement, at) in sorted(found.items()):
        readings = [Reading(text=collation.entities[e].name, at=tuple(sorted(at[e]))) for e in (x, y)]
        readings.sort(key=lambda r: -len({s.article for s in r.at}))
        text = f"Two people are named for one thing{about(readings, collation)}: " + naming(readings, collation)
        out.append(
            make("conflict", "person", "high", text, readings, statement=statement, confidence=0.7, rule="one slot")
        )
    return out


def _speaks(name: Span, collation: Collation) -> bool:
    """Whether a name is that of a source."""
    held = collation.layers[name.article].attributions
    return any(s.span is not None and s.span.overlap(name) for a in held for s in a.sources)


def _other_number(a: Claim, b: Claim, collation: Collation) -> bool:
    """Whether a number stands in the place of another one beside the names, as an age does."""
    for s in substitutions(a, b, collation):
        x, y = ({q.value for q in collation.quantities(p)} for p in (s.first, s.second))
        digits = [{w for w in collation.text(p).replace(",", " ").split() if w.isdigit()} for p in (s.first, s.second)]
        if (x and y and x != y) or (all(digits) and digits[0] != digits[1]):
            return True
    return False


def _person(span: Span, collation: Collation) -> tuple[Span, Entity] | None:
    """The one person named in a stretch that holds little else."""
    people = [(m.span, e) for m, e in collation.mentions(span) if e.kind == "person" and m.form in ("full", "short")]
    if len(people) != 1:
        return None
    return people[0] if people[0][0].overlap(span) >= 0.5 * (span.end - span.start) else None


def _exclusive(first: Entity, second: Entity, a: Claim, b: Claim, collation: Collation) -> bool:
    """Whether the two cannot simply both be meant: neither claim names the other's person, and not both reports
    know both people."""
    in_a = {e.id for _, e in collation.mentions(a.span)}
    in_b = {e.id for _, e in collation.mentions(b.span)}
    if second.id in in_a or first.id in in_b:
        return False
    knows_second = any(m.span.article == a.span.article for m in second.mentions)
    knows_first = any(m.span.article == b.span.article for m in first.mentions)
    return not (knows_first and knows_second)
