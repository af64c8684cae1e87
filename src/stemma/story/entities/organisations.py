"""Organisations: which nodes are one organisation.

The same words in any order of head and field ("Ministry of Labour", "labour ministry"), spellings of them, short
forms that fit one organisation of the story only, and acronyms that are introduced in brackets or made of initials.
Ministries of two countries never join.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein
from text_to_num import alpha2digit

from stemma.article.names import lexicon
from stemma.article.names.short_forms import is_acronym, members_of
from stemma.data import gazetteer, members, table
from stemma.story.entities.clusters import Clusters, Fitting, alike_pairs
from stemma.story.entities.nodes import Node
from stemma.story.entities.spelling import fold, same_word

_LONG_FORM = 8
"""Letters from which a word of a legal form is recognised with a slip of the pen."""
_SMALL = {"of", "the", "and", "&", "for", "to", "on", "in", "de", "del", "la", "y", "et", "und", "der"}


_ALIKE = 0.9
"""Likeness from which two names are one organisation's."""


@lru_cache(maxsize=50_000)
def field_words(name: str) -> tuple[str, ...]:
    """The words of an organisation's name that count, in the order of English compounds (field before head)."""
    words, _ = _without_legal_form(_plain_words(name))
    if len(words) > 1 and words[0] in lexicon.context("vessel_prefixes"):
        words = words[1:]
    if _owning_country(name):
        words = words[:-2]  # "Health Ministry of Slovenia": the country is the owner, not a part of the name
    if "of" in words[1:]:
        at = words.index("of", 1)
        if lexicon.is_organisation_noun(words[at - 1]):
            words = words[at + 1 :] + words[:at]
    return tuple(_stem(w) for w in words if w not in _SMALL)


@lru_cache(maxsize=50_000)
def _owning_country(name: str) -> str | None:
    """The code of the country that closes a name ("Health Ministry of Slovenia")."""
    words, _ = _without_legal_form(_plain_words(name))
    return gazetteer.country(words[-1]) if len(words) > 3 and words[-2] == "of" else None


@lru_cache(maxsize=50_000)
def _plain_words(name: str) -> tuple[str, ...]:
    """The folded words of a name: letters of abbreviations joined, numbers as figures, short names of countries in
    full, possessives left out."""
    plain = re.sub(r"\b(\w) (?=\w\b)", r"\1", fold(re.sub(r"[/,]", " ", name)))
    plain = re.sub(r"'s\b|s'(?= |$)", lambda m: "s" if m[0].startswith("s") else "", plain)
    out = [w.replace("'", "") for w in re.split(r"[\s\-]+", plain.replace("&", " and ")) if w.strip("'")]
    written_out = table("en/demonyms.toml")["abbreviations"]
    return tuple(_with_figures([piece for word in out for piece in written_out.get(word, (word,))]))


def _with_figures(words: list[str]) -> list[str]:
    """Numerals in words as figures ("Brigade Forty-Four": 44; "First", "1st": 1)."""
    figures = alpha2digit(" ".join(words), "en", 0).split(" ")
    return [re.sub(r"^(\d+)(?:st|nd|rd|th|ers?)$", r"\1", w) for w in figures if w]


def _without_legal_form(words: Sequence[str]) -> tuple[list[str], frozenset[str]]:
    """The words without the legal forms at their end or head, and the classes of those; a name that is all form stays
    as it is."""
    forms, before = _legal_forms()
    left = [_form_word(w) for w in words]
    found: set[str] = set()
    changed = True
    while changed and len(left) > 1:
        changed = False
        for n in range(min(len(left) - 1, 6), 0, -1):
            end, head = tuple(left[-n:]), tuple(left[:n])
            if end in forms:
                found.add(forms[end])
                left, changed = left[:-n], True
                break
            if head in forms and (n > 1 or head[0] in before):
                found.add(forms[head])
                left, changed = left[n:], True
                break
        while len(left) > 1 and left[-1] in ("and", "&"):
            left.pop()
    return left, frozenset(found - {"any"})


@lru_cache(maxsize=50_000)
def _form_word(word: str) -> str:
    """A word as the legal forms spell it, where it is one letter off ("aktiengeselschaft")."""
    if len(word) < _LONG_FORM:
        return word
    known = {w for form in _legal_forms()[0] for w in form if len(w) >= _LONG_FORM}
    near = sorted(k for k in known if Levenshtein.distance(word, k, score_cutoff=1) <= 1)
    return word if word in known or not near else near[0]


