"""Finding origins: each with where it is named and what is told on its word."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from anyascii import anyascii

from stemma.data import table, words
from stemma.model import Attribution, Derivation, Entity, Layers, Mention, OriginKind, Source, Span
from stemma.story.lineage.exclusive import tells_own_outlet
from stemma.story.lineage.naming import bare, name_in, name_keys, outlet_keys, outside_id
from stemma.story.versions import reports_meant

_PRESS: dict[str, OriginKind] = {"outlet": "outlet", "agency": "agency", "state media": "state media"}
_OWN = 0.5  # share of a report that no parent gives, from which its outlet is an origin itself
_ORDER: tuple[OriginKind, ...] = (
    "state media",
    "agency",
    "outlet",
    "interview",
    "official",
    "document",
    "observation",
)


class Found:
    """An origin while it is being put together: `content` holds what is told on its word, in every report that says
    so itself; `homes` are the reports whose outlet it is, for outlets of the collection; `unnamed` where the sources
    stand that it does not name, `to` the outlets somebody spoke to, `public` whether a report says it was in public."""

    def __init__(self, id: str, name: str, kind: OriginKind) -> None:
        self.id, self.name, self.kind = id, name, kind
        self.named: list[Span] = []
        self.content: list[Span] = []
        self.homes: set[str] = set()
        self.unnamed: list[Span] = []
        self.to: set[str] = set()
        self.public = False

    def note(self, kind: OriginKind, named: Span | None, content: Span) -> None:
        if _ORDER.index(kind) < _ORDER.index(self.kind):
            self.kind = kind
        if named is not None:
            self.named.append(named)
        self.content.append(content)


def find(layers: Sequence[Layers], entities: Sequence[Entity], derivations: Sequence[Derivation]) -> tuple[Found, ...]:
    """All origins of a story, ordered by id."""
    people = _People(layers, entities)
    outlets = _outlets(layers, derivations)
    out: dict[str, Found] = {}

    def origin(id: str, name: str, kind: OriginKind) -> Found:
        return out.setdefault(id, Found(id, name, kind))

    texts = {one.article.id: one.article.text for one in layers}
    called: dict[str, set[str]] = defaultdict(set)
    for one in layers:
        for s in (x for a in one.attributions for x in (*a.chain, *a.sources) if x.type in _PRESS):
            if (press := name_in(_words(texts, s))) is not None:
                called[outside_id(press)].add(s.type)
    for d in derivations:
        if d.parent in texts:
            continue
        names = Counter(
            name
            for s in d.credit
            if (name := name_in(texts[s.article][s.start : s.end])) is not None and outside_id(name) == d.parent
        )
        kinds = called.get(d.parent, set())
        name = bare(names.most_common(1)[0][0]) if names else d.parent.removeprefix("origin-").replace("-", " ").title()
        kind = next((k for k in ("state media", "agency") if k in kinds), "outlet")
        for passage in d.evidence:
            origin(d.parent, name, _PRESS[kind]).note(_PRESS[kind], None, passage.child)
        origin(d.parent, name, _PRESS[kind]).named.extend(d.credit)
    parents = defaultdict(list)
    for d in derivations:
        if d.directed and d.relation != "confirms" and d.parent in texts:
            parents[d.child].append(d)
    for one in layers:
        i = one.article.id
        for named, content in _own_finds(one, parents[i], texts):
            home = origin(outlets[i].id, outlets[i].name, outlets[i].kind)
            home.homes.add(i)
            home.note(home.kind, named, content)
            if named is not None:
                home.unnamed.append(named)
        for span in _observed(one):
            home = origin(outlets[i].id, outlets[i].name, "observation")
            home.homes.add(i)
            home.note(home.kind, span, span)
        if not parents[i] or _own_share(one, parents[i]) >= _OWN:
            home = origin(outlets[i].id, outlets[i].name, outlets[i].kind)
            home.homes.add(i)
            if home.kind == "observation":
                home.kind = outlets[i].kind
        for a in one.attributions:
            for source in a.sources:
                spoken = people.speaker(one, a, source)
                if spoken is not None:
                    id, name, spoken_kind = spoken
                    speaker = origin(id, name, spoken_kind)
                    speaker.note(spoken_kind, source.span, a.content)
                    said = {w.lower() for w in re.findall(r"\w+", _sentence(one, a))}
                    speaker.public |= bool(said & words("en/public_settings.txt"))
                    if spoken_kind == "interview":
                        speaker.to.add(outlets[i].name)
    return tuple(out[k] for k in sorted(out))


# ----------------------------------------------------------------------------------------------------- outlets


def _outlets(layers: Sequence[Layers], derivations: Sequence[Derivation]) -> dict[str, Found]:
    """The outlet of each report as an origin; that of a report which does not name its own is told by its credits."""
    texts = {one.article.id: one.article.text for one in layers}
    first = reports_meant([one.article for one in layers])
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for d in derivations:
        for s in d.credit:
            name = name_in(texts[s.article][s.start : s.end])
            if name is not None and d.parent in texts:
                told[d.parent][bare(name)] += 1
    known = {kind: {form for n in table("outlets.toml")[kind]["names"] for form in name_keys(n)} for kind in _PRESS}
    described: dict[str, set[str]] = defaultdict(set)
    for one in layers:
        for a in one.attributions:
            for source in (*a.chain, *a.sources):
                called = name_in(_words(texts, source)) if source.type in _PRESS else None
                if called is not None:
                    for form in name_keys(called):
                        described[form].add(source.type)
    out = {}
    for one in layers:
        i = one.article.id
        if one.article.outlet is not None:
            name, keys = one.article.outlet.name, outlet_keys(one.article)
        elif told[i]:
            name = min(told[i], key=lambda n: (-told[i][n], n))
            keys = name_keys(name)
        else:
            name, keys = f"report {first[i]}", frozenset[str]()
        types = set().union(*(described[k] for k in sorted(keys))) if keys else set()
        if keys and _of_the_state(name, texts):
            types.add("state media")
        kind = next((k for k in ("state media", "agency") if k in types or keys & known[k]), "outlet")
        id = outside_id(name) if keys else f"origin-report-{outside_id(first[i]).removeprefix('origin-')}"
        out[i] = Found(id, bare(name) if keys else name, _PRESS[kind])
    return out


def _of_the_state(name: str, texts: dict[str, str]) -> bool:
    """Whether a report calls the outlet a state agency or broadcaster ("the state news agency X")."""
    nouns = table("en/source_nouns.toml")
    state = "|".join(re.escape(w) for w in sorted(nouns["state"], key=lambda w: (-len(w), w)))
    media = "|".join(re.escape(w) for w in sorted({*nouns["agency"], *nouns["outlet"]}, key=lambda w: (-len(w), w)))
    called = re.compile(rf"\b(?:{state})\s+(?:\w+\s+)?(?:{media})\s+{re.escape(bare(name))}\b")
    return any(called.search(text) for _, text in sorted(texts.items()))


def _own_share(one: Layers, parents: Sequence[Derivation]) -> float:
    """Which part of a report's sentences none of its parents gives."""
    taken = [p.child for d in parents for p in d.evidence]
    spans = [Span(one.article.id, s.start, s.end) for s in one.parse.sentences if s.last - s.first >= 5]
    own = sum(s.end - s.start for s in spans if not any(t.overlap(s) for t in taken))
    return own / total if (total := sum(s.end - s.start for s in spans)) else 0.0


