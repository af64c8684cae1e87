"""Credits: the phrases by which a report names the outlet it took something from.

The phrases are data (``data/<language>/credits.toml``), one rule each, so that others can add theirs without touching
code. An outlet is known by its name (``data/outlets.toml``), by the form of its name ("… Times"), or because the
article says what it is ("the newsletter X", "the X news site"); where the phrase leaves no doubt ("first reported
by"), any name counts. The report's own outlet is never credited.

Gets wrong: outlets of one common word in weak phrases (left out), and people after "hat tip" (taken for outlets).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from stemma.data import members, table, words
from stemma.model import Article, Credit, Noun, Parse, Span

_WORD = r"[A-Z](?:[\w’'&/-]|\.(?=\w)){0,40}"
_NAME = re.compile(rf"(?:The\s)?{_WORD}(?:\s(?:(?:of|de|do|du|da|del|and|&|für|la|le)\s)?(?:{_WORD}|\d{{1,3}}\b))*")
_LEAD = re.compile(
    r"(?:(?:[a-z][\w.-]{0,40}|[A-Z]\.[A-Z]\.|US|UK|[A-Z][a-z]{1,40}(?:an|ese|ish|ch)(?=\s[a-z]))\s){0,5}[\"“«„‘']?"
)


class Rule(Noun, frozen=True, kw_only=True):
    """A credit phrase of the rule pack."""

    name: str
    pattern: str
    strength: str
    example: tuple[str, str]


@cache
def rules(language: str = "en") -> tuple[Rule, ...]:
    """The rule pack of a language, that of English where there is none."""
    name = f"{language}/credits.toml"
    if not (files("stemma.data") / name).is_file():
        name = "en/credits.toml"
    return tuple(Rule(**(entry | {"example": tuple(entry["example"])})) for entry in table(name)["rule"])


class _Phrase(Noun, frozen=True, kw_only=True):
    """A rule ready to match: what stands before the outlet's name and what behind it, None for nothing."""

    rule: Rule
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None


@cache
def _phrases(language: str) -> tuple[_Phrase, ...]:
    out = []
    for rule in rules(language):
        before, behind = rule.pattern.replace(" ", r"\s").split("{outlet}")
        if before.endswith(r"\s"):
            before = before[:-2] + r"\s+"
        out.append(
            _Phrase(
                rule=rule,
                before=re.compile(before) if before else None,
                behind=re.compile(r"[\"”»’]?" + behind) if behind else None,
            )
        )
    return tuple(out)


def _matches(phrase: _Phrase, text: str, names: list[tuple[int, int]]) -> Iterator[tuple[int, int, str, int, int]]:
    """Start and end of each match of a phrase, the words that lead to the name, and the name's place."""
    if phrase.before is None:
        assert phrase.behind is not None
        for start, end in names:
            if (tail := phrase.behind.match(text, end)) is not None:
                yield start, tail.end(), text[max(0, start - 40) : start], start, end
        return
    for head in phrase.before.finditer(text):
        lead = _LEAD.match(text, head.end())
        at = lead.end() if lead else head.end()
        if (name := _NAME.match(text, at)) is None:
            continue
        start, end = _trimmed(text, name.start(), name.end())
        tail = phrase.behind.match(text, end) if phrase.behind is not None else None
        if end > start and (phrase.behind is None or tail is not None):
            yield head.start(), tail.end() if tail else end, text[head.end() : at], start, end


@cache
def _confirming(language: str) -> re.Pattern[str]:
    name = f"{language}/credits.toml"
    known = (files("stemma.data") / name).is_file()
    return re.compile(table(name if known else "en/credits.toml")["confirming"]["pattern"])


@cache
def _known() -> dict[str, str]:
    outlets = table("outlets.toml")
    return {_bare(n): kind for kind in ("outlet", "agency", "state media") for n in outlets[kind]["names"]}


@cache
def _nouns(kind: str) -> frozenset[str]:
    return frozenset(table("en/source_nouns.toml")[kind])


def _bare(name: str) -> str:
    return re.sub(r"\s+", " ", name).removeprefix("The ").removeprefix("the ")


