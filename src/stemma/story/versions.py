"""Versions: reports whose text their outlet changed after publication, told from reports that only resemble each other.

Two files are versions of one report when they come from one address, or from one outlet under nearly the same headline
within a few days, and most of the shorter text stands in the other word for word, sentence by sentence. A version is
no second report: lineage, origins and counts take all versions for one. Which is older the stated days and times tell
(updated before published); where they do not, nothing is guessed and the order stays open.

What it gets wrong: a version rewritten from end to end passes for another report, at one address too; two versions that
differ only in what stemma calls furniture are two texts all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cmp_to_key
from itertools import pairwise
from urllib.parse import urlsplit

import networkx as nx
from courlan import normalize_url
from dateutil import parser as dateutil_parser
from msgspec.structs import replace
from rapidfuzz import fuzz

from stemma.model import Article, Layers, Publication

__all__ = ["mark_versions", "older", "reports_meant", "root_versions"]

_SAME_PAGE = 0.4  # share of the shorter text's sentences found in the other, at one address
_SAME_STORY = 0.7  # the same, of one outlet under nearly one headline
_HEADLINE = 85.0  # likeness of the headlines, of 100
_DAYS = 3  # between two versions with addresses of their own, or none
_LEAST = 3  # sentences the shorter must have


def mark_versions(layers: Sequence[Layers]) -> tuple[Layers, ...]:
    """The articles of a story, each later version of a report with the id of the version before it."""
    ordered = sorted((one.article for one in layers if one.article.duplicate_of is None), key=lambda a: a.id)
    sentences = {one.article.id: _sentences(one) for one in layers}
    families: nx.Graph[str] = nx.Graph()
    for n, a in enumerate(ordered):
        for b in ordered[n + 1 :]:
            if _one_report(a, b, sentences[a.id], sentences[b.id]):
                families.add_edge(a.id, b.id)
    articles = {a.id: a for a in ordered}
    before: dict[str, str] = {}
    for family in nx.connected_components(families):
        chain = sorted((articles[i] for i in sorted(family)), key=cmp_to_key(_order))
        before |= {later.id: earlier.id for earlier, later in pairwise(chain)}
    return tuple(
        replace(one, article=replace(one.article, version_of=before[one.article.id]))
        if one.article.id in before
        else one
        for one in layers
    )


def root_versions(articles: Sequence[Article]) -> dict[str, str]:
    """For each article the id of the first version of its report (its own, where there is but one)."""
    before = {a.id: a.version_of for a in articles}
    out = {}
    for a in articles:
        at = a.id
        while (earlier := before.get(at)) is not None:
            at = earlier
        out[a.id] = at
    return out


def reports_meant(articles: Sequence[Article]) -> dict[str, str]:
    """For each article the id of the report that it is a version of, or, where it names no outlet of its own, a copy:
    a file saved twice speaks for no second outlet."""
    twin = {a.id: a.duplicate_of for a in articles if a.duplicate_of and a.outlet is None}
    first = root_versions(articles)
    return {i: first.get(twin.get(i, i), root) for i, root in first.items()}


def older(first: Article, second: Article) -> bool | None:
    """Whether `first` is the older of two versions; None where the stated days and times do not tell."""
    a, b = (one.updated or one.published for one in (first, second))
    if a is None or b is None or a.inferred or b.inferred:
        return None
    x, y = _instant(a), _instant(b)
    if a.time and b.time and x and y and (x.tzinfo is None) == (y.tzinfo is None) and (x.tzinfo or a.zone == b.zone):
        if x != y:
            return x < y
    elif a.latest < b.earliest or b.latest < a.earliest:
        return a.latest < b.earliest
    return bool(second.updated) if bool(first.updated) != bool(second.updated) else None


def _one_report(a: Article, b: Article, x: Sequence[str], y: Sequence[str]) -> bool:
    short, long = (x, y) if sum(map(len, x)) <= sum(map(len, y)) else (y, x)
    if len(short) < _LEAST:
        return False
    held = set(long)
    share = sum(len(s) for s in short if s in held) / sum(map(len, short))
    if a.url and b.url and _page(a.url) and _page(a.url) == _page(b.url):
        return share >= _SAME_PAGE
    return share >= _SAME_STORY and _one_outlet(a, b) and not _apart_in_time(a, b) and _headlines_alike(a, b)


def _one_outlet(a: Article, b: Article) -> bool:
    names = [re.sub(r"^the ", "", one.outlet.name.casefold()) if one.outlet else "" for one in (a, b)]
    hosts = [_host(one.url) if one.url else "" for one in (a, b)]
    if all(hosts):
        return hosts[0] == hosts[1]  # a name read from the text can be that of an agency both have the text from
    return bool(names[0]) and names[0] == names[1]


def _host(url: str) -> str:
    return re.sub(r"^(?:www|m|amp)\.", "", (urlsplit(url).hostname or "").lower())


def _page(url: str) -> str:
    """An address without scheme, host prefix and tracking; empty for a home page, which shows other reports daily."""
    parts = urlsplit(normalize_url(url, strict=False, trailing_slash=False))
    path = parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    return _host(url) + path if path else ""


def _apart_in_time(a: Article, b: Article) -> bool:
    x, y = a.published, b.published
    if x is None or y is None:
        return False
    return max(x.earliest, y.earliest) - min(x.latest, y.latest) > timedelta(days=_DAYS)


def _headlines_alike(a: Article, b: Article) -> bool:
    x, y = (re.sub(r"[^\w\s]", " ", (one.title or _first_line(one)).casefold()) for one in (a, b))
    return bool(x.strip()) and max(fuzz.ratio(x, y), fuzz.token_sort_ratio(x, y)) >= _HEADLINE


def _first_line(article: Article) -> str:
    return article.text.strip().split("\n", 1)[0][:200]


def _sentences(one: Layers) -> list[str]:
    """The sentences of a report as plain words; short ones (names, labels) left out."""
    out = []
    for s in one.parse.sentences:
        words = re.findall(r"\w+", one.article.text[s.start : s.end].casefold())
        if len(words) >= 5:
            out.append(" ".join(words))
    return out


def _order(a: Article, b: Article) -> int:
    first = older(a, b)
    if first is None:
        return -1 if a.id < b.id else 1
    return -1 if first else 1


def _instant(stated: Publication) -> datetime | None:
    """The stated time, with its zone where that is an offset; zones by name are only compared with themselves."""
    zone = "+00:00" if stated.zone in ("UTC", "GMT", "Z") else stated.zone or ""
    try:
        return dateutil_parser.isoparse(f"{stated.earliest}T{stated.time}{zone if zone[:1] in ('+', '-') else ''}")
    except ValueError:
        return None
