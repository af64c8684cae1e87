"""Quotations: words inside quotation marks that differ between reports, or that another report only paraphrases.

Two utterances are taken for one when the same person is quoted and the words mean nearly the same. They are compared
word by word after what an editor may change without altering a quotation is taken out: case, punctuation, ellipsis,
bracketed insertions, contractions. An excerpt of the longer version is no alteration.

*Altered*: both stand inside quotation marks. *Promoted*: one report has the words inside quotation marks, an earlier
or parent report gives them as its own paraphrase and none quotes them so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from rapidfuzz.distance import Indel

from stemma.article.attribution.quotation import find_quotations
from stemma.data import table, words
from stemma.model import Attribution, Entity, Noun, Reading, Span, Variant
from stemma.story.variants.collation import Collation, cluster, make

_FEWEST_WORDS = 4
_SAME_MEANING = 0.6  # with words shared; two utterances of one speaker on one subject stay below
_SAME_MEANING_UNKNOWN_SPEAKER = 0.72
_SHARED_WORDS, _SHARED_WORDS_UNKNOWN_SPEAKER = 0.3, 0.5
_NEARLY_VERBATIM = 0.8  # of the words in order; at that, whom a "he" was taken for does not matter
_LONG = 8
_PARAPHRASE = 0.72
_PARAPHRASED_WORDS = 0.5
_ANCHOR = 3  # words in a row that two versions must share for a stretch to be called the same
_OVERLAPPING = 0.5
_GAP = "*"
_RULE = "same speaker, same meaning"


class Utterance(Noun, frozen=True, kw_only=True):
    """Words between quotation marks (marks left out) and who says them (an entity id, or the wording of the source);
    `outlet` when it is a report that is quoted."""

    span: Span
    words: tuple[str, ...]
    speaker: str
    named: bool
    outlet: bool


class Paraphrase(Noun, frozen=True, kw_only=True):
    """Words a report gives in indirect speech."""

    span: Span
    words: tuple[str, ...]
    speaker: str
    named: bool


def quotation_variants(collation: Collation) -> list[Variant]:
    """Altered and promoted quotations."""
    quoted = _utterances(collation)
    altered = _altered(quoted, collation)
    return altered + _promoted(quoted, collation)


# -- what is quoted


def _utterances(collation: Collation) -> list[Utterance]:
    out = []
    for layers in collation.layers.values():
        article = layers.article
        edges = [(s.start, s.end) for s in layers.parse.sentences]
        whole = [(edges[0][0], edges[-1][1])] if edges else []
        paragraphs = [p for start, end in whole for p in _paragraphs(article.text, start, end)]
        for quotation in find_quotations(article.text, paragraphs):
            if quotation.depth or not quotation.double or not quotation.closed:
                continue
            span = (
                Span(article.id, quotation.start + 1, quotation.end - 1)
                if quotation.end - quotation.start > 3
                else None
            )
            if span is None:
                continue
            bare = normal_words(collation.text(span))
            if len(bare) < _FEWEST_WORDS:
                continue
            holder = _holding(span, layers.attributions)
            speaker, named = _speaker(holder, collation)
            last = (holder.chain or holder.sources)[-1:] if holder else ()
            outlet = any(s.type in ("outlet", "agency", "state media") for s in last)
            out.append(Utterance(span=span, words=bare, speaker=speaker, named=named, outlet=outlet))
    return out


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [(m.start() + start, m.end() + start) for m in re.finditer(r"[^\n]+", text[start:end])]


def _holding(span: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose content the words are; the tightest one."""
    found = [a for a in attributions if a.content.overlap(span) >= 0.6 * (span.end - span.start)]
    return min(found, key=lambda a: (a.content.end - a.content.start, a.id), default=None)


def _speaker(attribution: Attribution | None, collation: Collation) -> tuple[str, bool]:
    """The ultimate speaker of an attribution: an entity's id where one is known, else the words of the source."""
    if attribution is None or not (attribution.chain or attribution.sources):
        return "", False
    last = attribution.chain[-1] if attribution.chain else attribution.sources[-1]
    entity: Entity | None = collation.entity_at(last.refers or last.span)
    if entity and entity.kind == "person":
        return entity.id, True
    return last.text.lower(), False


