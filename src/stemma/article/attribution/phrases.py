"""Phrases of the parse that attribution needs: noun phrases, cues with auxiliaries, stretches without their edges."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from stemma.data import members, table, words
from stemma.model import Span
from stemma.nlp.tree import Tree

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_LOOSE = frozenset({"relcl", "parataxis", "ccomp", "advcl", "punct", "cc"})
_EDGE_LEFT = frozenset(",;:.-–—)”’?!")
_EDGE_RIGHT = frozenset(",;:-–—(“‘")


def pieces(tree: Tree, tokens: Iterable[int]) -> tuple[Span, ...]:
    """The stretches of unbroken token runs, stripped of punctuation that leads or trails them."""
    runs: list[list[int]] = []
    for i in sorted(tokens):
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    out = []
    for run in runs:
        while run and tree.tokens[run[0]].text in _EDGE_LEFT:
            run.pop(0)
        while run and (tree.tokens[run[-1]].text in (*_EDGE_RIGHT, ".") or _joins(tree, run)):
            run.pop()
        if any(tree.tokens[i].text.isalnum() or len(tree.tokens[i].text) > 1 for i in run):
            out.append(tree.span(run[0], run[-1]))
    return tuple(out)


def _joins(tree: Tree, run: list[int]) -> bool:
    """Whether a stretch ends in a conjunction behind a comma, or is nothing else."""
    last = run[-1]
    return tree.tokens[last].tag == "CC" and (len(run) == 1 or tree.tokens[last - 1].text == ",")


def noun_phrase(tree: Tree, head: int) -> tuple[int, int]:
    """First and last token of the noun phrase of `head`, relative clauses and loose additions left out."""
    keep = {head}
    todo = [head]
    while todo:
        at = todo.pop()
        for child in tree.children(at):
            token = tree.tokens[child]
            if token.dep in _LOOSE and not (token.dep in ("punct", "cc") and child < at):
                continue
            if token.dep == "conj" and token.pos in ("VERB", "AUX"):
                continue
            after_comma = tree.tokens[child - 1].text in ",–—" if child else False
            below = tree.subtree(child)[0]
            after_comma = after_comma or (below > 0 and below > at and tree.tokens[below - 1].text in (",", "–", "—"))
            if after_comma and token.dep in ("acl", "prep", "npadvmod", "amod", "dep"):
                continue
            if token.dep == "prep" and token.text.lower() in ("including", "according"):
                continue
            if token.tag == "VBG" and token.lemma in table("en/relays.toml")["citing"]:
                keep.update(owners := tree.children(child, "nsubj"))  # "by Orlan citing …": of the phrase all the same
                todo.extend(owners)
                continue
            keep.add(child)
            todo.append(child)
    first = last = head
    while first - 1 in keep:
        first -= 1
    span = sorted(keep)
    last = max(i for i in span)
    first = min(i for i in span)
    return first, last


def noun_span(tree: Tree, head: int) -> Span:
    """The characters of the noun phrase of `head`, marks at its edges left out."""
    first, last = noun_phrase(tree, head)
    while first < head and tree.tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ"):
        first += 1
    while last > head and tree.tokens[last].text in ",;:–—-":
        last -= 1
    if tree.tokens[last].lemma in _press_nouns():
        while last + 1 < tree.sentence_of(head).last and _capital(tree, last + 1):
            last += 1
    return tree.span(first, last)


@cache
def _press_nouns() -> frozenset[str]:
    """Nouns that a name the parser left outside belongs to ("the news agency X")."""
    nouns = table("en/source_nouns.toml")
    return frozenset(nouns["outlet"]) | frozenset(nouns["agency"])


def _capital(tree: Tree, t: int) -> bool:
    token = tree.tokens[t]
    return token.text[:1].isupper() and token.text.isalpha()


def cue_span(tree: Tree, head: int) -> Span:
    """A cue with its auxiliaries, negation and particle."""
    around = [
        c for c in tree.children(head) if tree.tokens[c].dep in ("aux", "auxpass", "neg", "prt") and abs(c - head) <= 3
    ]
    return tree.span(min([head, *around]), max([head, *around]))


def subjects_of(tree: Tree, verb: int, depth: int = 0) -> list[int]:
    """The tokens that head the logical subject of a verb, an antecedent before its relative pronoun; for a verb
    without its own, the one that controls it (Quirk et al. 1985, 15.65): the subject of the verb it is joined to
    or depends on, the object for "quoted him as saying", the noun a participle modifies."""
    if depth > 6:
        return []
    own = tree.children(verb, *SUBJECTS)
    own = [c for c in own if tree.tokens[c].dep != "expl"]
    if own:
        subject = own[-1] if own[-1] < verb else own[0]
        if tree.tokens[subject].tag in ("WP", "WDT") and (owner := _antecedent(tree, verb)) is not None:
            return [owner, subject]
        return [subject]
    head, dep = tree.head(verb), tree.tokens[verb].dep
    if head is None:
        return _adjacent_subject(tree, verb)
    if dep == "acl" and tree.tokens[head].pos in ("NOUN", "PROPN", "PRON"):
        return [head] if tree.tokens[verb].tag == "VBG" else _owner(tree, head)
    if dep == "relcl":
        return [head]
    if dep in ("xcomp", "ccomp", "advcl", "conj", "pcomp", "prep", "dep", "parataxis"):
        if dep == "pcomp":
            up = tree.head(head)
            if up is None:
                return []
            if tree.tokens[head].text.lower() == "as":
                passive = tree.children(up, "nsubjpass")
                objects = tree.children(up, "dobj", "dative")
                if passive or objects:
                    return [(passive or objects)[0]]
            if tree.tokens[up].pos in ("NOUN", "PROPN"):
                return _owner(tree, up) or subjects_of(tree, up, depth + 1)
            return subjects_of(tree, up, depth + 1)
        if dep == "xcomp" and (objects := tree.children(head, "dobj")) and tree.tokens[verb].tag != "VBG":
            return [objects[0]]
        if tree.tokens[head].pos in ("NOUN", "PROPN") and dep in ("advcl", "dep", "prep"):
            return [head]
        return subjects_of(tree, head, depth + 1)
    return []


def _adjacent_subject(tree: Tree, verb: int) -> list[int]:
    """The noun right before a finite main verb that the parser left without a subject."""
    if tree.tokens[verb].tag not in ("VBD", "VBZ", "VBP") or verb == tree.sentence_of(verb).first:
        return []
    before = tree.tokens[verb - 1]
    return [verb - 1] if before.pos in ("PROPN", "PRON", "NOUN") and not tree.children(verb, "expl") else []


def _owner(tree: Tree, noun: int) -> list[int]:
    """Whose a noun is: its possessor, or the subject of the verb it is the object of ("made the claim that")."""
    owner = tree.children(noun, "poss")
    if owner:
        return [owner[0]]
    for preposition in tree.children(noun, "prep"):
        if tree.tokens[preposition].text.lower() in members("en/grammar.toml", "owner_prepositions"):
            objects = tree.children(preposition, "pobj")
            if objects:
                return [objects[0]]
    head = tree.head(noun)
    if head is not None and tree.tokens[noun].dep in ("dobj", "attr") and tree.tokens[head].pos in ("VERB", "AUX"):
        return subjects_of(tree, head, 1)
    return []


def owner(tree: Tree, noun: int) -> list[int]:
    """Whose word a cue noun is ("the minister's claim", "a warning by the bank", "he made the claim")."""
    return _owner(tree, noun)


def _antecedent(tree: Tree, verb: int) -> int | None:
    at: int | None = verb
    for _ in range(5):
        if at is None:
            return None
        if tree.tokens[at].dep == "relcl":
            return tree.head(at)
        at = tree.head(at)
    return None


def source_spans(tree: Tree, heads: list[int]) -> tuple[Span, ...]:
    spans = sorted({noun_span(tree, h) for h in heads})
    return tuple(s for n, s in enumerate(spans) if not any(o != s and o.contains(s) for o in spans))


def clause(tree: Tree, head: int, without: frozenset[int] = frozenset()) -> list[int]:
    """The tokens of a complement clause, its introducing "that" left out, and what a participle of speech at its end
    adds ("… could agree, saying: “…”"): that is said by the same speaker once more."""
    tokens = tree.subtree(head, without | _saying(tree, head))
    while tokens and (
        (tree.tokens[tokens[0]].text.lower() == "that" and tree.tokens[tokens[0]].dep == "mark")
        or (tree.tokens[tokens[0]].dep in ("punct",) and tree.tokens[tokens[0]].text not in '"“‘«„[(')
    ):
        tokens = tokens[1:]
    return tokens


def _saying(tree: Tree, head: int) -> frozenset[int]:
    """The participles of speech among the adverbials of a clause."""
    verbs = words("en/speech_verbs.txt")
    return frozenset(
        c for c in tree.children(head, "advcl") if tree.tokens[c].tag == "VBG" and tree.tokens[c].lemma in verbs
    )