@cache
def _legal_forms() -> tuple[dict[tuple[str, ...], str], frozenset[str]]:
    listed = table("legal_forms.toml")
    forms = {
        tuple(_plain_words(form)): part for part in ("any", "partnership", "limited", "public") for form in listed[part]
    }
    return forms, frozenset(listed["before"])


def _stem(word: str) -> str:
    """One spelling of a word, and one number of the words of fields and bodies ("Ministry of Labours")."""
    word = str(table("en/organisation_short_words.toml").get(word, word)).replace("isation", "ization")
    word = str(table("en/office_forms.toml").get(word, word))
    singular = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    plural = word.endswith("s") and not word.endswith("ss")
    known = lexicon.is_portfolio(singular) or lexicon.is_organisation_noun(singular) or lexicon.is_portfolio(word)
    return singular if plural and len(word) > 4 and known else word


def link_organisations(clusters: Clusters, nodes: Sequence[Node]) -> None:
    organisations = [n for n in nodes if n.kind == "organisation" and n.name]
    alike = Fitting(organisations, lambda name, other: likeness(name, other)[0] >= _ALIKE)
    for a, b, (score, rule) in alike_pairs(organisations, lambda n: n.name, _alike):
        if clusters.home(a) == clusters.home(b):
            continue
        same_seat = (a.owner or a.seat) == (b.owner or b.seat)
        unsaid = bool(a.owner) != bool(b.owner) and not same_seat
        if unsaid and len({n.owner for x in (a, b) for n in alike.of(x.name) if n.owner}) > 1:
            continue  # "the health ministry" in a story with those of two countries
        if not _elsewhere(a, b):
            clusters.join(a, b, score, rule, veto)
    _link_acronyms(clusters, organisations)
    _link_short(clusters, organisations)
    _link_plurals(clusters, organisations, nodes)


def _alike(a: str, b: str) -> tuple[float, str] | None:
    found = likeness(a, b)
    return found if found[0] >= _ALIKE else None


def likeness(a: str, b: str) -> tuple[float, str]:
    """How like two names of organisations are, and why."""
    x, y = field_words(a), field_words(b)
    if not x or not y or _two_forms(a, b) or _two_countries(a, b):
        return 0.0, ""
    if x == y or sorted(x) == sorted(y):
        return (1.0, "the same words")
    if "".join(x) == "".join(y) or _letters(a) == _letters(b):
        return 0.98, "the same letters"
    turned = "of" in _plain_words(a) or "of" in _plain_words(b)
    if turned and sorted(map(_singular, x)) == sorted(map(_singular, y)):
        return 0.95, "the same words, one of them in the plural"
    if len(x) == len(y):
        scores = [same_word(p, q) if len(p) > 4 and len(q) > 4 else float(p == q) for p, q in zip(x, y, strict=True)]
        if min(scores) >= (0.93 if len(x) > 1 else 0.95):
            return min(scores), "each word a spelling of the other"
    return 0.0, ""


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=50_000)
def _letters(name: str) -> str:
    return "".join(_plain_words(name))


@lru_cache(maxsize=50_000)
def _form_classes(name: str) -> frozenset[str]:
    return _without_legal_form(_plain_words(name))[1]


def _two_forms(a: str, b: str) -> bool:
    """Whether both names give their legal form and the forms exclude each other ("X AG", "X GmbH")."""
    x, y = _form_classes(a), _form_classes(b)
    return bool(x and y and not x & y)


def _two_countries(a: str, b: str) -> bool:
    x, y = _owning_country(a), _owning_country(b)
    return bool(x and y and x != y)


def veto(a: Node, b: Node) -> bool:
    return bool(a.owner and b.owner and a.owner != b.owner)


def _elsewhere(a: Node, b: Node) -> bool:
    """Whether a "foreign ministry" whose country is unsaid stands in a report from the capital of another state than
    the other's: then, as like as not, it is another."""
    x, y = a.owner or a.seat, b.owner or b.seat
    return not (a.owner and b.owner) and bool(x and y and x != y)


def _link_acronyms(clusters: Clusters, organisations: Sequence[Node]) -> None:
    called = Fitting(organisations, lambda acronym, name: fold(name) == fold(acronym))
    stands_for = Fitting(organisations, is_acronym)
    for a in organisations:
        if not re.fullmatch(r"[A-Z][A-Z.&]{1,8}s?", a.name):
            for m in a.mentions:
                if m.form == "acronym":
                    for b in called.of(m.name):
                        clusters.join(a, b, 0.95, f"acronym {m.name} introduced in a report", veto)
            continue
        homes = {clusters.home(b): b for b in stands_for.of(a.name)}
        homes.pop(clusters.home(a), None)
        if len(homes) == 1:
            clusters.join(a, next(iter(homes.values())), 0.85, "initials of one name of the story", veto)


