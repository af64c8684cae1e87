"""Clause rules: for each verb, noun and adjective that could be a cue, the complements that could be its content.

The constructions are those of reported speech and thought in the dependency parse (Pareti 2015, "Attribution: a
computational approach", ch. 4; Quirk et al. 1985, 14.28-14.35): finite and infinitive complements, objects,
prepositional complements, complement clauses of nouns and adjectives, comment clauses ("…, she said"), "according
to" and "as … said". Every construction is proposed; `scoring` says which are attributions.

Gets wrong what the parser gets wrong, most of all the extent of coordinated complements.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemma.article.attribution.candidate import Candidate
from stemma.article.attribution.framing import according, by_word, per, under
from stemma.article.attribution.phrases import SUBJECTS, clause, cue_span, owner, pieces, source_spans, subjects_of
from stemma.data import members, table, words
from stemma.nlp.tree import Tree

_COMPLEMENTS = ("xcomp", "oprd", "ccomp", "prep", "acomp", "pcomp")


def propose_clauses(tree: Tree) -> Iterator[Candidate]:
    """Every content–cue–source triple the parse allows, good and bad."""
    for i, token in enumerate(tree.tokens):
        if token.pos in ("VERB", "AUX"):
            if token.text.lower() == "according":
                yield from according(tree, i)
            else:
                yield from _verb(tree, i)
        elif token.text.lower() == "per":
            yield from per(tree, i)
        elif token.text.lower() in ("in", "by"):
            yield from by_word(tree, i)
        elif token.text == "Under":
            yield from under(tree, i)
        elif token.text.lower() == "according":
            yield from according(tree, i)
        elif token.pos == "NOUN":
            yield from _noun(tree, i)
        elif token.pos == "ADJ":
            yield from _adjective(tree, i)
        elif token.text.lower() in members("en/relays.toml", "hearsay"):
            yield from _adverb(tree, i)


def _make(tree: Tree, head: int, content: list[int], heads: list[int], rule: str) -> Iterator[Candidate]:
    spans = pieces(tree, content)
    if spans:
        yield Candidate(content=spans, cue=cue_span(tree, head), source=source_spans(tree, heads), rule=rule, head=head)


def _verb(tree: Tree, i: int) -> Iterator[Candidate]:
    token = tree.tokens[i]
    who = subjects_of(tree, i)
    passive = bool(tree.children(i, "auxpass")) or (token.dep == "acl" and token.tag == "VBN")
    passive = passive or (token.tag == "VBN" and bool(tree.children(i, "agent")) and not tree.children(i, *SUBJECTS))
    by: list[int] = []
    if passive:
        agents = [p for c in tree.children(i, "agent") for p in tree.children(c, "pobj")]
        by = agents
    speaker = by if passive else who

    ccomps = tree.children(i, "ccomp")
    if both := _and_in_his_words(tree, i, [c for c in ccomps if c > i]):
        yield from _make(tree, i, both, speaker, "passive-clause" if passive else "clause")
        ccomps = []
    for c in ccomps:
        if c > i:
            joined = _joined_to_cue(tree, i, c)
            content = [t for t in clause(tree, c) if t not in joined]
            yield from _make(tree, i, content, speaker, "passive-clause" if passive else "clause")
            yield from _short(tree, i, c, speaker)
        else:
            yield from _comment(tree, i, c, speaker)
    if not any(c < i for c in ccomps) and (left := _left_clause(tree, i)):
        follows = tree.tokens[i + 1 : i + 3]
        aside = (
            len(follows) == 2
            and follows[0].text == ","
            and follows[1].lemma in members("en/grammar.toml", "aside_openers")
        )
        yield from _make(tree, i, left, speaker, "comment" if aside else "comment-loose")
    if token.dep == "parataxis" or (token.dep in ("ccomp", "dep") and _set_off(tree, i)):
        head = tree.head(i)
        if head is not None:
            around = clause(tree, head, frozenset({i}))
            behind = [t for t in around if t > i]
            if not behind or tree.tokens[behind[0]].lemma not in members("en/grammar.toml", "aside_openers"):
                yield from _make(tree, i, around, speaker, "parenthesis")
            if around and around[0] < i < around[-1]:
                yield from _make(tree, i, [t for t in around if t < i], speaker, "parenthesis-left")
    if token.dep == "advcl" and any(tree.tokens[m].text.lower() == "as" for m in tree.children(i, "mark", "advmod")):
        head = tree.head(i)
        if head is not None:
            yield from _make(tree, i, clause(tree, head, frozenset({i})), speaker, "as-clause")

    # infinitives and participles
    for c in tree.children(i, "xcomp"):
        objects = [o for o in tree.children(i, "dobj", "nsubj") if i < o < c]
        if objects:
            first = tree.subtree(objects[0])[0]
            yield from _make(tree, i, list(range(first, tree.subtree(c)[-1] + 1)), speaker, "object-infinitive")
        yield from _make(tree, i, clause(tree, c), speaker, "passive-infinitive" if passive else "infinitive")

    # clause with its own subject wrongly labelled, and advcl after "as if/whether"
    for c in tree.children(i, "advcl"):
        if c > i and any(
            tree.tokens[m].text.lower() in members("en/grammar.toml", "complementizers")
            for m in tree.children(c, "mark")
        ):
            yield from _make(tree, i, clause(tree, c), speaker, "adverbial")

    if not (ccomps or passive):
        yield from _make(tree, i, _behind_aside(tree, i), speaker, "clause")

    # "insisted after the vote that …": a clause the parser hung on the noun before it, though its "that" is no relative
    for p in tree.children(i, "prep"):
        for n in tree.children(p, "pobj"):
            for c in tree.children(n, "relcl", "acl"):
                if any(tree.tokens[m].text.lower() == "that" for m in tree.children(c, "mark")) and not passive:
                    yield from _make(tree, i, clause(tree, c), speaker, "clause")

    # "told the same paper that …": no relative either, where the clause has a subject and an object of its own
    if token.lemma in members("en/relays.toml", "telling") and not passive:
        for o in tree.children(i, "dobj"):
            for c in tree.children(o, "relcl", "acl"):
                that = next(
                    (t for t in tree.children(c, "mark", "dobj") if tree.tokens[t].text.lower() == "that"), None
                )
                whole = [t for t in tree.children(c, "dobj", "attr", "acomp") if t != that]
                if that is not None and (whole or tree.tokens[that].dep == "mark"):
                    yield from _make(tree, i, [t for t in clause(tree, c) if t > that], speaker, "clause")

    # objects
    for o in tree.children(i, "dobj", "attr", "oprd"):
        if o < i:
            continue
        if _person_for(tree, token.lemma, o):
            continue
        rule = "object" if tree.tokens[o].dep == "dobj" else tree.tokens[o].dep
        below = tree.subtree(o)
        if any(_by_saying(tree, t) for t in below):
            continue
        yield from _make(tree, i, below, speaker, rule)
        rest = [c for c in tree.children(i, *_COMPLEMENTS) if c > o and not _by_saying(tree, c)]
        for c in rest[:2]:
            last = tree.subtree(c)[-1]
            yield from _make(tree, i, list(range(below[0], last + 1)), speaker, rule + "+" + _complement(tree, c))
    if passive and not ccomps:
        for o in tree.children(i, "nsubjpass"):
            if tree.tokens[o].tag == "DT":
                continue  # "this was announced by X": what it points to is said
            yield from _make(tree, i, tree.subtree(o), by, "passive-subject")
        for c in tree.children(i, "prep", "oprd"):
            whole = [*who, *tree.subtree(c)] if who else tree.subtree(c)
            yield from _make(tree, i, whole, by, "passive+" + _complement(tree, c))
    if token.tag == "VBN" and token.dep == "acl":
        head = tree.head(i)
        if head is not None:
            yield from _make(tree, i, tree.subtree(head, frozenset({i})), by, "participle-of")
    # relative: "which he called for", "weapons Israel says could"
    if token.dep == "relcl" and (head := tree.head(i)) is not None and tree.tokens[i].tag != "VBG":
        own = tree.children(i, *SUBJECTS)
        if own and tree.tokens[own[0]].tag not in ("WP", "WDT"):
            yield from _make(tree, i, tree.subtree(head, frozenset({i})), speaker, "relative-object")

    # prepositional complements
    for p in tree.children(i, "prep"):
        inner = tree.children(p, "pobj", "pcomp")
        if inner and p > i and not _by_saying(tree, p):
            yield from _make(tree, i, tree.subtree(inner[0]), speaker, "prep-" + tree.tokens[p].text.lower())


def _and_in_his_words(tree: Tree, verb: int, said: list[int]) -> list[int]:
    """What a verb has said twice, in the report's words and behind a colon in the speaker's (said that the mill would
    close: “…”)."""
    if len(said) != 2:
        return []
    first, behind = clause(tree, said[0]), tree.subtree(said[1])
    if not first or not behind or first[-1] >= behind[0]:
        return []
    between = {tree.tokens[t].text for t in range(first[-1] + 1, behind[-1])}
    return [*first, *behind] if ":" in between and between & set('"“«„') else []


def _by_saying(tree: Tree, preposition: int) -> bool:
    """Whether a phrase is that of "ended by saying: “…”", which has a content of its own."""
    said = tree.children(preposition, "pcomp") if tree.tokens[preposition].dep == "prep" else []
    return any(tree.tokens[c].tag == "VBG" and tree.tokens[c].lemma in words("en/speech_verbs.txt") for c in said)


def _behind_aside(tree: Tree, verb: int) -> list[int]:
    """The clause behind an aside that parts it from its verb of reporting: "reported on Sunday, citing aides it did not
    name, that …". The aside begins with a participle of citing and ends with the comma before "that"."""
    if tree.tokens[verb].lemma not in words("en/reporting_verbs.txt"):
        return []
    last = tree.sentence_of(verb).last
    comma = next((t for t in range(verb + 1, min(verb + 8, last)) if tree.tokens[t].text == ","), None)
    if comma is None or comma + 1 >= last or tree.tokens[comma + 1].tag != "VBG":
        return []
    if tree.tokens[comma + 1].lemma not in table("en/relays.toml")["citing"]:
        return []
    if any(tree.tokens[t].pos in ("VERB", "AUX") for t in range(verb + 1, comma)):
        return []
    for t in range(comma + 2, last - 2):
        if tree.tokens[t].text == "," and tree.tokens[t + 1].text.lower() == "that":
            end = last
            while end > t + 2 and tree.tokens[end - 1].pos == "PUNCT":
                end -= 1
            return list(range(t + 2, end))
    return []


