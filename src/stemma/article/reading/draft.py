"""What a reader of one format hands on: a text with the metadata its file gave, before it has an id."""

from __future__ import annotations

from urllib.parse import urlsplit

import msgspec

from stemma.article.days import timestamp
from stemma.article.reading.text import clean, settled
from stemma.model import Evidence, Noun, Outlet, Publication

LONGEST_TEXT = 300_000
"""Characters an article may have. The longest reports have some 100,000; what is longer is a crawl in one file."""


class Refused(ValueError):
    """A file or record that is no report: `reason` and `advice` for the user."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.reason, self.advice = reason, advice


class Draft(Noun, frozen=True, kw_only=True):
    """One report as read. `record` is its id within its file, `number` its place there (None when the file is one
    report)."""

    text: str
    title: str | None = None
    byline: str | None = None
    outlet: Outlet | None = None
    url: str | None = None
    published: Publication | None = None
    updated: Publication | None = None
    language: str = "en"
    record: str | None = None
    number: int | None = None


def publication(value: object, where: str) -> Publication | None:
    """A date of the metadata as a publication; `where` names the field ("JSON-LD datePublished")."""
    stamp = timestamp(value)
    if stamp is None:
        return None
    because = clean(f"{where} says {' '.join(str(value).split())[:60]}")
    return Publication(
        earliest=stamp.day,
        latest=stamp.day,
        inferred=False,
        zone=stamp.zone,
        time=stamp.time,
        evidence=(Evidence(because=because),),
    )


def stated_outlet(name: str, where: str) -> Outlet:
    return Outlet(name=name, inferred=False, evidence=(Evidence(because=f"{where} names it"),))


def web_address(value: str | None) -> str | None:
    """`value` when it is an address that can be taken apart: no words, no half of an IPv6 address, a port in range."""
    try:
        parts = urlsplit(value or "")
        whole = bool(parts.scheme) and parts.port != 0  # asking for the port raises where it is none
    except ValueError:
        return None
    return value if whole and value and "://" in value else None


def with_title(text: str, title: str | None) -> str:
    """`text` headed by its title, so that the headline can be pointed at, unless it stands there already."""
    if not title or " ".join(title.split()).casefold() in " ".join(text[: len(title) * 2 + 400].split()).casefold():
        return text
    return f"{' '.join(title.split())}\n\n{text}"


def language_tag(value: object) -> str | None:
    """The two- or three-letter code of a language tag ("en" of "en-GB"), None when it is none."""
    code = str(value or "").replace("_", "-").split("-")[0].strip().lower()
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else None


def checked(draft: Draft) -> Draft:
    """`draft`, when it is a report that can be worked on.

    Raises:
        Refused: it holds no text, or far more than any report.
    """
    if not draft.text.strip():
        raise Refused("holds no text", "leave it out, or check how it was saved")
    text = settled(draft.text)
    if len(text) > LONGEST_TEXT:
        reason = f"holds {len(text):,} characters of text, more than any one report ({LONGEST_TEXT:,})"
        raise Refused(reason, "split it into one file a report, or JSON lines with one report a line")
    return msgspec.structs.replace(draft, text=text)
