"""Hearsay: a sentence that ends in a clause which names nobody ("…, it is claimed", "…, we are told", "…, it emerged on
Sunday"; Quirk et al. 1985, 15.54).

The content is the sentence before that clause, told without a source.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemma.article.attribution.candidate import Candidate
from stemma.article.attribution.closing import clause_before, stretches
from stemma.article.attribution.phrases import pieces
from stemma.article.attribution.quoting import Quoted
from stemma.data import members
from stemma.model import Sentence
from stemma.nlp.tree import Tree

_ADVERBIAL = 7
"""Tokens that time and place may take behind the verb."""


def propose_hearsay(tree: Tree, quoted: Quoted) -> Iterator[Candidate]:
    """For each sentence that ends in such a clause: what stands before it."""
    for stretch in (one for sentence in tree.parse.sentences for one in stretches(tree, sentence, quoted)):
        for comma in range(max(stretch.first + 2, stretch.last - _ADVERBIAL - 5), stretch.last - 2):
            if tree.tokens[comma].text != "," or quoted.at(tree.tokens[comma].start) is not None:
                continue
            verb = _told(tree, stretch, comma + 1)
            content = pieces(tree, range(stretch.first, comma))
            if verb is not None and content and clause_before(tree, stretch, comma + 1, quoted):
                cue = tree.span(comma + 1, verb)
                yield Candidate(content=content, cue=cue, source=(), rule="hearsay", head=verb)


def _told(tree: Tree, stretch: Sentence, first: int) -> int | None:
    """The verb of "it is claimed" or "we are told" with nothing but time and place behind it."""
    who, stop = tree.tokens[first].text.lower(), stretch.last
    if who not in ("it", "we", "i"):
        return None
    verb = next((t for t in range(first + 1, min(first + 4, stop)) if tree.tokens[t].lemma not in ("be", "have")), None)
    behind = [tree.tokens[t] for t in range(verb + 1, stop)] if verb is not None else []
    if verb is None or any(t.pos in ("VERB", "AUX") or t.text == "," for t in behind):
        return None
    lemma, tag = tree.tokens[verb].lemma, tree.tokens[verb].tag
    passive = tag == "VBN" and bool(tree.children(verb, "auxpass")) and not tree.children(verb, "agent")
    if who != "it":
        return verb if passive and lemma in ("tell", "inform") else None
    claimed = passive and lemma in members("en/relays.toml", "said_to") | members("en/relays.toml", "impersonal")
    return verb if claimed or (lemma in ("emerge", "transpire") and tag in ("VBD", "VBZ", "VBN")) else None
