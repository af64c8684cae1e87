"""Planted differences: a real report beside a copy of it in which one fact was changed, among harmless edits.

    python benchmarks/planted.py [--pairs 63] [--seed 7] [--data ../shared/data] [--show]

Of each article (BASIL, news clusters) a copy is made. One kind of change a pair: a person (one mention, or throughout),
a number, a day, a place, a negation put in, a word inside a quotation. Every seventh pair has none. All copies also
have sentences dropped, paragraphs swapped, and outside quotation marks synonyms and verbs of saying exchanged;
contractions are written out and, in half of them, curly marks made straight. Both are built as one story by
`stemma.pipeline.build`; both carry the same day of publication.

Found: a serious variant (severity high) of the kind that must be told, with one reading over the changed words of the
copy and another in the sentence the original has there. False: a serious variant no reading of which stands in a
changed sentence. Seeded; the sentences are cut and the names found by the parser stemma uses.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from stemma.model import Dossier, Parse, Span, Token, Variant
from stemma.nlp.parser import Parser
from stemma.pipeline import build

KINDS = ("person", "number", "day", "place", "negation", "quotation", "none")
TOLD_AS = {"quotation": ("quote-altered",), "person": ("conflict", "attribution")}
OPEN, CLOSE = "\ue000", "\ue001"
PEOPLE = (
    *("Daniel Whitmore", "Marta Kessler", "Owen Bradfield", "Lucia Ferrand", "Tobias Engstrom", "Nadia Perlman"),
    *("Gareth Pruitt", "Helen Ashworth", "Viktor Malenko", "Simone Duval"),
)
COUNTRIES = ("France", "Brazil", "Japan", "Canada", "Kenya", "Norway", "Egypt", "Chile", "India", "Spain", "Peru",
             "China", "Germany", "Russia", "Iran", "Iraq", "Syria", "Mexico", "Italy", "Turkey", "Israel")  # fmt: skip
STATES = ("Ohio", "Texas", "Florida", "Oregon", "Nevada", "Georgia", "Virginia", "Arizona", "Michigan", "Iowa",
          "California", "Colorado", "Alabama", "Wisconsin", "Pennsylvania", "New Hampshire")  # fmt: skip
CITIES = ("Lisbon", "Oslo", "Nairobi", "Santiago", "Osaka", "Warsaw", "Toronto", "Athens", "Jakarta", "Denver")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
MONTHS += r"|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\."
NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SYNONYMS = {
    "began": "started", "begin": "start", "large": "big", "big": "large", "help": "assist", "tried": "attempted",
    "several": "a number of", "many": "numerous", "near": "close to", "also": "too", "however": "though",
    "show": "demonstrate", "showed": "demonstrated", "get": "obtain", "allow": "permit", "allowed": "permitted",
    "need": "require", "bought": "purchased", "buy": "purchase", "children": "kids", "quickly": "rapidly",
    "around": "about", "because": "since", "important": "significant", "including": "among them", "aid": "assistance",
    "attack": "assault", "probe": "investigation", "lawmakers": "legislators", "law": "statute", "job": "post",
    "film": "movie", "people": "persons", "homes": "houses", "immediately": "at once", "recently": "lately",
}  # fmt: skip
SAYING = {"said": ("stated", "remarked"), "added": ("said",), "noted": ("said",), "explained": ("said",),
          "told reporters": ("said",), "stated": ("said",), "says": ("states",), "wrote": ("stated",)}  # fmt: skip
SHORT = {"don't": "do not", "doesn't": "does not", "didn't": "did not", "isn't": "is not", "wasn't": "was not",
         "aren't": "are not", "can't": "cannot", "won't": "will not", "wouldn't": "would not", "I'm": "I am",
         "it's": "it is", "we're": "we are", "they're": "they are", "I've": "I have", "we've": "we have"}  # fmt: skip
REPORTING = {"say", "tell", "add", "note", "explain", "write", "think", "believe", "report", "announce", "ask", "argue"}


@dataclass(frozen=True)
class Change:
    """A stretch of the original (characters) and what takes its place."""

    start: int
    end: int
    new: str


def articles(data: Path, rng: random.Random) -> list[dict[str, str]]:
    """Whole articles of a length a pair is read in quickly, one an event, shuffled."""
    found = []
    for name in ("newscluster", "basil"):
        for line in (data / name / "stories.jsonl").read_text("utf-8").splitlines():
            story = json.loads(line)
            fitting = [a for a in story["articles"] if 1200 <= len(a["text"]) <= 4500 and a.get("date")]
            if fitting:
                found.append(rng.choice(fitting))
    rng.shuffle(found)
    return found


# -- changes


def people(text: str, parse: Parse, rng: random.Random) -> list[Change]:
    full = [t for t in entities(parse, "PERSON") if re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]{2,}", text[t[0] : t[1]])]
    if not full:
        return []
    start, end = rng.choice(full)
    name = text[start:end]
    new = rng.choice(PEOPLE)
    if rng.random() < 0.5:
        return [Change(start, end, new)]
    out = [Change(m.start(), m.end(), new) for m in re.finditer(rf"\b{name}\b", text)]
    last, new_last = name.split()[-1], new.split()[-1]
    whole = [(c.start, c.end) for c in out]
    out += [
        Change(m.start(), m.end(), new_last)
        for m in re.finditer(rf"(?<!-)\b{last}\b", text)
        if not any(a <= m.start() < b for a, b in whole)
    ]
    return out


def numbers(text: str, parse: Parse, rng: random.Random) -> list[Change]:
    options = []
    for n, t in enumerate(parse.tokens):
        if t.ent not in ("CARDINAL", "MONEY", "PERCENT", "QUANTITY"):
            continue
        around = text[max(0, t.start - 1) : t.start] + text[t.end : t.end + 1]
        if set(around) & set("-–/:") or (n and parse.tokens[n - 1].text.lower() in ("no.", "number", "chapter")):
            continue
        if t.text.lower() in NUMBERS:
            at = NUMBERS.index(t.text.lower())
            options.append(Change(t.start, t.end, NUMBERS[(at + 4) % len(NUMBERS)]))
        elif re.fullmatch(r"\d[\d,]*", t.text) and len(t.text.replace(",", "")) < 9:
            value = int(t.text.replace(",", ""))
            new = value * 2 + 3 if value < 40 or value > 100 else value - 19
            options.append(Change(t.start, t.end, f"{new:,}" if "," in t.text else str(new)))
    return [rng.choice(options)] if options else []


def days(text: str, parse: Parse, rng: random.Random) -> list[Change]:
    options = []
    for start, end in entities(parse, "DATE"):
        for m in re.finditer("|".join(WEEKDAYS), text[start:end]):
            new = WEEKDAYS[(WEEKDAYS.index(m[0]) + rng.choice((2, 3, 4))) % 7]
            options.append(Change(start + m.start(), start + m.end(), new))
        for m in re.finditer(rf"(?:{MONTHS}) (\d\d?)(?!\d)", text[start:end]):
            new = str((int(m[1]) + rng.randint(3, 9)) % 27 + 1)
            options.append(Change(start + m.start(1), start + m.end(1), new))
    return [rng.choice(options)] if options else []


def places(text: str, parse: Parse, rng: random.Random) -> list[Change]:
    options = []
    for start, end in entities(parse, "GPE"):
        name = text[start:end]
        before = text[max(0, start - 8) : start].split()
        if (
            text[end : end + 1] == "-"
            or not before
            or before[-1] not in ("in", "at", "near", "from", "to")
            or not re.fullmatch(r"[A-Z][\w ]+", name)
        ):
            continue
        pool = next((p for p in (COUNTRIES, STATES) if name in p), CITIES)
        options.append(Change(start, end, rng.choice([p for p in pool if p not in text])))
    if not options:
        return []
    one = rng.choice(options)
    if rng.random() < 0.5:
        return [one]
    return [Change(m.start(), m.end(), one.new) for m in re.finditer(rf"\b{text[one.start : one.end]}\b", text)]


def negations(text: str, parse: Parse, rng: random.Random) -> list[Change]:
    options = []
    quoted = inside_marks(text)
    for s in parse.sentences:
        for i in range(s.first, s.last):
            t = parse.tokens[i]
            below = [k for k in range(s.first, s.last) if parse.tokens[k].head == i and k != i]
            deps = {parse.tokens[k].dep for k in below}
            if t.pos not in ("VERB", "AUX") or not deps & {"nsubj", "nsubjpass"} or "neg" in deps:
                continue
            if (
                t.dep not in ("ROOT", "ccomp")
                or t.lemma in REPORTING
                or quoted(t.start)
                or "?" in text[s.start : s.end]
            ):
                continue
            new = _negated(t, [parse.tokens[k] for k in below])
            if new and t.start - s.start < 150:
                options.append(new)
    return [rng.choice(options)] if options else []


def _negated(verb: Token, below: list[Token]) -> Change | None:
    aux = [a for a in below if a.dep in ("aux", "auxpass") and a.start < verb.start]
    if aux:
        return Change(aux[0].start, aux[0].end, f"{aux[0].text} not") if aux[0].text.isalpha() else None
    if verb.pos == "AUX":
        return Change(verb.start, verb.end, f"{verb.text} not") if verb.text.isalpha() else None
    do = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(verb.tag)
    return Change(verb.start, verb.end, f"{do} not {verb.lemma}") if do else None


def quotations(text: str, parse: Parse, rng: random.Random) -> list[Change]:
    options = []
    for m in re.finditer(r"[“\"]([^“”\"\n]{40,400})[”\"]", text):
        line = text[text.rfind("\n", 0, m.start()) + 1 : m.start()]
        if line.count('"') % 2 or line.count("“") != line.count("”"):
            continue  # marks left open before: this is what stands between two quotations
        inside = [t for t in parse.tokens if m.start(1) < t.start and t.end < m.end(1)]
        if len(inside) >= 8:
            options += [t for t in inside if t.tag in ("NN", "NNS", "JJ", "VB", "VBD") and len(t.text) > 3]
    if not options:
        return []
    chosen = rng.choice(options)
    others = sorted({t.text for t in parse.tokens if t.tag == chosen.tag and len(t.text) > 3} - {chosen.text})
    return [Change(chosen.start, chosen.end, rng.choice(others))] if others else []


CHANGES: dict[str, Callable[[str, Parse, random.Random], list[Change]]] = {
    "person": people, "number": numbers, "day": days, "place": places, "negation": negations, "quotation": quotations,
}  # fmt: skip


def entities(parse: Parse, label: str) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for t in parse.tokens:
        if t.ent == label:
            if t.ent_start or not out:
                out.append((t.start, t.end))
            else:
                out[-1] = (out[-1][0], t.end)
    return out


def inside_marks(text: str) -> Callable[[int], bool]:
    spans = [m.span() for m in re.finditer(r"[“\"][^“”\"\n]*[”\"]?", text)]
    return lambda at: any(a < at < b for a, b in spans)


# -- copies


def copy(text: str, parse: Parse, changes: list[Change], rng: random.Random) -> str:
    """The text with the changes marked by `OPEN` and `CLOSE`, and harmless edits."""
    quoted = inside_marks(text)  # what is said between one pair of marks is not shortened: that would alter it
    paragraphs: list[str] = []
    line_start = 0
    for line in text.split("\n"):
        end = line_start + len(line)
        kept = []
        inside = [s for s in parse.sentences if line_start <= s.start and s.end <= end]
        for n, s in enumerate(inside):
            upto = inside[n + 1].start if n + 1 < len(inside) else end
            here = [c for c in changes if s.start <= c.start < upto]
            words = text[s.start : upto]
            if (
                not here
                and not quoted(s.start)
                and not quoted(upto - 1)
                and (paragraphs or kept)
                and rng.random() < 0.15
            ):
                continue
            for c in sorted(here, key=lambda c: -c.start):
                words = words[: c.start - s.start] + OPEN + c.new + CLOSE + words[c.end - s.start :]
            kept.append(words.strip())
        if kept:
            paragraphs.append(" ".join(kept))
        line_start = end + 1
    for n in range(2, len(paragraphs) - 1):
        if rng.random() < 0.15:
            paragraphs[n], paragraphs[n + 1] = paragraphs[n + 1], paragraphs[n]
    edited = "\n".join(_reworded(p, rng) for p in paragraphs)
    return (
        edited.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'") if rng.random() < 0.5 else edited
    )


def _reworded(paragraph: str, rng: random.Random) -> str:
    quoted = inside_marks(paragraph)
    out, at = [], 0
    pattern = "|".join(re.escape(w) for w in sorted((*SYNONYMS, *SAYING), key=len, reverse=True))
    for m in re.finditer(rf"\b(?:{pattern})\b", paragraph):
        marked = paragraph.rfind(OPEN, 0, m.start()) > paragraph.rfind(CLOSE, 0, m.start())
        if quoted(m.start()) or marked or rng.random() > 0.6:
            continue
        new = rng.choice(SAYING[m[0]]) if m[0] in SAYING else SYNONYMS[m[0]]
        out += [paragraph[at : m.start()], new]
        at = m.end()
    words = "".join((*out, paragraph[at:]))
    for short, full in SHORT.items():
        words = re.sub(rf"\b{short.replace(chr(39), '[’' + chr(39) + ']')}\b", full, words)
    return words


# -- what is found


@dataclass
class Outcome:
    kind: str
    found: bool
    false: list[Variant]
    dossier: Dossier
    changed: list[tuple[str, str]]


def pair(article: dict[str, str], kind: str, parser: Parser, rng: random.Random, cache: Path) -> Outcome | None:
    """One pair built and judged; None where the article holds nothing of the kind to change."""
    text = article["text"]
    parse = parser.parse("a", [(m.start(), m[0]) for m in re.finditer(r"[^\n]+", text)])
    changes = CHANGES[kind](text, parse, rng) if kind != "none" else []
    if kind != "none" and not changes:
        return None
    marked = copy(text, parse, changes, rng)
    with tempfile.TemporaryDirectory() as folder:
        for name, words in (("original", text), ("copy", re.sub(f"[{OPEN}{CLOSE}]", "", marked))):
            record = {"text": words, "date": article["date"][:10], "outlet": f"The {name.title()} Courier"}
            (Path(folder) / f"{name}.json").write_text(json.dumps(record), "utf-8")
        dossier = build([Path(folder)], cache=cache)
    texts = {one.article.id: one.article.text for one in dossier.layers}
    sentences = {
        "original": [_place(texts["original"], text, c.start, c.end) for c in changes],
        "copy": list(_marks(marked, texts["copy"])),
    }
    wide = {k: [_sentence(dossier, k, *s) for s in v] for k, v in sentences.items()}
    serious = [v for v in dossier.variants if v.severity == "high"]
    told = TOLD_AS.get(kind, ("conflict",))
    if any(inside_marks(text)(c.start) for c in changes):
        told += ("quote-altered",)
    found = any(v.kind in told and _tells(v, wide, sentences["copy"]) for v in serious)
    false = [v for v in serious if not any(_touches(s, wide) for r in v.readings for s in r.at)]
    return Outcome(kind, found, false, dossier, [(text[c.start : c.end], c.new) for c in changes])


def _place(read: str, written: str, start: int, end: int) -> tuple[int, int]:
    """Where a stretch of the file stands in the text as read (which may differ in white space)."""
    before = written[max(0, start - 30) : start]
    at = read.find(before + written[start:end])
    return (at + len(before), at + len(before) + end - start) if at >= 0 else (start, end)


def _marks(marked: str, read: str) -> Iterator[tuple[int, int]]:
    removed = 0
    bare = re.sub(f"[{OPEN}{CLOSE}]", "", marked)
    for m in re.finditer(f"{OPEN}(.*?){CLOSE}", marked):
        start = m.start() - removed
        yield _place(read, bare, start, start + len(m[1]))
        removed += 2


def _sentence(dossier: Dossier, article: str, start: int, end: int) -> tuple[int, int]:
    parse = next(one.parse for one in dossier.layers if one.article.id == article)
    around = [s for s in parse.sentences if s.start < end and s.end > start]
    return (around[0].start, around[-1].end) if around else (start, end)


def _tells(v: Variant, wide: dict[str, list[tuple[int, int]]], exact: list[tuple[int, int]]) -> bool:
    """Whether one reading of the variant covers changed words of the copy and another the original's sentence."""
    for n, r in enumerate(v.readings):
        if any(s.article == "copy" and s.start < e and s.end > b for s in r.at for b, e in exact):
            rest = [s for m, o in enumerate(v.readings) if m != n for s in o.at]
            if any(s.article == "original" and s.start < e and s.end > b for s in rest for b, e in wide["original"]):
                return True
    return False


