"""Kinds: whether a chunk names a person, an organisation or a place, by votes.

Every occurrence of a name collects evidence from its title, its own words, its neighbours and the parser's label; the
occurrences of one name in an article are counted together, because a name keeps its kind through a text ("one sense per
discourse", Gale, Church and Yarowsky 1992). An occurrence that says clearly what it is (a title, "in X") keeps its own
kind where the article has both ("Teresa Salazar", "in Salazar").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Protocol

from stemma.article.names import lexicon
from stemma.article.names.chunks import Chunk
from stemma.data import gazetteer
from stemma.model import EntityKind, Token
from stemma.nlp.tree import Tree

Votes = Counter[str]


class _Vote(Protocol):
    """A ballot box."""

    def __call__(self, kind: EntityKind, weight: float, rule: str) -> None: ...


_LABELS: dict[str, tuple[tuple[EntityKind, float], ...]] = {
    "PERSON": (("person", 1.0),),
    "ORG": (("organisation", 0.8),),
    "GPE": (("place", 1.0),),
    "LOC": (("place", 0.7),),
    "FAC": (("place", 0.9),),
    "NORP": (("other", 0.6),),
}
_LARGE_CITY = 300_000


def kinds_of(tree: Tree, text: str, chunks: Sequence[Chunk]) -> tuple[list[EntityKind], list[str]]:
    """The kind of each chunk and the rule that spoke loudest for it."""
    own: list[Votes] = []
    rules: list[str] = []
    for c in chunks:
        votes, rule = _evidence(tree, text, c)
        own.append(votes)
        rules.append(rule)

    keys = [_key(tree, c) for c in chunks]
    shared: dict[str, Votes] = defaultdict(Counter)
    for key, votes in zip(keys, own, strict=True):
        shared[key].update(votes)

    # A surname takes part in the votes of the people who bear it.
    bearers: dict[str, set[str]] = defaultdict(set)
    for c, key in zip(chunks, keys, strict=True):
        words = [w for w in c.words(tree) if w[:1].isupper()]
        if len(words) > 1 and _winner(shared[key]) == "person":
            for word in words:
                bearers[word.lower()].add(key)

    out: list[EntityKind] = []
    for c, key, votes in zip(chunks, keys, own, strict=True):
        total = Counter(shared[key])
        words = c.words(tree)
        if len(words) == 1 and bearers.get(words[0].lower()):
            # Both a surname and, perhaps, a place: the occurrence decides, the surname where it says nothing.
            total = Counter({k: 2.0 * v for k, v in votes.items()})
            total["person"] += 1.5
        elif votes and max(votes.values()) >= 4.0:
            total = votes
        if len(words) in {2, 3} and not total:
            total["person"] += 0.3
        out.append(_winner(total))
    return out, rules


def _winner(votes: Votes) -> EntityKind:
    order: tuple[EntityKind, ...] = ("person", "organisation", "place", "other")
    best = max(order, key=lambda k: (votes[k], -order.index(k)))
    return best if votes[best] > 0 else "other"


def _key(tree: Tree, c: Chunk) -> str:
    return " ".join(c.words(tree)).lower()


def _evidence(tree: Tree, text: str, c: Chunk) -> tuple[Votes, str]:
    votes: Votes = Counter()
    loudest = ("", 0.0)
    tokens = tree.tokens
    name = text[tokens[c.first].start : tokens[c.last].end]
    words = c.words(tree)

    def vote(kind: EntityKind, weight: float, rule: str) -> None:
        nonlocal loudest
        votes[kind] += weight
        if weight > loudest[1]:
            loudest = (rule, weight)

    _by_label(tokens, c, vote)
    _by_words(name, words, vote)
    if c.role:
        title = [tokens[k].text for k in range(c.role[0], c.role[1] + 1)]
        vote("person", 6.0 if title else 0.0, "title")
    _by_neighbours(tree, c, words, vote)
    return votes, loudest[0]


def _by_label(tokens: Sequence[Token], c: Chunk, vote: _Vote) -> None:
    labels = Counter(t.ent for t in tokens[c.first : c.last + 1] if t.ent in _LABELS)
    for label, n in sorted(labels.items()):
        for kind, weight in _LABELS[label]:
            vote(kind, weight * n / (c.last - c.first + 1), "parser")


def _by_words(name: str, words: tuple[str, ...], vote: _Vote) -> None:
    if gazetteer.metonym(name):
        vote("organisation", 5.0, "metonym")
    if gazetteer.country(name):
        vote("place", 5.0, "gazetteer")
    elif gazetteer.demonym(name):
        vote("other", 5.0, "demonym")
    else:
        found = gazetteer.places(name)
        if found:
            large = any(p.kind == "region" and p.country == "US" for p in found) or gazetteer.is_capital(name)
            large = large or found[0].population >= _LARGE_CITY
            vote("place", 2.0 if large else 0.5, "gazetteer")
    last, first = words[-1], words[0]
    of = "of" in words[1:]
    head = words[words.index("of", 1) - 1] if of else last
    if len(words) > 1 and lexicon.is_organisation_noun(head) and not lexicon.place_class(head):
        vote("organisation", 4.0, "noun of organisation")
    elif len(words) > 1 and (lexicon.place_class(last) or lexicon.place_class(first)):
        vote("place", 4.0, "noun of place")
    elif of and len(words) > 2:
        vote("organisation", 1.0, "of")
    if "&" in words:
        vote("organisation", 3.0, "ampersand")
    if len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 6 and words[0].isalpha():
        vote("organisation", 1.5, "acronym")
    if 1 < len(words) <= 4 and all(w[:1].isupper() or lexicon.is_particle(w) or w == "-" for w in words):
        vote("person", 0.2, "shape")


def _by_neighbours(tree: Tree, c: Chunk, words: tuple[str, ...], vote: _Vote) -> None:
    tokens = tree.tokens
    n = len(tokens)
    before = tokens[c.first - 1] if c.first else None
    back = c.first - 2
    if before and before.text.lower() == "the" and back >= 0:
        before_the = tokens[back]
    else:
        before_the = before
    quoted = bool(before and before.text in {'"', "“", "'", "‘"})
    noun = tokens[c.first - 2] if quoted and c.first >= 2 else before
    after = tokens[c.last + 1] if c.last + 1 < n else None
    after2 = tokens[c.last + 2] if c.last + 2 < n else None
    after3 = tokens[c.last + 3] if c.last + 3 < n else None
    quoted_after = after2 if quoted and after and after.text in {'"', "”", "'", "’"} else after

    # "the agency Equator Wire", "Dutch operator Noordkade", "SANA news agency", "the “X” site"
    if noun and noun.text.islower() and lexicon.describes_organisation(noun.text) and noun.pos in {"NOUN", "PROPN"}:
        vote("organisation", 4.0, "described")
    if quoted_after and quoted_after.text.islower():
        follow = [t.text for t in tokens[c.last + 1 : c.last + 4] if t.text not in {'"', "”", "’"}]
        if follow and (
            (lexicon.describes_organisation(follow[0]) and follow[0] not in {"group", "organiser"})
            or (len(follow) > 1 and follow[0] in {"news", "spy", "intelligence", "advocacy", "rights"}
                and lexicon.describes_organisation(follow[1]))
        ):  # fmt: skip
            vote("organisation", 2.5, "described")
    # "the town of Salazar"
    if before_the and before_the.text == "of":
        at = (back if before_the is not before else c.first - 1) - 1
        if at >= 0 and lexicon.place_class(tokens[at].text) in {
            "settlement",
            "region",
            "country",
            "island",
            "facility",
        }:
            vote("place", 5.0, "place of")
    if before and lexicon.place_class(before.text) == "settlement" and before.text.islower():
        vote("place", 2.5, "place noun")
    head = tokens[c.last].head
    governor = tokens[head] if head != c.last else None
    if before_the and before_the.pos == "ADP":
        weight = {
            "in": 2.5,
            "near": 2.0,
            "at": 1.0,
            "around": 1.5,
            "outside": 1.5,
            "across": 1.5,
            "from": 0.4,
            "to": 0.2,
        }
        vote("place", weight.get(before_the.text.lower(), 0.0), "preposition")
    if before and before.text.lower() in {
        "southern", "northern", "eastern", "western", "central", "south", "north", "east", "west", "southeastern",
        "southwestern", "northeastern", "northwestern", "downtown", "upper", "lower", "rural", "coastal", "nearby",
    }:  # fmt: skip
        vote("place", 3.0, "direction")
    # "Marvand's president", "Altamarca's coast"
    if after and after.text in {"'s", "’s", "'", "’"} and after2:
        owned = [t.text.lower() for t in tokens[c.last + 2 : c.last + 6]]
        if set(owned[:3]) & {
            "president", "parliament", "army", "capital", "border", "government", "economy", "coast", "population",
            "foreign", "prime", "imports", "exports", "territory", "military", "delegation", "ambassador", "cabinet",
            "airspace", "police", "supreme", "constitution", "people", "farmers", "currency",
        }:  # fmt: skip
            vote("place", 1.5, "owner")
        elif set(owned[:3]) & {
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "ceo",
            "shares",
            "board",
            "headquarters",
        } or owned[:2] == ["chief", "executive"]:
            vote("organisation", 2.5, "owner")
    # ", 44," and ", commander of the border guard," and ", who"
    if after and after.text in {",", "("} and after2:
        if after2.text.isdigit() and 5 < int(after2.text[:4]) < 110 and after3 and after3.text in {",", ".", ")", ";"}:
            vote("person", 4.0, "age")
        elif after2.text == "who" or after2.text == "whom":
            vote("person", 3.0, "who")
        elif _office_apposition(tree, c.last + 2):
            vote("person", 3.0, "apposition")
        elif _organisation_apposition(tree, c.last + 2):
            vote("organisation", 3.0, "apposition")
    if before and before.text == "," and c.first >= 2 and after and after.text in {",", "."}:
        noun_before = _noun_before_comma(tree, c.first - 1)
        if noun_before and lexicon.is_office(noun_before):
            vote("person", 3.0, "apposition")
        elif noun_before and lexicon.describes_organisation(noun_before):
            vote("organisation", 2.5, "apposition")
    if before and before.text == "(" and after and after.text == ")" and after2 and after2.text in {"-", "–", "—"}:
        vote("organisation", 4.0, "dateline")
    if governor is not None and tokens[c.last].dep in {"nsubj", "nsubjpass"} and lexicon.acts(governor.lemma):
        vote("person", 0.5, "speaks")
        vote("organisation", 0.4, "speaks")
    if governor is not None and tokens[c.last].dep == "dobj" and governor.lemma == "tell":
        vote("person", 0.3, "told")
        vote("organisation", 0.4, "told")
    if after and after.text in {"spokesman", "spokeswoman", "spokesperson", "shares"}:
        vote("organisation", 1.5, "owner")
    if before and before.text.lower() == "the" and len(words) > 1:
        vote("organisation", 0.4, "article")
    if c.first == 0 or (before and before.text in {"By", "by"}):
        if before and before.text in {"By", "BY"} and 2 <= len(words) <= 4:
            vote("person", 1.5, "byline")


def _office_apposition(tree: Tree, at: int) -> bool:
    """Whether the phrase that begins at token `at` describes a person by an office ("a close confidant of …")."""
    for k in range(at, min(at + 8, len(tree.tokens))):
        t = tree.tokens[k]
        if t.text in {",", ".", ")", ";", "of", "who", "which", "and"} or t.pos in {"VERB", "AUX"}:
            return False
        if t.text.islower() and lexicon.is_office(t.text):
            return True
    return False


def _organisation_apposition(tree: Tree, at: int) -> bool:
    """Whether it describes an organisation ("the company that owns it")."""
    if at >= len(tree.tokens) or tree.tokens[at].text not in {"the", "a", "an", "its", "one"}:
        return False
    for k in range(at + 1, min(at + 6, len(tree.tokens))):
        t = tree.tokens[k]
        if t.text in {",", ".", ")", ";", "of", "who"} or t.pos in {"VERB", "AUX"}:
            return False
        if t.text.islower() and lexicon.describes_organisation(t.text):
            return True
    return False


def _noun_before_comma(tree: Tree, comma: int) -> str | None:
    """The head noun of the phrase that ends at a comma ("the regional governor,")."""
    for k in range(comma - 1, max(comma - 8, -1), -1):
        t = tree.tokens[k]
        if t.pos == "NOUN" and (tree.tokens[k + 1].text in {",", "of", "for", "to", "at", "in"}):
            return t.text
        if t.pos in {"VERB", "AUX", "PUNCT"}:
            return None
    return None