def _joined_to_cue(tree: Tree, verb: int, c: int) -> set[int]:
    """What the parser joined to a complement and its tense joins to the cue ("stated that the seal is worn and ordered
    the owner to …"): a finite verb in the cue's tense and without a subject, behind a participle."""
    cue, inner = tree.tokens[verb], tree.tokens[c]
    for other in tree.children(c, "conj"):
        alone = not tree.children(other, "nsubj", "aux", "nsubjpass", "auxpass")
        if alone and cue.tag == tree.tokens[other].tag == "VBD" and inner.tag in ("VBN", "VBG"):
            present = any(tree.tokens[a].tag in ("VBZ", "VBP") for a in tree.children(c, "aux", "auxpass"))
            return set(tree.subtree(other)) | set(tree.children(c, "cc")) if present else set()
    return set()


def _short(tree: Tree, verb: int, c: int, speaker: list[int]) -> Iterator[Candidate]:
    """The complement without a verb joined to it that may go with the cue instead ("said it may rain and promised
    help")."""
    for other in tree.children(c, "conj"):
        if tree.tokens[other].pos == "VERB" and not tree.children(other, "nsubj", "aux", "nsubjpass"):
            if tree.tokens[other].tag != tree.tokens[verb].tag:
                continue
            joined = set(tree.subtree(other)) | set(tree.children(c, "cc"))
            yield from _make(tree, verb, [t for t in clause(tree, c) if t not in joined], speaker, "clause-short")


