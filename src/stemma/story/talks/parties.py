"""Parties: who negotiates with whom.

A party is a place standing for its government, or an organisation, that reports pair in a sentence about negotiating
("talks between A and B", "A and B resume talks", "A-B talks", "officials of A and B"), by name or by the adjective
made from it; or that one of them negotiates with the other ("A broke off talks with B").

What it gets wrong: parties of more than two sides that are never named in pairs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from stemma.model import Claim, Entity, Leaf, Mention, Noun, Span, Token
from stemma.nlp.tree import Tree
from stemma.story.talks.dealing import side_by_side, strike_sides
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import conjuncts
from stemma.story.talks.standing import aliases, unknown
from stemma.story.talks.unpaired import senders

_LEAST_SHARE = 0.5
_FEWEST = 2  # places in the reports where a third party is named as one
_PAIR = 2
_BEFORE_NAME = r"(?:(?!The\b)[A-Z][\w’'-]+\s+(?:(?:and|&)\s+)?)+"  # capitalised words, joined or not
_AND = " and "
_BESIDE = ("poss", "amod", "compound", "nmod")
_FURTHEST = 7  # steps up the tree from a name to the word of negotiating it stands beside


class Party(Noun, frozen=True, kw_only=True):
    """A party: its entity, its name, its leaf, and the entities that stand for it (its adjective, its capital)."""

    entity: str
    name: str
    leaf: Leaf
    aliases: frozenset[str]


def find_parties(frames: Frames, least: int = 1) -> list[Party]:
    """The parties, most often paired first; empty when no pair is found `least` times."""
    alias = aliases(frames)
    pairs, where = _pairs(frames, alias, agreeing=False)
    if not pairs:
        pairs, where = _pairs(frames, alias, agreeing=True)
    if not pairs:
        where = senders(frames, alias) if least == 1 else {}
        pairs = Counter({(min(where), max(where)): 1} if where else {})
    if not pairs or max(pairs.values()) < least:
        return []
    (first, second), most = min(pairs.items(), key=lambda p: (-p[1], p[0]))
    chosen = [first, second]
    for pair, count in sorted(pairs.items(), key=lambda p: (-p[1], p[0])):
        further = [p for p in pair if p not in chosen]
        once = any(len(set(where[p])) < _FEWEST for p in further)  # claims lie in one another
        if count >= max(2, _LEAST_SHARE * most) and set(pair) & set(chosen) and not once:
            chosen += [p for p in pair if p not in chosen]
    for listed in _listed(frames, alias):
        if len(listed & set(chosen)) > 1:
            chosen += sorted(p for p in listed - set(chosen) if p in where)
    return _made(frames, alias, chosen, where)


def dealing_parties(frames: Frames, *, told: bool) -> list[Party]:
    """The parties of a story that tells of a settlement and hardly of talks; empty when there are no two."""
    alias = aliases(frames)
    where = side_by_side(frames, alias, told=told)
    return _made(frames, alias, sorted(where, key=lambda x: (-len(where[x]), x)), where)


def striking_parties(frames: Frames) -> list[Party]:
    """The parties of a strike, where no report names them as negotiating; empty when there are no two."""
    alias = aliases(frames)
    where = strike_sides(frames, alias)
    return _made(frames, alias, list(where), where)


def _made(
    frames: Frames, alias: Mapping[str, str], chosen: Sequence[str], where: Mapping[str, Sequence[Span]]
) -> list[Party]:
    out = []
    for party in chosen:
        name = _whole_name(frames, party)
        leaf = frames.leaf(name, where[party])
        if leaf:
            standing = frozenset(a for a, p in alias.items() if p == party)
            out.append(Party(entity=party, name=name, leaf=leaf, aliases=standing | {party}))
    return out


def _whole_name(frames: Frames, party: str) -> str:
    """The name of a body with what the reader of names has cut off before it ("[Dock and] Quay Union"), where two
    places of the reports have it so."""
    name = frames.names[party]
    bodies = frames.set("sides", "unions", "fronts", "bodies")
    if name.split()[-1].lower() not in bodies:
        return name
    longer: Counter[str] = Counter()
    for one in frames.layers.values():
        for m in re.finditer(_BEFORE_NAME + re.escape(name) + r"\b", one.article.text):
            longer[" ".join(m.group().replace("’", "'").split())] += 1
    best = min(longer, key=lambda n: (-longer[n], n), default="")
    return best if longer[best] >= _FEWEST else name


def _pairs(
    frames: Frames, alias: dict[str, str], *, agreeing: bool
) -> tuple[Counter[tuple[str, str]], dict[str, list[Span]]]:
    """How often two entities are paired in sentences about negotiating (or, `agreeing`, about coming to terms), and
    where."""
    pairs: Counter[tuple[str, str]] = Counter()
    halves = _halves(frames)
    where: dict[str, list[Span]] = {}
    for claim in frames.claims:
        if not (agreeing or frames.negotiates(claim) or _delegates(claim, frames)):
            continue
        for (m, a), (n, b) in _paired(claim, frames, agreeing=agreeing):
            x, y = alias.get(a.id), alias.get(b.id)
            if x and y and x != y and not {a.id, b.id} & halves:
                pairs[min(x, y), max(x, y)] += 1
                where.setdefault(x, []).append(m.span)
                where.setdefault(y, []).append(n.span)
    return pairs, where


def _listed(frames: Frames, alias: dict[str, str]) -> Iterator[set[str]]:
    """The members of lists of three sides and more: "talks between A, B and C", "the coalition of A, B and C"."""
    joint = frames.set("dealing", "coalitions")
    for article, tree in frames.trees.items():
        for i, token in enumerate(tree.tokens):
            of = ("of",) if token.lemma.lower() in joint else ()
            for a in tree.children(i, "prep") if of or frames.session(article, i) else ():
                heads = [c for p in tree.children(a, "pobj") for c in conjuncts(tree, p)]
                named = {alias[e.id] for k in heads for _, e in frames.mentions_at(article, k) if e.id in alias}
                if tree.tokens[a].lemma.lower() in ("between", "among", *of) and len(named) == len(heads) > _PAIR:
                    yield named


def _halves(frames: Frames) -> set[str]:
    """Names that only ever stand before "and" and one other name: halves of one name ("the Dock and Quay Union"), of
    which the reader of names has made two."""
    out = set[str]()
    for e in frames.entities:
        behind = set[str]()
        for m in e.mentions if " " not in e.name and len(e.mentions) > 1 else ():
            text = frames.layers[m.span.article].article.text[m.span.end :]
            following = text[len(_AND) :].split(maxsplit=1) if text.startswith(_AND) else []
            behind.add(following[0].strip(".,;:") if following else "")
        if len(behind) == 1 and all(w[:1].isupper() for w in behind):
            out.add(e.id)
    return out


_Pair = tuple[tuple[Mention, Entity], tuple[Mention, Entity]]


def _paired(claim: Claim, frames: Frames, *, agreeing: bool = False) -> list[_Pair]:
    """The entities that a claim coordinates: joined by "and", a dash or "with", or both modifying one noun."""
    tree = frames.trees[claim.span.article]
    found = [(m, e) for m, e in frames.mentions(claim.span) if m.form != "pronoun"]
    found = [(m, e) for m, e in found if e.kind != "person" or unknown(e)]
    out = []
    for (m, a), (n, b) in combinations(found, 2):
        i, j = tree.within(m.span), tree.within(n.span)
        bodies = a.kind != "person" or b.kind != "person"
        if not (i and j and bodies):
            continue
        terms = _agreeing if agreeing else _negotiating
        standing = frames.set("sides", "governments", "movements")
        joined = _joined(tree, i, j, standing) and terms(frames, claim.span.article, i[-1])
        if joined or _facing(frames, claim.span.article, i, j):
            out.append(((m, a), (n, b)))
    return out


def _delegates(claim: Claim, frames: Frames) -> bool:
    """Whether a claim names those who negotiate for somebody."""
    tree, people = frames.trees[claim.span.article], frames.set("negotiation", "participants", "negotiators")
    return any(tree.tokens[i].lemma.lower() in people for i in tree.within(claim.span))


def _facing(frames: Frames, article: str, a: range, b: range) -> bool:
    """Whether the second name is whom the first negotiates with: "A broke off talks with B", "A's talks with B", "A
    negotiates with B"; not who brokers."""
    tree, brokers = frames.trees[article], frames.set("mediation", "verbs", "hosting", "chairing")
    other = _anchor(tree, b)
    if tree.tokens[other].dep in _BESIDE and _acts_for(frames, article, tree.tokens[other].head):
        other = tree.tokens[other].head  # "talks with the B-ian side"
    preposition = tree.tokens[other].head
    if tree.tokens[preposition].lemma != "with":
        return False
    governor = tree.tokens[preposition].head
    told = [governor, *(k for k in tree.subtree(governor) if k < preposition)]
    word = next((k for k in told if frames.negotiating(article, k)), None)
    if word is None:
        return False
    first = a[-1]
    if tree.tokens[first].head == word and tree.tokens[first].dep in ("poss", "amod", "compound", "nmod"):
        return True
    for verb in (k for k in (governor, *tree.ancestors(governor)) if tree.tokens[k].pos in ("VERB", "AUX")):
        subjects = tree.children(verb, "nsubj", "nsubjpass")
        if subjects:
            own = [first]
            if tree.tokens[first].dep in ("poss", "amod", "compound"):
                own.append(tree.tokens[first].head)
            of = tree.tokens[first].head
            if tree.tokens[first].dep == "pobj" and _acts_for(frames, article, tree.tokens[of].head):
                own.append(tree.tokens[of].head)  # "the delegation of A returned from talks with B"
            return tree.tokens[verb].lemma.lower() not in brokers and bool(set(own) & set(subjects))
    return False


