"""Quotations: words inside quotation marks that differ between reports, or that another report only paraphrases.

Two utterances are taken for one when the same person is quoted and the words mean nearly the same; how they are read
and compared is told in `stemma.story.variants.utterances`. An excerpt of the longer version is no alteration.

*Altered*: both stand inside quotation marks. *Promoted*: one report has the words inside quotation marks, an earlier
or parent report gives them as its own paraphrase and none quotes them so.

What it gets wrong: one speaker who says nearly the same twice is taken to have said it once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec.structs import replace
from rapidfuzz.distance import Indel

from stemma.data import members, words
from stemma.model import Reading, Severity, Span, Variant
from stemma.nlp.embedder import Vectors
from stemma.story.variants.collation import Collation, cluster, make
from stemma.story.variants.cuts import cut_quotations
from stemma.story.variants.excerpts import Excerpt, excerpt_pairs
from stemma.story.variants.stated import Stated, stated_paraphrases, stated_quotations
from stemma.story.variants.telling import difference, in_reports, in_words, one_line
from stemma.story.variants.telling import quoted as quoted_in
from stemma.story.variants.utterances import (
    Utterance,
    differing,
    in_a_row,
    in_order,
    may_be_one_source,
    normal_words,
    quoted_utterances,
    quoted_words,
    same_speaker,
    same_version,
    same_words,
    shared_words,
    told_utterances,
)

_SAME_MEANING = 0.6  # with words shared; two utterances of one speaker on one subject stay below
_SAME_MEANING_UNKNOWN_SPEAKER = 0.72
_SHARED_WORDS, _SHARED_WORDS_UNKNOWN_SPEAKER = 0.3, 0.5
_IN_ORDER = 0.5  # of the words, where neither report rests on the other: people repeat themselves in other words
_MUCH_IN_ORDER = 0.7  # of the words, below which two witnesses tell of one thing in their own words
_IN_A_ROW = 3
_IN_ORDER_RELATED = 0.4
_NEARLY_VERBATIM = 0.8  # of the words in order; at that, whom a "he" was taken for does not matter
_LONG = 8
_TRANSLATED, _OF_ONE_LENGTH = 0.72, 0.6  # the meaning of one utterance in two translations, and their lengths
_PARAPHRASE = 0.72
_PARAPHRASED_WORDS = 0.5
_PARAPHRASED_FREELY = 0.57  # of the meaning, and of the mean of meaning and words
_OVERLAPPING = 0.5
_ROUNDING = 1e-4  # by which two ways to multiply vectors may differ
_RULE = "same speaker, same meaning"
_OF_ONE_STATEMENT = "same speaker, same statement"


def quotation_variants(collation: Collation) -> list[Variant]:
    """Altered, cut and promoted quotations."""
    quoted = quoted_utterances(collation)
    altered, promoted = _altered(quoted, collation), _promoted(quoted, collation)
    return altered + cut_quotations(quoted, collation) + promoted + _paraphrased_by_others(quoted, promoted, collation)


# -- altered


def _altered(quoted: Sequence[Utterance], collation: Collation) -> list[Variant]:
    quoted = list(quoted)
    vectors = collation.meaning([u.span for u in quoted])
    translations = _translations(quoted, collation)
    found_alike = {
        (i, j): meaning
        for i, j, meaning in _near(vectors, _SAME_MEANING)
        if quoted[i].span.article != quoted[j].span.article and _one_utterance(quoted[i], quoted[j], meaning, collation)
    }
    translated = {(min(pair), max(pair)): meaning for pair, meaning in translations.items()}
    stated = {
        (_index(s.first, quoted), _index(s.second, quoted)): s.meaning
        for s in stated_quotations(collation)
        if not _said_twice(s.first, s.second, collation)
    }
    pairs = [(i, j, meaning) for (i, j), meaning in sorted((stated | translated | found_alike).items())]
    linked = {frozenset((i, j)) for i, j, _ in pairs}
    for x, y, meaning in excerpt_pairs(quoted, collation, _one_utterance):
        if frozenset((x.of, y.of)) not in linked:
            pairs.append((_place(x, quoted), _place(y, quoted), meaning))
    linked = {frozenset((i, j)) for i, j, _ in pairs}
    groups = cluster(range(len(quoted)), lambda x, y: frozenset((x, y)) in linked)
    out = []
    for group in groups:
        versions = cluster([quoted[i] for i in group], same_version)
        found = [
            p for p in pairs if p[0] in group and p[1] in group and _two_versions(quoted[p[0]], quoted[p[1]], quoted)
        ]
        if len(versions) < 2 or not found:
            continue
        readings = _readings(versions, collation)
        if len({s.article for r in readings for s in r.at}) < 2:
            continue
        who = _who([quoted[i] for i in group], collation)
        certain = max(m for _, _, m in found)
        severity = _severity([(quoted[i], quoted[j]) for i, j, _ in found])
        text = f"{who} quoted in {in_words(len(versions))} versions: {_parted(readings, collation)}"
        if all(in_a_row(quoted[i], quoted[j]) < _IN_A_ROW for i, j, _ in found):
            text += "; no stretch of them is the same, as in two translations"
        out.append(make("quote-altered", "quote", severity, text, readings, confidence=min(0.95, certain), rule=_RULE))
    return out


def _near(vectors: Vectors, least: float) -> Iterator[tuple[int, int, float]]:
    """The pairs of rows that are alike to at least `least`, in order. Many rows are compared at once, but a likeness is
    worked out from its two rows alone: rounding must not depend on the others."""
    for i in range(len(vectors) - 1):
        for j in np.flatnonzero(vectors[i + 1 :] @ vectors[i] >= least - _ROUNDING) + i + 1:
            meaning = float(vectors[i] @ vectors[j])
            if meaning >= least:
                yield i, int(j), meaning


def _place(excerpt: Excerpt, quoted: list[Utterance]) -> int:
    """The number of an excerpt in the list, where it is put unless it is there."""
    return excerpt.of if excerpt.whole else _index(excerpt.utterance, quoted)


def _index(utterance: Utterance, quoted: list[Utterance]) -> int:
    """The number of an utterance in the list, where it is put unless it is there."""
    if utterance not in quoted:
        quoted.append(utterance)
    return quoted.index(utterance)


def _one_utterance(a: Utterance, b: Utterance, meaning: float, collation: Collation) -> bool:
    known = a.named and b.named
    least, shared = (
        (_SAME_MEANING, _SHARED_WORDS) if known else (_SAME_MEANING_UNKNOWN_SPEAKER, _SHARED_WORDS_UNKNOWN_SPEAKER)
    )
    if meaning < least:  # first what costs least: most pairs end here
        return False
    related = collation.related(a.span.article, b.span.article)
    if _said_twice(a, b, collation):
        return False
    alike = shared_words(a, b) >= shared or (
        related and same_speaker(a, b, collation) is not False and in_order(a, b) >= _IN_ORDER_RELATED
    )
    if not alike:
        return False
    if not known and min(len(a.words), len(b.words)) < 0.5 * max(len(a.words), len(b.words)):
        return False
    if same_speaker(a, b, collation) is False and not _nearly_verbatim(a.words, b.words):
        return False
    short, long = sorted((len(a.words), len(b.words)))
    somebody = known or not {a.wording.lower(), b.wording.lower()} & members("en/grammar.toml", "persons")
    if in_a_row(a, b) < _IN_A_ROW and not (related and somebody and short >= _OVERLAPPING * long):
        return False  # a few words of one are no excerpt of the other; "they will be missed" is said by many
    return related or in_order(a, b) >= _IN_ORDER


def _said_twice(a: Utterance, b: Utterance, collation: Collation) -> bool:
    """Whether two utterances are of two days, or what two witnesses tell, or one tells to two reporters."""
    if not _nearly_verbatim(a.words, b.words) and _on_other_days(a, b, collation):
        return True
    if in_order(a, b) >= _MUCH_IN_ORDER or collation.related(a.span.article, b.span.article):
        return False
    if not (collation.speaks_of_oneself(a.span) and collation.speaks_of_oneself(b.span)):
        return False
    two = a.named != b.named and same_speaker(a, b, collation) is None
    return two or (_witness(a, collation) and _witness(b, collation))


def _witness(u: Utterance, collation: Collation) -> bool:
    """Whether somebody tells what he saw or did himself: "I" or "we" is the subject of a verb in the past, or left out
    ("Heard a crash outside my window")."""
    tree = collation.tree(u.span.article)
    past = [i for i in tree.within(u.span) if tree.tokens[i].tag == "VBD"]
    subjects = [[tree.tokens[k].text.lower() for k in tree.children(i, "nsubj")] for i in past]
    left_out = bool(past) and past[0] == tree.within(u.span)[0]
    return left_out or any(s and s[0] in ("i", "we") for s in subjects)


def _translations(quoted: Sequence[Utterance], collation: Collation) -> dict[frozenset[int], float]:
    """The pairs of utterances that hold a sentence put into other words from end to end, as two translators would, with
    its likeness in meaning: of one person, of one length, and told of no two days."""
    spoken = [(n, u) for n, u in enumerate(quoted) if u.told or not u.named]  # whom a "he" was taken for may be wrong
    parts = [(n, s, len(normal_words(collation.text(s)))) for n, u in spoken for s in _sentences(u, collation)]
    parts = [(n, s, length) for n, s, length in parts if length >= _LONG]
    vectors = collation.meaning([s for _, s, _ in parts])
    found: dict[frozenset[int], float] = {}
    kept = [_kept(s, collation) for _, s, _ in parts]
    for i, j, meaning in _near(vectors, _TRANSLATED):
        (n, _, x), (m, _, y) = parts[i], parts[j]
        a, b = quoted[n], quoted[m]
        if a.span.article == b.span.article or min(x, y) < _OF_ONE_LENGTH * max(x, y) or kept[i] != kept[j]:
            continue
        if not _one_person(a, b, collation) or _on_other_days(a, b, collation):
            continue
        found[frozenset((n, m))] = max(meaning, found.get(frozenset((n, m)), 0.0))
    return found


def _kept(span: Span, collation: Collation) -> tuple[frozenset[str], frozenset[float]]:
    """What a translator keeps: the names and the numbers ("one" may be an article)."""
    named = frozenset(e.id for m, e in collation.mentions(span) if m.form in ("full", "short"))
    return named, frozenset(q.value for q in collation.quantities(span) if q.value != 1)


def _sentences(u: Utterance, collation: Collation) -> list[Span]:
    """The words of an utterance, and each sentence of them where they are several."""
    edges = [
        (max(s.start, u.span.start), min(s.end, u.span.end))
        for s in collation.layers[u.span.article].parse.sentences
        if s.start < u.span.end and s.end > u.span.start
    ]
    return list(dict.fromkeys([u.span, *(Span(u.span.article, start, end) for start, end in edges)]))


def _one_person(a: Utterance, b: Utterance, collation: Collation) -> bool:
    """Whether two speakers are one: both named, or one described ("the nurse") where only the other's name is near."""
    known = same_speaker(a, b, collation)
    if known is not None or a.named == b.named:
        return known is True
    named, described = (a, b) if a.named else (b, a)
    if not described.wording.lower().startswith(("the ", "he", "she")):
        return False
    tree = collation.tree(described.span.article)
    at = tree.at(described.span.start)
    if at is None:
        return False
    first = tree.sentence_of(at)
    before = tree.sentence_of(first.first - 1) if first.first else first
    near = collation.mentions(Span(described.span.article, before.start, first.end))
    return {e.id for _, e in near if e.kind == "person"} == {named.speaker}


