"""Kin: how reports say two people are related.

"His cousin, the pilot" and "his brother, the pilot" exclude each other. A relation is read from a noun of kinship
(``data/en/kinship.toml``) with whose relative it is (a possessive, "of", the subject of "lost") and the relative named
beside it. Two answer to each other where both people are the same, or in claims of one statement where the relatives'
names are spelled alike. A wider word (a relative, a sibling) contains the narrower ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from stemma.data import table
from stemma.model import Noun, Reading, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.entities.spelling import fold
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.telling import about, quoted

_FILE = "en/kinship.toml"
_LIKE = 55  # letters of two names in one statement: one word written twice over
_REACH = 6  # tokens between the word and the comma before the relative's name
_UNRELATED = "unrelated"


class Relation(Noun, frozen=True, kw_only=True):
    """A word of kinship, of whom (the entity's id or ""), and the relative: the entity's id and its name."""

    span: Span
    kin: str
    of: str
    who: str
    name: str
    statements: frozenset[str]


def kin_variants(collation: Collation) -> list[Variant]:
    """Conflicts between two relations of the same two people."""
    found = [r for article in collation.layers for r in _relations(article, collation)]
    out: list[Variant] = []
    told: set[frozenset[str]] = set()
    for a, b in combinations(found, 2):
        if a.span.article == b.span.article or _agree(a.kin, b.kin) or not _one_pair(a, b):
            continue
        if any(o.span.article in (a.span.article, b.span.article) and o not in (a, b) and _one_pair(o, a)
               and not _agree(o.kin, a.kin) and not _agree(o.kin, b.kin) for o in found):  # fmt: skip
            continue
        key = frozenset((a.kin, b.kin, a.who))
        if key in told:
            continue
        told.add(key)
        sides = [[r.span for r in found if r.kin == one.kin and (r is one or _one_pair(r, one))] for one in (a, b)]
        order = collation.original_first(s[0] for s in sides)
        readings = [Reading(text=collation.text(s[0]), at=tuple(sorted(set(s)))) for s in sides]
        readings.sort(key=lambda r: order.index(r.at[0]) if r.at[0] in order else len(order))
        text = f"Two relations of the same people{about(readings, collation)}: {quoted(readings, collation)}"
        out.append(make("conflict", "relation", "high", text, readings, confidence=0.7, rule="kinship"))
    return out


def _one_pair(a: Relation, b: Relation) -> bool:
    """Whether two relations are of the same two people."""
    if a.of and b.of and a.of != b.of:
        return False
    if a.who and a.who == b.who and a.of and a.of == b.of:
        return True
    together = bool(a.statements & b.statements) and a.span.article != b.span.article
    like = bool(a.name and b.name) and fuzz.ratio(fold(a.name.split()[-1]), fold(b.name.split()[-1])) >= _LIKE
    return together and like


def _agree(x: str, y: str) -> bool:
    wider = table(_FILE)["wider"]
    return x == y or x in wider.get(y, ()) or y in wider.get(x, ())


def _relations(article: str, collation: Collation) -> Iterator[Relation]:
    tree = collation.tree(article)
    lists = table(_FILE)
    placed = set[tuple[int, tuple[str, str]]]()  # one relative a sentence ("his father, Ole Holm, his mother and …")
    for i, token in enumerate(tree.tokens):
        lemma = token.lemma.lower()
        if lemma == "relate" or (token.text.lower() == "related" and token.pos == "ADJ") or _no_relation(i, tree):
            yield from _unrelated(i, article, collation)
        kin = lists["spellings"].get(lemma, lemma)
        if token.pos != "NOUN" or token.tag != "NN" or kin not in lists["terms"]["words"]:
            continue
        named = _relative(i, article, tree, collation)
        if named is None or named[0] == (owner := _owner(i, article, tree, collation)):
            continue
        here = (tree.sentence_of(i).first, named)
        if here in placed:
            continue
        placed.add(here)
        yield Relation(
            span=tree.span(i, i),
            kin=kin,
            of=owner,
            who=named[0],
            name=named[1],
            statements=_statements(i, article, collation),
        )


def _relative(i: int, article: str, tree: Tree, collation: Collation) -> tuple[str, str] | None:
    """The person named beside a word of kinship ("her cousin, Captain Holm"; "Lise Holm, the mayor's sister")."""
    i, first = _joined(i, tree), i  # "the commander of the garrison and a cousin of hers"
    over = tree.head(i)
    beside = [*tree.children(first, "appos"), *([over] if tree.tokens[i].dep == "appos" and over is not None else [])]
    if tree.tokens[i].dep in ("compound", "nmod") and over is not None:
        beside.append(over)
    if tree.tokens[i].dep == "attr" and over is not None and tree.tokens[over].lemma == "be":
        beside += tree.children(over, "nsubj")
    s = tree.sentence_of(i)
    end = i + 1
    if not beside:  # often misattached: "lost a cousin in the fire, Captain Holm"
        comma = next((k for k in range(end, min(end + _REACH, s.last)) if tree.tokens[k].text == ","), s.last)
        beside = list(range(comma + 1, min(comma + 4, s.last)))
    if first + 1 < s.last and tree.tokens[first + 1].pos == "PROPN":
        beside.append(first + 1)
    people = [
        (m, e)
        for m, e in collation.mentions(Span(article, s.start, s.end))
        if e.kind == "person" and m.form in ("full", "short")
    ]
    for k in beside:
        if named := [(e.id, m.name) for m, e in people if m.span.overlap(tree.span(k, k))]:
            return named[0]
    names = [k for k in beside if tree.tokens[k].pos == "PROPN"]
    return ("", tree.tokens[names[-1]].text) if names else None


def _joined(i: int, tree: Tree) -> int:
    """The first of the nouns that one is joined to by "and"."""
    while tree.tokens[i].dep == "conj" and (over := tree.head(i)) is not None and tree.tokens[over].pos == "NOUN":
        i = over
    return i


def _owner(i: int, article: str, tree: Tree, collation: Collation) -> str:
    """Whose relative it is, by the entity's id; "" where that is told by a pronoun only."""
    of = [o for p in tree.children(i, "prep") if tree.tokens[p].lemma == "of" for o in tree.children(p, "pobj")]
    for k in (*tree.children(i, "poss"), *of):
        found = collation.entity_of(article, k)
        if found is None and tree.tokens[k].pos in ("NOUN", "PROPN"):  # "the minister of transport Ines Maro"
            named = [e for m, e in collation.mentions(tree.subtree_span(k)) if e.kind == "person" and m.form == "full"]
            found = named[0] if len({e.id for e in named}) == 1 else None
        if found is not None and found.kind == "person":
            return found.id
        if tree.tokens[k].pos == "NOUN":  # "the mayor's cousin", of whom the report names one mayor
            held = {
                e.id
                for e in collation.entities.values()
                for m in e.mentions
                if e.kind == "person"
                and m.role
                and tree.tokens[k].lemma.lower() in collation.text(m.role).lower().split()
            }
            return held.pop() if len(held) == 1 else ""
    return ""


def _unrelated(i: int, article: str, collation: Collation) -> Iterator[Relation]:
    """ "Lise Holm, who is not related to the mayor"."""
    tree = collation.tree(article)
    over = tree.head(i)
    negated = [i, *([over] if over is not None and tree.tokens[over].lemma == "be" else [])]
    if not any(tree.children(k, "neg") for k in negated) and not _no_relation(i, tree):
        return
    to = [o for p in tree.children(i, "prep") if tree.tokens[p].lemma in ("to", "of") for o in tree.children(p, "pobj")]
    verb = negated[-1]
    who = [k for v in negated for k in tree.children(v, "nsubj", "nsubjpass")]
    if who and tree.tokens[who[0]].tag in ("WP", "WDT") and tree.head(verb) is not None:
        who = [tree.tokens[verb].head]
    if not to or not who:
        return
    one, other = collation.entity_of(article, who[0]), collation.entity_of(article, to[0])
    if one is not None and other is not None and one.kind == other.kind == "person":
        below = sorted([*negated, *tree.children(verb, "neg"), *to])
        yield Relation(
            span=tree.span(below[0], below[-1]),
            kin=_UNRELATED,
            of=other.id,
            who=one.id,
            name=one.name,
            statements=_statements(verb, article, collation),
        )


def _no_relation(i: int, tree: Tree) -> bool:
    """ "Is no relation of the mayor"."""
    return tree.tokens[i].lemma.lower() in ("relation", "relative", "kin") and any(
        tree.tokens[k].lemma.lower() == "no" for k in tree.children(i, "det")
    )


def _statements(i: int, article: str, collation: Collation) -> frozenset[str]:
    """The statements of the claims that hold a word."""
    at = collation.tree(article).span(i, i)
    claims = collation.layers[article].claims
    return frozenset(
        collation.statement_of[c.id] for c in claims if c.id in collation.statement_of and c.span.contains(at)
    )
