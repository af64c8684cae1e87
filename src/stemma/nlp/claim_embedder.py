"""Meaning vectors in which two reports of one fact lie near each other, and near misses apart.

all-MiniLM-L6-v2 with its upper layers fine-tuned on fictional stories told by several reports, the facts they share
marked by hand (``training/statements``). The rest of the network is the packaged one's (`stemma.nlp.borrowed`).
"""

from __future__ import annotations

from stemma.nlp.embedder import Embedder

NAME = "all-MiniLM-L6-v2, upper layers tuned on stories of several reports"


class ClaimEmbedder(Embedder):
    """Turns claims, and words and sentences around them, into unit vectors. Loads its model at the first call."""

    _folder = "models/claim_embedder"