def _acts_for(frames: Frames, article: str, i: int) -> bool:
    """Whether a noun is of those who act for a party ("the side", "the delegation")."""
    wanted = frames.set("negotiation", "participants", "teams")
    return frames.trees[article].tokens[i].lemma.lower() in wanted


def _anchor(tree: Tree, name: range, bodies: frozenset[str] = frozenset()) -> int:
    """The noun that is coordinated: the name, or what it is the possessor of ("A's army and the B Front")."""
    token = tree.tokens[name[-1]]
    of = tree.tokens[token.head]
    if token.dep == "pobj" and of.lemma == "of" and tree.tokens[of.head].lemma.lower() in bodies:
        return of.head  # "the government of A and the B Front"
    if token.dep in _BESIDE and tree.tokens[token.head].lemma.lower() in bodies:
        return token.head  # "the A-ian government and the B Front"
    return token.head if token.dep == "poss" and tree.tokens[token.head].pos in ("NOUN", "PROPN") else name[-1]


def _negotiating(frames: Frames, article: str, i: int) -> bool:
    """Whether who token `i` names negotiates: beside a word of negotiating ("talks between A and B"), or subject of a
    verb of it ("officials of A and B will meet to resume talks"); not who brokers."""
    tree = frames.trees[article]
    below, brokers = i, frames.set("mediation", "nouns", "offices")
    people = frames.set("negotiation", "negotiators")
    for k in [i, *tree.ancestors(i)][:_FURTHEST]:
        token = tree.tokens[k]
        if k != i and token.lemma.lower() in people - brokers and tree.tokens[below].lemma in ("of", "for", "from"):
            return True  # "delegations of A and B will meet"
        if k != i and token.lemma.lower() in brokers and tree.tokens[below].dep in ("amod", "compound", "poss", "nmod"):
            return False  # "A and B mediators"
        if frames.negotiating(article, k) and token.pos != "VERB":
            return True
        if token.pos in ("VERB", "AUX"):
            if token.lemma.lower() in frames.set("mediation", "verbs", "hosting", "chairing"):
                return tree.tokens[below].dep in ("dobj", "pobj", "prep")
            clause = tree.subtree(k, frozenset(tree.children(k, "relcl", "ccomp", "parataxis")))
            if any(frames.negotiating(article, c) for c in clause):
                return True
        below = k
    return False