def _touches(s: Span, wide: dict[str, list[tuple[int, int]]]) -> bool:
    return any(s.start < e and s.end > b for b, e in wide[s.article])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--pairs", type=int, default=63)
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--show", action="store_true", help="Print what was missed and what was false.")
    options = arguments.parse_args()
    if not (options.data / "basil").is_dir():
        raise SystemExit(f"{options.data} holds no basil and newscluster: nothing measured.")
    rng = random.Random(options.seed)
    pool = articles(options.data, rng)
    parser, begun = Parser(), time.monotonic()
    total, hit, false, n, at = Counter[str](), Counter[str](), defaultdict[str, int](int), 0, 0
    with tempfile.TemporaryDirectory() as cache:
        while n < options.pairs:
            kind, article, at = KINDS[n % len(KINDS)], pool[at % len(pool)], at + 1
            outcome = pair(article, kind, parser, random.Random(f"{options.seed} {at}"), Path(cache) / "layers.sqlite")
            if outcome is None:
                continue
            n += 1
            total[kind] += 1
            hit[kind] += outcome.found
            false[kind] += len(outcome.false)
            if options.show:
                _show(outcome)
    print(f"{'kind':<12}{'pairs':>6}{'found':>7}{'recall':>8}{'false serious':>15}")
    for kind in KINDS:
        recall = f"{hit[kind] / total[kind]:.2f}" if kind != "none" and total[kind] else ""
        print(f"{kind:<12}{total[kind]:>6}{hit[kind]:>7}{recall:>8}{false[kind]:>15}")
    planted = sum(total[k] for k in KINDS if k != "none")
    found = sum(hit.values())
    print(f"all         {n:>6}{found:>7}{found / planted:>8.2f}{sum(false.values()):>15}")
    print(f"false serious variants a pair: {sum(false.values()) / n:.2f}; {time.monotonic() - begun:.0f} s")


def _show(outcome: Outcome) -> None:
    if outcome.found and not outcome.false:
        return
    if not outcome.found and outcome.kind != "none":
        print(f"MISSED {outcome.kind}: {outcome.changed[:3]}")
        for one in outcome.dossier.layers:
            for old, new in outcome.changed[:1]:
                word = new if one.article.id == "copy" else old
                where = one.article.text.find(word)
                print(f"   {one.article.id}: …{one.article.text[max(0, where - 120) : where + 120]!r}…")
        for v in outcome.dossier.variants:
            if v.kind not in ("spelling",):
                print(f"   has {v.kind} {v.slot} {v.severity}: {[r.text[:80] for r in v.readings]}")
    for v in outcome.false:
        print(f"FALSE in {outcome.kind}: {v.kind} {v.slot} {v.rule}: {v.explanation[:300]}")
        for r in v.readings:
            print(f"   {r.at[0].article}: {r.text[:200]!r}")


if __name__ == "__main__":
    main()
