"""The words readers see: neutral ("matches", "credits", "no credit found"), never a verdict.

Stemma says what the reports say, never what is true, and a missing credit is no proof of anything; inferred things are
called "worked out". Labels are kept here so that one test can hold all of them to that.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

VARIANT_KINDS = {
    "conflict": "Both cannot hold",
    "quote-altered": "Quotation differs",
    "quote-promoted": "Paraphrase here, quotation there",
    "attribution": "Different source named",
    "strengthened": "Worded more strongly",
    "weakened": "Worded more weakly",
    "wording": "Another term",
    "granularity": "Less or more precise",
    "spelling": "Spelling",
    "update": "Changed over time",
}

SEVERITIES = {"high": "serious", "medium": "worth a look", "low": "minor"}

STATUSES = {
    "single-origin": "one origin",
    "corroborated": "more than one origin",
    "disputed": "reports differ",
}

ORIGIN_KINDS = {
    "outlet": "an outlet’s own reporting",
    "agency": "news agency",
    "state media": "state media",
    "official": "statement of an official",
    "interview": "interview",
    "document": "document",
    "observation": "own observation",
}

ENTITY_KINDS = {
    "person": "People",
    "organisation": "Organisations",
    "place": "Places",
    "other": "Other names",
}

MODALITIES = {
    "planned": "planned",
    "expected": "expected",
    "possible": "possible",
    "demanded": "demanded",
    "denied": "denied",
    "conditional": "on a condition",
}

SOURCE_TYPES = {
    "unnamed": "unnamed",
    "outlet": "outlet",
    "agency": "agency",
    "state media": "state media",
    "document": "document",
}

POSITIONS = {
    "term": "Terms on the table",
    "demand": "Demands",
    "red line": "Red lines",
    "interest": "Interests",
    "offer": "Offers",
    "concession": "Concessions",
    "rejection": "Rejections",
    "condition": "Conditions",
    "position": "Other positions",
}

POSITION = {kind: kind for kind in POSITIONS}
"""One position of a kind."""

TALKS = {
    "parties": "Parties",
    "mediators": "Mediated by",
    "hosts": "Hosts",
    "subject": "Subject",
    "stage": "Stage",
    "trigger": "What started it",
    "pauses": "Pauses",
    "causes": "Causes named",
    "resumptions": "What brought them back",
    "departures": "Who left",
    "earlier": "Goes back to",
    "outcomes": "Outcomes",
    "next_steps": "Next steps",
}

ROUND = {
    "number": "Round",
    "place": "Place",
    "start": "Begins",
    "planned": "Was to begin",
    "end": "Ends",
    "days": "Days",
    "format": "Format",
    "host": "Host",
    "status": "Status",
    "sizes": "Size of delegation",
    "absent": "Absent",
    "changes": "Changes",
    "delays": "Delay",
    "called_off": "Who put it off",
    "outcome": "Outcome",
    "unresolved": "Not agreed",
}

RELATIONS = {
    ("derives", True): "credits",
    ("derives", False): "no credit found",
    ("duplicate", True): "same text",
    ("duplicate", False): "same text",
    ("version", True): "later version",
    ("version", False): "later version",
    ("confirms", True): "confirms",
    ("confirms", False): "confirms",
}

SHARED = "same passages"
"""Of reports that match where it is open which came first: then nobody can be missed in a credit."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def relation(kind: str, credited: bool, directed: bool) -> str:
    """What links a report to another, in a word or two."""
    return RELATIONS[kind, credited] if credited or directed or kind != "derives" else SHARED


def label(table: dict[str, str], key: str) -> str:
    """The words for `key`, or the key itself made readable."""
    return table.get(key) or key.replace("_", " ").replace("-", " ")


def plural(count: int, one: str, many: str | None = None) -> str:
    """``1 report``, ``2 reports``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}".replace(",", "\u202f")


def day(d: date) -> str:
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}"


def days(earliest: date, latest: date) -> str:
    """An interval of days as a reader writes it: ``5–6 January 2026``."""
    if earliest == latest:
        return day(earliest)
    if earliest.day == 1 and latest.day == monthrange(latest.year, latest.month)[1]:
        return _months(earliest, latest)
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.day}–{latest.day} {MONTHS[latest.month - 1]} {latest.year}"
    if earliest.year == latest.year:
        return f"{earliest.day} {MONTHS[earliest.month - 1]} – {day(latest)}"
    return f"{day(earliest)} – {day(latest)}"


def _months(first: date, last: date) -> str:
    """Whole months: ``March 2025``, ``April – June 2025``, ``2025``."""
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year} – {last.year}"
    end = f"{MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    begin = MONTHS[first.month - 1]
    return f"{begin} – {end}" if first.year == last.year else f"{begin} {first.year} – {end}"


def short_days(earliest: date, latest: date) -> str:
    """An interval of days without its year, where that is plain from around it: ``5–6 Jan``."""
    first, last = f"{earliest.day} {MONTHS[earliest.month - 1][:3]}", f"{latest.day} {MONTHS[latest.month - 1][:3]}"
    if earliest == latest:
        return last
    return f"{earliest.day}–{last}" if earliest.month == latest.month else f"{first} – {last}"


def counted(counts: Mapping[str, Any]) -> str:
    """The counts of a story: ``9 reports, 9 outlets, 3 texts not derived from each other, 19 origins named``."""
    parts = [plural(counts["reports"], "report")]
    if counts.get("versions"):
        parts.append(f"{plural(counts['versions'], 'further version')} of them")
    parts.append(plural(counts["outlets"], "outlet"))
    parts.append(
        f"{plural(counts['texts'], 'text')} not derived from {'another' if counts['texts'] == 1 else 'each other'}"
    )
    return ", ".join([*parts, f"{plural(counts['origins'], 'origin')} named"])


def reprinted(counts: Mapping[str, Any], folded: bool) -> str:
    """How many of the reports are reprints, and whether they were counted; nothing where there is none."""
    count = counts.get("reprints")
    if not count:
        return ""
    said = f"{plural(count, 'report')} {'prints' if count == 1 else 'print'} the text of another again"
    return f"{said}, not counted again among outlets, texts, sources and origins. " if folded else f"{said}. "


def on_origins(count: int) -> str:
    """How many origins a value has, so that nobody takes one for several."""
    return "one origin only" if count == 1 else plural(count, "origin")


def sure(confidence: float) -> str:
    """How sure, in words; nothing where there is little doubt."""
    if confidence >= 0.85:
        return ""
    return "fairly sure" if confidence >= 0.65 else "less sure"


def share(part: float) -> str:
    """A share of a text in words that do not promise more precision than there is."""
    percent = round(part * 100)
    if percent >= 98:
        return "all of its text"
    return f"{percent}\u202f% of its text" if percent >= 1 else "under 1\u202f% of its text"