def _link_short(clusters: Clusters, organisations: Sequence[Node]) -> None:
    """A name that begins or, with two words and more, ends the name of one other organisation only; and the head noun
    of one only, where a report calls it by that alone ("the Forum")."""
    longer = Fitting(organisations, _is_short_for)
    headed = Fitting(organisations, _is_headed_by)
    for a in organisations:
        x = field_words(a.name)
        if not x:
            continue
        paper = a.name[:1].isupper() and x[0] in members("outlet_words.toml", "last_in_sentences")
        head = len(x) == 1 and lexicon.is_organisation_noun(x[0]) and not paper
        if len(x) == 1 and ((head and not a.name[:1].isupper()) or a.name.isupper()):
            continue
        homes: dict[int, Node] = {}
        for b in (headed if head else longer).of(a.name):
            if clusters.home(a) != clusters.home(b) and not veto(a, b):
                homes.setdefault(clusters.home(b), b)
        if len(homes) == 1:
            clusters.join(a, next(iter(homes.values())), 0.8, "short form of one name of the story", veto)


def _link_plurals(clusters: Clusters, organisations: Sequence[Node], nodes: Sequence[Node]) -> None:
    """The members of a party for the party ("the Greens" of the Green Shore Movement), where one of the story fits."""
    parties = Fitting(organisations, members_of)
    for a in nodes:
        if a.kind == "place" or not a.name or any(m.role or m.refers for m in a.mentions):
            continue
        homes = {clusters.home(b): b for b in parties.of(a.name) if b is not a}
        homes.pop(clusters.home(a), None)
        if len(homes) == 1 and clusters.join(
            a, next(iter(homes.values())), 0.8, "members of one party of the story", veto
        ):
            a.kind = "organisation"


def _is_place(name: str) -> bool:
    return bool(gazetteer.country(name) or gazetteer.places(name))


def _is_headed_by(head: str, full: str) -> bool:
    """Whether a name ends in the noun that a report writes alone and with a capital ("the Forum")."""
    y = field_words(full)
    return len(y) > 1 and y[-1:] == field_words(head)


def _is_short_for(short: str, full: str) -> bool:
    x, y = field_words(short), field_words(full)
    return len(y) > len(x) and _fits(x, y)


def _fits(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Whether `x` is the beginning of `y` but for its last word, or its end, or its field and head ("labour
    ministry" of "Ministry of Labour and Social Affairs"). A body of a body ("United Nations Security Council",
    "Thomson Reuters Foundation") and a branch of a party are others."""
    n = len(x)
    if y[:n] == x:
        if n == 1 and _is_place(x[0]):
            return False
        if len(y) == 2 and n == 1 and y[-1] in members("outlet_words.toml", "plain_last") and len(x[0]) > 3:
            return True  # "Orlan" of "Orlan Wire"
        if n == 1 and y[-1] in members("outlet_words.toml", "last") - members("outlet_words.toml", "branches"):
            return False  # a paper is called by its last word; its first is a place or a people
        generic = n == 1 and (x[0] in lexicon.context("of_heads") or lexicon.is_organisation_noun(x[0]))
        members_body = y[-1] in {"union", "association"} and x[-1].endswith("s")  # "Amalgamated Carpenters"
        trade = n > 1 and y[-1] in lexicon.context("trades_left_out")
        own = len(y) == n + 1 and (members_body or trade or y[-1] not in lexicon.context("bodies_of_bodies"))
        return own and not generic and (n > 1 or lexicon.is_organisation_noun(y[-1]))
    if y[1:] == x and y[0] in members("outlet_words.toml", "plain_first") and not _is_place(" ".join(x)):
        return True  # "Selm" of "Radio Selm"
    if n == 1 and y[-1:] == x and x[0] in members("outlet_words.toml", "last_in_sentences"):
        return True  # "the Herald"
    if n == 1 and y[-1:] == x and not lexicon.is_organisation_noun(x[0]) and len(x[0]) > 3:
        return _is_place(" ".join(y[:-1]))  # "the Comets" of the Selm City Comets
    if n > 1 and y[-n:] == x:
        return x[-1] not in lexicon.context("with_branches")
    return n > 1 and x[-1] == y[-1] and x[:-1] == y[: n - 1] and lexicon.is_organisation_noun(x[-1])
