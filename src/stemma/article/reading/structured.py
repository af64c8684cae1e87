"""JSON and JSON lines: records of reports under the field names that crawlers, archives and interfaces use
(``data/record_fields.toml``).

A ``.json`` file holds one record, a list of them, or an object that holds such a list; a ``.jsonl`` file one record a
line. A text that holds HTML is stripped of it. A record that cannot be read is a problem; the others are still read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from stemma import data
from stemma.article.reading.draft import (
    Draft,
    Refused,
    checked,
    language_tag,
    publication,
    stated_outlet,
    web_address,
    with_title,
)
from stemma.article.reading.text import clean
from stemma.model import SCHEMA, Outlet

LONGEST_LINE = 8_000_000
"""Characters a record may take up."""

_MARKUP = re.compile(r"<(?:p|div|br|span|h[1-6]|article|html|ul)\b[^<>]{0,500}>", re.IGNORECASE)

Outcome = Draft | Refused
"""A record that was read, or why it was not."""


def read_json(text: str) -> Iterator[Outcome]:
    """The records of a JSON file, each read or refused.

    Raises:
        Refused: the file is no JSON, or holds no record of a report.
    """
    try:
        whole = json.loads(text)
    except ValueError as error:
        if text.count("\n") and getattr(error, "msg", "") == "Extra data":  # JSON lines under the wrong suffix
            yield from read_lines(text)
            return
        advice = "mend that line, or save the report's text as a .txt file"
        raise Refused(f"is not valid JSON ({_why(error)})", advice) from error
    except RecursionError as error:
        raise Refused("is nested too deeply to be a record of a report", "save the text as a .txt file") from error
    records = _records(whole)
    if not records:
        raise Refused("is a list without any record", "leave it out")
    if len(records) == 1 and records[0] is whole:
        yield _outcome(whole, None)
        return
    for number, record in enumerate(records, start=1):
        yield _outcome(record, number)


def read_lines(text: str) -> Iterator[Outcome]:
    """The records of a JSON lines file, each read or refused; empty lines are passed over."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if len(line) > LONGEST_LINE:
            yield _at(number, Refused(f"the record takes up {len(line):,} characters", "split it, or leave it out"))
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            what = error.msg if isinstance(error, json.JSONDecodeError) else _why(error)
            yield _at(number, Refused(f"not valid JSON ({what})", "mend or remove that line"))
            continue
        yield _outcome(record, number)


def _why(error: ValueError | RecursionError) -> str:
    """Why a text is no JSON. Of the errors that are not JSON's own there are two: depth, and Python's limit on the
    digits of a number."""
    if isinstance(error, json.JSONDecodeError):
        return f"line {error.lineno}, column {error.colno}: {error.msg}"
    return "nested too deeply" if isinstance(error, RecursionError) else "a number of thousands of digits"


def _at(number: int | None, why: Refused) -> Refused:
    return why if number is None else Refused(f"line or record {number}: {why.reason}", why.advice)


def _records(whole: Any) -> list[Any]:
    """The records in a JSON value: itself, its items, or the items of the field that lists reports."""
    if isinstance(whole, list):
        return whole
    if isinstance(whole, dict) and _get(whole, "text") is None:
        for name in data.table("record_fields.toml")["records"]:
            inner = next((v for k, v in whole.items() if _fold(k) == _fold(name)), None)
            if isinstance(inner, (list, dict)):
                found = _records(inner)
                if found and found[0] is not inner:
                    return found
    return [whole]


def _outcome(record: Any, number: int | None) -> Outcome:
    try:
        return checked(_draft(record, number))
    except Refused as why:
        return _at(number, why)


def _draft(record: Any, number: int | None) -> Draft:
    if not isinstance(record, dict):
        raise Refused("is no record of a report (not an object with fields)", "make it an object with a field 'text'")
    if record.get("schema") == SCHEMA:
        raise Refused("is a dossier, not a report", "leave it out")
    body = _text_of(_get(record, "text"))
    if body is None:
        names = ", ".join(data.table("record_fields.toml")["text"][:4])
        raise Refused(f"has no text in a field for it ({names}, …)", "name the field 'text' and fill it")
    title = _text_of(_get(record, "title"))
    title = " ".join(title.split()) or None if title else None
    identity = _get(record, "id")
    return Draft(
        text=with_title(body, title),
        title=title,
        byline=_names(_get(record, "author")),
        outlet=_outlet(record),
        url=web_address(_text_of(_get(record, "url"))),
        published=_stated(record, "published"),
        updated=_stated(record, "updated"),
        language=language_tag(_get(record, "language")) or "en",
        record=clean(str(identity)) if isinstance(identity, (str, int)) and str(identity).strip() else None,
        number=number,
    )


def _stated(record: dict[str, Any], noun: str) -> Any:
    for name, value in _fields(record, noun):
        if found := publication(value, f"the record's field '{name}'"):
            return found
    return None


def _fields(record: dict[str, Any], noun: str) -> Iterator[tuple[str, Any]]:
    """The fields of `record` that may hold `noun`, the most telling first."""
    by_name = {_fold(k): (k, v) for k, v in sorted(record.items(), key=lambda kv: str(kv[0]), reverse=True)}
    for name in data.table("record_fields.toml")[noun]:
        if _fold(name) in by_name and by_name[_fold(name)][1] not in (None, "", [], {}):
            yield by_name[_fold(name)]


def _get(record: dict[str, Any], noun: str) -> Any:
    return next((value for _, value in _fields(record, noun)), None)


def _fold(name: object) -> str:
    return re.sub(r"[\W_]", "", str(name)).casefold()


def _text_of(value: Any) -> str | None:
    """A text field: a string, paragraphs in a list, or the ``rendered`` of a WordPress field; markup stripped."""
    if isinstance(value, dict):
        value = value.get("rendered", value.get("text"))
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        value = "\n\n".join(value)
    if not isinstance(value, str):
        return None
    if _MARKUP.search(value):
        from stemma.article.reading.markup import paragraphs  # here: few records hold markup, and lxml loads slowly

        value = paragraphs(value)
    return clean(value)


def _names(value: Any) -> str | None:
    """The authors of a record: a name, a list of names, or objects with a name."""
    items = value if isinstance(value, list) else [value]
    names = [i.get("name") if isinstance(i, dict) else i for i in items]
    out = [" ".join(clean(n).split()) for n in names if isinstance(n, str) and n.strip()]
    return ", ".join(out) or None


def _outlet(record: dict[str, Any]) -> Outlet | None:
    for field, value in _fields(record, "outlet"):
        if isinstance(value, list):
            value = value[0]
        if isinstance(value, dict):
            value = next((value[k] for k in ("name", "title", "id") if isinstance(value.get(k), str)), None)
        if not isinstance(value, str):
            continue
        name = " ".join(clean(value).split())
        if "://" in name:
            name = (urlsplit(web_address(name) or "").hostname or "").removeprefix("www.")
        if 0 < len(name) <= 120:
            return stated_outlet(name, f"the record's field '{field}'")
    return None
