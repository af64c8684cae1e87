"""Kinds: whether a chunk names a person, an organisation or a place, by votes.

Every occurrence of a name collects evidence from its title, its own words, its neighbours and the parser's label; the
occurrences of one name in an article are counted together, because a name keeps its kind through a text ("one sense per
discourse", Gale, Church and Yarowsky 1992). An occurrence that says clearly what it is (a title, "in X") keeps its own
kind where the article has both ("Marta Tarnow", "in Tarnow").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from stemma.article.names import lexicon
from stemma.article.names.chunks import Chunk
from stemma.article.names.evidence import Votes, evidence, new_votes
from stemma.data import gazetteer, members
from stemma.model import EntityKind
from stemma.nlp.tree import Tree

_KINDS: tuple[EntityKind, ...] = ("person", "organisation", "place", "other")
_CLEAR = 4.0
"""Votes from which an occurrence says what it is by itself."""


_SURNAME = 2.1
"""What it counts that a person of the article bears the name: more than the parser's label alone."""
_POSSESSIVE = {"'s", "’s", "'", "’"}


def kinds_of(tree: Tree, text: str, chunks: Sequence[Chunk], outlet: str = "") -> tuple[list[EntityKind], list[str]]:
    """The kind of each chunk and the rule that spoke loudest for that kind where it stands, "" where none did. `outlet`
    is the name of the report's outlet."""
    own: list[Votes] = []
    rules: list[dict[EntityKind, str]] = []
    for c in chunks:
        votes, rule = evidence(tree, text, c)
        if outlet and _key(tree, c) == outlet.lower().removeprefix("the "):
            votes["organisation"] += 5.0
            rule["organisation"] = "outlet of the report"
        elif c.role is None and is_short_outlet(_key(tree, c), outlet):
            votes["organisation"] += 3.0
            rule["organisation"] = "outlet of the report"
        own.append(votes)
        rules.append(rule)

    keys = [_key(tree, c) for c in chunks]
    shared: dict[str, Votes] = defaultdict(new_votes)
    for key, votes in zip(keys, own, strict=True):
        for kind, weight in votes.items():
            shared[key][kind] += weight
    _vote_by_derivation(tree, chunks, keys, own, rules, shared)
    _vote_by_coordination(tree, chunks, keys, shared)
    for titled in sorted({key for c, key in zip(chunks, keys, strict=True) if c.role}):
        for key in sorted(shared):
            if key.endswith(f" {titled}"):
                shared[key]["person"] += 3.0  # "Mr von Hohenfels" makes Klaus von Hohenfels a person

    # A surname takes part in the votes of the people who bear it.
    bearers: dict[str, set[str]] = defaultdict(set)
    for c, key in zip(chunks, keys, strict=True):
        words = [w for w in c.words(tree) if w[:1].isupper()]
        if len(words) > 1 and _winner(shared[key]) == "person":
            for word in words:
                bearers[word.lower()].add(key)

    out: list[EntityKind] = []
    for c, key, votes in zip(chunks, keys, own, strict=True):
        total = dict(shared[key])
        own_words = c.words(tree)
        if len(own_words) == 1 and bearers.get(own_words[0].lower()):
            # Both a surname and, perhaps, a place: the occurrence decides, the surname where it says nothing.
            total = {k: 2.0 * v for k, v in votes.items()}
            total["person"] = total.get("person", 0.0) + _SURNAME
        elif votes and max(votes.values()) >= _CLEAR:
            total = votes
        if len(own_words) in {2, 3} and not total:
            total["person"] = 0.3
        out.append(_winner(total))
    return out, [rule.get(kind, "") for kind, rule in zip(out, rules, strict=True)]


def is_short_outlet(name: str, outlet: str) -> bool:
    """Whether a report can call its own outlet so: by the last word of its name ("Posten"), or by a first word that
    is one of outlets ("the Courrier")."""
    words, own = outlet.lower().removeprefix("the ").split(), name.lower()
    if len(words) < 2 or " " in own:
        return False
    return own == words[-1] or (own == words[0] and own in members("outlet_words.toml", "first"))


def without_evidence(tree: Tree, c: Chunk, kind: EntityKind, rule: str) -> bool:
    """Whether nothing says that a lone capitalised word at the head of a sentence is a name at all."""
    token = tree.tokens[c.first]
    alone = c.first == c.last and tree.sentence_of(c.first).first == c.first
    return kind == "other" and not rule and alone and not (token.dep == "nsubj" and token.pos == "PROPN")


def _vote_by_derivation(
    tree: Tree,
    chunks: Sequence[Chunk],
    keys: Sequence[str],
    own: Sequence[Votes],
    rules: list[dict[EntityKind, str]],
    shared: dict[str, Votes],
) -> None:
    """An adjective made of another name of the report ("Tolvari" of "Tolvar") is a demonym, and that name a place."""
    names = {k for k in keys if " " not in k}
    lands: set[str] = set()
    for i, (c, key) in enumerate(zip(chunks, keys, strict=True)):
        if c.first != c.last or c.last + 1 >= len(tree.tokens) or gazetteer.demonym(key):
            continue
        follow = tree.tokens[c.last + 1]
        people = key.endswith("s") and tree.tokens[c.first].tag in {"NNPS", "NNS"}
        if not people and (follow.pos not in {"NOUN", "PROPN", "ADJ"} or follow.text in _POSSESSIVE):
            continue
        if people and key[:-1] in names and _modifies(tree, chunks, keys, key[:-1]):
            own[i]["other"] += 6.0  # "the Maruk people", "Maruks"
            rules[i]["other"] = "derived demonym"
            continue
        for name in sorted(names):
            if name != key and lexicon.is_derived(key, name):
                own[i]["other"] += 6.0
                rules[i]["other"] = "derived demonym"
                shared[key]["other"] += 3.0
                lands.add(name)
    for name in sorted(lands):
        # A land acts through its government ("Tolvar demands"), which reads like an organisation.
        shared[name]["place"] += 6.0 + shared[name]["organisation"]
    for i, key in enumerate(keys):
        if key in lands:
            rules[i]["place"] = "land of a demonym"


def _modifies(tree: Tree, chunks: Sequence[Chunk], keys: Sequence[str], key: str) -> bool:
    """Whether a name stands as a modifier of a common noun, everywhere."""
    found = [tree.tokens[c.last] for c, k in zip(chunks, keys, strict=True) if k == key]
    return bool(found) and all(t.dep in {"amod", "compound", "nmod"} for t in found)


def _vote_by_coordination(tree: Tree, chunks: Sequence[Chunk], keys: Sequence[str], shared: dict[str, Votes]) -> None:
    """Of two names joined by "and" the one that little is known of is of the other's kind."""
    for a, b, x, y in zip(chunks, chunks[1:], keys, keys[1:], strict=False):
        joined = tree.tokens[b.last].dep == "conj" and a.first <= tree.tokens[b.last].head <= a.last
        if not joined or b.first != a.last + 2 or b.role or x == y:
            continue
        for known, other in ((x, y), (y, x)):
            kind = _winner(shared[known])
            if (
                kind in {"place", "organisation"}
                and shared[known][kind] >= _CLEAR
                and max(shared[other].values()) < 2.5
            ):
                shared[other][kind] += 1.5


def _winner(votes: Votes) -> EntityKind:
    best = max(_KINDS, key=lambda k: (votes.get(k, 0.0), -_KINDS.index(k)))
    return best if votes.get(best, 0.0) > 0 else "other"


def _key(tree: Tree, c: Chunk) -> str:
    return " ".join(c.words(tree)).lower()