def find_credits(article: Article, parse: Parse) -> tuple[Credit, ...]:
    """The credit phrases of an article, in text order; of phrases that share an outlet's mention the first rule."""
    text = article.text
    own = _own(article)
    names = [_trimmed(text, *m.span()) for m in _NAME.finditer(text)]
    names = [n for n in names if n[0] < n[1]]
    found: dict[tuple[int, int], Credit] = {}
    for phrase in _phrases(article.language):
        for begin, stop, lead, start, end in _matches(phrase, text, names):
            end = _end_of_first(text, start, end)
            name = re.sub(r"\s+", " ", text[start:end])
            if _is_own(name, own) or not _accepted(phrase.rule.strength, name, lead, text, end):
                continue
            if any(s < end and start < e for s, e in found):
                continue
            while begin < start and not text[begin].isalnum() and text[begin] not in "([–—-":
                begin += 1
            found[start, end] = Credit(
                span=Span(article.id, begin, max(end, stop)),
                outlet=name,
                outlet_span=Span(article.id, start, end),
                rule=phrase.rule.name,
                confirms=_confirms(article, parse, start),
            )
    return tuple(found[place] for place in sorted(found))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A name without a word that only begins a sentence, and without a possessive or weekday at its end."""
    first = re.match(r"(\w+)\s", text[start : min(end, start + 60)])
    if first and first.group(1) in words("en/starters.txt") and first.group(1) != "The":
        start += first.end()
    elif text[start:end] in words("en/starters.txt"):
        return start, start
    days = _not_names("last")
    while True:
        name = text[start:end]
        shorter = re.sub(r"(?:[’']s|[’'.,;:-]|\s+)$", "", name)
        last = shorter.rsplit(None, 1)[-1] if shorter else ""
        if last in days and " " in shorter:
            shorter = shorter[: -len(last)].rstrip()
        if shorter == name:
            return start, end
        end = start + len(shorter)


def _end_of_first(text: str, start: int, end: int) -> int:
    """The end of the outlet's name where "and" joins two or a possessive leads to a reporter's."""
    owner = re.search(r"[’']s?\s", text[start:end])
    if owner:
        return start + owner.start()
    joined = text[start:end].find(" and ")
    first = text[start : start + joined]
    if joined > 0 and (_bare(first) in _known() or _looks_like_one(first)):
        return start + joined
    return end


@cache
def _not_names(kind: str) -> frozenset[str]:
    return frozenset(table("en/credits.toml")["not_names"][kind])


def _own(article: Article) -> frozenset[str]:
    return frozenset({_bare(article.outlet.name).lower()}) if article.outlet else frozenset()


def _is_own(name: str, own: frozenset[str]) -> bool:
    bare = _bare(name).lower()
    return any(bare == o or o.startswith(bare + " ") or bare.startswith(o + " ") for o in own)


def _accepted(strength: str, name: str, lead: str, text: str, end: int) -> bool:
    kind = _known().get(_bare(name))
    if name in _not_names("last") or _bare(name) in _not_names("whole"):
        return False
    if strength == "agency":
        return kind in ("agency", "state media")
    if kind is not None and (_bare(name) not in _common() or strength == "strong"):
        return True
    if _described(lead, text, end) or _looks_like_one(name):
        return True
    return strength == "strong" and bool(name) and not _bare(name).isdigit()


@cache
def _common() -> frozenset[str]:
    return frozenset(_bare(n) for n in table("outlets.toml")["common"]["names"])


def _described(lead: str, text: str, end: int) -> bool:
    """Whether the words before or behind a name say that it is an outlet."""
    before = re.findall(r"[a-z-]+", lead.lower().rpartition(".")[2])
    behind = re.findall(r"[a-z-]+|[^\sa-z]", text[end : end + 40])[:3]
    if before and (before[-1] in _nouns("outlet") or _agency(before)):
        return True
    return bool(behind) and (behind[0] in _nouns("outlet") or behind[0] == "news" or _agency(behind[:2]))


def _agency(around: list[str]) -> bool:
    return any(w in _nouns("agency") for w in around) and any(w in _nouns("agency_modifiers") for w in around)


def _looks_like_one(name: str) -> bool:
    parts = _bare(name).lower().split()
    if len(parts) > 1 and _agency(parts):
        return True
    return len(parts) > 1 and parts[-1] in members("outlet_words.toml", "last_in_sentences")


def _confirms(article: Article, parse: Parse, at: int) -> bool:
    """Whether the sentence of a credit says that the outlet checked the matter itself."""
    sentence = next((s for s in parse.sentences if s.start <= at < s.end), None)
    if sentence is None:
        return False
    return _confirming(article.language).search(article.text[sentence.start : sentence.end]) is not None
