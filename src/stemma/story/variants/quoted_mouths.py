"""Quoted mouths: words inside quotation marks that reports put in the mouths of two speakers.

Long quotations are one when their words are nearly the same. Short ones ("ample liquidity", "It is 90 per cent there")
must be the same word for word, names and numbers read alike, and be told of the same thing; what a third speaker says
too, what one report has from both, and the formulas of public speech ("our thoughts are with the victims") are nobody's
own.

What it gets wrong: two people who repeat one slogan of two words about the same thing in reports of one stem.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from stemma.data import lines, table, words
from stemma.model import Entity, Reading, Severity, Source, Span, Variant
from stemma.story.variants.clauses import stem
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.names import alike
from stemma.story.variants.predicates import closed
from stemma.story.variants.telling import one_line, quoted
from stemma.story.variants.utterances import Utterance, quoted_words, same_version

_LONG = 8  # words of a quotation that may differ a little
_SENTENCE = 5  # words that are hardly a phrase
_CONTENT = 2  # content words that are somebody's own wording
_ABOUT = 2  # content words around two quotations that say they are told of one thing
_ABBREVIATED = 3  # letters: "a rep" is a representative


def quoted_mouth_variants(collation: Collation) -> list[Variant]:
    """One quotation in two mouths."""
    found = [u for u in quoted_words(collation) if u.wording and not u.outlet and _content(u.words)]
    by_word: dict[str, list[int]] = defaultdict(list)
    for n, u in enumerate(found):
        for w in sorted(_content(u.words)):
            by_word[w].append(n)
    pairs = {pair for places in by_word.values() for pair in combinations(places, 2)}
    out = []
    for i, j in sorted(pairs):
        a, b = found[i], found[j]
        if a.source is None or b.source is None or a.source.span is None or b.source.span is None:
            continue
        if a.span.article == b.span.article or not _one_quotation(a, b, collation):
            continue
        if not two_speakers(a.source, b.source, collation) or known_by_role(a.source, b.source, collation):
            continue
        if _named_beside(a, b, collation) or _named_beside(b, a, collation) or _common(a, b, found, collation):
            continue
        readings = [Reading(text=u.source.text, at=(u.source.span,)) for u in (a, b) if u.source and u.source.span]
        readings = collation.in_order(readings)
        shorter = min((a, b), key=lambda u: (len(u.words), u.span))
        text = f"One quotation (“{one_line(collation.text(shorter.span))}”) is given to two speakers: " + quoted(
            readings, collation
        )
        severity: Severity = "high" if len(shorter.words) >= _SENTENCE else "medium"
        out.append(make("attribution", "source", severity, text, readings, confidence=0.7, rule="one quotation"))
    return _told_once(out)


# -- one quotation


def _one_quotation(a: Utterance, b: Utterance, collation: Collation) -> bool:
    if min(len(a.words), len(b.words)) >= _LONG:
        return same_version(a, b)
    short, long = sorted((a, b), key=lambda u: len(u.words))
    if f" {' '.join(short.words)} " not in f" {' '.join(long.words)} ":
        return False
    own = _content(short.words)
    if len(own) < _CONTENT or _formula(short.words) or any(_name(u, own, collation) for u in (a, b)):
        return False
    related = collation.related(a.span.article, b.span.article)
    if len(short.words) >= _SENTENCE and related:
        return True
    return len(_around(a, own, collation) & _around(b, own, collation)) >= (_ABOUT if related else _ABOUT + 1)


def _content(bare: Sequence[str]) -> frozenset[str]:
    return frozenset(w for w in bare if w not in words("en/stopwords.txt") and w != "*")


def _formula(bare: Sequence[str]) -> bool:
    """Whether words are what people say in public on such occasions."""
    text = f" {' '.join(bare)} "
    return any(f" {line} " in text for line in lines("en/formulas.txt"))


def _name(u: Utterance, own: frozenset[str], collation: Collation) -> bool:
    """Whether the quoted words are no more than a name or a title."""
    named = {w for m, _ in collation.mentions(u.span) for w in collation.text(m.span).lower().split()}
    return len(own - named) < _CONTENT


def _around(u: Utterance, own: frozenset[str], collation: Collation) -> frozenset[str]:
    """What the sentence of a quotation is about, the quoted words and the names of people left out."""
    inside = [
        s for s in collation.layers[u.span.article].parse.sentences if s.start < u.span.end and s.end > u.span.start
    ]
    if not inside:
        return frozenset()
    whole = Span(u.span.article, inside[0].start, inside[-1].end)
    people = {
        w.lower()
        for m, e in collation.mentions(whole)
        if e.kind == "person"
        for part in (m.span, m.role)
        if part is not None
        for w in collation.text(part).split()
    }
    speaking = words("en/reporting_verbs.txt") | words("en/speech_verbs.txt")
    return frozenset(stem(w) for w in collation.content(whole) if w not in people and w not in own | speaking)


def _common(a: Utterance, b: Utterance, found: Sequence[Utterance], collation: Collation) -> bool:
    """Whether the words are said by a third, or one report has them from both. A headline names a body for its head."""
    short = f" {' '.join(a.words if len(a.words) <= len(b.words) else b.words)} "
    says = [u for u in found if short in f" {' '.join(u.words)} "]
    by_report: dict[str, set[str]] = defaultdict(set)
    for u in says:
        title = collation.article(u.span).title_span
        if title is not None and title.contains(u.span):
            continue
        by_report[u.span.article].add(u.speaker)
    one, other = by_report[a.span.article], by_report[b.span.article]
    third = {u.speaker for u in says if u.named and u.speaker not in (a.speaker, b.speaker)}
    return bool(third) or len(one) > 1 or len(other) > 1


def _named_beside(u: Utterance, other: Utterance, collation: Collation) -> bool:
    """Whether the sentence of one quotation names the speaker of the other too: then he is a link of its chain."""
    speaker = collation.entity_at(other.source.refers or other.source.span) if other.source else None
    if speaker is None:
        return False
    return any(
        e.id == speaker.id
        for s in collation.layers[u.span.article].parse.sentences
        if s.start < u.span.end and s.end > u.span.start
        for _, e in collation.mentions(Span(u.span.article, s.start, s.end))
    )


# -- two speakers


def two_people(a: Source, b: Source, collation: Collation) -> bool:
    """Whether two sources are two people, both by name."""
    x, y = collation.entity_at(a.refers or a.span), collation.entity_at(b.refers or b.span)
    if a.type != "named" or b.type != "named" or x is None or y is None:
        return False
    people = x.kind == y.kind == "person" and not alike(x.name, y.name)
    return people and by_name(a, collation) and by_name(b, collation)


def by_name(source: Source, collation: Collation) -> bool:
    """Whether the wording itself names the speaker: what a pronoun or description refers to is not sure enough."""
    if source.span is None:
        return False
    return any(m.form in ("full", "short") for m, _ in collation.mentions(source.span))


def two_speakers(a: Source, b: Source, collation: Collation) -> bool:
    """Whether two sources are two people by name, or one by name and one that is not to be known ("a crewman") or holds
    another office ("the finance minister")."""
    if two_people(a, b, collation):
        return True
    for known, other in ((a, b), (b, a)):
        person = collation.entity_at(known.span)
        if known.type == "named" and person and person.kind == "person" and by_name(known, collation):
            if other.type == "unnamed" and _hidden(other, collation):
                return True
            if _another_office(other, person, collation):
                return True
    return False


def _hidden(source: Source, collation: Collation) -> bool:
    """Whether a source is told as somebody unknown, if in the sentence before ("a diplomat … the diplomat")."""
    first = source.text.lower().split()[:1]
    if set(first) & closed("indefinite"):
        return True
    named = collation.entity_at(source.refers or source.span)
    if (named is not None and named.kind == "person") or source.span is None:
        return False
    noun = source.text.lower().split()[-1]
    return noun in words("en/kept_back.txt") and any(
        s.span is not None
        and s.span.end <= source.span.start
        and noun in s.text.lower().split()
        and set(s.text.lower().split()[:1]) & closed("indefinite")
        for a in collation.layers[source.span.article].attributions
        for s in a.sources
    )


def _another_office(other: Source, person: Entity, collation: Collation) -> bool:
    """Whether a source is told by an office that is none of those a person is known to hold ("the finance minister",
    "the governor of the central bank, Ana Ruiz")."""
    if other.span is None:
        return False
    tree = collation.tree(other.span.article)
    inside = tree.within(other.span)
    heads = [i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i]
    offices = words("en/single_offices.txt")
    told = {tree.tokens[i].lemma.lower() for i in inside if tree.tokens[i].pos in ("NOUN", "PROPN", "ADJ")}
    held = {
        w for m in person.mentions for part in (m.span, m.role) if part for w in collation.text(part).lower().split()
    }
    head = tree.tokens[heads[0]].lemma.lower() if heads else ""
    return head in offices and len(told) > 1 and bool(held & offices) and not told & held


def known_by_role(a: Source, b: Source, collation: Collation) -> bool:
    """Whether the plain noun of one source is among the roles of the person the other names ("the captain")."""
    plain = {w for s in (a, b) for w in s.text.lower().split()}
    people = [e for s in (a, b) if (e := collation.entity_at(s.refers or s.span)) is not None and e.kind == "person"]
    roles = {w for e in people for m in e.mentions if m.role for w in collation.text(m.role).lower().split()}
    short = {w for w in plain if len(w) >= _ABBREVIATED and any(o != w and o.startswith(w) for o in plain | roles)}
    spoken_for = plain & set(table("en/source_nouns.toml")["spokesperson"])  # named or not as an outlet likes
    called = {
        w for s in (a, b) if collation.entity_at(s.refers or s.span) not in people for w in s.text.lower().split()
    }
    return bool(short or spoken_for) or (len(people) == 1 and bool(called & roles))


def _told_once(variants: Sequence[Variant]) -> list[Variant]:
    """One variant for the same two mouths in the same two reports."""
    out: dict[object, Variant] = {}
    for v in variants:
        out.setdefault(frozenset((r.text.lower(), r.at[0].article) for r in v.readings), v)
    return list(out.values())
