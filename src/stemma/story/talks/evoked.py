"""Evoked: what a party demands, offers, concedes or rejects, told by a word of that kind with the party as its subject.

A table of verbs, nouns and predicates (`data/en/stances.toml`) says of which kind a position is and where its content
stands: as object or clause, behind a preposition, or with the verb itself. Whose it is: the party of the subject or of
the possessor, or whoever speaks where the subject is "we", "he", "our members". All kinds are held back alike where a
word tells no position: a question asked, a report denied, a meeting, a day, nothing more than "a deal".

What it gets wrong: what is wanted of somebody outside the talks; a stance told without any such word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import cast

from stemma.data import table
from stemma.model import Span
from stemma.nlp.tree import Tree
from stemma.story.talks.grammar import arguments, fronted, negated, passive, texts
from stemma.story.talks.held_back import HeldBack, Unit
from stemma.story.talks.phrasing import Kind, Said

_KINDS: tuple[Kind, ...] = ("demand", "offer", "concession", "rejection")
_OURS = frozenset({"our", "my", "ours"})
_SPEAKING = frozenset({"he", "she", "we", "i"})
_BEHIND = ("of", "for", "to", "on", "against")
_BEFORE_COLON = 12  # tokens between a noun and the colon of its list
_OUGHT = frozenset({"must", "should", "ought", "shall", "will", "would", "can", "could"})


class Evoked(HeldBack):
    """One method: what the words of the table tell."""

    @cached_property
    def _units(self) -> dict[tuple[str, str], list[Unit]]:
        """The units by part of speech and first word, longer ones first."""
        words, out = table("en/stances.toml"), defaultdict[tuple[str, str], list[Unit]](list)
        for kind in _KINDS:
            for place in ("objects", "clauses", "behind", "whole", "predicates", "nouns"):
                for entry in words[kind].get(place, ()):
                    first, *beside = entry.split()
                    out[place if place in ("predicates", "nouns") else "verbs", first].append(
                        Unit(kind, tuple(beside), place)
                    )
        for units in out.values():
            units.sort(key=lambda u: -len(u.beside))
        return out

    @cached_property
    def _spurning(self) -> frozenset[str]:
        """Verbs by which somebody speaks of what another asks for or offers."""
        return self.frames.set("positions", "spurning") | {
            w.split()[0] for w in table("en/stances.toml")["rejection"]["objects"]
        }

    def evoked(self) -> Iterator[Said]:
        for article, tree in self.frames.trees.items():
            for i, token in enumerate(tree.tokens):
                lemma = token.lemma.lower()
                if token.pos == "VERB" or (token.pos == "NOUN" and token.dep == "ROOT"):
                    for unit in self._units.get(("verbs", lemma), ()):
                        found = list(self._verb(article, i, unit))
                        yield from found
                        if found:
                            break
                if token.dep in ("acomp", "prep", "advmod", "oprd", "xcomp", "amod", "conj"):
                    for unit in self._units.get(("predicates", token.text.lower()), ()):
                        found = list(self._predicate(article, i, unit))
                        yield from found
                        if found:
                            break
                if token.pos == "NOUN":
                    for unit in self._units.get(("nouns", lemma), ()):
                        yield from self._noun(unit.kind, article, i)

    # -- verbs

    def _verb(self, article: str, v: int, unit: Unit) -> Iterator[Said]:
        tree = self.frames.trees[article]
        last = self._beside(tree, v, unit.beside)
        if last is None or tree.tokens[v].dep == "amod" or self._open(tree, v, unit.kind) or self._nobody(tree, v):
            return
        kind = self._kind(tree, v, unit)
        party = self._holder(article, v)
        if kind is None or party is None:
            return
        if unit.place == "whole":
            yield from self._whole(article, v, unit.kind, party)
            return
        content = self._content(article, v, unit, last)
        content = [i for i in content if self._tells(article, v, i, unit)]
        if not content or self._asks_somebody(article, v, unit):
            return
        if any(self.sides.of_phrase(article, i) == party for i in self._asked_of(tree, v)):
            return  # nobody demands that it do something itself: whose demand it is is open
        yield from self.said(kind, party, article, content, v)

    def _beside(self, tree: Tree, v: int, words: tuple[str, ...]) -> int | None:
        """The last of some words beside a verb, each a child of it or of the one before; the verb itself for none."""
        last = v
        for w in words:
            near = [c for k in dict.fromkeys((last, v)) for c in tree.children(k) if c > v or k == last]
            found = [c for c in near if w in (tree.tokens[c].text.lower(), tree.tokens[c].lemma.lower())]
            if not found:
                return None
            last = found[0]
        return last

    def _nobody(self, tree: Tree, v: int) -> bool:
        """Whether nobody does it ("neither side had given up its claim")."""
        own = [c for i in tree.children(v, "nsubj") for c in (i, *tree.children(i, "det"))]
        return any(tree.tokens[c].text.lower() in ("no", "neither", "nobody", "none", "nothing") for c in own)

    def _kind(self, tree: Tree, v: int, unit: Unit) -> Kind | None:
        """The kind a verb tells, negated or not; None where it tells none."""
        if not negated(tree, v):
            return unit.kind
        if unit.kind == "demand":
            wants = tree.tokens[v].lemma in ("want", "wish", "like", "favour", "favor") and not tree.children(
                v, "xcomp"
            )
            return "rejection" if wants else None
        aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}
        perfect = bool(aux & {"has", "have", "had"}) and unit.kind == "concession" and unit.place != "objects"
        told = (
            perfect
            or unit.kind == "rejection"
            or aux & {"will", "would", "wo", "can", "could", "ca", "shall", "cannot"}
        )
        return cast(Kind, table("en/stances.toml")["opposite"][unit.kind]) if told else None

    def _holder(self, article: str, v: int) -> str | None:
        """The party whose position a verb tells: the subject's, or the speaker's where that is "we", "our men"."""
        tree, frames = self.frames.trees[article], self.frames
        subjects = arguments(tree, v).subjects
        quoted = frames.quoted(article, v)
        if quoted and any(tree.tokens[i].text.lower() in ("he", "she", "they") for i in subjects):
            return None  # "he", in somebody's words, is somebody else
        names = [tree.subtree_span(c) for i in subjects for c in tree.children(i, "appos")]
        if side := self.of_verb(article, v):  # of "A, B agree" it is both
            return side if not any(self.sides.named(n) - {side} for n in names) else None
        if not subjects:  # "In public [A] insists on X": a name right before the verb, which the parser hangs elsewhere
            first = min([v, *(c for c in tree.children(v, "aux") if c < v)])
            return self.sides.of_phrase(article, first - 1) if first and tree.tokens[first - 1].pos == "PROPN" else None
        if side := self.own_state(article, subjects):
            return side
        own = frames.set("positions", "own")
        for i in subjects:
            token = tree.tokens[i]
            beside = {tree.tokens[c].text.lower() for c in tree.children(i, "poss")}
            if token.text.lower() in _SPEAKING or token.lemma.lower() in own or beside & _OURS:
                return self.party(article, v, subjects)
        return None

    def _content(self, article: str, v: int, unit: Unit, last: int) -> list[int]:
        """The heads of what a verb is about."""
        tree = self.frames.trees[article]
        if unit.place == "behind":
            held = tree.children(last, "pobj", "pcomp")
            held += [
                p for c in tree.children(last, "conj") if tree.tokens[c].pos == "ADP" for p in tree.children(c, "pobj")
            ]
            return held + ([] if held else tree.children(v, "dobj") if last == v else [])
        clauses = [c for c in tree.children(v, "xcomp", "ccomp", "acl") if c > v]
        clauses = [c for c in clauses if tree.tokens[c].dep == "xcomp" or not self._says(article, c)]
        clauses = [c for c in clauses if tree.tokens[c].dep != "acl" or tree.tokens[v].pos == "NOUN"]
        if tree.tokens[v].lemma == "like" and not {"would", "'d", "’d"} & self._aux(tree, v):
            return []
        if unit.place == "clauses":
            clauses = [c for c in clauses if not self._factual(tree, c)]  # what is to be, not what is so
            if tree.tokens[v].lemma == "expect":  # of the other side, not of events
                clauses = [
                    c
                    for c in clauses
                    if any(self.sides.of_phrase(article, i) for i in tree.children(c, "nsubj"))
                    or self._subjunctive(tree, c)
                ]
            return clauses
        objects = [
            i
            for i in arguments(tree, v).objects
            if i in tree.children(v, "dobj") or tree.tokens[v].dep == "relcl" or passive(tree, v)
        ]
        objects = [i for i in objects if tree.tokens[i].dep != "conj" or tree.tokens[v].dep == "relcl"]
        objects = [
            i for i in objects if not self.sides.of_phrase(article, i) or tree.tokens[i].pos not in ("PROPN", "PRON")
        ]
        if unit.kind == "rejection":  # "rejects that A looks down on B": a charge
            clauses = [c for c in clauses if tree.tokens[c].dep == "xcomp" or self._aux(tree, c) & _OUGHT]
        if clauses and objects and tree.tokens[v].lemma not in ("want", "require"):
            return objects
        return clauses or objects

    def _whole(self, article: str, v: int, kind: Kind, party: str) -> Iterator[Said]:
        """ "dropped its demand for X", with the verb: what is given up is a bid or a stand."""
        tree, frames = self.frames.trees[article], self.frames
        given = frames.set("positions", "demand_nouns", "offer_nouns", "claims")
        below = [k for c in tree.children(v, "dobj", "prep") for k in (c, *tree.children(c, "pobj", "pcomp"))]
        up = any(tree.tokens[c].text.lower() == "up" for c in tree.children(v, "prt"))
        if any(tree.tokens[k].text.lower() in ("nothing", "anything") for k in below):
            return
        if negated(tree, v) or not (any(tree.tokens[k].lemma.lower() in given for k in below) or (up and below)):
            return
        if span := self.phrase(article, v, "relcl", without=fronted(tree, v)):
            yield Said(kind, party, Span(article, max(span.start, tree.tokens[v].start), span.end))

    # -- predicates

    def _predicate(self, article: str, a: int, unit: Unit) -> Iterator[Said]:
        """ "is ready to", "is against", "remains opposed to", "says itself willing to"."""
        tree = self.frames.trees[article]
        last = self._beside(tree, a, unit.beside)
        v = tree.tokens[a].head
        if last is None or tree.tokens[v].pos not in ("AUX", "VERB") or self._open(tree, v, unit.kind):
            return
        if tree.tokens[a].pos == "ADP" and tree.tokens[v].lemma not in ("be", "remain", "stand"):
            return
        party = self._holder(article, v)
        held = [c for k in (a, v) for c in tree.children(k, "xcomp", "ccomp") if c > a]
        goals = held if not unit.beside and tree.tokens[a].pos != "ADP" else []
        goals = goals or tree.children(last, "pobj", "pcomp") if (unit.beside or tree.tokens[a].pos == "ADP") else goals
        goals = [g for g in goals if self._tells(article, v, g, unit)]
        kind = unit.kind if not negated(tree, v) else cast(Kind, table("en/stances.toml")["opposite"].get(unit.kind))
        if not (goals and party and kind):
            return
        ifs = [c for c in tree.children(v, "advcl") if c > a and self._open(tree, c, unit.kind)]
        if kind == "offer" and ifs:  # "ready to leave P if monitors come"
            span, more = self.phrase(article, goals[0], "relcl"), tree.subtree_span(ifs[0])
            if span and 0 <= more.start - span.end <= 1:
                yield Said("offer", party, Span(article, span.start, more.end))
                return
        yield from self.said(kind, party, article, goals, v)

    # -- nouns

    def listed(self) -> Iterator[Said]:
        """The members of a list behind a colon: "The position of A is unchanged: X; Y", "made two demands: X, Y"."""
        kinds = {w: cast(Kind, k) for k, nouns in table("en/stances.toml")["listing"].items() for w in nouns}
        for article, n in self.frames.hits(frozenset(kinds), ("NOUN",)):
            tree = self.frames.trees[article]
            sentence = tree.sentence_of(n)
            colon = next((k for k in range(n + 1, sentence.last) if tree.tokens[k].text == ":"), None)
            if colon is None or colon - n > _BEFORE_COLON or colon + 1 >= sentence.last:
                continue
            v = next((k for k in tree.ancestors(n) if tree.tokens[k].pos in ("VERB", "AUX")), None)
            heads = [k for a in tree.children(n, "prep") for k in tree.children(a, "pobj")]
            made = v is not None and n in arguments(tree, v).objects and not negated(tree, v)
            subjects = arguments(tree, v).subjects if v is not None and made else []
            if texts(tree, (k for i in subjects for k in tree.subtree(i))) & _OURS and v is not None:
                party = self.speaker(article, v)  # "our delegation", whatever else is named beside it
            else:
                party = self.sides.of_subject(article, subjects) or self.own_state(article, heads)
                # What is named behind the colon is part of the list.
                party = party or (None if tree.children(n, "appos") else self.sides.of_phrase(article, n))
            if party is None or (v is not None and tree.tokens[v].lemma.lower() in self._spurning):
                continue
            for first, last in _items(tree, colon + 1, sentence.last):
                span = tree.span(first, last)
                if not self.short(span) and not self.frames.quoted(article, first):
                    yield Said(kinds[tree.tokens[n].lemma.lower()], party, span)

    def _noun(self, kind: Kind, article: str, n: int) -> Iterator[Said]:
        """ "A's demand is X", "X is a precondition", "A's offer of X", "a demand that X"."""
        tree = self.frames.trees[article]
        party = self.sides.of_phrase(article, n)
        for c in tree.children(n, "poss"):
            party = party or next(
                (s for _, e in self.frames.mentions_at(article, c) if (s := self.sides.of_entity(e.id))), None
            )
        above = tree.head(n)
        if tree.tokens[n].dep == "appos" and above is not None and party and tree.tokens[above].pos == "NOUN":
            # "an amnesty for prisoners, a key demand of A": of the noun that agrees in number
            agreeing = [k for k in [above, *tree.ancestors(above)[:2]] if tree.tokens[k].tag == tree.tokens[n].tag]
            for k in agreeing[:1]:
                if span := self.phrase(article, k, "relcl", "appos"):
                    yield Said(kind, party, span)
            return
        verb = above if above is not None and tree.tokens[above].lemma == "be" else None
        if verb is not None and tree.tokens[n].dep == "attr" and not negated(tree, verb):
            party = party or self.speaker(article, verb)
            heads = tree.children(verb, "nsubj")
            if party and heads and tree.tokens[heads[0]].pos in ("NOUN", "PROPN"):
                yield from self.said(kind, party, article, heads, verb)
        elif verb is not None and tree.tokens[n].dep == "nsubj" and not negated(tree, verb):
            party = party or self.speaker(article, verb)
            if party:
                # "The offer was an insult" says what somebody thinks of it, not what it is.
                says = tree.children(verb, "ccomp", "xcomp")
                worth = [p for a in tree.children(verb, "acomp") for p in tree.children(a, "npadvmod")]
                says += [a for a in [*tree.children(verb, "attr"), *worth] if self._sums(tree.subtree_span(a))]
                yield from self.said(kind, party, article, says, verb)
        else:
            preps = [
                p
                for a in tree.children(n, "prep")
                if tree.tokens[a].lemma in _BEHIND
                for p in tree.children(a, "pobj", "pcomp")
                if tree.tokens[a].lemma != "of" or not self.sides.of_phrase(article, p)  # "a demand of A's"
            ]
            clauses = tree.children(n, "acl", "relcl", "ccomp")
            clauses = [
                c
                for c in clauses
                if any(tree.tokens[m].text.lower() in ("that", "to") for m in tree.children(c, "mark", "aux"))
            ]
            outer = next((k for k in tree.ancestors(n) if tree.tokens[k].pos == "VERB"), None)
            if party is None and outer is not None and n in arguments(tree, outer).objects:
                party = self.sides.of_subject(article, arguments(tree, outer).subjects)
            spurned = (
                outer is not None and tree.tokens[outer].lemma.lower() not in self.frames.words["positions"]["making"]
            )
            if spurned and outer is not None and n in arguments(tree, outer).objects:
                return  # "A rejects the demand": not a demand of A's
            if (
                party
                and outer is not None
                and tree.tokens[outer].lemma in ("raise", "lift", "lower", "increase", "cut", "improve")
            ):
                span = None if negated(tree, outer) else self.phrase(article, outer, "relcl")
                if span and self._sums(span):
                    yield Said(kind, party, self._raised(outer, span))
            elif party and (preps or clauses) and not (outer is not None and negated(tree, outer)):
                yield from self.said(kind, party, article, preps or clauses, n)

    def _raised(self, v: int, span: Span) -> Span:
        """ "raised its offer to 6 per cent", without who did and when."""
        start = max(span.start, self.frames.trees[span.article].tokens[v].start)
        ends = [s.end for s in self._sums(span) if s.start > start]
        return self.measured(Span(span.article, start, max(ends))) if ends else span

    def _sums(self, span: Span) -> list[Span]:
        return [q.span for q in self.frames.quantities(span) if q.dimension not in ("ordinal", "time")]


def _items(tree: Tree, first: int, end: int) -> Iterator[tuple[int, int]]:
    """The members of a list between two tokens: parted by semicolons, or else by commas and "and"."""
    marks = [k for k in range(first, end) if tree.tokens[k].text == ";"]
    if not marks:
        below = {c for k in range(first, end) for c in tree.children(k, "relcl", "acl", "appos", "advcl")}
        inside = {k for b in below for k in tree.subtree(b)}
        marks = [k for k in range(first, end) if k not in inside and tree.tokens[k].text == ","]
    for a, b in pairwise([first - 1, *marks, end]):
        held = [k for k in range(a + 1, b) if tree.tokens[k].pos not in ("PUNCT", "SPACE")]
        held = held[1:] if held and tree.tokens[held[0]].text.lower() == "and" else held
        if held:
            yield held[0], held[-1]
