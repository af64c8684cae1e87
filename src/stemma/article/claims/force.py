"""Force: whether a predicate is denied, and how far it is said to be real.

Negation is read at the predicate and at the words that carry it through the clause ("no minister came"); modality
from auxiliaries, adverbs and governing verbs (the scale of FactBank, Saurí & Pustejovsky 2009, with plans and demands
apart).
"""

from __future__ import annotations

from typing import get_args

from stemma.data import table
from stemma.model import Article, Modality
from stemma.nlp.tree import Tree


def negated(article: Article, tree: Tree, head: int) -> bool:
    """Whether the predicate at token `head` is negated."""
    lists = table("en/modality.toml")["negation"]
    negative = lists["words"]
    near = [head, *tree.children(head)]
    near += [
        c
        for i in tree.children(head, "nsubj", "nsubjpass", "dobj", "attr", "expl")
        for c in tree.children(i, "det", "neg")
    ]
    near += [c for i in tree.children(head, "acomp", "attr") for c in tree.children(i, "preconj")]
    # "did not at once answer": between auxiliary and verb whatever the parser hangs it on; but "not only …"
    first = min([c for c in tree.children(head, "aux", "auxpass") if c < head], default=head)
    near += [i for i in range(first, head) if tree.tokens[i].dep == "neg"]
    near = [i for i in near if i + 1 == len(tree.tokens) or tree.tokens[i + 1].lemma not in lists["not_only"]]
    # "approved the plan, not the budget": a word after the comma negates what follows it.
    near = [i for i in near if i < head or tree.tokens[i - 1].text not in (",", "but") or i == head]
    return any(
        {tree.tokens[i].lemma, tree.tokens[i].text.lower()} & set(negative) for i in near if _whole(article, tree, i)
    )


def modality_of(tree: Tree, head: int) -> Modality:
    """How far the predicate at token `head` is said to be real."""
    lists = table("en/modality.toml")
    auxiliaries = {tree.tokens[i].text.lower() for i in tree.children(head, "aux")}
    adverbs = {tree.tokens[i].text.lower() for i in tree.children(head, "advmod", "amod")}
    governors = {tree.tokens[i].lemma for i in _governors(tree, head)}
    for modality in get_args(Modality):
        if (
            auxiliaries & set(lists["auxiliaries"].get(modality, ()))
            or governors & set(lists["governors"].get(modality, ()))
            or adverbs & set(lists["adverbs"].get(modality, ()))
        ):
            return modality  # type: ignore[no-any-return]
    return "asserted"


def _whole(article: Article, tree: Tree, i: int) -> bool:
    """Whether token `i` is no piece of a hyphened word ("a no-fly zone")."""
    around = article.text[max(0, tree.tokens[i].start - 1) : tree.tokens[i].start]
    return "-" not in around + article.text[tree.tokens[i].end : tree.tokens[i].end + 1]


def _governors(tree: Tree, head: int) -> list[int]:
    """The words that say how far the predicate is real: `head` itself or the adjective beside it when it
    governs an infinitive or clause ("is expected to meet", "are due to meet")."""
    governing = [head, *tree.children(head, "acomp", "oprd")]
    return [i for i in governing if tree.children(i, "xcomp", "ccomp")]
