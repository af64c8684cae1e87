"""Heading: who heads a delegation (FrameNet: Leadership; VerbNet: lead-51.7, appoint-29.1).

Three ways of saying it are read: a verb of leading with a delegation beside it, an office ("chief negotiator", "head
of delegation") tied to a name, and a place in the team ("at its head", "under the leadership of"). Each may be gapped
("A's team is headed by X, and B's by Y": Quirk et al. 1985, 13.92), fronted ("Leading the team is X") or told of both
sides at once ("the delegations are led by X of A and Y of B"). Parsers are weakest on just these, so where the tree
gives nobody the words of the sentence are read in their order, between its separators.

What it gets wrong: whose delegation it is where neither the words nor the person's office tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemma.model import Entity, Mention
from stemma.nlp.tree import Tree
from stemma.story.talks.acts import SEPARATORS, Act, Part, Reader, governing_verb, verbal
from stemma.story.talks.grammar import arguments, behind, instead_of, negated, passive
from stemma.story.talks.persons import people_at

_BEING = ("be", "become", "remain", "stay")
_NEAR = 4  # tokens of a noun phrase before its head
_HOLDERS = ("head", "leader", "chief", "captain", "co-head", "co-leader")
_GONE = {"former", "ex", "outgoing", "late", "previous", "ex-chief", "onetime", "erstwhile"}

Named = tuple[Mention, Entity]


class Heading(Reader):
    """Who heads a delegation."""

    def heading(self) -> Iterator[Act]:
        yield from self._led()
        yield from self._holding()
        yield from self._fronted()
        yield from self._placed()
        yield from self._given()
        yield from self._paired()

    # -- verbs of leading

    def _led(self) -> Iterator[Act]:
        """ "a delegation led by X", "X heads the team", "picked X to head the team", "X leads (the talks) for A"."""
        frames = self.frames
        for article, v in frames.hits(frames.set("delegations", "lead_verbs"), ("VERB",)):
            tree, found = frames.trees[article], arguments(frames.trees[article], v)
            instead = any(instead_of(tree, v, by) for by in tree.children(v, "agent"))  # "not by X but by Y"
            if self._formerly(tree, v) or (negated(tree, v) and not instead):
                continue
            if not found.objects or any(frames.process(article, i) for i in found.objects):
                yield from self._not_but(article, v)
            teams = [i for i in found.objects if self.team(article, i) or self._own_people(article, i)]
            party = (self.side(article, teams[0]) or self._told_behind(article, teams[0])) if teams else None
            spoken = next(iter(self._for(article, v)), None)
            talks = all(frames.process(article, i) for i in found.objects)
            near = frames.near_talks(article, v) or not found.objects
            stood = [i for i in found.objects if self.sides.of_phrase(article, i) and not self.body(article, i)]
            in_place = not found.objects and tree.tokens[v].dep == "relcl" and frames.about_talks(article, v)
            who = self.actors(article, v) if teams else found.subjects
            acts = list[Act]()
            if teams or in_place or (talks and spoken and near):
                party = spoken if talks and spoken else party
                acts = list(self.acts("head", article, who, party, v))
            elif stood and passive(tree, v) and (frames.about_talks(article, v) or self._goes_on(article, v)):
                party = self.sides.of_phrase(article, stood[0])
                acts = list(self.acts("head", article, who, party, v))
            party = party or (self.sides.of_entity(acts[0].entity) if acts else None)
            last = max([v, *teams, *(tree.within(a.span)[-1] for a in acts[:1] if tree.within(a.span))])
            other = list(self.gapped(article, v, last, party)) if acts and party else []
            told = [
                *(a for a in acts if not self._second(tree, v, a) and a.entity not in {o.entity for o in other}),
                *other,
            ]
            ups = self.frames.set("rounds", "up_to")
            over = "Tense=Past" in tree.tokens[v].morph and any(
                tree.tokens[a].lemma in ups for a in tree.children(v, "prep")
            )
            yield from (a._replace(part="out") if over else a for a in told)  # "X, who led for A until the summer"

    def _second(self, tree: Tree, v: int, act: Act) -> bool:
        """Whether somebody stands behind a second "by", of another team whose name is gapped ("by X and B's by Y")."""
        inside = tree.within(act.span)
        words = tree.tokens[v : inside[0]] if inside and inside[0] > v else ()
        bys = [k for k, t in enumerate(words) if t.text.lower() == "by"]
        return len(bys) > 1 and words[bys[1] - 1].text.lower() not in SEPARATORS

    def _told_behind(self, article: str, body: int) -> str | None:
        """The side of "the delegation of A", where the parser has hung more on A."""
        tree, last = self.frames.trees[article], self.frames.trees[article].sentence_of(body).last
        end = next((k for k in range(body + 1, last) if tree.tokens[k].text.lower() in SEPARATORS), last)
        of = body + 1 < end and tree.tokens[body + 1].text.lower() in ("of", "from")
        return self.named(article, body + 2, end) if of else None

    def _for(self, article: str, v: int) -> list[str]:
        """The sides that somebody acts for ("for A", "on behalf of A")."""
        tree, out = self.frames.trees[article], list[str]()
        talks = [i for i in tree.children(v, "dobj") if self.frames.process(article, i)]
        for a in (a for k in (v, *talks) for a in tree.children(k, "prep")):
            for p in tree.children(a, "pobj"):
                behalf = behind(tree, p)
                of = behalf if tree.tokens[p].lemma == "behalf" else [p] if tree.tokens[a].lemma == "for" else []
                out += [s for q in of if (s := self.sides.of_phrase(article, q))]
        return out

    def _goes_on(self, article: str, v: int) -> bool:
        """Whether a party is said to be led by somebody now as before ("B is still led by Y"), near the talks."""
        tree = self.frames.trees[article]
        beside = {tree.tokens[c].text.lower() for c in tree.children(v, "advmod")}
        return bool(beside & self.frames.set("delegations", "as_before")) and self.frames.near_talks(article, v)

    def _formerly(self, tree: Tree, v: int) -> bool:
        """Whether somebody led at another time ("X, who led the team earlier")."""
        beside = {tree.tokens[c].text.lower() for c in tree.children(v, "advmod")}
        return bool(beside & self.frames.set("delegations", "formerly"))

    def _own_people(self, article: str, i: int) -> bool:
        """Whether a plain word for people stands for a party's delegation ("its people, led by X")."""
        tree = self.frames.trees[article]
        told = tree.tokens[i].lemma.lower() in self.frames.set("delegations", "people")
        return told and bool(tree.children(i, "poss")) and self.frames.near_talks(article, i)

    def _not_but(self, article: str, v: int) -> Iterator[Act]:
        """ "For A the talks were led not by X but by Y": X is out, Y is in."""
        tree = self.frames.trees[article]
        party = next(iter(self._for(article, v)), None)
        for by in tree.children(v, "agent") if party else ():
            if instead_of(tree, v, by):
                yield from self.acts("out", article, tree.children(by, "pobj"), party, v)
                yield from self.acts("in", article, arguments(tree, v).subjects, party, v)

    # -- offices

    def _holding(self) -> Iterator[Act]:
        """ "A's chief negotiator, X", "X, head of the team", "named X as its chief negotiator": the office says it; not
        of one who has left."""
        frames = self.frames
        wanted = frames.set("delegations", "negotiators") | set(_HOLDERS)
        for article, n in frames.hits(frozenset(wanted), ("NOUN", "PROPN")):
            tree, token = frames.trees[article], frames.trees[article].tokens[n]
            if token.tag not in ("NN", "NNP"):
                continue
            words = self._modifiers(tree, n)
            negotiator = token.lemma.lower() in frames.set("delegations", "negotiators")
            body = n if negotiator else self._headed(article, n)
            if body is None or words & _GONE:
                continue
            side = self.sides.of_phrase(article, n) or (self.side(article, body) if body != n else None)
            leads = not negotiator or bool(words & frames.set("delegations", "chiefs"))
            part: Part = "head" if leads and not words & {"deputy", "vice", "assistant"} else "member"
            v = governing_verb(tree, n)
            lemma = tree.tokens[v].lemma.lower() if v is not None else ""
            if lemma in frames.set("changes", "replacing") or (v is not None and negated(tree, v) and lemma == "be"):
                continue
            first = tree.tokens[tree.sentence_of(n).first].lemma.lower()
            if leads and token.dep == "attr" and first in frames.set("absence", "lacking"):
                yield from self.acts("absent", article, [n], side, n)  # "Absent was the chief negotiator, X"
                continue
            told = leads or (side and tree.children(n, "poss", "appos"))
            who, by = self._holder(article, n, v, body) if told else ([], None)
            yield from self.acts(part, article, who, side or by, n)
            if words & {"new", "newly"}:
                yield from self.acts("in", article, who, side or by, n)

    def _modifiers(self, tree: Tree, n: int) -> set[str]:
        """The words before a noun in its phrase, whatever the parser hangs them on."""
        out = {tree.tokens[c].lemma.lower() for c in tree.children(n, "amod", "compound", "nmod")}
        for k in range(n - 1, max(n - 1 - _NEAR, tree.sentence_of(n).first - 1), -1):
            if tree.tokens[k].pos not in ("ADJ", "NOUN", "PROPN") and tree.tokens[k].text != "-":
                break
            out.add(tree.tokens[k].lemma.lower())
        return out

    def _headed(self, article: str, n: int) -> int | None:
        """The delegation whose head a noun names ("head of the team", "the team's leader", "delegation chief")."""
        tree = self.frames.trees[article]
        held = behind(tree, n, "of")
        held += tree.children(n, "compound", "poss", "nmod")
        return next((p for p in held if self.body(article, p)), None)

    def _holder(self, article: str, n: int, v: int | None, body: int) -> tuple[list[int], str | None]:
        """Who holds the office named at `n`, and the side of whoever gives it."""
        tree = self.frames.trees[article]
        token, above = tree.tokens[n], tree.tokens[n].head
        known = [n] if self.frames.role_at(article, n) or people_at(self.frames, article, n, 1) else []
        if not known and (apposed := self.apposed(article, n)) is not None:
            known = [apposed]
        if v is not None and not known:
            found, lemma = arguments(tree, v), tree.tokens[v].lemma.lower()
            asked = tree.tokens[above].lemma == "as" and tree.tokens[above].head == v
            gives = lemma in self.frames.set("departures", "entering") | self.frames.set("delegations", "send_verbs")
            if gives and (asked or token.dep in ("oprd", "dobj", "attr", "xcomp")):
                named = [i for i in found.objects if i != n and people_at(self.frames, article, i)]
                return named, self.sides.of_subject(article, found.subjects)
            if asked or (lemma in _BEING and token.dep == "attr"):
                known = found.subjects
            elif lemma in _BEING and token.dep in ("nsubj", "csubj"):
                known = [i for i in tree.children(v, "attr") if people_at(self.frames, article, i)]
        given = governing_verb(tree, n) if v is None else v
        sent = given is not None and tree.tokens[given].lemma.lower() in self.frames.set("delegations", "send_verbs")
        subjects = arguments(tree, given).subjects if given is not None and sent else []
        by = self.sides.of_subject(article, subjects) if subjects else None
        return known, by

    # -- places in the team

    def _placed(self) -> Iterator[Act]:
        """ "with X at its head", "X is at the helm of the team", "the team, under the leadership of X"."""
        frames = self.frames
        fronts, under = frames.set("delegations", "fronts"), frames.set("delegations", "under")
        for article, n in frames.hits(fronts | under, ("NOUN",)):
            tree, sentence = frames.trees[article], frames.trees[article].sentence_of(n)
            words = [t.text.lower() for t in tree.tokens[max(sentence.first, n - 2) : n]]
            lemma = tree.tokens[n].lemma.lower()
            if lemma in fronts and "at" in words:
                first = n - 2 if words[:1] == ["at"] else n - 1
                bodies = [k for k in range(first - 1, sentence.first - 1, -1) if self.body(article, k)]
                mine = words[-1] in ("its", "their")
                own = next((p for a in tree.children(n, "prep") for p in tree.children(a, "pobj")), None)
                body = own if own is not None and self.body(article, own) else bodies[0] if mine and bodies else None
                v = governing_verb(tree, n)
                if body is None or (v is not None and negated(tree, v)):
                    continue
                before = self.people(article, sentence.first, first)
                who = [tree.within(m.span)[-1] for m, _ in before[-1:]]
                if not mine and v is not None and tree.tokens[v].pos in ("VERB", "AUX"):
                    subjects = arguments(tree, v).subjects
                    who = subjects if any(self.anybody(article, i) for i in subjects) else who
                yield from self.acts("head", article, who, self.side(article, body), n)
            elif lemma in under and "under" in [t.text.lower() for t in tree.tokens[max(sentence.first, n - 4) : n]]:
                of = n + 1 < sentence.last and tree.tokens[n + 1].text.lower() == "of"
                first = next(k for k in range(n, sentence.first - 1, -1) if tree.tokens[k].text.lower() == "under")
                who = self.first(article, n, sentence.last) if of else self.first(article, first, n)
                bodies = [k for k in range(first - 1, sentence.first - 1, -1) if self.body(article, k)]
                bodies += [k for k in range(n, sentence.last) if self.body(article, k)]
                if bodies and who:
                    yield from self.acts("head", article, who[:1], self.side(article, bodies[0]), n)

    def _given(self) -> Iterator[Act]:
        """ "the delegation is entrusted to X", "put X in charge of the team", "put its team in the hands of X"."""
        frames = self.frames
        wanted = frames.set("delegations", "giving", "charging")
        for article, v in frames.hits(wanted, ("VERB", "AUX")):
            tree, held = frames.trees[article], arguments(frames.trees[article], v)
            if negated(tree, v):
                continue
            near = [v, *tree.children(v, "advmod")]  # "is back in charge of"
            below = [
                (a, p)
                for k in near
                for a in tree.children(k, "prep", "dative", "prt")
                for p in tree.children(a, "pobj")
            ]
            places = frames.set("delegations", "fronts", "under") | {"charge", "hand", "lead"}
            lead = [i for i in [*(p for _, p in below), *held.objects] if tree.tokens[i].lemma in places]
            of = [p for i in lead for a in tree.children(i, "prep") for p in tree.children(a, "pobj")]
            body = next((i for i in [*held.objects, *of] if self.body(article, i)), None)
            if body is None:
                continue
            side = self.side(article, body) or self.sides.of_subject(article, held.subjects)
            to = [p for a, p in below if tree.tokens[a].lemma == "to"]
            further = [p for i in of for a in tree.children(i, "prep") for p in tree.children(a, "pobj")]
            named = [i for i in [*held.objects, *to, *of, *further] if i != body and people_at(frames, article, i)]
            if lead or (to and body in held.objects and tree.tokens[v].lemma != "put"):
                yield from self.acts("head", article, named or (held.subjects if lead else []), side, v)

    # -- the name last, and both sides at once

    def _fronted(self) -> Iterator[Act]:
        """ "Leading the A-ian team is X", "At the head of the team stands X", "Negotiating for A will be X", "Also on
        the team are X and Y", "Talking to each other will be A's X and Y for B"."""
        frames = self.frames
        for article, tree in frames.trees.items():
            for one in tree.parse.sentences:
                finite = (k for k in range(one.first, one.last) if tree.tokens[k].tag in ("VBZ", "VBP", "VBD", "MD"))
                v = next((k for k in finite if not self._aside(tree, k)), None)
                colon = next((k for k in range(one.first, one.last) if tree.tokens[k].text == ":"), one.last)
                v = min(colon, one.last if v is None else v)  # "On the union side: X and Y"
                if v == one.last or v - one.first < 2:
                    continue
                first = one.first + (tree.tokens[one.first].text.lower() in ("also", "and", "but", "now"))
                opening = tree.tokens[first]
                if opening.tag not in ("VBG", "VBN", "IN", "JJ") or any(
                    tree.tokens[k].dep in ("nsubj", "nsubjpass") and tree.tokens[k].head >= v
                    for k in range(first, v)
                    if tree.tokens[k].pos in ("NOUN", "PROPN", "PRON")
                ):
                    continue
                part, side = self._front(article, first, v)
                if part is None:
                    continue
                listed = list(self._listed(article, part, v, one.last, side))
                sides = {a.party or self.sides.of_entity(a.entity) for a in listed}
                if part == "head" and len(listed) == len(sides) == len(self.sides.parties) and None in sides:
                    left = next(p.name for p in self.sides.parties if p.name not in sides)
                    listed = [a._replace(party=a.party or self.sides.of_entity(a.entity) or left) for a in listed]
                yield from listed

    def _aside(self, tree: Tree, k: int) -> bool:
        """Whether a finite verb is that of a relative clause ("Included in the team, which counts five, is X")."""
        return "relcl" in (tree.tokens[k].dep, tree.tokens[tree.tokens[k].head].dep)

    def _front(self, article: str, first: int, v: int) -> tuple[Part | None, str | None]:
        """What the fronted words say of whoever is named behind the verb: the part, and the side where they tell it."""
        frames, tree = self.frames, self.frames.trees[article]
        opening, lemmas = tree.tokens[first], {t.lemma.lower() for t in tree.tokens[first:v]}
        benches = self.bodies | frames.set("delegations", "benches")
        bodies = [k for k in range(first, v) if tree.tokens[k].lemma.lower() in benches]
        side = (self.side(article, bodies[0]) if bodies else None) or self.named(article, first, v)
        word = opening.lemma.lower()
        leads = word in frames.set("delegations", "lead_verbs") and opening.tag == "VBG"
        at_front = word == "at" and lemmas & frames.set("delegations", "fronts")
        charge = word == "in" and "charge" in lemmas
        if bodies and (leads or at_front or charge):
            return "head", side
        if opening.tag == "VBG" and word in frames.set("delegations", "speaking") | {"sit"}:
            return ("head", side) if frames.near_talks(article, first) else (None, None)
        if tree.tokens[v].text == ":" and word == "for" and side and frames.near_talks(article, first):
            return "member", side
        joins = word in frames.set("delegations", "join_verbs") or (word == "take" and "part" in lemmas)
        if opening.tag == "VBG" and joins and frames.near_talks(article, first):
            return ("member", side) if side or bodies else (None, None)
        listed = word in ("among", "on", "in") or word in frames.set("delegations", "hold_verbs")
        if bodies and listed and not people_at(frames, article, v - 1):
            return "member", side
        return None, None

    def _listed(self, article: str, part: Part, v: int, last: int, side: str | None) -> Iterator[Act]:
        """The people named behind an inverted verb, each with the side told beside the name; `side` is theirs else."""
        tree = self.frames.trees[article]
        k = v
        while k < last and tree.tokens[k].tag in (":", "MD", "VB", "VBZ", "VBP", "VBD", "VBN", "RB"):
            k += 1
        people = self.people(article, k, last)
        for m, e in people:
            first, i = tree.within(m.span)[0], tree.within(m.span)[-1]
            between = tree.tokens[k:first]
            if any(verbal(t) or t.pos == "SCONJ" or t.text.lower() in ("who", ";") for t in between):
                return
            told = self.own_side(article, i, last) or self.named(article, k, first)
            office = tree.within(m.role) if m.role else range(0)
            described = any(tree.tokens[j].pos == "ADP" for j in range(k, first) if j not in office)
            if not described or told:  # "Leading the team is X, an adviser to Y": Y is not on it
                yield Act(part, e.id, m.span, told or side, article, v)
            k = i + 1

    def _paired(self) -> Iterator[Act]:
        """ "The heads of delegation, X for A and Y for B", "X (A) and Y (B) lead the delegations", "the two teams are
        led by X of A and Y of B"."""
        frames = self.frames
        for article, v in frames.hits(frames.set("delegations", "lead_verbs"), ("VERB",)):
            tree, found = frames.trees[article], arguments(frames.trees[article], v)
            teams = [i for i in found.objects if self.body(article, i) and tree.tokens[i].tag == "NNS"]
            if teams and not negated(tree, v) and not self._formerly(tree, v):
                one = tree.sentence_of(v)
                first, last = (v, one.last) if passive(tree, v) else (one.first, v)
                yield from self._each(article, first, last, v)
        for article, n in frames.hits(frozenset({*_HOLDERS, *frames.set("delegations", "negotiators")}), ("NOUN",)):
            tree = frames.trees[article]
            if tree.tokens[n].tag != "NNS":
                continue
            negotiator = tree.tokens[n].lemma.lower() in frames.set("delegations", "negotiators")
            words = self._modifiers(tree, n)
            leads = bool(words & frames.set("delegations", "chiefs")) if negotiator else self._headed(article, n)
            if leads and not words & _GONE:
                one = tree.sentence_of(n)
                end = next((k for k in range(n + 1, one.last) if tree.tokens[k].pos in ("VERB", "AUX")), one.last)
                yield from self._each(article, n, end, n)

    def _each(self, article: str, first: int, last: int, trigger: int) -> Iterator[Act]:
        """Each person named in a stretch with the side told beside the name."""
        tree = self.frames.trees[article]
        for m, e in self.people(article, first, last):
            side = self.own_side(article, tree.within(m.span)[-1], last) or self.sides.of_entity(e.id)
            if side:
                yield Act("head", e.id, m.span, side, article, trigger)