def _agreeing(frames: Frames, article: str, i: int) -> bool:
    """Whether who token `i` names comes to terms: "A and B signed an agreement", "a dispute between A and B"."""
    tree = frames.trees[article]
    texts = frames.set("negotiation", "texts") | frames.set("outcome", "papers")
    below = i
    for k in [i, *tree.ancestors(i)][:_FURTHEST]:
        token = tree.tokens[k]
        between = tree.tokens[below].lemma == "between"
        if between and token.lemma.lower() in texts | frames.set("negotiation", "disputes"):
            return True
        if token.pos in ("VERB", "AUX"):
            text = any(tree.tokens[c].lemma.lower() in texts for c in tree.children(k, "dobj"))
            signs = token.lemma.lower() in frames.set("outcome", "signing") and text
            return tree.tokens[below].dep == "nsubj" and (signs or token.lemma.lower() in ("agree", "settle"))
        below = k
    return False


def _modifies(token: Token) -> bool:
    """Whether a word between two names can belong to the second ("A and the striking workers")."""
    beside = token.dep in _BESIDE and token.text.islower()  # "the rebel B Front"
    return beside or token.text.lower() in ("the", "its") or token.pos == "ADJ" or token.tag in ("VBG", "VBN")


def _joined(tree: Tree, a: range, b: range, bodies: frozenset[str]) -> bool:
    """Whether two names, given by their tokens, are coordinated or paired ("A and B", "A, B", "A-B", "A with B")."""
    tokens, i, j = tree.tokens, _anchor(tree, a, bodies), _anchor(tree, b, bodies)
    k = j
    while tokens[k].dep == "conj" and k != i:  # "A, B and C"
        k = tokens[k].head
    if k == i and i != j:
        return True
    between = [tokens[k].text.lower() for k in range(i + 1, b[0]) if not _modifies(tokens[k])]
    i, j = a[-1], b[-1]
    if between in (["and"], [",", "and"], ["-"], ["–"], ["with"], ["'s", "and"], ["/"], [","]):
        return True
    return tokens[i].head == tokens[j].head and tokens[i].dep in ("amod", "compound", "nmod") and "and" in between
