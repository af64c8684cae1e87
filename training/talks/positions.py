"""Which claims tell a party's position: learnt instead of read by lists of words. A trial, not used (README.md).

    python training/talks/positions.py        fit on the stories for rules, measure on those held out

Material: the stories of ``training/statements/stories`` and of ``tests/fixtures`` with a negotiation record (`talks` in
their gold) that `quality/held_out.toml` does not hold out. A claim tells a position when it has half of the content
words of one that is marked (the measure of `quality/negotiation.py`, whoever holds it). Needs scikit-learn.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from stemma.article.parallel import layer_all
from stemma.article.reading import read
from stemma.model import Claim
from stemma.nlp.claim_embedder import ClaimEmbedder
from stemma.nlp.cross_encoder import CrossEncoder
from stemma.story.dating import date_story
from stemma.story.entities import resolve
from stemma.story.lineage import name_publishers
from stemma.story.statements import align
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import arguments
from stemma.story.talks.grounding import ground
from stemma.story.talks.phrasing import Phrasing

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "quality"))
from negotiation import Held, gold_leaves, told_alike  # noqa: E402

FEWEST = 4  # claims a feature must be met in
STRENGTH = 0.1  # the inverse of the regularisation


_WORDY = frozenset({"VERB", "NOUN", "ADJ", "AUX", "ADV", "PART"})
_LENGTH = 200.0  # characters that weigh as much as a word


class Reader(Phrasing):
    """Says what speaks for and against a claim telling a position: its words, the frames they belong to, its form, and
    whether a party speaks or acts in it."""

    def features(self, claim: Claim) -> Mapping[str, float]:
        """What speaks for and against a claim, by name."""
        return dict(self._features(claim))

    def _features(self, claim: Claim) -> Iterator[tuple[str, float]]:
        frames, article = self.frames, claim.span.article
        tree = frames.trees[article]
        tokens = [tree.tokens[i] for i in tree.within(claim.span)]
        lemmas = {t.lemma.lower() for t in tokens if t.pos in _WORDY}
        yield from ((f"word {w}", 1.0) for w in sorted(lemmas))
        evoked = _evoked(frames)
        yield from ((f"frame {f}", 1.0) for f in sorted({f for t in tokens for f in evoked.get(t.lemma.lower(), ())}))
        head = tree.tokens[claim.head]
        yield f"head {head.lemma.lower()}", 1.0
        yield f"head as {head.tag}", 1.0
        yield from ((f"head frame {f}", 1.0) for f in evoked.get(head.lemma.lower(), ()))
        yield from ((name, 1.0) for name in (f"form {claim.form}", f"modality {claim.modality}", claim.polarity))
        yield "quoted", float(claim.quoted)
        yield "number", float(any(t.text[:1].isdigit() or t.pos == "NUM" for t in tokens))
        yield "length", (claim.span.end - claim.span.start) / _LENGTH
        yield "person inside", float(any(e.kind == "person" for _, e in frames.mentions(claim.span)))
        subjects = arguments(tree, claim.head).subjects
        yield "party acts", float(self.sides.of_subject(article, subjects) is not None)
        yield "party speaks", float(self.speaker(article, claim.head) is not None)
        said = next((a for a in frames.layers[article].attributions if a.id == claim.attribution), None)
        if said is not None:
            at = tree.at(said.cue.start) if said.cue is not None else None
            yield f"cue {tree.tokens[at].lemma.lower() if at is not None else ''}", 1.0
            yield from ((f"source {kind}", 1.0) for kind in sorted({s.type for s in said.sources}))


def _evoked(frames: Frames) -> Mapping[str, tuple[str, ...]]:
    """The lists of frame words that hold each lemma."""
    return _lists(tuple(
        (f"{frame}.{name}", tuple(words))
        for frame, lists in frames.words.items()
        if isinstance(lists, dict)
        for name, words in lists.items()
        if isinstance(words, list) and all(isinstance(w, str) for w in words)
    ))  # fmt: skip


@cache
def _lists(lists: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, words in lists:
        for w in words:
            found[w.lower()].append(name)
    return {w: tuple(names) for w, names in found.items()}


class Story(NamedTuple):
    """The features of a story's claims, and whether each tells a position."""

    features: list[dict[str, float]]
    marked: np.ndarray


def material(folder: Path) -> Story | None:
    """The claims of a story; None where stemma sees no negotiation in it."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["talks"]
    layers = layer_all(read([folder / "articles"]).articles, cache_file=None, workers=1, done=lambda n: None).layers
    layers = name_publishers(layers)
    times = date_story(layers).times
    found = ground(layers, resolve(layers), times, align(layers, times, ClaimEmbedder(), CrossEncoder()), ())
    if found is None:
        return None
    reader, told = Reader(found.frames, found.sides), [x for x in gold_leaves(gold) if x.slot == "positions"]
    claims = found.frames.claims
    marked = [any(told_alike(x, Held(x.slot, found.frames.text(c.span))) for x in told) for c in claims]
    return Story([dict(reader.features(c)) for c in claims], np.array(marked))


def main() -> None:
    kept = set(tomllib.loads((ROOT / "quality" / "held_out.toml").read_text(encoding="utf-8"))["talks"])
    places = (ROOT / "training" / "statements" / "stories", ROOT / "tests" / "fixtures" / "stories")
    golds = sorted(gold for place in places for gold in place.glob("*/gold.json"))
    folders = [g.parent for g in golds if json.loads(g.read_text(encoding="utf-8")).get("talks")]
    stories = {f.name: made for f in folders if (made := material(f))}
    fitting = [one for name, one in stories.items() if name not in kept]
    held = [one for name, one in stories.items() if name in kept]
    met = Counter(name for one in fitting for f in one.features for name in f)
    table = DictVectorizer()
    table.fit([{name: 1.0 for name in met if met[name] >= FEWEST}])
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    truth = np.concatenate([one.marked for one in fitting])
    model.fit(table.transform([f for one in fitting for f in one.features]), truth)
    chance = model.predict_proba(table.transform([f for one in held for f in one.features]))[:, 1]
    marked = np.concatenate([s.marked for s in held])
    best = np.argsort(-chance)
    shares = "".join(f", of the first {n} {marked[best[:n]].mean():.2f}" for n in (50, 75, 100, 150))
    print(f"{len(fitting)} stories, {len(truth)} claims, {truth.sum()} marked")
    print(
        f"held out: {marked.mean():.3f} marked, average precision {average_precision_score(marked, chance):.3f}{shares}"
    )


if __name__ == "__main__":
    main()
