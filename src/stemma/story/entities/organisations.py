"""Organisations: which nodes are one organisation.

The same words in any order of head and field ("Ministry of Labour", "labour ministry"), spellings of them, short
forms that fit one organisation of the story only, and acronyms that are introduced in brackets or made of initials.
Ministries of two countries never join.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.article.names import lexicon
from stemma.article.names.short_forms import is_acronym
from stemma.data import gazetteer, table
from stemma.data import words as word_list
from stemma.story.entities.clusters import Clusters
from stemma.story.entities.nodes import Node
from stemma.story.entities.spelling import fold, same_word

_SMALL = {"of", "the", "and", "&", "for", "to", "on", "in", "de", "del", "la", "y", "et", "und", "der"}


def field_words(name: str) -> tuple[str, ...]:
    """The words of an organisation's name that count, in the order of English compounds (field before head)."""
    plain = re.sub(r"\b(\w) (?=\w\b)", r"\1", fold(name))
    plain = re.sub(r"'s\b|s'(?= |$)", lambda m: "s" if m[0].startswith("s") else "", plain)
    words = [w for w in re.split(r"[\s\-]+", plain.replace("&", " and ")) if w]
    words = [w for w in words if w not in word_list("legal_forms.txt")] or words
    if len(words) > 3 and words[-2] == "of" and gazetteer.country(words[-1]):
        words = words[:-2]  # "Health Ministry of Slovenia": the country is the owner, not a part of the name
    if "of" in words[1:]:
        at = words.index("of", 1)
        if lexicon.is_organisation_noun(words[at - 1]):
            words = words[at + 1 :] + words[:at]
    return tuple(_stem(w) for w in words if w not in _SMALL)


def _stem(word: str) -> str:
    """One spelling of a word, and one number of the words of fields and bodies ("Ministry of Labours")."""
    word = word.replace("isation", "ization")
    word = str(table("en/office_forms.toml").get(word, word))
    singular = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    plural = word.endswith("s") and not word.endswith("ss")
    known = lexicon.is_portfolio(singular) or lexicon.is_organisation_noun(singular) or lexicon.is_portfolio(word)
    return singular if plural and len(word) > 4 and known else word


def link_organisations(clusters: Clusters, nodes: Sequence[Node]) -> None:
    organisations = [n for n in nodes if n.kind == "organisation" and n.name]
    for i, a in enumerate(organisations):
        for b in organisations[i + 1 :]:
            score, rule = likeness(a.name, b.name)
            if score >= 0.9 and bool(a.owner) != bool(b.owner) and _owners(organisations, a, b) > 1:
                continue  # "the health ministry" in a story with those of two countries
            if score >= 0.9:
                clusters.join(a, b, score, rule, veto)
    _link_acronyms(clusters, organisations)
    _link_short(clusters, organisations)


def _owners(organisations: Sequence[Node], a: Node, b: Node) -> int:
    """How many countries' ministries of the name that `a` and `b` share the story has."""
    alike = [
        n for n in organisations if n.owner and max(likeness(n.name, a.name)[0], likeness(n.name, b.name)[0]) >= 0.9
    ]
    return len({n.owner for n in alike})


def likeness(a: str, b: str) -> tuple[float, str]:
    """How like two names of organisations are, and why."""
    x, y = field_words(a), field_words(b)
    if not x or not y:
        return 0.0, ""
    if x == y or sorted(x) == sorted(y):
        return (1.0, "the same words")
    if "".join(x) == "".join(y):
        return 0.98, "the same letters"
    if len(x) == len(y):
        scores = [same_word(p, q) if len(p) > 4 and len(q) > 4 else float(p == q) for p, q in zip(x, y, strict=True)]
        if min(scores) >= 0.93:
            return min(scores), "each word a spelling of the other"
    return 0.0, ""


def veto(a: Node, b: Node) -> bool:
    return bool(a.owner and b.owner and a.owner != b.owner)


def _link_acronyms(clusters: Clusters, organisations: Sequence[Node]) -> None:
    for a in organisations:
        if not re.fullmatch(r"[A-Z][A-Z.&]{1,8}s?", a.name):
            for m in a.mentions:
                if m.form == "acronym":
                    for b in organisations:
                        if fold(b.name) == fold(m.name):
                            clusters.join(a, b, 0.95, f"acronym {m.name} introduced in a report", veto)
            continue
        homes = {clusters.home(b): b for b in organisations if is_acronym(a.name, b.name)}
        homes.pop(clusters.home(a), None)
        if len(homes) == 1:
            clusters.join(a, next(iter(homes.values())), 0.85, "initials of one name of the story", veto)


def _link_short(clusters: Clusters, organisations: Sequence[Node]) -> None:
    """A name that begins or, with two words and more, ends the name of one other organisation only."""
    for a in organisations:
        x = field_words(a.name)
        if len(x) == 1 and (lexicon.is_organisation_noun(x[0]) or a.name.isupper()):
            continue
        homes: dict[int, Node] = {}
        for b in organisations:
            y = field_words(b.name)
            if len(y) > len(x) and clusters.home(a) != clusters.home(b) and not veto(a, b) and _fits(x, y):
                homes.setdefault(clusters.home(b), b)
        if len(homes) == 1:
            clusters.join(a, next(iter(homes.values())), 0.8, "short form of one name of the story", veto)


def _fits(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Whether `x` is the beginning of `y` but for its last word, or its end, or its field and head ("labour
    ministry" of "Ministry of Labour and Social Affairs"). A body of a body ("United Nations Security Council",
    "Thomson Reuters Foundation") and a branch of a party are others."""
    n = len(x)
    if y[:n] == x:
        generic = n == 1 and (x[0] in lexicon.context("of_heads") or lexicon.is_organisation_noun(x[0]))
        own = len(y) == n + 1 and y[-1] not in lexicon.context("bodies_of_bodies")
        return own and not generic and (n > 1 or lexicon.is_organisation_noun(y[-1]))
    if n > 1 and y[-n:] == x:
        return x[-1] not in lexicon.context("with_branches")
    return n > 1 and x[-1] == y[-1] and x[:-1] == y[: n - 1] and lexicon.is_organisation_noun(x[-1])
