"""Terms: what reports call one thing, where the word takes a side.

"Rebels" are "bandits" and "martyrs", a "ceasefire" an "armistice", "talks" "technical consultations", an "explosion" an
"incident". The words stand in fields (``data/en/designations.toml``), each with a plain group and groups that accuse,
honour or belittle; two words of one group are style and say nothing. Two reports name one thing by words of two groups
where the words stand in claims of one statement about one matter, bear one name ("the rebels of the Front", "the
terrorist Front") or one number ("410 detainees", "410 fighters"). A word that one report sets at a distance
("so-called", "illegal") and another uses plainly differs likewise. Shown quietly: which word is right no reader can
tell from the reports.

What it gets wrong: two groups of people in one sentence; a report that tells of two things and another of one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from stemma.data import table
from stemma.model import Noun, Reading, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.aligned import statements_at
from stemma.story.variants.collation import Collation, cluster, make
from stemma.story.variants.predicates import same_act, stem
from stemma.story.variants.telling import in_reports

_FILE = "en/designations.toml"
_SHARED = 1
_SHARED_BY_NUMBER = 2
_SHARED_ALONE = 4
_BELOW = ("amod", "compound", "nmod", "poss", "appos", "nummod")
_GAP = 2  # words that may stand inside a term


class Term(Noun, frozen=True, kw_only=True):
    """A word of a field where it stands: its group there, the statements told of, and what anchors it to a thing."""

    span: Span
    field: str
    group: str
    worded: str
    statements: frozenset[str]
    count: float | None
    entities: frozenset[str]
    governor: str
    around: frozenset[str]


def term_variants(collation: Collation) -> list[Variant]:
    """Differences between the designations of one thing."""
    found = [t for article in collation.layers for t in _terms(article, collation)]
    found += _at_a_distance(collation)
    by_field: dict[str, list[Term]] = defaultdict(list)
    for t in found:
        by_field[t.field].append(t)
    out = []
    for _, terms in sorted(by_field.items()):
        used = {(t.span.article, t.group) for t in terms}
        linked = [
            (a, b)
            for a, b in combinations(terms, 2)
            if a.group != b.group
            and a.span.article != b.span.article
            and not ((a.span.article, b.group) in used or (b.span.article, a.group) in used)
            and _one_thing(a, b)
        ]
        for pairs in cluster(linked, lambda p, q: bool({*p} & {*q})):
            out.append(_variant(list(dict.fromkeys(t for p in pairs for t in p)), collation))
    return out


def _variant(terms: list[Term], collation: Collation) -> Variant:
    by_group: dict[str, list[Term]] = defaultdict(list)
    for t in terms:
        by_group[t.group].append(t)
    readings = [
        Reading(text=collation.text(min(t.span for t in g)), at=tuple(sorted(t.span for t in g)))
        for g in by_group.values()
    ]
    readings = collation.in_order(readings)
    worded = ", ".join(f"“{r.text}” in {in_reports(r, collation)}" for r in readings)
    text = f"One thing by names that differ in what they imply: {worded}"
    return make("wording", "wording", "low", text, readings, confidence=0.5, rule="terms")


def _one_thing(a: Term, b: Term) -> bool:
    if a.count is not None and b.count is not None and a.count != b.count:
        return False
    shared = a.around & b.around
    if a.entities & b.entities:
        return True
    if a.count is not None and a.count == b.count and len(shared) >= _SHARED_BY_NUMBER:
        return True
    if a.statements & b.statements:
        return len(shared) >= _SHARED or (same_act(a.governor, b.governor) and bool(shared))
    return len(shared) >= _SHARED_ALONE and same_act(a.governor, b.governor)


# -- terms where they stand


@cache
def _forms() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """Every term by its last word: the words, the field and the group; the longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
    for field, groups in table(_FILE).items():
        if field not in ("distance", "nouns_only"):
            for group, forms in groups.items():
                for form in forms:
                    out[form.split()[-1]].append((tuple(form.split()), field, group))
    return {w: tuple(sorted(f, key=lambda x: (-len(x[0]), x))) for w, f in out.items()}


def _terms(article: str, collation: Collation) -> Iterator[Term]:
    tree = collation.tree(article)
    for i, token in enumerate(tree.tokens):
        if token.pos not in ("NOUN", "VERB", "PROPN", "ADJ"):
            continue
        told: set[str] = set()
        for form, field, group in _forms().get(token.lemma.lower(), ()):
            if field in told or (token.pos == "VERB" and field in table(_FILE)["nouns_only"]["fields"]):
                continue  # "prisoner of war" is no "prisoner"
            first = _matched(form, i, tree)
            if first is None:
                continue
            told.add(field)
            if (term := _term(first, i, field, group, tree, collation)) is not None:
                yield term


