"""Propositions: what a report tells of whom, read from its parse so that verbs, their nouns and denials compare.

"Will withdraw", "the withdrawal of", "there will be no withdrawal": one act, told by a verb, told by its noun, and
denied as not existing. A proposition has its acts (the sets of ``data/en/acts.txt`` its word stands in, and its stem),
who does it, what it is done to, and what else its clause holds; nouns by stem and set, names by entity. A denial is
read from whatever word carries it (Quirk et al. 1985, 10.54-70): "not", "never", "no", "nobody", "without", "failed
to", "not a single", "there is no".

What it gets wrong: roles under a preposition ("the attack on", "the attack of"), pronouns that nothing resolves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from stemma.data import lines, members, table, words
from stemma.model import Claim, Noun, Span
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation
from stemma.story.variants.predicates import stem

_FILE = "en/propositions.toml"
_SHORT = 5  # letters: a shorter word is no stem of another
_WIDE = 25  # tokens of an argument that are looked at
_SHOWN = 40  # words of a clause that is shown whole
_UP = 4  # verbs above one without a subject
_NOMINAL = ("ment", "tion", "sion", "al", "ance", "ence", "ing", "ure", "age")


class Argument(Noun, frozen=True, kw_only=True):
    """A phrase that a verb or noun has beside it: the entities its head names, the stems and classes of its nouns, and
    those of what describes it (`kind`: right before it). Without any of them it is open: a pronoun, a "nobody"."""

    token: int
    names: frozenset[str]
    nouns: frozenset[str]
    about: frozenset[str]
    kind: frozenset[str] = frozenset()

    @property
    def head(self) -> frozenset[str]:
        return self.names or self.nouns

    @property
    def all(self) -> frozenset[str]:
        return self.names | self.nouns | self.about


class Proposition(Noun, frozen=True, kw_only=True):
    """An act or state told or denied. `way` is how its word tells it: by a verb, by a verb that gives its noun ("made
    a threat"), by a copula, as something that there is, or as a noun, definite or not; `tense` whether it is "past",
    "now", "ahead", merely "possible", or told by a noun without tense (""); `nobody` where it is denied of everybody or
    of everything."""

    article: str
    token: int
    word: str
    acts: frozenset[str]
    way: str
    denied: bool
    nobody: bool
    agent: Argument | None
    theme: Argument | None
    beside: frozenset[str]
    tense: str
    claim: Claim | None
    span: Span

    @property
    def all(self) -> frozenset[str]:
        held = [a.all for a in (self.agent, self.theme) if a is not None]
        return self.beside.union(*held)


def propositions(collation: Collation) -> tuple[Proposition, ...]:
    """What all reports tell and deny, in text order."""
    return collation.once(
        "propositions", lambda: tuple(p for a in collation.layers for p in _Reader(a, collation).propositions())
    )


@cache
def _classes() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """The sets of acts that every word stands in, and every stem."""
    by_word: dict[str, set[str]] = defaultdict(set)
    by_stem: dict[str, set[str]] = defaultdict(set)
    for n, line in enumerate(lines("en/acts.txt")):
        for word in line.split():
            by_word[word].add(f"act {n}")
            if len(word) >= _SHORT and "_" not in word:
                by_stem[stem(word)].add(f"act {n}")
    return {w: frozenset(s) for w, s in by_word.items()}, {w: frozenset(s) for w, s in by_stem.items()}


def acts(word: str) -> frozenset[str]:
    """The acts that a verb (with its particle, joined by "_") or a noun may tell: its sets, and its own stem."""
    by_word, by_stem = _classes()
    own = by_word.get(word) or (by_stem.get(stem(word)) if len(word) >= _SHORT else None) or frozenset()
    return own | {word if "_" in word else stem(word)}


def _act_noun(word: str) -> bool:
    by_word, by_stem = _classes()
    return word in by_word or (word.endswith(_NOMINAL) and len(word) > _SHORT + 1 and stem(word) in by_stem)


@cache
def _empty() -> frozenset[str]:
    unspecific = frozenset(table("en/predicates.toml")["unspecific"]["words"])
    return words("en/stopwords.txt") | words("en/light_verbs.txt") | words("en/light_words.txt") | unspecific


class _Reader:
    """Reads the propositions of one report."""

    def __init__(self, article: str, collation: Collation) -> None:
        self.article, self.collation = article, collation
        self.tree: Tree = collation.tree(article)
        self.claims = collation.layers[article].claims
        self.heads = {c.head: c for c in self.claims}

    def propositions(self) -> Iterator[Proposition]:
        for i, token in enumerate(self.tree.tokens):
            found = None
            if token.pos == "VERB" or (
                token.pos == "AUX" and token.lemma == "be" and token.dep not in ("aux", "auxpass")
            ):
                found = self._of_verb(i)
            elif token.pos == "NOUN" and token.dep != "compound":
                found = self._of_noun(i)
            if found is not None and not self._asked(i):
                yield found

    # -- verbs

    def _of_verb(self, i: int) -> Proposition | None:
        tree, verb = self.tree, self.tree.tokens[i]
        lemma = verb.lemma.lower()
        objects, passive = tree.children(i, "dobj"), tree.children(i, "nsubjpass")
        subject = self._subject(i)
        by = [o for a in tree.children(i, "agent") for o in tree.children(a, "pobj")]
        agent = by[0] if by else None if passive else subject
        theme = next(iter(objects or passive), None)
        behind = [o for p in tree.children(i, "prep", "dative") for o in tree.children(p, "pobj")]
        behind += tree.children(i, "dative")
        word, way = self._with_particle(i), "verb"
        told = acts(word) if word == lemma or tree.children(i, "prt") else acts(word) | acts(lemma)
        if lemma == "exist" or (lemma == "be" and tree.children(i, "expl")):
            theme = next(iter(tree.children(i, "attr", "nsubj", "dobj")), None)
            if theme is None:
                return None
            agent, way, word = None, "existence", tree.tokens[theme].lemma.lower()
            told = acts(word)
        elif lemma == "be":
            said = next(iter([*tree.children(i, "attr", "acomp"), *self._state(i)]), None)
            if said is None or tree.tokens[said].pos not in ("NOUN", "ADJ"):
                return None
            theme, way, word = said, "copula", tree.tokens[said].lemma.lower()
            told = frozenset({f"be {stem(word)}"})
        elif word in members(_FILE, "support") and theme is not None and _act_noun(tree.tokens[theme].lemma.lower()):
            way, word = "support", tree.tokens[theme].lemma.lower()
            told = acts(word)
        denied = self._denied(i, [k for k in (subject, theme, *objects, *passive) if k is not None])
        if denied is None:
            return None
        nobody = denied and any(self._nobody(k) for k in (subject, theme) if k is not None)
        claim = self._claim(i)
        done_to = self._argument(theme, claim) if theme is not None else None
        beside: set[str] = set().union(*(self._argument(o, claim).all for o in behind))
        if lemma != "be":
            beside |= self._aim(i, theme, claim)
        if way in ("existence", "support") and done_to is not None:
            beside, done_to = beside | done_to.about, None  # the noun is the act, what describes it its arguments
        return Proposition(
            article=self.article,
            token=i,
            word=word,
            acts=told,
            way=way,
            denied=denied,
            nobody=nobody,
            agent=self._argument(agent, claim) if agent is not None else None,
            theme=done_to,
            beside=frozenset(beside),
            tense=self._tense(i),
            claim=claim,
            span=self._span(i, claim),
        )

    def _aim(self, i: int, theme: int | None, claim: Claim | None) -> set[str]:
        """What is decided, agreed, refused to do: the verb in the infinitive behind an act, and its object."""
        tree = self.tree
        behind = [*tree.children(i, "xcomp", "advcl"), *(tree.children(theme, "acl") if theme is not None else ())]
        aims = [k for k in behind if any(tree.tokens[a].tag == "TO" for a in tree.children(k, "aux"))]
        objects = [o for k in aims for o in tree.children(k, "dobj")]
        return {stem(tree.tokens[k].lemma) for k in aims}.union(*(self._argument(o, claim).all for o in objects))

    def _state(self, i: int) -> list[int]:
        """The bare noun of a state behind a copula: "in place", "under control"."""
        tree = self.tree
        behind = [o for p in tree.children(i, "prep") for o in tree.children(p, "pobj")]
        return [o for o in behind if tree.tokens[o].pos == "NOUN" and not tree.children(o)]

    def _with_particle(self, i: int) -> str:
        tree, lemma = self.tree, self.tree.tokens[i].lemma.lower()
        behind = tree.children(i, "prt")
        ahead = [i + 1] if i + 1 < len(tree.tokens) and tree.tokens[i + 1].pos in ("ADV", "ADP", "PART") else []
        for k in [*behind, *ahead]:
            joined = f"{lemma}_{tree.tokens[k].lemma.lower()}"
            if k in behind or joined in _classes()[0]:
                return joined
        return lemma

    def _subject(self, i: int, up: int = 0) -> int | None:
        """The subject of a verb, or the one it shares with the verb above."""
        tree = self.tree
        if found := tree.children(i, "nsubj"):
            return found[0]
        over = tree.head(i)
        if over is None or up == _UP or tree.tokens[i].dep not in ("xcomp", "conj", "advcl"):
            return None
        if tree.tokens[i].dep == "xcomp" and (objects := tree.children(over, "dobj")):
            return objects[0]
        if tree.tokens[over].pos not in ("VERB", "AUX") or tree.children(i, "nsubjpass"):
            return None
        return next(iter(tree.children(over, "nsubjpass")), None) or self._subject(over, up + 1)

    def _tense(self, i: int) -> str:
        tree, verb = self.tree, self.tree.tokens[i]
        aux = [tree.tokens[k] for k in tree.children(i, "aux", "auxpass")]
        modal = next((t.lemma.lower() for t in aux if t.tag == "MD"), "")
        if modal:
            if modal not in ("will", "wo", "'ll", "’ll") and any(t.lemma == "have" for t in aux):
                return "possible"  # "would have been"
            return "ahead" if modal in members(_FILE, "ahead") else "possible"
        over = tree.head(i)
        if any(t.tag == "TO" for t in aux):
            above = tree.tokens[over].lemma.lower() if over is not None else ""
            return "ahead" if above in members(_FILE, "intending") else "possible"
        if verb.tag == "VBG" and not any(t.lemma == "be" for t in aux):
            return "possible"
        if verb.tag in ("VBD", "VBN") or any(t.tag == "VBD" or t.lemma == "have" for t in aux):
            return "past"
        return "now"

    # -- nouns

    def _of_noun(self, i: int) -> Proposition | None:
        """A thing or an act told of by a noun, definite or somebody's."""
        tree, word = self.tree, self.tree.tokens[i].lemma.lower()
        dets = {tree.tokens[k].lemma.lower() for k in tree.children(i, "det")}
        whose = tree.children(i, "poss")
        described = tree.children(i, "compound", "amod")
        if word in _empty() or not (dets & members(_FILE, "definite") or whose or described):
            return None
        if self._doubted(i):
            return None
        of: list[int] = []
        by: list[int] = []
        others = list(described)
        for p in tree.children(i, "prep", "agent"):
            into = {"of": of, "by": by}.get(tree.tokens[p].lemma.lower(), others)
            into += tree.children(p, "pobj")
        claim = self._claim(i)
        agent, theme = next(iter(by or whose), None), next(iter(of), None)
        return Proposition(
            article=self.article,
            token=i,
            word=word,
            acts=acts(word),
            way="noun" if dets & members(_FILE, "definite") or whose else "indefinite",
            denied=False,
            nobody=False,
            agent=self._argument(agent, claim) if agent is not None else None,
            theme=self._argument(theme, claim) if theme is not None else None,
            beside=frozenset(self._aim(i, i, claim)).union(
                set().union(*(self._argument(o, claim).all for o in others))
            ),
            tense="",
            claim=claim,
            span=self._span(i, self._clause(i)),
        )

    def _clause(self, i: int) -> Claim | None:
        """The clause that a noun stands in."""
        at, own = self.tree.tokens[i].start, self.tree.subtree_span(i)
        holding = [c for c in self.claims if c.span.start <= at < c.span.end and not own.contains(c.span)]
        return min(holding, key=lambda c: (c.span.end - c.span.start, c.id), default=None)

    # -- arguments

    def _argument(self, i: int, claim: Claim | None) -> Argument:
        tree = self.tree
        if tree.tokens[i].tag in ("WDT", "WP"):  # "the soldiers who …"
            over = next((k for k in tree.ancestors(i) if tree.tokens[k].dep == "relcl"), None)
            i = tree.tokens[over].head if over is not None else i
        heads = [i, *tree.children(i, "conj")]
        named = {h: e.id for h in heads if (e := self.collation.entity_of(self.article, h)) is not None}
        names = set(named.values())
        if tree.tokens[i].text.lower() in members(_FILE, "speaker"):
            names |= self._speakers(claim)
        nouns = {x for h in heads if tree.tokens[h].pos in ("NOUN", "PROPN", "VERB", "ADJ") for x in self._noun(h)}
        about: set[str] = set()
        for k in [k for h in heads for k in tree.subtree(h)[:_WIDE] if k not in heads]:
            e = self.collation.entity_of(self.article, k) if tree.tokens[k].pos == "PROPN" else None
            about |= {e.id} if e else self._noun(k) if tree.tokens[k].pos in ("NOUN", "VERB", "ADJ") else set()
        kind = {x for h in heads for k in tree.children(h, "amod", "compound") for x in self._noun(k)}
        return Argument(
            token=i, names=frozenset(names), nouns=frozenset(nouns), about=frozenset(about), kind=frozenset(kind)
        )

    def _noun(self, i: int) -> set[str]:
        lemma = self.tree.tokens[i].lemma.lower()
        if lemma in _empty() or not lemma[:1].isalpha():
            return set()
        classes = _classes()[0].get(lemma, frozenset()) if self.tree.tokens[i].pos == "NOUN" else frozenset()
        return {stem(lemma), *classes}

    def _speakers(self, claim: Claim | None) -> set[str]:
        a = self.collation.attributions.get(claim.attribution or "") if claim else None
        found = [self.collation.entity_at(s.refers or s.span) for s in a.sources] if a else []
        return {e.id for e in found if e is not None}

    # -- denial

    def _denied(self, i: int, around: list[int]) -> bool | None:
        """Whether a verb is denied; None where it is denied of some only, or in a way that tells neither."""
        tree, lists = self.tree, table(_FILE)
        beside = {tree.tokens[k].lemma.lower() for k in tree.children(i) if tree.tokens[k].dep != "cc"}
        limited = beside | {tree.tokens[d].lemma.lower() for k in around for d in (k, *tree.children(k))}
        nots = [k for k in tree.children(i) if tree.tokens[k].lemma.lower() in lists["not"] and k < i]
        limited |= {tree.tokens[k].lemma.lower() for k in range(nots[-1] if nots else i, i)}  # "did not only damage"
        ahead = [o for p in tree.children(i, "prep") if p < i for o in tree.children(p, "pobj")]  # "at no branch"
        denied = bool(beside & set(lists["not"])) or any(self._none(k) for k in (*around, *ahead))
        over = tree.head(i)
        above = tree.tokens[over] if over is not None else None
        if over is not None and tree.tokens[i].dep == "conj" and not denied:  # "neither wrote nor approved it"
            joined = {tree.tokens[k].lemma.lower() for k in tree.children(over, "cc", "preconj")}
            denied = bool(joined & {"nor", "neither"})
        if above is not None and over is not None:
            word = above.lemma.lower()
            failed = tree.tokens[i].dep == "xcomp" and word in lists["failing"] and not denied
            if failed or (tree.tokens[i].dep == "pcomp" and word == "without"):
                denied = True
            elif tree.tokens[i].dep == "acl" and self._none(over):
                if word not in lists["intentions"] or denied:
                    return None
                denied = True
        if self._doubted(i):
            return None
        if not denied:
            conditional = any(tree.tokens[k].lemma.lower() in ("if", "unless") for k in tree.subtree(i))
            return None if conditional or limited & set(lists["narrowing"]) else False
        do = any(tree.tokens[k].lemma.lower() == "do" and tree.tokens[k].tag == "VB" for k in tree.children(i, "aux"))
        order = tree.tokens[i].tag == "VB" and not around and (do or not tree.children(i, "aux"))
        degree = any(
            tree.tokens[k].text.lower().endswith("ly") and tree.tokens[k].lemma.lower() not in lists["stressing"]
            for k in tree.children(i, "advmod")
        )
        whole = "neither" in beside  # "neither directly nor through others" leaves nothing out
        return None if order or (not whole and (degree or limited & set(lists["limits"]))) else True

    def _none(self, i: int) -> bool:
        """Whether a noun or pronoun is of none: "nobody", "no list", "not a single list"."""
        tree = self.tree
        if tree.tokens[i].lemma.lower() in members(_FILE, "nothing"):
            return tree.tokens[i].lemma.lower() != "none" or not tree.children(i, "amod", "advmod", "acomp")
        first = min(tree.subtree(i))
        return any(
            tree.tokens[k].lemma.lower() in ("no", "neither", "nor") for k in tree.children(i, "det", "neg")
        ) or (
            "not" in (tree.tokens[first].lemma.lower(), tree.tokens[max(first - 1, 0)].lemma.lower())
            and any(tree.tokens[k].lemma.lower() in ("one", "a", "single") for k in tree.subtree(i)[:3])
        )

    def _nobody(self, i: int) -> bool:
        return self.tree.tokens[i].lemma.lower() in members(_FILE, "anybody")

    def _doubted(self, i: int) -> bool:
        """Whether a clause or noun stands under what denies or doubts it, or only wishes or fears it."""
        tree, below = self.tree, i
        for k in tree.ancestors(i):
            token, dep = tree.tokens[k], tree.tokens[below].dep
            word, governed = token.lemma.lower(), members(_FILE, "governed")
            verb = token.pos in ("VERB", "AUX") and dep in governed
            noun = token.pos == "NOUN" and dep in ("acl", "relcl", "prep", "pobj")
            if verb and (word in members(_FILE, "doubting") or tree.children(k, "neg")):
                return True
            if noun and (word in members(_FILE, "doubtful") or self._none(k)):
                return True
            below = k
        return False

    def _asked(self, i: int) -> bool:
        tree = self.tree
        if tree.tokens[tree.sentence_of(i).last - 1].text == "?":
            return True
        asking = any(tree.tokens[k].tag in ("WRB", "WP", "WP$") for k in tree.children(i))
        if asking and tree.tokens[i].dep in ("ccomp", "pcomp", "xcomp", "csubj", "ROOT"):
            return True  # "where he was born"
        for k in (i, *tree.ancestors(i)):
            if any(tree.tokens[m].lemma.lower() in ("if", "whether", "unless") for m in tree.children(k, "mark")):
                return True
            if tree.tokens[k].pos == "VERB" and k != i:
                return False
        return False

    # -- where it stands

    def _claim(self, i: int) -> Claim | None:
        at = self.tree.tokens[i].start
        holding = [c for c in self.claims if c.span.start <= at < c.span.end]
        return self.heads.get(i) or min(holding, key=lambda c: (c.span.end - c.span.start, c.id), default=None)

    def _span(self, i: int, claim: Claim | None) -> Span:
        short = claim is not None and len(self.tree.within(claim.span)) <= _SHOWN
        return claim.span if claim is not None and short else self.tree.subtree_span(i)
