"""Relays: through whose hands the words of a source came to the report, the outermost first.

Read from the constructions of hearsay (Bednarek 2006, ch. 4): "X quoted Y as saying", "in remarks carried by X",
"via X", "the site's source", "a letter seen by X"; "Y told X" is read in `telling`.
"""

from __future__ import annotations

import re

import msgspec

from stemma.article.attribution.candidate import Candidate
from stemma.article.attribution.phrases import noun_span, subjects_of
from stemma.article.attribution.quoting import cited_saying
from stemma.article.attribution.sources import Sourcing
from stemma.article.attribution.telling import nominal, told
from stemma.article.attribution.wording import nouns, relaying
from stemma.data import members
from stemma.model import Span
from stemma.nlp.tree import Tree

_REACH = 10


def outer(candidate: Candidate, tree: Tree, sourcing: Sourcing) -> list[Span]:
    """Who passes the words of the source on: outlets told, outlets that carry or quote. Outermost first."""
    i = candidate.head
    if i is None:
        return []
    found = [*_quoting(i, tree, sourcing), *_carried(candidate, tree, sourcing), *told(i, candidate, tree, sourcing)]
    found.extend(_by_way_of(i, tree, sourcing))
    found.extend(_on_occasion(i, tree, sourcing))
    found.extend(_possessor(candidate, tree, sourcing))
    found.extend(_in_which(i, tree))
    out: list[Span] = []
    for span in (_before_source(s, candidate) for s in found):
        if sourcing.is_own(span) or any(span.overlap(s) for s in candidate.source) or any(span.overlap(o) for o in out):
            continue
        out.append(span)
    out.extend(s for s in _seen_by(candidate, tree, sourcing) if not any(s.overlap(o) for o in out))
    return out


def told_apart(candidate: Candidate, tree: Tree, sourcing: Sourcing) -> tuple[Candidate, list[Span]]:
    """The candidate with a source that the parser ran together with the outlet told taken apart: the word order of
    translations, "said to the Fell Review Ada Holm"."""
    if len(candidate.source) != 1:
        return candidate, []
    span = candidate.source[0]
    first = tree.within(span)
    if not first or not first[0] or tree.tokens[first[0] - 1].text.lower() not in ("to", "told"):
        return candidate, []
    outlet = sourcing.outlet_at(span)
    if outlet is None or outlet.end >= span.end:
        return candidate, []
    speaker = next((t for t in first if tree.tokens[t].start >= outlet.end), None)
    if speaker is None or tree.tokens[speaker].pos != "PROPN" or tree.tokens[speaker].start > outlet.end + 1:
        return candidate, []
    rest = Span(span.article, tree.tokens[speaker].start, span.end)
    return msgspec.structs.replace(candidate, source=(rest,)), [outlet]


def _before_source(span: Span, candidate: Candidate) -> Span:
    """A relay without the source that the parser ran into it ("TANA, Foreign Minister Y said")."""
    for source in candidate.source:
        if span.start < source.start < span.end:
            return Span(span.article, span.start, source.start)
    return span


def _quoting(i: int, tree: Tree, sourcing: Sourcing) -> list[Span]:
    """X in "X quoted Y as saying", "X quoted Y and Z saying", "Y was quoted by X as saying", “…,” X quoted Y."""
    first = tree.sentence_of(i).first
    verb = i if _cites(tree, i) else None
    if verb is None and tree.tokens[i].tag == "VBG":
        as_saying = tree.tokens[i - 1].text.lower() == "as"
        reach = _REACH if as_saying or cited_saying(tree, i) is not None else 0
        verb = next((t for t in range(i - 2, max(first, i - reach) - 1, -1) if _cites(tree, t, as_saying)), None)
    if verb is None:
        return []
    if tree.children(verb, "auxpass", "nsubjpass") or tree.tokens[verb].dep == "acl":
        heads = [p for c in tree.children(verb, "agent") for p in tree.children(c, "pobj")]
    else:
        heads = [h for h in subjects_of(tree, verb) if h < verb and sourcing.quoted.at(tree.tokens[h].start) is None]
        if not heads and verb and nominal(tree, verb - 1):
            heads = [verb - 1]
    return [noun_span(tree, h) for h in heads]


def _cites(tree: Tree, t: int, as_saying: bool = False) -> bool:
    verbs = relaying("as_saying") if as_saying else relaying("citing")
    return tree.tokens[t].lemma in verbs and tree.tokens[t].pos in ("VERB", "AUX")


def _carried(candidate: Candidate, tree: Tree, sourcing: Sourcing) -> list[Span]:
    """X in "in remarks carried by X", "a statement published by X", ", quoted by X"."""
    assert candidate.head is not None
    sentence = tree.sentence_of(candidate.head)
    out = []
    for t in range(sentence.first, sentence.last):
        token = tree.tokens[t]
        if token.tag != "VBN" or token.lemma not in relaying("carrying"):
            continue
        if any(s.start <= token.start < s.end for s in candidate.content):
            continue
        for agent in tree.children(t, "agent", "prep"):
            if tree.tokens[agent].text.lower() not in ("by", "on", "in"):
                continue
            for p in tree.children(agent, "pobj"):
                span = noun_span(tree, p)
                if sourcing.outlet_type(span) or (token.lemma in relaying("airing") and _medium(tree, p)):
                    out.append(span)
    return out


