"""Chains: through whose hands a content came, from the outermost relay to the ultimate speaker.

Relays are read from the constructions of hearsay (Bednarek 2006, ch. 4): "X, citing Y, said", "X quoted Y as saying",
"Y told X", "in remarks carried by X", "the site's source", and from an attribution that stands inside the content of
another. The report's own outlet is never repeated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from stemma.article.attribution.candidate import Candidate
from stemma.article.attribution.phrases import noun_span, subjects_of
from stemma.article.attribution.sources import Sourcing
from stemma.article.attribution.wording import nouns
from stemma.data import members, words
from stemma.model import Source, Span
from stemma.nlp.tree import Tree

_REACH = 10
_ADVERBIAL = frozenset({"ADP", "DET", "PROPN", "NOUN", "ADV", "NUM", "ADJ", "PRON"})


def _relays(kind: str) -> frozenset[str]:
    return members("en/relays.toml", kind)


def deeper(candidate: Candidate, tree: Tree, sourcing: Sourcing) -> list[Span]:
    """Whom the source itself cites for this content: the next link. "The agency, citing an official, said", "the paper,
    which refers to two diplomats", "the agency reported with reference to the ministry"."""
    i = candidate.head
    if i is None:
        return []
    out: list[Span] = []
    sentence = tree.sentence_of(i)
    for t in range(sentence.first, sentence.last):
        if t == i or sourcing.quoted.at(tree.tokens[t].start) is not None:
            continue
        for o in _cited(tree, t, candidate, sourcing) if _belongs(tree, t, candidate) else ():
            out.extend(sourcing.split(noun_span(tree, o)))
    return out


def _cited(tree: Tree, t: int, candidate: Candidate, sourcing: Sourcing) -> list[int]:
    """The heads of those whom a verb or noun of citing cites. To refer to somebody is to cite them only for an outlet
    and where those referred to are people who tell outlets things: else it is to speak of them."""
    token = tree.tokens[t]
    relative = token.dep == "relcl"
    if token.lemma in _relays("citing") and (token.tag == "VBG" or relative):
        if any(tree.tokens[m].text.lower() == "as" for m in tree.children(t, "prep")):
            return []
        return [o for o in tree.children(t, "dobj") if _can_tell(tree, o, sourcing)]
    if not any(sourcing.outlet_type(s) for s in candidate.source):
        return []
    telling = nouns("unnamed") | nouns("spokesperson") | nouns("reporter") | nouns("outlet") | nouns("agency")
    if token.lemma in _relays("referring") and relative:
        return [o for o in _to(tree, t, ("to", "on")) if tree.tokens[o].lemma in telling]
    if token.lemma == "reference" and (head := tree.head(t)) is not None and tree.tokens[head].text.lower() == "with":
        return _to(tree, t, ("to",))
    return []


def _can_tell(tree: Tree, head: int, sourcing: Sourcing) -> bool:
    """Whether somebody or something cited can be a source: a name, a person, a body, an outlet, a text; "citing high
    costs" gives a reason."""
    token = tree.tokens[head]
    at = tree.span(head, head)
    if token.pos != "NOUN" or token.ent or any(m.span.contains(at) for m in sourcing.mentions_in(at)):
        return True
    kinds = ("unnamed", "spokesperson", "reporter", "outlet", "agency", "document", "any_organisation")
    known = frozenset[str]().union(*(nouns(kind) for kind in kinds))
    return token.lemma in known or token.lemma in _bodies()


@cache
def _bodies() -> frozenset[str]:
    return words("en/organisation_nouns.txt") | words("en/offices.txt") | words("en/private_speakers.txt")


def _to(tree: Tree, t: int, prepositions: tuple[str, ...]) -> list[int]:
    """The objects of prepositions of a token, those joined by "and" included ("to two aides and to a diplomat")."""
    found = [p for p in tree.children(t, "prep") if tree.tokens[p].text.lower() in prepositions]
    found += [c for p in found for c in tree.children(p, "conj") if tree.tokens[c].pos == "ADP"]
    return [o for p in found for o in tree.children(p, "pobj")]


