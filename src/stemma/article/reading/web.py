"""Web pages: the report's text and what the page says about itself.

trafilatura (Barbaresi 2021, ACL) finds the text and the metadata; htmldate the day where no metadata states one. What
the page states itself comes first: JSON-LD ``datePublished`` and ``dateModified`` (schema.org), Open Graph
``article:published_time``, ``<time>``; published and updated are kept apart and a stated zone is kept.

The article's text is the extracted text under the page's title; menus and captions that extraction leaves in are marked
later, as furniture. A page is never run: scripts and styles are dropped with the markup.

What it gets wrong: pages whose text is made by a script (there is none), and two reports on one page.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from html import unescape
from typing import Any

import htmldate
import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.settings import use_config

from stemma.article.furniture.names import without_frequency
from stemma.article.reading.draft import (
    Draft,
    Refused,
    language_tag,
    publication,
    stated_outlet,
    web_address,
    with_title,
)
from stemma.article.reading.frame import (
    behind_title,
    beside_title,
    headline,
    shown_byline,
    shown_outlet,
    spelled,
    title_parts,
    with_signature,
)
from stemma.article.reading.layout import without_layout_tables
from stemma.article.reading.text import clean
from stemma.model import Evidence, Outlet, Publication

LONGEST_PAGE = 8_000_000
"""Characters of markup, embedded pictures left out."""

_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,80};base64,[A-Za-z0-9+/=\s]+")
_ELEMENT = re.compile(r"<(?:p|div|article|section|main|h[1-6]|span|br|table|ul)\b", re.IGNORECASE)
_PUBLISHED = (
    ("article:published_time", "property"),
    ("datePublished", "itemprop"),
    ("og:published_time", "property"),
    ("parsely-pub-date", "name"),
    ("DC.date.issued", "name"),
    ("dcterms.created", "name"),
)
_UPDATED = (
    ("article:modified_time", "property"),
    ("dateModified", "itemprop"),
    ("og:updated_time", "property"),
    ("dcterms.modified", "name"),
)

for _noisy in ("trafilatura", "htmldate"):
    logging.getLogger(_noisy).setLevel(logging.CRITICAL)


def read_page(markup: str) -> Draft:
    """The report on a web page.

    Raises:
        Refused: the page is too large, is no HTML, or no text was found on it.
    """
    markup = _EMBEDDED.sub("data:,", markup)
    if len(markup) > LONGEST_PAGE:
        reason = f"holds {len(markup):,} characters of markup, more than any one report ({LONGEST_PAGE:,})"
        raise Refused(reason, "save the report's text as a .txt file")
    tree = trafilatura.load_html(markup)
    if tree is None and _ELEMENT.search(markup):  # a part of a page
        tree = trafilatura.load_html(f"<html><body>{markup}</body></html>")
    if tree is None:
        raise Refused("is no web page that can be read", "save the report's text as a .txt file")
    tree = without_layout_tables(tree)
    linked = list(_linked_data(tree))
    published, updated = _dates(tree, linked)
    try:
        known = trafilatura.extract_metadata(tree, date_config=_date_config(), extensive=False)
        text = _text(tree)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, etree.LxmlError) as error:
        reason = f"its markup could not be read ({type(error).__name__})"
        raise Refused(reason, "save the report's text as a .txt file") from error
    if not text:
        raise Refused("no article text was found on the page", "save the report's text as a .txt file")
    title = headline(tree, _stated_headline(linked) or _one_line(known.title))
    url = web_address(known.url)
    if published is None and (day := _markup_day(tree, url)):
        published = publication(day, "the page's markup or address")
    whole = _one_line(tree.findtext(".//title"))
    return Draft(
        text=with_signature(tree, with_title(clean(text), title), title),
        title=title,
        byline=_byline(known.author) or _linked_byline(linked) or shown_byline(tree, text),
        outlet=_outlet(tree, linked, known.sitename, known.hostname, url, beside_title(whole, title)),
        url=url,
        published=published,
        updated=updated if updated != published else None,
        language=language_tag(tree.get("lang") or known.language) or "en",
    )


def _text(tree: HtmlElement) -> str:
    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    text = trafilatura.extract(deepcopy(tree), include_comments=False, include_tables=True, config=config)
    return text or trafilatura.html2txt(tree) or ""


def _date_config() -> dict[str, Any]:
    """Dates stated in markup only, and nothing measured against today: a build must not depend on its day."""
    return {"original_date": True, "extensive_search": False, "max_date": "2199-12-31", "min_date": "1990-01-01"}


def _markup_day(tree: HtmlElement, url: str | None) -> str | None:
    try:
        day: str | None = htmldate.find_date(tree, url=url, **_date_config())
        return day
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        return None


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page that describe an article, outermost first."""
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        try:
            todo = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while todo:
            one = todo.pop(0)
            if isinstance(one, list):
                todo[:0] = one
            elif isinstance(one, dict):
                kinds = one.get("@type")
                if any(
                    "Article" in str(k) or "Posting" in str(k) for k in (kinds if isinstance(kinds, list) else [kinds])
                ):
                    yield one
                todo.extend(v for k, v in one.items() if k in ("@graph", "mainEntity", "mainEntityOfPage"))


