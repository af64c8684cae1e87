"""Quotation rules: whole quotations for the cues beside them, and contents that respect quotation marks.

A content never begins or ends inside a quotation it did not begin or end with: a cue outside the marks takes the
whole quotation, a cue inside them stays inside.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from stemma.article.attribution.candidate import Candidate
from stemma.article.attribution.phrases import cue_span, source_spans, subjects_of
from stemma.article.attribution.quotation import Quotation
from stemma.data import members, table, words
from stemma.model import Span
from stemma.nlp.tree import Tree

_REACH = 14
_CLOSERS = frozenset("\"”’'»“›")
_BEFORE_SPEECH = ("", *'\n.!?…:;—–-"”»')
_HEAD = 400  # characters at the head of a page in which an agency's headline stands
_HEADLINE = re.compile(
    r"^(?:[A-Z][\w ]*[\d:.]* [-–—] )?(?P<said>\S.{15,}?) [-–—] ?(?P<source>(?:[\w’']+ ){0,2}\w+)$", re.M
)
_NAMING = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "PRON"})


class Quoted:
    """The quotations of an article by place."""

    def __init__(self, article: str, text: str, quotations: Sequence[Quotation]) -> None:
        self.article, self.text = article, text
        self.all = tuple(quotations)
        self.outer = tuple(q for q in quotations if q.depth == 0)
        self._starts = [q.start for q in self.outer]

    def at(self, offset: int) -> Quotation | None:
        """The outermost quotation that holds the character at `offset`."""
        i = bisect_left(self._starts, offset + 1) - 1
        return self.outer[i] if i >= 0 and offset < self.outer[i].end else None

    def touching(self, span: Span) -> list[Quotation]:
        """The outermost quotations that share characters with `span`."""
        i = max(0, bisect_left(self._starts, span.start) - 1)
        out = []
        for q in self.outer[i:]:
            if q.start >= span.end:
                break
            if q.end > span.start:
                out.append(q)
        return out


def propose_quotations(tree: Tree, quoted: Quoted) -> Iterator[Candidate]:
    """For each quotation the cues of its sentence that stand near it, outside of all quotations."""
    for n, q in enumerate(quoted.outer):
        inside = tree.within(Span(quoted.article, q.start, q.end))
        if not inside:
            continue
        first, last = inside[0], inside[-1]
        sentences = {tree.sentence_of(first), tree.sentence_of(last)}
        for s in sorted(sentences, key=lambda s: s.first):
            for i in _outside(tree, quoted, s.first, s.last):
                gap = first - i - 1 if i < first else i - last - 1
                if gap > _REACH or tree.tokens[i].pos not in ("VERB", "AUX"):
                    continue
                rule = "quotation-after" if i < first else "quotation-before"
                yield _candidate(tree, quoted, i, (q,), rule)
                if i > last and (other := _next(quoted, n, tree.tokens[i].end)) and other.start < s.end:
                    yield _candidate(tree, quoted, i, (q, other), "quotation-around")


def propose_inquits(tree: Tree, quoted: Quoted) -> Iterator[Candidate]:
    """A quotation that ends in a comma, a question or a call, with a subject and its verb right behind it, in either
    order: the form makes any verb one of speaking (“…,” she shrugged; “…!” thundered the judge; Quirk et al. 15.54)."""
    for q in quoted.outer:
        inside = tree.within(Span(quoted.article, q.start, q.end))
        if not (q.double and q.closed and inside) or not _ends_open(quoted.text, q):
            continue
        if quoted.text[: q.start].rstrip(" ")[-1:] not in _BEFORE_SPEECH:
            continue
        first = inside[-1] + 1 + (quoted.text[q.end : q.end + 1] == ",")
        found = _inquit(tree, first)
        if found is not None and quoted.at(tree.tokens[found[0]].start) is None:
            verb, source = found
            content = (Span(quoted.article, q.start, q.end),)
            cue = tree.span(verb, verb)
            yield Candidate(content=content, cue=cue, source=(source,), rule="inquit", head=verb)


def _ends_open(text: str, q: Quotation) -> bool:
    return text[q.end - 2] in ",?!…—–" or text[q.end : q.end + 1] == ","


def _inquit(tree: Tree, first: int) -> tuple[int, Span] | None:
    """The verb and the speaker of the clause that begins with token `first`, of the form "she sobbed", "sobbed Ada
    Holm"."""
    if first + 1 >= len(tree.tokens):
        return None
    stop = min(first + _REACH, tree.sentence_of(first).last)
    if _told(tree, first):
        last = first
        while last + 1 < stop and tree.tokens[last + 1].pos in _NAMING:
            last += 1
        nominal = [t for t in range(first + 1, last + 1) if tree.tokens[t].pos in ("NOUN", "PROPN", "PRON", "NUM")]
        return (first, tree.span(first + 1, nominal[-1])) if nominal else None
    for t in range(first, stop):
        if t > first and _told(tree, t) and tree.tokens[t - 1].pos in ("NOUN", "PROPN", "PRON", "AUX"):
            behind = tree.tokens[t + 1] if t + 1 < len(tree.tokens) else None
            alone = behind is None or (behind.pos in ("PUNCT", "ADP", "ADV", "SCONJ") and behind.tag != "TO")
            speaks = tree.tokens[t].lemma in speaking()
            last = t - 1 - (tree.tokens[t - 1].pos == "AUX")
            return (t, tree.span(first, last)) if alone or (speaks and behind and behind.tag != "TO") else None
        if tree.tokens[t].pos not in _NAMING and not (t > first and tree.tokens[t].lemma == "have"):
            return None
    return None


