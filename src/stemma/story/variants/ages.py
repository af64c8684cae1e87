"""Ages: how old reports say one person, or one ship or building, is.

Read where news English gives an age: behind the name in commas, in "58-year-old", in "is 58 years old", "aged 58".
Reports written a birthday apart differ by one.

What it gets wrong: an age somebody had at an earlier time, told without a word that says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from stemma.model import Reading, Severity, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.predicates import class_of
from stemma.story.variants.telling import counted

_BEHIND = re.compile(r",? (?:aged )?(\d{1,3})(?=[,;.)]|, | \()")
_PHRASE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b|\b(?:aged|age) (\d{1,3})\b")
Owner = tuple[str, str]
"""What an age is of: the id of an entity or the kind of a vessel, and how it is called."""

_OLDEST = 119
_AROUND = 4  # tokens of the parse from the age up to the name


def age_variants(collation: Collation) -> list[Variant]:
    """Conflicts between the ages that reports give one entity."""
    names: dict[str, str] = {}
    ages: dict[str, dict[int, dict[Span, None]]] = defaultdict(lambda: defaultdict(dict))
    for article in collation.layers:
        for (owner, name), age, span in _ages(article, collation):
            ages[owner][age][span] = None
            names.setdefault(owner, name)
    out = []
    for owner, found in sorted(ages.items()):
        reports: dict[str, set[int]] = defaultdict(set)
        for age, spans in found.items():
            for s in spans:
                reports[s.article].add(age)
        sure = {a: [s for s in spans if len(reports[s.article]) == 1] for a, spans in found.items()}
        kept = {a: spans for a, spans in sure.items() if spans}  # a report with two ages tells of two times
        if len(kept) < 2:
            continue
        readings = [Reading(text=collation.text(spans[0]), at=tuple(sorted(spans))) for spans in kept.values()]
        readings.sort(key=lambda r: (-len({s.article for s in r.at}), r.at[0]))
        severity: Severity = "medium" if max(kept) - min(kept) <= 1 else "high"
        text = f"Different ages of {names[owner]}: {counted(readings, collation)}"
        out.append(make("conflict", "number", severity, text, readings, confidence=0.75, rule="ages"))
    return out


def _ages(article: str, collation: Collation) -> Iterator[tuple[Owner, int, Span]]:
    text = collation.layers[article].article.text
    tree = collation.tree(article)
    for s in collation.layers[article].parse.sentences:
        if s.end <= s.start:
            continue
        span = Span(article, s.start, s.end)
        for m, entity in collation.mentions(span):
            if entity.kind == "person" and m.form in ("full", "short"):
                behind = _BEHIND.match(text, m.span.end)
                if behind and text[m.span.end] == "," and int(behind[1]) <= _OLDEST:
                    yield (entity.id, entity.name), int(behind[1]), Span(article, behind.start(1), behind.end(1))
        for phrase in _PHRASE.finditer(text, s.start, s.end):
            group = 1 if phrase[1] else 2
            owner = _whose(Span(article, phrase.start(), phrase.end()), span, tree, collation)
            if owner is not None and int(phrase[group]) <= _OLDEST:
                yield owner, int(phrase[group]), Span(article, phrase.start(), phrase.end())


def _whose(age: Span, sentence: Span, tree: Tree, collation: Collation) -> Owner | None:
    """What an age is of: the noun it describes, or the subject of "is … years old"."""
    inside = tree.within(age)
    if not inside:
        return None
    root = next((i for i in inside if tree.tokens[i].head not in inside), inside[-1])
    for at in (root, *tree.ancestors(root)[:_AROUND]):
        token = tree.tokens[at]
        if token.pos in ("VERB", "AUX"):
            past = token.tag == "VBD" and token.lemma != "be"
            subject = [] if past or token.lemma != "be" else tree.children(at, "nsubj")
            return _owner(sentence.article, subject[0], collation) if subject else None
        if at not in inside and token.pos in ("NOUN", "PROPN"):
            for k in (at, *tree.children(at, "appos"), *tree.children(at, "compound")):
                if found := _named(sentence.article, k, collation):
                    return found
            over = tree.head(at)
            if token.dep == "appos" and over is not None:
                return _owner(sentence.article, over, collation)
            return _owner(sentence.article, at, collation)
    return None


def _named(article: str, token: int, collation: Collation) -> Owner | None:
    entity = collation.entity_of(article, token)
    return (entity.id, entity.name) if entity else None


def _owner(article: str, token: int, collation: Collation) -> Owner | None:
    """The entity that a token names; else the vessel it is, of which a story that gives its age has one."""
    tree = collation.tree(article)
    kind = class_of("transport", tree.tokens[token].lemma.lower())
    given = any(tree.tokens[k].text.lower() in ("the", "this") for k in tree.children(token, "det"))
    if named := _named(article, token, collation):
        entity = collation.entities[named[0]]
        return (kind, "the " + tree.tokens[token].text) if kind and entity.kind != "person" else named
    return (kind, "the " + tree.tokens[token].text.lower()) if kind and given else None
