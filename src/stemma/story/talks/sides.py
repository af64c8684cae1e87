"""Sides: which party a person, a stretch of text or a delegation belongs to, and on whose behalf somebody speaks.

A person's side is the party named in the person's office, or the side of the person whose office that is ("the
premier's adviser"); the country an envoy is sent *to* is none. An official whom a state's own news agency cites speaks
for that state. "It", "they" and "his country" are the subject last named (centering: Grosz, Joshi & Weinstein 1995).

What it gets wrong: people whose office no report gives together with a party.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from stemma.data import words
from stemma.model import Attribution, Claim, Entity, Mention, Sentence, Source, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.agencies import state_agencies
from stemma.story.talks.bodies import Bodies
from stemma.story.talks.frames import Frames
from stemma.story.talks.grammar import arguments
from stemma.story.talks.parties import Party
from stemma.story.talks.persons import people_at

_BESIDE = ("poss", "amod", "compound", "nmod")
_OFFICE = 8  # words that an office in front of a name or behind it may have


class Sides:
    """Which party a person, a stretch of text or a delegation belongs to."""

    def __init__(self, frames: Frames, parties: Sequence[Party], mediators: Iterable[str] = ()) -> None:
        self.frames = frames
        self.parties = parties
        self._party = {a: p.name for p in parties for a in p.aliases}
        self._people: dict[str, str] = {}
        self._bodies = Bodies(frames, parties)
        self._nouns = self._bodies.nouns()
        self._heads, self._trades, self._unions = self._bodies.heads(), self._bodies.trades(), self._bodies.unions()
        self._single = frames.set("sides", "common", "unions", "bodies") - frames.set("sides", "movements")
        self._agencies = state_agencies(frames, parties, self.named)
        self.neutral = frozenset(mediators)
        for _ in range(2):  # the second time for offices named after people ("the premier's adviser")
            self._people = {
                e.id: side
                for e in frames.entities
                if e.kind == "person" and e.id not in self.neutral and (side := self._vote(e))
            }

    def of_entity(self, entity: str) -> str | None:
        """The side of an entity: the party it is, or the party the person acts for."""
        return self._party.get(entity) or self._people.get(entity)

    def governed(self, party: Party) -> bool:
        """Whether a party has a government or an army."""
        return self._bodies.governed(party)

    def learn(self, people: Iterable[tuple[str, str | None]]) -> None:
        """Take over the sides of people whose office tells none: of each the one that most tell."""
        told = Counter((person, side) for person, side in people if side)
        for (person, side), _ in told.most_common():
            self._people.setdefault(person, side)

    def _vote(self, e: Entity) -> str | None:
        """The party that a person's offices name, or None when they name none or two equally often."""
        votes: Counter[str] = Counter()
        for m in e.mentions:
            if m.form in ("full", "short"):
                votes.update(p.name for p in self.parties if f" {p.name} " in f" {m.name} ")
                named = {p for s in self._offices(m) for p in self.named(s)}
                votes.update(named if len(named) == 1 else ())
        best = votes.most_common(2)
        if not best:
            return self._minister(e)
        return best[0][0] if len(best) == 1 or best[0][1] > best[1][1] else None

    def _minister(self, e: Entity) -> str | None:
        """The party of a minister of no named country, where one party alone is a government."""
        state = self._nouns.get("government")
        ministers = self.frames.set("sides", "ministers")
        roles = [m.role for m in e.mentions if m.role]
        if not roles or any(self.frames.mentions(r) for r in roles):
            return None
        portfolios = words("en/portfolios.txt")
        held = [set(self.frames.text(r).lower().split()) for r in roles]
        return state if any(w & ministers or ("secretary" in w and w & portfolios) for w in held) else None

    def _offices(self, m: Mention) -> list[Span]:
        """The stretches that say what a person is: the office, whose it is, and the country behind the name."""
        article = m.span.article
        tree = self.frames.trees[article]
        inside = tree.within(m.span)
        heads = [tree.tokens[i].head for i in inside if tree.tokens[i].dep == "appos"]
        tokens = [
            *inside,
            *(h for h in heads if tree.tokens[h].pos == "NOUN"),
            *(tree.within(m.role) if m.role else ()),
        ]
        out = [m.role] if m.role else []
        across = self.frames.set("sides", "opposites")
        for i in tokens:
            if i in heads and tree.tokens[i].lemma.lower() in across:
                continue  # "her opposite number, X": of the other side
            for c in tree.children(i, "poss"):
                out.append(tree.subtree_span(c))
                if tree.tokens[c].tag == "WP$" and tree.tokens[tree.tokens[i].head].dep == "relcl":
                    out.append(tree.span(*[tree.tokens[tree.tokens[i].head].head] * 2))  # "the party, whose leader X"
            for c in tree.children(i, "compound", "nmod") if i in inside else ():
                joined = any(tree.tokens[k].dep == "cc" for k in tree.subtree(c))  # "for [the government and] X"
                if not joined and not m.span.contains(tree.span(c, c)):
                    out.append(tree.subtree_span(c))
            for prep in tree.children(i, "prep"):
                if tree.tokens[prep].lemma == "of" and len(tree.subtree(prep)) < _OFFICE:
                    out.append(tree.subtree_span(prep))
        return out

    def named(self, span: Span) -> set[str]:
        """The parties a stretch names, by their names, by the nouns that stand for them or by their people."""
        article, tree = span.article, self.frames.trees[span.article]
        out = set()
        for m, e in self.frames.mentions(span):
            inside = tree.within(m.span)
            if not inside or self._abroad(tree, inside[0], inside[-1]):
                continue
            if side := self.of_entity(e.id):
                out.add(side)
        for i in tree.within(span):
            if not self.frames.mentions_at(article, i) and (side := self.by_noun(article, i)):
                out.add(side)
        return out

    def by_noun(self, article: str, i: int) -> str | None:
        """The party that a common noun stands for ("the union", "the doctors")."""
        tree = self.frames.trees[article]
        lemma = tree.tokens[i].lemma.lower()
        rebel = tree.tokens[i].tag == "JJ" and lemma in self.frames.set("sides", "movements")  # "the rebel team"
        known = rebel or _definite(tree, i) or self._called_by_name(article, i)
        plural = tree.tokens[i].tag == "NNS" and self._trades.get(tree.tokens[i].text.lower())
        return (plural or self._nouns.get(lemma)) if known else None

    def _abroad(self, tree: Tree, first: int, last: int) -> bool:
        """Whether a country is where somebody is sent ("envoy to X", "X envoy"), not whom he speaks for."""
        token = tree.tokens[last]
        above = tree.tokens[token.head]
        envoys = self.frames.set("delegations", "abroad")
        if token.dep == "pobj" and above.lemma in ("to", "for", "with", "in", "on", "at", "against", "from"):
            return above.lemma in ("to", "for", "on") and tree.tokens[above.head].lemma.lower() in envoys
        following = tree.tokens[last + 1] if last + 1 < len(tree.tokens) else token
        return token.pos == "PROPN" and token.dep == "compound" and following.lemma.lower() in envoys

    def of_phrase(self, article: str, i: int) -> str | None:
        """The side of what token `i` heads: a party, a person, or a body with a party beside it; None for two."""
        tree = self.frames.trees[article]
        own = {side for _, e in self.frames.mentions_at(article, i) if (side := self.of_entity(e.id))}
        if len(own) == 1:
            return own.pop()
        lemma = tree.tokens[i].lemma.lower()
        several = tree.tokens[i].tag == "NNS" and lemma in self._single and lemma in self._nouns
        if several:
            return None  # "the two governments"
        if side := self.by_noun(article, i):
            return side
        if tree.tokens[i].text.lower() in ("we", "us") and not self.frames.quoted(article, i):
            return self.publisher(article)
        if tree.tokens[i].text in self._heads and _definite(tree, i) and not tree.children(i, "compound", "amod"):
            return self._heads[tree.tokens[i].text]
        named: set[str] = set()
        for c in tree.children(i, "poss", "amod", "compound", "nmod", "appos"):
            if tree.tokens[c].tag == "PRP$" and (side := self._pronoun(article, c)):
                named.add(side)
            if not tree.children(c, "relcl", "cc"):  # "for [the government and] X"
                named |= self.named(tree.subtree_span(c))
        for prep in tree.children(i, "prep"):
            if tree.tokens[prep].lemma in ("of", "for", "from"):
                named |= self.named(tree.subtree_span(prep))
                held = [e for p in tree.children(prep, "pobj") for _, e in self.frames.mentions_at(article, p)]
                named |= {side for e in held if (side := self._party.get(e.id))}  # of which the parser has cut the name
        named |= {side for _, e in self.frames.role_at(article, i) if (side := self.of_entity(e.id))}
        if named and lemma in self.frames.set("unnamed", "labour") and not named & set(self._unions):
            named = set(self._unions)  # "A's strikers": the name is that of whom they work for
        return named.pop() if len(named) == 1 else None

    def _called_by_name(self, article: str, i: int) -> bool:
        """Whether a plural is told by a name beside it which is no other party ("A-ish rebels")."""
        tree = self.frames.trees[article]
        if tree.tokens[i].tag != "NNS" or tree.tokens[i].lemma.lower() not in self.frames.set("sides", "movements"):
            return False
        beside = [e.id for c in tree.children(i, "compound", "amod") for _, e in self.frames.mentions_at(article, c)]
        return bool(beside) and not any(e in self._party for e in beside)

    def publisher(self, article: str) -> str | None:
        """The party that puts a report out itself, as a statement: named as its outlet or on its first line."""
        one = self.frames.layers[article].article
        line = one.outlet.name if one.outlet else next((x for x in one.text.splitlines() if x.strip()), "")
        names = {n.strip().casefold() for n in line.split("/")}
        owners = {self._party[e.id] for e in self.frames.entities if e.id in self._party and e.name.casefold() in names}
        return owners.pop() if len(owners) == 1 else None

    def of_subject(self, article: str, heads: Sequence[int]) -> str | None:
        """The one side that all of a verb's subjects are on; "it" and "they" are the subject last named."""
        found = {
            self.of_phrase(article, i)
            or self._other_side(article, i)
            or self.only_body(article, i)
            or self._pronoun(article, i)
            for i in heads
        }
        return found.pop() if len(found) == 1 else None

    def _other_side(self, article: str, i: int) -> str | None:
        """Of two parties "the other side", as one of them says."""
        tree = self.frames.trees[article]
        if tree.tokens[i].lemma != "side" or len(self.parties) != 2 or not self._other(tree, i):
            return None
        token = tree.tokens[i]
        speakers = {self.speaker(c) for c in self.frames.claims_at(Span(article, token.start, token.end))}
        others = [p.name for p in self.parties if p.name not in speakers]
        return others[0] if len(others) == 1 else None

    def _other(self, tree: Tree, i: int) -> bool:
        return any(tree.tokens[c].lemma == "other" for c in tree.children(i, "amod"))

    def only_body(self, article: str, body: int) -> str | None:
        """The side of "the delegation": of the one just spoken of, or of the only one a report has spoken of."""
        tree = self.frames.trees[article]
        bodies = self.frames.set("delegations", "bodies")
        if tree.tokens[body].lemma.lower() not in bodies or not tree.children(body, "det") or self._other(tree, body):
            return None
        if tree.tokens[body].tag == "NNS":  # "the two sides" are no single one
            return None
        before = [i for i in range(body) if tree.tokens[i].lemma.lower() in bodies]
        number = tree.parse.sentences.index(tree.sentence_of(body))
        near = tree.parse.sentences[max(0, number - 1)].first
        for held in ([i for i in before if i >= near], before):
            sides = {side for i in held if (side := self.of_phrase(article, i))}
            if len(sides) == 1:
                return sides.pop()
        return None

    def _pronoun(self, article: str, i: int) -> str | None:
        tree = self.frames.trees[article]
        pronoun = tree.tokens[i].text.lower()
        if pronoun not in ("it", "they", "its", "their", "his", "her"):
            return None
        sentence = tree.sentence_of(i)
        if tree.tokens[i].tag == "PRP$":  # "A's leader will speak for her party": the nearest subject's, or nobody's
            v = next((k for k in tree.ancestors(i) if tree.tokens[k].pos in ("VERB", "AUX")), None)
            held = [k for k in arguments(tree, v).subjects if k < i] if v is not None else []
            if pronoun == "its":  # of nobody: "A will send X, who is its negotiator"
                held = [k for k in held if not people_at(self.frames, article, k)]
            if held and tree.tokens[held[0]].pos in ("NOUN", "PROPN"):
                return self.of_phrase(article, held[0])  # "A, which she said had raised its demand"
            before = [k for k in range(sentence.first, i) if tree.tokens[k].dep in ("nsubj", "nsubjpass")]
            nouns = [k for k in before if tree.tokens[k].pos in ("NOUN", "PROPN")]
            if pronoun == "its":
                nouns = [k for k in nouns if not people_at(self.frames, article, k)]
            if nouns:
                return self.of_phrase(article, nouns[-1])
            if pronoun in ("his", "her"):
                return self._last_subject(article, sentence)
        own = [k for k in range(sentence.first, i) if tree.tokens[k].dep in ("nsubj", "nsubjpass")]
        last = own[-1] if own else i
        if pronoun == "they" and tree.tokens[last].text.lower() in ("he", "she", "i"):
            return None  # "she said they had asked for more": others than the speaker, or more than one
        if pronoun == "they" and self.frames.quoted(article, i):
            return None  # in somebody's own words "they" are others
        named = any(e.kind in ("organisation", "place") for _, e in self.frames.mentions_at(article, last))
        body = named or (last != i and tree.tokens[last].lemma.lower() in words("en/organisation_nouns.txt"))
        if body and not self.of_phrase(article, last):
            return None  # "the conciliation service said it stood ready": nobody's
        number = tree.parse.sentences.index(sentence)
        near = tree.parse.sentences[max(0, number - 2) : number][::-1]
        told = [b for b in near if any(t.dep in ("nsubj", "nsubjpass") for t in tree.tokens[b.first : b.last])]
        subjects = [
            [
                k
                for k in range(one.first, min(one.last, i))
                if tree.tokens[k].dep in ("nsubj", "nsubjpass")
                and self.of_phrase(article, k)
                and not (pronoun in ("it", "its") and self._somebody(article, k, alone=one == sentence))
            ]
            for one in [sentence, *told]  # a cut-off line has no subject
        ]
        found = [k for held in subjects[:2] for k in held[::-1]]
        if pronoun == "they":  # a plural before a body in the singular
            found = [k for held in subjects for k in held[::-1] if tree.tokens[k].tag in ("NNS", "NNPS")] + found
        return self.of_phrase(article, found[0]) if found else None

    def _somebody(self, article: str, i: int, *, alone: bool) -> bool:
        """Whether a token stands for a person, not for a body; `alone`: by a name or a pronoun, and not as one of
        a body ("a member of the team said it would stay")."""
        token = self.frames.trees[article].tokens[i]
        people = any(e.kind == "person" and e.id not in self._party for _, e in self.frames.mentions_at(article, i))
        frames = self.frames
        offices = frames.set("delegations", "people") | frames.set("negotiation", "participants", "teams")
        offices -= frames.set("delegations", "bodies") | words("en/organisation_nouns.txt")
        people = people or (not alone and token.lemma.lower() in offices | frames.set("sides", "persons"))
        return people or token.text.lower() in ("who", "he", "she", "i", "we")

    def _last_subject(self, article: str, sentence: Sentence) -> str | None:
        """The side of the subject of the sentence before."""
        tree = self.frames.trees[article]
        number = tree.parse.sentences.index(sentence)
        for before in tree.parse.sentences[max(0, number - 1) : number]:
            roots = [k for k in range(before.first, before.last) if tree.head(k) is None]
            subjects = [c for k in roots for c in tree.children(k, "nsubj", "nsubjpass")]
            return self.of_phrase(article, subjects[0]) if subjects else None
        return None

    def speaker(self, claim: Claim) -> str | None:
        """The side of whoever a claim is attributed to."""
        layers = self.frames.layers[claim.span.article]
        attribution = next((a for a in layers.attributions if a.id == claim.attribution), None)
        return self.of_source(attribution) if attribution else None

    def of_source(self, attribution: Attribution) -> str | None:
        """The side of the last speaker of an attribution."""
        for source in (attribution.chain or attribution.sources)[-1:]:
            at = source.refers or source.span
            if at and (side := self._official(attribution, source, at)):
                return side
            if at is None or source.type in ("outlet", "agency", "state media"):
                continue
            if self._misread((source, *attribution.sources), at):
                continue
            inside = self.frames.trees[at.article].within(at)
            named = {side for i in inside for side in [self.of_phrase(at.article, i)] if side} | self.named(at)
            if not named:  # "the permanent secretary", of whom the story has one
                known = [e for i in inside for _, e in self.frames.described(at.article, i)]
                named = {side for e in known if (side := self.of_entity(e.id))}
            if not named and source.span and source.span != at:  # "she", who is known
                named = self.named(source.span)
            if len(named) == 1:
                return named.pop()
            for i in inside:
                if side := self._pronoun(at.article, i):
                    return side
        return None

    def _misread(self, sources: Sequence[Source], at: Span) -> bool:
        """Whether a pronoun cannot stand for the description it was taken to ("she", "a man from A")."""
        told = {w.lower() for w in self.frames.text(at).split()}
        other = {"she": {"man", "boy", "gentleman"}, "he": {"woman", "girl", "lady"}}
        return any(told & other.get(s.text.lower(), set()) for s in sources)

    def _official(self, attribution: Attribution, source: Source, at: Span) -> str | None:
        """The side of an official whom a state's own agency cites and nothing else places ("a government official told
        N"): an official body speaks to its state's agency."""
        held = {w.strip("’',.").lower() for w in self.frames.text(at).split()}
        if not held & self.frames.set("sides", "officials") or self.named(at):
            return None
        outlet = self.frames.layers[at.article].article.outlet
        via = [s.text for s in attribution.chain if s is not source] + ([outlet.name] if outlet else [])
        sides = {side for text in via for name, side in self._agencies.items() if name in text}
        return sides.pop() if len(sides) == 1 else None


def _definite(tree: Tree, i: int) -> bool:
    """Whether a common noun is used of one known body ("the union", "the union's", "union officials")."""
    dets = [tree.tokens[c].text.lower() for c in tree.children(i, "det")]
    if tree.tokens[i].dep in ("amod", "compound") and tree.tokens[tree.tokens[i].head].text.lower() in ("one", "ones"):
        dets += [tree.tokens[c].text.lower() for c in tree.children(tree.tokens[i].head, "det")]  # "the rebel one"
    return "the" in dets or (not dets and tree.tokens[i].dep in ("compound", "poss") and tree.tokens[i].tag == "NN")
