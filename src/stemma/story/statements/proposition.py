"""Propositions: each claim as a text that stands alone, for comparison only.

A relative clause gets its antecedent for the pronoun ("who will mediate" → "Ana Ruiz will mediate"), a participle or
apposition the noun it describes, a clause without a subject the subject of the clause before it, and a pronoun the name
it refers to. Nothing of this is shown to a reader.
"""

from __future__ import annotations

from stemma.model import Claim, Layers, Noun, Span
from stemma.nlp.tree import Tree

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_RELATIVE_TAGS = ("WP", "WDT", "WP$")


class Proposition(Noun, frozen=True, kw_only=True):
    """`text` is the standing-alone form of the claim with id `claim`; `about` the tokens added to it."""

    claim: str
    text: str
    about: tuple[Span, ...] = ()


def propositions(layers: Layers) -> tuple[Proposition, ...]:
    """One proposition for each claim of an article, in the order of the claims."""
    tree = Tree(layers.parse)
    antecedents = {m.span.start: m.refers for m in layers.mentions if m.refers and m.form in ("pronoun", "role")}
    return tuple(_proposition(c, tree, layers.article.text, antecedents) for c in layers.claims)


def _proposition(claim: Claim, tree: Tree, text: str, antecedents: dict[int, Span]) -> Proposition:
    tokens = tree.tokens
    words: list[str] = []
    about: list[Span] = []
    start = claim.span.start
    noun = _described(claim, tree)
    inside = tree.within(claim.span)
    relative = next((i for i in inside[:3] if tokens[i].tag in _RELATIVE_TAGS), None) if noun is not None else None
    if noun is not None:
        span = _short_phrase(noun, tree)
        about.append(span)
        words.append(text[span.start : span.end])
        if relative is not None:
            start = min(tokens[relative].end, claim.span.end)
        elif claim.form == "apposition":
            words.append("is")
    at = start
    for i in inside:
        refers = antecedents.get(tokens[i].start)
        if refers and tokens[i].start >= at:
            words.append(text[at : tokens[i].start])
            words.append(text[refers.start : refers.end])
            about.append(refers)
            at = tokens[i].end
    words.append(text[at : claim.span.end])
    return Proposition(claim=claim.id, text=" ".join(" ".join(words).split()), about=tuple(about))


def _described(claim: Claim, tree: Tree) -> int | None:
    """The token the claim says something of, when it stands outside the claim."""
    tokens = tree.tokens
    head = claim.head
    if claim.form in ("relative", "apposition") or tokens[head].dep == "acl":
        noun = tokens[head].head
        return noun if noun != head and not claim.span.contains(tree.span(noun, noun)) else None
    if claim.form in ("adverbial", "coordinated", "participle") and not tree.children(head, *_SUBJECTS):
        governor = tree.head(head)
        while governor is not None:
            subjects = tree.children(governor, *_SUBJECTS)
            if subjects:
                return subjects[0] if not claim.span.contains(tree.span(subjects[0], subjects[0])) else None
            governor = tree.head(governor)
    return None


def _short_phrase(noun: int, tree: Tree) -> Span:
    """The noun with its modifiers in front, without what follows it."""
    front = [i for i in tree.subtree(noun) if i <= noun and noun - i <= 6]
    return tree.span(front[0], noun)
