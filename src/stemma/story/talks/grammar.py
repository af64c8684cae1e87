"""Reading a frame off the dependency tree: who does what to whom around a verb, and the words of a phrase.

Shared, controlled and relative subjects are resolved by the usual rules of English syntax (conjoined verbs share their
subject; the subject of an infinitive is the object, or else the subject, of the verb above it; "who" is the noun it
follows; a past participle describes what it is done to).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from stemma.data import members
from stemma.model import Attribution, Span
from stemma.nlp.tree import Tree

_RELATIVE = ("WP", "WDT")
_VERBAL = ("VERB", "AUX")
_FINITE = ("MD", "VBZ", "VBP", "VBD")
_QUOTES = tuple('“”"‘’«»')
_SHORT_ASIDE = 5  # words, commas included
_FURTHER = 6  # levels of subject sharing that are followed


class Arguments(NamedTuple):
    """Head tokens of who acts and of what is acted on."""

    subjects: list[int]
    objects: list[int]


def conjuncts(tree: Tree, i: int) -> list[int]:
    """Token `i` and all that is coordinated with it."""
    out = [i]
    for c in tree.children(i, "conj"):
        out += conjuncts(tree, c)
    if len(out) == 1 and (lost := _behind_and(tree, i)) is not None:
        out += conjuncts(tree, lost)
    return out


def _behind_and(tree: Tree, i: int) -> int | None:
    """The noun phrase behind an "and" that joins nothing, which the parser has made a second subject ("a delegation led
    by [A and B] was taking part")."""
    joins = tree.children(i, "cc")
    if not joins or joins[-1] + 1 >= len(tree.tokens) or tree.tokens[joins[-1]].text.lower() != "and":
        return None
    for k in [joins[-1] + 1, *tree.ancestors(joins[-1] + 1)]:
        token = tree.tokens[k]
        if token.dep in ("nsubj", "nsubjpass") and tree.subtree(k)[0] == joins[-1] + 1:
            others = [c for c in tree.children(token.head, "nsubj", "nsubjpass") if c < i]
            return k if others and token.pos in ("NOUN", "PROPN") else None
    return None


def negated(tree: Tree, verb: int) -> bool:
    """Whether a verb is negated, itself or by the verb it completes ("is not expected to attend")."""
    for c in tree.children(verb, "neg", "advmod"):
        word = tree.tokens[c]
        if word.dep == "neg" or word.lemma == "never" or (word.text == "longer" and tree.tokens[c - 1].text == "no"):
            return True
    return tree.tokens[verb].dep in ("xcomp", "acomp") and negated(tree, tree.tokens[verb].head)


def passive(tree: Tree, verb: int) -> bool:
    if tree.children(verb, "auxpass", "nsubjpass"):
        return True
    token = tree.tokens[verb]
    if token.tag == "VBN" and tree.children(verb, "agent") and not tree.children(verb, "dobj", "nsubj"):
        return True  # "the first attended by X"
    if token.dep == "conj" and token.tag == "VBN" and not tree.children(verb, "nsubj"):
        return tree.tokens[token.head].pos in _VERBAL and passive(tree, token.head)
    participle = token.tag == "VBN" and not tree.children(verb, "aux", "dobj")
    return participle and token.dep in ("acl", "advcl")


def arguments(tree: Tree, verb: int) -> Arguments:
    """Who does `verb`, and what or whom it is done to, each with its conjuncts."""
    agents = [p for a in _by(tree, verb) for p in tree.children(a, "pobj")]
    objects = tree.children(verb, "dobj", "dative")
    subjects = _subjects(tree, verb, _FURTHER)
    if passive(tree, verb):
        subjects, objects = agents, subjects + objects
    return Arguments(_all(tree, subjects), _all(tree, _antecedents(tree, objects)))


def _by(tree: Tree, verb: int) -> list[int]:
    """The prepositions before who does a passive verb: "by A and by B"; "for the first time by A", which the parser
    hangs on the time; of "not by A but by B" the second."""
    bys = tree.children(verb, "agent")
    if not bys and passive(tree, verb):
        bys = [a for a in tree.children(verb, "prep") if tree.tokens[a].lemma == "by"]
        below = tree.subtree(verb, frozenset(tree.children(verb, "relcl", "advcl", "conj", "ccomp", "nsubjpass")))
        late = [
            a
            for a in below
            if tree.tokens[a].lemma == "by" and tree.tokens[a].dep == "prep" and tree.tokens[a].head > verb
        ]
        bys = bys or [a for a in late if tree.tokens[tree.tokens[a].head].ent in ("DATE", "TIME", "ORDINAL")][:1]
        bys = bys or [a for a in late if tree.tokens[tree.tokens[a].head].lemma in ("time", "o'clock")][:1]
    out = list(bys)
    for a in bys:
        if instead_of(tree, verb, a):
            out.remove(a)
        out += _by_too(tree, verb, a)
    return out


def _by_too(tree: Tree, verb: int, by: int) -> list[int]:
    """A second "by", coordinated with the first ("by A and by B")."""
    return [c for k in (by, verb) for c in tree.children(k, "conj") if c > by and tree.tokens[c].text.lower() == "by"]


def instead_of(tree: Tree, verb: int, by: int) -> bool:
    """Whether an agent is named only to say that it was somebody else ("not by A but by B")."""
    no = any(c == by - 1 for c in tree.children(verb, "neg")) or bool(tree.children(by, "neg"))
    following = _by_too(tree, verb, by)
    return bool(no and following and any(t.text.lower() == "but" for t in tree.tokens[by : following[0]]))


def _all(tree: Tree, heads: list[int]) -> list[int]:
    return list(dict.fromkeys(c for h in heads for c in conjuncts(tree, h)))


def _antecedents(tree: Tree, heads: list[int]) -> list[int]:
    out = []
    for h in heads:
        verb = tree.tokens[h].head
        while tree.tokens[h].tag in _RELATIVE and tree.tokens[verb].dep in ("xcomp", "ccomp", "conj"):
            verb = tree.tokens[verb].head
        relative = tree.tokens[h].tag in _RELATIVE and tree.tokens[verb].dep == "relcl"
        out.append(tree.tokens[verb].head if relative else h)
    return out


def _subjects(tree: Tree, verb: int, depth: int) -> list[int]:
    own = tree.children(verb, "nsubj", "nsubjpass", "csubj")
    stops = [c for c in tree.children(verb, "punct") if tree.tokens[c].text == ";" and c < verb]
    own = [c for c in own if not stops or c > stops[-1]] or own  # "A left; his deputy has taken over"
    # "A, whose members are on strike, is …", of which the parser makes the members a second subject
    own = [c for c in own if not any(tree.tokens[k].tag == "WP$" for k in tree.children(c, "poss"))] or own
    if own:
        return _antecedents(tree, own)
    token = tree.tokens[verb]
    above = tree.head(verb)
    if (before := lost_subject(tree, verb)) is not None:
        return [before]
    if above is None or depth == 0:
        # "Also expected to take part are X and Y."
        return tree.children(verb, "attr") if above is None and tree.children(verb, "auxpass", "aux") else []
    if token.dep == "acl":
        return [above]
    if token.dep == "xcomp" or (token.dep == "advcl" and any(tree.tokens[c].tag == "TO" for c in tree.children(verb))):
        return tree.children(above, "dobj") or _subjects(tree, above, depth - 1) or tree.children(above, "attr")
    if token.dep == "pcomp" and tree.tokens[above].lemma in ("for", "of", "from"):
        blamed = tree.children(tree.tokens[above].head, "dobj")
        if blamed:  # "blamed A for insisting on it"
            return blamed
    if token.dep == "advcl" and token.tag == "VBN" and not tree.children(verb, "aux", "mark"):
        first = tree.subtree(verb)[0]  # "a round of talks, chaired by X, …": of the noun before the comma
        if first > 1 and tree.tokens[first - 1].text == "," and tree.tokens[first - 2].pos in ("NOUN", "PROPN"):
            return [first - 2]
    if token.dep == "conj" and (said := _inserted(tree, above)) is not None:
        return _subjects(tree, said, depth - 1)
    if token.dep in ("conj", "advcl", "pcomp", "ccomp") and tree.tokens[above].pos in (*_VERBAL, "ADP", "ADJ"):
        if token.dep == "ccomp" and token.tag not in ("VBG", "VB"):
            return []
        return _subjects(tree, above, depth - 1)
    if token.dep in ("prep",) and tree.tokens[above].pos in _VERBAL:
        return _subjects(tree, above, depth - 1)
    if token.dep in ("relcl", "amod"):
        return [above]
    if token.dep == "acomp":
        return _subjects(tree, above, depth - 1)
    return []


def _inserted(tree: Tree, verb: int) -> int | None:
    """What is said before a verb of saying that is only put in ("A [offered] six, B confirmed, and asked for more")."""
    own = tree.children(verb, "nsubj")
    first = tree.subtree(own[0])[0] if own else 0
    said = [c for c in tree.children(verb, "ccomp") if c < first]
    between = own and first > 1 and tree.tokens[first - 1].text == "," and tree.tokens[first - 2].text not in _QUOTES
    return said[0] if said and between and tree.tokens[verb + 1].text == "," else None


def lost_subject(tree: Tree, verb: int) -> int | None:
    """The noun phrase right before the auxiliary of a coordinated verb, where the parser has coordinated it with the
    object before it ("A will host [the meeting and B] will act as mediator")."""
    first = next((c for c in tree.children(verb, "aux", "auxpass") if tree.tokens[c].tag in _FINITE), None)
    if tree.tokens[verb].dep != "conj" or first is None:
        return None
    k = first - 1
    while k > 0 and tree.tokens[k].pos == "PUNCT":
        k -= 1
    for i in [k, *tree.ancestors(k)]:
        token = tree.tokens[i]
        verbal = (
            token.pos == "VERB" and token.tag == "VB" and not tree.children(i, "aux", "nsubj")
        )  # "split shifts will"
        if token.dep == "conj" and (token.pos in ("NOUN", "PROPN") or verbal) and tree.subtree(i)[-1] < first:
            return i
    return None


def phrase(
    tree: Tree,
    i: int,
    attributions: tuple[Attribution, ...],
    *,
    drop: tuple[str, ...] = (),
    without: Iterable[int] = (),
) -> Span | None:
    """The words of the phrase headed by `i`, as one stretch: without who said it, without the conjuncts of `i`, and
    without branches with a label of `drop`."""
    said = {
        k
        for a in attributions
        for s in (a.cue, *(source.span for source in a.sources))
        if s and not a.content.contains(s)
        for k in tree.within(s)
    }
    said -= {k for c in tree.children(i, "nsubj", "nsubjpass") for k in tree.subtree(c)}
    for c in tree.children(i, "parataxis"):  # "the week, he added, was not for sale"
        below = tree.subtree(c)
        said |= set(below) if len(below) <= _SHORT_ASIDE and tree.tokens[c].pos == "VERB" else set()
    if i in said:  # what is done by saying it ("after A published the rule")
        said = set()
    sentence = tree.sentence_of(i)
    cut = set(without) | {
        c for c in range(sentence.first, sentence.last) if c != i and (_dropped(tree, c, drop) or _aside(tree, c, said))
    }
    cut |= {c for c in tree.children(i) if tree.tokens[c].dep in ("cc", "conj", "preconj")}
    cut |= {b for c in tree.children(i, "conj") if (b := lost_subject(tree, c)) is not None}
    if (own := lost_subject(tree, i)) is not None:
        cut.discard(own)
    kept = [k for k in tree.subtree(i, frozenset(cut)) if k not in said]
    # Only what hangs together: a branch beyond a cut is not part of one stretch.
    at = kept.index(i) if i in kept else 0
    first = last = at
    while first > 0 and _hang_together(tree, kept[first - 1], kept[first], said):
        first -= 1
    while last + 1 < len(kept) and _hang_together(tree, kept[last], kept[last + 1], said):
        last += 1
    held = _possessors(tree, kept[first : last + 1])
    if own is not None and held and tree.subtree(own)[-1] + 1 == held[0]:
        held = [*tree.subtree(own), *held]  # the subject, which the parser has joined to the clause before
    while held and (
        _edge(tree, held[0], opening=True) or (tree.tokens[held[0]].dep, tree.tokens[held[0]].head) == ("mark", i)
    ):
        held.pop(0)
    while held and _edge(tree, held[-1], opening=False):
        held.pop()
    if sum(tree.tokens[k].text in _QUOTES for k in held) % 2:
        if tree.tokens[held[0]].text in _QUOTES:
            held.pop(0)
        elif tree.tokens[held[-1]].text in _QUOTES:
            held.pop()
    return tree.span(held[0], held[-1]) if held else None


def _possessors(tree: Tree, held: list[int]) -> list[int]:
    """A phrase with the possessor right before it, and without the one at its end that belongs to the next ("the
    clearing of [A] and [B's retreat]")."""
    if held and held[0] > 1 and tree.tokens[held[0] - 1].tag == "POS" and tree.tokens[held[0]].pos == "NOUN":
        owner = tree.tokens[held[0] - 1].head
        if owner == held[0] - 2:
            held = [owner, held[0] - 1, *held]
    if held and tree.tokens[held[-1]].tag == "POS":
        held = [k for k in held if k < tree.tokens[held[-1]].head]
    return held


def described(tree: Tree, v: int) -> list[int]:
    """The nouns a relative clause behind a comma may describe, beyond the one the parser has hung it on ("talks between
    A and B, which broke down in May")."""
    if tree.tokens[v].dep != "relcl":
        return []
    first = tree.subtree(v)[0]
    comma = first > 0 and tree.tokens[first - 1].text == ","
    nouns = [k for k in tree.ancestors(v) if comma]
    verb = next((n for n, k in enumerate(nouns) if tree.tokens[k].pos in _VERBAL), len(nouns))
    return [k for k in nouns[:verb] if tree.tokens[k].pos == "NOUN"]


def fronted(tree: Tree, v: int) -> list[int]:
    """The adjuncts that stand before the subject of a verb ("After three days, A and B signed")."""
    subjects = tree.children(v, "nsubj", "nsubjpass")
    return [c for c in tree.children(v, "prep", "advcl", "npadvmod", "advmod") if subjects and c < subjects[0]]


def _dropped(tree: Tree, i: int, drop: tuple[str, ...]) -> bool:
    """Whether branch `i` has a label of `drop`; relative clauses only where a comma sets them off."""
    if tree.tokens[i].dep not in drop:
        return False
    first = tree.subtree(i)[0]
    return tree.tokens[i].dep != "relcl" or (first > 0 and tree.tokens[first - 1].text in (",", "–", "—", "-", "("))


def _aside(tree: Tree, i: int, said: set[int]) -> bool:
    """Whether branch `i` says who says it ("according to …")."""
    token = tree.tokens[i]
    if token.dep in ("parataxis", "ccomp") and token.pos in _VERBAL and tree.subtree(i)[-1] < token.head:
        return True  # a clause of its own before a semicolon or a comma
    return token.text.lower() == "according" or (token.dep in ("parataxis", "ccomp", "advcl") and i in said)


def _hang_together(tree: Tree, a: int, b: int, said: set[int]) -> bool:
    """Whether nothing stands between two kept tokens but punctuation, a connective or who says it."""
    return all(k in said or tree.tokens[k].pos in ("PUNCT", "SPACE", "CCONJ") for k in range(a + 1, b))


def _edge(tree: Tree, i: int, *, opening: bool) -> bool:
    token = tree.tokens[i]
    if token.pos in ("PUNCT", "SPACE"):
        return not (token.text in '([“"‘' if opening else token.text in ')]%”"’')
    if opening and (
        token.tag in _RELATIVE
        or (token.dep == "prep" and all(tree.tokens[c].tag in _RELATIVE for c in tree.children(i)))
    ):
        return True
    if opening:
        return token.dep in ("cc", "mark", "preconj") and token.text.lower() in ("and", "but", "or", "that", "both")
    return token.pos == "CCONJ" or (
        token.pos in ("ADP", "SCONJ") and token.dep in ("prep", "mark") and not tree.children(i)
    )


def clause(tree: Tree, v: int, attributions: tuple[Attribution, ...]) -> Span | None:
    """The clause of a verb with its subject: one that shares its subject begins where the clause it is joined to does,
    a relative clause with the noun it describes."""
    first = v
    while tree.tokens[first].dep == "conj" and not tree.children(first, "nsubj", "nsubjpass"):
        if tree.tokens[tree.tokens[first].head].pos not in _VERBAL:
            break
        first = tree.tokens[first].head
    if tree.tokens[v].dep == "conj" and tree.tokens[first].dep == "relcl":
        noun, own = tree.tokens[first].head, phrase(tree, first, attributions)
        last = phrase(tree, v, attributions)
        before = [k for k in tree.subtree(noun) if k <= noun]
        if own and last and before[0] < first:  # "a deal that would calm the border and be a first step"
            return Span(own.article, tree.tokens[before[0]].start, max(own.end, last.end))
    own, outer = (phrase(tree, k, attributions, drop=("relcl",)) for k in (v, first))
    if own and outer and outer.start <= own.start:
        return Span(own.article, outer.start, max(own.end, outer.end))
    if own and tree.tokens[v].dep == "relcl":
        noun = tree.tokens[v].head
        before = [k for k in tree.subtree(noun) if k <= noun]
        return Span(own.article, tree.tokens[before[0]].start, own.end) if before[0] < v else own
    return own


def infinitive(tree: Tree, i: int) -> bool:
    """Whether a verb is an infinitive with "to", or the clause that is a verb's complement."""
    return any(tree.tokens[c].tag == "TO" for c in tree.children(i, "aux")) or tree.tokens[i].dep in ("xcomp", "csubj")


def auxiliaries(tree: Tree, *verbs: int) -> set[str]:
    """The auxiliaries of some verbs, lower case."""
    return {tree.tokens[c].text.lower() for v in verbs for c in tree.children(v, "aux", "auxpass")}


def marks(tree: Tree, *clauses: int) -> set[str]:
    """The subordinators and adverbs of some clauses, lower case."""
    return {tree.tokens[m].text.lower() for c in clauses for m in tree.children(c, "mark", "advmod")}


def behind(tree: Tree, i: int, *words: str, below: tuple[str, ...] = ("pobj",)) -> list[int]:
    """What stands behind a preposition of a token: behind any, or behind one of some `words`."""
    preps = [a for a in tree.children(i, "prep") if not words or tree.tokens[a].lemma.lower() in words]
    return [p for a in preps for p in tree.children(a, *below)]


def lemmas(tree: Tree, heads: Iterable[int]) -> set[str]:
    return {tree.tokens[i].lemma.lower() for i in heads}


def texts(tree: Tree, heads: Iterable[int]) -> set[str]:
    return {tree.tokens[i].text.lower() for i in heads}


def from_subject(tree: Tree, v: int, span: Span) -> Span:
    """A clause without what stands before its subject, unless that is a condition ("if a text is ready, …")."""
    own = tree.children(v, "nsubj", "nsubjpass")
    if not own or own[0] > v:
        return span
    start = tree.subtree_span(own[0]).start
    before = {tree.tokens[k].text.lower() for k in tree.within(span) if tree.tokens[k].start < start}
    conditional = before & {"if", "should", "once", "when", "unless", "provided", "after", "without"}
    return span if conditional or start < span.start else Span(span.article, start, span.end)


def told_once(tree: Tree, v: int) -> bool:
    """Whether a clause tells what happened at a time and no stance ("failed when A would not leave P")."""
    return tree.tokens[v].dep == "advcl" and bool(marks(tree, v) & members("en/grammar.toml", "occasion"))
