"""Pronouns as subjects of speech, thought and decision, where attribution needs them.

They refer to the most prominent fitting name of this and the sentences before (recency and subjecthood after Lappin and
Leass 1994); where two are equally good, and where the gender known contradicts, nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stemma.article.names import lexicon
from stemma.article.names.draft import Draft, head_token, root_name, sentence_start
from stemma.article.names.lexicon import Gender
from stemma.model import EntityKind
from stemma.nlp.tree import Tree

_PRONOUNS: dict[str, tuple[EntityKind, Gender]] = {
    "he": ("person", "m"),
    "she": ("person", "f"),
    "it": ("organisation", ""),
}
_WINDOW = 3


def link_pronouns(tree: Tree, drafts: Sequence[Draft], text: str) -> list[Draft]:
    """Add he, she and it where they speak, think or decide, with what they refer to."""
    out = sorted(drafts, key=lambda d: d.first)
    quoted = _quoted(tree)
    numbers = {s.first: n for n, s in enumerate(tree.parse.sentences)}
    genders: dict[str, Gender] = {}
    for j, d in enumerate(out):
        if d.gender and d.kind == "person":
            genders.setdefault(root_name(out, j), d.gender)
    added: list[Draft] = []
    for i, t in enumerate(tree.tokens):
        spec = _PRONOUNS.get(t.text.lower())
        if spec is None or t.dep not in {"nsubj", "nsubjpass"} or quoted[i]:
            continue
        head = tree.tokens[t.head]
        if not lexicon.acts(head.lemma) or (spec[0] == "organisation" and head.lemma not in lexicon.context("it_says")):
            continue
        found = _pronoun_target(tree, out, i, spec, numbers, genders)
        if found is None:
            continue
        target, clear = found
        gender: Gender = spec[1]
        if gender and clear:
            genders.setdefault(root_name(out, target), gender)
        added.append(
            Draft(i, i, spec[0], text[t.start : t.end], form="pronoun", gender=gender, refers=target, rule="pronoun")
        )
    # Positions of `out` stay valid: pronouns are appended and sorted by the caller.
    known = [
        replace(d, gender=d.gender or genders.get(root_name(out, j), "")) if d.kind == "person" else d
        for j, d in enumerate(out)
    ]
    return known + added


def _pronoun_target(
    tree: Tree,
    drafts: Sequence[Draft],
    at: int,
    spec: tuple[EntityKind, Gender],
    numbers: dict[int, int],
    genders: dict[str, Gender],
) -> tuple[int, bool] | None:
    """The draft a pronoun refers to, and whether no other comes near."""
    kind, gender = spec
    here = numbers[sentence_start(tree, at)]
    governing = set(tree.ancestors(tree.tokens[at].head))
    scores: dict[str, tuple[float, int]] = {}
    for j, d in enumerate(drafts):
        if d.first >= at or d.kind != kind:
            continue
        gap = here - numbers[sentence_start(tree, d.first)]
        if gap > _WINDOW or gap < 0:
            continue
        root = root_name(drafts, j)
        known = genders.get(root, "") or d.gender
        if gender and known and known != gender:
            continue
        token = tree.tokens[head_token(tree, d)]
        if token.dep == "appos":
            token = tree.tokens[token.head]  # "Her husband, X, was silent"
        score = {0: 1.0, 1: 1.0, 2: 0.6, 3: 0.3}[gap]
        if token.dep in {"nsubj", "nsubjpass"}:
            score += 0.8
            if lexicon.acts(tree.tokens[token.head].lemma):
                score += 0.4
        elif token.dep in {"poss", "compound"}:
            score -= 0.3
        if gender and known == gender:
            score += 0.6
        if gap == 0 and token.dep in {"nsubj", "nsubjpass"} and token.head in governing:
            score += 1.0
        if kind == "organisation" and score < 1.6:
            continue
        old = scores.get(root)
        scores[root] = (max(score, old[0]) + (0.1 if old else 0.0), j) if old else (score, j)
    if not scores:
        return None
    ranked = sorted(scores.values(), key=lambda s: (-s[0], -s[1]))
    margin = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else 1.0
    if margin < 0.25 and ranked[0][0] < 2.0:
        return None
    return ranked[0][1], margin >= 0.5


def _quoted(tree: Tree) -> list[bool]:
    """For each token, whether it stands inside double quotation marks (which a paragraph's end closes)."""
    out: list[bool] = []
    inside = False
    for i, t in enumerate(tree.tokens):
        if i and tree.tokens[i].start - tree.tokens[i - 1].end > 1:
            inside = False
        if t.text in {"“", "«", "„"}:
            inside = True
        elif t.text in {"”", "»"}:
            inside = False
        elif t.text in {'"', "``", "''"}:
            inside = not inside
        out.append(inside)
    return out