def _medium(tree: Tree, head: int) -> bool:
    """Whether a name can be a medium's where the verb says that it is one ("carried by X")."""
    token = tree.tokens[head]
    return token.pos == "PROPN" and token.ent not in ("PERSON", "GPE", "NORP", "LOC", "FAC", "DATE")


def _by_way_of(i: int, tree: Tree, sourcing: Sourcing) -> list[Span]:
    """X in "said via X", "told us through the agency X", "by way of X"."""
    heads = []
    for c in tree.children(i, "prep"):
        word = tree.tokens[c].text.lower()
        for p in tree.children(c, "pobj"):
            if word in relaying("through"):
                heads.append(p)
            elif (word, tree.tokens[p].text.lower()) in (("by", "way"), ("by", "means")):
                heads += [q for o in tree.children(p, "prep") for q in tree.children(o, "pobj")]
    return [span for h in heads if sourcing.outlet_type(span := noun_span(tree, h))]


def _on_occasion(i: int, tree: Tree, sourcing: Sourcing) -> list[Span]:
    """X in "and this in a conversation which X published", "in an article for X": who gave the occasion."""
    sentence = tree.sentence_of(i)
    out: list[Span] = []
    for t in range(sentence.first, sentence.last):
        head = tree.head(t)
        if tree.tokens[t].lemma not in relaying("occasions") or head is None or tree.tokens[head].text.lower() != "in":
            continue
        if i not in tree.ancestors(t) or sourcing.quoted.at(tree.tokens[t].start) is not None:
            continue
        for o in range(t + 1, min(t + _REACH, sentence.last)):  # by place: the parser loses relative clauses here
            if tree.tokens[o].pos not in ("NOUN", "PROPN") or sourcing.quoted.at(tree.tokens[o].start) is not None:
                continue
            span = noun_span(tree, o)
            if span.start > tree.tokens[t].start and sourcing.outlet_type(span):
                out.append(_before_verb(span, tree))
                break
    return out


def _before_verb(span: Span, tree: Tree) -> Span:
    """A name without what is said of it behind ("the newspaper X | published yesterday")."""
    inside = tree.within(span)
    verb = next((t for t in inside[1:] if tree.tokens[t].pos in ("VERB", "AUX")), None)
    return span if verb is None else tree.span(inside[0], verb - 1)


def _heads(candidate: Candidate, tree: Tree, sourcing: Sourcing, kind: str) -> list[int]:
    """The head nouns of the sources that are of a kind."""
    heads = (sourcing.head(span) for span in candidate.source)
    return [h for h in heads if h is not None and tree.tokens[h].lemma in nouns(kind)]


def _seen_by(candidate: Candidate, tree: Tree, sourcing: Sourcing) -> list[Span]:
    """X in "according to a letter seen by X", "the agreement that X saw says": who had the document in hand."""
    out = []
    for head in _heads(candidate, tree, sourcing, "document"):
        for verb in tree.children(head, "acl", "relcl"):
            if tree.tokens[verb].lemma not in relaying("having_in_hand"):
                continue
            if tree.tokens[verb].dep == "acl" or tree.children(verb, "nsubjpass"):
                heads = [p for c in tree.children(verb, "agent") for p in tree.children(c, "pobj")]
            else:
                heads = tree.children(verb, "nsubj")
            for h in heads:
                place = noun_span(tree, h)
                first = sourcing.text(place).lower().split()[0]
                own = sourcing.is_own(place) or first in members("en/relays.toml", "own")
                if sourcing.outlet_type(place) and not own:
                    out.append(place)
    return out


def _in_which(i: int, tree: Tree) -> list[Span]:
    """X in "X, in which Y says": the letter or report that somebody's words stand in."""
    head = tree.head(i)
    if tree.tokens[i].dep != "relcl" or head is None or tree.tokens[head].lemma not in nouns("document"):
        return []
    inside = [
        o for p in tree.children(i, "prep") for o in tree.children(p, "pobj") if tree.tokens[p].text.lower() == "in"
    ]
    return [noun_span(tree, head)] if any(tree.tokens[o].tag == "WDT" for o in inside) else []


def _possessor(candidate: Candidate, tree: Tree, sourcing: Sourcing) -> list[Span]:
    """X in "X's source"."""
    out = []
    for head in _heads(candidate, tree, sourcing, "of_outlets"):
        for owner in tree.children(head, "poss"):
            place = noun_span(tree, owner)
            if sourcing.outlet_type(place):
                out.append(Span(place.article, place.start, _without_possessive(place, sourcing)))
    return out


def _without_possessive(span: Span, sourcing: Sourcing) -> int:
    words = sourcing.article.text[span.start : span.end]
    return span.end - len(words) + len(re.sub(r"['’]s?$", "", words))
