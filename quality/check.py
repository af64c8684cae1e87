"""The gate's own measures: a dossier against what a careful reader found in the same story (a ``gold.json``).

Small on purpose, and independent of `stemma`: it reads two JSON files and nothing else, so that a fault in the
project cannot hide itself here. Every measure is a number where more is better, except those in `FAULTS`, which count
what must not happen. A measure whose part is missing in the gold is left out.

Where a gold string stands in its article it is found by its first occurrence, white space collapsed. What each
measure counts is said in the docstring of the function that makes it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import Any

from negotiation import beyond, issues, missing
from wording import words

Json = dict[str, Any]
Range = tuple[int, int]
Measures = dict[str, float]

FAULTS = frozenset(
    {
        "spans_outside",
        "strings_lost",
        "pairs_merged",
        "outlets_invented",
        "accusations_wrong",
        "furniture_lost",
        "talks_invented",
    }
)
"""Measures that count faults: less is better."""

ACCUSATIONS = ("conflict", "quote-altered", "quote-promoted")
"""The kinds of variant that accuse somebody; a wrong one costs more than a missed one."""

FORCE = frozenset({"strengthened", "weakened", "wording"})
"""Kinds that shade into each other and count as one kind."""


def measure(dossier: Json, gold: Json) -> Measures:
    """All measures of `dossier` that `gold` has something to say on."""
    story = _Story(dossier)
    lost = [at for at in strings(gold) if story.find(*at) is None]
    out: Measures = {"spans_outside": float(_spans_outside(dossier)), "strings_lost": float(len(lost))}
    out |= _published(story, gold)
    for part, count in (
        ("attributions", _attributions),
        ("entities", _entities),
        ("statements", _statements),
        ("variants", _variants),
        ("derivations", _derivations),
        ("dates", _dates),
        ("furniture", _furniture),
        ("talks", _talks),
    ):
        if part in gold:
            out |= count(story, gold)
    return {name: round(value, 4) for name, value in out.items()}


class _Story:
    """A dossier with its articles reachable by the stem of their file, and gold strings located in them."""

    def __init__(self, dossier: Json) -> None:
        self.dossier = dossier
        self.key = {a["id"]: PurePath(a["file"]).stem for a in dossier["articles"]}
        self.article = {self.key[a["id"]]: a for a in dossier["articles"]}
        self._flat = {k: _collapse(a["text"]) for k, a in self.article.items()}

    def find(self, key: str, string: str) -> Range | None:
        """Where `string` first stands in article `key`, as offsets of its text."""
        if key not in self._flat:
            return None
        flat, offsets = self._flat[key]
        needle = " ".join(string.split())
        at = flat.find(needle)
        return None if at < 0 else (offsets[at], offsets[at + len(needle) - 1] + 1)

    def of(self, part: str) -> dict[str, list[Json]]:
        """The records of `part` that belong to one article each, by article key."""
        out: dict[str, list[Json]] = {}
        for record in self.dossier.get(part, []):
            out.setdefault(self.key[record["article"]], []).append(record)
        return out

    def mentions(self) -> dict[str, list[tuple[Range, str]]]:
        """Where entities are mentioned, by article key."""
        out: dict[str, list[tuple[Range, str]]] = {}
        for entity in self.dossier["entities"]:
            for m in entity["mentions"]:
                out.setdefault(self.key[m["article"]], []).append(((m["start"], m["end"]), entity["id"]))
        return out


def _collapse(text: str) -> tuple[str, list[int]]:
    """`text` with runs of white space as one space, and the offset in `text` of each of its characters."""
    chars: list[str] = []
    offsets: list[int] = []
    for i, c in enumerate(text):
        if not c.isspace():
            chars.append(c)
        elif chars and chars[-1] != " ":
            chars.append(" ")
        else:
            continue
        offsets.append(i)
    return "".join(chars), offsets


def _shared(a: Range, b: Range) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _f1(right: int, predicted: int, wanted: int) -> float:
    return 2 * right / (predicted + wanted) if predicted + wanted else 1.0


def _part(right: int, whole: int) -> float:
    return right / whole if whole else 1.0


def strings(gold: Json) -> Iterator[tuple[str, str]]:
    """Every string of a gold story that must stand in an article, with the article's key."""
    for key, texts in gold.get("furniture", {}).items():
        yield from ((key, t) for t in texts)
    for part in ("entities", "statements"):
        for record in gold.get(part, []):
            for key, texts in (record.get("mentions") or record["claims"]).items():
                yield from ((key, t) for t in texts)
    for a in gold.get("attributions", []):
        yield from ((a["article"], t) for t in [a["content"], *a["sources"]])
    for part in ("variants", "updates"):
        for record in gold.get(part, []):
            yield from (at for r in record["readings"] for at in r["at"].items())
    yield from ((d["article"], d["text"]) for d in gold.get("dates", []))


