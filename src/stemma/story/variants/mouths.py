"""Mouths: one claim, or one quotation, that reports put in the mouths of two.

A *claim* counts where two reports word it much alike and the report of neither names the other's speaker beside it:
words that two people are said to have said, or that an unnamed source is said to have said and somebody by name. What
a person says of himself many say nearly so, and nearly the same of one thing is said by many: such words must be the
more alike.

A *quotation* counts whatever statement it stands in. Long ones are one when their words are nearly the same; short ones
("ample liquidity", "It is 90 per cent there") must be the same word for word and be told of the same thing. What a
third speaker says too, what one report has from both, and the formulas of public speech ("our thoughts are with the
victims") are nobody's own.

What it gets wrong: two people who repeat one slogan of two words about the same thing in reports of one stem.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from stemma.data import lines, table, words
from stemma.model import Claim, Reading, Severity, Source, Span, Variant
from stemma.story.variants.collation import RELAYS, Collation, make
from stemma.story.variants.names import alike
from stemma.story.variants.pairs import alike_pairs
from stemma.story.variants.predicates import closed, stem
from stemma.story.variants.slots import likeness
from stemma.story.variants.telling import about, quoted, shown
from stemma.story.variants.utterances import Utterance, quoted_words, same_version

_ALIKE, _ALIKE_BOTH = 0.75, 0.55
_ALIKE_OF_ONESELF = 0.9
_FEWEST_WORDS = 5
_FEWEST_CONTENT = 3
_VERBATIM, _VERBATIM_CONTENT = 0.6, 4  # of the words that two people say in one go
_NAMED_NOW = 0.55  # of the words, that a named person says where an unnamed source had said them
_SAYS_TOO = 0.5  # of what one says, that the report has from the other too
_LONG = 8  # words of a quotation that may differ a little
_SENTENCE = 5  # words that are hardly a phrase
_CONTENT = 2  # content words that are somebody's own wording
_ABOUT = 2  # content words around two quotations that say they are told of one thing
_ABBREVIATED = 3  # letters: "a rep" is a representative


def mouth_variants(collation: Collation) -> list[Variant]:
    """Differences in who is said to have said it."""
    return [*_claims(collation), *_quotations(collation)]


# -- one claim


def _claims(collation: Collation) -> list[Variant]:
    out: dict[tuple[str, str, str], Variant] = {}
    for statement, a, b in alike_pairs(collation, _ALIKE):
        first, second = _speaker(a, collation), _speaker(b, collation)
        if first is None or second is None or not _one_claim(a, b, collation):
            continue
        if _named_beside(first, _said(b, collation), collation) or _named_beside(
            second, _said(a, collation), collation
        ):
            continue
        if _says_it_too(second, a, collation) or _says_it_too(first, b, collation):
            continue
        why = _differ(first, second, a, b, collation)
        key = (a.span.article + b.span.article, first.text.lower(), second.text.lower())
        if not why or key in out:
            continue
        readings = [Reading(text=s.text, at=(s.span or c.span,)) for s, c in ((first, a), (second, b))]
        readings = collation.in_order(readings)
        text = f"{why}{about([Reading(text='', at=(a.span,))], collation)}: {quoted(readings, collation)}"
        severity: Severity = "medium" if first.type == second.type == "unnamed" else "high"
        out[key] = make(
            "attribution", "source", severity, text, readings, statement=statement, confidence=0.65, rule="mouths"
        )
    return list({(v.statement, v.explanation): v for v in reversed(out.values())}.values())[::-1]


def _one_claim(a: Claim, b: Claim, collation: Collation) -> bool:
    """Whether two claims are worded so alike that one wording is of the other."""
    if likeness(a, b, collation, both=True) < _ALIKE_BOTH:
        return False
    if min(len(collation.text(c.span).split()) for c in (a, b)) < _FEWEST_WORDS:
        return False
    said = [_said(c, collation) for c in (a, b)]
    x, y = (collation.content(s) for s in said)
    of_oneself = any(collation.speaks_of_oneself(s) for s in said)
    return len(x & y) >= _FEWEST_CONTENT and not (of_oneself and _shared(x, y) < _ALIKE_OF_ONESELF)


def _shared(x: frozenset[str], y: frozenset[str]) -> float:
    return len(x & y) / len(x | y) if x | y else 0.0


def _speaker(claim: Claim, collation: Collation) -> Source | None:
    """The ultimate speaker of the claim's attribution, when it has one that is no relay and no pronoun: whom a "he"
    stands for is not sure enough."""
    attribution = collation.attributions.get(claim.attribution or "")
    if attribution is None:
        return None
    chain = attribution.chain or attribution.sources
    if not chain or chain[-1].type in (*RELAYS, "none", "document") or chain[-1].span is None:
        return None
    if any(s.refers is not None and s.refers == chain[-1].span for s in attribution.sources):
        return None  # a chain shows a pronoun as the name it was taken for
    if len([s for s in attribution.sources if s.type not in RELAYS]) > 1:
        return None  # two sources side by side: another report may give either
    return chain[-1]


def _said(claim: Claim, collation: Collation) -> Span:
    """All that the claim's source says in one go."""
    attribution = collation.attributions.get(claim.attribution or "")
    return attribution.content if attribution else claim.span


