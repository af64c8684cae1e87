"""Clauses: what two clauses of different reports share, told by stems, so that an act told in other words can
be found again.

A stem is the beginning of a lemma, long enough to be one for "warn" and "warning", "resign" and "resignation"; verbs
that reports use for one another (``data/en/verb_synonyms.txt``) count as one.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemma.data import table, words
from stemma.model import Claim, Noun, Span
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation
from stemma.story.variants.frames import negated

_STEM = 5  # letters
_BESIDE = ("relcl", "advcl", "acl", "punct", "mark", "parataxis", "ccomp")


class Clause(Noun, frozen=True, kw_only=True):
    """A verb that tells what happened, with what belongs to it: the stems of nouns and adjectives, the ids of the
    entities named, and the entity or noun of its subject (`who` when it is an entity; `active` when it does the act).
    `span` is the claim it heads, else all that it governs."""

    article: str
    verb: int
    act: str
    span: Span
    negated: bool
    stems: frozenset[str]
    names: frozenset[str]
    subject: str
    who: bool
    active: bool


def stem(lemma: str) -> str:
    return lemma.lower()[:_STEM]


def clauses(collation: Collation) -> tuple[Clause, ...]:
    """Every verb of the story's reports that tells what happened, in text order."""
    return collation.once(
        "clauses", lambda: tuple(c for article in collation.layers for c in _clauses(article, collation))
    )


def _clauses(article: str, collation: Collation) -> Iterator[Clause]:
    tree = collation.tree(article)
    claimed = {c.head: c for c in collation.layers[article].claims if c.form not in ("nominal", "apposition")}
    for i, token in enumerate(tree.tokens):
        claim = claimed.get(i)
        if token.pos == "VERB" and _finite(i, tree) and (claim is None or claim.modality == "asserted"):
            yield _clause(i, claim, tree, collation)


def _finite(verb: int, tree: Tree) -> bool:
    """Whether a verb is told as so or not so: with tense, and no modal verb."""
    aux = [tree.tokens[k] for k in tree.children(verb, "aux", "auxpass")]
    if any(t.tag in ("MD", "TO") for t in aux) or tree.tokens[verb].dep in ("xcomp", "pcomp", "csubj", "amod"):
        return False
    tensed = any(t.tag in ("VBD", "VBZ", "VBP") for t in aux)
    return tensed or tree.tokens[verb].tag in ("VBD", "VBZ", "VBP")


def _clause(verb: int, claim: Claim | None, tree: Tree, collation: Collation) -> Clause:
    article = tree.parse.article
    below = governed(verb, tree)
    span = claim.span if claim else _extent(verb, tree)
    stop = words("en/stopwords.txt") | set(table("en/predicates.toml")["unspecific"]["words"])
    named = {i: e.id for m, e in collation.mentions(span) if m.form in ("full", "short") for i in tree.within(m.span)}
    timed = {i for t in collation.times(span) for i in tree.within(t.span)}
    stems = {
        stem(tree.tokens[i].lemma)
        for i in below
        if i != verb
        and i not in named
        and i not in timed
        and tree.tokens[i].pos in ("NOUN", "ADJ", "VERB", "PROPN")
        and tree.tokens[i].lemma.lower() not in stop
    }
    particle = " ".join(tree.tokens[k].lemma.lower() for k in tree.children(verb, "prt"))
    subject = next(iter(tree.children(verb, "nsubj", "nsubjpass")), None)
    who = collation.entity_of(article, subject) if subject is not None else None
    return Clause(
        article=article,
        verb=verb,
        act=f"{tree.tokens[verb].lemma.lower()} {particle}".strip(),
        span=span,
        negated=claim.polarity == "negative" if claim else negated(verb, tree),
        stems=frozenset(stems),
        names=frozenset(named[i] for i in below if i in named),
        subject=who.id if who else tree.tokens[subject].lemma.lower() if subject is not None else "",
        who=who is not None,
        active=not tree.children(verb, "nsubjpass", "auxpass"),
    )


def _extent(verb: int, tree: Tree) -> Span:
    """What a verb governs, without a clause behind it that is no object ("…, a letter shows")."""
    inside = governed(verb, tree)
    whole = [verb]
    while whole[-1] + 1 in inside:
        whole.append(whole[-1] + 1)
    while whole[0] - 1 in inside:
        whole.insert(0, whole[0] - 1)
    return tree.span(whole[0], whole[-1])


def governed(verb: int, tree: Tree) -> list[int]:
    """A verb with its arguments and adjuncts, the clauses that describe them left out."""
    out, todo = [], [verb]
    while todo:
        at = todo.pop()
        out.append(at)
        todo += [k for k in tree.children(at) if tree.tokens[k].dep not in (*_BESIDE, "conj", "cc") or k == verb]
    return sorted(out)
