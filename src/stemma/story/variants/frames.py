"""Frames: what is done to what, told by verbs wherever they stand, so that reports can be compared beyond statements.

Statements hold claims that say the same as a whole; two clauses may tell of one act without that ("the toll was put at
25 crowns", "crossing the bridge costs more"). A frame is a verb with its theme: the object, the subject of a passive,
the subject of a verb without an object; "a rise in the toll" and "its plan for an airport" are of the toll and the
airport too. Two frames tell of one thing when their themes share the noun and what describes it (predicate-argument
alignment, Roth & Frank 2012).

What it gets wrong: two things of one description ("the new bridge").
"""

from __future__ import annotations

from stemma.data import table, words
from stemma.model import Noun, Span
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation
from stemma.story.variants.predicates import class_of, closed, same_act

_FILE = "en/predicates.toml"


class Frame(Noun, frozen=True, kw_only=True):
    """A verb and what it is done to.

    `act` is the lemma, with its particle; `verb` the token; `span` the verb with its auxiliaries; `things` the lemmas
    of the theme's nouns (those of a class in ``predicates.toml`` by its name) and the ids of entities at their head;
    `about` everything that describes it; `agent` the entity or noun that does it ("" where none is told).
    """

    article: str
    verb: int
    act: str
    span: Span
    theme: Span
    things: frozenset[str]
    about: frozenset[str]
    agent: str
    negated: bool


def frames(collation: Collation) -> tuple[Frame, ...]:
    """Every frame of the story's reports, in text order."""
    return collation.once(
        "frames", lambda: tuple(f for article in collation.layers for f in _frames(article, collation))
    )


def _frames(article: str, collation: Collation) -> list[Frame]:
    tree = collation.tree(article)
    light = words("en/light_verbs.txt")
    out = []
    for i, token in enumerate(tree.tokens):
        nominal = table(_FILE)["nominal"]
        noun = token.pos == "NOUN" and token.lemma.lower() in nominal
        lemma = nominal[token.lemma.lower()] if noun else token.lemma.lower()
        if not (token.pos == "VERB" or noun) or lemma in light:
            continue
        theme, agent = (_behind(i, tree), None) if noun else _roles(i, tree)
        if theme is None or tree.tokens[theme].pos not in ("NOUN", "PROPN"):
            continue
        parts = [] if noun else [*tree.children(i, "aux", "auxpass", "neg", "prt"), i]
        behind = tree.tokens[i + 1] if i + 1 < len(tree.tokens) else token
        away = (
            [i + 1] if not noun and behind.tag in ("RP", "IN") and behind.lemma in table(_FILE)["away"]["words"] else []
        )
        around = sorted([*parts, *away] or [i])
        particle = "" if noun else " ".join(tree.tokens[k].lemma.lower() for k in tree.children(i, "prt"))
        things, about = _described(theme, i, tree, collation)
        if not things:
            continue
        who = collation.entity_of(article, agent) if agent is not None else None
        out.append(
            Frame(
                article=article,
                verb=i,
                act=f"{lemma} {particle}".strip(),
                span=tree.span(around[0], around[-1]),
                theme=tree.subtree_span(theme),
                things=frozenset(things),
                about=frozenset(about),
                agent=who.id if who else tree.tokens[agent].lemma.lower() if agent is not None else "",
                negated=negated(i, tree),
            )
        )
    return out


def _behind(noun: int, tree: Tree) -> int | None:
    found = [
        o for p in tree.children(noun, "prep") for o in tree.children(p, "pobj") if tree.tokens[p].lemma in closed("of")
    ]
    return found[0] if found else None


def _roles(i: int, tree: Tree) -> tuple[int | None, int | None]:
    """The tokens of theme and agent."""
    objects = tree.children(i, "dobj", "nsubjpass")
    subjects = _subjects(i, tree)
    by = [o for a in tree.children(i, "agent") for o in tree.children(a, "pobj")]
    token, over = tree.tokens[i], tree.head(i)
    if objects:
        theme: int | None = objects[0]
        if tree.tokens[objects[0]].tag in ("WDT", "WP"):
            theme = over
        return theme, next(iter(by or subjects), None)
    if token.dep == "acl" and token.tag == "VBN":
        return over, next(iter(by), None)
    subject = subjects[0] if subjects else None
    if subject is not None and tree.tokens[subject].tag in ("WDT", "WP"):
        subject = over
    return subject, None


def _subjects(i: int, tree: Tree) -> list[int]:
    """The subject of a verb, that of the verb it hangs on where it has none of its own."""
    at: int | None = i
    while at is not None:
        if found := tree.children(at, "nsubj"):
            return found
        if tree.tokens[at].dep not in ("xcomp", "conj", "acomp") or tree.children(at, "nsubjpass"):
            return []
        at = tree.head(at)
    return []


def _described(theme: int, verb: int, tree: Tree, collation: Collation) -> tuple[set[str], set[str]]:
    """The nouns a theme is of, and everything that describes it: lemmas, and entity ids in the place of names."""
    heads = [theme, *_of_noun(theme, tree)]
    article = tree.parse.article
    stop = words("en/stopwords.txt")
    light = set(table(_FILE)["unspecific"]["words"])
    things, about = set(), set()
    for h in heads:
        around = [h, *tree.children(h, "amod", "compound", "nmod", "poss", "nummod", "appos")]
        behind = [
            *tree.children(h, "prep"),
            *(p for p in tree.children(verb, "prep") if p == h + 1),
        ]  # often misattached
        around += [o for p in behind if tree.tokens[p].lemma in closed("describing") for o in tree.children(p, "pobj")]
        for k in around:
            token = tree.tokens[k]
            entity = collation.entity_of(article, k)
            lemma = class_of("synonyms", token.lemma.lower()) or token.lemma.lower()
            name = entity.id if entity else lemma
            if name in stop or name in light or token.pos not in ("NOUN", "PROPN", "ADJ"):
                continue
            about.add(name)
            if k == h:
                things.add(name)
    return things, about


def _of_noun(noun: int, tree: Tree) -> list[int]:
    """The nouns that a noun is of, through two of them ("the construction of the port", "its plan for a port")."""
    found = [
        o
        for p in tree.children(noun, "prep")
        if tree.tokens[p].lemma in closed("of")
        for o in tree.children(p, "pobj")
        if tree.tokens[o].pos == "NOUN"
    ]
    return [*found, *(x for o in found for x in _of_noun(o, tree))]


def negated(i: int, tree: Tree) -> bool:
    """Whether a verb, its subject or its object is negated."""
    negative = table("en/modality.toml")["negation"]["words"]
    below = [
        k for k in tree.children(i) if tree.tokens[k].dep in ("neg", "advmod", "det", "nsubj", "nsubjpass", "dobj")
    ]
    near = [*below, *(k for b in below for k in tree.children(b, "det", "neg"))]
    return any(tree.tokens[k].text.lower() in negative for k in near)


def one_thing(a: Frame, b: Frame) -> bool:
    """Whether two frames are done to one thing: their themes share a noun, and something that describes it; a name
    alone is enough."""
    shared = a.things & b.things
    if not shared:
        return False
    if any(name[:1] == "e" and name[1:].isdigit() for name in shared):
        return True
    return len(a.about & b.about) >= 2


def one_act(a: Frame, b: Frame) -> bool:
    """Whether two frames may tell of one act."""
    return same_act(a.act.replace(" ", "_"), b.act.replace(" ", "_"))
