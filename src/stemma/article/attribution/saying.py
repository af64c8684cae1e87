"""Saying: the verbs that a clause behind what is said may have ("…, she said"), whatever the parser took them for."""

from __future__ import annotations

from functools import cache

from stemma.data import members, table, words
from stemma.nlp.tree import Tree

FINITE = frozenset({"VBD", "VBZ", "VBP"})


def says(tree: Tree, t: int) -> bool:
    """Whether a token is a verb by which somebody says something as done."""
    token = tree.tokens[t]
    if taken_for_noun(tree, t) or _quotes(tree, t):
        return True
    if token.lemma not in closing_verbs():
        return False
    if token.tag == "VBN" and any(tree.tokens[c].lemma == "have" for c in tree.children(t, "aux")):
        return True
    if token.tag == "VB":
        return any(tree.tokens[c].tag == "MD" for c in tree.children(t, "aux"))
    if token.tag == "VBN":  # the parser's tag for a past tense behind an apposition
        told = token.dep != "acl" or _past_of_speaker(tree, t)
        return told and token.text.lower().endswith("ed") and not tree.children(t, "agent")
    return token.tag in FINITE


@cache
def closing_verbs() -> frozenset[str]:
    """Verbs that a clause behind what is said may have."""
    relays = (members("en/relays.toml", kind) for kind in ("learning", "showing", "reckoning", "manner"))
    return words("en/reporting_verbs.txt").union(words("en/speech_verbs.txt"), *relays)


def _past_of_speaker(tree: Tree, t: int) -> bool:
    """Whether a participle that the parser hung on a noun is the past tense of who speaks ("…, a local weekly reported
    on Sunday"): the noun is that of an outlet, or of people and bodies that the verb could not have as its object."""
    head = tree.tokens[t].head
    nouns = {tree.tokens[n].lemma.lower() for n in (head, *tree.children(head, "appos")) if n < t}
    if nouns & (members("en/source_nouns.toml", "outlet") | members("en/source_nouns.toml", "agency")):
        return True
    speaks = nouns & (words("en/offices.txt") | bodies())
    return bool(speaks) and tree.tokens[t].lemma not in members("en/relays.toml", "taking_persons")


def _quotes(tree: Tree, t: int) -> bool:
    """Whether a verb is that of "X quoted Y as saying", with nothing behind that."""
    if tree.tokens[t].lemma not in members("en/relays.toml", "citing") or tree.tokens[t].tag not in FINITE:
        return False
    saying = [
        c
        for p in tree.children(t, "prep")
        for c in tree.children(p, "pcomp")
        if tree.tokens[p].text == "as" and tree.tokens[c].tag == "VBG"
    ]
    return bool(saying) and not tree.children(saying[0], "ccomp", "dobj", "xcomp")


def taken_for_noun(tree: Tree, t: int) -> bool:
    """Whether the last word of a sentence is a verb of reporting in the present that the parser took for a plural noun
    ("…, the press service of the ministry reports.")."""
    token, sentence = tree.tokens[t], tree.sentence_of(t)
    if token.tag != "NNS" or token.lemma not in closing_verbs() or t + 2 < sentence.last:
        return False
    before = tree.tokens[t - 1]
    return before.tag in ("NN", "NNP", "NNPS") and tree.tokens[sentence.last - 1].text == "."


def witnessed(tree: Tree, t: int) -> bool:
    """Whether a word says what an outlet's own people saw ("…, an Orlan photographer saw"); the parser takes it for a
    noun now and then."""
    relays = table("en/relays.toml")
    return tree.tokens[t].text in relays["witnessing"] and t > 0 and tree.tokens[t - 1].text in relays["witnesses"]


@cache
def bodies() -> frozenset[str]:
    """Nouns for people and bodies that speak."""
    kinds = ("spokesperson", "unnamed", "any_organisation", "any_person")
    return frozenset[str]().union(*(members("en/source_nouns.toml", kind) for kind in kinds))