def normal_words(text: str) -> tuple[str, ...]:
    """The words of a quotation without what may be changed in it: case, punctuation, contractions. An ellipsis or an
    insertion in brackets (some papers use round ones) becomes `_GAP`, which may stand for any words."""
    text = re.sub(r"\[[^\]]*\]|\([^)]*\)|\.\.\.|…", f" {_GAP} ", text).replace("’", "'").lower()
    for short, full in table("en/contractions.toml")["contractions"].items():
        text = re.sub(rf"\b{short}\b", full, text)
    return tuple(re.findall(rf"[\w]+(?:-\w+)*|\{_GAP}", text))


# -- compared


def _altered(quoted: Sequence[Utterance], collation: Collation) -> list[Variant]:
    pairs = []
    vectors = collation.meaning([u.span for u in quoted])
    for (i, a), (j, b) in combinations(enumerate(quoted), 2):
        if a.span.article == b.span.article:
            continue
        meaning = float(vectors[i] @ vectors[j])
        known = a.named and b.named
        least, shared = (
            (_SAME_MEANING, _SHARED_WORDS) if known else (_SAME_MEANING_UNKNOWN_SPEAKER, _SHARED_WORDS_UNKNOWN_SPEAKER)
        )
        if not known and min(len(a.words), len(b.words)) < 0.5 * max(len(a.words), len(b.words)):
            continue
        one_speaker = same_speaker(a, b) is not False or _nearly_verbatim(a.words, b.words)
        if one_speaker and meaning >= least and _overlap(a.words, b.words) >= shared:
            pairs.append((i, j, meaning))
    linked = {frozenset((i, j)) for i, j, _ in pairs}
    groups = cluster(range(len(quoted)), lambda x, y: frozenset((x, y)) in linked)
    out = []
    for group in groups:
        versions = cluster([quoted[i] for i in group], lambda a, b: same_words(a.words, b.words))
        if len(versions) < 2:
            continue
        found = [
            p for p in pairs if p[0] in group and p[1] in group and _two_versions(quoted[p[0]], quoted[p[1]], quoted)
        ]
        if not found:
            continue
        readings = _readings(versions, collation)
        if len({s.article for r in readings for s in r.at}) < 2:
            continue
        who = _who([quoted[i] for i in group], collation)
        certain = max(m for _, _, m in found)
        explanation = (
            f"{who} quoted in {len(versions)} versions: the words inside quotation marks differ between reports"
        )
        out.append(
            make("quote-altered", "quote", "high", explanation, readings, confidence=min(0.95, certain), rule=_RULE)
        )
    return out


def _two_versions(a: Utterance, b: Utterance, quoted: Sequence[Utterance]) -> bool:
    """Whether the words differ and neither report has the other's words elsewhere: then they are two utterances."""
    if same_words(a.words, b.words):
        return False
    for mine, other in ((a, b), (b, a)):
        rest = [u for u in quoted if u.span.article == mine.span.article and u is not mine]
        if any(len(u.words) >= _OVERLAPPING * len(other.words) and same_words(u.words, other.words) for u in rest):
            return False
    return True


def same_speaker(a: Utterance | Paraphrase, b: Utterance | Paraphrase) -> bool | None:
    """True or False where both speakers are known by name, None where one is not (a driver may be Ana Ruiz)."""
    return a.speaker == b.speaker if a.named and b.named else None