def _told(tree: Tree, t: int) -> bool:
    """Whether a token is a verb in a tense that tells, or a word of speaking that the parser took for a noun."""
    token = tree.tokens[t]
    if token.tag in ("VBD", "VBZ") and token.pos == "VERB":
        return token.lemma not in words("en/light_verbs.txt")
    if token.tag == "VBN" and any(tree.tokens[c].lemma == "have" for c in tree.children(t, "aux")):
        return token.lemma not in words("en/light_verbs.txt") and not tree.children(t, "auxpass")
    return token.tag in ("VBN", "NNS", "JJ", "NN") and token.lemma in members("en/relays.toml", "manner")


@cache
def speaking() -> frozenset[str]:
    """All verbs of speaking: plain ones and manners."""
    return words("en/speech_verbs.txt") | words("en/reporting_verbs.txt") | members("en/relays.toml", "manner")


def propose_colons(tree: Tree, quoted: Quoted) -> Iterator[Candidate]:
    """“…” behind a colon and what names its speaker, and headlines of the form "Name: what the name says"."""
    for sentence in tree.parse.sentences:
        outside = [i for i in range(sentence.first + 1, sentence.last - 1) if tree.tokens[i].text == ":"]
        colon = next((i for i in outside if quoted.at(tree.tokens[i].start) is None), None)
        if colon is None:
            continue
        behind = tree.tokens[colon + 1]
        q = quoted.at(behind.start)
        if q is not None and q.start > behind.start + 1:
            q = None
        speaker = range(sentence.first, colon)
        verbs = any(tree.tokens[t].pos in ("VERB", "AUX") for t in speaker)
        named = not verbs and len(speaker) < _REACH and all(_name_like(tree, t) for t in speaker)
        headline = "\n" in quoted.text[sentence.end : sentence.end + 2] and sentence.first == 0
        whole = q is not None and q.double and q.closed and len(tree.within(Span(quoted.article, q.start, q.end))) > 5
        if named and (q or headline):
            source: tuple[Span, ...] = (tree.span(sentence.first, colon - 1),)
        elif whole:
            source = _introduced(tree, sentence.first, colon, verbs)
        else:
            continue
        if source:
            content = Span(quoted.article, q.start, q.end) if q else tree.span(colon + 1, sentence.last - 1)
            rule = "colon" if not named else "name-colon-quotation" if q else "name-colon-headline"
            yield Candidate(content=(content,), cue=tree.span(colon, colon), source=source, rule=rule, head=colon)


