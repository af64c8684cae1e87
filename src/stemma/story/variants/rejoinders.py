"""Rejoinders: what one source says, and another, told right behind it, says is not so.

"The ministry says the drone was launched from there; the embassy denies that": the report itself has two accounts that
exclude each other, and names whose they are. The denial points back: with a pronoun, with a noun for what was claimed
("rejected the accusation"), with "such" ("did no such thing"), or with the predication left out ("the army says it did
not"). What is denied is the clause before, in the same sentence or the one before; a charge may lie a few sentences
back, where somebody is charged with something. All reports that have the clause, or a denial of it so worded, are
shown. Source: Quirk et al. 1985, 12.1-65 (pro-forms and ellipsis).

What it gets wrong: a "that" which goes back further than the clause before.
"""

from __future__ import annotations

from itertools import pairwise

from stemma.data import members, table, words
from stemma.model import Claim, Noun, Reading, Sentence, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import RELAYS, Collation, make
from stemma.story.variants.denying import Denying, denying
from stemma.story.variants.predicates import closed
from stemma.story.variants.telling import quoted

_DENIALS = "en/denials.toml"
_RULE = "denied right behind"
_WHOLE = ("main", "coordinated", "complement", "relative", "participle")
_FEWEST = 5  # words of a clause that can be denied
_NEARER, _LIKE = 0.05, 0.25  # of likeness of meaning, lost with each sentence further back, and the least
_OWNER = 3  # tokens before a claim in which its owner's 's stands
_STEM = 5  # letters
_ANSWERS = 0.35  # likeness of meaning of a denial and what it answers in other words
_BACK = 3  # sentences that a noun for a claim goes back


class Rejoinder(Noun, frozen=True, kw_only=True):
    """A denial, the claims right before it, and the clause or sentence that holds them."""

    denied: tuple[Claim, ...]
    before: Span
    span: Span


def rejoinder_variants(collation: Collation) -> list[Variant]:
    """Conflicts between a claim and the denial that a report has right behind it."""
    found: dict[str, list[Rejoinder]] = {}
    for article in collation.layers:
        for d in denying(article, collation):
            if d.content is None:
                r = _rejoinder(d, article, collation)
            else:
                r = _in_one(d, article, collation) or _answered(d, d.content, article, collation)
            if r is not None:
                last = r.denied[-1].id if r.denied else ""
                found.setdefault(collation.statement_of.get(last, f"{article}:{r.before.start}"), []).append(r)
    out = []
    for key, rejoinders in sorted(found.items()):
        owner = next((s for s in collation.statements if s.id == key), None)
        alone = all(len(r.denied) == 1 for r in rejoinders)  # of several in a sentence it is not told which is denied
        told = {r.before: None for r in rejoinders}
        for c in collation.members(owner) if owner and alone else ():
            if c.polarity == "positive" and c.modality != "denied" and not any(s.overlap(c.span) for s in told):
                told[c.span] = None
        claiming, denying_ones = {s.article for s in told}, {r.span.article for r in rejoinders}
        if len(claiming) > 1 and claiming == denying_ones:
            continue  # all of them tell both: they agree on who says what
        readings = [
            Reading(text=collation.text(rejoinders[0].before), at=tuple(sorted(told))),
            Reading(text=collation.text(rejoinders[0].span), at=tuple(sorted({r.span for r in rejoinders}))),
        ]
        text = f"One source says so, another denies it: {quoted(readings, collation)}"
        out.append(make("conflict", "fact", "high", text, readings, statement=owner, confidence=0.65, rule=_RULE))
    return out


def _rejoinder(d: Denying, article: str, collation: Collation) -> Rejoinder | None:
    before = antecedent(d, article, collation)
    if before is None or _own(before, d, article, collation) or _of_the_report_alone(before, d, collation):
        return None
    held = [
        c
        for c in collation.layers[article].claims
        if before.contains(c.span) and c.form in _WHOLE and c.polarity == "positive"
    ]
    return Rejoinder(denied=tuple(held), before=before, span=d.clause)