def _says_it_too(speaker: Source, claim: Claim, collation: Collation) -> bool:
    """Whether the report of a claim has much the same from this speaker as well."""
    person = collation.entity_at(speaker.refers or speaker.span)
    mine = collation.plain_lemmas(_said(claim, collation))
    for a in collation.layers[claim.span.article].attributions:
        said = [collation.entity_at(s.refers or s.span) for s in a.chain or a.sources]
        if person is not None and not a.content.overlap(claim.span) and any(e and e.id == person.id for e in said):
            too = collation.plain_lemmas(a.content)
            if len(mine & too) >= max(_CONTENT, _SAYS_TOO * min(len(mine), len(too))):
                return True
    return False


def _differ(a: Source, b: Source, first: Claim, second: Claim, collation: Collation) -> str:
    """Why two speakers of one claim cannot both have been meant; "" where they can."""
    said = [_said(c, collation) for c in (first, second)]
    if two_people(a, b, collation):  # who may well say much the same of one thing, but not in the same words
        x, y = (collation.content(s) for s in said)
        verbatim = len(x & y) >= _VERBATIM_CONTENT and _shared(x, y) >= _VERBATIM
        return "The same words in the mouths of two people" if verbatim else ""
    if a.type == b.type == "unnamed" and a.count and b.count and min(a.count, b.count) == 1 < max(a.count, b.count):
        one, several = (first, second) if a.count == 1 else (second, first)
        later = collation.clearly_later(several.span.article, one.span.article)  # then it is one of those
        return "" if later else "One source became several"
    known, unknown = (a, b) if a.type == "named" else (b, a)
    person = collation.entity_at(known.refers or known.span)
    if (known.type, unknown.type) != ("named", "unnamed") or person is None or person.kind != "person":
        return ""
    hidden = bool(set(unknown.text.lower().split()) & words("en/anonymous_nouns.txt"))
    described = collation.entity_at(unknown.refers)  # somebody whom the report names elsewhere
    if not hidden or not by_name(known, collation) or (described is not None and described.kind == "person"):
        return ""
    alike_worded = _shared(*(collation.plain_lemmas(s) for s in said)) >= _NAMED_NOW  # numbers are told in many ways
    return "What an unnamed source said is put in the mouth of a named person" if alike_worded else ""


# -- one quotation


def _quotations(collation: Collation) -> list[Variant]:
    found = [u for u in quoted_words(collation) if u.wording and not u.outlet and _content(u.words)]
    by_word: dict[str, list[int]] = defaultdict(list)
    for n, u in enumerate(found):
        for w in sorted(_content(u.words)):
            by_word[w].append(n)
    pairs = {pair for places in by_word.values() for pair in combinations(places, 2)}
    out: dict[object, Variant] = {}
    for a, b in ((found[i], found[j]) for i, j in sorted(pairs)):
        x, y = a.source, b.source
        if x is None or y is None or x.span is None or y.span is None:
            continue
        if a.span.article == b.span.article or not _one_quotation(a, b, collation):
            continue
        if not two_speakers(x, y, collation) or _known_by_role(x, y, collation):
            continue
        if (
            _named_beside(y, a.span, collation)
            or _named_beside(x, b.span, collation)
            or _common(a, b, found, collation)
        ):
            continue
        readings = collation.in_order([Reading(text=s.text, at=(s.span,)) for s in (x, y) if s.span])
        shorter = min((a, b), key=lambda u: (len(u.words), u.span))
        said = shown(collation.text(shorter.span))
        text = f"One quotation (“{said}”) is given to two speakers: {quoted(readings, collation)}"
        severity: Severity = "high" if len(shorter.words) >= _SENTENCE else "medium"
        new = make("attribution", "source", severity, text, readings, confidence=0.7, rule="one quotation")
        out.setdefault(frozenset((r.text.lower(), r.at[0].article) for r in readings), new)
    return list(out.values())


