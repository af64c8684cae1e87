"""The article floor in its order: one article in, its layers out.

The floor needs nothing from outside but the language models; the result depends on nothing but the article and the
versions in `versions`, so it can be cached.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from stemma import __version__
from stemma.article.attribution import attribute
from stemma.article.attribution.tagger import Tagger
from stemma.article.claims import cut_claims
from stemma.article.credits import find_credits
from stemma.article.furniture import mark_furniture
from stemma.article.masthead import read_masthead
from stemma.article.names import find_names
from stemma.article.quantities import find_quantities
from stemma.article.sentences import parse
from stemma.article.times import find_times
from stemma.model import Article, Layers
from stemma.nlp import parser as parser_module
from stemma.nlp.parser import Parser


def layer(article: Article, parser: Parser, tagger: Tagger | None = None) -> Layers:
    """All that can be known from `article` alone; without a tagger attributions are found by rules only."""
    article = msgspec.structs.replace(article, furniture=mark_furniture(article))
    article = read_masthead(article)
    tree = parse(article, parser)
    mentions = find_names(article, tree)
    attributions = attribute(article, tree, mentions, tagger)
    times = find_times(article, tree)
    cut = cut_claims(article, tree, attributions, mentions, times)
    return Layers(
        article=article,
        parse=tree,
        mentions=mentions,
        times=times,
        quantities=find_quantities(article, tree),
        attributions=attributions,
        credits=find_credits(article, tree),
        claims=cut.claims,
        details=cut.details,
    )


def versions() -> tuple[str, ...]:
    """What the result of `layer` depends on beside the article: the versions, and the very code and word lists."""
    return (__version__, parser_module.NAME, _code_digest())


def _code_digest() -> str:
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for file in sorted(f for room in ("article", "nlp", "data") for f in (package / room).rglob("*") if f.is_file()):
        if file.suffix in (".py", ".txt", ".toml", ".tsv"):
            digest.update(file.read_bytes())
    digest.update((package / "model.py").read_bytes())
    return digest.hexdigest()