def spans(record: Any, article: str | None = None) -> Iterator[tuple[str | None, Json]]:
    """Every object of a dossier that holds ``start`` and ``end``, with the id of the article they count in."""
    if isinstance(record, dict):
        if isinstance(record.get("article"), str):
            article = record["article"]
        if isinstance(record.get("start"), int) and isinstance(record.get("end"), int):
            yield article, record
        for value in record.values():
            yield from spans(value, article)
    elif isinstance(record, list):
        for value in record:
            yield from spans(value, article)


def placed(dossier: Json) -> Iterator[tuple[str, Json]]:
    """Every span of `dossier` with its article; those of articles and derivations name it on a higher object."""
    for name, part in dossier.items():
        if name == "articles":
            for a in part:
                for value in a.values():
                    yield from ((str(k), s) for k, s in spans(value, a["id"]))
        elif name == "derivations":
            for d in part:
                yield from ((d["child"], s) for s in d["credit"])
                for passage in d["evidence"]:
                    yield d["child"], passage["child"]
                    if passage["parent"]:
                        yield d["parent"], passage["parent"]
        else:
            yield from ((str(k), s) for k, s in spans(part))


def _spans_outside(dossier: Json) -> int:
    """How many spans do not lie in the text of their article."""
    size = {a["id"]: len(a["text"]) for a in dossier["articles"]}
    return sum(not 0 <= s["start"] < s["end"] <= size.get(k, 0) for k, s in placed(dossier))


def _published(story: _Story, gold: Json) -> Measures:
    """Share of publication days inside an interval of at most three days' width; share of outlets named; and how
    many outlets were made up where the text names none."""
    days = right = outlets = named = invented = 0
    for key, g in gold["articles"].items():
        a = story.article.get(key)
        if a is None:
            continue
        if g.get("published"):
            days += 1
            p = a.get("published")
            if p:
                low, high, day = (date.fromisoformat(x) for x in (p["earliest"], p["latest"], g["published"]))
                right += low <= day <= high and (high - low).days <= 3
        name = ((a.get("outlet") or {}).get("name") or "").casefold()
        if g.get("outlet"):
            outlets += 1
            named += g["outlet"].casefold() in name or (bool(name) and name in g["outlet"].casefold())
        else:
            invented += bool(name)
    out = {"outlets": _part(named, outlets), "outlets_invented": float(invented)}
    return out | ({"published": _part(right, days)} if days else {})


def _attributions(story: _Story, gold: Json) -> Measures:
    """F1 of contents (half of the characters of both shared), among those found the share whose source is right,
    and the share of chains that start with the right relay."""
    found = sources = predicted = chains = relays = 0
    system = story.of("attributions")
    mentions = story.mentions()
    wanted: dict[str, list[Range]] = {}
    taken: set[str] = set()
    for g in gold["attributions"]:
        key = g["article"]
        at = story.find(key, g["content"])
        if at is None:
            continue
        wanted.setdefault(key, []).append(at)
        rated = [(_likeness((a["content"]["start"], a["content"]["end"]), at), a) for a in system.get(key, [])]
        likeness, best = max(rated, key=lambda r: r[0], default=(0.0, {}))
        if likeness < 0.5:
            continue
        found += 1
        taken.add(best["id"])
        spots = [s for x in g["sources"] if (s := _nearest(story, key, x, at))]
        entities = {e for r, e in mentions.get(key, []) for s in spots if _shared(r, s)}
        sources += any(
            ("start" in s and any(_shared((s["start"], s["end"]), x) for x in spots))
            or (s.get("entity") is not None and s["entity"] in entities)
            for s in best["sources"]
        )
        if len(g["chain"]) > 1:
            chains += 1
            first = words(g["chain"][0])
            relays += len(best["chain"]) > 1 and bool(first & words(best["chain"][0]["text"]))
    for key, records in system.items():
        for a in records:
            stretch = (a["content"]["start"], a["content"]["end"])
            predicted += a["id"] in taken or any(_shared(stretch, w) for w in wanted.get(key, []))
    out = {
        "attribution_f1": _f1(found, predicted, sum(map(len, wanted.values()))),
        "attribution_sources": _part(sources, found),
    }
    return out | ({"attribution_chains": _part(relays, chains)} if chains else {})