def _own_finds(one: Layers, parents: Sequence[Derivation], texts: dict[str, str]) -> Iterator[tuple[Span | None, Span]]:
    """What a report has from sources it does not name, beyond what it took from its parents."""
    taken = [p.child for d in parents for p in d.evidence]
    for a in one.attributions:
        if any(s.type in _PRESS for s in a.chain) or not any(s.type == "unnamed" for s in a.sources):
            continue
        own = tells_own_outlet(one, _sentence(one, a))
        if own or (not parents and not any(a.content.overlap(t) for t in taken)):
            yield next((s.span for s in a.sources if s.type == "unnamed"), None), a.content


def _observed(one: Layers) -> Iterator[Span]:
    """Sentences in which the report's own people saw something."""
    verbs = frozenset(table("en/observing.toml")["seeing"])
    people = frozenset(table("en/observing.toml")["reporters"])
    tokens = one.parse.tokens
    quoted = [p for a in one.attributions if a.kind != "indirect" for p in a.parts]
    for s in one.parse.sentences:
        for i in range(s.first, s.last):
            token = tokens[i]
            if token.dep != "nsubj" or tokens[token.head].lemma not in verbs:
                continue
            here = Span(one.article.id, token.start, token.end)
            if any(q.overlap(here) for q in quoted):
                continue
            mine = token.text == "I" or (
                token.lemma in people and tells_own_outlet(one, one.article.text[s.start : s.end])
            )
            if mine:
                yield Span(one.article.id, s.start, s.end)
                break


# ---------------------------------------------------------------------------------------------------- speakers


