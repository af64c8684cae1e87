"""Contending: the constructions by which reports tell who faces whom in a negotiation, each with its weight.

Of two bodies: "talks between A and B", "the A-B accord", "A's negotiations with B", "A and B signed", "the war between
A and B", "A told B". Of one: "A's delegation", "A rejected the draft", "the government of A", "X signed for A". A body
acts by its own name or by a noun for those who act for it ("A's army", "the A-ian delegation", "negotiators of A").

What it gets wrong: "A and B" said of two who are on one side; a name whose sentence the parser misreads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from stemma.model import Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import conjuncts
from stemma.story.talks.standing import unknown

_BESIDE = ("poss", "amod", "compound", "nmod")
_FURTHEST = 7  # steps up the tree from a name to the word of negotiating it stands beside

DELEGATING, NEGOTIATING, AGREEING, DISPUTING, OPPOSING, ACTING = 3.0, 3.0, 2.5, 2.0, 1.0, 0.5
STRONG = DISPUTING  # and above: told to negotiate, to agree or to be at odds


class Standing(NamedTuple):
    """A name where it stands for a body that acts: the party, the name's characters, and the noun that acts for it."""

    party: str
    span: Span
    name: int  # the last token of the name
    acts: int  # the token that acts: the name, or "delegation" in "the delegation of A"
    first: int


def standing_names(frames: Frames, article: str, alias: Mapping[str, str]) -> list[Standing]:
    tree = frames.trees[article]
    text = frames.layers[article].article.text
    out = []
    for m, e in frames.mentions(Span(article, 0, len(text))):
        if e.id not in alias or m.form == "pronoun" or (e.kind == "person" and not unknown(e)):
            continue
        inside = tree.within(m.span)
        if inside:
            out.append(Standing(alias[e.id], m.span, inside[-1], _anchor(frames, tree, inside[-1]), inside[0]))
    return sorted(out, key=lambda s: (s.first, s.name, s.party))


def _anchor(frames: Frames, tree: Tree, name: int) -> int:
    """The noun that acts for a name: the name itself, or the noun of people or of a body that it belongs to."""
    acting = frames.set("parties", "bodies", "people")
    k = name
    for _ in range(_FURTHEST):
        token = tree.tokens[k]
        above = tree.tokens[token.head]
        if token.head == k:
            break
        if token.dep in _BESIDE and above.pos in ("NOUN", "PROPN") and above.lemma.lower() in acting:
            k = token.head
        elif token.dep == "pobj" and above.lemma in ("of", "for", "from"):
            whole = tree.tokens[above.head]
            if whole.pos in ("NOUN", "PROPN") and whole.lemma.lower() in acting:
                k = above.head
            else:
                break
        else:
            break
    return k


def pairs(frames: Frames, article: str, named: list[Standing]) -> Iterator[tuple[Standing, Standing, float]]:
    tree = frames.trees[article]
    by_sentence: dict[int, list[Standing]] = defaultdict(list)
    for s in named:
        by_sentence[tree.sentence_of(s.name).first].append(s)
    for held in by_sentence.values():
        for a, b in combinations(held, 2):
            if a.party != b.party and a.name < b.first and (weight := _pair(frames, article, a, b)):
                yield a, b, weight


def _pair(frames: Frames, article: str, a: Standing, b: Standing) -> float:
    tree = frames.trees[article]
    if _joined(tree, a, b):
        return max(_together(frames, article, a, b, a.acts), _together(frames, article, a, b, b.acts))
    return _with(frames, article, a, b) or _against(frames, article, a, b)


def _modifies(tree: Tree, k: int) -> bool:
    token = tree.tokens[k]
    beside = token.dep in _BESIDE and token.text.islower()
    return (
        beside or token.text.lower() in ("the", "its", "'s", "’s") or token.pos == "ADJ" or token.tag in ("VBG", "VBN")
    )