def _likeness(a: Range, b: Range) -> float:
    both = _shared(a, b)
    return both / (a[1] - a[0] + b[1] - b[0] - both)


def _nearest(story: _Story, key: str, string: str, at: Range) -> Range | None:
    """Where `string` stands nearest to `at`."""
    text = story.article[key]["text"]
    pattern = r"\s+".join(map(re.escape, string.split()))
    return min((m.span() for m in re.finditer(pattern, text)), key=lambda r: abs(r[0] - at[0]), default=None)


def _entities(story: _Story, gold: Json) -> Measures:
    """B-cubed F1 over the gold mentions, and how many pairs that must stay apart were merged."""
    mentions = story.mentions()
    items: list[tuple[str, str]] = []
    for e in gold["entities"]:
        for key, strings in e["mentions"].items():
            for s in strings:
                at = story.find(key, s)
                if at is not None:
                    hit = next((i for r, i in mentions.get(key, []) if _shared(r, at)), "")
                    items.append((e["name"], hit))
    found = [x for x in items if x[1]]
    precision = sum(sum(y == x for y in found) / sum(y[1] == x[1] for y in found) for x in found)
    recall = sum(sum(y == x for y in found) / sum(y[0] == x[0] for y in items) for x in found)
    p, r = _part_of(precision, len(found)), _part_of(recall, len(items))
    ids: dict[str, set[str]] = {}
    for name, hit in found:
        ids.setdefault(name, set()).add(hit)
    merged = sum(bool(ids.get(a, set()) & ids.get(b, set())) for a, b in gold.get("distinct", []))
    return {"entities_f1": 2 * p * r / (p + r) if p + r else 0.0, "pairs_merged": float(merged)}


def _part_of(amount: float, whole: int) -> float:
    return amount / whole if whole else 0.0


def _statements(story: _Story, gold: Json) -> Measures:
    """F1 over pairs of gold strings of two articles: the same statement in gold, the same in the dossier."""
    claims = {c["id"]: c for c in story.dossier["claims"]}
    per: dict[str, list[tuple[Range, str]]] = {}
    for s in story.dossier["statements"]:
        for c in (claims[i] for i in s["claims"]):
            per.setdefault(story.key[c["article"]], []).append(((c["start"], c["end"]), s["id"]))
    cells: list[tuple[str, str, frozenset[str]]] = []
    for g in gold["statements"]:
        for key, strings in g["claims"].items():
            for string in strings:
                at = story.find(key, string)
                if at is None:
                    continue
                held = [(r, i) for r, i in per.get(key, []) if 2 * _shared(r, at) >= at[1] - at[0]]
                tight = min((r[1] - r[0] for r, _ in held), default=0)  # of nested claims the tightest counts
                cells.append((g["id"], key, frozenset(i for r, i in held if r[1] - r[0] <= 1.5 * tight)))
    right = predicted = wanted = 0
    for a, b in itertools.combinations(cells, 2):
        if a[1] != b[1]:
            same, together = a[0] == b[0], bool(a[2] & b[2])
            right, predicted, wanted = right + (same and together), predicted + together, wanted + same
    return {"statements_f1": _f1(right, predicted, wanted)}


def _variants(story: _Story, gold: Json) -> Measures:
    """Share of the variants found, of those of high severity, and how many accusations the gold does not know."""
    found, known = _told(story, gold)
    high = [hit for g, hit in zip(gold["variants"], found, strict=True) if g["severity"] == "high"]
    said = zip(story.dossier["variants"], known, strict=True)
    return {
        "variants": _part(sum(found), len(found)),
        "variants_high": _part(sum(high), len(high)),
        "accusations_wrong": float(sum(v["kind"] in ACCUSATIONS and not right for v, right in said)),
    }