def _belongs(tree: Tree, participle: int, candidate: Candidate) -> bool:
    """Whether "citing …" hangs on the cue, on its source, or stands right behind either."""
    at: int | None = participle
    for _ in range(4):
        at = tree.head(at) if at is not None else None
        if at is None:
            break
        if at == candidate.head:
            return True
        if any(s.start <= tree.tokens[at].start < s.end for s in candidate.source):
            return True
    ends = [s.end for s in candidate.source] + ([candidate.cue.end] if candidate.cue else [])
    return any(_right_behind(tree, end, participle) for end in ends)


def _right_behind(tree: Tree, end: int, t: int) -> bool:
    """Whether nothing but a time or place stands between an end and a token: "reported on Sunday, citing …"."""
    between = tree.tokens[t].start - end
    if between < 0 or between > 60:
        return False
    first = next((n for n in range(t - 1, -1, -1) if tree.tokens[n].start < end), -1) + 1
    return all(tree.tokens[n].pos in _ADVERBIAL or tree.tokens[n].text == "," for n in range(first, t))


def outer(candidate: Candidate, tree: Tree, sourcing: Sourcing) -> list[Span]:
    """Who passes the words of the source on: outlets told, outlets that carry or quote. Outermost first."""
    i = candidate.head
    if i is None:
        return []
    found = [*_quoting(i, tree, sourcing), *_carried(candidate, tree, sourcing), *_told(i, candidate, tree, sourcing)]
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
    """X in "X quoted Y as saying", "Y was quoted by X as saying"."""
    if i < 3 or tree.tokens[i].tag != "VBG" or tree.tokens[i - 1].text.lower() != "as":
        return []
    first = tree.sentence_of(i).first
    verb = next((t for t in range(i - 2, max(first, i - _REACH) - 1, -1) if _cites(tree, t)), None)
    if verb is None:
        return []
    if tree.children(verb, "auxpass", "nsubjpass") or tree.tokens[verb].dep == "acl":
        heads = [p for c in tree.children(verb, "agent") for p in tree.children(c, "pobj")]
    else:
        heads = [h for h in subjects_of(tree, verb) if h < verb and sourcing.quoted.at(tree.tokens[h].start) is None]
        if not heads and verb and _nominal(tree, verb - 1):
            heads = [verb - 1]
    return [noun_span(tree, h) for h in heads]


def _nominal(tree: Tree, t: int) -> bool:
    """Whether a token can end a name or noun phrase; the parser takes rare names for adverbs and adjectives."""
    token = tree.tokens[t]
    return token.pos in ("PROPN", "NOUN", "PRON") or (token.text[:1].isupper() and token.text.isalpha())


def _cites(tree: Tree, t: int) -> bool:
    return tree.tokens[t].lemma in _relays("citing") and tree.tokens[t].pos in ("VERB", "AUX")


def _carried(candidate: Candidate, tree: Tree, sourcing: Sourcing) -> list[Span]:
    """X in "in remarks carried by X", "a statement published by X", ", quoted by X"."""
    assert candidate.head is not None
    sentence = tree.sentence_of(candidate.head)
    out = []
    for t in range(sentence.first, sentence.last):
        token = tree.tokens[t]
        if token.tag != "VBN" or token.lemma not in _relays("carrying"):
            continue
        if any(s.start <= token.start < s.end for s in candidate.content):
            continue
        for agent in tree.children(t, "agent", "prep"):
            if tree.tokens[agent].text.lower() not in ("by", "on", "in"):
                continue
            for p in tree.children(agent, "pobj"):
                span = noun_span(tree, p)
                if sourcing.outlet_type(span) or (token.lemma in _relays("airing") and _medium(tree, p)):
                    out.append(span)
    return out


def _medium(tree: Tree, head: int) -> bool:
    """Whether a name can be a medium's where the verb says that it is one ("carried by X")."""
    token = tree.tokens[head]
    return token.pos == "PROPN" and token.ent not in ("PERSON", "GPE", "NORP", "LOC", "FAC", "DATE")


