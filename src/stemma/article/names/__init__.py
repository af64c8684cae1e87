"""Names: the people, organisations and places an article mentions, with their titles, and what short forms, roles
and pronouns refer to.

The steps, one file each: chunks of capitalised words cut free of titles (`chunks`), their kind by votes (`kinds`),
titles and appositions (`roles`), and what short names, acronyms, descriptions and pronouns refer to (`short_forms`,
`descriptions`, `pronouns`).
Capitals and seats that act stand for their government (`metonyms`).

What it gets wrong: kinds of names that appear once, without title or telling neighbours; pronouns whose antecedent is
only described ("a diplomat … he said"); names in lower case.
"""

from __future__ import annotations

import re
from dataclasses import replace

from msgspec.structs import replace as replace_struct

from stemma.article.names.chunks import find_chunks
from stemma.article.names.descriptions import find_descriptions, link_descriptions
from stemma.article.names.draft import Draft
from stemma.article.names.kinds import is_short_outlet, kinds_of, without_evidence
from stemma.article.names.metonyms import acts_as_government
from stemma.article.names.pronouns import link_pronouns
from stemma.article.names.roles import gender_of, role_of
from stemma.article.names.short_forms import link_acronyms, link_members, link_short_names
from stemma.model import Article, Mention, Parse, Span
from stemma.nlp.tree import Tree


def find_names(article: Article, parse: Parse) -> tuple[Mention, ...]:
    """The mentions of an article, in text order, not overlapping."""
    tree = Tree(parse)
    text = article.text
    chunks = find_chunks(tree, text)
    kinds, rules = kinds_of(tree, text, chunks, article.outlet.name if article.outlet else "")
    drafts: list[Draft] = []
    for c, kind, rule in zip(chunks, kinds, rules, strict=True):
        if without_evidence(tree, c, kind, rule):
            continue
        role = role_of(tree, c) if kind == "person" else None
        draft = Draft(
            first=c.first,
            last=c.last,
            kind=kind,
            name=_clean(text[tree.tokens[c.first].start : tree.tokens[c.last].end]),
            role=role,
            gender=gender_of(tree, c, role) if kind == "person" else "",
            rule=rule,
        )
        if kind == "place" and not c.dateline and acts_as_government(tree, c, draft.name):
            draft = replace(draft, form="metonym", rule="capital or seat that acts")
        drafts.append(draft)
    drafts = link_acronyms(link_members(link_short_names(tree, drafts)), text, tree)
    descriptions = _apart(find_descriptions(tree, drafts, text), drafts)
    drafts = link_descriptions(tree, _renumbered(drafts + descriptions))
    drafts = link_pronouns(tree, drafts, text)
    drafts = _renumbered(drafts)

    def span(d: Draft) -> Span:
        return tree.span(d.first, d.last)

    found = tuple(
        Mention(
            span=span(d),
            kind=d.kind,
            name=d.name,
            form=d.form,
            role=d.role,
            gender=d.gender,
            refers=span(drafts[d.refers]) if d.refers is not None else None,
            rule=d.rule,
        )
        for d in drafts
    )
    return _with_outlet(article, found)


def _with_outlet(article: Article, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions with the nameplates and copyright lines that name the report's outlet, which stand outside its
    reporting; the outlet's short name refers to them."""
    if article.outlet is None:
        return found
    own = article.outlet.name.casefold().removeprefix("the ")
    out = list(found)
    for line in article.outlet.evidence:
        span = line.span
        if span is None or own != article.text[span.start : span.end].casefold().removeprefix("the "):
            continue
        if any(m.span.overlap(span) for m in out):
            continue
        name = article.text[span.start : span.end]
        name = article.outlet.name if name.isupper() else _clean(name)
        out.append(Mention(span=span, kind="organisation", name=name, rule="outlet of the report"))
    out.sort(key=lambda m: m.span)
    whole = next((m for m in out if m.name.casefold().removeprefix("the ") == own), None)
    if whole is None:
        return tuple(out)
    return tuple(
        replace_struct(m, form="short", refers=whole.span)
        if m.refers is None and m.rule == "outlet of the report" and is_short_outlet(m.name, own)
        else m
        for m in out
    )


def _clean(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip()


def _apart(new: list[Draft], old: list[Draft]) -> list[Draft]:
    """Those of `new` that share no token with `old` nor with an earlier one of `new`."""
    taken = {k for d in old for k in range(d.first, d.last + 1)}
    out = []
    for d in new:
        tokens = set(range(d.first, d.last + 1))
        if not tokens & taken:
            taken |= tokens
            out.append(d)
    return out


def _renumbered(drafts: list[Draft]) -> list[Draft]:
    """The drafts in text order, their references following."""
    order = sorted(range(len(drafts)), key=lambda i: drafts[i].first)
    new = {old: n for n, old in enumerate(order)}
    return [replace(drafts[i], refers=new[r]) if (r := drafts[i].refers) is not None else drafts[i] for i in order]