def propose_headlines(tree: Tree, quoted: Quoted) -> Iterator[Candidate]:
    """The headline of an agency that ends in its source behind a dash: "Talks to resume on Friday -mediator"."""
    kinds = ("unnamed", "spokesperson", "document")
    roles = words("en/offices.txt") | words("en/organisation_nouns.txt")
    roles = roles.union(*(members("en/source_nouns.toml", kind) for kind in kinds))
    roles -= members("en/source_nouns.toml", "not_alone")
    for line in _HEADLINE.finditer(quoted.text[:_HEAD]):
        last = line["source"].split()[-1].lower()
        if last in roles | {r + "s" for r in roles} and (line["source"].islower() or line[0].isupper()):
            content, source = (Span(quoted.article, *line.span(part)) for part in ("said", "source"))
            yield Candidate(content=(content,), cue=None, source=(source,), rule="colon", head=tree.at(source.start))


def _introduced(tree: Tree, first: int, colon: int, verbs: bool) -> tuple[Span, ...]:
    """The person that the words before a colon are about: whom something comes from ("The answer came from the deputy,
    Ada Holm:"), the subject of their main clause, or without a verb the noun they are built on ("Someone in the
    gallery:", "The minister in parliament just now:")."""
    people = members("en/source_nouns.toml", "unnamed") | members("en/source_nouns.toml", "spokesperson")
    giver = next((t for t in range(colon - 1, first, -1) if tree.tokens[t].text.lower() in ("from", "by")), colon)
    behind = [tree.tokens[t] for t in range(giver + 1, colon)]
    phrase = all(t.pos in (*_NAMING, "ADP", "PUNCT") for t in behind)
    if phrase and any(t.ent == "PERSON" or t.lemma.lower() in people for t in behind):
        return (tree.span(giver + 1, colon - 1),)
    for t in range(first, colon):
        token = tree.tokens[t]
        if token.dep not in (("nsubj",) if verbs else ("ROOT", "nsubj", "dep", "npadvmod", "appos")):
            continue
        if verbs and (tree.head(t) is None or tree.tokens[token.head].dep != "ROOT"):
            continue
        if token.ent == "PERSON" or token.lemma.lower() in people or token.tag == "PRP" or _someone(token.text):
            return source_spans(tree, [t]) if token.text.lower() != "it" else ()
    return ()


def _someone(word: str) -> bool:
    return word.lower() in members("en/grammar.toml", "anybody")


def _name_like(tree: Tree, t: int) -> bool:
    token = tree.tokens[t]
    return token.pos == "PROPN" or token.text[:1].isupper() or token.text in ("-", ",", ".", "’s", "'s", "(", ")", "of")


def _next(quoted: Quoted, n: int, beyond: int) -> Quotation | None:
    """The quotation after the one of number `n`, if it begins behind `beyond`."""
    if n + 1 < len(quoted.outer) and quoted.outer[n + 1].start >= beyond:
        return quoted.outer[n + 1]
    return None


def _outside(tree: Tree, quoted: Quoted, first: int, last: int) -> Iterator[int]:
    for i in range(first, last):
        if quoted.at(tree.tokens[i].start) is None:
            yield i


def _candidate(tree: Tree, quoted: Quoted, cue: int, quotations: tuple[Quotation, ...], rule: str) -> Candidate:
    heads = subjects_of(tree, cue)
    if tree.children(cue, "auxpass") or not heads:
        agents = [p for c in tree.children(cue, "agent") for p in tree.children(c, "pobj")]
        heads = agents or heads
    heads = [h for h in heads if quoted.at(tree.tokens[h].start) is None]
    if not heads and rule == "quotation-before":
        heads = _inverted_subject(tree, quoted, cue)
    return Candidate(
        content=tuple(Span(quoted.article, q.start, q.end) for q in quotations),
        cue=cue_span(tree, cue),
        source=source_spans(tree, heads),
        rule=rule,
        head=cue,
    )


