"""Signs: what a claim shows of itself, by name, for weights to be learnt over (`learnt`).

Two sets: of what a claim tells (the lists of ``data/en/talks.toml`` that its words are in, its form, its days, where it
stands), and of whose it is (who acts, speaks or is named in it and around it). No sign is a word of the claim itself:
what is learnt is to hold for talks about anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from stemma.data import table
from stemma.model import Claim, Source, Span
from stemma.story.talks.grammar import arguments, passive
from stemma.story.talks.phrasing import Phrasing

_LENGTH = 200.0  # characters that weigh as much as another sign
_FEW = 4.0  # reports beyond which more say nothing more
_PARTS = 5  # of an article
_FUNCTION = ("aux", "auxpass", "neg", "mark")
_OF_PHRASE = ("by", "to", "from", "of", "for", "with", "against", "on", "in", "at")
_OURS = frozenset({"we", "our", "us", "i", "my"})


class Signs(Phrasing):
    """What speaks for and against a claim telling something, and being a party's."""

    def of_claim(self, claim: Claim, reports: int) -> dict[str, float]:
        """The signs of what a claim tells, with how much there is of each; `reports`: how many tell the same."""
        return dict(self._of_claim(claim, reports))

    def _of_claim(self, claim: Claim, reports: int) -> Iterator[tuple[str, float]]:
        frames, article = self.frames, claim.span.article
        tree = frames.trees[article]
        inside = [tree.tokens[i] for i in tree.within(claim.span)]
        evokes = _lists()
        yield from ((f"evokes {x}", 1.0) for x in sorted({x for t in inside for x in evokes.get(t.lemma.lower(), ())}))
        head = tree.tokens[claim.head]
        yield from ((f"head evokes {x}", 1.0) for x in evokes.get(head.lemma.lower(), ()))
        yield from ((name, 1.0) for name in (f"head {head.tag}", f"head as {head.dep}"))
        for c in tree.children(claim.head, *_FUNCTION):
            yield f"{tree.tokens[c].dep} {tree.tokens[c].lemma.lower()}", 1.0
        yield from ((name, 1.0) for name in (f"form {claim.form}", f"modality {claim.modality}", claim.polarity))
        yield "quoted", float(claim.quoted)
        yield "number", float(any(t.text[:1].isdigit() or t.pos == "NUM" for t in inside))
        yield "length", (claim.span.end - claim.span.start) / _LENGTH
        yield "person", float(any(e.kind == "person" for _, e in frames.mentions(claim.span)))
        yield "party acts", float(self.sides.of_subject(article, arguments(tree, claim.head).subjects) is not None)
        yield "party speaks", float(self.speaker(article, claim.head) is not None)
        yield from ((f"source {kind}", 1.0) for kind in sorted({s.type for s in self._sources(claim)}))
        yield from self._when("in", claim.span)
        yield from self._when("near", frames.sentence(claim.span))
        yield f"part {_PARTS * claim.span.start // len(frames.layers[article].article.text)}", 1.0
        yield "reports", min(reports, _FEW) / _FEW
        yield "talks here", float(frames.about_talks(article, claim.head))
        yield "talks near", float(frames.near_talks(article, claim.head))
        yield "negotiates", float(frames.negotiates(claim))

    def _sources(self, claim: Claim) -> tuple[Source, ...]:
        said = [a for a in self.frames.layers[claim.span.article].attributions if a.id == claim.attribution]
        return said[0].sources if said else ()

    def _when(self, where: str, span: Span) -> Iterator[tuple[str, float]]:
        """Whether a stretch tells of days to come, past or present, as seen from the report."""
        told = [(t.earliest, t.latest) for t in self.frames.times(span) if t.earliest and t.latest]
        published = self.frames.layers[span.article].article.published
        if not told:
            yield f"{where} no day", 1.0
        elif published is not None:
            for first, last in told:
                tense = "to come" if first > published.latest else "past" if last < published.earliest else "present"
                yield f"{where} day {tense}", 1.0

    def of_parties(self, claim: Claim) -> Mapping[str, dict[str, float]]:
        """For each party the signs of the claim being its own: those that speak for it, those that speak for it alone
        (``only``) and those that speak for others alone (``other``)."""
        held: dict[str, set[str]] = defaultdict(set)
        for sign, party in self._whose(claim):
            held[sign].add(party)
        tree = self.frames.trees[claim.span.article]
        ours = any(tree.tokens[i].text.lower() in _OURS for i in tree.within(claim.span))
        signs = {}
        for p in self.sides.parties:
            own = {s for s, told in held.items() if p.name in told}
            alone = {s for s in own if len(held[s]) == 1}
            told = [*own, *(f"only {s}" for s in alone), *(f"other {s}" for s in held.keys() - own)]
            signs[p.name] = dict.fromkeys(sorted(told), 1.0)
            if ours and "speaker" in own:
                signs[p.name]["ours"] = 1.0
            if not held:
                signs[p.name]["nobody"] = 1.0
        return signs

    def _whose(self, claim: Claim) -> Iterator[tuple[str, str]]:
        """Each sign of a party's having to do with a claim, with the party."""
        found = [*self._acting(claim), *self._speaking(claim), *self._named(claim), *self._around(claim)]
        yield from ((sign, party) for sign, party in found if party)
        if voice := self.own_voices.get(claim.span.article):
            yield "voice", voice

    def _acting(self, claim: Claim) -> Iterator[tuple[str, str | None]]:
        """Who does what the claim tells, and what the clauses above it tell."""
        article, tree, sides = claim.span.article, self.frames.trees[claim.span.article], self.sides
        own = sides.of_subject(article, arguments(tree, claim.head).subjects)
        yield "undergoes" if passive(tree, claim.head) else "acts", own
        verbs = 0
        for k in tree.ancestors(claim.head):
            if tree.tokens[k].pos in ("VERB", "AUX"):
                verbs += 1
                above = sides.of_subject(article, arguments(tree, k).subjects)
                yield "acts above", above
                yield "acts right above" if verbs == 1 else "acts far above", above
            elif tree.tokens[k].pos in ("NOUN", "PROPN"):
                yield "noun above", sides.of_phrase(article, k)

    def _speaking(self, claim: Claim) -> Iterator[tuple[str, str | None]]:
        article, tree, sides = claim.span.article, self.frames.trees[claim.span.article], self.sides
        head = tree.tokens[claim.head]
        here = Span(article, head.start, head.end)
        for a in self.frames.layers[article].attributions:
            if a.id == claim.attribution:
                yield "speaker", sides.of_source(a)
                places = [s.refers or s.span for s in (*a.chain, *a.sources)]
                yield from (("source", p) for at in places if at and at.article == article for p in sides.named(at))
            if any(p.contains(here) for p in a.parts):
                yield "speaks around", sides.of_source(a)

    def _named(self, claim: Claim) -> Iterator[tuple[str, str | None]]:
        """Who is named in the claim, as what."""
        article, tree = claim.span.article, self.frames.trees[claim.span.article]
        for i in tree.within(claim.span):
            token = tree.tokens[i]
            if token.pos not in ("NOUN", "PROPN", "ADJ") or not (party := self.sides.of_phrase(article, i)):
                continue
            yield "named", party
            if token.dep in ("nsubj", "nsubjpass", "poss", "dobj", "dative"):
                yield f"named as {token.dep}", party
            elif token.dep == "pobj":
                above = tree.tokens[token.head].lemma.lower()
                yield f"named behind {above if above in _OF_PHRASE else 'others'}", party

    def _around(self, claim: Claim) -> Iterator[tuple[str, str | None]]:
        """Who is named in the sentence of the claim and in the two before it."""
        article, tree, sides = claim.span.article, self.frames.trees[claim.span.article], self.sides
        sentence = tree.sentence_of(claim.head)
        nouns = [i for i in range(sentence.first, sentence.last) if tree.tokens[i].pos in ("NOUN", "PROPN", "ADJ")]
        told = [party for i in nouns if (party := sides.of_phrase(article, i))]
        yield from (("in the sentence", party) for party in told)
        yield from (("first in the sentence", party) for party in told[:1])
        for v in range(sentence.first, sentence.last):
            if tree.tokens[v].pos in ("VERB", "AUX") and tree.children(v, "nsubj", "nsubjpass"):
                yield "acts in the sentence", sides.of_subject(article, arguments(tree, v).subjects)
        number = tree.parse.sentences.index(sentence)
        for back, before in enumerate(tree.parse.sentences[max(0, number - 2) : number][::-1], 1):
            for i in range(before.first, before.last):
                if tree.tokens[i].pos in ("NOUN", "PROPN"):
                    subject = tree.tokens[i].dep in ("nsubj", "nsubjpass")
                    yield f"{'acts' if subject else 'named'} {back} before", sides.of_phrase(article, i)
            for a in self.frames.layers[article].attributions:
                if any(before.start <= p.start < before.end for p in a.parts):
                    yield f"speaks {back} before", sides.of_source(a)


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    """The lists of words of negotiating and of wanting that hold each lemma."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in ("en/talks.toml", "en/stances.toml"):
        for frame, lists in table(name).items():
            for kind, listed in lists.items():
                for word in dict.fromkeys(w.lower() for w in listed if isinstance(w, str)):
                    found[word].append(f"{frame}.{kind}")
    return {word: tuple(names) for word, names in found.items()}
