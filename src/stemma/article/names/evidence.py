"""Evidence: what one occurrence of a name tells of its kind, by its own words, its neighbours, its part in the sentence
and the parser's label (internal and external evidence, McDonald 1996).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from stemma.article.names import lexicon
from stemma.article.names.chunk import Chunk
from stemma.article.names.roles import office_with_field
from stemma.data import gazetteer, table
from stemma.model import EntityKind, Token
from stemma.nlp.tree import Tree

Votes = dict[EntityKind, float]

_LABELS: dict[str, tuple[tuple[EntityKind, float], ...]] = {
    "PERSON": (("person", 1.0),),
    "ORG": (("organisation", 0.7),),
    "GPE": (("place", 1.0),),
    "LOC": (("place", 0.7),),
    "FAC": (("place", 0.9),),
    "NORP": (("other", 0.6),),
}
_LARGE_CITY = 300_000
_QUOTES = {'"', "“", "”", "'", "‘", "’"}
_POSSESSIVE = {"'s", "’s", "'", "’"}
_PLACES_OF = {"settlement", "region", "country", "island", "facility"}


class _Vote(Protocol):
    """A ballot box."""

    def __call__(self, kind: EntityKind, weight: float, rule: str) -> None: ...


def new_votes() -> Votes:
    return {"person": 0.0, "organisation": 0.0, "place": 0.0, "other": 0.0}


def evidence(tree: Tree, text: str, c: Chunk) -> tuple[Votes, dict[EntityKind, str]]:
    """The votes of one occurrence of a name, and for each kind the rule that spoke loudest."""
    votes = new_votes()
    loudest: dict[EntityKind, tuple[str, float]] = {}
    tokens = tree.tokens
    name = text[tokens[c.first].start : tokens[c.last].end]
    words = c.words(tree)

    def vote(kind: EntityKind, weight: float, rule: str) -> None:
        votes[kind] += weight
        if weight > loudest.get(kind, ("", 0.0))[1]:
            loudest[kind] = (rule, weight)

    _by_label(tokens, c, vote)
    _by_words(name, words, vote, shouted=c.headline or c.dateline)
    if c.dateline:
        vote("place", 6.0, "dateline place")
    if c.role:
        title = [tokens[k].text for k in range(c.role[0], c.role[1] + 1)]
        vote("person", 6.0 if title else 0.0, "title")
    _by_neighbours(tree, c, words, vote)
    if c.role is None and _no_person(tree, c, words):
        votes["person"] = 0.0
        votes["other"] += 0.3
    return votes, {kind: rule for kind, (rule, _) in loudest.items()}


def _no_person(tree: Tree, c: Chunk, words: tuple[str, ...]) -> bool:
    """Whether the form of a name is none of a person's: it holds a figure ("Kestrel 9"), or ends in a plural ("Upland
    Rovers") or in the word for a member of a group ("Upland Liberal") without a given name in front (which would make
    "Hughes" a surname)."""
    if any(w[:1].isdigit() for w in words) or re.search(r"[^\W\d]\d", words[-1]):
        return True
    # "told the Torchbearer": a person's name takes an article only in the plural or before a noun ("the Holm plan").
    alone = tree.tokens[c.last].dep not in {"compound", "nmod", "amod", "poss"} and tree.tokens[c.last].tag == "NNP"
    if alone and _text(tree, c.first - 1).lower() == "the" and not _text(tree, c.last + 1)[:1].isupper():
        return True
    if len(words) < 2:
        return False
    plural = tree.tokens[c.last].tag in {"NNPS", "NNS"} and words[-1].endswith("s")
    return (
        (plural or lexicon.is_people(words[-1])) and not lexicon.is_given_name(words[0]) and not words[0].endswith(".")
    )


def _by_label(tokens: Sequence[Token], c: Chunk, vote: _Vote) -> None:
    labels = Counter(t.ent for t in tokens[c.first : c.last + 1] if t.ent in _LABELS)
    for label, n in sorted(labels.items()):
        for kind, weight in _LABELS[label]:
            vote(kind, weight * n / (c.last - c.first + 1), "parser")


def _by_words(name: str, words: tuple[str, ...], vote: _Vote, *, shouted: bool) -> None:
    if re.fullmatch(r"[A-Z]{1,3}-[A-Z][\w.]*", name) and gazetteer.places(name.split("-")[1]):
        vote("other", 5.0, "party and state")  # "D-Ohio"
    if lexicon.is_people(name):
        vote("other", 5.0, "demonym")
    elif gazetteer.metonym(name):
        vote("organisation", 5.0, "metonym")
    if lexicon.is_known_organisation(name):
        vote("organisation", 6.0, "known organisation")
    if gazetteer.country(name):
        vote("place", 5.0, "gazetteer")
    elif gazetteer.demonym(name):
        vote("other", 5.0, "demonym")
    else:
        found = gazetteer.places(name)
        if found:
            large = any(p.kind == "region" and p.country == "US" for p in found) or gazetteer.is_capital(name)
            large = large or found[0].population >= _LARGE_CITY
            vote("place", *((2.0, "gazetteer") if large else (0.5, "town of the gazetteer")))
    last, first = words[-1], words[0]
    of = "of" in words[1:]
    head = words[words.index("of", 1) - 1] if of else last
    numbered = len(words) > 1 and words[-1].isdigit()
    if len(words) > 1 and lexicon.is_organisation_noun(head) and not lexicon.place_class(head):
        vote("organisation", 4.0, "noun of organisation")
    elif of and lexicon.place_class(head) == "country":
        vote("place", 4.0, "noun of place")  # "Republic of Tarvia"
    elif numbered and lexicon.place_class(words[-2]):
        vote("place", 4.0, "noun of place")  # "Pier 9"
    elif len(words) > 1 and first.lower() in lexicon.context("organisation_first"):
        vote("organisation", 3.0, "noun of organisation")
    elif len(words) > 1 and first.lower() in lexicon.context("place_first"):
        vote("place", 2.5, "noun of place")
    elif len(words) > 1 and (lexicon.place_class(head) or (lexicon.place_class(first) and lexicon.opens_place(first))):
        vote("place", 4.0, "noun of place")
    elif of and len(words) > 2:
        vote("organisation", 1.0, "of")
    if len(words) > 2 and any(
        words[k - 1] == words[k + 1] == "-" and words[k] in lexicon.context("links_in_places")
        for k in range(1, len(words) - 1)
    ):
        vote("place", 2.5, "noun of place")  # "Aston-upon-Marle"
    if lexicon.is_outlet(name):
        vote("organisation", 2.5 if len(words) > 1 or name.isupper() else 1.5, "outlet")
    if len(words) > 1 and lexicon.outlet_like(words):
        vote("organisation", 2.0, "outlet")
    if len(words) > 1 and all(lexicon.is_portfolio(w) or lexicon.is_honorific(w) for w in words):
        vote("organisation", 2.5, "noun of organisation")
    if len(words) > 1 and {lexicon.bare(last), lexicon.bare(last).removesuffix("s")} & lexicon.context("documents"):
        vote("other", 4.0, "document")
    if "&" in words:
        vote("organisation", 3.0, "ampersand")
    if not shouted and len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 6 and words[0].isalpha():
        vote("organisation", 1.5, "acronym")
    if len(words) == 1 and lexicon.is_given_name(first):
        vote("person", 0.45, "given name")
    if 1 < len(words) <= 4 and all(w[:1].isupper() or lexicon.is_particle(w) or w == "-" for w in words):
        vote("person", 0.45 if len(words) < 4 else 0.2, "shape")
        if lexicon.is_given_name(first) and not lexicon.is_organisation_noun(last) and not lexicon.place_class(last):
            vote("person", 0.8, "given name")


def _by_neighbours(tree: Tree, c: Chunk, words: tuple[str, ...], vote: _Vote) -> None:
    _by_words_before(tree, c, words, vote)
    _by_words_behind(tree, c, vote)
    _by_syntax(tree, c, vote)


def _text(tree: Tree, k: int) -> str:
    return tree.tokens[k].text if 0 <= k < len(tree.tokens) else ""


def _by_words_before(tree: Tree, c: Chunk, words: tuple[str, ...], vote: _Vote) -> None:
    k = c.first - 1
    if c.first == tree.sentence_of(c.first).first:
        k = -1  # what stands before the sentence tells nothing: a headline, another paragraph
    before = _text(tree, k)
    noun = _text(tree, k - 1) if before in _QUOTES else before
    # "the agency Coastal Wire", "Dutch operator Havenkade", "the newsletter “…”"; not "the head of the agency Ivo Renn"
    if lexicon.is_given_name(words[0]) and office_with_field(tree, c):
        vote("person", 5.0, "title")
    elif noun.islower() and lexicon.describes_organisation(noun):
        vote("organisation", 4.0, "described")
    elif len(noun) > 5 and noun.endswith("s") and lexicon.describes_organisation(noun[:-1]):
        vote("organisation", 2.5, "described")
    sentence = tree.sentence_of(c.first)
    if _text(tree, sentence.first).lower() == "by" and 2 <= len(words) <= 4 and sentence.last - sentence.first < 14:
        vote("person", 2.0, "byline")
    if before == "by" and k == sentence.first + 1:  # "Posted by X"
        vote("person", 1.0, "byline")
    if lexicon.bare(before) in lexicon.context("directions") and before.islower():
        vote("place", 3.0, "direction")
    if before.islower() and lexicon.place_class(before) in {"settlement", "region", "island"}:
        vote("place", 2.5, "place noun")
    if before.lower() == "the":
        modifies = tree.tokens[c.last].dep in {"compound", "nmod", "amod", "poss"}
        if len(words) > 1:
            vote("organisation", 0.4 if modifies else 0.8, "article")
        elif not modifies and _text(tree, k - 1).lower() in lexicon.context("along"):
            vote("place", 3.0, "preposition")  # "along the Medra"
        if tree.tokens[c.last].tag == "NNPS" and not gazetteer.demonym(words[-1]):
            vote("organisation", 1.0, "plural")  # teams, movements
        k -= 1
        before = _text(tree, k)
    # "the town of X"
    if before == "of" and lexicon.place_class(_text(tree, k - 1)) in _PLACES_OF:
        vote("place", 5.0, "place of")
    if before == "of" and lexicon.bare(_text(tree, k - 1)) in lexicon.context("of_places"):
        vote("place", 3.0, "place of")
    if before.lower() == "via" or (before.lower() == "on" and _made_public(tree, k)):
        vote("organisation", 1.3, "made public on")
    if k >= 0 and tree.tokens[k].pos == "ADP":
        weights: dict[str, float] = table("en/name_contexts.toml")["prepositions"]
        if before.lower() == "at":  # a place or an employer
            vote("place", weights["at"], "at")
            vote("organisation", weights["at"] if len(words) > 1 else 0.3, "at")
        else:
            vote("place", weights.get(before.lower(), 0.0), "preposition")


def _made_public(tree: Tree, k: int) -> bool:
    """Whether the preposition at token `k` goes with a verb or noun of making public ("said on", "a post on")."""
    return tree.tokens[tree.tokens[k].head].lemma in lexicon.context("made_public")


def _by_words_behind(tree: Tree, c: Chunk, vote: _Vote) -> None:
    k = c.last + 1
    before = _text(tree, c.first - 1)
    if before in _QUOTES and _text(tree, k) in _QUOTES:
        k += 1
    after, second, third = _text(tree, k), _text(tree, k + 1), _text(tree, k + 2)
    # "SANA news agency", "the “X” site"
    described = second if after in lexicon.context("before_descriptions") else after
    follows = _text(tree, k + (2 if described is second else 1))
    tells = (
        described.islower()
        and lexicon.describes_organisation(described)
        and described not in lexicon.context("weak_descriptions")
    )
    # "Lyon giant X": the noun describes what follows, the place is where it is from.
    if tells and not follows[:1].isupper() and not gazetteer.places(" ".join(c.words(tree))):
        vote("organisation", 2.5, "described behind")
    if before in _QUOTES and after.islower() and lexicon.goes_with_place(after):
        vote("place", 3.0, "place noun")
    modifies = tree.tokens[c.last].dep in {"compound", "nmod"}
    if modifies and (lexicon.goes_with_place(after) or after in lexicon.context("behind_places")):
        vote("place", 1.3, "place noun")  # "the Selm causeway"
    part = modifies and after in lexicon.context("made_of_organisations")
    if part or after in lexicon.context("of_organisations"):
        vote("organisation", 1.5, "owner")
    if after in _POSSESSIVE:
        owned = {_text(tree, j).lower() for j in range(k + 1, k + 4)}
        if owned & lexicon.context("of_states"):
            vote("place", 1.5, "owner")
        elif owned & (lexicon.context("of_persons") | lexicon.context("kin")):
            vote("person", 2.0, "owner")
        elif owned & lexicon.context("of_speakers"):
            vote("organisation", 1.0, "owner")
            vote("person", 0.8, "owner")
        elif owned & lexicon.context("of_organisations") or (second, third) == ("chief", "executive"):
            vote("organisation", 2.5, "owner")
    if after in {",", "("} and second:
        if second.isdigit() and 5 < int(second[:4]) < 110 and third in {",", ".", ")", ";"}:
            vote("person", 4.0, "age")
        elif second in {"who", "whom"}:
            vote("person", 1.0 if _object_of_place(tree, c) else 3.0, "who")
        elif (kind := _apposition(tree, k + 1)) is not None:
            vote(kind, 3.0, "apposition")
    if after == "who":
        vote("person", 2.0, "who")
    if before == "(" and after == ")" and second in {"-", "–", "—"}:
        vote("organisation", 4.0, "dateline")
    if before == ",":
        # "DZVARI, Arjenpress." at the head of a report
        short = tree.sentence_of(c.first).last - c.first <= 3
        if after == "." and short and _text(tree, c.first - 2).isupper():
            vote("organisation", 4.0, "dateline")
        noun = _noun_before_comma(tree, c.first - 1) if after in {",", "."} else None
        if noun and lexicon.describes_organisation(noun):
            vote("organisation", 2.5, "apposition")
        elif noun and lexicon.is_office(noun):
            vote("person", 3.0, "apposition")
        elif noun and lexicon.place_class(noun) in {"settlement", "region", "island"}:
            vote("place", 3.0, "apposition")


def _by_syntax(tree: Tree, c: Chunk, vote: _Vote) -> None:
    token = tree.tokens[c.last]
    governor = tree.tokens[token.head]
    if token.dep == "nsubj" and governor.tag == "VBP":
        vote("organisation", 0.6, "speaks")  # "Owners X insist": a plural verb has no single person for its subject
    if token.dep in {"nsubj", "nsubjpass"}:
        if governor.lemma in lexicon.context("of_outlets"):
            vote("organisation", 1.2, "reports")
            vote("person", 0.3, "speaks")
        elif lexicon.acts(governor.lemma):
            vote("person", 0.5, "speaks")
            vote("organisation", 0.25, "speaks")
        kind = _taken_up_as(tree, token.head)
        if kind is not None:
            vote(kind, 1.2, "taken up")
    if token.dep == "dobj" and governor.lemma in lexicon.context("met"):
        vote("person", 0.5, "told")
    if token.dep == "dobj" and governor.lemma == "tell":
        vote("person", 0.3, "told")
        vote("organisation", 0.6, "told")


def _taken_up_as(tree: Tree, verb: int) -> EntityKind | None:
    """What the pronoun that takes up the subject of a verb tells of it: "X said it would repair the ship", "X sold its
    yard" (an organisation, or a state), "X said she …" (a person). "It rained", "it was" take up nothing."""
    if not lexicon.acts(tree.tokens[verb].lemma):
        return None
    for below in tree.children(verb, "ccomp"):
        clause = tree.tokens[below]
        for subject in tree.children(below, "nsubj"):
            word = tree.tokens[subject].text.lower()
            acts = any(tree.tokens[c].dep == "dobj" for c in tree.children(below)) and clause.lemma != "be"
            if word in {"he", "she"} or (word == "it" and acts):
                return "organisation" if word == "it" else "person"
    for thing in tree.children(verb, "dobj"):
        for owner in tree.children(thing, "poss"):
            word = tree.tokens[owner].text.lower()
            if word in {"its", "his", "her"}:
                return "organisation" if word == "its" else "person"
    return None


