"""Facts: yes in one report, no in another.

Two claims of one statement with the same predicate and nearly the same words, one of them negated. A denial that a
report itself sets beside the claim is part of its account and not a difference between reports.
"""

from __future__ import annotations

from stemma.data import table, words
from stemma.model import Claim, Reading, Span, Statement, Variant
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.denials import of_the_rest, under_denial
from stemma.story.variants.pairs import alike_pairs
from stemma.story.variants.predicates import class_of, closed, opposite
from stemma.story.variants.slots import likeness
from stemma.story.variants.telling import quoted

_ALIKE = 0.75  # of the shorter claim's words
_ALIKE_BOTH = 0.5  # of the words of both
_VERBATIM = 0.8  # at which one word was changed, whatever else the report says


def fact_variants(collation: Collation) -> list[Variant]:
    """Conflicts of yes against no."""
    found: dict[str, tuple[Statement, dict[Span, None], dict[Span, None]]] = {}
    for statement, a, b in alike_pairs(collation, _ALIKE):
        if not _contrary(a, b, collation) or not _one_subject(a, b, collation):
            continue
        if likeness(a, b, collation, both=True) < _ALIKE_BOTH:
            continue
        yes, no = (a, b) if a.polarity == "positive" else (b, a)
        if collation.about_others(a, b) or _holds_negation(yes, collation):
            continue
        if a.polarity == b.polarity and _holds_negation(no, collation):
            continue
        if collation.first_person(a) or collation.first_person(b) or _told_of_different_times(yes, no):
            continue  # witnesses speak of themselves; what is so may yet change
        trees = [collation.tree(c.span.article) for c in (a, b)]
        if any(under_denial(c.head, t) or of_the_rest(c.head, t) for c, t in zip((a, b), trees, strict=True)):
            continue
        if _of_other_things(a, b, collation) or _asked(a, collation) or _asked(b, collation):
            continue
        verbatim = likeness(a, b, collation, both=True) >= _VERBATIM
        both = collation.also_says(yes, "negative") or collation.also_says(no, "positive")
        if a.polarity != b.polarity and both and not verbatim:
            continue  # the report has both sides
        if any(_bare_copula(c, collation) or _of_a_kind(c, collation) for c in (yes, no)):
            continue
        if yes.modality in ("possible", "conditional", "demanded") or "nominal" in (yes.form, no.form):
            continue
        _, positive, negative = found.setdefault(statement.id, (statement, {}, {}))
        positive[yes.span] = negative[no.span] = None
    out = []
    for statement, positive, negative in found.values():
        readings = [
            Reading(text=collation.text(next(iter(spans))), at=tuple(sorted(spans))) for spans in (positive, negative)
        ]
        text = f"Yes against no: {quoted(readings, collation)}"
        out.append(
            make("conflict", "fact", "high", text, readings, statement=statement, confidence=0.7, rule="polarity")
        )
    return out + _opposed_forms(collation)


def _opposed_forms(collation: Collation) -> list[Variant]:
    """Opposite words beside what leads are about ("direct talks", "indirect negotiations"), no report having both."""
    out = []
    for x, y in table("en/predicates.toml")["opposed_forms"]["pairs"]:
        at = [_forms(word, collation) for word in (x, y)]
        articles = [{s.article for s in spans} for spans in at]
        if not all(at) or articles[0] & articles[1]:
            continue
        readings = [Reading(text=collation.text(spans[0]), at=tuple(spans)) for spans in at]
        readings = collation.in_order(readings)
        text = f"Opposite words for one thing: {quoted(readings, collation)}"
        out.append(make("conflict", "form", "high", text, readings, confidence=0.65, rule="opposite words"))
    return out


def _forms(word: str, collation: Collation) -> list[Span]:
    """Where a lead says `word` of a meeting or talks, with the noun."""
    out = []
    for article, layers in collation.layers.items():
        if not layers.parse.sentences:
            continue
        tree = collation.tree(article)
        for i in tree.within(collation.lead(article)):
            token, head = tree.tokens[i], tree.tokens[tree.tokens[i].head]
            if (
                token.dep == "amod"
                and token.lemma.lower() == word
                and class_of("events", head.lemma.lower()) == "meeting"
            ):
                out.append(tree.span(min(i, token.head), max(i, token.head)))
    return out


_FUTURE = ("planned", "expected")


def _told_of_different_times(a: Claim, b: Claim) -> bool:
    return (a.modality in _FUTURE) != (b.modality in _FUTURE)


