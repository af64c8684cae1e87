"""People of the talks: every word that tells who takes part, who heads, who stays away, who leaves, who follows whom.

Each occurrence is an `Act`; `delegations` puts the acts of a round together. Frames: Leadership, Assemble,
Removing, Quitting, Take_place_of (FrameNet), read off the dependency tree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Literal, NamedTuple

from stemma.model import Entity, Mention, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import arguments, conjuncts, negated, passive, phrase
from stemma.story.talks.parties import Sides
from stemma.story.talks.persons import people_at

Part = Literal["head", "member", "absent", "out", "in"]


class Act(NamedTuple):
    """One occurrence: which person (entity id, span) in which part, for which party as the sentence tells it; `trigger`
    is the word that says so."""

    part: Part
    entity: str
    span: Span
    party: str | None
    article: str
    trigger: int
    role: Span | None = None


def acts(frames: Frames, sides: Sides) -> list[Act]:
    """All acts of the story, each once."""
    reader = _Reader(frames, sides)
    found = [
        a for read in (reader.leading, reader.joining, reader.naming, reader.leaving, reader.staying) for a in read()
    ]
    # A person whose office tells no side stands on the side that most sentences give.
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for act in found:
        if act.party:
            told[act.entity][act.party] += 1
    sided = [a if a.party else a._replace(party=sides.of_entity(a.entity) or _most(told[a.entity])) for a in found]
    # Who heads, or sits in, a delegation together with somebody stands on the same side ("led by X and Y").
    beside: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    for act in sided:
        if act.party:
            beside[act.article, act.trigger, act.part].add(act.party)
    for n, act in enumerate(sided):
        together = beside[act.article, act.trigger, act.part]
        if not act.party and act.part in ("head", "member") and len(together) == 1 and reader.of_body(act):
            sided[n] = act._replace(party=min(together))
    return list(dict.fromkeys(sided))


def _most(votes: Counter[str]) -> str | None:
    best = votes.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None


class _Reader:
    def __init__(self, frames: Frames, sides: Sides) -> None:
        self.frames = frames
        self.sides = sides
        self.bodies = frames.set("delegations", "bodies")

    def _acts(self, part: Part, article: str, heads: list[int], party: str | None, trigger: int) -> Iterator[Act]:
        tree = self.frames.trees[article]
        # "its chairman X and deputy Y": Y is coordinated with the name beside the office.
        named = [c for i in heads for a in tree.children(i, "appos") for c in conjuncts(tree, a)[1:]]
        for i in [*heads, *named]:
            for m, e in people_at(self.frames, article, i) or self._before(article, i):
                yield Act(part, e.id, m.span, party, article, trigger)

    def of_body(self, act: Act) -> bool:
        """Whether an act is told of a delegation of its own ("a delegation led by X and Y", "the team includes X")."""
        tree = self.frames.trees[act.article]
        lemma = tree.tokens[act.trigger].lemma.lower()
        words = self.frames.set("delegations", "lead_verbs", "hold_verbs", "send_verbs")
        return lemma in words

    def _before(self, article: str, i: int) -> list[tuple[Mention, Entity]]:
        """Whom "he" or "she" stands for where nothing else tells: the subject of the sentence before, or else the only
        person in it (what is spoken of tends to be spoken of again: centering, Grosz, Joshi & Weinstein 1995)."""
        tree = self.frames.trees[article]
        number = tree.parse.sentences.index(tree.sentence_of(i))
        if tree.tokens[i].text.lower() not in ("he", "she") or number == 0:
            return []
        before = tree.parse.sentences[number - 1]
        named = self.frames.mentions(Span(article, before.start, before.end))
        people = [(m, e) for m, e in named if e.kind == "person" and m.form in ("full", "short")]
        if len({e.id for _, e in people}) == 1:
            return people[:1]
        if tree.tokens[i].dep not in ("nsubj", "nsubjpass"):
            return []
        roots = [k for k in range(before.first, before.last) if tree.head(k) is None]
        subjects = [c for k in roots for c in tree.children(k, "nsubj", "nsubjpass")]
        return [found for c in subjects[:1] for found in people_at(self.frames, article, c)[:1]]

    def _body(self, article: str, i: int) -> bool:
        return self.frames.trees[article].tokens[i].lemma.lower() in self.bodies

    def _side(self, article: str, body: int) -> str | None:
        """The party of a delegation: named with it, else that of whoever names or sends it."""
        tree = self.frames.trees[article]
        if side := self.sides.of_phrase(article, body):
            return side
        for c in tree.children(body, "poss"):
            for _, e in self.frames.mentions_at(article, c):
                if side := self.sides.of_entity(e.id):
                    return side
        above = tree.head(body)
        if above is not None and tree.tokens[above].pos == "VERB" and body in arguments(tree, above).objects:
            side = self.sides.of_subject(article, arguments(tree, above).subjects)
        return side or self.sides.only_body(article, body)

    def leading(self) -> Iterator[Act]:
        """ "a delegation led by X", "X heads the team", "picked X to head", "put X in charge of the team"."""
        for article, v in self.frames.hits(self.frames.set("delegations", "lead_verbs"), ("VERB",)):
            tree = self.frames.trees[article]
            found = arguments(tree, v)
            bodies = [i for i in found.objects if self._body(article, i)]
            party = self._side(article, bodies[0]) if bodies else None
            named = [i for i in found.objects if self.sides.of_phrase(article, i) and not self._body(article, i)]
            in_place = not found.objects and tree.tokens[v].dep == "relcl" and self.frames.about_talks(article, v)
            if bodies or in_place:
                yield from self._acts("head", article, found.subjects, party, v)
            elif named and passive(tree, v) and self.frames.about_talks(article, v):
                yield from self._acts("head", article, found.subjects, self.sides.of_phrase(article, named[0]), v)
        for article, n in self.frames.hits(self.frames.set("delegations", "lead_nouns"), ("NOUN",)):
            tree = self.frames.trees[article]
            body = next((p for prep in tree.children(n, "prep") for p in tree.children(prep, "pobj")), None)
            above = self._verb(tree, n)
            if body is None or not self._body(article, body) or above is None:
                continue
            party, found = self._side(article, body), arguments(tree, above)
            lemma = tree.tokens[above].lemma
            if lemma in ("replace", "succeed"):
                continue
            if tree.tokens[n].lemma in ("charge", "leadership"):
                # "put X in charge of the team", "entrusted the leadership of the team to X"
                given = [p for a in tree.children(above, "prep", "dative") for p in tree.children(a, "pobj")]
                given += [p for a in tree.children(body, "prep") for p in tree.children(a, "pobj")]
                people = [i for i in (*found.objects, *given) if people_at(self.frames, article, i)]
                party = party or self.sides.of_subject(article, found.subjects)
                yield from self._acts("head", article, people or found.subjects, party, n)
            elif lemma in ("be", "take", "become", "bring", "remain", "stay", "continue"):
                people = found.objects if lemma == "bring" else found.subjects
                party = party or (self.sides.of_subject(article, found.subjects) if lemma == "bring" else None)
                yield from self._acts("head", article, people, party, n)

    def _verb(self, tree: Tree, i: int) -> int | None:
        return next((k for k in tree.ancestors(i) if tree.tokens[k].pos in ("VERB", "AUX")), None)

    def joining(self) -> Iterator[Act]:
        """ "X attends", "with the participation of X", "the team includes X", "A sent X", "A is represented by X"."""
        frames = self.frames
        for article, v in frames.hits(frames.set("delegations", "join_verbs"), ("VERB",)):
            tree = frames.trees[article]
            found = arguments(tree, v)
            people = found.subjects
            if not self._takes_part(article, v):
                continue
            party = None
            if tree.tokens[v].lemma == "represent":
                party = self.sides.of_subject(article, found.objects)
                if party is None:
                    continue
            yield from self._acts("absent" if negated(tree, v) else "member", article, people, party, v)
        for article, n in frames.hits(frames.set("delegations", "join_nouns") | {"part"}, ("NOUN",)):
            tree = frames.trees[article]
            if tree.tokens[n].lemma == "part":
                v = tree.tokens[n].head
                if (tree.tokens[v].lemma == "take" and self._takes_part(article, v)) or (
                    tree.tokens[v].lemma == "be"
                    and any(self._body(article, p) for a in tree.children(n, "prep") for p in tree.children(a, "pobj"))
                ):
                    yield from self._acts("member", article, arguments(tree, v).subjects, None, n)
                continue
            people = [
                c
                for a in tree.children(n, "prep")
                if tree.tokens[a].lemma == "of"
                for p in tree.children(a, "pobj")
                for c in conjuncts(tree, p)
            ]
            if frames.about_talks(article, n):
                yield from self._acts("member", article, people, None, n)
        yield from self._containing()
        yield from self._remaining()

    def _takes_part(self, article: str, v: int) -> bool:
        """Whether attending or joining is of the talks: the sentence has their words and nothing else is joined."""
        tree = self.frames.trees[article]
        objects = [*tree.children(v, "dobj"), *(p for a in tree.children(v, "prep") for p in tree.children(a, "pobj"))]
        good = {"team", "delegation", "side", "negotiator"}
        named = [
            i
            for i in objects
            if not (self.frames.process(article, i) or tree.tokens[i].lemma in good)
            and tree.tokens[i].pos in ("NOUN", "PROPN")
            and not people_at(self.frames, article, i)
            and not self.sides.of_phrase(article, i)
            and tree.tokens[i].lemma != "part"
            and tree.tokens[i].ent not in ("DATE", "TIME", "GPE")
        ]
        near = self.frames.near_talks(article, v) if not objects and tree.tokens[v].dep == "xcomp" else False
        return (near or self.frames.about_talks(article, v)) and not named

    def _containing(self) -> Iterator[Act]:
        frames = self.frames
        for article, v in frames.hits(frames.set("delegations", "hold_verbs"), ("VERB",)):
            tree, found = frames.trees[article], arguments(frames.trees[article], v)
            body = next((i for i in found.subjects if self._body(article, i)), None)
            if body is not None:
                yield from self._acts("member", article, found.objects, self._side(article, body), v)
        for article, v in frames.hits(frames.set("delegations", "send_verbs"), ("VERB",)):
            found = arguments(frames.trees[article], v)
            side = self.sides.of_subject(article, found.subjects)
            if side:
                yield from self._acts("member", article, found.objects, side, v)
        for article, v in frames.hits(frozenset({"be"}), ("AUX", "VERB")):
            tree = frames.trees[article]
            bodies = [p for a in tree.children(v, "prep") for p in tree.children(a, "pobj") if self._body(article, p)]
            if bodies and tree.children(v, "expl"):
                heads = [c for i in tree.children(v, "attr", "nsubj") for c in _listed(tree, i)]
                yield from self._acts("member", article, heads, self._side(article, bodies[0]), v)
        for article, v in frames.hits(frames.set("delegations", "speaking"), ("VERB",)):
            tree = frames.trees[article]
            for prep in tree.children(v, "prep"):
                for p in tree.children(prep, "pobj"):
                    side = self.sides.of_phrase(article, p) if tree.tokens[prep].lemma == "for" else None
                    if side and frames.about_talks(article, v) and not negated(tree, v):
                        yield from self._acts("head", article, arguments(tree, v).subjects, side, v)

    def _remaining(self) -> Iterator[Act]:
        """ "X stays on for A", "X remains as deputy": still on the delegation."""
        frames = self.frames
        for article, v in frames.hits(frames.set("absence", "staying") | {"continue"}, ("VERB",)):
            tree = frames.trees[article]
            below = {tree.tokens[k].lemma.lower() for k in tree.subtree(v)}
            preps = {tree.tokens[a].lemma: a for a in tree.children(v, "prep")}
            sides = [
                s for a in preps.values() for p in tree.children(a, "pobj") if (s := self.sides.of_phrase(article, p))
            ]
            on = any(tree.tokens[c].text.lower() == "on" for c in tree.children(v, "prt", "advmod"))
            if below & frames.set("absence", "home") or negated(tree, v) or not self.frames.near_talks(article, v):
                continue
            if "as" in preps or sides or on:
                role = next((tree.subtree_span(p) for p in tree.children(preps.get("as", v), "pobj")), None)
                for act in self._acts("member", article, arguments(tree, v).subjects, sides[0] if sides else None, v):
                    yield act._replace(role=role if "as" in preps else None)

    def naming(self) -> Iterator[Act]:
        """ "A's chief negotiator, X": the office says it; not of one who has left."""
        frames = self.frames
        for article, n in frames.hits(frames.set("delegations", "negotiators"), ("NOUN", "PROPN")):
            tree = frames.trees[article]
            words = {tree.tokens[c].lemma.lower(): c for c in tree.children(n, "amod", "compound")}
            chief = bool(words.keys() & frames.set("delegations", "chiefs"))
            gone = words.keys() & {"former", "ex", "outgoing", "late", "previous"}
            people = [n] if tree.tokens[n].tag in ("NN", "NNP") else []
            if chief and people and not gone:
                yield from self._acts("head", article, people, self.sides.of_phrase(article, n), n)

    def leaving(self) -> Iterator[Act]:
        """Who left and who came: "X resigned", "the resignation of X", "X was replaced by Y", "named X to the team"."""
        frames = self.frames
        for article, v in frames.hits(frames.set("departures", "verbs", "post_verbs"), ("VERB",)):
            tree, found = frames.trees[article], arguments(frames.trees[article], v)
            lemma = tree.tokens[v].lemma.lower()
            if not self._of_negotiator(article, v, found.subjects + found.objects) or negated(tree, v):
                continue
            if lemma in frames.set("departures", "post_verbs"):
                below = {tree.tokens[k].lemma.lower() for k in tree.subtree(v)}
                body = next((i for i in found.objects if self._body(article, i)), None)
                if below & frames.set("departures", "posts") and (lemma in ("leave", "vacate") or passive(tree, v)):
                    gone = found.objects if passive(tree, v) else found.subjects
                    yield from self._acts("out", article, gone, None, v)
                elif lemma in ("leave", "quit") and body is not None and tree.tokens[body].lemma != "side":
                    yield from self._acts("out", article, found.subjects, self._side(article, body), v)
            elif lemma in frames.set("changes", "replacing"):
                heads = [
                    p
                    for a in tree.children(v, "prep")
                    if tree.tokens[a].lemma == "as"
                    for p in tree.children(a, "pobj")
                ]
                bodies = [p for h in heads for a in tree.children(h, "prep") for p in tree.children(a, "pobj")]
                party = next((s for b in bodies if (s := self._side(article, b))), None)
                yield from self._acts("out", article, found.objects, party, v)
                yield from self._acts("in", article, found.subjects, party, v)
                if any(tree.tokens[h].lemma in ("head", "leader", "negotiator", "chief") for h in heads):
                    yield from self._acts("head", article, found.subjects, party, v)
            elif found.objects and any(people_at(frames, article, i) for i in found.objects):
                yield from self._acts("out", article, found.objects, None, v)
            elif lemma in ("resign", "quit") or (lemma == "withdraw" and not found.objects):
                yield from self._acts("out", article, found.subjects, None, v)
        stepping = [p.split() for p in frames.words["departures"]["particles"]]
        for article, v in frames.hits(frozenset(p[0] for p in stepping), ("VERB",)):
            tree = frames.trees[article]
            after = {tree.tokens[c].text.lower() for c in tree.children(v, "prt", "advmod", "prep")}
            subjects = arguments(tree, v).subjects
            leaves = any(p[0] == tree.tokens[v].lemma.lower() and p[1] in after for p in stepping)
            if leaves and not negated(tree, v) and self._of_negotiator(article, v, subjects):
                yield from self._acts("out", article, subjects, None, v)
        for article, n in frames.hits(frames.set("departures", "nouns"), ("NOUN",)):
            tree = frames.trees[article]
            people = [c for p in tree.children(n, "poss") for c in conjuncts(tree, p)]
            preps = [*tree.children(n, "prep")]
            preps += [q for p in preps for o in tree.children(p, "pobj") for q in tree.children(o, "prep")]
            people += [
                c
                for a in preps
                if tree.tokens[a].lemma == "of"
                for p in tree.children(a, "pobj")
                for c in conjuncts(tree, p)
            ]
            if self._of_negotiator(article, n, people):
                yield from self._acts("out", article, people, None, n)
        yield from self._entering()

    def _entering(self) -> Iterator[Act]:
        """ "X takes over (as head)", "X is the new chief negotiator", "picked X to head the new team"."""
        frames = self.frames
        for article, v in frames.hits(frames.set("changes", "taking"), ("VERB",)):
            tree = frames.trees[article]
            over = any(tree.tokens[c].text.lower() == "over" for c in tree.children(v, "prt", "prep", "advmod"))
            if over and self.frames.near_talks(article, v):
                subjects = arguments(tree, v).subjects
                gone = [
                    p
                    for a in [v, *tree.children(v, "prep", "prt")]
                    for b in ([a] if a != v else []) + tree.children(a, "prep")
                    if tree.tokens[b].lemma == "from"
                    for p in tree.children(b, "pobj")
                ]
                yield from self._acts("in", article, subjects, None, v)
                yield from self._acts("head", article, subjects, None, v)
                yield from self._acts("out", article, gone, None, v)
        for article, n in frames.hits(self.bodies, ("NOUN",)):
            tree = frames.trees[article]
            if not any(tree.tokens[c].lemma == "new" for c in tree.children(n, "amod")):
                continue
            if tree.tokens[n].lemma == "negotiator" and tree.tokens[n].tag == "NN":
                yield from self._acts("in", article, [n], self._side(article, n), n)

    def _of_negotiator(self, article: str, trigger: int, people: list[int]) -> bool:
        """Whether a sentence about leaving is about a negotiator: it names the talks, a delegation or the office."""
        negotiators = self.frames.set("delegations", "negotiators")
        for i in people:
            for m, e in people_at(self.frames, article, i):
                roles = [o.role for o in e.mentions if o.role] + ([m.role] if m.role else [])
                if any(w.rstrip("s") in negotiators for r in roles for w in self.frames.text(r).lower().split()):
                    return True
        tree = self.frames.trees[article]
        sentence = tree.sentence_of(trigger)
        number = tree.parse.sentences.index(sentence)
        first = tree.parse.sentences[max(0, number - 1)].first
        wanted = self.frames.set("negotiation", "nouns", "sessions") | self.bodies
        return any(t.lemma.lower() in wanted for t in tree.tokens[first : sentence.last])

    def staying(self) -> Iterator[Act]:
        """Who stays away: "skips the talks", "remained at home", "did not make the trip", "X is not"."""
        frames = self.frames
        staying, home = frames.set("absence", "staying"), frames.set("absence", "home")
        for article, tree in frames.trees.items():
            for v, token in enumerate(tree.tokens):
                lemma = token.lemma.lower()
                if token.pos not in ("VERB", "AUX"):
                    continue
                near = {tree.tokens[k].lemma.lower() for k in tree.subtree(v)} if lemma != "be" else set()
                away = lemma in staying and bool(near & home)
                trip = (
                    negated(tree, v)
                    and lemma in ("make", "travel", "come", "fly")
                    and (lemma != "make" or bool(near & frames.set("absence", "trips")))
                )
                skips = lemma in frames.set("absence", "verbs") and frames.about_talks(article, v)
                elided = lemma == "be" and self._elided(tree, v)
                if away or trip or skips or elided:
                    yield from self._acts("absent", article, arguments(tree, v).subjects, None, v)

    def _elided(self, tree: Tree, v: int) -> bool:
        """ "Y is not." after a sentence in which somebody takes part."""
        below = [c for c in tree.children(v) if tree.tokens[c].dep not in ("nsubj", "neg", "punct", "cc", "dep")]
        if below or not tree.children(v, "neg"):
            return False
        number = tree.parse.sentences.index(tree.sentence_of(v))
        if number == 0:
            return False
        before = tree.parse.sentences[number - 1]
        joining = self.frames.set("delegations", "join_verbs")
        return any(t.lemma.lower() in joining for t in tree.tokens[before.first : before.last])


def _listed(tree: Tree, i: int) -> list[int]:
    """A list whose first members the parser has put under the last ("there are A, B and C")."""
    out = conjuncts(tree, i)
    for c in tree.children(i, "nmod", "compound"):
        for k in tree.subtree(c):
            if tree.children(k, "cc"):
                out.append(k)
    return out


def reason(frames: Frames, act: Act) -> Span | None:
    """Why somebody left or came: the clause or phrase of cause beside the word that says so."""
    tree = frames.trees[act.article]
    attributions = frames.layers[act.article].attributions
    for c in tree.children(act.trigger, "prep", "advcl"):
        token = tree.tokens[c]
        marks = {tree.tokens[k].lemma for k in tree.children(c, "mark")}
        if token.dep == "advcl" and marks & {"after", "because", "since"}:
            return phrase(tree, c, attributions)
        if token.lemma in ("after", "over", "amid", "because", "for", "following"):
            objects = tree.children(c, "pobj", "pcomp")
            if objects and tree.tokens[objects[0]].ent not in ("DATE", "TIME"):
                return phrase(tree, objects[0], attributions)
    if act.part == "absent":  # "has remained at home to deal with X"
        for c in tree.children(act.trigger, "xcomp", "advcl"):
            if any(tree.tokens[k].tag == "TO" for k in tree.children(c, "aux")):
                return phrase(tree, c, attributions)
    return None