def _told(i: int, candidate: Candidate, tree: Tree, sourcing: Sourcing) -> list[Span]:
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
            if word in _relays("interview"):
                for c2 in tree.children(p, "prep"):
                    if tree.tokens[c2].text.lower() in ("with", "to", "by", "for", "on"):
                        out.extend(
                            s for q in tree.children(c2, "pobj") if sourcing.outlet_type(s := noun_span(tree, q))
                        )
    for c in tree.children(i, "advcl"):
        if tree.tokens[c].tag == "VBG" and tree.tokens[c].lemma in _relays("speaking"):
            for p in tree.children(c, "prep"):
                out.extend(s for q in tree.children(p, "pobj") if sourcing.outlet_type(s := noun_span(tree, q)))
    return out


@cache
def _saying_to() -> frozenset[str]:
    """Verbs of what is said "to" somebody."""
    return _relays("saying_to") | words("en/speech_verbs.txt") | words("en/reporting_verbs.txt")


def _by_way_of(i: int, tree: Tree, sourcing: Sourcing) -> list[Span]:
    """X in "said via X", "told us through the agency X", "by way of X"."""
    heads = []
    for c in tree.children(i, "prep"):
        word = tree.tokens[c].text.lower()
        for p in tree.children(c, "pobj"):
            if word in _relays("through"):
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
        if tree.tokens[t].lemma not in _relays("occasions") or head is None or tree.tokens[head].text.lower() != "in":
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
            if tree.tokens[verb].lemma not in _relays("having_in_hand"):
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


def _telling(i: int, candidate: Candidate, tree: Tree) -> list[int]:
    """The verbs of telling that carry a candidate: its cue, or for "according to what a source told X" the verb whose
    subject is the source."""
    if tree.tokens[i].lemma in _relays("telling"):
        return [i]
    if tree.tokens[i].text.lower() != "according":
        return []
    sentence = tree.sentence_of(i)
    return [
        t
        for t in range(i, sentence.last)
        if tree.tokens[t].lemma in _relays("telling")
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
        elif following.pos not in ("DET", "ADJ", "NOUN", "PROPN") and not _nominal(tree, last + 1):
            break
        last += 1
    return tree.span(verb + 1, last) if last > verb and _nominal(tree, last) else None


def _hears(span: Span, head: int, candidate: Candidate, tree: Tree, sourcing: Sourcing) -> bool:
    """Whether somebody told is an outlet or a reporter by name, and not just an audience."""
    token = tree.tokens[head]
    if sourcing.outlet_type(span):
        return True
    if token.lemma in _relays("audience") or token.text.lower() in _relays("audience"):
        return False
    words = {tree.tokens[t].lemma for t in tree.within(span)}
    if words & nouns("reporter"):
        return any(tree.tokens[t].pos == "PROPN" for t in tree.within(span))
    if token.pos == "PROPN" and token.ent not in ("PERSON", "GPE", "NORP", "LOC") and not tree.children(head, "det"):
        source = candidate.source[0] if candidate.source else None
        return source is not None and sourcing.type_of(source) == "unnamed"
    return False


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


def same_source(one: Source, other: Source) -> bool:
    """Whether two sources are one: the same place, or the same antecedent. A document is not who has it in hand ("a
    letter seen by X")."""
    if "document" in (one.type, other.type) and one.type != other.type:
        return False
    a, b = one.refers or one.span, other.refers or other.span
    if a is not None and b is not None and a.overlap(b):
        return True
    return one.text.lower() == other.text.lower()


def joined(outer_chain: Sequence[Source], inner_chain: Sequence[Source]) -> tuple[Source, ...]:
    """Two chains as one, links that repeat left out."""
    out: list[Source] = []
    for source in [*outer_chain, *inner_chain]:
        if any(same_source(source, known) for known in out):
            continue
        if out and _plain_outlet(source) and out[-1].type == source.type:
            continue  # "the newspaper" of a report that a newspaper carries is that newspaper
        out.append(source)
    return tuple(out)


def _plain_outlet(source: Source) -> bool:
    """Whether a source is an outlet by a plain noun that stands for none named before."""
    plain = source.text.lower().startswith("the ") and source.text[1:].islower()
    return plain and source.refers is None and source.type in ("outlet", "agency", "state media")