def _nearly_verbatim(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two long utterances are alike but for a word or so: two people do not say that of themselves."""
    return min(len(a), len(b)) >= _LONG and Indel.normalized_similarity(a, b) >= _NEARLY_VERBATIM


def same_words(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two versions have the same words where they overlap: one is an excerpt of the other, or one ends where
    the other goes on."""
    short, long = sorted((list(a), list(b)), key=len)
    if " ".join(short) in " ".join(long):
        return True
    steps = Indel.opcodes(short, long)
    anchors = [n for n, step in enumerate(steps) if step.tag == "equal" and step.src_end - step.src_start >= _ANCHOR]
    if not anchors:
        return False
    common = list(steps)[anchors[0] : anchors[-1] + 1]
    first, last = common[0], common[-1]
    before = (short[: first.src_start], long[: first.dest_start])
    after = (short[last.src_end :], long[last.dest_end :])
    if any(mine and other and _GAP not in mine + other for mine, other in (before, after)):
        return False  # both go on, in other words
    for n, step in enumerate(common):
        if step.tag == "equal" or _GAP in short[step.src_start : step.src_end] + long[step.dest_start : step.dest_end]:
            continue
        beside = [common[k] for k in (n - 1, n + 1) if 0 <= k < len(common) and common[k].tag != "equal"]
        if not any(_GAP in short[s.src_start : s.src_end] + long[s.dest_start : s.dest_end] for s in beside):
            return False
    return last.src_end - first.src_start >= _OVERLAPPING * len(short)


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
    named = [u.speaker for u in group if u.named]
    return f"{collation.entities[named[0]].name} is" if named else "The same words are"


# -- promoted


def _promoted(quoted: Sequence[Utterance], collation: Collation) -> list[Variant]:
    told = _paraphrases(quoted, collation)
    if not told or not quoted:
        return []
    vectors = collation.meaning([*(u.span for u in quoted), *(p.span for p in told)])
    said, given = vectors[: len(quoted)], vectors[len(quoted) :]
    out = []
    taken: set[int] = set()
    for i, utterance in enumerate(quoted):
        if i in taken or utterance.outlet or not _clause(utterance, collation):
            continue  # words of a report quoted from it are no paraphrase made into a quotation
        near = [
            j
            for j, p in enumerate(told)
            if p.span.article != utterance.span.article
            and float(said[i] @ given[j]) >= _PARAPHRASE
            and _overlap(utterance.words, p.words) >= _PARAPHRASED_WORDS
            and same_speaker(utterance, p) is not False
        ]
        alike = [k for k, u in enumerate(quoted) if k != i and same_words(u.words, utterance.words)]
        if not near or not _more_original(near, told, utterance, collation):
            continue
        others = [quoted[k] for k in alike if quoted[k].span.article != utterance.span.article]
        if any(not collation.rests_on(u.span.article, utterance.span.article) for u in others):
            continue  # another report quotes the same words: somebody heard them
        taken.update(alike)
        readings = [
            Reading(
                text=collation.text(collation.original_first(told[j].span for j in near)[0]),
                at=tuple(collation.original_first(told[j].span for j in near)),
            ),
            Reading(text=collation.text(utterance.span), at=(utterance.span, *(u.span for u in others))),
        ]
        count = len({told[j].span.article for j in near})
        explanation = (
            f"{collation.outlet(utterance.span.article)} has words inside quotation marks that "
            f"{'another report gives' if count == 1 else f'{count} other reports give'} as paraphrase"
        )
        likely = max(float(said[i] @ given[j]) for j in near)
        out.append(
            make("quote-promoted", "quote", "high", explanation, readings, confidence=min(0.9, likely), rule=_RULE)
        )
    return out


def _clause(utterance: Utterance, collation: Collation) -> bool:
    """Whether the words are a clause of their own: a quoted term or noun phrase is no utterance."""
    tree = collation.tree(utterance.span.article)
    inside = tree.within(utterance.span)
    tops = [i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i]
    return any(tree.tokens[i].pos in ("VERB", "AUX") and tree.children(i, "nsubj", "nsubjpass", "expl") for i in tops)


def _overlap(a: Sequence[str], b: Sequence[str]) -> float:
    """Share of the content words of the shorter that the other has too."""
    stop = words("en/stopwords.txt") | {_GAP}
    x, y = set(a) - stop, set(b) - stop
    return len(x & y) / min(len(x), len(y)) if x and y else 0.0


def _more_original(near: Sequence[int], told: Sequence[Paraphrase], quoted: Utterance, collation: Collation) -> bool:
    """Whether a report that paraphrases comes before the one that quotes: it is its parent, or of an earlier or the
    same day and not its child."""
    child = quoted.span.article
    for j in near:
        parent = told[j].span.article
        if collation.rests_on(child, parent):
            return True
    return False


def _paraphrases(quoted: Sequence[Utterance], collation: Collation) -> list[Paraphrase]:
    """Contents of indirect attributions, and the claims in them, that stand outside quotation marks."""
    out = []
    for layers in collation.layers.values():
        inside = [u.span for u in quoted if u.span.article == layers.article.id]
        spans: dict[Span, Attribution | None] = {}
        for a in layers.attributions:
            if a.kind == "indirect":
                for part in a.parts:
                    spans[part] = a
        attribution = {a.id: a for a in layers.attributions}
        for c in layers.claims:
            spans.setdefault(c.span, attribution.get(c.attribution or ""))
        for span, holder in spans.items():
            if any(q.overlap(span) for q in inside) or set(collation.text(span)) & set('“”"«»„'):
                continue  # partly quoted itself
            bare = normal_words(collation.text(span))
            if len(bare) >= _FEWEST_WORDS:
                speaker, named = _speaker(holder, collation)
                out.append(Paraphrase(span=span, words=bare, speaker=speaker, named=named))
    return out