def _in_one(d: Denying, article: str, collation: Collation) -> Rejoinder | None:
    """A claim that is denied in the sentence which says whose it is: "denied the rebels' claim that …"."""
    tree = collation.tree(article)
    if d.claim is None or d.content is None or d.denier is None or _judges(d.denier, tree):
        return None
    noun = tree.tokens[d.claim]
    whose = [k for k in tree.children(d.claim, "poss") if tree.tokens[k].tag != "PRP$"]
    whose += [k for k in range(max(0, d.claim - _OWNER), d.claim) if tree.tokens[k].dep == "case"]
    whose += [
        o
        for p in tree.children(d.claim, "prep", "agent")
        if tree.tokens[p].lemma.lower() in ("by", "from")
        for o in tree.children(p, "pobj")
    ]
    peoples = words("en/peoples.txt")
    whose += [
        k
        for k in tree.children(d.claim, "amod", "compound")
        if tree.tokens[k].pos == "PROPN" or tree.tokens[k].text in peoples
    ]
    if not whose or not d.clause.start <= d.content.start:
        return None
    held = [c for c in collation.layers[article].claims if d.content.overlap(c.span) and c.span.start >= noun.end]
    held.sort(key=lambda c: (c.span.start, -c.span.end))
    last = min(d.content.start, max(d.clause.end, tree.tokens[d.claim].end))
    return Rejoinder(denied=tuple(held[:1]), before=d.content, span=Span(article, d.clause.start, last))


def _answered(d: Denying, content: Span, article: str, collation: Collation) -> Rejoinder | None:
    """A denial right behind the words of another that it answers, whatever words it has for them."""
    tree = collation.tree(article)
    s = tree.sentence_of(d.verb)
    if d.denier is None or tree.tokens[d.denier].pos == "PRON" or content.start < d.clause.start:
        return None
    if d.claim is not None and tree.tokens[d.claim].lemma.lower() in members(_DENIALS, "faults"):
        return None  # who will not be reproached with something may well have done it
    if _judges(d.denier, tree):
        return None
    before = _sentences_before(s, article, tree, 1)
    if not before or not _tells(before[0], tree) or _asked(before[0], collation):
        return None
    such = any(tree.tokens[i].lemma.lower() == "such" for i in tree.within(content))
    span = (_such_before(d, None, s, article, collation) if such else None) or before[0]
    if any(span.overlap(o.clause) for o in denying(article, collation)) or not _said_by_another(d, span, collation):
        return None
    if _supposed(span, tree):
        return None
    if not such and not _words(content, collation) & _words(span, collation):
        vectors = collation.meaning([content, span])
        if float(vectors[0] @ vectors[1]) < _ANSWERS:
            return None
    held = [
        c
        for c in collation.layers[article].claims
        if span.contains(c.span) and c.form in _WHOLE and c.polarity == "positive"
    ]
    whole = Span(article, min(d.clause.start, content.start), max(d.clause.end, content.end))
    return Rejoinder(denied=tuple(held), before=span, span=whole)


def _words(span: Span, collation: Collation) -> set[tuple[str, str]]:
    """The stems of the words of a stretch, by part of speech; names left out."""
    tree, content = collation.tree(span.article), collation.content(span)
    named = {i for m, _ in collation.mentions(span) if m.form != "role" for i in tree.within(m.span)}
    tokens = [tree.tokens[i] for i in tree.within(span) if i not in named]
    kept = [t for t in tokens if t.pos in ("NOUN", "VERB", "ADJ") and t.lemma.lower() in content]
    return {(t.pos, t.lemma.lower()[:_STEM]) for t in kept}


def _supposed(span: Span, tree: Tree) -> bool:
    """Whether a sentence says what is not so, or what may come of something."""
    inside = tree.within(span)
    roots = [i for i in inside if tree.tokens[i].dep == "ROOT"]
    roots += [k for i in roots for k in tree.children(i, "ccomp")]
    conditions = any(tree.tokens[i].lemma.lower() in closed("conditions") for i in inside)
    return conditions or any(tree.children(i, "neg") for i in roots)


def _said_by_another(d: Denying, span: Span, collation: Collation) -> bool:
    """Whether somebody who does not deny it is told to have said what a sentence tells."""
    assert d.denier is not None
    denier = collation.entity_of(span.article, d.denier)
    said = [a for a in collation.layers[span.article].attributions if a.cue is not None and span.contains(a.cue)]
    sources = [s for a in said for s in a.sources if s.span is not None]
    speakers = [collation.entity_at(s.refers or s.span) for s in sources]
    return bool(sources) and all(s is None or denier is None or s.id != denier.id for s in speakers)


def antecedent(d: Denying, article: str, collation: Collation) -> Span | None:
    """What a denial that points back goes back to: the clause or sentence before it."""
    tree = collation.tree(article)
    s = tree.sentence_of(d.verb)
    inside = tree.within(d.clause)
    start = tree.tokens[inside[0]].start if inside else d.clause.start
    near = _trimmed(s.start, start, article, collation)
    part = d.way == "such" and tree.tokens[d.verb].dep in ("ccomp", "relcl", "acl")
    over = tree.head(d.verb) if part else None
    if near is not None and over is not None and over in tree.within(near):
        near = None  # what is before is the clause that the denial is part of
    if d.way == "ellipsis" and not _of_another(d, tree):
        return None
    if d.claim is not None:
        return None if _new(d.claim, tree) else _claimed_before(d, near, s, article, collation)
    if d.way == "such" and not d.general and not _told_by_somebody(d, collation):
        return None
    if d.way == "such":
        return _such_before(d, near, s, article, collation)
    for span in (near,) if near else _nearest_said(_sentences_before(s, article, tree, 2), collation):
        if _tells(span, tree) and not _asked(span, collation):
            if d.way == "refusal" and not _charged(span, tree):
                return None  # a proposal may be rejected too
            return span if d.way != "ellipsis" or _auxiliary(d, span, tree) else None
    return None