def _dates(tree: HtmlElement, linked: list[dict[str, Any]]) -> tuple[Publication | None, Publication | None]:
    """When the page says it was published and updated."""

    def stated(field: str, metas: tuple[tuple[str, str], ...]) -> Publication | None:
        for one in linked:
            if found := publication(one.get(field), f"JSON-LD {field}"):
                return found
        for name, attribute in metas:
            for value in tree.xpath(f'//*[@{attribute}="{name}"]/@*[name()="content" or name()="datetime"]'):
                if found := publication(value, f"the page's {name}"):
                    return found
        return None

    published = stated("datePublished", _PUBLISHED)
    updated = stated("dateModified", _UPDATED)
    if published is None:
        times = tree.xpath("//time[@pubdate]/@datetime") or tree.xpath("//article//header//time/@datetime")
        times = times or tree.xpath(f"//time[{_class('published')}]/@datetime")
        times = times or (all_times if len(set(all_times := tree.xpath("//time/@datetime"))) == 1 else [])
        published = next((p for v in times if (p := publication(v, "the page's <time>"))), None)
    if updated is None:
        times = tree.xpath(f"//time[{_class('updated')} or {_class('modified')}]/@datetime")
        updated = next((p for v in times if (p := publication(v, "the page's <time>"))), None)
    return published, updated


def _class(name: str) -> str:
    """The condition that an element has a class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


def _stated_headline(linked: list[dict[str, Any]]) -> str | None:
    """The headline of the outermost article that JSON-LD describes; the posts of a live page have theirs inside it."""
    return next((title for one in linked[:1] if (title := _one_line(unescape(str(one.get("headline") or ""))))), None)


def _outlet(
    tree: HtmlElement,
    linked: list[dict[str, Any]],
    sitename: str | None,
    hostname: str | None,
    url: str | None,
    beside: str | None,
) -> Outlet | None:
    for one in linked:
        publisher = one.get("publisher")
        publisher = publisher[0] if isinstance(publisher, list) and publisher else publisher
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        if isinstance(name, str) and (name := _one_line(name) or ""):
            return stated_outlet(name, "JSON-LD publisher")
    if (name := _one_line(sitename)) and name.casefold() != (hostname or "").casefold():
        application = next(iter(tree.xpath('//meta[@name="application-name"]/@content')), None)
        return stated_outlet(
            spelled(without_frequency(name.lstrip("@")), [_one_line(application), beside, *title_parts(tree)]),
            "the page's metadata",
        )
    if beside:
        return stated_outlet(beside, "the title of the page")
    if shown := shown_outlet(tree):
        return Outlet(name=shown[0], inferred=True, evidence=(Evidence(because=shown[1]),))
    if name := behind_title(tree, _one_line(tree.findtext(".//title"))):
        because = "the title of the page ends with it"
        return Outlet(name=name, inferred=True, evidence=(Evidence(because=because),))
    if hostname:
        return Outlet(name=hostname, inferred=True, evidence=(Evidence(because=f"the page's address is {url}"),))
    return None


def _byline(author: str | None) -> str | None:
    names = [n.strip() for n in (author or "").split(";") if n.strip()]
    return ", ".join(names) or None


def _linked_byline(linked: list[dict[str, Any]]) -> str | None:
    for one in linked:
        authors = one.get("author")
        names = [
            a.get("name") if isinstance(a, dict) else a for a in (authors if isinstance(authors, list) else [authors])
        ]
        if found := [n for name in names if (n := _one_line(name))]:
            return ", ".join(found)
    return None


def _one_line(value: object) -> str | None:
    return " ".join(clean(value).split()) or None if isinstance(value, str) else None