def _at_a_distance(collation: Collation) -> list[Term]:
    """The nouns that a report sets at a distance, and the same nouns wherever they stand plainly."""
    nouns = [
        (i, tree)
        for article in collation.layers
        for tree in [collation.tree(article)]
        for i, token in enumerate(tree.tokens)
        if token.pos == "NOUN"
    ]
    marked = {(tree.parse.article, i): first for i, tree in nouns if (first := _distanced(i, tree)) is not None}
    lemmas = {tree.tokens[i].lemma.lower() for i, tree in nouns if (tree.parse.article, i) in marked}
    out = []
    for i, tree in nouns:
        lemma = tree.tokens[i].lemma.lower()
        if lemma in lemmas:
            first = marked.get((tree.parse.article, i))
            group = "plain" if first is None else "distanced"
            out.append(_term(i if first is None else first, i, f"{lemma} at a distance", group, tree, collation))
    return [t for t in out if t is not None]


def _distanced(noun: int, tree: Tree) -> int | None:
    """The first token of the word that sets a noun at a distance ("so-called" may be three)."""
    first = min([noun, *(k for k in tree.children(noun) if k < noun)])
    first = max(first, noun - _GAP - 3)
    spelled = "".join(f" {t.text.lower()}" for t in tree.tokens[first:noun]).replace(" - ", "-")
    word = next((w for w in sorted(table(_FILE)["distance"]["words"]) if f" {w} " in f"{spelled} "), None)
    if word is None:
        return None
    return next(k for k in range(first, noun) if word.startswith(tree.tokens[k].text.lower()))


def _in_name(span: Span, collation: Collation) -> bool:
    article = collation.layers[span.article]
    return any(m.span.contains(span) and m.form in ("full", "short", "acronym") for m in article.mentions)


def _matched(form: tuple[str, ...], last: int, tree: Tree) -> int | None:
    """The first token of a term that ends with `last`, a word or two perhaps between its parts."""
    at, sentence = last, tree.sentence_of(last)
    for word in reversed(form[:-1]):
        found = next(
            (k for k in range(at - 1, max(sentence.first, at - 1 - _GAP) - 1, -1)
             if word in (tree.tokens[k].lemma.lower(), tree.tokens[k].text.lower())), None
        )  # fmt: skip
        if found is None:
            return None
        at = found
    return at


def _term(first: int, last: int, field: str, group: str, tree: Tree, collation: Collation) -> Term | None:
    article = tree.parse.article
    head = last
    while tree.tokens[head].dep == "pobj" and first <= (tree.tokens[head].head or 0) < head:
        head = tree.tokens[tree.tokens[head].head].head  # "prisoners of war"
    if tree.tokens[head].dep in ("compound", "amod", "nmod") or _in_name(tree.span(last, last), collation):
        return None  # "strike committee", "the Liberation Front"
    below = [k for k in tree.children(head) if tree.tokens[k].dep in _BELOW]
    ways = [p for p in tree.children(head, "prep") if tree.tokens[p].lemma in ("of", "from")]
    beside = [o for p in ways for o in tree.children(p, "pobj")]
    if tree.tokens[head].dep == "appos":
        beside.append(tree.tokens[head].head)
    entities = {
        e.id
        for k in (*below, *beside)
        if (e := collation.entity_of(article, k)) is not None and e.kind in ("organisation", "person")
    }
    s = tree.sentence_of(head)
    sentence = Span(article, s.start, max(s.end, s.start + 1))
    numbers = [q for q in collation.quantities(sentence) if q.span.overlap(tree.span(min([first, *below]), last))]
    names = {e.id for m, e in collation.mentions(sentence) if e.kind in ("person", "organisation", "place")}
    named = {w for m, _ in collation.mentions(sentence) for w in collation.content(m.span)}
    own = {w.lower() for k in range(first, last + 1) for w in (tree.tokens[k].lemma, tree.tokens[k].text)}
    figures = {f"{q.value:g}" for q in collation.quantities(sentence)}
    return Term(
        span=tree.span(first, last),
        field=field,
        group=group,
        worded=" ".join(tree.tokens[k].lemma.lower() for k in range(first, last + 1)),
        statements=statements_at(tree.span(last, last), collation),
        count=numbers[-1].value if numbers else None,
        entities=frozenset(entities),
        governor=tree.tokens[tree.tokens[head].head].lemma.lower(),
        around=frozenset({stem(w) for w in collation.content(sentence) - own - named} | names | figures),
    )
