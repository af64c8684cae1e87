"""Closing clauses: a sentence that ends in who said it ("…, the spokeswoman of the port, Ada Holm, stated at a
briefing"), read from its words.

The comment clause behind what is said (Quirk et al. 1985, 15.53) is the plainest form of reported speech, and the
parser still loses it where the sentence is long, the speaker's name stands in apposition or a second reporting verb
comes before: it joins the verb to the main clause or makes it a complement. Here the form decides: a comma, a noun
phrase, a finite verb of speech, and behind it nothing that could be its content. What stands before must be a clause of
its own; it is the content, and no other verb's content reaches into the closing clause.

Gets wrong: a last clause of a list of events ("He resigned, she left, the minister said").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from stemma.article.attribution.candidate import Candidate
from stemma.article.attribution.phrases import cue_span, pieces
from stemma.article.attribution.quoting import Quoted
from stemma.article.attribution.saying import FINITE, bodies, says, witnessed
from stemma.data import members, table, words
from stemma.model import Sentence, Span, Token
from stemma.nlp.tree import Tree

_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "PART", "PRON", "ADV", "SYM", "X"})
_PARTICIPLES = frozenset({"VBG", "VBN"})
_SUBORDINATE = frozenset({"mark", "advmod"})
_LONGEST = 25
"""Tokens a speaker may take."""

_ADVERBIAL = 7
"""Tokens that time and place of speaking may take."""

_MEASURE = 5
"""Tokens in which an aside of time says how long ("less than two weeks after")."""


class Closing(NamedTuple):
    """The closing clause of a sentence: its verb, the first token of its subject and the last."""

    verb: int
    first: int
    last: int

    @property
    def edge(self) -> int:
        """The first token of the clause."""
        return min(self.verb, self.first)


def propose_closings(tree: Tree, quoted: Quoted) -> Iterator[Candidate]:
    """For each sentence that ends in who said it: the rest of the sentence as content."""
    for stretch in (one for sentence in tree.parse.sentences for one in stretches(tree, sentence, quoted)):
        closing = find_closing(tree, stretch, quoted)
        if closing is None:
            continue
        content = pieces(tree, range(stretch.first, closing.edge))
        if content:
            yield Candidate(
                content=content,
                cue=cue_span(tree, closing.verb),
                source=(tree.span(closing.first, closing.last),),
                rule="comment",
                head=closing.verb,
            )


def _going_on(tree: Tree, stretch: Sentence, closing: Closing) -> range:
    """What is said behind the clause, where a comma, "and" or "but" and no clause of its own stand there ("It is old,
    she says, but sound")."""
    behind = range(max(closing.verb, closing.last) + 1, stretch.last - 1)
    comma = next((t for t in behind if tree.tokens[t].text == ","), stretch.last)
    joins = comma < stretch.last and tree.tokens[comma + 1].text.lower() in members("en/grammar.toml", "joining")
    return range(comma + 1, stretch.last if joins else comma + 1)


def cut_at_closings(candidate: Candidate, tree: Tree, quoted: Quoted) -> Candidate | None:
    """The candidate without the closing clause of its sentence where the parser put that into its content."""
    i = candidate.head
    if i is None:
        return candidate
    sentence = tree.sentence_of(i)
    stretch = next(s for s in stretches(tree, sentence, quoted) if i < s.last)
    closing = find_closing(tree, stretch, quoted)
    first = closing.edge if closing is not None else _closing_phrase(tree, stretch, quoted)
    if closing is not None and i == closing.verb:
        if (stretch.first, stretch.last) != (sentence.first, sentence.last):
            return _between(candidate, tree, tree.tokens[stretch.first].start, tree.tokens[closing.edge].start)
        return candidate if any(map(quoted.touching, candidate.content)) else _closed(candidate, tree, stretch, closing)
    if first is None or i >= first:
        return candidate
    return _between(candidate, tree, candidate.content[0].start, tree.tokens[first].start)


def _closed(candidate: Candidate, tree: Tree, stretch: Sentence, closing: Closing) -> Candidate | None:
    """The candidate of a closing clause itself, with what goes on behind that; an aside of time or cause alone is not
    what is said."""
    if candidate.content[0].start > tree.tokens[closing.verb].start:
        return None
    rest = pieces(tree, _going_on(tree, stretch, closing))
    if rest and candidate.content[-1].end <= tree.tokens[closing.edge].start:
        return msgspec.structs.replace(candidate, content=candidate.content + rest)
    return candidate


def _between(candidate: Candidate, tree: Tree, start: int, end: int) -> Candidate | None:
    """The candidate with only what of its content lies between two places; None where nothing does."""
    out: list[Span] = []
    for p in candidate.content:
        if start <= p.start and p.end <= end:
            out.append(p)
        elif p.start < end and start < p.end:
            out.extend(pieces(tree, tree.within(Span(p.article, max(p.start, start), min(p.end, end)))))
    return msgspec.structs.replace(candidate, content=tuple(out)) if out else None


def stretches(tree: Tree, sentence: Sentence, quoted: Quoted) -> list[Sentence]:
    """The parts of a sentence that stand by themselves: a semicolon parts them as a full stop does, and so does what is
    joined with a comma behind who said it ("…, she said, and the crew went ashore")."""
    edges = [sentence.first]
    # what goes on in quotation marks is said by whoever spoke before them
    until = max((t for t in range(sentence.first, sentence.last) if quoted.at(tree.tokens[t].start)), default=-1)
    for t in range(sentence.first + 1, sentence.last - 1):
        token = tree.tokens[t]
        if token.text not in ";," or quoted.at(token.start) is not None:
            continue
        if token.text == ";" or (t > until and _joins(tree, t, edges[-1])):
            edges.append(t + 1)
    spans = zip(edges, [*edges[1:], sentence.last], strict=True)
    return [msgspec.structs.replace(sentence, first=first, last=last) for first, last in spans]


def _joins(tree: Tree, comma: int, first: int) -> bool:
    """Whether a comma with "and" or "but" behind it follows a comment clause: a comma, its subject and its verb."""
    if tree.tokens[comma + 1].text.lower() not in members("en/grammar.toml", "joining"):
        return False
    if not any(tree.tokens[t].tag in (*FINITE, "MD") for t in range(comma, tree.sentence_of(comma).last)):
        return False
    verb = next((t for t in range(comma - 1, max(first, comma - _ADVERBIAL) - 1, -1) if says(tree, t)), None)
    if verb is None or any(tree.tokens[t].pos in ("VERB", "AUX") for t in range(verb + 1, comma)):
        return False
    return any(tree.tokens[t].text in ',”"' for t in range(max(first, verb - _LONGEST), verb))


def find_closing(tree: Tree, sentence: Sentence, quoted: Quoted) -> Closing | None:
    """The closing clause of a sentence, when it has one."""
    if (inverted := _inverted(tree, sentence, quoted)) is not None:
        return inverted
    for verb in range(sentence.last - 1, sentence.first + 3, -1):
        token = tree.tokens[verb]
        said = says(tree, verb) or witnessed(tree, verb)
        if said and quoted.at(token.start) is None and (closing := _closing(tree, sentence, verb, quoted)) is not None:
            return closing
        if _in_aside(tree, verb, sentence.first):
            continue
        if (said and quoted.at(token.start) is None) or (
            token.pos in ("VERB", "AUX") and token.tag not in _PARTICIPLES
        ):
            return None
    return None


def _closing(tree: Tree, sentence: Sentence, verb: int, quoted: Quoted) -> Closing | None:
    """The closing clause of a verb of speech, when it has that form."""
    first = _first_of_verb(tree, verb)
    found = _subject(tree, sentence, first) if first is not None else None
    if found is None or not _speaks(tree, sentence, verb, *found) or not _nothing_said_behind(tree, sentence, verb):
        return None
    if quoted.at(tree.tokens[found[0]].start) is not None or not clause_before(tree, sentence, found[0], quoted):
        return None
    return Closing(verb, *found)


def _first_of_verb(tree: Tree, verb: int) -> int | None:
    """The first word of a verb that says something as done ("have told", "can reveal"); None for one negated or
    passive."""
    around = [c for c in tree.children(verb) if tree.tokens[c].dep in ("aux", "auxpass", "neg")]
    granted = members("en/relays.toml", "granted")
    if any(tree.tokens[c].dep != "aux" or c > verb or tree.tokens[c].lemma.lower() not in granted for c in around):
        return None
    return min([verb, *around])


def _speaks(tree: Tree, sentence: Sentence, verb: int, first: int, last: int) -> bool:
    """Whether a subject says something with a verb: anybody with one of speaking, whoever judges at the very end of a
    sentence, documents with one of showing."""
    lemma = tree.tokens[verb].lemma
    if lemma in words("en/reporting_verbs.txt"):
        return True
    if lemma in members("en/relays.toml", "reckoning"):
        return not any(tree.tokens[t].text == "," for t in range(verb + 1, sentence.last))
    if lemma not in members("en/relays.toml", "showing"):
        return True
    documents = members("en/source_nouns.toml", "document") | members("en/source_nouns.toml", "figures")
    return any(tree.tokens[t].lemma in documents for t in range(first, last + 1))


def _inverted(tree: Tree, sentence: Sentence, quoted: Quoted) -> Closing | None:
    """A closing clause with its verb first ("…, informed the agency X", "…, stressed the governor"): the order of news
    translated from other languages, in which the parser takes who speaks for the object."""
    for verb in range(sentence.first + 3, sentence.last - 1):
        token = tree.tokens[verb]
        if tree.tokens[verb - 1].text != "," or token.tag not in (*FINITE, "VBN") or quoted.at(token.start) is not None:
            continue
        last = None
        if token.lemma in members("en/relays.toml", "transmitting"):
            last = _outlet_behind(tree, verb, sentence.last)
        if last is None and token.lemma in words("en/reporting_verbs.txt") | words("en/speech_verbs.txt"):
            last = _speaker_behind(tree, verb, sentence.last)
        if last is None or not clause_before(tree, sentence, verb, quoted):
            continue
        behind = [tree.tokens[t].text for t in range(last + 1, sentence.last)]
        if not behind or behind[0] in ".,":
            return Closing(verb, verb + 1, last)
    return None


def _speaker_behind(tree: Tree, verb: int, stop: int) -> int | None:
    """The last token of who speaks where that is all that stands behind a verb: a name, or an office or body with what
    describes it ("the deputy minister, R. Lind"). Behind a verb that people are the object of ("X, a doctor, told Y")
    stands somebody else."""
    last = stop - (2 if tree.tokens[stop - 1].text == "." else 1)
    if tree.tokens[verb].lemma in members("en/relays.toml", "taking_persons") or not verb < last <= verb + _LONGEST:
        return None
    if not all(tree.tokens[t].text == "," or _within_noun_phrase(tree.tokens[t]) for t in range(verb + 1, last + 1)):
        return None
    names = [tree.tokens[t] for t in range(verb + 1, last + 1)]
    while any(t.text == "," for t in names):  # "the deputy head of the port, R. Lind"
        names = names[next(n for n, t in enumerate(names) if t.text == ",") + 1 :]
    if names and all(t.pos == "PROPN" for t in names):
        return last
    for t in range(verb + 1, last + 1):
        token = tree.tokens[t]
        if token.pos in ("ADP", "PRON") or token.text == ",":
            return None
        if token.lemma.lower() in words("en/offices.txt") | bodies():
            return last
    return None


def _outlet_behind(tree: Tree, verb: int, stop: int) -> int | None:
    """The last token of an outlet by noun and name right behind a verb ("the state agency X")."""
    kinds = members("en/source_nouns.toml", "outlet") | members("en/source_nouns.toml", "agency")
    at = verb + 1
    if tree.tokens[at].text.lower() != "the":
        return None
    while at + 1 < stop and tree.tokens[at].lemma not in kinds and at < verb + 5:
        at += 1
    if tree.tokens[at].lemma not in kinds or not tree.tokens[at].text.islower():
        return None
    last = at
    while last + 1 < stop and (tree.tokens[last + 1].text[:1].isupper() or tree.tokens[last + 1].text in '"“”&'):
        last += 1
    return last if last > at else None


def _closing_phrase(tree: Tree, sentence: Sentence, quoted: Quoted) -> int | None:
    """The first token of ", according to X" where that ends a sentence: it speaks of all before it."""
    for t in range(sentence.last - 2, sentence.first + 3, -1):
        token = tree.tokens[t]
        if token.text in ';:“"' and t < sentence.last - 1:
            return None
        if token.text.lower() == "according" and tree.tokens[t - 1].text == "," and quoted.at(token.start) is None:
            behind = range(t, sentence.last)
            return None if any(tree.tokens[b].tag in (*FINITE, "MD") for b in behind) else t
    return None


def _subject(tree: Tree, sentence: Sentence, verb: int) -> tuple[int, int] | None:
    """First and last token of the noun phrase between a comma and the verb, an apposition between commas included."""
    last = verb - 1
    outlets = members("en/source_nouns.toml", "outlet")  # "weekly" and "daily" are taken for adverbs
    while last > sentence.first and tree.tokens[last].pos == "ADV" and tree.tokens[last].text.lower() not in outlets:
        last -= 1
    commas = 1
    if tree.tokens[last].text == ",":
        commas, last = 2, last - 1
    at = last
    while at > sentence.first + 1:
        token = tree.tokens[at]
        if token.text == ",":
            commas -= 1
            if not commas:
                break
        elif token.text in '”"’' and commas == 1:
            break
        elif not _within_noun_phrase(token):
            return None
        at -= 1
    first = at + 1
    if (
        commas > 1
        or not 1 <= last - first + 1 <= _LONGEST
        or tree.tokens[first].pos in ("ADP", "SCONJ", "CCONJ", "ADV")
    ):
        return None
    among = range(first, last + 1)
    nominal = [t for t in among if tree.tokens[t].pos in ("NOUN", "PROPN", "PRON") or tree.tokens[t].text in outlets]
    return (first, last) if nominal and tree.tokens[first].tag not in ("VBN", "VBG") else None


def _within_noun_phrase(token: Token) -> bool:
    if token.tag in ("WP", "WDT", "WRB", "EX") or token.dep == "mark":
        return False
    return token.pos in _NOMINAL or token.tag in ("VBN", "VBG", "CC", "HYPH", "POS")


def _nothing_said_behind(tree: Tree, sentence: Sentence, verb: int) -> bool:
    """Whether nothing behind the verb could be what is said: somebody told, a time, a place, a source cited."""
    relays = table("en/relays.toml")
    for c in tree.children(verb):
        if not verb < c < sentence.last:
            continue
        token = tree.tokens[c]
        if token.dep in ("ccomp", "xcomp", "attr", "oprd", "acomp", "parataxis"):
            return False
        if token.dep == "dobj" and tree.tokens[verb].lemma not in (*relays["telling"], *relays["citing"]):
            return False
    behind = range(verb + 1, sentence.last)
    return not any(
        (tree.tokens[t].tag in (*FINITE, "MD") and not _in_aside(tree, t, verb)) or tree.tokens[t].text in ':“"'
        for t in behind
    )


def _in_aside(tree: Tree, t: int, verb: int) -> bool:
    """Whether a verb behind another belongs to a relative clause there ("…, said the paper, which has seen it") or to
    one of time or cause that a comma parts from it ("…, an officer said on Thursday, after the search had ended")."""
    up = [t, *tree.ancestors(t)]
    if any(tree.tokens[a].dep == "relcl" and a > verb for a in up):
        return True
    return any(tree.tokens[n].text == "," and _opens_aside(tree, n + 1, t) for n in range(verb + 1, t))


def _opens_aside(tree: Tree, first: int, stop: int) -> bool:
    """Whether an aside of time or cause begins with a token, its measure said first or not ("nine weeks after")."""
    opening = members("en/relays.toml", "aside_openers")
    for t in range(first, min(stop, first + _MEASURE)):
        if tree.tokens[t].text.lower() in opening:
            return True
        if tree.tokens[t].pos not in ("NUM", "ADV", "ADJ", "DET") and tree.tokens[t].ent not in ("DATE", "TIME"):
            return False
    return False


def clause_before(tree: Tree, sentence: Sentence, edge: int, quoted: Quoted) -> bool:
    """Whether what stands before the closing clause has a main clause of its own: a finite verb with a subject that no
    "when" or "after" introduces."""
    for t in range(sentence.first, edge):
        token = tree.tokens[t]
        if token.tag not in (*FINITE, "VB", "MD") or token.dep in ("xcomp", "amod", "compound"):
            continue  # the parser takes a plural's present for an infinitive
        verb = t
        if token.dep in ("aux", "auxpass") and (head := tree.head(t)) is not None:
            verb = head
        if verb >= edge or tree.tokens[verb].dep == "relcl":
            continue
        subject = [c for c in tree.children(verb, "nsubj", "nsubjpass", "expl", "csubj") if c < edge]
        opened = any(
            tree.tokens[c].dep == "mark" or tree.tokens[c].tag == "WRB" for c in tree.children(verb, *_SUBORDINATE)
        )
        if subject and not opened:
            return True
    return False
