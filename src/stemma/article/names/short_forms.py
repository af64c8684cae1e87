"""Short forms and acronyms: which longer name of the article they stand for.

Newswire gives the full name first and the surname after (AP Stylebook, "names"). Where two people of a report share
the surname the nearer one is meant (not one introduced as a relative), unless a title or "the elder" speaks: then
nothing is said without a known gender.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from anyascii import anyascii

from stemma.article.names import lexicon
from stemma.article.names.draft import Draft
from stemma.data import gazetteer, members
from stemma.model import EntityKind
from stemma.nlp.tree import Tree


def link_short_names(tree: Tree, drafts: Sequence[Draft]) -> list[Draft]:
    """Give each short form of a longer name of the article what it refers to, and the kind of it."""
    out = list(drafts)
    words = [_words(d.name) for d in out]
    with_word: defaultdict[str, set[int]] = defaultdict(set)  # a short form has a word of the long one
    for i, own in enumerate(words):
        for word in own:
            with_word[word].add(i)
    for i, d in enumerate(out):
        if (
            d.rule in {"demonym", "derived demonym"}
            or lexicon.is_people(d.name)
            or gazetteer.country(d.name)
            or (d.name.isupper() and len(d.name) < 6)
        ):
            continue
        if d.rule == "place of" or len([w for w in words[i] if not lexicon.is_particle(w)]) > 3:
            continue
        longer = [
            j
            for j in sorted({j for word in words[i] for j in with_word[word]})
            if len(words[j]) > len(words[i])
            and _shortens(words[i], words[j], out[j].kind)
            and _may(d, out[j])
            and (out[j].kind != "organisation" or " " in out[j].name)  # not "Senate" of "House-Senate"
        ]
        if not longer:
            continue
        before = [j for j in longer if j < i]
        if d.kind == "person" and len(words[i]) > 1:
            # A full name comes first and is shortened after; a shorter one before it may be another person's.
            longer = before
            if not longer:
                continue
        if d.kind == "person" and d.role is not None:
            # "President Tolliver" is the bearer with that office; a later name with another office is another's.
            alike = [k for k in longer if _share_office(tree, d, out[k])]
            if alike and len({" ".join(words[k]) for k in alike}) == 1:
                longer = alike
                before = [k for k in alike if k < i]
            elif not before and _offices(tree, d) and any(out[k].role for k in longer):
                continue
            elif _offices(tree, d) and all(_is_junior(out[k].name) for k in longer):
                continue  # "President Tolliver" beside Marcus Tolliver Jr.: the father, as like as not
        bearers = {" ".join(words[k]) for k in before or longer}
        if len(bearers) > 1 and out[longer[0]].kind == "person" and (d.gender or _told_apart(tree, d)):
            # "Ms Holm", "the elder Holm": which of two is meant the words tell, but only where the gender is known.
            known = {" ".join(words[k]) for k in longer if d.gender and out[k].gender in {d.gender, ""}}
            exact = {" ".join(words[k]) for k in longer if d.gender and out[k].gender == d.gender}
            known = exact if len(exact) == 1 else known
            known -= {" ".join(words[k]) for k in longer if out[k].gender and out[k].gender != d.gender}
            if len(known) != 1:
                continue
            before = [k for k in before if " ".join(words[k]) in known]
            longer = [k for k in longer if " ".join(words[k]) in known]
        if len(bearers) > 1:
            # A relative ("his sister Ana Holm") is called by the given name after; the surname stays with whose she is.
            before = [k for k in before if not _kin(tree, out[k])] or before
        j = _latest(out, before, i) if before else longer[0]
        names = {" ".join(words[k]) for k in longer}
        head_noun = len(words[i]) == 1 and lexicon.is_organisation_noun(words[i][0])
        if len(names) > 1 and (not before or head_noun):
            continue
        out[i] = replace(d, kind=out[j].kind, form="short", refers=j, rule=f"short form of {out[j].name!r}")
        if (
            d.gender and not out[j].gender
        ):  # "Ms Holm" tells it of Sten Holm, of whom the next "Mr Holm" is then not said
            out[j] = replace(out[j], gender=d.gender)
    return out


def _is_junior(name: str) -> bool:
    return lexicon.bare(name.split()[-1]) in lexicon.context("generations")


def _latest(drafts: Sequence[Draft], bearers: Sequence[int], at: int) -> int:
    """The bearer of a surname who was named last, in full or in short, before draft `at`."""
    for k in range(at - 1, -1, -1):
        if k in bearers:
            return k
        refers = drafts[k].refers
        if refers is not None and refers in bearers:
            return refers
    return bearers[-1]


def _offices(tree: Tree, d: Draft) -> set[str]:
    """The nouns of office in a draft's role, courtesy titles left out."""
    if d.role is None:
        return set()
    found = {lexicon.bare(tree.tokens[k].text) for k in tree.within(d.role)}
    return {w for w in found if (lexicon.is_office(w) or lexicon.is_honorific(w)) and not lexicon.is_courtesy(w)}


def _share_office(tree: Tree, a: Draft, b: Draft) -> bool:
    return bool(_offices(tree, a) & _offices(tree, b))


def _kin(tree: Tree, d: Draft) -> bool:
    """Whether somebody is introduced as a relative of somebody."""
    kin = lexicon.context("kin")
    return d.role is not None and any(tree.tokens[k].lemma.lower() in kin for k in tree.within(d.role))