def _asked(claim: Claim, collation: Collation) -> bool:
    """Whether the claim is a question in indirect speech ("where he was born", "whether it sank"), or what an idea or
    rumour is of ("the idea that he served")."""
    tree = collation.tree(claim.span.article)
    over = tree.head(claim.head)
    if tree.tokens[claim.head].dep in ("acl", "ccomp", "relcl") and over is not None:
        that = [k for k in tree.children(claim.head) if tree.tokens[k].lemma.lower() == "that"]
        mark = any(tree.tokens[k].dep not in ("nsubj", "nsubjpass") for k in that)
        if mark and tree.tokens[over].pos == "NOUN" and tree.tokens[over].lemma in table("en/denials.toml")["claims"]:
            return True
    inside = tree.within(claim.span)
    first = tree.tokens[inside[0]] if inside else None
    return first is not None and (first.tag.startswith("W") or first.lemma in closed("indirect_question"))


def _of_other_things(a: Claim, b: Claim, collation: Collation) -> bool:
    """Whether each claim has a noun that the other lacks: then something else may be denied than is affirmed."""
    x, y = (_nouns(c, collation) for c in (a, b))
    if x - y and y - x:
        return True
    order = [{q.value for q in collation.quantities(c.span) if q.dimension == "ordinal"} for c in (a, b)]
    if order[0] != order[1]:
        return True  # the first round, the second round
    here, there = (_behind_prepositions(c, collation) for c in (a, b))
    return any(here[p].isdisjoint(there[p]) for p in here.keys() & there.keys())


def _of_a_kind(claim: Claim, collation: Collation) -> bool:
    """Whether a claim says what all of a kind are ("A straight road is a straight road")."""
    tree = collation.tree(claim.span.article)
    subjects = tree.children(claim.head, "nsubj") if tree.tokens[claim.head].lemma == "be" else []
    return any(tree.tokens[d].lemma.lower() in ("a", "an") for s in subjects for d in tree.children(s, "det"))


def _behind_prepositions(claim: Claim, collation: Collation) -> dict[str, set[str]]:
    """The nouns behind each preposition of a claim."""
    tree = collation.tree(claim.span.article)
    out: dict[str, set[str]] = {}
    for i in tree.within(claim.span):
        head = tree.head(i)
        if tree.tokens[i].dep == "pobj" and head is not None:
            out.setdefault(tree.tokens[head].lemma, set()).add(tree.tokens[i].lemma.lower())
    return out


def _nouns(claim: Claim, collation: Collation) -> set[str]:
    tree = collation.tree(claim.span.article)
    return {tree.tokens[i].lemma.lower() for i in tree.within(claim.span) if tree.tokens[i].pos in ("NOUN", "PROPN")}


def _holds_negation(claim: Claim, collation: Collation) -> bool:
    """Whether a claim taken for a yes holds a negative word after all, wherever it stands."""
    tree = collation.tree(claim.span.article)
    negative = table("en/modality.toml")["negation"]["words"]
    return any(tree.tokens[i].lemma in negative for i in tree.within(claim.span))


def _bare_copula(claim: Claim, collation: Collation) -> bool:
    """Whether a claim ends with its copula: what is said of the subject was cut off."""
    token = collation.tree(claim.span.article).tokens[claim.head]
    return token.pos == "AUX" and token.end >= claim.span.end


def _contrary(a: Claim, b: Claim, collation: Collation) -> bool:
    """Whether one claim is the other with a negation, or with the opposite verb."""
    if a.polarity != b.polarity:
        return _one_predicate(a, b, collation)
    x, y = (collation.tree(c.span.article).tokens[c.head] for c in (a, b))
    return x.pos == y.pos == "VERB" and opposite(x.lemma, y.lemma)


def _one_predicate(a: Claim, b: Claim, collation: Collation) -> bool:
    x = collation.tree(a.span.article).tokens[a.head]
    y = collation.tree(b.span.article).tokens[b.head]
    return x.lemma == y.lemma and x.pos in ("VERB", "AUX")


def _one_subject(a: Claim, b: Claim, collation: Collation) -> bool:
    """Whether both claims are about one subject: the same noun or the same entity."""
    subjects = []
    for claim in (a, b):
        tree = collation.tree(claim.span.article)
        found = tree.children(claim.head, "nsubj", "nsubjpass", "expl")
        if not found:
            return False
        entity = collation.entity_at(tree.subtree_span(found[0]))
        subjects.append((tree.tokens[found[0]].lemma, entity.id if entity else None))
    (x, first), (y, second) = subjects
    nothing = words("en/negative_subjects.txt")
    return (first is not None and first == second) or x == y or x in nothing or y in nothing
