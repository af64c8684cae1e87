"""Leaving: the words that tell who left, who followed whom, who stays away, and why (Removing, Quitting, Take_place_of
of FrameNet)."""

from __future__ import annotations

from collections.abc import Iterator

from stemma.model import Entity, Mention, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.acts import Act, Reader
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import arguments, behind, conjuncts, negated, passive, phrase
from stemma.story.talks.persons import people_at

_LONG_AGO = 365  # days before a report; who left then is no news of these talks


class Leaving(Reader):
    """Who left, who came, who stays away; `seated` are those known to sit on a delegation."""

    seated: frozenset[str] | set[str] = frozenset()

    def leaving(self) -> Iterator[Act]:
        """Who left and who came: "X resigned", "the resignation of X", "X was replaced by Y"."""
        yield from self._removed()
        yield from self._moving()
        yield from self._replacing()
        for article, n in self.frames.hits(self.frames.set("departures", "nouns"), ("NOUN",)):
            tree = self.frames.trees[article]
            people = [c for p in tree.children(n, "poss") for c in conjuncts(tree, p)]
            preps = [*tree.children(n, "prep")]
            preps += [q for p in preps for o in tree.children(p, "pobj") for q in tree.children(o, "prep")]
            of = [p for a in preps if tree.tokens[a].lemma == "of" for p in tree.children(a, "pobj")]
            people += [c for p in of for c in conjuncts(tree, p)]
            if self._of_negotiator(article, n, people):
                yield from self.acts("out", article, people, None, n)
        yield from self._entering()

    def _told(self, article: str, v: int, people: list[int]) -> bool:
        """Whether a verb tells of a negotiator's going that has come to pass, and not years ago."""
        tree, published = self.frames.trees[article], self.frames.layers[article].article.published
        if negated(tree, v) or self._supposed(tree, v) or not self._of_negotiator(article, v, people):
            return False
        days = [t.latest for t in self.frames.times(tree.subtree_span(v)) if t.kind == "date" and t.latest]
        return not (published and days and (published.earliest - max(days)).days > _LONG_AGO)

    def _removed(self) -> Iterator[Act]:
        """ "X was dismissed", "A recalled X", "X resigned", "X lost the post", "relieved X of all missions"."""
        frames = self.frames
        leaving = frames.set("departures", "quitting", "post_verbs")
        for article, v in frames.hits(frames.set("departures", "verbs", "quitting", "post_verbs"), ("VERB",)):
            tree, found = frames.trees[article], arguments(frames.trees[article], v)
            lemma = tree.tokens[v].lemma.lower()
            people = found.subjects + found.objects
            if not self._told(article, v, people) or lemma in frames.set("changes", "replacing"):
                continue
            body = next((i for i in found.objects if self.body(article, i)), None)
            post = {tree.tokens[k].lemma.lower() for k in tree.subtree(v)} & frames.set("departures", "posts")
            given = lemma == "give" and passive(tree, v)  # "was given the post": has come
            if lemma in frames.set("departures", "verbs"):
                if any(people_at(frames, article, i) for i in found.objects):
                    yield from self.acts("out", article, found.objects, None, v)
            elif given and tree.children(v, "dobj"):
                continue
            elif post and (lemma in ("leave", "vacate", "quit", "give", "lose", "resign") or passive(tree, v)):
                yield from self.acts("out", article, found.objects if passive(tree, v) else found.subjects, None, v)
            elif lemma == "leave" and not tree.children(v, "dobj", "prt") and not self._for_somewhere(tree, v):
                gone = [i for i in people if self._negotiator(article, i)]
                yield from self.acts("out", article, gone, None, v)
            elif body is not None and lemma in leaving and tree.tokens[body].lemma != "side" and lemma != "take":
                yield from self.acts("out", article, found.subjects, self.side(article, body), v)
            elif lemma in frames.set("departures", "quitting") and not found.objects:
                yield from self.acts("out", article, found.subjects, None, v)

    def _moving(self) -> Iterator[Act]:
        """ "X stepped down", "X was called home", "X was taken off the team", "A has summoned X back"."""
        frames = self.frames
        own, others = frames.set("departures", "particles"), frames.set("departures", "summoned")
        for article, v in frames.hits(frozenset(p.split()[0] for p in own | others), ("VERB",)):
            tree, found = frames.trees[article], arguments(frames.trees[article], v)
            lemma = tree.tokens[v].lemma.lower()
            beside = {
                f"{lemma} {tree.tokens[c].text.lower()}"
                for c in tree.children(v, "prt", "advmod", "prep", "dobj", "oprd", "acomp")
            }
            gone = found.subjects if beside & own else found.objects if beside & others else []
            if gone and self._told(article, v, gone):
                yield from self.acts("out", article, [i for i in gone if tree.tokens[i].lemma != "home"], None, v)

    def _replacing(self) -> Iterator[Act]:
        """ "Y replaced X as head of the team", "X was succeeded by Y", "sent Y instead of X"."""
        frames = self.frames
        for article, v in frames.hits(frames.set("changes", "replacing"), ("VERB",)):
            tree, found = frames.trees[article], arguments(frames.trees[article], v)
            came = self.actors(article, v)
            if not self._told(article, v, found.objects + came):
                continue
            heads = behind(tree, v, "as")
            bodies = [p for h in heads for a in tree.children(h, "prep") for p in tree.children(a, "pobj")]
            party = next((s for b in bodies if (s := self.side(article, b))), None)
            gone = found.objects
            if passive(tree, v) and not any(self.anybody(article, i) for i in gone):
                gone = arguments(tree, tree.tokens[v].head).subjects  # "resigned and was succeeded by Y"
            yield from self.acts("out", article, gone, party, v)
            yield from self.acts("in", article, came, party, v)
            if any(tree.tokens[h].lemma in ("head", "leader", "negotiator", "chief") for h in heads):
                yield from self.acts("head", article, came, party, v)
        for article, k in frames.hits(frozenset({"instead", "place", "stead", "favour", "favor"})):
            tree, one = frames.trees[article], frames.trees[article].sentence_of(k)
            of = k + 1 < one.last and tree.tokens[k + 1].text.lower() == "of"
            if not of or not frames.near_talks(article, k):
                continue
            after = self.people(article, k, one.last)
            before = self.people(article, one.first, k) or after[1:]
            pair = [(m, e) for m, e in [*after[:1], *before[-1:]] if self.sides.of_entity(e.id) or e.id in self.seated]
            if len({e.id for _, e in [*after[:1], *before[-1:]]}) == 2 and pair:
                party = self.sides.of_entity(pair[0][1].id)
                out, into = after[0], before[-1]
                if tree.tokens[k].lemma.lower().startswith("favo"):  # "X was dropped in favour of Y"
                    out, into = into, out
                yield Act("out", out[1].id, out[0].span, party, article, k)
                yield Act("in", into[1].id, into[0].span, party, article, k)

    def _entering(self) -> Iterator[Act]:
        """ "X takes over (as head)", "X is the new chief negotiator", "picked X to head the new team"."""
        frames = self.frames
        for article, v in frames.hits(frames.set("changes", "taking"), ("VERB",)):
            tree = frames.trees[article]
            over = any(tree.tokens[c].text.lower() == "over" for c in tree.children(v, "prt", "prep", "advmod"))
            objects = tree.children(v, "dobj")
            other = [i for i in objects if not self.body(article, i) and not frames.process(article, i)]
            if over and not other and self.frames.near_talks(article, v):
                subjects = arguments(tree, v).subjects
                gone = [
                    p
                    for a in [v, *tree.children(v, "prep", "prt")]
                    for b in ([a] if a != v else []) + tree.children(a, "prep")
                    if tree.tokens[b].lemma == "from"
                    for p in tree.children(b, "pobj")
                ]
                yield from self.acts("in", article, subjects, None, v)
                yield from self.acts("head", article, subjects, None, v)
                yield from self.acts("out", article, gone, None, v)
        for article, n in frames.hits(frames.set("changes", "seats"), ("NOUN",)):  # "his place was taken by Y"
            tree = frames.trees[article]
            v = tree.tokens[n].head
            held = arguments(tree, v)
            if tree.tokens[v].lemma != "take" or n not in held.objects or not frames.near_talks(article, v):
                continue
            for c in tree.children(n, "poss"):
                for m, e in people_at(frames, article, c) or self._whose(article, c):
                    side = self.sides.of_entity(e.id)
                    yield Act("out", e.id, m.span, side, article, v)
                    yield from self.acts("in", article, held.subjects, side, v)
        yield from self._succeeding()
        for article, n in frames.hits(self.bodies, ("NOUN",)):
            tree = frames.trees[article]
            if not any(tree.tokens[c].lemma == "new" for c in tree.children(n, "amod")):
                continue
            if tree.tokens[n].lemma == "negotiator" and tree.tokens[n].tag == "NN":
                yield from self.acts("in", article, [n], self.side(article, n), n)

    def _succeeding(self) -> Iterator[Act]:
        """ "His successor is Y", "Y will lead the delegation in his place"."""
        frames = self.frames
        for article, n in frames.hits(frames.set("changes", "successors", "steads"), ("NOUN",)):
            tree = frames.trees[article]
            above, lemma = tree.tokens[n].head, tree.tokens[n].lemma.lower()
            if lemma in frames.set("changes", "successors"):
                told = tree.tokens[above].lemma == "be" and not negated(tree, above)
                v, came = above, tree.children(above, "attr") if tree.tokens[n].dep == "nsubj" else []
            else:
                v = tree.tokens[above].head
                told = tree.tokens[above].lemma == "in" and tree.tokens[v].pos == "VERB" and not negated(tree, v)
                leads = tree.tokens[v].lemma.lower() in frames.set("delegations", "lead_verbs")
                told = told and (leads or tree.tokens[v].lemma.lower() in frames.set("changes", "stepping"))
                came = arguments(tree, v).subjects
            new = {e.id for i in came for _, e in people_at(frames, article, i)}
            if not told or len(new) != 1:
                continue
            of = behind(tree, n, "of")
            for c in [*tree.children(n, "poss"), *of]:
                gone = people_at(frames, article, c) or self._before(article, c) or self._whose(article, c)
                for m, e in gone if not new & {e.id for _, e in gone} else ():
                    if e.id in self.seated or self._of_negotiator(article, n, []):
                        side = self.sides.of_entity(e.id) or next(
                            (s for k in new if (s := self.sides.of_entity(k))), None
                        )
                        yield Act("out", e.id, m.span, side, article, v)
                        yield from self.acts("in", article, came, side, v)
                        if tree.tokens[v].lemma.lower() not in frames.set("changes", "stepping"):
                            yield from self.acts("head", article, came, side, v)

    def _before(self, article: str, c: int) -> list[tuple[Mention, Entity]]:
        """The one person of the sentence before, for "his" or "her"."""
        tree = self.frames.trees[article]
        number = tree.parse.sentences.index(tree.sentence_of(c))
        if tree.tokens[c].text.lower() not in ("his", "her") or number == 0:
            return []
        before = tree.parse.sentences[number - 1]
        named = self.frames.mentions(Span(article, before.start, before.end))
        people = [(m, e) for m, e in named if e.kind == "person" and m.form != "pronoun"]
        return people[:1] if len({e.id for _, e in people}) == 1 else []

    def _whose(self, article: str, c: int) -> list[tuple[Mention, Entity]]:
        """Who "his" or "her" is: the subject before it in the sentence, else that of the sentence before."""
        tree = self.frames.trees[article]
        if tree.tokens[c].text.lower() not in ("his", "her"):
            return []
        sentence = tree.sentence_of(c)
        subjects = [k for k in range(sentence.first, c) if tree.tokens[k].dep in ("nsubj", "nsubjpass")]
        for k in reversed(subjects):
            if found := people_at(self.frames, article, k):
                return found[:1]
        number = tree.parse.sentences.index(sentence)
        before = tree.parse.sentences[number - 1] if number else None
        own = self._main_subject(article, before) if before else None
        return people_at(self.frames, article, own)[:1] if own is not None else []

    def _supposed(self, tree: Tree, v: int) -> bool:
        """Whether somebody would only leave, or threatens to."""
        aux = {tree.tokens[c].text.lower() for c in tree.children(v, "aux")}
        threatens = tree.tokens[tree.tokens[v].head].lemma in ("threaten", "warn", "vow")
        if tree.tokens[v].dep == "xcomp" and threatens:
            return True
        return bool(aux & {"would", "could", "may", "might", "should"}) and "have" not in aux

    def _for_somewhere(self, tree: Tree, v: int) -> bool:
        return any(tree.tokens[a].lemma in ("for", "to", "with") for a in tree.children(v, "prep"))

    def _negotiator(self, article: str, i: int) -> bool:
        """Whether a token stands for somebody known to sit on a delegation, or with a negotiator's office."""
        negotiators = self.frames.set("delegations", "negotiators")
        for m, e in people_at(self.frames, article, i):
            roles = [o.role for o in e.mentions if o.role] + ([m.role] if m.role else [])
            words = {w.rstrip("s") for r in roles for w in self.frames.text(r).lower().split()}
            if e.id in self.seated or words & negotiators:
                return True
        return False

    def _of_side(self, article: str, i: int) -> bool:
        """Whether a token names somebody of one of the parties."""
        return any(self.sides.of_entity(e.id) for _, e in people_at(self.frames, article, i) or self.meant(article, i))

    def _of_negotiator(self, article: str, trigger: int, people: list[int]) -> bool:
        """Whether a sentence about leaving is about a negotiator: it names the talks, a delegation or the office."""
        if any(self._negotiator(article, i) for i in people):
            return True
        tree = self.frames.trees[article]
        sentence = tree.sentence_of(trigger)
        number = tree.parse.sentences.index(sentence)
        first = tree.parse.sentences[max(0, number - 1)].first
        wanted = self.frames.set("negotiation", "nouns", "sessions") | self.bodies
        if people and not any(self._of_side(article, i) for i in people):
            wanted, first = self.bodies | self.frames.set("delegations", "negotiators"), sentence.first
        return any(t.lemma.lower() in wanted for t in tree.tokens[first : sentence.last])