def _one_quotation(a: Utterance, b: Utterance, collation: Collation) -> bool:
    if min(len(a.words), len(b.words)) >= _LONG:
        return same_version(a, b)
    short, long = sorted((a, b), key=lambda u: len(u.words))
    text = f" {' '.join(short.words)} "
    if text not in f" {' '.join(long.words)} ":
        return False
    own = _content(short.words)
    formula = any(f" {line} " in text for line in lines("en/formulas.txt"))  # what people say on such occasions
    if len(own) < _CONTENT or formula or any(_name(u, own, collation) for u in (a, b)):
        return False
    related = collation.related(a.span.article, b.span.article)
    if len(short.words) >= _SENTENCE and related:
        return True
    return len(_around(a, own, collation) & _around(b, own, collation)) >= (_ABOUT if related else _ABOUT + 1)


def _content(bare: Sequence[str]) -> frozenset[str]:
    return frozenset(w for w in bare if w not in words("en/stopwords.txt") and w != "*")


def _name(u: Utterance, own: frozenset[str], collation: Collation) -> bool:
    """Whether the quoted words are no more than a name or a title."""
    named = {w for m, _ in collation.mentions(u.span) for w in collation.text(m.span).lower().split()}
    return len(own - named) < _CONTENT


def _around(u: Utterance, own: frozenset[str], collation: Collation) -> frozenset[str]:
    """What the sentence of a quotation is about, the quoted words and the names of people left out."""
    whole = collation.whole(u.span)
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
    by_report: dict[str, set[str]] = defaultdict(set)
    third = False
    for u in (u for u in found if short in f" {' '.join(u.words)} "):
        title = collation.article(u.span).title_span
        third = third or (u.named and u.speaker not in (a.speaker, b.speaker))
        if title is None or not title.contains(u.span):
            by_report[u.span.article].add(u.speaker)
    return third or any(len(by_report[u.span.article]) > 1 for u in (a, b))


# -- two speakers


def _named_beside(source: Source, said: Span, collation: Collation) -> bool:
    """Whether the sentences in which the other report gives the words name this speaker too: then he is a link of its
    chain."""
    speaker = collation.entity_at(source.refers or source.span)
    return speaker is not None and any(e.id == speaker.id for _, e in collation.mentions(collation.whole(said)))


def two_people(a: Source, b: Source, collation: Collation) -> bool:
    """Whether two sources are two people, both by name."""
    x, y = collation.entity_at(a.refers or a.span), collation.entity_at(b.refers or b.span)
    if a.type != "named" or b.type != "named" or x is None or y is None:
        return False
    people = x.kind == y.kind == "person" and not alike(x.name, y.name)
    return people and by_name(a, collation) and by_name(b, collation)


def by_name(source: Source, collation: Collation) -> bool:
    """Whether the wording itself names the speaker: what a pronoun or description refers to is not sure enough."""
    return source.span is not None and any(m.form in ("full", "short") for m, _ in collation.mentions(source.span))


def two_speakers(a: Source, b: Source, collation: Collation) -> bool:
    """Whether two sources are two people by name, or one by name and one that is not to be known ("a crewman")."""
    if two_people(a, b, collation):
        return True
    for known, other in ((a, b), (b, a)):
        person = collation.entity_at(known.span)
        named = known.type == "named" and person is not None and person.kind == "person" and by_name(known, collation)
        if named and other.type == "unnamed" and _hidden(other, collation):
            return True
    return False


def _hidden(source: Source, collation: Collation) -> bool:
    """Whether a source is told as somebody unknown, if in the sentence before ("a diplomat … the diplomat")."""
    told = source.text.lower().split()
    if set(told[:1]) & closed("indefinite"):
        return True
    named = collation.entity_at(source.refers or source.span)
    if (
        (named is not None and named.kind == "person")
        or source.span is None
        or told[-1] not in words("en/kept_back.txt")
    ):
        return False
    before = [
        s.text.lower().split()
        for a in collation.layers[source.span.article].attributions
        for s in a.sources
        if s.span is not None and s.span.end <= source.span.start
    ]
    return any(told[-1] in b and set(b[:1]) & closed("indefinite") for b in before)


def _known_by_role(a: Source, b: Source, collation: Collation) -> bool:
    """Whether the plain noun of one source is among the roles of the person the other names ("the captain")."""
    held = [collation.entity_at(s.refers or s.span) for s in (a, b)]
    people = [e for e in held if e is not None and e.kind == "person"]
    roles = {w for e in people for m in e.mentions if m.role for w in collation.text(m.role).lower().split()}
    plain = {w for s in (a, b) for w in s.text.lower().split()}
    short = any(len(w) >= _ABBREVIATED and o != w and o.startswith(w) for w in plain for o in plain | roles)
    spoken_for = plain & set(table("en/source_nouns.toml")["spokesperson"])  # named or not as an outlet likes
    called = {w for s, e in zip((a, b), held, strict=True) if e not in people for w in s.text.lower().split()}
    return short or bool(spoken_for) or (len(people) == 1 and bool(called & roles))
