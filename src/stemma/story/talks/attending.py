"""Attending: who takes part in the talks though no sentence says that he leads, joins or is sent, by learnt weights.

Whether somebody sits for a party is told by the company he is met in: the words of negotiating in his sentences, the
verbs he is subject to, his office, the parties named beside him. A logistic model over these signs (no words of stories
among them; the weights are in ``data/talks_weights.toml``) says how likely it is; the party is the one that is oftenest
the only one named in his sentences, or nearest to his name. Fitted on marked fictional stories: ``training/talks``.

Heads of states and governments are left out: they speak of the talks at length and send others.

What it gets wrong: spokesmen; ministers of a third state.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from stemma.model import Entity, Mention, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.acts import Act
from stemma.story.talks.frames import Frames
from stemma.story.talks.leaders import leading
from stemma.story.talks.numbering import Numbers
from stemma.story.talks.parties import Party
from stemma.story.talks.sides import Sides
from stemma.story.talks.weighing import chance, evoked

_LIKELY = 0.5
_LIKELY_FIRST = 0.25  # of a party of whom nobody is told to take part
_FEW = 6.0  # times that somebody speaks, beyond which more say nothing more
_MANY = 12.0  # mentions
_TWO = 2
_TALKS = ("delegations", "negotiation", "rounds", "mediation", "sides", "absence")  # frames


class Attending:
    """Who is how likely to take part, and for whom."""

    def __init__(self, frames: Frames, sides: Sides) -> None:
        self.frames, self.sides = frames, sides
        self.people = [e for e in frames.entities if e.kind == "person" and e.id not in frames.bodies]
        self._numbers = Numbers(frames)
        self._spoken = Counter(
            e.id
            for one in frames.layers.values()
            for a in one.attributions
            for source in (a.chain or a.sources)[-1:]
            if (at := source.refers or source.span) and at.article == one.article.id
            for e in {e.id: e for _, e in frames.mentions(at) if e.kind == "person"}.values()
        )

    def seated(self, found: Sequence[Act]) -> Iterator[Act]:
        """Those likely to take part of whom `found` tells nothing, each in the round that most of his sentences are
        about; the likeliest of a party of which `found` tells no head, as its head."""
        known = {a.entity for a in found} | self.sides.neutral
        governed = {p.name for p in self.sides.parties if self.sides.governed(p)}
        headed, there = ({a.party for a in found if a.part in parts} for parts in (("head",), ("head", "member", "in")))
        likely = [(chance("delegates", self.signs(e)), e) for e in self.people if e.id not in known]
        for p, e in sorted(likely, key=lambda x: (-x[0], x[1].id)):
            party = self.sides.of_entity(e.id) or self.company(e)
            least = _LIKELY if party in there else _LIKELY_FIRST
            if party is None or p < least or (party in governed and self._rules(e)):
                continue
            for m, token in self._main_round(e):
                yield Act("member" if party in headed else "head", e.id, m.span, party, m.span.article, token)
            headed.add(party)

    def _rules(self, e: Entity) -> bool:
        """Whether a person heads a state or a government, and so sends others."""
        offices = self.frames.set("delegations", "rulers")
        return any(m.role and leading(self.frames, m.role, offices) for m in e.mentions)

    def _main_round(self, e: Entity) -> list[tuple[Mention, int]]:
        """The mentions of a person in the round that most of them are about, with their last tokens."""
        rounds: dict[int, list[tuple[Mention, int]]] = defaultdict(list)
        for m, tree in self._mentions(e):
            token = tree.within(m.span)[-1]
            rounds[self._numbers.at(m.span.article, token)].append((m, token))
        return max(rounds.items(), key=lambda r: (len(r[1]), r[0]))[1] if rounds else []

    def company(self, e: Entity) -> str | None:
        """The party a person is met with: oftenest the only one named in his sentences, or the nearest to his name."""
        votes: dict[str, float] = defaultdict(float)
        for m, tree in self._mentions(e):
            sentence = _sentence(m, tree)
            named = self.sides.named(sentence)
            for party in self.sides.parties:
                far = self._distance(party, m, tree, sentence)
                votes[party.name] += (named == {party.name}) + (1 / (1 + far) if far else 0)
        best = sorted(votes.items(), key=lambda v: (-v[1], v[0]))[:2]
        return best[0][0] if best and best[0][1] > (best[1][1] if len(best) > 1 else 0) else None

    def _distance(self, party: Party, m: Mention, tree: Tree, sentence: Span) -> int:
        """How many tokens from a name a party's stands in the sentence; 0 where it does not."""
        inside = tree.within(m.span)
        named = [tree.within(other.span) for other, e in self.frames.mentions(sentence) if e.id in party.aliases]
        return min((min(abs(k[0] - inside[-1]), abs(k[-1] - inside[0])) for k in named if k), default=0)

    def signs(self, e: Entity) -> dict[str, float]:
        """What is told of a person, and how he is told of, by name."""
        frames, held = self.frames, self._mentions(e)
        out = {sign: 1.0 for m, tree in held for sign in self._of_mention(m, tree)}
        reports = len({m.span.article for m, _ in held})
        out["reports"], out["one report"] = reports / len(frames.layers), float(reports == 1)
        out["mentions"] = min(len(held), _MANY) / _MANY
        out["speaks"] = min(self._spoken[e.id], _FEW) / _FEW
        out["never speaks"] = float(not self._spoken[e.id])
        return out

    def _of_mention(self, m: Mention, tree: Tree) -> Iterator[str]:
        """The signs of one mention: the lists that words of the office, of the verb and of the sentence are in."""
        inside, sentence = tree.within(m.span), _sentence(m, tree)
        top = next((i for i in inside if tree.tokens[i].head not in inside), inside[-1])
        above = next((k for k in tree.ancestors(top) if tree.tokens[k].pos in ("VERB", "AUX")), None)
        yield f"parties {min(len(self.sides.named(sentence)), _TWO)}"
        yield from (f"office {x}" for x in (evoked(tree, tree.within(m.role)) if m.role else ()))
        for x in evoked(tree, [above]) if above is not None else ():
            yield f"verb {x}"
            yield f"{tree.tokens[top].dep} of {x}"
        yield from (f"sentence {x}" for x in evoked(tree, tree.within(sentence)) if x.startswith(_TALKS))

    def _mentions(self, e: Entity) -> list[tuple[Mention, Tree]]:
        """The mentions of a person by name, with the trees of their reports."""
        trees = self.frames.trees
        named = [(m, trees[m.span.article]) for m in e.mentions if m.form in ("full", "short")]
        return [(m, tree) for m, tree in named if tree.within(m.span)]


def _sentence(m: Mention, tree: Tree) -> Span:
    s = tree.sentence_of(tree.within(m.span)[-1])
    return Span(m.span.article, s.start, s.end)
