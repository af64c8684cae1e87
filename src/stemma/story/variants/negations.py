"""Negations: what one report says was not, is not or will not be, told as so in another, in whatever words.

"There will be no withdrawal", "the rebels would withdraw by the end of the year"; "nobody has signed anything", "both
have signed"; "no telephones were tapped", "their phones were tapped". Both are read as propositions (`propositions`),
whose acts answer to each other across verb and noun. That the two speak of one matter is told by one of these:

- a claim of one statement, of which one noun at least, of the subject or object, is the same;
- two arguments shared, or one by claims whose sentences have more in common;
- a denial of the act as such ("there was no attack", "nobody signed anything"), against a verb of it;
- a denial that a thing is there, against the thing, described alike.

No pair has arguments that differ, or is of different times. That all reports tell both is no difference between them.
So are found verbs of which one is the opposite of the other ("won", "lost") of one doer and thing, on one day. Method:
predicate-argument alignment (Roth & Frank 2012) and the contradiction types of de Marneffe, Rafferty & Manning 2008.

What it gets wrong: two acts of one kind, of which one was done.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from stemma.data import members, table, words
from stemma.model import Noun, Reading, Span, Variant
from stemma.story.variants.collation import Collation, cluster, make, touch
from stemma.story.variants.denying import untrue
from stemma.story.variants.predicates import opposite, stem
from stemma.story.variants.propositions import Argument, Proposition, propositions
from stemma.story.variants.telling import quoted

_FILE = "en/propositions.toml"
_BOTH = 2  # arguments that two propositions share, of whatever statement
_BESIDE = 3  # stems and names of two sentences, where one argument is shared
_MANY = 6  # words that describe an argument, more of which are those of a clause
_LONGEST = 40  # words of what is told
_OPEN = ("denied", "demanded", "possible")
_HELD = ("existence", "support")


class Answer(Noun, frozen=True, kw_only=True):
    """A denial and what is told against it."""

    no: Proposition
    yes: tuple[Proposition, ...]


def negation_variants(collation: Collation) -> list[Variant]:
    """Conflicts of yes against no."""
    told: dict[str, list[Proposition]] = defaultdict(list)
    for p in propositions(collation):
        if not p.denied and not _open(p, collation):
            for act in sorted(p.acts):
                told[act].append(p)
    verbs = [p for p in propositions(collation) if p.way == "verb" and not p.denied and not _open(p, collation)]
    answers = [
        Answer(no=b, yes=(a,))
        for a, b in combinations(verbs, 2)
        if a.article != b.article and opposite(a.word, b.word) and _of_one_thing(a, b, collation)
    ]
    for no in propositions(collation):
        if no.denied and not _open(no, collation):
            near = {(p.article, p.token): p for act in no.acts for p in told[act]}
            yes = tuple(p for _, p in sorted(near.items()) if _answers(no, p, collation))
            if any(p.article != no.article and not _both_tell(no, p, told, collation) for p in yes):
                answers.append(Answer(no=no, yes=yes))
    groups = cluster(answers, lambda a, b: not {p.span for p in a.yes}.isdisjoint(p.span for p in b.yes))
    return [v for g in groups if (v := _variant(g, collation)) is not None]


def _variant(group: list[Answer], collation: Collation) -> Variant | None:
    yes = list(dict.fromkeys(p.span for a in group for p in a.yes))
    no = list(dict.fromkeys(a.no.span for a in group))
    telling, denying = ({s.article for s in spans} for spans in (yes, no))
    if telling == denying and len(telling) > 1:
        return None  # all of them tell both
    order = [collation.original_first(spans) for spans in (yes, no)]
    readings = [Reading(text=collation.text(spans[0]), at=tuple(spans)) for spans in order]
    text = f"Yes against no: {quoted(readings, collation)}"
    return make("conflict", "fact", "high", text, readings, confidence=0.65, rule="told and denied")


def _both_tell(no: Proposition, yes: Proposition, told: dict[str, list[Proposition]], collation: Collation) -> bool:
    """Whether the report of each has the other too, as when both quote "we did, and we did not"."""

    def like(a: Proposition, b: Proposition) -> bool:
        heads = [x.head for x in (a.agent, a.theme) if x] or [a.beside]
        return a.word == b.word and any(h & b.all for h in heads)

    here = any(p.article == no.article and like(yes, p) for act in no.acts for p in told[act])
    there = any(p.denied and p.article == yes.article and like(no, p) for p in propositions(collation))
    return here and there


def _open(p: Proposition, collation: Collation) -> bool:
    """Whether a proposition is only possible, wished or called untrue."""
    if (
        p.tense == "possible"
        or p.word in members(_FILE, "saying")
        or any(s.overlap(p.span) for s in untrue(p.article, collation))
    ):
        return True
    if p.claim is None or (p.way == "noun" and "no" not in _words(p, collation)):
        return False
    if not p.denied and _holds_negation(p, collation):
        return True
    reported = p.tense == "ahead" and p.claim.attribution is not None
    return p.claim.modality in _OPEN or (p.claim.modality == "conditional" and not reported)


def _words(p: Proposition, collation: Collation) -> list[str]:
    tree = collation.tree(p.article)
    return [tree.tokens[k].text.lower() for k in tree.within(p.span)]


def _holds_negation(p: Proposition, collation: Collation) -> bool:
    """Whether a claim taken for a yes holds a negative word after all, or is too long to be one clause."""
    inside = _words(p, collation)
    negative = table("en/modality.toml")["negation"]["words"]
    return len(inside) > _LONGEST or any(w in negative or w.endswith(("n't", "n’t", "’t")) for w in inside)


# -- whether a proposition is what another denies


def _answers(no: Proposition, yes: Proposition, collation: Collation) -> bool:
    if not _apart(no, yes, collation) or not _of_one_time(no, yes, collation):
        return False
    verb = yes.way not in ("noun", "indefinite", "existence")
    if not verb and no.way not in _HELD and not _one_statement(no, yes, collation):
        return False  # "did not negotiate" is of a verb; that there are "the negotiations" may be of others
    around = _around(yes, collation)
    shared = 0
    matched = set()
    for role, mine, theirs in (("agent", no.agent, yes.agent), ("theme", no.theme, yes.theme)):
        if mine is None or not mine.head:
            continue
        if (
            role == "agent"
            and (no.theme or no.way == "support")
            and theirs is None
            and verb
            and not mine.head & yes.all
        ):
            return False  # another may have done it
        if _differ(mine, theirs, role) or (not mine.head & (yes.all | around) and _of_none(mine, no, collation)):
            return False
        if mine.head & yes.all:
            shared += 1
            matched.add(role)
    for mine in (no.agent, no.theme):
        if mine is not None and not mine.head and mine.about - yes.all - around:
            return False  # "no one of the management"
    beside = no.beside & yes.all
    shared += bool(beside)
    left_out = no.beside - yes.all - around
    same_stem = bool({a for a in no.acts & yes.acts if not a.startswith("act ")})
    if _behind_others(no, yes, collation) or (no.way == "verb" and _for_a_purpose(no, collation)):
        return False
    if no.way == "support" and no.agent is None and len(beside) >= _BOTH and not left_out:
        return True  # "no decision has been taken to close the mine"
    if no.way == "copula":
        if no.theme is not None and not no.theme.about <= yes.all:
            return False  # "was not a straight road", "was a sand road"
        return "agent" in matched and (_one_statement(no, yes, collation) or _beside(no, yes, collation) >= _BESIDE)
    if no.way in _HELD and not verb and no.tense != "ahead":
        if yes.way == "noun" and no.word in members(_FILE, "documents") and not _received(no, collation):
            return no.word == yes.word and bool(beside or yes.beside or not no.beside)
        described = _described(no, collation)
        return (
            no.way == "existence"
            and no.word == yes.word
            and bool(described)
            and described <= _described(yes, collation)
        )
    if no.way == "existence" and not no.beside and collation.tree(yes.article).children(yes.token, "xcomp"):
        return False  # "there is no agreement", "agreed to meet"
    if no.way == "existence" and verb and not left_out:
        return same_stem or bool(beside)
    if _one_statement(no, yes, collation):
        if not verb and no.way not in _HELD:
            return False
        told = same_stem or len(matched) == _BOTH or no.theme is None or not no.theme.head
        return (
            bool(told and matched)
            or bool(same_stem and beside)
            or (verb and same_stem and no.word not in members(_FILE, "wide") and not _of_others(no, yes, collation))
        )
    if shared >= _BOTH and (same_stem or len(matched) == _BOTH):
        return True
    if no.word in members(_FILE, "wide") or not verb:
        return False
    if not same_stem:
        return bool(matched) and not left_out and _beside(no, yes, collation) > _BESIDE
    if no.nobody and no.way == "verb" and not (no.beside or matched) and _total(no, collation):
        passive = collation.tree(no.article).children(no.token, "nsubjpass")
        return bool(yes.theme and yes.theme.head) and not (
            passive and (not _beside(no, yes, collation) or _of_others(no, yes, collation))
        )
    return bool(matched) and _beside(no, yes, collation) >= _BESIDE


def _of_others(no: Proposition, yes: Proposition, collation: Collation) -> bool:
    """Whether the sentences of two propositions name others, or their reports begin with nothing in common."""
    if no.claim is not None and yes.claim is not None and collation.about_others(no.claim, yes.claim):
        return True
    leads = [{e.id for _, e in collation.mentions(collation.lead(p.article))} for p in (no, yes)]
    return leads[0].isdisjoint(leads[1])


def _received(no: Proposition, collation: Collation) -> bool:
    """Whether it is only denied that somebody got a thing, which may be there all the same."""
    return collation.tree(no.article).tokens[no.token].lemma.lower() in members(_FILE, "receiving")


def _of_one_thing(a: Proposition, b: Proposition, collation: Collation) -> bool:
    """Whether two verbs of which one is the opposite of the other ("won", "lost") are of one doer and one thing, or in
    one statement of one of them."""
    if not collation.same_day(a.article, b.article) or a.tense != b.tense or _behind_others(a, b, collation):
        return False
    pairs = [(x, y) for x, y in ((a.agent, b.agent), (a.theme, b.theme)) if x and x.head and y and y.head]
    if not pairs or any(not x.head & y.head or _differ(x, y, "theme") for x, y in pairs):
        return False
    return len(pairs) == _BOTH or _one_statement(a, b, collation)


def _total(no: Proposition, collation: Collation) -> bool:
    """Whether nobody did anything of the kind: "nobody has signed anything"."""
    tree = collation.tree(no.article)
    generic = members(_FILE, "anybody")
    if tree.children(no.token, "prep", "advmod"):
        return False  # "nothing was agreed about it", "here nobody was hurt"
    subject = [k for k in tree.children(no.token, "nsubj") if tree.tokens[k].lemma.lower() in generic]
    objects = tree.children(no.token, "dobj", "nsubjpass")
    return (
        bool(objects)
        and all(tree.tokens[k].lemma.lower() in generic for k in objects)
        and bool(subject or tree.children(no.token, "nsubjpass"))
    )


def _differ(mine: Argument, theirs: Argument | None, role: str) -> bool:
    """Whether two arguments of one role are told to be others."""
    if theirs is None or not theirs.head:
        return False
    if mine.head & theirs.head:  # "the harbour committee", "the finance committee"
        return not mine.names and bool(mine.kind and theirs.kind) and not mine.kind & theirs.kind
    if role == "theme":
        return not (mine.about & theirs.head or (mine.head & theirs.about and len(theirs.about) < _MANY))
    return bool(mine.names and theirs.names)


def _behind_others(no: Proposition, yes: Proposition, collation: Collation) -> bool:
    """Whether both have something else behind one preposition ("into orbit around Mars", "… around the sun"), or
    another ordinal ("the second round")."""
    order = [{q.value for q in collation.quantities(p.span) if q.dimension == "ordinal"} for p in (no, yes)]
    if order[0] != order[1] and all(order):
        return True
    found = []
    for p in (no, yes):
        tree = collation.tree(p.article)
        behind: dict[str, set[str]] = defaultdict(set)
        for k in tree.subtree(p.token):
            over = tree.head(k)
            if tree.tokens[k].dep == "pobj" and over is not None and tree.tokens[over].lemma != "of":
                entity = collation.entity_of(p.article, k)
                behind[tree.tokens[over].lemma.lower()].add(entity.id if entity else stem(tree.tokens[k].lemma))
        found.append(behind)
    return any(found[0][p].isdisjoint(found[1][p]) for p in sorted(found[0].keys() & found[1].keys()))


def _for_a_purpose(no: Proposition, collation: Collation) -> bool:
    """Whether what a clause denies is the purpose and not the act: "I did not come for copies"."""
    tree = collation.tree(no.article)
    if no.word not in members(_FILE, "moving"):
        return False
    aims = [k for c in tree.children(no.token, "advcl") for k in tree.children(c, "aux")]
    aims += [k for k in tree.children(no.token, "prep") if tree.tokens[k].lemma.lower() == "for"]
    return any(tree.tokens[k].tag in ("TO", "IN") for k in aims)


def _described(p: Proposition, collation: Collation) -> frozenset[str]:
    """The words and names that describe the noun of a proposition, those of place and time left out; a denial of any
    such noun describes it by none."""
    tree = collation.tree(p.article)
    at = (
        next((k for k in tree.children(p.token, "attr", "nsubj", "dobj")), p.token) if p.way == "existence" else p.token
    )
    of = [q for q in tree.children(at, "prep") if tree.tokens[q].lemma.lower() in ("of", "between", "with", "about")]
    held = [*tree.children(at, "amod", "compound", "nummod"), *(o for q in of for o in tree.children(q, "pobj"))]
    named = {k: e.id for k in held if (e := collation.entity_of(p.article, k)) is not None}
    unspecific = table("en/predicates.toml")["unspecific"]["words"]
    if any(tree.tokens[k].lemma.lower() in unspecific for k in held):
        return frozenset()
    return frozenset(named.get(k) or stem(tree.tokens[k].lemma) for k in held)


def _of_none(argument: Argument, no: Proposition, collation: Collation) -> bool:
    """Whether an argument is what there was none of ("no representative took part")."""
    tree = collation.tree(no.article)
    return any(tree.tokens[k].lemma.lower() == "no" for k in tree.children(argument.token, "det", "neg"))


def _apart(no: Proposition, yes: Proposition, collation: Collation) -> bool:
    """Whether two propositions stand in different sentences; in one report, in different mouths."""
    if no.article != yes.article:
        return True
    tree = collation.tree(no.article)
    if tree.sentence_of(no.token) == tree.sentence_of(yes.token):
        return False
    said = [p.claim.attribution if p.claim else None for p in (no, yes)]
    return said[0] != said[1] and None not in said


def _of_one_time(no: Proposition, yes: Proposition, collation: Collation) -> bool:
    """Whether both are of what was, or both of what will be, and neither could have come about since."""
    if {no.tense, yes.tense} in ({"ahead", "past"}, {"ahead", "now"}):
        return False
    if collation.clearly_later(no.article, yes.article):
        return False
    own_voice = no.claim is None or no.claim.attribution is None
    if no.tense == "ahead" and own_voice and not collation.same_day(no.article, yes.article):
        return False  # a plan is given up: told by the report itself, of another day, it is news
    known = no.way in _HELD and yes.way == "noun"  # what is spoken of as "the draft" was there before
    if (
        not known
        and _perfect(no, collation)
        and not collation.same_day(no.article, yes.article)
        and not _ordered(no, yes, collation)
    ):
        return False  # what had not been found may have been since
    if (
        no.tense == "now"
        and yes.tense == "past"
        and no.way == "verb"
        and not collation.same_day(no.article, yes.article)
        and not _ordered(no, yes, collation)
    ):
        return False
    times = [[t for t in collation.times(p.span) if t.earliest and t.latest] for p in (no, yes)]
    return not all(times) or any(touch(x, y) for x in times[0] for y in times[1])


def _perfect(p: Proposition, collation: Collation) -> bool:
    """Whether it is told that something has not been done, or had not; that there had been none is of the past."""
    tree = collation.tree(p.article)
    have = [tree.tokens[k] for k in tree.children(p.token, "aux") if tree.tokens[k].lemma == "have"]
    return any(t.tag != "VBD" or p.way != "existence" for t in have)


def _ordered(no: Proposition, yes: Proposition, collation: Collation) -> bool:
    """Whether a denial is known to be the later of the two."""
    return collation.clearly_later(yes.article, no.article)


def _one_statement(no: Proposition, yes: Proposition, collation: Collation) -> bool:
    if no.claim is None or yes.claim is None:
        return False
    owner = collation.statement_of.get(no.claim.id)
    return owner is not None and owner == collation.statement_of.get(yes.claim.id)


def _beside(no: Proposition, yes: Proposition, collation: Collation) -> int:
    """How many stems and names the sentences of two propositions share, those of the act left out."""
    return len((_around(no, collation) & _around(yes, collation)) - no.acts)


def _around(p: Proposition, collation: Collation) -> frozenset[str]:
    """The stems and entities of a proposition's sentence and of whoever says it."""

    def read() -> frozenset[str]:
        tree = collation.tree(p.article)
        s = tree.sentence_of(p.token)
        stop = words("en/stopwords.txt") | words("en/light_verbs.txt") | words("en/light_words.txt")
        empty = stop | set(table("en/predicates.toml")["unspecific"]["words"])
        span = Span(p.article, s.start, s.end)
        named = {k for m, _ in collation.mentions(span) if m.form != "role" for k in tree.within(m.span)}
        stems = {
            stem(tree.tokens[k].lemma)
            for k in range(s.first, s.last)
            if k not in named
            and tree.tokens[k].pos in ("NOUN", "ADJ", "VERB")
            and tree.tokens[k].lemma.lower() not in empty
        }
        names = {e.id for m, e in collation.mentions(span) if m.form != "role"}
        a = collation.attributions.get(p.claim.attribution or "") if p.claim else None
        speakers = [collation.entity_at(x.refers or x.span) for x in a.sources] if a else []
        return frozenset(stems | names | {e.id for e in speakers if e is not None})

    s = collation.tree(p.article).sentence_of(p.token)
    return collation.once(f"around {p.article} {s.start} {p.claim.attribution if p.claim else ''}", read)
