"""Reading: files and folders in, articles out, and a problem for each input that could not be read.

Text files are taken as they are (`reading.text` says which characters change), web pages go through trafilatura
(`reading.web`), JSON and JSON lines give text and metadata by their usual field names (`reading.structured`). The same
inputs give the same articles in any order; texts that are the same to the character are kept and linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from stemma.article.reading.draft import LONGEST_TEXT, Draft, Refused, checked
from stemma.article.reading.files import SUFFIXES, Found, find_files, format_of, problem
from stemma.article.reading.identity import give_ids
from stemma.article.reading.structured import read_json, read_lines
from stemma.article.reading.text import Decoded, Undecodable, decode
from stemma.model import Article, Noun, Problem, Span

__all__ = ["SUFFIXES", "ReadingResult", "read"]

LARGEST_FILE = {"text": 4 * LONGEST_TEXT, "page": 40_000_000, "json": 400_000_000}
"""Bytes beyond which a file is not even opened."""

_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z!/?]")


class ReadingResult(Noun, frozen=True, kw_only=True):
    """What was read: articles in the order of their ids, and the inputs that could not be."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]


def read(paths: Sequence[Path]) -> ReadingResult:
    """Read every report in `paths` (files, or folders searched to any depth)."""
    files, problems = find_files(paths)
    read_so_far: list[tuple[str, Draft]] = []
    for file in files:
        try:
            for outcome in _read_file(file):
                if isinstance(outcome, Draft):
                    read_so_far.append((file.name, outcome))
                else:
                    problems.append(outcome)
        except OSError as error:
            problems.append(problem(file.name, error))
        except (Refused, Undecodable) as why:
            problems.append(Problem(file=file.name, reason=why.reason, advice=why.advice))
    ids = give_ids(read_so_far)
    articles = sorted((_article(i, n, d) for i, (n, d) in zip(ids, read_so_far, strict=True)), key=lambda a: a.id)
    return ReadingResult(
        articles=_linked(articles), problems=tuple(sorted(problems, key=lambda p: (p.file, p.reason, p.advice)))
    )


def _read_file(file: Found) -> Iterator[Draft | Problem]:
    """The reports of one file, and a problem for each of its records that could not be read."""
    kind = _kind(file.path.suffix.lower())
    if kind is None and (entry := format_of(file.path.suffix)):
        raise Refused(f"is a {entry['name']}, which is not read yet", entry["advice"])
    if file.path.is_char_device() or file.path.is_block_device():
        raise Refused("is a device, not a file", "save what it gives as a file")
    size, limit = file.path.stat().st_size, LARGEST_FILE[kind or "json"]
    if size > limit:
        reason = f"is {size:,} bytes large, more than any one report ({limit:,})"
        raise Refused(reason, "split it into one file a report, or JSON lines with one report a line")
    raw = file.path.read_bytes()
    if not raw.strip():
        raise Refused("is empty", "leave it out, or save it again")
    declared = _DECLARED.search(raw[:4096])
    decoded = decode(raw, declared[1].decode("ascii") if declared else None)
    if not decoded.text.strip():
        raise Refused("holds no text", "leave it out, or save it again")
    kind = kind or _sniffed(decoded.text)
    if kind == "page" and not _MARKUP.search(decoded.text):
        kind = "text"
    if decoded.damaged:
        yield _damage(file.name, decoded)
    if kind == "json":
        reader = read_lines if file.path.suffix.lower() in (".jsonl", ".ndjson") else read_json
        for outcome in reader(decoded.text):
            if isinstance(outcome, Draft):
                yield outcome
            else:
                yield Problem(file=file.name, reason=outcome.reason, advice=outcome.advice)
    elif kind == "page":
        from stemma.article.reading.web import read_page  # here: trafilatura loads slowly and text needs none of it

        yield checked(read_page(decoded.text))
    else:
        yield checked(Draft(text=decoded.text))


def _kind(suffix: str) -> str | None:
    if suffix in (".html", ".htm", ".xhtml"):
        return "page"
    if suffix in (".json", ".jsonl", ".ndjson"):
        return "json"
    return "text" if suffix in SUFFIXES else None


def _sniffed(text: str) -> str:
    """What a file of an unknown suffix holds."""
    start = text[:500].lstrip().lower()
    if start.startswith(("<!doctype html", "<html")):
        return "page"
    return "json" if start.startswith(("{", "[{")) else "text"


def _damage(name: str, decoded: Decoded) -> Problem:
    count = "1 character is" if decoded.damaged == 1 else f"{decoded.damaged} characters are"
    reason = f"{count} damaged in its {decoded.encoding.upper()} and shown as \ufffd (the report was read)"
    return Problem(file=name, reason=reason, advice="save it again as UTF-8 if the damaged words matter")


def _article(article_id: str, name: str, draft: Draft) -> Article:
    span = _title_span(article_id, draft)
    return Article(
        id=article_id,
        file=name,
        text=draft.text,
        url=draft.url,
        outlet=draft.outlet,
        title=draft.title,
        title_span=span,
        byline=draft.byline,
        published=draft.published,
        updated=draft.updated,
        language=draft.language,
    )


def _title_span(article_id: str, draft: Draft) -> Span | None:
    """Where the title of the metadata stands in the text: a line or more of its head, white space aside."""
    if not draft.title:
        return None
    pattern = r"\s+".join(re.escape(word) for word in draft.title.split())
    match = re.compile(rf"^\s*({pattern})", re.IGNORECASE | re.MULTILINE).search(draft.text[: len(pattern) * 2 + 1000])
    return Span(article_id, match.start(1), match.end(1)) if match else None


def _linked(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Articles of the same text linked to the first of them by id."""
    first: dict[str, str] = {}
    out = []
    for article in articles:
        known = first.setdefault(article.text.strip(), article.id)
        out.append(article if known == article.id else msgspec.structs.replace(article, duplicate_of=known))
    return tuple(out)
