"""Bodies: the common nouns that stand for a party: "the government", "the union", "the port", "the army"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from stemma.data import gazetteer
from stemma.story.talks.frames import Frames
from stemma.story.talks.parties import Party

_BESIDE = ("poss", "amod", "compound", "nmod")


class Bodies:
    """The nouns of the parties, and which of these are states."""

    def __init__(self, frames: Frames, parties: Sequence[Party]) -> None:
        self.frames, self.parties = frames, parties

    def nouns(self) -> dict[str, str]:
        """Nouns that stand for one party alone: "the union" where one party is a union and the other is none, "the
        government" where one is a state and the other is none."""
        states = [p.name for p in self.parties if self.governed(p)]
        unions, of_union = self.frames.set("sides", "unions"), self.unions()
        others = [p.name for p in self.parties if p.name not in of_union]
        if not of_union and len(states) == 1:
            nouns = dict.fromkeys(self.frames.words["sides"]["governments"], states[0])
            nouns |= {w: p for w, p in self._body_nouns().items() if p not in states}
            if any(
                nouns.get(w) not in states for w in self._armies()
            ):  # "the army": the rebels', or that of the state?
                nouns = {w: p for w, p in nouns.items() if w not in self._armies()}
            movements = [p.name for p in self.parties if p.name not in states]
            if len(movements) == 1:
                nouns |= dict.fromkeys(self.frames.words["sides"]["movements"], movements[0])
            return nouns
        nouns = dict.fromkeys(sorted(unions), of_union[0]) if len(of_union) == 1 == len(others) else {}
        if of_union and len(others) == 1:
            other = "governments" if others == states else "employers"
            nouns |= dict.fromkeys(self.frames.words["sides"][other], others[0])
        return self._body_nouns() | nouns

    def unions(self) -> list[str]:
        """The parties that are unions; "the Employers' Federation" is none."""
        unions, employing = self.frames.set("sides", "unions"), self.frames.set("sides", "employing")
        strikers = self.frames.set("sides", "fronts")  # "Nurses' Council"
        words = {p.name: set(_words(p.name)) for p in self.parties}
        labour = {p.name for p in self.parties if "unnamed-labour" in p.aliases}
        named = {n for n, w in words.items() if w & unions or (w & strikers and re.search("s['’]( |$)", n))}
        return [n for n, w in words.items() if n in labour or (n in named and not w & employing)]

    def trades(self) -> dict[str, str]:
        """The plurals in one party's name alone that say whom it stands for: "the doctors" of "Doctors' Front", "the
        packers" of "Union of Packers"."""
        held = [
            (w, p.name)
            for p in self.parties
            for w, told in zip(_words(p.name), p.name.replace("’", "'").split(), strict=True)
            if told.endswith("s'") or (told.endswith("s") and p.name in self.unions() and "Union of" in p.name)
        ]
        counts = Counter(w for w, _ in held)
        return {w: name for w, name in held if counts[w] == 1}

    def _armies(self) -> frozenset[str]:
        return frozenset({"army", "military"})

    def _body_nouns(self) -> dict[str, str]:
        """The common noun that heads a party's longer name and the other's not: "the port" of "Port of X", "the trust"
        of "X Hospital Trust"."""
        heads = [(p.name.partition(" of ")[0].split()[-1].lower(), p.name) for p in self.parties if " " in p.name]
        counts = Counter(w for w, _ in heads)
        return {w: name for w, name in heads if counts[w] == 1 and w in self.frames.set("sides", "bodies", "unions")}

    def governed(self, party: Party) -> bool:
        """Whether reports speak of a party's government or army ("A's army", "the A-ian government")."""
        wanted = self.frames.set("sides", "governments")
        if gazetteer.country(party.name):
            return True
        named = [e for e in self.frames.entities if e.id in party.aliases and e.name == party.name]
        if any(e.kind == "place" for e in named):
            return True  # a party named by its land
        for e in self.frames.entities:
            for m in e.mentions if e.id in party.aliases else ():
                tree = self.frames.trees[m.span.article]
                inside = tree.within(m.span)
                head = tree.tokens[tree.tokens[inside[-1]].head] if inside else None
                if head and head.lemma.lower() in wanted and tree.tokens[inside[-1]].dep in _BESIDE:
                    return True
                if any(w in m.name.lower().split()[:1] for w in wanted):
                    return True  # "the Government of A"
        return False

    def heads(self) -> dict[str, str]:
        """Of parties with a longer name, its last word, which stands for them with a capital ("the Movement")."""
        last = [(p.name.split()[-1], p.name) for p in self.parties if " " in p.name]
        counts = Counter(w for w, _ in last)
        return {w: name for w, name in last if counts[w] == 1 and w[:1].isupper()}


def _words(name: str) -> list[str]:
    return [w.lower().replace("’", "'").strip("'") for w in name.split()]
