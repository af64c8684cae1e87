"""The attribution tagger: who says what, proposed by a small neural model trained on marked news.

Method: semantic role labelling applied to attribution. One pass of an encoder over the article marks the *cues*
("said", "according to"); then each cue, taken as a predicate, asks every token near it whether it belongs to the
*source* or to the *content* of that cue. Cues answer independently, so attributions may overlap.

- Encoder: all-MiniLM-L6-v2 (Wang et al. 2020), of which the embeddings and the lower layers are those of the
  packaged model and only the upper layers, fine-tuned, are shipped here as int8.
- Features of the dependency parse join the encoder's states: labels of a token, of its dependents, and the path
  between a cue and a token, in the way of syntax-aware role labelling (Roth & Lapata 2016; Zhang et al. 2018).
- Training data: PolNeAR 1.0 (Newell, Margolin & Ruths 2018), train part, and 80 fictional stories with every
  attribution marked. Recipe: ``training/attribution_tagger``.

What it gets wrong: attributions inside the content of another ("She said he told her …") are often missed, since
PolNeAR marks none of them: chains are the rules' work. Content further than `REACH` tokens from its cue is cut off
(long quotations over several paragraphs). Attributions without any cue word are not seen.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from stemma.article.attribution.tagger.decoding import Cut, Network, Proposal, decode
from stemma.article.attribution.tagger.network import FOLDER, OnnxNetwork
from stemma.article.attribution.tagger.reading import Labels, Reading
from stemma.data import table
from stemma.model import Article, Parse
from stemma.nlp.word_pieces import tokenizer

__all__ = ["NAME", "Proposal", "Tagger"]

NAME = "attribution tagger 2 (PolNeAR 1.0 train and marked stories; all-MiniLM-L6-v2)"


class Tagger:
    """Proposes attributions. Loads its model at the first call.

    Raises:
        ModelMissing: at the first call, when a file of the model is missing or not the pinned one.
    """

    @cached_property
    def config(self) -> dict[str, Any]:
        return table(f"{FOLDER}/tagger.toml")

    @cached_property
    def _network(self) -> Network:
        return OnnxNetwork(self.config)

    @cached_property
    def _labels(self) -> Labels:
        return Labels(self.config)

    def propose(self, article: Article, parse: Parse) -> tuple[Proposal, ...]:
        """The attributions the model sees in `article`, in order of their cues."""
        if not parse.tokens:
            return ()
        reading = Reading(article, parse, tokenizer(), self._labels)
        return decode(reading, self._network, Cut(**self.config["cut"]))