def _nearest_said(spans: list[Span], collation: Collation) -> list[Span]:
    """Of the sentences before, nearest first, the one that a "that" goes back to: the nearest; where that is the
    report's own word, charging nobody, and the next is somebody's, that one."""

    def said(s: Span) -> bool:
        held = collation.layers[s.article].attributions
        return any(s.overlap(a.content) for a in held) or _charged(s, collation.tree(s.article))

    if len(spans) > 1 and not said(spans[0]) and said(spans[1]) and not _asked(spans[0], collation):
        return spans[1:2]
    return spans[:1]


def _such_before(d: Denying, near: Span | None, s: Sentence, article: str, collation: Collation) -> Span | None:
    """What "no such message" goes back to: of the sentences before, the one most like it in meaning."""
    tree = collation.tree(article)
    spans = [x for x in (near, *_sentences_before(s, article, tree, _BACK)) if x is not None]
    spans = [x for x in spans if _tells(x, tree) and not _asked(x, collation) and (x is near or not _doubted(x, tree))]
    if not spans or d.general:
        return spans[0] if spans else None
    vectors = collation.meaning([d.clause, *spans])
    likeness = [float(vectors[0] @ v) - _NEARER * n for n, v in enumerate(vectors[1:])]
    best = max(range(len(spans)), key=lambda n: likeness[n])
    return spans[best] if likeness[best] >= _LIKE else None


def _doubted(span: Span, tree: Tree) -> bool:
    """Whether a sentence denies or supposes itself."""
    denied = frozenset(table("en/modality.toml")["negation"]["words"])
    return any(tree.tokens[k].lemma.lower() in denied | closed("conditions") for k in tree.within(span))


def _judges(i: int, tree: Tree) -> bool:
    """Whether it is a court that turns a claim down."""
    lemmas = {tree.tokens[k].lemma.lower() for k in (i, *tree.children(i, "compound", "appos", "amod"))}
    return bool(lemmas & members(_DENIALS, "ruling"))


def _of_media(span: Span, collation: Collation) -> bool:
    """Whether a stretch tells what some outlet has."""
    found = [a for a in collation.layers[span.article].attributions if span.overlap(a.content)]
    return any(s.type in RELAYS for a in found for s in a.chain)


def _told_by_somebody(d: Denying, collation: Collation) -> bool:
    """Whether "there was no such offer" is somebody's word; as the report's own it contrasts ("there are no such rules
    for …")."""
    return any(a.content.overlap(d.cue) for a in collation.layers[d.cue.article].attributions)


def _charged(span: Span, tree: Tree) -> bool:
    charging = members(_DENIALS, "charging") | members(_DENIALS, "charges")
    return any(tree.tokens[k].lemma.lower() in charging for k in tree.within(span))


def _claimed_before(d: Denying, near: Span | None, s: Sentence, article: str, collation: Collation) -> Span | None:
    """Where the claim is told that a noun speaks of: for a charge, where somebody charges."""
    tree = collation.tree(article)
    charging = members(_DENIALS, "charging") | members(_DENIALS, "charges")
    saying = words("en/speech_verbs.txt") | charging
    for span in (near, *_sentences_before(s, article, tree, _BACK)):
        if span is None or not _tells(span, tree) or _asked(span, collation):
            continue
        if any(span.contains(o.cue) for o in denying(article, collation)):
            continue
        of_media = d.claim is not None and tree.tokens[d.claim].lemma.lower() in members(_DENIALS, "of_media")
        if of_media and not _of_media(span, collation):
            continue
        if d.claim is not None and not _may_be_its(d.claim, span, collation):
            continue
        lemmas = {tree.tokens[k].lemma.lower() for k in tree.within(span)}
        if lemmas & (charging if d.charge else saying):
            return span
    return None


def _new(claim: int, tree: Tree) -> bool:
    """Whether a noun for a claim brings up one that was not told yet ("disputes a report in one paper"), or may be of a
    proposal ("the idea was firmly rejected")."""
    if tree.tokens[claim].lemma.lower() in members(_DENIALS, "proposals"):
        return True
    return any(
        tree.tokens[k].text.lower() in ("a", "an", "another", "one") for k in tree.children(claim, "det", "nummod")
    )


