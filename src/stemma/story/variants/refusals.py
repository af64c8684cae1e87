"""Refusals: what a report denies in words that have no verb in common with those that tell it.

Four ways, each of one matter by itself:

- a meeting that is said not to have failed, against reports that it broke off or collapsed;
- a proposal that is said never to have been made, against reports that tell what it holds;
- somebody who would not promise or confirm a thing, against a report that he did (speech acts, Searle 1976);
- what somebody will do about one thing and will not (fight, not contest), by verbs of one meaning.

A report that has both sides is set against nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from stemma.data import table
from stemma.model import Claim, Noun, Reading, Span, Variant
from stemma.story.variants.clauses import stem
from stemma.story.variants.collation import Collation, make, touch
from stemma.story.variants.predicates import class_of, same_act
from stemma.story.variants.telling import quoted

_FILE = "en/refusals.toml"
_SHARED = 1  # stems of what is promised or not
_RULE = "told and refused"


class Side(Noun, frozen=True, kw_only=True):
    """One side of a matter: what it is of, whether it is told or denied, and the words."""

    key: str
    denied: bool
    span: Span
    claim: Claim
    stems: frozenset[str] = frozenset()


def refusal_variants(collation: Collation) -> list[Variant]:
    """Conflicts between what is told and what is denied in other words."""
    out = []
    for find, slot, one in (
        (_failures, "outcome", _at_one_time),
        (_proposals, "fact", lambda yes, no, _: _not_since(yes, no, collation)),
        (_promises, "fact", _of_one_promise),
        (_intents, "fact", lambda yes, no, _: yes.key == no.key),
    ):
        sides = [s for c in collation.claims.values() for s in find(c, collation)]
        sides += _promised(collation) if find is _promises else []
        pairs = [
            (yes, no)
            for yes, no in product([s for s in sides if not s.denied], [s for s in sides if s.denied])
            if yes.key == no.key and yes.span.article != no.span.article and one(yes, no, collation)
        ]
        pairs = [p for p in pairs if not _has_both(p, sides, one, collation)]
        for key in sorted({no.key for _, no in pairs}):
            told = [[s.span for p in pairs if p[1].key == key for s in (p[n],)] for n in (0, 1)]
            readings = [
                Reading(text=collation.text(collation.original_first(s)[0]), at=tuple(sorted(set(s)))) for s in told
            ]
            readings = collation.in_order(readings)
            text = f"Told and denied: {quoted(readings, collation)}"
            out.append(make("conflict", slot, "high", text, readings, confidence=0.6, rule=_RULE))
    return out


def _has_both(pair: tuple[Side, Side], sides: list[Side], one: object, collation: Collation) -> bool:
    """Whether one of the two reports has the other's side too."""
    yes, no = pair
    return any(s.denied and s.key == no.key and s.span.article == yes.span.article for s in sides) or any(
        not s.denied
        and s.key == yes.key
        and s.span.article == no.span.article
        and not s.claim.span.overlap(no.claim.span)
        for s in sides
    )


# -- meetings that failed or did not


def _failures(claim: Claim, collation: Collation) -> Iterator[Side]:
    tree = collation.tree(claim.span.article)
    verb = tree.tokens[claim.head]
    particle = " ".join(tree.tokens[k].lemma.lower() for k in tree.children(claim.head, "prt"))
    act = f"{verb.lemma.lower()} {particle}".strip()
    if claim.modality != "asserted" or act not in table(_FILE)["failing"]["verbs"]:
        return
    if any(tree.tokens[k].tag == "MD" for k in tree.children(claim.head, "aux")):
        return
    for s in tree.children(claim.head, "nsubj"):
        if class_of("events", tree.tokens[s].lemma.lower()) == "meeting":
            yield Side(key="meeting", denied=claim.polarity == "negative", span=claim.span, claim=claim)


def _at_one_time(yes: Side, no: Side, collation: Collation) -> bool:
    times = [[t for t in collation.times(s.span) if t.earliest and t.latest] for s in (yes, no)]
    return any(touch(x, y) for x in times[0] for y in times[1])


# -- proposals made or not


def _proposals(claim: Claim, collation: Collation) -> Iterator[Side]:
    tree = collation.tree(claim.span.article)
    lists = table(_FILE)["proposing"]
    for i in tree.within(claim.span):
        token = tree.tokens[i]
        if token.lemma.lower() not in lists["nouns"] or token.pos != "NOUN":
            continue
        dets = {tree.tokens[k].text.lower() for k in tree.children(i, "det", "neg")}
        made = tree.tokens[claim.head].lemma.lower() in lists["making"] and token.head == claim.head
        if made and "no" in dets and token.dep in ("nsubjpass", "dobj") and claim.modality == "asserted":
            yield Side(key=token.lemma.lower(), denied=True, span=claim.span, claim=claim)
        described = tree.children(i, "amod", "poss", "compound")
        doubted = {tree.tokens[k].lemma.lower() for k in described} & set(lists["doubting"])
        if "the" in dets and described and not doubted and claim.polarity == "positive":
            yield Side(key=token.lemma.lower(), denied=False, span=tree.subtree_span(i), claim=claim)


def _not_since(yes: Side, no: Side, collation: Collation) -> bool:
    return not collation.clearly_later(no.span.article, yes.span.article)


# -- speech acts


