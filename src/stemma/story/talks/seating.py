"""Seating: the words that tell who heads a delegation and who is on it (FrameNet: Leadership, Assemble,
Participation)."""

from __future__ import annotations

from collections.abc import Iterator

from stemma.model import Span
from stemma.nlp.tree import Tree
from stemma.story.talks.acts import Act, Part, Reader, governing_verb
from stemma.story.talks.grammar import arguments, behind, conjuncts, negated
from stemma.story.talks.persons import people_at

_TWO = 2


class Seating(Reader):
    """Who heads and who takes part."""

    def facing(self, heads: set[str]) -> Iterator[Act]:
        """ "Opposite him is X", "Across the table from Y will sit X", "Y and his counterpart from B, X": of two parties
        X is on the other; `heads` are those known to head a delegation."""
        frames, parties = self.frames, self.sides.parties
        if len(parties) != _TWO:
            return
        for article, k in frames.hits(frames.set("delegations", "opposite", "counterparts")):
            tree = frames.trees[article]
            sentence = tree.sentence_of(k)
            across = tree.tokens[k].lemma.lower() in frames.set("delegations", "opposite")
            if (across and k > sentence.first + 1) or not frames.near_talks(article, k):
                continue
            other = next((i for i in range(k + 1, min(k + 5, sentence.last)) if self.anybody(article, i)), None)
            if across and other is not None:
                known = people_at(frames, article, other) or self.meant(article, other)
                faced = (tree.within(known[0][0].span) or [other])[-1] if people_at(frames, article, other) else other
            else:
                known = [] if across else self.people(article, sentence.first, k)
                known = [(m, e) for m, e in known if e.id in heads]
                faced = k
            sides = {s for _, e in known if (s := self.sides.of_entity(e.id))}
            if len(sides) != 1:
                continue
            opposed = next(p.name for p in parties if p.name not in sides)
            named = self.people(article, faced + 1, sentence.last)
            own = self.sides.of_entity(named[0][1].id) if named else None
            if named and own in (None, opposed):
                yield Act("head", named[0][1].id, named[0][0].span, opposed, article, k)

    def instead(self) -> Iterator[Act]:
        """ "For A it was not X but Y", "For A it was Y", behind a sentence that tells who led."""
        frames = self.frames
        leading = frames.set("delegations", "lead_verbs")
        for article, v in frames.hits(frozenset({"be"}), ("AUX", "VERB")):
            tree = frames.trees[article]
            number = tree.parse.sentences.index(tree.sentence_of(v))
            before = tree.parse.sentences[max(0, number - 1)]
            it = any(tree.tokens[c].text.lower() == "it" for c in tree.children(v, "nsubj", "expl"))
            fors = behind(tree, v, "for")
            party = next((s for p in fors if (s := self.sides.of_phrase(article, p))), None)
            led = any(t.lemma.lower() in leading for t in tree.tokens[before.first : before.last])
            if not (it and party and led):
                continue
            for i in tree.children(v, "attr"):
                instead = [c for c in tree.children(i, "conj") if negated(tree, v) or tree.children(v, "neg")]
                if instead and any(tree.tokens[c].text.lower() == "but" for c in tree.children(i, "cc")):
                    yield from self._alone("out", article, i, party, v)
                    yield from self._alone("in", article, instead[0], party, v)
                    yield from self._alone("head", article, instead[0], party, v)
                elif not negated(tree, v):
                    yield from self._alone("head", article, i, party, v)

    def _alone(self, part: Part, article: str, i: int, party: str, v: int) -> Iterator[Act]:
        for m, e in people_at(self.frames, article, i)[:1]:
            yield Act(part, e.id, m.span, party, article, v)

    def joining(self) -> Iterator[Act]:
        """ "X attends", "with the participation of X", "the team includes X", "A sent X", "A is represented by X"."""
        frames = self.frames
        for article, v in frames.hits(frames.set("delegations", "join_verbs"), ("VERB",)):
            tree = frames.trees[article]
            found = arguments(tree, v)
            people = self.actors(article, v) if tree.tokens[v].lemma == "represent" else found.subjects
            people = people or self._inverted(article, v)
            if beside := self._beside(article, v):
                yield from self.acts("absent" if negated(tree, v) else "member", article, people, beside, v)
            stands_for = tree.tokens[v].lemma == "represent" and frames.near_talks(article, v)
            if beside or not (stands_for or self._takes_part(article, v)):
                continue
            party = None
            if tree.tokens[v].lemma == "represent":
                party = self.sides.of_subject(article, found.objects)
                if party is None:
                    continue
            yield from self.acts("absent" if negated(tree, v) else "member", article, people, party, v)
            if party and not negated(tree, v):
                yield from self.gapped(article, v, max([v, *people]), party, "member")
        for article, v in frames.hits(frames.set("delegations", "going_verbs"), ("VERB",)):
            if beside := self._beside(article, v):
                people = arguments(frames.trees[article], v).subjects
                yield from self.acts("member", article, people, beside, v)
            elif self._to_sign(article, v):
                yield from self.acts("member", article, arguments(frames.trees[article], v).subjects, None, v)
        for article, n in frames.hits(frames.set("delegations", "join_nouns") | {"part"}, ("NOUN",)):
            tree = frames.trees[article]
            if tree.tokens[n].lemma == "part":
                v = tree.tokens[n].head
                if (tree.tokens[v].lemma == "take" and self._takes_part(article, v)) or (
                    tree.tokens[v].lemma == "be"
                    and any(self.body(article, p) for a in tree.children(n, "prep") for p in tree.children(a, "pobj"))
                ):
                    stays = negated(tree, v)  # "will not take part"
                    yield from self.acts("absent" if stays else "member", article, arguments(tree, v).subjects, None, n)
                continue
            people = [
                c
                for a in tree.children(n, "prep")
                if tree.tokens[a].lemma == "of"
                for p in tree.children(a, "pobj")
                for c in conjuncts(tree, p)
            ]
            if frames.about_talks(article, n):
                yield from self.acts("member", article, people, None, n)
        for article, body in frames.hits(self.bodies, ("NOUN",)):
            tree = frames.trees[article]
            office = tree.tokens[body].head
            if tree.tokens[body].dep == "poss" and tree.tokens[office].dep == "appos":  # "X, the team's legal adviser"
                yield from self.acts("member", article, [tree.tokens[office].head], self.side(article, body), office)
        # "X, a member of the team", "X, one of its delegates"
        for article, n in frames.hits(frozenset({"member", "one"}), ("NOUN", "NUM")):
            tree, who = frames.trees[article], self.apposed(article, n)
            seats = self.bodies | frames.set("delegations", "negotiators")
            teams = [p for p in behind(tree, n, "of") if tree.tokens[p].lemma.lower() in seats]
            if teams and who is not None and tree.tokens[n].tag in ("NN", "CD"):
                yield from self.acts("member", article, [who], self.side(article, teams[0]), n)
        yield from self._accompanied()
        yield from self._containing()
        yield from self._remaining()

    def _accompanied(self) -> Iterator[Act]:
        """ "X, flanked by Y and Z", "will be led by X, with Y at her side": on the side of whom they are beside."""
        frames = self.frames
        for article, v in frames.hits(frames.set("delegations", "companions"), ("VERB", "NOUN")):
            tree, sentence = frames.trees[article], frames.trees[article].sentence_of(v)
            if not frames.near_talks(article, v):
                continue
            if tree.tokens[v].lemma.lower() in frames.set("delegations", "flanks"):
                owner = next((c for c in tree.children(v, "poss") if self.anybody(article, c)), v)
                at = owner != v and tree.tokens[owner - 1].text.lower() in ("at", "by", "on")
                before = self.people(article, sentence.first, owner) if at else []
                withs = [k for k in range(sentence.first, v) if tree.tokens[k].text.lower() == "with"]
                known = [e for m, e in before if withs and m.span.end <= tree.tokens[withs[-1]].start]
                beside = [(m, e) for m, e in before if withs and m.span.start > tree.tokens[withs[-1]].start]
                if at and not withs and (came := governing_verb(tree, v)) is not None:  # "Y walked in at X's side"
                    known = [e for _, e in people_at(frames, article, owner) or self.meant(article, owner)]
                    beside = [p for i in arguments(tree, came).subjects for p in people_at(frames, article, i)]
            elif tree.tokens[v].tag == "VBN" and v + 1 < sentence.last and tree.tokens[v + 1].text.lower() == "by":
                found = arguments(tree, v)
                known = [e for i in found.objects for _, e in people_at(frames, article, i)]
                beside = [p for i in found.subjects for p in people_at(frames, article, i)]
            else:
                continue
            teams = [i for i in arguments(tree, v).objects if self.body(article, i)]  # "the team, reinforced by Y"
            sides = {s for e in known if (s := self.sides.of_entity(e.id))}
            sides |= {s for i in teams if (s := self.side(article, i))}
            for m, e in beside if len(sides) == 1 else ():
                if self.sides.of_entity(e.id) in (None, *sides):
                    yield Act("member", e.id, m.span, min(sides), article, v)

    def _inverted(self, article: str, v: int) -> list[int]:
        """Who stands behind the verb where the sentence begins with "with" ("With her will travel X and Y")."""
        tree = self.frames.trees[article]
        sentence = tree.sentence_of(v)
        if tree.tokens[sentence.first].text != "With" or not tree.children(v, "aux"):
            return []
        names = (tree.within(m.span) for m, e in self.frames.mentions(Span(article, tree.tokens[v].end, sentence.end)))
        return [inside[-1] for inside in names if inside and people_at(self.frames, article, inside[-1])]

    def _to_sign(self, article: str, v: int) -> bool:
        """Whether somebody goes somewhere to sign what the talks have brought ("flew in on Thursday to sign")."""
        tree = self.frames.trees[article]
        ends = [
            c
            for c in tree.children(v, "advcl", "xcomp")
            if any(tree.tokens[k].tag == "TO" for k in tree.children(c, "aux"))
        ]
        signs = any(tree.tokens[c].lemma.lower() in self.frames.set("next", "signing") for c in ends)
        return signs and not negated(tree, v) and "Tense=Past" in tree.tokens[v].morph

    def _beside(self, article: str, v: int) -> str | None:
        """The side of whoever somebody travels with ("the fleet owners' chief will travel with him")."""
        tree = self.frames.trees[article]
        if not (self.frames.near_talks(article, v) or self.frames.about_negotiating(article)):
            return None
        near = [*tree.children(v, "prep"), *(b for k in tree.children(v, "advmod") for b in tree.children(k, "prep"))]
        joins = tree.tokens[v].lemma.lower() in self.frames.set("delegations", "companions")
        with_ = [p for p in tree.children(v, "dobj") if joins]  # "Y will join her"
        for a in near:
            words = {tree.tokens[a].lemma.lower(), tree.tokens[tree.tokens[a].head].text.lower()}
            with_ += tree.children(a, "pobj") if words & self.frames.set("delegations", "beside") else []
        people = [e for p in with_ for _, e in people_at(self.frames, article, p) or self.meant(article, p)]
        return next((side for e in people if (side := self.sides.of_entity(e.id))), None)

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
            body = next((i for i in found.subjects if self.body(article, i)), None)
            held = found.objects or [  # "will consist of A, B and C"
                k
                for a in tree.children(v, "prep")
                if tree.tokens[a].lemma == "of"
                for p in tree.children(a, "pobj")
                for k in conjuncts(tree, p)
            ]
            if body is not None:
                side = self.side(article, body) or self.of_writer(article, body)
                yield from self.acts("member", article, held, side, v)
        for article, v in frames.hits(frames.set("delegations", "send_verbs"), ("VERB",)):
            found = arguments(frames.trees[article], v)
            side = self.sides.of_subject(article, found.subjects)
            if side:
                yield from self.acts("member", article, found.objects, side, v)
        for article, v in frames.hits(frozenset({"be"}), ("AUX", "VERB")):
            tree = frames.trees[article]
            bodies = [p for a in tree.children(v, "prep") for p in tree.children(a, "pobj") if self.body(article, p)]
            if bodies and tree.children(v, "expl"):
                heads = [c for i in tree.children(v, "attr", "nsubj") for c in _listed(tree, i)]
                yield from self.acts("member", article, heads, self.side(article, bodies[0]), v)
        for article, v in frames.hits(frames.set("delegations", "speaking"), ("VERB",)):
            tree = frames.trees[article]
            for prep in tree.children(v, "prep"):
                for p in tree.children(prep, "pobj"):
                    side = self.sides.of_phrase(article, p) if tree.tokens[prep].lemma == "for" else None
                    spoke = tree.tokens[v].tag == "VBD" and frames.about_negotiating(
                        article
                    )  # who speaks is a spokesman
                    told = tree.tokens[v].lemma.lower() == "negotiate" or frames.about_talks(article, v) or spoke
                    if side and told and not negated(tree, v):
                        yield from self.acts("head", article, arguments(tree, v).subjects, side, v)

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
                for act in self.acts("member", article, arguments(tree, v).subjects, sides[0] if sides else None, v):
                    yield act._replace(role=role if "as" in preps else None)


def _listed(tree: Tree, i: int) -> list[int]:
    """A list whose first members the parser has put under the last ("there are A, B and C")."""
    out = conjuncts(tree, i)
    for c in tree.children(i, "nmod", "compound"):
        for k in tree.subtree(c):
            if tree.children(k, "cc"):
                out.append(k)
    return out