def _inverted_subject(tree: Tree, quoted: Quoted, cue: int) -> list[int]:
    """The speaker behind a finite verb of speech that stands right behind a quotation and has no subject before it
    (“…,” affirmed on Sunday the minister, Ada Holm): the parser takes him for its object (Quirk et al. 1985, 15.53)."""
    token, before = tree.tokens[cue], tree.tokens[cue - 1].text if cue else ""
    if token.tag not in ("VBD", "VBZ", "VBN") or before[-1:] not in _CLOSERS | {","}:
        return []
    if token.lemma not in words("en/speech_verbs.txt") | words("en/reporting_verbs.txt"):
        return []
    behind = tree.children(cue, "dobj", "attr", "oprd", "npadvmod", "nsubj")
    named = [h for h in behind if h > cue and tree.tokens[h].pos in ("NOUN", "PROPN") and not _of_time(tree, h)]
    return named[:1] if not any(quoted.at(tree.tokens[h].start) for h in named[:1]) else []


def _of_time(tree: Tree, head: int) -> bool:
    return tree.tokens[head].ent in ("DATE", "TIME")


def respect_marks(candidate: Candidate, quoted: Quoted) -> Candidate | None:
    """The candidate with its content cut or extended to whole quotations; None when nothing of it is left, or when
    its source stands inside a quotation that its cue does not."""
    if candidate.cue is None:
        return candidate
    home = quoted.at(candidate.cue.start)
    pieces: list[Span] = []
    for span in candidate.content:
        start, end = span.start, span.end
        if home is not None:
            start, end = max(start, home.start + 1), min(end, home.end - home.closed)
        else:
            for q in quoted.touching(span):
                if candidate.cue.start >= q.start and candidate.cue.end <= q.end:
                    continue
                start, end = min(start, q.start), max(end, q.end)
        if pieces and start <= pieces[-1].end:
            start = pieces[-1].start
            pieces.pop()
        if start < end:
            pieces.append(Span(span.article, start, end))
    if not pieces:
        return None
    if home is None and any(quoted.at(s.start) for s in candidate.source):
        source = tuple(s for s in candidate.source if quoted.at(s.start) is None)
        candidate = msgspec.structs.replace(candidate, source=source)
    pieces = [p for p in pieces if candidate.cue is None or not p.overlap(candidate.cue)]
    return msgspec.structs.replace(candidate, content=tuple(pieces)) if pieces else None


def cited_saying(tree: Tree, i: int) -> int | None:
    """Y for "X quoted Y saying …" with the cue on "saying"."""
    token, over = tree.tokens[i], tree.head(i)
    if token.tag != "VBG" or token.lemma not in words("en/speech_verbs.txt") or over is None:
        return None
    verb = over if tree.tokens[over].pos == "VERB" else tree.head(over)
    if verb is None or tree.tokens[verb].lemma not in table("en/relays.toml")["citing"]:
        return None
    if tree.tokens[i - 1].text.lower() == "as" or tree.children(verb, "auxpass"):
        return None
    objects = [o for o in tree.children(verb, "dobj") if verb < o < i]
    return objects[0] if objects else None


def _says(tree: Tree, t: int) -> bool:
    return tree.tokens[t].tag == "VBG" and tree.tokens[t].lemma in words("en/speech_verbs.txt")


def quoted_as_saying(candidate: Candidate, tree: Tree) -> Candidate:
    """For "X quoted Y as saying …" with the cue on "quoted": Y is the source, "saying" the cue."""
    i = candidate.head
    if i is not None and (cited := cited_saying(tree, i)) is not None:
        return msgspec.structs.replace(candidate, source=source_spans(tree, [cited]))
    if i is None or tree.tokens[i].lemma not in members("en/relays.toml", "as_saying"):
        return candidate
    citing = tree.tokens[i].lemma in members("en/relays.toml", "citing")
    if (
        citing
        and candidate.rule in ("quotation-before", "inquit")
        and (whom := tree.children(i, "dobj"))
        and whom[0] > i
    ):
        return msgspec.structs.replace(candidate, source=source_spans(tree, whom))  # “…,” the newspaper quotes Y
    for preposition in tree.children(i, "prep"):
        said = tree.children(preposition, "pcomp")
        if tree.tokens[preposition].text.lower() == "as" and said and (citing or _says(tree, said[0])):
            heads = subjects_of(tree, said[0])
            return msgspec.structs.replace(
                candidate, head=said[0], cue=cue_span(tree, said[0]), source=source_spans(tree, heads)
            )
    return candidate
