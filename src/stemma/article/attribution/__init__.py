"""Attribution: who says what, through which words, in one article, with the chain to the ultimate speaker.

In this order, one file a job: `quotation` pairs the quotation marks; `clauses`, `framing`, `quoting` propose
content–cue–source candidates, `closing` those of clauses that close a sentence, `hearsay` of those that name nobody,
`pointing` of sentences that name the source of the one before; `trimming` cuts what the source did not say; `scoring`
says how likely each is; `proposing` keeps those that stand; `resuming` adds quotations that go on, `turns` speech
printed without marks (interviews, transcripts); `sources` types and resolves who is named; `relays`, `telling`,
`citing` find the links of a chain, `chains` puts them together; `assembly` makes the attributions.
Method: the attribution relations of Pareti (2015) and PolNeAR (Newell et al. 2018), by rules over the dependency parse
with learned weights.

Gets wrong: content whose clause the parser cut wrongly, speakers of quotations left to the reader to guess, "they".
"""

from __future__ import annotations

from stemma.article.attribution.assembly import assemble
from stemma.article.attribution.blending import Proposer, tagged
from stemma.article.attribution.proposing import propose
from stemma.article.attribution.quotation import find_quotations
from stemma.article.attribution.quoting import Quoted
from stemma.article.attribution.sources import Sourcing
from stemma.article.attribution.turns import find_turns, with_turns
from stemma.article.sentences import blocks
from stemma.model import Article, Attribution, Mention, Parse
from stemma.nlp.tree import Tree


def attribute(
    article: Article, parse: Parse, mentions: tuple[Mention, ...], tagger: Proposer | None = None
) -> tuple[Attribution, ...]:
    """The attributions of an article, in order of their content: by rules alone, or with a tagger's proposals."""
    tree = Tree(parse)
    marks = find_quotations(article.text, [(start, start + len(words)) for start, words in blocks(article)])
    quoted = Quoted(article.id, article.text, marks)
    sourcing = Sourcing(article, tree, mentions, quoted)
    proposed = tagged(tagger.propose(article, parse), tree, quoted) if tagger is not None else None
    found = with_turns(propose(tree, quoted, proposed), find_turns(sourcing))
    return assemble(article, tree, quoted, sourcing, found)
