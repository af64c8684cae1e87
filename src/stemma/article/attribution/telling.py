"""Telling: the outlet that somebody's words were told to.

"Y told X that", "Y said in an interview with X", "speaking to X, Y said", "in comments to X". An audience is no relay:
what reporters, a court or parliament were told they do not pass on by name.
"""

from __future__ import annotations

from functools import cache

from stemma.article.attribution.candidate import Candidate
from stemma.article.attribution.phrases import noun_span
from stemma.article.attribution.sources import Sourcing
from stemma.article.attribution.wording import nouns, relaying
from stemma.data import members, words
from stemma.model import Span
from stemma.nlp.tree import Tree


def told(i: int, candidate: Candidate, tree: Tree, sourcing: Sourcing) -> list[Span]:
    """X in "Y told X that", "Y said in an interview with X", "speaking to X, Y said", "in comments to X"."""
    out: list[Span] = []
    lemma = tree.tokens[i].lemma
    for verb in _telling(i, candidate, tree):
        for c in tree.children(verb, "dobj", "dative"):
            inner = tree.children(c, "pobj") if tree.tokens[c].dep == "dative" and tree.tokens[c].pos == "ADP" else [c]
            out.extend(s for p in inner if _hears(s := _named_whole(tree, p, verb), p, candidate, tree, sourcing))
        if not out and (span := _behind(tree, verb)) is not None and sourcing.outlet_type(span):
            out.append(span)
    for c in tree.children(i, "prep", "dative"):
        for p in tree.children(c, "pobj"):
            word = tree.tokens[p].lemma
            if tree.tokens[c].text.lower() == "to" and lemma in _saying_to():
                span = noun_span(tree, p)
                if sourcing.outlet_type(span):
                    out.append(span)
            if word in relaying("interview"):
                for c2 in tree.children(p, "prep"):
                    if tree.tokens[c2].text.lower() in ("with", "to", "by", "for", "on"):
                        out.extend(
                            s for q in tree.children(c2, "pobj") if sourcing.outlet_type(s := noun_span(tree, q))
                        )
    for c in tree.children(i, "advcl"):
        if tree.tokens[c].tag == "VBG" and tree.tokens[c].lemma in relaying("speaking"):
            for p in tree.children(c, "prep"):
                out.extend(s for q in tree.children(p, "pobj") if sourcing.outlet_type(s := noun_span(tree, q)))
    return out


@cache
def _saying_to() -> frozenset[str]:
    """Verbs of what is said "to" somebody."""
    return relaying("saying_to") | words("en/speech_verbs.txt") | words("en/reporting_verbs.txt")


def _telling(i: int, candidate: Candidate, tree: Tree) -> list[int]:
    """The verbs of telling that carry a candidate: its cue, or for "according to what a source told X" the verb whose
    subject is the source."""
    if tree.tokens[i].lemma in relaying("telling"):
        return [i]
    if tree.tokens[i].text.lower() != "according":
        return []
    sentence = tree.sentence_of(i)
    return [
        t
        for t in range(i, sentence.last)
        if tree.tokens[t].lemma in relaying("telling")
        and tree.tokens[t].pos == "VERB"
        and any(s.start <= tree.tokens[c].start < s.end for c in tree.children(t, "nsubj") for s in candidate.source)
    ]


def _named_whole(tree: Tree, head: int, verb: int) -> Span:
    """The phrase of somebody told, with the name behind it that the parser left outside ("the news site X")."""
    span, whole = noun_span(tree, head), _behind(tree, verb)
    return whole if whole is not None and whole.contains(span) else span


def _behind(tree: Tree, verb: int) -> Span | None:
    """The noun phrase right behind a verb, whatever the parser made of it."""
    last = verb
    stop = tree.sentence_of(verb).last
    while last + 1 < stop and tree.tokens[last + 1].text.lower() not in members("en/grammar.toml", "clause_openers"):
        following = tree.tokens[last + 1]
        if last > verb and tree.tokens[last].text[:1].isupper() and tree.tokens[last].pos != "DET":
            if not following.text[:1].isupper() and following.text != "&":
                break  # a name ends where small letters begin: "told the Fell Review last year", "… his wife"
        elif following.pos not in ("DET", "ADJ", "NOUN", "PROPN") and not nominal(tree, last + 1):
            break
        last += 1
    return tree.span(verb + 1, last) if last > verb and nominal(tree, last) else None


def _hears(span: Span, head: int, candidate: Candidate, tree: Tree, sourcing: Sourcing) -> bool:
    """Whether somebody told is an outlet or a reporter by name, and not just an audience."""
    token = tree.tokens[head]
    if sourcing.outlet_type(span):
        return True
    if token.pos == "PROPN" and token.text.lower() in _outlet_words() and len(tree.within(span)) < 3:
        return True  # "told the Courier": what names of outlets end with is the whole of one here
    if token.lemma in relaying("audience") or token.text.lower() in relaying("audience"):
        return False
    words = {tree.tokens[t].lemma for t in tree.within(span)}
    if words & nouns("reporter"):
        return any(tree.tokens[t].pos == "PROPN" for t in tree.within(span))
    if token.pos == "PROPN" and token.ent not in ("PERSON", "GPE", "NORP", "LOC") and not tree.children(head, "det"):
        source = candidate.source[0] if candidate.source else None
        return source is not None and sourcing.type_of(source) == "unnamed"
    return False


@cache
def _outlet_words() -> frozenset[str]:
    return members("outlet_words.toml", "first") | members("outlet_words.toml", "last")


def nominal(tree: Tree, t: int) -> bool:
    """Whether a token can end a name or noun phrase; the parser takes rare names for adverbs and adjectives."""
    token = tree.tokens[t]
    return token.pos in ("PROPN", "NOUN", "PRON") or (token.text[:1].isupper() and token.text.isalpha())