def _joined(tree: Tree, a: Standing, b: Standing) -> bool:
    tokens = tree.tokens
    for i, j in ((a.acts, b.acts), (a.name, b.name), (a.acts, b.name), (a.name, b.acts)):
        k = j
        while tokens[k].dep == "conj" and k != i:
            k = tokens[k].head
        if k == i and i != j:
            return True
    between = [
        tokens[k].text.lower()
        for k in range(max(a.name, a.acts if a.acts < b.first else a.name) + 1, b.first)
        if not _modifies(tree, k)
    ]
    if between in (["and"], [",", "and"], ["-"], ["–"], ["/"], [","]):
        return True
    same = tokens[a.name].head == tokens[b.name].head and tokens[a.name].dep in ("amod", "compound", "nmod")
    return same and "and" in between


def _together(frames: Frames, article: str, a: Standing, b: Standing, first: int) -> float:
    """How two names side by side speak of negotiating: under a word of it, as those who agree or sign, or at war."""
    tree = frames.trees[article]
    tokens = tree.tokens
    brokers = frames.set("mediation", "nouns", "offices", "verbs", "hosting", "chairing")
    placed = frames.set("dealing", "placed") - {"for", "to", "on"}
    prior = tokens[a.first - 1].text.lower() if a.first else ""
    if a.acts == a.name and b.acts == b.name and prior in placed:
        return 0.0
    below = first
    if tokens[first].lemma.lower() in frames.set("negotiation", "negotiators") | {"delegation", "envoy", "negotiator"}:
        return NEGOTIATING if tokens[first].lemma.lower() not in brokers - {"envoy"} else 0.0
    agreements = frames.set("negotiation", "texts") | frames.set("dealing", "agreements", "meetings")
    disputes = frames.set("negotiation", "disputes") | frames.set("parties", "hostilities")
    best = 0.0
    for k in [first, *tree.ancestors(first)][:_FURTHEST]:
        token = tokens[k]
        lemma = token.lemma.lower()
        if k != first and lemma in brokers and tokens[below].dep in ("amod", "compound", "poss", "nmod"):
            return 0.0
        if token.pos in ("NOUN", "PROPN", "ADJ") and k != first:
            if frames.negotiating(article, k):
                return NEGOTIATING
            if lemma in agreements:
                return AGREEING
            if lemma in disputes:
                return DISPUTING
        if token.pos in ("VERB", "AUX"):
            subject = tokens[below].dep in ("nsubj", "nsubjpass") or below == k
            if lemma in frames.set("mediation", "verbs", "hosting", "chairing"):
                return NEGOTIATING if tokens[below].dep in ("dobj", "pobj", "prep") else 0.0
            if frames.negotiating(article, k):
                return NEGOTIATING
            clause = tree.subtree(k, frozenset(tree.children(k, "relcl", "ccomp", "parataxis", "advcl")))
            if subject and any(frames.negotiating(article, c) for c in clause):
                return NEGOTIATING
            words = {tokens[c].lemma.lower() for c in clause if tokens[c].pos in ("NOUN", "PROPN")}
            if subject and lemma in frames.set("parties", "agreeing"):
                return AGREEING
            if subject and words & agreements:
                return AGREEING
            if subject:
                best = max(best, ACTING)  # "A and B fell silent"
            if any(frames.negotiating(article, c) for c in clause):
                return AGREEING
            break
        below = k
    return best


