"""Framing: phrases that name the source of a whole clause ("according to X", "per X", "in X's words", "by X's count";
Quirk et al. 1985, 8.124).

The content is the sentence without the phrase; where several such phrases divide a sentence, the clause that the phrase
belongs to; behind "according to which", the clause that follows; behind "in the words of X", the words in quotation
marks that follow, where there are.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemma.article.attribution.candidate import Candidate
from stemma.article.attribution.phrases import clause, noun_span, pieces, source_spans, subjects_of
from stemma.data import members, table
from stemma.model import Span
from stemma.nlp.tree import Tree

_INSIDE_NAME = ("compound", "appos", "nmod", "conj")
_OPENING = frozenset("\"“«„‘'")
_PARTING = frozenset(",–—-(")


def according(tree: Tree, i: int) -> Iterator[Candidate]:
    preposition = next((c for c in tree.children(i, "prep") if tree.tokens[c].text.lower() == "to"), None)
    if preposition is None and i + 1 < len(tree.tokens) and tree.tokens[i + 1].text.lower() == "to":
        preposition = i + 1
    if preposition is None:
        return
    heads = tree.children(preposition, "pobj") or tree.children(i, "pobj")
    if heads and measure(tree, heads[0]):
        return
    if not heads:
        clauses = tree.children(preposition, "pcomp", "ccomp") or tree.children(i, "pcomp", "ccomp")
        heads = subjects_of(tree, clauses[0]) if clauses else []
    if heads and tree.tokens[heads[0]].tag in ("WDT", "WP"):
        yield from _according_to_which(tree, i, heads[0])
        return
    if heads:
        heads = [*heads, *_also(tree, heads[0])]
    yield from _framed(tree, i, tree.span(i, preposition), heads, "according-to")


def measure(tree: Tree, noun: int) -> bool:
    """Whether things go by a noun, and nobody speaks: it stands alone ("according to plan")."""
    return tree.tokens[noun].lemma in members("en/relays.toml", "measures") and not tree.children(noun)


def _according_to_which(tree: Tree, i: int, which: int) -> Iterator[Candidate]:
    """The clause behind "according to which": its source is the noun before it ("the letter, according to which …")."""
    sentence = tree.sentence_of(i)
    before = i - 1
    while before > sentence.first and not tree.tokens[before].text[0].isalnum():
        before -= 1
    named = before
    while (over := tree.head(named)) is not None and over < i and tree.tokens[named].dep in _INSIDE_NAME:
        named = over
    behind = list(range(which + 1, sentence.last))
    if tree.tokens[before].pos not in ("NOUN", "PROPN") or not behind:
        return
    spans = pieces(tree, behind)
    if spans:
        cue = tree.span(i, which - 1)
        yield Candidate(content=spans[:1], cue=cue, source=(noun_span(tree, named),), rule="according-to", head=i)


def _also(tree: Tree, head: int) -> list[int]:
    """The subject in "according to X and Y told …", a sloppy but common way to add a source."""
    last = tree.within(noun_span(tree, head))[-1]
    sentence = tree.sentence_of(head)
    for t in range(last + 1, sentence.last):
        if tree.tokens[t].lemma in table("en/relays.toml")["telling"]:
            for subject in tree.children(t, "nsubj"):
                first = tree.subtree(subject)[0]
                if first == last + 2 and tree.tokens[last + 1].lemma == "and":
                    return [subject]
    return []


def per(tree: Tree, i: int) -> Iterator[Candidate]:
    heads = tree.children(i, "pobj")
    if (
        heads
        and tree.tokens[heads[0]].pos in ("PROPN", "NOUN")
        and tree.tokens[heads[0]].ent not in ("", "CARDINAL", "DATE")
    ):
        yield from _framed(tree, i, tree.span(i, i), heads, "per")


def by_word(tree: Tree, i: int) -> Iterator[Candidate]:
    """ "In the words of X", "in X's view", "by X's own count", where the phrase opens a sentence or a comma parts it
    off; what the report's own "I" and "we" think is nobody's statement."""
    nouns = members("en/relays.toml", f"{tree.tokens[i].text.lower()}_whose")
    noun = next((n for n in tree.children(i, "pobj") if tree.tokens[n].text.lower() in nouns), None)
    if noun is None or not (i == tree.sentence_of(i).first or tree.tokens[i - 1].text in _PARTING):
        return
    whose = tree.children(noun, "poss")
    cue = tree.span(noun, noun)
    if not whose and tree.children(noun, "det"):
        of = [p for p in tree.children(noun, "prep") if tree.tokens[p].text == "of"]
        whose = [w for p in of for w in tree.children(p, "pobj")]
        cue = tree.span(i, of[0]) if whose else cue
    if not whose or tree.tokens[whose[0]].text.lower() in members("en/turns.toml", "first_person"):
        return
    last = max(noun, tree.within(noun_span(tree, whose[0]))[-1])
    behind = next((t for t in range(last + 1, tree.sentence_of(i).last - 1) if tree.tokens[t].text != ","), last)
    if tree.tokens[noun].lemma in ("word", "phrase") and tree.tokens[behind].text in _OPENING:
        quoted, source = tree.span(behind, behind + 1), (noun_span(tree, whose[0]),)  # grows to the whole quotation
        yield Candidate(content=(quoted,), cue=cue, source=source, rule="according-to", head=i)
    else:
        yield from _framed(tree, i, cue, whose[:1], "according-to")


def under(tree: Tree, i: int) -> Iterator[Candidate]:
    """ "Under the draft seen by X, the crews would return": what a document would bring, as the document has it."""
    sentence, documents = tree.sentence_of(i), members("en/source_nouns.toml", "document")
    noun = next((n for n in tree.children(i, "pobj") if tree.tokens[n].lemma in documents), None)
    head = tree.head(i)
    if noun is None or head is None or i != sentence.first:
        return
    end = tree.subtree(i)[-1] + 1
    would = any(tree.tokens[a].text == "would" for a in tree.children(head, "aux"))
    if would and tree.tokens[head].dep == "ROOT" and end < head and tree.tokens[end].text == ",":
        content = pieces(tree, range(end, sentence.last))
        yield Candidate(
            content=content[:1], cue=tree.span(i, i), source=(noun_span(tree, noun),), rule="according-to", head=i
        )


def _framed(tree: Tree, i: int, cue: Span, heads: list[int], rule: str) -> Iterator[Candidate]:
    """Content framed by a phrase that names its source: the sentence without the phrase; where several such
    phrases divide a sentence, or a comment clause claims the rest of it, the clause the phrase belongs to."""
    sentence = tree.sentence_of(i)
    source = source_spans(tree, heads)
    ends = [tree.within(noun_span(tree, h))[-1] for h in heads]
    last = max([tree.within(cue)[-1], *ends]) if heads else i + 1
    phrase = set(range(i, last + 1))
    tail = set(tree.subtree(i))
    if any(tree.tokens[h].dep == "nsubj" for h in heads[1:]):
        phrase |= set(range(i, sentence.last))
    if max(tail, default=i) >= sentence.last - 2:
        phrase |= {t for t in tail if t > i}
    phrase |= {t for h in heads for t in _said_of(tree, h, last) if t < sentence.last}
    first, stop = _scope(tree, i, max(phrase))
    inside = [t for t in range(first, stop) if t not in phrase]
    relative = next((t for t in tree.ancestors(i) if tree.tokens[t].dep == "relcl" and t >= first), None)
    set_off = tree.tokens[i - 1].text == "," and max(phrase) >= stop - 2 if i else False
    if relative is not None and not set_off:
        inside = [t for t in clause(tree, relative) if t not in phrase and tree.tokens[t].tag not in ("WDT", "WP")]
    spans = pieces(tree, inside)
    spans = tuple(s for s in spans if any(c.isalnum() for c in _tree_text(tree, s)))
    if spans:
        yield Candidate(content=spans, cue=cue, source=source, rule=rule, head=i)
    left = [t for t in inside if t < i]
    if left and len(left) < len(inside) and tree.tokens[left[-1]].text in (",", "”", '"'):
        yield Candidate(content=pieces(tree, left), cue=cue, source=source, rule=rule + "-left", head=i)
    head = tree.head(i)
    if head is not None and tree.tokens[head].dep != "ROOT":
        spans = pieces(tree, [t for t in clause(tree, head, frozenset({i})) if t not in phrase])
        if spans:
            yield Candidate(content=spans, cue=cue, source=source, rule=rule + "-clause", head=i)


def _scope(tree: Tree, i: int, last: int) -> tuple[int, int]:
    """The tokens of a sentence that a phrase inside it can speak of: what a colon or semicolon parts off stays outside,
    where a clause is left."""
    sentence = tree.sentence_of(i)
    first, stop = sentence.first, sentence.last
    for t in range(sentence.first + 1, sentence.last - 1):
        parts = tree.tokens[t].text == ";" or (tree.tokens[t].text == ":" and t < i)
        if parts and t < i and any(tree.tokens[v].pos in ("VERB", "AUX") for v in range(t + 1, i)):
            first = t + 1
        elif parts and t > last:
            stop = min(stop, t)
    return first, stop


def _said_of(tree: Tree, head: int, last: int) -> list[int]:
    """What is said of a source in a relative clause or participle right behind it, up to the comma that closes it ("a
    report by X, which cited Y, …", "a report by X citing Y, …")."""
    verbs = [
        t
        for t in tree.subtree(head)
        if t > last and (tree.tokens[t].dep == "relcl" or (tree.tokens[t].dep == "acl" and tree.tokens[t].tag == "VBG"))
    ]
    for verb in verbs:
        below = tree.subtree(verb)
        behind = below[-1] + 1
        near = all(tree.tokens[t].text == "," for t in range(last + 1, below[0]))
        if near and behind < len(tree.tokens) and tree.tokens[behind].text in (",", "."):
            return list(range(last + 1, behind))
    return []


def _tree_text(tree: Tree, span: Span) -> str:
    """The words of a span joined (only to look for letters in them)."""
    return "".join(tree.tokens[t].text for t in tree.within(span))