def _person_for(tree: Tree, lemma: str, o: int) -> bool:
    """Whether an object is somebody told or cited, not what is said ("told the agency", "citing an official")."""
    relays = table("en/relays.toml")
    if lemma in relays["telling"]:
        return tree.tokens[o].pos in ("PROPN", "PRON") or tree.tokens[o].lemma in relays["audience"]
    if lemma in relays["citing"]:
        token = tree.tokens[o]
        return token.ent in ("PERSON", "ORG") or token.lemma in table("en/source_nouns.toml")["unnamed"]
    return False


def _complement(tree: Tree, i: int) -> str:
    token = tree.tokens[i]
    return "prep-" + token.text.lower() if token.dep == "prep" else token.dep


def _comment(tree: Tree, verb: int, c: int, speaker: list[int]) -> Iterator[Candidate]:
    """Content before its cue: "…, she said". Reaches back to the beginning of the sentence where nothing but
    dependents of the cue that cannot stand so far from it lies between."""
    tokens = clause(tree, c)
    if not tokens or any(tree.tokens[t].text == ";" for t in range(tokens[-1], verb)):
        return
    sentence = tree.sentence_of(verb)
    before = [t for t in range(sentence.first, tokens[0]) if tree.tokens[t].text not in '"“‘,']
    own = {t for s in tree.children(verb, *SUBJECTS) for t in tree.subtree(s)}
    if (
        before
        and tree.tokens[verb].dep == "ROOT"
        and not own & set(before)
        and all(tree.tokens[t].dep not in ("ROOT",) for t in before)
    ):
        tokens = sorted({*range(sentence.first, tokens[0]), *tokens})
    yield from _make(tree, verb, tokens, speaker, "comment")