class _People:
    """Who speaks in public and who to the outlet itself; the same person or body in all reports by its entity."""

    def __init__(self, layers: Sequence[Layers], entities: Sequence[Entity]) -> None:
        self.texts = {one.article.id: one.article.text for one in layers}
        self.at: dict[str, list[tuple[Mention, Entity]]] = defaultdict(list)
        for e in entities:
            for m in e.mentions:
                self.at[m.span.article].append((m, e))

    def speaker(self, one: Layers, a: Attribution, source: Source) -> tuple[str, str, OriginKind] | None:
        """Id, name and kind of the origin a named source is; None when it is none."""
        if any(s.type in _PRESS for s in a.chain) and not tells_own_outlet(one, _sentence(one, a)):
            return None
        if source.type == "document":
            name = _brief(bare(source.text))
            own = tells_own_outlet(one, _sentence(one, a))
            telling = own or len(re.findall(r"\b[A-Z][\w’'-]+", name)) >= 2
            return (f"origin-document-{_slug(name)}", name, "document") if telling else None
        if source.type != "named":
            return None
        at = source.refers or source.span
        if at is None:
            return None
        hits = [(m, e) for m, e in self.at[one.article.id] if m.span.overlap(at) and m.form != "pronoun"]
        wording = " ".join(self.texts[at.article][at.start : at.end].split())
        for mention, entity in hits:
            if entity.kind in ("person", "organisation") and _spokesman_of(wording, mention):
                return f"origin-{_slug(_brief(wording))}", _brief(wording), "official"
        person = next((e for _, e in hits if e.kind == "person"), None)
        if person is not None:
            if tells_own_outlet(one, _sentence(one, a)):
                return f"origin-{_slug(person.name)}", person.name, "interview"
            body = self._speaks_for(person)
            if body is not None:
                return f"origin-{_slug(body.name)}", body.name, "official"
            if self._in_office(person, source, wording):
                return f"origin-{_slug(person.name)}", person.name, "official"
            return None
        named = next(((m, e) for m, e in hits if e.kind == "organisation"), None)
        if named is None or named[0].span.start > at.start + len(_head(wording)):
            return None
        after = self.texts[at.article][named[0].span.end : at.end]
        if re.match(r"['’]s?\s+\w", after):  # "Congress’s Office of Compliance": the office speaks, not Congress
            return f"origin-{_slug(_brief(wording))}", _brief(wording), "official"
        return f"origin-{_slug(named[1].name)}", named[1].name, "official"

    def _speaks_for(self, person: Entity) -> Entity | None:
        """The body a spokesman speaks for: his words are its words."""
        found: Counter[str] = Counter()
        bodies: dict[str, Entity] = {}
        for m in person.mentions:
            if m.role is None:
                continue
            role = self.texts[m.role.article][m.role.start : m.role.end].lower()
            if re.search(r"\bspokes(?:man|woman|person)\b", role) is None:
                continue
            for at, e in self.at[m.role.article]:
                after = self.texts[m.role.article][at.span.end : m.role.end]
                after = re.sub(r"^['’]s\b|^[\s,'’]+", "", after).strip(" ,")
                if after and not after.lower().startswith("spokes"):
                    continue  # "spokesman for House Speaker X" speaks for the Speaker
                if e.kind == "organisation" and at.span.overlap(m.role):
                    found[e.id] += 1
                    bodies[e.id] = e
        return bodies[min(found, key=lambda k: (-found[k], k))] if found else None

    def _in_office(self, entity: Entity, source: Source, wording: str) -> bool:
        roles = " ".join(
            self.texts[m.role.article][m.role.start : m.role.end] for m in entity.mentions if m.role is not None
        )
        about = set(re.findall(r"[a-z]+", f"{roles} {source.text} {wording}".lower()))
        return bool(about & words("en/public_offices.txt"))


def _spokesman_of(wording: str, mention: Mention) -> bool:
    """Whether the source is a spokesman, not named, of the one mentioned ("a spokesman for governor X")."""
    before = wording[: max(0, wording.find(mention.name))].lower()
    return "," not in wording and re.search(r"\bspokes\w+\s+(?:for|of)\b", before) is not None


def _head(wording: str) -> str:
    """A source's wording up to the first comma: what follows is an apposition."""
    return wording.split(",")[0]


def _brief(wording: str) -> str:
    """A description without its article and what follows a comma."""
    return re.sub(r"^(?:the|an?)\s+", "", wording.split(",")[0], flags=re.IGNORECASE)


def _sentence(one: Layers, a: Attribution) -> str:
    """The sentences of an attribution's cue and source, quotations cut out."""
    spans = [s for s in (a.cue, *(x.span for x in a.sources)) if s is not None]
    text = one.article.text
    pieces = [
        text[s.start : s.end] for s in one.parse.sentences if any(x.start < s.end and s.start < x.end for x in spans)
    ]
    return re.sub(r"[“\"«„][^“”\"«»„]*[”\"»]", " ", " ".join(pieces))


def _words(texts: dict[str, str], source: Source) -> str:
    at = source.refers or source.span
    return texts[at.article][at.start : at.end] if at is not None else source.text


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", anyascii(bare(name)).lower()).strip("-") or "unnamed"