def _told_apart(tree: Tree, d: Draft) -> bool:
    """Whether the words around a surname say that it is one of several of that name, or all of them."""
    before = tree.tokens[d.first - 1].text.lower() if d.first else ""
    after = tree.tokens[d.last + 1].text.lower() if d.last + 1 < len(tree.tokens) else ""
    return before in lexicon.context("told_apart_before") or after in lexicon.context("told_apart_after")


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
    by_initials: dict[str, list[int]] = {}
    for k, d in enumerate(out):
        for letters in _initials(d.name):
            by_initials.setdefault(letters, []).append(k)
    for i, d in enumerate(out):
        if not d.name.replace(".", "").isupper() or " " in d.name or d.refers is not None or gazetteer.country(d.name):
            continue
        j = introduced.get(d.name)
        if j is None:
            alike = (k for k in by_initials.get(_letters(d.name), ()) if k != i and out[k].kind != "person")
            full = [k for k in alike if is_acronym(d.name, out[k].name)]
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
    letters = _letters(short)
    if (len(letters) == 2 and any(w.isupper() for w in _lettered(name))) or name.islower():
        return False
    return len(letters) >= 2 and letters in _initials(name)


def _letters(short: str) -> str:
    return re.sub(r"[^A-Za-z]", "", short).lower()


def _lettered(name: str) -> list[str]:
    return [w for w in re.split(r"[\s\-]+", anyascii(name)) if w[:1].isalpha()]


def _initials(name: str) -> set[str]:
    """The initials of the words of `name`, and those of its words with a capital alone."""
    words = _lettered(name)
    return {"".join(w[0] for w in some).lower() for some in (words, [w for w in words if w[0].isupper()])}


def members_of(plural: str, party: str) -> bool:
    """Whether a plural names the members of a party by the first words of its name ("Social Democrats" of the Social
    Democratic Party)."""
    own, full = _words(plural), _words(party)
    if (
        not own
        or len(own) >= len(full)
        or not own[-1].endswith("s")
        or own[-1].endswith("ss")
        or not full[-1].isalpha()
    ):
        return False
    if full[-1] not in lexicon.context("parties") or gazetteer.demonym(plural) or not plural[:1].isupper():
        return False
    stem = own[-1].removesuffix("s")
    return len(stem) > 3 and own[:-1] == full[: len(own) - 1] and full[len(own) - 1] in {stem, f"{stem}ic", f"{stem}al"}


def islands_of(plural: str, place: str) -> bool:
    """Whether a plural stands for islands or mountains ("the Farals" for the Faral Islands)."""
    own = _words(plural)
    if len(own) != 1 or not own[0].endswith("s"):
        return False
    full = _words(place)
    return len(full) == 2 and own[0] == f"{full[0]}s" and full[1] in lexicon.context("in_the_plural")


def link_members(drafts: Sequence[Draft]) -> list[Draft]:
    """The members of a party of the article refer to it, and a plural to the islands or mountains it is short for,
    where only one fits."""
    out = list(drafts)
    last = lexicon.context("parties") | lexicon.context("in_the_plural")
    wholes = [j for j, e in enumerate(out) if (own := _words(e.name)) and own[-1] in last]
    for i, d in enumerate(out):
        if d.refers is not None or d.role is not None or d.kind == "place" or d.form != "full":
            continue
        fits = [
            j
            for j in wholes
            if (out[j].kind == "organisation" and members_of(d.name, out[j].name))
            or (out[j].kind == "place" and islands_of(d.name, out[j].name))
        ]
        if len({out[j].name.lower() for j in fits}) == 1:
            j = max((k for k in fits if k < i), default=fits[0])
            out[i] = replace(d, kind=out[j].kind, form="short", refers=j, rule=f"short form of {out[j].name!r}")
    return out


def _words(name: str) -> list[str]:
    return list(_plain_words(name))


@lru_cache(maxsize=100_000)
def _plain_words(name: str) -> tuple[str, ...]:
    plain = anyascii(name).lower().replace("’", "'")
    return tuple(w for w in re.split(r"[\s\-]+", plain) if w and w not in {"jr", "jr.", "sr", "sr."})


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
        # "United Nations Security Council" is not the United Nations, nor "Reuters Foundation" Reuters.
        # A paper is called by its last word, and what it is named after is a place or a people ("Tolvar Herald").
        apart = any(w in lexicon.context("bodies_of_bodies") for w in full[n:])
        plain = members("outlet_words.toml", "plain_last")
        apart = apart or full[-1] in members("outlet_words.toml", "last") - plain
        if full[0] in members("outlet_words.toml", "plain_first") and full[1:] == short:
            return True  # "Selm" for "Radio Selm", as "Orlan" for "Orlan Wire"
        return full[:n] == short and n < len(full) and not apart and not lexicon.is_outlet(" ".join(short).title())
    return False


def _may(short: Draft, full: Draft) -> bool:
    if full.kind == "other" or full.form != "full":
        return False
    if short.kind in {full.kind, "other"}:
        return True
    # The parser's kind of a short name is weak; what the text says clearly is not.
    weak = short.rule in {"parser", "shape", "speaks", "told", "reports", "owner", ""} and short.role is None
    if short.kind == "place":
        return weak and full.kind == "person" and " " in short.name and not gazetteer.places(short.name)
    return weak and {short.kind, full.kind} == {"person", "organisation"}