def _promises(claim: Claim, collation: Collation) -> Iterator[Side]:
    tree = collation.tree(claim.span.article)
    lists = table(_FILE)["speaking"]
    for i in tree.within(claim.span):
        token = tree.tokens[i]
        kind = next((k for k, verbs in lists["acts"].items() if token.lemma.lower() in verbs), "")
        if token.pos != "VERB" or not kind:
            continue
        content = tree.children(i, "ccomp", "xcomp")
        over = tree.head(i)
        refused = over is not None and token.dep == "xcomp" and tree.tokens[over].lemma.lower() in lists["refusing"]
        verb = over if refused and over is not None else i
        who = _speaker(verb, claim, collation)
        if not content or not who:
            continue
        aux = [tree.tokens[k] for k in tree.children(i, "aux")]
        denied = refused or bool(tree.children(i, "neg"))
        if not denied and (token.tag not in ("VBD", "VBN", "VBZ") or any(t.tag == "MD" for t in aux)):
            continue
        below = tree.subtree(content[0])
        stems = _told_stems(below, claim.span.article, collation)
        yield Side(
            key=f"{kind} {who}",
            denied=denied,
            span=tree.span(min(verb, i), max(i, below[-1])),
            claim=claim,
            stems=stems,
        )


def _promised(collation: Collation) -> list[Side]:
    """What reports say somebody promised or owned to, where the verb of it introduces what is said."""
    out = []
    acts = table(_FILE)["speaking"]["acts"]
    for a in collation.attributions.values():
        who = collation.entity_at(a.sources[0].refers or a.sources[0].span) if len(a.sources) == 1 else None
        if a.cue is None or who is None or who.kind != "person":
            continue
        tree = collation.tree(a.content.article)
        verbs = [i for i in tree.within(a.cue) if tree.tokens[i].pos == "VERB"]
        kind = next((k for k, words in acts.items() for i in verbs if tree.tokens[i].lemma.lower() in words), "")
        claims = [c for c in collation.layers[a.content.article].claims if a.content.contains(c.span)]
        if not kind or not claims or any(tree.children(i, "neg") for i in verbs):
            continue
        if any(tree.tokens[k].tag == "MD" for i in verbs for k in tree.children(i, "aux")):
            continue
        stems = _told_stems(list(tree.within(a.content)), a.content.article, collation)
        out.append(Side(key=f"{kind} {who.id}", denied=False, span=a.content, claim=claims[0], stems=stems))
    return out


def _told_stems(inside: list[int], article: str, collation: Collation) -> frozenset[str]:
    tree = collation.tree(article)
    empty = table(_FILE)["speaking"]["empty"]
    return frozenset(
        stem(tree.tokens[k].lemma)
        for k in inside
        if tree.tokens[k].pos in ("VERB", "NOUN", "ADJ") and tree.tokens[k].lemma.lower() not in empty
    )


def _speaker(verb: int, claim: Claim, collation: Collation) -> str:
    """The person who is the subject of a verb of speech; of "I", the one quoted."""
    tree = collation.tree(claim.span.article)
    who = next(iter(tree.children(verb, "nsubj")), None)
    if who is None:
        return ""
    entity = collation.entity_of(claim.span.article, who)
    token = tree.tokens[who]
    if token.text.lower() == "i":
        a = collation.attributions.get(claim.attribution or "")
        entity = collation.entity_at(a.sources[0].refers or a.sources[0].span) if a and len(a.sources) == 1 else None
    elif entity is None and token.pos == "PRON" and "Person=3" in token.morph and "Number=Sing" in token.morph:
        s = tree.sentence_of(who)
        before = tree.sentence_of(s.first - 1) if s.first else s
        people = {e.id for _, e in collation.mentions(Span(claim.span.article, before.start, max(before.end, 1)))
                  if e.kind == "person"}  # fmt: skip
        entity = collation.entities[people.pop()] if len(people) == 1 else None
    return entity.id if entity is not None and entity.kind == "person" else ""


def _of_one_promise(yes: Side, no: Side, _: Collation) -> bool:
    least = min(len(yes.stems), len(no.stems))
    return least > 0 and len(yes.stems & no.stems) >= max(_SHARED, (least + 1) // 2)


# -- what will be done or not


def _intents(claim: Claim, collation: Collation) -> Iterator[Side]:
    """ "Will fight it", "would not contest the extradition": by the noun it is about, the one before for a pronoun."""
    tree = collation.tree(claim.span.article)
    verb = claim.head
    act = tree.tokens[verb].lemma.lower()
    aux = {tree.tokens[k].text.lower() for k in tree.children(verb, "aux")}
    lists = table(_FILE)["contesting"]
    if not any(same_act(act, v) or act == v for v in lists["verbs"]) or not aux & set(lists["will"]):
        return
    objects = tree.children(verb, "dobj")
    subject = tree.children(verb, "nsubj")
    if not objects or not subject:
        return
    about = tree.tokens[objects[0]]
    noun = about.lemma.lower() if about.pos == "NOUN" else ""
    s = tree.sentence_of(verb)
    if about.text.lower() == "it" and s.first:
        before = tree.sentence_of(s.first - 1)
        subjects = [t for t in tree.tokens[before.first : before.last] if t.dep == "nsubj" and t.pos == "NOUN"]
        noun = subjects[0].lemma.lower() if subjects else ""
    who = collation.entity_of(claim.span.article, subject[0])
    name = who.id if who else tree.tokens[subject[0]].lemma.lower()
    if noun and name:
        yield Side(key=f"{name} {noun}", denied=bool(tree.children(verb, "neg")), span=claim.span, claim=claim)