def _on_other_days(a: Utterance, b: Utterance, collation: Collation) -> bool:
    """Whether the sentences that hold two utterances name days, and none in common."""
    days = []
    for u in (a, b):
        around = [
            s for s in collation.layers[u.span.article].parse.sentences if s.start < u.span.end and s.end > u.span.start
        ]
        stretch = Span(u.span.article, around[0].start, around[-1].end) if around else u.span
        days.append([t for t in collation.times(stretch) if t.earliest and not u.span.contains(t.span)])
    return all(days) and not any(
        x.earliest and y.latest and x.latest and y.earliest and x.earliest <= y.latest and y.earliest <= x.latest
        for x in days[0]
        for y in days[1]
    )


def _two_versions(a: Utterance, b: Utterance, quoted: Sequence[Utterance]) -> bool:
    """Whether the words differ and neither report has the other's words elsewhere: then they are two utterances."""
    if same_version(a, b):
        return False
    for mine, other in ((a, b), (b, a)):
        rest = [u for u in quoted if u.span.article == mine.span.article and u is not mine]
        if any(len(u.words) >= _OVERLAPPING * len(other.words) and same_words(u.words, other.words) for u in rest):
            return False
    return True


def _nearly_verbatim(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two long utterances are alike but for a word or so: two people do not say that of themselves."""
    return min(len(a), len(b)) >= _LONG and Indel.normalized_similarity(a, b) >= _NEARLY_VERBATIM


def _severity(pairs: Sequence[tuple[Utterance, Utterance]]) -> Severity:
    """Medium where the versions differ in nothing but function words; a negation or a modal verb is none of these."""
    light = words("en/light_words.txt")
    return "medium" if all(differing(a, b) <= light for a, b in pairs) else "high"


def _readings(versions: Sequence[Sequence[Utterance]], collation: Collation) -> list[Reading]:
    order = {s: n for n, s in enumerate(collation.original_first(u.span for v in versions for u in v))}
    readings = []
    for version in versions:
        first = min(version, key=lambda u: (-len(u.words), order[u.span]))
        readings.append(
            Reading(text=collation.text(first.span), at=tuple(sorted((u.span for u in version), key=order.__getitem__)))
        )
    return sorted(readings, key=lambda r: order[r.at[0]])


def _who(group: Sequence[Utterance], collation: Collation) -> str:
    """The speaker, where a report names him with the words: whom a "he" stands for is not sure enough to be told."""
    told = {u.speaker for u in group if u.told}
    return f"{collation.entities[min(told)].name} is" if len(told) == 1 else "One utterance is"


def _parted(readings: Sequence[Reading], collation: Collation) -> str:
    """Where the first two versions part, in the words of each, and which reports have them."""
    first, second = difference(readings[0].text, readings[1].text)
    shown = []
    for r, text in zip(readings, (first, second), strict=False):
        words = " ".join(normal_words(text.strip("… ")))
        having = tuple(s for s in r.at if words in " ".join(normal_words(collation.text(s))))
        shown.append(replace(r, text=text, at=having or r.at[:1]))  # a shorter excerpt may not have these
    return quoted_in(shown, collation)


# -- promoted


def _promoted(quoted: Sequence[Utterance], collation: Collation) -> list[Variant]:
    told = told_utterances(quoted, collation)
    if not told or not quoted:
        return []
    vectors = collation.meaning([*(u.span for u in quoted), *(p.span for p in told)])
    said, given = vectors[: len(quoted)], vectors[len(quoted) :]
    out = []
    taken: set[int] = set()
    for i, utterance in enumerate(quoted):
        if i in taken or utterance.outlet or not _clause(utterance, collation):
            continue  # words of a report quoted from it are no paraphrase made into a quotation
        if _passed_on(utterance, collation):
            continue
        near = [
            j
            for j, p in enumerate(told)
            if p.span.article != utterance.span.article
            and not p.outlet
            and (meaning := float(said[i] @ given[j])) >= _PARAPHRASED_FREELY
            and same_speaker(utterance, p, collation) is not False
            and _paraphrased(utterance, p, meaning, collation)
        ]
        if not any(collation.rests_on(utterance.span.article, told[j].span.article) for j in near):
            continue  # no report that paraphrases comes before the one that quotes
        alike = [k for k, u in enumerate(quoted) if k != i and same_words(u.words, utterance.words)]
        others = [quoted[k] for k in alike if quoted[k].span.article != utterance.span.article]
        if any(not collation.rests_on(u.span.article, utterance.span.article) for u in others):
            continue  # another report quotes the same words: somebody heard them
        taken.update(alike)
        paraphrases: list[Span] = collation.original_first(told[j].span for j in near)
        readings = [
            Reading(text=collation.text(paraphrases[0]), at=tuple(paraphrases)),
            Reading(text=collation.text(utterance.span), at=(utterance.span, *(u.span for u in others))),
        ]
        own = "its" if len({s.article for s in paraphrases}) == 1 else "their"
        gives = "gives" if own == "its" else "give"
        text = (
            f"{in_reports(readings[1], collation)} has inside quotation marks (“{one_line(readings[1].text)}”) what "
            f"{in_reports(readings[0], collation)} {gives} in {own} own words"
        )
        likely = max(float(said[i] @ given[j]) for j in near)
        out.append(make("quote-promoted", "quote", "high", text, readings, confidence=min(0.9, likely), rule=_RULE))
    return out


def _paraphrased_by_others(
    quoted: Sequence[Utterance], promoted: Sequence[Variant], collation: Collation
) -> list[Variant]:
    """Quotations that another report of no later day, which does not rest on this one, gives in its own words only: who
    has the speaker's is not to be seen."""
    known = {s for v in promoted for r in v.readings for s in r.at}
    found: dict[Span, list[Stated]] = {}
    for s in stated_paraphrases(told_utterances(quoted_words(collation), collation), collation):
        first, second = s.first.span.article, s.second.span.article
        if (
            collation.rests_on(second, first)
            or collation.clearly_later(first, second)
            or _passed_on(s.first, collation)
            or _said_twice(s.first, s.second, collation)
        ):
            continue
        heard = [u for u in quoted if u.span.article != first and same_words(u.words, s.first.words)]
        if s.first.span not in known and not heard:
            found.setdefault(s.first.span, []).append(s)
    out = []
    for span, pairs in sorted(found.items()):
        best: dict[str, Stated] = {}
        for s in sorted(pairs, key=lambda s: (-s.meaning, s.second.span)):
            best.setdefault(s.second.span.article, s)
        told = collation.original_first(s.second.span for s in best.values())
        readings = [
            Reading(text=collation.text(told[0]), at=tuple(told)),
            Reading(text=collation.text(span), at=(span,)),
        ]
        text = (
            f"{in_reports(readings[1], collation)} has inside quotation marks (“{one_line(readings[1].text)}”) what is "
            f"told without them in {in_reports(readings[0], collation)} (“{one_line(readings[0].text)}”)"
        )
        sure = round(min(0.8, max(s.meaning for s in pairs)), 6)
        out.append(make("quote-promoted", "quote", "medium", text, readings, confidence=sure, rule=_OF_ONE_STATEMENT))
    return out


def _passed_on(utterance: Utterance, collation: Collation) -> bool:
    """Whether the speaker says what others say ("media reports say …")."""
    cues = (a.cue for a in collation.layers[utterance.span.article].attributions if a.content != utterance.span)
    verbs = words("en/speech_verbs.txt")
    tree = collation.tree(utterance.span.article)
    inside = tree.within(utterance.span)
    return any(c is not None and utterance.span.contains(c) for c in cues) or any(
        tree.tokens[i].lemma in verbs and tree.children(i, "ccomp") for i in inside
    )


def _paraphrased(quoted: Utterance, told: Utterance, meaning: float, collation: Collation) -> bool:
    """Whether the words told are the words quoted: by meaning and words shared. A report that rests on the other and
    has the same source for them may have put them more freely."""
    shared = shared_words(quoted, told)
    if meaning >= _PARAPHRASE and shared >= _PARAPHRASED_WORDS:
        return True
    if not collation.rests_on(quoted.span.article, told.span.article) or not may_be_one_source(quoted, told, collation):
        return False
    if meaning < _PARAPHRASED_FREELY or len(told.words) < _OVERLAPPING * len(quoted.words):
        return False
    return (meaning + max(shared, in_order(quoted, told))) / 2 >= _PARAPHRASED_FREELY


def _clause(utterance: Utterance, collation: Collation) -> bool:
    """Whether the words are a clause of their own: a quoted term or noun phrase is no utterance."""
    tree = collation.tree(utterance.span.article)
    inside = tree.within(utterance.span)
    tops = [i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i]
    return any(tree.tokens[i].pos in ("VERB", "AUX") and tree.children(i, "nsubj", "nsubjpass", "expl") for i in tops)