def differences(dossier: Json, gold: Json) -> tuple[list[bool], list[bool]]:
    """For each variant of the gold whether the dossier tells it; for each of the dossier's whether the gold does."""
    return _told(_Story(dossier), gold)


def _told(story: _Story, gold: Json) -> tuple[list[bool], list[bool]]:
    system = [
        (
            _kind(v["kind"]),
            [[(story.key[s["article"]], (s["start"], s["end"])) for s in r["at"]] for r in v["readings"]],
        )
        for v in story.dossier["variants"]
    ]
    known: set[int] = set()
    found = []
    for g in gold["variants"]:
        readings = [[(k, at) for k, s in r["at"].items() if (at := story.find(k, s))] for r in g["readings"]]
        hits = {n for n, (kind, shown) in enumerate(system) if kind == _kind(g["kind"]) and _tells(shown, readings)}
        known |= hits
        found.append(bool(hits))
    return found, [n in known for n in range(len(system))]


def _kind(kind: str) -> str:
    return "force" if kind in FORCE else kind


def _tells(shown: list[list[tuple[str, Range]]], wanted: list[list[tuple[str, Range]]]) -> bool:
    """Whether two of the readings `shown` stand where two different readings `wanted` do."""
    hits = [
        {n for n, places in enumerate(wanted) if any(k == j and _shared(a, b) for k, a in spots for j, b in places)}
        for spots in shown
    ]
    return any(a and b and len(a | b) > 1 for a, b in itertools.combinations(hits, 2))


def _derivations(story: _Story, gold: Json) -> Measures:
    """F1 of edges between articles of the collection, and among the right ones the share with `credited` right."""
    wanted = {(d["child"], d["parent"]): d["credited"] for d in gold["derivations"]}
    system = {
        (story.key[d["child"]], story.key[d["parent"]]): d["credited"]
        for d in story.dossier["derivations"]
        if d["parent"] in story.key
    }
    right = wanted.keys() & system.keys()
    out = {"derivations_f1": _f1(len(right), len(system), len(wanted))}
    return out | ({"derivations_credited": sum(wanted[e] == system[e] for e in right) / len(right)} if right else {})


def _dates(story: _Story, gold: Json) -> Measures:
    """Share of time expressions placed on the right day, two days' width at most."""
    times = story.of("times")
    right = 0
    for g in gold["dates"]:
        at = story.find(g["article"], g["text"])
        for t in times.get(g["article"], []) if at else []:
            if _shared((t["start"], t["end"]), at) and t.get("earliest"):  # type: ignore[arg-type]
                low, high = date.fromisoformat(t["earliest"]), date.fromisoformat(t["latest"])
                if low <= date.fromisoformat(g["day"]) <= high and (high - low).days <= 1:
                    right += 1
                    break
    return {"dates": _part(right, len(gold["dates"]))}


def _furniture(story: _Story, gold: Json) -> Measures:
    """Share of the characters of furniture marked as such, and share of all others wrongly marked."""
    hit = total = wrong = rest = 0
    for key, strings in gold["furniture"].items():
        if key not in story.article:
            continue
        a = story.article[key]
        wanted = {i for s in strings if (at := story.find(key, s)) for i in range(*at)}
        marked = {i for f in a["furniture"] for i in range(f["start"], f["end"])}
        visible = {i for i, c in enumerate(a["text"]) if not c.isspace()}
        hit += len(wanted & marked & visible)
        total += len(wanted & visible)
        wrong += len((marked - wanted) & visible)
        rest += len(visible - wanted)
    return {"furniture": _part(hit, total), "furniture_lost": _part(wrong, rest)}


def _talks(story: _Story, gold: Json) -> Measures:
    """Share of the leaves of the negotiation record that the dossier holds in the right place, and share of the
    dossier's leaves that the gold has; a story that is no negotiation must have none."""
    if gold["talks"] is None:
        return {"talks_invented": float(story.dossier["talks"] is not None)}
    lost, whole = missing(story.dossier, gold["talks"])
    further, held = beyond(story.dossier, gold["talks"])
    grouped = issues(story.dossier, gold["talks"])
    on = dict(zip(("talks_issues_precision", "talks_issues_recall"), grouped, strict=True)) if grouped else {}
    return {"talks": _part(whole - len(lost), whole), "talks_precision": _part(held - len(further), held)} | on