def _left_clause(tree: Tree, verb: int) -> list[int]:
    """What stands before ", SUBJECT VERB" when the parser did not make it a complement."""
    subject = tree.children(verb, "nsubj")
    if not subject:
        return []
    edge = min([tree.subtree(subject[0])[0], verb])
    sentence = tree.sentence_of(verb)
    if edge <= sentence.first + 2 or tree.tokens[edge - 1].text not in (",", "”", '"', "?", "!"):
        return []
    return list(range(sentence.first, edge))


def _set_off(tree: Tree, i: int) -> bool:
    below = tree.subtree(i)
    return below[0] > 0 and tree.tokens[below[0] - 1].text in (",", "–", "—", "-", "(")


def _noun(tree: Tree, i: int) -> Iterator[Candidate]:
    who = owner(tree, i)
    for c in tree.children(i, "acl", "ccomp", "relcl"):
        finite = any(
            tree.tokens[m].text.lower() in members("en/grammar.toml", "complementizers")
            for m in tree.children(c, "mark")
        )
        infinitive = any(tree.tokens[m].text.lower() == "to" for m in tree.children(c, "aux"))
        if c > i and (finite or infinitive):
            yield from _make(tree, i, clause(tree, c), who, "noun-clause" if finite else "noun-infinitive")
    for p in tree.children(i, "prep"):
        inner = tree.children(p, "pobj", "pcomp")
        if inner and p > i:
            yield from _make(tree, i, tree.subtree(inner[0]), who, "noun-" + tree.tokens[p].text.lower())
    head = tree.head(i)
    if head is not None and tree.tokens[head].lemma == "be" and tree.tokens[i].dep == "nsubj":
        for c in tree.children(head, "ccomp", "xcomp"):
            yield from _make(tree, i, clause(tree, c), who, "noun-is")


def _adjective(tree: Tree, i: int) -> Iterator[Candidate]:
    head = tree.head(i)
    who = subjects_of(tree, head) if head is not None and tree.tokens[i].dep in ("acomp", "attr", "conj") else []
    for c in tree.children(i, "ccomp", "xcomp"):
        if c > i:
            yield from _make(tree, i, clause(tree, c), who, "adjective-" + tree.tokens[c].dep)
    for p in tree.children(i, "prep"):
        inner = tree.children(p, "pobj", "pcomp")
        if inner and p > i:
            yield from _make(tree, i, tree.subtree(inner[0]), who, "adjective-" + tree.tokens[p].text.lower())


def _adverb(tree: Tree, i: int) -> Iterator[Candidate]:
    """ "was reportedly delayed": content without a source."""
    head = tree.head(i)
    if head is None:
        return
    tokens = tree.subtree(head, frozenset({i}))
    spans = pieces(tree, tokens)
    if spans:
        yield Candidate(content=spans, cue=tree.span(i, i), source=(), rule="adverb", head=i)