def reason(frames: Frames, act: Act) -> Span | None:
    """Why somebody left or came: the clause or phrase of cause beside the word that says so."""
    tree = frames.trees[act.article]
    attributions = frames.layers[act.article].attributions
    trigger = tree.tokens[act.trigger]
    if trigger.lemma == "be" and act.part in ("absent", "out"):  # "X has been on sick leave since March"
        sentence = tree.sentence_of(act.trigger)
        for p in range(sentence.first, sentence.last):
            above = tree.tokens[p].head
            on = tree.tokens[p].dep == "pobj" and tree.tokens[above].lemma in ("on", "in")
            if on and tree.tokens[p].lemma.lower() in frames.set("absence", "leaves"):
                own = {
                    e.id
                    for i in tree.children(tree.tokens[above].head, "nsubj")
                    for _, e in people_at(frames, act.article, i)
                }
                if act.entity in own:
                    return phrase(tree, p, attributions)
        return None
    for c in tree.children(act.trigger, "prep", "advcl"):
        token = tree.tokens[c]
        marks = {tree.tokens[k].lemma for k in tree.children(c, "mark")}
        if token.dep == "advcl" and marks & {"after", "because", "since"}:
            return phrase(tree, c, attributions)
        if token.lemma in ("after", "over", "amid", "because", "for", "following", "due", "owing"):
            objects = [k for k in tree.children(c, "pobj", "pcomp") if tree.tokens[k].pos != "ADP"]
            party = any(e.id in frames.bodies for k in objects for _, e in frames.mentions_at(act.article, k))
            people = any(people_at(frames, act.article, k) for k in objects)
            for_party = token.lemma == "for" and (party or people)  # "led for A", "made way for Y"
            if objects and not for_party and tree.tokens[objects[0]].ent not in ("DATE", "TIME"):
                return phrase(tree, objects[0], attributions)
    sentence = tree.sentence_of(act.trigger)
    for k in range(act.trigger, sentence.last):  # "was called home on Sunday; she is ill"
        pronoun = k + 1 < sentence.last and tree.tokens[k + 1].text.lower() in ("he", "she")
        if tree.tokens[k].text in (";", ":", "–", "—") and pronoun:
            v = tree.tokens[k + 1].head
            if tree.tokens[v].lemma == "be" and tree.children(v, "acomp", "attr", "prep"):
                return phrase(tree, v, attributions)
    if act.part == "absent":  # "has remained at home to deal with X"
        for c in tree.children(act.trigger, "xcomp", "advcl"):
            if any(tree.tokens[k].tag == "TO" for k in tree.children(c, "aux")):
                return phrase(tree, c, attributions)
    return None