def _may_be_its(claim: int, span: Span, collation: Collation) -> bool:
    """Whether a noun for a claim may speak of what a sentence tells: whose claim it is, or where it stands ("Holm's
    account", "the claims in the article"), must be named there."""
    tree = collation.tree(span.article)
    owners = [k for k in tree.children(claim, "poss") if tree.tokens[k].tag != "PRP$"]
    owners += [o for p in tree.children(claim, "prep", "agent") for o in tree.children(p, "pobj")]
    named = {e.id for _, e in collation.mentions(span)}
    told = {tree.tokens[k].lemma.lower() for k in tree.within(span)}
    for o in owners:
        one = collation.entity_of(span.article, o)
        if not (one.id in named if one is not None else tree.tokens[o].lemma.lower() in told):
            return False
    return True


def _sentences_before(s: Sentence, article: str, tree: Tree, count: int) -> list[Span]:
    out = []
    for _ in range(count):
        if not s.first:
            break
        s = tree.sentence_of(s.first - 1)
        out.append(Span(article, s.start, s.end))
    return out


def _tells(span: Span, tree: Tree) -> bool:
    """Whether a stretch has a clause: a subject with its verb, and enough words."""
    inside = tree.within(span)
    worded = [i for i in inside if any(map(str.isalnum, tree.tokens[i].text))]
    subject = any(
        tree.tokens[i].dep in ("nsubj", "nsubjpass", "expl") and tree.tokens[i].head in inside for i in inside
    )
    return subject and len(worded) >= _FEWEST


def _asked(span: Span, collation: Collation) -> bool:
    """Whether a stretch is a question, or tells one ("asked if he would …")."""
    tree = collation.tree(span.article)
    first = [tree.tokens[i].lemma.lower() for i in tree.within(span)][:_FEWEST]
    told = any(x == "ask" and y in ("if", "whether") for x, y in pairwise(first))
    return told or collation.text(span).rstrip("\"”' ").endswith("?")


def _of_another(d: Denying, tree: Tree) -> bool:
    """Whether a predication left out is of who or what was spoken of, and somebody is told to say so: "75 did not" is
    of others."""
    subject = tree.children(d.verb, "nsubj", "expl", "nsubjpass")
    inside = [tree.tokens[k] for k in tree.within(d.clause)]
    said = any(t.lemma.lower() in words("en/speech_verbs.txt") and t.pos == "VERB" for t in inside)
    return said and all(
        (tree.tokens[k].pos == "PRON" and tree.tokens[k].dep != "nsubj") or tree.tokens[k].tag in ("PRP", "EX")
        for k in subject
    )


def _auxiliary(d: Denying, span: Span, tree: Tree) -> bool:
    """Whether the clause before has what the auxiliary stands for."""
    lemma = tree.tokens[d.verb].lemma.lower()
    return lemma == "do" or any(tree.tokens[k].lemma.lower() == lemma for k in tree.within(span))


def _own(before: Span, d: Denying, article: str, collation: Collation) -> bool:
    """Whether who denies is the only one who is said to have said it, or says both in one breath, on nobody's word."""
    denier = collation.entity_of(article, d.denier) if d.denier is not None else None
    held = collation.layers[article].attributions
    said = [a for a in held if a.cue is not None and before.contains(a.cue)]
    if not said and any(a.content.contains(before) and a.content.contains(d.cue) for a in held):
        return True
    speakers = [collation.entity_at(s.refers or s.span) for a in said for s in a.sources]
    return denier is not None and bool(speakers) and all(s is not None and s.id == denier.id for s in speakers)


def _of_the_report_alone(before: Span, d: Denying, collation: Collation) -> bool:
    """Whether nobody but the report itself says the one and the other ("It is tempting to …. It is nothing of the
    kind")."""
    if d.denier is not None and collation.tree(before.article).tokens[d.denier].pos != "PRON":
        return False
    said = [s for a in collation.layers[before.article].attributions for s in (a.cue, a.content) if s is not None]
    return not any(s.overlap(before) or s.overlap(d.clause) for s in said)


def _trimmed(start: int, end: int, article: str, collation: Collation) -> Span | None:
    """A clause without what joins it to the next; None where nothing is left."""
    kept = collation.layers[article].article.text[start:end].rstrip(" ;,.-–—\n")
    for word in (" but", " and", " though", " although", " while", " whereas"):
        if kept.lower().endswith(word):
            kept = kept[: -len(word)].rstrip(" ;,.-–—\n")
    return Span(article, start, start + len(kept)) if kept.strip() else None
