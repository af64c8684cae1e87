"""Referring: what short names, acronyms, descriptions ("the governor", "the site") and pronouns refer to in an article.

Short forms follow newswire usage: the full name first, the surname after (AP Stylebook, "names"). Descriptions refer to
the nearest name before them whose role or kind has the same head noun. Pronouns are kept only as subjects of verbs of
speech, thought and decision, where attribution needs them; they refer to the most prominent fitting name of this and
the two sentences before (recency and subjecthood after Lappin and Leass 1994). Where two candidates are equally good,
and where gender is known and contradicts, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from anyascii import anyascii

from stemma.article.names import lexicon
from stemma.article.names.lexicon import Gender
from stemma.data import gazetteer
from stemma.model import EntityKind, MentionForm, Span
from stemma.nlp.tree import Tree

_PRONOUNS: dict[str, tuple[EntityKind, Gender]] = {
    "he": ("person", "m"),
    "she": ("person", "f"),
    "it": ("organisation", ""),
}
_WINDOW = 3


@dataclass(frozen=True)
class Draft:
    """A mention in the making: tokens ``[first, last]`` of a name, description or pronoun."""

    first: int
    last: int
    kind: EntityKind
    name: str
    form: MentionForm = "full"
    role: Span | None = None
    gender: Gender = ""
    refers: int | None = None  # index of the draft it refers to
    rule: str = ""


def link_short_names(tree: Tree, drafts: Sequence[Draft]) -> list[Draft]:
    """Give each short form of a longer name of the article what it refers to, and the kind of it."""
    out = list(drafts)
    words = [_words(d.name) for d in out]
    for i, d in enumerate(out):
        if (
            d.rule in {"demonym", "derived demonym"}
            or gazetteer.country(d.name)
            or (d.name.isupper() and len(d.name) < 6)
        ):
            continue
        if d.rule == "place of" or len(words[i]) > 3:
            continue
        longer = [
            j
            for j, e in enumerate(out)
            if len(words[j]) > len(words[i]) and _shortens(words[i], words[j], e.kind) and _may(d, e)
        ]
        if not longer:
            continue
        before = [j for j in longer if j < i]
        if d.kind == "person" and len(words[i]) > 1:
            # A full name comes first and is shortened after; a shorter one before it may be another person's.
            longer = before
            if not longer:
                continue
        bearers = {" ".join(words[k]) for k in before or longer}
        if len(bearers) > 1 and out[longer[0]].kind == "person" and (d.gender or _told_apart(tree, d)):
            # "Ms Holm", "the elder Holm": which of two is meant the words tell, but only where the gender is known.
            known = {" ".join(words[k]) for k in longer if d.gender and out[k].gender == d.gender}
            if len(known) != 1:
                continue
            before = [k for k in before if " ".join(words[k]) in known]
            longer = [k for k in longer if " ".join(words[k]) in known]
        j = before[-1] if before else longer[0]
        names = {" ".join(words[k]) for k in longer}
        head_noun = len(words[i]) == 1 and lexicon.is_organisation_noun(words[i][0])
        if len(names) > 1 and (not before or head_noun):
            continue
        out[i] = replace(d, kind=out[j].kind, form="short", refers=j, rule=f"short form of {out[j].name!r}")
    return out


def _told_apart(tree: Tree, d: Draft) -> bool:
    """Whether the words around a surname say that it is one of several of that name, or all of them."""
    before = tree.tokens[d.first - 1].text.lower() if d.first else ""
    after = tree.tokens[d.last + 1].text.lower() if d.last + 1 < len(tree.tokens) else ""
    return before in {"elder", "younger", "senior", "junior"} or after in {"family", "brothers", "sisters", "siblings"}


def link_acronyms(drafts: Sequence[Draft], text: str, tree: Tree) -> list[Draft]:
    """Acronyms introduced in brackets behind a name, or made of a name's initials, refer to that name."""
    out = list(drafts)
    introduced: dict[str, int] = {}
    for i, d in enumerate(out):
        if i and re.fullmatch(r"[A-Z][A-Za-z.&]{1,9}", d.name) and sum(c.isupper() for c in d.name) >= 2:
            before = out[i - 1]
            gap = text[tree.tokens[before.last].end : tree.tokens[d.first].start]
            if gap.strip() == "(" and before.kind != "person" and _abbreviates(d.name, before.name):
                introduced[d.name] = i - 1
    for i, d in enumerate(out):
        if not d.name.replace(".", "").isupper() or " " in d.name or d.refers is not None or gazetteer.country(d.name):
            continue
        j = introduced.get(d.name)
        if j is None:
            full = [k for k, e in enumerate(out) if k != i and e.kind != "person" and is_acronym(d.name, e.name)]
            if len({out[k].name.lower() for k in full}) != 1:
                continue
            j = full[0]
        if j == i:
            continue
        kind: EntityKind = out[j].kind if out[j].kind != "person" else "organisation"
        out[i] = replace(d, kind=kind, form="acronym", refers=j, rule=f"acronym of {out[j].name!r}")
    return out


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of `short` stand in `name` in their order, the first at the head of a word."""
    letters = iter(anyascii(name).lower())
    own = re.sub(r"[^a-z]", "", short.lower())
    heads = {w[0] for w in re.split(r"[\s\-]+", anyascii(name).lower()) if w}
    return bool(own) and own[0] in heads and all(c in letters for c in own)


def is_acronym(short: str, name: str) -> bool:
    """Whether `short` is made of the initials of the words of `name` (small words may be left out)."""
    letters = re.sub(r"[^A-Za-z]", "", short).lower()
    words = [w for w in re.split(r"[\s\-]+", anyascii(name)) if w[:1].isalpha()]
    capitals = "".join(w[0] for w in words if w[:1].isupper()).lower()
    every = "".join(w[0] for w in words).lower()
    if (len(letters) == 2 and any(w.isupper() for w in words)) or name.islower():
        return False
    return len(letters) >= 2 and len(words) >= len(letters) and letters in {capitals, every}


def _words(name: str) -> list[str]:
    plain = anyascii(name).lower().replace("’", "'")
    return [w for w in re.split(r"[\s\-]+", plain) if w and w not in {"jr", "jr.", "sr", "sr."}]


def _shortens(short: list[str], full: list[str], kind: EntityKind) -> bool:
    n = len(short)
    if kind == "person":
        bare = [w for w in full if not lexicon.is_particle(w)]
        own = [w for w in short if not lexicon.is_particle(w)]
        return bool(own) and (
            bare[-len(own) :] == own or bare[: len(own)] == own or (len(own) == 1 and own[0] in bare[1:])
        )
    if kind == "organisation":
        if n == 1 and lexicon.is_organisation_noun(short[0]):
            return full[:2] == [short[0], "of"] or full[-1] == short[0]  # "the Ministry"
        return full[:n] == short and n < len(full)
    return False


def _may(short: Draft, full: Draft) -> bool:
    if full.kind == "other" or full.form != "full":
        return False
    if short.kind in {full.kind, "other"}:
        return True
    # The parser's kind of a short name is weak; what the text says clearly is not.
    weak = short.rule in {"parser", "shape", "speaks", "told", "reports", ""} and short.role is None
    return weak and {short.kind, full.kind} == {"person", "organisation"}


def find_descriptions(tree: Tree, drafts: Sequence[Draft], text: str) -> list[Draft]:
    """Definite descriptions that name nothing themselves: "the governor", "the site", "the transport ministry"."""
    taken = {k for d in drafts for k in range(d.first, d.last + 1)}
    roles = {k for d in drafts if d.role for k in tree.within(d.role)}
    out: list[Draft] = []
    for i, t in enumerate(tree.tokens):
        if i in taken or t.pos not in {"NOUN", "PROPN"} or i in roles:
            continue
        last = i
        follow = tree.tokens[i + 1] if i + 1 < len(tree.tokens) else None
        if follow and follow.dep != "punct" and follow.pos in {"NOUN", "PROPN"} and t.dep == "compound":
            continue
        first = i
        while first - 1 >= 0 and first - 1 not in taken and tree.tokens[first - 1].pos in {"NOUN", "ADJ", "PROPN"}:
            first -= 1
            if i - first > 4:
                break
        determined = first > 0 and tree.tokens[first - 1].text.lower() == "the"
        described = lexicon.is_described_organisation(t.text) and first < i and t.text.islower()
        if described:
            # "the mines inspectorate", "Ngazira's transport ministry", "Israeli embassy"
            start = first
            while start < i and (tree.tokens[start].pos == "ADJ" and lexicon.is_modifier(tree.tokens[start].text)):
                start += 1
            name = text[tree.tokens[start].start : t.end]
            if start < i and not any(lexicon.is_honorific(tree.tokens[k].text) for k in range(start, i)):
                out.append(Draft(start, last, "organisation", name, rule="described organisation"))
            continue
        named = i + 1 in taken or (i + 2 in taken and tree.tokens[i + 1].text in {'"', "“", "‘"})
        if not determined or i != last or named:
            continue
        if t.text in lexicon.context("not_only_media") and not _communicates(tree, i):
            continue
        if (
            lexicon.is_office(t.text)
            or lexicon.describes_organisation(t.text)
            or lexicon.is_described_organisation(t.text)
        ):
            out.append(Draft(first, last, "other", text[tree.tokens[first].start : t.end], form="role"))
    return out


def _communicates(tree: Tree, i: int) -> bool:
    """Whether a noun stands where an outlet does: it says, is told, is credited, or owns a source or report."""
    t = tree.tokens[i]
    head = tree.tokens[t.head]
    if t.dep in {"nsubj", "nsubjpass", "agent"} and lexicon.acts(head.lemma):
        return True
    if t.dep in {"dobj", "dative"} and head.lemma in lexicon.context("told_or_credited"):
        return True
    if t.dep == "poss":
        return True
    return (
        t.dep == "pobj"
        and head.lemma in {"to", "by"}
        and tree.tokens[head.head].lemma in lexicon.context("told_or_credited")
    )


def link_descriptions(tree: Tree, drafts: Sequence[Draft]) -> list[Draft]:
    """Resolve descriptions to the nearest fitting name before them; those that fit none are dropped.

    `drafts` are in text order.
    """
    out = list(drafts)
    for i, d in enumerate(drafts):
        if d.form != "role":
            continue
        target = _antecedent(tree, d, out[:i])
        if target is not None:
            found = out[target]
            out[i] = replace(d, kind=found.kind, gender=found.gender, refers=target, rule="description")
    kept = [i for i, d in enumerate(out) if d.form != "role" or d.refers is not None]
    new = {old: n for n, old in enumerate(kept)}
    return [replace(out[i], refers=new[r]) if (r := out[i].refers) is not None else out[i] for i in kept]


def _antecedent(tree: Tree, d: Draft, before: Sequence[Draft]) -> int | None:
    head = lexicon.bare(tree.tokens[d.last].text)
    words = {lexicon.bare(tree.tokens[k].text) for k in range(d.first, d.last)}
    words -= {w for w in words if lexicon.is_modifier(w)}
    matches: list[int] = []
    for j in range(len(before) - 1, -1, -1):
        e = before[j]
        if e.form in {"pronoun", "role"}:
            continue
        if e.kind == "person" and lexicon.is_office(head):
            if e.role and _same_office(tree, e.role, head, words):
                matches.append(j)
        elif e.kind == "organisation" and _organisation_fits(tree, e, head, words):
            matches.append(j)
    if not matches:
        return None
    names = {_root(before, j) for j in matches}
    if len(names) > 1:
        # Two people hold the office in this report: only a description in the same or the next sentence is clear.
        near = matches[0]
        gap = _sentence(tree, d.first) - _sentence(tree, before[near].first)
        return near if gap <= 1 else None
    return matches[0]


def _same_office(tree: Tree, role: Span, head: str, words: set[str]) -> bool:
    inside = [lexicon.bare(tree.tokens[k].text) for k in tree.within(role)]
    if head not in inside:
        return False
    at = inside.index(head)
    return not words or words <= set(inside[: at + 1]) | set(inside)


def _organisation_fits(tree: Tree, e: Draft, head: str, words: set[str]) -> bool:
    """Whether a description fits an organisation: by a word of its name ("the directorate"), by the noun beside it
    ("the agency X … the agency"), or by its trade (an outlet that reports: "the newspaper")."""
    name = [lexicon.bare(w) for w in e.name.split()]
    if head in name and (name[-1] == head or name[0] == head):
        return not words or words <= set(name)
    if not lexicon.describes_organisation(head) or {w for w in words if not gazetteer.demonym(w)} - {"news", "trade"}:
        return False
    around = _beside(tree, e)
    if head in around:
        return True
    if head in lexicon.context("media"):
        token = tree.tokens[_head(tree, e)]
        reports = token.dep == "nsubj" and tree.tokens[token.head].lemma in lexicon.context("of_outlets")
        return bool(around & lexicon.context("media")) or name[-1] in lexicon.context("media_names") or reports
    if head in lexicon.context("companies"):
        return bool(around & lexicon.context("companies"))
    return False


def _beside(tree: Tree, e: Draft) -> set[str]:
    """The describing nouns directly before and behind a name, and in apposition to it behind a comma."""
    tokens = tree.tokens
    out: set[str] = set()
    k = e.first - 1
    while k > 0 and tokens[k].text in {'"', "“"}:
        k -= 1
    if k > 0 and tokens[k].text == ",":
        k -= 1
    out.add(tokens[k].text.lower() if k >= 0 else "")
    k = e.last + 1
    while k < len(tokens) and tokens[k].text in {'"', "”", "news", "trade", "state", "spy"}:
        k += 1
    if k + 1 < len(tokens) and tokens[k].text == "," and tokens[k + 1].text in {"the", "a", "an"}:
        k += 2
    out.add(tokens[k].text.lower() if k < len(tokens) else "")
    return {w for w in out if lexicon.describes_organisation(w)}


def _root(drafts: Sequence[Draft], j: int) -> str:
    while drafts[j].refers is not None:
        k = drafts[j].refers
        if k is None or k == j:
            break
        j = k
    return drafts[j].name.lower()


def _sentence(tree: Tree, token: int) -> int:
    return tree.sentence_of(token).first


def link_pronouns(tree: Tree, drafts: Sequence[Draft], text: str) -> list[Draft]:
    """Add he, she and it where they speak, think or decide, with what they refer to."""
    out = sorted(drafts, key=lambda d: d.first)
    quoted = _quoted(tree)
    numbers = {s.first: n for n, s in enumerate(tree.parse.sentences)}
    genders: dict[str, Gender] = {}
    for j, d in enumerate(out):
        if d.gender and d.kind == "person":
            genders.setdefault(_root(out, j), d.gender)
    added: list[Draft] = []
    for i, t in enumerate(tree.tokens):
        spec = _PRONOUNS.get(t.text.lower())
        if spec is None or t.dep not in {"nsubj", "nsubjpass"} or quoted[i]:
            continue
        head = tree.tokens[t.head]
        if not lexicon.acts(head.lemma) or (spec[0] == "organisation" and head.lemma not in lexicon.context("it_says")):
            continue
        target = _pronoun_target(tree, out, i, spec, numbers, genders)
        if target is None:
            continue
        gender: Gender = spec[1]
        if gender:
            genders.setdefault(_root(out, target), gender)
        added.append(
            Draft(i, i, spec[0], text[t.start : t.end], form="pronoun", gender=gender, refers=target, rule="pronoun")
        )
    # Positions of `out` stay valid: pronouns are appended and sorted by the caller.
    known = [
        replace(d, gender=d.gender or genders.get(_root(out, j), "")) if d.kind == "person" else d
        for j, d in enumerate(out)
    ]
    return known + added


def _pronoun_target(
    tree: Tree,
    drafts: Sequence[Draft],
    at: int,
    spec: tuple[EntityKind, Gender],
    numbers: dict[int, int],
    genders: dict[str, Gender],
) -> int | None:
    kind, gender = spec
    here = numbers[_sentence(tree, at)]
    governing = set(tree.ancestors(tree.tokens[at].head))
    scores: dict[str, tuple[float, int]] = {}
    for j, d in enumerate(drafts):
        if d.first >= at or d.kind != kind:
            continue
        gap = here - numbers[_sentence(tree, d.first)]
        if gap > _WINDOW or gap < 0:
            continue
        root = _root(drafts, j)
        known = genders.get(root, "") or d.gender
        if gender and known and known != gender:
            continue
        token = tree.tokens[_head(tree, d)]
        score = {0: 1.0, 1: 1.0, 2: 0.6, 3: 0.3}[gap]
        if token.dep in {"nsubj", "nsubjpass"}:
            score += 0.8
            if lexicon.acts(tree.tokens[token.head].lemma):
                score += 0.4
        elif token.dep in {"poss", "compound"}:
            score -= 0.3
        if gender and known == gender:
            score += 0.6
        if gap == 0 and token.dep in {"nsubj", "nsubjpass"} and token.head in governing:
            score += 1.0
        if kind == "organisation" and score < 1.6:
            continue
        old = scores.get(root)
        scores[root] = (max(score, old[0]) + (0.1 if old else 0.0), j) if old else (score, j)
    if not scores:
        return None
    ranked = sorted(scores.values(), key=lambda s: (-s[0], -s[1]))
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 0.25 and ranked[0][0] < 2.0:
        return None
    return ranked[0][1]


def _head(tree: Tree, d: Draft) -> int:
    for k in range(d.first, d.last + 1):
        if not d.first <= tree.tokens[k].head <= d.last:
            return k
    return d.last


def _quoted(tree: Tree) -> list[bool]:
    """For each token, whether it stands inside double quotation marks (which a paragraph's end closes)."""
    out: list[bool] = []
    inside = False
    for i, t in enumerate(tree.tokens):
        if i and tree.tokens[i].start - tree.tokens[i - 1].end > 1:
            inside = False
        if t.text in {"“", "«", "„"}:
            inside = True
        elif t.text in {"”", "»"}:
            inside = False
        elif t.text in {'"', "``", "''"}:
            inside = not inside
        out.append(inside)
    return out