def _apposition(tree: Tree, at: int) -> EntityKind | None:
    """What the phrase that begins at token `at` describes: a person by an office ("a close confidant of …"), an
    organisation by its trade ("the company that owns it"), or neither."""
    first = _text(tree, at)
    for k in range(at, min(at + 8, len(tree.tokens))):
        t = tree.tokens[k]
        if t.text in {",", ".", ")", ";", "of", "who", "which", "and", "that"} or t.pos in {"VERB", "AUX", "SCONJ"}:
            return None
        follow = _text(tree, k + 1)
        if follow in _POSSESSIVE:
            continue  # "the organisation’s president": the owner is not what is described
        if t.text.islower() and not (
            follow.islower() and k + 1 < len(tree.tokens) and tree.tokens[k + 1].pos == "NOUN"
        ):
            if lexicon.describes_organisation(t.text) and first in {"the", "a", "an", "its", "one"}:
                return "organisation"
            if lexicon.is_office(t.text):
                return "person" if t.tag != "NNS" else None  # "Tarvia, rebels agree"
    return None


def _object_of_place(tree: Tree, c: Chunk) -> bool:
    """Whether a name is where somebody is or comes from, so that "who" behind it is of them ("crews in Selm, who")."""
    token = tree.tokens[c.last]
    return token.dep == "pobj" and tree.tokens[token.head].lemma.lower() in lexicon.context("where_prepositions")


def _noun_before_comma(tree: Tree, comma: int) -> str | None:
    """The head noun of the phrase that ends at a comma ("the regional governor,", "the director of the company,")."""
    for k in range(comma - 1, max(comma - 8, -1), -1):
        t = tree.tokens[k]
        if t.pos == "NOUN" and (tree.tokens[k + 1].text in {",", "of", "for", "to", "at", "in"}):
            of = tree.head(k) if t.dep == "pobj" else None
            holder = tree.head(of) if of is not None and tree.tokens[of].lemma == "of" else None
            office = holder is not None and lexicon.is_office(tree.tokens[holder].text)
            return tree.tokens[holder].text if office and holder is not None else t.text
        if t.pos in {"VERB", "AUX", "PUNCT"}:
            return None
    return None
