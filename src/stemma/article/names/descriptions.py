"""Descriptions: "the governor", "the site", "the transport ministry", and the name before them that they mean.

A description refers to the nearest name before it whose role, name or neighbouring noun has the same head; where two
people of the report hold the office, only in the same or the next sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stemma.article.names import lexicon
from stemma.article.names.draft import Draft, head_token, root_name, sentence_start
from stemma.data import gazetteer, members
from stemma.model import Span
from stemma.nlp.tree import Tree


def find_descriptions(tree: Tree, drafts: Sequence[Draft], text: str) -> list[Draft]:
    """Definite descriptions that name nothing themselves: "the governor", "the site", "the transport ministry"."""
    taken = {k for d in drafts for k in range(d.first, d.last + 1)}
    roles = {k for d in drafts if d.role for k in tree.within(d.role)}
    out: list[Draft] = []
    for i, t in enumerate(tree.tokens):
        if i in taken or t.pos not in {"NOUN", "PROPN"} or i in roles:
            continue
        last = i
        follow = tree.tokens[i + 1] if i + 1 < len(tree.tokens) else None
        if follow and follow.dep != "punct" and follow.pos in {"NOUN", "PROPN"} and t.dep == "compound":
            continue
        first = i
        while first - 1 >= 0 and first - 1 not in taken and tree.tokens[first - 1].pos in {"NOUN", "ADJ", "PROPN"}:
            first -= 1
            if i - first > 4:
                break
        determined = first > 0 and tree.tokens[first - 1].text.lower() == "the"
        institution = first < i and lexicon.is_institution(f"{tree.tokens[i - 1].text} {t.text}")
        described = (lexicon.is_described_organisation(t.text) or institution) and first < i and t.text.islower()
        if described:
            # "the mines inspectorate", "Norland's labour ministry", "Israeli embassy"
            start = first
            while start < i and (tree.tokens[start].pos == "ADJ" and lexicon.is_modifier(tree.tokens[start].text)):
                start += 1
            name = text[tree.tokens[start].start : t.end]
            if start < i and not any(lexicon.is_honorific(tree.tokens[k].text) for k in range(start, i)):
                out.append(Draft(start, last, "organisation", name, rule="described organisation"))
            continue
        named = i + 1 in taken or (i + 2 in taken and tree.tokens[i + 1].text in {'"', "“", "‘"})
        if not determined or i != last or named:
            continue
        if t.text in lexicon.context("not_only_media") and not _communicates(tree, i):
            continue
        if (
            lexicon.is_office(t.text)
            or lexicon.describes_organisation(t.text)
            or lexicon.is_described_organisation(t.text)
        ):
            out.append(Draft(first, last, "other", text[tree.tokens[first].start : t.end], form="role"))
    return out


def _communicates(tree: Tree, i: int) -> bool:
    """Whether a noun stands where an outlet does: it says, is told, is credited, or owns a source or report."""
    t = tree.tokens[i]
    head = tree.tokens[t.head]
    if t.dep in {"nsubj", "nsubjpass", "agent"} and lexicon.acts(head.lemma):
        return True
    if t.dep in {"dobj", "dative"} and head.lemma in lexicon.context("told_or_credited"):
        return True
    if t.dep == "poss":
        return True
    return (
        t.dep == "pobj"
        and head.lemma in {"to", "by"}
        and tree.tokens[head.head].lemma in lexicon.context("told_or_credited")
    )


def link_descriptions(tree: Tree, drafts: Sequence[Draft]) -> list[Draft]:
    """Resolve descriptions to the nearest fitting name before them; those that fit none are dropped.

    `drafts` are in text order.
    """
    out = list(drafts)
    for i, d in enumerate(drafts):
        if d.form != "role":
            continue
        target = _antecedent(tree, out, i)
        if target is not None:
            found = out[target]
            out[i] = replace(d, kind=found.kind, gender=found.gender, refers=target, rule="description")
    kept = [i for i, d in enumerate(out) if d.form != "role" or d.refers is not None]
    new = {old: n for n, old in enumerate(kept)}
    return [replace(out[i], refers=new[r]) if (r := out[i].refers) is not None else out[i] for i in kept]


def _antecedent(tree: Tree, drafts: Sequence[Draft], at: int) -> int | None:
    d = drafts[at]
    head = lexicon.bare(tree.tokens[d.last].text)
    words = {lexicon.bare(tree.tokens[k].text) for k in range(d.first, d.last)}
    words -= {w for w in words if lexicon.is_modifier(w)}
    matches: list[int] = []
    for j in range(at - 1, -1, -1):
        e = drafts[j]
        if e.form in {"pronoun", "role"}:
            continue
        if e.kind == "person" and lexicon.is_office(head):
            if e.role and _same_office(tree, e.role, head, words):
                matches.append(j)
        elif e.kind == "organisation" and _organisation_fits(tree, e, head, words):
            matches.append(j)
    if not matches:
        return None
    names = {root_name(drafts, j) for j in matches}
    if len(names) > 1:
        # Two people hold the office in this report: only a description in the same or the next sentence is clear.
        near = matches[0]
        gap = sentence_start(tree, d.first) - sentence_start(tree, drafts[near].first)
        return near if gap <= 1 else None
    return matches[0]


def _same_office(tree: Tree, role: Span, head: str, words: set[str]) -> bool:
    inside = [lexicon.bare(tree.tokens[k].text) for k in tree.within(role)]
    if head not in inside:
        return False
    at = inside.index(head)
    return not words or words <= set(inside[: at + 1]) | set(inside)


def _organisation_fits(tree: Tree, e: Draft, head: str, words: set[str]) -> bool:
    """Whether a description fits an organisation: by a word of its name ("the directorate"), by the noun beside it
    ("the agency X … the agency"), or by its trade (an outlet that reports: "the newspaper")."""
    name = [lexicon.bare(w) for w in e.name.split()]
    if head in name and (name[-1] == head or name[0] == head):
        return not words or words <= set(name)
    if not lexicon.describes_organisation(head) or {w for w in words if not gazetteer.demonym(w)} - lexicon.context(
        "trades"
    ):
        return False
    around = _beside(tree, e)
    if head in around:
        return True
    if head in lexicon.context("media"):
        token = tree.tokens[head_token(tree, e)]
        reports = token.dep == "nsubj" and tree.tokens[token.head].lemma in lexicon.context("of_outlets")
        return bool(around & lexicon.context("media")) or name[-1] in lexicon.context("media_names") or reports
    if head in lexicon.context("companies"):
        return bool(around & lexicon.context("companies"))
    return False


def _beside(tree: Tree, e: Draft) -> set[str]:
    """The describing nouns directly before and behind a name, and in apposition to it behind a comma."""
    tokens = tree.tokens
    out: set[str] = set()
    k = e.first - 1
    while k > 0 and tokens[k].text in {'"', "“"}:
        k -= 1
    if k > 0 and tokens[k].text == ",":
        k -= 1
    out.add(tokens[k].text.lower() if k >= 0 else "")
    k = e.last + 1
    while k < len(tokens) and tokens[k].text in {'"', "”"} | lexicon.context("before_descriptions"):
        k += 1
    if k + 1 < len(tokens) and tokens[k].text == "," and tokens[k + 1].text in members("en/grammar.toml", "articles"):
        k += 2
    out.add(tokens[k].text.lower() if k < len(tokens) else "")
    return {w for w in out if lexicon.describes_organisation(w)}