def _with(frames: Frames, article: str, a: Standing, b: Standing) -> float:
    """Whether the second is whom the first negotiates, agrees or quarrels with."""
    tree = frames.trees[article]
    tokens = tree.tokens
    preposition = tokens[b.acts].head
    if tokens[preposition].lemma not in ("with", "against", "between") or tokens[b.acts].dep != "pobj":
        return 0.0
    governor = tokens[preposition].head
    told = [governor, *(k for k in tree.subtree(governor) if k < preposition)]
    agreements = frames.set("negotiation", "texts") | frames.set("dealing", "agreements", "meetings")
    weight, word = 0.0, governor
    for k in told:
        lemma = tokens[k].lemma.lower()
        if frames.negotiating(article, k):
            w = NEGOTIATING
        elif (lemma in agreements and tokens[k].pos in ("NOUN", "PROPN")) or lemma in frames.set("parties", "agreeing"):
            w = AGREEING
        elif lemma in frames.set("negotiation", "disputes") | frames.set("parties", "hostilities"):
            w = DISPUTING
        else:
            continue
        if w > weight:
            weight, word = w, k
    if not weight:
        return 0.0
    if tokens[a.acts].head == word and tokens[a.acts].dep in _BESIDE:
        return weight
    brokers = frames.set("mediation", "verbs", "hosting", "chairing")
    for verb in (k for k in (governor, *tree.ancestors(governor)) if tokens[k].pos in ("VERB", "AUX")):
        subjects = [c for s in tree.children(verb, "nsubj", "nsubjpass") for c in conjuncts(tree, s)]
        if subjects:
            return weight if tokens[verb].lemma.lower() not in brokers and a.acts in subjects else 0.0
    return 0.0


def _against(frames: Frames, article: str, a: Standing, b: Standing) -> float:
    """Whether the first does something to the second, or asks or tells it something ("A told B", "A accused B")."""
    tree = frames.trees[article]
    tokens = tree.tokens
    verb = tokens[a.acts].head
    if tokens[a.acts].dep != "nsubj" or tokens[verb].pos not in ("VERB", "AUX"):
        return 0.0
    chain = tree.ancestors(b.acts)
    if verb not in chain:
        return 0.0
    top = b.acts
    path = []
    while top != verb:
        path.append(tokens[top].dep)
        top = tokens[top].head
    if tokens[b.acts].dep == "pobj" and tokens[tokens[b.acts].head].lemma in frames.set("dealing", "placed") - {
        "for",
        "to",
        "on",
    }:
        return 0.0
    strong = tokens[verb].lemma.lower() in frames.set("parties", "opposing")
    return OPPOSING if strong or path[0] in ("dobj", "dative") else ACTING


def alone(frames: Frames, article: str, named: list[Standing]) -> Iterator[tuple[Standing, float]]:
    """What reports tell of one body: that it has a delegation, that it negotiates, demands or agrees, that it acts."""
    tree = frames.trees[article]
    tokens = tree.tokens
    senders = frames.set("delegations", "negotiators") | {"delegation"}
    brokers = frames.set("mediation", "nouns")
    acts = frames.set("parties", "agreeing", "bargaining")
    acting_for = frames.set("parties", "agreeing") | frames.set("mediation", "speaking")
    for s in named:
        lemma = tokens[s.acts].lemma.lower()
        above_name = path(tree, s.name, s.acts)
        if any(tokens[k].lemma.lower() in brokers for k in above_name):
            continue
        if any(tokens[k].lemma.lower() in senders for k in above_name):
            yield s, DELEGATING
        elif any(tokens[k].lemma.lower() == "side" for k in above_name):
            yield s, OPPOSING
        above = tokens[tokens[s.acts].head]
        signed = tokens[above.head].lemma.lower() in acting_for
        if tokens[s.acts].dep == "pobj" and above.lemma == "for" and signed:
            yield s, NEGOTIATING  # "X signed for A"
        head = s.acts
        while tokens[head].dep == "conj":
            head = tokens[head].head
        governor = tokens[head].head
        if tokens[head].dep in ("nsubj", "nsubjpass") and tokens[governor].pos in ("VERB", "AUX"):
            verb = tokens[governor].lemma.lower()
            if verb in frames.set("mediation", "verbs", "hosting", "chairing"):
                continue
            yield s, OPPOSING if verb in acts or frames.negotiating(article, governor) else ACTING / 2
        elif s.acts != s.name and lemma in frames.set("parties", "bodies", "people"):
            yield s, ACTING / 2


def path(tree: Tree, i: int, j: int) -> list[int]:
    """The tokens from one up to another that governs it."""
    out = []
    while i != j:
        i = tree.tokens[i].head
        out.append(i)
    return out
