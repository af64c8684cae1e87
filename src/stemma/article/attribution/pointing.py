"""Pointing: a sentence that names the source of the one before it ("… The port is shut. This was reported by X", "That
emerges from the minutes", "X has said so"; discourse deixis, Quirk et al. 1985, 12.46, 19.47).

The content is the sentence before. Where somebody is said there already to have said it, nothing is added.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from stemma.article.attribution.candidate import Candidate
from stemma.article.attribution.phrases import cue_span, pieces, source_spans, subjects_of
from stemma.article.attribution.quoting import Quoted
from stemma.article.attribution.saying import says
from stemma.data import members, words
from stemma.model import Sentence
from stemma.nlp.tree import Tree

POINTING = frozenset({"this", "that"})
_FEWEST = 5
"""Tokens that a sentence pointed to has; a heading may have fewer."""


def propose_pointing(tree: Tree, quoted: Quoted) -> Iterator[Candidate]:
    """For each sentence that points back and names who says it: the sentence before, unless that names somebody."""
    for before, sentence in zip(tree.parse.sentences, tree.parse.sentences[1:], strict=False):
        found = _named(tree, sentence)
        if found is None or not _states(tree, before, quoted):
            continue
        verb, heads = found
        content = pieces(tree, range(before.first, before.last))
        source = source_spans(tree, heads)
        if content and not any(quoted.at(s.start) for s in source):
            yield Candidate(content=content[:1], cue=cue_span(tree, verb), source=source, rule="pointing", head=verb)


def _named(tree: Tree, sentence: Sentence) -> tuple[int, list[int]] | None:
    """The verb of a sentence that points back, and who it names."""
    verb = next((t for t in range(sentence.first, sentence.last) if tree.tokens[t].dep == "ROOT"), None)
    if verb is None or tree.children(verb, "neg", "ccomp", "xcomp"):
        return None
    lemma, heads = tree.tokens[verb].lemma, subjects_of(tree, verb)
    subject = next(iter(tree.children(verb, "nsubj", "nsubjpass")), None)
    if subject == sentence.first and tree.tokens[subject].text.lower() in POINTING:
        by = tree.children(verb, "agent") if lemma in _passing_on() and tree.children(verb, "auxpass") else []
        if lemma in members("en/relays.toml", "following"):
            by = [c for c in tree.children(verb, "prep") if tree.tokens[c].text == "from"]
        heads = [p for c in by for p in tree.children(c, "pobj")]
    elif not says(tree, verb) or lemma not in words("en/speech_verbs.txt") or not _so(tree, verb):
        heads = []
    return (verb, heads) if heads else None


def _so(tree: Tree, verb: int) -> bool:
    """Whether a verb has "so" for what is said ("has told me so")."""
    behind = (c for c in tree.children(verb, "advmod") if c > verb and tree.tokens[c].text == "so")
    return any(not tree.children(c) for c in behind)


@cache
def _passing_on() -> frozenset[str]:
    """Verbs of what is said or passed on by somebody."""
    relays = (members("en/relays.toml", kind) for kind in ("transmitting", "publishing"))
    return words("en/speech_verbs.txt").union(words("en/reporting_verbs.txt"), *relays)


def _states(tree: Tree, sentence: Sentence, quoted: Quoted) -> bool:
    """Whether a sentence states something in the report's own words, and tells nobody's."""
    inside = range(sentence.first, sentence.last)
    if len(inside) < _FEWEST or tree.tokens[sentence.last - 1].text != "." or quoted.at(sentence.start) is not None:
        return False
    plain = words("en/speech_verbs.txt")
    told = any((tree.tokens[t].lemma in plain and says(tree, t)) or tree.tokens[t].text == "according" for t in inside)
    return not told and any(tree.tokens[t].pos in ("VERB", "AUX") for t in inside)
