"""Stage: how far talks that are to end a conflict have come, in the terms of PA-X.

PA-X (Bell & Badanjak 2019, codebook, variable *Stage*) sorts peace agreements into pre-negotiation (talks about talks,
confidence building, releases of prisoners), ceasefire, substantive partial (some of the issues), comprehensive (all of
them) and implementation (of an earlier agreement). Talks are given the stage of the agreement that most reports say
they are for; talks on pay, trade or a coalition have none.

What it gets wrong: what an agreement covers is read off what reports call it, not off its articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from stemma.model import Leaf, Span
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import conjuncts

_STAGES = ("ceasefire", "pre-negotiation", "comprehensive", "implementation", "substantive partial")
_FEWEST = 2  # different words of armed conflict in a story that is about one
_OLD = 90  # days before the report, for a truce that the talks are not about
_SHARE = 0.5  # of the reports, in which such words stand


def stage(frames: Frames, subject: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """The stage of the talks; empty where they are to end no conflict or nothing tells it."""
    words = frames.set("stage", "conflict")
    used = [{t.lemma.lower() for t in tree.tokens} & words for tree in frames.trees.values()]
    if sum(map(bool, used)) < _SHARE * len(used) or len(set().union(*used)) < _FEWEST:
        return ()
    found: dict[str, list[Span]] = defaultdict(list)
    for name, span in _told(frames):
        found[name].append(span)
    if not found and subject:
        found["substantive partial"] = list(subject[0].at)
    if not found:
        return ()
    best = min(found, key=lambda s: (-len({span.article for span in found[s]}), _STAGES.index(s)))
    leaf = frames.leaf(best, found[best])
    return (leaf,) if leaf else ()


def _kept_already(frames: Frames, article: str, i: int) -> bool:
    """Whether a truce is one of the past, by which something else is dated ("the largest since the truce of 2023",
    "before a ceasefire took hold")."""
    tree, published = frames.trees[article], frames.layers[article].article.published
    dating = ("since", "after", "before", "until", "during")
    above = tree.tokens[tree.tokens[i].head]
    v = next((k for k in tree.ancestors(i) if tree.tokens[k].pos == "VERB"), None)
    marks = {tree.tokens[m].lemma.lower() for m in tree.children(v, "mark")} if v is not None else set()
    if above.lemma.lower() in dating or (marks & set(dating) and tree.tokens[i].dep in ("nsubj", "nsubjpass")):
        return True
    days = [t.latest for t in frames.times(tree.subtree_span(i)) if t.latest and t.kind == "date"]
    return bool(published and days and (published.earliest - max(days)).days > _OLD)


def _told(frames: Frames) -> Iterator[tuple[str, Span]]:
    """Each phrase that tells a stage: "ceasefire talks", "an exchange of prisoners", "a security pact"."""
    texts = frames.set("negotiation", "texts")
    frame = {name: frames.set("stage", name) for name in ("truces", "whole", "partial", "building", "captives")}
    for article, tree in frames.trees.items():
        for i, token in enumerate(tree.tokens):
            lemma = token.lemma.lower()
            if token.pos not in ("NOUN", "PROPN", "VERB") or not frames.near_talks(article, i):
                continue
            beside = {tree.tokens[c].lemma.lower() for c in tree.children(i, "amod", "compound", "nmod", "poss")}
            of = {
                tree.tokens[k].lemma.lower()
                for a in tree.children(i, "prep")
                if tree.tokens[a].lemma.lower() in ("of", "on")
                for p in tree.children(a, "pobj")
                for k in conjuncts(tree, p)
            }
            span = tree.span(min([i, *tree.children(i, "amod", "compound")]), i)
            if lemma in frame["truces"] and token.pos != "VERB" and not _kept_already(frames, article, i):
                yield "ceasefire", span
            elif (
                (frames.session(article, i) and (beside | of) & frames.set("rounds", "exploring"))
                or (lemma in ("exchange", "swap", "release") and (beside | of) & frame["captives"])
                or (beside & frame["building"])
            ):
                yield "pre-negotiation", span
            elif lemma == "implementation" and of & texts:
                yield "implementation", span
            elif lemma in texts and beside & frame["whole"]:
                yield "comprehensive", span
            elif lemma in texts and beside & frame["partial"]:
                yield "substantive partial", span
