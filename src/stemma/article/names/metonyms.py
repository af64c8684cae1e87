"""Metonyms: capitals and seats that stand for their government, where they act and only there.

A capital acts as subject of a verb of speech, thought or decision, as owner of what governments have ("Damascus's
envoy") and as party of talks and ties ("between Damascus and Jerusalem"); see Markert and Nissim 2002 on metonymic
place names. Everything else ("in Damascus", "a Damascus suburb") stays the place.
"""

from __future__ import annotations

from stemma.article.names import lexicon
from stemma.article.names.chunks import Chunk
from stemma.data import gazetteer
from stemma.nlp.tree import Tree


def acts_as_government(tree: Tree, c: Chunk, name: str) -> bool:
    if gazetteer.seat(name) is None or gazetteer.country(name):
        return False
    tokens = tree.tokens
    token = tokens[c.last]
    head = tokens[token.head]
    if token.dep == "nsubj" and lexicon.acts(head.lemma):
        return True
    after = [t.text for t in tokens[c.last + 1 : c.last + 7]]
    if token.dep == "poss" or (after and after[0] in {"'s", "’s"}):
        return any(lexicon.is_diplomatic(w) for w in after[1:5])
    before = [t.text.lower() for t in tokens[max(0, c.first - 3) : c.first]]
    if before and before[-1] == "to" and len(before) > 1 and before[-2] in lexicon.context("sent"):
        return True
    # "between A and B", where what lies between is talks or ties
    k = c.first - 1
    if k >= 1 and tokens[k].text == "and" and tokens[k - 1].text[:1].isupper():
        k -= 2
        while k >= 0 and tokens[k].text[:1].isupper():
            k -= 1
    if k >= 0 and tokens[k].text.lower() in {"between", "with"}:
        return k >= 1 and lexicon.is_diplomatic(tokens[k - 1].text)
    return False
